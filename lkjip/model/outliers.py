"""Tell when single capaian far above the others carry an average, and what it is without them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1
from xlfuncs.errors import RuleError

FAR: Final = 200.0
"""Percent; a capaian above it outweighs two indicators that reach their targets."""


@dataclass(frozen=True)
class Carried:
    """An average that some rows of Tabel 3.1 carry.

    Attributes:
        mean, without: the office's average capaian with and without them, in percent.
        rows: those with a capaian above `FAR`, in the table's order.
    """

    mean: float
    without: float
    rows: Sequence[Row]


def carried(laporan: Laporan) -> Carried | None:
    """Return what carries the average capaian; None if nothing does, if nothing else was measured, or if the average is an error."""
    rows = laporan.rows[TABEL_3_1.key]
    far = [is_far(row) for row in rows]
    if not any(far):
        return None
    try:
        mean, without = laporan.mean(rows), laporan.mean([row for row, is_out in zip(rows, far, strict=True) if not is_out])
    except RuleError:
        return None
    if mean is None or without is None:
        return None
    return Carried(mean, without, [row for row, is_out in zip(rows, far, strict=True) if is_out])


def is_far(row: Row) -> bool:
    """Return whether a row of Tabel 3.1 has a capaian above `FAR`."""
    capaian = row["capaian"]
    return isinstance(capaian, float) and capaian > FAR


def nothing_measured(laporan: Laporan) -> bool:
    """Return whether Tabel 3.1 has indicators, and none of them a realisasi."""
    rows = laporan.rows[TABEL_3_1.key]
    return bool(rows) and all(row["nilai_realisasi"] is None for row in rows)
