"""The column Penjelasan of the sheet Perbandingan: the worked line of a capaian, short, as a native formula and by the rules.

A number joined to a text has the decimal mark of the PC, so the formula turns every point into a comma. It writes out only
numbers that every spreadsheet writes alike, at most `_PLACES` decimals and below `_LARGE`; with others it gives the rule alone.
`lkjip.model.explain` has no such limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from lkjip.model.formulas import aturan, native
from lkjip.model.laporan import Row
from lkjip.model.tables import TABEL_3_1
from lkjip.summary.sheet import of_row
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.aturan import BY_KUNCI
from xlfuncs.errors import is_error
from xlfuncs.rules import BEYOND

_PLACES: Final = 4
_LARGE: Final = 1e9
_WRONG: Final = "tidak dapat dihitung, lihat lembar Pemeriksaan"
_UNMEASURED: Final = "belum diukur"
_LEFT_OUT: Final = "nilai 0, tidak ikut dihitung"
_HIGHEST: Final = "paling tinggi, jadi batas atas "
_ZERO: Final = "target 0, dinilai "
_INSIDE: Final = "di dalam rentang target = 100"
_RISES, _FALLS, _DIVIDES = "R / P", "(2 x P - R) / P", "P / R"
"""The arithmetic with P for the target and R for the realisasi."""
_RULES: Final = ("naik", "turun, selisih", "turun, rasio", "rentang")
"""The rule in words, in the order of `native.WAYS`."""
_LOWEST, _LIMITED, _CUT, _ROUNDED = ", dibatasi paling rendah ", ", dibatasi ", ", dipotong ", ", dibulatkan "
_ROUNDINGS: Final = list(BY_KUNCI["pembulatan"].pilihan)
_TO_WHOLE, _CUTTING = (_ROUNDINGS.index(choice) + 1 for choice in ("bulat", "potong"))
"""Numbers of these choices in the helper cell; from the first of them on, the percentage needs more than two decimals."""


def formula(number: str, capaian: str) -> str:
    """Build the formula of a cell.

    Args:
        number: the reference to the cell with the number of the indicator's row in Tabel 3.1.
        capaian: that to the capaian in the same row of the sheet.
    """
    target, realisasi, nearest, way, percent, limit = (
        of_row(TABEL_3_1, key, number) for key in ("nilai_target", "nilai_realisasi", "patokan", "kode_arah", "rumus", "batas_atas")
    )
    at = aturan.NAMES
    short = ",".join(f"ROUND({each},{_PLACES})={each},{each}>=0,{each}<{_LARGE:.15g}" for each in (realisasi, nearest))
    falls = f"OR({way}=2,AND({way}=4,{realisasi}>{nearest}))"
    pattern = f'IF({way}=3,"{_DIVIDES}",IF({falls},"{_FALLS}","{_RISES}"))'
    worked = f'SUBSTITUTE(SUBSTITUTE({pattern},"R",{realisasi}),"P",{nearest})'
    places = f"IF({at['aturan_bulat']}<{_TO_WHOLE},2,{_PLACES})"
    line = (
        f'IF(AND({short},ABS({percent})<{_LARGE:.15g}),{worked}&" x 100 = "&ROUND({percent},{places}),INDEX({native.array(_RULES)},{way}))'
    )
    lowest, highest = f"{capaian}={at['aturan_bawah']}", f"{capaian}=IF(COUNT({limit})=1,{limit},{at['aturan_atas']})"
    rounding = f'IF({at["aturan_bulat"]}={_CUTTING},"{_CUT}","{_ROUNDED}")'
    changed = f'IF({lowest},"{_LOWEST}",IF({highest},"{_LIMITED}",{rounding}))&ROUND({capaian},2)'
    line = f'{line}&IF(ROUND({capaian},2)=ROUND({percent},2),"",{changed})'
    line = f'IF(AND({realisasi}={nearest},{nearest}<>{target}),"{_INSIDE}",{line})'
    line = f'IF({percent}={native.BEYOND},"{_HIGHEST}"&ROUND({capaian},2),IF({target}=0,"{_ZERO}"&ROUND({capaian},2),{line}))'
    blank = f'IF(COUNT({target},{realisasi})=2,"{_LEFT_OUT}","{_UNMEASURED}")'
    return f'IF(ISERROR({capaian}),"{_WRONG}",IF(LEN({capaian})=0,{blank},SUBSTITUTE({line},".",",")))'


def value(row: Row, helpers: Mapping[str, Cell]) -> str:
    """What the formula gives for a row of Tabel 3.1.

    Args:
        helpers: the helper cells of Aturan by name.
    """
    capaian = row["persen_capaian"]
    if is_error(capaian):
        return _WRONG
    if not isinstance(capaian, float):
        return _LEFT_OUT if all(isinstance(row[key], float) for key in ("nilai_target", "nilai_realisasi")) else _UNMEASURED
    # there is a capaian, so all that it is computed from are numbers
    steps = ("nilai_target", "nilai_realisasi", "patokan", "rumus", "kode_arah")
    target, realisasi, nearest, percent, way = (cast("float", row[key]) for key in steps)
    if percent == BEYOND:
        return f"{_HIGHEST}{_written(capaian)}"
    if target == 0:
        return f"{_ZERO}{_written(capaian)}"
    if realisasi == nearest != target:
        return _INSIDE
    line = _line(int(way), nearest, realisasi, percent, cast("float", helpers["aturan_bulat"]))
    return line if id_format.rounded(capaian) == id_format.rounded(percent) else f"{line}{_change(capaian, row['batas_atas'], helpers)}"


def _line(way: int, nearest: float, realisasi: float, percent: float, rounding: float) -> str:
    short = all(0 <= each < _LARGE and id_format.rounded(each, _PLACES) == id_format.exact(each) for each in (realisasi, nearest))
    if not short or abs(percent) >= _LARGE:
        return _RULES[way - 1]
    falls = way == 2 or (way == 4 and realisasi > nearest)
    pattern = _DIVIDES if way == 3 else _FALLS if falls else _RISES
    worked = pattern.replace("R", _written(realisasi, _PLACES)).replace("P", _written(nearest, _PLACES))
    return f"{worked} x 100 = {_written(percent, 2 if rounding < _TO_WHOLE else _PLACES)}"


def _change(capaian: float, own: Cell, helpers: Mapping[str, Cell]) -> str:
    """What rounding or a limit has made of the percentage."""
    limit = own if isinstance(own, float) else helpers["aturan_atas"]
    rounding = _CUT if helpers["aturan_bulat"] == _CUTTING else _ROUNDED
    words = _LOWEST if capaian == helpers["aturan_bawah"] else _LIMITED if capaian == limit else rounding
    return f"{words}{_written(capaian)}"


def _written(number: float, places: int = 2) -> str:
    """A rounded number as a spreadsheet joins it to a text, with the comma: "110,71", "112"."""
    return format(float(id_format.rounded(number, places)) + 0, ".15g").replace(".", ",")
