"""The charts of the four quarters: what they read, in which colours, and that a sync leaves them alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from openpyxl.utils import range_boundaries

from lkjip.sources import csv_folder
from lkjip.sync import closed
from lkjip.template.workbook import build
from tests.kit import reading
from tests.kit.workbooks import Parts, run
from tests.sync import edits
from xlfuncs.angka import Cell

KANTOR: Final = Path(__file__).parents[1] / "data" / "kantor-triwulan"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("grafik") / "kantor.xlsm"
    assert run("isi", KANTOR, "--keluaran", path).status == 0
    return path


def charts(parts: Parts) -> list[str]:
    """The XML of the two charts, in order."""
    (drawing,) = (part for part in parts.targets(parts.sheet("Grafik Triwulan")).values() if "/drawings/" in part and part.endswith(".xml"))
    return [parts[part].decode() for _, part in sorted(parts.targets(drawing).items())]


def series(chart: str) -> list[tuple[str, str, str]]:
    """Name, values and colour of each series; the name is a text or a reference."""
    found = []
    for each in re.findall(r"<c:ser>.*?</c:ser>", chart, re.DOTALL):
        (name,) = re.findall(r"<c:tx>.*?<c:(?:f|v)>([^<]+)<", each, re.DOTALL)
        (values,) = re.findall(r"<c:val>.*?<c:f>([^<]+)<", each, re.DOTALL)
        found.append((name, values, re.findall(r'srgbClr val="(\w+)"', each)[0]))
    return found


def cells(path: Path, reference: str) -> list[Cell]:
    """The saved values of a row of cells."""
    title, area = reference.replace("$", "").split("!")
    left, top, right, bottom = range_boundaries(area)
    sheet = reading.sheet(path, title.strip("'"), saved=True)
    return [cell.value or None for row in sheet.iter_rows(top, bottom, left, right) for cell in row]


def test_they_show_the_figures_of_each_quarter(book: Path) -> None:
    progress, statuses = map(series, charts(Parts.of(book)))
    assert [name for name, *_ in progress] == ["Rata-rata capaian", "Serapan anggaran"]
    capaian, serapan = (cells(book, values) for _, values, _ in progress)
    assert capaian == [pytest.approx(96.5), pytest.approx(95.9286266), None, None]
    assert serapan == [pytest.approx(100 * 170 / 1200), pytest.approx(100 * 475 / 1200), None, None]
    assert {cells(book, name)[0]: cells(book, values) for name, values, _ in statuses} == {
        "hijau": [2, 2, None, None],
        "kuning": [3, 2, None, None],
        "merah": [None, 2, None, None],
        "abu-abu": [2, 1, None, None],
    }


def test_the_colours_are_those_of_the_statuses(book: Path) -> None:
    _, statuses = map(series, charts(Parts.of(book)))
    green, amber, red, grey = ([int(colour[place : place + 2], 16) for place in (0, 2, 4)] for *_, colour in statuses)
    assert green[1] > max(green[0], green[2])
    assert min(amber[:2]) > 2 * amber[2]
    assert red[0] > 2 * max(red[1:])
    assert len(set(grey)) == 1


def test_rows_that_a_sync_adds_leave_them_where_they_are(book: Path, tmp_path: Path) -> None:
    parts = Parts.of(book)
    before = charts(parts)
    edits.added(parts, "tbl_triwulan", [{"Indikator": "Posko", "Jenis": "jumlah", "Target TW I": 1.0, "Realisasi TW I": 2.0}])
    path = parts.save(tmp_path / "kantor.xlsm")
    closed.sync(path)

    assert charts(Parts.of(path)) == before
    _, values, _ = series(before[1])[0]
    assert cells(path, values) == [3, 3, None, None]  # one green indicator more


def test_the_sheets_of_the_quarters_are_shown_with_the_first_rows(book: Path) -> None:
    def shown(data: bytes | Path) -> set[str]:
        return {sheet.title for sheet in reading.workbook(data) if sheet.sheet_state == "visible"}

    ours = {"Monitoring", "Grafik Triwulan"}
    assert ours.isdisjoint(shown(build()))
    assert ours <= shown(build(csv_folder.read(KANTOR).laporan))
