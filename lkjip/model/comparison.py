"""What differs between two reports, in the words of the field, and what it does to the averages and totals. Pure.

Rows are matched by what they say, not by where they stand, so a row that was moved or inserted is no difference of the rows below it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process

from lkjip.model import groups
from lkjip.model.columns import Kind, Role, Table
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan, Ringkasan, Row, ringkasan
from lkjip.model.prose import of_office
from lkjip.model.tables import NASKAH, TABEL_3_1, TABLES
from lkjip.model.tables.profile import PROFIL
from xlfuncs import id_format
from xlfuncs.angka import Cell

ROW: Final = "baris"
"""In place of a column's name, where a whole row is new or gone."""
_RENAMED: Final = 85.0  # percent of letters in common
_MOST_RENAMED: Final = 200  # rows without a partner; more are another table, not new names
_NAMED: Final = 10
"""Indicators whose part in the shift of the mean is told one by one."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same.

    Attributes:
        sheet: the sheet's usual title.
        row: the row's name: an indicator, a program, a key of the Profil or of the rules.
        column: what of it; `ROW` if the row is new (`old` is None) or gone (`new` is None).
    """

    sheet: str
    row: str
    column: str
    old: Cell
    new: Cell


@dataclass(frozen=True)
class Figure:
    """A figure of BAB IV in both reports; percent, rupiah, a number or a category's code."""

    name: str
    old: Cell
    new: Cell


@dataclass(frozen=True)
class Cause:
    """What moves the mean capaian, one change after the other, so that all causes together are the whole shift.

    Attributes:
        why: the rules and bands, or an indicator's name.
        old: the indicator's capaian before (percent); None if it was not there or not measured.
        new: and after.
        shift: of the mean, in percentage points.
    """

    why: str
    old: Cell
    new: Cell
    shift: float


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two reports."""

    differences: Sequence[Difference]
    figures: Sequence[Figure]
    causes: Sequence[Cause]


def compare(old: Laporan, new: Laporan) -> Comparison:
    """Compare what two reports hold, and explain how the mean capaian moved. Texts that the template brings are no difference."""
    old, new = map(_of_office, (old, new))
    pairs = {table.key: _pairs(table, old, new) for table in TABLES}
    differences = [*_profil(old, new), *_rules(old, new)]
    for table in TABLES:
        differences += _rows(table, pairs[table.key], old, new)
    figures = list(_figures(ringkasan(old), ringkasan(new)))
    return Comparison(differences, figures, list(_causes(old, new, pairs[TABEL_3_1.key])))


def _of_office(laporan: Laporan) -> Laporan:
    """A report without the texts that the template brings."""
    texts = of_office(NASKAH, laporan.inputs.get(NASKAH.key, ()))
    places = {key: places for key, places in laporan.places.items() if key != NASKAH.key}
    return replace(laporan, inputs={**laporan.inputs, NASKAH.key: texts}, places=places)


# ---------------------------------------------------------------- Profil, rules, bands
def _profil(old: Laporan, new: Laporan) -> Iterator[Difference]:
    for row in PROFIL:
        before, after = old.profil.get(row.key), new.profil.get(row.key)
        if before != after:
            yield Difference(groups.PROFIL, row.label, "nilai", before, after)


def _rules(old: Laporan, new: Laporan) -> Iterator[Difference]:
    before, after = ({str(key): choice for key, choice in laporan.aturan} for laporan in (old, new))
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            yield Difference(groups.ATURAN, key, "berlaku", before.get(key), after.get(key))
    scales = (
        ("capaian", old.skala, new.skala),
        ("serapan", old.skala_serapan, new.skala_serapan),
        ("triwulan", old.skala_triwulan, new.skala_triwulan),
    )
    for name, these, those in scales:
        for number, (one, other) in enumerate(zip_longest(these, those), 1):
            if one != other and [*(one or ())] != [*(other or ())]:
                yield Difference(groups.SKALA, f"pita {number} {name}", "batas, kode, nama", _band(one), _band(other))


def _band(band: Sequence[Cell] | None) -> Cell:
    if band is None:
        return None
    return ", ".join(id_format.typed(cell) if isinstance(cell, float) else str(cell or "") for cell in band)


# ---------------------------------------------------------------- rows
class _Pair(NamedTuple):
    """The numbers of a row in the old and the new table; None where it is not there."""

    old: int | None
    new: int | None


def _pairs(table: Table, old: Laporan, new: Laporan) -> Sequence[_Pair]:
    """Match the rows of a table: equal ones first, then those of the same words, the same name, and at last of nearly the same name."""
    before, after = old.inputs.get(table.key, ()), new.inputs.get(table.key, ())
    left, right = list(range(len(before))), list(range(len(after)))
    partners: dict[int, int] = {}

    def match(same: Callable[[Row], Hashable]) -> None:
        waiting: dict[Hashable, list[int]] = {}
        for number in reversed(right):
            waiting.setdefault(same(after[number]), []).append(number)
        for number in left:
            if found := waiting.get(same(before[number])):
                partners[number] = found.pop()
        left[:] = [number for number in left if number not in partners]
        taken = set(partners.values())
        right[:] = [number for number in right if number not in taken]

    inputs = [column for column in table.columns if column.is_input]
    words = [column.key for column in inputs if column.kind in (Kind.TEXT, Kind.LIST)]
    part = table.key_with(Role.BAGIAN)
    match(lambda row: tuple(row.get(column.key) for column in inputs))
    match(lambda row: tuple(_key(row.get(key)) for key in words))
    match(lambda row: (_key(row.get(part)) if part else "", _key(row.get(table.row_key))))
    if len(left) <= _MOST_RENAMED and len(right) <= _MOST_RENAMED:
        for number in left:
            name = _key(before[number].get(table.row_key))
            names = {other: _key(after[other].get(table.row_key)) for other in right}
            best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=_RENAMED) if name else None
            if best:
                partners[number] = best[2]
                right.remove(best[2])
    gone = [_Pair(number, None) for number in range(len(before)) if number not in partners]
    back = {number: other for other, number in partners.items()}
    return [*(_Pair(back.get(number), number) for number in range(len(after))), *gone]


def _key(value: Cell) -> str:
    return "" if value is None else key_of(value)


def _rows(table: Table, pairs: Sequence[_Pair], old: Laporan, new: Laporan) -> Iterator[Difference]:
    before, after = old.rows[table.key], new.rows[table.key]
    for pair in pairs:
        one = None if pair.old is None else before[pair.old]
        other = None if pair.new is None else after[pair.new]
        name = _name(table, other or one or {})
        if one is None or other is None:
            yield Difference(table.sheet, name, ROW, *(None if row is None else _name(table, row) for row in (one, other)))
            continue
        for column in table.columns:
            if (column.is_input or column.exported) and not _same(one[column.key], other[column.key]):
                yield Difference(table.sheet, name, column.name, one[column.key], other[column.key])


def _same(one: Cell, other: Cell) -> bool:
    """Whether two cells show the same; computed figures may differ in their last digits."""
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))
    return one == other


def _name(table: Table, row: Row) -> str:
    """What a row is called: its key, or else its first words."""
    texts = [row.get(table.row_key), *(row.get(column.key) for column in table.columns if column.is_input and not column.kind.is_number)]
    return next((" ".join(str(text).split()) for text in texts if _key(text)), "tanpa nama")


# ---------------------------------------------------------------- figures
_FIGURES: Final = {
    "jumlah_indikator": "Jumlah indikator",
    "rata_rata_capaian": "Rata-rata capaian",
    "kategori_rata_rata": "Kategori rata-rata",
    "total_anggaran": "Total anggaran",
    "total_realisasi": "Total realisasi",
    "total_serapan": "Total serapan",
    "total_efisiensi": "Total efisiensi",
}


def _figures(old: Ringkasan, new: Ringkasan) -> Iterator[Figure]:
    for key, name in _FIGURES.items():
        before, after = getattr(old, key), getattr(new, key)
        if not _same(before, after):
            yield Figure(name, before, after)
    for code in dict.fromkeys([*old.jumlah, *new.jumlah]):
        if old.jumlah.get(code) != new.jumlah.get(code):
            yield Figure(f"Indikator berkategori {code}", old.jumlah.get(code), new.jumlah.get(code))


_Moved: TypeAlias = tuple[_Pair, Cell, Cell]
"""An indicator's rows, and its capaian in both (percent)."""


