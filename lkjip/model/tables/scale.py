"""The sheet Skala, and the categories that it gives codes to.

Its bands are BAB III 3.1 and BAB IV 1.1 of the report, completed (`xlfuncs.rules.SKALA_LKJIP`).
"""

from __future__ import annotations

from typing import Final

SKALA_COLUMNS: Final = ("Batas bawah", "Kode", "Label")
KATEGORI_CODES: Final = ("SB", "B", "C", "K")
