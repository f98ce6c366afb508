"""What a declaration is made of: a column and what it means, a table, a row of the Profil, and what next year keeps of them.

The declarations themselves are in `lkjip.model.tables`. Texts in braces follow the Profil (`lkjip.model.profile_text`); widths are
in characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TypeAlias

from lkjip.model.expressions import Expression
from xlfuncs.angka import Cell


class Kind(Enum):
    """What a cell of a column holds, and so how it is typed, checked, shown and read."""

    TEXT = "teks"
    LIST = "daftar"  # several texts, separated by ";", one a line in the cell
    NUMBER = "angka"  # in the unit of its row
    PERCENT = "persen"
    RUPIAH = "rupiah"
    COUNT = "nomor"

    @property
    def is_number(self) -> bool:
        return self not in (Kind.TEXT, Kind.LIST)

    @property
    def is_figure(self) -> bool:
        """Whether it is somebody's work: a number of order alone is a prepared row."""
        return self.is_number and self is not Kind.COUNT


class Role(Enum):
    """What a column means, for code that goes through many tables: it asks for the role, never for a key or a list of choices."""

    INDIKATOR = "indikator"
    """The name of an indicator, by which its rows in all tables belong together."""
    TARGET = "target"
    """What the indicator of the row is to reach in the table's year, in the unit of the row."""
    REALISASI = "realisasi"
    """What it reached in a year, in the same unit."""
    SATUAN = "satuan"
    """The unit of the row's figures."""
    ARAH = "arah"
    """Whether higher or lower is better, in any of the words that `xlfuncs.rules.is_falling` knows."""
    KATEGORI = "kategori"
    """A category; its code is shown in its colour."""
    BAGIAN = "bagian"
    """Which part of the table a row belongs to: each part may have the same name once."""


class Carry(Enum):
    """What becomes of a value in next year's workbook."""

    KEPT = "tetap"
    EMPTIED = "kosong"
    KEPT_IN_RENSTRA = "tetap selama masa Renstra"
    """Kept, but empty where the Renstra has ended and there is a new one to fill in."""
    PLANNED = "dari rencana"
    """The target that next year's plans give the indicator of the row."""
    COUNTED_ON = "tahun berikutnya"
    COMPUTED = "dihitung"
    """No input: the rules give it."""


@dataclass(frozen=True)
class From:
    """Next year's value is what stands in another column of the row, or in another row of the Profil."""

    key: str


@dataclass(frozen=True)
class Always:
    """Next year's value is this, whatever stood there."""

    value: str


NextYear: TypeAlias = Carry | From | Always


@dataclass(frozen=True)
class Column:
    """One column: `key` in JSON and in the code, `name` in the Excel table, `heading` on paper from top to bottom."""

    key: str
    name: str
    heading: tuple[str, ...]
    width: float
    kind: Kind = Kind.TEXT
    role: Role | None = None
    csv: str | None = None
    """Heading in the CSV file; None: not imported."""
    required: bool = False
    """Whether the CSV file must have the column; a workbook must, too."""
    expected: bool = False
    """Whether a row that has its key is incomplete without it."""
    default: str | None = None
    """What an absent or empty field of the CSV file stands for, where nothing is borrowed."""
    borrowed_from: str | None = None
    """The key of the table whose column of the same key `isi` takes for the same indicator, where the CSV file gives none."""
    borrowed_when_read: bool = False
    """Whether a blank cell of a workbook counts as what that table lends, too; the sync writes it there."""
    unit_of: tuple[str, ...] = ()
    """The columns whose figures the CSV file prints with this unit, as "38 Kegiatan", where it has no column of its own."""
    printed_total: str | None = None
    """The Profil key of the total as printed, which the CSV file has in a row "Total" or "Jumlah"."""
    choices: tuple[str, ...] = ()
    only_choices: bool = False
    formula: Expression | None = None
    total: Expression | str | None = None
    """In the totals row: an expression, or a label."""
    help: str = ""
    on_paper: bool = True
    """Whether it belongs to the report's page; the others stand right of the print area."""
    exported: bool = True
    """Whether `ekspor` shows it; the others repeat an exported one for the formulas of the summaries."""
    next_year: NextYear = field(kw_only=True)
    """What becomes of it in next year's workbook; a table whose row key is emptied begins empty."""
    grouped: bool = False
    """Whether equal neighbours below each other look like one merged cell, as on the report's page."""

    @property
    def is_input(self) -> bool:
        return self.formula is None


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
    """The column that makes a row somebody's: rows without it do not count."""
    next_rows: str = field(kw_only=True)
    """The key of the table whose rows are this table's in next year's workbook: its own, or that of next year's plan."""
    subtitle: str = ""
    """A second line under the title."""
    about: str = ""
    """What staff fill in here, as Mulai says it."""
    counts_unnamed: bool = False
    """Whether a row with figures counts even without its key: its sums are sums of everything typed."""
    unique: bool = False
    """Whether the CSV file is refused when two rows have the same key."""
    repeats: bool = False
    """Whether several rows with the same key are meant; in every other table they are a finding."""
    landscape: bool = False
    numbering: tuple[str, ...] = ()
    """The row "1 2 3 ..." under the heading; equal neighbours are merged."""
    source: str = ""
    printed_csv: tuple[str, ...] = ()
    """CSV headings of figures as printed: known, never an input."""
    prepared_rows: int = 12

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The columns' names by their keys."""
        return {column.key: column.name for column in self.columns}

    @property
    def has_totals(self) -> bool:
        return any(column.total for column in self.columns)

    def keys(self, role: Role) -> Sequence[str]:
        """The keys of the columns with a role, from left to right."""
        return self._roles.get(role, ())

    def key_with(self, role: Role) -> str | None:
        """The key of the first column with a role; None where the table has none."""
        return next(iter(self.keys(role)), None)

    @cached_property
    def _roles(self) -> Mapping[Role, Sequence[str]]:
        roles = dict.fromkeys(column.role for column in self.columns if column.role)
        return {role: tuple(column.key for column in self.columns if column.role is role) for role in roles}

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
    next_year: NextYear = field(kw_only=True)
    """What becomes of it in next year's workbook."""

    @property
    def is_number(self) -> bool:
        return self.is_year or self.is_count or self.is_rupiah


def key_of(text: object) -> str:
    """What identifies an indicator, sasaran, program or kegiatan: letters and digits only, case ignored.

    By it all nine indicators of the real report match in every one of its tables, though their spelling differs.
    """
    return "".join(c for c in unicodedata.normalize("NFKC", str(text)).casefold() if c.isalnum())


def as_kind(column: Column, value: Cell) -> Cell:
    """A value as its column means it: a list's items in one line, a whole number of order, a number as text in a text."""
    if isinstance(value, str):
        if column.kind is Kind.LIST:
            return "; ".join(item.strip().removesuffix(";") for item in value.splitlines() if item.strip())
    elif isinstance(value, float):
        if column.kind is Kind.COUNT and value.is_integer():
            return int(value)
        if not column.kind.is_number:
            return format(value, ".15g")
    return value
