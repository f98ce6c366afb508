"""How many indicators, sasaran and categories a sentence says there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from lkjip.naskah.reading import categories
from lkjip.naskah.reading.facts import OFFICE, Fact, Subject
from lkjip.naskah.reading.numbers import Number, Unit

if TYPE_CHECKING:
    from lkjip.naskah.reading.prose import Context

_NOUN: Final = re.compile(
    r"\s*(?:\([a-z ]{2,40}\)\s*)?(?P<of>dari\s+\d+\s*(?:\([a-z ]{2,40}\)\s*)?)?"
    r"(?P<noun>indikator(?:nya)?(?:\s+kinerja)?(?P<utama>\s+utama)?|sasaran(?:\s+(?:strategis|kinerja))?|skala|kategori|predikat|tahun)\b",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"\s*(?:\Z|[.,;:)(]|(?:yang\s+)?(?:telah\s+|sudah\s+)?(?:ditetapkan|diperjanjikan|tercantum|diukur|termuat)\b"
    r"|(?:kinerja\s+)?(?:dan|untuk|pada|dalam|sebagaimana|sebagai|yaitu|yakni|serta|utama|sasaran)\b"
    r"|dengan\s+(?:tingkat\s+|rata|capaian\s+(?:kinerja\s+)?(?:rata|secara keseluruhan)|\d|\u2588|sasaran|jumlah)|tahun\b)",
    re.IGNORECASE,
)
"""What follows where all indicators are meant, and not only some of them."""
_ALL_BEFORE: Final = re.compile(
    r"(?:\bdengan|\bmeliputi|\bterdiri(?:\s+(?:dari|atas))?|\bmemiliki|\bmempunyai|\bmemuat|\bmenetapkan|\bmencakup|\bsejumlah|\bsebanyak|\bdari|\batas|\bdan|\bjumlah\s+\w+(?:\s+\w+)?"
    r"|\bterdapat|\bada|\boleh|\bmelalui|\bke|\bseluruh|\badalah|[:(]|(?:tujuan|sasaran)\s*,)\s*\Z",
    re.IGNORECASE,
)
_SOME_BEFORE: Final = re.compile(
    r"tidak|belum|terendah|tertinggi|kurang|di bawah|di atas|salah satu|sebagian|lain|tambah|baru|di ?antaranya|kategori|tercapai|melampaui"
    r"|lebih",
    re.IGNORECASE,
)
_REACHED: Final = (
    (re.compile(r"\s*(?:kinerja\s+)?(?:yang\s+)?(?:tidak|belum)\s+(?:ter|men)capai", re.IGNORECASE), "jumlah belum tercapai"),
    (re.compile(r"\s*(?:kinerja\s+)?(?:yang\s+)?(?:belum|tidak)\s+(?:diukur|terukur)", re.IGNORECASE), "jumlah belum terukur"),
    (
        re.compile(
            r"\s*(?:kinerja\s+)?(?:yang\s+)?(?:telah\s+|sudah\s+)?(?:tercapai|mencapai\s+(?:atau\s+melampaui\s+)?target|memenuhi\s+target)",
            re.IGNORECASE,
        ),
        "jumlah tercapai",
    ),
)
_PERIOD: Final = re.compile(r"(?:periode|jangka|kurun|renstra|perencanaan|masa|selama)[^.;]{0,30}\Z", re.IGNORECASE)
_SCALE: Final = re.compile(r"(?:menjadi|dalam|terdiri\s+(?:dari|atas)|dengan|menggunakan|ada)\s*\Z", re.IGNORECASE)
_DIVIDED: Final = re.compile(
    r"(?:kategori|skala)[^.;]{0,40}\b(?:dibagi|terbagi|dikelompokkan)\s+(?:menjadi|dalam|atas)\s*\Z", re.IGNORECASE
)
_OF_PARTS: Final = re.compile(
    r"\b(?:kepala\s+(?:seksi|bidang|sub)|kasi|kabid|kasubbag|eselon|(?:seksi|bidang)\s+(?:\w+\s+){1,6}(?:memiliki|mempunyai)|rpjmd|rkpd|output)\b",
    re.IGNORECASE,
)
"""Who has indicators of their own, which are not counted here."""
_OF_WHICH: Final = re.compile(r"\d\s*(?:\([a-z ]{2,40}\)\s*)?dari\s*\Z", re.IGNORECASE)
_SHARE: Final = re.compile(r"\A\s*\([^()]*%\s*\)")
_NEAR: Final = 60
_CLAUSE: Final = re.compile(r"[.;:,()]|\bdan\b|\bsedangkan\b|\bserta\b")


def of(context: Context, text: str, number: Number, end: int) -> Iterator[Fact]:
    """The counts that a number before a noun must be; none if it counts something else, or only some of them.

    Args:
        text: the paragraph without names.
        end: of the sentence.
    """
    after = text[number.end : end]
    noun = _NOUN.match(after)
    if noun is None and _DIVIDED.search(text[max(number.start - _NEAR, 0) : number.start]):
        yield from context.facts.of(OFFICE, "jumlah skala")
        return
    if noun is None or len(number.readings) > 1 or number.places:
        return
    rest, before = after[noun.end() :], text[max(number.start - _NEAR, 0) : number.start]
    what = noun["noun"].lower()
    if _OF_PARTS.search(context.sentence):
        return
    if what.startswith("indikator"):
        is_whole = _OF_WHICH.search(before) is not None
        counted = "jumlah indikator" if is_whole else _which(context, text, number, rest, before)
        if counted is not None and not (noun["of"] and counted == "jumlah indikator"):
            yield from _indicators(context, counted, is_main=bool(noun["utama"]))
    elif noun["of"]:
        return
    elif what.startswith("sasaran"):
        if _ALL_BEFORE.search(before) and _ENDS.match(rest) and not _SOME_BEFORE.search(_last_clause(before)):
            yield from context.facts.of(OFFICE, "jumlah sasaran")
    elif what == "tahun":
        if _PERIOD.search(before) and context.placed.section.chapter in ("BAB I", "BAB II"):
            yield from context.facts.of(OFFICE, "lama Renstra")
    elif _SCALE.search(before) and (what == "skala" or re.search(r"skala|capaian|pengukuran", context.sentence, re.IGNORECASE)):
        yield from context.facts.of(OFFICE, "jumlah skala")


def _indicators(context: Context, what: str, *, is_main: bool) -> Iterator[Fact]:
    subjects: list[Subject] = [each for each in context.mentioned if each.kind == "sasaran"]
    if context.placed.section.sasaran is not None:
        subjects.append(context.placed.section.sasaran)
    for subject in (*subjects, OFFICE):
        yield from context.facts.of(subject, what)
    if is_main:
        yield from context.facts.of(OFFICE, "jumlah IKU")


def _which(context: Context, text: str, number: Number, rest: str, before: str) -> str | None:
    """Which indicators are counted: the name of the count, None if it cannot be told."""
    after = _SHARE.sub("", rest, count=1)
    for pattern, what in _REACHED:
        if pattern.match(after):
            return what
    band = _band(context, text, number, rest, before)
    if band is not None:
        return f"jumlah {band}"
    if re.match(r"\s*(?:dengan\s+|ber)?(?:kategori|predikat|kriteria)", rest, re.IGNORECASE):
        return None
    if after == rest and _ENDS.match(rest) and _ALL_BEFORE.search(before) and not _SOME_BEFORE.search(_last_clause(before)):
        return "jumlah indikator"
    return None


def _band(context: Context, text: str, number: Number, rest: str, before: str) -> str | None:
    """The code of the category of counted indicators: "9 indikator kategori baik", "(Baik) : 9 indikator", "Baik: 9 indikator"."""
    bands = sorted(context.facts.book.laporan.bands, key=lambda band: -len(band.label or ""))
    for band in bands:
        for called in filter(None, (band.label, band.code)):
            word = re.escape(called)
            if re.match(
                rf"\s*(?:kinerja\s+)?(?:(?:dengan|ber|yang)\s*)*(?:(?:kategori|predikat|kriteria)\s+|\(\s*){word}\b", rest, re.IGNORECASE
            ):
                return band.code
            if re.search(rf"(?<!\w)\(?{word}\)?[\s|]*[:=]\s*(?:sebanyak\s+)?\Z", before, re.IGNORECASE):
                return band.code
    return None


def share(context: Context, text: str, counted: Number | None, number: Number) -> Sequence[Fact]:
    """The share that a percentage in brackets behind a count must be: "9 indikator kategori baik (100 %)"."""
    if counted is None or number.unit is not Unit.PERCENT or not re.search(r"\(\s*(?:atau\s+)?\Z", text[counted.end : number.start]):
        return ()
    between = text[counted.end : number.start]
    noun = _NOUN.match(between)
    if noun is None or not noun["noun"].lower().startswith("indikator") or len(between) > _NEAR:
        return ()
    before = text[max(counted.start - _NEAR, 0) : counted.start]
    what = _which(context, text, counted, between[noun.end() :].rstrip(" (") + text[number.end :].lstrip(" )"), before)
    if what is None or what == "jumlah indikator":
        return ()
    sasaran = context.placed.section.sasaran
    about = [*(each for each in context.mentioned if each.kind == "sasaran"), *([sasaran] if sasaran else ()), OFFICE]
    return categories.shares(context.facts, about, what)


def _last_clause(before: str) -> str:
    return _CLAUSE.split(before)[-1]
