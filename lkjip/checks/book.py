"""The workbook as checks see it: rows that know their cells, indicators matched across all tables, cells of the Profil."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar, cast

from lkjip.checks.namesakes import Apart, Namesakes, numbering
from lkjip.checks.spelling import Spellings
from lkjip.model import grades, levels, renstra, tables
from lkjip.model.choices import ATURAN_TABLE
from lkjip.model.columns import Kind, Role, Table
from lkjip.model.expressions import SKALA_TABLE
from lkjip.model.finding import Fold, Remark
from lkjip.model.formulas.references import column_letters
from lkjip.model.key import key_of
from lkjip.model.laporan import Row
from lkjip.model.tables.annexes import MURNI, PERUBAHAN
from lkjip.model.tables.profile import PROFIL
from lkjip.ooxml.package import Contents, Stored, StoredTable
from lkjip.sources import workbook_file
from xlfuncs.angka import Cell
from xlfuncs.aturan import Aturan

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Line:
    """A row of a table that has a key."""

    book: Book
    table: Table
    values: Row
    place: int
    """The row's 0-based index in its table."""

    def __getitem__(self, key: str) -> Cell:
        return self.values[key]

    @property
    def name(self) -> Cell:
        return self.values[self.table.row_key]

    @property
    def unit(self) -> Cell:
        """The unit of the row's figures: its own, or in a table without units that of its indicator in Tabel 3.1; None if there is none."""
        key, indikator = (self.table.key_with(role) for role in (Role.SATUAN, Role.INDIKATOR))
        if key is not None:
            return self.values[key]
        measured = self.book.measured.get(self.book.identity(self, indikator)) if indikator is not None else None
        return None if measured is None else measured["satuan"]

    def number(self, key: str) -> float | None:
        """A figure that can be compared; None for a blank, a text, an error, a date, a percent-formatted number, or negative money.

        Other checks report these; comparing them as well would report them twice.
        """
        value = self.values[key]
        if isinstance(value, bool) or not isinstance(value, float | int) or self.is_date(key) or self.is_percent(key):
            return None
        return None if value < 0 and self.table.column(key).kind is Kind.RUPIAH else float(value)

    def grade(self, key: str) -> float | None:
        """The value of the grade in a cell; None for anything else."""
        value = self.values[key]
        return self.book.grades.get(grades.grade_key(self.unit, value)) if isinstance(value, str) else None

    def choice(self, key: str) -> str:
        """The value picked from a drop-down list, in small letters."""
        return str(self.values[key] or "").strip().lower()

    def is_date(self, key: str) -> bool:
        """Whether the cell shows its number as a date."""
        dates = self.book.dates.get(self.table.key)
        return dates is not None and (self.row, self.table.column(key).name) in dates

    def is_percent(self, key: str) -> bool:
        """Whether the cell has a percent format, and so holds a hundredth of what it shows; False for 0."""
        percents = self.book.percents.get(self.table.key)
        return percents is not None and self.values[key] != 0 and (self.row, self.table.column(key).name) in percents

    @property
    def row(self) -> int:
        """The row's 1-based number on the sheet."""
        return self.book.stored(self.table).first_row + self.place

    @property
    def saved(self) -> Mapping[str, Stored]:
        """The saved values of the row, computed cells included, by column name."""
        return self.book.contents(self.table).rows.get(self.row, {})

    @property
    def sheet(self) -> str:
        """The title of the row's sheet."""
        return self.book.sheet(self.table)

    def cell(self, *keys: str) -> str:
        """The reference of one column's cell or of neighbours: "E8", "E8:F8"; of the key cell if the column was deleted."""
        stored = self.book.stored(self.table)
        names = [name for key in keys if (name := self.table.column(key).name) in stored.columns]
        numbers = sorted(stored.number(name) - 1 for name in names or [self.table.column(self.table.row_key).name])
        corners = (f"{column_letters(number)}{self.row}" for number in (numbers[0], numbers[-1]))
        return ":".join(dict.fromkeys(corners))

    def where(self, *keys: str) -> str:
        """A cell's name for messages: "Tabel 2.1 sel E14"."""
        return f"{self.sheet} sel {self.cell(*keys)}"

    def remark(self, *keys: str, message: str, expected: str, advice: str, fold: Fold | None = None, anywhere: bool = False) -> Remark:
        """A remark about this row's cells."""
        return Remark(self.sheet, self.cell(*keys), message, expected, advice, fold, anywhere)


@dataclass(frozen=True)
class Document:
    """A list of indicators in the workbook: a table, or those rows of a table that form one document."""

    name: str
    table: Table
    lines: Sequence[Line]
    indicator: str
    """Key of the column with the indicator's name."""
    target: str | None = None
    """Key of the column with the target of the document's year."""
    unit: str | None = None

    @cached_property
    def by_indicator(self) -> Mapping[str, Line]:
        """The first line of each indicator."""
        found: dict[str, Line] = {}
        for line in self.lines:
            found.setdefault(line.book.identity(line, self.indicator), line)
        return found


