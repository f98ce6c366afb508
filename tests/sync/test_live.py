"""The sync of an open workbook: the product's xlwings code runs against LibreOffice, which recalculates."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlwings as xw

from lkjip import buttons
from lkjip.errors import LkjipError
from lkjip.model.tables import TABEL_3_1
from lkjip.sync import closed, opened
from scripts.books import EXAMPLE
from tests.checks import mutants
from tests.kit import reading
from tests.kit.sampling import some
from tests.kit.workbooks import Parts, beside, failing, text_cell
from tests.office.client import Document, Office
from tests.sync.spreadsheet import Spreadsheet
from tests.sync.test_titles import NOW, retitled
from tests.template.older import without_column

SUMMARIES = {
    "Ringkasan": "A1:F70",
    "Pengukuran Kinerja": "A1:M60",
    "Perbandingan": "A1:AF40",
    "Efisiensi": "A1:K40",
    "Halaman Tabel 3.1": "A1:O40",
    "Halaman Tabel 3.2": "A1:L40",
    "Pemeriksaan": "A1:G60",
}
LOOKED_AT = {"Pemeriksaan": "A1:G90", "Tabel 3.1": "N6:N14", "Ringkasan": "B1:E60"}
"""What tells of the checks and of sasaran."""
FREE = beside(TABEL_3_1, 2)
"""A column right of Tabel 3.1, where staff type what they like."""
MOMENT = datetime(2021, 2, 3, 9, 5)
IN_SYNC = "Sinkron sejak 4 Januari 2021 pukul 08.00."
SYNCED_NOW = "Sinkron sejak 3 Februari 2021 pukul 09.05."
CHANGING = ("write formulas", "insert", "delete", "autofit")
OUT_OF_SYNC = "Lembar ringkasan belum disusun: jumlah barisnya berbeda dari tabel. Tekan Sinkronkan."


@pytest.fixture(scope="module")
def example(office_no_macros: Office) -> Iterator[Document]:
    """The example, open. What a test changes in it has to be taken back."""
    with office_no_macros.open(EXAMPLE) as document:
        yield document


@pytest.fixture
def open_book(example: Document, tmp_path: Path) -> Iterator[Spreadsheet]:
    """The example, open, as if its file were a copy of the test's own; what the test changes is taken back."""
    path = Path(shutil.copy(EXAMPLE, tmp_path / "contoh.xlsm"))
    with example.taken_back():
        yield Spreadsheet(example, path)


@pytest.fixture
def opened_anew(office_no_macros: Office, tmp_path: Path) -> Iterator[Spreadsheet]:
    """The same, opened for one test: so many changes take longer to take back."""
    path = Path(shutil.copy(EXAMPLE, tmp_path / "contoh.xlsm"))
    with office_no_macros.open(path) as document:
        yield Spreadsheet(document, path)


class Grown(NamedTuple):
    """The example, open and synced after an indicator came."""

    document: Document
    book: Spreadsheet
    told: Sequence[str]
    states: tuple[object, object]
    """On Mulai, before the sync and after it."""
    signature: object
    """Below Pengukuran Kinerja, before the sync."""


@pytest.fixture(scope="module")
def grown(office_no_macros: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grown]:
    """With its plan in the Renstra, with notes of the users, and with a formula of theirs on a protected sheet. Not to be changed."""
    path = Path(shutil.copy(EXAMPLE, tmp_path_factory.mktemp("bertambah")))
    with office_no_macros.open(path) as document:
        book, told = Spreadsheet(document, path), list[str]()
        document.write("Pengukuran Kinerja", "N7", [["catatan di kanan"]])
        document.write("Efisiensi", "B20", [["catatan di bawah"]])
        document.write("Tabel 3.1", f"{FREE}6", [["catatan di samping tabel"]])
        document.set_formulas("Skala", "H6", [["=Perbandingan!G8"]])
        add_indicator(document)
        document.write("Tabel 3.1", "C8:E8", [["Unit", None, 300.0]])
        document.insert_rows("Renstra", 8)
        document.write("Renstra", "E8:J8", [["indikator BARU.", 40.0, 50.0, 60.0, 70.0, 80.0]])
        signature, before = document.values("Pengukuran Kinerja", "E21")[0][0], state(document)
        book.app._settings["calculation"] = "semiautomatic"
        book.protected.add("Skala")
        assert opened.sync(book.book, MOMENT, told.append) is True
        yield Grown(document, book, told, (before, state(document)), signature)


