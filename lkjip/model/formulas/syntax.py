"""Parse formulas in Excel's file syntax into lossless trees.

openpyxl's tokenizer will not do: it drops spaces and line breaks, and fails on an apostrophe in a column's name
(`tbl['[x]`) and on a spilled range (`A1#`). This one distinguishes only what rewriting needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias

from lkjip import limits
from lkjip.model.formulas.references import column_letters, column_number

# Possessive quantifiers: with backtracking, a malformed formula could take exponential time.
_TOKEN: Final = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<text>"(?:[^"]|"")*+")
  | (?P<array>\{(?:[^{}"]|"(?:[^"]|"")*+")*+\})
  | (?P<number>(?>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?)(?![\w.:$!\\?\[]))
  | (?P<operand>(?:
        '(?:[^']|'')*+'                                          # a quoted sheet
      | \[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*+\])*+\]              # a column or another workbook; ' takes the next character as it is
      | \#(?:DIV/0!|N/A|\w+[!?]?)?                               # an error value, a spilled range
      | [^\s"'()\[\]{},;+\-*/^&=<>%\#@]
    )++)
  | (?P<open>\()
  | (?P<close>\))
  | (?P<separator>[,;])
  | (?P<operator><>|<=|>=|[+\-*/^&=<>%@])
    """,
    re.VERBOSE | re.DOTALL,
)
_PREFIX: Final = re.compile(r"(?:_XL[A-Z]*\.)+")  # programs put it before functions unknown to them: _xludf.CAPAIAN
_CELL: Final = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})", re.IGNORECASE)
_COLUMN: Final = re.compile(r"(\$?)([A-Z]{1,3})", re.IGNORECASE)
_ROW: Final = re.compile(r"(\$?)([1-9][0-9]{0,6})")


class FormulaError(ValueError):
    """A formula that cannot be parsed."""


