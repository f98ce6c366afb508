"""Formulas of the user's that refer to some rows of a summary sheet are named, with what to write in their place."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lkjip.sync import opened
from scripts.books import EXAMPLE
from tests.kit import reading
from tests.kit.workbooks import Parts, run, text_cell
from tests.office.client import Office
from tests.sync.corpus import _own_sheet
from tests.sync.spreadsheet import Spreadsheet

CODE = "rujukan-menurut-letak"

# Perbandingan has its nine indicators in rows 5 to 13, Pengukuran Kinerja in rows 7 to 15.
NAMED = (
    "Perbandingan!G8",
    "perbandingan!$g$8*2",
    "SUM('Pengukuran Kinerja'!I7:I9)",
    "Efisiensi!D13",
    'INDIRECT("Perbandingan!G8")',
    "SUM(Perbandingan!A8:Z8)",
    "COUNTA(Perbandingan!8:8)",
    "'Halaman Tabel 3.1'!C6",
    "Ringkasan!D43",
)
LEFT_ALONE = (
    "SUM(Perbandingan!G:G)",
    "SUM(Perbandingan!G5:G13)",
    "SUM(Perbandingan!G1:G40)",
    "Perbandingan!B2",
    "Perbandingan!B14",
    "rata_rata_capaian",
    "'Tabel 3.1'!I9",
    'INDEX(tbl_31[Realisasi],MATCH("Jumlah",tbl_31[Indikator],0))',
    'INDIRECT("Perbandingan!G1")',
    '"Perbandingan, baris G8"',
    "Pemeriksaan!B8",
)


def with_formulas(parts: Parts, formulas: Mapping[str, str], title: str = "Catatan") -> Parts:
    """A sheet of the user's with these formulas, by cell."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(title)
        for cell, formula in formulas.items():
            sheet.write_formula(cell, f"={formula}", None, 1)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # XlsxWriter does not know our sheets
        _own_sheet(parts, fill)
    return parts


def found(path: Path) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads(run("periksa", path, "--format", "json").out)
    return [each for each in findings if each["kode"] == CODE]


def places(path: Path) -> list[tuple[str, str]]:
    return [(each["lembar"], each["sel"]) for each in found(path)]


@pytest.fixture
def parts() -> Parts:
    return Parts.of(EXAMPLE)


@pytest.mark.parametrize("formula", NAMED)
def test_a_formula_that_means_some_rows_is_named(parts: Parts, tmp_path: Path, formula: str) -> None:
    path = with_formulas(parts, {"C4": formula}).save(tmp_path / "F.xlsm")
    assert places(path) == [("Catatan", "C4")]


def test_a_sheet_whose_cell_names_another_row_than_its_own_is_left_to_the_sync(parts: Parts, tmp_path: Path) -> None:
    with_formulas(parts, {"C4": "Perbandingan!G8"})
    part = parts.sheet("Catatan")
    parts[part] = parts[part].replace(b'r="C4"', b'r="C7"')
    assert places(parts.save(tmp_path / "F.xlsm")) == []


def test_what_means_all_rows_or_none_is_not(parts: Parts, tmp_path: Path) -> None:
    path = with_formulas(parts, {f"A{row}": formula for row, formula in enumerate(LEFT_ALONE, 1)}).save(tmp_path / "F.xlsm")
    assert places(path) == []


