"""Results that are never the same twice: those of the clock and of chance, and what is computed from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lkjip.send.seal import spelling
from lkjip.send.seal.reading import reading, without_texts
from lkjip.send.seal.sheet import Formula, Place, Sheet
from lkjip.sync.sheet_part import Area, area

_FUNCTIONS: Final = ("NOW(", "TODAY(", "RAND(", "RANDBETWEEN(", "RANDARRAY(", "CELL(", "INFO(")
_VARYING: Final = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _FUNCTIONS))})")


def without_varying(sheets: Sequence[Sheet], names: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The sheets without the results that depend on the clock or on chance.

    Args:
        names: the defined names in capitals, with what they stand for.
    """
    varying: dict[str, set[Place]] = {}
    for each in sheets:
        found = {place for place, formula in each.formulas.items() if _varies(formula.text)}
        if found:
            varying[spelling.title(each.title)] = found
    words = {name for name, text in names.items() if _varies(text)}
    if varying or words:
        _spread(sheets, names, varying, words)
    return tuple(_silenced(each, varying.get(spelling.title(each.title), set())) for each in sheets)


def _varies(text: str) -> bool:
    return any(each in text for each in _FUNCTIONS) and _VARYING.search(without_texts(text)) is not None


def _spread(sheets: Sequence[Sheet], names: Mapping[str, str], varying: dict[str, set[Place]], words: set[str]) -> None:
    """Add what is computed from varying cells, until nothing is added any more; cells of a table that varies make all of it vary."""
    tables = {
        trait.where.upper(): (spelling.title(each.title), where)
        for each in sheets
        for trait in each.traits
        if trait.kind == "tabel" and (where := area(trait.what.split()[0])) is not None
    }
    readers = {
        spelling.title(each.title): [
            (place, *_read_by(formula.text, spelling.title(each.title))) for place, formula in each.formulas.items()
        ]
        for each in sheets
    }
    named = {name: _read_by(text, "") for name, text in names.items()}
    again = True
    while again:
        again = False
        words |= {name for name, (title, where) in tables.items() if _meets(varying.get(title, ()), where)}
        words |= {name for name, (areas, used) in named.items() if name not in words and _reached(areas, used, varying, words)}
        for title, found in readers.items():
            here = varying.setdefault(title, set())
            fresh = {place for place, areas, used in found if place not in here and _reached(areas, used, varying, words)}
            here |= fresh
            again = again or bool(fresh)


def _read_by(text: str, title: str) -> tuple[list[tuple[str, Area]], frozenset[str]]:
    """The areas that a formula of a sheet reads, with their sheets, and every word in it."""
    found = reading(text)
    return [(sheet or title, where) for sheet, where in found.areas], found.words


def _reached(areas: Iterable[tuple[str, Area]], used: frozenset[str], varying: Mapping[str, set[Place]], words: set[str]) -> bool:
    return not words.isdisjoint(used) or any(_meets(varying.get(title, ()), where) for title, where in areas)


def _meets(places: Iterable[Place], where: Area) -> bool:
    top, left, bottom, right = where
    return any(top < row <= bottom + 1 and left < column <= right + 1 for row, column in places)


def _silenced(each: Sheet, varying: set[Place]) -> Sheet:
    if not varying:
        return each
    silent = {place: Formula(formula.text, None) if place in varying else formula for place, formula in each.formulas.items()}
    return replace(each, formulas=silent)
