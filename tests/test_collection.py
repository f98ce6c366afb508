"""`make test` collects every test file of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.workbooks import environment

ROOT = Path(__file__).parent.parent
_MADE = {"dist", "keluaran"}


class Unread(pytest.File):
    """A test file that is found but not imported: it counts as one test."""

    def collect(self) -> Iterator[pytest.Item]:
        yield Found.from_parent(self, name="found")


class Found(pytest.Item):
    """That a file was found."""

    def runtest(self) -> None: ...


class Finding:
    """The plugin that makes a collection quick."""

    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> pytest.File:
        file: pytest.File = Unread.from_parent(parent, path=module_path)
        return file


def _files() -> set[str]:
    found = set()
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _MADE]
        found |= {(Path(folder) / name).relative_to(ROOT).as_posix() for name in names if name.startswith("test_") and name.endswith(".py")}
    return found


def test_pytest_collects_every_test_file() -> None:
    listed = subprocess.run([sys.executable, __file__], cwd=ROOT, capture_output=True, text=True, check=True, env=environment())
    assert {line.partition("::")[0] for line in listed.stdout.splitlines() if "::" in line} == _files()


def test_no_test_file_is_empty() -> None:
    assert [path for path in _files() if "def test_" not in (ROOT / path).read_text(encoding="utf-8")] == []


if __name__ == "__main__":
    sys.exit(pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider"], plugins=[Finding()]))
