"""The tables of twelve real offices go through every command: each figure is in its cell or listed, and comes out as printed.

Offices whose rules differ from the default choose theirs as a clerk would; what is wrong in their reports is found.
"""

from __future__ import annotations

import csv
import json
import math
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.model.profile_text import filled
from lkjip.model.tables import REPORT_TABLES, TABEL_3_1
from lkjip.sources import csv_folder, workbook_file
from tests.kit.sampling import some
from tests.kit.sharing import made_once
from tests.kit.workbooks import ROOT, Outcome, run
from tests.office.client import Office
from tests.recap.tables import recap
from xlfuncs.angka import angka
from xlfuncs.errors import RuleError

KANTOR: Final = ROOT / "tests" / "data" / "kantor"
OFFICES: Final = sorted(path.name for path in KANTOR.iterdir() if path.is_dir())
RECAPPED: Final = some(OFFICES, 2)
"""Those that are recapped, sent and taken into the next year."""
BY_DEFAULT: Final = ("realisasi/target*100", "(2T-R)/T*100 (turun)", "turun, paling tinggi 100", "serapan")
"""Rules in `tercetak.csv` that need no choice of the office."""
SETDA: Final = "setda-banyuwangi-2021"
INSPEKTORAT: Final = "inspektorat-banyuwangi-2024"
CHOSEN: Final[Mapping[str, Mapping[str, str]]] = {
    SETDA: {"predikat.csv": "daftar,kode,nilai\nPredikat,Rendah,1\nPredikat,Sedang,2\nPredikat,Tinggi,3\n"},
    "dukcapil-banyuwangi-2020": {"aturan.csv": "kunci,pilihan\ntarget_nol,kosong\n"},
    "manggarai-timur-2019": {"aturan.csv": "kunci,pilihan\nrumus_turun,rasio\n"},
    INSPEKTORAT: {
        "skala.csv": "batas_bawah,kode,label\n,TT,Tidak tercapai\n100,T,Tercapai\n",
        "predikat.csv": "daftar,kode,nilai\nLevel,Level 2,2\nLevel,Level 3,3\nLevel,Level 3 Plus,3\nOpini,WTP,4\n",
    },
    "itjen-pupr-2020": {"predikat.csv": "daftar,kode,nilai\nLevel,,\n"},
    "banjarnegara-2013": {"predikat.csv": "daftar,kode,nilai\n-,Ada,1\n"},
}
"""What an office writes beside its tables where its rules are not the default."""
LIMITED: Final = ("Indeks Reformasi Birokrasi (IRB)", "Indeks Kepuasan Masyarakat (Setda)")
"""The indicators of Setda with 100 as their highest capaian."""
BY_CHOICE: Final = ("min(R/T,100)", "predikat (teks)", "T/R*100", "tingkat (teks)", "tercapai/tidak", "opini (teks)")
"""Rules in `tercetak.csv` that the choices above give."""
MEANT: Final = "cocok dengan realisasi {}"
WRONG: Final[Mapping[str, Mapping[str, str]]] = {
    "bapenda-banyuwangi-2024": {"297,1%": MEANT.format("5,20")},
    "bpbd-banyuwangi-2024": {"93,08": "tercetak = realisasi", "93": "tercetak = realisasi"},
    # these three and eight others in one line
    "dinkes-banyuwangi-2024": {f"{figure}%": MEANT.format("lain") for figure in ("65,93", "66,74", "69,24")},
    "manggarai-timur-2019": {"72,52": "baru selisihnya"},
}
"""What offices print wrong, with the likeliest reason."""
EXPLAINED: Final[Mapping[str, Mapping[str, str]]] = {
    "dinkes-banyuwangi-2024": {"6,37%": "dibulatkan atau dipotong"},
    "dukcapil-banyuwangi-2020": {"0": "target 0"},
    "manggarai-timur-2019": {"87,10": "dibulatkan atau dipotong"},
    SETDA: {"100": "belum diukur"},
}
"""What differs from the rules for a good reason."""
OTHER_MISTAKES: Final = {"bpbd-banyuwangi-2024": {"ganda"}, "kec-muncar-2024": {"baris-jumlah", "induk-anggaran"}}
"""Other findings of level galat: two rows with one name; a program and a JUMLAH that are not the sums of their rows."""
FOUND: Final[Mapping[str, Mapping[str, int]]] = {
    "banjarnegara-2013": {"arah-kosong": 1, "teks-di-sel-angka": 1, "tanpa-realisasi": 1, "indikator-tanpa-anggaran": 1},
    "bapenda-banyuwangi-2024": {"arah-kosong": 1, "capaian-tidak-wajar": 1, "persen-tercetak": 1, "indikator-tanpa-anggaran": 1},
    "bpbd-banyuwangi-2024": {"arah-kosong": 1, "capaian-tidak-wajar": 1, "ganda": 1, "persen-tercetak": 1, "indikator-tanpa-anggaran": 1},
    "dinkes-banyuwangi-2024": {
        "arah-kosong": 1,
        "beda-tercetak": 1,
        "indikator-tanpa-anggaran": 1,
        "belum-diukur": 1,
        "capaian-tidak-wajar": 1,
        "persen-tercetak": 1,
        "realisasi-di-atas-100": 1,
        "sel-kosong": 1,
    },
    "dishub-banyuwangi-2024": {"arah-kosong": 1, "indikator-tanpa-anggaran": 1},
    "dukcapil-banyuwangi-2020": {
        "arah-kosong": 1,
        "beda-tercetak": 1,
        "periode-renstra": 1,
        "target-nol": 1,
        "indikator-tanpa-anggaran": 1,
    },
    "inspektorat-banyuwangi-2024": {"arah-kosong": 1, "beda-tercetak": 1, "teks-di-sel-angka": 2, "indikator-tanpa-anggaran": 1},
    "itjen-pupr-2020": {"arah-kosong": 1, "teks-di-sel-angka": 1, "indikator-tanpa-anggaran": 1},
    "kec-muncar-2024": {"arah-kosong": 1, "baris-jumlah": 1, "induk-anggaran": 1},
    "manggarai-timur-2019": {"beda-tercetak": 2, "capaian-tidak-wajar": 1, "persen-tercetak": 1, "indikator-tanpa-anggaran": 1},
    "pa-kualakurun-2021": {"arah-kosong": 1, "capaian-tidak-wajar": 1, "indikator-tanpa-anggaran": 1},
    SETDA: {"arah-kosong": 1, "beda-tercetak": 1, "belum-diukur": 1, "persen-tercetak": 1, "teks-di-sel-angka": 1},
}
"""What the checks say of each folder as it is, before its clerk chooses anything; the README of the folders says why each is right."""
SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "banjarnegara-2013": ('"Ada"', "Tabel 3.1 sel I6", "Belum satu pun dari 6 indikator"),
    "bapenda-banyuwangi-2024": ("302,86 %", "rata-rata 176,16 % terangkat oleh", "tanpa itu 112,81 %"),
    "bpbd-banyuwangi-2024": ("93,08 % (hitungan 98,50 %)", "93 % (hitungan 169,09 %)", "tercetak = realisasi", "Tabel 3.1 sel B20"),
    "dinkes-banyuwangi-2024": ("11 indikator", "AO23:AO32, AO34", "di 21 sel", "248 %", "tanpa itu 92,13 %", "134,30 %"),
    "dukcapil-banyuwangi-2020": ("Target 4 indikator 0", "Tabel 2.1 sel E5:E8; Tabel 3.1 sel I6:I9", "tidak mencakup tahun laporan 2020"),
    "inspektorat-banyuwangi-2024": ('"Level 3 Plus", "Level 3", dan "Level 2"', "I6:I9", '"WTP"', "I11, J11", '"Tercapai"'),
    "itjen-pupr-2020": ('"Level 3"', "Tabel 3.1 sel I6"),
    "kec-muncar-2024": (
        "2.964.713.651",
        "2.937.230.051; lebih 27.483.600",
        "2.556.974.921; lebih 24.195.500",
        "3.831.102.351",
        "lebih 893.872.300",
    ),
    "manggarai-timur-2019": ("72,52 %", "baru selisihnya", "171,88 %"),
    "pa-kualakurun-2021": ("1.666,67 %", "rata-rata 884,91 % terangkat oleh", "tanpa itu 103,16 %"),
    SETDA: ("dibatasi 100", "sel AO6, AO8", '"Tinggi"', "di 2 sel", "belum diukur"),
}
"""What their messages say, by hand calculation."""


