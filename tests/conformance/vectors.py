"""The conformance vectors: calls of the cell functions and what every engine has to answer. README.md has the notation."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

from xlfuncs.errors import is_error

FOLDER: Final = Path(__file__).parent
COLUMNS: Final = ["function", "arg1", "arg2", "arg3", "expected", "engines", "note"]
ENGINES: Final = ("python", "pipeline", "vba", "native")
NO_FORM: Final = "-"


class Left(Enum):
    """An argument that the formula leaves out."""

    OUT = "~"


Cell: TypeAlias = float | str | bool | None
"""A number, a text, TRUE/FALSE, or None for a blank; an error value is its text."""
Rows: TypeAlias = tuple[tuple[Cell, ...], ...]
"""A range, and every answer: rows x columns."""
Argument: TypeAlias = Cell | Rows | Left


class VectorError(ValueError):
    """A line that is no vector."""


@dataclass(frozen=True)
class Call:
    """A cell function and its arguments; those left out at the end are not there."""

    function: str
    arguments: tuple[Argument, ...]

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Height and width of the answer: those of the ranges where they are equal, a single cell stretches over them."""
        values = self.arguments[:1] if self.function == "KATEGORI" else self.arguments
        shapes = {(len(value), len(value[0])) for value in values if isinstance(value, tuple)} - {(1, 1)}
        return shapes.pop() if len(shapes) == 1 else (1, 1)

    def __str__(self) -> str:
        return f"{self.function}({'; '.join(map(spelled, self.arguments))})"


@dataclass(frozen=True)
class Vector:
    """One line of the files.

    exceptions: what an engine answers instead, for the reason that the note gives; None where it has no form for the call.
    rule: which row of the tables of the rules it is about.
    """

    file: str
    line: int
    call: Call
    expected: Rows
    exceptions: tuple[tuple[str, Rows | None], ...]
    rule: str
    note: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def expected_of(self, engine: str) -> Rows | None:
        """What this engine has to answer; None where it is not asked."""
        return dict(self.exceptions).get(engine, self.expected)


def read_all() -> list[Vector]:
    return [vector for path in sorted(FOLDER.glob("*.csv")) for vector in read(path)]


def read(path: Path) -> list[Vector]:
    """The vectors of one file.

    Raises:
        VectorError: names the file and the line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        if next(lines) != COLUMNS:
            raise VectorError(f"{path.name}:1: the columns are {','.join(COLUMNS)}")
        vectors = []
        for fields in lines:
            try:
                vectors.append(_vector(path.name, lines.line_num, fields))
            except VectorError as error:
                raise VectorError(f"{path.name}:{lines.line_num}: {error}") from None
        return vectors


def _vector(file: str, line: int, fields: list[str]) -> Vector:
    if len(fields) != len(COLUMNS):
        raise VectorError(f"{len(fields)} fields instead of {len(COLUMNS)}")
    function, *arguments, expected, engines, note = fields
    rule, mark, text = note.partition(": ")
    if not mark or not text:
        raise VectorError("the note begins with the row of the rules, a colon and a blank")
    return Vector(file, line, Call(function, _arguments(arguments)), _answer(expected), _exceptions(engines), rule, text)


def _arguments(fields: list[str]) -> tuple[Argument, ...]:
    arguments = [Left.OUT if field == Left.OUT.value else value(field) for field in fields]
    while arguments and arguments[-1] is Left.OUT:
        arguments.pop()
    return tuple(arguments)


def _answer(field: str) -> Rows:
    """An expectation as rows. A blank answer is an empty text, since a formula cannot leave its cell empty."""
    answer = value(field)
    rows = answer if isinstance(answer, tuple) else ((answer,),)
    return tuple(tuple("" if cell is None else cell for cell in row) for row in rows)


def _exceptions(field: str) -> tuple[tuple[str, Rows | None], ...]:
    """'native: #VALUE!' or 'vba: 5 | native: -'."""
    exceptions: list[tuple[str, Rows | None]] = []
    for part in filter(None, field.split(" | ")):
        engine, mark, answer = part.partition(": ")
        if not mark or engine not in ENGINES:
            raise VectorError(f"{part!r} names no engine")
        exceptions.append((engine, None if answer == NO_FORM else _answer(answer)))
    return tuple(exceptions)


# ---------------------------------------------------------------- the notation
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_ELEMENT: Final = re.compile(r'(?P<cell>"(?:[^"]|"")*"|[^",;{}]*)(?P<mark>[,;]|$)')
_CODE: Final = re.compile(r"\\u([0-9a-f]{4})")


def value(field: str) -> Cell | Rows:
    """What a field of a file stands for."""
    if field.startswith("{") and field.endswith("}"):
        return _range(field[1:-1])
    plain = _plain(field)
    return _text(field.removeprefix("'")) if plain is None and field else plain


def _plain(field: str) -> Cell:
    """A number, TRUE/FALSE or an error value; None for anything else."""
    if field in ("TRUE", "FALSE"):
        return field == "TRUE"
    if _NUMBER.fullmatch(field):
        return float(json.loads(field))
    return field if is_error(field) else None


def _text(field: str) -> str:
    return _CODE.sub(lambda code: chr(int(code[1], 16)), field)


def _range(inside: str) -> Rows:
    rows: list[list[Cell]] = [[]]
    position = 0
    while True:
        found = _ELEMENT.match(inside, position)
        if not found:
            raise VectorError(f"{{{inside}}} is no array constant")
        rows[-1].append(_element(found["cell"]))
        if not found["mark"]:
            break
        if found["mark"] == ";":
            rows.append([])
        position = found.end()
    if len({len(row) for row in rows}) > 1:
        raise VectorError(f"{{{inside}}} is no rectangle")
    return tuple(map(tuple, rows))


def _element(field: str) -> Cell:
    if field.startswith('"'):
        return _text(field[1:-1].replace('""', '"'))
    plain = _plain(field)
    if plain is None and field:
        raise VectorError(f"a text in a range stands in quotation marks: {field}")
    return plain


def spelled(argument: Argument) -> str:
    """An argument, or an answer, as a formula spells it; a long range by its size."""
    if isinstance(argument, tuple):
        if len(argument) * len(argument[0]) > 24:
            return f"{len(argument)}x{len(argument[0])} cells"
        return "{" + ";".join(",".join(map(spelled, row)) for row in argument) + "}"
    if isinstance(argument, Left) or argument is None:
        return ""
    if isinstance(argument, bool):
        return str(argument).upper()
    if isinstance(argument, float):
        return f"{argument:.0f}" if argument.is_integer() and abs(argument) < 1e15 else repr(argument)
    return argument if is_error(argument) else '"' + argument.replace('"', '""') + '"'
