"""Small named styles, which are combined when a cell is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # XlsxWriter takes long to load, and a reader only asks for the steps of a scale
    import xlsxwriter
    from xlsxwriter.format import Format

FONT: Final = "Arial"
NAVY: Final = "#1F3864"
_GREY: Final = "#595959"
_LINE: Final = "#7F7F7F"

MISSING_FILL: Final = "#FFF2CC"
COMPUTED_FILL: Final = "#F2F2F2"
WRONG_FILL: Final = "#F8CBAD"
TINGKAT_FILLS: Final = {"kesalahan": WRONG_FILL, "peringatan": MISSING_FILL}
ACCEPTED_INK: Final = "#7F7F7F"
FILLED_FILLS: Final = {"terisi": "#E2EFDA", "belum": MISSING_FILL}
_KATEGORI_FILLS: Final = ("#A9D08E", "#C6E0B4", "#E2EFDA", "#F4F7D2", "#FFF3B0", "#FFE699", "#FACB8F", "#F4B084")
_KATEGORI_BARS: Final = ("#548235", "#70AD47", "#92C36A", "#B9C94A", "#D9BE2F", "#E8A33D", "#E07B39", "#C8502D")
HEADING_LINE: Final = "S"
LINE_FILLS: Final = {HEADING_LINE: "#D9E1F2", "J": "#F2F2F2", "T": "#D9D9D9"}
"""Fills of a printed table's headings of sasaran, of its sums and of its last line."""
BAR_FILL: Final = "#8EA9DB"
BAR_LINE: Final = "#C00000"
"""A bar in a cell, and the line at 100 percent."""
KATEGORI_STEPS: Final = len(_KATEGORI_FILLS) - 1
DONE_FILL: Final = "#C6E0B4"
DONE_TEXT: Final = "#375623"
NEXT_FILL: Final = "#C55A11"
"""Colours of a step that is done, and of the next one."""
LATE_FILL: Final = "#FFC000"
LATE_TEXT: Final = "#7F3F00"
"""Colours of a quarter that is over but not done."""
BOX_LINE: Final = "#BFBFBF"
"""The edges of a step."""


def kategori_fill(step: int) -> str:
    """The fill of a category, from 0 for the best to `KATEGORI_STEPS` for the worst; the bands of a scale are spread over them."""
    return _KATEGORI_FILLS[step]


def kategori_bar(step: int) -> str:
    """The colour of a bar of a category, strong enough to be seen without an outline; `step` as of `kategori_fill`."""
    return _KATEGORI_BARS[step]


def kategori_fills(bands: int) -> list[str]:
    """The fills of the bands of a scale (two or more), best first."""
    return [kategori_fill(kategori_step(place, bands)) for place in range(bands)]


def kategori_step(place: int, bands: int) -> int:
    """The fill of a band by its place from the best, from 0, in a scale of two bands or more; halves are rounded up."""
    return (2 * place * KATEGORI_STEPS + bands - 1) // (2 * (bands - 1))


_TILE: Final = "#EEF3FA"
_GAPS: Final = {"left": 5, "left_color": "#FFFFFF", "right": 5, "right_color": "#FFFFFF"}
"""White borders between neighbouring tiles."""

