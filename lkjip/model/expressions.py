"""Expressions of computed cells, which become workbook formulas or are evaluated by the rules.

Expressions name columns by key: `RowCell("target")` is a cell of the same row, `ColumnSum` and `ColumnMean` are over
all rows, `TotalCell` is a cell of the totals row, `Scale` is the category bands of the sheet Skala, and `Rules` the choices
of the sheet Aturan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from lkjip.model.formulas import aturan as aturan_cells
from lkjip.model.formulas import former, native, steps
from lkjip.model.formulas.forms import FORMS
from lkjip.model.positions import HelperColumn, Names, Placed, Row
from xlfuncs import aturan, id_format, rules
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError, is_error
from xlfuncs.functions import BY_NAME, Takes
from xlfuncs.rules import Aturan

Bands: TypeAlias = Sequence[Sequence[Cell]]
Office: TypeAlias = Bands | Aturan | None
"""The choices of the sheet Aturan: rows of key and choice, or what is read from them; None are the report's rules."""

SKALA_TABLE: Final = "tbl_skala"
SKALA_SERAPAN_TABLE: Final = "tbl_skala_serapan"
"""An office's own scale of serapan; blank in offices without one, and missing in older templates."""
SKALA_TRIWULAN_TABLE: Final = "tbl_skala_triwulan"
"""The scale of an indicator's status up to a quarter; missing in older templates."""
_BANDS: Final = "[[Batas bawah]:[Label]]"
SCALE_REFERENCE: Final = SKALA_TABLE + _BANDS
SERAPAN_SCALE_REFERENCE: Final = SKALA_SERAPAN_TABLE + _BANDS


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
class Rules:
    pass


@dataclass(frozen=True)
class ColumnSum:
    key: str


@dataclass(frozen=True)
class CountedSum:
    """The sum over the rows of a budget that count.

    Attributes:
        key: the column with what each row adds.
        typed, number: the columns of the amounts and of the rows' numbers; a row inserted without the formulas, as some programs
            do, counts with its amount.
    """

    key: str
    typed: str
    number: str


@dataclass(frozen=True)
class ColumnMean:
    """The mean, as the office has chosen, over rows where the column `named_by` is not blank.

    Attributes:
        sasaran, bobot: the columns with the number of the row's sasaran, and with its weight.
    """

    key: str
    named_by: str
    sasaran: str
    bobot: str


@dataclass(frozen=True)
class Call:
    """A call of one of our cell functions, for cells that fall back to a native form wherever the function does not answer.

    Attributes:
        native: the native form where that stands in the row already; else it is written out. The mailed copy has it alone.
    """

    function: str
    args: tuple[Expression, ...]
    native: Expression | None = None


@dataclass(frozen=True)
class Native:
    """The native formula of one of our functions; blank in rows where the column `named_by` is blank."""

    function: str
    args: tuple[Expression, ...]
    named_by: str


@dataclass(frozen=True)
class StepCell:
    """A step of the native capaian, of `steps.STEPS` by key; the capaian is blank in rows where the column `named_by` is."""

    key: str
    named_by: str


@dataclass(frozen=True)
class OrderCell:
    """A number that orders rows by another one, and rows with equal ones from the top; blank where that is no number.

    Attributes:
        key: the column with the numbers, which count to four decimals.
        number: the column with the row's number, from 1.
    """

    key: str
    number: str


Expression: TypeAlias = (
    RowCell | TotalCell | Scale | Rules | ColumnSum | CountedSum | ColumnMean | Call | Native | StepCell | OrderCell | HelperColumn
)


