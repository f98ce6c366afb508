"""The sheets Halaman Tabel 3.1 and 3.2 and Grafik Capaian: the tables as the report prints them, by sasaran, laid out by the sync.

A sasaran has a heading, its rows and a line with its mean or sums. Which row of the table a line shows is a formula: the next
row of the sasaran above it. If a sasaran has more or fewer rows than lines, its last line says so until the next sync.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from lkjip import limits
from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Table
from lkjip.model.expressions import SCALE_REFERENCE, native_value
from lkjip.model.formulas import native
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import filled
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.model.tables.report import REALISASI, RIWAYAT
from lkjip.summary import state
from lkjip.summary.sasaran import WITHOUT_SASARAN, by_sasaran, mean_formula, name_formula, next_sasaran
from lkjip.summary.sheet import (
    DASH,
    HIDDEN,
    LEFT,
    MEAN,
    PAGE_SIZE,
    STALE,
    Block,
    SummarySheet,
    address,
    column_of,
    count_equal,
    heading_height,
    headings,
    of_row,
    on_page,
    text,
    total_of,
    unless_blank,
    value_of,
)
from lkjip.xlsx_kit import fitting, paper
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

GRAFIK_CAPAIAN: Final = "Grafik Capaian"
_HEADING_ROW: Final = 2
_FIRST_ROW: Final = _HEADING_ROW + 2
_PAGE: Final = paper.filled(landscape=True)
"""Points of a page that are filled."""
_NUMBERING_HEIGHT: Final = fitting.of_lines(1, PAGE_SIZE)
_TITLE_HEIGHT: Final = 30.0 + state.NOTE_HEIGHT


_CAPAIAN: Final = "Capaian (%)"
_KATEGORI: Final = "Kategori"


class Line(Enum):
    """What a line of the page is; the value stands in a hidden column, by which the line is formatted."""

    SASARAN = "S"
    ROW = "B"
    SUM = "J"
    TOTAL = "T"


Figures: TypeAlias = Mapping[int, tuple[Cell, str]]
"""Value and formula of cells of a line, by column."""
Sums: TypeAlias = Callable[["_Page", Sequence[Row], Laporan, str | None, Callable[[int], str]], Figures]
"""Gives value and formula by column from the rows, the report, the reference to the number of the sasaran's first row (None for
all sasaran), and a function that gives the reference to a column of the line."""


@dataclass(frozen=True)
class _Column:
    """A column of the page."""

    heading: str
    width: float
    style: tuple[str, ...]
    value: Callable[[Row, Row | None], Cell] = lambda row, above: None
    """The value in a table row's line, from the row and the one above it of the same sasaran and page."""
    formula: Callable[[str, str | None], str] | None = None
    """Its formula, from the references to the numbers of these two rows; None for a blank."""
    part: tuple[float, float] | None = None
    """The part of the capaian (percent) that a bar in the cell shows: from and to which figure."""


@dataclass(frozen=True)
class _Page:
    """How a table is printed."""

    table: Table
    sheet: str
    title: str
    block: str
    columns: Sequence[_Column]
    name: int
    """The column with the name of the row, which also holds the headings of sasaran and lines of sums."""
    mean: str
    total: str
    sums: Sums
    """The cells of the line below the rows of a sasaran, or below all."""

    @property
    def number(self) -> int:
        """The hidden column with the number of a row in the table."""
        return LEFT + len(self.columns)


def halaman_sheets(laporan: Laporan) -> list[SummarySheet]:
    """The sheets, in order."""
    return [_sheet(laporan, page) for page in (_TABEL_3_1, _TABEL_3_2, _BARS)]


