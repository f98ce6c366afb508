"""`make bench`: measure speed ratios side by side in one run and write them to docs/benchmark.md; nothing passes or fails.

The tasks of a pair run in turn (A, B, A, B, ...) and the median of their ratios is quoted, so that a machine that slows down
slows both. Times are of this machine and run; ratios carry over to other machines better.
"""

from __future__ import annotations

import importlib
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib import metadata
from pathlib import Path

import openpyxl
import python_calamine

from lkjip.model.formulas import native
from lkjip.ooxml.package import Package
from lkjip.sources import csv_folder, workbook_file
from lkjip.template.workbook import build
from tests.bench import bounded, checks, closed_sync, live_sync, printed_report, recalculating, rollup, sending
from tests.bench.books import large_report
from tests.bench.measuring import Line, Task, at_least, at_most, in_turn, seconds, shown
from tests.macros.books import SHEET, libreoffice_book
from tests.office.client import Office
from tests.pipeline.pywin32_stubs import as_on_windows
from tests.pipeline.server import load

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "workbook" / "contoh" / "boyolali-2020"
BOOK = ROOT / "workbook" / "contoh" / "LKjIP_2020_Kantor_Kesbangpol_Boyolali.xlsm"
TABLE = ROOT / "docs" / "benchmark.md"
ROWS = 10_000


# ---------------------------------------------------------------- the xlwings pipeline
def pipeline() -> Iterator[Line]:
    with as_on_windows():
        call = importlib.import_module("xlwings.com_server").XLPython().CallUDF
        for module in ("xlfuncs.udf", "tests.bench.empty_udfs"):
            load(module)
        arguments = (90.0, 81.0, "turun")
        pair = in_turn(
            lambda: [call("xlfuncs.udf", "CAPAIAN", arguments) for _ in range(1000)],
            lambda: [call("tests.bench.empty_udfs", "EMPTY", arguments) for _ in range(1000)],
            runs=9,
        )
        yield at_most("CAPAIAN through the xlwings pipeline", "an empty xlwings UDF, same arguments", "at most 1.2", pair, calls=1000)
        pair = in_turn(
            lambda: [call("xlfuncs.udf", "CAPAIAN", arguments) for _ in range(1000)],
            lambda: [call("tests.bench.empty_udfs", "EMPTY_RAW", arguments) for _ in range(1000)],
            runs=9,
        )
        yield at_most("the same", "an empty xlwings UDF with raw arguments, as ours has", "", pair, calls=1000)

        source = random.Random(1)
        target = tuple((source.uniform(1, 100),) for _ in range(ROWS))
        realisasi = tuple((source.uniform(1, 100),) for _ in range(ROWS))
        both = tuple((t, r) for (t,), (r,) in zip(target, realisasi, strict=True))

        def whole() -> object:
            return call("xlfuncs.udf", "CAPAIAN", (target, realisasi, "naik"))

        def cell_by_cell() -> object:
            return [call("xlfuncs.udf", "CAPAIAN", (wanted, reached, "naik")) for wanted, reached in both]

        def identity() -> object:
            return call("tests.bench.empty_udfs", "IDENTITY", (both,))

        yield at_least(f"one range call of {ROWS:,} rows", f"{ROWS:,} cell calls", "at least 8", in_turn(whole, cell_by_cell, runs=5))
        yield at_most(f"one range call of {ROWS:,} rows", "an identity range UDF", "at most 1.6", in_turn(whole, identity, runs=9))


def imports() -> Iterator[Line]:
    def task(module: str) -> Task:
        # the environment of the tests has pandas, which the one that serves cells does not
        source = f"import sys; sys.modules.update(pandas=None, numpy=None); import {module}"
        return lambda: subprocess.run([sys.executable, "-c", source], check=True, cwd=ROOT)

    ours, theirs, _ = in_turn(task("xlfuncs.udf"), task("xlwings"), runs=15)
    yield Line(
        "import xlfuncs.udf", "import xlwings", f"{(ours - theirs) * 1000:+.0f} ms", "at most +30 ms", f"{shown(ours)}, {shown(theirs)}"
    )


