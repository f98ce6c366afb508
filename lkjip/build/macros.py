"""The modules of the workbook's VBA project: macros/, what is written from `xlfuncs.fungsi`, and xlwings' own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import metadata, resources
from pathlib import Path
from typing import Final

from lkjip.build.vba_project import Kind, Module, VbaError
from xlfuncs.fungsi import FUNGSI, KATEGORI_FUNGSI, Fungsi

_HELP_MODULE: Final = "LkjipBantuan"
_LIST_SEPARATOR: Final = 5  # xlListSeparator
_BOOK: Final = "ThisWorkbook"


def modules(sheet_code_names: Sequence[str]) -> list[Module]:
    """All modules of a workbook with these sheets.

    Raises:
        VbaError: the xlwings module is not of the installed xlwings' version.
    """
    own = [_read(path) for path in sorted(_source_folder().iterdir()) if path.suffix in (".bas", ".cls")]
    sheets = [Module(name, "", "sheet") for name in sheet_code_names]
    book = [module for module in own if module.kind == "book"]
    others = [module for module in own if module.kind != "book"]
    return [*book, *sheets, *others, Module(_HELP_MODULE, help_source(), "std"), *_xlwings()]


def help_source() -> str:
    """The module that registers the help of the cell functions: a workbook made outside Excel cannot hold it."""
    calls = [f"    {name}" for name in (_sub_name(fungsi) for fungsi in FUNGSI)]
    return "\n".join(
        [
            f'Attribute VB_Name = "{_HELP_MODULE}"',
            "' Written by the builder from xlfuncs/fungsi.py: help for Excel's function wizard.",
            "Option Explicit",
            "Option Private Module",
            "",
            "Public Sub DaftarkanBantuan()",
            *calls,
            "End Sub",
            "",
            "' Examples show the list separator of this PC.",
            "Private Function DiSini(ByVal teks As String) As String",
            f'    DiSini = Replace(teks, ";", Application.International({_LIST_SEPARATOR}))',
            "End Function",
            *(line for fungsi in FUNGSI for line in _sub(fungsi)),
            "",
        ]
    )


def _sub(fungsi: Fungsi) -> list[str]:
    arguments = ", ".join(f"DiSini({_literal(argumen.bantuan)})" for argumen in fungsi.argumen)
    return [
        "",
        f"Private Sub {_sub_name(fungsi)}()",
        "    On Error Resume Next",  # refused in Protected View and where the workbook is hidden
        f'    Application.MacroOptions Macro:="{fungsi.nama}", Category:="{KATEGORI_FUNGSI}", _',
        f"        Description:=DiSini({_literal(fungsi.bantuan)}), _",
        f"        ArgumentDescriptions:=Array({arguments})",
        "End Sub",
    ]


def _sub_name(fungsi: Fungsi) -> str:
    return f"Bantuan_{fungsi.nama}"


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _source_folder() -> Path:
    """macros/ beside the package in a checkout, inside it where it is installed."""
    installed = Path(__file__).parents[1] / "macros"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "macros"


def _read(path: Path) -> Module:
    kind: Kind = "book" if path.stem == _BOOK else "class" if path.suffix == ".cls" else "std"
    return Module(path.stem, path.read_text(encoding="ascii"), kind)


def _xlwings() -> list[Module]:
    package = resources.files("xlwings")
    source = (package / "xlwings.bas").read_text(encoding="ascii")
    found = re.search(r"^'Version: (\S+)", source, re.MULTILINE)
    installed = metadata.version("xlwings")
    if not found or found[1] != installed:
        raise VbaError(f"xlwings.bas is of version {found[1] if found else 'unknown'}, the installed xlwings of {installed}")
    dictionary = (package / "addin" / "Dictionary.cls").read_text(encoding="ascii")
    return [Module("xlwings", source, "std"), Module("Dictionary", dictionary, "class")]
