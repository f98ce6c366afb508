"""What reports print where a number belongs: numbers with a remark, ranges, and what is no number at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from lkjip.sources import csv_folder, figures
from tests.kit.workbooks import Parts, run, write_folder

REMARKS: Final = {
    "76.16 (BB)": 76.16,
    "80,5 (B)": 80.5,
    "82 (>100%)": 82,
    "85,00%*)": 85,
    "3*": 3,
    "85%**": 85,
    "85 1)": 85,
    "85,5 %¹": 85.5,
    ">= 85": 85,
    "≥85%": 85,
    "≤ 5": 5,
    "< 5%": 5,
    "min. 85": 85,
    "maks 10": 10,
    "kurang dari 5 menit": 5,
    "± 85": 85,
    "2 (dua) dokumen": 2,
    "60 (enam puluh) menit": 60,
    "1 Dokumen (100%)": 1,
    "100% (12 dokumen)": 100,
    "93 per 100.000 KH": 93,
    "9,8/1.000 KH": 9.8,
    "10/bulan": 10,
    "85 / BB": 85,
    "12 m2": 12,
    "Rp. 5.000.000,00*": 5_000_000,
    "Rp 1.000.000 (satu juta rupiah)": 1_000_000,
}
RANGES: Final = ("80-90", "80–90", "80 - 90%", "80% - 90%", "80 s.d. 90", "80 s/d 90", "80 sd 90", "80 sampai dengan 90", "80-90 (B)")
NO_FIGURES: Final = (
    *("3/4", "0/0", "1/2", "12/1.000", "12 dari 20", "1:20", "31/12/2024", "1.234.5", "90-80", "2020-2024", "1 Prov & 3 Kab/Kota"),
    *("WTP", "BB (76,16)", "Level 3 Plus", "N/A", "Tidak diadakan karena Covid19", "#REF!", "TRUE", "1e5", "=1+1", "I", "Desember 2024"),
    *("1,9 Mlr", "Rp1,9 Mlr", "5 Jt", "5 (lima) juta", "1.900 (dalam jutaan)", "12,5 jt/ha", "5 (M) miliar"),
)


@pytest.mark.parametrize("text", REMARKS)
def test_a_number_with_a_remark(text: str) -> None:
    assert figures.read(text) == figures.Figure(REMARKS[text], has_remark=True)


@pytest.mark.parametrize("text", RANGES)
def test_a_range(text: str) -> None:
    found = figures.read(text)
    assert found
    assert (found.number, found.upper) == (80, 90)


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_may_be_another_number_is_none(text: str) -> None:
    assert figures.read(text) is None


@pytest.mark.parametrize("text", ["Rp.", "...", "--", "…"])
def test_a_placeholder_is_a_blank_that_is_named(text: str) -> None:
    assert figures.read(text) == figures.Figure(None, has_remark=True)


@pytest.mark.parametrize(
    ("text", "fewer"), [(">= 85", False), ("minimal 3", False), ("≤ 5", True), ("maks. 5", True), ("85", None), ("± 5", None)]
)
def test_a_sign_says_what_is_better(text: str, fewer: bool | None) -> None:
    assert figures.sign(text) is fewer


def test_number_and_remark_part_on_import(tmp_path: Path) -> None:
    rows = (
        "indikator,satuan,target_2023,realisasi_2023,catatan\n"
        "Nilai SAKIP,Nilai,>= 80,76.16 (BB),lihat LHE\n"
        "Indeks,Nilai,80-90,85,\n"
        "Dokumen,Dokumen,2 (dua) dokumen,2 laporan,\n"
    )
    given = csv_folder.read(write_folder(tmp_path / "csv", tabel_3_1=rows))
    first, second, third = given.laporan.inputs["tabel_3_1"]

    assert (first["target"], first["realisasi"]) == (80, 76.16)
    assert first["catatan"] == 'lihat LHE; Target tercetak ">= 80"; Realisasi tercetak "76.16 (BB)"'
    assert (second["target"], second["target_atas"], second["catatan"]) == (80, 90, None)
    assert (third["target"], third["realisasi"]) == (2, 2)
    assert third["catatan"] == 'Target tercetak "2 (dua) dokumen"; Realisasi tercetak "2 laporan"'
    assert given.notes == [
        'tabel_3_1.csv: baris 2, kolom "target_2023": ">= 80" ditulis 80; keterangannya masuk kolom Catatan',
        'tabel_3_1.csv: baris 2, kolom "realisasi_2023": "76.16 (BB)" ditulis 76,16; keterangannya masuk kolom Catatan',
        'tabel_3_1.csv: baris 3, kolom "target_2023": "80-90" rentang; 80 masuk Target, 90 masuk Target Atas',
        'tabel_3_1.csv: baris 4, kolom "target_2023": "2 (dua) dokumen" ditulis 2; keterangannya masuk kolom Catatan',
        'tabel_3_1.csv: baris 4, kolom "realisasi_2023": "2 laporan" ditulis 2; keterangannya masuk kolom Catatan'
        ' karena satuannya "Dokumen"',
    ]


def test_a_range_beside_an_upper_target_of_the_file_keeps_that_one(tmp_path: Path) -> None:
    rows = "indikator,satuan,target_atas_2023,target_2023,realisasi_2023\nIndeks,Nilai,95,80-90,85\n"
    given = csv_folder.read(write_folder(tmp_path / "csv", tabel_3_1=rows))
    (row,) = given.laporan.inputs["tabel_3_1"]

    assert (row["target"], row["target_atas"]) == (80, 95)
    assert given.notes == ['tabel_3_1.csv: baris 2, kolom "target_2023": "80-90" rentang; yang ditulis batas bawahnya, 80']


def test_a_range_of_results_is_no_result(tmp_path: Path) -> None:
    rows = "indikator,satuan,target_2023,realisasi_2023\nIndeks,Nilai,80,80-90\n"
    given = csv_folder.read(write_folder(tmp_path / "csv", tabel_3_1=rows))

    assert [row["realisasi"] for row in given.laporan.inputs["tabel_3_1"]] == ["80-90"]
    assert len(given.notes) == 1
    assert given.notes[0].startswith('tabel_3_1.csv: baris 2, kolom "realisasi_2023": "80-90" bukan angka; ditulis apa adanya')


def test_an_upper_limit_that_is_none_is_blank(tmp_path: Path) -> None:
    rows = "indikator,satuan,target_2023,realisasi_2023,batas_atas,bobot\nIndeks,Nilai,80,85,tidak ada,20%\n"
    given = csv_folder.read(write_folder(tmp_path / "csv", tabel_3_1=rows))
    (row,) = given.laporan.inputs["tabel_3_1"]

    assert (row["batas_atas"], row["bobot"]) == (None, 20)
    assert given.notes == ['tabel_3_1.csv: baris 2, kolom "batas_atas": "tidak ada" berarti tidak ada angkanya; sel dikosongkan']


def test_a_line_with_too_many_fields_gives_no_shifted_number(tmp_path: Path) -> None:
    rows = "indikator,satuan,target_2023,realisasi_2023\nAngka,%,82,5,82,5\nIndeks,Nilai,80,85\n"
    given = csv_folder.read(write_folder(tmp_path / "csv", tabel_3_1=rows))
    first, second = given.laporan.inputs["tabel_3_1"]

    assert [first[key] for key in ("indikator", "satuan", "target", "realisasi")] == ["Angka", "%", None, None]
    assert (second["target"], second["realisasi"]) == (80, 85)
    (note,) = given.notes
    assert "baris 2" in note
    assert "Angka,%,82,5,82,5" in note


def test_a_row_without_a_name_is_told_with_all_it_holds(tmp_path: Path) -> None:
    rows = "indikator,satuan,target_2023,realisasi_2023\n,%,82,81\nIndeks,Nilai,80,85\n"
    given = csv_folder.read(write_folder(tmp_path / "csv", tabel_3_1=rows))

    assert [row["indikator"] for row in given.laporan.inputs["tabel_3_1"]] == ["Indeks"]
    assert given.notes == [
        'tabel_3_1.csv: baris 2, kolom "indikator": kosong, jadi baris ini tidak masuk tabel;'
        " isinya: satuan %; target_2023 82; realisasi_2023 81"
    ]


def test_budget_rows_without_name_or_number_are_told_and_never_counted(tmp_path: Path) -> None:
    rows = "indikator,program,anggaran_2023,realisasi_2023\n,Program A,100,90\n,Program B,WTP,\n,Program C,-,N/A\n"
    folder, book = write_folder(tmp_path / "csv", tabel_3_2=rows), tmp_path / "F.xlsm"
    outcome = run("isi", folder, "--keluaran", book)

    assert outcome.status == 0
    assert [line.partition(":")[2].partition(",")[0] for line in outcome.lines if "tidak masuk tabel" in line] == [" baris 3", " baris 4"]
    new = run("tahun-baru", book, "--keluaran", tmp_path / "G.xlsm")
    assert new.status == 0
    assert "baris tanpa indikator" not in new.err  # a program's name is kept, its amounts are next year's
    assert b"Program A" in Parts.of(tmp_path / "G.xlsm")["xl/sharedStrings.xml"]


def test_an_indicator_printed_twice_is_there_twice(tmp_path: Path) -> None:
    rows = "indikator,satuan,target_2023,realisasi_2023\nIndeks,Nilai,80,85\nINDEKS,Nilai,80,84\n"
    folder, book = write_folder(tmp_path / "csv", tabel_3_1=rows), tmp_path / "F.xlsm"
    outcome = run("isi", folder, "--keluaran", book)

    assert outcome.status == 0
    assert outcome.lines == [
        'tabel_3_1.csv: baris 3, kolom "indikator": "INDEKS" sudah ada di baris 2; keduanya masuk tabel, hapus salah satu'
    ]
    assert "sudah ada di sel" in run("periksa", book).out
