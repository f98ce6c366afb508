"""What "Ambil dari Tabel 2.1" decides, decided by LibreOffice, which has no tables of Excel's but runs the deciding part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from lkjip.model.key import key_of
from lkjip.vba.project import Module
from tests.macros.books import SHEET, libreoffice_book
from tests.office.client import Document, Input, Office

AGREED: list[list[Input]] = [
    ["Angka A", "%", 80.0, "Tertib"],
    ["Angka B", "Unit", 12.0, "Tertib"],
    [None, None, None, None],
    ["Nilai \u2013 nilai", "%", "BB", "Rukun"],
]
PRESENT: list[list[Input]] = [["NILAI-NILAI", None, 90.0, None], ["Lain", None, None, None], [None, None, None, None]]


FROM_CELLS: Final = Module(
    "Uji",
    """Attribute VB_Name = "Uji"
Option Explicit

' The cells of a sheet as the arrays that the button makes of tables.
Public Function UJI_CELLS(a As Variant, p As Variant, u As Variant, o As Variant) As Variant
    UJI_CELLS = TakenCells(CellContent(a), CellContent(p), CellContent(u), CellContent(o), 0, 4, False)
End Function

Public Sub UjiReport()
    Dim a As Variant, p As Variant, taken As Variant
    With ThisWorkbook.Worksheets(1)
        a = CellContent(.Range("A1:D4"))
        p = CellContent(.Range("F1:I3"))
        taken = UJI_CELLS(a, p, .Range("K1:K3"), .Range("M1:P1"))
        .Range("A30").Value = TakenReport(a, p, taken, CellContent(.Range("M2:P2")), 0, 4, False)
    End With
End Sub

Public Function UJI_KEY(a As Variant) As Variant
    UJI_KEY = KeyOfName(CellContent(a))
End Function
""",
    "std",
)


@pytest.fixture(scope="module")
def document(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    with office.open(libreoffice_book(tmp_path_factory.mktemp("ambil"), FROM_CELLS)) as document:
        yield document


def test_the_cells_that_are_filled(document: Document) -> None:
    document.write(SHEET, "A1", AGREED)
    document.write(SHEET, "F1", PRESENT)
    document.write(SHEET, "K1", [[True], [True], [False]])
    document.write(SHEET, "M1", [[False, False, False, False]])
    document.set_array_formula(SHEET, "A20:D23", "=UJI_CELLS(A1:D4,F1:I3,K1:K3,M1:P1)")

    assert document.values(SHEET, "A20:D23") == [
        ["", "%", "", "Rukun"],
        ["", "", "", ""],
        ["Angka A", "%", 80, "Tertib"],
        ["Angka B", "Unit", 12, "Tertib"],
    ]


def test_what_is_said(document: Document) -> None:
    document.write(SHEET, "A1", AGREED)
    document.write(SHEET, "F1", PRESENT)
    document.write(SHEET, "K1", [[True], [True], [False]])
    document.write(SHEET, "M1", [[False, False, False, False], ["Indikator", "Satuan", "Target", "Sasaran"]])
    document.run_macro("Uji", "UjiReport")

    assert str(document.values(SHEET, "A30")[0][0]).splitlines() == [
        "Dari Tabel 2.1 diambil 2 baris baru, dan 2 sel kosong di baris yang sudah ada terisi.",
        "",
        "1 sel berbeda dari Tabel 2.1 dan tidak diubah:",
        "- Target NILAI-NILAI: di sini 90, di sana BB",
        "",
        "1 baris bernama lain dari yang ada di Tabel 2.1, dan tidak diubah.",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Nilai \u2013 nilai, (P4GN).",
        "  Luas m\u00b2 ",
        "Angka\u00a0A\u200b",
        "\u201cKutip\u201d & 'kutip'",
        "A" * 300,
        "\u00c9TAT",
        "50% + 1",
    ],
)
def test_a_name_has_the_same_key_as_in_python(document: Document, name: str) -> None:
    document.write(SHEET, "A40", [[name]])
    document.set_formulas(SHEET, "B40", [["=UJI_KEY(A40)"]])

    assert document.values(SHEET, "B40") == [[key_of(name)]]
