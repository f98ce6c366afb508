"""The rules of the quarters (`xlfuncs.triwulan`) as native formulas, a column of the row a step.

Every builder takes references to cells of the row, in which a blank is the empty text, and returns a formula without "=". The kind of
an indicator is a number here (`kode`), so that a step chooses by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.formulas import native
from xlfuncs.triwulan import ADDED_UP, CARA_ISI, JENIS, SAMPAI, TIDAK_TERISI, TRIWULAN

NUMBERS: Final = {kind: number for number, kind in zip((1, 3, 4, 5), JENIS, strict=True)}
"""The number of each kind; one that is added up is 1 more where the sum from the beginning of the year is typed."""
_ADDED: Final = "{1,5}"
_CUMULATIVE: Final = "{2,6}"
_BLANK: Final = '""'
_LAST_COUNTS: Final = 3
_MEAN: Final = 4


@dataclass(frozen=True)
class Quarters:
    """The cells of the four quarters, in neighbouring columns; those after the quarter in question are blank.

    Attributes:
        whole: the reference to all four.
    """

    cells: Sequence[str]
    whole: str

    def last(self, otherwise: str, of: Sequence[str] | None = None) -> str:
        """Build the last quarter that is filled in, or what another column has for that quarter.

        Nested, since LOOKUP over blanks is #N/A in LibreOffice.
        """
        found = otherwise
        for cell, result in zip(self.cells, of or self.cells, strict=True):
            found = f"IF(ISNUMBER({cell}),{result},{found})"
        return found


def quarter(chosen: str, columns: Sequence[str]) -> str:
    """Build the number of the quarter that Profil names; of a blank that of the last quarter in which a number is filled in, else 1.

    Args:
        chosen: the cell of Profil.
        columns: of each quarter, what is filled in.
    """
    latest = "1"
    for number, column in enumerate(columns[1:], 2):
        latest = f"IF(COUNT({column}),{number},{latest})"
    return f"IF({native.is_dash(chosen)},{latest},IFERROR(MATCH({native.trimmed(chosen)},{native.array(TRIWULAN)},0),#VALUE!))"


def kode(jenis: str, cara_isi: str, figures: str, penyebut: str, triwulan: str) -> str:
    """Build the number of the kind; a blank for none, and the error where the row has no result.

    Args:
        figures: the eight cells of target and realisasi.
    """
    kind, way = native.trimmed(jenis), native.trimmed(cara_isi)
    numbers, added = ("{" + ",".join(map(str, each)) + "}" for each in (NUMBERS.values(), [int(kind in ADDED_UP) for kind in JENIS]))
    number = f'SUMPRODUCT(({kind}={native.array(JENIS)})*({numbers}+{added}*({way}="{SAMPAI}")))'
    no_kind = f"NOT(OR({kind}={native.array(('', '-', *JENIS))}))"
    no_way = f"NOT(OR({way}={native.array(('', '-', *CARA_ISI))}))"
    no_number = f"COUNT({figures})+SUMPRODUCT(--(LEN({figures})=0))<{2 * len(TRIWULAN)}"
    known = f'IF(OR({no_kind},{no_way},{no_number}),#VALUE!,IF({native.is_dash(jenis)},"",{number}))'
    known = native.first_error([penyebut, triwulan], known)
    return native.first_error([jenis, cara_isi], f"IF(ISERROR(SUM({figures})),SUM({figures}),{known})")


def until(triwulan: str, number: int, value: str) -> str:
    """Build a value of a quarter as far as it counts: a blank in the quarters after the one in question."""
    return f'IF(N({triwulan})<{number},"",{value})'


def own(kode: str, place: int, typed: Quarters, before: str) -> str:
    """Build the part of a quarter itself.

    Args:
        place: of the quarter, from 0.
        before: the parts of the quarters before it.
    """
    cell = typed.cells[place]
    part = f"{cell}-IF(OR({kode}={_CUMULATIVE}),SUM({before}),0)" if place else cell
    return f'IF(COUNT({kode},{cell})=2,{part},"")'


def added_target(kode: str, typed: str | None, target: Quarters, realisasi: Quarters) -> str:
    """Build what the targets come to: a sum, a mean, or the last one; of a ratio the sum of the numerators.

    Args:
        typed: the eight cells as typed, those of later quarters as well; None where the kind is a blank if nothing is typed.
    """
    mean = f'IFERROR(AVERAGEIF({realisasi.whole},{native.ANY_NUMBER},{target.whole}),"")'
    levels = f"IF({kode}={_MEAN},{mean},IF({kode}={_LAST_COUNTS},{realisasi.last(_BLANK, target.cells)},{target.last('0')}))"
    return _where_used(kode, typed, f"IF(OR({kode}={_ADDED}),SUM({target.whole}),{levels})")


def added_realisasi(kode: str, typed: str | None, target: Quarters, realisasi: Quarters) -> str:
    """Build what the realisasi come to, as `added_target`; blank while a quarter of a sum has a target but no realisasi."""
    count = f"COUNT({realisasi.whole})=0"
    mean = f'IF({count},"",AVERAGE({realisasi.whole}))'
    level = f"IF({kode}={_MEAN},{mean},{realisasi.last(_BLANK)})"
    missing = f"SUMPRODUCT(ISNUMBER({target.whole})*(LEN({realisasi.whole})=0))>0"
    known = f"IF(OR({kode}={_ADDED}),SUM({realisasi.whole}),{realisasi.last('0')})"
    return _where_used(kode, typed, f'IF(MEDIAN({kode},{_LAST_COUNTS},{_MEAN})={kode},{level},IF({missing},"",{known}))')


def _where_used(kode: str, typed: str | None, result: str) -> str:
    used = result if typed is None else f'IF(COUNTA({typed})=0,"",{result})'
    return f"IF(ISNUMBER({kode}),{used},{kode})"


def of_whole(kode: str, added: str, penyebut: str) -> str:
    """Build target or realisasi up to the quarter from what the quarters come to: of a ratio in percent of the denominator."""
    percent = f'IF(AND(ISNUMBER({added}),N({penyebut})>0),{added}/{penyebut}*100,"")'
    return f"IF(ISNUMBER({kode}),IF({kode}>{_MEAN},{percent},{added}),{kode})"


def needed(kode: str, triwulan: str, typed: str, target_pk: str, done: str, realisasi: Quarters, penyebut: str) -> str:
    """Build what each quarter after this one must bring, as `xlfuncs.triwulan.sisa`.

    Args:
        typed: as for `added_target`.
        done: what the realisasi come to.
    """
    remaining, count = f"({len(TRIWULAN)}-{triwulan})", f"COUNT({realisasi.whole})"
    of_sum = f"({target_pk}*IF({kode}>{_MEAN},{penyebut}/100,1)-{done})/{remaining}"
    of_sum = f'IF(OR({done}="",AND({kode}>{_MEAN},N({penyebut})<=0)),"",{of_sum})'
    of_mean = f'IF({count}=0,"",(({count}+{remaining})*{target_pk}-SUM({realisasi.whole}))/{remaining})'
    chosen = f"IF({kode}={_LAST_COUNTS},{target_pk},IF({kode}={_MEAN},{of_mean},{of_sum}))"
    known = f'IF(OR({triwulan}={len(TRIWULAN)},COUNTA({typed})=0),"",{chosen})'
    return f"IF(ISNUMBER({kode}),IF(ISNUMBER({target_pk}),{known},{target_pk}),{kode})"


def out_of_reach(needed: str, parts: str, arah: str) -> str:
    """Build 1 where what each remaining quarter must bring is better than any so far, else a blank.

    Args:
        parts: the cells of the quarters themselves (`own`).
        arah: the number of the direction, or an error.
    """
    falls, falling = f"IFERROR(OR({arah}={{2,3}}),FALSE)", f"OR({needed}<0,{needed}<MIN({parts}))"
    return f'IF(ISNUMBER({needed}),IF(COUNT({parts})=0,"",IF(IF({falls},{falling},{needed}>MAX({parts})),1,"")),"")'


def nearest_of_quarter(target: str, realisasi: str, target_pk: str, arah: str, target_atas: str) -> str:
    """Build what the realisasi up to the quarter is measured against: its target, or of the year's range what is nearest.

    It is blank where there is no capaian, or the error that it has to be.
    """
    nothing_due = f"AND({target}=0,OR(NOT(ISNUMBER({target_pk})),{target_pk}<>0,aturan_target_nol=1))"
    return _nearest(target, realisasi, arah, [nothing_due], f'IF({target}={target_pk},{target_atas},"")')


def nearest_of_year(target_pk: str, realisasi: str, kode: str, triwulan: str, arah: str, target_atas: str) -> str:
    """Build what the realisasi up to the quarter is measured against for the year, as `nearest_of_quarter`."""
    partial = f"AND(OR({arah}={{2,3}}),{triwulan}<{len(TRIWULAN)},{kode}<>{_LAST_COUNTS})"
    return _nearest(target_pk, realisasi, arah, [partial, f"AND({target_pk}=0,aturan_target_nol=1)"], target_atas)


def _nearest(target: str, realisasi: str, arah: str, blank: Sequence[str], target_atas: str) -> str:
    left_out = f"AND(aturan_tanpa_nol,{arah}=1,{target}>0,{realisasi}=0)"
    upper = f"IF(ISNUMBER({target_atas}),MAX({target},{target_atas}),{target})"
    measured = f'IF(OR({",".join([*blank, left_out])}),"",MEDIAN({target},{realisasi},{upper}))'
    return f'IF(COUNT({target},{realisasi})=2,IF(ISNUMBER({arah}),{measured},{arah}),IF(LEN({target})+LEN({realisasi}),"",""))'


def status(capaian: str, bounds: str, codes: str, first: str) -> str:
    """Build the status of a capaian by the bands of a scale, which is judged elsewhere (`native.kategori_of`)."""
    return f'IF({capaian}="","{TIDAK_TERISI}",{native.kategori_of(capaian, bounds, codes, first)})'


def colour_of(capaian: str, bounds: str, first: str) -> str:
    """Build the colour of a capaian as `colour`, 0 where there is none; an error is the result.

    Args:
        bounds, first: as of `native.kategori_of`.
    """
    place = f"SUMPRODUCT(ISNUMBER({bounds})*({bounds}<=ROUND({capaian},2)))+{first}"
    return f'IF(ISNUMBER({capaian}),IF({place}<2,1,IF({place}=ROWS({bounds}),3,2)),IF({capaian}="",0,""))'


def colour(status: str, codes: str) -> str:
    """Build the colour of a status: 1 of the lowest band, 3 of the highest, 2 between, 0 of none."""
    place = f"IFERROR(MATCH({status},{codes},0),0)"
    return f"IF({place}<2,{place},IF({place}=ROWS({codes}),3,2))"
