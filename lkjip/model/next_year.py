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
from lkjip.model import levels, prose, renstra
from lkjip.model.columns import Always, Carry, Column, From, ProfileKey, Table
from lkjip.model.key import key_of, typed_key
from lkjip.model.laporan import Laporan, Row, shown
from lkjip.model.tables import NASKAH, PENETAPAN, RENSTRA, RKT_BERIKUT, TABEL_2_1, TABEL_3_1, TABEL_3_2, TABLES
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.prose import PERIKSA
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

_Targets: TypeAlias = Mapping[str, Sequence[tuple[str, Cell]]]
"""Next year's targets, by indicator key: one for each row of the indicator, with the key of its sasaran."""


@dataclass(frozen=True)
class CarriedOver:
    """Next year's report, and notes on what staff should review: one line each, in Bahasa Indonesia."""

    laporan: Laporan
    notes: Sequence[str]


def file_name(name: str, laporan: Laporan) -> str:
    """The name of next year's file beside this year's: with its year in place of this year's, or after the name."""
    year = laporan.profil["tahun"]
    stem, dot, ending = name.rpartition(".")
    before, this, after = stem.rpartition(str(int(str(year)) - 1))
    return f"{before}{year}{after}{dot}{ending}" if this else f"{stem} {year}{dot}{ending}"


def carried_over(laporan: Laporan) -> CarriedOver:
    """Return the report that next year's workbook starts with.

    Realisasi becomes history, next year's plan becomes the plan, and figures measured during the year start empty. A target comes
    from PK Tahun Depan, else from RKT Tahun Depan, else from the Renstra; a note reports any disagreement between them.

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
    notes = list(_notes(laporan, sources, year, ended))
    if totals := len(carried[TABEL_3_2]) - len(kept := [row for row in carried[TABEL_3_2] if not _is_printed_total(row)]):
        carried[TABEL_3_2] = kept
        notes.append(f"{TABEL_3_2.sheet}: {totals} baris jumlah tidak ikut; jumlahnya dihitung sendiri di bawah tabel")
    if NASKAH.key in laporan.inputs:
        texts = [prose.for_next_year(row) for row in carried[NASKAH]]
        marked = sum(text != row for text, row in zip(texts, carried[NASKAH], strict=True))
    else:
        texts, marked = prose.default_rows(), 0
    carried[NASKAH] = texts
    if marked:
        notes.append(f'{NASKAH.sheet}: {marked} teks tentang tahun lalu kini berakhiran "{PERIKSA}"; sesuaikan, lalu hapus tanda itu')
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
            skala_triwulan=laporan.skala_triwulan,
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
        {column.key: _target(sources, row) if column.next_year is Carry.PLANNED else _carried(column, row, ended) for column in inputs}
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
        case From(key, unless):
            return None if unless and values.get(unless) is not None else values.get(key)
        case Always(value):
            return value
    return None if _is_emptied(declared, ended) else values.get(declared.key)


def _is_emptied(declared: Column | ProfileKey, ended: bool) -> bool:
    return declared.next_year is Carry.EMPTIED or (ended and declared.next_year is Carry.KEPT_IN_RENSTRA)


# ---------------------------------------------------------------- next year's targets
def _sources(laporan: Laporan, year: int) -> Mapping[str, _Targets]:
    """Return the sources of next year's targets by sheet, in order of precedence."""
    columns = ((PENETAPAN, "target"), (RKT_BERIKUT, "target"), (RENSTRA, renstra.columns(laporan).get(year, "")))
    return {table.sheet: _targets(laporan.inputs.get(table.key, ()), column) for table, column in columns}


def _targets(rows: Sequence[Row], column: str) -> _Targets:
    found: dict[str, list[tuple[str, Cell]]] = {}
    for row in rows:
        if (target := row.get(column)) is not None and not is_error(target):
            found.setdefault(key_of(row["indikator"]), []).append((typed_key(row.get("sasaran") or ""), target))
    return found


def _target(sources: Mapping[str, _Targets], row: Row) -> Cell:
    return next(iter(_said(sources, row).values()), None)


def _said(sources: Mapping[str, _Targets], row: Row) -> Mapping[str, Cell]:
    """The target that each source has for a row; of namesakes the one of its sasaran, and none if several targets are left."""
    said: dict[str, Cell] = {}
    for name, targets in sources.items():
        rows = targets.get(key_of(row["indikator"]), ())
        of_sasaran = [each for each in rows if each[0] == typed_key(row.get("sasaran") or "")]
        left = {target for _, target in (of_sasaran or rows)}
        if len(left) == 1:
            (said[name],) = left
    return said


def _notes(laporan: Laporan, sources: Mapping[str, _Targets], year: int, ended: bool) -> Iterator[str]:
    """Yield notes on targets that differ or are missing, and on planned indicators that the tables do not have."""
    if not ended and (unknown := _without_renstra(laporan, year)):
        yield unknown
    measured, planned = (_indicators(laporan, *tables) for tables in ((TABEL_3_1, TABEL_2_1), (PENETAPAN, RKT_BERIKUT)))
    if not any(sources.values()):
        yield f"target tahun {year} tidak ada di {', '.join(sources)}; isi di Tabel 2.1 dan Tabel 3.1"
        return
    for rows, _ in measured.values():
        for row in rows:
            said = _said(sources, row)
            if not said:
                yield f'indikator "{row["indikator"]}": target tahun {year} tidak ditemukan; isi di Tabel 2.1 dan Tabel 3.1'
            elif len(set(said.values())) > 1:
                each = "; ".join(f"{name} {_as_typed(target)}" for name, target in said.items())
                yield f'indikator "{row["indikator"]}": target tahun {year} berbeda: {each}; dipakai {next(iter(said))}'
    for key, (rows, sheet) in planned.items():
        if key not in measured:
            yield f'indikator "{rows[0]["indikator"]}" ada di {sheet}, tidak di Tabel 3.1; tambahkan sendiri di Tabel 2.1 dan Tabel 3.1'


def _without_renstra(laporan: Laporan, year: int) -> str:
    """Say why next year's targets do not come from the Renstra although it has targets; an empty text where there is no reason."""
    rows = laporan.inputs.get(RENSTRA.key, ())
    columns = renstra.columns(laporan)
    if year in columns or not any(row.get(key) is not None for row in rows for key in renstra.TARGET_TAHUNAN.values()):
        return ""
    if not columns:
        return (
            f"belum diketahui kolom mana di {RENSTRA.sheet} yang berisi target tahun {year}, jadi target {RENSTRA.sheet} tidak dipakai;"
            f' isi "{_label(renstra.FIRST)}" di Profil, lalu ulangi'
        )
    return f"{RENSTRA.sheet} tidak punya target tahun {year}: kolom targetnya untuk tahun {min(columns)} sampai {max(columns)}"


def _label(key: str) -> str:
    return next(each.label for each in PROFIL if each.key == key)


def _as_typed(target: Cell) -> str:
    return id_format.typed(target, whole=2) if isinstance(target, float) else shown(target)


def _indicators(laporan: Laporan, *tables: Table) -> Mapping[str, tuple[Sequence[Row], str]]:
    """Return the rows of each indicator and the sheet of the first of these tables that has it, by indicator key."""
    found: dict[str, tuple[Sequence[Row], str]] = {}
    for table in tables:
        here: dict[str, list[Row]] = {}
        for row in laporan.inputs.get(table.key, ()):
            here.setdefault(key_of(row["indikator"]), []).append(row)
        found = {**{key: (rows, table.sheet) for key, rows in here.items()}, **found}
    return found
