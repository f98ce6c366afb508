"""The VBA modules as text: demands of the VBA editor, antivirus programs and the function wizard."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

import pytest
from oletools import olevba
from pyopenvba import ExcelFile, check_file
from pyopenvba.interpreter import HostBridge, Interpreter, parse_module

from lkjip.errors import LkjipError
from lkjip.vba import macros, project
from lkjip.vba.project import Module
from tests.macros.books import macro_book
from tests.macros.pc import Thing
from tests.office import conditionals
from tests.vba import strict_vba
from xlfuncs.errors import EXCEL_ERRORS, VALUE
from xlfuncs.functions import FUNCTIONS

ROOT: Final = Path(__file__).parents[2]
SOURCES: Final = sorted(macros.source_folder().iterdir())
MODULES: Final = macros.modules(["Sheet1", "Sheet2"])
OURS: Final = [module for module in MODULES if module.name not in ("xlwings", "Dictionary")]

WRITTEN: Final = ("LkjipBantuan", "LkjipDaftar", "LkjipFungsi", "LkjipIsian", "LkjipKelompok", "LkjipPita")
"""Modules that the builder writes from declarations."""

XLWINGS_DLL: Final = distribution("xlwings").version


def source(name: str) -> str:
    return next(module.source for module in MODULES if module.name == name)


# ---------------------------------------------------------------- files
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_source_file_is_what_the_vba_editor_imports(path: Path) -> None:
    data = path.read_bytes()
    text = data.decode("ascii")
    lines = text.split("\r\n")
    assert path.suffix in (".bas", ".cls")
    assert lines[0] == f'Attribute VB_Name = "{path.stem}"'
    assert lines[-1] == "", "the last line has its end"
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
    assert max(map(len, lines)) <= 140
    assert [line for line in lines if line != line.rstrip() or "\t" in line] == []
    assert "Option Explicit" in lines


def test_git_keeps_the_line_ends() -> None:
    assert "macros/* text eol=crlf\n" in (ROOT / ".gitattributes").read_text()


def test_helpers_stay_out_of_the_function_wizard() -> None:
    """What Option Private Module hides can be used by the other modules, but staff do not see it. They see functions and buttons."""
    visible = {module.name for module in MODULES if module.kind == "std" and "Option Private Module" not in module.source}
    assert visible == {"LkjipFungsi", "LkjipBuku", "LkjipKelompok"}


# ---------------------------------------------------------------- the project
def test_the_modules_of_a_workbook() -> None:
    assert [(module.name, module.kind) for module in MODULES] == [
        ("ThisWorkbook", "book"),
        ("Sheet1", "sheet"),
        ("Sheet2", "sheet"),
        *((path.stem, "std") for path in SOURCES if path.suffix == ".bas"),
        *((name, "std") for name in WRITTEN),
        ("xlwings", "std"),
        ("Dictionary", "class"),
    ]
    assert source("Sheet1") == ""


def test_other_readers_see_the_same_modules(tmp_path: Path) -> None:
    path = macro_book(tmp_path / "buku.xlsm")
    assert check_file(path).issues == ()
    with ExcelFile(path) as book:
        assert book.validate() == []
        assert sorted(book.module_names()) == sorted(module.name for module in macros.modules(["Sheet1"]))


def test_the_same_sources_give_the_same_project() -> None:
    assert project.build(MODULES) == project.build(macros.modules(["Sheet1", "Sheet2"]))


def test_the_modules_of_others_keep_their_notices() -> None:
    sources = strict_vba.check(project.build(MODULES))
    assert "xlwings is distributed under a BSD 3-clause license." in sources["xlwings"]
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in sources["xlwings"]
    assert "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in sources["xlwings"]
    assert "@license: MIT" in sources["Dictionary"]
    assert "(c) Tim Hall" in sources["Dictionary"]


# ---------------------------------------------------------------- xlwings' own modules
class Package:
    """An installed xlwings of some version, with the files of a folder."""

    def __init__(self, version: str, folder: Path) -> None:
        self.version = version
        self._folder = folder

    def locate_file(self, name: str) -> Path:
        return self._folder / name


def test_a_module_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its DLL would never be found."""
    folder = Path(str(distribution("xlwings").locate_file("")))
    monkeypatch.setattr(macros, "distribution", lambda name: Package("0.99.0", folder))
    with pytest.raises(LkjipError) as error:
        macros.modules(["Sheet1"])
    assert str(error.value) == (
        f"modul VBA di dalam paket xlwings berversi {XLWINGS_DLL}, paketnya 0.99.0: "
        "pasang ulang xlwings dengan `pip install --force-reinstall xlwings==0.99.0`"
    )


def test_a_module_that_says_no_version_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "xlwings" / "addin").mkdir(parents=True)
    (tmp_path / "xlwings" / "xlwings.bas").write_text('Attribute VB_Name = "xlwings"\n')
    (tmp_path / "xlwings" / "addin" / "Dictionary.cls").write_text('Attribute VB_Name = "Dictionary"\n')
    monkeypatch.setattr(macros, "distribution", lambda name: Package("0.99.0", tmp_path))
    with pytest.raises(LkjipError, match=r"berversi tidak dikenal, paketnya 0\.99\.0: pasang ulang"):
        macros.modules(["Sheet1"])


