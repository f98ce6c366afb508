"""The category that a document prints for a capaian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lkjip.naskah.reading.facts import WHOLE, Fact, Facts, Subject
from lkjip.naskah.reading.found import Discrepancy, finding
from lkjip.naskah.reading.sections import Placed
from xlfuncs import rules
from xlfuncs.errors import RuleError

if TYPE_CHECKING:
    from lkjip.naskah.reading.prose import Reader


def code_of(facts: Facts, text: str) -> str | None:
    """The code of the category that a text is the label or the code of, and nothing else."""
    said = _plain(text)
    for band in facts.book.laporan.bands:
        if said and said in (_plain(band.label), _plain(band.code)):
            return band.code
    return None


def of_value(facts: Facts, value: float) -> str | None:
    """The code of a capaian's category; None if the scale gives none."""
    try:
        code = rules.kategori(value, facts.book.laporan.skala)
    except RuleError:
        return None
    return code if isinstance(code, str) else None


def of_cell(reader: Reader, placed: Placed, cell: str, about: Sequence[Subject], quoted: str) -> Iterator[Discrepancy]:
    """What a cell says wrongly as the category of what its row is about."""
    said = code_of(reader.facts, cell)
    known = [fact for each in about for fact in reader.facts.of(each, "capaian")]
    if said is None or not known:
        return
    yield from compared(reader.facts, placed, cell, said, known, quoted)


def compared(facts: Facts, placed: Placed, cell: str, said: str, known: Sequence[Fact], quoted: str) -> Iterator[Discrepancy]:
    """A finding unless a category is that of one of some capaian."""
    codes = [code for fact in known if (code := of_value(facts, fact.value)) is not None]
    if codes and said not in codes:
        label = label_of(facts, codes[0])
        message = f'Kategori tertulis "{cell.strip()}", sedangkan {known[0].what} di buku kerja berkategori {label}'
        yield finding("naskah-kategori", placed, quoted, message, label, known[0].place)


def label_of(facts: Facts, code: str) -> str:
    return next((band.label or band.code for band in facts.book.laporan.bands if band.code == code), code)


def shares(facts: Facts, about: Sequence[Subject], what: str) -> list[Fact]:
    """The percentages that some counted indicators may be of all, or of all that are measured.

    Args:
        what: the name of the count, such as "jumlah SB".
    """
    return [
        Fact(count.value / whole.value * WHOLE, count.place, f"persentase {count.what}")
        for subject in about
        for count in facts.of(subject, what)
        for whole in (*facts.of(subject, "jumlah terukur"), *facts.of(subject, "jumlah indikator"))
        if whole.value
    ]


def _plain(text: object) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", str(text or "").lower()))
