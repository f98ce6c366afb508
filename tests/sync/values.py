"""Saved values of the summary sheets, read by openpyxl, with spaces and empty texts as blanks."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from openpyxl.utils import column_index_from_string

from tests.kit import reading
from tests.sync.corpus import BELOW, RIGHT, SUMMARIES


def summary_values(path: Path) -> dict[str, Any]:
    """The values of our own cells of the summary sheets, by "Sheet!B5"; blanks left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it would drop
        book = reading.workbook(path, saved=True)
    return {
        f"{title}!{cell.coordinate}": value
        for title in SUMMARIES
        for row in book[title].iter_rows()
        for cell in row
        if cell.row < BELOW and cell.column < column_index_from_string(RIGHT[title]) and (value := shown(cell.value)) is not None
    }


def shown(value: Any) -> Any:
    """A value as somebody sees it; numbers to twelve digits."""
    if isinstance(value, str):
        return value.strip() or None
    return float(f"{value:.12g}") if isinstance(value, int | float) else value
