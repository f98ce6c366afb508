"""The sheet Grafik: charts over whole columns of the input tables, which Excel extends with the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

from lkjip.escapes import plain
from lkjip.model.columns import Table
from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import filled, formula_values
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.model.tables.report import REALISASI, RIWAYAT
from lkjip.template.back import put_back_link
from lkjip.template.table_sheet import F4_PAPER, FOOTER, extent
from lkjip.xlsx_kit.cells import put_text
from lkjip.xlsx_kit.sheet import BANTUAN, Sheet
from lkjip.xlsx_kit.styles import FONT, NAVY, Styles
from xlfuncs.angka import Cell

GRAFIK: Final = "Grafik"
_TITLE: Final = "Grafik Kinerja[ {kantor}] Tahun {tahun}"
NAME: Final = "LKjIP "
"""Prefix of our charts' names, by which a sync recognizes them."""
_COLOURS: Final = ("#A6A6A6", "#8EA9DB", "#2F5597", "#ED7D31")
_WIDTH: Final = 1180
_ROW_POINTS: Final = 20
_ROWS: Final = 30
"""Sheet rows per chart."""


@dataclass(frozen=True)
class _Chart:
    """A chart: its title and the table columns that are its series, with a bar per indicator."""

    title: str
    table: Table
    series: tuple[str, ...]
    names: tuple[str, ...]
    number_format: str
    line_at: float | None = None
    """Value of a bold line across all bars, which the figures should reach."""


_CHARTS: Final = (
    _Chart(
        "Capaian kinerja per indikator Tahun {tahun} (persen; garis merah tiap 100)",
        TABEL_3_1,
        ("persen_capaian",),
        ("Capaian",),
        "#,##0",
        line_at=100,
    ),
    _Chart(
        f"Realisasi {{tahun-{RIWAYAT[0]}}} sampai {{tahun}} per indikator (menurut satuannya)",
        TABEL_3_1,
        tuple(REALISASI.values()),
        tuple(f"{{tahun-{ago}}}" if ago else "{tahun}" for ago in REALISASI),
        "#,##0",
    ),
    _Chart(
        "Anggaran dan realisasi Tahun {tahun} (rupiah)",
        TABEL_3_2,
        ("dihitung", "realisasi_dihitung"),
        ("Anggaran", "Realisasi"),
        "#,##0",
    ),
)


def write(sheet: Sheet, book: xlsxwriter.Workbook, laporan: Laporan, styles: Styles) -> None:
    """Write the charts one below the other, one per page."""
    sheet.hide_gridlines(2)
    put_back_link(sheet, styles)
    sheet.set_column(1, 14, 12)
    sheet.print_columns(1, 14)
    sheet.set_row(0, 30)
    put_text(sheet, (0, 1, 0, 13), _TITLE, laporan.profil, styles, "title")
    sheet.put_buttons(0, 1, BANTUAN)
    top = 2
    for number, declared in enumerate(_CHARTS, 1):
        chart = _chart(book, f"{NAME}{number}", declared, laporan)
        sheet.insert_chart(top, 1, chart, {"object_position": 2, "description": plain(filled(declared.title, laporan.profil))})
        top += _ROWS + 1
    sheet.set_paper(F4_PAPER)
    sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks([2 + (_ROWS + 1) * number for number in range(1, len(_CHARTS))])
    sheet.set_footer(FOOTER)


def formulas(laporan: Laporan) -> dict[str, Cell]:
    """The values of the formulas above the charts, by formula without "="."""
    return formula_values([_TITLE], laporan.profil)


def _chart(book: xlsxwriter.Workbook, name: str, declared: _Chart, laporan: Laporan) -> Any:
    chart = book.add_chart({"type": "bar", "name": name})
    columns = {column.key: number for number, column in enumerate(declared.table.columns)}
    rows = len(laporan.laid_out(declared.table))
    at = extent(declared.table, rows or declared.table.prepared_rows)
    name_column = columns[declared.table.row_key]
    categories = [declared.table.sheet, at.first, at.left + name_column, at.last, at.left + name_column]
    for name, key, colour in zip(declared.names, declared.series, _palette(len(declared.series)), strict=True):
        chart.add_series(
            {
                "name": filled(name, laporan.profil),
                "categories": categories,
                "values": [declared.table.sheet, at.first, at.left + columns[key], at.last, at.left + columns[key]],
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {"value": True, "font": {"name": FONT, "size": 8, "color": "#595959"}, "num_format": declared.number_format},
            }
        )
    font = {"name": FONT, "size": 9, "color": "#404040"}
    chart.set_title(
        {"name": filled(declared.title, laporan.profil), "name_font": {"name": FONT, "size": 12, "color": NAVY}, "overlay": False}
    )
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": "#7F7F7F"}})
    value_axis: dict[str, Any] = {
        "num_format": declared.number_format,
        "num_font": font,
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    }
    if declared.line_at is not None:
        value_axis |= {"major_unit": declared.line_at, "major_gridlines": {"visible": True, "line": {"color": "#C00000", "width": 1.75}}}
    chart.set_x_axis(value_axis)
    chart.set_legend({"none": True} if len(declared.series) == 1 else {"position": "bottom", "font": font})
    chart.set_size({"width": _WIDTH, "height": _ROWS * _ROW_POINTS})
    chart.show_blanks_as("gap")
    return chart


def _palette(count: int) -> Sequence[str]:
    return _COLOURS[-count:] if count > 2 else _COLOURS[2 : 2 + count]
