"""Read a workbook file into a Laporan, with notes on what was found.

Only inputs are taken from the file: computed values are computed again by the rules, and a saved value that differs is
noted. An error value, or a formula without a saved value, in an input is noted and never becomes a blank.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from lkjip.errors import LkjipError, MissingColumnError, NotOursError
from lkjip.model import levels, renstra, triwulan
from lkjip.model.choices import ATURAN_TABLE as ATURAN_TABLE
from lkjip.model.choices import Pilihan
from lkjip.model.columns import Column, Kind, Table, as_kind
from lkjip.model.expressions import SKALA_SERAPAN_TABLE as SKALA_SERAPAN_TABLE
from lkjip.model.expressions import SKALA_TABLE as SKALA_TABLE
from lkjip.model.expressions import SKALA_TRIWULAN_TABLE as SKALA_TRIWULAN_TABLE
from lkjip.model.formulas.moving import may_name
from lkjip.model.formulas.references import column_letters
from lkjip.model.laporan import Laporan, Row, borrowed, lent, shown
from lkjip.model.positions import HelperColumn
from lkjip.model.tables import ANNEX_TABLES, REPORT_TABLES, TABEL_3_1, TABEL_3_2, TABLES
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.scale import SKALA_COLUMNS
from lkjip.ooxml.package import Contents, Package, Stored, StoredTable, Unsaved
from lkjip.sources import outside, own_calls, pointers
from lkjip.sources.own_calls import Bare
from lkjip.sources.pointers import Pointer
from xlfuncs import aturan, id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import NA, is_error
from xlfuncs.skala import SKALA_TRIWULAN
from xlfuncs.triwulan import TRIWULAN

UNSAVED: Final = NA
"""The value of an input whose formula has no saved value: not available, so that it is never taken for a blank."""

PROFIL_TABLE: Final = "tbl_profil"
PROFIL_COLUMNS: Final = ("kunci", "nilai")
SHAPES: Final = {
    PROFIL_TABLE: outside.PROFIL_SHAPE,
    SKALA_TABLE: outside.SKALA_SHAPE,
    SKALA_SERAPAN_TABLE: outside.SKALA_SHAPE,
    SKALA_TRIWULAN_TABLE: outside.SKALA_SHAPE,
    ATURAN_TABLE: outside.ATURAN_SHAPE,
    **{table.name: outside.shape(table) for table in TABLES},
}
"""The shape of each table's rows, by table name."""
_NUMBERS: Final = {
    **{name: frozenset(shape.figures) for name, shape in SHAPES.items()},
    **{table.name: frozenset(column.name for column in table.columns if column.kind.is_number) for table in TABLES},
}
"""The columns of numbers, by table name."""
_MOST_BANDS: Final = 1_000
"""Most rows of a scale that are read, in case its table was dragged to the end of the sheet."""
_CHOSEN: Final = ("Kunci", "Pilihan")
_TOLERANCE: Final = 1e-9
_SHOWN_ROWS: Final = 10
"""Most numbers of rows in a note."""
_MOST_DIGITS: Final = 15
"""Significant digits that a cell holds exactly."""


class Note(str):
    """A line for the user about a file, and its sheet and cell; both are empty if it is about the whole file."""

    __slots__ = ("cell", "message", "sheet", "unreadable")
    sheet: str
    cell: str
    message: str
    """The line without file, sheet and cell."""
    unreadable: bool
    """Whether it is about an unreadable input: an error value, or a formula without a saved value."""

    @classmethod
    def of(cls, file: str, sheet: str, cell: str, message: str, *, unreadable: bool) -> Note:
        note = cls(f'{file}: lembar "{sheet}" sel {cell}: {message}' if cell else f"{file}: {message}")
        note.sheet, note.cell, note.message, note.unreadable = sheet, cell, message, unreadable
        return note


