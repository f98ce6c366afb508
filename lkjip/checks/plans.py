"""Checks of plans over years and months: the Renstra's end targets and yearly targets, the monthly plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lkjip.checks.agreement import same
from lkjip.checks.book import Book, Line
from lkjip.checks.kinds import kinds_typed
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, in_unit, name
from lkjip.model import renstra, tables
from lkjip.model.finding import Fold, Remark, Words
from lkjip.model.tables.annexes import BULAN
from lkjip.model.tables.report import REALISASI
from xlfuncs import rules
from xlfuncs.angka import terbilang
from xlfuncs.errors import RuleError

_MONTHS: Final = tuple(BULAN)
_WHOLE: Final = 100.0  # percent


def _renstra(book: Book) -> dict[str, Line]:
    return {book.identity(line): line for line in reversed(book.lines(tables.RENSTRA))}


@check(
    "target-akhir-renstra",
    "peringatan",
    "Target akhir Renstra di Tabel 3.1 ialah jumlah target tahunannya, tetapi kolom Kumulatif tidak menandainya; atau bukan jumlahnya dan"
    " bukan pula target tahun terakhir periode Renstra.",
)
def end_targets(book: Book) -> Iterator[Remark]:
    last = book.year(renstra.END)
    columns = [key for year, key in book.renstra_columns.items() if last is not None and year <= last]
    if last not in book.renstra_columns:
        return
    plans = book.once(_renstra)
    for indicator, line in book.measured.items():
        end, plan = line.number("target_akhir_renstra"), plans.get(indicator)
        yearly = [plan.number(key) for key in columns] if plan else []
        if end is None or plan is None or None in yearly:
            continue
        years = [year for year in yearly if year is not None]
        if not same(end, sum(years) if line.choice("kumulatif") == "ya" else years[-1]):
            yield line.remark("target_akhir_renstra", **_wording(line, plan.where(columns[0], columns[-1]), end, years))


def _wording(line: Line, where: str, end: float, years: Sequence[float]) -> Words:
    total, last = sum(years), years[-1]
    said = f"Target akhir Renstra {name(line.name)} {figure(end)}"
    if same(end, total):
        return {
            "message": f"{said} ialah jumlah {terbilang(float(len(years)))} target tahunan ({where}), tetapi belum ditandai kumulatif",
            "expected": f"{figure(last)}, atau ditandai kumulatif",
            "advice": f"Pilih ya di kolom Kumulatif (sel {line.cell('kumulatif')}), atau tulis target tahun terakhir {figure(last)}.",
        }
    times = f" (sama dengan {figure(end / last)} kali {figure(last)})" if last and end > last and (end / last).is_integer() else ""
    return {
        "message": f"{said}{times}, sedangkan {where} berjumlah {in_unit(total)} dan berakhir di {figure(last)}",
        "expected": f"{in_unit(total)} bila kumulatif, {figure(last)} bila tahunan",
        "advice": f"Betulkan menurut Renstra; bila kumulatif, pilih ya di kolom Kumulatif (sel {line.cell('kumulatif')}).",
    }


@check(
    "kumulatif-kosong",
    "peringatan",
    "Kolom Kumulatif di Tabel 3.1 kosong, dan Renstra tidak membuktikan apakah target akhirnya jumlah target tiap tahun atau target satu"
    " tahun. Kemajuan ke target akhir di Perbandingan kosong sampai dipilih. Satu temuan untuk semua indikator.",
)
def unknown_nature(book: Book) -> Iterator[Remark]:
    asked = [line for line in book.measured.values() if line.number("target_akhir_renstra") is not None and line["sifat_target"] is None]
    if asked:
        first, *others = asked
        also = f" dan {len(others)} indikator lain" if others else ""
        yield first.remark(
            "kumulatif",
            message=f"Belum diketahui apakah target akhir Renstra {name(first.name)} ({figure(first['target_akhir_renstra'])}){also} jumlah"
            " target tiap tahun atau target satu tahun, jadi kemajuannya di Perbandingan kosong",
            expected="ya atau tidak",
            advice="Pilih ya bila target akhirnya jumlah target tiap tahun, tidak bila target satu tahun.",
        )


@check(
    "realisasi-melampaui-renstra",
    "info",
    "Realisasi suatu tahun melampaui target Renstra tahun itu (untuk arah turun: lebih rendah dari target). Bukan kesalahan, tetapi penilai"
    " biasanya menanyakan mengapa target tahun berikutnya tidak dinaikkan.",
)
def above_plan(book: Book) -> Iterator[Remark]:
    plans, year = book.once(_renstra), book.year()
    columns = [
        (key, column, year - ago)
        for ago, key in REALISASI.items()
        if year is not None and (column := book.renstra_column(year - ago)) is not None
    ]
    for indicator, line in book.measured.items():
        plan = plans.get(indicator)
        if plan is None:
            continue
        for key, column, of_year in columns:
            reached, target = line.number(key), plan.number(column)
            if reached is not None and target is not None and _exceeds(line, reached, target):
                yield line.remark(
                    key,
                    message=f"Realisasi {of_year} {name(line.name)} {figure(reached)} melampaui target Renstra {figure(target)}"
                    f" ({plan.where(column)})",
                    expected=figure(target),
                    advice="Tidak perlu diubah bila benar; jelaskan di BAB III, dan cek apakah angkanya tertukar tahun.",
                    fold=Fold(
                        f"Realisasi {of_year} {{n}} indikator melampaui target Renstra",
                        f"{name(line.name)} {figure(reached)} dari {figure(target)}",
                    ),
                )


def _exceeds(line: Line, reached: float, target: float) -> bool:
    """Whether a realisasi is better than a target; where both sides are worse, none is."""
    try:
        arah = rules.arah_of(line["arah"])
    except RuleError:
        arah = rules.NAIK  # another check reports unknown words
    return arah != rules.RENTANG and (reached > target if arah == rules.NAIK else reached < target)


@check(
    "rencana-bulanan",
    "peringatan",
    "Rencana Aksi dua belas bulan tidak berjumlah target tahunan indikatornya, dan tidak pula 100 %. Untuk program jumlahnya harus 100 %."
    " Bila lembar Triwulan memuat Jenis indikatornya, itulah yang dipakai: posisi akhir dibandingkan dengan bulan terakhir, rata-rata"
    " dengan rata-ratanya, pembilang/penyebut dengan jumlahnya dibagi penyebut.",
)
def monthly(book: Book) -> Iterator[Remark]:
    measured, found = book.measured, book.once(kinds_typed)
    for line in book.lines(tables.RENCANA_AKSI):
        months = [line.number(month) for month in _MONTHS]
        if all(month is None for month in months) or any(line[key] is not None and line.number(key) is None for key in _MONTHS):
            continue
        total = sum(month or 0.0 for month in months)
        indicator = measured.get(book.identity(line)) if line.choice("jenis") == "indikator" else None
        target = indicator.number("target") if indicator else None
        kind = found.get(book.identity(line)) if indicator else None
        planned = kind.of_months([month for month in months if month is not None]) if kind else total
        reached = target is not None and (kind.reaches(target, planned) if kind else same(total, target))
        if not same(total, _WHOLE) and not reached:
            said = kind.said(planned) if kind else f"berjumlah {in_unit(total)}"
            wanted = f"target {figure(target)} ({indicator.where('target')}) atau 100 %" if indicator and target is not None else "100 %"
            yield line.remark(
                _MONTHS[0],
                _MONTHS[-1],
                message=f"Rencana bulanan {name(line.name)} {said}, sedangkan seharusnya {wanted}",
                expected="100" if target is None else f"{figure(target)} atau 100",
                advice="Betulkan angka bulannya sampai jumlahnya cocok.",
            )
