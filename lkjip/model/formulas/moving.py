"""Where references lead after the rows of a block have moved: areas and formulas, pure. Rows and columns count from 0."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from lkjip import limits
from lkjip.model.formulas import syntax
from lkjip.model.formulas.references import Area, area, overlap, unquoted
from lkjip.model.formulas.syntax import FormulaError, Leaf, Nodes

Key: TypeAlias = object
"""What a row of a block speaks of; None for nothing."""

_CORNER: Final = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
_TITLE: Final = r"(?:'(?:[^']|'')+'|[^\s'!\[\]:]+(?::[^\s'!\[\]:]+)?)!"
_OPERAND: Final = re.compile(
    rf"(?P<before>:?)(?P<title>{_TITLE})?(?P<place>{_CORNER}(?::(?:{_TITLE})?{_CORNER})?|\$?[1-9][0-9]*:\$?[1-9][0-9]*)(?P<after>[:#]?)",
    re.IGNORECASE,
)
"""A reference to cells or whole rows; a colon before or behind it where a function gives the other corner."""
_SEVERAL: Final = re.compile(r":[^!:(),\"]+!")
_ROW: Final = re.compile(r"(\$?)([0-9]+)$")
_GONE: Final = "#REF!"


@dataclass(frozen=True, eq=False)
class Move:
    """What a sync does to a block: cells of its columns are put in, or taken away, before its last row, and its rows are written anew."""

    title: str
    """The sheet it stands on."""
    block: Area
    """Where it stood before."""
    by: int
    """So many rows more."""
    rows: Mapping[int, int | None]
    """By the old row: the row that speaks of the same now; None where there is none any more. Of a row that is missing nobody can tell."""
    titles: Sequence[str] = field(default=(), repr=False)
    """All sheets in their order, for references across several of them."""

    @classmethod
    def of(cls, title: str, block: Area, old: Sequence[Key], new: Sequence[Key], height: int, titles: Sequence[str]) -> Move:
        """What becomes of a block of so many rows, by what its rows spoke of and will speak of."""
        rows = block[2] - block[0] + 1
        found = matched(_fitted(old, rows), _fitted(new, height))
        moved = {block[0] + row: None if now is None else block[0] + now for row, now in found.items()}
        return cls(title, block, height - rows, moved, titles)

    @property
    def is_nothing(self) -> bool:
        """Whether every row speaks of what it spoke of."""
        return not self.by and all(map(self.stays, range(self.block[0], self.block[2] + 1)))

    @property
    def as_cells(self) -> Move:
        """The same where cells alone count, whatever they speak of."""
        return replace(self, rows={})

    def holds(self, cell: tuple[int, int]) -> bool:
        """Whether a cell was one of the block's."""
        return overlap(self.block, (*cell, *cell))

    @property
    def columns(self) -> tuple[int, int]:
        return self.block[1], self.block[3]

    @property
    def shifting(self) -> Area:
        """The cells that move, or are taken away."""
        _, left, bottom, right = self.block
        return min(bottom, bottom + self.by), left, limits.ROWS - 1, right

    def shifted(self, where: Area) -> Area | None:
        """An area after the cells have moved, as Excel has it; None where all of it is taken away.

        Inside the columns it grows, shrinks or goes along; an area that reaches beyond them stays.
        """
        top, left, bottom, right = where
        at, by = self.block[2], self.by
        if left < self.block[1] or right > self.block[3]:
            return where
        start = min(at, at + by)  # rows from here to `at` are taken away where `by` is negative
        if start <= top and bottom < at:
            return None
        top = top + by if top >= at else min(top, start) if top >= start and by < 0 else top
        bottom = bottom + by if bottom >= at else min(bottom, start - 1) if by < 0 else bottom
        return top, left, min(max(top, bottom), limits.ROWS - 1), right  # a whole column stays one

    def followed(self, where: Area) -> tuple[Area | None, bool]:
        """Where what an area speaks of stands now, None where it is gone; and whether that is sure.

        Where it is not, the area is the one that Excel would make of it.
        """
        first, left, last, right = where
        top, block_left, bottom, block_right = self.block
        inside = range(max(first, top), min(last, bottom) + 1) if left <= block_right and right >= block_left else range(0)
        if not inside or (inside[0] == top and inside[-1] == bottom):
            return self.shifted(where), True
        if left < block_left or right > block_right:
            return where, all(self.rows.get(row) == row for row in inside)
        if any(row not in self.rows for row in inside):
            return self.shifted(where), False
        now = [row for each in inside if (row := self.rows[each]) is not None]
        if not now:
            return None, False
        start = top if first < top else min(now)
        end = bottom + self.by if last > bottom else max(now)
        if now != sorted(now) or not self._taken.intersection(range(start, end + 1)) <= set(now):
            return self.shifted(where), False  # what stood together is scattered
        begin = first if first < top else start
        stop = min(last + self.by, limits.ROWS - 1) if last > bottom else end
        return (begin, left, stop, right), True

    @cached_property
    def _taken(self) -> frozenset[int]:
        """The rows that speak of something that was there before."""
        return frozenset(row for row in self.rows.values() if row is not None)

    def stays(self, row: int) -> bool:
        """Whether a row speaks of the same as before."""
        return not self.block[0] <= row <= self.block[2] or self.rows.get(row) == row

    def may_be_named(self, formula: str) -> bool:
        """Whether a formula can mean this sheet by a title, its own or those of the sheets on either side; a look at its letters alone."""
        return "!" in formula and (self._written in formula.casefold() or _SEVERAL.search(formula) is not None)

    @cached_property
    def _written(self) -> str:
        return self.title.replace("'", "''").casefold()

    def changes(self, formula: str) -> bool:
        """Whether a formula of another sheet cannot stay as it is."""
        now = followed(formula, self, own=False)
        return now.doubtful or now.text != formula

    def means(self, title: str) -> bool:
        """Whether a sheet's title in a formula, quotes and all, names this sheet alone."""
        return unquoted(title).casefold() == self.title.casefold()

    def spans(self, title: str) -> bool:
        """Whether a title in a formula names several sheets, this one among them."""
        first, mark, last = unquoted(title).partition(":")
        order = [each.casefold() for each in self.titles]
        if not mark or first.casefold() not in order or last.casefold() not in order:
            return False
        one, other = sorted((order.index(first.casefold()), order.index(last.casefold())))
        return self.title.casefold() in order[one : other + 1]


