"""The cell functions of the quarters as native formulas, each in one cell, for formulas of an office's own in the mailed copy.

The sheet Triwulan computes the same in steps (`lkjip.model.formulas.triwulan`). Here target and realisasi are references to four cells
each that lie alike, in a row or in a column; quarters after the one in question are not read. A text in them that is no blank gives
#VALUE!, and so does a reason such as "Tidak diadakan" after a space.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.formulas import native
from xlfuncs.angka import BLANKS, NOT_MEASURED
from xlfuncs.triwulan import (
    BAGIAN,
    CARA_ISI,
    JENIS,
    JUMLAH,
    NUMBERED,
    PEMBILANG,
    POSISI_AKHIR,
    RATA_RATA,
    REALISASI,
    SAMPAI,
    TRIWULAN,
)

_LAST: Final = len(TRIWULAN)
_BLANK: Final = '""'
_NUMERALS: Final = [word for word, number in NUMBERED.items() if number]
_NUMBERS: Final = "{" + ",".join([*map(str, range(1, _LAST + 1)), *(str(NUMBERED[word]) for word in _NUMERALS)]) + "}"
_QUARTERS: Final = native.array([*map(str, range(1, _LAST + 1)), *_NUMERALS])
_WORDS: Final = f'"|{"|".join(BLANKS)}|"'
"""The texts that are blanks, each between bars; the empty one is two bars."""
_BEGINNINGS: Final = native.array(f"{beginning}*" for beginning in NOT_MEASURED)
"""How other blanks begin, with wildcards."""


def sampai_triwulan(
    triwulan: str,
    jenis: str,
    target: str,
    realisasi: str,
    cara_isi: str = _BLANK,
    penyebut: str = _BLANK,
    bagian: str = _BLANK,
) -> str:
    """Build the formula of SAMPAI_TRIWULAN, as `xlfuncs.triwulan.sampai_triwulan_of`."""
    asked = _Asked.of(triwulan, jenis, target, realisasi, cara_isi, penyebut)
    part = _Word.of(bagian, BAGIAN)
    result = part.choose({REALISASI: asked.realised(), "target": asked.targeted()})
    return asked.checked([cara_isi, penyebut, bagian], [part.is_unknown()], result)


def sisa_triwulan(
    triwulan: str,
    jenis: str,
    target: str,
    realisasi: str,
    target_pk: str,
    cara_isi: str = _BLANK,
    penyebut: str = _BLANK,
) -> str:
    """Build the formula of SISA_TRIWULAN, as `xlfuncs.triwulan.sisa_triwulan_of`."""
    asked = _Asked.of(triwulan, jenis, target, realisasi, cara_isi, penyebut)
    result = f'IF(OR({asked.number}={_LAST},{native.is_blank_test(target_pk)}),"",{asked.needed(target_pk)})'
    return asked.checked([target_pk, cara_isi, penyebut], native.refusals([target_pk]), result)


@dataclass(frozen=True)
class _Word:
    """An argument that is one of a few words.

    Attributes:
        known: the word itself, in small letters, where it is typed into the formula.
        words: every word that it may be, blanks included.
    """

    argument: str
    known: str | None
    words: Sequence[str]

    @classmethod
    def of(cls, argument: str, words: Sequence[str] | Mapping[str, object]) -> _Word:
        typed = " ".join(argument[1:-1].lower().split()) if argument.startswith('"') else None
        return cls(argument, typed if typed in words else None, list(words))

    def is_unknown(self) -> str:
        """Build the condition that it is none of the words; nothing where it is known to be one."""
        return "" if self.known is not None else f"NOT(OR({native.trimmed(self.argument)}={native.array(self.words)}))"

    def choose(self, results: Mapping[str, str]) -> str:
        """Build the choice among results by the words that ask for them; the first one for any other word."""
        first, *others = results.items()
        chosen = first[1]
        if self.known is not None:
            return results.get(self.known, chosen)
        for word, result in others:
            chosen = f'IF({native.trimmed(self.argument)}="{word}",{result},{chosen})'
        return chosen


@dataclass(frozen=True)
class _Asked:
    """What is asked of an indicator.

    Attributes:
        triwulan: the argument; `number` is the quarter's number, the last one's for what is no quarter.
        target, realisasi: references to four cells.
    """

    triwulan: str
    number: str
    jenis: _Word
    target: str
    realisasi: str
    cara_isi: _Word
    penyebut: str

    @classmethod
    def of(cls, triwulan: str, jenis: str, target: str, realisasi: str, cara_isi: str, penyebut: str) -> _Asked:
        typed = triwulan[1:-1].strip().lower() if triwulan.startswith('"') else triwulan
        if typed in _NUMERALS:
            number = str(NUMBERED[typed])
        elif triwulan in map(str, range(1, _LAST + 1)):
            number = triwulan
        else:
            number = f"(MOD({_found(triwulan)}-1,{_LAST})+1)"
        return cls(
            triwulan, number, _Word.of(jenis, ("", "-", *JENIS)), target, realisasi, _Word.of(cara_isi, ("", "-", *CARA_ISI)), penyebut
        )

    def until(self, cells: str) -> str:
        """Build the reference to the cells of the quarters up to the one in question."""
        return f"INDEX({cells},1):INDEX({cells},{self.number})"

    def checked(self, after: Sequence[str], conditions: Sequence[str], result: str) -> str:
        """Build `result` for arguments that have one, else their error or a blank, in the order of cases of the rules.

        Args:
            after: the arguments to the right of the quarters.
            conditions: of which one is true for arguments that are refused; empty ones do not count.
        """
        lines = [self.until(cells) for cells in (self.target, self.realisasi)]
        refused = [
            *map(_holds_texts, lines),
            *filter(None, (self.jenis.is_unknown(), self.cara_isi.is_unknown(), *conditions)),
            *([] if self.penyebut == _BLANK else native.refusals([self.penyebut])),
            *([] if self.number.isdigit() or isinstance(self.triwulan, native.Computed) else [f"ISLOGICAL({self.triwulan})"]),
        ]
        unused = f"COUNTBLANK({self.target})+COUNTBLANK({self.realisasi})={2 * _LAST}"
        if self.jenis.known is None:
            unused = f"OR({native.is_dash(self.jenis.argument)},{unused})"
        elif self.jenis.known not in JENIS:
            unused = "TRUE"
        found = f'IF({unused},"",{result})'
        if not self.number.isdigit():
            found = f'IF({_found(self.triwulan)},{found},IF({native.is_blank_test(self.triwulan)},"",#VALUE!))'
        quarter = [] if self.number.isdigit() else [self.triwulan]
        return native.first_error(
            [*quarter, self.jenis.argument, *(f"SUM({line})" for line in lines), *after],
            f"IF(OR({','.join(refused)}),#VALUE!,{found})",
        )

    # ------------------------------------------------------------ what is computed
    def realised(self) -> str:
        """Build the realisasi up to the quarter."""
        done = self.until(self.realisasi)
        return self._by_kind(
            self._known(self._added(self.realisasi)),
            self._last(self.realisasi, _BLANK, [self._cell(self.realisasi, place) for place in range(1, _LAST + 1)]),
            f'IF(COUNT({done})=0,"",AVERAGE({done}))',
            self._known(self._of_whole(self._added(self.realisasi))),
        )

    def targeted(self) -> str:
        """Build the target up to the quarter."""
        cells = [self._cell(self.target, place) for place in range(1, _LAST + 1)]
        return self._by_kind(
            self._added(self.target),
            self._last(self.realisasi, _BLANK, [f'IF(ISNUMBER({cell}),{cell},"")' for cell in cells]),
            f'IFERROR(AVERAGEIF({self.until(self.realisasi)},{native.ANY_NUMBER},{self.until(self.target)}),"")',
            self._of_whole(self._added(self.target)),
        )

    def needed(self, target_pk: str) -> str:
        """Build what each quarter after this one must bring to reach the year's target, which is a number."""
        remaining, done = f"({_LAST}-{self.number})", self.until(self.realisasi)
        numerators = f"({target_pk}*{self.penyebut}/100-{self._added(self.realisasi)})/{remaining}"
        return self._by_kind(
            self._known(f"({target_pk}-{self._added(self.realisasi)})/{remaining}"),
            target_pk,
            f'IF(COUNT({done})=0,"",((COUNT({done})+{remaining})*{target_pk}-SUM({done}))/{remaining})',
            self._known(self._with_whole(numerators)),
        )

    def _by_kind(self, jumlah: str, posisi_akhir: str, rata_rata: str, pembilang: str) -> str:
        return self.jenis.choose({JUMLAH: jumlah, POSISI_AKHIR: posisi_akhir, RATA_RATA: rata_rata, PEMBILANG: pembilang})

    def _known(self, result: str) -> str:
        """Build a result that is not known while a quarter has a target but no realisasi."""
        gaps = f"SUMPRODUCT(ISNUMBER({self.until(self.target)})*(1-ISNUMBER({self.until(self.realisasi)})))"
        return f'IF({gaps}>0,"",{result})'

    def _added(self, cells: str) -> str:
        """Build the sum of the quarters."""
        total = f"SUM({self.until(cells)})"
        return self.cara_isi.choose(
            {CARA_ISI[0]: total, SAMPAI: self._last(cells, "0", [self._cell(cells, place) for place in range(1, _LAST + 1)])}
        )

    def _of_whole(self, added: str) -> str:
        return self._with_whole(f"{added}/{self.penyebut}*100")

    def _with_whole(self, result: str) -> str:
        """Build a result that needs the year's denominator."""
        return _BLANK if self.penyebut == _BLANK else f'IF(N({self.penyebut})>0,{result},"")'

    def _last(self, filled: str, otherwise: str, results: Sequence[str]) -> str:
        """Build what belongs to the last quarter that is filled in; nested, since LOOKUP over blanks is #N/A in LibreOffice."""
        found = otherwise
        for place, result in enumerate(results, 1):
            conditions = f"ISNUMBER({self._cell(filled, place)})"
            if self.number.isdigit():
                if place > int(self.number):
                    break
            elif place > 1:
                conditions = f"AND({self.number}>={place},{conditions})"
            found = f"IF({conditions},{result},{found})"
        return found

    @staticmethod
    def _cell(cells: str, place: int) -> str:
        return f"INDEX({cells},{place})"


def _holds_texts(cells: str) -> str:
    """Build the condition that cells hold a truth value, or a text that is no blank."""
    is_other = f'ISERROR(FIND("|"&LOWER({native.trimmed(cells)})&"|",{_WORDS}))'
    return f"SUMPRODUCT(ISTEXT({cells})*{is_other}+ISLOGICAL({cells}))>SUMPRODUCT(COUNTIF({cells},{_BEGINNINGS}))"


def _found(triwulan: str) -> str:
    """Build the number of a quarter, 0 for what is none."""
    return f"SUMPRODUCT(({native.trimmed(triwulan)}={_QUARTERS})*{_NUMBERS})"
