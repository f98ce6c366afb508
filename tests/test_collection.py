"""`make test` collects every test file of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_MADE = {"dist", "keluaran"}


def _files() -> set[str]:
    found = set()
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _MADE]
        found |= {(Path(folder) / name).relative_to(ROOT).as_posix() for name in names if name.startswith("test_") and name.endswith(".py")}
    return found


def test_pytest_collects_every_test_file() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert {line.partition("::")[0] for line in listed.stdout.splitlines() if "::" in line} == _files()
