"""Measure the time and memory of each command on the largest and the most costly workbooks, each in its own process.

Run as `python -m tests.bench.bounded`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from lkjip.model.laporan import Laporan
from lkjip.template.workbook import build
from tests.attack.attacks import example
from tests.attack.hostile import made
from tests.bench.books import large_report
from tests.bench.measuring import Line, shown

SIZES: Final = (750, 1_500, 3_000, 6_000)
"""Indicators. The largest is beyond what a workbook may be, and is to be refused at once."""
HOSTILE: Final = ("a formula of 100,000 digits", "a table to row 300,000", "a table to the end of the sheet")
COMMANDS: Final[Sequence[Sequence[str]]] = (("ekspor",), ("periksa",), ("sinkron",), ("kirim", "--tetap"), ("rekap", "--keluaran"))
_LIMIT: Final = 600  # seconds
_ROOT: Final = Path(__file__).resolve().parents[2]
_RUN: Final = """
import resource, sys
from lkjip.cli import main
try:
    main(sys.argv[1:])
finally:
    # not its ru_maxrss, in which the process that started this one is counted too
    own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print("\\nMEMORY", max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), file=sys.stderr)
"""


class Cost(NamedTuple):
    """Seconds of a command, the most memory that one of its processes took (MB), and its exit status; None where it was not waited for."""

    seconds: float
    memory: float
    status: int | None

    def __str__(self) -> str:
        if self.status is None:
            return f"not done after {_LIMIT} s"
        return f"{shown(self.seconds)}, {self.memory:.0f} MB" + (", refused" if self.status == 2 else "")


def lines(folder: Path, large_report: Callable[[int], Laporan]) -> Iterator[Line]:
    """Each command over workbooks of many indicators, and over hostile ones beside the example."""
    place = folder / "batas"
    place.mkdir()
    first: dict[str, Cost] = {}
    for rows in SIZES:
        book = build(large_report(rows))
        for command in COMMANDS:
            found = cost(place, book, command)
            small = first.setdefault(command[0], found)
            goal = f"near {rows // SIZES[0]}: linear" if rows > SIZES[0] else ""
            yield _line(f"lkjip {command[0]}, {rows:,} indicators", f"{SIZES[0]:,} indicators", goal, found, small)
    usual = {command[0]: cost(place, example().packed(), command) for command in COMMANDS}
    for case in HOSTILE:
        for command in COMMANDS:
            yield _line(f"lkjip {command[0]}, {case}", "the example", "", cost(place, made(case, example()), command), usual[command[0]])


def _line(what: str, against: str, goal: str, found: Cost, other: Cost) -> Line:
    ratio = f"{found.seconds / other.seconds:.1f} x its time" if found.status in (0, 1) else ""
    return Line(what, against, ratio, goal, f"{found}; {other}")


def cost(folder: Path, book: bytes, command: Sequence[str]) -> Cost:
    """One command over a workbook that stands alone in a folder."""
    shutil.rmtree(folder)
    inbox = folder / "masuk"
    inbox.mkdir(parents=True)
    (inbox / "laporan.xlsm").write_bytes(book)
    of_folder = command[0] == "rekap"
    arguments = [command[0], str(inbox if of_folder else inbox / "laporan.xlsm"), *command[1:]]
    arguments += [str(folder / "rekap.xlsx")] if of_folder else []
    env = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    start = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, "-c", _RUN, *arguments], cwd=_ROOT, env=env, capture_output=True, timeout=_LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return Cost(_LIMIT, 0.0, None)
    memory = done.stderr.rpartition(b"MEMORY ")[2].split()[0]
    return Cost(time.perf_counter() - start, int(memory) / 1024, done.returncode)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for line in lines(Path(name), large_report):
            print(f"{line.what} | {line.against} | {line.ratio} | {line.goal} | {line.times}", flush=True)
