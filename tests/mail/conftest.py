"""The workbooks of the command line's tests, their summaries synced."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.workbooks import run


@pytest.fixture(scope="session")
def boyolali(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the real report, mistakes and all. Not to be changed: copy it."""
    return _synced(boyolali, tmp_path_factory.mktemp("boyolali-sinkron"))


@pytest.fixture(scope="session")
def small(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of two indicators without a mistake. Not to be changed: copy it."""
    return _synced(small, tmp_path_factory.mktemp("kecil-sinkron"))


def _synced(built: Path, folder: Path) -> Path:
    path = folder / built.name
    shutil.copy(built, path)
    assert run("sinkron", path).status == 0
    return path


@pytest.fixture(scope="session")
def copy(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mailed copy of the real report, sealed. Not to be changed: copy it."""
    return _sent(boyolali, tmp_path_factory.mktemp("segel"))


@pytest.fixture(scope="session")
def small_copy(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mailed copy of the small workbook, sealed. Not to be changed: copy it."""
    return _sent(small, tmp_path_factory.mktemp("segel-kecil"))


def _sent(path: Path, folder: Path) -> Path:
    assert run("kirim", path, "--keluaran", folder, "--tetap").status == 0
    return next(folder.glob("*.xlsx"))
