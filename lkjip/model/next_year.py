"""Derive next year's report from this year's. Pure.

Each column declares whether its values move to another column, stay, or start empty. The source of these declarations is the
Boyolali report: Tabel 3.1 prints the realisasi of the three years before, and the annexes hold next year's Rencana Kerja
Tahunan and Penetapan Kinerja.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lkjip.errors import LkjipError
from lkjip.model import levels
from lkjip.model.columns import Always, Carry, Column, From, ProfileKey, Table
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan, Row, shown
from lkjip.model.tables import PENETAPAN, RENSTRA, RKT_BERIKUT, TABEL_2_1, TABEL_3_1, TABEL_3_2, TABLES
from lkjip.model.tables.annexes import TARGET_TAHUNAN
from lkjip.model.tables.profile import PROFIL
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

_Targets: TypeAlias = Mapping[str, Cell]
"""Next year's targets, by indicator key."""


@dataclass(frozen=True)
class CarriedOver:
    """Next year's report, and notes on what staff should review: one line each, in Bahasa Indonesia."""

    laporan: Laporan
    notes: Sequence[str]


def carried_over(laporan: Laporan) -> CarriedOver:
    """Return the report that next year's workbook starts with.

    Realisasi becomes history, next year's plan becomes the plan, and figures measured during the year start empty. A target comes
    from Penetapan Berikut, else from RKT Berikut, else from the Renstra; a note reports any disagreement between them.

    Raises:
        LkjipError: the Profil has no report year.
    """
    this, last = laporan.profil.get("tahun"), laporan.profil.get("tahun_akhir_renstra")
    if not isinstance(this, int):
        raise LkjipError("tahun laporan belum diisi dengan angka; isi dulu, misalnya 2020")
    year = this + 1
    ended = isinstance(last, int) and year > last
    sources = _sources(laporan, year)
    carried = {table: list(_rows(laporan, table, sources, ended)) for table in TABLES}
    notes = list(_notes(laporan, sources, year))
    if totals := len(carried[TABEL_3_2]) - len(kept := [row for row in carried[TABEL_3_2] if not _is_printed_total(row)]):
        carried[TABEL_3_2] = kept
        notes.append(f"{TABEL_3_2.sheet}: {totals} baris jumlah tidak ikut; jumlahnya dihitung sendiri di bawah tabel")
    inputs = {table.key: [row for row in rows if _counts(table, row)] for table, rows in carried.items()}
    budget = [row for row in carried[TABEL_3_2] if _counts(TABEL_3_2, row) or _is_labelled(row)]
    places = {TABEL_3_2.key: [place for place, row in enumerate(budget) if _counts(TABEL_3_2, row)]}
    unnamed = {TABEL_3_2.key: {place: row for place, row in enumerate(budget) if not _counts(TABEL_3_2, row)}}
    for table, rows in carried.items():
        if left := len(rows) - len(inputs[table.key]) - len(unnamed.get(table.key, ())):
            column = table.column(table.row_key).name.lower()
            notes.append(f"{table.sheet}: {left} baris tanpa {column} tidak ikut; tulis lagi dengan {column}nya")
    if ended:
        notes.append(f"masa Renstra berakhir tahun {last}: isi Renstra, IKU, Cascading, dan tahunnya di Profil dengan yang baru")
    return CarriedOver(
        Laporan(
            _profil(laporan, year, ended),
            laporan.skala,
            inputs,
            places,
            unnamed,
            skala_serapan=laporan.skala_serapan,
            pilihan=laporan.pilihan,
        ),
        notes,
    )


def _profil(laporan: Laporan, year: int, ended: bool) -> Mapping[str, Cell]:
    carried = {key.key: year if key.next_year is Carry.COUNTED_ON else _carried(key, laporan.profil, ended) for key in PROFIL}
    return {**laporan.profil, **carried}


def _rows(laporan: Laporan, table: Table, sources: Mapping[str, _Targets], ended: bool) -> Sequence[Row]:
    """Return the rows that a table starts the new year with, as its columns declare."""
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


def _is_printed_total(row: Row) -> bool:
    """Return whether a budget line is a printed total, of this year's amounts."""
    return any(levels.is_total(row.get(key)) for key in levels.LABELS)


def _is_labelled(row: Row) -> bool:
    """Return whether a budget line names a program or kegiatan, so that only next year's amounts are missing."""
    return any(row.get(key) is not None for key in (levels.PROGRAM, levels.KEGIATAN, levels.SUB_KEGIATAN))


def _counts(table: Table, row: Row) -> bool:
    """Return whether a report counts a row: it has a key, or a figure in a table that sums rows without one."""
    figures = (row[column.key] for column in table.columns if column.is_input and column.kind.is_figure)
    return row[table.row_key] is not None or (table.counts_unnamed and any(isinstance(figure, float) for figure in figures))


def _carried(declared: Column | ProfileKey, values: Row, ended: bool) -> Cell:
    """Return next year's value of a column in a row, or of a key of the Profil.

    Args:
        ended: whether next year is past the last year of the Renstra.
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
    """Return the sources of next year's targets by sheet, in order of precedence."""
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
    """Yield notes on targets that differ or are missing, and on planned indicators that the tables do not have."""
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
    """Return the name of each indicator and the first of these tables' sheets that has it, by indicator key."""
    found: dict[str, tuple[Cell, str]] = {}
    for table in tables:
        for row in laporan.inputs.get(table.key, ()):
            found.setdefault(key_of(row[table.row_key]), (row[table.row_key], table.sheet))
    return found
