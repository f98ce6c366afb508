"""The LibreOffice tools of the tests do what they are asked and report what LibreOffice says."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.office import pictures, process
from tests.office.books import SHEET, macro_book
from tests.office.client import Cell, Document, Input, Office, OfficeError
from tests.office.uncompiled import look_at_uncompiled

MACROS = """Option Explicit
Private mCalls As Long

Public Function TWICE(ByVal x As Variant) As Variant
    Dim v As Variant
    v = x
    TWICE = 2 * v
End Function

Public Function FAIL_WITH(ByVal number As Variant) As Variant
    FAIL_WITH = CVErr(number)
End Function

Public Function SHOWN(ByVal number As Double) As Variant
    SHOWN = CStr(number)
End Function

Public Function TABLE_OF(ByVal x As Variant) As Variant
    Dim table(1 To 2, 1 To 2) As Variant
    table(1, 1) = x
    table(1, 2) = "text"
    table(2, 1) = CVErr(2042)
    table(2, 2) = "98,78"
    TABLE_OF = table
End Function

Public Sub Count_Up()
    mCalls = mCalls + 1
    ThisWorkbook.Worksheets(1).Range("F1").Value = mCalls
End Sub

Public Sub Stumble()
    ThisWorkbook.Worksheets(1).Range("F2").Value = CDbl("no number")
End Sub

Public Sub Run_Forever()
    Do
    Loop
End Sub
"""

ON_OPEN = """Private Sub Workbook_Open()
    Worksheets(1).Range("G1").Value = "opened"
