"""A workbook as openpyxl reads it, without any code of ours."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import openpyxl


def workbook(source: Path | bytes, *, saved: bool = False) -> openpyxl.Workbook:
    """The workbook in a file or in its bytes, parsed once for all who ask for the same. Not to be changed.

    Args:
        saved: the values of formulas in place of their texts.
    """
    return _parsed(source if isinstance(source, bytes) else source.read_bytes(), saved)


@lru_cache(maxsize=4)  # a test asks for one or two, again and again
def _parsed(data: bytes, saved: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=saved)
