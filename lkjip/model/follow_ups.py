"""What a row of the sheet Tindak Lanjut is about. Pure."""

from __future__ import annotations

from lkjip.model.positions import Row
from xlfuncs import aturan
from xlfuncs.triwulan import NUMBERED


def about_quarter(row: Row) -> int:
    """Return the number of the quarter that a row is about, from 1; 0 if it names none."""
    return NUMBERED.get(aturan.word(row["tw"]) or "", 0)
