"""Find rows and columns typed outside a table, where nothing reads them: below it, over its totals row, right of it. Pure.

A row that looks like a row of the table is told apart from what people rightly write there: a source, a signature, a sum of
their own. The difference lies in its figures and in a value for the table's key column.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.choices import ATURAN_COLUMNS, KUNCI
from lkjip.model.columns import Table
from lkjip.model.formulas.references import column_letters
from lkjip.model.key import key_of
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.scale import SKALA_COLUMNS
from lkjip.ooxml.package import Contents, Loose, StoredTable
from xlfuncs.angka import Cell, angka
from xlfuncs.errors import RuleError, is_error

_OWN_TOTAL: Final = re.compile(
    r"(?:sub\s*|grand\s*)?(?:jumlah|total|rata[\s-]*rata|rerata|selisih|kontrol|cek|check)"
    r"(?:\s+(?:anggaran|realisasi|capaian|serapan|keseluruhan|seluruhnya|semua)\b.*)?\W*",
    re.IGNORECASE,
)
"""Label of a total that the user wrote below a table."""
_TOTAL_WORD: Final = re.compile(r"\b(?:jumlah|total|rata|rerata|capaian|anggaran)\b", re.IGNORECASE)
_REMARK: Final = re.compile(
    r"\W*(?:sumber|catatan|keterangan|ket|nb|note|mengetahui|menyetujui|disetujui|disahkan|dibuat|kepala|plt|plh|a\.?n|nip|pangkat|pembina"
    r"|penata|pengatur|jabatan|diisi|lihat|halaman)\b|\*|\(|.*[,;]\s*\d{0,2}\s*[a-z]+\s+\d{4}\W*$",
    re.IGNORECASE,
)
"""Beginning of a note or a signature under a table, or a place with a date."""
_BARE: Final = re.compile(r"\W*(?:rp\W*)?\d[\d.,]*\W*", re.IGNORECASE)
_LONGEST_NAME: Final = 60
_LARGEST: Final = 1e15
"""A larger number is an official's NIP, not a figure."""

BELOW: Final = "ditulis di bawah tabel"
OVER_TOTALS: Final = "menimpa baris jumlah"
BESIDE: Final = "di kanan tabel"


@dataclass(frozen=True)
class Shape:
    """What a row of a table looks like: the names of its columns, its key column, and its columns of figures."""

    columns: Sequence[str]
    key: str
    figures: Sequence[str]
    choices: Sequence[str]
    """Columns filled from a list, such as Satuan; a signature has no cell there."""
    totals: Mapping[str, str | None]
    """Typed cells of the totals row by column name: a label, or None."""
    inputs: Sequence[str]
    """The columns that staff fill in, as far as they are printed."""
    names: frozenset[str] = frozenset()
    """Keys of the names that only a row of the table has."""
    only_names: bool = False
    """Whether other names below the table are never its rows, because the sheet itself has texts there."""

    @property
    def crowded(self) -> int:
        """From how many filled cells on a row is no note or signature: half of them, and three where there are that many."""
        return max(min(3, len(self.inputs)), math.ceil(len(self.inputs) / 2))


@dataclass(frozen=True)
class Stray:
    """A row or a column outside a table, located at its most telling cell."""

    where: str
    cell: str
    name: str | None
    """The row's key, if it has one."""
    is_row: bool
    """Whether it looks like a row or column of the table; otherwise it is only a name, which may be a remark."""


ADVICE: Final = "sisipkan baris di dalam tabel (tombol Tambah baris) dan pindahkan isinya ke sana, atau tarik sudut tabel sampai ikut"


def said(stray: Stray) -> str:
    """The message about a stray, in Bahasa Indonesia."""
    if stray.where == BESIDE:
        return "isian di luar tabel: kolom di kanan tabel berisi angka, yang tidak terbaca"
    called = "tanpa nama" if stray.name is None else f'"{textwrap.shorten(stray.name, _LONGEST_NAME, placeholder="…")}"'
    return f"isian di luar tabel: baris {called} {stray.where}, jadi tidak terbaca"


def shape(table: Table) -> Shape:
    """The shape of a declared table's rows."""
    return Shape(
        [column.name for column in table.columns],
        table.column(table.row_key).name,
        [column.name for column in table.columns if column.is_input and column.kind.is_figure],
        [column.name for column in table.columns if column.choices and column.key != table.row_key],
        {column.name: column.total for column in table.columns if column.total is None or isinstance(column.total, str)},
        [column.name for column in table.columns if column.is_input and column.on_paper],
    )