End Sub
"""

ERRORS = {2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A"}


def fill(workbook: Workbook, sheet: Worksheet) -> None:
    sheet.write_number("A1", 21)
    sheet.write_string("A2", "98,78")
    sheet.write_string("A3", "12")
    sheet.write_boolean("A4", True)
    sheet.write_formula("A5", "=1/0", None, 0)
    sheet.write_string("A6", "Error 2007")
    sheet.write_formula("A7", '=""', None, "")
    sheet.write_number("A9", 1234.5, workbook.add_format({"num_format": "#,##0.00"}))
    sheet.write_formula("B1", "=TWICE(A1)", None, -1)
    sheet.write_formula("B2", "=NOBODY_KNOWS(A1)", None, -1)
    sheet.write_formula("B3", "=SHOWN(1.5)", None, -1)
    sheet.write_formula("B4", "=A1+1", None, -1)
    for row, number in enumerate(ERRORS):
        sheet.write_formula(row, 2, f"=FAIL_WITH({number})", None, -1)
    sheet.write_array_formula("D2:E4", "=TABLE_OF(A1)", None, -1)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return macro_book(tmp_path_factory.mktemp("book") / "Buku kerja é.xlsm", MACROS, fill, book=ON_OPEN)


@pytest.fixture(scope="module")
def shown(office: Office, book: Path) -> Iterator[Document]:
    """The workbook for tests that only look at it."""
    with office.open(book) as document:
        yield document


@pytest.fixture
def document(office: Office, book: Path) -> Iterator[Document]:
    with office.open(book) as document:
        yield document


def one(document: Document, address: str) -> Cell:
    return document.read(SHEET, address)[0][0]


# --- what a workbook shows


def test_the_sheets_are_named(shown: Document) -> None:
    assert shown.sheets() == [SHEET]


def test_a_function_in_vba_computes_whatever_value_the_file_brings(shown: Document) -> None:
    assert one(shown, "B1") == Cell(42.0, "42", None, "=TWICE(A1)")
    assert shown.values(SHEET, "B4") == [[22.0]]


def test_a_changed_cell_reaches_the_function(document: Document) -> None:
    document.write(SHEET, "A1", [[4]])
    assert document.values(SHEET, "B1") == [[8.0]]


def test_an_error_of_vba_is_read_as_the_error_it_is_in_excel(shown: Document) -> None:
    assert shown.values(SHEET, f"C1:C{len(ERRORS)}") == [[error] for error in ERRORS.values()]
    assert one(shown, "C2") == Cell(None, "Error 2007", "#DIV/0!", "=FAIL_WITH(2007)")


def test_a_text_that_only_reads_like_an_error_of_vba_stays_a_text(shown: Document) -> None:
    assert one(shown, "A6") == Cell("Error 2007", "Error 2007", None, "")


def test_errors_of_formulas(document: Document) -> None:
    assert one(document, "A5") == Cell(None, "#DIV/0!", "#DIV/0!", "=1/0")
    assert document.values(SHEET, "B2") == [["#NAME?"]]
    document.set_formulas(SHEET, "H1", [['="a"+1', "=NA()", "=SQRT(-1)", "=10^400", "=#REF!", "=H1:H2 J1:J2"]])
    assert document.values(SHEET, "H1:L1") == [["#VALUE!", "#N/A", "#NUM!", "#NUM!", "#REF!"]]


def test_an_error_that_excel_does_not_have_keeps_its_name(document: Document) -> None:
    document.set_formulas(SHEET, "H1", [["=H1+1"]])
    assert one(document, "H1") == Cell(None, "Err:522", "Err:522", "=H1+1")


def test_texts_and_numbers_are_told_apart(shown: Document) -> None:
    assert shown.values(SHEET, "A1:A3") == [[21.0], ["98,78"], ["12"]]


def test_a_boolean_is_a_number_that_shows_as_a_word(shown: Document) -> None:
    """LibreOffice turns the boolean constants of an .xlsx file into formulas."""
    assert one(shown, "A4") == Cell(1.0, "TRUE", None, "=TRUE()")


def test_an_empty_text_is_not_an_empty_cell(shown: Document) -> None:
    assert shown.read(SHEET, "A7:A8") == [[Cell("", "", None, '=""')], [Cell(None, "", None, "")]]


def test_the_text_of_a_cell_is_what_its_number_format_shows(shown: Document) -> None:
    assert one(shown, "A9") == Cell(1234.5, "1,234.50", None, "")


def test_an_array_formula_of_the_file_is_filled_by_vba(shown: Document) -> None:
    assert shown.values(SHEET, "D2:E4") == [[21.0, "text"], ["#N/A", "98,78"], ["#N/A", "#N/A"]]
    assert one(shown, "D2").formula == "{=TABLE_OF(A1)}"


def test_an_unknown_sheet_and_a_wrong_address_are_named(shown: Document) -> None:
    with pytest.raises(OfficeError, match=r"no sheet 'Skala'; there are Tabel 3\.1"):
        shown.values("Skala", "A1")
    with pytest.raises(OfficeError, match="'A1:' is no range"):
        shown.values(SHEET, "A1:")


# --- what is put into it


def test_what_is_written_is_what_is_read(document: Document) -> None:
    rows: list[list[Input]] = [[1.5, "98,78", True], ["12", None, False], ["=1+1", "'quoted", -3]]
    document.write(SHEET, "J3", rows)
    assert document.values(SHEET, "J3:L5") == [[1.5, "98,78", 1.0], ["12", None, 0.0], ["=1+1", "'quoted", -3.0]]
    assert [cell.text for row in document.read(SHEET, "L3:L5") for cell in row] == ["TRUE", "FALSE", "-3"]


def test_a_number_written_over_a_boolean_is_a_number(document: Document) -> None:
    document.write(SHEET, "J3", [[True]])
    document.write(SHEET, "J3", [[7]])
    assert one(document, "J3") == Cell(7.0, "7", None, "")


def test_writing_empties_cells(document: Document) -> None:
    document.write(SHEET, "A1", [[None], [""], [None]])
    assert document.values(SHEET, "A1:A3") == [[None], [None], [None]]


def test_rows_of_different_lengths_are_refused(document: Document) -> None:
    with pytest.raises(ValueError, match="differ in length"):
        document.write(SHEET, "A1", [[1, 2], [3]])
    with pytest.raises(ValueError, match="nothing to write"):
        document.write(SHEET, "A1", [[]])


def test_formulas_are_given_and_read_as_a_file_spells_them(document: Document) -> None:
    formulas = [["=SUM(A1,1.5)", f"='{SHEET}'!A1*2"], ['=IF(A1>0,"a, b; c",2)', "=SUM({1,2;3,4})"]]
    document.set_formulas(SHEET, "J3", formulas)
    assert [[cell.formula for cell in row] for row in document.read(SHEET, "J3:K4")] == formulas
    assert document.values(SHEET, "J3:K4") == [[22.5, 42.0], ["a, b; c", 10.0]]


def test_formulas_are_typed_as_in_an_indonesian_office(document: Document) -> None:
    document.localised(SHEET, "J3", [['=IF(TWICE(1,5)=3;"ya; 1,5";0)', f"=SUM('{SHEET}'!A1;0,25)"]])
    assert document.values(SHEET, "J3:K3") == [["ya; 1,5", 21.25]]
    assert one(document, "K3").formula == f"=SUM('{SHEET}'!A1,0.25)"


def test_an_array_formula_is_set_for_its_whole_range(document: Document) -> None:
    document.set_array_formula(SHEET, "J3:J5", "=B4:B6*{1;2;3}")
    assert document.values(SHEET, "J3:J5") == [[22.0], [0.0], [0.0]]
    assert one(document, "J4").formula == "{=B4:B6*{1;2;3}}"


def test_references_move_with_the_rows(document: Document) -> None:
    document.insert_rows(SHEET, 1, 2)
    assert one(document, "B3").formula == "=TWICE(A3)"
    document.delete_rows(SHEET, 1)
    assert one(document, "B2") == Cell(42.0, "42", None, "=TWICE(A2)")
    with pytest.raises(OfficeError, match="array formula"):
        document.delete_rows(SHEET, 4)


def test_recalculation_computes_what_did_not_change(document: Document) -> None:
    document.set_formulas(SHEET, "J3", [["=RAND()"]])
    before = document.values(SHEET, "J3")
    document.recalculate()
    assert document.values(SHEET, "J3") != before


def test_ten_thousand_cells_go_there_and_back(document: Document) -> None:
    document.write(SHEET, "J1", [[row * 1.5, f"teks {row}", row % 2 == 0, None] for row in range(2500)])
    expected = [[row * 1.5, f"teks {row}", float(row % 2 == 0), None] for row in range(2500)]
    assert document.values(SHEET, "J1:M2500") == expected
    cells = document.read(SHEET, "J1:M2500")
    assert cells[2499] == [
        Cell(3748.5, "3748.5", None, ""),
        Cell("teks 2499", "teks 2499", None, ""),
        Cell(0.0, "FALSE", None, ""),
        Cell(None, "", None, ""),
    ]


def test_formulas_wait_while_calculation_is_off(office_no_macros: Office, book: Path) -> None:
    with office_no_macros.open(book) as document:
        document.write(SHEET, "H40", [[1.0]])
        document.set_formulas(SHEET, "H41", [["=H40*2"]])
        assert document.values(SHEET, "H41") == [[2]]
        document.calculate_automatically(False)
        document.write(SHEET, "H40", [[3.0]])
        assert document.values(SHEET, "H41") == [[2]]
        document.calculate_automatically(True)
        assert document.values(SHEET, "H41") == [[6]]


def test_changes_are_taken_back(office_no_macros: Office, book: Path) -> None:
    with office_no_macros.open(book) as document:
        before = document.read(SHEET, "A1:M60")
        with document.taken_back():
            document.write(SHEET, "A1", [["teks", True, None], [1, 2, 3]])
            document.set_formulas(SHEET, "A5", [["=A1"]])
            document.set_array_formula(SHEET, "J3:J5", "=B4:B6*{1;2;3}")
            document.insert_rows(SHEET, 8, 2)
            for row in range(9, 50):
                for _ in range(3):
                    document.write(SHEET, f"A{row}", [[row, f"baris {row}"]])
            document.delete_rows(SHEET, 10)
            assert document.read(SHEET, "A1:M60") != before
        assert document.read(SHEET, "A1:M60") == before
        assert document.names() == {}


# --- files


def test_a_saved_workbook_opens_again_with_its_macros(office: Office, document: Document, tmp_path: Path) -> None:
    document.write(SHEET, "A1", [[5]])
    for file_format in ("xlsx", "xlsm", "ods"):
        document.save_as(tmp_path / f"saved.{file_format}", file_format)
    with office.open(tmp_path / "saved.xlsm") as saved:
        assert saved.values(SHEET, "A1:B1") == [[5.0, 10.0]]
    with zipfile.ZipFile(tmp_path / "saved.xlsx") as package:
        assert "xl/vbaProject.bin" not in package.namelist()
    with office.open(tmp_path / "saved.ods") as saved:
        assert saved.sheets() == [SHEET]


def test_the_workbook_itself_and_its_folder_stay_as_they_are(office: Office, book: Path) -> None:
    before = book.read_bytes()
    with office.open(book) as document:
        document.write(SHEET, "A1", [[5]])
        assert list(book.parent.iterdir()) == [book]
    assert book.read_bytes() == before


def test_a_file_that_is_no_workbook_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="there is no file"):
        office.open(tmp_path / "nothing.xlsx")
    text = tmp_path / "text.html"
    text.write_text("<html><body>text</body></html>")
    with pytest.raises(OfficeError, match=r"no workbook|cannot open"):
        office.open(text)


def test_a_closed_document_says_so(office: Office, book: Path) -> None:
    document = office.open(book)
    document.close()
    with pytest.raises(OfficeError, match="the document is closed"):
        document.sheets()


def test_pages_are_drawn(office_no_macros: Office, book: Path, tmp_path: Path) -> None:
    (page,) = pictures.pages(office_no_macros, book, tmp_path / "pages")
    assert page.read_bytes().startswith(b"P6")


# --- macros


def test_the_workbook_event_runs_on_opening(shown: Document) -> None:
    assert shown.values(SHEET, "G1") == [["opened"]]


def test_a_macro_runs_and_the_module_keeps_its_variables(document: Document) -> None:
    document.run_macro("Main", "Count_Up")
    document.run_macro("Main", "Count_Up")
    assert document.values(SHEET, "F1") == [[2.0]]


def test_a_macro_that_stumbles_raises(document: Document) -> None:
    with pytest.raises(OfficeError, match=r"Main\.Stumble: error 13: "):
        document.run_macro("Main", "Stumble")
    assert document.macros_compile()


def test_a_macro_that_does_not_exist_raises(document: Document) -> None:
    with pytest.raises(OfficeError, match=r"Main\.Nobody: "):
        document.run_macro("Main", "Nobody")
    with pytest.raises(ValueError, match="no VBA name"):
        document.run_macro("Main", "Count_Up: x")


def test_macros_that_do_not_compile_are_noticed(tmp_path: Path) -> None:
    """Nothing else says so: the functions give empty texts and the macros do nothing."""
    source = "Public Function TWICE(x)\n    TWICE = 2 *\nEnd Function\n\nPublic Sub Fine()\nEnd Sub\n"

    def look(document: Document) -> None:
        assert document.values(SHEET, "B1") == [[""]]
        assert not document.macros_compile()
        with pytest.raises(OfficeError, match="does not compile"):
            document.run_macro("Main", "Fine")

    look_at_uncompiled(macro_book(tmp_path / "broken.xlsm", source, fill), look)


def test_blocked_macros_compute_nothing(office_no_macros: Office, book: Path) -> None:
    """A recalculated cell with one of our functions is #VALUE! then; in a formula of LibreOffice's own nothing changes."""
    with office_no_macros.open(book) as document:
        assert document.values(SHEET, "B1") == [["#VALUE!"]]
        assert document.values(SHEET, "B4") == [[22.0]]
        assert document.values(SHEET, "G1") == [[None]]
        with pytest.raises(OfficeError, match="blocked"):
            document.run_macro("Main", "Count_Up")


