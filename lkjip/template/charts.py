"""The sheet Grafik: charts of what is few, the categories and the sasaran; indicators have bars in the cells of Grafik Capaian."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

from lkjip.escapes import plain
from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import formula_values
from lkjip.summary.ringkasan import ringkasan_sheet
from lkjip.summary.sheet import LABEL_RANGE, SummarySheet
from lkjip.template.back import put_back_link
from lkjip.xlsx_kit import paper
from lkjip.xlsx_kit.cells import put_text
from lkjip.xlsx_kit.sheet import BANTUAN, Sheet
from lkjip.xlsx_kit.styles import BAR_LINE, FONT, KATEGORI_STEPS, NAVY, Styles, kategori_fill
from xlfuncs.angka import Cell

GRAFIK: Final = "Grafik"
_TITLE: Final = "Grafik Kinerja[ {kantor}] Tahun {tahun}"
NAME: Final = "LKjIP "
"""Prefix of our charts' names."""
_COLUMNS: Final = range(1, 12)
_COLUMN: Final = 13.0
_WIDTH: Final = 1040
_ROW_PIXELS: Final = 20
_ROWS: Final = 26
"""Sheet rows per chart."""
_GAP: Final = 4
"""Pixels below the top of its first row, so that no chart touches the page before."""
_MOST: Final = 199
"""Percent at which the axis of capaian ends: below 200, so that the only line is at 100."""
LETTERS: Final = {"name": FONT, "size": 9, "color": "#404040"}
"""Of the words and figures in a chart."""
AXIS: Final = {"num_font": LETTERS, "line": {"color": "#7F7F7F"}}
HEIGHTS: Final = {"num_font": LETTERS, "num_format": "0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
"""The axes of a chart with columns."""


def write(sheet: Sheet, book: xlsxwriter.Workbook, laporan: Laporan, styles: Styles) -> None:
    """Write the charts one below the other, one per page."""
    ringkasan = ringkasan_sheet(laporan)
    put_charts(sheet, laporan, styles, _TITLE, [made(book, f"{NAME}{number}", ringkasan) for number, made in enumerate(_MADE, 1)])


def put_charts(sheet: Sheet, laporan: Laporan, styles: Styles, title: str, charts: Sequence[tuple[str, Any]]) -> None:
    """Fill a sheet with charts, one per page.

    Args:
        title: of the sheet, a template.
        charts: each with its title.
    """
    sheet.hide_gridlines(2)
    put_back_link(sheet, styles)
    sheet.set_column(_COLUMNS[0], _COLUMNS[-1], _COLUMN)
    sheet.set_row(0, 30)
    put_text(sheet, (0, _COLUMNS[0], 0, _COLUMNS[-1]), title, laporan.profil, styles, "title")
    sheet.put_buttons(0, 1, BANTUAN)
    top = 2
    for row in range(1, top + (_ROWS + 1) * len(charts)):
        sheet.set_row(row, _ROW_PIXELS * 0.75)
    for said, chart in charts:
        chart.set_title({"name": said, "name_font": {"name": FONT, "size": 12, "color": NAVY}, "overlay": False})
        chart.set_size({"width": _WIDTH, "height": _ROWS * _ROW_PIXELS})
        chart.show_blanks_as("gap")
        chart.show_hidden_data()
        sheet.insert_chart(top, 1, chart, {"object_position": 2, "y_offset": _GAP, "description": plain(said)})
        top += _ROWS + 1
    paper.set_up(sheet, dict.fromkeys(_COLUMNS, _COLUMN), landscape=True)
    sheet.print_area(0, _COLUMNS[0], top - 1, _COLUMNS[-1])
    sheet.set_h_pagebreaks([2 + (_ROWS + 1) * number for number in range(1, len(charts))])


def formulas(laporan: Laporan) -> dict[str, Cell]:
    """The values of the formulas above the charts, by formula without "="."""
    return formula_values([_TITLE], laporan.profil)


def _categories(book: xlsxwriter.Workbook, name: str, ringkasan: SummarySheet) -> tuple[str, Any]:
    """How many indicators are in each category, the best first."""
    first, label, last, _ = ringkasan.ranges[LABEL_RANGE]
    _, count = ringkasan.names["jumlah_kategori_1"]
    chart = book.add_chart({"type": "column", "name": name})
    chart.add_series(
        {
            "name": "Indikator",
            "categories": [ringkasan.title, first, label, last, label],
            "values": [ringkasan.title, first, count, last, count],
            "fill": {"color": NAVY},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "0;;", "font": LETTERS},
        }
    )
    chart.set_x_axis(AXIS)
    chart.set_y_axis(HEIGHTS)
    chart.set_legend({"none": True})
    return "Banyaknya indikator per kategori", chart


def _sasaran(book: xlsxwriter.Workbook, name: str, ringkasan: SummarySheet) -> tuple[str, Any]:
    """The mean capaian of each sasaran, in the colour of its category: a series a colour, all but one of them 0 in a bar."""
    block = ringkasan.blocks[-1]
    first, last, names = block.first_row, block.last_row, block.first_column
    chart = book.add_chart({"type": "bar", "subtype": "stacked", "name": name})
    series = range(block.last_column - KATEGORI_STEPS, block.last_column + 1)
    for step, column in enumerate(series):
        chart.add_series(
            {
                "name": "Rata-rata capaian",
                "categories": [ringkasan.title, first, names, last, names],
                "values": [ringkasan.title, first, column, last, column],
                "fill": {"color": kategori_fill(step)},
                "border": {"none": True},
                "gap": 60,
                "data_labels": {"value": True, "position": "inside_base", "num_format": "#,##0.00;;", "font": LETTERS},
            }
        )
    chart.set_y_axis({"reverse": True, **AXIS})
    line = {"visible": True, "line": {"color": BAR_LINE, "width": 1.75}}
    chart.set_x_axis({"num_format": "0", "num_font": LETTERS, "min": 0, "max": _MOST, "major_unit": 100, "major_gridlines": line})
    chart.set_legend({"none": True})
    chart.set_plotarea({"layout": {"x": 0.4, "y": 0.12, "width": 0.56, "height": 0.78}})
    return "Rata-rata capaian per sasaran (persen; garis merah di 100)", chart


_MADE: Final = (_categories, _sasaran)
