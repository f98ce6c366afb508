"""CAPAIAN, KATEGORI, SERAPAN, EFISIENSI and the average against the rules of the numbers and the Boyolali report 2020.

Every expectation is worked out by hand, or by an engine of the test's own (whole numbers, fractions, decimals).
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from xlfuncs.errors import EXCEL_ERRORS, RuleError
from xlfuncs.rules import SKALA_LKJIP, capaian, efisiensi, is_falling, jumlah, kategori, rata_rata, serapan

reproducible = settings(derandomize=True, deadline=None, max_examples=200)

BLANKS: Final = [None, "", "   ", "\u00a0", "-", "\u2013", "nihil"]
NO_NUMBERS: Final = ["WTP", "Level 3 Plus", "12 dari 20", "80 - 90%", "1.234.5", "1 Prov & 3 Kab/Kota", True, False]


def refusal(rule: Callable[..., object], *args: Any) -> str:
    """The Excel error that the rule raises."""
    with pytest.raises(RuleError) as error:
        rule(*args)
    return error.value.code


def outcome(rule: Callable[..., object], *args: Any) -> Any:
    """What the rule returns, or the text of the Excel error that it raises: what a range shows in place."""
    try:
        return rule(*args)
    except RuleError as error:
        return error.code


# ---------------------------------------------------------------- CAPAIAN, row 1: an error value
# That error, the leftmost argument's; before all that could be wrong with the other arguments.
CAPAIAN_ERRORS: Final = [
    (("#DIV/0!", 5), "#DIV/0!"),
    ((5, "#REF!"), "#REF!"),
    ((5, 5, "#NAME?"), "#NAME?"),
    (("#N/A", "#REF!", "#NUM!"), "#N/A"),
    ((5, "#REF!", "#NUM!"), "#REF!"),
    # before row 2, an unknown arah
    (("#N/A", 5, "naek"), "#N/A"),
    ((5, "#N/A", True), "#N/A"),
    # before row 3, no number
    (("WTP", "#N/A"), "#N/A"),
    (("WTP", 5, "#N/A"), "#N/A"),
    ((True, "#N/A"), "#N/A"),
    # before row 4, a blank
    ((None, "#N/A"), "#N/A"),
    (("#N/A", ""), "#N/A"),
    (("", "-", "#N/A"), "#N/A"),
    # before row 5, target 0
    ((0, "#N/A"), "#N/A"),
    ((0, 5, "#N/A"), "#N/A"),
]


@pytest.mark.parametrize(("args", "expected"), CAPAIAN_ERRORS, ids=repr)
def test_capaian_row_1_error_value(args: tuple[Any, ...], expected: str) -> None:
    assert refusal(capaian, *args) == expected


@pytest.mark.parametrize("code", EXCEL_ERRORS)
def test_capaian_row_1_every_error_value_of_excel(code: str) -> None:
    assert [refusal(capaian, *args) for args in [(code, 5), (5, code), (5, 5, code)]] == [code] * 3


# ---------------------------------------------------------------- CAPAIAN, row 2: unknown arah
UNKNOWN_ARAH: Final = [
    "naek",
    "naik turun",
    "menurun",
    "turunrasio",
    "\u2013",
    "x",
    "0",
    "++",
    "- -",
    "nihil",
    0,
    1,
    -1,
    True,
    False,
    dt.date(2020, 1, 1),
]


@pytest.mark.parametrize("arah", UNKNOWN_ARAH, ids=repr)
def test_capaian_row_2_unknown_arah(arah: Any) -> None:
    assert refusal(capaian, 90, 81, arah) == "#VALUE!"
    # before row 4, a blank, and row 5, target 0
    assert refusal(capaian, None, 81, arah) == "#VALUE!"
    assert refusal(capaian, 90, "-", arah) == "#VALUE!"
    assert refusal(capaian, 0, 81, arah) == "#VALUE!"


# ---------------------------------------------------------------- CAPAIAN, row 3: no number
@pytest.mark.parametrize("bad", NO_NUMBERS, ids=repr)
def test_capaian_row_3_no_number(bad: Any) -> None:
    assert refusal(capaian, bad, 5) == "#VALUE!"
    assert refusal(capaian, 5, bad) == "#VALUE!"
    assert refusal(capaian, 5, bad, "turun") == "#VALUE!"
    # before row 4, a blank, and row 5, target 0
    assert refusal(capaian, None, bad) == "#VALUE!"
    assert refusal(capaian, bad, "-") == "#VALUE!"
    assert refusal(capaian, 0, bad) == "#VALUE!"


# ---------------------------------------------------------------- CAPAIAN, row 4: a blank target or realisasi: not measured yet
@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_capaian_row_4_blank(blank: Any) -> None:
    assert capaian(blank, 5) is None
    assert capaian(5, blank) is None
    assert capaian(blank, blank) is None
    assert capaian(5, blank, "turun") is None
    # before row 5, target 0
    assert capaian(0, blank) is None


# ---------------------------------------------------------------- CAPAIAN, row 5: target 0
@pytest.mark.parametrize("target", [0, 0.0, -0.0, "0", "0,00", "Rp. 00", "0 Kegiatan"], ids=repr)
@pytest.mark.parametrize("realisasi", [0, 5, -5, "98,78 %"], ids=repr)
@pytest.mark.parametrize("arah", ["naik", "turun"])
def test_capaian_row_5_target_0(target: Any, realisasi: Any, arah: str) -> None:
    assert refusal(capaian, target, realisasi, arah) == "#DIV/0!"


# ---------------------------------------------------------------- CAPAIAN, row 6: the formula
# Exact doubles: the right side is what the formula gives in its order of operations.
CAPAIAN_NUMBERS: Final = [
    # worked in the rules
    ((38, 19), 50.0),
    ((90, 81, "turun"), 110.00000000000001),
    ((10, 25, "turun"), -50.0),
    # Tabel 3.1, all nine indicators
    ((98.78, 98.78), 100.0),
    ((82.00, 82.00), 100.0),
    ((88.37, 88.37), 100.0),
    ((38, 38), 100.0),
    ((19, 19), 100.0),
    ((85.71, 85.71), 100.0),
    ((20, 20), 100.0),
    ((100, 100), 100.0),
    ((1.89, 1.89), 100.0),
    # naik
    ((20, 25), 125.0),
    ((8, 1), 12.5),
    ((38, 0), 0.0),
    ((3, 1), 33.33333333333333),
    ((3, 2), 66.66666666666666),
    # turun: (target - (realisasi - target)) / target * 100
    ((20, 20, "turun"), 100.0),
    ((20, 15, "turun"), 125.0),
    ((20, 0, "turun"), 200.0),
    ((20, 40, "turun"), 0.0),
    ((4, 5, "turun"), 75.0),
    # a negative target or result is computed as the formula says
    ((-4, 2), -50.0),
    ((10, -5), -50.0),
    ((-10, -5), 50.0),
    ((-10, -5, "turun"), 150.0),
    ((10, -5, "turun"), 250.0),
    # a text that is an Indonesian number counts as that number
    (("98,78", "98,78 %"), 100.0),
    (("1.234", 617), 50.0),
    ((1200000, "Rp. 600.000,-"), 50.0),
    (("38 Kegiatan", "19 Kegiatan"), 50.0),
    (("(4)", 2), -50.0),
    # a date in a cell is a number: 1 January 2020 is day 43831
    ((dt.date(2020, 1, 1), 43831), 100.0),
    # a currency cell
    ((Decimal("1250000.0000"), Decimal("625000.0000")), 50.0),
]


@pytest.mark.parametrize(("args", "expected"), CAPAIAN_NUMBERS, ids=repr)
def test_capaian_row_6_formula(args: tuple[Any, ...], expected: float) -> None:
    result = capaian(*args)
    assert result == expected
    assert type(result) is float


def test_capaian_beyond_a_double() -> None:
    assert refusal(capaian, 1e-300, 1e300) == "#NUM!"
    assert refusal(capaian, 1e-300, 1e300, "turun") == "#NUM!"
    assert refusal(capaian, 1.7e308, -1.7e308, "turun") == "#NUM!"


# Blanks that come with a text from Word or from a web page: no-break, thin, zero width.
INVISIBLE: Final = "\u00a0\u2007\u2009\u200b\u202f\ufeff"

# arah: aliases, case and outer blanks; blank is naik. 90 and 81 tell the two apart.
NAIK: Final = [None, "", "  ", "naik", "Naik", "NAIK", " naik ", "\u00a0naik\t", "positif", "POSITIF", " Positif", "+", " + ", "-", " - "]
TURUN: Final = ["turun", "Turun", "TURUN", " turun ", "\u00a0turun", "negatif", "Negatif", "NEGATIF "]


@pytest.mark.parametrize("arah", [*NAIK, *INVISIBLE, *(f"{blank}naik{blank}" for blank in INVISIBLE)], ids=repr)
def test_arah_naik(arah: Any) -> None:
    assert capaian(90, 81, arah) == 90.0
    assert not is_falling(arah)


@pytest.mark.parametrize("arah", [*TURUN, *(f"{blank}turun{blank}" for blank in INVISIBLE)], ids=repr)
def test_arah_turun(arah: Any) -> None:
    assert capaian(90, 81, arah) == 110.00000000000001
    assert is_falling(arah)


def test_arah_is_naik_when_left_out() -> None:
    assert capaian(90, 81) == 90.0
    assert refusal(is_falling, "naek") == "#VALUE!"


# ---------------------------------------------------------------- CAPAIAN: properties
measures = st.floats(-1e12, 1e12).filter(lambda x: abs(x) > 1e-6) | st.integers(1, 10**9)


def rounded_after_each_step(*steps: Callable[[Fraction], Fraction], start: float) -> float:
    """Exact arithmetic, rounded to a double after every operation: the order of operations made visible."""
    value = start
    for step in steps:
        value = float(step(Fraction(value)))
    return value


@reproducible
@given(measures, measures)
def test_naik_in_its_order_of_operations(target: float, realisasi: float) -> None:
    expected = rounded_after_each_step(lambda x: x / Fraction(target), lambda x: x * 100, start=realisasi)
    assert capaian(target, realisasi) == expected


@reproducible
@given(measures, measures)
def test_turun_in_its_order_of_operations(target: float, realisasi: float) -> None:
    exact = Fraction(target)
    expected = rounded_after_each_step(lambda x: x - exact, lambda x: exact - x, lambda x: x / exact, lambda x: x * 100, start=realisasi)
    assert capaian(target, realisasi, "turun") == expected


@reproducible
@example(0.1)
@example(98.78)
@example(5e-324)
@given(st.floats(allow_nan=False, allow_infinity=False).filter(bool))
def test_equal_target_and_realisasi_are_exactly_100(number: float) -> None:
    assert capaian(number, number) == 100.0
    assert capaian(number, number, "turun") == 100.0


@reproducible
@given(measures, measures)
def test_naik_and_turun_are_200_together(target: float, realisasi: float) -> None:
    naik, turun = capaian(target, realisasi), capaian(target, realisasi, "turun")
    assert naik is not None
    assert turun is not None
    assert naik + turun == pytest.approx(200, rel=0, abs=1e-12 * (200 + abs(naik)))


# ---------------------------------------------------------------- KATEGORI
# The examples of the rules.
KATEGORI_EXAMPLES: Final = [
    (100, "B"),
    (100.004, "B"),
    (100.005, "SB"),
    (75, "C"),
    (75.005, "B"),
    (75.01, "B"),
    (55, "C"),
    (54.995, "C"),
    (54.99, "K"),
    (-50, "K"),
]

# Both sides of every border, and what is far from any.
KATEGORI_BORDERS: Final = [
    (-1e300, "K"),
    (0, "K"),
    (54.994, "K"),
    (54.9949, "K"),
    (54.9951, "C"),
    (55.004, "C"),
    (56, "C"),
    (74.99, "C"),
    (75.004, "C"),
    (75.0049, "C"),
    (75.0051, "B"),
    (76, "B"),
    (99.999, "B"),
    (100.0049, "B"),
    (100.0051, "SB"),
    (100.01, "SB"),
    (100.5, "SB"),
    (110.00000000000001, "SB"),
    (1e300, "SB"),
    # one double under a half reads 100,005 in 15 digits
    (math.nextafter(100.005, 0), "SB"),
    (math.nextafter(75.005, 0), "B"),
    (math.nextafter(54.995, 0), "C"),
]


@pytest.mark.parametrize(("value", "expected"), [*KATEGORI_EXAMPLES, *KATEGORI_BORDERS], ids=repr)
def test_kategori(value: Any, expected: str) -> None:
    assert kategori(value) == expected
    assert kategori(value, SKALA_LKJIP) == expected
    assert kategori(value, None) == expected


# A capaian that is no plain number.
@pytest.mark.parametrize("code", EXCEL_ERRORS)
def test_kategori_of_an_error_is_that_error(code: str) -> None:
    assert refusal(kategori, code) == code


@pytest.mark.parametrize("value", ["WTP", "12 dari 20", True, False], ids=repr)
def test_kategori_of_no_number(value: Any) -> None:
    assert refusal(kategori, value) == "#VALUE!"


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_kategori_of_a_blank_is_blank(blank: Any) -> None:
    assert kategori(blank) is None
    assert kategori(blank, SKALA_LKJIP, "lengkap") is None


@pytest.mark.parametrize(("text", "expected"), [("98,78 %", "B"), ("110,00", "SB"), ("54,99%", "K"), ("100.005", "SB")], ids=repr)
def test_kategori_of_a_text_that_is_a_number(text: str, expected: str) -> None:
    # "100.005" is 100005: three digits after the point are a group
    assert kategori(text) == expected


# bentuk
BENTUK: Final = [
    ("kode", ["K", "C", "B", "SB"]),
    ("KODE", ["K", "C", "B", "SB"]),
    (" kode ", ["K", "C", "B", "SB"]),
    ("", ["K", "C", "B", "SB"]),
    (None, ["K", "C", "B", "SB"]),
    ("lengkap", ["Kurang", "Cukup", "Baik", "Sangat baik"]),
    ("Lengkap", ["Kurang", "Cukup", "Baik", "Sangat baik"]),
    (" LENGKAP\u00a0", ["Kurang", "Cukup", "Baik", "Sangat baik"]),
]


@pytest.mark.parametrize(("bentuk", "expected"), BENTUK, ids=repr)
def test_bentuk(bentuk: Any, expected: list[str]) -> None:
    assert [kategori(value, SKALA_LKJIP, bentuk) for value in (50, 60, 80, 110)] == expected


@pytest.mark.parametrize("bentuk", ["label", "panjang", 1, 0, True, "-"], ids=repr)
def test_unknown_bentuk(bentuk: Any) -> None:
    assert refusal(kategori, 100, SKALA_LKJIP, bentuk) == "#VALUE!"


def test_bentuk_that_is_an_error() -> None:
    assert refusal(kategori, 100, SKALA_LKJIP, "#N/A") == "#N/A"
    assert refusal(kategori, "#REF!", SKALA_LKJIP, "#N/A") == "#REF!"


# ---------------------------------------------------------------- KATEGORI: an office's own scale
TWO_COLUMNS: Final = [[None, "K"], [55, "C"], [75.01, "B"], [100.01, "SB"]]
FIVE_BANDS: Final = [
    [0, "SR", "Sangat rendah"],
    [50.01, "R", "Rendah"],
    [65.01, "S", "Sedang"],
    [75.01, "T", "Tinggi"],
    [90.01, "ST", "Sangat tinggi"],
]
STRICT: Final = [["", "K", "Kurang"], [60, "C", "Cukup"], [80, "B", "Baik"], [100, "SB", "Istimewa"]]
OWN_SCALES: Final = [
    # two columns are enough for codes
    (100, TWO_COLUMNS, "kode", "B"),
    (100.005, TWO_COLUMNS, "kode", "SB"),
    (-50, TWO_COLUMNS, "kode", "K"),
    # the bounds of the scale count, not those of the table
    (100, STRICT, "kode", "SB"),
    (99.995, STRICT, "kode", "SB"),
    (99.99, STRICT, "kode", "B"),
    (59.99, STRICT, "kode", "K"),
    (59.995, STRICT, "lengkap", "Cukup"),
    (100, STRICT, "lengkap", "Istimewa"),
    # more bands than four, a first bound that is a number; below it the first band
    (0, FIVE_BANDS, "kode", "SR"),
    (-50, FIVE_BANDS, "kode", "SR"),
    (-50, FIVE_BANDS, "lengkap", "Sangat rendah"),
    (50, FIVE_BANDS, "kode", "SR"),
    (50.005, FIVE_BANDS, "kode", "R"),
    (75, FIVE_BANDS, "kode", "S"),
    (90, FIVE_BANDS, "kode", "T"),
    (120, FIVE_BANDS, "lengkap", "Sangat tinggi"),
    # every bound above the value
    (10, [[20, "A"], [30, "B"]], "kode", "A"),
    # one band only
    (5, [[None, "A"]], "kode", "A"),
    (5, [[90, "A", "Semua"]], "lengkap", "Semua"),
    # a bound typed as a text, a blank first bound as "-"
    (80, [["-", "K"], ["75,01", "B"]], "kode", "B"),
    (75, [["-", "K"], ["75,01", "B"]], "kode", "K"),
    # negative bounds: half away from zero is downwards there
    (-10.005, [[None, "A"], [-10, "B"]], "kode", "A"),
    (-10.004, [[None, "A"], [-10, "B"]], "kode", "B"),
    # a code typed as a number
    (10, [[None, 1], [50, 2.5]], "kode", "1"),
    (60, [[None, 1], [50, 2.5]], "kode", "2.5"),
    # a bound finer than 2 decimals is met by the rounded capaian
    (75.004, [[None, "A"], [75.005, "B"]], "kode", "A"),
    (75.005, [[None, "A"], [75.005, "B"]], "kode", "B"),
]


@pytest.mark.parametrize(("value", "skala", "bentuk", "expected"), OWN_SCALES, ids=repr)
def test_own_scale(value: Any, skala: Any, bentuk: str, expected: str) -> None:
    assert kategori(value, skala, bentuk) == expected
    assert kategori(value, tuple(map(tuple, skala)), bentuk) == expected


# A range that does not rise, or is empty.
BAD_SCALES: Final = [
    pytest.param([[None, "K"], [75, "C"], [55, "B"]], id="falls"),
    pytest.param([[55, "K"], [55, "C"]], id="equal bounds"),
    pytest.param([[60, "K"], [55, "C"]], id="falls from the first bound"),
    pytest.param([[None, "K"], [None, "C"]], id="second bound blank"),
    pytest.param([[None, "K"], [55, "C"], ["", "B"], [100, "SB"]], id="a bound between is blank"),
    pytest.param([[None, "K"], ["nihil", "C"]], id="second bound nihil"),
    pytest.param([], id="no rows"),
    pytest.param([[]], id="no columns"),
    pytest.param([[None, None], [None, None]], id="blank cells"),
    pytest.param([["", "", ""]], id="blank row"),
    pytest.param([[None], [55]], id="one column"),
    pytest.param([[None, "K", "Kurang", ""], [55, "C", "Cukup", ""]], id="four columns"),
    pytest.param([["batas", "kode"], [None, "K"], [55, "C"]], id="with its header"),
    pytest.param([[None, "K"], ["lima puluh", "C"]], id="bound is no number"),
    pytest.param([[None, "K"], [True, "C"]], id="bound is TRUE"),
    pytest.param([[None, "K"], [55, ""]], id="code blank"),
    pytest.param([[None, "K"], [55, True]], id="code is TRUE"),
    pytest.param([[None, "K"], [55, "C", "Cukup"]], id="ragged"),
    pytest.param([None, "K"], id="not rows"),
    pytest.param("K", id="text"),
    pytest.param(55, id="number"),
]


@pytest.mark.parametrize("skala", BAD_SCALES)
def test_bad_scale(skala: Any) -> None:
    assert refusal(kategori, 100, skala) == "#VALUE!"


def test_scale_without_labels_has_no_long_form() -> None:
    assert refusal(kategori, 100, TWO_COLUMNS, "lengkap") == "#VALUE!"
    assert refusal(kategori, 100, [[None, "K", ""], [55, "C", "Cukup"]], "lengkap") == "#VALUE!"


# Errors inside the scale: the leftmost argument's, the scale in reading order.
SCALE_ERRORS: Final = [
    ((100, [[None, "K"], ["#REF!", "C"]]), "#REF!"),
    ((100, [[None, "#NAME?"], ["#REF!", "C"]]), "#NAME?"),
    ((100, [["#NUM!", "#NAME?"], ["#REF!", "C"]]), "#NUM!"),
    ((None, [[None, "K"], ["#REF!", "C"]]), "#REF!"),
    ((True, [[None, "K"], ["#REF!", "C"]]), "#REF!"),
    (("#N/A", [[None, "K"], ["#REF!", "C"]]), "#N/A"),
    (("#N/A", [[60, "K"], [55, "C"]]), "#N/A"),
    ((100, [[60, "#REF!"], [55, "C"]]), "#REF!"),
    ((100, [[None, "K"], ["#REF!", "C"]], "#N/A"), "#REF!"),
    ((100, [[None, "K"], ["#REF!", "C"]], "panjang"), "#REF!"),
    ((100, "#NULL!"), "#NULL!"),
]


@pytest.mark.parametrize(("args", "expected"), SCALE_ERRORS, ids=repr)
def test_error_inside_the_scale(args: tuple[Any, ...], expected: str) -> None:
    assert refusal(kategori, *args) == expected


# ---------------------------------------------------------------- KATEGORI: second engines for the rounding
LOWER_BOUNDS: Final = (Fraction("55"), Fraction("75.01"), Fraction("100.01"))
HALVES: Final = (54.995, 75.005, 100.005)


def band_of(rounded: Fraction) -> str:
    return ("K", "C", "B", "SB")[bisect_right(LOWER_BOUNDS, rounded)]


def by_fraction(value: float) -> Fraction:
    """The double as it is, rounded half up: true wherever the double is not next to a half."""
    return Fraction(math.floor(Fraction(value) * 100 + Fraction(1, 2)), 100)


def by_repr(value: float) -> Fraction:
    """The shortest text of the double, rounded half up: true for the double nearest to a half, too."""
    return Fraction(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))


@pytest.mark.parametrize("half", HALVES)
def test_rounding_beside_the_halves(half: float) -> None:
    # vectors keep 1e-11 away from a half unless they are the double nearest to it
    steps = [sign * distance * 10.0**power for sign in (-1, 1) for power in range(-11, -2) for distance in (1.5, 2, 3, 5, 7)]
    for value in (half + step for step in steps):
        assert kategori(value) == band_of(by_fraction(value)) == band_of(by_repr(value)), value
    assert kategori(half) == band_of(by_repr(half)) == band_of(Fraction(repr(half)) + Fraction("0.005"))


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.sampled_from(HALVES), st.floats(-0.02, 0.02))
def test_rounding_around_the_borders(half: float, step: float) -> None:
    value = half + step
    assume(abs(value - half) > 1e-11)
    assert kategori(value) == band_of(by_fraction(value)) == band_of(by_repr(value))


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.integers(0, 200_000))
def test_rounding_of_three_decimals(thousandths: int) -> None:
    value = thousandths / 1000
    rounded = Fraction((thousandths + 5) // 10, 100)
    assert by_repr(value) == rounded
    assert kategori(value) == band_of(rounded)


@reproducible
@given(st.integers(-(10**8), 10**8), st.integers(-40, 40))
def test_rounding_against_any_bound(bound_cents: int, away: int) -> None:
    thousandths = bound_cents * 10 + away
    rounded = (abs(thousandths) + 5) // 10 * (1 if thousandths >= 0 else -1)
    expected = "atas" if rounded >= bound_cents else "bawah"
    assert kategori(thousandths / 1000, [[None, "bawah"], [bound_cents / 100, "atas"]]) == expected


@reproducible
@given(st.lists(st.integers(-20_000, 20_000), min_size=1, max_size=7, unique=True), st.integers(-250_000, 250_000), st.booleans())
def test_own_scales_of_any_length(cents: list[int], thousandths: int, blank_first: bool) -> None:
    bounds = sorted(cents)
    skala = [[None if blank_first and band == 0 else bound / 100, f"kode {band}", f"label {band}"] for band, bound in enumerate(bounds)]
    rounded = (abs(thousandths) + 5) // 10 * (1 if thousandths >= 0 else -1)
    band = max([0, *(band for band, bound in enumerate(bounds) if bound <= rounded)])
    assert kategori(thousandths / 1000, skala) == f"kode {band}"
    assert kategori(thousandths / 1000, skala, "lengkap") == f"label {band}"


# The two scales that the report prints: the one completion agrees with both.
def test_every_whole_number_of_bab_iii() -> None:
    # "Lebih dari 100 % = Sangat baik, 76 % sampai 100 % = Baik, 56 % sampai 75 % = Cukup, Kurang dari 55 % = Kurang"
    printed = [
        *((n, "K") for n in range(55)),
        *((n, "C") for n in range(56, 76)),
        *((n, "B") for n in range(76, 101)),
        (101, "SB"),
        (250, "SB"),
    ]
    assert [(number, kategori(number)) for number, _ in printed] == printed


def test_every_range_of_bab_iv() -> None:
    # "Lebih dari 100 %, 75% sampai 100%, 55% sampai 75 %, Kurang dari 55 %": a border belongs to two ranges
    for cents in range(12_000):
        printed = {
            "SB": cents > 10_000,
            "B": 7_500 <= cents <= 10_000,
            "C": 5_500 <= cents <= 7_500,
            "K": cents < 5_500,
        }
        assert printed[str(kategori(cents / 100))], cents


# ---------------------------------------------------------------- SERAPAN and EFISIENSI
# The figures of the report, divided by hand to 18 digits.
BUDGETS: Final = [
    # BAB III 3.2: APBD 2020, printed 94,37 % and 5,63 %
    (1914251000, 1806518343, "94.3720725756444687766", "5.62792742435553122344"),
    # Pengukuran Kinerja, printed 80,44 %
    (437569000, 351989306, "80.4420116598753568009", "19.5579883401246431991"),
    # Tabel 3.2, row 4
    (28485000, 24605000, "86.3787958574688432509", "13.6212041425311567492"),
    # narrative 4, printed 5,20 %
    (28485000, 24200000, "84.9569949096015446727", "15.0430050903984553274"),
    # Tabel 3.2, total
    (40485000, 36605000, "90.4162035321724095343", "9.58379646782759046560"),
    # Tabel 3.2, rows 2, 3, 6, 8: all of the budget was spent
    (600000, 600000, "100", "0"),
    (4800000, 4800000, "100", "0"),
    (2200000, 2200000, "100", "0"),
    (4400000, 4400000, "100", "0"),
    # nothing spent, and more than there was
    (9750000, 0, "0", "100"),
    (4000000, 5000000, "125", "-25"),
    # amounts as texts, as the report prints them
    ("Rp. 28.485.000,00", "Rp. 24.605.000,-", "86.3787958574688432509", "13.6212041425311567492"),
    ("437.569.000", "351,989,306", "80.4420116598753568009", "19.5579883401246431991"),
    (Decimal("4000000.0000"), Decimal("5000000.0000"), "125", "-25"),
]


@pytest.mark.parametrize(("anggaran", "realisasi", "spent", "left"), BUDGETS, ids=repr)
def test_serapan_and_efisiensi(anggaran: Any, realisasi: Any, spent: str, left: str) -> None:
    assert serapan(anggaran, realisasi) == pytest.approx(float(spent), rel=4e-16, abs=0)
    assert efisiensi(anggaran, realisasi) == pytest.approx(float(left), rel=4e-16, abs=0)
    assert type(serapan(anggaran, realisasi)) is type(efisiensi(anggaran, realisasi)) is float


budget_rules = pytest.mark.parametrize("rule", [serapan, efisiensi], ids=["serapan", "efisiensi"])

# What a call gives, first that applies: row 1 error, row 3 no number, row 4 blank, negative, 0 and 0, 0 and more.
BUDGET_ERRORS: Final = [
    # row 1: the leftmost error value, before all else
    (("#DIV/0!", 5), "#DIV/0!"),
    ((5, "#REF!"), "#REF!"),
    (("#N/A", "#REF!"), "#N/A"),
    (("WTP", "#N/A"), "#N/A"),
    ((None, "#N/A"), "#N/A"),
    ((-5, "#N/A"), "#N/A"),
    ((0, "#N/A"), "#N/A"),
    # row 3: no number, before a blank
    (("WTP", 5), "#VALUE!"),
    ((5, "12 dari 20"), "#VALUE!"),
    ((True, 5), "#VALUE!"),
    ((5, False), "#VALUE!"),
    (("", "WTP"), "#VALUE!"),
    (("WTP", "-"), "#VALUE!"),
    ((-5, "WTP"), "#VALUE!"),
    ((0, True), "#VALUE!"),
    # a negative amount, before anggaran 0
    ((-5, 5), "#NUM!"),
    ((5, -5), "#NUM!"),
    ((-5, -5), "#NUM!"),
    ((-5, 0), "#NUM!"),
    ((0, -5), "#NUM!"),
    (("(600.000)", "Rp. 00"), "#NUM!"),
    # spending without a budget
    ((0, 5), "#DIV/0!"),
    (("Rp. 00", "Rp. 600.000,00"), "#DIV/0!"),
    ((0.0, 0.01), "#DIV/0!"),
]


@budget_rules
@pytest.mark.parametrize(("args", "expected"), BUDGET_ERRORS, ids=repr)
def test_budget_error(rule: Callable[..., object], args: tuple[Any, ...], expected: str) -> None:
    assert refusal(rule, *args) == expected


@budget_rules
@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_budget_blank(rule: Callable[..., object], blank: Any) -> None:
    assert rule(blank, 5) is None
    assert rule(5, blank) is None
    assert rule(blank, blank) is None
    # before a negative amount and before spending without a budget
    assert rule(blank, -5) is None
    assert rule(-5, blank) is None
    assert rule(0, blank) is None


# Tabel 3.2, rows 1, 5, 7, 9: no budget and nothing spent is neither 100 % nor 0 %.
@budget_rules
@pytest.mark.parametrize(("anggaran", "realisasi"), [(0, 0), (0.0, -0.0), ("0", "0"), ("Rp. 00", "Rp. 00"), ("Rp. 0", 0)], ids=repr)
def test_no_budget_and_nothing_spent_is_blank(rule: Callable[..., object], anggaran: Any, realisasi: Any) -> None:
    assert rule(anggaran, realisasi) is None


@budget_rules
def test_budget_beyond_a_double(rule: Callable[..., object]) -> None:
    assert refusal(rule, 1e-300, 1e300) == "#NUM!"


amounts = st.integers(1, 10**13) | st.floats(1, 1e13)


@reproducible
@given(amounts, st.floats(0, 10))
def test_serapan_and_efisiensi_are_100_together(anggaran: float, share: float) -> None:
    spent, left = serapan(anggaran, anggaran * share), efisiensi(anggaran, anggaran * share)
    assert spent is not None
    assert left is not None
    assert spent + left == pytest.approx(100, rel=0, abs=1e-9)


@reproducible
@given(amounts, amounts)
def test_budget_rules_in_their_order_of_operations(anggaran: float, realisasi: float) -> None:
    exact = Fraction(anggaran)
    assert serapan(anggaran, realisasi) == rounded_after_each_step(lambda x: x / exact, lambda x: x * 100, start=realisasi)
    left = rounded_after_each_step(lambda x: exact - x, lambda x: x / exact, lambda x: x * 100, start=realisasi)
    assert efisiensi(anggaran, realisasi) == left


# ---------------------------------------------------------------- averages
AVERAGES: Final = [
    # Tabel 3.1, rata-rata capaian
    ([100.0] * 9, 100.0),
    ([50, 100], 75.0),
    ([110.00000000000001, 90.0], 100.0),
    ([-50, 50, 30], 10.0),
    ([7], 7.0),
    ((1, 2, 6), 3.0),
    # blanks, not measured, are skipped
    ([50, None, 100, "", "-"], 75.0),
    ([None, 0], 0.0),
    # nothing measured
    ([], None),
    ([None, "", "-"], None),
]


@pytest.mark.parametrize(("values", "expected"), AVERAGES, ids=repr)
def test_rata_rata(values: Any, expected: float | None) -> None:
    assert rata_rata(values) == expected
    assert rata_rata(iter(values)) == expected


AVERAGES_WITH_ERRORS: Final = [
    (["#DIV/0!"], "#DIV/0!"),
    ([100, "#N/A", 50], "#N/A"),
    ([None, "#NUM!"], "#NUM!"),
    (["#REF!", "#N/A"], "#REF!"),
    ([100, "#VALUE!", "#N/A"], "#VALUE!"),
]


@pytest.mark.parametrize(("values", "expected"), AVERAGES_WITH_ERRORS, ids=repr)
def test_error_makes_the_average_that_error(values: list[Any], expected: str) -> None:
    assert refusal(rata_rata, values) == expected


@reproducible
@given(st.lists(st.integers(0, 2_000_000), min_size=1, max_size=40), st.integers(0, 5))
def test_rata_rata_is_the_arithmetic_mean(eighths: list[int], blanks: int) -> None:
    values = [n / 8 for n in eighths]  # eighths are exact as doubles
    assert rata_rata([*values, *[None] * blanks]) == float(Fraction(sum(eighths), 8 * len(eighths)))


def test_average_whose_sum_no_double_can_hold() -> None:
    assert outcome(rata_rata, [1.7e308, 1.7e308]) in (1.7e308, "#NUM!")


# ---------------------------------------------------------------- totals
TOTALS: Final = [
    # Tabel 3.2, "Jumlah Anggaran": anggaran, then realisasi
    ([0, 600000, 4800000, 28485000, 0, 2200000, 0, 4400000, 0], 40485000.0),
    ([0, 600000, 4800000, 24605000, 0, 2200000, 0, 4400000, 0], 36605000.0),
    # Perjanjian Kinerja Perubahan 2020, printed 437.634.000
    ([274124000, 30147000, 0, 132698000, 0, 0, 600000, 0], 437569000.0),
    # Penetapan Kinerja 2021, printed 4.328.599.000
    ([1954096000, 28485000, 1056018000, 990000000, 300300000], 4328899000.0),
    # blanks count nothing
    ([5, None, "", "-", "\u00a0", 7], 12.0),
    ([None, ""], 0.0),
    ([], 0.0),
    ([-5, 5], 0.0),
]


@pytest.mark.parametrize(("values", "expected"), TOTALS, ids=repr)
def test_jumlah(values: list[Any], expected: float) -> None:
    assert jumlah(values) == expected
    assert jumlah(iter(values)) == expected


# A number typed as text gives #VALUE! in a total: a spreadsheet's SUM would leave it out.
TOTALS_WITH_ERRORS: Final = [
    (["#DIV/0!"], "#DIV/0!"),
    ([100, "#REF!", "#N/A"], "#REF!"),
    (["WTP", "#N/A"], "#N/A"),
    ([100, "600.000"], "#VALUE!"),
    ([100, "WTP"], "#VALUE!"),
    ([100, True], "#VALUE!"),
]


@pytest.mark.parametrize(("values", "expected"), TOTALS_WITH_ERRORS, ids=repr)
def test_jumlah_that_is_an_error(values: list[Any], expected: str) -> None:
    assert refusal(jumlah, values) == expected


def test_total_that_no_double_can_hold() -> None:
    assert refusal(jumlah, [1.7e308, 1.7e308]) == "#NUM!"


# ---------------------------------------------------------------- ranges
T = "turun"
CAPAIAN_RANGES: Final = [
    # an array of that shape in one call
    pytest.param(([[38, 90]], [[19, 81]]), [[50.0, 90.0]], id="one row"),
    pytest.param(([[38], [90]], [[19], [81]]), [[50.0], [90.0]], id="one column"),
    pytest.param(([[38, 20], [90, 8]], [[19, 25], [81, 1]]), [[50.0, 125.0], [90.0, 12.5]], id="rows and columns"),
    pytest.param(([[90], [90]], [[81], [81]], [[T], ["naik"]]), [[110.00000000000001], [90.0]], id="arah of its own in every row"),
    pytest.param((((38, 90),), ((19, 81),)), [[50.0, 90.0]], id="tuples as COM gives them"),
    # a scalar stretches
    pytest.param(([[38, 20]], 19), [[50.0, 95.0]], id="scalar realisasi"),
    pytest.param((20, [[5], [25]]), [[25.0], [125.0]], id="scalar target"),
    pytest.param(([[20]], [[25]], T), [[75.0]], id="scalar arah"),
    pytest.param((20, 25, [["naik", T]]), [[125.0, 75.0]], id="scalar target and realisasi"),
    pytest.param(([[38], [20]], "19 Kegiatan"), [[50.0], [95.0]], id="text realisasi"),
    pytest.param(([[38], [20]], None), [[None], [None]], id="blank realisasi"),
    # a single cell stretches
    pytest.param(([[38, 20]], [[19]]), [[50.0, 95.0]], id="single cell of realisasi"),
    pytest.param(([[20]], [[5], [25]]), [[25.0], [125.0]], id="single cell of target"),
    pytest.param(([[20]], [[25]]), [[125.0]], id="single cells only"),
    pytest.param(([[20]], 25), [[125.0]], id="single cell and scalar"),
    pytest.param(([[20]], [[5], [25]], [[T]]), [[175.0], [75.0]], id="single cells of target and arah"),
    # each element by the rules, errors in place
    pytest.param(([[0, None], ["#N/A", "WTP"]], 5), [["#DIV/0!", None], ["#N/A", "#VALUE!"]], id="every row of the rules"),
    pytest.param(([[20, "#REF!", 20]], [[25, "#N/A", "#N/A"]]), [[125.0, "#REF!", "#N/A"]], id="errors in place"),
    pytest.param(([[20, None]], 25, [["naek", "naik"]]), [["#VALUE!", None]], id="unknown arah in one cell"),
    pytest.param(([[20, "#REF!"]], 25, "naek"), [["#VALUE!", "#REF!"]], id="unknown arah for all"),
    pytest.param(([[20, 40]], "#N/A"), [["#N/A", "#N/A"]], id="error for all"),
    pytest.param(([["", "-"]], [[5, 5]]), [[None, None]], id="blanks"),
    pytest.param(([["98,78 %", "38 Kegiatan"]], [["98,78", "19"]]), [[100.0, 50.0]], id="texts"),
]


@pytest.mark.parametrize(("args", "expected"), CAPAIAN_RANGES)
def test_capaian_of_ranges(args: tuple[Any, ...], expected: list[list[Any]]) -> None:
    assert capaian(*args) == expected


OTHER_RANGES: Final = [
    pytest.param(serapan, ([[4, 0, 0, -1]], [[1, 0, 5, 5]]), [[25.0, None, "#DIV/0!", "#NUM!"]], id="serapan"),
    pytest.param(efisiensi, ([[4, 0, 0, -1]], [[1, 0, 5, 5]]), [[75.0, None, "#DIV/0!", "#NUM!"]], id="efisiensi"),
    pytest.param(serapan, ([[4], [8]], 2), [[50.0], [25.0]], id="serapan, scalar"),
    pytest.param(efisiensi, ([[4]], [[1, 2]]), [[75.0, 50.0]], id="efisiensi, single cell"),
    pytest.param(kategori, ([[100, None], ["#N/A", "WTP"]],), [["B", None], ["#N/A", "#VALUE!"]], id="kategori"),
    pytest.param(kategori, ([[100], [50]], SKALA_LKJIP, "lengkap"), [["Baik"], ["Kurang"]], id="kategori, lengkap"),
    pytest.param(kategori, ([[100, 100.005, 54.99]], TWO_COLUMNS), [["B", "SB", "K"]], id="kategori, own scale"),
    pytest.param(kategori, ([[100]],), [["B"]], id="kategori, single cell"),
]


@pytest.mark.parametrize(("rule", "args", "expected"), OTHER_RANGES)
def test_rules_of_ranges(rule: Callable[..., object], args: tuple[Any, ...], expected: list[list[Any]]) -> None:
    assert rule(*args) == expected


UNEQUAL: Final = [
    pytest.param([[1, 2]], [[1], [2]], id="row and column"),
    pytest.param([[1, 2]], [[1, 2, 3]], id="two and three columns"),
    pytest.param([[1], [2]], [[1], [2], [3]], id="two and three rows"),
    pytest.param([[1, 2]], [[1, 2], [3, 4]], id="one and two rows"),
    pytest.param([[1, 2], [3]], [[1, 2], [3, 4]], id="ragged"),
    pytest.param([[1, 2], [3]], [[1, 2], [3]], id="both ragged"),
    pytest.param([[1, 2], [3]], 5, id="ragged and scalar"),
    pytest.param(5, [[1], [2, 3]], id="scalar and ragged"),
    pytest.param([1, 2], [1, 2], id="not rows"),
    pytest.param([[1], 2], 5, id="rows and a number"),
    pytest.param([], 5, id="empty"),
    pytest.param([[1, "#N/A"]], [["#N/A"], [2]], id="unequal with errors"),
]


@pytest.mark.parametrize(("left", "right"), UNEQUAL)
def test_ranges_of_unequal_shape(left: Any, right: Any) -> None:
    for rule in (capaian, serapan, efisiensi):
        assert refusal(rule, left, right) == "#VALUE!"


def test_arah_of_unequal_shape() -> None:
    assert refusal(capaian, [[1], [2]], [[1], [2]], [["naik", "turun"]]) == "#VALUE!"
    assert refusal(capaian, 1, 2, [["naik"], ["turun", "naik"]]) == "#VALUE!"


def test_range_of_capaian_must_be_a_rectangle() -> None:
    assert refusal(kategori, [[100, 50], [60]]) == "#VALUE!"
    assert refusal(kategori, [[100], 50]) == "#VALUE!"


def test_bad_scale_is_an_error_for_the_whole_range() -> None:
    assert refusal(kategori, [[100, 50]], []) == "#VALUE!"
    assert refusal(kategori, [[100, 50]], [[None, "K"], ["#REF!", "C"]]) == "#REF!"


# ---------------------------------------------------------------- ranges and rules: properties
error_values = st.sampled_from(sorted(EXCEL_ERRORS))
number_texts = st.sampled_from(["98,78 %", "1.234", "Rp. 600.000,-", "38 Kegiatan", "0", "-5", "(3)", "1,5", "12 dari 20", "WTP"])
cells = st.one_of(
    st.floats(-1e6, 1e6),
    st.integers(-3, 200),
    st.sampled_from(BLANKS),
    st.booleans(),
    error_values,
    number_texts,
    st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)),
)
directions = st.sampled_from(["naik", "turun", "+", "-", "", None, " TURUN ", "naek", True, "#N/A"])


@st.composite
def same_shape(draw: st.DrawFn, *columns: st.SearchStrategy[Any]) -> list[Any]:
    """For every argument a range of one common shape, a single cell or a scalar; at least one of them a range."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))

    def rows(cell: st.SearchStrategy[Any], height: int, width: int) -> st.SearchStrategy[Any]:
        return st.lists(st.lists(cell, min_size=width, max_size=width), min_size=height, max_size=height)

    first, *others = columns
    return [draw(rows(first, height, width)), *(draw(rows(cell, height, width) | rows(cell, 1, 1) | cell) for cell in others)]