def state(document: Document) -> object:
    return document.values("Mulai", "B14")[0][0]


def shown(document: Document) -> dict[str, list[list[Any]]]:
    """Everything on the summary sheets: value, formula and how it looks."""
    return {
        sheet: [[(cell.error or cell.value, in_file(cell.formula), cell.text) for cell in row] for row in document.read(sheet, area)]
        for sheet, area in SUMMARIES.items()
    }


def in_file(formula: str) -> str:
    """LibreOffice keeps the column of a cell that is gone: "G#REF!"."""
    return re.sub(r"\b[A-Z]+#REF!", "#REF!", formula)


def rows_of(document: Document, sheet: str, area: str) -> list[list[Any]]:
    return [row for row in document.values(sheet, area) if row[0] not in (None, "")]


def add_indicator(document: Document, row: int = 8, sheet: str = "Tabel 3.1") -> None:
    """A row inserted into Tabel 3.1, as staff do it in a program that does not bring the formulas along."""
    document.insert_rows(sheet, row)
    document.write(sheet, f"B{row}", [["Indikator baru"]])
    document.write(sheet, f"C{row}", [["%"]])
    document.write(sheet, f"I{row}", [[100, 50]])
    document.write(sheet, f"N{row}", [["Sasaran lain"]])


# ---------------------------------------------------------------- what a sync does
def test_an_added_indicator_comes_into_every_summary(grown: Grown) -> None:
    document = grown.document
    assert grown.states == (OUT_OF_SYNC, SYNCED_NOW)
    measured = rows_of(document, "Pengukuran Kinerja", "D7:J16")
    assert measured[2] == ["Indikator baru", 100, "Unit", 50, "Unit", 50, "K"]
    assert len(measured) == 10
    assert rows_of(document, "Perbandingan", "B5:H14")[2][0] == "Indikator baru"
    assert rows_of(document, "Efisiensi", "B5:H14")[2] == ["Indikator baru", 50, "", "", "", "", "tanpa anggaran"]
    sentence = document.values("Ringkasan", "B38")[0][0]
    # (9 x 100 + 50) / 10
    assert "10 (sepuluh) indikator kinerja dengan capaian rata-rata 95 % (kategori Baik)" in str(sentence)
    assert "9 (sembilan) indikator kategori Baik (90 %), 1 (satu) indikator kategori Kurang (10 %)" in str(sentence)
    per_sasaran = [row[1:] for row in rows_of(document, "Ringkasan", "B43:E45")]
    assert per_sasaran == [[9, 100, "B"], [1, 50, "K"], [10, 95, "B"]]
    assert document.values("Tabel 3.1", "K8:L8")[0] != ["", ""], "the formulas that did not come along are there"


def test_a_plan_that_was_added_tells_the_nature_of_an_end_target(grown: Grown) -> None:
    assert grown.document.values("Renstra", "N8:Q8") == [["indikatorbaru", 300, 80, ""]]
    # 50 of the sum of the years
    assert rows_of(grown.document, "Perbandingan", "B5:L14")[2][9:11] == ["kumulatif", pytest.approx(50 / 3)]


def test_what_stands_below_and_beside_a_block_is_still_there(grown: Grown) -> None:
    document = grown.document
    assert document.values("Pengukuran Kinerja", "N7") == [["catatan di kanan"]]
    assert document.values("Efisiensi", "B21") == [["catatan di bawah"]]
    assert document.values("Tabel 3.1", f"{FREE}6") == [["catatan di samping tabel"]]
    assert document.values("Pengukuran Kinerja", "E22")[0][0] == grown.signature == "Boyolali, Januari 2021"


