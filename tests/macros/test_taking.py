""" "Ambil dari Tabel 2.1" fills the table in view, overwrites nothing, moves nothing, and says what it left alone."""

from __future__ import annotations

from typing import Any

import pytest

from lkjip.model.tables import TABLES
from tests.macros.excel_tables import ExcelTable, PcWithTables

SHEETS = {table.name: table.sheet for table in TABLES}


def table_of(name: str, rows: list[dict[str, Any]], prepared: int = 12) -> ExcelTable:
    (declared,) = (table for table in TABLES if table.name == name)
    columns = [column.name for column in declared.columns]
    filled = [[row.get(column) for column in columns] for row in rows]
    return ExcelTable(name, columns, [*filled, *([None] * len(columns) for _ in range(max(0, prepared - len(filled))))])


def agreed(*names: str, **more: Any) -> list[dict[str, Any]]:
    return [{"No": 1, "Sasaran": "Tertib", "Indikator": name, "Target": 80, "Satuan": "%", **more} for name in names]


def pressed(view: str, **tables: ExcelTable) -> tuple[ExcelTable, str]:
    """The table in view after the button, and what was said."""
    pc = PcWithTables({SHEETS[name]: table for name, table in tables.items()}, SHEETS[view])
    pc.run("LkjipAmbilIndikator")
    ((_, message, title, _),) = pc.vba.dialogs
    assert title == "LKjIP"
    return tables[view], message


def test_an_empty_table_is_filled_in_the_order_of_tabel_2_1() -> None:
    iku = table_of("tbl_iku", [{"Indikator": "angka b.", "Arah": "turun"}])
    table, said = pressed(
        "tbl_31", tbl_21=table_of("tbl_21", agreed("Angka A", "Angka B", "Angka C")), tbl_31=table_of("tbl_31", []), tbl_iku=iku
    )

    shared = {"Satuan": "%", "Sasaran": "Tertib", "Target": 80}
    assert [{**row} for row in table.held()] == [
        {"Indikator": "Angka A", **shared},
        {"Indikator": "Angka B", "Arah": "turun", **shared},
        {"Indikator": "Angka C", **shared},
    ]
    assert len(table.rows) == 12
    assert said == "Dari Tabel 2.1 diambil 3 baris baru, dan 0 sel kosong di baris yang sudah ada terisi."


def test_what_is_filled_stays_and_is_named() -> None:
    """Other spellings are the same indicator; its blank cells are filled, its own figures and its place are kept."""
    present: list[dict[str, Any]] = [
        {"Indikator": "ANGKA  B", "Target": 70, "Realisasi": 60},
        {"Indikator": "Milik kantor sendiri", "Satuan": "Orang"},
        {"Indikator": "Angka A.", "Satuan": "Unit"},
    ]
    table, said = pressed("tbl_31", tbl_21=table_of("tbl_21", agreed("Angka A", "Angka B", "Angka C")), tbl_31=table_of("tbl_31", present))

    assert table.held() == [
        {"Indikator": "ANGKA  B", "Satuan": "%", "Target": 70, "Realisasi": 60, "Sasaran": "Tertib"},
        {"Indikator": "Milik kantor sendiri", "Satuan": "Orang"},
        {"Indikator": "Angka A.", "Satuan": "Unit", "Target": 80, "Sasaran": "Tertib"},
        {"Indikator": "Angka C", "Satuan": "%", "Target": 80, "Sasaran": "Tertib"},
    ]
    assert said.startswith("Dari Tabel 2.1 diambil 1 baris baru, dan 4 sel kosong")
    assert "2 sel berbeda dari Tabel 2.1 dan tidak diubah:" in said
    assert "- Target ANGKA  B: di sini 70, di sana 80" in said
    assert "- Satuan Angka A.: di sini Unit, di sana %" in said
    assert "1 baris bernama lain" in said


def test_a_second_press_changes_nothing() -> None:
    tables = {"tbl_21": table_of("tbl_21", agreed("A", "B")), "tbl_31": table_of("tbl_31", [])}
    before = [list(row) for row in pressed("tbl_31", **tables)[0].rows]
    table, said = pressed("tbl_31", **tables)

    assert table.rows == before
    assert said == "Tidak ada yang perlu diambil: semua indikator Tabel 2.1 sudah ada di sini."


def test_more_indicators_than_prepared_rows() -> None:
    names = [f"Indikator {number}" for number in range(25)]
    table, _ = pressed("tbl_31", tbl_21=table_of("tbl_21", agreed(*names)), tbl_31=table_of("tbl_31", [{"Indikator": "Lain"}]))

    assert [row["Indikator"] for row in table.held()] == ["Lain", *names]
    assert len(table.rows) == 26


