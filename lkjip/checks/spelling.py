"""Find differing spellings of one name, where the keys of `tables.key_of` differ.

Only names that share a rare piece of three letters are compared, so the work grows with the number of names and not with its
square.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import islice
from typing import Final

from rapidfuzz import fuzz, process

_CUTOFF: Final = 90.0  # percent of letters in common
_LOOKED_AT: Final = 200  # most keys that a key is compared with, those that share the rarest pieces first
_PIECE: Final = 3


class Spellings:
    """A set of keys in which near spellings can be searched."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._by_piece: dict[tuple[str, str], list[str]] = {}
        for key in keys:
            self.add(key)

    def add(self, key: str) -> None:
        for piece in _pieces(key):
            self._by_piece.setdefault(piece, []).append(key)

    def closest(self, key: str, without: Container[str] = ()) -> str | None:
        """The key of which this one is most probably a spelling; None if none is near enough.

        Args:
            without: keys to leave out.
        """
        alike = sorted((self._by_piece[piece] for piece in _pieces(key) if piece in self._by_piece), key=len)
        candidates = dict.fromkeys(islice((each for keys in alike for each in keys if each not in without), _LOOKED_AT))
        best = process.extractOne(key, candidates.keys(), scorer=fuzz.ratio, score_cutoff=_CUTOFF)
        return None if best is None else best[0]


def _pieces(key: str) -> set[tuple[str, str]]:
    """The pieces of a key, each with the key's figures, so that "wilayah 1" and "wilayah 2" never match."""
    figures = "".join(filter(str.isdigit, key))
    return {(key[start : start + _PIECE], figures) for start in range(max(1, len(key) - _PIECE + 1))}
