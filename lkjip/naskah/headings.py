"""The headings of a document: which of them have anything below them, and numbers typed before them that stay consecutive."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from lkjip.docx_kit.edits import replaced
from lkjip.docx_kit.wml import W, text_of
from lkjip.naskah import roman, styles
from lkjip.naskah.blocks import Chart, Heading, OrganisationChart, PageBreak, Paragraph, Table
from lkjip.naskah.template import ContentsList, Piece, SectionEnd, styles_by_id
from lkjip.ooxml.archive import Element

_BAB: Final = re.compile(r"\s*BAB\s+([IVXLC]+)\b", re.IGNORECASE)
_DECIMAL: Final = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,3})+)(?=\.?\s)")
NUMBERED_ENTRY: Final = re.compile(r"((?:Tabel|Gambar) \S+|[0-9]+(?:\.[0-9]+)+\.?)\s+")
"""The number before the words of a line of the contents."""
_DEEPEST: Final = 9
Level: TypeAlias = Callable[[Piece], "int | None"]
"""Tells the level of a heading, from 1; None for anything else."""
_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)


def levels(root: Element) -> Mapping[str, int]:
    """The level of each heading style, by the style's id."""
    found = {}
    for identifier, name in styles_by_id(root).items():
        heading = _HEADING.fullmatch(" ".join(name.split()))
        if heading is not None:
            found[identifier] = int(heading[1])
        elif name.casefold() == styles.DAFTAR.casefold():
            found[identifier] = 1
    return found


def style_of(line: Element) -> str:
    """The id of a paragraph's style."""
    style = line.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def words(piece: Piece) -> str:
    """The text of a heading."""
    return piece.text if isinstance(piece, Heading) else text_of(piece) if isinstance(piece, Element) else ""


def is_content(piece: Piece) -> bool:
    """Whether a piece is something to read, and no empty line or page break."""
    if isinstance(piece, Element):
        return (
            piece.tag != f"{W}p" or bool(text_of(piece).strip()) or any(True for _ in piece.iter(f"{W}drawing", f"{W}pict", f"{W}object"))
        )
    if isinstance(piece, Paragraph):
        return bool(piece.text.strip())
    return not isinstance(piece, PageBreak | SectionEnd)


def kept(pieces: Sequence[Piece], level: Level) -> list[Piece]:
    """The pieces without headings that have nothing below them before the next one of their level or a higher one."""
    lists = _listed(pieces, level)
    found: list[Piece] = []
    filled = [False] * (_DEEPEST + 1)
    """By level: whether there is something to read before the next heading of this level or a higher one."""
    for piece in reversed(pieces):
        own = level(piece)
        if own is None:
            if isinstance(piece, ContentsList) and piece not in lists:
                continue
            if is_content(piece):
                filled = [True] * len(filled)
            found.append(piece)
            continue
        if filled[own]:
            found.append(piece)
        filled[own:] = [False] * (len(filled) - own)
    return found[::-1]


def _listed(pieces: Sequence[Piece], level: Level) -> Collection[ContentsList]:
    """The lists that have anything to list: captions are numbered, and so listed, within a BAB only."""
    found = set()
    in_chapter = False
    for piece in pieces:
        own = level(piece)
        if own is not None:
            found.add(ContentsList.HEADINGS)
            if own == 1:
                in_chapter = chapter_of(words(piece)) is not None
        elif in_chapter and isinstance(piece, Table) and piece.title:
            found.add(ContentsList.TABLES)
        elif in_chapter and isinstance(piece, Chart | OrganisationChart) and piece.title:
            found.add(ContentsList.FIGURES)
    return found


def chapter_of(text: str) -> int | None:
    """The number of a BAB by its heading; None for another heading."""
    found = _BAB.match(text)
    return roman.read(found[1]) if found else None


def consecutive(pieces: Sequence[Piece], level: Level) -> list[Piece]:
    """The pieces with the numbers before their headings counted again, from the first BAB's on."""
    numbered: list[Piece] = []
    chapter: int | None = None
    last: int | None = None
    counts: dict[int, int] = {}
    for piece in pieces:
        own = level(piece)
        if own is None:
            numbered.append(piece)
            continue
        text = words(piece)
        bab, decimal = _BAB.match(text), _DECIMAL.match(text)
        if bab is not None:
            chapter = last = roman.read(bab[1]) if last is None else last + 1
            counts = {}
            numbered.append(_with(piece, bab.start(1), bab.end(1), roman.written(chapter)))
        elif decimal is not None:
            typed = [int(part) for part in decimal[1].split(".")]
            depth = len(typed)
            counts = {deep: count for deep, count in counts.items() if deep <= depth}
            counts[depth] = counts.get(depth, 0) + 1
            new = [typed[0] if chapter is None else chapter, *(counts.get(deep, typed[deep - 1]) for deep in range(2, depth + 1))]
            numbered.append(_with(piece, decimal.start(1), decimal.end(1), ".".join(map(str, new))))
        else:
            if own == 1:
                chapter, counts = None, {}
            numbered.append(piece)
    return numbered


def _with(piece: Piece, start: int, end: int, number: str) -> Piece:
    if isinstance(piece, Heading):
        return replace(piece, text=piece.text[:start] + number + piece.text[end:])
    if isinstance(piece, Element) and text_of(piece)[start:end] != number:
        replaced(piece, start, end, number)
    return piece
