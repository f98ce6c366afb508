"""The parts of a workbook file while they are edited: roots read once, what was touched, what goes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from lkjip.package import Package
from lkjip.sync.sheet_part import SheetPart

Element = etree._Element

CONTENT_TYPES: Final = "[Content_Types].xml"
_REL_ID: Final = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/officeDocument/(?:2006/)?relationships\}(?:id|embed)"
)


@dataclass(frozen=True)
class Relation:
    """What a part refers to: `target` is another part, or an address where it is external."""

    id: str
    kind: str
    target: str
    external: bool


class Parts:
    """An edited package; `changes` is what became of it.

    Args:
        sheets: sheets that are read, and perhaps changed, already, by their title.
    """

    def __init__(self, package: Package, sheets: Mapping[str, SheetPart] | None = None) -> None:
        self.package = package
        self._roots: dict[str, Element] = {}
        self._touched: set[str] = set()
        self._gone: set[str] = set()
        self._sheets: dict[str, SheetPart | None] = dict(sheets or {})
        for title, sheet in (sheets or {}).items():
            self.put(package.sheet_parts[title], sheet.root, touched=sheet.changed)

    @property
    def names(self) -> list[str]:
        """The parts that are left, in the order of their names."""
        return sorted((self.package.names | self._roots.keys()) - self._gone)

    def root(self, name: str) -> Element:
        """The root of an XML part, to be changed; `touch` says that it was."""
        if name not in self._roots:
            self._roots[name] = self.package.xml(name)
        return self._roots[name]

    def peek(self, name: str) -> Element:
        """The root of an XML part as it is now, to be looked at alone: it is not kept."""
        return self._roots[name] if name in self._roots else self.package.xml(name)

    def put(self, name: str, root: Element, *, touched: bool = True) -> None:
        """Another root for a part, which may be new, or gone before."""
        self._gone.discard(name)
        self._roots[name] = root
        if touched:
            self.touch(name)

    def touch(self, name: str) -> None:
        self._touched.add(name)

    def sheet(self, title: str) -> SheetPart | None:
        """A worksheet by its title, its cells as they stand in the edited package; None for another kind of sheet, or none."""
        if title not in self._sheets:
            part = self.package.sheet_parts.get(title)
            try:
                self._sheets[title] = None if part is None else SheetPart(self.root(part), title, self.package.shared_text)
            except ValueError:
                self._sheets[title] = None
        return self._sheets[title]

    # ------------------------------------------------------------ relations
    def relations(self, part: str) -> list[Relation]:
        """What a part refers to; the package itself is ""."""
        rels = _rels_of(part)
        if rels not in self._roots and (rels not in self.package.names or rels in self._gone):
            return []
        folder = posixpath.dirname(part)
        found = []
        for each in self.root(rels):
            target, external = each.get("Target") or "", each.get("TargetMode") == "External"
            if not external:
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append(Relation(each.get("Id") or "", each.get("Type") or "", target, external))
        return found

    def all_relations(self) -> Iterator[tuple[str, Relation]]:
        """Every relation of every part that is left."""
        for part in ("", *self.names):
            for relation in self.relations(part):
                yield part, relation

    def relate(self, part: str, kind: str, target: str) -> None:
        """Let a part refer to another one in a folder at or below its own; nothing where it does."""
        if any(relation.kind == kind for relation in self.relations(part)):
            return
        rels = self.root(_rels_of(part))
        used = {each.get("Id") for each in rels}
        number = next(number for number in range(1, len(used) + 2) if f"rId{number}" not in used)
        namespace = rels.tag.removesuffix("Relationships")
        etree.SubElement(rels, f"{namespace}Relationship", {"Id": f"rId{number}", "Type": kind, "Target": target})
        self.touch(_rels_of(part))

    def cut(self, part: str, relation: Relation) -> None:
        """Take a relation away, what refers to it in the part, and the part it leads to with all that only it needs."""
        rels = _rels_of(part)
        for each in list(self.root(rels)):
            if each.get("Id") == relation.id:
                self.root(rels).remove(each)
                self.touch(rels)
        if part.endswith((".xml", ".vml")):
            self._forget(part, relation.id)
        if not relation.external:
            self.drop(relation.target)

    def _forget(self, part: str, number: str) -> None:
        for element in self.root(part).iter():
            for attribute in [name for name in element.attrib if _REL_ID.fullmatch(str(name)) and element.get(name) == number]:
                del element.attrib[attribute]
                self.touch(part)

    def drop(self, part: str) -> None:
        """Take a part away, with what it alone refers to."""
        if part in self._gone or part not in self.package.names:
            return
        inner = self.relations(part)
        self._gone |= {part, _rels_of(part)} & self.package.names
        kept = {relation.target for _, relation in self.all_relations()}
        for relation in inner:
            if not relation.external and relation.target not in kept:
                self.drop(relation.target)

    # ------------------------------------------------------------ content types
    def set_type(self, part: str, content_type: str) -> None:
        """Say what kind of content a part has."""
        types = self.root(CONTENT_TYPES)
        for each in types:
            if each.get("PartName") == f"/{part}":
                each.set("ContentType", content_type)
                break
        else:
            namespace = types.tag.removesuffix("Types")
            etree.SubElement(types, f"{namespace}Override", {"PartName": f"/{part}", "ContentType": content_type})
        self.touch(CONTENT_TYPES)

    def _forget_types(self) -> None:
        """No content type for what is gone, none for a kind of file that is left nowhere."""
        left = {posixpath.splitext(name)[1][1:].lower() for name in self.names} | {"xml", "rels"}
        before = {posixpath.splitext(name)[1][1:].lower() for name in self._gone}
        for each in list(self.root(CONTENT_TYPES)):
            extension = (each.get("Extension") or "").lower()
            if (each.get("PartName") or "").lstrip("/") in self._gone or (extension in before and extension not in left):
                self.root(CONTENT_TYPES).remove(each)
                self.touch(CONTENT_TYPES)

    def changes(self) -> Mapping[str, bytes | None]:
        """The parts that are other than in the package; None for one that is gone."""
        self._forget_types()
        written: dict[str, bytes | None] = {
            name: etree.tostring(self._roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            for name in sorted(self._touched - self._gone)
        }
        return written | dict.fromkeys(sorted(self._gone))


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
