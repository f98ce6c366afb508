"""Workbooks that the tests of the sync copy and change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.sharing import made_once
from tests.kit.workbooks import run
from tests.office.client import Office


@pytest.fixture(scope="session")
def unsynced(boyolali: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the real report as it is built, never synced. Not to be changed: copy it."""
    return Path(shutil.copy(boyolali, tmp_path_factory.mktemp("dibangun") / "laporan.xlsm"))


@pytest.fixture(scope="session")
def office_as_saved() -> Iterator[Office]:
    """LibreOffice with macros off, showing what the file holds."""
    with Office(macros=False, recalculate=False) as office:
        yield office


@pytest.fixture(scope="session")
def synced(unsynced: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, synced. Not to be changed: copy it."""

    def sync(folder: Path) -> None:
        shutil.copy(unsynced, folder)
        assert run("sinkron", folder / unsynced.name).status == 0

    return made_once(tmp_path_factory, "laporan-sinkron", sync) / unsynced.name
