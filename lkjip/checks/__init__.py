"""Pemeriksaan: find the mistakes in a report before its reviewer does. Pure; no files, no Excel.

A check is one small function in the module of its topic, registered with `registry.check`.
"""

from __future__ import annotations

from lkjip.checks import (  # noqa: F401  # importing a module registers its checks
    achievement,
    budget,
    cells,
    choices,
    direction,
    formulas,
    indicators,
    last_year,
    narrative,
    officials,
    outside,
    plans,
    pointers,
    printed,
    printed_budget,
    profile,
    targets,
    totals,
)
from lkjip.checks.book import Book
from lkjip.checks.folding import folded
from lkjip.checks.last_year import refuse_other_years
from lkjip.checks.registry import CHECKS
from lkjip.model.finding import KEYS, LEVELS, Finding, Level, has_galat
from lkjip.model.formulas.references import cell_place
from lkjip.sources import workbook_file

__all__ = ["CHECKS", "KEYS", "LEVELS", "Finding", "Level", "check", "has_galat", "refuse_other_years"]


def check(workbook: workbook_file.Workbook, previous: workbook_file.Workbook | None = None) -> list[Finding]:
    """Everything the checks find in a workbook: the gravest first, then sheet by sheet in the workbook's order, from the top down.

    Args:
        previous: last year's workbook, to compare its realisasi with what this one says of that year.
    """
    book = Book(workbook, previous)
    sheets = {sheet: number for number, sheet in enumerate(book.sheets)}

    def place(finding: Finding) -> tuple[int, ...]:
        """Sort key: the gravest first, then sheet by sheet, from the top down, from left to right."""
        return LEVELS.index(finding.level), sheets.get(finding.sheet, len(sheets)), *cell_place(finding.cell.partition(":")[0])

    return sorted((Finding(each.code, each.level, *remark[:5]) for each in CHECKS for remark in folded(each.look(book))), key=place)
