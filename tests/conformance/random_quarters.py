"""Seeded random calls over the quarters of indicators, and what exact arithmetic says about them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from tests.conformance.random_calls import Exact, is_exact
from tests.conformance.vectors import Argument, Call, Cell, Rows, spelled
from xlfuncs.triwulan import CARA_ISI, JENIS, TRIWULAN

CALLS: Final = 500
FEW: Final = 40
"""Calls that `make test` asks for; each has an answer for every quarter."""
SEED: Final = 862_018
BATCH: Final = 100
"""Calls in one request to LibreOffice."""


# ---------------------------------------------------------------- the calls
def draw(calls: int = CALLS, seed: int = SEED) -> list[Call]:
    """Calls over all four quarters, the same for the same seed."""
    source = random.Random(seed)
    return [_call(source) for _ in range(calls)]


def _call(source: random.Random) -> Call:
    lies: bool = source.random() < 0.5
    blank = source.choice((0.0, 0.15, 0.15, 0.6))

    def line(cells: Sequence[Cell]) -> Rows:
        return (tuple(cells),) if lies else tuple((cell,) for cell in cells)

    def figure() -> Cell:
        chance = source.random()
        if chance < blank:
            return None
        if chance > 0.97:
            return source.choice(("-", "", "n/a", "belum diukur"))
        return 0.0 if chance > 0.9 else source.choice((-1, 1, 1, 1, 1)) * source.randrange(1, 4_000) / source.choice((1, 4, 8))

    quarters = line(source.choice((TRIWULAN, (1.0, 2.0, 3.0, 4.0))))
    typed = [line([figure() for _ in TRIWULAN]) for _ in range(2)]
    # in every kind, since none but pembilang/penyebut may mind it
    more: list[Argument] = [source.choice((None, *CARA_ISI)), source.choice((None, 0.0, 7.0, 40.0, -8.0))]
    if source.random() < 0.5:
        return Call("SAMPAI_TRIWULAN", (quarters, source.choice(JENIS), *typed, *more, source.choice((None, "realisasi", "target"))))
    return Call("SISA_TRIWULAN", (quarters, source.choice(JENIS), *typed, source.choice((None, 0.0, 25.0, 97.5, -3.0)), *more))


# ---------------------------------------------------------------- what they have to answer
def exact(call: Call) -> list[Exact]:
    """The answer for each quarter, from the first to the last; a blank is the empty text."""
    _, jenis, target, realisasi, *more = call.arguments
    assert isinstance(target, tuple)
    assert isinstance(realisasi, tuple)
    cells = [[cell for row in rows for cell in row] for rows in (target, realisasi)]
    if not any(cell is not None and cell != "" for line in cells for cell in line):
        return [""] * len(TRIWULAN)
    typed, done = ([Fraction(cell) if isinstance(cell, float) else None for cell in line] for line in cells)
    found = _sampai if call.function == "SAMPAI_TRIWULAN" else _sisa
    return [found(str(jenis), typed[:number], done[:number], more) for number in range(1, len(TRIWULAN) + 1)]


Numbers = Sequence[Fraction | None]


def _sampai(jenis: str, target: Numbers, done: Numbers, more: Sequence[Argument]) -> Exact:
    way, whole, part = more
    wanted = target if part == "target" else done
    measured = [place for place, value in enumerate(done) if value is not None]
    if jenis == "posisi akhir":
        return _shown(wanted[measured[-1]] if measured else None)
    if jenis == "rata-rata":
        values = [value for place in measured if (value := wanted[place]) is not None]
        return (sum(values, Fraction()) / len(values), sum(map(abs, values), Fraction()) / len(values)) if values else ""
    if part != "target" and _has_gap(target, done):
        return ""
    added, term = _added(wanted, way)
    if jenis == "jumlah":
        return added, term
    return (added / Fraction(whole) * 100, term / Fraction(whole) * 100) if isinstance(whole, float) and whole > 0 else ""


def _sisa(jenis: str, target: Numbers, done: Numbers, more: Sequence[Argument]) -> Exact:
    pk, way, whole = more
    left = len(TRIWULAN) - len(done)
    if not isinstance(pk, float) or not left:
        return ""
    year = Fraction(pk)
    if jenis == "posisi akhir":
        return _shown(year)
    if jenis == "rata-rata":
        values = [value for value in done if value is not None]
        year *= len(values) + left
        added, term = sum(values, Fraction()), sum(map(abs, values), Fraction())
        return ((year - added) / left, (abs(year) + term) / left) if values else ""
    if _has_gap(target, done):
        return ""
    if jenis == "pembilang/penyebut":
        if not isinstance(whole, float) or whole <= 0:
            return ""
        year *= Fraction(whole) / 100
    added, term = _added(done, way)
    return (year - added) / left, (abs(year) + term) / left


def _shown(value: Fraction | None) -> Exact:
    return "" if value is None else (value, abs(value))


def _has_gap(target: Numbers, done: Numbers) -> bool:
    return any(wanted is not None and value is None for wanted, value in zip(target, done, strict=True))


def _added(values: Numbers, way: Argument) -> tuple[Fraction, Fraction]:
    """What the quarters come to, and the sum of their sizes."""
    known = [value for value in values if value is not None]
    if way == "s.d. triwulan":
        known = known[-1:]
    return sum(known, Fraction()), sum(map(abs, known), Fraction())


def inexact(calls: Sequence[Call], answers: Sequence[Rows]) -> list[str]:
    """Where answers are not what exact arithmetic gives, in words."""
    return [
        f"{call} quarter {number}: {spelled(cell)} instead of {expected if isinstance(expected, str) else float(expected[0])}"
        for call, answer in zip(calls, answers, strict=True)
        for number, (expected, cell) in enumerate(zip(exact(call), (cell for row in answer for cell in row), strict=True), 1)
        if not is_exact(expected, cell)
    ]
