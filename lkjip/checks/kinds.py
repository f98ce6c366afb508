"""What is typed for each indicator on the sheet Triwulan, as the checks compare it with the year, its months and its budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from lkjip.checks.agreement import agrees, same
from lkjip.checks.book import Book, Line
from lkjip.checks.wording import in_unit
from lkjip.model import tables, triwulan
from xlfuncs import triwulan as rules
from xlfuncs.adding import mean, total
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError
from xlfuncs.triwulan import TRIWULAN

_LAST: Final = len(TRIWULAN)
_SAID: Final = {
    rules.JUMLAH: "berjumlah",
    rules.POSISI_AKHIR: "berakhir di",
    rules.RATA_RATA: "rata-ratanya",
    rules.PEMBILANG: "dibagi penyebutnya menjadi",
}


class Typed(NamedTuple):
    """What is typed for an indicator in the four quarters, as numbers."""

    jenis: str
    cara_isi: Cell
    target: Sequence[float | None]
    realisasi: Sequence[float | None]
    penyebut: float | None

    def whole(self, typed: Sequence[float | None]) -> float | None:
        """What the quarters of the whole year come to."""
        return rules.sampai_triwulan(_LAST, self.jenis, self.cara_isi, typed, typed, self.penyebut).realisasi

    def of_months(self, months: Sequence[float]) -> float | None:
        """What a plan by months (one at least) comes to; None for a ratio without a denominator."""
        match self.jenis:
            case rules.POSISI_AKHIR:
                return months[-1]
            case rules.RATA_RATA:
                return mean(months)
            case rules.PEMBILANG:
                return total(months) / self.penyebut * 100 if self.penyebut else None
            case _:
                return total(months)

    def reaches(self, figure: float, value: float | None) -> bool:
        """Whether quarters or months come to a figure; where they are divided, as far as that is printed."""
        if self.jenis in (rules.RATA_RATA, rules.PEMBILANG):
            return agrees(figure, value)
        return value is not None and same(figure, value)

    def said(self, value: float | None) -> str:
        """What quarters or months come to, in words."""
        return f"{_SAID[self.jenis]} {in_unit(value)}" if value is not None else "tidak dapat dibandingkan"


def _typed(line: Line) -> Typed | None:
    """What a row holds; None if its kind is not known, or a cell holds anything but a number or a grade."""
    keys = (*triwulan.TARGET, *triwulan.REALISASI)
    found = [line.number(key) if line.number(key) is not None else line.grade(key) for key in keys]
    kind = line.choice("jenis")
    if kind not in rules.JENIS or any(line[key] is not None and value is None for key, value in zip(keys, found, strict=True)):
        return None
    typed = Typed(kind, line["cara_isi"], found[:_LAST], found[_LAST:], line.number("penyebut"))
    try:
        typed.whole(typed.target)
    except RuleError:  # another check reports unknown words
        return None
    return typed


def rows(book: Book) -> Sequence[tuple[Line, Typed]]:
    return [(line, typed) for line in book.lines(tables.TRIWULAN_TABLE) if (typed := _typed(line))]


def kinds_typed(book: Book) -> Mapping[str, Typed]:
    """What is typed for each indicator, by its identity."""
    return {book.identity(line): typed for line, typed in reversed(book.once(rows))}
