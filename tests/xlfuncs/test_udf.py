"""The cell functions through xlwings' own pipeline: from what COM hands over to what the VBA wrapper gets back."""

from __future__ import annotations

import inspect
import math
import re
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.pipeline.excel import ERROR_CODES, MISSING, ComRange, cell, cells, com_reads, currency, date, laid_out
from tests.pipeline.server import Server, load
from xlfuncs.errors import COM_BASE, EXCEL_ERRORS
from xlfuncs.functions import FUNCTIONS

UDF: Final = "xlfuncs.udf"
DIV0: Final = ERROR_CODES["#DIV/0!"]
NA: Final = ERROR_CODES["#N/A"]
REF: Final = ERROR_CODES["#REF!"]
SPILL: Final = ERROR_CODES["#SPILL!"]
BUDGET: Final = currency("1250000.5")
DAY: Final = date(2026, 1, 31)  # day 46053 of Excel


@pytest.fixture(scope="module")
def server() -> Server:
    return Server()


def as_range(arg: Any) -> Any:
    """The cells that hold a value or rows; an argument left out stays left out."""
    if isinstance(arg, ComRange) or (type(arg) is int and arg == MISSING):
        return arg
    return cells(arg) if isinstance(arg, list) else cell(arg)


def answer(server: Server, function: str, *args: Any) -> Any:
    """The function's answer, which is the same for plain values and for Range objects."""
    of_values = server.call_values(UDF, function, *args)
    of_ranges = server.call(UDF, function, *map(as_range, args))
    assert of_ranges == of_values
    assert type(of_ranges) is type(of_values)
    return of_values


