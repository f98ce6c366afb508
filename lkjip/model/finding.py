"""Findings of a workbook check, for staff and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias, TypedDict

Level: TypeAlias = Literal["galat", "peringatan", "info"]

LEVELS: Final[tuple[Level, ...]] = ("galat", "peringatan", "info")
"""Levels, most severe first: error, warning, remark."""

LEVEL_WORDS: Final[Mapping[Level, str]] = {"galat": "kesalahan", "peringatan": "peringatan", "info": "catatan"}
"""What staff read for each level, on the sheet Pemeriksaan and in the terminal; JSON and the recap keep the levels' own names."""


KEYS: Final = ("kode", "tingkat", "lembar", "sel", "pesan", "seharusnya", "saran", "tabel", "diterima", "alasan", "alasan_lama")
"""Names of a finding's fields, in their order, in `lkjip periksa --format json` and in the recap."""


class Identity(NamedTuple):
    """What a finding is about, in words that stay the same when rows are inserted, tables sorted and sheets renamed."""

    code: str
    table: str
    """The name of the Excel table; empty where the cell belongs to none."""
    row: str
    """What the row is about, such as the name of its indicator."""
    column: str
    there: str
    """What the cell holds, and the other figures that the finding compares."""
    expected: str
    number: int = 1
    """Counts findings that are equal in all else, from 1."""


class Acceptance(NamedTuple):
    """What the office says about a finding that it leaves as it is."""

    reason: str
    date: str


@dataclass(frozen=True)
class Finding:
    """One finding: its place, the problem, the expected value and how to fix it, in Bahasa Indonesia.

    `cell` is a relative reference: "E8", or "E8:F8" for adjacent cells. Of equal findings that were folded into one it is the
    first cell, and the message lists all.
    """

    code: str
    level: Level
    sheet: str
    cell: str
    message: str
    expected: str
    advice: str
    table: str = ""
    """The name of the Excel table that the cell belongs to; empty if none."""
    members: Sequence[Identity] = ()
    """What it is about; several if equal findings were folded into one."""
    accepted: Acceptance | None = None
    """Why the office leaves it as it is; None while it is open."""
    earlier: Acceptance | None = None
    """Why the office left an earlier finding about the same place as it was, of an open one."""

    def as_data(self) -> dict[str, str]:
        """Return the finding as a dict with the keys of `lkjip periksa --format json`."""
        said = (self.code, self.level, self.sheet, self.cell, self.message, self.expected, self.advice, self.table)
        reason, earlier = (each.reason if each else "" for each in (self.accepted, self.earlier))
        return dict(zip(KEYS, (*said, "ya" if self.accepted else "", reason, earlier), strict=True))


class Words(TypedDict):
    """The texts of a remark, for a check that chooses among several wordings."""

    message: str
    expected: str
    advice: str


class Fold(NamedTuple):
    """How equal remarks at several places are said as one (`lkjip.checks.folding`)."""

    message: str
    """What is wrong at all of them, with "{n}" for their number."""
    name: str = ""
    """What the remark's own place is called in the list, such as its indicator."""
    advice: str = ""
    """The advice for all of them, where that of a single place names its figures."""
    one_cause: bool = False
    """Whether mending one thing mends all: two places are one finding already, in whatever sheets and columns they are."""


class Remark(NamedTuple):
    """Result of one check at one place: a finding without the check's code and level."""

    sheet: str
    cell: str
    message: str
    expected: str
    advice: str
    fold: Fold | None = None
    """How it is said together with equal ones; None if it always stands alone."""
    anywhere: bool = False
    """Whether its cell is only the first of those that it is about, so that its row says nothing about it."""


def has_galat(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error, accepted or not."""
    return any(finding.level == "galat" for finding in findings)
