"""Halaman Tabel 3.1 and 3.2 on paper, as LibreOffice prints them: nothing small, nothing cut, nothing torn apart."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pytest
from lxml import etree

from lkjip.model.laporan import Laporan, Row
from lkjip.sources import csv_folder
from lkjip.template.workbook import build
from scripts.books import EXAMPLE_CSV
from tests.kit.workbooks import MAIN, Parts, run
from tests.office.client import Office
from xlfuncs.angka import Cell

_SHEETS: Final = {
    "Halaman Tabel 3.1": {"Satuan", "Kategori", "Pengampu", "(12)"},
    "Halaman Tabel 3.2": {"Program/Kegiatan/", "Serapan", "Koordinator", "(9)"},
}
"""The two sheets, with words of their headings by which their pages are known among those of the workbook."""
_F4: Final = (13 * 72, 8.5 * 72)
"""Points."""
_MARGINS: Final = (0.4 * 72, 0.6 * 72)
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"


# ---------------------------------------------------------------- the reports
_NAMES: Final = (
    "Persentase penduduk yang memiliki dokumen kependudukan lengkap menurut ketentuan peraturan perundang-undangan",
    "Indeks kepuasan masyarakat",
    "Cakupan layanan kesehatan ibu hamil yang memenuhi standar pelayanan minimal di seluruh wilayah kabupaten",
    "Jumlah konflik",
)
_SASARAN: Final = (
    "Meningkatnya kualitas pelayanan publik",
    "Terwujudnya tata kelola pemerintahan yang bersih, efektif, dan melayani masyarakat di seluruh kecamatan",
    "Masyarakat sejahtera",
    "Berkembangnya ekonomi kerakyatan",
)
_KEGIATAN: Final = ("Penyediaan jasa surat menyurat", "Pemeliharaan rutin gedung kantor", "Rapat koordinasi dan konsultasi ke luar daerah")


def office(indicators: int, lines: int) -> Laporan:
    """An office with so many indicators in up to four sasaran, and so many budget lines; amounts of billions."""
    measured: list[Row] = [
        {
            "indikator": f"{_NAMES[number % 4]} {number + 1}",
            "satuan": ("%", "Indeks", "Kegiatan", "Kasus")[number % 4],
            "sasaran": _SASARAN[number * 4 // indicators],
            "target": 80.0 + number,
            "realisasi": 75.5 + number,
            "arah": "naik",
            **{f"realisasi_{ago}": 70.25 - ago for ago in (1, 2, 3)},
            "target_akhir_renstra": 95.0,
            "pengampu": "Kepala Bidang Pelayanan Administrasi Kependudukan",
        }
        for number in range(indicators)
    ]
    budget: list[Row] = [
        {
            "no": number + 1,
            **{key: measured[number * indicators // lines][key] for key in ("sasaran", "indikator")},
            "program": f"Program Peningkatan Kualitas Pelayanan Publik {number + 1}",
            "kegiatan": "; ".join(_KEGIATAN[: 1 + number % 3]),
            "anggaran": 123_456_789_012.0 + number,
            "realisasi": 123_400_000_000.0,
            "target_program": "100 %",
            "target_kegiatan": "12 bulan; 4 unit",
            "koordinator": "Kasubbag Umum; Kasi Pelayanan",
        }
        for number in range(lines)
    ]
    profil: dict[str, Cell] = {"instansi": "Dinas Uji", "singkatan": "Dinas Uji", "pemerintah_daerah": "Kota Contoh", "tahun": 2024.0}
    return Laporan({**profil, "tahun_awal_renstra": 2021.0}, inputs={"tabel_3_1": measured, "tabel_3_2": budget})


REPORTS: Final = {
    "the real report": lambda: csv_folder.read(EXAMPLE_CSV).laporan,
    "25 indicators, 60 budget lines": lambda: office(25, 60),
    "one indicator": lambda: office(1, 1),
}


# ---------------------------------------------------------------- the paper
@dataclass(frozen=True)
class Word:
    """A word on a page; points from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Printed:
    """The workbook, and the pages of the two sheets with their sizes."""

    parts: Parts
    pages: dict[str, list[list[Word]]]
    sizes: set[tuple[float, float]]


@pytest.fixture(scope="module", params=REPORTS)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, office_no_macros: Office) -> Printed:
    path = tmp_path_factory.mktemp("halaman") / "buku.xlsm"
    path.write_bytes(build(REPORTS[request.param]()))
    assert run("sinkron", path).status == 0
    parts = Parts.of(path)
    with office_no_macros.open(path) as document:
        document.save_as(path.with_suffix(".pdf"), "pdf")
    done = subprocess.run(["pdftotext", "-bbox", path.with_suffix(".pdf"), "-"], capture_output=True, check=True, timeout=60)
    all_pages = [(page, _words(page)) for page in etree.fromstring(done.stdout).iter(f"{_XHTML}page")]
    found, sizes = {}, set()
    for title, headings in _SHEETS.items():
        numbers = [number for number, (_, words) in enumerate(all_pages) if headings <= {word.text for word in words}]
        whole = all_pages[numbers[0] : numbers[-1] + 1]
        found[title] = [words for _, words in whole]
        sizes |= {(float(page.get("width", "")), float(page.get("height", ""))) for page, _ in whole}
    return Printed(parts, found, sizes)


