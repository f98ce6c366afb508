"""The summaries, pure: Laporan in, sheets as plain data out. No Excel, no file.

Every figure is a native formula over the raw inputs, never over a cell that calls a function of ours, so it is right on
any PC the moment an input changes; each comes with the value the rules give. What depends on how many rows there are, or
on which rows belong together, stands in blocks, which sync writes again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lkjip.model.laporan import Laporan
from lkjip.summary.efisiensi import efisiensi_sheet
from lkjip.summary.pemeriksaan import pemeriksaan_sheet
from lkjip.summary.pengukuran import pengukuran_sheet
from lkjip.summary.perbandingan import perbandingan_sheet
from lkjip.summary.ringkasan import ringkasan_sheet
from lkjip.summary.sheet import SummarySheet

if TYPE_CHECKING:
    from lkjip.model.finding import Finding

__all__ = ["SummarySheet", "summaries"]


def summaries(laporan: Laporan, findings: Sequence[Finding] | None = None) -> list[SummarySheet]:
    """The summary sheets in the workbook's order.

    Args:
        findings: what the checks found in the workbook; None where it was not checked, as when it is built.
    """
    return [
        ringkasan_sheet(laporan),
        pengukuran_sheet(laporan),
        perbandingan_sheet(laporan),
        efisiensi_sheet(laporan),
        pemeriksaan_sheet(laporan, findings),
    ]
