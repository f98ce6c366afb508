"""Laporan -> the JSON of `lkjip ekspor`: everything in the workbook, and everything computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lkjip.model.columns import Table
from lkjip.model.laporan import Laporan, ringkasan
from lkjip.model.prose import of_office
from lkjip.model.tables import TABLES
from lkjip.model.tables.scale import SKALA_CSV
from xlfuncs.angka import Cell
from xlfuncs.skala import SKALA_TRIWULAN


def as_data(laporan: Laporan) -> dict[str, Any]:
    """The report as plain data for JSON: blanks null, errors as their text, percent and rupiah as numbers.

    Keys: "profil", "aturan" (the choices in force by key), "skala", "skala_serapan" and "skala_triwulan" where the office has
    its own, one list of rows for each table, "ringkasan".
    """
    return {
        "profil": dict(laporan.profil),
        "aturan": {str(kunci): berlaku for kunci, berlaku in laporan.aturan},
        "skala": _bands(laporan.skala),
        **({"skala_serapan": _bands(laporan.skala_serapan)} if laporan.skala_serapan else {}),
        **({"skala_triwulan": _bands(laporan.skala_triwulan)} if [*map(tuple, laporan.skala_triwulan)] != [*SKALA_TRIWULAN] else {}),
        **{table.key: rows(laporan, table) for table in TABLES},
        "ringkasan": vars(ringkasan(laporan)),
    }


def _bands(skala: Sequence[Sequence[Cell]]) -> list[dict[str, Cell]]:
    return [dict(zip(SKALA_CSV, band, strict=True)) for band in skala]


def rows(laporan: Laporan, table: Table) -> list[dict[str, Cell]]:
    """The rows of a table with the columns that are shown outside the workbook; not the texts that the template brings."""
    keys = [column.key for column in table.columns if column.exported]
    return [{key: row[key] for key in keys} for row in of_office(table, laporan.rows[table.key])]
