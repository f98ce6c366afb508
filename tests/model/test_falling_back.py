"""Computed cells fall back to native forms: which formula they hold, and that a blank or an error stays what the rule says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any, Final

import pytest

from lkjip.model import expressions
from lkjip.model.columns import Table
from lkjip.model.expressions import Call, Expression, StepCell
from lkjip.model.formulas.steps import STEPS
from lkjip.model.laporan import Laporan, Row
from lkjip.model.positions import Placed
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TABLES
from tests.conformance import random_rules
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.aturan import read
from xlfuncs.errors import RuleError
from xlfuncs.functions import BY_NAME

AMOUNTS: Final = (None, 0.0, 1e6, 943_700.0, -1.0, "-", "nihil", "n/a", "sedikit", True, "#DIV/0!", "#N/A")


def written(table: Table, key: str) -> str:
    expression = table.column(key).formula
    assert expression is not None
    return expressions.formula(expression, table.name, table.names)


def calls(table: Table) -> list[Call]:
    found: list[Expression | str | None] = [each for column in table.columns for each in (column.formula, column.total)]
    return [each for each in found if isinstance(each, Call)]


def test_the_formulas() -> None:
    assert written(TABEL_3_2, "serapan") == (
        "IFERROR(0+SERAPAN(tbl_32[[#This Row],[Anggaran]],tbl_32[[#This Row],[Realisasi]]),tbl_32[[#This Row],[Persen Serapan]])"
    )
    assert written(TABEL_3_1, "kategori") == (
        "IFERROR(VLOOKUP(KATEGORI(tbl_31[[#This Row],[Capaian]],tbl_skala[[Batas bawah]:[Label]]),tbl_skala[Kode],1,0)"
        '&"",tbl_31[[#This Row],[Kode Kategori]])'
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_call_falls_back(table: Table) -> None:
    for call in calls(table):
        bare = expressions.bare_call(call, table.name, table.names)
        whole = expressions.formula(call, table.name, table.names)
        native = expressions.native_formula(call, table.name, table.names)
        assert whole.startswith("IFERROR(")
        assert whole.endswith(f",{native})")
        assert bare in whole
        assert not [name for name in BY_NAME if f"{name}(" in native]
        assert bare in expressions.former_formulas(call, table.name, table.names)


def outcome(rule: Callable[..., Any], *args: Any) -> Cell:
    try:
        result: Cell = rule(*args)
    except RuleError as error:
        return error.code
    return result


def test_a_capaian_is_what_the_rule_says() -> None:
    """Blanks and errors too, over choices of offices, ranges of targets and limits."""
    capaian = TABEL_3_1.column("capaian").formula
    assert capaian is not None
    seen = set()
    for call in random_rules.draw(960, 80, seed=11):
        target, realisasi, arah, office, upper, limit = call.arguments
        columns = {"target": target, "realisasi": realisasi, "arah": arah, "target_atas": upper, "batas_atas": limit}
        rows: list[dict[str, Cell]] = [
            {"indikator": "x", **{key: column[number][0] for key, column in columns.items() if isinstance(column, tuple)}}
            for number in range(call.shape[0])
        ]
        chosen = read(office)
        table = Placed(rows, range(1, len(rows) + 1))
        wanted = [
            outcome(rules.capaian, row["target"], row["realisasi"], row["arah"], chosen, row["target_atas"], row["batas_atas"])
            for row in rows
        ]
        for key, expression in (*((step.key, StepCell(step.key, "indikator")) for step in STEPS), ("capaian", capaian)):
            cells = expressions.column_values(expression, table, [], {}, office)  # type: ignore[arg-type]
            for row, cell in zip(rows, cells, strict=True):
                row[key] = cell
        assert [row["capaian"] for row in rows] == wanted
        seen |= {str(each) for each in wanted if not isinstance(each, float)}
    assert seen == {"None", "#DIV/0!"}


@pytest.mark.parametrize(("key", "rule"), [("serapan", rules.serapan), ("efisiensi", rules.efisiensi)])
def test_a_share_is_what_the_rule_says(key: str, rule: Callable[..., Any]) -> None:
    pairs = list(product(AMOUNTS, repeat=2))
    budgets: list[Row] = [{"indikator": "x", "anggaran": anggaran, "realisasi": realisasi} for anggaran, realisasi in pairs]
    rows: list[Mapping[str, Cell]] = list(Laporan({"tahun": 2024.0}, inputs={"tabel_3_2": budgets}).rows["tabel_3_2"])
    assert [(pair, row[key]) for pair, row in zip(pairs, rows, strict=True)] == [(pair, outcome(rule, *pair)) for pair in pairs]


def test_a_number_typed_as_text_beside_a_blank_is_an_error() -> None:
    """The rule says blank there; the native form cannot read the text, and the cell cannot tell which of the two answered."""
    measured: list[Row] = [
        {"indikator": "a", "target": "80,0 %", "realisasi": None},
        {"indikator": "b", "target": "80,0 %", "realisasi": 60.0},
    ]
    rows = Laporan({"tahun": 2024.0}, inputs={"tabel_3_1": measured}).rows["tabel_3_1"]
    assert [(row["capaian"], row["kategori"]) for row in rows] == [("#VALUE!", "#VALUE!"), (75.0, "C")]
