"""The button "Kirim triwulan": the project's own xlwings code on a workbook that is open in LibreOffice."""

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
from tests.kit.workbooks import ROOT
from tests.office.client import Office
from tests.sync.spreadsheet import Spreadsheet

KANTOR: Final = ROOT / "tests" / "data" / "kantor-triwulan"
SYNCED: Final = datetime(2025, 7, 4, 9, 30)
SENT, BODIES = "J15:M15", "E12:H12"


@pytest.fixture(scope="module")
def kantor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the made-up office in the middle of its year, synced. Not to be changed: copy it."""
    path = tmp_path_factory.mktemp("kantor") / "buku.xlsm"
    path.write_bytes(build(csv_folder.read(KANTOR).laporan))
    closed.sync(path, SYNCED)
    return path


@pytest.fixture
def open_book(kantor: Path, tmp_path: Path, office_no_macros: Office) -> Iterator[Spreadsheet]:
    """That workbook, open, the one that called."""
    path = tmp_path / "buku.xlsm"
    shutil.copy(kantor, path)
    with office_no_macros.open(path) as document:
        spreadsheet = Spreadsheet(document, path)
        spreadsheet.book.set_mock_caller()
        yield spreadsheet
        del xw.Book._mock_caller


def copies(spreadsheet: Spreadsheet) -> list[Path]:
    return sorted(spreadsheet.path.parent.glob("LKjIP_*"))


def choose(spreadsheet: Spreadsheet, quarter: str | None) -> None:
    """Type the quarter into Profil."""
    keys = [line[0] for line in spreadsheet.document.values("Profil", "C4:C60")]
    spreadsheet.document.write("Profil", f"D{4 + keys.index('triwulan_laporan')}", [[quarter]])


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

    ((first, second, *others),) = open_book.document.values("Mulai", SENT)
    assert first == "5 April 2025 pukul 08.15"
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4} pukul \d{2}\.\d{2}", str(second))
    assert others == [None, None]
    assert open_book.document.values("Mulai", BODIES)[0][1] == f"6 dari 6 indikator\nsampai 30 Juni 2025\ndikirim {second}"
    assert open_book.document.values("Mulai", "F4:G4") == [[None, None]]  # the yearly copy was not made
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
    assert open_book.document.values("Mulai", SENT) == [[None] * 4]


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
    assert open_book.document.values("Mulai", SENT) == [[None] * 4]
