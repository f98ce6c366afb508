"""Fill templates such as "REALISASI TAHUN {tahun-1}" from the Profil, as a text or as a spreadsheet formula.

A placeholder is a key of the Profil in braces, optionally followed by an integer to add to its value, or by "|" and what stands
for a blank. "{nama}" is the office's short name, else its whole one; "{kantor}" and "{kantor_lengkap}" are the short and the whole
name with the region, unless the name says it already; a year that heads a yearly target of the Renstra has a placeholder of its own
(`lkjip.model.renstra.placeholder`). A part in brackets is left out if a placeholder in it is blank. Elsewhere
a blank is nothing, but a year that is not known is "…", as in a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lkjip import limits
from lkjip.escapes import plain
from lkjip.model import renstra
from xlfuncs.angka import Cell

_PLACEHOLDER: Final = re.compile(r"\{(\w+)([+-]\d+)?(?:\|([^{}]*))?\}")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_LIKE_AN_ESCAPE: Final = re.compile("(?<=_x[0-9A-Fa-f]{4})(?=_)")
_UNKNOWN: Final = "…"
_CONTROL: Final = re.compile("([\x01-\x08\x0b-\x1f])")
NAMES: Final = {"nama": ("singkatan", "instansi"), "kantor": ("singkatan", "instansi"), "kantor_lengkap": ("instansi",)}
"""The keys whose first filled one is the office's name, by placeholder."""
_REGION: Final = "pemerintah_daerah"
_WITHOUT_REGION: Final = "nama"


def filled(template: str, profil: Mapping[str, Cell]) -> str:
    """Fill a template from a Profil."""

    def known(found: re.Match[str]) -> str:
        return found[1] if all(_value(each, profil) for each in _PLACEHOLDER.finditer(found[1])) else ""

    return _PLACEHOLDER.sub(lambda found: _value(found, profil) or _blank(found[1]), _OPTIONAL.sub(known, template))


def office(profil: Mapping[str, Cell], placeholder: str = "kantor") -> str:
    """Return the office's name, "" if there is none: one of "nama", "kantor" and "kantor_lengkap"."""
    name = next(filter(None, (_text(profil.get(key)) for key in NAMES[placeholder])), "")
    region = "" if placeholder == _WITHOUT_REGION else _text(profil.get(_REGION))
    return name if region.lower() in name.lower() else f"{name} {region}".lstrip()


def _value(found: re.Match[str], profil: Mapping[str, Cell]) -> str:
    """What stands for a placeholder; "" for a blank."""
    key, shift, otherwise = found.groups()
    if key in NAMES:
        return office(profil, key)
    cell = profil.get(key) if key in profil else renstra.headings(profil).get(key)
    if shift is not None:
        return _text(cell + int(shift)) if isinstance(cell, float | int) else ""
    return _text(cell) or otherwise or ""


def _text(cell: Cell) -> str:
    return "" if cell is None else format(cell, ".15g") if isinstance(cell, float) else str(cell)


def _blank(key: str) -> str:
    return _UNKNOWN if key.startswith("tahun") else ""


def as_formula(template: str) -> str | None:
    """Convert a template to a spreadsheet formula over the sheet Profil; None if it has no placeholders."""
    formula = bare_formula(template)
    return formula and f"={formula}"


def bare_formula(template: str) -> str | None:
    """Convert a template as `as_formula`, without "=", so that it can be part of another formula."""
    if not _PLACEHOLDER.search(template):
        return None
    parts: list[str] = []
    end = 0
    for found in _OPTIONAL.finditer(template):
        known = ",".join(_is_filled(each) for each in _PLACEHOLDER.finditer(found[1]))
        parts += [*_joined(template[end : found.start()]), f'IF(AND({known}),{"&".join(_joined(found[1]))},"")']
        end = found.end()
    return "&".join([*parts, *_joined(template[end:])])


def _joined(template: str) -> Iterator[str]:
    """The formulas that a template without brackets joins."""
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        yield from filter(lambda part: part != '""', [quoted(template[end : found.start()])])
        yield _reference(found)
        end = found.end()
    yield from filter(lambda part: part != '""', [quoted(template[end:])])


def formula_values(templates: Iterable[str], profil: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return the result of each template's formula for this Profil, by the formula without "="."""
    return {formula: filled(each, profil) for each in templates if (formula := bare_formula(each))}


def profile_cell(key: str) -> str:
    """Return a formula that looks up the value of a key in the sheet Profil."""
    return f'INDEX(tbl_profil[nilai],MATCH("{key}",tbl_profil[kunci],0))'


def _is_filled(found: re.Match[str]) -> str:
    """Return the condition that a placeholder is not blank."""
    key, shift, otherwise = found.groups()
    if otherwise:
        return "TRUE"
    if key in NAMES:
        keys = (*NAMES[key], *(() if key == _WITHOUT_REGION else (_REGION,)))
        return f"LEN({'&'.join(map(profile_cell, keys))})>0"
    return f"LEN({profile_cell(key)})>0" if shift is None else f"ISNUMBER({profile_cell(key)})"


def _reference(found: re.Match[str]) -> str:
    key, shift, otherwise = found.groups()
    if key in NAMES:
        return _office_formula(key)
    if heading := renstra.heading_formula(key, _UNKNOWN):
        return heading
    cell = profile_cell(key)
    return f"IF({_is_filled(found) if not otherwise else f'LEN({cell})>0'},{cell}{shift or ''},{quoted(otherwise or _blank(key))})"


def _office_formula(placeholder: str) -> str:
    """Return the formula of `office`."""
    *others, last = map(profile_cell, NAMES[placeholder])
    name = f'{last}&""'
    for cell in reversed(others):
        name = f"IF(LEN({cell})>0,{cell},{name})"
    if placeholder == _WITHOUT_REGION:
        return name if others else f"({name})"
    region = profile_cell(_REGION)
    joined = f'IF(LEN({name})=0,{region}&"",{name}&" "&{region})'
    # LibreOffice finds no empty text in another
    return f"IF(OR(LEN({region})=0,ISNUMBER(FIND(LOWER({region}),LOWER({name})))),{name},{joined})"


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
