"""Figures and lists inside the texts of findings, as Indonesians write them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from xlfuncs.angka import Cell

_LONGEST_NAME: Final = 60
_EXCHANGED: Final = str.maketrans(",.", ".,")


def figure(value: Cell) -> str:
    """A figure as it was typed: "38", "98,78", "0,985", "437.569.000"; a text in quotes, a blank as "kosong"."""
    if value is None:
        return "kosong"
    if isinstance(value, bool) or not isinstance(value, float | int):
        return f'"{value}"'
    if value == int(value):
        return f"{value:,.0f}".translate(_EXCHANGED)
    decimals = format(value, ".15g").partition(".")[2]
    return f"{value:,.{max(2, len(decimals))}f}".translate(_EXCHANGED) if decimals.isdigit() else format(value, ".15g")


def rounded(value: float) -> str:
    """A computed figure, with two decimals unless it is whole: "13,62", "0"."""
    return figure(round(value, 2) + 0.0)


def name(text: Cell) -> str:
    """The name of an indicator or program in quotes, cut where it is long."""
    words = " ".join(str(text).split())
    return f'"{words}"' if len(words) <= _LONGEST_NAME else f'"{words[: _LONGEST_NAME - 1].rstrip()}…"'


def listed(items: Iterable[str]) -> str:
    """ "Renstra, RKT, dan PK"; "Renstra dan PK" """
    *before, last = items
    if not before:
        return last
    return f"{', '.join(before)}{',' if len(before) > 1 else ''} dan {last}"
