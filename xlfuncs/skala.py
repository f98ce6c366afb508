"""Scales of categories: the report's own, those of other offices, and what makes a scale unfit for a report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Bands: TypeAlias = Sequence[tuple[float | None, str, str]]
"""Bands, lowest first: lower bound in percent (None for the first), code, label."""

FEWEST: Final = 2
MOST: Final = 8
_CODE: Final = re.compile(r"[A-Za-z0-9]{1,6}")

SKALA_LKJIP: Final = (
    (None, "K", "Kurang"),
    (55.0, "C", "Cukup"),
    (75.01, "B", "Baik"),
    (100.01, "SB", "Sangat baik"),
)
"""Bands of the report's scale. BAB III 3.1 leaves gaps (55-56, 75-76) and BAB IV has overlaps (55, 75, 100); these
bounds agree with all whole numbers of the former and all ranges of the latter."""

SKALA: Final[Mapping[str, Bands]] = {
    "LKjIP Boyolali": SKALA_LKJIP,
    "Permendagri 86/2017": (
        (None, "SR", "Sangat rendah"),
        (51.0, "R", "Rendah"),
        (66.0, "S", "Sedang"),
        (76.0, "T", "Tinggi"),
        (91.0, "ST", "Sangat tinggi"),
    ),
    "Inspektorat Sampang": (
        (None, "SK", "Sangat Kurang"),
        (51.0, "K", "Kurang"),
        (66.0, "C", "Cukup"),
        (76.0, "B", "Baik"),
        (91.0, "SB", "Sangat Baik"),
    ),
    "Merah, kuning, hijau": (
        (None, "merah", "Merah"),
        (70.0, "kuning", "Kuning"),
        (90.0, "hijau", "Hijau"),
    ),
    "Tercapai, tidak tercapai": (
        (None, "TT", "Tidak tercapai"),
        (100.0, "T", "Tercapai"),
    ),
}
"""Scales that offices use, by name."""


def code_fault(codes: Sequence[str]) -> str | None:
    """Return what makes the codes of a scale unfit for a report, in Bahasa Indonesia; None if nothing does.

    KATEGORI itself takes any names. A report's scale has two to eight bands with codes of 1-6 letters or digits,
    unique without regard to case, since codes head columns, name colours and are counted.
    """
    if not FEWEST <= len(codes) <= MOST:
        return f"skala punya {len(codes)} tingkat, seharusnya {FEWEST} sampai {MOST}"
    for code in codes:
        if not _CODE.fullmatch(code):
            return f'kode "{code}" seharusnya 1-6 huruf atau angka'
    lowered = [code.lower() for code in codes]
    for number, code in enumerate(lowered):
        if code in lowered[:number]:
            return f'kode "{codes[number]}" dipakai dua kali'
    return None
