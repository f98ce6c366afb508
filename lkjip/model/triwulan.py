"""The computed columns of the sheet Triwulan: each step of the rules as a formula, and its values by the rules.

The row finds its indicator in Tabel 3.1, which lends unit, target of the year, direction, range and upper limit. What is typed may be
a grade; the columns of `NILAI` hold its value. The quarter that the sheet speaks of comes from Profil, the office's rules from
Aturan, the bands of the status from Skala.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from lkjip.errors import LkjipError
from lkjip.model import grades
from lkjip.model.expressions import SKALA_TRIWULAN_TABLE
from lkjip.model.formulas import aturan as cells
from lkjip.model.formulas import native
from lkjip.model.formulas import triwulan as forms
from lkjip.model.positions import HelperColumn, Names, Placed, Row, graded, is_number
from lkjip.model.profile_text import profile_cell
from xlfuncs import aturan, rules
from xlfuncs import triwulan as quarters
from xlfuncs.angka import BLANKS, Cell
from xlfuncs.errors import VALUE, RuleError, is_error, raise_errors
from xlfuncs.rules import Measured
from xlfuncs.skala import SKALA_TRIWULAN
from xlfuncs.triwulan import TRIWULAN, Sampai, Triwulan

NUMBERS: Final = range(1, len(TRIWULAN) + 1)
TARGET: Final = tuple(f"target_tw_{number}" for number in NUMBERS)
REALISASI: Final = tuple(f"realisasi_tw_{number}" for number in NUMBERS)
SENDIRI: Final = tuple(f"sendiri_{number}" for number in NUMBERS)
"""The keys of the four quarters: what is typed, and the part of the realisasi that a quarter itself brought."""
NILAI: Final[Mapping[str, str]] = {key: f"nilai_{key}" for key in (*TARGET, *REALISASI)}
"""The column with the value of what is typed, which may be a grade, by its key; blank after the quarter that the sheet speaks of."""
PROFIL_KEY: Final = "triwulan_laporan"
"""The key of Profil with the quarter that the sheet speaks of."""
SENT_NAME: Final = "triwulan_kiriman"
"""The defined name in the mailed copy of a quarter: the quarter's numeral as a text, ="II"."""
PROFIL: Final = "tbl_profil"
ATURAN: Final = cells.TABLE
SKALA: Final = SKALA_TRIWULAN_TABLE
"""What the columns read besides tables: these by name among the other tables, with small letters for keys."""

_Value: TypeAlias = Callable[[Row, Mapping[str, Placed]], Cell]


def _column(formula: Callable[[Names], str], value: _Value) -> HelperColumn:
    def found(row: Row, others: Mapping[str, Placed]) -> Cell:
        try:
            return value(row, others) if row.get("baris") else None
        except RuleError as error:
            return error.code

    return HelperColumn(formula, lambda table, others: [found(row, others) for row in table.rows])


# ---------------------------------------------------------------- what Tabel 3.1 lends
def lent(key: str, of: Names) -> HelperColumn:
    """The content of a column of the indicator's row in Tabel 3.1."""

    def formula(names: Names) -> str:
        cell = f"INDEX({of.column(key)},{names.cell('baris_3_1')})"
        return f'IF({names.cell("baris_3_1")}="","",IF(LEN({cell}),{cell},""))'

    return HelperColumn(formula, lambda table, others: _held(table, others[of.table], key))


def lent_number(key: str, of: Names) -> HelperColumn:
    """The number in a column of the indicator's row in Tabel 3.1; a text, such as a grade without a value, is #VALUE!."""

    def formula(names: Names) -> str:
        cell = f"INDEX({of.column(key)},{names.cell('baris_3_1')})"
        return f'IF({names.cell("baris_3_1")}="","",IF(ISNUMBER({cell}),{cell},IF(LEN({cell}),#VALUE!,"")))'

    def number(cell: Cell) -> Cell:
        return VALUE if isinstance(cell, str) and cell and not is_error(cell) else None if cell == "" else cell

    return HelperColumn(formula, lambda table, others: list(map(number, _held(table, others[of.table], key))))


