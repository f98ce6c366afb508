"""LibreOffice for tests: open a workbook, write into it, recalculate it, run its macros, see what its cells show.

    with Office(macros=True) as office, office.open(path) as document:
        document.write("Tabel 3.1", "E8", [[90, 81, "turun"]])
        document.set_formulas("Tabel 3.1", "H8", [["=CAPAIAN(E8,F8,G8)"]])
        assert document.values("Tabel 3.1", "H8") == [[110]]

Formulas are given and read as an .xlsx file spells them (English names, commas), addresses as Excel's (A1, B2:C9), rows count
from 1. A workbook is recalculated whole when it is opened, whatever values the file brings.

LibreOffice compiles every branch of #If and all modules or none: open a copy made by tests/office/copying.py.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeVar

from tests.office.cells import Cell, make_cell
from tests.office.process import OfficeError, ServerProcess
from tests.office.syntax import from_indonesian, from_libreoffice, to_libreoffice

__all__ = ["Cell", "Document", "Input", "Office", "OfficeError", "Value"]

Value = float | str | None
"""What a cell holds when it is read: booleans and dates are numbers, an error is its text, None is an empty cell."""

Input = float | str | bool | None
"""What can be written. A text stays a text whatever it looks like; None and "" make the cell empty."""

_LOOKING: Final = frozenset({"sheets", "is_visible", "read", "names", "tables", "last_used", "number_format"})
"""The requests that have the same answer until the document is changed."""

_IDENTIFIER: Final = re.compile(r"[A-Za-z]\w*")

Item = TypeVar("Item")


class Office:
    """A LibreOffice of its own: fresh profile, one process for all its documents.

    macros       False opens every workbook with its macros blocked. Its functions then give #VALUE! where recalculated.
    recalculate  False keeps the values that a file brings, as LibreOffice does for its users.
    locale       how numbers, texts in cells and VBA's CStr and CDbl look: "id-ID" has the decimal comma.
    screen       the X display, ":99", that its windows are to appear on; without one there are none.
    timeout      seconds that one request may take. A request that takes longer ends this LibreOffice.

    The next open() after such an end, or after a crash, starts a new one.
    """

    def __init__(
        self, macros: bool = True, *, recalculate: bool = True, locale: str = "en-US", screen: str = "", timeout: float = 60.0
    ) -> None:
        self.macros = macros
        self._timeout = timeout
        self._options = [f"--locale={locale}"]
        self._options += ["--macros"] if macros else []
        self._options += ["--recalculate"] if recalculate else []
        self._options += ["--screen"] if screen else []
        self._screen = screen
        self._server: ServerProcess | None = None

    def __enter__(self) -> Self:
        self._running_server()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def version(self) -> str:
        return self._running_server().version

    @property
    def soffice_pid(self) -> int:
        return self._running_server().soffice_pid

    def open(self, path: Path) -> Document:
        if not path.is_file():
            raise OfficeError(f"there is no file {path}")
        server = self._running_server()
        number = server.ask("open", self._timeout, path=str(path.resolve()))
        return Document(server, number, macros=self.macros, on_screen=bool(self._screen), timeout=self._timeout)

    def close(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None

    def _running_server(self) -> ServerProcess:
        if self._server is None or self._server.ended:
            self._server = ServerProcess(self._options, self._screen)
        return self._server


class Document:
    """An open workbook. Nothing reaches its file; save_as writes another one. A request may take timeout seconds."""

    def __init__(self, server: ServerProcess, number: int, *, macros: bool, on_screen: bool, timeout: float) -> None:
        self._server = server
        self._number = number
        self._macros = macros
        self._on_screen = on_screen
        self._known: dict[tuple[object, ...], Any] = {}
        self.timeout = timeout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._server.ended:
            self.close()

    def close(self) -> None:
        self._ask("close")

    def sheets(self) -> list[str]:
        names: list[str] = self._ask("sheets")
        return names

    def is_visible(self, sheet: str) -> bool:
        """Whether the tab of a sheet is seen."""
        visible: bool = self._ask("is_visible", sheet=sheet)
        return visible

    def show(self, sheet: str, visible: bool = True) -> None:
        self._ask("show", sheet=sheet, visible=visible)

    def read(self, sheet: str, address: str, *, texts: bool = True) -> list[list[Cell]]:
        """The cells of a range, row by row; much faster without the texts that they show."""
        return self._cells(sheet, address, texts=texts)

    def values(self, sheet: str, address: str) -> list[list[Value]]:
        """What the cells of a range hold, row by row; an error as Excel's text, "#DIV/0!". Much faster than read."""
        return [[cell.error or cell.value for cell in row] for row in self._cells(sheet, address, texts=False, translated=False)]

    def write(self, sheet: str, top_left: str, rows: Sequence[Sequence[Input]]) -> None:
        """Put values into the cells from top_left on; a text is never taken for a formula or a number."""
        self._ask("write", sheet=sheet, top_left=top_left, rows=_rectangle(rows))

    def set_formulas(self, sheet: str, top_left: str, rows: Sequence[Sequence[str]]) -> None:
        """Put formulas, in the syntax of the file, into the cells from top_left on: =SUM('Tabel 3.1'!E8:E9,1.5)"""
        formulas = [[to_libreoffice(formula) for formula in row] for row in _rectangle(rows)]
        self._ask("set_formulas", sheet=sheet, top_left=top_left, rows=formulas)

    def type_in(self, sheet: str, top_left: str, rows: Sequence[Sequence[str]]) -> None:
        """Put in what a person types: with = before it a formula in the syntax of the file, else a number, a text, or nothing."""
        typed = [[to_libreoffice(each) if each.startswith("=") else each for each in row] for row in _rectangle(rows)]
        self._ask("set_formulas", sheet=sheet, top_left=top_left, rows=typed)

    def localised(self, sheet: str, top_left: str, rows: Sequence[Sequence[str]]) -> None:
        """Put formulas into the cells as an Indonesian office types them into Excel: =CAPAIAN(90,5;81;"turun")"""
        self.set_formulas(sheet, top_left, [[from_indonesian(formula) for formula in row] for row in rows])

    def set_array_formula(self, sheet: str, address: str, formula: str) -> None:
        """Put one array formula, in the syntax of the file, into a whole range."""
        self._ask("set_array_formula", sheet=sheet, address=address, formula=to_libreoffice(formula))

    def recalculate(self) -> None:
        """Compute every formula again, changed or not."""
        self._ask("recalculate")

    def calculate_automatically(self, on: bool) -> None:
        """Whether formulas are computed as soon as something that they read changes, or only when that is switched on again."""
        self._ask("calculate_automatically", on=on)

    @contextlib.contextmanager
    def taken_back(self) -> Iterator[Self]:
        """What is written, inserted and deleted meanwhile is taken back at the end, so that the next test finds the workbook as it was.

        Not what macros do, nor what is shown or hidden, nor the height of rows.
        """
        self._ask("remember")
        try:
            yield self
        finally:
            if not self._server.ended:
                self._ask("take_back")

    def insert_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """Insert empty rows above this one, as a person does: references move along."""
        self._ask("insert_rows", sheet=sheet, row=row, count=count)

    def delete_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """Delete rows from this one on."""
        self._ask("delete_rows", sheet=sheet, row=row, count=count)

    def insert_cells(self, sheet: str, address: str) -> None:
        """Put empty cells in here; those from here on in the same columns move down."""
        self._ask("insert_cells", sheet=sheet, address=address)

    def delete_cells(self, sheet: str, address: str) -> None:
        """Take these cells away; those below in the same columns move up."""
        self._ask("delete_cells", sheet=sheet, address=address)

    def names(self) -> dict[str, str]:
        """What every name of the workbook stands for: "$Ringkasan.$D$5"."""
        names: dict[str, str] = self._ask("names")
        return names

    def tables(self) -> dict[str, list[Any]]:
        """Sheet, first row, first column, last row, last column of every table, from 1, its totals row included."""
        tables: dict[str, list[Any]] = self._ask("tables")
        return tables

    def resize_table(self, name: str, sheet: str, address: str) -> None:
        """Let a table take up these cells."""
        self._ask("resize_table", name=name, sheet=sheet, address=address)

    def last_used(self, sheet: str) -> tuple[int, int]:
        """The last row and column of a sheet that anything stands in, from 1."""
        row, column = self._ask("last_used", sheet=sheet)
        return row, column

    def row_heights(self, sheet: str, first: int, last: int) -> list[tuple[float, float]]:
        """The height of each row from `first` (1 is the top) to `last`, and the one that its texts need, which it gets, in points."""
        return [(height, needed) for height, needed in self._ask("row_heights", sheet=sheet, first=first, last=last)]

    def number_format(self, sheet: str, address: str) -> str | None:
        """The number format that the cells of a range have in common; None where they have several."""
        found: str | None = self._ask("number_format", sheet=sheet, address=address)
        return found

    def run_macro(self, module: str, sub: str) -> None:
        """Run a Sub without arguments. An error that the macro does not handle, and a project that does not compile, raise."""
        for name in (module, sub):
            if not _IDENTIFIER.fullmatch(name):
                raise ValueError(f"{name!r} is no VBA name")
        outcome = self._vba(f"{module}.{sub}")
        if not outcome:
            raise OfficeError(f"{module}.{sub}: LibreOffice does not compile the macros of this workbook")
        if outcome != "done":
            raise OfficeError(f"{module}.{sub}: {outcome}")

    def macros_compile(self) -> bool:
        """Does LibreOffice compile the modules of the workbook? One syntax error anywhere silences all of them."""
        return self._vba("") == "done"

    def on_screen(self, sheet: str, *things: str) -> list[tuple[int, int, int, int]]:
        """Bring a sheet into view from its first cell, and tell where cells (B6) and buttons (their captions) are on the screen.

        Each is left, top, width and height in pixels. Macros must be on, since a workbook has no window without them.
        """
        return [(left, top, width, height) for left, top, width, height in self._ask("on_screen", sheet=sheet, things=things)]

    def save_as(self, path: Path, file_format: Literal["xlsx", "xlsm", "ods", "pdf"]) -> None:
        self._ask("save", path=str(path.resolve()), file_format=file_format)

    def _vba(self, statement: str) -> str:
        if not self._macros:
            raise OfficeError("the macros of this workbook are blocked")
        outcome: str = self._ask("run_macro", statement=statement)
        return outcome

    def _cells(self, sheet: str, address: str, *, texts: bool, translated: bool = True) -> list[list[Cell]]:
        """The cells of a range; their formulas as LibreOffice spells them unless they are `translated`, which takes long."""
        found = self._ask("read", sheet=sheet, address=address, texts=texts)
        rows = []
        for number, values in enumerate(found["values"]):
            errors = found["errors"][number] if found["errors"] else [0] * len(values)
            shown = found["texts"][number] if found["texts"] else [""] * len(values)
            formulas = [from_libreoffice(each) if each and translated else each for each in found["formulas"][number]]
            rows.append([make_cell(*cell) for cell in zip(values, formulas, errors, shown, strict=True)])
        return rows

    def _ask(self, operation: str, **fields: object) -> Any:
        if operation not in _LOOKING:
            if operation != "save":
                self._known.clear()
            return self._server.ask(operation, self.timeout, document=self._number, **fields)
        if self._on_screen:  # whoever types there changes the document without asking here
            self._known.clear()
        asked = (operation, *fields.values())
        if asked not in self._known:
            self._known[asked] = self._server.ask(operation, self.timeout, document=self._number, **fields)
        return self._known[asked]


def _rectangle(rows: Sequence[Sequence[Item]]) -> list[list[Item]]:
    if not rows or not rows[0]:
        raise ValueError("there is nothing to write")
    if len({len(row) for row in rows}) != 1:
        raise ValueError("the rows differ in length")
    return [list(row) for row in rows]
