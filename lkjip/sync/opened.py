"""Regenerate the summary sheets of an open workbook, through xlwings' public interface only, for Excel on Windows and Mac.

Ranges are read and written as a whole, so the number of calls does not grow with the number of indicators.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property, partial
from typing import Any, Final, TypeAlias

import xlwings as xw

from lkjip import checks
from lkjip.errors import MissingColumnError, NotOursError
from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Column, Table
from lkjip.model.formulas.moving import Move, followed
from lkjip.model.formulas.references import Area, column_letters, reference, runs
from lkjip.model.tables import DITERIMA, NARASI, RENSTRA, REPORT_TABLES, TABLES
from lkjip.ooxml.package import ADJOINING, MAX_LOOSE, Contents, Loose, LooseRows, StoredFormula, StoredTable, shows_percent, without_tables
from lkjip.sources import own_calls, pointers, workbook_file
from lkjip.summary import pemeriksaan, summaries
from lkjip.sync import harvest, plan
from xlfuncs.angka import Cell, angka

_FIGURES: Final = {name: shape.figures for name, shape in workbook_file.SHAPES.items()}
"""Columns of figures, by table name."""
_MOST_CELLS: Final = 2_000_000
"""Most cells of a sheet that are searched for formulas."""
_BREAK: Final = -4135
_NO_BREAK: Final = -4142
"""Excel's xlPageBreakManual and xlPageBreakNone."""
_Undo = list[Callable[[], None]]


def sync(book: xw.Book, moment: datetime | None = None, tell: Callable[[str], None] = lambda note: None) -> bool:
    """Regenerate the summary sheets of an open workbook for its current table rows; False if nothing had to change.

    Args:
        tell: called with a line for each reference that the user should look at.

    Raises:
        LkjipError: the workbook is not ours or of another template, or something is in the way. After this or any other
            exception the summaries are as before.
    """
    plan.check_version(book.name, _version(book))
    grids = _grids(book)
    laporan, unnamed = workbook_file.of_grids(grids, [table for table in TABLES if table.name in grids])
    tables, contents = ({name: getattr(grid, what) for name, grid in grids.items()} for what in ("stored", "contents"))
    titles = [sheet.name for sheet in book.sheets]
    formulas = list(_formulas(book))
    in_place = pointers.blocks(_areas(book), titles)
    pointed = tuple(pointer for sheet, located in formulas for pointer in pointers.of_sheet(sheet.name, located, in_place))
    own = formulas if laporan.is_measured_otherwise else ()
    bare = tuple(call for sheet, located in own for call in own_calls.without_rules(sheet.name, located))
    workbook = workbook_file.Workbook(laporan, (), tables, unnamed, contents, pointed, bare)
    findings = checks.check(workbook)
    now = plan.time_text(moment or datetime.now())
    taken = _harvest(book, workbook, findings, now.partition(" pukul")[0])
    if taken.rows:
        laporan = taken.laporan(laporan)
        findings = checks.check(replace(workbook, laporan=laporan))
    lacking = workbook_file.lacking(tables)
    sheets = summaries(laporan, findings, taken.typed)
    regions = plan.regions(book.name, sheets, lacking)
    blocks = {region.name: _Block.read(book, region) for region in regions}
    when = _block(book, plan.TIME_NAME)
    found = {name: block.range.sheet.name for name, block in blocks.items()} | {plan.TIME_NAME: when.sheet.name}
    plan.check_homes(book.name, plan.homes(sheets), found, titles, {table.sheet for table in tables.values()})
    places = {name: (found[name], block.area) for name, block in blocks.items()}
    moves = plan.moves(regions, places, lambda name, column: blocks[name].values(column), titles)
    with _quiet(book.app), _undone_on_failure() as undo:
        moving = [move for move in moves.values() if not move.is_nothing]
        followers = list(_followers(formulas, moving))
        undo += [follower.put_back for follower in followers]
        changed = [
            grids[table.name].complete(plan.column_formulas(book.name, table, lacking), laporan.places_in(table), undo)
            for table in (*REPORT_TABLES, RENSTRA, NARASI)
            if table.name in grids
        ]
        for table, column, values in plan.borrowed(laporan, tables, contents):
            grids[table.name].fill(column, values, undo)
            changed.append(True)
        if taken.rows:
            grids[DITERIMA.name].put(DITERIMA, taken.rows, undo)
            changed.append(True)
        changed += [_write(book, region, blocks[region.name], undo) for region in regions]
        for note in (*_doubts(followers, moving), *taken.notes):
            tell(note)
        before = _grid(when.formula)
        _show(book, plan.to_show(laporan, is_first=not before[0][0], is_accepting=bool(taken.rows)), undo)
        if any(changed) or not before[0][0]:
            _keep(when, before, undo)
            when.formula = [[now]]
            return True
    return False


