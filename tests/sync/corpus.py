"""Workbooks with foreign content, which is put into their parts as its own program writes it.

XlsxWriter makes the sheets, charts, pictures, comments and sparklines, which are taken over part by part; what it cannot make
(pivot tables, threaded comments, signatures, custom XML) is written here after ECMA-376.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

import xlsxwriter
from lxml import etree

from lkjip.vba import macros, project
from lkjip.vba.project import Module
from tests.kit.workbooks import MAIN, Parts

Guest = Callable[[Parts], None]

_BOOK: Final = "xl/workbook.xml"
_TYPES: Final = "[Content_Types].xml"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_X14: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM: Final = "http://schemas.microsoft.com/office/excel/2006/main"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_NUMBER: Final = re.compile(r"(\d+)(?=\.\w+(?:\.rels)?$)")
SUMMARIES: Final = (
    "Lembar Pimpinan",
    *("Ringkasan", "Pengukuran Kinerja", "Perbandingan", "Efisiensi"),
    *("Halaman Tabel 3.1", "Halaman Tabel 3.2", "Grafik Capaian", "Siap dinilai", "Monitoring", "Pemeriksaan"),
)
RIGHT: Final = {
    **{"Lembar Pimpinan": "S", "Ringkasan": "P", "Pengukuran Kinerja": "M", "Perbandingan": "AG", "Efisiensi": "K"},
    **{
        "Halaman Tabel 3.1": "P",
        "Halaman Tabel 3.2": "M",
        "Grafik Capaian": "K",
        "Pemeriksaan": "L",
        "Siap dinilai": "H",
        "Monitoring": "BL",
    },
}
"""A column right of a summary sheet's own, the hidden ones among them."""
BELOW: Final = 60
NOTE: Final = "Catatan sendiri di bawah"


# ---------------------------------------------------------------- parts
def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add(parts: Parts, name: str, data: bytes | str, content_type: str) -> None:
    """A part and its content type."""
    parts[name] = data if isinstance(data, bytes) else ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + data).encode()
    types = etree.fromstring(parts[_TYPES])
    override = etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override")
    override.set("PartName", f"/{name}")
    override.set("ContentType", content_type)
    parts[_TYPES] = _xml(types)


def _relate(parts: Parts, owner: str, kind: str, target: str, mode: str | None = None) -> str:
    """A relationship of a part (of the package for ""); its id."""
    name = parts.relations(owner) if owner else "_rels/.rels"
    relations = etree.fromstring(parts[name]) if name in parts else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships")
    number = f"rId{len(relations) + 101}"
    relation = etree.SubElement(relations, f"{{{_RELATIONSHIPS}}}Relationship")
    relation.set("Id", number)
    relation.set("Type", kind if "://" in kind else f"{_R}/{kind}")
    relation.set("Target", target if mode else posixpath.relpath(target, posixpath.dirname(owner) or "."))
    if mode:
        relation.set("TargetMode", mode)
    parts[name] = _xml(relations)
    return number


def _insert(parts: Parts, part: str, before: str, xml: str) -> None:
    """XML in front of the first of some marks of a part."""
    text = parts[part].decode()
    at = min(found for mark in before.split("|") if (found := text.find(mark)) >= 0)
    parts[part] = (text[:at] + xml + text[at:]).encode()


# ---------------------------------------------------------------- what XlsxWriter makes
def _made(fill: Callable[[xlsxwriter.Workbook], None]) -> Parts:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    fill(book)
    book.close()
    with zipfile.ZipFile(file) as archive:
        parts = Parts((name, archive.read(name)) for name in archive.namelist())
    texts = (
        [each.findtext(f"{{{MAIN}}}t") for each in etree.fromstring(parts["xl/sharedStrings.xml"])]
        if "xl/sharedStrings.xml" in parts
        else []
    )
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        root = etree.fromstring(parts[name])
        for cell in root.iter(f"{{{MAIN}}}c"):
            if cell.get("t") == "s":  # its texts go with its cells
                cell.set("t", "inlineStr")
                cell[0].tag, number = f"{{{MAIN}}}is", int(cell[0].text or "")
                cell[0].text = None
                etree.SubElement(cell[0], f"{{{MAIN}}}t").text = texts[number]
        parts[name] = _xml(root)
    return parts


