"""Targets of earlier years and standards: from the CSV folder through the workbook, the export and next year's workbook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.kit.workbooks import run, write_folder

TABEL_3_1 = (
    "indikator,satuan,target_2021,target_2022,realisasi_2022,target_2023,realisasi_2023,standar,sumber_standar\n"
    'Angka Partisipasi,%,,80,"78,5","82,5","82,5","75,25",provinsi\nJumlah konflik,Kegiatan,14,12,11,8-10,9,,\n'
)


def rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("ekspor", path).out)["tabel_3_1"]
    return found


def of(path: Path, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in rows(path)]


def test_they_reach_the_workbook_the_export_and_the_next_year(tmp_path: Path) -> None:
    book, later = tmp_path / "a.xlsm", tmp_path / "b.xlsm"
    assert run("isi", write_folder(tmp_path / "csv", tabel_3_1=TABEL_3_1), "--keluaran", book).status == 0
    assert of(book, "target_3", "target_2", "target_1", "realisasi_1") == [(None, None, 80, 78.5), (None, 14, 12, 11)]
    assert of(book, "standar", "sumber_standar") == [(75.25, "provinsi"), (None, None)]
    assert run("tahun-baru", book, "--keluaran", later).status == 0
    # the lower end of 8-10 alone would make another capaian of last year
    assert of(later, "target_3", "target_2", "target_1", "realisasi_1") == [(None, 80, 82.5, 82.5), (14, 12, None, 9)]
    assert of(later, "standar", "sumber_standar") == [(None, None)] * 2


def test_standards_from_a_file_of_their_own(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv", tabel_3_1=TABEL_3_1)
    (folder / "standar.csv").write_text(
        "indikator,standar,sumber_standar\nANGKA partisipasi,70,nasional\n"
        'Jumlah konflik,"6,5",nasional\nLain,1,nasional\njumlah konflik,5,x\n',
        encoding="utf-8",
    )
    book = tmp_path / "a.xlsm"
    outcome = run("isi", folder, "--keluaran", book)
    assert outcome.status == 0
    assert of(book, "standar", "sumber_standar") == [(75.25, "provinsi"), (6.5, "nasional")]
    assert [line for line in outcome.lines if "standar.csv" in line] == [
        'standar.csv: indikator "jumlah konflik" ada lebih dari sekali; yang dipakai yang pertama',
        'standar.csv: indikator "Angka Partisipasi" juga ada di tabel_3_1.csv, yang dipakai',
        'standar.csv: indikator "Lain" tidak ada di Tabel 3.1, jadi dilewati',
    ]


def test_a_file_of_standards_that_is_none_stops_nothing(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    (folder / "standar.csv").write_text("nama,standar\nAngka Partisipasi,70\n", encoding="utf-8")
    outcome = run("isi", folder, "--keluaran", tmp_path / "a.xlsm")
    assert outcome.status == 0
    assert 'standar.csv: kolom "indikator" tidak ada, jadi seluruh berkas ini dilewati' in outcome.err
