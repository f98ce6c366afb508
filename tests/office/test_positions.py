"""Summary rows follow the tables by position: what is typed, renamed or sorted shows without a sync, macros blocked.

The rules' values for the inputs in the cells are compared with every cell of the summaries in LibreOffice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from lkjip.model import columns
from lkjip.model.formulas.references import reference
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.sources import workbook_file
from lkjip.summary import SummarySheet, summaries
from lkjip.template.workbook import build
from tests.kit.workbooks import Parts, run
from tests.office.client import Document, Office, Value
from tests.sync import edits
from xlfuncs.angka import Cell

SUMMARIES: Final = ("Ringkasan", "Pengukuran Kinerja", "Perbandingan", "Efisiensi")
PAGES: Final = ("Halaman Tabel 3.1", "Halaman Tabel 3.2")
STALE: Final = "belum disusun"


# ---------------------------------------------------------------- the workbooks
def indicator(name: str, sasaran: str | None, target: float, realisasi: float | None, **more: str | float) -> Row:
    return {"indikator": name, "satuan": "Unit", "sasaran": sasaran, "target": target, "realisasi": realisasi, "arah": "naik", **more}


def line(name: str | None, anggaran: float, realisasi: float, **more: str) -> Row:
    return {"indikator": name, "anggaran": anggaran, "realisasi": realisasi, **more}


OFFICE: Final[Mapping[str, Cell]] = {
    "instansi": "Dinas Uji",
    "pemerintah_daerah": "Kota Contoh",
    "tahun": 2024.0,
    "tahun_awal_renstra": 2021.0,
}
THREE_SASARAN: Final = Laporan(
    OFFICE,
    inputs={
        "tabel_3_1": [
            indicator("Angka partisipasi", "Masyarakat tertib", 80.0, 60.0, target_akhir_renstra=90.0),
            indicator("Jumlah konflik", "Masyarakat rukun", 10.0, 8.0, arah="turun", realisasi_1=9.0),
            indicator("Cakupan layanan", "Masyarakat  TERTIB", 50.0, 50.0),
            indicator("Jumlah kegiatan", "Masyarakat maju", 12.0, None, realisasi_1=4.0, target_akhir_renstra=60.0),
            indicator("Indeks kepuasan", "Masyarakat rukun", 4.0, 3.0),
        ],
        "tabel_3_2": [
            line("Angka partisipasi", 1e6, 9e5, sasaran="Masyarakat tertib", program="Ketertiban"),
            line("Angka Partisipasi", 5e5, 1e5, sasaran="Masyarakat tertib", program="Ketertiban dua"),
            line("Jumlah konflik", 2e6, 2e6, sasaran="Masyarakat rukun"),
            line("Indeks kepuasan", 7e5, 3.5e5, sasaran="Masyarakat rukun"),
            line("Sewa gedung", 1e5, 1e5, sasaran="Masyarakat maju"),
        ],
    },
)


def synced_file(folder: Path, laporan: Laporan) -> Path:
    path = folder / "buku.xlsm"
    path.write_bytes(build(laporan))
    assert run("sinkron", path).status == 0
    return path


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synced_file(tmp_path_factory.mktemp("tiga"), THREE_SASARAN)


@pytest.fixture(scope="module")
def real(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nyata") / "buku.xlsm"
    path.write_bytes(boyolali.read_bytes())
    assert run("sinkron", path).status == 0
    return path


# ---------------------------------------------------------------- what is compared
def by_the_rules(document: Document, path: Path) -> dict[str, SummarySheet]:
    """The summaries that the rules give for a workbook's file with the inputs as they are now in the open workbook."""
    laporan, parts = workbook_file.read(path).laporan, Parts.of(path)
    typed = {
        table.key: typed_rows(document, parts, table, places) for table in (TABEL_3_1, TABEL_3_2) if (places := laporan.places[table.key])
    }
    return {sheet.title: sheet for sheet in summaries(replace(laporan, inputs={**laporan.inputs, **typed}))}