def _taken_over(parts: Parts, donor: Parts) -> dict[str, str]:
    """Everything that hangs on the donor's sheets, under new names; the names by the old ones."""
    kept = ("xl/worksheets/", "xl/drawings/", "xl/charts/", "xl/media/", "xl/comments", "xl/tables/")
    names = {name: _NUMBER.sub(lambda found: str(int(found[1]) + 100), name) for name in donor if name.startswith(kept)}
    known = {posixpath.basename(old): posixpath.basename(new) for old, new in names.items()}
    types = etree.fromstring(parts[_TYPES])
    for each in etree.fromstring(donor[_TYPES]):
        old = (each.get("PartName") or "").lstrip("/")
        if old in names:
            each.set("PartName", f"/{names[old]}")
            types.append(each)
        elif each.get("Extension") and not types.xpath(f'*[@Extension="{each.get("Extension")}"]'):
            types.insert(0, each)
    parts[_TYPES] = _xml(types)
    for old, new in names.items():
        data = donor[old]
        if old.endswith(".rels"):
            for basename, taken in known.items():
                data = data.replace(f"/{basename}".encode(), f"/{taken}".encode())
        if old.startswith("xl/tables/"):
            data = re.sub(rb' id="1"', b' id="101"', data, count=1)
        parts[new] = data
    return names


def _own_sheet(parts: Parts, fill: Callable[[xlsxwriter.Workbook], None], hidden: bool = False) -> None:
    """Sheets of the user's behind ours."""
    donor = _made(fill)
    names = _taken_over(parts, donor)
    for number, sheet in enumerate(etree.fromstring(donor[_BOOK]).iter(f"{{{MAIN}}}sheet"), 1):
        relation = _relate(parts, _BOOK, "worksheet", names[f"xl/worksheets/sheet{number}.xml"])
        state = ' state="hidden"' if hidden else ""
        _insert(parts, _BOOK, "</sheets>", f'<sheet name="{sheet.get("name")}" sheetId="{100 + number}"{state} r:id="{relation}"/>')


def _on_our_sheet(parts: Parts, title: str, fill: Callable[[xlsxwriter.Workbook], None]) -> None:
    """Drawings and comments of a donor's sheet on one of our own, in place of its button."""
    donor = _made(fill)
    names = _taken_over(parts, donor)
    sheet = "xl/worksheets/sheet1.xml"
    ours = parts.sheet(title)
    for target in parts.targets(ours).values():
        if target.endswith(".vml"):
            del parts[target]
    parts[ours] = re.sub(rb"<legacyDrawing [^>]*/>", b"", parts[ours])
    for name in names.values():
        parts[name] = parts[name].replace(b"Sementara!", f"'{title}'!".encode())
    parts[parts.relations(ours)] = parts.pop(names[donor.relations(sheet)])
    del parts[names[sheet]]
    drawn = re.findall(r"<(?:drawing|legacyDrawing) [^>]*/>", donor[sheet].decode())
    _insert(parts, ours, "<tableParts|<extLst|</worksheet>", "".join(drawn))
    types = etree.fromstring(parts[_TYPES])
    for each in [each for each in types if each.get("PartName") == f"/{names[sheet]}"]:
        types.remove(each)
    parts[_TYPES] = _xml(types)


