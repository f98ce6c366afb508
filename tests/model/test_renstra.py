"""Which target column of the Renstra is which year, for the periods that offices have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lkjip.model import renstra
from lkjip.model.laporan import Laporan
from lkjip.model.next_year import carried_over
from lkjip.model.profile_text import filled
from xlfuncs.angka import Cell

SIX = tuple(float(80 + place) for place in range(1, 7))
"""Targets of six years: 81 in the first column."""


def report(year: int, period: tuple[int, int], targets: tuple[float, ...] = SIX, **profil: Cell) -> Laporan:
    plan: dict[str, Cell] = {"indikator": "Angka partisipasi", "baseline": 80.0}
    plan |= {f"target_tahun_{place}": targets[place - 1] if place <= len(targets) else None for place in range(1, 7)}
    row: dict[str, Cell] = {"indikator": "Angka partisipasi", "satuan": "%", "target": 1.0}
    known: dict[str, Cell] = {"tahun": year, "tahun_awal_renstra": period[0], "tahun_akhir_renstra": period[1]}
    return Laporan({**known, **profil}, inputs={"tabel_2_1": [row], "tabel_3_1": [row], "renstra": [plan]})


@pytest.mark.parametrize(
    ("period", "filled_columns", "profil", "years"),
    [
        ((2016, 2021), 5, {}, range(2017, 2022)),
        ((2020, 2024), 5, {}, range(2020, 2025)),
        ((2025, 2029), 5, {}, range(2025, 2030)),
        ((2024, 2026), 3, {}, range(2024, 2027)),
        ((2025, 2029), 6, {"tahun_target_terakhir": 2030}, range(2025, 2031)),
        ((2021, 2026), 6, {"tahun_target_pertama": 2021}, range(2021, 2027)),
        ((2021, 2026), 5, {"tahun_target_pertama": 2021, "tahun_target_terakhir": 2025}, range(2021, 2026)),
        ((2021, 2026), 6, {"tahun_target_terakhir": 2026}, range(2022, 2027)),
        ((2021, 2026), 6, {}, range(0)),
        ((2005, 2025), 5, {}, range(2021, 2026)),
    ],
)
def test_the_years_of_the_columns(period: tuple[int, int], filled_columns: int, profil: dict[str, Cell], years: range) -> None:
    laporan = report(2024, period, SIX[:filled_columns], **profil)

    assert renstra.columns(laporan) == {year: f"target_tahun_{place}" for place, year in enumerate(years, 1)}


def test_nothing_is_known_without_a_period() -> None:
    assert renstra.columns(Laporan({"tahun": 2024}, inputs=report(2024, (2020, 2024)).inputs)) == {}
    assert filled("{tahun_target_ke_1}", {"tahun": 2024}) == "…"


def test_a_column_is_headed_by_its_year() -> None:
    profil: dict[str, Cell] = {"tahun_awal_renstra": 2024, "tahun_akhir_renstra": 2026}

    assert [filled(f"{{tahun_target_ke_{place}}}", profil) for place in (1, 2, 3, 4, 6)] == ["2024", "2025", "2026", "-", "-"]
    assert filled("{tahun_baseline_renstra}", profil) == "2023"
    assert filled("{tahun_baseline_renstra}", {**profil, "tahun_baseline": 2021}) == "2021"


@pytest.mark.parametrize(("target", "asked"), [(1.0, False), (83.0, False), (84.0, True)])
def test_five_targets_that_begin_with_the_period_are_asked_about(target: float, asked: bool) -> None:
    """2024 is the third of 2022 to 2026, and the fourth of 2021 to 2026, of which a workbook of five columns lost the last."""
    laporan = report(2024, (2021, 2026), SIX[:5])
    row = {**laporan.inputs["tabel_3_1"][0], "target": target}

    assert renstra.is_asked(replace(laporan, inputs={**laporan.inputs, "tabel_3_1": [row]})) == asked


# ---------------------------------------------------------------- next year's target
@pytest.mark.parametrize(
    ("laporan", "target"),
    [
        (report(2019, (2016, 2021), SIX[:5]), 84.0),  # 2017 is the first
        (report(2024, (2021, 2026), tahun_target_pertama=2021), 85.0),
        (report(2025, (2021, 2026), tahun_target_pertama=2021), 86.0),
        (report(2025, (2025, 2029), tahun_target_terakhir=2030), 82.0),
        (report(2029, (2025, 2029), tahun_target_terakhir=2030), 86.0),  # past the period, but the Renstra has a target
        (report(2024, (2024, 2026), SIX[:3]), 82.0),
        (report(2025, (2024, 2026), SIX[:3]), 83.0),
    ],
)
def test_next_year_takes_its_own_target(laporan: Laporan, target: float) -> None:
    new = carried_over(laporan)

    assert [new.laporan.inputs[table][0]["target"] for table in ("tabel_2_1", "tabel_3_1")] == [target, target]
    assert not [note for note in new.notes if "kolom" in note]


def test_next_year_says_when_the_years_are_not_known() -> None:
    new = carried_over(report(2024, (2021, 2026)))

    assert new.laporan.inputs["tabel_3_1"][0]["target"] is None
    assert any("kolom mana di Renstra" in note and "2025" in note and "Tahun target pertama Renstra" in note for note in new.notes)


def test_next_year_says_when_the_renstra_has_no_target_for_it() -> None:
    new = carried_over(report(2025, (2021, 2026), SIX[:5], tahun_target_pertama=2021, tahun_target_terakhir=2025))

    assert new.laporan.inputs["tabel_3_1"][0]["target"] is None
    assert any("Renstra tidak punya target tahun 2026" in note and "2021 sampai 2025" in note for note in new.notes)


def test_the_years_of_the_targets_stay_with_the_renstra_and_go_with_it() -> None:
    keys = ("tahun_target_pertama", "tahun_target_terakhir", "tahun_baseline")
    six = report(2025, (2021, 2026), tahun_target_pertama=2021, tahun_target_terakhir=2026, tahun_baseline=2019)
    last = report(2026, (2021, 2026), tahun_target_pertama=2021, tahun_target_terakhir=2026, tahun_baseline=2019)

    assert [carried_over(six).laporan.profil[key] for key in keys] == [2021, 2026, 2019]
    assert [carried_over(six).laporan.inputs["renstra"][0][key] for key in ("target_tahun_1", "target_tahun_6", "baseline")] == [81, 86, 80]
    assert [carried_over(last).laporan.profil[key] for key in keys] == [None, None, None]


# ---------------------------------------------------------------- workbooks of earlier templates
def test_the_fifth_column_of_an_older_workbook_was_the_last_year() -> None:
    """Columns 1 to 3 of a Renstra of three years are its three years; if 4 and 5 are filled too, these are its last two."""
    five, three = (report(2024, (2024, 2026), SIX[:count]) for count in (5, 3))
    older = renstra.as_older(five.profil, five.inputs)

    assert renstra.target_years(older) == range(2022, 2027)
    assert renstra.as_older(three.profil, three.inputs) == three.profil
    assert renstra.as_older(report(2020, (2016, 2021)).profil, five.inputs) == report(2020, (2016, 2021)).profil
