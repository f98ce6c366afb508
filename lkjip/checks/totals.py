"""Check printed totals, percentages and counts of indicators and sasaran against the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, listed, name, rounded
from lkjip.model import tables
from lkjip.model.columns import Column, Table
from lkjip.model.finding import Remark
from lkjip.model.tables.annexes import URAIAN_ANGGARAN
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError

TOTAL, REALISASI, _SERAPAN, _EFISIENSI, _TIDAK_LANGSUNG, _LANGSUNG, KEGIATAN, REALISASI_KEGIATAN, _PROSENTASE = URAIAN_ANGGARAN
RUPIAH: Final = (TOTAL, REALISASI, _TIDAK_LANGSUNG, _LANGSUNG, KEGIATAN, REALISASI_KEGIATAN)
"""The rows of the sheet Anggaran that are amounts (rupiah); the others are percentages."""
_INDICATOR_CLAIMS: Final = ("jumlah_indikator_bab_ii", "jumlah_indikator_bab_iv")
_OBJECTIVE_CLAIMS: Final = ("jumlah_sasaran_bab_iv",)
_SHOWN: Final = 2
_DECIMALS: Final = 2


def agrees(printed: float, computed: float | None) -> bool:
    """Whether a printed percentage is the computed one, rounded to none, one or two decimals as printed."""
    if computed is None:
        return False
    decimals = next(places for places in range(_DECIMALS + 1) if places == _DECIMALS or round(printed, places) == printed)
    return abs(printed - computed) <= 0.5 * 0.1**decimals + 1e-9


def stated(book: Book) -> dict[str, Line]:
    """The rows of the sheet Anggaran by their name in `URAIAN_ANGGARAN`."""
    names = {book.key(each): each for each in URAIAN_ANGGARAN}
    return {names[key]: line for line in book.lines(tables.ANGGARAN) if (key := book.key(line.name)) in names}


def sums(lines: Sequence[Line], *keys: str) -> list[float] | None:
    """The sums of columns; None if a cell is no amount, which another check reports."""
    if any(line[key] is not None and line.number(key) is None for line in lines for key in keys):
        return None
    return [sum(line.number(key) or 0.0 for line in lines) for key in keys]


@check(
    "total-tercetak",
    "galat",
    "Total yang tercetak bukan jumlah baris-barisnya: anggaran program di Perjanjian Kinerja murni, perubahan, dan Penetapan Kinerja tahun"
    " berikutnya, serta Belanja Tidak Langsung + Belanja Langsung terhadap Anggaran APBD.",
)
def printed_totals(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        for column in table.columns:
            if column.printed_total:
                yield from _printed_total(book, table, column, column.printed_total)
    lines = stated(book)
    total, *parts = (lines[each].number("nilai") if each in lines else None for each in (TOTAL, _TIDAK_LANGSUNG, _LANGSUNG))
    if total is not None and None not in parts:
        expected = sum(part for part in parts if part is not None)
        if min(total, *(part for part in parts if part is not None)) >= 0 and total != expected:
            yield lines[TOTAL].remark(
                "nilai",
                message=f"{TOTAL} {figure(total)}, padahal {_TIDAK_LANGSUNG} (sel {lines[_TIDAK_LANGSUNG].cell('nilai')}) + {_LANGSUNG}"
                f" (sel {lines[_LANGSUNG].cell('nilai')}) berjumlah {figure(expected)}; {_difference(total, expected)}",
                expected=figure(expected),
                advice="Betulkan totalnya, atau bagiannya bila salah ketik.",
            )


_TOTAL: Final = re.compile(r"(?:sub\s*|grand\s*)?(?:jumlah|total)(?:\s+(?:anggaran|belanja|keseluruhan|seluruhnya)\b.*)?\W*", re.IGNORECASE)


@check(
    "baris-jumlah",
    "peringatan",
    "Tabel 3.2 berisi baris yang namanya Jumlah atau Total. Baris itu ikut dijumlahkan, sehingga total anggaran dan realisasi terhitung dua"
    " kali: tabel menjumlahkan sendiri di bawahnya.",
)
def total_rows(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.TABEL_3_2):
        for key in ("indikator", "program", "kegiatan"):
            text = line[key]
            if isinstance(text, str) and _TOTAL.fullmatch(text.strip()) and line.number("anggaran"):
                yield line.remark(
                    key,
                    message=f"Baris {name(text)} dengan anggaran {figure(line['anggaran'])} ikut dijumlahkan",
                    expected="program atau kegiatan",
                    advice="Hapus barisnya; jumlahnya sudah dihitung di bawah tabel.",
                )
                break


def _printed_total(book: Book, table: Table, column: Column, key: str) -> Iterator[Remark]:
    printed = book.profil.get(key)
    lines = list(book.lines(table))
    total = sums(lines, column.key)
    if not isinstance(printed, float | int) or isinstance(printed, bool) or not lines or total is None or printed == total[0]:
        return
    cells = ":".join(dict.fromkeys((lines[0].cell(column.key), lines[-1].cell(column.key))))
    yield book.profil_remark(
        key,
        message=f"{book.profil_label(key)} tercetak {figure(printed)}, padahal jumlah baris {book.sheet(table)} sel {cells}"
        f" {figure(total[0])}; {_difference(printed, total[0])}",
        expected=figure(total[0]),
        advice=f"Betulkan total di dokumen dan di Profil menjadi {figure(total[0])}, atau betulkan baris programnya.",
    )


def _difference(printed: float, expected: float) -> str:
    return f"{'lebih' if printed > expected else 'kurang'} {figure(abs(printed - expected))}"


@check(
    "persen-tercetak",
    "galat",
    "Persentase yang tercetak bukan hasil angka-angkanya sendiri: penyerapan dan efisiensi APBD, prosentase anggaran kegiatan, capaian di"
    " Pengukuran Kinerja, dan persen per kategori di BAB IV. Pembulatan ke persen bulat, satu, atau dua desimal dianggap benar.",
)
def printed_percentages(book: Book) -> Iterator[Remark]:
    yield from _stated_percentages(book)
    yield from _printed_achievements(book)
    yield from _printed_shares(book)


def _stated_percentages(book: Book) -> Iterator[Remark]:
    lines = stated(book)
    for percent, rule, budget, spent in (
        (_SERAPAN, rules.serapan, TOTAL, REALISASI),
        (_EFISIENSI, rules.efisiensi, TOTAL, REALISASI),
        (_PROSENTASE, rules.serapan, KEGIATAN, REALISASI_KEGIATAN),
    ):
        if not {percent, budget, spent} <= lines.keys():
            continue
        printed, anggaran, realisasi = (lines[each].number("nilai") for each in (percent, budget, spent))
        if printed is None or anggaran is None or realisasi is None or anggaran <= 0 or realisasi < 0:
            continue
        parts = [lines[each].number("nilai") for each in (_TIDAK_LANGSUNG, _LANGSUNG) if each in lines and budget == TOTAL]
        computed = _computed(rule, anggaran, realisasi)
        # if the total itself is wrong, that is reported instead
        by_parts = _computed(rule, total, realisasi) if (total := sum(part or 0.0 for part in parts)) > 0 else None
        if computed is not None and not agrees(printed, computed) and not agrees(printed, by_parts):
            yield lines[percent].remark(
                "nilai",
                message=f"{percent} {figure(printed)} %, padahal {figure(realisasi)} (sel {lines[spent].cell('nilai')}) dari"
                f" {figure(anggaran)} (sel {lines[budget].cell('nilai')}) menghasilkan {rounded(computed)} %",
                expected=rounded(computed),
                advice=f"Tulis {rounded(computed)} %, atau betulkan angka asalnya.",
            )


def _computed(rule: Callable[[Cell, Cell], float | None], budget: float, spent: float) -> float | None:
    """A percentage; None if the amounts are too large to compute with, which another check reports."""
    try:
        return rule(budget, spent)
    except RuleError:
        return None


def _printed_achievements(book: Book) -> Iterator[Remark]:
    measured = book.measured
    for line in book.lines(tables.PENGUKURAN):
        printed, target, realisasi = (line.number(key) for key in ("capaian", "target", "realisasi"))
        if printed is None or not target or realisasi is None:
            continue
        other = measured.get(book.indicator(line.name))
        try:
            computed = rules.capaian(target, realisasi, other["arah"] if other else None)
        except RuleError:
            continue
        by_table = other["capaian"] if other else None
        # if a figure differs from Tabel 3.1, that is reported instead
        if computed is not None and not agrees(printed, computed) and not (isinstance(by_table, float) and agrees(printed, by_table)):
            yield line.remark(
                "capaian",
                message=f"Capaian {name(line.name)} {figure(printed)} %, padahal realisasi {figure(realisasi)} dari target {figure(target)}"
                f" menghasilkan {rounded(computed)} %",
                expected=rounded(computed),
                advice=f"Tulis {rounded(computed)}, atau betulkan target dan realisasinya.",
            )


def _printed_shares(book: Book) -> Iterator[Remark]:
    lines = book.lines(tables.REKAP)
    counts = [line.number("jumlah_indikator_tercetak") or 0.0 for line in lines]
    by_table = book.once(_counted)
    for line, count in zip(lines, counts, strict=True):
        printed = line.number("persen_tercetak")
        if printed is None or not sum(counts):
            continue
        computed = count / sum(counts) * 100
        code = _codes(book).get(book.key(line.name), "")
        share = by_table[code] / sum(by_table.values()) * 100 if code in by_table and any(by_table.values()) else None
        if not agrees(printed, computed) and not agrees(printed, share):
            yield line.remark(
                "persen_tercetak",
                message=f"Kategori {line.name} {figure(printed)} %, padahal {figure(count)} dari {figure(sum(counts))} indikator ialah"
                f" {rounded(computed)} %",
                expected=rounded(computed),
                advice=f"Tulis {rounded(computed)} %, atau betulkan jumlah indikatornya.",
            )


@check(
    "jumlah-tercetak",
    "galat",
    "Jumlah indikator atau sasaran yang ditulis di BAB II dan BAB IV bukan jumlah di tabel-tabel, atau jumlah indikator per kategori di"
    " BAB IV bukan yang dihitung dari Tabel 3.1.",
)
def printed_counts(book: Book) -> Iterator[Remark]:
    used = [document.name for document in book.this_year if document.lines]
    objectives = {book.key(line["sasaran"]) for line in book.lines(tables.TABEL_2_1) if line["sasaran"] is not None}
    for keys, what, count, where in (
        (_INDICATOR_CLAIMS, "indikator", len(book.indicators), used),
        (_OBJECTIVE_CLAIMS, "sasaran", len(objectives), [book.sheet(tables.TABEL_2_1)]),
    ):
        for key in keys:
            claimed = book.profil.get(key)
            if count and isinstance(claimed, float | int) and claimed != count:
                yield book.profil_remark(
                    key,
                    message=f"{book.profil_label(key)} {figure(claimed)}, padahal ada {figure(count)} {what} di {_some(where)}",
                    expected=figure(count),
                    advice=f"Betulkan naskahnya menjadi {figure(count)} {what}, lalu angka ini.",
                )
    yield from _printed_categories(book)


def _some(documents: Sequence[str]) -> str:
    """A text that names the first documents and counts the others."""
    more = len(documents) - _SHOWN
    return listed([*documents[:_SHOWN], f"{more} tabel lain"] if more > 0 else documents)


def _printed_categories(book: Book) -> Iterator[Remark]:
    counted = book.once(_counted)
    codes = _codes(book)
    for line in book.lines(tables.REKAP):
        code = codes.get(book.key(line.name), "")
        printed = line.number("jumlah_indikator_tercetak")
        if code not in counted or (printed is None and line["jumlah_indikator_tercetak"] is not None):
            continue
        if (printed or 0.0) != counted[code]:
            yield line.remark(
                "jumlah_indikator_tercetak",
                message=f"Kategori {line.name} {figure(printed or 0.0)} indikator, padahal menurut Tabel 3.1 ada {figure(counted[code])}",
                expected=figure(counted[code]),
                advice=f"Betulkan BAB IV menjadi {figure(counted[code])} indikator, lalu angka ini.",
            )


def _counted(book: Book) -> dict[str, int]:
    """The number of indicators per category; empty if a row of Tabel 3.1 is missing or unmeasured, which comes first."""
    codes = [band.code for band in book.laporan.bands]
    lines = [book.measured[indicator] for indicator in book.indicators if indicator in book.measured]
    sound = [line for line in lines if line["kategori"] in codes and None not in map(line.number, ("target", "realisasi"))]
    counted = Counter(line["kategori"] for line in sound)
    return {code: counted[code] for code in codes} if sound and len(sound) == len(book.indicators) else {}


def _codes(book: Book) -> dict[str, str]:
    """Category codes by the key of their label in the office's scale; with the report's codes also in the report's, as BAB IV has them."""
    own = {book.key(band.label): band.code for band in book.laporan.bands}
    report = {book.key(label): code for _, code, label in rules.SKALA_LKJIP}
    return {**report, **own} if set(own.values()) == set(report.values()) else own
