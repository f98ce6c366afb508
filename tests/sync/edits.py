"""Add, remove, rename and reorder rows of an input table in the file, as Excel would."""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from tests.kit.workbooks import MAIN, Parts, text_cell

_PLACE: Final = re.compile(r"([A-Z]+)(\d+)")

Value = float | str | None


def added(parts: Parts, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
    """Rows below the last one of a table: its looks and formulas, these inputs, nothing saved for the formulas."""
    sheet, first, last = _opened(parts, table)
    columns = _columns(parts, table)
    _shifted(sheet, last + 1, len(rows))
    model = _row(sheet, last)
    for number, values in enumerate(rows, last + 1):
        row = copy.deepcopy(model)
        _numbered(row, number)
        for cell in row:
            name = columns.get(_PLACE.sub(r"\1", cell.get("r", "")))
            formula = cell.find(f"{{{MAIN}}}f")
            if name is not None:
                _emptied(cell)
                if formula is not None:
                    cell.append(formula)
                else:
                    _filled(cell, values.get(name))
        parent = model.getparent()
        assert parent is not None
        parent.insert(parent.index(_row(sheet, number - 1)) + 1, row)
    _saved(parts, table, sheet, first, last + len(rows))


def removed(parts: Parts, table: str, place: int) -> None:
    """A row taken out of a table, counted from 0."""
    sheet, first, last = _opened(parts, table)
    row = _row(sheet, first + place)
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)
    _shifted(sheet, first + place + 1, -1)
    _saved(parts, table, sheet, first, last - 1)


def deleted(parts: Parts, table: str) -> str:
    """A table that is gone, with formulas as Excel leaves them; the part of its sheet, which is empty of it."""
    part, sheet = parts.table(table), parts.sheet_of(table)
    del parts[part]
    parts[sheet] = re.sub(rb"<tableParts.*?</tableParts>", b"", parts[sheet])
    parts.replace(parts.relations(sheet), posixpath.basename(part), "table999.xml")
    parts[parts.relations(sheet)] = re.sub(rb'<Relationship [^>]*table999\.xml"[^>]*/>', b"", parts[parts.relations(sheet)])
    parts["[Content_Types].xml"] = re.sub(rf'<Override [^>]*"/{part}"[^>]*/>'.encode(), b"", parts["[Content_Types].xml"])
    for name in [name for name in parts if name.startswith(("xl/worksheets/sheet", "xl/tables/"))]:
        parts[name] = re.sub(rf"{table}\[(?:[^\[\]]|\[[^\[\]]*\])*\]".encode(), b"#REF!", parts[name])
    return sheet


def reordered(parts: Parts, table: str, order: Sequence[int]) -> None:
    """The rows of a table in another order, given by their old places."""
    sheet, first, last = _opened(parts, table)
    rows = [_row(sheet, number) for number in range(first, last + 1)]
    parent = rows[0].getparent()
    assert parent is not None
    at = parent.index(rows[0])
    for row in rows:
        parent.remove(row)
    for number, place in enumerate(order):
        _numbered(rows[place], first + number)
        parent.insert(at + number, rows[place])
    _saved(parts, table, sheet, first, last)


def renamed(parts: Parts, table: str, column: str, place: int, value: str) -> None:
    """Another text in a cell."""
    parts.put(table, column, place, text_cell(value))


def forgotten(parts: Parts) -> None:
    """No formula of the workbook has a saved value, as after openpyxl."""
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        root = etree.fromstring(parts[name])
        for cell in root.iter(f"{{{MAIN}}}c"):
            if cell.find(f"{{{MAIN}}}f") is not None:
                for value in cell.findall(f"{{{MAIN}}}v"):
                    cell.remove(value)
                cell.attrib.pop("t", "")
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _opened(parts: Parts, table: str) -> tuple[etree._Element, int, int]:
    """The sheet, and the first and the last row with data."""
    root = etree.fromstring(parts[parts.table(table)])
    first, last = (int(row) for row in re.findall(r"\d+", root.get("ref", "")))
    return (
        etree.fromstring(parts[parts.sheet_of(table)]),
        first + int(root.get("headerRowCount", "1")),
        last - int(root.get("totalsRowCount", "0")),
    )


def _columns(parts: Parts, table: str) -> dict[str, str]:
    """The names of a table's columns by their letters."""
    root = etree.fromstring(parts[parts.table(table)])
    return {
        _PLACE.sub(r"\1", parts.at(table, name, 0)): name for each in root.iter(f"{{{MAIN}}}tableColumn") if (name := each.get("name", ""))
    }


def _saved(parts: Parts, table: str, sheet: etree._Element, first: int, last: int) -> None:
    name = parts.table(table)
    root = etree.fromstring(parts[name])
    top = first - int(root.get("headerRowCount", "1"))
    bottom = last + int(root.get("totalsRowCount", "0"))
    left, right = re.findall("[A-Z]+", root.get("ref", ""))
    root.set("ref", f"{left}{top}:{right}{bottom}")
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts[parts.sheet_of(table)] = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rows(sheet: etree._Element) -> Iterator[etree._Element]:
    return sheet.iter(f"{{{MAIN}}}row")


def _row(sheet: etree._Element, number: int) -> etree._Element:
    return next(row for row in _rows(sheet) if row.get("r") == str(number))


def _shifted(sheet: etree._Element, start: int, by: int) -> None:
    """Rows from here on, and the ranges that stand below, stand so many rows lower."""
    for row in _rows(sheet):
        if int(row.get("r", "")) >= start:
            _numbered(row, int(row.get("r", "")) + by)

    def lower(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + by if int(found[2]) >= start - 1 else found[2]}"

    for element in sheet.iter(*(f"{{{MAIN}}}{name}" for name in ("mergeCell", "conditionalFormatting", "dataValidation"))):
        attribute = "ref" if "ref" in element.attrib else "sqref"
        element.set(attribute, _PLACE.sub(lower, element.get(attribute, "")))


def _numbered(row: etree._Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        cell.set("r", _PLACE.sub(rf"\g<1>{number}", cell.get("r", "")))


def _emptied(cell: etree._Element) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")


def _filled(cell: etree._Element, value: Value) -> None:
    if isinstance(value, str):
        new = etree.fromstring(text_cell(value).replace("<c", f'<c xmlns="{MAIN}"', 1))
        cell.set("t", "inlineStr")
        cell.extend(list(new))
    elif value is not None:
        etree.SubElement(cell, f"{{{MAIN}}}v").text = repr(value)
