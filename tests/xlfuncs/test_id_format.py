"""Numbers as texts, against hand calculation and against exact fractions."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlfuncs import id_format
from xlfuncs.angka import angka

reproducible = settings(derandomize=True, deadline=None, max_examples=500)

# The number, with two decimals always, in a sentence, as typed
FORMS: Final = [
    (78.125, "78,13", "78,13", "78,125"),  # 25 of 32
    (-78.125, "-78,13", "-78,13", "-78,125"),
    (1.005, "1,01", "1,01", "1,005"),  # the double is below the half, its 15 digits are not
    (2.675, "2,68", "2,68", "2,675"),
    (0.125, "0,13", "0,13", "0,125"),
    (-0.125, "-0,13", "-0,13", "-0,125"),
    (1.004999, "1,00", "1", "1,004999"),
    (110.00000000000001, "110,00", "110", "110"),
    (0.1 + 0.2, "0,30", "0,30", "0,30"),
    (100.0, "100,00", "100", "100"),
    (98.7, "98,70", "98,70", "98,70"),
    (0.985, "0,99", "0,99", "0,985"),
    (32000.0, "32.000,00", "32.000", "32.000"),
    (999.995, "1.000,00", "1.000", "999,995"),
    (437569000.0, "437.569.000,00", "437.569.000", "437.569.000"),
    (1e-7, "0,00", "0", "0,0000001"),
    (0.0, "0,00", "0", "0"),
    (-0.0, "0,00", "0", "0"),
    (-0.004, "0,00", "0", "-0,004"),
    (1e15, "1.000.000.000.000.000,00", "1.000.000.000.000.000", "1.000.000.000.000.000"),
    (-2e15, "-2.000.000.000.000.000,00", "-2.000.000.000.000.000", "-2.000.000.000.000.000"),
    (1.5e300, "1,5E+300", "1,5E+300", "1,5E+300"),
    (2.5e-300, "0,00", "0", "2,5E-300"),
    (math.inf, "#NUM!", "#NUM!", "#NUM!"),
    (-math.inf, "#NUM!", "#NUM!", "#NUM!"),
    (math.nan, "#NUM!", "#NUM!", "#NUM!"),
]


@pytest.mark.parametrize(("number", "fixed", "short", "typed"), FORMS, ids=repr)
def test_number_as_text(number: float, fixed: str, short: str, typed: str) -> None:
    assert id_format.fixed(number) == fixed
    assert id_format.percent(number) == f"{fixed} %"
    assert id_format.rupiah(number) == f"Rp {fixed}"
    assert id_format.short(number) == short
    assert id_format.percent_in_text(number) == f"{short} %"
    assert id_format.typed(number) == typed


@pytest.mark.parametrize(
    ("number", "places", "text"), [(0.5, 0, "1"), (-1.5, 0, "-2"), (1234.5, 0, "1.235"), (0.05, 1, "0,1"), (7.0, 3, "7,000")]
)
def test_other_numbers_of_decimals(number: float, places: int, text: str) -> None:
    assert id_format.fixed(number, places) == text


@pytest.mark.parametrize(
    ("number", "text", "in_column"),
    [
        (0.839, "0,839", "0,839"),
        (0.83841, "0,8384", "0,8384"),
        (98.7, "98,70", "98,70"),
        (38.0, "38", "38,00"),
        (1 / 3, "0,3333", "0,3333"),
    ],
)
def test_in_the_unit_of_an_indicator(number: float, text: str, in_column: str) -> None:
    assert id_format.in_unit(number) == text
    assert id_format.in_unit(number, whole=2) == in_column
    assert id_format.in_unit(math.inf) == "#NUM!"


@pytest.mark.parametrize(("number", "text"), [(100.0, "100,00"), (0.985, "0,985"), (85.7, "85,70"), (-0.0, "0,00")])
def test_typed_with_decimals_for_whole_numbers(number: float, text: str) -> None:
    assert id_format.typed(number, whole=2) == text


@reproducible
@given(st.integers(-(10**14), 10**14))
def test_half_is_rounded_away_from_zero(thousandths: int) -> None:
    """Every number of three decimals, by whole numbers alone."""
    hundredths = (abs(thousandths) + 5) // 10
    expected = f"{hundredths // 100:,}".replace(",", ".") + f",{hundredths % 100:02}"
    assert id_format.fixed(thousandths / 1000) == ("-" if thousandths < 0 and hundredths else "") + expected


@reproducible
@given(st.floats(-1e14, 1e14))
def test_what_is_written_is_the_number(number: float) -> None:
    assert abs(Fraction(angka(id_format.fixed(number)) or 0.0) - Fraction(number)) <= Fraction(51, 10000) + abs(Fraction(number)) / 10**14
    if number == 0 or abs(number) > 1e-15:
        assert angka(f"{id_format.typed(number)}".replace(".", "")) == float(Decimal(f"{number:.15g}"))


@given(st.floats())
def test_every_double_is_a_text(number: float) -> None:
    for write in (id_format.fixed, id_format.short, id_format.typed, id_format.percent, id_format.percent_in_text, id_format.rupiah):
        assert len(write(number)) < 50
    assert id_format.fixed(number) != "-0,00"


# ---------------------------------------------------------------- the only place
_ROOT: Final = Path(__file__).parents[2]
_SOURCES: Final = [*sorted(_ROOT.glob("xlfuncs/**/*.py")), *sorted(_ROOT.glob("lkjip/**/*.py")), *sorted(_ROOT.glob("scripts/*demo*.py"))]


def _formats(source: str) -> Iterator[str]:
    """The format specifications in a module that write a number with decimals or grouped digits."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FormattedValue(format_spec=ast.JoinedStr() as spec):
                found = ast.unparse(spec)
            case ast.Call(func=ast.Name("format"), args=[_, spec, *_]):
                found = ast.unparse(spec)
            case ast.BinOp(left=ast.Constant(str(template)), op=ast.Mod()):
                found = template
            case _:
                continue
        if re.search(r",|\.[0-9{][^}]*}?[f%]", found):
            yield found


@pytest.mark.parametrize(
    "path", [path for path in _SOURCES if path.name != "id_format.py"], ids=lambda path: path.relative_to(_ROOT).as_posix()
)
def test_nothing_else_writes_numbers(path: Path) -> None:
    assert list(_formats(path.read_text(encoding="utf-8"))) == []


def test_what_writes_a_number_is_found() -> None:
    assert len(list(_formats('f"{x:,.2f}", f"{x:.{n}f}", f"{x:.0f} MB", format(x, ",.2f"), "%.2f" % x, f"{x:.15g}", f"{x:>8}"'))) == 5
