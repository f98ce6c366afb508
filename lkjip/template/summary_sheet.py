"""Write a summary sheet from its plain data."""

from __future__ import annotations

from typing import cast

from lkjip.summary.sheet import BELUM_DISUSUN, HIDDEN, PAGE_MARGINS, SummarySheet
from lkjip.template import looks
from lkjip.template.table_sheet import F4_PAPER, FOOTER
from lkjip.xlsx_kit.cells import put, put_formula
from lkjip.xlsx_kit.sheet import BANTUAN, Sheet
from lkjip.xlsx_kit.styles import WRONG_FILL, Styles


def write(sheet: Sheet, summary: SummarySheet, styles: Styles) -> None:
    """Write the cells, their formats and the page setup."""
    sheet.hide_gridlines(2)
    for column, width in enumerate(summary.widths):
        sheet.set_column(column, column, width, None, {"hidden": width == HIDDEN})
    for row, height in summary.heights.items():
        sheet.set_row(row, height)
    for (row, column), cell in summary.cells.items():
        if cell.last_column is not None:
            sheet.merge_range(row, column, row, cell.last_column, "", styles(*cell.style))
        if cell.formula is None:
            put(sheet, row, column, cell.value, styles, *cell.style)
        else:
            put_formula(sheet, row, column, f"={cell.formula}", cell.value, styles, *cell.style)
    _fit_rows(sheet, summary)
    for box in summary.kategori:
        looks.kategori(sheet, styles, box)
    for *corners, column in summary.kategori_by:
        looks.kategori_by(sheet, styles, cast("looks.Box", tuple(corners)), column)
    for *corners, column in summary.bars:
        looks.bars(sheet, styles, cast("looks.Box", tuple(corners)), column)
    for *corners, column in summary.boxed:
        looks.boxed(sheet, styles, cast("looks.Box", tuple(corners)), column)
    for box in summary.tingkat:
        looks.tingkat(sheet, styles, box)
    for box in summary.filled:
        looks.filled(sheet, styles, box)
    for *corners, unit_column in summary.with_unit:
        looks.whole_counts(sheet, styles, cast("looks.Box", tuple(corners)), unit_column)
    for box in summary.grouped:
        looks.merged(sheet, styles, box, name_column=box[1] + 1)
    if summary.lines:
        looks.lines(sheet, styles, summary.lines, summary.lines[3] + 2)
    for box in summary.unsynced:
        looks.when(sheet, styles, box, f'ISNUMBER(SEARCH("{BELUM_DISUSUN}",{looks.cell(box[0], box[1])}))', bg_color=WRONG_FILL)
    beside_title = 1 if summary.landscape else len(summary.widths)
    sheet.put_buttons(0, beside_title if summary.button is None else summary.button, BANTUAN)
    sheet.set_paper(F4_PAPER)
    if summary.landscape:
        sheet.set_landscape()
    beside, above = (0.6, 0.8) if summary.fit_to_width and not summary.two_pages else PAGE_MARGINS
    sheet.set_margins(left=beside, right=beside, top=above, bottom=above)
    sheet.center_horizontally()
    if summary.two_pages:
        sheet.set_print_scale(summary.two_pages.scale)
        sheet.set_v_pagebreaks([summary.two_pages.begins])
        sheet.repeat_columns(*summary.two_pages.repeated)
    elif summary.fit_to_width:
        sheet.fit_to_pages(1, 0)
    if summary.breaks:
        sheet.set_h_pagebreaks(list(summary.breaks))
    sheet.set_footer(FOOTER)
    if summary.heading_rows:
        sheet.repeat_rows(*summary.heading_rows)
        sheet.freeze_panes(summary.heading_rows[1] + 1, summary.two_pages.repeated[1] + 1 if summary.two_pages else 0)


def _fit_rows(sheet: Sheet, summary: SummarySheet) -> None:
    """Fit rows without a given height to their texts."""
    for row in dict.fromkeys(row for row, _ in summary.cells):
        if row not in summary.heights and summary.wrapped(row):
            sheet.fit_row(row, summary.height(row))
