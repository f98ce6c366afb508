"""What the cells for target and realisasi take while somebody types: a number, or a grade of the row's list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from lkjip.model.laporan import Laporan, Row
from lkjip.template.workbook import build
from tests.kit import reading
from tests.office.client import Document, Office
from xlfuncs.angka import Cell

TAKEN: Final[tuple[Cell, ...]] = (
    *(90.0, -5.0, 0.0, 0.095, 9878.0, "WTP", " wtp ", "Tidak diadakan karena Covid19", "belum rilis"),
    *("N/A", "na", "-", " \u2013 ", "nihil", "NIHIL"),
)
REFUSED: Final[tuple[Cell, ...]] = ("WTS", "98,78 %", "Level 3", 1e16, "seribu")
"""A grade of no list, a number typed as text, a grade of another unit's list, and more than a cell holds exactly."""


USUAL: Final[tuple[Cell, ...]] = (0.0, 1.0, 1.58, 98.78, 250.0, -4.0, "-", "nihil", "tidak ada")
ODD: Final[tuple[Cell, ...]] = (0.095, 0.9878, -0.02, 9878.0, "98,78 %")
"""Percentages that are asked about: 9,5% is saved as 0,095, and 98,78 becomes 9878 where the decimal sign is a point."""
PLANNED: Final[tuple[Cell, ...]] = (90.0, "WTP", "level 3", "N/A", "WTS", "98,78 %")
RUPIAH: Final[tuple[Cell, ...]] = (0.0, 437_569_000.0, "-", "nihil", "Rp 600.000,-", "600 ribu", 1e16)


def _rows(unit: str, column: str, typed: Sequence[Cell]) -> list[Row]:
    return [{"indikator": f"{unit} {number}", "dokumen": "murni", "satuan": unit, column: cell} for number, cell in enumerate(typed)]


GRADES: Final = _rows("Opini", "target", (*TAKEN, *REFUSED))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with everything that the tests type; below the grades, where a table has them, the percentages."""
    inputs: dict[str, list[Row]] = {
        "predikat": [{"daftar": "Opini", "kode": "WTP", "nilai": 4.0}, {"daftar": "Level", "kode": "Level 3", "nilai": 3.0}],
        "tabel_3_1": [*GRADES, *_rows("%", "realisasi", (*USUAL, *ODD))],
        "tabel_2_1": [*GRADES, *_rows("%", "target", (*USUAL, *ODD))],
        "pk": GRADES,
        "pengukuran": _rows("%", "realisasi", (*USUAL, *ODD)),
        "renstra": [{"indikator": f"Indikator {number}", "target_tahun_1": text} for number, text in enumerate(PLANNED)],
        "tabel_3_2": [{"indikator": "A", "anggaran": each} for each in RUPIAH],
    }
    path = tmp_path_factory.mktemp("isian") / "F.xlsm"
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs=inputs)))
    return path


@pytest.fixture(scope="module")
def opened(book: Path, office_no_macros: Office) -> Iterator[Document]:
    with office_no_macros.open(book) as document:
        yield document


def rule_of(book: Path, sheet: str, cell: str) -> DataValidation:
    """What a column, named by its first cell, takes."""
    rules = reading.sheet(book, sheet).data_validations.dataValidation
    (rule,) = (each for each in rules if each.type in ("custom", "decimal") and str(each.sqref).startswith(cell))
    return rule


def answers(document: Document, sheet: str, rule: DataValidation, columns: str, first: int, rows: Sequence[int]) -> list[bool]:
    """What the rule, which is written for row `first`, says in some rows."""
    formulas = []
    for row in rows:
        formula = rule.formula1
        for column in columns:
            formula = formula.replace(f"${column}{first}", f"${column}{row}")
        formulas.append([f"={formula}"])
    with document.taken_back():
        document.set_formulas(sheet, f"BZ{rows[0]}", formulas)
        return [bool(value) for (value,) in document.values(sheet, f"BZ{rows[0]}:BZ{rows[-1]}")]


@pytest.mark.parametrize(
    ("sheet", "first", "column", "unit"), [("Tabel 3.1", 6, "I", "C"), ("Tabel 2.1", 5, "E", "F"), ("PK", 5, "F", "G")]
)
def test_a_number_or_a_known_grade(book: Path, opened: Document, sheet: str, first: int, column: str, unit: str) -> None:
    rule = rule_of(book, sheet, f"{column}{first}")
    assert len(rule.formula1) <= 255  # what Excel takes
    said = answers(opened, sheet, rule, column + unit, first, range(first, first + len(GRADES)))
    assert said == [True] * len(TAKEN) + [False] * len(REFUSED)


def test_no_rule_is_longer_than_excel_takes() -> None:
    book = reading.workbook(build())
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "custom"]

    assert len(rules) >= 9
    assert max(len(rule.formula1) for rule in rules) <= 255


def test_a_plan_without_units_takes_the_grades_of_every_list(book: Path, opened: Document) -> None:
    said = answers(opened, "Renstra", rule_of(book, "Renstra", "F6"), "F", 6, range(6, 6 + len(PLANNED)))
    assert said == [True] * 4 + [False] * 2


@pytest.mark.parametrize(
    ("sheet", "first", "above", "column", "unit"),
    [("Tabel 3.1", 6, len(GRADES), "J", "C"), ("Tabel 2.1", 5, len(GRADES), "E", "F"), ("Angka Naskah Lampiran C", 5, 0, "G", "F")],
)
def test_a_hundredth_of_a_percentage_is_asked_about(
    book: Path, opened: Document, sheet: str, first: int, above: int, column: str, unit: str
) -> None:
    rule = rule_of(book, sheet, f"{column}{first}")
    assert rule.errorStyle == "warning"  # 0,5 % is a percentage too: whoever means it goes on
    assert rule.allowBlank
    top = first + above
    said = answers(opened, sheet, rule, column + unit, first, range(top, top + len(USUAL) + len(ODD)))
    assert said == [True] * len(USUAL) + [False] * len(ODD)


def test_a_column_of_rupiah_speaks_of_rupiah_and_takes_a_dash(book: Path, opened: Document) -> None:
    rule = rule_of(book, "Tabel 3.2", "G6")
    assert "rupiah" in rule.error
    assert rule.errorStyle in (None, "stop")
    said = answers(opened, "Tabel 3.2", rule, "G", 6, range(6, 6 + len(RUPIAH)))
    assert said == [True] * 4 + [False] * 3