@dataclass(frozen=True)
class Workbook:
    """A report read from a file, with notes for the user: one line each, naming sheet and cell."""

    laporan: Laporan
    notes: Sequence[Note]
    tables: Mapping[str, StoredTable]
    """The area of each of our tables in the file, by name; an annex may be missing."""
    unnamed: Mapping[str, Mapping[int, Row]]
    """By table key: values of keyless rows, by 0-based row index."""
    contents: Mapping[str, Contents]
    """The cells in and around each table as the file holds them, by table name."""
    pointers: Sequence[Pointer] = ()
    """Formulas that refer to single rows of a summary sheet."""
    bare: Sequence[Bare] = ()
    """Formulas that call CAPAIAN without the office's rules; not looked for where those give the same."""
    triwulan: int | None = None
    """The quarter, from 1, of which this is the mailed copy; None for any other workbook."""

    def cell(self, table: Table, row: int, column: Column) -> str:
        """The reference, such as "E8", of a 0-based row of the report and a column of its table."""
        stored = self.tables[table.name]
        return stored.cell(stored.first_row + self.laporan.places_in(table)[row], column.name)

    def profil_place(self, key: str) -> str:
        """Where a message says that a value of the Profil stands: 'lembar "Profil" sel D7'; the sheet alone where its key is gone."""
        stored = self.tables[PROFIL_TABLE]
        rows = (number for number, row in self.contents[PROFIL_TABLE].rows.items() if row.get(PROFIL_COLUMNS[0]) == key)
        row = next(rows, None)
        return f'lembar "{stored.sheet}"' + (f" sel {stored.cell(row, PROFIL_COLUMNS[1])}" if row else "")


def read(path: Path | str) -> Workbook:
    """Read a workbook of ours, an .xlsm or its mailed .xlsx copy; saved values that the rules do not give are noted.

    Raises:
        NotFoundError: there is no such file.
        NotOursError: it is no workbook of ours.
        MissingColumnError: a table has lost a column that no report can be without.
        DamagedError, UnreadableError: it cannot be read otherwise.
    """
    with Package(Path(path)) as package:
        return compared(package)


def compared(package: Package) -> Workbook:
    """Like `read`, for a file that is already open."""
    grids, workbook = _workbook(package)
    for table in TABLES:
        if table.name in grids:
            _compare(grids[table.name], table, workbook.laporan)
    return workbook


def of_package(package: Package) -> Workbook:
    """Like `compared`, without comparing saved values."""
    return _workbook(package)[1]


def refuse_part(path: Path, workbook: Workbook) -> None:
    """Refuse the mailed copy of a quarter where a whole workbook is needed.

    Raises:
        LkjipError: the file is such a copy.
    """
    if workbook.triwulan is not None:
        name = TRIWULAN[workbook.triwulan - 1]
        raise LkjipError(f"{path}: ini kiriman triwulan {name} dan hanya berisi lembar triwulan; pakai buku kerjanya (.xlsm)")


class Grid(Protocol):
    """A table whose cells are found by 0-based row index and column name."""

    @property
    def height(self) -> int:
        """The number of rows, blank ones included."""

    def rows(self, names: Sequence[str], needed: Collection[str]) -> list[tuple[int, dict[str, Cell]]]:
        """The rows that are filled in these columns: a blank is None, an error value its text, a missing column blank.

        Raises:
            LkjipError: a needed column is missing.
        """

    def note(self, place: int, name: str, what: str) -> None:
        """Add a note about a cell."""


def of_grids(grids: Mapping[str, Grid], tables: Sequence[Table]) -> tuple[Laporan, Mapping[str, Mapping[int, Row]]]:
    """Read a report from grids by table name, and the values of keyless rows (`Workbook.unnamed`).

    A blank cell is filled from the same indicator in another table, if its column is declared so.

    Args:
        tables: the tables to read besides Profil and Skala; a missing annex is empty.
    """
    profil = _profil(grids[PROFIL_TABLE])
    skala = _skala(grids[SKALA_TABLE])
    serapan = _own_scale(grids[SKALA_SERAPAN_TABLE]) if SKALA_SERAPAN_TABLE in grids else ()
    quarters = _skala(grids[SKALA_TRIWULAN_TABLE]) if SKALA_TRIWULAN_TABLE in grids else SKALA_TRIWULAN
    pilihan = _pilihan(grids[ATURAN_TABLE]) if ATURAN_TABLE in grids else {}
    inputs: dict[str, list[Row]] = {}
    places: dict[str, list[int]] = {}
    unnamed: dict[str, Mapping[int, Row]] = {}
    for table in tables:
        rows, unnamed[table.key] = _rows(table, grids[table.name])
        places[table.key] = [place for place, _ in rows]
        inputs[table.key] = [row for _, row in rows]
    if renstra.FIRST not in profil:
        profil = renstra.as_older(profil, inputs)
    for table in tables:
        for column in table.columns:
            if column.borrowed_when_read:
                known = lent(column, inputs)
                inputs[table.key] = [
                    {**row, column.key: borrowed(table, row, known)} if row[column.key] is None else row for row in inputs[table.key]
                ]
    return Laporan(
        {**dict.fromkeys(key.key for key in PROFIL), **profil},
        skala,
        inputs,
        places,
        skala_serapan=serapan,
        skala_triwulan=quarters,
        pilihan=pilihan,
    ), unnamed


