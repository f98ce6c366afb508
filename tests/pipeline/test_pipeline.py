"""The behaviour of xlwings 0.37.8 between the VBA wrapper and a cell function, on which the product relies."""

from __future__ import annotations

import datetime as dt
import importlib
import math
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from tests.pipeline import sample_udfs
from tests.pipeline.excel import ERROR_CODES, MISSING, cell, cells, com_reads, currency, date, value2
from tests.pipeline.pywin32_stubs import as_on_windows, install, stub_modules
from tests.pipeline.server import Server, as_vba, load

SAMPLES = "tests.pipeline.sample_udfs"
DIV0 = ERROR_CODES["#DIV/0!"]
SPILL = ERROR_CODES["#SPILL!"]
TABLE: list[list[Any]] = [[1, None, ""], [DIV0, "98,78", True]]


# What a function receives: the same, whether Range objects or values travel.
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "None"),
        ("", "None"),
        ("98,78", "'98,78'"),
        (5, "5.0"),
        (True, "True"),
        (DIV0, "None"),
        # an error value that xlwings does not know stays a number
        (SPILL, str(SPILL)),
    ],
)
def test_one_cell(server: Server, value: Any, expected: str) -> None:
    assert server.call(SAMPLES, "seen", cell(value)) == expected
    assert server.call_values(SAMPLES, "seen", value) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (TABLE, "[[1.0, None, None], [None, '98,78', True]]"),
        ([[1, 2, 3]], "[1.0, 2.0, 3.0]"),
        ([[1], [2]], "[1.0, 2.0]"),
    ],
)
def test_range(server: Server, rows: list[list[Any]], expected: str) -> None:
    assert server.call(SAMPLES, "seen", cells(rows)) == expected
    assert server.call_values(SAMPLES, "seen", rows) == expected


def test_array_constant_of_one_row_has_one_dimension(server: Server) -> None:
    assert server.call_values(SAMPLES, "seen", (1, 2)) == "[1.0, 2.0]"
    assert server.call_values(SAMPLES, "seen_raw", (1, 2)) == "(1.0, 2.0)"


def test_error_cells_are_kept_with_err_to_str(server: Server) -> None:
    assert server.call(SAMPLES, "seen_with_errors", cell(DIV0)) == "'#DIV/0!'"
    assert server.call_values(SAMPLES, "seen_with_errors", DIV0) == "'#DIV/0!'"
    assert server.call_values(SAMPLES, "seen_with_errors", TABLE) == "[[1.0, None, None], ['#DIV/0!', '98,78', True]]"


def test_xlwings_knows_seven_of_the_error_values(server: Server) -> None:
    texts = {text: server.call_values(SAMPLES, "seen_with_errors", code) for text, code in ERROR_CODES.items()}
    known = {text for text, seen in texts.items() if seen == repr(text)}
    assert known == {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


def test_single_cell_in_rows_with_ndim_2(server: Server) -> None:
    assert server.call(SAMPLES, "seen_in_rows", cell(5)) == "[[5.0]]"
    assert server.call_values(SAMPLES, "seen_in_rows", 5) == "[[5.0]]"


def test_omitted_argument_takes_the_default_and_a_blank_cell_does_not(server: Server) -> None:
    assert server.call(SAMPLES, "seen_or_default", MISSING) == "'naik'"
    assert server.call_values(SAMPLES, "seen_or_default", MISSING) == "'naik'"
    assert server.call(SAMPLES, "seen_or_default", cell(None)) == "None"
    assert server.call_values(SAMPLES, "seen_or_default", None) == "None"


def test_omitted_argument_without_default_is_none(server: Server) -> None:
    assert server.call_values(SAMPLES, "seen", MISSING) == "None"
    assert server.call_values(SAMPLES, "seen_raw", MISSING) == "None"


def test_currency_is_a_decimal_through_value_and_a_float_through_value2(server: Server) -> None:
    assert server.call(SAMPLES, "seen", cell(currency("1250000.5"))) == "Decimal('1250000.5000')"
    assert server.call_values(SAMPLES, "seen", cell(currency("1250000.5"))) == "1250000.5"


def test_date_is_a_datetime_through_value_and_a_day_number_through_value2(server: Server) -> None:
    assert server.call(SAMPLES, "seen", cell(date(2026, 1, 31, 12))) == "datetime.datetime(2026, 1, 31, 12, 0)"
    assert server.call_values(SAMPLES, "seen", cell(date(2026, 1, 31, 12))) == "46053.5"


def test_number_of_arguments_may_vary(server: Server) -> None:
    assert server.call_values(SAMPLES, "seen_all", 1, "dua", [[3], [4]]) == "(1.0, 'dua', [3.0, 4.0])"


def test_range_objects_are_read_13_times_each_and_values_never(server: Server) -> None:
    # the first call of a module also looks through the workbook's sheets
    assert server.call(SAMPLES, "three", cell(90), cell(81), "turun") == "90.0 81.0 turun"
    with com_reads() as reads:
        assert server.call(SAMPLES, "three", cell(90), cell(81), "turun") == "90.0 81.0 turun"
    assert reads.count == 26
    with com_reads() as reads:
        assert server.call_values(SAMPLES, "three", cell(90), cell(81), "turun") == "90.0 81.0 turun"
    assert reads.count == 0


# Raw arguments: what COM hands over, untouched.
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "None"),
        ("", "''"),
        ("98,78", "'98,78'"),
        (5, "5.0"),
        (DIV0, str(DIV0)),
    ],
)
def test_raw_cell(server: Server, value: Any, expected: str) -> None:
    assert server.call(SAMPLES, "seen_raw", cell(value)) == expected
    assert server.call_values(SAMPLES, "seen_raw", value) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (TABLE, f"((1.0, None, ''), ({DIV0}, '98,78', True))"),
        ([[1, 2, 3]], "((1.0, 2.0, 3.0),)"),
        ([[1], [2]], "((1.0,), (2.0,))"),
    ],
)
def test_raw_range(server: Server, rows: list[list[Any]], expected: str) -> None:
    assert server.call(SAMPLES, "seen_raw", cells(rows)) == expected
    assert server.call_values(SAMPLES, "seen_raw", rows) == expected


