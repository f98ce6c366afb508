"""A Word document as it is read for a comparison: its paragraphs, tables and charts in their order, and our record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from lkjip.docx_kit import package
from lkjip.docx_kit.wml import NAMESPACES, W
from lkjip.naskah import record
from lkjip.naskah.merging.grids import Grid, children
from lkjip.naskah.merging.texts import key, text_of, tracked
from lkjip.ooxml.archive import Element

_RECORD: Final = re.compile(r"customxml/item\d+\.xml", re.IGNORECASE)
_BLOCKS: Final = frozenset(W + name for name in ("body", "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_CAPTION: Final = "\0"
_LABEL: Final = re.compile(r"\s*(?:tabel|gambar|grafik|bagan)\s+[a-z0-9]{1,6}(?:\s*[.\-]\s*\d{1,4})*[.:]?\s+", re.IGNORECASE)
_ID: Final = f"{{{NAMESPACES['r']}}}id"
_CHART: Final = f"{{{NAMESPACES['c']}}}chart"
_DRAWINGS: Final = tuple(f"{{{NAMESPACES['wp']}}}{name}" for name in ("inline", "anchor"))


@dataclass(eq=False)
class Line:
    """A paragraph outside the contents lists.

    Attributes:
        place: its number among the paragraphs and tables of the document.
        table: the table that it is in, if any.
    """

    element: Element
    place: int
    table: Element | None = None

    @cached_property
    def text(self) -> str:
        return text_of(self.element)

    @property
    def listed(self) -> bool:
        """Whether the contents list it: a heading or a caption."""
        return any((each.get(W + "name") or "").startswith("_Toc") for each in self.element.iter(W + "bookmarkStart"))

    @cached_property
    def tracked(self) -> bool:
        return tracked(self.element)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What it says, in the form of `mark`; with tracked changes also what it said before them."""
        if not self.tracked:
            return frozenset((mark(self.text),))
        return frozenset((mark(self.text), mark(text_of(self.element, original=True))))

    @cached_property
    def label(self) -> int:
        """The number of letters of "Tabel 3.1 " at its beginning."""
        return label_of(self.text)


def label_of(text: str) -> int:
    """The number of letters of "Tabel 3.1 " at the beginning of a text; 0 for a text that is no caption."""
    found = _LABEL.match(text)
    return found.end() if found else 0


def mark(text: str) -> str:
    """What a sentence is known by: `texts.key`; that of a caption leaves out its number, which Word counts by itself."""
    label = label_of(text)
    return f"{_CAPTION}{key(text[label:])}" if label else key(text)


@dataclass(eq=False)
class Drawn:
    """A chart: the paragraph that it is in, its part, and its drawing."""

    line: Line
    part: str
    drawing: Element

    @property
    def alt(self) -> str:
        found = self.drawing.find("{*}docPr")
        return "" if found is None else found.get("descr") or ""

    def describe(self, text: str) -> None:
        """Set the alt text."""
        for each in self.drawing.iterchildren("{*}docPr"):
            each.set("descr", text)


class Document:
    """A Word document, opened for a comparison.

    Raises:
        LkjipError: no .docx that can be read with the limits of all our readers.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        self.package = package.Document(path, data)
        try:
            self.root = self.package.xml(self.package.main)
            self.record_part, self.record = self._record()
        except BaseException:
            self.package.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.package.close()

    def _record(self) -> tuple[str, record.Record | None]:
        """The name of the part with our record, and the record; none if no part has one, or several have."""
        parts = [name for name in sorted(self.package.names) if _RECORD.fullmatch(name)]
        ours = [name for name in parts if record.NAMESPACE.encode() in self.package.part(name)]
        found = [(name, kept) for name in ours if (kept := record.of_xml(self.package.xml(name))) is not None]
        if len(found) != 1:
            return "", None
        name, kept = found[0]
        return name, replace(kept, tables={each: table for each, table in kept.tables.items() if _is_sound(table)})

    @cached_property
    def lines(self) -> list[Line]:
        return self._read[0]

    @cached_property
    def grids(self) -> list[Grid]:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[list[Line], list[Grid]]:
        """All paragraphs but those of contents lists and text boxes, and all tables."""
        lines: list[Line] = []
        grids: list[Grid] = []
        depth = listed = place = 0

        def paragraph(element: Element, table: Element | None) -> None:
            nonlocal depth, listed
            inside = listed > 0
            for sign in element.iter(W + "fldChar", W + "instrText"):
                if sign.tag == W + "instrText":
                    if depth and not listed and (sign.text or "").split()[:1] == ["TOC"]:
                        listed = depth
                elif sign.get(W + "fldCharType") == "begin":
                    depth += 1
                elif sign.get(W + "fldCharType") == "end":
                    if listed == depth:
                        listed = 0
                    depth = max(depth - 1, 0)
            if not inside and not listed:
                lines.append(Line(element, place, table))

        def walk(parent: Element, table: Element | None) -> None:
            nonlocal place
            for element in parent:
                if element.tag == W + "p":
                    place += 1
                    paragraph(element, table)
                elif element.tag == W + "tbl":
                    place += 1
                    grids.append(Grid(element, place, lines[-1] if lines else None, table is not None))
                    for row in children(element, "tr"):
                        for cell in children(row, "tc"):
                            walk(cell, element)
                elif element.tag in _BLOCKS and not _is_contents(element):
                    walk(element, table)

        for body in self.root.iterchildren(W + "body"):
            walk(body, None)
        return lines, grids

    @cached_property
    def charts(self) -> list[Drawn]:
        targets = self.package.targets(self.package.main, "/chart")
        return list(self._charts(dict(targets)))

    def _charts(self, targets: dict[str, str]) -> Iterator[Drawn]:
        for line in self.lines:
            for drawing in line.element.iter(*_DRAWINGS):
                for chart in drawing.iter(_CHART):
                    part = targets.get(chart.get(_ID) or "")
                    if part is not None and part in self.package.names:
                        yield Drawn(line, part, drawing)


def _is_sound(table: record.WrittenTable) -> bool:
    """Whether all rows of a table are equally wide; a record may hold anything."""
    widths = {len(row) for row in (*table.headings, *table.rows.values())}
    return len(widths) == 1 and table.key_column < min(widths)


def _is_contents(element: Element) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == "Table of Contents"
