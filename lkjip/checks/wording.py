"""Write figures and lists in the texts of findings as Indonesians do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from xlfuncs import id_format
from xlfuncs.angka import Cell

_LONGEST_NAME: Final = 60
_MOST_NAMED: Final = 3


def figure(value: Cell) -> str:
    """A figure as it was typed: "38", "98,78", "0,985", "437.569.000"; a text in quotes, a blank as "kosong"."""
    if value is None:
        return "kosong"
    return f'"{value}"' if isinstance(value, bool) or not isinstance(value, float | int) else id_format.typed(value)


def in_unit(value: float) -> str:
    """A computed figure in an indicator's unit, with two to four decimals unless it is whole: "0,8384", "190"."""
    return id_format.in_unit(value)


def rounded(value: float) -> str:
    """A computed percentage, with two decimals unless it is whole: "13,62", "0"."""
    return id_format.short(value)


def difference(printed: float, expected: float) -> str:
    """How far a printed figure is from the one expected: "lebih 38", "kurang 0,5"."""
    return f"{'lebih' if printed > expected else 'kurang'} {figure(abs(printed - expected))}"


def name(text: Cell) -> str:
    """The name of an indicator or program in quotes; a long one ends after a word."""
    words = " ".join(str(text).split())
    if len(words) <= _LONGEST_NAME:
        return f'"{words}"'
    head = words[: _LONGEST_NAME - 1]
    return f'"{(head.rpartition(" ")[0] or head).rstrip(" ,;:")}…"'


def shortened(items: Iterable[str]) -> str:
    """The first of many items in words, and how many more there are: '"A", "B", "C", dan 5 lainnya'."""
    every = list(items)
    shown = every if len(every) <= _MOST_NAMED + 1 else [*every[:_MOST_NAMED], f"{len(every) - _MOST_NAMED} lainnya"]
    return listed(shown)


def listed(items: Iterable[str]) -> str:
    """A list in words: "Renstra, RKT, dan PK", "Renstra dan PK"."""
    *before, last = items
    if not before:
        return last
    return f"{', '.join(before)}{',' if len(before) > 1 else ''} dan {last}"
