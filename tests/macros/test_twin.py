"""The rules in VBA give the same doubles, texts and errors in cell formulas as the case tables and as Python.

LibreOffice runs the macros, which find no Python there.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator, Sequence
from typing import Final

import pytest

from tests.macros.books import SHEET, libreoffice_book
from tests.macros.cases import CASES, RULES, Case, Figures, in_cells
from tests.office.client import Document, Input, Office, Value
from xlfuncs.rules import capaian, over_ranges

ERRORS: Final = {"#DIV/0!": "=1/0", "#N/A": "=NA()", "#NUM!": "=10^1000"}
"""Formulas whose cell shows an error value. Any other error is given as its text, which counts as the error itself."""


@pytest.fixture(scope="module")
def sheet(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    with office.open(libreoffice_book(tmp_path_factory.mktemp("macros"))) as document:
        yield document


def put(document: Document, top: int, rows: Sequence[Sequence[Input]]) -> None:
    """Fill the columns from A on, starting in row top; errors become cells that show them."""
    document.write(SHEET, f"A{top}", [[None if value in ERRORS else value for value in row] for row in rows])
    for number, row in enumerate(rows, top):
        for column, value in zip("ABCDEFGH", row, strict=False):
            if isinstance(value, str) and value in ERRORS:
                document.set_formulas(SHEET, f"{column}{number}", [[ERRORS[value]]])


# ---------------------------------------------------------------- single cells
@pytest.fixture(scope="module")
def shown(sheet: Document) -> dict[Case, Value]:
    """What the cells show, all asked in one go."""
    put(sheet, 1, [[*case.arguments, *([None] * (3 - len(case.arguments)))] for case in CASES])
    sheet.set_formulas(SHEET, "I1", [[case.formula(row)] for row, case in enumerate(CASES, 1)])
    answers = sheet.values(SHEET, f"I1:I{len(CASES)}")
    return {case: answer for case, (answer,) in zip(CASES, answers, strict=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.function}{case.arguments!a:.60}")
def test_a_cell_shows_what_the_rules_say(case: Case, shown: dict[Case, Value]) -> None:
    assert shown[case] == case.shown


def test_the_table_of_cases_is_what_python_says() -> None:
    """The authority agrees with every expectation, so that table and Python cannot drift apart."""
    for case in CASES:
        answer = over_ranges(RULES[case.function], *([[value]] for value in case.arguments))
        assert in_cells(answer) == [[case.shown]], case


# ---------------------------------------------------------------- ranges and scales
RANGE_TOP: Final = 1001
BLOCK: Final[list[list[Input]]] = [
    [38, 19, "naik", None, "K", "Kurang"],
    [90, 81, "turun", 55, "C", "Cukup"],
    [None, 5, None, 75.01, "B", "Baik"],
    ["#DIV/0!", 5, None, 100.01, "SB", "Sangat baik"],
    [0, 5, "naik", 90, 1, ""],
    [12, "x", "entah", "80", 2.5, None],
]
"""Columns A to F from row RANGE_TOP on, written R1 to R6 below."""

RANGES: Final = [
    ("CAPAIAN(A1:A5,B1:B5,C1:C5)", "1x5", [[50.0], [110.00000000000001], [""], ["#DIV/0!"], ["#DIV/0!"]]),
    ("CAPAIAN(A1:A2,B1:B2)", "1x2", [[50.0], [90.0]]),
    ("CAPAIAN(A1,B1:B2)", "1x2", [[50.0], [81 / 38 * 100]]),
    ('CAPAIAN(A1:A2,19,"turun")', "1x2", [[(38 - (19 - 38)) / 38 * 100], [(90 - (19 - 90)) / 90 * 100]]),
    ("CAPAIAN(A1:A2,A1:B2)", "2x1", [["#VALUE!", "#VALUE!"]]),
    ("CAPAIAN(A1:B1,A1:B1)", "2x1", [[100.0, 100.0]]),
    ("CAPAIAN(A1:B2,A1:A1)", "2x2", [[100.0, 38 / 19 * 100], [38 / 90 * 100, 38 / 81 * 100]]),
    ("SERAPAN(A1:A6,B1:B6)", "1x6", [[50.0], [90.0], [""], ["#DIV/0!"], ["#DIV/0!"], ["#VALUE!"]]),
    ("EFISIENSI(A1:B2,10)", "2x2", [[28 / 38 * 100, 9 / 19 * 100], [80 / 90 * 100, 71 / 81 * 100]]),
    ("ANGKA(A1:C2)", "3x2", [[38.0, 19.0, "#VALUE!"], [90.0, 81.0, "#VALUE!"]]),
    ("RUPIAH(A1:B1)", "2x1", [["Rp 38,00", "Rp 19,00"]]),
    ("TERBILANG(A1:A4)", "1x4", [["tiga puluh delapan"], ["sembilan puluh"], [""], ["#DIV/0!"]]),
    ("KATEGORI(A1:A6)", "1x6", [["K"], ["B"], [""], ["#DIV/0!"], ["K"], ["K"]]),
    ('KATEGORI(A1:B2,D1:F4,"lengkap")', "2x2", [["Kurang", "Kurang"], ["Baik", "Baik"]]),
    ("KATEGORI({38,100.005})", "2x1", [["K", "SB"]]),
    ("KATEGORI(90,D1:E4)", "1x1", [["B"]]),
    ('KATEGORI(90,D1:F4,"kode")', "1x1", [["B"]]),
    ('KATEGORI(90,D1:F4," Lengkap ")', "1x1", [["Baik"]]),
    ("KATEGORI(54,D2:F4)", "1x1", [["C"]]),
    ("KATEGORI(90,D2:F2)", "1x1", [["C"]]),
    ('KATEGORI(90,C3,"lengkap")', "1x1", [["Baik"]]),
    ("KATEGORI(90,D5:E5)", "1x1", [["1"]]),
    ("KATEGORI(90,D6:E6)", "1x1", [["2.5"]]),
    ('KATEGORI(90,D1:E4,"lengkap")', "1x1", [["#VALUE!"]]),
    ('KATEGORI(90,D1:E4,"warna")', "1x1", [["#VALUE!"]]),
    ("KATEGORI(90,D1:D4)", "1x1", [["#VALUE!"]]),
    ("KATEGORI(90,C1:F4)", "1x1", [["#VALUE!"]]),
    ("KATEGORI(90,D4:E6)", "1x1", [["#VALUE!"]]),
    ('KATEGORI(90,D1:F5,"lengkap")', "1x1", [["#VALUE!"]]),
    ("KATEGORI(90,55)", "1x1", [["#VALUE!"]]),
    ("KATEGORI(90,A3:B4)", "1x1", [["#DIV/0!"]]),
    ("KATEGORI(A4,A1:B2)", "1x1", [["#DIV/0!"]]),
]


def test_ranges_and_scales(sheet: Document) -> None:
    put(sheet, RANGE_TOP, BLOCK)
    shown = {}
    for number, (formula, shape, _) in enumerate(RANGES):
        width, height = map(int, shape.split("x"))
        top = RANGE_TOP + 10 * number
        address = f"I{top}:{'IJKLMN'[width - 1]}{top + height - 1}"
        sheet.set_array_formula(SHEET, address, "=" + moved(formula))
        shown[formula] = sheet.values(SHEET, address)
    assert shown == {formula: expected for formula, _, expected in RANGES}


def moved(formula: str) -> str:
    """The formula with its rows counted from RANGE_TOP on."""
    return re.sub(r"\b([A-F])([1-6])\b", lambda cell: f"{cell[1]}{int(cell[2]) + RANGE_TOP - 1}", formula)


def test_a_scale_that_staff_change_counts_at_once(sheet: Document) -> None:
    """The scale read last is kept: another bound, another name or a bound as text make it another one."""
    row = RANGE_TOP + 10 * len(RANGES) + 8
    sheet.write(SHEET, f"A{row}", [[10, "R"], [80, "S"]])
    sheet.set_formulas(SHEET, f"I{row}", [[f"=KATEGORI(90,A{row}:B{row + 1})"]])
    shown = [sheet.values(SHEET, f"I{row}")[0][0]]
    for cell, value in ((f"A{row + 1}", 95), (f"B{row}", "r"), (f"A{row + 1}", "90"), (f"A{row + 1}", 5), (f"A{row + 1}", 85)):
        sheet.write(SHEET, cell, [[value]])
        shown.append(sheet.values(SHEET, f"I{row}")[0][0])
    assert shown == ["S", "R", "r", "S", "#VALUE!", "S"]


def test_rules_that_staff_change_count_at_once(sheet: Document) -> None:
    """The rules read last are kept: another choice, another key or a choice as text make them others."""
    row = RANGE_TOP + 10 * len(RANGES) + 12
    sheet.write(SHEET, f"A{row}", [["batas_atas", 120], ["pembulatan", None]])
    sheet.set_formulas(SHEET, f"I{row}", [[f'=CAPAIAN(75,98.2,"naik",A{row}:B{row + 1})']])
    shown = [sheet.values(SHEET, f"I{row}")[0][0]]
    for cell, value in (
        (f"B{row}", 110),
        (f"B{row}", "110"),
        (f"B{row}", "tidak ada"),
        (f"B{row + 1}", "potong"),
        (f"B{row + 1}", "bulat"),
        (f"A{row + 1}", "pembulatn"),
        (f"A{row + 1}", "Pembulatan"),
        (f"A{row}", "batas_bawah"),
        (f"B{row}", 100),
    ):
        sheet.write(SHEET, cell, [[value]])
        shown.append(sheet.values(SHEET, f"I{row}")[0][0])
    assert shown == [120.0, 110.0, 110.0, 98.2 / 75 * 100, 130.93, 131.0, "#VALUE!", 131.0, 131.0, "#VALUE!"]


def test_rounding_is_that_of_the_fifteen_digit_form(sheet: Document) -> None:
    """On a half, on a border and a few doubles beside them, where binary rounding goes wrong; by far not every one takes the long way."""
    source = random.Random(15)
    figures = []
    for _ in range(250):
        figure = source.randrange(1, 40_000) / source.choice((1, 2, 8, 100, 200, 1000))
        for _ in range(source.randrange(4)):
            figure = math.nextafter(figure, source.choice((0, math.inf)))
        figures.append(figure * source.choice((1, 1, 1, -1, 1000, 0.001)))
    row = RANGE_TOP + 10 * len(RANGES) + 20
    sheet.write(SHEET, f"A{row}", [["pembulatan", "2 desimal"], ["pembulatan", "bulat"], ["pembulatan", "potong"]])
    sheet.write(SHEET, f"C{row}", [[figure] for figure in figures])
    for number, choice in enumerate(("2 desimal", "bulat", "potong")):
        address = f"{'IJK'[number]}{row}:{'IJK'[number]}{row + len(figures) - 1}"
        sheet.set_array_formula(SHEET, address, f'=CAPAIAN(100,C{row}:C{row + len(figures) - 1},"naik",A{row + number}:B{row + number})')
        expected = [[capaian(100, figure, "naik", [("pembulatan", choice)])] for figure in figures]
        assert sheet.values(SHEET, address) == expected


def test_an_error_that_a_cell_function_shows_goes_on(sheet: Document) -> None:
    row = RANGE_TOP + 10 * len(RANGES)
    sheet.set_formulas(SHEET, f"I{row}", [["=CAPAIAN(0,5)", f"=KATEGORI(I{row})"]])
    assert sheet.values(SHEET, f"I{row}:J{row}") == [["#DIV/0!", "#DIV/0!"]]


LIBREOFFICE_DIFFERS: Final = [
    ("=CAPAIAN(TRUE,1)", 100.0, "#VALUE!", "TRUE typed into a formula arrives as the number 1; from a cell it is TRUE"),
    ('=KATEGORI(90,,"lengkap")', "#VALUE!", "Baik", "an argument left out between others arrives as the number 0"),
]
"""Formula, what LibreOffice shows, what Excel shows, why. Besides, LibreOffice shows an error value that a macro returns as the
text "Error 2007", which the test room reads as #DIV/0!."""