def _held(table: Placed, other: Placed, key: str) -> list[Cell]:
    held = other.held(key)
    return [held.get(row["baris_3_1"]) if row.get("baris_3_1") else None for row in table.rows]


# ---------------------------------------------------------------- what is filled in
def is_expected(row: Row, number: int) -> bool:
    """Whether an indicator is to be measured in a quarter, from 1: it has a target there.

    Who does not measure it in that quarter leaves its target blank. A dash or "nihil" is a blank; a word such as "belum diukur" is an
    answer, so that nobody is asked again.
    """
    return not _is_blank(row.get(TARGET[number - 1]))


def is_missing(row: Row, number: int) -> bool:
    """Whether the realisasi of a quarter in which an indicator is to be measured is blank."""
    return is_expected(row, number) and _is_blank(row.get(REALISASI[number - 1]))


def expected(names: Names, number: int) -> str:
    """Build the number of rows with `is_expected`, without "="."""
    return f"SUMPRODUCT(ISNUMBER({names.column('baris')})*{_has_text(names.column(TARGET[number - 1]))})"


def filled(names: Names, number: int) -> str:
    """Build the number of rows with `is_expected` but not `is_missing`, without "="."""
    typed = (_has_text(names.column(keys[number - 1])) for keys in (TARGET, REALISASI))
    return f"SUMPRODUCT(ISNUMBER({names.column('baris')})*{'*'.join(typed)})"


_BLANK_WORDS: Final = (*BLANKS, *grades.UNMEASURED)


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and grades.plain(cell) in _BLANK_WORDS)


def _has_text(column: str) -> str:
    """Build an array of whether cells are filled in; FIND knows no wildcards, and its error tells an error from a blank."""
    words = "|".join(dict.fromkeys(("", *_BLANK_WORDS)))
    return f'ISERROR(FIND("|"&LOWER({native.word(column)})&"|","|{words}|"))'


def chosen_in(profil: Cell) -> int:
    """Return the number of the quarter that Profil names, from 1; 0 if it names none."""
    word = aturan.word(profil) if isinstance(profil, str) else ""
    names = [name.lower() for name in TRIWULAN]
    return names.index(word) + 1 if word in names else 0


# ---------------------------------------------------------------- the quarter and what counts of it
def _quarter_form(names: Names) -> str:
    chosen = f'IFERROR({profile_cell(PROFIL_KEY)},"")'
    return f'IF({names.cell("baris")}="","",{forms.quarter(chosen, list(map(names.column, REALISASI)))})'


def number_of(chosen: Cell, rows: Sequence[Row]) -> Cell:
    """Return the number of the quarter that Profil names; of a blank that of the last one in which any row has a number, else 1."""
    word = None if is_error(chosen) else aturan.word(chosen)
    if not word:
        filled = [number for number, key in zip(NUMBERS, REALISASI, strict=True) if any(is_number(row.get(key)) for row in rows)]
        return float(max([*filled, 1])) if chosen is None or isinstance(chosen, str) else VALUE
    names = [name.lower() for name in TRIWULAN]
    return float(names.index(word) + 1) if word in names else VALUE


def spoken_of(rows: Sequence[Row]) -> int | None:
    """Return the quarter, from 1, that the sheet speaks of; None without a row that counts, or if Profil names none."""
    number = next((row["tw"] for row in rows), None)
    return int(number) if isinstance(number, float) else None


def last_day(number: int) -> tuple[int, int]:
    """Return the month and the day with which a quarter, from 1, ends."""
    month = number * 3
    return month, monthrange(2001, month)[1]  # the same in every year


