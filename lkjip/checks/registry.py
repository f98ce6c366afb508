"""A check as the others see it: its code, how grave what it finds is, what it explains to staff, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from lkjip.checks.book import Book
from lkjip.model.finding import Level, Remark

Look: TypeAlias = Callable[[Book], Iterable[Remark]]


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong in a workbook."""

    code: str
    level: Level
    explanation: str
    """One paragraph for staff, in Bahasa Indonesia; it stands in docs/panduan/pemeriksaan.md too."""
    look: Look


CHECKS: Final[list[Check]] = []
"""Every check, in the order of the modules and of the functions in them."""


def check(code: str, level: Level, explanation: str) -> Callable[[Look], Look]:
    """Register a function as a check: it yields a remark for each place where something is wrong."""

    def register(look: Look) -> Look:
        CHECKS.append(Check(code, level, explanation, look))
        return look

    return register
