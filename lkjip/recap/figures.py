"""Compute the recap's figures over all offices. Pure."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lkjip.model.laporan import Row
from lkjip.model.scale import faults
from lkjip.model.tables.scale import KATEGORI_CODES
from lkjip.recap.schema import MEAN, REKAP_INSTANSI, REKAP_KATEGORI, REKAP_TRIWULAN, SUM, Recap
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
    """Totals by field of the table of offices, counts of offices for the charts, and offices with erroneous figures."""

    totals: Mapping[str, Cell]
    """What cannot be added up, such as categories of different scales, is blank."""
    in_error: int
    scales: int
    """Number of different scales."""
    by_category: Mapping[str, int] = field(default_factory=dict)
    """Number of offices by the label of their mean's category: in the order of the scale, of several scales the commonest first."""
    by_serapan: Mapping[str, int] = field(default_factory=dict)
    """Number of offices, by the band's label."""
    skala: Sequence[Sequence[Cell]] = ()
    """The bands that all offices share (lower bound in percent, code, label), lowest first; none if their scales differ."""
    without_spending: int = 0
    """Number of offices that have a budget and do not say what was spent of it up to the quarter."""


class _Sums:
    """What is added up of the rows of a table of offices."""

    def __init__(self, table: Recap) -> None:
        self._table = table
        self._sums = {each.key: 0.0 for each in table.fields if each.total == SUM}
        self._means: dict[str, list[Cell]] = {each.key: [] for each in table.fields if each.total == MEAN}
        self.in_error = 0

    def add(self, row: Row) -> None:
        """Add a row; errors are counted, not added up."""
        for key in self._sums:
            self._sums[key] += number(row[key]) or 0.0
        for key, values in self._means.items():
            values.append(number(row[key]))
        self.in_error += any(isinstance(row[each.key], str) for each in self._table.fields if each.kind.is_number)

    def totals(self, skala: Sequence[Sequence[Cell]] = ()) -> dict[str, Cell]:
        """The totals by field, those of categories by a scale."""
        found: dict[str, Cell] = {}
        for each in self._table.fields:
            if each.total == SUM:
                total = self._sums[each.key]
                found[each.key] = total if math.isfinite(total) else NUM
            elif each.total == MEAN:
                found[each.key] = value_of(rules.rata_rata, self._means[each.key])
            elif each.total is not None:
                last = [skala] if each.total.rule == "kategori" else []
                found[each.key] = value_of(_RULES[each.total.rule], *(found[key] for key in each.total.of), *last)
        return found


_RULES: Final[Mapping[str, Callable[..., Cell]]] = {
    "serapan": rules.serapan,
    "efisiensi": rules.efisiensi,
    "kategori": rules.kategori,
}


def figures_of(rows: Iterable[tuple[Recap, Row]]) -> Figures:
    """Compute the figures over the rows of a yearly recap."""
    sums = _Sums(REKAP_INSTANSI)
    labels: Counter[str] = Counter()
    bands: Counter[str] = Counter()
    scales: dict[Cell, dict[Cell, Sequence[Cell]]] = {}
    office: Row = {}
    for table, row in rows:
        if table is REKAP_KATEGORI:
            scales.setdefault(office["skala"], {})[row["urutan"]] = (row["batas_bawah"], row["kode"], row["label"])
        if table is not REKAP_INSTANSI:
            continue
        if row["label_rata_rata"] is not None:
            labels[str(row["label_rata_rata"])] += 1
        office = row
        sums.add(row)
        share = number(row["total_serapan"])
        if share is not None:
            bands[next(band.label for band in SERAPAN_BANDS if band.holds(share))] += 1
    skala = _shared(scales)
    totals = sums.totals(skala)
    if not skala:
        del totals["kategori_rata_rata"]
    # codes of different scales mean different things
    for code in KATEGORI_CODES:
        if code not in {each for _, each, _ in skala}:
            del totals[f"jumlah_{code}"]
    by_category = {str(label): labels[str(label)] for *_, label in reversed(skala)} if skala else dict(labels.most_common())
    return Figures(totals, sums.in_error, len(scales), by_category, bands, skala)


def quarter_figures_of(rows: Iterable[tuple[Recap, Row]]) -> Figures:
    """Compute the figures over the rows of a recap of a quarter."""
    sums = _Sums(REKAP_TRIWULAN)
    scales: set[Cell] = set()
    without_spending = 0
    for table, row in rows:
        if table is REKAP_TRIWULAN:
            sums.add(row)
            scales |= {row["skala"]} - {None}
            without_spending += bool(number(row["anggaran"])) and row["realisasi"] is None
    return Figures(sums.totals(), sums.in_error, len(scales), without_spending=without_spending)


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