def _harvest(book: xw.Book, workbook: workbook_file.Workbook, findings: Sequence[checks.Finding], date: str) -> harvest.Harvest:
    """What the clerk has answered beside the findings since the last sync."""
    block = _block(book, pemeriksaan.BLOCK)
    if block.shape[1] != pemeriksaan.ANSWER_COLUMNS[-1] + 1:
        raise plan.lost(book.name, pemeriksaan.BLOCK)
    values = block.options(ndim=2, err_to_str=True).value
    shown = (harvest.Answered.of([_plain(value) for value in row]) for row in values)
    stored = workbook.tables.get(DITERIMA.name)
    free = harvest.free_rows(stored, workbook.contents[DITERIMA.name]) if stored else ()
    rows = dict(zip(workbook.laporan.places_in(DITERIMA), workbook.laporan.rows[DITERIMA.key], strict=True))
    return harvest.harvested(shown, findings, rows, free, date)


# ---------------------------------------------------------------- reading
def _version(book: xw.Book) -> str | None:
    try:
        return str(book.names[plan.VERSION_NAME].refers_to).removeprefix("=").strip()
    except Exception:  # each platform raises its own exception for a missing name
        return None


def _grids(book: xw.Book) -> Mapping[str, _LiveGrid]:
    """Our tables by name, on any sheet; an office may have deleted an annex."""
    ours = {*workbook_file.SHAPES, workbook_file.ATURAN_TABLE}
    there = [(sheet.name, table.name, table) for sheet in book.sheets for table in sheet.tables]
    tables = {name: table for _, name, table in there if name in ours}
    guests: dict[str, list[StoredTable]] = {}
    for sheet, name, table in there:
        if name not in ours:
            guests.setdefault(sheet, []).append(_standing(name, sheet, table.range))
    for name in (workbook_file.PROFIL_TABLE, workbook_file.SKALA_TABLE, *(table.name for table in REPORT_TABLES)):
        if name not in tables:
            raise NotOursError(f"{book.name}: tabel {name} tidak ada; ini bukan buku kerja LKjIP, atau tabelnya terhapus")
    return {name: _LiveGrid(book, name, table, guests) for name, table in tables.items()}


def _standing(name: str, sheet: str, whole: xw.Range) -> StoredTable:
    """The area of one of the user's own tables."""
    rows, columns = whole.shape
    return StoredTable(name, sheet, "", whole.row, whole.column, whole.row + rows - 1, whole.column + columns - 1, 0, 0, ())


