"""Formulas are parsed and written back unchanged; openpyxl's tokenizer is the second opinion."""

from __future__ import annotations

import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator

from lkjip.model.formulas import aturan, native, syntax
from lkjip.model.formulas.syntax import FormulaError

_BOTH = (
    "CAPAIAN(A1,B1)",
    'CAPAIAN(tbl_31[[#This Row],[Target]],tbl_31[[#This Row],[Realisasi]],"turun")',
    "KATEGORI(CAPAIAN('Tabel 3.1'!H7,'O''Neil (x)'!I7),tbl_skala[[Batas bawah]:[Label]])",
    '"CAPAIAN("&A1&"KATEGORI(""x"")"',
    "SUM((A1:A3,B2),Sheet1!$C:$D)*-1.5E+3%",
    "IF(A1<>#N/A,{1,2;3,4},_xlfn.IFS(A1>=2,B1))",
    "'CAPAIAN(1)'!A1+tbl[KATEGORI(]",
    "[1]Lain!A1+'[2]Lain dan lain'!B$2",
    "LOG10(A1)+INDEX(A:A,3):B7",
)
_OURS_ALONE = (
    "capaian (A1,\n\tB1 ,\r\n C1)",  # spaces are forgotten by the other one
    "tbl['[Capaian']]+tbl[[#This Row],[a '# b '' c]]",  # and an apostrophe inside a column's name is not known to it
    "SUM(A1#)+@B1",
)


@pytest.mark.parametrize("formula", [*_BOTH, *_OURS_ALONE])
def test_nothing_is_lost(formula: str) -> None:
    assert syntax.text(syntax.parse(formula)) == formula


@pytest.mark.parametrize("formula", _BOTH)
def test_the_same_calls_are_seen(formula: str) -> None:
    theirs = [token.value for token in Tokenizer(f"={formula}").items if token.type == "FUNC" and token.subtype == "OPEN"]
    assert [group.opening for group in syntax.groups(syntax.parse(formula)) if group.opening != "("] == theirs


@pytest.mark.parametrize("formula", ["CAPAIAN(A1", "A1)", '"offen', "tbl[x", "(" * 300 + ")" * 300])
def test_what_does_not_close_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError):
        syntax.parse(formula)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("capaian(A1)", "CAPAIAN"),
        ("Capaian \n(A1)", "CAPAIAN"),
        ("_xludf.CAPAIAN(A1)", "CAPAIAN"),
        ("_xlfn._xlws.KATEGORI(A1)", "KATEGORI"),
        ("[1]!CAPAIAN(A1)", "CAPAIAN"),
        ("'D:\\dinas\\LKjIP.xlsm'!CAPAIAN(A1)", "CAPAIAN"),
        ("MYCAPAIAN(A1)", "MYCAPAIAN"),
    ],
)
def test_a_function_is_known_however_it_is_written(written: str, name: str) -> None:
    (group,) = syntax.groups(syntax.parse(written))
    assert group.function == name


@pytest.mark.parametrize("formula", _BOTH[:2] + _BOTH[4:5] + _BOTH[8:] + ("$A1+A$1+$A$1+B2:C3+'x y'!D4", "\"A1\"&A1&'A1'!A1"))
def test_a_formula_moves_as_openpyxl_moves_it(formula: str) -> None:
    assert "=" + syntax.moved(syntax.parse(formula), 4, 2) == Translator(f"={formula}", origin="E10").translate_formula("G14")


def test_a_relative_reference_goes_over_the_edge() -> None:
    assert syntax.moved(syntax.parse("XFD1048576+A1"), 1, 1) == "A1+B2"


def test_levels_count_functions_not_brackets() -> None:
    assert syntax.levels(syntax.parse("SUM(((ABS(A1))),IF(A1,ABS(ROUND(B1,2)),0))")) == 4


def test_native_forms_can_do_without_array_constants() -> None:
    assert syntax.without_array_constants('OR(TRIM(A1)={"","a,b"},B1)') == 'OR(TRIM(A1)="",TRIM(A1)="a,b",B1)'
    assert syntax.without_array_constants('OR(LEFT(TRIM(A1),{9,2})={"","a"})') == 'OR(LEFT(TRIM(A1),9)="",LEFT(TRIM(A1),2)="a")'
    assert syntax.without_array_constants('LOOKUP(A1,{-9,55,75},{"K","C","B"})') == 'IF(A1>=75,"B",IF(A1>=55,"C","K"))'
    whole = native.capaian("A1", "B1", "C1", aturan.NAMES, "D1", "E1")
    for form in (native.capaian("A1", "B1", "C1"), native.kategori("A1"), native.kategori("A1", "S!$A$1:$C$4"), native.rupiah("A1"), whole):
        assert "{" not in syntax.without_array_constants(form)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ('"a"', "a"),
        (' "a" ', "a"),
        ('""', ""),
        ('"kata ""dikutip"""&" dan"&" lain"', 'kata "dikutip" dan lain'),
        ('HYPERLINK("#\'Tabel 3.1\'!E8","E8")', "E8"),
        ('HYPERLINK("#x"&"y", "E"&"8")', "E8"),
        ("", None),
        ("1", None),
        ("A1", None),
        ('"a"&', None),
        ('&"a"', None),
        ('"a"&A1', None),
        ('"a"="a"', None),
        ('LEFT("a")', None),
        ("HYPERLINK(A1)", None),
        ('HYPERLINK("#x",A1)', None),
        ('"a', None),
    ],
)
def test_the_text_of_a_formula_that_computes_nothing(formula: str, text: str | None) -> None:
    assert syntax.said(formula) == text
