"""The year in quarters: what target and realisasi come to up to one of them, and what is left for the others. Pure.

What is typed for an indicator are four targets and four realisasi, and by its kind (`JENIS`) they are added up, averaged, or the
last one counts. Its capaian is computed from the results by the rules of any capaian (`xlfuncs.rules.capaian_triwulan`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, cast

from xlfuncs import aturan as choices
from xlfuncs.adding import finite, mean, total
from xlfuncs.angka import Cell, angka
from xlfuncs.aturan import Rows
from xlfuncs.errors import VALUE, RuleError, raise_errors

TRIWULAN: Final = ("I", "II", "III", "IV")
"""The quarters, as reports number them."""
JUMLAH: Final = "jumlah"
POSISI_AKHIR: Final = "posisi akhir"
RATA_RATA: Final = "rata-rata"
PEMBILANG: Final = "pembilang/penyebut"
JENIS: Final = (JUMLAH, POSISI_AKHIR, RATA_RATA, PEMBILANG)
"""The kinds of indicators: their quarters are added up, the last one counts, they are averaged, or they are parts of a ratio."""
ADDED_UP: Final = (JUMLAH, PEMBILANG)
"""The kinds whose quarters are added up, so that one that is not filled in leaves the sum unknown."""
TRIWULAN_ITU: Final = "triwulan itu"
SAMPAI: Final = "s.d. triwulan"
CARA_ISI: Final = (TRIWULAN_ITU, SAMPAI)
"""What is typed for a quarter of a kind that is added up: its own part (default), or the sum from the beginning of the year."""
NUMBERED: Final[Mapping[str, int]] = {"": 0, "-": 0, **{numeral.lower(): number for number, numeral in enumerate(TRIWULAN, 1)}}
"""The number of a quarter, from 1, by the words for it in a cell; 0 is a blank."""
REALISASI: Final = "realisasi"
BAGIAN: Final[Mapping[str, str]] = {"": REALISASI, "-": REALISASI, REALISASI: REALISASI, "target": "target"}
"""Which of the two numbers up to a quarter a cell asks for, by the words for it. The VBA twin uses these words as well."""
TIDAK_TERISI: Final = "abu-abu"
"""The status of an indicator without a capaian."""

_LAST: Final = len(TRIWULAN)
_PERCENT: Final = 100


class Sampai(NamedTuple):
    """Target and realisasi from the beginning of the year up to a quarter, in the indicator's unit; None where they are not known."""

    target: float | None
    realisasi: float | None


class Triwulan(NamedTuple):
    """The quarters of an indicator up to one of them, as numbers; None for a blank.

    Attributes:
        number: the quarter, from 1.
        is_cumulative: whether what is typed is the sum from the beginning of the year.
        target, realisasi: of each quarter up to that one, as typed.
        penyebut: the denominator of the year; None unless it is above 0.
    """

    number: int
    jenis: str
    is_cumulative: bool
    target: Sequence[float | None]
    realisasi: Sequence[float | None]
    penyebut: float | None
    is_used: bool
    """Whether anything is typed for any quarter of the year."""

    @property
    def missing(self) -> int | None:
        """The first quarter, from 1, that has a target but no realisasi."""
        pairs = enumerate(zip(self.target, self.realisasi, strict=True), 1)
        return next((number for number, (target, done) in pairs if target is not None and done is None), None)

    @property
    def filled(self) -> Sequence[int]:
        """The places, from 0, of the quarters with a realisasi."""
        return [place for place, done in enumerate(self.realisasi) if done is not None]

    def own(self, typed: Sequence[float | None]) -> Sequence[float | None]:
        """Return the part of each quarter itself; a quarter that was typed as a sum up to it is that without the sum before it."""
        if not self.is_cumulative:
            return typed
        before, parts = 0.0, []
        for value in typed:
            parts.append(None if value is None else value - before)
            before = before if value is None else value
        return parts

    def sum(self, typed: Sequence[float | None]) -> float:
        """Add the quarters up, blank ones as 0.

        Raises:
            RuleError: ``#NUM!`` beyond what a double holds.
        """
        values = [value for value in typed if value is not None]
        return (values[-1] if values else 0.0) if self.is_cumulative else total(values)


