"""What the declarations of the tables promise to code that asks for roles."""

from __future__ import annotations

import pytest

from lkjip.model.columns import Kind, Role, Table
from lkjip.model.renstra import TARGET_TAHUNAN
from lkjip.model.tables import BY_KEY, TABEL_3_1, TABLES
from lkjip.model.tables.report import REALISASI


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_a_role_is_given_to_one_column_where_one_is_asked_for(table: Table) -> None:
    of_years = (Role.REALISASI, Role.RENCANA)
    assert {role.name: len(table.keys(role)) for role in Role if role not in of_years and len(table.keys(role)) > 1} == {}
    assert [column.key for column in table.columns if column.role in (Role.TARGET, *of_years) and column.kind is not Kind.NUMBER] == []


def test_every_column_of_a_unit_or_a_direction_has_its_role() -> None:
    named = {"satuan": Role.SATUAN, "arah": Role.ARAH, "indikator": Role.INDIKATOR}
    columns = [(table.key, column) for table in TABLES for column in table.columns]
    assert [(key, column.key) for key, column in columns if column.role is not named.get(column.key, column.role)] == []


def test_who_lends_has_the_column_and_names_its_indicators() -> None:
    borrowing = [column for table in TABLES for column in table.columns if column.borrowed_from]
    lenders = [BY_KEY[column.borrowed_from or ""] for column in borrowing]

    assert borrowing
    assert all(column.key in lender.names and lender.keys(Role.INDIKATOR) for column, lender in zip(borrowing, lenders, strict=True))


def test_tabel_3_1_shows_three_years_before_its_own() -> None:
    assert list(REALISASI.values()) == ["realisasi_3", "realisasi_2", "realisasi_1", "realisasi"]
    assert [TABEL_3_1.names[key] for key in TABEL_3_1.keys(Role.REALISASI)] == ["Realisasi 3", "Realisasi 2", "Realisasi 1", "Realisasi"]


@pytest.mark.parametrize("key", ["renstra", "cascading"])
def test_a_renstra_has_a_target_for_each_of_six_years(key: str) -> None:
    assert [each for each in BY_KEY[key].names if each.startswith("target_tahun_")] == list(TARGET_TAHUNAN.values())
    assert len(TARGET_TAHUNAN) == 6
