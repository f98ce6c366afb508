"""The first sync shows the pages that it fills; a page that somebody hides later stays hidden."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from lkjip.sync import closed, opened
from scripts.books import TEMPLATE
from tests.kit.workbooks import MAIN, Parts, text_cell
from tests.office.client import Office
from tests.sync.spreadsheet import Spreadsheet

PAGES: Final = {"Halaman Tabel 3.1", "Halaman Tabel 3.2", "Pengukuran Kinerja", "Perbandingan", "Efisiensi", "Grafik"}
MOMENT: Final = datetime(2021, 2, 3, 9, 5)


def seen(path: Path) -> set[str]:
    sheets = etree.fromstring(Parts.of(path)["xl/workbook.xml"]).iter(f"{{{MAIN}}}sheet")
    return {sheet.get("name", "") for sheet in sheets if sheet.get("state", "visible") == "visible"}


def test_in_a_closed_workbook(tmp_path: Path) -> None:
    path = Path(shutil.copy(TEMPLATE, tmp_path / "buku.xlsm"))
    parts = Parts.of(path)
    closed.sync(path, MOMENT)
    assert PAGES.isdisjoint(seen(path))  # there is nothing on them

    parts.type_in("tbl_31", "B6", text_cell("Angka partisipasi"))
    parts.save(path)
    closed.sync(path, MOMENT)
    assert seen(path) >= PAGES
    assert {"Renstra", "Narasi", "Aturan"}.isdisjoint(seen(path))

    parts = Parts.of(path)
    parts.replace("xl/workbook.xml", 'name="Grafik"', 'name="Grafik" state="hidden"')
    parts.type_in("tbl_31", "B7", text_cell("Jumlah konflik"))
    parts.save(path)
    assert closed.sync(path, MOMENT).changed
    assert seen(path) >= PAGES - {"Grafik"}
    assert "Grafik" not in seen(path)


def test_in_an_open_workbook(office_no_macros: Office) -> None:
    with office_no_macros.open(TEMPLATE) as document:
        spreadsheet = Spreadsheet(document, TEMPLATE)
        assert not document.is_visible("Grafik")
        document.write("Tabel 3.1", "B6", [["Angka partisipasi"]])
        document.recalculate()
        assert opened.sync(spreadsheet.book, MOMENT)
        assert [title for title in PAGES if not document.is_visible(title)] == []
        assert not document.is_visible("Renstra")
