"""Calculation rules: capaian, kategori, serapan, efisiensi. Pure; the reference for all other engines.

Each rule takes scalars or rectangular ranges (lists of rows). A range gives a list of rows of the same shape, with
the scalar rule applied to each element; an error is its text ("#DIV/0!") and a blank is None. A scalar or a single
cell is broadcast over the other range; unequal shapes give ``#VALUE!``.

The order of operations is fixed, so that other engines can give the same double.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias, TypeVar, cast, overload

from xlfuncs import aturan as choices
from xlfuncs.adding import finite, mean, total
from xlfuncs.angka import SPACES, Cell, angka, is_range
from xlfuncs.aturan import DEFAULT, Aturan, Rows
from xlfuncs.errors import DIV0, NUM, VALUE, RuleError, raise_errors
from xlfuncs.id_format import cut, exact, rounded
from xlfuncs.skala import SKALA_LKJIP, SKALA_TRIWULAN
from xlfuncs.triwulan import POSISI_AKHIR, TIDAK_TERISI, TRIWULAN, Sampai, sampai_triwulan, sisa

__all__ = [
    "ARAH",
    "SKALA_LKJIP",
    "Aturan",
    "Measured",
    "RuleError",
    "arah_of",
    "capaian",
    "capaian_pk",
    "capaian_triwulan",
    "efisiensi",
    "is_falling",
    "jumlah",
    "kategori",
    "limited",
    "measured",
    "over_ranges",
    "rata_rata",
    "rata_rata_berbobot",
    "rata_rata_geometrik",
    "rata_rata_menurut",
    "rata_rata_per_sasaran",
    "reached",
    "sampai_triwulan",
    "serapan",
    "sisa",
    "status_triwulan",
    "way_of",
]

Numbers: TypeAlias = list[list[float | str | None]]
"""Result of a rule over a range: percent, None for a blank, an error as its text."""
Texts: TypeAlias = list[list[str | None]]

NAIK: Final = "naik"
TURUN: Final = "turun"
SELISIH: Final = "turun selisih"
RASIO: Final = "turun rasio"
RENTANG: Final = "rentang"
ARAH: Final[Mapping[str, str]] = {
    **dict.fromkeys(("", "-", NAIK, "positif", "+"), NAIK),
    **dict.fromkeys((TURUN, "negatif"), TURUN),
    **{word: word for word in (SELISIH, RASIO, RENTANG)},
}
"""The direction, by every word for it. The VBA twin and the native formulas use these words as well."""
_PLAIN: Final = frozenset((NAIK, TURUN))
BEYOND: Final = 1e15
"""A capaian that every upper limit cuts, and that no rounding changes."""
LABELLED: Final = {"": False, "kode": False, "lengkap": True}
"""Whether the label is wanted, by the word for bentuk. The VBA twin and the native formulas use these words as well."""

_T = TypeVar("_T")


@overload
def capaian(
    target: Cell,
    realisasi: Cell,
    arah: Cell = NAIK,
    aturan: Rows | Aturan | None = None,
    target_atas: Cell = None,
    batas_atas: Cell = None,
) -> float | None: ...
@overload
def capaian(
    target: Cell | Rows,
    realisasi: Cell | Rows,
    arah: Cell | Rows = NAIK,
    aturan: Rows | Aturan | None = None,
    target_atas: Cell | Rows = None,
    batas_atas: Cell | Rows = None,
) -> float | Numbers | None: ...
def capaian(
    target: Cell | Rows,
    realisasi: Cell | Rows,
    arah: Cell | Rows = NAIK,
    aturan: Rows | Aturan | None = None,
    target_atas: Cell | Rows = None,
    batas_atas: Cell | Rows = None,
) -> float | Numbers | None:
    """Compute the capaian of an indicator in percent; None if it has not been measured yet, or is left out.

    Args:
        target, realisasi: in the indicator's own unit; texts with an Indonesian number are accepted.
        arah: "naik" (default; a blank, "positif", "+"): the higher the better, ``realisasi / target * 100``;
            "turun" (alias "negatif"): the lower the better, by the office's formula, without one
            ``(target - (realisasi - target)) / target * 100``; "turun selisih" that formula, "turun rasio"
            ``target / realisasi * 100`` whatever the office's is; "rentang": the worse the farther on either side.
        aturan: the office's rules as rows of (key, choice), never stretched over a range; None are the report's.
        target_atas: the upper end of a range of targets. Inside it the capaian is 100; outside, the nearer end is the
            target. A blank, or one below the target, is none.
        batas_atas: the indicator's own upper limit in percent; a blank is the office's.

    Raises:
        RuleError: the leftmost error value among the arguments (among the rules, the first in reading order);
            ``#VALUE!`` for unknown rules or an unknown arah, or an argument that is not a number; ``#DIV/0!`` for target
            0, and for realisasi 0 by "rasio" without an upper limit; ``#NUM!`` if the result overflows a double.

    Source: BAB III 3.1 of the report, formulas 1 and 2; PermenPANRB 8/2021, Permendagri 86/2017 and reports of other offices.
    """
    try:
        rules = choices.read(aturan)
    except RuleError:
        raise_errors(target, realisasi, arah, aturan, *_cells(aturan), target_atas, batas_atas)
        raise
    return cast("float | Numbers | None", over_ranges(partial(_capaian_of, rules), target, realisasi, arah, target_atas, batas_atas))


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
    raise_errors(capaian, scale, *_cells(scale), bentuk)
    bounds, names = _bands(_rows(scale), LABELLED[_keyword(bentuk, LABELLED)])
    return cast("str | Texts | None", over_ranges(partial(_kategori_of, bounds, names), capaian))


def arah_of(arah: Cell) -> str:
    """Return the direction that a cell names: "naik", "turun", "turun selisih", "turun rasio" or "rentang".

    Raises:
        RuleError: ``#VALUE!`` for an unknown direction.
    """
    return ARAH[_keyword(arah, ARAH)]


def is_falling(arah: Cell) -> bool:
    """Return whether lower values of an indicator are better; of "rentang" they are not.

    Raises:
        RuleError: ``#VALUE!`` for an unknown direction.
    """
    return arah_of(arah) in (TURUN, SELISIH, RASIO)


def rata_rata(values: Iterable[Cell]) -> float | None:
    """Compute the arithmetic mean of ``values`` (percent); blanks are skipped, None if nothing is left.

    Raises:
        RuleError: the first error value among them.

    Source: "RATA-RATA CAPAIAN", Tabel 3.1 of the report.
    """
    return mean([number for number in map(angka, values) if number is not None])


def rata_rata_per_sasaran(values: Iterable[Cell], sasaran: Iterable[Hashable]) -> float | None:
    """Compute the mean of the sasaran's means (percent); a sasaran with nothing measured does not count.

    Args:
        sasaran: the key of the sasaran that each value belongs to; values without one (None) are a sasaran together.

    Raises:
        RuleError: the first error value among the values.
    """
    groups: defaultdict[Hashable, list[float]] = defaultdict(list)
    for value, key in zip(values, sasaran, strict=True):
        number = angka(value)
        if number is not None:
            groups[key].append(number)
    return mean([total(numbers) / len(numbers) for numbers in groups.values()])


def rata_rata_berbobot(values: Iterable[Cell], bobot: Iterable[Cell]) -> float | None:
    """Compute the weighted mean of ``values`` (percent): ``sum(bobot * value) / sum(bobot)`` over the measured.

    If all weights are blank it is the arithmetic mean; a blank among filled ones weighs nothing.

    Raises:
        RuleError: the first error value among the values, then among the weights; ``#VALUE!`` for a weight that is no
            number, ``#NUM!`` for a negative one, ``#DIV/0!`` if the weights of the measured are 0 together.
    """
    numbers = list(map(angka, values))
    given = list(bobot)
    raise_errors(*given)
    weights = list(map(angka, given))
    if all(weight is None for weight in weights):
        return rata_rata(numbers)
    if any(weight is not None and weight < 0 for weight in weights):
        raise RuleError(NUM, "a negative weight")
    measured = [(number, weight or 0.0) for number, weight in zip(numbers, weights, strict=True) if number is not None]
    if not measured:
        return None
    whole = total(weight for _, weight in measured)
    if whole == 0:
        raise RuleError(DIV0, "the weights of the measured are 0")
    return total(number * weight for number, weight in measured) / whole


def rata_rata_geometrik(values: Iterable[Cell]) -> float | None:
    """Compute the geometric mean of ``values`` (percent); blanks are skipped, None if nothing is left.

    Raises:
        RuleError: the first error value among them; ``#NUM!`` for a value at or below 0.

    Source: PMK 22/2021.
    """
    numbers = [number for number in map(angka, values) if number is not None]
    if any(number <= 0 for number in numbers):
        raise RuleError(NUM, "a geometric mean of a value at or below 0")
    logarithm = mean([math.log(number) for number in numbers])
    return None if logarithm is None else math.exp(logarithm)


def rata_rata_menurut(cara: str, values: Iterable[Cell], sasaran: Iterable[Hashable], bobot: Iterable[Cell]) -> float | None:
    """Compute the mean of ``values`` (percent) as the office has chosen: ``cara`` is a choice of rata_rata in `xlfuncs.aturan`."""
    match cara:
        case "per sasaran":
            return rata_rata_per_sasaran(values, sasaran)
        case "berbobot":
            return rata_rata_berbobot(values, bobot)
        case "geometrik":
            return rata_rata_geometrik(values)
        case _:
            return rata_rata(values)


def jumlah(values: Iterable[Cell]) -> float:
    """Compute the sum of ``values`` (rupiah); blanks are skipped.

    Raises:
        RuleError: the first error value among them; ``#VALUE!`` for a non-blank text, even one that is a
            number, because a spreadsheet's SUM would silently skip it.

    Source: "Jumlah Anggaran", Tabel 3.2 of the report.
    """
    amounts = list(values)
    raise_errors(*amounts)
    if any(isinstance(amount, str) and angka(amount) is not None for amount in amounts):
        raise RuleError(VALUE, "a text among the amounts")
    return total(angka(amount) or 0.0 for amount in amounts)


# ---------------------------------------------------------------- quarters
def capaian_triwulan(
    sampai: Sampai,
    target_pk: Cell = None,
    arah: Cell = NAIK,
    aturan: Rows | Aturan | None = None,
    target_atas: Cell = None,
    batas_atas: Cell = None,
) -> float | None:
    """Compute the capaian up to a quarter against the target up to it (percent), by the indicator's own rule; None if it is not known.

    A target of 0 is none as yet, unless the year's target is 0 as well and the office has chosen what that means.

    Args:
        sampai: the result of `sampai_triwulan`.
        target_pk, target_atas: the year's target, and the upper end of it, which counts where the target up to the quarter is the year's.
        arah, aturan, batas_atas: as for :func:`capaian`.

    Raises:
        RuleError: as :func:`capaian`.
    """
    office = choices.read(aturan)
    return _limited_of(office, measured_triwulan(office, sampai, target_pk, arah, target_atas, batas_atas))


def capaian_pk(
    sampai: Sampai,
    triwulan: int,
    jenis: Cell,
    target_pk: Cell,
    arah: Cell = NAIK,
    aturan: Rows | Aturan | None = None,
    target_atas: Cell = None,
    batas_atas: Cell = None,
) -> float | None:
    """Compute the capaian up to a quarter against the year's target (percent); None if it is not known.

    Where lower is better, a part of the year says nothing about the whole, except of a kind whose last quarter counts.

    Args:
        triwulan: the quarter, from 1.
        jenis: one of `xlfuncs.triwulan.JENIS`.
        sampai, target_pk, arah, aturan, target_atas, batas_atas: as for :func:`capaian_triwulan`.

    Raises:
        RuleError: as :func:`capaian`.
    """
    office = choices.read(aturan)
    return _limited_of(office, measured_pk(office, sampai, triwulan, jenis, target_pk, arah, target_atas, batas_atas))


def measured_triwulan(aturan: Aturan, sampai: Sampai, target_pk: Cell, arah: Cell, target_atas: Cell, batas_atas: Cell) -> Measured | None:
    """Read the arguments of :func:`capaian_triwulan`, the first step; None if there is nothing to compute.

    Raises:
        RuleError: as :func:`capaian` for its arguments.
    """
    whole = angka(target_pk)
    if sampai.target is None or sampai.realisasi is None:
        return None
    raise_errors(arah, batas_atas)
    is_whole, _ = whole is not None and is_same(sampai.target, whole), arah_of(arah)
    if sampai.target == 0 and not (is_whole and aturan.target_nol != "galat"):
        return None
    return measured(aturan, sampai.target, sampai.realisasi, arah, target_atas if is_whole else None, batas_atas)


def measured_pk(
    aturan: Aturan, sampai: Sampai, triwulan: int, jenis: Cell, target_pk: Cell, arah: Cell, target_atas: Cell, batas_atas: Cell
) -> Measured | None:
    """Read the arguments of :func:`capaian_pk`, the first step; None if there is nothing to compute.

    Raises:
        RuleError: as :func:`capaian` for its arguments.
    """
    whole = angka(target_pk)
    if sampai.realisasi is None or whole is None:
        return None
    raise_errors(arah, batas_atas)
    is_partial = is_falling(arah) and triwulan < len(TRIWULAN) and choices.word(jenis) != POSISI_AKHIR
    if is_partial or (whole == 0 and aturan.target_nol == "galat"):
        return None
    return measured(aturan, whole, sampai.realisasi, arah, target_atas, batas_atas)


def _limited_of(aturan: Aturan, numbers: Measured | None) -> float | None:
    percent = None if numbers is None else reached(aturan, numbers)
    return None if numbers is None or percent is None else limited(aturan, percent, numbers.limit)


def status_triwulan(capaian: Cell, skala: Rows = SKALA_TRIWULAN) -> str:
    """Return the status of a capaian up to a quarter (percent): the code of its band, "abu-abu" where there is none.

    Raises:
        RuleError: as :func:`kategori`.
    """
    return TIDAK_TERISI if capaian is None else kategori(capaian, skala) or TIDAK_TERISI


def is_same(one: float, other: float) -> bool:
    """Return whether spreadsheets take two numbers for one, such as 0.6 and the sum of 0.1, 0.2 and 0.3."""
    return math.isclose(one, other, rel_tol=1e-14)


# ---------------------------------------------------------------- one cell
def _capaian_of(aturan: Aturan, target: Cell, realisasi: Cell, arah: Cell, target_atas: Cell, batas_atas: Cell) -> float | None:
    # Fast path: nearly all cells have plain numbers and a plain direction, which need none of the checks below
    if aturan is DEFAULT and type(target) is float and type(realisasi) is float and type(arah) is str and arah in _PLAIN and target:
        result = _reached(arah, target, realisasi)
        if target_atas is None and batas_atas is None and math.isfinite(result):
            return result
    return _limited_of(aturan, measured(aturan, target, realisasi, arah, target_atas, batas_atas))


class Measured(NamedTuple):
    """The numbers of an indicator that has been measured.

    Attributes:
        way: its direction, with the office's formula in place of plain "turun".
        nearest: the target, or of a range of targets the end that is nearer to the realisasi, or the realisasi inside it.
        limit: its upper limit in percent, None for none.
    """

    way: str
    target: float
    realisasi: float
    nearest: float
    limit: float | None


def measured(aturan: Aturan, target: Cell, realisasi: Cell, arah: Cell, target_atas: Cell, batas_atas: Cell) -> Measured | None:
    """Read the arguments of :func:`capaian` for one cell, the first step; None if there is nothing to compute.

    Raises:
        RuleError: as :func:`capaian` for its arguments.
    """
    raise_errors(target, realisasi, arah, target_atas, batas_atas)
    way = way_of(aturan, arah)
    wanted, done, upper, limit = angka(target), angka(realisasi), angka(target_atas), angka(batas_atas)
    if wanted is None or done is None:
        return None
    if aturan.realisasi_nol == "kosong" and way == NAIK and wanted > 0 and done == 0:
        return None
    nearest = wanted if upper is None else max(wanted, min(done, upper))
    return Measured(way, wanted, done, nearest, aturan.batas_atas if limit is None else limit)


def way_of(aturan: Aturan, arah: Cell) -> str:
    """Return the direction that a cell names, with the office's formula in place of plain "turun".

    Raises:
        RuleError: ``#VALUE!`` for an unknown direction.
    """
    way = arah_of(arah)
    return f"{TURUN} {aturan.rumus_turun}" if way == TURUN else way


def reached(aturan: Aturan, numbers: Measured) -> float | None:
    """Compute the percentage without rounding and limits, the second step; `BEYOND` where it has to be the upper limit.

    Raises:
        RuleError: ``#DIV/0!`` and ``#NUM!`` as :func:`capaian`.
    """
    way, target, realisasi, nearest, limit = numbers
    if target == 0:
        return _of_target_zero(aturan, numbers)
    if realisasi == nearest:
        return 100.0
    if way == RASIO and realisasi == 0 and limit is not None:
        return BEYOND
    if (realisasi if way == RASIO else nearest) == 0:
        raise RuleError(DIV0, "realisasi 0 without an upper limit, or an upper end of 0")
    return finite(_reached(way, nearest, realisasi))


def limited(aturan: Aturan, percent: float, limit: float | None) -> float:
    """Round a percentage and keep it within the limits, the last step."""
    result = _rounded(aturan, percent)
    if aturan.batas_bawah is not None:
        result = max(aturan.batas_bawah, result)
    return result if limit is None else min(limit, result)


def _of_target_zero(aturan: Aturan, numbers: Measured) -> float | None:
    if aturan.target_nol == "galat":
        raise RuleError(DIV0, "target 0")
    if aturan.target_nol == "kosong":
        return None
    if numbers.realisasi == numbers.nearest:
        return 100.0
    is_better = numbers.way != RENTANG and (numbers.realisasi > numbers.nearest) == (numbers.way == NAIK)
    if is_better:
        return 100.0 if numbers.limit is None else BEYOND
    return aturan.batas_bawah or 0.0


def _reached(way: str, target: float, realisasi: float) -> float:
    """Compute the percentage, in the order of operations that all engines use."""
    if way == RASIO:
        return target / realisasi * 100
    if way in (TURUN, SELISIH) or (way == RENTANG and realisasi > target):
        return (target - (realisasi - target)) / target * 100
    return realisasi / target * 100


def _rounded(aturan: Aturan, result: float) -> float:
    match aturan.pembulatan:
        case "2 desimal":
            return float(rounded(result) + 0)  # + 0 turns -0 into 0
        case "bulat":
            return float(rounded(result, 0) + 0)
        case "potong":
            return float(cut(result) + 0)
        case _:
            return result


def _serapan_of(anggaran: Cell, realisasi: Cell) -> float | None:
    amounts = _budget(anggaran, realisasi)
    return None if amounts is None else finite(amounts[1] / amounts[0] * 100)


def _efisiensi_of(anggaran: Cell, realisasi: Cell) -> float | None:
    amounts = _budget(anggaran, realisasi)
    return None if amounts is None else finite((amounts[0] - amounts[1]) / amounts[0] * 100)


def _budget(anggaran: Cell, realisasi: Cell) -> tuple[float, float] | None:
    """Return budget (above 0) and spending in rupiah; None if there is nothing to compare."""
    if type(anggaran) is float and type(realisasi) is float and 0 < anggaran < math.inf and 0 <= realisasi < math.inf:
        return anggaran, realisasi
    raise_errors(anggaran, realisasi)
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


def _keyword(cell: Cell, known: Mapping[str, object]) -> str:
    word = choices.keyword(cell)
    if word is None or word not in known:
        raise RuleError(VALUE, f"{cell!r} is none of {', '.join(filter(None, known))}")
    return word


# ---------------------------------------------------------------- ranges
def _cells(value: object) -> Iterable[object]:
    return (cell for row in _rows(value) for cell in row) if is_range(value) else ()


def _rows(value: object) -> Rows:
    """Return ``value`` as rows x columns; raise ``#VALUE!`` if it is not rectangular."""
    if not isinstance(value, list | tuple) or not all(is_range(row) for row in value):
        raise RuleError(VALUE, "not a range")
    if len({len(row) for row in value}) > 1:
        raise RuleError(VALUE, "rows of unequal length")
    return value


def over_ranges(rule: Callable[..., _T], *args: object) -> _T | list[list[_T | str]]:
    """Apply ``rule`` to scalars, or to every cell of the ranges among ``args`` with errors as their text.

    Raises:
        RuleError: any that the rule raises for scalars; ``#VALUE!`` for ranges of unequal shape.
    """
    ranges = [_rows(arg) for arg in args if is_range(arg)]
    if not ranges:
        return rule(*args)
    shapes = {(len(rows), len(rows[0]) if rows else 0) for rows in ranges}
    large = shapes - {(1, 1)}
    if len(large) > 1 or any(0 in shape for shape in shapes):
        raise RuleError(VALUE, "ranges of unequal shape")
    height, width = large.pop() if large else (1, 1)

    def stretched(arg: object) -> Sequence[Sequence[object]]:
        if is_range(arg) and (height, width) == (len(cast("Rows", arg)), len(cast("Rows", arg)[0])):
            return cast("Rows", arg)
        return [[cast("Rows", arg)[0][0] if is_range(arg) else arg] * width] * height

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
