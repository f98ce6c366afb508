"""The years and dates of a document: of the report itself, of the Renstra, of the signature, of headers and footers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from lkjip.model.tables.annexes import MONTHS
from lkjip.naskah.reading.document import Paragraph
from lkjip.naskah.reading.facts import Facts
from lkjip.naskah.reading.found import Counted, Discrepancy, around, finding
from lkjip.naskah.reading.numbers import MASK, Text, of_text, sentences
from lkjip.naskah.reading.sections import Part, Placed

_YEAR: Final = re.compile(r"(?<![\w.,/])(?:19|20)\d\d(?![\w/]|[.,]\d)")
_RANGE: Final = re.compile(
    r"(?<![\w.,/])((?:19|20)\d\d)\s*(?:-|\u2013|\u2014|/|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga)\s*(?:tahun\s+)?((?:19|20)\d\d)(?![\w/])"
)
_DATE: Final = re.compile(
    r"(?P<place>[A-Z][\w .]{1,40}?)\s*,?\s*(?:tanggal\s*)?(?:(?P<day>\d{1,2})\s*|[.\u2026_ ]*)"
    rf"(?P<month>{'|'.join(MONTHS)})\s+(?P<year>(?:19|20)\d\d)\.?",
    re.IGNORECASE,
)
_TYPED_DATE: Final = re.compile(
    rf"(?:\d{{1,2}}[-/. ]+)?(?:(?P<word>{'|'.join(MONTHS)})|(?P<number>\d{{1,2}}))[-/. ]+(?P<year>(?:19|20)\d\d)", re.IGNORECASE
)
_OF_REPORT: Final = (
    r"lkj?ip|lakip|lkj|laporan\s+(?:akuntabilitas\s+)?kinerja(?:\s+instansi\s+pemerintah)?|perjanjian\s+kinerja|penetapan\s+kinerja|tapkin"
    r"|dpp?a|dokumen\s+pelaksanaan(?:\s+perubahan)?\s+anggaran|apbd|rkt|rencana\s+(?:kerja|kinerja)(?:\s+tahunan)?|pengukuran\s+kinerja|rencana\s+aksi|tahun\s+anggaran"
)
_DOCUMENT: Final = re.compile(rf"(?<!\w)(?P<document>{_OF_REPORT})(?!\w)(?P<between>[^.;]{{0,90}}?)\Z", re.IGNORECASE)
_NEXT_YEARS: Final = re.compile(
    r"rkt|rencana\s+(?:kerja|kinerja|aksi)|penetapan|perjanjian|tapkin|dpp?a|apbd|tahun\s+anggaran", re.IGNORECASE
)
_OTHER: Final = re.compile(
    r"dibanding|sebelum|tahun\s+lalu|berikutnya|tahun\s+berikut|mendatang|depan|akan\s+datang|evaluasi\s+(?:atas|sakip|akip|lkj)|lhe|hasil\s+evaluasi|sejak|tindak\s+lanjut|rekomendasi|penghargaan|meraih"
    r"|dari\s+tahun|sampai|meningkat|menurun|naik|turun|perkembangan|tren|periode|mulai|pertama\s+kali|semula",
    re.IGNORECASE,
)
_RENSTRA: Final = re.compile(r"renstra|rencana\s+strategis|indikator\s+kinerja\s+utama|\biku\b|rpjmd", re.IGNORECASE)
_WHOLE_RENSTRA: Final = re.compile(
    r"(?<!target )(?<!realisasi )(?<!capaian )(?:renstra|rencana\s+strategis)(?!\s+tahun\s+ke)[^.;,\d]{0,85}\Z", re.IGNORECASE
)
_OTHER_PLANS: Final = re.compile(r"rpjp|rpjmn|nasional", re.IGNORECASE)
_OF_THIS_YEAR: Final = re.compile(r"kinerja|anggaran|realisasi|capaian", re.IGNORECASE)
_FARTHEST: Final = 400
"""Characters of a long sentence on either side of a year that say which year it is."""
_LONGEST_TITLE: Final = 120
_CAPTION: Final = re.compile(r"\W*(?:tabel|gambar|grafik)\s", re.IGNORECASE)
_OF_TITLES: Final = re.compile(r"target|realisasi|capaian|anggaran|perbandingan|perjanjian\s+kinerja|pengukuran", re.IGNORECASE)
_PLACE_NAMES: Final = re.compile(r"\b(kabupaten|kab\.|kota|provinsi)\s+([a-z]+)", re.IGNORECASE)
_OFFICES: Final = re.compile(
    r"\b(?P<kind>dinas|badan|kantor|kecamatan|inspektorat|sekretariat|rumah sakit)\s+(?P<name>[a-z ,/&]{4,80}?)"
    r"(?=\s*(?:kabupaten|kab\.|kota|provinsi|tahun|\d|\n|\||\Z))",
    re.IGNORECASE,
)
_ALIKE: Final = 90.0
"""Percent of letters in common of two spellings of one word."""


def findings(facts: Facts, placed: Placed, counted: Counted) -> Iterator[Discrepancy]:
    """What a paragraph says of years and dates."""
    paragraph = placed.block
    if facts.year is None or not isinstance(paragraph, Paragraph) or not _YEAR.search(paragraph.text):
        return
    text = paragraph.text if placed.heading is None else paragraph.text.replace("\n", " ")
    masked = of_text(text).masked
    if len(text) <= len("Kepulauan Bangka Belitung, 31 September 2020") + 20 and (date := _DATE.fullmatch(text)):
        counted.traced += 1
        yield from _date(facts, placed, date)
        return
    for found in _RANGE.finditer(masked):
        yield from _range(facts, placed, text, found, counted)
    masked = _RANGE.sub(lambda found: MASK * len(found[0]), masked)
    bounds = list(sentences(text))
    ends = [end for _, end in bounds]
    for found in _YEAR.finditer(masked):
        start, end = bounds[min(bisect_right(ends, found.start()), len(ends) - 1)]
        start, end = max(start, found.start() - _FARTHEST), min(end, found.end() + _FARTHEST)
        what = _wrong_year(facts, placed, masked[start:end], found.start() - start)
        if what is None:
            counted.traced += int(found[0]) in facts.known_years
            continue
        shown = f"{what} tertulis {found[0]}, sedangkan tahun laporan {facts.year}"
        yield finding(
            "naskah-tahun", placed, around(text, found.start(), found.end()), shown, str(facts.year), profil_place(facts, "tahun")
        )


def _wrong_year(facts: Facts, placed: Placed, sentence: str, at: int) -> str | None:
    """What a year in a sentence is the year of, if that is wrong; None if it may be right."""
    year, said = facts.year or 0, int(sentence[at : at + 4])
    if said == year:
        return None
    titles = " ".join(title for _, title in placed.section.titles)
    block = placed.block
    is_bold = isinstance(block, Paragraph) and block.is_bold and len(block.text) <= _LONGEST_TITLE
    is_title = placed.heading is not None or is_bold or _CAPTION.match(sentence) is not None
    document = _last_document(sentence[:at])
    if document is not None:
        called, between = document
        if re.search(r"(?:19|20)\d\d|\u2588", between) or _OTHER.search(between):
            return None
        if _OTHER.search(sentence) and year - 5 <= said < year:
            return None
        if said == year + 1 and (_NEXT_YEARS.search(called) or _OTHER.search(sentence) or str(said) in titles):
            return None
        if re.search(rf"{re.escape(called)}[^.;\d]{{0,40}}{year}", sentence, re.IGNORECASE) and said in facts.known_years:
            return None
        if placed.section.part is Part.ANNEX and said in (year - 1, year + 1):
            return None
        return f"Tahun {called}"
    years = {int(each) for each in _YEAR.findall(sentence)}
    if is_title and said not in facts.known_years and len(years) == 1 and _OF_TITLES.search(sentence) and not _OTHER.search(sentence):
        return "Tahun di judul"
    if len(years) > 1 or placed.section.subjects or _OTHER.search(sentence) or _OTHER.search(titles) or placed.section.part is Part.ANNEX:
        return None
    if (
        not _OF_THIS_YEAR.search(sentence[:at])
        or _RENSTRA.search(sentence)
        or re.search(r"%|\brp|persen|sebesar|mencapai", sentence, re.IGNORECASE)
    ):
        return None
    if said == year + 1 and (placed.section.part is Part.COVER or re.search(r"akan|rencana", sentence, re.IGNORECASE)):
        return None
    return "Tahun kinerja" if re.search(r"tahun\s*\(?(?:tahun\s*)?(?:anggaran\s*)?\Z", sentence[:at], re.IGNORECASE) else None


def other_year(facts: Facts, placed: Placed, read: Text, bounds: tuple[int, int]) -> Iterator[Discrepancy]:
    """A sentence whose figures are of the report's year and that says another one."""
    start, end = bounds
    sentence = read.masked[start:end]
    said = [
        found for found in _YEAR.finditer(sentence) if re.search(r"tahun\s*(?:anggaran\s*)?\Z", sentence[: found.start()], re.IGNORECASE)
    ]
    is_named = any(int(found[0]) == facts.year for found in said)
    if facts.year is None or _OTHER.search(sentence) or _RANGE.search(sentence):
        return
    for found in said:
        year = int(found[0])
        may_be = (facts.year - 5 <= year <= facts.year + 1) if is_named else year == facts.year
        if year == facts.year or may_be or _wrong_year(facts, placed, sentence, found.start()) is not None:
            continue
        message = f"Tahun tertulis {found[0]}, sedangkan angka di kalimat ini milik tahun {facts.year}"
        quoted = around(read.text, start + found.start(), start + found.end())
        yield finding("naskah-tahun", placed, quoted, message, str(facts.year), profil_place(facts, "tahun"))