def _sheet(laporan: Laporan, page: _Page) -> SummarySheet:
    last_column = page.number - 1
    cells: dict[tuple[int, int], SummaryCell] = {(0, LEFT): text(laporan, page.title, "title", last_column=last_column)}
    cells[1, LEFT] = state.note()
    labels = [(column.heading, f"({number})") for number, column in enumerate(page.columns, 1)]
    cells |= headings(labels, _HEADING_ROW, laporan, "page")
    widths = (0.5, *(column.width for column in page.columns), HIDDEN, HIDDEN)
    heading = heading_height(cells, _HEADING_ROW, widths, PAGE_SIZE)
    writer = _Writer(page, laporan, cells, heading + _NUMBERING_HEIGHT)
    rows = laporan.rows[page.table.key]
    groups = by_sasaran(rows)
    for number, group in enumerate(groups or [[]], 1):
        writer.group(number, group, is_last=number >= len(groups))
    writer.total(rows, len(groups))
    last = writer.at - 1

    def box(number: int) -> tuple[int, int, int, int]:
        return _FIRST_ROW, LEFT + number, last, LEFT + number

    return SummarySheet(
        title=page.sheet,
        widths=widths,
        cells=cells,
        heights={0: 30, 1: state.NOTE_HEIGHT, _HEADING_ROW: heading, _HEADING_ROW + 1: _NUMBERING_HEIGHT},
        blocks=[Block(page.block, _FIRST_ROW, LEFT, last, page.number + 1, about=page.name)],
        landscape=True,
        size=PAGE_SIZE,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        kategori=[box(number) for number, column in enumerate(page.columns) if column.heading == _KATEGORI],
        with_unit=[(*box(number), LEFT + page.name + 1) for number, column in enumerate(page.columns) if "angka" in column.style],
        lines=(_FIRST_ROW, LEFT, last, last_column),
        unsynced=[box(page.name)],
        bars=[(*box(number), column.part[1] - column.part[0]) for number, column in enumerate(page.columns) if column.part],
        breaks=writer.breaks,
    )


@dataclass(frozen=True)
class BudgetLine:
    """A line of Tabel 3.2 as it is printed: what it is, its row in the table (none of a heading or a sum), and its cells by column."""

    kind: Line
    row: Row | None
    cells: Sequence[Cell]


def budget_headings(laporan: Laporan) -> list[str]:
    """The headings of the columns of Tabel 3.2 as it is printed."""
    return [filled(column.heading, laporan.profil) for column in _TABEL_3_2.columns]


def budget_lines(laporan: Laporan) -> list[BudgetLine]:
    """Tabel 3.2 as it is printed: each sasaran with its rows and sums, then the sum of all.

    Names that repeat for the same indicator are blank.
    """
    page, rows, found = _TABEL_3_2, laporan.rows[TABEL_3_2.key], list[BudgetLine]()

    def line(kind: Line, row: Row | None, cells: Mapping[int, Cell]) -> None:
        found.append(BudgetLine(kind, row, [cells.get(place) for place in range(len(page.columns))]))

    def sums(label: str, of: Sequence[Row], first: str | None) -> Mapping[int, Cell]:
        return {page.name: label} | {place: value for place, (value, _) in page.sums(page, of, laporan, first, str).items()}

    for number, group in enumerate(by_sasaran(rows), 1):
        line(Line.SASARAN, None, {page.name: _sasaran_heading(number, group)})
        above: Row | None = None
        for place, row in enumerate(group, 1):
            again = above if above and above["kunci_berlaku"] == row["kunci_berlaku"] else None
            line(Line.ROW, row, {each: column.value(row, again) for each, column in enumerate(page.columns)} | {0: place})
            above = row
        line(Line.SUM, None, sums(page.mean, group, "A1"))
    if rows:
        line(Line.TOTAL, None, sums(page.total, rows, None))
    return found


def _sasaran_heading(number: int, rows: Sequence[Row]) -> Cell:
    sasaran = rows[0]["sasaran_berlaku"]
    return sasaran if is_error(sasaran) else f"{_label(number)}{sasaran or WITHOUT_SASARAN}"


def _label(number: int) -> str:
    return f"Sasaran {number}: "


