"""The plain-data form of a summary sheet, and the formulas that all of them use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, cast

from lkjip.model import expressions
from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Table
from lkjip.model.expressions import Expression
from lkjip.model.formulas import native
from lkjip.model.formulas.aturan import RATA_RATA
from lkjip.model.formulas.references import cell_reference, column_letters
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import bare_formula, filled
from lkjip.model.tables import TABEL_3_1
from lkjip.xlsx_kit import fitting, paper
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError

LEFT: Final = 1  # column A is a margin
HIDDEN: Final = 0.0
"""The width of a hidden column."""
PAGE_SIZE: Final = 8.0
"""Points of the letters of a page with many columns; the style "page" has the same."""
KATEGORI_RANGE: Final = "kode_kategori"
"""The defined name of the category codes on Ringkasan, best first, by which conditional formats colour them."""
LABEL_RANGE: Final = "label_kategori"
"""The defined name of their labels, which a drop-down offers."""
FEWEST_ROWS: Final = 2
"""Fewest rows of a growing block, so that cells inserted before its last row are inside it, for Excel too."""


@dataclass(frozen=True)
class Block:
    """Cells that a sync writes, found by their defined name; rows and columns are 0-based, ends included."""

    name: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int
    grows: bool = True
    """Whether the number of rows varies; the cells below it in its columns then move."""
    about: int = 0
    """The column within the block, from 0, that tells what a row is about."""
    record: int | None = None
    """The column within the block, from 0, that only a sync reads: it may be out of date without the sheet being so."""

    def places(self) -> Iterator[tuple[int, int]]:
        """The cells of the block, row by row."""
        rows, columns = range(self.first_row, self.last_row + 1), range(self.first_column, self.last_column + 1)
        return ((row, column) for row in rows for column in columns)


@dataclass(frozen=True)
class SummarySheet:
    """A summary sheet as data, 0-based; a box is (first row, first column, last row, last column)."""

    title: str
    widths: Sequence[float]
    cells: Mapping[tuple[int, int], SummaryCell]
    heights: Mapping[int, float] = field(default_factory=dict)
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Defined names of single cells."""
    ranges: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)
    """Defined names of boxes that no sync writes."""
    boxed: Sequence[tuple[int, int, int, int, int]] = ()
    """Boxes with a column: the cells of a row have borders only while its cell there is filled."""
    blocks: Sequence[Block] = ()
    foot: Mapping[int, float] = field(default_factory=dict)
    """Heights in points of rows below the blocks with texts that go over several columns, which no program fits by itself."""
    handed_in: bool = True
    """Whether it is a page of the report as it is handed in."""
    landscape: bool = False
    size: float = fitting.SIZE
    """Points of the letters in its blocks."""
    begins: Sequence[int] = ()
    """Columns with which a page beside the first one begins."""
    repeated: Sequence[int] = ()
    """The columns that all these pages have."""
    breaks: Sequence[int] | None = None
    """Rows that begin a new page, for a sheet that has laid itself out; else they follow from the heights of its rows."""
    lines: tuple[int, int, int, int] | None = None
    """A box whose rows look as the kind of line in its second hidden column says."""
    bars: Sequence[tuple[int, int, int, int, float]] = ()
    """Boxes of figures that are shown as bars, with the figure whose bar fills the cell; beside the first of them is a red line."""
    fitted: Mapping[int, float] = field(default_factory=dict)
    """Heights in points that rows of a block need at least, for texts that they show at another time."""
    coloured_by: Sequence[tuple[int, int, int, int, int, str]] = ()
    """Boxes whose cells have the colour of a number in a column, as `template.looks.coloured`, and then a number format or ""."""
    bears_gaps: bool = False
    """Whether its formulas bear #REF! in place of an input column that an office has deleted."""
    button: int | None = None
    """The column of the button in the first row; by default beside what is printed, which needs room on the page too."""
    heading_rows: tuple[int, int] | None = None
    """First and last row that repeat on every page."""
    kategori: Sequence[tuple[int, int, int, int]] = ()
    """Boxes whose category codes are coloured."""
    kategori_by: Sequence[tuple[int, int, int, int, int]] = ()
    """Boxes that have the colour of the category whose code is in a column, the last number."""
    letter_bars: Sequence[tuple[int, int, int, int, int]] = ()
    """Boxes with bars of letters, in the colour of the category whose code is in a column."""
    tingkat: Sequence[tuple[int, int, int, int]] = ()
    """Boxes with the severity of findings, coloured by it."""
    accepted: Sequence[tuple[int, int, int, int, int]] = ()
    """Boxes of findings with the column that says which the office accepts; their rows are grey."""
    unit_look: Mapping[str, Any] = field(default_factory=lambda: {"border": 1})
    """Borders of the whole figures in the boxes of `with_unit`."""
    filled: Sequence[tuple[int, int, int, int]] = ()
    """Boxes that say whether something is filled in, coloured by it."""
    with_unit: Sequence[tuple[int, int, int, int, int]] = ()
    """Boxes of figures with the column of their unit: whole counts show no decimals."""
    grouped: Sequence[tuple[int, int, int, int]] = ()
    """Boxes of one column whose blank cells stand for the one above."""
    unsynced: Sequence[tuple[int, int, int, int]] = ()
    """Boxes whose cells are highlighted if they say `BELUM_DISUSUN`."""

    @property
    def hidden_columns(self) -> Sequence[str]:
        """The letters of the columns that only formulas read."""
        return [column_letters(column) for column, width in enumerate(self.widths) if width == HIDDEN]

    def written(self, block: Block) -> list[list[SummaryCell]]:
        """The cells that a sync writes into a block, row by row."""
        columns = range(block.first_column, block.last_column + 1)
        return [
            [self.cells.get((row, column), SummaryCell(None)) for column in columns] for row in range(block.first_row, block.last_row + 1)
        ]

    def height(self, row: int) -> float:
        """The height of a row in points that its texts need."""
        return max(fitting.height(self.wrapped(row), self.size), self.fitted.get(row, 0.0), self.foot.get(row, 0.0))

    def page_breaks(self) -> Sequence[int]:
        """The rows that begin a new page, so that no page is more than filled and no heading the last on one."""
        if self.breaks is not None:
            return self.breaks
        last = max(row for row, _ in self.cells)
        heights = [self.heights.get(row) or self.height(row) for row in range(last + 1)]
        first, end = self.heading_rows or (0, -1)
        on_every_page = sum(heights[first : end + 1])
        # what stands below the last block, such as the signature, is never alone on a page
        tail = max((block.last_row for block in self.blocks if block.grows), default=last)
        bound = set(range(tail + 1, last + 1)) | {row + 1 for row in range(end + 1) if self.heading_rows}
        bound |= {row + 1 for (row, column), cell in self.cells.items() if "section" in cell.style}
        return paged(heights, bound, on_every_page, landscape=self.landscape)

    def wrapped(self, row: int) -> list[tuple[str, float]]:
        """The texts of a row that may wrap, each with its column's width."""
        found = []
        for column, width in enumerate(self.widths):
            cell = self.cells.get((row, column))
            if cell is None or cell.last_column is not None or not {"cell", "plain"} & set(cell.style):
                continue
            if isinstance(cell.value, str) and "line" not in cell.style:
                found.append((cell.value, width))
        return found


