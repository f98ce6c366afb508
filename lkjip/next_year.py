"""Next year's report from this year's: what moves on, what stays, what starts empty. Pure.

The Boyolali report shows what a year hands to the next: Tabel 3.1 prints the realisasi of three earlier years beside this
one, and its annexes hold next year's Rencana Kinerja Tahunan and Penetapan Kinerja.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from lkjip.errors import LkjipError
from lkjip.profile_text import shown
from lkjip.report import Laporan, Row
from lkjip.tables import PENETAPAN, PROFIL, RENSTRA, RKT_BERIKUT, TABEL_2_1, TABEL_3_1, TABLES, Table, key_of
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

Rows: TypeAlias = Sequence[Row]
_Targets: TypeAlias = Mapping[str, Cell]
"""By the key of the indicator."""

_SAID_IN_WORDS: Final = (
    "sumber_tabel_2_1",
    "tanggal_laporan",
    "tanggal_pengukuran",
    "jumlah_indikator_bab_ii",
    "jumlah_indikator_bab_iv",
    "jumlah_sasaran_bab_iv",
)
"""What the Profil tells of one year's report alone."""


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
    this = laporan.profil.get("tahun")
    if not isinstance(this, int):
        raise LkjipError('lembar "Profil": tahun laporan belum diisi dengan angka; isi dulu, misalnya 2020')
    year, last = this + 1, laporan.profil.get("tahun_akhir_renstra")
    ended = isinstance(last, int) and year > last
    rolls = {**_ROLLS, **dict.fromkeys(_OF_THE_RENSTRA, _empty if ended else _stay)}
    inputs = {table.key: rolls[table.key](laporan, table) for table in TABLES}
    sources = _sources(laporan, year)
    targets = {key: value for targets in reversed(sources.values()) for key, value in targets.items()}
    for table in (TABEL_2_1, TABEL_3_1):
        inputs[table.key] = [{**row, "target": targets.get(key_of(row[table.row_key]))} for row in inputs[table.key]]
    notes = [*_said_of_targets(inputs[TABEL_3_1.key], sources, year), *_said_of_new(inputs[TABEL_3_1.key], sources)]
    if ended:
        inputs[TABEL_3_1.key] = [{**row, "target_akhir_renstra": None} for row in inputs[TABEL_3_1.key]]
        notes.append(f"Renstra berakhir tahun {last}: isi Renstra yang baru dan tahunnya di Profil; indikator dibawa apa adanya")
    profil = {key: None if key in _SAID_IN_WORDS else value for key, value in laporan.profil.items()}
    if ended:
        profil |= {"tahun_awal_renstra": None, "tahun_akhir_renstra": None}
    plain = {key: [_without_errors(row) for row in rows] for key, rows in inputs.items()}
    return NextYear(Laporan({**profil, "tahun": year}, laporan.skala, plain), notes)


# ---------------------------------------------------------------- the tables
def _stay(laporan: Laporan, table: Table) -> Rows:
    return laporan.inputs.get(table.key, ())


def _empty(laporan: Laporan, table: Table) -> Rows:
    return ()


def _keep(*columns: str) -> Callable[[Laporan, Table], Rows]:
    """The rows with these columns alone; the others start empty."""

    def roll(laporan: Laporan, table: Table) -> Rows:
        return [{key: value if key in columns else None for key, value in row.items()} for row in _stay(laporan, table)]

    return roll


def _become(source: str, always: Row | None = None, **columns: str) -> Callable[[Laporan, Table], Rows]:
    """The rows of another table; `columns` says where a column comes from when the names differ."""

    def roll(laporan: Laporan, table: Table) -> Rows:
        keys = [column.key for column in table.columns if column.is_input]
        return [{key: row.get(columns.get(key, key)) for key in keys} | dict(always or {}) for row in laporan.inputs.get(source, ())]

    return roll
