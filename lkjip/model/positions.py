"""Helper columns by which the summary sheets find rows: keys of names, row numbers and amounts, as formulas and by the rules.

A summary row is one formula by its position: it asks these columns which row of the table it shows, and sums go over row
numbers, never over names. Row numbers count from 1 at the table's first row. The columns are right of the printed page and in
no export. Each helper gives a formula and its value side by side; a blank result is "" in the workbook and None here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from lkjip.model import grades
from lkjip.model.formulas import native
from lkjip.model.key import LONGEST, key_of, native_key, native_typed_key, typed_key
from xlfuncs import rules
from xlfuncs.angka import BLANKS, NOT_MEASURED, Cell
from xlfuncs.errors import VALUE, RuleError, is_error

Row: TypeAlias = Mapping[str, Cell]

WITHOUT_NAME: Final = "-"
"""What keys end with where blank names belong together, and so the key of a blank name."""


_BETWEEN: Final = "|"
_END: Final = '&"{}"'


class Names(NamedTuple):
    """A table's name and the names of its columns by key, for references to it."""

    table: str
    columns: Mapping[str, str]

    def cell(self, key: str) -> str:
        """The reference to the row's cell in a column."""
        return f"{self.table}[[#This Row],[{self.columns[key]}]]"

    def cells(self, first: str, last: str) -> str:
        """The reference to the row's cells from one column to another."""
        return f"{self.table}[[#This Row],[{self.columns[first]}]:[{self.columns[last]}]]"

    def column(self, key: str) -> str:
        """The reference to a whole column."""
        return f"{self.table}[{self.columns[key]}]"


class Placed(NamedTuple):
    """The rows of a table with the columns that are computed so far, and the number of each row, from 1."""

    rows: Sequence[Row]
    numbers: Sequence[int]

    def held(self, key: str) -> Mapping[Cell, Cell]:
        """Return what each row holds in a column, by the row's number."""
        return {number: row.get(key) for row, number in zip(*self, strict=True)}


@dataclass(frozen=True)
class HelperColumn:
    """A helper column: the formula of a cell, and the values of the whole column."""

    formula: Callable[[Names], str]
    values: Callable[[Placed, Mapping[str, Placed]], list[Cell]]
    """Takes the table itself and the tables before it, by table name."""
    former: Callable[[Names], str] | None = None
    """The formula that workbooks of templates 1 and 2 have in its place, where it is another one."""


def row_number(name: str, figures: Sequence[str] = ()) -> HelperColumn:
    """The number of each row that counts: it has a name, or a number in one of the columns `figures`."""

    def formula(names: Names) -> str:
        cell = names.cell(name)
        without_name = unnamed(cell)
        blank = f"AND({without_name},COUNT({','.join(map(names.cell, figures))})=0)" if figures else without_name
        return f'IF({blank},"",ROW()-ROW(INDEX({names.column(name)},1))+1)'

    def counts(row: Row) -> bool:
        return row.get(name) is not None or any(is_number(row.get(key)) for key in figures)

    return HelperColumn(formula, lambda table, _: [number if counts(row) else None for row, number in zip(*table, strict=True)])


def key(name: str, number: str, end: str = "") -> HelperColumn:
    """The key of a name in each row that counts.

    Args:
        number: key of the column with the row's number.
        end: what every key ends with, so that blank names share a key too.
    """
    return _keyed(name, number, end, native_key, _key)


def text_key(name: str, number: str, end: str = "") -> HelperColumn:
    """A text as typed in each row that counts, by which equal ones are found: only case and outer and double blanks do not count.

    Args:
        number: key of the column with the row's number.
        end: what every key ends with, so that blank texts share a key too.
    """
    return _keyed(name, number, end, native_typed_key, _plain)


