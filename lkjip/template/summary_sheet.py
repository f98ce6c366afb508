"""Write a summary sheet from its plain data."""

from __future__ import annotations

from typing import cast

from lkjip.summary.sheet import BELUM_DISUSUN, HIDDEN, LEFT, SummarySheet
from lkjip.template import looks
from lkjip.template.back import put_back_link
from lkjip.xlsx_kit import paper
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
    for *corners, column in summary.letter_bars:
        looks.letter_bars(sheet, styles, cast("looks.Box", tuple(corners)), column)
    for *corners, column in summary.boxed:
        looks.boxed(sheet, styles, cast("looks.Box", tuple(corners)), column)
    for *corners, column in summary.accepted:
        looks.accepted(sheet, styles, cast("looks.Box", tuple(corners)), column)
    for box in summary.tingkat:
        looks.tingkat(sheet, styles, box)
    for box in summary.filled:
        looks.filled(sheet, styles, box)
    for *corners, number, form in summary.coloured_by:  # first: LibreOffice applies only one condition per cell, and whole figures have one
        looks.coloured(sheet, styles, cast("looks.Box", tuple(corners)), number, **({"num_format": form} if form else {}))
    for *corners, unit_column in summary.with_unit:
        looks.whole_counts(sheet, styles, cast("looks.Box", tuple(corners)), unit_column, **summary.unit_look)
    for box in summary.grouped:
        looks.once(sheet, styles, box, summary.blocks[0].first_column + summary.blocks[0].about)
    if summary.lines:
        kind = summary.lines[3] + 2
        for number, (*corners, most) in enumerate(summary.bars):
            looks.bars(sheet, styles, cast("looks.Box", tuple(corners)), most, kind, is_first=not number)
        looks.lines(sheet, styles, summary.lines, kind, without=[box[1] for box in summary.bars])
    for box in summary.unsynced:
        looks.when(sheet, styles, box, f'ISNUMBER(SEARCH("{BELUM_DISUSUN}",{looks.cell(box[0], box[1])}))', bg_color=WRONG_FILL)
    put_back_link(sheet, styles)
    beside_title = 1 if summary.landscape else len(summary.widths)
    sheet.put_buttons(0, beside_title if summary.button is None else summary.button, BANTUAN)
    printed = dict(list(enumerate(summary.widths))[LEFT:])
    paper.set_up(sheet, printed, summary.repeated, landscape=summary.landscape, begins=summary.begins)
    # as wide as the blocks, so that it grows with them; what stands beside it, such as a button, is not printed
    sheet.print_area(0, LEFT, max(row for row, _ in summary.cells), max(printed))
    if breaks := summary.page_breaks():
        sheet.set_h_pagebreaks(list(breaks))
    if summary.heading_rows:
        sheet.repeat_rows(*summary.heading_rows)
        sheet.freeze_panes(summary.heading_rows[1] + 1, summary.repeated[-1] + 1 if summary.repeated else 0)


def _fit_rows(sheet: Sheet, summary: SummarySheet) -> None:
    """Fit rows without a given height to their texts."""
    for row in dict.fromkeys(row for row, _ in summary.cells):
        if row not in summary.heights and (row in summary.foot or summary.wrapped(row)):
            sheet.fit_row(row, summary.height(row))
