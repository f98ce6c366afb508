"""The registry of checks: the code, severity, explanation and function of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from lkjip.checks.book import Book
from lkjip.model.finding import Level, Remark

Look: TypeAlias = Callable[[Book], Iterable[Remark]]


@dataclass(frozen=True)
class Check:
    """One kind of mistake that a workbook can have."""

    code: str
    level: Level
    explanation: str
    """One paragraph for staff, in Bahasa Indonesia, also printed in docs/panduan/pemeriksaan.md."""
    look: Look


CHECKS: Final[list[Check]] = []
"""All checks, in the order of their modules and of the functions there."""


def check(code: str, level: Level, explanation: str) -> Callable[[Look], Look]:
    """Register a function as a check; it yields a remark for each wrong place."""

    def register(look: Look) -> Look:
        CHECKS.append(Check(code, level, explanation, look))
        return look

    return register
