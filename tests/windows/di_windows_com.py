"""Runs inside Wine: asks the real xlwings DLL and its COM server for cell functions, with VARIANTs as VBA in Excel makes them.

python di_windows_com.py PYTHON BOOK CALLS ANSWERS    CALLS and ANSWERS are JSON: a list of [function, arguments] and of rows

pywin32 as a client would lose what error cells are (VT_ERROR), hence the raw structures. An argument: a number, a text, a boolean, null for
a blank, {"error": 2042} for an error cell, {"rows": [[...]]} for the values of a range, which count from 1.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from ctypes import POINTER, byref, c_char_p, c_double, c_int, c_int64, c_long, c_short, c_uint, c_ushort, c_void_p, c_wchar_p
from pathlib import Path
from typing import Any

assert sys.platform == "win32"

EMPTY, NULL, I2, I4, R8, BSTR, ERROR, BOOL, VARIANTS, ARRAY = 0, 1, 2, 3, 5, 8, 10, 11, 12, 0x2000
ERROR_BASE = -2146828288
INDONESIAN = 0x421
METHOD_OR_PROPERTY = 1 | 2
ole = ctypes.windll.oleaut32


class Value(ctypes.Union):
    _fields_ = [("double", c_double), ("long", c_int), ("pointer", c_void_p), ("boolean", c_short), ("wide", c_int64)]


class Variant(ctypes.Structure):
    _fields_ = [("kind", c_ushort), ("reserved", c_ushort * 3), ("value", Value), ("second", c_void_p)]


class Parameters(ctypes.Structure):
    _fields_ = [("arguments", POINTER(Variant)), ("named", c_void_p), ("count", c_uint), ("named_count", c_uint)]


class Bound(ctypes.Structure):
    _fields_ = [("count", c_uint), ("lowest", c_int)]


ole.SafeArrayCreate.restype = c_void_p
ole.SafeArrayCreate.argtypes = [c_ushort, c_uint, POINTER(Bound)]
ole.SafeArrayPutElement.argtypes = [c_void_p, POINTER(c_int), c_void_p]
ole.SafeArrayGetElement.argtypes = [c_void_p, POINTER(c_int), c_void_p]
ole.SafeArrayGetDim.argtypes = [c_void_p]
ole.SafeArrayGetLBound.argtypes = ole.SafeArrayGetUBound.argtypes = [c_void_p, c_uint, POINTER(c_int)]
ole.SysAllocStringLen.restype = c_void_p
ole.SysAllocStringLen.argtypes = [c_wchar_p, c_uint]
ole.SysStringLen.argtypes = [c_void_p]


def variant(given: Any) -> Variant:
    made = Variant()
    if given is None:
        made.kind = EMPTY
    elif isinstance(given, bool):
        made.kind, made.value.boolean = BOOL, -1 if given else 0
    elif isinstance(given, int | float):
        made.kind, made.value.double = R8, float(given)
    elif isinstance(given, str):
        length = len(given.encode("utf-16-le")) // 2
        made.kind, made.value.pointer = BSTR, ole.SysAllocStringLen(given, length)
    elif isinstance(given, list):
        bounds = (Bound * 1)(Bound(len(given), 0))
        made.kind, made.value.pointer = ARRAY | VARIANTS, ole.SafeArrayCreate(VARIANTS, 1, bounds)
        for number, each in enumerate(given):
            ole.SafeArrayPutElement(made.value.pointer, (c_int * 1)(number), byref(variant(each)))
    elif "error" in given:
        made.kind, made.value.long = ERROR, ERROR_BASE + given["error"]
    else:
        rows = given["rows"]
        bounds = (Bound * 2)(Bound(len(rows), 1), Bound(len(rows[0]), 1))
        made.kind, made.value.pointer = ARRAY | VARIANTS, ole.SafeArrayCreate(VARIANTS, 2, bounds)
        for row, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells, 1):
                ole.SafeArrayPutElement(made.value.pointer, (c_int * 2)(row, column), byref(variant(cell)))
    return made


def plain(found: Variant) -> Any:
    """An answer: a single value stays one, an array becomes rows."""
    if found.kind & ARRAY:
        array = found.value.pointer
        ends = []
        for dimension in range(1, ole.SafeArrayGetDim(array) + 1):
            low, high = c_int(), c_int()
            ole.SafeArrayGetLBound(array, dimension, byref(low))
            ole.SafeArrayGetUBound(array, dimension, byref(high))
            ends.append(range(low.value, high.value + 1))
        if len(ends) == 1:
            return [[element(array, number) for number in ends[0]]]
        return [[element(array, row, column) for column in ends[1]] for row in ends[0]]
    if found.kind in (EMPTY, NULL):
        return None
    if found.kind == BSTR:
        return ctypes.wstring_at(found.value.pointer, ole.SysStringLen(found.value.pointer)) if found.value.pointer else ""
    if found.kind == R8:
        return found.value.double
    if found.kind == BOOL:
        return found.value.boolean != 0
    return f"VARIANT of kind {found.kind}"


def element(array: int, *place: int) -> Any:
    found = Variant()
    ole.SafeArrayGetElement(array, (c_int * len(place))(*place), byref(found))
    return plain(found)


def command_line(python: str, book: str) -> str:
    """What the function XLPyCommand of the workbook's xlwings module gives, with the settings of `lkjip pasang`."""
    told = f"False;{book};{book};;;;".replace("\\", "\\\\").replace("'", "\\'").replace("&", "^&")
    tail = f' -B -c "import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path(\\"{told}\\");'
    return f'cmd.exe  /K ""{python}"{tail}import xlwings; xlwings.serve(\'$(CLSID)\')""'


