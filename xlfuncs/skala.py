"""Scales of categories: the report's own, and those of other offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Bands: TypeAlias = Sequence[tuple[float | None, str, str]]
"""Bands, lowest first: lower bound in percent (None for the first), code, label."""

SKALA_LKJIP: Final = (
    (None, "K", "Kurang"),
    (55.0, "C", "Cukup"),
    (75.01, "B", "Baik"),
    (100.01, "SB", "Sangat baik"),
)
"""Bands of the report's scale. BAB III 3.1 leaves gaps (55-56, 75-76) and BAB IV has overlaps (55, 75, 100); these
bounds agree with all whole numbers of the former and all ranges of the latter."""

SKALA_TRIWULAN: Final = (
    (None, "merah", "Merah"),
    (90.0, "kuning", "Kuning"),
    (100.0, "hijau", "Hijau"),
)
"""Bands of the status of an indicator up to a quarter."""

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
    "Maluku Tengah": (
        (None, "D", "Sangat Kurang"),
        (30.01, "C", "Kurang"),
        (50.01, "CC", "Cukup"),
        (65.01, "B", "Baik"),
        (75.01, "A", "Sangat Baik"),
        (85.01, "AA", "Memuaskan"),
    ),
    "Banjarnegara (merah, kuning, hijau)": (
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
