"""Resolve the dependencies of pyproject.toml for every platform and Python from 3.11 on, and write locks/."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ROOT / "locks"


def windows_python() -> str:
    """The version of the Python in the Windows release, such as "3.13"."""
    python: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["lkjip"]["windows-python"]
    return python


def resolve(*options: str) -> str:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--generate-hashes", "--no-header", "--quiet", "pyproject.toml"]
    return subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def everywhere(*options: str) -> str:
    return resolve("--universal", "--python-version", "3.11", *options)


def listed(group: str) -> str:
    """The lock of a group: exactly the listed packages and not what these require."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--generate-hashes", "--no-header", "--quiet", "--no-deps", "--universal"]
    options = ["--python-version", "3.11", "--group", f"pyproject.toml:{group}"]
    return subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def windows() -> str:
    """The part of locks/run.txt that the Python of the Windows release needs."""
    options = ("--python-platform", "windows", "--python-version", windows_python())
    return resolve(*options, "--constraints", str(LOCKS / "run.txt"), "--no-annotate")


def main() -> None:
    run, rekap, dev = everywhere(), everywhere("--extra", "rekap"), everywhere("--extra", "rekap", "--group", "dev")
    build = re.search(r"^setuptools==.*?(?=^\S|\Z)", dev, re.DOTALL | re.MULTILINE)
    if build is None:
        raise SystemExit("setuptools is missing from the dev group")
    (LOCKS / "run.txt").write_text(run, encoding="utf-8")
    (LOCKS / "rekap.txt").write_text(rekap, encoding="utf-8")
    (LOCKS / "dev.txt").write_text(dev, encoding="utf-8")
    for group in ("sdk", "windows-python"):
        (LOCKS / f"{group}.txt").write_text(listed(group), encoding="utf-8")
    (LOCKS / "build.txt").write_text(re.sub(r"\s+# via.*", "", build[0]).rstrip() + "\n", encoding="utf-8")
    (LOCKS / "windows.txt").write_text(windows(), encoding="utf-8")


if __name__ == "__main__":
    main()
