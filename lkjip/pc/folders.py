"""Folders and files on a Windows PC, and where the workbook looks for them (macros/LkjipMesin.bas)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Final

from lkjip.errors import LkjipError, UnreadableError, reason
from lkjip.ooxml.package import Package
from lkjip.pc.pc import Hive, Pc
from lkjip.pc.settings import Settings, pairs

INTERPRETER: Final = "INTERPRETER_WIN"
ADD_WORKBOOK: Final = "ADD_WORKBOOK_TO_PYTHONPATH"
SETTINGS_NAME: Final = "xlwings.conf"
GUIDE_START: Final = "index.html"

_SHELL_FOLDERS: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_VARIABLE: Final = re.compile(r"%([^%]+)%")


def user_folder(pc: Pc, variable: str) -> PurePath:
    """A folder that Windows names in an environment variable.

    Raises:
        LkjipError: the variable is missing.
    """
    folder = pc.environment.get(variable)
    if not folder:
        raise LkjipError(f"Windows tidak menyebutkan {variable}; keluar dari Windows, masuk lagi, lalu ulangi")
    return pc.path(folder)


def settings_file(pc: Pc) -> PurePath:
    return user_folder(pc, "USERPROFILE") / ".xlwings" / SETTINGS_NAME


def own_folder(pc: Pc) -> PurePath:
    """The folder of the Python that pasang.cmd brings and of the record (by pasang)."""
    return user_folder(pc, "LOCALAPPDATA") / "LKjIP"


def guide(pc: Pc) -> PurePath:
    """The folder where the button Bantuan looks for the guide first (macros/LkjipBuku.bas)."""
    return own_folder(pc) / "panduan"


def documents(pc: Pc) -> PurePath:
    """The user's Documents folder, even if it was moved to OneDrive or a server."""
    moved = pc.registry("HKCU", _SHELL_FOLDERS).get("Personal")
    if isinstance(moved, str) and moved:
        return pc.path(expanded(pc, moved))
    return user_folder(pc, "USERPROFILE") / "Documents"


def expanded(pc: Pc, text: str) -> str:
    """Replace %NAME% in a text, as Windows and xlwings do; unknown names stay."""
    return _VARIABLE.sub(lambda found: pc.environment.get(found[1].upper(), found[0]), text)


def read_settings(pc: Pc, path: PurePath) -> str:
    """Read a settings file as Excel's macros do; "" if there is none.

    Raises:
        LkjipError: the file exists but cannot be read.
    """
    try:
        return pc.local(path).read_bytes().decode(pc.encoding, errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise UnreadableError(f"{path}: {reason(error, 'dibaca')}") from None


def nearer_settings(book: Path) -> list[str]:
    """Other sources of xlwings settings, described in Bahasa Indonesia: a sheet of the workbook, a file beside it.

    Raises:
        LkjipError: the workbook cannot be read.
    """
    with Package(book) as package:
        sheets = [f'lembar "{title}" di {book.name}' for title in package.sheet_parts if title.lower() == SETTINGS_NAME]
    beside = book.with_name(SETTINGS_NAME)
    return [*sheets, *([f"berkas {SETTINGS_NAME} di folder buku kerja"] if os.path.lexists(beside) else [])]


def interpreter(pc: Pc, found: Settings | None = None) -> PurePath | None:
    """The Python in the user's settings, if the workbook would accept it: a full path on a drive."""
    seen = pairs(read_settings(pc, settings_file(pc))) if found is None else found
    text = expanded(pc, seen.get(INTERPRETER, ""))
    return pc.path(text) if is_on_a_drive(text) else None


def is_on_a_drive(text: str) -> bool:
    return text[1:3] == ":\\"


def library_name(bits: int, version: str) -> str:
    return f"xlwings{bits}-{version}.dll"


def library(pc: Pc, python: PurePath, name: str) -> PurePath | None:
    """The DLL of this name where the workbook looks for it: beside python.exe, or one folder up."""
    return next((path for path in (python.parent / name, python.parent.parent / name) if pc.local(path).is_file()), None)


def value(pc: Pc, hive: Hive, key: str, name: str) -> str | int | None:
    """One registry value, found by name in any case."""
    values: Mapping[str, str | int] = pc.registry(hive, key)
    return next((held for found, held in values.items() if found.lower() == name.lower()), None)
