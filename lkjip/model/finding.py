"""What a check of a workbook finds, as staff and programs read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

Tingkat: TypeAlias = Literal["galat", "peringatan", "info"]

TINGKAT: Final[tuple[Tingkat, ...]] = ("galat", "peringatan", "info")
"""From the gravest down: a mistake, something to look at again, a remark."""


@dataclass(frozen=True)
class Temuan:
    """One finding: where it is, what is there, what should be, and how to mend it; figures as Indonesians write them.

    The fields are the keys of `lkjip periksa --format json`. `sel` is plain: "E8", or "E8:F8" for neighbours.
    """

    kode: str
    tingkat: Tingkat
    lembar: str
    sel: str
    pesan: str
    seharusnya: str
    saran: str


class Remark(NamedTuple):
    """What one check says of a place; with the check's code it is a finding."""

    lembar: str
    sel: str
    pesan: str
    seharusnya: str
    saran: str


def has_galat(findings: Iterable[Temuan]) -> bool:
    """Whether a mistake is among the findings."""
    return any(finding.tingkat == "galat" for finding in findings)
