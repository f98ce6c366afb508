"""The sheet Grafik Triwulan: how far the four quarters have brought performance and spending.

Its charts read the cells of fixed places at the top of Monitoring, so they need no sync.
"""

from __future__ import annotations

from typing import Any, Final

import xlsxwriter

from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import formula_values
from lkjip.summary.monitoring import CHARTED, MONITORING
from lkjip.template.charts import AXIS, HEIGHTS, LETTERS, NAME, put_charts
from lkjip.template.looks import STATUS_FILLS
from lkjip.xlsx_kit.sheet import Sheet
from lkjip.xlsx_kit.styles import BAR_FILL, NAVY, Styles
from xlfuncs.angka import Cell

GRAFIK_TRIWULAN: Final = "Grafik Triwulan"
TITLE: Final = "Grafik Kinerja Triwulanan[ {kantor}] Tahun {tahun}"


def write(sheet: Sheet, book: xlsxwriter.Workbook, laporan: Laporan, styles: Styles) -> None:
    """Write the charts one below the other, one per page."""
    put_charts(sheet, laporan, styles, TITLE, [_progress(book), _statuses(book)])


def formulas(laporan: Laporan) -> dict[str, Cell]:
    """The values of the formulas above the charts, by formula without "="."""
    return formula_values([TITLE], laporan.profil)


def _progress(book: xlsxwriter.Workbook) -> tuple[str, Any]:
    """The mean capaian and the share of the budget that is spent, up to each quarter, in percent."""
    chart = book.add_chart({"type": "column", "name": f"{NAME}triwulan 1"})
    for name, row, colour in (("Rata-rata capaian", CHARTED.mean, NAVY), ("Serapan anggaran", CHARTED.serapan, BAR_FILL)):
        chart.add_series({**_series(row, colour, "#,##0.00;;"), "name": name, "gap": 80, "overlap": -5})
    chart.set_x_axis(AXIS)
    chart.set_y_axis(HEIGHTS)
    chart.set_legend({"position": "bottom", "font": LETTERS})
    return "Rata-rata capaian terhadap target triwulan dan serapan anggaran sampai dengan tiap triwulan (persen)", chart


def _statuses(book: xlsxwriter.Workbook) -> tuple[str, Any]:
    """How many indicators have each status up to each quarter."""
    chart = book.add_chart({"type": "column", "subtype": "stacked", "name": f"{NAME}triwulan 2"})
    for colour, row in CHARTED.statuses.items():
        name = [MONITORING, row, CHARTED.names]
        chart.add_series({**_series(row, STATUS_FILLS[colour], "0;;"), "name": name, "gap": 80})
    chart.set_x_axis(AXIS)
    chart.set_y_axis(HEIGHTS)
    chart.set_legend({"position": "bottom", "font": LETTERS})
    return "Banyaknya indikator menurut status sampai dengan tiap triwulan", chart


def _series(row: int, colour: str, form: str) -> dict[str, Any]:
    """A series over the four quarters; one without a figure has no column and no label."""
    first, last = CHARTED.quarters[0], CHARTED.quarters[-1]
    return {
        "categories": [MONITORING, CHARTED.heading, first, CHARTED.heading, last],
        "values": [MONITORING, row, first, row, last],
        "fill": {"color": colour},
        "border": {"none": True},
        "data_labels": {"value": True, "num_format": form, "font": LETTERS},
    }