def typed_rows(document: Document, parts: Parts, table: columns.Table, places: Sequence[int]) -> list[Row]:
    """What stands in the input columns of a table, at some places."""
    rows: list[dict[str, Cell]] = [{} for _ in places]
    for column in table.columns:
        if column.is_input:
            first, last = (parts.at(table.name, column.name, place) for place in (places[0], places[-1]))
            values = [value for (value,) in document.values(table.sheet, f"{first}:{last}")]
            for row, place in zip(rows, places, strict=True):
                row[column.key] = value if (value := values[place - places[0]]) != "" else None
    return [*rows]


def shown(document: Document, sheet: SummarySheet) -> dict[tuple[int, int], Value]:
    last = max(row for row, _ in sheet.cells)
    width = len(sheet.widths)
    rows = document.values(sheet.title, reference((0, 0, last, width - 1)))
    return {(row, column): value for row, values in enumerate(rows) for column, value in enumerate(values)}


def different(document: Document, wanted: SummarySheet) -> list[str]:
    """The cells of a sheet that are not what the rules give.

    Sentences, which a sync writes, are left out, and notes that ask for a sync.
    """
    found = shown(document, wanted)
    left_out = {place for block in wanted.blocks if block.name in ("blok_kalimat", "catatan_sinkron") for place in block.places()}
    left_out |= {place for place, cell in wanted.cells.items() if "stale" in cell.style}
    return [
        f"{wanted.title} {place}: {found[place]!r}, by the rules {cell.value!r}"
        for place, cell in wanted.cells.items()
        if place not in left_out and not same(cell.value, found[place])
    ]


def same(wanted: object, found: Value) -> bool:
    if isinstance(wanted, float | int) and isinstance(found, float | int):
        return math.isclose(wanted, found, rel_tol=1e-11, abs_tol=1e-9)
    return str("" if wanted is None else wanted).strip() == str(found or "").strip()


def stale(document: Document) -> list[str]:
    """The sheets that say somewhere that they have to be laid out, sentences aside."""
    said = []
    for title in ("Mulai", *SUMMARIES[1:], *PAGES):
        row, column = document.last_used(title)
        texts = [str(value) for values in document.values(title, reference((0, 0, row - 1, column - 1))) for value in values]
        if any(STALE in text.casefold() for text in texts):
            said.append(title)
    return said


class Table:
    """An input table of an open workbook, whose rows are typed into as by hand."""

    def __init__(self, path: Path, document: Document, name: str, sheet: str) -> None:
        self.path = path
        self._parts = Parts.of(path)
        self._document, self._name, self._sheet = document, name, sheet

    def put(self, column: str, row: int, value: float | str | None) -> None:
        self._document.write(self._sheet, self._parts.at(self._name, column, row), [[value]])

    def exchange(self, one: int, other: int, columns: Sequence[str]) -> None:
        """Sort: two rows change places, with everything that is typed in them."""
        for column in columns:
            cells = [self._parts.at(self._name, column, row) for row in (one, other)]
            ((first,),), ((second,),) = (self._document.values(self._sheet, cell) for cell in cells)
            self._document.write(self._sheet, cells[0], [[second]])
            self._document.write(self._sheet, cells[1], [[first]])


TYPED_3_1: Final = ("Indikator", "Satuan", "Target Akhir Renstra", "Realisasi 1", "Target", "Realisasi", "Sasaran", "Arah", "Kumulatif")
TYPED_3_2: Final = ("Sasaran", "Indikator", "Program", "Kegiatan", "Anggaran", "Realisasi")


@pytest.fixture(scope="module")
def opened(real: Path, three: Path, office_no_macros: Office) -> Iterator[dict[str, tuple[Document, Path]]]:
    """Both workbooks, open, with their files. What is changed has to be taken back."""
    with office_no_macros.open(real) as of_real, office_no_macros.open(three) as of_three:
        yield {"real": (of_real, real), "three": (of_three, three)}


