"""Helper columns that tell which rows of a budget count: a program may stand beside its kegiatan, and these beside their parts.

Every rupiah counts once. A row whose amount other rows give in parts does not count, and neither does a printed total. Which row
is whose part is told by program and kegiatan; a row that names an indicator is no parent of a row that names another one, since
offices print the part of a program that belongs to an indicator in that indicator's row. Keys are short texts of row numbers,
so that one MATCH a row decides, and none is longer than MATCH takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from lkjip.model.key import key_of
from lkjip.model.positions import HelperColumn, Names, Placed, Row, is_number, unnamed
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

PROGRAM: Final = "program"
KEGIATAN: Final = "kegiatan"
SUB_KEGIATAN: Final = "sub_kegiatan"
INDIKATOR: Final = "indikator"
JUMLAH: Final = "jumlah"
"""A row with a printed total, which is compared but never added."""
BETWEEN: Final = ";"
"""What stands between the names of several indicators in one cell."""
JENJANG: Final = (PROGRAM, KEGIATAN, SUB_KEGIATAN, INDIKATOR, JUMLAH)

_TOTALS: Final = (
    *("jumlah", "total", "subjumlah", "subtotal", "grandtotal", "jumlahtotal", "totaljumlah"),
    *(f"{word}{what}" for word in ("jumlah", "total") for what in ("anggaran", "belanja", "keseluruhan", "seluruhnya")),
)
"""What a printed total is called, as keys."""
_LISTED: Final = f"/{'/'.join(_TOTALS)}/"
_DROPPED: Final = " \u00a0-:./"
_KEYS: Final = {"indikator": "kunci", "program": "kunci_program", "kegiatan": "kunci_kegiatan"}
"""Labels with a key column of their own, which is blank in a row that does not count."""
LABELS: Final = ("no", "indikator", "program", "kegiatan", "sub_kegiatan")
"""The columns in which a printed total says that it is one."""


def is_total(label: Cell) -> bool:
    """Whether a label is what a printed total is called."""
    key = "" if label is None or is_error(label) else key_of(label)
    return bool(key) and f"/{key}/" in _LISTED


# ---------------------------------------------------------------- the level of a row
def _plain(label: Cell) -> str:
    """A short form of a label that costs less than a key: what is not blank in it, in small letters."""
    if label is None or is_error(label):
        return ""
    return "".join(each for each in str(label).lower() if each not in _DROPPED and ord(each) >= 32)


def _plain_form(cell: str) -> str:
    formula = f"CLEAN(LOWER({cell}))"
    for each in _DROPPED:
        formula = f'SUBSTITUTE({formula},"{each}",)'
    return f'IFERROR({formula},"")'


SUB: Final = HelperColumn(
    lambda names: _plain_form(names.cell("sub_kegiatan")), lambda table, _: [_plain(row.get("sub_kegiatan")) or None for row in table.rows]
)
"""The short form of a row's sub kegiatan."""
_FILLED: Final = {SUB_KEGIATAN: "kunci_sub", **{level: _KEYS[level] for level in (KEGIATAN, PROGRAM, INDIKATOR)}}
"""The columns that tell a row's level, the deepest first."""


def _level_form(names: Names) -> str:
    labels = [*map(names.cell, _FILLED.values()), _plain_form(names.cell("no"))]
    words = ",".join(f'"/{word}/"' for word in _TOTALS)
    is_total = f"""COUNT(FIND({{{words}}},"/"&{'&"/"&'.join(labels)}&"/"))>0"""
    deepest = '""'
    for level, key in reversed(_FILLED.items()):
        deepest = f'IF({names.cell(key)}<>"","{level}",{deepest})'
    return f'IF({names.cell("baris")}="","",IF({is_total},"{JUMLAH}",{deepest}))'


def _level(row: Row) -> Cell:
    if not row.get("baris"):
        return None
    keys = {level: row.get(key) or "" for level, key in _FILLED.items()}
    if any(f"/{key}/" in _LISTED for key in (*keys.values(), _plain(row.get("no")))):
        return JUMLAH
    return next((level for level, key in keys.items() if key), None)


LEVEL: Final = HelperColumn(_level_form, lambda table, _: [_level(row) for row in table.rows])
"""The level of a row, of `JENJANG`: the deepest that is filled in; blank where only amounts are."""


SHOWN: Final = HelperColumn(
    lambda names: f'IF({names.cell("jenjang")}="{JUMLAH}","",{names.cell("baris")})',
    lambda table, _: [None if row.get("jenjang") == JUMLAH else row.get("baris") for row in table.rows],
)
"""The number of each row that a page shows: no printed total, since the page has its own."""


