"""The paper on which every sheet is printed: F4 at full size, so that no letter is smaller on paper than in its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # XlsxWriter takes long to load, and a reader only asks how much room a page has
    from lkjip.xlsx_kit.sheet import Sheet

F4: Final = 14
"""Excel's number of the paper of 8.5 x 13 inches, which it calls Folio."""
FOOTER: Final = "&L&8&A&R&8Halaman &P dari &N"
"""The sheet and the page, as the builder writes them."""
MARGINS: Final = (0.4, 0.6)
"""In inches: left and right, above and below."""
_SHORT, _LONG = 8.5, 13.0
_POINTS: Final = 72
_DIGIT: Final = 5.56
"""Points of a digit on paper; Excel prints columns a little narrower than that, LibreOffice as wide."""
_PADDING: Final = 5 / 7
"""What a column is wider than its digits, in digits."""
_FILLED: Final = 0.9
"""The share of a page that is filled: the rest is for fonts that are taller on another PC."""


def points(width: float) -> float:
    """The width of a column on paper, from that in digits; a hidden one (0) has none."""
    return (width + _PADDING) * _DIGIT if width else 0.0


def room(*, landscape: bool) -> float:
    """Points of a page from the left to the right margin."""
    return ((_LONG if landscape else _SHORT) - 2 * MARGINS[0]) * _POINTS


def filled(*, landscape: bool) -> float:
    """Points of a page that are filled from above."""
    return ((_SHORT if landscape else _LONG) - 2 * MARGINS[1]) * _POINTS * _FILLED


def footer(office: str) -> str:
    """The footer of a page that is handed in, with the name of the office."""
    return FOOTER.replace("&A", f"&A, {office.replace('&', '&&')}", 1)


def is_wide(widths: Sequence[float]) -> bool:
    """Whether columns of these widths (in digits) need the page's long side."""
    return sum(map(points, widths)) > room(landscape=False)


def new_pages(widths: Mapping[int, float], repeated: Sequence[int] = (), *, landscape: bool) -> list[int]:
    """The columns that begin a new page; none if all fit on one.

    Args:
        widths: of the printed columns in digits, by column, from the left.
        repeated: the columns that every page has.
    """
    whole = room(landscape=landscape)
    again = sum(points(widths[column]) for column in repeated)
    begins, used = [], 0.0
    for column, width in widths.items():
        if used and used + points(width) > whole:
            begins.append(column)
            used = again
        used += points(width)
    return begins


def set_up(
    sheet: Sheet, widths: Mapping[int, float], repeated: Sequence[int] = (), *, landscape: bool = False, begins: Sequence[int] = ()
) -> list[int]:
    """Set the page up, and return the columns that begin a new page; sheets that are too wide for portrait are landscape.

    Args:
        widths, repeated: as of `new_pages`.
        begins: columns that begin a new page in any case.
    """
    landscape = landscape or is_wide(list(widths.values()))
    sheet.set_paper(F4)
    if landscape:
        sheet.set_landscape()
    beside, above = MARGINS
    sheet.set_margins(left=beside, right=beside, top=above, bottom=above)
    sheet.center_horizontally()
    sheet.set_footer(FOOTER)
    pages = list(begins) or new_pages(widths, repeated, landscape=landscape)
    if pages:
        sheet.set_v_pagebreaks(pages)
        if repeated:
            sheet.repeat_columns(repeated[0], repeated[-1])
    return pages
