"""Seeded random calls over every combination of an office's choices, and what exact arithmetic says about them."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from tests.conformance.engines import same
from tests.conformance.random_calls import Exact, is_exact
from tests.conformance.vectors import Call, Cell, Rows, spelled
from tests.kit import sampling

ANSWERS: Final = 10_000
FEW: Final = len(sampling.some(range(1_200), 2))
SOME: Final = 60
"""Answers and combinations that the tests ask for: enough for every pair of choices many times over."""
SEED: Final = 862_017

CHOICES: Final[Mapping[str, tuple[Cell, ...]]] = {
    "rumus_turun": ("selisih", "rasio"),
    "batas_atas": ("tidak ada", 100.0, 110.0, 120.0, 133.5),
    "batas_bawah": ("tidak ada", 0.0),
    "target_nol": ("galat", "kosong", "tercapai"),
    "realisasi_nol": ("dihitung", "kosong"),
    "pembulatan": ("tidak", "2 desimal", "bulat", "potong"),
}
"""The keys that change a capaian, with all choices and one number of an office's own."""
BATCH: Final = 50
"""Calls in one request to LibreOffice, each over a column."""
COMBINATIONS: Final = math.prod(map(len, CHOICES.values()))
_ARAH: Final[Mapping[Cell, str]] = {
    **dict.fromkeys((None, "naik", "positif", "+", "-"), "naik"),
    **dict.fromkeys(("turun", "negatif"), "turun"),
    **{word: word for word in ("turun selisih", "turun rasio", "rentang")},
}
_STEP: Final[Mapping[Cell, Fraction]] = {"2 desimal": Fraction(1, 100), "potong": Fraction(1, 100), "bulat": Fraction(1)}


# ---------------------------------------------------------------- the calls
def draw(answers: int = ANSWERS, some: int | None = None, seed: int = SEED) -> list[Call]:
    """Calls with at least as many answers, the same for the same seed.

    Args:
        some: how many of the combinations of choices, each in one call over a column; None are all of them.
    """
    source = random.Random(seed)
    combinations = list(itertools.product(*CHOICES.values()))
    combinations = combinations if some is None else source.sample(combinations, some)
    return [_call(dict(zip(CHOICES, choices, strict=True)), math.ceil(answers / len(combinations)), source) for choices in combinations]


def _call(rules: Mapping[str, Cell], height: int, source: random.Random) -> Call:
    rows: list[tuple[Cell, ...]] = []
    while len(rows) < height:
        row = _row(source)
        if _is_clear(row, rules):
            rows.append(row)
    target, realisasi, arah, upper, limit = (tuple((cell,) for cell in column) for column in zip(*rows, strict=True))
    return Call("CAPAIAN", (target, realisasi, arah, tuple(rules.items()), upper, limit))


def _row(source: random.Random) -> tuple[Cell, ...]:
    """Target, realisasi, arah, target atas and batas atas of one indicator."""
    scale = source.choice((1, 10, 100, 1000, 1e6))
    places = source.choice((0, 0, 1, 2, 3))

    def number(most: float = 2) -> float:
        return round(source.uniform(0, most) * scale, places) + 0.0

    target = source.choices((number(), 0.0, -number()), (75, 20, 5))[0]
    [realisasi] = source.choices((number(4), 0.0, target, -number()), (70, 15, 10, 5))
    [upper] = source.choices((None, target + number(1), target - number(1), target), (55, 35, 5, 5))
    [limit] = source.choices((None, 105.0, 150.0), (70, 15, 15))
    blanks = source.random()
    return (
        None if blanks < 0.02 else target,
        None if 0.02 <= blanks < 0.05 else realisasi,
        source.choice(list(_ARAH)),
        upper,
        limit,
    )


def _is_clear(row: Sequence[Cell], rules: Mapping[str, Cell]) -> bool:
    """Whether every engine has to round alike: a percentage on the border, or not just beside it."""
    found = _percentage(row, rules)
    step = _STEP.get(rules["pembulatan"])
    if step is None or not isinstance(found, tuple):
        return True
    border = found[0] / step + (0 if rules["pembulatan"] == "potong" else Fraction(1, 2))
    beside = abs(border - round(border)) * step
    return beside == 0 or beside >= max(Fraction(1, 10**11), found[1] / 10**13)