class Formula(NamedTuple):
    """A formula after a move: its text; whether its value may be another one now; whether somebody should look at it."""

    text: str
    fresh: bool
    doubtful: bool


def followed(formula: str, move: Move, *, own: bool = True, cell: tuple[int, int] | None = None, relative: bool = False) -> Formula:
    """A formula whose references follow what they speak of.

    Args:
        own: whether it stands on the sheet that moves, so that a reference without a title means it.
        cell: where it stands, if it is a cell's.
        relative: whether rows without a $ are counted from wherever it is used, as in conditional looks and validations.
    """
    if not own and not move.may_be_named(formula):
        return Formula(formula, False, False)
    try:
        tree = syntax.parse(formula)
    except FormulaError:
        told = move.may_be_named(formula)
        return Formula(formula, told, told)
    following = _Following(move, own, cell, relative)
    text = "".join(_rewritten(tree, following.operand, following.text))
    return Formula(text, following.fresh, following.doubtful)


def shifted(formula: str, move: Move) -> str:
    """A formula on another sheet after the cells have moved, whatever they speak of: where several references must stay alike."""
    return followed(formula, move.as_cells, own=False).text


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
    """Goes through the operands of one formula."""

    def __init__(self, move: Move, own: bool, cell: tuple[int, int] | None, relative: bool) -> None:
        self._move, self._own, self._cell, self._relative = move, own, cell, relative
        self.fresh = self.doubtful = False

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
            return f"{found['before']}{_GONE}{found['after'].replace('#', '')}"  # LibreOffice knows it without the sheet alone
        return f"{found['before']}{found['title'] or ''}{_renumbered(found['place'], new)}{found['after']}"

    def text(self, text: str) -> str:
        """A text may be a reference for a function such as INDIRECT; it stays, and somebody is told."""
        inside = text[1:-1].replace('""', '"').removeprefix("#")
        title = self._move.title.replace("'", "''").casefold()
        if f"{title}!" in inside.casefold() or f"{title}'!" in inside.casefold():
            found = _OPERAND.fullmatch(inside)
            if found is None or self._looks_elsewhere(found["place"]):
                self._doubt()
        return text

    def _new(self, place: str, where: Area) -> Area | None:
        move, shifted = self._move, self._move.shifted(where)
        if self._relative and "$" not in "".join(mark for mark, _ in _rows(place)):
            # on the block's own sheet such a rule goes row by row, and its rows are where they were
            if not self._own and not all(map(move.stays, range(where[0], min(where[2], move.block[2]) + 1))):
                self._doubt()
            return shifted
        if self._is_beside(place, where):
            if not move.stays(where[0]):
                self._doubt()
            return where
        new, sure = move.followed(where)
        if not sure:
            self._doubt()
        elif new != shifted:
            self.fresh = True
        return new

    def _is_beside(self, place: str, where: Area) -> bool:
        """Whether a reference means the row of the block that the formula stands beside."""
        if self._cell is None or not self._own:
            return False
        row, column = self._cell
        top, left, bottom, right = self._move.block
        on_its_row = where[0] == where[2] == row and top <= row <= bottom and not any(mark for mark, _ in _rows(place))
        return on_its_row and not left <= column <= right

    def _looks_elsewhere(self, place: str) -> bool:
        """Whether what stands in a place is another thing than before."""
        where = _cells(place)
        if where is None:
            return True
        new, sure = self._move.followed(where)
        return not sure or new != where

    def _doubt(self) -> None:
        self.fresh = self.doubtful = True


