"""A Word document as plain paragraphs and tables, whoever wrote it: as a person reads it who has accepted all changes.

Comments, deleted text and equations are left out; a text box is read once, although its text is in the file twice; a footnote follows
the paragraph that refers to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from lkjip.docx_kit.wml import small_number
from lkjip.ooxml.archive import Element

_STYLE_LEVEL: Final = re.compile(r"(?:heading|judul|title heading)\s*([1-9])", re.IGNORECASE)
_CONTENTS_STYLE: Final = re.compile(r"(?:toc|daftar isi|table of figures|tabel gambar)\b", re.IGNORECASE)
_SKIPPED: Final = frozenset(("del", "moveFrom", "oMath", "oMathPara", "instrText", "delText", "Fallback", "comment", "rPr", "pPr"))
"""Elements whose text is no text of the document."""
_BOXES: Final = ("AlternateContent", "pict", "object", "drawing")
_MOST_LEVELS: Final = 40
"""Nesting of text boxes and tables, more than any document has."""
_MOST_COLUMNS: Final = 64
_LONGEST: Final = 5_000
"""Characters of a paragraph that are read together; a page has some three thousand."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that has text.

    Attributes:
        number: 1-based, counted over the paragraphs of the body that have text; a footnote has that of the paragraph it belongs to.
        level: of a heading by its style, 1 the highest; None for other paragraphs.
        is_contents: whether its style is one of a table of contents.
        is_item: whether it is numbered or bulleted by the program.
    """

    text: str
    number: int
    level: int | None = None
    is_bold: bool = False
    is_contents: bool = False
    is_item: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its rows, each with the text of every column; a merged cell's text is in each place that it covers.

    `number` is that of the paragraph before it.
    """

    rows: Sequence[Sequence[str]]
    number: int


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A document's blocks in their order, the texts of its headers and footers, and whether it has tracked changes."""

    blocks: Sequence[Block]
    margins: Sequence[str] = ()
    has_changes: bool = False

    @property
    def length(self) -> int:
        """Characters of all paragraphs and cells."""
        texts = (each.text if isinstance(each, Paragraph) else "".join(map("".join, each.rows)) for each in self.blocks)
        return sum(map(len, texts))


@dataclass(frozen=True)
class Style:
    """What a paragraph style says of its paragraphs."""

    level: int | None = None
    is_contents: bool = False
    is_bold: bool = False
    is_item: bool = False


