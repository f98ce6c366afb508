"""Check printed totals, percentages and counts of indicators and sasaran against the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lkjip.checks.agreement import agrees, share
from lkjip.checks.book import Book, Line
from lkjip.checks.printed import codes, compared
from lkjip.checks.registry import check
from lkjip.checks.wording import difference, figure, listed, name, rounded
from lkjip.model import tables
from lkjip.model.columns import Column, Table
from lkjip.model.finding import Fold, Remark
from lkjip.model.key import typed_key
from lkjip.model.tables.annexes import ANGGARAN_SEJAK_2021, BELANJA, BELANJA_SAMPAI_2020, URAIAN_ANGGARAN
from xlfuncs import rules

TOTAL, REALISASI, _SERAPAN, _EFISIENSI, *_, KEGIATAN, REALISASI_KEGIATAN, _PROSENTASE = URAIAN_ANGGARAN
RUPIAH: Final = (TOTAL, REALISASI, *BELANJA_SAMPAI_2020, *BELANJA, KEGIATAN, REALISASI_KEGIATAN)
"""The rows of the sheet Anggaran that are amounts (rupiah); the others are percentages."""
_INDICATOR_CLAIMS: Final = {"jumlah_indikator_bab_ii": "BAB II", "jumlah_indikator_bab_iv": "BAB IV"}
_OBJECTIVE_CLAIMS: Final = {"jumlah_sasaran_bab_iv": "BAB IV"}
"""Where in the manuscript each number stands."""
_SHOWN: Final = 2


def stated(book: Book) -> dict[str, Line]:
    """The rows of the sheet Anggaran by their name in `URAIAN_ANGGARAN` or `BELANJA`."""
    names = {book.key(each): each for each in (*URAIAN_ANGGARAN, *BELANJA)} | {book.key(ANGGARAN_SEJAK_2021): TOTAL}
    return {names[key]: line for line in book.lines(tables.ANGGARAN) if (key := book.key(line.name)) in names}


def _parts(lines: Mapping[str, Line]) -> list[Line]:
    """The rows with the parts of the whole budget; none unless two or more are stated, by the names of one time."""
    for names in (BELANJA_SAMPAI_2020, BELANJA):
        found = [lines[each] for each in names if each in lines and lines[each].number("nilai") is not None]
        if len(found) > 1:
            return found
    return []


def sums(lines: Sequence[Line], *keys: str) -> list[float] | None:
    """The sums of columns; None if a cell is no amount, which another check reports."""
    if any(line[key] is not None and line.number(key) is None for line in lines for key in keys):
        return None
    return [sum(line.number(key) or 0.0 for line in lines) for key in keys]


@check(
    "total-tercetak",
    "galat",
    "Total yang tercetak bukan jumlah baris-barisnya: anggaran program di Perjanjian Kinerja murni, perubahan, dan Penetapan Kinerja tahun"
    " berikutnya, serta bagian-bagian belanja terhadap Anggaran APBD (Belanja Tidak Langsung + Langsung,"
    " atau Operasi + Modal + Tidak Terduga + Transfer sejak 2021).",
)
def printed_totals(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        for column in table.columns:
            if column.printed_total:
                yield from _printed_total(book, table, column, column.printed_total)
    lines = stated(book)
    total, parts = lines[TOTAL].number("nilai") if TOTAL in lines else None, _parts(lines)
    if total is not None and parts:
        amounts = [part.number("nilai") or 0.0 for part in parts]
        expected = sum(amounts)
        if min(total, *amounts) >= 0 and total != expected:
            named = " + ".join(f"{part.name} (sel {part.cell('nilai')})" for part in parts)
            yield lines[TOTAL].remark(
                "nilai",
                message=f"{lines[TOTAL].name} {figure(total)}, sedangkan {named} berjumlah {figure(expected)};"
                f" {difference(total, expected)}",
                expected=figure(expected),
                advice="Betulkan totalnya, atau bagiannya bila salah ketik.",
            )


def _printed_total(book: Book, table: Table, column: Column, key: str) -> Iterator[Remark]:
    printed = book.profil.get(key)
    lines = list(book.lines(table))
    total = sums(lines, column.key)
    if not isinstance(printed, float | int) or isinstance(printed, bool) or not lines or total is None:
        return
    if printed in (total[0], _with_unchanged(lines, column)):
        return
    cells = ":".join(dict.fromkeys((lines[0].cell(column.key), lines[-1].cell(column.key))))
    yield book.profil_remark(
        key,
        message=f"{book.profil_label(key)} tercetak {figure(printed)}, sedangkan jumlah baris {book.sheet(table)} sel {cells}"
        f" {figure(total[0])}; {difference(printed, total[0])}",
        expected=figure(total[0]),
        advice=f"Betulkan total di dokumen dan di Profil menjadi {figure(total[0])}, atau betulkan baris programnya.",
    )


def _with_unchanged(lines: Sequence[Line], column: Column) -> float | None:
    """The sum of a column of revised budgets, in which an office leaves blank what the revision did not change."""
    if column.key != "anggaran_perubahan" or all(line[column.key] is None for line in lines):
        return None
    return sum(line.number(column.key if line[column.key] is not None else "anggaran_murni") or 0.0 for line in lines)


@check(
    "persen-tercetak",
    "galat",
    "Persentase yang tercetak bukan hasil angka-angkanya sendiri: penyerapan dan efisiensi APBD, persentase anggaran kegiatan, capaian di"
    " Pengukuran Kinerja dan Capaian Naskah di Tabel 3.1 menurut aturan kantor, dan persen per kategori di BAB IV. Yang dibulatkan atau"
    " dipotong ke banyaknya desimal yang tercetak dianggap benar.",
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
        parts = [part.number("nilai") or 0.0 for part in _parts(lines)] if budget == TOTAL else []
        computed = share(rule, anggaran, realisasi)
        # if the total itself is wrong, that is reported instead
        by_parts = share(rule, total, realisasi) if (total := sum(parts)) > 0 else None
        if computed is not None and not agrees(printed, computed) and not agrees(printed, by_parts):
            yield lines[percent].remark(
                "nilai",
                message=f"{percent} {figure(printed)} %, sedangkan {figure(realisasi)} (sel {lines[spent].cell('nilai')}) dari"
                f" {figure(anggaran)} (sel {lines[budget].cell('nilai')}) menghasilkan {rounded(computed)} %",
                expected=rounded(computed),
                advice=f"Tulis {rounded(computed)} %, atau betulkan angka asalnya.",
            )


def _printed_achievements(book: Book) -> Iterator[Remark]:
    for line, key, verdict in compared(book):
        if not verdict.is_harmless and verdict.computed is not None:
            computed = rounded(verdict.computed)
            realisasi, target = (figure(line[each]) for each in ("realisasi", "target"))
            because = f": {verdict.reason}" if verdict.reason else ""
            yield line.remark(
                key,
                message=f"Capaian {name(line.name)} {figure(line[key])} %, sedangkan realisasi {realisasi} dari target {target}"
                f" menghasilkan {computed} %{because}",
                expected=computed,
                advice=f"Tulis {computed} di naskah, atau betulkan target dan realisasinya. {verdict.advice}".strip(),
                fold=Fold(
                    f"Capaian tercetak {{n}} indikator bukan hasil target dan realisasinya{verdict.kind and f' ({verdict.kind})'}",
                    f"{name(line.name)} {figure(line[key])} % (hitungan {computed} %)",
                    f"Tulis hasil hitungannya di naskah, atau betulkan target dan realisasinya. {verdict.advice}".strip(),
                    one_cause=bool(verdict.kind),
                ),
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
        code = codes(book).get(book.key(line.name), "")
        share = by_table[code] / sum(by_table.values()) * 100 if code in by_table and any(by_table.values()) else None
        if not agrees(printed, computed) and not agrees(printed, share):
            yield line.remark(
                "persen_tercetak",
                message=f"Kategori {line.name} {figure(printed)} %, sedangkan {figure(count)} dari {figure(sum(counts))} indikator ialah"
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
    used = [document for document in book.this_year if document.lines]
    whole = [document for document in used if document.by_indicator.keys() >= set(book.indicators)]
    objectives = {typed_key(line["sasaran"]) for line in book.lines(tables.TABEL_2_1) if line["sasaran"] is not None}
    for keys, what, count, where in (
        (_INDICATOR_CLAIMS, "indikator", len(book.indicators), [document.name for document in whole or used]),
        (_OBJECTIVE_CLAIMS, "sasaran", len(objectives), [book.sheet(tables.TABEL_2_1)]),
    ):
        for key, chapter in keys.items():
            claimed = book.profil.get(key)
            if count and isinstance(claimed, float | int) and claimed != count:
                yield book.profil_remark(
                    key,
                    message=f"{chapter} menyebut {figure(claimed)} {what}, sedangkan {_some(where)} memuat {figure(count)}",
                    expected=figure(count),
                    advice=f"Betulkan naskahnya menjadi {figure(count)} {what}, lalu angka di Profil ini.",
                )
    yield from _printed_categories(book)


def _some(documents: Sequence[str]) -> str:
    """A text that names the first documents and counts the others."""
    more = len(documents) - _SHOWN
    return listed([*documents[:_SHOWN], f"{more} tabel lain"] if more > 0 else documents)


def _printed_categories(book: Book) -> Iterator[Remark]:
    counted = book.once(_counted)
    for line in book.lines(tables.REKAP):
        code = codes(book).get(book.key(line.name), "")
        printed = line.number("jumlah_indikator_tercetak")
        if code not in counted or (printed is None and line["jumlah_indikator_tercetak"] is not None):
            continue
        if (printed or 0.0) != counted[code]:
            yield line.remark(
                "jumlah_indikator_tercetak",
                message=f"BAB IV menyebut {figure(printed or 0.0)} indikator {line.name},"
                f" sedangkan Tabel 3.1 memuat {figure(counted[code])}",
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
