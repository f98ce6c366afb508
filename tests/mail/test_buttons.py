"""The buttons "Siapkan kiriman" and "Kirim triwulan": the project's own xlwings code on a workbook that is open in LibreOffice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
import xlwings as xw

from lkjip import buttons
from lkjip.sources import csv_folder, workbook_file
from lkjip.sync import closed
from lkjip.template.workbook import build
from tests.kit.workbooks import ROOT, Parts
from tests.office.client import Document, Office
from tests.sync.spreadsheet import Spreadsheet

KANTOR: Final = ROOT / "tests" / "data" / "kantor-triwulan"
SYNCED: Final = datetime(2025, 7, 4, 9, 30)
YEAR: Final = "LKjIP_2025_BPBD_Contoh"
SENT, QUARTERS_SENT, BODIES = "F4:G4", "J15:M15", "E12:H12"
TITLES: Final = "C6:C12"
"""The indicators on the sheet Triwulan."""
_TIME: Final = r"\d{1,2} [A-Z][a-z]+ \d{4} pukul \d{2}\.\d{2}"


@pytest.fixture(scope="module")
def kantor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the made-up office in the middle of its year, synced. Not to be changed: copy it."""
    path = tmp_path_factory.mktemp("kantor") / "buku.xlsm"
    path.write_bytes(build(csv_folder.read(KANTOR).laporan))
    closed.sync(path, SYNCED)
    return path


@pytest.fixture(scope="module")
def figure(kantor: Path) -> str:
    """The address of a figure on the sheet Triwulan."""
    return Parts.of(kantor).at("tbl_triwulan", "Realisasi TW III", 0)


@pytest.fixture(scope="module")
def document(kantor: Path, office_no_macros: Office) -> Iterator[Document]:
    """That workbook, open. What a test changes in it has to be put back."""
    with office_no_macros.open(kantor) as document:
        yield document


@pytest.fixture
def open_book(kantor: Path, document: Document, figure: str, tmp_path: Path) -> Iterator[Spreadsheet]:
    """The open workbook as the one that called; what the test and the button wrote into it is put back."""
    path = tmp_path / "buku.xlsm"
    shutil.copy(kantor, path)
    typed = [("Mulai", SENT), ("Mulai", QUARTERS_SENT), ("Triwulan", TITLES), ("Triwulan", figure), ("Profil", quarter_cell(document))]
    before = [(sheet, cells.partition(":")[0], document.values(sheet, cells)) for sheet, cells in typed]
    spreadsheet = Spreadsheet(document, path)
    spreadsheet.book.set_mock_caller()
    yield spreadsheet
    del xw.Book._mock_caller
    for sheet, corner, values in before:
        document.write(sheet, corner, values)


def copies(spreadsheet: Spreadsheet) -> list[Path]:
    return sorted(spreadsheet.path.parent.glob("LKjIP_*"))


def quarter_cell(document: Document) -> str:
    """Where Profil has the quarter."""
    keys = [line[0] for line in document.values("Profil", "C4:C60")]
    return f"D{4 + keys.index('triwulan_laporan')}"


def choose(spreadsheet: Spreadsheet, quarter: str | None) -> None:
    """Type the quarter into Profil."""
    spreadsheet.document.write("Profil", quarter_cell(spreadsheet.document), [[quarter]])


# ---------------------------------------------------------------- "Siapkan kiriman"
def test_asked_first_where_there_are_mistakes_then_the_files_are_named_and_mulai_tells_of_them(open_book: Spreadsheet, figure: str) -> None:
    open_book.document.write("Triwulan", figure, [["delapan"]])
    open_book.app.answer = "yes"
    buttons.siapkan_kiriman()
    asked, (message, mode) = open_book.app.alerts
    assert f'kesalahan: lembar "Triwulan" sel {figure}' in asked[0]
    assert "Tetap siapkan?" in asked[0]
    assert "save" in open_book.calls  # what is sent is what is on the screen

    assert [path.name for path in copies(open_book)] == [f"{YEAR}.eml", f"{YEAR}.xlsx"]
    assert mode == "info"
    assert f"{YEAR}.xlsx\n{YEAR}.eml" in message
    assert str(open_book.path.parent) in message
    assert "PDF tidak jadi dibuat (Excel tidak berhasil)" in message  # the stand-in for Excel opens no second workbook

    ((when, of),) = open_book.document.values("Mulai", SENT)
    assert re.fullmatch(_TIME, str(when))
    assert of == "4 Juli 2025 pukul 09.30"
    assert open_book.document.values("Mulai", "H5") == [["7 ✓"]]
    assert open_book.calls[-1] == "alert" or "save" in open_book.calls[-4:]  # the note is in the file


def test_whatever_goes_wrong_is_one_line(open_book: Spreadsheet) -> None:
    open_book.fails = lambda calls: calls[-1] == "save"
    buttons.siapkan_kiriman()
    assert open_book.app.alerts == [("buku.xlsm: kiriman tidak bisa disiapkan (ditolak)", "critical")]


# ---------------------------------------------------------------- "Kirim triwulan"
def test_the_quarter_of_profil_is_mailed_and_remembered(open_book: Spreadsheet) -> None:
    open_book.document.write("Mulai", "J15", [["5 April 2025 pukul 08.15"]])  # the first one was mailed before
    open_book.app.answer = "yes"
    buttons.kirim_triwulan()
    message, mode = open_book.app.alerts[-1]
    assert mode == "info"
    assert message.startswith(f"Triwulan II sudah siap di {open_book.path.parent}:\n")
    letter, copy = copies(open_book)
    assert f"{copy.name}\n{letter.name}" in message
    assert workbook_file.read(copy).triwulan == 2

    ((first, second, *others),) = open_book.document.values("Mulai", QUARTERS_SENT)
    assert first == "5 April 2025 pukul 08.15"
    assert re.fullmatch(_TIME, str(second))
    assert others == [None, None]
    assert open_book.document.values("Mulai", BODIES)[0][1] == f"6 dari 6 indikator\nsampai 30 Juni 2025\ndikirim {second}"
    assert open_book.document.values("Mulai", SENT) == [[None, None]]  # the yearly copy was not made
    assert open_book.calls[-1] == "alert" or "save" in open_book.calls[-4:]  # the note is in the file


def test_asked_first_where_the_summaries_are_out_of_date(open_book: Spreadsheet) -> None:
    choose(open_book, "I")  # and not synced since
    open_book.app.answer = "no"
    buttons.kirim_triwulan()
    ((asked, mode),) = open_book.app.alerts
    assert asked.startswith("Triwulan I belum dikirim:\n")
    assert asked.endswith("Tetap siapkan? Suratnya akan menyebutkan hal ini.")
    assert mode == "critical"
    assert copies(open_book) == []
    assert open_book.document.values("Mulai", QUARTERS_SENT) == [[None] * 4]
    assert "save" in open_book.calls


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda book: choose(book, "V"), "V"),
        (lambda book: book.document.write("Triwulan", "C6", [[None]] * 7), "belum diisi"),
    ],
    ids=["Profil names none", "no quarters"],
)
def test_without_a_quarter_one_line_says_why(open_book: Spreadsheet, prepare: object, said: str) -> None:
    assert callable(prepare)
    prepare(open_book)
    buttons.kirim_triwulan()
    ((message, mode),) = open_book.app.alerts
    assert mode == "critical"
    assert said in message
    assert "\n" not in message
    assert copies(open_book) == []
    assert open_book.document.values("Mulai", QUARTERS_SENT) == [[None] * 4]
