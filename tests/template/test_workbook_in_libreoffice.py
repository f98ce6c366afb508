"""The built workbook in LibreOffice: recalculated from scratch, typed into, and with macros blocked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office.client import Document, Office
from tests.office.copying import make_test_copy

CONTOH = Path(__file__).resolve().parents[2] / "workbook" / "contoh"
BOYOLALI = CONTOH / "LKjIP_2020_Kantor_Kesbangpol_Boyolali.xlsm"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("copy") / "boyolali.xlsm"
    make_test_copy(BOYOLALI, path)
    return path


@pytest.fixture(scope="module")
def shown(office: Office, copy: Path) -> Iterator[Document]:
    """What is changed has to be taken back."""
    with office.open(copy) as document:
        assert document.macros_compile()
        yield document


@pytest.fixture
def document(shown: Document) -> Iterator[Document]:
    with shown.taken_back():
        yield shown


def column(document: Document, sheet: str, address: str) -> list[object]:
    return [row[0] for row in document.values(sheet, address)]


def test_the_real_report_recalculated_from_scratch_shows_its_printed_figures(document: Document) -> None:
    assert column(document, "Tabel 3.1", "K6:K15") == [100] * 10
    assert column(document, "Tabel 3.1", "L6:L15") == ["B"] * 10
    assert document.values("Tabel 3.2", "G15:H15") == [[40_485_000, 36_605_000]]
    serapan = column(document, "Tabel 3.2", "I6:I15")
    # no budget and nothing spent is neither 100 % nor 0 %; 24.605.000 of 28.485.000 is 86,38 %
    assert serapan[:3] == ["", 100, 100]
    assert serapan[3] == pytest.approx(86.378795857)
    assert serapan[9] == pytest.approx(90.416203532)


def test_functions_typed_as_staff_type_them(document: Document) -> None:
    document.localised("Tabel 2.1", "J40", [['=CAPAIAN(90;81;"turun")', "=CAPAIAN(38;19)", "=KATEGORI(75,005)", '=ANGKA("Rp. 600.000,-")']])
    assert document.values("Tabel 2.1", "J40:M40") == [[110.00000000000001, 50, "B", 600_000]]
    assert document.read("Tabel 2.1", "J40")[0][0].text == "110"


def test_a_changed_input_changes_capaian_kategori_and_the_average(document: Document) -> None:
    document.write("Tabel 3.1", "J6", [[49.39]])  # half of 98,78
    assert document.values("Tabel 3.1", "K6:L6") == [[50, "K"]]
    assert document.values("Tabel 3.1", "K15:L15") == [[pytest.approx(850 / 9), "B"]]
    document.write("Tabel 3.1", "D6", [["turun"]])
    assert document.values("Tabel 3.1", "K6:L6") == [[pytest.approx(150), "SB"]]


def test_an_unmeasured_indicator_is_left_out_of_the_average(document: Document) -> None:
    document.write("Tabel 3.1", "J6", [[None]])
    assert document.values("Tabel 3.1", "K6:L6") == [["", ""]]
    assert document.values("Tabel 3.1", "K15:L15") == [[100, "B"]]


def test_the_sheet_mulai_says_which_engine_serves(document: Document) -> None:
    shown = " ".join(str(cell) for row in document.values("Mulai", "B1:E20") for cell in row if cell)
    assert "VBA" in shown


def test_years_in_the_headings_follow_the_profil(document: Document) -> None:
    profil = {row[0]: number for number, row in enumerate(document.values("Profil", "C4:C22"), 4)}
    document.write("Profil", f"D{profil['tahun']}", [[2024]])
    headings = [str(cell) for row in document.values("Tabel 3.1", "B1:M4") for cell in row if cell]
    assert "REALISASI TAHUN 2021" in headings
    assert "TAHUN 2024" in headings
    assert headings[0].endswith("Tahun 2024")


# ---------------------------------------------------------------- macros blocked
@pytest.fixture(scope="module")
def shown_blocked(office_no_macros: Office, copy: Path) -> Iterator[Document]:
    """What is changed has to be taken back."""
    with office_no_macros.open(copy) as document:
        yield document


@pytest.fixture
def blocked(shown_blocked: Document) -> Iterator[Document]:
    with shown_blocked.taken_back():
        yield shown_blocked


def test_with_macros_blocked_the_summaries_show_the_reports_figures(blocked: Document) -> None:
    assert column(blocked, "Pengukuran Kinerja", "I7:I15") == [100] * 9
    assert column(blocked, "Pengukuran Kinerja", "J7:J15") == ["B"] * 9
    ringkasan = {row[0]: row[2] for row in blocked.values("Ringkasan", "B1:D24") if row[0]}
    assert ringkasan["Jumlah indikator"] == 9
    assert ringkasan["Rata-rata capaian (%)"] == 100
    assert ringkasan["Kategori"] == "B"
    assert [ringkasan[label] for label in ("Sangat baik", "Baik", "Cukup", "Kurang", "Belum diukur")] == [0, 9, 0, 0, 0]
    assert ringkasan["Anggaran (rupiah)"] == 40_485_000
    assert ringkasan["Realisasi (rupiah)"] == 36_605_000
    assert ringkasan["Serapan (%)"] == pytest.approx(90.416203532)
    assert ringkasan["Efisiensi (%)"] == pytest.approx(9.583796468)


def test_with_macros_blocked_the_summaries_follow_a_changed_input(blocked: Document) -> None:
    blocked.write("Tabel 3.1", "J6", [[49.39]])
    blocked.write("Tabel 3.1", "J7", [[None]])
    blocked.write("Tabel 3.2", "G6", [[1000, 2000]])
    assert blocked.values("Pengukuran Kinerja", "I7:J8") == [[50, "K"], ["", ""]]
    ringkasan = {row[0]: row[2] for row in blocked.values("Ringkasan", "B1:D24") if row[0]}
    assert ringkasan["Rata-rata capaian (%)"] == pytest.approx(750 / 8)
    assert [ringkasan[label] for label in ("Sangat baik", "Baik", "Cukup", "Kurang", "Belum diukur")] == [0, 7, 0, 1, 1]
    assert ringkasan["Anggaran (rupiah)"] == 40_486_000
    assert ringkasan["Realisasi (rupiah)"] == 36_607_000


def test_with_macros_blocked_an_error_and_a_text_never_become_another_number(blocked: Document) -> None:
    blocked.set_formulas("Tabel 3.1", "J6", [["=NA()"]])
    blocked.write("Tabel 3.1", "J7", [["82,00 %"]])
    blocked.write("Tabel 3.2", "G6", [["600.000"]])
    assert column(blocked, "Pengukuran Kinerja", "I7:I8") == ["#N/A", "#VALUE!"]
    ringkasan = {row[0]: row[2] for row in blocked.values("Ringkasan", "B1:D24") if row[0]}
    assert ringkasan["Rata-rata capaian (%)"] == "#N/A"
    assert ringkasan["Anggaran (rupiah)"] == "#VALUE!"
    assert ringkasan["Serapan (%)"] == "#VALUE!"


def test_a_row_added_in_the_middle_of_a_table_is_counted(blocked: Document) -> None:
    blocked.insert_rows("Tabel 3.2", 8)
    blocked.write("Tabel 3.2", "D8", [["Indikator baru"]])
    blocked.write("Tabel 3.2", "G8", [[1_000_000, 500_000]])
    ringkasan = {row[0]: row[2] for row in blocked.values("Ringkasan", "B1:D24") if row[0]}
    assert ringkasan["Anggaran (rupiah)"] == 41_485_000


def test_with_macros_blocked_the_annexes_follow_a_changed_input(blocked: Document) -> None:
    blocked.write("Program PK", "E5", [[400_000_000]])  # 274.124.000 of 437.569.000
    blocked.write("Renstra", "E14", [[None]])
    assert blocked.values("Program PK", "D13:E13") == [[1_444_634_000, 563_445_000]]
    state = {row[0]: row[6] for row in blocked.values("Mulai", "B18:H60") if row[0]}
    assert (state["Renstra"], state["IKU"], state["PK"]) == ("8 baris", "9 baris", "18 baris")
    profil = {row[0]: number for number, row in enumerate(blocked.values("Profil", "C4:C30"), 4)}
    blocked.write("Profil", f"D{profil['tahun']}", [[2024]])
    assert blocked.values("Rencana Aksi", "B1") == [["RENCANA AKSI KINERJA TAHUN 2024"]]
    assert blocked.values("PK Tahun Depan", "B1") == [["PENETAPAN KINERJA TAHUN 2025"]]
