"""xlwings UDFs for all cell functions that `xlfuncs.functions` declares, under the same names.

The VBA wrappers in ``macros/`` pass plain values (scalars, or rows of a range) and convert a returned error text to
the error value itself, which Python cannot return through COM. Values are passed raw, because xlwings' own conversion
would turn error cells into blanks.
"""

from __future__ import annotations

from inspect import Parameter, Signature
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import xlwings as xw

from xlfuncs.errors import COM_BASE, EXCEL_ERRORS, VALUE, RuleError
from xlfuncs.functions import FUNCTIONS, KATEGORI_FUNGSI, Argument, Function

# Later versions of Excel may have more errors; they are treated as #VALUE!
_ERROR_OF_COM: Final = {COM_BASE + number: VALUE for number in range(2000, 3000)} | {
    COM_BASE + number: text for text, number in EXCEL_ERRORS.items()
}


def _from_com(value: Any) -> Any:
    """Convert a COM value for the rules: an error cell (an int code) becomes its text, rows stay rows."""
    if type(value) is int:
        return _ERROR_OF_COM.get(value, value)
    if isinstance(value, tuple | list):
        # an array constant of one row, {1,2,3}, arrives without its outer level
        rows = value if value and isinstance(value[0], tuple | list) else (value,)
        if int not in set(map(type, chain.from_iterable(rows))):
            return rows
        return [[_ERROR_OF_COM.get(cell, cell) if type(cell) is int else cell for cell in row] for row in rows]
    return value


def _to_com(result: Any) -> list[list[Any]]:
    """Convert a rule's result to rows; a blank becomes an empty text."""
    rows = result if isinstance(result, list) else [[result]]
    return [["" if cell is None else cell for cell in row] if None in row else row for row in rows]


def _udf(function: Function) -> Any:
    """Build the UDF of a cell function. It never raises, because xlwings would put the traceback into the cell."""

    def call(*arguments: Any) -> list[list[Any]]:
        try:
            return _to_com(function.rule(*map(_from_com, arguments)))
        except RuleError as error:
            return [[error.code]]
        except Exception:
            return [[VALUE]]

    call.__name__ = call.__qualname__ = function.name
    call.__doc__ = function.help
    call.__annotations__ = {}
    # xlwings reads the signature, since its import of functions and its callers use the names of the arguments
    call.__signature__ = Signature([_parameter(argument) for argument in function.arguments])  # type: ignore[attr-defined]
    declared = xw.ret("raw")(call)
    for argument in function.arguments:
        declared = xw.arg(argument.name, "raw", doc=argument.help)(declared)
    # last, since the other decorators would reset the category
    return xw.func(declared, category=KATEGORI_FUNGSI)


def _parameter(argument: Argument) -> Parameter:
    return Parameter(argument.name, Parameter.POSITIONAL_OR_KEYWORD, default=None if argument.optional else Parameter.empty)


# xlwings finds the functions among the module's attributes, by the names that staff type into cells
globals().update({function.name: _udf(function) for function in FUNCTIONS})
if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...
