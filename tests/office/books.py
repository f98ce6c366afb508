"""Small macro workbooks for the tests of the LibreOffice tools."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from lkjip.vba.project import Module, build

SHEET = "Tabel 3.1"


Fill = Callable[[Workbook, Worksheet], None]


def macro_book(path: Path, source: str, fill: Fill, *, others: Sequence[Module] = (), book: str = "") -> Path:
    """Write a workbook with one sheet, which fill writes, and the source in the module Main; book is ThisWorkbook's code."""
    modules = [Module("ThisWorkbook", book, "book"), Module("Sheet1", "", "sheet"), Module("Main", source, "std"), *others]
    workbook = Workbook(str(path))
    workbook.add_vba_project(io.BytesIO(build(modules)), True)
    workbook.set_vba_name("ThisWorkbook")
    sheet = workbook.add_worksheet(SHEET)
    sheet.set_vba_name("Sheet1")
    fill(workbook, sheet)
    workbook.close()
    return path