class _LiveGrid:
    """A table of the open workbook."""

    def __init__(self, book: xw.Book, name: str, table: Any, guests: Mapping[str, Sequence[StoredTable]]) -> None:
        self._book, self._name, self._guests = book, name, guests
        self._table = table
        self._whole, self._body = table.range, table.data_body_range
        self._columns = [column.name for column in table.columns]
        self._values = self._body.options(ndim=2, err_to_str=True).value if self._body is not None else []

    @property
    def height(self) -> int:
        return len(self._values)

    def rows(self, names: Sequence[str], needed: Collection[str]) -> list[tuple[int, dict[str, Cell]]]:
        missing = next((name for name in names if name in needed and name not in self._columns), None)
        if missing is not None:
            raise MissingColumnError(f'{self._book.name}: kolom "{missing}" tidak ada di {self._name}; kembalikan nama kolomnya')
        places = [(name, self._columns.index(name)) for name in names if name in self._columns]
        blank: dict[str, Cell] = dict.fromkeys(names)
        rows = ((place, blank | {name: _plain(values[column]) for name, column in places}) for place, values in enumerate(self._values))
        return [(place, row) for place, row in rows if any(value is not None for value in row.values())]

    @property
    def stored(self) -> StoredTable:
        """The table's area, in the form that the file reader gives."""
        (rows, columns), top, left = self._whole.shape, self._whole.row, self._whole.column
        body = (self._body.row, self._body.shape[0]) if self._body is not None else (top, 0)
        header = body[0] - top
        sheet = self._whole.sheet.name
        names = tuple(self._columns)
        return StoredTable(self._name, sheet, "", top, left, top + rows - 1, left + columns - 1, header, rows - header - body[1], names)

    @cached_property
    def contents(self) -> Contents:
        """The cells in and around the table, in the form that the file reader gives."""
        stored = self.stored
        rows: dict[int, dict[str, Cell]] = {}
        formulas: dict[int, dict[str, StoredFormula]] = {}
        for number, typed in enumerate(_grid(self._whole.formula), stored.top):
            cells = list(zip(self._columns, typed, strict=True))
            formulas[number] = {name: StoredFormula(text[1:], number) for name, text in cells if text.startswith("=")}
            rows[number] = {name: text for name, text in cells if text}
        dates = set()
        for number, values in enumerate(self._values, stored.first_row):
            rows[number] = {name: value for name, cell in zip(self._columns, values, strict=True) if (value := _plain(cell)) is not None}
            dates |= {(number, name) for name, cell in zip(self._columns, values, strict=True) if isinstance(cell, datetime)}
        outside = without_tables(self._outside(stored), self._guests.get(stored.sheet, ()))
        return Contents(rows, formulas, dates, self._headings(stored), set(self._percents(stored)), outside)

    def _outside(self, stored: StoredTable) -> LooseRows:
        """The filled cells right of the table, and below it in its columns."""
        last = self._whole.sheet.used_range.last_cell
        right, bottom = min(last.column, stored.right + ADJOINING), min(last.row, stored.bottom + MAX_LOOSE)
        found: dict[int, dict[int, Loose]] = {}
        for top, left, end, side in (
            (stored.top, stored.right + 1, stored.bottom, right),
            (stored.bottom + 1, stored.left, bottom, stored.right),
        ):
            if top > end or left > side:
                continue
            cells = self._whole.sheet.range((top, left), (end, side))
            typed, values = _grid(cells.formula), cells.options(ndim=2, err_to_str=True).value
            for row, (texts, row_values) in enumerate(zip(typed, values, strict=True), top):
                for column, (text, value) in enumerate(zip(texts, row_values, strict=True), left):
                    if text.strip() and (plain := _plain(value)) is not None:
                        found.setdefault(row, {})[column] = Loose(plain, text.startswith("="))
        return found

    def _percents(self, stored: StoredTable) -> Iterator[tuple[int, str]]:
        """The cells of figures with a percent format; adjacent columns, which mostly look alike, take one call."""
        figures = [number for number, name in enumerate(self._columns) if name in _FIGURES.get(self._name, ())]
        for first, last in runs(figures) if self._values else ():
            area = (stored.first_row, stored.left + first, stored.first_row + len(self._values) - 1, stored.left + last)
            for row, column in _in_percent(self._whole.sheet, *area):
                name = self._columns[column - stored.left]
                if isinstance(self._values[row - stored.first_row][column - stored.left], float):
                    yield row, name

    def _headings(self, stored: StoredTable) -> dict[str, str]:
        if stored.top == 1:
            return {}
        above = self._whole.sheet.range((1, stored.left), (stored.top - 1, stored.right))
        return {
            f"{column_letters(column - 1)}{row}": text
            for row, texts in enumerate(_grid(above.formula), 1)
            for column, text in enumerate(texts, stored.left)
            if text and not text.startswith("=")
        }

    def complete(self, formulas: Mapping[str, str], places: Sequence[int], undo: _Undo) -> bool:
        """Add missing formulas of computed columns; filled cells stay as they are."""
        there = _grid(self._body.formula) if places else []
        blanks = [
            (self._columns.index(name), formula, [place for place in places if not there[place][self._columns.index(name)]])
            for name, formula in formulas.items()
            if name in self._columns
        ]
        for number, formula, missing in blanks:
            for first, last in runs(missing):
                row, column = self._body.row, self._body.column + number
                cells = self._body.sheet.range((row + first, column), (row + last, column))
                _keep(cells, [[""]] * (last - first + 1), undo)
                cells.formula = [[f"={formula}"]] * (last - first + 1)
        return any(missing for *_, missing in blanks)

    def fill(self, column: Column, values: Mapping[int, Cell], undo: _Undo) -> None:
        """Fill blank inputs, by row index, from another table; texts stay texts, whatever they begin with."""
        number = self._body.column + self._columns.index(column.name)
        for first, last in runs(sorted(values)):
            cells = self._body.sheet.range((self._body.row + first, number), (self._body.row + last, number))
            _keep(cells, [[""]] * (last - first + 1), undo)
            cells.formula = [[f"'{values[place]}"] for place in range(first, last + 1)]

    def put(self, table: Table, rows: Mapping[int, Mapping[str, str] | None], undo: _Undo) -> None:
        """Write whole rows of inputs, by row index, None for a blank one; texts stay texts, and the table grows by rows below it."""
        ours = {column.name: column.key for column in table.columns}
        first, last = min(rows), max(rows)
        left, right = self._body.column, self._body.column + len(self._columns) - 1
        cells = self._body.sheet.range((self._body.row + first, left), (self._body.row + last, right))
        if last >= self.height:
            before = self._whole
            undo.append(lambda: self._table.resize(before))
            self._table.resize(self._body.sheet.range((self._whole.row, left), (self._body.row + last, right)))
        there = _grid(cells.formula)
        _keep(cells, [[_entered(text) for text in row] for row in there], undo)
        for place, row in rows.items():
            for number, name in enumerate(self._columns):
                if name in ours:
                    there[place - first][number] = row[ours[name]] if row else ""
        cells.formula = [[_entered(text) for text in row] for row in there]

    def note(self, place: int, name: str, what: str) -> None:
        """Ignore notes about cells: the user sees these in the open workbook."""


