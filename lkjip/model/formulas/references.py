"""References in the A1 notation: letters of columns, cells, areas, titles of sheets. Pure; rows and columns count from 0.

Own code and not XlsxWriter's, which takes 44 ms to import: more than a short command needs for everything else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

from lkjip import limits

Area: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""

_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_AREA: Final = re.compile(rf"{_CELL.pattern}(?::{_CELL.pattern})?")


@lru_cache(maxsize=limits.COLUMNS)
def column_letters(column: int) -> str:
    """The letters of a column: "A" for 0."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


@lru_cache(maxsize=limits.COLUMNS)
def column_number(letters: str) -> int:
    """The column with these letters: 0 for "A". Capitals alone."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_reference(row: int, column: int, *, absolute: bool = False) -> str:
    """The reference of a cell: "B3", or "$B$3"."""
    mark = "$" if absolute else ""
    return f"{mark}{column_letters(column)}{mark}{row + 1}"


def cell_place(reference: str) -> tuple[int, int]:
    """The row and column of a cell, "B3" or "$B$3".

    Raises:
        ValueError: no reference of a single cell.
    """
    found = _CELL.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    return int(found[2]) - 1, column_number(found[1])


def area(reference: str) -> Area | None:
    """The area that a reference names, "$B$7:$J$15" or "C3"; None for anything else."""
    found = _AREA.fullmatch(reference)
    if not found:
        return None
    row, column = int(found[2]) - 1, column_number(found[1])
    last, right = (int(found[4]) - 1, column_number(found[3])) if found[3] else (row, column)
    return (row, column, last, right) if row <= last < limits.ROWS and column <= right else None


def reference(where: Area, *, absolute: bool = False) -> str:
    """An area as a reference; one of a single cell as that cell's."""
    corners = [cell_reference(row, column, absolute=absolute) for row, column in (where[:2], where[2:])]
    return ":".join(dict.fromkeys(corners))


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def quoted(title: str) -> str:
    """A sheet's title as a formula writes it, in quotes."""
    return "'" + title.replace("'", "''") + "'"


def unquoted(title: str) -> str:
    """A sheet's title as a formula writes it, without its quotes."""
    return title[1:-1].replace("''", "'") if title.startswith("'") else title
