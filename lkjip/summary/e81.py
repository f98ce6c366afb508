"""The sheet E.81: the evaluation of the year's plan by quarters, after Tabel E.81 of Permendagri 86/2017."""

from __future__ import annotations

from typing import Final

from lkjip.model.laporan import Laporan
from lkjip.summary.sheet import LEFT, SummarySheet, text

E81: Final = "E.81"
_WIDTHS: Final = (2, 60)


def e81_sheet(laporan: Laporan) -> SummarySheet:
    """Lay the sheet out."""
    cells = {(0, LEFT): text(laporan, "EVALUASI TERHADAP HASIL RENJA TAHUN {tahun}", "title")}
    return SummarySheet(E81, _WIDTHS, cells, handed_in=False, landscape=True)
