"""Spell values, formulas, ranges and number formats alike, no matter which program saved them. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lkjip import limits
from xlfuncs.angka import Cell

DIGITS: Final = 12
"""Significant digits of a sealed number; programs save and compute further digits differently."""
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE: Final = 10.0**15
_LONGEST_INDEX: Final = 10
_NOTHING: Final = 1e-11
"""Results below this count as 0; differences of equal sums may come out so."""


def index(given: str | None, otherwise: int = 0) -> int:
    """Read a row, column or style index; `otherwise` if it is not a number."""
    return int(given) if given is not None and given.isascii() and given.isdigit() and len(given) < _LONGEST_INDEX else otherwise


def value(content: Cell) -> str:
    """A value's kind and canonical text: numbers to 12 digits (integers exactly), trimmed texts; "" for a blank."""
    if content is None or content == "":
        return ""
    if isinstance(content, bool):
        return f"b{content:d}"
    if isinstance(content, float | int):
        return number(float(content))
    text = str(content)
    if "_x" in text:  # programs disagree on how often an escape code is escaped
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = "\n".join(text.strip().splitlines())
    return f"t{text}" if text else ""


def number(given: float) -> str:
    """The canonical text of a number."""
    if given.is_integer() and abs(given) < _WHOLE:
        return f"n{int(given)}"
    return f"n{given:.{DIGITS}g}" if abs(given) > _NOTHING else "n0"


def nearby(spelled: str) -> Iterator[str]:
    """A value's spelling and, for a number, those of its neighbours in the last digit."""
    yield spelled
    if spelled.startswith("n"):
        given = float(spelled[1:])
        step = 10.0 ** (math.floor(math.log10(abs(given))) - DIGITS + 1) if given else 0.0
        yield from dict.fromkeys(number(each) for each in (given - step, given + step))


# ---------------------------------------------------------------- formulas
_OUTSIDE: Final = (
    ("'", ""),
    ("TRUE()", "TRUE"),
    ("FALSE()", "FALSE"),
    ("~", ","),
    ("[#DATA]", "[]"),
    ("[#ALL]", "[]"),  # LibreOffice writes it so
    ("[[#DATA],", "["),
    ("_XLFN.", ""),
    ("_XLWS.", ""),
    ("_XLUDF.", ""),
    ("ORG.LIBREOFFICE.", ""),
    ("COM.MICROSOFT.", ""),
)
"""Spellings outside string literals in which programs differ."""
_DECIMAL: Final = re.compile(r"(?<![\w.$])(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=E))(?:E[+-]?[0-9]+)?(?![\w.])")
_LOST_SHEET: Final = re.compile(r"[^-+*/^&=<>(),;!]+!#REF!")
_TRUTH: Final = re.compile(r"(?<![\w.])(?:TRUE|FALSE)(?![\w.(])")
_ROWS_WHOLE: Final = re.compile(r"\$?A(\$?[0-9]+):\$?XFD(\$?[0-9]+)(?![0-9])")
_COLUMNS_WHOLE: Final = re.compile(rf"(\$?[A-Z]{{1,3}})\$?1:(\$?[A-Z]{{1,3}})\$?{limits.ROWS}(?![0-9])")


@lru_cache(maxsize=20_000)  # the rows of a table have the same ones
def formula(text: str) -> str:
    """The canonical spelling of a formula without "=": in capitals, without spaces or quotes outside string literals."""
    pieces = text.split('"')  # every other one stands in a text
    outside = "".join('"'.join(pieces[::2]).upper().split())
    for written, spelled in _OUTSIDE:
        if written in outside:
            outside = outside.replace(written, spelled)
    if "." in outside or "E+" in outside or "E-" in outside:
        outside = _DECIMAL.sub(lambda found: repr(float(found[0])).removesuffix(".0"), outside)
    if "XFD" in outside:
        outside = _ROWS_WHOLE.sub(r"\1:\2", outside)
    if str(limits.ROWS) in outside:
        outside = _COLUMNS_WHOLE.sub(r"\1:\2", outside)
    if "!#REF!" in outside:
        outside = _LOST_SHEET.sub("#REF!", outside)
    pieces[::2] = outside.split('"')
    return '"'.join(pieces)


def title(given: str) -> str:
    """A sheet's title as canonical formulas spell it."""
    return "".join(given.upper().split()).replace("'", "")


