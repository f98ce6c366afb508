"""The texts that a new workbook begins with: nobody's until somebody has looked at them."""

from __future__ import annotations

import re

import pytest

from lkjip.model import groups, prose
from lkjip.model.comparison import compare
from lkjip.model.laporan import Laporan
from lkjip.model.next_year import carried_over
from lkjip.model.profile_text import office
from lkjip.model.tables import NASKAH
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.prose import BAGIAN


def report(*texts: tuple[str, str], **profil: object) -> Laporan:
    return Laporan(
        {"tahun": 2020, **profil},  # type: ignore[dict-item]
        inputs={NASKAH.key: [{"bagian": part, "urutan": None, "teks": text} for part, text in texts]},
    )


def test_the_defaults_name_parts_and_placeholders_that_there_are() -> None:
    names = {key.key for key in PROFIL} | {"nama", "kantor", "kantor_lengkap"}
    assert office({"instansi": "Dinas"}, "kantor_lengkap") == "Dinas"
    assert {*prose.DEFAULTS} <= {*BAGIAN}
    for row in prose.default_rows():
        text = str(row["teks"])
        assert {*re.findall(r"\{([^{}]*)\}", text)} <= names
        assert re.findall(r"\d+", re.sub(r"Nomor \d+ Tahun \d{4}", "", text)) == []  # it says nothing that the workbook must say
        assert prose.is_unread(text)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Teks. [periksa]", True), ("Teks.[PERIKSA]  ", True), ("Teks. [periksa]\n", True), ("[periksa]", True),
        ("Teks [periksa] lagi.", False), ("Teks. periksa", False), ("", False), (None, False), (5.0, False),
    ],
)  # fmt: skip
def test_the_mark_is_at_the_end(text: object, unread: bool) -> None:
    assert prose.is_unread(text) is unread


def test_a_sheet_of_defaults_is_empty_until_a_text_is_somebodys() -> None:
    new = prose.with_defaults(Laporan())
    own = report(("saran", "Tulisan sendiri."), ("langkah", "Belum dibaca. [periksa]"))

    assert (groups.filled("Naskah", new), groups.is_hidden("Naskah", new)) == (0, True)
    assert (groups.filled("Naskah", own), groups.is_hidden("Naskah", own)) == (2, False)
    assert prose.with_defaults(own) is own


def test_defaults_are_no_difference_between_two_workbooks() -> None:
    one = report(("saran", "Tulisan sendiri."))
    other = report(("saran", prose.DEFAULTS["saran"][0]), ("saran", "Tulisan sendiri."), ("langkah", "Yang baru. [periksa]"))

    assert [(each.row, each.old, each.new) for each in compare(one, other).differences] == [
        ("Yang baru. [periksa]", None, "Yang baru. [periksa]")
    ]


def test_next_year_marks_what_was_said_of_this_year_once() -> None:
    parts = ("kata_pengantar", "ikhtisar", "latar_belakang", "kedudukan", "isu_strategis", "simpulan", "saran", "langkah")
    first = carried_over(report(*((part, f"Tentang {part}.") for part in parts)))
    texts = [row["teks"] for row in first.laporan.inputs[NASKAH.key]]

    marked = ("ikhtisar", "simpulan", "saran", "langkah")
    assert texts == [f"Tentang {part}.{' [periksa]' if part in marked else ''}" for part in parts]
    assert [note for note in first.notes if note.startswith("Naskah: 4 teks")]
    second = carried_over(first.laporan)
    assert [row["teks"] for row in second.laporan.inputs[NASKAH.key]] == texts
    assert not [note for note in second.notes if note.startswith("Naskah")]


def test_next_year_of_a_workbook_without_the_table_has_the_defaults() -> None:
    assert carried_over(Laporan({"tahun": 2020})).laporan.inputs[NASKAH.key] == prose.default_rows()
    assert carried_over(report()).laporan.inputs[NASKAH.key] == []  # an office that has deleted them all


def test_a_text_too_long_for_the_mark_stays_whole() -> None:
    long = "x" * 32_767
    (row,) = carried_over(report(("saran", long))).laporan.inputs[NASKAH.key]

    assert row["teks"] == long


def test_issues_replace_the_default_one_and_stand_in_its_place() -> None:
    issues = [{"urutan": None, "teks": "Pegawai terbatas"}, {"urutan": None, "teks": "Sarana terbatas"}]
    texts = [(row["bagian"], row["teks"]) for row in prose.with_issues(prose.default_rows(), issues)]

    wanted = [(row["bagian"], row["teks"]) for row in prose.default_rows() if row["bagian"] != "isu_strategis"]
    place = [part for part, _ in wanted].index("pengantar_bab_ii")
    wanted[place:place] = [("isu_strategis", "Pegawai terbatas"), ("isu_strategis", "Sarana terbatas")]
    assert texts == wanted


def test_issues_stand_behind_those_that_are_there() -> None:
    own = [{"bagian": "isu_strategis", "urutan": None, "teks": "Yang pertama"}, {"bagian": "saran", "urutan": None, "teks": "Saran"}]
    found = prose.with_issues(own, [{"urutan": None, "teks": "Yang kedua"}])

    assert [row["teks"] for row in found] == ["Yang pertama", "Yang kedua", "Saran"]
