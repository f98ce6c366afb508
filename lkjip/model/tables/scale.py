"""Columns of the sheet Skala, the report's own categories (`xlfuncs.rules.SKALA_LKJIP`), and scales to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xlfuncs.rules import SKALA_LKJIP

SKALA_COLUMNS: Final = ("Batas bawah", "Kode", "Label")
SKALA_CSV: Final = ("batas_bawah", "kode", "label")
"""The same in CSV files and in JSON."""
KATEGORI_CODES: Final = tuple(code for _, code, _ in reversed(SKALA_LKJIP))
"""Category codes, best first."""
KATEGORI_LABELS: Final = tuple(label.title() for _, _, label in reversed(SKALA_LKJIP))
"""Category names as BAB IV prints them, best first."""

READY_SCALES: Final[Mapping[str, Sequence[tuple[float | None, str, str]]]] = {
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
"""Scales that offices use, by name; each as bands, lowest first: lower bound in percent, code, label."""