# What VBA receives.
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("none", ""),
        ("text", "naik"),
        ("empty text", ""),
        ("true", True),
        ("int", 5),
        ("infinity", math.inf),
        ("decimal", Decimal("1250000000.5")),
        ("date", dt.datetime(2026, 1, 31)),
        ("datetime", dt.datetime(2026, 1, 31, 8, 30)),
        ("one cell", 5.0),
        ("one cell, blank", ""),
        ("one row", (1.0, 2.0, 3.0)),
        ("one column", ((1.0,), (2.0,))),
        ("rows", ((1.0, ""), ("dua", True))),
        ("flat list", (1.0, 2.0)),
        ("no rows", ()),
    ],
)
def test_result(server: Server, kind: str, expected: Any) -> None:
    result = server.call_values(SAMPLES, "result", kind)
    assert result == expected
    assert type(result) is type(expected)


def test_nan_stays_nan_without_pandas_and_numpy(server: Server) -> None:
    assert math.isnan(server.call_values(SAMPLES, "result", "nan"))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("one cell", 5.0),
        ("one cell, blank", None),
        ("one row", (1.0, 2.0, 3.0)),
        ("one column", ((1.0,), (2.0,))),
        ("rows", ((1.0, None), ("dua", True))),
        ("text", "naik"),
        ("one character", "A"),
        ("empty text", ""),
        # the list is taken for the rows and the text for a row of four cells
        ("flat list of one text", "naik"),
    ],
)
def test_raw_result(server: Server, kind: str, expected: Any) -> None:
    assert server.call_values(SAMPLES, "raw_result", kind) == expected


@pytest.mark.parametrize("kind", ["none", "true", "int", "float", "decimal", "datetime", "flat list of one number"])
def test_raw_result_must_be_in_rows(server: Server, kind: str) -> None:
    with pytest.raises(TypeError, match=r"has no len\(\)"):
        server.call_values(SAMPLES, "raw_result", kind)


@pytest.mark.parametrize("function", ["result", "raw_result"])
def test_rows_of_different_length_are_refused(server: Server, function: str) -> None:
    with pytest.raises(Exception, match="must be of the same length"):
        server.call_values(SAMPLES, function, "jagged")


def test_exception_reaches_the_caller(server: Server) -> None:
    with pytest.raises(ZeroDivisionError, match="target 0"):
        server.call(SAMPLES, "fail")
    with pytest.raises(ZeroDivisionError, match="target 0"):
        server.call_values(SAMPLES, "fail")


def test_object_without_a_com_type_is_refused(server: Server) -> None:
    with pytest.raises(TypeError, match="Objects of type 'set'"):
        server.call_values(SAMPLES, "result", "set")


