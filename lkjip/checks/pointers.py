"""Check of formulas that refer to single rows of a summary sheet, which show whatever is at that place of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip.checks.book import Book
from lkjip.checks.registry import check
from lkjip.checks.wording import name
from lkjip.model.finding import Remark
from lkjip.model.profile_text import quoted
from lkjip.model.tables import TABEL_3_1
from lkjip.sources.pointers import Pointer

_BY_INDICATOR: Final = ("blok_pengukuran", "blok_perbandingan", "blok_efisiensi")
"""The blocks whose first rows are those of the indicators, in the order of Tabel 3.1."""
_LONGEST: Final = 255
"""Most characters of a text in a formula."""


@check(
    "rujukan-menurut-letak",
    "peringatan",
    "Rumus buatan sendiri merujuk ke satu baris lembar ringkasan. Baris ringkasan mengikuti urutan tabelnya: begitu tabel diurutkan,"
    " disisipi, atau dikurangi barisnya, rumus itu membaca indikator yang lain.",
)
def by_place(book: Book) -> Iterator[Remark]:
    for pointer in book.workbook.pointers:
        lines = book.lines(TABEL_3_1)
        line = lines[pointer.position] if pointer.block in _BY_INDICATOR and pointer.position < len(lines) else None
        said = f'Rumus merujuk ke satu baris lembar "{pointer.title}"'
        if line is None:
            yield _remark(pointer, f"{said}, yang isinya mengikuti urutan tabel", "rujukan ke tabel isian", "Rujuk sel di tabel isiannya.")
            continue
        wanted = str(line.name)
        names = (f"{TABEL_3_1.name}[{TABEL_3_1.names[key]}]" for key in ("realisasi", "indikator"))
        found = f"INDEX({next(names)};MATCH({quoted(wanted)};{next(names)};0))"
        by_name = f", atau cari menurut namanya, misalnya ={found}" if len(wanted) <= _LONGEST else ""
        yield _remark(
            pointer,
            f"{said}, sekarang {name(wanted)}; baris itu mengikuti urutan {TABEL_3_1.sheet}, bukan indikatornya",
            f"rujukan ke {line.where('indikator').partition(' sel ')[0]} baris {line.row}",
            f"Rujuk sel di {TABEL_3_1.sheet} baris {line.row}{by_name}.",
        )


def _remark(pointer: Pointer, message: str, expected: str, advice: str) -> Remark:
    return Remark(pointer.sheet, pointer.cell, message, expected, advice)
