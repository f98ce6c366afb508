"""The seal of a mailed copy: whether a reader still sees what was sent. It shows an accidental change; it is no signature.

Sealed is one canonical form of the whole workbook (`form`), which opening and saving in any program leaves as it is; the record
of it (`record`) stands in the file's own properties, and `comparing` names what is other now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lkjip.mail.seal import comparing, first, record
from lkjip.mail.seal.form import CanonicalBook, canonical
from lkjip.mail.seal.record import Seal, put, seal_of
from lkjip.mail.seal.sheet import Place
from lkjip.ooxml.package import Package
from lkjip.ooxml.parts import Parts
from lkjip.sources import workbook_file


@dataclass(frozen=True)
class Verdict:
    """What a seal says of a workbook.

    `shown` is the seal as the letter shows it, `differences` what is other than when it was sealed, `remarks` what is other but not
    sealed: a line each. `older` is whether it is of the older kind, which seals less: what is odd beyond that counts as a difference.
    """

    shown: str
    differences: Sequence[str]
    remarks: Sequence[str] = ()
    older: bool = False

    @property
    def unchanged(self) -> str:
        """What is said where there are no differences."""
        if self.older:
            return (
                f"isian tabel dan angka Ringkasan sama seperti saat dikirim; segel {self.shown}, seperti di suratnya;"
                " segel ini jenis lama, yang tidak mencakup rumus, tampilan, dan lembar lain"
            )
        return f"sama seperti saat dikirim; segel {self.shown}, seperti di suratnya"


def is_whole(parts: Parts) -> bool:
    """Whether a workbook carries a seal, and is what was sealed."""
    seal = record.found_in(record.properties(parts))
    return seal is not None and record.packed(canonical(parts)) == seal.data


def verdict(package: Package, workbook: workbook_file.Workbook | None = None) -> Verdict | None:
    """What the seal in a file says of it; None where it carries none that is whole.

    Args:
        workbook: what was read of the file already.

    Raises:
        LkjipError: it cannot be read.
    """
    parts = Parts(package)
    kept = record.properties(parts)
    seal = record.found_in(kept)
    if seal is not None:
        book = canonical(parts)
        if record.packed(book) == seal.data:
            return Verdict(seal.shown, ())
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
    """Cells of tables by their columns, named cells by their names."""
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
