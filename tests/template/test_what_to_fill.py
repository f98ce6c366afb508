"""What an empty template shows of what to fill in: a yellow row, an example that is no data, repeated texts that can still be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lkjip.model.laporan import Laporan, Row
from lkjip.template.workbook import build
from tests.kit import reading
from tests.kit.workbooks import column_letters, run
from tests.office.client import Document

YELLOW = "FFFFF2CC"


def yellow(page: Worksheet, first: str) -> str:
    """The condition under which the cells of a column turn yellow, as it is written for the first of them."""
    boxes = [box for box in page.conditional_formatting if str(box.sqref).startswith(f"{first}:")]
    (found,) = [rule.formula[0] for box in boxes for rule in box.rules if rule.dxf.fill and rule.dxf.fill.bgColor.rgb == YELLOW]
    return str(found)


@pytest.mark.parametrize(
    ("sheet", "first", "columns", "typed"),
    [
        ("Tabel 2.1", 5, "CDEF", {"C": "Tertib", "D": "Angka", "E": 98.78, "F": "%"}),
        ("Tabel 3.1", 6, "BCDIJ", {"B": "Angka", "C": "%", "D": "naik", "I": 98.78, "J": 98.78}),
        ("Tabel 3.2", 6, "DGH", {"D": "Angka", "G": 1e6, "H": 5e5}),
    ],
)
def test_the_row_to_fill_next_is_yellow(
    empty_template: Path, open_template: Document, sheet: str, first: int, columns: str, typed: dict[str, object]
) -> None:
    """Before anything is typed the first row, then the one below, cell by cell until it is filled; never all prepared rows."""
    page = reading.sheet(empty_template, sheet)
    rules = [yellow(page, f"{column}{first}") for column in columns]

    def marked() -> list[str]:
        """The yellow cells of the first three rows."""
        formulas = [[f"={rule}" for rule in rules]] * 3
        for row in range(3):
            moved = [
                [each.replace(f"{first - 1}", "<").replace(f"{first}", f"{first + row}").replace("<", f"{first + row - 1}")]
                for each in formulas[0]
            ]
            open_template.set_formulas(sheet, f"CA{first + row}", [[each[0] for each in moved]])
        last = column_letters(79 + len(columns) - 1)
        found = open_template.values(sheet, f"CA{first}:{last}{first + 2}")
        return [f"{column}{first + row}" for row, line in enumerate(found) for column, one in zip(columns, line, strict=True) if one]

    assert marked() == [f"{column}{first}" for column in columns]
    for column, value in typed.items():
        open_template.write(sheet, f"{column}{first}", [[value]])  # type: ignore[list-item]  # texts and numbers
    assert marked() == [f"{column}{first + 1}" for column in columns]


def test_the_annexes_are_white_until_they_are_used(empty_template: Path) -> None:
    page = reading.sheet(empty_template, "RKT")
    assert yellow(page, "E5") == "AND(LEN($E5)=0,LEN($D5)>0)"


def test_the_example_is_nobodys_data_and_goes_when_a_name_is_typed(empty_template: Path, open_template: Document) -> None:
    book = reading.workbook(empty_template, saved=True)
    examples = [[cell.value for cell in book[sheet][2] if cell.value] for sheet in ("Tabel 2.1", "Tabel 3.1", "Tabel 3.2")]
    assert all(any(str(text).startswith("Contoh: ") for text in row) for row in examples)
    assert book["Tabel 2.1"]["D2"].font.color.rgb == "FF7F7F7F"
    data = json.loads(run("ekspor", empty_template).out)
    assert (data["tabel_2_1"], data["tabel_3_1"], data["tabel_3_2"]) == ([], [], [])

    open_template.write("Tabel 2.1", "D5", [["Angka partisipasi"]])
    assert set(open_template.values("Tabel 2.1", "B2:F2")[0]) == {""}
    assert open_template.values("Tabel 3.1", "B2")[0][0] != ""


def test_a_filled_workbook_has_no_example() -> None:
    rows: list[Row] = [{"sasaran": "Tertib", "indikator": f"Angka {number}", "target": 1.0, "satuan": "%"} for number in range(2)]
    page = reading.sheet(build(Laporan({"tahun": 2024}, inputs={"tabel_2_1": rows})), "Tabel 2.1")

    assert [cell.value for cell in page[2] if cell.value] == []
    # the second sasaran is pale, not gone
    colours = {
        rule.dxf.font.color.rgb
        for box in page.conditional_formatting
        if str(box.sqref).startswith("C5")
        for rule in box.rules
        if rule.dxf.font and rule.dxf.font.color
    }
    assert colours == {"FFBFBFBF"}
