"""Averages, scales and helper cells as native formulas in LibreOffice, against the rules: what no cell function of ours computes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lkjip.model.formulas import aturan, native
from tests.conformance.vectors import read_all
from tests.office.client import Office, Value
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.aturan import BY_KUNCI
from xlfuncs.errors import RuleError

Row = Sequence[Cell]


def answer(rule: Callable[..., Any], *arguments: Any) -> Value:
    """What a cell shows of a rule."""
    try:
        result = rule(*arguments)
    except RuleError as error:
        return error.code
    return "" if result is None else result


def shown(office: Office, path: Path, blocks: Iterable[tuple[Sequence[Row], Callable[[int, int], Sequence[str]]]]) -> list[list[Value]]:
    """What LibreOffice computes beside blocks of rows: formulas, given the first and the last row, from column F on."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Uji")
    tops, width, top = [], 0, 1
    for rows, formulas in blocks:
        written = [f"={formula}" for formula in formulas(top, top + len(rows) - 1)]
        for number, row in enumerate(rows):
            sheet.append([*row, *[None] * (5 - len(row)), *([] if number else written)])
        tops.append(top)
        width = max(width, len(written))
        top += len(rows)
    book.save(path)
    with office.open(path) as document:
        values = document.values("Uji", f"F1:{chr(ord('E') + width)}{top - 1}")
    return [["" if cell is None else cell for cell in values[first - 1]] for first in tops]


# ---------------------------------------------------------------- averages
def averages(first: int, last: int) -> list[str]:
    values, sasaran, bobot = (f"{column}{first}:{column}{last}" for column in "ABC")
    ways = range(1, len(BY_KUNCI["rata_rata"].pilihan) + 1)
    return [native.rata_rata_menurut(str(number), values, sasaran, bobot) for number in ways]


def tables() -> list[list[Row]]:
    """Rows of capaian, number of the sasaran and bobot: chosen by hand, and at random."""
    chosen: list[list[Row]] = [
        [(100.0, 1.0, 1.0), (90.0, 2.0, 1.0)],
        [(100.0, 1.0, None), (90.0, 1.0, None), (None, 2.0, None)],
        [(None, 1.0, 1.0), (None, 1.0, 2.0)],
        [(100.0, 1.0, 0.0), (None, 2.0, 5.0)],
        [(100.0, 1.0, 1.0), (50.0, 2.0, -1.0)],
        [(100.0, 1.0, None), (50.0, 2.0, 3.0)],
        [(100.0, 1.0, 1.0), (0.0, 2.0, 1.0)],
        [(100.0, 1.0, 1.0), ("#DIV/0!", 2.0, 1.0), ("#N/A", 2.0, 1.0)],
        [(-100.0, 1.0, 1.0), ("#N/A", 2.0, 1.0)],
        [(100.0, 1.0, "#REF!"), (50.0, 1.0, 1.0)],
        [(100.0, 3.0, 2.0)],
        [(150.0, 1.0, 1.0)] * 400,
    ]
    source = random.Random(22)
    for _ in range(40):
        height = source.randrange(1, 30)
        chosen.append(
            [
                (
                    None if source.random() < 0.2 else round(source.uniform(-20 if source.random() < 0.1 else 1, 200), 3),
                    float(source.randrange(1, 6)),
                    None if source.random() < 0.1 else float(source.randrange(0, 40)),
                )
                for _ in range(height)
            ]
        )
    return chosen


def test_averages(office_no_macros: Office, tmp_path: Path) -> None:
    blocks = tables()
    found = shown(office_no_macros, tmp_path / "rata.xlsx", [(rows, averages) for rows in blocks])
    for rows, cells in zip(blocks, found, strict=True):
        values, sasaran, bobot = ([row[number] for row in rows] for number in range(3))
        expected = [answer(rules.rata_rata_menurut, cara, values, sasaran, bobot) for cara in BY_KUNCI["rata_rata"].pilihan]
        assert cells == [pytest.approx(each, rel=1e-12) if isinstance(each, float) else each for each in expected], rows


# ---------------------------------------------------------------- scales
def test_categories_by_a_scale_that_is_judged_once(office_no_macros: Office, tmp_path: Path) -> None:
    """Every vector of KATEGORI with a scale of numbers: the same code by the helper cell of the scale."""
    vectors = [
        vector
        for vector in read_all()
        if vector.call.function == "KATEGORI"
        and len(vector.call.arguments) == 2
        and isinstance(vector.call.arguments[1], tuple)
        and len(vector.call.arguments[1][0]) in (2, 3)
        and (isinstance(vector.call.arguments[0], float) or vector.call.arguments[0] in (None, "#N/A"))
        and not vector.exceptions
    ]
    assert len(vectors) > 60

    def category(height: int, capaian: Cell) -> Callable[[int, int], Sequence[str]]:
        def formulas(first: int, _: int) -> Sequence[str]:
            bounds, codes = (f"{column}{first}:{column}{first + height - 1}" for column in "AB")
            judged, figure = f"G{first}", f"H{first}"
            shown = '""' if capaian is None else str(capaian)
            return [native.kategori_of(figure, bounds, codes, judged), aturan.skala_awal(bounds, codes, codes), shown]

        return formulas

    blocks = []
    for vector in vectors:
        capaian, scale = vector.call.arguments
        assert isinstance(scale, tuple)
        blocks.append((scale, category(len(scale), capaian)))  # type: ignore[arg-type]
    found = shown(office_no_macros, tmp_path / "skala.xlsx", blocks)
    wrong = [
        f"{vector.place}: {vector.call} has to be {vector.expected[0][0]}, is {cells[0]}"
        for vector, cells in zip(vectors, found, strict=True)
        if cells[0] != vector.expected[0][0]
    ]
    assert wrong == []
