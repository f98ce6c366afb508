"""Our functions in an office's own sheets, and what replaces them in the copy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path

import pytest
from lxml import etree

from tests.kit import reading
from tests.kit.workbooks import MAIN, Parts, assert_refused, run, text_cell
from tests.mail import books
from tests.mail.test_kirim import send
from tests.office.client import Office

pytestmark = pytest.mark.slow

TITLE = "Milik Kantor"
ALONE = "Rumus Bersama"
"""A sheet on which no formula becomes a value: such a sheet shares none any more."""
INPUTS = {
    "A1": books.number(90.0),
    "B1": books.number(81.0),
    "A2": books.number(38.0),
    "B2": books.number(19.0),
    "A3": books.text("98,78 %"),
}


TEXTS = ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "\t=1+1", "'=1", "=CAPAIAN(A1,B1)"]
"""Texts that look like formulas."""
SHARED = {
    "C1": books.formula("CAPAIAN(A1,$B$1)", 90.0, attributes=' t="shared" si="0" ref="C1:C2"'),
    "C2": '<c><f t="shared" si="0"/><v>213.15789473684211</v></c>',
    "D1": books.formula("A1*2", 180.0, attributes=' t="shared" si="1" ref="D1:D2"'),
    "D2": '<c><f t="shared" si="1"/><v>76</v></c>',
}
QUARTERS = {
    **{f"{column}5": books.number(target) for column, target in zip("ABCD", (25.0, 60.0, 10.0, 6.67), strict=True)},
    **{f"{column}6": books.number(done) for column, done in zip("AB", (55.6, 30.86), strict=True)},
    "E5": books.text("jumlah"),
    "E6": books.text("II"),
    "F5": books.text("7 orang"),
}
"""The example of BPS up to TW II, in two rows."""
OF_QUARTERS: Mapping[str, float | str] = {
    'SAMPAI_TRIWULAN("II","jumlah",A5:D5,A6:D6)': 86.46,
    'SAMPAI_TRIWULAN(E6,E5,A5:D5,A6:D6,,,"target")': 85.0,
    'ROUND(SAMPAI_TRIWULAN(2,"posisi akhir",A5:D5,A6:D6),1)': 30.9,
    'SAMPAI_TRIWULAN(3,"jumlah",A5:D5,A6:D6)': "",
    "SISA_TRIWULAN(2,E5,A5:D5,A6:D6,101.67)": 7.605,
    'CAPAIAN(SAMPAI_TRIWULAN(2,"jumlah",A5:D5,A6:D6,,,"target"),SAMPAI_TRIWULAN(2,"jumlah",A5:D5,A6:D6))': 8646 / 85,
}
"""By hand: 55.6 + 30.86 of 25 + 60, and half of what is missing from 101.67. In column C from row 8."""
KEPT: Sequence[tuple[str, float | str, str]] = [
    ("SAMPAI_TRIWULAN(2,E5,A5:C5,A6:D6)", "#VALUE!", "bukan empat sel"),
    ("SAMPAI_TRIWULAN(2,E5,A5:D5,A5:A8)", 80.6, "tidak sama letaknya"),
    ("SAMPAI_TRIWULAN(2,E5,A5:D5,C5:F5)", 16.67, "membaca teks"),
    ("SAMPAI_TRIWULAN(A5:A6,E5,A5:D5,A6:D6)", "#VALUE!", "rentang"),
    ("SISA_TRIWULAN(2,E5,A5:D5,A6:D6,F5)", -39.73, "7 orang"),
    ("SAMPAI_TRIWULAN(E6,E5,A5:D5,A6:D6,E7,F6,E8)", 86.46, "Excel menerima 8192"),
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
]
"""Formulas without a native form, what they gave, and why. In column G from row 1."""
ARRAY = {"H1": books.formula("CAPAIAN(A1:A2,B1:B2)", 90.0, attributes=' t="array" ref="H1:H2"'), "H2": books.number(50.0)}
MISSING = {
    "I1": books.formula('CAPAIAN(A1,B1,"turun")'),
    "I2": books.formula("KATEGORI(I1)"),
    "I3": books.formula("CAPAIAN(A3,98.78)"),
}
"""Without a saved value nothing would show in a previewer."""
NO_CALL = """'CAPAIAN(1)'!A1&"CAPAIAN(A1,B1)"&tbl_31[[#Totals],[Capaian]]&MYKATEGORI"""
NAMED = {
    "K1": books.formula("capaian_kami+0", 90.0),
    "K2": books.formula("luar+1", 8.0),
    "K3": books.formula("dalam_huruf", "sembilan puluh"),
}
NAMES = (
    f"<definedName name=\"capaian_kami\">CAPAIAN('{TITLE}'!$A$1,'{TITLE}'!$B$1)</definedName>"
    "<definedName name=\"luar\">'[1]Lain'!$A$1</definedName>"
    f"<definedName name=\"dalam_huruf\">TERBILANG('{TITLE}'!$A$1)</definedName>"
)
LOOKS = (
    '<conditionalFormatting sqref="C1:C2"><cfRule type="expression" priority="1"><formula>CAPAIAN($A1,$B1)&lt;100</formula></cfRule>'
    '<cfRule type="expression" priority="2"><formula>TERBILANG($A1)="satu"</formula></cfRule></conditionalFormatting>'
    '<conditionalFormatting sqref="D3"><cfRule type="expression" priority="3"><formula>CAPAIAN($A3,1)&lt;9</formula></cfRule>'
    "</conditionalFormatting>"
    '<dataValidations count="1"><dataValidation type="custom" sqref="E1"><formula1>KATEGORI(CAPAIAN(A1,B1))="B"</formula1>'
    "</dataValidation></dataValidations>"
)
CELLS = {
    **INPUTS,
    **QUARTERS,
    **{f"C{row}": books.formula(formula, shown) for row, (formula, shown) in enumerate(OF_QUARTERS.items(), 8)},
    **{f"G{row}": books.formula(formula, saved) for row, (formula, saved, _) in enumerate(KEPT, 1)},
    **ARRAY,
    **MISSING,
    "J1": books.formula(NO_CALL, "x"),
    **NAMED,
    **{f"L{row}": books.text(text) for row, text in enumerate(TEXTS, 1)},
}


class Copied:
    """A workbook with a sheet of the office's own, and the copy made of it."""

    def __init__(self, source: Path, folder: Path) -> None:
        parts = Parts.of(source)
        sheets = {TITLE: books.add_sheet(parts, TITLE, CELLS, after=LOOKS), ALONE: books.add_sheet(parts, ALONE, INPUTS | SHARED)}
        parts.replace("xl/workbook.xml", "</definedNames>", f"{NAMES}</definedNames>")
        self.texts = [parts.put("tbl_31", "Pengampu", row, text_cell(text)) for row, text in enumerate(TEXTS[:2])]
        outcome = send(parts.save(folder / "buku.xlsm"))
        assert outcome.status == 0, outcome.err
        self.err = outcome.err
        self.path = Path(outcome.out.splitlines()[0])
        self.parts = Parts.of(self.path)
        self.roots = {title: etree.fromstring(self.parts[part]) for title, part in sheets.items()}

    def formula(self, address: str, title: str = TITLE) -> str | None:
        cell = next(cell for cell in self.roots[title].iter(f"{{{MAIN}}}c") if cell.get("r") == address)
        return cell.findtext(f"{{{MAIN}}}f")

    def saved(self, address: str) -> object:
        return reading.sheet(self.path, TITLE, saved=True)[address].value


@pytest.fixture(scope="module")
def copied(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """The small workbook with all of these formulas, and its copy."""
    return Copied(small, tmp_path_factory.mktemp("rumus"))


def test_none_of_our_functions_is_left(copied: Copied) -> None:
    formulas = [unescape(each) for each in books.formulas(copied.parts)]
    calls = r"\b(?i:capaian|kategori|serapan|efisiensi|terbilang)\s*\(|_TRIWULAN"
    assert [each for each in formulas if re.search(calls, each)] == [NO_CALL]  # the names of columns and sheets are left alone
    assert copied.formula("J1") == NO_CALL


def test_the_copy_recalculates_to_the_same(copied: Copied, office_no_macros: Office) -> None:
    with office_no_macros.open(copied.path) as document:
        shared = document.values(ALONE, "C1:D2")
        quarters = [cell for (cell,) in document.values(TITLE, f"C8:C{7 + len(OF_QUARTERS)}")]
        named = [cell for (cell,) in document.values(TITLE, "K1:K3")]
    assert shared == [[90.0, 180.0], [pytest.approx(81 / 38 * 100), 76.0]]
    assert quarters == [value if isinstance(value, str) else pytest.approx(value, rel=1e-12) for value in OF_QUARTERS.values()]
    assert named == [90.0, 8.0, "sembilan puluh"]


def test_shared_formulas_become_each_its_own(copied: Copied) -> None:
    assert copied.formula("C1", ALONE)
    assert copied.formula("C2", ALONE)
    assert copied.formula("D2", ALONE) is None or copied.formula("D2", ALONE) == ""  # somebody else's stay shared


def test_quarters_are_computed_by_native_formulas(copied: Copied) -> None:
    assert [copied.formula(f"C{row}") for row in range(8, 8 + len(OF_QUARTERS))].count(None) == 0


def test_without_a_native_form_the_value_stays(copied: Copied) -> None:
    for row, (formula, saved, why) in enumerate(KEPT, 1):
        assert copied.formula(f"G{row}") is None, formula
        assert copied.saved(f"G{row}") == (pytest.approx(saved) if isinstance(saved, float) else saved), formula
        (line,) = [line for line in copied.err.splitlines() if f'lembar "{TITLE}" sel G{row}:' in line]
        assert why in line, formula
        assert "yang dikirim nilainya" in line


def test_array_formulas_keep_their_values(copied: Copied) -> None:
    assert (copied.formula("H1"), copied.saved("H1"), copied.saved("H2")) == (None, 90.0, 50.0)


def test_a_missing_value_is_computed(copied: Copied) -> None:
    # aturan: 90 and 81, falling, are 110
    assert (copied.saved("I1"), copied.saved("I3")) == (pytest.approx(110), pytest.approx(100))
    assert copied.formula("I1")
    assert copied.formula("I3") is None


def test_defined_names(copied: Copied) -> None:
    assert "luar" not in copied.parts["xl/workbook.xml"].decode()
    assert [copied.formula(each) for each in NAMED] == ["capaian_kami+0", None, None]
    assert "nama luar ditinggalkan" in copied.err
    assert "nama dalam_huruf ditinggalkan" in copied.err


def test_conditional_looks_and_validations(copied: Copied) -> None:
    rules = [rule.findtext(f"{{{MAIN}}}formula") or "" for rule in copied.roots[TITLE].iter(f"{{{MAIN}}}cfRule")]
    assert len(rules) == 1
    assert rules[0].endswith("<100")
    assert "{" not in rules[0]  # Excel takes no array constant here
    assert len(list(copied.roots[TITLE].iter(f"{{{MAIN}}}conditionalFormatting"))) == 1  # one without rules would be damage
    assert len(list(copied.roots[TITLE].iter(f"{{{MAIN}}}dataValidation"))) == 1
    assert copied.err.count("warna bersyarat ditinggalkan") == 2


def test_texts_that_look_like_formulas_stay_texts(copied: Copied) -> None:
    book = reading.workbook(copied.path)
    assert [book[TITLE][f"L{row}"].value for row in range(1, len(TEXTS) + 1)] == TEXTS
    assert {book[TITLE][f"L{row}"].data_type for row in range(1, len(TEXTS) + 1)} <= {"s", "inlineStr"}
    assert [book["Tabel 3.1"][address].value for address in copied.texts] == TEXTS[:2]


def test_formulas_of_a_sheet_whose_rows_stand_in_no_order_do_not_go_unseen(small: Path, tmp_path: Path) -> None:
    parts = Parts.of(small)
    books.add_sheet(parts, "Kacau", {"A5": books.number(1.0)})
    row = '<row r="2"><c r="A2"><f>\'C:\\x\\[rahasia.xlsx]S\'!A1</f><v>7</v></c></row></sheetData>'
    parts.replace(parts.sheet("Kacau"), "</sheetData>", row)
    path = parts.save(tmp_path / "buku.xlsm")
    assert_refused(run("kirim", path), "Kacau", "tidak urut", folder=tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["buku.xlsm"]