def _workbook(package: Package) -> tuple[Mapping[str, _Grid], Workbook]:
    notes: list[Note] = []
    # an annex is missing in older templates, and where an office deleted a sheet that it does not use
    declared = [table for table in TABLES if table in REPORT_TABLES or table.name in package.tables]
    later = (name for name in (SKALA_SERAPAN_TABLE, SKALA_TRIWULAN_TABLE, ATURAN_TABLE) if name in package.tables)
    grids = {name: _Grid(package, name, notes) for name in (PROFIL_TABLE, SKALA_TABLE, *later, *(table.name for table in declared))}
    laporan, unnamed = of_grids(grids, declared)
    tables, contents = ({name: getattr(grid, what) for name, grid in grids.items()} for what in ("table", "contents"))
    if missing := [f"{', '.join(names)} di {tables[table].sheet}" for table, names in lacking(tables, inputs_only=True).items()]:
        message = f"tidak punya kolom {'; '.join(missing)}, jadi isinya dianggap kosong; di templat yang sekarang kolomnya ada"
        notes.append(Note.of(package.path.name, "", "", message, unreadable=False))
    if otherwise := counted_otherwise(tables, laporan):
        message = f"{otherwise}; samakan dulu tabelnya dengan yang dimaksud, lalu hitung ulang"
        stored = tables[TABEL_3_2.name]
        notes.append(Note.of(package.path.name, stored.sheet, _whole(stored, "anggaran", "realisasi"), message, unreadable=False))
    for name, shape in SHAPES.items():
        if name in grids:
            notes += (
                Note.of(package.path.name, tables[name].sheet, stray.cell, f"{outside.said(stray)}; {outside.ADVICE}", unreadable=False)
                for stray in outside.strays(shape, tables[name], contents[name])
                if stray.is_row
            )
    found = tuple(_pointers(package)) if _is_by_position(tables) else ()
    bare = tuple(_bare(package)) if laporan.is_measured_otherwise else ()
    quarter = triwulan.number_in(package.named_text(triwulan.SENT_NAME) or "")
    return grids, Workbook(laporan, notes, tables, unnamed, contents, found, bare, quarter)


def counted_otherwise(tables: Mapping[str, StoredTable], laporan: Laporan) -> str | None:
    """What to say where a workbook of an older template adds up rows of Tabel 3.2 that now count once; None where it does not."""
    stored = tables[TABEL_3_2.name]
    if TABEL_3_2.names["dihitung"] in stored.columns:
        return None
    found = levels.counted_otherwise(laporan.rows[TABEL_3_2.key])
    if found is None:
        return None
    places = laporan.places_in(TABEL_3_2)
    rows = [str(stored.first_row + places[place]) for place in found.places]
    shown_rows = ", ".join(rows[:_SHOWN_ROWS]) + (f" dan {len(rows) - _SHOWN_ROWS} lainnya" if len(rows) > _SHOWN_ROWS else "")
    each = zip(("anggaran", "realisasi"), found.before, found.now, strict=True)
    sums = ", ".join(f"{what} {id_format.typed(before)} menjadi {id_format.typed(now)}" for what, before, now in each if before != now)
    return f"baris {shown_rows} berisi jumlah baris lain, dan templat yang sekarang tidak menghitungnya dua kali: total {sums}"


def _whole(stored: StoredTable, *keys: str) -> str:
    """The cells of neighbouring columns of Tabel 3.2 in its totals row, or in its last row where it has none."""
    row = stored.last_row + stored.totals_rows
    names = (TABEL_3_2.names[key] for key in keys)
    cells = [stored.cell(row, name) for name in names if name in stored.columns]
    return ":".join(dict.fromkeys((cells[0], cells[-1])))


def _is_by_position(tables: Mapping[str, StoredTable]) -> bool:
    """Whether the summary sheets show rows by their position; those of the first template followed names."""
    return TABEL_3_1.names["baris"] in tables[TABEL_3_1.name].columns


def _pointers(package: Package) -> Iterator[Pointer]:
    blocks = pointers.blocks(package.named_areas, list(package.sheet_parts))
    homes = {move.title for move in blocks.values()}
    for title, name in package.sheet_parts.items():
        if title in homes or may_name(package.part(name), homes):
            own = [move.block for move in blocks.values() if move.means(title)]
            yield from pointers.of_sheet(title, package.formulas(title, but=own), blocks)


