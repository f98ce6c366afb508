"""The copy keeps the user's charts, pictures and other content that may leave."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from lkjip.vba import macros, project
from lkjip.vba.project import Module
from tests.kit import reading
from tests.kit.sampling import some
from tests.kit.workbooks import Parts, run
from tests.mail import books
from tests.mail.test_kirim import NAME, send, sent
from tests.office.client import Office
from tests.sync.corpus import PARTIES

# What is edited or written anew wherever it is, and what must not leave the office
_EDITED = re.compile(
    r"\[Content_Types\]\.xml|docProps/(core|app|custom)\.xml|xl/workbook\.xml|.*\.rels|xl/drawings/drawing\d{3}\.xml|xl/charts/chart\d{3}\.xml"
)
_GONE = re.compile(
    r"xl/vbaProject.*|xl/externalLinks/.*|_xmlsignatures/.*|.*printerSettings.*|xl/calcChain\.xml|.*\.vml|xl/comments.*|xl/persons/.*"
    r"|xl/threadedComments/.*|xl/pivot.*|customXml/.*|customUI/.*|.*\.rels"
)

SMALL_NAME = "LKjIP_2023_Kantor_Contoh"
AVERAGE = (100 + 90) / 2
"""The average capaian of the small workbook."""


def unselected(part: bytes) -> bytes:
    """A worksheet without the mark of selected ones; any other part as it is."""
    if b"<sheetView" not in part:
        return part
    root = etree.fromstring(part)
    for view in root.iter("{*}sheetView"):
        view.attrib.pop("tabSelected", "")
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize("guest", some(PARTIES, 3))
def test_what_is_not_ours_stays(boyolali: Path, tmp_path: Path, guest: str, office_no_macros: Office) -> None:
    before = Parts.of(boyolali)
    PARTIES[guest](before)
    copy, _ = sent(before.save(tmp_path / "buku.xlsm"))
    ours = {before.sheet("Mulai"), before.sheet("Lembar Pimpinan"), before.sheet("Pemeriksaan"), *books.WITH_BLANK_POINTS}
    ours |= {each for table in ("tbl_31", "tbl_32") for each in (before.sheet_of(table), before.table(table))}
    ours |= books.same_but_buttons(before, copy)
    ours |= {name for name in before.keys() & copy.keys() if unselected(before[name]) == unselected(copy[name])}  # one is, Lembar Pimpinan
    ours |= {name for name in before if b"printerSettings" in before.get(before.relations(name), b"")}  # they name the printer
    assert {name for name in before.keys() - copy.keys() if not _GONE.fullmatch(name)} == set()
    changed = {name for name in before.keys() & copy.keys() if before[name] != copy[name]}
    assert {name for name in changed - ours if not _EDITED.fullmatch(name)} == set()
    assert not [name for name in copy if _GONE.fullmatch(name) and not name.endswith(".rels")]
    assert b"[1]" not in b"".join(formula.encode() for formula in books.formulas(copy))
    with office_no_macros.open(tmp_path / f"{NAME}.xlsx") as document:
        assert document.values("Ringkasan", "D5:D6") == [[9], [100]]
    assert run("periksa-kiriman", tmp_path / f"{NAME}.xlsx").status == 0


def test_a_workbook_saved_by_openpyxl(small: Path, tmp_path: Path, office_no_macros: Office) -> None:
    book = openpyxl.load_workbook(small, keep_vba=True)
    sheet = book.create_sheet("Catatan")
    sheet["A1"], sheet["B1"] = 90, 81
    sheet["C1"] = '=CAPAIAN(A1,B1,"turun")'
    sheet["C1"].comment = Comment("cek", "Budi Santoso")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, max_col=2, min_row=1))
    sheet.add_chart(chart, "E2")
    book.save(tmp_path / "buku.xlsm")
    copy, _ = sent(tmp_path / "buku.xlsm")
    assert b"Budi Santoso" not in b"".join(copy.values())
    assert reading.sheet(tmp_path / f"{SMALL_NAME}.xlsx", "Catatan", saved=True)["C1"].value == pytest.approx(110)
    with office_no_macros.open(tmp_path / f"{SMALL_NAME}.xlsx") as document:
        assert document.values("Catatan", "C1") == [[pytest.approx(110)]]
        assert document.values("Ringkasan", "D5:D6") == [[2], [pytest.approx(AVERAGE)]]


def test_a_workbook_saved_by_libreoffice(small: Path, tmp_path: Path, office_no_macros: Office) -> None:
    """LibreOffice writes it with `_xludf.` or without our functions' values; the copy has both again."""
    with office_no_macros.open(small) as document:
        document.save_as(tmp_path / "buku.xlsm", "xlsm")
    outcome = send(tmp_path / "buku.xlsm")
    assert outcome.status == 0, outcome.err
    copy = tmp_path / f"{SMALL_NAME}.xlsx"
    assert not [each for each in books.formulas(Parts.of(copy)) if re.search(r"(?i)\b(capaian|kategori|serapan|efisiensi)\s*\(", each)]
    with office_no_macros.open(copy) as document:
        assert document.values("Ringkasan", "D5:D6") == [[2], [pytest.approx(AVERAGE)]]
        at = Parts.of(copy).at("tbl_31", "Capaian", 0)
        assert document.values("Tabel 3.1", at) == [[100]]


_OWN_FUNCTIONS = """
Public Static Function Statis(x)
End Function
    Function Menjorok(x)
    End Function
#If VBA7 Then
Friend Function Bersyarat(x)
End Function
#End If
Function _
  Bersambung(x)
End Function
""".replace("\n", "\r\n")


