"""The recap's sheet Grafik: the distribution of the reports, the best and the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from lkjip.model.profile_text import quoted
from lkjip.model.scale import MOST
from lkjip.recap.figures import SERAPAN_BANDS, Figures
from lkjip.recap.gather import Rollup
from lkjip.recap.period import MISSING, SENT, YEAR
from lkjip.recap.schema import MEAN, REKAP_INSTANSI, REKAP_TRIWULAN, STATUS_CODES, Recap, status_key
from lkjip.template.looks import PALE
from lkjip.xlsx_kit import paper
from lkjip.xlsx_kit.cells import put, put_formula
from lkjip.xlsx_kit.sheet import Sheet
from lkjip.xlsx_kit.styles import FONT, KATEGORI_STEPS, MISSING_FILL, NAVY, Styles, kategori_fill, kategori_fills
from xlfuncs.angka import Cell

GRAFIK: Final = "Grafik"
_SHOWN: Final = 15
"""Number of reports in the charts of the best and of the last."""
_BLUE: Final = "#2F5597"
_OTHERS: Final = "(kategori lain)"
"""What counts the reports of all further labels, where the offices' scales have more than one scale can."""
STATUS_FILLS: Final = dict(
    zip(STATUS_CODES, (kategori_fill(0), kategori_fill(KATEGORI_STEPS // 2), kategori_fill(KATEGORI_STEPS), PALE), strict=True)
)
"""The colours of the shipped statuses, those of the sheet Triwulan."""
_GRID: Final = {"visible": True, "line": {"color": "#D9D9D9"}}
_HEADINGS: Final = 2
_CHARTS: Final = _HEADINGS + MOST + 2
_CHART_ROWS: Final = 20
_WIDTH: Final = 570
_GAP: Final = 4
"""Sheet columns from one chart to the next."""


@dataclass(frozen=True)
class _Spread:
    """A small table of counts and the chart below it."""

    title: str
    labels: Sequence[str]
    formulas: Sequence[str]
    counts: Sequence[Cell]
    colours: Sequence[str]
    what: str = "Laporan"
    """What is counted."""


def write(book: xlsxwriter.Workbook, rollup: Rollup, overall: Figures, styles: Styles, first: int) -> None:
    """Write the sheet.

    Args:
        first: the first row (0-based) of reports on the sheet Rekap.
    """
    sheet = book.add_worksheet(GRAFIK, Sheet)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 1.5)
    sheet.set_row(0, 24)
    put(sheet, 0, 1, "Grafik Rekap", styles, "recap")
    is_year = rollup.period == YEAR
    spreads = _spreads(overall, first, len(rollup.offices)) if is_year else _quarter_spreads(rollup, overall, first)
    for number in range(len(spreads)):
        sheet.set_column(1 + number * _GAP, 1 + number * _GAP, 30)
        sheet.set_column(2 + number * _GAP, 2 + number * _GAP, 10)
        sheet.set_column(3 + number * _GAP, 4 + number * _GAP, 20)
    _put_counts(sheet, spreads, styles)
    for number, spread in enumerate(spreads):
        sheet.insert_chart(_CHARTS, 1 + number * _GAP, _columns(book, spread, 1 + number * _GAP))
    measured = sum(entry.rank is not None and entry.head.office[2] == rollup.offices[0].head.office[2] for entry in rollup.offices)
    table = rollup.period.tables[0]
    average = next(field for field in table.fields if field.total == MEAN)
    shown = min(_SHOWN, measured)
    if shown:
        for number, (which, start) in enumerate((("tertinggi", 0), ("terendah", measured - shown))):
            title = f"{shown} {average.heading.removesuffix(' %').lower()} {which} (persen)".replace(" tw ", " TW ")
            bars = [f"={_rows(table, key, first + start, shown)}" for key in ("instansi", average.key)]
            sheet.insert_chart(_CHARTS + _CHART_ROWS + 1, 1 + number * _GAP, _league(book, title, *bars))
    sheet.set_paper(paper.F4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.set_footer("&L&8&A&C&8Halaman &P dari &N")


def _spreads(overall: Figures, first: int, reports: int) -> Sequence[_Spread]:
    average, share = (_rows(REKAP_INSTANSI, key, first, reports) for key in ("label_rata_rata", "total_serapan"))
    labels = list(overall.by_category)
    shown = labels if len(labels) <= MOST else [*labels[: MOST - 1], _OTHERS]
    counts = [overall.by_category.get(label, sum(overall.by_category[each] for each in labels[MOST - 1 :])) for label in shown]
    above = xl_range_abs(_HEADINGS + 1, 2, _HEADINGS + MOST - 1, 2)
    others = f"SUMPRODUCT(--(LEN({average})>0))-SUM({above})"
    return (
        _Spread(
            "Laporan menurut kategori rata-rata capaian",
            shown,
            [others if label is _OTHERS else f"SUMPRODUCT(--EXACT({average},{quoted(label)}))" for label in shown],
            counts,
            kategori_fills(len(shown)) if overall.skala else [_BLUE] * len(shown),
        ),
        _Spread(
            "Laporan menurut serapan anggaran",
            [band.label for band in SERAPAN_BANDS],
            ["COUNTIFS(" + ",".join(f'{share},"{sign}{bound}"' for sign, bound in band.conditions) + ")" for band in SERAPAN_BANDS],
            [overall.by_serapan.get(band.label, 0) for band in SERAPAN_BANDS],
            [_BLUE] * len(SERAPAN_BANDS),
        ),
    )


def _quarter_spreads(rollup: Rollup, overall: Figures, first: int) -> Sequence[_Spread]:
    reports, sent = len(rollup.offices), len(rollup.counted)
    answers = _rows(REKAP_TRIWULAN, "terkirim", first, reports)
    keys = list(map(status_key, STATUS_CODES))
    return (
        _Spread(
            f"Indikator menurut status s.d. triwulan {rollup.period.name}",
            STATUS_CODES,
            [f"SUM({_rows(REKAP_TRIWULAN, key, first, reports)})" for key in keys],
            [overall.totals[key] for key in keys],
            list(STATUS_FILLS.values()),
            "Indikator",
        ),
        _Spread(
            f"Kantor yang mengirim triwulan {rollup.period.name}",
            [SENT, MISSING],
            [f"COUNTIF({answers},{quoted(answer)})" for answer in (SENT, MISSING)],
            [sent, reports - sent],
            [_BLUE, MISSING_FILL],
            "Kantor",
        ),
    )


def _put_counts(sheet: Sheet, spreads: Sequence[_Spread], styles: Styles) -> None:
    """Write the tables side by side, row by row, since a row cannot be written twice."""
    for number, spread in enumerate(spreads):
        put(sheet, _HEADINGS, 1 + number * _GAP, spread.title, styles, "heading")
        put(sheet, _HEADINGS, 2 + number * _GAP, spread.what, styles, "heading")
    lines = zip_longest(*(zip(spread.labels, spread.formulas, spread.counts, strict=True) for spread in spreads))
    for row, line in enumerate(lines, _HEADINGS + 1):
        for number, cells in enumerate(line):
            if cells:
                label, formula, count = cells
                put(sheet, row, 1 + number * _GAP, label, styles, "cell", "teks")
                put_formula(sheet, row, 2 + number * _GAP, f"={formula}", count, styles, "cell", "nomor")


def _columns(book: xlsxwriter.Workbook, spread: _Spread, column: int) -> Any:
    """A column chart over one of the small tables."""
    chart = book.add_chart({"type": "column"})
    last = _HEADINGS + len(spread.labels)
    chart.add_series(
        {
            "categories": [GRAFIK, _HEADINGS + 1, column, last, column],
            "values": [GRAFIK, _HEADINGS + 1, column + 1, last, column + 1],
            "points": [{"fill": {"color": colour}} for colour in spread.colours],
            "gap": 60,
            "data_labels": {"value": True, "font": _font()},
        }
    )
    chart.set_y_axis({"min": 0, "num_font": _font(), "major_gridlines": _GRID})
    chart.set_x_axis({"num_font": _font()})
    return _framed(chart, spread.title)


def _league(book: xlsxwriter.Workbook, title: str, names: str, averages: str) -> Any:
    """A bar chart over some rows of the sheet of the offices, with a bar per office."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": names,
            "values": averages,
            "fill": {"color": _BLUE},
            "gap": 40,
            "data_labels": {"value": True, "num_format": "#,##0.00", "font": _font()},
        }
    )
    chart.set_y_axis({"reverse": True, "num_font": _font()})
    chart.set_x_axis({"min": 0, "num_format": "#,##0", "num_font": _font(), "major_gridlines": _GRID})
    return _framed(chart, title)


def _framed(chart: Any, title: str) -> Any:
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 11, "color": NAVY}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_size({"width": _WIDTH, "height": _CHART_ROWS * 20})
    return chart


def _font() -> dict[str, Any]:
    return {"name": FONT, "size": 8, "color": "#404040"}


def _rows(table: Recap, key: str, first: int, count: int) -> str:
    """A reference to cells of a column of the sheet of the offices."""
    column = next(number for number, field in enumerate(table.fields) if field.key == key)
    return f"{quote_sheetname(table.sheet)}!{xl_range_abs(first, column, first + max(count, 1) - 1, column)}"