def _bare(package: Package) -> Iterator[Bare]:
    for title, name in package.sheet_parts.items():
        if b"capaian(" in package.part(name).lower():
            yield from own_calls.without_rules(title, package.formulas(title))


def lacking(tables: Mapping[str, StoredTable], *, inputs_only: bool = False) -> Mapping[str, Sequence[str]]:
    """The columns that a workbook lacks, by table name: they came with a later template, or were deleted; () for a whole table.

    Args:
        inputs_only: leave out columns that the rules compute anyway, and whole tables, which an office may not use.
    """
    missing = {
        table.name: [
            column.name
            for column in table.columns
            if column.name not in tables[table.name].columns and (column.is_input or not inputs_only)
        ]
        for table in TABLES
        if table.name in tables
    }
    absent: Mapping[str, Sequence[str]] = {} if inputs_only else {table.name: () for table in ANNEX_TABLES if table.name not in tables}
    return {**{table: names for table, names in missing.items() if names}, **absent}


class _Grid:
    """A table of the file, its cells found by 0-based row index and column name."""

    def __init__(self, package: Package, name: str, notes: list[Note]) -> None:
        if name not in package.tables:
            raise NotOursError(f"{package.path}: tabel {name} tidak ada; ini bukan buku kerja LKjIP, atau tabelnya terhapus")
        self.table: StoredTable = package.tables[name]
        self._path = package.path
        self.contents: Contents = package.contents(self.table, _NUMBERS.get(name, ()))
        self._stored = self.contents.rows
        self._numbers = {column: number for number, column in enumerate(self.table.columns, self.table.left)}
        self._notes = notes

    @property
    def height(self) -> int:
        return self.table.last_row - self.table.first_row + 1

    def rows(self, names: Sequence[str], needed: Collection[str]) -> list[tuple[int, dict[str, Cell]]]:
        """The rows that are filled in these columns; a missing column is blank."""
        missing = next((name for name in names if name in needed and name not in self._numbers), None)
        if missing is not None:
            raise MissingColumnError(
                f'{self._path}: lembar "{self.table.sheet}": kolom "{missing}" tidak ada di {self.table.name}; kembalikan nama kolomnya'
            )
        found = []
        for number in sorted(self._stored):
            if self.table.first_row <= number <= self.table.last_row:
                stored = self._stored[number]
                row: dict[str, Cell] = dict.fromkeys(names)
                for name, value in stored.items():
                    if name in row:
                        row[name] = value if type(value) is float else self._input(number - self.table.first_row, name, value)
                if any(value is not None for value in row.values()):
                    found.append((number - self.table.first_row, row))
        return found

    def _input(self, place: int, name: str, value: Stored) -> Cell:
        """The value of an input; unreadable ones are noted."""
        if isinstance(value, Unsaved):
            self._note(
                place, name, "rumus yang belum dihitung, jadi isinya tidak diketahui; buka di Excel, simpan, lalu ulangi", unreadable=True
            )
            return UNSAVED
        if isinstance(value, str):
            if not value.strip():
                return None
            if is_error(value):
                self._note(place, name, f"berisi {value}, nilai kesalahan Excel; betulkan rumusnya, atau ketik isinya", unreadable=True)
        return value

    def saved(self, place: int, name: str) -> Cell | None:
        """A computed cell's saved value; None if the column is missing or the cell was never computed."""
        value = self._stored.get(self.table.first_row + place, {}).get(name, "") if name in self._numbers else None
        return None if isinstance(value, Unsaved) else value

    def note(self, place: int, name: str, what: str) -> None:
        self._note(place, name, what, unreadable=False)

    def _note(self, place: int, name: str, what: str, *, unreadable: bool) -> None:
        cell = f"{column_letters(self._numbers[name] - 1)}{self.table.first_row + place}"
        self._notes.append(Note.of(self._path.name, self.table.sheet, cell, what, unreadable=unreadable))


