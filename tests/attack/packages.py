"""Random changes to a workbook file: to its zip structure, its parts, their XML, and the contents of cells, tables and names.

Each function takes a random source and changes the parts, or the bytes of the packed file. The result may be anything.
"""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from tests.kit.workbooks import MAIN, Parts

Element = etree._Element
OfParts = Callable[[random.Random, Parts], None]
OfBytes = Callable[[random.Random, bytes], bytes]
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def mutated(parts: Parts, dice: random.Random) -> tuple[str, bytes]:
    """Another file, and what was done to make it."""
    changed, done = Parts(parts), []
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        way = dice.choice(list(OF_PARTS))
        try:
            OF_PARTS[way](dice, changed)
        except (etree.LxmlError, ValueError, LookupError):  # there is nothing of the kind left to change
            continue
        done.append(way)
    data = changed.packed()
    if not done or dice.random() < 0.2:
        way = dice.choice(list(OF_BYTES))
        data = OF_BYTES[way](dice, data)
        done.append(way)
    return " + ".join(done), data


# ---------------------------------------------------------------- bytes of the file
def _flipped(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 10, 200))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _flipped_directory(dice: random.Random, data: bytes) -> bytes:
    """In the archive's directory, which stands at its end."""
    start = data.rindex(b"PK\1\2") if dice.random() < 0.5 else data.index(b"PK\1\2")
    changed = bytearray(data)
    for _ in range(dice.choice((1, 3, 9))):
        changed[dice.randrange(start, len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def _zeroed(dice: random.Random, data: bytes) -> bytes:
    start, size = dice.randrange(len(data)), dice.choice((1, 100, 5000))
    return data[:start] + bytes(min(size, len(data) - start)) + data[start + size :]


def _around(dice: random.Random, data: bytes) -> bytes:
    return dice.randbytes(dice.choice((0, 1, 300))) + data + dice.choice((b"", b"PK\5\6", dice.randbytes(70_000)))


def _entry(dice: random.Random, data: bytes) -> bytes:
    """One field of one entry of the directory: flags, method, time, checksum, sizes, lengths, offset."""
    starts = [found.start() for found in re.finditer(re.escape(b"PK\1\2"), data)]
    offset, form = dice.choice(((8, "<H"), (10, "<H"), (12, "<L"), (16, "<L"), (20, "<L"), (24, "<L"), (28, "<H"), (30, "<H"), (42, "<L")))
    most = (1 << 8 * struct.calcsize(form)) - 1
    at = dice.choice(starts) + offset
    value = struct.pack(form, dice.choice((0, 1, 8, 12, 14, most // 2, most - 1, most, dice.randrange(most))))
    return data[:at] + value + data[at + len(value) :]


OF_BYTES: Final[Mapping[str, OfBytes]] = {
    "bytes flipped": _flipped,
    "directory flipped": _flipped_directory,
    "cut off": _cut,
    "zeroed": _zeroed,
    "bytes around": _around,
    "directory entry": _entry,
}


# ---------------------------------------------------------------- parts
def _any_part(dice: random.Random, parts: Parts) -> str:
    return dice.choice(sorted(parts))


def _xml_part(dice: random.Random, parts: Parts) -> str:
    """A part that is read: sheets and the workbook's own more often than others."""
    names = [name for name in parts if name.endswith((".xml", ".rels", ".vml"))]
    heavy = [name for name in names if "worksheets/sheet" in name or "tables/" in name or name == "xl/workbook.xml"]
    return dice.choice(sorted(heavy if dice.random() < 0.6 else names))


def _part_dropped(dice: random.Random, parts: Parts) -> None:
    del parts[_any_part(dice, parts)]


def _part_swapped(dice: random.Random, parts: Parts) -> None:
    one, other = _any_part(dice, parts), _any_part(dice, parts)
    parts[one], parts[other] = parts[other], parts[one]


def _part_filled(dice: random.Random, parts: Parts) -> None:
    parts[_any_part(dice, parts)] = dice.choice((b"", b"<x/>", bytes(3000), dice.randbytes(500), b"<" * 9000, b"PK\3\4"))


def _part_renamed(dice: random.Random, parts: Parts) -> None:
    name = _any_part(dice, parts)
    other = dice.choice(
        (
            name.upper(),
            name.replace("/", "\\"),
            f"/{name}",
            f"../../{name}",
            name + "\0x",
            f"{name}/",
            "x" * 3000,
            "\u202e.xml",
            "C:\\a.xml",
        )
    )
    parts[other] = parts[name] if dice.random() < 0.5 else parts.pop(name)


def _part_added(dice: random.Random, parts: Parts) -> None:
    name = dice.choice(("xl/worksheets/sheet99.xml", "../keluar.xml", "xl/vbaProject.bin", "docProps/core.xml", "xl/", "\x1b[31m.xml", "["))
    parts[name] = dice.choice((b"<x/>", dice.randbytes(100), bytes(200_000)))


def _bytes_in_part(dice: random.Random, parts: Parts) -> None:
    name = _any_part(dice, parts)
    data = parts[name]
    at = dice.randrange(len(data) + 1)
    strange = dice.choice(
        (dice.randbytes(3), b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"&#0;", b"&#x1F;", b"&x;", b"<!--", b"]]>", b"<?x", b"&#xD800;")
    )
    parts[name] = data[:at] + strange + data[at + dice.choice((0, 1, 9)) :]


def _encoding(dice: random.Random, parts: Parts) -> None:
    name = _xml_part(dice, parts)
    text = re.sub(r"^<\?xml.*?\?>", "", parts[name].decode("utf-8", "replace"))
    encoding, declared = dice.choice(
        (("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-8-sig", "UTF-8"), ("utf-32", "UTF-32"), ("utf-7", "UTF-7"),
         ("latin-1", "ISO-8859-1"), ("utf-8", "US-ASCII"), ("utf-16-be", "UTF-8"), ("cp037", "IBM037"), ("utf-8", "x-tidak-ada"))
    )  # fmt: skip
    parts[name] = f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding, "replace")


def _spelled(dice: random.Random, parts: Parts) -> None:
    """The same in another spelling: a prefix, the strict namespace, white space between elements."""
    name = dice.choice([name for name in sorted(parts) if name.startswith("xl/") and name.endswith(".xml")])
    text = parts[name].decode()
    how = dice.randrange(3)
    if how == 0:
        text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        text = re.sub(r"<(/?)(?=[A-Za-z]\w*[\s/>])", r"<\1x:", text)
    elif how == 1:
        text = text.replace(MAIN, _STRICT)
    else:
        text = text.replace("><", ">\n\t<")
    parts[name] = text.encode()


def _declared(dice: random.Random, parts: Parts) -> None:
    """A document type, an entity, a stylesheet."""
    name = _xml_part(dice, parts)
    strange = dice.choice(
        (
            b'<!DOCTYPE x [<!ENTITY a "b">]>',
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            b'<?xml-stylesheet href="x.xsl"?>',
        )
    )
    parts[name] = re.sub(rb"(<\?xml[^>]*\?>\s*|^)", lambda found: found[0] + strange, parts[name], count=1)


def _deep(dice: random.Random, parts: Parts) -> None:
    name = _xml_part(dice, parts)
    depth = dice.choice((200, 300, 3000, 100_000))
    at = parts[name].rfind(b"</")
    parts[name] = parts[name][:at] + b"<x>" * depth + b"</x>" * depth + parts[name][at:]


# ---------------------------------------------------------------- XML
def _edit(parts: Parts, name: str, change: Callable[[Element], object]) -> None:
    root = etree.fromstring(parts[name])
    change(root)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _pick(dice: random.Random, root: Element, tag: str = "*") -> Element:
    elements = [each for each in root.iter(tag) if isinstance(each.tag, str) and each.getparent() is not None]
    return dice.choice(elements)


def _element(dice: random.Random, parts: Parts) -> None:
    """An element goes, comes twice, moves, gets another name."""

    def change(root: Element) -> None:
        element, other = _pick(dice, root), _pick(dice, root)
        parent = element.getparent()
        assert parent is not None
        match dice.randrange(4):
            case 0:
                parent.remove(element)
            case 1:
                parent.insert(dice.randrange(len(parent) + 1), etree.fromstring(etree.tostring(element, with_tail=False)))
            case 2:
                other.append(etree.fromstring(etree.tostring(element, with_tail=False)))
            case _:
                element.tag = f"{{{etree.QName(element).namespace or MAIN}}}{dice.choice(_TAGS)}"

    _edit(parts, _xml_part(dice, parts), change)


_TAGS: Final = ("c", "row", "f", "v", "is", "t", "si", "sheetData", "worksheet", "table", "sheets", "definedName", "mergeCell", "x")


def _attribute(dice: random.Random, parts: Parts) -> None:
    def change(root: Element) -> None:
        element = dice.choice([each for each in root.iter() if each.attrib])
        name = dice.choice(list(element.attrib))
        match dice.randrange(3):
            case 0:
                del element.attrib[name]
            case 1:
                element.set(dice.choice(("r", "s", "t", "ref", "id", "name", "count", "hidden", "si")), strange(dice, "1"))
            case _:
                element.set(name, strange(dice, str(element.get(name))))

    _edit(parts, _xml_part(dice, parts), change)


def _text(dice: random.Random, parts: Parts) -> None:
    def change(root: Element) -> None:
        element = dice.choice([each for each in root.iter() if each.text])
        element.text = strange(dice, element.text or "")

    _edit(parts, _xml_part(dice, parts), change)


_STRANGE: Final = (
    "", " ", "0", "-1", "1", "2", "4294967296", "99999999999999999999", "1e999", "1e308", "-1e308", "5e-324", "nan", "inf", "1_000",
    "A0", "A1", "a1", "XFD1048576", "XFE1", "A1048577", "B6:Q15", "Q15:B6", "A:A", "1:1", "A1:XFD1048576", "#REF!", "Sheet1!A1",
    "s", "str", "e", "b", "d", "n", "inlineStr", "shared", "array", "dataTable", "true", "\u00b2", "\u0661", "\u00a0", "'[1]x'!A1",
    "_x0000_", "_x001B_[31m", "_x0041_", "_xD83D_", "_x000A_", "\u202e", "\ufffe", "=1+1", "@SUM(1)", "'", '"', "&amp;", "]]>",
    "../../x", "C:\\x", "%2e%2e/", "\U0001f600", "9" * 400, "1," * 300, "x" * 40_000, "(" * 300, "IF(" * 100, "-" * 5000,
    "1+" * 5000 + "1", "A1:" * 2000, '"' * 999, "{1;" * 300, "Rp1,9 Mlr", "12,5 juta", "100%", "1.234.567,89", "2024-02-30",
    "31/12/9999", "1900-02-29T00:00:00", "2020-01-01T00:00:00+99:00",
)  # fmt: skip


def strange(dice: random.Random, text: str) -> str:
    """Another text: a number in it changed, a part of it doubled or gone, or something else altogether."""
    roll = dice.random()
    if roll < 0.35 and (numbers := list(re.finditer(r"\d+", text))):
        found = dice.choice(numbers)
        number = int(found[0][:30]) + dice.choice((-1, 1, 2, 1000, 1_048_576, 1 << 31, 1 << 32))
        return f"{text[: found.start()]}{number}{text[found.end() :]}"
    if roll < 0.5 and text:
        at = dice.randrange(len(text))
        return text[:at] + dice.choice((text[at:] * 2, "", dice.choice(_STRANGE) + text[at:]))
    return dice.choice(_STRANGE)


# ---------------------------------------------------------------- what a workbook is made of
def _relationship(dice: random.Random, parts: Parts) -> None:
    name = dice.choice(sorted(name for name in parts if name.endswith(".rels")))

    def change(root: Element) -> None:
        relation = _pick(dice, root, f"{{{_RELATIONSHIPS}}}Relationship")
        match dice.randrange(5):
            case 0:
                target = dice.choice(
                    (_any_part(dice, parts), f"/{_any_part(dice, parts)}", "workbook.xml", "../workbook.xml", "tidak-ada.xml")
                )
                relation.set("Target", target)
            case 1:
                relation.set("Target", strange(dice, relation.get("Target", "")))
            case 2:
                relation.set("TargetMode", "External")
                relation.set("Target", dice.choice(("http://127.0.0.1:9/x", "file:///etc/passwd", "\\\\server\\x", "")))
            case 3:
                relation.set("Type", strange(dice, relation.get("Type", "")))
            case _:
                relation.set("Id", dice.choice([str(each.get("Id")) for each in root]))

    _edit(parts, name, change)


def _content_type(dice: random.Random, parts: Parts) -> None:
    def change(root: Element) -> None:
        entry = _pick(dice, root)
        match dice.randrange(4):
            case 0:
                root.remove(entry)
            case 1:
                root.append(etree.fromstring(etree.tostring(entry)))
            case 2:
                entry.set("ContentType", dice.choice([str(each.get("ContentType")) for each in root]))
            case _:
                attribute = "PartName" if "PartName" in entry.attrib else "Extension"
                entry.set(attribute, strange(dice, entry.get(attribute, "")))

    _edit(parts, "[Content_Types].xml", change)


def _sheet(dice: random.Random, parts: Parts) -> str:
    return dice.choice(sorted(name for name in parts if name.startswith("xl/worksheets/sheet")))


def _cell(dice: random.Random, parts: Parts) -> None:
    """What a cell holds, its type, its place; a row's number."""

    def change(root: Element) -> None:
        cell = _pick(dice, root, f"{{{MAIN}}}c")
        row = cell.getparent()
        assert row is not None
        match dice.randrange(7):
            case 0:
                cell.set("t", dice.choice(("n", "s", "b", "e", "d", "str", "inlineStr", "x", "")))
            case 1:
                cell.set("r", strange(dice, cell.get("r", "A1")))
            case 2:
                row.set("r", strange(dice, row.get("r", "1")))
            case 3:
                row.insert(dice.randrange(len(row) + 1), etree.fromstring(etree.tostring(cell, with_tail=False)))
            case 4:
                cell.set("s", dice.choice(("0", "99999", "-1", "x")))
            case _:
                for child in list(cell):
                    cell.remove(child)
                cell.set("t", "inlineStr")
                text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
                text.text = strange(dice, "Persentase 12,5")

    _edit(parts, _sheet(dice, parts), change)


def _formula(dice: random.Random, parts: Parts) -> None:
    def change(root: Element) -> None:
        formula = _pick(dice, root, f"{{{MAIN}}}f")
        match dice.randrange(5):
            case 0:
                formula.text = strange(dice, formula.text or "")
            case 1:
                formula.text = dice.choice(_FORMULAS)
            case 2:
                formula.set("t", dice.choice(("shared", "array", "dataTable", "x")))
                formula.set("si", dice.choice(("0", "1", "99999999999", "x")))
                if dice.random() < 0.5:
                    formula.set("ref", dice.choice(("A1", "A1:XFD1048576", "Q9:B2", "x", "A1:A9 B1")))
            case 3:
                formula.text = None
            case _:
                cell = formula.getparent()
                assert cell is not None
                cell.remove(formula)

    _edit(parts, _sheet(dice, parts), change)


_FORMULAS: Final = (
    "1" * 9000, "(" * 2000 + "1" + ")" * 2000, "CAPAIAN(" * 200, "CAPAIAN(1,2)&CHAR(7)", "SUM(" + ",".join(["A1"] * 2000) + ")",
    "'x'!A1", "Efisiensi!A1:Efisiensi!B2", "tbl_31[Target]", "tbl_31[[#This Row],[Target]]", "tbl_31[", "[1]Sheet!A1", "#REF!+1", "{1,2;3}",
    '"tidak selesai', "A1 B1", "A1,", "LET(x,1,x)", "_xlfn.XLOOKUP(1,A:A,B:B)", "WEBSERVICE(\"http://127.0.0.1:9/\")", "cmd|'/c calc'!A0",
    "ringkasan_rata_rata", "Ringkasan!$A$1048576", "SERAPAN(A1;B1)", "terbilang(1)", "1e400", "A1^^2", "+-+-1", "\u00a01", "TRUE()", "@A1#",
)  # fmt: skip


def _table(dice: random.Random, parts: Parts) -> None:
    name = dice.choice(sorted(name for name in parts if name.startswith("xl/tables/")))

    def change(root: Element) -> None:
        reference = root.get("ref", "A1:B2")
        match dice.randrange(6):
            case 0:
                root.set("ref", f"{reference.rstrip('0123456789')}{dice.choice((1, 300_000, 1_048_576, 1_048_577, 10**12))}")
            case 1:
                root.set("ref", strange(dice, reference))
            case 2:
                root.set(dice.choice(("headerRowCount", "totalsRowCount")), dice.choice(("0", "1", "2", "-1", "x")))
            case 3:
                root.set(dice.choice(("name", "displayName")), dice.choice(("tbl_31", "tbl_32", "tbl_profil", "", "A1", "\u202e")))
            case _:
                column = _pick(dice, root, f"{{{MAIN}}}tableColumn")
                column.set("name", dice.choice([str(each.get("name")) for each in root.iter(f"{{{MAIN}}}tableColumn")] + [""]))

    _edit(parts, name, change)


def _name(dice: random.Random, parts: Parts) -> None:
    def change(root: Element) -> None:
        name = _pick(dice, root, f"{{{MAIN}}}definedName")
        match dice.randrange(4):
            case 0:
                name.text = strange(dice, name.text or "")
            case 1:
                others = [each.text for each in root.iter(f"{{{MAIN}}}definedName")]
                name.text = dice.choice((*_FORMULAS[5:12], "#REF!", "Efisiensi!#REF!", None, "'Hilang'!$A$1", dice.choice(others)))
            case 2:
                name.set("name", strange(dice, name.get("name", "")))
            case _:
                name.set("localSheetId", dice.choice(("0", "99", "-1", "x")))

    _edit(parts, "xl/workbook.xml", change)


def _sheet_title(dice: random.Random, parts: Parts) -> None:
    def change(root: Element) -> None:
        sheet = _pick(dice, root, f"{{{MAIN}}}sheet")
        match dice.randrange(3):
            case 0:
                sheet.set(
                    "name", dice.choice(("", "x" * 300, "Efisiensi", "a'b", "=1", "_x001B_[2J", "\u202e", strange(dice, "Tabel 3.1")))
                )
            case 1:
                sheet.set("state", dice.choice(("hidden", "veryHidden", "x")))
            case _:
                sheet.set("sheetId", strange(dice, "1"))

    _edit(parts, "xl/workbook.xml", change)


OF_PARTS: Final[Mapping[str, OfParts]] = {
    "part dropped": _part_dropped,
    "parts swapped": _part_swapped,
    "part filled": _part_filled,
    "part renamed": _part_renamed,
    "part added": _part_added,
    "bytes in a part": _bytes_in_part,
    "encoding": _encoding,
    "spelling": _spelled,
    "declaration": _declared,
    "depth": _deep,
    "element": _element,
    "attribute": _attribute,
    "text": _text,
    "relationship": _relationship,
    "content type": _content_type,
    "cell": _cell,
    "formula": _formula,
    "table": _table,
    "defined name": _name,
    "sheet title": _sheet_title,
}
