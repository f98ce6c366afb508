"""Read figures as reports print them: a number with a remark, "76.16 (BB)", ">= 85", "2 (dua) dokumen", or a range, "80-90". Pure.

ANGKA refuses such texts, since in a cell they could be mistaken for another number. On import the number and what stands beside
it part, and nothing of the text is lost. What could be two numbers stays a text: "3/4", "12 dari 20", "1,9 Mlr".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lkjip.model.grades import is_unmeasured
from xlfuncs.angka import MINUSES, SPACES, angka, has_scale, terbilang
from xlfuncs.errors import RuleError

_PLAIN: Final = str.maketrans(dict.fromkeys(SPACES, " ") | dict.fromkeys(MINUSES, "-"))
_RISING: Final = r">=|=>|\u2265|>|min(?:imal|imum)?\b\.?|paling (?:sedikit|rendah)|sekurang[- ]kurangnya|lebih dari|di ?atas"
_FALLING: Final = r"<=|=<|\u2264|<|ma(?:ks|x)(?:imal|imum)?\b\.?|paling (?:banyak|tinggi|lama)|kurang dari|di ?bawah"
_ABOUT: Final = r"\u00b1|\+/-|~|\u2248|sekitar|kurang lebih|kira[- ]kira"
_SIGN: Final = re.compile(rf"(?:(?P<rising>{_RISING})|(?P<falling>{_FALLING})|(?:{_ABOUT}))\s*", re.IGNORECASE)
_REMARK: Final = re.compile(
    r"""\s*(?P<remark>
      [(\[].*                               # (BB), (>100%), (dua) dokumen
    | \*.* | [\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079].*      # marks of footnotes
    | (?<=\s)\d{1,2}\)
    | (?:/|per\s)\s*1[0.,]*\s*[a-z].*       # per 100.000 KH
    | [/;,-]\s*[a-z][^0-9]*                 # 85 / BB
    | [a-z]+(?:/[a-z]+)*[23]                # m2, kg/m2
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS: Final = r"[0-9]+(?:[.,][0-9]+)*"
_RANGE: Final = re.compile(
    rf"(?P<low>{_DIGITS})\s*%?\s*(?P<unit>[a-z]*?)\s*(?:-|s\.?\s*/?\s*d\b\.?|sampai(?:\s+dengan)?|hingga)\s*"
    rf"(?P<high>{_DIGITS})\s*%?\s*(?P<unit_after>[a-z][^0-9]*)?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_PLACEHOLDER: Final = re.compile(r"(?:rp\.?|idr)|[-.\u2026_ ]*", re.IGNORECASE)
_UNIT: Final = re.compile(r"\D*\d[\d.,\s]*(?:%\s*)?(?P<unit>[a-z].*)", re.IGNORECASE)
_LONGEST: Final = 1_000
"""Characters; a longer text is no figure with a remark."""
_BRACKETED: Final = re.compile(r"[(\[][^)\]]*[)\]]?")


@dataclass(frozen=True)
class Figure:
    """What a printed figure says: its number, or None for a blank."""

    number: float | None
    upper: float | None = None
    """The upper end of a range, whose lower end is the number."""
    unit: str = ""
    """The word after the number of a figure that says nothing else."""
    has_remark: bool = False
    """Whether the text says more than a number with its unit."""


def read(text: str) -> Figure | None:
    """Read a printed figure; None for a text that has no number, or may have another."""
    plain = " ".join(text.translate(_PLAIN).split())
    try:
        number = angka(text)
    except RuleError:
        return _with_remark(plain)
    if number is None and is_unmeasured(plain):
        return None  # a blank to every rule, but it says why, and is kept
    unit = _UNIT.fullmatch(plain)
    return Figure(number, unit=unit["unit"] if unit and number is not None else "")


def sign(text: str) -> bool | None:
    """Return whether the sign before a figure means that lower is better: "<= 5" does, ">= 5" does not; None without such a sign."""
    found = _SIGN.match(" ".join(text.translate(_PLAIN).split()))
    return None if found is None or not (found["rising"] or found["falling"]) else bool(found["falling"])


def _with_remark(plain: str) -> Figure | None:
    if len(plain) > _LONGEST:
        return None
    if _PLACEHOLDER.fullmatch(plain):
        return Figure(None, has_remark=True)
    signed = _SIGN.match(plain)
    figure = plain[signed.end() :] if signed else plain
    whole = _number(figure)
    if whole is not None:
        return Figure(whole, has_remark=True)
    if found := _range(figure):
        return replace(found, has_remark=signed is not None)
    for place in _REMARK.finditer(figure):
        core, remark = figure[: place.start()], figure[place.start() :]
        if not _REMARK.fullmatch(remark):
            continue
        number, ends = _number(core), _range(core)
        if number is None and ends is None:
            continue
        if number is not None and _scales(remark, number):
            return None
        return Figure(number, has_remark=True) if ends is None else replace(ends, has_remark=True)
    return None


def _number(text: str) -> float | None:
    try:
        return angka(text)
    except RuleError:
        return None


def _range(text: str) -> Figure | None:
    found = _RANGE.fullmatch(text)
    if not found or has_scale(f"{found['unit'] or ''} {found['unit_after'] or ''}"):
        return None
    low, high = _number(found["low"]), _number(found["high"])
    if low is None or high is None or low >= high or (_YEAR.fullmatch(found["low"]) and _YEAR.fullmatch(found["high"])):
        return None
    return Figure(low, high, unit=(found["unit_after"] or "").strip())


def _scales(remark: str, number: float) -> bool:
    """Whether a remark scales its number: "(dalam jutaan)", "(lima) juta"; a letter in brackets is a grade, words for it a repetition."""
    try:
        words = terbilang(number)
    except RuleError:
        words = ""
    inside = " ".join(_BRACKETED.findall(remark)).lower()
    repeated = bool(words) and " ".join(re.sub(r"\brupiah\b|[^a-z ]", " ", inside).split()) == words
    outside = _BRACKETED.sub(" ", remark).strip(" *)/;,-")
    long = " ".join(re.findall(r"[a-z]{2,}", inside))
    return has_scale(outside) or (not repeated and has_scale(f"x {long}"))
