"""Read the older kind of seal, which copies sent earlier still carry; it is no longer written.

It covers the contents of our tables, inputs and results, and the named figures of Ringkasan. A result that agrees with the
rules counts as the rules' value, so a program that saves fewer digits, or no results at all, breaks nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.errors import LkjipError
from lkjip.mail.seal.form import CanonicalBook
from lkjip.mail.seal.sheet import HIDDEN_COLUMN, HIDDEN_ROW, LOW_ROW, NARROW_COLUMN, Sheet, address
from lkjip.model.formulas.references import Area, area, cell_reference, column_letters
from lkjip.model.laporan import ringkasan
from lkjip.model.tables import TABLES
from lkjip.ooxml.package import Package, Stored, Unsaved
from lkjip.ooxml.sheet_part import SheetPart, same
from lkjip.sources import workbook_file
from xlfuncs.angka import Cell

Sheets = Callable[[str], SheetPart | None]

_SEAL: Final = "lkjip_segel"
_CELLS: Final = "lkjip_segel_sel_"
_WIDTH: Final = 2  # bytes kept of each cell's digest: enough to find the cell, not to prove a change
_DIGITS: Final = 12
_WHOLE: Final = 10.0**15
_SUMMARY: Final = "ringkasan"
_BLOCK: Final = "BLOK_"
_DIGIT: Final = re.compile("[0-9]")
_SHOWS: Final = re.compile("[#G@:]")
"""Found in classes of number formats that show something of the value."""
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Sealed:
    """A sealed cell: its table, its column there, its 0-based row and column on the sheet, its content as text."""

    table: str
    column: str
    sheet: str
    place: tuple[int, int]
    content: str

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(f"{self.table}\t{self.column}\t{self.content}".encode()).digest()


@dataclass(frozen=True)
class OlderSeal:
    """An older seal: a digest over all cells, the number of cells of each table, and a short digest of each cell."""

    digest: str
    shape: str
    cells: bytes


def seal_of(cells: Sequence[Sealed]) -> OlderSeal:
    """Compute the seal over cells, in their order."""
    digests = [cell.digest for cell in cells]
    shape = ";".join(f"{table}={count}" for table, count in Counter(cell.table for cell in cells).items())
    return OlderSeal(hashlib.sha256(b"".join(digests)).hexdigest(), shape, b"".join(digest[:_WIDTH] for digest in digests))


def differences(seal: OlderSeal, cells: Sequence[Sealed]) -> list[str]:
    """What has changed since the sealing, a line each with sheet and cell; empty if nothing changed."""
    now = seal_of(cells)
    if now.digest == seal.digest:
        return []
    found = []
    start = 0
    for table, count in _counts(seal.shape):
        before = [seal.cells[at * _WIDTH : (at + 1) * _WIDTH] for at in range(start, start + count)]
        here = [cell for cell in cells if cell.table == table]
        start += count
        if len(here) != count:
            found.append(
                f"{table}: banyaknya sel berubah dari {count} menjadi {len(here)}; ada baris atau kolom yang ditambah atau dihapus"
            )
            continue
        found += [
            f'lembar "{cell.sheet}" sel {cell_reference(*cell.place)} ({cell.column}): berubah, sekarang {cell.content[1:] or "kosong"}'
            for kept, cell in zip(before, here, strict=True)
            if cell.digest[:_WIDTH] != kept
        ]
    return found or ["isinya tidak sama dengan saat disegel, tetapi selnya tidak dapat ditunjukkan"]


def _counts(shape: str) -> Iterator[tuple[str, int]]:
    for each in shape.split(";"):
        table, _, count = each.partition("=")
        yield table, int(count)


# ---------------------------------------------------------------- the sealed cells
def sealed_cells(package: Package, workbook: workbook_file.Workbook, sheets: Sheets, seal: OlderSeal) -> list[Sealed]:
    """The sealed cells, blank ones too, in an order that a re-save keeps.

    Args:
        sheets: the sheets to look at, by title.
        seal: the seal to compare with; a table that claims more rows than it has is followed one row further, not to its end.

    Raises:
        LkjipError: an input is a formula whose value is not saved.
    """
    counts = dict(_counts(seal.shape))
    rows = {
        name: range(stored.first_row, min(stored.bottom, stored.first_row + counts.get(name, 0) // len(stored.columns)) + 1)
        for name, stored in workbook.tables.items()
    }
    results = _results(workbook, rows)
    found = []
    for name, stored in workbook.tables.items():
        contents = workbook.contents[name]
        for number in rows[name]:
            values, formulas = contents.rows.get(number, {}), contents.formulas.get(number, {})
            for column, title in enumerate(stored.columns, stored.left - 1):
                place = (number - 1, column)
                formula, saved = _stored(package, stored.sheet, sheets, place) if title in formulas else (None, values.get(title))
                content = _content(package, stored.sheet, place, formula, saved, results.get((name, *place), _NONE))
                found.append(Sealed(name, title, stored.sheet, place, content))
    return [*found, *_summary(package, workbook, sheets)]


class _Nothing:
    """Marks a cell that is not a result."""


_NONE: Final = _Nothing()


def _stored(package: Package, sheet: str, sheets: Sheets, place: tuple[int, int]) -> tuple[str | None, Stored]:
    part = sheets(sheet)
    if part is None:
        raise package.damaged(f'lembar "{sheet}" bukan lembar kerja')
    return part.stored(*place)


def _content(package: Package, sheet: str, place: tuple[int, int], formula: str | None, saved: Stored, result: Cell | _Nothing) -> str:
    if not isinstance(result, _Nothing):
        if isinstance(saved, Unsaved) and formula and not _LETTER.search(formula):
            return f"r={formula}"  # a formula that is only a number, and computes nothing of ours
        return as_text(result if isinstance(saved, Unsaved) or same(saved, result) else saved)
    if isinstance(saved, Unsaved):
        raise LkjipError(
            f'{package.path}: lembar "{sheet}" sel {cell_reference(*place)}: rumus tanpa nilai tersimpan, jadi tidak bisa dibandingkan;'
            " buka di Excel atau LibreOffice, simpan, lalu ulangi"
        )
    return as_text(saved)


def _results(workbook: workbook_file.Workbook, sealed: Mapping[str, range]) -> Mapping[tuple[str, int, int], Cell]:
    """The values that the rules give in the sealed rows, by table name and 0-based row and column on the sheet."""
    found: dict[tuple[str, int, int], Cell] = {}
    laporan = workbook.laporan
    for table in (table for table in TABLES if table.name in workbook.tables):  # an office may have deleted an annex
        stored = workbook.tables[table.name]
        unnamed = workbook.unnamed[table.key]
        rows = dict(zip(laporan.places_in(table), laporan.rows[table.key], strict=True))
        rows |= zip(unnamed, laporan.uncounted(table, list(unnamed.values()), list(unnamed)), strict=True)
        columns = [(column, stored.number(column.name) - 1) for column in table.columns if column.name in stored.columns]
        for column, number in columns:
            if column.formula is not None:
                for row in sealed[table.name]:
                    if row <= stored.last_row:
                        found[table.name, row - 1, number] = rows.get(row - stored.first_row, {}).get(column.key)
            if stored.totals_rows and column.total is not None and not isinstance(column.total, str):
                found[table.name, stored.last_row, number] = laporan.totals(table)[column.key]
    return found


def _summary(package: Package, workbook: workbook_file.Workbook, sheets: Sheets) -> Iterator[Sealed]:
    """The named figures of Ringkasan."""
    figures = ringkasan(workbook.laporan)
    known = {**vars(figures), **{f"jumlah_{code}": count for code, count in figures.jumlah.items()}}
    for element in package.xml(package.main).iter("{*}definedName"):
        name = element.get("name") or ""
        if name not in known or name == "jumlah":
            continue
        sheet, _, address = (element.text or "").replace("'", "").rpartition("!")
        where = area(address)
        if where is not None:
            place = where[:2]
            content = _content(package, sheet, place, *_stored(package, sheet, sheets, place), known[name])
            yield Sealed(_SUMMARY, name, sheet, place, content)


def as_text(value: Cell) -> str:
    """A value as text that is the same for every program: its kind, then numbers to 12 digits (integers exactly) and trimmed texts."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f"b{value:d}"
    if isinstance(value, float | int):
        whole = float(value).is_integer() and abs(value) < _WHOLE
        return f"n{int(value)}" if whole else f"n{value:.{_DIGITS}g}"
    return "t" + "\n".join(str(value).strip().splitlines())


