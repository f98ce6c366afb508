"""`lkjip naikkan`: what a workbook of any template holds is in the new one at the same value, or is named with its cell."""

from __future__ import annotations

import random
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import TableColumn

from lkjip.lifting.inventory import Thing, ThingKind
from lkjip.lifting.remainder import lines
from lkjip.vba import project
from tests.kit import reading
from tests.kit.workbooks import Parts, assert_refused, run

FIXTURES: Final = Path(__file__).resolve().parents[1] / "fixtures"
FROZEN: Final = sorted(FIXTURES.glob("templat-*.xlsm"))
RENAMED: Final = {
    "RKT Berikut": "RKT Tahun Depan",
    "Penetapan Berikut": "PK Tahun Depan",
    "Program Berikut": "Program Tahun Depan",
    "Pengukuran (cetak)": "Angka Naskah Lampiran C",
    "Rekap (cetak)": "Angka Naskah BAB IV",
}
"""What sheets of earlier templates are called now."""
FILLED: Final = FIXTURES / "templat-1-boyolali-2020.xlsm"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workbook of the first template, filled in."""
    return Path(shutil.copy(FILLED, tmp_path / "F.xlsm"))


def changed(path: Path, **cells: Any) -> openpyxl.Workbook:
    """The workbook with some cells changed, given as Tabel_3_1__B9."""
    book = openpyxl.load_workbook(path, keep_vba=True)
    for place, value in cells.items():
        sheet, _, cell = place.partition("__")
        book[sheet][cell] = value
    return book


def lifted(path: Path) -> tuple[Path, list[str]]:
    """The new workbook, and what was left behind, without the notes on what was read."""
    new = path.parent / "G.xlsm"
    before = path.read_bytes()
    outcome = run("naikkan", path, "--keluaran", new)
    assert (outcome.status, outcome.out) == (0, f"{new}\n")
    assert path.read_bytes() == before
    left = [line.removeprefix(f"{path.name}: ") for line in outcome.lines if "tidak punya kolom" not in line]
    return new, left


def saved(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path


def exported(path: Path) -> str:
    return run("ekspor", path).out


def findings(path: Path) -> list[str]:
    """What is found, with the rows of its cells: columns may stand elsewhere, and sheets have other titles, in another template."""
    text = run("periksa", path).out.replace(path.name, "")
    for former, present in RENAMED.items():
        text = text.replace(former, present)
    lines = text.splitlines()
    return sorted(re.sub(r"\b[A-Z]{1,2}(?=\d+\b)", "", line) for line in lines)


# ---------------------------------------------------------------- the report
@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
def test_a_workbook_of_every_template(frozen: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(frozen, tmp_path / "F.xlsm"))
    new, left = lifted(path)

    assert exported(new) == exported(path)
    assert left == []
    assert run("sinkron", new).status == 0
    assert findings(new) == findings(path)


def test_a_workbook_without_texts_begins_with_those_of_the_template(old: Path) -> None:
    """Which nobody has looked at yet, so the sheet is hidden and nothing differs."""
    new, _ = lifted(old)
    book = reading.sheets(new, "Naskah")
    texts = [cell.value for cell in book["Naskah"]["D"][4:]]
    assert len(texts) > 5
    assert all(text.endswith(" [periksa]") for text in texts)
    assert (book["Naskah"].sheet_state, book["Narasi"].sheet_state) == ("hidden", "visible")
    compared = run("banding", old, new)
    assert (compared.status, compared.out) == (0, "tidak ada yang berbeda\n")


def test_what_is_typed_in_the_wrong_way_comes_along(old: Path) -> None:
    book = changed(old, **{"Tabel 3.1__E7": "tiga puluh", "Tabel 3.1__H7": "98,78 %", "Tabel 3.2__E6": True, "Tabel 2.1__E6": "#REF!"})
    book["Tabel 3.1"]["B9"] = None  # a row with figures and without a name
    book["Tabel 3.1"]["I8"] = -1e-7
    book["Rencana Aksi"]["C7"] = "satu;\ndua"
    book["Profil"]["D16"] = 12345678
    new, _ = lifted(saved(book, old))

    assert exported(new) == exported(old)
    there = reading.sheet(new, "Tabel 3.1")
    assert [there[cell].value for cell in ("B9", "F7", "I7", "J8")] == [None, "tiga puluh", "98,78 %", -1e-7]
    assert [there.cell(9, column).value for column in (5, 6, 7, 8, 9, 10)] == [
        book["Tabel 3.1"].cell(9, column).value for column in (4, 5, 6, 7, 8, 9)
    ]
    assert there["B10"].value == book["Tabel 3.1"]["B10"].value

    assert reading.sheet(new, "Ringkasan", saved=True)["D5"].value == 8  # the row without a name is not counted
    assert run("sinkron", new).status == 0
    assert "sudah sinkron" in run("sinkron", new).out


# ---------------------------------------------------------------- what is left behind
def test_everything_left_behind_is_named_with_its_cell(old: Path) -> None:
    book = changed(
        old,
        **{
            "Tabel 3.1__J8": 77.5,
            "Tabel 3.1__I6": "=Catatan!A1",
            "Tabel 3.1__K7": '="SB"',
            "Tabel 3.1__Q40": "catatan jauh",
            "Tabel 3.1__X1": "TARGET",
            "Tabel 3.1__B3": "INDIKATOR",
            "Tabel 3.1__B15": "RATA RATA",
            "Tabel 3.1__H7": date(2020, 3, 31),
            "Ringkasan__H5": "=SUM(tbl_31[Target])",
            "Ringkasan__B36": "kalimat sendiri",
            "Efisiensi__C6": 99.25,
            "Mulai__G3": "punya saya",
            "Profil__C6": "kunci saya",
        },
    )
    sheet = book["Tabel 3.1"]
    sheet["H8"].number_format = "0%"
    sheet["I8"].comment = Comment("cek ke Bu Rini", "Rini")
    sheet.conditional_formatting.add(
        "B6:B9", CellIsRule(operator="greaterThan", formula=["99"], fill=PatternFill("solid", bgColor="FF0000"))
    )
    choices = DataValidation(type="list", formula1='"satu,dua"')
    choices.add("S6:S9")
    sheet.add_data_validation(choices)
    sheet.row_dimensions[8].hidden = sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["M"].hidden = True
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=9, min_row=6, max_row=9))
    sheet.add_chart(chart, "T20")
    table = book["Tabel 2.1"].tables["tbl_21"]
    first, last = table.ref.split(":")
    table.ref = f"{first}:G{last[1:]}"
    table.tableColumns.append(TableColumn(id=99, name="Catatan Kasi"))
    book["Tabel 2.1"]["G7"] = "pribadi"
    book.create_sheet("Catatan")["A1"] = 12.5
    book.defined_names["saya"] = DefinedName("saya", attr_text="Catatan!$A$1")
    book["Renstra"].sheet_state = "hidden"
    _, left = lifted(saved(book, old))

    outside = "isian di luar tabel tidak ikut; salin sendiri bila diperlukan"
    laid_out = "ketikan di bagian yang disusun sendiri tidak ikut; salin sendiri bila diperlukan"
    computed = "di sel yang dihitung tidak ikut; di buku yang baru dihitung menurut aturan"
    assert [line for line in left if "rumus yang belum dihitung" not in line] == [
        f'lembar "Mulai" sel G3 (punya saya): {outside}',
        'lembar "Tabel 2.1": kolom "Catatan Kasi" tidak ikut; salin sendiri bila diperlukan',
        'lembar "Tabel 2.1" sel G7 (pribadi): isi kolom tambahan tidak ikut; salin sendiri bila diperlukan',
        f'lembar "Tabel 3.1" sel X1 (TARGET): {outside}',
        f'lembar "Tabel 3.1" sel B3 (INDIKATOR): {outside}',
        'lembar "Tabel 3.1" sel I6 (=Catatan!A1): rumus di sel isian tidak ikut, hanya nilainya',
        'lembar "Tabel 3.1" sel H7 (43.921): tanggal, di buku yang baru hanya bilangannya; ketik ulang',
        f'lembar "Tabel 3.1" sel K7 (="SB"): rumus sendiri {computed}',
        'lembar "Tabel 3.1" sel H8 (88,37): berbentuk persen, di buku yang baru tidak lagi; ketik ulang seperti yang tampak',
        f'lembar "Tabel 3.1" sel J8 (77,50): ketikan {computed}',
        f'lembar "Tabel 3.1" sel B15 (RATA RATA): {outside}',
        f'lembar "Tabel 3.1" sel Q40 (catatan jauh): {outside}',
        'lembar "Tabel 3.1" sel B6:B9 (99): format bersyarat sendiri tidak ikut',
        'lembar "Tabel 3.1" sel S6:S9 ("satu,dua"): daftar pilihan atau batas isian sendiri tidak ikut',
        'lembar "Tabel 3.1" kolom M: disembunyikan; di buku yang baru tampil',
        'lembar "Tabel 3.1" baris 8:9: disembunyikan; di buku yang baru tampil',
        'lembar "Tabel 3.1" sel I8 (cek ke Bu Rini): catatan di sel tidak ikut',
        'lembar "Tabel 3.1" sel T20 (Chart 1): grafik tidak ikut',
        'lembar "Ringkasan" sel H5 (=SUM(tbl_31[Target])): rumus sendiri tidak ikut; tulis lagi bila diperlukan',
        f'lembar "Ringkasan" sel B36 (kalimat sendiri): {laid_out}',
        f'lembar "Efisiensi" sel C6 (99,25): {laid_out}',
        'lembar "Renstra" tersembunyi; di buku yang baru tampil',
        'lembar "Catatan" tidak ikut; salin sendiri bila diperlukan',
        "nama sel tidak ikut: saya: =Catatan!$A$1",
        "warna, huruf, lebar kolom, tinggi baris, dan pengaturan halaman yang diubah sendiri tidak ikut",
        'lembar "Profil": baris "kunci saya" tidak ikut; salin sendiri bila diperlukan',
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_text_typed_anywhere_is_in_the_new_workbook_or_named(old: Path, seed: int) -> None:
    dice = random.Random(seed)
    book = changed(old)
    planted: dict[tuple[str, str], object] = {}
    while len(planted) < 60:
        sheet = book[dice.choice(book.sheetnames)]
        cell = sheet.cell(dice.randint(1, 45), dice.randint(1, 22))
        place = sheet.title, cell.coordinate
        if place not in planted and not isinstance(cell, MergedCell) and not (sheet.title == "Profil" and cell.column_letter == "C"):
            cell.value = dice.choice((f"ketikan {len(planted)} {seed}", 1000 * dice.random()))
            planted[place] = cell.value
    new, left = lifted(saved(book, old))

    assert exported(new) == exported(old)
    there = {
        str(value) for sheet in openpyxl.load_workbook(new, read_only=True) for row in sheet.iter_rows(values_only=True) for value in row
    }
    for (sheet_title, cell_name), value in planted.items():
        named = any(line.startswith(f'lembar "{sheet_title}" sel {cell_name} (') for line in left)
        # in a column of texts a number is the text that Excel shows
        as_typed = {str(value), format(value, ".15g") if isinstance(value, float) else ""}
        assert named == as_typed.isdisjoint(there - {""}), (sheet_title, cell_name, value)


def test_a_renamed_sheet_is_known_by_its_table(old: Path) -> None:
    parts = Parts.of(old)
    parts.replace("xl/workbook.xml", 'name="Tabel 3.1"', 'name="Kinerja"')
    new, left = lifted(parts.save(old))

    assert exported(new) == exported(old)
    assert 'lembar "Kinerja" di buku yang baru bernama seperti di templat' in left
    assert not any('lembar "Tabel 3.1"' in line or '"Kinerja" tidak ikut' in line for line in left)


def test_a_mailed_copy_is_lifted_without_its_seal(boyolali: Path, tmp_path: Path) -> None:
    old = Path(shutil.copy(boyolali, tmp_path / "LKjIP.xlsm"))
    assert run("sinkron", old).status == 0
    assert run("kirim", old, "--tetap", "--keluaran", tmp_path / "kiriman").status == 0
    (copy,) = (tmp_path / "kiriman").glob("*.xlsx")
    new, left = lifted(copy)

    assert exported(new) == exported(old)
    assert "keterangan berkas tidak ikut: segel kiriman" in left
    assert not any("rumus" in line or "isian di luar" in line for line in left)


def test_a_macro_of_ones_own_and_rows_of_the_profil_read_twice_or_not_at_all_are_named(old: Path) -> None:
    book = changed(old, Profil__C8="tahun", Profil__C10="Kepala Kantor")
    parts = Parts.of(saved(book, old))
    parts["xl/vbaProject.bin"] = _project("Sub Cetak()\r\n    ActiveSheet.PrintOut\r\nEnd Sub\r\n")
    _, left = lifted(parts.save(old))
    assert "makro tidak ikut: Cetakan" in left
    assert 'lembar "Profil": baris "tahun" tidak ikut; salin sendiri bila diperlukan' in left
    assert 'lembar "Profil": baris "Kepala Kantor" tidak ikut; salin sendiri bila diperlukan' in left


def _project(code: str) -> bytes:
    return project.build([project.Module("ThisWorkbook", "", "book"), project.Module("Cetakan", code, "std")])


def test_a_damaged_part_that_is_not_needed_keeps_nothing_back(old: Path) -> None:
    parts = Parts.of(old)
    parts["xl/vbaProject.bin"] = b"rusak"
    parts["xl/drawings/drawing1.xml"] = b"<rusak"
    new, left = lifted(parts.save(old))

    assert exported(new) == exported(old)
    unread = "ada yang tidak terbaca di luar tabel; bandingkan sendiri dengan buku yang baru"
    assert left == [f'lembar "Grafik" {unread}', f"makro: {unread}"]


def test_on_a_terminal_a_long_list_is_folded() -> None:
    things = [Thing(ThingKind.TEXT, "Tabel 3.1", f"B{row}", f"isi {row}", f"isi {row}") for row in range(20, 28)]
    outside = "isian di luar tabel tidak ikut; salin sendiri bila diperlukan"
    assert list(lines(things, folded=True)) == [
        f'lembar "Tabel 3.1" sel B20 (isi 20), B21 (isi 21), B22 (isi 22), B23 (isi 23), B24 (isi 24) dan 3 lainnya: {outside}'
    ]
    assert len(list(lines(things, folded=False))) == 8


def test_next_years_workbook_names_the_same_and_the_rows_without_a_name(old: Path, tmp_path: Path) -> None:
    book = changed(old, **{"Tabel 3.1__Q40": "catatan jauh"})
    book["Tabel 3.1"]["B9"] = None
    book["Tabel 3.1"]["I8"].comment = Comment("cek ke Bu Rini", "Rini")
    left = run("tahun-baru", saved(book, old), "--keluaran", tmp_path / "G.xlsm").err

    assert 'lembar "Tabel 3.1" sel Q40 (catatan jauh): isian di luar tabel tidak ikut' in left
    assert 'lembar "Tabel 3.1" sel I8 (cek ke Bu Rini): catatan di sel tidak ikut' in left
    assert 'lembar "Tabel 3.1" sel C9 (' in left
    assert "baris tanpa nama tidak ikut" in left


# ---------------------------------------------------------------- versions and files
def of_version(path: Path, version: str) -> Path:
    parts = Parts.of(path)
    parts.replace("xl/workbook.xml", 'name="versi_templat">1<', f'name="versi_templat">{version}<')
    return parts.save(path)


def test_other_commands_say_what_to_do_with_an_older_template(old: Path) -> None:
    of_version(old, "0")
    for command in ("sinkron", "kirim"):
        assert_refused(run(command, old), "versi templat 0", "lkjip naikkan", folder=old.parent)
    assert run("periksa", old).status == 1
    assert run("tahun-baru", old, "--keluaran", old.parent / "tahun baru.xlsm").status == 0
    assert run("rekap", old.parent, "--keluaran", old.parent / "R.xlsx").status == 0
    new, left = lifted(old)
    assert left == []
    assert run("sinkron", new).status == 0


def test_a_newer_template_is_refused(old: Path) -> None:
    of_version(old, "99")
    assert_refused(run("naikkan", old, "--keluaran", old.parent / "G.xlsm"), "versi templat 99", "terbaru", folder=old.parent)
    assert_refused(run("sinkron", old), "versi templat 99", "terbaru", folder=old.parent)
    assert not (old.parent / "G.xlsm").exists()


def test_what_is_there_is_never_overwritten(old: Path) -> None:
    target = old.parent / "G.xlsm"
    target.write_bytes(b"pekerjaan orang")
    outcome = run("naikkan", old, "--keluaran", target)
    (backup,) = old.parent.glob("G.cadangan-*.xlsm")
    assert outcome.status == 0
    assert backup.read_bytes() == b"pekerjaan orang"


def test_refused(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    assert_refused(run("naikkan", old, "--keluaran", old), "F.xlsm", "--keluaran", folder=tmp_path)
    assert_refused(run("naikkan", old, "--keluaran", tmp_path / "G.xlsx"), "G.xlsx", ".xlsm", folder=tmp_path)
    assert_refused(run("naikkan", tmp_path / "tidak ada.xlsm", "--keluaran", tmp_path / "G.xlsm"), "tidak ada.xlsm", folder=tmp_path)
    assert_refused(run("naikkan", old), "--keluaran")
    assert old.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["F.xlsm"]
