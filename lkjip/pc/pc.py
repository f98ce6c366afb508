"""The PC as the installer sees it: a protocol, and its implementation for the machine that runs this process."""

from __future__ import annotations

import csv
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePath
from typing import Final, Literal, Protocol

Hive = Literal["HKCU", "HKLM"]
PathText = str | os.PathLike[str]

_QUESTION_SECONDS: Final = 60
_UDF_MODULE: Final = "xlfuncs.udf"
# Run by another Python to tell whether it can serve Excel (COM, xlwings, our rules), and whether pandas slows its start.
_QUESTION: Final = (
    "import importlib.util, pythoncom, win32com.client, xlwings, {module};"
    "print(xlwings.__version__, 'pandas' if importlib.util.find_spec('pandas') else '-')"
)


class Pc(Protocol):
    """What the installer asks of a PC. Paths have the PC's own syntax; `local` gives the file behind one."""

    @property
    def windows(self) -> bool: ...
    @property
    def environment(self) -> Mapping[str, str]:
        """Environment variables, with names in capitals."""

    @property
    def python(self) -> PurePath:
        """The path of the running interpreter."""

    @property
    def version(self) -> tuple[int, int, int]: ...
    @property
    def bits(self) -> int: ...
    @property
    def xlwings(self) -> str | None:
        """The version of the installed xlwings."""

    @property
    def libraries(self) -> Sequence[PurePath]:
        """The DLLs that came with the installed xlwings."""

    @property
    def encoding(self) -> str:
        """The encoding in which Excel's macros read text files."""

    def path(self, text: PathText) -> PurePath:
        """Make a typed path absolute."""

    def local(self, path: PurePath) -> Path:
        """The file behind a path of the PC."""

    def registry(self, hive: Hive, key: str) -> Mapping[str, str | int]:
        """The values of a registry key by name; empty if there is no such key."""

    def programs(self) -> Sequence[str]:
        """The image names of running processes, in small letters."""

    def ask(self, python: PurePath) -> str | None:
        """Another Python's answer whether it can serve Excel, such as "0.37.8 -"; None if it cannot."""


class ThisPc:
    """The machine this process runs on."""

    windows: Final = sys.platform == "win32"
    version: Final = sys.version_info[:3]
    bits: Final = struct.calcsize("P") * 8
    encoding: Final = "mbcs" if sys.platform == "win32" else "utf-8"

    @property
    def environment(self) -> Mapping[str, str]:
        return {name.upper(): value for name, value in os.environ.items()}

    @property
    def python(self) -> PurePath:
        return Path(sys.executable).with_name("python.exe") if self.windows else Path(sys.executable)

    @property
    def xlwings(self) -> str | None:
        try:
            return distribution("xlwings").version
        except PackageNotFoundError:
            return None

    @property
    def libraries(self) -> Sequence[PurePath]:
        try:
            package = distribution("xlwings")
        except PackageNotFoundError:
            return []
        return [Path(str(package.locate_file(file))).resolve() for file in package.files or [] if file.suffix == ".dll"]

    def path(self, text: PathText) -> PurePath:
        return Path(text).absolute()

    def local(self, path: PurePath) -> Path:
        return Path(path)

    def registry(self, hive: Hive, key: str) -> Mapping[str, str | int]:
        if sys.platform != "win32":
            return {}
        import winreg

        root = winreg.HKEY_CURRENT_USER if hive == "HKCU" else winreg.HKEY_LOCAL_MACHINE
        try:
            with winreg.OpenKey(root, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                rows = [winreg.EnumValue(opened, number) for number in range(winreg.QueryInfoKey(opened)[1])]
        except OSError:
            return {}
        return {name: value for name, value, _ in rows if isinstance(value, str | int)}

    def programs(self) -> Sequence[str]:
        system = self.environment.get("SYSTEMROOT", r"C:\Windows")
        listed = _output([rf"{system}\System32\tasklist.exe", "/fo", "csv", "/nh"]) or ""
        return [row[0].lower() for row in csv.reader(listed.splitlines()) if row]

    def ask(self, python: PurePath) -> str | None:
        # started as xlwings starts it: with the environment, but independent of Excel's current folder
        said = _output([str(python), "-B", "-c", _QUESTION.format(module=_UDF_MODULE)], python.parent)
        return said.strip() if said else None


def _output(command: Sequence[str], folder: PurePath | None = None) -> str | None:
    """The output of a program; None if it cannot be run or fails."""
    # into a file, since a pipe ends only when every program that the asked one has started is gone as well
    with tempfile.TemporaryFile() as said:
        try:
            subprocess.run(  # noqa: S603  # full paths, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.DEVNULL,
                check=True,
                timeout=_QUESTION_SECONDS,
                cwd=folder,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        said.seek(0)
        return said.read().decode("utf-8", errors="replace")


def this_pc() -> Pc:
    """The machine this process runs on."""
    return ThisPc()
