"""Laporan -> the JSON of `lkjip ekspor`: everything in the workbook, and everything computed."""

from __future__ import annotations

from typing import Any

from lkjip.report import Laporan, Row, ringkasan
from lkjip.tables import TABLES, Table
from xlfuncs.angka import Cell


def as_data(laporan: Laporan) -> dict[str, Any]:
    """The report as plain data for JSON: blanks null, errors as their text, percent and rupiah as numbers.

    Keys: "profil", "skala", one list of rows for each table, "ringkasan".
    """
    return {
        "profil": dict(laporan.profil),
        "skala": [dict(zip(("batas_bawah", "kode", "label"), band, strict=True)) for band in laporan.skala],
        **{table.key: [_exported(table, row) for row in laporan.rows[table.key]] for table in TABLES},
        "ringkasan": vars(ringkasan(laporan)),
    }


def _exported(table: Table, row: Row) -> dict[str, Cell]:
    return {column.key: row[column.key] for column in table.columns if column.exported}