def _words(page: etree._Element) -> list[Word]:
    return [
        Word(str(each.text), *(float(each.get(side, "")) for side in ("xMin", "yMin", "xMax", "yMax")))
        for each in page.iter(f"{_XHTML}word")
    ]


def pages(printed: Printed) -> Iterator[list[Word]]:
    for title in _SHEETS:
        assert printed.pages[title], title
        yield from printed.pages[title]


def body(page: Sequence[Word]) -> list[Word]:
    """The words between the numbers of the columns and the footer, from the top."""
    numbers = max(word.bottom for word in page if word.text == "(1)")
    return sorted((word for word in page if numbers <= word.top and word.bottom < _F4[1] - _MARGINS[1]), key=lambda word: word.top)


def cells(printed: Printed, title: str, kind: str) -> list[str]:
    """The texts in the lines of a kind ("S" sasaran, "B" row, "J" sum), as the file has them."""
    rows = etree.fromstring(printed.parts[printed.parts.sheet(title)]).iter(f"{{{MAIN}}}row")
    found = []
    for row in rows:
        values = [str(each.findtext(f"{{{MAIN}}}v") or "") for each in row if each.get("t") == "str"]
        shared = [each.findtext(f"{{{MAIN}}}v") for each in row if each.get("t") == "s"]
        if any(_shared(printed.parts, number) == kind for number in shared):
            found += values
    return found


def _shared(parts: Parts, number: str | None) -> str:
    items = etree.fromstring(parts["xl/sharedStrings.xml"]).findall(f"{{{MAIN}}}si")
    return "".join(str(text) for text in items[int(number or 0)].itertext())


# ---------------------------------------------------------------- what is held
def test_at_full_size(printed: Printed) -> None:
    """At 100 %, on F4, all letters of 8 points or more: a line of these letters is 1.1 times as high."""
    for title in _SHEETS:
        root = etree.fromstring(printed.parts[printed.parts.sheet(title)])
        setup = root.find(f"{{{MAIN}}}pageSetup")
        assert setup is not None
        assert (setup.get("scale", "100"), setup.get("fitToWidth"), setup.get("orientation")) == ("100", None, "landscape")
        assert not list(root.iter(f"{{{MAIN}}}pageSetUpPr"))
    assert {(round(width), round(height)) for width, height in printed.sizes} == {(round(_F4[0]), round(_F4[1]))}
    assert [word for page in pages(printed) for word in page if word.bottom - word.top < 8 * 1.1] == []


def test_all_columns_are_within_the_margins(printed: Printed) -> None:
    for page in pages(printed):
        assert {word.text for word in page} & {"Pengampu", "Koordinator"}
        assert min(word.left for word in page) >= _MARGINS[0]
        assert max(word.right for word in page) <= _F4[0] - _MARGINS[0]


def test_every_word_is_there(printed: Printed) -> None:
    for title in _SHEETS:
        there = " ".join(word.text for page in printed.pages[title] for word in page)
        wanted = [word for kind in "SBJT" for text in cells(printed, title, kind) for word in text.split()]
        assert len(wanted) > 10
        assert [word for word in wanted if word not in there] == []


def test_the_headings_are_on_every_page(printed: Printed) -> None:
    for page in pages(printed):
        texts = {word.text for word in page}
        assert {"No", "Indikator", "(1)", "(2)", "(9)"} <= texts
        assert {"Halaman", "dari"} <= texts


def test_pages_break_where_the_sync_breaks_them(printed: Printed) -> None:
    for title in _SHEETS:
        root = etree.fromstring(printed.parts[printed.parts.sheet(title)])
        assert len(printed.pages[title]) == 1 + len(list(root.iter(f"{{{MAIN}}}brk")))


def test_no_heading_is_the_last_and_no_sum_the_first_of_a_page(printed: Printed) -> None:
    for page in pages(printed):
        words = body(page)
        numbers = [word for word in words if re.fullmatch(r"\d{1,2}", word.text) and word.right < 75]
        headings = [one for one, other in pairwise(words) if one.text == "Sasaran" and re.fullmatch(r"\d+:", other.text)]
        assert all(any(number.top > heading.top for number in numbers) for heading in headings)
        first = next(word for word in words if word.left > 60)
        assert first.text not in ("Rata-rata", "Jumlah")


def test_no_page_is_nearly_empty_but_the_last(printed: Printed) -> None:
    for title in _SHEETS:
        for page in printed.pages[title][:-1]:
            assert body(page)[-1].bottom > _F4[1] * 0.6
