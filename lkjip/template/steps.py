"""The work of a year in seven steps, as Mulai shows them: what is done, what comes next, each as a native formula with its value. Pure.

A step is done when all its expected cells are filled; the later ones look at what was laid out, found and sent. The figures behind
them stand in cells beside the page that only formulas read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model import groups
from lkjip.model.columns import Table
from lkjip.model.finding import LEVEL_WORDS
from lkjip.model.formulas.references import cell_reference
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_2_1, TABEL_3_1, TABEL_3_2
from lkjip.model.tables.profile import PROFIL
from lkjip.summary import SummarySheet, empty_sheets, state
from lkjip.summary.pemeriksaan import COUNT_NAMES, PEMERIKSAAN
from lkjip.summary.sheet import Block
from xlfuncs.angka import Cell

SYNC_TIME: Final = Block("waktu_sinkron", 3, 4, 3, 4, grows=False)
"""The time of the last sync as a text; empty before the first one."""
SENT: Final = Block("catatan_kiriman", 3, 5, 3, 6, grows=False)
"""When the copy was last made by the button, as a text, and the time of the sync before it; empty before the first one."""
FIRST_RECORD: Final = 9
"""The column of the first record, right of the page."""
DONE_ROW, FILLED_ROW, EXPECTED_ROW = range(4, 7)
"""The rows of the records: 1 if the step is done, how many cells are filled, and how many should be."""
_NEXT_COLUMN: Final = FIRST_RECORD + 7
NEXT: Final = cell_reference(DONE_ROW, _NEXT_COLUMN, absolute=True)
"""The record of the number of the next step, from 1; 8 where all are done."""
_NOTHING_LEFT: Final = "Semua langkah selesai. Isian masih boleh diubah; sesudahnya ulangi langkah 5 sampai 7."


@dataclass(frozen=True)
class Shown:
    """A formula with "=", and its value."""

    formula: str
    value: Cell


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        name: in a word.
        sheet: where it is done.
        advice: what to do, as said while it is the next one.
        records: its records by row, 0-based.
        said: how far it is, in a few words.
    """

    name: str
    sheet: str
    advice: str
    records: Mapping[int, Shown]
    said: Shown

    @property
    def done(self) -> bool:
        return self.records[DONE_ROW].value == 1


def steps_of(laporan: Laporan, synced: str = "", sent: Sequence[str] = ("", ""), shown: Sequence[SummarySheet] = ()) -> list[Step]:
    """The seven steps.

    Args:
        synced: the time of the last sync, "" before the first one; the summaries are then taken to be in sync.
        sent: what `SENT` holds.
        shown: the summary sheets, with the findings of that sync.
    """
    measured = [row for row in laporan.rows[TABEL_3_1.key] if row["baris"] is not None]
    counted = [row for row in laporan.rows[TABEL_3_2.key] if row["baris_dihitung"] is not None]
    _, wrong = findings(shown)[0]
    time, (copied, copied_of) = SYNC_TIME.name, (f"INDEX({SENT.name},1,{number})" for number in (1, 2))
    laid_out, checked = _record(4, DONE_ROW), _record(5, FILLED_ROW)
    return [
        _of_cells(0, "Profil", groups.PROFIL, "isi nama instansi dan tahun laporan di Profil", _profil(laporan)),
        _of_cells(
            1,
            "Target",
            TABEL_2_1.sheet,
            "isi sasaran, indikator, dan target dari Perjanjian Kinerja di Tabel 2.1",
            _cells(TABEL_2_1, f"NOT(ISBLANK({TABEL_2_1.name}[{TABEL_2_1.names[TABEL_2_1.row_key]}]))", laporan.rows[TABEL_2_1.key]),
        ),
        _of_cells(
            2,
            "Realisasi",
            TABEL_3_1.sheet,
            "isi realisasi dan arah tiap indikator di Tabel 3.1",
            _cells(TABEL_3_1, f"ISNUMBER({TABEL_3_1.name}[{TABEL_3_1.names['baris']}])", measured),
        ),
        _of_cells(
            3,
            "Anggaran",
            TABEL_3_2.sheet,
            "isi program dengan anggaran dan realisasinya di Tabel 3.2",
            _cells(TABEL_3_2, f"ISNUMBER({TABEL_3_2.name}[{TABEL_3_2.names['baris_dihitung']}])", counted),
        ),
        Step(
            "Susun",
            "Ringkasan",
            "tekan Sinkronkan, supaya lembar hasil disusun dan isian diperiksa",
            {DONE_ROW: Shown(f"=IF(LEN({time})=0,0,IF({state.formula()},1,0))", int(bool(synced)))},
            Shown(
                f'=IF(LEN({time})=0,"belum disusun",IF({laid_out}=1,"sesuai tabel","perlu disusun lagi"))',
                "sesuai tabel" if synced else "belum disusun",
            ),
        ),
        Step(
            "Periksa",
            PEMERIKSAAN,
            "betulkan yang disebut kesalahan di Pemeriksaan, lalu tekan Sinkronkan",
            {
                FILLED_ROW: wrong,
                DONE_ROW: Shown(f"=IF(AND(LEN({time})>0,{checked}=0),1,0)", int(bool(synced) and wrong.value == 0)),
            },
            Shown(
                f'=IF(LEN({time})=0,"belum diperiksa",IF({checked}=0,"tidak ada kesalahan",{checked}&" kesalahan"))',
                "belum diperiksa" if not synced else "tidak ada kesalahan" if wrong.value == 0 else f"{wrong.value} kesalahan",
            ),
        ),
        Step(
            "Kirim",
            groups.MULAI,
            "tekan Siapkan kiriman, untuk membuat salinan bagi atasan",
            {DONE_ROW: Shown(f'=IF(AND(LEN({copied})>0,{copied_of}&""={time}&""),1,0)', int(bool(sent[0]) and sent[1] == synced))},
            Shown(
                f'=IF(LEN({copied})=0,"belum disiapkan",IF({_record(6, DONE_ROW)}=1,{copied},"disusun lagi sesudah "&{copied}))',
                "belum disiapkan" if not sent[0] else sent[0] if sent[1] == synced else f"disusun lagi sesudah {sent[0]}",
            ),
        ),
    ]


