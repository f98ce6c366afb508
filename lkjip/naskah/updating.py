"""Bring the document of an office up to date after the workbook has changed: backup first, then one replacement, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lkjip import files, inputs, limits
from lkjip.docx_kit import package
from lkjip.naskah.merging import merged

ALL_UPDATED: Final = 0
SOMETHING_LEFT: Final = 1
NOTHING_DONE: Final = 2


@dataclass(frozen=True)
class Outcome:
    """What became of a document.

    Attributes:
        status: the exit status of the command: `ALL_UPDATED`, `SOMETHING_LEFT` (as people made it), or `NOTHING_DONE`, because the
            document does not say what we wrote last.
        updated: a line for everything that is new in it.
        left: a line for everything that differs from what would be written today.
        backup: of the document as it was; None if it was not written.
    """

    status: int
    updated: Sequence[str]
    left: Sequence[str]
    backup: Path | None


def update(document: Path, fresh: bytes) -> Outcome:
    """Bring a document up to date.

    Args:
        fresh: what would be written today (`lkjip.naskah.making`); it needs no page numbers.

    Raises:
        LkjipError: the document is missing, open elsewhere, no .docx, damaged, changed meanwhile, or cannot be written; it is as before.
    """
    files.refuse_open(document)
    before = _content(document)
    result = merged(before, fresh, document)
    if result.data is None:
        return Outcome(NOTHING_DONE, (), result.left, None)
    backup = None
    if result.data != before:
        backup = files.write(document, result.data, instead_of=before)
        files.prune_backups(document)
    return Outcome(SOMETHING_LEFT if result.left else ALL_UPDATED, result.updated, result.left, backup)


def _content(path: Path) -> bytes:
    try:
        return inputs.content(path, limits.PACKAGE_BYTES)
    except OSError:
        package.Document(path).close()  # says in words why it cannot be read
        raise