Recapped = tuple[Outcome, dict[str, list[dict[str, str]]]]


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed_of(office: str) -> list[dict[str, str]]:
    return [row for row in csv_rows(KANTOR / "tercetak.csv") if row["case"] == office]


# ---------------------------------------------------------------- one workbook an office
Books = Callable[[str], Path]


def _build(name: str, folder: Path) -> None:
    given = folder / "csv"
    shutil.copytree(KANTOR / name, given)
    for file, text in CHOSEN.get(name, {}).items():
        (given / file).write_text(text, encoding="utf-8")
    if name == SETDA:
        _limit(given / "tabel_3_1.csv")
    assert run("isi", given, "--keluaran", folder / f"{name}.xlsm").status == 0


def _limit(path: Path) -> None:
    rows = [row | {"batas_atas": "100" if row["indikator"] in LIMITED else ""} for row in csv_rows(path)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The filled workbook of an office, made when the first test asks for it. Not to be changed: copy it."""
    return lambda name: made_once(tmp_path_factory, f"kantor-{name}", partial(_build, name)) / f"{name}.xlsm"


@pytest.fixture(scope="module")
def recapped(books: Books, tmp_path_factory: pytest.TempPathFactory) -> Recapped:
    """The recap of the offices of `RECAPPED`: its outcome and its tables."""
    folder = tmp_path_factory.mktemp("kantor")
    for name in RECAPPED:
        shutil.copy(books(name), folder)
    return recap(folder)


@pytest.fixture(scope="module", params=OFFICES)
def office(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def exported(office: str, books: Books) -> dict[str, Any]:
    """What `ekspor` says of an office's workbook."""
    outcome = run("ekspor", books(office))
    assert outcome.status == 0
    data: dict[str, Any] = json.loads(outcome.out)
    return data


def test_every_figure_is_in_its_cell_or_listed(office: str) -> None:
    folder = KANTOR / office
    given = csv_folder.read(folder)
    for table in REPORT_TABLES:
        lines, rows = csv_rows(folder / table.csv), given.laporan.inputs[table.key]
        assert len(lines) == len(rows)
        columns = {filled(column.csv, given.laporan.profil): column for column in table.columns if column.csv}
        for number, (fields, row) in enumerate(zip(lines, rows, strict=True), 2):
            for heading, text in fields.items():
                listed = any(note.startswith(f'{table.csv}: baris {number}, kolom "{heading}"') for note in given.notes)
                if text and heading in columns and not listed:
                    value = row[columns[heading].key]
                    assert value == (angka(text) if columns[heading].kind.is_number else text.strip()), (table.csv, number, heading)


def test_the_averages_take_every_row(exported: dict[str, Any], office: str) -> None:
    assert exported["ringkasan"]["jumlah_indikator"] == len(csv_rows(KANTOR / office / "tabel_3_1.csv"))


def agrees(printed: str, value: float) -> bool:
    """Whether a figure is the printed one, rounded or cut to its decimals."""
    found = re.match(r"-?\d+(?:[.,](\d+))?", printed)
    assert found
    unit = 10.0 ** -len(found[1] or "")
    wanted = angka(printed)
    assert wanted is not None
    return abs(wanted - value) <= unit / 2 + 1e-9 or abs(math.floor(value / unit + 1e-9) * unit - wanted) < 1e-9


def computed(data: Mapping[str, Any], indikator: str) -> Iterator[object]:
    """The capaian of an indicator, or the serapan of a "[anggaran] " program or kegiatan."""
    name = indikator.removeprefix("[anggaran] ")
    if name == indikator:
        yield from (row["capaian"] for row in data["tabel_3_1"] if row["indikator"] == name)
    else:
        yield from (row["serapan"] for row in data["tabel_3_2"] if name == (row["kegiatan"] or row["program"]))


def holds(printed: Mapping[str, str], values: list[object]) -> bool:
    """Whether the computed capaian of an indicator are the printed one; what has no number, or was not measured, is blank."""
    try:
        known = [angka(printed[key]) for key in ("capaian_tercetak", "target", "realisasi")]
    except RuleError:
        known = [angka(printed["capaian_tercetak"])]
    if None in known or printed["realisasi"].startswith("Tidak"):
        return values == [None]
    return all(isinstance(value, float) and agrees(printed["capaian_tercetak"], value) for value in values)


def test_figures_come_out_as_printed(exported: dict[str, Any], office: str) -> None:
    for printed in printed_of(office):
        if printed["capaian_tercetak"] and printed["rule"] in BY_DEFAULT + BY_CHOICE:
            values = list(computed(exported, printed["indikator"]))
            assert values, printed
            assert holds(printed, values), (printed, values)


def test_categories_come_out_as_printed(exported: dict[str, Any], office: str) -> None:
    labels = {band["kode"]: band["label"] for band in exported["skala"]}
    found = {row["indikator"]: row["kategori"] for row in exported["tabel_3_1"]}
    for printed in printed_of(office):
        if printed["kategori_tercetak"]:
            assert labels[found[printed["indikator"]]] == printed["kategori_tercetak"], printed


def test_most_of_what_is_printed_is_held_against_it() -> None:
    """82 figures that the default gives, and three that are printed N/A; the others by a choice, wrong, explained, or without figures."""
    printed = csv_rows(KANTOR / "tercetak.csv")
    rules = [row["rule"] for row in printed if row["capaian_tercetak"]]

    assert sum(rule in BY_DEFAULT for rule in rules) == 85
    assert sum(rule in BY_CHOICE for rule in rules) == 5
    assert sum(bool(row["kategori_tercetak"]) for row in printed) == 9


# ---------------------------------------------------------------- what the checks say
def test_what_is_wrong_is_found_and_nothing_else(office: str, books: Books) -> None:
    findings = json.loads(run("periksa", books(office), "--format", "json").out)
    wrong = [each for each in findings if each["kode"] == "persen-tercetak"]
    explained = [each for each in findings if each["kode"] == "beda-tercetak"]

    assert {each["kode"] for each in findings if each["tingkat"] == "galat"} - {"persen-tercetak"} == OTHER_MISTAKES.get(office, set())
    assert not [each for each in findings if each["kode"] in ("kategori-tercetak", "arah-terbalik", "arah-meragukan", "rumus-berbeda")]
    for found, wanted in ((wrong, WRONG.get(office, {})), (explained, EXPLAINED.get(office, {}))):
        said = [each["pesan"] for each in found]
        for figure, reason in wanted.items():
            value = angka(figure)
            assert value is not None
            named = f" {value:.2f} %".replace(".", ",").replace(",00 %", " %")
            assert any(named in text and reason in text for text in said), (figure, said)
        assert all(any(reason in text for reason in wanted.values()) for text in said), said
    assert len(wrong) == len({*WRONG.get(office, {}).values()})


def test_each_finding_about_a_folder_as_it_is_is_right(office: str, tmp_path: Path) -> None:
    book = tmp_path / "F.xlsm"
    assert run("isi", KANTOR / office, "--keluaran", book).status == 0
    findings = json.loads(run("periksa", book, "--format", "json").out)
    said = " ".join(each["pesan"] for each in findings)

    assert Counter(each["kode"] for each in findings) == FOUND[office]
    assert [text for text in SAID.get(office, ()) if text not in said] == []


def test_the_recap_carries_what_is_printed_wrong(books: Books, recapped: Recapped) -> None:
    listed = {(row["berkas"], row["pesan"]) for row in recapped[1]["temuan"]}
    for book in map(books, WRONG.keys() & RECAPPED):
        findings = json.loads(run("periksa", book, "--format", "json").out)
        wrong = [each["pesan"] for each in findings if each["kode"] == "persen-tercetak"]
        assert wrong
        for text in wrong:
            assert (book.name, text) in listed


# ---------------------------------------------------------------- the other ways to the same figures
@pytest.mark.parametrize("name", [SETDA, "dukcapil-banyuwangi-2020", "manggarai-timur-2019", INSPEKTORAT])
def test_a_spreadsheet_without_macros_has_them_too(name: str, books: Books, office_no_macros: Office) -> None:
    path = books(name)
    book = workbook_file.read(path)
    rows = book.laporan.rows[TABEL_3_1.key]
    with office_no_macros.open(path) as document:
        for key in ("persen_capaian", "kode_kategori"):
            first, last = (book.cell(TABEL_3_1, row, TABEL_3_1.column(key)) for row in (0, len(rows) - 1))
            shown = [value for (value,) in document.values(TABEL_3_1.sheet, f"{first}:{last}")]
            wanted = [row[key] for row in rows]
            assert [None if value == "" else value for value in shown] == [
                pytest.approx(value, rel=1e-12) if isinstance(value, float) else value for value in wanted
            ]


def test_the_recap_has_their_capaian_categories_and_means(books: Books, recapped: Recapped) -> None:
    outcome, tables = recapped
    assert outcome.status == 0, outcome.err
    found = {row["berkas"].removesuffix(".xlsm"): row for row in tables["rekap"]}

    assert sorted(found) == RECAPPED
    for name in RECAPPED:
        data = json.loads(run("ekspor", books(name)).out)
        rows = [row for row in tables["indikator"] if row["berkas"] == f"{name}.xlsm"]
        for theirs, ours in (
            (found[name], {"rata_rata_capaian": data["ringkasan"]["rata_rata_capaian"]}),
            *zip(rows, data["tabel_3_1"], strict=True),
        ):
            for key in ("rata_rata_capaian", "capaian", "kategori"):
                if key in ours:
                    value = ours[key]
                    assert theirs[key] == ("" if value is None else repr(value) if isinstance(value, float) else value), (name, key, ours)


@pytest.mark.parametrize("office", RECAPPED)
def test_they_are_sent_and_go_into_the_next_year(office: str, books: Books, tmp_path: Path) -> None:
    book = Path(shutil.copy(books(office), tmp_path))
    assert run("sinkron", book).status == 0
    assert "sudah sinkron" in run("sinkron", book).out
    assert run("kirim", book, "--keluaran", tmp_path, "--tetap").status == 0
    (copy,) = tmp_path.glob("*.xlsx")
    assert run("periksa-kiriman", copy).status == 0
    findings = json.loads(run("periksa", book, "--format", "json").out)
    mistakes = sum(each["tingkat"] == "galat" for each in findings)
    body = message_from_bytes(copy.with_suffix(".eml").read_bytes(), policy=policy.default).get_body()
    assert body is not None
    assert (f"Masih terdapat {mistakes} hal yang sedang kami perbaiki." in body.get_content()) == bool(mistakes)
    following = tmp_path / "G.xlsm"
    assert run("tahun-baru", book, "--keluaran", following).status == 0
    carried = workbook_file.read(following).laporan
    before = workbook_file.read(book).laporan
    assert (carried.pilihan, carried.skala) == (before.pilihan, before.skala)
    assert {row["capaian_naskah"] for row in carried.inputs[TABEL_3_1.key]} | {
        row["kategori_naskah"] for row in carried.inputs[TABEL_3_1.key]
    } == {None}
