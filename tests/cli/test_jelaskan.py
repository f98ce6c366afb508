"""`lkjip jelaskan`: why each figure of a workbook is what it is, on the screen of a clerk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.workbooks import assert_refused, run, write_folder

FALLING = (
    "indikator,satuan,target_2023,realisasi_2023,arah\n"
    'Angka Partisipasi,%,"82,5","82,5",naik\nAngka kematian,Kasus,14,"12,5",turun\nTingkat hunian,%,75,"98,2",naik\nBelum,%,10,,naik\n'
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose office divides, limits, and takes the geometric mean."""
    folder = tmp_path_factory.mktemp("kantor")
    rules = "kunci,pilihan\nrumus_turun,rasio\nbatas_atas,120\nrata_rata,geometrik\n"
    path = folder / "kantor.xlsm"
    assert run("isi", write_folder(folder / "csv", tabel_3_1=FALLING, aturan=rules), "--keluaran", path).status == 0
    return path


def test_each_indicator_with_its_worked_line_and_the_mean(office: Path) -> None:
    outcome = run("jelaskan", office)

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "Angka Partisipasi",
        "  Arah         naik",
        "  Capaian      82,5 / 82,5 x 100 = 100,00",
        "  Kategori     B (Baik): 75,01 sampai 100",
        "",
        "Angka kematian",
        "  Arah         turun rasio",
        "  Capaian      14 / 12,5 x 100 = 112,00",
        "  Kategori     SB (Sangat baik): 100,01 ke atas",
        "  Aturan lain  dengan selisih: 110,71; batas atas 100: 100,00; batas atas 110: 110,00",
        "",
        "Tingkat hunian",
        "  Arah         naik",
        "  Capaian      98,2 / 75 x 100 = 130,93, dibatasi 120",
        "  Kategori     SB (Sangat baik): 100,01 ke atas",
        "  Aturan lain  tanpa batas atas: 130,93; batas atas 100: 100,00; batas atas 110: 110,00",
        "",
        "Belum",
        "  Arah         naik",
        "  Capaian      belum diukur: realisasi kosong",
        "",
        "Rata-rata capaian: akar pangkat 3 dari hasil kali 3 capaian = 110,36 (geometrik); kategori SB (Sangat baik): 100,01 ke atas;"
        " cara biasa: 110,67; cara per sasaran: 108,00; cara berbobot: 110,67",
    ]


def test_one_indicator_by_a_part_of_its_name(office: Path) -> None:
    out = run("jelaskan", office, "--indikator", "KEMATIAN").out
    assert out.startswith("Angka kematian\n")
    assert "hunian" not in out
    assert "Rata-rata capaian: " in out


@pytest.mark.parametrize("text", ["tidak ada ini", "", " . "])
def test_an_indicator_that_is_not_there_is_one_line(office: Path, text: str) -> None:
    assert_refused(run("jelaskan", office, "--indikator", text), str(office), "--indikator")


def test_a_workbook_without_indicators(tmp_path: Path) -> None:
    assert run("bangun", "--keluaran", tmp_path / "kosong.xlsm").status == 0
    assert run("jelaskan", tmp_path / "kosong.xlsm").out == "Rata-rata capaian: belum ada (biasa): belum ada indikator yang diukur\n"


def test_nothing_is_written(office: Path) -> None:
    before = {path: path.read_bytes() for path in office.parent.glob("*.xls*")}
    run("jelaskan", office)
    assert {path: path.read_bytes() for path in office.parent.glob("*.xls*")} == before
