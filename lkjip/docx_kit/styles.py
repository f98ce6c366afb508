"""Styles of a Word document: declared as data, written whole, or added to those of a document that lacks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.docx_kit.wml import LANGUAGE, NAMESPACES, W, attribute, element
from lkjip.ooxml.archive import Element

NORMAL: Final = "Normal"


@dataclass(frozen=True)
class Style:
    """A style; `paragraph` and `run` are what its pPr and rPr hold, in the order of the schema.

    Attributes:
        name: as people see it in the program; the built-in ones by Word's English names ("heading 1").
        following: the name of the style of the paragraph that is typed after one of this.
        table: what a table style's tblPr holds; None for a paragraph style.
    """

    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str | None = NORMAL
    following: str | None = None
    table: str | None = None
    own: bool = True
    """Whether it is none of the built-in ones."""

    @property
    def id(self) -> str:
        return "".join(word[:1].upper() + word[1:] for word in self.name.split())


def of_document(font: str, size: float, styles: Sequence[Style]) -> bytes:
    """The styles part of a new document whose text has this font and size in points."""
    font, half = attribute(font), round(2 * size)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    ids = {each.name: each.id for each in styles} | {NORMAL: NORMAL}
    own = "".join(_written(each, each.id, ids) for each in styles)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:styles xmlns:w="{NAMESPACES["w"]}">{defaults}{fixed}{own}</w:styles>'.encode()


def completed(root: Element, styles: Iterable[Style]) -> Mapping[str, str]:
    """The ids of these styles in a document's styles, by their names; those that it lacks are added to it."""
    ids = {
        _key(name.get(f"{W}val", "")): each.get(f"{W}styleId", "") for each in root.iter(f"{W}style") for name in each.iterfind(f"{W}name")
    }
    taken = set(ids.values())
    found: dict[str, str] = {NORMAL: ids.get(_key(NORMAL), NORMAL)}
    lacking = []
    for style in styles:
        known = ids.get(_key(style.name))
        if known is None:
            known = next(name for name in (style.id, *(f"{style.id}{number}" for number in range(2, len(taken) + 3))) if name not in taken)
            taken.add(known)
            lacking.append(style)
        found[style.name] = known
    for style in lacking:
        root.append(element(_written(style, found[style.name], found)))
    return found


def speak(root: Element) -> None:
    """Let the text of a document be Indonesian, for spelling and for reading aloud."""
    parent = root
    for name in ("docDefaults", "rPrDefault", "rPr"):
        child = parent.find(f"{W}{name}")
        if child is None:
            child = parent.makeelement(f"{W}{name}")
            parent.insert(0, child)
        parent = child
    language = parent.find(f"{W}lang")
    if language is None:
        language = parent.makeelement(f"{W}lang")
        later = [each for name in ("eastAsianLayout", "specVanish", "oMath") for each in parent.iterfind(f"{W}{name}")]
        later[0].addprevious(language) if later else parent.append(language)
    language.set(f"{W}val", LANGUAGE)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _written(style: Style, identifier: str, ids: Mapping[str, str]) -> str:
    kind = "paragraph" if style.table is None else "table"
    based = "TableNormal" if style.based_on == NORMAL and style.table is not None else ids.get(style.based_on or "", NORMAL)
    following = "" if style.following is None else f'<w:next w:val="{ids.get(style.following, NORMAL)}"/>'
    custom = ' w:customStyle="1"' if style.own else ""
    return (
        f'<w:style w:type="{kind}"{custom} w:styleId={attribute(identifier)}><w:name w:val={attribute(style.name)}/>'
        f'<w:basedOn w:val="{based}"/>{following}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"{f'<w:pPr>{style.paragraph}</w:pPr>' if style.paragraph else ''}{f'<w:rPr>{style.run}</w:rPr>' if style.run else ''}"
        f"{style.table or ''}</w:style>"
    )
