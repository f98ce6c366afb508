"""A workbook package as a mapping of parts, read without product code."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from tests.kit.workbooks import column_number

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE: Final = re.compile(r"([A-Z]+)([0-9]+)")

Element = etree._Element


class Relation(NamedTuple):
    """Where a relationship of a part leads: the last word of its kind, and the part (or the address outside)."""

    kind: str
    target: str
    external: bool


class Box(NamedTuple):
    """A range of cells, all four sides included, from 1."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: Box) -> bool:
        return self.left <= other.right and other.left <= self.right and self.top <= other.bottom and other.top <= self.bottom


class Sheet(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    number: str
    part: str


@dataclass(frozen=True)
class Book:
    """The parts of a workbook file by name."""

    parts: dict[str, bytes]
    has_macros: bool

    @classmethod
    def of(cls, path: Path) -> Book:
        with zipfile.ZipFile(path) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()}, path.suffix == ".xlsm")

    def xml(self, name: str) -> Element:
        if name not in self._parsed:
            self._parsed[name] = etree.fromstring(self.parts[name])
        return self._parsed[name]

    @cached_property
    def _parsed(self) -> dict[str, Element]:
        return {}

    @cached_property
    def relations(self) -> dict[str, dict[str, Relation]]:
        """The relationships of every part that has some, by their id; those of the package itself under ""."""
        return {owner: dict(self.listed(owner)) for owner in map(_owner, self.parts) if owner is not None}

    def listed(self, owner: str) -> Iterator[tuple[str, Relation]]:
        """The relationships of a part as they are listed, with their ids."""
        folder, name = posixpath.split(owner)
        for each in self.xml(posixpath.join(folder, "_rels", f"{name}.rels")):
            target, external = each.get("Target", ""), each.get("TargetMode") == "External"
            if not external:
                target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield each.get("Id", ""), Relation(each.get("Type", "").rsplit("/", 1)[-1], target, external)

    @cached_property
    def sheets(self) -> list[Sheet]:
        targets = self.relations["xl/workbook.xml"]
        return [
            Sheet(each.get("name", ""), each.get("sheetId", ""), targets[each.get(f"{R}id", "")].target)
            for each in self.xml("xl/workbook.xml").iter(f"{S}sheet")
        ]

    @cached_property
    def names(self) -> dict[str, str]:
        """What the defined names mean, by the name in small letters."""
        return {each.get("name", "").lower(): each.text or "" for each in self.xml("xl/workbook.xml").iter(f"{S}definedName")}

    @cached_property
    def tables(self) -> dict[str, list[str]]:
        """The columns of every table, by its name in small letters."""
        return {
            root.get("displayName", "").lower(): [column.get("name", "") for column in root.iter(f"{S}tableColumn")]
            for root in (self.xml(name) for name in self.parts if name.startswith("xl/tables/"))
        }

    @cached_property
    def shared_texts(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        return ["".join(text.text or "" for text in each.iter(f"{S}t")) for each in self.xml("xl/sharedStrings.xml")]

    def formulas(self) -> Iterator[tuple[str, str, str]]:
        """Every formula: where it is ("Ringkasan!E8"), what holds it ("f", "formula", "formula1", ...), and its text."""
        for sheet in self.sheets:
            for element in self.xml(sheet.part).iter(f"{S}f", f"{S}formula", f"{S}formula1", f"{S}formula2"):
                parent = element.getparent()
                cell = parent.get("r") if parent is not None else None
                if element.text:
                    yield f"{sheet.name}!{cell or _tag(element)}", _tag(element), element.text
        for name in self.parts:
            if name.startswith("xl/tables/"):
                for element in self.xml(name).iter(f"{S}calculatedColumnFormula", f"{S}totalsRowFormula"):
                    yield f"{name}!{_tag(element)}", _tag(element), element.text or ""


def _tag(element: Element) -> str:
    return etree.QName(element).localname


def _owner(name: str) -> str | None:
    folder, file = posixpath.split(name)
    if posixpath.basename(folder) != "_rels" or not file.endswith(".rels"):
        return None
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def box(reference: str) -> Box:
    """The range of "B2" or "$B$2:C9"."""
    first, _, last = reference.replace("$", "").partition(":")
    places = [_REFERENCE.fullmatch(each) for each in (first, last or first)]
    (left, top), (right, bottom) = ((column_number(place[1]), int(place[2])) for place in places if place)
    return Box(left, top, right, bottom)


def without_texts(formula: str) -> str:
    """A formula with its text literals emptied."""
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)
