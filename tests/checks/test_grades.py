"""A grade stands in every table's target: no mistake where the sheet Predikat gives its value, and compared as it is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lkjip.model.laporan import Laporan, Row
from tests.kit.typed import typed
from tests.kit.workbooks import run
from xlfuncs.angka import Cell

LEVELS = (("Level 2", 2.0), ("Level 3", 3.0), ("Level 3 Plus", 3.0))
"""One office gives two of them the same value."""


def found(tmp_path: Path, of_plan: Cell, of_agreement: Cell, measured: Cell, unit: str = "Level") -> list[tuple[str, str, str]]:
    """Code, sheet and cell of the mistakes about one indicator with a target in three tables."""
    name: dict[str, Cell] = {"indikator": "Kapabilitas APIP", "satuan": unit}
    grades: list[Row] = [{"daftar": "Level", "kode": kode, "nilai": nilai} for kode, nilai in LEVELS]
    inputs: dict[str, list[Row]] = {
        "predikat": grades,
        "tabel_2_1": [{"no_sasaran": 1, "sasaran": "Sasaran", **name, "target": of_plan}],
        "pk": [{"dokumen": "murni", "no_sasaran": 1, "sasaran": "Sasaran", **name, "target": of_agreement}],
        "tabel_3_1": [{**name, "target": measured, "realisasi": "Level 2", "arah": "naik"}],
    }
    book = tmp_path / "F.xlsm"
    book.write_bytes(typed(Laporan({"tahun": 2024}, inputs=inputs)))
    return [
        (each["kode"], each["lembar"], each["sel"])
        for each in json.loads(run("periksa", book, "--format", "json").out)
        if each["tingkat"] == "galat"
    ]


@pytest.mark.parametrize("said", [("Level 3", "Level 3", "Level 3"), ("Level 3", "level 3 ", "LEVEL 3"), ("Level 3", 3.0, "Level 3")])
def test_grades_that_agree(tmp_path: Path, said: tuple[Cell, Cell, Cell]) -> None:
    """A number agrees with the grade that has it as its value."""
    assert found(tmp_path, *said) == []


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (("Level 2", "Level 3", "Level 3"), ("Tabel 2.1", "E5")),
        (("Level 3", "Level 3 Plus", "Level 3"), ("PK", "F5")),
        ((3.0, 3.0, "Level 2"), ("Tabel 3.1", "I6")),
    ],
)
def test_the_odd_one_out_is_pointed_at(tmp_path: Path, said: tuple[Cell, Cell, Cell], place: tuple[str, str]) -> None:
    assert found(tmp_path, *said) == [("target-berbeda", *place)]


def test_a_grade_without_a_value_is_asked_once(tmp_path: Path) -> None:
    assert found(tmp_path, "Level 5", "Level 5", "Level 5") == [("teks-di-sel-angka", "Tabel 2.1", "E5")]
    assert found(tmp_path, 80.0, 80.0, "Level 3", unit="%")[0] == ("teks-di-sel-angka", "Tabel 3.1", "I6")


@pytest.mark.parametrize(
    ("plan", "wrong"), [("B", []), ("bb ", []), ("AAA", [("Renstra", "F6"), ("Tabel 3.1", "E6"), ("Tabel 3.1", "H6")])]
)
def test_grades_of_other_years(tmp_path: Path, plan: str, wrong: list[tuple[str, str]]) -> None:
    """The Renstra has no units: the indicator's in Tabel 3.1 names the list. "B" is a grade before it is short for a thousand million."""
    name: dict[str, Cell] = {"indikator": "Nilai SAKIP"}
    measured: Row = {**name, "satuan": "Predikat", "target": "BB", "realisasi": "BB", "realisasi_1": plan, "target_akhir_renstra": plan}
    inputs: dict[str, list[Row]] = {
        "predikat": [{"daftar": "Predikat", "kode": kode, "nilai": nilai} for kode, nilai in (("B", 65.0), ("BB", 75.0))],
        "tabel_2_1": [{"no_sasaran": 1, "sasaran": "Sasaran", **name, "satuan": "Predikat", "target": "BB"}],
        "tabel_3_1": [{**measured, "arah": "naik"}],
        "renstra": [{"no": 1, "tujuan": "Tujuan", "sasaran": "Sasaran", **name, "target_tahun_1": plan}],
    }
    book = tmp_path / "F.xlsm"
    profil = {"tahun": 2026, "tahun_awal_renstra": 2025, "tahun_akhir_renstra": 2029}
    book.write_bytes(typed(Laporan(profil, inputs=inputs)))
    findings = json.loads(run("periksa", book, "--format", "json").out)

    texts = [each for each in findings if each["kode"] == "teks-di-sel-angka"]
    said = " ".join(f"{each['lembar']} sel {each['sel']} {each['pesan']}" for each in texts)
    assert bool(texts) == bool(wrong)
    assert all(f"{sheet} sel" in said and cell in said for sheet, cell in wrong), said