def paged(heights: Sequence[float], bound: Collection[int], on_every_page: float, *, landscape: bool) -> list[int]:
    """The rows (from 0) that begin a new page.

    Args:
        heights: of all rows in points.
        bound: the rows that stay on the page of the row above them.
        on_every_page: points of the heading that further pages repeat.
    """
    breaks, used, start = [], 0.0, 0
    while start < len(heights):
        end = start + 1
        while end < len(heights) and end in bound:
            end += 1
        together = sum(heights[start:end])
        if used and used + together > paper.filled(landscape=landscape):
            breaks.append(start)
            used = on_every_page
        used += together
        start = end
    return breaks


BELUM_DISUSUN: Final = "belum disusun"
STALE: Final = f"{BELUM_DISUSUN}: tekan Sinkronkan di lembar Mulai"
"""What a mean or a sum says while its rows are not those of the tables."""
DASH: Final = "– "
"""What stands before a part of a list."""


def on_page(*style: str) -> tuple[str, ...]:
    """The style names of a cell of a page with many columns."""
    return ("cell", *style, "page_figure" if {"angka", "persen", "rupiah", "change"} & {*style} else "page")


# ---------------------------------------------------------------- values and formulas
def value_of(rule: Callable[..., Cell], *args: object) -> Cell:
    """The result of a rule; an error is its text."""
    try:
        return rule(*args)
    except RuleError as error:
        return error.code