@dataclass(frozen=True)
class Leaf:
    """A token: "space", "text", "array", "number", "operand", "separator" or "operator"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Group:
    """Brackets (`opening` is "(") or a call (`opening` is "NAME("), with the arguments between its commas."""

    opening: str
    arguments: tuple[Nodes, ...]

    @cached_property
    def function(self) -> str:
        """Name of the function in capitals, without workbook or prefix; empty for plain brackets."""
        name = re.split(r"[!:]", self.opening[:-1].strip())[-1].upper()
        return _PREFIX.sub("", name)

    @cached_property
    def given(self) -> tuple[Nodes, ...]:
        """Arguments without surrounding spaces."""
        return tuple(map(trimmed, self.arguments))


Node: TypeAlias = Leaf | Group
Nodes: TypeAlias = tuple[Node, ...]


def parse(formula: str) -> Nodes:
    """Parse a formula given without its "=".

    Raises:
        FormulaError: unbalanced brackets or quotes, brackets nested too deep, or longer than Excel allows.
    """
    if len(formula) > limits.FORMULA_CHARACTERS:
        raise FormulaError(formula)
    stack: list[tuple[str, list[list[Node]]]] = [("", [[]])]
    for token in _tokens(formula):
        opening, arguments = stack[-1]
        if token.kind == "open":
            stack.append((_callee(arguments[-1]) + token.text, [[]]))
            if len(stack) > limits.FORMULA_BRACKETS:
                raise FormulaError(formula)
        elif token.kind == "close":
            if len(stack) == 1:
                raise FormulaError(formula)
            stack.pop()
            stack[-1][1][-1].append(Group(opening, tuple(map(tuple, arguments))))
        elif token.text == "," and opening != "(" and opening:
            arguments.append([])
        else:
            arguments[-1].append(token)
    if len(stack) > 1:
        raise FormulaError(formula)
    return tuple(stack[0][1][0])


def _tokens(formula: str) -> Iterator[Leaf]:
    end = 0
    while end < len(formula):
        found = _TOKEN.match(formula, end)
        if found is None or found.lastgroup is None:
            raise FormulaError(formula)
        yield Leaf(found.lastgroup, found[0])
        end = found.end()


def _callee(before: list[Node]) -> str:
    """Remove and return the operand that an opening bracket calls, with any spaces between them."""
    spaces = 1 if before and isinstance(before[-1], Leaf) and before[-1].kind == "space" else 0
    called = before[-1 - spaces] if len(before) > spaces else None
    if not isinstance(called, Leaf) or called.kind != "operand":
        return ""
    name = "".join(leaf.text for leaf in before[-1 - spaces :] if isinstance(leaf, Leaf))
    del before[-1 - spaces :]
    return name


def text(nodes: Nodes, call: Callable[[Group], str | None] = lambda _: None) -> str:
    """Write a tree as a formula; a text that `call` returns replaces the call."""
    return "".join(_text(node, call) for node in nodes)


def _text(node: Node, call: Callable[[Group], str | None]) -> str:
    if isinstance(node, Leaf):
        return node.text
    instead = call(node)
    if instead is not None:
        return instead
    return node.opening + ",".join(text(argument, call) for argument in node.arguments) + ")"


def trimmed(nodes: Nodes) -> Nodes:
    """Remove leading and trailing spaces."""
    kinds = [isinstance(node, Leaf) and node.kind == "space" for node in nodes]
    while kinds and kinds[-1]:
        nodes, kinds = nodes[:-1], kinds[:-1]
    while kinds and kinds[0]:
        nodes, kinds = nodes[1:], kinds[1:]
    return nodes


def said(formula: str) -> str | None:
    """Return the text of a formula that is a constant text, or a link that shows one; None for any other.

    The text may be one literal or several joined by "&".
    """
    try:
        nodes = trimmed(parse(formula))
    except FormulaError:
        return None
    if len(nodes) == 1 and isinstance(nodes[0], Group) and nodes[0].function == "HYPERLINK":
        nodes = nodes[0].given[-1]
    pieces, joints = nodes[::2], nodes[1::2]
    if len(pieces) == len(joints) or any(joint != Leaf("operator", "&") for joint in joints):
        return None
    texts = [piece.text[1:-1].replace('""', '"') for piece in pieces if isinstance(piece, Leaf) and piece.kind == "text"]
    return "".join(texts) if len(texts) == len(pieces) else None


def groups(nodes: Nodes) -> Iterator[Group]:
    """Yield all brackets and calls, including nested ones."""
    for node in nodes:
        if isinstance(node, Group):
            yield node
            for argument in node.arguments:
                yield from groups(argument)


def operands(nodes: Nodes) -> Iterator[str]:
    """Yield all references, names and called functions, including nested ones."""
    for node in nodes:
        if isinstance(node, Group):
            yield node.opening[:-1].strip()
            for argument in node.arguments:
                yield from operands(argument)
        elif node.kind == "operand":
            yield node.text


def levels(nodes: Nodes) -> int:
    """Return the maximum nesting depth of functions."""
    return max(
        (
            bool(node.function) + max(map(levels, node.arguments))
            for node in nodes
            if isinstance(node, Group)
        ),
        default=0,
    )  # fmt: skip


def moved(nodes: Nodes, rows: int, columns: int) -> str:
    """Write a formula as if copied by this many rows and columns; relative references move and wrap around the sheet's edges."""

    def at(node: Node) -> str:
        if isinstance(node, Leaf):
            return _moved(node.text, rows, columns) if node.kind == "operand" else node.text
        return node.opening + ",".join("".join(map(at, argument)) for argument in node.arguments) + ")"

    return "".join(map(at, nodes))


def _moved(operand: str, rows: int, columns: int) -> str:
    sheet, mark, place = operand.rpartition("!")
    corners = place.split(":")
    if len(corners) > 2:
        return operand
    moved = [_moved_corner(corner, rows, columns, alone=len(corners) == 1) for corner in corners]
    results = [corner for corner in moved if corner is not None]
    return sheet + mark + ":".join(results) if len(results) == len(corners) else operand


