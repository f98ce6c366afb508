"""The conformance vectors: calls of the cell functions and what every engine has to answer. README.md has the notation."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

from xlfuncs.errors import is_error
from xlfuncs.functions import BY_NAME, FUNCTIONS

FOLDER: Final = Path(__file__).parent
MOST_ARGUMENTS: Final = max(len(function.arguments) for function in FUNCTIONS)
COLUMNS: Final = tuple(
    ["function", *(f"arg{number}" for number in range(1, arguments + 1)), "expected", "engines", "note"]
    for arguments in (3, 6, MOST_ARGUMENTS)
)
"""The columns of a file: for calls of few arguments, of more, and of any."""
ENGINES: Final = ("python", "pipeline", "vba", "native")
NO_FORM: Final = "-"

_RANGES: Final = ("shape", "stretch", "in place")
_QUARTERS: Final = (
    *("jumlah", "posisi akhir", "rata-rata", "pembilang/penyebut", "cara isi", "triwulan", "later", "used"),
    *("blank", "zero", "error", "word", "number", "text", "limit", "size", *_RANGES),
)
RULES: Final[dict[str, tuple[str, ...]]] = {
    "CAPAIAN": (
        *("naik", "turun", "1", "2", "3", "4", "5", "6", "unequal", *_RANGES),
        *("rumus_turun", "batas_atas", "batas_bawah", "target_nol", "realisasi_nol", "pembulatan", "rata_rata", "paket"),
        *("arah", "range", "own limit", "no rules", "office", "not measured"),
    ),
    "KATEGORI": ("K", "C", "B", "SB", "error", "text", "blank", "scale", "no scale", "label", *_RANGES),
    "SERAPAN": ("1", "3", "4", "negative", "none", "zero", "formula", "unequal", *_RANGES),
    "EFISIENSI": ("1", "3", "4", "negative", "none", "zero", "formula", "unequal", *_RANGES),
    "ANGKA": (
        *("thousands", "point", "comma", "both", "English", "sign", "currency", "after", "spaces", "brackets"),
        *("blank", "two", "letters", "groups", "scale", "money", "number", "error", "shape", "in place"),
    ),
    "TERBILANG": ("words", "minus", "koma", "limit", "blank", "text", "error", "shape", "in place"),
    "RUPIAH": ("rupiah", "round", "minus", "limit", "blank", "text", "error", "shape", "in place"),
    "SAMPAI_TRIWULAN": (*_QUARTERS, "bagian"),
    "SISA_TRIWULAN": (*_QUARTERS, "target_pk"),
}
"""The rows of the tables of the rules, by function: what a note may begin with, and what may not be without vectors."""


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
        declared = BY_NAME[self.function].arguments
        values = [value for value, argument in zip(self.arguments, declared, strict=False) if not argument.once]
        shapes = {(len(value), len(value[0])) for value in values if isinstance(value, tuple)} - {(1, 1)}
        return shapes.pop() if len(shapes) == 1 else (1, 1)

    def __str__(self) -> str:
        return f"{self.function}({'; '.join(map(spelled, self.arguments))})"


@dataclass(frozen=True)
class Vector:
    """One line of the files.

    exceptions: what an engine answers instead; None where it has no form for the call.
    rule: which row of the tables of the rules it is about.
    reasons: why an engine may answer otherwise; engine and words.
    """

    file: str
    line: int
    call: Call
    expected: Rows
    exceptions: tuple[tuple[str, Rows | None], ...]
    rule: str
    note: str
    reasons: tuple[tuple[str, str], ...]

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
        columns = next(lines)
        if columns not in COLUMNS:
            raise VectorError(f"{path.name}:1: the columns are {' or '.join(map(','.join, COLUMNS))}")
        vectors = []
        for fields in lines:
            try:
                vectors.append(_vector(path.name, lines.line_num, fields, len(columns)))
            except VectorError as error:
                raise VectorError(f"{path.name}:{lines.line_num}: {error}") from None
        return vectors


def _vector(file: str, line: int, fields: list[str], columns: int) -> Vector:
    if len(fields) != columns:
        raise VectorError(f"{len(fields)} fields instead of {columns}")
    function, *arguments, expected, engines, note = fields
    if function not in RULES:
        raise VectorError(f"{function!r} is no cell function")
    rule, mark, text = note.partition(": ")
    if not mark or not text or rule not in RULES[function]:
        raise VectorError(f"the note begins with {' / '.join(RULES[function])}, a colon and a blank")
    call, exceptions = Call(function, _arguments(function, arguments)), _exceptions(engines)
    text, *parts = _REASON.split(text)
    reasons = tuple(zip(parts[::2], parts[1::2], strict=True))
    if [engine for engine, _ in reasons] != [engine for engine, _ in exceptions]:
        raise VectorError("the note gives the reason of each exception: '; native: why'")
    return Vector(file, line, call, _answer(expected), exceptions, rule, text, reasons)


def _arguments(function: str, fields: list[str]) -> tuple[Argument, ...]:
    arguments = [Left.OUT if field == Left.OUT.value else value(field) for field in fields]
    while arguments and arguments[-1] is Left.OUT:
        arguments.pop()
    declared = BY_NAME[function]
    if len(arguments) > len(declared.arguments):
        raise VectorError(f"{function} takes {len(declared.arguments)} arguments")
    needed = declared.needed
    if len(arguments) < needed or Left.OUT in arguments[:needed]:
        raise VectorError(f"{function} needs {needed} arguments")
    return tuple(arguments)


def _answer(field: str) -> Rows:
    """An expectation as rows. A blank answer is an empty text, since a formula cannot leave its cell empty."""
    answer = value(field)
    rows = answer if isinstance(answer, tuple) else ((answer,),)
    if Left.OUT.value in chain(*rows):
        raise VectorError("an answer cannot be left out")
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
_REASON: Final = re.compile(f"; ({'|'.join(ENGINES)}): ")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_ELEMENT: Final = re.compile(r'(?P<cell>"(?:[^"]|"")*"|[^",;{}]*)(?P<mark>[,;]|$)')
_CODE: Final = re.compile(r"\\u([0-9a-f]{4})")


def value(field: str) -> Cell | Rows:
    """What a field of a file stands for."""
    if field.startswith("{") and field.endswith("}"):
        return _range(field[1:-1])
    if field.startswith(("{", "#")) and not is_error(field):
        raise VectorError(f"{field} is neither a range nor an error value; a text that begins so begins with '")
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
