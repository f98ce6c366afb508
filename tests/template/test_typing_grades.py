"""What the cells for target and realisasi take while somebody types: a number, or a grade of the row's list."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.template.workbook import build
from tests.kit import reading
from tests.office.client import Office
from xlfuncs.angka import Cell

TAKEN: Final[tuple[Cell, ...]] = (
    *(90.0, -5.0, 0.0, 0.095, 9878.0, "WTP", " wtp ", "Tidak diadakan karena Covid19", "belum rilis"),
    *("N/A", "na", "-", " \u2013 ", "nihil", "NIHIL"),
)
REFUSED: Final[tuple[Cell, ...]] = ("WTS", "98,78 %", "Level 3", 1e16, "seribu")
"""A grade of no list, a number typed as text, a grade of another unit's list, and more than a cell holds exactly."""


@pytest.mark.parametrize(
    ("table", "sheet", "first", "column", "unit"),
    [("tabel_3_1", "Tabel 3.1", 6, "I", "C"), ("tabel_2_1", "Tabel 2.1", 5, "E", "F"), ("pk", "PK", 5, "F", "G")],
)
def test_a_number_or_a_known_grade(
    tmp_path: Path, office_no_macros: Office, table: str, sheet: str, first: int, column: str, unit: str
) -> None:
    grades: list[Row] = [{"daftar": "Opini", "kode": "WTP", "nilai": 4.0}, {"daftar": "Level", "kode": "Level 3", "nilai": 3.0}]
    rows: list[Row] = [
        {"indikator": f"Opini {number}", "dokumen": "murni", "satuan": "Opini", "target": typed}
        for number, typed in enumerate((*TAKEN, *REFUSED))
    ]
    path = tmp_path / "F.xlsm"
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={"predikat": grades, table: rows})))
    rules = reading.sheet(path, sheet).data_validations.dataValidation
    (rule,) = (each.formula1 for each in rules if each.type == "custom" and str(each.sqref).startswith(f"{column}{first}"))
    assert len(rule) <= 255  # what Excel takes

    with office_no_macros.open(path) as document:
        formulas = [
            "=" + rule.replace(f"${column}{first}", f"${column}{row}").replace(f"${unit}{first}", f"${unit}{row}")
            for row in range(first, first + len(rows))
        ]
        document.set_formulas(sheet, f"BD{first}", [[formula] for formula in formulas])
        document.recalculate()
        answers = [bool(value) for (value,) in document.values(sheet, f"BD{first}:BD{first + len(rows) - 1}")]

    assert answers == [True] * len(TAKEN) + [False] * len(REFUSED)


def test_no_rule_is_longer_than_excel_takes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build()))
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "custom"]

    assert len(rules) >= 9
    assert max(len(rule.formula1) for rule in rules) <= 255


def test_a_plan_without_units_takes_the_grades_of_every_list(tmp_path: Path, office_no_macros: Office) -> None:
    grades: list[Row] = [{"daftar": "Opini", "kode": "WTP", "nilai": 4.0}, {"daftar": "Level", "kode": "Level 3", "nilai": 3.0}]
    typed: tuple[Cell, ...] = (90.0, "WTP", "level 3", "N/A", "WTS", "98,78 %")
    rows: list[Row] = [{"indikator": f"Indikator {number}", "target_tahun_1": text} for number, text in enumerate(typed)]
    path = tmp_path / "F.xlsm"
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={"predikat": grades, "renstra": rows})))
    first, column = 6, "F"
    rules = reading.sheet(path, "Renstra").data_validations.dataValidation
    (rule,) = (each.formula1 for each in rules if each.type == "custom" and str(each.sqref).startswith(f"{column}{first}"))
    with office_no_macros.open(path) as document:
        formulas = ["=" + rule.replace(f"${column}{first}", f"${column}{row}") for row in range(first, first + len(rows))]
        document.set_formulas("Renstra", f"BD{first}", [[formula] for formula in formulas])
        document.recalculate()
        answers = [bool(value) for (value,) in document.values("Renstra", f"BD{first}:BD{first + len(rows) - 1}")]

    assert answers == [True] * 4 + [False] * 2


@pytest.mark.parametrize(
    ("table", "sheet", "first", "column", "unit"),
    [
        ("tabel_3_1", "Tabel 3.1", 6, "J", "C"),
        ("tabel_2_1", "Tabel 2.1", 5, "E", "F"),
        ("pengukuran", "Angka Naskah Lampiran C", 5, "G", "F"),
    ],
)
def test_a_hundredth_of_a_percentage_is_asked_about(
    tmp_path: Path, office_no_macros: Office, table: str, sheet: str, first: int, column: str, unit: str
) -> None:
    """9,5% is saved as 0,095, and 98,78 becomes 9878 where the decimal sign is a point."""
    usual: tuple[Cell, ...] = (0.0, 1.0, 1.58, 98.78, 250.0, -4.0, "-", "nihil", "tidak ada")
    odd: tuple[Cell, ...] = (0.095, 0.9878, -0.02, 9878.0, "98,78 %")
    kind = "realisasi" if column in "JG" else "target"
    rows: list[Row] = [{"indikator": f"Indikator {number}", "satuan": "%", kind: typed} for number, typed in enumerate((*usual, *odd))]
    path = tmp_path / "F.xlsm"
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={table: rows})))
    rules = reading.sheet(path, sheet).data_validations.dataValidation
    (rule,) = (each for each in rules if each.type == "custom" and str(each.sqref).startswith(f"{column}{first}"))
    assert rule.errorStyle == "warning"  # 0,5 % is a percentage too: whoever means it goes on
    assert rule.allowBlank

    with office_no_macros.open(path) as document:
        formulas = [
            "=" + rule.formula1.replace(f"${column}{first}", f"${column}{row}").replace(f"${unit}{first}", f"${unit}{row}")
            for row in range(first, first + len(rows))
        ]
        document.set_formulas(sheet, f"BD{first}", [[formula] for formula in formulas])
        document.recalculate()
        answers = [bool(value) for (value,) in document.values(sheet, f"BD{first}:BD{first + len(rows) - 1}")]

    assert answers == [True] * len(usual) + [False] * len(odd)


def test_a_column_of_rupiah_speaks_of_rupiah_and_takes_a_dash(tmp_path: Path, office_no_macros: Office) -> None:
    typed: tuple[Cell, ...] = (0.0, 437_569_000.0, "-", "nihil", "Rp 600.000,-", "600 ribu", 1e16)
    path = tmp_path / "F.xlsm"
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={"tabel_3_2": [{"indikator": "A", "anggaran": each} for each in typed]})))
    rules = reading.sheet(path, "Tabel 3.2").data_validations.dataValidation
    (rule,) = (each for each in rules if str(each.sqref).startswith("G6"))
    assert "rupiah" in rule.error
    assert rule.errorStyle in (None, "stop")

    with office_no_macros.open(path) as document:
        document.set_formulas("Tabel 3.2", "BZ6", [["=" + rule.formula1.replace("$G6", f"$G{6 + number}")] for number in range(len(typed))])
        document.recalculate()
        answers = [bool(value) for (value,) in document.values("Tabel 3.2", f"BZ6:BZ{5 + len(typed)}")]

    assert answers == [True] * 4 + [False] * 3
