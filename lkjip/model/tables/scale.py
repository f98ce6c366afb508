"""Columns of the sheet Skala, and the categories of the report's own scale (`xlfuncs.rules.SKALA_LKJIP`)."""

from __future__ import annotations

from typing import Final

from xlfuncs.rules import SKALA_LKJIP

SKALA_COLUMNS: Final = ("Batas bawah", "Kode", "Label")
KATEGORI_CODES: Final = tuple(code for _, code, _ in reversed(SKALA_LKJIP))
"""Category codes, best first."""
KATEGORI_LABELS: Final = tuple(label.title() for _, _, label in reversed(SKALA_LKJIP))
"""Category names as BAB IV prints them, best first."""
