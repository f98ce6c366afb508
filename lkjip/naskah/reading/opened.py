"""Read a Word document that anybody may have made: with limits, and one line about what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lkjip.docx_kit import package
from lkjip.errors import UnreadableError
from lkjip.naskah.reading.document import Document, of_parts

LETTERS: Final = 2_000_000
"""Most characters of a document, some thousand pages."""


def read(path: Path) -> Document:
    """Read a .docx file.

    Raises:
        LkjipError: it is missing, unreadable, no .docx, encrypted, damaged, or built to harm.
    """
    with package.Document(path) as document:
        roots = {
            kind: [document.xml(part) for part in document.targets(document.main, kind=kind).values() if part in document.names]
            for kind in ("/styles", "/footnotes", "/endnotes", "/header", "/footer")
        }
        read = of_parts(
            document.xml(document.main),
            next(iter(roots["/styles"]), None),
            [*roots["/footnotes"], *roots["/endnotes"]],
            [*roots["/header"], *roots["/footer"]],
        )
    if read.length > LETTERS:
        raise UnreadableError(f"{path}: jauh lebih panjang daripada sebuah laporan; bagi menjadi beberapa dokumen")
    return read
