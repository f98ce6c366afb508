"""Update areas and formulas after the rows of a block have moved. Pure; rows and columns are 0-based."""

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
"""Identity of the item that a row of a block shows; None for a row without one."""

_CORNER: Final = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
_TITLE: Final = r"(?:'(?:[^']|'')+'|[^\s'!\[\]:]+(?::[^\s'!\[\]:]+)?)!"
_OPERAND: Final = re.compile(
    rf"(?P<before>:?)(?P<title>{_TITLE})?(?P<place>{_CORNER}(?::(?:{_TITLE})?{_CORNER})?|\$?[1-9][0-9]*:\$?[1-9][0-9]*)(?P<after>[:#]?)",
    re.IGNORECASE,
)
"""A reference to cells or whole rows, with a colon before or after it where a function gives the other corner."""
_SEVERAL: Final = re.compile(r":[^!:(),\"]+!")
_ROW: Final = re.compile(r"(\$?)([0-9]+)$")
_GONE: Final = "#REF!"


@dataclass(frozen=True, eq=False)
class Move:
    """A sync's change to a block: cells are inserted or deleted before its last row, and its rows are rewritten."""

    title: str
    """Title of the block's sheet."""
    block: Area
    """Area before the sync."""
    by: int
    """Number of rows inserted; negative if deleted."""
    rows: Mapping[int, int | None]
    """New row of each old row's item, None if the item is gone; rows whose item cannot be traced are absent."""
    titles: Sequence[str] = field(default=(), repr=False)
    """Titles of all sheets in order, for references that span several sheets."""

    @classmethod
    def of(cls, title: str, block: Area, old: Sequence[Key], new: Sequence[Key], height: int, titles: Sequence[str]) -> Move:
        """Build the move of a block to a new height from the keys of its old and new rows."""
        rows = block[2] - block[0] + 1
        found = matched(_fitted(old, rows), _fitted(new, height))
        moved = {block[0] + row: None if now is None else block[0] + now for row, now in found.items()}
        return cls(title, block, height - rows, moved, titles)

    @property
    def is_nothing(self) -> bool:
        """Whether every row keeps its item."""
        return not self.by and all(map(self.stays, range(self.block[0], self.block[2] + 1)))

    @property
    def as_cells(self) -> Move:
        """The same move, with cells followed by position instead of by item."""
        return replace(self, rows={})

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
        if left < self.block[1] or right > self.block[3]:
            return where
        start = min(at, at + by)  # if `by` is negative, rows from here to `at` are deleted
        if start <= top and bottom < at:
            return None
        top = top + by if top >= at else min(top, start) if top >= start and by < 0 else top
        bottom = bottom + by if bottom >= at else min(bottom, start - 1) if by < 0 else bottom
        return top, left, min(max(top, bottom), limits.ROWS - 1), right  # a whole column stays a whole column

    def followed(self, where: Area) -> tuple[Area | None, bool]:
        """Return the new area of an area's items, None if they are gone, and whether it is certain.

        If it is not certain, the area is adjusted as Excel would.
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
            return self.shifted(where), False  # the items are no longer adjacent
        begin = first if first < top else start
        stop = min(last + self.by, limits.ROWS - 1) if last > bottom else end
        return (begin, left, stop, right), True

    @cached_property
    def _taken(self) -> frozenset[int]:
        """New rows of items that were there before."""
        return frozenset(row for row in self.rows.values() if row is not None)

    def stays(self, row: int) -> bool:
        """Return whether a row keeps its item."""
        return not self.block[0] <= row <= self.block[2] or self.rows.get(row) == row

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
    """A formula after a move: its text, whether its value may have changed, and whether staff should review it."""

    text: str
    fresh: bool
    doubtful: bool


def followed(formula: str, move: Move, *, own: bool = True, cell: tuple[int, int] | None = None, relative: bool = False) -> Formula:
    """Update a formula so that its references follow their items.

    Args:
        own: whether the formula is on the moving sheet, so that references without a title mean that sheet.
        cell: the formula's cell, if it is in a cell.
        relative: whether rows without a $ are relative to the cell of use, as in conditional formats and validations.
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
    """Update a formula on another sheet by cell position only, for cases where several references must stay consistent."""
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
    """Updates the operands of one formula."""

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
        move, shifted = self._move, self._move.shifted(where)
        if self._relative and "$" not in "".join(mark for mark, _ in _rows(place)):
            # on the block's own sheet such a rule applies row by row, and the rows keep their positions
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
        self.fresh = self.doubtful = True


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


# ---------------------------------------------------------------- matching rows by item
def matched(old: Sequence[Key], new: Sequence[Key]) -> dict[int, int | None]:
    """Match old rows to new rows by key, with rows 0-based in the block; the result is as `Move.rows`."""
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
            rows[place] = None  # if there are new names, the item may have been renamed
    return rows


def _fitted(keys: Sequence[Key], rows: int) -> Sequence[Key]:
    return [*keys[:rows], *[None] * (rows - len(keys))]


def _places(keys: Sequence[Key]) -> dict[Key, list[int]]:
    places: dict[Key, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    return places
