"""What a computed cell holds, declared once: read as a formula of the workbook, or as a value by the rules.

An expression speaks of columns by their key: `RowCell("target")` is this row's cell, `ColumnSum` and
`ColumnMean` are over all rows, `TotalCell` is the table's totals row, `Scale` the category bands of the sheet Skala.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from lkjip.model.formulas import native
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError, is_error
from xlfuncs.functions import BY_NAME, Takes

Row: TypeAlias = Mapping[str, Cell]
"""A row of a table by its columns' keys: a blank is None, an error value its text."""
Bands: TypeAlias = Sequence[Sequence[Cell]]

SCALE_REFERENCE: Final = "tbl_skala[[Batas bawah]:[Label]]"


@dataclass(frozen=True)
class RowCell:
    key: str


@dataclass(frozen=True)
class TotalCell:
    key: str


@dataclass(frozen=True)
class Scale:
    pass


@dataclass(frozen=True)
class ColumnSum:
    key: str


@dataclass(frozen=True)
class ColumnMean:
    """The mean over the rows that have a name in the column `named_by`."""

    key: str
    named_by: str


@dataclass(frozen=True)
class Call:
    """A cell function of ours over other expressions."""

    function: str
    args: tuple[Expression, ...]


@dataclass(frozen=True)
class Native:
    """The native form of a function of ours in a row that has a name in the column `named_by`, blank in any other."""

    function: str
    args: tuple[Expression, ...]
    named_by: str


Expression: TypeAlias = RowCell | TotalCell | Scale | ColumnSum | ColumnMean | Call | Native


def formula(expression: Expression, table: str, names: Mapping[str, str]) -> str:
    """The expression in Excel's file syntax, without "=".

    Args:
        table: the table's name; names: its columns' names by key.
    """
    match expression:
        case RowCell(key):
            return f"{table}[[#This Row],[{names[key]}]]"
        case TotalCell(key):
            return f"{table}[[#Totals],[{names[key]}]]"
        case Scale():
            return SCALE_REFERENCE
        case ColumnSum(key):
            return native.jumlah(f"{table}[{names[key]}]")
        case ColumnMean(key, named_by):
            # AVERAGEIFS skips blanks and passes an error on; over nothing at all it would be #DIV/0!
            column, name = f"{table}[{names[key]}]", f"{table}[{names[named_by]}]"
            counted = f"SUMPRODUCT((LEN({name})>0)*(ISNUMBER({column})+ISERROR({column})))"
            return f'IF({counted}=0,"",AVERAGEIFS({column},{name},"?*"))'
        case Call(function, args):
            return f"{function}({','.join(formula(arg, table, names) for arg in args)})"
        case Native(function, args, named_by):
            name = formula(RowCell(named_by), table, names)
            result = native.FORMS[function](*(formula(arg, table, names) for arg in args))
            return f'IF(LEN(TRIM({name}))=0,"",{result})'


def native_formula(expression: Expression, table: str, names: Mapping[str, str]) -> str:
    """The expression without functions of ours, as the mailed copy has it; otherwise as `formula`."""
    if isinstance(expression, Call):
        return native.FORMS[expression.function](*(formula(arg, table, names) for arg in expression.args))
    return formula(expression, table, names)


def column_values(expression: Expression, rows: Sequence[Row], bands: Bands) -> list[Cell]:
    """A computed column by the rules, one value a row: a blank as None, an error as its text.

    Args:
        rows: the table's rows; bands: the category bands.
    """
    if not rows:
        return []
    try:
        column: list[list[Cell]] = _value(expression, rows, {}, bands)
    except RuleError as error:  # of an argument that is not the row's own, such as the bands
        return [error.code] * len(rows)
    return [cell for (cell,) in column]


def total_value(expression: Expression, rows: Sequence[Row], totals: Row, bands: Bands) -> Cell:
    """A cell of the totals row by the rules: a blank as None, an error as its text.

    Args:
        totals: what the totals row holds in the columns before it.
    """
    try:
        result: Cell = _value(expression, rows, totals, bands)
    except RuleError as error:
        return error.code
    return result


def value(function: str, *args: Any) -> Any:
    """What a function gives by the rules.

    Raises:
        RuleError: of the rule, where all arguments are single cells.
    """
    return BY_NAME[function].rule(*args)


def native_value(function: str, *args: Any) -> Any:
    """What the native form of a function gives: as the rule, but a number typed as text is no number.

    Raises:
        RuleError: of the rule, where all arguments are single cells.
    """
    return BY_NAME[function].rule(*(_as_native(function, number, arg) for number, arg in enumerate(args)))


def _as_native(function: str, number: int, argument: Any) -> Any:
    """An argument as the native forms see it: where a number is meant, a text that is no blank counts as TRUE, no number."""
    if BY_NAME[function].arguments[number].takes is not Takes.NUMBER:
        return argument
    if isinstance(argument, list):
        return [[_as_native(function, number, cell) for cell in row] for row in argument]
    return True if isinstance(argument, str) and not is_error(argument) and not native.is_blank(argument) else argument


def _value(expression: Expression, rows: Sequence[Row], totals: Row, bands: Bands) -> Any:
    """A scalar, or for what stands in every row a range of one column."""
    match expression:
        case RowCell(key):
            return [[row.get(key)] for row in rows]
        case TotalCell(key):
            return totals.get(key)
        case Scale():
            return bands
        case ColumnSum(key):
            return rules.jumlah(row.get(key) for row in rows)
        case ColumnMean(key, named_by):
            return rules.rata_rata(row.get(key) for row in rows if row.get(named_by))
        case Call(function, args):
            return BY_NAME[function].rule(*(_value(arg, rows, totals, bands) for arg in args))
        case Native(function, args, named_by):
            values = native_value(function, *(_value(arg, rows, totals, bands) for arg in args))
            return [[value if row.get(named_by) is not None else None] for (value,), row in zip(values, rows, strict=True)]
