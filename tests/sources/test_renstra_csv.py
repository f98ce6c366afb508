"""The years in the headings of Renstra and Cascading, and what they do to the Profil."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lkjip.sources import csv_folder
from tests.kit import reading
from tests.kit.workbooks import run, write_folder


def read(folder: Path, awal: int, akhir: int, headings: str, *, profil: str = "", **files: str) -> csv_folder.CsvFolder:
    """A folder whose Renstra has these headings, and the figures 1, 2, 3, ... under them."""
    figures = ",".join(str(number) for number, _ in enumerate(headings.split(","), 1))
    plan = {f"renstra_{awal}_{akhir}": f"indikator,{headings}\nAngka Partisipasi,{figures}\n"} if headings else {}
    years = f"tahun_awal_renstra,{awal}\ntahun_akhir_renstra,{akhir}\n"
    text = f"kunci,nilai\ninstansi,Kantor Contoh\ntahun,2025\n{years}{profil}"
    return csv_folder.read(write_folder(folder, profil=text, tabel_2_1=T21, tabel_3_1=T31, tabel_3_2=T32, **plan, **files))


T21 = "no_sasaran,sasaran,indikator,target,satuan\n1,Masyarakat tertib,Angka Partisipasi,5,%\n"
T31 = "indikator,satuan,target_2025,realisasi_2025\nAngka Partisipasi,%,5,5\n"
T32 = "indikator,anggaran_2025,realisasi_2025\nAngka Partisipasi,1.000.000,900.000\n"
KEYS = ("tahun_target_pertama", "tahun_target_terakhir", "tahun_baseline")


def targets(found: csv_folder.CsvFolder, table: str = "renstra") -> list[Any]:
    return [found.laporan.inputs[table][0][f"target_tahun_{place}"] for place in range(1, 7)]


def years(first: int, last: int) -> str:
    return ",".join(f"target_{year}" for year in range(first, last + 1))


@pytest.mark.parametrize(
    ("period", "headings", "filled", "notes"),
    [
        ((2020, 2024), years(2020, 2024), (None, None, None), 0),
        ((2020, 2024), years(2021, 2024), (None, None, None), 0),  # 2020 has no column
        ((2021, 2026), years(2022, 2026), (None, None, None), 0),
        ((2021, 2026), years(2021, 2026), (2021, None, None), 1),
        ((2025, 2029), f"baseline_2024,{years(2025, 2030)}", (None, 2030, None), 1),
        ((2025, 2029), f"baseline_2023,{years(2025, 2029)}", (None, None, 2023), 1),
        ((2024, 2026), years(2024, 2026), (None, None, None), 0),
        ((2016, 2021), "target_tahun_1,target_tahun_2,target_tahun_3,target_tahun_4,target_tahun_5", (None, None, None), 0),
    ],
)
def test_headings_with_years_fill_the_profil_where_it_says_otherwise(
    tmp_path: Path, period: tuple[int, int], headings: str, filled: tuple[int | None, ...], notes: int
) -> None:
    found = read(tmp_path, *period, headings)

    assert tuple(found.laporan.profil[key] for key in KEYS) == filled
    assert len(found.notes) == notes
    assert all(f"renstra_{period[0]}_{period[1]}.csv" in note and "judul kolomnya" in note for note in found.notes)


def test_each_figure_is_in_the_column_of_its_year(tmp_path: Path) -> None:
    found = read(tmp_path / "enam", 2025, 2029, f"{years(2026, 2030)},baseline_2024,target_2025")
    assert targets(found) == [7, 1, 2, 3, 4, 5]
    assert found.laporan.inputs["renstra"][0]["baseline"] == 6

    found = read(tmp_path / "empat", 2020, 2024, years(2021, 2024))
    assert targets(found) == [None, 1, 2, 3, 4, None]


def test_headings_win_over_the_profil_and_say_so(tmp_path: Path) -> None:
    found = read(tmp_path, 2021, 2026, years(2021, 2026), profil="tahun_target_pertama,2022\n")

    assert found.laporan.profil["tahun_target_pertama"] == 2021
    assert targets(found) == [1, 2, 3, 4, 5, 6]
    (note,) = found.notes
    assert "diisi 2021, bukan 2022" in note


def test_a_seventh_year_is_named_and_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, 2025, 2029, years(2024, 2030))

    assert targets(found) == [1, 2, 3, 4, 5, 6]
    assert any('"target_2030"' in note and "dilewati" in note for note in found.notes)


@pytest.mark.parametrize("heading", ["target_tahun_1", "target_2020"])
def test_a_decimal_comma_without_quotes_gives_no_target_to_the_next_year(tmp_path: Path, heading: str) -> None:
    found = read(tmp_path, 2020, 2024, "", renstra_2020_2024=f"indikator,{heading},no\nAngka Partisipasi,82,5,1\n")

    assert targets(found) == [None] * 6
    assert any("baris 2" in note and "82,5" in note for note in found.notes)


def test_a_cascading_answers_for_a_renstra_whose_six_columns_are_only_numbered(tmp_path: Path) -> None:
    numbered = ",".join(f"target_tahun_{place}" for place in range(1, 7))
    cascading = f"indikator_kegiatan,{years(2021, 2026)}\nJumlah kegiatan,1,2,3,4,5,6\n"
    found = read(tmp_path, 2021, 2026, numbered, cascading_2021_2026=cascading)

    assert found.laporan.profil["tahun_target_pertama"] == 2021
    assert targets(found) == targets(found, "cascading") == [1, 2, 3, 4, 5, 6]


# ---------------------------------------------------------------- from the folder to the findings
def checked(tmp_path: Path, awal: int, akhir: int, headings: str, **more: str) -> list[dict[str, Any]]:
    book = tmp_path / "F.xlsm"
    read(tmp_path / "csv", awal, akhir, headings, **more)
    assert run("isi", tmp_path / "csv", "--keluaran", book).status == 0
    found: list[dict[str, Any]] = json.loads(run("periksa", book, "--format", "json").out)
    return [each for each in found if each["kode"] in ("target-berbeda", "tahun-target-renstra", "target-akhir-renstra")]


def test_six_columns_without_years_are_asked_about_and_held_to_none(tmp_path: Path) -> None:
    """The Renstra's fifth column, 5, is the target of 2025; read as 2022-2026 it would be 4."""
    numbered = ",".join(f"target_tahun_{place}" for place in range(1, 7))

    (found,) = checked(tmp_path, 2021, 2026, numbered)
    assert (found["kode"], found["tingkat"], found["lembar"]) == ("tahun-target-renstra", "peringatan", "Profil")
    assert "2021-2026" in found["pesan"]


