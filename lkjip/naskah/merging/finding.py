"""Where in a document the tables of a record are, wherever people have moved them."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lkjip.docx_kit.wml import W
from lkjip.naskah.merging.grids import Grid, GridRow, signature
from lkjip.naskah.merging.matching import MOST_PAIRS, Pairs, share
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
    by_headings: dict[tuple[int, tuple[tuple[str, ...], ...]], dict[str, WrittenTable]] = defaultdict(dict)
    for name, table in written.items():
        by_headings[len(table.headings), tuple(_signatures(table))][name] = table
    groups = []
    for (height, signatures), alike in by_headings.items():
        wanted = sorted(signatures)
        first = next(iter(alike.values()))
        there = [grid for grid in grids if grid.width == len(wanted) and sorted(grid.signatures(height)) == wanted]
        groups.append(_Group(alike, [_placed(first, grid) for grid in there]))
    for group in groups:
        group.pair_by_content()
        found |= group.found
    before = _Before(list(written), found)
    for group in groups:
        group.pair_by_neighbours(before)
        found |= group.found
        problems |= group.copies()
    found = {name: found[name] for name in written if name in found and name not in problems}
    used = {id(each.grid) for group in groups for each in group.placed}
    missing = [name for name in written if name not in found and name not in problems]
    others = [grid for grid in grids if id(grid) not in used]
    few = len(missing) * len(others) <= MOST_PAIRS
    for name in missing:
        changed = few and any(_has_other_columns(written[name], grid) for grid in others)
        problems[name] = "kolomnya sudah diubah di naskah" if changed else "tidak ada lagi di naskah"
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


class _Before:
    """Which of the tables found so far comes before another one, in the record and in the document."""

    def __init__(self, names: Sequence[str], found: Mapping[str, Placed]) -> None:
        self.in_record: dict[str, str] = {}
        last = ""
        for name in names:
            self.in_record[name] = last
            last = name if name in found else last
        self._order = sorted((placed.grid.place, name) for name, placed in found.items())

    def in_document(self, placed: Placed) -> str:
        at = bisect.bisect_left(self._order, (placed.grid.place, ""))
        return self._order[at - 1][1] if at else ""


class _Group:
    """The tables of a record with the same headings, and those of the document: told apart step by step."""

    def __init__(self, written: Mapping[str, WrittenTable], placed: Sequence[Placed]) -> None:
        self.names = list(written)
        self.placed = placed
        self.ours = [_Marks.of(table) for table in written.values()]
        column = next(iter(written.values())).key_column
        self.theirs = [_Marks(each.caption, tuple(each.texts), tuple(row[column] for row in each.texts)) for each in placed]
        self.pairs = Pairs(len(self.ours), len(placed))

    @property
    def found(self) -> dict[str, Placed]:
        return {self.names[left]: self.placed[right] for left, right in self.pairs.of_ours.items()}

    def pair_by_content(self) -> None:
        ours, theirs, pairs = self.ours, self.theirs, self.pairs
        for pick in (_caption_and_rows, _caption_and_names, _only_rows, _only_caption, _only_names):
            pairs.by(lambda n, pick=pick: pick(ours[n]), lambda n, pick=pick: pick(theirs[n]))  # type: ignore[misc]
        few = len(pairs.free_ours) * len(pairs.free_theirs) <= MOST_PAIRS
        for left in list(pairs.free_ours) if few else ():
            close = sorted((-_overlap(ours[left], theirs[right]), right) for right in pairs.free_theirs)
            if close and close[0][0] <= -_HALF and (len(close) == 1 or close[0][0] < close[1][0]):
                rivals = [each for each in pairs.free_ours if each != left and _overlap(ours[each], theirs[close[0][1]]) >= -close[0][0]]
                if not rivals:
                    pairs.pair(left, close[0][1])

    def pair_by_neighbours(self, before: _Before) -> None:
        """Tell the same tables apart by the certain one before each, and last by their order."""
        places = [before.in_document(each) for each in self.placed]
        pairs = self.pairs
        pairs.by(
            lambda n: (self.ours[n].names, before.in_record[self.names[n]]), lambda n: (self.theirs[n].names, places[n]), in_order=True
        )
        pairs.by(lambda n: self.ours[n].names, lambda n: self.theirs[n].names, in_order=True)
        if len(pairs.free_ours) == len(pairs.free_theirs):
            for left, right in zip(list(pairs.free_ours), list(pairs.free_theirs), strict=True):
                if _overlap(self.ours[left], self.theirs[right]) >= _HALF:
                    pairs.pair(left, right)

    def copies(self) -> dict[str, str]:
        """Tables that are in the document several times."""
        copies: Counter[int] = Counter()
        few = len(self.ours) * len(self.pairs.free_theirs) <= MOST_PAIRS
        for right in self.pairs.free_theirs if few else ():
            alike = [(_likeness(marks, self.theirs[right]), -left) for left, marks in enumerate(self.ours)]
            likeness, left = max(alike, default=(0.0, 0))
            copies[-left] += likeness >= _COPY
        times = {self.names[left]: count + (left in self.pairs.of_ours) for left, count in copies.items() if count}
        return {name: f"ada {count} kali di naskah" for name, count in times.items() if count > 1}


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