def test_a_package_without_the_module_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(macros, "distribution", lambda name: Package("0.99.0", tmp_path))
    with pytest.raises(LkjipError, match=r"^xlwings/xlwings\.bas tidak ada di dalam paket xlwings 0\.99\.0: pasang ulang"):
        macros.modules(["Sheet1"])


def test_the_sources_come_from_the_installed_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the product is installed, macros/ lies inside the package."""
    installed = tmp_path / "lkjip"
    (installed / "build").mkdir(parents=True)
    (installed / "macros").mkdir()
    (installed / "macros" / "ThisWorkbook.cls").write_text('Attribute VB_Name = "ThisWorkbook"\nOption Explicit\n')
    monkeypatch.setattr(macros, "__file__", str(installed / "build" / "macros.py"))
    names = [module.name for module in macros.modules(["Sheet1"])]
    assert names == ["ThisWorkbook", "Sheet1", *WRITTEN, "xlwings", "Dictionary"]


def test_what_is_changed_in_the_module_of_xlwings() -> None:
    published = Path(str(distribution("xlwings").locate_file("xlwings/xlwings.bas"))).read_text(encoding="ascii").splitlines()
    changes = [line for line in difflib.ndiff(published, source("xlwings").splitlines()) if line[:2] in ("- ", "+ ")]

    assert [line for line in changes if not line.startswith("+ '")] == [
        "+ Option Private Module",
        '-     If source = "" Or source = "sheet" Then',
        '+     If source = "sheet" Then',
        '-     If source = "" Or source = "directory" Then',
        '+     If source = "directory" Then',
    ]
    assert any("Changed by LKjIP" in line for line in changes)


def test_no_cell_makes_excel_ask_whether_to_save() -> None:
    """A volatile function is calculated at every opening, and Excel takes that for a change."""
    assert not [module.name for module in OURS if re.search(r"^\s*Application\.Volatile\b(?!\s*False)", module.source, re.MULTILINE)]


class Settings(HostBridge):  # type: ignore[misc]  # pyOpenVBA brings no types
    """Excel on a PC where a sheet, the workbook's folder and the user each have xlwings settings; which of them are read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self._answers: dict[str, Callable[..., Any]] = {
            "sheetexists": lambda *_: True,
            "fileexists": lambda *_: True,
            "getfullname": lambda *_: "D:\\bersama\\buku.xlsm",
            "getdirectoryconfigfilepath": lambda: "D:\\bersama\\xlwings.conf",
            "getconfigfilepath": lambda: "C:\\Users\\siti\\.xlwings\\xlwings.conf",
            "getconfigfromsheet": lambda *_: self._found("lembar", Thing(Exists=lambda key: True, Item=lambda key: "dari lembar")),
            "getconfigfromfile": lambda path, *_: self._found(path, True),
            "expandenvironmentstrings": lambda text: text,
        }

    def _found(self, where: str, what: object) -> object:
        self.read.append(where)
        return what

    def has_global_member(self, name: str) -> bool:
        return name.lower() in self._answers

    def call_global(self, name: str, args: list[Any], named: Mapping[str, Any]) -> Any:
        return self._answers[name.lower()](*args)

    def global_object(self, name: str) -> Any:
        known = {"application": Thing(Name="Microsoft Excel"), "thisworkbook": Thing()}
        return known.get(name.lower()) or super().global_object(name)


def looked_at(module: str, key: str) -> list[str]:
    """Where GetConfig of a module, run as it stands there, finds a setting."""
    text = conditionals.resolve(module, {"Win64": True, "VBA7": True, "Mac": False})
    found = re.search(r"^Function GetConfig\(.*?^End Function$", text, re.MULTILINE | re.DOTALL)
    assert found
    excel = Settings()
    program = Interpreter(excel)
    program.add_module(f'Const PROJECT_NAME As String = "xlwings"\n{found[0]}\n', name="xlwings")
    program.run("GetConfig", [key])
    return excel.read


@pytest.mark.parametrize(
    "key", ["INTERPRETER_WIN", "INTERPRETER", "PYTHONPATH", "ADD_WORKBOOK_TO_PYTHONPATH", "CONDA PATH", "LICENSE_KEY", "DEBUG UDFS"]
)
def test_settings_are_the_users_alone(key: str) -> None:
    """Neither a sheet nor a file beside the workbook is looked at, whatever they say; as it is published, the sheet comes first."""
    published = Path(str(distribution("xlwings").locate_file("xlwings/xlwings.bas"))).read_text(encoding="ascii")

    assert looked_at(source("xlwings"), key) == ["C:\\Users\\siti\\.xlwings\\xlwings.conf"]
    assert looked_at(published, key)[0] == "lembar"


