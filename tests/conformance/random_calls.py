"""Seeded random calls over numbers, and what exact arithmetic says about them: fractions and decimals, none of the rules' code."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from tests.conformance.engines import Engine, same
from tests.conformance.vectors import Argument, Call, Cell, Left, Rows, spelled
from tests.kit.sampling import some

ANSWERS: Final = 10_000
FEW: Final = len(some(range(2_500), 2))
"""Answers that the tests ask for; `make conformance` asks for all."""
SEED: Final = 20_201_231
BATCH: Final = 1_000
"""Calls in one request to LibreOffice, whose Basic takes milliseconds for each."""

Exact: TypeAlias = tuple[Fraction, Fraction] | str
"""Percent and the largest term of its sum, or a text; an error is its text."""

_SHARES: Final = (("CAPAIAN", 0.4), ("SERAPAN", 0.15), ("EFISIENSI", 0.15), ("KATEGORI", 0.2))
"""Of the answers; the rest are categories by a scale of their own."""
_COLUMN: Final = 50
_KINDS: Final[tuple[Callable[[random.Random], float], ...]] = (
    lambda source: 10 ** source.uniform(-9, 13),
    lambda source: round(source.uniform(0, 200), source.randrange(5)),
    lambda source: float(source.randrange(101)),
    lambda source: float(source.randrange(10**10) * 1000),
    lambda source: float(source.randrange(10**13)),
)
"""Numbers of any size from 1e-9 to 1e13, and such as percentages, counts and amounts in rupiah are."""
_REPORT: Final = ((None, "K"), (55.0, "C"), (75.01, "B"), (100.01, "SB"))


# ---------------------------------------------------------------- the calls
def draw(answers: int = ANSWERS, seed: int = SEED) -> list[Call]:
    """Calls that have this many answers, the same ones for the same seed."""
    source = random.Random(seed)
    calls = [_call(function, source) for function, share in _SHARES for _ in range(round(answers * share))]
    while (left := answers - sum(map(_size, calls))) > 0:
        column = tuple((_figure(source),) for _ in range(min(left, _COLUMN)))
        calls.append(Call("KATEGORI", (column, _scale(source))))
    return calls


def _size(call: Call) -> int:
    height, width = call.shape
    return height * width


def _call(function: str, source: random.Random) -> Call:
    if function == "KATEGORI":
        return Call(function, (_figure(source),))
    kind = source.choice(_KINDS)
    first = kind(source)
    [of_second] = source.choices((lambda _: first, kind, source.choice(_KINDS)), (10, 70, 20))
    second = of_second(source)
    sign = -1 if source.random() < 0.15 else 1
    pair: tuple[Argument, ...] = (first, sign * second) if source.random() < 0.5 else (sign * first, second)
    if function != "CAPAIAN":
        return Call(function, pair)
    arah: Argument = source.choice((Left.OUT, "naik", "turun", "turun"))
    return Call(function, pair if arah is Left.OUT else (*pair, arah))


def _figure(source: random.Random) -> float:
    """A capaian whose second decimal every engine rounds alike: no double just beside a half."""
    kinds: tuple[Callable[[], float], ...] = (
        lambda: round(source.uniform(-50, 200), source.randrange(5)),
        lambda: round(source.choice((55, 75, 75.01, 100, 100.01)) + source.randrange(-15, 16) / 1000, 3),
        lambda: source.randrange(1, 200) / source.randrange(1, 200) * 100,
        lambda: source.choice((-1, 1)) * 10 ** source.uniform(-9, 13),
    )
    while not _is_clear(figure := source.choice(kinds)()):
        pass
    return figure


def _is_clear(figure: float) -> bool:
    half = (math.floor(Fraction(figure) * 100) + Fraction(1, 2)) / 100
    return abs(Fraction(figure) - half) >= Fraction(1, 10**11) or figure == float(half)


def _scale(source: random.Random) -> Rows:
    bounds = sorted(source.sample(range(-5_000, 20_000), source.randrange(2, 7)))
    first: Cell = source.choice((None, bounds[0] / 100))
    return tuple((first if number == 0 else bound / 100, "ABCDEFG"[number]) for number, bound in enumerate(bounds))


# ---------------------------------------------------------------- what they have to answer
def exact(call: Call) -> list[list[Exact]]:
    """The answer of a call over numbers, rows x columns, by the rules of the numbers in exact arithmetic."""
    if call.function == "KATEGORI":
        value, scale = (*call.arguments, _REPORT)[:2]
        assert isinstance(scale, tuple)
        assert not isinstance(value, Left)
        rows = value if isinstance(value, tuple) else ((value,),)
        return [[_category(cell, scale) for cell in row] for row in rows]
    first, second = (Fraction(value) for value in call.arguments[:2] if isinstance(value, float))
    if call.function == "CAPAIAN":
        return [[_capaian(first, second, falling="turun" in call.arguments[2:])]]
    return [[_share(call.function, first, second)]]


def _capaian(target: Fraction, realisasi: Fraction, *, falling: bool) -> Exact:
    if target == 0:
        return "#DIV/0!"
    reached = realisasi / target * 100
    return (200 - reached, max(Fraction(100), abs(reached))) if falling else (reached, abs(reached))


def _share(function: str, budget: Fraction, spent: Fraction) -> Exact:
    if budget < 0 or spent < 0:
        return "#NUM!"
    if budget == 0:
        return "" if spent == 0 else "#DIV/0!"
    share = spent / budget * 100 if function == "SERAPAN" else (budget - spent) / budget * 100
    return share, abs(share)


def _category(figure: Cell, scale: Rows) -> str:
    assert isinstance(figure, float)
    rounded = Decimal(repr(figure)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    reached = [name for bound, name in scale[1:] if isinstance(bound, float) and Decimal(repr(bound)) <= rounded]
    return str(reached[-1] if reached else scale[0][1])


def is_exact(expected: Exact, answer: Cell) -> bool:
    """Whether a double is the exact number, within 2e-15 of its largest term; a text the same text.

    Each of the formula's four operations may be off by 2**-53 of its result: together less than that.
    """
    if isinstance(expected, str):
        return answer == expected
    number, term = expected
    return isinstance(answer, float) and abs(Fraction(answer) - number) <= term * Fraction(2, 10**15)


# ---------------------------------------------------------------- engines
def ask(engine: Engine, calls: Sequence[Call], batch: int = BATCH) -> list[Rows]:
    return [answer for start in range(0, len(calls), batch) for answer in engine.answers(calls[start : start + batch])]


def inexact(calls: Sequence[Call], answers: Sequence[Rows]) -> list[str]:
    """Where answers are not what exact arithmetic gives, in words."""
    return [
        f"{call}: {spelled(cell)} instead of {expected if isinstance(expected, str) else float(expected[0])}"
        for call, answer in zip(calls, answers, strict=True)
        for expected_row, row in zip(exact(call), answer, strict=True)
        for expected, cell in zip(expected_row, row, strict=True)
        if not is_exact(expected, cell)
    ]


def different(engine: str, calls: Sequence[Call], expected: Sequence[Rows], answers: Sequence[Rows]) -> list[str]:
    """Where an engine answers otherwise than Python, in words."""
    return [
        f"{engine}: {call}: {spelled(answer)} instead of {spelled(rows)}"
        for call, rows, answer in zip(calls, expected, answers, strict=True)
        if not same(engine, rows, answer)
    ]
