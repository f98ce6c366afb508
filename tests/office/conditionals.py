"""Resolve the conditional compilation of VBA source (#Const, #If ... Then, #ElseIf, #Else, #End If).

LibreOffice ignores these lines and compiles every branch, so what it is to run has to be resolved first. Directives and the
lines of the branches not taken become empty lines: line numbers stay what they are in the source.

The expressions are those of [MS-VBAL] 3.4.1, less arithmetic: a parser of their own size does it, so nothing that stands in a
source file is ever run as Python.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Constant = int | float | str
"""The value of a compile-time constant; a Python bool counts as VBA's, which are numbers:"""

TRUE: Final = -1
FALSE: Final = 0

_DIRECTIVE: Final = re.compile(r"^\s*#\s*(const|if|elseif|else|end\s*if)\b(.*)$", re.IGNORECASE)
_CONST: Final = re.compile(r"\s*(\w+)\s*=(.*)$")
_CONDITION: Final = re.compile(r"(.*)\bthen\s*$", re.IGNORECASE)
_TOKEN: Final = re.compile(r'\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d+)?)|(&H[0-9A-F]+)&?|(\w+)|(<>|<=|>=|[=<>()]))', re.IGNORECASE)


class ConditionalError(ValueError):
    """The directives of a source cannot be understood; the message names the line."""


def resolve(source: str, constants: Mapping[str, Constant]) -> str:
    """Return the source with only the branches that these constants choose. Lines end as they did.

    A #Const of the source itself wins over a given constant of the same name; a name that nobody defines is empty, which is
    false and equals 0 and "".
    """
    known = {name.lower(): _vba_value(value) for name, value in constants.items()}
    blocks: list[_Block] = []
    out = []
    for number, line in enumerate(source.splitlines(keepends=True), start=1):
        text = line.rstrip("\r\n")
        directive = _DIRECTIVE.match(text)
        if directive is None:
            out.append(line if _all_active(blocks) else line[len(text) :])
            continue
        word = directive[1].lower().replace(" ", "").replace("\t", "")
        try:
            _apply(word, _without_comment(directive[2]), blocks, known)
        except ConditionalError as error:
            raise ConditionalError(f"line {number}: {error}") from None
        out.append(line[len(text) :])
    if blocks:
        raise ConditionalError("an #If has no #End If")
    return "".join(out)


def _vba_value(value: Constant) -> Constant:
    if isinstance(value, bool):
        return TRUE if value else FALSE
    return value


@dataclass
class _Block:
    """An #If that is open: is its present branch taken, has any been, is it in #Else, does the code around it count at all."""

    active: bool
    taken: bool
    in_else: bool
    reachable: bool


def _all_active(blocks: list[_Block]) -> bool:
    return all(block.active for block in blocks)


def _apply(word: str, rest: str, blocks: list[_Block], known: dict[str, Constant]) -> None:
    """Let one directive change what is open and what is known."""
    if word == "const":
        if _all_active(blocks):
            _define(rest, known)
        return
    if word == "if":
        reachable = _all_active(blocks)
        active = reachable and _holds(rest, known)
        blocks.append(_Block(active=active, taken=active, in_else=False, reachable=reachable))
        return
    if not blocks:
        raise ConditionalError(f"#{word} without #If")
    if word == "endif":
        blocks.pop()
        return
    block = blocks[-1]
    if block.in_else:
        raise ConditionalError(f"#{word} after #Else")
    block.active = block.reachable and not block.taken and (word == "else" or _holds(rest, known))
    block.taken = block.taken or block.active
    block.in_else = word == "else"


def _define(rest: str, known: dict[str, Constant]) -> None:
    match = _CONST.match(rest)
    if match is None:
        raise ConditionalError(f"#Const{rest} has no name and value")
    known[match[1].lower()] = _evaluate(match[2], known)


def _holds(rest: str, known: dict[str, Constant]) -> bool:
    match = _CONDITION.match(rest)
    if match is None:
        raise ConditionalError(f"#If{rest} has no Then")
    value = _evaluate(match[1], known)
    if isinstance(value, str):
        raise ConditionalError(f"the condition{match[1]}is a text")
    return value != FALSE


def _without_comment(text: str) -> str:
    """What stands before a ' that is not inside a text."""
    return re.sub(r"""^((?:[^"']|"[^"]*")*)'.*$""", r"\1", text)


def _evaluate(expression: str, known: Mapping[str, Constant]) -> Constant:
    parser = _Parser(_tokens(expression), known)
    value = parser.disjunction()
    if parser.tokens:
        raise ConditionalError(f"{parser.tokens[0]!r} is not understood in{expression.rstrip()!r}")
    return value


def _tokens(expression: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    text = expression.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ConditionalError(f"{text[position:].strip()!r} is not understood")
        tokens.append(match[0].strip())
        position = match.end()
    return tokens


class _Parser:
    """Evaluates while it reads, one method for each rank of operators, the loosest first."""

    def __init__(self, tokens: list[str], known: Mapping[str, Constant]) -> None:
        self.tokens = tokens
        self._known = known

    def disjunction(self) -> Constant:
        value = self._conjunction()
        while operator := self._take("or", "xor"):
            right = self._conjunction()
            value = _bits(value) | _bits(right) if operator == "or" else _bits(value) ^ _bits(right)
        return value

    def _conjunction(self) -> Constant:
        value = self._negation()
        while self._take("and"):
            value = _bits(value) & _bits(self._negation())
        return value

    def _negation(self) -> Constant:
        if self._take("not"):
            return ~_bits(self._negation())
        return self._comparison()

    def _comparison(self) -> Constant:
        value = self._operand()
        while operator := self._take("=", "<>", "<", ">", "<=", ">="):
            value = TRUE if _compare(value, operator, self._operand()) else FALSE
        return value

    def _operand(self) -> Constant:
        if not self.tokens:
            raise ConditionalError("a value is missing")
        token = self.tokens.pop(0)
        if token == "(":
            value = self.disjunction()
            if not self._take(")"):
                raise ConditionalError("a ) is missing")
            return value
        return _literal(token, self._known)

    def _take(self, *wanted: str) -> str:
        if self.tokens and self.tokens[0].lower() in wanted:
            return self.tokens.pop(0).lower()
        return ""


def _literal(token: str, known: Mapping[str, Constant]) -> Constant:
    if token.startswith('"'):
        return token[1:-1].replace('""', '"')
    if token[0].isdigit():
        return float(token) if "." in token else int(token)
    if token[:2].upper() == "&H":
        return int(token[2:].rstrip("&"), 16)
    name = token.lower()
    if name in ("true", "false"):
        return TRUE if name == "true" else FALSE
    if not re.fullmatch(r"[a-z]\w*", name) or name in ("and", "or", "xor", "not", "then"):
        raise ConditionalError(f"{token!r} is no value")
    return known.get(name, 0)


def _bits(value: Constant) -> int:
    if isinstance(value, str):
        raise ConditionalError(f'the text "{value}" is neither true nor false')
    return int(value)


def _compare(left: Constant, operator: str, right: Constant) -> bool:
    wanted = {"=": (0,), "<>": (-1, 1), "<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1)}
    return _order(left, right) in wanted[operator]


def _order(left: Constant, right: Constant) -> int:
    """-1, 0 or 1. A name that nobody defined is 0 here and equals the empty text as well."""
    if isinstance(left, str) and right == 0:
        right = ""
    if isinstance(right, str) and left == 0:
        left = ""
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    if isinstance(left, str) or isinstance(right, str):
        raise ConditionalError(f"{left!r} and {right!r} cannot be compared")
    return (left > right) - (left < right)
