"""Calculation rules: capaian, kategori, serapan, efisiensi. Pure; the reference for all other engines.

Each rule takes scalars or rectangular ranges (lists of rows). A range gives a list of rows of the same shape, with
the scalar rule applied to each element; an error is its text ("#DIV/0!") and a blank is None. A scalar or a single
cell is broadcast over the other range; unequal shapes give ``#VALUE!``.

The order of operations is fixed, so that other engines can give the same double.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Final, TypeAlias, TypeVar, cast, overload

from xlfuncs.angka import SPACES, Cell, angka
from xlfuncs.errors import DIV0, NUM, VALUE, RuleError, is_error
from xlfuncs.id_format import exact, rounded

__all__ = ["SKALA_LKJIP", "RuleError", "capaian", "efisiensi", "is_falling", "jumlah", "kategori", "over_ranges", "rata_rata", "serapan"]

Rows: TypeAlias = Sequence[Sequence[Cell]]
"""A range: rows x columns."""
Numbers: TypeAlias = list[list[float | str | None]]
"""Result of a rule over a range: percent, None for a blank, an error as its text."""
Texts: TypeAlias = list[list[str | None]]

SKALA_LKJIP: Final = (
    (None, "K", "Kurang"),
    (55.0, "C", "Cukup"),
    (75.01, "B", "Baik"),
    (100.01, "SB", "Sangat baik"),
)
"""Bands of the report's scale, lowest first: lower bound in percent, code, label. BAB III 3.1 leaves gaps (55-56, 75-76)
and BAB IV has overlaps (55, 75, 100); these bounds agree with all whole numbers of the former and all ranges of the latter."""

FALLING: Final = {"": False, "naik": False, "positif": False, "+": False, "turun": True, "negatif": True, "-": True}
"""Whether lower is better, by the word for arah. The VBA twin and the native formulas use these words as well."""
LABELLED: Final = {"": False, "kode": False, "lengkap": True}
"""Whether the label is wanted, by the word for bentuk. The VBA twin and the native formulas use these words as well."""

_T = TypeVar("_T")


@overload
def capaian(target: Cell, realisasi: Cell, arah: Cell = "naik") -> float | None: ...
@overload
def capaian(target: Cell | Rows, realisasi: Cell | Rows, arah: Cell | Rows = "naik") -> float | Numbers | None: ...
def capaian(target: Cell | Rows, realisasi: Cell | Rows, arah: Cell | Rows = "naik") -> float | Numbers | None:
    """Compute the capaian of an indicator in percent, unrounded; None if it has not been measured yet.

    Args:
        target, realisasi: in the indicator's own unit; texts with an Indonesian number are accepted.
        arah: "naik" (default; alias "positif", "+"): the higher the better, ``realisasi / target * 100``;
            "turun" (alias "negatif", "-"): the lower the better,
            ``(target - (realisasi - target)) / target * 100``.

    Raises:
        RuleError: the leftmost error value among the arguments; ``#VALUE!`` for an unknown arah or an argument
            that is not a number; ``#DIV/0!`` for target 0; ``#NUM!`` if the result overflows a double.

    Source: BAB III 3.1 of the report, formulas 1 and 2.
    """
    return cast("float | Numbers | None", over_ranges(_capaian_of, target, realisasi, arah))


@overload
def serapan(anggaran: Cell, realisasi: Cell) -> float | None: ...
@overload
def serapan(anggaran: Cell | Rows, realisasi: Cell | Rows) -> float | Numbers | None: ...
def serapan(anggaran: Cell | Rows, realisasi: Cell | Rows) -> float | Numbers | None:
    """Compute the share of a budget (rupiah) that was spent, in percent: ``realisasi / anggaran * 100``.

    None if an amount is blank or both are 0, since no budget and no spending is neither 100 % nor 0 %.

    Raises:
        RuleError: as :func:`capaian`; ``#NUM!`` for a negative amount; ``#DIV/0!`` for spending without a budget.

    Source: BAB III 3.2 of the report ("penyerapan sebesar 94,37 %").
    """
    return cast("float | Numbers | None", over_ranges(_serapan_of, anggaran, realisasi))


@overload
def efisiensi(anggaran: Cell, realisasi: Cell) -> float | None: ...
@overload
def efisiensi(anggaran: Cell | Rows, realisasi: Cell | Rows) -> float | Numbers | None: ...
def efisiensi(anggaran: Cell | Rows, realisasi: Cell | Rows) -> float | Numbers | None:
    """Compute the share of a budget (rupiah) that was left, in percent: ``(anggaran - realisasi) / anggaran * 100``.

    Blanks and errors as :func:`serapan`. Source: BAB III 3.2 of the report ("efisiensi sebesar 5,63 %").
    """
    return cast("float | Numbers | None", over_ranges(_efisiensi_of, anggaran, realisasi))


@overload
def kategori(capaian: Cell, skala: Rows | None = SKALA_LKJIP, bentuk: Cell = "kode") -> str | None: ...
@overload
def kategori(capaian: Cell | Rows, skala: Rows | None = SKALA_LKJIP, bentuk: Cell = "kode") -> str | Texts | None: ...
def kategori(capaian: Cell | Rows, skala: Rows | None = SKALA_LKJIP, bentuk: Cell = "kode") -> str | Texts | None:
    """Return the category of a capaian (percent): the code ("B"), or the label ("Baik") for bentuk "lengkap"; None for a blank.

    The capaian is rounded to 2 decimals, half away from zero. Its band is the highest with a lower bound not above it;
    values below all bounds are in the first band.

    Args:
        skala: rows of (lower bound, code) or (lower bound, code, label) in ascending order; the first bound may be blank.

    Raises:
        RuleError: the leftmost error value among the arguments (in a scale, the first in reading order); ``#VALUE!``
            for an unknown bentuk, for a scale that is empty, not ascending or without the wanted names, and for a
            capaian that is not a number.

    Source: BAB III 3.1 (a to d) and BAB IV 1.1 of the report.
    """
    scale = SKALA_LKJIP if skala is None else skala
    _raise_errors(capaian, scale, *_cells(scale), bentuk)
    bounds, names = _bands(_rows(scale), LABELLED[_keyword(bentuk, LABELLED)])
    return cast("str | Texts | None", over_ranges(partial(_kategori_of, bounds, names), capaian))


def is_falling(arah: Cell) -> bool:
    """Return whether lower values of an indicator are better.

    Raises:
        RuleError: ``#VALUE!`` for an unknown direction.
    """
    return FALLING[_keyword(arah, FALLING)]


def rata_rata(values: Iterable[Cell]) -> float | None:
    """Compute the arithmetic mean of ``values`` (percent); blanks are skipped, None if nothing is left.

    Raises:
        RuleError: the first error value among them.

    Source: "RATA-RATA CAPAIAN", Tabel 3.1 of the report.
    """
    numbers = [number for number in map(angka, values) if number is not None]
    return _sum(numbers) / len(numbers) if numbers else None


def jumlah(values: Iterable[Cell]) -> float:
    """Compute the sum of ``values`` (rupiah); blanks are skipped.

    Raises:
        RuleError: the first error value among them; ``#VALUE!`` for a non-blank text, even one that is a
            number, because a spreadsheet's SUM would silently skip it.

    Source: "Jumlah Anggaran", Tabel 3.2 of the report.
    """
    amounts = list(values)
    _raise_errors(*amounts)
    if any(isinstance(amount, str) and angka(amount) is not None for amount in amounts):
        raise RuleError(VALUE, "a text among the amounts")
    return _sum(angka(amount) or 0.0 for amount in amounts)


def _sum(numbers: Iterable[float]) -> float:
    try:
        return math.fsum(numbers)
    except OverflowError:
        raise RuleError(NUM, "beyond what a double holds") from None


# ---------------------------------------------------------------- one cell
def _capaian_of(target: Cell, realisasi: Cell, arah: Cell) -> float | None:
    # Fast path: nearly all cells have plain numbers and a plain direction, which need none of the checks below
    if type(target) is float and type(realisasi) is float and type(arah) is str and arah in FALLING and target:
        result = _reached(target, realisasi, FALLING[arah])
        if math.isfinite(result):
            return result
    _raise_errors(target, realisasi, arah)
    falling = is_falling(arah)
    wanted, reached = angka(target), angka(realisasi)
    if wanted is None or reached is None:
        return None
    if wanted == 0:
        raise RuleError(DIV0, "target 0")
    return _percent(_reached(wanted, reached, falling))


def _reached(target: float, realisasi: float, falling: bool) -> float:
    """Compute the percentage, in the order of operations that all engines use."""
    return (target - (realisasi - target)) / target * 100 if falling else realisasi / target * 100


def _serapan_of(anggaran: Cell, realisasi: Cell) -> float | None:
    amounts = _budget(anggaran, realisasi)
    return None if amounts is None else _percent(amounts[1] / amounts[0] * 100)


def _efisiensi_of(anggaran: Cell, realisasi: Cell) -> float | None:
    amounts = _budget(anggaran, realisasi)
    return None if amounts is None else _percent((amounts[0] - amounts[1]) / amounts[0] * 100)


def _budget(anggaran: Cell, realisasi: Cell) -> tuple[float, float] | None:
    """Return budget (above 0) and spending in rupiah; None if there is nothing to compare."""
    if type(anggaran) is float and type(realisasi) is float and 0 < anggaran < math.inf and 0 <= realisasi < math.inf:
        return anggaran, realisasi
    _raise_errors(anggaran, realisasi)
    budget, spent = angka(anggaran), angka(realisasi)
    if budget is None or spent is None:
        return None
    if budget < 0 or spent < 0:
        raise RuleError(NUM, "negative amount")
    if budget == 0:
        if spent == 0:
            return None
        raise RuleError(DIV0, "spending without a budget")
    return budget, spent


def _percent(result: float) -> float:
    if not math.isfinite(result):
        raise RuleError(NUM, "beyond what a double holds")
    return result


def _kategori_of(bounds: list[Decimal], names: list[str], capaian: Cell) -> str | None:
    number = angka(capaian)
    return None if number is None else names[bisect_right(bounds, rounded(number))]


def _bands(rows: Rows, with_label: bool) -> tuple[list[Decimal], list[str]]:
    """Return the ascending lower bounds from the second band on, and the names of all bands."""
    name_at = 2 if with_label else 1
    if not rows or len(rows[0]) not in (2, 3) or len(rows[0]) <= name_at:
        raise RuleError(VALUE, "a scale has a lower bound, a code and perhaps a label")
    first, *rest = (angka(row[0]) for row in rows)
    bounds = [exact(bound) for bound in rest if bound is not None]
    rising = [*([] if first is None else [exact(first)]), *bounds]
    if len(bounds) != len(rest) or any(low >= high for low, high in pairwise(rising)):
        raise RuleError(VALUE, "a scale rises")
    return bounds, [_band_name(row[name_at]) for row in rows]


def _band_name(cell: Cell) -> str:
    if isinstance(cell, str) and cell.strip(SPACES):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return format(cell, ".15g")
    raise RuleError(VALUE, "a band without a name")


def _keyword(cell: Cell, known: dict[str, bool]) -> str:
    word = "" if cell is None else cell.strip(SPACES).lower() if isinstance(cell, str) else None
    if word is None or word not in known:
        raise RuleError(VALUE, f"{cell!r} is none of {', '.join(filter(None, known))}")
    return word


def _raise_errors(*cells: object) -> None:
    """Raise the leftmost error value, which takes precedence over all other checks."""
    for cell in cells:
        if is_error(cell):
            raise RuleError(cast("str", cell))


# ---------------------------------------------------------------- ranges
def _is_range(value: object) -> bool:
    return isinstance(value, list | tuple)


def _cells(value: object) -> Iterable[object]:
    return (cell for row in _rows(value) for cell in row) if _is_range(value) else ()


def _rows(value: object) -> Rows:
    """Return ``value`` as rows x columns; raise ``#VALUE!`` if it is not rectangular."""
    if not isinstance(value, list | tuple) or not all(_is_range(row) for row in value):
        raise RuleError(VALUE, "not a range")
    if len({len(row) for row in value}) > 1:
        raise RuleError(VALUE, "rows of unequal length")
    return value