class _Writer:
    """Writes the lines of a page one below the other, and begins a new page where one is full.

    Args:
        heading: points of the heading that every page has.
    """

    def __init__(self, page: _Page, laporan: Laporan, cells: dict[tuple[int, int], SummaryCell], heading: float) -> None:
        self._page = page
        self._laporan = laporan
        self._cells = cells
        self.at = _FIRST_ROW
        self.breaks: list[int] = []
        self._heading = heading
        self._used = _TITLE_HEIGHT + heading
        self._last_sum: int | None = None

    def group(self, number: int, rows: Sequence[Row], *, is_last: bool) -> None:
        """Add a sasaran; one without rows is the place for the first."""
        page = self._page
        heading = self.at
        first = rows[0]["baris"] if rows else None
        label = _label(number)
        start = address(heading, page.number)
        name = unless_blank(start, f'"{label}"&{name_formula(page.table, start)}')
        value = _sasaran_heading(number, rows) if rows else None
        # a heading goes over all columns, unless it needs several lines
        place = 0 if fitting.lines(str(value), sum(column.width for column in page.columns), PAGE_SIZE, bold=True) == 1 else page.name
        # it stays with its first row, and the sums with the last
        sums_height = self._height({}) * (2 if is_last else 1)
        first_height = self._height(self._values(rows[0], None)) if rows else 0.0
        self._break_before(self._height({place: value}, bold=True) + first_height + (sums_height if len(rows) == 1 else 0.0))
        above = None if self._last_sum is None else address(self._last_sum, page.number)
        self._line(Line.SASARAN, first, next_sasaran(page.table, above), {place: (value, name)})
        before: Row | None = None
        for place, row in enumerate(rows or [{}]):
            below = sums_height if place + 1 == len(rows) else 0.0
            is_new_page = place > 0 and self._break_before(self._height(self._values(row, before)) + below)
            self._row(row, None if is_new_page else before, heading, is_first=not place)
            before = row
        sums = page.sums(page, rows, self._laporan, start, self._here)
        count = f"COUNTIF({column_of(page.table, 'baris_sasaran')},{address(self.at, page.number)})"
        shown = unless_blank(address(self.at, page.number), f'IF({count}={len(rows)},"{page.mean}","{STALE}")')
        self._line(Line.SUM, first, start, {page.name: (page.mean if rows else None, shown), **sums})
        self._last_sum = self.at - 1

    def total(self, rows: Sequence[Row], groups: int) -> None:
        """Add the last line, which is about all rows."""
        page = self._page
        sasaran = column_of(page.table, "baris_sasaran")
        counted = count_equal(column_of(page.table, "baris"), sasaran)
        shown = sum(row["baris_sasaran"] is not None for row in rows)
        same = f'IF(AND(COUNT({sasaran})={shown},{counted}={groups}),"{page.total}","{STALE}")'
        self._line(Line.TOTAL, None, None, {page.name: (page.total, same), **page.sums(page, rows, self._laporan, None, self._here)})

    def _row(self, row: Row, above: Row | None, heading: int, *, is_first: bool) -> None:
        page = self._page
        position = self.at - heading
        number, before = address(self.at, page.number), address(self.at - 1, page.number)
        values = self._values(row, above)
        cells: dict[int, tuple[Cell, str]] = {0: (position if row else None, unless_blank(number, str(position)))}
        for place, column in enumerate(page.columns):
            if column.formula is not None:
                formula = column.formula(number, None if above is None else before)
                cells[place] = (values.get(place), unless_blank(number, formula))
        sasaran = column_of(page.table, "baris_sasaran")
        start = address(heading, page.number)
        following = f"MATCH({start},INDEX({sasaran},{before}+1):INDEX({sasaran},ROWS({sasaran})),0)"
        # the next row is mostly of the same sasaran; else all rows below are searched
        found_number = f"IF(INDEX({sasaran},{before}+1)={start},{before}+1,{before}+{following})"
        found = start if is_first else unless_blank(before, f'IFERROR({found_number},"")')
        self._line(Line.ROW, row.get("baris"), found, cells)

    def _values(self, row: Row, above: Row | None) -> dict[int, Cell]:
        page = self._page
        return {place: column.value(row, above) for place, column in enumerate(page.columns)} if row else {}

    def _here(self, column: int) -> str:
        """The reference to a cell of the line that is written next."""
        return address(self.at, LEFT + column)

    def _line(self, kind: Line, number: Cell, found: str | None, cells: Figures) -> None:
        page = self._page
        for place, column in enumerate(page.columns):
            value, formula = cells.get(place, (None, None))
            self._cells[self.at, LEFT + place] = SummaryCell(value, (*on_page(*column.style), "open_line"), formula)
        self._cells[self.at, page.number] = SummaryCell(number, ("record",), found)
        self._cells[self.at, page.number + 1] = SummaryCell(kind.value, ("record",))
        self._used += self._height({place: value for place, (value, _) in cells.items()}, bold=kind is not Line.ROW)
        self.at += 1

    def _height(self, values: Mapping[int, Cell], *, bold: bool = False) -> float:
        columns = self._page.columns
        # what stands in the first column is one line, over the others
        texts = ((value, columns[place].width) for place, value in values.items() if place and isinstance(value, str))
        return fitting.height(texts, PAGE_SIZE, bold=bold)

    def _break_before(self, height: float) -> bool:
        """Begin a new page if lines of this height (points) do not fit on this one."""
        if self._used + height <= _PAGE or self.at == _FIRST_ROW:
            return False
        self.breaks.append(self.at)
        self._used = self._heading
        return True


