"""Bulleted, numbered and lettered lists; each list that begins anew has numbers of its own."""

from __future__ import annotations

from enum import Enum
from typing import Final

from lkjip.docx_kit.wml import NAMESPACES, PART_TYPES, RELATIONS, W, element
from lkjip.ooxml.archive import Element

CONTENT_TYPE: Final = f"{PART_TYPES}.numbering+xml"
RELATION: Final = f"{RELATIONS}/numbering"
EMPTY: Final = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{NAMESPACES["w"]}"/>'.encode()


class List(Enum):
    """A kind of list: the number's format, and its text."""

    BULLETS = ("bullet", "•")
    NUMBERS = ("decimal", "%1.")
    LETTERS = ("lowerLetter", "%1.")


class Numbering:
    """The numbering part of a document, to which lists are added."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._kinds: dict[List, int] = {}
        self._next = 1 + max(
            (int(each.get(f"{W}numId", "0")) for each in root.iterfind(f"{W}num") if each.get(f"{W}numId", "").isdigit()), default=0
        )
        self._bullets: int | None = None

    def begun(self, kind: List) -> int:
        """The number of a list that begins here; all bulleted lists are one."""
        if kind is List.BULLETS:
            self._bullets = self._bullets or self._new(kind)
            return self._bullets
        return self._new(kind)

    def _new(self, kind: List) -> int:
        of = self._kind(kind)
        number = self._next
        self._next += 1
        begins = "" if kind is List.BULLETS else '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        new = element(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{begins}</w:num>')
        after = [*self.root.iterfind(f"{W}abstractNum"), *self.root.iterfind(f"{W}num")]
        after[-1].addnext(new)
        return number

    def _kind(self, kind: List) -> int:
        if kind not in self._kinds:
            known = list(self.root.iterfind(f"{W}abstractNum"))
            number = 1 + max(
                (int(each.get(f"{W}abstractNumId", "0")) for each in known if each.get(f"{W}abstractNumId", "").isdigit()), default=-1
            )
            form, text = kind.value
            made = element(
                f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                '<w:pPr><w:ind w:left="709" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>'
            )
            if known:
                known[-1].addnext(made)
            else:
                self.root.insert(len(self.root.findall(f"{W}numPicBullet")), made)
            self._kinds[kind] = number
        return self._kinds[kind]
