"""A part of many like cases, for the tests of every day."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final, TypeVar

Case = TypeVar("Case")

ALL: Final = "LKJIP_SEMUA_UJI"
"""Environment variable; where it is set, every case is tested, as `make hunt` does."""


def some(cases: Iterable[Case], of: int) -> list[Case]:
    """One of every `of` cases, beginning with the first; all of them in `make hunt`."""
    every = list(cases)
    return every if os.environ.get(ALL) else every[::of]