# ---------------------------------------------------------------- the columns of the two tables
_IN: Final = "\u00a0" * 3
"""The indent of a level; other spaces at the beginning of a text are lost in some programs."""


def _shown(table: Table, key: str, heading: str, width: float, *style: str) -> _Column:
    """A column that shows one of the table's."""
    return _Column(heading, width, style, lambda row, _: row.get(key), lambda number, _: unless_blank(of_row(table, key, number)))


def _computed(table: Table, key: str, heading: str, width: float, *style: str) -> _Column:
    """A column that shows what the rules compute from a row, where the table has it as a native formula."""
    return _Column(heading, width, style, lambda row, _: row.get(key), lambda number, _: of_row(table, key, number))


def _once(table: Table, key: str, by: str, heading: str, width: float, *style: str) -> _Column:
    """A column that shows one of the table's, and nothing in a row that repeats the one above.

    Args:
        by: key of the column by which a row repeats another.
    """

    def value(row: Row, above: Row | None) -> Cell:
        return None if above and row.get(by) == above.get(by) else row.get(key)

    def formula(number: str, above: str | None) -> str:
        shown = unless_blank(of_row(table, key, number))
        return f'IF({_same(table, by, number, above)},"",{shown})' if above else shown

    return _Column(heading, width, style, value, formula)


def _same(table: Table, key: str, number: str, other: str) -> str:
    """A condition that two rows have the same in a column."""
    return f"{of_row(table, key, number)}={of_row(table, key, other)}"


def _share(heading: str, rule: str, form: Callable[[str, str], str]) -> _Column:
    """A percentage of a row's budget and of what was spent."""

    def value(row: Row, _: Row | None) -> Cell:
        return value_of(native_value, rule, row.get("nilai_anggaran"), row.get("nilai_realisasi"))

    def formula(number: str, _: str | None) -> str:
        return form(*(of_row(TABEL_3_2, key, number) for key in ("nilai_anggaran", "nilai_realisasi")))

    return _Column(heading, 8.5, ("persen",), value, formula)


def _listed(text_key: str | None, list_key: str, heading: str, width: float) -> _Column:
    """A column with a text and below it the items of a list, one per line."""
    dash = DASH if text_key else ""

    def value(row: Row, _: Row | None) -> Cell:
        listed = (f"{dash}{part}" for part in items_of(row.get(list_key)))
        return "\n".join(filter(None, (str(row.get(text_key) or "") if text_key else "", *listed))) or None

    def formula(number: str, _: str | None) -> str:
        found = native.items(of_row(TABEL_3_2, list_key, number))
        if text_key is None:
            return found
        above = f'{of_row(TABEL_3_2, text_key, number)}&""'
        dashed = f'"{DASH}"&SUBSTITUTE({found},CHAR(10),CHAR(10)&"{DASH}")'
        return f'IF(LEN({found})=0,{above},{above}&IF(LEN({above})=0,"",CHAR(10))&{dashed})'

    return _Column(heading, width, ("teks",), value, formula)


def items_of(listed: Cell) -> list[str]:
    """The items of a list, as `native.items` finds them."""
    parts = (" ".join(part.split()) for part in re.split("[;\n]", str(listed or "")))
    return [part for part in parts if part]


