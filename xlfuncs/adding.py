"""Sums and means of numbers, exact up to the last step."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from xlfuncs.errors import NUM, RuleError


def total(numbers: Iterable[float]) -> float:
    """Add numbers up, 0 for none.

    Raises:
        RuleError: ``#NUM!`` beyond what a double holds.
    """
    try:
        return math.fsum(numbers)
    except OverflowError:
        raise RuleError(NUM, "beyond what a double holds") from None


def mean(numbers: Sequence[float]) -> float | None:
    """Compute the arithmetic mean of numbers, None for none.

    Raises:
        RuleError: as `total`.
    """
    return total(numbers) / len(numbers) if numbers else None


def finite(number: float) -> float:
    """Return a result that a cell can hold.

    Raises:
        RuleError: ``#NUM!`` beyond what a double holds.
    """
    if not math.isfinite(number):
        raise RuleError(NUM, "beyond what a double holds")
    return number
