"""The sheets on paper, as LibreOffice prints them: nothing small, nothing cut, nothing torn apart."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from lxml import etree

from lkjip.model.laporan import Laporan, Row
from lkjip.sources import csv_folder
from lkjip.template.paper import handed_in
from lkjip.template.quarter_charts import GRAFIK_TRIWULAN
from lkjip.template.workbook import build
from scripts.books import EXAMPLE_CSV
from tests.kit import reading
from tests.kit.workbooks import MAIN, Parts, run
from tests.office.client import Office
from xlfuncs.angka import Cell
from xlfuncs.triwulan import JENIS

_LAID_OUT: Final = ("Halaman Tabel 3.1", "Halaman Tabel 3.2", "Grafik Capaian")
"""The sheets with a part for each sasaran."""
_SUMMARIES: Final = ("Ringkasan", "Pengukuran Kinerja", "Perbandingan", "Efisiensi", *_LAID_OUT)
_INPUTS: Final = ("Tabel 2.1", "Tabel 3.1", "Tabel 3.2", "Renstra", "IKU", "RKT", "PK", "Narasi", "Cascading")
_QUARTERS: Final = ("Monitoring", "E.81")
"""Printed for a quarter, in offices that fill the sheet Triwulan in."""
_TIGHT: Final = (*_SUMMARIES[1:], *_INPUTS)
"""The sheets whose rows are not of a fixed height."""
_LINE: Final = 13
"""Points of a line, which a row may be higher where a text nearly needs it."""
_LETTER: Final = 1.29
"""Height of a word of one point: pdftotext adds some to the font's own lines."""
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
_TOLD: Final = (
    "Kegiatan di tiga kecamatan tertunda karena pengadaan barang baru selesai di bulan Maret, sedangkan personel yang tersedia terbatas dan"
    " jadwalnya bersamaan dengan pemilihan kepala desa"
)


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
            "realisasi_tw_1": 30_850_000_000.0,
            "target_program": "100 %",
            "target_kegiatan": "12 bulan; 4 unit",
            "koordinator": "Kasubbag Umum; Kasi Pelayanan",
        }
        for number in range(lines)
    ]
    profil: dict[str, Cell] = {
        "triwulan_laporan": "III",
        "kepala": "Nama Kepala",
        "instansi": "Dinas Uji",
        "singkatan": "Dinas Uji",
        "pemerintah_daerah": "Kota Contoh",
        "tahun": 2024.0,
    }
    quarters: list[Row] = [
        {
            "indikator": row["indikator"],
            "jenis": JENIS[number % len(JENIS)],
            "penyebut": 40.0,
            **{f"{what}_tw_{quarter}": 18.25 + number % 7 for what in ("target", "realisasi") for quarter in (1, 2, 3)},
        }
        for number, row in enumerate(measured)
    ]
    follow_ups: list[Row] = [
        {
            "indikator": measured[number * 7 % indicators]["indikator"],
            "tw": ("II", "III")[number % 2],
            **dict(
                zip(
                    ("analisis", "kendala", "solusi", "rencana_tindak_lanjut"),
                    (_TOLD[: 40 + 45 * place] for place in range(4)),
                    strict=True,
                )
            ),
            "penanggung_jawab": "Kepala Bidang Pelayanan Administrasi Kependudukan",
            "batas_waktu": "30 September 2024",
            "selesai": "proses",
        }
        for number in range(1 + indicators // 5)
    ]
    tables = {"tabel_3_1": measured, "tabel_3_2": budget, "triwulan": quarters, "tindak_lanjut": follow_ups}
    return Laporan({**profil, "tahun_awal_renstra": 2021.0}, inputs=tables)


KANTOR_TRIWULAN: Final = Path(__file__).parents[1] / "data" / "kantor-triwulan"
REPORTS: Final = {
    "the real report": lambda: csv_folder.read(EXAMPLE_CSV).laporan,
    "60 indicators": lambda: office(60, 80),
    "one indicator": lambda: office(1, 1),
    "the middle of a year": lambda: csv_folder.read(KANTOR_TRIWULAN).laporan,
    "25 indicators, 60 budget lines": lambda: office(25, 60),
}
"""Every day takes the first and the last, which has many pages of everything and a number of pages that is known."""


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
class Page:
    """A page with its size in points."""

    words: list[Word]
    width: float
    height: float

    @property
    def title(self) -> str:
        """The name of the sheet, which stands on the left of the footer."""
        footer = [word for word in self.words if word.top > self.height - _MARGINS[1] and word.left < self.width / 2]
        return " ".join(word.text for word in sorted(footer, key=lambda word: word.left))


@dataclass(frozen=True)
class Printed:
    """The workbook, its pages by sheet, and the heights of its rows with those that LibreOffice would give them."""

    parts: Parts
    book: openpyxl.Workbook
    """As it was saved."""
    pages: dict[str, list[Page]]
    heights: dict[str, list[tuple[float, float]]]
    printed: list[str]
    """The sheets that are printed for a reader."""


@pytest.fixture(scope="module", params=REPORTS)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, office_no_macros: Office) -> Printed:
    path = tmp_path_factory.mktemp("halaman") / "buku.xlsm"
    laporan = REPORTS[request.param]()
    path.write_bytes(build(laporan))
    assert run("sinkron", path).status == 0
    with office_no_macros.open(path) as document:
        document.save_as(path.with_suffix(".pdf"), "pdf")
        titles = (*_SUMMARIES, *_INPUTS, *(_QUARTERS if laporan.rows["triwulan"] else ()))
        heights = {title: document.row_heights(title, 1, document.last_used(title)[0]) for title in titles}
    done = subprocess.run(["pdftotext", "-bbox", path.with_suffix(".pdf"), "-"], capture_output=True, check=True, timeout=60)
    found: dict[str, list[Page]] = {}
    for each in etree.fromstring(done.stdout).iter(f"{_XHTML}page"):
        page = Page(_words(each), float(each.get("width", "")), float(each.get("height", "")))
        found.setdefault(page.title, []).append(page)
    quarters = [*_QUARTERS, GRAFIK_TRIWULAN] if laporan.rows["triwulan"] else []
    printed = [*handed_in(laporan), *quarters]
    book = reading.sheets(path, *dict.fromkeys((*heights, *printed)), saved=True)
    return Printed(Parts.of(path), book, found, heights, printed)


