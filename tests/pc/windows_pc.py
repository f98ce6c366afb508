"""A fake Windows PC, with folders for drives and a dict for the registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

from lkjip.pc.pc import Hive, PathText

HOME: Final = r"C:\Users\siti"
PYTHON: Final = HOME + r"\AppData\Local\LKjIP\python\Scripts\python.exe"
SETTINGS: Final = HOME + r"\.xlwings\xlwings.conf"
RECORD: Final = HOME + r"\AppData\Local\LKjIP\pasang.json"
GUIDE: Final = HOME + r"\AppData\Local\LKjIP\panduan"
RELEASE_GUIDE: Final = r"D:\LKjIP-0.1.0\panduan"
BOOK: Final = HOME + r"\Documents\LKjIP 2026.xlsm"
TEMPLATE: Final = HOME + r"\Documents\LKjIP_template.xlsm"
DLL_64: Final = "xlwings64-0.37.8.dll"
DLL_32: Final = "xlwings32-0.37.8.dll"

CLICK_TO_RUN: Final = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
LOCALE: Final = r"Control Panel\International"
SHELL_FOLDERS: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


@dataclass
class WindowsPc:
    """A PC of an office in Indonesia: 64-bit Office, Python 3.12 in an environment as pasang.cmd makes it."""

    root: Path
    windows: bool = True
    python: PurePath = field(default_factory=lambda: PureWindowsPath(PYTHON))
    version: tuple[int, int, int] = (3, 12, 4)
    bits: int = 64
    xlwings: str | None = "0.37.8"
    encoding: str = "cp1252"
    libraries_in: PurePath | None = None
    answer: str | None = "0.37.8 -"
    asked: list[PurePath] = field(default_factory=list)
    running: list[str] = field(default_factory=lambda: ["explorer.exe", "python.exe"])
    keys: dict[tuple[Hive, str], dict[str, str | int]] = field(default_factory=dict)
    environment: dict[str, str] = field(
        default_factory=lambda: {"USERPROFILE": HOME, "LOCALAPPDATA": HOME + r"\AppData\Local", "USERNAME": "siti"}
    )

    def __post_init__(self) -> None:
        self.set("HKLM", CLICK_TO_RUN, Platform="x64")
        self.set("HKCU", LOCALE, sList=";", sDecimal=",")
        self.set("HKCU", SHELL_FOLDERS, Personal=r"%USERPROFILE%\Documents")
        self.put(str(self.python), b"MZ")
        for name in (DLL_64, DLL_32):
            self.put(str(self.python.parent.parent / name), name.encode())
        self.folder(HOME + r"\Documents")

    # ------------------------------------------------------------ the protocol
    @property
    def libraries(self) -> list[PurePath]:
        return [(self.libraries_in or self.python.parent.parent) / name for name in (DLL_32, DLL_64)]

    def path(self, text: PathText) -> PurePath:
        return PureWindowsPath(text)

    def local(self, path: PurePath) -> Path:
        return self.root.joinpath(*(part.strip(":\\").replace("\\", "_") for part in path.parts))

    def registry(self, hive: Hive, key: str) -> Mapping[str, str | int]:
        return self.keys.get((hive, key.lower()), {})

    def programs(self) -> list[str]:
        return self.running

    def ask(self, python: PurePath) -> str | None:
        self.asked.append(python)
        return self.answer

    # ------------------------------------------------------------ what a test prepares and looks at
    def set(self, hive: Hive, key: str, **values: str | int) -> None:
        self.keys.setdefault((hive, key.lower()), {}).update(values)

    def folder(self, text: str) -> Path:
        path = self.local(PureWindowsPath(text))
        path.mkdir(parents=True, exist_ok=True)
        return path

    def put(self, text: str, data: bytes | str) -> Path:
        path = self.local(PureWindowsPath(text))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("cp1252") if isinstance(data, str) else data)
        return path

    def read(self, text: str) -> str:
        return self.local(PureWindowsPath(text)).read_bytes().decode("cp1252")

    def has(self, text: str) -> bool:
        return self.local(PureWindowsPath(text)).exists()

    def everything(self) -> dict[str, bytes | None]:
        """Every file and folder on the PC."""
        return {str(path.relative_to(self.root)): path.read_bytes() if path.is_file() else None for path in sorted(self.root.rglob("*"))}
