"""The key by which a name is found again in another table, in Python and as a native formula."""

from __future__ import annotations

from typing import Final

from lkjip.model import grades
from lkjip.model.formulas import native

_UNSEEN: Final = "\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u202f\u2060\ufeff"
"""Spaces and marks without width that a text brings along from a web page or a chat."""
IGNORED: Final = f" {_UNSEEN}-\u2010\u2011\u2013\u2014/\\()[].,:;!?\"'\u201c\u201d\u2018\u2019&%+*=<>~_"
"""Characters that differ between spellings of one name, or that MATCH reads as wildcards."""
_SAME: Final = {"\u00b2": "2", "\u00b3": "3"}
"""Characters that a name has with and without formatting: "m\u00b2" and "m2"."""
LONGEST: Final = 250
"""Most characters of a key: MATCH takes at most 255."""
_CONTROLS: Final = dict.fromkeys(range(32))  # what CLEAN removes
_TABLE: Final = _CONTROLS | str.maketrans(_SAME) | dict.fromkeys(map(ord, IGNORED))


def key_of(text: object) -> str:
    """Reduce the name of an indicator, sasaran, program or kegiatan to what all its spellings have in common.

    Case, spaces and punctuation do not count. With this key, all nine indicators of the real report match across its tables
    although their spelling differs. `native_key` is the same rule as a formula.
    """
    return str(text).lower().translate(_TABLE)[:LONGEST]


def native_key(cell: str) -> str:
    """Build the native formula that gives `key_of` of a cell's text; an error stays one."""
    formula = f"CLEAN(LOWER({cell}))"
    for character in IGNORED:
        quoted = '""' if character == '"' else character
        formula = f'SUBSTITUTE({formula},"{quoted}",)'  # a missing text is the empty one
    for character, same in _SAME.items():
        formula = f'SUBSTITUTE({formula},"{character}","{same}")'
    return f"LEFT({formula},{LONGEST})"


def typed_key(text: object) -> str:
    """Reduce a text as little as possible: only case and outer and double blanks do not count. A sasaran is known by it."""
    return grades.plain(text)[:LONGEST]


def native_typed_key(cell: str) -> str:
    """Build the native formula that gives `typed_key` of a cell's text; an error stays one."""
    return f"LEFT({grades.tame(f'LOWER({native.word(cell)})')},{LONGEST})"
