"""The numbers in a text: what each may mean as it is printed, and which are none of the report's figures.

Numbers of laws, lists, tables and people (NIP), words with digits and factors of formulas are left out: they have no cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from lkjip.model.tables.annexes import MONTHS
from xlfuncs.angka import terbilang
from xlfuncs.errors import RuleError

MASK: Final = "\u2588"
"""What stands in place of a number that is left out, in `Text.masked`."""
_CLOSE: Final = 1e-9
_RELATIVELY: Final = 1e-13
_LAWS: Final = (
    r"undang[- ]undang|peraturan|perpres|permen\w*|perda|perbup|perwal|pergub|keputusan|kepmen\w*|kepres|instruksi|inpres|surat edaran"
    r"|lembaran (?:negara|daerah)|ketetapan|tap mpr|uu|pp|se|sk"
)
_EXCLUDED: Final = (
    ("peraturan", rf"\b(?:{_LAWS})\b[^;\n]{{0,160}}?\b(?:nomor|nomer|no\.?)\s*:?\s*\d[\w./-]*(?:\s*,?\s*tahun\s+\d{{4}})?"),
    ("peraturan", r"\btahun\s+\d{4}\s+(?:nomor|no\.?)\s*\d[\w./-]*"),
    ("peraturan", r"\b(?:nomor|nomer|no\.)\s*:?\s*\d[\w./-]*(?:\s+tahun\s+\d{4})?"),
    ("peraturan", rf"\b(?:{_LAWS})\s*(?:\w+\s+){{0,3}}\d{{1,4}}(?:/\d{{4}}|\s+tahun\s+\d{{4}})"),
    ("peraturan", r"\b(?:uud|uu|pancasila dan uud)\s*(?:nri\s*)?(?:tahun\s*)?\d{4}"),
    ("peraturan", r"\b(?:pasal|ayat|huruf|butir)\s*\(?\d+\)?"),
    ("NIP", r"\bNIP\b\.?\s*:?\s*[\d ]{8,26}\d"),
    ("NIP", r"\b(?:19|20)\d{6}\s?\d{6}\s?\d\s?\d{3}\b"),
    ("rujukan", r"\b(?:tabel|gambar|grafik|bagan|diagram|lampiran|halaman|hal\.|bab|subbab|bagian)\s+\d+(?:\.\d+)*"),
    (
        "rujukan",
        r"\b(?:sasaran|tujuan|misi|indikator|program|kegiatan|iku|triwulan|semester|tahap|butir|angka|nomor urut)"
        r"(?:\s+(?:strategis|kinerja|utama))?\s+(?:ke[- ]?)?\d+\b(?!\s*(?:%|\(|persen))(?![.,]\d)",
    ),
    ("rujukan", r"\bke[- ]\d+\b"),
    ("satuan", r"\b(?:per|setiap|tiap)\s+1[0.]*\b(?!,\d)"),
    ("rumus", r"[x\u00d7*]\s*100\s*%?"),
    ("rujukan", r"\[\[[^\]]*\]\]"),
    ("alamat", r"\b(?:https?://|www\.)\S+|\S+@\S+"),
    ("alamat", r"\b(?:telp\.?|telepon|fax|faks\.?|kode pos|jl\.|jalan)\b[^;\n]{0,60}?\d[\d\s()/-]*"),
    ("tanggal", rf"\b\d{{1,2}}(?=\s+(?:{'|'.join(MONTHS)})\b)"),
    ("jam", r"\b\d{1,2}[.:]\d{2}\s*(?:wib|wita|wit)\b"),
    ("kata", r"\b[A-Za-z]+[-.]?\d+\w*\b(?!\.\d{3})|\b\d+[A-Za-z]{1,}\d*\b(?<!rp)"),
)
"""What is left out: what it is called, and its pattern. Earlier ones win."""
_EXCLUSIONS: Final = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _EXCLUDED]
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
_AMOUNT_WORD: Final = re.compile(r"(?:rp|idr)\.?\s*\d", re.IGNORECASE)
_LIST_NUMBER: Final = re.compile(
    r"\s*[-\u2022\u2713\u2714\u27a2]?\s*(?:\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\t)(?=\s+\D|\s*$|\s+\d+\s*%)"
)
_SCALES: Final = {"ribu": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "trilyun": 1e12}
_NUMBER: Final = re.compile(
    r"""
    (?<![\w.,/\u2588])
    (?P<money>(?:rp|idr)\.?\s*)?
    (?P<minus>[-\u2212\u2013](?=\d))?
    (?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d+(?:[.,]\d+)?)
    (?:,-|,--|,\u2013)?
    (?:\s*(?P<scale>ribu|juta|jt|miliar|milyar|triliun|trilyun)\b)?
    (?P<percent>\s*(?:%|persen\b))?
    (?P<rupiah>\s*rupiah\b)?
    (?![\w/]|[.,]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORDS: Final = re.compile(r"\s*\(\s*([a-z][a-z ]{2,200}?)\s*\)", re.IGNORECASE)
_NUMERALS: Final = re.compile(
    r"(?:nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|seratus|ratus|seribu|ribu"
    r"|juta|miliar|koma| )+"
)


class Unit(Enum):
    """What a number is a number of, as far as its print tells."""

    RUPIAH = "rupiah"
    PERCENT = "persen"
    PLAIN = ""


@dataclass(frozen=True)
class Number:
    """A printed number.

    Attributes:
        start: where it begins in its text, with its sign and "Rp".
        end: where it ends, with its unit.
        readings: the numbers that it may mean; several for "1.234".
        places: decimals as printed.
        words: what stands in brackets after it, if these are numerals: "9 (sembilan)".
        scale: what it is multiplied with: 1000000 for "1,5 juta"; its decimals are of the number before that.
    """

    text: str
    start: int
    end: int
    readings: Sequence[float]
    places: int
    unit: Unit
    words: str = ""
    scale: float = 1.0

    def is_print_of(self, value: float) -> bool:
        """Whether it is a value rounded to, or cut after, the printed decimals."""
        unit = 0.1**self.places * self.scale
        slack = abs(value) * _RELATIVELY + _CLOSE
        return any(
            abs(each - value) <= (unit / 2 if first else 0) + slack
            or (first and 0 <= (value - each) * (1 if value >= 0 else -1) < unit - slack)
            for first, each in zip((True, False), self.readings, strict=False)
        )


_SENTENCE_END: Final = re.compile(
    r"(?<!\bKab)(?<!\bKec)(?<!\bProv)(?<!\bDrs)(?<!\bDr)(?<!\bIr)(?<!\bNo)(?<!\bJl)(?<!\bH)(?<!\bHj)(?<!\bdr)[.;?!](?=\s+[A-Z\"(\u201c])|\n"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end; each line begins one."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, found.end()
        start = found.end()
    yield start, len(text)


@dataclass(frozen=True)
class Text:
    """A text with its numbers; `masked` is as long, with `MASK` for every character of what was left out, by kind in `excluded`."""

    text: str
    masked: str
    numbers: Sequence[Number]
    excluded: Sequence[str]


def of_text(text: str, *, is_line: bool = True, hidden: tuple[int, int] | None = None) -> Text:
    """Find the numbers of a text.

    Args:
        is_line: whether a number at its beginning may be that of a list.
        hidden: a piece of it that is read otherwise.
    """
    masked = text if hidden is None else text[: hidden[0]] + MASK * (hidden[1] - hidden[0]) + text[hidden[1] :]
    excluded: list[str] = []
    if is_line and (listed := _LIST_NUMBER.match(masked)):
        masked = MASK * listed.end() + masked[listed.end() :]
        excluded.append("nomor daftar")
    for name, pattern in _EXCLUSIONS:
        masked = pattern.sub(lambda found, name=name: _left_out(found, name, excluded), masked)  # type: ignore[misc]
    return Text(text, masked, [_number(found, text) for found in _NUMBER.finditer(masked)], excluded)


def _left_out(found: re.Match[str], name: str, excluded: list[str]) -> str:
    """What stands for a match that is left out, once its numbers are counted; an amount such as "Rp5" is no word with digits."""
    if name == "kata" and _AMOUNT_WORD.match(found[0]):
        return found[0]
    excluded += [name] * len(_DIGITS.findall(found[0]))
    return MASK * len(found[0])


def _number(found: re.Match[str], text: str) -> Number:
    digits = found["digits"]
    scale = _SCALES.get((found["scale"] or "").lower(), 1.0)
    is_money = bool(found["money"] or found["rupiah"])
    readings, places = _readings(digits, is_money=is_money)
    sign = -1.0 if found["minus"] else 1.0
    unit = Unit.RUPIAH if is_money else Unit.PERCENT if found["percent"] else Unit.PLAIN
    said = _WORDS.match(text, found.end())
    words = " ".join(said[1].lower().split()) if said else ""
    words = words.removesuffix(" rupiah")
    words = words if _NUMERALS.fullmatch(words) else ""
    end = found.end() + (len(found[0].rstrip()) - len(found[0]))
    return Number(text[found.start() : end], found.start(), end, [sign * each * scale for each in readings], places, unit, words, scale)


def _readings(digits: str, *, is_money: bool) -> tuple[list[float], int]:
    """The numbers that digits may mean, the likeliest first, and their decimals: "1.234" is 1234 or 1.234."""
    whole, _, decimals = digits.rpartition(",")
    if digits.count(",") > 1 or ("," in digits and "." in decimals):  # English: 3,831,102.50
        plain = digits.replace(",", "")
        return [float(plain)], len(plain.partition(".")[2])
    if whole:
        return [float(f"{whole.replace('.', '')}.{decimals}")], len(decimals)
    if digits.count(".") == 1 and not re.fullmatch(r"\d{1,3}\.\d{3}", digits):
        return [float(digits)], len(digits.partition(".")[2])
    if digits.count(".") == 1 and not is_money:
        return [float(digits.replace(".", "")), float(digits)], 0
    return [float(digits.replace(".", ""))], 0


def in_words(number: float) -> str:
    """A number in words, "" for one that has none."""
    try:
        return terbilang(number)
    except RuleError:
        return ""
