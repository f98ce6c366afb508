"""A cell of a summary sheet as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from xlfuncs.angka import Cell


@dataclass(frozen=True)
class SummaryCell:
    """One cell: its value, the names of its styles, and the native formula (without "=") that gives the value, if one does."""

    value: Cell
    style: tuple[str, ...] = ()
    formula: str | None = None
    last_column: int | None = None
    """Where a merged box ends, counted from 0."""
