"""The LibreOffice side of the tests: start soffice, and answer each JSON request line on stdin with one line.

Runs under the Python that has LibreOffice's module uno, which is the system's and not the project's: standard library and uno
only, Python 3.9. tests/office/client.py starts it and is the one to read for what the operations mean.

A request is {"operation": "read", ...}, an answer {"ok": true, "result": ...} or {"ok": false, "error": "...", "gone": bool}.
The first line out is an answer too: to the start.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

try:
    import uno
    import unohelper
    from com.sun.star.accessibility.AccessibleRole import TABLE
    from com.sun.star.awt import Point, PosSize, XCallback
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException
    from com.sun.star.lang import Locale
    from com.sun.star.uno import RuntimeException
    from uno import Enum
except ImportError as import_error:
    NO_UNO = str(import_error)
else:
    NO_UNO = ""

START_SECONDS: Final = 60
STOP_SECONDS: Final = 10
RESTARTS_ITSELF: Final = 81  # soffice ends with it when a fresh profile makes it start once more

PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}</oor:items>
"""
ITEM: Final = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'

ANY_CONTENT: Final = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: numbers, dates, texts, formulas
NUMBER_FORMAT_LOGICAL: Final = 1024  # com.sun.star.util.NumberFormat
MACROS_NEVER: Final = 0  # com.sun.star.document.MacroExecMode
MACROS_ALWAYS: Final = 4
FULL_UPDATE: Final = 3  # com.sun.star.document.UpdateDocMode: no question about links

FILTERS: Final = {
    "xlsx": "Calc MS Excel 2007 XML",
    "xlsm": "Calc MS Excel 2007 VBA XML",
    "ods": "calc8",
    "pdf": "calc_pdf_Export",
}

MANY_ROWS: Final = 50
UNDO_STEPS: Final = 10_000  # of a document, instead of the last hundred
MOST_PARTS: Final = 200  # of a window that are looked through for its cells
SCREEN: Final = (1366, 768)
"""Of formulas: from here on it is quicker to have the main thread compute their macros than to wait for it at each."""

MOVING: Final = frozenset({"insert_rows", "delete_rows", "insert_cells", "delete_cells", "run_macro", "take_back"})
"""Operations after which a sheet is asked for again: to LibreOffice it is a range of cells, and loses those that are taken away."""

READER_LIBRARY: Final = "TestRoom"
READER: Final = """
Function DisplayedTexts(cells As Object) As Variant
    Dim size As Object, row As Long, column As Long, position As Long
    size = cells.RangeAddress
    Dim texts((size.EndRow - size.StartRow + 1) * (size.EndColumn - size.StartColumn + 1) - 1) As String
    For row = 0 To size.EndRow - size.StartRow
        For column = 0 To size.EndColumn - size.StartColumn
            texts(position) = cells.getCellByPosition(column, row).String
            position = position + 1
        Next column
    Next row
    DisplayedTexts = texts()
End Function

Function ErrorNumbers(cells As Object) As Variant
    Dim size As Object, row As Long, column As Long, position As Long
    size = cells.RangeAddress
    Dim numbers((size.EndRow - size.StartRow + 1) * (size.EndColumn - size.StartColumn + 1) - 1) As Long
    For row = 0 To size.EndRow - size.StartRow
        For column = 0 To size.EndColumn - size.StartColumn
            numbers(position) = cells.getCellByPosition(column, row).getError()
            position = position + 1
        Next column
    Next row
    ErrorNumbers = numbers()
End Function

Function HeightsOf(cells As Object) As Variant
    Dim rows As Object, row As Long
    rows = cells.Rows
    Dim heights(rows.Count - 1) As Long
    For row = 0 To rows.Count - 1
        If rows.getByIndex(row).IsVisible Then heights(row) = rows.getByIndex(row).Height
    Next row
    HeightsOf = heights()
End Function

Function NamesOf(book As Object) As Variant
    Dim names As Variant, number As Long
    names = book.NamedRanges.ElementNames
    Dim found(UBound(names)) As Variant
    For number = 0 To UBound(names)
        found(number) = Array(names(number), book.NamedRanges.getByName(names(number)).Content)
    Next number
    NamesOf = found()
End Function

Function TablesOf(book As Object) As Variant
    Dim names As Variant, number As Long, area As Object
    names = book.DatabaseRanges.ElementNames
    Dim found(UBound(names)) As Variant
    For number = 0 To UBound(names)
        area = book.DatabaseRanges.getByName(names(number)).DataArea
        found(number) = Array(names(number), book.Sheets.getByIndex(area.Sheet).Name, _
            area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1)
    Next number
    TablesOf = found()
End Function
"""
"""What the API gives for one thing only. From here a call takes about a millisecond; inside soffice, 30 microseconds."""