def _levels(heading: str, width: float) -> _Column:
    """The column with program, kegiatan and sub kegiatan of a row, each further in; those of the row above are not repeated.

    A row always shows the deepest that it has.
    """
    program, kegiatan, sub = "program", "kegiatan", "sub_kegiatan"

    def value(row: Row, above: Row | None) -> Cell:
        texts = [row.get(key) for key in (program, kegiatan, sub)]
        if error := next(filter(is_error, texts), None):
            return error
        name, listed, below = str(texts[0] or ""), items_of(texts[1]), str(texts[2] or "")
        is_same = above is not None and row.get("kunci_program") == above.get("kunci_program")
        is_part = is_same and above is not None and row.get("kunci_kegiatan") == above.get("kunci_kegiatan")
        shown = [] if not name or (is_same and (listed or below)) else [name]
        shown += [] if is_part and below else [f"{_IN}{DASH}{part}" for part in listed]
        return "\n".join([*shown, *([f"{_IN}{_IN}{DASH}{below}"] if below else [])]) or None

    def formula(number: str, above: str | None) -> str:
        name, below = (of_row(TABEL_3_2, key, number) for key in (program, sub))
        listed = native.items(of_row(TABEL_3_2, kegiatan, number))
        inner = f'CHAR(10)&"{_IN}{DASH}"'
        shown = f"CHAR(10)&{name}"
        parts = f"{inner}&SUBSTITUTE({listed},CHAR(10),{inner})"
        hidden = [f"LEN({name})=0", f"LEN({listed})=0"]
        if above:
            same_program, same_part = (_same(TABEL_3_2, key, number, above) for key in ("kunci_program", "kunci_kegiatan"))
            # a name that would leave its cell blank is shown
            hidden[0] = f"OR({hidden[0]},AND({same_program},LEN({of_row(TABEL_3_2, kegiatan, number)})+LEN({below})>0))"
            hidden[1] = f"OR({hidden[1]},AND({same_program},{same_part},LEN({below})>0))"
        last = f'IF(LEN({below})=0,"",CHAR(10)&"{_IN}{_IN}{DASH}"&{below})'
        return f'MID(IF({hidden[0]},"",{shown})&IF({hidden[1]},"",{parts})&{last},2,{limits.CELL_CHARACTERS})'

    return _Column(heading, width, ("teks",), value, formula)


_NO: Final = _Column("No", 4, ("line",))


def _mean(page: _Page, rows: Sequence[Row], laporan: Laporan, first: str | None, here: Callable[[int], str]) -> Figures:
    """The mean of capaian (percent) and its category."""
    if first is None:
        average, formula = value_of(laporan.mean, rows), MEAN
    else:
        average, formula = value_of(rules.rata_rata, [row["persen_capaian"] for row in rows]), mean_formula(first)
    capaian, kategori = (
        next(place for place, column in enumerate(page.columns) if column.heading == name) for name in (_CAPAIAN, _KATEGORI)
    )
    category = value_of(native_value, "KATEGORI", average, laporan.skala)
    bars = {
        place: (_part(average, *column.part), _part_formula(here(capaian), *column.part))
        for place, column in enumerate(page.columns)
        if column.part
    }
    return {capaian: (average, formula), kategori: (category, native.kategori(here(capaian), SCALE_REFERENCE)), **bars}


def _part(capaian: Cell, begins: float, ends: float) -> Cell:
    """What of a capaian (percent) is between two figures; blank if it is none."""
    return max(min(float(capaian), ends) - begins, 0.0) if isinstance(capaian, float | int) else None


def _part_formula(capaian: str, begins: float, ends: float) -> str:
    return f'IF(ISNUMBER({capaian}),MAX(MIN({capaian},{ends:g})-{begins:g},0),"")'


def _bar(begins: float, ends: float, width: float) -> _Column:
    """A column with a bar as long as a part of the capaian (percent)."""

    def formula(number: str, _: str | None) -> str:
        return _part_formula(of_row(TABEL_3_1, "persen_capaian", number), begins, ends)

    def value(row: Row, _: Row | None) -> Cell:
        return _part(row.get("persen_capaian"), begins, ends)

    return _Column(f"{begins:g} sampai {ends:g} %", width, ("bar",), value, formula, (begins, ends))


