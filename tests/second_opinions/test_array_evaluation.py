"""No written formula needs array entry in Excel, and planted ones that do are found."""

from __future__ import annotations

import pytest

from tests.second_opinions.array_evaluation import misread
from tests.second_opinions.files import KINDS, Written
from tests.second_opinions.package import Book


@pytest.mark.parametrize("kind", KINDS)
def test_no_formula_needs_array_entry(kind: str, written_files: Written) -> None:
    assert misread(Book.of(written_files[kind])) == []


def _with(written_files: Written, formula: str) -> Book:
    book = Book.of(written_files["satu_indikator"])
    part = book.sheets[0].part
    before, _, after = book.parts[part].partition(b"<f>")
    book.parts[part] = before + b"<f>" + formula.encode() + b"</f>" + after.partition(b"</f>")[2]
    return book


@pytest.fixture(scope="module")
def untouched(written_files: Written) -> list[str]:
    """What is found where the formula is an ordinary one."""
    return misread(_with(written_files, "1+1"))


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(tbl_31[Target]*2)",
        "SUM(LEN(A1:A9))",
        "tbl_31[Target]+1",
        "MAX(IF(A1:A9=1,B1:B9))",
        "INDEX(A1:A9,MATCH(1,(B1:B9=1)*1,0))",
        "SUMPRODUCT(IF(A1:A9=1,1,0))",
        "COUNTIF(A1:A9,B1:B9)",
        "SUMIF(TRIM(A1:A9),1)",
        "LEN(A1:A9)",
        "IF(A1:A9=1,1,0)",
        "AND(EXACT(A1:A9,B1:B9))",
    ],
)
def test_a_formula_that_needs_array_entry_is_found(formula: str, written_files: Written, untouched: list[str]) -> None:
    assert len(misread(_with(written_files, formula))) > len(untouched)


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(tbl_31[Target])",
        "SUMPRODUCT((A1:A9=1)*B1:B9)",
        "LOOKUP(2,1/(A1:A9=1),B1:B9)",
        "INDEX(A1:A9,MATCH(1,B1:B9,0))",
        "COUNTIF(A1:A9,B1)",
        "tbl_31[[#This Row],[Target]]*2",
        "SUM(INDEX(A1:A9,1):INDEX(A1:A9,3))",
        "SUM(IF(A1=1,B1:B9,C1:C9))",
    ],
)
def test_an_ordinary_formula_is_not(formula: str, written_files: Written, untouched: list[str]) -> None:
    assert misread(_with(written_files, formula)) == untouched
