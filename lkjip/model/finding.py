"""Findings of a workbook check, for staff and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Final, Literal, NamedTuple, TypeAlias, TypedDict

Level: TypeAlias = Literal["galat", "peringatan", "info"]

LEVELS: Final[tuple[Level, ...]] = ("galat", "peringatan", "info")
"""Levels, most severe first: error, warning, remark."""

LEVEL_WORDS: Final[Mapping[Level, str]] = {"galat": "kesalahan", "peringatan": "peringatan", "info": "catatan"}
"""What staff read for each level, on the sheet Pemeriksaan and in the terminal; JSON and the recap keep the levels' own names."""


KEYS: Final = ("kode", "tingkat", "lembar", "sel", "pesan", "seharusnya", "saran")
"""Names of a finding's fields, in their order, in `lkjip periksa --format json` and in the recap."""


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

    def as_data(self) -> dict[str, str]:
        """Return the finding as a dict with the keys of `lkjip periksa --format json`."""
        return dict(zip(KEYS, astuple(self), strict=True))


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


def has_galat(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error."""
    return any(finding.level == "galat" for finding in findings)
