"""Tools for the benchmarks: a line of the table, two tasks run in turn, the time of a task."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Task = Callable[[], Any]


@dataclass(frozen=True)
class Line:
    """One row of the table: what was compared with what, the ratio, the goal, and the times behind it."""

    what: str
    against: str
    ratio: str
    goal: str
    times: str


def seconds(task: Task) -> float:
    """A task's time; what the task before it left for the garbage collector is cleared away first."""
    gc.collect()
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def in_turn(first: Task, second: Task, runs: int) -> tuple[float, float, float]:
    """Median times of both, and the median of first over second, pair by pair; one run of each goes uncounted."""
    first(), second()
    pairs = [(seconds(first), seconds(second)) for _ in range(runs)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def shown(time_in_seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if time_in_seconds >= size:
            return f"{time_in_seconds / size:.3g} {unit}"
    return f"{time_in_seconds * 1e6:.3g} µs"


def at_most(what: str, against: str, goal: str, pair: tuple[float, float, float], calls: int = 1) -> Line:
    """How many times the time of the other."""
    return Line(what, against, f"{pair[2]:.2f} x its time", goal, f"{shown(pair[0] / calls)}, {shown(pair[1] / calls)}")


def at_least(what: str, against: str, goal: str, pair: tuple[float, float, float]) -> Line:
    """How many times as fast as the other."""
    return Line(what, against, f"{1 / pair[2]:.1f} x as fast", goal, f"{shown(pair[0])}, {shown(pair[1])}")
