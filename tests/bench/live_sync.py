"""Count the calls that the live sync makes to the spreadsheet program after an indicator was added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from lkjip.model.laporan import Laporan
from lkjip.sync import closed, opened
from lkjip.template.workbook import build
from tests.bench.measuring import Line
from tests.office.client import Office
from tests.sync.spreadsheet import Spreadsheet

SIZES = (10, 500)
MOMENT = datetime(2024, 12, 31, 16, 0)


def lines(folder: Path, large_report: Callable[[int], Laporan]) -> Iterator[Line]:
    calls = [_calls(folder / f"langsung{rows}.xlsm", large_report(rows)) for rows in SIZES]
    counts = [sum(counted.values()) for counted in calls]
    changing = [sum(counted[each] for each in ("write formulas", "insert", "delete", "autofit")) for counted in calls]
    yield Line(
        f"calls of a live sync, {SIZES[1]} indicators",
        f"the same, {SIZES[0]} indicators",
        f"{counts[1] / counts[0]:.2f} x as many",
        "equal",
        f"{counts[1]}, {counts[0]}; that change something: {changing[1]}, {changing[0]}",
    )


def _calls(path: Path, laporan: Laporan) -> Counter[str]:
    path.write_bytes(build(laporan))
    closed.sync(path, MOMENT)
    with Office(macros=False, timeout=300) as office, office.open(path) as document:
        spreadsheet = Spreadsheet(document, path)
        document.insert_rows("Tabel 3.1", 8)
        document.write("Tabel 3.1", "B8", [["Indikator baru"]])
        opened.sync(spreadsheet.book, MOMENT)
        return Counter(spreadsheet.calls)
