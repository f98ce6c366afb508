"""What a table takes from Tabel 2.1 at the press of a button, read from the declarations of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.columns import Column, Kind, Role, Table
from lkjip.model.tables import BY_KEY, TABEL_2_1, TABLES

_PARENT: Final = "induk"
"""The column that tells namesakes apart; it comes along with their names."""


@dataclass(frozen=True)
class Source:
    """Where the cells of a column are taken from."""

    column: str
    """Name of the column that takes."""
    table: str
    """Name of the table that gives; "" where appended rows get `given` itself."""
    given: str
    """Name of the column that gives."""


ROW_NUMBER: Final = "#"
"""What appended rows get where they are numbered from 1."""


def takes(table: Table) -> bool:
    """Return whether a table can take indicators: its rows are those of indicators, and it is not Tabel 2.1 itself."""
    return table.key != TABEL_2_1.key and table.row_key in table.keys(Role.INDIKATOR)


def sources(table: Table) -> Sequence[Source]:
    """Return what a table takes: names first, then what tells namesakes apart, then the rest from left to right."""
    name = TABEL_2_1.column(TABEL_2_1.row_key)
    others = [(column, source) for column in table.columns if column.is_input and (source := _source(column))]
    others.sort(key=lambda each: each[0].key != _PARENT)
    return [Source(table.names[table.row_key], TABEL_2_1.name, name.name), *(source for _, source in others)]


def _source(column: Column) -> Source | None:
    if column.when_taken:
        return Source(column.name, "", column.when_taken)
    if column.kind is Kind.COUNT and column.borrowed_from is None:
        return Source(column.name, "", ROW_NUMBER)
    lender, key = column.borrowed_from, column.key
    while lender is not None and BY_KEY[lender].column(key).borrowed_from is not None:
        lender = BY_KEY[lender].column(key).borrowed_from
    if lender is None and column.role is Role.SATUAN:
        lender, key = TABEL_2_1.key, TABEL_2_1.keys(Role.SATUAN)[0]
    if lender is None and key == _PARENT:
        lender = TABEL_2_1.key
    return None if lender is None else Source(column.name, BY_KEY[lender].name, BY_KEY[lender].column(key).name)


def typed(table: Table) -> Sequence[str]:
    """Return the names of the columns that show whether a row is used; a sequence number alone is that of a prepared row."""
    return [column.name for column in table.columns if column.is_input and column.kind is not Kind.COUNT]


TAKING: Final = tuple(table for table in TABLES if takes(table))
"""The tables that can take indicators."""