def formula(expression: Expression, table: str, names: Mapping[str, str]) -> str:
    """Convert an expression to Excel's file syntax, without "=".

    Args:
        table: the table's name.
        names: the table's column names, by key.
    """
    match expression:
        case RowCell(key):
            return f"{table}[[#This Row],[{names[key]}]]"
        case TotalCell(key):
            return f"{table}[[#Totals],[{names[key]}]]"
        case Scale():
            return SCALE_REFERENCE
        case Rules():
            return aturan_cells.REFERENCE
        case ColumnSum(key):
            return native.jumlah(f"{table}[{names[key]}]")
        case CountedSum(key, typed, number):
            return f'SUM({table}[{names[key]}])+SUMIFS({table}[{names[typed]}],{table}[{names[number]}],"")'
        case ColumnMean(key, named_by, sasaran, bobot):
            column, groups, weights = (f"{table}[{names[each]}]" for each in (key, sasaran, bobot))
            plain = _mean_where_named(column, f"{table}[{names[named_by]}]")
            return native.rata_rata_menurut(aturan_cells.RATA_RATA, column, groups, weights, biasa=plain)
        case Call():
            return f"IFERROR({_answer(expression, table, names)},{native_formula(expression, table, names)})"
        case Native(function, args, named_by):
            name = formula(RowCell(named_by), table, names)
            return _where_named(name, _native_call(function, args, table, names))
        case StepCell(key, named_by):
            at = {each: formula(RowCell(each), table, names) for each in names}
            step = steps.BY_KEY[key]
            written = step.form(at, aturan_cells.NAMES)
            return _where_named(at[named_by], written) if step.is_blank_without_name else written
        case OrderCell(key, number):
            cell, place = (formula(RowCell(each), table, names) for each in (key, number))
            return f'IF(ISNUMBER({cell}),ROUND({cell},{_ORDERED})+{place}/{_ROWS:.15g},"")'
        case HelperColumn(formula=build):
            return build(Names(table, names))


def native_formula(expression: Expression, table: str, names: Mapping[str, str]) -> str:
    """Convert an expression as `formula` does, but with native formulas in place of our functions, for the mailed copy."""
    if isinstance(expression, Call) and expression.native is not None:
        return formula(expression.native, table, names)
    if isinstance(expression, Call):
        return _native_call(expression.function, expression.args, table, names)
    return formula(expression, table, names)


def bare_call(call: Call, table: str, names: Mapping[str, str]) -> str:
    """Convert a call without the native form that it falls back to, as staff type it and templates before version 4 have it."""
    return f"{call.function}({','.join(formula(arg, table, names) for arg in call.args)})"


def _answer(call: Call, table: str, names: Mapping[str, str]) -> str:
    """The number or the category that a call gives; an error where it gives nothing, or any other text.

    LibreOffice answers an empty text for functions whose macros it cannot compute, and the text "Error 2007" for error values. A row
    that is not filled in has an empty text as well, but so has its native form.
    """
    called = bare_call(call, table, names)
    return f"0+{called}" if BY_NAME[call.function].is_numeric else f'VLOOKUP({called},{SKALA_TABLE}[Kode],1,0)&""'


def former_formulas(expression: Expression, table: str, names: Mapping[str, str]) -> Sequence[str]:
    """Convert an expression as workbooks and mailed copies of earlier templates have it.

    It is right as well, except `CountedSum` and helper columns: these formulas are of a time when all rows of a budget counted.
    """

    def written(function: str, args: Sequence[Expression]) -> str:
        return former.FORMS[function](*(formula(arg, table, names) for arg in args))

    def where_named(named_by: str, result: str) -> str:
        return f'IF(LEN(TRIM({formula(RowCell(named_by), table, names)}))=0,"",{result})'

    match expression:
        case ColumnSum(key):
            return [former.jumlah(f"{table}[{names[key]}]")]
        case CountedSum(_, typed):
            return [native.jumlah(f"{table}[{names[typed]}]"), former.jumlah(f"{table}[{names[typed]}]")]
        case HelperColumn(former=build) if build is not None:
            return [build(Names(table, names))]
        case ColumnMean(key, named_by):
            return [_mean_where_named(f"{table}[{names[key]}]", f"{table}[{names[named_by]}]")]
        case Call("CAPAIAN"):
            calls = (expression, Call("CAPAIAN", _FORMER_CAPAIAN))
            return [*(bare_call(each, table, names) for each in calls), written("CAPAIAN", _FORMER_CAPAIAN)]
        case Call(function, args, _):
            return [bare_call(expression, table, names), *_third_native(expression, table, names), written(function, args)]
        case StepCell("persen_capaian", named_by):
            return [where_named(named_by, written("CAPAIAN", _FORMER_CAPAIAN))]
        case Native(function, args, named_by):
            return [where_named(named_by, written(function, args))]
        case _:
            return []


