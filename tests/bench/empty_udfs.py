"""UDFs that do nothing, as the baseline of the benchmarks."""

from __future__ import annotations

from typing import Any

import xlwings as xw

from tests.pipeline.sample_udfs import udf


@udf(xw.func)
def EMPTY(a: Any, b: Any, c: Any = "naik") -> Any:  # noqa: N802
    """As xlwings makes it when nothing is said about arguments or result."""
    return 0.0


@udf(xw.func, xw.arg("a", "raw"), xw.arg("b", "raw"), xw.arg("c", "raw"), xw.ret("raw"))
def EMPTY_RAW(a: Any, b: Any, c: Any = "naik") -> Any:  # noqa: N802
    """With values passed through, as our functions have it."""
    return [[0.0]]


@udf(xw.func)
def IDENTITY(a: Any) -> Any:  # noqa: N802
    return a