# ---------------------------------------------------------------- what they have to answer
def exact(call: Call) -> list[Exact]:
    """The answers of a call, by the rules of the numbers in exact arithmetic."""
    target, realisasi, arah, rules, upper, limit = call.arguments
    assert isinstance(rules, tuple)
    columns = [[cell for (cell,) in column] for column in (target, realisasi, arah, upper, limit) if isinstance(column, tuple)]
    chosen = {str(key): choice for key, choice in rules}
    return [_capaian(row, chosen) for row in zip(*columns, strict=True)]


def _capaian(row: Sequence[Cell], rules: Mapping[str, Cell]) -> Exact:
    found = _percentage(row, rules)
    limits = [limit for limit in (row[4], rules["batas_atas"]) if isinstance(limit, float)]
    if found in ("better", "worse"):
        ends = {"better": Fraction(limits[0]) if limits else Fraction(100), "worse": Fraction(0)}
        found = (ends[str(found)], Fraction(100))
    elif found == "endless":
        found = (Fraction(limits[0]), Fraction(100)) if limits else "#DIV/0!"
    elif isinstance(found, tuple) and rules["pembulatan"] in _STEP:
        found = (_rounded(found[0], rules["pembulatan"]), found[1])
    if isinstance(found, str):
        return found
    percent, term = found
    if rules["batas_bawah"] == 0.0:
        percent = max(percent, Fraction(0))
    return (min([percent, *map(Fraction, limits[:1])]), term)


def _rounded(percent: Fraction, choice: Cell) -> Fraction:
    step = _STEP[choice]
    steps = abs(percent) / step + (0 if choice == "potong" else Fraction(1, 2))
    rounded = int(steps) * step
    return Fraction(float(rounded)) * (1 if percent > 0 else -1)


def _percentage(row: Sequence[Cell], rules: Mapping[str, Cell]) -> Exact:
    """The percentage before rounding and limits, and its largest term; or a word for what has none."""
    given, reached, word, upper, _ = row
    if not isinstance(given, float) or not isinstance(reached, float):
        return ""
    target, realisasi, way = Fraction(given), Fraction(reached), _ARAH[word]
    way = f"turun {rules['rumus_turun']}" if way == "turun" else way
    end = max(target, Fraction(upper)) if isinstance(upper, float) else target
    nearest = min(max(realisasi, target), end)
    if target == 0:
        if rules["target_nol"] != "tercapai":
            return "#DIV/0!" if rules["target_nol"] == "galat" else ""
        if realisasi == nearest:
            return (Fraction(100), Fraction(100))
        return "better" if way != "rentang" and (realisasi > nearest) is (way == "naik") else "worse"
    if rules["realisasi_nol"] == "kosong" and way == "naik" and target > 0 and realisasi == 0:
        return ""
    if realisasi == nearest:
        return (Fraction(100), Fraction(100))
    if way == "turun rasio":
        return "endless" if realisasi == 0 else (nearest / realisasi * 100, abs(nearest / realisasi * 100))
    if nearest == 0:
        return "#DIV/0!"
    share = realisasi / nearest * 100
    falls = way == "turun selisih" or (way == "rentang" and realisasi > nearest)
    return (200 - share, max(Fraction(100), abs(share))) if falls else (share, abs(share))


def inexact(calls: Sequence[Call], answers: Sequence[Rows]) -> list[str]:
    """Where answers are not what exact arithmetic gives, in words."""
    return [
        f"{_spelled_row(call, row)}: {spelled(cell)} instead of {expected if isinstance(expected, str) else float(expected[0])}"
        for call, answer in zip(calls, answers, strict=True)
        for row, (expected, (cell,)) in enumerate(zip(exact(call), answer, strict=True))
        if not is_exact(expected, cell)
    ]


def different(engine: str, calls: Sequence[Call], expected: Sequence[Rows], answers: Sequence[Rows]) -> list[str]:
    """Where an engine answers otherwise than Python, in words."""
    return [
        f"{engine}: {_spelled_row(call, row)}: {spelled(cell[0])} instead of {spelled(right[0])}"
        for call, rows, given in zip(calls, expected, answers, strict=True)
        for row, (right, cell) in enumerate(zip(rows, given, strict=True))
        if not same(engine, (right,), (cell,))
    ]


def _spelled_row(call: Call, row: int) -> str:
    """One row of a call, as a call of its own."""
    cells = [argument[row][0] if number != 3 else argument for number, argument in enumerate(call.arguments) if isinstance(argument, tuple)]
    return f"{call.function}({'; '.join(map(spelled, cells))})"
