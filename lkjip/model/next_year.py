"""Next year's report from this year's: what moves on, what stays, what starts empty, as every column declares it. Pure.

The Boyolali report shows what a year hands to the next: Tabel 3.1 prints the realisasi of three earlier years beside this
one, and the annexes hold next year's Rencana Kerja Tahunan and Penetapan Kinerja.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lkjip.errors import LkjipError
from lkjip.model.columns import Always, Carry, Column, From, ProfileKey, Table, key_of
from lkjip.model.laporan import Laporan, Row, shown
from lkjip.model.tables import PENETAPAN, RENSTRA, RKT_BERIKUT, TABEL_2_1, TABEL_3_1, TABLES
from lkjip.model.tables.annexes import TARGET_TAHUNAN
from lkjip.model.tables.profile import PROFIL
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

_Targets: TypeAlias = Mapping[str, Cell]
"""Next year's targets by the key of their indicator."""


@dataclass(frozen=True)
class CarriedOver:
    """The report that a new year begins with, and what somebody should look at: a line each, in Bahasa Indonesia."""

    laporan: Laporan
    notes: Sequence[str]


def carried_over(laporan: Laporan) -> CarriedOver:
    """What stands in next year's workbook on its first day.

    Realisasi becomes history, next year's plan becomes the plan, and what is measured in the year starts empty. A target is
    that of Penetapan Berikut, else of RKT Berikut, else of the Renstra; where they disagree it is noted.

    Raises:
        LkjipError: the Profil does not say which year this is.
    """
    this, last = laporan.profil.get("tahun"), laporan.profil.get("tahun_akhir_renstra")
    if not isinstance(this, int):
        raise LkjipError("tahun laporan belum diisi dengan angka; isi dulu, misalnya 2020")
    year = this + 1
    ended = isinstance(last, int) and year > last
    sources = _sources(laporan, year)
    inputs = {table.key: _rows(laporan, table, sources, ended) for table in TABLES}
    notes = list(_notes(laporan, sources, year))
    if ended:
        notes.append(f"masa Renstra berakhir tahun {last}: isi Renstra, IKU, Cascading, dan tahunnya di Profil dengan yang baru")
    return CarriedOver(Laporan(_profil(laporan, year, ended), laporan.skala, inputs), notes)


def _profil(laporan: Laporan, year: int, ended: bool) -> Mapping[str, Cell]:
    carried = {key.key: year if key.next_year is Carry.COUNTED_ON else _carried(key, laporan.profil, ended) for key in PROFIL}
    return {**laporan.profil, **carried}


def _rows(laporan: Laporan, table: Table, sources: Mapping[str, _Targets], ended: bool) -> Sequence[Row]:
    """The rows that a table begins the new year with, each column as it is declared."""
    if _is_emptied(table.column(table.row_key), ended):
        return ()
    inputs = [column for column in table.columns if column.is_input]
    return [
        {
            column.key: _target(sources, row.get(table.row_key)) if column.next_year is Carry.PLANNED else _carried(column, row, ended)
            for column in inputs
        }
        for row in laporan.inputs.get(table.next_rows, ())
    ]


def _carried(declared: Column | ProfileKey, values: Row, ended: bool) -> Cell:
    """What a row, or the Profil, hands to next year's for a column or key.

    Args:
        ended: whether the Renstra's last year was this one.
    """
    match declared.next_year:
        case From(key):
            return values.get(key)
        case Always(value):
            return value
    return None if _is_emptied(declared, ended) else values.get(declared.key)


def _is_emptied(declared: Column | ProfileKey, ended: bool) -> bool:
    return declared.next_year is Carry.EMPTIED or (ended and declared.next_year is Carry.KEPT_IN_RENSTRA)


# ---------------------------------------------------------------- next year's targets
def _sources(laporan: Laporan, year: int) -> Mapping[str, _Targets]:
    """Who names next year's targets, the one that wins first."""
    begin = laporan.profil.get("tahun_awal_renstra")
    in_renstra = TARGET_TAHUNAN.get(year - begin, "") if isinstance(begin, int) else ""
    columns = ((PENETAPAN, "target"), (RKT_BERIKUT, "target"), (RENSTRA, in_renstra))
    return {
        table.sheet: {
            key_of(row[table.row_key]): target
            for row in laporan.inputs.get(table.key, ())
            if (target := row.get(column)) is not None and not is_error(target)
        }
        for table, column in columns
    }


def _target(sources: Mapping[str, _Targets], indikator: Cell) -> Cell:
    key = key_of(indikator)
    return next((targets[key] for targets in sources.values() if key in targets), None)


def _notes(laporan: Laporan, sources: Mapping[str, _Targets], year: int) -> Iterator[str]:
    """What somebody should look at: targets that differ or are missing, and plans of indicators that the tables do not have."""
    measured, planned = (_indicators(laporan, *tables) for tables in ((TABEL_3_1, TABEL_2_1), (PENETAPAN, RKT_BERIKUT)))
    if not any(sources.values()):
        yield f"target tahun {year} tidak ada di {', '.join(sources)}; isi di Tabel 2.1 dan Tabel 3.1"
        return
    for key, (indikator, _) in measured.items():
        said = {name: targets[key] for name, targets in sources.items() if key in targets}
        if not said:
            yield f'indikator "{indikator}": target tahun {year} tidak ditemukan; isi di Tabel 2.1 dan Tabel 3.1'
        elif len(set(said.values())) > 1:
            each = "; ".join(f"{name} {_as_typed(target)}" for name, target in said.items())
            yield f'indikator "{indikator}": target tahun {year} berbeda: {each}; dipakai {next(iter(said))}'
    for key, (indikator, sheet) in planned.items():
        if key not in measured:
            yield f'indikator "{indikator}" ada di {sheet}, tidak di Tabel 3.1; tambahkan sendiri di Tabel 2.1 dan Tabel 3.1'


def _as_typed(target: Cell) -> str:
    return id_format.typed(target, whole=2) if isinstance(target, float) else shown(target)


def _indicators(laporan: Laporan, *tables: Table) -> Mapping[str, tuple[Cell, str]]:
    """The name of each indicator of these tables and the sheet that has it first, by its key."""
    found: dict[str, tuple[Cell, str]] = {}
    for table in tables:
        for row in laporan.inputs.get(table.key, ()):
            found.setdefault(key_of(row[table.row_key]), (row[table.row_key], table.sheet))
    return found


# ---------------------------------------------------------------- what a new workbook has no place for
@dataclass(frozen=True)
class Holders:
    """What can hold something in a workbook file: its sheets, the columns of its tables with their sheet, the keys of its Profil."""

    sheets: Mapping[str, str]
    """By a sheet's title the one that it was built with, which is the same unless somebody has given ours another."""
    columns: Collection[tuple[str, str]]
    profil: Collection[str]


def left_behind(old: Holders, new: Holders) -> Iterator[str]:
    """What somebody added to the old workbook, a line each."""
    alone = "tidak ikut; salin sendiri bila diperlukan"
    yield from (f'lembar "{sheet}" {alone}' for sheet, built in old.sheets.items() if built not in new.sheets)
    yield from (
        f'lembar "{sheet}": kolom "{column}" {alone}'
        for sheet, column in old.columns
        if old.sheets[sheet] in new.sheets and (old.sheets[sheet], column) not in new.columns
    )
    yield from (f'lembar "Profil": baris "{key}" {alone}' for key in old.profil if key not in new.profil)
