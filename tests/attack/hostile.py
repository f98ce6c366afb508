"""Handmade malicious workbooks, one for each kind of attack; commands must treat them like any other bad file."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from typing import Final

from tests.kit.workbooks import Parts, text_cell

Way = Callable[[Parts], object]


def made(name: str, parts: Parts) -> bytes:
    """The case of that name, made of a workbook."""
    if name in OF_BYTES:
        return OF_BYTES[name](parts.packed())
    changed = Parts(parts)
    OF_PARTS[name](changed)
    return changed.packed()


# ---------------------------------------------------------------- in a cell
def _indicator(cell: str) -> Way:
    return lambda parts: parts.put("tbl_31", "Indikator", 0, cell)


def _reached(cell: str) -> Way:
    return lambda parts: parts.put("tbl_31", "Realisasi", 0, cell)


def _profil(row: int, cell: str) -> Way:
    return lambda parts: parts.put("tbl_profil", "nilai", row, cell)


# ---------------------------------------------------------------- in a part
def _replaced(part: str, old: str, new: str) -> Way:
    return lambda parts: parts.replace(part, old, new, 1)


def _table_to(row: int) -> Way:
    def way(parts: Parts) -> None:
        part = parts.table("tbl_31")
        reference = parts[part].decode().split('ref="')[1].split('"')[0]
        parts.replace(part, f'"{reference}"', f'"{reference.rstrip("0123456789")}{row}"')

    return way


def _many_rows(parts: Parts) -> None:
    rows = "".join(f'<row r="{number}"><c r="C{number}"><v>1</v></c></row>' for number in range(2000, 60_000))
    parts.replace(parts.sheet("Tabel 3.1"), "</sheetData>", f"{rows}</sheetData>")
    _table_to(59_999)(parts)


def _many(part: str, before: str, each: str, count: int) -> Way:
    return lambda parts: parts.replace(part, before, "".join(each.replace("#", str(number)) for number in range(count)) + before, 1)


def _added(name: str, data: bytes) -> Way:
    return lambda parts: parts.__setitem__(name, data)


def _related(sheet: str, kind: str, target: str) -> Way:
    def way(parts: Parts) -> None:
        kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        relation = f'<Relationship Id="rIdX" Type="{kinds}/{kind}" Target="{target}"/></Relationships>'
        parts.replace(parts.relations(parts.sheet(sheet)), "</Relationships>", relation)

    return way


def _broken_drawing(parts: Parts) -> None:
    for name in [name for name in parts if name.endswith(".vml")]:
        parts[name] = b"<xml><v:shape></xml>"


def _in_depth(depth: int) -> Way:
    def way(parts: Parts) -> None:
        parts.replace(parts.sheet("Tabel 3.1"), "</sheetData>", "</sheetData>" + "<x>" * depth + "</x>" * depth)

    return way


def _rows_in_no_order(parts: Parts) -> None:
    parts.replace(parts.sheet("Tabel 3.1"), "</sheetData>", '<row r="2"><c r="A2"><f>\'[x.xlsx]S\'!A1</f><v>1</v></c></row></sheetData>', 1)


def _without_places(parts: Parts) -> None:
    part = parts.sheet("Tabel 3.1")
    parts[part] = re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", parts[part])


def _without(part: str) -> Way:
    return lambda parts: parts.pop(part)


_TEXT_OF_A_FORMULA: Final = '<c t="str"><f>{}</f><v>1</v></c>'

OF_PARTS: Final[Mapping[str, Way]] = {
    "a formula of 100,000 digits": _reached(f"<c><f>{'1' * 100_000}</f><v>1</v></c>"),
    "a formula of 100,000 brackets": _reached(f"<c><f>{'(' * 50_000}1{')' * 50_000}</f><v>1</v></c>"),
    "a formula of 4,000 brackets": _reached(f"<c><f>{'(' * 4000}1{')' * 4000}</f><v>1</v></c>"),
    "a formula of 8,000 signs": _reached(f"<c><f>{'-' * 8000}1</f><v>1</v></c>"),
    "a formula of 8,000 quotes": _reached(f"<c><f>{'&quot;' * 7999}</f><v>1</v></c>"),
    "a formula of calls in calls": _reached(f"<c><f>{'CAPAIAN(' * 900}1{')' * 900}</f><v>1</v></c>"),
    "a number of 100,000 digits": _reached(f"<c><v>{'9' * 100_000}</v></c>"),
    "a text number of 30,000 digits": _reached(text_cell("9" * 30_000)),
    "a text number of 30,000 points": _reached(text_cell("1." * 15_000)),
    "an infinite number": _reached("<c><v>1e999</v></c>"),
    "the largest number": _reached("<c><v>1.7976931348623157e308</v></c>"),
    "a date of the year 99999": _reached('<c t="d"><v>99999-01-01</v></c>'),
    "a vertical tab": _indicator(text_cell("a _x000B_ b")),
    "a terminal's escape": _indicator(text_cell("_x001B_[2J_x001B_]0;x_x0007_")),
    "half a character": _indicator(text_cell("setengah _xD83D_")),
    "an escaped escape": _indicator(text_cell("_x005F_x0041_")),
    "a text of ten million letters": _indicator(text_cell("x" * 10_000_000)),
    "a formula in a text": _indicator(text_cell("=cmd|'/c calc'!A0")),
    "a name with new lines": _indicator(text_cell("a\r\nb\n\nc")),
    "a year of 400 digits": _profil(3, text_cell("9" * 400)),
    "a year of 1e300": _profil(3, "<c><v>1e300</v></c>"),
    "an office with escapes": _profil(0, text_cell("_x001B_[31mKantor_x0007_\u202e")),
    "an office with a path": _profil(0, text_cell("../../../etc/Kantor")),
    "an office of 30,000 letters": _profil(0, text_cell("K" * 30_000)),
    "an office with a header": _profil(0, text_cell("Kantor\r\nBcc: x@example.com")),
    "a table to row 300,000": _table_to(300_000),
    "a table to the end of the sheet": _table_to(1_048_576),
    "a table beyond the sheet": _table_to(1_048_577),
    "58,000 rows of nobody": _many_rows,
    "rows in no order": _rows_in_no_order,
    "cells that do not say where they stand": _without_places,
    "elements 250 deep": _in_depth(250),
    "elements 100,000 deep": _in_depth(100_000),
    "20,000 names": _many("xl/workbook.xml", "</definedNames>", '<definedName name="n#">Ringkasan!$A$#</definedName>', 20_000),
    "names of names": _many("xl/workbook.xml", "</definedNames>", '<definedName name="n#">n#+n#</definedName>', 3000),
    "a sheet of another name": _replaced("xl/workbook.xml", 'name="Efisiensi"', 'name="Hemat"'),
    "a sheet with escapes": _replaced("xl/workbook.xml", 'name="Grafik"', 'name="_x001B_[2J"'),
    "a relation to the workbook": _related("Tabel 3.1", "printerSettings", "../workbook.xml"),
    "a relation to itself": _related("Tabel 3.1", "printerSettings", "sheet1.xml"),
    "a relation out of the file": _related("Tabel 3.1", "printerSettings", "../../../../etc/passwd"),
    "a relation to nothing": _related("Tabel 3.1", "comments", "../comments99.xml"),
    "drawings that are no XML": _broken_drawing,
    "9,000 parts": lambda parts: parts.update({f"xl/media/{number}.bin": b"x" for number in range(9000)}),
    "a part of zeros": _added("xl/media/nol.bin", bytes(40_000_000)),
    "parts outside the folder": _added("../../keluar.xml", b"<x/>"),
    "a part whose name is a terminal's escape": _added("xl/\x1b[31m.xml", b"<x/>"),
    "no content types": _without("[Content_Types].xml"),
    "no relations": _without("_rels/.rels"),
    "no styles": _without("xl/styles.xml"),
    "no macros": _without("xl/vbaProject.bin"),
}


# ---------------------------------------------------------------- in the archive
def _claimed(data: bytes) -> bytes:
    """The first entry of the directory claims four gigabytes."""
    at = data.index(b"PK\1\2") + 24
    return data[:at] + struct.pack("<L", 0xFFFFFFF0) + data[at + 4 :]


def _directory_size(data: bytes) -> bytes:
    at = data.rindex(b"PK\5\6") + 12
    return data[:at] + struct.pack("<LL", 0xFFFFFFF0, 0) + data[at + 8 :]


OF_BYTES: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "a size of four gigabytes is claimed": _claimed,
    "a directory of four gigabytes is claimed": _directory_size,
    "nothing": lambda data: b"",
    "zeros": lambda data: bytes(100_000),
    "an archive's end alone": lambda data: data[data.rindex(b"PK\5\6") :],
    "half of it": lambda data: data[: len(data) // 2],
    "twice": lambda data: data + data,
    "a page of the web": lambda data: b"<!DOCTYPE html><html></html>",
}
CASES: Final = (*OF_PARTS, *OF_BYTES)