def test_on_the_summary_sheet_itself(parts: Parts, tmp_path: Path) -> None:
    """A column beside the block may read its own row, for the two stay together; any other row it may not."""
    sheet = parts.sheet("Perbandingan")
    for row, cells in {
        6: '<c r="AH6"><f>G6*2</f><v>1</v></c><c r="AI6"><f>G7*2</f><v>1</v></c><c r="AJ6"><f>$G$6</f><v>1</v></c>',
        7: '<c r="AH7"><f>SUM(D7:G7)</f><v>1</v></c><c r="AI7"><f>SUM(G$5:G$13)</f><v>1</v></c>',
    }.items():
        text = parts[sheet].decode()
        at = text.index("</row>", text.index(f'<row r="{row}"'))
        parts[sheet] = (text[:at] + cells + text[at:]).encode()
    below = '<row r="40"><c r="B40"><f>G9</f><v>1</v></c><c r="C40"><f>B39&amp;G4</f><v>1</v></c></row>'
    parts.replace(sheet, "</sheetData>", f"{below}</sheetData>")
    path = parts.save(tmp_path / "F.xlsm")

    assert places(path) == [("Perbandingan", "AI6"), ("Perbandingan", "AJ6"), ("Perbandingan", "B40")]


# ---------------------------------------------------------------- the advice
def test_the_advice_names_the_row_of_the_table_and_a_search_by_name(parts: Parts, tmp_path: Path) -> None:
    """The fourth indicator is in row 9 of Tabel 3.1."""
    path = with_formulas(parts, {"A1": "Perbandingan!G8", "A2": "Ringkasan!D43"}).save(tmp_path / "F.xlsm")
    by_row, other = found(path)
    name = reading.sheet(path, "Tabel 3.1")["B9"].value

    assert name[:50] in by_row["pesan"]
    assert 'lembar "Perbandingan"' in by_row["pesan"]
    assert "Tabel 3.1 baris 9" in by_row["seharusnya"]
    assert f'=INDEX(tbl_31[Realisasi];MATCH("{name}";tbl_31[Indikator];0))' in by_row["saran"]
    assert "Rujuk sel di Tabel 3.1 baris 9" in by_row["saran"]
    assert "Rujuk sel di tabel isiannya" in other["saran"]


def test_the_search_by_name_gives_the_figure(parts: Parts, tmp_path: Path, office_no_macros: Office) -> None:
    """As it is written for an Indonesian Excel, with semicolons; commas stand for them in the file."""
    parts.put("tbl_31", "Indikator", 3, text_cell('Kegiatan "Ayo" & maju'))
    path = with_formulas(parts, {"A1": "Perbandingan!G8"}).save(tmp_path / "F.xlsm")
    advice = found(path)[0]["saran"]
    formula = advice[advice.index("=INDEX") + 1 : advice.rindex(".")].replace(";", ",")
    book = with_formulas(parts, {"A1": formula}, "Lain").save(tmp_path / "G.xlsm")

    with office_no_macros.open(book) as document:
        document.recalculate()
        assert document.values("Lain", "A1") == [[38]]


def test_a_name_too_long_for_a_formula_is_not_searched(parts: Parts, tmp_path: Path) -> None:
    parts.put("tbl_31", "Indikator", 3, text_cell("n" * 300))
    path = with_formulas(parts, {"A1": "Perbandingan!G8"}).save(tmp_path / "F.xlsm")
    assert found(path)[0]["saran"] == "Rujuk sel di Tabel 3.1 baris 9."


# ---------------------------------------------------------------- live and closed
def test_the_open_workbook_is_told_the_same(parts: Parts, tmp_path: Path, office_no_macros: Office) -> None:
    formulas = {f"A{row}": formula for row, formula in enumerate((*NAMED, *LEFT_ALONE), 1)}
    path = with_formulas(parts, formulas).save(tmp_path / "F.xlsm")
    other = Path(shutil.copy(path, tmp_path / "G.xlsm"))
    assert run("sinkron", other).status == 0
    with office_no_macros.open(path) as document:
        opened.sync(Spreadsheet(document, path).book)
        rows = document.values("Pemeriksaan", "A7:G90")

    written = reading.sheet(other, "Pemeriksaan", saved=True)["A7:G90"]
    assert [[cell or "" for cell in row] for row in rows] == [[cell.value or "" for cell in row] for row in written]
    assert [row[3] for row in rows if row[2] == "Catatan"] == [f"A{row}" for row in range(1, len(NAMED) + 1)]
