"""The checks of the quarters on small workbooks: by the kind of the indicator, and silent where an office does not use them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests.kit.workbooks import run, write_folder

OF_QUARTERS: Final = ("triwulan", "kendala", "rencana-lewat", "realisasi-tanpa", "rencana-triwulan", "anggaran-triwulan")
HEAD: Final = (
    "indikator,jenis,cara_isi,target_tw_1,target_tw_2,target_tw_3,target_tw_4,"
    "realisasi_tw_1,realisasi_tw_2,realisasi_tw_3,realisasi_tw_4,penyebut\n"
)
MONTHS: Final = "jenis,uraian,satuan,jan,feb,mar,apr,mei,jun,jul,agu,sep,okt,nov,des\n"


def found(folder: Path, **files: str) -> dict[str, list[Mapping[str, Any]]]:
    """What periksa finds, by code."""
    book = folder / "a.xlsm"
    assert run("isi", write_folder(folder / "csv", **files), "--keluaran", book).status == 0
    findings: dict[str, list[Mapping[str, Any]]] = {}
    for each in json.loads(run("periksa", book, "--format", "json").out):
        findings.setdefault(each["kode"], []).append(each)
    return findings


def test_an_office_that_does_not_use_the_quarters_hears_nothing_of_them(tmp_path: Path) -> None:
    assert [code for code in found(tmp_path) if code.startswith(OF_QUARTERS)] == []


@pytest.mark.parametrize(
    ("kind", "months", "said"),
    [
        ("posisi akhir", "16,,,15.5,,,15,,,10,,", None),
        ("posisi akhir", "16,,,15.5,,,15,,,14,,", "berakhir di 14"),
        ("rata-rata", "10,,,9,,,11,,,10,,", None),
        ("rata-rata", "10,,,9,,,11,,,14,,", "rata-ratanya 11"),
        ("pembilang/penyebut", "1,,,1,,,,,,,,", None),
        ("pembilang/penyebut", "1,,,3,,,,,,,,", "dibagi penyebutnya menjadi 20"),
        ("jumlah", "1,,,2,,,3,,,4,,", None),
        ("jumlah", "1,,,2,,,3,,,5,,", "berjumlah 11"),
        ("", "16,,,15.5,,,15,,,14,,", "berjumlah 60,50"),
    ],
)
def test_a_plan_by_months_is_held_to_the_year_by_its_kind(tmp_path: Path, kind: str, months: str, said: str | None) -> None:
    here = {"rencana_aksi_2023": f"{MONTHS}indikator,Jumlah konflik,Kegiatan,{months}\n"}
    if kind:
        here["triwulan"] = f"{HEAD}Jumlah konflik,{kind},,,,,,,,,,20\n"
    remarks = [each["pesan"] for each in found(tmp_path, **here).get("rencana-bulanan", ())]
    assert len(remarks) == (said is not None)
    assert all(f" {said}, " in each for each in remarks)


def test_a_quarter_in_the_middle_of_the_year(tmp_path: Path) -> None:
    profil = "kunci,nilai\ninstansi,Kantor Contoh\ntahun,2023\ntriwulan_laporan,II\n"
    rows = (
        'Angka Partisipasi,rata-rata,,80,85,82.5,82.5,79,,,,\nJumlah konflik,jumlah,,2,3,,5,,2,,,\n"Lain, sama sekali",jumlah,,,1,,,,,,,\n'
    )
    follow = (
        "indikator,tw,kendala,rencana_tindak_lanjut,batas_waktu,bukti,selesai\n"
        "Angka Partisipasi,I,Hujan,Tenda,30-06-2023,a.pdf,proses\n"
        "Angka Partisipasi,II,Hujan,Tenda,01-07-2023,,\n"
        "Jumlah konflik,II,Jauh,,segera,,\n"
    )
    codes = found(tmp_path, profil=profil, triwulan=HEAD + rows, tindak_lanjut=follow)
    cells = {code: sorted(each["sel"] for each in remarks) for code, remarks in codes.items() if code.startswith(OF_QUARTERS)}
    assert cells == {
        "triwulan-kosong": ["L7", "M6", "M8"],
        "kendala-tanpa-rencana": ["G7"],
        "rencana-lewat-waktu": ["K5"],
        "realisasi-tanpa-bukti": ["M7"],
    }
    assert [each["sel"] for each in codes["indikator-hilang"]] == ["C8"]


def test_what_was_spent_by_quarter_adds_up_to_the_year(tmp_path: Path) -> None:
    budget = (
        "indikator,anggaran_2023,realisasi_2023,realisasi_tw_1,realisasi_tw_2,realisasi_tw_3,realisasi_tw_4\n"
        "Angka Partisipasi,1.000.000,900.000,400.000,500.000,,\nJumlah konflik,2.000.000,500.000,100.000,,,\n"
    )
    (remark,) = found(tmp_path, tabel_3_2=budget)["anggaran-triwulan"]
    assert "berjumlah 100.000, sedangkan Realisasi 500.000" in remark["pesan"]
