"""Lembar Pimpinan: the figures of Ringkasan on one page of a fixed shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.laporan import Laporan, Row, ringkasan
from lkjip.sources import csv_folder
from lkjip.summary.pimpinan import pimpinan_sheet
from lkjip.summary.sheet import HIDDEN, SummarySheet
from scripts.books import EXAMPLE_CSV
from xlfuncs.angka import Cell

KANTOR = Path(__file__).parents[1] / "data" / "kantor"
OFFICES = [EXAMPLE_CSV, *sorted(path for path in KANTOR.iterdir() if path.is_dir())]


def indicator(name: str, target: Any, realisasi: Any, **more: Any) -> Row:
    return {"indikator": name, "satuan": "%", "target": target, "realisasi": realisasi, "sasaran": "Masyarakat tertib", **more}


def made(rows: Sequence[Row], more: Mapping[str, Sequence[Row]] | None = None, **profil: Cell) -> SummarySheet:
    lines = [{"indikator": rows[0]["indikator"], "anggaran": 1e6, "realisasi": 8e5}] if rows else []
    return pimpinan_sheet(
        Laporan({"instansi": "Kantor", "tahun": 2024, **profil}, inputs={"tabel_3_1": rows, "tabel_3_2": lines, **(more or {})})
    )


def line(sheet: SummarySheet, row: int) -> list[Cell]:
    """The visible values of a row (from 1), left to right."""
    shown = [column for column, width in enumerate(sheet.widths) if width != HIDDEN]
    cells = (sheet.cells.get((row - 1, column)) for column in shown)
    return [cell.value for cell in cells if cell is not None and cell.value is not None]


@pytest.mark.parametrize("folder", OFFICES, ids=lambda folder: folder.name)
def test_the_figures_are_those_of_the_report(folder: Path) -> None:
    laporan = csv_folder.read(folder).laporan
    figures, sheet = ringkasan(laporan), pimpinan_sheet(laporan)
    average, reached, serapan, _ = line(sheet, 5)
    assert average == ("belum ada" if figures.rata_rata_capaian is None else pytest.approx(figures.rata_rata_capaian))
    assert str(reached).endswith(f" dari {figures.jumlah_indikator}")
    assert serapan == ("belum ada" if figures.total_serapan is None else pytest.approx(figures.total_serapan))
    if isinstance(figures.rata_rata_capaian, float):
        assert str(line(sheet, 6)[0]).endswith(f"({figures.kategori_rata_rata})")


def test_every_office_has_the_same_shape() -> None:
    places = {frozenset(pimpinan_sheet(csv_folder.read(folder).laporan).cells) for folder in OFFICES}
    assert len(places) == 1


def test_the_four_figures() -> None:
    sheet = made([indicator("A", 80.0, 60.0), indicator("B", 80.0, 90.0), indicator("C", 80.0, None)])
    # 75 % and 112,5 %; 800.000 of 1.000.000 spent
    assert line(sheet, 5) == [93.75, "1 dari 3", 80.0, "Efisien"]
    assert line(sheet, 6) == ["Baik (B)", "1 di bawah target, 1 belum diukur", 1e6, "capaian lebih tinggi dari serapan"]


def test_the_lowest_come_first_with_their_cause_and_equal_ones_in_the_order_of_the_table() -> None:
    rows = [
        indicator(name, 100.0, reached) for name, reached in (("A", 90.0), ("B", 70.0), ("C", 90.0), ("D", 120.0), ("E", 95.0), ("F", 99.0))
    ]
    told = [{"indikator": " b", "hambatan": "Kurang\npegawai", "solusi": "Menambah pegawai"}, {"indikator": "C", "hambatan": "Banjir"}]
    sheet = made(rows, {"narasi": told})
    assert [line(sheet, row) for row in range(21, 26)] == [
        ["B (%)", 100.0, 70.0, 70.0, "Kurang pegawai", "Menambah pegawai"],
        ["A (%)", 100.0, 90.0, 90.0, "belum ditulis", "belum ditulis"],
        ["C (%)", 100.0, 90.0, 90.0, "Banjir", "belum ditulis"],
        ["E (%)", 100.0, 95.0, 95.0, "belum ditulis", "belum ditulis"],
        ["F (%)", 100.0, 99.0, 99.0, "belum ditulis", "belum ditulis"],
    ]
    assert line(sheet, 9)[-2:] == ["D", 120.0]


def test_a_bar_for_each_of_eight_sasaran_and_one_for_the_others() -> None:
    sheet = made([indicator(f"I{number}", 100.0, 10.0 * number, sasaran=f"Sasaran {number}") for number in range(1, 11)])
    assert line(sheet, 8)[0] == "Capaian per sasaran"
    assert [line(sheet, row)[0] for row in (9, 16, 17)] == ["Sasaran 1", "Sasaran 8", "2 sasaran lainnya"]
    assert [line(sheet, row)[2] for row in (9, 16, 17)] == [10.0, 80.0, 95.0]  # of 90 and 100
    assert len(str(line(sheet, 16)[1])) == pytest.approx(8 * len(str(line(sheet, 9)[1])), abs=4)


def test_a_single_sasaran_is_told_by_its_indicators() -> None:
    sheet = made([indicator(f"I{number}", 100.0, 10.0 * number) for number in range(1, 11)])
    assert line(sheet, 8)[0] == "Capaian per indikator"
    assert [line(sheet, row)[0] for row in (9, 16, 17)] == ["I1", "I8", "2 indikator lainnya"]


def test_what_is_asked_and_who_signs() -> None:
    sheet = made(
        [indicator("A", 80.0, 60.0)],
        keputusan_1="Menambah dua pegawai",
        tempat="Boyolali",
        tanggal_laporan="Januari 2025",
        jabatan="Kepala Kantor",
        kepala="Suratno",
        nip="19660430 199503 1 002",
    )
    said = [line(sheet, row) for row in range(27, 32)]
    assert said == [
        ["Keputusan yang diminta", "Boyolali, Januari 2025"],
        ["1. Menambah dua pegawai", "Kepala Kantor"],
        ["2. "],
        ["3. ", "Suratno"],
        ["Segel kiriman: lihat surat pengantar.", "NIP 19660430 199503 1 002"],
    ]
