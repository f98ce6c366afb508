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
from lkjip.recap.figures import Figures, figures_of
from lkjip.recap.gather import COPY, COUNTED, FAILED, OLDER, SKIPPED, Rollup
from lkjip.recap.read_one import BROKEN, SEALED, UNSEALED
from lkjip.recap.schema import RECAPS, REKAP_BERKAS, REKAP_INSTANSI, Recap
from lkjip.template import looks
from lkjip.xlsx_kit import fitting, paper
from lkjip.xlsx_kit.cells import looks_like_formula, put, put_formula, storable
from lkjip.xlsx_kit.sheet import WINDOW, Sheet
from lkjip.xlsx_kit.styles import MISSING_FILL, WRONG_FILL, Styles
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
    "status": {FAILED: _WRONG, COPY: _PALE, OLDER: _PALE, SKIPPED: _PALE},
    "segel": {SEALED: {"font_color": "#375623"}, UNSEALED: _PALE, BROKEN: _WRONG},
}
"""Cell formats by column key and cell value."""


def write(rollup: Rollup) -> bytes:
    """The recap as an .xlsx file; the same recap gives the same bytes.

    Raises:
        LkjipError: there are more rows than a sheet holds.
    """
    for table in RECAPS:
        if rollup.size(table) > limits.ROWS - FIRST:
            raise LkjipError(
                f'lembar "{table.sheet}" akan lebih panjang dari yang muat di satu lembar Excel; pakai --format parquet atau csv'
            )
    file = io.BytesIO()
    # texts stay texts: never formulas, links or numbers
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": "Rekap LKjIP", "author": "LKjIP", "created": _CREATED})
    book.set_size(*WINDOW)
    styles = Styles(book)
    overall = figures_of(rollup.rows())
    sheets = {table.key: _TableSheet(book.add_worksheet(table.sheet, Sheet), table, rollup.size(table), styles) for table in RECAPS}
    for table in RECAPS:
        sheets[table.key].begin(_note(rollup, table, overall), overall)
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
    if table is not REKAP_INSTANSI:
        return f"{rollup.size(table)} baris dari {len(rollup.offices)} laporan; saring dengan tombol di baris judul kolom."
    wrong = f" {overall.in_error} laporan berisi kesalahan: angkanya merah dan tidak ikut dijumlahkan." if overall.in_error else ""
    failed = rollup.count(FAILED)
    unread = f" {failed} berkas tidak terbaca, sebabnya di lembar Berkas." if failed else ""
    several = (
        f" Ada {overall.scales} skala kategori yang berbeda (kolom Skala): kategori dihitung per label menurut skala setiap berkas, dan"
        " kode yang sama bisa berarti lain."
        if overall.scales > 1
        else ""
    )
    return f"{len(rollup.offices)} laporan, dihitung ulang dari isiannya.{unread}{wrong}{several}"


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

    def begin(self, note: str, overall: Figures) -> None:
        """Write everything above the rows, and set up the page."""
        sheet, fields = self._sheet, self._table.fields
        for number, field in enumerate(fields):
            sheet.set_column(number, number, field.width)
        sheet.hide_gridlines(2)
        sheet.set_row(_TITLE, 24)
        sheet.set_row(HEADING, 32)
        put(sheet, _TITLE, 0, self._table.title, self._styles, "recap")
        put(sheet, _NOTE, 0, note, self._styles, "aside")
        if self._table is REKAP_INSTANSI:
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
        # the file column is printed only on the sheet of the files
        sheet.print_area(0, 0, self._last, len(fields) - (1 if fields[-1].key == REKAP_BERKAS.key else 0) - 1)
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
                put_formula(self._sheet, *at, f"={self._total(field.key, overall)}", overall.totals[field.key], self._styles, *look)
            else:
                put(self._sheet, *at, "SEMUA LAPORAN" if field.key == "instansi" else None, self._styles, *look)

    def _total(self, key: str, overall: Figures) -> str:
        above = {name: xl_rowcol_to_cell(_TOTALS, column) for name, column in self._columns.items()}
        match key:
            case "rata_rata_capaian":
                return native.rata_rata(self.range(key))
            case "kategori_rata_rata":
                return _category(above["rata_rata_capaian"], overall.skala)
            case "total_serapan":
                return native.serapan(above["total_anggaran"], above["total_realisasi"])
            case "total_efisiensi":
                return native.efisiensi(above["total_anggaran"], above["total_realisasi"])
        return f"SUM({self.range(key)})"

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
            elif field.key == "galat":
                looks.when(self._sheet, self._styles, box, f"{here}>0", bg_color=WRONG_FILL, bold=True)
            elif field.kind.is_number:
                looks.when(self._sheet, self._styles, box, f"ISTEXT({here})", bg_color=WRONG_FILL)
            for value, properties in _LOOKS.get(field.key, {}).items():
                looks.when(self._sheet, self._styles, box, f'{here}="{value}"', **properties)
