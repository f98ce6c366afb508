"""The three spellings of a formula."""

from __future__ import annotations

import pytest

from tests.office.syntax import from_indonesian, from_libreoffice, to_libreoffice

FILE_AND_LIBREOFFICE = [
    ("=A1", "=A1"),
    ("=SUM(A1,2.5)", "=SUM(A1;2.5)"),
    ('=IF(A1>0,"a, ""b""; c",2)', '=IF(A1>0;"a, ""b""; c";2)'),
    ("='Tabel 3.1'!E8*1.5", "=$'Tabel 3.1'.E8*1.5"),
    ("='It''s'!$E$8", "=$'It''s'.$E$8"),
    ("=SUM(Skala!B2:B5,Skala!C:C,Skala!2:3)", "=SUM($Skala.B2:B5;$Skala.C:C;$Skala.2:3)"),
    ("=SUM({1,2.5;3,4})", "=SUM({1;2.5|3;4})"),
    ("=SUM((A1:A2,B1:B2))", "=SUM((A1:A2~B1:B2))"),
    ("=A1*(B1+SUM(C1,(D1-1)*2))", "=A1*(B1+SUM(C1;(D1-1)*2))"),
    ("=SUM(tbl_31[Target])", "=SUM(tbl_31[Target])"),
    ("=tbl_31[[#This Row],[Realisasi, ok]]/2", "=tbl_31[[#This Row];[Realisasi, ok]]/2"),
    ("=ROWS(tbl_31[[#All], [Target]])", "=ROWS(tbl_31[[#All]; [Target]])"),
    ("=IFERROR(#REF!,#N/A)", "=IFERROR(#REF!;#N/A)"),
    ("=STDEV.S(A1,A2)", "=STDEV.S(A1;A2)"),
    ("=LOG10(A1)&rata_rata", "=LOG10(A1)&rata_rata"),
    ("=IF(TRUE(),1,FALSE())", "=IF(TRUE();1;FALSE())"),
]


@pytest.mark.parametrize(("file", "libreoffice"), FILE_AND_LIBREOFFICE)
def test_file_and_libreoffice_are_each_others_inverse(file: str, libreoffice: str) -> None:
    assert to_libreoffice(file) == libreoffice
    assert from_libreoffice(libreoffice) == file


@pytest.mark.parametrize(
    ("file", "libreoffice"),
    [
        ("=IF(TRUE,1,false)", "=IF(TRUE();1;false())"),
        ('=_xlfn.TEXTJOIN(",",TRUE,A1:A2)', '=TEXTJOIN(",";TRUE();A1:A2)'),
        ("=_xlfn._xlws.FILTER(A1:A2,B1:B2)", "=FILTER(A1:A2;B1:B2)"),
    ],
)
def test_libreoffice_takes_later_functions_and_bare_booleans_by_other_names(file: str, libreoffice: str) -> None:
    assert to_libreoffice(file) == libreoffice


@pytest.mark.parametrize(
    ("libreoffice", "file"),
    [
        ("{=A1:A3*2}", "{=A1:A3*2}"),
        ("{=SUM(A1:A3;1)}", "{=SUM(A1:A3,1)}"),
        ("=A1:B2!B1:C3", "=A1:B2 B1:C3"),
        ("=SUM($T.A2:$T.A4)", "=SUM(T!A2:T!A4)"),
        ("=SUM($'Tabel 3.1'.A:A)", "=SUM('Tabel 3.1'!A:A)"),
    ],
)
def test_what_libreoffice_reports_is_read(libreoffice: str, file: str) -> None:
    assert from_libreoffice(libreoffice) == file


@pytest.mark.parametrize(
    ("typed", "file"),
    [
        ('=CAPAIAN(90;81;"turun")', '=CAPAIAN(90,81,"turun")'),
        ('=CAPAIAN(98,78;81,5;"naik; ya, 1.5")', '=CAPAIAN(98.78,81.5,"naik; ya, 1.5")'),
        ("=SUM(,5;E8)*2", "=SUM(.5,E8)*2"),
        ("='Tabel 3.1'!E8/1,5", "='Tabel 3.1'!E8/1.5"),
        ("=tbl_31[[#This Row];[Realisasi, ok]]", "=tbl_31[[#This Row],[Realisasi, ok]]"),
        ("=ROUND(A1;2)", "=ROUND(A1,2)"),
    ],
)
def test_indonesian_typing(typed: str, file: str) -> None:
    assert from_indonesian(typed) == file


@pytest.mark.parametrize("typed", ["=SUM(A1,A2)", "=A1*98.78", "=SUM({1;2})", "A1"])
def test_what_nobody_can_type_there_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        from_indonesian(typed)


@pytest.mark.parametrize("formula", ["=SUM(A1;A2)", "=SUM(A1))", "SUM(A1)"])
def test_what_is_not_the_syntax_of_the_file_is_refused(formula: str) -> None:
    with pytest.raises(ValueError):
        to_libreoffice(formula)
