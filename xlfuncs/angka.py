"""Read Indonesian numbers such as "98,78 %" and "Rp. 600.000,-", and write terbilang and rupiah.

"," is the decimal mark and "." groups thousands; English notation is accepted where it is unambiguous. Ambiguous
numbers are refused, and so are numbers with a scale word ("1,9 Mlr"): a wrong figure is worse than an error in the cell.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, TypeAlias

from xlfuncs import id_format, scale_words
from xlfuncs.errors import NUM, VALUE, RuleError, is_error

Cell: TypeAlias = float | int | str | bool | Decimal | date | None
"""Value of a cell: a number, text, TRUE/FALSE, nothing or a date; an error value is its text."""

SPACES: Final = " \t\n\v\f\r\u00a0\u2007\u2009\u200b\u202f\ufeff"
"""The space, tab to carriage return, and special spaces from word processors and web pages."""
MINUSES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
NOTHINGS: Final = ("-", "nihil", "n/a", "na")
"""Non-empty texts that count as blank, once spaces are removed and any minus sign is replaced by "-"."""
NOT_MEASURED: Final = ("tidak", "belum")
"""What a text begins with that says why there is no number, and so counts as blank: "Tidak diadakan karena Covid-19"."""
BLANKS: Final = ("", *MINUSES, *(word for word in NOTHINGS if word not in MINUSES))
"""All texts that count as blank, with each of the minus signs."""
DAY_ZERO: Final = date(1899, 12, 30)
"""The day from which spreadsheets count: a date in a cell is the days since then."""
_SPACED: Final = str.maketrans(dict.fromkeys(SPACES, " "))
_PLAIN: Final = _SPACED | str.maketrans(dict.fromkeys(MINUSES, "-"))

_CURRENCY = r"(?:(?P<currency>rp\.?|idr)\ *)?"
_NUMBER: Final = re.compile(
    rf"""
    (?P<open>\()?\ *  (?P<sign>[+-])?\ *  {_CURRENCY}
    (?P<open_after>\()?\ *  (?P<sign_after>[+-])?\ *
    (?P<digits>[0-9]+(?:[.,][0-9]+)*)  (?:,-)?
    \ *(?P<close>\))?
    \ *%?
    \ *(?P<unit>[a-z][^0-9]*)?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_NOTHING: Final = re.compile(
    rf"(?:{_CURRENCY}-|{'|'.join(map(re.escape, NOTHINGS))}|(?:{'|'.join(NOT_MEASURED)}).*)?", re.IGNORECASE | re.ASCII
)
_TWO_WAYS: Final = re.compile(r"[0-9]+[.,][0-9]{3}")
_AFTER_MONEY: Final = re.compile(r"(?:rupiah)?", re.IGNORECASE | re.ASCII)

_LIMIT: Final = Decimal(10) ** 15


def angka(teks: Cell) -> float | None:
    """Convert a cell's value to a number; None for a blank.

    Numbers, dates (as their serial number) and texts with an Indonesian number are accepted. "%" never divides
    by 100, since the report's figures are in percent. Blanks are: nothing, "", spaces, "-", "–", "nihil", "Rp. -", "n/a",
    and a text that begins with "tidak" or "belum".

    Raises:
        RuleError: the error itself for an error value; ``#VALUE!`` for TRUE/FALSE and for a text that is not a
            number, could be two ("12 dari 20", "80 - 90%", "1.234.5") or has a scale word ("1,9 Mlr", "5 M");
            ``#NUM!`` for an infinite number.

    Source: the figures as the report prints them (Tabel 2.1 to 3.2, the annexes).
    """
    if isinstance(teks, bool):
        raise RuleError(VALUE, "TRUE/FALSE is no number")
    if isinstance(teks, float | int | Decimal):
        return _finite(_double(teks))
    if teks is None:
        return None
    if isinstance(teks, str):
        return _from_text(teks)
    if isinstance(teks, date):
        return _serial(teks)
    raise RuleError(VALUE, f"{type(teks).__name__} is no number")


def _double(number: float | int | Decimal) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf
    except ValueError:  # a signalling NaN
        return math.nan


def _finite(number: float) -> float | None:
    if math.isfinite(number):
        return number
    if math.isnan(number):  # blanks in data frames
        return None
    raise RuleError(NUM, "infinite")


def _serial(moment: date) -> float:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    local = moment.replace(tzinfo=None)  # cells have no time zone
    return (local - datetime.combine(DAY_ZERO, time())).total_seconds() / 86400


def _from_text(text: str) -> float | None:
    if is_error(text):
        raise RuleError(text)
    plain = _plain(text)
    if _NOTHING.fullmatch(plain):
        return None
    found = _NUMBER.fullmatch(plain)
    if not found:
        raise RuleError(VALUE, f"{text!r} is no number")
    signs = [mark for mark in found.group("sign", "sign_after") if mark]
    opened = [mark for mark in found.group("open", "open_after") if mark]
    closed = 1 if found["close"] else 0
    unit = found["unit"] or ""
    unfit = found["currency"] and not _AFTER_MONEY.fullmatch(unit)
    if len(signs) + len(opened) > 1 or len(opened) != closed or unfit or has_scale(unit):
        raise RuleError(VALUE, f"{text!r} is no number")
    number = _finite(_from_digits(found["digits"]))
    return -number if number and (opened or signs == ["-"]) else number


def is_range(value: object) -> bool:
    """Return whether a value is a range (rows of cells) and not the value of a single cell."""
    return isinstance(value, list | tuple)


def spaced(text: str) -> str:
    """Replace every run of spaces of any kind by one space, and remove the outer ones."""
    return " ".join(text.translate(_SPACED).split())


def _plain(text: str) -> str:
    """Normalize the spaces and minus signs of a text."""
    return " ".join(text.translate(_PLAIN).split())


def has_scale(teks: str) -> bool:
    """Return whether a text contains a scale word: "Rp1,9 Mlr", "5 M", "(dalam jutaan)"."""
    return any(True for _ in scale_words.scales(teks))


def in_full(teks: str) -> float | None:
    """Convert a text with one scale word to its number if unambiguous: "Rp1,9 Mlr" is 1900000000.

    None for all other texts: "5 M" may mean million or miliar, and "1.900 juta" may mean 1.9 or 1900 juta.
    """
    found = _NUMBER.fullmatch(_plain(teks))
    if not found or any(found.group("open", "open_after", "sign", "sign_after")):
        return None
    unit = found["unit"] or ""
    scales = list(scale_words.scales(unit))
    if len(scales) != 1 or not scales[0].times or not set(scale_words.words(unit)[1:]) <= {"an", "rupiah"}:
        return None
    try:
        number = None if _TWO_WAYS.fullmatch(found["digits"]) else _from_digits(found["digits"])
    except RuleError:
        return None
    return None if number is None else float(id_format.exact(number) * scales[0].times)


def _from_digits(digits: str) -> float:
    """Convert digits with decimal or thousands marks; marks that could be either are taken as thousands marks."""
    marks = "".join(mark for mark in digits if mark in ".,")
    if not marks:
        return float(digits)
    last = marks[-1]
    if marks == "." and _is_grouped(digits, "."):
        return float(digits.replace(".", ""))
    if marks.count(last) == 1:
        whole, _, fraction = digits.rpartition(last)
        group = marks[0] if len(marks) > 1 else ""
        ambiguous = marks == "." and len(fraction) == 3 and not whole.startswith("0")
        if not ambiguous and (not group or _is_grouped(whole, group)):
            return float(f"{whole.replace(group, '') if group else whole}.{fraction}")
    elif set(marks) == {last} and _is_grouped(digits, last):
        return float(digits.replace(last, ""))
    raise RuleError(VALUE, f"{digits!r} groups its digits in no known way")


def _is_grouped(digits: str, mark: str) -> bool:
    first, *rest = digits.split(mark)
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(group) == 3 and group.isdigit() for group in rest)


