"""Texts that follow the Profil: "REALISASI TAHUN {tahun-1}" as a text, as a heading of a CSV file, as a formula.

A placeholder is a key of the Profil, in braces, and perhaps a whole number added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lkjip import limits
from lkjip.escapes import plain
from xlfuncs.angka import Cell

_PLACEHOLDER: Final = re.compile(r"\{(\w+)([+-]\d+)?\}")
_LIKE_AN_ESCAPE: Final = re.compile("(?<=_x[0-9A-Fa-f]{4})(?=_)")
_UNKNOWN: Final = "…"
_CONTROL: Final = re.compile("([\x01-\x08\x0b-\x1f])")


def filled(template: str, profil: Mapping[str, Cell]) -> str:
    """The text for this Profil; "…" stands where a value is missing."""

    def value(found: re.Match[str]) -> str:
        key, shift = found[1], found[2]
        cell = profil.get(key)
        if shift is not None and isinstance(cell, float | int):
            cell += int(shift)
        elif shift is not None or cell is None or cell == "":
            return _UNKNOWN
        return format(cell, ".15g") if isinstance(cell, float) else str(cell)

    return _PLACEHOLDER.sub(value, template)


def as_formula(template: str) -> str | None:
    """The same text as a spreadsheet formula over the sheet Profil; None for a text without placeholders."""
    parts: list[str] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        parts += [quoted(template[end : found.start()]), _reference(found[1], found[2])]
        end = found.end()
    if not parts:
        return None
    return "=" + "&".join(part for part in [*parts, quoted(template[end:])] if part != '""')


def formula_values(templates: Iterable[str], profil: Mapping[str, Cell]) -> dict[str, Cell]:
    """What the formulas of these texts give for this Profil, by the formula's text without "="."""
    return {formula.removeprefix("="): filled(each, profil) for each in templates if (formula := as_formula(each))}


def profile_cell(key: str) -> str:
    """A formula's reference to the value of a key, wherever it stands in the sheet Profil."""
    return f'INDEX(tbl_profil[nilai],MATCH("{key}",tbl_profil[kunci],0))'


def _reference(key: str, shift: str | None) -> str:
    cell = profile_cell(key)
    known, value = (f"LEN({cell})>0", cell) if shift is None else (f"ISNUMBER({cell})", f"{cell}{shift}")
    return f'IF({known},{value},"{_UNKNOWN}")'


def quoted(text: str) -> str:
    """A text as a formula writes it: quotes doubled, in pieces of the length that Excel takes, which counts both of a doubled quote.

    Control characters are computed: no part of a file can hold them, and in a formula no form stands for them. A typed "_x0041_" is taken
    apart: by the file format a formula may hold characters in that form, and not every program decodes it.
    """
    pieces = [f"CHAR({ord(each)})" if _CONTROL.fullmatch(each) else _in_pieces(plain(each)) for each in _CONTROL.split(text)]
    return "&".join(each for each in pieces if each != '""') or '""'


def _in_pieces(text: str) -> str:
    return "&".join(map(_in_quotes, _LIKE_AN_ESCAPE.split(text)))


def _in_quotes(text: str) -> str:
    whole = text.replace('"', '""')
    if _units(whole) <= limits.LITERAL_CHARACTERS:
        return f'"{whole}"'
    pieces, length = [""], 0
    for character in text:
        written = '""' if character == '"' else character
        size = _units(written)
        if length + size > limits.LITERAL_CHARACTERS:
            pieces.append("")
            length = 0
        pieces[-1] += written
        length += size
    return "&".join(f'"{piece}"' for piece in pieces)


def _units(text: str) -> int:
    """How many characters a text has for Excel."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