@pytest.fixture(params=["real", "three"])
def open_book(request: pytest.FixtureRequest, opened: dict[str, tuple[Document, Path]]) -> Iterator[tuple[Document, Table, Table]]:
    document, path = opened[request.param]
    with document.taken_back():
        yield document, Table(path, document, "tbl_31", "Tabel 3.1"), Table(path, document, "tbl_32", "Tabel 3.2")


Book = tuple[Document, Table, Table]


def assert_follows(document: Document, path: Path, titles: Sequence[str] = (*SUMMARIES, *PAGES)) -> None:
    document.recalculate()
    wanted = by_the_rules(document, path)
    assert [each for title in titles for each in different(document, wanted[title])] == []


# ---------------------------------------------------------------- the same number of rows
def test_as_it_was_synced(open_book: Book) -> None:
    document, _, budget = open_book
    assert_follows(document, budget.path)
    assert stale(document) == []


def test_an_indicator_is_renamed_in_both_tables(open_book: Book) -> None:
    document, measured, budget = open_book
    for table in (measured, budget):
        table.put("Indikator", 0, "Nama yang baru sama sekali")
    if document.values("Tabel 3.2", "D7") == [["Angka Partisipasi"]]:
        budget.put("Indikator", 1, "nama  yang BARU sama-sekali")
    assert_follows(document, budget.path)
    assert stale(document) == []


def test_figures_are_typed(open_book: Book) -> None:
    document, measured, budget = open_book
    measured.put("Realisasi", 0, 7.5)
    measured.put("Realisasi", 1, None)
    measured.put("Target", 2, 33.0)
    budget.put("Anggaran", 2, 123456789.0)
    budget.put("Realisasi", 3, 0.0)
    assert_follows(document, budget.path)
    assert stale(document) == []


def test_both_tables_are_sorted(open_book: Book) -> None:
    document, measured, budget = open_book
    for one, other in ((0, 4), (1, 2), (0, 1)):
        measured.exchange(one, other, TYPED_3_1)
        budget.exchange(one, other, TYPED_3_2)
    assert_follows(document, budget.path, SUMMARIES)


def test_a_budget_line_goes_to_another_indicator(open_book: Book) -> None:
    document, _, budget = open_book
    ((name,),) = document.values("Tabel 3.1", "B8")
    budget.put("Indikator", 3, str(name).upper())
    assert_follows(document, budget.path)
    assert stale(document) == []


def test_texts_among_the_figures(open_book: Book) -> None:
    document, measured, budget = open_book
    measured.put("Realisasi", 0, "delapan puluh")
    budget.put("Anggaran", 0, "seribu")
    assert_follows(document, budget.path)


def test_errors_among_the_figures(open_book: Book) -> None:
    document, _, budget = open_book
    document.set_formulas("Tabel 3.1", "I7", [["=1/0"]])
    document.set_formulas("Tabel 3.1", "C8", [["=1/0"]])
    document.set_formulas("Tabel 3.1", "O9", [["=1/0"]])
    document.set_formulas("Tabel 3.2", "H7", [["=NA()"]])
    assert_follows(document, budget.path)


# ---------------------------------------------------------------- another number of rows
def test_a_budget_line_without_an_indicator_asks_for_a_row(open_book: Book) -> None:
    """All rows that there are stay right; the line that has no place yet is asked for."""
    document, _, budget = open_book
    budget.put("Indikator", 2, "Tidak ada di Tabel 3.1")
    document.recalculate()
    wanted = by_the_rules(document, budget.path)
    for title in SUMMARIES[:3]:
        assert different(document, wanted[title]) == []
    (block,) = (block for block in wanted["Efisiensi"].blocks if block.name == "blok_efisiensi")
    assert [each for each in different(document, wanted["Efisiensi"]) if f"({block.last_row}, " not in each] == []
    assert stale(document) == ["Mulai", *SUMMARIES[1:], *PAGES]


