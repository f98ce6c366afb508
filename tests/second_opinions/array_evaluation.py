"""Find formulas that use one cell in Excel where LibreOffice computes a whole array.

In an ordinary formula Excel before Microsoft 365 takes of a range only the cell in its own row or column, unless a
function computes arrays by itself (SUMPRODUCT, LOOKUP, the array of INDEX). LibreOffice computes the array in more
places, so a recalculation there does not show the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from openpyxl.formula import Tokenizer

from tests.second_opinions.functions import OURS
from tests.second_opinions.package import Book

_WHOLE: Final = {"SUMPRODUCT", "LOOKUP"}
"""Functions that compute every argument as an array."""
_OF_RANGES: Final = {
    "SUM",
    "COUNT",
    "COUNTA",
    "AVERAGE",
    "GEOMEAN",
    "MAX",
    "MEDIAN",
    "MIN",
    "AND",
    "OR",
    "ROWS",
    "COLUMNS",
    "COUNTBLANK",
    "LARGE",
    "SMALL",
}
"""Functions that take a range, but no array that must be computed first."""
_EVERY_OTHER: Final = frozenset(range(0, 30, 2))
_REFERENCES: Final[Mapping[str, frozenset[int]]] = {
    "MATCH": frozenset({1}),
    "VLOOKUP": frozenset({1}),
    "HLOOKUP": frozenset({1}),
    "RANK": frozenset({1}),
    "COUNTIF": frozenset({0}),
    "SUMIF": frozenset({0, 2}),
    "AVERAGEIF": frozenset({0, 2}),
    "COUNTIFS": _EVERY_OTHER,
    "SUMIFS": frozenset({0, *range(1, 30, 2)}),
    "AVERAGEIFS": frozenset({0, *range(1, 30, 2)}),
}
"""Which arguments of these functions are ranges; the others are single values."""
_CHOOSE: Final = {"IF", "IFERROR", "IFNA", "CHOOSE"}
_NO_ARRAY: Final = OURS | {"ROW", "COLUMN", "CELL", "T", "N", "NA", "TODAY", "NOW", "TRUE", "FALSE"}
_RANGE: Final = re.compile(r"(\$?[A-Z]+\$?\d+):(\$?[A-Z]+\$?\d+)")
_ROW: Final = re.compile(r"(?<![\w.])(\$?[A-Z]{1,3}\$?)(\d+)(?![\w.(])")


@dataclass(frozen=True)
class Node:
    """A part of a formula: "range", "value", "operation" or the name of a function, with its parts."""

    kind: str
    text: str = ""
    parts: tuple[Node, ...] = ()


def misread(book: Book) -> list[str]:
    """Every formula of a workbook that Excel would compute otherwise, a line each."""
    found = []
    for where, kind, text in book.formulas():
        is_array = kind in ("formula", "formula1", "formula2")  # conditional formats and validations compute arrays
        found += [f"{where}: {what}" for what in _Reading(book.names).of(text, is_array)]
    return found


def array_parts(formula: str) -> list[str]:
    """What Excel would compute otherwise in one ordinary formula, whose names are single cells."""
    return _Reading({}).of(formula, False)


class _Reading:
    """One formula, read as Excel reads an ordinary one."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._found: list[str] = []

    def of(self, text: str, is_array: bool) -> list[str]:
        tree = _parsed(_renumbered(text))
        if self._is_array(tree, is_array) and not is_array and tree.kind != "range":
            self._found.append("the result is an array")
        return self._found

    def _is_array(self, node: Node, computed: bool) -> bool:
        """Whether a part gives an array; `computed`: whether Excel computes arrays here."""
        if node.kind == "value":
            return False
        if node.kind == "range":
            return self._is_many(node.text)
        arrays = [
            self._is_array(part, computed or node.kind in _WHOLE or (node.kind == "INDEX" and number == 0))
            for number, part in enumerate(node.parts)
        ]
        if node.kind in _WHOLE or node.kind in _NO_ARRAY:
            return False
        if node.kind == ":":
            return True
        if node.kind == "INDEX":
            self._say(any(arrays[1:]), "INDEX by an array", node)
            return any(part == Node("value", "0") for part in node.parts[1:])
        if node.kind in _OF_RANGES:
            self._say(not computed and any(map(_is_computed, node.parts, arrays)), "an array that is computed first", node)
            return False
        if node.kind in _REFERENCES:
            return self._looks_up(node, arrays, computed)
        if node.kind in _CHOOSE and any(arrays):
            # a branch may be a range that another function takes; a condition may not
            self._say(arrays[0] or computed, "a choice by an array", node)
            return True
        self._say(not computed and any(arrays), "an array where one value is meant", node)
        return any(arrays)

    def _looks_up(self, node: Node, arrays: list[bool], computed: bool) -> bool:
        ranges = _REFERENCES[node.kind]
        for number, (part, array) in enumerate(zip(node.parts, arrays, strict=True)):
            if number in ranges:
                self._say(not computed and _is_computed(part, array), "an array that is computed first", node)
                self._say(node.kind != "MATCH" and part.kind not in ("range", "INDEX", "OFFSET", ":"), "no reference", node)
            else:
                self._say(not computed and array, "an array as the criterion", node)
        return any(array for number, array in enumerate(arrays) if number not in ranges)

    def _say(self, wrong: bool, what: str, node: Node) -> None:
        if wrong:
            self._found.append(f"{what}, in {node.kind} {node.text}".rstrip())

    def _is_many(self, text: str) -> bool:
        meaning = self._names.get(text.lower(), text)
        if "[" in meaning:
            return "#This Row" not in meaning and "#Totals" not in meaning
        found = _RANGE.search(meaning)
        return bool(found and found[1].replace("$", "") != found[2].replace("$", ""))


