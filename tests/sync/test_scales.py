"""Offices with scales of their own: Ringkasan, sentences and JSON follow them, and stay right in a spreadsheet without macros."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.laporan import Laporan
from lkjip.model.tables.scale import READY_SCALES
from lkjip.sync import opened
from tests.kit.sampling import some
from tests.kit.workbooks import Parts, run, text_cell
from tests.office.client import Document, Office
from tests.sync.spreadsheet import Spreadsheet
from tests.sync.test_recalculated import differing, differing_in, indicator, laporan, line, synced_file
from xlfuncs.angka import Cell

Scale = Sequence[tuple[Cell, Cell, Cell]]
TEN = [10.0, 30.0, 52.0, 65.5, 75.5, 85.5, 90.5, 99.995, 100.0, 120.0]
"""Realisasi of a target of 100, and so the capaian."""
SCALES: Mapping[str, Scale] = {
    "two": READY_SCALES["Tercapai, tidak tercapai"],
    "three": READY_SCALES["Banjarnegara (merah, kuning, hijau)"],
    "five": READY_SCALES["Permendagri 86/2017"],
    "six": READY_SCALES["Maluku Tengah"],
    "eight": [(None, "T1", "Satu"), *((10.0 * n, f"T{n}", f'Ke-"{n}"') for n in range(2, 8)), (100.0, "b", "Delapan")],
}


def office_with(scale: Scale) -> Laporan:
    rows = [indicator(f"Indikator {number}", 100.0, value) for number, value in enumerate(TEN)]
    return replace(laporan([*rows, indicator("Belum", 100.0, None)]), skala=scale)


@pytest.fixture(scope="module")
def four_bands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the scale of the report, synced. Not to be changed."""
    return synced_file(tmp_path_factory.mktemp("skala"), office_with(READY_SCALES["LKjIP Boyolali"]))


def counts_by_hand(scale: Scale) -> dict[str, int]:
    """The highest band whose bound is not above the capaian, rounded to two decimals."""
    found = {str(code): 0 for _, code, _ in reversed(scale)}
    for value in TEN:
        shown = 100.0 if value == 99.995 else value
        code = [code for bound, code, _ in scale if bound is None or float(str(bound)) <= shown][-1]
        found[str(code)] += 1
    return found


def named(document: Document, name: str) -> Any:
    sheet, cell = document.names()[name].replace("$", "").split(".")
    return document.values(sheet, cell)[0][0] or None


def sentences(document: Document) -> list[str]:
    rows = [row for (row,) in document.values("Ringkasan", "B1:B60")]
    first = rows.index("Kalimat untuk laporan") + 1
    return [str(text) for text in rows[first : first + 3]]


def bands(document: Document) -> list[list[Any]]:
    """Label, code and count of the band rows of Ringkasan that are not blank."""
    rows = document.values("Ringkasan", "B10:D17")
    return [row for row in rows if any(cell not in (None, "", " ") for cell in row)]


@pytest.mark.parametrize("name", some(SCALES, 2))
def test_everything_follows_the_bands_and_no_cell_changes(name: str, tmp_path: Path, office_no_macros: Office) -> None:
    scale = SCALES[name]
    expected = counts_by_hand(scale)
    path = synced_file(tmp_path, office_with(scale))

    summary = json.loads(run("ekspor", path).out)["ringkasan"]
    assert list(summary["jumlah"].items()) == list(expected.items())
    with office_no_macros.open(path) as document:
        assert differing_in(document, path) == []
        shown = bands(document)
        assert [(code, count) for _, code, count in shown] == [(code, float(count)) for code, count in expected.items()]
        assert [label for label, *_ in shown] == [label for *_, label in reversed(scale)]
        by_place = [named(document, f"jumlah_kategori_{place}") or 0 for place in range(1, 9)]
        assert by_place == [*expected.values(), *[0] * (8 - len(scale))]
        for code in ("K", "C", "B", "SB"):
            assert (named(document, f"jumlah_{code}") or 0) == expected.get(code, 0)
        sentence, _, _ = sentences(document)
    label = {str(code): label for _, code, label in scale}
    for code, count in expected.items():
        assert (f"indikator kategori {label[code]} (" in sentence) == bool(count), sentence