PROFIL_SHAPE: Final = Shape(
    ("kunci", "nilai"), "kunci", (), (), {}, ("kunci", "nilai"), names=frozenset(key_of(each.key) for each in PROFIL)
)
SKALA_SHAPE: Final = Shape(SKALA_COLUMNS, SKALA_COLUMNS[1], SKALA_COLUMNS[:1], (), {}, SKALA_COLUMNS)
ATURAN_SHAPE: Final = Shape(
    ATURAN_COLUMNS, ATURAN_COLUMNS[0], (), (), {}, ATURAN_COLUMNS[::2], names=frozenset(map(key_of, KUNCI)), only_names=True
)


def strays(shape: Shape, stored: StoredTable, contents: Contents) -> list[Stray]:
    """The rows and columns typed outside a table, from the top down.

    Args:
        contents: the cells in and around the table.
    """
    return [*_over_totals(shape, stored, contents), *_beside(stored, contents), *_below(shape, stored, contents)]


# ---------------------------------------------------------------- below
def _below(shape: Shape, stored: StoredTable, contents: Contents) -> Iterator[Stray]:
    above = stored.bottom
    for number in sorted(number for number in contents.outside if number > stored.bottom):
        row = {stored.columns[column - stored.left]: loose for column, loose in contents.outside[number].items()}
        ours = {name: loose for name, loose in row.items() if name in shape.columns}
        name = _text(ours.get(shape.key))
        figures = [each for each in shape.figures if each in ours and not ours[each].is_formula and _is_figure(ours[each].value)]
        known = name is not None and key_of(name) in shape.names
        remark = name is not None and not known and (shape.only_names or _OWN_TOTAL.fullmatch(name) or _REMARK.match(name))
        filled = [each for each in shape.inputs if each in ours] if not remark else []
        crowded = len(filled) >= shape.crowded and sum(not ours[each].is_formula for each in filled) > 1
        if figures or crowded or (name is not None and not remark):
            chosen = any(each in ours for each in shape.choices)
            is_row = bool(figures) or crowded or known or chosen or number == above + 1
            at = shape.key if name is not None else (*figures, *filled)[0]
            yield Stray(BELOW, stored.cell(number, at), name, is_row)
            above = number if is_row else above


# ---------------------------------------------------------------- the totals row
def _over_totals(shape: Shape, stored: StoredTable, contents: Contents) -> Iterator[Stray]:
    if not stored.totals_rows:
        return
    number = stored.bottom
    formulas = contents.formulas.get(number, {})
    typed = {
        name: value
        for name, value in contents.rows.get(number, {}).items()
        if name in shape.columns and name not in formulas and not _is_left_alone(value, shape.totals.get(name))
    }
    figures = [name for name in shape.figures if name in typed and name in shape.totals and _is_figure(typed[name])]
    replaced = [name for name, label in shape.totals.items() if label and name in typed]
    named = next((str(typed[name]) for name in replaced), None)
    filled = [name for name in shape.inputs if name in typed]
    chosen = shape.key in typed and any(name in typed for name in shape.choices)
    if figures or chosen or len(filled) >= shape.crowded or (named is not None and not _TOTAL_WORD.search(named)):
        at = shape.key if shape.key in typed else (*figures, *replaced, *filled)[0]
        yield Stray(OVER_TOTALS, stored.cell(number, at), named, is_row=True)


def _is_left_alone(value: object, label: str | None) -> bool:
    """Whether a cell of the totals row is blank or has its label."""
    return isinstance(value, str) and (not value.strip() or (label is not None and key_of(value) == key_of(label)))


# ---------------------------------------------------------------- beside
def _beside(stored: StoredTable, contents: Contents) -> Iterator[Stray]:
    """Columns of figures that adjoin the table; columns further right are the user's own."""
    column = stored.right + 1
    while True:
        cells = {
            number: row[column]
            for number, row in sorted(contents.outside.items())
            if stored.first_row <= number <= stored.bottom and column in row
        }
        if not cells:
            return
        first = next((number for number, loose in cells.items() if not loose.is_formula and _is_bare_figure(loose.value)), None)
        if first is not None:
            yield Stray(BESIDE, f"{column_letters(column - 1)}{first}", None, is_row=True)
        column += 1


def _text(loose: Loose | None) -> str | None:
    """A cell's text, if it can name a row."""
    value = loose.value if loose else None
    return " ".join(value.split()) if isinstance(value, str) and not is_error(value) else None


def _is_number(value: object) -> bool:
    return isinstance(value, float) and abs(value) < _LARGEST


def _is_figure(value: object) -> bool:
    """Whether a cell holds a number, or a text that reads as one."""
    if isinstance(value, str) and not is_error(value):
        return _is_number(_read(value))
    return _is_number(value)


def _is_bare_figure(value: object) -> bool:
    """Whether a cell holds a number, as text too, and nothing else: a remark such as "18 angka" reads as one as well."""
    return _is_number(value) or (isinstance(value, str) and _BARE.fullmatch(value) is not None and _is_figure(value))


def _read(text: str) -> Cell:
    try:
        return angka(text)
    except RuleError:
        return None