def over_ranges(rule: Callable[..., _T], *args: object) -> _T | list[list[_T | str]]:
    """Apply ``rule`` to scalars, or to every cell of the ranges among ``args`` with errors as their text.

    Raises:
        RuleError: any that the rule raises for scalars; ``#VALUE!`` for ranges of unequal shape.
    """
    ranges = [_rows(arg) for arg in args if _is_range(arg)]
    if not ranges:
        return rule(*args)
    shapes = {(len(rows), len(rows[0]) if rows else 0) for rows in ranges}
    large = shapes - {(1, 1)}
    if len(large) > 1 or any(0 in shape for shape in shapes):
        raise RuleError(VALUE, "ranges of unequal shape")
    height, width = large.pop() if large else (1, 1)

    def stretched(arg: object) -> Sequence[Sequence[object]]:
        if _is_range(arg) and (height, width) == (len(cast("Rows", arg)), len(cast("Rows", arg)[0])):
            return cast("Rows", arg)
        return [[cast("Rows", arg)[0][0] if _is_range(arg) else arg] * width] * height

    result: list[list[_T | str]] = []
    for rows in zip(*map(stretched, args), strict=True):
        line: list[_T | str] = []
        for cells in zip(*rows, strict=True):
            try:
                line.append(rule(*cells))
            except RuleError as error:
                line.append(error.code)
        result.append(line)
    return result