# ---------------------------------------------------------------- antivirus
WORDS_OF_OURS: Final = {
    "ThisWorkbook": {"Workbook_Open"},  # warms up Python and registers the help, nothing else
    "LkjipPita": {"Run"},  # a button of the ribbon runs the macro of the workbook in view, which may not be its own
}
"""What olevba flags in our modules. A word that is no more than a comment is worded otherwise."""

WORDS_OF_XLWINGS: Final = {
    # it looks for its settings in the user's folder and beside the workbook, and reads them
    *("Environ", "environment", "ExpandEnvironmentStrings", "WScript.Shell", "CreateObject", "open", "Chr", "windows"),
    # it loads its DLL, and RunPython starts a process that writes a log
    *("Lib", "shell", "run", "Command", "Exec", "Kill", "call"),
    # it can write settings, import modules of generated functions and serve a Mac; nothing of ours asks it to
    *("Write", "Output", "FileCopy", "MkDir", "VBProject", "VBComponents", "MacScript", "applescript", "libc.dylib", "dylib", "system"),
    # words of its comments
    *("binary",),
}
"""What olevba flags in the two modules of xlwings."""


def flagged(module: Module) -> set[str]:
    found = [*olevba.detect_autoexec(module.source), *olevba.detect_suspicious(module.source)]
    return {word for word, _ in found}


@pytest.mark.parametrize("module", OURS, ids=lambda module: module.name)
def test_our_modules_have_no_word_that_antivirus_programs_mind(module: Module) -> None:
    assert flagged(module) == WORDS_OF_OURS.get(module.name, set())


def test_the_modules_of_xlwings_have_no_others_than_known() -> None:
    found = flagged(Module("xlwings", source("xlwings"), "std")) | flagged(Module("Dictionary", source("Dictionary"), "class"))
    assert {word.lower() for word in found} == {word.lower() for word in WORDS_OF_XLWINGS}


# ---------------------------------------------------------------- the same names and texts as in Python
def test_every_cell_function_has_its_vba_face() -> None:
    """With the arguments of the declaration."""
    faces = {procedure.name: procedure for procedure in parse_module(source("LkjipFungsi")).procedures}
    assert list(faces) == [*(function.name for function in FUNCTIONS), "MESIN_LKJIP"]
    for function in FUNCTIONS:
        given = [(param.name, param.optional) for param in faces[function.name].params]
        assert given == [(argument.name, argument.optional) for argument in function.arguments]
        assert faces[function.name].returns == "Variant"


def test_the_help_fits_into_the_function_wizard() -> None:
    texts = [function.help for function in FUNCTIONS] + [argument.help for function in FUNCTIONS for argument in function.arguments]
    assert [text for text in texts if len(text) > 255 or not text.isascii()] == []


def test_the_help_module_has_every_function_and_argument() -> None:
    text = source("LkjipBantuan")
    for function in FUNCTIONS:
        assert f'    Describe "{function.name}", _\n' in text
        for argument in function.arguments:
            assert '"' + argument.help.replace('"', '""') + '"' in text


def test_error_values_have_the_numbers_that_excel_gives_them() -> None:
    text = source("LkjipGalat")
    numbers = {name: int(number) for name, number in re.findall(r'Case "(#[^"]+)": NumberOfError = (\d+)', text)}
    names = {name: int(number) for number, name in re.findall(r'Case (\d+): TextOfError = "(#[^"]+)"', text)}
    assert numbers == EXCEL_ERRORS
    assert names == {name: number for name, number in EXCEL_ERRORS.items() if name != VALUE}
    assert f'Case Else: TextOfError = "{VALUE}"' in text


# ---------------------------------------------------------------- the twin beside Python
TWINS: Final = {"LkjipAturan": "rules", "LkjipAngka": "angka", "LkjipTriwulan": "triwulan"}


def twin_name(function: str) -> str:
    """What a Python function is called in VBA: `_capaian_of` is CapaianOf, and `angka`, which is a cell function, AngkaOf."""
    name = "".join(word.capitalize() for word in function.strip("_").split("_"))
    return f"{name}Of" if name.upper() in {each.name for each in FUNCTIONS} else name


@pytest.mark.parametrize("module", TWINS)
def test_the_twin_has_the_order_of_the_rules(module: str) -> None:
    python = (ROOT / "xlfuncs" / f"{TWINS[module]}.py").read_text(encoding="utf-8")
    names = [twin_name(name) for name in re.findall(r"^def (\w+)", python, re.MULTILINE)]
    wanted = [name for number, name in enumerate(names) if name not in names[number + 1 :]]  # of one cell, not of a range
    procedures = re.findall(r"^(?:Public|Private) (?:Function|Sub) (\w+)", source(module), re.MULTILINE)
    common = [name for name in procedures if name in wanted]
    assert common == [name for name in wanted if name in procedures]
    assert len(common) >= 7


def test_every_cell_function_has_its_vba_rule() -> None:
    procedures = {procedure.name for name in TWINS for procedure in parse_module(source(name)).procedures}
    assert [function.vba for function in FUNCTIONS if function.vba not in procedures] == []
