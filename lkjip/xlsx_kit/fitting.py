"""Estimate row heights for texts, since Excel and LibreOffice fit rows only while the user types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LINE: Final = 13.5
"""Points per line of text."""
LETTER: Final = 0.93
"""Width of an average letter, in digits, the unit of column widths."""
BOLD_CAPITALS: Final = 1.15

_MARGIN: Final = 2  # indent and cell margin, in digits


def lines(text: str, width: float, letter: float = LETTER) -> int:
    """Number of lines of a text in a column of this width (in digits)."""
    return sum(_wrapped(paragraph.split(), width - _MARGIN, letter) for paragraph in text.split("\n"))


def height(texts: Iterable[tuple[str, float]], font: float = 1.0) -> float:
    """Row height in points for texts, each given with its column's width.

    Args:
        font: size of the letters, as a share of 10 points.
    """
    return max((lines(text, width / font) for text, width in texts), default=1) * LINE * font + 5


def _wrapped(words: list[str], width: float, letter: float) -> int:
    count, used = 1, 0.0
    for word in words:
        needed = len(word) * letter
        if used and used + letter + needed > width:
            count, used = count + 1, needed
        else:
            used += needed + (letter if used else 0)
    return count
