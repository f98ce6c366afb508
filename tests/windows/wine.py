"""A throw-away Windows PC: Wine with a prefix of its own, and a program in it that starts others as a person's session would."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any, Final

HERE: Final = Path(__file__).parent
TOOLS: Final = r"C:\alat"
_PYTHON: Final = rf"{TOOLS}\python\python.exe"
_LONGEST: Final = 180

PATCHES: Final = (
    "CopyFile2 is not in Wine 8: shutil copies without it",
    "_wmi.pyd asks for what Wine's propsys lacks: it is taken out, and platform asks elsewhere",
)
# First on the path of the Python under test; the rest of it is as in the release.
_SHUTIL: Final = """\
import _winapi, os, sys, zipimport
if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2
exec(zipimport.zipimporter(os.path.join(os.path.dirname(sys.executable), "python313.zip")).get_code("shutil"), globals())
"""


@dataclass(frozen=True)
class Ran:
    """What a program said and how it ended."""

    status: int
    text: str
    seconds: float


@dataclass(frozen=True)
class User:
    """Somebody with a folder on the PC."""

    name: str

    @property
    def home(self) -> str:
        return rf"C:\users\{self.name}"

    @property
    def local(self) -> str:
        return rf"{self.home}\AppData\Local"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "USERNAME": self.name,
            "USERPROFILE": self.home,
            "HOMEDRIVE": "C:",
            "HOMEPATH": self.home[2:],
            "LOCALAPPDATA": self.local,
            "APPDATA": rf"{self.home}\AppData\Roaming",
            "TEMP": rf"{self.local}\Temp",
            "TMP": rf"{self.local}\Temp",
        }


class Wine:
    """The PC. Programs are started by one that runs in it, since their output must be no pipe that Wine's own services keep open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")},
            "WINEPREFIX": str(folder / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            "HOME": str(folder / "home"),  # else the prefix would link to the developer's own documents
            "LC_ALL": "C.UTF-8",
        }

    def path(self, text: str) -> Path:
        """The file behind a path of the PC."""
        drive, *parts = PureWindowsPath(text).parts
        letter = drive[0].lower()
        return (self.folder / "prefix" / ("drive_c" if letter == "c" else f"dosdevices/{letter}:")).joinpath(*parts)

    def start(self, release: Path) -> str:
        """Make the prefix and start it; the release's Python serves as the tool. The version of Wine."""
        (self.folder / "home").mkdir()
        self._wine("wineboot", "--init")
        self._wine("wine", "reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        self._wine("wineserver", "-k")  # else a second program of services stays, and the two end each other's
        self._wine("wineserver", "-w")
        tools = self.path(TOOLS)
        shutil.copytree(release / "python", tools / "python")
        (tools / "python" / "_wmi.pyd").unlink()
        for script in HERE.glob("di_windows_*.py"):
            shutil.copy2(script, tools)
        self._runner = subprocess.Popen(
            ["wine", _PYTHON, "-X", "utf8", rf"{TOOLS}\di_windows_pelari.py"],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        return subprocess.run(["wine", "--version"], env=self._environment, capture_output=True, text=True).stdout.strip()

    def stop(self) -> None:
        self._runner.kill()
        self._wine("wineserver", "-k")

    def _wine(self, *words: str) -> None:
        quiet = subprocess.DEVNULL
        subprocess.run(words, env=self._environment, stdin=quiet, stdout=quiet, stderr=quiet, timeout=_LONGEST, check=False)

    def ask(self, **question: Any) -> Any:
        """Have something done in the PC by the program that runs there."""
        assert self._runner.stdin is not None
        assert self._runner.stdout is not None
        self._runner.stdin.write(json.dumps(question) + "\n")
        self._runner.stdin.flush()
        line = self._runner.stdout.readline()
        assert line, f"Wine stopped at {question}"
        return json.loads(line)

    # ------------------------------------------------------------ what a person or a test does there
    def run(self, user: User, command: str, environment: Mapping[str, str] | None = None, folder: str | None = None) -> Ran:
        """Run a command line."""
        changes = {**user.environment, **(environment or {})}
        said = self.ask(do="run", command=command, environment=changes, folder=folder or user.home, seconds=_LONGEST)
        return Ran(said["status"], said["text"], said["seconds"])

    def click(self, user: User, script: str, *words: str, environment: Mapping[str, str] | None = None) -> Ran:
        """Run a .cmd as a double click does."""
        return self.run(user, f'cmd.exe /s /c ""{script}"{"".join(f" {quoted(word)}" for word in words)}"', environment)

    def python(self, user: User, python: str, *words: str, environment: Mapping[str, str] | None = None) -> Ran:
        return self.run(user, " ".join(map(quoted, (python, *words))), environment)

    def set(self, key: str, **values: str) -> None:
        """Write values below HKCU or HKLM."""
        self.ask(do="registry", key=key, values=values)

    @contextlib.contextmanager
    def held(self, path: str) -> Iterator[None]:
        """A program on the PC has this file open meanwhile."""
        self.ask(do="hold", path=path)
        try:
            yield
        finally:
            self.ask(do="release")

    @contextlib.contextmanager
    def running(self, user: User, command: str) -> Iterator[None]:
        """A program runs meanwhile."""
        self.ask(do="start", command=command, environment=user.environment)
        try:
            yield
        finally:
            self.ask(do="end")


def quoted(word: str) -> str:
    return word if word.startswith("/") and " " not in word else f'"{word}"'


def fit_for_wine(python: Path) -> None:
    """Change a copy of the release's Python where Wine lacks what Windows has (PATCHES)."""
    (python / "_wmi.pyd").unlink()
    (python / "wine").mkdir()
    (python / "wine" / "shutil.py").write_text(_SHUTIL, encoding="ascii")
    paths = python / "python313._pth"
    paths.write_bytes(b"wine\r\n" + paths.read_bytes())


def lines(text: str, *starts: str) -> Sequence[str]:
    """The lines of a text that begin so."""
    return [line for line in text.splitlines() if line.startswith(starts)]