def _moved_corner(corner: str, rows: int, columns: int, *, alone: bool) -> str | None:
    """Move a cell, row or column; None for a name. A corner is empty where a function gives it."""
    if not corner:
        return corner
    if found := _CELL.fullmatch(corner):
        column_mark, letters, row_mark, number = found.groups()
    elif not alone and (found := _COLUMN.fullmatch(corner)):
        (column_mark, letters), row_mark, number = found.groups(), "", ""
    elif not alone and (found := _ROW.fullmatch(corner)):
        column_mark, letters, (row_mark, number) = "", "", found.groups()
    else:
        return None
    column = column_number(letters.upper()) if letters else 0
    if column >= limits.COLUMNS or (number and int(number) > limits.ROWS):  # XYZ2020 is a name
        return None
    if letters and not column_mark:
        letters = column_letters((column + columns) % limits.COLUMNS)
    if number and not row_mark:
        number = str((int(number) - 1 + rows) % limits.ROWS + 1)
    return f"{column_mark}{letters}{row_mark}{number}"


@dataclass(frozen=True)
class _First:
    """The first cell of a group, which holds the formula that the group shares."""

    text: str
    row: int
    column: int

    @cached_property
    def nodes(self) -> Nodes | None:
        """Parsed formula; None if it is the same in every cell or cannot be parsed."""
        try:
            nodes = parse(self.text)
        except FormulaError:
            return None
        return None if moved(nodes, 1, 1) == self.text else nodes


class SharedFormulas:
    """Shared formulas of a sheet, which the file holds only in the first cell of each group."""

    def __init__(self) -> None:
        self._first: dict[str, _First] = {}

    def text(self, group: str, given: str, row: int, column: int) -> str:
        """Return the formula of a cell; call it in the sheet's cell order.

        Args:
            given: the formula that the cell itself holds; empty for all but the first of the group.
        """
        if given:
            self._first[group] = _First(given, row, column)
        first = self._first.get(group)
        if first is None or first.nodes is None:
            return "" if first is None else first.text
        return moved(first.nodes, row - first.row, column - first.column)


def without_array_constants(formula: str) -> str:
    """Expand the array constants of a native formula, which Excel forbids in conditional formats and validations.

    Raises:
        FormulaError: an array constant that cannot be expanded.
    """

    def call(group: Group) -> str | None:
        if group.function == "OR":
            return "OR(" + ",".join(",".join(_compared(argument, call)) for argument in group.arguments) + ")"
        if group.function == "LOOKUP" and len(group.arguments) == 3:
            return _looked_up(group, call)
        return None

    written = text(parse(formula), call)
    if any(leaf.kind == "array" for leaf in _tokens(written)):
        raise FormulaError(formula)
    return written


def _compared(argument: Nodes, call: Callable[[Group], str | None]) -> Sequence[str]:
    """Expand `x={a,b}` to `x=a` and `x=b`, and `LEFT(x,{1,2})={a,b}` to `LEFT(x,1)=a` and `LEFT(x,2)=b`."""
    last = argument[-1] if argument else None
    if not isinstance(last, Leaf) or last.kind != "array":
        return [text(argument, call)]
    return [text(_picked(argument, number), call) for number in range(len(_items(last)))]


def _picked(nodes: Nodes, number: int) -> Nodes:
    """Replace every array constant by one of its items."""
    return tuple(
        Leaf("operand", _items(node)[number])
        if isinstance(node, Leaf) and node.kind == "array"
        else replace(node, arguments=tuple(_picked(argument, number) for argument in node.arguments))
        if isinstance(node, Group)
        else node
        for node in nodes
    )


def _looked_up(group: Group, call: Callable[[Group], str | None]) -> str | None:
    """Expand `LOOKUP(x,{1,2},{a,b})` to `IF(x>=2,b,a)`; the first bound is dropped since it is below every value."""
    bounds, names = group.arguments[1], group.arguments[2]
    if not all(len(each) == 1 and isinstance(each[0], Leaf) and each[0].kind == "array" for each in (bounds, names)):
        return None
    wanted = text(group.arguments[0], call)
    steps = list(zip(_items(bounds[0]), _items(names[0]), strict=True))  # type: ignore[arg-type]
    written = steps[0][1]
    for bound, name in steps[1:]:
        written = f"IF({wanted}>={bound},{name},{written})"
    return written


def _items(array: Leaf) -> list[str]:
    items = [""]
    for token in _tokens(array.text[1:-1]):
        if token.kind == "separator":
            items.append("")
        else:
            items[-1] += token.text
    return items