# ---------------------------------------------------------------- one cell
# One row for each kind of argument: number, text, blank, empty text, TRUE/FALSE, error value, left out, currency, date.
CAPAIAN: Final = [
    ((38, 19), 50.0),
    ((90, 81, "naik"), 90.0),
    ((90, 81, "turun"), 110.00000000000001),
    (("98,78 %", "98,78"), 100.0),
    (("38 Kegiatan", 19), 50.0),
    (("WTP", 19), "#VALUE!"),
    ((None, 19), ""),
    ((38, None), ""),
    (("", 19), ""),
    ((38, "-"), ""),
    ((True, 19), "#VALUE!"),
    ((38, False), "#VALUE!"),
    ((DIV0, 19), "#DIV/0!"),
    ((38, NA), "#N/A"),
    ((REF, NA), "#REF!"),
    ((38, 19, SPILL), "#SPILL!"),
    ((MISSING, 19), ""),
    ((38, MISSING), ""),
    ((90, 81, MISSING), 90.0),
    ((90, 81, None), 90.0),
    ((90, 81, ""), 90.0),
    ((90, 81, "naek"), "#VALUE!"),
    ((90, 81, 1), "#VALUE!"),
    ((0, 19), "#DIV/0!"),
    ((currency("2500000"), currency("1250000")), 50.0),
    ((DAY, 46053), 100.0),
]
KATEGORI: Final = [
    ((100,), "B"),
    ((100.005,), "SB"),
    ((54.99, MISSING, "lengkap"), "Kurang"),
    ((100, MISSING, MISSING), "B"),
    ((100, MISSING, "panjang"), "#VALUE!"),
    ((100, [[None, "K", "Kurang"], [60, "B", "Baik"]], "lengkap"), "Baik"),
    ((100, [[None, "K"], [60, "B"]]), "B"),
    ((50, [[None, "K"], [60, "B"]], MISSING), "K"),
    ((50, [[None, "K"]]), "K"),
    ((50, [[60, "K"], [60, "B"]]), "#VALUE!"),
    ((50, [[None, None], [None, None]]), "#VALUE!"),
    ((50, [[None, "K"], [NA, "B"]]), "#N/A"),
    ((REF, [[None, "K"], [NA, "B"]]), "#REF!"),
    ((50, 55), "#VALUE!"),
    (("98,78 %",), "B"),
    (("WTP",), "#VALUE!"),
    ((None,), ""),
    (("",), ""),
    ((MISSING,), ""),
    ((True,), "#VALUE!"),
    ((SPILL,), "#SPILL!"),
    ((currency("100.0049"),), "B"),
    ((DAY,), "SB"),
]
SERAPAN: Final = [
    ((4000000, 1000000), 25.0),
    (("Rp. 4.000.000,00", "Rp. 1.000.000,-"), 25.0),
    ((None, 1), ""),
    ((1, ""), ""),
    ((0, 0), ""),
    ((0, 1), "#DIV/0!"),
    ((-1, 1), "#NUM!"),
    ((True, 1), "#VALUE!"),
    ((1, NA), "#N/A"),
    ((MISSING, 1), ""),
    ((BUDGET, BUDGET), 100.0),
    ((DAY, DAY), 100.0),
]
EFISIENSI: Final = [
    ((4000000, 1000000), 75.0),
    (("Rp. 4.000.000,00", "Rp. 1.000.000,-"), 75.0),
    ((4, 5), -25.0),
    ((None, 1), ""),
    ((1, ""), ""),
    ((0, 0), ""),
    ((0, 1), "#DIV/0!"),
    ((1, -1), "#NUM!"),
    ((1, False), "#VALUE!"),
    ((REF, NA), "#REF!"),
    ((1, MISSING), ""),
    ((BUDGET, BUDGET), 0.0),
    ((DAY, DAY), 0.0),
]
ANGKA: Final = [
    ((98.78,), 98.78),
    (("98,78 %",), 98.78),
    (("Rp. 600.000,-",), 600000.0),
    (("12 dari 20",), "#VALUE!"),
    ((None,), ""),
    (("",), ""),
    (("\u2013",), ""),
    ((True,), "#VALUE!"),
    ((NA,), "#N/A"),
    ((MISSING,), ""),
    ((BUDGET,), 1250000.5),
    ((DAY,), 46053.0),
]
TERBILANG: Final = [
    ((9,), "sembilan"),
    ((1000,), "seribu"),
    ((-5,), "minus lima"),
    (("1.234,5",), "seribu dua ratus tiga puluh empat koma lima"),
    (("WTP",), "#VALUE!"),
    ((1e15,), "#NUM!"),
    ((None,), ""),
    (("",), ""),
    ((False,), "#VALUE!"),
    ((DIV0,), "#DIV/0!"),
    ((MISSING,), ""),
    ((BUDGET,), "satu juta dua ratus lima puluh ribu koma lima"),
    ((DAY,), "empat puluh enam ribu lima puluh tiga"),
]
RUPIAH: Final = [
    ((1914251000,), "Rp 1.914.251.000,00"),
    ((1234.565,), "Rp 1.234,57"),
    ((-1000,), "Rp -1.000,00"),
    (("Rp. 600.000,-",), "Rp 600.000,00"),
    (("WTP",), "#VALUE!"),
    ((-1e15,), "#NUM!"),
    ((None,), ""),
    (("",), ""),
    ((True,), "#VALUE!"),
    ((SPILL,), "#SPILL!"),
    ((MISSING,), ""),
    ((BUDGET,), "Rp 1.250.000,50"),
    ((DAY,), "Rp 46.053,00"),
]
TARGETS: Final = [[25, 60, 10, 6.67]]
SAMPAI_TRIWULAN: Final = [
    ((2, "jumlah", TARGETS, [[55.5, 30.75, None, None]]), 86.25),
    (("II", "jumlah", TARGETS, [[55.5], [30.75], [None], [None]], MISSING, MISSING, "target"), 85.0),
    ((3, "jumlah", TARGETS, [[55.5, 30.75, None, None]]), ""),
    ((3, "jumlah", TARGETS, [[55.5, 86.25, 99, None]], "s.d. triwulan"), 99.0),
    ((2, "posisi akhir", TARGETS, [["15,5", "15,2 %", None, NA]]), 15.2),
    ((2, "rata-rata", TARGETS, [[currency(1), DAY, None, None]]), 23027.0),
    ((2, "pembilang/penyebut", TARGETS, [[1, 0, None, None]], None, 4), 25.0),
    ((2, "pembilang/penyebut", TARGETS, [[1, 0, None, None]]), ""),
    ((2, "jumlah", TARGETS, [[NA, 1, 2, 3]]), "#N/A"),
    ((2, "jumlah", [[25, REF, 10, 5]], [[NA, 1, 2, 3]]), "#REF!"),
    ((2, "jumlah", TARGETS, [[True, 1, 2, 3]]), "#VALUE!"),
    ((5, "jumlah", TARGETS, TARGETS), "#VALUE!"),
    ((2, "tahunan", TARGETS, TARGETS), "#VALUE!"),
    ((2, "jumlah", TARGETS, [[1, 2, 3]]), "#VALUE!"),
    ((2, "jumlah", 25, 5), "#VALUE!"),
    ((MISSING, "jumlah", TARGETS, TARGETS), ""),
    ((2, MISSING, TARGETS, TARGETS), ""),
    ((2, "jumlah", MISSING, TARGETS), "#VALUE!"),
    ((SPILL, "jumlah", TARGETS, TARGETS), "#SPILL!"),
]
SISA_TRIWULAN: Final = [
    ((2, "jumlah", TARGETS, [[55.5, 30.75, None, None]], 101.25), 7.5),
    (("I", "posisi akhir", TARGETS, [[55.5, None, None, None]], currency("80.5")), 80.5),
    ((3, "rata-rata", TARGETS, [[78, None, 86, None]], "85 %"), 91.0),
    ((2, "pembilang/penyebut", TARGETS, [[1, 0, None, None]], 100, MISSING, 3), 1.0),
    ((2, "jumlah", TARGETS, [[55.5, None, None, None]], 101.25), ""),
    ((4, "jumlah", TARGETS, TARGETS, 101.25), ""),
    ((2, "jumlah", TARGETS, TARGETS, None), ""),
    ((2, "jumlah", TARGETS, TARGETS, MISSING), ""),
    ((2, "jumlah", TARGETS, TARGETS, "WTP"), "#VALUE!"),
    ((2, "jumlah", TARGETS, TARGETS, DIV0, NA), "#DIV/0!"),
]
CASES: Final[dict[str, list[tuple[tuple[Any, ...], Any]]]] = {
    "CAPAIAN": CAPAIAN,
    "KATEGORI": KATEGORI,
    "SERAPAN": SERAPAN,
    "EFISIENSI": EFISIENSI,
    "ANGKA": ANGKA,
    "TERBILANG": TERBILANG,
    "RUPIAH": RUPIAH,
    "SAMPAI_TRIWULAN": SAMPAI_TRIWULAN,
    "SISA_TRIWULAN": SISA_TRIWULAN,
}
ONE_CELL: Final = [
    pytest.param(function, args, expected, id=f"{function}{args!r}") for function, cases in CASES.items() for args, expected in cases
]


