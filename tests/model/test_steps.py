"""The native capaian of a row in steps: short, ordinary formulas, and in Python the values that the rules give."""

from __future__ import annotations

import html
import sys
from collections.abc import Sequence
from typing import Final

import pytest

from lkjip import limits
from lkjip.model import expressions
from lkjip.model.expressions import Call, Native, RowCell, Rules, Scale, StepCell
from lkjip.model.formulas import aturan, native, syntax
from lkjip.model.formulas.steps import STEPS
from lkjip.model.positions import Placed, Row
from tests.conformance import random_rules
from tests.second_opinions.array_evaluation import array_parts
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.aturan import read
from xlfuncs.errors import RuleError

NAMES: Final = {
    **{"indikator": "Indikator", "target": "Target", "realisasi": "Realisasi", "arah": "Arah", "capaian": "Capaian"},
    **{"target_atas": "Target Atas", "batas_atas": "Batas Atas"},
    **{step.key: step.name for step in STEPS},
}
ROW_BYTES: Final = 4_394
"""What a row of Tabel 3.1 took in the file before offices could choose their rules."""


def row_formulas() -> dict[str, str]:
    """All native formulas of a row of Tabel 3.1, by column."""
    formulas = {step.key: expressions.formula(StepCell(step.key, "indikator"), "tbl_31", NAMES) for step in STEPS}
    category = Native("KATEGORI", (RowCell("persen_capaian"), Scale()), "indikator")
    return formulas | {"kode_kategori": expressions.formula(category, "tbl_31", NAMES)}


def test_a_row_is_no_longer_than_it_was() -> None:
    size = sum(len(html.escape(formula, quote=False).encode()) for formula in row_formulas().values())
    sys.stdout.write(f"native formulas of a row of Tabel 3.1: {size:,} of {ROW_BYTES:,} bytes\n")
    assert size <= ROW_BYTES


def formulas() -> dict[str, str]:
    return {
        **row_formulas(),
        **aturan.formulas(),
        "skala": aturan.skala_awal("tbl_skala[Batas bawah]", "tbl_skala[Kode]", "tbl_skala[Label]"),
        "whole": native.capaian("A1", "B1", "C1", aturan.NAMES, "D1", "E1"),
        "average": native.rata_rata_menurut("aturan_rata_rata", "tbl_31[Persen Capaian]", "tbl_31[Nomor]", "tbl_31[Bobot]"),
    }


@pytest.mark.parametrize("name", formulas())
def test_a_formula_is_one_that_excel_takes(name: str) -> None:
    formula = formulas()[name]
    assert len(formula) <= limits.FORMULA_CHARACTERS
    assert syntax.levels(syntax.parse(formula)) <= limits.FORMULA_LEVELS
    assert array_parts(formula) == []


def placed(rows: Sequence[Row]) -> Placed:
    return Placed(rows, range(1, len(rows) + 1))


def test_a_step_computes_what_the_rules_say() -> None:
    """The values that the workbook is written with, against the rules themselves."""
    for call in random_rules.draw(960, 80, seed=7):
        target, realisasi, arah, office, upper, limit = call.arguments
        columns = dict(
            zip(("target", "realisasi", "arah", "target_atas", "batas_atas"), (target, realisasi, arah, upper, limit), strict=True)
        )
        rows: list[dict[str, Cell]] = [
            {"indikator": "x", **{key: column[number][0] for key, column in columns.items() if isinstance(column, tuple)}}
            for number in range(call.shape[0])
        ]
        for step in STEPS:
            found = expressions.column_values(StepCell(step.key, "indikator"), placed(rows), [], {}, office)  # type: ignore[arg-type]
            for row, cell in zip(rows, found, strict=True):
                row[step.key] = cell
        chosen = read(office)
        for row in rows:
            cells = row["target"], row["realisasi"], row["arah"]
            try:
                expected: Cell = rules.capaian(*cells, chosen, row["target_atas"], row["batas_atas"])
            except RuleError as error:
                expected = error.code
            assert row["persen_capaian"] == expected, (row, chosen)


def test_a_row_without_an_indikator_has_no_capaian() -> None:
    row: dict[str, Cell] = {"indikator": None, "nilai_target": 40.0, "nilai_realisasi": 30.0}
    assert [
        expressions.column_values(StepCell(key, "indikator"), placed([row]), [], {}) for key in ("patokan", "rumus", "persen_capaian")
    ] == [[None]] * 3


def test_rules_that_are_none_are_an_error_in_every_row() -> None:
    rows: list[dict[str, Cell]] = [{"indikator": "x", "nilai_target": 40.0, "nilai_realisasi": 30.0}] * 2
    for expression in (
        StepCell("persen_capaian", "indikator"),
        Call("CAPAIAN", (RowCell("nilai_target"), RowCell("nilai_realisasi"), RowCell("arah"), Rules())),
    ):
        assert expressions.column_values(expression, placed(rows), [], {}, [("batas", 1)]) == ["#VALUE!", "#VALUE!"]
        assert expressions.column_values(expression, placed(rows), [], {}, [("batas_atas", 70.0)]) == [70.0, 70.0]


def test_a_call_with_the_choices_of_the_office() -> None:
    arguments = (RowCell("target"), RowCell("realisasi"), RowCell("arah"), Rules(), RowCell("target_atas"), RowCell("batas_atas"))
    assert expressions.bare_call(Call("CAPAIAN", arguments), "tbl_31", NAMES) == (
        "CAPAIAN(tbl_31[[#This Row],[Target]],tbl_31[[#This Row],[Realisasi]],tbl_31[[#This Row],[Arah]],tbl_aturan[[Kunci]:[Berlaku]],"
        "tbl_31[[#This Row],[Target Atas]],tbl_31[[#This Row],[Batas Atas]])"
    )
    named = expressions.native_formula(Call("CAPAIAN", arguments), "tbl_31", NAMES)
    target, realisasi, arah, upper, limit = (
        f"tbl_31[[#This Row],[{name}]]" for name in ("Target", "Realisasi", "Arah", "Target Atas", "Batas Atas")
    )
    assert named == native.capaian(target, realisasi, arah, aturan.NAMES, upper, limit)
    assert expressions.formula(Native("CAPAIAN", arguments, "indikator"), "tbl_31", NAMES) == (
        f'IF(IFERROR(LEN(TRIM(tbl_31[[#This Row],[Indikator]])),1)=0,"",{named})'
    )
    in_row = Call("CAPAIAN", arguments, native=RowCell("persen_capaian"))
    assert expressions.native_formula(in_row, "tbl_31", NAMES) == "tbl_31[[#This Row],[Persen Capaian]]"
