"""ANGKA, RUPIAH and TERBILANG against the rules of the numbers, and against figures as the Boyolali report prints them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xlfuncs.angka import angka, has_scale, in_full, rupiah, terbilang
from xlfuncs.errors import EXCEL_ERRORS, RuleError, is_error
from xlfuncs.rules import capaian, efisiensi, serapan

reproducible = settings(derandomize=True, deadline=None, max_examples=300)

MINUSES: Final = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212")


def refusal(function: Callable[[Any], object], value: Any) -> str:
    """The Excel error that the function raises."""
    with pytest.raises(RuleError) as error:
        function(value)
    return error.value.code


def outcome(function: Callable[[Any], object], value: Any) -> object:
    """What the function returns, or the text of the Excel error that it raises."""
    try:
        return function(value)
    except RuleError as error:
        return error.code


# ---------------------------------------------------------------- ANGKA: texts that are a number
# The examples of the rules, one by one.
RULE_EXAMPLES: Final = [
    ("1.234", 1234.0),
    ("1.234.567", 1234567.0),
    ("0.985", 0.985),
    ("98.78", 98.78),
    ("1,234", 1.234),
    ("1.234,5", 1234.5),
    ("1,234.5", 1234.5),
    ("2,726,810,205", 2726810205.0),
    ("Rp. 00", 0.0),
    ("Rp -1.000,00", -1000.0),
    ("-Rp 1.000", -1000.0),
    ("(1.234)", -1234.0),
    ("98,78 %", 98.78),
    ("98,78", 98.78),
    ("Rp. 600.000,-", 600000.0),
    ("38 Kegiatan", 38.0),
]

# Every way of writing a figure that occurs in the report.
REPORT_FIGURES: Final = [
    # Tabel 2.1 and 3.1
    ("82,00", 82.0),
    ("1,58", 1.58),
    ("100", 100.0),
    # Pengukuran Kinerja
    ("98,78%", 98.78),
    ("100%", 100.0),
    ("19 Kegiatan", 19.0),
    # Perjanjian Kinerja
    ("100 %", 100.0),
    ("82,00 %", 82.0),
    ("Rp. 873.966.000,00", 873966000.0),
    ("Rp. 0,00", 0.0),
    ("Rp.1.444.634.000,00", 1444634000.0),
    # Penetapan Kinerja 2021
    ("Rp. 4.328.599.000,-", 4328599000.0),
    # Rencana Aksi
    ("0,10%", 0.1),
    ("5%", 5.0),
    # Tabel 3.2
    ("600.000", 600000.0),
    ("28.485.000", 28485000.0),
    ("0", 0.0),
    ("100 orang", 100.0),
    ("12 bulan", 12.0),
    ("12 Bulan", 12.0),
    ("7 perpoi", 7.0),
    # BAB III 3.2 and BAB IV
    ("Rp. 1.806.518.343,00", 1806518343.0),
    ("Rp 1.914.251.000,-", 1914251000.0),
    ("1.476.682.000,-", 1476682000.0),
    # narratives
    ("Rp. 0", 0.0),
    ("5,20%", 5.2),
]

# "," is the decimal mark, "." groups thousands; the English form where it cannot be mistaken.
MARKS: Final = [
    ("0", 0.0),
    ("7", 7.0),
    ("007", 7.0),
    ("1234567", 1234567.0),
    ("0,5", 0.5),
    ("0,985", 0.985),
    ("12,345", 12.345),
    ("123,456", 123.456),
    ("1234,56", 1234.56),
    ("1,2345", 1.2345),
    ("12.345", 12345.0),
    ("123.456", 123456.0),
    ("1.000", 1000.0),
    ("1.005", 1005.0),
    ("0.5", 0.5),
    ("00.985", 0.985),
    ("9.5", 9.5),
    ("1.2345", 1.2345),
    ("1234.5", 1234.5),
    ("1234.56", 1234.56),
    ("1.234,567", 1234.567),
    ("1,234.567", 1234.567),
    ("1.234.567,8", 1234567.8),
    ("1,234,567.8", 1234567.8),
    ("1,234,567", 1234567.0),
    ("999.999.999.999.999", 999999999999999.0),
]

# A sign before or after the currency, brackets for negative.
SIGNS: Final = [
    ("+5", 5.0),
    ("-5", -5.0),
    ("- 5", -5.0),
    ("-5,25 %", -5.25),
    ("+Rp 5", 5.0),
    ("Rp +5", 5.0),
    ("Rp. -600.000,-", -600000.0),
    ("- Rp. 600.000,00", -600000.0),
    ("(5)", -5.0),
    ("(1,5)", -1.5),
    ("( 1.234,50 )", -1234.5),
    ("(Rp 1.234)", -1234.0),
    ("Rp (1.234)", -1234.0),
    ("(Rp. 1.234,-)", -1234.0),
    *((f"{minus}5", -5.0) for minus in MINUSES),
    *((f"Rp {minus}1.000,00", -1000.0) for minus in MINUSES),
    *((f"{minus}Rp 1.000,00", -1000.0) for minus in MINUSES),
]

# Currency before; ",-", ",00", "%" or a unit word after; spaces and no-break spaces.
AROUND: Final = [
    ("Rp1.000", 1000.0),
    ("Rp 1.000", 1000.0),
    ("Rp.1.000", 1000.0),
    ("Rp. 1.000", 1000.0),
    ("IDR 1.000", 1000.0),
    ("IDR1.000,00", 1000.0),
    ("rp 1.000", 1000.0),
    ("RP. 1.000", 1000.0),
    ("1.000,-", 1000.0),
    ("0,-", 0.0),
    ("Rp 1.000,\u2013", 1000.0),
    ("1.000,00", 1000.0),
    ("38Kegiatan", 38.0),
    ("98,78 persen", 98.78),
    ("2 kali/tahun", 2.0),
    ("5 orang (laki-laki)", 5.0),
    ("  98,78  ", 98.78),
    ("98,78   %", 98.78),
    ("98,78\u00a0%", 98.78),
    ("\u00a098,78\u00a0", 98.78),
    ("Rp\u00a0600.000,-", 600000.0),
    ("Rp.\u202f600.000", 600000.0),
    ("\t38\u00a0Kegiatan\r\n", 38.0),
]


@pytest.mark.parametrize(("text", "expected"), [*RULE_EXAMPLES, *REPORT_FIGURES, *MARKS, *SIGNS, *AROUND], ids=repr)
def test_text_that_is_a_number(text: str, expected: float) -> None:
    number = angka(text)
    assert number == expected
    assert type(number) is float


# ---------------------------------------------------------------- ANGKA: blanks
# Blanks that come with a text from Word or from a web page: no-break, thin, zero width.
INVISIBLE: Final = "\u00a0\u2007\u2009\u200b\u202f\ufeff"

BLANKS: Final = [
    None,
    "",
    " ",
    "    ",
    *INVISIBLE,
    " \t\u00a0\r\n",
    "-",
    "\u2013",
    " - ",
    "\u00a0\u2013",
    "nihil",
    "Nihil",
    "NIHIL",
    " nihil ",
    "Rp. -",
    "Rp. \u2013",
    "Rp -",
    "Rp.-",
]


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_blank(blank: str | None) -> None:
    assert angka(blank) is None
    assert rupiah(blank) == ""
    assert terbilang(blank) == ""


# ---------------------------------------------------------------- ANGKA: what is no number
# The examples of the rules, and their like.
TWO_NUMBERS: Final = [
    "12 dari 20",
    "80 - 90%",
    "80-90",
    "80 s.d. 90",
    "80 \u2013 90 %",
    "1/2",
    "1 Prov & 3 Kab/Kota",
    "12 20",
    "12\u00a020",
    "100 orang; 7 perpoi; 100 orang; 12 bulan",  # Tabel 3.2, targets of one row
    "31/12/2020",
    "2020-12-31",
    "31 Desember 2020",
    "12:30",
    "1e5",
]
LETTERS_BEFORE: Final = [
    "Level 3 Plus",
    "WTP",
    "BB",
    "x",
    "ya",
    "sekitar 20",
    "USD 20",
    "$ 20",
    "Rp Rp 20",
    "R 20",
    "nan",
    "inf",
    "TRUE",
    "BENAR",
]
GROUPS_NOT_OF_THREE: Final = [
    "89,3405,300",
    "1.2345,6",
    "1.234.5",
    "1.23.456",
    "1.234.56",
    "12.34,5",
    "1234.567",
    "1234.567.890",
    "1,2,3",
    "1,234,5",
    "12,34.5",
    "1234,567.8",
    "0.123.456",
    "0,123,456",
    "1.234,567.8",
    "1,234.567,8",
    "1.234,567,890",
]
MALFORMED: Final = [
    "--5",
    "+-5",
    "-Rp -5",
    "5-",
    "(5",
    "5)",
    "((5))",
    "(-5)",
    "-(5)",
    "()",
    "1..2",
    "1,,2",
    "1.,2",
    ".",
    ",",
    "%",
    "+",
    ",-",
    "%5",
    "5 %%",
    "5!",
    "=5",
    "'5",
    "5_000",
    "nihil 5",
    "nihil-",
]
OTHER_DIGITS: Final = ["\u0665", "\uff11\uff12", "\u0967", "\u00b2", "\u00bd", "\u2460", "1\uff12"]


@pytest.mark.parametrize("text", [*TWO_NUMBERS, *LETTERS_BEFORE, *GROUPS_NOT_OF_THREE, *MALFORMED, *OTHER_DIGITS], ids=repr)
def test_text_that_is_no_number(text: str) -> None:
    assert refusal(angka, text) == "#VALUE!"


# A word that scales the number is no unit: 1.5 would be a wrong figure.
SCALED: Final = [
    "1,5 miliar",
    "Rp 1,5 M",
    "Rp. 2 T",
    "IDR 1.5 bn",
    "Rp 5 K",
    "Rp 1,9 Milyar",
    "2 juta",
    "2 jt",
    "2jt",
    "600 ribu",
    "600 rb",
    "3 ratus",
    "1 triliun",
    "1 trilyun",
    "Rp1,9 Mlr",
    "1,9 Mlr.",
    "1,9M",
    "5 m",
    "2 T",
    "1,5 miliyar",
    "1,5 milyard",
    "1,5 MILLIAR",
    "2 triliyun",
    "12 jutaan",
    "500 ribuan",
    "5 juta-an",
    "5jutarupiah",
    "2 million",
    "2 billions",
    "5 K",
    "5 M/tahun",
    "98,78 % M",
    "38 Kegiatan (dalam jutaan)",
    "juta Rp 5",
    "Rp juta 5",
    "Rp 5 (dalam jutaan)",
]


@pytest.mark.parametrize("text", SCALED, ids=repr)
def test_number_scaled_by_a_word_is_refused(text: str) -> None:
    assert refusal(angka, text) == "#VALUE!"
    assert has_scale(text)


SCALE_WORDS: Final = ["M", "T", "Mlr", "Miliar", "Milyar", "Miliyar", "Milyard", "Triliun", "juta", "jutaan", "jt", "ribu", "ribuan", "rb"]


@reproducible
@given(
    st.sampled_from(["5", "1,9", "1.900", "0"]),
    st.sampled_from([*SCALE_WORDS, "trilyun", "million", "billion"]),
    st.sampled_from(["", "Rp", "Rp ", "IDR "]),
    st.sampled_from(["", " ", "  ", "\u00a0", " %", " orang ", " (", " (dalam "]),
    st.sampled_from(["", ".", ")", " rupiah", "-an", "."]),
    st.sampled_from([str, str.upper, str.lower]),
)
def test_word_of_scale_is_refused_wherever_it_is(
    number: str, word: str, money: str, before: str, after: str, case: Callable[[str], str]
) -> None:
    text = f"{money}{number}{before}{case(word)}{after}"
    assert refusal(angka, text) == "#VALUE!"
    assert refusal(angka, f"{case(word)} {money}{number}") == "#VALUE!"
    assert serapan([[text]], 1.0) == efisiensi(1.0, [[text]]) == capaian([[text]], 1.0) == [["#VALUE!"]]


# Hand calculation; None where the text may mean two numbers, or is no number with one word of scale
IN_FULL: Final = [
    ("Rp1,9 Mlr", 1_900_000_000.0),
    ("1,5 miliyar", 1_500_000_000.0),
    ("Rp 600 juta", 600_000_000.0),
    ("500rb", 500_000.0),
    ("2,25 triliun rupiah", 2_250_000_000_000.0),
    ("1.234,5 jutaan", 1_234_500_000.0),
    ("2 million", 2_000_000.0),
    ("0,57 juta", 570_000.0),
    ("5 M", None),
    ("Rp 2 T", None),
    ("1.900 juta", None),
    ("1,900 juta", None),
    ("2 juta lebih", None),
    ("2 juta 500 ribu", None),
    ("(2 juta)", None),
    ("1.2345,6 juta", None),
    ("38 Kegiatan", None),
    ("WTP", None),
]


@pytest.mark.parametrize(("text", "amount"), IN_FULL, ids=repr)
def test_what_a_number_with_a_word_of_scale_means(text: str, amount: float | None) -> None:
    assert in_full(text) == amount


# Units that begin or sound like a word of scale, and letters that stand for something else
@pytest.mark.parametrize(
    "text",
    [
        *("5 meter", "5 m\u00b2", "5 m\u00b3/detik", "5 ton", "5,0 t/ha", "5 menit", "5 mil laut", "5 milimeter", "5 MD", "5 melon"),
        *("5 K/L", "5 RS tipe B", "5 laporan M&E", "5 dokumen RBA", "5 man-days", "5 triwulan", "5 per seribu kelahiran", "5 miliarder"),
    ],
    ids=repr,
)
def test_unit_is_no_word_of_scale(text: str) -> None:
    assert angka(text) == 5.0
    assert not has_scale(text)


@pytest.mark.parametrize("text", ["Rp 5.000 per bulan", "Rp 5.000 orang", "Rp. 5 Kegiatan", "IDR 5 rupiah sekali"], ids=repr)
def test_behind_money_nothing_but_rupiah(text: str) -> None:
    assert refusal(angka, text) == "#VALUE!"


@pytest.mark.parametrize("text", ["Rp 5.000 rupiah", "Rp 5.000", "Rp 5.000,-", "Rp 5.000,00", "Rp 5.000 %", "5.000 rupiah"], ids=repr)
def test_what_may_be_behind_money(text: str) -> None:
    assert angka(text) == 5000.0


@pytest.mark.parametrize("blank", [*INVISIBLE, "\t", "\n", "\v", "\f", "\r"], ids=repr)
def test_every_blank_is_a_space(blank: str) -> None:
    assert angka(f"{blank}Rp.{blank}600.000{blank}rupiah{blank}") == 600000.0


# Words set apart by a run of blanks, as in a padded export.
@pytest.mark.parametrize("blank", [" ", "\u00a0"], ids=repr)
def test_run_of_blanks_counts_as_one(blank: str) -> None:
    run = blank * 300
    assert angka(f"{run}Rp.{run}600.000{run}") == 600000.0
    assert angka(f"98,78{run}%{run}") == 98.78
    assert refusal(angka, f"12{run}dari{run}20") == "#VALUE!"


@pytest.mark.parametrize("text", ["5 ributan orang", "5 jutawan"], ids=repr)
def test_unit_that_only_begins_like_a_scale_word(text: str) -> None:
    assert angka(text) == 5.0


# ---------------------------------------------------------------- ANGKA: errors, and values that are no text
@pytest.mark.parametrize("code", EXCEL_ERRORS)
def test_error_value_is_that_error(code: str) -> None:
    assert is_error(code)
    for function in (angka, rupiah, terbilang):
        assert refusal(function, code) == code


@pytest.mark.parametrize("text", ["#n/a", " #N/A", "#N/A ", "#TIDAK ADA", "#", "DIV/0"], ids=repr)
def test_text_that_only_looks_like_an_error(text: str) -> None:
    assert not is_error(text)
    assert refusal(angka, text) == "#VALUE!"


NUMBERS: Final = [
    (98.78, 98.78),
    (-5.5, -5.5),
    (0, 0.0),
    (38, 38.0),
    (10**14, 1e14),
    (Decimal("1250000.5000"), 1250000.5),
    (Decimal("-0.1"), -0.1),
    (1.7976931348623157e308, 1.7976931348623157e308),
    (5e-324, 5e-324),
]


@pytest.mark.parametrize(("value", "expected"), NUMBERS, ids=repr)
def test_number_is_itself(value: Any, expected: float) -> None:
    number = angka(value)
    assert number == expected
    assert type(number) is float


# A date in a cell is a number: the days since the last day of 1899 and one more, as Excel counts them from March 1900 on.
DATES: Final = [
    (dt.date(1900, 3, 1), 61.0),
    (dt.date(2020, 1, 1), 43831.0),
    (dt.date(2020, 12, 31), 44196.0),
    (dt.datetime(2020, 1, 1, 12), 43831.5),
    (dt.datetime(2020, 1, 1, 18, tzinfo=dt.UTC), 43831.75),
]


@pytest.mark.parametrize(("moment", "expected"), DATES, ids=repr)
def test_date_is_its_day_number(moment: dt.date, expected: float) -> None:
    assert angka(moment) == expected


@pytest.mark.parametrize("value", [math.nan, -math.nan, Decimal("NaN")], ids=repr)
def test_not_a_number_of_a_data_frame_is_blank(value: Any) -> None:
    assert angka(value) is None
    assert rupiah(value) == ""
    assert terbilang(value) == ""


TOO_LARGE: Final = [
    pytest.param(math.inf, id="inf"),
    pytest.param(-math.inf, id="-inf"),
    pytest.param(Decimal("Infinity"), id="Decimal inf"),
    pytest.param(Decimal("1e400"), id="Decimal 1e400"),
    pytest.param(10**400, id="int 1e400"),
    pytest.param("9" * 400, id="text of 400 digits"),
    pytest.param("-" + "9" * 400 + ",5 %", id="negative text of 400 digits"),
]


@pytest.mark.parametrize("value", TOO_LARGE)
def test_number_beyond_a_double(value: Any) -> None:
    assert refusal(angka, value) == "#NUM!"


NO_NUMBERS: Final = [
    True,
    False,
    dt.time(12),
    dt.timedelta(1),
    b"5",
    [5],
    (5,),
    [[5]],
    {},
    1j,
]


@pytest.mark.parametrize("value", NO_NUMBERS, ids=repr)
def test_value_that_is_no_number(value: Any) -> None:
    for function in (angka, rupiah, terbilang):
        assert refusal(function, value) == "#VALUE!"


def test_signaling_nan_is_a_blank_or_an_excel_error() -> None:
    assert outcome(angka, Decimal("sNaN")) in (None, "#VALUE!", "#NUM!")


def test_error_names_its_code_and_reason() -> None:
    with pytest.raises(RuleError, match=r"^#VALUE! .*'12 dari 20'"):
        angka("12 dari 20")


# ---------------------------------------------------------------- ANGKA: properties
def grouped(number: int, mark: str = ".") -> str:
    return f"{number:,}".replace(",", mark)


def with_cents(cents: int) -> str:
    """1234,56 for 123456, thousands grouped: the form of every amount in the report."""
    return f"{grouped(cents // 100)},{cents % 100:02}"


spaces = st.sampled_from(["", " ", "\u00a0", "  "])
currencies = st.sampled_from(["", "Rp", "Rp.", "IDR", "rp"])
signs = st.sampled_from(["", "+", *MINUSES])
units = st.sampled_from(["", "%", "Kegiatan", "orang", "persen", "km", "rupiah"])


@reproducible
@given(st.integers(0, 10**15 - 1), currencies, signs, st.booleans(), units, spaces, spaces)
def test_reads_every_indonesian_form(cents: int, currency: str, sign: str, sign_first: bool, unit: str, gap: str, end: str) -> None:
    head = f"{sign}{gap}{currency}{gap}" if sign_first else f"{currency}{gap}{sign}"
    expected = cents / 100 * (-1 if sign in MINUSES else 1)
    text = f"{end}{head}{with_cents(cents)}{gap}{unit}{end}"
    if currency and unit not in ("", "%", "rupiah"):  # money of something else is no amount
        assert refusal(angka, text) == "#VALUE!"
    else:
        assert angka(text) == expected


@reproducible
@given(st.integers(0, 10**15 - 1), st.sampled_from(["", ",-", ",00", ",0", " %", ",- "]))
def test_reads_every_whole_number(number: int, tail: str) -> None:
    assert angka(f"{grouped(number)}{tail}") == number
    assert angka(f"Rp. {number}{tail}") == number
    assert angka(f"({grouped(number)}{tail.strip(' %')})") == -number


@reproducible
@given(st.integers(0, 10**15 - 1))
def test_point_with_two_decimals_is_a_decimal_point(cents: int) -> None:
    assert angka(f"{cents // 100}.{cents % 100:02}") == cents / 100


@reproducible
@given(st.integers(10**5, 10**15 - 1))
def test_reads_the_english_form(cents: int) -> None:
    assert angka(f"{cents // 100:,}.{cents % 100:02}") == cents / 100


@reproducible
@given(st.integers(10**6, 10**15 - 1))
def test_reads_english_groups_from_two_on(number: int) -> None:
    assert angka(grouped(number, ",")) == number


number_like = st.text("0123456789.,-+()% RpIDRnihlx#/\u2013\u00a0\u0665", max_size=16)


@settings(derandomize=True, deadline=None, max_examples=800)
@given(st.text(max_size=40) | number_like)
def test_any_text_gives_a_number_or_a_blank_or_an_excel_error(text: str) -> None:
    number = outcome(angka, text)
    assert number is None or number in EXCEL_ERRORS or (isinstance(number, float) and math.isfinite(number))


@reproducible
@given(number_like)
def test_outer_blanks_change_nothing(text: str) -> None:
    assert outcome(angka, f" \u00a0{text}\u00a0 ") == outcome(angka, text)


# ---------------------------------------------------------------- RUPIAH
RUPIAH: Final = [
    # the examples of the rules
    (1914251000, "Rp 1.914.251.000,00"),
    (1234.565, "Rp 1.234,57"),
    (-1000, "Rp -1.000,00"),
    # small, grouped, rounded half away from zero
    (0, "Rp 0,00"),
    (5, "Rp 5,00"),
    (0.1, "Rp 0,10"),
    (999, "Rp 999,00"),
    (1000, "Rp 1.000,00"),
    (1.005, "Rp 1,01"),
    (1.004, "Rp 1,00"),
    (0.005, "Rp 0,01"),
    (2.675, "Rp 2,68"),
    (-2.675, "Rp -2,68"),
    (-1.005, "Rp -1,01"),
    (999.995, "Rp 1.000,00"),
    (-0.001, "Rp 0,00"),
    (1e-300, "Rp 0,00"),
    (999999999999.99, "Rp 999.999.999.999,99"),
    (999999999999999, "Rp 999.999.999.999.999,00"),
    (-999999999999999, "Rp -999.999.999.999.999,00"),
    # a text that is a number counts as that number; a currency cell is a Decimal
    ("Rp. 600.000,-", "Rp 600.000,00"),
    ("0,1", "Rp 0,10"),
    (Decimal("1250000.5000"), "Rp 1.250.000,50"),
]


@pytest.mark.parametrize(("amount", "expected"), RUPIAH, ids=repr)
def test_rupiah(amount: Any, expected: str) -> None:
    assert rupiah(amount) == expected


@pytest.mark.parametrize("number", [1e15, -1e15, 1e16, 1.7976931348623157e308], ids=repr)
def test_number_too_large_to_write(number: float) -> None:
    for function in (rupiah, terbilang):
        assert refusal(function, number) == "#NUM!"


@reproducible
@example(5)
@example(-5)
@example(1234565)
@example(-4)
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_rupiah_rounds_half_away_from_zero_and_is_read_back(thousandths: int) -> None:
    cents = (abs(thousandths) + 5) // 10
    minus = "-" if thousandths < 0 and cents else ""
    text = rupiah(thousandths / 1000)
    assert text == f"Rp {minus}{with_cents(cents)}"
    assert angka(text) == cents / 100 * (-1 if minus else 1)


@reproducible
@given(st.floats(-999999999999999, 999999999999999))
def test_rupiah_of_any_amount_is_within_half_a_cent(amount: float) -> None:
    text = rupiah(amount)
    assert re.fullmatch(r"Rp -?\d{1,3}(\.\d{3})*,\d\d", text)
    written = Fraction(re.sub(r"[Rp .]", "", text).replace(",", "."))
    # 15 digits hold the cents up to 10 trillion only
    assert abs(written - Fraction(amount)) <= Fraction(1, 200) + abs(Fraction(amount)) / 10**14


# ---------------------------------------------------------------- TERBILANG
TERBILANG: Final = [
    # the examples of the rules
    (9, "sembilan"),
    (0, "nol"),
    (1000, "seribu"),
    (-5, "minus lima"),
    # below 20
    (1, "satu"),
    (2, "dua"),
    (3, "tiga"),
    (4, "empat"),
    (5, "lima"),
    (6, "enam"),
    (7, "tujuh"),
    (8, "delapan"),
    (10, "sepuluh"),
    (11, "sebelas"),
    (12, "dua belas"),
    (13, "tiga belas"),
    (15, "lima belas"),
    (19, "sembilan belas"),
    # tens and hundreds
    (20, "dua puluh"),
    (21, "dua puluh satu"),
    (38, "tiga puluh delapan"),
    (99, "sembilan puluh sembilan"),
    (100, "seratus"),
    (101, "seratus satu"),
    (110, "seratus sepuluh"),
    (111, "seratus sebelas"),
    (119, "seratus sembilan belas"),
    (200, "dua ratus"),
    (999, "sembilan ratus sembilan puluh sembilan"),
    # thousands: se- only for exactly one thousand
    (1001, "seribu satu"),
    (1100, "seribu seratus"),
    (1945, "seribu sembilan ratus empat puluh lima"),
    (2000, "dua ribu"),
    (2020, "dua ribu dua puluh"),
    (10000, "sepuluh ribu"),
    (11000, "sebelas ribu"),
    (21000, "dua puluh satu ribu"),
    (100000, "seratus ribu"),
    (101000, "seratus satu ribu"),
    (600000, "enam ratus ribu"),
    # juta, miliar, triliun: never se-
    (1000000, "satu juta"),
    (1001000, "satu juta seribu"),
    (1000001, "satu juta satu"),
    (100000000, "seratus juta"),
    (1000000000, "satu miliar"),
    (1914251000, "satu miliar sembilan ratus empat belas juta dua ratus lima puluh satu ribu"),
    (1000000000000, "satu triliun"),
    (100000000000000, "seratus triliun"),
    (
        999999999999999,
        "sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan miliar "
        "sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu "
        "sembilan ratus sembilan puluh sembilan",
    ),
    # decimals of the 15-digit form, digit by digit
    (0.5, "nol koma lima"),
    (98.78, "sembilan puluh delapan koma tujuh delapan"),
    (1.05, "satu koma nol lima"),
    (10.10, "sepuluh koma satu"),
    (0.1 + 0.2, "nol koma tiga"),
    (110.00000000000001, "seratus sepuluh"),
    (-0.25, "minus nol koma dua lima"),
    (1e-7, "nol koma nol nol nol nol nol nol satu"),
    # a text that is a number counts as that number
    ("9", "sembilan"),
    ("1.234,5", "seribu dua ratus tiga puluh empat koma lima"),
    ("38 Kegiatan", "tiga puluh delapan"),
]


@pytest.mark.parametrize(("number", "expected"), TERBILANG, ids=repr)
def test_terbilang(number: Any, expected: str) -> None:
    assert terbilang(number) == expected


# An Indonesian reader of number words, written apart from the code under test.
DIGITS: Final = {
    word: value for value, word in enumerate(["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"])
}
TENS: Final = {"puluh": 10, "ratus": 100}
SCALES: Final = {"ribu": 1000, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_whole(text: str) -> int:
    total = group = digit = 0
    for word in re.sub(r"\bse(puluh|belas|ratus|ribu)\b", r"satu \1", text).split(" "):
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "belas":
            group, digit = group + 10 + digit, 0
        elif word in TENS:
            group, digit = group + digit * TENS[word], 0
        else:
            total, group, digit = total + (group + digit) * SCALES[word], 0, 0
    return total + group + digit


def read_words(text: str) -> Fraction:
    unsigned = text.removeprefix("minus ")
    whole, _, decimals = unsigned.partition(" koma ")
    digits = [DIGITS[word] for word in decimals.split()]
    value = read_whole(whole) + sum(Fraction(digit, 10**place) for place, digit in enumerate(digits, 1))
    return Fraction(-value if text.startswith("minus ") else value)


# The one correct wording of every whole number.
ONE_TO_NINE: Final = "(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
TWO_TO_NINE: Final = ONE_TO_NINE.replace("satu|", "")
BELOW_100: Final = rf"(?:sepuluh|sebelas|{TWO_TO_NINE} belas|{TWO_TO_NINE} puluh(?: {ONE_TO_NINE})?|{ONE_TO_NINE})"
BELOW_1000: Final = rf"(?:(?:seratus|{TWO_TO_NINE} ratus)(?: {BELOW_100})?|{BELOW_100})"
WORDING: Final = re.compile(
    rf"nol|(?:{BELOW_1000} triliun ?)?(?:{BELOW_1000} miliar ?)?(?:{BELOW_1000} juta ?)?"
    rf"(?:(?:seribu|(?!satu ribu){BELOW_1000} ribu) ?)?(?:{BELOW_1000})?(?<! )"
)


def test_the_reader_reads() -> None:
    assert read_words("minus satu juta seribu seratus sebelas koma nol lima") == Fraction("-1001111.05")
    assert read_words("dua belas miliar tiga puluh satu ribu empat ratus") == 12000031400
    assert not WORDING.fullmatch("satu ribu")
    assert not WORDING.fullmatch("satu puluh")
    assert not WORDING.fullmatch("satu ribu satu juta")
    assert WORDING.fullmatch("seratus satu ribu satu")


round_numbers = st.builds(lambda head, zeros: head * 10**zeros, st.integers(1, 999), st.integers(0, 12))
whole_numbers = st.integers(0, 10**15 - 1) | round_numbers


@settings(derandomize=True, deadline=None, max_examples=500)
@given(whole_numbers)
def test_terbilang_is_read_back(number: int) -> None:
    words = terbilang(number)
    assert read_words(words) == number
    assert WORDING.fullmatch(words)


def test_terbilang_of_the_first_ten_thousand() -> None:
    words = [terbilang(number) for number in range(10_000)]
    assert [read_whole(text) for text in words] == list(range(10_000))
    assert all(map(WORDING.fullmatch, words))


@reproducible
@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 8))
def test_terbilang_with_decimals_is_read_back(digits: int, places: int) -> None:
    words = terbilang(digits / 10**places)
    assert read_words(words) == Fraction(digits, 10**places)
    assert words.startswith("minus ") == (digits < 0)
    assert not words.endswith((" nol", " koma"))


@reproducible
@given(st.text(max_size=20) | number_like | st.floats())
def test_writing_gives_a_text_or_an_excel_error(value: str | float) -> None:
    for function in (rupiah, terbilang):
        text = outcome(function, value)
        assert isinstance(text, str)
        assert text in EXCEL_ERRORS or not text.startswith("#")
