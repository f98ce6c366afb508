"""Tables: merged headings, grouped cells, widths within the text, heading rows that repeat."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lkjip.docx_kit.tables import Column, Grid, fitted, table
from lkjip.docx_kit.wml import W, element, text_of
from lkjip.ooxml.archive import Element

ROOM = 8_788
"""The width of the text of an A4 page with margins of 3 and 2.5 cm, in twips."""


def made(
    headings: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], numbering: Sequence[str] = (), grouped: Sequence[int] = ()
) -> Element:
    columns = [Column(1, grouped=number in grouped) for number in range(len(headings[0]))]
    return element(table(Grid(columns, headings, numbering, [(row, False) for row in rows]), ROOM, "Tabel", "Isi", "Judul"))


def cells(row: Element) -> list[tuple[str, int, str]]:
    """The text of each cell of a row, its span, and how it is merged with those above and below."""
    found = []
    for cell in row.iterfind(f"{W}tc"):
        span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
        text = "".join(text_of(each) for each in cell.iterfind(f"{W}p"))
        found.append((text, 1 if span is None else int(span.get(f"{W}val", "")), "" if merge is None else merge.get(f"{W}val", "continue")))
    return found


def test_equal_headings_are_merged_to_the_right_and_down() -> None:
    """The heading of Tabel 3.1: three columns below "TAHUN 2020", all others two rows high."""
    head = [["INDIKATOR", "SATUAN", "TAHUN 2020", "TAHUN 2020", "TAHUN 2020"], ["INDIKATOR", "SATUAN", "TARGET", "REALISASI", "CAPAIAN"]]
    first, second, numbers, row = made(head, [["a", "%", "1", "2", "3"]], ["1", "2", "3", "4", "5"]).findall(f"{W}tr")
    assert cells(first) == [("INDIKATOR", 1, "restart"), ("SATUAN", 1, "restart"), ("TAHUN 2020", 3, "")]
    assert cells(second) == [("", 1, "continue"), ("", 1, "continue"), ("TARGET", 1, ""), ("REALISASI", 1, ""), ("CAPAIAN", 1, "")]
    assert [each.find(f"{W}trPr/{W}tblHeader") is not None for each in (first, second, numbers, row)] == [True, True, True, False]


def test_a_block_of_equal_headings_is_one_cell() -> None:
    first, second, _ = made([["A", "A", "B"], ["A", "A", "C"]], [["x", "y", "z"]]).findall(f"{W}tr")
    assert cells(first) == [("A", 2, "restart"), ("B", 1, "")]
    assert cells(second) == [("", 2, "continue"), ("C", 1, "")]


def test_grouped_cells_are_merged_within_their_group_only() -> None:
    rows = [["S1", "T1", "a"], ["S1", "T1", "b"], ["S2", "T1", "c"], ["", "", "d"], ["", "", "e"]]
    merged = [[merge for _, _, merge in cells(row)] for row in made([["S", "T", "I"]], rows, grouped=(0, 1)).findall(f"{W}tr")[1:]]
    assert merged == [["restart", "restart", ""], ["continue", "continue", ""], ["", "", ""], ["", "", ""], ["", "", ""]]


@pytest.mark.parametrize(
    ("shares", "rows"),
    [
        ([1, 4, 1], [["1", "Persentase LSM yang mempunyai SKT", "1.914.251.000,00"]]),
        ([1] * 18, [["9.999.999.999"] * 18]),
        ([0, 0], [["a", "b"]]),
        ([1, 1], [["x" * 500, "y"]]),
        ([5, 1], []),
    ],
)
def test_the_columns_fill_the_text_and_no_more(shares: list[float], rows: list[list[str]]) -> None:
    grid = Grid([Column(share) for share in shares], [["k"] * len(shares)], (), [(row, False) for row in rows])
    widths = fitted(grid, ROOM)
    assert sum(widths) == ROOM
    assert all(width > 0 for width in widths)


def test_an_amount_fits_on_a_line_of_its_cell() -> None:
    """Arial of 9 points has digits of 5.004 points (its metrics): 16 letters of 1.914.251.000,00 take 1,380 twips with their points."""
    grid = Grid([Column(1), Column(12)], [["Rp", "Program"]], (), [(["1.914.251.000,00", "Program"], False)])
    assert fitted(grid, ROOM)[0] >= 1_380


def test_headings_of_a_crowded_table_are_smaller() -> None:
    crowded, roomy = (made([["REALISASI"] * count], [["1"] * count]) for count in (9, 3))
    assert {each.get(f"{W}val") for each in crowded.iter(f"{W}sz")} == {"15"}
    assert list(roomy.iter(f"{W}sz")) == []


def test_a_row_stays_on_a_page_unless_it_is_taller_than_that() -> None:
    rows = made([["a"]], [["pendek"], ["panjang sekali " * 900]]).findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def test_line_breaks_in_a_cell_are_kept() -> None:
    assert cells(made([["a"]], [["Program\n– Kegiatan"]]).findall(f"{W}tr")[1]) == [("Program\n– Kegiatan", 1, "")]
