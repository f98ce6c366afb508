"""Workbooks with charts, pictures, comments, pivot tables and more in them: the copy keeps what is not ours and may go out."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from lkjip.build import macros, vba_project
from lkjip.build.vba_project import Module
from tests.lkjip.workbooks import Parts, run
from tests.office.client import Office
from tests.send import books
from tests.send.test_kirim import NAME, send, sent
from tests.sync.corpus import GUESTS

# What is edited wherever it is, and what must not leave the office
_EDITED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app|custom)\.xml|xl/workbook\.xml|.*\.rels|xl/comments.*\.xml|xl/persons/.*"
    r"|xl/pivotCache/pivotCacheDefinition\d+\.xml"
)
_GONE = re.compile(
    r"xl/vbaProject.*|xl/externalLinks/.*|_xmlsignatures/.*|.*printerSettings.*|xl/calcChain\.xml|xl/drawings/vmlDrawing\d{1,2}\.vml"
)


@pytest.mark.parametrize("guest", GUESTS)
def test_what_is_not_ours_stays(boyolali: Path, tmp_path: Path, guest: str, office_no_macros: Office) -> None:
    before = Parts.of(boyolali)
    GUESTS[guest](before)
    copy, _ = sent(before.save(tmp_path / "buku.xlsm"))
    ours = {before.sheet("Mulai"), *(each for table in ("tbl_31", "tbl_32") for each in (before.sheet_of(table), before.table(table)))}
    ours |= books.same_but_buttons(before, copy)
    ours |= {name for name in before if b"printerSettings" in before.get(before.relations(name), b"")}  # they name the printer
    assert {name for name in before.keys() - copy.keys() if not _GONE.fullmatch(name)} == set()
    changed = {name for name in before.keys() & copy.keys() if before[name] != copy[name]}
    assert {name for name in changed - ours if not _EDITED.fullmatch(name)} == set()
    assert not [name for name in copy if _GONE.fullmatch(name)]
    assert b"[1]" not in b"".join(formula.encode() for formula in books.formulas(copy))
    with office_no_macros.open(tmp_path / f"{NAME}.xlsx") as document:
        assert document.values("Ringkasan", "D5:D6") == [[9], [100]]
    assert run("periksa-kiriman", tmp_path / f"{NAME}.xlsx").status == 0


def test_a_workbook_saved_by_openpyxl(boyolali: Path, tmp_path: Path, office_no_macros: Office) -> None:
    book = openpyxl.load_workbook(boyolali, keep_vba=True)
    sheet = book.create_sheet("Catatan")
    sheet["A1"], sheet["B1"] = 90, 81
    sheet["C1"] = '=CAPAIAN(A1,B1,"turun")'
    sheet["C1"].comment = Comment("cek", "Budi Santoso")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, max_col=2, min_row=1))
    sheet.add_chart(chart, "E2")
    book.save(tmp_path / "buku.xlsm")
    copy, _ = sent(tmp_path / "buku.xlsm")
    assert b"Budi Santoso" not in b"".join(copy.values())
    assert openpyxl.load_workbook(tmp_path / f"{NAME}.xlsx", data_only=True)["Catatan"]["C1"].value == pytest.approx(110)
    with office_no_macros.open(tmp_path / f"{NAME}.xlsx") as document:
        assert document.values("Catatan", "C1") == [[pytest.approx(110)]]
        assert document.values("Ringkasan", "D5:D6") == [[9], [100]]


def test_a_workbook_saved_by_libreoffice(boyolali: Path, tmp_path: Path, office_no_macros: Office) -> None:
    """LibreOffice writes it with `_xludf.` or without our functions' values; the copy has both again."""
    with office_no_macros.open(boyolali) as document:
        document.save_as(tmp_path / "buku.xlsm", "xlsm")
    outcome = send(tmp_path / "buku.xlsm")
    assert outcome.status == 0, outcome.err
    copy = tmp_path / f"{NAME}.xlsx"
    assert not [each for each in books.formulas(Parts.of(copy)) if re.search(r"(?i)\b(capaian|kategori|serapan|efisiensi)\s*\(", each)]
    with office_no_macros.open(copy) as document:
        assert document.values("Ringkasan", "D5:D6") == [[9], [100]]
        at = Parts.of(copy).at("tbl_31", "Capaian", 0)
        assert document.values("Tabel 3.1", at) == [[100]]


def test_functions_of_the_office_s_own_macros_become_values(boyolali: Path, tmp_path: Path) -> None:
    parts = Parts.of(boyolali)
    sheets = [f"Sheet{number}" for number in range(1, sum(name.startswith("xl/worksheets/sheet") for name in parts) + 1)]
    source = "Public Function NilaiAkhir(x)\r\nNilaiAkhir = x\r\nEnd Function\r\nPrivate Function Rahasia(x)\r\nEnd Function\r\n"
    own = Module("MakroKasubag", source, "std")
    parts["xl/vbaProject.bin"] = vba_project.build([*macros.modules(sheets), own])
    books.add_sheet(
        parts,
        "Catatan",
        {
            "A1": books.formula("nilaiakhir(2)*3", 6.0),
            "A2": books.formula('SUM(1,2)&"NilaiAkhir(2)"', "3NilaiAkhir(2)"),
            "A3": books.formula("IF(NilaiAkhir(1)>0,CAPAIAN(38,19),0)", 50.0),
        },
    )
    _, said = sent(parts.save(tmp_path / "buku.xlsm"))
    sheet = openpyxl.load_workbook(tmp_path / f"{NAME}.xlsx")["Catatan"]
    assert [sheet[at].value for at in ("A1", "A2", "A3")] == [6, '=SUM(1,2)&"NilaiAkhir(2)"', 50]
    assert said.count("memakai fungsi makro NILAIAKHIR") == 2