def test_six_columns_with_years_are_held_to_theirs(tmp_path: Path) -> None:
    assert checked(tmp_path / "benar", 2021, 2026, years(2021, 2026)) == []
    found = checked(tmp_path / "salah", 2020, 2026, f"{years(2022, 2025)},target_2021,target_2026")  # 4 for 2025
    assert {each["kode"] for each in found} == {"target-berbeda"}


def test_the_end_of_the_period_is_not_the_last_column(tmp_path: Path) -> None:
    """Six targets, 2025 to 2030, of a Renstra that ends in 2029: its end is the fifth, and they add up to 15 without the sixth."""
    head = "indikator,satuan,target_2025,realisasi_2025,target_akhir_renstra_2029,kumulatif\n"
    for number, (end, kumulatif, wrong) in enumerate(((5, "", False), (6, "", True), (15, "ya", False), (21, "ya", True))):
        table = f"{head}Angka Partisipasi,%,1,1,{end},{kumulatif}\n"
        folder = tmp_path / str(number)
        read(folder / "csv", 2025, 2029, years(2025, 2030))
        (folder / "csv" / "tabel_3_1.csv").write_text(table, encoding="utf-8")
        assert run("isi", folder / "csv", "--keluaran", folder / "F.xlsm").status == 0
        codes = [each["kode"] for each in json.loads(run("periksa", folder / "F.xlsm", "--format", "json").out)]
        assert ("target-akhir-renstra" in codes) == wrong, (end, kumulatif)


# ---------------------------------------------------------------- the sheet
@pytest.mark.parametrize(
    ("headings", "area", "years_shown"),
    [
        (years(2025, 2027), "B1:J6", ["2025", "2026", "2027", "2028", "2029", "-"]),
        (years(2025, 2030), "B1:K6", ["2025", "2026", "2027", "2028", "2029", "2030"]),
        (f"{years(2025, 2029)},baseline_2024", "B1:L6", ["2025", "2026", "2027", "2028", "2029", "-"]),
    ],
)
def test_the_sheet_shows_the_years_and_prints_what_is_used(tmp_path: Path, headings: str, area: str, years_shown: list[str]) -> None:
    book = tmp_path / "F.xlsm"
    read(tmp_path / "csv", 2025, 2029, headings)
    assert run("isi", tmp_path / "csv", "--keluaran", book).status == 0
    page = reading.sheet(book, "Renstra", saved=True)

    assert [page.cell(4, column).value for column in range(6, 12)] == years_shown
    assert page["L3"].value == "KONDISI AWAL TAHUN 2024"
    assert page.print_area.partition("!")[2].replace("$", "") == area
