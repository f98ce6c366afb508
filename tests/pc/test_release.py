"""The release for offices: the Windows lock, the installer's text, the check of the folder, and a wheel that works alone."""

from __future__ import annotations

import hashlib
import itertools
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement

from lkjip import TEMPLATE_NAME
from scripts import lock, rilis
from tests.kit.workbooks import ROOT

COMMANDS: Final = sorted((ROOT / "scripts" / "windows").glob("*.cmd"))
WINDOWS_LOCK: Final = (ROOT / "locks" / "windows.txt").read_text(encoding="utf-8")
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS: Final = lock.windows_pythons()


# ---------------------------------------------------------------- the lock
def test_the_windows_lock_is_the_lock_of_the_other_platforms() -> None:
    windows, everywhere = rilis.pinned(WINDOWS_LOCK), rilis.pinned((ROOT / "locks" / "run.txt").read_text(encoding="utf-8"))

    assert windows.items() <= everywhere.items()
    assert {name for name, _ in everywhere.keys() - windows.keys()} == {"appscript", "psutil"}  # what xlwings needs on a Mac
    assert all(windows.values())


def test_the_windows_lock_holds_what_a_pc_needs() -> None:
    names = {name for name, _ in rilis.pinned(WINDOWS_LOCK)}
    needed = {Requirement(text).name.lower() for text in PROJECT["dependencies"]}

    assert "pywin32" in names  # xlwings asks for it on Windows alone, and pip on another machine leaves it out
    assert needed <= names
    assert not names & {"pandas", "numpy", "pyarrow", "dask", "distributed"}
    assert ";" not in WINDOWS_LOCK


def test_the_recap_has_an_extra_of_its_own() -> None:
    assert {Requirement(text).name for text in PROJECT["optional-dependencies"]["rekap"]} == {"pandas", "pyarrow", "distributed"}


# ---------------------------------------------------------------- the commands
@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_commands_are_what_windows_reads(path: Path) -> None:
    data = path.read_bytes()

    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") > 5
    text = data.decode("ascii")
    assert set(re.findall(r"goto (\w+)|call :(\w+)", text)) <= {
        pair for label in re.findall(r"^:(\w+)", text, re.MULTILINE) for pair in ((label, ""), ("", label))
    }


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_no_failure_counts_as_success(path: Path) -> None:
    """`if errorlevel 1` compares signed: a crash, a missing DLL, a program ended by an antivirus give negative numbers."""
    text = path.read_text(encoding="ascii")
    lines = [line for line in text.splitlines() if line and not line.startswith("rem ")]

    assert not re.search(r"\berrorlevel\s+-?\d", text, re.IGNORECASE)
    assert "&&" not in text
    assert "||" not in text
    after = [follower for line, follower in itertools.pairwise(lines) if line.startswith(('"%PY%"', '"%PYTHON%"', '"%~1"'))]
    assert after
    assert all("%ERRORLEVEL%" in follower for follower in after)
    kept = set(re.findall(r'set "HASIL=%ERRORLEVEL%"', text))
    assert not kept or 'if "%HASIL%"=="0" goto' in text


@pytest.mark.parametrize("name", ["pasang.cmd", "lepas.cmd"])
def test_nothing_is_removed_that_may_be_in_use(name: str) -> None:
    """A folder that can be renamed is used by nobody; what cannot be removed whole is said, and is no success."""
    text = next(path for path in COMMANDS if path.name == name).read_text(encoding="ascii")
    body = text[: text.index("\n:dipakai")]
    said = text[text.index("\n:dipakai") :].partition("goto akhir")[0]

    assert "if not defined LOCALAPPDATA goto tanpa_folder" in body  # else it would be \\LKjIP of the drive
    assert not re.search(r'rmdir /s /q "%RUMAH%\\python"', body)
    assert re.search(r'ren "%RUMAH%\\python" python\.\w+\n.*if exist "%RUMAH%\\python" goto dipakai', body)
    assert "masih dipakai" in said
    assert 'set "HASIL=2"' in said


def test_uninstalling_says_done_only_when_nothing_is_left() -> None:
    text = next(path for path in COMMANDS if path.name == "lepas.cmd").read_text(encoding="ascii")
    before, _, _ = text.partition("echo Selesai.")

    assert before.rstrip().splitlines()[-3:] == [
        'if exist "%SISA%" rmdir /s /q "%SISA%"',
        'if exist "%SISA%" goto dipakai',
        'rmdir "%RUMAH%" 2>nul',
    ]


def test_the_installer_looks_for_the_pythons_of_the_release() -> None:
    text = next(path for path in COMMANDS if path.name == "pasang.cmd").read_text(encoding="ascii")
    first, last = (tuple(map(int, PYTHONS[end].split("."))) for end in (0, -1))

    assert f"({first[0]}, {first[1]}) <= sys.version_info[:2] <= ({last[0]}, {last[1]})" in text
    found = re.search(r"for %%V in \(([0-9. ]+)\)", text)
    assert found
    assert sorted(found[1].split()) == PYTHONS
    assert f"Python {PYTHONS[0]} sampai {PYTHONS[-1]}" in text
    assert PROJECT["requires-python"] == f">={PYTHONS[0]}"


