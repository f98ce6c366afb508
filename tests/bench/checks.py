"""Benchmark of the checks against reading the workbook, by number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from lkjip import checks
from lkjip.sources import workbook_file
from lkjip.template.workbook import build
from tests.bench.measuring import Line, at_most, in_turn
from tests.kit.every_table import annual_report

SIZES: Final = (100, 500, 2000)
AGAINST_READING: Final = 500


def lines(folder: Path) -> Iterator[Line]:
    """The checks beside reading at 500 indicators, and the time that a row takes at each size."""
    books = {rows: _book(folder, rows) for rows in SIZES}
    for rows, path in books.items():
        workbook = workbook_file.read(path)
        goal = "under 1" if rows == AGAINST_READING else ""
        pair = in_turn(partial(checks.check, workbook), partial(workbook_file.read, path), runs=5)
        yield at_most(f"all checks, {rows} rows in every table", "reading the workbook", goal, pair)
    small, large = (workbook_file.read(books[rows]) for rows in (min(SIZES), max(SIZES)))
    times = max(SIZES) // min(SIZES)
    pair = in_turn(lambda: checks.check(large), lambda: [checks.check(small) for _ in range(times)], runs=5)
    yield at_most(f"all checks, {max(SIZES)} rows", f"{times} times the checks of {min(SIZES)} rows", "near 1: linear", pair)


def _book(folder: Path, rows: int) -> Path:
    path = folder / f"periksa_{rows}.xlsm"
    path.write_bytes(build(annual_report(rows)))
    return path
