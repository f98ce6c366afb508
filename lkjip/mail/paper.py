"""Print the sheets of a copy that are handed in as a PDF, where this PC has a LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from lxml import etree

from lkjip import libreoffice
from lkjip.model.formulas.references import quoted
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import serialised
from lkjip.xlsx_kit import paper as pages

_SECONDS: Final = 90
"""How long a printing may take; then there is no PDF."""
_BY_HAND: Final = "buka salinannya, lalu Simpan Sebagai (Save As) PDF, bila perlu"
_NONE: Final = f"PDF tidak dibuat, karena tidak ada LibreOffice di komputer ini; {_BY_HAND}"
_FAILED: Final = f"PDF tidak jadi dibuat ({{}}); {_BY_HAND}"
_STAMPS: Final = re.compile(rb"(?<=/CreationDate\(D:)[0-9]{14}|(?<=/ModDate\(D:)[0-9]{14}")
_ZONES: Final = re.compile(rb"(/(?:Creation|Mod)Date\(D:[0-9]{14})[+-][0-9]{2}'[0-9]{2}'")
_IDS: Final = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)")
_XMP_STAMPS: Final = re.compile(rb"(?<=Date>)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")
_CHECKSUM: Final = re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}")

_LONGEST: Final = 120
"""Characters of an office's name in a footer, which has room for 255 with its codes."""
_PRINTED: Final = "_xlnm.Print_"
_EMPTY: Final = "$XFD$1"

Printer: TypeAlias = Callable[[bytes, Sequence[str]], bytes]
"""Makes the PDF of some sheets of a workbook, in their order.

Raises:
    NotPrintedError: it could not be made.
"""


class NotPrintedError(Exception):
    """There is no PDF; the text is a line for the sender."""

    @classmethod
    def because(cls, reason: str) -> NotPrintedError:
        """A PDF that could not be made, for a reason in a few words."""
        return cls(_FAILED.format(reason))


def printer() -> Printer | None:
    """The printing by the LibreOffice of this PC; None where none is wanted."""
    if not libreoffice.is_wanted():
        return None
    program = libreoffice.program()

    def printed(book: bytes, titles: Sequence[str]) -> bytes:
        if program is None:
            raise NotPrintedError(_NONE)
        return by_libreoffice(program, book, titles)

    return printed


def by_libreoffice(program: Path, book: bytes, titles: Sequence[str]) -> bytes:
    """Print sheets of a workbook by LibreOffice, in a profile of its own and with macros off.

    Args:
        program: LibreOffice's program.
        book: the bytes of an .xlsx file; the first of `titles` is its first sheet.

    Raises:
        NotPrintedError: LibreOffice failed, or took too long.
    """
    try:
        return without_time(libreoffice.as_pdf(program, _only(book, titles), "salinan.xlsx", _SECONDS))
    except libreoffice.NotConvertedError as error:
        raise NotPrintedError.because(str(error)) from None


def _only(book: bytes, titles: Sequence[str]) -> bytes:
    """A workbook of which only some sheets print anything, since LibreOffice prints hidden sheets too.

    Of the others an empty cell is the print area, and empty pages are left out.
    """
    with Package(Path("salinan.xlsx"), book) as package:
        root = package.xml(package.main)
        sheets = [sheet.get("name") or "" for sheet in root.iterfind("{*}sheets/{*}sheet")]
        silent = {str(number): title for number, title in enumerate(sheets) if title not in titles}
        names = root.find("{*}definedNames")
        if names is None:
            raise NotPrintedError.because("salinannya tidak punya nama")
        for name in list(names):
            if name.get("localSheetId") in silent and (name.get("name") or "").startswith(_PRINTED):
                names.remove(name)
        for number, title in silent.items():
            area = etree.SubElement(names, names.tag.removesuffix("s"), {"name": f"{_PRINTED}Area", "localSheetId": number})
            area.text = f"{quoted(title)}!{_EMPTY}"
        return package.repacked({package.main: serialised(root)})


def named(book: bytes, office: str) -> bytes:
    """A workbook to print, whose footers name the office; a footer that somebody has changed stays."""
    with Package(Path("salinan.xlsx"), book) as package:
        changed = {}
        for part in package.sheet_parts.values():
            root = package.xml(part)
            footers = [each for each in root.iterfind("{*}headerFooter/{*}oddFooter") if each.text == pages.FOOTER]
            for each in footers:
                each.text = pages.footer(office[:_LONGEST])
            if footers:
                changed[part] = serialised(root)
        return package.repacked(changed)


def without_time(pdf: bytes) -> bytes:
    """A PDF that does not tell when it was made, so that the same sheets give the same file; no byte moves."""
    for pattern, digits in ((_STAMPS, b"19800101000000"), (_XMP_STAMPS, b"1980-01-01T00:00:00"), (_IDS, b"0" * 32), (_CHECKSUM, b"0" * 32)):
        pdf = pattern.sub(digits, pdf)
    return _ZONES.sub(lambda found: found[1] + b"+00'00'", pdf)