def test_what_libreoffice_does_otherwise(sheet: Document) -> None:
    row = RANGE_TOP + 10 * len(RANGES) + 2
    sheet.set_formulas(SHEET, f"I{row}", [[formula for formula, *_ in LIBREOFFICE_DIFFERS]])
    assert sheet.values(SHEET, f"I{row}:J{row}") == [[shown for _, shown, *_ in LIBREOFFICE_DIFFERS]]


def test_the_start_page_says_which_engine_serves(sheet: Document) -> None:
    row = RANGE_TOP + 10 * len(RANGES) + 4
    sheet.set_formulas(SHEET, f"I{row}", [["=MESIN_LKJIP()"]])
    expected = "VBA bawaan: Python tidak ditemukan di komputer ini, angka tetap benar"
    assert sheet.values(SHEET, f"I{row}") == [[expected]]


def test_opening_and_the_button_run_without_trouble(sheet: Document) -> None:
    """Neither raises where Excel's function wizard is missing."""
    sheet.run_macro("LkjipBuku", "LkjipSaatDibuka")
    sheet.run_macro("LkjipBuku", "LkjipHitungUlang")
    row = RANGE_TOP + 10 * len(RANGES) + 6
    sheet.set_formulas(SHEET, f"I{row}", [["=CAPAIAN(38,19)"]])
    assert sheet.values(SHEET, f"I{row}") == [[50.0]]


