"""A comparison of two reports as lines for people and as data for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any, Final

from lkjip.model.comparison import ROW, Comparison, Difference
from xlfuncs import id_format
from xlfuncs.angka import Cell

_LONGEST: Final = 70
_TYPED: Final = 6
"""Decimals; nobody types more."""
_NAMES: Final = {"sheet": "lembar", "row": "baris", "column": "kolom", "old": "lama", "new": "baru", "name": "angka", "why": "sebab"}
_OF_MEAN: Final = {"old": "capaian_lama", "new": "capaian_baru", "shift": "pergeseran", "why": "sebab"}


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison for JSON: "perbedaan", "angka" (figures of BAB IV) and "sebab" (what moves the mean, in percentage points)."""
    return {
        "perbedaan": [{_NAMES[key]: value for key, value in asdict(each).items()} for each in comparison.differences],
        "angka": [{_NAMES[key]: value for key, value in asdict(each).items()} for each in comparison.figures],
        "sebab": [{_OF_MEAN[key]: value for key, value in asdict(each).items()} for each in comparison.causes],
    }


def lines(comparison: Comparison) -> Iterator[str]:
    """The comparison for reading: the figures first, then what differs on each sheet."""
    if not comparison.differences:
        yield "tidak ada yang berbeda"
        return
    for figure in comparison.figures:
        yield f"{figure.name}: {_change(figure.old, figure.new)}"
        if figure.name == "Rata-rata capaian":
            for cause in comparison.causes:
                moved = "" if cause.old is None and cause.new is None else f" (capaian {_change(cause.old, cause.new)})"
                yield f"  {_signed(cause.shift)} karena {_shortened(cause.why)}{moved}"
    for sheet, of_sheet in groupby(comparison.differences, key=lambda each: each.sheet):
        yield sheet
        for row, of_row in groupby(of_sheet, key=lambda each: each.row):
            yield f"  {_shortened(row)}: {'; '.join(map(_said, of_row))}"


def _said(difference: Difference) -> str:
    if difference.column == ROW:
        return "baris baru" if difference.old is None else "baris tidak ada lagi"
    return f"{difference.column} {_change(difference.old, difference.new)}"


def _change(old: Cell, new: Cell) -> str:
    """Two values, with two decimals if that shows their difference and one of them was computed."""
    numbers = [value for value in (old, new) if isinstance(value, float | int)]
    computed = any(id_format.exact(value) != id_format.rounded(value, _TYPED) for value in numbers)
    short = computed and len({id_format.short(value) for value in numbers}) == len(numbers)
    return " menjadi ".join(_shown(value, short=short) for value in (old, new))


def _shown(value: Cell, *, short: bool) -> str:
    if value is None:
        return "kosong"
    if isinstance(value, float | int):
        return id_format.short(value) if short else id_format.typed(value)
    return f'"{_shortened(str(value))}"'


def _signed(shift: float) -> str:
    return f"{'naik' if shift > 0 else 'turun'} {id_format.fixed(abs(shift))}"


def _shortened(text: str) -> str:
    return textwrap.shorten(text, _LONGEST, placeholder="…")
