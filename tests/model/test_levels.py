"""Which rows of a budget count: every rupiah once, worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.export import as_data
from lkjip.model.laporan import Laporan, Row, ringkasan
from lkjip.sources import csv_folder

KANTOR: Final = Path(__file__).parents[1] / "data" / "kantor"
BOYOLALI: Final = Path(__file__).parents[2] / "workbook" / "contoh" / "boyolali-2020"


def row(indikator: str = "", program: str = "", kegiatan: str = "", sub: str = "", anggaran: Any = None, **more: Any) -> Row:
    labels = {"indikator": indikator, "program": program, "kegiatan": kegiatan, "sub_kegiatan": sub}
    return {**{key: text or None for key, text in labels.items()}, "anggaran": anggaran, "realisasi": anggaran, **more}


def laporan(*rows: Row) -> Laporan:
    indicators = [{"indikator": name, "satuan": "%", "target": 1.0, "realisasi": 1.0} for name in ("Satu", "Dua")]
    return Laporan({"instansi": "Kantor", "tahun": 2024}, inputs={"tabel_3_1": indicators, "tabel_3_2": rows})


def counted(*rows: Row) -> list[Any]:
    """What each row adds."""
    return [each["dihitung"] for each in laporan(*rows).rows["tabel_3_2"]]


def levels(*rows: Row) -> list[Any]:
    return [each["jenjang"] for each in as_data(laporan(*rows))["tabel_3_2"]]


THREE: Final = (
    row("", "Program A", "", "", 100.0),
    row("", "Program A", "Kegiatan 1", "", 60.0),
    row("", "Program A", "Kegiatan 1", "Sub 1", 50.0),
    row("", "Program A", "Kegiatan 1", "Sub 2", 10.0),
    row("", "program a ", "Kegiatan 2", "", 40.0),
    row("", "Program B", "", "", 7.0),
    row("", "Program B", "Kegiatan 1", "", 7.0),
    row("", "Program C", "", "", 3.0),
    row("", "JUMLAH :", "", "", 110.0),
)


def test_three_levels() -> None:
    assert levels(*THREE) == [
        *("program", "kegiatan", "sub_kegiatan", "sub_kegiatan", "kegiatan"),
        *("program", "kegiatan", "program", "jumlah"),
    ]
    assert counted(*THREE) == [0, 0, 50, 10, 40, 0, 7, 3, 0]
    assert ringkasan(laporan(*THREE)).total_anggaran == 110


def test_a_program_with_sub_kegiatan_but_no_row_of_their_kegiatan() -> None:
    assert counted(row("", "A", "", "", 100.0), row("", "A", "K", "S", 60.0), row("", "A", "", "T", 40.0)) == [0, 60, 40]


@pytest.mark.parametrize("place", ["no", "indikator", "program", "kegiatan", "sub_kegiatan"])
@pytest.mark.parametrize("word", ["JUMLAH", "Total", "Jumlah Anggaran", " grand total : "])
def test_a_printed_total_is_never_added(place: str, word: str) -> None:
    rows = (row("Satu", "A", "", "", 5.0), {**row(anggaran=5.0), place: word})
    assert (levels(*rows)[1], counted(*rows)) == ("jumlah", [5, 0])


@pytest.mark.parametrize("name", ["Jumlah kegiatan", "Total fertility rate", "Jumlah anggaran yang terserap"])
def test_an_indicator_may_begin_with_such_a_word(name: str) -> None:
    assert counted(row(name, "", "", "", 5.0)) == [5]


def test_the_form_with_a_row_per_indicator_counts_as_it_did() -> None:
    found = ringkasan(csv_folder.read(BOYOLALI).laporan)
    assert (found.total_anggaran, found.total_realisasi) == (40_485_000, 36_605_000)


def test_a_program_in_the_rows_of_several_indicators_is_no_parent() -> None:
    assert counted(row("Satu", "A", "", "", 5.0), row("Dua", "A", "", "", 5.0)) == [5, 5]
    assert counted(row("Satu", "A", "K1; K2", "", 5.0), row("Dua", "A", "K3", "", 6.0)) == [5, 6]


def test_a_row_of_one_indicator_is_no_parent_of_a_row_of_another() -> None:
    assert counted(row("Satu", "A", "", "", 5.0), row("Dua", "A", "K", "", 6.0)) == [5, 6]
    assert counted(row("Satu", "A", "", "", 6.0), row("Satu", "A", "K", "", 6.0)) == [0, 6]


def test_one_of_the_two_names_the_indicator() -> None:
    assert counted(row("Satu", "A", "", "", 6.0), row("", "A", "K", "", 6.0)) == [0, 6]
    assert counted(row("", "A", "", "", 6.0), row("Satu", "A", "K", "", 6.0)) == [0, 6]


def test_kegiatan_without_amounts_are_no_parts() -> None:
    assert counted(row("Satu", "A", "", "", 6.0), row("Satu", "A", "K"), row("", "A", "K", "S")) == [6, None, None]


def test_the_same_kegiatan_of_two_programs() -> None:
    rows = (row("", "A", "Umum", "", 5.0), row("", "B", "Umum", "", 6.0), row("", "B", "Umum", "S", 6.0))
    assert counted(*rows) == [5, 0, 6]


def test_long_names() -> None:
    long = "Penunjang urusan pemerintahan daerah " * 9
    rows = (row("", long, "", "", 5.0), row("", long, long, "", 5.0), row("", long, long, "S", 5.0))
    assert counted(*rows) == [0, 0, 5]


def test_an_amount_typed_as_text_is_an_error_wherever_it_counts() -> None:
    assert ringkasan(laporan(row("Satu", "A", "K", "", "1.000"))).total_anggaran == "#VALUE!"


def test_muncar() -> None:
    """One program of the office is transcribed, whose kegiatan do not add up to it."""
    found = ringkasan(csv_folder.read(KANTOR / "kec-muncar-2024").laporan)
    assert found.total_anggaran == 2_500_000 + 2_327_224_591 + 225_621_250 + 200_000_000 + 181_884_210 == 2_937_230_051
    assert found.total_realisasi == 2_252_900 + 1_972_964_216 + 212_329_876 + 199_191_044 + 170_236_885


# ---------------------------------------------------------------- what a part takes over
def of_indicators(*rows: Row) -> list[Any]:
    """The number of the row in Tabel 3.1 that each row that counts belongs to."""
    return [each["baris_3_1"] for each in laporan(*rows).rows["tabel_3_2"]]


def of_sasaran(*rows: Row) -> list[Any]:
    return [each["sasaran_berlaku"] for each in laporan(*rows).rows["tabel_3_2"]]


def test_parts_belong_to_the_indicator_and_the_sasaran_of_their_program() -> None:
    """As in a table whose cells are merged beside a program's kegiatan."""
    first = [row("Dua", "Program A", "", "", 100.0, sasaran="Aman"), *THREE[1:5]]
    assert of_indicators(*first) == [None, None, 2, 2, 2]
    assert of_sasaran(*first) == ["Aman"] * 5


def test_what_a_kegiatan_says_comes_before_what_its_program_says() -> None:
    first = [
        row("Dua", "A", "", "", 100.0, sasaran="Aman"),
        row("Satu", "A", "K", "", 100.0, sasaran="Tertib"),
        row("", "A", "K", "S", 100.0),
    ]
    assert of_indicators(*first) == [None, None, 1]
    assert of_sasaran(*first) == ["Aman", "Tertib", "Tertib"]


def test_nothing_is_taken_over_where_a_program_stands_twice() -> None:
    rows = [row("Satu", "A", "", "", 50.0), row("Dua", "A", "", "", 50.0), row("", "A", "K", "", 70.0), row("", "A", "L", "", 30.0)]
    assert of_indicators(*rows) == [None] * 4
    assert counted(*rows) == [0, 0, 70, 30]


def test_nothing_is_taken_over_from_a_sibling() -> None:
    rows = [row("Satu", "A", "K", "", 70.0, sasaran="Aman"), row("", "A", "L", "", 30.0)]
    assert of_indicators(*rows) == [1, None]
    assert of_sasaran(*rows) == ["Aman", None]
