"""Lay out the summary sheets of a Laporan as plain data. Pure; no Excel, no file.

Every figure is a native formula over the raw inputs, never over a cell that calls one of our functions, so it is right on any
PC as soon as an input changes; it comes with the value that the rules give. Whatever depends on the number of rows, or on which
rows belong together, is in blocks, which a sync rewrites.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from lkjip.model.laporan import Laporan
from lkjip.summary.e81 import E81, e81_sheet
from lkjip.summary.efisiensi import efisiensi_sheet
from lkjip.summary.halaman import halaman_sheets
from lkjip.summary.monitoring import MONITORING, monitoring_sheet
from lkjip.summary.pemeriksaan import NOTHING_TYPED, Answer, pemeriksaan_sheet
from lkjip.summary.pengukuran import pengukuran_sheet
from lkjip.summary.perbandingan import perbandingan_sheet
from lkjip.summary.pimpinan import pimpinan_sheet
from lkjip.summary.ringkasan import ringkasan_sheet
from lkjip.summary.sheet import SummarySheet
from lkjip.summary.siap_dinilai import siap_dinilai_sheet

if TYPE_CHECKING:
    from lkjip.model.finding import Finding

__all__ = ["OF_QUARTERS", "SummarySheet", "empty_sheets", "quarter_summaries", "summaries"]

OF_QUARTERS: Final = (MONITORING, E81)
"""The titles of the sheets that speak of a quarter, not of the year."""


@cache
def empty_sheets() -> Sequence[SummarySheet]:
    """The summary sheets of an empty report, for what does not depend on its rows."""
    return summaries(Laporan())


def summaries(
    laporan: Laporan, findings: Sequence[Finding] | None = None, typed: Mapping[str, Answer] = NOTHING_TYPED
) -> list[SummarySheet]:
    """The summary sheets in workbook order.

    Args:
        findings: what the checks found in the workbook; None if it was not checked, as during a build.
        typed: what the clerk has typed beside findings and no table has (`pemeriksaan_sheet`).
    """
    return [
        pimpinan_sheet(laporan),
        ringkasan_sheet(laporan),
        pengukuran_sheet(laporan),
        perbandingan_sheet(laporan),
        efisiensi_sheet(laporan),
        *halaman_sheets(laporan),
        pemeriksaan_sheet(laporan, findings, typed),
        siap_dinilai_sheet(laporan),
        *quarter_summaries(laporan),
    ]


def quarter_summaries(laporan: Laporan) -> list[SummarySheet]:
    """The summary sheets that speak of a quarter (`OF_QUARTERS`)."""
    return [monitoring_sheet(laporan), e81_sheet(laporan)]
