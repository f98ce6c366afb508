"""Replace calls of our functions by native formulas, where these give the same number in this workbook.

The native forms agree with the rules on numbers, blanks, truth values and errors. They differ on texts that are numbers
("98,78 %"), on scales that hold such texts, and on ranges in one call. If an argument can be one of these, or cannot be
evaluated, the call has no native form here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Final, Protocol, TypeAlias, cast

from lkjip import limits
from lkjip.model import expressions
from lkjip.model.formulas import aturan, native, syntax
from lkjip.model.formulas.forms import FORMS
from lkjip.model.formulas.native import Computed
from lkjip.model.formulas.syntax import Group, Leaf, Nodes
from xlfuncs.angka import NOT_MEASURED, Cell, angka
from xlfuncs.errors import EXCEL_ERRORS, RuleError, is_error
from xlfuncs.functions import BY_NAME, Takes
from xlfuncs.triwulan import TRIWULAN

ENGINE: Final = "MESIN_LKJIP"
"""The function that names the engine in use; a copy has none."""
OURS: Final = frozenset(BY_NAME) | {ENGINE}

# Functions that give a number, a truth value or an error for any arguments
_NUMBERS: Final = frozenset(
    {
        *("ABS", "CEILING", "FLOOR", "INT", "MOD", "POWER", "PRODUCT", "ROUND", "ROUNDDOWN", "ROUNDUP", "SIGN", "SQRT", "TRUNC", "VALUE"),
        *("AVERAGE", "AVERAGEIF", "AVERAGEIFS", "LARGE", "MAX", "MEDIAN", "MIN", "SMALL", "STDEV", "VAR"),
        *("COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "SUBTOTAL", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT"),
        *("AND", "EXACT", "ISBLANK", "ISERROR", "ISLOGICAL", "ISNA", "ISNUMBER", "ISTEXT", "NOT", "OR"),
        *("COLUMNS", "DAY", "LEN", "MATCH", "MONTH", "ROWS", "SEARCH", "TODAY", "YEAR"),
    }
)
_BRANCHES: Final = {"IF": 1, "IFERROR": 0, "IFNA": 0}
"""Functions that return one of their arguments, with the index of the first one that they may return."""
_LOOKUPS: Final = frozenset({"VLOOKUP", "HLOOKUP"})


class NotNativeError(Exception):
    """A formula that cannot be sent as a formula; the message says why, in Bahasa Indonesia."""


class UnknownError(Exception):
    """An expression whose results cannot be determined."""


class _Some(Enum):
    HARMLESS = "a number, a blank, a truth value or an error"


Result: TypeAlias = Cell | _Some
Range: TypeAlias = list[list[Cell]]


class Cells(Protocol):
    """Gives the values that references lead to."""

    def at(self, operand: str) -> Cell | Range:
        """The value of a reference or name; rows of values for more than one cell.

        Raises:
            UnknownError: it leads nowhere, or to something unknown.
        """


def calls_in(nodes: Nodes) -> list[Group]:
    """Every call of our functions, outer ones first."""
    return [group for group in syntax.groups(nodes) if group.function in OURS]


def native_text(nodes: Nodes) -> str:
    """The formula with each call of ours replaced by its native form.

    Raises:
        NotNativeError: a call has no native form, or the result is longer or deeper than Excel accepts.
    """
    written = syntax.text(_without_at(nodes), _native)
    if len(written) > limits.FORMULA_CHARACTERS:
        raise NotNativeError(f"rumus bawaannya {len(written)} huruf, Excel menerima {limits.FORMULA_CHARACTERS}")
    if syntax.levels(syntax.parse(written)) > limits.FORMULA_LEVELS:
        raise NotNativeError(f"rumus bawaannya bertingkat lebih dari {limits.FORMULA_LEVELS}")
    return written


def _without_at(nodes: Nodes) -> Nodes:
    """Drop "@" before our calls: a native form gives one value anyway."""
    following = (*nodes[1:], None)
    return tuple(
        node
        for node, after in zip(nodes, following, strict=True)
        if not (node == Leaf("operator", "@") and isinstance(after, Group) and after.function in OURS)
    )


def _native(group: Group) -> str | None:
    name = group.function
    if name not in OURS:
        return None
    arguments = _arguments(group)
    given = {argument.name: nodes for argument, nodes in zip(BY_NAME[name].arguments, arguments, strict=False) if nodes}
    written: dict[str, Any] = {argument: _as_argument(nodes) for argument, nodes in given.items()}
    if "aturan" in written:
        written["aturan"] = _helper_cells(written["aturan"])
    return FORMS[name](**written)


def _helper_cells(rules: str) -> Mapping[str, str]:
    """The helper cells of an argument aturan, which only the sheet Aturan has."""
    if rules.lower() != aturan.REFERENCE.lower():
        raise NotNativeError(f"aturannya bukan {aturan.REFERENCE}")
    return aturan.NAMES


def _arguments(group: Group) -> Sequence[Nodes]:
    """The arguments of a call without surrounding spaces; only an optional one may be empty."""
    name, arguments = group.function, group.given
    if name not in FORMS:
        raise NotNativeError(f"{name} tidak punya rumus bawaan")
    function = BY_NAME[name]
    if not function.needed <= len(arguments) <= len(function.arguments) or not all(arguments[: function.needed]):
        raise NotNativeError(f"{name} ditulis dengan argumen yang kurang atau lebih")
    return arguments


def _as_argument(argument: Nodes) -> str:
    """An argument for use in a native form, in brackets unless it is a single operand."""
    argument = _without_at(argument)
    written = syntax.text(argument, _native)
    whole = written if len(argument) == 1 else f"({written})"
    return Computed(whole) if _is_computed(argument) else whole


def _is_computed(nodes: Nodes) -> bool:
    """Whether an expression can only be a number, a blank or an error.

    It matters because LibreOffice answers ISLOGICAL at random for a plain number.
    """
    nodes = syntax.trimmed(nodes)
    if len(nodes) != 1:
        operators = [node.text for node in nodes if isinstance(node, Leaf) and node.kind == "operator"]
        return any(each in "-*/^%" for each in operators) and all(each in "+-*/^%" for each in operators)
    (only,) = nodes
    if isinstance(only, Leaf):
        return only.kind == "number"
    return _is_computed(only.arguments[0]) if only.opening == "(" else _is_numeric(only.function)


def _is_numeric(name: str) -> bool:
    return name in FORMS and BY_NAME[name].is_numeric


def _takes(name: str, number: int) -> Takes:
    return BY_NAME[name].arguments[number].takes


# ---------------------------------------------------------------- what a call gives
def check(nodes: Nodes, cells: Cells) -> None:
    """Raises:
    NotNativeError: a call of ours whose native form does not, or may not, give what the rule gives.
    """
    for group in calls_in(nodes):
        name = group.function
        for number, argument in enumerate(_arguments(group)):
            try:
                _check(name, number, argument, cells)
            except UnknownError:
                raise NotNativeError(f"isi argumen ke-{number + 1} {name} tidak bisa dipastikan angka") from None
        if len({_shape(line) for line in _lines_of_quarters(group, cells)}) > 1:
            raise NotNativeError(f"target dan realisasi {name} tidak sama letaknya, sebaris atau sekolom")


def _check(name: str, number: int, argument: Nodes, cells: Cells) -> None:
    if not argument:
        return
    if _takes(name, number) is Takes.RULES:
        _helper_cells(syntax.text(argument, _native))
        return
    if _takes(name, number) is Takes.SCALE:
        scale = _reference(argument, cells)
        if not _plain_scale(scale):
            raise NotNativeError("skalanya berisi angka yang diketik sebagai teks, nilai kesalahan, atau nama yang kosong")
        return
    if _takes(name, number) is Takes.QUARTERS:
        line = _reference(argument, cells)
        if _shape(line) not in _LINES:
            raise NotNativeError(f"argumen ke-{number + 1} {name} bukan empat sel sebaris atau sekolom")
        if not all(map(_same_in_line, (cell for row in line for cell in row))):
            raise NotNativeError(f"{name} membaca teks sebagai angka, rumus bawaan tidak")
        return
    for result in _results(argument, cells):
        if isinstance(result, list):
            raise NotNativeError(f"{name} atas rentang tidak punya rumus bawaan")
        if isinstance(result, str) and not is_error(result):
            same = _same_number if _takes(name, number) is Takes.NUMBER else _same_word
            if not same(result):
                raise NotNativeError(f'{name} membaca teks "{result[:20]}" sebagai angka, rumus bawaan tidak')


_LINES: Final = ((1, len(TRIWULAN)), (len(TRIWULAN), 1))


def _lines_of_quarters(group: Group, cells: Cells) -> Iterator[Range]:
    for number, argument in enumerate(_arguments(group)):
        if _takes(group.function, number) is Takes.QUARTERS:
            yield _reference(argument, cells)


def _shape(cells: Range) -> tuple[int, int]:
    return len(cells), len(cells[0])


def _same_in_line(cell: Cell) -> bool:
    """Whether rule and native form read a cell of the quarters alike; the form takes a reason after a space for no blank."""
    if not isinstance(cell, str) or is_error(cell):
        return True
    is_reason = cell.strip().lower().startswith(NOT_MEASURED)
    return _same_number(cell) and (not is_reason or cell.lower().startswith(NOT_MEASURED))


def _same_number(text: str) -> bool:
    """Whether rule and native form read a text alike: as a blank, or as not a number."""
    if native.is_blank(text):
        return True
    try:
        angka(text)
    except RuleError:
        return True
    return False


def _same_word(text: str) -> bool:
    return text.strip() == text.strip(" \u00a0") and "  " not in text


def _plain_scale(scale: Range) -> bool:
    first, *rest = (row[0] for row in scale)
    return (
        (first is None or type(first) is float)
        and all(type(bound) is float for bound in rest)
        and all(isinstance(name, str) and name.strip() and not is_error(name) for row in scale for name in row[1:])
    )


def value(nodes: Nodes, cells: Cells) -> Cell:
    """Evaluate a formula that consists of one call of ours; a blank is None, an error value its text.

    Raises:
        UnknownError: it is another formula, or an argument cannot be evaluated.
    """
    only = syntax.trimmed(nodes)
    if len(only) != 1 or not isinstance(only[0], Group) or only[0].function not in FORMS:
        raise UnknownError
    result = _of_call(only[0], cells)
    if isinstance(result, _Some | list):
        raise UnknownError
    return result


def _of_call(group: Group, cells: Cells) -> Result:
    given: list[Any] = []
    for number, argument in enumerate(_arguments(group)):
        if not argument:
            given.append(None)
            continue
        results = [_reference(argument, cells)] if _takes(group.function, number) in _RANGES else _results(argument, cells)
        if len(results) != 1 or isinstance(results[0], _Some):
            if _is_numeric(group.function):
                return _Some.HARMLESS
            raise UnknownError
        given.append(results[0])
    try:
        result = expressions.value(group.function, *given)
    except RuleError as error:
        return error.code
    return cast("Result", result)


_RANGES: Final = (Takes.SCALE, Takes.RULES, Takes.QUARTERS)
"""Arguments that are ranges."""


def _reference(argument: Nodes, cells: Cells) -> Range:
    only = argument[0]
    if len(argument) != 1 or not isinstance(only, Leaf) or only.kind != "operand":
        raise UnknownError
    found = cells.at(only.text)
    return found if isinstance(found, list) else [[found]]


def _results(nodes: Nodes, cells: Cells) -> Sequence[Result | Range]:
    """The possible results of an expression."""
    nodes = syntax.trimmed(nodes)
    if len(nodes) != 1:
        return [_of_operators(nodes, cells)]
    node = nodes[0]
    if isinstance(node, Leaf):
        return [_of_leaf(node, cells)]
    if node.opening == "(":
        return _results(node.arguments[0], cells)
    if node.function in OURS:
        if node.function not in FORMS:
            raise UnknownError
        return [_of_call(node, cells)]
    return _of_function(node, cells)


def _of_leaf(leaf: Leaf, cells: Cells) -> Cell | Range:
    if leaf.kind == "text":
        return leaf.text[1:-1].replace('""', '"')
    if leaf.kind == "number":
        return float(leaf.text)
    if leaf.kind != "operand":
        raise UnknownError
    if leaf.text.upper() in ("TRUE", "FALSE"):
        return leaf.text.upper() == "TRUE"
    return leaf.text.upper() if leaf.text.upper() in EXCEL_ERRORS else cells.at(leaf.text)


def _of_operators(nodes: Nodes, cells: Cells) -> Result:
    """The possible results of a calculation or comparison of single values."""
    parts: list[list[Any]] = [[]]
    calculates = False
    for node in nodes:
        if isinstance(node, Leaf) and node.kind == "operator" and node.text not in "&@":
            calculates = calculates or node.text != "+" or bool(parts[-1])
            parts.append([])
        else:
            parts[-1].append(node)
    if not calculates:
        raise UnknownError
    for part in parts:
        if syntax.trimmed(tuple(part)) and any(isinstance(result, list) for result in _results(tuple(part), cells)):
            raise UnknownError
    return _Some.HARMLESS


def _of_function(group: Group, cells: Cells) -> Sequence[Result | Range]:
    name, arguments = group.function, group.arguments
    if name in _NUMBERS:
        return [_Some.HARMLESS]
    if name in _BRANCHES:
        results: list[Result | Range] = [_Some.HARMLESS]  # an error of the condition; FALSE or 0 for a missing branch
        for branch in arguments[_BRANCHES[name] :]:
            if syntax.trimmed(branch):
                results += _results(branch, cells)
        return results
    if name in _LOOKUPS and len(arguments) > 1:
        table = _reference(syntax.trimmed(arguments[1]), cells)
        return [_Some.HARMLESS, *dict.fromkeys(cell for row in table for cell in row)]
    raise UnknownError
