"""Grades count what the sheet Predikat says; what was not measured counts nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lkjip import checks
from lkjip.model.grades import SHIPPED
from lkjip.model.laporan import Laporan, Row, ringkasan
from lkjip.sources import csv_folder, workbook_file
from lkjip.template.workbook import build
from tests.kit.workbooks import run, write_folder
from tests.sources.test_kantor import KANTOR


def measured(daftar: str, target: str, realisasi: str, *, satuan: str | None = None) -> object:
    """The capaian in percent of a grade against another, by a shipped list."""
    grades: list[Row] = [{"daftar": daftar, "kode": kode, "nilai": float(nilai)} for kode, nilai in SHIPPED[daftar].items()]
    row: Row = {"indikator": "A", "satuan": satuan or daftar, "target": target, "realisasi": realisasi}
    (found,) = Laporan(inputs={"predikat": grades, "tabel_3_1": [row]}).rows["tabel_3_1"]
    return found["capaian"]


@pytest.mark.parametrize(
    ("daftar", "target", "realisasi", "capaian"),
    [
        ("SAKIP Morowali", "BB", "A", 112.5),
        ("SAKIP Pringsewu", "BB", "A", 120.0),
        ("SAKIP Pringsewu", " bb ", "a", 120.0),
        ("Opini", "WTP", "WDP", 75.0),
        ("Level", "Level 3 Plus", "Level  3", 3 / 3.5 * 100),
        ("Tinggi Sedang Rendah", "Tinggi", "Sedang", 2 / 3 * 100),
        ("Ada", "Ada", "Tidak ada", 0.0),
        ("Ada", "Ada", "Tidak diadakan karena Covid19", None),
        ("Ada", "Ada", "Belum rilis", None),
        ("Ada", "n/a", "Ada", None),
        ("Ada", "Ada", "Sebagian", "#VALUE!"),
    ],
)
def test_a_grade_against_a_grade(daftar: str, target: str, realisasi: str, capaian: object) -> None:
    assert measured(daftar, target, realisasi) == (pytest.approx(capaian, rel=1e-12) if isinstance(capaian, float) else capaian)


def test_a_list_holds_for_its_own_unit_only() -> None:
    assert measured("Opini", "WTP", "WDP", satuan="Nilai") == "#VALUE!"


def test_signs_make_a_grade_another() -> None:
    grades: list[Row] = [{"daftar": "Bintang", "kode": kode, "nilai": nilai} for kode, nilai in (("A*", 4.0), ("A", 2.0), ("A?", 1.0))]
    rows: list[Row] = [{"indikator": kode, "satuan": "bintang", "target": "A*", "realisasi": kode} for kode in ("A*", "a", "A?", "A~")]
    found = Laporan(inputs={"predikat": grades, "tabel_3_1": rows}).rows["tabel_3_1"]

    assert [row["capaian"] for row in found] == [100.0, 50.0, 25.0, "#VALUE!"]


def office(tmp_path: Path, predikat: str) -> tuple[list[str], dict[str, Any], list[dict[str, str]]]:
    """The notes, the export and the findings of a real office with opinions and levels, and this predikat.csv."""
    folder = write_folder(tmp_path / "csv")
    for path in (KANTOR / "inspektorat-banyuwangi-2024").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "predikat.csv").write_text(predikat, encoding="utf-8")
    book = tmp_path / "F.xlsm"
    notes = run("isi", folder, "--keluaran", book).lines
    assert run("sinkron", book).status == 0
    return notes, json.loads(run("ekspor", book).out), json.loads(run("periksa", book, "--format", "json").out)


def test_a_shipped_list_is_chosen_by_its_name(tmp_path: Path) -> None:
    notes, data, findings = office(tmp_path, "daftar,kode,nilai\nLevel,,\nOpini,,\n")

    assert notes == []
    assert [(row["daftar"], row["kode"], row["nilai"]) for row in data["predikat"]][5:] == [
        ("Level", "Level 5", 5),
        *(("Opini", kode, nilai) for kode, nilai in (("TMP", 1), ("TW", 2), ("WDP", 3), ("WTP", 4))),
    ]
    assert [row["capaian"] for row in data["tabel_3_1"][:4]] == pytest.approx([300 / 3.5, 300 / 3.5, 200 / 3.5, 100])
    assert data["tabel_3_1"][5]["capaian"] == 100
    assert data["tabel_3_1"][5]["target"] == "WTP"
    assert isinstance(data["ringkasan"]["rata_rata_capaian"], float)
    assert [each for each in findings if each["tingkat"] == "galat"] == []


def test_an_office_may_have_its_own_list_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    notes, data, findings = office(tmp_path, "daftar,kode,nilai\nOpini,WTP,10\nOpini,WDP,\nMutu,,\n")

    assert any(note.startswith("predikat.csv: baris 4") and "bukan daftar bawaan" in note for note in notes)
    assert any('"Level 3 Plus"' in note and 'daftar bawaan yang cocok: "Level"' in note for note in notes)
    assert not any('"WTP"' in note for note in notes)
    assert data["tabel_3_1"][5]["capaian"] == 100
    assert data["tabel_3_1"][0]["capaian"] == "#VALUE!"
    assert {each["lembar"] for each in findings if each["kode"] == "predikat"} == {"Predikat"}


def test_what_was_not_measured_is_one_info(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"indikator": name, "satuan": "%", "target": 80.0, "realisasi": said, "arah": "naik"}
        for name, said in (("A", "N/A"), ("B", "n/a"), ("C", 80.0), ("D", "Tidak diadakan"))
    ]
    book = tmp_path / "F.xlsm"
    book.write_bytes(build(Laporan({"tahun": 2020}, inputs={"tabel_3_1": rows})))
    workbook = workbook_file.read(book)
    found = [(each.code, each.level, each.cell) for each in checks.check(workbook) if each.code in ("belum-diukur", "teks-di-sel-angka")]

    assert workbook.notes == []
    assert found == [("belum-diukur", "info", "J6"), ("belum-diukur", "info", "J9")]
    assert ringkasan(workbook.laporan).rata_rata_capaian == 100


def test_the_lists_stay_for_next_year(tmp_path: Path) -> None:
    folder, book = write_folder(tmp_path / "csv", predikat="daftar,kode,nilai\nOpini,WTP,4\n"), tmp_path / "F.xlsm"
    assert run("isi", folder, "--keluaran", book).status == 0
    assert run("tahun-baru", book, "--keluaran", tmp_path / "G.xlsm").status == 0

    assert json.loads(run("ekspor", tmp_path / "G.xlsm").out)["predikat"] == [{"daftar": "Opini", "kode": "WTP", "nilai": 4.0}]
    assert csv_folder.read(folder).notes == []
