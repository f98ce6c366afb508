"""Types for declaring columns, tables and rows of the Profil, including what next year's workbook keeps.

`lkjip.model.tables` holds the declarations themselves. Placeholders in braces are filled from the Profil
(`lkjip.model.profile_text`). Widths are in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from graphlib import TopologicalSorter
from typing import TypeAlias

from lkjip.model.expressions import Expression, formula
from xlfuncs.angka import Cell


class Kind(Enum):
    """Content of a column's cells, which decides how they are entered, checked, formatted and read."""

    TEXT = "teks"
    LIST = "daftar"  # several texts, separated by ";", each on a line of its own in the cell
    NUMBER = "angka"  # in the unit of its row
    PERCENT = "persen"
    RUPIAH = "rupiah"
    COUNT = "nomor"

    @property
    def is_number(self) -> bool:
        return self not in (Kind.TEXT, Kind.LIST)

    @property
    def is_figure(self) -> bool:
        """Whether it holds figures that staff enter; a row with only a sequence number is merely a prepared row."""
        return self.is_number and self is not Kind.COUNT


class Role(Enum):
    """Meaning of a column, so that code over many tables need not depend on column keys or choices."""

    INDIKATOR = "indikator"
    """Name of an indicator; it links the indicator's rows in all tables."""
    TARGET = "target"
    """Target of the row's indicator for the table's year, in the row's unit."""
    REALISASI = "realisasi"
    """Result of the row's indicator in a year, in the row's unit."""
    RENCANA = "rencana"
    """Target of the row's indicator for another year, or its state before the first one, in the row's unit."""
    SATUAN = "satuan"
    """Unit of the row's figures."""
    ARAH = "arah"
    """Whether higher or lower is better, as a word that `xlfuncs.rules.arah_of` accepts."""
    KATEGORI = "kategori"
    """Category; its code is shown in the category's colour."""
    CATATAN = "catatan"
    """Remarks on the row; `isi` puts there what a figure says beside its number."""
    BAGIAN = "bagian"
    """Part of the table that a row belongs to; a name may occur once in each part."""


class Carry(Enum):
    """How a value is carried over to next year's workbook."""

    KEPT = "tetap"
    EMPTIED = "kosong"
    KEPT_IN_RENSTRA = "tetap selama masa Renstra"
    """Kept, but emptied once the Renstra has ended, since a new one has to be filled in."""
    PLANNED = "dari rencana"
    """Replaced by the target that next year's plans set for the row's indicator."""
    COUNTED_ON = "tahun berikutnya"
    COMPUTED = "dihitung"
    """Computed by the rules, so not carried over."""


@dataclass(frozen=True)
class From:
    """Next year's value comes from another column of the row, or from another row of the Profil."""

    key: str
    unless: str | None = None
    """Key of a column that must be blank; where it is filled, the value says only half, and next year's cell starts blank."""


@dataclass(frozen=True)
class Always:
    """Next year's value is this constant."""

    value: str


NextYear: TypeAlias = Carry | From | Always


@dataclass(frozen=True)
class Column:
    """One column: `key` in JSON and in the code, `name` in the Excel table, `heading` in print, top line first."""

    key: str
    name: str
    heading: tuple[str, ...]
    width: float
    kind: Kind = Kind.TEXT
    role: Role | None = None
    csv: str | None = None
    """Heading in the CSV file; None if the column is not imported."""
    csv_also: str | None = None
    """Another heading that is read in place of `csv`."""
    required: bool = False
    """Whether CSV files and workbooks must have the column."""
    expected: bool = False
    """Whether a row with a key is incomplete without a value here."""
    upper: str | None = None
    """Key of the column for the upper end, where the CSV file has a range such as "80-90"."""
    graded: str | None = None
    """Key of the computed column with the value of what is typed here, which may be a grade (`Table.takes_grades`)."""
    borrowed_from: str | None = None
    """Key of the table that lends a value when the CSV file has none; `isi` takes it from the same column and indicator."""
    when_taken: str = ""
    """What a row that is taken from Tabel 2.1 has here (`lkjip.model.taking`)."""
    borrowed_when_read: bool = False
    """Whether blank cells of a workbook borrow their value as well; the sync writes it into them."""
    in_force: str | None = None
    """Key of the computed column with what is typed here, or else borrowed, so that a blank is not always missing."""
    unit_of: tuple[str, ...] = ()
    """Columns whose figures carry this unit in a CSV file without a unit column, such as "38 Kegiatan"."""
    printed_total: str | None = None
    """Profil key for the printed total, which the CSV file has in a row "Total" or "Jumlah"."""
    choices: tuple[str, ...] = ()
    choices_until: tuple[int, tuple[str, ...]] | None = None
    """The choices of reports up to a year, with that year, where they were others."""
    only_choices: bool = False
    names_others: bool = False
    """Whether a column of indicators also holds other names, such as those of programs."""
    formula: Expression | None = None
    total: Expression | str | None = None
    """Content of the totals row: an expression or a label."""
    help: str = ""
    example: str = ""
    """What somebody might type, shown above the table while it is empty."""
    on_paper: bool = True
    """Whether the column is printed; unprinted columns are right of the print area."""
    printed_if_used: bool = False
    """Whether a workbook prints the column only if its report has a use for it when it is built; such columns are the last on paper."""
    exported: bool = True
    """Whether `ekspor` includes the column; the others duplicate an exported one for the summary formulas."""
    next_year: NextYear = field(kw_only=True)
    """How the column is carried over to next year's workbook; a table whose row key is emptied starts empty."""
    coloured_by: str | None = None
    """Key of the column with the number of the cell's colour: 1 red, 2 yellow, 3 green, 0 grey; others none."""
    grouped: bool = False
    """Whether vertically adjacent equal cells look merged, as in the printed report."""

    @property
    def is_input(self) -> bool:
        return self.formula is None

    def choices_of(self, year: Cell) -> tuple[str, ...]:
        """The choices in the report of a year; the present ones if it is not known."""
        if self.choices_until and isinstance(year, float | int) and year <= self.choices_until[0]:
            return self.choices_until[1]
        return self.choices