def test_functions_that_excel_has_not_become_values(boyolali: Path, tmp_path: Path) -> None:
    """However a macro declares them, and whatever add-in brings them."""
    parts = Parts.of(boyolali)
    sheets = [f"Sheet{number}" for number in range(1, sum(name.startswith("xl/worksheets/sheet") for name in parts) + 1)]
    parts["xl/vbaProject.bin"] = project.build([*macros.modules(sheets), Module("MakroKasubag", _OWN_FUNCTIONS, "std")])
    foreign = {
        "A1": ("statis(2)*3", "STATIS"),
        "A2": ("Menjorok(2)", "MENJOROK"),
        "A3": ("IF(Bersyarat(1)&gt;0,CAPAIAN(38,19),0)".replace("&gt;", ">"), "BERSYARAT"),
        "A4": ("SUM(1,Bersambung (2))", "BERSAMBUNG"),
        "A5": ("_xll.TARIK(2)", "TARIK"),
        "A6": ("_xludf.SUM(2)", "SUM"),
        "A7": ("_xldudf_KANTOR_TAMBAH(2)", "_XLDUDF_KANTOR_TAMBAH"),
        "A8": ('GETPIVOTDATA("Nilai",D3)', "GETPIVOTDATA"),
        "A9": ("_xlfn.LET(_xlpm.x,2,Statis(_xlpm.x))", "STATIS"),
        "A10": ("tidak_jelas(2)", "TIDAK_JELAS"),
    }
    own = {
        "B1": 'SUM(1,2)&"Menjorok(2)"',
        "B2": "_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1),_xlpm.f(2))",
        "B3": "_xlfn.LET(f,_xlfn.LAMBDA(x,x+1),f(2))",
        "B4": "tambah_satu(2)",
        "B5": '_xlfn._xlws.SORT(_xlfn.TEXTSPLIT("a b"," "))',
        "B6": "_xlfn.XLOOKUP(1,C1:C2,D1:D2)",
        "B7": "SUM(C1:INDEX(C1:C9,3))",
        "B8": "'Statis(1)'!A1&tbl_31[[#Totals],[Capaian]]",
    }
    books.add_sheet(
        parts,
        "Catatan",
        {at: books.formula(text, 6.0) for at, (text, _) in foreign.items()} | {at: books.formula(text, 3.0) for at, text in own.items()},
    )
    name = '<definedName name="tambah_satu">_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)</definedName>'
    parts.replace("xl/workbook.xml", "</definedNames>", f"{name}</definedNames>")
    copy, said = sent(parts.save(tmp_path / "buku.xlsm"))
    root = etree.fromstring(copy[copy.sheet("Catatan")])
    formulas = {cell.get("r"): cell.findtext("{*}f") for cell in root.iter("{*}c")}
    assert formulas == dict.fromkeys(foreign) | own
    for at, (_, function) in foreign.items():
        assert f"sel {at}: memakai fungsi {function}, yang tidak bisa dihitung di luar kantor ini; yang dikirim nilainya" in said
    assert {cell.get("r"): cell.findtext("{*}v") for cell in root.iter("{*}c") if cell.get("r") in foreign} == dict.fromkeys(foreign, "6")


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("empty", ["", "<{0}v/>", "<{0}v></{0}v>", "\n  <{0}v />\n"])
def test_values_are_computed_however_the_parts_are_written(small: Path, tmp_path: Path, prefix: str, empty: str) -> None:
    """With a prefix, with line breaks between elements, with attributes in another order, with an empty value or none."""
    parts = Parts.of(small)
    for title in ("Tabel 3.1", "Tabel 3.2", "Ringkasan", "Mulai"):
        part = parts.sheet(title)
        text = parts[part].decode()
        text = re.sub(r"(</f>)<v[^>]*>[^<]*</v>", rf"\1{empty.format('')}", text)
        text = re.sub(r'<c r="(\w+)" s="(\d+)"(?: t="\w+")?><f>', r'<c  s="\2"\n r="\1">\n<f\n>', text)
        if prefix:
            names = r"worksheet|sheetData|row|c|f|v|is|t|sheetViews|sheetView|cols|col|mergeCells|mergeCell|pageMargins|pageSetup|drawing"
            names += "|conditionalFormatting|cfRule|formula|dataValidations|dataValidation|formula1|formula2|tableParts|tablePart|dimension"
            names += (
                "|sheetPr|tabColor|pageSetUpPr|pane|selection|sheetFormatPr|printOptions|headerFooter|oddFooter|legacyDrawing|hyperlinks"
            )
            names += "|hyperlink|rowBreaks|brk"
            text = re.sub(rf"<(/?)({names})(?=[\s/>])", rf"<\1{prefix}\2", text).replace('xmlns="', 'xmlns:x="', 1)
        parts[part] = text.encode()
    path = parts.save(tmp_path / "buku.xlsm")
    outcome = run("kirim", path)
    assert outcome.status == 0, outcome.err
    before, after = (reading.workbook(each, saved=True) for each in (small, Path(outcome.out.splitlines()[0])))
    for title in ("Tabel 3.1", "Tabel 3.2", "Ringkasan"):
        for row in before[title].iter_rows():
            for cell in row:
                found = after[title][cell.coordinate].value
                assert found == (pytest.approx(cell.value) if isinstance(cell.value, float) else cell.value), (title, cell.coordinate)
