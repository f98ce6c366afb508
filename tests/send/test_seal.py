"""The seal: kept by whoever opens and saves a copy, broken by a changed figure, which is then named."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from tests.lkjip.workbooks import Outcome, Parts, run, text_cell
from tests.office.client import Office
from tests.send import books

NAME = "LKjIP_2020_Kantor_Kesbangpol_Boyolali.xlsx"


@pytest.fixture(scope="module")
def copy(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("segel")
    assert run("kirim", boyolali, "--keluaran", folder, "--tetap").status == 0
    return folder / NAME


def verify(path: Path) -> Outcome:
    outcome = run("periksa-kiriman", path)
    assert outcome.status in (0, 1), outcome.err
    return outcome


def test_as_sent(copy: Path) -> None:
    outcome = verify(copy)
    assert (outcome.status, outcome.err) == (0, "")
    assert "sama seperti saat dikirim" in outcome.out
    shown = re.search(r"segel ((?:[0-9A-F]{4} ?){4})", outcome.out)
    assert shown
    assert f"Segel: {shown[1].strip()}" in copy.with_suffix(".eml").read_text(encoding="utf-8")


def test_saved_again_by_libreoffice(copy: Path, tmp_path: Path, office_no_macros: Office) -> None:
    with office_no_macros.open(copy) as document:
        document.save_as(tmp_path / NAME, "xlsx")
    assert verify(tmp_path / NAME).status == 0


def test_saved_again_by_openpyxl_without_values(copy: Path, tmp_path: Path) -> None:
    openpyxl.load_workbook(copy).save(tmp_path / NAME)
    assert openpyxl.load_workbook(tmp_path / NAME, data_only=True)["Tabel 3.1"]["J6"].value is None
    assert verify(tmp_path / NAME).status == 0


def test_a_figure_changed_in_libreoffice_is_named(copy: Path, tmp_path: Path, office_no_macros: Office) -> None:
    at = Parts.of(copy).at("tbl_31", "Realisasi", 3)
    with office_no_macros.open(copy) as document:
        assert document.values("Tabel 3.1", at) == [[38.0]]
        document.write("Tabel 3.1", at, [[39.0]])
        document.save_as(tmp_path / NAME, "xlsx")
    outcome = verify(tmp_path / NAME)
    assert outcome.status == 1
    assert f'lembar "Tabel 3.1" sel {at} (Realisasi): berubah, sekarang 39' in outcome.out
    # what follows from it is named as well: the capaian of the row, the average, the figures of Ringkasan
    assert f"sel {Parts.of(copy).at('tbl_31', 'Capaian', 3)} (Capaian)" in outcome.out
    assert "(rata_rata_capaian)" in outcome.out
    assert "(Target)" not in outcome.out


@pytest.mark.parametrize(
    ("table", "column", "row", "cell"),
    [
        ("tbl_32", "Anggaran", 3, books.number(28485001.0)),
        ("tbl_21", "Indikator", 0, text_cell("Indikator lain")),
        ("tbl_profil", "nilai", 6, text_cell("Orang Lain")),
        ("tbl_skala", "Batas bawah", 2, books.number(75.0)),
        ("tbl_pk", "Satuan", 0, "<c/>"),
    ],
)
def test_any_table_is_sealed(copy: Path, tmp_path: Path, table: str, column: str, row: int, cell: str) -> None:
    parts = Parts.of(copy)
    address = parts.put(table, column, row, cell)
    outcome = verify(parts.save(tmp_path / NAME))
    assert outcome.status == 1
    assert f" sel {address} ({column}): berubah" in outcome.out


def test_a_result_typed_over_its_formula_is_named(copy: Path, tmp_path: Path) -> None:
    parts = Parts.of(copy)
    address = parts.put("tbl_31", "Capaian", 0, books.number(120.0))
    outcome = verify(parts.save(tmp_path / NAME))
    assert (outcome.status, outcome.out.count("berubah")) == (1, 1)
    assert f'lembar "Tabel 3.1" sel {address} (Capaian): berubah, sekarang 120' in outcome.out


def test_a_row_more_is_told_of(copy: Path, tmp_path: Path) -> None:
    parts = Parts.of(copy)
    parts.replace(parts.table("tbl_21"), 'ref="B5:F13"', 'ref="B5:F14"')
    outcome = verify(parts.save(tmp_path / NAME))
    assert outcome.status == 1
    assert "tbl_21" in outcome.out


def test_looks_are_not_sealed(copy: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(copy)
    book["Tabel 3.1"].column_dimensions["B"].width = 99
    book["Tabel 3.1"]["B6"].font = openpyxl.styles.Font(bold=True)
    book.create_sheet("Catatan")["A1"] = "dari atasan"
    book.save(tmp_path / NAME)
    assert verify(tmp_path / NAME).status == 0


@pytest.mark.parametrize("damage", ["none", "cut", "not base64", "shape"])
def test_without_a_whole_seal_nothing_is_said_of_the_content(copy: Path, tmp_path: Path, damage: str) -> None:
    parts = Parts.of(copy)
    part = "docProps/custom.xml"
    if damage == "none":
        parts[part] = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    elif damage == "cut":
        parts.replace(part, 'name="lkjip_segel_sel_0002"', 'name="lain"')
    elif damage == "not base64":
        parts.replace(part, "tbl_profil=", "tbl_profil=x")
    else:
        parts.replace(part, "tbl_profil=", "tbl_profil=9")
    outcome = run("periksa-kiriman", parts.save(tmp_path / NAME))
    assert outcome.status == 2
    assert "segel" in outcome.err
    assert len(outcome.lines) == 1


def test_the_workbook_itself_has_no_seal(boyolali: Path) -> None:
    assert run("periksa-kiriman", boyolali).status == 2


def test_the_seal_is_the_only_property_of_the_copy(boyolali: Path, tmp_path: Path) -> None:
    book = tmp_path / "buku.xlsm"
    parts = Parts.of(boyolali)
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006"
    parts["docProps/custom.xml"] = (
        f'<Properties xmlns="{namespace}/custom-properties" xmlns:vt="{namespace}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="Bidang"><vt:lpwstr>Politik</vt:lpwstr></property>'
        "</Properties>"
    ).encode()
    parts.replace(
        "_rels/.rels",
        "</Relationships>",
        f'<Relationship Id="rIdC" Type="{namespace}/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>',
    )
    books.add_type(parts, "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    outcome = run("kirim", parts.save(book), "--tetap")
    assert outcome.status == 0, outcome.err
    kept = openpyxl.load_workbook(tmp_path / NAME).custom_doc_props
    assert {each.name for each in kept.props if not str(each.name).startswith("lkjip_")} == set()
    assert all(len(str(each.value)) <= 255 for each in kept.props)  # what Excel shows of a property
    assert verify(tmp_path / NAME).status == 0
