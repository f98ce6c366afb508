"""Charts: the values that they show and hold, for one category and for many."""

from __future__ import annotations

import io

import openpyxl
import pytest

from lkjip.docx_kit.charts import Data, parts, size
from lkjip.docx_kit.drawings import EMU
from lkjip.docx_kit.wml import NAMESPACES
from lkjip.ooxml.parts import serialised

C = f"{{{NAMESPACES['c']}}}"
WIDTH, HEIGHT = 155 * EMU, 240 * EMU


def data(count: int, *, lines: bool = False, name: str = "Indikator") -> Data:
    values: list[float | None] = [float(number) for number in range(count - 1)]
    return Data([f"{name} {number}" for number in range(count)], [("Target", [*values, 3.0]), ("Realisasi", [*values, None])], "%", lines)


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("count", [1, 3, 9, 60])
def test_a_chart_shows_what_its_workbook_holds(count: int, lines: bool) -> None:
    shown = data(count, lines=lines)
    root, book = parts(shown, "Arial")
    for series, (name, values) in zip(root.iter(f"{C}ser"), shown.series, strict=True):
        assert [each.text for each in series.iterfind(f"{C}tx//{C}v")] == [name]
        assert [each.text for each in series.iterfind(f"{C}cat//{C}v")] == list(shown.categories)
        points = {int(each.get("idx", "")): float(each.findtext(f"{C}v") or "nan") for each in series.iterfind(f"{C}val//{C}pt")}
        assert points == {number: value for number, value in enumerate(values) if value is not None}
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (None, "Target", "Realisasi")
    assert [row[0] for row in rows[1:]] == list(shown.categories)
    assert [row[2] for row in rows[1:]] == list(shown.series[1][1])


def test_a_label_says_everything_that_it_shows() -> None:
    """Programs take a flag that is not written as set: the names of the series would stand at each bar."""
    root, _ = parts(data(3), "Arial")
    for labels in root.iter(f"{C}dLbls"):
        flags = {each.tag.removeprefix(C): each.get("val") for each in labels if each.tag.startswith(f"{C}show")}
        assert flags == {
            "showLegendKey": "0",
            "showVal": "1",
            "showCatName": "0",
            "showSerName": "0",
            "showPercent": "0",
            "showBubbleSize": "0",
        }


def test_lines_are_straight() -> None:
    root, _ = parts(data(4, lines=True), "Arial")
    assert [each.get("val") for each in root.iter(f"{C}smooth")] == ["0", "0"]


def test_a_value_that_is_missing_is_a_gap_and_no_zero() -> None:
    """Programs that read the standard take it for zero where that is not written."""
    root, _ = parts(data(4, lines=True), "Arial")
    assert [each.get("val") for each in root.iter(f"{C}dispBlanksAs")] == ["gap"]


@pytest.mark.parametrize(
    ("shown", "direction"), [(data(3), "col"), (data(12), "bar"), (data(3, name="Persentase partisipasi pemilih"), "bar")]
)
def test_bars_lie_where_their_names_need_room(shown: Data, direction: str) -> None:
    root, _ = parts(shown, "Arial")
    assert [each.get("val") for each in root.iter(f"{C}barDir")] == [direction]


@pytest.mark.parametrize("count", [1, 9, 60])
def test_a_chart_fits_on_a_page(count: int) -> None:
    drawn = size(data(count, name="Persentase penduduk yang memperoleh pelayanan dasar menurut standar pelayanan minimal"), WIDTH, HEIGHT)
    assert drawn.width == WIDTH
    assert drawn.height < HEIGHT


def test_the_same_chart_twice_gives_the_same_bytes() -> None:
    (one, first), (other, second) = parts(data(9), "Arial"), parts(data(9), "Arial")
    assert (serialised(one), first) == (serialised(other), second)
