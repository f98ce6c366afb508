"""`lkjip banding`: what differs between two workbooks, and what it does to the averages. Figures by hand."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kit.workbooks import assert_refused, copy_boyolali, listing, run, write_folder

Rows = list[list[str]]


def changed(folder: Path, name: str, change: Callable[[Rows], None]) -> None:
    path = folder / name
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def filled(folder: Path) -> Path:
    path = folder.with_suffix(".xlsm")
    assert run("isi", folder, "--keluaran", path).status == 0
    return path


@pytest.fixture(scope="module")
def before(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the real report. Not to be changed."""
    return Path(shutil.copy(boyolali, tmp_path_factory.mktemp("lama")))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report with another realisasi, another target, one indicator renamed, one new, one gone, a new head and a cap."""
    folder = copy_boyolali(tmp_path_factory.mktemp("baru") / "csv")

    def measured(rows: Rows) -> None:
        rows[1][7] = "80"  # of 98,78: 80,99 %
        rows[2][6] = "90,00"  # reached 82: 91,11 %
        rows[3][0] = rows[3][0].replace("Cakupan", "Cakupan Program")
        del rows[5]
        rows.insert(4, ["Indikator baru", "%", "", "", "", "", "50", "40", "", "", "Kasi X"])  # 80 %

    def head(rows: Rows) -> None:
        next(row for row in rows if row[0] == "kepala")[1] = "Nama Lain"

    changed(folder, "tabel_3_1.csv", measured)
    changed(folder, "profil.csv", head)
    (folder / "aturan.csv").write_text("kunci,pilihan\nbatas_atas,100\n", encoding="utf-8")
    return filled(folder)


def compared(old: Path, new: Path) -> dict[str, Any]:
    outcome = run("banding", old, new, "--format", "json")
    data: dict[str, Any] = json.loads(outcome.out)
    assert outcome.status == (1 if data["perbedaan"] else 0)
    return data


def test_the_same_workbook(before: Path) -> None:
    outcome = run("banding", before, before)

    assert (outcome.status, outcome.out, outcome.err) == (0, "tidak ada yang berbeda\n", "")
    assert compared(before, before) == {"perbedaan": [], "angka": [], "sebab": []}


def test_what_differs_in_the_words_of_the_field(before: Path, after: Path) -> None:
    found = {
        (each["lembar"], each["baris"][:20], each["kolom"]): (each["lama"], each["baru"]) for each in compared(before, after)["perbedaan"]
    }

    assert found[("Profil", "Nama kepala", "nilai")] == ("SURATNO, SH.MH", "Nama Lain")
    assert found[("Aturan", "batas_atas", "berlaku")] == ("tidak ada", 100)
    assert found[("Tabel 3.1", "Prosentase LSM yang ", "Realisasi")] == (98.78, 80)
    assert found[("Tabel 3.1", "Tingkat partisipasi ", "Target")] == (82, 90)
    assert found[("Tabel 3.1", "Cakupan Program sosi", "Indikator")][0].startswith("Cakupan sosialisasi/")
    assert found[("Tabel 3.1", "Indikator baru", "baris")] == (None, "Indikator baru")
    assert found[("Tabel 3.1", "Kegiatan Pengendalia", "baris")][1] is None
    assert not any(sheet == "Tabel 2.1" for sheet, *_ in found)


def test_the_shift_of_the_mean_is_explained_to_the_last_part(before: Path, after: Path) -> None:
    data = compared(before, after)
    (mean,) = (each for each in data["angka"] if each["angka"] == "Rata-rata capaian")

    assert mean["lama"] == 100
    assert mean["baru"] == pytest.approx((80 / 98.78 * 100 + 82 / 90 * 100 + 80 + 6 * 100) / 9, rel=1e-12)
    causes = [(each["sebab"][:14], each["pergeseran"]) for each in data["sebab"]]
    assert [name for name, _ in causes] == ["Indikator baru", "Prosentase LSM", "Tingkat partis"]
    assert causes[1][1] == pytest.approx((80 / 98.78 * 100 - 100) / 9, rel=1e-9)
    assert causes[2][1] == pytest.approx((82 / 90 * 100 - 100) / 9, rel=1e-9)
    assert sum(shift for _, shift in causes) == pytest.approx(mean["baru"] - mean["lama"], rel=1e-9)


def test_the_lines_for_reading(before: Path, after: Path) -> None:
    said = run("banding", before, after).out.splitlines()

    assert said[0] == "Rata-rata capaian: 100 menjadi 94,68"
    assert "  turun 0,99 karena Tingkat partisipasi masyarakat dalam pemilihan umum (capaian 100 menjadi 91,11)" in said
    assert '  Nama kepala: nilai "SURATNO, SH.MH" menjadi "Nama Lain"' in said
    assert "  Indikator baru: baris baru" in said


def test_a_row_inserted_above_is_no_difference_of_the_rows_below(tmp_path: Path, before: Path) -> None:
    folder = copy_boyolali(tmp_path / "sisip")

    def inserted(rows: Rows) -> None:
        names = {"indikator": "", "program": "Program Lain", "sasaran": ""}
        rows.insert(1, [names.get(heading, cell) for heading, cell in zip(rows[0], rows[1], strict=True)])

    changed(folder, "tabel_3_2.csv", inserted)
    found = compared(before, filled(folder))["perbedaan"]

    assert [(each["kolom"], each["baris"]) for each in found if each["lembar"] == "Tabel 3.2"] == [("baris", "Program Lain")]


@pytest.mark.parametrize(
    ("rule", "old_mean", "new_mean"),
    [("batas_atas,100", 102.5, 92.5), ("rata_rata,sasaran", 102.5, 102.5)],
    ids=["a cap", "the same mean by another way"],
)
def test_the_rules_alone(tmp_path: Path, rule: str, old_mean: float, new_mean: float) -> None:
    """85 of 100 is 85 %, 120 of 100 is 120 %: without a cap 102,5 on the average, capped at 100 it is 92,5."""
    rows = "indikator,satuan,target_2023,realisasi_2023\nSatu,%,100,85\nDua,%,100,120\n"
    plain = filled(write_folder(tmp_path / "polos", tabel_3_1=rows))
    ruled = filled(write_folder(tmp_path / "beraturan", tabel_3_1=rows, aturan=f"kunci,pilihan\n{rule}\n"))
    data = compared(plain, ruled)

    assert data["perbedaan"][0]["lembar"] == "Aturan"
    if old_mean != new_mean:
        assert [(each["sebab"], each["pergeseran"]) for each in data["sebab"]] == [("Aturan", pytest.approx(new_mean - old_mean))]
    else:
        assert data["sebab"] == []


def test_bands_of_another_scale(tmp_path: Path, small: Path) -> None:
    other = filled(write_folder(tmp_path / "lain", skala="batas_bawah,kode,label\n,Rendah,Rendah\n50,Tinggi,Tinggi\n"))

    assert {each["lembar"] for each in compared(small, other)["perbedaan"]} >= {"Skala"}


def test_nothing_is_written(tmp_path: Path, before: Path, after: Path) -> None:
    for path in (before, after):
        shutil.copy(path, tmp_path)
    files = listing(tmp_path)
    run("banding", *(tmp_path / name for name in files))

    assert listing(tmp_path) == files


def test_a_file_that_is_no_workbook(tmp_path: Path, before: Path) -> None:
    other = tmp_path / "catatan.xlsm"
    other.write_text("bukan buku kerja", encoding="utf-8")

    assert_refused(run("banding", before, other), "catatan.xlsm", folder=tmp_path)
    assert_refused(run("banding", before), "BARU")
