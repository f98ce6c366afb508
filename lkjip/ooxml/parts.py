"""The parts of a package while an edited copy is made of it.

Each part is parsed once. Nothing is carried over unless `keep` names it: content types, relationships and the zip are written anew.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from lkjip.ooxml import part_names
from lkjip.ooxml.archive import Archive
from lkjip.ooxml.package import Package
from lkjip.ooxml.sheet_part import SheetPart

Element = etree._Element

CONTENT_TYPES: Final = "[Content_Types].xml"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_PLAIN: Final[Mapping[str, str]] = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every part: working hours stay private, and the same workbook gives the same copy."""


@dataclass(frozen=True)
class Relation:
    """A relationship of a part: `target` is another part, or an address if it is external."""

    id: str
    kind: str
    target: str
    external: bool = False


class ArchiveParts:
    """A package of any kind while it is edited; `packed` is the file that it has become.

    Args:
        kept: whether every root that was read stays in memory, for whoever goes through all parts several times.
    """

    def __init__(self, package: Archive, *, kept: bool = False) -> None:
        self.package = package
        self._kept = kept
        self._roots: dict[str, Element] = {}
        self._touched: dict[str, Element] = {}
        self._bytes: dict[str, bytes] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._types: dict[str, str] = {}
        self._renamed: dict[str, str] = {}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts: those of the package or, after `keep`, those that it left."""
        return frozenset(self._types) if self._types else self.package.names

    def root(self, name: str) -> Element:
        """The root of an XML part, to be changed; report a change with `touch`."""
        name = self.package.name(name)
        if name not in self._roots:
            self._roots[name] = self.package.xml(name)
        return self._roots[name]

    def peek(self, name: str) -> Element:
        """The root of an XML part, for a look; it stays in memory only if it is touched."""
        return self.root(name) if self._kept or name in self._roots else self.package.xml(name)

    def put(self, name: str, root: Element) -> None:
        """Set the root of a part, which may be a new one."""
        self._roots[name] = self._touched[name] = root

    def put_bytes(self, name: str, data: bytes) -> None:
        """Set the content of a part that is not XML."""
        self._bytes[name] = data

    def touch(self, name: str) -> None:
        self._touched[name] = self.root(name)

    @property
    def changed(self) -> frozenset[str]:
        """The names of parts that differ from the package."""
        return frozenset(self._touched) | frozenset(self._bytes)

    # ------------------------------------------------------------ relationships and content types
    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part; the package itself is ""."""
        if part not in self._relations:
            rels = self.package.name(part_names.relations_of(part))
            given = self.package.xml(rels) if rels in self.package.names else ()
            self._relations[part] = [self._relation(part, each) for each in given]
        return self._relations[part]

    def _relation(self, part: str, given: Element) -> Relation:
        external, target = given.get("TargetMode") == "External", given.get("Target") or ""
        leads_to = target if external else self.package.name(part_names.leads_to(part, target))
        return Relation(given.get("Id") or "", given.get("Type") or "", leads_to, external)

    def set_relations(self, part: str, relations: list[Relation]) -> None:
        self._relations[part] = relations

    def relate(self, part: str, kind: str, target: str) -> None:
        """Add a relationship to a part, unless it has one of that kind; `target` is relative to the part's folder."""
        relations = self.relations(part)
        if not any(relation.kind == kind for relation in relations):
            self.attach(part, kind, part_names.leads_to(part, target))

    def attach(self, part: str, kind: str, target: str) -> str:
        """Add a relationship of a part to another, given by its name, and return its id."""
        relations = self.relations(part)
        used = {relation.id for relation in relations}
        identifier = next(name for number in range(len(used) + 1, 2 * len(used) + 2) if (name := f"rId{number}") not in used)
        relations.append(Relation(identifier, kind, target))
        return identifier

    def drop(self, part: str, relation: Relation) -> None:
        """Remove a relationship of a part, and what it leads to."""
        self.relations(part).remove(relation)
        self._types.pop(relation.target, None)

    def set_type(self, part: str, content_type: str) -> None:
        """Set a part's content type; `packed` leaves out parts without one."""
        self._types[part] = content_type

    def keep(self, types: Mapping[str, str], renamed: Mapping[str, str]) -> None:
        """Keep only these parts, given with their content types, and rename some of them in the file."""
        self._types, self._renamed = dict(types), dict(renamed)

    def of_type(self, content_type: str) -> Iterator[str]:
        """The kept parts whose content type ends with this text."""
        return (part for part, each in self._types.items() if each.endswith(content_type))

    # ------------------------------------------------------------ the file
    def packed(self) -> bytes:
        """The finished file, with the kept parts."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._members():
                entry = zipfile.ZipInfo(name, _BEGINNING)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        return written.getvalue()

    def _members(self) -> Iterator[tuple[str, bytes]]:
        named = ((self._renamed.get(part, part), part) for part in self._types)
        called = {part: name for name, part in sorted(named)}
        types = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})  # type: ignore[dict-item]  # lxml-stubs do not know default namespaces
        for ending, content_type in _PLAIN.items():
            etree.SubElement(types, f"{{{_TYPES}}}Default", {"Extension": ending, "ContentType": content_type})
        for part, name in called.items():
            etree.SubElement(types, f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": self._types[part]})
        yield CONTENT_TYPES, serialised(types)
        for part, name in {"": "", **called}.items():
            if part:
                yield name, self._content(part)
            if relations := self.relations(part):
                yield (
                    part_names.relations_of(name),
                    _written(name, [replace(each, target=called.get(each.target, each.target)) for each in relations]),
                )

    def _content(self, part: str) -> bytes:
        if part in self._touched:
            return serialised(self._touched[part])
        return self._bytes[part] if part in self._bytes else self.package.part(part)


class Parts(ArchiveParts):
    """A workbook while it is edited.

    Args:
        sheets: sheets that are read, and perhaps changed, already, by their title.
    """

    package: Package

    def __init__(self, package: Package, sheets: Mapping[str, SheetPart] | None = None, *, kept: bool = False) -> None:
        super().__init__(package, kept=kept)
        self._sheets: dict[str, SheetPart | None] = dict(sheets or {})
        for title, sheet in (sheets or {}).items():
            self._roots[package.sheet_parts[title]] = sheet.root
            if sheet.changed:
                self.touch(package.sheet_parts[title])

    @property
    def sheet_parts(self) -> Mapping[str, str]:
        """The parts of the sheets that are still in the workbook, by the sheets' titles."""
        there = self.names
        return {title: part for title, part in self.package.sheet_parts.items() if part in there}

    def sheet(self, title: str) -> SheetPart | None:
        """A worksheet of the edited package by title; None if there is none, or if it is another kind of sheet."""
        if title not in self._sheets:
            part = self.package.sheet_parts.get(title)
            try:
                self._sheets[title] = None if part is None else SheetPart(self.root(part), title, self.package.shared_text)
            except ValueError:
                self._sheets[title] = None
        return self._sheets[title]


def serialised(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _written(part: str, relations: list[Relation]) -> bytes:
    root = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})  # type: ignore[dict-item]  # as above
    folder = posixpath.dirname(part)
    for each in relations:
        target = each.target if each.external else posixpath.relpath(each.target, folder or ".")
        given = {"Id": each.id, "Type": each.kind, "Target": target} | ({"TargetMode": "External"} if each.external else {})
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", given)
    return serialised(root)
