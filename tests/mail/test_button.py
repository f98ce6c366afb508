"""The button "Siapkan kiriman": the project's own xlwings code on a workbook that is open in LibreOffice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from lkjip import buttons
from tests.mail.test_kirim import NAME
from tests.office.client import Office
from tests.sync.spreadsheet import Spreadsheet


@pytest.fixture
def open_book(boyolali: Path, tmp_path: Path, office_no_macros: Office) -> Iterator[Spreadsheet]:
    """The real report, open, the one that called."""
    path = tmp_path / "buku.xlsm"
    shutil.copy(boyolali, path)
    with office_no_macros.open(path) as document:
        spreadsheet = Spreadsheet(document, path)
        spreadsheet.book.set_mock_caller()
        yield spreadsheet
        del xw.Book._mock_caller


def copies(spreadsheet: Spreadsheet) -> list[str]:
    return sorted(path.name for path in spreadsheet.path.parent.glob("LKjIP_*"))


def test_asked_first_where_there_are_mistakes(open_book: Spreadsheet) -> None:
    open_book.app.answer = "no"
    buttons.siapkan_kiriman()
    ((asked, _),) = open_book.app.alerts
    assert 'kesalahan: lembar "Profil" sel D21' in asked
    assert "Tetap siapkan?" in asked
    assert copies(open_book) == []
    assert open_book.document.values("Mulai", "F4:G4") == [[None, None]]
    assert "save" in open_book.calls  # what is sent is what is on the screen


def test_the_files_are_named_when_they_are_there(open_book: Spreadsheet) -> None:
    open_book.app.answer = "yes"
    buttons.siapkan_kiriman()
    assert copies(open_book) == [f"{NAME}.eml", f"{NAME}.xlsx"]
    message, mode = open_book.app.alerts[-1]
    assert mode == "info"
    assert f"{NAME}.xlsx\n{NAME}.eml" in message
    assert str(open_book.path.parent) in message
    assert "PDF tidak jadi dibuat (Excel tidak berhasil)" in message  # the stand-in for Excel opens no second workbook


def test_mulai_tells_when_the_copy_was_made_and_of_which_sync(open_book: Spreadsheet) -> None:
    open_book.document.write("Mulai", "E4", [["4 Januari 2021 pukul 08.00"]])
    open_book.app.answer = "yes"
    buttons.siapkan_kiriman()
    ((when, of),) = open_book.document.values("Mulai", "F4:G4")
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4} pukul \d{2}\.\d{2}", str(when))
    assert of == "4 Januari 2021 pukul 08.00"
    assert open_book.document.values("Mulai", "H5") == [["7 ✓"]]
    assert open_book.calls[-1] == "alert" or "save" in open_book.calls[-4:]  # the note is in the file


def test_whatever_goes_wrong_is_one_line(open_book: Spreadsheet) -> None:
    open_book.fails = lambda calls: calls[-1] == "save"
    buttons.siapkan_kiriman()
    assert open_book.app.alerts == [("buku.xlsm: kiriman tidak bisa disiapkan (ditolak)", "critical")]