def test_findings_come_and_go(open_book: Spreadsheet) -> None:
    """The report's wrong target is mended, and a computed cell is typed over."""
    document = open_book.document
    found = [row[1:3] for row in rows_of(document, "Pemeriksaan", "B7:D60")]
    assert ["Tabel 2.1", "E13"] in found
    document.write("Tabel 2.1", "E13", [[1.89]])
    document.write("Tabel 3.1", "K6", [[99]])

    assert opened.sync(open_book.book, MOMENT) is True

    now = [row[1:3] for row in rows_of(document, "Pemeriksaan", "B7:D60")]
    assert [place for place in found if place not in now] == [["Tabel 2.1", "E13"]]
    assert [place for place in now if place not in found] == [["Tabel 3.1", "K6"]]
    assert document.values("Pemeriksaan", "B2:B2") == [["19 kesalahan, 6 peringatan, 23 catatan, 0 diterima"]]
    assert opened.sync(open_book.book, MOMENT) is False


@pytest.mark.parametrize("indicators", [0, 1, 3])
def test_rows_taken_away_leave_the_summaries(open_book: Spreadsheet, indicators: int) -> None:
    document = open_book.document
    for sheet, first in (("Tabel 3.1", 6), ("Tabel 3.2", 6)):
        document.delete_rows(sheet, first + max(indicators, 1), 9 - max(indicators, 1))
    if not indicators:
        document.write("Tabel 3.1", "B6", [[None]])
        document.write("Tabel 3.2", "D6", [[None]])
    assert state(document) == OUT_OF_SYNC

    opened.sync(open_book.book, MOMENT)

    assert state(document) == SYNCED_NOW
    assert len([row for row in document.values("Pengukuran Kinerja", "D7:D16") if row[0] and "Jumlah" not in str(row[0])]) >= indicators
    figures = {row[0]: row[2] for row in document.values("Ringkasan", "B1:D21") if row[0]}
    assert figures["Jumlah indikator"] == indicators
    assert figures["Rata-rata capaian (%)"] == (100 if indicators else "")
    assert rows_of(document, "Ringkasan", "B43:E46")[-1][:3] == ["Semua sasaran", indicators, 100 if indicators else ""]


# ---------------------------------------------------------------- live and closed alike
FORMULAS = (
    "Perbandingan!G8",
    "Perbandingan!$G$13*2",
    "SUM(Perbandingan!G5:G13)",
    "Perbandingan!B14",
    "SUM(Perbandingan!G5:G7)",
    "Efisiensi!C6",
)


@pytest.mark.parametrize(
    ("change", "fourth", "last", "named"),
    some(
        [
            ("added", 38, 50, []),
            (
                "inserted",
                88.37,
                1.89,
                [f"{FREE}6, {FREE}11", "D31", f"{FREE}12"],
            ),  # the rows of the sheet below the new one are one further down
            ("removed", 19, 1.89, [f"{FREE}7", "D29", "M14, M15"]),
            ("sorted", 85.71, 98.78, []),
        ],
        4,
    ),
)
def test_live_and_closed_give_the_same_cells(
    open_book: Spreadsheet, office_no_macros: Office, tmp_path: Path, change: str, fourth: float, last: float, named: list[str]
) -> None:
    """Values, formulas and how they look, on every summary sheet.

    Formulas of the users on a sheet of inputs, beside a block and below one speak of the place. Whoever has the workbook open sees
    at once what another order does to them. Named is each that reads something else after the sync than right before it.
    """
    document = open_book.document
    set_own_formulas(document)
    document.set_formulas("Pengukuran Kinerja", "M7", [[f"=G{row}*2"] for row in range(7, 16)])
    inputs = [[None if value == "" else value for value in row] for row in document.values("Tabel 3.1", "B6:J14")]
    if change == "added":
        add_indicator(document, 14)
        document.write("Tabel 3.1", "B14", [inputs[8], ["Indikator baru", "%", None, None, None, None, None, 100, 50]])
        document.delete_rows("Tabel 3.2", 9)
        document.write("Tabel 3.1", "B12", [["=1+1"]])
        document.write("Tabel 3.1", "N12", [['@SUM(A1) "kutip"']])
        document.write("Tabel 3.1", "D7", [["turun"]])
        document.write("Tabel 3.1", "J10", [[None]])
    elif change == "inserted":
        add_indicator(document, 7)
    elif change == "removed":
        document.delete_rows("Tabel 3.1", 9)
    else:
        document.write("Tabel 3.1", "B6", inputs[::-1])
    path = tmp_path / "tertutup.xlsm"
    document.save_as(path, "xlsm")
    told: list[str] = []

    opened.sync(open_book.book, MOMENT, told.append)
    outcome = closed.sync(path, MOMENT)

    assert [note.removeprefix("tertutup.xlsm: ") for note in outcome.notes if "merujuk ke baris" in note] == told
    with office_no_macros.open(path) as synced:
        synced.recalculate()
        here, there = own_formulas(document), own_formulas(synced)
        written = shown(synced)
    for sheet, rows in shown(document).items():
        different = [
            (row, column, ours, theirs)
            for row, (one, other) in enumerate(zip(rows, written[sheet], strict=True), 1)
            for column, (ours, theirs) in enumerate(zip(one, other, strict=True))
            if ours != theirs
        ]
        assert different == [], sheet
    assert here == there
    if change == "added":
        assert document.values("Pengukuran Kinerja", "C13:D13") == [['@SUM(A1) "kutip"', "=1+1"]], "texts stay texts"
        assert document.values("Efisiensi", "B11") == [["=1+1"]]
    assert [here["Tabel 3.1"][place][1] for place in range(2)] == [fourth, pytest.approx(2 * last)]
    assert sorted(named_in(told)) == sorted(named)
    # cells go in or out before the block's last row: what reads that row goes along with it, what read a row taken out has none
    beside = {"added": ["=G14*2", "=G16*2"], "inserted": ["=G14*2", "=G16*2"], "removed": ["=#REF!*2", "=G14*2"]}
    expected = [*(f"=G{row}*2" for row in range(7, 14)), *beside.get(change, ["=G14*2", "=G15*2"])]
    assert [text for text, _ in here["Pengukuran Kinerja"]] == expected


