"""One spelling for values, formulas, ranges and number formats, whichever program saved them. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lkjip import limits
from xlfuncs.angka import Cell

DIGITS: Final = 12
"""Of a number that is sealed; programs save and compute the last ones differently."""
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE: Final = 10.0**15
_LONGEST_INDEX: Final = 10
_NOTHING: Final = 1e-11
"""What a difference of equal sums may come to instead of 0."""


def index(given: str | None, otherwise: int = 0) -> int:
    """A row, a column or a number of a style as a file writes it; another one for what is none."""
    return int(given) if given is not None and given.isascii() and given.isdigit() and len(given) < _LONGEST_INDEX else otherwise


def value(content: Cell) -> str:
    """A value, its kind before it: numbers to 12 digits, whole ones exactly, no spaces around texts; empty for a blank."""
    if content is None or content == "":
        return ""
    if isinstance(content, bool):
        return f"b{content:d}"
    if isinstance(content, float | int):
        return number(float(content))
    text = str(content)
    if "_x" in text:  # one program reads an escape where another has escaped it once more
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = "\n".join(text.strip().splitlines())
    return f"t{text}" if text else ""


def number(given: float) -> str:
    """A number as `value` spells it."""
    if given.is_integer() and abs(given) < _WHOLE:
        return f"n{int(given)}"
    return f"n{given:.{DIGITS}g}" if abs(given) > _NOTHING else "n0"


def nearby(spelled: str) -> Iterator[str]:
    """How a number may be spelled that was computed with another last digit; the same for everything else."""
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
    ("[#ALL]", "[]"),  # LibreOffice makes it that
    ("[[#DATA],", "["),
    ("_XLFN.", ""),
    ("_XLWS.", ""),
    ("_XLUDF.", ""),
    ("ORG.LIBREOFFICE.", ""),
    ("COM.MICROSOFT.", ""),
)
"""What programs write differently outside of texts."""
_DECIMAL: Final = re.compile(r"(?<![\w.$])(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=E))(?:E[+-]?[0-9]+)?(?![\w.])")
_LOST_SHEET: Final = re.compile(r"[^-+*/^&=<>(),;!]+!#REF!")
_TRUTH: Final = re.compile(r"(?<![\w.])(?:TRUE|FALSE)(?![\w.(])")
_ROWS_WHOLE: Final = re.compile(r"\$?A(\$?[0-9]+):\$?XFD(\$?[0-9]+)(?![0-9])")
_COLUMNS_WHOLE: Final = re.compile(rf"(\$?[A-Z]{{1,3}})\$?1:(\$?[A-Z]{{1,3}})\$?{limits.ROWS}(?![0-9])")


@lru_cache(maxsize=20_000)  # the rows of a table have the same ones
def formula(text: str) -> str:
    """A formula without "=", so that two that say the same are spelled the same: capitals, no spaces or quotes outside of texts."""
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
    """A sheet's title as formulas spelled so name it."""
    return "".join(given.upper().split()).replace("'", "")


def condition(text: str) -> str:
    """A formula of a conditional look, where LibreOffice writes TRUE as 1."""
    return _TRUTH.sub(lambda found: "1" if found[0] == "TRUE" else "0", formula(text))


def ranges(given: str) -> str:
    """A list of ranges, in one order."""
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
"""The formats that a file names by number, as far as their classes go."""
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
    """What kind of thing a number format shows of a value: decimals, percent, scale, date, and every letter or digit that it adds itself.

    Args:
        code: as a file has it, or the number of one that is built in.
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
    """What a format adds to a value, as far as a reader could take it for a part of it."""
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
