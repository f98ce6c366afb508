"""Roman numbers, of the BAB and of the pages before BAB I."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_VALUES: Final = {letters: value for value, letters in _DIGITS if len(letters) == 1}


def written(number: int) -> str:
    """A number from 1 on in Roman digits."""
    made = ""
    for value, letters in _DIGITS:
        made += letters * (number // value)
        number %= value
    return made


def read(text: str) -> int:
    """The number that Roman digits stand for: a digit before a larger one is taken away."""
    values = [_VALUES[letter] for letter in text.upper()]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))
