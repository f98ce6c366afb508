"""Read an untrusted workbook file: its parts as checked XML, its tables, its cells.

No spreadsheet library is used, for two reasons: an error value, an empty text, a blank and a formula without a saved value
must be told apart, and a file must not make the reader allocate memory for cells that it only claims to have.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import math
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, TypeAlias, TypeVar, cast

from lxml import etree

from lkjip import inputs, limits
from lkjip.errors import DamagedError, LkjipError, NotFoundError, NotOursError, UnreadableError, reason
from lkjip.escapes import decoded
from lkjip.model.formulas.references import Area, column_letters, column_number, named_area
from lkjip.model.formulas.syntax import SharedFormulas
from lkjip.ooxml import part_names, zip_copy
from xlfuncs import id_format
from xlfuncs.angka import Cell, angka
from xlfuncs.errors import EXCEL_ERRORS

Element: TypeAlias = etree._Element

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
_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REL_IDS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_MAIN_KIND: Final = "/officeDocument"

_PIECE: Final = 65_536
_WHOLE: Final = 2_000_000
"""Sheets up to this many bytes are parsed in one go, which is faster; larger ones row by row."""
_SMALL_PART: Final = 100 * 1024
"""Parts up to this many bytes are cached, since many files of one template share them."""
_LONGEST_NUMBER: Final = 9
ADJOINING: Final = 8
"""Number of columns right of a table that are searched for stray figures."""
MAX_LOOSE: Final = 2_000
"""Most cells outside a table that are kept; enough to point at them."""
_MOST_IN_CELL: Final = f"yang muat di satu sel Excel ({id_format.short(limits.CELL_CHARACTERS)} huruf)"
_MOST_IN_FORMULA: Final = f"yang diterima Excel ({id_format.short(limits.FORMULA_CHARACTERS)} huruf)"

_PARSER: Final[Mapping[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
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


class Package:
    """A workbook file, opened for reading.

    Part names match as the format defines (without regard to case, for example); `names` and `targets` give the package's own spelling.

    Args:
        content: the file's bytes, if already read; `path` is then used in messages only.

    Raises:
        LkjipError: the file is missing, unreadable, no workbook, encrypted, damaged, or built to harm.
    """

    main: str
    """The name of the workbook part, which most programs call "xl/workbook.xml"."""

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self.path = path
        self._relations: dict[str, list[tuple[str, str, str]]] = {}
        self._file: IO[bytes] = _opened(path) if content is None else io.BytesIO(content)
        try:
            self._zip = _archive(path, self._file)
            self._entries = _entries(path, self._zip)
            self.main = self._main()
        except LkjipError:
            self._file.close()
            raise

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        try:
            return self._read(name)
        except KeyError:
            raise self.damaged(f"bagian {name} tidak ada") from None
        except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise self.damaged(f"bagian {name} tidak terbaca") from error
        except Exception as error:  # zlib, lzma and bz2 each raise their own
            raise self.damaged(f"bagian {name} tidak terbaca") from error

    def repacked(self, changes: Mapping[str, bytes | None]) -> bytes:
        """The file's bytes with some parts replaced (None removes one); the other parts must be readable and keep their bytes."""
        for name in self.names - {self.name(name) for name in changes}:
            if not name.endswith("/"):
                self.part(name)
        members = {name: entry.filename for name, entry in self._entries.items()}
        try:
            return zip_copy.repacked(self._zip, {members.get(part_names.key(name), name): data for name, data in changes.items()})
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError) as error:
            raise self.damaged("susunan bagiannya tidak terbaca") from error

    def _read(self, name: str) -> bytes:
        """Read no more than the declared size, which has been checked."""
        entry = self._entries[part_names.key(name)]
        with self._zip.open(entry) as part:
            data = part.read(entry.file_size + 1)
        if len(data) != entry.file_size:
            raise zipfile.BadZipFile(name)
        return data

    def name(self, part: str) -> str:
        """A part's name as the package spells it; unchanged if there is no such part."""
        entry = self._entries.get(part_names.key(part))
        return part if entry is None else _spelled(entry)

    def _main(self) -> str:
        """The part that the package's own relationships name as the main one."""
        found = set(self.targets("", kind=_MAIN_KIND).values())
        if len(found) > 1:
            raise DamagedError(f"{self.path}: susunan berkasnya tidak wajar; minta berkas aslinya")
        main = next(iter(found), "")
        if main.endswith(".bin"):
            raise UnreadableError(f"{self.path}: berformat .xlsb; simpan ulang sebagai .xlsm atau .xlsx")
        if main not in self.names:
            raise NotOursError(f"{self.path}: bukan buku kerja Excel (.xlsm atau .xlsx)")
        return main

    def xml(self, name: str) -> Element:
        """The root of an XML part."""
        return self._parsed(name, *self._text(name, f"bagian {name}"))

    def _parsed(self, name: str, data: bytes, encoding: str) -> Element:
        with self._explained(name):
            return _root(data, encoding)

    @contextlib.contextmanager
    def _explained(self, name: str) -> Iterator[None]:
        """Turn parse errors of a part into a message for the user."""
        try:
            yield
        except etree.XMLSyntaxError:
            raise self.damaged(f"bagian {name} rusak") from None
        except _DtdError:
            raise DamagedError(
                f"{self.path}: berisi sesuatu yang tidak pernah ada di buku kerja Excel (DTD); jangan dipakai, minta berkas aslinya"
            ) from None

    def _rows(self, table: StoredTable) -> Iterator[Element]:
        """The row elements of a table's sheet; in a large sheet each is emptied before the next, to bound memory."""
        data, encoding = self._text(table.part, f'lembar "{table.sheet}"')
        if len(data) <= _WHOLE:
            root = self._parsed(table.part, data, encoding)
            self._refuse_other_than_sheet(table, root)
            yield from root.iter(*_ROWS)
            return
        parser = etree.XMLPullParser(("end",), tag=_ROWS, encoding=encoding, **_PARSER)
        try:
            for start in range(0, len(data), _PIECE):
                parser.feed(data[start : start + _PIECE])
                for _, each in parser.read_events():
                    row = cast("Element", each)
                    yield row
                    del row[:]  # not row.clear(): the parser may still be at the text behind the row
            root = parser.close()
        except etree.XMLSyntaxError:
            raise self.damaged(f"bagian {table.part} rusak") from None
        with self._explained(table.part):
            _refuse_dtd(root)
        self._refuse_other_than_sheet(table, root)

    def _refuse_other_than_sheet(self, table: StoredTable, root: Element) -> None:
        if root.tag not in _WORKSHEETS:
            raise self.damaged(f"bagian {table.part} bukan lembar kerja")

    def _text(self, name: str, called: str) -> tuple[bytes, str]:
        """An XML part that is small enough to parse, and its encoding (UTF-8 or UTF-16).

        Other encodings are refused: tags could not be counted in them.
        """
        data = self.part(name)
        if data.count(b"<") + data.count(b"=") > limits.PART_MARKS:
            raise UnreadableError(
                f"{self.path}: {called} berisi terlalu banyak sel untuk sebuah laporan;"
                " hapus baris dan kolom yang tidak dipakai, lalu simpan ulang"
            )
        return data, "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"

    def damaged(self, what: str) -> LkjipError:
        return DamagedError(f"{self.path}: rusak ({what}); buka dan simpan ulang di Excel, atau pakai cadangannya")

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
            raise NotOursError(f"{self.path}: bukan buku kerja Excel (.xlsm atau .xlsx)")
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
                data, encoding = self._text(target, f"bagian {target}")
                with self._explained(target):
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
        data, encoding = self._text(part, f"bagian {part}")
        with self._explained(part):
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

    def targets(self, part: str, kind: str = "") -> Mapping[str, str]:
        """The parts that a part refers to, by relationship id, optionally of one kind. The package itself is ""."""
        if part not in self._relations:
            self._relations[part] = list(self._read_relations(part))
        return {identifier: target for identifier, of_kind, target in self._relations[part] if of_kind.endswith(kind)}

    def relation_kinds(self, part: str) -> frozenset[str]:
        """The kinds of a part's internal relationships."""
        self.targets(part)
        return frozenset(kind for _, kind, _ in self._relations[part])

    def _read_relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind and target part of every internal relationship."""
        rels = self.name(part_names.relations_of(part))
        if rels not in self.names:
            return
        data, encoding = self._text(rels, f"bagian {rels}")
        with self._explained(rels):
            relations = _relations(data, encoding)
        for identifier, of_kind, target in relations:
            yield identifier, of_kind, self.name(part_names.leads_to(part, target))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(map(_spelled, self._entries.values()))


class _DtdError(Exception):
    """A part has a document type declaration."""


def _root(data: bytes, encoding: str) -> Element:
    """The root of an XML part.

    Raises:
        etree.XMLSyntaxError, _DtdError
    """
    root = etree.fromstring(data, _parser(encoding))
    _refuse_dtd(root)
    return root


def _refuse_dtd(root: Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _DtdError


_T = TypeVar("_T")


def _once(read: Callable[[bytes, str], _T]) -> Callable[[bytes, str], _T]:
    """Cache a reader of small parts, since many workbooks of one template share their bytes."""
    known = lru_cache(maxsize=128)(read)
    return lambda data, encoding: (known if len(data) <= _SMALL_PART else read)(data, encoding)


@_once
def _relations(data: bytes, encoding: str) -> Sequence[tuple[str, str, str]]:
    """Id, kind and target of every internal relationship."""
    references = [each for each in _root(data, encoding).iter(_REL) if each.get("TargetMode") != "External"]
    return [(each.get("Id") or "", each.get("Type") or "", each.get("Target") or "") for each in references]


@_once
def _special_styles(data: bytes, encoding: str) -> tuple[Set[str], Set[str]]:
    """The numbers of the cell styles that show a number as a date, and as a percentage."""
    root = _root(data, encoding)
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


@_once
def _declared(data: bytes, encoding: str) -> _Declared:
    root = _root(data, encoding)
    columns = tuple(decoded(column.get("name", "")) for column in _all(root, "tableColumn"))
    counts = root.get("headerRowCount", "1"), root.get("totalsRowCount", "0")
    return _Declared(root.get("displayName", ""), root.get("ref") or "", *counts, columns)


@cache
def _parser(encoding: str) -> etree.XMLParser:
    return etree.XMLParser(encoding=encoding, **_PARSER)


def _opened(path: Path) -> IO[bytes]:
    """Open a workbook file.

    Raises:
        LkjipError: it is missing, no ordinary file, or unreadable.
    """
    try:
        return inputs.opened(path)
    except FileNotFoundError:
        raise NotFoundError(f"{path}: tidak ditemukan; periksa nama dan foldernya") from None
    except OSError as error:
        if path.is_dir():
            raise UnreadableError(f"{path}: ini folder; tulis nama berkas .xlsm atau .xlsx") from None
        if isinstance(error, PermissionError):
            raise UnreadableError(f"{path}: tidak boleh dibaca; periksa izin berkas atau tutup dulu di Excel") from None
        if isinstance(error, inputs.NoFileError):
            raise UnreadableError(f"{path}: bukan berkas biasa; tulis nama berkas .xlsm atau .xlsx") from None
        raise UnreadableError(f"{path}: {reason(error, 'dibaca')}") from None


def _archive(path: Path, file: IO[bytes]) -> zipfile.ZipFile:
    """Open the zip archive in a file.

    Raises:
        LkjipError: there is none.
    """
    try:
        head = file.read(len(_OLE))
        file.seek(0)
        encrypted = head == _OLE and _ENCRYPTED in file.read(limits.PART_BYTES)
        if head != _OLE:
            return zipfile.ZipFile(file)
    except Exception:  # a malformed directory can raise almost anything in zipfile
        raise DamagedError(f"{path}: bukan buku kerja Excel yang utuh; minta dikirim ulang, atau pakai cadangannya") from None
    raise UnreadableError(
        f"{path}: dilindungi kata sandi; buka di Excel dan hapus kata sandinya"
        if encrypted
        else f"{path}: berformat .xls lama; simpan ulang sebagai .xlsm"
    )


def _entries(path: Path, archive: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    """The members of a package by normalized name.

    Raises:
        LkjipError: too many or too large members, duplicate names, or encryption.
    """
    entries = archive.infolist()
    by_key = {part_names.key(entry.filename): entry for entry in entries}
    if len(entries) > limits.PARTS or len(by_key) != len(entries):
        raise DamagedError(f"{path}: susunan berkasnya tidak wajar; minta berkas aslinya")
    left = limits.PACKAGE_BYTES
    for entry in entries:
        left -= entry.file_size
        if max(entry.file_size, entry.compress_size) > limits.PART_BYTES or left < 0:
            raise DamagedError(f"{path}: bagian {entry.filename} mengembang tidak wajar saat dibuka; minta berkas aslinya")
        if entry.flag_bits & 1:
            raise UnreadableError(f"{path}: dilindungi kata sandi; buka di Excel dan hapus kata sandinya")
    return by_key


def _spelled(entry: zipfile.ZipInfo) -> str:
    """A member's name with slashes, since some programs write backslashes."""
    return entry.filename.replace("\\", "/").lstrip("/")


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
