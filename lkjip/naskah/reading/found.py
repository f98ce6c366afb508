"""A finding in a document, and the counts of what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from lkjip.checks.wording import figure, listed
from lkjip.model.finding import Level
from lkjip.naskah.reading.facts import Fact, Facts
from lkjip.naskah.reading.numbers import Number, Unit
from lkjip.naskah.reading.sections import Placed
from xlfuncs import id_format

_QUOTED: Final = 70
"""Characters of a document that are quoted on either side of what a finding is about."""
_NEARLY: Final = 0.1
KEYS: Final = ("kode", "tingkat", "bagian", "paragraf", "kutipan", "pesan", "seharusnya", "sel_sumber")


@dataclass(frozen=True)
class Discrepancy:
    """What a document says otherwise than the workbook, or than itself.

    Attributes:
        part: the headings that it stands under.
        paragraph: number of the paragraph, counted over the paragraphs of the body with text; of a table that of the paragraph before it.
        quoted: the words around it.
        expected: what should stand there; "" if that is not known.
        source: the cell that says so, such as "Tabel 3.2!H7"; "" if it is the document itself that says otherwise.
    """

    code: str
    level: Level
    part: str
    paragraph: int
    quoted: str
    message: str
    expected: str
    source: str

    def as_data(self) -> dict[str, str | int]:
        """The finding with the keys of `lkjip periksa-naskah --format json`."""
        said = (self.code, self.level, self.part, self.paragraph, self.quoted, self.message, self.expected, self.source)
        return dict(zip(KEYS, said, strict=True))


@dataclass
class Counted:
    """How many numbers were read: those that agree with a cell, those left out by kind, and those without a role."""

    traced: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    without_role: int = 0


def finding(
    code: str, placed: Placed, quoted: str, message: str, expected: str = "", source: str = "", level: Level = "galat"
) -> Discrepancy:
    """A finding about a block."""
    return Discrepancy(code, level, placed.section.name, placed.block.number, " ".join(quoted.split()), message, expected, source)


def around(text: str, start: int, end: int) -> str:
    """A piece of a text with the words around it, "…" where it is cut."""
    left, right = max(start - _QUOTED, 0), min(end + _QUOTED, len(text))
    before = text[left:start] if not left else f"…{text[left:start].partition(' ')[2]}"
    after = text[end:right] if right == len(text) else f"{text[end:right].rpartition(' ')[0]}…"
    return f"{before}{text[start:end]}{after}"


def shown(fact: Fact, number: Number) -> str:
    """A figure of the workbook as the document should print it: with its unit, and at least the decimals that are known."""
    if number.unit is Unit.RUPIAH:
        return id_format.rupiah(fact.value).removesuffix(",00")
    return f"{figure(float(id_format.rounded(fact.value)))}{' %' if number.unit is Unit.PERCENT else ''}"


def differing(placed: Placed, text: str, number: Number, what: str, expected: Sequence[Fact], facts: Facts) -> Discrepancy:
    """The finding that a number is none of the figures that it must be."""
    first = likeliest(number, expected)
    message = f"{what} tertulis {number.text.strip()}, sedangkan {first.what} di buku kerja {shown(first, number)}"
    return finding(
        "naskah-angka",
        placed,
        around(text, number.start, number.end),
        message + whose(number, facts, expected),
        shown(first, number),
        first.place,
    )


def likeliest(number: Number, expected: Sequence[Fact]) -> Fact:
    """The figure that a wrong number most probably should be: one that it nearly is, else the first."""
    printed = number.readings[0]
    near = [fact for fact in expected if abs(fact.value - printed) <= _NEARLY * abs(fact.value)]
    return min(near, key=lambda fact: abs(fact.value - printed), default=expected[0])


def whose(number: Number, facts: Facts, but: Iterable[Fact] = ()) -> str:
    """Whose value a wrong number is, as the end of a sentence; "" if that tells nothing."""
    excluded = {fact.place for fact in but}
    found = [fact for reading in number.readings for fact in facts.whose(reading) if fact.place not in excluded]
    if not found:
        return ""
    named = [f"{fact.what} ({fact.place})" for fact in found]
    more = [f"{len(named) - 2} angka lain"] if len(named) > 2 else []
    return f"; nilai itu milik {listed([*named[:2], *more])}"
