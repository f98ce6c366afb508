"""The rows of the sheet E.81 as values: what the year's plan has brought, by indicator and by budget line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from lkjip.model import positions, renstra, triwulan
from lkjip.model.end_targets import TAHUNAN
from lkjip.model.formulas.triwulan import NUMBERS as KINDS
from lkjip.model.laporan import Laporan, Row
from lkjip.model.positions import Placed
from lkjip.model.renstra import TARGET_TAHUNAN
from lkjip.model.tables import PREDIKAT, RENSTRA, TABEL_3_1, TABEL_3_2, TRIWULAN_TABLE
from lkjip.model.tables.predikat import GRADES
from lkjip.model.tables.report import REALISASI, REALISASI_TRIWULAN, RIWAYAT
from lkjip.model.triwulan import NILAI, NUMBERS, SENDIRI
from lkjip.model.triwulan import REALISASI as TYPED
from lkjip.summary.efisiensi import sum_of
from lkjip.summary.halaman import items_of
from lkjip.summary.sasaran import WITHOUT_SASARAN
from lkjip.summary.sheet import DASH
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error
from xlfuncs.triwulan import ADDED_UP, JUMLAH, PEMBILANG, POSISI_AKHIR, TRIWULAN

MORE_LINES: Final = "dan {} baris anggaran lain"
MOST_LINES: Final = 6
"""The most budget lines of a row whose names are shown, and what is said of the others."""
LEVELS: Final = ("program", "kegiatan", "sub_kegiatan")
KINDS_OF: Final = {kind: (float(number), number + 1.0) if kind in ADDED_UP else (float(number),) for kind, number in KINDS.items()}
"""The numbers of each kind of indicator."""
FIGURE, SATUAN = "angka", "satuan"
"""The keys of a figure that may be a grade, and of its unit, for `graded`."""
_COUNT: Final = 10
"""How many figures the form has with K and Rp."""


def graded() -> positions.HelperColumn:
    """The number of a figure, which may be a grade."""
    return positions.graded(FIGURE, SATUAN, GRADES)


@dataclass(frozen=True)
class Line:
    """A row of the sheet: an indicator with its budget lines, or a budget line of no indicator of the sheet Triwulan.

    Attributes:
        number: of the row in tbl_triwulan, with a minus sign of one in Tabel 3.2; None of a row that is only prepared.
        row: of tbl_triwulan; None of a budget line.
        measured: the indicator's row in Tabel 3.1, empty if there is none.
        planned: its row in the Renstra likewise.
        budget: the number of that row, where the budget lines are this row's.
        lines: the budget lines.
        past: the number of years that the Renstra has behind it.
        planned_years: the number of years that have a target in the Renstra.
        tw: the number of the quarter, 0 without one.
        grades: the table of grades.
    """

    number: Cell = None
    row: Row | None = None
    measured: Row | None = None
    planned: Row | None = None
    budget: Cell = None
    lines: Sequence[Row] = ()
    past: int = 0
    planned_years: int = 0
    tw: int = 0
    grades: Placed | None = None

    def _held(self, key: str) -> Cell:
        return self.measured.get(key) if self.measured else None

    @property
    def indikator(self) -> Cell:
        return self.row["indikator"] if self.row else self.lines[0]["indikator"] if self.lines else None

    @property
    def sasaran(self) -> Cell:
        """The number of the sasaran's first row in Tabel 3.1."""
        return self._held("baris_sasaran")

    @property
    def sasaran_name(self) -> Cell:
        return (self._held("sasaran_berlaku") or WITHOUT_SASARAN) if self.measured else None

    @property
    def unit(self) -> Cell:
        return self._held("satuan_berlaku")

    @property
    def pengampu(self) -> Cell:
        return self._held("pengampu") if self.row else self.lines[0].get("koordinator") if self.lines else None

    # ------------------------------------------------------------ K
    @property
    def _kind(self) -> Cell:
        return self.row.get("kode") if self.row else None

    @property
    def _is_sum(self) -> bool:
        return self._kind in KINDS_OF[JUMLAH]

    @property
    def is_added(self) -> bool:
        """Whether the years of the Renstra are added up."""
        return self._is_sum and self._held("sifat_target") != TAHUNAN

    @property
    def end(self) -> Cell:
        """The end target as typed in Tabel 3.1, else as the Renstra gives it for all its years."""
        typed = self._held("target_akhir_renstra")
        if typed is not None or not self.planned or not self.row:
            return typed
        known = sum(self.planned.get(key) is not None for key in TARGET_TAHUNAN.values())
        key = "jumlah_target" if self._is_sum else "target_terakhir"
        return self.planned.get(key) if known == self.planned_years > 0 else None

    @property
    def before(self) -> Cell:
        if not self.is_added or not self.measured:
            return self._held(REALISASI[1])
        years = [self._held(REALISASI[ago]) for ago in RIWAYAT if ago <= self.past]
        if wrong := next(filter(is_error, years), None):
            return wrong
        known = [each for each in years if isinstance(each, float)]
        return sum(known, 0.0) if known or self.past < 1 else None

    def quarter(self, number: int) -> Cell:
        if not self.row or number > self.tw:
            return None
        kind, typed, own = self._kind, self.row.get(TYPED[number - 1]), self.row.get(SENDIRI[number - 1])
        if self._is_sum:
            return own
        if kind in KINDS_OF[PEMBILANG]:
            whole = self.row.get("nilai_penyebut")
            return own / whole * 100 if isinstance(own, float) and isinstance(whole, float) and whole > 0 else None
        return typed

    @property
    def year_value(self) -> Cell:
        return self.row.get("realisasi_sd") if self.row else None

    @property
    def year(self) -> Cell:
        """What the quarters come to, as the last of them is typed where that one counts."""
        found = self.year_value
        if self.row and isinstance(found, float) and self._kind in KINDS_OF[POSISI_AKHIR]:
            numbers = [key for key in TYPED if isinstance(self.row.get(NILAI[key]), float)]
            return self.row.get(numbers[-1]) if numbers else found
        return found

    @property
    def since(self) -> Cell:
        if not self.is_added:
            return self.year
        now = self.year
        return self.before + now if isinstance(self.before, float) and isinstance(now, float) else None

    @property
    def since_value(self) -> Cell:
        return self.since if self.is_added else self.year_value

    @cached_property
    def end_value(self) -> Cell:
        if not self.row or self.grades is None:
            return None
        placed = Placed([{FIGURE: self.end, SATUAN: self.unit}], [1])
        return graded().values(placed, {PREDIKAT.name: self.grades})[0]

    @property
    def level(self) -> Cell:
        whole, done = self.end_value, self.since_value
        return done / whole * 100 if isinstance(whole, float) and isinstance(done, float) and whole else None

    @property
    def figures(self) -> list[Cell]:
        """K of every figure."""
        if not self.row:
            return [None] * _COUNT
        plan = self._held("target_berlaku")
        return [self.end, self.before, plan, *map(self.quarter, NUMBERS), self.year, self.since, self.level]

    # ------------------------------------------------------------ Rp
    @property
    def amounts(self) -> list[Cell]:
        """Rp of every figure."""
        if not self.lines:
            return [None] * _COUNT
        quarters = [self._sum(key) if number <= self.tw else None for number, key in zip(NUMBERS, REALISASI_TRIWULAN, strict=True)]
        year = sum_of(quarters)
        if year is None and self.tw == len(TRIWULAN):
            year = self._sum("realisasi_dihitung")
        begins = self.past < 1
        return [None, 0.0 if begins else None, self._sum("dihitung"), *quarters, year, year if begins else None, None]

    def _sum(self, key: str) -> Cell:
        return sum_of([value for line in self.lines if isinstance(value := line.get(key), float) or is_error(value)])

    @property
    def programs(self) -> Cell:
        """The names of the budget lines, a program once for neighbouring ones."""
        parts: list[str] = []
        before: Row = {}
        for line in self.lines[:MOST_LINES]:
            program, kegiatan, sub = (str(line.get(key) or "") for key in LEVELS)
            same = bool(before) and line.get("kunci_program") == before.get("kunci_program")
            same_part = same and line.get("kunci_kegiatan") == before.get("kunci_kegiatan")
            parts += [] if not program or (same and (kegiatan or sub)) else [program]
            parts += [] if same_part and sub else [f"{DASH}{part}" for part in items_of(kegiatan)]
            parts += [f"{DASH}{sub}"] if sub else []
            before = line
        more = len(self.lines) - MOST_LINES
        return "\n".join([*parts, *([MORE_LINES.format(more)] if more > 0 else [])]) or None


