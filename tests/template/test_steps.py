"""Mulai leads through the work: what is done has a tick, what comes next stands out, whatever program calculates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.sync import closed
from scripts.books import EXAMPLE
from tests.kit import reading
from tests.kit.workbooks import Parts, text_cell
from tests.office.client import Document, Office

MARKS, SAID, NEXT, FOUND, SYNCED, ENGINE, DECIMALS = 5, 7, 9, 10, 14, 15, 16
"""Rows of Mulai."""
MOMENT: Final = datetime(2025, 1, 6, 9, 30)


def row(document: Document, number: int) -> list[Any]:
    (values,) = document.values("Mulai", f"B{number}:H{number}")
    return values


def saved(path: Path, number: int) -> list[Any]:
    (cells,) = reading.sheet(path, "Mulai", saved=True)[f"B{number}:H{number}"]
    return [cell.value for cell in cells]


def type_a_report(document: Document, empty_template: Path) -> None:
    """Two indicators in full, with a budget line each."""
    profil = {line[0]: number for number, line in enumerate(document.values("Profil", "C4:C40"), 4)}
    document.write("Profil", f"D{profil['instansi']}", [["Dinas Uji"]])
    document.write("Profil", f"D{profil['tahun']}", [[2024]])
    names = reading.workbook(empty_template)
    typed: dict[str, dict[str, str | float]] = {
        "Tabel 2.1": {"Sasaran": "Tertib", "Indikator": "Angka {}", "Target": 80.0, "Satuan": "%"},
        "Tabel 3.1": {"Indikator": "Angka {}", "Satuan": "%", "Target": 80.0, "Realisasi": 60.0, "Arah": "naik"},
        "Tabel 3.2": {"Indikator": "Angka {}", "Program": "Program {}", "Anggaran": 1e6, "Realisasi": 5e5},
    }
    for sheet, columns in typed.items():
        (table,) = (names[sheet].tables[name] for name in names[sheet].tables)
        top, left = int("".join(filter(str.isdigit, table.ref.split(":")[0]))), ord(table.ref[0]) - ord("A")
        there = [column.name for column in table.tableColumns]
        for name, value in columns.items():
            letter = chr(ord("A") + left + there.index(name))
            for place, which in enumerate("AB"):
                document.write(sheet, f"{letter}{top + place}", [[value.format(which) if isinstance(value, str) else value]])


# ---------------------------------------------------------------- a new workbook
def test_a_new_workbook_begins_with_the_first_step(open_template: Document) -> None:
    open_template.recalculate()

    assert row(open_template, MARKS) == [f"{number} ●" for number in range(1, 8)]
    assert row(open_template, SAID) == [
        "0 dari 2 sel terisi",
        *["belum diisi"] * 3,
        "belum disusun",
        "belum diperiksa",
        "belum disiapkan",
    ]
    assert row(open_template, NEXT)[0].startswith("Berikutnya, langkah 1: isi nama instansi dan tahun laporan")
    assert row(open_template, FOUND)[0].startswith("Isian belum diperiksa")
    assert row(open_template, SYNCED)[0] == "Lembar ringkasan belum disusun. Tekan Sinkronkan setelah tabel terisi."
    assert row(open_template, ENGINE)[0] == "Makro belum aktif: tombol belum jalan, tetapi angka tetap dihitung dengan rumus bawaan."
    assert row(open_template, DECIMALS)[0] in ("Di komputer ini ditulis: 98.78", "Di komputer ini ditulis: 98,78")


def test_the_values_in_the_file_are_those_that_a_program_computes(open_template: Document, empty_template: Path) -> None:
    before = {number: saved(empty_template, number) for number in (MARKS, SAID, NEXT, FOUND, SYNCED)}
    open_template.recalculate()
    assert {number: [value or None for value in row(open_template, number)] for number in before} == before


def test_each_step_has_its_tick_once_its_cells_are_filled(open_template: Document, empty_template: Path) -> None:
    type_a_report(open_template, empty_template)
    open_template.recalculate()

    assert row(open_template, MARKS) == ["1 ✓", "2 ✓", "3 ✓", "4 ✓", "5 ●", "6 ●", "7 ●"]
    assert row(open_template, SAID)[:4] == ["2 dari 2 sel terisi", "6 dari 6 sel terisi", "8 dari 8 sel terisi", "4 dari 4 sel terisi"]
    assert row(open_template, NEXT)[0].startswith("Berikutnya, langkah 5: tekan Sinkronkan")


def test_a_missing_figure_brings_the_step_back(open_template: Document, empty_template: Path) -> None:
    type_a_report(open_template, empty_template)
    table = reading.sheet(empty_template, "Tabel 3.2").tables["tbl_32"]
    column = chr(ord(table.ref[0]) + [each.name for each in table.tableColumns].index("Realisasi"))
    open_template.write("Tabel 3.2", f"{column}{int(''.join(filter(str.isdigit, table.ref.split(':')[0])))}", [[None]])
    open_template.recalculate()

    assert row(open_template, MARKS)[3] == "4 ●"
    assert row(open_template, SAID)[3] == "3 dari 4 sel terisi"
    assert row(open_template, NEXT)[0].startswith("Berikutnya, langkah 4: isi program")
    assert row(open_template, NEXT)[0].endswith(" Masih 1 sel.")


# ---------------------------------------------------------------- after a sync
@pytest.fixture(scope="module")
def example(office_no_macros: Office) -> Iterator[Document]:
    """The example, macros blocked. What is changed has to be taken back."""
    with office_no_macros.open(EXAMPLE) as document:
        yield document


def test_the_real_report_shows_its_findings(example: Document) -> None:
    galat = [cell.value for cell in reading.sheet(EXAMPLE, "Pemeriksaan", saved=True)["B"]]
    wrong = sum(value in ("galat", "kesalahan") for value in galat)
    assert wrong > 0

    assert saved(EXAMPLE, MARKS)[4:] == ["5 ✓", "6 ●", "7 ●"]
    assert saved(EXAMPLE, SAID)[5] == f"{wrong} kesalahan"
    assert f"{wrong} kesalahan, " in saved(EXAMPLE, FOUND)[0]
    example.recalculate()
    for number in (MARKS, SAID, NEXT, FOUND, SYNCED):
        assert [value or None for value in row(example, number)] == saved(EXAMPLE, number)


def test_the_date_of_the_copy_is_the_last_tick_until_the_summaries_change(tmp_path: Path, example: Document) -> None:
    with example.taken_back():
        example.write("Mulai", "F4", [["6 Januari 2021 pukul 10.15", "4 Januari 2021 pukul 08.00"]])
        example.recalculate()
        assert row(example, MARKS)[6] == "7 ✓"
        assert row(example, SAID)[6] == "6 Januari 2021 pukul 10.15"

    path = tmp_path / "buku.xlsm"
    parts = Parts.of(EXAMPLE)
    for cell, when in (("F4", "6 Januari 2021 pukul 10.15"), ("G4", "4 Januari 2021 pukul 08.00")):
        part = parts.sheet("Mulai")
        look = re.search(rf'<c r="{cell}" (s="[0-9]+")/>', parts[part].decode())
        assert look
        parts.replace(part, look[0], text_cell(when).replace("<c ", f'<c r="{cell}" {look[1]} '))
    parts.put("tbl_31", "Realisasi", 0, "<c><v>1</v></c>")
    parts.save(path)
    assert closed.sync(path, MOMENT).changed
    assert saved(path, MARKS)[6] == "7 ●"
    assert saved(path, SAID)[6] == "disusun lagi sesudah 6 Januari 2021 pukul 10.15"
