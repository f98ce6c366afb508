"""How much room texts take, by the widths of their letters, since Excel and LibreOffice fit rows only while the user types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

SIZE: Final = 10.0
"""Points of the letters of most cells."""
_REGULAR: Final[Mapping[int, str]] = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_BOLD: Final[Mapping[int, str]] = {
    238: "'",
    278: " ,./I\\ijl",
    280: "|",
    333: "!()-:;[]`ft",
    389: "*r{}",
    474: '"',
    500: "z",
    556: "#$0123456789J_aceksvxy",
    584: "+<=>^~",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
}
"""The letters by their width in thousandths of the font's size. Arial, Helvetica (Adobe Core 14 AFM) and Liberation Sans have the same."""
_WIDTHS: Final = [{letter: width for width, letters in table.items() for letter in letters} for table in (_REGULAR, _BOLD)]
_OTHER: Final = 600
"""Thousandths for any other letter; accented ones are as wide as plain ones, and dashes are rarer than those."""
_DIGIT: Final = 5.25
"""Points of a digit, the unit of column widths, in Excel at 10 points: 7 pixels. LibreOffice makes columns a little wider."""
_SPARE: Final = 0.97
"""The share of a line that is taken to be filled: on the screen letters are whole pixels wide."""
_INDENT: Final = 6.75
"""Points of an indent."""
_PITCH: Final = 1.25
"""Height of a line, as a share of the font's size; the font itself asks for 1.15, Excel on the screen for up to 1.24."""
_AROUND: Final = 2.5
"""Points above and below the lines of a cell together."""


def lines(text: str, width: float, size: float = SIZE, *, bold: bool = False) -> int:
    """Number of lines of a text in a column.

    Args:
        width: the column's width in digits, as spreadsheets give it.
        size: points of the letters.
    """
    room = max((width * _DIGIT - _INDENT) * _SPARE, size)
    return sum(_wrapped(paragraph.split(), room * 1000 / size, bold) for paragraph in text.split("\n"))


def height(texts: Iterable[tuple[str, float]], size: float = SIZE, *, bold: bool = False) -> float:
    """Row height in points for texts, each given with its column's width in digits; at least that of one line."""
    return of_lines(max((lines(text, width, size, bold=bold) for text, width in texts), default=1), size)


def of_lines(count: int, size: float = SIZE) -> float:
    """Row height in points for a number of lines."""
    return count * _PITCH * size + _AROUND


@lru_cache(maxsize=20_000)
def _width(word: str, bold: bool) -> int:
    widths = _WIDTHS[bold]
    return sum(widths.get(letter, _OTHER) for letter in word)


def _wrapped(words: list[str], room: float, bold: bool) -> int:
    """Lines of words in so much room, in thousandths of the font's size; a word that is longer than a line is broken."""
    space = _width(" ", bold)
    count, used = 1, 0.0
    for word in words:
        needed = _width(word, bold)
        if used and used + space + needed > room:
            count, used = count + 1, 0.0
        used += needed + (space if used else 0)
        while used > room:
            count, used = count + 1, used - room
    return count
