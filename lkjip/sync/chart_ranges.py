"""Fit the charts of the sheet Grafik to the current table rows; the user's own charts stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from lxml import etree

from lkjip.model.formulas.references import area, reference
from lkjip.ooxml.package import Package, StoredTable
from lkjip.sync import titles
from lkjip.template.charts import GRAFIK, NAME

_RANGE: Final = re.compile(r"('(?:[^']|'')+'|[^'!]+)!(.+)")
_CACHES: Final = ("{*}numCache", "{*}strCache")


def stretch(package: Package, root: Callable[[str], etree._Element], touch: Callable[[str], None], tables: Iterable[StoredTable]) -> None:
    """Correct the ranges of our charts to cover the whole table columns.

    The cached figures of a corrected chart are dropped, so that programs read the cells.

    Args:
        root: returns a part's root, to be changed; `touch` is called with the name of a changed part.
    """
    for part in _charts(package):
        found = [formula for formula in root(part).iter("{*}f") if _stretch(formula, tables)]
        for formula in found:
            holder = formula.getparent()
            for cache in [] if holder is None else [each for name in _CACHES for each in holder.findall(name)]:
                holder.remove(cache)  # type: ignore[union-attr]  # it has children
        if found:
            touch(part)


def _charts(package: Package) -> Iterator[str]:
    """The parts of the charts that the builder made, recognized by their names."""
    sheet = package.sheet_parts.get(titles.now(package, GRAFIK) or "")
    for drawing in package.targets(sheet, kind="/drawing").values() if sheet else ():
        charts = package.targets(drawing, kind="/chart")
        for frame in package.xml(drawing).iter("{*}graphicFrame"):
            named = next(frame.iter("{*}cNvPr"), None)
            shown = next(frame.iter("{*}chart"), None)
            if named is not None and shown is not None and (named.get("name") or "").startswith(NAME):
                yield from (charts[str(each)] for each in shown.attrib.values() if each in charts)


def _stretch(formula: etree._Element, tables: Iterable[StoredTable]) -> bool:
    """Let the range of a series cover its table column; return whether it changed."""
    found = _RANGE.fullmatch(formula.text or "")
    where = area(found[2]) if found else None
    if found is None or where is None or where[1] != where[3]:
        return False
    sheet = found[1].strip("'").replace("''", "'")
    for table in tables:
        if table.sheet == sheet and table.left - 1 <= where[1] <= table.right - 1:
            rows = (table.first_row - 1, where[1], table.last_row - 1, where[1])
            formula.text = f"{found[1]}!{reference(rows, absolute=True)}"
            return rows != where
    return False