def unknown_year(facts: Facts, placed: Placed, read: Text, bounds: tuple[int, int]) -> Iterator[Discrepancy]:
    """A sentence whose figures are those of an indicator in some year and that says a year of which the workbook knows nothing."""
    start, end = bounds
    sentence = read.masked[start:end]
    for found in _YEAR.finditer(sentence):
        if int(found[0]) not in facts.known_years and re.search(r"tahun\s*\Z", sentence[: found.start()], re.IGNORECASE):
            known = f"{min(facts.known_years)}-{max(facts.known_years)}"
            message = f"Tahun tertulis {found[0]}, sedangkan angka di kalimat ini milik tahun-tahun {known}"
            quoted = around(read.text, start + found.start(), start + found.end())
            yield finding("naskah-tahun", placed, quoted, message, "", profil_place(facts, "tahun"))


def _last_document(before: str) -> tuple[str, str] | None:
    """The last of the year's documents that is named before a year, and what stands between; None if there is none near."""
    tail = before[-130:]
    last = None
    start = 0
    while (found := _DOCUMENT.search(tail, start)) is not None:
        last = found["document"], found["between"]
        start = found.start() + 1
    return None if last is None else (" ".join(last[0].split()), last[1])


def _range(facts: Facts, placed: Placed, text: str, found: re.Match[str], counted: Counted) -> Iterator[Discrepancy]:
    """Years from and to: those of the Renstra where it is named."""
    awal, akhir = (facts.book.year(key) for key in ("tahun_awal_renstra", "tahun_akhir_renstra"))
    near = text[max(found.start() - 120, 0) : found.end() + 20]
    first, last = int(found[1]), int(found[2])
    is_title = placed.heading is not None or _CAPTION.match(text) is not None
    if is_title and (first > last or last > max(facts.known_years, default=last)) and not _OTHER_PLANS.search(near):
        message = f"Tahun-tahun tertulis {found[0]}, sedangkan tahun laporan {facts.year}"
        yield finding("naskah-tahun", placed, around(text, *found.span()), message, "", profil_place(facts, "tahun"))
        return
    if awal is None or akhir is None or not _RENSTRA.search(near) or _OTHER_PLANS.search(near):
        return
    if (first, last) == (awal, akhir):
        counted.traced += 2
        return
    is_whole = placed.heading is not None or (first == awal and _WHOLE_RENSTRA.search(text[: found.start()]) is not None)
    if awal <= first < last <= akhir and not is_whole:
        return  # some years of it
    message = f"Masa Renstra tertulis {found[0]}, sedangkan di buku kerja {awal}-{akhir}"
    yield finding(
        "naskah-tahun", placed, around(text, *found.span()), message, f"{awal}-{akhir}", profil_place(facts, "tahun_awal_renstra")
    )


