"""Pemeriksaan: find the mistakes in a report before its reviewer does. Pure; no files, no Excel.

A check is one small function in the module of its topic, registered with `registry.check`.
"""

from __future__ import annotations

import re

from lkjip.checks import (  # noqa: F401  # importing a module registers its checks
    achievement,
    budget,
    cells,
    direction,
    formulas,
    indicators,
    last_year,
    narrative,
    officials,
    outside,
    plans,
    profile,
    targets,
    totals,
)
from lkjip.checks.book import Book
from lkjip.checks.last_year import refuse_other_years
from lkjip.checks.registry import CHECKS
from lkjip.model.finding import TINGKAT, Temuan, Tingkat, has_galat
from lkjip.sources import workbook_file

__all__ = ["CHECKS", "TINGKAT", "Temuan", "Tingkat", "check", "has_galat", "refuse_other_years"]


def check(workbook: workbook_file.Workbook, tahun_lalu: workbook_file.Workbook | None = None) -> list[Temuan]:
    """Run all checks on a workbook and return the findings, in sheet order from the top down.

    Args:
        tahun_lalu: last year's workbook; its realisasi are compared with those that this one gives for that year.
    """
    book = Book(workbook, tahun_lalu)
    found = [Temuan(each.kode, each.tingkat, *remark) for each in CHECKS for remark in each.look(book)]
    sheets = {sheet: number for number, sheet in enumerate(book.sheets)}
    return sorted(found, key=lambda finding: (sheets[finding.lembar], *_place(finding)))


def _place(finding: Temuan) -> tuple[int, int, str, int]:
    """Sort key of a finding: from the top down, from left to right, the gravest first."""
    letters, digits = re.findall(r"[A-Z]+|\d+", finding.sel)[:2]
    return int(digits), len(letters), letters, TINGKAT.index(finding.tingkat)
