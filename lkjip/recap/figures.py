"""Compute the recap's figures over all offices. Pure."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lkjip.model.laporan import Row
from lkjip.recap.schema import REKAP_INSTANSI
from lkjip.summary.sheet import value_of
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import NUM


@dataclass(frozen=True)
class Band:
    """A range of percentages: its label, and its conditions in COUNTIFS syntax."""

    label: str
    conditions: tuple[tuple[str, float], ...]

    def holds(self, share: float) -> bool:
        """Whether a percentage lies in the band."""
        return all(_COMPARED[sign](share, bound) for sign, bound in self.conditions)


_COMPARED: Final = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
SERAPAN_BANDS: Final = (
    Band("di bawah 50 %", (("<", 50),)),
    Band("50 sampai 75 %", ((">=", 50), ("<", 75))),
    Band("75 sampai 90 %", ((">=", 75), ("<", 90))),
    Band("90 sampai 100 %", ((">=", 90), ("<=", 100))),
    Band("di atas 100 %", ((">", 100),)),
)


@dataclass(frozen=True)
class Figures:
    """Totals by field of the table Rekap, counts of offices by category and by serapan, and offices with erroneous figures."""

    totals: Mapping[str, Cell]
    by_category: Mapping[str, int]
    by_serapan: Mapping[str, int]
    """Number of offices, by the band's label."""
    in_error: int


def figures_of(rows: Iterable[Row]) -> Figures:
    """Compute the figures over rows of the table Rekap; errors are counted, not added up."""
    sums = {field.key: 0.0 for field in REKAP_INSTANSI.fields if field.total}
    averages: list[Cell] = []
    categories: Counter[str] = Counter()
    bands: Counter[str] = Counter()
    in_error = 0
    for row in rows:
        for key in sums:
            sums[key] += number(row[key]) or 0.0
        averages.append(number(row["rata_rata_capaian"]))
        categories[str(row["kategori_rata_rata"])] += 1
        share = number(row["total_serapan"])
        if share is not None:
            bands[next(band.label for band in SERAPAN_BANDS if band.holds(share))] += 1
        in_error += any(isinstance(row[field.key], str) for field in REKAP_INSTANSI.fields if field.kind.is_number)
    amounts: dict[str, Cell] = {key: total if math.isfinite(total) else NUM for key, total in sums.items()}
    average = value_of(rules.rata_rata, averages)
    budget, spent = amounts["total_anggaran"], amounts["total_realisasi"]
    totals: dict[str, Cell] = {
        **amounts,
        "rata_rata_capaian": average,
        "kategori_rata_rata": value_of(rules.kategori, average),
        "total_serapan": value_of(rules.serapan, budget, spent),
        "total_efisiensi": value_of(rules.efisiensi, budget, spent),
    }
    return Figures(totals, categories, bands, in_error)


def number(cell: Cell) -> float | None:
    """A figure that can be added up, or None."""
    return float(cell) if isinstance(cell, float | int) and not isinstance(cell, bool) else None
