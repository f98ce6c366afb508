"""Benchmark of the closed sync against openpyxl loading, changing and saving the same file."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import openpyxl

from lkjip.model.laporan import Laporan
from lkjip.sync import closed
from lkjip.template.workbook import build
from tests.bench.measuring import Line, at_least, in_turn
from tests.kit.workbooks import Parts
from tests.sync import edits

SIZES = (10, 500, 2500)
MOMENT = datetime(2024, 12, 31, 16, 0)


def lines(folder: Path, large_report: Callable[[int], Laporan]) -> Iterator[Line]:
    """An indicator is renamed in Tabel 3.1; every sync has to lay it out."""
    for rows in SIZES:
        path = folder / f"sinkron{rows}.xlsm"
        path.write_bytes(build(large_report(rows)))
        closed.sync(path, MOMENT)
        parts = Parts.of(path)
        edits.renamed(parts, "tbl_31", "Indikator", rows // 2, "Nama yang baru")
        before = parts.packed()

        def ours(path: Path = path, before: bytes = before) -> None:
            path.write_bytes(before)
            assert closed.sync(path, MOMENT).changed

        def with_openpyxl(path: Path = path, before: bytes = before) -> None:
            path.write_bytes(before)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it names what it drops
                book = openpyxl.load_workbook(path, keep_vba=True)
            book["Efisiensi"]["B5"] = "Nama yang baru"
            book.save(path)
            book.vba_archive.close()

        runs = 7 if rows < 1000 else 2
        pair = in_turn(ours, with_openpyxl, runs)
        yield at_least(f"closed sync, {rows:,} indicators", "openpyxl: load, change a cell, save", "at least 5", pair)
