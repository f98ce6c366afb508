"""The sheets of the quarters: a workbook filled from CSV files, as the commands and LibreOffice read it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl.utils import get_column_letter

from lkjip.model.laporan import Laporan
from lkjip.model.tables import TRIWULAN_TABLE
from lkjip.ooxml.package import StoredTable
from lkjip.sources import workbook_file
from tests.kit.workbooks import run, write_folder
from tests.office.client import Document, Office
from xlfuncs.angka import Cell

FILES: Final = {
    "profil": "kunci,nilai\ninstansi,Kantor Contoh\ntahun,2025\ntriwulan_laporan,ii\n",
    "tabel_2_1": (
        "no_sasaran,sasaran,indikator,target,satuan,induk\n"
        '1,Warga sejahtera,Pengunjung,"101,67",Orang,\n'
        "1,Warga sejahtera,Kunjungan,20,Kali,RS A\n"
        "1,Warga sejahtera,Kunjungan,40,Kali,RS B\n"
        "2,Tata kelola baik,Nilai SAKIP,A,SAKIP,\n"
        '2,Tata kelola baik,Prevalensi stunting,"14,5",%,\n'
    ),
    "tabel_3_1": (
        "indikator,satuan,target_2025,realisasi_2025,arah,induk\n"
        'Pengunjung,Orang,"101,67",,naik,\n'
        "Kunjungan,Kali,20,,naik,RS A\n"
        "Kunjungan,Kali,40,,naik,RS B\n"
        "Nilai SAKIP,SAKIP,A,,naik,\n"
        'Prevalensi stunting,%,"14,5",,turun,\n'
    ),
    "tabel_3_2": (
        "indikator,anggaran_2025,realisasi_2025,realisasi_tw_1,realisasi_tw_2,realisasi_tw_3,realisasi_tw_4\n"
        "Pengunjung,1.000,600,100,500,,\n"
    ),
    "predikat": "daftar,kode,nilai\nSAKIP,A,80\nSAKIP,BB,70\n",
    "skala_triwulan": "batas_bawah,kode,label\n-,R,Rendah\n80,S,Sedang\n110,T,Tinggi\n",
    "triwulan": (
        "indikator,induk,jenis,cara_isi,target_tw_1,target_tw_2,target_tw_3,target_tw_4,"
        "realisasi_tw_1,realisasi_tw_2,realisasi_tw_3,realisasi_tw_4,penyebut\n"
        'Pengunjung,,Jumlah,,25,60,10,"6,67","55,6","30,86",,,\n'
        "Kunjungan,RS B,jumlah,s.d. triwulan,10,20,30,40,5,20,,,\n"
        "Kunjungan,RS A,pembilang/penyebut,,1,0,1,1,1,0,,,3\n"
        "Nilai SAKIP,,posisi akhir,,,,,A,,BB,,,\n"
        'Prevalensi stunting,,posisi akhir,,16,"15,5",15,"14,5","15,9","15,2",,,\n'
        "Tidak dikenal,,rata-rata,,80,90,,,78,92,,,\n"
        "Belum dipilih,,,,1,1,1,1,1,1,,,\n"
    ),
    "tindak_lanjut": (
        "indikator,tw,analisis,kendala,solusi,rencana_tindak_lanjut,penanggung_jawab,batas_waktu,bukti,selesai\n"
        "Pengunjung,II,Ramai,Hujan,Tenda,Tambah tenda,Kepala Seksi,30-09-2025,https://contoh.go.id/b,Proses\n"
    ),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("triwulan")
    outcome = run("isi", write_folder(folder / "csv", **FILES), "--keluaran", folder / "a.xlsm")
    assert (outcome.status, outcome.err) == (0, "")
    return folder / "a.xlsm"


@pytest.fixture(scope="module")
def data(book: Path) -> Mapping[str, Any]:
    return json.loads(run("ekspor", book).out)  # type: ignore[no-any-return]


def test_the_export_has_the_quarters_and_what_they_come_to(data: Mapping[str, Any]) -> None:
    first, sums, ratio, grade, falling, unknown, no_kind = data["triwulan"]
    assert first == {
        **{"indikator": "Pengunjung", "sasaran": "Warga sejahtera", "satuan": "Orang", "induk": None, "target_pk": 101.67},
        **{"jenis": "jumlah", "cara_isi": None, "penyebut": None},
        **{f"target_tw_{number}": value for number, value in enumerate((25, 60, 10, 6.67), 1)},
        **{f"realisasi_tw_{number}": value for number, value in enumerate((55.6, 30.86, None, None), 1)},
        **{"target_sd": 85, "realisasi_sd": pytest.approx(86.46), "capaian_triwulan": pytest.approx(8646 / 85)},
        **{"capaian_pk": pytest.approx(8646 / 101.67), "status": "S", "sisa": pytest.approx(7.605)},
    }
    assert (sums["target_pk"], sums["realisasi_sd"], sums["sisa"], sums["satuan"]) == (40, 20, 10, "Kali")  # that of its own parent
    assert (ratio["target_pk"], ratio["realisasi_sd"]) == (20, pytest.approx(100 / 3))
    assert (grade["realisasi_tw_2"], grade["target_pk"], grade["realisasi_sd"], grade["capaian_pk"]) == ("BB", 80, 70, 87.5)
    assert falling["capaian_triwulan"] == pytest.approx(1580 / 15.5)
    assert (unknown["target_pk"], unknown["realisasi_sd"], unknown["capaian_triwulan"], unknown["sasaran"]) == (None, 85, 100, None)
    assert (no_kind["realisasi_sd"], no_kind["status"]) == (None, "abu-abu")
    assert [band["kode"] for band in data["skala_triwulan"]] == ["R", "S", "T"]
    assert data["profil"]["triwulan_laporan"] == "II"
    assert data["tindak_lanjut"][0]["selesai"] == "proses"
    assert [data["tabel_3_2"][0][f"realisasi_tw_{number}"] for number in (1, 2, 3, 4)] == [100, 500, None, None]


def test_next_year_keeps_the_kinds_and_empties_the_rest(book: Path, tmp_path: Path) -> None:
    assert run("tahun-baru", book, "--keluaran", tmp_path / "b.xlsm").status == 0
    later = json.loads(run("ekspor", tmp_path / "b.xlsm").out)
    kept = ("indikator", "induk", "jenis", "cara_isi")
    assert [row["jenis"] for row in later["triwulan"]] == ["jumlah"] * 2 + ["pembilang/penyebut"] + ["posisi akhir"] * 2 + [
        "rata-rata",
        None,
    ]
    assert later["triwulan"][1]["cara_isi"] == "s.d. triwulan"
    inputs = [column.key for column in TRIWULAN_TABLE.columns if column.is_input and column.key not in kept]
    assert {row[key] for row in later["triwulan"] for key in inputs} == {None}
    assert later["tindak_lanjut"] == []
    assert later["profil"]["triwulan_laporan"] is None
    assert later["tabel_3_2"][0]["realisasi_tw_1"] is None
    assert [band["kode"] for band in later["skala_triwulan"]] == ["R", "S", "T"]


def shown(document: Document, stored: StoredTable) -> list[dict[str, Cell]]:
    """The rows of the table as LibreOffice shows them, by column key."""
    area = f"{get_column_letter(stored.left)}{stored.first_row}:{get_column_letter(stored.left + len(stored.columns) - 1)}{stored.last_row}"
    keys = [column.key for column in TRIWULAN_TABLE.columns]
    return [dict(zip(keys, ("" if cell is None else cell for cell in row), strict=True)) for row in document.values("Triwulan", area)]


def wrong(rows: Sequence[Mapping[str, Cell]], laporan: Laporan) -> list[str]:
    found = []
    for row, expected in zip(rows, laporan.rows["triwulan"], strict=True):
        for key in TRIWULAN_TABLE.computed:
            wanted = "" if expected[key] is None else expected[key]
            same = row[key] == (pytest.approx(wanted, rel=1e-12) if isinstance(wanted, float | int) else wanted)
            if not same:
                found.append(f"{expected['indikator']}, {key}: {row[key]!r} instead of {wanted!r}")
    return found


def test_the_sheet_computes_the_same_without_macros_and_without_a_sync(book: Path, office_no_macros: Office) -> None:
    workbook = workbook_file.read(book)
    stored, profil = workbook.tables[TRIWULAN_TABLE.name], workbook.tables[workbook_file.PROFIL_TABLE]
    contents = workbook.contents[workbook_file.PROFIL_TABLE].rows
    place = next(number for number, row in contents.items() if row.get("kunci") == "triwulan_laporan")
    with office_no_macros.open(book) as document:
        assert wrong(shown(document, stored), workbook.laporan) == []
        for quarter in ("I", "IV", "V", None):
            document.write("Profil", f"{get_column_letter(profil.left + 1)}{place}", [[quarter]])
            laporan = replace(workbook.laporan, profil={**workbook.laporan.profil, "triwulan_laporan": quarter})
            assert wrong(shown(document, stored), laporan) == [], quarter


def test_a_workbook_without_a_scale_of_the_quarters_has_ours(tmp_path: Path) -> None:
    assert run("isi", write_folder(tmp_path / "csv"), "--keluaran", tmp_path / "a.xlsm").status == 0
    data = json.loads(run("ekspor", tmp_path / "a.xlsm").out)
    assert "skala_triwulan" not in data
    assert data["triwulan"] == []
