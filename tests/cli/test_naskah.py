"""`lkjip naskah` and the button "Susun naskah": a new document beside the workbook, and the one that people edited brought up to date."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import xlwings as xw

from lkjip import buttons
from tests.kit.workbooks import Outcome, assert_refused, copy_boyolali, edit, listing, run
from tests.office.client import Office
from tests.sync.spreadsheet import Spreadsheet

HANDMADE = "Kalimat yang ditulis kepala kantor."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbook of the report and its document."""
    folder = tmp_path_factory.mktemp("kantor")
    run("isi", copy_boyolali(folder / "csv"), "--keluaran", folder / "LKjIP 2020.xlsm")
    assert run("naskah", folder / "LKjIP 2020.xlsm").status == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "kantor")
    return tmp_path / "kantor"


def changed(folder: Path) -> None:
    """Another realisasi of the first indicator in the workbook: 49,39 of 98,78 are 50 %."""
    edit(folder / "csv" / "tabel_3_1.csv", '"97,56","98,78","98,78"', '"97,56","98,78","49,39"')
    assert run("isi", folder / "csv", "--keluaran", folder / "LKjIP 2020.xlsm").status == 0


def updated(folder: Path) -> Outcome:
    return run("naskah", folder / "LKjIP 2020.xlsm", "--perbarui", folder / "Naskah LKjIP 2020.docx")


def texts(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


# ---------------------------------------------------------------- a new document
def test_it_lies_beside_the_workbook(made: Path) -> None:
    said = texts(made / "Naskah LKjIP 2020.docx")
    assert "KANTOR KESATUAN BANGSA DAN POLITIK" in said.upper()
    assert "94,37 %" in said  # as the report prints it


def test_one_that_is_there_is_left_alone(folder: Path) -> None:
    before = listing(folder / "csv"), (folder / "Naskah LKjIP 2020.docx").read_bytes()
    outcome = run("naskah", folder / "LKjIP 2020.xlsm")
    assert_refused(outcome, "Naskah LKjIP 2020.docx", "--perbarui", folder=folder)
    assert (listing(folder / "csv"), (folder / "Naskah LKjIP 2020.docx").read_bytes()) == before


@pytest.mark.parametrize("name", ["naskah.docm", "naskah.doc", "naskah"])
def test_the_name_is_of_a_word_document(folder: Path, name: str) -> None:
    assert_refused(run("naskah", folder / "LKjIP 2020.xlsm", "--keluaran", folder / name), name, ".docx", folder=folder)
    assert not (folder / name).exists()


def test_a_new_one_or_the_old_one_and_not_both(folder: Path) -> None:
    outcome = run("naskah", folder / "LKjIP 2020.xlsm", "--keluaran", folder / "a.docx", "--perbarui", folder / "b.docx")
    assert_refused(outcome, "--keluaran", "--perbarui", folder=folder)


def test_a_workbook_that_is_open_is_not_read(folder: Path) -> None:
    (folder / "~$LKjIP 2020.xlsm").write_bytes(b"")
    outcome = run("naskah", folder / "LKjIP 2020.xlsm", "--keluaran", folder / "a.docx")
    assert_refused(outcome, "LKjIP 2020.xlsm", "Excel", folder=folder)
    assert not (folder / "a.docx").exists()


# ---------------------------------------------------------------- brought up to date
def test_nothing_new_writes_nothing(folder: Path) -> None:
    before = listing(folder / "csv"), (folder / "Naskah LKjIP 2020.docx").read_bytes()
    outcome = updated(folder)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.endswith("tidak ada yang perlu diperbarui\n")
    assert (listing(folder / "csv"), (folder / "Naskah LKjIP 2020.docx").read_bytes()) == before


def test_what_was_written_by_hand_stays_and_figures_follow(folder: Path) -> None:
    path = folder / "Naskah LKjIP 2020.docx"
    document = docx.Document(str(path))
    document.paragraphs[40].insert_paragraph_before(HANDMADE)
    document.save(str(path))
    edited = path.read_bytes()
    changed(folder)

    outcome = updated(folder)

    assert outcome.status == 0, outcome
    said = texts(path)
    assert HANDMADE in said
    assert "94,44 %" in said  # (50 + 8 x 100) / 9
    (backup,) = folder.glob("Naskah LKjIP 2020.cadangan-*.docx")
    assert backup.read_bytes() == edited
    assert backup.name in outcome.err


def test_a_figure_that_was_changed_by_hand_is_left_and_named(folder: Path) -> None:
    path = folder / "Naskah LKjIP 2020.docx"
    document = docx.Document(str(path))
    cell = next(
        cell for table in document.tables for row in table.rows for cell in row.cells if cell.text == "98,78" and "REALISASI" in texts(path)
    )
    cell.paragraphs[0].runs[0].text = "77,77"
    document.save(str(path))
    changed(folder)

    outcome = updated(folder)

    assert outcome.status == 1
    assert "77,77" in outcome.err
    assert "77,77" in texts(path)


def test_a_document_that_is_open_is_left_alone(folder: Path) -> None:
    (folder / ".~lock.Naskah LKjIP 2020.docx#").write_bytes(b"")
    before = (folder / "Naskah LKjIP 2020.docx").read_bytes()
    changed(folder)
    assert_refused(updated(folder), "Naskah LKjIP 2020.docx", "LibreOffice", folder=folder)
    assert (folder / "Naskah LKjIP 2020.docx").read_bytes() == before


def test_the_document_of_another_year_is_left_alone(folder: Path) -> None:
    before = (folder / "Naskah LKjIP 2020.docx").read_bytes()
    assert run("tahun-baru", folder / "LKjIP 2020.xlsm").status == 0
    outcome = run("naskah", folder / "LKjIP 2021.xlsm", "--perbarui", folder / "Naskah LKjIP 2020.docx")
    assert_refused(outcome, "2020", "2021", "--keluaran", folder=folder)
    assert (folder / "Naskah LKjIP 2020.docx").read_bytes() == before


# ---------------------------------------------------------------- the button
@pytest.fixture
def open_book(folder: Path, office_no_macros: Office) -> Iterator[Spreadsheet]:
    """The workbook, open, the one that called."""
    path = folder / "LKjIP 2020.xlsm"
    with office_no_macros.open(path) as document:
        spreadsheet = Spreadsheet(document, path)
        spreadsheet.book.set_mock_caller()
        yield spreadsheet
        del xw.Book._mock_caller


def test_the_button_asks_before_it_updates(open_book: Spreadsheet) -> None:
    document = open_book.path.parent / "Naskah LKjIP 2020.docx"
    before = document.read_bytes()
    open_book.app.answer = "no"
    buttons.susun_naskah()
    ((asked, _),) = open_book.app.alerts
    assert "Naskah LKjIP 2020.docx sudah ada." in asked
    assert document.read_bytes() == before

    document.unlink()
    buttons.susun_naskah()
    message, mode = open_book.app.alerts[-1]
    assert (mode, "Naskah LKjIP 2020.docx" in message) == ("info", True)
    assert document.is_file()
