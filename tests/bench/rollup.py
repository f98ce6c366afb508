"""Benchmark of a recap: against the usual pandas loop, against bare reading, its memory, and a second run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import openpyxl
import pandas as pd
import python_calamine

from lkjip.model.laporan import ringkasan
from lkjip.ooxml.package import Package
from lkjip.recap.read_one import record_of
from lkjip.sources import workbook_file
from scripts.offices import office, quick_workbook
from tests.bench.measuring import Line

MANY: Final = 1_000
FEW: Final = 100
DOUBLE: Final = 2_000
LOOPED: Final = 4
"""Files that the slow loop reads."""
_ROOT: Final = Path(__file__).resolve().parents[2]
_RUN: Final = """
import resource, sys
from lkjip.cli import lkjip
status = lkjip.main(sys.argv[1:], standalone_mode=False)
# not its ru_maxrss, in which the process that started this one is counted too
own = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def inbox(folder: Path, count: int) -> Path:
    """A folder with so many offices' workbooks."""
    made = folder / f"masuk_{count}"
    made.mkdir()
    for number in range(count):
        (made / f"{number:05}.xlsm").write_bytes(quick_workbook(office(number)))
    return made


def lines(folder: Path) -> Iterator[Line]:
    many = inbox(folder, MANY)
    files = sorted(many.iterdir())
    cache = folder / "cache"
    cache.mkdir()
    first, _ = recap(many, folder / "rekap.xlsx", cache)
    second, _ = recap(many, folder / "rekap.xlsx", cache)
    looped = statistics.median(wall(partial(the_loop, path)) for path in files[:LOOPED])
    yield Line(
        f"lkjip rekap of {MANY:,} workbooks with checks, {os.cpu_count()} cores",
        f"a loop of pandas.read_excel with openpyxl, sheet by sheet (of {LOOPED} files, one process)",
        f"{looped / (first / MANY):.0f} x as fast",
        "at least 20",
        f"{first / MANY * 1e3:.1f} ms, {looped * 1e3:.0f} ms a workbook",
    )
    again = f"{second:.1f} s, {first:.1f} s"
    yield Line("the same again, nothing changed", "the first run", f"{first / second:.1f} x as fast", "at least 10", again)
    sample = files[:FEW]
    bare = cpu(sample, calamine)
    for what, task, goal in (("without checks", alone, "at most 2"), ("with checks", recorded, "at most 4")):
        ours = cpu(sample, task)
        yield Line(
            f"reading, computing and comparing a workbook {what}, CPU",
            "bare calamine reading every cell, CPU",
            f"{ours / bare:.1f} x its time",
            goal,
            f"{ours * 1e3:.1f} ms, {bare * 1e3:.1f} ms",
        )
    double = inbox(folder, DOUBLE)
    part = folder / "sebagian"
    part.mkdir()
    for path in files[:FEW]:
        (part / path.name).write_bytes(path.read_bytes())
    peaks = [recap(where, folder / f"{where.name}.xlsx", fresh(folder, where.name))[1] for where in (part, double)]
    yield Line(
        f"peak memory of all processes, {DOUBLE:,} workbooks",
        f"{FEW} workbooks",
        f"{peaks[1] / peaks[0] * 100 - 100:+.0f} %",
        "within 20 %",
        f"{peaks[1]:.0f} MB, {peaks[0]:.0f} MB",
    )


def recap(inbox: Path, target: Path, cache: Path) -> tuple[float, float]:
    """Seconds of `lkjip rekap`, and the most memory that its processes took together at their own worst, in MB."""
    start = time.perf_counter()
    command = [sys.executable, "-c", _RUN, "rekap", str(inbox), "--keluaran", str(target)]
    done = subprocess.run(command, cwd=_ROOT, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, stdout=subprocess.PIPE, check=True)
    took = time.perf_counter() - start
    own, worker = map(int, done.stdout.split()[-2:])
    return took, (own + (os.cpu_count() or 1) * worker) / 1024


def fresh(folder: Path, name: str) -> Path:
    cache = folder / f"cache_{name}"
    cache.mkdir()
    return cache


def wall(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def cpu(files: list[Path], task: Callable[[Path], object]) -> float:
    """CPU seconds a file: the best of five rounds, since other work on the machine only adds."""
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for path in files:
            task(path)
        rounds.append((time.process_time() - start) / len(files))
    return min(rounds)


def the_loop(path: Path) -> None:
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    for name in names:
        pd.read_excel(path, sheet_name=name, engine="openpyxl", header=None)


def calamine(path: Path) -> object:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def alone(path: Path) -> object:
    with Package(path, path.read_bytes()) as package:
        return ringkasan(workbook_file.compared(package).laporan)


def recorded(path: Path) -> object:
    return record_of(path.read_bytes())


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        for line in lines(Path(place)):
            print(line, flush=True)
