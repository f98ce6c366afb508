"""Resolve the references of a formula in a workbook: cells, ranges, table columns, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lkjip.mail.calls import Range, UnknownError
from lkjip.model.formulas.references import Area, area, unquoted
from lkjip.ooxml.package import StoredTable, Unsaved
from lkjip.ooxml.sheet_part import SheetPart
from xlfuncs.angka import Cell

_STRUCTURED: Final = re.compile(r"([^\[\]!']*)\[(.*)\]", re.DOTALL)
_SPECIFIER: Final = re.compile(r"(@?)\[((?:'.|[^\[\]'])*)\]", re.DOTALL)
_MOST_CELLS: Final = 100_000


class ReferencedBook:
    """What references in a workbook can lead to.

    Args:
        titles: the titles of its sheets.
        sheet: returns a worksheet by title, or None.
        tables: tables by name in small letters.
        names: defined names in small letters.
    """

    def __init__(
        self,
        titles: Iterable[str],
        sheet: Callable[[str], SheetPart | None],
        tables: Mapping[str, StoredTable],
        names: Mapping[str, str],
    ) -> None:
        self.sheet, self.tables, self.names = sheet, tables, names
        self._titles = {title.lower(): title for title in titles}
        self._known: dict[tuple[str, str], tuple[StoredTable, int, int, frozenset[str]]] = {}

    def title(self, written: str) -> str:
        """The title of a sheet that a formula refers to, in any case."""
        return self._titles.get(written.lower(), written)

    def columns(self, name: str, inside: str) -> tuple[StoredTable, int, int, frozenset[str]]:
        """The columns that a structured reference names: the table, the first and last column (0-based), and which rows.

        Raises:
            UnknownError: there is no such table or column.
        """
        if (name, inside) not in self._known:
            self._known[name, inside] = self._columns(name, inside)
        return self._known[name, inside]

    def _columns(self, name: str, inside: str) -> tuple[StoredTable, int, int, frozenset[str]]:
        table = self.tables.get(name.lower())
        if table is None:
            raise UnknownError
        items = _SPECIFIER.findall(inside) or [("@" if inside.startswith("@") else "", inside.removeprefix("@"))]
        names = [_unescaped(item).lower() for _, item in items if item and not item.startswith("#")]
        specials = {item.lower() for _, item in items if item.startswith("#")} | {"#this row" for mark, _ in items if mark}
        known = [column.lower() for column in table.columns]
        if len(names) > 2 or any(each not in known for each in names):
            raise UnknownError
        columns = sorted(table.left - 1 + known.index(each) for each in names) or [table.left - 1, table.right - 1]
        return table, columns[0], columns[-1], frozenset(specials)


@dataclass(frozen=True)
class Origin:
    """The cell (0-based row and column) from which the references of a formula lead; None for a formula outside a cell."""

    book: ReferencedBook
    title: str = ""
    row: int | None = None
    _known: dict[str, Cell | Range] = field(default_factory=dict, compare=False)

    def at(self, operand: str) -> Cell | Range:
        """The value of a reference or name; rows of values for more than one cell.

        Raises:
            UnknownError: it leads nowhere, to whole columns, to another workbook, or to a formula without a saved value.
        """
        if operand not in self._known:
            self._known[operand] = self._looked_up(operand)
        return self._known[operand]

    def _looked_up(self, operand: str) -> Cell | Range:
        title, where = self._area(operand)
        part = self.book.sheet(title)
        if part is None:
            raise UnknownError
        top, left, bottom, right = where
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise UnknownError
        rows = [[_value(part, row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)]
        return rows[0][0] if (top, left) == (bottom, right) else rows

    def _area(self, operand: str) -> tuple[str, Area]:
        sheet, mark, place = operand.rpartition("!")
        if "[" in sheet:  # another workbook
            raise UnknownError
        if structured := _STRUCTURED.fullmatch(operand):
            return self._columns(structured[1], structured[2])
        if (where := area(place.upper())) is not None:
            if (not mark and self.row is None) or (self.row is None and place.count("$") != 2 * (place.count(":") + 1)):
                raise UnknownError  # a relative name, which means another cell in each cell
            return (self.book.title(unquoted(sheet)) if mark else self.title), where
        if place.lower() in self.book.tables:
            return self._columns(place, "#Data")
        named = self.book.names.get(place.lower())
        if named is None or named.lower() == operand.lower():
            raise UnknownError
        return Origin(self.book)._area(named)

    def _columns(self, name: str, inside: str) -> tuple[str, Area]:
        table, left, right, specials = self.book.columns(name, inside)
        top, bottom = self._rows(table, specials)
        return table.sheet, (top, left, bottom, right)

    def _rows(self, table: StoredTable, specials: frozenset[str]) -> tuple[int, int]:
        first, last = table.first_row - 1, table.last_row - 1
        if not specials or specials == {"#data"}:
            return first, last
        if specials == {"#this row"} and self.row is not None and first <= self.row <= last and table.sheet == self.title:
            return self.row, self.row
        if specials == {"#totals"} and table.totals_rows:
            return last + 1, last + 1
        raise UnknownError


def _value(part: SheetPart, row: int, column: int) -> Cell:
    _, value = part.stored(row, column)
    if isinstance(value, Unsaved):
        raise UnknownError
    return value


def is_elsewhere(operand: str) -> bool:
    """Whether a reference, name or function is in another workbook or program (`program|topic!item`)."""
    return "[" in operand.rpartition("!")[0] or "|" in operand


def _unescaped(column: str) -> str:
    return re.sub(r"'(.)", r"\1", column, flags=re.DOTALL)