def _date(facts: Facts, placed: Placed, found: re.Match[str]) -> Iterator[Discrepancy]:
    """The line of place and date above a signature."""
    year, month = int(found["year"]), found["month"].capitalize()
    said = f"{month} {year}"
    titles = " ".join(title for _, title in placed.section.titles).lower()
    key = "tanggal_pengukuran" if placed.section.part is Part.ANNEX and "pengukuran" in titles else "tanggal_laporan"
    expected = _typed(facts, key)
    if placed.section.part is Part.ANNEX:
        allowed = facts.known_years | {(facts.year or 0) - 1}
        also = _typed(facts, "tanggal_laporan")
        if year not in allowed:
            message = f"Tanggal tertulis {said}, di luar tahun laporan {facts.year} dan Renstra"
            yield finding("naskah-tanggal", placed, found[0], message, str(facts.year), profil_place(facts, "tahun"))
        elif key == "tanggal_pengukuran" and expected and said not in (expected, also):
            message = f"Tanggal Pengukuran Kinerja tertulis {said}, sedangkan di Profil {expected}"
            yield finding("naskah-tanggal", placed, found[0], message, expected, profil_place(facts, key))
        return
    if expected is None:
        if year not in (facts.year, (facts.year or 0) + 1):
            message = f"Tanggal laporan tertulis {said}, sedangkan laporan tahun {facts.year}"
            yield finding("naskah-tanggal", placed, found[0], message, str((facts.year or 0) + 1), profil_place(facts, "tahun"))
    elif said != expected:
        message = f"Tanggal laporan tertulis {said}, sedangkan di Profil {expected}"
        yield finding("naskah-tanggal", placed, found[0], message, expected, profil_place(facts, key))


