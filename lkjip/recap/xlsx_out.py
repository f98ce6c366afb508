"""Write the recap as a workbook with a sheet per table and charts, row by row, so that memory does not grow with the offices."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from lkjip import limits
from lkjip.errors import LkjipError
from lkjip.model.columns import Role
from lkjip.model.formulas import native
from lkjip.model.laporan import Row
from lkjip.model.profile_text import quoted
from lkjip.recap import xlsx_charts
from lkjip.recap.figures import Figures, figures_of, quarter_figures_of
from lkjip.recap.gather import COPY, COUNTED, FAILED, OLDER, SKIPPED, Rollup
from lkjip.recap.period import MISSING, SENT, YEAR
from lkjip.recap.read_one import BROKEN, SEALED, UNSEALED
from lkjip.recap.schema import REKAP_BERKAS, REKAP_TRIWULAN, SUM, Field, Recap
from lkjip.recap.xlsx_charts import STATUS_FILLS
from lkjip.template import looks
from lkjip.xlsx_kit import fitting, paper
from lkjip.xlsx_kit.cells import looks_like_formula, put, put_formula, storable
from lkjip.xlsx_kit.sheet import WINDOW, Sheet
from lkjip.xlsx_kit.styles import MISSING_FILL, WRONG_FILL, Styles, kategori_fill
from xlfuncs.angka import Cell

_CREATED: Final = datetime(2020, 1, 1)
_TITLE, _NOTE, _TOTALS, HEADING, FIRST = range(5)
"""0-based rows of every sheet."""
_LETTERS: Final = 0.8
"""Letters that surely fit in a line, per digit of a column's width."""
_WRONG: Final = {"bg_color": WRONG_FILL}
_PALE: Final = {"font_color": "#7F7F7F"}
_LOOKS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "tingkat": {"galat": _WRONG, "peringatan": {"bg_color": MISSING_FILL}},
    "status": {
        **{FAILED: _WRONG, COPY: _PALE, OLDER: _PALE, SKIPPED: _PALE},
        **{code: {"bg_color": fill} for code, fill in STATUS_FILLS.items()},
    },
    "terkirim": {SENT: {"bg_color": kategori_fill(0)}, MISSING: {"bg_color": MISSING_FILL}},
    "segel": {SEALED: {"font_color": "#375623"}, UNSEALED: _PALE, BROKEN: _WRONG},
}
"""Cell formats by column key and cell value."""
_ALARMING: Final = ("galat", "jumlah_merah", "rencana_lewat")
"""Columns of counts in which anything but 0 is marked."""


def write(rollup: Rollup) -> bytes:
    """The recap as an .xlsx file; the same recap gives the same bytes.

    Raises:
        LkjipError: there are more rows than a sheet holds.
    """
    tables = rollup.period.tables
    for table in tables:
        if rollup.size(table) > limits.ROWS - FIRST:
            raise LkjipError(
                f'lembar "{table.sheet}" akan lebih panjang dari yang muat di satu lembar Excel; pakai --format parquet atau csv'
            )
    file = io.BytesIO()
    # texts stay texts: never formulas, links or numbers
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": tables[0].title, "author": "LKjIP", "created": _CREATED})
    book.set_size(*WINDOW)
    styles = Styles(book)
    overall = figures_of(rollup.rows()) if rollup.period == YEAR else quarter_figures_of(rollup.rows())
    sheets = {table.key: _TableSheet(book.add_worksheet(table.sheet, Sheet), table, rollup.size(table), styles) for table in tables}
    for table in tables:
        sheets[table.key].begin(_title(rollup, table), _note(rollup, table, overall), overall)
    for table, row in rollup.rows():
        sheets[table.key].add(row)
    xlsx_charts.write(book, rollup, overall, styles, FIRST)
    book.close()
    return file.getvalue()


def _note(rollup: Rollup, table: Recap, overall: Figures) -> str:
    """The note under a sheet's title."""
    if table is REKAP_BERKAS:
        counts = ((status, rollup.count(status)) for status in (COUNTED, COPY, OLDER, FAILED, SKIPPED))
        return "; ".join(f"{count} {status}" for status, count in counts if count)
    if table is not rollup.period.tables[0]:
        return f"{rollup.size(table)} baris dari {len(rollup.counted)} laporan; saring dengan tombol di baris judul kolom."
    wrong = f" {overall.in_error} laporan berisi kesalahan: angkanya merah dan tidak ikut dijumlahkan." if overall.in_error else ""
    failed = rollup.count(FAILED)
    unread = f" {failed} berkas tidak terbaca, sebabnya di lembar Berkas." if failed else ""
    if table is REKAP_TRIWULAN:
        return f"{_sent(rollup)}{unread}{wrong}{_apart(overall)}"
    several = (
        f" Ada {overall.scales} skala kategori yang berbeda (kolom Skala): kategori dihitung per label menurut skala setiap berkas, dan"
        " kode yang sama bisa berarti lain."
        if overall.scales > 1
        else ""
    )
    return f"{len(rollup.offices)} laporan, dihitung ulang dari isiannya.{unread}{wrong}{several}"


def _title(rollup: Rollup, table: Recap) -> str:
    return table.title if rollup.period == YEAR else f"{table.title}, Triwulan {rollup.period.name}"


def _sent(rollup: Rollup) -> str:
    """Who has sent the quarter, in a sentence."""
    missing = len(rollup.offices) - len(rollup.counted)
    belum = f"; {missing} belum, kolom Terkirim dan Sebab" if missing else ""
    return f"{len(rollup.counted)} dari {len(rollup.offices)} kantor sudah mengirim triwulan {rollup.period.name}{belum}."


