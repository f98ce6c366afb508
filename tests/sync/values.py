"""Saved values of the summary sheets, read by openpyxl, with spaces and empty texts as blanks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.kit import reading
from tests.kit.workbooks import column_letters, column_number
from tests.sync.corpus import BELOW, RIGHT, SUMMARIES


def summary_values(path: Path) -> dict[str, Any]:
    """The values of our own cells of the summary sheets, by "Sheet!B5"; blanks left out."""
    return {
        f"{title}!{column_letters(column)}{number}": value
        for title in SUMMARIES
        for number, row in enumerate(reading.saved_values(path, title)[: BELOW - 1], 1)
        for column, cell in enumerate(row[: column_number(RIGHT[title]) - 1], 1)
        if (value := shown(cell)) is not None
    }


def shown(value: Any) -> Any:
    """A value as somebody sees it; numbers to twelve digits."""
    if isinstance(value, str):
        return value.strip() or None
    return float(f"{value:.12g}") if isinstance(value, int | float) else value
