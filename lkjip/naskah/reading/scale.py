"""The bands of a scale as a document prints them, against the office's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lkjip.model.formulas.references import column_letters
from lkjip.naskah.reading.facts import Facts
from lkjip.naskah.reading.found import Discrepancy, finding
from lkjip.naskah.reading.sections import Placed
from lkjip.sources.workbook_file import SKALA_SERAPAN_TABLE, SKALA_TABLE
from xlfuncs import id_format

_NUMBER: Final = r"(\d+(?:[.,]\d+)?)\s*(?:%|persen)?"
_RANGE: Final = re.compile(
    rf"{_NUMBER}\s*(?:-|\u2013|\u2014|sampai(?:\s+dengan)?|s\.?\s*/?\s*d\.?|hingga)\s*(?:<=?|\u2264|kurang dari)?\s*{_NUMBER}",
    re.IGNORECASE,
)
_ABOVE: Final = re.compile(
    r"(?P<strict>lebih\s+(?:dari|besar\s+dari)|di\s*atas|>(?!=))|(?:>=|\u2265|minimal|sama dengan atau lebih)", re.IGNORECASE
)
_BELOW: Final = re.compile(r"kurang\s+dari|lebih\s+kecil\s+dari|di\s*bawah|<=?|\u2264|sampai(?:\s+dengan)?|s\.?\s*/?\s*d\.?", re.IGNORECASE)
_UP_TO: Final = ("<=", "\u2264", "sampai", "sampai dengan", "s.d.", "s/d", "s.d", "sd")
_ONE: Final = re.compile(_NUMBER)
_AND_MORE: Final = re.compile(rf"{_NUMBER}\s*(?:ke\s*atas|atau\s+lebih|dan\s+(?:lebih|di\s*atas))", re.IGNORECASE)
_AND_LESS: Final = re.compile(rf"{_NUMBER}\s*(?:ke\s*bawah|atau\s+kurang)", re.IGNORECASE)


class Step(NamedTuple):
    """A band: its lower bound in percent, None for the lowest, its label in small letters, and the cell of its bound."""

    lower: float | None
    label: str
    place: str


_LONGEST: Final = 130
_FINEST: Final = 0.01


def findings(facts: Facts, placed: Placed, text: str) -> tuple[list[Discrepancy], tuple[int, int] | None]:
    """What a line that gives the bounds of a category says wrongly, and where its bounds stand; None if it is no such line."""
    if len(text) > _LONGEST:
        return [], None
    bounds = _bounds(text)
    if bounds is None:
        return [], None
    span, lower, upper, strict = bounds
    judged = []
    for bands in _scales(facts):
        place = _place_of(bands, text[: span[0]] + " " + text[span[1] :])
        if place is not None:
            judged.append(list(_compared(placed, text, bands, place, lower, upper, strict=strict)))
    return (min(judged, key=len), span) if judged else ([], None)


def _bounds(text: str) -> tuple[tuple[int, int], str | None, str | None, bool] | None:
    """Where a line gives bounds, the lower and the upper one, and whether the one is only approached; None if it gives none."""
    if between := _RANGE.search(text):
        return between.span(), between[1], between[2], False
    if more := _AND_MORE.search(text):
        return more.span(), more[1], None, False
    if less := _AND_LESS.search(text):
        return less.span(), None, less[1], False
    above, below = _ABOVE.search(text), _BELOW.search(text)
    sign = above or below
    one = None if sign is None else _ONE.match(text, _skip(text, sign.end()))
    if sign is None or one is None:
        return None
    span = sign.start(), one.end()
    return (span, one[1], None, bool(above["strict"])) if above else (span, None, one[1], sign[0].lower() not in _UP_TO)


def _scales(facts: Facts) -> Iterator[Sequence[Step]]:
    """The office's scales of capaian and of serapan, each the best band first."""
    laporan = facts.book.laporan
    for name, scale in ((SKALA_TABLE, laporan.skala), (SKALA_SERAPAN_TABLE, laporan.skala_serapan)):
        stored = facts.book.workbook.tables.get(name)
        bands = [
            Step(
                lower if isinstance(lower, float | int) and not isinstance(lower, bool) else None,
                " ".join(str(label or "").lower().split()),
                f"{stored.sheet}!{column_letters(stored.left - 1)}{stored.first_row + place}" if stored else "Skala",
            )
            for place, (lower, _, label) in enumerate(scale)
        ]
        yield [band for band in reversed(bands) if band.label]


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " =":
        at += 1
    return at


def _place_of(bands: Sequence[Step], rest: str) -> int | None:
    """The place of the band whose label a line says; None unless the line says exactly one."""
    said = rest.lower()
    found = []
    for place in sorted(range(len(bands)), key=lambda at: -len(bands[at].label)):
        label = bands[place].label
        pattern = rf"(?<!\w){re.escape(label)}(?!\w)"
        if re.search(pattern, said):
            found.append(place)
            said = re.sub(pattern, " ", said)
    words = re.sub(r"[^a-z ]", " ", said).split()
    return found[0] if len(found) == 1 and len(words) <= 8 else None


def _compared(
    placed: Placed, text: str, bands: Sequence[Step], place: int, lower: str | None, upper: str | None, *, strict: bool
) -> Iterator[Discrepancy]:
    band, above = bands[place], bands[place - 1] if place else None
    if lower is not None and band.lower is not None and not _is_lower(lower, band.lower, strict=strict):
        yield _finding(placed, text, f"batas bawah kategori {band.label}", lower, band.lower, band.place)
    if upper is not None and above is not None and above.lower is not None and not _is_upper(upper, above.lower, strict=strict):
        yield _finding(placed, text, f"batas atas kategori {band.label}", upper, above.lower, above.place)


def _is_lower(printed: str, own: float, *, strict: bool) -> bool:
    value, unit = _value(printed), _unit(printed)
    allowed = {own, float(id_format.rounded(own, _places(printed))), float(id_format.cut(own, _places(printed)))}
    return any(abs(value - each) < _FINEST / 10 for each in (allowed | {own - unit, own - _FINEST} if strict else allowed))


def _is_upper(printed: str, end: float, *, strict: bool) -> bool:
    """Whether a band may end there: just below the next one, or where that begins."""
    value, unit, places = _value(printed), _unit(printed), _places(printed)
    begins = float(id_format.cut(end, places))
    is_whole = abs(begins - end) < _FINEST / 10
    allowed = {end, begins, end - _FINEST} | ({begins - unit} if is_whole and not strict else set())
    return any(abs(value - each) < _FINEST / 10 for each in allowed)


def _finding(placed: Placed, text: str, what: str, printed: str, own: float, place: str) -> Discrepancy:
    expected = id_format.short(own)
    message = f"{what.capitalize()} tertulis {printed}, sedangkan di lembar Skala {expected}"
    return finding("naskah-skala", placed, text, message, expected, place)


def _value(printed: str) -> float:
    return float(printed.replace(",", "."))


def _places(printed: str) -> int:
    return len(re.split("[.,]", printed)[1]) if re.search("[.,]", printed) else 0


def _unit(printed: str) -> float:
    return float(10 ** -_places(printed))