def _is_one_indicator(line: Line) -> bool:
    """Whether a budget line names one indicator."""
    return line.name is not None and line["jenjang"] != levels.JUMLAH and levels.BETWEEN not in str(line.name)


class Book:
    """A workbook under examination; results that several checks need are computed once."""

    def __init__(self, workbook: workbook_file.Workbook, previous: workbook_file.Workbook | None = None) -> None:
        self.workbook = workbook
        self.laporan = workbook.laporan
        self.previous = previous
        self._lines: dict[str, Sequence[Line]] = {}
        self._keys: dict[Cell, str] = {}
        self._repeats: dict[str, dict[int, int]] = {}
        self._headings: dict[str, dict[int, Line]] = {}
        self._done: dict[Callable[[Book], object], object] = {}

    def once(self, work: Callable[[Book], T]) -> T:
        """A function's result for this workbook, computed on the first request."""
        if work not in self._done:
            self._done[work] = work(self)
        return cast("T", self._done[work])

    # ------------------------------------------------------------ tables
    @cached_property
    def tables(self) -> Sequence[Table]:
        """The tables that the workbook has."""
        return [table for table in tables.TABLES if table.name in self.workbook.tables]

    def lines(self, table: Table) -> Sequence[Line]:
        """The keyed rows of a table; none if the workbook lacks the table."""
        if table.key not in self._lines:
            rows = zip(self.laporan.places_in(table), self.laporan.rows.get(table.key, ()), strict=True)
            self._lines[table.key] = [Line(self, table, row, place) for place, row in rows]
        return self._lines[table.key]

    def stored(self, table: Table) -> StoredTable:
        return self.workbook.tables[table.name]

    def sheet(self, table: Table) -> str:
        """The present title of a table's sheet, which the user may have changed."""
        return self.stored(table).sheet if table.name in self.workbook.tables else table.sheet

    @cached_property
    def sheets(self) -> Sequence[str]:
        """The titles of all checked sheets, in workbook order."""
        chosen = [name for name in (ATURAN_TABLE,) if name in self.workbook.tables]
        names = (workbook_file.PROFIL_TABLE, SKALA_TABLE, *chosen, *(table.name for table in self.tables))
        return [self.workbook.tables[name].sheet for name in names]

    def contents(self, table: Table) -> Contents:
        return self.workbook.contents[table.name]

    @cached_property
    def dates(self) -> Mapping[str, Set[tuple[int, str]]]:
        """Cells with a date format, by table key; tables without any are left out."""
        return {table.key: dates for table in self.tables if (dates := self.contents(table).dates)}

    @cached_property
    def percents(self) -> Mapping[str, Set[tuple[int, str]]]:
        """Cells with a percent format, by table key; tables without any are left out."""
        return {table.key: percents for table in self.tables if (percents := self.contents(table).percents)}

    @cached_property
    def grades(self) -> Mapping[Cell, float]:
        """The grades that have a value, by their keys (`lkjip.model.grades.grade_key`); of one that is there twice the first value."""
        found: dict[Cell, float] = {}
        for line in self.lines(tables.PREDIKAT):
            nilai = line["nilai"]
            if line["kunci"] is not None and isinstance(nilai, float | int):
                found.setdefault(line["kunci"], float(nilai))
        return found

    @property
    def aturan(self) -> Aturan | None:
        """The office's rules; None if its choices cannot be read, which a check of their own reports."""
        return self.laporan.chosen_rules

    # ------------------------------------------------------------ Profil
    @property
    def profil(self) -> Mapping[str, Cell]:
        return self.laporan.profil

    def year(self, key: str = "tahun") -> int | None:
        """A year of the Profil; None if it gives none."""
        return renstra.year_of(self.profil, key)

    @cached_property
    def profil_rows(self) -> Mapping[str, int]:
        """The rows of the sheet Profil by key."""
        rows = self.workbook.contents[workbook_file.PROFIL_TABLE].rows
        return {str(row["kunci"]): number for number, row in rows.items() if "kunci" in row}

    def profil_sel(self, key: str) -> str:
        """The reference of the cell with a Profil value."""
        stored = self.workbook.tables[workbook_file.PROFIL_TABLE]
        return stored.cell(self.profil_rows[key], "nilai")

    def profil_remark(self, key: str, *, message: str, expected: str, advice: str) -> Remark:
        """A remark about a value of the Profil."""
        return Remark(self.workbook.tables[workbook_file.PROFIL_TABLE].sheet, self.profil_sel(key), message, expected, advice)

    def profil_label(self, key: str) -> str:
        return next(each.label for each in PROFIL if each.key == key)

    # ------------------------------------------------------------ indicators
    def key(self, text: Cell) -> str:
        """`key_of`, each text worked out once."""
        key = self._keys.get(text)
        if key is None:
            key = self._keys[text] = key_of(text)
        return key

    def indicator(self, text: Cell) -> str:
        """The key of an indicator that holds for every table, even if a table spells the indicator differently."""
        key = self.key("" if text is None else text)
        return self.other_spellings.get(key, key)

    def identity(self, line: Line, key: str | None = None) -> str:
        """The key of the indicator that a row is about: that of its name, with a number from the second namesake on.

        Args:
            key: the column with the indicator's name; by default the row's key.
        """
        name = self.indicator(line[key or line.table.row_key])
        namesakes = self.namesakes.get(name)
        number = namesakes.number(self.apart(line), self._repeated(line.table).get(line.place, 0)) if namesakes else 0
        return f"{name}\n{number}" if number else name

    @cached_property
    def namesakes(self) -> Mapping[str, Namesakes]:
        """Several indicators of one name, by its key: those of Tabel 3.1, or of Tabel 2.1 where Tabel 3.1 has only one."""
        found: dict[str, Namesakes] = {}
        for table in (tables.TABEL_2_1, tables.TABEL_3_1):
            here: dict[str, Namesakes] = {}
            for line in self.lines(table):
                known, apart = here.setdefault(self.indicator(line.name), Namesakes()), self.apart(line)
                if known.same(apart) is None:
                    known.add(apart)
            found |= {name: known for name, known in here.items() if known.count > 1}
        return found

    def apart(self, line: Line) -> Apart:
        """What a row says besides its indicator's name."""
        values = (line.values.get(key) for key in ("induk", "sasaran"))
        keys = ("" if value is None else self.key(value) for value in values)
        return Apart(*(key if name in line.table.names else None for key, name in zip(keys, ("induk", "sasaran"), strict=True)))

    def _repeated(self, table: Table) -> Mapping[int, int]:
        """How many earlier rows of a table say the same as a row, by its place; none where a name may repeat."""
        if table.repeats:
            return {}
        if table.key not in self._repeats:
            said: Counter[object] = Counter()
            places = self._repeats[table.key] = {}
            part = table.key_with(Role.BAGIAN)
            for line in self.lines(table):
                same = (part and line.choice(part), self.indicator(line.name), self.apart(line))
                places[line.place] = said[same]
                said[same] += 1
        return self._repeats[table.key]

    @cached_property
    def other_spellings(self) -> Mapping[str, str]:
        """Keys of misspelled indicators, with the keys in Tabel 3.1 of which they are another spelling."""
        used = [document for document in self.all_documents if document.lines]
        if not used:
            return {}
        reference, *others = used
        known = dict.fromkeys(self.key(line[reference.indicator]) for line in reference.lines)
        spellings: Spellings | None = None
        found: dict[str, str] = {}
        for document in others:
            here = {self.key(line[document.indicator]) for line in document.lines if line[document.indicator] is not None}
            taken = here | {found[key] for key in here & found.keys()}
            for key in sorted(here - known.keys() - found.keys()):
                spellings = spellings or Spellings(known)
                match = spellings.closest(key, without=taken)
                if match is not None:
                    found[key] = match
                    taken.add(match)
        return found

    @cached_property
    def all_documents(self) -> Sequence[Document]:
        """All documents that list indicators, the most trusted one first."""
        return [
            *sorted(self.this_year, key=lambda document: document.table is not tables.TABEL_3_1),
            *self.next_year,
            self._document(tables.TABEL_3_2, [line for line in self.lines(tables.TABEL_3_2) if _is_one_indicator(line)]),
            self._document(tables.CASCADING, [line for line in self.lines(tables.CASCADING) if line["iku"] is not None]),
            self._document(tables.TRIWULAN_TABLE),
            self._document(tables.TINDAK_LANJUT),
            self._document(tables.RENCANA_AKSI, [line for line in self.lines(tables.RENCANA_AKSI) if line.choice("jenis") == "indikator"]),
        ]

    @cached_property
    def murni(self) -> Document:
        """The Perjanjian Kinerja of the beginning of the year; rows that do not name their document are its."""
        return self._perjanjian(MURNI, MURNI, "")

    @cached_property
    def perubahan(self) -> Document:
        """The Perjanjian Kinerja that revises it; it may list all indicators or only what it revises."""
        return self._perjanjian(PERUBAHAN, PERUBAHAN)

    def _perjanjian(self, kind: str, *said: str) -> Document:
        lines = [line for line in self.lines(tables.PK) if line.choice("dokumen") in said]
        return self._document(tables.PK, lines, name=f"Perjanjian Kinerja {kind}")

    @cached_property
    def added(self) -> Set[str]:
        """The indicators that only the Perjanjian Kinerja perubahan lists."""
        return self.perubahan.by_indicator.keys() - self.murni.by_indicator.keys() if self.murni.lines else frozenset()

    @cached_property
    def dropped(self) -> Set[str]:
        """The indicators that neither the Perjanjian Kinerja perubahan nor the report's own tables list any more."""
        if not self.perubahan.lines:
            return frozenset()
        kept = (self.perubahan, self.document(tables.TABEL_2_1), self.document(tables.TABEL_3_1))
        return self.murni.by_indicator.keys() - {indicator for document in kept for indicator in document.by_indicator}

    @cached_property
    def in_force(self) -> Document:
        """The Perjanjian Kinerja in force: the row of the perubahan for each indicator that has one, else that of the murni."""
        revised = self.perubahan.by_indicator.keys() | self.dropped
        kept = [line for line in self.murni.lines if self.identity(line) not in revised]
        lines = sorted((*kept, *self.perubahan.lines), key=lambda line: line.place)
        return self._document(tables.PK, lines, name="Perjanjian Kinerja")

    @cached_property
    def lists(self) -> Sequence[Document]:
        """The used documents that must list every indicator of the year; an IKU need not, it is the part that matters most."""
        documents = [document for document in self.this_year if document.table not in (tables.PK, tables.IKU)]
        documents.insert(2, self.in_force)
        return [document for document in documents if document.lines]

    @cached_property
    def this_year(self) -> Sequence[Document]:
        """The year's documents that list indicators; those that the office does not use have no lines."""
        return [
            self._document(tables.TABEL_2_1),
            self._document(tables.TABEL_3_1),
            self.murni,
            self.perubahan,
            self._document(tables.RKT),
            self._document(tables.RENSTRA, target=self.renstra_column(self.year())),
            self._document(tables.PENGUKURAN),
            self._document(tables.IKU),
            self._document(tables.NARASI),
        ]

    @cached_property
    def next_year(self) -> Sequence[Document]:
        """The documents of the year after the report's."""
        year = self.year()
        column = self.renstra_column(None if year is None else year + 1)
        return [
            self._document(tables.RKT_BERIKUT),
            self._document(tables.PENETAPAN),
            self._document(tables.RENSTRA, self.lines(tables.RENSTRA) if column else (), target=column),
        ]

    def _document(
        self, table: Table, lines: Sequence[Line] | None = None, *, name: str | None = None, target: str | None = None
    ) -> Document:
        """A table as a document.

        Args:
            lines: those of its rows that are the document, where not all are.
            name: of the document, where it is not the sheet's.
            target: the column of the year's targets, in a table that has several.
        """
        return Document(
            self.sheet(table) if name is None else name,
            table,
            [line for line in (self.lines(table) if lines is None else lines) if line.place not in self.headings(table)],
            table.keys(Role.INDIKATOR)[0],
            target or table.key_with(Role.TARGET),
            table.key_with(Role.SATUAN),
        )

    def renstra_column(self, year: int | None) -> str | None:
        """Key of the Renstra column with a year's targets; None if there is none, or if it is not known."""
        return None if year is None else self.renstra_columns.get(year)

    @cached_property
    def renstra_columns(self) -> Mapping[int, str]:
        """Keys of the Renstra's target columns by their year."""
        return renstra.columns(self.laporan)

    @cached_property
    def indicators(self) -> Sequence[str]:
        """The year's indicators: those that at least half of the used documents list."""
        used = [document.by_indicator for document in self.lists]
        names = dict.fromkeys(key for document in used for key in document if key not in self.dropped)
        return [key for key in names if 2 * sum(key in document for document in used) >= len(used)]

    def document(self, table: Table) -> Document:
        """The document of this year in a table."""
        return next(document for document in self.this_year if document.table is table)

    def headings(self, table: Table) -> Mapping[int, Line]:
        """The rows that are only headings, by their place, each with the row below: it has a name, no unit and no figure, and is numbered
        otherwise than the row below, such as "a. Rawat inap".
        """
        if table.key not in self._headings:
            found = self._headings[table.key] = {}
            unit = table.key_with(Role.SATUAN)
            figures = [column.key for column in table.columns if column.is_input and column.kind.is_figure]
            for line, below in pairwise(self.lines(table) if unit and figures else ()):
                is_bare = line.unit is None and all(line[key] is None for key in figures)
                if is_bare and numbering(below.name) and numbering(below.name) != numbering(line.name):
                    found[line.place] = below
        return self._headings[table.key]

    @property
    def measured(self) -> Mapping[str, Line]:
        """The lines of Tabel 3.1 by indicator; of a repeated indicator only the first."""
        return self.document(tables.TABEL_3_1).by_indicator
