"""Sheets that the workbook itself hides because they are empty are nothing to report; one with anything on it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import openpyxl
import pytest

from tests.kit.workbooks import Parts, run
from tests.mail import books

OURS: Final = ("Renstra", "RKT Tahun Depan", "Naskah", "Narasi", "Predikat", "Skala", "Aturan")


def told(parts: Parts, folder: Path) -> list[str]:
    outcome = run("kirim", parts.save(folder / "buku.xlsm"), "--tetap")
    assert outcome.status == 0
    return [line for line in outcome.err.splitlines() if "tersembunyi" in line]


def test_our_own_empty_sheets_are_not_told_of(small: Path, tmp_path: Path) -> None:
    outcome = run("kirim", small, "--keluaran", tmp_path)
    assert (outcome.status, outcome.err) == (0, "")  # nor of rows that the builder folds, or of what a list says of other entries
    (copy,) = tmp_path.glob("*.xlsx")
    states = {sheet.title: sheet.sheet_state for sheet in openpyxl.load_workbook(copy)}
    assert {states[title] for title in OURS} == {"hidden"}
    assert {states[title] for title in ("Tabel 3.1", "Ringkasan", "Halaman Tabel 3.1", "Grafik")} == {"visible"}
    checked = run("periksa-kiriman", copy)
    assert (checked.status, "sama" in checked.out.lower()) == (0, True)


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ("E8", books.text("Indeks rahasia")),  # an indicator
        ("F9", books.number(120.0)),  # a figure without one
        ("AC17", books.text("catatan sendiri")),  # beside the table
        ("AC16", books.formula("1+1", 2.0)),
    ],
)
def test_one_with_anything_on_it_is_told_of(small: Path, tmp_path: Path, cell: str, content: str) -> None:
    parts = Parts.of(small)
    parts.type_in("tbl_renstra", cell, content)
    assert told(parts, tmp_path) == ['buku.xlsm: lembar "Renstra" tersembunyi dan ikut terkirim; hapus bila tidak perlu']


def test_a_text_without_the_mark_of_ours_and_a_sheet_that_somebody_hid_are_told_of(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    parts.put("tbl_naskah", "Teks", 0, books.text("Tulisan kantor sendiri."))
    parts.replace("xl/workbook.xml", 'name="Perbandingan"', 'name="Perbandingan" state="hidden"')
    assert sorted(told(parts, tmp_path)) == [
        f'buku.xlsm: lembar "{title}" tersembunyi dan ikut terkirim; hapus bila tidak perlu' for title in ("Naskah", "Perbandingan")
    ]