def _profil(grid: Grid) -> Mapping[str, Cell]:
    """The values of the keys that the sheet has."""
    numbers = {key.key for key in PROFIL if key.is_number}
    profil: dict[str, Cell] = {}
    for place, row in grid.rows(PROFIL_COLUMNS, PROFIL_COLUMNS):
        value = row["nilai"]
        typed = value.strip() if isinstance(value, str) and row["kunci"] in numbers else ""
        if typed.isdecimal() and len(typed) <= _MOST_DIGITS:
            value = float(typed)
        if isinstance(value, float) and value.is_integer() and abs(value) < 10.0**_MOST_DIGITS:
            value = int(value)
        elif typed.isdecimal() or (isinstance(value, float) and abs(value) >= 10.0**_MOST_DIGITS):
            grid.note(place, "nilai", f"lebih dari {_MOST_DIGITS} angka, jadi tidak dipakai sebagai bilangan; ketik ulang")
        if row["kunci"] is not None:
            profil[str(row["kunci"])] = value
    return profil


def _pilihan(grid: Grid) -> Pilihan:
    """The choices by key; a key that is there twice or unknown is kept apart, since the functions refuse such rules."""
    pilihan: dict[str, Cell] = {}
    for place, row in grid.rows(_CHOSEN, _CHOSEN):
        kunci = str(aturan.keyword(row["Kunci"]))
        pilihan[kunci if kunci not in pilihan else f"{kunci} ({place + 1})"] = row["Pilihan"]
    return pilihan


def _skala(grid: Grid) -> list[list[Cell]]:
    """The bands of a scale, blank rows included, since formulas see those too; of the blank ones at its end only the first."""
    rows = dict(grid.rows(SKALA_COLUMNS, SKALA_COLUMNS))
    height = min(grid.height, max(rows, default=0) + 2, _MOST_BANDS)
    return [[rows.get(place, {}).get(name) for name in SKALA_COLUMNS] for place in range(height)]


def _own_scale(grid: Grid) -> list[list[Cell]]:
    """The bands of a scale that an office may have; none while its table is blank."""
    bands = _skala(grid)
    return bands if any(cell is not None for band in bands for cell in band) else []


def _rows(table: Table, grid: Grid) -> tuple[list[tuple[int, Row]], Mapping[int, Row]]:
    """The rows that have a key, each with its 0-based index, and the keyless rows by index."""
    inputs = [column for column in table.columns if column.is_input]
    key = table.column(table.row_key)
    found: list[tuple[int, Row]] = []
    unnamed: dict[int, Row] = {}
    needed = [column.name for column in inputs if column.required or column is key]
    for place, row in grid.rows([column.name for column in inputs], needed):
        if row[key.name] is None:
            # a row with only a direction or an ordinal is a prepared one; a row with figures is a user's work
            figures = any(isinstance(row[column.name], float) and column.kind is not Kind.COUNT for column in inputs)
            counts = table.counts_unnamed and any(isinstance(row[column.name], float) for column in inputs if column.kind.is_figure)
            if figures and not counts:
                grid.note(place, key.name, "belum diisi, sedangkan barisnya berisi angka; baris ini tidak dihitung sampai namanya diisi")
            if not counts:
                unnamed[place] = {column.key: row[column.name] for column in inputs}
                continue
        values = zip(inputs, row.values(), strict=True)
        found.append((place, {column.key: None if value is None else as_kind(column, value) for column, value in values}))
    return found, unnamed


def _compare(grid: _Grid, table: Table, laporan: Laporan) -> None:
    """Note every saved value of a cell computed by our functions that differs from the rules."""
    for column in table.columns:
        if column.formula is not None and column.exported and not isinstance(column.formula, HelperColumn):
            for place, row in zip(laporan.places_in(table), laporan.rows[table.key], strict=True):
                _compare_cell(grid, place, column, row[column.key])
    if grid.table.totals_rows:
        totals = laporan.totals(table)
        for column in table.columns:
            if column.total is not None and not isinstance(column.total, str):
                _compare_cell(grid, grid.table.last_row + 1 - grid.table.first_row, column, totals[column.key])


def _compare_cell(grid: _Grid, place: int, column: Column, expected: Cell) -> None:
    saved = grid.saved(place, column.name)
    if saved is not None and not _same(saved, expected):
        said = [
            id_format.fixed(value) if column.kind is Kind.PERCENT and isinstance(value, float) else shown(value)  # as the cells show them
            for value in (saved, expected)
        ]
        grid.note(place, column.name, f"tersimpan {said[0]}, seharusnya {said[1]}; hitung ulang di Excel")


def _same(saved: Cell, expected: Cell) -> bool:
    if isinstance(saved, float) and isinstance(expected, float):
        return math.isclose(saved, expected, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    return (saved.strip() if isinstance(saved, str) else saved) == ("" if expected is None else expected)