def _keyed(name: str, number: str, end: str, native_form: Callable[[str], str], form: Callable[[Cell], str]) -> HelperColumn:
    def formula(names: Names) -> str:
        found = f'IFERROR({native_form(names.cell(name))},"")'
        return f'IF({names.cell(number)}="","",{found}{_END.format(end) if end else ""})'

    def values(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
        return [f"{form(row.get(name))}{end}" or None if row.get(number) else None for row in table.rows]

    return HelperColumn(formula, values)


def borrowed(name: str, found: str, of: Names, of_name: str) -> HelperColumn:
    """The text in a cell; where that is blank, the text of a row of another table.

    Args:
        found: key of the column with the number of that row.
        of: the other table.
        of_name: the column there.
    """

    def formula(names: Names) -> str:
        lent = f'IF({names.cell(found)}="","",INDEX({of.column(of_name)},{names.cell(found)})&"")'
        return f"IF({unnamed(names.cell(name))},{lent},{names.cell(name)})"

    return HelperColumn(formula, _own_or_lent(name, found, of, of_name))


def in_force(name: str, found: str, of: Names) -> HelperColumn:
    """The content of a cell; where it is blank, that of the column of the same key in a row of another table.

    Args:
        found: key of the column with the number of that row.
        of: the other table.
    """

    def formula(names: Names) -> str:
        lent = f"INDEX({of.column(name)},{names.cell(found)})"
        return f'IF(LEN({names.cell(name)}),{names.cell(name)},IF({names.cell(found)}="","",IF(LEN({lent}),{lent},"")))'

    return HelperColumn(formula, _own_or_lent(name, found, of, name))


def _own_or_lent(name: str, found: str, of: Names, of_name: str) -> Callable[[Placed, Mapping[str, Placed]], list[Cell]]:
    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        lent = others[of.table].held(of_name)
        return [lent.get(row.get(found)) if row.get(name) is None else row[name] for row in table.rows]

    return values


def first_row(key: str, number: str, of: Names | None = None, of_key: str | None = None) -> HelperColumn:
    """The number of the first row with the same key, in this table or in one before it; blank if there is none.

    Args:
        number: key of the column with the row's number.
        of: the table to search; by default the row's own.
        of_key: the column to search; by default the row's own.
    """

    def formula(names: Names) -> str:
        column = (of or names).column(of_key or key)
        return f'IF(OR({names.cell(number)}="",{names.cell(key)}=""),"",IFERROR(MATCH({names.cell(key)},{column},0),""))'

    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        searched = others[of.table] if of else table
        first = _first_places(searched, of_key or key)
        return [first.get(wanted) if (wanted := row.get(key)) and row.get(number) else None for row in table.rows]

    return HelperColumn(formula, values)


def joined_key(parent: str, key: str, number: str) -> HelperColumn:
    """The key of a name after its parent as typed; the key alone where there is no parent."""

    def formula(names: Names) -> str:
        joined = f'LEFT(IFERROR({native_typed_key(names.cell(parent))},"")&{names.cell(key)},{LONGEST})'
        return f'IF({names.cell(number)}="","",IF({unnamed(names.cell(parent))},{names.cell(key)},{joined}))'

    def values(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
        return [f"{_plain(row.get(parent))}{row.get(key) or ''}"[:LONGEST] or None if row.get(number) else None for row in table.rows]

    return HelperColumn(formula, values)


def numbered_key(key: str, group: str) -> HelperColumn:
    """The key of a name with the number of its group, which tells namesakes in different groups apart."""

    def formula(names: Names) -> str:
        return f'IF({names.cell(key)}="","",{names.cell(key)}&"{_BETWEEN}"&{names.cell(group)})'

    def values(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
        return [f"{row[key]}{_BETWEEN}{row.get(group) or ''}" if row.get(key) else None for row in table.rows]

    return HelperColumn(formula, values)


def first_row_by(keys: Sequence[str], number: str, of: Names) -> HelperColumn:
    """The number of the first row of another table that has one of several keys, in the order of the keys; blank if there is none.

    Args:
        keys: the key columns, named alike in both tables; the last is blank where the row has no name.
        number: key of the column with the row's number.
    """

    def formula(names: Names) -> str:
        found = '""'
        for each in reversed(keys):
            found = f"IFERROR(MATCH({names.cell(each)},{of.column(each)},0),{found})"
        return f'IF(OR({names.cell(number)}="",{names.cell(keys[-1])}=""),"",{found})'

    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        known = [_first_places(others[of.table], each) for each in keys]

        def found(row: Row) -> Cell:
            return next((places[wanted] for places, each in zip(known, keys, strict=True) if (wanted := row.get(each)) in places), None)

        return [found(row) if row.get(keys[-1]) and row.get(number) else None for row in table.rows]

    return HelperColumn(formula, values)


def first_row_in_group(key: str, group: str, number: str, of: Names, *, of_key: str, groups: str, numbered: str) -> HelperColumn:
    """The number of the first row of another table with the same key in the group that is named, else of the first with the key.

    Args:
        group: key of the column with the name of the group.
        number: key of the column with the row's number.
        of_key: the column there with the keys.
        groups: the column there with the keys of the groups, as `text_key` ends them.
        numbered: the column there with the key and the number of the group, as `numbered_key` writes them.
    """

    def formula(names: Names) -> str:
        named = f'IF({unnamed(names.cell(group))},NA(),{native_typed_key(names.cell(group))}&"{WITHOUT_NAME}")'
        in_group = f'MATCH({names.cell(key)}&"{_BETWEEN}"&MATCH({named},{of.column(groups)},0),{of.column(numbered)},0)'
        anywhere = f'IFERROR(MATCH({names.cell(key)},{of.column(of_key)},0),"")'
        return f'IF(OR({names.cell(number)}="",{names.cell(key)}=""),"",IFERROR({in_group},{anywhere}))'

    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        by_group, by_both, by_key = (_first_places(others[of.table], each) for each in (groups, numbered, of_key))

        def found(row: Row) -> Cell:
            named = row.get(group)
            place = None if named is None or is_error(named) else by_group.get(f"{_plain(named)}{WITHOUT_NAME}")
            return by_both.get(f"{row[key]}{_BETWEEN}{place}", by_key.get(row[key]))

        return [found(row) if row.get(key) and row.get(number) else None for row in table.rows]

    return HelperColumn(formula, values)


def _first_places(table: Placed, key: str) -> Mapping[Cell, int]:
    """The number of the first row with each value of a column."""
    places: dict[Cell, int] = {}
    for row, place in zip(*table, strict=True):
        places.setdefault(row.get(key), place)
    return places


def amount(name: str, number: str) -> HelperColumn:
    """The number in a cell of a row that counts, for sums: a blank stays blank, any other text is #VALUE!."""

    def formula(names: Names) -> str:
        return f'IF({names.cell(number)}="","",{native.number(names.cell(name))})'

    def values(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
        return [_amount(row.get(name)) if row.get(number) else None for row in table.rows]

    return HelperColumn(formula, values)


def figure(name: str) -> HelperColumn:
    """The number in a cell; a blank for anything else, which the column itself shows.

    Other tables read this column in place of one that an office may delete.
    """

    def formula(names: Names) -> str:
        return f'IF(ISNUMBER({names.cell(name)}),{names.cell(name)},"")'

    return HelperColumn(formula, lambda table, _: [row.get(name) if is_number(row.get(name)) else None for row in table.rows])


class Amounts(NamedTuple):
    """The keys of a budget and of what was spent of it: as typed, and the columns of `amount` of these."""

    anggaran: str
    realisasi: str
    nilai_anggaran: str
    nilai_realisasi: str


def serapan(amounts: Amounts) -> HelperColumn:
    """SERAPAN of the amounts of a row."""

    def formula(names: Names) -> str:
        anggaran, realisasi, *numbers = map(names.cell, amounts)
        return native.serapan_of_numbers(anggaran, realisasi, *numbers)

    return HelperColumn(formula, _by_rule(rules.serapan, amounts))


def efisiensi(amounts: Amounts, persen_serapan: str) -> HelperColumn:
    """EFISIENSI of the amounts of a row.

    Args:
        persen_serapan: key of the column with their `serapan`, which is a blank or an error where this is.
    """

    def formula(names: Names) -> str:
        of, anggaran, realisasi = map(names.cell, (persen_serapan, amounts.nilai_anggaran, amounts.nilai_realisasi))
        return f"IF(ISNUMBER({of}),({anggaran}-{realisasi})/{anggaran}*100,{of})"

    return HelperColumn(formula, _by_rule(rules.efisiensi, amounts))


def _by_rule(rule: Callable[[Cell, Cell], Cell], amounts: Amounts) -> Callable[[Placed, Mapping[str, Placed]], list[Cell]]:
    def value(row: Row) -> Cell:
        anggaran, realisasi, *numbers = map(row.get, amounts)
        if is_error(anggaran) or is_error(realisasi):
            return anggaran if is_error(anggaran) else realisasi
        try:
            return rule(*numbers)
        except RuleError as error:
            return error.code

    return lambda table, _: [value(row) for row in table.rows]


def valued(daftar: str, kode: str, nilai: str) -> HelperColumn:
    """The key of a grade in each row of the table of grades; blank where the grade has no value, so that it is not found."""

    def formula(names: Names) -> str:
        both = f'{native.word(names.cell(daftar))}="",{native.word(names.cell(kode))}=""'
        return f'IFERROR(IF(OR(COUNT({names.cell(nilai)})=0,{both}),"",{_grade_key(names.cell(daftar), names.cell(kode))}),"")'

    def values(table: Placed, _: Mapping[str, Placed]) -> list[Cell]:
        return [
            grades.grade_key(row.get(daftar), row.get(kode)) or None
            if is_number(row.get(nilai)) and not is_error(row.get(daftar)) and not is_error(row.get(kode))
            else None
            for row in table.rows
        ]

    return HelperColumn(formula, values)


def graded(name: str, unit: str, of: Names) -> HelperColumn:
    """The figure in a cell, or the value of the grade there: blank if it says that nothing was measured, else the cell as it is.

    Args:
        unit: key of the column that names the list of grades.
        of: the table of grades, with the columns "kunci" and "nilai".
    """

    def formula(names: Names) -> str:
        cell = names.cell(name)
        found = f"INDEX({of.column('nilai')},MATCH({_grade_key(names.cell(unit), cell)},{of.column('kunci')},0))"
        nothing = native.is_one_of(native.word(cell), list(dict.fromkeys((*BLANKS, *grades.UNMEASURED))), NOT_MEASURED)
        return f'IF(LEN({cell}),IF(ISTEXT({cell}),IFERROR({found},IF(OR({nothing}),"",{cell})),{cell}),"")'

    def values(table: Placed, others: Mapping[str, Placed]) -> list[Cell]:
        known: dict[Cell, Cell] = {}
        for row in others[of.table].rows:
            known.setdefault(row.get("kunci"), row.get("nilai"))
        return [_graded(row.get(name), row.get(unit), known) for row in table.rows]

    return HelperColumn(formula, values)


def _graded(value: Cell, unit: Cell, known: Mapping[Cell, Cell]) -> Cell:
    if not isinstance(value, str) or is_error(value):
        return value
    key = "" if is_error(unit) else grades.grade_key(unit, value)
    if key and key in known:
        return known[key]
    return None if grades.plain(value) in BLANKS or grades.is_unmeasured(value) else value


def _grade_key(daftar: str, kode: str) -> str:
    """The formula of `grades.grade_key` for names that are not blank."""
    formula = f"LOWER({f'&CHAR({ord(grades.BETWEEN)})&'.join(f'LEFT({native.word(cell)},{grades.LONGEST})' for cell in (daftar, kode))})"
    return grades.tame(formula)


def unnamed(cell: str) -> str:
    """A condition that a cell is blank; an error is not."""
    return f"IFERROR(LEN({native.trimmed(cell)}),1)=0"


def _plain(text: Cell) -> str:
    return "" if text is None or is_error(text) else typed_key(text)


def _key(name: Cell) -> str:
    return "" if name is None or is_error(name) else key_of(name)


def _amount(value: Cell) -> Cell:
    if is_number(value) or value is None or is_error(value):
        return value
    return None if isinstance(value, str) and native.is_blank(value) else VALUE


def is_number(value: Cell) -> bool:
    """Whether a cell holds a number."""
    return isinstance(value, float | int) and not isinstance(value, bool)