def _writable(n: Cell) -> Decimal | None:
    number = angka(n)
    if number is None:
        return None
    decimal = id_format.exact(number)
    if abs(decimal) >= _LIMIT:
        raise RuleError(NUM, "a double holds no more than 15 digits")
    return decimal


def rupiah(n: Cell) -> str:
    """Format an amount in rupiah as the report prints it: 1914251000 -> "Rp 1.914.251.000,00"; blank -> "".

    Rounded to 2 decimals, half away from zero.

    Raises:
        RuleError: as :func:`angka`; ``#NUM!`` from 1e15 rupiah on, where a double can no longer represent the cents.

    Source: BAB III 3.2 of the report.
    """
    amount = _writable(n)
    if amount is None:
        return ""
    return id_format.rupiah(float(amount))


_ONES: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_SCALES: Final = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))


def terbilang(n: Cell) -> str:
    """Write a number in Indonesian words: 9 -> "sembilan", 1000 -> "seribu", -5 -> "minus lima", 0.5 -> "nol koma lima".

    Decimals are those of the 15-digit form, digit by digit; blank -> "".

    Raises:
        RuleError: as :func:`angka`; ``#NUM!`` from 1e15 on.

    Source: "9 (sembilan) indikator kinerja", BAB III 3.1 of the report.
    """
    number = _writable(n)
    if number is None:
        return ""
    whole, _, fraction = format(abs(number), "f").partition(".")
    words = [_in_words(int(whole))]
    fraction = fraction.rstrip("0")
    if fraction:
        words += ["koma", *(_ONES[int(digit)] for digit in fraction)]
    if number < 0:
        words.insert(0, "minus")
    return " ".join(words)


def _in_words(n: int) -> str:
    if n < 12:
        return _ONES[n]
    if n < 20:
        return f"{_ONES[n - 10]} belas"
    size, scale = next((size, scale) for size, scale in _SCALES if n >= size)
    count, rest = divmod(n, size)
    head = f"se{scale}" if count == 1 and size <= 1000 else f"{_in_words(count)} {scale}"
    return f"{head} {_in_words(rest)}" if rest else head