def _causes(old: Laporan, new: Laporan, pairs: Sequence[_Pair]) -> Iterator[Cause]:
    """Turn the old Tabel 3.1 into the new one, the rules first, then one indicator after the other, and see what each does to the mean."""
    start, end = _mean(old), _mean(new)
    if start is None or end is None or _same(start, end):
        return
    now = replace(old, pilihan=new.pilihan, skala=new.skala, unnamed={})
    mean = _mean(now)
    if mean is None:
        return
    if not _same(start, mean):
        yield Cause(groups.ATURAN, None, None, mean - start)
    before, after = now.rows[TABEL_3_1.key], new.rows[TABEL_3_1.key]
    moved = [(pair, _capaian(before, pair.old), _capaian(after, pair.new)) for pair in pairs]
    changed = sorted(filter(_has_moved, moved), key=_size, reverse=True)
    others = [each for each in moved if not _has_moved(each)]
    for number, (pair, one, other) in enumerate(changed[:_NAMED], 1):
        now = _with(now, new, old, changed[:number], [*changed[number:], *others])
        after_it = _mean(now)
        if after_it is None:
            return
        row = new.inputs[TABEL_3_1.key][pair.new] if pair.new is not None else old.inputs[TABEL_3_1.key][pair.old or 0]
        if not _same(mean, after_it):
            yield Cause(_name(TABEL_3_1, row), one, other, after_it - mean)
        mean = after_it
    if not _same(mean, end):
        rest = len(changed) - _NAMED
        yield Cause(f"{rest} indikator lain" if rest > 0 else "bobot dan sasaran", None, None, end - mean)


def _with(now: Laporan, new: Laporan, old: Laporan, done: Sequence[_Moved], waiting: Sequence[_Moved]) -> Laporan:
    """The report whose rows of Tabel 3.1 are the new ones of `done` and the old ones of `waiting`."""
    key = TABEL_3_1.key
    rows = [new.inputs[key][pair.new] for pair, *_ in done if pair.new is not None]
    rows += [old.inputs[key][pair.old] for pair, *_ in waiting if pair.old is not None]
    return replace(now, inputs={**new.inputs, key: rows}, places={})


def _capaian(rows: Sequence[Row], number: int | None) -> Cell:
    return None if number is None else rows[number]["capaian"]


def _has_moved(moved: _Moved) -> bool:
    pair, one, other = moved
    return None in pair or not _same(one, other)


def _size(moved: _Moved) -> float:
    """How far an indicator's capaian moved."""
    one, other = (value if isinstance(value, float | int) else 0.0 for value in moved[1:])
    return abs(other - one)


def _mean(laporan: Laporan) -> float | None:
    value = laporan.totals(TABEL_3_1)["capaian"]
    return float(value) if isinstance(value, float | int) else None
