"""A workbook with an office's own sheet of many features, written by openpyxl."""

from __future__ import annotations

import datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule, DataBarRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

TITLE: Final = "Lembar Kita"

_FORMULAS: Final = (
    *("SUM(A1:A3,A5)", "SUM((A1:A2,A4:A5))", "SUM(A1:A5 A3:A9)", "IF(A1>1,TRUE,FALSE)", "IF(A1>1,TRUE(),FALSE())", "1.50+.5+1E3+1.0"),
    *("50%*A1", "-A1^2", "VLOOKUP(3,A1:B9,2,FALSE)", "SUM(A:A)", "SUM($1:$1)*0", "SUM(A$1:$B20)", "'Tabel 3.1'!I7", "ringkasan!d5"),
    *("'Ringkasan'!$D$5+1", "sum( a1 : a3 )", "SUM(tbl_31[Target])", "SUM(tbl_31[[Target]:[Realisasi]])", "ROWS(tbl_31[#Data])"),
    *("TODAY()", "NOW()-TODAY()", "RAND()", "1+RAND()", 'IFERROR(1/0,"x")', '_xlfn.TEXTJOIN(",",TRUE,A1:A3)', "_xlfn.CEILING.MATH(A1)"),
    *("SUMPRODUCT(--(A1:A5>2))", "SUM({1,2;3,4})", "OFFSET(A1,1,0)", 'INDIRECT("A2")', 'A1&" persen"&CHAR(10)&B1', 'IF(A1="",,1)'),
    *("IF(A1=1,1,)", "#REF!+1", "nama_kita*2", "lokal", "SUBTOTAL(9,A1:A5)", "+A1", "((A1+A2))*2", '"a""b"', '"dua  spasi"', "1/3"),
    *("0.1+0.2-0.3", "SUM(A1:INDEX(A:A,5))", "NOT(TRUE)", "'Lembar Kita'!A1*2", "1/0", "AREAS((A1:A2,B1))", "DATE(2020,1,1)"),
)
_FORMATS: Final = (
    *("0", "0.00", "#,##0", "0%", "0.00E+00", "# ?/?", "mm-dd-yy", "d-mmm-yy", "dd/mm/yyyy", "[$-421]dd mmmm yyyy", "h:mm", "h:mm AM/PM"),
    *("[h]:mm:ss", "@", ";;;", '"150,00"', '0.00"%"', "0\\ %", '"Rp"#,##0', "[$Rp-421]#,##0", '0.0,,"jt"', "0.0,", "[>=100]0;[<0]-0;0.0"),
    *('_-"Rp"* #,##0_-;-"Rp"* #,##0_-;_-"Rp"* "-"_-;_-@_-', "#,##0_);(#,##0)", "#,##0_);[Red](#,##0)", "0;-0;;@", "General;-General"),
    *('General" %"', "+0;-0;0", "0000", '"Tahun "yyyy', "mmmm", "0.00_ ;-0.00 ", "000-000", '[=1]"satu";[=2]"dua";0', "0;;", "0;0"),
)
_CONSTANTS: Final = (
    *(datetime.datetime(2020, 5, 1), True, " spasi ", "baris\nkedua", 1e-9, 123456789012345678, 1 / 3, 1806518343.125, "#N/A"),
    *("'=bukan rumus", "a\tb", datetime.time(3, 4), -5, "é – “kutip”"),
)


def with_guest(source: Path, path: Path) -> Path:
    """A workbook with such a sheet, and a hidden one."""
    book = openpyxl.load_workbook(source, keep_vba=True)
    sheet = book.create_sheet(TITLE)
    for number in range(1, 21):
        sheet.cell(number, 1, number * 1.5)
        sheet.cell(number, 2, f"teks {number} ")
    _put(sheet, 3, [f"={formula}" for formula in _FORMULAS])
    for number, code in enumerate(_FORMATS, 1):
        for column, content in ((5, 98.78), (6, "teks"), (7, "=A1")):
            sheet.cell(number, column, content).number_format = code
    _put(sheet, 8, _CONSTANTS)
    _looks(sheet)
    _rules(sheet)
    _beside(book, sheet)
    book.create_sheet("Tersembunyi")["A1"] = 1
    book["Tersembunyi"].sheet_state = "hidden"
    book.save(path)
    return path