def _third_native(call: Call, table: str, names: Mapping[str, str]) -> Sequence[str]:
    """The native form of a share in version 3, which had no column for it."""
    return [] if call.function == "KATEGORI" else [FORMS[call.function](*(formula(arg, table, names) for arg in call.args))]


_FORMER_CAPAIAN: Final = (RowCell("target"), RowCell("realisasi"), RowCell("arah"))
"""What the capaian of a row was computed from in version 1."""


def _native_call(function: str, args: Sequence[Expression], table: str, names: Mapping[str, str]) -> str:
    """The native form of a call; the choices of Aturan are its helper cells."""
    if function == "KATEGORI" and len(args) == 2 and isinstance(args[1], Scale):
        bounds, codes = (f"{SKALA_TABLE}[{column}]" for column in ("Batas bawah", "Kode"))
        return native.kategori_of(formula(args[0], table, names), bounds, codes, aturan_cells.SKALA_AWAL)
    return FORMS[function](*(_native_argument(arg, table, names) for arg in args))


def _native_argument(arg: Expression, table: str, names: Mapping[str, str]) -> str | Mapping[str, str]:
    if isinstance(arg, Rules):
        return aturan_cells.NAMES
    written = formula(arg, table, names)
    return native.Computed(written) if isinstance(arg, TotalCell) else written  # a total is computed natively, which gives no other texts


def _mean_where_named(column: str, name: str) -> str:
    # AVERAGEIFS skips blanks and propagates errors, but gives #DIV/0! if no cell counts
    counted = f"SUMPRODUCT((LEN({name})>0)*(ISNUMBER({column})+ISERROR({column})))"
    return f'IF({counted}=0,"",AVERAGEIFS({column},{name},"?*"))'


def _where_named(name: str, result: str) -> str:
    return f'IF(IFERROR(LEN(TRIM({name})),1)=0,"",{result})'  # an error is a name that went wrong


def column_values(expression: Expression, table: Placed, bands: Bands, others: Mapping[str, Placed], office: Office = None) -> list[Cell]:
    """Evaluate a computed column by the rules; a blank is None, an error its text.

    Args:
        table: the table's rows with the columns that it depends on.
        bands: the category bands.
        others: the tables before this one, by table name.
        office: the choices of the sheet Aturan.

    Returns:
        One value per row.
    """
    rows = table.rows
    if not rows:
        return []
    if isinstance(expression, HelperColumn):
        return expression.values(table, others)
    try:
        column: list[list[Cell]] = _value(expression, rows, {}, bands, office)
    except RuleError as error:  # from an argument outside the rows, such as the bands
        return [error.code] * len(rows)
    return [cell for (cell,) in column]


def total_value(expression: Expression, rows: Sequence[Row], totals: Row, bands: Bands, office: Office = None) -> Cell:
    """Evaluate a cell of the totals row by the rules; a blank is None, an error its text.

    Args:
        totals: values of the totals row in the columns before this one.
    """
    try:
        result: Cell = _value(expression, rows, totals, bands, office)
    except RuleError as error:
        return error.code
    return result


def value(function: str, *args: Any) -> Any:
    """Evaluate a cell function by the rules.

    Raises:
        RuleError: from the rule, if all arguments are single cells.
    """
    return BY_NAME[function].rule(*args)


def native_value(function: str, *args: Any) -> Any:
    """Evaluate the native formula of a function, which differs from the rule in refusing numbers typed as text.

    Raises:
        RuleError: from the rule, if all arguments are single cells.
    """
    return BY_NAME[function].rule(*(_as_native(function, number, arg) for number, arg in enumerate(args)))


