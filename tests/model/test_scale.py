"""The bands of a scale in the order of the summaries, and what makes a scale unfit for a report."""

from __future__ import annotations

import pytest

from lkjip.model.scale import Band, best_first, faults
from lkjip.model.tables.scale import READY_SCALES
from lkjip.xlsx_kit.styles import kategori_fills
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.rules import SKALA_LKJIP

Scale = list[tuple[Cell, Cell, Cell]]


def test_the_reports_own_scale_is_fit_and_best_first() -> None:
    assert list(faults(SKALA_LKJIP)) == []
    assert best_first(SKALA_LKJIP) == [Band("SB", "Sangat baik"), Band("B", "Baik"), Band("C", "Cukup"), Band("K", "Kurang")]


@pytest.mark.parametrize(
    ("name", "capaian", "code"),
    [
        ("Permendagri 86/2017", 90.5, "T"),
        ("Permendagri 86/2017", 91.0, "ST"),
        ("Inspektorat Sampang", 50.99, "SK"),
        ("Maluku Tengah", 85.0, "A"),
        ("Maluku Tengah", 85.005, "AA"),
        ("Banjarnegara (merah, kuning, hijau)", 69.99, "merah"),
        ("Tercapai, tidak tercapai", 99.994, "TT"),
        ("Tercapai, tidak tercapai", 99.995, "T"),
    ],
)
def test_ready_made_scales_rate(name: str, capaian: float, code: str) -> None:
    assert list(faults(READY_SCALES[name])) == []
    assert rules.kategori(capaian, READY_SCALES[name]) == code


@pytest.mark.parametrize(
    ("scale", "where"),
    [
        ([(None, "A", "Satu")], [(None, "Batas bawah")]),
        ([(float(number), f"T{number}", "Tingkat") for number in range(9)], [(None, "Batas bawah")]),
        ([(None, "A", "Satu"), (50.0, "B", "Dua"), (50.0, "C", "Tiga")], [(2, "Batas bawah")]),
        ([(None, "A", "Satu"), ("lima puluh", "B", "Dua")], [(1, "Batas bawah")]),
        ([(None, "A", "Satu"), (None, "B", "Dua")], [(1, "Batas bawah")]),
        ([(None, "<50", "Rendah"), (50.0, "A*", "Tinggi")], [(0, "Kode"), (1, "Kode")]),
        ([(None, "b", "Rendah"), (50.0, "B", "Tinggi")], [(1, "Kode")]),
        ([(None, "TUJUHAN", "Rendah"), (50.0, None, "Tinggi")], [(0, "Kode"), (1, "Kode")]),
        ([(None, "A", None), (50.0, "B", "#REF!")], [(0, "Label"), (1, "Label")]),
        ([(None, "A", "Satu"), (None, None, None), (50.0, "B", "Dua")], [(1, "Kode")]),
    ],
)
def test_what_is_unfit_is_named_where_it_is(scale: Scale, where: list[tuple[int | None, str]]) -> None:
    assert [(fault.row, fault.column) for fault in faults(scale)] == where


@pytest.mark.parametrize("bands", range(2, 9))
def test_colours_go_by_place_from_green_to_orange(bands: int) -> None:
    fills = kategori_fills(bands)
    assert (fills[0], fills[-1], len(set(fills))) == ("#A9D08E", "#F4B084", bands)


def test_the_four_colours_of_the_report_stay() -> None:
    assert kategori_fills(4) == ["#A9D08E", "#E2EFDA", "#FFE699", "#F4B084"]