def _put(sheet: Any, column: int, contents: Any) -> None:
    for row, content in zip(count(1), contents, strict=False):
        sheet.cell(row, column, content)


def _looks(sheet: Any) -> None:
    white, red = Color(rgb="FFFFFFFF"), Color(rgb="FFFF0000")
    light, grey, dark = Color(theme=4, tint=0.8), Color(theme=0, tint=-0.15), Color(theme=0, tint=-0.25)
    pairs = [
        *((white, None), (red, None), (red, red), (Color(theme=0), None), (Color(theme=1), None), (Color(theme=0, tint=-0.05), None)),
        *((light, light), (Color(theme=3, tint=0.5), Color(theme=3, tint=0.4)), (Color(indexed=9), None)),
        *((Color(indexed=10), Color(indexed=10)), (grey, dark)),
    ]
    for row, (text, behind) in enumerate(pairs, 1):
        cell = sheet.cell(row, 10, "warna")
        cell.font = Font(color=text)
        if behind is not None:
            cell.fill = PatternFill("solid", fgColor=behind)
    sheet["K1"], sheet["K2"], sheet["K3"] = "huruf", "kecil", "isi"
    sheet["K1"].font, sheet["K2"].font, sheet["K3"].alignment = Font(name="Wingdings"), Font(size=1), Alignment(horizontal="fill")


def _rules(sheet: Any) -> None:
    look = DifferentialStyle(fill=PatternFill("solid", bgColor="FFFF0000"))
    rules = [
        ("A1:A20", CellIsRule(operator="greaterThan", formula=["5"])),
        ("A1:A20", FormulaRule(formula=["AND($A1>2,TRUE)"])),
        ("A1:A5 C1:C5", FormulaRule(formula=['AND(A1>2,"x"<>B1)'])),
        ("B1:B20", Rule(type="containsText", operator="containsText", text="teks", formula=['NOT(ISERROR(SEARCH("teks",B1)))'], dxf=look)),
        ("B1:B20", Rule(type="duplicateValues", dxf=look)),
        ("E1:E20", DataBarRule(start_type="min", end_type="max", color="FF638EC6", showValue=False)),
        ("F1:F20", IconSetRule("3TrafficLights1", "percent", [0, 33, 67], showValue=False)),
        ("A1:A20", Rule(type="top10", rank=3, dxf=look)),
        ("A1:A20", Rule(type="aboveAverage", dxf=look)),
        ("G1:G5", Rule(type="containsBlanks", formula=["LEN(TRIM(G1))=0"], dxf=look)),
    ]
    for where, rule in rules:
        sheet.conditional_formatting.add(where, rule)
    for where, kind, formula in (
        *(("P1:P5", "list", '"ya,tidak"'), ("S1:S4", "list", '"ya,tidak"'), ("P6:P9", "list", "$A$1:$A$5"), ("Q1:Q5", "whole", "1")),
        *(("R1", "custom", "LEN(R1)>2"), ("T1", "date", "40000"), ("R2:R3 R5", "decimal", "0")),
    ):
        validation = DataValidation(type=kind, formula1=formula, operator=None if kind in ("list", "custom") else "greaterThan")
        for each in where.split():
            validation.add(each)
        sheet.add_data_validation(validation)


def _beside(book: Any, sheet: Any) -> None:
    sheet.merge_cells("M1:N2")
    sheet["M1"] = "gabung"
    sheet.row_dimensions[8].hidden = True
    sheet.row_dimensions.group(15, 17, hidden=True)
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["K"].width = 0.1
    book.defined_names["nama_kita"] = DefinedName("nama_kita", attr_text=f"'{TITLE}'!$A$3")
    book.defined_names["dua_daerah"] = DefinedName("dua_daerah", attr_text="Ringkasan!$A$1:$B$2,Ringkasan!$D$4")
    book.defined_names["tetapan"] = DefinedName("tetapan", attr_text="0.5")
    sheet.defined_names["lokal"] = DefinedName("lokal", attr_text=f"'{TITLE}'!$A$4")
    sheet["D1"] = ArrayFormula("D1:D3", "=A1:A3*2")
    sheet["D5"] = ArrayFormula("D5", "=SUM(A1:A3*2)")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, max_col=5, min_row=21, max_row=25), titles_from_data=True)
    sheet.add_chart(chart, "X1")
    sheet.print_area = "A1:F20"
    sheet.oddFooter.center.text = "kaki halaman"
