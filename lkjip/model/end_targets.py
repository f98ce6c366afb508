"""Whether the end target of the Renstra is the sum of all years or the target of one: helper columns that prove it from the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.formulas import native
from lkjip.model.positions import HelperColumn, Names, Placed, Row, is_number
from xlfuncs.angka import Cell
from xlfuncs.rules import is_same

KUMULATIF: Final = "kumulatif"
TAHUNAN: Final = "tahunan"
_LEVELS: Final = ("%", "persen", "prosen", "indeks", "nilai", "skor", "predikat", "rasio")
"""Units of figures that no office adds up over the years."""


def planned_sum(years: Sequence[str]) -> HelperColumn:
    """The sum of a plan's yearly targets; blank unless there are at least two and nothing but numbers."""

    def formula(names: Names) -> str:
        cells = ",".join(map(names.cell, years))
        return f'IF(AND(COUNT({cells})>1,COUNT({cells})=COUNTA({cells})),SUM({cells}),"")'

    return HelperColumn(formula, lambda table, _: [sum(numbers) if (numbers := _targets(row, years)) else None for row in table.rows])


def planned_last(years: Sequence[str], total: str) -> HelperColumn:
    """The last of a plan's yearly targets; blank where their sum, in the column `total`, is."""

    def formula(names: Names) -> str:
        last = names.cell(years[0])
        for cell in map(names.cell, years[1:]):
            last = f"IF(ISNUMBER({cell}),{cell},{last})"
        return f'IF({names.cell(total)}="","",{last})'

    return HelperColumn(formula, lambda table, _: [numbers[-1] if (numbers := _targets(row, years)) else None for row in table.rows])


def planned_same(years: Sequence[str], total: str) -> HelperColumn:
    """The yearly target of a plan in which it is the same every year; else blank, as where their sum is."""

    def formula(names: Names) -> str:
        cells = ",".join(map(names.cell, years))
        return f'IF({names.cell(total)}="","",IF(MAX({cells})=MIN({cells}),MAX({cells}),""))'

    def values(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
        planned = [_targets(row, years) for row in table.rows]
        return [numbers[0] if numbers and len(set(numbers)) == 1 else None for numbers in planned]

    return HelperColumn(formula, values)


def _targets(row: Row, years: Sequence[str]) -> list[float]:
    """The yearly targets of a plan; none unless there are at least two and nothing but numbers."""
    filled = [cell for year in years if (cell := row.get(year)) is not None]
    numbers = [float(cell) for cell in filled if isinstance(cell, float | int) and not isinstance(cell, bool)]
    return numbers if 1 < len(numbers) == len(filled) else []


@dataclass(frozen=True)
class Plan:
    """The columns of the plan's table from which the nature of an end target is told."""

    of: Names
    found: str
    """The column with the number of the plan's row, in the table of the end targets."""
    total: str = "jumlah_target"
    last: str = "target_terakhir"
    same: str = "target_tetap"


def nature(end: str, mark: str, target: str, unit: str, plan: Plan) -> HelperColumn:
    """Whether an end target is the sum of all years or a year's target: as marked, else as the numbers prove; blank if neither tells.

    The plan proves it: its last year's target is that of one year; the sum of its years is of all, and so is a multiple of a target that
    stays the same, if it is no less than the sum. Without a plan, a unit that is not added up and an end target that is no more than this
    year's target are of one year.
    """

    def formula(names: Names) -> str:
        end_cell, target_cell = names.cell(end), names.cell(target)
        marked = f'IFERROR(TRIM({names.cell(mark)}),"")'

        def planned(key: str) -> str:
            return f"INDEX({plan.of.column(key)},{names.cell(plan.found)})"

        is_last, is_sum = (f"IFERROR({end_cell}={planned(key)},FALSE)" for key in (plan.last, plan.total))
        is_multiple = f"IFERROR(AND({end_cell}>={planned(plan.total)},MOD({end_cell},{planned(plan.same)})=0),FALSE)"
        is_level = f"IFERROR(OR(TRIM({names.cell(unit)})={native.array(_LEVELS)}),FALSE)"
        is_small = f"IF(ISNUMBER({target_cell}),{end_cell}<={target_cell})"
        proven = f'IF({is_last},"{TAHUNAN}",IF(OR({is_sum},{is_multiple}),"{KUMULATIF}",IF(OR({is_level},{is_small}),"{TAHUNAN}","")))'
        return f'IF(NOT(ISNUMBER({end_cell})),"",IF({marked}="ya","{KUMULATIF}",IF({marked}="tidak","{TAHUNAN}",{proven})))'

    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        plans: dict[Cell, Row] = {number: row for row, number in zip(*others[plan.of.table], strict=True)}
        return [_nature(row, plans.get(row.get(plan.found), {})) for row in table.rows]

    def _nature(row: Row, planned: Row) -> Cell:
        end_target = row.get(end)
        if not is_number(end_target):
            return None
        marked = str(row.get(mark) or "").strip(" ").lower()
        if marked in ("ya", "tidak"):
            return KUMULATIF if marked == "ya" else TAHUNAN
        plan_says = (planned.get(key) for key in (plan.last, plan.total, plan.same))
        return _proven(float(end_target), row.get(target), row.get(unit), *plan_says)  # type: ignore[arg-type]

    return HelperColumn(formula, values)


def _proven(end: float, target: Cell, unit: Cell, last: Cell, total: Cell, same: Cell) -> Cell:
    if isinstance(last, float) and is_same(end, last):
        return TAHUNAN
    if isinstance(total, float):
        is_multiple = isinstance(same, float) and same != 0 and end >= total and end % same == 0
        if is_multiple or is_same(end, total):
            return KUMULATIF
    is_level = isinstance(unit, str) and " ".join(unit.lower().split(" ")).strip(" ") in _LEVELS
    return TAHUNAN if is_level or (is_number(target) and end <= float(target)) else None  # type: ignore[arg-type]
