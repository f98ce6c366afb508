"""Fill templates such as "REALISASI TAHUN {tahun-1}" from the Profil, as a text or as a spreadsheet formula.

A placeholder is a key of the Profil in braces, optionally followed by an integer to add to its value, or a year that heads a
yearly target of the Renstra (`lkjip.model.renstra.placeholder`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lkjip import limits
from lkjip.escapes import plain
from lkjip.model import renstra
from xlfuncs.angka import Cell

_PLACEHOLDER: Final = re.compile(r"\{(\w+)([+-]\d+)?\}")
_LIKE_AN_ESCAPE: Final = re.compile("(?<=_x[0-9A-Fa-f]{4})(?=_)")
_UNKNOWN: Final = "…"
_CONTROL: Final = re.compile("([\x01-\x08\x0b-\x1f])")


def filled(template: str, profil: Mapping[str, Cell]) -> str:
    """Fill a template from a Profil; missing values become "…"."""

    def value(found: re.Match[str]) -> str:
        key, shift = found[1], found[2]
        cell = profil.get(key) if key in profil else renstra.headings(profil).get(key)
        if shift is not None and isinstance(cell, float | int):
            cell += int(shift)
        elif shift is not None or cell is None or cell == "":
            return _UNKNOWN
        return format(cell, ".15g") if isinstance(cell, float) else str(cell)

    return _PLACEHOLDER.sub(value, template)


def as_formula(template: str) -> str | None:
    """Convert a template to a spreadsheet formula over the sheet Profil; None if it has no placeholders."""
    parts: list[str] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        parts += [quoted(template[end : found.start()]), _reference(found[1], found[2])]
        end = found.end()
    if not parts:
        return None
    return "=" + "&".join(part for part in [*parts, quoted(template[end:])] if part != '""')


def formula_values(templates: Iterable[str], profil: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return the result of each template's formula for this Profil, by the formula without "="."""
    return {formula.removeprefix("="): filled(each, profil) for each in templates if (formula := as_formula(each))}


def profile_cell(key: str) -> str:
    """Return a formula that looks up the value of a key in the sheet Profil."""
    return f'INDEX(tbl_profil[nilai],MATCH("{key}",tbl_profil[kunci],0))'


def _reference(key: str, shift: str | None) -> str:
    if heading := renstra.heading_formula(key, _UNKNOWN):
        return heading
    cell = profile_cell(key)
    known, value = (f"LEN({cell})>0", cell) if shift is None else (f"ISNUMBER({cell})", f"{cell}{shift}")
    return f'IF({known},{value},"{_UNKNOWN}")'


def quoted(text: str) -> str:
    """Return a formula that gives a text, with quotes doubled and literals split at Excel's length limit.

    Excel counts both characters of a doubled quote. Control characters become CHAR(), since neither XML nor the formula syntax can
    hold them. A typed "_x0041_" is split, since the file format allows such escape codes in formulas but not every program decodes them.
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
    """Return the length of a text as Excel counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
