"""Checks of the year's quarters: against the plan, the report and the budget of the year, and of what is done about them.

An office that does not fill the sheets in has none of these findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from lkjip.checks.agreement import same
from lkjip.checks.book import Book, Line
from lkjip.checks.kinds import kinds_typed, rows
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, in_unit, name
from lkjip.model import follow_ups, tables, triwulan
from lkjip.model.finding import Fold, Remark
from lkjip.model.tables.annexes import BULAN
from lkjip.model.tables.report import REALISASI_TRIWULAN
from xlfuncs import triwulan as rules
from xlfuncs.angka import DAY_ZERO
from xlfuncs.triwulan import TRIWULAN

_LAST: Final = len(TRIWULAN)
_MONTHS: Final = tuple(BULAN)
_A_QUARTER: Final = len(_MONTHS) // _LAST
_SHARES: Final = 100.0
"""What the months of a plan of the work come to, in percent."""


def _quarter(book: Book) -> int | None:
    """The quarter that the sheet speaks of, from 1; None if it is not used, or Profil names none."""
    return triwulan.spoken_of([line.values for line in book.lines(tables.TRIWULAN_TABLE)])


# ---------------------------------------------------------------- against the year
@check(
    "triwulan-pk",
    "peringatan",
    "Target triwulan tidak sampai ke target setahun menurut Jenisnya: jumlahnya, target TW IV, rata-ratanya, atau pembilangnya dibagi"
    " penyebut.",
)
def plan_of_the_year(book: Book) -> Iterator[Remark]:
    for line, typed in book.once(rows):
        whole = line["target_pk"]
        planned = typed.target[-1] if typed.jenis == rules.POSISI_AKHIR else typed.whole(typed.target)
        if not isinstance(whole, float) or not any(each is not None for each in typed.target):
            continue
        if planned is None and typed.jenis == rules.PEMBILANG:
            continue  # without a denominator, which another check asks for
        if not typed.reaches(whole, planned):
            said = "target TW IV kosong" if planned is None else f"target triwulan {typed.said(planned)}"
            yield line.remark(
                triwulan.TARGET[0],
                triwulan.TARGET[-1],
                message=f"{name(line.name)}: {said}, sedangkan target setahun {figure(whole)}",
                expected=figure(whole),
                advice=f"Betulkan target triwulannya, Jenis (sel {line.cell('jenis')}), atau target di Tabel 3.1.",
                fold=Fold("Target triwulan {n} indikator tidak sampai ke target setahun", name(line.name)),
            )


@check(
    "triwulan-realisasi",
    "peringatan",
    "Realisasi sampai triwulan IV bukan Realisasi di Tabel 3.1. Yang dicetak di laporan tahunan ialah Tabel 3.1.",
)
def result_of_the_year(book: Book) -> Iterator[Remark]:
    if _quarter(book) != _LAST:
        return
    for line, typed in book.once(rows):
        measured, until = book.measured.get(book.identity(line)), line["realisasi_sd"]
        done = measured.number("realisasi") if measured is not None else None
        if measured is not None and done is not None and isinstance(until, float) and not typed.reaches(done, until):
            yield line.remark(
                triwulan.REALISASI[0],
                triwulan.REALISASI[-1],
                message=f"{name(line.name)}: realisasi s.d. triwulan IV {in_unit(until)}, sedangkan {measured.where('realisasi')}"
                f" {figure(done)}",
                expected=figure(done),
                advice="Betulkan salah satunya; keduanya angka yang sama.",
                fold=Fold("Realisasi s.d. triwulan IV {n} indikator bukan Realisasi di Tabel 3.1", name(line.name)),
            )


@check(
    "rencana-triwulan",
    "peringatan",
    "Rencana Aksi tiga bulan tidak berjumlah target triwulannya. Hanya untuk indikator berjenis jumlah; rencana yang berjumlah 100 % dari"
    " pekerjaan tidak dibandingkan.",
)
def months(book: Book) -> Iterator[Remark]:
    found = book.once(kinds_typed)
    for line in book.lines(tables.RENCANA_AKSI):
        typed = found.get(book.identity(line)) if line.choice("jenis") == "indikator" else None
        if typed is None or typed.jenis != rules.JUMLAH or any(line[key] is not None and line.number(key) is None for key in _MONTHS):
            continue
        planned = [line.number(key) or 0.0 for key in _MONTHS]
        whole = typed.whole(typed.target) or 0.0
        if not any(planned) or (same(_SHARES, sum(planned)) and not same(_SHARES, whole)):
            continue
        read = rules.read(_LAST, typed.jenis, typed.cara_isi, typed.target, typed.realisasi)
        parts = read.own(typed.target) if read else ()
        for number, part in enumerate(parts):
            first, last = number * _A_QUARTER, (number + 1) * _A_QUARTER
            total = sum(planned[first:last])
            if part is not None and not same(part, total):
                yield line.remark(
                    _MONTHS[first],
                    _MONTHS[last - 1],
                    message=f"Rencana bulanan {name(line.name)} triwulan {TRIWULAN[number]} berjumlah {in_unit(total)}, sedangkan target"
                    f" triwulannya {in_unit(part)}",
                    expected=in_unit(part),
                    advice=f"Samakan Rencana Aksi dengan lembar {book.sheet(tables.TRIWULAN_TABLE)}.",
                )


@check(
    "anggaran-triwulan",
    "peringatan",
    "Realisasi triwulan di Tabel 3.2 tidak berjumlah Realisasi setahun di baris yang sama. Baris tanpa realisasi triwulan tidak diperiksa.",
)
def spending(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.TABEL_3_2):
        parts = [line.number(key) for key in REALISASI_TRIWULAN]
        spent, total = line.number("realisasi"), sum(part for part in parts if part is not None)
        if spent is not None and any(part is not None for part in parts) and not same(spent, total):
            yield line.remark(
                REALISASI_TRIWULAN[0],
                REALISASI_TRIWULAN[-1],
                message=f"Realisasi triwulan {name(line.name or line['program'] or '(tanpa nama)')} berjumlah {figure(total)}, sedangkan"
                f" Realisasi {figure(spent)} (sel {line.cell('realisasi')})",
                expected=figure(spent),
                advice="Lengkapi triwulan yang belum diisi, atau betulkan Realisasi.",
                fold=Fold("Realisasi triwulan {n} baris tidak berjumlah Realisasi", figure(total)),
            )


# ---------------------------------------------------------------- what is not filled in
@check(
    "triwulan-kosong",
    "peringatan",
    "Sebuah triwulan sampai triwulan laporan punya target, tetapi realisasinya kosong. Untuk jumlah dan pembilang/penyebut hasil sampai"
    " triwulan itu kosong; untuk posisi akhir dan rata-rata dihitung dari triwulan yang terisi. 0 ialah angka, bukan kosong.",
)
def blank_quarters(book: Book) -> Iterator[Remark]:
    quarter = _quarter(book) or 0
    for line in book.lines(tables.TRIWULAN_TABLE):
        for number in range(quarter):
            if triwulan.is_missing(line.values, number + 1):
                is_level = line.choice("jenis") in (rules.POSISI_AKHIR, rules.RATA_RATA)
                result = "jadi hasilnya dari triwulan lain" if is_level else "jadi hasilnya kosong"
                yield line.remark(
                    triwulan.REALISASI[number],
                    message=f"Realisasi triwulan {TRIWULAN[number]} {name(line.name)} kosong, {result}",
                    expected="realisasi, atau 0 bila memang nol",
                    advice="Isi realisasinya; hapus targetnya bila triwulan itu memang tidak diukur.",
                    fold=Fold(f"Realisasi triwulan {TRIWULAN[number]} {{n}} indikator kosong", name(line.name)),
                )


@check(
    "triwulan-jenis",
    "peringatan",
    "Indikator di Triwulan belum punya Jenis, atau jenisnya pembilang/penyebut tanpa Penyebut di atas 0, sehingga tidak dihitung.",
)
def kind_of_row(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.TRIWULAN_TABLE):
        if all(line[key] is None for key in (*triwulan.TARGET, *triwulan.REALISASI)):
            continue
        if line["jenis"] is None:
            yield line.remark(
                "jenis",
                message=f"{name(line.name)} belum punya Jenis, jadi tidak dihitung",
                expected=" atau ".join(rules.JENIS),
                advice="Pilih Jenis dari daftar.",
                fold=Fold("{n} indikator belum punya Jenis, jadi tidak dihitung", name(line.name)),
            )
        elif line.choice("jenis") == rules.PEMBILANG and _is_unusable(line):
            yield line.remark(
                "penyebut",
                message=f"Penyebut {name(line.name)} {figure(line['penyebut'])}, jadi tidak dihitung",
                expected="angka di atas 0",
                advice=f"Isi penyebut setahun, atau pilih Jenis lain (sel {line.cell('jenis')}).",
            )


def _is_unusable(line: Line) -> bool:
    """Whether nothing can be divided by the denominator of a row; another check reports one that is no number."""
    number = line.number("penyebut")
    return line["penyebut"] is None or (number is not None and number <= 0)


# ---------------------------------------------------------------- what is done about it
@check("kendala-tanpa-rencana", "peringatan", "Tindak Lanjut mencatat kendala tanpa rencana tindak lanjutnya.")
def obstacles(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.TINDAK_LANJUT):
        if line["kendala"] is not None and line["rencana_tindak_lanjut"] is None:
            yield line.remark(
                "rencana_tindak_lanjut",
                message=f"Kendala {name(line.name)} triwulan {line['tw'] or '(kosong)'} belum punya rencana tindak lanjut",
                expected="rencana tindak lanjut",
                advice="Tulis apa yang akan dilakukan, oleh siapa, dan sampai kapan.",
                fold=Fold("{n} kendala belum punya rencana tindak lanjut", name(line.name)),
            )


@check(
    "rencana-lewat-waktu",
    "peringatan",
    "Batas waktu sebuah rencana tindak lanjut sudah lewat di akhir triwulan laporan, tetapi kolom Selesai belum berisi selesai.",
)
def overdue(book: Book) -> Iterator[Remark]:
    quarter = TRIWULAN[(_quarter(book) or _LAST) - 1]
    for line in late_plans(book):
        state = "belum dinyatakan selesai" if line["selesai"] is None else f"statusnya {line['selesai']}"
        yield line.remark(
            "selesai",
            message=f"Rencana tindak lanjut {name(line.name)} berbatas waktu {line['batas_waktu']}, sudah lewat di akhir triwulan"
            f" {quarter}, dan {state}",
            expected="selesai",
            advice=f"Pilih selesai bila sudah dikerjakan; bila belum, beri batas waktu baru (sel {line.cell('batas_waktu')}).",
            fold=Fold("Batas waktu {n} rencana tindak lanjut sudah lewat, dan belum selesai", name(line.name)),
        )


def open_plans(book: Book) -> Sequence[Line]:
    """The rows of Tindak Lanjut that are open (`follow_ups.is_open`) in the quarter that Profil names."""
    quarter = _quarter(book) or _LAST
    return [line for line in book.lines(tables.TINDAK_LANJUT) if follow_ups.is_open(line.values, quarter)]


def late_plans(book: Book) -> Sequence[Line]:
    """Those of the open plans whose date is not after the end of the quarter that Profil names."""
    quarter, year = _quarter(book), book.year()
    if quarter is None or year is None:
        return []
    end = date(year, *triwulan.last_day(quarter))
    return [line for line in open_plans(book) if (until := _date(line)) is not None and until <= end]


@check(
    "realisasi-tanpa-bukti",
    "info",
    "Realisasi triwulan laporan belum punya bukti di Tindak Lanjut (kolom Bukti, baris indikator dan triwulan itu). Penilai AKIP menanyakan"
    " buktinya. Selama lembar Tindak Lanjut kosong, hal ini tidak disebut.",
)
def evidence(book: Book) -> Iterator[Remark]:
    quarter = _quarter(book)
    if quarter is None or not book.lines(tables.TINDAK_LANJUT):
        return
    noted = [line for line in book.lines(tables.TINDAK_LANJUT) if follow_ups.about_quarter(line.values) == quarter]
    proven = {book.identity(line) for line in noted if line["bukti"] is not None}
    for line, typed in book.once(rows):
        if typed.realisasi[quarter - 1] is not None and book.identity(line) not in proven:
            yield line.remark(
                triwulan.REALISASI[quarter - 1],
                message=f"Realisasi triwulan {TRIWULAN[quarter - 1]} {name(line.name)} belum punya bukti",
                expected="tautan atau nama berkas bukti",
                advice=f"Tulis di lembar {book.sheet(tables.TINDAK_LANJUT)}, kolom Bukti.",
                fold=Fold(f"Realisasi triwulan {TRIWULAN[quarter - 1]} {{n}} indikator belum punya bukti", name(line.name)),
            )


_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})[-/. ](\d{4})", re.IGNORECASE | re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MOST_DAYS: Final = 200_000
"""Days of a date that a cell may show, up to the year 2447."""


def _date(line: Line) -> date | None:
    """The day until which a plan is to be done; None if the cell holds no date."""
    text = str(line["batas_waktu"] or "").strip()
    try:
        if line.is_date("batas_waktu"):
            return DAY_ZERO + timedelta(days=min(float(text), _MOST_DAYS))
        if found := _YEAR_FIRST.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _DAY_FIRST.fullmatch(text):
            day, month, year = found.groups()
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
            return date(int(year), number, int(day))
    except ValueError:
        return None
    return None
