"""The tabs of a workbook: few at first, groups in one colour and in the order of work, and nothing filled in is hidden."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

import pytest

from lkjip.model import groups
from lkjip.model.laporan import Laporan
from lkjip.sources import csv_folder
from lkjip.template.workbook import build
from scripts.books import EXAMPLE_CSV
from tests.kit import reading

FIRST: Final = ["Mulai", "Profil", "Tabel 2.1", "Tabel 3.1", "Tabel 3.2", "Ringkasan", "Pemeriksaan"]
PLANS: Final = ["Renstra", "IKU", "RKT", "PK", "Program PK", "Rencana Aksi", "Cascading"]
NEXT_YEAR: Final = ["RKT Tahun Depan", "PK Tahun Depan", "Program Tahun Depan"]


def tabs(laporan: Laporan) -> dict[str, Any]:
    """The sheets in order, with whether each is seen and its colour."""
    book = reading.workbook(build(laporan))
    return {sheet.title: (sheet.sheet_state, sheet.sheet_properties.tabColor.rgb) for sheet in book}


def seen(laporan: Laporan) -> list[str]:
    return [title for title, (state, _) in tabs(laporan).items() if state == "visible"]


def test_a_new_workbook_shows_few_sheets() -> None:
    shown = seen(Laporan())

    assert [title for title in shown if title != "Lembar Pimpinan"] == FIRST
    assert {state for state, _ in tabs(Laporan()).values()} == {"visible", "hidden"}  # none that Unhide does not list


def test_a_filled_workbook_shows_what_is_filled() -> None:
    shown = seen(csv_folder.read(EXAMPLE_CSV).laporan)

    assert shown[: len(FIRST)] == FIRST or "Lembar Pimpinan" in shown
    assert {*PLANS, *NEXT_YEAR, "Narasi", "Anggaran", "Angka Naskah BAB IV", "Grafik", "Halaman Tabel 3.1"} <= set(shown)
    assert {"Aturan", "Skala", "Predikat"}.isdisjoint(shown)  # Boyolali has the usual ones


def test_the_tabs_of_a_group_stand_together_in_one_colour_in_the_order_of_work() -> None:
    sheets = tabs(Laporan())
    runs = [(colour, [title for title, _ in each]) for colour, each in groupby(sheets.items(), key=lambda sheet: sheet[1][1])]

    assert len({colour for colour, _ in runs}) == len(runs)
    together = [titles for _, titles in runs]
    assert together[:2] == [["Mulai"], ["Profil", "Tabel 2.1", "Tabel 3.1", "Tabel 3.2"]]
    assert [*PLANS, *NEXT_YEAR] in together
    assert ["Aturan", "Skala", "Predikat", "Diterima"] in together


@pytest.mark.parametrize(
    ("title", "laporan"),
    [
        ("Renstra", Laporan(inputs={"renstra": [{"indikator": "Indeks"}]})),
        ("Narasi", Laporan(unnamed={"narasi": {3: {"hambatan": "banjir"}}})),
        ("Predikat", Laporan(inputs={"predikat": [{"daftar": "SAKIP", "kode": "BB", "nilai": 75.0}]})),
        ("Aturan", Laporan(pilihan={"pembulatan": "2"})),
        ("Skala", Laporan(skala=[(None, "K", "Kurang"), (55.0, "C", "Cukup"), (80.0, "B", "Baik"), (100.01, "SB", "Sangat Baik")])),
        ("Skala", Laporan(skala=[(None, "K", "Kurang"), (55.0, "C", "Cukup"), (75.01, "B", "Baik")])),
        ("Skala", Laporan(skala_serapan=[(None, "R", "Rendah"), (80.0, "T", "Tinggi")])),
        ("Grafik", Laporan(inputs={"tabel_3_1": [{"indikator": "Indeks"}]})),
    ],
)
def test_a_sheet_with_anything_on_it_is_never_hidden(title: str, laporan: Laporan) -> None:
    assert title not in seen(Laporan())
    assert title in seen(laporan)


def test_every_sheet_of_a_group_is_listed_once() -> None:
    titles = [title for group in groups.GROUPS for title in group.sheets]

    assert len(titles) == len(set(titles))
    unlisted = [title for title in tabs(Laporan()) if title not in titles]
    assert unlisted == []
