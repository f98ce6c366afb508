"""Check this report's figures for earlier years against the workbook of an earlier year."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip.checks.book import Book
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, name
from lkjip.errors import LkjipError
from lkjip.model.finding import Remark
from lkjip.model.tables.report import REALISASI, RIWAYAT
from lkjip.sources import workbook_file


def refuse_other_years(path: str, last: workbook_file.Workbook, workbook: workbook_file.Workbook) -> None:
    """Refuse an earlier workbook of a year that this one does not mention.

    Args:
        path: the path of the earlier workbook, for the message.

    Raises:
        LkjipError: it is not of one of the three years before.
    """
    if _years_ago(last, workbook) is None:
        before, now = (each.laporan.profil.get("tahun") or "(tidak disebut)" for each in (last, workbook))
        raise LkjipError(
            f"{path}: buku kerja tahun {before}, sedangkan yang diperiksa tahun {now}; pilih buku kerja satu sampai tiga tahun sebelumnya"
        )


def _years_ago(last: workbook_file.Workbook, workbook: workbook_file.Workbook) -> int | None:
    before, now = (each.laporan.profil.get("tahun") for each in (last, workbook))
    if not isinstance(now, int) or not isinstance(before, int):
        return None
    return now - before if now - before in RIWAYAT else None


@check(
    "realisasi-tahun-lalu",
    "galat",
    "Realisasi tahun-tahun lalu di Tabel 3.1 berbeda dari yang dilaporkan waktu itu. Diperiksa hanya bila buku kerja tahun lalu ikut"
    " diberikan (lkjip periksa F --tahun-lalu G).",
)
def as_reported_then(book: Book) -> Iterator[Remark]:
    ago = _years_ago(book.previous, book.workbook) if book.previous else None
    if book.previous is None or ago is None:
        return
    then = Book(book.previous)
    pairs = [((then.year() or 0) - before, key, REALISASI[before + ago]) for before, key in REALISASI.items() if before + ago in REALISASI]
    reported = {then.identity(line): line for line in then.measured.values()}
    for line in book.measured.values():
        other = reported.get(book.identity(line))
        if other is None:
            continue
        for year, old, new in pairs:
            mine, theirs = line.number(new), other.number(old)
            if mine is not None and theirs is not None and mine != theirs:
                yield line.remark(
                    new,
                    message=f"Realisasi {year} {name(line.name)} {figure(mine)}, sedangkan laporan tahun {then.year()}"
                    f" ({other.where(old)}) menyebut {figure(theirs)}",
                    expected=figure(theirs),
                    advice=f"Samakan menjadi {figure(theirs)}, atau jelaskan perubahannya di BAB III.",
                )
