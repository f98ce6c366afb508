"""Checks of the Profil and of the sheets' titles: years, dates, NIP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from lkjip.checks.book import Book
from lkjip.checks.registry import check
from lkjip.checks.wording import figure
from lkjip.model import renstra, tables
from lkjip.model.columns import Table
from lkjip.model.finding import Remark, Words
from lkjip.model.formulas.references import cell_place
from lkjip.model.profile_text import filled
from lkjip.model.tables.annexes import BULAN
from lkjip.model.tables.profile import PROFIL
from xlfuncs.angka import DAY_ZERO, Cell

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTHS: Final = tuple(BULAN)
_WORDS: Final = re.compile(r"(?:(\d{1,2})\s++)?(?<![a-z])([a-z]{3})[a-z]*+\.?\s++((?:19|20)\d\d)", re.IGNORECASE)
_FIGURES: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)")
_SERIALS: Final = range(20_000, 80_000)  # the years 1954 to 2119
_NIP: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{4})(\d{2})([12])(\d{3})")
_YOUNGEST: Final = 15  # years of age at appointment


@check(
    "tanggal-pengukuran",
    "peringatan",
    "Pengukuran Kinerja atau laporan bertanggal sebelum tahun yang diukurnya selesai, misalnya Januari 2020 untuk kinerja 2020.",
)
def dated_too_early(book: Book) -> Iterator[Remark]:
    year = book.year()
    for key in ("tanggal_pengukuran", "tanggal_laporan"):
        latest = _latest(book.profil.get(key))
        if year is not None and latest is not None and latest < date(year, 12, 31):
            yield book.profil_remark(
                key,
                message=f"{book.profil_label(key)} {_shown(book.profil[key])}, sedangkan tahun {year} baru berakhir 31 Desember {year}",
                expected=f"sesudah 31 Desember {year}",
                advice=f"Betulkan tanggalnya di dokumen dan di Profil, misalnya Januari {year + 1}.",
            )


def _latest(value: Cell) -> date | None:
    """The last day that a written date may mean; None if it is no date."""
    if isinstance(value, float | int) and value in _SERIALS:
        return DAY_ZERO + timedelta(days=int(value))
    text = str(value or "")
    if (words := _WORDS.search(text)) and words[2].lower() in _MONTHS:
        day, month, year = words[1], _MONTHS.index(words[2].lower()) + 1, int(words[3])
    elif figures := _FIGURES.search(text):
        day, month, year = figures[1], int(figures[2]), int(figures[3])
    else:
        return None
    try:
        return date(year, month, int(day)) if day else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None


def _shown(value: Cell) -> str:
    if isinstance(value, float | int):
        day = DAY_ZERO + timedelta(days=int(value))
        return f"{day.day}/{day.month}/{day.year}"
    return str(value)


@check(
    "tahun-judul",
    "peringatan",
    "Judul lembar, judul kolom, atau sumber tabel menyebut tahun lain daripada tahun di Profil. Judul mengikuti Profil dengan sendirinya"
    " selama rumusnya tidak ditimpa.",
)
def years_in_titles(book: Book) -> Iterator[Remark]:
    if book.year() is None:
        return
    for table in book.tables:
        for cell, text in book.contents(table).headings.items():
            named = set(_YEAR.findall(text))
            wrong = sorted(named - _years(book, table, cell)) if named else []
            if wrong:
                years = sorted(_years(book, table, cell)) or [str(book.year())]
                yield Remark(
                    book.sheet(table),
                    cell,
                    f'"{text}" menyebut tahun {wrong[0]}, sedangkan Profil dan tabel ini untuk tahun {years[-1]}',
                    years[-1],
                    "Betulkan tahunnya; bila seluruh lembar dari tahun lain, betulkan tahun di Profil.",
                )
    source = str(book.profil.get("sumber_tabel_2_1") or "")
    of_source = _YEAR.findall(source)
    if of_source and str(book.year()) not in of_source:
        yield book.profil_remark(
            "sumber_tabel_2_1",
            message=f'"{source}" menyebut tahun {of_source[0]}, sedangkan laporan ini untuk tahun {book.year()}',
            expected=str(book.year()),
            advice="Tulis sumber untuk tahun laporan ini.",
        )


def _years(book: Book, table: Table, cell: str) -> set[str]:
    """The years that a text above a table, its title or a heading, may name."""
    stored = book.stored(table)
    levels = max(len(column.heading) for column in table.columns)
    row, column = cell_place(cell)
    column -= stored.left - 1
    if stored.top - 2 - levels <= row < stored.top - 1 and 0 <= column < len(table.columns):
        templates: tuple[str, ...] = table.columns[column].heading
    else:
        templates = (table.title, table.subtitle)
    return {year for template in templates for year in _YEAR.findall(filled(template, book.profil))}


@check(
    "periode-renstra",
    "peringatan",
    "Tahun laporan tidak termasuk periode Renstra di Profil, atau periode itu terbalik.",
)
def renstra_period(book: Book) -> Iterator[Remark]:
    year, start, end = (book.year(key) for key in ("tahun", "tahun_awal_renstra", "tahun_akhir_renstra"))
    if start is not None and end is not None and start >= end:
        yield book.profil_remark(
            "tahun_akhir_renstra",
            message=f"Periode Renstra {start}-{end} terbalik (tahun awal di sel {book.profil_sel('tahun_awal_renstra')})",
            expected=f"sesudah {start}",
            advice="Betulkan tahun awal dan tahun akhir Renstra.",
        )
    elif year is not None and ((start is not None and year < start) or (end is not None and year > end)):
        key = "tahun_akhir_renstra" if end is not None and year > end else "tahun_awal_renstra"
        yield book.profil_remark(
            key,
            message=f"Renstra {start or '…'}-{end or '…'} tidak mencakup tahun laporan {year} (sel {book.profil_sel('tahun')})",
            expected=f"periode yang mencakup {year}",
            advice="Betulkan tahun laporan, atau isi periode Renstra yang berlaku.",
        )


@check(
    "tahun-target-renstra",
    "peringatan",
    "Tidak jelas kolom target mana di Renstra dan Cascading untuk tahun mana: periode Renstra enam tahun, Profil belum menyebut tahun"
    " target pertama, dan keenam kolom targetnya terisi atau target tahun laporan berada satu kolom lebih ke kanan; atau tahun target"
    " di Profil tidak mungkin; atau ada target di kolom yang tidak punya tahun. Selama belum jelas, target Renstra tidak dibandingkan.",
)
def target_years(book: Book) -> Iterator[Remark]:
    if renstra.is_asked(book.laporan):
        start, end = (book.year(key) or 0 for key in (renstra.START, renstra.END))
        yield book.profil_remark(
            renstra.FIRST if renstra.FIRST in book.profil_rows else renstra.START,
            message=f"Renstra {start}-{end} enam tahun, tetapi belum disebut kolom targetnya yang pertama untuk tahun berapa",
            expected=f"{start} bila targetnya mulai tahun itu, {start + 1} bila sesudahnya",
            advice=f"Isi Tahun target pertama Renstra, misalnya {start}; selama kosong, target Renstra tidak dibandingkan.",
        )
        return
    years = renstra.target_years(book.profil)
    if years is None:
        return
    first, last = (book.year(key) for key in (renstra.FIRST, renstra.LAST))
    if (first or last) and (last or book.year(renstra.END)) not in years:
        yield book.profil_remark(
            renstra.FIRST if first else renstra.LAST,
            message=f"Target Renstra disebut untuk tahun {years.start}-{last or book.year(renstra.END)}",
            expected=f"satu sampai {len(renstra.TARGET_TAHUNAN)} tahun",
            advice="Betulkan tahun target pertama dan terakhir, atau kosongkan keduanya bila targetnya untuk lima tahun terakhir periode.",
        )
    yield from _targets_without_year(book, years)


def _targets_without_year(book: Book, years: range) -> Iterator[Remark]:
    """A remark on the first target of each column that has no year."""
    for table in (tables.RENSTRA, tables.CASCADING):
        for key in list(renstra.TARGET_TAHUNAN.values())[len(years) :]:
            line = next((line for line in book.lines(table) if line[key] is not None), None)
            if line is not None:
                yield line.remark(
                    key,
                    message=f"{table.column(key).name} terisi, sedangkan target Renstra menurut Profil hanya untuk tahun"
                    f" {years.start}-{years.stop - 1}",
                    expected="kosong, atau tahunnya disebut di Profil",
                    advice="Isi Tahun target pertama dan terakhir Renstra di Profil, atau pindahkan targetnya ke kolom yang benar.",
                )


@check(
    "nip",
    "peringatan",
    "NIP bukan 18 angka dengan susunan yang benar: tanggal lahir (8 angka), tahun dan bulan pengangkatan (6 angka), jenis kelamin (1 atau"
    " 2), dan nomor urut (3 angka). Spasi boleh.",
)
def nip(book: Book) -> Iterator[Remark]:
    if said := _unlike_nip(book.profil.get("nip")):
        yield book.profil_remark("nip", **said)
    for line in book.lines(tables.ORGANISASI):
        if said := _unlike_nip(line.saved.get(line.table.names["nip"])):
            yield line.remark("nip", **said)


def _unlike_nip(value: object) -> Words | None:
    """What is wrong with a NIP; None for a blank or a good one."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    wrong = "tersimpan sebagai angka, sehingga angka terakhirnya hilang" if isinstance(value, float | int) else _wrong(str(value))
    if not wrong:
        return None
    return {
        "message": f"NIP {figure(value) if isinstance(value, float | int) else value}: {wrong}",
        "expected": "18 angka, misalnya 19660430 199503 1 002",
        "advice": "Salin dari SK; ketik sebagai teks dengan spasi di antara bagiannya.",
    }