# ---------------------------------------------------------------- files
def files(folder: Path) -> Iterator[Line]:
    large = folder / "besar.xlsm"
    large.write_bytes(build(large_report(500)))
    for path, size in ((BOOK, "9 indicators"), (large, "500 indicators")):

        def ours(path: Path = path) -> object:
            return workbook_file.read(path)

        def with_openpyxl(path: Path = path) -> object:
            book = openpyxl.load_workbook(path, data_only=True)
            return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]

        def with_calamine(path: Path = path) -> object:
            book = python_calamine.CalamineWorkbook.from_path(str(path))
            return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

        def tables(path: Path = path) -> object:
            with Package(path) as package:
                return [package.contents(table) for table in package.tables.values()]

        every_cell = "openpyxl reading every cell"
        yield at_least(f"error-aware read of all tables, {size}", every_cell, "at least 6", in_turn(tables, with_openpyxl, runs=7))
        yield at_most("the same", "bare calamine reading every cell", "", in_turn(tables, with_calamine, runs=7))
        yield at_least(f"read, compute and compare, {size}", every_cell, "", in_turn(ours, with_openpyxl, runs=7))
    example = csv_folder.read(EXAMPLE).laporan
    small = statistics.median(seconds(lambda: build(example)) for _ in range(5))
    yield Line("build the example workbook", "", "", "", shown(small))
    yield Line("build a workbook of 500 indicators", "", "", "", shown(seconds(lambda: build(large_report(500)))))


# ---------------------------------------------------------------- LibreOffice
def spreadsheets(folder: Path) -> Iterator[Line]:
    path = libreoffice_book(folder)
    source = random.Random(2)
    inputs: list[list[float | str]] = [[source.uniform(1, 100), source.uniform(1, 100), "naik"] for _ in range(ROWS)]

    def recalculation(office: Office, formula: Callable[[int], str]) -> float:
        with office.open(path) as document:
            document.write(SHEET, "A1", inputs)
            document.set_formulas(SHEET, "E1", [[formula(row)] for row in range(1, ROWS + 1)])
            return seconds(document.recalculate)

    with Office(macros=True, timeout=300) as office:
        plain = recalculation(office, lambda row: f"=B{row}/A{row}*100")
        by_formula = recalculation(office, lambda row: "=" + native.capaian(f"A{row}", f"B{row}", f"C{row}"))
        by_twin = recalculation(office, lambda row: f"=CAPAIAN(A{row},B{row},C{row})")
    for what, found in (("native CAPAIAN", by_formula), ("VBA twin's CAPAIAN", by_twin)):
        yield Line(
            f"{ROWS:,} cells of {what} in LibreOffice",
            f"{ROWS:,} cells of =B1/A1*100",
            f"{found / plain:.0f} x its time",
            "",
            f"{shown(found)}, {shown(plain)}",
        )


# ---------------------------------------------------------------- the page
def machine() -> str:
    model = next((line.split(":", 1)[1].strip() for line in _cpu_lines() if line.startswith("model name")), platform.processor())
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("xlwings", "lxml", "openpyxl", "python-calamine", "XlsxWriter"))
    return f"{os.cpu_count()} x {model}; {platform.platform()}; Python {platform.python_version()}; {versions}"


def _cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def page(lines: list[Line]) -> str:
    rows = "\n".join(f"| {line.what} | {line.against} | {line.ratio} | {line.goal} | {line.times} |" for line in lines)
    return f"""# Benchmark

Written by `make bench` on {date.today().isoformat()}. Ratios are medians over pairs run in turn in one run; times are of that run.

Machine: {machine()}.

| what | against | ratio | goal | times |
| --- | --- | --- | --- | --- |
{rows}

The xlwings pipeline is xlwings' own code (`CallUDF`, converters) in one process, without COM: on Windows each call costs a round trip
between processes on top, which the same number of calls costs any UDF. Excel was not measured.
"""


def main() -> None:
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        for measured in (
            pipeline(),
            imports(),
            files(Path(folder)),
            closed_sync.lines(Path(folder), large_report),
            live_sync.lines(Path(folder), large_report),
            checks.lines(Path(folder)),
            sending.lines(Path(folder)),
            printed_report.lines(Path(folder), large_report),
            spreadsheets(Path(folder)),
            recalculating.lines(Path(folder), large_report),
            rollup.lines(Path(folder)),
            bounded.lines(Path(folder), large_report),
        ):
            for line in measured:
                print(f"{line.what} | {line.against} | {line.ratio} | {line.goal} | {line.times}", flush=True)
                lines.append(line)
    TABLE.write_text(page(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
