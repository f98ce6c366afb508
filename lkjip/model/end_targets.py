"""Whether the end target of the Renstra is the sum of all years or the target of one: helper columns that prove it from the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model import grades
from lkjip.model.formulas import native
from lkjip.model.positions import HelperColumn, Names, Placed, Row, is_number
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

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

        def is_same(key: str) -> str:
            return f"IFERROR(ABS({end_cell}-{planned(key)})<=ABS({end_cell})*1E-9,FALSE)"

        times = f"{end_cell}/{planned(plan.same)}"
        is_multiple = f"IFERROR(AND({end_cell}>={planned(plan.total)},ABS({times}-ROUND({times},0))<1E-9),FALSE)"
        levels = ",".join(f'"{level}"' for level in _LEVELS)
        is_level = f"IFERROR(OR({native.word(names.cell(unit))}={{{levels}}}),FALSE)"
        is_small = f"IFERROR(AND(ISNUMBER({target_cell}),{end_cell}<={target_cell}),FALSE)"
        proven = (
            f'IF({is_same(plan.last)},"{TAHUNAN}",IF(OR({is_same(plan.total)},{is_multiple}),"{KUMULATIF}",'
            f'IF(OR({is_level},{is_small}),"{TAHUNAN}","")))'
        )
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
    if isinstance(last, float) and _is_close(end, last):
        return TAHUNAN
    if isinstance(total, float) and (
        _is_close(end, total) or (isinstance(same, float) and same and end >= total and _is_whole(end / same))
    ):
        return KUMULATIF
    is_level = not is_error(unit) and grades.plain(unit or "") in _LEVELS
    return TAHUNAN if is_level or (is_number(target) and end <= float(target)) else None  # type: ignore[arg-type]


def _is_close(end: float, other: float) -> bool:
    return abs(end - other) <= abs(end) * 1e-9


def _is_whole(times: float) -> bool:
    return abs(times - round(times)) < 1e-9
