"""Take sheets out of a copy, with their tables, charts and names, and know a reference that leads to one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from lkjip.escapes import decoded
from lkjip.model.cell import SummaryCell
from lkjip.model.formulas import syntax
from lkjip.model.formulas.references import area, unquoted
from lkjip.model.formulas.syntax import FormulaError
from lkjip.ooxml.parts import Parts
from lkjip.template.back import BACK

Element = etree._Element

_LOCAL: Final = "localSheetId"


@dataclass(frozen=True)
class LeftOut:
    """What a copy lacks: sheets (titles in small letters), the tables on them and the names that lead there (both in capitals)."""

    sheets: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """The tables and the names, in capitals."""
        return self.tables | self.names

    @cached_property
    def _titles(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(re.escape(title.replace(chr(39), chr(39) * 2)) for title in self.sheets)})[!':]", re.IGNORECASE)

    def may_hold(self, formula: str) -> bool:
        """Whether a formula may name one of the sheets: a fast test before its tree."""
        return bool(self.sheets) and "!" in formula and self._titles.search(formula) is not None

    def holds(self, operand: str) -> bool:
        """Whether a reference or name leads to one of the sheets, or spans sheets of which some may be lacking."""
        sheet, mark, name = operand.partition("[")[0].rpartition("!")
        titles = unquoted(sheet).casefold().split(":")
        away = bool(mark and self.sheets) and (len(titles) > 1 or titles[0] in self.sheets)
        return away or name.upper() in self.words


NOTHING: Final = LeftOut()
"""What a copy of the whole workbook lacks."""


def take_out(parts: Parts, kept: Collection[str]) -> LeftOut:
    """Take all sheets but these out of a workbook that is still to be cleaned; a part that only they lead to is then not copied.

    Args:
        kept: the titles of the sheets that stay.
    """
    main = parts.package.main
    root = parts.root(main)
    gone = {title.casefold() for title in parts.package.sheet_parts if title not in kept}
    tables = {table.name.upper() for table in parts.package.tables.values() if table.sheet not in kept}
    numbers: dict[str, str | None] = {}
    for number, sheet in enumerate(root.findall("{*}sheets/{*}sheet")):
        if decoded(sheet.get("name", "")).casefold() in gone:
            numbers[str(number)] = None
            _take(sheet)
        else:
            numbers[str(number)] = str(sum(each is not None for each in numbers.values()))
    names = _take_names(root, LeftOut(frozenset(gone), frozenset(tables)), numbers)
    parts.touch(main)
    left_out = LeftOut(frozenset(gone), frozenset(tables), names)
    for title in kept:
        _take_links(parts, title, left_out)
    return left_out


def _take_names(root: Element, left_out: LeftOut, numbers: dict[str, str | None]) -> frozenset[str]:
    """Remove the names of the sheets that are gone and those that lead there, and number the others; those of the whole workbook."""
    for element in list(root.iter("{*}definedName")):
        if (number := element.get(_LOCAL)) is not None:
            if (now := numbers.get(number)) is None:
                _take(element)
            else:
                element.set(_LOCAL, now)
    while leading := [element for element in root.iter("{*}definedName") if _leads(element.text or "", left_out)]:
        found = {(element.get("name") or "").upper() for element in leading if element.get(_LOCAL) is None}
        left_out = LeftOut(left_out.sheets, left_out.tables, left_out.names | found)
        for element in leading:
            _take(element)
    return left_out.names


def _leads(formula: str, left_out: LeftOut) -> bool:
    try:
        return any(map(left_out.holds, syntax.operands(syntax.parse(formula))))
    except FormulaError:
        return False  # what cannot be read is left to the rewriting


def _take_links(parts: Parts, title: str, left_out: LeftOut) -> None:
    """Remove the links to sheets that are gone, and the words of our link back to Mulai."""
    part = parts.package.sheet_parts[title]
    links = list(_links(parts.peek(part), left_out))
    if not links:
        return
    sheet = parts.sheet(title)
    for link in _links(parts.root(part), left_out):
        where = area(link.get("ref") or "")
        if sheet is not None and where is not None and sheet.stored(*where[:2]) == (None, BACK):
            sheet.set(*where[:2], SummaryCell(None))
        _take(link)
    parts.touch(part)


def _links(root: Element, left_out: LeftOut) -> Iterator[Element]:
    for link in list(root.iterfind("{*}hyperlinks/{*}hyperlink")):
        if left_out.holds((link.get("location") or "").removeprefix("#")):
            yield link


def _take(element: Element) -> None:
    """Remove an element, and what held it and is empty without it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if not len(parent):
            _take(parent)
