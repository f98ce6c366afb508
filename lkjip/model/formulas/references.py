"""Convert references in A1 notation: column letters, cells, areas, sheet titles. Pure; rows and columns are 0-based.

XlsxWriter has such functions too, but importing it takes 44 ms, longer than everything else in a short command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from lkjip import limits

Area: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column, 0-based."""

_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_AREA: Final = re.compile(rf"{_CELL.pattern}(?::{_CELL.pattern})?")
_NAMED: Final = re.compile(r"('(?:[^']|'')+'|[^'!]+)!(.+)")


@lru_cache(maxsize=limits.COLUMNS)
def column_letters(column: int) -> str:
    """Return the letters of a column: "A" for 0."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


@lru_cache(maxsize=limits.COLUMNS)
def column_number(letters: str) -> int:
    """Return the column with these capital letters: 0 for "A"."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_reference(row: int, column: int, *, absolute: bool = False) -> str:
    """Return the reference of a cell: "B3", or "$B$3" if absolute."""
    mark = "$" if absolute else ""
    return f"{mark}{column_letters(column)}{mark}{row + 1}"


def cell_place(reference: str) -> tuple[int, int]:
    """Return the row and column of a cell such as "B3" or "$B$3".

    Raises:
        ValueError: not a reference to a single cell.
    """
    found = _CELL.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    return int(found[2]) - 1, column_number(found[1])


def named_area(formula: str) -> tuple[str, Area] | None:
    """Return the sheet's title and the area that the formula of a defined name means, as in "'Tabel 3.1'!$B$5:$K$9"."""
    found = _NAMED.fullmatch(formula)
    where = area(found[2]) if found else None
    return (unquoted(found[1]), where) if found and where is not None else None


def area(reference: str) -> Area | None:
    """Return the area of a reference such as "$B$7:$J$15" or "C3"; None for anything else."""
    found = _AREA.fullmatch(reference)
    if not found:
        return None
    row, column = int(found[2]) - 1, column_number(found[1])
    last, right = (int(found[4]) - 1, column_number(found[3])) if found[3] else (row, column)
    return (row, column, last, right) if row <= last < limits.ROWS and column <= right else None


def reference(where: Area, *, absolute: bool = False) -> str:
    """Return the reference of an area; an area of one cell gives a cell reference."""
    corners = [cell_reference(row, column, absolute=absolute) for row, column in (where[:2], where[2:])]
    return ":".join(dict.fromkeys(corners))


def overlap(one: Area, other: Area) -> bool:
    """Return whether two areas have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def quoted(title: str) -> str:
    """Quote a sheet's title for a formula."""
    return "'" + title.replace("'", "''") + "'"


def unquoted(title: str) -> str:
    """Remove the quotes, if any, from a sheet's title in a formula."""
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def without_table(formula: str, table: str) -> str:
    """A formula after the sheet with a table was deleted: references to its columns are #REF!."""
    return re.sub(rf"\b{re.escape(table)}\[[^\[\]]*\]", "#REF!", formula)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Group rising numbers of rows or columns into runs of consecutive ones, as (first, last)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        found.append((found.pop()[0], number) if found and found[-1][1] == number - 1 else (number, number))
    return found