def _png() -> io.BytesIO:
    """A picture of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\x00\x00")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def _figures(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    for row, (name, value) in enumerate((("Bidang", "Nilai"), ("A", 3), ("B", 5), ("A", 8))):
        sheet.write_row(row, 0, (name, value))


def sheet_with_formulas(parts: Parts) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Catatan Kasubag")
        _figures(sheet)
        sheet.write_formula("D1", "=SUM(B2:B4)", None, 16)
        sheet.write_formula("D2", "=rata_rata_capaian*2", None, 200)
        sheet.write_formula("D3", "=SUM('Tabel 3.2'!G6:G14)", None, 40485000)
        sheet.write_url("D4", "https://boyolali.go.id")
        sheet.add_table("F1:G4", {"name": "milik_kasubag", "columns": [{"header": "Kegiatan"}, {"header": "Biaya"}]})

    _own_sheet(parts, fill)


def hidden_sheet(parts: Parts) -> None:
    _own_sheet(parts, lambda book: _figures(book.add_worksheet("Rahasia")), hidden=True)


def charts(parts: Parts) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Grafik Sendiri")
        _figures(sheet)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Grafik Sendiri'!$B$2:$B$4", "categories": "='Grafik Sendiri'!$A$2:$A$4"})
        sheet.insert_chart("F2", chart)

    _own_sheet(parts, fill)


def looks_of_2010(parts: Parts) -> None:
    """Sparklines, data bars and icons in the extension list; lists to choose from."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Tampilan")
        _figures(sheet)
        sheet.add_sparkline("D2", {"range": "Tampilan!B2:B4"})
        sheet.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("B2:B4", {"type": "icon_set", "icon_style": "3_traffic_lights"})
        sheet.data_validation("A2:A4", {"validate": "list", "source": ["A", "B"]})

    _own_sheet(parts, fill)


def pictures_on_ringkasan(parts: Parts) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sementara")
        sheet.insert_image("H3", "titik.png", {"image_data": _png(), "x_scale": 40, "y_scale": 40})
        sheet.insert_textbox("H12", "Sudah dibahas dengan Kepala")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=Sementara!$D$5:$D$13"})
        sheet.insert_chart("H20", chart)

    _on_our_sheet(parts, "Ringkasan", fill)


def comments_on_efisiensi(parts: Parts) -> None:
    """Comments of both kinds, right of our columns and in the heading: the threaded one leaves a legacy one behind, as Excel does."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sementara")
        sheet.write_comment(f"{RIGHT['Efisiensi']}9", "Tolong dicek", {"author": "Kasubag"})
        sheet.write_comment("B3", "Judul kolom", {"author": "Kasubag"})

    _on_our_sheet(parts, "Efisiensi", fill)
    microsoft = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    person, thread = "{11111111-2222-4333-8444-555555555555}", "{99999999-2222-4333-8444-555555555555}"
    _add(
        parts,
        "xl/persons/person.xml",
        f'<personList xmlns="{microsoft}"><person displayName="Kasubag" id="{person}" userId="kasubag" providerId="None"/></personList>',
        "application/vnd.ms-excel.person+xml",
    )
    _relate(parts, _BOOK, f"{kind}/person", "xl/persons/person.xml")
    _add(
        parts,
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{microsoft}"><threadedComment ref="B3" dT="2020-12-01T08:00:00.00" personId="{person}" id="{thread}">'
        "<text>Judul kolom</text></threadedComment></ThreadedComments>",
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    _relate(parts, parts.sheet("Efisiensi"), f"{kind}/threadedComment", "xl/threadedComments/threadedComment1.xml")


# ---------------------------------------------------------------- on the summary sheets' own parts
def cells_beside_ours(parts: Parts) -> None:
    """A column of figures and formulas right of ours, on the rows of a block too; texts far below."""
    for title in SUMMARIES:
        part = parts.sheet(title)
        root = etree.fromstring(parts[part])
        for row in root.iter(f"{{{MAIN}}}row"):
            number = int(row.get("r", ""))
            cell = etree.SubElement(row, f"{{{MAIN}}}c", {"r": f"{RIGHT[title]}{number}"})
            if number % 2:
                etree.SubElement(cell, f"{{{MAIN}}}f").text = f"{number}*10"
            etree.SubElement(cell, f"{{{MAIN}}}v").text = str(number * 10)
            row.attrib.pop("spans", "")
        parts[part] = _xml(root)
        below = f'<row r="{BELOW}"><c r="B{BELOW}" t="inlineStr"><is><t>{NOTE}</t></is></c></row>'
        _insert(parts, part, "</sheetData>", below)


def looks_on_perbandingan(parts: Parts) -> None:
    """A sparkline, an extended look, a list and a printer's settings on one of our sheets."""
    part = parts.sheet("Perbandingan")
    _insert(
        parts,
        part,
        "<printOptions",
        '<dataValidations count="1"><dataValidation type="list" sqref="AH5:AH9"><formula1>"ya,tidak"</formula1></dataValidation></dataValidations>',
    )
    _insert(
        parts,
        part,
        "</worksheet>",
        f'<extLst><ext xmlns:x14="{_X14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups xmlns:xm="{_XM}">'
        "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Perbandingan!D5:G5</xm:f><xm:sqref>AG5</xm:sqref></x14:sparkline>"
        "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>"
        f'<ext xmlns:x14="{_X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting xmlns:xm="{_XM}"><x14:cfRule type="expression" priority="99" id="{{00000000-000E-0000-0800-000001000000}}">'
        "<xm:f>$H5&gt;100</xm:f><x14:dxf/></x14:cfRule><xm:sqref>AH5:AH9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>",
    )
    settings = "xl/printerSettings/printerSettings1.bin"
    _add(parts, settings, bytes(range(256)), _SHEET + "printerSettings")
    relation = _relate(parts, part, "printerSettings", settings)
    text = parts[part].decode()
    parts[part] = re.sub(r"<pageSetup ([^>]*)/>", rf'<pageSetup \1 r:id="{relation}"/>', text).encode()


