"""Checks of computed cells: formulas typed over, deleted or changed, and categories that differ from the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final, TypeAlias

from lkjip.checks.book import Book
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, rounded
from lkjip.model import expressions, scale
from lkjip.model.columns import Column, Table
from lkjip.model.expressions import SKALA_SERAPAN_TABLE, SKALA_TABLE, SKALA_TRIWULAN_TABLE
from lkjip.model.finding import Remark
from lkjip.model.formulas.references import column_letters, without_table
from lkjip.model.laporan import Row
from lkjip.model.positions import HelperColumn
from lkjip.model.tables import ANNEX_TABLES
from lkjip.model.tables.scale import SKALA_COLUMNS
from lkjip.ooxml.package import Stored, StoredFormula, StoredTable, Unsaved
from xlfuncs.angka import Cell
from xlfuncs.functions import BY_NAME

_REFERENCE: Final = re.compile(
    r"""(?:(?:'(?P<quoted>[^']+)'|(?<!\w)(?P<sheet>\w++))!)?
    (?P<left>[A-Z]{1,3})(?P<top>[1-9][0-9]{0,6})(?::(?P<right>[A-Z]{1,3})(?P<bottom>[1-9][0-9]{0,6}))?(?![\w(!\[])""",
    re.VERBOSE,
)
_EXPONENT: Final = re.compile(r"(?<![\w.])\d++(?:\.\d++)?e\+?\d{1,2}(?![\w.(])")
"""A large number as some programs write it; LibreOffice writes 1E+15 in full."""
_SINGLE: Final = "_xlfn.SINGLE("
"""How Excel 365 saves a formula that it shows with @."""
_AT: Final = re.compile(rf"(?:@|(?P<single>{re.escape(_SINGLE)}))(?P<call>(?:{'|'.join(BY_NAME)})\([^()]*\))(?(single)\))")
"""The same of a call of ours inside a formula."""
_SKALA: Final = "<<skala>>"
_AGAIN: Final = "Salin rumus dari baris lain di kolom ini ke sel itu (tarik pegangan isinya)."


@dataclass(frozen=True)
class _Computed:
    """A computed cell: the rules' value, and the file's content."""

    table: Table
    column: Column
    row: int
    value: Cell
    formula: StoredFormula | None
    typed: Cell
    """The constant in the cell; None for a formula and for an empty cell."""


def _deviating(book: Book) -> list[tuple[_Computed, expressions.Expression]]:
    """The computed cells whose formula is not the declared one, with the declared expression."""
    found = []
    for table, column, expression, rows in _declared(book):
        contents = book.contents(table)
        wanted = expressions.formula(expression, table.name, table.names)
        for row, values in rows:
            formula = contents.formulas.get(row, {}).get(column.name)
            if formula is None or formula.text != wanted:
                typed = None if formula else _constant(contents.rows.get(row, {}).get(column.name))
                found.append((_Computed(table, column, row, values[column.key], formula, typed), expression))
    return found


_Rows: TypeAlias = Sequence[tuple[int, Row]]


def _declared(book: Book) -> Iterator[tuple[Table, Column, expressions.Expression, _Rows]]:
    """Every computed column: table, column, expression, and rows by 1-based sheet row with the rules' values."""
    for table in book.tables:
        stored = book.stored(table)
        lines: _Rows = [(line.row, line.values) for line in book.lines(table)]
        below: _Rows = [(stored.last_row + 1, book.laporan.totals(table))] if stored.totals_rows else []
        for column in table.columns:
            if column.name in stored.columns:
                if column.formula is not None:
                    yield table, column, column.formula, lines
                if column.total is not None and not isinstance(column.total, str):
                    yield table, column, column.total, below


def _constant(value: Stored | None) -> Cell:
    return None if isinstance(value, Unsaved) or (isinstance(value, str) and not value.strip()) else value


@check(
    "rumus-ditimpa",
    "galat",
    "Sel yang dihitung sendiri berisi ketikan. Angka itu tidak ikut berubah ketika isian berubah, dan ringkasan bisa berbeda dari tabelnya."
    " Sel yang dikosongkan tidak dipersoalkan: rumusnya diisi lagi saat disinkronkan.",
)
def typed_over(book: Book) -> Iterator[Remark]:
    cells = [cell for cell, _ in book.once(_deviating) if cell.typed is not None and not _is_wrong_category(cell)]
    for run in _runs(cells):
        first, last = run[0], run[-1]
        yield _remark(
            book,
            run,
            message=f"Rumus {first.column.name} "
            + (f"tertimpa ketikan {figure(first.typed)}" if first is last else f"di {len(run)} baris tertimpa"),
            expected=f"rumus, hasilnya {_result(first.value)}" if first is last else "rumus",
        )


@check(
    "rumus-berbeda",
    "galat",
    "Rumus di sebuah sel berbeda dari rumus kolomnya, misalnya menunjuk ke baris lain atau memakai cara hitung sendiri. Hasilnya tidak lagi"
    " menurut aturan laporan. Rumus yang sama dengan cara tulis lain tidak dipersoalkan.",
)
def changed(book: Book) -> Iterator[Remark]:
    cells = []
    absent = [table.name for table in ANNEX_TABLES if table not in book.tables]
    for cell, expression in book.once(_deviating):
        if cell.formula is not None:
            stored, skala = book.stored(cell.table), book.workbook.tables[SKALA_TABLE]
            names = cell.table.names
            wanted = [write(expression, stored.name, names) for write in (expressions.formula, expressions.native_formula)]
            if not isinstance(expression, expressions.CountedSum | HelperColumn):  # older workbooks lack the columns of these
                wanted += expressions.former_formulas(expression, stored.name, names)
            wanted = [reduce(without_table, absent, text) for text in wanted]
            meanings = [_meaning(StoredFormula(text, cell.row), stored, skala) for text in wanted]
            if _meaning(cell.formula, stored, skala) not in meanings and not _is_of_other_columns(cell.formula, wanted, stored, cell.table):
                cells.append(cell)
    for run in _runs(cells):
        first = run[0]
        yield _remark(
            book,
            run,
            message=f"Rumus {first.column.name} di {'sel ini' if len(run) == 1 else f'{len(run)} baris'} berbeda dari rumus kolomnya",
            expected=f"rumus kolom {first.column.name}" + (f", hasilnya {_result(first.value)}" if len(run) == 1 else ""),
        )


def _is_of_other_columns(formula: StoredFormula, wanted: Iterable[str], stored: StoredTable, table: Table) -> bool:
    """Whether our formula needs columns that the workbook lacks, so that another formula is legitimate, except one with #REF!."""
    missing = [f"[{name}]" for name in table.names.values() if name not in stored.columns]
    return "#REF!" not in formula.text and any(name in text for name in missing for text in wanted)


@check(
    "kategori-salah",
    "galat",
    "Kategori yang tertulis bukan yang diberikan aturan untuk capaiannya, atau lembar Skala tidak bisa dipakai."
    f" Skala punya {scale.FEWEST} sampai {scale.MOST} kategori; batas bawahnya naik dari atas ke bawah, kodenya 1 sampai 6 huruf atau angka"
    " dan tidak kembar, dan setiap kategori punya label.",
)
def wrong_categories(book: Book) -> Iterator[Remark]:
    for cell, _ in book.once(_deviating):
        if _is_wrong_category(cell):
            yield _remark(
                book,
                [cell],
                message=f"Kategori diketik {figure(cell.typed)}, sedangkan menurut capaiannya {_result(cell.value)}",
                expected=_result(cell.value),
            )
    yield from _scales(book)


def _scales(book: Book) -> Iterator[Remark]:
    report = book.laporan
    scales = {SKALA_TABLE: report.skala, SKALA_SERAPAN_TABLE: report.skala_serapan, SKALA_TRIWULAN_TABLE: report.skala_triwulan}
    for name, skala in scales.items():
        stored = book.workbook.tables.get(name)
        if stored is not None and skala:
            whole = f"{stored.cell(stored.first_row, SKALA_COLUMNS[0])}:{stored.cell(stored.last_row, SKALA_COLUMNS[-1])}"
            for fault in scale.faults(skala):
                cell = whole if fault.row is None else stored.cell(stored.first_row + fault.row, fault.column)
                yield Remark(stored.sheet, cell, fault.message, fault.expected, fault.advice)


def _is_wrong_category(cell: _Computed) -> bool:
    shows_category = not cell.column.kind.is_number and not isinstance(cell.column.formula, HelperColumn)
    return shows_category and cell.typed is not None and cell.typed != cell.value


def _runs(cells: Iterable[_Computed]) -> list[list[_Computed]]:
    """Group cells that are directly below each other."""
    runs: list[list[_Computed]] = []
    above: _Computed | None = None
    for cell in cells:
        if above is not None and (above.table, above.column, above.row + 1) == (cell.table, cell.column, cell.row):
            runs[-1].append(cell)
        else:
            runs.append([cell])
        above = cell
    return runs


def _remark(book: Book, run: list[_Computed], *, message: str, expected: str) -> Remark:
    stored = book.stored(run[0].table)
    corners = (stored.cell(cell.row, cell.column.name) for cell in (run[0], run[-1]))
    return Remark(stored.sheet, ":".join(dict.fromkeys(corners)), message, expected, _AGAIN)


def _result(value: Cell) -> str:
    return rounded(value) if isinstance(value, float) else "kosong" if value is None else str(value)


def _meaning(formula: StoredFormula, stored: StoredTable, skala: StoredTable) -> str:
    """A formula with uniform references: programs write a cell of its own row as [@Target] or as H6."""
    own = rf"(?:\b{re.escape(stored.name)})?"
    text = re.sub(rf"{own}\[\[#(?:This Row|Totals)\],\[([^\]]+)\]\]|{own}\[@\[?([^\[\]]+)\]?\]", r"<\1\2>", formula.text)
    text = re.sub(rf"(?<!\w){own}\[([^\[\]@#]+)\]", r"<<\1>>", text.replace(expressions.SCALE_REFERENCE, _SKALA)).replace("$", "")
    text = _AT.sub(r"\g<call>", text[len(_SINGLE) : -1] if text.startswith(_SINGLE) else text.lstrip("@+"))
    columns = {column_letters(number - 1): name for number, name in enumerate(stored.columns, stored.left)}

    def named(found: re.Match[str]) -> str:
        sheet = found["quoted"] or found["sheet"] or stored.sheet
        left, right = found["left"], found["right"] or found["left"]
        top, bottom = int(found["top"]), int(found["bottom"] or found["top"])
        if sheet == skala.sheet and (top, bottom) == (skala.first_row, skala.last_row):
            return _SKALA
        if sheet == stored.sheet and left == right and left in columns:
            if top == bottom == formula.row:
                return f"<{columns[left]}>"
            if (top, bottom) == (stored.first_row, stored.last_row):
                return f"<<{columns[left]}>>"
        return found[0]

    written = re.sub(r"\s+", "", _REFERENCE.sub(named, text)).casefold()
    written = _EXPONENT.sub(lambda found: str(int(float(found[0]))), written)
    return written.replace("true()", "true").replace("false()", "false")
