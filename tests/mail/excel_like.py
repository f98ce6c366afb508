"""Re-save a package as Excel would: the same cells in other XML. Independent of the seal's code."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from lxml import etree
from openpyxl.formula.translate import Translator

from tests.kit.workbooks import MAIN, Parts
from tests.mail import books

_XR: Final = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
_TEXTS: Final = "xl/sharedStrings.xml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def saved_again(parts: Parts) -> Parts:
    """Texts in the shared table in another order, styles and formats numbered anew, runs of formulas shared, and what Excel adds."""
    again = Parts(parts)
    sheets = sorted(part for part in again if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part))
    roots = {part: etree.fromstring(again[part]) for part in sheets}
    _share_texts(again, roots)
    _renumber_styles(again, roots)
    for part, root in roots.items():
        _share_formulas(root)
        _added(root)
        again[part] = _written(root)
    _chain(again, roots)
    _book(again)
    again["docProps/app.xml"] = re.sub(rb"<Application>[^<]*", b"<Application>Microsoft Excel", again["docProps/app.xml"])
    return again


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _share_texts(parts: Parts, roots: dict[str, etree._Element]) -> None:
    if _TEXTS not in parts:
        parts[_TEXTS] = f'<sst xmlns="{MAIN}"/>'.encode()
        books.relate(parts, "xl/workbook.xml", "rIdTexts", "sharedStrings", "sharedStrings.xml")
        books.add_type(parts, _TEXTS, "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml")
    table = etree.fromstring(parts[_TEXTS])
    old = list(table)
    count = len(old)
    for item in reversed(old):
        table.append(item)
    for root in roots.values():
        for cell in root.iter(_tag("c")):
            value = cell.find(_tag("v"))
            if cell.get("t") == "s" and value is not None:
                value.text = str(count - 1 - int(value.text or "0"))
            inline = cell.find(_tag("is"))
            if inline is not None:
                item = etree.SubElement(table, _tag("si"))
                item.extend(list(inline))
                cell.remove(inline)
                cell.set("t", "s")
                etree.SubElement(cell, _tag("v")).text = str(len(table) - 1)
    for name in ("count", "uniqueCount"):
        table.set(name, str(len(table)))
    parts[_TEXTS] = _written(table)


def _renumber_styles(parts: Parts, roots: dict[str, etree._Element]) -> None:
    styles = etree.fromstring(parts["xl/styles.xml"])
    looks = styles.find(_tag("cellXfs"))
    assert looks is not None
    count = len(looks)
    for look in reversed(list(looks)[1:]):  # the first one is the one of cells without a style
        looks.append(look)
    for formatted in styles.iter(_tag("numFmt")):
        formatted.set("numFmtId", str(int(formatted.get("numFmtId", "0")) + 20))
    for look in styles.iter(_tag("xf")):
        if int(look.get("numFmtId", "0")) >= 164:
            look.set("numFmtId", str(int(look.get("numFmtId", "0")) + 20))
    for root in roots.values():
        for element in root.iter(_tag("c"), _tag("row")):
            if element.get("s") not in (None, "0"):
                element.set("s", str(count - int(element.get("s", "0"))))
    parts["xl/styles.xml"] = _written(styles)


def _share_formulas(root: etree._Element) -> None:
    """Formulas of a column that are the same relatively, cell by cell, become one that they share."""
    columns: dict[str, list[tuple[int, etree._Element]]] = {}
    for cell in root.iter(_tag("c")):
        formula = cell.find(_tag("f"))
        found = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", ""))
        if found and formula is not None and not formula.attrib:
            columns.setdefault(found[1], []).append((int(found[2]), formula))
    number = 0
    for letters, cells in columns.items():
        runs = [[cells[0]]]
        for (row, formula), (below, other) in pairwise(cells):
            alike = below == row + 1 and _translated(formula, f"{letters}{row}", f"{letters}{below}") == other.text
            runs[-1].append((below, other)) if alike else runs.append([(below, other)])
        for run in runs:
            if len(run) > 1:
                for _, formula in run:
                    formula.set("t", "shared")
                    formula.set("si", str(number))
                run[0][1].set("ref", f"{letters}{run[0][0]}:{letters}{run[-1][0]}")
                for _, formula in run[1:]:
                    formula.text = None
                number += 1


def _translated(formula: etree._Element, origin: str, place: str) -> str:
    translated: str = Translator(f"={formula.text}", origin).translate_formula(place)
    return translated[1:]


def _added(root: etree._Element) -> None:
    root.set(f"{{{_XR}}}uid", "{00000000-0001-0000-0000-000000000000}")
    for row in root.iter(_tag("row")):
        row.set("spans", "1:20")
        row.set("{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}dyDescent", "0.25")
    for element in root.iter(_tag("t")):
        element.set(_SPACE, "preserve")


def _chain(parts: Parts, roots: dict[str, etree._Element]) -> None:
    chain = etree.Element(_tag("calcChain"), nsmap={None: MAIN})  # type: ignore[dict-item]  # lxml-stubs know no default namespace
    for number, root in enumerate(roots.values(), 1):
        for cell in root.iter(_tag("c")):
            if cell.find(_tag("f")) is not None:
                etree.SubElement(chain, _tag("c"), {"r": cell.get("r", ""), "i": str(number)})
    parts["xl/calcChain.xml"] = _written(chain)
    books.relate(parts, "xl/workbook.xml", "rIdChain", "calcChain", "calcChain.xml")
    books.add_type(parts, "xl/calcChain.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml")


def _book(parts: Parts) -> None:
    """No quotes around a plain title in names, the window elsewhere, another calculation engine."""
    root = etree.fromstring(parts["xl/workbook.xml"])
    for name in root.iter(_tag("definedName")):
        name.text = re.sub(r"^'(\w+)'!", r"\1!", name.text or "")
    for view in root.iter(_tag("workbookView")):
        view.set("activeTab", "3")
    for calc in root.iter(_tag("calcPr")):
        calc.set("calcId", "191029")
    parts["xl/workbook.xml"] = _written(root)


def without_results(sheet: bytes) -> bytes:
    """A sheet as a program leaves it that drops what formulas gave."""
    root = etree.fromstring(sheet)
    for cell in root.iter(_tag("c")):
        value = cell.find(_tag("v"))
        if cell.find(_tag("f")) is not None and value is not None:
            cell.remove(value)
            cell.attrib.pop("t", "")
    return _written(root)
