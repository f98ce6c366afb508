"""The default template: the outline of the report as a Word document with styles, sections and marks.

It is made anew for the paper and the font that an office has chosen; `workbook/naskah_template.docx` is the one for A4 and Arial, for
offices that want to change it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Final

from lkjip.docx_kit import numbering
from lkjip.docx_kit.sections import A4, Paper, section
from lkjip.docx_kit.styles import Style, of_document
from lkjip.docx_kit.wml import LANGUAGE, NAMESPACES, PART_TYPES, RELATIONS, field, paragraph, run
from lkjip.naskah import styles
from lkjip.naskah.blocks import Look
from lkjip.naskah.outline import OUTLINE, Line, Part

FONT: Final = "Arial"
SIZE: Final = 12.0
_NUMBERS: Final = {"tanpa": None, "depan": "lowerRoman", "isi": "decimal"}
_OF_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
_COVER, _COVER_LINE = 8_200, 490
"""The height of what is on a cover, a logo and some twelve lines, and of one line more, in twips."""
_FOOTER: Final = "rId4"
_SETTINGS: Final = (
    f'{_HEAD}<w:settings xmlns:w="{NAMESPACES["w"]}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    f'<w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
_TYPES: Final = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{PART_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{PART_TYPES}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{PART_TYPES}.settings+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{numbering.CONTENT_TYPE}"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{PART_TYPES}.footer+xml"/></Types>'
)


def build(paper: Paper = A4, font: str = FONT, outline: Sequence[Part] = OUTLINE) -> bytes:
    """The bytes of the template for a paper and a font."""
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": _document(paper, outline),
        "word/_rels/document.xml.rels": _relations(
            [("styles", "styles.xml"), ("settings", "settings.xml"), ("numbering", "numbering.xml"), ("footer", "footer1.xml")]
        ),
        "word/styles.xml": of_document(font, SIZE, styles.of_report(paper.room)),
        "word/settings.xml": _SETTINGS.encode(),
        "word/numbering.xml": numbering.EMPTY,
        "word/footer1.xml": _footer(),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()


def _relations(targets: Sequence[tuple[str, str]]) -> bytes:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_OF_PACKAGE}">{written}</Relationships>'.encode()


def _footer() -> bytes:
    number = paragraph(field("PAGE", run("1")), _id(styles.FOOTER))
    return f'{_HEAD}<w:ftr xmlns:w="{NAMESPACES["w"]}">{number}</w:ftr>'.encode()


def _id(style: str) -> str:
    return Style(style).id


def _document(paper: Paper, outline: Sequence[Part]) -> bytes:
    body = []
    between = (paper.height - paper.top - paper.bottom - _COVER) // (2 * _COVER_LINE)
    """Empty lines between the parts of the cover, so that they fill its page."""
    current: str = "tanpa"
    begun: set[str] = set()
    lines: list[str] = []

    def properties() -> str:
        numbers = _NUMBERS[current]
        start = 1 if numbers is not None and current not in begun else None
        begun.add(current)
        return section(paper, numbers, start, None if numbers is None else _FOOTER)

    for part in outline:
        if isinstance(part, Line):
            if current == "tanpa" and lines:
                lines += [paragraph("", _id(Look.SAMPUL.value))] * between
            lines.append(paragraph(run(part.text), _id(part.style)))
        else:
            if lines:
                body += [*lines, paragraph("", None, properties())]
            lines, current = [], part.numbering
    names = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r"))
    written = "".join((*body, *lines, properties()))
    return f"{_HEAD}<w:document {names}><w:body>{written}</w:body></w:document>".encode()
