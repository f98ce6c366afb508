"""Tables as WordprocessingML text: heading rows that repeat, merged cells, fixed widths that never exceed the text's.

Written as text and not through python-docx's cells, which take a hundred times as long for a table of some hundred rows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.docx_kit.wml import NAMESPACES, attribute, on, paragraph, run

_MARGIN: Final = 85
"""Room left and right of a cell's text, in twips."""
_LETTER: Final = 101
_CAPITAL: Final = 126
"""The width of most letters of Arial at 9 points, in twips."""
_WIDTHS: Final = {letter: width for letters, width in (("ijlI.,:;'|!", 52), ("ftr-()/[] ", 62), ("mwMW%", 158)) for letter in letters}
"""The width of the others."""
_USUAL, _SMALL = 9.0, 7.5
"""Sizes of the letters of a table, and of the headings of a crowded one, in points."""
_CROWDED: Final = 0.7
"""The share of the width that the longest words of a crowded table take."""
_BOLD: Final = 1.1
"""How much wider bold letters are."""
_LINE: Final = 215
"""The height of a line, in twips."""
_AROUND: Final = 60
"""Room above and below a cell's text, in twips."""
_TALL: Final = 4_000
"""A row taller than this may go on over the page's end, in twips."""
_SHADE: Final = "D9E2F3"


@dataclass(frozen=True)
class Column:
    """A column: its share of the width, "left", "center" or "right", and whether adjacent equal cells are merged."""

    share: float
    align: str = "left"
    grouped: bool = False


@dataclass(frozen=True)
class Grid:
    """A table's texts: the heading rows, the numbering row or (), and the rows, each with whether it is bold."""

    columns: Sequence[Column]
    headings: Sequence[Sequence[str]]
    numbering: Sequence[str]
    rows: Sequence[tuple[Sequence[str], bool]]


@dataclass(frozen=True)
class _Cell:
    text: str
    width: int
    align: str
    span: int = 1
    merge: str = ""
    """"restart" for the first of vertically merged cells, "continue" for the others, "" for a cell of its own."""


def table(grid: Grid, width: int, style: str, cell_style: str, alt: str) -> str:
    """A table as wide as the text.

    Args:
        width: of the text, in twips.
        style: the id of the table's style.
        cell_style: the id of the style of its paragraphs.
        alt: what the table shows, for those who cannot see it.
    """
    widths = fitted(grid, width)
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    heads = [*_headings(grid.headings, widths)]
    if grid.numbering:
        heads.append([_Cell(text, each, "center") for text, each in zip(grid.numbering, widths, strict=True)])
    size = heading_size(grid, width)
    heights = _heading_heights(heads, _scale(size))
    head = "".join(
        _row(cells, cell_style, heading=True, bold=number < len(grid.headings), height=heights[number], size=size)
        for number, cells in enumerate(heads)
    )
    body = "".join(
        _row(cells, cell_style, bold=bold) for cells, (_, bold) in zip(_body(grid.columns, grid.rows, widths), grid.rows, strict=True)
    )
    title = f"<w:tblCaption w:val={attribute(alt)}/>" if alt else ""
    return (
        f'<w:tbl xmlns:w="{NAMESPACES["w"]}">'
        f'<w:tblPr><w:tblStyle w:val={attribute(style)}/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620"/>{title}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>'
    )


def fitted(grid: Grid, width: int) -> list[int]:
    """The width of each column in twips, together `width`: by the shares, but wide enough for the longest word where there is room."""
    shares = [max(column.share, 0.0) for column in grid.columns]
    total = sum(shares) or 1.0
    wished = [width * share / total for share in shares]
    least = _least(grid, _scale(heading_size(grid, width)))
    least = [min(each, width / 3) for each in least]
    if sum(least) > width:
        least = [each * width / sum(least) for each in least]
    lacking = sum(max(0.0, need - wish) for need, wish in zip(least, wished, strict=True))
    spare = [max(0.0, wish - need) for need, wish in zip(least, wished, strict=True)]
    given = lacking / sum(spare) if sum(spare) else 0.0
    exact = [max(need, wish) - free * given for need, wish, free in zip(least, wished, spare, strict=True)]
    edges = [round(edge) for edge in itertools.accumulate(exact)]
    edges[-1:] = [width]
    return [right - left for left, right in itertools.pairwise((0, *edges))]


def overflows(grid: Grid, width: int) -> bool:
    """Whether the longest words of the columns, with small headings, do not stand beside one another in a text of this width."""
    return sum(_least(grid, _scale(_SMALL))) > width


def heading_size(grid: Grid, width: int) -> float | None:
    """The size of the headings' letters in points, smaller where their words leave the columns little room; None for the usual one."""
    return _SMALL if sum(_least(grid, 1.0)) > _CROWDED * width else None


def _scale(size: float | None) -> float:
    """The size of letters as a share of a table's usual one."""
    return 1.0 if size is None else size / _USUAL


def _least(grid: Grid, scale: float) -> list[float]:
    """How wide each column is at least for its longest word, in twips, with the headings' letters on this scale."""
    places = range(len(grid.columns))
    bold = [_longest_of(row[place] for row in grid.headings) for place in places]
    plain = [_longest_of(cells[place] for cells, _ in grid.rows) for place in places]
    return [2 * _MARGIN + max(scale * _BOLD * one, other) for one, other in zip(bold, plain, strict=True)]


