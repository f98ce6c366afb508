"""A workbook is filled in right wherever it is opened: macros blocked, on but not understood, and on with our functions.

Rows are typed as by hand, where a new row gets the formulas of its column as Excel gives them. What is expected is computed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.model import expressions
from lkjip.model.columns import Table
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.sources import workbook_file
from lkjip.template.workbook import build
from tests.kit.workbooks import Parts, run
from tests.office.client import Document, Input, Office
from tests.office.copying import make_test_copy

pytestmark = pytest.mark.office

MODES: Final = ("blocked", "not understood", "on")


@pytest.fixture(scope="module", params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def program(mode: str) -> Iterator[Office]:
    """LibreOffice as its users have it, showing what the file holds until something changes."""
    with Office(macros=mode != "blocked", recalculate=False) as office:
        yield office


class Book:
    """An open workbook whose tables are typed into."""

    def __init__(self, document: Document, path: Path) -> None:
        self.document = document
        self._parts = Parts.of(path)

    def at(self, table: Table, column: str, place: int) -> str:
        return self._parts.at(table.name, table.column(column).name, place)

    def type_in(self, table: Table, place: int, **cells: Input) -> None:
        """Type cells of a row, one after the other; places count from 0."""
        for key, value in cells.items():
            self.document.write(table.sheet, self.at(table, key, place), [[value]])

    def insert(self, table: Table, place: int) -> None:
        """Insert a row with the formulas of its columns; -1 is the row of the totals, so above it."""
        row = int(self.at(table, table.columns[0].key, place).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        self.document.insert_rows(table.sheet, row)
        for column in table.columns:
            if column.formula is not None:
                formula = expressions.formula(column.formula, table.name, table.names)
                cell = self.at(table, column.key, place).rstrip("0123456789")
                self.document.set_formulas(table.sheet, f"{cell}{row}", [[f"={formula}"]])

    def row(self, table: Table, place: int, *keys: str) -> list[Any]:
        cells = [self.document.values(table.sheet, self.at(table, key, place))[0][0] for key in keys]
        return [cell.strip() if isinstance(cell, str) else cell for cell in cells]

    def named(self, name: str) -> Any:
        sheet, column, row = self.document.names()[name].removeprefix("$").replace("'", "").rsplit("$", 2)
        return self.document.values(sheet.rstrip("."), f"{column}{row}")[0][0]


def opened(office: Office, mode: str, path: Path, folder: Path) -> Document:
    if mode == "on":
        make_test_copy(path, folder / "makro.xlsm")
        return office.open(folder / "makro.xlsm")
    return office.open(path)


@pytest.fixture(scope="module")
def template(program: Office, mode: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The empty template. What is changed has to be taken back."""
    folder = tmp_path_factory.mktemp("kosong")
    path = folder / "kosong.xlsm"
    path.write_bytes(build())
    with opened(program, mode, path, folder) as document:
        yield Book(document, path)


@pytest.fixture
def empty(template: Book) -> Iterator[Book]:
    with template.document.taken_back():
        yield template


def test_the_functions_answer_where_they_can(empty: Book, mode: str) -> None:
    """What tells the three apart: the error of an unknown function, an empty text without an error, and the number."""
    empty.document.set_formulas("Tabel 2.1", "J40", [['=CAPAIAN(90,81,"turun")', "=KATEGORI(90)", '=IFERROR(0+"",7)']])
    wanted = {"blocked": ["#VALUE!", "#VALUE!", 7], "not understood": ["", "", 7], "on": [pytest.approx(110), "B", 7]}
    assert empty.document.values("Tabel 2.1", "J40:L40") == [wanted[mode]]


def test_mulai_says_whether_macros_run(empty: Book, mode: str) -> None:
    cell = next(
        f"{column}{row}"
        for row, cells in enumerate(empty.document.read("Mulai", "B1:F30", texts=False), 1)
        for column, cell in zip("BCDEF", cells, strict=True)
        if "MESIN_LKJIP" in cell.formula
    )
    empty.document.recalculate()
    ((said,),) = empty.document.values("Mulai", cell)
    assert str(said).startswith("VBA bawaan" if mode == "on" else "Makro belum aktif")