def _typed(facts: Facts, key: str) -> str | None:
    """Month and year of a date of the Profil: "Januari 2021"; None if it has none."""
    found = _TYPED_DATE.search(str(facts.book.profil.get(key) or ""))
    if found is None:
        return None
    if found["word"]:
        return f"{found['word'].capitalize()} {found['year']}"
    number = int(found["number"])
    return f"{MONTHS[number - 1]} {found['year']}" if 1 <= number <= len(MONTHS) else None


def in_margins(facts: Facts, margins: Sequence[str], placed: Placed) -> Iterator[Discrepancy]:
    """What headers and footers say of the year and the office."""
    for text in margins:
        masked = of_text(text).masked
        for found in _YEAR.finditer(masked):
            if facts.year and int(found[0]) not in (facts.year, facts.year + 1) and not _RANGE.search(masked):
                message = f"Kepala atau kaki halaman menyebut tahun {found[0]}, sedangkan tahun laporan {facts.year}"
                yield finding("naskah-tahun", placed, around(text, *found.span()), message, str(facts.year), profil_place(facts, "tahun"))
        yield from _other_office(facts, text, placed)


def _other_office(facts: Facts, text: str, placed: Placed) -> Iterator[Discrepancy]:
    profil = facts.book.profil
    known = [str(profil[key]).lower() for key in ("instansi", "singkatan", "jabatan") if profil.get(key)]
    region = str(profil.get("pemerintah_daerah") or "").lower()
    for found in _PLACE_NAMES.finditer(text):
        if region and found[2].lower() not in f"{region} {' '.join(known)}" and re.match(r"kab|kota|prov", region):
            message = f"Kepala atau kaki halaman menyebut {found[0]}, sedangkan kantor ini di {profil['pemerintah_daerah']}"
            yield finding(
                "naskah-kantor", placed, text, message, str(profil["pemerintah_daerah"]), profil_place(facts, "pemerintah_daerah")
            )
            return
    for found in _OFFICES.finditer(text):
        said = [word for word in re.findall(r"[a-z]+", found["name"].lower()) if word != "dan"]
        own = [word for each in known for word in re.findall(r"[a-z]+", each)]
        is_shared = any(fuzz.ratio(one, other) >= _ALIKE for one in said for other in own)
        if own and len(said) > 1 and not is_shared:
            message = f"Kepala atau kaki halaman menyebut {found[0].strip()}, sedangkan kantor ini {profil['instansi']}"
            yield finding("naskah-kantor", placed, text, message, str(profil["instansi"]), profil_place(facts, "instansi"))
            return


def profil_place(facts: Facts, key: str) -> str:
    """The cell of a value of the Profil."""
    return f"Profil!{facts.book.profil_sel(key)}" if key in facts.book.profil_rows else "Profil"