@dataclass(frozen=True)
class Table:
    """One table on its sheet."""

    key: str
    sheet: str
    name: str
    csv: str
    title: str
    columns: tuple[Column, ...]
    row_key: str
    """Key column; rows where it is blank are ignored."""
    next_rows: str = field(kw_only=True)
    """Key of the table whose rows this table takes over in next year's workbook: its own, or that of next year's plan."""
    subtitle: str = ""
    """Second line under the title."""
    about: str = ""
    """What to fill in here, as shown on the sheet Mulai."""
    counts_unnamed: bool = False
    """Whether rows with figures count even without a key, because the table's sums include everything typed."""
    unique: bool = False
    """Whether `isi` names duplicate keys of a CSV file."""
    repeats: bool = False
    """Whether duplicate keys are allowed; in other tables they are a finding."""
    landscape: bool = False
    handed_in: bool = False
    """Whether its sheet is a page of the report as it is handed in, once it has rows; the others are only typed in."""
    numbering: tuple[str, ...] = ()
    """Row "1 2 3 ..." under the heading; adjacent equal values are merged."""
    source: str = ""
    prepared_rows: int = 12

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Column names, by column key."""
        return {column.key: column.name for column in self.columns}

    @property
    def has_totals(self) -> bool:
        return any(column.total for column in self.columns)

    @cached_property
    def computed(self) -> Mapping[str, Expression]:
        """The formulas of the computed columns by key, each after those of the columns that it reads."""
        formulas = {column.key: column.formula for column in self.columns if column.formula is not None}
        keys = {column.name: column.key for column in self.columns}
        order = TopologicalSorter[str]()
        for key, expression in formulas.items():
            read = (keys[name] for name in self._read_by(formula(expression, self.name, self.names)))
            order.add(key, *(each for each in read if each in formulas))
        return {key: formulas[key] for key in order.static_order()}

    def _read_by(self, formula: str) -> Iterator[str]:
        """The names of the columns of the table that a formula reads."""
        places = {column.name: place for place, column in enumerate(self.columns)}
        for reference in re.findall(rf"\b{re.escape(self.name)}(\[\[.*?\]\]|\[[^\[\]]*\])", formula):
            first, *rest = (name for name in re.findall(r"[^\[\],:]+", reference) if not name.startswith("#"))
            yield from (column.name for column in self.columns[places[first] : places[rest[-1] if rest else first] + 1])

    def keys(self, role: Role) -> Sequence[str]:
        """Return the keys of the columns with a role, from left to right."""
        return self._roles.get(role, ())

    def key_with(self, role: Role) -> str | None:
        """Return the key of the first column with a role; None if there is none."""
        return next(iter(self.keys(role)), None)

    @cached_property
    def _roles(self) -> Mapping[Role, Sequence[str]]:
        roles = dict.fromkeys(column.role for column in self.columns if column.role)
        return {role: tuple(column.key for column in self.columns if column.role is role) for role in roles}

    def takes_grades(self, column: Column) -> bool:
        """Return whether a column's cells may hold a grade of the list that the unit of the row's indicator names, in place of a number."""
        return column.is_input and column.kind is Kind.NUMBER and column.role in (Role.TARGET, Role.REALISASI, Role.RENCANA)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class ProfileKey:
    """One row of the sheet Profil."""

    key: str
    label: str
    help: str = ""
    is_year: bool = False
    is_count: bool = False
    is_rupiah: bool = False
    required: bool = False
    in_text: bool = False
    """Whether it is a figure that the report's text states, which only the checks use; Profil shows such rows when asked."""
    is_long: bool = False
    """Whether its text may be as long as a cell holds; the others stand in titles."""
    choices: tuple[str, ...] = ()
    only_choices: bool = False
    next_year: NextYear = field(kw_only=True)
    """How the value is carried over to next year's workbook."""

    @property
    def is_number(self) -> bool:
        return self.is_year or self.is_count or self.is_rupiah


def as_kind(column: Column, value: Cell) -> Cell:
    """Convert a value to its column's kind: join list items on one line, make sequence numbers int, make numbers in text columns str."""
    if isinstance(value, str):
        if column.kind is Kind.LIST:
            return "; ".join(item.strip().removesuffix(";") for item in value.splitlines() if item.strip())
    elif isinstance(value, float):
        if column.kind is Kind.COUNT and value.is_integer():
            return int(value)
        if not column.kind.is_number:
            return format(value, ".15g")
    return value
