"""A workbook as openpyxl reads it, without any code of ours."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl


def workbook(source: Path | bytes, *, saved: bool = False) -> openpyxl.Workbook:
    """The workbook in a file or in its bytes, parsed once for all who ask for the same. Not to be changed.

    Args:
        saved: the values of formulas in place of their texts.
    """
    return _parsed(source if isinstance(source, bytes) else source.read_bytes(), saved)


def typed(source: Path | bytes, title: str) -> list[list[Any]]:
    """What is typed in the cells of a sheet, row by row from A1. Much quicker than `workbook`: only this sheet is parsed."""
    return _rows(source, title, saved=False)


def saved_values(source: Path | bytes, title: str) -> list[list[Any]]:
    """The same, with the saved values of formulas in place of their texts."""
    return _rows(source, title, saved=True)


def _rows(source: Path | bytes, title: str, *, saved: bool) -> list[list[Any]]:
    sheet = _unparsed(source if isinstance(source, bytes) else source.read_bytes(), saved)[title]
    sheet.reset_dimensions()  # an edited file need not say rightly how far they reach
    rows = list(sheet.iter_rows(values_only=True))
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


@lru_cache(maxsize=4)
def _unparsed(data: bytes, saved: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=saved, read_only=True)


@lru_cache(maxsize=4)  # a test asks for one or two, again and again
def _parsed(data: bytes, saved: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=saved)
