"""Names that say that fewer is better, and findings on directions that contradict them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from lkjip import checks
from lkjip.checks.direction import falls
from lkjip.model.laporan import Laporan, Row
from lkjip.sources import workbook_file
from tests.kit.typed import typed
from tests.kit.workbooks import run, write_folder

FEWER: Final = (
    "Angka kematian ibu per 100.000 KH",
    "Angka Kematian Ibu (AKI) melahirkan per 100.000 KH",
    "Angka Kematian Bayi per 1.000KH",
    "AKI per 100.000 kelahiran hidup",
    "Jumlah kematian ibu yang terjadi di rumah sakit",
    "Prevalensi Balita Stunting",
    "Prosentase balita stunting",
    "Persentase penduduk miskin",
    "Tingkat Pengangguran Terbuka",
    "Tingkat Inflasi",
    "Rasio Gini",
    "V/C Ratio di Jalan Kabupaten/Kota",
    "Jumlah pelanggaran Peraturan Daerah",
    "Jumlah pengaduan masuk",
    "Rata-rata waktu tunggu pelayanan rawat jalan",
    "Waktu tanggap penanganan kebakaran",
    "Indeks Ketimpangan Gender",
    "Indeks Kedalaman Kemiskinan",
    "Jumlah kasus kekerasan terhadap anak",
    "Jumlah kejadian kebakaran",
    "Jumlah Pelanggar Perda",
    "Jumlah pengaduan masyarakat yang masuk",
)
MORE: Final = (
    "Persentase kasus kematian ibu yang ditangani",
    "Persentase pelanggaran Perda yang diselesaikan",
    "Persentase prevalensi stunting yang ditindaklanjuti",
    "Persentase penurunan angka kemiskinan",
    "Cakupan penanganan kasus gizi buruk",
    "Cakupan Konflik antar Kelompok Masyarakat yang Ditangani",
    "Persentase anak putus sekolah yang kembali bersekolah",
    "Persentase penduduk miskin yang memiliki jaminan kesehatan",
    "Persentase bantuan hukum untuk masyarakat miskin yang difasilitasi",
    "Persentase penurunan sisa perkara",
    "Persentase desa bebas stunting",
    "Persentase pencegahan pelanggaran disiplin",
    "Persentase Penyelesaian Pengaduan Masyarakat (sasaran 2)",
    "Persentase Hipertensi dalam pengendalian",
    "Indeks Efektivitas Pengendalian Korupsi",
    "Pelayanan Kesehatan Orang Terduga Tuberkulosis",
    "Umur Harapan Hidup",
    "Tingkat waktu tanggap (response time rate) daerah layanan",
    "Persentase kebakaran dengan response time di bawah 15 menit",
    "Jumlah konflik",
    "Persentase rumah tangga miskin penerima bantuan",
    "Persentase korban kekerasan yang mendapatkan layanan",
    "Persentase kejadian kebakaran yang tertangani",
    "Cakupan pelayanan pemadaman kebakaran",
)


@pytest.mark.parametrize("name", FEWER)
def test_a_name_that_counts_what_should_be_few(name: str) -> None:
    assert falls(name) is True
    assert falls(name.upper()) is True


@pytest.mark.parametrize("name", MORE)
def test_a_name_that_counts_what_should_be_many(name: str) -> None:
    assert falls(name) is False


@pytest.mark.parametrize(
    "name",
    [
        "Desa dengan prevalensi stunting di bawah rata-rata",
        "Menurunnya angka kematian ibu",
        "Persentase pasien dengan waktu tunggu di bawah 60 menit",
    ],
)
def test_a_word_that_does_not_head_the_name_is_a_doubt(name: str) -> None:
    assert falls(name) is None


def found(tmp_path: Path, *rows: Row) -> list[tuple[str, str, str]]:
    path = tmp_path / "arah.xlsm"
    path.write_bytes(typed(Laporan({"tahun": 2020}, inputs={"tabel_3_1": rows})))
    return [(each.code, each.level, each.cell) for each in checks.check(workbook_file.read(path)) if each.code.startswith("arah")]


def row(name: str, arah: str | None) -> Row:
    return {"indikator": name, "satuan": "Kasus", "target": 95.0, "realisasi": 100.0, "arah": arah}


def test_directions_by_name_and_cell(tmp_path: Path) -> None:
    rows = (
        row("Angka kematian ibu", None),
        row("Angka kematian bayi", "naik"),
        row("Angka kematian balita", "turun"),
        row("Desa dengan prevalensi stunting tinggi", "naik"),
        row("Umur harapan hidup", None),
        row("Indeks kepuasan", "naik"),
        row("Jumlah kunjungan", None),
    )
    assert found(tmp_path, *rows) == [
        ("arah-terbalik", "galat", "D6"),
        ("arah-terbalik", "galat", "D7"),
        ("arah-meragukan", "peringatan", "D9"),
        ("arah-kosong", "info", "D10"),
    ]


def test_deaths_that_rise_are_not_sent(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "csv",
        tabel_2_1="no_sasaran,sasaran,indikator,target,satuan\n1,Ibu selamat,Angka Kematian Ibu per 100.000 KH,95,Kasus\n",
        tabel_3_1="indikator,satuan,target_2023,realisasi_2023\nAngka Kematian Ibu per 100.000 KH,Kasus,95,160\n",
        tabel_3_2="indikator,anggaran_2023,realisasi_2023\nAngka Kematian Ibu per 100.000 KH,1.000,900\n",
    )
    path = tmp_path / "F.xlsm"
    assert run("isi", folder, "--keluaran", path).status == 0
    assert run("sinkron", path).status == 0
    outcome = run("kirim", path, "--keluaran", tmp_path / "kiriman")

    assert outcome.status == 1
    assert any("sel D6" in line and "makin rendah makin baik" in line for line in outcome.lines)
    assert not (tmp_path / "kiriman").exists()
