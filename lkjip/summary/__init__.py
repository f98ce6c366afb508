"""Lay out the summary sheets of a Laporan as plain data. Pure; no Excel, no file.

Every figure is a native formula over the raw inputs, never over a cell that calls one of our functions, so it is right on any
PC as soon as an input changes; it comes with the value that the rules give. Whatever depends on the number of rows, or on which
rows belong together, is in blocks, which a sync rewrites.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lkjip.model.laporan import Laporan
from lkjip.summary.efisiensi import efisiensi
from lkjip.summary.pemeriksaan import pemeriksaan
from lkjip.summary.pengukuran import pengukuran_kinerja
from lkjip.summary.perbandingan import perbandingan
from lkjip.summary.ringkasan import ringkasan_bab_iv
from lkjip.summary.sheet import SummarySheet

if TYPE_CHECKING:
    from lkjip.model.finding import Temuan

__all__ = ["SummarySheet", "summaries"]


def summaries(laporan: Laporan, findings: Sequence[Temuan] | None = None) -> list[SummarySheet]:
    """The summary sheets in workbook order.

    Args:
        findings: what the checks found in the workbook; None if it was not checked, as during a build.
    """
    return [
        ringkasan_bab_iv(laporan),
        pengukuran_kinerja(laporan),
        perbandingan(laporan),
        efisiensi(laporan),
        pemeriksaan(laporan, findings),
    ]
