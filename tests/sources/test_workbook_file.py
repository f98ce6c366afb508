"""`lkjip ekspor`: the contents of a workbook saved by any program; bad values are reported and never become blanks."""

from __future__ import annotations

import json
import struct
import tracemalloc
import zipfile
import zlib
from base64 import b85encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from lxml import etree

from lkjip.model.tables import TABEL_3_1
from lkjip.sources import csv_folder, workbook_file
from tests.kit.workbooks import (
    BOYOLALI,
    MAIN,
    Outcome,
    Parts,
    assert_refused,
    beside,
    environment,
    failing,
    run,
    run_process,
    run_python,
    text_cell,
)
from tests.office.client import Office

ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")


def exported(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The JSON of a workbook, and the messages beside it."""
    outcome = run("ekspor", path)
    assert outcome.status == 0, outcome.err

    def no_json(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    data: dict[str, Any] = json.loads(outcome.out, parse_constant=no_json)
    return data, outcome.lines


def changed(source: Path, folder: Path, *cells: tuple[str, str, int, str]) -> Path:
    """A copy of a workbook with some cells changed: table, column, row, `<c>...</c>`."""
    parts = Parts.of(source)
    for table, column, row, cell in cells:
        parts.put(table, column, row, cell)
    return parts.save(folder / "diubah.xlsm")


def number(value: object) -> str:
    return f"<c><v>{value}</v></c>"


def lines(*texts: str) -> str:
    """A text over several lines, as Alt+Enter makes it."""
    return text_cell("\n".join(texts))


def error(code: str) -> str:
    return f'<c t="e"><v>{code}</v></c>'


# ---------------------------------------------------------------- what the builder wrote
def test_the_report_reads_back_equal_to_its_folder(boyolali: Path) -> None:
    given, workbook = csv_folder.read(BOYOLALI).laporan, workbook_file.read(boyolali)

    assert workbook.notes == []
    assert workbook.laporan.profil == given.profil
    assert workbook.laporan.inputs == given.inputs
    assert [tuple(band) for band in workbook.laporan.skala] == [tuple(band) for band in given.skala]


def test_a_number_of_the_folder_is_the_same_number_in_json(boyolali_data: dict[str, Any]) -> None:
    """93,90 is a case: with 16 digits it is 93.90000000000001."""
    assert [row["realisasi_3"] for row in boyolali_data["tabel_3_1"]] == [93.9, 78, 30.32, 38, 19, 42.86, 20, 100, 1.25]
    assert [row["realisasi_1"] for row in boyolali_data["tabel_3_1"]] == [97.56, 80, 76.74, 38, 19, 71.43, 20, 100, 1.58]


def test_the_empty_template_has_nobodys_rows(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsm"
    run("bangun", "--keluaran", path)
    data, messages = exported(path)

    assert messages == []
    assert (data["tabel_2_1"], data["tabel_3_1"], data["tabel_3_2"]) == ([], [], [])
    assert set(data["profil"].values()) == {None}


def test_prepared_rows_without_an_indicator_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsm"
    run("bangun", "--keluaran", path)
    third = (("Indikator", text_cell("Jumlah konflik")), ("Target", number(10)), ("Realisasi", number(9)), ("Arah", text_cell("turun")))
    cells = [("tbl_31", column, 2, cell) for column, cell in third]
    data, _ = exported(changed(path, tmp_path, *cells, ("tbl_31", "Arah", 5, text_cell("naik")), ("tbl_21", "No", 0, number(1))))

    assert [(row["indikator"], row["capaian"]) for row in data["tabel_3_1"]] == [("Jumlah konflik", pytest.approx(110, rel=1e-12))]
    assert data["tabel_2_1"] == []
    assert data["ringkasan"]["jumlah_indikator"] == 1


def test_figures_without_an_indicator_are_noted_and_not_counted(boyolali: Path, tmp_path: Path) -> None:
    path = changed(boyolali, tmp_path, ("tbl_31", "Indikator", 3, "<c/>"))
    data, messages = exported(path)

    assert data["ringkasan"]["jumlah_indikator"] == 8
    assert any(all(part in line for part in ("Tabel 3.1", Parts.of(path).at("tbl_31", "Indikator", 3))) for line in messages)


# ---------------------------------------------------------------- saved by others
def test_after_openpyxl_which_drops_saved_values(boyolali: Path, tmp_path: Path) -> None:
    path = tmp_path / "openpyxl.xlsm"
    book = openpyxl.load_workbook(boyolali, keep_vba=True)
    book.save(path)
    book.close()
    workbook = workbook_file.read(path)

    assert workbook.notes == []
    assert workbook.laporan.profil == workbook_file.read(boyolali).laporan.profil
    assert workbook.laporan.rows == workbook_file.read(boyolali).laporan.rows


def test_after_libreoffice(boyolali: Path, tmp_path: Path, office_no_macros: Office) -> None:
    """As a workbook with macros; and as one without, to which a row was added."""
    kept, path, parts = tmp_path / "libreoffice.xlsm", tmp_path / "libreoffice.xlsx", Parts.of(boyolali)
    cells = {column: parts.at("tbl_31", column, 4) for column in ("Indikator", "Target", "Realisasi", "Arah")}
    with office_no_macros.open(boyolali) as document:
        document.save_as(kept, "xlsm")
        document.insert_rows("Tabel 3.1", int(cells["Indikator"].lstrip("BCDEFGHIJKLMN")))
        for column, value in (("Indikator", "Indikator baru"), ("Target", 90), ("Realisasi", 81), ("Arah", "turun")):
            document.write("Tabel 3.1", cells[column], [[value]])
        document.save_as(path, "xlsx")
    given, saved, grown = (workbook_file.read(each).laporan for each in (boyolali, kept, path))
    assert (saved.profil, saved.inputs) == (given.profil, given.inputs)
    assert grown.profil == given.profil
    assert {key: rows for key, rows in grown.inputs.items() if key != "tabel_3_1"} == {
        key: rows for key, rows in given.inputs.items() if key != "tabel_3_1"
    }
    exported = [column.key for column in TABEL_3_1.columns if column.exported]
    before, after = ([{key: row[key] for key in exported} for row in each.rows["tabel_3_1"]] for each in (given, grown))

    names = [row["indikator"] for row in before]
    assert [row["indikator"] for row in after] == [*names[:4], "Indikator baru", *names[4:]]
    assert after[4]["capaian"] == pytest.approx(110, rel=1e-12)
    assert [*after[:4], *after[5:]] == before


def as_strict(parts: Parts) -> None:
    for name in parts:
        if name.endswith((".xml", ".rels")):
            data = parts[name].replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            parts[name] = data.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )


def without_references(parts: Parts) -> None:
    """Cells may leave out where they stand when they follow their neighbour."""
    sheet = parts.sheet_of("tbl_31")
    root: Any = etree.fromstring(parts[sheet])
    for row in root.iter(f"{{{MAIN}}}row"):
        for cell in row[1:]:
            del cell.attrib["r"]
    parts[sheet] = etree.tostring(root)


def hidden_rows(parts: Parts) -> None:
    parts.replace(parts.sheet_of("tbl_31"), "<row ", '<row hidden="1" ')


def other_part_names(parts: Parts) -> None:
    old = parts.sheet_of("tbl_31")
    new = "xl/worksheets/lembar_lain.xml"
    parts[new], parts[parts.relations(new)] = parts.pop(old), parts.pop(parts.relations(old))
    parts.replace(parts.relations("xl/workbook.xml"), old.removeprefix("xl/"), f"/{new}")


def without_macros(parts: Parts) -> None:
    del parts["xl/vbaProject.bin"]


def sheets_in_another_order(parts: Parts) -> None:
    root: Any = etree.fromstring(parts["xl/workbook.xml"])
    sheets = next(root.iter(f"{{{MAIN}}}sheets"))
    sheets[:] = sheets[::-1]
    parts["xl/workbook.xml"] = etree.tostring(root)


def sheets_renamed(parts: Parts) -> None:
    parts.replace("xl/workbook.xml", 'name="Tabel 3.1"', 'name="Capaian kami &amp; lain"')


def in_utf_16(parts: Parts) -> None:
    for name in (parts.sheet_of("tbl_31"), "xl/sharedStrings.xml"):
        text = etree.tostring(etree.fromstring(parts[name]), encoding="unicode")
        parts[name] = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")


def with_prefixes(parts: Parts) -> None:
    """Some programs write every element with a prefix."""
    for name in (parts.sheet_of("tbl_31"), parts.table("tbl_31"), "xl/sharedStrings.xml", "xl/workbook.xml"):
        root: Any = etree.fromstring(parts[name])
        prefixed: Any = etree.Element(root.tag, root.attrib, nsmap={"x": MAIN, **{key: uri for key, uri in root.nsmap.items() if key}})
        prefixed[:] = root[:]
        parts[name] = etree.tostring(prefixed)
        assert b"<x:" in parts[name]


def user_table_of_their_own(parts: Parts) -> None:
    parts["xl/tables/table99.xml"] = parts[parts.table("tbl_31")].replace(b"tbl_31", b"tbl_catatan").replace(b"B6:U15", b"W6:AP15")
    rels = parts.relations(parts.sheet_of("tbl_31"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
    parts.replace(rels, "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="../tables/table99.xml"/></Relationships>')


@pytest.mark.parametrize(
    "change",
    [
        as_strict,
        without_references,
        hidden_rows,
        other_part_names,
        without_macros,
        sheets_in_another_order,
        sheets_renamed,
        in_utf_16,
        with_prefixes,
        user_table_of_their_own,
    ],
)
def test_the_same_report_however_it_was_saved(boyolali: Path, tmp_path: Path, change: Callable[[Parts], None]) -> None:
    parts = Parts.of(boyolali)
    change(parts)
    workbook, original = workbook_file.read(parts.save(tmp_path / "lain.xlsx")), workbook_file.read(boyolali)

    assert workbook.notes == []
    assert workbook.laporan == original.laporan


# ---------------------------------------------------------------- the shape of a table
def test_the_totals_row_is_nobodys_indicator(boyolali_data: dict[str, Any]) -> None:
    assert len(boyolali_data["tabel_3_1"]) == len(boyolali_data["tabel_3_2"]) == 9
    assert "RATA-RATA CAPAIAN" not in [row["indikator"] for row in boyolali_data["tabel_3_1"]]
    assert "Jumlah Anggaran" not in [row["indikator"] for row in boyolali_data["tabel_3_2"]]


@pytest.mark.parametrize("table", ["tbl_31", "tbl_32"])
def test_a_totals_row_that_staff_switched_off(boyolali: Path, tmp_path: Path, boyolali_data: dict[str, Any], table: str) -> None:
    parts = Parts.of(boyolali)
    part, sheet = parts.table(table), parts.sheet_of(table)
    root = etree.fromstring(parts[part])
    first, last = root.get("ref", "").split(":")
    bottom = int("".join(filter(str.isdigit, last)))
    root.set("ref", f"{first}:{last.replace(str(bottom), str(bottom - 1))}")
    root.set("totalsRowShown", "0")
    del root.attrib["totalsRowCount"]
    parts[part] = etree.tostring(root)
    rows = etree.fromstring(parts[sheet])
    for row in [row for row in rows.iter(f"{{{MAIN}}}row") if row.get("r") == str(bottom)]:
        row[:] = []
    parts[sheet] = etree.tostring(rows)
    data, messages = exported(parts.save(tmp_path / "tanpa_jumlah.xlsm"))

    assert messages == []
    assert data == boyolali_data


def test_columns_may_stand_in_another_order(boyolali: Path, tmp_path: Path, boyolali_data: dict[str, Any]) -> None:
    parts = Parts.of(boyolali)
    table = parts.table("tbl_31")
    for old, new in (("Target", "?"), ("Pengampu", "Target"), ("?", "Pengampu")):
        parts.replace(table, f'name="{old}"', f'name="{new}"')
    for row, printed in enumerate(boyolali_data["tabel_3_1"]):
        parts.put("tbl_31", "Target", row, number(printed["target"]))
        parts.put("tbl_31", "Pengampu", row, text_cell(printed["pengampu"]))
    data, _ = exported(parts.save(tmp_path / "urutan.xlsm"))

    assert data == boyolali_data


def test_a_column_of_the_staff_is_no_trouble(boyolali: Path, tmp_path: Path, boyolali_data: dict[str, Any]) -> None:
    parts = Parts.of(boyolali)
    table, sheet = parts.table("tbl_31"), parts.sheet_of("tbl_31")
    columns = len(TABEL_3_1.columns)
    parts.replace(table, f":{beside(TABEL_3_1, 0)}15", f":{beside(TABEL_3_1)}15")
    parts.replace(table, f'count="{columns}"', f'count="{columns + 1}"')
    parts.replace(table, "</tableColumns>", f'<tableColumn id="{columns + 1}" name="Catatan kami"/></tableColumns>')
    root = etree.fromstring(parts[sheet])
    first = next(row for row in root.iter(f"{{{MAIN}}}row") if row.get("r") == "6")
    first.append(etree.fromstring(f'<c xmlns="{MAIN}" r="{beside(TABEL_3_1)}6" t="e"><v>#REF!</v></c>'))
    parts[sheet] = etree.tostring(root)
    data, messages = exported(parts.save(tmp_path / "kolom.xlsm"))

    assert (data, messages) == (boyolali_data, [])


def test_rows_added_below(boyolali: Path, tmp_path: Path) -> None:
    """The totals row moves down and two rows come before it, one of them empty."""
    parts = Parts.of(boyolali)
    sheet, table = parts.sheet_of("tbl_32"), parts.table("tbl_32")
    total = parts.at("tbl_32", "Indikator", -1)
    bottom = int("".join(filter(str.isdigit, total)))
    new = {column: parts.at("tbl_32", column, -1) for column in ("Indikator", "Anggaran", "Realisasi")}
    root = etree.fromstring(parts[sheet])
    for row in root.iter(f"{{{MAIN}}}row"):
        if row.get("r") == str(bottom):
            row.set("r", str(bottom + 2))
            for cell in row:
                cell.set("r", cell.get("r", "").replace(str(bottom), str(bottom + 2)))
            added = "".join(
                (text_cell("Indikator baru") if column == "Indikator" else number(1_000_000)).replace("<c", f'<c r="{address}"', 1)
                for column, address in new.items()
            )
            row.addprevious(etree.fromstring(f'<row xmlns="{MAIN}" r="{bottom}">{added}</row>'))
    parts[sheet] = etree.tostring(root)
    parts.replace(table, f'{bottom}" headerRowCount', f'{bottom + 2}" headerRowCount')
    data, messages = exported(parts.save(tmp_path / "baris.xlsm"))

    assert [row["indikator"] for row in data["tabel_3_2"]][8:] == [
        "Cakupan Sosialisasi pencegahan, Pemberantasan, Penyalahgunaan dan Peredaran Gelap Narkoba (P4GN)",
        "Indikator baru",
    ]
    assert (data["ringkasan"]["total_anggaran"], data["ringkasan"]["total_realisasi"]) == (41_485_000, 37_605_000)
    assert data["tabel_3_2"][9]["serapan"] == 100.0
    moved = new["Anggaran"].replace(str(bottom), str(bottom + 2))
    assert any(moved in line and "40.485.000" in line and "41.485.000" in line for line in messages)


# ---------------------------------------------------------------- errors are never blanks
@pytest.mark.parametrize("code", ERRORS)
def test_an_error_value_stays_that_error(boyolali: Path, tmp_path: Path, code: str) -> None:
    path = changed(boyolali, tmp_path, ("tbl_31", "Target", 3, error(code)))
    data, messages = exported(path)
    row = data["tabel_3_1"][3]

    assert (row["target"], row["capaian"], row["kategori"]) == (code, code, code)
    assert [each["capaian"] for each in data["tabel_3_1"] if each is not row] == [100.0] * 8
    assert (data["ringkasan"]["rata_rata_capaian"], data["ringkasan"]["kategori_rata_rata"]) == (code, code)
    assert (data["ringkasan"]["jumlah_indikator"], data["ringkasan"]["jumlah"]["B"]) == (9, 8)
    address = Parts.of(path).at("tbl_31", "Target", 3)
    assert any(all(part in line for part in ("diubah.xlsm", '"Tabel 3.1"', address, code)) for line in messages)


def test_an_error_value_this_program_does_not_know_is_an_error_all_the_same(boyolali: Path, tmp_path: Path) -> None:
    data, messages = exported(changed(boyolali, tmp_path, ("tbl_31", "Realisasi", 0, error("#PYTHON!"))))

    assert data["tabel_3_1"][0]["realisasi"] in ERRORS
    assert data["tabel_3_1"][0]["capaian"] == data["tabel_3_1"][0]["realisasi"]
    assert messages


@pytest.mark.parametrize(
    "cell",
    [
        "<c><f>A1+1</f></c>",
        "<c><f>A1+1</f><v/></c>",
        "<c><f>A1+1</f><v></v></c>",
        '<c t="n"><f>A1+1</f></c>',
        '<c t="str"><f>A1&amp;""</f></c>',
        '<c><f t="shared" si="0"/></c>',
        '<c><f t="array" ref="A1">A1+1</f></c>',
    ],
)
@pytest.mark.parametrize("column", ["Target", "Realisasi"])
def test_a_formula_without_a_saved_value_is_an_error_and_no_blank(boyolali: Path, tmp_path: Path, cell: str, column: str) -> None:
    path = changed(boyolali, tmp_path, ("tbl_31", column, 3, cell))
    data, messages = exported(path)
    row = data["tabel_3_1"][3]

    assert row[column.lower()] in ERRORS
    assert (row["capaian"], row["kategori"]) == (row[column.lower()],) * 2
    address = Parts.of(path).at("tbl_31", column, 3)
    assert any("Tabel 3.1" in line and address in line and "rumus" in line for line in messages)


def test_a_formula_that_gave_an_empty_text_is_a_blank(boyolali: Path, tmp_path: Path) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Realisasi", 3, '<c t="str"><f>IF(TRUE,"","")</f><v></v></c>')))

    assert [data["tabel_3_1"][3][key] for key in ("realisasi", "capaian", "kategori")] == [None] * 3
    assert (data["ringkasan"]["rata_rata_capaian"], data["ringkasan"]["jumlah_indikator"]) == (100.0, 9)


def test_a_formula_with_its_value_is_that_value(boyolali: Path, tmp_path: Path) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Realisasi", 3, "<c><f>10+9</f><v>19</v></c>")))

    assert (data["tabel_3_1"][3]["realisasi"], data["tabel_3_1"][3]["capaian"]) == (19, 50)


def test_an_error_in_the_budget_is_the_error_of_its_totals(boyolali: Path, tmp_path: Path) -> None:
    path = changed(boyolali, tmp_path, ("tbl_32", "Realisasi", 3, error("#DIV/0!")))
    data, messages = exported(path)
    figures = data["ringkasan"]

    assert (data["tabel_3_2"][3]["serapan"], data["tabel_3_2"][3]["efisiensi"]) == ("#DIV/0!", "#DIV/0!")
    assert (figures["total_anggaran"], figures["total_realisasi"]) == (40_485_000, "#DIV/0!")
    assert (figures["total_serapan"], figures["total_efisiensi"]) == ("#DIV/0!", "#DIV/0!")
    address = Parts.of(path).at("tbl_32", "Realisasi", 3)
    assert any("Tabel 3.2" in line and address in line and "#DIV/0!" in line for line in messages)


@pytest.mark.parametrize(
    ("table", "column", "row", "sheet"),
    [
        ("tbl_21", "Target", 2, "Tabel 2.1"),
        ("tbl_21", "Satuan", 2, "Tabel 2.1"),
        ("tbl_31", "Pengampu", 0, "Tabel 3.1"),
        ("tbl_31", "Arah", 0, "Tabel 3.1"),
        ("tbl_31", "Indikator", 0, "Tabel 3.1"),
        ("tbl_32", "Kegiatan", 8, "Tabel 3.2"),
        ("tbl_profil", "nilai", 3, "Profil"),
        ("tbl_skala", "Batas bawah", 1, "Skala"),
    ],
)
def test_an_error_value_anywhere_in_the_inputs_is_noted(
    boyolali: Path, tmp_path: Path, table: str, column: str, row: int, sheet: str
) -> None:
    path = changed(boyolali, tmp_path, (table, column, row, error("#REF!")))
    data, messages = exported(path)
    address = Parts.of(path).at(table, column, row)

    assert any(f'"{sheet}"' in line and address in line and "#REF!" in line for line in messages)
    assert '"#REF!"' in json.dumps(data)


def test_an_error_in_the_scale_is_the_error_of_every_category(boyolali: Path, tmp_path: Path) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_skala", "Batas bawah", 2, error("#REF!"))))

    assert {row["kategori"] for row in data["tabel_3_1"]} == {"#REF!"}
    assert data["ringkasan"]["kategori_rata_rata"] == "#REF!"
    assert data["ringkasan"]["rata_rata_capaian"] == 100.0


# ---------------------------------------------------------------- saved results that are wrong
@pytest.mark.parametrize(
    ("table", "column", "row", "cell", "stored", "right"),
    [
        ("tbl_31", "Capaian", 0, "<c><f>CAPAIAN(1,1)</f><v>12</v></c>", "12,00", "100,00"),
        ("tbl_31", "Capaian", 8, "<c><v>87.5</v></c>", "87,50", "100,00"),
        ("tbl_31", "Capaian", 4, "<c/>", "kosong", "100,00"),
        ("tbl_31", "Capaian", 4, '<c t="e"><f>CAPAIAN(1,1)</f><v>#NAME?</v></c>', "#NAME?", "100,00"),
        ("tbl_31", "Kategori", 0, '<c t="str"><f>KATEGORI(1)</f><v>SB</v></c>', "SB", "B"),
        ("tbl_31", "Capaian", -1, "<c><f>AVERAGE(A1)</f><v>99</v></c>", "99,00", "100,00"),
        ("tbl_31", "Kategori", -1, '<c t="str"><f>KATEGORI(1)</f><v>C</v></c>', "C", "B"),
        ("tbl_32", "Serapan", 3, "<c><f>SERAPAN(1,1)</f><v>80</v></c>", "80,00", "86,38"),
        ("tbl_32", "Efisiensi", 0, "<c><f>EFISIENSI(1,1)</f><v>100</v></c>", "100,00", "kosong"),
        ("tbl_32", "Anggaran", -1, "<c><f>SUM(A1)</f><v>437634000</v></c>", "437.634.000", "40.485.000"),
        ("tbl_32", "Serapan", -1, "<c><f>SERAPAN(1,1)</f><v>94.37</v></c>", "94,37", "90,42"),
    ],
)
def test_a_wrong_saved_result_is_noted_and_not_used(
    boyolali: Path, tmp_path: Path, boyolali_data: dict[str, Any], table: str, column: str, row: int, cell: str, stored: str, right: str
) -> None:
    path = changed(boyolali, tmp_path, (table, column, row, cell))
    data, messages = exported(path)

    assert data == boyolali_data
    assert len(messages) == 1
    sheet = {"tbl_31": '"Tabel 3.1"', "tbl_32": '"Tabel 3.2"'}[table]
    for part in (sheet, Parts.of(path).at(table, column, row), stored, right):
        assert part in messages[0]


@pytest.mark.parametrize("value", ["100", "100.00000000000001", "99.99999999999999", "1E2"])
def test_the_last_bit_of_a_saved_result_is_no_matter(boyolali: Path, tmp_path: Path, value: str) -> None:
    assert exported(changed(boyolali, tmp_path, ("tbl_31", "Capaian", 0, number(value))))[1] == []


def test_an_input_changed_without_recalculating(boyolali: Path, tmp_path: Path) -> None:
    path = changed(boyolali, tmp_path, ("tbl_31", "Realisasi", 3, number(19)))
    data, messages = exported(path)

    assert (data["tabel_3_1"][3]["capaian"], data["tabel_3_1"][3]["kategori"]) == (50, "K")
    assert data["ringkasan"]["rata_rata_capaian"] == pytest.approx(850 / 9, rel=1e-12)
    assert data["ringkasan"]["jumlah"] == {"SB": 0, "B": 8, "C": 0, "K": 1}
    noted = {Parts.of(path).at("tbl_31", *place) for place in (("Capaian", 3), ("Kategori", 3), ("Capaian", -1))}
    assert {address for address in noted if any(f" {address}:" in line for line in messages)} == noted


def test_a_note_is_one_line_whatever_the_cell_holds(boyolali: Path, tmp_path: Path) -> None:
    _, messages = exported(changed(boyolali, tmp_path, ("tbl_31", "Kategori", 0, lines("baik", "sekali", "lho"))))
    held, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Pengampu", 0, lines("baris 1", "baris 2"))))

    assert held["tabel_3_1"][0]["pengampu"] == "baris 1\nbaris 2"
    assert len(messages) == 1


# ---------------------------------------------------------------- what cells hold
@pytest.mark.parametrize(
    ("text", "capaian"),
    [("98,78", 100), ("98,78 %", 100), ("197,56", 50), ("Rp. 98,78", 100), ("WTP", "#VALUE!"), ("12 dari 20", "#VALUE!"), ("-", None)],
)
def test_a_number_typed_as_text(boyolali: Path, tmp_path: Path, text: str, capaian: object) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Target", 0, text_cell(text))))

    assert data["tabel_3_1"][0]["capaian"] == capaian


def test_a_date_is_a_number(boyolali: Path, tmp_path: Path) -> None:
    """31 December 2020 is day 44,196; the strict form of the format writes it as a date."""
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Realisasi", 7, '<c t="d"><v>2020-12-31T00:00:00</v></c>')))

    assert data["tabel_3_1"][7]["capaian"] == 44196


def test_a_truth_value_is_no_number(boyolali: Path, tmp_path: Path) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Target", 0, '<c t="b"><v>1</v></c>')))

    assert (data["tabel_3_1"][0]["target"], data["tabel_3_1"][0]["capaian"]) == (True, "#VALUE!")


@pytest.mark.parametrize(
    ("value", "read_as"), [("1E2", 100), ("1.5e-3", 0.0015), ("-5", -5), (" 7 ", 7), ("0.1", 0.1), ("123456789012345", 123456789012345)]
)
def test_numbers_as_files_write_them(boyolali: Path, tmp_path: Path, value: str, read_as: float) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Realisasi", 0, number(value))))

    assert data["tabel_3_1"][0]["realisasi"] == read_as


@pytest.mark.parametrize(
    "cell", ["<c/>", '<c t="s"/>', '<c t="n"><v/></c>', '<c t="inlineStr"/>', text_cell("  "), text_cell(""), text_cell("\u00a0")]
)
def test_an_empty_cell_is_not_measured_yet(boyolali: Path, tmp_path: Path, cell: str) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Realisasi", 0, cell)))

    assert [data["tabel_3_1"][0][key] for key in ("realisasi", "capaian", "kategori")] == [None] * 3
    assert data["ringkasan"]["jumlah"]["B"] == 8


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="inlineStr"><is><t>Indikator A &amp; B</t></is></c>', "Indikator A & B"),
        ('<c t="inlineStr"><is><t>satu_x000A_dua</t></is></c>', "satu\ndua"),
        ('<c t="inlineStr"><is><t>tulisan _x005F_x000A_ apa adanya</t></is></c>', "tulisan _x000A_ apa adanya"),
        ('<c t="inlineStr"><is><t>_xyz_ dan _x12_</t></is></c>', "_xyz_ dan _x12_"),
        ('<c t="inlineStr"><is><r><rPr><b/></rPr><t>Tebal </t></r><r><t>biasa</t></r></is></c>', "Tebal biasa"),
        ('<c t="inlineStr"><is><t>Kasi</t><rPh sb="0" eb="1"><t>bunyi</t></rPh></is></c>', "Kasi"),
        ('<c t="str"><f>"dari "&amp;"rumus"</f><v>dari rumus</v></c>', "dari rumus"),
        ('<c t="str"><f>A1</f><v>satu_x000A_dua</v></c>', "satu\ndua"),
        ("<c><v>2020</v></c>", "2020"),
    ],
)
def test_texts_as_files_write_them(boyolali: Path, tmp_path: Path, cell: str, text: str) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_31", "Pengampu", 0, cell)))

    assert data["tabel_3_1"][0]["pengampu"] == text


def test_shared_texts_with_runs_and_hints(boyolali: Path, tmp_path: Path) -> None:
    parts = Parts.of(boyolali)
    bold = '<rPr><b/><sz val="10"/></rPr>'
    runs = f'<si><r>{bold}<t xml:space="preserve">Kasi </t></r><r><t>Politik</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    parts.replace("xl/sharedStrings.xml", "</sst>", f"{runs}</sst>")
    index = parts["xl/sharedStrings.xml"].count(b"<si>") - 1
    parts.put("tbl_31", "Pengampu", 0, f'<c t="s"><v>{index}</v></c>')
    data, _ = exported(parts.save(tmp_path / "teks.xlsm"))

    assert data["tabel_3_1"][0]["pengampu"] == "Kasi Politik"
    assert data["tabel_3_1"][1]["pengampu"] == "Kasi Politik dan Kewaspadaan Nasional"


def test_the_office_has_its_own_scale(boyolali: Path, tmp_path: Path) -> None:
    cells = (("tbl_skala", "Batas bawah", 3, number(100)), ("tbl_skala", "Label", 3, text_cell("Istimewa")))
    data, messages = exported(changed(boyolali, tmp_path, *cells))

    assert {row["kategori"] for row in data["tabel_3_1"]} == {"SB"}
    assert (data["ringkasan"]["kategori_rata_rata"], data["ringkasan"]["jumlah"]) == ("SB", {"SB": 9, "B": 0, "C": 0, "K": 0})
    assert data["skala"][3]["label"] == "Istimewa"
    assert len(messages) == 10  # nine rows and the totals row still hold the old category


def test_a_scale_that_does_not_rise_gives_no_category(boyolali: Path, tmp_path: Path) -> None:
    data, _ = exported(changed(boyolali, tmp_path, ("tbl_skala", "Batas bawah", 1, number(99))))

    assert {row["kategori"] for row in data["tabel_3_1"]} == {"#VALUE!"}


# ---------------------------------------------------------------- broken files
class Broken(NamedTuple):
    """A way to make a file that is no workbook of ours, and words that the message must have."""

    name: str
    make: Callable[[Path, Path], object]
    named: tuple[str, ...] = ()


def raw(data: bytes) -> Callable[[Path, Path], object]:
    return lambda _, target: target.write_bytes(data)


def cut(keep: Callable[[int], int]) -> Callable[[Path, Path], object]:
    def make(source: Path, target: Path) -> None:
        data = source.read_bytes()
        target.write_bytes(data[: keep(len(data))])

    return make


def parts(change: Callable[[Parts], object]) -> Callable[[Path, Path], object]:
    def make(source: Path, target: Path) -> None:
        found = Parts.of(source)
        change(found)
        found.save(target)

    return make


def part(find: Callable[[Parts], str], data: bytes) -> Callable[[Path, Path], object]:
    """One part replaced."""
    return parts(lambda found: found.update({find(found): data}))


def gone(find: Callable[[Parts], str]) -> Callable[[Path, Path], object]:
    return parts(lambda found: found.pop(find(found)))


def swap(find: Callable[[Parts], str], old: str, new: str, count: int = -1) -> Callable[[Path, Path], object]:
    return parts(lambda found: found.replace(find(found), old, new, count))


def cell(content: str, column: str = "Target") -> Callable[[Path, Path], object]:
    return parts(lambda found: found.put("tbl_31", column, 0, content))


def workbook_xml(_: Parts) -> str:
    return "xl/workbook.xml"


def workbook_rels(_: Parts) -> str:
    return "xl/_rels/workbook.xml.rels"


def strings(_: Parts) -> str:
    return "xl/sharedStrings.xml"


def sheet(found: Parts) -> str:
    return found.sheet_of("tbl_31")


def sheet_rels(found: Parts) -> str:
    return found.relations(found.sheet_of("tbl_31"))


def table(found: Parts) -> str:
    return found.table("tbl_31")


def profil_table(found: Parts) -> str:
    return found.table("tbl_profil")


def table_attribute(name: str, value: str | None) -> Callable[[Path, Path], object]:
    def change(found: Parts) -> None:
        root: Any = etree.fromstring(found[table(found)])
        root.attrib.pop(name, None)
        if value is not None:
            root.set(name, value)
        found[table(found)] = etree.tostring(root)

    return parts(change)


def relation(find: Callable[[Parts], str], kind: str, **attributes: str) -> Callable[[Path, Path], object]:
    """Every relationship of a kind leads elsewhere."""

    def change(found: Parts) -> None:
        root: Any = etree.fromstring(found[find(found)])
        for each in root:
            if (each.get("Type") or "").endswith(kind):
                each.attrib.update(attributes)
        found[find(found)] = etree.tostring(root)

    return parts(change)


def with_dtd(find: Callable[[Parts], str], dtd: str, old: str = "", new: str = "") -> Callable[[Path, Path], object]:
    def change(found: Parts) -> None:
        declaration, _, body = found[find(found)].decode("utf-8").partition("?>")
        assert old in body
        found[find(found)] = f"{declaration}?>{dtd}{body.replace(old, new, 1) if old else body}".encode()

    return parts(change)


def entities(name: str, last: str = "lol") -> str:
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    return f'<!DOCTYPE {name} [<!ENTITY l0 "{last}">{levels}]>'


def archive(change: Callable[[zipfile.ZipFile], object]) -> Callable[[Path, Path], object]:
    """The parts, and something more in the archive."""

    def make(source: Path, target: Path) -> None:
        found = Parts.of(source)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
            for name, data in found.items():
                opened.writestr(name, data)
            change(opened)

    return make


def twice(opened: zipfile.ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr("xl/workbook.xml", b"<workbook/>")


def crowded(opened: zipfile.ZipFile) -> None:
    for count in range(20_000):
        opened.writestr(zipfile.ZipInfo(f"xl/media/{count}"), b"")


def headers(name: str, change: Callable[[bytearray, int, int], None]) -> Callable[[Path, Path], object]:
    """Change the headers of a part: the file's bytes, where its local header stands, where its central one."""

    def make(source: Path, target: Path) -> None:
        Parts.of(source).save(target)
        data = bytearray(target.read_bytes())
        with zipfile.ZipFile(target) as opened:
            local = opened.getinfo(name).header_offset
        central = data.rindex(name.encode()) - 46
        assert data[local : local + 4] == b"PK\x03\x04"
        assert data[central : central + 4] == b"PK\x01\x02"
        change(data, local, central)
        target.write_bytes(data)

    return make


def claim_size(data: bytearray, local: int, central: int) -> None:
    data[central + 24 : central + 28] = data[local + 22 : local + 26] = struct.pack("<I", 4_000_000_000)


def claim_password(data: bytearray, local: int, central: int) -> None:
    data[local + 6] |= 1
    data[central + 8] |= 1


def claim_method(data: bytearray, local: int, central: int) -> None:
    data[local + 8] = data[central + 10] = 99


def spoil(data: bytearray, local: int, central: int) -> None:
    start = local + 30 + int.from_bytes(data[local + 26 : local + 28], "little")
    data[start + 40] ^= 0xFF
    data[start + 41] ^= 0xFF


def far_header(data: bytearray, local: int, central: int) -> None:
    data[central + 42 : central + 46] = struct.pack("<I", 0x7FFFFFFF)


def not_ours(_: Path, target: Path) -> None:
    book = openpyxl.Workbook()
    book.save(target)
    book.close()


def sheet_of_two_lines(found: Parts) -> None:
    found.replace("xl/workbook.xml", 'name="Tabel 3.1"', 'name="Tabel&#10;3.1"')
    found.replace(table(found), 'name="Target"', 'name="Lain"')


OLE = bytes.fromhex("D0CF11E0A1B11AE1")
EXTERNAL = '<!DOCTYPE sst [<!ENTITY rahasia SYSTEM "file:///etc/hostname">]>'
LAUGHS = with_dtd(strings, entities("sst"), "</sst>", "<si><t>&l9;</t></si></sst>")
SWOLLEN = b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"

BROKEN = (
    Broken("empty", raw(b"")),
    Broken("one_byte", raw(b"P")),
    Broken("text", raw(b"bukan buku kerja\n")),
    Broken("web_page", raw(b"<html><body>404</body></html>")),
    Broken("only_the_head_of_a_zip", raw(b"PK\x03\x04")),
    Broken("empty_zip", raw(b"PK\x05\x06" + bytes(18))),
    Broken("old_xls", raw(OLE + bytes(4096)), (".xls",)),
    Broken("with_password", raw(OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)), ("kata sandi",)),
    Broken("cut_to_a_tenth", cut(lambda size: size // 10)),
    Broken("cut_to_half", cut(lambda size: size // 2)),
    Broken("cut_before_the_directory", cut(lambda size: size - 2000)),
    Broken("cut_at_the_last_byte", cut(lambda size: size - 1)),
    Broken("no_workbook_part", gone(workbook_xml)),
    Broken("binary_workbook", parts(lambda found: found.update({"xl/workbook.bin": found.pop("xl/workbook.xml")}))),
    Broken("not_ours", not_ours, ("tbl_",)),
    Broken("broken_workbook_part", part(workbook_xml, b"<workbook><sheets>")),
    Broken("broken_workbook_relations", part(workbook_rels, b"<Relationships")),
    Broken("broken_sheet", part(sheet, b"<worksheet><sheetData><row></sheetData>")),
    Broken("broken_sheet_relations", part(sheet_rels, b"\x00\x01\x02")),
    Broken("broken_table", part(table, b"<table")),
    Broken("broken_texts", part(strings, b"<sst><si>")),
    Broken("empty_sheet_part", part(sheet, b"")),
    Broken("unknown_encoding", part(sheet, b'<?xml version="1.0" encoding="klingon"?><worksheet/>')),
    Broken("nested_too_deep", part(sheet, b"<a>" * 50_000 + b"</a>" * 50_000)),
    Broken("no_sheet_part", gone(sheet)),
    Broken("no_table_part", gone(table)),
    Broken("no_texts_part", gone(strings)),
    Broken("no_workbook_relations", gone(workbook_rels)),
    Broken("no_sheet_relations", gone(sheet_rels), ("tbl_31",)),
    Broken("table_renamed", table_attribute("displayName", "tbl_lain"), ("tbl_31",)),
    Broken("table_without_a_name", table_attribute("displayName", None), ("tbl_31",)),
    Broken("column_renamed", swap(table, 'name="Target"', 'name="Sasaran tahun ini"'), ("Tabel 3.1", "Target")),
    Broken("column_of_the_profil_renamed", swap(profil_table, 'name="nilai"', 'name="isi"'), ("Profil", "nilai")),
    Broken("laughs_in_texts", LAUGHS),
    Broken("laughs_in_a_cell", with_dtd(sheet, entities("worksheet", "9"), "<sheetData>", "<sheetData><row><c><v>&l9;</v></c></row>")),
    Broken("laughs_in_an_attribute", with_dtd(sheet, entities("worksheet"), "<sheetData>", '<sheetData x="&l9;">')),
    Broken("laughs_in_a_table", with_dtd(table, entities("table"), 'name="Target"', 'name="&l9;"')),
    Broken("external_entity", with_dtd(strings, EXTERNAL, "</sst>", "<si><t>&rahasia;</t></si></sst>")),
    Broken("external_dtd", with_dtd(strings, '<!DOCTYPE sst SYSTEM "http://127.0.0.1:9/x.dtd">')),
    Broken("harmless_dtd", with_dtd(workbook_xml, "<!DOCTYPE workbook>")),
    Broken("zip_bomb", part(sheet, SWOLLEN)),
    Broken("huge_claimed_size", headers("xl/sharedStrings.xml", claim_size)),
    Broken("password_of_the_zip", headers("xl/sharedStrings.xml", claim_password), ("kata sandi",)),
    Broken("unknown_compression", headers("xl/sharedStrings.xml", claim_method)),
    Broken("spoiled_bytes", headers("xl/sharedStrings.xml", spoil)),
    Broken("header_far_away", headers("xl/sharedStrings.xml", far_header)),
    Broken("a_part_twice", archive(twice)),
    Broken("twenty_thousand_parts", archive(crowded)),
    Broken("table_over_the_whole_sheet", table_attribute("ref", "A1:XFD1048576")),
    Broken("table_down_to_the_end", table_attribute("ref", "B6:N1048576")),
    Broken("table_beyond_the_sheet", table_attribute("ref", "B6:N1048577")),
    Broken("table_crossed", table_attribute("ref", "Q15:B6")),
    Broken("table_ref_nonsense", table_attribute("ref", "di sini")),
    Broken("table_without_ref", table_attribute("ref", None)),
    Broken("table_narrower_than_its_columns", table_attribute("ref", "B6:M8")),
    Broken("negative_totals", table_attribute("totalsRowCount", "-1")),
    Broken("totals_no_number", table_attribute("totalsRowCount", "satu")),
    Broken("totals_of_99_rows", table_attribute("totalsRowCount", "99")),
    Broken("heading_of_99_rows", table_attribute("headerRowCount", "99")),
    Broken("negative_heading", table_attribute("headerRowCount", "-3")),
    Broken("text_index_too_large", cell('<c t="s"><v>99999</v></c>', "Indikator")),
    Broken("text_index_negative", cell('<c t="s"><v>-1</v></c>', "Indikator")),
    Broken("text_index_no_number", cell('<c t="s"><v>x</v></c>', "Indikator")),
    Broken("text_index_of_5000_digits", cell(f'<c t="s"><v>{"1" * 5000}</v></c>', "Indikator")),
    Broken("number_a_word", cell("<c><v>banyak</v></c>")),
    Broken("number_with_comma", cell("<c><v>98,78</v></c>")),
    Broken("number_nan", cell("<c><v>NaN</v></c>")),
    Broken("number_infinite", cell("<c><v>inf</v></c>")),
    Broken("number_beyond_a_double", cell("<c><v>1E999</v></c>")),
    Broken("number_of_a_programmer", cell("<c><v>1_000</v></c>")),
    Broken("cell_reference_nonsense", cell('<c r="di sini"><v>1</v></c>')),
    Broken("cell_reference_of_another_row", cell('<c r="H99"><v>1</v></c>')),
    Broken("row_number_nonsense", swap(sheet, '<row r="6"', '<row r="enam"')),
    Broken("row_number_of_5000_digits", swap(sheet, '<row r="6"', f'<row r="{"6" * 5000}"')),
    Broken("sheet_outside", relation(workbook_rels, "/worksheet", Target="../../../../../../etc/passwd")),
    Broken("sheet_outside_from_the_root", relation(workbook_rels, "/worksheet", Target="/etc/passwd")),
    Broken("sheet_on_the_net", relation(workbook_rels, "/worksheet", Target="http://127.0.0.1:9/", TargetMode="External")),
    Broken("sheet_without_relation", relation(workbook_rels, "/worksheet", Id="lain")),
    Broken("table_outside", relation(sheet_rels, "/table", Target="../../../../etc/passwd")),
    Broken("texts_outside", relation(workbook_rels, "/sharedStrings", Target="/etc/passwd")),
    Broken("texts_are_a_sheet", relation(workbook_rels, "/sharedStrings", Target="worksheets/sheet1.xml")),
    Broken("sheet_of_two_lines", parts(sheet_of_two_lines)),
)  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_a_broken_file_is_one_line(small: Path, tmp_path: Path, broken: Broken) -> None:
    path = tmp_path / "rusak.xlsm"
    broken.make(small, path)
    before = sha256(path.read_bytes()).digest()

    assert_refused(run("ekspor", path), "rusak.xlsm", *broken.named, folder=tmp_path)
    assert sha256(path.read_bytes()).digest() == before
    assert [each.name for each in tmp_path.iterdir()] == ["rusak.xlsm"]


@pytest.mark.parametrize("name", ["text", "cut_to_half", "column_renamed"])
def test_a_broken_file_at_the_real_command_line(small: Path, tmp_path: Path, name: str) -> None:
    broken = next(each for each in BROKEN if each.name == name)
    broken.make(small, tmp_path / "rusak.xlsm")

    assert_refused(run_process("ekspor", tmp_path / "rusak.xlsm"), "rusak.xlsm", *broken.named, folder=tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert_refused(run("ekspor", tmp_path / "tidak_ada.xlsm"), "tidak_ada.xlsm", folder=tmp_path)
    assert_refused(run("ekspor", tmp_path / "tidak" / "ada.xlsm"), "ada.xlsm", folder=tmp_path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert_refused(run("ekspor", tmp_path), tmp_path.name, "folder", folder=tmp_path.parent)


def test_a_file_nobody_can_open(tmp_path: Path) -> None:
    (tmp_path / "lingkar.xlsm").symlink_to(tmp_path / "lingkar.xlsm")

    assert_refused(run("ekspor", tmp_path / "lingkar.xlsm"), "lingkar.xlsm", folder=tmp_path)


def test_a_file_one_may_not_read(small: Path, tmp_path: Path) -> None:
    with failing("pathlib.Path.open", PermissionError(13, "Permission denied")):
        assert_refused(run("ekspor", small), small.name, "tidak boleh dibaca", folder=small.parent)


# ---------------------------------------------------------------- files that would fill the memory
_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
from lkjip.cli import main
main(sys.argv[1:])
"""


def crowd_of_cells(found: Parts) -> None:
    """Ten million cells in a part that is not swollen more than a hundred times: every one costs memory."""
    noise = b85encode(b"".join(sha256(count.to_bytes(4, "big")).digest() for count in range(15_000))).replace(b"-", b"=")
    cells = b"<row>" + b"<c/>" * 10_000_000 + b"</row>"
    found[sheet(found)] = b'<worksheet xmlns="%s"><!--%s--><sheetData>%s</sheetData></worksheet>' % (MAIN.encode(), noise, cells)


def cells_below(found: Parts, rows: int, each: str) -> None:
    """Rows of 14 cells under the table, each cell with its address as programs write it."""
    added = "".join(
        f'<row r="{row}">{"".join(each.format(at=f"{letter}{row}", row=row) for letter in "BCDEFGHIJKLMNO")}</row>'
        for row in range(100, 100 + rows)
    )
    found.replace(sheet(found), "</sheetData>", f"{added}</sheetData>")


def test_a_sheet_as_full_as_a_ministry_would_fill_it(small: Path, tmp_path: Path) -> None:
    found = Parts.of(small)
    cells_below(found, 5_000, '<c r="{at}" s="21"><f>A{row}+1</f><v>{row}.25</v></c>')

    assert exported(found.save(tmp_path / "penuh.xlsm")) == exported(small)


def test_borders_drawn_down_to_the_end_of_a_sheet(small: Path, tmp_path: Path) -> None:
    """Blank cells with a look are cells too: over a million of them, as when whole columns get borders."""
    found = Parts.of(small)
    cells_below(found, 80_000, '<c r="{at}" s="21"/>')
    path = found.save(tmp_path / "garis.xlsm")

    assert_refused(run("ekspor", path), "garis.xlsm", '"Tabel 3.1"', "terlalu banyak sel", "hapus baris", folder=tmp_path)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("laughs", LAUGHS),
        ("laughs_in_an_attribute", with_dtd(sheet, entities("worksheet"), "<sheetData>", '<sheetData x="&l9;">')),
        ("zip_bomb", part(sheet, SWOLLEN)),
        ("huge_claimed_size", headers("xl/sharedStrings.xml", claim_size)),
        ("table_over_the_whole_sheet", table_attribute("ref", "A1:XFD1048576")),
        ("crowd_of_cells", parts(crowd_of_cells)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bomb_is_refused_in_a_gigabyte(small: Path, tmp_path: Path, name: str, make: Callable[[Path, Path], object]) -> None:
    path = tmp_path / f"{name}.xlsm"
    make(small, path)
    outcome: Outcome = run_python("-c", _LIMITED, "ekspor", path, env=environment())

    assert_refused(outcome, path.name, folder=tmp_path)


def test_a_part_that_claims_to_be_small_is_read_only_so_far(small: Path, tmp_path: Path) -> None:
    """The directory says 1,000 bytes, the data go on for 60 MB."""
    path = tmp_path / "bohong.xlsm"

    def claim_little(data: bytearray, local: int, central: int) -> None:
        data[central + 16 : central + 20] = data[local + 14 : local + 18] = struct.pack("<I", zlib.crc32(b"\n" * 1000))
        data[central + 24 : central + 28] = data[local + 22 : local + 26] = struct.pack("<I", 1000)

    found = Parts.of(small)
    found["xl/sharedStrings.xml"] = b"\n" * 60_000_000
    headers("xl/sharedStrings.xml", claim_little)(found.save(tmp_path / "besar.zip"), path)
    del found
    tracemalloc.start()
    outcome = run("ekspor", path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert_refused(outcome, "bohong.xlsm", folder=tmp_path)
    assert most < 30_000_000


def test_where_a_row_stands_in_the_file(boyolali: Path, tmp_path: Path) -> None:
    book = workbook_file.read(changed(boyolali, tmp_path, ("tbl_31", "Indikator", 1, text_cell(" "))))
    assert list(book.laporan.places_in(TABEL_3_1)) == [0, 2, 3, 4, 5, 6, 7, 8]
    assert book.cell(TABEL_3_1, 1, TABEL_3_1.column("target")) == "I8"
