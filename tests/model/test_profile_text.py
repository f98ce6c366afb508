"""Texts in formulas, whole and in pieces short enough for Excel."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import as_formula, filled, office, quoted
from lkjip.model.tables.profile import PROFIL
from lkjip.template.workbook import build
from tests.office.client import Office


@pytest.mark.parametrize(
    "text",
    [
        "",
        'kata "dikutip"',
        *("a" * length for length in (254, 255, 256, 600)),
        *("a" * length + '"' + "b" * 10 for length in range(250, 258)),
        *('"' * length for length in (126, 127, 128, 300)),
        "a" * 254 + "\U0001f600" + "b",
        "baris\nbaru " * 60,
        "_x0041_ dan _x000B__x005F_x0041_",
        "a" * 250 + "_x0041_" + "b" * 300,
    ],
    ids=lambda text: f"{len(text)} {text[:3]!a}",
)
def test_pieces_of_a_text_are_short_enough_for_excel(text: str) -> None:
    """Excel takes 255 characters between the quotes, as they stand in the file: both of a doubled quote, both halves of an emoji."""
    written = quoted(text)
    pieces = re.findall(r'"((?:[^"]|"")*)"(?:&|$)', written)

    assert "&".join(f'"{piece}"' for piece in pieces) == written
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= 255
    assert "".join(piece.replace('""', '"') for piece in pieces) == text
    assert not re.search("_x[0-9A-Fa-f]{4}_", written)  # which a program may read as another character


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x1bb", '"a"&CHAR(27)&"b"'),
        ("\x07", "CHAR(7)"),
        ("\x1b\r" + "x" * 300, f'CHAR(27)&CHAR(13)&"{"x" * 255}"&"{"x" * 45}"'),
        ("a\uffffb\x00", '"a\ufffdb\ufffd"'),
    ],
)
def test_what_no_file_can_hold_is_computed(text: str, written: str) -> None:
    """CHAR(0) is an error in Excel, and so are halves of characters."""
    assert quoted(text) == written


DINKES: dict[str, str | int | None] = {
    "instansi": "Dinas Kesehatan",
    "singkatan": "Dinkes",
    "pemerintah_daerah": "Kabupaten Contoh",
    "tahun": 2024,
}
TITLES: list[tuple[dict[str, str | int | None], str, str]] = [
    ({}, "Kinerja Dinkes Kabupaten Contoh Tahun 2024", "Dinas Kesehatan Kabupaten Contoh"),
    ({"singkatan": None}, "Kinerja Dinas Kesehatan Kabupaten Contoh Tahun 2024", "Dinas Kesehatan Kabupaten Contoh"),
    ({"pemerintah_daerah": None}, "Kinerja Dinkes Tahun 2024", "Dinas Kesehatan"),
    (
        {"instansi": "Dinas Kesehatan kabupaten CONTOH", "singkatan": None},
        "Kinerja Dinas Kesehatan kabupaten CONTOH Tahun 2024",
        "Dinas Kesehatan kabupaten CONTOH",
    ),
    ({"instansi": "Kabupaten Contoh", "singkatan": None}, "Kinerja Kabupaten Contoh Tahun 2024", "Kabupaten Contoh"),
    ({"instansi": None, "singkatan": None}, "Kinerja Kabupaten Contoh Tahun 2024", "Kabupaten Contoh"),
    ({"instansi": None, "singkatan": None, "pemerintah_daerah": None}, "Kinerja Tahun 2024", ""),
    ({"singkatan": "RSUD?*"}, "Kinerja RSUD?* Kabupaten Contoh Tahun 2024", "Dinas Kesehatan Kabupaten Contoh"),
]
TITLE = "Kinerja[ {kantor}] Tahun {tahun}"
OTHERS = [
    ("TARGET AKHIR RENSTRA[ TAHUN {tahun_akhir_renstra}]", "TARGET AKHIR RENSTRA"),
    ("RENSTRA[ {tahun}-{tahun_akhir_renstra}]", "RENSTRA"),
    ("[Sumber : {sumber_tabel_2_1}]", ""),
    ("TAHUN {tahun-1} DAN {tahun_akhir_renstra}", "TAHUN 2023 DAN …"),
    ("{judul_penanggung_jawab|PENANGGUNG JAWAB}", "PENANGGUNG JAWAB"),
    ("Profil[ {nama}]", "Profil Dinkes"),
    ("{kepala}", ""),
]


@pytest.mark.parametrize(("changes", "title", "whole"), TITLES)
def test_the_name_of_the_office_in_titles(changes: dict[str, str | int | None], title: str, whole: str) -> None:
    """The short name, else the whole one, with the region once and only where there is one."""
    profil = {**DINKES, **changes}
    assert filled(TITLE, profil) == title
    assert office(profil, "kantor_lengkap") == whole


@pytest.mark.parametrize(("template", "text"), OTHERS)
def test_what_is_blank_leaves_nothing_on_paper(template: str, text: str) -> None:
    assert filled(template, DINKES) == text


def test_a_spreadsheet_writes_the_same(office_no_macros: Office, tmp_path: Path) -> None:
    """Typed into the sheet Profil, which the titles follow."""
    path = tmp_path / "judul.xlsm"
    path.write_bytes(build(Laporan(DINKES)))
    places = {key.key: row for row, key in enumerate(PROFIL, 4)}
    with office_no_macros.open(path) as document:
        formulas = [[as_formula(each)] for each in (TITLE, "{kantor_lengkap}", *(template for template, _ in OTHERS))]
        document.set_formulas("Profil", "H2", [[str(formula)] for (formula,) in formulas])
        assert document.values("Profil", f"H4:H{3 + len(OTHERS)}") == [[text] for _, text in OTHERS]
        for changes, title, whole in TITLES:
            for key, value in {**DINKES, **changes}.items():
                document.write("Profil", f"D{places[key]}", [[value]])
            assert document.values("Profil", "H2:H3") == [[title], [whole]]
            assert document.values("Tabel 3.1", "D1") == [["Tabel 3.1 Pencapaian " + title]]
