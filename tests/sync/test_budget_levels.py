"""A budget of three levels through the commands: synced, sent, recapped, and typed into a spreadsheet without a sync."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import openpyxl
import pandas as pd
import pytest

from lkjip.model.formulas.references import column_letters
from lkjip.ooxml.package import Package
from tests.kit import reading
from tests.kit.workbooks import run
from tests.office.client import Office

MUNCAR: Final = Path(__file__).parents[1] / "data" / "kantor" / "kec-muncar-2024"
COUNTED: Final = (2_937_230_051, 2_556_974_921)


@pytest.fixture(scope="module")
def muncar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of an office with such a budget, synced, in a folder of its own. Not to be changed."""
    path = tmp_path_factory.mktemp("kantor") / "muncar.xlsm"
    assert run("isi", MUNCAR, "--keluaran", path).status == 0
    assert run("sinkron", path).status == 0
    return path


def at(path: Path, column: str, row: int) -> tuple[str, str]:
    """The sheet and the cell of a column of Tabel 3.2 in a row, from 0; -1 is the totals row."""
    with Package(path) as package:
        stored = package.tables["tbl_32"]
    letters = column_letters(stored.left + stored.columns.index(column) - 1)
    return stored.sheet, f"{letters}{stored.last_row + 1 if row < 0 else stored.first_row + row}"


def test_every_output_counts_once(muncar: Path, tmp_path: Path, office_no_macros: Office) -> None:
    path = muncar
    data = json.loads(run("ekspor", path).out)
    assert (data["ringkasan"]["total_anggaran"], data["ringkasan"]["total_realisasi"]) == COUNTED
    assert [row["jenjang"] for row in data["tabel_3_2"]] == ["jumlah", "program", *["kegiatan"] * 5]
    assert run("rekap", muncar.parent, "--keluaran", tmp_path / "rekap", "--format", "csv").status == 0
    (office,) = pd.read_csv(next((tmp_path / "rekap").glob("rekap.csv"))).to_dict("records")
    assert (office["total_anggaran"], office["total_realisasi"]) == COUNTED
    with office_no_macros.open(path) as document:
        document.recalculate()
        assert [document.values(*at(path, column, -1))[0][0] for column in ("Anggaran", "Realisasi")] == list(COUNTED)
        book = openpyxl.load_workbook(path)
        for name, wanted in zip(("total_anggaran", "total_realisasi"), COUNTED, strict=True):
            ((title, cell),) = book.defined_names[name].destinations
            assert document.values(title, cell.replace("$", ""))[0][0] == wanted
        sheet, cell = at(path, "Program", 3)  # a kegiatan becomes one of another program, and none typed means no sync
        document.write(sheet, cell, [["Program lain"]])
        document.write(*at(path, "Kegiatan", 3), [[""]])
        document.recalculate()
        assert document.values(*at(path, "Jenjang", 3))[0][0] == "program"
        assert document.values(*at(path, "Anggaran", -1))[0][0] == COUNTED[0]
        document.write(*at(path, "Program", 3), [["Total"]])
        document.recalculate()
        assert document.values(*at(path, "Anggaran", -1))[0][0] == COUNTED[0] - 2_327_224_591


def test_next_year_keeps_the_programs_and_leaves_the_printed_total(muncar: Path, tmp_path: Path) -> None:
    outcome = run("tahun-baru", muncar, "--keluaran", tmp_path / "baru.xlsm")
    assert outcome.status == 0
    assert "1 baris jumlah tidak ikut" in outcome.err
    assert "baris tanpa indikator" not in outcome.err
    sheet, _ = at(tmp_path / "baru.xlsm", "Program", 0)
    rows = reading.sheet(tmp_path / "baru.xlsm", sheet)
    programs, kegiatan, amounts = (
        [rows[at(tmp_path / "baru.xlsm", column, place)[1]].value for place in range(6)] for column in ("Program", "Kegiatan", "Anggaran")
    )
    assert set(programs) == {"PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"}
    assert [bool(each) for each in kegiatan] == [False, *[True] * 5]
    assert amounts == [None] * 6


def test_the_mailed_copy_adds_up_the_same(tmp_path: Path, office_no_macros: Office) -> None:
    path = tmp_path / "muncar.xlsm"
    folder = tmp_path / "csv"
    folder.mkdir()
    for each in MUNCAR.iterdir():
        text = each.read_text(encoding="utf-8")
        if each.name == "tabel_3_2.csv":  # without the printed mistakes, which stop a copy
            text = "".join(line for line in text.splitlines(keepends=True) if "JUMLAH" not in line)
            text = text.replace('"2,964,713,651","2,581,170,421"', '"2.937.230.051","2.556.974.921"')
        (folder / each.name).write_text(text, encoding="utf-8")
    assert run("isi", folder, "--keluaran", path).status == 0
    assert run("sinkron", path).status == 0
    outcome = run("kirim", path, "--keluaran", tmp_path / "kirim", "--tetap")
    assert outcome.status == 0, outcome
    (copy,) = (tmp_path / "kirim").glob("*.xlsx")
    assert json.loads(run("ekspor", copy).out)["ringkasan"]["total_anggaran"] == COUNTED[0]
    with office_no_macros.open(copy) as document:
        document.recalculate()
        assert [document.values(*at(copy, column, -1))[0][0] for column in ("Anggaran", "Realisasi")] == list(COUNTED)
