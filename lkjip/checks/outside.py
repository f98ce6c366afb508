"""Checks for rows and columns outside the tables, which nothing reads or counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lkjip.checks.book import Book
from lkjip.checks.registry import check
from lkjip.checks.wording import name
from lkjip.model.finding import Remark
from lkjip.sources import outside, workbook_file
from lkjip.sources.outside import Stray

_INSIDE: Final = "di dalam tabel"


def _strays(book: Book) -> list[tuple[str, Stray]]:
    """The strays of all tables, each with its sheet's title; a lone name that other tables have as an indicator's is a row."""
    known = {indicator for document in book.all_documents for indicator in document.by_indicator}
    return [
        (stored.sheet, stray if stray.name is None or book.key(stray.name) not in known else replace(stray, is_row=True))
        for table, stored in book.workbook.tables.items()
        if table in workbook_file.SHAPES
        for stray in outside.strays(workbook_file.SHAPES[table], stored, book.workbook.contents[table])
    ]


@check(
    "isian-di-luar-tabel",
    "galat",
    "Baris diketik di bawah tabel atau menimpa baris jumlahnya, atau angka diketik di kolom tepat di kanan tabel. Isian di luar tabel tidak"
    " terbaca, tidak dihitung, dan tidak ikut diperiksa. Sumber data, catatan, dan tanda tangan di bawah tabel tidak dipersoalkan.",
)
def outside_of_tables(book: Book) -> Iterator[Remark]:
    for sheet, stray in book.once(_strays):
        if stray.is_row:
            said = outside.said(stray)
            yield Remark(sheet, stray.cell, said[:1].upper() + said[1:], _INSIDE, f"{outside.ADVICE[:1].upper()}{outside.ADVICE[1:]}.")


@check(
    "teks-di-bawah-tabel",
    "peringatan",
    "Di bawah tabel, di kolom nama, ada teks yang mungkin nama indikator, program, atau uraian. Bila itu baris tabel, baris itu tidak"
    " terbaca.",
)
def texts_below(book: Book) -> Iterator[Remark]:
    for sheet, stray in book.once(_strays):
        if not stray.is_row:
            yield Remark(
                sheet,
                stray.cell,
                f"Teks {name(stray.name)} di bawah tabel tidak ikut terbaca",
                f"{_INSIDE}, bila itu barisnya",
                "Bila ini baris tabel, pindahkan ke dalamnya; bila catatan, biarkan.",
            )