def number_in(written: str) -> int | None:
    """Return the number of the quarter that somebody writes: "II", "tw ii", "Triwulan 2"; None for anything else."""
    word = " ".join(written.casefold().split()).removeprefix("triwulan").removeprefix("tw").strip(" .")
    names = [*(name.casefold() for name in TRIWULAN), *map(str, NUMBERS)]
    return names.index(word) % len(TRIWULAN) + 1 if word in names else None


def asked_for(written: str, option: str = "triwulan") -> int:
    """Return the number of the quarter that a user asks for, as `number_in`.

    Args:
        option: what it was given as, for the message.

    Raises:
        LkjipError: it is no quarter.
    """
    number = number_in(written)
    if number is None:
        raise LkjipError(f"{option} {' '.join(written.split())[:40]!r} tidak dikenal; tulis I, II, III, atau IV")
    return number


def _quarter_values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
    profil = next((row["nilai"] for row in others[PROFIL].rows if row["kunci"] == PROFIL_KEY), None) if PROFIL in others else None
    number = number_of(profil, table.rows)
    return [number if row.get("baris") else None for row in table.rows]


def counted(key: str, unit: str, of: Names) -> HelperColumn:
    """The value of what is typed for a quarter up to the one that the sheet speaks of (`positions.graded`); blank for later ones."""
    value = graded(key, unit, of)
    number = (*TARGET, *REALISASI).index(key) % len(TRIWULAN) + 1

    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        found = zip(table.rows, value.values(table, others), strict=True)
        return [tw if is_error(tw := row.get("tw")) else cell if isinstance(tw, float) and tw >= number else None for row, cell in found]

    return HelperColumn(lambda names: forms.until(names.cell("tw"), number, value.formula(names)), values)


def of_row(row: Row) -> Triwulan | None:
    """Read the quarters of a row up to the one that the sheet speaks of; None if its kind is blank.

    Raises:
        RuleError: as `xlfuncs.triwulan.read`; the error of the quarter.
    """
    typed = [_figure(row.get(NILAI[key])) for key in (*TARGET, *REALISASI)]
    count, number = len(TRIWULAN), row.get("tw")
    raise_errors(row.get("jenis"), row.get("cara_isi"), *typed, row.get("nilai_penyebut"), number)
    read = quarters.read(
        int(number) if isinstance(number, float) else count,
        *(row.get("jenis"), row.get("cara_isi"), typed[:count], typed[count:], row.get("nilai_penyebut")),
    )
    return None if read is None else read._replace(is_used=any(row.get(key) is not None for key in NILAI))


def _figure(cell: Cell) -> Cell:
    """A figure as the native formulas see it, which read no number in a text."""
    return True if isinstance(cell, str) and cell and not is_error(cell) else None if cell == "" else cell


def _of_read(value: Callable[[Triwulan], Cell]) -> _Value:
    def found(row: Row, _: Mapping[str, Placed]) -> Cell:
        read = of_row(row)
        return None if read is None else value(read)

    return found


def _kode_form(names: Names) -> str:
    figures = names.cells(NILAI[TARGET[0]], NILAI[REALISASI[-1]])
    found = forms.kode(names.cell("jenis"), names.cell("cara_isi"), figures, names.cell("nilai_penyebut"), names.cell("tw"))
    return f'IF({names.cell("baris")}="","",{found})'


def _quarters(names: Names, keys: Sequence[str]) -> forms.Quarters:
    columns = [NILAI[key] for key in keys]
    return forms.Quarters([names.cell(key) for key in columns], names.cells(columns[0], columns[-1]))


def _whole_year(names: Names) -> str:
    """The eight cells as typed."""
    return names.cells(TARGET[0], REALISASI[-1])


def _own(place: int) -> HelperColumn:
    def formula(names: Names) -> str:
        before = names.cells(SENDIRI[0], SENDIRI[place - 1]) if place else ""
        return forms.own(names.cell("kode"), place, _quarters(names, REALISASI), before)

    def value(row: Row, _: Mapping[str, Placed]) -> Cell:
        read = of_row(row) if is_number(row.get("kode")) else None
        return None if read is None or place >= read.number else read.own(read.realisasi)[place]

    return _column(formula, value)


