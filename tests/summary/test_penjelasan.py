"""The column Penjelasan of Perbandingan: the worked line beside each figure, the same in a spreadsheet as from Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest

from lkjip import limits
from lkjip.model.choices import helper_values
from lkjip.model.formulas import syntax
from lkjip.model.laporan import Laporan, Row
from lkjip.summary import penjelasan
from lkjip.template.workbook import build
from tests.kit import reading
from tests.office.client import Office
from tests.second_opinions.array_evaluation import array_parts
from xlfuncs.angka import Cell

GRADES: Final[Sequence[Row]] = ({"daftar": "SAKIP", "kode": "A", "nilai": 90.0}, {"daftar": "SAKIP", "kode": "BB", "nilai": 80.0})


def row(arah: str, target: Cell, realisasi: Cell, **more: Cell) -> Row:
    return {"target": target, "realisasi": realisasi, "arah": arah, **more}


SHOWN: Final[Mapping[str, tuple[Mapping[str, Cell], Sequence[tuple[Row, str]]]]] = {
    "the report's rules": (
        {},
        (
            (row("turun", 14.0, 12.5), "(2 x 14 - 12,5) / 14 x 100 = 110,71"),
            (row("turun rasio", 14.0, 12.5), "14 / 12,5 x 100 = 112"),
            (row("naik", 75.0, 98.2), "98,2 / 75 x 100 = 130,93"),
            (row("naik", 75.0, 98.2, batas_atas=105.0), "98,2 / 75 x 100 = 130,93, dibatasi 105"),
            (row("naik", "BB", "A", satuan="SAKIP"), "90 / 80 x 100 = 112,5"),
            (row("naik", 80.0, 85.0, target_atas=90.0), "di dalam rentang target = 100"),
            (row("rentang", 80.0, 99.0, target_atas=90.0), "(2 x 90 - 99) / 90 x 100 = 90"),
            (row("rentang", 80.0, 60.0, target_atas=90.0), "60 / 80 x 100 = 75"),
            (row("turun", 120.0, 260.0), "(2 x 120 - 260) / 120 x 100 = -16,67"),
            (row("naik", 2e9, 1e9), "naik"),
            (row("turun", 0.00012, 0.0001), "turun, selisih"),
            (row("naik", 0.0001, 0.00005), "naik"),
            (row("naik", 999_999_999.5, 0.0001), "0,0001 / 999999999,5 x 100 = 0"),
            (row("naik", 3.0, -100.0), "naik"),
            (row("naik", 80.0, None), "belum diukur"),
            (row("naik", 80.0, "Tidak diadakan"), "belum diukur"),
            (row("naik", 0.0, 5.0), "tidak dapat dihitung, lihat lembar Pemeriksaan"),
            (row("ke atas", 80.0, 5.0), "tidak dapat dihitung, lihat lembar Pemeriksaan"),
        ),
    ),
    "limits and cutting": (
        {"rumus_turun": "rasio", "batas_atas": 120.0, "batas_bawah": 0.0, "target_nol": "tercapai", "pembulatan": "potong"},
        (
            (row("naik", 75.0, 98.2), "98,2 / 75 x 100 = 130,9333, dibatasi 120"),
            (row("turun selisih", 120.0, 260.0), "(2 x 120 - 260) / 120 x 100 = -16,6667, dibatasi paling rendah 0"),
            (row("turun", 14.0, 12.5), "14 / 12,5 x 100 = 112"),
            (row("turun", 14.0, 0.0), "paling tinggi, jadi batas atas 120"),
            (row("naik", 0.0, 5.0), "paling tinggi, jadi batas atas 120"),
            (row("turun", 0.0, 0.0), "target 0, dinilai 100"),
            (row("turun", 0.0, 3.0), "target 0, dinilai 0"),
            (row("naik", 87.65, 87.64), "87,64 / 87,65 x 100 = 99,9886, dipotong 99,98"),
            (row("naik", 1e10, 1.3e10), "naik, dibatasi 120"),
        ),
    ),
    "whole numbers, no zeros": (
        {"target_nol": "kosong", "realisasi_nol": "kosong", "pembulatan": "bulat"},
        (
            (row("naik", 1e6, 943_757.0), "943757 / 1000000 x 100 = 94,3757, dibulatkan 94"),
            (row("naik", 80.0, 0.0), "nilai 0, tidak ikut dihitung"),
            (row("naik", 0.0, 3.0), "nilai 0, tidak ikut dihitung"),
        ),
    ),
    "two decimals": ({"pembulatan": "2 desimal"}, ((row("naik", 1e6, 943_757.0), "943757 / 1000000 x 100 = 94,38"),)),
}


def report(case: str) -> Laporan:
    pilihan, rows = SHOWN[case]
    named = [{"indikator": f"Indikator {place}", **each} for place, (each, _) in enumerate(rows, 1)]
    return Laporan({"tahun": 2024}, inputs={"tabel_3_1": named, "predikat": GRADES}, pilihan=pilihan)


@pytest.mark.parametrize("case", SHOWN)
def test_it_says_how_the_figure_comes_about(case: str) -> None:
    laporan = report(case)
    helpers = helper_values(laporan.pilihan)
    assert [penjelasan.value(each, helpers) for each in laporan.rows["tabel_3_1"]] == [line for _, line in SHOWN[case][1]]


@pytest.mark.parametrize("case", SHOWN)
def test_a_spreadsheet_without_macros_says_the_same(case: str, tmp_path: Path, office_no_macros: Office) -> None:
    """Recalculated from scratch, with the points of another PC's numbers."""
    path = tmp_path / "laporan.xlsm"
    path.write_bytes(build(report(case)))
    wanted = [line for _, line in SHOWN[case][1]]
    cells = f"M5:M{4 + max(len(wanted), 2)}"  # the block has two rows at least
    saved = [cell.value for (cell,) in reading.sheet(path, "Perbandingan", saved=True)[cells]]
    assert saved[: len(wanted)] == wanted
    with office_no_macros.open(path) as document:
        document.recalculate()
        assert [cell for (cell,) in document.values("Perbandingan", cells)][: len(wanted)] == wanted


def test_the_formula_is_short_and_ordinary() -> None:
    written = penjelasan.formula("$N104", "$H104")
    assert len(written) < limits.FORMULA_CHARACTERS / 4
    assert syntax.levels(syntax.parse(written)) <= limits.FORMULA_LEVELS
    assert array_parts(written) == []
