"""What the tests type into an empty workbook reads as if it had been built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lkjip import checks
from lkjip.sources import csv_folder, workbook_file
from lkjip.template.workbook import build
from tests.kit.typed import typed
from tests.kit.workbooks import write_folder
from xlfuncs.angka import Cell


def test_a_report_that_is_typed_reads_as_one_that_is_built(tmp_path: Path) -> None:
    choices: dict[str, Cell] = {"paket": "BPS", "batas_atas": 110.0}
    laporan = replace(csv_folder.read(write_folder(tmp_path / "csv")).laporan, pilihan=choices)
    built, by_hand = build(laporan), typed(laporan)
    assert built != by_hand
    read = []
    for data in (built, by_hand):
        (tmp_path / "F.xlsm").write_bytes(data)
        read.append(workbook_file.read(tmp_path / "F.xlsm"))
    one, other = read
    assert one.laporan == other.laporan
    assert one.laporan.pilihan == {**dict.fromkeys(one.laporan.pilihan), **choices}
    assert checks.check(one) == checks.check(other) != []
