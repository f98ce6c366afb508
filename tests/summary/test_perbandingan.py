"""The second page of Perbandingan: capaian of earlier years and a standard, by hand, in a spreadsheet, and on paper."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from lxml import etree

from lkjip.model.formulas.references import column_letters
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1
from lkjip.summary import summaries
from lkjip.summary.perbandingan import PERBANDINGAN
from lkjip.template.workbook import build
from tests.office.client import Document, Office
from xlfuncs.angka import Cell

ROWS: Final[list[Row]] = [
    {
        **{"indikator": "Kunjungan", "satuan": "%", "arah": "naik", "target": 90.0, "realisasi": 85.71},
        **{"target_3": 80.0, "realisasi_3": 70.0, "target_2": 82.0, "realisasi_2": 85.71, "target_1": 85.0, "realisasi_1": 90.5},
        **{"standar": 88.0, "sumber_standar": "nasional, BPS 2023"},
    },
    {
        **{"indikator": "Angka kematian ibu", "satuan": "per 100.000 KH", "arah": "turun", "target": 95.0, "realisasi": 110.0},
        **{"target_2": 100.0, "realisasi_2": 120.0, "target_1": 96.0, "realisasi_1": 72.0, "standar": 183.0, "sumber_standar": "nasional"},
    },
    {
        "indikator": "Indeks",
        "satuan": "Indeks",
        "target": 0.84,
        "realisasi": 0.839,
        "target_1": 0.8,
        "realisasi_1": 0.8384,
        "standar": 0.839,
    },
    {"indikator": "Rasio", "satuan": "%", "arah": "rentang", "target": 80.0, "realisasi": 90.0, "target_1": 80.0, "realisasi_1": 85.0},
    {
        "indikator": "Predikat",
        "satuan": "Nilai",
        "target": 80.0,
        "realisasi": 90.0,
        "target_1": 80.0,
        "realisasi_1": "baik",
        "standar": "B",
    },
    {"indikator": "Galat", "satuan": "%", "target": 80.0, "realisasi": 90.0, "target_1": "#REF!", "realisasi_1": 80.0},
]
BY_HAND: Final = [
    # 70 of 80; 85,71 of 82; 90,5 of 85
    [
        *(87.5, "+15,71 naik, membaik", pytest.approx(104.5243902), "tetap", pytest.approx(106.4705882), "-4,79 turun, memburuk"),
        *(88.0, "nasional, BPS 2023", "-2,29 di bawah, lebih buruk"),
    ],
    # (2 x 100 - 120) / 100; (2 x 96 - 72) / 96
    [
        None,
        None,
        pytest.approx(80),
        "-10 turun, membaik",
        pytest.approx(125),
        "+38 naik, memburuk",
        183.0,
        "nasional",
        "-73 di bawah, lebih baik",
    ],
    [None, None, None, None, pytest.approx(104.8), "+0,0006 naik, membaik", 0.839, None, "sama"],
    # 85 of 80 by the range is 100 less 6,25; neither rise nor fall is better
    [None, None, None, None, pytest.approx(93.75), "+5 naik", None, None, None],
    [None, None, None, None, None, None, "B", None, None],
    [None, None, None, None, "#REF!", "+10 naik, membaik", None, None, None],
]


Opened: TypeAlias = tuple[Document, Laporan, Path]


def report(**pilihan: Cell) -> Laporan:
    office: dict[str, Cell] = {"instansi": "Dinas Uji", "singkatan": "Dinas Uji", "pemerintah_daerah": "Kota Contoh", "tahun": 2024}
    return Laporan(office, inputs={"tabel_3_1": ROWS}, pilihan=pilihan)


def second_page(laporan: Laporan) -> list[list[Cell]]:
    sheet = next(each for each in summaries(laporan) if each.title == PERBANDINGAN)
    (block,) = sheet.blocks
    return [[cell.value for cell, width in zip(row, sheet.widths[1:], strict=True) if width][12:] for row in sheet.written(block)]


def test_earlier_years_and_the_standard_by_hand() -> None:
    assert second_page(report()) == BY_HAND


def test_earlier_years_follow_the_rules_of_the_office() -> None:
    """At most 100, and of falling indicators target / realisasi: 100 / 120, and 96 / 72, which is more than 100."""
    rows = second_page(report(batas_atas=100.0, rumus_turun="rasio"))
    assert [row[0:6:2] for row in rows[:2]] == [[87.5, 100, 100], [None, pytest.approx(83.3333333), 100]]
    rows = second_page(report(batas_atas="sembarang"))
    assert [row[0:6:2] for row in rows[:2]] == [["#VALUE!"] * 3, [None, "#VALUE!", "#VALUE!"]]


@pytest.fixture(
    scope="module", params=[{}, {"batas_atas": 100.0, "rumus_turun": "rasio", "pembulatan": "potong"}], ids=["laporan", "kantor"]
)
def opened(request: pytest.FixtureRequest, office_no_macros: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    path = tmp_path_factory.mktemp("perbandingan") / "buku.xlsm"
    laporan = report(**request.param)
    path.write_bytes(build(laporan))
    with office_no_macros.open(path) as document:
        yield document, laporan, path


def test_a_spreadsheet_computes_the_same(opened: Opened) -> None:
    document, laporan, _ = opened
    document.recalculate()
    wanted = [["" if each is None else each for each in row] for row in second_page(laporan)[:-1]]
    shown = document.values(PERBANDINGAN, "O5:W9")
    assert [[pytest.approx(each) if isinstance(each, float) else each for each in row] for row in wanted] == shown


def test_typing_alone_changes_it(opened: Opened) -> None:
    """80 of 160 for last year, and a standard of 0,739."""
    document, *_ = opened
    target, standar = (column_letters(1 + list(TABEL_3_1.names).index(key)) for key in ("target_1", "standar"))
    with document.taken_back():
        document.write("Tabel 3.1", f"{target}8", [[1.6768]])
        document.write("Tabel 3.1", f"{standar}8", [[0.739]])
        changed = document.values(PERBANDINGAN, "S7:W7")
    assert changed == [[50, "+0,0006 naik, membaik", pytest.approx(0.739), "", "+0,1 di atas, lebih baik"]]


def test_both_pages_are_within_their_margins(opened: Opened) -> None:
    """F4 is 936 points wide, with margins of 28,8."""
    document, _, path = opened
    document.save_as(path.with_suffix(".pdf"), "pdf")
    done = subprocess.run(["pdftotext", "-bbox", path.with_suffix(".pdf"), "-"], capture_output=True, check=True, timeout=60)
    pages = [
        {str(word.text): (float(word.get("xMin", "")), float(word.get("xMax", ""))) for word in page.iter("{*}word")}
        for page in etree.fromstring(done.stdout).iter("{*}page")
    ]
    first, second = (next(page for page in pages if {"Kunjungan", "Perbandingan", number} <= page.keys()) for number in ("(12)", "(21)"))
    assert pages.index(second) == pages.index(first) + 1
    for page in (first, second):
        assert min(left for left, _ in page.values()) >= 28.8
        assert max(right for _, right in page.values()) <= 936 - 28.8
    assert "(13)" in second
    assert "(13)" not in first
