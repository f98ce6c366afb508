"""A recap of offices with different scales counts by label, rates nobody by another's scale, and says that they differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables.scale import READY_SCALES
from lkjip.template.workbook import build
from tests.kit.workbooks import run
from tests.office.client import Office
from tests.recap.tables import recap

pytestmark = pytest.mark.usefixtures("read_here")


def office(name: str, scale: str, *realisasi: float) -> Laporan:
    rows: list[Row] = [
        {"indikator": f"Indikator {number}", "satuan": "%", "target": 100.0, "realisasi": value, "sasaran": "Tertib", "arah": "naik"}
        for number, value in enumerate(realisasi)
    ]
    profil: Row = {"instansi": name, "pemerintah_daerah": "Kabupaten Contoh", "tahun": 2024}
    return Laporan(profil, READY_SCALES[scale], {"tabel_3_1": rows})


def inbox(folder: Path, *offices: Laporan) -> Path:
    folder.mkdir()
    for number, laporan in enumerate(offices):
        (folder / f"{number}.xlsm").write_bytes(build(laporan))
    return folder


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two offices with the report's scale, one with that of Permendagri 86/2017, by which 90 is "Tinggi". Not to be changed."""
    return inbox(
        tmp_path_factory.mktemp("skala") / "masuk",
        office("Dinas A", "LKjIP Boyolali", 90.0, 60.0, 120.0),  # B, C, SB; mean 90: B
        office("Dinas B", "LKjIP Boyolali", 40.0),  # K
        office("Dinas C", "Permendagri 86/2017", 90.0, 95.0, 85.0),  # T, ST, T; mean 90: T
    )


def test_counts_by_label(mixed: Path) -> None:
    outcome, found = recap(mixed)
    assert outcome.status == 0
    rows = {row["instansi"]: row for row in found["rekap"]}
    assert [rows["Dinas A"][f"jumlah_{code}"] for code in ("SB", "B", "C", "K")] == ["1", "1", "1", "0"]
    assert [rows["Dinas C"][f"jumlah_{code}"] for code in ("SB", "B", "C", "K")] == ["", "", "", ""]
    assert (rows["Dinas A"]["kategori_rata_rata"], rows["Dinas A"]["label_rata_rata"]) == ("B", "Baik")
    assert (rows["Dinas C"]["kategori_rata_rata"], rows["Dinas C"]["label_rata_rata"]) == ("T", "Tinggi")
    assert rows["Dinas A"]["jumlah_per_kategori"] == "Sangat baik 1; Baik 1; Cukup 1; Kurang 0"
    assert rows["Dinas C"]["skala"] == "SR Sangat rendah; 51 R Rendah; 66 S Sedang; 76 T Tinggi; 91 ST Sangat tinggi"
    assert [
        (row["urutan"], row["label"], row["batas_bawah"], row["jumlah"]) for row in found["kategori"] if row["instansi"] == "Dinas C"
    ] == [
        ("1", "Sangat tinggi", "91.0", "1"),
        ("2", "Tinggi", "76.0", "2"),
        ("3", "Sedang", "66.0", "0"),
        ("4", "Rendah", "51.0", "0"),
        ("5", "Sangat rendah", "", "0"),
    ]


def grafik(book: Any) -> dict[str, Any]:
    return {row[0]: row[1] for row in book["Grafik"].iter_rows(min_row=4, max_row=11, min_col=2, max_col=3, values_only=True) if row[0]}


def test_the_workbook_says_that_scales_differ(mixed: Path, tmp_path: Path, office_no_macros: Office) -> None:
    path = tmp_path / "rekap.xlsx"
    assert run("rekap", mixed, "--keluaran", path).status == 0
    book = openpyxl.load_workbook(path, data_only=True)
    assert "Ada 2 skala kategori yang berbeda" in str(book["Rekap"]["A2"].value)
    assert grafik(book) == {"Baik": 1, "Kurang": 1, "Tinggi": 1}
    headings = {cell.value: cell.column for cell in book["Rekap"][4]}
    totals = [book["Rekap"].cell(3, headings[name]).value for name in ("Kategori", "SB", "B", "C", "K")]
    assert totals == [None] * 5, "codes of different scales are neither rated nor added up"
    with office_no_macros.open(path) as document:
        document.recalculate()
        assert [row[0] for row in document.values("Grafik", "C4:C6")] == [1.0, 1.0, 1.0]


def test_one_scale_rates_the_whole(tmp_path: Path, office_no_macros: Office) -> None:
    folder = inbox(
        tmp_path / "masuk", office("Dinas A", "Permendagri 86/2017", 90.5, 40.0), office("Dinas B", "Permendagri 86/2017", 100.0, 120.0)
    )
    path = tmp_path / "rekap.xlsx"
    assert run("rekap", folder, "--keluaran", path).status == 0
    book = openpyxl.load_workbook(path, data_only=True)
    assert "berbeda" not in str(book["Rekap"]["A2"].value)
    assert grafik(book) == {"Sangat tinggi": 1, "Tinggi": 0, "Sedang": 0, "Rendah": 1, "Sangat rendah": 0}
    headings = {cell.value: cell.column_letter for cell in book["Rekap"][4]}
    assert book["Rekap"][f"{headings['Kategori']}3"].value == "T"  # (65,25 + 110) / 2 = 87,63
    with office_no_macros.open(path) as document:
        document.recalculate()
        assert document.values("Rekap", f"{headings['Kategori']}3") == [["T"]]


def test_the_same_inputs_by_another_scale_are_another_report(tmp_path: Path) -> None:
    first = office("Dinas A", "LKjIP Boyolali", 90.0)
    folder = inbox(tmp_path / "masuk", first, replace(first, skala=READY_SCALES["Permendagri 86/2017"]))
    _, found = recap(folder)
    assert sorted(row["status"] for row in found["berkas"]) == ["dihitung", "versi lama"]
