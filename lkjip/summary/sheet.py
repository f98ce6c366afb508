"""What a summary sheet is, as plain data, and the formulas that all of them use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Table
from lkjip.model.formulas.references import column_letters
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import as_formula, filled
from lkjip.model.tables import TABEL_3_1
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError

LEFT: Final = 1  # column A is a margin
HIDDEN: Final = 0.0
"""The width of a column that people need not see."""
FEWEST_ROWS: Final = 2
"""A block that grows keeps this many rows: cells inserted before its last row are then inside it, for Excel too."""


@dataclass(frozen=True)
class Block:
    """The cells that sync writes, found in a workbook by their defined name; rows and columns from 0, the last ones included."""

    name: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int
    grows: bool = True
    """Whether it has a row for each indicator or the like; the cells below it in its columns move then."""

    def places(self) -> Iterator[tuple[int, int]]:
        """Its cells, row by row."""
        rows, columns = range(self.first_row, self.last_row + 1), range(self.first_column, self.last_column + 1)
        return ((row, column) for row in rows for column in columns)


@dataclass(frozen=True)
class SummarySheet:
    """A sheet as data. Rows and columns count from 0; boxes are first row, first column, last row, last column."""

    title: str
    widths: Sequence[float]
    cells: Mapping[tuple[int, int], SummaryCell]
    heights: Mapping[int, float] = field(default_factory=dict)
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Defined names of single cells."""
    blocks: Sequence[Block] = ()
    landscape: bool = False
    heading_rows: tuple[int, int] | None = None
    """First and last row that repeat on every page."""
    kategori: Sequence[tuple[int, int, int, int]] = ()
    """Boxes whose category codes are coloured."""
    tingkat: Sequence[tuple[int, int, int, int]] = ()
    """Boxes that say how grave a finding is, coloured by it."""
    with_unit: Sequence[tuple[int, int, int, int, int]] = ()
    """Boxes of figures, and the column of their unit: whole counts show no decimals."""
    grouped: Sequence[tuple[int, int, int, int]] = ()
    """Boxes of one column whose equal neighbours look merged."""
    unsynced: Sequence[tuple[int, int, int, int]] = ()
    """Boxes whose cells stand out where they say `BELUM_SINKRON`."""

    def written(self, block: Block) -> list[list[SummaryCell]]:
        """What sync writes into a block, row by row."""
        columns = range(block.first_column, block.last_column + 1)
        return [
            [self.cells.get((row, column), SummaryCell(None)) for column in columns] for row in range(block.first_row, block.last_row + 1)
        ]

    def wrapped(self, row: int) -> list[tuple[str, float]]:
        """The texts of a row that need lines, each with its column's width; one that the text above hides needs none."""
        found = []
        for column, width in enumerate(self.widths):
            cell, above = (self.cells.get((number, column)) for number in (row, row - 1))
            if cell is None or cell.last_column is not None or not {"cell", "plain"} & set(cell.style):
                continue
            hidden = above is not None and above.value == cell.value and any(box[1] == column for box in self.grouped)
            if isinstance(cell.value, str) and not hidden:
                found.append((cell.value, width))
        return found


BELUM_SINKRON: Final = "belum sinkron"


# ---------------------------------------------------------------- values and formulas
def value_of(rule: Callable[..., Cell], *args: object) -> Cell:
    """What a rule gives, an error as its text."""
    try:
        return rule(*args)
    except RuleError as error:
        return error.code


def text(laporan: Laporan, template: str, *style: str, last_column: int | None = None) -> SummaryCell:
    """A text that follows the Profil."""
    formula = as_formula(template)
    return SummaryCell(filled(template, laporan.profil), style, formula and formula.removeprefix("="), last_column)


@cache
def _letters(column: int) -> str:
    return str(column_letters(column))


def address(row: int, column: int) -> str:
    """A cell of the same row of a block: "$D7"."""
    return f"${_letters(column)}{row + 1}"


def input_cell(table: Table, key: str, place: int) -> str:
    """The cell of a column of an input table in a place counted from 0."""
    return f"INDEX({table.name}[{table.names[key]}],{place + 1})"


def unless_blank(cell: str, formula: str | None = None) -> str:
    """A formula where a cell holds anything, blank where it is empty; the cell itself without one."""
    return f'IF(LEN({cell})=0,"",{formula or cell})'


def name_formula(table: Table, key: str, place: int) -> str:
    """The name that a row is known by; blank where the table ends before or the row has none."""
    name = input_cell(table, key, place)
    return f'IF({place + 1}>ROWS({table.name}[{table.names[key]}]),"",IF(LEN(TRIM({name}))=0,"",{name}))'


def count_named(table: Table) -> str:
    """How many rows of a table have their name."""
    return f"SUMPRODUCT(--(LEN(TRIM({table.name}[{table.names[table.row_key]}]))>0))"


def indicator_rows(laporan: Laporan) -> list[tuple[int, Row]]:
    """The rows of a block with a row for each indicator: the place in Tabel 3.1, and the row, empty for a prepared one."""
    rows: list[tuple[int, Row]] = list(zip(laporan.places_in(TABEL_3_1), laporan.rows[TABEL_3_1.key], strict=True))
    fewest = FEWEST_ROWS if rows else TABEL_3_1.prepared_rows
    place = rows[-1][0] if rows else -1
    while len(rows) < fewest:
        place += 1
        rows.append((place, {}))
    return rows


def headings(labels: Sequence[tuple[str, ...]], row: int, laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    """The heading of a table on paper: its label and its numbering for each column; equal neighbours are one box."""
    cells = {}
    for level, style in enumerate(("heading", "numbering")):
        column = 0
        while column < len(labels):
            last = column
            while last + 1 < len(labels) and labels[last + 1][:2] == labels[column][:2]:
                last += 1
            cells[row + level, LEFT + column] = text(
                laporan, labels[column][level], style, last_column=LEFT + last if last > column else None
            )
            column = last + 1
    return cells
