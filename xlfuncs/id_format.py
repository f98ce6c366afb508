"""Numbers as Indonesians write them: "1.234,50", "78,13 %", "Rp 1.914.251.000,00".

Every text of the product that shows a number takes it from here. Rounding is half away from zero on the 15-digit
decimal form, as a spreadsheet's ROUND and KATEGORI do it, so that a figure has the same digits in a cell, a sentence,
a finding, the letter, the recap and the terminal. Every function takes any double: what is not finite is written
as the error value that a cell would show, and nothing is ever "-0".
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from xlfuncs.errors import NUM

_WITHOUT_DECIMALS: Final = Decimal(10) ** 15
"""From here on the 15-digit form is a whole number."""
_LONGEST: Final = 21
"""Digits before the mark, or noughts after it, beyond which a number is written with an exponent, as Excel does it."""
_MARKS: Final = str.maketrans(",.", ".,")


def exact(number: float) -> Decimal:
    """The number as a spreadsheet shows it: its 15-digit decimal form."""
    return Decimal(format(number, ".15g"))


def rounded(number: float, places: int = 2) -> Decimal:
    """The number rounded to so many decimals, half away from zero, starting from its 15-digit form.

    Equal to a spreadsheet's ROUND(x, 2), which binary rounding is not (1.005 gives 1.01 here).
    """
    decimal = exact(number)
    return decimal if abs(decimal) >= _WITHOUT_DECIMALS else decimal.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def fixed(number: float, places: int = 2) -> str:
    """With so many decimals always, as a column of figures shows it: "78,13", "100,00", "1.234"."""
    return _written(rounded(number, places), places) if math.isfinite(number) else NUM


def short(number: float) -> str:
    """With two decimals, or none where they would be noughts, as a sentence says it: "78,13", "100"."""
    return fixed(number).removesuffix(",00")


def typed(number: float, whole: int = 0) -> str:
    """With every decimal it has, two at least, as staff typed it: "38", "98,70", "0,985"; so many where it is whole."""
    if not math.isfinite(number):
        return NUM
    decimal = exact(number).normalize()
    places = max(0, -int(decimal.as_tuple().exponent))
    return _written(decimal, max(2, places) if places else whole)


def percent(number: float) -> str:
    """A percentage (98.78 is 98.78 %) in a list of figures: "78,13 %", "100,00 %"."""
    return f"{fixed(number)} %"


def percent_in_text(number: float) -> str:
    """A percentage in a sentence: "78,13 %", "100 %"."""
    return f"{short(number)} %"


def rupiah(number: float) -> str:
    """An amount of money: "Rp 1.914.251.000,00", "Rp -1.000,00"."""
    return f"Rp {fixed(number)}"


def _written(decimal: Decimal, places: int) -> str:
    decimal += 0  # no "-0,00"
    if decimal and not -_LONGEST <= decimal.adjusted() < _LONGEST:
        return f"{decimal.normalize():E}".translate(_MARKS)
    return f"{decimal:,.{places}f}".translate(_MARKS)
