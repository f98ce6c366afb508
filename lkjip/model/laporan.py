"""The immutable model of one report, with everything the rules compute from it. No files, no Excel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from lkjip.model import expressions, triwulan
from lkjip.model.choices import Pilihan, in_force
from lkjip.model.columns import Column, Role, Table
from lkjip.model.key import LONGEST, key_of, typed_key
from lkjip.model.positions import Placed
from lkjip.model.positions import Row as Row  # re-exported for readers that build a Laporan
from lkjip.model.scale import Band, best_first
from lkjip.model.tables import BY_KEY, PREDIKAT, RENSTRA, TABEL_3_1, TABEL_3_2, TABLES
from lkjip.model.tables.scale import SKALA_CSV
from xlfuncs import aturan, id_format, rules
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError, is_error
from xlfuncs.skala import SKALA_LKJIP, SKALA_TRIWULAN


@dataclass(frozen=True)
class Laporan:
    """One office's report of one year: inputs and the values computed from them.

    `inputs` holds the rows of each table by the table's key, in the workbook's order, each a mapping of column
    keys to values; blanks are None, an error value is its text.
    """

    profil: Mapping[str, Cell] = field(default_factory=dict)
    skala: Sequence[Sequence[Cell]] = SKALA_LKJIP
    """Bands of capaian, lowest first: lower bound in percent, code, label."""
    inputs: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """0-based position of each row in its workbook table, by the table's key; keyless rows may lie between them."""
    unnamed: Mapping[str, Mapping[int, Row]] = field(default_factory=dict)
    """Keyless rows that a workbook is to be built with, by the table's key and 0-based position; nothing counts them."""
    skala_serapan: Sequence[Sequence[Cell]] = ()
    """Bands of serapan as those of capaian; empty in offices that have none."""
    skala_triwulan: Sequence[Sequence[Cell]] = SKALA_TRIWULAN
    """Bands of the status up to a quarter, as those of capaian."""
    pilihan: Pilihan = field(default_factory=dict)
    """What the sheet Aturan chooses, by key; blanks are the defaults, which are the rules of the report of Boyolali 2020."""

    @cached_property
    def aturan(self) -> Sequence[Sequence[Cell]]:
        """The rules in force: rows of key and choice."""
        return in_force(self.pilihan)

    @cached_property
    def chosen_rules(self) -> rules.Aturan | None:
        """The rules in force, as rules take them; None if a choice cannot be read."""
        try:
            return aturan.read(self.aturan)
        except RuleError:
            return None

    @cached_property
    def is_measured_otherwise(self) -> bool:
        """Whether CAPAIAN may give another number by the office's rules than by the default; False if they cannot be read."""
        office = self.chosen_rules
        return office is not None and replace(office, rata_rata=aturan.DEFAULT.rata_rata) != aturan.DEFAULT

    @cached_property
    def bands(self) -> Sequence[Band]:
        """The categories of capaian, best first."""
        return best_first(self.skala)

    def mean(self, rows: Sequence[Row]) -> float | None:
        """Compute the mean capaian of rows of Tabel 3.1 (percent) as the office has chosen.

        Raises:
            RuleError: an error among the values, the weights or the choices.
        """
        cells = ([row[key] for row in rows] for key in ("persen_capaian", "baris_sasaran", "bobot"))
        return rules.rata_rata_menurut(aturan.read(self.aturan).rata_rata, *cells)

    def places_in(self, table: Table) -> Sequence[int]:
        """Return the 0-based position of each row in its table; consecutive if not read from a workbook."""
        return self.places.get(table.key) or range(len(self.inputs.get(table.key, ())))

    @cached_property
    def rows(self) -> Mapping[str, Sequence[Row]]:
        """Rows of every table with inputs and computed columns, by the table's key."""
        return {table.key: self._placed[table.name].rows for table in TABLES}

    @cached_property
    def _placed(self) -> Mapping[str, Placed]:
        placed = {name: Placed(rows, range(1, len(rows) + 1)) for name, rows in self._beside_tables().items()}
        for table in sorted(TABLES, key=lambda table: table not in (PREDIKAT, RENSTRA)):  # the others look things up in these
            places = self.places_in(table)
            numbers = [place + 1 for place in places]
            placed[table.name] = Placed(self._computed(table, self.inputs.get(table.key, ()), numbers, placed), numbers)
        return placed

    def _beside_tables(self) -> Mapping[str, Sequence[Row]]:
        """What columns read of Profil, Aturan and Skala, as rows by the names of their tables."""
        return {
            triwulan.PROFIL: [{"kunci": key, "nilai": value} for key, value in self.profil.items()],
            triwulan.ATURAN: [{"kunci": key, "berlaku": choice} for key, choice in self.aturan],
            triwulan.SKALA: [dict(zip(SKALA_CSV, band, strict=True)) for band in self.skala_triwulan],
        }

    def uncounted(self, table: Table, inputs: Sequence[Row], places: Sequence[int]) -> Sequence[Row]:
        """Compute rows of a table that the report does not count, such as prepared ones, at their 0-based positions."""
        return self._computed(table, inputs, [place + 1 for place in places], self._placed)

    def _computed(self, table: Table, inputs: Sequence[Row], numbers: Sequence[int], before: Mapping[str, Placed]) -> list[Row]:
        """Add the computed columns to a table's rows; keys are in the table's column order.

        Args:
            numbers: the number of each row in its table, from 1.
            before: the tables before this one, by table name.
        """
        keys = [column.key for column in table.columns]
        rows: list[dict[str, Cell]] = [{key: row.get(key) for key in keys} for row in inputs]
        for key, formula in table.computed.items():
            values = expressions.column_values(formula, Placed(rows, numbers), self.skala, before, self.aturan)
            for row, value in zip(rows, values, strict=True):
                row[key] = value
        return list(rows)

    def laid_out(self, table: Table) -> Sequence[Row]:
        """The rows of a table as a workbook shows them: keyless ones in their places, computed columns in every row."""
        unnamed = self.unnamed.get(table.key)
        if not unnamed:
            return self.rows[table.key]
        counted = zip(self.places_in(table), self.rows[table.key], strict=True)
        others = zip(unnamed, self.uncounted(table, list(unnamed.values()), list(unnamed)), strict=True)
        return [row for _, row in sorted([*counted, *others], key=lambda placed: placed[0])]

    def totals(self, table: Table) -> Row:
        """Compute the totals row of a table: labels, sums and averages."""
        row: dict[str, Cell] = {}
        for column in table.columns:
            if isinstance(column.total, str) or column.total is None:
                row[column.key] = column.total
            else:
                row[column.key] = expressions.total_value(column.total, self.rows[table.key], row, self.skala, self.aturan)
        return row


