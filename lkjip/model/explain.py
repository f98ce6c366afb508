"""Why each figure is what it is: the worked line of a capaian by the office's rules, and what other lawful rules would give. Pure.

Every worked line computes the cell again: its arithmetic, then the rounding and the limits that it names, in that order.
Texts are in Bahasa Indonesia, numbers as `xlfuncs.id_format` writes them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from typing import Final

from lkjip.model.columns import Role
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1
from xlfuncs import aturan as choices
from xlfuncs import id_format, rules
from xlfuncs.angka import Cell, angka
from xlfuncs.aturan import ATURAN, Aturan
from xlfuncs.errors import NUM, VALUE, RuleError, is_error
from xlfuncs.rules import BEYOND, NAIK, RASIO, RENTANG, SELISIH, Measured

_MEAN: Final = "rata_rata"
_ARGUMENTS: Final = ("nilai_target", "nilai_realisasi", "arah", "target_atas", "batas_atas")
"""What the capaian of a row is computed from, in the order of the arguments of CAPAIAN."""
_TYPED: Final = {"nilai_target": "target", "nilai_realisasi": "realisasi"}
"""Where staff typed what a column of values holds."""
_LEFT_OUT: Final = "dikosongkan, tidak ikut dihitung"
_OTHERWISE: Final = {
    ("rumus_turun", "selisih"): "dengan selisih",
    ("rumus_turun", "rasio"): "dengan rasio",
    ("batas_atas", choices.TIDAK_ADA): "tanpa batas atas",
    ("batas_bawah", choices.TIDAK_ADA): "tanpa batas bawah",
    ("target_nol", "galat"): "target 0 sebagai kesalahan",
    ("target_nol", "kosong"): "target 0 dikosongkan",
    ("target_nol", "tercapai"): "target 0 dinilai tercapai atau tidak",
    ("realisasi_nol", "dihitung"): "realisasi 0 dihitung",
    ("realisasi_nol", "kosong"): "realisasi 0 dikosongkan",
    ("pembulatan", "tidak"): "tanpa pembulatan",
    ("pembulatan", "2 desimal"): "dibulatkan 2 desimal",
    ("pembulatan", "bulat"): "dibulatkan ke bilangan bulat",
    ("pembulatan", "potong"): "dipotong 2 desimal",
}
"""What is said of a choice that the office has not made; of limits that are numbers, `_said` says it."""
_LARGEST: Final = 15
"""Digits of a bound beyond which no cents are taken from it."""
_ROUNDED: Final = {"2 desimal": "dibulatkan 2 desimal", "bulat": "dibulatkan", "potong": "dipotong 2 desimal"}


@dataclass(frozen=True)
class Penjelasan:
    """Why an indicator has its capaian and category.

    Attributes:
        arah: its direction, with the formula that the office has chosen.
        capaian: the worked line, or why there is no figure.
        kategori: the category and its band; "" without one.
        lain: what other lawful rules would give, each with its figure; only those that differ.
    """

    indikator: str
    arah: str
    capaian: str
    kategori: str
    lain: Sequence[tuple[str, str]]


def explained(laporan: Laporan, teks: str | None = None) -> list[Penjelasan]:
    """Explain each indicator of Tabel 3.1, or those whose name contains a text: case, spaces and punctuation do not count."""
    (indikator,) = TABEL_3_1.keys(Role.INDIKATOR)
    rows = laporan.rows[TABEL_3_1.key]
    if teks is not None:
        wanted = key_of(teks)
        rows = [row for row in rows if wanted and wanted in key_of(row[indikator])]
    rules_in_force = _in_force(laporan)
    return [
        Penjelasan(
            str(row[indikator]),
            _direction(rules_in_force, row),
            _worked(laporan, rules_in_force, row),
            _category(laporan.skala, row["capaian"], row["kategori"]),
            [] if rules_in_force is None else list(_others(rules_in_force, row)),
        )
        for row in rows
    ]


def worked(laporan: Laporan) -> list[str]:
    """The worked line of each indicator of Tabel 3.1, or why it has none."""
    rules_in_force = _in_force(laporan)
    return [_worked(laporan, rules_in_force, row) for row in laporan.rows[TABEL_3_1.key]]


def _in_force(laporan: Laporan) -> Aturan | None:
    """The office's rules; None where a choice is unknown."""
    try:
        return choices.read(laporan.aturan)
    except RuleError:
        return None