def condition(text: str) -> str:
    """The canonical spelling of a conditional format's formula, in which LibreOffice writes TRUE as 1."""
    return _TRUTH.sub(lambda found: "1" if found[0] == "TRUE" else "0", formula(text))


def ranges(given: str) -> str:
    """A sorted list of ranges."""
    corners = (each.partition(":") for each in given.replace("$", "").upper().split())
    return " ".join(sorted({first if first == last else first + mark + last for first, mark, last in corners}))


# ---------------------------------------------------------------- number formats
_BUILT_IN: Final = {
    **dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00"))),
    **{5: "0;-0", 6: "0;-0", 7: "0.00;-0.00", 8: "0.00;-0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ?/?"},
    **{14: "dmyyyy", 15: "dmyy", 16: "dm", 17: "my", 18: "h:m am/pm", 19: "h:m:s am/pm", 20: "h:m", 21: "h:m:s", 22: "dmyyyy h:m"},
    **{37: "0;-0", 38: "0;-0", 39: "0.00;-0.00", 40: "0.00;-0.00", 41: "0;-0;-", 42: "0;-0;-", 43: "0.00;-0.00;-", 44: "0.00;-0.00;-"},
    **{45: "m:s", 46: "[h]:m:s", 47: "m:s.0", 48: "0.0E+0", 49: "@"},
}
"""Codes of built-in formats by number, as far as their class depends on it."""
_TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _. | \*(?P<filled>.)
  | \[(?P<elapsed>h+|m+|s+)\] | \[(?P<bound>[<>=]+[^\]]+)\] | \[\$(?P<currency>[^\]-]*)[^\]]*\] | \[[^\]]*\]
  | (?P<general>General|Standard) | (?P<half>am/pm|a/p) | (?P<exponent>e[+-]) | (?P<date>d+|m+|y+|h+|s+)
  | (?P<digits>[0\#?][0\#?,]*)(?P<decimals>\.[0\#?]*,*)? | (?P<point>\.[0\#?]+,*) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@lru_cache(maxsize=4096)
def format_class(code: str | int) -> str:
    """The class of a number format: decimals, percent, scale, date, and every letter or digit that it adds to the value.

    Args:
        code: the format's code, or the number of a built-in one.
    """
    if isinstance(code, int):
        code = _BUILT_IN.get(code, f"dmy{code}" if 27 <= code <= 58 else "General")
    sections = [_section(each) for each in _split(code)]
    if len(sections) > 3 and (sections[3] == "@" or (sections[0] and not any(sections[1:]))):
        sections.pop()
    if len(sections) == 3 and sections[2] == sections[0]:
        sections.pop()
    if len(sections) == 2 and sections[1] == f"-{sections[0]}":
        sections.pop()
    return ";".join(sections)


def _split(code: str) -> Iterator[str]:
    section = ""
    for found in _TOKEN.finditer(code):
        if found["other"] == ";":
            yield section
            section = ""
        else:
            section += found[0]
    yield section


def _added(text: str, marks: str) -> str:
    """What a format adds to a value, as far as a reader could take it for part of the value."""
    return "".join("-" if each in "-(" else each for each in text if each.isalnum() or each in "-(%@/" or each in marks)


def _section(code: str) -> str:
    shown = ""
    dates = set()
    for found in _TOKEN.finditer(code):
        match found.lastgroup:
            case "digits" | "decimals" | "point":
                before, after = found["digits"] or "", found["decimals"] or found["point"] or ""
                decimals = len(after.rstrip(",")) - 1
                scale = len(before) - len(before.rstrip(",")) if decimals < 0 else len(after) - 1 - decimals
                shown += f"#{f'.{decimals}' if decimals > 0 else ''}{',' * scale}"
            case "general":
                shown += "G"
            case "date" | "elapsed" | "half":
                dates.add(found[0].strip("[]")[0].lower())
            case "bound":
                shown += f"[{found['bound']}]"
            case "exponent":
                shown += "E"
            case "quoted" | "escaped" | "filled" | "currency":
                shown += _added(found[found.lastgroup] or "", ".,")
            case "other":
                shown += _added(found["other"], "")
            case _:
                pass
    kinds = "".join(sorted(dates))
    return f"{kinds}:{''.join(each for each in shown if each.isalnum())}" if kinds else shown
