"""Workbooks of small reports, typed into an empty one as an office does: in a tenth of the time that it takes to build them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from lxml import etree

from lkjip.model.choices import KUNCI
from lkjip.model.laporan import Laporan
from lkjip.model.tables import BY_KEY
from lkjip.model.tables.profile import PROFIL
from lkjip.template.workbook import build
from tests.kit.workbooks import MAIN, Parts, column_letters, column_number, text_cell
from xlfuncs.angka import Cell

_CELL: Final = re.compile(r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)')
_SAVED: Final = re.compile(r"(<c [^>]*><f>[^<]*</f>)<v[^<]*</v>")
_OTHERS: Final = ("skala", "skala_serapan", "skala_triwulan", "places", "unnamed")
"""What is not typed into a table."""


def typed(laporan: Laporan) -> bytes:
    """The workbook of a report, its inputs typed into an empty one; nothing has computed its formulas, so they have no saved values.

    A report that needs more rows than an empty workbook has, or has scales or choices of its own, is built.
    """
    if any(getattr(laporan, name) != getattr(Laporan(), name) for name in _OTHERS) or not laporan.pilihan.keys() <= set(KUNCI):
        return build(laporan)
    cells: dict[str, dict[str, str]] = {}
    for table, column, row, value in _inputs(laporan):
        part, first, rows, columns = _places()[table]
        if row >= rows:
            return build(laporan)
        cells.setdefault(part, {})[f"{columns[column]}{first + row}"] = _xml(value)
    parts = Parts(_empty())
    for part, new in cells.items():
        parts[part] = _with(parts[part].decode(), new).encode()
    return parts.packed()


def _inputs(laporan: Laporan) -> Iterator[tuple[str, str, int, Cell]]:
    """Each value that is typed, with its table, its column and its row from 0."""
    profil = [each.key for each in PROFIL]
    for key, value in laporan.profil.items():
        yield "tbl_profil", "nilai", profil.index(key), value
    for key, value in laporan.pilihan.items():
        yield "tbl_aturan", "Pilihan", KUNCI.index(key), value
    for key, rows in laporan.inputs.items():
        table = BY_KEY[key]
        for number, row in enumerate(rows):
            for column in table.columns:
                if column.is_input and row.get(column.key) is not None:
                    yield table.name, column.name, number, row[column.key]


@cache
def _empty() -> Parts:
    """The workbook of an empty report, the values of its formulas left out."""
    parts = Parts.of_bytes(build(Laporan()))
    for part in parts:
        if part.startswith("xl/worksheets/sheet"):
            parts[part] = _SAVED.sub(r"\1", parts[part].decode()).encode()
    return parts


@cache
def _places() -> Mapping[str, tuple[str, int, int, Mapping[str, str]]]:
    """The part of each table's sheet, its first row, the number of its rows, and the letters of its columns."""
    found: dict[str, tuple[str, int, int, Mapping[str, str]]] = {}
    for sheet in (part for part in _empty() if part.startswith("xl/worksheets/sheet")):
        for target in _empty().targets(sheet).values():
            if target.startswith("xl/tables/"):
                root = etree.fromstring(_empty()[target])
                left, top, bottom = re.fullmatch(r"([A-Z]+)([0-9]+):[A-Z]+([0-9]+)", root.get("ref", "")).groups()  # type: ignore[union-attr]
                names = [column.get("name", "") for column in root.iter(f"{{{MAIN}}}tableColumn")]
                letters = {name: column_letters(column_number(left) + place) for place, name in enumerate(names)}
                heading, total = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
                first = int(top) + heading
                found[root.get("displayName", "")] = (sheet, first, int(bottom) - total - first + 1, letters)
    return found


def _with(sheet: str, cells: Mapping[str, str]) -> str:
    """A sheet's XML with other cells in their old format."""

    def cell(found: re.Match[str]) -> str:
        new = cells.get(found[1])
        return found[0] if new is None else new.replace("<c", f'<c r="{found[1]}"{found[2] or ""}', 1)

    return _CELL.sub(cell, sheet)


def _xml(value: Cell) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    return text_cell(value) if isinstance(value, str) else f"<c><v>{value!r}</v></c>"