# ---------------------------------------------------------------- one indicator
def _direction(aturan: Aturan | None, row: Row) -> str:
    arah = row["arah"]
    try:
        way = rules.way_of(aturan or choices.DEFAULT, arah)
    except RuleError:
        return str(arah)
    return f"{way}, karena Arah kosong" if choices.word(arah) == "" else way


def _worked(laporan: Laporan, aturan: Aturan | None, row: Row) -> str:
    """The worked line of a row, or why it has none."""
    capaian = row["capaian"]
    if is_error(capaian):
        return f"{capaian}: {_reason(laporan, aturan, row)}"
    if aturan is None:
        return "belum diukur"
    numbers = rules.measured(aturan, *(row[key] for key in _ARGUMENTS))
    if numbers is None:
        return _unmeasured(row)
    percent = rules.reached(aturan, numbers)
    if percent is None:
        return f"target 0: {_LEFT_OUT}"
    line = _arithmetic(aturan, numbers, row)
    notes = "; ".join([*_grades(row), *_range(numbers, row)])
    return f"{line}{_finished(aturan, numbers, percent, is_own=angka(row['batas_atas']) is not None)}{f' ({notes})' if notes else ''}"


def _unmeasured(row: Row) -> str:
    for key, typed in _TYPED.items():
        if angka(row[key]) is None:
            text = row[typed]
            return f'belum diukur: {typed} "{text}"' if isinstance(text, str) and text.strip() else f"belum diukur: {typed} kosong"
    return f"realisasi 0: {_LEFT_OUT}"


def _arithmetic(aturan: Aturan, numbers: Measured, row: Row) -> str:
    """What is computed before rounding and limits, in words where no formula is."""
    way, target, realisasi, nearest, _ = numbers
    if target == 0:
        is_met = realisasi == nearest
        is_better = way != RENTANG and (realisasi > nearest) == (way == NAIK)
        how = "tercapai" if is_met else "lebih baik" if is_better else "lebih buruk"
        return f"target 0, realisasi {_number(realisasi)} {how}"
    if realisasi == nearest != target:
        return f"{_number(realisasi)} di dalam target {_number(target)} sampai {_number(angka(row['target_atas']) or 0.0)}"
    if way == RASIO:
        return f"{_operand(nearest)} / {_operand(realisasi)} x 100"
    if way == SELISIH or (way == RENTANG and realisasi > nearest):
        return f"(2 x {_operand(nearest)} - {_operand(realisasi)}) / {_operand(nearest)} x 100"
    return f"{_operand(realisasi)} / {_operand(nearest)} x 100"


def _finished(aturan: Aturan, numbers: Measured, percent: float, *, is_own: bool) -> str:
    """The percentage, and what rounding and limits make of it."""
    limit = numbers.limit
    if percent == BEYOND and limit is not None:
        return f": paling tinggi, jadi batas atas {_number(limit)}"
    rounded = rules.limited(replace(aturan, batas_bawah=None), percent, None)
    raised = rules.limited(aturan, percent, None)
    result = f" = {_unrounded(aturan, percent)}"
    if id_format.exact(rounded) != id_format.exact(percent):
        result += f", {_ROUNDED[aturan.pembulatan]} menjadi {_number(rounded)}"
    if raised > rounded:
        result += f", dibatasi paling rendah {_number(raised)}"
    if limit is not None and limit < raised:
        result += f", dibatasi {_number(limit)}{' (Batas Atas indikator ini)' if is_own else ''}"
    return result


def _unrounded(aturan: Aturan, percent: float) -> str:
    """A percentage with as many decimals as show what rounding makes of it."""
    if aturan.pembulatan == "tidak" or id_format.exact(percent) == id_format.rounded(percent):
        return id_format.fixed(percent)
    shown = float(id_format.rounded(percent, 4))
    without = replace(aturan, batas_bawah=None)
    agrees = rules.limited(without, shown, None) == rules.limited(without, percent, None)
    return id_format.fixed(percent, 4) if agrees else id_format.typed(percent)


def _grades(row: Row) -> Iterator[str]:
    for key, typed in _TYPED.items():
        if isinstance(row[typed], str) and isinstance(value := row[key], float):
            yield f"{typed} {row[typed]} = {_number(value)}"