def _words(page: etree._Element) -> list[Word]:
    return [
        Word(str(each.text), *(float(each.get(side, "")) for side in ("xMin", "yMin", "xMax", "yMax")))
        for each in page.iter(f"{_XHTML}word")
    ]


def pages(printed: Printed) -> Iterator[list[Word]]:
    for title in _LAID_OUT:
        assert printed.pages[title], title
        yield from (page.words for page in printed.pages[title])


def body(page: Sequence[Word]) -> list[Word]:
    """The words between the numbers of the columns and the footer, from the top."""
    numbers = max(word.bottom for word in page if word.text == "(1)")
    return sorted((word for word in page if numbers <= word.top and word.bottom < _F4[1] - _MARGINS[1]), key=lambda word: word.top)


def texts(printed: Printed, title: str) -> Iterator[tuple[int, str]]:
    """The row (from 1) and the text of every cell of a sheet that is printed."""
    sheet = printed.book[title]
    area = sheet[sheet.print_area.split("!")[-1].replace("$", "")]
    for row in area:
        for cell in row:
            if not isinstance(cell.value, str) or cell.number_format == ";;;":
                continue
            if not (sheet.column_dimensions[cell.column_letter].hidden or sheet.row_dimensions[cell.row].hidden):
                yield cell.row, cell.value


# ---------------------------------------------------------------- what is held
def test_at_full_size(printed: Printed) -> None:
    """At 100 %, on F4, all letters of 8 points or more."""
    for title, pages_of in printed.pages.items():
        root = etree.fromstring(printed.parts[printed.parts.sheet(title)])
        setup = root.find(f"{{{MAIN}}}pageSetup")
        assert setup is not None
        assert (setup.get("scale", "100"), setup.get("fitToWidth")) == ("100", None), title
        assert not list(root.iter(f"{{{MAIN}}}pageSetUpPr")), title
        for page in pages_of:
            assert {round(page.width), round(page.height)} == {round(side) for side in _F4}
            assert [word for word in page.words if word.bottom - word.top < 8 * _LETTER] == [], title


def test_all_columns_are_within_the_margins(printed: Printed) -> None:
    for title in printed.printed:
        for page in printed.pages[title]:
            assert min(word.left for word in page.words) >= _MARGINS[0], title
            assert max(word.right for word in page.words) <= page.width - _MARGINS[0] + 0.5, title


