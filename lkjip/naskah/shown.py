"""Values of a report as the printed report writes them: numbers in Indonesian notation, never an error code or "None"."""

from __future__ import annotations

import math
import re
from typing import Final

from lkjip.escapes import plain
from lkjip.model.columns import Column, Kind
from xlfuncs import id_format
from xlfuncs.angka import Cell, terbilang
from xlfuncs.errors import EXCEL_ERRORS, is_error

UNKNOWN: Final = "belum dapat dihitung"
"""What is written in place of an error."""
_ERROR: Final = re.compile("|".join(map(re.escape, EXCEL_ERRORS)))
_PERCENT: Final = "%"


def text(value: Cell) -> str:
    """A value as a text, "" for a blank; it may have several lines."""
    if value is None:
        return ""
    if is_error(value):
        return UNKNOWN
    if isinstance(value, float):
        return id_format.typed(value) if math.isfinite(value) else UNKNOWN
    # Word writes a line break as a vertical tab when a text is copied from it
    lines = re.split(r"\r\n|[\r\n\v]", str(value))
    return _ERROR.sub(UNKNOWN, "\n".join(" ".join(plain(line).split()) for line in lines).strip())


def line(value: Cell) -> str:
    """A value as a text on one line, "" for a blank."""
    return " ".join(text(value).split())


def figure(value: Cell, unit: Cell = None) -> str:
    """A figure as the sheets print it: whole counts without decimals, percent and others with two to four; a grade as it is."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, float):
        return text(value)
    return id_format.in_unit(value, whole=2 if unit == _PERCENT else 0) if math.isfinite(value) else UNKNOWN


def measured(value: Cell, unit: Cell) -> str:
    """A figure with its unit, for a sentence: "98,78 %", "82 %", "38 Kegiatan", "BB"."""
    shown, named = figure(value), line(unit)
    return f"{shown} {named}" if isinstance(value, float | int) and shown != UNKNOWN and named and not is_error(unit) else shown


def percent(value: Cell) -> str:
    """A percentage without its sign, for a table: "78,13", "" for a blank."""
    return id_format.fixed(value) if isinstance(value, float | int) and math.isfinite(value) else text(value)


def percent_in_text(value: Cell) -> str:
    """A percentage for a sentence: "78,13 %", "100 %"."""
    return id_format.percent_in_text(value) if isinstance(value, float | int) and math.isfinite(value) else text(value)


def amount(value: Cell) -> str:
    """An amount in rupiah without "Rp", for a table: "1.914.251.000"."""
    return id_format.fixed(value, 0) if isinstance(value, float | int) and math.isfinite(value) else text(value)


def rupiah(value: Cell) -> str:
    """An amount in rupiah for a sentence: "Rp 1.914.251.000,00"."""
    return id_format.rupiah(value) if isinstance(value, float | int) and math.isfinite(value) else text(value)


def cell(column: Column, value: Cell, unit: Cell = None) -> str:
    """The text of a cell of a table, by what its column holds."""
    match column.kind:
        case Kind.NUMBER:
            return figure(value, unit)
        case Kind.PERCENT:
            return percent(value)
        case Kind.RUPIAH:
            return amount(value)
        case Kind.LIST:
            return "\n".join(items(value))
        case Kind.COUNT:
            return line(value) if not isinstance(value, float) else id_format.typed(value)
        case _:
            return text(value)


def in_words(count: int) -> str:
    """A count with its words: "9 (sembilan)"."""
    return f"{count} ({terbilang(count)})"


def items(value: Cell) -> list[str]:
    """The items of a text that lists several, on lines of their own or separated by ";"."""
    return [item for part in re.split(r"[;\n]", text(value)) if (item := part.strip())]
