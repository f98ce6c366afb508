"""Persons, printers, paths, links, macros and what needs them do not leave the office."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.kit import reading
from tests.kit.workbooks import Parts, assert_refused
from tests.mail import books, secrets
from tests.mail.test_kirim import send, sent

pytestmark = pytest.mark.slow

TITLE = "Milik Kantor"
OFFICE = "Kantor Contoh"
PERSON = "Budi Santoso"
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_AFTER = '<pageSetup r:id="rId9"/><legacyDrawing r:id="rId1"/>'
_MICROSOFT = "http://schemas.microsoft.com/office"


@pytest.fixture
def book(small: Path) -> tuple[Parts, str]:
    """The small workbook with a sheet of the office's own, and its part."""
    parts = Parts.of(small)
    return parts, books.add_sheet(parts, TITLE, {"A1": books.number(1.0)}, after=_AFTER)


def _shape(number: int, kind: str, inside: str) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201"><v:textbox><div>satu<br>dua</div></v:textbox>'
        f'<x:ClientData ObjectType="{kind}">{inside}</x:ClientData></v:shape>'
    )


def _vml(*shapes: str) -> bytes:
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    return f'<xml {names} xmlns:x="urn:schemas-microsoft-com:office:excel">{"".join(shapes)}</xml>'.encode()


def _add_comment(parts: Parts, sheet: str) -> None:
    parts["xl/comments1.xml"] = (
        _XML
        + (
            f"<comments {_MAIN}><authors><author>{PERSON}</author><author>tc={{1}}</author></authors><commentList>"
            f'<comment ref="A1" authorId="0"><text><r><t>{PERSON}:</t></r><r><t xml:space="preserve">\ncek lagi</t></r></text></comment>'
            "</commentList></comments>"
        ).encode()
    )
    books.relate(parts, sheet, "rId2", "comments", "../comments1.xml")
    books.add_type(parts, "xl/comments1.xml", _OFFICE_TYPE + "spreadsheetml.comments+xml")


def test_comments_stay_in_the_office(book: tuple[Parts, str], tmp_path: Path) -> None:
    parts, sheet = book
    note = "<x:Row>0</x:Row><x:Column>0</x:Column>"
    parts["xl/drawings/vmlDrawing77.vml"] = _vml(_shape(1025, "Note", note), _shape(1026, "Button", "<x:FmlaMacro>[0]!Apa</x:FmlaMacro>"))
    books.relate(parts, sheet, "rId1", "vmlDrawing", "../drawings/vmlDrawing77.vml")
    _add_comment(parts, sheet)
    copy, said = sent(parts.save(tmp_path / "buku.xlsm"))
    assert f'1 komentar tidak ikut terkirim (lembar "{TITLE}")' in said
    everything = b"".join(copy.values())
    assert b"cek lagi" not in everything
    assert PERSON.encode() not in everything
    assert not [name for name in copy if "comments" in name or name.endswith(".vml")]
    assert "legacyDrawing" not in copy[sheet].decode()


def test_buttons_that_run_macros_go_with_all_they_need(book: tuple[Parts, str], tmp_path: Path) -> None:
    parts, sheet = book
    control = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls>'
        '<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1025" r:id="rId5" name="Tombol 1">'
        '<controlPr macro="[0]!Apa"/></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>'
    )
    parts.replace(sheet, '<legacyDrawing r:id="rId1"/>', f'<drawing r:id="rId4"/><legacyDrawing r:id="rId1"/>{control}')
    parts["xl/drawings/vmlDrawing77.vml"] = _vml(_shape(1025, "Button", "<x:FmlaMacro>[0]!Apa</x:FmlaMacro>"))
    parts["xl/ctrlProps/ctrlProp1.xml"] = _XML + b'<formControlPr objectType="Button"/>'
    drawing_names = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    extension = '<a14:compatExt xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" spid="_x0000_s1025"/>'
    parts["xl/drawings/drawing77.xml"] = (
        _XML
        + (
            f'<xdr:wsDr {drawing_names}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<mc:Choice Requires="a14"><xdr:twoCellAnchor><xdr:sp macro="[0]!Apa">'
            f"<xdr:x>{extension}</xdr:x></xdr:sp></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>"
            '<xdr:oneCellAnchor><xdr:pic macro="[0]!Gambar"><xdr:blipFill>'
            f'<a:blip xmlns:a="{_DRAWING}" {_R} r:embed="rId1"/></xdr:blipFill></xdr:pic></xdr:oneCellAnchor></xdr:wsDr>'
        ).encode()
    )
    parts["xl/media/image77.png"] = secrets.saved("PNG", "")
    books.relate(parts, "xl/drawings/drawing77.xml", "rId1", "image", "../media/image77.png")
    books.relate(parts, sheet, "rId1", "vmlDrawing", "../drawings/vmlDrawing77.vml")
    books.relate(parts, sheet, "rId4", "drawing", "../drawings/drawing77.xml")
    books.relate(parts, sheet, "rId5", "ctrlProp", "../ctrlProps/ctrlProp1.xml")
    books.add_type(parts, "xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml")
    books.add_type(parts, "xl/drawings/drawing77.xml", _OFFICE_TYPE + "drawing+xml")
    copy, _ = sent(parts.save(tmp_path / "buku.xlsm"))
    assert not {"xl/drawings/vmlDrawing77.vml", "xl/ctrlProps/ctrlProp1.xml"} & copy.keys()
    for gone in (b"control", b"AlternateContent", b"legacyDrawing"):
        assert gone not in copy[sheet]
    drawing = copy["xl/drawings/drawing77.xml"].decode()
    assert "compatExt" not in drawing
    assert "AlternateContent" not in drawing
    assert '<xdr:pic macro="">' in drawing  # a picture that ran a macro is still a picture


