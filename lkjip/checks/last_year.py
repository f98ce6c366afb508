"""What this report says of earlier years, against the workbook of an earlier year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip.checks.book import Book
from lkjip.checks.finding import Remark
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, name

_REALISASI: Final = ("realisasi", "realisasi_1", "realisasi_2", "realisasi_3")
"""The columns of Tabel 3.1 by how many years ago they are."""


@check(
    "realisasi-tahun-lalu",
    "galat",
    "Realisasi tahun-tahun lalu di Tabel 3.1 berbeda dari yang dilaporkan waktu itu. Diperiksa hanya bila buku kerja tahun lalu ikut"
    " diberikan (lkjip periksa F --tahun-lalu G).",
)
def as_reported_then(book: Book) -> Iterator[Remark]:
    if book.tahun_lalu is None:
        return
    then = Book(book.tahun_lalu)
    now, before = book.year(), then.year()
    if now is None or before is None or not 1 <= now - before < len(_REALISASI):
        return
    reported = {then.key(line.name): line for _, line in then.measured()}
    for _, line in book.measured():
        other = reported.get(book.key(line.name))
        for old, new in zip(_REALISASI, _REALISASI[now - before :], strict=False):
            mine, theirs = line.number(new), other.number(old) if other else None
            if other is not None and mine is not None and theirs is not None and mine != theirs:
                yield line.remark(
                    new,
                    pesan=f"Realisasi {now - _REALISASI.index(new)} {name(line.name)} {figure(mine)}, padahal laporan tahun {before}"
                    f" ({other.where(old)}) menyebut {figure(theirs)}",
                    seharusnya=figure(theirs),
                    saran=f"Samakan menjadi {figure(theirs)}, atau jelaskan perubahannya di BAB III.",
                )
