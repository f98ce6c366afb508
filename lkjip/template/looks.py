"""Conditional formats that several sheets share. A box is (first row, first column, last row, last column), 0-based."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from xlsxwriter.utility import xl_rowcol_to_cell

from lkjip.summary.sheet import KATEGORI_RANGE
from lkjip.xlsx_kit.sheet import Sheet
from lkjip.xlsx_kit.styles import (
    FILLED_FILLS,
    KATEGORI_STEPS,
    LINE_FILLS,
    TINGKAT_FILLS,
    Styles,
    kategori_bar,
    kategori_fill,
    kategori_fills,
)

Box: TypeAlias = tuple[int, int, int, int]


def cell(row: int, column: int) -> str:
    """A reference with a fixed column and a relative row, for conditions over several columns."""
    return str(xl_rowcol_to_cell(row, column, col_abs=True))


def when(sheet: Sheet, styles: Styles, box: Box, condition: str, **properties: Any) -> None:
    """Format the cells of a box that fulfil a condition, which is written for the first cell."""
    sheet.conditional_format(*box, {"type": "formula", "criteria": f"={condition}", "format": styles.when(**properties)})


def kategori(sheet: Sheet, styles: Styles, box: Box) -> None:
    """Colour the category codes in a box by the place of their bands, from the best to the worst of the sheet Skala."""
    for step in range(KATEGORI_STEPS + 1):
        # LibreOffice applies only one condition per cell, so each one sets everything
        condition = _is_step(str(xl_rowcol_to_cell(box[0], box[1])), step)
        when(sheet, styles, box, condition, bg_color=kategori_fill(step), border=1)


def kategori_by(sheet: Sheet, styles: Styles, box: Box, column: int) -> None:
    """Colour the cells of a box by the category whose code is in another column of their row."""
    for step in range(KATEGORI_STEPS + 1):
        when(sheet, styles, box, _is_step(cell(box[0], column), step), bg_color=kategori_fill(step))


def bars(sheet: Sheet, styles: Styles, box: Box, column: int) -> None:
    """Colour the letters of a box, which are bars, by the category whose code is in another column of their row."""
    for step in range(KATEGORI_STEPS + 1):
        when(sheet, styles, box, _is_step(cell(box[0], column), step), font_color=kategori_bar(step))


def _is_step(code: str, step: int) -> str:
    """A condition that a category code has this place between the best band of the sheet Skala and the worst."""
    bands = f"SUMPRODUCT(--(LEN(TRIM({KATEGORI_RANGE}))>0))"
    return f"ROUND((MATCH({code},{KATEGORI_RANGE},0)-1)*{KATEGORI_STEPS}/({bands}-1),0)={step}"


def kategori_of(sheet: Sheet, styles: Styles, box: Box, codes: Sequence[str]) -> None:
    """Colour the category codes in a box on a sheet outside the offices' workbooks, best first."""
    for code, fill in zip(codes, kategori_fills(len(codes)), strict=True):
        when(sheet, styles, box, f'{xl_rowcol_to_cell(box[0], box[1])}="{code}"', bg_color=fill)


def boxed(sheet: Sheet, styles: Styles, box: Box, column: int) -> None:
    """Draw borders around the cells of a box in rows whose cell in a column is filled, so that the others print as nothing."""
    when(sheet, styles, box, f"LEN(TRIM({cell(box[0], column)}))>0", border=1)


def tingkat(sheet: Sheet, styles: Styles, box: Box) -> None:
    """Colour the severities of findings in a box."""
    for word, fill in TINGKAT_FILLS.items():
        when(sheet, styles, box, f'{xl_rowcol_to_cell(box[0], box[1])}="{word}"', bg_color=fill)


def filled(sheet: Sheet, styles: Styles, box: Box) -> None:
    """Colour the cells of a box that say whether something is filled in."""
    for word, fill in FILLED_FILLS.items():
        when(sheet, styles, box, f'{xl_rowcol_to_cell(box[0], box[1])}="{word}"', bg_color=fill)


def whole_counts(sheet: Sheet, styles: Styles, box: Box, unit_column: int | None) -> None:
    """Show whole figures without decimals, unless their unit is percent: 38 Kegiatan, but 82,00 %.

    Without a column of units, all whole figures are shown so.
    """
    this = cell(box[0], box[1])
    counted = "TRUE" if unit_column is None else f'{cell(box[0], unit_column)}<>"%"'
    when(sheet, styles, box, f"AND(ISNUMBER({this}),{counted},{this}=INT({this}))", num_format="#,##0_)")


def merged(sheet: Sheet, styles: Styles, box: Box, name_column: int, within: Sequence[int] = ()) -> None:
    """Make equal cells below each other look merged, since cells of an Excel table cannot be merged.

    Args:
        name_column: a column that is filled in every row, which shows the last row.
        within: columns that must repeat too: the same program under another indicator is a new group.
    """
    first, column = box[0], box[1]
    repeated = ",".join(f"{cell(first, each)}={cell(first - 1, each)}" for each in (*within, column))
    repeated = f"AND({repeated})" if within else repeated
    last = f"LEN({cell(first + 1, name_column)})=0"
    # LibreOffice applies only one condition per cell, so each one sets everything
    sides = {"left": 1, "right": 1}
    when(sheet, styles, box, f"AND({repeated},{last})", font_color="#FFFFFF", bottom=1, **sides)
    when(sheet, styles, box, repeated, font_color="#FFFFFF", **sides)
    when(sheet, styles, box, last, top=1, bottom=1, **sides)
    when(sheet, styles, box, "TRUE", top=1, **sides)


def lines(sheet: Sheet, styles: Styles, box: Box, kind_column: int) -> None:
    """Make the headings and the sums of a printed table stand out, by the kind of line in a hidden column."""
    for kind, fill in LINE_FILLS.items():
        when(sheet, styles, box, f'{cell(box[0], kind_column)}="{kind}"', bold=True, bg_color=fill)
