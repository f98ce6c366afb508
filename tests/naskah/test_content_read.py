"""The document of an office with all that is unusual, read against its workbook: nothing in it contradicts the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from lkjip.checks.book import Book
from lkjip.model.laporan import Laporan, Row
from lkjip.naskah import making, reading
from lkjip.naskah.reading import opened
from lkjip.sources import workbook_file
from lkjip.template.workbook import build
from xlfuncs.angka import Cell

PROFIL: Final[dict[str, Cell]] = {
    **{"instansi": "Dinas Contoh", "pemerintah_daerah": "Kabupaten Uji", "tahun": 2024, "tahun_akhir_renstra": 2026, "kepala": "Ani"},
}
_A: Final[Row] = {"sasaran": "Meningkatnya layanan", "satuan": "%", "arah": "naik", "pengampu": "Kabid"}
ROWS: Final[list[Row]] = [
    {
        **{**_A, "indikator": "a. Rawat inap", "induk": "RSUD Utara", "target": 90.0, "realisasi": 81.0, "target_akhir_renstra": 95.0},
        **{"realisasi_3": 70.0, "realisasi_2": 75.0, "realisasi_1": 80.0, "target_1": 85.0, "standar": 85.5, "sumber_standar": "BPS 2023"},
    },
    {**_A, "indikator": "a. Rawat inap", "induk": "RSUD Selatan", "target": 80.0, "realisasi": 64.0, "realisasi_1": 60.0},
    {**_A, "indikator": "Angka kematian ibu", "satuan": "per 100.000 KH", "arah": "turun", "target": 95.0, "realisasi": 110.0},
    {**_A, "indikator": "Rasio belanja pegawai", "arah": "rentang", "target": 20.0, "target_atas": 30.0, "realisasi": 25.0},
    {**_A, "indikator": "Kunjungan pasien umum", "satuan": "Orang", "target": 1000.0, "realisasi": 2500.0, "batas_atas": 120.0},
    {**_A, "indikator": "Survei kepuasan warga", "sasaran": "Meningkatnya tata kelola", "target": 80.0, "realisasi": "N/A"},
    {
        **_A,
        "indikator": "Jumlah temuan pemeriksaan",
        "sasaran": "Meningkatnya tata kelola",
        "satuan": "Temuan",
        "target": 0.0,
        "realisasi": 0.0,
    },
]
BUDGET: Final[list[Row]] = [
    {"indikator": "Angka kematian ibu", "program": "Program Layanan", "anggaran": 2_000_000.0, "realisasi": 1_500_000.0},
    {
        "indikator": "Angka kematian ibu",
        "program": "Program Layanan",
        "kegiatan": "Rujukan",
        "anggaran": 2_000_000.0,
        "realisasi": 1_500_000.0,
    },
    {"indikator": "Rasio belanja pegawai", "program": "Program Penunjang", "anggaran": 1_000_000.0, "realisasi": 990_000.0},
    {"program": "Program Rutin", "anggaran": 700_000.0, "realisasi": 600_000.0},
]
TOLD: Final[list[Row]] = [
    {"indikator": "a. Rawat inap", "hambatan": "Listrik padam; air keruh", "solusi": "Genset"},
    {"indikator": "a. Rawat inap", "hambatan": "Obat kosong", "solusi": "Pengadaan"},
]


@pytest.mark.slow
def test_the_document_of_an_unusual_office_agrees_with_its_workbook(tmp_path: Path) -> None:
    given = Laporan(profil=PROFIL, inputs={"tabel_3_1": ROWS, "tabel_3_2": BUDGET, "narasi": TOLD}, pilihan={"target_nol": "tercapai"})
    workbook, document = tmp_path / "buku.xlsm", tmp_path / "naskah.docx"
    workbook.write_bytes(build(given))
    book = workbook_file.read(workbook)
    document.write_bytes(making.make(book.laporan, tmp_path, printer=None).data)
    found = reading.read(opened.read(document), Book(book))
    assert not found.findings
    assert found.counted.traced > 100
