"""A cell of a summary sheet as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from xlfuncs.angka import Cell


@dataclass(frozen=True)
class SummaryCell:
    """One cell: its value, the names of its styles, and the native formula (without "=") that computes the value, if any."""

    value: Cell
    style: tuple[str, ...] = ()
    formula: str | None = None
    last_column: int | None = None
    """0-based last column of a merged cell; None if not merged."""
