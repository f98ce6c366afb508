"""A part of many like cases, for the tests of every day; `make hunt` takes them all."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

import pytest

Case = TypeVar("Case")

ALL: Final = "LKJIP_SEMUA_UJI"
"""Environment variable; where it is set, every case is tested, as `make hunt` does."""


def some(cases: Iterable[Case], of: int) -> list[Case]:
    """One of every `of` cases, beginning with the first; all of them in `make hunt`."""
    every = list(cases)
    return every if os.environ.get(ALL) else every[::of]


ROOMS: Final = frozenset(
    {"checks", "cli", "lifting", "mail", "office", "recap", "second_opinions", "sources", "summary", "sync", "template"}
)
"""The folders of tests whose cases each take whole workbooks through commands or a spreadsheet."""
_FEWEST: Final = 3
_OF: Final = 4


def left_for_the_hunt(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The cases of parametrized tests in `ROOMS` that are not run every day: of three or more, all but one of four."""
    families: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.path.parent.name in ROOMS:
            families[item.nodeid.partition("[")[0]].append(item)
    large = [cases for cases in families.values() if len(cases) >= _FEWEST]
    kept = {case for cases in large for case in some(cases, _OF)}
    return [case for cases in large for case in cases if case not in kept]
