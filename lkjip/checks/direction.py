"""Check that an indicator's direction fits its name: of deaths fewer is better, no matter what the cell Arah says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import name
from lkjip.model import tables
from lkjip.model.columns import Role
from lkjip.model.finding import Fold, Remark
from lkjip.sources import figures
from xlfuncs import rules
from xlfuncs.errors import RuleError

# Patterns for the words of a name in small letters, with every other character as a space.
_FEWER_IS_BETTER: Final = (
    "kematian|mortalitas|aki|akb|akaba|kesakitan|morbiditas|incidence rate|case fatality rate|prevalensi|insidensi?|stunting|wasting"
    "|underweight|gizi buruk|gizi kurang|kemiskinan|(?:penduduk|keluarga|rumah tangga) miskin|pengangguran|inflasi|gini|ketimpangan|v c"
    "|pelanggaran|pengaduan (?:masyarakat )?(?:yang )?masuk|kecelakaan|kriminalitas|kejahatan|kekerasan"
    "|(?:kejadian|kasus) kebakaran|pelanggar|putus sekolah|buta (?:huruf|aksara)|kehilangan air"
    "|kawasan kumuh|rumah tidak layak huni"
)
"""Things of which fewer is better."""
_WAITING: Final = "waktu tunggu|lama tunggu|antrean|antrian"
_RESPONSE: Final = "waktu tanggap|response time"
"""Times until something is handled: fewer is better, even beside a word of handling."""
_OF_TIME: Final = r"rata rata|rerata|lama|lamanya|angka|jumlah|nilai|\d+|[a-z]"
_MEASURES: Final = (
    "angka|tingkat|persentase|prosentase|presentase|persen|jumlah|banyaknya|rasio|indeks|nilai|rata rata|rerata|laju|proporsi|besaran"
    r"|koefisien|kedalaman|keparahan|kasus|kejadian|balita|baduta|bayi|anak|ibu|usia|\d+|[a-z]"
)
"""Words before it that do not change the meaning: an ordinal, how it is measured, and of whom."""
_ONLY_SAID: Final = "(?!terjadi|tercatat|terlapor|dilaporkan|disebabkan|diakibatkan|ditimbulkan|meninggal)"
"""Excludes participles that describe a death or accident, but no action against it."""
_HANDLED: Final = (
    "cakupan|penurunan|pengurangan|penanganan|penanggulangan|pencegahan|pengendalian|pengentasan|penyelesaian|pemberantasan|penindakan"
    "|rehabilitasi|tindak lanjut|kembali|sembuh|selesai|terselesaikan|tertangani|terlayani|tercegah|terkendali"
    rf"|yang (?:(?:telah|sudah|dapat|berhasil) )*{_ONLY_SAID}(?:di|ter|me|ber)\w{{3,}}|{_ONLY_SAID}di\w{{3,}}kan"
    r"|ditangani|ditanggulangi|ditindak\w*|dilayani|dicegah|dibina|diobati|didampingi|diawasi|diatasi|dikurangi|dibantu|diberi|penerima"
    r"|diintervensi|difasilitasi|direspons?|dijawab|diproses|dirawat|diperiksa|ditemukan|mendapat\w*|memperoleh|menerima|mengikuti"
)
"""Words for handling such things, of which more is better."""
_SAYS_NOTHING: Final = (
    "bebas|tanpa|nihil|non|anti|bukan|sesuai|memenuhi|layanan|pelayanan|program|kegiatan|sosialisasi|penyuluhan|edukasi|pembinaan"
    r"|pengawasan|deteksi|skrining|penemuan|peran\w*|kader|kesembuhan|keberhasilan|ketahanan|kewaspadaan"
    "|bantuan|jaminan|perlindungan|dokumen|laporan|fasilitasi|penegakan|pengelolaan|pelaksanaan|kebijakan|koordinasi"
)
"""Words beside which the others tell nothing about the direction, unless they head the name."""

_HEAD: Final = re.compile(rf"(?:(?:{_MEASURES}) )*(?:{_FEWER_IS_BETTER})\b")
_TIME_HEAD: Final = re.compile(rf"(?:(?:{_OF_TIME}) )*(?:{_WAITING}|{_RESPONSE})\b")
_ANYWHERE: Final = re.compile(rf"\b(?:{_FEWER_IS_BETTER}|{_WAITING})\b")
_HANDLING: Final = re.compile(rf"\b(?:{_HANDLED})\b")
_NO_DOUBT: Final = re.compile(rf"\b(?:{_HANDLED}|{_SAYS_NOTHING})\b")


_PRINTED: Final = re.compile(rf'{re.escape(tables.TABEL_3_1.names["target"])} tercetak "([^"]*)"')
"""A printed target in the column Catatan, as `isi` writes it."""


def falls(indicator: str) -> bool | None:
    """Whether fewer is better of what a name counts; None if such a word is in the name but does not head it."""
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", indicator.casefold()).split())
    if _TIME_HEAD.match(words):
        return True
    head = _HEAD.match(words)
    if head:
        return not _HANDLING.search(words, head.end())
    return None if _ANYWHERE.search(words) and not _NO_DOUBT.search(words) else False


def _counted_as_rising(book: Book) -> list[tuple[Line, bool | None]]:
    """The indicators of Tabel 3.1 that are computed as rising, each with the result of `falls`."""
    found = []
    for line in book.lines(tables.TABEL_3_1):
        try:
            if rules.arah_of(line["arah"]) == rules.NAIK:
                found.append((line, falls(str(line.name))))
        except RuleError:
            continue  # another check reports unknown words
    return found


def _used(line: Line) -> str:
    return "belum diisi, jadi dihitung naik" if line["arah"] is None else str(line["arah"])


@check(
    "arah-terbalik",
    "galat",
    "Nama indikator menyebut hal yang makin sedikit makin baik, misalnya angka kematian, kemiskinan, pengangguran, prevalensi, inflasi,"
    " atau waktu tunggu, tetapi arahnya kosong atau naik, sehingga kinerja yang memburuk dihitung sebagai capaian tinggi. Nama yang"
    " menyebut penanganannya (ditangani, diselesaikan, pencegahan, cakupan) tidak dipersoalkan.",
)
def reversed_directions(book: Book) -> Iterator[Remark]:
    for line, fewer in book.once(_counted_as_rising):
        if fewer:
            yield line.remark(
                "arah",
                message=f"Arah {name(line.name)} {_used(line)}, sedangkan menurut namanya makin rendah makin baik",
                expected="turun",
                advice="Pilih turun di kolom Arah Tabel 3.1; samakan di IKU.",
                fold=Fold(f"Arah {{n}} indikator {_used(line)}, sedangkan menurut namanya makin rendah makin baik", name(line.name)),
            )


@check(
    "arah-meragukan",
    "peringatan",
    "Di dalam nama indikator ada kata yang biasanya berarti makin sedikit makin baik, sedangkan arahnya kosong atau naik.",
)
def doubtful_directions(book: Book) -> Iterator[Remark]:
    for line, fewer in book.once(_counted_as_rising):
        if fewer is None:
            yield line.remark(
                "arah",
                message=f"Arah {name(line.name)} {_used(line)}; namanya menyebut hal yang biasanya makin rendah makin baik",
                expected="turun, bila makin rendah makin baik",
                advice="Periksa arahnya; bila memang makin tinggi makin baik, pilih naik dan biarkan.",
                fold=Fold(
                    f"Arah {{n}} indikator {_used(line)}; namanya menyebut hal yang biasanya makin rendah makin baik", name(line.name)
                ),
            )


@check(
    "arah-kosong",
    "info",
    "Arah indikator di Tabel 3.1 kosong, jadi dihitung naik: makin tinggi makin baik. Satu temuan untuk semuanya.",
)
def empty_directions(book: Book) -> Iterator[Remark]:
    for line, fewer in book.once(_counted_as_rising):
        if fewer is False and line["arah"] is None:
            yield line.remark(
                "arah",
                # without names: a renamed indicator does not make the sheet Pemeriksaan stale
                message="Arah 1 indikator belum diisi, jadi dihitung naik",
                expected="naik atau turun",
                advice="Pilih naik atau turun untuk setiap indikator.",
                fold=Fold("Arah {n} indikator belum diisi, jadi dihitung naik", one_cause=True),
            )


@check(
    "arah-tanda",
    "peringatan",
    "Di samping target tercetak tanda yang bertentangan dengan arahnya: maks., <, atau <= berarti makin rendah makin baik, min., >, atau >="
    " berarti makin tinggi makin baik. Tanda itu dibaca dari kolom Catatan.",
)
def contradicted_signs(book: Book) -> Iterator[Remark]:
    (catatan,) = tables.TABEL_3_1.keys(Role.CATATAN)
    for line in book.lines(tables.TABEL_3_1):
        text = str(line[catatan] or "")
        found = _PRINTED.search(text)
        fewer = figures.sign(found[1] if found else text)
        try:
            contradicted = (
                fewer is not None and rules.arah_of(line["arah"]) != rules.RENTANG and rules.is_falling(line["arah"]) is not fewer
            )
        except RuleError:
            continue  # another check reports unknown words
        if contradicted and not falls(str(line.name)):
            yield line.remark(
                "arah",
                message=f"Arah {name(line.name)} {_used(line)}, sedangkan di Catatan tertulis {name(text)}",
                expected="turun" if fewer else "naik",
                advice="Samakan arahnya dengan tanda itu, atau betulkan catatannya.",
            )
