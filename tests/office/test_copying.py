"""The test copy of a workbook: LibreOffice computes with it, and only the VBA project differs."""

from __future__ import annotations

import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from lkjip.vba.project import Module
from tests.office.books import SHEET, macro_book
from tests.office.client import Document, Office
from tests.office.copying import PROJECT, make_test_copy, modules_of
from tests.office.uncompiled import look_at_uncompiled
from tests.vba import strict_vba

MACROS = """Option Explicit
#If VBA7 Then
    Private Const KIND As String = "VBA7"
#Else
    Private Const KIND As String = "old"
#End If

Public Function WHICH() As Variant
    #If Mac Then
        WHICH = "Mac"
    #ElseIf Win64 Then
        WHICH = KIND & " on 64 bits"
    #Else
        WHICH = KIND
    #End If
End Function
"""


def fill(workbook: Workbook, sheet: Worksheet) -> None:
    sheet.write_formula("A1", "=WHICH()", None, "cached")


def installed(path: str) -> str:
    """A source file of the installed xlwings."""
    return Path(str(distribution("xlwings").locate_file(path))).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A workbook with xlwings in it, and its test copy."""
    folder = tmp_path_factory.mktemp("copying")
    others = [
        Module("xlwings", installed("xlwings/xlwings.bas"), "std"),
        Module("Dictionary", installed("xlwings/addin/Dictionary.cls"), "class"),
    ]
    original = macro_book(folder / "original.xlsm", MACROS, fill, others=others)
    copy = folder / "copy.xlsm"
    make_test_copy(original, copy)
    return original, copy


def test_libreoffice_computes_with_the_copy(office: Office, books: tuple[Path, Path]) -> None:
    with office.open(books[1]) as document:
        assert document.macros_compile()
        assert document.values(SHEET, "A1") == [["VBA7 on 64 bits"]]


def test_libreoffice_does_not_compute_with_the_workbook_itself(books: tuple[Path, Path]) -> None:
    def look(document: Document) -> None:
        assert not document.macros_compile()
        assert document.values(SHEET, "A1") == [[""]]

    look_at_uncompiled(books[0], look)


def test_only_the_project_differs(books: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(books[0]) as original, zipfile.ZipFile(books[1]) as copy:
        assert copy.namelist() == original.namelist()
        assert [name for name in copy.namelist() if copy.read(name) != original.read(name)] == [PROJECT]


def test_the_modules_keep_names_kinds_and_lines(books: tuple[Path, Path]) -> None:
    before, after = (modules_of(zipfile.ZipFile(path).read(PROJECT)) for path in books)
    assert [(module.name, module.kind) for module in after] == [
        ("ThisWorkbook", "book"),
        ("Sheet1", "sheet"),
        ("Main", "std"),
        ("xlwings", "std"),
        ("Dictionary", "class"),
    ]
    assert [(module.name, module.kind) for module in before] == [(module.name, module.kind) for module in after]
    lines = zip(before[3].source.splitlines(), after[3].source.splitlines(), strict=False)  # empty lines at the end are dropped
    assert all(new in (old, "") for old, new in lines)
    assert all(line.startswith("Attribute VB_") for line in after[4].source.splitlines())
    assert "VB_Exposed = True" in after[4].source


def test_the_copied_project_is_a_valid_one(books: tuple[Path, Path]) -> None:
    assert list(strict_vba.check(zipfile.ZipFile(books[1]).read(PROJECT)))
