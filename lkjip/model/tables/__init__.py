"""Declarations of all tables of the workbook: sheet, name, columns, kinds, formulas, help, printed heading.

The builder, CSV import, reader, checks, sync, export and documentation all read these declarations; nothing is declared twice.
"""

from __future__ import annotations

from typing import Final

from lkjip.model.tables import annexes
from lkjip.model.tables.annexes import (
    ANGGARAN,
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
from lkjip.model.tables.diterima import DITERIMA
from lkjip.model.tables.predikat import PREDIKAT
from lkjip.model.tables.prose import DASAR_HUKUM, LHE, NASKAH, ORGANISASI
from lkjip.model.tables.quarters import TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.model.tables.report import REPORT_TABLES, TABEL_2_1, TABEL_3_1, TABEL_3_2

__all__ = [
    "ANGGARAN",
    "ANNEX_TABLES",
    "BY_KEY",
    "CASCADING",
    "DASAR_HUKUM",
    "DITERIMA",
    "IKU",
    "LHE",
    "NARASI",
    "NASKAH",
    "ORGANISASI",
    "PENETAPAN",
    "PENGUKURAN",
    "PK",
    "PREDIKAT",
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
    "TINDAK_LANJUT",
    "TRIWULAN_TABLE",
]

TEMPLATE_VERSION: Final = 5
"""Incremented when workbooks of older templates can no longer be synced; their inputs can still be read."""

ANNEX_TABLES: Final = (*annexes.ANNEX_TABLES, TRIWULAN_TABLE, TINDAK_LANJUT)
"""Optional tables: a workbook without their sheets, or a folder without their files, is still complete."""
TABLES: Final = (*REPORT_TABLES, *ANNEX_TABLES)
BY_KEY: Final = {table.key: table for table in TABLES}