def named_in(told: Sequence[str]) -> list[str]:
    """The cells that notes of a sync name."""
    return [cells for note in told for cells in re.findall(r" sel ([A-Z0-9, ]+):", note)]


def set_own_formulas(document: Document) -> None:
    """Formulas of the users on a sheet of inputs and below a block."""
    document.set_formulas("Tabel 3.1", f"{FREE}6", [[f"={formula}"] for formula in FORMULAS])
    document.set_formulas("Perbandingan", "D30", [["=G8+G13"], ["=D30*2"]])


def own_formulas(document: Document) -> dict[str, list[tuple[str, Any]]]:
    """The formulas of `FORMULAS` and those beside and below blocks: text and value."""
    areas = {"Tabel 3.1": f"{FREE}5:{FREE}12", "Pengukuran Kinerja": "M7:M15", "Perbandingan": "D28:D33"}
    cells = {sheet: [row[0] for row in document.read(sheet, area)] for sheet, area in areas.items()}
    return {sheet: [(in_file(cell.formula), cell.error or cell.value) for cell in found if cell.formula] for sheet, found in cells.items()}


def test_a_formula_on_a_protected_sheet_is_named(grown: Grown) -> None:
    """The summaries are laid out all the same."""
    assert [note.partition(":")[0] for note in grown.told] == ['lembar "Skala" sel H6']


def test_formulas_of_the_users_are_as_they_were_after_a_failure(opened_anew: Spreadsheet) -> None:
    """Also those that read a row which is taken out; the next sync lets them follow, and names those that read something else."""
    document = opened_anew.document
    set_own_formulas(document)
    document.delete_rows("Tabel 3.1", 13)
    before = own_formulas(document)
    opened_anew.fails = lambda calls: calls[-1] == "autofit" and calls.count("autofit") == 4
    with pytest.raises(RuntimeError):
        opened.sync(opened_anew.book, MOMENT)
    assert own_formulas(document) == before

    opened_anew.fails = lambda calls: False
    told: list[str] = []
    assert opened.sync(opened_anew.book, MOMENT, told.append) is True
    assert named_in(told) == [f"{FREE}7", "D29"]
    after = own_formulas(document)
    assert [text for text, _ in after["Tabel 3.1"]][1:3] == ["=Perbandingan!$G$12*2", "=SUM(Perbandingan!G5:G12)"]
    assert after["Perbandingan"] == [("=G8+G12", 39.89), ("=D29*2", 79.78)]