def test_budget_lines_get_their_sasaran_and_missing_indicators_a_line() -> None:
    """A program in several rows stays so, and a row without the name of an indicator is left alone."""
    present: list[dict[str, Any]] = [
        {"Indikator": "Angka A", "Program": "Program Satu", "Anggaran": 100},
        {"Program": "Program Satu", "Kegiatan": "Kegiatan Satu", "Anggaran": 60},
        {"Indikator": "angka a", "Program": "Program Dua", "Anggaran": 50},
    ]
    table, _ = pressed("tbl_32", tbl_21=table_of("tbl_21", agreed("Angka A", "Angka B")), tbl_32=table_of("tbl_32", present))

    assert table.held() == [
        {**present[0], "Sasaran": "Tertib"},
        present[1],
        {**present[2], "Sasaran": "Tertib"},
        {"No": 4, "Indikator": "Angka B", "Sasaran": "Tertib"},
    ]


def test_rows_that_have_only_a_number_are_prepared_ones() -> None:
    numbered = [{"No": number} for number in range(1, 6)]
    table, _ = pressed("tbl_32", tbl_21=table_of("tbl_21", agreed("A", "B")), tbl_32=table_of("tbl_32", numbered))

    assert [(row["No"], row.get("Indikator")) for row in table.held()] == [(1, "A"), (2, "B"), (3, None), (4, None), (5, None)]


def test_an_agreement_begins_as_the_first_document() -> None:
    table, _ = pressed("tbl_pk", tbl_21=table_of("tbl_21", agreed("A")), tbl_pk=table_of("tbl_pk", []))

    assert table.held() == [{"Dokumen": "murni", "No": 1, "Sasaran": "Tertib", "Indikator": "A", "Satuan": "%"}]


def test_namesakes_are_told_apart() -> None:
    """Two "Rawat inap" of two hospitals, of which the table has one, and two of one name under two sasaran."""
    rows = [
        *agreed("Rawat inap", Induk="RSUD Satu"),
        *agreed("Rawat inap", Induk="RSUD Dua"),
        *agreed("Angka", Sasaran="Tertib"),
        *agreed("Angka", Sasaran="Rukun"),
    ]
    present = [{"Indikator": "Rawat inap", "Induk": "RSUD  Dua"}, {"Indikator": "Angka", "Sasaran": "Rukun"}]
    table, _ = pressed("tbl_31", tbl_21=table_of("tbl_21", rows), tbl_31=table_of("tbl_31", present))

    assert [(row["Indikator"], row.get("Induk"), row["Sasaran"]) for row in table.held()] == [
        ("Rawat inap", "RSUD  Dua", "Tertib"),
        ("Angka", None, "Rukun"),
        ("Rawat inap", "RSUD Satu", "Tertib"),
        ("Angka", None, "Tertib"),
    ]


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    table, _ = pressed("tbl_31", tbl_21=table_of("tbl_21", agreed("=HYPERLINK(1)")), tbl_31=table_of("tbl_31", []))

    assert table.held()[0]["Indikator"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("sheet", ["Tabel 2.1", "Catatan", "Profil"])
def test_a_sheet_that_takes_nothing_says_so(sheet: str) -> None:
    pc = PcWithTables({"Tabel 2.1": table_of("tbl_21", agreed("A"))}, sheet)
    pc.run("LkjipAmbilIndikator")

    ((_, message, _, _),) = pc.vba.dialogs
    assert message.startswith("Lembar ini tidak mengambil dari Tabel 2.1.")


def test_an_empty_tabel_2_1_says_what_to_do_first() -> None:
    table, said = pressed("tbl_31", tbl_21=table_of("tbl_21", []), tbl_31=table_of("tbl_31", []))

    assert table.held() == []
    assert said.startswith("Tabel 2.1 belum berisi indikator.")


def test_tables_whose_rows_were_all_deleted() -> None:
    table, _ = pressed("tbl_narasi", tbl_21=table_of("tbl_21", agreed("A", "B")), tbl_narasi=table_of("tbl_narasi", [], prepared=0))
    assert [(row["No"], row["Indikator"]) for row in table.held()] == [(1, "A"), (2, "B")]

    _, said = pressed("tbl_narasi", tbl_21=table_of("tbl_21", [], prepared=0), tbl_narasi=table_of("tbl_narasi", []))
    assert said.startswith("Tabel 2.1 belum berisi indikator.")