GUARD_MODULE: Final = "TestRoomGuard"
GUARD_DONE: Final = "done"
GUARD: Final = """Rem Attribute VBA_ModuleType=VBAModule
Option VBASupport 1
Function Guarded() As String
On Error GoTo Failed
{statement}
Guarded = "done"
Exit Function
Failed:
Guarded = "error " & Err.Number & ": " & Err.Description
End Function
"""
"""A macro called through the API ends in silence whatever happens in it. This one tells; without a result nothing compiled."""


class RequestError(Exception):
    """The request cannot be fulfilled; soffice is well."""


def profile_settings(*, macros: bool, recalculate: bool, locale: str) -> str:
    """The registrymodifications.xcu of a profile."""
    recalculation = "0" if recalculate else "1"
    settings = [
        ("Office.Common/Security/Scripting", "MacroSecurityLevel", "0" if macros else "3"),
        ("Office.Common/Security/Scripting", "DisableMacrosExecution", "false" if macros else "true"),
        ("Office.Calc/Formula/Load", "OOXMLRecalcMode", recalculation),
        ("Office.Calc/Formula/Load", "ODFRecalcMode", recalculation),
        ("Setup/L10N", "ooSetupSystemLocale", locale),
        ("Office.Common/Undo", "Steps", str(UNDO_STEPS)),
        ("Office.Common/Misc", "UseLocking", "false"),  # no lock files beside the workbooks of the repository
        ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
        ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
        ("Office.Recovery/AutoSave", "Enabled", "false"),
    ]
    return PROFILE.format(items="".join(ITEM.format(path=path, name=name, value=value) for path, name, value in settings))


def prop(name: str, value: object) -> Any:
    result = PropertyValue()
    result.Name = name
    result.Value = value
    return result


def _grids(context: Any) -> Iterator[Any]:
    """The cells in view, as a program for the blind finds them: one grid for each part of a window with frozen panes."""
    if context.getAccessibleRole() == TABLE:
        yield context
        return
    for number in range(min(context.getAccessibleChildCount(), MOST_PARTS)):
        yield from _grids(context.getAccessibleChild(number).getAccessibleContext())


def _of_cell(grids: Sequence[Any], sheet: Any, address: str) -> list[int]:
    """Left, top, width and height of a cell on the screen, in pixels; zeros if it is not in view."""
    place = sheet.getCellRangeByName(address).getRangeAddress()
    for grid in grids:
        cell = grid.getAccessibleCellAt(place.StartRow, place.StartColumn).getAccessibleContext()
        corner, size = cell.getLocationOnScreen(), cell.getSize()
        if size.Width and size.Height:
            return [corner.X, corner.Y, size.Width, size.Height]
    return [0, 0, 0, 0]


def _of_button(grids: Sequence[Any], sheet: Any, shape: Any) -> list[int]:
    """The same of a button, from the cell under its corner: a sheet measures in 1/100 mm, and its columns are not to scale."""
    column = next(each for each in range(MOST_PARTS) if _ends(sheet.getCellByPosition(each, 0)).X > shape.Position.X)
    row = next(each for each in range(MOST_PARTS) if _ends(sheet.getCellByPosition(0, each)).Y > shape.Position.Y)
    beside = next(cell for each in range(MOST_PARTS) if not _is_merged(sheet, cell := sheet.getCellByPosition(column, each)))
    below = next(cell for each in range(MOST_PARTS) if not _is_merged(sheet, cell := sheet.getCellByPosition(each, row)))
    left, _, width, _ = _of_cell(grids, sheet, beside.AbsoluteName.rpartition(".")[2])
    _, top, _, height = _of_cell(grids, sheet, below.AbsoluteName.rpartition(".")[2])
    across, down = width / beside.Size.Width, height / below.Size.Height
    return [
        left + round((shape.Position.X - beside.Position.X) * across),
        top + round((shape.Position.Y - below.Position.Y) * down),
        round(shape.Size.Width * across),
        round(shape.Size.Height * down),
    ]


