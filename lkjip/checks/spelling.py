"""The same name written differently: tolerant matching of keys for what `tables.key_of` leaves over.

Of many names only those are compared that share a rare piece of three letters, so the work grows with the number of
names and not with its square.
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
    """Keys that another key may be a spelling of."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._by_piece: dict[tuple[str, str], list[str]] = {}
        for key in keys:
            self.add(key)

    def add(self, key: str) -> None:
        for piece in _pieces(key):
            self._by_piece.setdefault(piece, []).append(key)

    def closest(self, key: str, without: Container[str] = ()) -> str | None:
        """The key that this one is most probably a spelling of; None where no one is near enough.

        Args:
            without: keys that cannot be meant.
        """
        alike = sorted((self._by_piece[piece] for piece in _pieces(key) if piece in self._by_piece), key=len)
        candidates = dict.fromkeys(islice((each for keys in alike for each in keys if each not in without), _LOOKED_AT))
        best = process.extractOne(key, candidates.keys(), scorer=fuzz.ratio, score_cutoff=_CUTOFF)
        return None if best is None else best[0]


def _pieces(key: str) -> set[tuple[str, str]]:
    """The pieces of a key, each with the figures in it: names that differ in a figure ("wilayah 1", "wilayah 2") are never the same."""
    figures = "".join(filter(str.isdigit, key))
    return {(key[start : start + _PIECE], figures) for start in range(max(1, len(key) - _PIECE + 1))}