def test_the_first_rows_of_the_empty_template(empty: Book) -> None:
    empty.type_in(TABEL_3_1, 0, indikator="Angka A", target=80.0, realisasi=60.0)
    empty.type_in(TABEL_3_1, 1, indikator="Angka B", arah="turun", target=38.0, realisasi=19.0)
    empty.type_in(TABEL_3_1, 2, indikator="Angka C", target=12.0)
    empty.type_in(TABEL_3_2, 0, indikator="Angka A", program="Satu", anggaran=1_000_000.0, realisasi=943_700.0)
    empty.type_in(TABEL_3_2, 1, indikator="Angka B", program="Dua", anggaran=0.0, realisasi=0.0)
    empty.type_in(TABEL_3_2, 2, indikator="Angka C", program="Tiga", anggaran=500_000.0)

    # 60 / 80; (38 - (19 - 38)) / 38; not measured
    assert [empty.row(TABEL_3_1, place, "capaian", "kategori") for place in range(2)] == [[75.0, "C"], [150.0, "SB"]]
    assert [empty.row(TABEL_3_1, place, "capaian", "kategori") for place in (2, 3)] == [["", ""]] * 2
    assert empty.row(TABEL_3_1, -1, "capaian", "kategori") == [112.5, "SB"]
    assert [empty.named(name) for name in ("rata_rata_capaian", "kategori_rata_rata")] == [112.5, "SB"]

    assert empty.row(TABEL_3_2, 0, "serapan", "efisiensi") == pytest.approx([94.37, 5.63])
    assert [empty.row(TABEL_3_2, place, "serapan", "efisiensi") for place in (1, 2, 3)] == [["", ""]] * 3
    # 943.700 of 1.500.000
    totals = [1_500_000, 943_700, pytest.approx(62.9133333333), pytest.approx(37.0866666667)]
    assert empty.row(TABEL_3_2, -1, "anggaran", "realisasi", "serapan", "efisiensi") == totals
    assert [empty.named(f"total_{what}") for what in ("anggaran", "realisasi", "serapan", "efisiensi")] == totals


def test_an_error_stays_that_error(empty: Book) -> None:
    empty.type_in(TABEL_3_1, 0, indikator="Angka A", target=0.0, realisasi=5.0)
    empty.type_in(TABEL_3_1, 1, indikator="Angka B", target="delapan puluh", realisasi=5.0)
    empty.type_in(TABEL_3_2, 0, indikator="Angka A", anggaran=0.0, realisasi=5.0)
    empty.type_in(TABEL_3_2, 1, indikator="Angka B", anggaran=-1.0, realisasi=5.0)

    assert [empty.row(TABEL_3_1, place, "capaian", "kategori") for place in range(2)] == [["#DIV/0!"] * 2, ["#VALUE!"] * 2]
    assert [empty.row(TABEL_3_2, place, "serapan", "efisiensi") for place in range(2)] == [["#DIV/0!"] * 2, ["#NUM!"] * 2]
    assert empty.row(TABEL_3_1, -1, "capaian", "kategori") in (["#DIV/0!"] * 2, ["#VALUE!"] * 2)


def test_a_number_typed_as_text_is_read_or_refused(empty: Book, mode: str) -> None:
    """Only our functions read it; elsewhere it is an error, and never a wrong number."""
    empty.type_in(TABEL_3_1, 0, indikator="Angka A", target="80,0 %", realisasi=60.0)
    empty.type_in(TABEL_3_2, 0, indikator="Angka A", anggaran="Rp 1.000.000", realisasi=943_700.0)
    is_read = mode == "on"
    assert empty.row(TABEL_3_1, 0, "capaian", "kategori") == ([75.0, "C"] if is_read else ["#VALUE!"] * 2)
    assert empty.row(TABEL_3_2, 0, "serapan", "efisiensi") == (pytest.approx([94.37, 5.63]) if is_read else ["#VALUE!"] * 2)


