"""Which parts of a workbook a sync may change: written down here, and everything else is held to its hash."""

from __future__ import annotations

from typing import Final

from tests.lkjip.workbooks import Parts

OURS: Final = (
    *("Mulai", "Profil", "Skala", "Tabel 2.1", "Tabel 3.1", "Tabel 3.2"),  # saved values of our formulas; the time of the sync
    *("Ringkasan", "Pengukuran Kinerja", "Perbandingan", "Efisiensi"),  # what a sync lays out
)
NAMES: Final = "xl/workbook.xml"  # where the blocks end
CALCULATION_ORDER: Final = ("xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")  # dropped where formulas have moved


def may_change(parts: Parts) -> set[str]:
    """The parts that a sync may write, where they are there."""
    order = CALCULATION_ORDER if CALCULATION_ORDER[0] in parts else ()
    return {NAMES, *order, *(part for title in OURS if (part := parts.sheet_or_none(title)) is not None)}


def changed_parts(before: Parts, after: Parts) -> set[str]:
    """The parts that differ, are new, or are gone."""
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}
