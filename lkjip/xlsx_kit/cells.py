"""Write single cells of any kind. Texts never become formulas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lkjip import limits
from lkjip.escapes import whole
from lkjip.model.profile_text import as_formula, filled
from lkjip.xlsx_kit.sheet import Sheet
from lkjip.xlsx_kit.styles import Styles
from xlfuncs.angka import Cell

# Characters that make a spreadsheet take a text for a formula when staff edit the cell (OWASP ASVS 1.2.10).
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_RICH: Final = ("<r>", "</r>")


def looks_like_formula(text: str) -> bool:
    """Whether a text needs Excel's quote prefix, which marks it as text."""
    return text.startswith(_FORMULA_STARTS)


def storable(text: str) -> str:
    """A text that a cell can hold: within Excel's length, without lone surrogates, and not taken for markup.

    XlsxWriter writes a text with tags of rich text into the file unescaped; a space after it prevents that.
    """
    return whole(text[: limits.CELL_CHARACTERS - 1]) + (" " if text.startswith(_RICH[0]) and text.endswith(_RICH[1]) else "")


def put(sheet: Sheet, row: int, column: int, value: Cell, styles: Styles, *names: str, **options: Any) -> None:
    """Write a value; a text that begins like a formula gets Excel's quote prefix."""
    if isinstance(value, str):
        quoted = ("quoted",) if looks_like_formula(value) else ()
        sheet.write_string(row, column, storable(value), styles(*names, *quoted, **options))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, styles(*names, **options))
    elif isinstance(value, float | int):
        sheet.write_number(row, column, value, styles(*names, **options))
    else:
        sheet.write_blank(row, column, None, styles(*names, **options))


def put_formula(sheet: Sheet, row: int, column: int, formula: str, value: Cell, styles: Styles, *names: str, **options: Any) -> None:
    """Write a formula with its value, so that the file shows right figures before anything recalculates."""
    sheet.write_formula(row, column, formula, styles(*names, **options), "" if value is None else value)


def put_text(
    sheet: Sheet, place: tuple[int, int, int, int], template: str, profil: Mapping[str, Cell], styles: Styles, *names: str
) -> None:
    """Write a text that may follow the Profil over the cells of `place` (first row, first column, last row, last column)."""
    row, column, last_row, last_column = place
    if (row, column) != (last_row, last_column):
        sheet.merge_range(row, column, last_row, last_column, "", styles(*names))
    formula = as_formula(template)
    if formula:
        put_formula(sheet, row, column, formula, filled(template, profil), styles, *names)
    else:
        put(sheet, row, column, template, styles, *names)