def _in_percent(sheet: xw.Sheet, top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    """The cells (1-based) with a percent format; a range is asked as a whole, and halved if it has several formats."""
    form = sheet.range((top, left), (bottom, right)).number_format
    if form is not None:
        if shows_percent(form):
            yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    elif left < right:
        middle = (left + right) // 2
        yield from _in_percent(sheet, top, left, bottom, middle)
        yield from _in_percent(sheet, top, middle + 1, bottom, right)
    elif top < bottom:
        middle = (top + bottom) // 2
        yield from _in_percent(sheet, top, left, middle, right)
        yield from _in_percent(sheet, middle + 1, left, bottom, right)


def _plain(value: Any) -> Cell:
    """A value in the form that the file reader gives."""
    if isinstance(value, str):
        return value if value.strip() else None
    if value is None or isinstance(value, bool):
        return value
    return angka(value)


# ---------------------------------------------------------------- writing
@dataclass(frozen=True)
class _Block:
    """A block before anything is written."""

    range: xw.Range
    grid: list[list[Any]]

    @classmethod
    def read(cls, book: xw.Book, region: plan.Region) -> _Block:
        found = _block(book, region.name)
        if found.shape[1] != len(region.cells[0]):
            raise plan.lost(book.name, region.name)
        return cls(found, _grid(found.formula))

    @property
    def area(self) -> Area:
        (height, width), top, left = self.range.shape, self.range.row - 1, self.range.column - 1
        return top, left, top + height - 1, left + width - 1

    def values(self, column: int) -> list[object]:
        """The values of a column."""
        cells = self.range.columns[column].options(ndim=1, err_to_str=True).value
        return ["" if value is None else value for value in cells]


def _write(book: xw.Book, region: plan.Region, there: _Block, undo: _Undo) -> bool:
    """Write a block's rows and cells; False if it already has them."""
    block, before = there.range, there.grid
    height, width = len(before), len(before[0])
    wanted = [[_typed(cell) for cell in row] for row in region.cells]
    if before == wanted:
        return False
    by = len(wanted) - height
    if by and (not region.grows or height < 2):
        raise plan.lost(book.name, region.name)
    _keep(block, before, undo)
    keeps = by and region.breaks is not None and not region.foot
    tail = range(height, height + region.below) if keeps else range(0)
    breaks = [row + by for row in _broken(block, tail)]
    if by:
        _resize(block, by)
        undo.append(lambda: _resize(_block(book, region.name), -by))
        block = _block(book, region.name)
        if block.shape != (len(wanted), width):
            raise plan.lost(book.name, region.name)
    texts = [[cell.formula is None and isinstance(cell.value, str) for cell in row] for row in region.cells]
    block.formula = [[_entered(cell) if text else cell for cell, text in zip(*row, strict=True)] for row in zip(wanted, texts, strict=True)]
    if region.grows:
        block.rows.autofit()
    for row, points in region.foot.items():
        block.offset(row)[0, 0].row_height = points
    if region.breaks is not None:
        # cells move without their rows: also where the block and what stands below it were before
        _break_pages(block.resize(max(region.laid_out, height + len(tail)), width), [*region.breaks(), *breaks])
    return True


def _broken(block: xw.Range, rows: Iterable[int]) -> list[int]:
    """Those of some rows, counted from a block's first one, that begin a new page by somebody's wish."""
    with suppress(Exception):  # each platform raises its own exception
        return [row for row in rows if block.offset(row)[0, 0].api.EntireRow.PageBreak == _BREAK]
    return []


def _break_pages(block: xw.Range, rows: Iterable[int]) -> None:
    """Let only the given rows of a block begin a new page; where Excel's own interface lacks this, it breaks pages as it sees fit."""
    with suppress(Exception):  # each platform raises its own exception
        block.api.EntireRow.PageBreak = _NO_BREAK
        for row in rows:
            block.offset(row)[0, 0].api.EntireRow.PageBreak = _BREAK


# ---------------------------------------------------------------- formulas of the user's
@dataclass(frozen=True)
class _Follower:
    """A formula whose references Excel moves along with the cells of a block."""

    sheet: xw.Sheet
    cell: tuple[int, int]
    """0-based row and column before the move."""
    now: tuple[int, int]
    before: str
    after: str
    doubtful: Sequence[Move]
    """The moves after which it refers to something else."""

    def put_back(self) -> None:
        """Restore the formula: references to deleted cells do not come back with the cells."""
        if self.before != self.after:
            self.sheet.range((self.cell[0] + 1, self.cell[1] + 1)).formula = f"={self.before}"


_Formulas: TypeAlias = Sequence[tuple[xw.Sheet, Sequence[pointers.Located]]]


def _formulas(book: xw.Book) -> Iterator[tuple[xw.Sheet, Sequence[pointers.Located]]]:
    """The formulas of every sheet; a few calls per sheet."""
    for sheet in book.sheets:
        used = sheet.used_range
        height, width = used.shape
        if height * width > _MOST_CELLS:  # formats reach down to the last row; formulas are further up
            used = sheet.range((used.row, used.column), (used.row + _MOST_CELLS // width - 1, used.column + width - 1))
        rows = enumerate(_grid(used.formula), used.row - 1)
        cells = (((row, column), typed) for row, line in rows for column, typed in enumerate(line, used.column - 1))
        yield sheet, [(cell, typed[1:]) for cell, typed in cells if typed.startswith("=")]


def _areas(book: xw.Book) -> Mapping[str, tuple[str, Area]]:
    """The sheet and the area of each block whose rows show rows of a table."""
    found = {}
    for name in pointers.block_names():
        block = _block(book, name)
        (height, width), top, left = block.shape, block.row - 1, block.column - 1
        found[name] = (block.sheet.name, (top, left, top + height - 1, left + width - 1))
    return found


def _followers(formulas: _Formulas, moves: Sequence[Move]) -> Iterator[_Follower]:
    """The formulas that a move affects."""
    for sheet, located in formulas if moves else ():
        own = next((move for move in moves if move.means(sheet.name)), None)
        for cell, text in located:
            if own is not None or "!" in text:
                follower = _follower(sheet, cell, text, own, moves)
                if follower.doubtful or follower.after != follower.before:
                    yield follower


def _follower(sheet: xw.Sheet, cell: tuple[int, int], before: str, own: Move | None, moves: Sequence[Move]) -> _Follower:
    if own is not None and own.holds(cell):
        return _Follower(sheet, cell, cell, before, before, ())
    after, doubtful = before, []
    for move in moves:
        formula = followed(after, move, own=move is own, cell=cell)
        after = formula.text
        doubtful += [move] if formula.doubtful else []
    where = own.shifted((*cell, *cell)) if own is not None else None
    return _Follower(sheet, cell, where[:2] if where else cell, before, after, doubtful)


def _doubts(followers: Sequence[_Follower], moves: Sequence[Move]) -> Iterator[str]:
    for move in moves:
        cells: dict[str, list[str]] = {}
        for follower in followers:
            if move in follower.doubtful:
                cells.setdefault(follower.sheet.name, []).append(reference((*follower.now, *follower.now)))
        yield from (plan.doubt(plan.in_cells(title, places), move) for title, places in cells.items())


def _block(book: xw.Book, name: str) -> xw.Range:
    try:
        return book.names[name].refers_to_range
    except Exception:
        raise plan.lost(book.name, name) from None


def _resize(block: xw.Range, by: int) -> None:
    """Insert or delete cells before the last row of a block; only the cells below in its columns move."""
    height, width = block.shape
    last = (block.row + height - 1, block.column)
    if by > 0:
        block.sheet.range(last, (last[0] + by - 1, last[1] + width - 1)).insert("down", "format_from_left_or_above")
    else:
        block.sheet.range((last[0] + by, last[1]), (last[0] - 1, last[1] + width - 1)).delete("up")


def _show(book: xw.Book, titles: Collection[str], undo: _Undo) -> None:
    for sheet in book.sheets if titles else ():
        if sheet.name in titles and not sheet.visible:
            undo.append(partial(setattr, sheet, "visible", False))
            sheet.visible = True


def _keep(block: xw.Range, before: Sequence[Sequence[Any]], undo: _Undo) -> None:
    """Remember the contents of cells, so that undo can restore them."""
    sheet, corner = block.sheet, (block.row, block.column)
    last = (corner[0] + len(before) - 1, corner[1] + len(before[0]) - 1)

    def put_back() -> None:
        sheet.range(corner, last).formula = before

    undo.append(put_back)


def _typed(cell: SummaryCell) -> Any:
    """A cell as it would be typed; a constant is also ours, never a user's text."""
    if cell.formula is not None:
        return f"={cell.formula}"
    return "" if cell.value is None else str(cell.value)


def _entered(text: Any) -> Any:
    """A cell's content as it has to be typed: a text stays one, even if it looks like a number or begins like a formula."""
    return f"'{text}" if isinstance(text, str) and text and not text.startswith("=") else text


def _grid(formulas: Any) -> list[list[Any]]:
    """The formulas that xlwings gives for a range, or for a single cell, as rows."""
    rows = formulas if isinstance(formulas, list | tuple) else [[formulas]]
    return [[_text(cell) for cell in (row if isinstance(row, list | tuple) else [row])] for row in rows]


def _text(typed: Any) -> str:
    if isinstance(typed, float | Decimal) and typed == int(typed):
        return str(int(typed))
    return "" if typed is None else str(typed)


# ---------------------------------------------------------------- around it
@contextmanager
def _quiet(app: xw.App) -> Iterator[None]:
    """Switch off calculation and screen updating while cells change, and restore both in any case."""
    before: Mapping[str, Any] = {name: getattr(app, name) for name in ("calculation", "screen_updating")}
    try:
        app.calculation, app.screen_updating = "manual", False
        yield
    finally:
        for name, value in before.items():
            with suppress(Exception):
                setattr(app, name, value)


@contextmanager
def _undone_on_failure() -> Iterator[_Undo]:
    """On failure, undo everything that was done, the last change first."""
    undo: _Undo = []
    try:
        yield undo
    except BaseException:
        for step in reversed(undo):
            with suppress(Exception):
                step()
        raise
