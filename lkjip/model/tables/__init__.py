"""Every table of the workbook, declared once: sheet, name, columns, kinds, formulas, help, heading on paper.

Builder, CSV import, reader, checks, sync, export and documentation read these declarations, and nothing repeats them.
"""

from __future__ import annotations

from typing import Final

from lkjip.model.tables.annexes import (
    ANGGARAN,
    ANNEX_TABLES,
    CASCADING,
    IKU,
    NARASI,
    PENETAPAN,
    PENGUKURAN,
    PK,
    PROGRAM_BERIKUT,
    PROGRAM_PK,
    REKAP,
    RENCANA_AKSI,
    RENSTRA,
    RKT,
    RKT_BERIKUT,
)
from lkjip.model.tables.report import REPORT_TABLES, TABEL_2_1, TABEL_3_1, TABEL_3_2

__all__ = [
    "ANGGARAN",
    "ANNEX_TABLES",
    "BY_KEY",
    "CASCADING",
    "IKU",
    "NARASI",
    "PENETAPAN",
    "PENGUKURAN",
    "PK",
    "PROGRAM_BERIKUT",
    "PROGRAM_PK",
    "REKAP",
    "RENCANA_AKSI",
    "RENSTRA",
    "REPORT_TABLES",
    "RKT",
    "RKT_BERIKUT",
    "TABEL_2_1",
    "TABEL_3_1",
    "TABEL_3_2",
    "TABLES",
    "TEMPLATE_VERSION",
]

TEMPLATE_VERSION: Final = 1
"""Rises when a workbook of an older template can no longer be synced; its inputs can still be read."""

TABLES: Final = (*REPORT_TABLES, *ANNEX_TABLES)
BY_KEY: Final = {table.key: table for table in TABLES}