# ---------------------------------------------------------------- what it does not cover
def oddities(book: CanonicalBook) -> list[str]:
    """Oddities in a mailed copy that this kind of seal does not cover: a line each, with sheet and cell."""
    return [f"{line}; segel jenis lama tidak mencakupnya, jadi tanyakan apakah sudah begitu saat dikirim" for line in _odd(book)]


def _odd(book: CanonicalBook) -> Iterator[str]:
    # the builder hides the last column of some blocks
    ours = {
        (sheet.title, column_letters(right)) for sheet, (_, _, _, right) in _blocks(book)
    }  # the builder hides the last column of some blocks
    for sheet in book.sheets:
        if not sheet.visible:
            yield f'lembar "{sheet.title}" tersembunyi'
        for trait in sheet.traits:
            if trait.kind in (HIDDEN_ROW, LOW_ROW, HIDDEN_COLUMN, NARROW_COLUMN) and (sheet.title, trait.where) not in ours:
                yield f'lembar "{sheet.title}": {trait.kind} {trait.where}'
        for place, look in sheet.looks.items():
            code, _, more = look.partition("|")
            if more or (_DIGIT.search(code) and not _SHOWS.search(code)):
                yield f'lembar "{sheet.title}" sel {address(place)} ditampilkan lain daripada isinya ({look})'
    yield from _typed_over(book)


