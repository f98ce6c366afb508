"""What the cells for target and realisasi of Tabel 3.1 take while somebody types: a number, or a grade of the row's list."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import openpyxl

from lkjip.model.laporan import Laporan, Row
from lkjip.template.workbook import build
from tests.office.client import Office
from xlfuncs.angka import Cell

TAKEN: Final[tuple[Cell, ...]] = (90.0, -5.0, 0.0, "WTP", " wtp ", "Tidak diadakan karena Covid19", "belum rilis", "N/A", "na")
REFUSED: Final[tuple[Cell, ...]] = ("WTS", "98,78 %", "Level 3", 1e16)
"""A grade of no list, a number typed as text, a grade of another unit's list, and more than a cell holds exactly."""


def test_a_number_or_a_known_grade(tmp_path: Path, office_no_macros: Office) -> None:
    grades: list[Row] = [{"daftar": "Opini", "kode": "WTP", "nilai": 4.0}, {"daftar": "Level", "kode": "Level 3", "nilai": 3.0}]
    rows: list[Row] = [
        {"indikator": f"Opini {number}", "satuan": "Opini", "target": typed} for number, typed in enumerate((*TAKEN, *REFUSED))
    ]
    path = tmp_path / "F.xlsm"
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={"predikat": grades, "tabel_3_1": rows})))
    rules = openpyxl.load_workbook(path)["Tabel 3.1"].data_validations.dataValidation
    (rule,) = (each.formula1 for each in rules if each.type == "custom" and str(each.sqref).startswith("H6"))
    assert len(rule) <= 255  # what Excel takes

    with office_no_macros.open(path) as document:
        formulas = ["=" + rule.replace("$H6", f"$H{row}").replace("$C6", f"$C{row}") for row in range(6, 6 + len(rows))]
        document.set_formulas("Tabel 3.1", "AD6", [[formula] for formula in formulas])
        document.recalculate()
        answers = [bool(value) for (value,) in document.values("Tabel 3.1", f"AD6:AD{5 + len(rows)}")]

    assert answers == [True] * len(TAKEN) + [False] * len(REFUSED)
