"""Let a copy open on what its reader looks for, and hide the annexes with nothing on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from lkjip.escapes import decoded
from lkjip.model.prose import written
from lkjip.model.tables import ANNEX_TABLES
from lkjip.ooxml.parts import Parts
from lkjip.sources.workbook_file import Workbook
from lkjip.summary.pimpinan import PIMPINAN
from lkjip.template import paper as report


@dataclass(frozen=True)
class Extent:
    """How much of a workbook is mailed, and how its copy is arranged. Sheets are named by their present titles."""

    kept: Mapping[str, str]
    """The sheets of the copy, with the titles that they were built with."""
    first: Sequence[str]
    """The sheets that are shown before all others, in order; the copy opens on the first of them."""
    pages: Sequence[str]
    """The sheets that are printed."""
    empty: Collection[str]
    """The sheets that are hidden since they hold nothing."""
    behind: Collection[str] = ()
    """The sheets that are hidden since only formulas need them."""


def of_year(workbook: Workbook, as_built: Mapping[str, str]) -> Extent:
    """The whole workbook, which opens on Lembar Pimpinan.

    Args:
        as_built: the title that each sheet was built with, by the one that it has now.
    """
    found = {built: title for title, built in as_built.items()}
    pages = [found[title] for title in report.handed_in(workbook.laporan) if title in found]
    return Extent(as_built, [found[PIMPINAN]] if PIMPINAN in found else [], pages, empty(workbook))


def arrange(parts: Parts, extent: Extent) -> None:
    """Show the first sheets before all others, open the copy there, and hide what is not to be seen."""
    main = parts.package.main
    root = parts.root(main)
    sheets = root.find("{*}sheets")
    first, hidden = extent.first, {*extent.empty, *extent.behind}
    if sheets is None or not first:
        return
    before = [each.get("name") or "" for each in sheets]
    for each in sheets:
        if decoded(each.get("name") or "") in hidden:
            each.set("state", "hidden")
    for title in reversed(first):
        for each in [each for each in sheets if decoded(each.get("name") or "") == title]:
            each.attrib.pop("state", "")
            sheets.insert(0, each)
    after = [each.get("name") or "" for each in sheets]
    for name in root.iter("{*}definedName"):
        number = name.get("localSheetId") or ""
        if number.isdecimal() and int(number) < len(before):
            name.set("localSheetId", str(after.index(before[int(number)])))
    for view in root.iterfind("{*}bookViews/{*}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            view.attrib.pop(attribute, "")
    parts.touch(main)
    for title, part in parts.sheet_parts.items():
        if _selected(parts.peek(part)) != (title == first[0]):
            for view in parts.root(part).iterfind("{*}sheetViews/{*}sheetView"):
                view.attrib.pop("tabSelected", "")
                if title == first[0]:
                    view.set("tabSelected", "1")
            parts.touch(part)


def _selected(sheet: etree._Element) -> bool:
    return any(view.get("tabSelected") in ("1", "true") for view in sheet.iterfind("{*}sheetViews/{*}sheetView"))


def empty(workbook: Workbook) -> list[str]:
    """The sheets of annexes whose tables are empty, with nothing beside them."""
    held = {table.sheet for table in workbook.tables.values() if _holds(workbook, table.name)}
    ours = {table.name for table in ANNEX_TABLES}
    return [table.sheet for name, table in workbook.tables.items() if name in ours and table.sheet not in held]


def _holds(workbook: Workbook, name: str) -> bool:
    declared = next((table for table in ANNEX_TABLES if table.name == name), None)
    contents = workbook.contents.get(name)
    if declared is None or contents is None or contents.outside:
        return True
    return bool(written(declared, workbook.laporan.inputs.get(declared.key, ())) or workbook.unnamed.get(declared.key))