def test_a_scale_changed_without_a_sync_changes_ringkasan_and_withdraws_the_sentences(four_bands: Path, office_no_macros: Office) -> None:
    """A sync of the open workbook writes them anew."""
    with office_no_macros.open(four_bands) as document:
        document.recalculate()
        before = sentences(document)
        document.write("Skala", "D7", [["Istimewa"]])
        document.recalculate()
        assert bands(document)[0] == ["Istimewa", "SB", 1.0]
        renamed = sentences(document)
        # the six of Maluku Tengah: two rows inserted in the table
        document.insert_rows("Skala", 6, 2)
        document.write("Skala", "B4", [list(band) for band in READY_SCALES["Maluku Tengah"]])
        document.recalculate()
        assert [(code, count) for _, code, count in bands(document)] == [
            (code, float(count)) for code, count in counts_by_hand(READY_SCALES["Maluku Tengah"]).items()
        ]
        assert bands(document)[0][0] == "Memuaskan"
        assert "belum disusun" in sentences(document)[0]

        assert opened.sync(Spreadsheet(document, four_bands).book)
        document.recalculate()
        assert "5 (lima) indikator kategori Memuaskan (50 %)" in sentences(document)[0]
    assert "kategori Sangat baik" in before[0]
    assert ["belum disusun" in text for text in renamed] == [True, False, True]


@pytest.mark.parametrize(
    ("column", "row", "text", "cell"),
    [("Kode", 1, "<50", "C5"), ("Kode", 3, "b", "C7"), ("Label", 2, "", "D6"), ("Kode", 0, "TUJUHAN", "C4")],
)
def test_an_unusable_scale_is_a_mistake_that_names_the_cell(
    four_bands: Path, tmp_path: Path, column: str, row: int, text: str, cell: str
) -> None:
    parts = Parts.of(four_bands)
    parts.put("tbl_skala", column, row, text_cell(text))
    path = parts.save(tmp_path / "laporan.xlsm")
    found = [each for each in json.loads(run("periksa", path, "--format", "json").out) if each["lembar"] == "Skala"]
    assert [(each["kode"], each["tingkat"], each["sel"]) for each in found] == [("kategori-salah", "galat", cell)]


def test_a_blank_row_in_the_scale_is_an_error_everywhere(tmp_path: Path, office_no_macros: Office) -> None:
    path = synced_file(tmp_path, replace(office_with([*READY_SCALES["LKjIP Boyolali"], (None, None, None)])))
    data = json.loads(run("ekspor", path).out)
    assert data["ringkasan"]["kategori_rata_rata"] == "#VALUE!"
    assert differing(path, office_no_macros) == []
    found = [each for each in json.loads(run("periksa", path, "--format", "json").out) if each["lembar"] == "Skala"]
    assert [each["sel"] for each in found] == ["C8"]


def test_the_category_of_serapan_by_its_own_scale(tmp_path: Path, office_no_macros: Office) -> None:
    budget = [line("Indikator 1", 100.0, 89.999)]
    given = replace(
        laporan([indicator("Indikator 1", 100.0, 90.0)], budget), skala_serapan=READY_SCALES["Banjarnegara (merah, kuning, hijau)"]
    )
    path = synced_file(tmp_path, given)
    with office_no_macros.open(path) as document:
        assert differing_in(document, path) == []
        row = next(number for number in range(18, 30) if document.values("Ringkasan", f"B{number}")[0][0] == "Serapan (%)")
        assert document.values("Ringkasan", f"D{row}:E{row}") == [[pytest.approx(89.999), "Hijau"]]