# ---------------------------------------------------------------- parents
def _number(row: Row, key: str) -> str:
    return str(row.get(key) or "")


def _own(row: Row, level: str) -> str:
    """The key of the program or kegiatan that a row is, or is a part of."""
    program = _number(row, "baris_program")
    return program if level == PROGRAM else f"{program}.{_number(row, 'baris_kegiatan')}"


def _own_form(names: Names, level: str) -> str:
    program = f'{names.cell("baris_program")}&""'
    return program if level == PROGRAM else f'{program}&"."&{names.cell("baris_kegiatan")}'


def parent(level: str, *, with_indicator: bool) -> HelperColumn:
    """The key of the program or kegiatan that a row with an amount is a part of.

    Args:
        level: of the parent.
        with_indicator: whether the key ends with the row's indicator.
    """
    below = (KEGIATAN, SUB_KEGIATAN) if level == PROGRAM else (SUB_KEGIATAN,)
    needed = f"baris_{level}"

    def formula(names: Names) -> str:
        is_below = ",".join(f'{names.cell("jenjang")}="{each}"' for each in below)
        amounts = ",".join(names.cell(key) for key in ("nilai_anggaran", "nilai_realisasi"))
        end = f'&"/"&{names.cell("baris_indikator")}' if with_indicator else ""
        return f'IF(AND(OR({is_below}),{names.cell(needed)}<>"",COUNT({amounts})>0),{_own_form(names, level)}{end},"")'

    def value(row: Row) -> Cell:
        has_amount = is_number(row.get("nilai_anggaran")) or is_number(row.get("nilai_realisasi"))
        if row.get("jenjang") not in below or not row.get(needed) or not has_amount:
            return None
        return f"{_own(row, level)}/{_number(row, 'baris_indikator')}" if with_indicator else _own(row, level)

    return HelperColumn(formula, lambda table, _: [value(row) for row in table.rows])


def _is_parent_form(names: Names, level: str) -> str:
    own = _own_form(names, level)

    def found(key: str, column: str) -> str:
        return f"ISNUMBER(MATCH({key},{names.column(column)},0))"

    indicator = names.cell("baris_indikator")
    named = ",".join(found(key, f"induk_{level}_indikator") for key in (f'{own}&"/"&{indicator}', f'{own}&"/"'))
    return f'AND({names.cell(f"baris_{level}")}<>"",IF({indicator}="",{found(own, f"induk_{level}")},OR({named})))'


def _counted_form(names: Names) -> str:
    level, number = names.cell("jenjang"), names.cell("baris")
    levels = "FALSE"
    for each in (KEGIATAN, PROGRAM):
        levels = f'IF({level}="{each}",{_is_parent_form(names, each)},{levels})'
    return f'IF({number}="","",IF({level}="{JUMLAH}","",IF({levels},"",{number})))'