def test_every_word_is_there(printed: Printed) -> None:
    for title in printed.printed:
        there = "".join(word.text for page in printed.pages[title] for word in page.words)
        wanted = [word for _, text in texts(printed, title) for word in text.split()]
        assert [word for word in wanted if word not in there] == [], title


def test_rows_hold_their_texts_and_little_more(printed: Printed) -> None:
    """As LibreOffice measures them; Excel's lines are a little higher and its columns a little narrower on paper."""
    for title, heights in printed.heights.items():
        filled = {row for row, _ in texts(printed, title)}
        rows = [(number, *pair) for number, pair in enumerate(heights, 1) if number in filled and pair[0]]
        assert [row for row in rows if row[1] < row[2] - 0.5] == [], title
        if title in _TIGHT:
            headings = int(printed.book[title].print_title_rows.split("$")[-1])
            assert [row for row in rows if row[0] > headings and row[1] > row[2] * 1.2 + _LINE] == [], title


def test_a_page_holds_what_it_can(printed: Printed, request: pytest.FixtureRequest) -> None:
    if "25 indicators" in request.node.name:
        assert len(printed.pages["Halaman Tabel 3.1"]) == 2
        assert len(printed.pages["Halaman Tabel 3.2"]) <= 8
    if "one indicator" in request.node.name:
        of_quarters = {"Triwulan", "Tindak Lanjut", GRAFIK_TRIWULAN, *_QUARTERS}
        assert sum(len(printed.pages[title]) for title in printed.printed if title not in of_quarters) <= 13
        assert len(printed.pages["Monitoring"]) <= 2


def test_no_words_of_a_chart_overlap(printed: Printed) -> None:
    sheets = [title for title in ("Grafik", GRAFIK_TRIWULAN) if title in (*printed.printed, "Grafik")]
    assert {len(printed.pages[title]) for title in sheets} == {2}
    for page in (page for title in sheets for page in printed.pages[title]):
        for one, other in combinations(page.words, 2):
            apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top + 2 or other.bottom <= one.top + 2
            assert apart, (one, other)


def test_the_headings_are_on_every_page(printed: Printed) -> None:
    for page in pages(printed):
        words = {word.text for word in page}
        assert {"No", "Indikator", "(1)", "(2)", "(6)"} <= words
        assert {"Halaman", "dari"} <= words


def test_pages_break_where_the_sync_breaks_them(printed: Printed) -> None:
    for title in (*_SUMMARIES, *(title for title in _QUARTERS if title in printed.printed)):
        root = etree.fromstring(printed.parts[printed.parts.sheet(title)])
        down, beside = (len(root.findall(f"{{{MAIN}}}{holder}/{{{MAIN}}}brk")) for holder in ("rowBreaks", "colBreaks"))
        assert len(printed.pages[title]) == (1 + down) * (1 + beside), title


def test_every_page_of_a_quarter_has_headings_and_a_signature_with_a_line(printed: Printed) -> None:
    for page in printed.pages["Monitoring"] if "Monitoring" in printed.printed else ():
        words = sorted(page.words, key=lambda word: (word.top, word.left))
        numbers = [word for word in words if re.fullmatch(r"\d{1,2}", word.text) and word.right < 75]
        headings = [word for word in words if word.text == "No" and word.right < 75]
        assert headings
        assert numbers
        assert max(word.top for word in numbers) > max(word.top for word in headings)


def test_no_heading_is_the_last_and_no_sum_the_first_of_a_page(printed: Printed) -> None:
    for page in pages(printed):
        words = body(page)
        numbers = [word for word in words if re.fullmatch(r"\d{1,2}", word.text) and word.right < 75]
        headings = [one for one, other in pairwise(words) if one.text == "Sasaran" and re.fullmatch(r"\d+:", other.text)]
        assert all(any(number.top > heading.top for number in numbers) for heading in headings)
        first = [word.text for word in words if word.left > 60][:2]
        assert first not in (["Rata-rata", "capaian"], ["Jumlah", "anggaran"])


def test_no_page_is_nearly_empty_but_the_last(printed: Printed) -> None:
    for title in _LAID_OUT:
        for page in printed.pages[title][:-1]:
            assert body(page.words)[-1].bottom > _F4[1] * 0.6
