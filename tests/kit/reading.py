"""A workbook as openpyxl reads it, without any code of ours."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet


def workbook(source: Path | bytes, *, saved: bool = False) -> openpyxl.Workbook:
    """The workbook in a file or in its bytes, parsed once for all who ask for the same. Not to be changed.

    Args:
        saved: the values of formulas in place of their texts.
    """
    return _parsed(_data(source), saved)


def sheet(source: Path | bytes, title: str, *, saved: bool = False) -> Worksheet:
    """Like `workbook`, a single sheet, which takes a tenth of the time. Not to be changed."""
    return sheets(source, title, saved=saved)[title]


def sheets(source: Path | bytes, *titles: str, saved: bool = False) -> openpyxl.Workbook:
    """Like `workbook`, with the cells of some sheets only; the others are there, and empty."""
    return _parsed(_data(source), saved, titles)


def typed(source: Path | bytes, title: str) -> list[list[Any]]:
    """What is typed in the cells of a sheet, row by row from A1: the quickest way to many sheets of one file."""
    return _rows(source, title, saved=False)


def saved_values(source: Path | bytes, title: str) -> list[list[Any]]:
    """The same, with the saved values of formulas in place of their texts."""
    return _rows(source, title, saved=True)


def _rows(source: Path | bytes, title: str, *, saved: bool) -> list[list[Any]]:
    sheet = _unparsed(_data(source), saved)[title]
    sheet.reset_dimensions()  # an edited file need not say rightly how far they reach
    rows = list(sheet.iter_rows(values_only=True))
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


@lru_cache(maxsize=4)
def _unparsed(data: bytes, saved: bool) -> openpyxl.Workbook:
    """With its texts and styles; a sheet is parsed when it is asked for."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=saved, read_only=True)


def _data(source: Path | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


@lru_cache(maxsize=16)  # a test asks for one or two, again and again, and for some sheets of each
def _parsed(data: bytes, saved: bool, titles: tuple[str, ...] | None = None) -> openpyxl.Workbook:
    if titles is None:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=saved)
    else:
        reader = _Some(io.BytesIO(data), titles, saved)
        reader.read()
        book = reader.wb
    for each in book.worksheets:
        _keep_as_it_is(each)
    return book


def _keep_as_it_is(sheet: Worksheet) -> None:
    """Looking at a cell that is not there would put one there, and make the sheet larger for whoever reads it next."""
    sheet._get_cell = lambda row, column: sheet._cells.get((row, column)) or Cell(sheet, row=row, column=column)


class _Some(ExcelReader):  # type: ignore[misc]  # openpyxl is untyped here
    """Reads some sheets of a workbook."""

    def __init__(self, file: io.BytesIO, titles: tuple[str, ...], saved: bool) -> None:
        super().__init__(file, data_only=saved)
        self._titles = titles

    def read_worksheets(self) -> None:
        declared: list[Any] = list(self.parser.find_sheets())
        self.parser.find_sheets = lambda: (each for each in declared if each[0].name in self._titles)
        super().read_worksheets()
        read = {each.title: each for each in self.wb._sheets}
        # names that belong to a sheet count the sheets
        self.wb._sheets = [read.get(each.name) or Worksheet(self.wb, each.name) for each, _ in declared]
        for each, _ in declared:
            self.wb[each.name].sheet_state = each.state
