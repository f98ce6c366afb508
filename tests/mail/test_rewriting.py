"""Our functions in an office's own sheets, and what replaces them in the copy."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.kit import reading
from tests.kit.workbooks import MAIN, Parts, assert_refused, run, text_cell
from tests.mail import books
from tests.mail.test_kirim import send
from tests.office.client import Office

TITLE = "Milik Kantor"
INPUTS = {
    "A1": books.number(90.0),
    "B1": books.number(81.0),
    "A2": books.number(38.0),
    "B2": books.number(19.0),
    "A3": books.text("98,78 %"),
}


class Copied:
    """A workbook with a sheet of the office's own, and the copy made of it."""

    def __init__(self, source: Path, folder: Path, cells: dict[str, str], *, after: str = "", names: str = "") -> None:
        parts = Parts.of(source)
        part = books.add_sheet(parts, TITLE, {**INPUTS, **cells}, after=after)
        if names:
            parts.replace("xl/workbook.xml", "</definedNames>", f"{names}</definedNames>")
        outcome = send(parts.save(folder / "buku.xlsm"))
        assert outcome.status == 0, outcome.err
        self.err = outcome.err
        self.path = Path(outcome.out.splitlines()[0])
        self.parts = Parts.of(self.path)
        self.part = part
        self.root = etree.fromstring(self.parts[part])

    def formula(self, address: str) -> str | None:
        cell = next(cell for cell in self.root.iter(f"{{{MAIN}}}c") if cell.get("r") == address)
        return cell.findtext(f"{{{MAIN}}}f")

    def saved(self, address: str) -> object:
        return reading.workbook(self.path, saved=True)[TITLE][address].value

    def assert_clean(self) -> None:
        assert not [each for each in books.formulas(self.parts) if re.search(r"(?i)\b(capaian|kategori|serapan|efisiensi)\s*\(", each)]


def test_shared_formulas_become_each_its_own(small: Path, tmp_path: Path, office_no_macros: Office) -> None:
    cells = {
        "C1": books.formula("CAPAIAN(A1,$B$1)", 90.0, attributes=' t="shared" si="0" ref="C1:C2"'),
        "C2": '<c><f t="shared" si="0"/><v>213.15789473684211</v></c>',
        "D1": books.formula("A1*2", 180.0, attributes=' t="shared" si="1" ref="D1:D2"'),
        "D2": '<c><f t="shared" si="1"/><v>76</v></c>',
    }
    copied = Copied(small, tmp_path, cells)
    copied.assert_clean()
    assert copied.formula("D2") is None or copied.formula("D2") == ""  # somebody else's stay shared
    with office_no_macros.open(copied.path) as document:
        assert document.values(TITLE, "C1:D2") == [[90.0, 180.0], [pytest.approx(81 / 38 * 100), 76.0]]


QUARTERS = {
    **{f"{column}5": books.number(target) for column, target in zip("ABCD", (25.0, 60.0, 10.0, 6.67), strict=True)},
    **{f"{column}6": books.number(done) for column, done in zip("AB", (55.6, 30.86), strict=True)},
    "E5": books.text("jumlah"),
    "E6": books.text("II"),
    "F5": books.text("7 orang"),
}
"""The example of BPS up to TW II, in two rows."""


def test_quarters_are_computed_by_native_formulas(small: Path, tmp_path: Path, office_no_macros: Office) -> None:
    """By hand: 55.6 + 30.86 of 25 + 60, and half of what is missing from 101.67."""
    formulas: dict[str, float | str] = {
        'SAMPAI_TRIWULAN("II","jumlah",A5:D5,A6:D6)': 86.46,
        'SAMPAI_TRIWULAN(E6,E5,A5:D5,A6:D6,,,"target")': 85.0,
        'ROUND(SAMPAI_TRIWULAN(2,"posisi akhir",A5:D5,A6:D6),1)': 30.9,
        'SAMPAI_TRIWULAN(3,"jumlah",A5:D5,A6:D6)': "",
        "SISA_TRIWULAN(2,E5,A5:D5,A6:D6,101.67)": 7.605,
        'CAPAIAN(SAMPAI_TRIWULAN(2,"jumlah",A5:D5,A6:D6,,,"target"),SAMPAI_TRIWULAN(2,"jumlah",A5:D5,A6:D6))': 8646 / 85,
    }
    cells = {f"C{row}": books.formula(formula, shown) for row, (formula, shown) in enumerate(formulas.items(), 8)}
    copied = Copied(small, tmp_path, {**QUARTERS, **cells})
    assert not [each for each in books.formulas(copied.parts) if "_TRIWULAN" in each]
    with office_no_macros.open(copied.path) as document:
        shown = [cell for (cell,) in document.values(TITLE, f"C8:C{7 + len(formulas)}")]
    assert shown == [value if isinstance(value, str) else pytest.approx(value, rel=1e-12) for value in formulas.values()]
    assert [copied.formula(f"C{row}") for row in range(8, 8 + len(formulas))].count(None) == 0


