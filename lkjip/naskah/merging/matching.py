"""Which things of one list are the same as which of another, when only their contents can tell."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

MOST_PAIRS: Final = 40_000
"""Pairs of things that are compared one by one; more would take seconds, and nothing certain would come of it."""
_ALIKE: Final = 0.6
"""Two rows are the same, although the name of one was changed, where this share of their other texts is equal."""


class Pairs:
    """Pairs of positions in two lists, found step by step from what is certain to what is only likely."""

    def __init__(self, ours: int, theirs: int) -> None:
        self.of_ours: dict[int, int] = {}
        self.free_ours = list(range(ours))
        self.free_theirs = list(range(theirs))
        self.twice: dict[int, int] = {}
        """Ours that fit several of theirs equally, with the number of these."""

    def pair(self, ours: int, theirs: int) -> None:
        self.of_ours[ours] = theirs
        self.free_ours.remove(ours)
        self.free_theirs.remove(theirs)
        self.twice.pop(ours, None)

    def by(
        self, ours: Callable[[int], Hashable | None], theirs: Callable[[int], Hashable | None], *, in_order: bool = False
    ) -> Mapping[Hashable, tuple[list[int], list[int]]]:
        """Pair those with the same mark that no other has; None is no mark.

        Args:
            in_order: whether several with the same mark are paired in their order, where both lists have as many.

        Returns:
            What could not be paired, by mark.
        """
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for number in self.free_ours:
            if (mark := ours(number)) is not None:
                groups[mark][0].append(number)
        for number in self.free_theirs:
            if (mark := theirs(number)) is not None and mark in groups:
                groups[mark][1].append(number)
        gone_ours, gone_theirs, open_groups = set(), set(), {}
        for mark, (one, other) in groups.items():
            if len(one) == len(other) and (len(one) == 1 or in_order):
                for left, right in zip(one, other, strict=True):
                    self.of_ours[left] = right
                    self.twice.pop(left, None)
                gone_ours.update(one)
                gone_theirs.update(other)
            elif other:
                open_groups[mark] = (one, other)
        self.free_ours = [number for number in self.free_ours if number not in gone_ours]
        self.free_theirs = [number for number in self.free_theirs if number not in gone_theirs]
        return open_groups

    def gaps(self) -> list[tuple[list[int], list[int]]]:
        """What is still unpaired between two pairs that follow one another in both lists."""
        ours_of = {right: left for left, right in self.of_ours.items()}
        lefts, rights = sorted(self.of_ours), sorted(ours_of)
        found: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        for number in self.free_ours:
            before = _last_below(lefts, number)
            found.setdefault((before, self.of_ours.get(before, -1)), ([], []))[0].append(number)
        for number in self.free_theirs:
            before = _last_below(rights, number)
            place = (ours_of.get(before, -1), before)
            if place in found:
                found[place][1].append(number)
        return [gap for gap in found.values() if gap[1]]


def _last_below(numbers: Sequence[int], number: int) -> int:
    at = bisect.bisect_left(numbers, number)
    return numbers[at - 1] if at else -1


def share(one: Sequence[str], other: Sequence[str], leave_out: int | None = None) -> float:
    """The share of the filled texts of two rows that are equal at the same place."""
    compared = [(a, b) for place, (a, b) in enumerate(zip(one, other, strict=True)) if place != leave_out and (a or b)]
    return sum(a == b for a, b in compared) / len(compared) if compared else 0.0


def rows_paired(ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], key_column: int) -> Pairs:
    """Which rows of a table are which rows of another state of it.

    By all their texts, by the text of the key column, and last by the rows around them, where all but the key's text is about equal.
    Texts are in the form of `texts.key`.
    """
    pairs = Pairs(len(ours), len(theirs))
    pairs.by(lambda n: tuple(ours[n]), lambda n: tuple(theirs[n]), in_order=True)
    open_groups = pairs.by(lambda n: ours[n][key_column] or None, lambda n: theirs[n][key_column] or None, in_order=True)
    for one, other in open_groups.values():
        if len(one) * len(other) > MOST_PAIRS:
            pairs.twice.update(dict.fromkeys(one, len(other)))
            continue
        for left in one:
            best = sorted((-share(ours[left], theirs[right], key_column), right) for right in other if right in pairs.free_theirs)
            if best and len(one) > len(other) and (len(best) == 1 or best[0][0] < best[1][0]):
                rivals = [each for each in one if each != left and share(ours[each], theirs[best[0][1]], key_column) >= -best[0][0]]
                if not [each for each in rivals if each in pairs.free_ours]:
                    pairs.pair(left, best[0][1])
            elif len(other) > len(one):
                pairs.twice[left] = len(other)
    for one, other in pairs.gaps():
        for left in one if len(one) * len(other) <= MOST_PAIRS else ():
            if left in pairs.twice:
                continue
            close = [right for right in other if share(ours[left], theirs[right], key_column) >= _ALIKE]
            rivals = [
                each for each in one if each != left and any(share(ours[each], theirs[right], key_column) >= _ALIKE for right in close)
            ]
            if len(close) == 1 and not rivals:
                pairs.pair(left, close[0])
    return pairs
