"""The workbooks of the command line's tests, their summaries synced."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.sharing import made_once
from tests.kit.workbooks import run


@pytest.fixture(scope="session")
def boyolali(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the real report, mistakes and all. Not to be changed: copy it."""
    return made_once(tmp_path_factory, "boyolali-sinkron", lambda folder: _sync(boyolali, folder)) / boyolali.name


@pytest.fixture(scope="session")
def small(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of two indicators without a mistake. Not to be changed: copy it."""
    return made_once(tmp_path_factory, "kecil-sinkron", lambda folder: _sync(small, folder)) / small.name


def _sync(built: Path, folder: Path) -> None:
    path = folder / built.name
    shutil.copy(built, path)
    assert run("sinkron", path).status == 0


@pytest.fixture(scope="session")
def copy(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mailed copy of the real report, sealed. Not to be changed: copy it."""
    return _only(made_once(tmp_path_factory, "segel", lambda folder: _send(boyolali, folder)))


@pytest.fixture(scope="session")
def small_copy(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mailed copy of the small workbook, sealed. Not to be changed: copy it."""
    return _only(made_once(tmp_path_factory, "segel-kecil", lambda folder: _send(small, folder)))


def _send(path: Path, folder: Path) -> None:
    assert run("kirim", path, "--keluaran", folder, "--tetap").status == 0


def _only(folder: Path) -> Path:
    (copy,) = folder.glob("*.xlsx")
    return copy
