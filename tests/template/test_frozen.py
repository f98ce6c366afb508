"""Frozen workbooks of every template version still work with every command."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any, Final

import pytest

from tests.kit.workbooks import BOYOLALI, run

FIXTURES: Final = Path(__file__).resolve().parents[1] / "fixtures"
FILLED: Final = sorted(FIXTURES.glob("templat-*-boyolali-2020.xlsm"))
EMPTY: Final = sorted(FIXTURES.glob("templat-*-kosong.xlsm"))


@pytest.fixture(params=FILLED, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a filled workbook."""
    return Path(shutil.copy(request.param, tmp_path / "LKjIP 2020.xlsm"))


def exported(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run("ekspor", path).out)
    return data


def printed(name: str) -> list[dict[str, str]]:
    with (BOYOLALI / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(rows: list[dict[str, str]], column: str) -> list[float]:
    return [float(row[column].replace(".", "").replace(",", ".")) for row in rows]


def test_every_template_is_there_twice() -> None:
    assert [path.name.split("-")[1] for path in FILLED] == [path.name.split("-")[1] for path in EMPTY] != []


@pytest.mark.parametrize("empty", EMPTY, ids=lambda path: path.stem)
def test_the_empty_template(empty: Path) -> None:
    assert exported(empty)["ringkasan"]["jumlah_indikator"] == 0
    assert run("periksa", empty).out == f"{empty.name}: tidak ada temuan\n"


def test_the_figures_are_those_of_the_report(path: Path) -> None:
    data = exported(path)
    measured, budget = printed("tabel_3_1.csv"), printed("tabel_3_2.csv")

    assert [row["indikator"] for row in data["tabel_3_1"]] == [row["indikator"] for row in measured]
    for key, column in (("target", "target_2020"), ("realisasi", "realisasi_2020"), ("realisasi_3", "realisasi_2017")):
        assert [row[key] for row in data["tabel_3_1"]] == figures(measured, column)
    assert [row["capaian"] for row in data["tabel_3_1"]] == [100.0] * 9
    for key in ("anggaran", "realisasi"):
        assert [row[key] for row in data["tabel_3_2"]] == figures(budget, f"{key}_2020")
    # BAB IV of the report
    assert (data["ringkasan"]["rata_rata_capaian"], data["ringkasan"]["kategori_rata_rata"]) == (100.0, "B")
    assert (data["ringkasan"]["total_anggaran"], data["ringkasan"]["total_realisasi"]) == (40_485_000.0, 36_605_000.0)


def test_it_is_checked(path: Path) -> None:
    outcome = run("periksa", path)
    assert outcome.status == 1
    assert "kesalahan: Tabel 2.1 sel E13: " in outcome.out
    assert [line for line in outcome.lines if "tidak punya kolom" not in line] == []


def test_it_is_lifted_synced_and_mailed(path: Path, tmp_path: Path) -> None:
    """A workbook of an older template moves to the present one first; the refusal says how."""
    refused = run("sinkron", path)
    assert (refused.status == 2) == (f'lkjip naikkan "{path}"' in refused.err)
    before = exported(path)
    assert run("naikkan", path, "--keluaran", tmp_path / "baru.xlsm").status == 0
    path = tmp_path / "baru.xlsm"
    assert exported(path) == before
    outcome = run("sinkron", path)
    assert outcome.status == 0
    assert exported(path)["ringkasan"]["rata_rata_capaian"] == 100.0
    assert run("kirim", path, "--tetap", "--keluaran", tmp_path / "kiriman").status == 0
    (copy,) = (tmp_path / "kiriman").glob("*.xlsx")
    assert run("periksa-kiriman", copy).status == 0
    assert exported(copy) == exported(path)


def test_it_is_put_together_with_others(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kantor"
    folder.mkdir()
    path.rename(folder / path.name)
    assert run("rekap", folder, "--keluaran", tmp_path / "rekap", "--format", "csv").status == 0
    with (tmp_path / "rekap" / "rekap.csv").open(encoding="utf-8-sig", newline="") as file:
        (office,) = csv.DictReader(file)
    assert (office["instansi"], office["jumlah_indikator"], float(office["rata_rata_capaian"])) == (
        "Kantor Kesatuan Bangsa dan Politik",
        "9",
        100.0,
    )


def test_it_is_taken_into_the_next_year(path: Path, tmp_path: Path) -> None:
    new = tmp_path / "LKjIP 2021.xlsm"
    assert run("tahun-baru", path, "--keluaran", new).status == 0
    data = exported(new)

    assert data["profil"]["tahun"] == 2021
    assert [row["realisasi_1"] for row in data["tabel_3_1"]] == figures(printed("tabel_3_1.csv"), "realisasi_2020")
