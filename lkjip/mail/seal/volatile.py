"""Exclude results that vary by themselves: those of the clock or of chance, and everything computed from them."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from lkjip.mail.seal import spelling
from lkjip.mail.seal.reading import Reading, read_formula, without_texts
from lkjip.mail.seal.sheet import Place, SealedFormula, Sheet
from lkjip.model.formulas.references import Area, area

_FUNCTIONS: Final = ("NOW(", "TODAY(", "RAND(", "RANDBETWEEN(", "RANDARRAY(", "CELL(", "INFO(")
_VARYING: Final = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _FUNCTIONS))})")
_PASSES: Final = 20
"""Most passes over all formulas; a chain that changes direction more often is not followed to its end."""


def without_varying(sheets: Sequence[Sheet], names: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The sheets without results that depend on the clock or on chance.

    Args:
        names: formulas of the defined names, by name in capitals.
    """
    cells = [
        _Cell(spelling.title(each.title), place) for each in sheets for place, formula in each.formulas.items() if _varies(formula.text)
    ]
    words = {name for name, text in names.items() if _varies(text)}
    if not cells and not words:
        return tuple(sheets)
    varying = _Varying(cells, words)
    _spread(sheets, names, varying)
    return tuple(_silenced(each, varying.places[spelling.title(each.title)]) for each in sheets)


@lru_cache(maxsize=20_000)
def _varies(text: str) -> bool:
    return any(each in text for each in _FUNCTIONS) and _VARYING.search(without_texts(text)) is not None


class _Cell(NamedTuple):
    """A cell, with its sheet's title as canonical formulas spell it."""

    title: str
    place: Place


class _Varying:
    """The varying cells and words, indexed for searches by area."""

    def __init__(self, cells: Iterable[_Cell], words: set[str]) -> None:
        self.words = words
        self.places: dict[str, set[Place]] = defaultdict(set)
        self._rows: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for cell in cells:
            self.add(cell)

    def add(self, cell: _Cell) -> None:
        row, column = cell.place
        self.places[cell.title].add(cell.place)
        insort(self._rows[cell.title][column], row)

    def meets(self, title: str, where: Area) -> bool:
        """Whether an area contains one of the cells."""
        top, left, bottom, right = where
        columns = self._rows.get(title)
        for column, rows in columns.items() if columns else ():
            if left < column <= right + 1:
                at = bisect_left(rows, top + 1)
                if at < len(rows) and rows[at] <= bottom + 1:
                    return True
        return False

    def reached(self, read: Reading, title: str) -> bool:
        """Whether a formula reads something that varies."""
        return not self.words.isdisjoint(read.words) or any(self.meets(sheet or title, where) for sheet, where in read.areas)


def _spread(sheets: Sequence[Sheet], names: Mapping[str, str], varying: _Varying) -> None:
    """Add cells computed from varying ones until none is left; one varying cell makes its whole table vary."""
    tables = {
        trait.where.upper(): (spelling.title(each.title), where)
        for each in sheets
        for trait in each.traits
        if trait.kind == "tabel" and (where := area(trait.what.split()[0])) is not None
    }
    left = [
        (_Cell(spelling.title(each.title), place), read_formula(formula.text))
        for each in sheets
        for place, formula in each.formulas.items()
    ]
    left = [(cell, read) for cell, read in left if cell.place not in varying.places[cell.title]]
    for _ in range(_PASSES):
        before = len(left), len(varying.words)
        varying.words |= {name for name, (title, where) in tables.items() if varying.meets(title, where)}
        varying.words |= {name for name, text in names.items() if varying.reached(read_formula(text), "")}
        still = []
        for cell, read in left:
            if varying.reached(read, cell.title):
                varying.add(cell)
            else:
                still.append((cell, read))
        left = still[::-1]  # reversed, since a chain may run either way
        if (len(left), len(varying.words)) == before:
            return


def _silenced(each: Sheet, varying: set[Place]) -> Sheet:
    if not varying:
        return each
    silent = {place: SealedFormula(formula.text, None) if place in varying else formula for place, formula in each.formulas.items()}
    return replace(each, formulas=silent)
