"""The built workbook has the same bytes each time, right values before any recalculation, and the report's page layout."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from lkjip import limits
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import ANNEX_TABLES, TABLES
from lkjip.template.workbook import build
from scripts.books import EXAMPLE, TEMPLATE, fresh
from tests.kit import reading
from tests.kit.every_table import annual_report

COMMITTED = {"template": TEMPLATE, "boyolali": EXAMPLE}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OURS = re.compile(r"\b(?:CAPAIAN|KATEGORI|SERAPAN|EFISIENSI|RUPIAH|TERBILANG|ANGKA|SAMPAI_TRIWULAN|SISA_TRIWULAN|MESIN_LKJIP)\(")
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
    return reading.sheet(data, title, saved=True)


def test_building_twice_gives_the_same_bytes(books: dict[str, bytes]) -> None:
    assert build() == books["template"]


@pytest.mark.parametrize("name", COMMITTED)
def test_the_committed_workbook_is_a_fresh_build(name: str, books: dict[str, bytes]) -> None:
    committed, fresh = members(COMMITTED[name].read_bytes()), members(books[name])
    assert list(committed) == list(fresh)
    assert [part for part in fresh if committed[part] != fresh[part]] == [], "run `make build`"


@pytest.mark.parametrize("name", COMMITTED)
def test_every_formula_is_written_with_its_value(name: str, books: dict[str, bytes]) -> None:
    """A blank result too: a space for our functions, which programs without macros then keep, an empty text for native formulas."""
    formulas = 0
    for part, data in members(books[name]).items():
        if part.startswith("xl/worksheets/sheet"):
            for cell in etree.fromstring(data).iter(f"{MAIN}c"):
                formula = cell.findtext(f"{MAIN}f")
                if formula is not None:
                    formulas += 1
                    value = cell.find(f"{MAIN}v")
                    assert value is not None, cell.get("r")
                    assert value.text or (cell.get("t") == "str" and not OURS.search(formula)), cell.get("r")
    assert formulas > 100


def test_the_saved_values_are_the_reports_figures(books: dict[str, bytes]) -> None:
    table = sheet(books["boyolali"], "Tabel 3.1")
    assert [table.cell(row, 11).value for row in range(6, 16)] == [100] * 10  # nine indicators and their average
    assert [table.cell(row, 12).value for row in range(6, 16)] == ["B"] * 10
    budget = sheet(books["boyolali"], "Tabel 3.2")
    assert [budget.cell(15, column).value for column in (7, 8)] == [40_485_000, 36_605_000]  # "Jumlah Anggaran"
    assert budget.cell(9, 10).value == pytest.approx(13.6212041425)  # 28.485.000 with 24.605.000 used


def test_nothing_forces_a_recalculation_on_load(books: dict[str, bytes]) -> None:
    """With macros blocked it would turn every cell of ours into #NAME?."""
    assert b"fullCalcOnLoad" not in members(books["boyolali"])["xl/workbook.xml"]


@pytest.mark.parametrize("name", COMMITTED)
def test_every_table_is_a_named_excel_table_of_the_declared_columns(name: str, books: dict[str, bytes]) -> None:
    book = reading.workbook(books[name])
    for table in TABLES:
        found = book[table.sheet].tables[table.name]
        assert [column.name for column in found.tableColumns] == [column.name for column in table.columns]
        assert found.headerRowCount == 0
    assert [column.name for column in book["Profil"].tables["tbl_profil"].tableColumns] == ["kunci", "nilai"]
    assert "tbl_skala" in book["Skala"].tables


@pytest.mark.parametrize("name", COMMITTED)
def test_the_pages_are_f4_with_repeated_headings_and_page_numbers(name: str, books: dict[str, bytes]) -> None:
    book = reading.workbook(books[name])
    for page in book:
        assert page.page_setup.paperSize == 14  # 8.5 x 13 inches
        assert page.oddFooter.left.text == "&A"
        assert "&P" in (page.oddFooter.right.text or "")
        assert not page.sheet_properties.pageSetUpPr or not page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.scale in (None, 100)
    for table in TABLES:
        page = book[table.sheet]
        wide = {"PK", "Angka Naskah Lampiran C"}
        assert page.page_setup.orientation == ("landscape" if table.landscape or table.sheet in wide else "portrait")
        assert re.fullmatch(r"\$3:\$[45]", page.print_title_rows)
        assert page.freeze_panes is not None