def _range(numbers: Measured, row: Row) -> Iterator[str]:
    upper = angka(row["target_atas"])
    if upper is not None and upper > numbers.target and numbers.realisasi != numbers.nearest:
        yield f"target {_number(numbers.target)} sampai {_number(upper)}"


def _reason(laporan: Laporan, aturan: Aturan | None, row: Row) -> str:
    """Why a row has an error in place of a figure, in the order in which CAPAIAN looks."""
    for key in _ARGUMENTS:
        if is_error(row[key]):
            return f"{_named(key)} berisi {row[key]}"
    if aturan is None:
        return "ada pilihan di lembar Aturan yang tidak dikenal"
    try:
        rules.way_of(aturan, row["arah"])
    except RuleError:
        return f'arah "{row["arah"]}" tidak dikenal'
    for key in _ARGUMENTS:
        try:
            if key != "arah":
                angka(row[key])
        except RuleError as error:
            return f'{_named(key)} "{row[_TYPED.get(key, key)]}" {_refused(key, error.code)}'
    numbers = rules.measured(aturan, *(row[key] for key in _ARGUMENTS))
    if numbers is None or row["capaian"] == NUM:
        return "hasilnya terlalu besar untuk sebuah angka"
    if numbers.target == 0:
        return "target 0 tidak bisa menjadi pembagi; target_nol di lembar Aturan menentukan penggantinya"
    if numbers.way == RASIO:
        return "realisasi 0 tidak bisa menjadi pembagi; pilih batas_atas di lembar Aturan"
    return "ujung atas target 0 tidak bisa menjadi pembagi"


def _refused(key: str, code: str) -> str:
    if code == NUM:
        return "terlalu besar"
    return "bukan angka, dan bukan predikat dari daftar yang disebut Satuan" if key in _TYPED else "bukan angka"


def _named(key: str) -> str:
    return TABEL_3_1.names[_TYPED.get(key, key)]


# ---------------------------------------------------------------- the category
def _category(skala: Sequence[Sequence[Cell]], capaian: Cell, kategori: Cell) -> str:
    """A category with its band; the first band has no lower end, the last no upper one."""
    if kategori is None or is_error(capaian):
        return ""
    number = angka(capaian)
    if is_error(kategori) or number is None:
        return f"{kategori}: skala di lembar Skala perlu diperbaiki"
    place = sum(bound <= id_format.rounded(number) for bound in _bounds(skala))
    label = skala[place][2] if len(skala[place]) > 2 else None
    return f"{kategori}{f' ({label})' if label else ''}: {band(skala, place)}"


def band(skala: Sequence[Sequence[Cell]], place: int) -> str:
    """The percentages of a band of a scale, by its place from the lowest, from 0: "76 sampai 100".

    Raises:
        RuleError: a bound that is an error or no number, or is missing.
    """
    bounds = _bounds(skala)
    if len(bounds) != len(skala) - 1:
        raise RuleError(VALUE, "a band without a bound")
    highest = _shown(_below(bounds[place])) if place < len(bounds) else ""
    lowest = _shown(bounds[place - 1]) if place else ""
    if not bounds:
        return "berapa pun"
    return f"{lowest} sampai {highest}" if lowest and highest else f"{lowest} ke atas" if lowest else f"sampai {highest}"


def _bounds(skala: Sequence[Sequence[Cell]]) -> list[Decimal]:
    return [id_format.exact(bound) for low, *_ in skala[1:] if (bound := angka(low)) is not None]


def _below(bound: Decimal) -> Decimal:
    """The highest percentage of two decimals below a bound."""
    cent = Decimal("0.01")
    return bound if bound.adjusted() > _LARGEST else bound.quantize(cent, ROUND_CEILING) - cent


def _shown(bound: Decimal) -> str:
    return _number(float(bound))


# ---------------------------------------------------------------- what other rules would give
def _others(aturan: Aturan, row: Row) -> Iterator[tuple[str, str]]:
    """What each choice that the office has not made would change, each by itself."""
    now = _figure(aturan, row)
    for kunci in ATURAN:
        if kunci.nama == _MEAN:
            continue
        for choice in kunci.pilihan:
            value = choice if not kunci.is_limit else None if choice == choices.TIDAK_ADA else angka(choice)
            # an upper limit of the indicator's own would hide the office's
            tried = {**row, "batas_atas": None} if kunci.nama == "batas_atas" else row
            found = _figure(replace(aturan, **{kunci.nama: value}), tried)  # type: ignore[arg-type]
            if found != now:
                yield _said(kunci.nama, choice), found