# ---------------------------------------------------------------- many values against Python
MANY_TOP: Final = 3001
MANY: Final = 300
Column = list[list[Input]]


def test_many_figures_equal_python(sheet: Document) -> None:
    """Ranges in one call each; every answer the same double, or the same text."""
    figures = Figures(20_201_231)
    first, second = figures.column(figures.cell, MANY), figures.column(figures.cell, MANY)
    direction, texts = figures.column(figures.direction, MANY), figures.column(figures.text, MANY)
    numbers = figures.column(figures.number, MANY)
    columns = zip(first, second, direction, texts, numbers, strict=True)
    sheet.write(SHEET, f"A{MANY_TOP}", [[value for (value,) in row] for row in columns])
    calls: list[tuple[str, str, tuple[Column, ...]]] = [
        ("CAPAIAN", "ABC", (first, second, direction)),
        ("SERAPAN", "AB", (first, second)),
        ("EFISIENSI", "BA", (second, first)),
        ("KATEGORI", "E", (numbers,)),
        ("ANGKA", "D", (texts,)),
        ("RUPIAH", "A", (first,)),
        ("TERBILANG", "E", (numbers,)),
    ]
    bottom = MANY_TOP + MANY - 1
    for function, letters, arguments in calls:
        ranges = ",".join(f"{letter}{MANY_TOP}:{letter}{bottom}" for letter in letters)
        sheet.set_array_formula(SHEET, f"I{MANY_TOP}:I{bottom}", f"={function}({ranges})")
        shown = sheet.values(SHEET, f"I{MANY_TOP}:I{bottom}")
        expected = in_cells(over_ranges(RULES[function], *arguments))
        different = [row for row in zip(*arguments, expected, shown, strict=True) if row[-1] != row[-2]]
        assert different == [], function
