"""Formulas in three spellings.

file          as an .xlsx file stores them, Excel in English: =IF(A1>0,"a, b",'Tabel 3.1'!E8*1.5)
Indonesian    as Excel takes them from the keyboard of an Indonesian office: =IF(A1>0;"a, b";'Tabel 3.1'!E8*1,5)
LibreOffice   as its API takes them, whatever the locale: =IF(A1>0;"a, b";$'Tabel 3.1'.E8*1.5)

The LibreOffice spelling is used and not its own reader of the file's, FormulaParser: that one does not know tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_QUOTED: Final = r"'(?:[^']|'')+'"
_NAME: Final = r"[^\W\d][\w.]*"
_COMMON: Final = (
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<error>\#(?:N/A|DIV/0!|REF!|NAME\?|VALUE!|NUM!|NULL!))"
    r"|(?P<columns>\[(?:[^\[\]]|\[[^\[\]]*\])*\])"  # of a table: [Target], [[#This Row],[Target]]
)
_FILE: Final = re.compile(rf"{_COMMON}|(?P<sheet>(?:{_QUOTED}|{_NAME})!)|(?P<name>{_NAME})|(?P<sign>.)", re.DOTALL)
_INDONESIAN: Final = re.compile(
    rf"{_COMMON}|(?P<sheet>(?:{_QUOTED}|{_NAME})!)|(?P<name>{_NAME})|(?P<number>\d+[.,]\d+|,\d+)|(?P<sign>.)", re.DOTALL
)
_REFERENCE_AHEAD: Final = r"(?=\$?[A-Za-z]{1,3}(?:\$?\d|:)|\$?\d)"
_LIBREOFFICE: Final = re.compile(
    rf"{_COMMON}|(?P<sheet>\$?(?:{_QUOTED}|[^\W\d]\w*)\.{_REFERENCE_AHEAD})|(?P<name>{_NAME})|(?P<sign>.)", re.DOTALL
)

_FUTURE_FUNCTION: Final = re.compile(r"^(?:_xlfn\.)?(?:_xlws\.)?")
"""How a file marks the functions that came after Excel 2007. LibreOffice's API knows them by their plain names."""

_REMEMBERED: Final = 1 << 14
"""Formulas whose spelling is kept: a document is read many times, and most of its formulas stay as they are."""


@lru_cache(_REMEMBERED)
def to_libreoffice(formula: str) -> str:
    """Turn a formula in the syntax of the file into LibreOffice's. Raises ValueError for what is not file syntax."""
    tokens = list(_tokens(_FILE, formula))
    openings: list[str] = []
    out = []
    for position, (kind, token) in enumerate(tokens):
        follower = tokens[position + 1][1] if position + 1 < len(tokens) else ""
        if kind == "sheet":
            out.append(f"${token[:-1]}.")
        elif kind == "columns":
            out.append(_separate_columns(token, ","))
        elif kind == "name":
            out.append(_libreoffice_name(token, is_function=follower == "("))
        elif kind == "sign":
            before = tokens[position - 1][0] if position else ""
            out.append(_libreoffice_sign(token, openings, after_name=before == "name", formula=formula))
        else:
            out.append(token)
    return "".join(out)


@lru_cache(_REMEMBERED)
def from_libreoffice(formula: str) -> str:
    """Turn a formula as LibreOffice reports it, {=...} for an array formula included, into the syntax of the file.

    Functions keep their plain names: TEXTJOIN, not _xlfn.TEXTJOIN.
    """
    if formula.startswith("{=") and formula.endswith("}"):
        return f"{{{from_libreoffice(formula[1:-1])}}}"
    in_array = False
    out = []
    for kind, token in _tokens(_LIBREOFFICE, formula):
        if kind == "sheet":
            out.append(f"{token[:-1].removeprefix('$')}!")
        elif kind == "columns":
            out.append(_separate_columns(token, ";"))
        elif kind == "sign":
            in_array = token == "{" or (in_array and token != "}")
            out.append({";": ",", "|": ";" if in_array else "|", "~": ",", "!": " "}.get(token, token))
        else:
            out.append(token)
    return "".join(out)


def from_indonesian(formula: str) -> str:
    """Turn a formula as an Indonesian office types it into the syntax of the file.

    Raises ValueError for what Excel would not take there: a decimal point, a comma between arguments. Arrays in braces are
    refused too: which separator they have depends on the settings of the PC.
    """
    out = []
    for kind, token in _tokens(_INDONESIAN, formula):
        if kind == "number":
            if "." in token:
                raise ValueError(f"{formula}: a decimal comma is typed here, not {token}")
            out.append(token.replace(",", "."))
        elif kind == "columns":
            out.append(_separate_columns(token, ";", ","))
        elif kind == "sign" and token in ",{}":
            raise ValueError(f"{formula}: {token!r} is not typed here")
        else:
            out.append("," if (kind, token) == ("sign", ";") else token)
    return "".join(out)


def _tokens(pattern: re.Pattern[str], formula: str) -> Iterator[tuple[str, str]]:
    if not formula.startswith("="):
        raise ValueError(f"{formula!r} is no formula: it does not begin with =")
    return ((match.lastgroup or "", match[0]) for match in pattern.finditer(formula))


def _separate_columns(columns: str, found: str, wanted: str = "") -> str:
    """Replace the separator between the parts of a table reference. A comma inside the name of a column stays."""
    wanted = wanted or {",": ";", ";": ","}[found]
    return re.sub(rf"\](\s*){found}(\s*)\[", rf"]\1{wanted}\2[", columns)


def _libreoffice_name(name: str, *, is_function: bool) -> str:
    if name.upper() in ("TRUE", "FALSE") and not is_function:
        return f"{name}()"  # without parentheses it would become the number 1 or 0
    return _FUTURE_FUNCTION.sub("", name)


def _libreoffice_sign(sign: str, openings: list[str], *, after_name: bool, formula: str) -> str:
    """One character outside names and texts; openings is the stack of the parentheses and braces that are open."""
    if sign in "({":
        openings.append("call" if sign == "(" and after_name else sign)
    elif sign in ")}":
        if not openings:
            raise ValueError(f"{formula}: {sign!r} closes nothing")
        openings.pop()
    inside = openings[-1] if openings else ""
    if sign == ",":
        return ";" if inside in ("call", "{") else "~"  # between references that are no arguments, a comma joins them
    if sign == ";":
        if inside != "{":
            raise ValueError(f"{formula}: arguments are separated by commas here")
        return "|"
    return sign
