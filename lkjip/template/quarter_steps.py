"""The year's quarters as Mulai shows them: how far each is filled in, which one comes next, when each was mailed. Pure.

A quarter is done when no indicator that has a target there lacks its realisasi. The figures behind the boxes stand in cells beside
the page, as those of the steps do (`lkjip.template.steps`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lkjip.model import triwulan
from lkjip.model.formulas import native
from lkjip.model.formulas.references import cell_reference
from lkjip.model.laporan import Laporan
from lkjip.model.positions import Names
from lkjip.model.profile_text import bare_formula, filled, profile_cell
from lkjip.model.tables import TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.model.tables.annexes import MONTHS
from lkjip.summary.sheet import Block
from lkjip.template.steps import FIRST_RECORD, Shown
from xlfuncs.angka import DAY_ZERO, Cell
from xlfuncs.triwulan import TRIWULAN

ROW: Final = 10
"""The first row of the strip, and of its records."""
DONE_ROW, FILLED_ROW, EXPECTED_ROW, END_ROW = range(ROW, ROW + 4)
"""The rows of the records of a quarter: 1 if it is done, how many indicators are filled in, how many should be, and its last day."""
SENT: Final = Block("catatan_kiriman_triwulan", ROW + 4, FIRST_RECORD, ROW + 4, FIRST_RECORD + len(TRIWULAN) - 1, grows=False)
"""When the copy of each quarter was last made by the button, as a text; empty before the first one."""
_OTHERS: Final = FIRST_RECORD + len(TRIWULAN)
DUE, CHOSEN, USED = (cell_reference(row, _OTHERS, absolute=True) for row in (DONE_ROW, FILLED_ROW, EXPECTED_ROW))
"""The records of the number of the quarter that is due (from 1; 5 where all are done, 0 where quarters are not used), of the one that
Profil names (0 for none), and of how many indicators there are."""
_YEARS: Final = (1901, 9998)
"""The years whose days every spreadsheet can name."""
_NAMES: Final = Names(TRIWULAN_TABLE.name, TRIWULAN_TABLE.names)
_FOLLOW_UP: Final = f"kendala dan rencana di {TINDAK_LANJUT.sheet}"
_BEGIN: Final = "Triwulan belum dipakai: buka kelompok Triwulan di bawah."
_ALL_SENT: Final = "Keempat triwulan sudah terisi, dan triwulan IV sudah dikirim. Isian masih boleh diubah; sesudahnya kirim lagi."


@dataclass(frozen=True)
class Quarter:
    """One quarter.

    Attributes:
        number: from 1.
        records: its records by row, 0-based.
        mark: its name, with a tick, or with a dot while it is not done.
        said: how far it is, until when it is, and when it was mailed.
    """

    number: int
    records: Mapping[int, Shown]
    mark: Shown
    said: Shown

    @property
    def is_done(self) -> bool:
        return self.records[DONE_ROW].value == 1


@dataclass(frozen=True)
class Quarters:
    """The four quarters.

    Attributes:
        others: the records of all of them, in the rows of `DUE`, `CHOSEN` and `USED`.
        advice: what to do next, as a sentence.
    """

    each: Sequence[Quarter]
    others: Mapping[int, Shown]
    advice: Shown

    @property
    def shown(self) -> Sequence[Shown]:
        """Every formula with its value."""
        cells = [cell for quarter in self.each for cell in (*quarter.records.values(), quarter.mark, quarter.said)]
        return [*cells, *self.others.values(), self.advice]


def quarters_of(laporan: Laporan, sent: Sequence[str] = ("",) * len(TRIWULAN)) -> Quarters:
    """The quarters of a report.

    Args:
        sent: what `SENT` holds.
    """
    rows = [row for row in laporan.rows[TRIWULAN_TABLE.key] if row["baris"] is not None]
    expected = [sum(triwulan.is_expected(row, number) for row in rows) for number in triwulan.NUMBERS]
    done = [count - sum(triwulan.is_missing(row, number) for row in rows) for number, count in zip(triwulan.NUMBERS, expected, strict=True)]
    found = [_quarter(number, done, expected, laporan.profil, sent[number - 1], is_used=bool(rows)) for number in triwulan.NUMBERS]
    chosen = triwulan.chosen_in(laporan.profil.get(triwulan.PROFIL_KEY))
    due = next((quarter.number for quarter in found if not quarter.is_done), len(TRIWULAN) + 1) if rows else 0
    word = native.trimmed(profile_cell(triwulan.PROFIL_KEY))
    flags = f"{_record(1, DONE_ROW)}:{_record(len(TRIWULAN), DONE_ROW)}"
    others = {
        DONE_ROW: Shown(f"=IF({USED}=0,0,IFERROR(MATCH(0,{flags},0),{len(TRIWULAN) + 1}))", due),
        FILLED_ROW: Shown(f"=IFERROR(MATCH({word},{native.array(TRIWULAN)},0),0)", chosen),
        EXPECTED_ROW: Shown(f"=IFERROR(COUNT({_NAMES.column('baris')}),0)", len(rows)),
    }
    return Quarters(found, others, _advice(found, due, chosen, laporan.profil, sent))


def _quarter(number: int, done: Sequence[int], expected: Sequence[int], profil: Mapping[str, Cell], sent: str, *, is_used: bool) -> Quarter:
    here, of, is_done = (_record(number, row) for row in (FILLED_ROW, EXPECTED_ROW, DONE_ROW))
    name, until, mailed = f"TW {TRIWULAN[number - 1]}", f"sampai {_end(number)}[ {{tahun}}]", f"INDEX({SENT.name},1,{number})"
    count, whole = done[number - 1], expected[number - 1]
    # a quarter without targets is passed over, unless no later one has any: then its plan is what is missing
    passed = count >= whole and sum(expected[number - 1 :]) > 0
    counted = f"{count} dari {whole} indikator" if whole else "tanpa target"
    lines = [counted, filled(until, profil), *([f"dikirim {sent}"] if sent else [])]
    said = (
        f'IF({of}=0,"tanpa target",{here}&" dari "&{of}&" indikator")&CHAR(10)&{bare_formula(until) or ""}'
        f'&IF(LEN({mailed})=0,"",CHAR(10)&"dikirim "&{mailed})'
    )
    sign = "" if not whole else " ✓" if passed else " ●"
    return Quarter(
        number,
        {
            DONE_ROW: Shown(f"=IF(AND({here}>={of},SUM({of}:{_record(len(TRIWULAN), EXPECTED_ROW)})>0),1,0)", int(passed)),
            FILLED_ROW: Shown(f"=IFERROR({triwulan.filled(_NAMES, number)},0)", count),
            EXPECTED_ROW: Shown(f"=IFERROR({triwulan.expected(_NAMES, number)},0)", whole),
            END_ROW: _last_day(number, profil.get("tahun")),
        },
        Shown(f'=IF({USED}=0,"","{name}"&IF({of}=0,"",IF({is_done}=1," ✓"," ●")))', f"{name}{sign}" if is_used else None),
        Shown(f'=IF({USED}=0,"",{said})', "\n".join(lines) if is_used else None),
    )


def _last_day(number: int, year: Cell) -> Shown:
    """The last day of a quarter as a spreadsheet counts days; a blank without a year."""
    month, day = triwulan.last_day(number)
    first, last = _YEARS
    cell = profile_cell("tahun")
    formula = f'=IFERROR(IF(AND(ISNUMBER({cell}),{cell}>={first},{cell}<={last}),DATE({cell},{month},{day}),""),"")'
    known = isinstance(year, float | int) and first <= year <= last
    return Shown(formula, (date(int(year), month, day) - DAY_ZERO).days if known else None)  # type: ignore[arg-type]


def _end(number: int) -> str:
    month, day = triwulan.last_day(number)
    return f"{day} {MONTHS[month - 1]}"


# ---------------------------------------------------------------- what comes next
def _advice(found: Sequence[Quarter], due: int, chosen: int, profil: Mapping[str, Cell], sent: Sequence[str]) -> Shown:
    """Which quarter is due, what to do, and what Profil names instead."""
    last = len(TRIWULAN)
    year = bare_formula("[ {tahun}]") or ""
    here, of, mailed = (f"INDEX({where},1,{DUE})" for where in (_span(FILLED_ROW), _span(EXPECTED_ROW), SENT.name))
    numeral, until = (f"CHOOSE({DUE},{_listed(texts)})" for texts in (TRIWULAN, [_end(number) for number in triwulan.NUMBERS]))
    left = f'"{_SOME[0]}"&({of}-{here})&"{_SOME[1]}"'
    what = f'IF({of}=0,"{_PLAN}",IF({here}=0,"{_ALL}",{left}))'
    pick = f'IF({CHOSEN}={DUE},"",", pilih "&{numeral}&" di Profil")'
    running = f'"Berikutnya triwulan "&{numeral}&" (sampai "&{until}&{year}&"): "&{what}&", {_FOLLOW_UP}"&{pick}&"{_SEND}"&{_profil_form()}'
    pick_last = f'IF({CHOSEN}={last},"","{_pick(last)}")'
    mailed = f"INDEX({SENT.name},1,{last})"
    over = f'IF(LEN({mailed})>0,"{_ALL_SENT}","{_ALL_DONE}"&{pick_last}&"{_SEND}")'
    formula = f'=IF({DUE}=0,"{_BEGIN}",IF({DUE}>{last},{over},{running}))'
    if due == 0:
        return Shown(formula, _BEGIN)
    if due > last:
        return Shown(formula, _ALL_SENT if sent[last - 1] else f"{_ALL_DONE}{'' if chosen == last else _pick(last)}{_SEND}")
    filled_in, whole = (int(found[due - 1].records[row].value or 0) for row in (FILLED_ROW, EXPECTED_ROW))  # type: ignore[arg-type]
    said = _PLAN if not whole else str(whole - filled_in).join(_SOME) if filled_in else _ALL
    picked = "" if chosen == due else _pick(due)
    named = _profil_said(found, due, chosen, sent)
    value = f"Berikutnya triwulan {TRIWULAN[due - 1]} (sampai {filled(f'{_end(due)}[ {{tahun}}]', profil)}): {said}, {_FOLLOW_UP}{picked}"
    return Shown(formula, f"{value}{_SEND}{named}")


_PLAN: Final = f"isi target dan realisasinya di {TRIWULAN_TABLE.sheet}"
_ALL: Final = f"isi realisasi di {TRIWULAN_TABLE.sheet}"
_SOME: Final = ("isi ", f" realisasi yang masih kosong di {TRIWULAN_TABLE.sheet} (atau hapus targetnya bila tidak diukur)")
_ALL_DONE: Final = f"Keempat triwulan sudah terisi: lengkapi {_FOLLOW_UP}"
_SEND: Final = ", Sinkronkan, lalu Kirim triwulan."
_NAMED: Final = " Profil menyebut triwulan "
_READY: Final = ", yang sudah lengkap dan tinggal dikirim."


def _pick(number: int) -> str:
    return f", pilih {TRIWULAN[number - 1]} di Profil"


def _profil_said(found: Sequence[Quarter], due: int, chosen: int, sent: Sequence[str]) -> str:
    """What is said of the quarter that Profil names, if it is not the one that is due."""
    if chosen in (0, due):
        return ""
    quarter = found[chosen - 1]
    is_ready = quarter.is_done and quarter.records[EXPECTED_ROW].value and not sent[chosen - 1]
    return f"{_NAMED}{TRIWULAN[chosen - 1]}{_READY if is_ready else '.'}"


def _profil_form() -> str:
    done, of = (f"INDEX({_span(row)},1,{CHOSEN})" for row in (DONE_ROW, EXPECTED_ROW))
    ready = f'IF(AND({done}=1,{of}>0,LEN(INDEX({SENT.name},1,{CHOSEN}))=0),"{_READY}",".")'
    named = f'"{_NAMED}"&CHOOSE({CHOSEN},{_listed(TRIWULAN)})&{ready}'
    return f'IF({CHOSEN}=0,"",IF({CHOSEN}={DUE},"",{named}))'


def _listed(texts: Sequence[str]) -> str:
    return ",".join(f'"{text}"' for text in texts)


def _span(row: int) -> str:
    return f"{_record(1, row)}:{_record(len(TRIWULAN), row)}"


def _record(number: int, row: int) -> str:
    """The reference to a record of a quarter, from 1."""
    return cell_reference(row, FIRST_RECORD + number - 1, absolute=True)
