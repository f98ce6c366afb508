"""Checks for implausible achievements: shares above 100 %, capaian far outside the usual range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, name, rounded, shortened
from lkjip.model import outliers, tables
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
    "Capaian di atas 150 % atau di bawah 0 %. Biasanya arahnya salah (naik atau turun), satuannya tertukar, atau targetnya terlalu rendah."
    f" Capaian di atas {rounded(outliers.FAR)} % juga mengangkat rata-rata: temuan pertama menyebut rata-rata tanpa indikator itu.",
)
def far_off(book: Book) -> Iterator[Remark]:
    carried = outliers.carried(book.laporan)
    to_tell = _lifted(carried) if carried else ""
    for line in book.lines(tables.TABEL_3_1):
        capaian = line["capaian"]
        if not isinstance(capaian, float) or 0 <= capaian <= _HIGHEST or not _is_plain(line, "target") or not _is_plain(line, "realisasi"):
            continue
        said = to_tell if outliers.is_far(line.values) else ""
        to_tell = "" if said else to_tell
        target, realisasi = (f"{figure(line[key])} (sel {line.cell(key)})" for key in ("target", "realisasi"))
        yield line.remark(
            "capaian",
            message=f"Capaian {name(line.name)} {rounded(capaian)} %: target {target}, realisasi {realisasi},"
            f" arah {line['arah'] or 'naik'} (sel {line.cell('arah')}){said and f'; {said}'}",
            expected="0 sampai 150",
            advice="Periksa arah, satuan, target, dan realisasinya.",
            fold=Fold(
                f"Capaian {{n}} indikator {'di bawah 0' if capaian < 0 else f'di atas {rounded(_HIGHEST)}'} %"
                f"{f'; {_lifted(carried)}' if carried and capaian > 0 else ''}",
                f"{name(line.name)} {rounded(capaian)} %",
            ),
        )


def _is_plain(line: Line, key: str) -> bool:
    """Whether a figure is a number that no other check doubts, or a grade."""
    return line.number(key) is not None or isinstance(line[key], str)


def _lifted(carried: outliers.Carried) -> str:
    """What carries the average, and what it is without that."""
    by = shortened(f"{name(row['indikator'])} ({rounded(float(row['capaian']))} %)" for row in carried.rows)  # type: ignore[arg-type]
    return f"rata-rata {rounded(carried.mean)} % terangkat oleh {by}; tanpa itu {rounded(carried.without)} %"


@check(
    "tanpa-realisasi",
    "peringatan",
    "Tabel 3.1 berisi indikator, tetapi belum satu pun punya realisasi. Tidak ada capaian, dan rata-ratanya kosong. Satu temuan untuk"
    " seluruh tabel.",
)
def unmeasured_report(book: Book) -> Iterator[Remark]:
    if outliers.nothing_measured(book.laporan):
        lines = book.lines(tables.TABEL_3_1)
        first, last = (lines[place].cell("realisasi") for place in (0, -1))
        yield Remark(
            book.sheet(tables.TABEL_3_1),
            ":".join(dict.fromkeys((first, last))),
            f"Belum satu pun dari {len(lines)} indikator punya realisasi, jadi tidak ada capaian dan rata-ratanya kosong",
            "realisasi setiap indikator",
            "Isi realisasinya sebelum laporan dikirim; biarkan bila laporan ini memang belum diukur.",
        )
