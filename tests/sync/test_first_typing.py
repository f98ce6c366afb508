"""The first cells that are typed into the empty template show no error, while nothing but what depends on them is computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lkjip.template.workbook import build
from tests.office.client import Document, Office

SUMMARIES = ("Ringkasan", "Pengukuran Kinerja", "Perbandingan", "Efisiensi", "Halaman Tabel 3.1", "Halaman Tabel 3.2")


@pytest.fixture
def opened(tmp_path: Path, office_as_saved: Office) -> Iterator[Document]:
    path = tmp_path / "kosong.xlsm"
    path.write_bytes(build())
    with office_as_saved.open(path) as document:
        yield document


def errors(document: Document) -> list[tuple[str, Any]]:
    found = [(sheet, value) for sheet in SUMMARIES for row in document.values(sheet, "A1:O60") for value in row]
    return [(sheet, value) for sheet, value in found if isinstance(value, str) and value.startswith("#")]


def test_a_target_before_anything_else(opened: Document) -> None:
    opened.write("Tabel 3.1", "H6", [[80.0]])
    assert errors(opened) == []


def test_a_name_then_a_target_then_a_realisasi(opened: Document) -> None:
    for cell, value in (("B6", "Angka partisipasi"), ("H6", 80.0)):
        opened.write("Tabel 3.1", cell, [[value]])
        assert errors(opened) == []
    assert opened.values("Perbandingan", "B5:B6") == [["Angka partisipasi"], [""]]
    opened.write("Tabel 3.1", "I6", [[60.0]])
    assert errors(opened) == []
    assert opened.values("Perbandingan", "H5") == [[75.0]]


def test_a_budget_line(opened: Document) -> None:
    opened.write("Tabel 3.2", "G6", [[1_000_000.0]])
    assert errors(opened) == []
    opened.write("Tabel 3.2", "D6", [["Tidak ada di Tabel 3.1"]])
    assert errors(opened) == []