def _longest_of(texts: Iterable[str]) -> float:
    """The width of the longest word of some texts."""
    return max((_extent(word) for text in set(texts) for word in text.split()), default=0.0)


def _extent(word: str) -> float:
    return sum(_WIDTHS.get(letter, _CAPITAL if letter.isupper() else _LETTER) for letter in word)


def _headings(headings: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[list[_Cell]]:
    """The heading rows, with adjacent equal cells merged to the right and, over the same columns, down."""
    above: dict[int, tuple[str, int]] = {}
    for number, texts in enumerate(headings):
        below = headings[number + 1] if number + 1 < len(headings) else ()
        cells, starts = [], {}
        column = 0
        while column < len(texts):
            text = texts[column]
            kept = above.get(column)
            if kept is not None and kept[0] == text and all(each == text for each in texts[column : column + kept[1]]):
                span, merge = kept[1], "continue"
            else:
                span = _alike(texts, column, above)
                merge = "restart" if below and all(each == text for each in below[column : column + span]) else ""
            if merge:
                starts[column] = (text, span)
            cells.append(_Cell(text, sum(widths[column : column + span]), "center", span, merge))
            column += span
        above = starts
        yield cells


def _alike(texts: Sequence[str], column: int, above: dict[int, tuple[str, int]]) -> int:
    """How many cells from `column` on are alike, before one that goes on from the row above."""
    span = 1
    while column + span < len(texts) and texts[column + span] == texts[column]:
        kept = above.get(column + span)
        if kept is not None and kept[0] == texts[column]:
            break
        span += 1
    return span


def _body(columns: Sequence[Column], rows: Sequence[tuple[Sequence[str], bool]], widths: Sequence[int]) -> Iterator[list[_Cell]]:
    joined = [_is_joined(columns, before, after) for (before, _), (after, _) in itertools.pairwise(rows)]
    for number, (texts, _) in enumerate(rows):
        up = joined[number - 1] if number else [False] * len(columns)
        down = joined[number] if number < len(joined) else [False] * len(columns)
        yield [
            _Cell(text, width, column.align, merge="continue" if up[place] else "restart" if down[place] else "")
            for place, (text, column, width) in enumerate(zip(texts, columns, widths, strict=True))
        ]


def _is_joined(columns: Sequence[Column], before: Sequence[str], after: Sequence[str]) -> list[bool]:
    """For each column whether its cells of two adjacent rows are one: equal, and so in each grouped column to its left."""
    joined, same = [], True
    for column, one, other in zip(columns, before, after, strict=True):
        same = same and (not column.grouped or one == other)
        joined.append(column.grouped and same and bool(one.strip()))
    return joined


def _heading_heights(rows: Sequence[Sequence[_Cell]], scale: float) -> list[int]:
    """The least height of each heading row in twips, 0 for any: the last row of a cell that goes over several makes room for its text.

    LibreOffice does so by itself, but not where a heading is repeated.
    """
    found = [0] * len(rows)
    for number, cells in enumerate(rows):
        for cell in cells:
            if cell.merge != "restart":
                continue
            last = number
            while last + 1 < len(rows) and any(each.merge == "continue" and each.text == cell.text for each in rows[last + 1]):
                last += 1
            above = sum(max((_room_for(each, scale) for each in row if not each.merge), default=0) for row in rows[number:last])
            found[last] = max(found[last], _room_for(cell, scale) - above)
    return found


def _room_for(cell: _Cell, scale: float) -> int:
    """The height of a heading's bold text with its words one after the other, in twips."""
    room, lines, used = cell.width - 2 * _MARGIN, 1, 0.0
    for word in cell.text.split():
        width = scale * _BOLD * _extent(word)
        if used and used + _LETTER / 2 + width > room:
            lines, used = lines + 1, 0.0
        used += width + (_LETTER / 2 if used else 0.0)
    return round(scale * lines * _LINE) + _AROUND


def _row(
    cells: Sequence[_Cell], style: str, *, heading: bool = False, bold: bool = False, height: int = 0, size: float | None = None
) -> str:
    tall = max((_height(cell) for cell in cells), default=0) > _TALL
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    properties = on("cantSplit", on=not tall) + least + on("tblHeader", on=heading)
    look = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{look}{''.join(_cell(cell, style, heading=heading, bold=bold, size=size) for cell in cells)}</w:tr>"


def _height(cell: _Cell) -> float:
    room = max(cell.width - 2 * _MARGIN, _LETTER)
    return sum(1 + len(line) * _LETTER // room for line in cell.text.split("\n")) * _LINE


def _cell(cell: _Cell, style: str, *, heading: bool, bold: bool, size: float | None) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}.get(cell.merge, "")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if heading else ""
    middle = '<w:vAlign w:val="center"/>' if heading else ""
    align = "" if cell.align == "left" else f'<w:jc w:val="{cell.align}"/>'
    text = "" if cell.merge == "continue" or not cell.text else run(cell.text, bold=bold, size=size)
    keep = "<w:keepNext/>" if heading else ""
    look = f'<w:tcPr><w:tcW w:w="{cell.width}" w:type="dxa"/>{span}{merge}{shade}{middle}</w:tcPr>'
    return f"<w:tc>{look}{paragraph(text, style, keep + align)}</w:tc>"