def _blocks(book: CanonicalBook) -> Iterator[tuple[Sheet, Area]]:
    """The areas of the summary blocks, with their sheets."""
    return (found for name, found in book.named.items() if name.startswith(_BLOCK))


def _typed_over(book: CanonicalBook) -> Iterator[str]:
    """Cells of a summary block that hold a typed number, or a typed text where most of the column is computed."""
    for sheet, (top, left, bottom, right) in _blocks(book):
        computed = Counter(column for row, column in sheet.formulas if top < row <= bottom + 1)
        typed = [(column, row) for row, column in sheet.constants if top < row <= bottom + 1 and left < column <= right + 1]
        counts = Counter(column for column, _ in typed)
        for column, row in sorted(typed):
            content = sheet.constants[row, column]
            # we write a text in the last row of some blocks; our numbers are always computed
            if content.startswith("n") or (counts[column] < computed[column] and row <= bottom):
                yield f'lembar "{sheet.title}" sel {address((row, column))} diketik di antara rumus, sekarang {content[1:]}'


# ---------------------------------------------------------------- in the file
def found_in(kept: Mapping[str, str]) -> OlderSeal | None:
    """Find the seal in a file's custom properties, given by name; None if there is none, or it is incomplete."""
    shape, _, encoded = "".join(kept[name] for name in sorted(kept) if name.startswith(_CELLS)).partition("|")
    try:
        seal = OlderSeal(kept[_SEAL], shape, base64.b64decode(encoded, validate=True))
        whole = len(seal.cells) == _WIDTH * sum(count for _, count in _counts(seal.shape))
    except (KeyError, ValueError):
        return None
    return seal if whole else None
