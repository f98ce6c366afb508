"""A template read: its marks replaced by texts, its marked lines by what they stand for, its repeated lines written as often as needed.

A mark is a name in double brackets. There are no expressions: what a template cannot name it cannot do.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from typing import Final, TypeAlias

from lkjip.docx_kit.edits import replaced
from lkjip.docx_kit.package import Document
from lkjip.docx_kit.wml import W, text_of
from lkjip.errors import LkjipError
from lkjip.naskah.blocks import Block, Content
from lkjip.ooxml.archive import Element

NAME: Final = "naskah_template.docx"
"""The name of an office's own template, beside its workbook."""
KEY: Final = "kunci_lkjip"
"""Attribute of a line with marks, while a document is written: the key that the line is remembered by."""
_MARK: Final = re.compile(r"\[\[\s*([^\[\]]*?)\s*\]\]")
_REPEAT: Final = re.compile(r"(ulang|akhir)\s+(\S+)")
_ALONE: Final = "harus sendiri di satu baris, di luar tabel dan kotak"
_IN_BODY: Final = "tidak bisa di kepala, kaki, atau catatan kaki halaman"
_SHOWN: Final = 60
"""Letters of a line or a mark in a message."""
_UNIQUE: Final = re.compile(r"\}(paraId|textId)$")


class ContentsList(Enum):
    """A list that the writer makes of the document itself."""

    HEADINGS = "daftar_isi"
    TABLES = "daftar_tabel"
    FIGURES = "daftar_gambar"


_LISTS: Final = {each.value: each for each in ContentsList}


@dataclass(frozen=True)
class SectionEnd:
    """The end of a section, with its properties."""

    properties: Element


Piece: TypeAlias = "Element | Block | ContentsList | SectionEnd"
"""A paragraph or table of the template itself, or what stands in the place of a mark."""


@dataclass(frozen=True)
class _Known:
    """What marks stand for at a place: the contents around it, the innermost first."""

    around: Sequence[Content]

    def text(self, name: str) -> str | None:
        return next((content.texts[name] for content in self.around if name in content.texts), None)

    def blocks(self, name: str) -> Sequence[Block] | None:
        return next((content.blocks[name] for content in self.around if name in content.blocks), None)

    def repeats(self, name: str) -> Sequence[Content] | None:
        return next((content.repeats[name] for content in self.around if name in content.repeats), None)

    def within(self, content: Content) -> _Known:
        return _Known((content, *self.around))

    @property
    def names(self) -> Sequence[str]:
        """The marks that may stand here, as they are typed."""
        singles = {*_LISTS, *(name for content in self.around for name in (*content.texts, *content.blocks))}
        repeats = {name for content in self.around for name in content.repeats}
        return [*(f"[[{name}]]" for name in sorted(singles)), *(f"[[ulang {name}]]" for name in sorted(repeats))]


@dataclass
class _Node:
    """A line of the template, or lines that are repeated."""

    element: Element | None = None
    repeat: str = ""
    lines: list[_Node] = field(default_factory=list)


def pieces(document: Document, root: Element, content: Content) -> Sequence[Piece]:
    """What a template's body becomes, in order; `root` is its main part, which is taken apart.

    Raises:
        LkjipError: an unknown mark, one in a wrong place, or a repeat without its end.
    """
    body = root.find(f"{W}body")
    assert body is not None  # noqa: S101  # a Document has one
    reader = _Reader(document)
    found = list(reader.pieces(reader.nodes(body), _Known((content,)), repeated=False))
    if not isinstance(found[-1] if found else None, SectionEnd):
        found.append(SectionEnd(body.makeelement(f"{W}sectPr")))
    return found


def fill(document: Document, root: Element, content: Content) -> bool:
    """Fill in the texts of a header, a footer or the notes; whether there was any mark.

    Raises:
        LkjipError: an unknown mark, or one that needs a line of the document's body.
    """
    reader = _Reader(document)
    filled = [reader.fill(each, _Known((content,)), whole=False) for each in root.iter(f"{W}p")]
    return any(filled)


