"""Plant secrets in a workbook, in every place where a file can hold them.

Every secret is a unique word, `word(kind)`, for which the copy is searched. Parts are written after ECMA-376 as Excel writes them;
pictures by Pillow.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml import etree
from PIL import Image, PngImagePlugin

from tests.kit.workbooks import MAIN, Parts
from tests.mail import books

TITLE: Final = "Milik Kantor"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MS: Final = "http://schemas.microsoft.com/office"
_XDR: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_X14: Final = f"{_MS}/spreadsheetml/2009/9/main"
_SHEETS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DRAWINGS: Final = "application/vnd.openxmlformats-officedocument.drawingml."
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Plant = Callable[["Book", str], None]


def word(kind: str) -> str:
    """What is hidden: a word that stands nowhere else."""
    return f"Rhs{zlib.crc32(kind.encode()):08x}x"


@dataclass
class Book:
    """A workbook with a sheet of the office's own, and what is to be put into that sheet's part and drawing."""

    parts: Parts
    sheet: str
    drawing: str = "xl/drawings/drawing77.xml"

    def add(self, part: str, xml: str | bytes, content_type: str = "application/xml") -> None:
        self.parts[part] = xml if isinstance(xml, bytes) else (_HEAD + xml).encode()
        books.add_type(self.parts, part, content_type)

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        number = f"rId{900 + sum(len(data) for name, data in self.parts.items() if name.endswith('.rels')) % 90_000}"
        if part:
            books.relate(self.parts, part, number, kind, target, external=external)
        else:
            kind = kind if "://" in kind else f"{_R}/{kind}"
            relation = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/>'
            self.parts.replace("_rels/.rels", "</Relationships>", f"{relation}</Relationships>")
        return number

    def hang(self, part: str, kind: str, name: str, xml: str | bytes, content_type: str = "application/xml") -> str:
        """A new part that a part refers to; the number of the relation."""
        self.add(name, xml, content_type)
        return self.relate(part, kind, f"/{name}")

    def into_sheet(self, mark: str, xml: str) -> None:
        self.parts.replace(self.sheet, mark, f"{xml}{mark}", 1)

    def into_book(self, mark: str, xml: str) -> None:
        self.parts.replace("xl/workbook.xml", mark, f"{xml}{mark}", 1)

    def row(self, xml: str) -> None:
        self.into_sheet("</sheetData>", xml)

    def draw(self, shape: str) -> None:
        anchor = (
            "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>"
            "<xdr:rowOff>0</xdr:rowOff></xdr:from>"
            "<xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
            f"{shape}<xdr:clientData/></xdr:twoCellAnchor>"
        )
        self.parts.replace(self.drawing, "</xdr:wsDr>", f"{anchor}</xdr:wsDr>")

    def picture(self, name: str, data: bytes, *, descr: str = "", more: str = "", blip: str = "") -> None:
        self.parts[f"xl/media/{name}"] = data
        ending = name.rpartition(".")[2]
        if f'Extension="{ending}"' not in self.parts["[Content_Types].xml"].decode():
            default = f'<Default Extension="{ending}" ContentType="image/{ending}"/>'
            self.parts.replace("[Content_Types].xml", "</Types>", f"{default}</Types>")
        number = self.relate(self.drawing, "image", f"../media/{name}")
        self.draw(
            f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="7" name="Picture 7" descr="{descr}"{more}/><xdr:cNvPicPr/></xdr:nvPicPr>'
            f'<xdr:blipFill><a:blip r:embed="{number}">{blip}</a:blip><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
            f'<xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic>'
        )

    def shape(self, attributes: str = "", text: str = "", *, macro: str = "", textlink: str = "") -> None:
        self.draw(
            f'<xdr:sp macro="{macro}" textlink="{textlink}"><xdr:nvSpPr>'
            f'<xdr:cNvPr id="8" name="TextBox 8"{attributes}/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
            f'<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p>'
            f"<a:r><a:t>{text}</a:t></a:r></a:p>"
            "</xdr:txBody></xdr:sp>"
        )

    def chart(self, name: str, xml: str) -> str:
        part = f"xl/charts/{name}.xml"
        number = self.hang(self.drawing, "chart", part, xml, f"{_DRAWINGS}chart+xml")
        self.draw(
            '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="9" name="Chart 9"/>'
            "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
            '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
            f'<a:graphic><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" r:id="{number}"/></a:graphicData></a:graphic></xdr:graphicFrame>'
        )
        return part


def book(parts: Parts) -> Book:
    """A workbook with a sheet and a drawing of the office's own."""
    cells = {"A1": books.number(1.0), "A2": books.number(2.0), "B1": books.text("Bidang"), "B2": books.text("Seksi")}
    sheet = books.add_sheet(parts, TITLE, cells, after='<drawing r:id="rId1"/>')
    made = Book(parts, sheet)
    made.add(
        made.drawing,
        f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}" xmlns:r="{_R}"></xdr:wsDr>',
        _SHEETS.replace("spreadsheetml.", "drawing+xml"),
    )
    books.relate(parts, sheet, "rId1", "drawing", "../drawings/drawing77.xml")
    return made


