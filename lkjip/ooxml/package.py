"""Read an untrusted workbook file: its parts as checked XML, its tables, its cells.

No spreadsheet library is used, for two reasons: an error value, an empty text, a blank and a formula without a saved value
must be told apart, and a file must not make the reader allocate memory for cells that it only claims to have.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple, TypeAlias, cast

from lxml import etree

from lkjip import limits
from lkjip.errors import LkjipError, UnreadableError
from lkjip.escapes import decoded
from lkjip.model.formulas.references import Area, column_letters, column_number, named_area
from lkjip.model.formulas.syntax import SharedFormulas
from lkjip.ooxml.archive import PARSER, Archive, ArchiveKind, Element, once, refuse_dtd, root_of
from xlfuncs import id_format
from xlfuncs.angka import Cell, angka
from xlfuncs.errors import EXCEL_ERRORS

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
NAMESPACES: Final = (_MAIN, _STRICT)
_ROWS: Final = (_MAIN + "row", _STRICT + "row")
_VALUES: Final = (_MAIN + "v", _STRICT + "v")
_INLINE: Final = (_MAIN + "is", _STRICT + "is")
_FORMULAS: Final = (_MAIN + "f", _STRICT + "f")
_CONTENTS: Final = (*_VALUES, *_INLINE, *_FORMULAS)
_WORKSHEETS: Final = (_MAIN + "worksheet", _STRICT + "worksheet")
_WORKBOOKS: Final = (_MAIN + "workbook", _STRICT + "workbook")
_REL_IDS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)

_PIECE: Final = 65_536
_WHOLE: Final = 2_000_000
"""Sheets up to this many bytes are parsed in one go, which is faster; larger ones row by row."""
_LONGEST_NUMBER: Final = 9
ADJOINING: Final = 8
"""Number of columns right of a table that are searched for stray figures."""
MAX_LOOSE: Final = 2_000
"""Most cells outside a table that are kept; enough to point at them."""
_MOST_IN_CELL: Final = f"yang muat di satu sel Excel ({id_format.short(limits.CELL_CHARACTERS)} huruf)"
_MOST_IN_FORMULA: Final = f"yang diterima Excel ({id_format.short(limits.FORMULA_CHARACTERS)} huruf)"

# Number formats that show a date: those built in, and codes with a day, a month or a year outside quoted texts and brackets.
_DATE_FORMATS: Final = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_PERCENT_FORMATS: Final = frozenset(("9", "10"))
_NOT_A_CODE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_CODE: Final = re.compile("[dmy]", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_FROM_1904: Final = 1462.0
"""Days between the 1900 and the 1904 date systems."""


class Unsaved(Enum):
    """The value of a formula whose result is not saved in the file."""

    UNSAVED = "rumus tanpa nilai tersimpan"


Stored: TypeAlias = Cell | Unsaved
"""A cell's saved value; an error value is its text."""
StoredRows: TypeAlias = Mapping[int, Mapping[str, Stored]]
"""Rows by 1-based sheet row; their cells by column name. Blank cells are left out."""


class StoredFormula(NamedTuple):
    """A formula in file syntax, without "=", and its 1-based sheet row; a shared formula is expanded for its cell."""

    text: str
    row: int


class Loose(NamedTuple):
    """A filled cell beside or below a table: its value, and whether it is a formula."""

    value: Stored
    is_formula: bool


LooseRows: TypeAlias = Mapping[int, Mapping[int, Loose]]
"""Filled cells by 1-based row and column."""


@dataclass(frozen=True)
class Contents:
    """The cells in and around a table. Rows are 1-based sheet rows; columns go by their names."""

    rows: StoredRows
    formulas: Mapping[int, Mapping[str, StoredFormula]]
    dates: Set[tuple[int, str]]
    """Cells whose number is shown as a date."""
    headings: Mapping[str, str]
    """Texts typed above the table, by cell reference; results of formulas are left out."""
    percents: Set[tuple[int, str]] = frozenset()
    """Cells whose number is shown as a percentage, so that 0.98 reads 98 %."""
    outside: LooseRows = field(default_factory=dict)
    """The first filled cells right of the table, and those below it in its columns."""

    def between(self, first: int, last: int) -> list[int]:
        """The filled rows from `first` to `last`, in order; a table may claim far more rows than there are."""
        return [number for number in sorted(self.rows) if first <= number <= last and self.rows[number]]


