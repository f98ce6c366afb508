"""Checks of budgets: overspending, indicators without a budget line, budget lines without an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.totals import KEGIATAN, REALISASI, REALISASI_KEGIATAN, TOTAL, stated
from lkjip.checks.wording import figure, name
from lkjip.model import tables
from lkjip.model.finding import Remark


@check(
    "realisasi-melebihi-anggaran",
    "peringatan",
    "Realisasi anggaran lebih besar dari anggarannya. Itu mungkin salah ketik, atau anggarannya belum memakai angka perubahan.",
)
def overspent(book: Book) -> Iterator[Remark]:
    lines = stated(book)
    for spent, spent_key, budget, budget_key in (
        *((line, "realisasi", line, "anggaran") for line in book.lines(tables.TABEL_3_2)),
        *((line, "digunakan_narasi", line, "anggaran_narasi") for line in book.lines(tables.NARASI)),
        *(
            (lines[s], "nilai", lines[b], "nilai")
            for s, b in ((REALISASI, TOTAL), (REALISASI_KEGIATAN, KEGIATAN))
            if {s, b} <= lines.keys()
        ),
    ):
        realisasi, anggaran = spent.number(spent_key), budget.number(budget_key)
        if realisasi is not None and anggaran is not None and realisasi > anggaran >= 0:
            yield spent.remark(
                spent_key,
                message=f"Realisasi {name(spent.name or '(tanpa nama)')} {figure(realisasi)}, lebih besar dari"
                f" anggarannya {figure(anggaran)} (sel {budget.cell(budget_key)})",
                expected=f"paling banyak {figure(anggaran)}",
                advice="Periksa kedua angka; bila ada perubahan anggaran, pakai angka perubahannya.",
            )


@check(
    "indikator-tanpa-anggaran",
    "info",
    "Indikator di Tabel 3.1 tidak punya baris di Tabel 3.2. Anggaran 0 yang ditulis tidak dipersoalkan.",
)
def without_budget(book: Book) -> Iterator[Remark]:
    budgeted = {book.identity(line) for line in _named(book)}
    if budgeted:
        for indicator, line in book.measured.items():
            if indicator not in budgeted:
                yield line.remark(
                    "indikator",
                    message=f"Indikator {name(line.name)} tidak punya baris anggaran di Tabel 3.2",
                    expected="ada di Tabel 3.2",
                    advice="Tambahkan barisnya di Tabel 3.2; bila memang tanpa anggaran, tulis 0.",
                )


@check(
    "anggaran-tanpa-indikator",
    "info",
    "Baris anggaran di Tabel 3.2 tidak menyebut indikator, atau menyebut indikator yang tidak ada di Tabel 3.1.",
)
def without_indicator(book: Book) -> Iterator[Remark]:
    measured = book.measured
    if not measured:
        return
    for line in book.lines(tables.TABEL_3_2):
        if book.identity(line) not in measured:
            what = f"menyebut indikator {name(line.name)}, yang tidak ada di Tabel 3.1" if line.name else "tidak menyebut indikator"
            yield line.remark(
                "indikator",
                message=f"Baris anggaran {what}",
                expected="indikator dari Tabel 3.1",
                advice="Tulis indikatornya sama seperti di Tabel 3.1.",
            )


def _named(book: Book) -> list[Line]:
    return [line for line in book.lines(tables.TABEL_3_2) if line.name is not None]
