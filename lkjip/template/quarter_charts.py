"""The sheet Grafik Triwulan: how far the four quarters have brought performance and spending.

Its charts read the cells of fixed places at the top of Monitoring, so they need no sync.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import xlsxwriter

from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import formula_values
from lkjip.summary.monitoring import CHARTED, MONITORING
from lkjip.template.charts import AXIS, HEIGHTS, LETTERS, NAME, put_charts
from lkjip.xlsx_kit.sheet import Sheet
from lkjip.xlsx_kit.styles import BAR_FILL, KATEGORI_STEPS, NAVY, Styles, kategori_bar
from xlfuncs.angka import Cell

GRAFIK_TRIWULAN: Final = "Grafik Triwulan"
_STATUS: Final = dict(enumerate(("#A6A6A6", kategori_bar(KATEGORI_STEPS), kategori_bar(KATEGORI_STEPS // 2 + 1), kategori_bar(0))))
"""Grey, red, amber and green by the number of a status, strong enough for a chart."""
_LIGHT: Final = {**LETTERS, "bold": True, "color": "#FFFFFF"}
_DARK: Final = {**LETTERS, "bold": True}
_ON_STATUS: Final = dict(enumerate((_DARK, _LIGHT, _DARK, _LIGHT)))
"""The letters on it."""
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
        chart.add_series({**_series(row, _STATUS[colour], "0;;", _ON_STATUS[colour]), "name": name, "gap": 80})
    chart.set_x_axis(AXIS)
    chart.set_y_axis(HEIGHTS)
    chart.set_legend({"position": "bottom", "font": LETTERS})
    return "Banyaknya indikator menurut status sampai dengan tiap triwulan", chart


def _series(row: int, colour: str, form: str, letters: Mapping[str, Any] = LETTERS) -> dict[str, Any]:
    """A series over the four quarters; one without a figure has no column and no label."""
    first, last = CHARTED.quarters[0], CHARTED.quarters[-1]
    return {
        "categories": [MONITORING, CHARTED.heading, first, CHARTED.heading, last],
        "values": [MONITORING, row, first, row, last],
        "fill": {"color": colour},
        "border": {"none": True},
        "data_labels": {"value": True, "num_format": form, "font": dict(letters)},
    }
