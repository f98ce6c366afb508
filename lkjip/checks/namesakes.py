"""Tell indicators of one name apart: by their parent (Induk) and by their sasaran."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_NUMBERED: Final = re.compile(r"\s*(?:(?P<huruf>[a-z])[.)]|(?P<angka>[0-9]{1,2})[.)]|(?P<tanda>[-\u2013\u2022]))\s", re.IGNORECASE)


def numbering(name: object) -> str | None:
    """How a name is numbered: "huruf" in "a. Rawat inap", "angka" in "1) Rawat inap", "tanda" in "- Rawat inap"; None if it is not."""
    found = _NUMBERED.match(str(name))
    return found and found.lastgroup


class Apart(NamedTuple):
    """What a row says besides its indicator's name, as keys; "" where the cell is blank, None where its table has no such column."""

    induk: str | None
    sasaran: str | None


class Namesakes:
    """The indicators of one name, numbered from 0 in the order of their first rows.

    Two rows are about two indicators if their parents differ, or if both name a sasaran and these differ.
    """

    def __init__(self) -> None:
        self._numbers: dict[Apart, list[int]] = {}
        self.count = 0

    def same(self, row: Apart) -> int | None:
        """The number of the first indicator that nothing tells apart from a row; None if there is none."""
        induk, sasaran = row
        alike = (row, Apart(induk, "")) if sasaran else (Apart(induk, None),)
        return next((self._numbers[each][0] for each in alike if each in self._numbers), None)

    def add(self, row: Apart) -> None:
        """Add an indicator that a row tells apart from the others."""
        for each in {row, Apart(row.induk, None), Apart(None, row.sasaran), Apart(None, None)}:
            self._numbers.setdefault(each, []).append(self.count)
        self.count += 1

    def number(self, row: Apart, place: int) -> int:
        """Which of them a row is about.

        Args:
            place: how many rows before it in its table say the same.
        """
        ways = (row, Apart(row.induk, None), Apart(None, row.sasaran), Apart(None, None))
        left = next(self._numbers[way] for way in ways if way in self._numbers)
        return left[min(place, len(left) - 1)]