def _said(kunci: str, choice: str) -> str:
    return _OTHERWISE.get((kunci, choice)) or f"{kunci.replace('_', ' ')} {choice}"


def _figure(aturan: Aturan, row: Row) -> str:
    try:
        found = rules.capaian(row["nilai_target"], row["nilai_realisasi"], row["arah"], aturan, row["target_atas"], row["batas_atas"])
    except RuleError as error:
        return error.code
    return "kosong" if found is None else id_format.fixed(found)


# ---------------------------------------------------------------- the mean
def mean_explained(laporan: Laporan) -> str:
    """Explain the mean of Tabel 3.1: the worked line by the office's choice, its category, and what the other means are."""
    rows = laporan.rows[TABEL_3_1.key]
    totals = laporan.totals(TABEL_3_1)
    mean, aturan = totals["capaian"], _in_force(laporan)
    if aturan is None:
        return f"{mean}: ada pilihan di lembar Aturan yang tidak dikenal"
    how = aturan.rata_rata
    if is_error(mean):
        return f"{mean} ({how}): {_mean_reason(how, rows)}"
    if not isinstance(mean, float):
        return f"belum ada ({how}): belum ada indikator yang diukur"
    parts = [f"{_mean_worked(how, rows)} = {id_format.fixed(mean)} ({how})"]
    if category := _category(laporan.skala, mean, totals["kategori"]):
        parts.append(f"kategori {category}")
    others = [
        f"{other}: {found}"
        for other in choices.BY_KUNCI[_MEAN].pilihan
        if other != how and (found := _mean_figure(other, rows)) != id_format.fixed(mean)
    ]
    return "; ".join([*parts, *(f"cara {other}" for other in others)])


def _mean_worked(how: str, rows: Sequence[Row]) -> str:
    measured = [(row, number) for row in rows if isinstance(number := row["capaian"], float)]
    numbers = [number for _, number in measured]
    if how == "per sasaran":
        groups: dict[Cell, list[float]] = {}
        for row, number in measured:
            groups.setdefault(row["baris_sasaran"], []).append(number)
        means = [id_format.fixed(math.fsum(group) / len(group)) for group in groups.values()]
        return f"({' + '.join(means)}) / {len(means)} sasaran"
    if how == "geometrik":
        return f"akar pangkat {len(numbers)} dari hasil kali {len(numbers)} capaian"
    if how == "berbobot" and any(angka(row["bobot"]) is not None for row in rows):
        weights = [angka(row["bobot"]) or 0.0 for row, _ in measured]
        whole = math.fsum(weight * number for weight, number in zip(weights, numbers, strict=True))
        return f"jumlah bobot x capaian {id_format.fixed(whole)} / jumlah bobot {_number(math.fsum(weights))}"
    return f"jumlah {id_format.fixed(math.fsum(numbers))} / {len(numbers)} indikator"


def _mean_reason(how: str, rows: Sequence[Row]) -> str:
    if any(is_error(row["capaian"]) for row in rows):
        return "ada capaian yang tidak dapat dihitung"
    if how == "geometrik":
        return "rata-rata ukur tidak ada bila sebuah capaian 0 atau kurang"
    return "bobot harus angka, tidak boleh kurang dari 0, dan jumlahnya tidak boleh 0" if how == "berbobot" else "hasilnya terlalu besar"


def _mean_figure(how: str, rows: Sequence[Row]) -> str:
    try:
        found = rules.rata_rata_menurut(how, *([row[key] for row in rows] for key in ("capaian", "baris_sasaran", "bobot")))
    except RuleError as error:
        return error.code
    return "kosong" if found is None else id_format.fixed(found)


# ---------------------------------------------------------------- numbers
def _number(number: float) -> str:
    """A number with the decimals that it has: "14", "12,5"."""
    return id_format.typed(number, fewest=0)


def _operand(number: float) -> str:
    return f"({_number(number)})" if number < 0 else _number(number)