@pytest.mark.parametrize(("function", "args", "expected"), ONE_CELL)
def test_one_cell(server: Server, function: str, args: tuple[Any, ...], expected: Any) -> None:
    result = answer(server, function, *args)
    assert result == expected
    assert type(result) is type(expected)


# An error value comes back as its text: the wrapper makes the error value of it again.
@pytest.mark.parametrize("text", ERROR_CODES)
def test_every_error_value_of_excel(server: Server, text: str) -> None:
    code = ERROR_CODES[text]
    assert answer(server, "CAPAIAN", code, 5) == text
    assert answer(server, "CAPAIAN", 5, code) == text
    assert answer(server, "CAPAIAN", [[5, code]], 5) == (100.0, text)
    for function in ("KATEGORI", "ANGKA", "TERBILANG", "RUPIAH"):
        assert answer(server, function, code) == text


def test_error_values_are_numbered_as_in_excel() -> None:
    assert {text: COM_BASE + number for text, number in EXCEL_ERRORS.items()} == ERROR_CODES


# Excel adds error values now and then: one that the list does not know must not pass for a number.
@pytest.mark.parametrize("number", [2001, 2052, 2222])
def test_error_value_of_a_later_excel_is_an_error(number: int) -> None:
    udf = load(UDF)  # called directly: the fake Excel has no such error value
    unknown = COM_BASE + number
    for result in (udf.CAPAIAN(unknown, 5.0), udf.CAPAIAN(5.0, unknown), udf.ANGKA(unknown), udf.RUPIAH(unknown), udf.KATEGORI(unknown)):
        assert result[0][0] in EXCEL_ERRORS
    assert udf.CAPAIAN(((5.0,), (unknown,)), 5.0)[1][0] in EXCEL_ERRORS


def test_number_that_equals_an_error_code_is_a_number(server: Server) -> None:
    number = float(NA)
    assert answer(server, "ANGKA", number) == number
    assert answer(server, "CAPAIAN", [[number, NA]], number) == (100.0, "#N/A")


