"""Stubs for pywin32 and ctypes.windll that open the Windows half of xlwings on every system.

The stubs are there while xlwings' own modules are imported and gone afterwards, and xlwings is switched to its
Windows side only inside ``as_on_windows()``. So other tests see the xlwings and the ``sys.modules`` they would see
without this file, whatever was imported first. On Windows the real pywin32 serves and no stub is made.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any, Final
from unittest.mock import MagicMock

_ON_WINDOWS: Final = sys.platform.startswith("win")


class ComError(Exception):
    """pywintypes.com_error: xlwings names it in except clauses."""


class TimeType(dt.datetime):
    """pywintypes.TimeType: the type of a date that COM hands over."""


class ComObject:
    """The classes of win32com objects: xlwings only asks whether a value is one."""


class RawDispatch:
    """The type of a COM pointer without a wrapper: xlwings only asks whether a value is one."""


def _dispatch(obj: Any, *_: Any) -> Any:
    """win32com.client.Dispatch: imported by name, replaced in as_on_windows()."""
    return obj


def _unwrap(obj: Any) -> Any:
    """win32com.server.util.unwrap: refuses all that is not a Python object wrapped for COM, and no argument is."""
    raise ValueError("not a Python object wrapped for COM")


# Module by module what xlwings reads while it is imported and while it serves a call.
_STUBS: Final[dict[str, dict[str, Any]]] = {
    # error and date types; IID makes the id that a Range's type is compared with
    "pywintypes": {"com_error": ComError, "TimeType": TimeType, "IID": str},
    # imported for the order in which pywin32 loads its libraries
    "win32api": {},
    # imported for the state of windows only
    "win32con": {},
    # a window that surely exists, for the fake Excel
    "win32gui": {"GetDesktopWindow": lambda: 1},
    # xlwings asks for Excel's process id, by its window, with every Range it is given
    "win32process": {"GetWindowThreadProcessId": lambda window: (1, 1)},
    # imported for the server's message loop only
    "win32event": {},
    # a date that goes out gets this time zone
    "win32timezone": {"TimeZoneInfo": SimpleNamespace(utc=lambda: dt.UTC)},
    # the library's path (see ctypes below), the start of a COM thread, the type of a bare pointer
    "pythoncom": {
        "__file__": "pythoncom.dll",
        "CoInitialize": lambda: None,
        "IID_IDispatch": "IDispatch",
        "TypeIIDs": {"IDispatch": RawDispatch},
    },
    "win32com": {},
    # imported by name
    "win32com.client": {"CDispatch": ComObject, "DispatchBaseClass": ComObject, "Dispatch": _dispatch, "DispatchEx": _dispatch},
    "win32com.server": {},
    # imported, never used by xlwings
    "win32com.server.dispatcher": {},
    # imported for registering the server only
    "win32com.server.policy": {},
    # CallUDF tries to unwrap every argument
    "win32com.server.util": {"unwrap": _unwrap},
}

# xlwings takes function addresses out of these libraries while it is imported.
_CTYPES_STUBS: Final = {"windll": MagicMock(), "oledll": MagicMock(), "PyDLL": MagicMock()}


@contextmanager
def _replaced(names: MutableMapping[str, Any], values: Mapping[str, Any]) -> Iterator[None]:
    """Entries of a namespace exchanged for the time of the block."""
    before = {name: names[name] for name in values if name in names}
    names.update(values)
    try:
        yield
    finally:
        for name in values:
            del names[name]
        names.update(before)


# The interpreter that serves the cells has no pandas, the tests' own has it for the recap: xlwings takes what is there
# when it is imported.
_NOT_SERVING: Final = {"pandas": None, "numpy": None}
with _replaced(sys.modules, _NOT_SERVING):
    xlwings = importlib.import_module("xlwings")


def stub_modules() -> dict[str, ModuleType]:
    """The stubs by name, each one also an attribute of the package it lies in."""
    modules: dict[str, ModuleType] = {}
    for name, attributes in _STUBS.items():
        modules[name] = ModuleType(name)
        vars(modules[name]).update(attributes)
        package, _, child = name.rpartition(".")
        if package:
            vars(modules[package])[child] = modules[name]
    return modules


def install() -> None:
    """Make the Windows modules of xlwings importable. Safe to call at any time and as often as one likes."""
    if _ON_WINDOWS or "xlwings.com_server" in sys.modules:
        return
    with _replaced(sys.modules, {**stub_modules(), **_NOT_SERVING}), _replaced(vars(ctypes), _CTYPES_STUBS):
        # in the order in which xlwings imports them on Windows; the second brings xlwings.udfs with it
        importlib.import_module("xlwings._xlwindows")
        importlib.import_module("xlwings.com_server")


@contextmanager
def as_on_windows() -> Iterator[None]:
    """xlwings as it is on a Windows PC, for the time of the block: its decorators and its Excel engine."""
    install()
    udfs = importlib.import_module("xlwings.udfs")
    windows = importlib.import_module("xlwings._xlwindows")
    decorators = {"func": udfs.xlfunc, "arg": udfs.xlarg, "ret": udfs.xlret, "sub": udfs.xlsub, "script": udfs.xlsub}
    engine = {"excel": xlwings.Engine(impl=windows.engine)}
    with (
        _replaced(vars(xlwings), decorators),
        _replaced(xlwings.engines.engines_by_name, engine),
        # the fake workbook is what Dispatch would give; the real Dispatch cannot look into it
        _replaced(vars(udfs), {"Dispatch": _dispatch}),
    ):
        yield
