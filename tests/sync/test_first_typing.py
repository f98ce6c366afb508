"""The first cells that are typed into the empty template show no error, while nothing but what depends on them is computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.template.workbook import build
from scripts.books import TEMPLATE
from tests.office.client import Document, Office

SUMMARIES = ("Ringkasan", "Pengukuran Kinerja", "Perbandingan", "Efisiensi", "Halaman Tabel 3.1", "Halaman Tabel 3.2")


@pytest.fixture
def opened(office_as_saved: Office) -> Iterator[Document]:
    """The empty template, nothing computed anew yet."""
    with office_as_saved.open(TEMPLATE) as document:
        yield document


def errors(document: Document) -> list[tuple[str, Any]]:
    found = [(sheet, value) for sheet in SUMMARIES for row in document.values(sheet, "A1:O60") for value in row]
    return [(sheet, value) for sheet, value in found if isinstance(value, str) and value.startswith("#")]


def test_a_target_before_anything_else(opened: Document) -> None:
    opened.write("Tabel 3.1", "I6", [[80.0]])
    assert errors(opened) == []


def test_a_name_then_a_target_then_a_realisasi(opened: Document) -> None:
    for cell, value in (("B6", "Angka partisipasi"), ("I6", 80.0)):
        opened.write("Tabel 3.1", cell, [[value]])
        assert errors(opened) == []
    assert opened.values("Perbandingan", "B5:B6") == [["Angka partisipasi"], [""]]
    opened.write("Tabel 3.1", "J6", [[60.0]])
    assert errors(opened) == []
    assert opened.values("Perbandingan", "H5") == [[75.0]]


def test_a_sasaran_that_only_tabel_2_1_names(tmp_path: Path, office_as_saved: Office) -> None:
    """Typed there, it sums up the indicator of Tabel 3.1 and its budget, whose own cells stay blank."""
    path = tmp_path / "dua.xlsm"
    agreed: list[Row] = [{"sasaran": "Tertib", "indikator": f"angka {name}.", "target": 80.0, "satuan": "%"} for name in "ab"]
    measured: list[Row] = [
        {"indikator": f"Angka {name}", "satuan": "%", "target": 80.0, "realisasi": realisasi, "arah": "naik"}
        for name, realisasi in (("A", 60.0), ("B", 40.0))
    ]
    budgets: list[Row] = [{"indikator": f"Angka {name}", "anggaran": 1e6, "realisasi": 5e5} for name in "AB"]
    path.write_bytes(build(Laporan({"tahun": 2024}, inputs={"tabel_2_1": agreed, "tabel_3_1": measured, "tabel_3_2": budgets})))

    def shown(document: Document, sheet: str) -> list[Any]:
        return [value for row in document.values(sheet, "B1:C60") for value in row if "Tertib" in str(value) or "RUKUN" in str(value)]

    with office_as_saved.open(path) as document:
        assert document.values("Tabel 3.1", "N6:N7") == [[None], [None]]
        assert shown(document, "Ringkasan") == ["Tertib"]
        document.write("Tabel 2.1", "C6", [[" RUKUN* "]])
        # one sasaran has become two, which only a sync lays out; what is there is about the first
        assert shown(document, "Pengukuran Kinerja") == ["Tertib", " RUKUN* "]
        document.write("Tabel 2.1", "C5", [["rukun*"]])
        assert shown(document, "Ringkasan") == []
        document.write("Tabel 2.1", "C5", [["Tertib"]])
        document.write("Tabel 2.1", "C6", [["tertib "]])
        assert shown(document, "Ringkasan") == ["Tertib"]
        assert shown(document, "Halaman Tabel 3.2") == ["Sasaran 1: Tertib"]
        assert errors(document) == []


def test_a_budget_line(opened: Document) -> None:
    opened.write("Tabel 3.2", "G6", [[1_000_000.0]])
    assert errors(opened) == []
    opened.write("Tabel 3.2", "D6", [["Tidak ada di Tabel 3.1"]])
    assert errors(opened) == []
