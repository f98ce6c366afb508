"""Columns of the sheet Skala, the report's own categories (`xlfuncs.rules.SKALA_LKJIP`), and scales to choose from."""

from __future__ import annotations

from typing import Final

from xlfuncs.skala import SKALA, SKALA_LKJIP

SKALA_COLUMNS: Final = ("Batas bawah", "Kode", "Label")
SKALA_CSV: Final = ("batas_bawah", "kode", "label")
"""The same in CSV files and in JSON."""
KATEGORI_CODES: Final = tuple(code for _, code, _ in reversed(SKALA_LKJIP))
"""Category codes, best first."""
KATEGORI_LABELS: Final = tuple(label.title() for _, _, label in reversed(SKALA_LKJIP))
"""Category names as BAB IV prints them, best first."""

READY_SCALES: Final = SKALA
"""The scales that the sheet Skala offers to copy from, by name."""