def test_without_recalculation_the_values_of_the_file_stay(book: Path) -> None:
    with Office(macros=False, recalculate=False) as office, office.open(book) as document:
        assert document.values(SHEET, "B1:B4") == [[-1.0], [-1.0], [-1.0], [-1.0]]
        document.recalculate()
        assert document.values(SHEET, "B1:B4") == [["#VALUE!"], ["#NAME?"], ["#VALUE!"], [22.0]]


def test_an_indonesian_office_shows_decimal_commas_in_cells_and_in_vba(book: Path) -> None:
    with Office(macros=True, locale="id-ID") as office, office.open(book) as document:
        assert one(document, "B3") == Cell("1,5", "1,5", None, "=SHOWN(1.5)")
        assert one(document, "A9") == Cell(1234.5, "1.234,50", None, "")
        assert one(document, "A4").text == "BENAR"
        document.localised(SHEET, "J3", [["=SUM(1,5;2)"]])
        assert one(document, "J3") == Cell(3.5, "3,5", None, "=SUM(1.5,2)")


# --- when it goes wrong


def test_a_crash_is_noticed_and_a_macro_without_end_is_stopped(book: Path) -> None:
    """One LibreOffice for both: after the crash, the next workbook opens in a new one."""
    with Office(macros=True) as office:
        document = office.open(book)
        kill_with_children(office.soffice_pid)
        with pytest.raises(OfficeError, match="sheets: soffice is gone, exit status"):
            document.sheets()
        with pytest.raises(OfficeError, match="not running any more: soffice is gone"):
            document.sheets()

        document = office.open(book)
        assert document.values(SHEET, "B1") == [[42.0]]
        group = os.getpgid(office.soffice_pid)
        document.timeout = 1
        with pytest.raises(OfficeError, match="run_macro: no answer within 1 seconds"):
            document.run_macro("Main", "Run_Forever")
        assert not members(group)