def test_as_vba() -> None:
    moment = dt.datetime(2026, 1, 31, tzinfo=dt.UTC)
    assert as_vba([[1, "dua"], [None, moment]]) == ((1, "dua"), (None, dt.datetime(2026, 1, 31)))
    assert as_vba(Fraction(1, 2)) == 0.5


# The wrapper that xlwings would generate.
def test_generated_wrapper(server: Server) -> None:
    text = server.vba_wrapper(SAMPLES)
    assert "Function three(target, realisasi, Optional arah)" in text
    assert f'three = XLPy.CallUDF("{SAMPLES}", "three", Array(target, realisasi, arah), ThisWorkbook, Application.Caller)' in text
    assert f'three = XLPy.CallUDF("{SAMPLES}", "three", Array(target, realisasi, arah))' in text
    assert "three = Err.Description" in text
    assert "Function seen_all(ParamArray x())" in text


# The fake Excel.
def test_cells_are_what_value_gives() -> None:
    assert cell(5).Value == 5.0
    assert type(cell(5).Value) is float
    assert type(cell(DIV0).Value) is int
    assert cells(TABLE).Value == ((1.0, None, ""), (DIV0, "98,78", True))
    assert cells([[1, 2]]).Value == ((1.0, 2.0),)
    assert cell(currency(5)).Value2 == 5.0
    assert cell(date(1900, 3, 1)).Value2 == 61.0


@pytest.mark.parametrize("rows", [[], [[]], [[1, 2], [3]]])
def test_cells_make_a_rectangle(rows: list[list[Any]]) -> None:
    with pytest.raises(ValueError, match="rows of one length"):
        cells(rows)


def test_unknown_property_is_an_error_and_no_read() -> None:
    with com_reads() as reads, pytest.raises(AttributeError, match="Formula"):
        cell(5).Formula  # noqa: B018 the reading is what is tested
    assert reads.count == 0


def test_counts_can_be_nested() -> None:
    some = cell(5)
    with com_reads() as outer:
        assert some.Value == 5.0
        with com_reads() as inner:
            assert some.Value == 5.0
    assert (outer.count, inner.count) == (2, 1)


def test_value2_of_nested_values() -> None:
    assert value2([[currency("0.5"), None], [3, MISSING]]) == ((0.5, None), (3.0, MISSING))


def test_error_codes_are_those_xlwings_reads() -> None:
    install()
    of_xlwings = importlib.import_module("xlwings._xlwindows").cell_errors
    assert {code: ERROR_CODES[text] for code, text in of_xlwings.items()} == {code: code for code in of_xlwings}


# The import order does not matter, and nothing of it is left for other tests.
def test_module_imported_before_is_served(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import xlwings as xw\n\n@xw.func\n@xw.arg('x', ndim=2)\ndef rows(x):\n    return repr(x)\n"
    (tmp_path / "udfs_imported_before.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("udfs_imported_before")
    assert server.call_values("udfs_imported_before", "rows", 5) == "[[5.0]]"
    assert importlib.import_module("udfs_imported_before") is module


def test_module_without_udfs_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # a module of its own: it is loaded again, and one that other tests use would have two of each class from then on
    (tmp_path / "no_udfs.py").write_text("def plain(x):\n    return x\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(LookupError, match="no UDFs in no_udfs"):
        load("no_udfs")


def test_decorated_functions_still_are_plain_functions() -> None:
    assert load(SAMPLES) is sample_udfs
    assert sample_udfs.three(1, 2, "turun") == "1 2 turun"


def test_xlwings_is_as_it_was_after_a_call(server: Server) -> None:
    names = ("func", "arg", "ret", "sub", "script")
    decorators = {name: getattr(xw, name) for name in names}
    engines = dict(xw.engines.engines_by_name)
    active = xw.engines.active
    with as_on_windows():
        assert xw.func is importlib.import_module("xlwings.udfs").xlfunc
    server.call(SAMPLES, "seen", cell(5))
    with pytest.raises(ZeroDivisionError):
        server.call(SAMPLES, "fail")
    assert {name: getattr(xw, name) for name in names} == decorators
    assert xw.engines.engines_by_name == engines
    assert xw.engines.active is active


def test_no_stub_stays_importable() -> None:
    install()
    install()
    left = [name for name in stub_modules() if name in sys.modules and sys.modules[name].__spec__ is None]
    assert left == []
