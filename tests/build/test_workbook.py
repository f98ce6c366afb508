"""The built workbook: the same bytes each time, right before anything recalculates, and the report's page on paper."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from lkjip.build.workbook import build
from lkjip.report import Laporan, Row
from lkjip.tables import TABLES
from scripts.books import EXAMPLE, TEMPLATE, fresh

COMMITTED = {"template": TEMPLATE, "boyolali": EXAMPLE}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FIGURES = [
    "jumlah_indikator",
    "rata_rata_capaian",
    "kategori_rata_rata",
    *(f"jumlah_{code}" for code in ("SB", "B", "C", "K")),
    *(f"total_{what}" for what in ("anggaran", "realisasi", "serapan", "efisiensi")),
]


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    made = fresh()
    return {name: made[path] for name, path in COMMITTED.items()}


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet(data: bytes, title: str) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)[title]


def test_building_twice_gives_the_same_bytes(books: dict[str, bytes]) -> None:
    assert build() == books["template"]


@pytest.mark.parametrize("name", COMMITTED)
def test_the_committed_workbook_is_a_fresh_build(name: str, books: dict[str, bytes]) -> None:
    committed, fresh = members(COMMITTED[name].read_bytes()), members(books[name])
    assert list(committed) == list(fresh)
    assert [part for part in fresh if committed[part] != fresh[part]] == [], "run `make build`"


@pytest.mark.parametrize("name", COMMITTED)
def test_every_formula_is_written_with_its_value(name: str, books: dict[str, bytes]) -> None:
    formulas = 0
    for part, data in members(books[name]).items():
        if part.startswith("xl/worksheets/sheet"):
            for cell in etree.fromstring(data).iter(f"{MAIN}c"):
                if cell.find(f"{MAIN}f") is not None:
                    formulas += 1
                    value = cell.find(f"{MAIN}v")
                    assert value is not None, cell.get("r")
                    assert value.text, cell.get("r")
    assert formulas > 100


def test_the_saved_values_are_the_reports_figures(books: dict[str, bytes]) -> None:
    table = sheet(books["boyolali"], "Tabel 3.1")
    assert [table.cell(row, 10).value for row in range(6, 16)] == [100] * 10  # nine indicators and their average
    assert [table.cell(row, 11).value for row in range(6, 16)] == ["B"] * 10
    budget = sheet(books["boyolali"], "Tabel 3.2")
    assert [budget.cell(15, column).value for column in (7, 8)] == [40_485_000, 36_605_000]  # "Jumlah Anggaran"
    assert budget.cell(9, 10).value == pytest.approx(13.6212041425)  # 28.485.000 with 24.605.000 used


def test_nothing_forces_a_recalculation_on_load(books: dict[str, bytes]) -> None:
    """With macros blocked it would turn every cell of ours into #NAME?."""
    assert b"fullCalcOnLoad" not in members(books["boyolali"])["xl/workbook.xml"]


@pytest.mark.parametrize("name", COMMITTED)
def test_every_table_is_a_named_excel_table_of_the_declared_columns(name: str, books: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books[name]))
    for table in TABLES:
        found = book[table.sheet].tables[table.name]
        assert [column.name for column in found.tableColumns] == [column.name for column in table.columns]
        assert found.headerRowCount == 0
    assert [column.name for column in book["Profil"].tables["tbl_profil"].tableColumns] == ["kunci", "nilai"]
    assert "tbl_skala" in book["Skala"].tables


@pytest.mark.parametrize("name", COMMITTED)
def test_the_pages_are_f4_with_repeated_headings_and_page_numbers(name: str, books: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books[name]))
    for page in book:
        assert page.page_setup.paperSize == 14  # 8.5 x 13 inches
        assert page.oddFooter.center.text is not None
        assert "&P" in page.oddFooter.center.text
    for table in TABLES:
        page = book[table.sheet]
        assert page.page_setup.orientation == ("landscape" if table.landscape else "portrait")
        assert re.fullmatch(r"\$3:\$[45]", page.print_title_rows)
        assert page.freeze_panes is not None


def test_a_sheet_of_inputs_guides_the_typing(books: dict[str, bytes]) -> None:
    rules = openpyxl.load_workbook(io.BytesIO(books["template"]))["Tabel 3.1"].data_validations.dataValidation
    by_title = {rule.promptTitle: rule for rule in rules}
    assert by_title["Target"].type == "decimal"
    assert by_title["Target"].errorStyle in (None, "stop")
    assert by_title["Arah"].formula1 == '"naik,turun"'
    assert by_title["Arah"].showErrorMessage
    assert by_title["Satuan"].type == "list"
    assert not by_title["Satuan"].showErrorMessage  # other units may be typed


def test_an_excel_without_macros_gets_no_chart_sheet_no_hidden_sheet_no_link(books: dict[str, bytes]) -> None:
    for data in books.values():
        parts = members(data)
        assert not [part for part in parts if "chartsheet" in part or "externalLink" in part]
        assert b'state="' not in parts["xl/workbook.xml"]


def test_the_eleven_figures_are_names_of_single_cells_on_ringkasan(books: dict[str, bytes]) -> None:
    names = openpyxl.load_workbook(io.BytesIO(books["template"])).defined_names
    for name in FIGURES:
        assert re.fullmatch(r"Ringkasan!\$[A-Z]+\$[0-9]+|'Ringkasan'!\$[A-Z]+\$[0-9]+", names[name].attr_text)


def test_no_native_figure_refers_to_a_cell_function_of_ours(books: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books["boyolali"]))
    ours = re.compile(
        r"\b(CAPAIAN|KATEGORI|SERAPAN|EFISIENSI|ANGKA|TERBILANG|RUPIAH|MESIN_LKJIP)\(|\[(Capaian|Kategori|Serapan|Efisiensi)\]"
    )
    for title in ("Ringkasan", "Pengukuran Kinerja", "Perbandingan", "Efisiensi"):
        formulas = [cell.value for row in book[title].iter_rows() for cell in row if cell.data_type == "f"]
        assert formulas
        assert [formula for formula in formulas if ours.search(formula)] == []


def test_a_report_of_one_office_builds_with_any_number_of_indicators() -> None:
    rows: list[Row] = [
        {"indikator": f"Indikator {number}", "target": 10.0, "realisasi": float(number), "arah": "naik"} for number in range(500)
    ]
    table = sheet(build(Laporan({"tahun": 2024}, inputs={"tabel_3_1": rows})), "Tabel 3.1")
    assert table.cell(6 + 499, 10).value == 4990
    assert table.cell(6 + 500, 10).value == pytest.approx(2495)  # the mean of 0, 10, ..., 4990
