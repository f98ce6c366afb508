"""Formulas after cells were inserted or deleted in some columns, as Excel rewrites them."""

from __future__ import annotations

import pytest

from lkjip.model.formulas.moving import Move, followed, may_name


def moved(by: int) -> Move:
    """Of a block in B5 to I13 of Efisiensi, so many rows more; nobody knows what its rows speak of."""
    return Move("Efisiensi", (4, 1, 12, 8), by, {})


# On sheet Efisiensi two rows are put in before row 13, in columns B to I.
GROWN = [
    ("D12", "D12"),
    ("D13", "D15"),
    ("$D$13+D$14", "$D$15+D$16"),
    ("SUM(D5:D13)", "SUM(D5:D15)"),
    ("SUM(D14:E20)", "SUM(D16:E22)"),
    ("K20*A13", "K20*A13"),
    ("SUM(A5:I13)", "SUM(A5:I13)"),
    ("SUM(D:D)", "SUM(D:D)"),
    ("SUM(D5:D1048576)", "SUM(D5:D1048576)"),
    ('D20&"D20"&""""', 'D22&"D20"&""""'),
    ("Efisiensi!D20", "Efisiensi!D22"),
    ("'Efisiensi'!D20+Ringkasan!D20", "'Efisiensi'!D22+Ringkasan!D20"),
    ("'Kas & D20'!D20+[1]Efisiensi!D20+'[1]Efisiensi'!D20", "'Kas & D20'!D20+[1]Efisiensi!D20+'[1]Efisiensi'!D20"),
    ("tbl_31[D20]+tbl_31[[#This Row],[D20]]+tbl_D20", "tbl_31[D20]+tbl_31[[#This Row],[D20]]+tbl_D20"),
    ("LOG10(D20)+ATAN2(D20,1)", "LOG10(D22)+ATAN2(D22,1)"),
    ("D20%+1E20+XFE20", "D22%+1E20+XFE20"),
]
# On the same sheet rows 11 and 12 are taken away.
SHRUNK = [
    ("D10", "D10"),
    ("D13", "D11"),
    ("SUM(D5:D13)", "SUM(D5:D11)"),
    ("SUM(D5:D12)", "SUM(D5:D10)"),
    ("SUM(D11:D13)", "SUM(D11:D11)"),
    ("D11+1", "#REF!+1"),
    ("SUM(D11:D12)", "SUM(#REF!)"),
    ("SUM(D1:D1048576)", "SUM(D1:D1048576)"),
    ("A11", "A11"),
]


@pytest.mark.parametrize(("formula", "expected"), GROWN)
def test_rows_put_in(formula: str, expected: str) -> None:
    assert followed(formula, moved(2)).text == expected


@pytest.mark.parametrize(("formula", "expected"), SHRUNK)
def test_rows_taken_away(formula: str, expected: str) -> None:
    assert followed(formula, moved(-2)).text == expected


def test_on_another_sheet_a_reference_without_a_title_is_another_sheets() -> None:
    assert followed("D20+Efisiensi!D20", moved(2), own=False).text == "D20+Efisiensi!D22"


@pytest.mark.parametrize(
    ("formula", "may"),
    [
        ("SUM(Efisiensi!G8)", True),
        ("SUM('Tabel &amp; Grafik'!G8)", True),
        ("INDIRECT(&quot;efisiensi!G8&quot;)", True),
        ("SUM(Efisiensi:Perbandingan!G8)", True),
        ("SUM('Pengukuran Kinerja:Perbandingan'!G8)", True),  # what stands between the two is not named
        ("SUM(Perbandingan!G8)", False),
        ("SUM(tbl_31[[#This Row],[Target]:[Realisasi]])&amp;&quot;Awas!&quot;", False),
        ("COUNTIF(A1:B2,&quot;Efisiensi naik&quot;)", False),
    ],
)
def test_a_sheet_is_searched_for_titles_before_it_is_parsed(formula: str, may: bool) -> None:
    xml = f'<worksheet xmlns="urn:x"><c r="A1"><f>{formula}</f></c></worksheet>'.encode()
    assert may_name(xml, ["Efisiensi", "Tabel & Grafik"]) is may
