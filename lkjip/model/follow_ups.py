"""What a row of the sheet Tindak Lanjut is about, and whether its plan is carried out. Pure."""

from __future__ import annotations

from lkjip.model.positions import Row
from lkjip.model.tables.prose import SELESAI
from xlfuncs import aturan
from xlfuncs.triwulan import NUMBERED


def about_quarter(row: Row) -> int:
    """Return the number of the quarter that a row is about, from 1; 0 if it names none."""
    return NUMBERED.get(aturan.word(row["tw"]) or "", 0)


def is_open(row: Row, until: int) -> bool:
    """Return whether a row about a quarter up to this one, or about none, has a plan or a date that is not done."""
    planned = row["rencana_tindak_lanjut"] is not None or row["batas_waktu"] is not None
    return planned and about_quarter(row) <= until and aturan.word(row["selesai"]) != SELESAI[0]
