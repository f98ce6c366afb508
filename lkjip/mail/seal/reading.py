"""Find what a formula in canonical spelling reads: areas of cells, names, tables. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from lkjip.model.formulas.references import Area, area

_TEXT: Final = re.compile(r'"[^"]*"')
_REFERENCE: Final = re.compile(r"(?:([^-+*/^&=<>(){},;:!\"]+)!)?(\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)(?![\w(])")
_WORD: Final = re.compile(r"[^\W\d][\w.]*")


class Reading(NamedTuple):
    """The areas that a formula reads, each with its sheet's title ("" for the formula's own), and every word in it."""

    areas: tuple[tuple[str, Area], ...]
    words: frozenset[str]


@lru_cache(maxsize=4096)
def read_formula(formula: str) -> Reading:
    """The areas and words that a formula reads."""
    bare = without_texts(formula)
    areas = ((sheet, where) for sheet, place in _REFERENCE.findall(bare) if (where := area(place)) is not None)
    return Reading(tuple(areas), frozenset(_WORD.findall(bare)))


def without_texts(formula: str) -> str:
    """A formula with its string literals emptied."""
    return _TEXT.sub('""', formula)
