"""Conditional formats that several sheets share. A box is (first row, first column, last row, last column), 0-based."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, TypeAlias

from xlsxwriter.utility import xl_rowcol_to_cell

from lkjip.model.formulas.references import runs
from lkjip.summary.pemeriksaan import ACCEPTED
from lkjip.summary.sheet import KATEGORI_RANGE
from lkjip.xlsx_kit.sheet import Sheet
from lkjip.xlsx_kit.styles import (
    ACCEPTED_INK,
    BAR_FILL,
    BAR_LINE,
    FILLED_FILLS,
    HEADING_LINE,
    KATEGORI_STEPS,
    LINE_FILLS,
    TINGKAT_FILLS,
    Styles,
    kategori_bar,
    kategori_fill,
    kategori_fills,
)

UNSEEN: Final = "#FFFFFF"
PALE: Final = "#BFBFBF"
"""Colours of repeated texts: on a page that is printed, and where they are typed, so that nobody thinks a text was not taken."""
_WHOLE_CELL: Final = {"min_length": 0, "max_length": 100}
"""Percent of a cell that the shortest and the longest bar fill; programs that do not know Excel's newer bars have 10 and 90."""
STATUS_FILLS: Final = dict(enumerate((PALE, kategori_fill(KATEGORI_STEPS), kategori_fill(KATEGORI_STEPS // 2), kategori_fill(0))))
"""Grey, red, yellow and green by the number of a status (`model.triwulan.colour_of`)."""
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


def letter_bars(sheet: Sheet, styles: Styles, box: Box, column: int) -> None:
    """Colour the letters of a box, which are bars, by the category whose code is in another column of their row."""
    for step in range(KATEGORI_STEPS + 1):
        when(sheet, styles, box, _is_step(cell(box[0], column), step), font_color=kategori_bar(step))


def _is_step(code: str, step: int) -> str:
    """A condition that a category code has this place between the best band of the sheet Skala and the worst."""
    bands = f"SUMPRODUCT(--(LEN(TRIM({KATEGORI_RANGE}))>0))"
    return f"ROUND((MATCH({code},{KATEGORI_RANGE},0)-1)*{KATEGORI_STEPS}/({bands}-1),0)={step}"


def coloured(sheet: Sheet, styles: Styles, box: Box, column: int, **properties: Any) -> None:
    """Colour the cells of a box by a number in another column of their row: 1 red, 2 yellow, 3 green, 0 grey."""
    number = cell(box[0], column)
    for value, fill in STATUS_FILLS.items():
        when(sheet, styles, box, f"AND(ISNUMBER({number}),{number}={value})", bg_color=fill, border=1, **properties)


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


def accepted(sheet: Sheet, styles: Styles, box: Box, column: int) -> None:
    """Offer "ya" in a column of a box of findings, and show the rows that have it in grey."""
    mistake = {"error_title": "Pilih dari daftar", "error_message": f"Isi dengan {ACCEPTED}, atau kosongkan."}
    sheet.data_validation(box[0], column, box[2], column, {"validate": "list", "source": [ACCEPTED], **mistake})
    when(sheet, styles, box, f'{cell(box[0], column)}="{ACCEPTED}"', font_color=ACCEPTED_INK)


def filled(sheet: Sheet, styles: Styles, box: Box) -> None:
    """Colour the cells of a box that say whether something is filled in."""
    for word, fill in FILLED_FILLS.items():
        when(sheet, styles, box, f'{xl_rowcol_to_cell(box[0], box[1])}="{word}"', bg_color=fill)


def whole_counts(sheet: Sheet, styles: Styles, box: Box, unit_column: int | None, **properties: Any) -> None:
    """Show whole figures without decimals, unless their unit is percent: 38 Kegiatan, but 82,00 %.

    Without a column of units, all whole figures are shown so.
    """
    this = cell(box[0], box[1])
    counted = "TRUE" if unit_column is None else f'{cell(box[0], unit_column)}<>"%"'
    when(sheet, styles, box, f"AND(ISNUMBER({this}),{counted},{this}=INT({this}))", num_format="#,##0_)", **properties)


def merged(sheet: Sheet, styles: Styles, box: Box, name_column: int, within: Sequence[int] = (), repeated: str = UNSEEN) -> None:
    """Make equal cells below each other look merged, since cells of an Excel table cannot be merged.

    Args:
        repeated: the colour of a text that the cell above has too.
        name_column: a column that is filled in every row, which shows the last row.
        within: columns that must repeat too: the same program under another indicator is a new group.
    """
    first, column = box[0], box[1]
    same = ",".join(f"{cell(first, each)}={cell(first - 1, each)}" for each in (*within, column))
    same = f"AND({same})" if within else same
    last = f"LEN({cell(first + 1, name_column)})=0"
    # LibreOffice applies only one condition per cell, so each one sets everything
    sides = {"left": 1, "right": 1}
    when(sheet, styles, box, f"AND({same},{last})", font_color=repeated, bottom=1, **sides)
    when(sheet, styles, box, same, font_color=repeated, **sides)
    when(sheet, styles, box, last, top=1, bottom=1, **sides)
    when(sheet, styles, box, "TRUE", top=1, **sides)


def once(sheet: Sheet, styles: Styles, box: Box, name_column: int) -> None:
    """Draw a box around a cell and the blank ones below it, which stand for the same; a page begins with a filled one.

    Args:
        name_column: a column that is filled in every row.
    """
    this, below, name = cell(box[0], box[1]), cell(box[0] + 1, box[1]), cell(box[0], name_column)
    ends = f"OR(LEN({cell(box[0] + 1, name_column)})=0,LEN({below})>0)"
    # LibreOffice applies only one condition per cell, so each one sets everything
    sides = {"left": 1, "right": 1}
    when(sheet, styles, box, f"LEN({name})=0", top=1, bottom=1, **sides)
    when(sheet, styles, box, f"AND(LEN({this})=0,{ends})", bottom=1, **sides)
    when(sheet, styles, box, f"LEN({this})=0", **sides)
    when(sheet, styles, box, ends, top=1, bottom=1, **sides)
    when(sheet, styles, box, "TRUE", top=1, **sides)


def lines(sheet: Sheet, styles: Styles, box: Box, kind_column: int, without: Collection[int] = ()) -> None:
    """Give the lines of a printed table their borders and fills, by the kind of line in a hidden column.

    A heading has no borders between its cells, since its text goes over all of them.

    Args:
        without: columns that are left to others.
    """
    inner = [column for column in range(box[1] + 1, box[3]) if column not in without]
    _line_parts(sheet, styles, (box[0], box[1], box[2], box[1]), kind_column, {"left": 1}, {"border": 1})
    for first, last in runs(inner):
        _line_parts(sheet, styles, (box[0], first, box[2], last), kind_column, {}, {"border": 1})
    _line_parts(sheet, styles, (box[0], box[3], box[2], box[3]), kind_column, {"right": 1}, {"border": 1})


def bars(sheet: Sheet, styles: Styles, box: Box, most: float, kind_column: int, *, is_first: bool) -> None:
    """Show the figures of a column as bars, in a printed table as `lines` formats it.

    Args:
        most: the figure whose bar fills the cell.
        is_first: whether the red line is at the end of the bar.
    """
    look = {"type": "data_bar", "data_bar_2010": True, "bar_only": True, "bar_solid": True, "bar_no_border": True, **_WHOLE_CELL}
    scale = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": most, "bar_axis_position": "none"}
    sheet.conditional_format(*box, {**look, **scale, "bar_color": BAR_FILL, "bar_direction": "left"})
    side = "right" if is_first else "left"
    _line_parts(sheet, styles, box, kind_column, {}, {"top": 1, "bottom": 1, side: 1, f"{side}_color": BAR_LINE})


def _line_parts(sheet: Sheet, styles: Styles, box: Box, kind_column: int, heading: Mapping[str, Any], others: Mapping[str, Any]) -> None:
    kind = cell(box[0], kind_column)
    for each, fill in LINE_FILLS.items():
        sides = {"top": 1, "bottom": 1, **heading} if each == HEADING_LINE else others
        when(sheet, styles, box, f'{kind}="{each}"', bold=True, bg_color=fill, **sides)
    when(sheet, styles, box, f"LEN({kind})>0", **others)
