"""Build the .xlsm from the declared tables and macros/; the same input gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache, partial
from typing import Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from lkjip.model import groups
from lkjip.model.columns import Table
from lkjip.model.laporan import Laporan
from lkjip.model.prose import with_defaults
from lkjip.model.tables import ANNEX_TABLES, REPORT_TABLES, TEMPLATE_VERSION
from lkjip.ooxml.zip_copy import repacked
from lkjip.summary import OF_QUARTERS, SummarySheet, empty_sheets, summaries
from lkjip.summary.sheet import Block
from lkjip.template import charts, front_sheets, quarter_charts, quarter_steps, rules_sheet, steps, summary_sheet, table_sheet
from lkjip.vba import macros, project, ribbon
from lkjip.xlsx_kit.sheet import WINDOW, Sheet
from lkjip.xlsx_kit.styles import FONT, Styles
from xlfuncs.angka import Cell

BOOK_CODE_NAME: Final = "ThisWorkbook"
_CREATED: Final = datetime(2020, 1, 1)
_EMPTY: Final = with_defaults(Laporan())
_CALC_ID: Final = 191029  # Excel 2019 and later: no recalculation just because an older Excel saved the file


def build(laporan: Laporan | None = None) -> bytes:
    """Build the workbook of a report as the bytes of an .xlsm file; by default the empty template.

    Every formula is written with its value, so the file shows right figures in Protected View and in previewers.
    """
    laporan = laporan or _EMPTY
    file = io.BytesIO()
    book = _blank(file)
    shown = summaries(laporan)
    sheets = _sheets(laporan, book, shown)
    code_names = [_code_name(number) for number in range(1, len(sheets) + 1)]
    modules = tuple(macros.modules(code_names))
    book.set_properties({"title": "LKjIP", "author": "LKjIP", "created": _CREATED})
    book.set_calc_mode("auto", _CALC_ID)
    book.calc_on_load = False  # with macros blocked, a forced recalculation would turn our cells into #NAME?
    book.set_vba_name(BOOK_CODE_NAME)
    book.add_vba_project(io.BytesIO(_vba_project(modules)), True)
    book.set_size(*WINDOW)
    styles = Styles(book)
    named = {title: (code_name, write) for (title, write), code_name in zip(sheets, code_names, strict=True)}
    for title in groups.ordered(named):
        code_name, write = named[title]
        sheet = book.add_worksheet(title, Sheet)
        sheet.set_vba_name(code_name)
        sheet.set_tab_color(groups.group_of(title).colour)
        if groups.is_hidden(title, laporan):
            sheet.hide()
        write(sheet, styles)
    for summary in shown:
        for name, (row, column) in summary.names.items():
            book.define_name(name, f"='{summary.title}'!{xl_rowcol_to_cell(row, column, True, True)}")
        for name, box in summary.ranges.items():
            _define(book, summary.title, name, *box)
        for block in summary.blocks:
            _define_block(book, summary.title, block)
    for name, (row, column) in rules_sheet.helper_places().items():
        _define(book, groups.ATURAN, name, row, column, row, column)
    for block in (steps.SYNC_TIME, steps.SENT, quarter_steps.SENT, front_sheets.sheet_list(named)):
        _define_block(book, groups.MULAI, block)
    book.define_name(table_sheet.INDICATORS, table_sheet.indicators())
    book.define_name("versi_templat", f"={TEMPLATE_VERSION}")
    book.close()
    project.check_workbook(file, modules)
    return _with_ribbon(file)


def _with_ribbon(file: io.BytesIO) -> bytes:
    """The workbook with the tab in Excel's ribbon, which XlsxWriter does not write."""
    with zipfile.ZipFile(file) as built:
        relations = "_rels/.rels"
        return repacked(built, {relations: ribbon.related(built.read(relations)), ribbon.PART: ribbon.part()})


@lru_cache(maxsize=1)  # every workbook has the same macros, and compressing them takes half the time of a small one
def _vba_project(modules: tuple[project.Module, ...]) -> bytes:
    """The macros as the part of a workbook."""
    return project.build(modules)


def _define_block(book: xlsxwriter.Workbook, title: str, block: Block) -> None:
    _define(book, title, block.name, block.first_row, block.first_column, block.last_row, block.last_column)


def _define(book: xlsxwriter.Workbook, title: str, name: str, top: int, left: int, bottom: int, right: int) -> None:
    corners = (xl_rowcol_to_cell(row, column, True, True) for row, column in ((top, left), (bottom, right)))
    book.define_name(name, f"='{title}'!{':'.join(dict.fromkeys(corners))}")


@cache
def code_names() -> Mapping[str, str]:
    """The VBA code name of every sheet by title; it stays when the user renames the sheet."""
    sheets = _sheets(Laporan(), xlsxwriter.Workbook(io.BytesIO()), empty_sheets())
    return {title: _code_name(number) for number, (title, _) in enumerate(sheets, 1)}


@cache
def empty_contents(title: str) -> tuple[frozenset[Cell], frozenset[str]]:
    """What a sheet of the empty template holds: the values of cells without a formula, and the formulas without "="."""
    book = _blank(io.BytesIO())
    write = dict(_sheets(_EMPTY, book, empty_sheets()))[title]
    sheet: Sheet = book.add_worksheet(title, Sheet)
    write(sheet, Styles(book))
    return sheet.contents()


def _blank(file: io.BytesIO) -> xlsxwriter.Workbook:
    options = {  # new ones each time, since XlsxWriter adds to them
        "in_memory": True,
        # texts stay texts: never formulas, links or numbers
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # columns are as wide as this font's digits; Arial has the same width on a PC without Microsoft's fonts
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    return xlsxwriter.Workbook(file, options)


def _code_name(number: int) -> str:
    return f"Sheet{number}"


_Write = Callable[[Sheet, Styles], None]


def _sheets(laporan: Laporan, book: xlsxwriter.Workbook, shown: Sequence[SummarySheet]) -> Sequence[tuple[str, _Write]]:
    """All sheets with the function that writes each, in the order of their code names, which is not that of their tabs.

    What a later template brings is put last, since sheets of workbooks in offices are known by their code names.
    """
    of_quarters = [summary for summary in shown if summary.title in OF_QUARTERS]
    return [
        (groups.MULAI, lambda sheet, styles: front_sheets.write_mulai(sheet, laporan, styles, code_names())),
        (groups.PROFIL, lambda sheet, styles: front_sheets.write_profil(sheet, laporan, styles)),
        (groups.ATURAN, lambda sheet, styles: rules_sheet.write_aturan(sheet, laporan, styles)),
        (groups.SKALA, lambda sheet, styles: front_sheets.write_skala(sheet, laporan, styles)),
        *((table.sheet, partial(_write_table, table, laporan)) for table in REPORT_TABLES),
        *((summary.title, partial(_write_summary, summary)) for summary in shown if summary not in of_quarters),
        (charts.GRAFIK, lambda sheet, styles: charts.write(sheet, book, laporan, styles)),
        *((table.sheet, partial(_write_table, table, laporan)) for table in ANNEX_TABLES),
        *((summary.title, partial(_write_summary, summary)) for summary in of_quarters),
        (quarter_charts.GRAFIK_TRIWULAN, lambda sheet, styles: quarter_charts.write(sheet, book, laporan, styles)),
    ]


def _write_summary(summary: SummarySheet, sheet: Sheet, styles: Styles) -> None:
    summary_sheet.write(sheet, summary, styles)


def _write_table(table: Table, laporan: Laporan, sheet: Sheet, styles: Styles) -> None:
    table_sheet.write(sheet, table, laporan, styles)
