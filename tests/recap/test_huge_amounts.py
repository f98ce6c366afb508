"""Amounts and percentages beyond the range of numbers: the recap is made, and its totals row says #NUM!."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from scripts.offices import office, workbook
from tests.kit import reading
from tests.kit.workbooks import run
from tests.recap.tables import HEADING


@pytest.mark.usefixtures("read_here")
def test_sums_beyond_what_a_double_holds(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    for number in range(3):
        made = office(number, mistakes=False)
        inputs = dict(made.laporan.inputs)
        inputs[TABEL_3_1.key] = [{**row, "target": 1.0, "realisasi": 9e305, "arah": "naik"} for row in inputs[TABEL_3_1.key][:1]]
        inputs[TABEL_3_2.key] = [{**row, "anggaran": 9e307, "realisasi": 9e307} for row in inputs[TABEL_3_2.key][:1]]
        (folder / made.file_name).write_bytes(workbook(replace(made, laporan=replace(made.laporan, inputs=inputs))))
    outcome = run("rekap", folder, "--keluaran", tmp_path / "rekap.xlsx")
    assert outcome.status == 0, outcome.err

    sheet = reading.sheet(tmp_path / "rekap.xlsx", "Rekap", saved=True)
    rows = list(sheet.iter_rows(values_only=True))
    headings = rows[HEADING - 1]
    every = dict(zip(headings, rows[HEADING - 2], strict=True))
    assert [value for name, value in every.items() if str(name).startswith(("Anggaran", "Realisasi", "Rata-rata"))] == ["#NUM!"] * 3
    assert outcome.err.count("kesalahan di dalam program") == 0