QUARTER: Final = HelperColumn(_quarter_form, _quarter_values)
KODE: Final = _column(_kode_form, _of_read(lambda read: float(forms.NUMBERS[read.jenis] + read.is_cumulative)))
SENDIRI_COLUMNS: Final = tuple(map(_own, range(len(TRIWULAN))))


# ---------------------------------------------------------------- up to the quarter
def _numerators(read: Triwulan) -> Sampai:
    """Target and realisasi up to the quarter, of a ratio before they are divided."""
    return quarters.sampai(read._replace(jenis=quarters.JUMLAH) if read.jenis == quarters.PEMBILANG else read)


def _of_whole(added: str) -> Callable[[Names], str]:
    return lambda names: forms.of_whole(names.cell("kode"), names.cell(added), names.cell("nilai_penyebut"))


JUMLAH_TARGET: Final = _column(
    lambda names: forms.added_target(names.cell("kode"), _whole_year(names), _quarters(names, TARGET), _quarters(names, REALISASI)),
    _of_read(lambda read: _numerators(read).target),
)
JUMLAH_REALISASI: Final = _column(
    lambda names: forms.added_realisasi(names.cell("kode"), _whole_year(names), _quarters(names, TARGET), _quarters(names, REALISASI)),
    _of_read(lambda read: _numerators(read).realisasi),
)
TARGET_SD: Final = _column(_of_whole("jumlah_target"), _of_read(lambda read: quarters.sampai(read).target))
REALISASI_SD: Final = _column(_of_whole("jumlah_realisasi"), _of_read(lambda read: quarters.sampai(read).realisasi))


def _sisa_form(names: Names) -> str:
    kode, tw, whole, done, penyebut = map(names.cell, ("kode", "tw", "target_pk", "jumlah_realisasi", "nilai_penyebut"))
    return forms.needed(kode, tw, _whole_year(names), whole, done, _quarters(names, REALISASI), penyebut)


def _sisa(row: Row, _: Mapping[str, Placed]) -> Cell:
    read = of_row(row)
    return None if read is None else quarters.left(read, row.get("target_pk"))


def _out_of_reach(row: Row, _: Mapping[str, Placed]) -> Cell:
    needed = row.get("sisa")
    read = of_row(row) if isinstance(needed, float) else None
    is_hard = read is not None and quarters.is_out_of_reach(read, needed, falls=row.get("arah_berlaku") in _FALLING)  # type: ignore[arg-type]
    return 1.0 if is_hard else None


_FALLING: Final = (float(native.WAYS.index(rules.SELISIH) + 1), float(native.WAYS.index(rules.RASIO) + 1))
SISA: Final = _column(_sisa_form, _sisa)
SISA_BERAT: Final = _column(
    lambda names: forms.out_of_reach(names.cell("sisa"), names.cells(SENDIRI[0], SENDIRI[-1]), names.cell("arah_berlaku")), _out_of_reach
)


# ---------------------------------------------------------------- capaian and status
Office: TypeAlias = rules.Aturan | None
"""The office's rules; None if they cannot be read."""


def _ruled(formula: Callable[[Names], str], value: Callable[[Row, Office], Cell]) -> HelperColumn:
    """A column by the office's rules, which are read once for all rows."""

    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        office = _office(others)
        column = _column(formula, lambda row, _: value(row, office))
        return column.values(table, others)

    return HelperColumn(formula, values)


def _office(others: Mapping[str, Placed]) -> Office:
    try:
        return aturan.read([[row["kunci"], row["berlaku"]] for row in others[ATURAN].rows] if ATURAN in others else None)
    except RuleError:
        return None


