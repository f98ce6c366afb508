"""Grades and words in place of numbers: the key by which a grade is found in a list, and the words for "not measured"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlfuncs.angka import NOT_MEASURED

UNMEASURED: Final = ("n/a", "na", "n.a.", "n.a")
"""Texts that say that an indicator was not measured."""
WILD: Final = {"*": "\u2217", "?": "\u00bf", "~": "\u223c"}
"""Characters that MATCH would read as wildcards, with what stands for them in keys."""
LONGEST: Final = 100
"""Most characters of a list's or a grade's name in a key: MATCH takes at most 255 for both."""
BETWEEN: Final = "\n"
_PLAIN: Final = dict.fromkeys(range(32)) | str.maketrans({"\u00a0": " "} | WILD)

SHIPPED: Final[Mapping[str, Mapping[str, float]]] = {
    "SAKIP Morowali": {"AA": 100, "A": 90, "BB": 80, "B": 65, "CC": 60, "C": 50, "D": 40},
    "SAKIP Pringsewu": {"AA": 7, "A": 6, "BB": 5, "B": 4, "CC": 3, "C": 2, "D": 1},
    "Opini": {"TMP": 1, "TW": 2, "WDP": 3, "WTP": 4},
    "Level": {"Level 1": 1, "Level 2": 2, "Level 3": 3, "Level 3 Plus": 3.5, "Level 4": 4, "Level 5": 5},
    "Tinggi Sedang Rendah": {"Tinggi": 3, "Sedang": 2, "Rendah": 1},
    "Ada": {"Ada": 1, "Tidak ada": 0},
}
"""Lists to choose from: the value of each grade. Offices disagree on them, so none is in a workbook until it is chosen."""


def plain(text: object) -> str:
    """Reduce the name of a list or a grade to what its spellings have in common: case and spaces do not count, signs do."""
    return " ".join(each for each in str(text).lower().translate(_PLAIN).split(" ") if each)


def tame(formula: str) -> str:
    """Build the formula of a text without the characters that MATCH would read as wildcards."""
    for wild, same in WILD.items():
        formula = f'SUBSTITUTE({formula},"{wild}","{same}")'
    return formula


def grade_key(daftar: object, kode: object) -> str:
    """Return the key of a grade in a list, which `lkjip.model.positions` also builds as a formula; "" if either has no name."""
    names = [plain("" if each is None else each)[:LONGEST] for each in (daftar, kode)]
    return BETWEEN.join(names) if all(names) else ""


def is_unmeasured(text: str) -> bool:
    """Return whether a text says that there is no figure: "N/A", "Tidak diadakan", "belum rilis"."""
    word = plain(text)
    return word in UNMEASURED or word.startswith(NOT_MEASURED)


def fitting_lists(text: str) -> list[str]:
    """Return the shipped lists that have a grade."""
    return [name for name, codes in SHIPPED.items() if plain(text) in map(plain, codes)]
