"""Recognize number formats that LibreOffice copies from the cells that a formula reads, if the formula has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lkjip.mail.seal.form import CanonicalBook
from lkjip.mail.seal.reading import read_formula
from lkjip.mail.seal.sheet import Sheet

_GENERAL: Final = "G"
_PLAIN: Final = re.compile(r"#(?:\.[0-9]+)?")
_PERCENT: Final = re.compile(r"#(?:\.[0-9]+)?%")
_TRUTH: Final = "TRUE;TRUE;FALSE"
_DATES: Final = frozenset({"DATE", "TODAY", "NOW", "TIME", "EDATE", "EOMONTH", "WORKDAY", "DATEVALUE", "TIMEVALUE"})


def may_be_inherited(look: str, kept: str, formula: str, sheet: Sheet, book: CanonicalBook) -> bool:
    """Whether a formula that had no number format may have this one after a mere re-save."""
    if kept != _GENERAL:
        return False
    found = read_formula(formula)
    if look.endswith(":"):
        return not _DATES.isdisjoint(found.words) or look in _read(formula, sheet, book)
    return (
        look == _TRUTH
        or (bool(_PERCENT.fullmatch(look)) and "%" in formula)
        or (bool(_PLAIN.fullmatch(look)) and "[" in formula)
        or look in _read(formula, sheet, book)
    )


def _read(formula: str, sheet: Sheet, book: CanonicalBook) -> Iterator[str]:
    """The looks of the first cell of each area that a formula reads, directly or through names."""
    found = read_formula(formula)
    places = [(book.by_title.get(title) if title else sheet, where) for title, where in found.areas]
    places += [book.named[word] for word in found.words if word in book.named]
    for of, (top, left, _, _) in places:
        if of is not None:
            yield of.looks.get((top + 1, left + 1), _GENERAL)
