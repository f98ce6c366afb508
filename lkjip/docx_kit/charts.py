"""Native charts: the chart part with XlsxWriter's XML, and the small workbook in it that a double click opens."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from lkjip.docx_kit.drawings import EMU, Size
from lkjip.docx_kit.wml import LANGUAGE, RELATIONS, C, element, shown
from lkjip.ooxml.archive import Element, root_of

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RELATION: Final = f"{RELATIONS}/chart"
BOOK_RELATION: Final = f"{RELATIONS}/package"
WHOLE: Final = "#,##0"
PARTS: Final = "#,##0.00"
"""Formats of the figures beside bars and points: if all of a series are whole numbers, and otherwise."""
_SHEET: Final = "Data"
_FLAGS: Final = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
"""What a label shows, in the schema's order; some programs show what is not written as false."""
_COLOURS: Final = ("#2F5597", "#C55A11", "#548235", "#7F6000", "#7030A0", "#3B3838")
_UPRIGHT: Final = 8
"""Most categories with short names that are drawn as upright bars."""
_SHORT: Final = 18
"""Characters of a name that fits below an upright bar."""
_LABELS: Final = 90
"""Characters of a category's name in a chart."""


@dataclass(frozen=True)
class Data:
    """What a chart shows: names of categories and the values of each series, None for a gap; `unit` is that of the values."""

    categories: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    unit: str
    lines: bool
    """Lines with markers instead of bars."""

    @property
    def lies(self) -> bool:
        """Whether bars are drawn lying, since there are many, or their names are long."""
        return not self.lines and (len(self.categories) > _UPRIGHT or any(len(name) > _SHORT for name in self.categories))


def size(data: Data, width: int, height: int) -> Size:
    """The size of a chart on a page with this room, in English metric units: taller the more bars lie in it."""
    bars = len(data.categories) * max(1, len(data.series))
    lines = [max(1, -(-len(name[:_LABELS]) // 38)) for name in data.categories]
    wished = 24 + max(sum(4.0 * each + 2.5 for each in lines), 4.5 * bars) if data.lies else 58 if data.lines else 72
    return Size(width, min(round(wished * EMU), round(0.86 * height)))


def parts(data: Data, font: str) -> tuple[Element, bytes]:
    """The root of the chart part, whose workbook has the relationship id "rId1", and that workbook."""
    drawn = _book(data, font)
    with zipfile.ZipFile(io.BytesIO(drawn)) as archive:
        root = root_of(archive.read("xl/charts/chart1.xml"), "utf-8")
    _complete(root)
    return root, _book(data, None)


def _complete(root: Element) -> None:
    """Write out what XlsxWriter leaves to the reading program's defaults, which differ, and name the workbook."""
    for language in root.iterfind(f"{C}lang"):
        language.set("val", LANGUAGE)
    for text in root.iter():
        if text.get("lang") is not None:
            text.set("lang", LANGUAGE)
    for labels in root.iter(f"{C}dLbls"):
        shows = {name: each.get("val", "0") for name in _FLAGS for each in labels.findall(f"{C}{name}")}
        places = [labels.index(each) for name in _FLAGS for each in labels.findall(f"{C}{name}")]
        place = min(places, default=len(labels))
        for name in _FLAGS:
            for each in labels.findall(f"{C}{name}"):
                labels.remove(each)
        for number, name in enumerate(_FLAGS):
            labels.insert(place + number, element(f'<c:{name} val="{shows.get(name, "0")}"/>'))
    for series in root.iterfind(f".//{C}lineChart/{C}ser"):
        series.append(element('<c:smooth val="0"/>'))
    for plotted in root.iterfind(f"{C}chart/{C}plotVisOnly"):
        plotted.addnext(element('<c:dispBlanksAs val="gap"/>'))
    for settings in root.findall(f"{C}printSettings"):
        settings.addprevious(element('<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'))
        root.remove(settings)


def _book(data: Data, font: str | None) -> bytes:
    """A workbook with the data, and with the chart if a font is given."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})
        sheet = book.add_worksheet(_SHEET)
        last = len(data.categories)
        for row, name in enumerate(data.categories, 1):
            sheet.write_string(row, 0, shown(name))
        for column, (name, values) in enumerate(data.series, 1):
            sheet.write_string(0, column, shown(name))
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
        if font is not None:
            sheet.insert_chart(0, len(data.series) + 2, _chart(book, data, font, last))
    return made.getvalue()


def _chart(book: xlsxwriter.Workbook, data: Data, font: str, last: int) -> object:
    chart = book.add_chart({"type": "line" if data.lines else "bar" if data.lies else "column"})
    small = 8 if len(data.categories) <= 25 else 7
    text = {"name": font, "size": small, "color": "#262626"}
    several = len(data.series) > 1
    for column, (_, values) in enumerate(data.series, 1):
        colour = _COLOURS[(column - 1) % len(_COLOURS)]
        series: dict[str, Any] = {
            "name": [_SHEET, 0, column],
            "categories": [_SHEET, 1, 0, last, 0],
            "values": [_SHEET, 1, column, last, column],
            "data_labels": {"value": True, "num_format": PARTS, "font": text | {"size": 7 if several else small}},
            "gap": 60,
        }
        if data.lines:
            marker = {"type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
            series |= {"line": {"color": colour, "width": 2.25}, "marker": marker}
            series["data_labels"]["position"] = "above"
        else:
            series |= {"fill": {"color": colour}, "border": {"none": True}}
            series["data_labels"]["position"] = "outside_end"
        if all(value is None or value == int(value) for value in values):
            series["data_labels"]["num_format"] = WHOLE
        chart.add_series(series)
    names: dict[str, Any] = {"num_font": text, "interval_unit": 1, "line": {"color": "#7F7F7F"}, "major_tick_mark": "none"}
    amounts: dict[str, Any] = {
        "num_font": text,
        "num_format": WHOLE,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
    }
    if not any(value is not None and value < 0 for _, values in data.series for value in values):
        amounts["min"] = 0
    if data.unit:
        amounts |= {"name": data.unit, "name_font": text | {"bold": False}}
    if data.lies:
        names["reverse"] = True  # the first at the top
        amounts |= {"label_position": "high"}
    across, up = (amounts, names) if data.lies else (names, amounts)
    chart.set_x_axis(across)
    chart.set_y_axis(up)
    chart.set_title({"none": True})
    chart.set_legend({"position": "bottom", "font": text} if several else {"none": True})
    chart.set_chartarea({"border": {"color": "#BFBFBF"}, "fill": {"color": "#FFFFFF"}})
    return chart