# ---------------------------------------------------------------- the rest of the package
def pivot_table(parts: Parts) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        _figures(book.add_worksheet("Data Kegiatan"))

    _own_sheet(parts, fill)
    sheet = parts.sheet("Data Kegiatan")
    folder = "xl/pivotCache"
    cache, records, table = f"{folder}/pivotCacheDefinition1.xml", f"{folder}/pivotCacheRecords1.xml", "xl/pivotTables/pivotTable1.xml"
    _add(
        parts,
        records,
        f'<pivotCacheRecords xmlns="{MAIN}" count="3"><r><x v="0"/><n v="3"/></r><r><x v="1"/><n v="5"/></r><r><x v="0"/><n v="8"/></r>'
        "</pivotCacheRecords>",
        _SHEET + "pivotCacheRecords+xml",
    )
    relation = _relate(parts, cache, "pivotCacheRecords", records)
    _add(
        parts,
        cache,
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{_R}" r:id="{relation}" refreshedBy="Kasubag" refreshedDate="44000" createdVersion="6"'
        ' refreshedVersion="6" minRefreshableVersion="3" recordCount="3"><cacheSource type="worksheet">'
        '<worksheetSource ref="A1:B4" sheet="Data Kegiatan"/></cacheSource><cacheFields count="2"><cacheField name="Bidang" numFmtId="0">'
        '<sharedItems count="2"><s v="A"/><s v="B"/></sharedItems></cacheField><cacheField name="Nilai" numFmtId="0"><sharedItems'
        ' containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" minValue="3" maxValue="8"/></cacheField>'
        "</cacheFields></pivotCacheDefinition>",
        _SHEET + "pivotCacheDefinition+xml",
    )
    _add(
        parts,
        table,
        f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot1" cacheId="7" applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0"'
        ' applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1" dataCaption="Nilai" updatedVersion="6"'
        ' minRefreshableVersion="3" createdVersion="6" indent="0" outline="1" outlineData="1">'
        '<location ref="D3:E6" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" showAll="0">'
        '<items count="3"><item x="0"/><item x="1"/><item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields>'
        '<rowFields count="1"><field x="0"/></rowFields><rowItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/></i></rowItems>'
        '<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Jumlah Nilai" fld="1" baseField="0" baseItem="0"/></dataFields>'
        "</pivotTableDefinition>",
        _SHEET + "pivotTable+xml",
    )
    _relate(parts, table, "pivotCacheDefinition", cache)
    _relate(parts, sheet, "pivotTable", table)
    relation = _relate(parts, _BOOK, "pivotCacheDefinition", cache)
    _insert(parts, _BOOK, "<extLst|</workbook>", f'<pivotCaches><pivotCache cacheId="7" r:id="{relation}"/></pivotCaches>')


