"""Pemeriksaan: find the mistakes in a report before its reviewer does. Pure; no files, no Excel.

A check is one small function in the module of its topic, registered with `registry.check`.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    prose,
    quarters,
    targets,
    totals,
)
from lkjip.checks.book import Book
from lkjip.checks.folding import folded
from lkjip.checks.identity import Places, counted
from lkjip.checks.last_year import refuse_other_years
from lkjip.checks.registry import CHECKS, Check
from lkjip.model.acceptance import Accepted
from lkjip.model.finding import KEYS, LEVELS, Finding, Level, has_galat
from lkjip.model.formulas.references import cell_place
from lkjip.model.tables import DITERIMA
from lkjip.sources import workbook_file

__all__ = ["CHECKS", "KEYS", "LEVELS", "Finding", "Level", "check", "has_galat", "refuse_other_years"]


def check(workbook: workbook_file.Workbook, previous: workbook_file.Workbook | None = None) -> list[Finding]:
    """Everything the checks find in a workbook: open findings before accepted ones, the gravest first, then in the workbook's order.

    Args:
        previous: last year's workbook, to compare its realisasi with what this one says of that year.
    """
    book = Book(workbook, previous)
    known = Accepted(workbook.laporan.rows[DITERIMA.key])
    places = Places(book)
    sheets = {sheet: number for number, sheet in enumerate(book.sheets)}

    def place(finding: Finding) -> tuple[int, ...]:
        """Sort key: sheet by sheet, from the top down, from left to right."""
        where = sheets.get(finding.sheet, len(sheets)), *cell_place(finding.cell.partition(":")[0])
        return finding.accepted is not None, LEVELS.index(finding.level), *where

    return sorted((finding for each in CHECKS for finding in _found(each, book, places, known)), key=place)


def _found(check: Check, book: Book, places: Places, known: Accepted) -> Iterator[Finding]:
    """The findings of one check; equal ones are one only if all are accepted for the same reason, or none."""
    remarks = list(check.look(book))
    identities = counted(places.identity(check.code, remark) for remark in remarks)
    accepted = [known.of(identity) for identity in identities]
    earlier = [known.earlier(identity) if now is None else None for identity, now in zip(identities, accepted, strict=True)]
    for remark, of in folded(remarks, list(zip(accepted, earlier, strict=True))):
        table = places.table_of(remark)
        yield Finding(
            check.code,
            check.level,
            *remark[:5],
            table="" if table is None else table.name,
            members=[identities[number] for number in of],
            accepted=accepted[of[0]],
            earlier=earlier[of[0]],
        )
