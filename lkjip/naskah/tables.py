"""Tables of the workbook as tables of the document, by their declarations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from lkjip.model import renstra
from lkjip.model.columns import Column, Kind, Role
from lkjip.model.columns import Table as Declared
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import filled
from lkjip.model.tables import TABEL_3_1
from lkjip.naskah import blocks, shown
from lkjip.naskah.blocks import Align, TableColumn
from lkjip.naskah.facts import name_of, numbered
from xlfuncs.angka import Cell

TOTAL: Final = "#jumlah"
"""The key of a row of totals; no name has it."""
_CENTERED: Final = (Role.SATUAN, Role.KATEGORI, Role.BAGIAN)
_RANGE: Final = "{} - {}"


def declared(
    laporan: Laporan,
    table: Declared,
    title: str,
    *,
    key: str | None = None,
    rows: Sequence[Row] | None = None,
    keys: Sequence[str] | None = None,
    without: Collection[str] = (),
    source: str = "",
    totals: Row | None = None,
) -> list[blocks.Table]:
    """A table as it is printed, with its totals; nothing if it has no rows.

    Args:
        title: its caption without a number, a template.
        key: of the block; by default the table's.
        rows: those to print; by default all.
        keys: of the rows; by default from the names in them.
        without: keys of columns to leave out.
        totals: the row of totals; by default the table's own, if it has one.
    """
    if rows is None:
        rows = laporan.rows[table.key]
    if not rows:
        return []
    printed = [
        (column, number)
        for column, number in zip(table.columns, table.numbering or [None] * len(table.columns), strict=False)
        if column.on_paper and number != "" and column.key not in without and _is_used(laporan, table, column)
    ]
    columns = [column for column, _ in printed]
    depth = max(len(column.heading) for column in columns)
    if totals is None and table.has_totals:
        totals = laporan.totals(table)
    found = [
        blocks.TableRow(row_key, [cell(table, column, row) for column in columns])
        for row_key, row in zip(keys or numbered(_key(table, row) for row in rows), rows, strict=True)
    ]
    if totals is not None:
        found.append(blocks.TableRow(TOTAL, [cell(table, column, totals) for column in columns], strong=True))
    return [
        blocks.Table(
            key=key or table.key,
            title=filled(title, laporan.profil),
            columns=[
                TableColumn(column.width, alignment(column), grouped=column.grouped and len(rows) > 1 and totals is None)
                for column in columns
            ],
            headings=[
                [filled(column.heading[min(level, len(column.heading) - 1)], laporan.profil) for column in columns]
                for level in range(depth)
            ],
            rows=found,
            numbering=[number or "" for _, number in printed] if table.numbering else (),
            key_column=next((place for place, column in enumerate(columns) if column.key == table.row_key), 0),
            landscape=table.landscape,
            source=source,
        )
    ]


def _is_used(laporan: Laporan, table: Declared, column: Column) -> bool:
    is_year = table.key in renstra.TABLES and column.key in renstra.TARGET_TAHUNAN.values()
    return not (column.printed_if_used or is_year) or renstra.has_use_for(laporan, table.key, column.key)


def _key(table: Declared, row: Row) -> str:
    parts = [key_of(row[key]) for key in (*table.keys(Role.BAGIAN), table.row_key) if row[key] is not None]
    return "/".join(parts) or "-"


def alignment(column: Column) -> Align:
    """How the cells of a column are aligned."""
    if column.kind.is_figure:
        return Align.RIGHT
    return Align.CENTER if column.kind is Kind.COUNT or column.role in _CENTERED else Align.LEFT


def cell(table: Declared, column: Column, row: Row) -> str:
    """The text of a cell.

    A blank one takes what is in force in its place, a range of targets shows both ends, and an indicator what tells it from namesakes.
    """
    if column.role is Role.INDIKATOR and row.get("induk") is not None:
        return name_of(row)
    value = _value(column, row)
    unit_key = table.key_with(Role.SATUAN)
    unit = _value(table.column(unit_key), row) if unit_key else None
    text = shown.cell(column, value, unit)
    upper = row.get(column.upper) if column.upper else None
    return _RANGE.format(text, shown.figure(upper, unit)) if isinstance(value, float) and isinstance(upper, float) else text


def target(row: Row) -> str:
    """The target of a row of Tabel 3.1 as its cell shows it."""
    return cell(TABEL_3_1, TABEL_3_1.column("target"), row)


def _value(column: Column, row: Row) -> Cell:
    value = row[column.key]
    return row.get(column.in_force) if value is None and column.in_force else value
