"""Let a copy open on what its reader looks for: Lembar Pimpinan comes first, and annexes with nothing on them are hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lxml import etree

from lkjip.model.laporan import Laporan
from lkjip.model.prose import written
from lkjip.model.tables import ANNEX_TABLES
from lkjip.ooxml.parts import Parts
from lkjip.sources.workbook_file import Workbook
from lkjip.summary.pimpinan import PIMPINAN
from lkjip.template import paper as report


def arrange(parts: Parts, workbook: Workbook, as_built: Mapping[str, str]) -> None:
    """Put Lembar Pimpinan first and open the copy there; hide annexes whose tables are empty, with nothing beside them.

    Args:
        as_built: the title that each sheet was built with, by the one that it has now.
    """
    main = parts.package.main
    root = parts.root(main)
    sheets = root.find("{*}sheets")
    first = next((title for title, built in as_built.items() if built == PIMPINAN), None)
    if sheets is None or first is None:
        return
    empty = set(_empty(workbook))
    before = [each.get("name") or "" for each in sheets]
    for each in sheets:
        if each.get("name") in empty:
            each.set("state", "hidden")
        elif each.get("name") == first:
            each.attrib.pop("state", "")
            sheets.remove(each)
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
    for title, part in parts.package.sheet_parts.items():
        if _selected(parts.peek(part)) != (title == first):
            for view in parts.root(part).iterfind("{*}sheetViews/{*}sheetView"):
                view.attrib.pop("tabSelected", "")
                if title == first:
                    view.set("tabSelected", "1")
            parts.touch(part)


def _selected(sheet: etree._Element) -> bool:
    return any(view.get("tabSelected") in ("1", "true") for view in sheet.iterfind("{*}sheetViews/{*}sheetView"))


def _empty(workbook: Workbook) -> list[str]:
    """The sheets of annexes that hold nothing."""
    held = {table.sheet for table in workbook.tables.values() if _holds(workbook, table.name)}
    ours = {table.name for table in ANNEX_TABLES}
    return [table.sheet for name, table in workbook.tables.items() if name in ours and table.sheet not in held]


def _holds(workbook: Workbook, name: str) -> bool:
    declared = next((table for table in ANNEX_TABLES if table.name == name), None)
    contents = workbook.contents.get(name)
    if declared is None or contents is None or contents.outside:
        return True
    return bool(written(declared, workbook.laporan.inputs.get(declared.key, ())) or workbook.unnamed.get(declared.key))


def handed_in(laporan: Laporan, as_built: Mapping[str, str], hidden: Collection[str] = ()) -> Sequence[str]:
    """The present titles of the sheets that are the report's pages, Lembar Pimpinan first; hidden ones are none."""
    found = {built: title for title, built in as_built.items()}
    return [found[title] for title in report.handed_in(laporan) if title in found and found[title] not in hidden]
