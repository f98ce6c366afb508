"""Read a Word document that anybody may have made: with limits, and one line about what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from lkjip.docx_kit import package
from lkjip.naskah.reading.document import Document, of_parts


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
        return of_parts(
            document.xml(document.main),
            next(iter(roots["/styles"]), None),
            [*roots["/footnotes"], *roots["/endnotes"]],
            [*roots["/header"], *roots["/footer"]],
        )
