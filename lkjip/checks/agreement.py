"""When a figure with few decimals is a computed one."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError

CLOSE: Final = 1e-9
_SAME: Final = 1e-9
_MOST_DECIMALS: Final = 12
"""More are no print, and the 15 digits of a double have none to compare."""


def same(one: float, other: float) -> bool:
    """Whether two figures are one, apart from the last digits of a sum."""
    return math.isclose(one, other, rel_tol=_SAME, abs_tol=_SAME)


def agrees(printed: float, computed: float | None) -> bool:
    """Whether a printed percentage is the computed one, rounded to or cut after the printed number of decimals."""
    if computed is None:
        return False
    places = decimals(printed)
    return abs(printed - computed) <= 0.5 * 0.1**places + CLOSE or abs(printed - float(id_format.cut(computed, places))) <= CLOSE


def decimals(number: float) -> int:
    """The number of decimals of a figure as it is printed."""
    return min(max(0, -int(id_format.exact(number).normalize().as_tuple().exponent)), _MOST_DECIMALS)


def share(rule: Callable[[Cell, Cell], float | None], budget: float, spent: float) -> float | None:
    """A percentage of a budget by a rule; None if the amounts are too large to compute with, which another check reports."""
    try:
        return rule(budget, spent)
    except RuleError:
        return None
