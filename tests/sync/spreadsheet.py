"""An xlwings engine for LibreOffice, so that the product's xlwings code runs against a spreadsheet that recalculates.

Every call that would go to Excel is counted. Only what the sync uses is implemented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import xlwings as xw
from xlsxwriter.utility import xl_col_to_name
from xlwings import base_classes

from lkjip.model.formulas.references import area
from lkjip.ooxml.package import Package
from tests.office.client import Document

Grid = list[list[Any]]


class Engine:
    """What xlwings asks of a spreadsheet program: values go to and fro as they are, an error as its text."""

    name = "libreoffice"
    type = "desktop"

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value

    @staticmethod
    def clean_value_data(data: Grid, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool) -> Grid:
        return [[empty_as if cell in ("", None) else cell for cell in row] for row in data]


ENGINE: Final = xw.Engine(impl=Engine())
xw.engines.add(ENGINE)


class Spreadsheet:
    """An open document as xlwings sees it.

    `calls` lists what went to the program; `fails` says at each whether it fails; no formulas are written into `protected` sheets.
    `refused` has the numbers of the calls that failed, from 1.
    `breaks` has the rows below which a page was made to end, by sheet.
    """

    def __init__(self, document: Document, path: Path) -> None:
        self.document = document
        self.path = path
        self.calls: list[str] = []
        self.fails: Callable[[list[str]], bool] = lambda calls: False
        self.protected: set[str] = set()
        self.refused: list[int] = []
        self.breaks: dict[str, set[int]] = {}
        self.app = App(self)
        with Package(path) as package:
            self.columns = {name: (table.columns, table.totals_rows) for name, table in package.tables.items()}
        self.book = xw.Book(impl=Book(self))

    def call(self, what: str, *, written: str = "") -> None:
        self.calls.append(what)
        if self.fails(self.calls) or written in self.protected:
            self.refused.append(len(self.calls))
            raise RuntimeError("ditolak")


class App(base_classes.App):  # type: ignore[misc]
    display_alerts = True

    def __init__(self, spreadsheet: Spreadsheet) -> None:
        self._spreadsheet = spreadsheet
        self._settings: dict[str, Any] = {"calculation": "automatic", "screen_updating": True}
        self.alerts: list[tuple[str, str]] = []
        self.answer = "ok"

    @property
    def engine(self) -> Any:
        return ENGINE.impl

    @property
    def pid(self) -> int:
        return 0

    @property
    def calculation(self) -> Any:
        return self._get("calculation")

    @calculation.setter
    def calculation(self, value: Any) -> None:
        self._set("calculation", value)

    @property
    def screen_updating(self) -> Any:
        return self._get("screen_updating")

    @screen_updating.setter
    def screen_updating(self, value: Any) -> None:
        self._set("screen_updating", value)

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any = None) -> str:
        self.alerts.append((prompt, mode))
        return self.answer if buttons == "yes_no" else "ok"

    def _get(self, name: str) -> Any:
        self._spreadsheet.call(f"get {name}")
        return self._settings[name]

    def _set(self, name: str, value: Any) -> None:
        self._spreadsheet.call(f"set {name}")
        if name == "calculation":
            self._spreadsheet.document.calculate_automatically(value != "manual")
        self._settings[name] = value


class Book(base_classes.Book):  # type: ignore[misc]
    def __init__(self, spreadsheet: Spreadsheet) -> None:
        self.spreadsheet = spreadsheet

    @property
    def name(self) -> str:
        return self.spreadsheet.path.name

    @property
    def fullname(self) -> str:
        return str(self.spreadsheet.path)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self.spreadsheet.call("save")
        self.spreadsheet.document.save_as(self.spreadsheet.path, "xlsm")

    @property
    def app(self) -> App:
        return self.spreadsheet.app

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)


USED: Final = (70, 24)
"""The last row and column of what the tests use of a sheet."""


class Sheets(base_classes.Sheets):  # type: ignore[misc]
    def __init__(self, book: Book) -> None:
        self._book = book

    def __iter__(self) -> Iterator[Sheet]:
        self._book.spreadsheet.call("sheets")
        return (Sheet(self._book, name) for name in self._book.spreadsheet.document.sheets())


class Sheet(base_classes.Sheet):  # type: ignore[misc]
    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name

    @property
    def book(self) -> Book:
        return self._book

    @property
    def name(self) -> str:
        return self._name

    @property
    def visible(self) -> bool:
        return self._book.spreadsheet.document.is_visible(self._name)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._book.spreadsheet.document.show(self._name, value)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def used_range(self) -> Range:
        self._book.spreadsheet.call("used_range")
        return Range(self, (1, 1), self._book.spreadsheet.document.last_used(self._name))

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, base_classes.Range):
            first, last = (first.row, first.column), (last.row, last.column)
        elif len(first) == 4:  # a corner and a size: how xlwings asks for a part of a range
            first, (height, width) = first[:2], first[2:]
            last = (first[0] + height - 1, first[1] + width - 1)
        return Range(self, first, last or first)


class Names(base_classes.Names):  # type: ignore[misc]
    def __init__(self, book: Book) -> None:
        self._book = book

    def __call__(self, name: str) -> Name:
        self._book.spreadsheet.call("name")
        return Name(self._book, name, self._book.spreadsheet.document.names()[name])


class Name(base_classes.Name):  # type: ignore[misc]
    def __init__(self, book: Book, name: str, content: str) -> None:
        self._book, self._name, self._content = book, name, content

    @property
    def name(self) -> str:
        return self._name

    @property
    def refers_to(self) -> str:
        return f"={self._content}"

    @property
    def refers_to_range(self) -> Range:
        self._book.spreadsheet.call("refers_to_range")
        sheet, _, cells = self._content.removeprefix("$").rpartition(".")
        where = area(cells)
        if where is None:
            raise ValueError(self._content)
        top, left, bottom, right = where
        return Range(Sheet(self._book, sheet.strip("'").replace("''", "'")), (top + 1, left + 1), (bottom + 1, right + 1))


class Tables(base_classes.Tables):  # type: ignore[misc]
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __iter__(self) -> Iterator[Table]:
        spreadsheet = self._sheet.book.spreadsheet
        spreadsheet.call("tables")
        for name, (title, *where) in spreadsheet.document.tables().items():
            if title == self._sheet.name:
                yield Table(self._sheet, name, tuple(where))


class Table(base_classes.Table):  # type: ignore[misc]
    def __init__(self, sheet: Sheet, name: str, where: tuple[int, ...]) -> None:
        self._sheet, self._name, self._where = sheet, name, where

    @property
    def name(self) -> str:
        self._sheet.book.spreadsheet.call("table")
        return self._name

    @property
    def range(self) -> Range:
        self._sheet.book.spreadsheet.call("table range")
        top, left, bottom, right = self._where
        return Range(self._sheet, (top, left), (bottom, right))

    @property
    def data_body_range(self) -> Range:
        self._sheet.book.spreadsheet.call("data_body_range")
        top, left, bottom, right = self._where
        return Range(self._sheet, (top, left), (bottom - self._sheet.book.spreadsheet.columns[self._name][1], right))

    @property
    def columns(self) -> Columns:
        return Columns(self._sheet.book.spreadsheet, self._name)

    def resize(self, cells: xw.Range) -> None:
        spreadsheet = self._sheet.book.spreadsheet
        spreadsheet.call("resize table")
        spreadsheet.document.resize_table(self._name, self._sheet.name, cells.impl._address())


class Columns(base_classes.TableColumns):  # type: ignore[misc]
    def __init__(self, spreadsheet: Spreadsheet, table: str) -> None:
        self._names = spreadsheet.columns[table][0]
        self._spreadsheet = spreadsheet

    def __len__(self) -> int:
        return len(self._names)

    def __call__(self, key: int) -> Column:
        self._spreadsheet.call("column")
        return Column(self._names[key - 1])

    def __iter__(self) -> Iterator[Column]:
        return (self(number) for number in range(1, len(self) + 1))


class Column(base_classes.TableColumn):  # type: ignore[misc]
    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        return self._name


class Range(base_classes.Range):  # type: ignore[misc]
    def __init__(self, sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> None:
        self._sheet, self._first, self._last = sheet, first, last
        self._spreadsheet = sheet.book.spreadsheet

    @property
    def api(self) -> Range:
        return self  # xlwings asks only whether there is one

    @property
    def EntireRow(self) -> Rows:  # noqa: N802  # as Excel has it
        return Rows(self)

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def row(self) -> int:
        return self._first[0]

    @property
    def column(self) -> int:
        return self._first[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self._last[0] - self._first[0] + 1, self._last[1] - self._first[1] + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        at = (self.row + row - 1, self.column + column - 1)
        return Range(self._sheet, at, at)

    @property
    def rows(self) -> Range:
        return self

    @property
    def raw_value(self) -> Grid:
        self._spreadsheet.call("read values")
        return self._spreadsheet.document.values(self._sheet.name, self._address())

    @raw_value.setter
    def raw_value(self, rows: Any) -> None:
        self._spreadsheet.call("write values")
        self._spreadsheet.document.write(self._sheet.name, self._corner(), rows)

    @property
    def formula(self) -> Any:
        self._spreadsheet.call("read formulas")
        cells = self._spreadsheet.document.read(self._sheet.name, self._address(), texts=False)
        found = [[_as_excel(cell.formula) or ("" if cell.value is None else cell.value) for cell in row] for row in cells]
        return found[0][0] if len(self) == 1 else tuple(tuple(row) for row in found)

    @formula.setter
    def formula(self, rows: Any) -> None:
        self._spreadsheet.call("write formulas", written=self._sheet.name)
        grid: Sequence[Sequence[Any]] = rows if isinstance(rows, list | tuple) else [[rows]]
        self._spreadsheet.document.type_in(self._sheet.name, self._corner(), [[str(cell) for cell in row] for row in grid])

    @property
    def number_format(self) -> str | None:
        self._spreadsheet.call("number_format")
        return self._spreadsheet.document.number_format(self._sheet.name, self._address())

    def insert(self, shift: str, copy_origin: str) -> None:
        self._spreadsheet.call("insert")
        assert shift == "down"
        assert copy_origin == "format_from_left_or_above"
        self._spreadsheet.document.insert_cells(self._sheet.name, self._address())

    def delete(self, shift: str) -> None:
        self._spreadsheet.call("delete")
        assert shift == "up"
        self._spreadsheet.document.delete_cells(self._sheet.name, self._address())

    def autofit(self, axis: str | None = None) -> None:
        self._spreadsheet.call("autofit")

    @property
    def row_height(self) -> float | None:
        return None  # LibreOffice fits the rows itself

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._spreadsheet.call("row height")

    def _corner(self) -> str:
        return f"{xl_col_to_name(self.column - 1)}{self.row}"

    def _address(self) -> str:
        return f"{self._corner()}:{xl_col_to_name(self._last[1] - 1)}{self._last[0]}"


class Rows:
    """The rows of a range, as Excel's own interface has them."""

    def __init__(self, cells: Range) -> None:
        self._breaks = cells.sheet.book.spreadsheet.breaks.setdefault(cells.sheet.name, set())
        self._numbers = range(cells.row - 1, cells.row - 1 + cells.shape[0])

    def _break(self, kind: int) -> None:
        change = {-4135: self._breaks.update, -4142: self._breaks.difference_update}[kind]
        change(self._numbers)

    def _broken(self) -> int:
        return -4135 if self._breaks.issuperset(self._numbers) else -4142

    PageBreak = property(_broken, _break)


def _as_excel(formula: str) -> str:
    """LibreOffice knows TRUE and FALSE only as functions."""
    return formula.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")
