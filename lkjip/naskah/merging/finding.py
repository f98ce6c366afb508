"""Where in a document the tables of a record are, wherever people have moved them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lkjip.docx_kit.wml import W
from lkjip.naskah.merging.grids import Grid, GridRow, signature
from lkjip.naskah.merging.matching import Pairs, share
from lkjip.naskah.merging.pairing import names_of
from lkjip.naskah.merging.texts import key
from lkjip.naskah.record import WrittenTable

_NUMBER: Final = re.compile(r"\(?\d{1,3}\)?(?:\s*=.*)?")
_HALF: Final = 0.5
_COPY: Final = 0.6
"""A further table whose texts are equal in this share is a copy of one of ours."""


@dataclass(eq=False)
class Placed:
    """A table of a record in a document.

    Attributes:
        columns: for each column of the record the column of the grid.
        headings: the number of heading rows.
        first: the first row below them and below the row of column numbers.
    """

    grid: Grid
    columns: list[int]
    headings: int
    first: int

    @cached_property
    def body(self) -> list[GridRow]:
        return self.grid.rows[self.first :]

    @cached_property
    def texts(self) -> list[tuple[str, ...]]:
        """The texts of the rows in the record's columns, in the form of `texts.key`."""
        return [tuple(key(row.text(column)) for column in self.columns) for row in self.body]

    @cached_property
    def caption(self) -> str:
        """The caption above the table without its number, likewise; "" for none."""
        line = self.grid.before
        near = line is not None and line.table is None and self.grid.place - line.place == 1
        return key(line.text[line.label :]) if near and line is not None else ""


def tables(written: Mapping[str, WrittenTable], grids: Sequence[Grid]) -> tuple[dict[str, Placed], dict[str, str]]:
    """The place of each table by its key, and for those without one the reason, in words for staff."""
    found: dict[str, Placed] = {}
    problems: dict[str, str] = {}
    groups: dict[tuple[int, tuple[tuple[str, ...], ...]], list[str]] = defaultdict(list)
    for name, table in written.items():
        groups[len(table.headings), tuple(sorted(_signatures(table)))].append(name)
    used: set[int] = set()
    for (height, signatures), names in groups.items():
        alike = [grid for grid in grids if grid.width == len(signatures) and tuple(sorted(grid.signatures(height))) == signatures]
        placed = [_placed(written[names[0]], grid) for grid in alike]
        _assign({name: written[name] for name in names}, placed, found, problems)
        used.update(id(each.grid) for each in placed)
    others = [grid for grid in grids if id(grid) not in used]
    for name, table in written.items():
        if name not in found and name not in problems:
            problems[name] = (
                "kolomnya sudah diubah di naskah" if any(_has_other_columns(table, grid) for grid in others) else "tidak ada lagi di naskah"
            )
    return found, problems


def _signatures(table: WrittenTable) -> list[tuple[str, ...]]:
    width = max(map(len, (*table.headings, *table.rows.values())), default=0)
    return [signature(row[column] if column < len(row) else "" for row in table.headings) for column in range(width)]


def _placed(table: WrittenTable, grid: Grid) -> Placed:
    height = len(table.headings)
    there = grid.signatures(height)
    free: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for column, called in enumerate(there):
        free[called].append(column)
    columns = [free[called].pop(0) for called in _signatures(table)]
    first = height
    while first < min(len(grid.rows), height + 2) and _repeats(grid.rows[first]):
        first += 1
    return Placed(grid, columns, height, first)


def _repeats(row: GridRow) -> bool:
    """Whether a row belongs to the heading: repeated on each page, or numbers of the columns."""
    if row.element.find(f"{W}trPr/{W}tblHeader") is not None:
        return True
    texts = [row.text(column).strip() for column in range(len(row.slots))]
    return (
        len(texts) > 1
        and all(map(_NUMBER.fullmatch, texts))
        and [int(re.sub(r"\D.*", "", text.lstrip("("))) for text in texts] == list(range(1, len(texts) + 1))
    )


