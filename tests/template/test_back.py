"""Every sheet leads back to Mulai, from a cell that is in view and not on paper."""

from __future__ import annotations

import subprocess
from pathlib import Path

from scripts.books import EXAMPLE
from tests.kit import reading
from tests.office.client import Office


def test_every_sheet_has_the_link_beside_its_title() -> None:
    for sheet in reading.workbook(EXAMPLE.read_bytes()):
        if sheet.title == "Mulai":
            continue
        link = sheet["A1"].hyperlink
        assert link is not None, sheet.title
        assert (sheet["A1"].value, link.location) == ("‹ Mulai", "'Mulai'!A1")
        assert sheet.column_dimensions["A"].width > 6, sheet.title  # wide enough to be read
        assert sheet.print_area.rpartition("!")[2].replace("$", "").startswith("B"), sheet.title


def test_it_is_not_printed(tmp_path: Path, office_no_macros: Office) -> None:
    pdf = tmp_path / "contoh.pdf"
    with office_no_macros.open(EXAMPLE) as document:
        document.save_as(pdf, "pdf")
    words = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True, text=True, timeout=60).stdout
    assert "Perbandingan Kinerja" in words
    assert "‹" not in words
