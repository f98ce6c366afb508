"""Call xlwings' UDF server as VBA does: the real ``XLPython.CallUDF`` with everything behind it."""

from __future__ import annotations

import datetime as dt
import importlib
import io
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from typing import Any, SupportsFloat

from tests.pipeline.excel import BOOK, ComRange, cell, value2
from tests.pipeline.pywin32_stubs import as_on_windows


def as_vba(value: Any) -> Any:
    """A result of CallUDF as VBA receives it. Objects without a COM type are refused, with pywin32's words."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, str | bool | int | float | Decimal):
        return value
    if isinstance(value, list | tuple):
        return tuple(as_vba(item) for item in value)
    if isinstance(value, SupportsFloat):
        return float(value)
    raise TypeError(f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT")


def _has_udfs(module: ModuleType) -> bool:
    return any(hasattr(value, "__xlfunc__") for value in vars(module).values())


def load(name: str) -> ModuleType:
    """The UDF module, its functions decorated for Windows even if someone imported it before."""
    with as_on_windows():
        module = importlib.import_module(name)
        if not _has_udfs(module):
            # imported where xlwings' decorators do nothing
            module = importlib.reload(module)
    if not _has_udfs(module):
        raise LookupError(f"no UDFs in {name}")
    return module


class Server:
    """The Python process beside Excel. An exception in a UDF reaches the caller, as COM hands it to VBA.

    The event loop for async UDFs does not run here.
    """

    def __init__(self) -> None:
        with as_on_windows():
            self._xlpy = importlib.import_module("xlwings.com_server").XLPython()
        self._caller = cell(None)

    def call(self, module: str, function: str, *args: Any) -> Any:
        """The call of xlwings' generated wrapper: Range objects where the formula names cells, the workbook, the calling cell."""
        given = tuple(arg if isinstance(arg, ComRange) else value2(arg) for arg in args)
        return self._call_udf(module, function, given, BOOK, self._caller)

    def call_values(self, module: str, function: str, *args: Any) -> Any:
        """The call of a wrapper that hands over values: no Range objects, no workbook, no calling cell.

        Arguments go through ``value2``, so a cell made with ``excel.cell`` may be given as well as its value.
        """
        return self._call_udf(module, function, tuple(value2(arg) for arg in args))

    def vba_wrapper(self, module: str) -> str:
        """The VBA code that xlwings generates for the functions of a module."""
        udfs = importlib.import_module("xlwings.udfs")
        text = io.StringIO()
        udfs.generate_vba_wrapper(module, load(module), text, SimpleNamespace(Name="Laporan.xlsm"))
        return text.getvalue()

    def _call_udf(self, module: str, function: str, args: tuple[Any, ...], *context: Any) -> Any:
        load(module)
        with as_on_windows():
            return as_vba(self._xlpy.CallUDF(module, function, args, *context))
