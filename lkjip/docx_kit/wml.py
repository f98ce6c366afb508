"""WordprocessingML as text: runs, paragraphs, fields, bookmarks, and the elements that they are parsed into."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from lkjip.ooxml.archive import Element, root_of

NAMESPACES: Final[Mapping[str, str]] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
W: Final = f"{{{NAMESPACES['w']}}}"
C: Final = f"{{{NAMESPACES['c']}}}"
RELATIONS: Final = NAMESPACES["r"]
"""What the kinds of relationships of a document's parts begin with."""
PART_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
"""What their content types begin with."""
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that keeps a text's outer spaces."""
LANGUAGE: Final = "id-ID"
_NOT_IN_XML: Final = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_DECLARED: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


def shown(text: str) -> str:
    """A text as XML can hold it: without the characters that no XML may have."""
    return _NOT_IN_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def small_number(text: str) -> int:
    """The whole number in an attribute, of at most three digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def attribute(text: str) -> str:
    """A text as the value of an attribute, with its quotation marks."""
    return quoteattr(shown(text))


def elements(xml: str) -> list[Element]:
    """The elements that a text of these namespaces holds, one after the other."""
    return list(root_of(f"<x {_DECLARED}>{xml}</x>".encode(), "utf-8"))


def element(xml: str) -> Element:
    """The one element that a text of these namespaces holds."""
    (only,) = elements(xml)
    return only


def on(name: str, *, on: bool) -> str:
    """An empty element if it is wanted, such as <w:b/>."""
    return f"<w:{name}/>" if on else ""


def run(text: str, *, bold: bool = False, size: float | None = None, properties: str = "") -> str:
    """A run; line breaks and tabs of the text become elements. `size` is in points; `properties` come first."""
    look = properties + on("b", on=bold) + ("" if size is None else f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>')
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{content(text)}</w:r>"


def content(text: str) -> str:
    """What a run holds for a text: texts, line breaks, tabs."""
    pieces = []
    for piece in re.split("([\n\t])", shown(text)):
        if piece == "\n":
            pieces.append("<w:br/>")
        elif piece == "\t":
            pieces.append("<w:tab/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(pieces)


def paragraph(runs: str, style: str | None = None, properties: str = "") -> str:
    """A paragraph; `style` is a style's id, `properties` follow it in the order of the schema."""
    style = "" if style is None else f"<w:pStyle w:val={attribute(style)}/>"
    look = style + properties
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{runs}</w:p>"


def field(instruction: str, result: str) -> str:
    """A field with the runs of its saved result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmarked(name: str, number: int, runs: str) -> str:
    """Runs with a bookmark around them; `number` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name={attribute(name)}/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def link(bookmark: str, runs: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor={attribute(bookmark)} w:history="1">{runs}</w:hyperlink>'


def text_of(parent: Element) -> str:
    """The text of a paragraph as people see it, with line breaks and tabs, without the texts of its drawings and deleted text."""
    return "".join(_pieces(parent))


BREAKS: Final = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_HIDDEN: Final = frozenset({"pPr", "rPr", "drawing", "pict", "object", "del", "moveFrom", "AlternateContent"})


def _pieces(parent: Element) -> list[str]:
    pieces: list[str] = []
    for child in parent:
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in BREAKS:
            pieces.append(BREAKS[child.tag])
        elif not is_hidden(child):
            pieces += _pieces(child)
    return pieces


def is_hidden(child: Element) -> bool:
    """Whether what an element of a paragraph holds is no text of the paragraph."""
    return etree.QName(child).localname in _HIDDEN
