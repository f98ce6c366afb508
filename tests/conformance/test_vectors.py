"""The vectors as files: complete, exact, with few exceptions; and a line that is no vector is refused by name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from tests.conformance import random_calls
from tests.conformance.vectors import COLUMNS, FOLDER, RULES, Left, Vector, VectorError, read, read_all, value
from xlfuncs.functions import FUNCTIONS


@pytest.fixture(scope="module")
def vectors() -> list[Vector]:
    return read_all()


# ---------------------------------------------------------------- what is there
def test_every_row_of_the_rules_has_vectors(vectors: list[Vector]) -> None:
    assert set(RULES) == {function.name for function in FUNCTIONS}
    covered = {(vector.call.function, vector.rule) for vector in vectors}
    assert {(function, rule) for function, rules in RULES.items() for rule in rules} - covered == set()
    assert len(vectors) >= 1000


def test_no_call_is_there_twice(vectors: list[Vector]) -> None:
    assert [call for call, count in Counter(repr(vector.call) for vector in vectors).items() if count > 1] == []


def test_numbers_are_what_exact_arithmetic_gives(vectors: list[Vector]) -> None:
    """The percentages that the files expect, against fractions of their arguments."""
    plain = [
        vector
        for vector in vectors
        if vector.call.function in ("CAPAIAN", "SERAPAN", "EFISIENSI")
        and all(isinstance(argument, float) for argument in vector.call.arguments[:2])
        and set(vector.call.arguments[2:]) <= {Left.OUT, "naik", "turun"}
        and vector.rule != "6"  # beyond what a double holds
        and vector.expected != (("#NUM!",),)
    ]
    assert len(plain) > 100
    wrong = [vector.place for vector in plain if random_calls.inexact([vector.call], [vector.expected])]
    assert wrong == []


def test_exceptions_are_few_and_explained(vectors: list[Vector]) -> None:
    excepted = [vector for vector in vectors if vector.exceptions]
    reasons = {reason for vector in excepted for reason in vector.reasons}
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [f"{engine}: {reason}" for engine, reason in reasons if f"`{engine}: {reason}`" not in page] == []
    assert len(excepted) <= 40
    assert len(reasons) <= 6
    assert {engine for engine, _ in reasons} <= {"vba", "native"}  # no excuse for the authority
    needless = [vector.place for vector in excepted if vector.expected in dict(vector.exceptions).values()]
    assert needless == []


# ---------------------------------------------------------------- the notation
NOTATION: Final = [
    ("", None),
    ("'", ""),
    ("' ", " "),
    ("38", 38.0),
    ("-1.5e-3", -0.0015),
    ("'38", "38"),
    ("1.234.567", "1.234.567"),
    ("98,78", "98,78"),
    ("0985", "0985"),
    (".5", ".5"),
    ("TRUE", True),
    ("'TRUE", "TRUE"),
    ("#N/A", "#N/A"),
    ("naik", "naik"),
    (r"\u00a0naik", "\u00a0naik"),
    ("{1,2;3,4}", ((1.0, 2.0), (3.0, 4.0))),
    ('{,"";TRUE,#REF!}', ((None, ""), (True, "#REF!"))),
    ('{"a ""b"", c;d"}', (('a "b", c;d',),)),
]


@pytest.mark.parametrize(("field", "expected"), NOTATION)
def test_notation(field: str, expected: object) -> None:
    found = value(field)
    assert found == expected
    assert type(found) is type(expected)


GOOD: Final = "CAPAIAN,38,19,~,50,,naik: worked example"
MALFORMED: Final = {
    "CAPAIAN,38,19,50,,naik: worked example": "6 fields instead of 7",
    "CAPAI,38,19,~,50,,naik: worked example": "'CAPAI' is no cell function",
    "CAPAIAN,38,~,~,50,,naik: worked example": "CAPAIAN needs 2 arguments",
    "CAPAIAN,~,38,~,50,,naik: worked example": "CAPAIAN needs 2 arguments",
    "ANGKA,38,~,naik,38,,number: too much": "ANGKA takes 1 arguments",
    "CAPAIAN,38,19,~,~,,naik: worked example": "an answer cannot be left out",
    "CAPAIAN,38,19,~,50,,worked example": "the note begins with naik / turun / 1 /",
    "CAPAIAN,38,19,~,50,,naik: ": "the note begins with naik / turun / 1 /",
    "CAPAIAN,38,19,~,50,,7: no such row": "the note begins with naik / turun / 1 /",
    "CAPAIAN,{1;2,19,~,50,,shape: half a range": "{1;2 is neither a range nor an error value",
    "CAPAIAN,#DIV/O!,19,~,#DIV/0!,,1: a letter O": "#DIV/O! is neither a range nor an error value",
    "CAPAIAN,{a},19,~,50,,shape: a bare text": "a text in a range stands in quotation marks: a",
    "CAPAIAN,{1;{2}},19,~,50,,shape: a range in a range": "{1;{2}} is no array constant",
    'CAPAIAN,"{1,2;3}",19,~,50,,shape: no rectangle': "{1,2;3} is no rectangle",
    "CAPAIAN,38,19,~,50,excel: 51,naik: worked example": "'excel: 51' names no engine",
    "CAPAIAN,38,19,~,50,native,naik: worked example": "'native' names no engine",
    "CAPAIAN,38,19,~,50,native: 51,naik: no reason": "the note gives the reason of each exception",
    "CAPAIAN,38,19,~,50,,naik: a reason; native: for nothing": "the note gives the reason of each exception",
}


@pytest.mark.parametrize("line", MALFORMED)
def test_a_malformed_line_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "uji.csv"
    path.write_text("\n".join([",".join(COLUMNS[0]), GOOD, line, ""]), encoding="utf-8")
    with pytest.raises(VectorError) as refused:
        read(path)
    assert str(refused.value).startswith(f"uji.csv:3: {MALFORMED[line]}")


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "uji.csv"
    path.write_text(f"{GOOD}\n", encoding="utf-8")
    with pytest.raises(VectorError, match=r"^uji\.csv:1: the columns are function,arg1"):
        read(path)


def test_a_line_is_a_vector(tmp_path: Path) -> None:
    path = tmp_path / "uji.csv"
    path.write_text(
        "\n".join([",".join(COLUMNS[0]), 'CAPAIAN,"98,78",,turun,,vba: 1 | native: -,4: text; vba: why; native: none']), encoding="utf-8"
    )
    (vector,) = read(path)
    assert vector.call.arguments == ("98,78", None, "turun")
    assert vector.expected == (("",),)
    assert (vector.expected_of("python"), vector.expected_of("vba"), vector.expected_of("native")) == ((("",),), ((1.0,),), None)
    assert (vector.rule, vector.note, vector.reasons) == ("4", "text", (("vba", "why"), ("native", "none")))
