"""What can be held here of the tools that run under Wine: they ask as the workbook asks."""

from __future__ import annotations

import ast
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from tests.windows.wine import HERE, PATCHES, User, fit_for_wine

PYTHON: Final = r"C:\Users\R&D\AppData\Local\LKjIP\python\Scripts\python.exe"


def test_the_server_is_started_with_the_command_of_the_workbook() -> None:
    """By hand from XLPyCommand in xlwings' module, for a workbook C:\\R&D\\Bu Ani's.xlsm and no other settings."""
    tree = ast.parse((HERE / "di_windows_com.py").read_text(encoding="utf-8"))
    (function,) = (each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == "command_line")
    names: dict[str, Any] = {}
    exec(compile(ast.Module([function], []), "di_windows_com.py", "exec"), names)  # noqa: S102  # the rest of it needs Windows
    book = r"C:\\R^&D\\Bu Ani\'s.xlsm"

    assert names["command_line"](PYTHON, r"C:\R&D\Bu Ani's.xlsm") == (
        f'cmd.exe  /K ""{PYTHON}" -B -c "import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path('
        rf"\"False;{book};{book};;;;\");"
        "import xlwings; xlwings.serve('$(CLSID)')\"\""
    )


def test_the_workbook_still_starts_it_so() -> None:
    package = distribution("xlwings")
    source = Path(str(package.locate_file("xlwings/xlwings.bas"))).read_text(encoding="ascii")

    for line in (
        r'PYTHONPATH = Replace(PYTHONPATH, "\", "\\")',
        """PYTHONPATH = Replace(PYTHONPATH, "'", "\\'")""",
        'PYTHONPATH = Replace(PYTHONPATH, "&", "^&")',
        'PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34)',
        r'xlwings.utils.prepare_sys_path(\""" & PYTHONPATH & "\"");import xlwings; xlwings.serve(' + "'$(CLSID)')",
        "XLPyCommand = PYTHON_WIN & tail & Chr(34)",
    ):
        assert line in source, line


def test_what_wine_lacks_is_changed_in_a_copy_and_named(tmp_path: Path) -> None:
    (tmp_path / "_wmi.pyd").touch()
    (tmp_path / "python313._pth").write_bytes(b"python313.zip\r\n.\r\n")
    fit_for_wine(tmp_path)

    assert not (tmp_path / "_wmi.pyd").exists()
    assert (tmp_path / "python313._pth").read_bytes() == b"wine\r\npython313.zip\r\n.\r\n"
    assert ["CopyFile2" in patch or "_wmi" in patch for patch in PATCHES] == [True, True]


def test_a_users_folders_are_below_the_users_name() -> None:
    folders = User("Bu Ani & Co").environment
    assert folders["LOCALAPPDATA"] == r"C:\users\Bu Ani & Co\AppData\Local"
    assert folders["HOMEDRIVE"] + folders["HOMEPATH"] == folders["USERPROFILE"] == r"C:\users\Bu Ani & Co"
