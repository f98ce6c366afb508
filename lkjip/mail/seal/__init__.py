"""Seal a mailed copy, and tell whether a reader still sees what was sent. It shows accidental changes and is no signature.

The seal covers a canonical form of the whole workbook (`form`), which does not change when a program opens and saves the file.
The record of it (`record`) is stored in the file's custom properties; `comparing` names the differences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lkjip.mail.seal import comparing, first, record
from lkjip.mail.seal.form import CanonicalBook, canonical
from lkjip.mail.seal.record import Seal, put, seal_of
from lkjip.mail.seal.sheet import Place
from lkjip.model import triwulan
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import Parts
from lkjip.sources import workbook_file
from xlfuncs.triwulan import TRIWULAN


@dataclass(frozen=True)
class Verdict:
    """The result of comparing a workbook with its seal.

    `shown` is the seal as the letter shows it. `differences` lists what has changed since the sealing, `remarks` what has changed
    but is not sealed, a line each. `older` means the older kind, which seals less: oddities beyond it count as differences.
    `triwulan` is the quarter, from 1, of which the workbook is the copy; None for a whole report.
    """

    shown: str
    differences: Sequence[str]
    remarks: Sequence[str] = ()
    older: bool = False
    triwulan: int | None = None

    @property
    def unchanged(self) -> str:
        """The message if there are no differences."""
        if self.older:
            return (
                f"isian tabel dan angka Ringkasan sama seperti saat dikirim; segel {self.shown}, seperti di suratnya;"
                " segel ini jenis lama, yang tidak mencakup rumus, tampilan, dan lembar lain"
            )
        what = f"kiriman triwulan {TRIWULAN[self.triwulan - 1]}, " if self.triwulan else ""
        return f"{what}sama seperti saat dikirim; segel {self.shown}, seperti di suratnya"


def is_whole(parts: Parts) -> bool:
    """Whether a workbook carries a seal, and is what was sealed."""
    seal = record.found_in(record.properties(parts))
    return seal is not None and record.packed(canonical(parts)) == seal.data


def verdict(package: Package, workbook: workbook_file.Workbook | None = None) -> Verdict | None:
    """Compare a file with its seal; None if it has no intact seal.

    Args:
        workbook: the file's contents, if already read.

    Raises:
        LkjipError: the file cannot be read.
    """
    parts = Parts(package)
    kept = record.properties(parts)
    seal = record.found_in(kept)
    if seal is not None:
        book = canonical(parts)
        if record.packed(book) == seal.data:
            return Verdict(seal.shown, (), triwulan=triwulan.number_in(package.named_text(triwulan.SENT_NAME) or ""))
        try:
            before = record.unpacked(seal.data)
        except ValueError:
            return None
        return Verdict(seal.shown, comparing.differences(before, book, _labels(package, book)), comparing.remarks(before, book))
    older = first.found_in(kept)
    if older is None:
        return None
    workbook = workbook or workbook_file.of_package(package)
    cells = first.sealed_cells(package, workbook, parts.sheet, older)
    found = [*first.differences(older, cells), *first.oddities(canonical(parts))]
    return Verdict(record.shown(older.digest), found, older=True)


def _labels(package: Package, book: CanonicalBook) -> comparing.Labels:
    """Names for cells in messages: the column for a table cell, the defined name for a named cell."""
    tables: dict[str, list[tuple[range, int, Sequence[str]]]] = {}
    for table in package.tables.values():
        tables.setdefault(table.sheet, []).append((range(table.first_row, table.bottom + 1), table.left, table.columns))
    named = {
        (sheet.title, (where[0] + 1, where[1] + 1)): name.lower() for name, (sheet, where) in book.named.items() if where[:2] == where[2:]
    }

    def label(title: str, place: Place) -> str:
        row, column = place
        if name := named.get((title, place)):
            return f" ({name})"
        found = (
            columns[column - left] for rows, left, columns in tables.get(title, ()) if row in rows and 0 <= column - left < len(columns)
        )
        return next((f" ({column_name})" for column_name in found), "")

    return label


__all__ = ["Seal", "Verdict", "canonical", "is_whole", "put", "seal_of", "verdict"]
