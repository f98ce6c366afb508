"""Findings of a workbook check, for staff and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

Level: TypeAlias = Literal["galat", "peringatan", "info"]

LEVELS: Final[tuple[Level, ...]] = ("galat", "peringatan", "info")
"""Levels, most severe first: error, warning, remark."""


KEYS: Final = ("kode", "tingkat", "lembar", "sel", "pesan", "seharusnya", "saran")
"""Names of a finding's fields, in their order, in `lkjip periksa --format json` and in the recap."""


@dataclass(frozen=True)
class Finding:
    """One finding: its place, the problem, the expected value and how to fix it, in Bahasa Indonesia.

    `cell` is a relative reference: "E8", or "E8:F8" for adjacent cells.
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


class Remark(NamedTuple):
    """Result of one check at one place: a finding without the check's code and level."""

    sheet: str
    cell: str
    message: str
    expected: str
    advice: str


def has_galat(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error."""
    return any(finding.level == "galat" for finding in findings)
