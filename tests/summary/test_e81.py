"""E.81: the form's arithmetic by hand, the same figures after a spreadsheet recalculates, and what a sync lays out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from openpyxl.utils import get_column_letter

from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_2
from lkjip.ooxml.package import Package
from lkjip.sources import csv_folder, workbook_file
from lkjip.summary.e81 import E81, e81_sheet
from lkjip.summary.sheet import SummarySheet
from lkjip.template.workbook import build
from tests.kit import reading
from tests.kit.workbooks import ROOT, Parts, run
from tests.office.client import Office
from tests.sync import edits
from tests.sync.values import shown
from xlfuncs.angka import Cell

OFFICE: Final = ROOT / "tests" / "data" / "kantor-triwulan"
FIGURES: Final = range(5, 15)
"""The columns of the form with K and Rp, by its own numbers."""
FIRST: Final = 5
"""The row of the sheet, from 0, of the first indicator."""
LABELS: Final = (1, 2, 3, 4, 25)
"""The columns of the form with one cell, by their place on the sheet."""
FOOT: Final = ("Rata-rata capaian kinerja (%)", "Predikat kinerja")


def quarter(number: str | None, laporan: Laporan | None = None, **tables: Sequence[Row]) -> Laporan:
    """The made-up office at a quarter, some of its tables replaced."""
    whole = laporan or csv_folder.read(OFFICE).laporan
    return replace(whole, profil={**whole.profil, "triwulan_laporan": number}, inputs={**whole.inputs, **tables})


def with_rows(laporan: Laporan, table: str, *rows: Row) -> list[Row]:
    return [*laporan.inputs[table], *rows]


def value(sheet: SummarySheet, row: int, column: int) -> Cell:
    return sheet.cells[row, column].value if (row, column) in sheet.cells else None


def printed(laporan: Laporan) -> dict[Cell, Mapping[str, Cell]]:
    """The rows of the sheet by indicator, by program where there is none: what each column of the form holds."""
    sheet = e81_sheet(laporan)
    found: dict[Cell, Mapping[str, Cell]] = {}
    for row in range(FIRST, sheet.blocks[0].last_row + 1):
        figures = {
            f"{number}{what}": value(sheet, row, 5 + 2 * place + offset)
            for place, number in enumerate(FIGURES)
            for offset, what in enumerate(("K", "Rp"))
        }
        labels = dict(zip(("no", "sasaran", "program", "indikator", "15"), (value(sheet, row, column) for column in LABELS), strict=True))
        found[labels["indikator"] or labels["program"]] = labels | figures
    return found


def k(row: Mapping[str, Cell]) -> list[Cell]:
    return [row[f"{number}K"] for number in FIGURES]


def rp(row: Mapping[str, Cell]) -> list[Cell]:
    return [row[f"{number}Rp"] for number in FIGURES]


def foot(laporan: Laporan) -> list[Cell]:
    """Mean and predikat of K."""
    sheet = e81_sheet(laporan)
    rows = [row for (row, column), cell in sheet.cells.items() if column == 1 and cell.value in FOOT]
    return [value(sheet, row, 5 + 2 * 9) for row in rows]


def said(laporan: Laporan) -> dict[Cell, Cell]:
    """The texts of the foot by their headings."""
    sheet = e81_sheet(laporan)
    row = next(row for (row, column), cell in sheet.cells.items() if column == 1 and str(cell.value).startswith("Evaluasi triwulan"))
    return {cell.value: value(sheet, row + 1, column) for (at, column), cell in sheet.cells.items() if at == row and column > 1}


# ---------------------------------------------------------------- by hand
def test_the_second_quarter_by_hand() -> None:
    rows = printed(quarter("II"))
    none = [None, None]
    assert k(rows["Sosialisasi kebencanaan"]) == [100, 18 + 19, 20, 2, 5, *none, 7, 37 + 7, 44]
    # numerators 2 and 3 of 20 villages
    assert k(rows["Persentase desa tangguh bencana"]) == [80, 50, 60, 10, 15, *none, 25, 25, 31.25]
    assert k(rows["Rata-rata waktu tanggap"]) == [14, 17, 15, 17, 15, *none, 16, 16, pytest.approx(16 / 14 * 100)]
    assert k(rows["Indeks kepuasan masyarakat"]) == [88, 80, 85, None, 81.5, *none, 81.5, 81.5, pytest.approx(81.5 / 88 * 100)]
    assert k(rows["Keluarga rentan yang belum terlayani"]) == [
        14,
        16.5,
        14.5,
        16.2,
        15.2,
        *none,
        15.2,
        15.2,
        pytest.approx(15.2 / 14 * 100),
    ]
    # typed as sums from January: 90, 210
    assert k(rows["Bantuan logistik tersalurkan"]) == [2000, 730, 400, 90, 120, *none, 210, 940, 47]
    assert k(rows["Survei budaya kerja"]) == [5, 2, 1, None, None, *none, 0, 2, 40]
    assert foot(quarter("II")) == [pytest.approx((44 + 31.25 + 16 / 0.14 + 81.5 / 0.88 + 15.2 / 0.14 + 47 + 40) / 7), "Sedang"]


def test_the_fourth_quarter_by_hand() -> None:
    rows = printed(quarter("IV"))
    assert k(rows["Sosialisasi kebencanaan"])[3:] == [2, 5, 8, 6, 21, 58, pytest.approx(58)]
    assert k(rows["Persentase desa tangguh bencana"])[3:] == [10, 15, 20, 15, 60, 60, 75]
    assert k(rows["Rata-rata waktu tanggap"])[3:] == [17, 15, 14, 13, 14.75, 14.75, pytest.approx(14.75 / 0.14)]
    assert k(rows["Indeks kepuasan masyarakat"])[3:] == [None, 81.5, None, 86, 86, 86, pytest.approx(86 / 0.88)]
    assert k(rows["Bantuan logistik tersalurkan"])[3:] == [90, 120, 100, 95, 405, 1135, pytest.approx(56.75)]
    assert k(rows["Survei budaya kerja"])[3:] == [None, None, None, 1, 1, 3, 60]
    assert foot(quarter("IV")) == [pytest.approx((58 + 75 + 14.75 / 0.14 + 86 / 0.88 + 100 + 56.75 + 60) / 7), "Tinggi"]


def test_the_amounts_are_those_of_the_budget() -> None:
    laporan = quarter("IV")
    rows = printed(laporan)
    assert rp(rows["Rata-rata waktu tanggap"]) == [None, None, 250e6, 50e6, 60e6, 65e6, 70e6, 245e6, None, None]
    assert rp(rows["Indeks kepuasan masyarakat"]) == [None] * 10
    assert rows["Rata-rata waktu tanggap"]["program"] == "Program Penanggulangan Bencana\n– Pelayanan Penyelamatan dan Evakuasi"
    assert rp(rows["Jumlah"])[2:8] == [1200e6, 170e6, 305e6, 340e6, 366e6, 1181e6]
    assert rp(rows["Jumlah"])[2] == laporan.totals(TABEL_3_2)["anggaran"]
    assert rp(printed(quarter("II"))["Jumlah"])[2:8] == [1200e6, 170e6, 305e6, None, None, 475e6]


def test_a_sasaran_is_named_once_and_its_rows_are_together() -> None:
    whole = quarter("II")
    in_turn = [*whole.inputs["triwulan"][::2], *whole.inputs["triwulan"][1::2]]
    rows = printed(quarter("II", triwulan=in_turn))
    assert list(rows) == [
        *("Sosialisasi kebencanaan", "Persentase desa tangguh bencana"),
        *("Rata-rata waktu tanggap", "Keluarga rentan yang belum terlayani", "Indeks kepuasan masyarakat"),
        *("Survei budaya kerja", "Bantuan logistik tersalurkan"),
        "Jumlah",
    ]
    assert [row["no"] for row in rows.values()] == [*range(1, 8), None]
    assert rows["Rata-rata waktu tanggap"]["sasaran"] == "Meningkatnya mutu penanganan darurat"
    assert rows["Keluarga rentan yang belum terlayani"]["sasaran"] is None
    assert {name: k(row) for name, row in rows.items()} == {name: k(row) for name, row in printed(whole).items()}


# ---------------------------------------------------------------- kinds of budget lines
LINE: Final[Row] = {
    "indikator": "Sosialisasi kebencanaan",
    "program": "Program Penanggulangan Bencana",
    "kegiatan": "Gladi",
    "anggaran": 5e6,
    "realisasi_tw_1": 1e6,
}
UNKNOWN: Final[Row] = {
    "indikator": "Nilai SAKIP",
    "program": "Program Penunjang",
    "kegiatan": "Rapat",
    "anggaran": 7e6,
    "realisasi_tw_2": 2e6,
    "koordinator": "Kasubbag Umum",
}
SHARED: Final[Row] = {
    "indikator": None,
    "program": "Program Penunjang",
    "kegiatan": "Gaji",
    "anggaran": 900e6,
    "realisasi_tw_1": 200e6,
    "realisasi_tw_2": 250e6,
}


def test_two_lines_of_an_indicator_add_up_and_are_both_named() -> None:
    whole = quarter("II")
    rows = printed(quarter("II", tabel_3_2=with_rows(whole, "tabel_3_2", LINE)))
    first = rows["Sosialisasi kebencanaan"]
    assert rp(first)[2:8] == [125e6, 16e6, 30e6, None, None, 46e6]
    assert first["program"] == "Program Penanggulangan Bencana\n– Pelayanan Informasi Rawan Bencana\n– Gladi"


def test_lines_of_no_indicator_follow_so_that_the_sums_are_those_of_the_table() -> None:
    whole = quarter("II")
    laporan = quarter("II", tabel_3_2=with_rows(whole, "tabel_3_2", UNKNOWN, SHARED))
    rows = printed(laporan)
    *_, unknown, shared, total = rows.values()
    assert (unknown["indikator"], unknown["15"], rp(unknown)[2:5]) == ("Nilai SAKIP", "Kasubbag Umum", [7e6, None, 2e6])
    assert (shared["indikator"], shared["program"], rp(shared)[2:5]) == (None, "Program Penunjang\n– Gaji", [900e6, 200e6, 250e6])
    assert k(unknown) == k(shared) == [None] * 10
    assert rp(total)[2] == laporan.totals(TABEL_3_2)["anggaran"] == 2107e6


def test_an_indicator_that_is_not_measured_by_quarters_leaves_its_budget_to_a_row_of_its_own() -> None:
    whole = quarter("II")
    rows = printed(quarter("II", triwulan=whole.inputs["triwulan"][1:]))
    assert rp(rows["Sosialisasi kebencanaan"])[2] == 120e6
    assert k(rows["Sosialisasi kebencanaan"]) == [None] * 10
    assert rp(rows["Jumlah"])[2] == 1200e6


def test_an_indicator_that_is_named_twice_spends_its_budget_once() -> None:
    whole = quarter("II")
    twice = quarter("II", triwulan=with_rows(whole, "triwulan", whole.inputs["triwulan"][0]))
    assert rp(printed(twice)["Jumlah"])[2] == 1200e6


def test_a_year_without_amounts_by_quarter_has_those_of_the_year_at_its_end() -> None:
    whole = quarter("IV")
    lines = [{**row, **{f"realisasi_tw_{number}": None for number in range(1, 5)}, "realisasi": 1e6} for row in whole.inputs["tabel_3_2"]]
    assert rp(printed(quarter("IV", tabel_3_2=lines))["Jumlah"])[3:8] == [None, None, None, None, 6e6]
    assert rp(printed(quarter("III", tabel_3_2=lines))["Jumlah"])[7] is None


# ---------------------------------------------------------------- kinds of figures
def measured(**changes: Cell) -> list[Row]:
    """Tabel 3.1 with its first indicator changed."""
    first, *others = csv_folder.read(OFFICE).laporan.inputs["tabel_3_1"]
    return [{**first, **changes}, *others]


@pytest.mark.parametrize("end", [0.0, None])
def test_without_an_end_target_there_is_no_level(end: Cell) -> None:
    laporan = quarter("II", tabel_3_1=measured(target_akhir_renstra=end, kumulatif="ya"))
    assert k(printed(laporan)["Sosialisasi kebencanaan"])[-2:] == [44, None]


def test_a_years_target_is_compared_with_a_year() -> None:
    """The office says that the end target is no sum, so that the years before it are not added."""
    first = printed(quarter("II", tabel_3_1=measured(target_akhir_renstra=28.0, kumulatif="tidak")))["Sosialisasi kebencanaan"]
    assert k(first) == [28, 19, 20, 2, 5, None, None, 7, 7, 25]


def test_years_before_the_renstra_do_not_count() -> None:
    whole = quarter("II")
    started = replace(whole, profil={**whole.profil, "tahun_awal_renstra": 2024})
    assert k(printed(started)["Sosialisasi kebencanaan"])[1] == 19
    first_year = replace(whole, profil={**whole.profil, "tahun_awal_renstra": 2025})
    row = printed(first_year)["Sosialisasi kebencanaan"]
    assert (row["6K"], row["13K"]) == (0, 7)
    assert (row["6Rp"], row["12Rp"], row["13Rp"]) == (0, 45e6, 45e6)


def test_a_sum_whose_years_are_not_known_has_none() -> None:
    first = printed(quarter("II", tabel_3_1=measured(realisasi_1=None, realisasi_2=None)))["Sosialisasi kebencanaan"]
    assert (first["6K"], first["12K"], first["13K"], first["14K"]) == (None, 7, None, None)


def test_the_renstra_gives_the_end_target_that_the_table_lacks() -> None:
    plan: list[dict[str, Cell]] = [{"indikator": "Sosialisasi kebencanaan", **{f"target_tahun_{year}": 20.0 for year in range(1, 6)}}]
    rows = measured(target_akhir_renstra=None)
    assert k(printed(quarter("II", tabel_3_1=rows, renstra=plan))["Sosialisasi kebencanaan"])[0] == 100
    plan[0].pop("target_tahun_5")
    assert k(printed(quarter("II", tabel_3_1=rows, renstra=plan))["Sosialisasi kebencanaan"])[0] is None


GRADE: Final[Row] = {
    "indikator": "Nilai SAKIP",
    "satuan": "SAKIP",
    "arah": "naik",
    "target_akhir_renstra": "A",
    "realisasi_1": "B",
    "target": "BB",
}
GRADES: Final[list[Row]] = [{"daftar": "SAKIP", "kode": kode, "nilai": nilai} for kode, nilai in (("A", 80.0), ("BB", 70.0), ("B", 60.0))]


def grades(number: str) -> Laporan:
    whole = quarter(number)
    typed: Row = {"indikator": "Nilai SAKIP", "jenis": "posisi akhir", "target_tw_4": "BB", "realisasi_tw_1": "B", "realisasi_tw_2": "BB"}
    return quarter(
        number,
        tabel_3_1=with_rows(whole, "tabel_3_1", GRADE),
        triwulan=with_rows(whole, "triwulan", typed),
        predikat=GRADES,
        tabel_3_2=with_rows(whole, "tabel_3_2", LINE, UNKNOWN, SHARED),
    )


def test_grades_are_shown_as_words_and_computed_as_numbers() -> None:
    row = printed(grades("II"))["Nilai SAKIP"]
    assert k(row) == ["A", "B", "BB", "B", "BB", None, None, "BB", "BB", 87.5]
    assert rp(row)[2] == 7e6


@pytest.mark.parametrize(
    ("mean", "called"),
    [
        (100.0, "Sangat Tinggi"),
        (91.0, "Sangat Tinggi"),
        (90.99, "Tinggi"),
        (90.0, "Tinggi"),
        (76.0, "Tinggi"),
        (75.5, "Sedang"),
        (66.0, "Sedang"),
        (65.99, "Rendah"),
        (50.99, "Sangat Rendah"),
        (0.0, "Sangat Rendah"),
    ],
)
def test_between_two_printed_bands_the_lower_one_counts(mean: float, called: str) -> None:
    row: Row = {"indikator": "A", "target_akhir_renstra": 100.0, "target": 100.0}
    typed: Row = {"indikator": "A", "jenis": "posisi akhir", "target_tw_1": 100.0, "realisasi_tw_1": mean}
    laporan = Laporan({"tahun": 2025, "tahun_awal_renstra": 2025}, inputs={"tabel_3_1": [row], "triwulan": [typed]})
    assert foot(laporan) == [pytest.approx(mean), called]


# ---------------------------------------------------------------- the foot
def test_the_texts_are_those_of_the_quarter() -> None:
    texts = said(quarter("II"))
    assert texts["Faktor penghambat pencapaian kinerja"] == (
        "– Sosialisasi kebencanaan: Jadwal bersamaan dengan pemilihan kepala desa.\n"
        "– Persentase desa tangguh bencana: Relawan belum terlatih."
    )
    assert str(texts["Tindak lanjut yang diperlukan dalam triwulan berikutnya"]).startswith("– Sosialisasi kebencanaan: Melaksanakannya")
    assert "…" in str(texts["Faktor pendorong keberhasilan kinerja"])
    assert "…" in str(texts["Tindak lanjut yang diperlukan dalam Renja berikutnya"])
    assert "Armada rusak" in str(said(quarter("I"))["Faktor penghambat pencapaian kinerja"])


def test_at_the_years_end_the_plan_is_for_the_next_renja_too() -> None:
    whole = quarter("IV")
    done: Row = {"indikator": "Survei budaya kerja", "tw": "IV", "analisis": "Survei daring.", "rencana_tindak_lanjut": "Mengulang survei."}
    texts = said(quarter("IV", tindak_lanjut=with_rows(whole, "tindak_lanjut", done)))
    assert texts["Faktor pendorong keberhasilan kinerja"] == "– Survei budaya kerja: Survei daring."
    assert texts["Tindak lanjut yang diperlukan dalam Renja berikutnya"] == "– Survei budaya kerja: Mengulang survei."


def test_an_office_without_quarters_reads_what_to_do() -> None:
    sheet = e81_sheet(quarter("II", triwulan=[]))
    assert "yang belum diisi" in str(value(sheet, 1, 5))
    assert {cell.value for (row, column), cell in sheet.cells.items() if FIRST <= row < FIRST + 2 and column < 30} == {None}
    # so that a copy of the workbook leaves it out without a word
    assert {place: cell.formula for place, cell in sheet.cells.items()} == {
        place: cell.formula for place, cell in e81_sheet(Laporan()).cells.items()
    }


# ---------------------------------------------------------------- in a spreadsheet
@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("e81") / "buku.xlsm"
    path.write_bytes(build(grades("II")))
    assert run("sinkron", path).status == 0
    return path


def differing(found: Sequence[Sequence[Cell]], laporan: Laporan) -> list[str]:
    """The cells of the sheet that hold something else than the rules give, hidden ones too."""
    wanted = e81_sheet(laporan)
    return [
        f"{get_column_letter(column + 1)}{row + 1}: {there!r} instead of {cell.value!r}"
        for (row, column), cell in sorted(wanted.cells.items())
        if cell.formula and not same(there := found[row][column], cell.value)
    ]


def same(one: Cell, other: Cell) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == pytest.approx(other)
    return bool(shown(one) == shown(other))


def test_a_spreadsheet_computes_what_the_rules_give(book: Path, office_no_macros: Office) -> None:
    """After a sync, at another quarter, and with other inputs, each without a further sync."""
    laporan = workbook_file.read(book).laporan
    with Package(book) as package:
        tables = package.tables

    def place(table: str, column: str, row: int) -> str:
        stored = tables[table]
        return f"{get_column_letter(stored.left + stored.columns.index(column))}{stored.first_row + row}"

    last = max(row for row, _ in e81_sheet(laporan).cells) + 1
    with office_no_macros.open(book) as document:
        document.recalculate()
        area = f"A1:AM{last}"
        assert differing(document.values(E81, area), laporan) == []

        keys = [row[0] for row in document.values("Profil", place("tbl_profil", "kunci", 0) + ":" + place("tbl_profil", "kunci", 80))]
        document.write("Profil", place("tbl_profil", "nilai", keys.index("triwulan_laporan")), [["IV"]])
        document.recalculate()
        last_quarter = quarter("IV", laporan)
        assert differing(document.values(E81, area), last_quarter) == []

        document.write("Tabel 3.1", place("tbl_31", "Target Akhir Renstra", 0), [[0]])
        document.write("Tabel 3.1", place("tbl_31", "Kumulatif", 5), [["tidak"]])
        document.write("Tabel 3.2", place("tbl_32", "Anggaran", 1), [[1e9]])
        document.write("Tabel 3.2", place("tbl_32", "Realisasi TW IV", 0), [[0]])
        document.write("Tindak Lanjut", place("tbl_tindak_lanjut", "TW", 0), [["IV"]])
        document.recalculate()
        found = document.values(E81, area)
    rows = {key: [dict(row) for row in laporan.inputs[key]] for key in ("tabel_3_1", "tabel_3_2", "tindak_lanjut")}
    rows["tabel_3_1"][0]["target_akhir_renstra"] = 0.0
    rows["tabel_3_1"][5]["kumulatif"] = "tidak"
    rows["tabel_3_2"][1]["anggaran"] = 1e9
    rows["tabel_3_2"][0]["realisasi_tw_4"] = 0.0
    rows["tindak_lanjut"][0]["tw"] = "IV"
    changed = quarter("IV", laporan, **rows)
    assert differing(found, changed) == []


def saved(path: Path) -> list[list[Cell]]:
    sheet = reading.sheet(path, E81, saved=True)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_sync_lays_out_the_rows_that_were_added(tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsm"
    path.write_bytes(build(quarter("II")))
    assert run("sinkron", path).status == 0
    parts = Parts.of(path)
    edits.added(
        parts,
        "tbl_31",
        [{"Indikator": "Desa siaga", "Satuan": "Desa", "Target": 4.0, "Target Akhir Renstra": 8.0, "Sasaran": "Meningkatnya tata kelola"}],
    )
    edits.added(parts, "tbl_triwulan", [{"Indikator": "Desa siaga", "Jenis": "posisi akhir", "Target TW II": 2.0, "Realisasi TW II": 3.0}])
    edits.added(
        parts,
        "tbl_32",
        [{"Indikator": "Desa siaga", "Program": "Program Desa", "Anggaran": 10e6}, {"Program": "Program Lain", "Anggaran": 1e6}],
    )
    assert run("sinkron", parts.save(path)).status == 0
    laporan = workbook_file.read(path).laporan
    rows = printed(laporan)
    assert k(rows["Desa siaga"]) == [8, None, 4, None, 3, None, None, 3, 3, 37.5]
    assert rp(rows["Jumlah"])[2] == 1211e6
    assert differing(saved(path), laporan) == []


@pytest.mark.parametrize("name", ["tbl_triwulan", "tbl_tindak_lanjut", "tbl_renstra"])
def test_an_office_that_has_deleted_a_sheet_can_sync(book: Path, tmp_path: Path, name: str) -> None:
    parts = Parts.of(book)
    sheet = parts.sheet_of(name)
    del parts[parts.relations(sheet)]
    parts[sheet] = re.sub(rb"<tableParts.*?</tableParts>", b"", parts[sheet])
    outcome = run("sinkron", parts.save(tmp_path / "buku.xlsm"))
    assert outcome.status == 0, outcome
    assert {cell for row in saved(tmp_path / "buku.xlsm") for cell in row if str(cell).startswith("#")} <= {None}
