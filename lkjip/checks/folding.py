"""Fold equal remarks: what many rows have in common is one finding, which says how many there are and where. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from lkjip.checks.wording import shortened
from lkjip.model.finding import Fold, Remark
from lkjip.model.formulas.references import cell_place

_FEWEST: Final = 3
"""Fewer equal remarks stay apart: each says its own figures."""
_MOST_PLACES: Final = 20
"""Most cells and ranges of a sheet that a message lists."""


def folded(remarks: Sequence[Remark], apart: Sequence[Hashable]) -> Iterator[tuple[Remark, Sequence[int]]]:
    """Return remarks with equal ones as one, at the cell of the first, each with the places (from 0) of those that it stands for.

    Remarks are equal if they say and advise the same on a sheet, or name the same cause anywhere (`Fold.one_cause`).

    Args:
        apart: for each remark what else must be equal.
    """
    groups: dict[Hashable, list[int]] = {}
    for place, (remark, other) in enumerate(zip(remarks, apart, strict=True)):
        groups.setdefault(place if remark.fold is None else (_what(remark), other), []).append(place)
    for places in groups.values():
        group = [remarks[place] for place in places]
        fold = group[0].fold
        if fold is None or len(group) < (2 if fold.one_cause else _FEWEST):
            yield from ((remark, [place]) for remark, place in zip(group, places, strict=True))
        else:
            yield _together(fold, group), places


def _what(remark: Remark) -> Hashable:
    """What equal remarks have in common."""
    fold = remark.fold
    if fold is None or fold.one_cause:
        return fold and fold.message
    return remark.sheet, fold.message, fold.advice or remark.advice


def _together(fold: Fold, group: Sequence[Remark]) -> Remark:
    first = group[0]
    names = dict.fromkeys(each.fold.name for each in group if each.fold and each.fold.name)
    if fold.one_cause and len(names) == 1:
        message = f"{first.message} (juga di {_places(group[1:], first.sheet)})"
    else:
        # rows with one name count each; so does an indicator that is wrong in several columns or sheets, but once
        count = max(len(names), *Counter(_column(each) for each in group).values()) if names else len(group)
        listed = f": {shortened(names)}" if names else ""
        message = f"{fold.message.replace('{n}', str(count), 1)}{listed} ({_places(group, first.sheet)})"
    expected = shortened(dict.fromkeys(each.expected for each in group))
    return Remark(first.sheet, first.cell, message, expected, fold.advice or first.advice)


def _column(remark: Remark) -> tuple[str, int]:
    return remark.sheet, cell_place(remark.cell.partition(":")[0])[1]


def _places(group: Iterable[Remark], sheet: str) -> str:
    """All places in words: "sel E8:E10, E12"; with the sheets' titles if not all are on one sheet."""
    by_sheet: dict[str, list[str]] = {}
    for remark in group:
        by_sheet.setdefault(remark.sheet, []).append(remark.cell)
    return "; ".join(f"{'' if each == sheet and len(by_sheet) == 1 else f'{each} '}sel {_cells(cells)}" for each, cells in by_sheet.items())


def _cells(cells: Iterable[str]) -> str:
    """Cells in as few ranges as possible, those of a column together."""
    runs: list[tuple[str, str]] = []
    for cell in sorted(dict.fromkeys(cells), key=_column_first):
        if runs and ":" not in cell and _column_first(cell) == _below(runs[-1][1]):
            runs[-1] = (runs[-1][0], cell)
        else:
            runs.append((cell, cell))
    texts = [first if first == last else f"{first}:{last}" for first, last in runs]
    more = len(texts) - _MOST_PLACES
    return ", ".join(texts if more <= 0 else [*texts[:_MOST_PLACES], f"dan {more} tempat lain"])


def _column_first(cell: str) -> tuple[int, int]:
    row, column = cell_place(cell.partition(":")[0])
    return column, row


def _below(cell: str) -> tuple[int, int]:
    column, row = _column_first(cell)
    return column, row + 1
