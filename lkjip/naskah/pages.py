"""The page numbers in the lists of contents, read from the PDF that LibreOffice makes of the finished document.

The document itself is never saved by LibreOffice, which would lose descriptions of pictures, styles and the size of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from lkjip import libreoffice
from lkjip.docx_kit import pdf_pages
from lkjip.docx_kit.package import Document
from lkjip.docx_kit.settings import asking_for_fields
from lkjip.docx_kit.wml import W, element
from lkjip.naskah import roman
from lkjip.ooxml.archive import Element
from lkjip.ooxml.parts import serialised

Printer: TypeAlias = Callable[[bytes], bytes]
"""Makes the PDF of a document, with its bookmarks as named destinations.

Raises:
    libreoffice.NotConvertedError: it could not be made.
"""
_KIND: Final = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_SECONDS: Final = 180.0
_NAME: Final = Path("naskah.docx")
_PAGEREF: Final = re.compile(r"\s*PAGEREF\s+(\S+)")
_PROBE: Final = "LkjipBagian"
_UPDATE: Final = "nomor halaman di daftar isi belum ada ({}); jawab Ya saat Word bertanya, atau klik daftar isinya lalu tekan F9"


def printer() -> Printer | None:
    """The printing by the LibreOffice of this PC; None where there is none, or none is wanted."""
    program = libreoffice.program() if libreoffice.is_wanted() else None
    if program is None:
        return None
    return lambda document: libreoffice.as_pdf(program, document, str(_NAME), _SECONDS, _KIND)


@dataclass(frozen=True)
class Paged:
    """A document with its page numbers, or asking for them when it is opened, and then a note that says so."""

    data: bytes
    notes: tuple[str, ...] = ()


def with_pages(data: bytes, printer: Printer | None) -> Paged:
    """Fill in the page numbers of a document's lists."""
    with Document(_NAME, data) as document:
        root = document.xml(document.main)
        places = dict(_places(root))
        if not places:
            return Paged(data)
        numbers: Mapping[str, str] = {}
        why = "tidak dihitung dengan LibreOffice"
        if printer is not None:
            try:
                numbers = _numbers(root, places, printer(document.repacked({document.main: serialised(_probed(document))})))
                why = "LibreOffice tidak menyebutkan halamannya"
            except libreoffice.NotConvertedError as error:
                why = str(error)
        whole = all(name in numbers for name in places)
        for name, texts in places.items():
            for text in texts:
                text.text = numbers.get(name, "")
        changes = {document.main: serialised(root), **asking_for_fields(document, asks=not whole)}
        return Paged(document.repacked(changes), () if whole else (_UPDATE.format(why),))


def _places(root: Element) -> Iterator[tuple[str, list[Element]]]:
    """By the name of a bookmark, where its page number is shown."""
    found: dict[str, list[Element]] = {}
    name = None
    for run in root.iter(f"{W}r"):
        code = run.find(f"{W}instrText")
        mark = run.find(f"{W}fldChar")
        if code is not None and (page := _PAGEREF.match(code.text or "")):
            name = page[1]
        elif mark is not None and mark.get(f"{W}fldCharType") == "end":
            name = None
        elif name is not None and mark is None and code is None:
            text = run.find(f"{W}t")
            if text is None:
                text = element("<w:t/>")
                run.append(text)
            found.setdefault(name, []).append(text)
    yield from found.items()


def _probed(document: Document) -> Element:
    """The document with a bookmark at the beginning of each section."""
    root = document.xml(document.main)
    for number, line in enumerate(_firsts(root)):
        start = element(f'<w:bookmarkStart w:id="{90_000 + number}" w:name="{_PROBE}{number}"/>')
        properties = line.find(f"{W}pPr")
        line.insert(0, start) if properties is None else properties.addnext(start)
        start.addnext(element(f'<w:bookmarkEnd w:id="{90_000 + number}"/>'))
    return root


def _firsts(root: Element) -> Iterator[Element]:
    """The first paragraph of each section."""
    body = root.find(f"{W}body")
    begins = True
    for child in body if body is not None else ():
        if begins and (first := next(child.iter(f"{W}p"), None)) is not None:
            yield first
            begins = False
        begins = begins or child.find(f"{W}pPr/{W}sectPr") is not None


def _sections(root: Element) -> list[Element]:
    body = root.find(f"{W}body")
    return [] if body is None else [*body.iterfind(f"{W}p/{W}pPr/{W}sectPr"), *body.iterfind(f"{W}sectPr")]


def _numbers(root: Element, names: Mapping[str, object], pdf: bytes) -> Mapping[str, str]:
    """The printed number of the page of each bookmark that the PDF has, as its section numbers its pages."""
    pages = pdf_pages.destinations(pdf)

    def page(name: str) -> int | None:
        return pages.get(name, pages.get(pdf_pages.as_written(name)))

    begun: list[tuple[int, int, str]] = []
    for number, properties in enumerate(_sections(root)):
        first = page(f"{_PROBE}{number}")
        if first is None:
            return {}
        form = properties.find(f"{W}pgNumType")
        start = "" if form is None else form.get(f"{W}start", "")
        on = begun[-1][1] + first - begun[-1][0] if begun else 1
        begun.append((first, int(start) if start.isdigit() else on, "decimal" if form is None else form.get(f"{W}fmt", "decimal")))
    found = {}
    for name, section in _sections_of(root, names).items():
        at = page(name)
        if at is not None:
            first, value, form_name = begun[section]
            found[name] = _printed(value + at - first, form_name)
    return found


def _sections_of(root: Element, names: Mapping[str, object]) -> Mapping[str, int]:
    """The number of the section that each bookmark is in."""
    found, number = {}, 0
    body = root.find(f"{W}body")
    for child in body if body is not None else ():
        for mark in child.iter(f"{W}bookmarkStart"):
            if mark.get(f"{W}name", "") in names:
                found[mark.get(f"{W}name", "")] = number
        number += child.find(f"{W}pPr/{W}sectPr") is not None
    return found


def _printed(number: int, form: str) -> str:
    if form in ("lowerRoman", "upperRoman"):
        digits = roman.written(number)
        return digits.lower() if form == "lowerRoman" else digits
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("A") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letters.lower() if form == "lowerLetter" else letters
    return str(number)
