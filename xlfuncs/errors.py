"""Excel's error values, which Python code represents by their text."""

from __future__ import annotations

from typing import Final, cast

NULL: Final = "#NULL!"
DIV0: Final = "#DIV/0!"
VALUE: Final = "#VALUE!"
REF: Final = "#REF!"
NAME: Final = "#NAME?"
NUM: Final = "#NUM!"
NA: Final = "#N/A"

# Number for VBA's CVErr, by the text that the cell shows. COM passes an error cell to Python as COM_BASE + number.
EXCEL_ERRORS: Final[dict[str, int]] = {
    NULL: 2000,
    DIV0: 2007,
    VALUE: 2015,
    REF: 2023,
    NAME: 2029,
    NUM: 2036,
    NA: 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
    "#BUSY!": 2051,
}
COM_BASE: Final = -2146828288


class RuleError(ValueError):
    """Raised when a rule's result is an Excel error value.

    ``code`` is the text that Excel shows for it ("#DIV/0!", "#VALUE!", "#NUM!", "#N/A", ...).
    """

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(f"{code} {reason}".rstrip())
        self.code = code


def is_error(value: object) -> bool:
    """Return whether ``value`` is the text of an Excel error value."""
    return isinstance(value, str) and value in EXCEL_ERRORS


def raise_errors(*cells: object) -> None:
    """Raise the leftmost error value, which takes precedence over all other checks."""
    for cell in cells:
        if is_error(cell):
            raise RuleError(cast("str", cell))