# ---------------------------------------------------------------- the state on Mulai
def test_what_needs_other_rows_turns_the_state(open_book: Spreadsheet) -> None:
    """Until it is as it was, or synced."""
    document = open_book.document
    changes = (
        ("Tabel 3.1", "B7", None),  # an indicator less
        ("Tabel 3.1", "N8", "Sasaran lain"),  # two sasaran in place of one
        ("Tabel 3.2", "C7", "Sasaran lain"),
        ("Tabel 3.2", "D9", "Nama lain"),  # a budget line that has lost its indicator
    )
    assert state(document) == IN_SYNC
    assert stale_notes(document) == [""] * 5
    for sheet, cell, value in changes:
        before = document.values(sheet, cell)
        document.write(sheet, cell, [[value]])
        assert state(document) == OUT_OF_SYNC, (sheet, cell)
        assert all("belum disusun" in note for note in stale_notes(document)), (sheet, cell)
        document.write(sheet, cell, before)
        assert state(document) == IN_SYNC, (sheet, cell)

    # Excel brings the formulas of a table along into a new row; other programs do not, and no column counts the row then
    document.insert_rows("Tabel 3.2", 8)
    assert state(document) == IN_SYNC
    document.write("Tabel 3.2", "D8", [[" "]])
    assert state(document) == IN_SYNC
    document.write("Tabel 3.2", "D8", [["Indikator kedua"]])
    assert state(document) == OUT_OF_SYNC

    for sheet, cell, value in changes:
        document.write(sheet, cell, [[value]])
    opened.sync(open_book.book, MOMENT)
    assert state(document) == SYNCED_NOW
    assert stale_notes(document) == [""] * 5


def stale_notes(document: Document) -> list[str]:
    """What the summary sheets say of themselves above their rows."""
    places = {
        "Pengukuran Kinerja": "B4",
        **dict.fromkeys(("Perbandingan", "Efisiensi", "Halaman Tabel 3.1", "Halaman Tabel 3.2"), "B2"),
    }
    return [str(document.values(sheet, cell)[0][0]) for sheet, cell in places.items()]


def test_what_needs_no_sync(open_book: Spreadsheet) -> None:
    """Names that pair nothing or are the same in other letters, rows in another order, a figure: the summaries show them at once."""
    document = open_book.document
    document.write("Tabel 3.1", "B7", [["tingkat partisipasi masyarakat dalam pemilihan umum"]])
    assert state(document) == IN_SYNC
    assert document.values("Pengukuran Kinerja", "D8") == [["tingkat partisipasi masyarakat dalam pemilihan umum"]]
    document.write("Tabel 3.2", "D7", [["Prosentase lain"]])
    document.write("Tabel 3.1", "B7", [["Prosentase lain"]])
    assert state(document) == IN_SYNC
    assert document.values("Perbandingan", "B6") == [["Prosentase lain"]]
    document.write("Tabel 3.2", "E7", [["Program lain"]])
    assert state(document) == IN_SYNC

    rows = [[None if value == "" else value for value in row] for row in document.values("Tabel 3.1", "B7:J8")]
    budgets = document.values("Efisiensi", "B6:H7")
    document.write("Tabel 3.1", "B7", rows[::-1])
    assert state(document) == IN_SYNC
    assert document.values("Perbandingan", "B6:B7") == [[row[0]] for row in rows[::-1]]
    assert document.values("Halaman Tabel 3.1", "C7:C8") == [[row[0]] for row in rows[::-1]]
    assert document.values("Efisiensi", "B6:H7") == budgets[::-1], "their budgets go with them"

    document.write("Tabel 3.1", "J6", [[49.39]])
    assert state(document) == IN_SYNC
    assert document.values("Pengukuran Kinerja", "I7:J7") == [[50, "K"]]
    assert "belum disusun" in str(document.values("Ringkasan", "B38")[0][0]), "a sentence is written by a sync"

    there = [title for title in SUMMARIES if title not in ("Ringkasan", "Pemeriksaan")]
    before = [document.values(title, SUMMARIES[title]) for title in there]
    opened.sync(open_book.book, MOMENT)
    assert [document.values(title, SUMMARIES[title]) for title in there] == before
    # (8 x 100 + 50) / 9
    assert "rata-rata 94,44 % (kategori Baik)" in str(document.values("Ringkasan", "B38")[0][0])


