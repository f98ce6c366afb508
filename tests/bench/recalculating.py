"""Benchmark of a hard recalculation of whole workbooks in LibreOffice, macros blocked."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from lkjip.model.laporan import Laporan
from lkjip.template.workbook import build
from tests.bench.measuring import Line, seconds, shown
from tests.office.client import Office

GOALS = {500: "under 1 s", 2000: "under 8 s"}


def lines(folder: Path, large_report: Callable[[int], Laporan]) -> Iterator[Line]:
    """Every formula of the workbook, the tables' own and those of all summaries; the median of three."""
    times: list[float] = []
    with Office(macros=False, timeout=300) as office:
        for rows, goal in GOALS.items():
            path = folder / f"hitung{rows}.xlsm"
            path.write_bytes(build(large_report(rows)))
            with office.open(path) as document:
                times.append(statistics.median(seconds(document.recalculate) for _ in range(3)))
            what = f"recalculation of {rows:,} indicators in LibreOffice"
            if rows == min(GOALS):
                yield Line(what, "", "", goal, shown(times[-1]))
            else:
                yield Line(
                    what, f"{min(GOALS):,} indicators", f"{times[-1] / times[0]:.1f} x its time", goal, ", ".join(map(shown, times[::-1]))
                )
