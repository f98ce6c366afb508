"""How the pieces of a document stand in sections: those with wide tables on landscape pages, with what belongs to them."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.docx_kit import sections, tables
from lkjip.docx_kit.wml import W, element
from lkjip.naskah import headings
from lkjip.naskah.blocks import Align, Chart, Equation, OrganisationChart, PageBreak, Paragraph, Picture, Table
from lkjip.naskah.template import Piece, SectionEnd
from lkjip.ooxml.archive import Element

_ALIGNED: Final = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_SHORT: Final = 700
"""Characters of text after a landscape table, up to the next heading, that stay on its page."""


@dataclass(frozen=True)
class Section:
    """Pieces that stand in one section, with its properties."""

    pieces: list[Piece]
    properties: Element


def laid_out(pieces: Sequence[Piece], level: headings.Level) -> Sequence[Section]:
    """The sections of a document, at least one; only pages with a wide table are landscape, and the pages' numbers go on."""
    return list(_parted(_sections(pieces), level))


def _sections(pieces: Sequence[Piece]) -> list[Section]:
    """The pieces by section. A section of which nothing is left is none; the next one begins to count pages where it did."""
    found: list[Section] = []
    current: list[Piece] = []
    begins: Element | None = None
    last = element("<w:sectPr/>")
    for piece in pieces:
        if not isinstance(piece, SectionEnd):
            current.append(piece)
            continue
        numbers = piece.properties.find(f"{W}pgNumType")
        if any(headings.is_content(each) for each in current):
            _count_from(numbers, begins)
            found.append(Section(current, piece.properties))
            begins = None
        elif numbers is not None and numbers.get(f"{W}start") is not None:
            begins = numbers
        last = piece.properties
        current = []
    return found or [Section([], last)]


def _count_from(numbers: Element | None, begins: Element | None) -> None:
    """Let a section's page numbers begin as those of one before it that is left out, if they are of the same kind."""
    if numbers is None or begins is None or numbers.get(f"{W}fmt") != begins.get(f"{W}fmt") or numbers.get(f"{W}start") is not None:
        return
    numbers.set(f"{W}start", begins.get(f"{W}start", "1"))


def _parted(found: Sequence[Section], level: headings.Level) -> Iterator[Section]:
    """The sections, those with wide tables split so that these have landscape pages, and the pages' numbers go on."""
    for section in found:
        room = sections.room(section.properties)
        wide = [isinstance(piece, Table) and (piece.landscape or tables.overflows(grid(piece), room)) for piece in section.pieces]
        if not any(wide) or sections.is_landscape(section.properties):
            yield section
            continue
        for place in range(len(wide) - 1, 0, -1):  # what belongs to the table goes with it
            if wide[place] and _leads(section.pieces[place - 1], level):
                wide[place - 1] = True
        for place in range(1, len(wide)):
            if wide[place - 1] and not wide[place]:
                end = _end_of_short(section.pieces, place)
                wide[place:end] = [True] * (end - place)
        groups = [
            (turned, [piece for piece, _ in group])
            for turned, group in itertools.groupby(zip(section.pieces, wide, strict=True), lambda each: each[1])
        ]
        for number, (turned, group) in enumerate(groups):
            properties = copy.deepcopy(section.properties) if number == 0 else sections.continued(section.properties)
            yield Section(group, sections.turned(properties) if turned else properties)


def grid(table: Table) -> tables.Grid:
    """The texts of a table, and the look of its columns."""
    return tables.Grid(
        [tables.Column(column.width, _ALIGNED[column.align], column.grouped) for column in table.columns],
        table.headings,
        table.numbering,
        [(row.cells, row.strong) for row in table.rows],
    )


def _leads(piece: Piece, level: headings.Level) -> bool:
    return isinstance(piece, PageBreak) or level(piece) is not None


def _end_of_short(pieces: Sequence[Piece], start: int) -> int:
    """Where the few lines after a landscape table end that have room on its page, before a heading or a new page.

    `start` if they are many, or go on with something else.
    """
    end, length = start, 0
    while end < len(pieces) and isinstance(each := pieces[end], Paragraph):
        length += len(each.text)
        end += 1
    followed = pieces[end] if end < len(pieces) else None
    goes_on = isinstance(followed, Table | Chart | OrganisationChart | Equation | Picture)
    return start if length > _SHORT or goes_on else end
