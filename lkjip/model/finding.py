"""What a check of a workbook finds, as staff and programs read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

Level: TypeAlias = Literal["galat", "peringatan", "info"]

LEVELS: Final[tuple[Level, ...]] = ("galat", "peringatan", "info")
"""From the gravest down: a mistake, something to look at again, a remark."""


KEYS: Final = ("kode", "tingkat", "lembar", "sel", "pesan", "seharusnya", "saran")
"""The fields of a finding, in their order, as `lkjip periksa --format json` and the recap name them."""


@dataclass(frozen=True)
class Finding:
    """One finding: where it is, what is there, what should be, and how to mend it; texts and figures as Indonesians write them.

    `cell` is plain: "E8", or "E8:F8" for neighbours.
    """

    code: str
    level: Level
    sheet: str
    cell: str
    message: str
    expected: str
    advice: str

    def as_data(self) -> dict[str, str]:
        """The finding by the keys of `lkjip periksa --format json`."""
        return dict(zip(KEYS, astuple(self), strict=True))


class Remark(NamedTuple):
    """What one check says of a place; with the check's code it is a finding."""

    sheet: str
    cell: str
    message: str
    expected: str
    advice: str


def has_galat(findings: Iterable[Finding]) -> bool:
    """Whether a mistake is among the findings."""
    return any(finding.level == "galat" for finding in findings)