@pytest.mark.parametrize(
    ("formula", "saved", "why"),
    [
        ("SAMPAI_TRIWULAN(2,E5,A5:C5,A6:D6)", "#VALUE!", "bukan empat sel"),
        ("SAMPAI_TRIWULAN(2,E5,A5:D5,A5:A8)", 80.6, "tidak sama letaknya"),
        ("SAMPAI_TRIWULAN(2,E5,A5:D5,C5:F5)", 16.67, "membaca teks"),
        ("SAMPAI_TRIWULAN(A5:A6,E5,A5:D5,A6:D6)", "#VALUE!", "rentang"),
        ("SISA_TRIWULAN(2,E5,A5:D5,A6:D6,F5)", -39.73, "7 orang"),
        ("SAMPAI_TRIWULAN(E6,E5,A5:D5,A6:D6,E7,F6,E8)", 86.46, "Excel menerima 8192"),
    ],
)
def test_quarters_without_a_native_form_keep_their_value(small: Path, tmp_path: Path, formula: str, saved: float | str, why: str) -> None:
    copied = Copied(small, tmp_path, {**QUARTERS, "C9": books.formula(formula, saved)})
    assert copied.formula("C9") is None
    assert copied.saved("C9") == (pytest.approx(saved) if isinstance(saved, float) else saved)
    (line,) = [line for line in copied.err.splitlines() if f'lembar "{TITLE}" sel C9' in line]
    assert why in line


@pytest.mark.parametrize(
    ("formula", "saved", "why"),
    [
        ("CAPAIAN(A1:A2,B1:B2)", 90.0, "rentang"),
        ("CAPAIAN(A:A,B:B)", 90.0, "tidak bisa dipastikan"),
        ("CAPAIAN(A3,B1)", 81 / 98.78 * 100, "98,78"),
        ("TERBILANG(A2)", "tiga puluh delapan", "tidak punya rumus bawaan"),
        ("CAPAIAN(VLOOKUP(1,A1:B3,2)&A1,B1)", 90.0, "tidak bisa dipastikan"),
        ("CAPAIAN(A1)", "#VALUE!", "argumen"),
        ("CAPAIAN(A1,,B2,3)", "#VALUE!", "argumen"),
        ("CAPAIAN([1]Lain!A1,B1)", 90.0, "buku kerja lain"),
        ("[1]Lain!A1+1", 91.0, "buku kerja lain"),
        ("CAPAIAN(A1,B1", "#NAME?", "tidak terbaca"),
    ],
)
def test_without_a_native_form_the_value_stays(small: Path, tmp_path: Path, formula: str, saved: float | str, why: str) -> None:
    copied = Copied(small, tmp_path, {"C1": books.formula(formula, saved)})
    assert copied.formula("C1") is None
    assert copied.saved("C1") == (pytest.approx(saved) if isinstance(saved, float) else saved)
    (line,) = [line for line in copied.err.splitlines() if f'lembar "{TITLE}" sel C1' in line]
    assert why in line
    assert "yang dikirim nilainya" in line


def test_array_formulas_keep_their_values(small: Path, tmp_path: Path) -> None:
    copied = Copied(
        small,
        tmp_path,
        {"C1": books.formula("CAPAIAN(A1:A2,B1:B2)", 90.0, attributes=' t="array" ref="C1:C2"'), "C2": books.number(50.0)},
    )
    assert (copied.formula("C1"), copied.saved("C1"), copied.saved("C2")) == (None, 90.0, 50.0)


def test_a_missing_value_is_computed(small: Path, tmp_path: Path) -> None:
    # aturan: 90 and 81, falling, are 110; without a saved value nothing would show in a previewer
    cells = {"C1": books.formula('CAPAIAN(A1,B1,"turun")'), "C2": books.formula("KATEGORI(C1)"), "C3": books.formula("CAPAIAN(A3,98.78)")}
    copied = Copied(small, tmp_path, cells)
    assert (copied.saved("C1"), copied.saved("C3")) == (pytest.approx(110), pytest.approx(100))
    assert copied.formula("C1")
    assert copied.formula("C3") is None