def _is_merged(sheet: Any, cell: Any) -> bool:
    area = sheet.createCursorByRange(cell)
    area.collapseToMergedArea()
    return bool(area.Rows.Count * area.Columns.Count > 1)


def _ends(cell: Any) -> Any:
    return Point(cell.Position.X + cell.Size.Width, cell.Position.Y + cell.Size.Height)


class Soffice:
    """A soffice process with a profile of its own, and the connection to it."""

    def __init__(self, program: str, folder: Path, settings: str, screen: bool) -> None:
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
        pipe = f"pipe,name=testroom{os.getpid()}"
        command = [
            program,
            *([] if screen else ["--headless"]),
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nofirststartwizard",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept={pipe};urp;",
        ]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # its words go where ours go: into the log
        self.context = self._connect(f"uno:{pipe};urp;StarOffice.ComponentContext")
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self._script_provider = self.context.getValueByName(
            "/singletons/com.sun.star.script.provider.theMasterScriptProviderFactory"
        ).createScriptProvider("")
        self._readers: dict[str, Any] = {}
        libraries = self._service("com.sun.star.script.ApplicationScriptLibraryContainer")
        libraries.createLibrary(READER_LIBRARY).insertByName("Reader", READER)

    def _connect(self, address: str) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                if self.process.poll() not in (None, RESTARTS_ITSELF):
                    raise RequestError(f"soffice ended at once, exit status {self.process.returncode}") from None
                if time.monotonic() > deadline:
                    raise RequestError(f"soffice did not answer within {START_SECONDS} seconds") from None
                time.sleep(0.05)

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def version(self) -> str:
        configuration = self._service("com.sun.star.configuration.ConfigurationProvider")
        access = configuration.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", (prop("nodepath", "/org.openoffice.Setup/Product"),)
        )
        return str(access.getByName("ooSetupVersionAboutBox"))

    def look(self, function: str, thing: Any) -> Sequence[Any]:
        """Call a function of READER on a range of cells or a workbook."""
        if function not in self._readers:
            self._readers[function] = self._script_provider.getScript(
                f"vnd.sun.star.script:{READER_LIBRARY}.Reader.{function}?language=Basic&location=application"
            )
        result: Sequence[Any] | None = self._readers[function].invoke((thing,), (), ())[0]
        return result or ()  # Basic hands out nothing for an empty array

    def in_main_thread(self, task: Callable[[], object]) -> None:
        """Do it where a person's clicks are done. In any other thread, Basic waits for that one at nearly every procedure call."""
        done = threading.Event()
        failures = []

        class Callback(unohelper.Base, XCallback):  # type: ignore[misc]
            def notify(self, data: object) -> None:
                try:
                    task()
                except Exception as error:  # belongs to who asked
                    failures.append(error)
                done.set()

        self._service("com.sun.star.awt.AsyncCallback").addCallback(Callback(), None)
        while not done.wait(1):
            if self.process.poll() is not None:
                raise RuntimeError("soffice ended meanwhile")
        if failures:
            raise failures[0]

    def is_alive(self) -> bool:
        """Does it still answer? What a call raises while soffice dies differs from call to call."""
        try:
            self.desktop.getCurrentFrame()
        except Exception:  # any at all means no
            return False
        return True

    def exit_status(self) -> int | None:
        """The status it ended with, when it did or is about to."""
        try:
            return self.process.wait(2)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        try:
            self.desktop.terminate()
            self.process.wait(STOP_SECONDS)
        except Exception:  # whatever is wrong with it, it has to go
            self.process.kill()
            self.process.wait()