def _apart(overall: Figures) -> str:
    """What keeps the offices of a quarter from being compared."""
    unspent = f" {overall.without_spending} kantor belum mengisi Realisasi TW di Tabel 3.2." if overall.without_spending else ""
    several = f" Ada {overall.scales} skala status yang berbeda (kolom Skala)." if overall.scales > 1 else ""
    return unspent + several


def _category(average: str, skala: Sequence[Sequence[Cell]]) -> str:
    """A formula for the category of a mean (percent) by a usable scale, written into the formula since the recap has no sheet Skala."""
    bounds = ",".join("-1E+307" if place == 0 else f"{bound:.15g}" for place, (bound, *_) in enumerate(skala))
    codes = ",".join(quoted(str(code)) for _, code, _ in skala)
    return f"IF(ISNUMBER({average}),LOOKUP(ROUND({average},2),{{{bounds}}},{{{codes}}}),{average})"


class _TableSheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, sheet: Sheet, table: Recap, rows: int, styles: Styles) -> None:
        self._sheet, self._table, self._styles = sheet, table, styles
        self._last = FIRST + max(rows, 1) - 1
        self._row = FIRST
        self._columns = {field.key: number for number, field in enumerate(table.fields)}
        looks = {field.key: ("cell", field.kind.value) for field in table.fields} | {REKAP_BERKAS.key: ("cell", "teks", "one_line")}
        self._wrapping = [(field.key, field.width) for field in table.fields if not field.kind.is_number and field.key != REKAP_BERKAS.key]
        self._formats = [(key, styles(*look), styles(*look, "quoted")) for key, look in looks.items()]

    def begin(self, title: str, note: str, overall: Figures) -> None:
        """Write everything above the rows, and set up the page."""
        sheet, fields = self._sheet, self._table.fields
        for number, field in enumerate(fields):
            sheet.set_column(number, number, field.width)
        sheet.hide_gridlines(2)
        sheet.set_row(_TITLE, 24)
        sheet.set_row(HEADING, 32)
        put(sheet, _TITLE, 0, title, self._styles, "recap")
        put(sheet, _NOTE, 0, note, self._styles, "aside")
        if any(field.total for field in fields):
            self._put_totals(overall)
        for number, field in enumerate(fields):
            put(sheet, HEADING, number, field.heading, self._styles, "heading")
        sheet.freeze_panes(FIRST, self._columns[self._table.frozen] + 1)
        sheet.autofilter(HEADING, 0, self._last, len(fields) - 1)
        self._put_conditions([str(code) for _, code, _ in reversed(overall.skala)])
        sheet.set_paper(paper.F4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADING)
        sheet.print_area(0, 0, self._last, sum(field.printed for field in fields) - 1)
        sheet.set_footer("&L&8&A&C&8Halaman &P dari &N")

    def add(self, row: Row) -> None:
        """Add a row."""
        sheet, at = self._sheet, self._row
        texts = [(value, width) for key, width in self._wrapping if isinstance(value := row[key], str) and len(value) > width * _LETTERS]
        if texts:
            sheet.fit_row(at, fitting.height(texts))
        for column, (key, look, look_quoted) in enumerate(self._formats):
            value = row[key]
            if isinstance(value, str):
                sheet.write_string(at, column, storable(value), look_quoted if looks_like_formula(value) else look)
            elif isinstance(value, bool):
                sheet.write_boolean(at, column, value, look)
            elif value is None:
                sheet.write_blank(at, column, None, look)
            else:
                sheet.write_number(at, column, value, look)
        sheet.forget_row(at - 1)  # it was written when this one began
        self._row += 1

    def _put_totals(self, overall: Figures) -> None:
        """Write the totals row: native formulas over the rows below, with their values."""
        for field in self._table.fields:
            look = ("cell", field.kind.value, "computed", "strong")
            at = _TOTALS, self._columns[field.key]
            if field.key in overall.totals:
                put_formula(self._sheet, *at, f"={self._total(field, overall)}", overall.totals[field.key], self._styles, *look)
            else:
                put(self._sheet, *at, "SEMUA LAPORAN" if field.key == "instansi" else None, self._styles, *look)

    def _total(self, field: Field, overall: Figures) -> str:
        total = field.total or SUM
        above = [xl_rowcol_to_cell(_TOTALS, self._columns[key]) for key in total.of]
        match total.rule:
            case "kategori":
                return _category(above[0], overall.skala)
            case "serapan":
                return native.serapan(*above)
            case "efisiensi":
                return native.efisiensi(*above)
            case "rata_rata":
                return native.rata_rata(self.range(field.key))
        return f"SUM({self.range(field.key)})"

    def range(self, key: str) -> str:
        """A reference to a column's cells, for formulas on this sheet."""
        return str(xl_range(FIRST, self._columns[key], self._last, self._columns[key]))

    def _put_conditions(self, codes: Sequence[str]) -> None:
        """Colour categories, severities and states, and errors in place of figures.

        Args:
            codes: the categories that all reports share, best first; none if their scales differ.
        """
        for field in self._table.fields:
            column = self._columns[field.key]
            box = (FIRST, column, self._last, column)
            here = xl_rowcol_to_cell(FIRST, column)
            if field.role is Role.KATEGORI:
                looks.kategori_of(self._sheet, self._styles, box, codes)
            elif field.key in _ALARMING:
                looks.when(self._sheet, self._styles, box, f"{here}>0", bg_color=WRONG_FILL, bold=True)
            elif field.kind.is_number:
                looks.when(self._sheet, self._styles, box, f"ISTEXT({here})", bg_color=WRONG_FILL)
            for value, properties in _LOOKS.get(field.key, {}).items():
                looks.when(self._sheet, self._styles, box, f'{here}="{value}"', **properties)
