"""The cell functions as xlwings UDFs: CAPAIAN, KATEGORI, SERAPAN, EFISIENSI, ANGKA, TERBILANG, RUPIAH.

The VBA wrappers in ``macros/`` hand over plain values (scalars, or rows of a range) and turn the text of an
error value that comes back into the error value itself, which Python cannot return through COM. Values travel
raw: xlwings' own conversion would turn error cells into blanks.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import chain
from typing import Any, Final

import xlwings as xw

from xlfuncs import rules
from xlfuncs.angka import angka as read_angka
from xlfuncs.angka import rupiah, terbilang
from xlfuncs.errors import COM_BASE, EXCEL_ERRORS, VALUE, RuleError
from xlfuncs.fungsi import FUNGSI, KATEGORI_FUNGSI

# Later Excels may know more errors; those count as #VALUE!
_ERROR_OF_COM: Final = {COM_BASE + number: VALUE for number in range(2000, 3000)} | {
    COM_BASE + number: text for text, number in EXCEL_ERRORS.items()
}
_HELP: Final = {fungsi.nama: fungsi for fungsi in FUNGSI}


def _from_com(value: Any) -> Any:
    """A COM value as the rules take it: an error cell (an int code) becomes its text, rows stay rows."""
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
    """A rule's answer as rows; a blank becomes an empty text."""
    rows = result if isinstance(result, list) else [[result]]
    return [["" if cell is None else cell for cell in row] if None in row else row for row in rows]


def _cell_function(rule: Callable[..., Any]) -> Any:
    """The UDF of a rule, which never raises: xlwings would put the traceback into the cell."""

    @functools.wraps(rule)
    def call(*args: Any) -> list[list[Any]]:
        try:
            return _to_com(rule(*map(_from_com, args)))
        except RuleError as error:
            return [[error.code]]
        except Exception:
            return [[VALUE]]

    declared = _HELP[rule.__name__]
    call.__doc__ = declared.bantuan
    function = xw.ret("raw")(call)
    for argument in declared.argumen:
        function = xw.arg(argument.nama, "raw", doc=argument.bantuan)(function)
    # last, since each of the others would set the category back
    return xw.func(function, category=KATEGORI_FUNGSI)


# Names and arguments are what staff type into cells, so they keep Excel's capitals.
@_cell_function
def CAPAIAN(target: Any, realisasi: Any, arah: Any = "naik") -> Any:  # noqa: N802
    return rules.capaian(target, realisasi, arah)


@_cell_function
def KATEGORI(nilai_capaian: Any, skala: Any = None, bentuk: Any = "kode") -> Any:  # noqa: N802
    return rules.kategori(nilai_capaian, skala, bentuk)


@_cell_function
def SERAPAN(anggaran: Any, realisasi: Any) -> Any:  # noqa: N802
    return rules.serapan(anggaran, realisasi)


@_cell_function
def EFISIENSI(anggaran: Any, realisasi: Any) -> Any:  # noqa: N802
    return rules.efisiensi(anggaran, realisasi)


@_cell_function
def ANGKA(teks: Any) -> Any:  # noqa: N802
    return rules.over_ranges(read_angka, teks)


@_cell_function
def TERBILANG(bilangan: Any) -> Any:  # noqa: N802
    return rules.over_ranges(terbilang, bilangan)


@_cell_function
def RUPIAH(bilangan: Any) -> Any:  # noqa: N802
    return rules.over_ranges(rupiah, bilangan)