def _amounts(page: _Page, rows: Sequence[Row], _: Laporan, first: str | None, here: Callable[[int], str]) -> Figures:
    """The sums of the budget and of what was spent (rupiah), with serapan and efisiensi (percent)."""
    found: dict[int, tuple[Cell, str]] = {}
    places = range(3, 5)
    for place, key, total in zip(places, ("dihitung", "realisasi_dihitung"), ("anggaran", "realisasi"), strict=True):
        value = value_of(rules.jumlah, [row[key] for row in rows])
        column = column_of(page.table, key)
        formula = total_of(page.table, total) if first is None else f"SUMIFS({column},{column_of(page.table, 'baris_sasaran')},{first})"
        found[place] = (value, formula) if first is None else (value if rows else None, unless_blank(first, formula))
    cells = [here(place) for place in places]
    for place, rule, form in ((5, "SERAPAN", native.serapan), (6, "EFISIENSI", native.efisiensi)):
        found[place] = (value_of(native_value, rule, *(found[each][0] for each in places)), form(*cells))
    return found


_TABEL_3_1: Final = _Page(
    table=TABEL_3_1,
    sheet=f"Halaman {TABEL_3_1.sheet}",
    title=TABEL_3_1.title,
    block="blok_halaman_3_1",
    columns=(
        _NO,
        _shown(TABEL_3_1, "indikator", "Indikator Kinerja", 43, "teks"),
        _shown(TABEL_3_1, "satuan", "Satuan", 9, "teks", "center"),
        _shown(TABEL_3_1, "target_akhir_renstra", "Target akhir Renstra[ {tahun_akhir_renstra}]", 8.5, "angka"),
        *(_shown(TABEL_3_1, REALISASI[ago], f"Realisasi {{tahun-{ago}}}", 8.5, "angka") for ago in RIWAYAT),
        _shown(TABEL_3_1, "target", "Target {tahun}", 8.5, "angka"),
        _shown(TABEL_3_1, REALISASI[0], "Realisasi {tahun}", 8.5, "angka"),
        _computed(TABEL_3_1, "persen_capaian", _CAPAIAN, 8, "persen"),
        _computed(TABEL_3_1, "kode_kategori", _KATEGORI, 7.5, "center"),
        _shown(TABEL_3_1, "pengampu", "Pengampu", 25, "teks"),
    ),
    name=1,
    mean="Rata-rata capaian sasaran",
    total="Rata-rata capaian seluruh indikator",
    sums=_mean,
)

_TABEL_3_2: Final = _Page(
    table=TABEL_3_2,
    sheet=f"Halaman {TABEL_3_2.sheet}",
    title=TABEL_3_2.title,
    block="blok_halaman_3_2",
    columns=(
        _NO,
        _once(TABEL_3_2, "indikator", "kunci", "Indikator Kinerja", 30, "teks"),
        _levels("Program/Kegiatan/ Sub Kegiatan", 48),
        _computed(TABEL_3_2, "nilai_anggaran", "Anggaran {tahun} (rupiah)", 14, "rupiah"),
        _computed(TABEL_3_2, "nilai_realisasi", "Realisasi (rupiah)", 14, "rupiah"),
        _share("Serapan (%)", "SERAPAN", native.serapan),
        _share("Efisiensi (%)", "EFISIENSI", native.efisiensi),
        _listed("target_program", "target_kegiatan", "Target", 10),
        _listed(None, "koordinator", "Koordinator", 13),
    ),
    name=1,
    mean="Jumlah anggaran sasaran",
    total="Jumlah anggaran",
    sums=_amounts,
)

_BARS: Final = _Page(
    table=TABEL_3_1,
    sheet=GRAFIK_CAPAIAN,
    title="Grafik Capaian Kinerja[ {kantor}] Tahun {tahun}",
    block="blok_grafik_capaian",
    columns=(
        _NO,
        _shown(TABEL_3_1, "indikator", "Indikator Kinerja", 57, "teks"),
        _computed(TABEL_3_1, "persen_capaian", _CAPAIAN, 9, "persen"),
        _bar(0.0, 100.0, 48),
        _bar(100.0, 150.0, 24),
        _computed(TABEL_3_1, "kode_kategori", _KATEGORI, 9, "center"),
    ),
    name=1,
    mean="Rata-rata capaian sasaran",
    total="Rata-rata capaian seluruh indikator",
    sums=_mean,
)
"""A bar for each indicator: the border between the two columns is 100 percent, and what is beyond 150 is cut off."""
