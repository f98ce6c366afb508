"""Which sheets of a workbook are handed in on paper or as a PDF; the others are for typing and checking."""

from __future__ import annotations

from lkjip.model.laporan import Laporan
from lkjip.model.tables import ANNEX_TABLES
from lkjip.summary import empty_sheets
from lkjip.template.charts import GRAFIK


def handed_in(laporan: Laporan) -> list[str]:
    """The titles, as built and in workbook order, of the sheets that are the report's pages; annexes without rows are none.

    Excel and LibreOffice print every sheet that is visible, so whoever prints the whole workbook selects these sheets (Excel)
    or hides the others in a copy (LibreOffice).
    """
    summaries = [sheet.title for sheet in empty_sheets() if sheet.handed_in]
    annexes = [table.sheet for table in ANNEX_TABLES if table.handed_in and laporan.rows[table.key]]
    return [*summaries, GRAFIK, *annexes]