# ---------------------------------------------------------------- ranges
# Rows of several cells come back as rows, one row as one dimension (which Excel lays out as a row), one cell as a value.
RANGES: Final = [
    pytest.param("CAPAIAN", ([[38, 90], [20, 8]], [[19, 81], [25, 1]]), ((50.0, 90.0), (125.0, 12.5)), id="CAPAIAN 2 x 2"),
    pytest.param("CAPAIAN", ([[38, 20]], [[19, 25]]), (50.0, 125.0), id="CAPAIAN one row"),
    pytest.param("CAPAIAN", ([[38], [20]], [[19], [25]]), ((50.0,), (125.0,)), id="CAPAIAN one column"),
    pytest.param("CAPAIAN", ([[38]], [[19]]), 50.0, id="CAPAIAN single cells"),
    pytest.param("CAPAIAN", ([[38], [20]], 19), ((50.0,), (95.0,)), id="CAPAIAN range and cell"),
    pytest.param("CAPAIAN", (20, [[5, 25]]), (25.0, 125.0), id="CAPAIAN cell and range"),
    pytest.param("CAPAIAN", ([[20], [20]], [[25], [25]], [["turun"], [None]]), ((75.0,), (125.0,)), id="CAPAIAN with a column of arah"),
    pytest.param("CAPAIAN", ([[20], [20]], [[25], [25]], MISSING), ((125.0,), (125.0,)), id="CAPAIAN without arah"),
    pytest.param("CAPAIAN", ([[0, None], [NA, "WTP"]], 5), (("#DIV/0!", ""), ("#N/A", "#VALUE!")), id="CAPAIAN errors in place"),
    pytest.param("CAPAIAN", ([[20, SPILL]], [[REF, NA]]), ("#REF!", "#SPILL!"), id="CAPAIAN leftmost error in place"),
    pytest.param("CAPAIAN", ([[1, 2]], [[1], [2]]), "#VALUE!", id="CAPAIAN unequal shapes"),
    pytest.param("CAPAIAN", ([[currency(4)], ["38 Kegiatan"]], [[1], [19]]), ((25.0,), (50.0,)), id="CAPAIAN currency and text"),
    pytest.param("CAPAIAN", ([[None, None], [None, None]], 5), (("", ""), ("", "")), id="CAPAIAN of blanks"),
    pytest.param("KATEGORI", ([[100, None], [NA, True]],), (("B", ""), ("#N/A", "#VALUE!")), id="KATEGORI 2 x 2"),
    pytest.param("KATEGORI", ([[100], [54.99]], MISSING, "lengkap"), (("Baik",), ("Kurang",)), id="KATEGORI one column"),
    pytest.param("KATEGORI", ([[100, 50]], [[None, "K"], [60, "B"]]), ("B", "K"), id="KATEGORI one row, own scale"),
    pytest.param("KATEGORI", ([[100, 50]], [[60, "K"], [None, "B"]]), "#VALUE!", id="KATEGORI bad scale"),
    pytest.param("SERAPAN", ([[4, 0], [0, -1]], [[1, 0], [5, 5]]), ((25.0, ""), ("#DIV/0!", "#NUM!")), id="SERAPAN 2 x 2"),
    pytest.param("SERAPAN", ([[4]], [[1, 2]]), (25.0, 50.0), id="SERAPAN one row"),
    pytest.param("EFISIENSI", ([[4], [0]], [[1], [0]]), ((75.0,), ("",)), id="EFISIENSI one column"),
    pytest.param("EFISIENSI", ([[4, 4]], 1), (75.0, 75.0), id="EFISIENSI one row"),
    pytest.param("ANGKA", ([["98,78 %", None], [NA, "12 dari 20"]],), ((98.78, ""), ("#N/A", "#VALUE!")), id="ANGKA 2 x 2"),
    pytest.param("ANGKA", ([["1.234"], [DAY]],), ((1234.0,), (46053.0,)), id="ANGKA one column"),
    pytest.param("TERBILANG", ([[9, None, DIV0]],), ("sembilan", "", "#DIV/0!"), id="TERBILANG one row"),
    pytest.param("TERBILANG", ([[9], [1e15]],), (("sembilan",), ("#NUM!",)), id="TERBILANG one column"),
    pytest.param("RUPIAH", ([[5], [""]],), (("Rp 5,00",), ("",)), id="RUPIAH one column"),
    pytest.param("RUPIAH", ([[5, True]],), ("Rp 5,00", "#VALUE!"), id="RUPIAH one row"),
    pytest.param("RUPIAH", ([[5]],), "Rp 5,00", id="RUPIAH single cell"),
    pytest.param("SAMPAI_TRIWULAN", ([[1, 2, 3, 4]], "jumlah", TARGETS, TARGETS), (25.0, 85.0, 95.0, 101.67), id="SAMPAI_TRIWULAN one row"),
    pytest.param("SAMPAI_TRIWULAN", ([["I"], [9]], "jumlah", TARGETS, TARGETS), ((25.0,), ("#VALUE!",)), id="SAMPAI_TRIWULAN in place"),
    pytest.param("SISA_TRIWULAN", (2, "jumlah", TARGETS, TARGETS, [[85], [95]]), ((0.0,), (5.0,)), id="SISA_TRIWULAN one column"),
]