def read(
    triwulan: int, jenis: Cell, cara_isi: Cell, target: Sequence[Cell], realisasi: Sequence[Cell], penyebut: Cell = None
) -> Triwulan | None:
    """Read what is typed for an indicator; None if its kind is blank.

    Args:
        triwulan: the quarter up to which it is wanted, from 1.
        jenis: one of `JENIS`.
        cara_isi: one of `CARA_ISI`; a blank is the first, and kinds that are not added up have no other.
        target, realisasi: of the four quarters; those after this one do not count.
        penyebut: the denominator of the year, for "pembilang/penyebut".

    Raises:
        RuleError: the leftmost error value among the arguments; ``#VALUE!`` for an unknown word, or a figure that is no number.
    """
    is_used = any(cell not in (None, "") for cell in (*target, *realisasi))
    target, realisasi = target[:triwulan], realisasi[:triwulan]
    raise_errors(jenis, cara_isi, *target, *realisasi, penyebut)
    kind, way = choices.word(jenis), choices.word(cara_isi)
    if kind not in ("", *JENIS) or way not in ("", *CARA_ISI):
        raise RuleError(VALUE, f"{jenis!r} or {cara_isi!r} is no kind of indicator, or no way to fill one in")
    targets, done, whole = [angka(cell) for cell in target], [angka(cell) for cell in realisasi], angka(penyebut)
    if kind == "":
        return None
    return Triwulan(
        triwulan,
        kind,
        kind in ADDED_UP and way == SAMPAI,
        targets,
        done,
        whole if whole is not None and whole > 0 else None,
        is_used,
    )


def sampai_triwulan(
    triwulan: int, jenis: Cell, cara_isi: Cell, target: Sequence[Cell], realisasi: Sequence[Cell], penyebut: Cell = None
) -> Sampai:
    """Compute target and realisasi up to a quarter; the arguments are those of `read`.

    - "jumlah": the sums. The realisasi is not known while a quarter has a target but no realisasi; one with neither counts 0.
    - "posisi akhir": those of the last quarter that has a realisasi.
    - "rata-rata": the means over the quarters that have a realisasi.
    - "pembilang/penyebut": the sums as of "jumlah", divided by the year's denominator, in percent; not known without one above 0.

    Raises:
        RuleError: as `read`; ``#NUM!`` beyond what a double holds.

    Source: Permendagri 86/2017, Tabel E.81; the quarterly measurements of BPS.
    """
    return sampai(read(triwulan, jenis, cara_isi, target, realisasi, penyebut))


def sampai(quarters: Triwulan | None) -> Sampai:
    """Compute `sampai_triwulan` of what is read already."""
    if quarters is None or not quarters.is_used:
        return Sampai(None, None)
    filled = quarters.filled
    match quarters.jenis:
        case "posisi akhir":
            return Sampai(quarters.target[filled[-1]], quarters.realisasi[filled[-1]]) if filled else Sampai(None, None)
        case "rata-rata":
            means = (
                mean([value for place in filled if (value := typed[place]) is not None]) for typed in (quarters.target, quarters.realisasi)
            )
            return Sampai(*means)
        case _:
            done = None if quarters.missing else quarters.sum(quarters.realisasi)
            return Sampai(*(_of_whole(quarters, value) for value in (quarters.sum(quarters.target), done)))


def _of_whole(quarters: Triwulan, value: float | None) -> float | None:
    if quarters.jenis != PEMBILANG:
        return value
    return None if value is None or quarters.penyebut is None else finite(value / quarters.penyebut * _PERCENT)


def sisa(
    triwulan: int,
    jenis: Cell,
    cara_isi: Cell,
    target: Sequence[Cell],
    realisasi: Sequence[Cell],
    penyebut: Cell = None,
    target_pk: Cell = None,
) -> float | None:
    """Compute what each quarter after this one must bring to reach the year's target; None after the last, or where it is not known.

    It is in the unit in which the quarters are typed, so numerators for "pembilang/penyebut". For "rata-rata" the quarters that were
    not measured stay out of the year's mean.

    Args:
        target_pk: the target of the year; the other arguments are those of `read`.

    Raises:
        RuleError: as `sampai_triwulan`, then an error in `target_pk`; ``#NUM!`` beyond what a double holds.
    """
    quarters = read(triwulan, jenis, cara_isi, target, realisasi, penyebut)
    return None if quarters is None else left(quarters, target_pk)


def left(quarters: Triwulan, target_pk: Cell) -> float | None:
    """Compute `sisa` of what is read already."""
    whole, remaining = angka(target_pk), _LAST - quarters.number
    if whole is None or remaining == 0 or not quarters.is_used:
        return None
    if quarters.jenis == POSISI_AKHIR:
        return whole
    done = quarters.sum(quarters.realisasi)
    if quarters.jenis == RATA_RATA:
        count = len(quarters.filled)
        return finite(((count + remaining) * whole - done) / remaining) if count else None
    if quarters.missing:
        return None
    if quarters.jenis == PEMBILANG:
        if quarters.penyebut is None:
            return None
        whole = whole * quarters.penyebut / _PERCENT
    return finite((whole - done) / remaining)


