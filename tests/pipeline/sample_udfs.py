"""UDFs that show what xlwings passes to a function and how it converts the result."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import xlwings as xw

F = TypeVar("F", bound=Callable[..., Any])


def udf(*decorators: Callable[[Any], Any]) -> Callable[[F], F]:
    """xlwings' decorators, which have no types, for a function that keeps its own."""

    def decorate(function: F) -> F:
        decorated: Any = function
        for decorator in reversed(decorators):
            decorated = decorator(decorated)
        typed: F = decorated
        return typed

    return decorate


RESULTS = {
    "none": None,
    "nan": math.nan,
    "infinity": math.inf,
    "text": "naik",
    "one character": "A",
    "empty text": "",
    "true": True,
    "int": 5,
    "float": 2.5,
    "decimal": Decimal("1250000000.5"),
    "date": dt.date(2026, 1, 31),
    "datetime": dt.datetime(2026, 1, 31, 8, 30),
    "one cell": [[5.0]],
    "one cell, blank": [[None]],
    "one row": [[1.0, 2.0, 3.0]],
    "one column": [[1.0], [2.0]],
    "rows": [[1.0, None], ["dua", True]],
    "flat list": [1.0, 2.0],
    "flat list of one text": ["naik"],
    "flat list of one number": [5.0],
    "jagged": [[1.0, 2.0], [3.0]],
    "no rows": [],
    "set": {1.0},
}


@udf(xw.func)
def seen(x: Any) -> str:
    """The argument as Python sees it."""
    return repr(x)


@udf(xw.func)
def seen_or_default(x: Any = "naik") -> str:
    return repr(x)


@udf(xw.func, xw.arg("x", err_to_str=True))
def seen_with_errors(x: Any) -> str:
    return repr(x)


@udf(xw.func, xw.arg("x", ndim=2))
def seen_in_rows(x: Any) -> str:
    return repr(x)


@udf(xw.func, xw.arg("x", "raw"))
def seen_raw(x: Any) -> str:
    return repr(x)


@udf(xw.func)
def seen_all(*x: Any) -> str:
    return repr(x)


@udf(xw.func)
def three(target: Any, realisasi: Any, arah: Any = "naik") -> str:
    return f"{target} {realisasi} {arah}"


@udf(xw.func)
def result(kind: str) -> Any:
    return RESULTS[kind]


@udf(xw.func, xw.ret("raw"))
def raw_result(kind: str) -> Any:
    return RESULTS[kind]


@udf(xw.func)
def fail() -> None:
    raise ZeroDivisionError("target 0")
