"""Where a new document is put: beside its workbook, and never over one that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lkjip import files
from lkjip.errors import UnwritableError

_SUFFIX: Final = ".docx"


def beside(book: Path) -> Path:
    """The path of a workbook's document where no other one is asked for."""
    return book.with_name(f"Naskah {book.stem}{_SUFFIX}")


def refuse(target: Path, book: Path) -> None:
    """Pass a path at which a new document may be written.

    Raises:
        UnwritableError: it has no name of a Word document, or there is a file already.
    """
    if target.suffix.lower() != _SUFFIX:
        raise UnwritableError(f"{target}: nama naskah harus berakhir dengan {_SUFFIX}")
    if target.exists():
        raise UnwritableError(
            f'{target}: sudah ada dan dibiarkan; perbarui dengan: lkjip naskah "{book}" --perbarui "{target}",'
            " atau tulis nama lain di --keluaran"
        )


def create(target: Path, data: bytes, book: Path) -> None:
    """Write a new document.

    Raises:
        UnwritableError: as `refuse`, or it cannot be written; then nothing is left of it.
    """
    refuse(target, book)
    files.write(target, data)