def main(python: str, book: str, calls: str, answers: str) -> None:
    for handle in (-10, -11, -12):  # Excel has none to hand on
        ctypes.windll.kernel32.SetStdHandle(handle, None)
    ctypes.windll.ole32.CoInitialize(None)
    (library,) = Path(python).parent.glob("xlwings64-*.dll")
    activate = ctypes.WinDLL(str(library)).XLPyDLLActivateAuto
    activate.argtypes, activate.restype = [POINTER(Variant), c_char_p, c_long], c_long
    line = command_line(python, book).encode("mbcs", "strict")
    server, begun = Variant(), time.monotonic()
    failed = activate(byref(server), line, 1)
    report: dict[str, Any] = {"start": round(time.monotonic() - begun, 2)}
    if failed:
        report["failed"] = str(plain(server))
        Path(answers).write_text(json.dumps(report), encoding="utf-8")
        return
    server_object = server.value.pointer
    table = ctypes.cast(ctypes.cast(server_object, POINTER(c_void_p))[0], POINTER(c_void_p))
    name_type = ctypes.WINFUNCTYPE(c_long, c_void_p, c_void_p, POINTER(c_wchar_p), c_uint, c_uint, POINTER(c_long))
    invoke_type = ctypes.WINFUNCTYPE(
        c_long, c_void_p, c_long, c_void_p, c_uint, c_ushort, POINTER(Parameters), POINTER(Variant), c_void_p, POINTER(c_uint)
    )
    interface, number = (ctypes.c_byte * 16)(), c_long()
    name_type(table[5])(server_object, interface, (c_wchar_p * 1)("CallUDF"), 1, INDONESIAN, byref(number))
    invoke = invoke_type(table[6])

    def call(function: str, arguments: list[Any]) -> Any:
        given = (Variant * 3)(variant(arguments), variant(function), variant("xlfuncs.udf"))  # the last one first
        result, trouble, place = Variant(), (ctypes.c_byte * 128)(), c_uint()
        parameters = Parameters(given, None, 3, 0)
        code = invoke(
            server_object, number, interface, INDONESIAN, METHOD_OR_PROPERTY, byref(parameters), byref(result), trouble, byref(place)
        )
        answer = plain(result) if code == 0 else f"HRESULT {code & 0xFFFFFFFF:08x}"
        for each in (*given, result):
            ole.VariantClear(byref(each))
        return answer

    asked = json.loads(Path(calls).read_text(encoding="utf-8"))
    report["first"] = call("ANGKA", [0])
    begun = time.monotonic()
    report["answers"] = [call(function, arguments) for function, arguments in asked]
    report["each"] = round((time.monotonic() - begun) / max(1, len(asked)) * 1000, 2)
    begun = time.monotonic()
    many = call("CAPAIAN", [{"rows": [[38.0]] * 10_000}, {"rows": [[19.0]] * 10_000}, None, None, None, None])
    report["many"] = [len(many), many[9_999][0], round(time.monotonic() - begun, 2)]
    activate(byref(Variant()), line, -1)
    Path(answers).write_text(json.dumps(report), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