@pytest.mark.parametrize(("function", "args", "expected"), RANGES)
def test_range(server: Server, function: str, args: tuple[Any, ...], expected: Any) -> None:
    assert answer(server, function, *args) == expected


# An array constant of one row has one dimension: ={5;25} typed into the formula.
def test_array_constant_of_one_row(server: Server) -> None:
    assert server.call_values(UDF, "CAPAIAN", 20, (5, 25)) == (25.0, 125.0)
    assert server.call_values(UDF, "CAPAIAN", (38, 20), (19, 25)) == (50.0, 125.0)
    assert server.call_values(UDF, "CAPAIAN", (0, NA), 5) == ("#DIV/0!", "#N/A")
    assert server.call_values(UDF, "RUPIAH", (5,)) == "Rp 5,00"
    assert server.call_values(UDF, "KATEGORI", 100, (None, "B")) == "B"


def test_a_thousand_rows_in_one_call(server: Server) -> None:
    targets = [[float(row)] for row in range(1, 1001)]
    assert answer(server, "CAPAIAN", targets, targets) == ((100.0,),) * 1000


def test_values_need_no_round_trip_to_excel(server: Server) -> None:
    with com_reads() as reads:
        assert server.call_values(UDF, "CAPAIAN", cells([[38], [20]]), cell(19), cell("naik")) == ((50.0,), (95.0,))
    assert reads.count == 0


# ---------------------------------------------------------------- nothing is ever raised
def is_cell(value: Any) -> bool:
    """What the wrapper can put into a cell: a finite number or a text; an error as one of Excel's."""
    if isinstance(value, str):
        return value in EXCEL_ERRORS or not value.startswith("#")
    return type(value) is float and math.isfinite(value)


def shape_of(result: Any) -> tuple[int, int]:
    """Rows and columns as Excel lays the answer out; every cell is checked on the way."""
    grid = laid_out(result)
    assert all(is_cell(value) for row in grid for value in row), result
    (width,) = {len(row) for row in grid}
    return len(grid), width