class Server:
    """The operations. Each takes the fields of a request and returns what JSON can hold."""

    def __init__(self, soffice: Soffice, macros: bool) -> None:
        self._soffice = soffice
        self._macro_mode = MACROS_ALWAYS if macros else MACROS_NEVER
        self._shown = macros
        self._documents: dict[int, Any] = {}
        self._known_sheets: dict[tuple[int, Any], Any] = {}
        self._known_formats: dict[tuple[int, Any], Any] = {}
        self._compiled: dict[int, bool] = {}
        self._changes: dict[int, list[tuple[int, Any]]] = {}
        self._opened = 0
        self._operations: dict[str, Callable[..., Any]] = {
            "open": self._open,
            "close": self._close,
            "sheets": self._sheets,
            "is_visible": self._is_visible,
            "show": self._show,
            "read": self._read,
            "write": self._write,
            "set_formulas": self._set_formulas,
            "set_array_formula": self._set_array_formula,
            "insert_rows": self._insert_rows,
            "delete_rows": self._delete_rows,
            "insert_cells": self._insert_cells,
            "delete_cells": self._delete_cells,
            "names": self._names,
            "tables": self._tables,
            "resize_table": self._resize_table,
            "last_used": self._last_used,
            "number_format": self._number_format,
            "row_heights": self._row_heights,
            "recalculate": self._recalculate,
            "calculate_automatically": self._calculate_automatically,
            "remember": self._remember,
            "take_back": self._take_back,
            "save": self._save,
            "run_macro": self._run_macro,
            "on_screen": self._on_screen,
        }

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        operation = request.pop("operation")
        try:
            return {"ok": True, "result": self._operations[operation](**request)}
        except RequestError as error:
            return {"ok": False, "error": str(error), "gone": False}
        except Exception as error:  # the caller gets it as an exception of its own
            if not self._soffice.is_alive():
                return {"ok": False, "error": f"soffice is gone, exit status {self._soffice.exit_status()}", "gone": True}
            message = getattr(error, "Message", "") or str(error)
            return {"ok": False, "error": f"{type(error).__name__}: {message}", "gone": False}
        finally:
            if operation in MOVING:
                self._known_sheets.clear()

    # --- documents

    def _open(self, path: str) -> int:
        arguments = (
            prop("Hidden", not self._shown),  # without a window it opens in less time, but Workbook_Open does not run
            prop("MacroExecutionMode", self._macro_mode),
            prop("UpdateDocMode", FULL_UPDATE),
        )
        document = self._soffice.desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, arguments)
        if document is None:
            raise RequestError(f"LibreOffice cannot open {path}")
        if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            document.close(True)
            raise RequestError(f"{path} is no workbook")
        self._opened += 1
        self._documents[self._opened] = document
        return self._opened

    def _close(self, document: int) -> None:
        self._document(document).close(True)
        del self._documents[document]
        for known in (self._known_sheets, self._known_formats):
            for key in [key for key in known if key[0] == document]:
                del known[key]

    def _document(self, number: int) -> Any:
        if number not in self._documents:
            raise RequestError("the document is closed")
        return self._documents[number]

    def _save(self, document: int, path: str, file_format: str) -> None:
        self._document(document).storeToURL(uno.systemPathToFileUrl(path), (prop("FilterName", FILTERS[file_format]),))

    def _on_screen(self, document: int, sheet: str, things: Sequence[str]) -> list[list[int]]:
        found = self._sheet(document, sheet)
        controller = self._document(document).getCurrentController()
        controller.getFrame().getContainerWindow().setPosSize(0, 0, *SCREEN, PosSize.POSSIZE)
        controller.setActiveSheet(found)
        controller.select(found.getCellRangeByName("A1"))
        controller.setFirstVisibleRow(0)
        controller.setFirstVisibleColumn(0)
        if not things:
            return []
        grids = list(_grids(controller.getFrame().getComponentWindow().getAccessibleContext()))
        buttons = {shape.Control.Label: shape for shape in found.getDrawPage() if hasattr(shape, "Control")}
        return [_of_button(grids, found, buttons[each]) if each in buttons else _of_cell(grids, found, each) for each in things]

    def _recalculate(self, document: int) -> None:
        self._soffice.in_main_thread(self._document(document).calculateAll)

    def _calculate_automatically(self, document: int, on: bool) -> None:
        self._document(document).enableAutomaticCalculation(on)

    # --- taking changes back

    def _remember(self, document: int) -> None:
        self._document(document).getUndoManager().clear()
        self._changes[document] = []

    def _note(self, document: int, cells: Any) -> None:
        """Remember which cells are empty before they are written: LibreOffice's own undo leaves what was put into those."""
        if document in self._changes:
            depth = len(self._document(document).getUndoManager().getAllUndoActionTitles())
            self._changes[document].append((depth, cells.queryEmptyCells().getRangeAddresses()))

    def _take_back(self, document: int) -> None:
        manager = self._document(document).getUndoManager()
        for depth, empty in [*reversed(self._changes.pop(document)), (0, ())]:
            while len(manager.getAllUndoActionTitles()) > depth:
                manager.undo()
            manager.lock()
            for each in empty:
                cells = self._document(document).Sheets.getByIndex(each.Sheet)
                cells.getCellRangeByPosition(each.StartColumn, each.StartRow, each.EndColumn, each.EndRow).clearContents(ANY_CONTENT)
            manager.unlock()

    # --- sheets and cells

    def _sheets(self, document: int) -> list[str]:
        return list(self._document(document).Sheets.ElementNames)

    def _is_visible(self, document: int, sheet: str) -> bool:
        return bool(self._sheet(document, sheet).IsVisible)

    def _show(self, document: int, sheet: str, visible: bool) -> None:
        self._sheet(document, sheet).IsVisible = visible

    def _sheet(self, document: int, name: str) -> Any:
        """Asked for once: each object that LibreOffice hands out takes this Python a millisecond to learn."""
        sheet = self._known_sheets.get((document, name))
        if sheet is None or sheet.Name != name:  # a macro may have renamed it
            sheets = self._document(document).Sheets
            if not sheets.hasByName(name):
                raise RequestError(f"there is no sheet {name!r}; there are {', '.join(sheets.ElementNames)}")
            sheet = self._known_sheets[document, name] = sheets.getByName(name)
        return sheet

    def _cells(self, document: int, sheet: str, address: str) -> Any:
        try:
            return self._sheet(document, sheet).getCellRangeByName(address)
        except RequestError:
            raise
        except Exception:  # LibreOffice gives it no message
            raise RequestError(f"{address!r} is no range of cells") from None

    def _block(self, document: int, sheet: str, top_left: str, rows: Sequence[Sequence[object]]) -> Any:
        """The cells that these rows cover."""
        start = self._cells(document, sheet, top_left).RangeAddress
        last_column, last_row = start.StartColumn + len(rows[0]) - 1, start.StartRow + len(rows) - 1
        return self._sheet(document, sheet).getCellRangeByPosition(start.StartColumn, start.StartRow, last_column, last_row)

    def _read(self, document: int, sheet: str, address: str, texts: bool) -> dict[str, Any]:
        cells = self._cells(document, sheet, address)
        values = cells.getDataArray()
        has_errors = any(value is None for row in values for value in row)
        error_numbers: Sequence[int] = self._soffice.look("ErrorNumbers", cells) if has_errors else ()
        displayed: Sequence[str] = self._soffice.look("DisplayedTexts", cells) if texts else ()
        return {
            "values": values,
            "formulas": [list(map(formula, row, values[number])) for number, row in enumerate(cells.getFormulaArray())],
            "errors": fold(error_numbers, len(values[0])),
            "texts": fold(displayed, len(values[0])),
        }

    def _write(self, document: int, sheet: str, top_left: str, rows: list[list[Any]]) -> None:
        cells = self._block(document, sheet, top_left, rows)
        self._note(document, cells)
        self._forget_booleans(document, cells)
        cells.setDataArray(tuple(tuple(plain(value) for value in row) for row in rows))
        logical = self._document(document).NumberFormats.getStandardFormat(NUMBER_FORMAT_LOGICAL, Locale())
        for column, first, last in runs_of_booleans(rows):
            cells.getCellRangeByPosition(column, first, column, last).NumberFormat = logical

    def _forget_booleans(self, document: int, cells: Any) -> None:
        """In LibreOffice a boolean is a number in a boolean format; the next value of the cell is not to inherit it."""
        groups = [cells]
        if is_mixed(cells, "NumberFormat"):
            found = cells.getUniqueCellFormatRanges()
            groups = [found.getByIndex(position) for position in range(found.Count)]
        for group in groups:
            if self._format_of(document, group.NumberFormat).Type & NUMBER_FORMAT_LOGICAL:
                group.NumberFormat = 0

    def _format_of(self, document: int, key: int) -> Any:
        """The number format of that key, asked for once."""
        if (document, key) not in self._known_formats:
            self._known_formats[document, key] = self._document(document).NumberFormats.getByKey(key)
        return self._known_formats[document, key]

    def _set_formulas(self, document: int, sheet: str, top_left: str, rows: list[list[str]]) -> None:
        cells = self._block(document, sheet, top_left, rows)
        self._note(document, cells)
        self._forget_booleans(document, cells)
        formulas = tuple(tuple(row) for row in rows)
        if self._macro_mode == MACROS_ALWAYS and len(rows) >= MANY_ROWS:
            self._soffice.in_main_thread(lambda: cells.setFormulaArray(formulas))
        else:
            cells.setFormulaArray(formulas)

    def _set_array_formula(self, document: int, sheet: str, address: str, formula: str) -> None:
        cells = self._cells(document, sheet, address)
        self._note(document, cells)
        self._forget_booleans(document, cells)
        cells.setArrayFormula(formula)

    def _insert_rows(self, document: int, sheet: str, row: int, count: int) -> None:
        rows = self._sheet(document, sheet).Rows
        for _ in range(count):  # all at once is refused where an array formula lies below within that many rows
            self._change_rows(rows.insertByIndex, row, 1)

    def _delete_rows(self, document: int, sheet: str, row: int, count: int) -> None:
        self._change_rows(self._sheet(document, sheet).Rows.removeByIndex, row, count)

    def _change_rows(self, change: Callable[[int, int], None], row: int, count: int) -> None:
        try:
            change(row - 1, count)
        except RuntimeException:
            if not self._soffice.is_alive():
                raise
            raise RequestError("LibreOffice refuses it, as it does where an array formula begins at the row or lies across it") from None

    def _insert_cells(self, document: int, sheet: str, address: str) -> None:
        cells = self._cells(document, sheet, address)
        self._sheet(document, sheet).insertCells(cells.RangeAddress, Enum("com.sun.star.sheet.CellInsertMode", "DOWN"))

    def _delete_cells(self, document: int, sheet: str, address: str) -> None:
        cells = self._cells(document, sheet, address)
        self._sheet(document, sheet).removeRange(cells.RangeAddress, Enum("com.sun.star.sheet.CellDeleteMode", "UP"))

    # --- names and tables

    def _names(self, document: int) -> dict[str, str]:
        """What every name of the workbook stands for, in LibreOffice's words."""
        return dict(self._soffice.look("NamesOf", self._document(document)))

    def _tables(self, document: int) -> dict[str, list[Any]]:
        """Sheet, first row, first column, last row, last column of every table, from 1, its totals row included."""
        return {name: list(place) for name, *place in self._soffice.look("TablesOf", self._document(document))}

    def _resize_table(self, document: int, name: str, sheet: str, address: str) -> None:
        where = self._cells(document, sheet, address).RangeAddress
        self._document(document).DatabaseRanges.getByName(name).setDataArea(where)

    # --- macros

    def _last_used(self, document: int, sheet: str) -> list[int]:
        """The last row and column of a sheet that anything stands in, from 1."""
        cursor = self._sheet(document, sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        where = cursor.RangeAddress
        return [where.EndRow + 1, where.EndColumn + 1]

    def _row_heights(self, document: int, sheet: str, first: int, last: int) -> list[list[float]]:
        """The height of each row, and the one that LibreOffice gives it for its texts, in points; 0 for a hidden row."""
        cells = self._cells(document, sheet, f"A{first}:A{last}")
        heights = self._soffice.look("HeightsOf", cells)
        cells.Rows.OptimalHeight = True
        needed = self._soffice.look("HeightsOf", cells)
        return [[height * _POINT, need * _POINT if height else 0] for height, need in zip(heights, needed)]  # noqa: B905  # Python 3.9

    def _number_format(self, document: int, sheet: str, address: str) -> str | None:
        """The number format that the cells of a range have in common; None where they have several."""
        cells = self._cells(document, sheet, address)
        return None if is_mixed(cells, "NumberFormat") else str(self._format_of(document, cells.NumberFormat).FormatString)

    def _run_macro(self, document: int, statement: str) -> str:
        """What GUARD returns for this statement of VBA: "done", "error ...", or "" when the project does not compile."""
        # soffice can crash at the second attempt to run something of a project that does not compile, or at a call into it
        if document not in self._compiled:
            self._compiled[document] = self._guarded(document, "") == GUARD_DONE
        return self._guarded(document, statement) if self._compiled[document] else ""

    def _guarded(self, document: int, statement: str) -> str:
        opened = self._document(document)
        library = self._vba_library(opened)
        library.insertByName(GUARD_MODULE, GUARD.format(statement=statement))
        try:
            script = opened.getScriptProvider().getScript(
                f"vnd.sun.star.script:{opened.BasicLibraries.ProjectName}.{GUARD_MODULE}.Guarded?language=Basic&location=document"
            )
            return str(script.invoke((), (), ())[0] or "")
        finally:
            library.removeByName(GUARD_MODULE)

    def _vba_library(self, document: Any) -> Any:
        libraries = document.BasicLibraries
        if not libraries.VBACompatibilityMode or not libraries.hasByName(libraries.ProjectName):
            raise RequestError("the workbook has no VBA project")
        return libraries.getByName(libraries.ProjectName)


_POINT = 72 / 2540
"""Points of a hundredth of a millimetre."""


def is_mixed(cells: Any, name: str) -> bool:
    """Whether a property has not the same value in all cells of a range."""
    return bool(cells.getPropertyState(name).value == "AMBIGUOUS_VALUE")


def formula(written: str, value: object) -> str:
    """The formula of a cell from what getFormulaArray gives, "" for a constant: a text that begins with = stands there as it is."""
    return written if written.startswith(("=", "{=")) and written != value else ""


def plain(value: float | str | None) -> float | str:
    """A value for setDataArray, where "" leaves the cell empty."""
    if value is None:
        return ""
    return value if isinstance(value, str) else float(value)


def runs_of_booleans(rows: Sequence[Sequence[object]]) -> Iterator[tuple[int, int, int]]:
    """Column, first and last row of every run of booleans below each other: a call for each cell would take too long."""
    for column in range(len(rows[0])):
        first = None
        for number, row in enumerate(rows):
            if not isinstance(row[column], bool):
                first = None
                continue
            first = number if first is None else first
            is_last = number + 1 == len(rows) or not isinstance(rows[number + 1][column], bool)
            if is_last:
                yield column, first, number


def fold(flat: Sequence[Any], width: int) -> list[list[Any]]:
    return [list(flat[start : start + width]) for start in range(0, len(flat), width)]


def serve(arguments: argparse.Namespace, channel: Any) -> None:
    def reply(answer: dict[str, Any]) -> None:
        channel.write(json.dumps(answer) + "\n")
        channel.flush()

    if NO_UNO:
        reply({"ok": False, "error": f"{sys.executable}: {NO_UNO}", "missing": True})
        return
    settings = profile_settings(macros=arguments.macros, recalculate=arguments.recalculate, locale=arguments.locale)
    try:
        soffice = Soffice(arguments.soffice, arguments.folder, settings, arguments.screen)
    except RequestError as error:
        reply({"ok": False, "error": str(error), "missing": False})
        return
    try:
        reply({"ok": True, "result": {"version": soffice.version(), "pid": soffice.process.pid}})
        server = Server(soffice, arguments.macros)
        for line in sys.stdin:
            reply(server.answer(json.loads(line)))
    finally:
        soffice.stop()
        shutil.rmtree(arguments.folder, ignore_errors=True)  # the client does it too, unless it was killed


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--soffice", required=True)
    parser.add_argument("--folder", required=True, type=Path)
    parser.add_argument("--locale", required=True)
    parser.add_argument("--macros", action="store_true")
    parser.add_argument("--recalculate", action="store_true")
    parser.add_argument("--screen", action="store_true")
    # The answers get the real stdout for themselves: whatever else is printed, by soffice too, goes into the log with stderr
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(parser.parse_args(), channel)


if __name__ == "__main__":
    main()
