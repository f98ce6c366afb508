"""A workbook that lacks a column of a later template is read with that column blank, and stays unharmed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.model import tables
from lkjip.model.columns import Column, Table
from lkjip.model.levels import LABELS
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TABLES
from tests.kit.sampling import some
from tests.kit.workbooks import ROOT, Parts, assert_refused, run
from tests.template.older import without_column

FILLED: Final = ROOT / "workbook" / "contoh" / "LKjIP_2020_Kantor_Kesbangpol_Boyolali.xlsm"
"""Of the template of today, which has every column."""
OPTIONAL: Final = [
    (table, column)
    for table in TABLES
    for column in table.columns
    if column.is_input and not column.required and column.key != table.row_key
]
"""Every column that a workbook may lack."""
WHOLE: Final = [
    (table, column)
    for table in (TABEL_3_1, TABEL_3_2)
    for column in table.columns
    if (not column.is_input and not column.exported) or column.key == "bobot"
]
"""What the summaries find rows by, sum over and weigh with: they cannot do without."""
MEASURED: Final = [case for case in OPTIONAL if case[0] in (TABEL_3_1, TABEL_3_2) and case not in WHOLE]


def named(case: tuple[Table, Column]) -> str:
    return f"{case[0].name} {case[1].key}"


@pytest.fixture(scope="module")
def whole() -> Parts:
    return Parts.of(FILLED)


@pytest.fixture(scope="module")
def exported() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run("ekspor", FILLED).out)
    return data


def lacking(whole: Parts, path: Path, *columns: tuple[Table, Column]) -> Path:
    parts = Parts(whole)
    for table, column in columns:
        without_column(parts, table.name, column.name)
    return parts.save(path)


@pytest.mark.parametrize("case", some(OPTIONAL, 3), ids=named)
def test_a_column_that_is_not_there_is_blank(whole: Parts, exported: dict[str, Any], tmp_path: Path, case: tuple[Table, Column]) -> None:
    table, column = case
    outcome = run("ekspor", lacking(whole, tmp_path / "F.xlsm", case))
    data = json.loads(outcome.out)
    said = [line for line in outcome.lines if "tidak punya kolom" in line]

    lent = column.borrowed_when_read
    told = {"jenjang"} if table is TABEL_3_2 and column.key in LABELS else set()  # the level of a row is told from its labels
    wanted = [{**row, **({} if lent else {column.key: None})} for row in exported[table.key]]
    assert [{key: row[key] for key in row.keys() - told} for row in data[table.key]] == [
        {key: row[key] for key in row.keys() - told} for row in wanted
    ]
    assert said == outcome.lines
    assert len(said) == 1
    assert f"{column.name} di {table.sheet}" in said[0]


def test_several_columns_of_several_tables_are_one_note(whole: Parts, tmp_path: Path) -> None:
    columns = [(TABEL_3_1, "kumulatif"), (TABEL_3_1, "pengampu"), (tables.IKU, "definisi")]
    path = lacking(whole, tmp_path / "F.xlsm", *((table, table.column(key)) for table, key in columns))
    (said,) = run("ekspor", path).lines

    assert said == (
        "F.xlsm: tidak punya kolom Pengampu, Kumulatif di Tabel 3.1; Definisi di IKU, jadi isinya dianggap kosong;"
        " di templat yang sekarang kolomnya ada"
    )


@pytest.mark.parametrize("key", ["indikator", "satuan", "target", "realisasi"])
def test_what_a_table_cannot_be_without_is_asked_for(whole: Parts, tmp_path: Path, key: str) -> None:
    path = lacking(whole, tmp_path / "F.xlsm", (TABEL_3_1, TABEL_3_1.column(key)))
    for command in ("ekspor", "periksa", "sinkron", "kirim"):
        assert_refused(run(command, path), "F.xlsm", f'kolom "{TABEL_3_1.column(key).name}" tidak ada', folder=tmp_path)


@pytest.mark.parametrize("case", some(MEASURED, 8), ids=named)
def test_every_command_on_a_workbook_without_a_column(whole: Parts, tmp_path: Path, case: tuple[Table, Column]) -> None:
    table, column = case
    path = lacking(whole, tmp_path / "F.xlsm", case)
    formulas = {(each["kode"], each["lembar"]) for each in json.loads(run("periksa", path, "--format", "json").out)}
    assert not formulas & {(kode, table.sheet) for kode in ("rumus-berbeda", "rumus-ditimpa", "nilai-galat")}

    assert run("sinkron", path).status == 0
    assert "sudah sinkron" in run("sinkron", path).out
    assert not any(f"{table.name}[{column.name}]".encode() in data for name, data in Parts.of(path).items() if "/sheet" in name)
    assert run("kirim", path, "--tetap", "--keluaran", tmp_path / "kiriman").status == 0
    (copy,) = (tmp_path / "kiriman").glob("*.xlsx")
    assert run("periksa-kiriman", copy).status == 0
    assert run("tahun-baru", path, "--keluaran", tmp_path / "G.xlsm").status == 0
    assert "tidak punya kolom" not in run("ekspor", tmp_path / "G.xlsm").err


@pytest.mark.parametrize("case", some(WHOLE, 3), ids=named)
def test_a_column_that_the_summaries_find_rows_by(
    whole: Parts, exported: dict[str, Any], tmp_path: Path, case: tuple[Table, Column]
) -> None:
    table, column = case
    path = lacking(whole, tmp_path / "F.xlsm", case)
    before = path.read_bytes()
    assert_refused(run("sinkron", path), "F.xlsm", f'kolom "{column.name}" tidak ada di {table.name}', folder=tmp_path)
    assert path.read_bytes() == before
    assert json.loads(run("ekspor", path).out) == exported


@pytest.mark.parametrize("case", some(WHOLE, 12), ids=named)
def test_next_year_has_the_column_again(whole: Parts, tmp_path: Path, case: tuple[Table, Column]) -> None:
    assert run("tahun-baru", lacking(whole, tmp_path / "F.xlsm", case), "--keluaran", tmp_path / "G.xlsm").status == 0
    assert run("sinkron", tmp_path / "G.xlsm").status == 0


def test_a_recap_of_a_workbook_without_a_column(whole: Parts, tmp_path: Path) -> None:
    (tmp_path / "kantor").mkdir()
    lacking(whole, tmp_path / "kantor" / "F.xlsm", (TABEL_3_1, TABEL_3_1.column("pengampu")))
    outcome = run("rekap", tmp_path / "kantor", "--keluaran", tmp_path / "rekap", "--format", "csv")

    assert outcome.status == 0
    assert "baca-kolom" in (tmp_path / "rekap" / "temuan.csv").read_text(encoding="utf-8")
