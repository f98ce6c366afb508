"""The sheet Grafik Triwulan: how far the four quarters have brought performance and spending."""

from __future__ import annotations

from typing import Final

import xlsxwriter

from lkjip.model.laporan import Laporan
from lkjip.template.back import put_back_link
from lkjip.xlsx_kit import paper
from lkjip.xlsx_kit.cells import put_text
from lkjip.xlsx_kit.sheet import BANTUAN, Sheet
from lkjip.xlsx_kit.styles import Styles

GRAFIK_TRIWULAN: Final = "Grafik Triwulan"
TITLE: Final = "Grafik Kinerja Triwulanan[ {kantor}] Tahun {tahun}"
_COLUMNS: Final = range(1, 12)
_COLUMN: Final = 13.0


def write(sheet: Sheet, book: xlsxwriter.Workbook, laporan: Laporan, styles: Styles) -> None:
    """Write the charts."""
    sheet.hide_gridlines(2)
    put_back_link(sheet, styles)
    sheet.set_column(_COLUMNS[0], _COLUMNS[-1], _COLUMN)
    put_text(sheet, (0, _COLUMNS[0], 0, _COLUMNS[-1]), TITLE, laporan.profil, styles, "title")
    sheet.put_buttons(0, 1, BANTUAN)
    paper.set_up(sheet, dict.fromkeys(_COLUMNS, _COLUMN), landscape=True)
    sheet.print_area(0, _COLUMNS[0], 0, _COLUMNS[-1])
