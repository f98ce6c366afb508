"""The parts of a workbook file while a copy of it is made: roots read once, what is left, what it refers to, the finished file.

Of the old file nothing goes over by itself: content types, relations and the zip around the parts are written anew.
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
from lkjip.ooxml.package import Package
from lkjip.ooxml.sheet_part import SheetPart

Element = etree._Element

CONTENT_TYPES: Final = "[Content_Types].xml"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_PLAIN: Final[Mapping[str, str]] = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part: when somebody worked on the file is nobody's business, and the same workbook gives the same copy."""


@dataclass(frozen=True)
class Relation:
    """What a part refers to: `target` is another part, or an address where it is external."""

    id: str
    kind: str
    target: str
    external: bool = False


class Parts:
    """A package while it is edited; `packed` is the file that it has become.

    Args:
        sheets: sheets that are read, and perhaps changed, already, by their title.
        kept: whether every root that was read stays in memory, for whoever goes through all parts several times.
    """

    def __init__(self, package: Package, sheets: Mapping[str, SheetPart] | None = None, *, kept: bool = False) -> None:
        self.package = package
        self._kept = kept
        self._roots: dict[str, Element] = {}
        self._touched: dict[str, Element] = {}
        self._bytes: dict[str, bytes] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._types: dict[str, str] = {}
        self._renamed: dict[str, str] = {}
        self._sheets: dict[str, SheetPart | None] = dict(sheets or {})
        for title, sheet in (sheets or {}).items():
            self._roots[package.sheet_parts[title]] = sheet.root
            if sheet.changed:
                self.touch(package.sheet_parts[title])

    @property
    def names(self) -> frozenset[str]:
        """The parts that there are: those of the package, or those that `keep` has left."""
        return frozenset(self._types) if self._types else self.package.names

    def root(self, name: str) -> Element:
        """The root of an XML part, to be changed; `touch` says that it was."""
        name = self.package.name(name)
        if name not in self._roots:
            self._roots[name] = self.package.xml(name)
        return self._roots[name]

    def peek(self, name: str) -> Element:
        """The root of an XML part that is perhaps not needed again: it is kept once it is touched."""
        return self.root(name) if self._kept or name in self._roots else self.package.xml(name)

    def put(self, name: str, root: Element) -> None:
        """Another root for a part, which may be new."""
        self._roots[name] = self._touched[name] = root

    def put_bytes(self, name: str, data: bytes) -> None:
        """Another content for a part that is no XML."""
        self._bytes[name] = data

    def touch(self, name: str) -> None:
        self._touched[name] = self.root(name)

    def sheet(self, title: str) -> SheetPart | None:
        """A worksheet by its title, its cells as they stand in the edited package; None for another kind of sheet, or none."""
        if title not in self._sheets:
            part = self.package.sheet_parts.get(title)
            try:
                self._sheets[title] = None if part is None else SheetPart(self.root(part), title, self.package.shared_text)
            except ValueError:
                self._sheets[title] = None
        return self._sheets[title]

    @property
    def changed(self) -> frozenset[str]:
        """The parts that are other than in the package."""
        return frozenset(self._touched) | frozenset(self._bytes)

    # ------------------------------------------------------------ relations and content types
    def relations(self, part: str) -> list[Relation]:
        """What a part refers to; the package itself is ""."""
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
        """Let a part refer to another one, named as seen from its own folder; nothing where it has a relation of that kind."""
        relations = self.relations(part)
        if not any(relation.kind == kind for relation in relations):
            used = {relation.id for relation in relations}
            number = next(number for number in range(1, len(used) + 2) if f"rId{number}" not in used)
            relations.append(Relation(f"rId{number}", kind, part_names.leads_to(part, target)))

    def set_type(self, part: str, content_type: str) -> None:
        """Say what kind of content a part has: without one, a part is not in the file that `packed` gives."""
        self._types[part] = content_type

    def keep(self, types: Mapping[str, str], renamed: Mapping[str, str]) -> None:
        """The parts that are left, with their content types; other names that some of them get in the file."""
        self._types, self._renamed = dict(types), dict(renamed)

    def of_type(self, content_type: str) -> Iterator[str]:
        """The parts left whose content type ends so."""
        return (part for part, each in self._types.items() if each.endswith(content_type))

    # ------------------------------------------------------------ the file
    def packed(self) -> bytes:
        """The file of the parts that are left."""
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
        types = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})  # type: ignore[dict-item]  # lxml-stubs know no default namespace
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
