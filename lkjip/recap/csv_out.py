"""Write the recap's tables as CSV files, with one type per column."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from lkjip.model.columns import Kind
from lkjip.model.laporan import Row
from lkjip.recap.gather import Rollup
from lkjip.recap.schema import Field, Recap
from lkjip.xlsx_kit.cells import looks_like_formula
from xlfuncs.angka import Cell, angka
from xlfuncs.errors import VALUE, RuleError, is_error

ERRORS: Final = "kesalahan"
"""The last column of every table: which cells of the row are blank because of an error: "capaian: #DIV/0!"."""
_LARGEST_COUNT: Final = 2.0**53
"""Larger whole numbers are not exact in a double."""


def typed(table: Recap, row: Row) -> dict[str, Cell]:
    """A row with one type per column: numbers typed as text become numbers, errors blanks that the last column names."""
    errors = []
    found: dict[str, Cell] = {}
    for field in table.fields:
        try:
            found[field.key] = _typed(field, row[field.key])
        except RuleError as error:
            found[field.key] = None
            errors.append(f"{field.key}: {row[field.key] if isinstance(row[field.key], str) else error.code}")
    return {**found, ERRORS: "; ".join(errors) or None}


def _typed(field: Field, value: Cell) -> Cell:
    if value is None:
        return None
    if isinstance(value, str) and is_error(value):
        raise RuleError(value)
    if not field.kind.is_number:
        return value if isinstance(value, str) else format(value, ".15g")
    number = angka(value)
    if field.kind is not Kind.COUNT or number is None:
        return number
    if not number.is_integer() or abs(number) > _LARGEST_COUNT:
        raise RuleError(VALUE, "a number of order is a whole one")
    return int(number)


def write_csv(rollup: Rollup, folder: Path) -> None:
    """Write one file per table: UTF-8, commas, decimal points; a blank is an empty field.

    A text that a spreadsheet would take for a formula is prefixed with an apostrophe, as OWASP advises.
    """
    with ExitStack() as stack:
        writers = {}
        for table in rollup.period.tables:
            file = stack.enter_context((folder / f"{table.key}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.key] = csv.writer(file, lineterminator="\n")
            writers[table.key].writerow([*(field.key for field in table.fields), ERRORS])
        for table, row in rollup.rows():
            writers[table.key].writerow([_harmless(value) for value in typed(table, row).values()])


def _harmless(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and looks_like_formula(value) else value