def is_out_of_reach(quarters: Triwulan, needed: float | None, *, falls: bool) -> bool:
    """Return whether what each remaining quarter must bring is better than any quarter so far, or below 0 where less is better.

    Args:
        needed: the result of `left`.
        falls: whether lower values of the indicator are better.
    """
    parts = [part for part in quarters.own(quarters.realisasi) if part is not None]
    if needed is None or not parts:
        return False
    return needed < 0 or needed < min(parts) if falls else needed > max(parts)


# ---------------------------------------------------------------- the cell functions
def sampai_triwulan_of(
    triwulan: Cell,
    jenis: Cell,
    target: Cell | Rows,
    realisasi: Cell | Rows,
    cara_isi: Cell = None,
    penyebut: Cell = None,
    bagian: Cell = None,
) -> float | None:
    """Compute one of the numbers of `sampai_triwulan` from cells, in the indicator's unit; None where it is not known.

    Args:
        triwulan: "I" to "IV", or 1 to 4.
        target, realisasi: the cells of the four quarters, in a row or a column.
        jenis, cara_isi, penyebut: as for `read`.
        bagian: "realisasi" (default) or "target".

    Raises:
        RuleError: the leftmost error value among the arguments, except in quarters after the one in question; ``#VALUE!`` for
            an unknown word, for another quarter, for ranges of another size, and for a figure that is no number; ``#NUM!``
            beyond what a double holds.
    """
    quarters = _read_cells(triwulan, jenis, target, realisasi, cara_isi, penyebut, (cara_isi, penyebut, bagian))
    part = choices.keyword(bagian)
    if part is None or part not in BAGIAN:
        raise RuleError(VALUE, f"{bagian!r} is neither target nor realisasi")
    found = sampai(quarters)
    return found.realisasi if BAGIAN[part] == REALISASI else found.target


def sisa_triwulan_of(
    triwulan: Cell,
    jenis: Cell,
    target: Cell | Rows,
    realisasi: Cell | Rows,
    target_pk: Cell,
    cara_isi: Cell = None,
    penyebut: Cell = None,
) -> float | None:
    """Compute `sisa` from cells, in the unit in which the quarters are typed; None after the last quarter, or where it is not known.

    Args:
        target_pk: the target of the year; the other arguments are those of `sampai_triwulan_of`.

    Raises:
        RuleError: as `sampai_triwulan_of`.
    """
    quarters = _read_cells(triwulan, jenis, target, realisasi, cara_isi, penyebut, (target_pk, cara_isi, penyebut))
    whole = angka(target_pk)
    return None if quarters is None else left(quarters, whole)


def _read_cells(
    triwulan: Cell,
    jenis: Cell,
    target: Cell | Rows,
    realisasi: Cell | Rows,
    cara_isi: Cell,
    penyebut: Cell,
    after: Sequence[Cell],
) -> Triwulan | None:
    """Read the arguments of a cell function, as `read`; None for a blank quarter as well.

    Args:
        after: the arguments to the right of target and realisasi, in their order.
    """
    number, targets, done = _number_of_quarter(triwulan), _line(target), _line(realisasi)
    counted = number or _LAST
    raise_errors(triwulan, jenis, *targets[:counted], *done[:counted], *after)
    if number is None or not (_is_four(target) and _is_four(realisasi)):
        raise RuleError(VALUE, f"{triwulan!r} is no quarter, or the ranges do not have four cells")
    quarters = read(counted, jenis, cara_isi, targets, done, penyebut)
    return quarters if number else None


def _number_of_quarter(triwulan: Cell) -> int | None:
    """Return the number of a quarter, from 1; 0 for a blank, None for what is no quarter."""
    word = choices.keyword(triwulan)
    if word is not None and word in NUMBERED:
        return NUMBERED[word]
    try:
        number = angka(triwulan)
    except RuleError:
        return None
    if number is None:
        return 0
    return int(number) if number in range(1, _LAST + 1) else None


def _line(typed: Cell | Rows) -> Sequence[Cell]:
    """Return the cells of a range in reading order, or the single one."""
    return [cell for row in typed for cell in row] if isinstance(typed, list | tuple) else [cast("Cell", typed)]


def _is_four(typed: Cell | Rows) -> bool:
    """Return whether a range is a row or a column of four cells."""
    return isinstance(typed, list | tuple) and len(_line(typed)) == _LAST and len(typed) in (1, _LAST)
