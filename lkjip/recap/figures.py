"""Compute the recap's figures over all offices. Pure."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.laporan import Row
from lkjip.model.scale import faults
from lkjip.model.tables.scale import KATEGORI_CODES
from lkjip.recap.schema import REKAP_INSTANSI, REKAP_KATEGORI, Recap
from lkjip.summary.sheet import value_of
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import NUM
from xlfuncs.rules import SKALA_LKJIP


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
    """What cannot be added up, such as categories of different scales, is blank."""
    by_category: Mapping[str, int]
    """Number of offices by the label of their mean's category: in the order of the scale, of several scales the commonest first."""
    by_serapan: Mapping[str, int]
    """Number of offices, by the band's label."""
    in_error: int
    scales: int
    """Number of different scales."""
    skala: Sequence[Sequence[Cell]]
    """The bands that all offices share (lower bound in percent, code, label), lowest first; none if their scales differ."""


def figures_of(rows: Iterable[tuple[Recap, Row]]) -> Figures:
    """Compute the figures over the recap's rows; errors are counted, not added up."""
    sums = {field.key: 0.0 for field in REKAP_INSTANSI.fields if field.total}
    averages: list[Cell] = []
    labels: Counter[str] = Counter()
    bands: Counter[str] = Counter()
    scales: dict[Cell, dict[Cell, Sequence[Cell]]] = {}
    in_error = 0
    office: Row = {}
    for table, row in rows:
        if table is REKAP_KATEGORI:
            scales.setdefault(office["skala"], {})[row["urutan"]] = (row["batas_bawah"], row["kode"], row["label"])
        if table is not REKAP_INSTANSI:
            continue
        if row["label_rata_rata"] is not None:
            labels[str(row["label_rata_rata"])] += 1
        office = row
        for key in sums:
            sums[key] += number(row[key]) or 0.0
        averages.append(number(row["rata_rata_capaian"]))
        share = number(row["total_serapan"])
        if share is not None:
            bands[next(band.label for band in SERAPAN_BANDS if band.holds(share))] += 1
        in_error += any(isinstance(row[field.key], str) for field in REKAP_INSTANSI.fields if field.kind.is_number)
    skala = _shared(scales)
    amounts: dict[str, Cell] = {key: total if math.isfinite(total) else NUM for key, total in sums.items()}
    average = value_of(rules.rata_rata, averages)
    budget, spent = amounts["total_anggaran"], amounts["total_realisasi"]
    totals: dict[str, Cell] = {
        **amounts,
        "rata_rata_capaian": average,
        "kategori_rata_rata": value_of(rules.kategori, average, skala),
        "total_serapan": value_of(rules.serapan, budget, spent),
        "total_efisiensi": value_of(rules.efisiensi, budget, spent),
    }
    if not skala:
        del totals["kategori_rata_rata"]
    # codes of different scales mean different things
    for code in KATEGORI_CODES:
        if code not in {each for _, each, _ in skala}:
            del totals[f"jumlah_{code}"]
    by_category = {str(label): labels[str(label)] for *_, label in reversed(skala)} if skala else dict(labels.most_common())
    return Figures(totals, by_category, bands, in_error, len(scales), skala)


def _shared(scales: Mapping[Cell, Mapping[Cell, Sequence[Cell]]]) -> Sequence[Sequence[Cell]]:
    """The bands that all offices share, lowest first; none if their scales differ, or it is one that cannot rate.

    Args:
        scales: the bands of each scale, by their place from the best.
    """
    if not scales:
        return SKALA_LKJIP
    first = next(iter(scales.values()))
    skala = [first[place] for place in sorted(first, key=number, reverse=True)]  # type: ignore[arg-type]  # places are numbers
    return () if len(scales) > 1 or next(faults(skala), None) else skala


def number(cell: Cell) -> float | None:
    """A figure that can be added up, or None."""
    return float(cell) if isinstance(cell, float | int) and not isinstance(cell, bool) else None