def _wrong(text: str) -> str | None:
    digits = re.sub(r"[\s.\u00a0-]", "", text)
    found = _NIP.fullmatch(digits)
    if not digits.isdecimal():
        return "berisi huruf atau tanda lain"
    if len(digits) != len("196604301995031002"):
        return f"{len(digits)} angka, seharusnya 18"
    if found is None:
        return "angka ke-15 (jenis kelamin) bukan 1 atau 2"
    try:
        born = date(*map(int, found.groups()[:3]))
    except ValueError:
        return "delapan angka pertama bukan tanggal lahir"
    year, month = int(found[4]), int(found[5])
    if not 1 <= month <= 12:  # months
        return "angka ke-9 sampai ke-14 bukan tahun dan bulan pengangkatan"
    return "pengangkatannya terlalu dini untuk tanggal lahirnya" if year - born.year < _YOUNGEST else None


_PICTURES: Final = (".png", ".jpg", ".jpeg")


@check(
    "isian-naskah",
    "peringatan",
    "Profil menyebut kertas selain A4 atau F4, triwulan selain I, II, III, atau IV, atau logo yang bukan nama berkas PNG atau JPG di folder"
    " buku kerja.",
)
def of_the_document(book: Book) -> Iterator[Remark]:
    for key in PROFIL:
        value = book.profil.get(key.key)
        if key.only_choices and value is not None and str(value).strip().upper() not in key.choices:
            yield book.profil_remark(
                key.key,
                message=f"{key.label} {figure(value)} tidak dikenal",
                expected=" atau ".join(key.choices),
                advice="Pilih dari daftar di sel itu, atau kosongkan.",
            )
    logo = book.profil.get("logo")
    if logo is not None and (not str(logo).strip().lower().endswith(_PICTURES) or {"/", "\\"} & {*str(logo)}):
        yield book.profil_remark(
            "logo",
            message=f"{book.profil_label('logo')} {figure(logo)} bukan nama berkas PNG atau JPG di folder buku kerja",
            expected="nama berkas, misalnya logo.png",
            advice="Taruh gambarnya di folder buku kerja ini, dan tulis nama berkasnya saja.",
        )