def kode_arah(of: Names) -> HelperColumn:
    """The number of the direction in Tabel 3.1; of an indicator that is not there that of "naik"."""
    rising = native.WAYS.index(rules.NAIK) + 1

    def formula(names: Names) -> str:
        found = names.cell("baris_3_1")
        return f'IF({names.cell("baris")}="","",IF({found}="",{rising},INDEX({of.column("kode_arah")},{found})))'

    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        held = others[of.table].held("kode_arah")
        return [(held.get(row["baris_3_1"]) if row.get("baris_3_1") else float(rising)) if row.get("baris") else None for row in table.rows]

    return HelperColumn(formula, values)


def _usable_way(row: Row, office: Office) -> Cell:
    number = row.get("kode_arah")
    raise_errors(number)
    return VALUE if office is None or not number else number


ARAH_BERLAKU: Final = _ruled(
    lambda names: (
        f'IF({names.cell("baris")}="","",'
        f"{native.usable_way(native.Way(names.cell('kode_arah')), cells.NAMES, native.Computed(names.cell('batas_atas')))})"
    ),
    _usable_way,
)


def _measured(row: Row, office: Office, *, of_year: bool) -> tuple[rules.Aturan, Measured] | None:
    """What a row's capaian against the quarter's or the year's target is computed from, and the rules; None if there is none."""
    target, done, whole = (row.get(key) for key in ("target_sd", "realisasi_sd", "target_pk"))
    raise_errors(*([whole, done] if of_year else [target, done]))
    if done is None or (whole if of_year else target) is None:
        return None
    raise_errors(row.get("arah_berlaku"))
    if office is None:
        raise RuleError(VALUE, "the choices of the office cannot be read")
    reached = Sampai(target, done)  # type: ignore[arg-type]
    whole = None if is_error(whole) else whole
    others = native.WAYS[int(row["arah_berlaku"]) - 1], row.get("target_atas"), row.get("batas_atas")  # type: ignore[arg-type]
    if of_year:
        found = rules.measured_pk(office, reached, int(row["tw"]), row["jenis"], whole, *others)  # type: ignore[arg-type]
    else:
        found = rules.measured_triwulan(office, reached, whole, *others)
    return None if found is None else (office, found)


def _limited(office: rules.Aturan, numbers: Measured) -> Cell:
    percent = rules.reached(office, numbers)
    return None if percent is None else rules.limited(office, percent, numbers.limit)


def _steps(of_year: bool, nearest: str, formula: str) -> tuple[HelperColumn, HelperColumn, HelperColumn]:
    """The steps of a capaian: what it is measured against, the percentage, and that within its limits.

    Args:
        of_year: whether it is against the target of the year.
        nearest, formula: the keys of the first two columns.
    """
    target = "target_pk" if of_year else "target_sd"

    def nearest_form(names: Names) -> str:
        at = names.cell
        if of_year:
            return forms.nearest_of_year(*map(at, ("target_pk", "realisasi_sd", "kode", "tw", "arah_berlaku", "target_atas")))
        return forms.nearest_of_quarter(*map(at, ("target_sd", "realisasi_sd", "target_pk", "arah_berlaku", "target_atas")))

    def formula_form(names: Names) -> str:
        done, way, upper, limit = map(names.cell, ("realisasi_sd", "arah_berlaku", "target_atas", "batas_atas"))
        return native.step_formula(names.cell(nearest), names.cell(target), done, native.Way(way), cells.NAMES, upper, limit)

    def of(step: Callable[[rules.Aturan, Measured], Cell]) -> Callable[[Row, Office], Cell]:
        def value(row: Row, office: Office) -> Cell:
            found = _measured(row, office, of_year=of_year)
            return None if found is None else step(*found)

        return value

    return (
        _ruled(nearest_form, of(lambda _, numbers: numbers.nearest)),
        _ruled(formula_form, of(rules.reached)),
        _ruled(lambda names: native.step_limited(names.cell(formula), cells.NAMES, names.cell("batas_atas")), of(_limited)),
    )


