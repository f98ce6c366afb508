"""Workbooks that the tests of the closed sync copy and change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lkjip.workbooks import BOYOLALI, run


@pytest.fixture(scope="session")
def unsynced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the real report as it is built, never synced. Not to be changed: copy it."""
    path = tmp_path_factory.mktemp("sinkron") / "laporan.xlsm"
    assert run("isi", BOYOLALI, "--keluaran", path).status == 0
    return path
