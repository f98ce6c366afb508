"""Sections of a Word document: paper, margins, page numbers; and the same section turned to landscape."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Final

from lkjip.docx_kit.wml import W, element
from lkjip.ooxml.archive import Element

_TURNED: Final = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
"""Which margin of the upright page each margin of the turned page is, so that the bound edge keeps its room."""
_LEAST: Final = 2_000
"""A text narrower than this is none (twips)."""


@dataclass(frozen=True)
class Paper:
    """A paper and the margins of an upright page, in twips."""

    width: int
    height: int
    top: int = 1_701
    right: int = 1_417
    bottom: int = 1_417
    left: int = 1_701

    @property
    def room(self) -> int:
        """The width of the text."""
        return self.width - self.left - self.right


A4: Final = Paper(11_906, 16_838)
F4: Final = Paper(12_189, 18_709)
"""Folio as Indonesian offices use it: 215 by 330 mm."""


def section(paper: Paper, numbers: str | None = None, start: int | None = None, footer: str | None = None) -> str:
    """The properties of a section that begins on a new page.

    Args:
        numbers: the format of its page numbers, such as "lowerRoman"; None where none is printed.
        start: its first page's number; None to count on.
        footer: the relationship id of its footer.
    """
    reference = "" if footer is None else f'<w:footerReference w:type="default" r:id="{footer}"/>'
    begins = "" if start is None else f' w:start="{start}"'
    number = "" if numbers is None else f'<w:pgNumType w:fmt="{numbers}"{begins}/>'
    return (
        f'<w:sectPr>{reference}<w:type w:val="nextPage"/><w:pgSz w:w="{paper.width}" w:h="{paper.height}"/>'
        f'<w:pgMar w:top="{paper.top}" w:right="{paper.right}" w:bottom="{paper.bottom}" w:left="{paper.left}"'
        f' w:header="709" w:footer="709" w:gutter="0"/>{number}<w:cols w:space="708"/></w:sectPr>'
    )


def room(properties: Element) -> int:
    """The width of the text of a section, in twips."""
    width = _number(properties, "pgSz", "w", A4.width)
    margins = sum(_number(properties, "pgMar", side, default) for side, default in (("left", A4.left), ("right", A4.right), ("gutter", 0)))
    columns = properties.find(f"{W}cols")
    count = int(columns.get(f"{W}num", "1")) if columns is not None and columns.get(f"{W}num", "1").isdigit() else 1
    return max(_LEAST, (width - margins) // max(1, count))


def height(properties: Element) -> int:
    """The height of the text of a section, in twips."""
    margins = sum(abs(_number(properties, "pgMar", side, default)) for side, default in (("top", A4.top), ("bottom", A4.bottom)))
    return max(_LEAST, _number(properties, "pgSz", "h", A4.height) - margins)


def is_landscape(properties: Element) -> bool:
    return _number(properties, "pgSz", "w", A4.width) > _number(properties, "pgSz", "h", A4.height)


def turned(properties: Element) -> Element:
    """The section with its paper turned to landscape; one that is landscape is returned as it is."""
    turned = copy.deepcopy(properties)
    if is_landscape(turned):
        return turned
    size, margins = turned.find(f"{W}pgSz"), turned.find(f"{W}pgMar")
    if size is None:
        size = element(f'<w:pgSz w:w="{A4.width}" w:h="{A4.height}"/>')
        turned.insert(_place(turned), size)
    width, tall = _number(turned, "pgSz", "w", A4.width), _number(turned, "pgSz", "h", A4.height)
    size.set(f"{W}w", str(tall))
    size.set(f"{W}h", str(width))
    size.set(f"{W}orient", "landscape")
    if margins is not None:
        before = {side: margins.get(f"{W}{side}") for side in _TURNED}
        for side, was in _TURNED.items():
            if (value := before[was]) is not None:
                margins.set(f"{W}{side}", value.lstrip("-"))
    return turned


def continued(properties: Element) -> Element:
    """The section as it goes on after another in between: its page numbers count on, and no page is its first."""
    continued = copy.deepcopy(properties)
    for numbers in continued.iterfind(f"{W}pgNumType"):
        if f"{W}start" in numbers.attrib:
            del numbers.attrib[f"{W}start"]
    for each in continued.findall(f"{W}titlePg"):
        continued.remove(each)
    kind = continued.find(f"{W}type")
    if kind is not None:
        kind.set(f"{W}val", "nextPage")
    return continued


def _place(properties: Element) -> int:
    """Where the paper's size belongs: after the references and the section's type."""
    before = {f"{W}{name}" for name in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")}
    return sum(each.tag in before for each in properties)


def _number(properties: Element, name: str, key: str, default: int) -> int:
    found = properties.find(f"{W}{name}")
    text = "" if found is None else found.get(f"{W}{key}", "")
    return int(text) if text.lstrip("-").isdigit() and len(text) < 7 else default
