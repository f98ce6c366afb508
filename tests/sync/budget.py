"""The parts of a workbook that a sync may change; all others must keep their hash."""

from __future__ import annotations

import re
from typing import Final

from lkjip.model.tables import TABLES
from tests.kit.workbooks import Parts
from tests.sync.corpus import SUMMARIES

OURS: Final = (
    *("Mulai", "Profil", "Aturan", "Skala", *(table.sheet for table in TABLES)),  # saved values of our formulas; the time of the sync
    *SUMMARIES,  # what a sync lays out
    *("Grafik", "Grafik Triwulan", "E.81"),  # saved values, as above
)
NAMES: Final = "xl/workbook.xml"  # where the blocks end
CALCULATION_ORDER: Final = ("xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels")  # dropped where formulas have moved


def may_change(parts: Parts) -> set[str]:
    """The parts that a sync may write, where they are there."""
    order = CALCULATION_ORDER if CALCULATION_ORDER[0] in parts else ()
    return {NAMES, *order, *our_charts(parts), *(part for title in OURS if (part := parts.sheet_or_none(title)) is not None)}


def our_charts(parts: Parts) -> set[str]:
    """The charts that the builder made, whose ranges follow the rows; it has named them, and openpyxl numbers them anew."""
    sheet = parts.sheet_or_none("Grafik")
    if sheet is None:
        return set()
    drawings = [part for part in parts.targets(sheet).values() if "/drawings/" in part and part in parts]
    return {
        chart
        for drawing in drawings
        for number, chart in parts.targets(drawing).items()
        if _named_as_ours(parts[drawing].decode()) and f'"{number}"' in parts[drawing].decode() and "/charts/" in chart
    }


def _named_as_ours(drawing: str) -> bool:
    return re.search(r'name="(LKjIP|Chart) \d', drawing) is not None


def changed_parts(before: Parts, after: Parts) -> set[str]:
    """The parts that differ, are new, or are gone."""
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}