Lent: TypeAlias = Mapping[tuple[bool, str], Cell]
"""What a column can borrow, by `lending_keys`."""


def lent(column: Column, inputs: Mapping[str, Sequence[Row]]) -> Lent:
    """Return the values that a column can borrow: the first of each indicator; blanks and errors are left out."""
    if column.borrowed_from is None:
        return {}
    lender = BY_KEY[column.borrowed_from]
    values: dict[tuple[bool, str], Cell] = {}
    for row in inputs.get(lender.key, ()):
        if (value := row[column.key]) is not None and not is_error(value):
            for key in lending_keys(lender, row):
                values.setdefault(key, value)
    return values


def lending_keys(table: Table, row: Row) -> Sequence[tuple[bool, str]]:
    """Return the keys by which a row finds its indicator in another table: with its parent, if it has one, then by the name alone."""
    name, parent = row[table.keys(Role.INDIKATOR)[0]], row.get("induk")
    alone = key_of("" if name is None else name)
    return (True, alone if parent is None or is_error(parent) else (typed_key(parent) + alone)[:LONGEST]), (False, alone)


def borrowed(table: Table, row: Row, known: Lent) -> Cell:
    """Return what `lent` has for a row; None if it has nothing."""
    return next((known[key] for key in lending_keys(table, row) if key in known), None)


@dataclass(frozen=True)
class Ringkasan:
    """Figures of BAB IV: percent for averages and shares, rupiah for budgets; None where nothing was measured."""

    jumlah_indikator: int
    rata_rata_capaian: Cell
    kategori_rata_rata: Cell
    jumlah: Mapping[str, int]
    """Number of measured indicators by category code, the best category first."""
    total_anggaran: Cell
    total_realisasi: Cell
    total_serapan: Cell
    total_efisiensi: Cell


def ringkasan(laporan: Laporan) -> Ringkasan:
    """Compute the figures of BAB IV from Tabel 3.1 and 3.2."""
    capaian, anggaran = laporan.totals(TABEL_3_1), laporan.totals(TABEL_3_2)
    indicators = laporan.rows[TABEL_3_1.key]
    counted = Counter(row["kategori"] for row in indicators)
    return Ringkasan(
        jumlah_indikator=len(indicators),
        rata_rata_capaian=capaian["capaian"],
        kategori_rata_rata=capaian["kategori"],
        jumlah={band.code: counted[band.code] for band in laporan.bands if band.code},
        total_anggaran=anggaran["anggaran"],
        total_realisasi=anggaran["realisasi"],
        total_serapan=anggaran["serapan"],
        total_efisiensi=anggaran["efisiensi"],
    )


def shown(value: Cell) -> str:
    """Format a value in Indonesian notation; a blank becomes "kosong"."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return "kosong"
    if isinstance(value, float):
        return id_format.in_unit(value, whole=2)
    return str(value)