_SIDES: Final = {"left": 1, "left_color": BOX_LINE, "right": 1, "right_color": BOX_LINE}
_MIDDLE: Final = {"align": "center", "valign": "vcenter"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 12, "align": "center", "valign": "vcenter", "text_wrap": True},
    "heading": {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1, "bg_color": "#D9E1F2"},
    "upper": {"bottom": 0},  # the two parts of a heading of one column, beside headings of several
    "lower": {"top": 0},
    "helper": {"bold": False, "italic": True, "font_color": _GREY, "bg_color": "#EDEDED", "border": 3},
    "numbering": {"italic": True, "font_size": 8, "align": "center", "valign": "vcenter", "border": 1},
    "cell": {"valign": "vcenter", "text_wrap": True, "border": 1},
    "band": {"valign": "vcenter", "text_wrap": True},  # its borders are conditional
    "open": {"top": 0, "bottom": 0, "valign": "top"},  # a grouped column, whose edges are conditional borders
    "teks": {"align": "left", "indent": 1, "num_format": "@"},
    "daftar": {"align": "left", "indent": 1, "num_format": "@"},
    "nomor": {"align": "center", "num_format": "0"},
    # "_)" keeps the figure off the border; LibreOffice drops an indent beside a cell of the same format
    # as many decimals as the value has, from two to four, so that 0,8390 and 0,8384 do not look the same
    # a line's number, or a heading that goes over the columns beside it
    "line": {"num_format": "0_)", "text_wrap": False},
    "angka": {"align": "right", "num_format": "#,##0.00##_)"},
    "persen": {"align": "right", "num_format": "#,##0.00_)"},
    "rupiah": {"align": "right", "num_format": "#,##0_)"},
    "change": {"align": "right", "num_format": "+#,##0.00##_);-#,##0.00##_);0.00_)"},
    # a column with figures in some lines and texts in others, each on its own side
    "figure_or_text": {"num_format": "#,##0.00##_)"},
    "percent_or_text": {"num_format": "#,##0.00_)"},
    "bar": {"num_format": ";;;"},
    "open_line": {"border": 0},  # its borders are conditional, by the kind of line
    "page": {"font_size": 8},
    # a figure that is wider than its column is written smaller, where it would be "####"
    "page_figure": {"font_size": 8, "text_wrap": False, "shrink": True},
    "left": {"align": "left"},
    "top": {"valign": "top"},
    "plain": {"valign": "vcenter", "text_wrap": True},
    "record": {"num_format": ";;;", "font_size": 8},  # read by formulas, not by people
    "stale": {"font_size": 9, "bold": True, "font_color": "#C00000", "valign": "vcenter"},
    "sentence": {"border": 1, "valign": "vcenter", "text_wrap": True, "align": "left", "indent": 1},
    "center": {"align": "center", "indent": 0},
    "computed": {"bg_color": COMPUTED_FILL},
    # "@" would make Excel store a formula that staff type again as text
    "computed_text": {"num_format": "General"},
    "strong": {"bold": True},
    "center_text": {"align": "center", "valign": "vcenter"},
    "total": {"bold": True, "valign": "vcenter", "top": 1, "bottom": 6},
    "example": {"italic": True, "font_size": 9, "font_color": "#7F7F7F", "text_wrap": True, "valign": "bottom", "align": "center"},
    "source": {"italic": True, "font_size": 9},
    "note": {"font_size": 9, "font_color": _GREY, "text_wrap": True, "valign": "vcenter"},
    "label": {"border": 1, "valign": "vcenter", "text_wrap": True, "indent": 1},
    "key": {"border": 1, "valign": "vcenter", "font_color": _GREY, "font_size": 8, "indent": 1},
    "field": {"border": 1, "valign": "vcenter", "text_wrap": True, "align": "left", "indent": 1},
    "year": {"num_format": "0"},
    "amount": {"num_format": "#,##0"},
    "banner": {"bold": True, "font_size": 20, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter", "indent": 1},
    "banner_small": {"font_size": 11, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter", "indent": 1},
    "banner_fitted": {"font_size": 13, "text_wrap": True},
    "section": {"bold": True, "font_size": 12, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY, "valign": "vcenter"},
    "section_small": {"font_size": 10},
    "step": {
        "bold": True,
        "font_size": 15,
        "font_color": "#7F7F7F",
        "bg_color": "#EDEDED",
        "align": "center",
        "valign": "vcenter",
        **_SIDES,
    },
    "step_name": {"bold": True, "font_size": 12, "font_color": "#0563C1", "underline": 1, "align": "center", "valign": "vcenter", **_SIDES},
    "step_said": {"font_size": 9, "align": "center", "valign": "top", "text_wrap": True, **_SIDES},
    "step_foot": {**_SIDES, "bottom": 1, "bottom_color": BOX_LINE},
    "quarter": {"bold": True, "font_size": 12, "align": "center", "valign": "vcenter"},
    "quarter_said": {"font_size": 9, "align": "center", "valign": "vcenter", "text_wrap": True},
    "quarter_next": {"font_color": _GREY, "valign": "vcenter", "text_wrap": True, "indent": 1},
    "next": {"bold": True, "font_size": 12, "font_color": NEXT_FILL, "valign": "vcenter", "text_wrap": True, "indent": 1},
    "group": {"bold": True, "font_color": "#FFFFFF", "valign": "vcenter", "indent": 1},
    "text": {"text_wrap": True, "valign": "vcenter", "indent": 1},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "vcenter", "bold": True, "indent": 1},
    "cell_link": {"font_color": "#0563C1", "underline": 1},
    "state": {"valign": "vcenter", "font_color": _GREY, "italic": True, "text_wrap": True, "indent": 1},
    "back": {"font_color": "#0563C1", "underline": 1, "font_size": 9, "valign": "vcenter"},
    "one_line": {"text_wrap": False},
    "tile": {"bg_color": _TILE, "valign": "vcenter", "align": "center", "text_wrap": True, **_GAPS},
    "tile_label": {"font_size": 8.5, "font_color": _GREY, "top": 5, "top_color": NAVY},
    "tile_figure": {"bold": True, "font_size": 20, "font_color": NAVY, "num_format": '#,##0.00" %"'},
    "tile_words": {"font_size": 16},
    "tile_note": {"font_size": 8.5},
    "tile_rupiah": {"num_format": '"dari Rp "#,##0'},
    "letter_bar": {"font_size": 8, "valign": "vcenter", "align": "left"},
    "until": {"right": 4, "right_color": _LINE},
    "row": {"font_size": 8, "valign": "vcenter", "text_wrap": True, "bottom": 4, "bottom_color": "#BFBFBF"},
    "small": {"font_size": 8},
    "words": {"align": "left", "indent": 1},
    "persen_mark": {"align": "right", "num_format": '#,##0.00" %"'},
    "pencil": {"font_size": 8.5, "valign": "vcenter", "text_wrap": True, "bottom": 4, "bottom_color": _LINE},
    "signed": {"font_size": 9, "align": "center", "valign": "vcenter", "text_wrap": True},
    "foot": {"valign": "bottom"},
    "underline": {"underline": 1},
    "recap": {"bold": True, "font_size": 14, "font_color": NAVY, "valign": "vcenter"},
    "aside": {"font_size": 9, "font_color": _GREY, "valign": "vcenter"},
    "swatch": {"border": 1, "border_color": _LINE, "align": "center", "valign": "vcenter"},
    "quoted": {"quote_prefix": True},
}


class Styles:
    """The formats of one workbook: `styles("cell", "rupiah")` combines the named styles, later ones winning."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}
        self._conditional: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, *names: str, fill: str | None = None) -> Format:
        key = (*names, fill or "")
        if key not in self._made:
            properties: dict[str, Any] = {"font_name": FONT, "font_size": 10}
            for name in names:
                properties |= _STYLES[name]
            if fill:
                properties["bg_color"] = fill
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def when(self, **properties: Any) -> Format:
        """The format of a conditional format: only the properties that it changes."""
        key = tuple(properties.items())
        if key not in self._conditional:
            self._conditional[key] = self._book.add_format(properties)
        return self._conditional[key]