def test_links_printers_and_paths_go_and_persons_become_the_office(book: tuple[Parts, str], tmp_path: Path) -> None:
    parts, sheet = book
    parts["xl/externalLinks/externalLink1.xml"] = (
        _XML
        + (
            f'<externalLink {_MAIN} {_R}><externalBook r:id="rId1"><sheetNames><sheetName val="Lain"/></sheetNames></externalBook>'
            "</externalLink>"
        ).encode()
    )
    books.relate(parts, "xl/externalLinks/externalLink1.xml", "rId1", "externalLinkPath", f"file:///D:/{PERSON}/lain.xlsx", external=True)
    books.relate(parts, "xl/workbook.xml", "rIdLink", "externalLink", "externalLinks/externalLink1.xml")
    books.add_type(parts, "xl/externalLinks/externalLink1.xml", _OFFICE_TYPE + "spreadsheetml.externalLink+xml")
    parts["xl/printerSettings/printerSettings1.bin"] = f"\\\\server\\{PERSON}".encode("utf-16-le")
    books.relate(parts, sheet, "rId9", "printerSettings", "../printerSettings/printerSettings1.bin")
    path = f'<x15ac:absPath xmlns:x15ac="{_MICROSOFT}/spreadsheetml/2010/11/ac" url="C:\\Users\\{PERSON}\\"/>'
    alternative = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15">'
    sharing = f'<fileSharing userName="{PERSON}"/>'
    parts.replace("xl/workbook.xml", "<bookViews>", f"{sharing}{alternative}{path}</mc:Choice></mc:AlternateContent><bookViews>")
    references = '<externalReferences><externalReference r:id="rIdLink"/></externalReferences>'
    macro = '<definedName name="Makro" function="1" vbProcedure="1">x</definedName>'
    parts.replace("xl/workbook.xml", "<definedNames>", f"{references}<definedNames>{macro}")
    parts.replace("docProps/core.xml", "<dc:creator>LKjIP<", f"<dc:creator>{PERSON}<")
    parts.replace("docProps/core.xml", "<cp:lastModifiedBy>LKjIP<", f"<cp:lastModifiedBy>{PERSON}<")
    parts.replace("docProps/app.xml", "<Company>", f"<Manager>{PERSON}</Manager><Company>")
    threads = f"{_MICROSOFT}/spreadsheetml/2018/threadedcomments"
    parts["xl/persons/person.xml"] = (
        _XML
        + (
            f'<personList xmlns="{threads}"><person displayName="{PERSON}" id="{{1}}" userId="budi@dinas.go.id" providerId="AD"/>'
            "</personList>"
        ).encode()
    )
    books.relate(parts, "xl/workbook.xml", "rIdPerson", f"{_MICROSOFT}/2017/10/relationships/person", "persons/person.xml")
    books.add_type(parts, "xl/persons/person.xml", "application/vnd.ms-excel.person+xml")
    copy, _ = sent(parts.save(tmp_path / "buku.xlsm"))
    everything = b"".join(copy.values())
    assert PERSON.encode() not in everything
    assert PERSON.encode("utf-16-le") not in everything
    assert b"budi@dinas.go.id" not in everything
    assert not [name for name in copy if "externalLink" in name or "printerSettings" in name]
    for gone in (b"externalReference", b"absPath", b"AlternateContent", b"vbProcedure"):
        assert gone not in copy["xl/workbook.xml"]
    assert b"r:id" not in etree.tostring(next(etree.fromstring(copy[sheet]).iter("{*}pageSetup")))
    assert b'Extension="bin"' not in copy["[Content_Types].xml"]
    properties = reading.workbook(tmp_path / "LKjIP_2023_Kantor_Contoh.xlsx").properties
    assert (properties.creator, properties.lastModifiedBy) == (OFFICE, OFFICE)


