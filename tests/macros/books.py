"""A small workbook with the VBA project of the real one, for the tests of the macros."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from lkjip.vba import macros, project
from lkjip.vba.project import Module
from tests.office.copying import make_test_copy

SHEET: Final = "Uji"


def macro_book(path: Path, *more: Module) -> Path:
    """Write an .xlsm with one empty sheet and all modules, as the builder embeds them, and with more modules."""
    book = Workbook(str(path))
    book.set_vba_name("ThisWorkbook")
    book.add_vba_project(io.BytesIO(project.build([*macros.modules(["Sheet1"]), *more])), True)
    book.add_worksheet(SHEET).set_vba_name("Sheet1")
    book.close()
    return path


def libreoffice_book(folder: Path, *more: Module) -> Path:
    """The same workbook as LibreOffice can compile it."""
    copy = folder / "salinan.xlsm"
    make_test_copy(macro_book(folder / "buku.xlsm", *more), copy)
    return copy
