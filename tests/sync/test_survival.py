"""A sync loses nothing of the user's: every part outside the budget keeps its bytes, in files of any program."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from tests.kit.sampling import some
from tests.kit.workbooks import MAIN, Parts, run
from tests.office.client import Office
from tests.sync import edits
from tests.sync.budget import OURS, changed_parts, may_change
from tests.sync.corpus import BELOW, GUESTS, NOTE, PARTIES, RIGHT, SUMMARIES
from tests.sync.values import summary_values

NEW_ROW: dict[str, edits.Value] = {
    "Indikator": "Jumlah posyandu aktif",
    "Satuan": "Unit",
    "Target": 20.0,
    "Realisasi": 19.0,
    "Sasaran": "Masyarakat sehat",
}
ROWS_MORE = {
    "Lembar Pimpinan": 0,  # of a fixed shape
    "Siap dinilai": 0,
    "Monitoring": 0,  # no quarters
    "Halaman Tabel 3.1": 3,  # a sasaran of its own: its heading, its row and its mean
    "Halaman Tabel 3.2": 0,
    "Grafik Capaian": 3,  # as in Halaman Tabel 3.1
    "Pemeriksaan": 2,  # it stands in one table only and has no budget; its blank direction is counted with the others
}
"""How many rows a summary sheet has more for the new indicator, where it is not one."""
LAID_OUT = {"mergeCells", "conditionalFormatting", "dimension", "sheetData", "rowBreaks"}
"""What of a sheet's part follows the rows."""
LENGTHENED = {("Grafik Capaian", "extLst"), ("Pemeriksaan", "dataValidations")}
"""What else does, by sheet: the bars of Excel's newer form, and the list of answers. They reach to the last row of their block."""

FORMATS: Final[Sequence[Literal["xlsm", "xlsx"]]] = some(["xlsm", "xlsx"], 2)


def grown(parts: Parts, path: Path) -> Path:
    """The workbook with an indicator more, saved and synced."""
    edits.added(parts, "tbl_31", [NEW_ROW])
    parts.save(path)
    outcome = run("sinkron", path)
    assert outcome.status == 0, outcome
    assert "disusun ulang" in outcome.out
    return path


def kept(parts: Parts, title: str, more: int = 0) -> list[str]:
    """What stands in a sheet's part and follows no rows of ours, as text; what reaches to the last row of a block with some rows more."""
    found = []
    for each in etree.fromstring(parts[parts.sheet(title)]):
        name = etree.QName(each).localname
        text = etree.tostring(each, method="c14n").decode()
        if (title, name) in LENGTHENED:
            text = re.sub(r"(?<=[:][A-Z])\d+(?=[<\"])", lambda last: str(int(last[0]) + more), text)
        if name not in LAID_OUT:
            found.append(text)
    return found


def cells(parts: Parts, title: str, column: str) -> dict[str, str]:
    root = etree.fromstring(parts[parts.sheet(title)])
    found = [each for each in root.iter(f"{{{MAIN}}}c") if (each.get("r") or "").rstrip("0123456789") == column]
    return {each.get("r", ""): etree.tostring(each, method="c14n").decode() for each in found}


@pytest.mark.parametrize("guest", some(PARTIES, 3))
def test_every_other_part_keeps_its_bytes(synced: Path, tmp_path: Path, office_as_saved: Office, guest: str) -> None:
    parts = Parts.of(synced)
    PARTIES[guest](parts)
    path = grown(parts, tmp_path / "laporan.xlsm")
    after = Parts.of(path)

    assert changed_parts(parts, after) <= may_change(parts)
    for title in OURS:
        assert kept(after, title) == kept(parts, title, ROWS_MORE.get(title, 1)), title
    again = run("sinkron", path)
    assert "sudah sinkron" in again.out
    assert Parts.of(path) == after
    assert summary_values(path)["Ringkasan!D5"] == 10
    with office_as_saved.open(path) as document:
        assert document.values("Ringkasan", "D5") == [[10]]


def test_nothing_to_do_changes_nothing_whoever_is_the_guest(synced: Path, tmp_path: Path) -> None:
    path = tmp_path / "laporan.xlsm"
    for name in some(GUESTS, 2):
        parts = Parts.of(synced)
        GUESTS[name](parts)
        before = parts.save(path).read_bytes()
        outcome = run("sinkron", path)

        assert (outcome.status, outcome.err) == (0, ""), name
        assert path.read_bytes() == before, name
        assert list(tmp_path.iterdir()) == [path], name


