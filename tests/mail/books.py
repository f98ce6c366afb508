"""Workbooks with an office's own additions, made without product code except the builder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from lxml import etree

from tests.kit.workbooks import MAIN, Parts

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

WITH_BLANK_POINTS = frozenset(f"xl/charts/chart{number}.xml" for number in (1, 3, 4))
"""The charts that a built workbook saves with blank points, which its copy leaves out."""


def number(value: float) -> str:
    return f"<c><v>{value!r}</v></c>"


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def formula(source: str, saved: float | str | bool | None = None, *, attributes: str = "") -> str:
    """A formula's cell with the value that Excel would have saved; None saves none."""
    f = f"<f{attributes}>{escape(source, quote=False)}</f>"
    match saved:
        case None:
            return f"<c>{f}</c>"
        case bool():
            return f'<c t="b">{f}<v>{saved:d}</v></c>'
        case str() if re.fullmatch(r"#[A-Z0-9/]+[!?]?", saved):
            return f'<c t="e">{f}<v>{saved}</v></c>'
        case str():
            return f'<c t="str">{f}<v xml:space="preserve">{escape(saved) or " "}</v></c>'
        case _:
            return f"<c>{f}<v>{saved!r}</v></c>"


def add_sheet(parts: Parts, title: str, cells: Mapping[str, str], *, after: str = "", state: str = "visible", rels: str = "") -> str:
    """Put a worksheet into a workbook: its cells by their address; `after` is what follows them in the part. Its part's name."""
    count = sum(name.startswith("xl/worksheets/sheet") for name in parts) + 1
    part = f"xl/worksheets/sheet{count}.xml"
    rows: dict[int, list[tuple[int, str]]] = {}
    for address, cell in cells.items():
        found = re.fullmatch(r"([A-Z]+)(\d+)", address)
        assert found
        column = sum(26**power * (ord(letter) - 64) for power, letter in enumerate(reversed(found[1])))
        rows.setdefault(int(found[2]), []).append((column, cell.replace("<c", f'<c r="{address}"', 1)))
    data = "".join(f'<row r="{row}">{"".join(cell for _, cell in sorted(of))}</row>' for row, of in sorted(rows.items()))
    head = f'<worksheet xmlns="{MAIN}" xmlns:r="{_REL}"><sheetData>{data}</sheetData>{after}</worksheet>'
    parts[part] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head}'.encode()
    hidden = "" if state == "visible" else f' state="{state}"'
    parts.replace(
        "xl/workbook.xml", "</sheets>", f'<sheet name="{escape(title)}" sheetId="{900 + count}"{hidden} r:id="rIdX{count}"/></sheets>'
    )
    relate(parts, "xl/workbook.xml", f"rIdX{count}", "worksheet", f"worksheets/sheet{count}.xml")
    add_type(parts, part, _SHEET_TYPE)
    if rels:
        parts[parts.relations(part)] = rels.encode()
    return part


def relate(parts: Parts, part: str, number: str, kind: str, target: str, *, external: bool = False) -> None:
    """Let a part refer to another; a kind without a scheme is one of the format's own."""
    kind = kind if "://" in kind else f"{_REL}/{kind}"
    rels = parts.relations(part)
    if rels not in parts:
        parts[rels] = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="{number}" Type="{kind}" Target="{escape(target)}"{mode}/>'
    parts.replace(rels, "</Relationships>", f"{relation}</Relationships>")


def add_type(parts: Parts, part: str, content_type: str) -> None:
    parts.replace("[Content_Types].xml", "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>')


def formulas(parts: Parts) -> list[str]:
    """Every formula of a workbook, wherever it stands, as the file writes it."""
    names = "f|formula|formula1|formula2|calculatedColumnFormula|totalsRowFormula|definedName"
    found = []
    for name, data in parts.items():
        if name.endswith(".xml"):
            found += re.findall(rf"<(?:\w+:)?(?:{names})(?:\s[^>]*)?>([^<]+)<", data.decode("utf-8"))
    return found


def without_buttons(sheet: bytes) -> bytes:
    """A sheet's part as it is where nothing was drawn on it in the old way, in canonical form."""
    root = etree.fromstring(sheet)
    for each in root.findall(f"{{{MAIN}}}legacyDrawing"):
        root.remove(each)
    etree.cleanup_namespaces(root)
    written: bytes = etree.tostring(root, method="c14n")
    return written


def same_but_buttons(before: Parts, after: Parts) -> set[str]:
    """The sheets, and what they refer to, that differ in nothing but the buttons taken away."""
    sheets = {name for name in before.keys() & after.keys() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)}
    same = {name for name in sheets if without_buttons(before[name]) == without_buttons(after[name])}
    return same | {before.relations(name) for name in same}
