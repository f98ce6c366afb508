"""Checks for implausible achievements: shares above 100 %, capaian far outside the usual range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip.checks.book import Book
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, name, rounded
from lkjip.model import tables
from lkjip.model.columns import Role
from lkjip.model.finding import Fold, Remark

_HIGHEST: Final = 150.0  # percent
_WHOLE: Final = 100.0  # percent


@check(
    "realisasi-di-atas-100",
    "peringatan",
    "Realisasi dengan satuan % lebih dari 100. Bagian dari keseluruhan tidak bisa lebih dari 100 %; mungkin capaian yang tertulis di kolom"
    " realisasi.",
)
def above_the_whole(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        keys = table.keys(Role.REALISASI)
        for line in book.lines(table) if keys else ():
            if line.unit != "%":
                continue
            for key in keys:
                value = line.number(key)
                if value is not None and value > _WHOLE:
                    yield line.remark(
                        key,
                        message=f"{table.column(key).name} {name(line.name)} {figure(value)} %, lebih dari 100 %",
                        expected="paling banyak 100",
                        advice="Tulis realisasinya, bukan capaiannya; bila memang bisa lebih dari 100 %, biarkan.",
                        fold=Fold("Realisasi {n} indikator lebih dari 100 %", f"{name(line.name)} {figure(value)} %"),
                    )


@check(
    "capaian-tidak-wajar",
    "peringatan",
    "Capaian di atas 150 % atau di bawah 0 %. Biasanya arahnya salah (naik atau turun), satuannya tertukar, atau targetnya terlalu rendah.",
)
def far_off(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.TABEL_3_1):
        capaian, target, realisasi = line["capaian"], line.number("target"), line.number("realisasi")
        if isinstance(capaian, float) and not 0 <= capaian <= _HIGHEST and target is not None and realisasi is not None:
            yield line.remark(
                "capaian",
                message=f"Capaian {name(line.name)} {rounded(capaian)} %: target {figure(target)} (sel {line.cell('target')}), realisasi"
                f" {figure(realisasi)} (sel {line.cell('realisasi')}), arah {line['arah'] or 'naik'} (sel {line.cell('arah')})",
                expected="0 sampai 150",
                advice="Periksa arah, satuan, target, dan realisasinya.",
                fold=Fold(
                    f"Capaian {{n}} indikator {'di bawah 0' if capaian < 0 else f'di atas {rounded(_HIGHEST)}'} %",
                    f"{name(line.name)} {rounded(capaian)} %",
                ),
            )