def kill_with_children(pid: int) -> None:
    subprocess.run(["pkill", "-KILL", "-P", str(pid)], check=False)  # on Linux soffice itself is a child of its starter
    os.kill(pid, 9)


def members(group: int) -> list[str]:
    """The processes of a process group that are alive; one that is dead may wait for its parent as a zombie."""
    listing = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], check=True, capture_output=True, text=True).stdout
    processes = [line.split(maxsplit=2) for line in listing.splitlines()]
    return [process[2] for process in processes if process[0] == str(group) and not process[1].startswith("Z")]


@pytest.mark.parametrize(
    ("function", "stand_in"),
    [("find_soffice", lambda: None), ("find_python", lambda soffice: None), ("find_python", lambda soffice: Path(sys.executable))],
    ids=["no soffice", "no python", "a python without uno"],
)
def test_what_is_not_installed_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, function: str, stand_in: Callable[..., Path | None]
) -> None:
    monkeypatch.setattr(process, function, stand_in)
    with pytest.raises(OfficeError) as caught, Office():
        pass
    assert str(caught.value) == process.INSTALL


def test_the_server_can_be_read_by_the_oldest_python_it_may_meet() -> None:
    ast.parse(process.SERVER.read_text(encoding="utf-8"), feature_version=(3, 9))