@dataclass
class _Reader:
    """Reads the body of a document; `notes` are its footnotes and endnotes by kind and number."""

    styles: Mapping[str, Style]
    notes: Mapping[tuple[str, str], Element] = field(default_factory=dict)
    number: int = 0

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        waiting: list[_Text] = []
        for child in _children(parent):
            name = _name(child)
            if name == "p":
                text = self._text(child)
                waiting.append(text)
                if not text.joins_next:
                    yield from self._paragraph(waiting, depth)
                    waiting = []
            elif name == "tbl" and depth < _MOST_LEVELS:
                yield from self._table(child, depth)
        yield from self._paragraph(waiting, depth)

    def _paragraph(self, pieces: Sequence[_Text], depth: int) -> Iterator[Block]:
        """Paragraphs of which all but the last have a deleted end are one."""
        if not pieces:
            return
        text = _tidy("".join(piece.text for piece in pieces))
        first = pieces[0]
        if text:
            self.number += 1
            style = first.style
            bold = all(piece.is_bold for piece in pieces if piece.text.strip())
            for part in _pieces(text):
                yield Paragraph(part, self.number, first.level or style.level, bold, style.is_contents, first.is_item or style.is_item)
        for piece in pieces:
            if depth < _MOST_LEVELS:
                for box in piece.boxes:
                    yield from self.blocks(box, depth + 1)
                for note in piece.notes:
                    yield from self._note(note)

    def _note(self, key: tuple[str, str]) -> Iterator[Block]:
        note = self.notes.get(key)
        for paragraph in () if note is None else _descendants(note, "p"):
            text = _tidy(self._text(paragraph).text)
            if text:
                yield Paragraph(text, self.number)

    def _text(self, paragraph: Element) -> _Text:
        properties = _child(paragraph, "pPr")
        found = _Text(self.styles.get(_value(_child(properties, "pStyle")), Style()))
        if properties is not None:
            outline = _value(_child(properties, "outlineLvl"))
            found.level = int(outline) + 1 if outline.isdigit() and int(outline) < len("123456789") else None
            number = _child(_child(properties, "numPr"), "numId")
            found.is_item = number is not None and _value(number) != "0"
            found.joins_next = _child(_child(properties, "rPr"), "del") is not None
        self._collect(paragraph, found)
        return found

    def _collect(self, parent: Element, into: _Text) -> None:
        for child in parent:
            name = _name(child)
            if name == "r":
                self._run(child, into)
            elif name in _BOXES:
                into.boxes.extend(_boxes(child))
            elif name not in _SKIPPED:
                self._collect(child, into)

    def _run(self, run: Element, into: _Text) -> None:
        properties = _child(run, "rPr")
        if properties is not None and _is_on(_child(properties, "vanish")):
            return
        text = ""
        for child in run:
            name = _name(child)
            if name == "t":
                text += child.text or ""
            elif name in _SIGNS:
                text += _SIGNS[name]
            elif name in ("footnoteReference", "endnoteReference"):
                into.notes.append((name.removesuffix("Reference"), _attribute(child, "id")))
            elif name in _BOXES:
                into.boxes.extend(_boxes(child))
        bold = _child(properties, "b")
        is_bold = into.style.is_bold if bold is None else _is_on(bold)
        into.is_bold &= is_bold or not text.strip()
        into.text += text

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        before = self.number
        rows: list[list[str]] = []
        inner: list[Block] = []
        for row in _descendants_of_table(table, "tr"):
            if _child(_child(row, "trPr"), "del") is not None:
                continue
            cells: list[str] = [""] * _skipped(row)
            for cell in _descendants_of_table(row, "tc"):
                properties = _child(cell, "tcPr")
                if _child(properties, "cellDel") is not None:
                    continue
                texts = []
                for block in self.blocks(cell, depth + 1):
                    if isinstance(block, Table):
                        inner.append(block)
                    else:
                        texts.append(block.text)
                merged = _child(properties, "vMerge")
                text = "\n".join(texts)
                if merged is not None and _value(merged) != "restart" and rows and len(cells) < len(rows[-1]):
                    text = text or rows[-1][len(cells)]
                cells += [text] * max(1, min(small_number(_value(_child(properties, "gridSpan"))), _MOST_COLUMNS))
            rows.append(cells)
        self.number = before
        width = max(map(len, rows), default=0)
        if any(any(row) for row in rows):
            yield Table([[*row, *[""] * (width - len(row))] for row in rows], before)
        yield from inner


@dataclass
class _Text:
    """What was collected of a paragraph."""

    style: Style
    text: str = ""
    level: int | None = None
    is_bold: bool = True
    is_item: bool = False
    joins_next: bool = False
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def of_parts(body: Element, styles: Element | None = None, notes: Sequence[Element] = (), margins: Sequence[Element] = ()) -> Document:
    """Read a document from its parts: the body, its styles, its footnotes and endnotes, its headers and footers."""
    known = {} if styles is None else _styles(styles)
    numbered = {(_name(note), _attribute(note, "id")): note for part in notes for note in part}
    reader = _Reader(known, numbered)
    whole = _child(body, "body")
    blocks = [] if whole is None else list(reader.blocks(whole))
    said = [block for margin in margins for block in _Reader(known).blocks(margin)]
    texts = [" ".join(cell for row in block.rows for cell in row) if isinstance(block, Table) else block.text for block in said]
    changed = any(True for name in ("ins", "del", "moveFrom", "moveTo") for _ in _descendants(body, name))
    return Document(_joined(blocks), list(dict.fromkeys(texts)), changed)


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Tables that follow one another under the same heading row are one table, cut at the end of a page."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Table) and isinstance(last, Table) and block.rows[0] == last.rows[0]:
            same = sum(1 for one, other in zip(block.rows, last.rows, strict=False) if one == other)
            head = next((at for at in range(same) if block.rows[at] != last.rows[at]), same)
            joined[-1] = Table([*last.rows, *block.rows[head:]], last.number)
        else:
            joined.append(block)
    return joined


