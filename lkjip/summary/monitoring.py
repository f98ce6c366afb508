"""The sheet Monitoring: what a quarter brought, per sasaran, and what is done where it fell short."""

from __future__ import annotations

from typing import Final

from lkjip.model.laporan import Laporan
from lkjip.summary.sheet import LEFT, SummarySheet, text

MONITORING: Final = "Monitoring"
_WIDTHS: Final = (2, 60)


def monitoring_sheet(laporan: Laporan) -> SummarySheet:
    """Lay the sheet out."""
    cells = {(0, LEFT): text(laporan, "MONITORING KINERJA TRIWULAN[ {triwulan_laporan}] TAHUN {tahun}", "title")}
    return SummarySheet(MONITORING, _WIDTHS, cells, handed_in=False, landscape=True)