PATOKAN, RUMUS, CAPAIAN = _steps(False, "patokan", "rumus")
PATOKAN_PK, RUMUS_PK, CAPAIAN_PK = _steps(True, "patokan_pk", "rumus_pk")


class Steps(NamedTuple):
    """The steps of a row's capaian up to a quarter; an error is its text."""

    jumlah_target: Cell
    jumlah_realisasi: Cell
    """What the quarters come to, of a ratio before they are divided."""
    target: Cell
    realisasi: Cell
    patokan: Cell
    """What the realisasi is measured against."""
    rumus: Cell
    """The percentage before rounding and limits."""
    capaian: Cell


def steps_up_to(number: int, row: Row, office: Office) -> Steps:
    """Compute the steps of a row's capaian against the target up to a quarter that is not after the one that the sheet speaks of.

    Args:
        number: the quarter, from 1.
        row: of the sheet Triwulan, with its computed columns; where a figure of any of its quarters is wrong, all have the error.
        office: the office's rules; None if they cannot be read.
    """

    def cell(value: Callable[[], Cell]) -> Cell:
        try:
            return value()
        except RuleError as error:
            return error.code

    def cut() -> Triwulan | None:
        read = of_row(row)
        return read and read._replace(number=number, target=read.target[:number], realisasi=read.realisasi[:number])

    def added() -> Sampai:
        return _numerators(read) if (read := cut()) else Sampai(None, None)

    def reached() -> Sampai:
        return quarters.sampai(cut())

    def measured(step: Callable[[rules.Aturan, Measured], Cell]) -> Callable[[], Cell]:
        def value() -> Cell:
            found = _measured(then, office, of_year=False)
            return None if found is None else step(*found)

        return value

    sums = cell(lambda: added().target), cell(lambda: added().realisasi)
    target, done = cell(lambda: reached().target), cell(lambda: reached().realisasi)
    then = {**row, "target_sd": target, "realisasi_sd": done}
    found = (lambda _, numbers: numbers.nearest, rules.reached, _limited)
    return Steps(*sums, target, done, *(cell(measured(step)) for step in found))


def colour_of(capaian: Cell, bands: aturan.Rows) -> Cell:
    """Return the colour of a capaian up to a quarter: 1 of the lowest band, 3 of the highest, 2 between, 0 of none; an error as text."""
    if is_error(capaian):
        return capaian
    try:
        return _colour(rules.status_triwulan(capaian, bands), bands)
    except RuleError as error:
        return error.code


def _bands(others: Mapping[str, Placed]) -> aturan.Rows:
    return [list(row.values()) for row in others[SKALA].rows] if SKALA in others else SKALA_TRIWULAN


def _status_form(names: Names) -> str:
    bounds, codes = (f"{SKALA}[{column}]" for column in ("Batas bawah", "Kode"))
    return f'IF({names.cell("baris")}="","",{forms.status(names.cell("capaian_triwulan"), bounds, codes, cells.SKALA_TRIWULAN_AWAL)})'


def _status_values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
    bands = _bands(others)
    column = _column(_status_form, lambda row, _: rules.status_triwulan(row.get("capaian_triwulan"), bands))
    return column.values(table, others)


STATUS: Final = HelperColumn(_status_form, _status_values)


def _colour_values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
    bands = _bands(others)
    return [_colour(row.get("status"), bands) if row.get("baris") else None for row in table.rows]


def _colour(status: Cell, bands: aturan.Rows) -> float:
    codes = [str(code).lower() for _, code, _ in bands]
    place = codes.index(word) if isinstance(status, str) and (word := status.lower()) in codes else -1
    return float(place + 1 if place < 1 else 3 if place == len(codes) - 1 else 2)


WARNA: Final = HelperColumn(
    lambda names: f'IF({names.cell("baris")}="","",{forms.colour(names.cell("status"), f"{SKALA}[Kode]")})', _colour_values
)
