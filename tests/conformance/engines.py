"""The four engines that compute the cell functions, each asked for many calls at once, and what counts as equal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from inspect import signature
from itertools import chain
from pathlib import Path
from typing import Any, Final, Protocol

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from lkjip.model.formulas import aturan
from lkjip.model.formulas.forms import FORMS
from tests.conformance.vectors import Argument, Call, Cell, Left, Rows
from tests.macros.books import SHEET, libreoffice_book
from tests.office.cells import ERRORS
from tests.office.client import Document, Input, Office
from tests.pipeline.excel import ERROR_CODES, cells, laid_out
from tests.pipeline.server import Server
from xlfuncs.errors import RuleError, is_error
from xlfuncs.functions import BY_NAME, Takes

UDF_MODULE: Final = "xlfuncs.udf"
FUNCTIONS: Final = tuple(BY_NAME)
HELPERS: Final = "Pilihan"
"""The sheet with the rules of offices and their helper cells."""


class Engine(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def functions(self) -> Sequence[str]:
        """Those it can compute."""
        ...

    def answers(self, calls: Sequence[Call]) -> list[Rows]: ...


def same(engine: str, expected: Rows, answer: Rows) -> bool:
    """Whether an engine answers as it has to: the same shape, texts and errors, and the same double.

    A spreadsheet computes with 15 digits and takes a difference of nearly equal numbers for 0, so native formulas have to agree in
    12 significant digits, and may have 0 where such a difference leaves less than 1e-12 of a percent. An error of the whole
    call stands in every cell of an array formula.
    """
    if len(expected) == len(expected[0]) == 1 and is_error(expected[0][0]):
        answer = ((answer[0][0],),) if len(set(chain(*answer))) == 1 else answer
    if [len(row) for row in expected] != [len(row) for row in answer]:
        return False
    return all(_same_cell(engine, *pair) for pair in zip(chain(*expected), chain(*answer), strict=True))


def _same_cell(engine: str, expected: Cell, answer: Cell) -> bool:
    if isinstance(expected, float) and type(answer) is float and engine == "native":
        return math.isclose(expected, answer, rel_tol=1e-12) or (answer == 0 and abs(expected) < 1e-12)
    return type(expected) is type(answer) and expected == answer


def _rows(values: Sequence[Sequence[Any]]) -> Rows:
    return tuple(tuple("" if value is None else value for value in row) for row in values)


# ---------------------------------------------------------------- Python
class Python:
    """The rules themselves, the authority."""

    name = "python"
    functions = FUNCTIONS

    def answers(self, calls: Sequence[Call]) -> list[Rows]:
        return [self._answer(call) for call in calls]

    def _answer(self, call: Call) -> Rows:
        rule = BY_NAME[call.function].rule
        declared = signature(rule)
        given = {name: value for name, value in zip(declared.parameters, call.arguments, strict=False) if value is not Left.OUT}
        filled = declared.bind(**given)
        filled.apply_defaults()
        try:
            result = rule(*filled.args)
        except RuleError as error:
            result = error.code
        return _rows(result if isinstance(result, list) else [[result]])


# ---------------------------------------------------------------- xlwings
class Pipeline:
    """xlwings as the workbook calls it: the wrapper in VBA hands over values, and a blank for what the formula leaves out."""

    name = "pipeline"
    functions = FUNCTIONS

    def __init__(self) -> None:
        self._server = Server()

    def answers(self, calls: Sequence[Call]) -> list[Rows]:
        return [self._answer(call) for call in calls]

    def _answer(self, call: Call) -> Rows:
        left_out = [None] * (len(BY_NAME[call.function].arguments) - len(call.arguments))
        return _rows(laid_out(self._server.call_values(UDF_MODULE, call.function, *map(_as_com, call.arguments), *left_out)))


def _as_com(argument: Argument) -> Any:
    if isinstance(argument, tuple):
        return cells([[_as_com(value) for value in row] for row in argument])
    if isinstance(argument, str):
        return ERROR_CODES.get(argument, argument)
    return None if argument is Left.OUT else argument


# ---------------------------------------------------------------- LibreOffice
_ERROR_CELLS: Final = frozenset(ERRORS.values())


@dataclass(frozen=True)
class _Placed:
    """A call whose arguments stand in the rows from top on, each from the column of its own; the answer in the last ones."""

    call: Call
    top: int
    width: int

    @property
    def height(self) -> int:
        return max([1, *(len(value) for value in self.call.arguments if isinstance(value, tuple))])

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Row, column and value of every argument cell."""
        for number, value in enumerate(self.call.arguments):
            rows = value if isinstance(value, tuple) else ((None if isinstance(value, Left) else value,),)
            for row, values in enumerate(rows, self.top):
                yield from ((row, column, cell) for column, cell in enumerate(values, number * self.width))

    def reference(self, number: int) -> str:
        """The range of an argument, "" for one that is left out."""
        value = self.call.arguments[number]
        if isinstance(value, Left):
            return ""
        height, width = (len(value), len(value[0])) if isinstance(value, tuple) else (1, 1)
        return _address(self.top, number * self.width, height, width)

    def element(self, number: int, row: int, column: int) -> str:
        """The cell of an argument that belongs to one cell of the answer."""
        value = self.call.arguments[number]
        if isinstance(value, tuple) and (len(value), len(value[0])) == self.call.shape:
            return _address(self.top + row, number * self.width + column, 1, 1)
        return _address(self.top, number * self.width, 1, 1)


