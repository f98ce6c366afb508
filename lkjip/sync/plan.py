"""Plan a sync: the cells that each block of the workbook should hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias

from lkjip.errors import DamagedError, LkjipError, MissingColumnError, OtherTemplateError
from lkjip.model import expressions
from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Column, Table
from lkjip.model.formulas.moving import Move
from lkjip.model.formulas.references import Area, without_table
from lkjip.model.groups import MULAI as MULAI
from lkjip.model.groups import OPTIONAL, is_hidden
from lkjip.model.groups import PROFIL as PROFIL
from lkjip.model.laporan import Laporan
from lkjip.model.tables import DITERIMA, TABLES, TEMPLATE_VERSION
from lkjip.model.tables.annexes import MONTHS
from lkjip.ooxml.package import Contents, StoredTable
from lkjip.summary.sheet import Block, SummarySheet
from xlfuncs.angka import Cell

VERSION_NAME: Final = "versi_templat"
TIME_NAME: Final = "waktu_sinkron"
_MOST_CELLS: Final = 8


_OF_ROW: Final = r"\w+\[\[#This Row\],\[[^\[\]]+\]\]"
_ONE_CELL: Final = re.compile(rf"INDEX\((\w+)\[([^\[\]]+)\],(?:-?(?:\$[A-Z]+)?\d+|{_OF_ROW})\)|(\w+)\[\[#This Row\],\[([^\[\]]+)\]\]")
"""How our formulas refer to a single cell of a table's column."""
_INPUTS: Final = {table.name: {column.name for column in table.columns if column.is_input} for table in TABLES}

Lacking: TypeAlias = Mapping[str, Sequence[str]]
"""The columns that a workbook's tables lack, by table name, () for a whole table (`workbook_file.lacking`)."""


@dataclass(frozen=True)
class Region:
    """The cells that a block should hold, row by row."""

    name: str
    sheet: str
    cells: Sequence[Sequence[SummaryCell]]
    height: Callable[[int], float]
    """The height in points that a row (0-based) needs."""
    grows: bool
    foot: Mapping[int, float]
    """Heights in points of rows (0-based from the first one here) below the block, which no program fits by itself."""
    about: int
    """The column that tells what a row is about."""
    record: int | None
    """The column that only a sync reads."""
    breaks: Callable[[], Sequence[int]] | None = None
    """Gives the rows (0-based) that begin a new page; None for a block that has another one below it."""
    below: int = 0
    """How many rows of the sheet stand below the block; none of them begins a page, unless the user wants it or they are the foot."""

    @property
    def laid_out(self) -> int:
        """How many rows begin a page only where we say: those of the block, and those of the foot."""
        return max(len(self.cells), *(row + 1 for row in self.foot), 0)


def regions(book: str, sheets: Iterable[SummarySheet], lacking: Lacking) -> list[Region]:
    """Every block of the summary sheets, in workbook order.

    Raises:
        LkjipError: a block needs a column that the workbook lacks.
    """
    return [_region(book, sheet, block, lacking) for sheet in sheets for block in sheet.blocks]


def _region(book: str, sheet: SummarySheet, block: Block, lacking: Lacking) -> Region:
    cells = sheet.written(block)
    if lacking:
        cells = [
            [replace(cell, formula=without(book, cell.formula, lacking, gaps=sheet.bears_gaps)) if cell.formula else cell for cell in row]
            for row in cells
        ]
    return Region(
        block.name,
        sheet.title,
        cells,
        lambda row: sheet.height(block.first_row + row),
        block.grows,
        {row - block.first_row: height for row, height in sheet.foot.items()} if block == sheet.blocks[-1] else {},
        block.about,
        block.record,
        (lambda: _breaks(sheet, block)) if block == sheet.blocks[-1] else None,
        max(row for row, _ in sheet.cells) - block.last_row,
    )


def _breaks(sheet: SummarySheet, block: Block) -> list[int]:
    return [row - block.first_row for row in sheet.page_breaks() if row >= block.first_row]


def without(book: str, formula: str, lacking: Lacking, *, gaps: bool = False) -> str:
    """One of our formulas, with an empty text for each input cell of a column that the workbook lacks.

    References to a table that it lacks are #REF!, as the program that deleted the sheet has written them.

    Args:
        gaps: whether #REF! may also stand for a whole input column that it lacks.

    Raises:
        LkjipError: the formula refers to such a column as a whole, or to one that is computed.
    """

    def blank(found: re.Match[str]) -> str:
        table, name = found[1] or found[3], found[2] or found[4]
        return '""' if name in lacking.get(table, ()) and name in _INPUTS[table] else found[0]

    formula = _ONE_CELL.sub(blank, formula)
    for table, names in lacking.items():
        if not names:
            formula = without_table(formula, table)
        for name in names:
            if gaps and name in _INPUTS[table]:
                formula = formula.replace(f"{table}[{name}]", "#REF!")
            if f"{table}[{name}]" in formula or f"{table}[[#This Row],[{name}]]" in formula:
                raise MissingColumnError(
                    f'{book}: kolom "{name}" tidak ada di {table}, sedangkan lembar ringkasan menghitung darinya; kembalikan kolomnya,'
                    " atau pindahkan isiannya ke templat yang baru"
                )
    return formula


Borrowed: TypeAlias = tuple[Table, Column, Mapping[int, Cell]]
"""Table, column, and the values from another table for its blank input cells, by 0-based row index."""


