"""Pemeriksaan: what a report gets wrong, found before the reviewer finds it. Pure; no files, no Excel."""

from __future__ import annotations

from lkjip import read
from lkjip.checks.finding import TINGKAT, Temuan, Tingkat, has_galat

__all__ = ["TINGKAT", "Temuan", "Tingkat", "check", "has_galat"]


def check(workbook: read.Workbook, tahun_lalu: read.Workbook | None = None) -> list[Temuan]:
    """Everything the checks find in a workbook, in the workbook's order.

    Args:
        tahun_lalu: last year's workbook, to compare its realisasi with what this one says of that year.
    """
    return []
