"""The parts of a budget: Belanja Tidak Langsung and Langsung up to 2020, since then what an office has of four, by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.summary import SummarySheet, summaries
from lkjip.summary.ringkasan import RINGKASAN
from lkjip.template.workbook import build
from tests.kit import reading
from tests.kit.workbooks import Parts, run, write_folder
from tests.office.client import Office
from xlfuncs.angka import Cell

OLD: Final = {"Anggaran APBD (BTL + BL)": 100.0, "Realisasi APBD": 90.0, "Belanja Tidak Langsung": 60.0, "Belanja Langsung": 40.0}
NEW: Final = {"anggaran apbd": 100.0, "Realisasi APBD": 90.0, "Belanja Operasi": 70.0, "Belanja Modal": 25.0, "BELANJA TRANSFER": 5.0}
NONE: Final[dict[str, float]] = {}


def report(year: int, stated: dict[str, float]) -> Laporan:
    rows: list[Row] = [{"uraian": name, "nilai": amount} for name, amount in stated.items()]
    indicators: list[Row] = [{"indikator": "A", "target": 1.0, "realisasi": 1.0}]
    return Laporan({"instansi": "Dinas Uji", "tahun": year}, inputs={"tabel_3_1": indicators, "anggaran": rows})


def ringkasan(laporan: Laporan) -> SummarySheet:
    return next(sheet for sheet in summaries(laporan) if sheet.title == RINGKASAN)


def parts(sheet: SummarySheet) -> list[tuple[Cell, Cell]]:
    top = sheet.names["belanja_1"][0]
    return [(sheet.cells[row, 1].value, sheet.cells[row, 3].value) for row in (top, top + 1)]


FORMER: Final = [("Belanja Tidak Langsung (rupiah)", 60.0), ("Belanja Langsung (rupiah)", 40.0)]
PRESENT: Final = [("Belanja Operasi (rupiah)", 70.0), ("Belanja Modal, Transfer (rupiah)", 30.0)]
BLANK: Final = [("Belanja Operasi (rupiah)", None), ("Belanja Modal (rupiah)", None)]
CASES: Final = [
    (2020, OLD, FORMER, ", terdiri dari Belanja Tidak Langsung Rp 60,00 dan Belanja Langsung Rp 40,00,"),
    (2024, NEW, PRESENT, ", terdiri dari Belanja Operasi Rp 70,00, Belanja Modal Rp 25,00, dan Belanja Transfer Rp 5,00,"),
    (2021, OLD, FORMER, ", terdiri dari Belanja Tidak Langsung Rp 60,00 dan Belanja Langsung Rp 40,00,"),  # as the office has them
    (2020, NONE, [(label, None) for label, _ in FORMER], ""),
    (2024, NONE, BLANK, ""),
    (2024, {"Anggaran APBD": 100.0, "Realisasi APBD": 1.0, "Belanja Operasi": 100.0}, [("Belanja Operasi (rupiah)", 100.0), BLANK[1]], ""),
]


@pytest.mark.parametrize(("year", "stated", "rows", "words"), CASES)
def test_as_the_office_has_them(year: int, stated: dict[str, float], rows: list[tuple[Cell, Cell]], words: str) -> None:
    sheet = ringkasan(report(year, stated))
    assert parts(sheet) == rows
    conclusion = str([cell.value for (_, column), cell in sorted(sheet.cells.items()) if column == 1 and "sentence" in cell.style][-1])
    assert words in conclusion
    assert ("pembiayaan dari APBD" in conclusion) == bool(stated)
    assert ("terdiri dari" in conclusion) == bool(words)


def test_a_spreadsheet_says_the_same(office_no_macros: Office, tmp_path: Path) -> None:
    """The parts are typed into one workbook, with the year."""
    path = tmp_path / "buku.xlsm"
    path.write_bytes(build(report(2024, dict.fromkeys(NEW, 0.0))))
    first = Parts.of(path).at("tbl_anggaran", "Uraian", 0)
    with office_no_macros.open(path) as document:
        keys = [key for (key,) in document.values("Profil", "C1:C40")]
        for year, stated, rows, _ in CASES:
            top = ringkasan(report(year, stated)).names["belanja_1"][0] + 1
            document.write("Profil", f"D{keys.index('tahun') + 1}", [[year]])
            empty = [(None, None)] * (len(NEW) - len(stated))
            document.write("Anggaran", first, [*stated.items(), *empty])
            found = document.values(RINGKASAN, f"B{top}:D{top + 1}")
            assert [(label or None, amount or None) for label, _, amount in found] == rows


@pytest.mark.parametrize(("year", "names"), [(2020, "Belanja Tidak Langsung,Belanja Langsung"), (2024, "Belanja Operasi,Belanja Modal")])
def test_the_drop_down_offers_those_of_the_year(year: int, names: str) -> None:
    sheet = reading.sheet(build(report(year, NONE)), "Anggaran")
    (offered,) = [str(rule.formula1) for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert names in offered
    assert len(offered) <= 255 + 2  # Excel's longest list, and its quotes


def test_a_total_that_is_not_the_sum_of_its_parts_is_found(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    stated = {**NEW, "anggaran apbd": 101.0}
    (folder / "anggaran_2023.csv").write_text("uraian,nilai\n" + "".join(f"{name},{amount:.0f}\n" for name, amount in stated.items()))
    book = tmp_path / "a.xlsm"
    assert run("isi", folder, "--keluaran", book).status == 0
    found = [each for each in json.loads(run("periksa", book, "--format", "json").out) if each["kode"] == "total-tercetak"]
    assert [each["pesan"] for each in found] == [
        "anggaran apbd 101, sedangkan Belanja Operasi (sel C7) + Belanja Modal (sel C8) + BELANJA TRANSFER (sel C9) berjumlah 100; lebih 1"
    ]
