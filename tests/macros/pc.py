"""A fake PC for the macros: pyOpenVBA runs them, and this module simulates everything outside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import EMPTY, NOTHING, HostBridge, Interpreter, ModuleRuntime, VBAArray, VBAErrorValue, VBAObject, parse_module

from lkjip.vba import macros
from xlfuncs.errors import COM_BASE, EXCEL_ERRORS

PYTHON: Final = "C:\\Program Files\\Python\\python.exe"
DLL: Final = "C:\\Program Files\\Python\\xlwings64-0.37.8.dll"

_NAMES: Final = {number: text for text, number in EXCEL_ERRORS.items()}

Server = Callable[[str, str, tuple[Any, ...]], Any]
"""CallUDF: a module, a function and its arguments as COM hands them to Python; the answer as VBA gets it."""


@dataclass
class Error:
    """An error value in a cell."""

    text: str


class Thing(VBAObject):  # type: ignore[misc]  # pyOpenVBA brings no types
    """An object with these members; functions are methods."""

    def __init__(self, **members: Any) -> None:
        self.members = {name.lower(): member for name, member in members.items()}

    def vba_get(self, name: str, args: Sequence[Any] = (), named: Mapping[str, Any] | None = None) -> Any:
        if name.lower() not in self.members:
            raise VBARuntimeError(438, f"no member {name}")
        member = self.members[name.lower()]
        return member(*args, **(named or {})) if callable(member) else member

    def vba_set(self, name: str, value: Any, args: Sequence[Any] = (), named: Any = None, *, by_ref: bool = False) -> None:
        self.members[name.lower()] = value


@cache
def _parsed() -> list[Any]:
    """The standard modules of the workbook; parsing them takes longer than running them."""
    sources = [module for module in macros.modules([]) if module.kind == "std" and module.name != "xlwings"]
    return [parse_module(module.source, name=module.name) for module in sources]


@dataclass
class Pc:
    """What is on the PC, and afterwards what the macros did to it.

    system          as Application.OperatingSystem says it
    interpreter     the xlwings setting INTERPRETER_WIN, on a Mac INTERPRETER_MAC; empty where nobody set it
    files           full paths
    server          Python's answers; an exception is what COM reports when the server is gone
    on_start        what else happens while Python starts
    list_separator  what stands between arguments in the formulas of this PC
    refuses_help    the workbook's window is hidden
    starts          how often Python was started or asked for
    commands        what ran in a Python of its own
    sheet           the sheet in view; tables by sheet: how many rows each table has
    seen            whether each of the workbook's sheets is seen, by code name
    listed          what Mulai lists of its sheets: group, code name, how many cells are filled in
    locked          whether the workbook's structure is protected
    folder          where the workbook lies
    in_view         the name of the workbook in view, "" for none; is_ours: whether it is made from our template
    macros          what the ribbon had run: workbook and procedure
    selected        the row whose first cell was selected
    opened          files that were opened as a hyperlink is; refuses_links: a policy forbids that
    asked_anew      sheets whose cells were calculated when the workbook was opened
    help            what the function wizard got: category, text and the texts of the arguments, by function
    """

    system: str = "Windows (64-bit) NT 10.00"
    interpreter: str = PYTHON
    files: Sequence[str] = (PYTHON, DLL)
    server: Server | None = None
    on_start: Callable[[], object] = lambda: None
    list_separator: str = ";"
    refuses_help: bool = False
    starts: int = 0
    recalculations: int = 0
    commands: list[str] = field(default_factory=list)
    sheet: str = "Mulai"
    tables: dict[str, int] = field(default_factory=dict)
    seen: dict[str, bool] = field(default_factory=dict)
    listed: Sequence[tuple[Any, Any, Any]] = ()
    locked: bool = False
    folder: str = ""
    in_view: str = "LKjIP 2020.xlsm"
    is_ours: bool = True
    macros: list[str] = field(default_factory=list)
    selected: str = ""
    opened: list[str] = field(default_factory=list)
    refuses_links: bool = False
    asked_anew: list[str] = field(default_factory=list)
    help: dict[str, tuple[str, str, list[Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workbook = Thing(Saved=True, Path=self.folder, FollowHyperlink=self._open, Worksheets=self._worksheet, Names=self._own_name)
        self._application = Thing(
            Name="Microsoft Excel",
            OperatingSystem=self.system,
            International=lambda index: self.list_separator,
            MacroOptions=self._register,
            CalculateFull=self._recalculate,
            Run=self.macros.append,
            PathSeparator="\\" if self.system.startswith("Win") else "/",
        )
        self._xlwings: dict[str, Callable[..., Any]] = {
            "getconfig": self._setting,
            "fileexists": self._exists,
            "parentfolder": _parent,
            "xlpy": self._start,
            "runpython": self.commands.append,
        }
        self._nothing = HostBridge()

    @cached_property
    def vba(self) -> Any:
        """The macros, loaded at their first use."""
        program = Interpreter(self)
        program.modules = {module.name.lower(): ModuleRuntime(module, program) for module in _parsed()}
        return program

    def run(self, procedure: str, *arguments: Any) -> Any:
        """Call a procedure with plain values; rows of a range are lists. An error value comes back as its text."""
        return _from_vba(self.vba.run(procedure, [to_vba(argument) for argument in arguments]))

    # --- Excel, and the procedures of xlwings that our macros call; the interpreter asks by these names
    def global_object(self, name: str) -> Any:
        known = {
            "application": self._application,
            "thisworkbook": self.workbook,
            "activeworkbook": Thing(Name=self.in_view, Names=self._name) if self.in_view else NOTHING,
            "activesheet": Thing(Name=self.sheet, ListObjects=self._table),
        }
        return known.get(name, self._nothing.global_object(name))

    def constant(self, name: str) -> Any:
        return {"xlerrvalue": 2015, "xlwings_version": "0.37.8"}.get(name.lower(), self._nothing.constant(name))

    def has_global_member(self, name: str) -> bool:
        return name.lower() in self._xlwings

    def call_global(self, name: str, args: list[Any], named: Mapping[str, Any]) -> Any:
        return self._xlwings[name.lower()](*args)

    def _setting(self, key: str, default: str) -> str:
        own = "INTERPRETER_MAC" if self.system.startswith("Mac") else "INTERPRETER_WIN"
        return self.interpreter if key == own else default

    def _exists(self, path: str) -> bool:
        return path in self.files

    def _start(self) -> Thing:
        self.starts += 1
        self.on_start()
        if self.server is None:
            raise VBARuntimeError(53, "File not found: xlwings64-0.37.8.dll")
        return Thing(CallUDF=self._call)

    def _call(self, module: str, function: str, arguments: Any) -> Any:
        assert self.server is not None
        try:
            return to_vba(self.server(module, function, _to_com(arguments)), first=0)
        except Exception as error:
            raise VBARuntimeError(-2147467259, str(error)) from error

    def _name(self, name: str) -> Thing:
        if name != "versi_templat" or not self.is_ours:
            raise VBARuntimeError(1004, "Application-defined or object-defined error")
        return Thing(Name=name)

    def _table(self, number: float) -> Thing:
        if self.sheet not in self.tables:
            raise VBARuntimeError(9, "Subscript out of range")
        return Thing(ListRows=self._rows)

    def _rows(self, number: float | None = None) -> Thing:
        """The rows of the table in view, or one of them."""
        if number is None:
            return Thing(Add=self._add, Count=float(self.tables[self.sheet]))
        return Thing(Range=Thing(Cells=lambda row, column: Thing(Select=lambda: self._select(number))))

    def _add(self) -> None:
        self.tables[self.sheet] += 1

    def _select(self, number: float) -> None:
        self.selected = f"{self.sheet} baris {number:g}"

    def _open(self, **options: str) -> None:
        if self.refuses_links:
            raise VBARuntimeError(-2147467259, "This operation has been cancelled due to restrictions in effect on this computer.")
        self.opened.append(options["Address"])

    def _recalculate(self) -> None:
        self.recalculations += 1

    def _own_name(self, name: str) -> Thing:
        if name != "daftar_lembar" or not self.listed:
            raise VBARuntimeError(1004, "Application-defined or object-defined error")

        def cell(row: float, column: float) -> Thing:
            content = self.listed[int(row) - 1][int(column) - 1]
            return Thing(Value=to_vba(content), Formula=content if isinstance(content, str) else "")

        return Thing(RefersToRange=Thing(Calculate=lambda: None, Rows=Thing(Count=float(len(self.listed))), Cells=cell))

    def _worksheet(self, which: str | float | None = None) -> Thing:
        if which is None:
            return Thing(Count=float(len(self.seen)))
        if isinstance(which, int | float):
            return Tab(self, list(self.seen)[int(which) - 1])
        title = which
        return Thing(UsedRange=Thing(Calculate=lambda: self._calculated(title)))

    def _calculated(self, title: str) -> None:
        self.workbook.vba_set("Saved", False)
        self.asked_anew.append(title)

    def _register(self, **options: Any) -> None:
        self.workbook.vba_set("Saved", False)
        if self.refuses_help:
            raise VBARuntimeError(1004, "Cannot edit a macro on a hidden workbook.")
        self.help[options["Macro"]] = (options["Category"], options["Description"], _from_vba(options["ArgumentDescriptions"]))


class Tab(Thing):
    """A sheet of the workbook whose tab is seen or not."""

    def __init__(self, pc: Pc, code_name: str) -> None:
        super().__init__(CodeName=code_name, Visible=lambda: -1.0 if pc.seen[code_name] else 0.0)
        self._pc, self._code_name = pc, code_name

    def vba_set(self, name: str, value: Any, args: Sequence[Any] = (), named: Any = None, *, by_ref: bool = False) -> None:
        if self._pc.locked:
            raise VBARuntimeError(1004, "Unable to set the Visible property of the Worksheet class")
        self._pc.seen[self._code_name] = bool(value)


def _parent(path: str) -> str:
    if "\\" not in path:
        raise VBARuntimeError(5, "Invalid procedure call or argument")  # xlwings takes the text up to position -1
    return path[: path.rindex("\\")]


def to_vba(value: Any, *, first: int = 1) -> Any:
    """A value as a macro gets it; the bounds of arrays count from first."""
    if value is None:
        return EMPTY
    if isinstance(value, Error):
        return VBAErrorValue(EXCEL_ERRORS[value.text])
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, list | tuple):
        return value
    if value and isinstance(value[0], list | tuple):
        bounds = [(first, first + len(value) - 1), (first, first + len(value[0]) - 1)]
        return VBAArray(bounds, items=[to_vba(row[column]) for column in range(len(value[0])) for row in value])
    return VBAArray([(first, first + len(value) - 1)], items=[to_vba(item) for item in value])


def _from_vba(value: Any) -> Any:
    if isinstance(value, VBAErrorValue):
        return _NAMES[value.number]
    if not isinstance(value, VBAArray):
        return None if value is EMPTY else value
    items = [_from_vba(item) for item in value.items]
    height = len(items) if value.dimensions == 1 else value.bounds[0][1] - value.bounds[0][0] + 1
    return items if value.dimensions == 1 else [items[row::height] for row in range(height)]


def _to_com(value: Any) -> Any:
    """A macro's value as pywin32 hands it to Python."""
    if isinstance(value, VBAErrorValue):
        return COM_BASE + value.number
    plain = _from_vba(value) if not isinstance(value, VBAArray) else value
    if not isinstance(plain, VBAArray):
        return plain
    items = [_to_com(item) for item in plain.items]
    if plain.dimensions == 1:
        return tuple(items)
    height = plain.bounds[0][1] - plain.bounds[0][0] + 1
    return tuple(tuple(items[row::height]) for row in range(height))