def _counted(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
    known = {
        column: {row.get(column) for row in table.rows}
        for level in (PROGRAM, KEGIATAN)
        for column in (f"induk_{level}", f"induk_{level}_indikator")
    }

    def is_parent(row: Row, level: str) -> bool:
        if not row.get(f"baris_{level}"):
            return False
        own, indicator = _own(row, level), _number(row, "baris_indikator")
        if not indicator:
            return own in known[f"induk_{level}"]
        return bool({f"{own}/{indicator}", f"{own}/"} & known[f"induk_{level}_indikator"])

    def counts(row: Row) -> bool:
        level = row.get("jenjang")
        return level != JUMLAH and not (level in (PROGRAM, KEGIATAN) and is_parent(row, str(level)))

    return [row.get("baris") if counts(row) else None for row in table.rows]


COUNTED: Final = HelperColumn(_counted_form, _counted)
"""The number of each row whose amount counts: no printed total, and none that other rows give in parts."""


# ---------------------------------------------------------------- what a part takes over
def _again(row: Row) -> Cell:
    return row.get("baris_program") if row.get("jenjang") == PROGRAM and row.get("baris_program") != row.get("baris") else None


def _again_form(names: Names) -> str:
    own = names.cell("baris_program")
    return f'IF(AND({names.cell("jenjang")}="{PROGRAM}",{own}<>{names.cell("baris")}),{own},"")'


AGAIN: Final = HelperColumn(_again_form, lambda table, _: [_again(row) for row in table.rows])
"""In every further row of a program: the number of the program's first row. Whose part a kegiatan of such a program is, nobody can tell."""


def _above_form(names: Names) -> str:
    level, program, kegiatan = (names.cell(key) for key in ("jenjang", "baris_program", "baris_kegiatan"))
    levels, programs = (names.column(key) for key in ("jenjang", "baris_program"))
    is_single = f"ISNA(MATCH({program},{names.column('program_lagi')},0))"
    of_program = f'IF({program}="","",IF(INDEX({levels},{program})="{PROGRAM}",IF({is_single},{program},""),""))'
    is_its = f'IF({kegiatan}="",FALSE,AND(INDEX({levels},{kegiatan})="{KEGIATAN}",INDEX({programs},{kegiatan})={program}))'
    return f'IF({level}="{KEGIATAN}",{of_program},IF({level}="{SUB_KEGIATAN}",IF({is_its},{kegiatan},{of_program}),""))'


def _above(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
    by_number: dict[Cell, Row] = {number: row for row, number in zip(*table, strict=True)}
    several = {row.get("program_lagi") for row in table.rows} - {None}

    def of_program(row: Row) -> Cell:
        number = row.get("baris_program")
        return number if number not in several and by_number.get(number, {}).get("jenjang") == PROGRAM else None

    def above(row: Row) -> Cell:
        if row.get("jenjang") == KEGIATAN:
            return of_program(row)
        if row.get("jenjang") != SUB_KEGIATAN:
            return None
        number = row.get("baris_kegiatan")
        kegiatan = by_number.get(number, {})
        is_its = kegiatan.get("jenjang") == KEGIATAN and kegiatan.get("baris_program") == row.get("baris_program")
        return number if is_its else of_program(row)

    return [above(row) for row in table.rows]


ABOVE: Final = HelperColumn(_above_form, _above)
"""The number of the row of the kegiatan or program that a row is a part of; blank where there is none, or several of the program."""


def _higher_form(names: Names) -> str:
    above = names.cell("baris_induk")
    return f'IF({above}="","",INDEX({names.column("baris_induk")},{above}))'


def _higher(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
    above = table.held("baris_induk")
    return [above.get(row.get("baris_induk")) for row in table.rows]


HIGHER: Final = HelperColumn(_higher_form, _higher)
"""The number of the program's row of which the row's kegiatan is a part, where that has a row of its own."""


def _named_form(names: Names) -> str:
    found = '""'
    for number in reversed(_NUMBERS):
        at = names.cell(number)
        found = f'IF({at}="","",IF(INDEX({names.column("kunci")},{at})<>"",{at},{found}))'
    return f'IF({names.cell("kunci")}<>"",{names.cell("baris")},{found})'


def _named(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
    keys = table.held("kunci")
    return [next((number for key in ("baris", *_NUMBERS) if (number := row.get(key)) and keys.get(number)), None) for row in table.rows]


_NUMBERS: Final = ("baris_induk", "baris_atas")
"""The columns with the numbers of the rows of which a row is a part, the nearest first."""
NAMED: Final = HelperColumn(_named_form, _named)
"""The number of the row that names a row's indicator: its own, or the kegiatan's or the program's that it is a part of."""


def _of_named(table: Placed, key: str) -> list[Cell]:
    """What each row's `NAMED` row holds in a column."""
    held = table.held(key)
    return [held.get(row.get("baris_bernama")) for row in table.rows]


KEY_OF_NAMED: Final = HelperColumn(
    lambda names: f'IF({names.cell("baris_bernama")}="","",INDEX({names.column("kunci")},{names.cell("baris_bernama")}))',
    lambda table, _: _of_named(table, "kunci"),
)
"""The key of the indicator that such a row names."""


def taken_over(label: str) -> HelperColumn:
    """What a row says in a column of texts; where that is blank, what the kegiatan or the program that it is a part of says."""

    def formula(names: Names) -> str:
        own = names.cell(label)
        found = '""'
        for number in reversed(_NUMBERS):
            lent = f"INDEX({names.column(label)},{names.cell(number)})"
            found = f'IF({names.cell(number)}="","",IF({unnamed(lent)},{found},{lent}))'
        return f"IF({unnamed(own)},{found},{own})"

    def values(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
        said = table.held(label)
        return [
            next((each for each in (row.get(label), *(said.get(row.get(key)) for key in _NUMBERS)) if each is not None), None)
            for row in table.rows
        ]

    return HelperColumn(formula, values)


# ---------------------------------------------------------------- amounts
def counted_amount(amount: str) -> HelperColumn:
    """What a row adds to the sums (rupiah): its amount if it counts, else 0; an amount that is no number stays an error.

    Args:
        amount: key of the column with the row's amount as a number.
    """

    def formula(names: Names) -> str:
        return f'IF({names.cell("baris")}="","",IF({names.cell("baris_dihitung")}="",0,{names.cell(amount)}))'

    def value(row: Row) -> Cell:
        return (row.get(amount) if row.get("baris_dihitung") else 0.0) if row.get("baris") else None

    return HelperColumn(formula, lambda table, _: [value(row) for row in table.rows])


def unmapped(*, named: bool) -> HelperColumn:
    """The number of each row that counts and belongs to no indicator of Tabel 3.1.

    Args:
        named: those that name one that is not there; else those that name none, or several in one cell.
    """

    def formula(names: Names) -> str:
        label = f"INDEX({names.column('indikator')},{names.cell('baris_bernama')})"
        shared = f'OR({names.cell("kunci_berlaku")}="",ISNUMBER(FIND("{BETWEEN}",{label})))'
        counts, blank = names.cell("baris_dihitung"), '""'
        chosen = f"IF({shared},{blank},{counts})" if named else f"IF({shared},{counts},{blank})"
        return f'IF({names.cell("baris_3_1")}<>"",{blank},{chosen})'

    def value(row: Row, label: Cell) -> Cell:
        shared = not row.get("kunci_berlaku") or BETWEEN in str(label)
        return row.get("baris_dihitung") if shared is not named and not row.get("baris_3_1") else None

    return HelperColumn(
        formula, lambda table, _: [value(row, label) for row, label in zip(table.rows, _of_named(table, "indikator"), strict=True)]
    )


# ---------------------------------------------------------------- for the checks
class Parts(NamedTuple):
    """Rows that a budget gives in parts, by their places: the rows of one program or kegiatan, and those just below it."""

    level: str
    whole: Sequence[int]
    parts: Sequence[int]


def in_parts(rows: Sequence[Row]) -> list[Parts]:
    """The programs and kegiatan of a budget whose amounts other rows give in parts, in the order of the table."""
    below: dict[tuple[str, Cell], list[int]] = {}
    columns = [f"induk_{level}{end}" for level in (PROGRAM, KEGIATAN) for end in ("", "_indikator")]
    for place, row in enumerate(rows):
        for column in columns:
            if row.get(column):
                below.setdefault((column, row[column]), []).append(place)
    wholes: dict[tuple[str, str, str], list[int]] = {}
    for place, row in enumerate(rows):
        its_level = str(row.get("jenjang"))
        if its_level in (PROGRAM, KEGIATAN) and row.get("baris") and not row.get("baris_dihitung"):
            wholes.setdefault((its_level, _own(row, its_level), _number(row, "baris_indikator")), []).append(place)
    found = []
    for (level, own, indicator), whole in wholes.items():
        keys = [f"{own}/{indicator}", f"{own}/"] if indicator else [own]
        column = f"induk_{level}_indikator" if indicator else f"induk_{level}"
        parts = sorted({place for key in keys for place in below.get((column, key), ())})
        listed = {_own(rows[place], KEGIATAN) for place in parts if rows[place].get("jenjang") == KEGIATAN}
        if level == PROGRAM:  # the parts of a kegiatan that has a row of its own are that row's
            parts = [place for place in parts if rows[place].get("jenjang") == KEGIATAN or rows[place].get("induk_kegiatan") not in listed]
        found.append(Parts(level, whole, parts))
    return found


def added(rows: Iterable[Row], key: str) -> float | None:
    """The sum of the numbers in a column (rupiah); None if a cell is an error, which another check reports."""
    cells = [row.get(key) for row in rows]
    return None if any(is_error(cell) for cell in cells) else sum(cell for cell in cells if isinstance(cell, float | int))


class Otherwise(NamedTuple):
    """What a sum of all rows counts twice: the places of the rows, and what the sums were and are (rupiah)."""

    places: Sequence[int]
    before: Sequence[float]
    now: Sequence[float]


def counted_otherwise(rows: Sequence[Row]) -> Otherwise | None:
    """The rows that workbooks without the column Dihitung add up and this program does not; None if the sums are the same."""
    pairs = (("nilai_anggaran", "dihitung"), ("nilai_realisasi", "realisasi_dihitung"))
    sums = [(added(rows, amount), added(rows, counted)) for amount, counted in pairs]
    known = [(before, now) for before, now in sums if before is not None and now is not None]
    if len(known) < len(pairs) or all(before == now for before, now in known):
        return None
    places = [place for place, row in enumerate(rows) if row.get("baris") and not row.get("baris_dihitung")]
    return Otherwise(places, [before for before, _ in known], [now for _, now in known])