def _is_flat(call: Call) -> bool:
    """Whether a call takes one row of a sheet and has one answer."""
    given = zip(call.arguments, BY_NAME[call.function].arguments, strict=False)
    return all(argument.once and len(value) == 1 for value, argument in given if isinstance(value, tuple))


def _address(row: int, column: int, height: int, width: int) -> str:
    """Rows count from 1, columns from 0."""
    address: str = xl_range(row - 1, column, row + height - 2, column + width - 1)
    return address


class _Sheet:
    """A sheet that takes the arguments of many calls, and their formulas beside them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._next_row = 1

    def answers(self, calls: Sequence[Call]) -> list[Rows]:
        # those of one row and one answer first, so that their formulas stand below each other and go out in one request
        order = sorted(range(len(calls)), key=lambda number: not _is_flat(calls[number]))
        width = max(len(value[0]) if isinstance(value, tuple) else 1 for call in calls for value in call.arguments)
        arguments = max(len(call.arguments) for call in calls)
        placed = []
        top = first = self._next_row
        for number in order:
            placed.append(_Placed(calls[number], top, width))
            top += placed[-1].height
        self._next_row = top
        self._write(placed, first, top - first, arguments * width)
        answer_column = arguments * width + 1
        self._compute(placed, answer_column)
        widest = max(call.shape[1] for call in calls)
        shown = self._document.values(SHEET, _address(first, answer_column, top - first, widest))
        found = {}
        for number, place in zip(order, placed, strict=True):
            height, wide = place.call.shape
            found[number] = _rows([row[:wide] for row in shown[place.top - first : place.top - first + height]])
        return [found[number] for number in range(len(calls))]

    def _write(self, placed: Sequence[_Placed], first: int, height: int, width: int) -> None:
        values: list[list[Input]] = [[None] * width for _ in range(height)]
        formulas = []
        for row, column, value in chain.from_iterable(place.cells() for place in placed):
            if value in _ERROR_CELLS:
                formulas.append((_address(row, column, 1, 1), f"={value}"))
            elif value == "":
                formulas.append((_address(row, column, 1, 1), '=""'))
            else:
                values[row - first][column] = value
        self._document.write(SHEET, f"A{first}", values)
        for address, formula in formulas:
            self._document.set_formulas(SHEET, address, [[formula]])

    def _compute(self, placed: Sequence[_Placed], column: int) -> None:
        singles = [place for place in placed if _is_flat(place.call)]
        if singles:
            self._document.set_formulas(SHEET, _address(singles[0].top, column, 1, 1), [[self._formula(place, 0, 0)] for place in singles])
        for place in placed[len(singles) :]:
            self._compute_ranges(place, column)

    def _compute_ranges(self, place: _Placed, column: int) -> None:
        raise NotImplementedError

    def _formula(self, place: _Placed, row: int, column: int) -> str:
        raise NotImplementedError


class Vba(_Sheet):
    """The twin of the rules in VBA, for a PC without Python; ranges in one array formula."""

    name = "vba"
    functions = FUNCTIONS

    def _compute_ranges(self, place: _Placed, column: int) -> None:
        self._document.set_array_formula(SHEET, _address(place.top, column, *place.call.shape), self._formula(place, 0, 0))

    def _formula(self, place: _Placed, row: int, column: int) -> str:
        references = map(place.reference, range(len(place.call.arguments)))
        return f"={place.call.function}({','.join(references)})"


class Native(_Sheet):
    """The rules as native formulas, macros blocked. They are formulas for one cell: a range takes one for each of its cells."""

    name = "native"
    functions = tuple(FORMS)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._helpers_of: dict[Rows, Mapping[str, str]] = {}

    def answers(self, calls: Sequence[Call]) -> list[Rows]:
        used = dict.fromkeys(_rules(call) for call in calls if _has_rules(call))
        self._lay_out([rules for rules in used if rules not in self._helpers_of])
        return super().answers(calls)

    def _compute_ranges(self, place: _Placed, column: int) -> None:
        height, width = place.call.shape
        formulas = [[self._formula(place, row, cell) for cell in range(width)] for row in range(height)]
        self._document.set_formulas(SHEET, _address(place.top, column, 1, 1), formulas)

    def _formula(self, place: _Placed, row: int, column: int) -> str:
        given: dict[str, Any] = {}
        for number, argument in enumerate(BY_NAME[place.call.function].arguments[: len(place.call.arguments)]):
            if place.call.arguments[number] is Left.OUT:
                continue
            if argument.takes is Takes.RULES:
                given[argument.name] = self._helpers_of[_rules(place.call)]
            else:
                given[argument.name] = place.reference(number) if argument.once else place.element(number, row, column)
        return f"={FORMS[place.call.function](**given)}"

    def _lay_out(self, rules: Sequence[Rows]) -> None:
        """Put the rules of offices below each other on a sheet of their own, and the helper cells of each beside its first row."""
        first = 1 + sum(map(len, self._helpers_of))
        values: list[list[Input]] = []
        formulas: list[list[str]] = []
        errors = []
        for table in rules:
            top = first + len(values)
            self._helpers_of[table] = {name: f"{HELPERS}!${chr(ord('D') + number)}${top}" for number, name in enumerate(aturan.NAMES)}
            keys, chosen = (f"{HELPERS}!${letter}${top}:${letter}${top + len(table) - 1}" for letter in "AB")
            formulas.append([f"={each}" for each in aturan.formulas(aturan.Choices(keys, chosen, self._helpers_of[table])).values()])
            formulas += [['=""'] * len(aturan.NAMES) for _ in table[1:]]
            for row, cells_of_row in enumerate(table, top):
                errors += [(f"{'AB'[number]}{row}", cell) for number, cell in enumerate(cells_of_row) if cell in _ERROR_CELLS]
                values.append([None if cell in _ERROR_CELLS else cell for cell in cells_of_row])
        if values:
            self._document.write(HELPERS, f"A{first}", values)
            self._document.set_formulas(HELPERS, f"D{first}", formulas)
        for address, error in errors:
            self._document.set_formulas(HELPERS, address, [[f"={error}"]])


def _has_rules(call: Call) -> bool:
    return call.function == "CAPAIAN" and len(call.arguments) > 3 and call.arguments[3] is not Left.OUT


def _rules(call: Call) -> Rows:
    rules = call.arguments[3]
    assert isinstance(rules, tuple)
    return rules


# ---------------------------------------------------------------- all four
@contextmanager
def with_offices(macros_on: Office, macros_off: Office, folder: Path) -> Iterator[list[Engine]]:
    """The engines, in two LibreOffices that run; the workbooks they work in are written to the folder."""
    plain = folder / "tanpa_makro.xlsx"
    book = Workbook(str(plain))
    book.add_worksheet(SHEET)
    book.add_worksheet(HELPERS)
    book.close()
    with macros_on.open(libreoffice_book(folder)) as with_macros, macros_off.open(plain) as without_macros:
        yield [Python(), Pipeline(), Vba(with_macros), Native(without_macros)]


@contextmanager
def all_engines(folder: Path) -> Iterator[list[Engine]]:
    with ExitStack() as stack:
        macros_on, macros_off = (stack.enter_context(Office(macros=macros)) for macros in (True, False))
        yield stack.enter_context(with_offices(macros_on, macros_off, folder))