def test_a_row_that_goes_to_another_sasaran_is_told_by_the_sums_of_its_page(opened: dict[str, tuple[Document, Path]]) -> None:
    """As many sasaran as before, so that only the pages are not laid out for it."""
    document, three = opened["three"]
    with document.taken_back():
        measured = Table(three, document, "tbl_31", "Tabel 3.1")
        measured.put("Sasaran", 2, "Masyarakat rukun")
        assert_follows(document, three, SUMMARIES)
        assert stale(document) == [PAGES[0]]
        row, _ = document.last_used(PAGES[0])
        names = [str(name) for (name,) in document.values(PAGES[0], f"C1:C{row}")]
    assert [STALE in name for name in names if name.startswith(("Rata-rata", STALE))] == [True, True, False, False]


def test_a_new_sasaran_has_no_place_yet(opened: dict[str, tuple[Document, Path]]) -> None:
    document, three = opened["three"]
    with document.taken_back():
        Table(three, document, "tbl_31", "Tabel 3.1").put("Sasaran", 2, "Sasaran baru")
        assert_follows(document, three, SUMMARIES[1:3])
        assert stale(document) == ["Mulai", *SUMMARIES[1:], *PAGES]


def test_an_indicator_more_is_shown_where_a_row_is_left(tmp_path: Path, office_no_macros: Office) -> None:
    """A block has two rows at least, so a report of one indicator has place for a second."""
    path = synced_file(tmp_path, Laporan(OFFICE, inputs={"tabel_3_1": [indicator("Satu", "A", 10.0, 5.0)], "tabel_3_2": []}))
    parts = Parts.of(path)
    edits.added(parts, "tbl_31", [{"Indikator": "Dua", "Satuan": "Unit", "Target": 4.0, "Realisasi": 3.0, "Sasaran": "A"}])
    parts.save(path)
    with office_no_macros.open(path) as document:
        document.recalculate()
        wanted = by_the_rules(document, path)
        assert [name for (name,) in document.values("Pengukuran Kinerja", "D7:D8")] == ["Satu", "Dua"]
        for title in SUMMARIES[:3]:
            assert different(document, wanted[title]) == []
        assert stale(document) == ["Mulai", *SUMMARIES[1:], *PAGES]


def test_the_empty_template_shows_what_is_typed(tmp_path: Path, office_no_macros: Office) -> None:
    path = tmp_path / "templat.xlsm"
    path.write_bytes(build(Laporan()))
    with office_no_macros.open(path) as document:
        measured, budget = Table(path, document, "tbl_31", "Tabel 3.1"), Table(path, document, "tbl_32", "Tabel 3.2")
        for row, (name, realisasi) in enumerate((("Satu", 5.0), ("Dua", 20.0))):
            for column, value in (("Indikator", name), ("Satuan", "Unit"), ("Target", 10.0), ("Realisasi", realisasi), ("Sasaran", "A")):
                measured.put(column, row, value)
            for column, value in (("Indikator", name), ("Anggaran", 100.0), ("Realisasi", realisasi)):
                budget.put(column, row, value)
        document.recalculate()
        rows = document.values("Pengukuran Kinerja", "B7:J9")
        efisiensi = document.values("Efisiensi", "B5:H7")
        ((average,),) = document.values("Ringkasan", "D6")
    assert [row[2:] for row in rows] == [
        ["Satu", 10.0, "Unit", 5.0, "Unit", 50.0, "K"],
        ["Dua", 10.0, "Unit", 20.0, "Unit", 200.0, "SB"],
        [""] * 7,
    ]
    assert [row[:6] for row in efisiensi] == [["Satu", 50.0, 100.0, 5.0, 5.0, 95.0], ["Dua", 200.0, 100.0, 20.0, 20.0, 80.0], [""] * 6]
    assert average == 125.0