# ---------------------------------------------------------------- nothing is lost
def test_a_failure_at_any_call_leaves_everything_as_it_was(opened_anew: Spreadsheet) -> None:
    """The summaries, the formulas of the users and the settings."""
    document = opened_anew.document
    set_own_formulas(document)
    add_indicator(document, 7)
    document.delete_rows("Tabel 3.2", 9)
    before = shown(document), own_formulas(document), dict(opened_anew.app._settings)

    def fails(what: str) -> None:
        opened_anew.calls.clear()
        with pytest.raises((RuntimeError, LkjipError)):
            opened.sync(opened_anew.book, MOMENT)
        assert (shown(document), own_formulas(document), opened_anew.app._settings) == before, what

    opened_anew.protected.add("Mulai")  # with the time of the sync, which is written last
    fails("at the last change")
    opened_anew.protected.clear()
    last = opened_anew.refused[0]
    calls = opened_anew.calls[:last]
    changes = [number for number, call in enumerate(calls, 1) if call in CHANGING]
    assert changes[-1] == last
    assert len(changes) > 15
    for number in (*some(changes[:-1], 30), last - 1):
        opened_anew.fails = lambda calls, number=number: len(calls) == number  # type: ignore[misc]
        fails(f"call {number}, {calls[number - 1]}")


def test_calculation_and_painting_are_off_meanwhile_and_as_before_afterwards(grown: Grown) -> None:
    calls = grown.book.calls
    first, last = (calls.index("set calculation"), len(calls) - 1 - calls[::-1].index("set calculation"))
    writes = [number for number, call in enumerate(calls) if call.startswith(("write", "insert"))]
    assert first < min(writes) <= max(writes) < last
    assert grown.book.app._settings == {"calculation": "semiautomatic", "screen_updating": True}


def test_the_number_of_calls_does_not_grow_with_the_rows(opened_anew: Spreadsheet) -> None:
    document = opened_anew.document
    add_indicator(document)
    assert opened.sync(opened_anew.book, MOMENT) is True
    few = list(opened_anew.calls)
    document.insert_rows("Tabel 3.1", 9, 8)
    document.write("Tabel 3.1", "B9", [[f"Indikator ke-{number}"] for number in range(8)])
    opened_anew.calls.clear()
    assert opened.sync(opened_anew.book, MOMENT) is True
    assert opened_anew.calls == few


def test_what_reading_a_file_looks_at_is_looked_at_live(office_no_macros: Office, tmp_path: Path) -> None:
    """A row below a table, a column beside it, a number in percent, a blank sasaran: the same findings and the same cells."""
    parts = Parts.of(EXAMPLE)
    below = (
        ("B17", text_cell("Jumlah kunjungan")),
        ("I17", mutants.number(90.0)),
        (f"{beside(TABEL_3_1)}8", mutants.number(97.5)),
        ("B19", text_cell("Sumber: bidang")),
    )
    for address, cell in below:
        parts.type_in("tbl_31", address, cell)
    for row in (0, 5):
        mutants.Edit("tbl_31", "Realisasi", row, mutants.number(0.98), shown_as=mutants.PERCENT).put(parts)
    for row in (2, 3, 8):
        parts.put("tbl_31", "Sasaran", row, mutants.BLANK)
    path = parts.save(tmp_path / "terbuka.xlsm")
    other = Path(shutil.copy(path, tmp_path / "tertutup.xlsm"))
    closed.sync(other, MOMENT)

    with office_no_macros.open(path) as document:
        assert opened.sync(Spreadsheet(document, path).book, MOMENT) is True
        assert opened.sync(Spreadsheet(document, path).book, MOMENT) is False
        live = {sheet: without_blanks(document.values(sheet, cells)) for sheet, cells in LOOKED_AT.items()}

    for sheet, cells in LOOKED_AT.items():
        written = reading.sheet(other, sheet, saved=True)[cells]
        assert live[sheet] == without_blanks([[cell.value for cell in row] for row in written]), sheet
    assert sum("Isian di luar tabel" in str(row) for row in live["Pemeriksaan"]) == 2
    assert sum("format selnya persen" in str(row) for row in live["Pemeriksaan"]) == 2
    assert all(row[0] for row in live["Tabel 3.1"])