def _as_native(function: str, number: int, argument: Any) -> Any:
    """Replace non-blank texts in a numeric argument by TRUE, which the rules refuse just as native formulas refuse texts."""
    if BY_NAME[function].arguments[number].takes is not Takes.NUMBER:
        return argument
    if isinstance(argument, list):
        return [[_as_native(function, number, cell) for cell in row] for row in argument]
    return True if isinstance(argument, str) and not is_error(argument) and not native.is_blank(argument) else argument


def _value(expression: Expression, rows: Sequence[Row], totals: Row, bands: Bands, office: Office) -> Any:
    """Evaluate to a scalar, or to a one-column range if the expression depends on the row."""
    match expression:
        case RowCell(key):
            return [[row.get(key)] for row in rows]
        case TotalCell(key):
            return totals.get(key)
        case Scale():
            return bands
        case Rules():
            return office
        case ColumnSum(key) | CountedSum(key):
            return rules.jumlah(row.get(key) for row in rows)
        case ColumnMean(key, named_by, sasaran, bobot):
            counted = [row for row in rows if row.get(named_by)]
            cells = ([row.get(each) for row in counted] for each in (key, sasaran, bobot))
            return rules.rata_rata_menurut(aturan.read(office).rata_rata, *cells)
        case Call():
            return _value_of_call(expression, rows, totals, bands, office)
        case Native(function, args, named_by):
            values = native_value(function, *(_value(arg, rows, totals, bands, office) for arg in args))
            return [[value if row.get(named_by) is not None else None] for (value,), row in zip(values, rows, strict=True)]
        case OrderCell(key, number):
            return [[_order(row.get(key), row.get(number))] for row in rows]
        case StepCell(key, named_by):
            chosen = aturan.read(office)
            return [[_step_value(key, row, chosen, is_named=row.get(named_by) is not None)] for row in rows]


def _value_of_call(call: Call, rows: Sequence[Row], totals: Row, bands: Bands, office: Office) -> Any:
    """What a cell shows: the rule's number or category; elsewhere, which is a blank or an error, what the native form gives."""
    args = [_value(arg, rows, totals, bands, office) for arg in call.args]
    try:
        given = value(call.function, *args)
    except RuleError:
        given = None
    if isinstance(given, list):
        fallen_back = _native_value_of(call, args, rows, totals, bands, office)
        return [[ours if _is_answer(ours) else native_form] for (ours,), (native_form,) in zip(given, fallen_back, strict=True)]
    return given if _is_answer(given) else _native_value_of(call, args, rows, totals, bands, office)


def _native_value_of(call: Call, args: Sequence[Any], rows: Sequence[Row], totals: Row, bands: Bands, office: Office) -> Any:
    return native_value(call.function, *args) if call.native is None else _value(call.native, rows, totals, bands, office)


def _is_answer(given: Cell) -> bool:
    return given is not None and not is_error(given)


_ORDERED: Final = 4
"""Decimals of the numbers by which rows are ordered."""
_ROWS: Final = 1e9
"""The number of a row divided by it changes none of these decimals."""


def _order(value: Cell, number: Cell) -> Cell:
    if not isinstance(value, float | int) or isinstance(value, bool) or not isinstance(number, float | int):
        return None
    return float(id_format.rounded(value, _ORDERED)) + number / _ROWS


_KEYS: Final = [step.key for step in steps.STEPS]
_BLANK_WITHOUT_NAME: Final = frozenset(_KEYS[[step.is_blank_without_name for step in steps.STEPS].index(True) :])
"""The step that tells apart rows without a name, and those after it, which follow it."""
_TYPED: Final = ("nilai_target", "nilai_realisasi", "target_atas", "batas_atas")
"""The numbers that the steps read."""


def _step_value(key: str, row: Row, chosen: Aturan, *, is_named: bool) -> Cell:
    """Evaluate a step for one row, in which a number typed as text is refused as the native formula refuses it."""
    if not is_named and key in _BLANK_WITHOUT_NAME:
        return None
    as_native = {**row, **{name: _as_native("CAPAIAN", 0, row.get(name)) for name in _TYPED}}
    try:
        return steps.BY_KEY[key].value(chosen, as_native)
    except RuleError as error:
        return error.code
