"""Check the budget claims in each indicator's analysis against Tabel 3.2 and against their own figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lkjip.checks.agreement import agrees
from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.totals import sums
from lkjip.checks.wording import figure, listed, name, rounded
from lkjip.model import tables
from lkjip.model.finding import Remark, Words
from xlfuncs import rules
from xlfuncs.errors import RuleError


def _budgets(book: Book) -> Mapping[str, Sequence[Line]]:
    """The lines of Tabel 3.2 of each indicator whose amounts count."""
    found: dict[str, list[Line]] = {}
    for line in book.lines(tables.TABEL_3_2):
        if line.name is not None and line["baris_dihitung"]:
            found.setdefault(book.identity(line), []).append(line)
    return found


@check(
    "narasi-anggaran",
    "galat",
    "Anggaran atau realisasi yang disebut dalam narasi sebuah indikator berbeda dari Tabel 3.2. Beberapa baris Tabel 3.2 untuk indikator"
    " yang sama dijumlahkan.",
)
def amounts(book: Book) -> Iterator[Remark]:
    budgets = book.once(_budgets)
    for line in book.lines(tables.NARASI):
        lines = list(budgets.get(book.identity(line), ()))
        total = sums(lines, "anggaran", "realisasi")
        if not lines or total is None:
            continue
        differing = [
            (key, other, wanted)
            for key, other, wanted in zip(("anggaran_narasi", "digunakan_narasi"), ("anggaran", "realisasi"), total, strict=True)
            if (said := line.number(key)) is not None and said != wanted
        ]
        if differing:
            keys = [key for key, _, _ in differing]
            said_all = listed(f"{line.table.column(key).heading[-1].lower()} {figure(line[key])}" for key in keys)
            wanted_all = listed(f"{other} {figure(wanted)}" for _, other, wanted in differing)
            yield line.remark(
                *keys,
                message=f"Narasi {name(line.name)} menyebut {said_all}, sedangkan {lines[0].where(*(other for _, other, _ in differing))}"
                f" menyebut {wanted_all}",
                expected=figure(differing[0][2]) if len(differing) == 1 else wanted_all,
                advice="Samakan narasi di BAB III dengan Tabel 3.2, atau betulkan Tabel 3.2 bila narasinya yang benar.",
            )


@check(
    "narasi-efisiensi",
    "galat",
    "Efisiensi yang disebut dalam narasi bukan (anggaran - digunakan) / anggaran. Bila seluruh anggaran terpakai, efisiensinya 0 %, bukan"
    " 100 %; bila anggarannya 0, efisiensi tidak dapat dihitung.",
)
def efficiencies(book: Book) -> Iterator[Remark]:
    budgets = book.once(_budgets)
    for line in book.lines(tables.NARASI):
        claimed = line.number("efisiensi_narasi")
        if claimed is None:
            continue
        lines = list(budgets.get(book.identity(line), ()))
        total = sums(lines, "anggaran", "realisasi") if lines else None
        own = _efficiency(line.number("anggaran_narasi"), line.number("digunakan_narasi"))
        by_table = _efficiency(*total) if total else None
        if agrees(claimed, own) or agrees(claimed, by_table):
            continue
        if own is None and by_table is None and line.number("anggaran_narasi") != 0 and not (total and total[0] == 0):
            continue  # nothing to compare with
        yield line.remark("efisiensi_narasi", **_wording(line, claimed, own, by_table, lines))


def _efficiency(anggaran: float | None, realisasi: float | None) -> float | None:
    try:
        return rules.efisiensi(anggaran, realisasi)
    except RuleError:
        return None


def _wording(line: Line, claimed: float, own: float | None, by_table: float | None, lines: Sequence[Line]) -> Words:
    said = f"Narasi {name(line.name)} menyebut efisiensi {figure(claimed)} %, sedangkan"
    spent = f"{figure(line['anggaran_narasi'])} yang digunakan {figure(line['digunakan_narasi'])}"
    if own is None and by_table is None:
        return {
            "message": f"{said} anggarannya Rp 0 sehingga efisiensi tidak dapat dihitung",
            "expected": "kosong",
            "advice": "Hapus kalimat efisiensi dari narasi indikator ini, dan kosongkan selnya.",
        }
    wanted = rounded(own if own is not None else by_table or 0.0)
    differs = own is not None and by_table is not None and rounded(by_table) != wanted
    table = f"menurut {lines[0].where('anggaran', 'realisasi')} {rounded(by_table)} %" if by_table is not None else ""
    return {
        "message": f"{said} {f'dari {spent} hasilnya {wanted} %' if own is not None else table}{f'; {table}' if differs else ''}",
        "expected": f"{wanted}{f' (menurut Tabel 3.2: {rounded(by_table or 0.0)})' if differs else ''}",
        "advice": "Samakan dulu angkanya dengan Tabel 3.2, lalu tulis efisiensinya." if differs else f"Tulis {wanted} % dalam narasi.",
    }
