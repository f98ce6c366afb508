"""Tell what a remark is about, so that it is known again after rows were inserted, tables sorted or sheets renamed. Pure.

A cell's reference and the wording of a message do not last. What does: the check, the table, what the row is about, the column, what
the cell holds, what it should hold, and the other figures that the message compares.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Final

from lkjip.checks.book import Book, Line
from lkjip.model import tables
from lkjip.model.columns import Column, Kind, Role, Table
from lkjip.model.finding import Identity, Remark
from lkjip.model.formulas.references import cell_place, column_letters
from lkjip.ooxml.package import Stored, StoredTable, Unsaved
from lkjip.sources.workbook_file import PROFIL_COLUMNS
from xlfuncs import id_format

_REFERENCE: Final = re.compile(r"\s*(?:\bsel )?(?<!\w)[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?(?!\w)| baris \d+| \(\d+ sel\)")
"""How texts name cells and rows, which move, and how many cells are alike."""
_COUNT: Final = re.compile(r"\b\d+ (?:tabel|indikator|baris|sel|kali)\b")
"""How messages say how many there are of something, which is no figure of the report."""
_FIGURE: Final = re.compile(r"(?<![\w.,])\d+(?:\.\d{3})*(?:,\d+)?(?![\w])")
_MOST_CELLS: Final = 8
_MOST_TEXTS: Final = 3
_LONGEST: Final = 240
_TOTALS: Final = "jumlah"
_HEADING: Final = "judul"
_DECLARED: Final[Mapping[str, Table]] = {table.name: table for table in tables.TABLES}


class Places:
    """What stands in the cells of a workbook's tables."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lines: dict[str, Mapping[int, Line]] = {}

    @cached_property
    def _on_sheet(self) -> Mapping[str, Sequence[StoredTable]]:
        found: dict[str, list[StoredTable]] = {}
        for stored in self._book.workbook.tables.values():
            found.setdefault(stored.sheet, []).append(stored)
        return found

    @cached_property
    def _renamed(self) -> Sequence[tuple[str, str]]:
        """The titles of sheets that the user has changed, longest first, each with our own."""
        titles = [(stored.sheet, table.sheet) for name, stored in self._book.workbook.tables.items() if (table := _DECLARED.get(name))]
        return sorted(((now, ours) for now, ours in titles if now != ours), key=lambda each: -len(each[0]))

    def table_of(self, remark: Remark) -> StoredTable | None:
        """The table that a remark's cell stands in, or above or below which it stands; None if its sheet has none."""
        here = self._on_sheet.get(remark.sheet, ())
        row, column = cell_place(remark.cell.partition(":")[0])
        inside = (stored for stored in here if stored.covers(row + 1, column + 1))
        return next(inside, here[0] if here else None)

    def identity(self, code: str, remark: Remark) -> Identity:
        """What a remark is about; equal ones are not counted yet."""
        stored = self.table_of(remark)
        expected = self._lasting(remark.expected)[:_LONGEST]
        first, _, last = remark.cell.partition(":")
        (top, left), (bottom, right) = cell_place(first), cell_place(last or first)
        cells = list(product(range(top + 1, bottom + 2), range(left + 1, right + 2)))[:_MOST_CELLS]
        there = "; ".join(filter(None, (_text(self._value(stored, *cell)) for cell in cells)))[:_LONGEST]
        others = self._figures(remark.message, f"{there} {expected}")
        said = f"{there} ({others})".strip() if others else there
        if remark.anywhere or stored is None:
            return Identity(code, "", "", "", said, expected)
        name = _column_name(stored, left + 1)
        return Identity(code, stored.name, self._row(stored, top + 1, name)[:_LONGEST], name, said, expected)

    def _lasting(self, text: str) -> str:
        """A text without the places that it names, and with our own titles of sheets."""
        for now, ours in self._renamed:
            text = text.replace(now, ours)
        return " ".join(_REFERENCE.sub("", text).split())

    def _figures(self, message: str, said: str) -> str:
        """The figures of a message that are not said otherwise."""
        text = _COUNT.sub("", self._lasting(message))
        for table in tables.TABLES:
            text = text.replace(table.sheet, "")
        known = {_number(each) for each in _FIGURE.findall(said)}
        return "; ".join(sorted({each for each in _FIGURE.findall(text) if _number(each) not in known}))

    def _value(self, stored: StoredTable | None, row: int, column: int) -> Stored:
        if stored is None:
            return None
        contents = self._book.workbook.contents[stored.name]
        if not stored.covers(row, column):
            loose = contents.outside.get(row, {}).get(column)
            return loose.value if loose else contents.headings.get(f"{column_letters(column - 1)}{row}")
        name = stored.columns[column - stored.left]
        line, declared = self._line(stored, row), self._column(stored, name)
        if line is not None and declared is not None and not declared.is_input and name in contents.formulas.get(row, {}):
            return line[declared.key]  # saved values differ between programs in their last digits
        return contents.rows.get(row, {}).get(name)

    def _line(self, stored: StoredTable, row: int) -> Line | None:
        table = _DECLARED.get(stored.name)
        if table is None:
            return None
        if table.key not in self._lines:
            self._lines[table.key] = {line.row: line for line in self._book.lines(table)}
        return self._lines[table.key].get(row)

    @staticmethod
    def _column(stored: StoredTable, name: str) -> Column | None:
        table = _DECLARED.get(stored.name)
        return next((column for column in table.columns if column.name == name), None) if table else None

    def _row(self, stored: StoredTable, row: int, column: str) -> str:
        """What a row is about: its indicator, spelled as in Tabel 3.1, with what tells namesakes apart; else its first texts."""
        if row < stored.first_row:
            return _HEADING
        if row > stored.last_row:
            return _TOTALS if row <= stored.bottom else self._outside(stored, row)
        line = self._line(stored, row)
        if line is None or line.name is None:
            return self._texts(stored, row, column)
        table = line.table
        part = table.key_with(Role.BAGIAN)
        name = str(line.name)
        apart: list[str] = []
        if table.row_key in table.keys(Role.INDIKATOR):
            measured = self._book.measured.get(self._book.identity(line))
            name = name if measured is None else str(measured.name)
            if self._book.indicator(line.name) in self._book.namesakes:
                apart = [str(line[key]) for key in ("sasaran", "induk") if key in table.names and line[key] is not None]
        return " / ".join(filter(None, (part and line.choice(part), name, *apart)))

    def _texts(self, stored: StoredTable, row: int, column: str) -> str:
        values = self._book.workbook.contents[stored.name].rows.get(row, {})
        if isinstance(key := values.get(PROFIL_COLUMNS[0]), str):
            return key
        names = [name for name in stored.columns if name != column and _is_label(self._column(stored, name))]
        texts = [value for name in names if isinstance(value := values.get(name), str) and value.strip()]
        return " / ".join(" ".join(text.split()) for text in texts[:_MOST_TEXTS])

    def _outside(self, stored: StoredTable, row: int) -> str:
        cells = self._book.workbook.contents[stored.name].outside.get(row, {})
        return next((" ".join(loose.value.split()) for loose in cells.values() if isinstance(loose.value, str)), "")


def counted(identities: Iterable[Identity]) -> list[Identity]:
    """Identities with equal ones counted, from 1, in their order."""
    seen: Counter[Identity] = Counter()
    numbered = []
    for each in identities:
        seen[each] += 1
        numbered.append(each._replace(number=seen[each]))
    return numbered


def _is_label(column: Column | None) -> bool:
    """Whether a column's text says what the row is about."""
    return column is None or (
        column.is_input and column.kind in (Kind.TEXT, Kind.LIST) and column.role in (None, Role.INDIKATOR, Role.BAGIAN)
    )


def _column_name(stored: StoredTable, column: int) -> str:
    inside = stored.left <= column <= stored.right
    return stored.columns[column - stored.left] if inside else f"+{column - stored.right}"


def _text(value: Stored) -> str:
    if value is None or value is Unsaved.UNSAVED:
        return ""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return id_format.typed(float(f"{value:.12g}"))
    return " ".join(str(value).split())


def _number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))
