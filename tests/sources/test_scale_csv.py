"""skala.csv and skala_serapan.csv of a CSV folder, through the commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kit.workbooks import assert_refused, run, write_folder

HEAD = "batas_bawah,kode,label\n"


def test_scales_reach_the_workbook_and_the_export(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    (folder / "skala.csv").write_text('batas_bawah;kode;label\n;T1;Rendah\n"50,01";T2;Sedang, "cukup"\n90;T3;Tinggi\n', encoding="utf-8")
    (folder / "skala_serapan.csv").write_text(HEAD + '-,kurang,Kurang\n"75,01",baik,Baik\n', encoding="utf-8")
    book, later = tmp_path / "a.xlsm", tmp_path / "b.xlsm"
    outcome = run("isi", folder, "--keluaran", book)
    assert (outcome.status, outcome.err) == (0, "")
    data = json.loads(run("ekspor", book).out)
    assert data["skala"] == [
        {"batas_bawah": None, "kode": "T1", "label": "Rendah"},
        {"batas_bawah": 50.01, "kode": "T2", "label": 'Sedang, "cukup"'},
        {"batas_bawah": 90, "kode": "T3", "label": "Tinggi"},
    ]
    assert [band["kode"] for band in data["skala_serapan"]] == ["kurang", "baik"]
    assert list(data["ringkasan"]["jumlah"]) == ["T3", "T2", "T1"]
    assert run("tahun-baru", book, "--keluaran", later).status == 0
    again = json.loads(run("ekspor", later).out)
    assert (again["skala"], again["skala_serapan"]) == (data["skala"], data["skala_serapan"])


def test_without_a_file_it_is_the_reports_scale(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsm"
    run("isi", write_folder(tmp_path / "csv"), "--keluaran", book)
    data = json.loads(run("ekspor", book).out)
    assert [band["kode"] for band in data["skala"]] == ["K", "C", "B", "SB"]
    assert "skala_serapan" not in data


@pytest.mark.parametrize("name", ["skala.csv", "skala_serapan.csv"])
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("batas_bawah,kode\n,K\n", ("baris 1", '"label"')),
        (HEAD + ",K,Kurang\ntinggi,B,Baik\n", ("baris 3", '"batas_bawah"', '"tinggi"')),
        (HEAD + ",K,Kurang\n55,B,Baik\n55,C,Cukup\n", ("baris 4", '"batas_bawah"')),
        (HEAD + ",<50,Kurang\n55,B,Baik\n", ("baris 2", '"kode"', '"<50"')),
        (HEAD + ",b,Kurang\n55,B,Baik\n", ("baris 3", '"kode"')),
        (HEAD + ",K,Kurang\n55,B,\n", ("baris 3", '"label"')),
        (HEAD + ",K,Kurang\n", ("1 kategori",)),
    ],
)
def test_a_scale_that_cannot_be_used_is_one_line(tmp_path: Path, name: str, text: str, named: tuple[str, ...]) -> None:
    folder = write_folder(tmp_path / "csv")
    (folder / name).write_text(text, encoding="utf-8")
    assert_refused(run("isi", folder, "--keluaran", tmp_path / "hasil" / "a.xlsm"), name, *named, folder=tmp_path / "hasil")
