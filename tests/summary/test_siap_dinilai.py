"""Siap dinilai: what the workbook has of what an evaluation looks for, and where to fill in the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from lkjip.model.formulas.references import column_letters
from lkjip.model.laporan import Laporan, Row
from lkjip.ooxml.package import Package
from lkjip.sources import csv_folder
from lkjip.summary.pimpinan import pimpinan_sheet
from lkjip.summary.siap_dinilai import siap_dinilai_sheet
from scripts.books import EXAMPLE_CSV
from tests.office.client import Office
from tests.summary.test_pimpinan import OFFICES, indicator, line
from tests.sync.test_recalculated import synced_file
from xlfuncs.angka import Cell

_LINK = re.compile(r'IF\([^,]*,"",HYPERLINK\((.*),"Isi di [^"]*"\)\)')
FIRST, LAST = 7, 22  # rows of the sheet, with the heading of the second part among them


def stated(laporan: Laporan) -> dict[str, list[Cell]]:
    """State, detail and link of each criterion, by the words that it begins with."""
    sheet = siap_dinilai_sheet(laporan)
    rows = [line(sheet, row) for row in range(FIRST, LAST + 1)]
    return {re.split(r"[:,] ", str(row[1]))[0]: row[2:] for row in rows if len(row) > 1}


def made(rows: Sequence[Row], more: Mapping[str, Sequence[Row]] | None = None, **profil: Cell) -> dict[str, list[Cell]]:
    return stated(Laporan({"instansi": "Kantor", "tahun": 2024, **profil}, inputs={"tabel_3_1": rows, **(more or {})}))


def test_the_real_report_lacks_what_it_does_not_say() -> None:
    """Its text has no benchmark; its dates of approval, review and publication are in no table."""
    found = stated(csv_folder.read(EXAMPLE_CSV).laporan)
    assert len(found) == 15
    assert [name for name, (state, *_) in found.items() if state == "belum"] == [
        "Disusun berkala",
        "Diformalkan",
        "Direviu oleh APIP",
        "Dipublikasikan",
        "Tepat waktu",
        "Realisasi dibandingkan dengan tingkat nasional atau internasional",
    ]
    assert line(siap_dinilai_sheet(csv_folder.read(EXAMPLE_CSV).laporan), 2) == ["9 dari 15 terisi"]


def test_each_indicator_counts() -> None:
    rows = [
        indicator("A", 80.0, 60.0, standar=75.0, realisasi_2=50.0, target_akhir_renstra=90.0),
        indicator("B", 80.0, None, standar=75.0),
    ]
    told = [{"indikator": "a", "hambatan": "Banjir"}, {"indikator": "Lain", "hambatan": "Gempa", "solusi": "Pindah"}]
    found = made(rows, {"narasi": told})
    assert found["Realisasi dibandingkan dengan target tahun ini"] == ["belum", "1 dari 2 indikator", "Isi di Tabel 3.1"]
    assert found["Realisasi dibandingkan dengan tingkat nasional atau internasional"] == ["terisi", "2 dari 2 indikator"]
    assert found["Realisasi dibandingkan dengan realisasi tahun-tahun sebelumnya"][1] == "1 dari 2 indikator"
    assert found["Keberhasilan atau kegagalan"] == ["belum", "1 dari 2 indikator", "Isi di Narasi"]
    assert found["Upaya perbaikan ke depan"][1] == "0 dari 2 indikator"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("28-02-2025", "28-02-2025: paling lambat 28 Februari"),
        ("01-03-2025", "01-03-2025: sesudah 28 Februari"),
        ("Februari 2025", "Februari 2025"),
    ],
)
def test_the_day_it_was_handed_in(given: str, said: str) -> None:
    assert made([], tanggal_disampaikan=given)["Tepat waktu"] == ["terisi", said]


def test_an_empty_workbook_has_nothing_yet() -> None:
    assert {state for state, *_ in stated(Laporan()).values()} == {"belum"}


def test_no_formula_depends_on_the_report() -> None:
    """Else filled rows would make the summaries out of date, though nothing has to be laid out."""
    for make in (siap_dinilai_sheet, pimpinan_sheet):
        written = {
            tuple((place, cell.formula) for place, cell in sorted(make(laporan).cells.items()))
            for laporan in (Laporan(), *(csv_folder.read(folder).laporan for folder in OFFICES))
        }
        assert len(written) == 1


def test_the_links_lead_to_the_first_cell_that_lacks(tmp_path: Path, office_no_macros: Office) -> None:
    rows = [indicator("A", 80.0, 60.0), indicator("B", 80.0, None), indicator("C", 80.0, None)]
    path = synced_file(tmp_path, Laporan({"instansi": "Kantor", "tahun": 2024}, inputs={"tabel_3_1": rows}))
    formulas = [cell.formula or "" for cell in siap_dinilai_sheet(Laporan()).cells.values()]
    links = [found[1] for each in formulas if (found := _LINK.fullmatch(each)) and each.count("HYPERLINK(") == 1]
    with Package(path) as package:
        table = package.tables["tbl_31"]
    lacking = f"{column_letters(table.left - 1 + table.columns.index('Realisasi'))}{table.first_row + 1}"
    with office_no_macros.open(path) as document:
        document.set_formulas("Ringkasan", "J1", [[f"={link}"] for link in links])
        targets = [str(value) for (value,) in document.values("Ringkasan", f"J1:J{len(links)}")]
    assert f"#'Tabel 3.1'!{lacking}" in targets
    assert len([target for target in targets if re.fullmatch(r"#'Profil'!D[0-9]+", target)]) == 5