def text(laporan: Laporan, template: str, *style: str, last_column: int | None = None) -> SummaryCell:
    """A text cell that follows the Profil."""
    return SummaryCell(filled(template, laporan.profil), style, bare_formula(template), last_column)


@cache
def _letters(column: int) -> str:
    return str(column_letters(column))


def address(row: int, column: int) -> str:
    """The reference of a cell for use within its row: "$D7"."""
    return f"${_letters(column)}{row + 1}"


def of_row(table: Table, key: str, number: str) -> str:
    """The reference to a cell of an input table.

    Args:
        key: the column's key.
        number: the reference to a cell with the row's number, from 1.
    """
    return f"INDEX({table.name}[{table.names[key]}],{number})"


def unless_blank(cell: str, formula: str | None = None) -> str:
    """A formula that applies if a cell is filled, else gives a blank; by default it gives the cell itself."""
    return f'IF(LEN({cell})=0,"",{formula or cell})'


def column_of(table: Table, key: str) -> str:
    """The reference to a whole column of an input table."""
    return f"{table.name}[{table.names[key]}]"


def total_of(table: Table, key: str) -> str:
    """A formula for what the totals row of an input table computes in a column, which calls none of our functions."""
    return expressions.formula(cast("Expression", table.column(key).total), table.name, table.names)


def how_many(at: int, first_row: int, column: int) -> str:
    """A formula for the position of a row in its block, from 1; `column` is the formula's own."""
    return f"ROWS({cell_reference(first_row, column, absolute=True)}:{address(at, column)})"


def row_number(at: int, first_row: int, column: int) -> str:
    """The formula of the hidden cell that finds the row's indicator: the number of its row in Tabel 3.1, blank if there is none."""
    return next_number(at, column, f'IFERROR(SMALL({column_of(TABEL_3_1, "baris")},{how_many(at, first_row, column)}),"")')


def next_number(at: int, column: int, search: str) -> str:
    """The row of Tabel 3.1 after the one of the cell above, if it counts; else what `search`, which looks at all rows, finds."""
    number = f"INDEX({column_of(TABEL_3_1, 'baris')},{address(at - 1, column)}+1)"
    return f"IF(ISNUMBER({number}),{number},{search})"


def count_named(table: Table) -> str:
    """A formula that counts the rows of a table that count."""
    return f"COUNT({column_of(table, 'baris')})"


MEAN: Final = native.rata_rata_menurut(RATA_RATA, *(column_of(TABEL_3_1, key) for key in ("persen_capaian", "baris_sasaran", "bobot")))
"""The formula of the mean capaian (percent) as the office has chosen."""


def count_equal(numbers: str, others: str) -> str:
    """A formula that counts the rows in which two columns hold the same number."""
    return f"SUMPRODUCT(ISNUMBER({numbers})*({numbers}={others}))"


def indicator_rows(laporan: Laporan) -> list[Row]:
    """The rows of a block with one row per indicator, in the order of Tabel 3.1; empty if only prepared."""
    rows = list(laporan.rows[TABEL_3_1.key])
    fewest = FEWEST_ROWS if rows else TABEL_3_1.prepared_rows
    return [*rows, *([{}] * (fewest - len(rows)))]


def heading_height(cells: Mapping[tuple[int, int], SummaryCell], row: int, widths: Sequence[float], size: float = fitting.SIZE) -> float:
    """The height in points of a row of headings.

    Args:
        widths: of the sheet's columns, from column A.
        size: points of the letters.
    """
    shown = (
        (str(cell.value or ""), sum(widths[column : (cell.last_column or column) + 1])) for (at, column), cell in cells.items() if at == row
    )
    return fitting.height(shown, size, bold=True)


def headings(
    labels: Sequence[tuple[str, ...]], row: int, laporan: Laporan, *styles: str, left: int = LEFT
) -> dict[tuple[int, int], SummaryCell]:
    """A printed table's heading: label and number of each column; equal neighbours share a box."""
    cells = {}
    for level, style in enumerate(("heading", "numbering")):
        column = 0
        while column < len(labels):
            last = column
            while last + 1 < len(labels) and labels[last + 1][:2] == labels[column][:2]:
                last += 1
            cells[row + level, left + column] = text(
                laporan, labels[column][level], style, *styles, last_column=left + last if last > column else None
            )
            column = last + 1
    return cells