def test_names_of_columns_and_sheets_are_left_alone(small: Path, tmp_path: Path) -> None:
    formula = """'CAPAIAN(1)'!A1&"CAPAIAN(A1,B1)"&tbl_31[[#Totals],[Capaian]]&MYKATEGORI"""
    copied = Copied(small, tmp_path, {"C1": books.formula(formula, "x")})
    assert copied.formula("C1") == formula


def test_defined_names(small: Path, tmp_path: Path, office_no_macros: Office) -> None:
    names = (
        f"<definedName name=\"capaian_kami\">CAPAIAN('{TITLE}'!$A$1,'{TITLE}'!$B$1)</definedName>"
        "<definedName name=\"luar\">'[1]Lain'!$A$1</definedName>"
        f"<definedName name=\"dalam_huruf\">TERBILANG('{TITLE}'!$A$1)</definedName>"
    )
    cells = {
        "C1": books.formula("capaian_kami+0", 90.0),
        "C2": books.formula("luar+1", 8.0),
        "C3": books.formula("dalam_huruf", "sembilan puluh"),
    }
    copied = Copied(small, tmp_path, cells, names=names)
    copied.assert_clean()
    assert "luar" not in copied.parts["xl/workbook.xml"].decode()
    assert [copied.formula(each) for each in ("C1", "C2", "C3")] == ["capaian_kami+0", None, None]
    with office_no_macros.open(copied.path) as document:
        assert [row[0] for row in document.values(TITLE, "C1:C3")] == [90.0, 8.0, "sembilan puluh"]
    assert "nama luar ditinggalkan" in copied.err
    assert "nama dalam_huruf ditinggalkan" in copied.err


def test_conditional_looks_and_validations(small: Path, tmp_path: Path) -> None:
    after = (
        '<conditionalFormatting sqref="C1:C2"><cfRule type="expression" priority="1"><formula>CAPAIAN($A1,$B1)&lt;100</formula></cfRule>'
        '<cfRule type="expression" priority="2"><formula>TERBILANG($A1)="satu"</formula></cfRule></conditionalFormatting>'
        '<conditionalFormatting sqref="D3"><cfRule type="expression" priority="3"><formula>CAPAIAN($A3,1)&lt;9</formula></cfRule>'
        "</conditionalFormatting>"
        '<dataValidations count="1"><dataValidation type="custom" sqref="E1"><formula1>KATEGORI(CAPAIAN(A1,B1))="B"</formula1>'
        "</dataValidation></dataValidations>"
    )
    copied = Copied(small, tmp_path, {}, after=after)
    copied.assert_clean()
    rules = [rule.findtext(f"{{{MAIN}}}formula") or "" for rule in copied.root.iter(f"{{{MAIN}}}cfRule")]
    assert len(rules) == 1
    assert rules[0].endswith("<100")
    assert "{" not in rules[0]  # Excel takes no array constant here
    assert len(list(copied.root.iter(f"{{{MAIN}}}conditionalFormatting"))) == 1  # one without rules would be damage
    assert len(list(copied.root.iter(f"{{{MAIN}}}dataValidation"))) == 1
    assert copied.err.count("warna bersyarat ditinggalkan") == 2


def test_texts_that_look_like_formulas_stay_texts(small: Path, tmp_path: Path) -> None:
    texts = ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "\t=1+1", "'=1", "=CAPAIAN(A1,B1)"]
    parts = Parts.of(small)
    addresses = [parts.put("tbl_31", "Pengampu", row, text_cell(text)) for row, text in enumerate(texts[:2])]
    books.add_sheet(parts, TITLE, {f"A{row}": books.text(text) for row, text in enumerate(texts, 1)})
    outcome = send(parts.save(tmp_path / "buku.xlsm"))
    assert outcome.status == 0, outcome.err
    book = openpyxl.load_workbook(outcome.out.splitlines()[0])
    assert [book[TITLE][f"A{row}"].value for row in range(1, len(texts) + 1)] == texts
    assert {book[TITLE][f"A{row}"].data_type for row in range(1, len(texts) + 1)} <= {"s", "inlineStr"}
    assert [book["Tabel 3.1"][address].value for address in addresses] == texts[:2]


def test_formulas_of_a_sheet_whose_rows_stand_in_no_order_do_not_go_unseen(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    books.add_sheet(parts, "Kacau", {"A5": books.number(1.0)})
    row = '<row r="2"><c r="A2"><f>\'C:\\x\\[rahasia.xlsx]S\'!A1</f><v>7</v></c></row></sheetData>'
    parts.replace(parts.sheet("Kacau"), "</sheetData>", row)
    path = parts.save(tmp_path / "buku.xlsm")
    assert_refused(run("kirim", path), "Kacau", "tidak urut", folder=tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["buku.xlsm"]
