"""The test copy of a workbook: the same package with a VBA project that LibreOffice can compile.

LibreOffice ignores the lines of conditional compilation and compiles what stands between them, all of it, and it knows neither
what xlwings' class Dictionary is built on. One line it cannot compile silences every function of the project. So in the copy
the conditions are resolved and that class is empty; everything else, each cell included, is what is in the workbook.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from lkjip.vba.project import Module, ModuleKind, build
from tests.office.conditionals import Constant, resolve
from tests.vba import strict_vba

PROJECT: Final = "xl/vbaProject.bin"

CONSTANTS: Final[dict[str, Constant]] = {"VBA6": True, "VBA7": True, "Win16": False, "Win32": True, "Win64": True, "Mac": False}
"""What a present Excel on Windows defines: most staff have it, so its branches are the ones to run."""

EMPTIED: Final = "Dictionary"

_KINDS: Final[dict[str, ModuleKind]] = {strict_vba.BOOK: "book", strict_vba.SHEET: "sheet", strict_vba.CLASS: "class"}


def make_test_copy(workbook: Path, target: Path) -> None:
    """Write the test copy of an .xlsm that the builder made to target."""
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w") as copy:
        for member in source.infolist():
            data = source.read(member)
            copy.writestr(member, compilable(data) if member.filename == PROJECT else data)


def compilable(data: bytes) -> bytes:
    """A vbaProject.bin as LibreOffice can compile it."""
    modules = [_compilable_module(module) for module in modules_of(data)]
    return build(modules, _project_name(data))


def modules_of(project: bytes) -> list[Module]:
    """The modules of a vbaProject.bin, attribute lines included."""
    return [Module(name, source, _kind(source)) for name, source in strict_vba.check(project).items()]


def _compilable_module(module: Module) -> Module:
    if module.name == EMPTIED and module.kind == "class":
        attributes = [line for line in module.source.splitlines() if line.startswith("Attribute VB_")]
        return Module(module.name, "\n".join(attributes), module.kind)
    return Module(module.name, resolve(module.source, CONSTANTS), module.kind)


def _kind(source: str) -> ModuleKind:
    """What a module belongs to, as its attribute says; a standard module has none."""
    base = re.search(r"^Attribute VB_Base = (.*?)\r?$", source, re.MULTILINE)
    return _KINDS[base[1]] if base else "std"


def _project_name(project: bytes) -> str:
    text = strict_vba.streams(project)["PROJECT"].decode("ascii")
    found = re.search(r'^Name="(.*?)"', text, re.MULTILINE)
    assert found, "the project has no name"
    return found[1]