def test_a_very_hidden_sheet_is_refused(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    books.add_sheet(parts, "Rahasia", {"A1": books.number(1.0)}, state="veryHidden")
    outcome = send(parts.save(tmp_path / "buku.xlsm"))
    assert_refused(outcome, 'lembar "Rahasia"', folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["buku.xlsm"]


# ---------------------------------------------------------------- one workbook with a sheet for each case
VML = {"Kosong": b"", "Teks": b"abc", "Terpotong": b"<xml>", "Dua": b"<xml/><xml/>", "UTF-16": b"\xff\xfe\x00"}
"""Legacy drawings by the sheet that has one."""
DRAWINGS = {"Gambar 1": b"", "Gambar 2": b"<wsDr", "Gambar 3": b"<wsDr/>", "Gambar 4": b"<a><b></a>"}
"""Damaged drawings by the sheet that has one."""
ASTRAY = {
    "Cetak 1": ("printerSettings", "../sharedStrings.xml"),
    "Cetak 2": ("printerSettings", "../workbook.xml"),
    "Komentar": ("comments", "../workbook.xml"),
    "Gambar 5": ("drawing", "../styles.xml"),
    "Gambar 6": ("drawing", "sheet1.xml"),
    "Gambar 7": ("drawing", "../tidak/ada.xml"),
    "Foto": ("image", "../../../etc/passwd"),
    "Tautan": ("hyperlink", "../workbook.xml"),
}
"""Relations to a part that is not what they are for, by the sheet that has one."""


@pytest.fixture(scope="module")
def cleaned(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Parts, Parts, str]:
    """The small workbook with all of these sheets, a hidden one, and an order of calculation; its copy; and what was said."""
    parts = Parts.of(small)
    sheets = {title: books.add_sheet(parts, title, {"A1": books.number(1.0)}, after=_AFTER) for title in (*VML, *DRAWINGS, *ASTRAY)}
    for number, (title, data) in enumerate(VML.items(), 70):
        parts[f"xl/drawings/vmlDrawing{number}.vml"] = data
        books.relate(parts, sheets[title], "rId1", "vmlDrawing", f"../drawings/vmlDrawing{number}.vml")
    for number, (title, data) in enumerate(DRAWINGS.items(), 70):
        parts[f"xl/drawings/drawing{number}.xml"] = data
        books.relate(parts, sheets[title], "rId4", "drawing", f"../drawings/drawing{number}.xml")
        books.add_type(parts, f"xl/drawings/drawing{number}.xml", _OFFICE_TYPE + "drawing+xml")
        parts.replace(sheets[title], "<legacyDrawing", '<drawing r:id="rId4"/><legacyDrawing')
    for title, (kind, target) in ASTRAY.items():
        books.relate(parts, sheets[title], "rId77", kind, target)
        if kind == "drawing":
            parts.replace(sheets[title], "<legacyDrawing", '<drawing r:id="rId77"/><legacyDrawing')
    books.add_sheet(parts, "Catatan", {"A1": books.number(1.0)}, state="hidden")
    parts["xl/calcChain.xml"] = _XML + f'<calcChain {_MAIN}><c r="B12" i="1"/></calcChain>'.encode()
    books.relate(parts, "xl/workbook.xml", "rIdChain", "calcChain", "calcChain.xml")
    books.add_type(parts, "xl/calcChain.xml", _OFFICE_TYPE + "spreadsheetml.calcChain+xml")
    return parts, *sent(parts.save(tmp_path_factory.mktemp("bersih") / "buku.xlsm"))


def test_a_legacy_drawing_is_not_even_read(cleaned: tuple[Parts, Parts, str]) -> None:
    before, copy, _ = cleaned
    assert sum(name.endswith(".vml") for name in before) >= len(VML)
    assert not [name for name in copy if name.endswith(".vml")]


def test_a_damaged_drawing_is_left_out(cleaned: tuple[Parts, Parts, str]) -> None:
    before, copy, _ = cleaned
    for title in DRAWINGS:
        sheet = copy.sheet(title)
        (drawing,) = before.targets(sheet).values()
        assert drawing not in copy, title
        assert b"<drawing" not in copy[sheet], title


def test_a_relation_to_what_it_is_not_for_leads_nowhere(small: Path, cleaned: tuple[Parts, Parts, str]) -> None:
    _, copy, _ = cleaned
    for title in ASTRAY:
        sheet = copy.sheet(title)
        assert copy.relations(sheet) not in copy, title
        assert b"<drawing" not in copy[sheet], title
    before, after = (reading.sheet(each, "Tabel 3.1") for each in (small, copy.packed()))
    assert [cell.value for cell in after["C"]] == [cell.value for cell in before["C"]]


@pytest.mark.parametrize("target", ["../workbook.xml", "../../[Content_Types].xml"])
def test_a_table_that_is_none_is_not_even_read(book: tuple[Parts, str], tmp_path: Path, target: str) -> None:
    parts, sheet = book
    books.relate(parts, sheet, "rId77", "table", target)
    assert_refused(send(parts.save(tmp_path / "buku.xlsm")), "buku.xlsm", folder=tmp_path)


def test_a_hidden_sheet_is_told_of(cleaned: tuple[Parts, Parts, str]) -> None:
    assert 'lembar "Catatan" tersembunyi' in cleaned[2]


def test_the_order_of_calculation_goes_where_formulas_go(cleaned: tuple[Parts, Parts, str]) -> None:
    _, copy, _ = cleaned
    assert "xl/calcChain.xml" not in copy
    assert b"calcChain" not in copy["[Content_Types].xml"] + copy["xl/_rels/workbook.xml.rels"]
