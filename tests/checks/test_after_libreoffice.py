"""Formulas that LibreOffice saved in its own way are no findings."""

from __future__ import annotations

from pathlib import Path

from lkjip import checks
from lkjip.sources import workbook_file
from tests.office.client import Office


def test_a_workbook_saved_by_libreoffice_is_as_clean_as_before(office_no_macros: Office, clean_book: Path, tmp_path: Path) -> None:
    saved = tmp_path / "disimpan.xlsx"
    with office_no_macros.open(clean_book) as document:
        document.save_as(saved, "xlsx")
    workbook = workbook_file.read(saved)
    assert "CAPAIAN" in workbook.contents["tbl_31"].formulas[workbook.tables["tbl_31"].first_row]["Capaian"].text.upper()

    assert checks.check(workbook) == []
