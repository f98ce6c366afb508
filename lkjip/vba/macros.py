"""The modules of the workbook's VBA project: macros/, what is written from `xlfuncs.fungsi`, and xlwings' own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from lkjip.errors import LkjipError
from lkjip.vba.project import Module, ModuleKind
from xlfuncs.fungsi import FUNGSI, KATEGORI_FUNGSI, Fungsi

_HELP_MODULE: Final = "LkjipBantuan"
_LIST_SEPARATOR: Final = 5  # xlListSeparator
_BOOK: Final = "ThisWorkbook"
_CHANGED: Final = """\
Option Private Module
' Changed by LKjIP in three places: the line above keeps the procedures out of the function wizard, and GetConfig takes settings from
' the user's file alone, where it took them from a sheet or from a file beside the workbook first: whoever wrote those would choose
' the program that Excel starts.
"""
_NEARER_SETTINGS: Final = ("sheet", "directory")


def modules(sheet_code_names: Sequence[str]) -> list[Module]:
    """All modules of a workbook with these sheets.

    Raises:
        LkjipError: the xlwings module is missing, or not of the installed xlwings' version.
    """
    own = [_read(path) for path in sorted(source_folder().iterdir()) if path.suffix in (".bas", ".cls")]
    sheets = [Module(name, "", "sheet") for name in sheet_code_names]
    book = [module for module in own if module.kind == "book"]
    others = [module for module in own if module.kind != "book"]
    return [*book, *sheets, *others, Module(_HELP_MODULE, help_source(), "std"), *_xlwings()]


def help_source() -> str:
    """The module that registers the help of the cell functions: a workbook made outside Excel cannot hold it."""
    lines = [
        f'Attribute VB_Name = "{_HELP_MODULE}"',
        "' Written by the builder from xlfuncs/fungsi.py: help for Excel's function wizard.",
        "Option Explicit",
        "Option Private Module",
        "",
        "Public Sub DaftarkanBantuan()",
        *(line for fungsi in FUNGSI for line in _registration(fungsi)),
        "End Sub",
        "",
        "' Refused in Protected View and where the workbook is hidden.",
        "Private Sub Daftarkan(ByVal nama As String, ByVal bantuan As String, ByVal argumen As Variant)",
        "    Dim i As Long",
        "    On Error Resume Next",
        "    For i = LBound(argumen) To UBound(argumen)",
        "        argumen(i) = DiSini(argumen(i))",
        "    Next i",
        f'    Application.MacroOptions Macro:=nama, Description:=DiSini(bantuan), Category:="{KATEGORI_FUNGSI}", _',
        "        ArgumentDescriptions:=argumen",
        "End Sub",
        "",
        "' Examples show the list separator of this PC.",
        "Private Function DiSini(ByVal teks As String) As String",
        f'    DiSini = Replace(teks, ";", Application.International({_LIST_SEPARATOR}))',
        "End Function",
        "",
    ]
    return "\n".join(lines)


def _registration(fungsi: Fungsi) -> list[str]:
    *firsts, last = (_literal(argumen.bantuan) for argumen in fungsi.argumen)
    return [
        f'    Daftarkan "{fungsi.nama}", _',
        f"        {_literal(fungsi.bantuan)}, _",
        *(f"        {'Array(' if number == 0 else '      '}{text}, _" for number, text in enumerate(firsts)),
        f"        {'      ' if firsts else 'Array('}{last})",
    ]


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def source_folder() -> Path:
    """macros/ beside the package in a checkout, inside it where it is installed."""
    installed = Path(__file__).parents[1] / "macros"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "macros"


def _read(path: Path) -> Module:
    kind: ModuleKind = "book" if path.stem == _BOOK else "class" if path.suffix == ".cls" else "std"
    return Module(path.stem, path.read_text(encoding="ascii"), kind)


def _xlwings() -> list[Module]:
    """xlwings' module and the class it needs, as the installed package publishes them but for `_CHANGED`."""
    package = distribution("xlwings")
    source, dictionary = (_published(package, f"xlwings/{name}") for name in ("xlwings.bas", "addin/Dictionary.cls"))
    found = re.search(r"^'Version: (\S+)", source, re.MULTILINE)
    if not found or found[1] != package.version:
        version = found[1] if found else "tidak dikenal"
        raise _reinstall(package, f"modul VBA di dalam paket xlwings berversi {version}, paketnya {package.version}")
    return [Module("xlwings", _changed(package, source), "std"), Module("Dictionary", dictionary, "class")]


def _changed(package: Distribution, source: str) -> str:
    """xlwings' module, its procedures out of sight and its settings the user's."""
    for layer in _NEARER_SETTINGS:
        old, new = f'If source = "" Or source = "{layer}" Then', f'If source = "{layer}" Then'
        if source.count(old) != 1:
            raise _reinstall(package, "modul VBA di dalam paket xlwings lain dari yang dikenal")
        source = source.replace(old, new)
    first, _, rest = source.partition("\n")
    return f"{first}\n{_CHANGED}{rest}"


def _published(package: Distribution, name: str) -> str:
    try:
        return Path(str(package.locate_file(name))).read_text(encoding="ascii")
    except FileNotFoundError:
        raise _reinstall(package, f"{name} tidak ada di dalam paket xlwings {package.version}") from None


def _reinstall(package: Distribution, what: str) -> LkjipError:
    return LkjipError(f"{what}: pasang ulang xlwings dengan `pip install --force-reinstall xlwings=={package.version}`")
