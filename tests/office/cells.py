"""Cell contents in Excel's terms, converted from LibreOffice's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

ERRORS: Final = {
    502: "#NUM!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    523: "#NUM!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
"""LibreOffice's error numbers. 502 (invalid argument) is #NUM! for SQRT(-1), but also stands where Excel has #VALUE! or #REF!:
VALUE("x"), INDEX out of range. Numbers that are not here are LibreOffice's own and are shown as such, "Err:522"."""

CVERR_ERRORS: Final = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
    2051: "#BUSY!",
}
"""Excel's numbers of its errors, as VBA's CVErr takes them."""


@dataclass(frozen=True)
class Cell:
    """One cell as it was when it was read.

    value    a number, a text, or None for an empty cell and for an error. TRUE and dates are numbers.
    text     what a person sees, in the number format and the locale of the office.
    error    Excel's name of the error, or None.
    formula  in the syntax of the file: English names, commas; "" where there is none.
    """

    value: float | str | None
    text: str
    error: str | None
    formula: str


def make_cell(value: float | str | None, formula: str, error_number: int, text: str = "") -> Cell:
    """A cell from what LibreOffice says about it, its formula already in the syntax of the file."""
    error = error_text(error_number) if error_number else cverr_text(value, formula)
    if error:
        return Cell(None, text, error, formula)
    is_empty = value == "" and not formula
    return Cell(None if is_empty else value, text, None, formula)


def error_text(number: int) -> str:
    """Excel's name of a LibreOffice error, or LibreOffice's own when Excel has none."""
    return ERRORS.get(number, f"Err:{number}")


def cverr_text(value: float | str | None, formula: str) -> str | None:
    """Excel's name of an error that VBA code returned with CVErr: LibreOffice shows it as the text "Error 2007"."""
    if not formula or not isinstance(value, str):
        return None
    match = re.fullmatch(r"Error (20\d\d)", value)
    return CVERR_ERRORS.get(int(match[1])) if match else None
