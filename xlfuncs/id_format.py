"""Format numbers in Indonesian notation: "1.234,50", "78,13 %", "Rp 1.914.251.000,00".

All texts that show numbers use these functions. Rounding is half away from zero on the 15-digit decimal form, like a
spreadsheet's ROUND and KATEGORI, so that a figure has the same digits in a cell, a sentence, a finding, the letter, the
recap and the terminal. All functions accept any double: non-finite values become the error value that a cell would
show, and the result is never "-0".
"""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from xlfuncs.errors import NUM

_WITHOUT_DECIMALS: Final = Decimal(10) ** 15
"""From this value on, the 15-digit form is a whole number."""
_LONGEST: Final = 21
"""Digits before the decimal mark, or zeros after it, beyond which numbers get an exponent, as in Excel."""
_MARKS: Final = str.maketrans(",.", ".,")


def exact(number: float) -> Decimal:
    """Return the 15-digit decimal form of a number, as a spreadsheet shows it."""
    return Decimal(format(number, ".15g"))


def rounded(number: float, places: int = 2) -> Decimal:
    """Round a number's 15-digit form to a number of decimals, half away from zero.

    The result equals a spreadsheet's ROUND(x, places), unlike binary rounding: 1.005 becomes 1.01.
    """
    return _to_places(number, places, ROUND_HALF_UP)


def cut(number: float, places: int = 2) -> Decimal:
    """Cut a number's 15-digit form after a number of decimals, as a spreadsheet's TRUNC(x, places): 94.3757 becomes 94.37."""
    return _to_places(number, places, ROUND_DOWN)


def _to_places(number: float, places: int, rounding: str) -> Decimal:
    decimal = exact(number)
    return decimal if abs(decimal) >= _WITHOUT_DECIMALS else decimal.quantize(Decimal(1).scaleb(-places), rounding)


def fixed(number: float, places: int = 2) -> str:
    """Format with a fixed number of decimals, for a column of figures: "78,13", "100,00", "1.234"."""
    return _written(rounded(number, places), places) if math.isfinite(number) else NUM


def short(number: float) -> str:
    """Format with two decimals, or none if both would be zero, for a sentence: "78,13", "100"."""
    return fixed(number).removesuffix(",00")


def typed(number: float, whole: int = 0, fewest: int = 2) -> str:
    """Format with all decimals, as staff typed them: "38", "98,70", "0,985"; at least `fewest`, or `whole` for whole numbers."""
    if not math.isfinite(number):
        return NUM
    decimal = exact(number).normalize()
    places = max(0, -int(decimal.as_tuple().exponent))
    return _written(decimal, max(fewest, places) if places else whole)


def in_unit(number: float, whole: int = 0) -> str:
    """Format a computed figure in an indicator's unit, as cells show it: two to four decimals, `whole` for whole numbers."""
    return typed(float(rounded(number, 4)), whole) if math.isfinite(number) else NUM


def percent(number: float) -> str:
    """Format a percentage (98.78 is 98.78 %) for a list of figures: "78,13 %", "100,00 %"."""
    return f"{fixed(number)} %"


def percent_in_text(number: float) -> str:
    """Format a percentage for a sentence: "78,13 %", "100 %"."""
    return f"{short(number)} %"


def rupiah(number: float) -> str:
    """Format an amount in rupiah: "Rp 1.914.251.000,00", "Rp -1.000,00"."""
    return f"Rp {fixed(number)}"


def _written(decimal: Decimal, places: int) -> str:
    decimal += 0  # turns -0 into 0, to avoid "-0,00"
    if decimal and not -_LONGEST <= decimal.adjusted() < _LONGEST:
        return f"{decimal.normalize():E}".translate(_MARKS)
    return f"{decimal:,.{places}f}".translate(_MARKS)
