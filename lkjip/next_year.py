"""Next year's report from this year's: what moves on, what stays, what starts empty. Pure.

The Boyolali report shows what a year hands to the next: Tabel 3.1 prints the realisasi of three earlier years beside this
one, and the annexes hold next year's Rencana Kerja Tahunan and Penetapan Kinerja.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from lkjip.errors import LkjipError
from lkjip.report import Laporan, Row, shown
from lkjip.tables import PENETAPAN, PROGRAM_BERIKUT, RENSTRA, RKT_BERIKUT, TABEL_2_1, TABEL_3_1, TABLES, Table, key_of
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

_Rows: TypeAlias = Sequence[Row]
_Origins: TypeAlias = Mapping[str, str | None]
"""The column that a column's values come from; None where it starts empty."""
_Roll: TypeAlias = Callable[[Laporan, Table], _Rows]
_Targets: TypeAlias = Mapping[str, Cell]
"""Next year's targets by the key of their indicator."""

_OF_ONE_YEAR: Final = (
    "sumber_tabel_2_1",
    "tanggal_laporan",
    "tanggal_pengukuran",
    "jumlah_indikator_bab_ii",
    "jumlah_indikator_bab_iv",
    "jumlah_sasaran_bab_iv",
    "total_program_perubahan",
    "total_program_berikut",
)
"""What the Profil says of one year's report alone: dates, and claims of its text."""
_OF_THE_RENSTRA: Final = ("tahun_awal_renstra", "tahun_akhir_renstra")


@dataclass(frozen=True)
class NextYear:
    """The report that a new year begins with, and what somebody should look at: a line each, in Bahasa Indonesia."""

    laporan: Laporan
    notes: Sequence[str]


def next_year(laporan: Laporan) -> NextYear:
    """What stands in next year's workbook on its first day.

    Realisasi becomes history, next year's plan becomes the plan, and what is measured in the year starts empty. A target is
    that of Penetapan Berikut, else of RKT Berikut, else of the Renstra; where they disagree it is noted.

    Raises:
        LkjipError: the Profil does not say which year this is.
    """
    this, last = laporan.profil.get("tahun"), laporan.profil.get("tahun_akhir_renstra")
    if not isinstance(this, int):
        raise LkjipError('lembar "Profil": tahun laporan belum diisi dengan angka; isi dulu, misalnya 2020')
    year = this + 1
    ended = isinstance(last, int) and year > last
    rolls = {**_ROLLS, **(_AFTER_THE_RENSTRA if ended else {})}
    inputs = {table.key: rolls[table.key](laporan, table) for table in TABLES}
    sources = _sources(laporan, year)
    for table in (TABEL_2_1, TABEL_3_1):
        inputs[table.key] = [{**row, "target": _target(sources, row[table.row_key])} for row in inputs[table.key]]
    notes = list(_notes(laporan, sources, year))
    if ended:
        notes.append(f"masa Renstra berakhir tahun {last}: isi Renstra, IKU, Cascading, dan tahunnya di Profil dengan yang baru")
    return NextYear(Laporan(_profil(laporan, year, ended), laporan.skala, inputs), notes)


def _profil(laporan: Laporan, year: int, ended: bool) -> Mapping[str, Cell]:
    emptied = (*_OF_ONE_YEAR, *(_OF_THE_RENSTRA if ended else ()))
    kept = {key: None if key in emptied else value for key, value in laporan.profil.items()}
    return {**kept, "tahun": year, "total_program_murni": laporan.profil.get("total_program_berikut")}


# ---------------------------------------------------------------- the tables
def _stay(laporan: Laporan, table: Table) -> _Rows:
    return laporan.inputs.get(table.key, ())


def _start_empty(laporan: Laporan, table: Table) -> _Rows:
    return ()


def _keep(*columns: str) -> _Roll:
    """The rows with these columns alone; the others start empty."""

    def roll(laporan: Laporan, table: Table) -> _Rows:
        return [{key: value if key in columns else None for key, value in row.items()} for row in _stay(laporan, table)]

    return roll


def _take(origins: _Origins, source: Table | None = None, always: Row | None = None) -> _Roll:
    """The rows of another table, or of the table itself.

    Args:
        origins: where a column comes from, if not from its namesake; always: what columns hold in every row.
    """

    def roll(laporan: Laporan, table: Table) -> _Rows:
        origin = {column.key: origins.get(column.key, column.key) for column in table.columns if column.is_input}
        rows = _stay(laporan, source or table)
        return [{key: row.get(old) if old else None for key, old in origin.items()} | dict(always or {}) for row in rows]

    return roll


_HISTORY: Final[_Origins] = {"realisasi_3": "realisasi_2", "realisasi_2": "realisasi_1", "realisasi_1": "realisasi", "realisasi": None}
_ROLLS: Final[Mapping[str, _Roll]] = {
    "tabel_2_1": _stay,
    "tabel_3_1": _take(_HISTORY),
    "tabel_3_2": _keep("no", "sasaran", "indikator", "program", "kegiatan", "koordinator"),
    "renstra": _stay,
    "iku": _stay,
    "rkt": _take({}, RKT_BERIKUT),
    "rkt_berikut": _start_empty,
    "pk": _take({}, PENETAPAN, {"dokumen": "murni"}),
    "program_pk": _take({"anggaran_murni": "anggaran", "anggaran_perubahan": None}, PROGRAM_BERIKUT),
    "penetapan": _start_empty,
    "program_berikut": _start_empty,
    "pengukuran": _keep("no_sasaran", "sasaran", "indikator", "satuan"),
    "rencana_aksi": _keep("jenis", "uraian", "satuan"),
    "cascading": _stay,
    "anggaran": _keep("uraian"),
    "narasi": _keep("no", "indikator"),
    "rekap": _keep("kategori", "batas_tercetak"),
}
_AFTER_THE_RENSTRA: Final[Mapping[str, _Roll]] = {
    "tabel_3_1": _take({**_HISTORY, "target_akhir_renstra": None, "kumulatif": None}),
    **dict.fromkeys(("renstra", "iku", "cascading"), _start_empty),
}


# ---------------------------------------------------------------- next year's targets
def _sources(laporan: Laporan, year: int) -> Mapping[str, _Targets]:
    """Who names next year's targets, the one that wins first."""
    begin = laporan.profil.get("tahun_awal_renstra")
    in_renstra = f"target_tahun_{year - begin}" if isinstance(begin, int) else ""
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
class Places:
    """What can hold something in a workbook file: its sheets, the columns of its tables with their sheet, the keys of its Profil."""

    sheets: Collection[str]
    columns: Collection[tuple[str, str]]
    profil: Collection[str]


def left_behind(old: Places, new: Places) -> Iterator[str]:
    """What somebody added to the old workbook, a line each."""
    alone = "tidak ikut; salin sendiri bila diperlukan"
    yield from (f'lembar "{sheet}" {alone}' for sheet in old.sheets if sheet not in new.sheets)
    yield from (
        f'lembar "{sheet}": kolom "{column}" {alone}'
        for sheet, column in old.columns
        if sheet in new.sheets and (sheet, column) not in new.columns
    )
    yield from (f'lembar "Profil": baris "{key}" {alone}' for key in old.profil if key not in new.profil)