def borrowed(laporan: Laporan, tables: Mapping[str, StoredTable], contents: Mapping[str, Contents]) -> list[Borrowed]:
    """The blank cells whose values the report takes from another table; a sync fills them, so that formulas see the values too.

    Args:
        tables: the tables' areas, by name.
        contents: the tables' cells, by name.
    """
    found: list[Borrowed] = []
    for table in (table for table in TABLES if table.name in tables):
        stored, held = tables[table.name], contents[table.name]
        for column in (column for column in table.columns if column.borrowed_when_read and column.name in stored.columns):
            rows = zip(laporan.places_in(table), laporan.inputs[table.key], strict=True)
            values = {
                place: row[column.key]
                for place, row in rows
                if row[column.key] is not None and _is_empty(held, stored.first_row + place, column.name)
            }
            if values:
                found.append((table, column, values))
    return found


def _is_empty(held: Contents, row: int, name: str) -> bool:
    there = held.rows.get(row, {}).get(name)
    return name not in held.formulas.get(row, {}) and (there is None or (isinstance(there, str) and not there.strip()))


def homes(sheets: Iterable[SummarySheet]) -> dict[str, str]:
    """The title of the sheet on which each block was built, by block name, in sheet order."""
    return {TIME_NAME: MULAI} | {block.name: sheet.title for sheet in sheets for block in sheet.blocks}


def to_show(laporan: Laporan, *, is_first: bool, is_accepting: bool) -> list[str]:
    """The titles, as built, of the hidden sheets that a sync shows, since it fills them.

    Whoever hides one later finds it hidden after the next sync.

    Args:
        is_first: whether it is the first sync; it shows the pages that it lays out for a report with rows.
        is_accepting: whether the sync takes over answers beside findings.
    """
    pages = [title for group in OPTIONAL for title in group.laid_out if not is_hidden(title, laporan)]
    return [*(pages if is_first else ()), *([DITERIMA.sheet] if is_accepting else ())]


def moves(
    regions: Iterable[Region], places: Mapping[str, tuple[str, Area]], stored: Callable[[str, int], Sequence[object]], titles: Sequence[str]
) -> dict[str, Move]:
    """How each block's rows move, by block name.

    Args:
        places: the sheet and the area of each block.
        stored: returns the values that a block has in one of its columns; None where a value is unknown.
        titles: all sheets in order.
    """
    return {
        region.name: Move.of(
            *places[region.name],
            [None if each is None else _plain(each) for each in stored(region.name, region.about)],
            [_plain(row[region.about].value) for row in region.cells],
            titles,
        )
        for region in regions
        if region.grows
    }


def _plain(value: object) -> str:
    return "" if value is None else str(value).strip()


def doubt(where: str, move: Move) -> str:
    """A line for the user about a reference that could not follow its row."""
    return (
        f'{where}: merujuk ke baris lembar "{move.title}" yang sekarang berisi hal lain atau sudah tidak ada; rujuk sel di tabel isian,'
        " atau cari menurut namanya"
    )


def in_cells(title: str, cells: Sequence[str]) -> str:
    """A text that names a sheet and the first few of some cells."""
    more = len(cells) - _MOST_CELLS
    return f'lembar "{title}" sel {", ".join(cells[:_MOST_CELLS])}' + (f" dan {more} lainnya" if more > 0 else "")


def column_formulas(book: str, table: Table, lacking: Lacking) -> dict[str, str]:
    """The formula of each computed column of an input table, without "=", by column name."""
    return {
        column.name: without(book, expressions.formula(column.formula, table.name, table.names), lacking)
        for column in table.columns
        if column.formula is not None
    }


def time_text(moment: datetime) -> str:
    """A moment in words: "24 November 2026 pukul 16.05"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year} pukul {moment:%H.%M}"


def check_version(book: str, version: str | None) -> None:
    """Refuse a workbook of another template version.

    Args:
        version: the value of the defined name `versi_templat`; None if there is none.

    Raises:
        LkjipError: it is not the version whose sheets this program writes.
    """
    if version != str(TEMPLATE_VERSION):
        newer = version is not None and version.isdecimal() and int(version[:9]) > TEMPLATE_VERSION
        lift = f'pindahkan isinya dengan: lkjip naikkan "{book}" --keluaran "buku baru.xlsm"'
        advice = "pasang rilis lkjip yang terbaru" if newer else lift
        raise OtherTemplateError(f"{book}: dari versi templat {version or 'lama'}, program ini untuk versi {TEMPLATE_VERSION}; {advice}")


def check_homes(book: str, homes: Mapping[str, str], found: Mapping[str, str], titles: Collection[str], inputs: Collection[str]) -> None:
    """Refuse a workbook whose blocks are no longer together on their sheets; the sheets may have other titles.

    Args:
        homes: the title of the sheet on which each block was built, by block name.
        found: the title of the sheet where each block is now, by block name.
        titles: all sheets.
        inputs: the sheets with our tables, which must not be overwritten.

    Raises:
        LkjipError: a block is on another sheet.
    """
    now: dict[str, str] = {}
    for name, home in homes.items():
        title = found[name]
        if now.setdefault(home, title) != title or title in inputs:
            raise lost(book, name)
        if title != home and home in titles:
            raise renamed(book, home, title)
        if title in {each for other, each in now.items() if other != home} or (title != home and title in homes.values()):
            raise lost(book, name)


def renamed(book: str, title: str, now: str | None) -> LkjipError:
    """The error for a sheet that the defined names no longer reach; `now` is its present title, None if it is gone."""
    if now is None:
        return DamagedError(f'{book}: lembar "{title}" tidak ada; pulihkan dari cadangan atau templat, lalu ulangi')
    return DamagedError(f'{book}: lembar "{title}" sekarang bernama "{now}"; kembalikan namanya, lalu ulangi')


def lost(book: str, name: str) -> LkjipError:
    """The error for a block that is missing or incomplete."""
    return DamagedError(
        f"{book}: bagian {name} di lembar ringkasan terhapus atau terpotong; pulihkan dari cadangan atau templat, lalu ulangi"
    )