@dataclass
class _Reader:
    document: Document
    numbers: Counter[str] = field(default_factory=Counter)
    """How often each line with marks has been written."""

    def nodes(self, body: Element) -> list[_Node]:
        """The lines of a body, those between a repeat and its end together."""
        top: list[_Node] = []
        open_: list[tuple[_Node, Element]] = []
        for child in list(body):
            mark = _alone(child)
            repeat = _REPEAT.fullmatch(mark or "")
            lines = open_[-1][0].lines if open_ else top
            if repeat is None:
                lines.append(_Node(child))
            elif repeat[1] == "ulang":
                node = _Node(repeat=repeat[2])
                lines.append(node)
                open_.append((node, child))
            elif open_ and open_[-1][0].repeat == repeat[2]:
                open_.pop()
            else:
                raise self._wrong(child, f"tanda [[{mark}]] tidak punya [[ulang {repeat[2]}]] sebelumnya")
        if open_:
            node, child = open_[-1]
            raise self._wrong(child, f"tanda [[ulang {node.repeat}]] tidak punya [[akhir {node.repeat}]] sesudahnya")
        return top

    def pieces(self, nodes: Iterable[_Node], known: _Known, *, repeated: bool) -> Iterator[Piece]:
        for node in nodes:
            if node.element is None:
                contents = known.repeats(node.repeat)
                if contents is None:
                    raise self._unknown(None, f"ulang {node.repeat}", known)
                for content in contents:
                    yield from self.pieces(node.lines, known.within(content), repeated=True)
            elif node.element.tag == f"{W}sectPr":
                yield SectionEnd(node.element)
            else:
                yield from self._line(_copied(node.element) if repeated else node.element, known)

    def _line(self, line: Element, known: _Known) -> Iterator[Piece]:
        end = line.find(f"{W}pPr/{W}sectPr") if line.tag == f"{W}p" else None
        if end is not None:
            parent = end.getparent()
            assert parent is not None  # noqa: S101
            parent.remove(end)
        mark = _alone(line)
        if mark is not None and (blocks := known.blocks(mark)) is not None:
            yield from blocks
        elif mark in _LISTS:
            yield _LISTS[mark]
        else:
            template = " ".join(text_of(line).split())
            marked = [self.fill(each, known, whole=True) for each in line.iter(f"{W}p")]
            is_empty = line.tag == f"{W}p" and not text_of(line).strip() and line.find(f".//{W}drawing") is None
            # a line of which nothing is left is none; one that was empty from the beginning is meant so
            if line.tag == f"{W}p" and any(marked):
                self.numbers[template] += 1
                line.set(KEY, f"baris/{template}/{self.numbers[template]}")
            if not (is_empty and (any(marked) or end is not None)):
                yield line
        if end is not None:
            yield SectionEnd(end)

    def fill(self, line: Element, known: _Known, *, whole: bool) -> bool:
        """Replace the marks within a paragraph by their texts; whether there were any."""
        text = text_of(line)
        if "[[" not in text:
            return False
        found = list(_MARK.finditer(text))
        if text.count("[[") > len(found):
            raise self._wrong(line, 'tanda "[[" tidak ditutup dengan "]]"')
        for mark in reversed(found):
            value = known.text(mark[1])
            if value is None:
                block = known.blocks(mark[1]) is not None or mark[1] in _LISTS or _REPEAT.fullmatch(mark[1]) is not None
                if block:
                    raise self._wrong(line, f"tanda {mark[0]} {_ALONE if whole else _IN_BODY}")
                raise self._unknown(line, mark[1], known)
            replaced(line, mark.start(), mark.end(), " ".join(value.split("\n")))
        return bool(found)

    def _unknown(self, line: Element | None, mark: str, known: _Known) -> LkjipError:
        like = get_close_matches(f"[[{mark}]]", known.names, 1)
        hint = f"mungkin maksudnya {like[0]}; " if like else ""
        return self._wrong(line, f"tanda [[{mark[:_SHOWN]}]] tidak dikenal; {hint}yang dikenal di sini: {', '.join(known.names)}")

    def _wrong(self, line: Element | None, what: str) -> LkjipError:
        return self.document.refused(f"{_place(line)}{what}")


def _alone(line: Element) -> str | None:
    """The mark that is all that a paragraph holds; None if there is none."""
    if line.tag != f"{W}p":
        return None
    found = _MARK.fullmatch(text_of(line).strip())
    return None if found is None else " ".join(found[1].split())


def _place(line: Element | None) -> str:
    """The place of a paragraph, by its number among all those of its part, or by its words."""
    if line is None:
        return ""
    words = " ".join(text_of(line).split())
    return f'di "{words[:_SHOWN]}": ' if words else ""


def _copied(line: Element) -> Element:
    """A copy of a line, without what may be in a document only once."""
    made = copy.deepcopy(line)
    for each in list(itertools.chain(made.iter(f"{W}bookmarkStart"), made.iter(f"{W}bookmarkEnd"))):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    for each in made.iter():
        for name in [name for name in each.attrib if _UNIQUE.search(str(name))]:
            del each.attrib[name]
    return made


def styles_by_id(root: Element) -> Mapping[str, str]:
    """The name of each style of a document, by its id."""
    names = ((each.get(f"{W}styleId", ""), each.find(f"{W}name")) for each in root.iter(f"{W}style"))
    return {identifier: "" if name is None else name.get(f"{W}val", "") for identifier, name in names}