def test_a_sheet_of_inputs_guides_the_typing(books: dict[str, bytes]) -> None:
    rules = reading.sheet(books["template"], "Tabel 3.1").data_validations.dataValidation
    by_title = {rule.promptTitle: rule for rule in rules}
    assert (by_title["Target"].type, by_title["Bobot"].type) == ("custom", "custom")  # a target may be a grade, and both "-"
    assert {by_title[name].errorStyle for name in ("Target", "Bobot")} == {"warning"}  # 0,5 % is asked about, and let through
    assert by_title["Arah"].formula1 == '"naik,turun,turun selisih,turun rasio,rentang"'
    assert by_title["Arah"].showErrorMessage
    assert by_title["Satuan"].type == "list"
    assert not by_title["Satuan"].showErrorMessage  # other units may be typed


def test_mulai_leads_to_every_table_and_says_what_is_in_it(books: dict[str, bytes]) -> None:
    page = sheet(books["boyolali"], "Mulai")
    said = {row[1].value: (row[3].value, row[7].value) for row in page.iter_rows(max_col=8)}
    links = {cell.hyperlink.location.split("!")[0].strip("'") for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert {"Profil", "Skala", *(table.sheet for table in TABLES)} <= links
    for table in TABLES:
        assert said[table.sheet][0] == table.about != ""
    assert (said["PK"][1], said["Program Tahun Depan"][1], said["Angka Naskah BAB IV"][1]) == ("18 baris", "5 baris", "4 baris")
    empty = {row[1].value: row[7].value for row in sheet(books["template"], "Mulai").iter_rows(max_col=8)}
    assert {empty[table.sheet] for table in ANNEX_TABLES} == {"kosong"}


def test_an_annex_is_the_reports_page(books: dict[str, bytes]) -> None:
    page = sheet(books["boyolali"], "Renstra")
    assert page["B1"].value == "RENCANA STRATEGIS TAHUN 2016-2021"
    assert [page.cell(3, column).value for column in range(2, 7)] == [
        "NO",
        "TUJUAN",
        "SASARAN",
        "INDIKATOR KINERJA",
        "TARGET KINERJA PADA TAHUN",
    ]
    assert [page.cell(4, column).value for column in range(6, 11)] == ["2017", "2018", "2019", "2020", "2021"]  # printed as 1 to 5
    assert page.print_area.partition("!")[2].replace("$", "") == "B1:J14"
    assert {"B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:J3"} <= {str(box) for box in page.merged_cells.ranges}
    assert [page.cell(5, column).value for column in range(2, 11)] == [str(number) for number in range(1, 10)]
    assert [page.cell(14, column).value for column in range(6, 11)] == [0.95, 1.26, 1.58, 1.89, 2.21]  # P4GN
    cascading = sheet(books["boyolali"], "Cascading")
    assert [cascading.cell(4, column).value for column in range(6, 11)] == [f"TH {year}" for year in range(2017, 2022)]


def test_the_second_document_of_an_agreement_begins_anew(books: dict[str, bytes]) -> None:
    """Its first sasaran is the same as the one above, and is shown again."""
    page = reading.sheet(books["boyolali"], "PK")
    formulas = {rule.formula[0] for box in page.conditional_formatting if str(box.sqref).startswith("D5") for rule in box.rules}
    assert "AND($B5=$B4,$C5=$C4,$D5=$D4)" in formulas


def test_the_totals_of_the_programs_are_sums_whatever_is_printed(books: dict[str, bytes]) -> None:
    """The report prints 437.634.000 and 4.328.599.000."""
    page, profil = sheet(books["boyolali"], "Program PK"), sheet(books["boyolali"], "Profil")
    assert [page.cell(13, column).value for column in range(3, 6)] == ["Total Anggaran", 1_444_634_000, 437_569_000]
    assert sheet(books["boyolali"], "Program Tahun Depan").cell(10, 4).value == 4_328_899_000
    printed = {row[2].value: row[3].value for row in profil.iter_rows(max_col=4)}
    assert (printed["total_program_perubahan"], printed["total_program_berikut"]) == (437_634_000, 4_328_599_000)


def test_an_annex_guides_the_typing(books: dict[str, bytes]) -> None:
    book = reading.workbook(books["template"])
    rules = {name: book[name].data_validations.dataValidation for name in ("PK", "Rencana Aksi", "Anggaran", "IKU")}
    by_title = {(name, rule.promptTitle): rule for name in rules for rule in rules[name]}
    assert by_title["PK", "Dokumen"].formula1 == '"murni,perubahan"'
    assert by_title["PK", "Dokumen"].showErrorMessage
    assert by_title["IKU", "Arah"].formula1 == '"naik,turun,turun selisih,turun rasio,rentang"'
    assert "Belanja Operasi" in by_title["Anggaran", "Uraian"].formula1
    months = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    assert {by_title["Rencana Aksi", month].type for month in months} == {"custom"}


def test_an_excel_without_macros_gets_no_chart_sheet_no_very_hidden_sheet_no_link(books: dict[str, bytes]) -> None:
    for data in books.values():
        parts = members(data)
        assert not [part for part in parts if "chartsheet" in part or "externalLink" in part]
        assert b"veryHidden" not in parts["xl/workbook.xml"]


def test_the_eleven_figures_are_names_of_single_cells_on_ringkasan(books: dict[str, bytes]) -> None:
    names = reading.workbook(books["template"]).defined_names
    for name in FIGURES:
        assert re.fullmatch(r"Ringkasan!\$[A-Z]+\$[0-9]+|'Ringkasan'!\$[A-Z]+\$[0-9]+", names[name].attr_text)


def test_no_native_figure_refers_to_a_cell_function_of_ours(books: dict[str, bytes]) -> None:
    book = reading.workbook(books["boyolali"])
    ours = re.compile(
        r"\b(CAPAIAN|KATEGORI|SERAPAN|EFISIENSI|ANGKA|TERBILANG|RUPIAH|SAMPAI_TRIWULAN|SISA_TRIWULAN|MESIN_LKJIP)\(|\[(Capaian|Kategori|Serapan|Efisiensi)\]"
    )
    for title in ("Ringkasan", "Pengukuran Kinerja", "Perbandingan", "Efisiensi", "Pemeriksaan"):
        formulas = [cell.value for row in book[title].iter_rows() for cell in row if cell.data_type == "f"]
        assert formulas
        assert [formula for formula in formulas if ours.search(formula)] == []


def test_a_report_of_one_office_builds_with_any_number_of_indicators() -> None:
    rows: list[Row] = [
        {"indikator": f"Indikator {number}", "target": 10.0, "realisasi": float(number), "arah": "naik"} for number in range(150)
    ]
    table = sheet(build(Laporan({"tahun": 2024}, inputs={"tabel_3_1": rows})), "Tabel 3.1")
    assert table.cell(6 + 149, 11).value == 1490
    assert table.cell(6 + 150, 11).value == pytest.approx(745)  # the mean of 0, 10, ..., 1490


def test_a_workbook_of_as_many_rows_as_we_build_is_one_that_we_read() -> None:
    few, many = (members(build(annual_report(rows, ending=" n" + "n" * 80))) for rows in (10, 40))
    bytes_of = {part: (len(many[part]) - len(few.get(part, b""))) / 30 * limits.TABLE_ROWS for part in many}
    marks_of = {part: (_marks(many[part]) - _marks(few.get(part, b""))) / 30 * limits.TABLE_ROWS for part in many}
    assert max(bytes_of.values()) < limits.PART_BYTES, max(bytes_of, key=bytes_of.__getitem__)
    assert max(marks_of.values()) < limits.PART_MARKS, max(marks_of, key=marks_of.__getitem__)
    assert sum(bytes_of.values()) < limits.PACKAGE_BYTES


def _marks(part: bytes) -> int:
    return part.count(b"<") + part.count(b"=")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("<r><t>tebal</t></r>", "<r><t>tebal</t></r> "),  # XlsxWriter would take it for markup of its own
        ("x" * 40_000, "x" * 32_766),
    ],
)
def test_a_text_that_no_cell_can_hold_as_it_is(text: str, stored: str) -> None:
    book = reading.workbook(build(Laporan(inputs={"tabel_3_1": [{"indikator": text, "target": 1.0}]})))
    assert stored in [cell.value for row in book["Tabel 3.1"].iter_rows() for cell in row]


def test_the_window_fits_on_the_screen_of_an_office(books: dict[str, bytes]) -> None:
    """1366 by 768 pixels; a pixel is 15 of the file's twentieths of a point."""
    for data in books.values():
        (view,) = etree.fromstring(members(data)["xl/workbook.xml"]).iter(f"{MAIN}workbookView")
        assert 800 <= int(view.get("windowWidth", "")) / 15 <= 1366
        assert 500 <= int(view.get("windowHeight", "")) / 15 <= 768
