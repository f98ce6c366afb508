"""Benchmark of the printed report: written with and without page numbers, brought up to date, and read against its workbook."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from lkjip.model.laporan import Laporan
from lkjip.naskah import making, pages, reading
from lkjip.naskah.merging import merged
from lkjip.sources import workbook_file
from lkjip.template.workbook import build
from tests.bench.measuring import Line, Task, seconds, shown

SIZES: Final = (25, 500)
"""Indicators: of a large office, and of far more than any has."""


def lines(folder: Path, large_report: Callable[[int], Laporan]) -> Iterator[Line]:
    for size in SIZES:
        path = folder / f"naskah_{size}.xlsm"
        path.write_bytes(build(large_report(size)))
        workbook = workbook_file.read(path)
        made = making.make(workbook.laporan, folder, printer=None).data
        document = folder / f"naskah_{size}.docx"
        document.write_bytes(made)

        def write(laporan: Laporan = workbook.laporan) -> object:
            return making.make(laporan, folder, printer=None)

        def numbered(laporan: Laporan = workbook.laporan) -> object:
            return making.make(laporan, folder, printer=pages.printer())

        def again(made: bytes = made) -> object:
            return merged(made, made)

        def read(document: Path = document, workbook: workbook_file.Workbook = workbook) -> object:
            return reading.findings(document, workbook)

        yield _line(f"write the printed report of {size} indicators", write, "under 5 s" if size == SIZES[0] else "")
        if size == SIZES[0]:
            yield _line("the same with page numbers by LibreOffice", numbered, "one conversion on top", runs=1)
        yield _line("bring it up to date, nothing changed", again)
        yield _line("read it against its workbook", read)


def _line(what: str, task: Task, goal: str = "", runs: int = 3) -> Line:
    return Line(what, "", "", goal, shown(statistics.median(seconds(task) for _ in range(runs))))