_LAST_COLUMN: Final = 16_383


def _cells(place: str) -> Area | None:
    """The cells of a place in a formula, whichever of its corners comes first."""
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
    """The rows of the corners, each with its $ or without."""
    found = [_ROW.search(corner) for corner in place.split(":")]
    return [(each[1], int(each[2]) - 1) for each in found if each is not None]


def _renumbered(place: str, where: Area) -> str:
    corners = place.split(":")
    rows = [row for _, row in _rows(place)]
    upside_down = len(rows) > 1 and rows[0] > rows[-1]
    numbers = (where[2], where[0]) if upside_down else (where[0], where[2])
    return ":".join(_ROW.sub(rf"\g<1>{row + 1}", corner) for row, corner in zip(numbers, corners, strict=False))


# ---------------------------------------------------------------- which row speaks of what
def matched(old: Sequence[Key], new: Sequence[Key]) -> dict[int, int | None]:
    """By the old row, counted from 0 in its block: the row that speaks of the same now (`Move.rows`)."""
    before, now = _places(old), _places(new)
    fresh = any(key not in before for key in now if key is not None)
    rows: dict[int, int | None] = {}
    for place, key in enumerate(old):
        if key is None:
            at, by = len(old) - 1, len(new) - len(old)
            rows[place] = place + by if place == at else place if place < at + min(by, 0) else None
        elif key in now:
            if len(before[key]) == len(now[key]) == 1 or before[key] == now[key]:
                rows[place] = now[key][before[key].index(place)]
        elif not fresh:
            rows[place] = None  # with new names about, it may have been renamed
    return rows


def _fitted(keys: Sequence[Key], rows: int) -> Sequence[Key]:
    return [*keys[:rows], *[None] * (rows - len(keys))]


def _places(keys: Sequence[Key]) -> dict[Key, list[int]]:
    places: dict[Key, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    return places