names = st.sampled_from([function.name for function in FUNCTIONS])
texts = st.text(max_size=12) | st.sampled_from(
    ["naik", "turun", "lengkap", "-", "98,78 %", "1.234", "Rp. 600.000,-", "38 Kegiatan", "9" * 400]
)
com_cells = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-200, 200),
    texts,
    st.none(),
    st.booleans(),
    st.sampled_from(sorted(ERROR_CODES.values())),
    st.decimals(-(10**14), 10**14, places=4),
    st.datetimes().map(lambda moment: date(*moment.timetuple()[:6])),
)
com_ranges = st.builds(lambda rows, columns: (rows, columns), st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.lists(st.lists(com_cells, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)
com_arguments = com_cells | com_ranges | st.just(MISSING)
# what no cell holds, but a macro might hand over
odd_arguments = st.one_of(
    com_arguments,
    st.floats(),
    st.integers(-(2**31), 2**31 - 1),
    st.lists(com_cells, max_size=3).map(tuple),
    st.lists(st.lists(com_cells, max_size=3), max_size=3),
    st.lists(st.lists(st.lists(com_cells, max_size=2), max_size=2), max_size=2),
)
thorough = settings(derandomize=True, deadline=None, max_examples=400)


@thorough
@given(names, com_arguments, com_arguments, com_arguments)
def test_every_call_gives_cells_of_the_shape_of_its_ranges(server: Server, name: str, first: Any, second: Any, third: Any) -> None:
    wanted = len(next(function for function in FUNCTIONS if function.name == name).arguments)
    args = (first, second, third)[:wanted]
    shape = shape_of(answer(server, name, *args))
    # the scale of KATEGORI has no part in the shape
    spread = [arg for arg in (args[:1] if name == "KATEGORI" else args) if isinstance(arg, list)]
    shapes = {(len(arg), len(arg[0])) for arg in spread} - {(1, 1)}
    assert shape == (1, 1) or shapes == {shape}


@thorough
@example("ANGKA", ["9" * 400])
@example("RUPIAH", [()])
@example("CAPAIAN", [])
@example("KATEGORI", [[]])
@example("CAPAIAN", [[[1.0, 2.0], [3.0]], 5.0])
@given(names, st.lists(odd_arguments, max_size=4))
def test_whatever_is_handed_over_nothing_is_raised(server: Server, name: str, args: list[Any]) -> None:
    shape_of(server.call_values(UDF, name, *args))


# ---------------------------------------------------------------- what Excel's function wizard shows
SIGNATURES: Final = {
    "CAPAIAN": "target, realisasi, Optional arah, Optional aturan, Optional target_atas, Optional batas_atas",
    "KATEGORI": "nilai_capaian, Optional skala, Optional bentuk",
    "SERAPAN": "anggaran, realisasi",
    "EFISIENSI": "anggaran, realisasi",
    "ANGKA": "teks",
    "TERBILANG": "bilangan",
    "RUPIAH": "bilangan",
    "SAMPAI_TRIWULAN": "triwulan, jenis, target, realisasi, Optional cara_isi, Optional penyebut, Optional bagian",
    "SISA_TRIWULAN": "triwulan, jenis, target, realisasi, target_pk, Optional cara_isi, Optional penyebut",
}


def test_generated_wrapper_has_the_functions(server: Server) -> None:
    wrapper = server.vba_wrapper(UDF)
    assert dict(re.findall(r"^Function (\w+)\((.*)\)", wrapper, re.MULTILINE)) == SIGNATURES
    for name, signature in SIGNATURES.items():
        given_on = signature.replace("Optional ", "")
        assert f'{name} = XLPy.CallUDF("{UDF}", "{name}", Array({given_on}), ThisWorkbook, Application.Caller)' in wrapper
    assert "Volatile" not in wrapper


@pytest.mark.parametrize("name", SIGNATURES)
def test_registered_help(name: str) -> None:
    function = getattr(load(UDF), name)
    registered = function.__xlfunc__
    declared = next(function for function in FUNCTIONS if function.name == name)
    assert registered["name"] == name
    assert registered["category"] == "LKjIP"
    assert registered["call_in_wizard"] is True
    assert registered["ret"]["doc"] == declared.help
    assert [(arg["name"], arg["doc"]) for arg in registered["args"]] == [(arg.name, arg.help) for arg in declared.arguments]
    assert list(inspect.signature(function).parameters) == [arg["name"] for arg in registered["args"]]


INDONESIAN: Final = re.compile(
    r"\b(angka|dalam|persen|rupiah|sel|atau|rentang|makin|teks|hasilnya|menghasilkan|bila|menjadi)\b", re.IGNORECASE
)
ENGLISH: Final = re.compile(r"\b(the|of|and|or|number|cell|percent|text|range|positional|argument|optional)\b", re.IGNORECASE)


@pytest.mark.parametrize("name", SIGNATURES)
def test_help_is_in_bahasa_indonesia_and_fits_the_wizard(name: str) -> None:
    registered = getattr(load(UDF), name).__xlfunc__
    for text in [registered["ret"]["doc"], *(arg["doc"] for arg in registered["args"])]:
        assert INDONESIAN.search(text), text
        assert not ENGLISH.search(text), text
        assert 0 < len(text) <= 255
        assert text.isprintable()


def test_examples_in_the_help_are_true(server: Server) -> None:
    help_of = {function.name: function.help for function in FUNCTIONS}
    assert '=CAPAIAN(90;81;"turun") hasilnya 110.' in help_of["CAPAIAN"]
    assert answer(server, "CAPAIAN", 90, 81, "turun") == pytest.approx(110, rel=1e-15)
    assert "98,78 % menjadi 98,78 dan Rp. 600.000,- menjadi 600000." in help_of["ANGKA"]
    assert answer(server, "ANGKA", [["98,78 %", "Rp. 600.000,-"]]) == (98.78, 600000.0)
    assert "9 menjadi sembilan." in help_of["TERBILANG"]
    assert answer(server, "TERBILANG", 9) == "sembilan"
    assert "1914251000 menjadi Rp 1.914.251.000,00." in help_of["RUPIAH"]
    assert answer(server, "RUPIAH", 1914251000) == "Rp 1.914.251.000,00"


def test_currency_and_date_come_in_both_forms() -> None:
    # the two that differ between Value and Value2, so that the rows above prove both
    assert isinstance(cell(BUDGET).Value, Decimal)
    assert type(cell(BUDGET).Value2) is float
    assert cell(DAY).Value == DAY
    assert cell(DAY).Value2 == 46053.0
