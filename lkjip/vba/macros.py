"""The modules of the workbook's VBA project: macros/, those that `lkjip.vba.written` writes, and xlwings' own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from lkjip.errors import LkjipError
from lkjip.vba import written
from lkjip.vba.project import Module, ModuleKind

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
    return [*book, *sheets, *others, *written.modules(), *_xlwings()]


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