def without_blanks(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Cells without a value as texts of no length."""
    return [["" if value is None else value for value in row] for row in rows]


def test_a_workbook_without_a_column_that_came_later(office_no_macros: Office, tmp_path: Path) -> None:
    """No formula that is written speaks of the column, in the open book as in the closed file."""
    parts = Parts.of(EXAMPLE)
    without_column(parts, "tbl_31", "Kumulatif")
    path = parts.save(tmp_path / "lama.xlsm")
    with office_no_macros.open(path) as document:
        add_indicator(document)
        assert opened.sync(Spreadsheet(document, path).book, MOMENT) is True
        rows = document.read("Perbandingan", "B5:L14")

    assert [row[0].value for row in rows][2] == "Indikator baru"
    assert {row[9].value for row in rows} <= {"kumulatif", "tahunan", ""}
    assert not any("Kumulatif" in cell.formula or cell.error for row in rows for cell in row)


# ---------------------------------------------------------------- refusals and the button
def test_a_block_that_was_deleted_is_refused(open_book: Spreadsheet, monkeypatch: pytest.MonkeyPatch) -> None:
    open_book.document.delete_rows("Efisiensi", 1, 30)
    before = shown(open_book.document)
    with pytest.raises(LkjipError, match=r"contoh\.xlsm: bagian \w+ di lembar ringkasan terhapus atau terpotong"):
        opened.sync(open_book.book, MOMENT)
    assert shown(open_book.document) == before


@pytest.mark.parametrize("title", ["Mulai", "Efisiensi", "Tabel 3.1"])
def test_a_sheet_with_another_title_is_synced_as_before(office_no_macros: Office, tmp_path: Path, title: str) -> None:
    parts = Parts.of(EXAMPLE)
    retitled(parts, title)
    path = parts.save(tmp_path / "contoh.xlsm")
    with office_no_macros.open(path) as document:
        add_indicator(document, sheet=NOW if title == "Tabel 3.1" else "Tabel 3.1")

        assert opened.sync(Spreadsheet(document, path).book, MOMENT) is True

        assert document.values(NOW if title == "Efisiensi" else "Efisiensi", "B7") == [["Indikator baru"]]
        assert document.values(NOW if title == "Mulai" else "Mulai", "B14") == [[SYNCED_NOW]]


def test_a_foreign_workbook_is_refused(office_no_macros: Office, tmp_path: Path) -> None:
    path = tmp_path / "lain.xlsx"
    import openpyxl

    openpyxl.Workbook().save(path)
    with office_no_macros.open(path) as document, pytest.raises(LkjipError, match=r"^lain\.xlsx: dari versi templat lama, program ini"):
        opened.sync(Spreadsheet(document, path).book, MOMENT)


def test_the_button_says_what_came_of_it(open_book: Spreadsheet) -> None:
    """Where there is nothing to change, nothing is."""
    before = shown(open_book.document)
    open_book.book.set_mock_caller()
    try:
        buttons.sinkronkan()
        assert [call for call in open_book.calls if call.startswith(("write", "insert", "delete"))] == []
        assert shown(open_book.document) == before
        assert state(open_book.document) == IN_SYNC
        add_indicator(open_book.document)
        buttons.sinkronkan()
        add_indicator(open_book.document)
        open_book.fails = lambda calls: calls[-1] == "insert"
        buttons.sinkronkan()
        with failing("lkjip.sync.opened.sync", MemoryError()):
            buttons.sinkronkan()
    finally:
        del xw.Book._mock_caller
    assert open_book.app.alerts == [
        ("Lembar ringkasan sudah sinkron, tidak ada yang diubah.", "info"),
        ("Lembar ringkasan sudah disusun ulang.", "info"),
        ("contoh.xlsm: tidak bisa disinkronkan (ditolak); lembar ringkasan dibiarkan seperti semula", "critical"),
        (
            "contoh.xlsm: tidak bisa disinkronkan (memori komputer ini tidak cukup; tutup program lain, lalu ulangi);"
            " lembar ringkasan dibiarkan seperti semula",
            "critical",
        ),
    ]
