"""Free texts as paragraphs: those of the sheet Naskah or its defaults, lists with their signs, and signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from lkjip.model import profile_text
from lkjip.model.laporan import Laporan
from lkjip.model.prose import DEFAULTS, KEYS, PLACEHOLDER, part_of
from lkjip.model.tables import NASKAH
from lkjip.naskah import shown
from lkjip.naskah.blocks import Look, Paragraph
from xlfuncs.angka import Cell

_SIGN: Final = re.compile(r"(?:(?P<dot>[-–—•*▪✓·])|(?P<number>\d{1,2})[.)]|(?P<letter>[a-z])[.)])\s+(?=\S)")
_SIGNED: Final = (
    ("tempat", "[{tempat}, {tanggal_laporan}]"),
    ("jabatan", "{jabatan}"),
    ("kepala", "{kepala}"),
    ("pangkat", "{pangkat}"),
    ("nip", "[NIP {nip}]"),
)
_ROOM: Final = 3
"""Blank lines for a signature."""


def part(laporan: Laporan, bagian: str) -> list[str]:
    """The texts of a part of the report in their order: those of the sheet Naskah, else the defaults."""
    own: list[tuple[float, str]] = []
    order = 0.0
    for row in laporan.rows[NASKAH.key]:
        if part_of(row) == bagian and (text := shown.text(row["teks"])):
            # a text without a number of its own follows the one above it
            order = float(row["urutan"]) if isinstance(row["urutan"], float | int) else order
            own.append((order, text))
    texts = [text for _, text in sorted(own, key=lambda each: each[0])] or DEFAULTS.get(bagian, ())
    return [filled(text, laporan.profil) for text in texts]


def filled(text: str, profil: Mapping[str, Cell]) -> str:
    """Fill the placeholders of a text, such as "{kantor}"; what is none is left as it is."""

    def value(found: re.Match[str]) -> str:
        return profile_text.filled(found[0], profil) if found[1] in KEYS else found[0]

    return PLACEHOLDER.sub(value, text)


def paragraphs(texts: Sequence[str], key: str, look: Look = Look.TEKS) -> list[Paragraph]:
    """Texts as paragraphs, each line one; a list that is typed with its signs, "-", "1.", "a.", becomes a list.

    Args:
        look: that of paragraphs without such a sign.
    """
    lines = [line for text in texts for line in text.split("\n") if line]
    signs = [_SIGN.match(line) for line in lines]
    found: list[Paragraph] = []
    for place, (line, sign) in enumerate(zip(lines, signs, strict=True)):
        kind = _kind(sign)
        if kind is None or sign is None:
            found.append(Paragraph(line, look, f"{key}/{place + 1}"))
        elif kind is Look.BUTIR or _counts_from_one(signs, place):
            found.append(Paragraph(line[sign.end() :], kind, f"{key}/{place + 1}"))
        else:
            found.append(Paragraph(line, Look.TEKS, f"{key}/{place + 1}"))
    return found


def listing(texts: Sequence[str], key: str, lead: str, look: Look) -> list[Paragraph]:
    """The texts of a part that lists something: each an item, unless it introduces those after it by ending in ":".

    Args:
        lead: what introduces several items that no text of the office introduces.
        look: that of an item.
    """
    found = [
        each if each.look is not look or not each.text.endswith(":") else replace(each, look=Look.TEKS)
        for each in paragraphs(texts, key, look)
    ]
    if len(found) == 1:
        return [replace(found[0], look=Look.TEKS)]
    is_led = not found or found[0].look is Look.TEKS
    return found if is_led else [Paragraph(lead, Look.TEKS, f"{key}/pengantar"), *found]


def _kind(sign: re.Match[str] | None) -> Look | None:
    return None if sign is None else Look.BUTIR if sign["dot"] else Look.NOMOR if sign["number"] else Look.HURUF


def _counts_from_one(signs: Sequence[re.Match[str] | None], place: int) -> bool:
    """Whether a numbered line is where Word would give it the same number: after those before it, without another line between."""
    kind, first = _kind(signs[place]), place
    while first and _kind(signs[first - 1]) is kind:
        first -= 1
    return all(_ordinal(signs[each]) == each - first + 1 for each in range(first, place + 1))


def _ordinal(sign: re.Match[str] | None) -> int:
    if sign is None:
        return 0
    return int(sign["number"]) if sign["number"] else ord(sign["letter"]) - ord("a") + 1


def listed(value: Cell, key: str, lead: str = "") -> list[Paragraph]:
    """What staff wrote in a cell: a paragraph, or a bullet for each of several items, unless it is typed as a list with its own signs.

    Args:
        lead: what the text is about, "Hambatan", where nothing else says so; a text that begins with it needs none.
    """
    lines = shown.text(value).split("\n")
    if any(_SIGN.match(line) for line in lines):
        found = paragraphs(lines, key)
    else:
        items = shown.items(value)
        found = paragraphs(items, key, Look.BUTIR if len(items) > 1 else Look.TEKS)
    if not found or not lead:
        return found
    first, *others = found
    if first.text.casefold().startswith(lead.casefold()):
        return [replace(first, look=Look.TEKS), *others]
    if not others:
        return [replace(first, text=f"{lead}: {first.text}")]
    return [Paragraph(f"{lead}:", Look.TEKS, key), *found]


def signature(laporan: Laporan, key: str) -> list[Paragraph]:
    """Place and date, office, room for the signature, name, rank and number of the head; nothing if none of it is known."""
    lines = {name: shown.line(profile_text.filled(template, laporan.profil)) for name, template in _SIGNED}
    # with one of the two there is no comma
    lines["tempat"] = lines["tempat"] or shown.line(laporan.profil.get("tempat")) or shown.line(laporan.profil.get("tanggal_laporan"))
    if not lines["kepala"] and not lines["jabatan"]:
        return []
    found: list[Paragraph] = []
    for name, text in lines.items():
        if name == "kepala":
            found += [Paragraph("", Look.TANDA_TANGAN)] * _ROOM
        if text:
            found.append(Paragraph(text, Look.TANDA_TANGAN, f"{key}/tanda_tangan/{name}", strong=name == "kepala"))
    return found