def _styles(root: Element) -> dict[str, Style]:
    """The paragraph styles by their identifiers; a style has what the one has that it is based on."""
    found: dict[str, Style] = {}
    based: dict[str, str] = {}
    for style in _descendants(root, "style"):
        key, name = _attribute(style, "styleId"), _value(_child(style, "name"))
        properties = _child(style, "pPr")
        outline = _value(_child(properties, "outlineLvl"))
        named = _STYLE_LEVEL.fullmatch(name.strip())
        level = int(named[1]) if named else int(outline) + 1 if outline.isdigit() and int(outline) < len("123456789") else None
        bold = _child(_child(style, "rPr"), "b")
        numbered = _child(_child(properties, "numPr"), "numId") is not None
        found[key] = Style(level, _CONTENTS_STYLE.match(name.strip()) is not None, bold is not None and _is_on(bold), numbered)
        based[key] = _value(_child(style, "basedOn"))
    for key in found:
        above, seen = based[key], {key}
        while above in found and above not in seen:
            seen.add(above)
            own, other = found[key], found[above]
            found[key] = Style(
                own.level or other.level, own.is_contents or other.is_contents, own.is_bold or other.is_bold, own.is_item or other.is_item
            )
            above = based[above]
    return found


def _boxes(parent: Element) -> list[Element]:
    """The text boxes in a drawing: of a choice of forms, those of the first that has any."""
    if _name(parent) == "AlternateContent":
        forms = [_boxes_within(form) for form in parent]
        return next((boxes for boxes in forms if boxes), [])
    return _boxes_within(parent)


def _boxes_within(parent: Element) -> list[Element]:
    found: list[Element] = []
    for child in parent:
        if _name(child) == "txbxContent":
            found.append(child)
        else:
            found += _boxes(child) if isinstance(child.tag, str) else []
    return found


def _children(parent: Element) -> Iterator[Element]:
    """The blocks of a parent, through containers that are none."""
    for child in parent:
        name = _name(child)
        if name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _children(child)
        elif name in ("p", "tbl"):
            yield child


def _descendants_of_table(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, but not those of a table within."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _descendants_of_table(child, name)


def _descendants(parent: Element, name: str) -> Iterator[Element]:
    yield from parent.iter(f"{{*}}{name}")


def _skipped(row: Element) -> int:
    return min(small_number(_value(_child(_child(row, "trPr"), "gridBefore"))), _MOST_COLUMNS)


def _child(parent: Element | None, name: str) -> Element | None:
    return None if parent is None else next((child for child in parent if _name(child) == name), None)


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _value(element: Element | None) -> str:
    return "" if element is None else _attribute(element, "val")


def _is_on(element: Element | None) -> bool:
    return element is not None and _value(element).lower() not in ("0", "false", "off", "none")


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that take a bounded time to read; every ordinary paragraph is one."""
    while len(text) > _LONGEST:
        cut = text.rfind(" ", 0, _LONGEST) + 1 or _LONGEST
        yield text[:cut]
        text = text[cut:]
    yield text


def _tidy(text: str) -> str:
    """One space for each run of blanks; tabs and line breaks stay."""
    lines = (re.sub(r"[^\S\t]+", " ", line.replace("\u00ad", "")).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip()).strip()
