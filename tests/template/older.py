"""Make a workbook of an older template, without some columns, their cells and the formulas that use them."""

from __future__ import annotations

import re

from lxml import etree

from tests.kit.workbooks import MAIN, Parts, column_letters, column_number


def without_column(parts: Parts, table: str, column: str) -> None:
    """Take a column out of a table; what is right of it on the sheet moves to the left."""
    part, sheet = parts.table(table), parts.sheet_of(table)
    letters, _ = _split(parts.at(table, column, 0))
    root = etree.fromstring(parts[part])
    columns = next(root.iter(f"{{{MAIN}}}tableColumns"))
    columns.remove(next(each for each in columns if each.get("name") == column))
    columns.set("count", str(len(columns)))
    first, last = (root.get("ref") or "").split(":")
    end, row = _split(last)
    root.set("ref", f"{first}:{column_letters(column_number(end) - 1)}{row}")
    parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    _move_cells(parts, sheet, column_number(letters))
    of_row = rf"{table}\[\[#This Row\],\[[^]]+\]\]"
    one_cell = rf"INDEX\({table}\[{re.escape(column)}\],(?:-?(?:\$[A-Z]+)?\d+|{of_row})\)|{table}\[\[#This Row\],\[{re.escape(column)}\]\]"
    for name in [name for name in parts if name.startswith(("xl/worksheets/sheet", "xl/tables/"))]:
        parts[name] = re.sub(one_cell, '""', parts[name].decode()).encode()
    mulai = parts.sheet("Mulai")  # which no sync writes
    parts[mulai] = parts[mulai].decode().replace(f"{table}[{column}]", "#REF!").encode()


def _move_cells(parts: Parts, sheet: str, gone: int) -> None:
    root = etree.fromstring(parts[sheet])
    for row in root.iter(f"{{{MAIN}}}row"):
        for cell in list(row):
            letters, number = _split(cell.get("r") or "")
            if column_number(letters) == gone:
                row.remove(cell)
            elif column_number(letters) > gone:
                cell.set("r", f"{column_letters(column_number(letters) - 1)}{number}")
    # what stands on whole columns is of no matter to any reader
    for name in ("mergeCells", "conditionalFormatting", "dataValidations"):
        for each in list(root.iter(f"{{{MAIN}}}{name}")):
            root.remove(each)
    parts[sheet] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _split(address: str) -> tuple[str, int]:
    letters, digits = re.findall(r"[A-Z]+|\d+", address)
    return letters, int(digits)