@pytest.fixture
def real(program: Office, mode: str, boyolali: Path, tmp_path: Path) -> Iterator[Book]:
    with opened(program, mode, boyolali, tmp_path) as document:
        yield Book(document, boyolali)


def test_new_rows_of_the_real_report(real: Book) -> None:
    """Nine indicators of 100 %, and a budget of Rp 40.485.000 of which Rp 36.605.000 are spent."""
    first, last, below = places = 3, 10, 11
    real.insert(TABEL_3_1, first)
    real.type_in(TABEL_3_1, first, indikator="Angka A", satuan="%", target=80.0, realisasi=60.0, arah="naik")
    real.insert(TABEL_3_1, last)
    real.type_in(TABEL_3_1, last, indikator="Angka B", satuan="%", target=40.0, realisasi=10.0, arah="naik")
    average = [pytest.approx(1000 / 11), "B"]
    assert [real.row(TABEL_3_1, place, "capaian", "kategori") for place in places] == [[75.0, "C"], [25.0, "K"], average]
    assert [real.named(name) for name in ("rata_rata_capaian", "kategori_rata_rata")] == average

    real.insert(TABEL_3_2, first)
    real.type_in(TABEL_3_2, first, indikator="Angka A", program="Baru", anggaran=1_000_000.0, realisasi=943_700.0)
    real.insert(TABEL_3_2, last)
    real.type_in(TABEL_3_2, last, indikator="Angka B", program="Lain", anggaran=500_000.0, realisasi=0.0)
    assert [real.row(TABEL_3_2, place, "serapan", "efisiensi") for place in (first, last)] == [pytest.approx([94.37, 5.63]), [0, 100]]
    totals = [41_985_000, 37_548_700, pytest.approx(37_548_700 / 41_985_000 * 100), pytest.approx(4_436_300 / 41_985_000 * 100)]
    assert real.row(TABEL_3_2, below, "anggaran", "realisasi", "serapan", "efisiensi") == totals
    assert [real.named(f"total_{what}") for what in ("anggaran", "realisasi", "serapan", "efisiensi")] == totals


def test_what_is_saved_there_is_what_the_rules_say(empty: Book, tmp_path: Path) -> None:
    empty.type_in(TABEL_3_1, 0, indikator="Angka A", target=80.0, realisasi=60.0)
    empty.type_in(TABEL_3_2, 0, indikator="Angka A", anggaran=1_000_000.0, realisasi=943_700.0)
    empty.document.save_as(tmp_path / "tersimpan.xlsx", "xlsx")
    found = workbook_file.read(tmp_path / "tersimpan.xlsx")
    assert found.laporan.rows["tabel_3_1"][0]["capaian"] == 75.0
    told = run("periksa", tmp_path / "tersimpan.xlsx", "--format", "json").out
    assert "rumus-berbeda" not in told
    assert "rumus-ditimpa" not in told


# ---------------------------------------------------------------- what the rows of a report say
def shown(rows: Mapping[str, list[Row]], table: Table, *keys: str) -> list[list[Any]]:
    return [[row[key] for key in keys] for row in Laporan({"tahun": 2024.0}, inputs=rows).rows[table.key]]


def test_the_model_falls_back_as_the_cells_do() -> None:
    measured: list[Row] = [
        {"indikator": "a", "target": 80.0, "realisasi": 60.0},
        {"indikator": "b", "target": "80,0 %", "realisasi": 60.0},
        {"indikator": "c", "target": 0.0, "realisasi": 60.0},
        {"indikator": "d", "target": 80.0, "realisasi": None},
    ]
    budgets: list[Row] = [{"indikator": "a", "anggaran": 0.0, "realisasi": 0.0}, {"indikator": "b", "anggaran": 0.0, "realisasi": 1.0}]
    assert shown({"tabel_3_1": measured}, TABEL_3_1, "capaian", "kategori") == [[75.0, "C"], [75.0, "C"], ["#DIV/0!"] * 2, [None, None]]
    assert shown({"tabel_3_2": budgets}, TABEL_3_2, "serapan", "efisiensi") == [[None, None], ["#DIV/0!"] * 2]