def element(argument: Any, row: int, column: int) -> Any:
    if not isinstance(argument, list):
        return argument
    single = len(argument) == len(argument[0]) == 1
    return argument[0][0] if single else argument[row][column]


def element_by_element(rule: Callable[..., object], args: list[Any]) -> list[list[Any]]:
    height = max(len(arg) for arg in args if isinstance(arg, list))
    width = max(len(arg[0]) for arg in args if isinstance(arg, list))
    return [[outcome(rule, *(element(arg, row, column) for arg in args)) for column in range(width)] for row in range(height)]


@reproducible
@given(same_shape(cells, cells, directions))
def test_capaian_of_a_range_is_capaian_of_its_cells(args: list[Any]) -> None:
    assert capaian(*args) == element_by_element(capaian, args)


@reproducible
@given(same_shape(cells, cells))
def test_budget_rules_of_a_range_are_those_of_its_cells(args: list[Any]) -> None:
    assert serapan(*args) == element_by_element(serapan, args)
    assert efisiensi(*args) == element_by_element(efisiensi, args)


@reproducible
@given(same_shape(cells))
def test_kategori_of_a_range_is_kategori_of_its_cells(args: list[Any]) -> None:
    assert kategori(*args) == element_by_element(kategori, args)


anything = st.one_of(
    cells,
    directions,
    st.floats(),
    st.integers(),
    st.sampled_from([10**400, -(10**400), 10**15]),
    st.text(max_size=20),
    st.decimals(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.binary(max_size=3),
    st.complex_numbers(),
    st.lists(st.integers(), max_size=2),
    st.just({}),
)
anything_or_range = anything | st.lists(st.lists(anything, max_size=3) | anything, max_size=3)
RULES: Final[dict[str, tuple[Callable[..., object], int]]] = {
    "capaian": (capaian, 3),
    "kategori": (kategori, 3),
    "serapan": (serapan, 2),
    "efisiensi": (efisiensi, 2),
}


def is_answer(result: object) -> bool:
    """A number, a blank, a name; or rows of them, errors in place."""
    if isinstance(result, list):
        return all(isinstance(row, list) and all(is_answer(cell) for cell in row) for row in result)
    if isinstance(result, str):
        return result in EXCEL_ERRORS or not result.startswith("#")
    return result is None or (type(result) is float and math.isfinite(result))


@pytest.mark.parametrize("name", RULES)
@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.data())
def test_rule_gives_an_answer_or_an_excel_error_whatever_it_is_given(name: str, data: st.DataObject) -> None:
    rule, most = RULES[name]
    least = 1 if rule is kategori else 2
    args = data.draw(st.lists(anything_or_range, min_size=least, max_size=most))
    assert is_answer(outcome(rule, *args))


@reproducible
@given(st.lists(anything, max_size=5))
def test_average_and_total_give_an_answer_or_an_excel_error_whatever_they_are_given(values: list[Any]) -> None:
    assert is_answer(outcome(rata_rata, values))
    assert is_answer(outcome(jumlah, values))


# ---------------------------------------------------------------- the error type
@pytest.mark.parametrize("code", EXCEL_ERRORS)
def test_rule_error_carries_its_code(code: str) -> None:
    assert RuleError(code).code == code
    assert str(RuleError(code)) == code
    assert str(RuleError(code, "target 0")) == f"{code} target 0"