@pytest.mark.parametrize(
    ("platform", "version", "usable"),
    [
        ("win-amd64", (3, 12), True),
        ("win-amd64", (3, 14), True),
        ("win-amd64", (3, 10), False),
        ("win-amd64", (3, 15), False),
        ("win32", (3, 12), False),
        ("win-arm64", (3, 12), False),
    ],
)
def test_which_pythons_the_installer_takes(platform: str, version: tuple[int, int], usable: bool) -> None:
    text = next(path for path in COMMANDS if path.name == "pasang.cmd").read_text(encoding="ascii")
    found = re.search(r'set "SYARAT=(.*)"', text)
    assert found
    played = f"import sys, sysconfig; sys.version_info = {(*version, 1)}; sysconfig.get_platform = lambda: {platform!r}; "
    assert (subprocess.run([sys.executable, "-c", played + found[1]], check=False).returncode == 0) is usable


def test_the_commands_name_what_the_release_holds() -> None:
    text = "".join(path.read_text(encoding="ascii") for path in COMMANDS)

    assert rilis.LOCK_NAME in text
    assert TEMPLATE_NAME in text
    assert rilis.README.isascii()


# ---------------------------------------------------------------- the folder
@pytest.fixture
def folder(tmp_path: Path) -> tuple[Path, str]:
    """Wheels of one package for all Pythons and of one for each, and their lock."""
    names = ["satu-1.0-py3-none-any.whl", *(f"Dua_Kata-2.0-cp{v.replace('.', '')}-cp{v.replace('.', '')}-win_amd64.whl" for v in PYTHONS)]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    digests = [hashlib.sha256(name.encode()).hexdigest() for name in names]
    lines = [f"satu==1.0 \\\n    --hash=sha256:{digests[0]}\n", "dua-kata==2.0"]
    return tmp_path, "".join(lines) + "".join(f" \\\n    --hash=sha256:{digest}" for digest in digests[1:]) + "\n"


def test_a_complete_folder(folder: tuple[Path, str]) -> None:
    assert rilis.problems(*folder, PYTHONS) == []


def test_a_folder_that_is_not(folder: tuple[Path, str]) -> None:
    wheels, held = folder
    assert rilis.problems(wheels, held, ["3.10", *PYTHONS]) == ["dua-kata 2.0 has no wheel for Python 3.10"]
    assert len(rilis.problems(wheels, held, PYTHONS, "win32")) == len(PYTHONS)
    one = next(wheels.glob("Dua*cp312*"))
    one.write_bytes(b"lain")
    assert rilis.problems(wheels, held, PYTHONS) == [
        f"{one.name} has another hash than the lock",
        "dua-kata 2.0 has no wheel for Python 3.12",
    ]
    one.unlink()
    (wheels / "tiga-1.0-py3-none-any.whl").write_bytes(b"")
    assert rilis.problems(wheels, held, PYTHONS) == [
        "tiga-1.0-py3-none-any.whl is not in the lock",
        "dua-kata 2.0 has no wheel for Python 3.12",
    ]


def test_what_a_person_looks_for_is_in_the_folder(tmp_path: Path) -> None:
    names = [TEMPLATE_NAME, "BACA-DULU.txt", *(path.name for path in COMMANDS), "panduan/index.html", "panduan/Panduan LKjIP.pdf"]
    assert {"pasang.cmd", "lepas.cmd", "cek.cmd", "lkjip.cmd", "tahun-baru.cmd"} <= set(names)
    assert rilis.missing(tmp_path) == sorted(f"{name} is missing" for name in names)
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert rilis.missing(tmp_path) == []


# ---------------------------------------------------------------- the project's own wheel
@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment into which the wheel was installed; the other packages are lent to it."""
    place = tmp_path_factory.mktemp("wheel")
    wheel = rilis.build_wheel(place)
    venv.create(place / "python")
    python = place / "python" / "bin" / "python"
    rilis.pip("--python", python, "install", "--no-index", "--no-deps", wheel)
    (site,) = (place / "python" / "lib").glob("python*/site-packages")
    (site / "pinjaman.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def lkjip(python: Path, *arguments: str | Path, folder: Path) -> str:
    command = [str(python), "-I", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def test_an_installed_wheel_builds_the_same_workbook(installed: Path, tmp_path: Path) -> None:
    book = tmp_path / TEMPLATE_NAME
    lkjip(installed, "-m", "lkjip", "bangun", "--keluaran", book, folder=tmp_path)
    command = [sys.executable, "-m", "lkjip", "bangun", "--keluaran", str(tmp_path / "di sini.xlsm")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    assert book.read_bytes() == (tmp_path / "di sini.xlsm").read_bytes()
    assert "sama dengan Python" in lkjip(installed, "-m", "lkjip", "cek", book, folder=tmp_path)


def test_the_wheel_holds_every_module(installed: Path, tmp_path: Path) -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for room in ("lkjip", "xlfuncs")
        for path in (ROOT / room).rglob("*.py")
        if path.name != "__main__.py"
    ]
    code = "import importlib, sys; print({importlib.import_module(name).__file__.startswith(sys.prefix) for name in sys.argv[1:]})"
    assert lkjip(installed, "-c", code, *modules, folder=tmp_path) == "{True}\n"
