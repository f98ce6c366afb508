"""The texts of the printed report from a folder of CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip.model.prose import default_rows
from lkjip.sources import csv_folder
from tests.kit.workbooks import write_folder

PROFIL = "kunci,nilai\ninstansi,Kantor Contoh\ntahun,2023\n"


def read(folder: Path, **files: str) -> csv_folder.CsvFolder:
    return csv_folder.read(write_folder(folder, **files))


def texts(found: csv_folder.CsvFolder) -> list[tuple[object, object]]:
    return [(row["bagian"], row["teks"]) for row in found.laporan.inputs["naskah"]]


def test_parts_may_be_called_as_they_are_printed(tmp_path: Path) -> None:
    found = read(tmp_path, naskah="bagian,teks\nKata Pengantar,Satu\nISU_STRATEGIS,Dua\nsaran,Tiga\n")

    assert texts(found) == [("kata_pengantar", "Satu"), ("isu_strategis", "Dua"), ("saran", "Tiga")]
    assert found.notes == []


def test_an_unknown_part_is_kept_and_noted(tmp_path: Path) -> None:
    found = read(tmp_path, naskah="bagian,teks\npenutup,Satu\n")

    assert texts(found) == [("penutup", "Satu")]
    (note,) = found.notes
    assert note.startswith('naskah.csv: baris 2, kolom "bagian": "penutup" bukan pilihan')
    assert "simpulan atau saran atau langkah" in note


@pytest.mark.parametrize("heading", ["isu", "teks"])
def test_issues_alone_are_texts_beside_the_defaults(tmp_path: Path, heading: str) -> None:
    found = read(tmp_path, isu=f"{heading}\nPegawai terbatas\n")

    assert found.notes == []
    assert [text for part, text in texts(found) if part == "isu_strategis"] == ["Pegawai terbatas"]
    assert len(texts(found)) == len(default_rows())


def test_issues_beside_texts_join_them(tmp_path: Path) -> None:
    found = read(tmp_path, naskah="bagian,teks\nisu_strategis,Satu\nsaran,Tiga\n", isu="urutan,isu\n2,Dua\n,\n")

    assert texts(found) == [("isu_strategis", "Satu"), ("isu_strategis", "Dua"), ("saran", "Tiga")]


def test_a_list_of_issues_without_its_column_is_noted(tmp_path: Path) -> None:
    (note,) = read(tmp_path, isu="permasalahan\nSatu\n").notes

    assert note == 'isu.csv: kolom "isu" tidak ada, jadi seluruh berkas ini dilewati'


def test_vision_and_mission_may_be_long_and_have_lines(tmp_path: Path) -> None:
    long = "Mewujudkan masyarakat yang sejahtera. " * 40
    found = read(tmp_path, profil=f'{PROFIL}visi,{long}\nmisi,"Satu\nDua"\n')

    assert (found.laporan.profil["visi"], found.laporan.profil["misi"]) == (long.strip(), "Satu\nDua")
    assert found.notes == []


@pytest.mark.parametrize(("typed", "paper", "noted"), [("F4", "F4", False), (" a4 ", "A4", False), ("Folio", "Folio", True)])
def test_the_paper_is_one_of_two(tmp_path: Path, typed: str, paper: str, noted: bool) -> None:
    found = read(tmp_path, profil=f"{PROFIL}kertas,{typed}\n")

    assert found.laporan.profil["kertas"] == paper
    assert bool(found.notes) is noted
    assert all('"Folio" bukan pilihan' in note and "A4 atau F4" in note for note in found.notes)