def quarter_of(laporan: Laporan) -> int:
    """The number of the quarter that the sheet speaks of; 0 without one."""
    return triwulan.spoken_of(laporan.rows[TRIWULAN_TABLE.key]) or 0


def years_before(laporan: Laporan) -> int:
    year, start = (laporan.profil.get(key) for key in ("tahun", "tahun_awal_renstra"))
    return int((year if isinstance(year, int | float) else 0) - (start if isinstance(start, int | float) else 0))


def lines_of(laporan: Laporan) -> list[Line]:
    """The rows of the sheet; none without a row of tbl_triwulan."""
    quarters, budget = laporan.rows[TRIWULAN_TABLE.key], laporan.rows[TABEL_3_2.key]
    measured = {row["baris"]: row for row in laporan.rows[TABEL_3_1.key]}
    planned = {row["baris"]: row for row in laporan.rows[RENSTRA.key]}
    predikat = laporan.rows[PREDIKAT.key]
    years = len(renstra.target_years(laporan.profil) or ())
    common = Line(
        past=years_before(laporan), planned_years=years, tw=quarter_of(laporan), grades=Placed(predikat, list(range(1, len(predikat) + 1)))
    )
    counted = [(int(number), row) for row in budget if isinstance(number := row["baris_dihitung"], int | float)]
    own: dict[Cell, list[Row]] = {}
    for _, row in counted:
        own.setdefault(row["baris_3_1"], []).append(row)
    taken: set[Cell] = {None}
    by_sasaran: dict[Cell, list[Line]] = {}
    for row in quarters:
        found = row["baris_3_1"]
        held = measured.get(found)
        budget_of = None if found in taken else found
        taken.add(found)
        line = replace(
            common,
            number=row["baris"],
            row=row,
            measured=held,
            planned=planned.get(held["baris_renstra"]) if held else None,
            budget=budget_of,
            lines=own.get(budget_of, []) if budget_of else [],
        )
        by_sasaran.setdefault(line.sasaran, []).append(line)
    rest = [replace(common, number=-number, lines=[row]) for number, row in counted if row["baris_3_1"] not in taken - {None}]
    return [*(line for lines in by_sasaran.values() for line in lines), *(rest if quarters else ())]
