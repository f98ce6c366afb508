"""Indicators of one name: told apart by their sasaran or their parent, and found again in the other tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.laporan import Laporan, Row
from tests.checks.test_agreement import found
from tests.kit.typed import typed
from tests.kit.workbooks import run, write_folder

RSUD, PUSKESMAS = "Jumlah pasien RSUD", "Jumlah pasien puskesmas"


def of(name: str, target: float | None, sasaran: str | None, induk: str | None = None, **more: str | float) -> Row:
    return {"indikator": name, "target": target, "satuan": "Orang" if target else None, "sasaran": sasaran, "induk": induk, **more}


def measured(row: Row, realisasi: float) -> Row:
    return {**row, "realisasi": realisasi, "arah": "naik"}


def looked_at(tmp_path: Path, **rows: list[Row]) -> list[tuple[str, str, str]]:
    """Code, sheet and cell of the findings of a report."""
    path = tmp_path / "F.xlsm"
    path.write_bytes(typed(Laporan({"instansi": "Kantor", "tahun": 2024}, inputs=rows)))
    return [(each["kode"], each["lembar"], each["sel"]) for each in found(path) if each["tingkat"] == "galat"]


INPATIENTS = [of("a. Rawat inap", 100.0, "Sehat", RSUD), of("a. Rawat inap", 40.0, "Sehat", PUSKESMAS)]
BY_SASARAN = [of("Indeks kepuasan", 80.0, "Sehat"), of("Indeks kepuasan", 90.0, "Cerdas")]


@pytest.mark.parametrize("rows", [INPATIENTS, BY_SASARAN], ids=["induk", "sasaran"])
def test_two_indicators_of_one_name_are_compared_each_with_its_own(rows: list[Row], tmp_path: Path) -> None:
    without: list[Row] = [{**row, "induk": None} for row in rows]
    agreed: list[Row] = [{**row, "dokumen": "murni"} for row in without]
    plan: list[Row] = [{"indikator": row["indikator"], "sasaran": row["sasaran"]} for row in rows]
    documents: dict[str, list[Row]] = {
        "tabel_2_1": rows,
        "tabel_3_1": [measured(row, 50.0) for row in reversed(rows)],  # found by what tells them apart, not by their place
        "pk": agreed,
        "rkt": without,
        "renstra": plan,
    }
    if rows is INPATIENTS:
        documents["tabel_3_1"].reverse()  # the annexes have no parents, and are read in order
    assert looked_at(tmp_path, **documents) == []
    documents["tabel_2_1"] = [rows[0], {**rows[1], "target": 41.0}]
    assert looked_at(tmp_path, **documents) == [("target-berbeda", "Tabel 2.1", "E6")]


def test_the_same_name_in_the_same_sasaran_is_still_a_mistake(tmp_path: Path) -> None:
    twice: list[Row] = [of("Indeks kepuasan", 80.0, "Sehat")] * 2
    assert ("ganda", "Tabel 2.1", "D6") in looked_at(tmp_path, tabel_2_1=twice, tabel_3_1=[measured(row, 50.0) for row in twice])
    three = [*INPATIENTS, INPATIENTS[1]]
    assert ("ganda", "Tabel 3.1", "B8") in looked_at(tmp_path, tabel_2_1=INPATIENTS, tabel_3_1=[measured(row, 50.0) for row in three])
    agreed: list[Row] = [{**row, "dokumen": "murni", "induk": None} for row in three]
    assert looked_at(tmp_path, tabel_2_1=INPATIENTS, tabel_3_1=[measured(row, 50.0) for row in INPATIENTS], pk=agreed) == [
        ("ganda", "PK", "E7")
    ]


def test_a_parent_brings_its_own_sasaran_and_a_budget_the_row_of_its_sasaran(tmp_path: Path) -> None:
    agreed = [of("a. Rawat inap", 100.0, "Sehat", RSUD), of("a. Rawat inap", 40.0, "Bugar", PUSKESMAS)]
    rows = [measured({**row, "sasaran": None}, 50.0) for row in reversed(agreed)]
    budgets: list[Row] = [
        {"indikator": "a. Rawat inap", "sasaran": sasaran, "anggaran": amount, "realisasi": 1.0}
        for sasaran, amount in (("Sehat", 1000.0), (" BUGAR", 2000.0), ("Lain", 4000.0), (None, 8000.0))
    ]
    laporan = Laporan({"tahun": 2024}, inputs={"tabel_2_1": agreed, "tabel_3_1": rows, "tabel_3_2": budgets})
    path = tmp_path / "F.xlsm"
    path.write_bytes(typed(laporan))
    exported: list[dict[str, Any]] = json.loads(run("ekspor", path).out)["tabel_3_1"]
    assert [(row["induk"], row["sasaran"]) for row in exported] == [(PUSKESMAS, "Bugar"), (RSUD, "Sehat")]
    assert [row["sasaran_berlaku"] for row in laporan.rows["tabel_3_1"]] == ["Bugar", "Sehat"]
    assert [row["baris_3_1"] for row in laporan.rows["tabel_3_2"]] == [2, 1, 1, 1]


def test_a_folder_with_parents(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "csv",
        tabel_2_1=f"no_sasaran,sasaran,indikator,target,satuan,induk\n1,Sehat,a. Inap,100,Orang,{RSUD}\n"
        f"1,Sehat,a. Inap,40,Orang,{PUSKESMAS}\n",
        tabel_3_1=f"indikator,satuan,target_2023,realisasi_2023,induk\na. Inap,Orang,100,90,{RSUD}\na. Inap,Orang,40,30,{PUSKESMAS}\n",
        tabel_3_2="indikator,anggaran_2023,realisasi_2023\n",
    )
    outcome = run("isi", folder, "--keluaran", tmp_path / "F.xlsm")
    assert outcome.status == 0
    assert "sudah ada di baris" not in outcome.err
    assert [each["kode"] for each in found(tmp_path / "F.xlsm") if each["tingkat"] == "galat"] == []


def test_a_folder_whose_tabel_3_1_leaves_the_sasaran_out(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "csv",
        tabel_2_1="no_sasaran,sasaran,indikator,target,satuan\n1,Sehat,Indeks,80,Nilai\n2,Cerdas,Indeks,90,Nilai\n",
        tabel_3_1="indikator,satuan,target_2023,realisasi_2023\nIndeks,Nilai,80,70\nINDEKS,Nilai,90,60\n",
        tabel_3_2="indikator,anggaran_2023,realisasi_2023\nIndeks,1000,900\n",
    )
    assert run("isi", folder, "--keluaran", tmp_path / "F.xlsm").status == 0
    rows = json.loads(run("ekspor", tmp_path / "F.xlsm").out)["tabel_3_1"]
    assert [(row["sasaran"], row["target"]) for row in rows] == [("Sehat", 80), ("Cerdas", 90)]
    assert [each["kode"] for each in found(tmp_path / "F.xlsm") if each["tingkat"] == "galat"] == []


def test_a_heading_is_named_and_no_indicator(tmp_path: Path) -> None:
    rows = [of(RSUD, None, "Sehat"), of("a. Rawat inap", 100.0, "Sehat"), of("b. Rawat jalan", 40.0, "Sehat"), of("Angka B", 40.0, "Sehat")]
    agreed: list[Row] = [{**row, "dokumen": "murni"} for row in rows[1:]]
    path = tmp_path / "F.xlsm"
    inputs: dict[str, list[Row]] = {"tabel_2_1": rows, "tabel_3_1": [rows[0], *(measured(row, 20.0) for row in rows[1:])], "pk": agreed}
    path.write_bytes(typed(Laporan({"tahun": 2024}, inputs=inputs)))
    findings = found(path)
    headings = [(each["lembar"], each["sel"]) for each in findings if each["kode"] == "baris-judul"]
    assert headings == [("Tabel 2.1", "D5"), ("Tabel 3.1", "B6")]
    assert not [each for each in findings if each["kode"] in ("sel-kosong", "indikator-hilang")]
    # 20 of 100, 40 and 40: the heading does not lower the mean
    assert json.loads(run("ekspor", path).out)["ringkasan"]["rata_rata_capaian"] == pytest.approx(40)


@pytest.mark.parametrize("name", ["1. Jumlah pasien", "b. Jumlah pasien"])
def test_what_is_numbered_like_the_row_below_is_no_heading(name: str, tmp_path: Path) -> None:
    below = f"{name[0]}. Angka B".replace("1.", "2.").replace("b.", "c.")
    inputs: dict[str, list[Row]] = {"tabel_2_1": [], "tabel_3_1": [of(name, None, "Sehat"), measured(of(below, 10.0, "Sehat"), 5.0)]}
    path = tmp_path / "F.xlsm"
    path.write_bytes(typed(Laporan({"tahun": 2024}, inputs=inputs)))
    assert "baris-judul" not in {each["kode"] for each in found(path)}