@dataclass(frozen=True)
class StoredTable:
    """An Excel table: its area (1-based, ends included) and its column names."""

    name: str
    sheet: str
    part: str
    top: int
    left: int
    bottom: int
    right: int
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]

    @property
    def first_row(self) -> int:
        return self.top + self.header_rows

    @property
    def last_row(self) -> int:
        return self.bottom - self.totals_rows

    def number(self, name: str) -> int:
        """The 1-based number of a column in its sheet."""
        return self.left + self.columns.index(name)

    def cell(self, row: int, name: str) -> str:
        """The reference, such as "E8", of a 1-based row of the sheet and a column."""
        return f"{column_letters(self.number(name) - 1)}{row}"

    def covers(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def without_tables(outside: LooseRows, tables: Sequence[StoredTable]) -> LooseRows:
    """Drop those cells outside a table that belong to other tables on its sheet."""
    for table in tables:
        outside = {
            number: {column: loose for column, loose in cells.items() if not table.covers(number, column)}
            for number, cells in outside.items()
        }
    return outside


_WORKBOOK: Final = ArchiveKind(
    thing="buku kerja Excel",
    program="Excel",
    endings=".xlsm atau .xlsx",
    older=(".xls", ".xlsm"),
    fewer="berisi terlalu banyak sel untuk sebuah laporan; hapus baris dan kolom yang tidak dipakai, lalu simpan ulang",
)


class Package(Archive):
    """A workbook file, opened for reading."""

    kind = _WORKBOOK

    def _main(self) -> str:
        main = super()._main()
        if main.endswith(".bin"):
            raise UnreadableError(f"{self.path}: berformat .xlsb; simpan ulang sebagai .xlsm atau .xlsx")
        return main

    def _rows(self, table: StoredTable) -> Iterator[Element]:
        """The row elements of a table's sheet; in a large sheet each is emptied before the next, to bound memory."""
        data, encoding = self.text(table.part, f'lembar "{table.sheet}"')
        if len(data) <= _WHOLE:
            root = self.parsed(table.part, data, encoding)
            self._refuse_other_than_sheet(table, root)
            yield from root.iter(*_ROWS)
            return
        parser = etree.XMLPullParser(("end",), tag=_ROWS, encoding=encoding, **PARSER)
        try:
            for start in range(0, len(data), _PIECE):
                parser.feed(data[start : start + _PIECE])
                for _, each in parser.read_events():
                    row = cast("Element", each)
                    yield row
                    del row[:]  # not row.clear(): the parser may still be at the text behind the row
            root = parser.close()
        except etree.XMLSyntaxError as error:
            raise self.unparsed(table.part, error) from None
        with self.explained(table.part):
            refuse_dtd(root)
        self._refuse_other_than_sheet(table, root)

    def _refuse_other_than_sheet(self, table: StoredTable, root: Element) -> None:
        if root.tag not in _WORKSHEETS:
            raise self.damaged(f"bagian {table.part} bukan lembar kerja")

    @cached_property
    def sheet_parts(self) -> Mapping[str, str]:
        """The part of every worksheet by the sheet's title, in workbook order."""
        targets = self.targets(self.main)
        parts: dict[str, str] = {}
        taken = set()
        for sheet in _all(self._book, "sheet"):
            title = decoded(sheet.get("name", ""))
            target = targets.get(next((sheet.get(name) for name in _REL_IDS if sheet.get(name)), "") or "")
            if target is None:
                raise self.damaged(f'lembar "{title}" tidak punya isi')
            if title in parts or target in taken:
                raise self.damaged(f'lembar "{title}" ada dua, atau isinya milik lembar lain')
            parts[title] = target
            taken.add(target)
        return parts

    @cached_property
    def _book(self) -> Element:
        root = self.xml(self.main)
        if root.tag not in _WORKBOOKS:
            raise self.other()
        return root

    @cached_property
    def named_areas(self) -> Mapping[str, tuple[str, Area]]:
        """The sheet's title and the area of every defined name of the whole workbook that means cells of one sheet."""
        titles = {title.casefold(): title for title in self.sheet_parts}
        found = {}
        for name in _all(self._book, "definedName"):
            means = named_area(name.text or "") if name.get("localSheetId") is None else None
            if means is not None and (title := titles.get(means[0].casefold())) is not None:
                found[name.get("name", "")] = (title, means[1])
        return found

    def named_text(self, name: str) -> str | None:
        """The text that a defined name of the whole workbook stands for; None if there is no such name, or it is something else."""
        names = (each for each in _all(self._book, "definedName") if each.get("localSheetId") is None)
        text = next((each.text or "" for each in names if each.get("name") == name), "").strip()
        return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else None

    def has_name(self, name: str) -> bool:
        """Whether there is a defined name, whatever it stands for."""
        return any(each.get("name", "").casefold() == name.casefold() for each in _all(self._book, "definedName"))

    @cached_property
    def _counts_from_1904(self) -> bool:
        """Whether dates use the 1904 date system, as in workbooks from old Macs."""
        return any(_is_set(properties.get("date1904")) for properties in _all(self._book, "workbookPr"))

    @cached_property
    def tables(self) -> Mapping[str, StoredTable]:
        """Every Excel table, by its name."""
        found = {}
        for title, part in self.sheet_parts.items():
            for target in self.targets(part, kind="/table").values():
                data, encoding = self.text(target, f"bagian {target}")
                with self.explained(target):
                    declared = _declared(data, encoding)
                table = self._table(title, part, declared)
                if table.name in found:
                    raise self.damaged(f"tabel {table.name} ada dua")
                found[table.name] = table
        return found

    def _table(self, title: str, part: str, declared: _Declared) -> StoredTable:
        top_left, _, bottom_right = declared.reference.partition(":")
        try:
            (top, left), (bottom, right) = _place(top_left), _place(bottom_right or top_left)
            header, totals = _index(declared.header_rows), _index(declared.totals_rows)
        except ValueError:
            raise self.damaged(f'tabel {declared.name} di lembar "{title}" tidak punya tempat yang benar') from None
        columns = declared.columns
        crooked = bottom < top or right < left or len(columns) != right - left + 1
        crooked = crooked or header not in (0, 1) or totals not in (0, 1) or header + totals > bottom - top + 1
        if crooked:
            raise self.damaged(f'tabel {declared.name} di lembar "{title}" tidak cocok dengan kolomnya')
        return StoredTable(declared.name, title, part, top, left, bottom, right, header, totals, columns)

    def contents(self, table: StoredTable, numbers: Collection[str] = ()) -> Contents:
        """The cells of a table with its totals row, the texts above it, and the cells typed beside and below it.

        Args:
            numbers: columns whose cells are no dates whatever they look like, so that they stay as every formula reads them.
        """
        names = {column_letters(number): name for number, name in enumerate(table.columns, table.left - 1)}
        readers, (date_styles, percent_styles) = self._readers, self._special_styles
        from_1904 = self._counts_from_1904
        rows: dict[int, dict[str, Stored]] = {}
        formulas: dict[int, dict[str, StoredFormula]] = {}
        shared = SharedFormulas()
        dates: set[tuple[int, str]] = set()
        percents: set[tuple[int, str]] = set()
        headings: dict[str, str] = {}
        outside: dict[int, dict[int, Loose]] = {}
        room = MAX_LOOSE
        for number, row in self._rows_of(table):
            digits = str(number)
            if number < table.top:
                headings |= self._typed_texts(row)
                self._learn(shared, row, number)
                continue
            if number > table.bottom:
                if room > 0 and (loose := self._loose(row, number, table.left, table.right)):
                    outside[number] = loose
                    room -= len(loose)
                continue
            beside = False
            stored = rows.setdefault(number, {})
            # go from contents up to cells, since most cells of a sheet are blank
            contents: Iterator[Any] = row.iter(*_CONTENTS)
            for content in contents:
                cell = content.getparent()
                reference = cell.get("r") or _given_reference(cell, row, digits)
                name = names.get(reference.removesuffix(digits)) or names.get(self._letters(reference, number))
                tag = content.tag
                if name is None:
                    beside = True
                    if tag in _FORMULAS:
                        self._own_text(shared, content, reference)
                    continue
                if tag in _VALUES:
                    kind, text = cell.get("t", "n"), content.text or ""
                    if text or kind == "str":
                        try:
                            stored[name] = readers.get(kind, _text)(text)
                        except (ValueError, KeyError):
                            value = self._read_again(table, reference, kind, text)
                            if value is None:
                                continue
                            stored[name] = value
                    look = cell.get("s")
                    if kind == "d" or (kind == "n" and look in date_styles):
                        dates.add((number, name))
                        if from_1904 and kind == "n" and name not in numbers and isinstance(serial := stored.get(name), float):
                            stored[name] = serial + _FROM_1904
                    elif kind == "n" and look in percent_styles:
                        percents.add((number, name))
                elif tag in _INLINE:
                    stored[name] = text = joined(content)
                    if len(text) > limits.CELL_CHARACTERS:
                        raise self._too_long(table, reference)
                else:  # a formula; its value, if any, follows and replaces this
                    stored.setdefault(name, Unsaved.UNSAVED)
                    text = content.text or "" if content.get("t") != "shared" else self._own_text(shared, content, reference)
                    if len(text) > limits.FORMULA_CHARACTERS:
                        raise self._refused(table, reference, f"rumusnya lebih panjang dari {_MOST_IN_FORMULA}; tulis ulang rumusnya")
                    formulas.setdefault(number, {})[name] = StoredFormula(text, number)
            if beside and room > 0 and (loose := self._loose(row, number, table.right + 1, table.right + ADJOINING)):
                outside[number] = loose
                room -= len(loose)
        others = [each for each in self.tables.values() if each.part == table.part and each.name != table.name] if outside else []
        return Contents(rows, formulas, dates, headings, percents, without_tables(outside, others))

    def formulas(self, sheet: str, but: Sequence[Area] = ()) -> Sequence[tuple[tuple[int, int], str]]:
        """Cell (0-based) and text of each formula of a sheet outside some areas; none of one whose cells do not say where they are."""
        found: list[tuple[tuple[int, int], str]] = []
        shared = SharedFormulas()
        number = 0
        try:
            for row in self.xml(self.sheet_parts[sheet]).iter(*_ROWS):
                number = _index(row.get("r") or str(number + 1))
                digits, at = str(number), number - 1
                beside = [(left, right) for top, left, bottom, right in but if top <= at <= bottom]
                formulas: Iterator[Any] = row.iter(*_FORMULAS)
                for formula in formulas:
                    cell = formula.getparent()
                    reference = cell.get("r") or _given_reference(cell, row, digits)
                    column = _column(reference.removesuffix(digits))
                    text = formula.text or "" if formula.get("t") != "shared" else self._own_text(shared, formula, reference)
                    if not any(left <= column <= right for left, right in beside):
                        found.append(((at, column), text))
        except ValueError:
            return ()
        return found

    def _loose(self, row: Element, number: int, first: int, last: int) -> dict[int, Loose]:
        """The filled cells of a row from column `first` to `last`, by 1-based column."""
        found: dict[int, Loose] = {}
        contents: Iterator[Any] = row.iter(*_CONTENTS)
        for content in contents:
            cell = content.getparent()
            try:
                column = _place(cell.get("r") or _given_reference(cell, row, str(number)))[1]
            except ValueError:
                continue
            if not first <= column <= last:
                continue
            if content.tag in _FORMULAS:
                found[column] = Loose(Unsaved.UNSAVED, True)
            elif content.tag in _INLINE:
                found[column] = Loose(joined(content), False)
            elif content.text:
                # only a bad cell inside the table makes the file damaged
                with contextlib.suppress(ValueError, KeyError):
                    value = self._readers.get(cell.get("t", "n"), _text)(content.text)
                    found[column] = Loose(value, column in found)
        return {column: loose for column, loose in found.items() if not isinstance(loose.value, str) or loose.value.strip()}

    def _learn(self, shared: SharedFormulas, row: Element, number: int) -> None:
        """Register formulas above a table that cells in it may share."""
        contents: Iterator[Any] = row.iter(*_FORMULAS)
        for content in contents:
            if content.get("t") == "shared":
                self._own_text(shared, content, content.getparent().get("r") or "")

    @staticmethod
    def _own_text(shared: SharedFormulas, formula: Element, reference: str) -> str:
        """The formula of a cell, with a shared formula expanded."""
        try:
            place = _place(reference)
        except ValueError:
            return formula.text or ""
        return shared.text(formula.get("si") or "", formula.text or "", *place) if formula.get("t") == "shared" else formula.text or ""

    def _read_again(self, table: StoredTable, reference: str, kind: str, text: str) -> Cell:
        """Read a cell's value again without the white space that an indented file puts around it; None if nothing is left."""
        bare = text.strip()
        if kind == "str" or (kind == "s" and len(self.shared_text(bare)) > limits.CELL_CHARACTERS):
            raise self._too_long(table, reference)
        try:
            return self._readers.get(kind, _text)(bare) if bare else None
        except (ValueError, KeyError):
            raise self.damaged(f'lembar "{table.sheet}" sel {reference[:20]}: isi {bare[:20]!r} tidak terbaca') from None

    def _too_long(self, table: StoredTable, reference: str) -> LkjipError:
        return self._refused(table, reference, f"teksnya lebih panjang dari {_MOST_IN_CELL}; pendekkan")

    def _refused(self, table: StoredTable, reference: str, what: str) -> LkjipError:
        return UnreadableError(f'{self.path}: lembar "{table.sheet}" sel {reference[:20]}: {what}')

    def _typed_texts(self, row: Element) -> dict[str, str]:
        """The typed texts of a row by cell reference, without results of formulas."""
        texts = {}
        contents: Iterator[Any] = row.iter(*_VALUES, *_INLINE)
        for content in contents:
            cell = content.getparent()
            if cell.get("t") in ("s", "inlineStr") and cell.get("r") and not cell[0].tag.endswith("}f"):
                texts[cell.get("r")] = joined(content) if content.tag in _INLINE else self.shared_text(content.text or "")
        return texts

    def _rows_of(self, table: StoredTable) -> Iterator[tuple[int, Element]]:
        """The row elements of a table's sheet with their 1-based numbers; a row without a number follows the previous one."""
        number = 0
        for row in self._rows(table):
            given = row.get("r")
            try:
                number = number + 1 if given is None else _index(given)
            except ValueError:
                raise self.damaged(f'lembar "{table.sheet}" punya baris tanpa nomor yang benar') from None
            yield number, row

    def _letters(self, reference: str, row: int) -> str:
        """The column letters of a cell reference that the fast path did not recognize; refuses a reference to another row."""
        try:
            number, column = _place(reference)
        except ValueError:
            number = column = 0
        if number != row:
            raise self.damaged(f"ada sel di baris {row} yang menyebut tempatnya {reference[:20]!r}")
        return column_letters(column - 1)

    @cached_property
    def _special_styles(self) -> tuple[Set[str], Set[str]]:
        """The numbers of the cell styles that show a number as a date, and as a percentage."""
        part = next(iter(self.targets(self.main, kind="/styles").values()), None)
        if part is None or part not in self.names:
            return frozenset(), frozenset()
        data, encoding = self.text(part, f"bagian {part}")
        with self.explained(part):
            return _special_styles(data, encoding)

    @cached_property
    def _readers(self) -> Mapping[str, Callable[[str], Cell]]:
        """Functions that turn a cell's text into its value, by cell type."""
        fitting = {number: text for number, text in self._shared_strings.items() if len(text) <= limits.CELL_CHARACTERS}
        return {"n": _number, "s": fitting.__getitem__, "d": _serial, "b": _truth, "e": _error}

    @cached_property
    def _shared_strings(self) -> Mapping[str, str]:
        """The shared strings by index, the index as the text that cells hold."""
        part = next(iter(self.targets(self.main, kind="/sharedStrings").values()), None)
        items = self.xml(part).iterchildren("{*}si") if part else ()
        return {str(index): joined(item) for index, item in enumerate(items)}

    def shared_text(self, number: str) -> str:
        """A shared string by its index as a cell writes it; "" if there is none."""
        return self._shared_strings.get(number, "")


@once
def _special_styles(data: bytes, encoding: str) -> tuple[Set[str], Set[str]]:
    """The numbers of the cell styles that show a number as a date, and as a percentage."""
    root = root_of(data, encoding)
    # not the formats of conditional formatting further down, which may reuse a number
    codes = {each.get("numFmtId"): each.get("formatCode") or "" for each in next(_all(root, "numFmts"), ())}
    codes = {number: code[: limits.FORMAT_CHARACTERS] for number, code in codes.items()}
    of_dates = _DATE_FORMATS | {number for number, code in codes.items() if _shows_a_date(code)}
    of_percents = _PERCENT_FORMATS | {number for number, code in codes.items() if shows_percent(code)}
    looks = list(next(_all(root, "cellXfs"), ()))
    dates, percents = (
        {str(number) for number, look in enumerate(looks) if look.get("numFmtId") in formats} for formats in (of_dates, of_percents)
    )
    return dates, percents


def shows_percent(code: str) -> bool:
    """Whether a number format multiplies by 100 and shows a percent sign."""
    return "%" in _NOT_A_CODE.sub("", code)


def _shows_a_date(code: str) -> bool:
    return _DATE_CODE.search(_NOT_A_CODE.sub("", code)) is not None


class _Declared(NamedTuple):
    """A table as its part declares it, still unchecked."""

    name: str
    reference: str
    header_rows: str
    totals_rows: str
    columns: tuple[str, ...]


@once
def _declared(data: bytes, encoding: str) -> _Declared:
    root = root_of(data, encoding)
    columns = tuple(decoded(column.get("name", "")) for column in _all(root, "tableColumn"))
    counts = root.get("headerRowCount", "1"), root.get("totalsRowCount", "0")
    return _Declared(root.get("displayName", ""), root.get("ref") or "", *counts, columns)


def _number(text: str) -> float:
    number = float(text)
    # Python also reads nan, infinity, 1_000 and digits of other scripts, which the format does not allow
    if not math.isfinite(number) or "_" in text or not text.isascii():
        raise ValueError(text)
    return number


def _serial(text: str) -> Cell:
    return angka(datetime.fromisoformat(text))


def _truth(text: str) -> Cell:
    return _is_set(text)


def _is_set(text: str | None) -> bool:
    return (text or "").strip() in ("1", "true")


def _error(text: str) -> Cell:
    return text.strip() if text.strip() in EXCEL_ERRORS else "#VALUE!"


def _text(text: str) -> str:
    text = decoded(text)
    if len(text) > limits.CELL_CHARACTERS:
        raise ValueError(text)
    return text


def _index(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        raise ValueError(text)
    return int(text)


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if not found or int(found[2]) > limits.ROWS or column_number(found[1]) >= limits.COLUMNS:
        raise ValueError(reference)
    return int(found[2]), column_number(found[1]) + 1


@lru_cache(maxsize=limits.COLUMNS)
def _column(letters: str) -> int:
    """The number of a column, from 0, by its letters as a cell's reference has them.

    Raises:
        ValueError: there are other signs among them, as where a cell names another row than its own.
    """
    if not letters.isalpha():
        raise ValueError(letters)
    return _place(f"{letters}1")[1] - 1


def _given_reference(cell: Element, row: Element, digits: str) -> str:
    """The reference of a cell that states none: it follows the previous cell. All cells of its row get theirs."""
    column = 0
    for each in row:
        found = _REFERENCE.fullmatch(each.get("r", ""))
        column = column_number(found[1]) + 1 if found else column + 1
        if each.get("r") is None:
            each.set("r", f"{column_letters(column - 1)}{digits}")
    return cell.get("r", "")


def _all(root: Element, name: str) -> Iterator[Element]:
    yield from root.iter(_MAIN + name, _STRICT + name)


def joined(item: Element) -> str:
    """The text of a shared or inline string: its runs joined, without phonetic hints."""
    texts = []
    for child in item:
        if child.tag.endswith("}t"):
            texts.append(child.text or "")
        elif child.tag.endswith("}r"):
            texts += [run.text or "" for run in child.iterchildren("{*}t")]
    return decoded("".join(texts))