def _assign(written: Mapping[str, WrittenTable], placed: Sequence[Placed], found: dict[str, Placed], problems: dict[str, str]) -> None:
    """Tell apart the tables with the same headings."""
    names = list(written)
    ours = [_Marks.of(written[name]) for name in names]
    theirs = [_Marks(each.caption, tuple(each.texts), tuple(row[written[names[0]].key_column] for row in each.texts)) for each in placed]
    pairs = Pairs(len(ours), len(theirs))
    for pick in (_caption_and_rows, _caption_and_names, _only_rows, _only_caption, _only_names):
        pairs.by(lambda n, pick=pick: pick(ours[n]), lambda n, pick=pick: pick(theirs[n]))  # type: ignore[misc]
    for left in list(pairs.free_ours):
        close = sorted((-_overlap(ours[left], theirs[right]), right) for right in pairs.free_theirs)
        if close and close[0][0] <= -_HALF and (len(close) == 1 or close[0][0] < close[1][0]):
            rivals = [each for each in pairs.free_ours if each != left and _overlap(ours[each], theirs[close[0][1]]) >= -close[0][0]]
            if not rivals:
                pairs.pair(left, close[0][1])
    pairs.by(lambda n: _only_names(ours[n]), lambda n: _only_names(theirs[n]), in_order=True)
    copies: Counter[int] = Counter()
    for right in pairs.free_theirs:
        likest = max(range(len(ours)), key=lambda left: _likeness(ours[left], theirs[right]), default=None)
        if likest is not None and _likeness(ours[likest], theirs[right]) >= _COPY:
            copies[likest] += 1
    for left, name in enumerate(names):
        times = copies[left] + (left in pairs.of_ours)
        if copies[left] and times > 1:
            problems[name] = f"ada {times} kali di naskah"
        elif left in pairs.of_ours:
            found[name] = placed[pairs.of_ours[left]]


@dataclass(frozen=True)
class _Marks:
    """What tells tables with the same headings apart."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]

    @staticmethod
    def of(table: WrittenTable) -> _Marks:
        return _Marks(key(table.title), tuple(tuple(map(key, cells)) for cells in table.rows.values()), tuple(names_of(table)))


def _caption_and_rows(marks: _Marks) -> object:
    return (marks.caption, marks.rows) if marks.caption else None


def _caption_and_names(marks: _Marks) -> object:
    return (marks.caption, marks.names) if marks.caption else None


def _only_rows(marks: _Marks) -> object:
    return marks.rows


def _only_caption(marks: _Marks) -> object:
    return marks.caption or None


def _only_names(marks: _Marks) -> object:
    return marks.names


def _overlap(ours: _Marks, theirs: _Marks) -> float:
    mine, other = set(ours.names), set(theirs.names)
    return len(mine & other) / len(mine | other) if mine or other else 0.0


def _likeness(ours: _Marks, theirs: _Marks) -> float:
    if ours.names == theirs.names and ours.rows:
        return sum(share(one, other) for one, other in zip(ours.rows, theirs.rows, strict=True)) / len(ours.rows)
    mine, other = set(ours.rows), set(theirs.rows)
    return len(mine & other) / max(len(mine), 1)


def _has_other_columns(table: WrittenTable, grid: Grid) -> bool:
    """Whether a grid looks like the table, but for its columns."""
    line = grid.before
    if table.title and line is not None and grid.place - line.place == 1 and key(line.text[line.label :]) == key(table.title):
        return True
    called = {each for each in _signatures(table) if each}
    there = set(grid.signatures(len(table.headings)))
    if not called or len(called & there) < _HALF * len(called):
        return False
    names = set(names_of(table))
    columns = ({key(row.text(column)) for row in grid.rows} for column in range(grid.width))
    return any(len(names & texts) >= _HALF * len(names) for texts in columns)
