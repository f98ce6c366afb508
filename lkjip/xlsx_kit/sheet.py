"""A worksheet that writes some things as Excel does and XlsxWriter does not."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from xlsxwriter import worksheet, xmlwriter
from xlsxwriter.worksheet import Worksheet

from lkjip import limits
from lkjip.escapes import encoded
from xlfuncs.angka import Cell
from xlfuncs.functions import is_called_in

# XlsxWriter's own pattern misses the second of two matches that share a "_": _x0041_x0042_ would be read as _x0041B
xmlwriter.re_control_chars_1 = re.compile("(_)(?=x[0-9a-fA-F]{4}_)")
# Functions that need dynamic arrays are in none of our formulas, since older Excels lack them; the search took a tenth of a build
worksheet.re_dynamic_function = re.compile("(?!)")

WINDOW: Final = (1280, 680)
"""Width and height of the workbook's window in pixels, for the usual office screen of 1366 by 768."""
BUTTON_GAP: Final = 6
PIXELS_OF_DIGIT, CELL_PADDING = 7, 5
"""In pixels on the screen: what is between buttons; a digit, and what a column is wider than its digits."""
_BUTTON_HEIGHT: Final = 24


class _Exact(float):
    """A number that is written with every digit it has; XlsxWriter rounds to 16, and some need 17."""

    def __format__(self, spec: str) -> str:
        rounded = super().__format__(spec)
        return rounded if float(rounded) == self else repr(float(self))


class Button(NamedTuple):
    """A button: its label, its macro, its width in pixels."""

    caption: str
    macro: str
    width: int


BANTUAN: Final = Button("Bantuan", "LkjipBukaPanduan", 70)
HITUNG_ULANG: Final = Button("Hitung ulang", "LkjipHitungUlang", 122)
PERIKSA_PEMASANGAN: Final = Button("Periksa pemasangan", "LkjipPeriksaPemasangan", 170)
SUSUN_NASKAH: Final = Button("Susun naskah", "LkjipSusunNaskah", 134)
KIRIM_TRIWULAN: Final = Button("Kirim triwulan", "LkjipKirimTriwulan", 122)
AMBIL_INDIKATOR: Final = Button("Ambil dari Tabel 2.1", "LkjipAmbilIndikator", 160)
TAMBAH_BARIS: Final = Button("Tambah baris", "LkjipTambahBaris", 112)


class Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped here
    """XlsxWriter's worksheet, with saved blank results, and rows that keep fitting their text."""

    def __init__(self) -> None:
        super().__init__()
        self._fitted: set[int] = set()

    def fit_row(self, row: int, height: float, **options: Any) -> None:
        """Set a row's height in points without fixing it, so that Excel keeps fitting it to its text; `options` as of `set_row`."""
        self.set_row(row, min(height, limits.ROW_POINTS), None, options)
        self._fitted.add(row + 1)

    def forget_row(self, row: int) -> None:
        """Free the memory of a row that has been written, in constant-memory mode."""
        self.row_info.pop(row, None)
        self._fitted.discard(row + 1)

    def contents(self) -> tuple[frozenset[Cell], frozenset[str]]:
        """What has been written so far: the values of cells without a formula, and the formulas without "="."""
        texts = {number: text for text, number in self.str_table.string_table.items()}
        cells = [cell for row in self.table.values() for cell in row.values()]
        values = {texts[cell.string] for cell in cells if hasattr(cell, "string")} | {
            cell.number for cell in cells if hasattr(cell, "number")
        }
        return frozenset(values), frozenset(cell.formula for cell in cells if hasattr(cell, "formula"))

    def put_buttons(self, row: int, column: int, *buttons: Button) -> None:
        """Place buttons side by side, starting at a cell; they are not printed."""
        left = BUTTON_GAP
        for button in buttons:
            place = {"x_offset": left, "y_offset": BUTTON_GAP // 2, "width": button.width, "height": _BUTTON_HEIGHT}
            self.insert_button(row, column, {"macro": button.macro, "caption": button.caption, **place})
            left += button.width + BUTTON_GAP

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # Our formulas are in file syntax already; the search for functions to translate took most of the build time
        return formula.removeprefix("=")

    def _xml_number_element(self, number: Any, attributes: Any = ()) -> None:
        super()._xml_number_element(_Exact(number), attributes)

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and dict(attributes)["r"] in self._fitted:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _xml_empty_tag(self, tag: str, attributes: Any = ()) -> None:
        if tag == "hyperlink":  # its text stands in the cell, and a second one would go stale
            attributes = [(name, value) for name, value in attributes if name != "display"]
        super()._xml_empty_tag(tag, attributes)

    def _xml_formula_element(self, formula: str, result: Any, attributes: Any = ()) -> None:
        if result != "":
            super()._xml_formula_element(formula, encoded(result) if isinstance(result, str) else result, attributes)
            return
        # A blank result is a result too. LibreOffice takes an empty one for "never computed" and, with macros off,
        # shows #NAME? in place of our functions; a space it keeps, and by the rules a space is a blank. Other formulas
        # it computes, and those that read them test for "".
        blank, looks = (" ", [("xml:space", "preserve")]) if is_called_in(formula) else ("", [])
        self._xml_start_tag("c", [*attributes, ("t", "str")])
        self._xml_data_element("f", formula)
        self._xml_data_element("v", blank, looks)
        self._xml_end_tag("c")
