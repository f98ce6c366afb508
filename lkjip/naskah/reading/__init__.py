"""A document read against the workbook: every number that has a role must be the figure of its cell.

`findings` is what `lkjip periksa-naskah` calls. The way of a number: `opened` and `document` give paragraphs and tables, `sections`
says where each stands, `numbers` finds the numbers, `roles` (prose) and `grids` (tables) say what each is, `facts` what it must be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lkjip.checks.book import Book
from lkjip.model.finding import LEVEL_WORDS
from lkjip.naskah.reading import contents, opened, scale, years
from lkjip.naskah.reading.document import Document, Paragraph, Table
from lkjip.naskah.reading.facts import Facts
from lkjip.naskah.reading.found import Counted, Discrepancy
from lkjip.naskah.reading.grids import Grid
from lkjip.naskah.reading.names import Names
from lkjip.naskah.reading.prose import Reader
from lkjip.naskah.reading.sections import Part, Placed, Section, placed
from lkjip.sources.workbook_file import Workbook
from xlfuncs import id_format

_NEAR: Final = 4
"""Paragraphs above a table that may say what it is."""
_LONGEST_TITLE: Final = 300
_MARGINS: Final = Placed(Paragraph("", 0), Section(titles=((1, "Kepala dan kaki halaman"),)))


@dataclass(frozen=True)
class Reading:
    """What was found in a document, in its order, and how many numbers were read."""

    findings: Sequence[Discrepancy]
    counted: Counted
    has_changes: bool = False

    def as_data(self) -> list[dict[str, str | int]]:
        """The findings with the keys of `lkjip periksa-naskah --format json`."""
        return [each.as_data() for each in self.findings]

    def lines(self, name: str) -> list[str]:
        """What staff read, a finding a line; `name` is that of the document."""
        found = [
            f"{LEVEL_WORDS[each.level]}: {each.part}: {each.message}"
            f"{f'; seharusnya {each.expected}' if each.expected else ''}{f' ({each.source})' if each.source else ''}"
            f' [{each.code}] "{each.quoted}"'
            for each in self.findings
        ]
        count = f"{len(self.findings)} temuan" if self.findings else "tidak ada temuan"
        changes = [f"{name}: perubahan yang terlacak dibaca seolah-olah semuanya diterima"] if self.has_changes else []
        return [*found, *changes, f"{name}: {count}; {self._counts}"]

    @property
    def _counts(self) -> str:
        left_out = ", ".join(f"{_number(count)} {kind}" for kind, count in sorted(self.counted.excluded.items()))
        parts = [f"{_number(self.counted.traced)} angka cocok dengan buku kerja"]
        if self.counted.without_role:
            parts.append(f"{_number(self.counted.without_role)} angka tidak dikenali perannya, jadi tidak dibandingkan")
        if left_out:
            parts.append(f"bukan angka laporan: {left_out}")
        return "; ".join(parts)


def findings(document: Path, workbook: Workbook) -> Reading:
    """Read a Word document against a workbook.

    Raises:
        LkjipError: the document cannot be read.
    """
    return read(opened.read(document), Book(workbook))


def read(document: Document, book: Book) -> Reading:
    """Read a document that is already open against a workbook."""
    facts, names = book.once(Facts), book.once(_names)
    reader = Reader(facts, names, Counted())
    blocks = list(placed(document, names))
    found: list[tuple[int, Discrepancy]] = []
    above: list[str] = []
    for place, each in enumerate(blocks):
        if isinstance(each.block, Table):
            here = list(Grid(reader, each, each.block, above[-_NEAR:]).findings())
        elif each.section.part is Part.CONTENTS and each.heading is None:
            here = []
        else:
            here = _paragraph(reader, each, each.block.text)
            if each.heading is not None:
                above = []
            if len(each.block.text) <= _LONGEST_TITLE:
                above.append(each.block.text)
        found += [(place, finding) for finding in here]
    whole = [*contents.missing_sections(blocks), *contents.short_lists(facts, names, blocks)]
    found += [(_place_of(blocks, finding), finding) for finding in whole]
    found += [(len(blocks), finding) for finding in years.in_margins(facts, document.margins, _MARGINS)]
    return Reading([finding for _, finding in sorted(found, key=lambda each: each[0])], reader.counted, document.has_changes)


def _names(book: Book) -> Names:
    return Names(book.once(Facts))


def _paragraph(reader: Reader, each: Placed, text: str) -> list[Discrepancy]:
    bounds, span = scale.findings(reader.facts, each, text)
    if span is not None and not bounds:
        reader.counted.traced += 1
    return [*years.findings(reader.facts, each, reader.counted), *bounds, *reader.findings(each, text, hidden=span)]


def _place_of(blocks: Sequence[Placed], finding: Discrepancy) -> int:
    return next(
        (place for place, each in enumerate(blocks) if isinstance(each.block, Paragraph) and each.block.number == finding.paragraph), 0
    )


def _number(count: int) -> str:
    return id_format.fixed(count, 0)
