"""Update areas and formulas after the rows of a block have moved. Pure; rows and columns are 0-based."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import Final, NamedTuple

from lkjip import limits
from lkjip.model.formulas import syntax
from lkjip.model.formulas.references import Area, area, overlap, unquoted
from lkjip.model.formulas.syntax import FormulaError, Leaf, Nodes

_CORNER: Final = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
_TITLE: Final = r"(?:'(?:[^']|'')+'|[^\s'!\[\]:]+(?::[^\s'!\[\]:]+)?)!"
_OPERAND: Final = re.compile(
    rf"(?P<before>:?)(?P<title>{_TITLE})?(?P<place>{_CORNER}(?::(?:{_TITLE})?{_CORNER})?|\$?[1-9][0-9]*:\$?[1-9][0-9]*)(?P<after>[:#]?)",
    re.IGNORECASE,
)
"""A reference to cells or whole rows, with a colon before or after it where a function gives the other corner."""
_SEVERAL: Final = re.compile(r":[^!:(),\"]+!")
_SPAN_IN_XML: Final = re.compile(rb":[^!:(),\"<>]+!")
_ROW: Final = re.compile(r"(\$?)([0-9]+)$")
_GONE: Final = "#REF!"


def may_name(sheet: bytes, titles: Iterable[str]) -> bool:
    """Whether a formula somewhere in a sheet's XML may name one of some sheets, or several at once; a quick search without parsing.

    A title is followed by "!", by the apostrophe that ends it (perhaps as an entity), or by the ":" of a span of sheets.
    """
    if _SPAN_IN_XML.search(sheet):
        return True
    data = sheet.lower()
    there = [title for title in (escape(title.replace("'", "''"), quote=False).lower().encode() for title in titles) if title in data]
    return any(re.search(re.escape(title) + b"[!':&]", data) for title in there)


@dataclass(frozen=True, eq=False)
class Move:
    """A sync's change to a block: cells are inserted or deleted before its last row, and what is below moves along."""

    title: str
    """Title of the block's sheet."""
    block: Area
    """Area before the sync."""
    by: int
    """Number of rows inserted; negative if deleted."""
    changed: Collection[int] = ()
    """Rows of the block before the sync whose cells are about something else after it."""
    titles: Sequence[str] = field(default=(), repr=False)
    """Titles of all sheets in order, for references that span several sheets."""

    @classmethod
    def of(cls, title: str, block: Area, old: Sequence[object], new: Sequence[object], titles: Sequence[str]) -> Move:
        """Build the move of a block from what its rows were about and what they are about afterwards.

        Args:
            old: the text of each row that says what it is about; None where that is unknown.
        """
        move = cls(title, block, len(new) - len(old), titles=titles)
        now = {row: move.shifted((row, block[1], row, block[1])) for row in range(block[0], block[2] + 1)}
        changed = {row for row, where in now.items() if where is None or old[row - block[0]] not in (None, new[where[0] - block[0]])}
        return replace(move, changed=changed)

    @property
    def is_nothing(self) -> bool:
        """Whether every cell stays and is about the same."""
        return not self.by and not self.changed

    def holds(self, cell: tuple[int, int]) -> bool:
        """Return whether a cell was in the block."""
        return overlap(self.block, (*cell, *cell))

    @property
    def columns(self) -> tuple[int, int]:
        return self.block[1], self.block[3]

    @property
    def shifting(self) -> Area:
        """Cells that move or are deleted."""
        _, left, bottom, right = self.block
        return min(bottom, bottom + self.by), left, limits.ROWS - 1, right

    def shifted(self, where: Area) -> Area | None:
        """Return an area after the cells have moved, as Excel adjusts it; None if all of it is deleted.

        An area within the block's columns grows, shrinks or moves; one that extends beyond them stays.
        """
        top, left, bottom, right = where
        at, by = self.block[2], self.by
        if left < self.block[1] or right > self.block[3] or (top == 0 and bottom == limits.ROWS - 1):  # a whole column stays one
            return where
        start = min(at, at + by)  # if `by` is negative, rows from here to `at` are deleted
        if start <= top and bottom < at:
            return None
        top = top + by if top >= at else min(top, start) if top >= start and by < 0 else top
        bottom = bottom + by if bottom >= at else min(bottom, start - 1) if by < 0 else bottom
        return top, left, min(max(top, bottom), limits.ROWS - 1), right

    def followed(self, where: Area) -> tuple[Area | None, bool]:
        """Return the area after the move, None if it is deleted, and whether it is about the same as before."""
        first, left, last, right = where
        top, block_left, bottom, block_right = self.block
        now = self.shifted(where)
        if left > block_right or right < block_left or (first <= top and last >= bottom):
            return now, True  # beside the block, or all of it
        inside = range(max(first, top), min(last, bottom) + 1)
        split = left < block_left or right > block_right
        moved = bool(self.by) and last >= self.shifting[0]
        return now, now is not None and not (split and moved) and not any(row in self.changed for row in inside)

    def may_be_named(self, formula: str) -> bool:
        """Return whether a formula might name this sheet or a span of sheets; a quick text search without parsing."""
        return "!" in formula and (self._written in formula.casefold() or _SEVERAL.search(formula) is not None)

    @cached_property
    def _written(self) -> str:
        return self.title.replace("'", "''").casefold()

    def changes(self, formula: str) -> bool:
        """Return whether a formula on another sheet has to change or is doubtful."""
        now = followed(formula, self, own=False)
        return now.doubtful or now.text != formula

    def means(self, title: str) -> bool:
        """Return whether a possibly quoted sheet title in a formula names exactly this sheet."""
        return unquoted(title).casefold() == self.title.casefold()

    def spans(self, title: str) -> bool:
        """Return whether a title in a formula names several sheets that include this one."""
        first, mark, last = unquoted(title).partition(":")
        order = [each.casefold() for each in self.titles]
        if not mark or first.casefold() not in order or last.casefold() not in order:
            return False
        one, other = sorted((order.index(first.casefold()), order.index(last.casefold())))
        return self.title.casefold() in order[one : other + 1]