# ---------------------------------------------------------------- the user's cells on our sheets
def test_cells_beside_and_below_ours(synced: Path, tmp_path: Path) -> None:
    """What stands right of a block stays on its row; what stands below it, in its columns, goes down with it."""
    parts = Parts.of(synced)
    GUESTS["cells_beside_ours"](parts)
    after = Parts.of(grown(parts, tmp_path / "laporan.xlsm"))

    for title in SUMMARIES:
        assert cells(after, title, RIGHT[title]) == cells(parts, title, RIGHT[title])
        notes = [place for place, cell in cells(after, title, "B").items() if NOTE in cell]
        assert notes == [f"B{BELOW + ROWS_MORE.get(title, 1)}"], title


def test_the_order_of_calculation_is_left_to_excel(synced: Path, tmp_path: Path) -> None:
    parts = Parts.of(synced)
    GUESTS["calculation_order"](parts)
    after = Parts.of(grown(parts, tmp_path / "laporan.xlsm"))

    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"]
    assert b"calcChain" not in after["xl/_rels/workbook.xml.rels"]


def test_a_signature_is_warned_about(synced: Path, tmp_path: Path) -> None:
    parts = Parts.of(synced)
    GUESTS["digital_signature"](parts)
    edits.added(parts, "tbl_31", [NEW_ROW])
    outcome = run("sinkron", parts.save(tmp_path / "laporan.xlsm"))

    assert outcome.status == 0
    assert any("tanda tangan digital" in line for line in outcome.lines)


# ---------------------------------------------------------------- files that other programs have written
@pytest.fixture(scope="module")
def expected(synced: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The summaries of the workbook with an indicator more, nobody else having written it."""
    return summary_values(grown(Parts.of(synced), tmp_path_factory.mktemp("acuan") / "laporan.xlsm"))


def test_a_file_that_openpyxl_has_written(unsynced: Path, expected: dict[str, Any], tmp_path: Path, office_as_saved: Office) -> None:
    """It drops every saved value; sheets, a chart and a comment of its own are added."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it drops
        book = openpyxl.load_workbook(unsynced, keep_vba=True)
    sheet = book.create_sheet("Catatan Kasubag")
    for row in (("Bidang", "Nilai"), ("A", 3), ("B", 5)):
        sheet.append(row)
    sheet["A2"].comment = Comment("Tolong dicek", "Kasubag")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    path = tmp_path / "laporan.xlsm"
    book.save(path)
    book.vba_archive.close()
    parts = Parts.of(path)
    grown(parts, path)

    assert changed_parts(parts, Parts.of(path)) <= may_change(parts)
    assert summary_values(path) == expected
    assert "sudah sinkron" in run("sinkron", path).out
    with office_as_saved.open(path) as document:
        assert document.values("Ringkasan", "D5") == [[10]]


@pytest.fixture(scope="module")
def by_libreoffice(synced: Path, tmp_path_factory: pytest.TempPathFactory, office_as_saved: Office) -> Callable[[str | None], Path]:
    """A folder with the workbook of a guest as LibreOffice writes it, opened once for all formats."""

    @cache
    def written(guest: str | None) -> Path:
        parts, folder = Parts.of(synced), tmp_path_factory.mktemp("libreoffice")
        if guest is not None:
            GUESTS[guest](parts)
        with office_as_saved.open(parts.save(folder / "asli.xlsm")) as document:
            for suffix in FORMATS:
                document.save_as(folder / f"laporan.{suffix}", suffix)
        return folder

    return written


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("guest", [None, "sheet_with_formulas", "cells_beside_ours"])
def test_a_file_that_libreoffice_has_written(
    by_libreoffice: Callable[[str | None], Path],
    expected: dict[str, Any],
    tmp_path: Path,
    office_as_saved: Office,
    suffix: str,
    guest: str | None,
) -> None:
    parts = Parts.of(by_libreoffice(guest) / f"laporan.{suffix}")
    path = grown(parts, tmp_path / f"laporan.{suffix}")

    assert changed_parts(parts, Parts.of(path)) <= may_change(parts)
    assert summary_values(path) == expected
    assert "sudah sinkron" in run("sinkron", path).out
    with office_as_saved.open(path) as document:
        assert document.values("Ringkasan", "D5") == [[10]]