# ---------------------------------------------------------------- pictures
def _picture() -> Image.Image:
    picture = Image.new("RGB", (12, 8))
    picture.putdata([(place * 7 % 256, place * 3 % 256, place) for place in range(96)])
    return picture


def saved(form: str, secret: str) -> bytes:
    """A picture in a format, with a word in every place that the format has for words, and behind its end."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = secret, secret, 6
    file = io.BytesIO()
    if form == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", secret)
        words.add_itxt("XML:com.adobe.xmp", secret)
        _picture().save(file, form, pnginfo=words, exif=exif)
    elif form == "JPEG":
        _picture().save(file, form, exif=exif, comment=secret.encode(), icc_profile=secret.encode())
    elif form == "GIF":
        _picture().convert("P").save(file, form, comment=secret.encode())
    elif form == "TIFF":
        _picture().save(file, form, description=secret, software=secret)
    elif form == "WEBP":
        _picture().save(file, form, exif=exif.tobytes(), xmp=secret.encode())
    else:
        _picture().save(file, form)
    return file.getvalue() + secret.encode()


PICTURES: Final = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "tiff": "TIFF", "webp": "WEBP", "bmp": "BMP"}


def _pictured(ending: str) -> Plant:
    return lambda made, secret: made.picture(f"image9{len(ending)}{ending}.{ending}", saved(PICTURES[ending], secret))


def _series(inside: str, more: str = "", *, reference: str = f"'{TITLE}'!$A$1:$A$2") -> str:
    cache = inside or '<c:numCache><c:ptCount val="2"/><c:pt idx="0"><c:v>1</c:v></c:pt><c:pt idx="1"><c:v>2</c:v></c:pt></c:numCache>'
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>{reference}</c:f>{cache}</c:numRef></c:val></c:ser>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/>'
        f'<c:crossAx val="1"/></c:valAx></c:plotArea></c:chart>{more}</c:chartSpace>'
    )


# ---------------------------------------------------------------- the package
def _property(name: str) -> Plant:
    def plant(made: Book, secret: str) -> None:
        made.parts.replace("docProps/core.xml", "</cp:coreProperties>", f"<{name}>{secret}</{name}></cp:coreProperties>")

    return plant


def _author(tag: str) -> Plant:
    return lambda made, secret: made.parts.replace("docProps/core.xml", f"<{tag}>LKjIP<", f"<{tag}>{secret}<")


def _application(name: str) -> Plant:
    return lambda made, secret: made.parts.replace("docProps/app.xml", "</Properties>", f"<{name}>{secret}</{name}></Properties>")


def _own_property(made: Book, secret: str) -> None:
    names = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    one = f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{secret}"><vt:lpwstr>{secret}</vt:lpwstr></property>'
    xml = f'<Properties xmlns="{names}" xmlns:vt="{types}">{one}</Properties>'
    made.hang("", "custom-properties", "docProps/custom.xml", xml, _SHEETS.replace("spreadsheetml.", "custom-properties+xml"))


def _thumbnail(made: Book, secret: str) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    made.hang("", kind, "docProps/thumbnail.jpeg", saved("JPEG", secret), "image/jpeg")


def _hung(part: str, kind: str, name: str, xml: str) -> Plant:
    """A part of some kind that the package, the workbook or the sheet refers to."""

    def plant(made: Book, secret: str) -> None:
        owner = {"": "", "book": "xl/workbook.xml", "sheet": made.sheet, "drawing": made.drawing}[part]
        made.hang(owner, kind, name, xml.format(secret=secret, main=MAIN, r=_R, ms=_MS))

    return plant


def _unreferenced(name: str, *, wide: bool = False) -> Plant:
    def plant(made: Book, secret: str) -> None:
        made.parts[name] = secret.encode("utf-16-le" if wide else "utf-8")

    return plant


def _part_name(made: Book, secret: str) -> None:
    made.picture(f"{secret}.png", saved("PNG", ""))


# ---------------------------------------------------------------- the workbook
def _in_book(mark: str, xml: str) -> Plant:
    return lambda made, secret: made.into_book(mark, xml.format(secret=secret, mc=_MC, ms=_MS))


def _name(attributes: str, text: str) -> Plant:
    return lambda made, secret: made.into_book(
        "</definedNames>", f"<definedName {attributes.format(secret=secret)}>{text.format(secret=secret)}</definedName>"
    )


def _code_name(made: Book, secret: str) -> None:
    made.parts.replace("xl/workbook.xml", 'codeName="ThisWorkbook"', f'codeName="{secret}"')


def _external_link(made: Book, secret: str) -> None:
    link = "xl/externalLinks/externalLink1.xml"
    number = made.hang(
        "xl/workbook.xml",
        "externalLink",
        link,
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{_R}" r:id="rId1"><sheetNames>'
        f'<sheetName val="{secret}"/></sheetNames><sheetDataSet>'
        f'<sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{secret}</v></cell></row></sheetData>'
        f"</sheetDataSet></externalBook></externalLink>",
        f"{_SHEETS}externalLink+xml",
    )
    books.relate(made.parts, link, "rId1", "externalLinkPath", f"file:///C:/{secret}.xlsx", external=True)
    made.into_book("<definedNames>", f'<externalReferences><externalReference r:id="{number}"/></externalReferences>')


def _remark(part: str) -> Plant:
    def plant(made: Book, secret: str) -> None:
        name = {"sheet": made.sheet, "styles": "xl/styles.xml"}[part]
        data = made.parts[name]
        made.parts[name] = data + f"<!-- {secret} --><?pesan {secret}?>".encode()

    return plant


def _style_name(made: Book, secret: str) -> None:
    made.parts.replace("xl/styles.xml", "</cellStyles>", f'<cellStyle name="{secret}" xfId="0"/></cellStyles>')


def _theme_name(made: Book, secret: str) -> None:
    made.parts.replace("xl/theme/theme1.xml", 'name="Office Theme"', f'name="{secret}"')


def _unused_text(made: Book, secret: str) -> None:
    made.parts.replace("xl/sharedStrings.xml", "</sst>", f"<si><t>{secret}</t></si></sst>")


def _phonetic(made: Book, secret: str) -> None:
    made.row(f'<row r="60"><c r="A60" t="inlineStr"><is><t>Kantor</t><rPh sb="0" eb="1"><t>{secret}</t></rPh></is></c></row>')


# ---------------------------------------------------------------- the sheet
def _in_sheet(mark: str, xml: str) -> Plant:
    return lambda made, secret: made.into_sheet(mark, xml.format(secret=secret, x14=_X14, mc=_MC, ms=_MS))


def _link(target: str, attributes: str = "") -> Plant:
    def plant(made: Book, secret: str) -> None:
        number = made.relate(made.sheet, "hyperlink", target.format(secret=secret), external=True)
        link = f'<hyperlink ref="A1" r:id="{number}"{attributes.format(secret=secret)}/>'
        if "<hyperlinks>" in made.parts[made.sheet].decode():
            made.into_sheet("</hyperlinks>", link)
        else:
            made.into_sheet("<drawing ", f"<hyperlinks>{link}</hyperlinks>")

    return plant


def _comment(made: Book, secret: str) -> None:
    made.hang(
        made.sheet,
        "comments",
        "xl/comments1.xml",
        f'<comments xmlns="{MAIN}"><authors><author>{secret}</author></authors><commentList>'
        f'<comment ref="A1" authorId="0"><text><t>{secret}</t></text>'
        f'</comment><comment ref="A2" authorId="0"><text><t>{secret}</t></text></comment></commentList></comments>',
        f"{_SHEETS}comments+xml",
    )


def _vml(made: Book, secret: str) -> None:
    xml = f'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="x" alt="{secret}"><br>{secret}</v:shape></xml>'
    number = made.hang(
        made.sheet, "vmlDrawing", "xl/drawings/vmlDrawing77.vml", xml.encode(), "application/vnd.openxmlformats-officedocument.vmlDrawing"
    )
    made.into_sheet("</worksheet>", f'<legacyDrawing r:id="{number}"/>')


def _ole(made: Book, secret: str) -> None:
    number = made.hang(
        made.sheet, "oleObject", "xl/embeddings/oleObject1.bin", f"C:\\{secret}.docx".encode("utf-16-le"), f"{_SHEETS}oleObject"
    )
    made.into_sheet("</worksheet>", f'<oleObjects><oleObject progId="{secret}" shapeId="1025" r:id="{number}"/></oleObjects>')


def _header_picture(made: Book, secret: str) -> None:
    number = made.hang(made.sheet, "vmlDrawing", "xl/drawings/vmlDrawing78.vml", f"<xml>{secret}</xml>".encode(), "application/xml")
    made.into_sheet("</worksheet>", f'<legacyDrawingHF r:id="{number}"/>')


def _background(made: Book, secret: str) -> None:
    number = made.hang(made.sheet, "image", "xl/media/image88.png", saved("PNG", secret), "image/png")
    made.into_sheet("</worksheet>", f'<picture r:id="{number}"/>')


def _table_comment(made: Book, secret: str) -> None:
    part = made.parts.table("tbl_21")
    made.parts.replace(part, "<table ", f'<table comment="{secret}" ')


def _sheet_code_name(made: Book, secret: str) -> None:
    made.into_sheet("<sheetData>", f'<sheetPr codeName="{secret}"/>')


def _stray_text(made: Book, secret: str) -> None:
    made.into_sheet("</sheetData>", secret)


def _namespace(made: Book, secret: str) -> None:
    made.parts.replace(made.sheet, "<worksheet ", f'<worksheet xmlns:z="urn:{secret}" ')


def _into_styles(mark: str, xml: str) -> Plant:
    return lambda made, secret: made.parts.replace("xl/styles.xml", mark, xml.format(secret=secret) + mark, 1)


def _table_style(made: Book, secret: str) -> None:
    made.parts.replace("xl/styles.xml", 'count="0" defaultTableStyle="TableStyleMedium9"', f'count="1" defaultTableStyle="{secret}"')
    styles = made.parts["xl/styles.xml"].decode()
    head, tail = styles.rsplit("/></styleSheet>", 1)
    made.parts["xl/styles.xml"] = f'{head}><tableStyle name="{secret}" pivot="0" count="0"/></tableStyles></styleSheet>{tail}'.encode()
    table = made.parts.table("tbl_31")
    made.parts[table] = re.sub(rb'(<tableStyleInfo name=")[^"]*', rb"\g<1>" + secret.encode(), made.parts[table])


def _unseen_cell(row: int, *, font: str = "", code: str = "") -> Plant:
    """A text in a look of its own: a font, or a number format, that shows nothing."""

    def plant(made: Book, secret: str) -> None:
        root = etree.fromstring(made.parts["xl/styles.xml"])
        looks = root.find(f"{{{MAIN}}}cellXfs")
        fonts, formats = root.find(f"{{{MAIN}}}fonts"), root.find(f"{{{MAIN}}}numFmts")
        assert looks is not None
        assert fonts is not None
        assert formats is not None
        look = etree.SubElement(looks, f"{{{MAIN}}}xf", numFmtId="0", fontId="0", fillId="0", borderId="0", xfId="0")
        if font:
            fonts.append(etree.fromstring(f'<font xmlns="{MAIN}"><sz val="11"/>{font}<name val="Calibri"/></font>'))
            look.set("fontId", str(len(fonts) - 1))
        if code:
            etree.SubElement(formats, f"{{{MAIN}}}numFmt", numFmtId="398", formatCode=code)
            look.set("numFmtId", "398")
        made.parts["xl/styles.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        made.row(f'<row r="{row}"><c r="A{row}" s="{len(looks) - 1}" t="inlineStr"><is><t>{secret}</t></is></c></row>')

    return plant


def _hidden_column(made: Book, secret: str) -> None:
    made.row(f'<row r="81"><c r="H81" t="inlineStr"><is><t>{secret}</t></is></c></row>')
    made.into_sheet("<sheetData>", '<cols><col min="8" max="8" width="9" hidden="1"/></cols>')


# ---------------------------------------------------------------- drawings and charts
def _linked_picture(made: Book, secret: str) -> None:
    number = made.relate(made.drawing, "image", f"file:///C:/{secret}.png", external=True)
    made.draw(
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="7" name="x"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:link="{number}"/></xdr:blipFill><xdr:spPr/></xdr:pic>'
    )


def _vector(made: Book, secret: str) -> None:
    """A picture of 2016 and later: an SVG behind a PNG."""
    number = made.hang(made.drawing, "image", "xl/media/image89.svg", f"<svg><desc>{secret}</desc></svg>", "image/svg+xml")
    svg = f"{_MS}/drawing/2016/SVG/main"
    made.picture(
        "image90.png",
        saved("PNG", ""),
        blip='<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        f'<s:svgBlip xmlns:s="{svg}" r:embed="{number}"/></a:ext></a:extLst>',
    )


def _metafile(made: Book, secret: str) -> None:
    made.picture("image91.emf", b"\x01\x00\x00\x00" + secret.encode("utf-16-le"))


def _slicer(made: Book, secret: str) -> None:
    made.draw(
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:s="{_MS}/drawing/2010/slicer" Requires="s"><xdr:graphicFrame><a:graphic>'
        f'<a:graphicData uri="{_MS}/drawing/2010/slicer"><s:slicer name="{secret}"/></a:graphicData>'
        f"</a:graphic></xdr:graphicFrame></mc:Choice>"
        f"<mc:Fallback><xdr:sp><xdr:txBody><a:p><a:r><a:t>{secret}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        f"</mc:Fallback></mc:AlternateContent>"
    )


def _stand_in(made: Book, secret: str) -> None:
    """What stands in a drawing for a form control."""
    made.draw(
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="3" name="{secret}"><a:extLst><a:ext uri="{{63B3BB69-23CF-44E3-9099-C40C66FF867C}}">'
        f'<z:compatExt xmlns:z="{_MS}/drawing/2010/main" spid="_x0000_s1025"/></a:ext></a:extLst></xdr:cNvPr></xdr:nvSpPr></xdr:sp>'
    )


def _chart_data(made: Book, secret: str) -> None:
    part = made.chart("chart91", _series("", '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'))
    made.parts["xl/embeddings/Microsoft_Excel_Sheet.xlsx"] = secret.encode()
    books.relate(made.parts, part, "rId1", "package", "../embeddings/Microsoft_Excel_Sheet.xlsx")
    books.add_type(made.parts, "xl/embeddings/Microsoft_Excel_Sheet.xlsx", "application/octet-stream")


def _chart_cache(made: Book, secret: str) -> None:
    cache = f'<c:numCache><c:ptCount val="3"/><c:pt idx="0"><c:v>1</c:v></c:pt><c:pt idx="2"><c:v>{secret}</c:v></c:pt></c:numCache>'
    made.chart("chart92", _series(cache))


def _chart_pivot(made: Book, secret: str) -> None:
    xml = _series("").replace("<c:chart>", f"<c:pivotSource><c:name>[{secret}.xlsx]S!P</c:name></c:pivotSource><c:chart>", 1)
    made.chart("chart93", xml)


def _chart_filtered(made: Book, secret: str) -> None:
    filtered = (
        f'<c15:filteredBarSeries xmlns:c15="{_MS}/drawing/2012/chart"><c15:ser><c15:tx>{secret}</c15:tx></c15:ser></c15:filteredBarSeries>'
    )
    made.chart(
        "chart94",
        _series("").replace(
            "</c:barChart>", f'<c:extLst><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}">{filtered}</c:ext></c:extLst></c:barChart>'
        ),
    )


def _chart_link(made: Book, secret: str) -> None:
    made.chart("chart95", _series("", reference=f"'C:\\{secret}\\[x.xlsx]S'!$A$1:$A$2"))


def _chart_user(made: Book, secret: str) -> None:
    made.chart(
        "chart96", _series("", f"<c:printSettings><c:headerFooter><c:oddHeader>{secret}</c:oddHeader></c:headerFooter></c:printSettings>")
    )


def _formula(row: int, formula: str, value: str = "7") -> Plant:
    return lambda made, secret: made.row(f'<row r="{row}"><c r="A{row}"><f>{formula.format(secret=secret)}</f><v>{value}</v></c></row>')


KINDS: Final[dict[str, Plant]] = {
    # the package
    "the author": _author("dc:creator"),
    "who saved last": _author("cp:lastModifiedBy"),
    "the title": _author("dc:title"),
    **{
        f"the property {name}": _property(name)
        for name in ("dc:subject", "dc:description", "dc:identifier", "cp:keywords", "cp:category", "cp:contentStatus", "cp:version")
    },
    **{f"the application's {name}": _application(name) for name in ("Manager", "HyperlinkBase", "Template", "TitlesOfParts")},
    "own properties": _own_property,
    "thumbnail": _thumbnail,
    "sensitivity label": _hung("", f"{_MS}/2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml", '<l id="{secret}"/>'),
    "ribbon": _hung("", f"{_MS}/2007/relationships/ui/extensibility", "customUI/customUI14.xml", "<customUI>{secret}</customUI>"),
    "task panes": _hung("", f"{_MS}/2011/relationships/webextensiontaskpanes", "xl/webextensions/taskpanes.xml", "<t>{secret}</t>"),
    "custom XML": _hung("", "customXml", "customXml/item1.xml", "<x>{secret}</x>"),
    "a part nobody refers to": _unreferenced("xl/arsip.xml"),
    "trash": _unreferenced("[trash]/0000.dat", wide=True),
    "a part's name": _part_name,
    "signature of macros": _hung("book", f"{_MS}/2006/relationships/vbaProjectSignature", "xl/vbaProjectSignature.bin", "{secret}"),
    # the workbook
    "persons": _hung(
        "book", f"{_MS}/2017/10/relationships/person", "xl/persons/person.xml", '<personList><person displayName="{secret}"/></personList>'
    ),
    "connections": _hung(
        "book", "connections", "xl/connections.xml", '<connections xmlns="{main}"><connection id="1" odcFile="{secret}"/></connections>'
    ),
    "pivot cache": _hung(
        "book", "pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition9.xml", '<p xmlns="{main}" refreshedBy="{secret}"/>'
    ),
    "revisions": _hung(
        "book", "revisionHeaders", "xl/revisions/revisionHeaders.xml", '<headers xmlns="{main}"><header userName="{secret}"/></headers>'
    ),
    "users": _hung("book", "usernames", "xl/revisions/userNames.xml", '<users xmlns="{main}"><userInfo name="{secret}"/></users>'),
    "XML maps": _hung("book", "xmlMaps", "xl/xmlMaps.xml", '<MapInfo xmlns="{main}">{secret}</MapInfo>'),
    "data model": _hung("book", f"{_MS}/2012/relationships/powerPivotData", "xl/model/item.data", "{secret}"),
    "slicer cache": _hung("book", f"{_MS}/2007/relationships/slicerCache", "xl/slicerCaches/slicerCache1.xml", "<s>{secret}</s>"),
    "rich values": _hung("book", f"{_MS}/2017/06/relationships/rdRichValue", "xl/richData/rdrichvalue.xml", "<r>{secret}</r>"),
    "volatile values": _hung("book", "volatileDependencies", "xl/volatileDependencies.xml", '<volTypes xmlns="{main}">{secret}</volTypes>'),
    "other workbooks": _external_link,
    "who shares": _in_book("<bookViews>", '<fileSharing userName="{secret}" reservationPassword="CC1A"/>'),
    "where it was saved": _in_book(
        "<bookViews>",
        '<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="x15" xmlns:x15="{ms}/spreadsheetml/2010/11/main"><a:absPath'
        ' xmlns:a="{ms}/spreadsheetml/2010/11/ac" url="C:\\{secret}"/></mc:Choice></mc:AlternateContent>',
    ),
    "password of the structure": _in_book("<bookViews>", '<workbookProtection lockStructure="1" workbookSaltValue="{secret}"/>'),
    "saved views": _in_book("</workbook>", '<customWorkbookViews><customWorkbookView name="{secret}" guid="{{1}}"/></customWorkbookViews>'),
    "web pages": _in_book(
        "</workbook>", '<webPublishObjects><webPublishObject id="1" destinationFile="C:\\{secret}"/></webPublishObjects>'
    ),
    "an unknown extension": _in_book("</workbook>", '<extLst><ext uri="{{1}}"><z:z xmlns:z="urn:z">{secret}</z:z></ext></extLst>'),
    "the workbook's code name": _code_name,
    "hidden name": _name('name="{secret}" hidden="1"', '"{secret}"'),
    "a name's remark": _name('name="nama_a" comment="{secret}"', "1"),
    "a name's help": _name('name="nama_b" description="{secret}" help="{secret}" statusBar="{secret}"', "1"),
    "a macro's name": _name('name="{secret}" function="1" vbProcedure="1"', "1"),
    "a name of what is gone": _name('name="{secret}"', "#REF!"),
    "a name in another workbook": _name('name="nama_c"', "'C:\\[{secret}.xlsx]S'!$A$1"),
    "a name with a path": _name('name="nama_d"', '"C:\\Users\\{secret}"'),
    "style's name": _style_name,
    "theme's name": _theme_name,
    "name of a table's look": _table_style,
    "number format that no cell has": _into_styles("</numFmts>", '<numFmt numFmtId="399" formatCode="&quot;{secret}&quot;0"/>'),
    "text that no cell shows": _unused_text,
    "remark in a part": _remark("sheet"),
    # the sheet
    "comment": _comment,
    "threaded comment": _hung(
        "sheet", f"{_MS}/2017/10/relationships/threadedComment", "xl/threadedComments/threadedComment1.xml", "<t>{secret}</t>"
    ),
    "legacy drawing": _vml,
    "printer": _hung("sheet", "printerSettings", "xl/printerSettings/printerSettings1.bin", "\\\\server\\{secret}"),
    "sheet's property": _hung("sheet", "customProperty", "xl/customProperty1.bin", "{secret}"),
    "query table": _hung("sheet", "queryTable", "xl/queryTables/queryTable1.xml", '<queryTable xmlns="{main}" name="{secret}"/>'),
    "pivot table": _hung("sheet", "pivotTable", "xl/pivotTables/pivotTable9.xml", '<p xmlns="{main}" name="{secret}"/>'),
    "embedded object": _ole,
    "embedded document": _hung("sheet", "package", "xl/embeddings/Microsoft_Word_Document.docx", "{secret}"),
    "control": _hung("sheet", "control", "xl/activeX/activeX1.xml", "<ocx>{secret}</ocx>"),
    "picture in the header": _header_picture,
    "background": _background,
    "scenario": _in_sheet(
        "<drawing ", '<scenarios><scenario name="{secret}" user="{secret}"><inputCells r="A1" val="{secret}"/></scenario></scenarios>'
    ),
    "protected range": _in_sheet(
        "<drawing ", '<protectedRanges><protectedRange name="{secret}" sqref="A1" securityDescriptor="{secret}"/></protectedRanges>'
    ),
    "password of the sheet": _in_sheet(
        "<drawing ", '<sheetProtection sheet="1" algorithmName="SHA-512" hashValue="{secret}" saltValue="{secret}"/>'
    ),
    "sheet's views": _in_sheet("<drawing ", '<customSheetViews><customSheetView guid="{secret}"/></customSheetViews>'),
    "consolidation": _in_sheet("<drawing ", '<dataConsolidate><dataRefs><dataRef name="{secret}"/></dataRefs></dataConsolidate>'),
    "smart tag": _in_sheet(
        "<drawing ",
        '<smartTags><cellSmartTags r="A1"><cellSmartTag type="0"><cellSmartTagPr key="{secret}" val="x"/>'
        "</cellSmartTag></cellSmartTags></smartTags>",
    ),
    "watched cell": _in_sheet(
        "</worksheet>", '<webPublishItems><webPublishItem divId="{secret}" destinationFile="C:\\{secret}"/></webPublishItems>'
    ),
    "sheet's extension": _in_sheet(
        "</worksheet>",
        '<extLst><ext uri="{{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}}"><x14:slicerList xmlns:x14="{x14}">'
        '<x14:slicer name="{secret}"/></x14:slicerList></ext></extLst>',
    ),
    "sheet's code name": _sheet_code_name,
    "table's remark": _table_comment,
    "reading of a text": _phonetic,
    "text between elements": _stray_text,
    "namespace": _namespace,
    "text beside a number": lambda made, secret: made.row(f'<row r="61"><c r="A61"><v>1</v><is><t>{secret}</t></is></c></row>'),
    "value beside a text": lambda made, secret: made.row(
        f'<row r="62"><c r="A62" t="inlineStr"><is><t>Terlihat</t></is><v>{secret}</v></c></row>'
    ),
    "link to a file": _link("file:///C:/Users/{secret}/rahasia.docx"),
    "link into the network": _link("\\\\server\\{secret}\\a.xlsx"),
    "link to a folder beside": _link("../{secret}/a.docx"),
    "link with a password": _link("https://budi:{secret}@contoh.go.id/"),
    "link with a person's name": _link("https://{secret}@contoh.go.id/"),
    "link's old text": _link("https://contoh.go.id/", ' display="{secret}"'),
    "formula with a path": _formula(70, 'HYPERLINK("C:\\Users\\{secret}\\a.docx",7)'),
    "formula into another workbook": _formula(71, "'C:\\x\\[{secret}.xlsx]S'!A1"),
    "formula of another program": _formula(72, "excel|{secret}!A1"),
    "formula with a path into the network": _formula(73, 'HYPERLINK("//server/{secret}/a.docx",7)'),
    "formula with a path of other strokes": _formula(74, 'HYPERLINK("C:/Users/{secret}/a.docx",7)'),
    # drawings and charts
    **{f"picture {ending}": _pictured(ending) for ending in PICTURES},
    "picture svg": _vector,
    "picture emf": _metafile,
    "picture's description": lambda made, secret: made.picture("image95.png", saved("PNG", ""), descr=f"C:\\{secret}.png"),
    "picture's title": lambda made, secret: made.picture("image96.png", saved("PNG", ""), more=f' title="{secret}"'),
    "linked picture": _linked_picture,
    "hidden shape": lambda made, secret: made.shape(' hidden="1"', secret),
    "shape's description": lambda made, secret: made.shape(f' descr="{secret}"', "Terlihat"),
    "shape's macro": lambda made, secret: made.shape("", "Terlihat", macro=f"[0]!{secret}"),
    "shape's text from elsewhere": lambda made, secret: made.shape("", "Terlihat", textlink=f"[1]{secret}!$A$1"),
    "slicer": _slicer,
    "control's stand-in": _stand_in,
    "chart's workbook": _chart_data,
    "chart's saved figures": _chart_cache,
    "chart's pivot table": _chart_pivot,
    "chart's filtered series": _chart_filtered,
    "chart of another workbook": _chart_link,
    "chart's printing": _chart_user,
}
"""All that is gone from a copy, however it was hidden."""

NAMED: Final[dict[str, tuple[Plant, str]]] = {
    "footer": (_in_sheet("<drawing ", "<headerFooter><oddFooter>&amp;C{secret}</oddFooter></headerFooter>"), "kaki halaman berisi"),
    "hidden row": (
        lambda made, secret: made.row(f'<row r="80" hidden="1"><c r="A80" t="inlineStr"><is><t>{secret}</t></is></c></row>'),
        "baris tersembunyi",
    ),
    "hidden column": (_hidden_column, "kolom tersembunyi yang berisi ikut terkirim: H"),
    "message while typing": (
        _in_sheet(
            "<drawing ",
            '<dataValidations count="1">'
            '<dataValidation type="whole" sqref="A1" prompt="{secret}" showInputMessage="1"><formula1>1</formula1></dataValidation>'
            "</dataValidations>",
        ),
        "pesan saat mengisi",
    ),
    "path in a cell": (
        lambda made, secret: made.row(f'<row r="82"><c r="A82" t="inlineStr"><is><t>C:\\Users\\{secret}</t></is></c></row>'),
        "sel A82",
    ),
    "row without height": (
        lambda made, secret: made.row(f'<row r="83" ht="0.5" customHeight="1"><c r="A83" t="inlineStr"><is><t>{secret}</t></is></c></row>'),
        "baris tersembunyi yang berisi ikut terkirim: 80, 83",
    ),
    "white text": (_unseen_cell(84, font='<color rgb="FFFFFFFF"/>'), "sel yang isinya tidak tampak ikut terkirim: A84"),
    "text in a format that shows nothing": (_unseen_cell(85, code=";;;"), "tidak tampak ikut terkirim: A84, A85"),
}
"""What a reader of the copy can see or find, so that a person decides: it stays, and a line says so."""