def custom_xml(parts: Parts) -> None:
    _add(parts, "customXml/item1.xml", '<arsip xmlns="urn:kantor:arsip"><nomor>045/12</nomor></arsip>', "application/xml")
    _relate(parts, "", "customXml", "customXml/item1.xml")
    _add(
        parts,
        "docProps/custom.xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property'
        ' fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Klasifikasi"><vt:lpwstr>Biasa</vt:lpwstr></property></Properties>',
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    )
    _relate(parts, "", "custom-properties", "docProps/custom.xml")


def external_link(parts: Parts) -> None:
    link = "xl/externalLinks/externalLink1.xml"
    relation = _relate(parts, link, "externalLinkPath", "file:///C:/Bagian/Keuangan.xlsx", mode="External")
    _add(
        parts,
        link,
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{_R}" r:id="{relation}"><sheetNames><sheetName val="Sheet1"/></sheetNames>'
        "</externalBook></externalLink>",
        _SHEET + "externalLink+xml",
    )
    relation = _relate(parts, _BOOK, "externalLink", link)
    _insert(parts, _BOOK, "<definedNames", f'<externalReferences><externalReference r:id="{relation}"/></externalReferences>')
    _insert(parts, _BOOK, "</definedNames>", '<definedName name="dari_keuangan">[1]Sheet1!$A$1</definedName>')


def other_macros(parts: Parts) -> None:
    """A module of the user's beside ours."""
    sheets = len(etree.fromstring(parts[_BOOK]).findall(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet"))
    own = Module("MakroKasubag", "Sub Cetak()\r\nEnd Sub\r\n", "std")
    parts["xl/vbaProject.bin"] = project.build([*macros.modules([f"Sheet{number}" for number in range(1, sheets + 1)]), own])


def digital_signature(parts: Parts) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
    _add(parts, "_xmlsignatures/origin.sigs", b"", "application/vnd.openxmlformats-package.digital-signature-origin")
    _relate(parts, "", f"{kind}/origin", "_xmlsignatures/origin.sigs")
    _add(
        parts,
        "_xmlsignatures/sig1.xml",
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>AAAA</SignatureValue></Signature>',
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
    )
    _relate(parts, "_xmlsignatures/origin.sigs", f"{kind}/signature", "_xmlsignatures/sig1.xml")


def calculation_order(parts: Parts) -> None:
    """The order of calculation, as Excel keeps it for every formula of a workbook."""
    cells = []
    for number, sheet in enumerate(etree.fromstring(parts[_BOOK]).iter(f"{{{MAIN}}}sheet"), 1):
        root = etree.fromstring(parts[parts.sheet(sheet.get("name", ""))])
        cells += [f'<c r="{cell.get("r")}" i="{number}"/>' for cell in root.iter(f"{{{MAIN}}}c") if cell.find(f"{{{MAIN}}}f") is not None]
    _add(parts, "xl/calcChain.xml", f'<calcChain xmlns="{MAIN}">{"".join(cells)}</calcChain>', _SHEET + "calcChain+xml")
    _relate(parts, _BOOK, "calcChain", "xl/calcChain.xml")


GUESTS: Final[dict[str, Guest]] = {
    guest.__name__: guest
    for guest in (
        sheet_with_formulas,
        hidden_sheet,
        charts,
        looks_of_2010,
        pictures_on_ringkasan,
        comments_on_efisiensi,
        cells_beside_ours,
        looks_on_perbandingan,
        pivot_table,
        custom_xml,
        external_link,
        other_macros,
        digital_signature,
        calculation_order,
    )
}

_TOGETHER: Final = (
    *(sheet_with_formulas, cells_beside_ours, looks_on_perbandingan),
    *(custom_xml, external_link, other_macros, calculation_order),
)


def several_at_once(parts: Parts) -> None:
    """The guests that do not take each other's place in the file."""
    for guest in _TOGETHER:
        guest(parts)


PARTIES: Final[dict[str, Guest]] = {
    several_at_once.__name__: several_at_once,
    **{name: guest for name, guest in GUESTS.items() if guest not in _TOGETHER},
}
"""All guests in fewer workbooks."""