class Formula(NamedTuple):
    """A formula after a move: its text, and whether its value may now be about something else, so that staff should review it."""

    text: str
    doubtful: bool


def followed(formula: str, move: Move, *, own: bool = True, cell: tuple[int, int] | None = None, relative: bool = False) -> Formula:
    """Update a formula as Excel does when the cells move.

    Args:
        own: whether the formula is on the moving sheet, so that references without a title mean that sheet.
        cell: the formula's cell, if it is in a cell.
        relative: whether rows without a $ are relative to the cell of use, as in conditional formats and validations.
    """
    if not own and not move.may_be_named(formula):
        return Formula(formula, False)
    try:
        tree = syntax.parse(formula)
    except FormulaError:
        told = move.may_be_named(formula)
        return Formula(formula, told)
    following = _Following(move, own, cell, relative)
    text = "".join(_rewritten(tree, following.operand, following.text))
    return Formula(text, following.doubtful)


def _rewritten(nodes: Nodes, operand: Callable[[str], str], text: Callable[[str], str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Leaf):
            yield operand(node.text) if node.kind == "operand" else text(node.text) if node.kind == "text" else node.text
            continue
        corner, colon, function = node.opening.rpartition(":")  # A1:INDEX(
        yield f"{operand(corner + colon)}{function}" if colon else node.opening
        for number, argument in enumerate(node.arguments):
            yield "," if number else ""
            yield from _rewritten(argument, operand, text)
        yield ")"


class _Following:
    """Updates the operands of one formula."""

    def __init__(self, move: Move, own: bool, cell: tuple[int, int] | None, relative: bool) -> None:
        self._move, self._own, self._cell, self._relative = move, own, cell, relative
        self.doubtful = False

    def operand(self, operand: str) -> str:
        found = _OPERAND.fullmatch(operand)
        if found is None:
            return operand
        title = (found["title"] or "")[:-1]
        if not (self._move.means(title) if title else self._own):
            if title and self._move.spans(title) and self._looks_elsewhere(found["place"]):
                self._doubt()
            return operand
        where = _cells(found["place"])
        if where is None:
            return operand
        if where[3] == _LAST_COLUMN:  # whole rows
            if self._looks_elsewhere(found["place"]):
                self._doubt()
            return operand
        new = self._new(found["place"], where)
        if new is None:
            return f"{found['before']}{_GONE}{found['after'].replace('#', '')}"  # LibreOffice understands #REF! only without a sheet
        return f"{found['before']}{found['title'] or ''}{_renumbered(found['place'], new)}{found['after']}"

    def text(self, text: str) -> str:
        """Keep a text, but mark the formula doubtful if the text may be a moved reference for INDIRECT or the like."""
        inside = text[1:-1].replace('""', '"').removeprefix("#")
        title = self._move.title.replace("'", "''").casefold()
        if f"{title}!" in inside.casefold() or f"{title}'!" in inside.casefold():
            found = _OPERAND.fullmatch(inside)
            if found is None or self._looks_elsewhere(found["place"]):
                self._doubt()
        return text

    def _new(self, place: str, where: Area) -> Area | None:
        new, sure = self._move.followed(where)
        if not sure and not self._is_by_row(place) and not (new == where and self._is_beside(place, where)):
            self._doubt()
        return new

    def _is_by_row(self, place: str) -> bool:
        """Return whether a rule on the block's own sheet applies row by row, so that it means the rows wherever they are."""
        return self._own and self._relative and "$" not in "".join(mark for mark, _ in _rows(place))

    def _is_beside(self, place: str, where: Area) -> bool:
        """Return whether a reference means the block's row next to the formula's own cell."""
        if self._cell is None or not self._own:
            return False
        row, column = self._cell
        top, left, bottom, right = self._move.block
        on_its_row = where[0] == where[2] == row and top <= row <= bottom and not any(mark for mark, _ in _rows(place))
        return on_its_row and not left <= column <= right

    def _looks_elsewhere(self, place: str) -> bool:
        """Return whether the items in a place have changed or may have changed."""
        where = _cells(place)
        if where is None:
            return True
        new, sure = self._move.followed(where)
        return not sure or new != where

    def _doubt(self) -> None:
        self.doubtful = True


_LAST_COLUMN: Final = 16_383


def _cells(place: str) -> Area | None:
    """Return the area of a place in a formula, with its corners in either order."""
    one, _, other = place.upper().partition(":")
    other = other.rpartition("!")[2] or one
    if _ROW.fullmatch(one):
        top, bottom = sorted(int(each.strip("$")) - 1 for each in (one, other))
        return (top, 0, bottom, _LAST_COLUMN) if bottom < limits.ROWS else None
    corners = [area(each) for each in (one, other)]
    if corners[0] is None or corners[1] is None:
        return None
    (top, bottom), (left, right) = (sorted((corners[0][axis], corners[1][axis])) for axis in (0, 1))
    return top, left, bottom, right


def _rows(place: str) -> list[tuple[str, int]]:
    """Return the "$" or "" and the row of each corner."""
    found = [_ROW.search(corner) for corner in place.split(":")]
    return [(each[1], int(each[2]) - 1) for each in found if each is not None]


def _renumbered(place: str, where: Area) -> str:
    corners = place.split(":")
    rows = [row for _, row in _rows(place)]
    upside_down = len(rows) > 1 and rows[0] > rows[-1]
    numbers = (where[2], where[0]) if upside_down else (where[0], where[2])
    return ":".join(_ROW.sub(rf"\g<1>{row + 1}", corner) for row, corner in zip(numbers, corners, strict=False))
