"""Number formats that LibreOffice gives a formula without one when it computes it anew: those of what the formula reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lkjip.send.seal import spelling
from lkjip.send.seal.form import Book
from lkjip.send.seal.reading import reading
from lkjip.send.seal.sheet import Sheet
from lkjip.sync.sheet_part import area

_GENERAL: Final = "G"
_PLAIN: Final = re.compile(r"#(?:\.[0-9]+)?")
_PERCENT: Final = re.compile(r"#(?:\.[0-9]+)?%")
_TRUTH: Final = "TRUE;TRUE;FALSE"
_DATES: Final = frozenset({"DATE", "TODAY", "NOW", "TIME", "EDATE", "EOMONTH", "WORKDAY", "DATEVALUE", "TIMEVALUE"})


def may_be_inherited(look: str, kept: str, formula: str, sheet: Sheet, book: Book) -> bool:
    """Whether a formula that had no number format may show this one after nothing but a re-save."""
    if kept != _GENERAL:
        return False
    found = reading(formula)
    if look.endswith(":"):
        return not _DATES.isdisjoint(found.words) or look in _read(formula, sheet, book)
    return (
        look == _TRUTH
        or (bool(_PERCENT.fullmatch(look)) and "%" in formula)
        or (bool(_PLAIN.fullmatch(look)) and "[" in formula)
        or look in _read(formula, sheet, book)
    )


def _read(formula: str, sheet: Sheet, book: Book) -> Iterator[str]:
    """The looks of the first cells of what a formula reads, of names too."""
    sheets = {spelling.title(each.title): each for each in book.sheets}
    names = {trait.where: trait.what for trait in (*book.traits, *sheet.traits) if trait.kind == "nama"}
    found = reading(formula)
    places = [*found.areas]
    for word in found.words & names.keys():
        title, _, reference = names[word].rpartition("!")
        where = area(reference)
        if where is not None:
            places.append((title, where))
    for title, (top, left, _, _) in places:
        of = sheets.get(title) if title else sheet
        if of is not None:
            yield of.looks.get((top + 1, left + 1), _GENERAL)
