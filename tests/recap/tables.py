"""Read the recap's tables without product code."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from tests.kit.reading import workbook
from tests.kit.workbooks import Outcome, run

HEADING = 4
"""The row of every sheet's column headings, from 1."""
Tables = dict[str, list[dict[str, str]]]
"""The rows of each table by its name, as CSV says them."""


def recap(folder: Path, *options: str | Path) -> tuple[Outcome, Tables]:
    """`lkjip rekap FOLDER --format csv`, and its tables."""
    target = folder.parent / f"{folder.name}-data"
    outcome = run("rekap", folder, "--keluaran", target, "--format", "csv", *options)
    return outcome, tables(target) if target.exists() else {}


def tables(folder: Path) -> Tables:
    """The tables of a folder of CSV files by their names."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def sheet(path: Path, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet of the recap by their headings."""
    rows = list(workbook(path, saved=True)[title].iter_rows(min_row=HEADING, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]