def next_step(found: Sequence[Step]) -> Shown:
    """The number of the first step that is not done, from 1; 8 where all are."""
    flags = f"{_record(0, DONE_ROW)}:{_record(len(found) - 1, DONE_ROW)}"
    return Shown(f"=IFERROR(MATCH(0,{flags},0),{len(found) + 1})", _first_open(found))


def _first_open(found: Sequence[Step]) -> int:
    return next((number for number, step in enumerate(found, 1) if not step.done), len(found) + 1)


def _still(step: Step) -> str:
    """How many cells a step of typing that was begun still lacks, as the end of a sentence."""
    filled, expected = (step.records[row].value if row in step.records else None for row in (FILLED_ROW, EXPECTED_ROW))
    return f" Masih {expected - filled} sel." if isinstance(filled, int) and isinstance(expected, int) and filled else ""


def advice(found: Sequence[Step]) -> Shown:
    """What to do next, as a sentence."""
    said = [*(f"Berikutnya, langkah {number}: {step.advice}." for number, step in enumerate(found, 1)), _NOTHING_LEFT]
    texts = ",".join(f'"{text}"' for text in said)
    number = _first_open(found)
    expected, filled = (f"INDEX({_record(0, row)}:{_record(3, row)},1,MIN({NEXT},4))" for row in (EXPECTED_ROW, FILLED_ROW))
    formula = f'=CHOOSE({NEXT},{texts})&IF({NEXT}>4,"",IF({filled}=0,""," Masih "&({expected}-{filled})&" sel."))'
    return Shown(formula, said[number - 1] + _still(found[number - 1]) if number <= len(found) else said[-1])


def mark(number: int, step: Step) -> Shown:
    """The number of a step (from 1) with a tick, or with a dot while it is not done."""
    return Shown(f'={number}&IF({_record(number - 1, DONE_ROW)}=1," ✓"," ●")', f"{number} {'✓' if step.done else '●'}")


def findings(shown: Sequence[SummarySheet] = ()) -> list[tuple[str, Shown]]:
    """How many open findings Pemeriksaan lists, by severity in the words of staff, the gravest first.

    Args:
        shown: the summary sheets; without them there are no findings yet.
    """
    sheet = next(each for each in shown or empty_sheets() if each.title == PEMERIKSAAN)
    return [(LEVEL_WORDS[level], Shown(f"={name}", sheet.cells[sheet.names[name]].value)) for level, name in COUNT_NAMES.items()]


def _of_cells(number: int, name: str, sheet: str, what: str, records: tuple[Shown, Shown]) -> Step:
    """A step that is done when cells are filled; `records` are how many are, and how many should be."""
    filled, expected = records
    here, of = _record(number, FILLED_ROW), _record(number, EXPECTED_ROW)
    done = bool(expected.value) and filled.value == expected.value
    return Step(
        name,
        sheet,
        what,
        {
            FILLED_ROW: filled,
            EXPECTED_ROW: expected,
            DONE_ROW: Shown(f"=IF(AND({of}>0,{here}>={of}),1,0)", int(done)),
        },
        Shown(f'=IF({of}=0,"belum diisi",{here}&" dari "&{of}&" sel terisi")', _said(filled.value, expected.value)),
    )


def _said(filled: Cell, expected: Cell) -> str:
    return f"{filled} dari {expected} sel terisi" if expected else "belum diisi"


def _record(number: int, row: int) -> str:
    """The reference to a record of a step, from 0."""
    return cell_reference(row, FIRST_RECORD + number, absolute=True)


def _profil(laporan: Laporan) -> tuple[Shown, Shown]:
    """How many of the keys that every office fills in are filled in."""
    needed = [key.key for key in PROFIL if key.required]
    keys = ",".join(f'"{key}"' for key in needed)
    filled = f"=SUMPRODUCT(NOT(ISBLANK(tbl_profil[nilai]))*ISNUMBER(MATCH(tbl_profil[kunci],{{{keys}}},0)))"
    return Shown(filled, sum(laporan.profil.get(key) is not None for key in needed)), Shown(f"={len(needed)}", len(needed))


def _cells(table: Table, counts: str, rows: Sequence[Row]) -> tuple[Shown, Shown]:
    """How many cells of the columns that a row of a table needs are filled in, and how many there are.

    Args:
        counts: a formula that is TRUE for the rows that count.
        rows: those rows.
    """
    columns = [column for column in table.columns if column.expected]
    # a column that the office has deleted counts nothing
    filled = "+".join(f"IFERROR(SUMPRODUCT({counts}*NOT(ISBLANK({table.name}[{column.name}]))),0)" for column in columns)
    return (
        Shown(f"={filled}", sum(row[column.key] is not None for row in rows for column in columns)),
        Shown(f"={len(columns)}*SUMPRODUCT(--{counts})", len(columns) * len(rows)),
    )
