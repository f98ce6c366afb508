"""`make attack`: run every command on changed workbooks, CSV folders and hostile files, and print violations with their seeds."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, Final, NamedTuple

from rich.console import Console
from rich.table import Table

from tests.attack.attacks import PER_RECAP, Attempt, folders_from, hostile_cases, packages_from
from tests.attack.hostile import CASES
from tests.attack.oracle import bounded
from tests.kit.merged import remember_borders

COUNT: Final = 1500
_FOLDERS: Final = 3
"""CSV folders for each workbook: they are quick."""


class Task(NamedTuple):
    """A piece of an attack for one process, and how to repeat it."""

    attack: Callable[..., list[Attempt]]
    arguments: tuple[Any, ...]


def tasks(seed: int, count: int, cases: Sequence[str] = CASES) -> list[Task]:
    """An attack in pieces: hand-made cases, so many workbooks from a seed, and CSV folders."""
    made = [Task(hostile_cases, (cases[start : start + 6],)) for start in range(0, len(cases), 6)]
    made += [Task(packages_from, (seed + start, min(PER_RECAP, count - start))) for start in range(0, count, PER_RECAP)]
    every = PER_RECAP * _FOLDERS
    return made + [Task(folders_from, (seed + start, min(every, count * _FOLDERS - start))) for start in range(0, count * _FOLDERS, every)]


def attack(pieces: Sequence[Task], processes: int | None = None) -> Iterator[Attempt]:
    """What came of it. Where an attack ends its process, that is what it has found; the pieces that were under way are lost.

    Args:
        processes: by default one per core.
    """
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as cache:
        initial = (cache,)
        with ProcessPoolExecutor(processes or os.cpu_count(), mp_context=context, initializer=begin, initargs=initial) as pool:
            running: list[tuple[Task, Future[list[Attempt]]]] = [(task, pool.submit(task.attack, *task.arguments)) for task in pieces]
            for task, future in running:
                try:
                    yield from future.result()
                except Exception as error:
                    yield Attempt(0, f"{task.attack.__name__}{task.arguments}", "", -1, [f"the process ended: {error!r}"])


def begin(cache: str) -> None:
    """What a process of the attack does first."""
    os.environ["XDG_CACHE_HOME"] = cache
    remember_borders()
    bounded()


def table(found: Sequence[Attempt]) -> Table:
    """Counts by command and outcome."""
    grid = Table("command", "runs", "done", "findings", "refused", "broke its word")
    by_command: dict[str, Counter[int]] = {}
    wrong: Counter[str] = Counter()
    for attempt in found:
        by_command.setdefault(attempt.command, Counter())[attempt.status] += 1
        wrong[attempt.command] += bool(attempt.wrong)
    for command, statuses in by_command.items():
        grid.add_row(command, *map(str, (statuses.total(), *(statuses[status] for status in (0, 1, 2)), wrong[command])))
    return grid


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000_000))
    parser.add_argument("--count", type=int, default=COUNT)
    arguments = parser.parse_args()
    started = time.monotonic()
    found = []
    for attempt in attack(tasks(arguments.seed, arguments.count)):
        found.append(attempt)
        if attempt.wrong:
            print(attempt, flush=True)
    broken = [attempt for attempt in found if attempt.wrong]
    Console().print(table(found))
    took = time.monotonic() - started
    print(f"{arguments.count} workbooks, {arguments.count * _FOLDERS} CSV folders from seed {arguments.seed}, {len(CASES)} cases", end="")
    print(f" in {took:.0f} s: {len(broken)} broke their word")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
