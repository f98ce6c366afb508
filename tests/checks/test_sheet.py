"""The sheet Pemeriksaan, as a sync of a closed file writes it and a spreadsheet shows it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest

from lkjip import checks
from lkjip.model.finding import LEVEL_WORDS
from lkjip.sources import workbook_file
from lkjip.sync import closed
from scripts.pemeriksaan import PAGE
from tests.checks.mutants import titles
from tests.kit import reading
from tests.kit.workbooks import Parts, text_cell
from tests.office.client import Office

FIRST: Final = 7  # the first row of the findings


def rows(path: Path, *, formulas: bool = False) -> list[tuple[object, ...]]:
    """Tingkat, Lembar, Sel, Temuan, Seharusnya and Saran of each finding on the sheet."""
    cells = (reading.typed if formulas else reading.saved_values)(path, "Pemeriksaan")
    return [tuple(row[1:7]) for row in cells[FIRST - 1 :] if str(row[1] or "").strip()]


@pytest.fixture
def synced(boyolali: Path, tmp_path: Path) -> Path:
    path = tmp_path / "buku.xlsm"
    shutil.copy(boyolali, path)
    assert closed.sync(path).changed
    return path


def test_the_sheet_has_what_the_command_finds(synced: Path) -> None:
    found = checks.check(workbook_file.read(synced))

    assert rows(synced) == [(LEVEL_WORDS[each.level], each.sheet, each.cell, each.message, each.expected, each.advice) for each in found]
    assert not closed.sync(synced).changed


def test_each_link_leads_to_its_cell(synced: Path) -> None:
    sheets = titles(Parts.of(synced))
    for shown, (_, sheet, sel, *_) in zip(rows(synced, formulas=True), rows(synced), strict=True):
        link = re.fullmatch(r"=HYPERLINK\(\"#'(.+)'!([A-Z]+\d+(?::[A-Z]+\d+)?)\",\"(.+)\"\)", str(shown[2]))
        assert link, shown
        assert link.groups() == (sheet, sel, sel)
        assert sheet in sheets


def test_each_code_leads_to_the_guide_beside_the_workbook(synced: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for row in reading.sheet(synced, "Pemeriksaan").iter_rows(FIRST, min_col=8, max_col=8, values_only=True):
        link = re.fullmatch(r'=HYPERLINK\("panduan/pemeriksaan.html#([a-z0-9-]+)","([a-z0-9-]+)"\)', str(row[0]))
        assert link
        assert link[1] == link[2]
        assert f"### {link[1]}\n" in page


def test_counts_and_texts_as_a_spreadsheet_computes_them(office_no_macros: Office, synced: Path) -> None:
    with office_no_macros.open(synced) as document:
        document.recalculate()
        assert document.values("Pemeriksaan", "B2:B2") == [["19 kesalahan, 6 peringatan, 23 catatan, 0 diterima"]]
        assert document.values("Pemeriksaan", "K1:K4") == [[19.0], [6.0], [23.0], [0.0]]
        shown = document.values("Pemeriksaan", f"B{FIRST}:G{FIRST + 47}")
        document.write("Pemeriksaan", f"I{FIRST}", [["ya"]])
        assert document.values("Pemeriksaan", "K1:K4") == [[18.0], [6.0], [23.0], [1.0]]
        names = document.names()
        counted = [names[f"temuan_{word}"] for word in ("kesalahan", "peringatan", "catatan", "diterima")]
        assert counted == [f"$Pemeriksaan.$K${row}" for row in (1, 2, 3, 4)]

    assert [tuple(row) for row in shown] == rows(synced)
    assert ("kesalahan", "Tabel 2.1", "E13", "1,89") in [(*row[:3], row[4]) for row in rows(synced)]


def test_a_clean_workbook_says_so(clean_book: Path, tmp_path: Path) -> None:
    path = tmp_path / "bersih.xlsm"
    shutil.copy(clean_book, path)
    before = reading.sheet(path, "Pemeriksaan", saved=True)[f"E{FIRST}"].value
    closed.sync(path)
    sheet = reading.sheet(path, "Pemeriksaan", saved=True)

    assert str(before).startswith("Belum diperiksa")
    assert sheet[f"E{FIRST}"].value == "Tidak ada temuan."
    assert sheet["B2"].value == "0 kesalahan, 0 peringatan, 0 catatan, 0 diterima"
    assert not closed.sync(path).changed


def test_nothing_of_a_users_becomes_a_formula(clean_parts: Parts, tmp_path: Path) -> None:
    name = '=HYPERLINK("http://contoh.invalid","klik")'
    parts = Parts(clean_parts)
    for table in ("tbl_21", "tbl_31"):
        parts.put(table, "Satuan", 0, text_cell(name))
    path = parts.save(tmp_path / "jahat.xlsm")
    closed.sync(path)

    said = [str(cell) for row in rows(path) for cell in row]
    assert any(name in text for text in said)
    assert all(str(cell).startswith('="') or str(cell).startswith("=HYPERLINK(\"#'") for row in rows(path, formulas=True) for cell in row)


def test_the_sheet_follows_what_is_mended(synced: Path, tmp_path: Path) -> None:
    parts = Parts.of(synced)
    parts.put("tbl_21", "Target", 8, "<c><v>1.89</v></c>")
    parts.save(synced)
    before = len(rows(synced))
    assert closed.sync(synced).changed

    assert len(rows(synced)) == before - 1
    assert ("Tabel 2.1", "E13") not in [row[1:3] for row in rows(synced)]
