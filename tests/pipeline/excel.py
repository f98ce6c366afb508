"""What Excel passes to Python through COM: values, error codes, and Range objects that count reads."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from typing import Any, Final

from tests.pipeline.pywin32_stubs import install

# An argument left out of the formula (DISP_E_PARAMNOTFOUND).
MISSING: Final = -2147352572

# An error value arrives as this number plus the one that VBA's CVErr takes.
_ERROR_BASE: Final = -2146828288
ERROR_CODES: Final[dict[str, int]] = {
    "#NULL!": _ERROR_BASE + 2000,
    "#DIV/0!": _ERROR_BASE + 2007,
    "#VALUE!": _ERROR_BASE + 2015,
    "#REF!": _ERROR_BASE + 2023,
    "#NAME?": _ERROR_BASE + 2029,
    "#NUM!": _ERROR_BASE + 2036,
    "#N/A": _ERROR_BASE + 2042,
    "#GETTING_DATA": _ERROR_BASE + 2043,
    "#SPILL!": _ERROR_BASE + 2045,
    "#CONNECT!": _ERROR_BASE + 2046,
    "#BLOCKED!": _ERROR_BASE + 2047,
    "#UNKNOWN!": _ERROR_BASE + 2048,
    "#FIELD!": _ERROR_BASE + 2049,
    "#CALC!": _ERROR_BASE + 2050,
    "#BUSY!": _ERROR_BASE + 2051,
}
_CODES: Final = frozenset([*ERROR_CODES.values(), MISSING])

_RANGE_ID: Final = "{00020846-0000-0000-C000-000000000046}"
_OTHER_ID: Final = "{00000000-0000-0000-0000-000000000000}"
# Day 0 of Excel's calendar, for all dates after its 29 February 1900.
_DAY_ZERO: Final = dt.datetime(1899, 12, 30)


def _windows() -> ModuleType:
    """xlwings' Windows half, through which pywin32 or its stubs are reached."""
    install()
    return importlib.import_module("xlwings._xlwindows")


@dataclass
class Reads:
    """The COM properties read while the block of ``com_reads()`` ran: round trips to Excel, on a real PC."""

    count: int = 0


_running: Final[list[Reads]] = []


@contextmanager
def com_reads() -> Iterator[Reads]:
    """Count the COM properties that Python reads in the block."""
    reads = Reads()
    _running.append(reads)
    try:
        yield reads
    finally:
        _running.remove(reads)


def _count_read() -> None:
    for reads in _running:
        reads.count += 1


def _counted(result: Any) -> Callable[[], Any]:
    """A COM method that returns ``result``."""

    def method() -> Any:
        _count_read()
        return result

    return method


class ComObject:
    """An object of Excel's: every property that is asked for counts as one read, an unknown one is an error."""

    def __init__(self, class_id: str, **properties: Any) -> None:
        type_attributes = SimpleNamespace(iid=_windows().pywintypes.IID(class_id))
        type_info = SimpleNamespace(GetTypeAttr=_counted(type_attributes))
        self._oleobj_ = SimpleNamespace(GetTypeInfo=_counted(type_info))
        self._properties = properties

    def __getattr__(self, name: str) -> Any:
        properties: dict[str, Any] = self.__dict__["_properties"]
        if name not in properties:
            raise AttributeError(name)
        _count_read()
        return properties[name]


class ComRange(ComObject):
    """A Range. ``value2`` is what VBA reads as Value2: that happens inside Excel and is no round trip."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        value = _squeezed(rows)
        self.value2 = value2(value)
        super().__init__(
            _RANGE_ID,
            Value=value,
            Value2=self.value2,
            Worksheet=SHEET,
            Row=2,
            Column=2,
            Rows=ComObject(_OTHER_ID, Count=len(rows)),
            Columns=ComObject(_OTHER_ID, Count=len(rows[0])),
        )


def _book_and_sheet() -> tuple[ComObject, ComObject]:
    # Windows looks up the process of this window, so there it must exist
    app = ComObject(_OTHER_ID, Hwnd=_windows().win32gui.GetDesktopWindow())
    book = ComObject(_OTHER_ID, Name="Laporan.xlsm", Application=app)
    sheet = ComObject(_OTHER_ID, Name="Tabel", Parent=book)
    book._properties["Worksheets"] = (sheet,)
    return book, sheet


BOOK, SHEET = _book_and_sheet()


def _number_as_double(value: Any) -> Any:
    """Excel has no whole numbers: only error values arrive as int."""
    if type(value) is int and value not in _CODES:
        return float(value)
    return value


def _squeezed(rows: Sequence[Sequence[Any]]) -> Any:
    """What Value gives: rows as tuples, a single cell without any."""
    if not rows or not rows[0] or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("a range has rows of one length, and at least one cell")
    values = tuple(tuple(_number_as_double(value) for value in row) for row in rows)
    return values[0][0] if len(values) == len(values[0]) == 1 else values


def value2(value: Any) -> Any:
    """A value, or rows of values, as Value2 gives them: numbers, also for currency and dates."""
    if isinstance(value, ComRange):
        return value.value2
    if isinstance(value, list | tuple):
        return tuple(value2(item) for item in value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return (value.replace(tzinfo=None) - _DAY_ZERO) / dt.timedelta(days=1)
    return _number_as_double(value)


def laid_out(result: Any) -> Sequence[Sequence[Any]]:
    """An answer of CallUDF as the rows that Excel makes of it: a single value is a cell, a flat tuple one row."""
    rows = result if isinstance(result, tuple) else (result,)
    return rows if isinstance(rows[0], tuple) else (rows,)


def cells(rows: Sequence[Sequence[Any]]) -> ComRange:
    """A Range with these values: blank None, error an ``ERROR_CODES`` number, ``currency(...)``, ``date(...)``."""
    return ComRange(rows)


def cell(value: Any) -> ComRange:
    """A Range of one cell."""
    return ComRange([[value]])


def currency(amount: str | int | float) -> Decimal:
    """The value of a cell with a currency format: a Decimal of four places through Value, a float through Value2."""
    return Decimal(str(amount)).quantize(Decimal("0.0001"))


def date(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> dt.datetime:
    """The value of a cell with a date format: pywin32's date type through Value, the day number through Value2."""
    moment: dt.datetime = _windows().pywintypes.TimeType(year, month, day, hour, minute, second, tzinfo=dt.UTC)
    return moment