def _is_computed(part: Node, array: bool) -> bool:
    return array and part.kind not in ("range", "INDEX", ":", "IF", "CHOOSE")


def _renumbered(text: str) -> str:
    """A formula with the rows of its cells numbered as they come, so that it is the same in every row of a sheet."""
    rows: dict[str, str] = {}
    return _ROW.sub(lambda cell: cell[1] + rows.setdefault(cell[2], str(len(rows) + 1)), text)


@cache  # a column has the same formula in every row, and all workbooks have the same sheets
def _parsed(text: str) -> Node:
    tokens = [token for token in Tokenizer(f"={text}").items if token.type != "WHITE-SPACE"]
    tree, rest = _expression(tokens)
    assert not rest, text
    return tree


def _expression(tokens: list[object]) -> tuple[Node, list[object]]:
    """The expression that the tokens begin with, and what follows it."""
    parts: list[Node] = []
    operators: list[str] = []
    while tokens:
        token = tokens[0]
        kind, subtype, value = (getattr(token, name) for name in ("type", "subtype", "value"))
        if kind == "SEP" or subtype == "CLOSE":
            break
        tokens = tokens[1:]
        if kind == "OPERAND":
            parts.append(Node("range" if subtype == "RANGE" else "value", value))
        elif kind == "FUNC":
            if value.startswith(":"):  # the tokenizer takes INDEX(...):INDEX( for a function of that name
                operators.append(":")
                value = value[1:]
            arguments: list[Node] = []
            ended = False
            while not ended:
                argument, tokens = _expression(tokens)
                arguments.append(argument)
                ended, tokens = getattr(tokens[0], "subtype", "") == "CLOSE", tokens[1:]
            parts.append(Node(value[:-1].upper(), "", tuple(arguments)))
        elif kind == "ARRAY":  # a constant is computed as an array everywhere
            while (getattr(tokens[0], "type", ""), getattr(tokens[0], "subtype", "")) != ("ARRAY", "CLOSE"):
                tokens = tokens[1:]
            tokens = tokens[1:]
            parts.append(Node("value", "{}"))
        elif kind == "PAREN":
            inner, tokens = _expression(tokens)
            tokens = tokens[1:]
            parts.append(inner)
        elif kind.startswith("OPERATOR"):
            operators.append(value)
    return _joined(parts, operators), tokens


def _joined(parts: list[Node], operators: list[str]) -> Node:
    if len(parts) == 1 and not operators:
        return parts[0]
    if operators == [":"]:
        return Node(":", "", tuple(parts))
    return Node("operation", " ".join(operators), tuple(parts))
