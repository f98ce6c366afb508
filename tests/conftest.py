"""Fixtures for all tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tests.pipeline.pywin32_stubs  # noqa: F401  # xlwings must be imported there first
from tests.kit.workbooks import BOYOLALI, run, write_folder
from tests.office.client import Office


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice with macros on, for the whole run; it starts with the first test that asks for it."""
    with Office(macros=True) as office:
        yield office


@pytest.fixture(scope="session")
def office_no_macros() -> Iterator[Office]:
    """LibreOffice as it is where macros are blocked."""
    with Office(macros=False) as office:
        yield office


@pytest.fixture(scope="session")
def boyolali(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the real report, built by the command. Not to be changed: copy it."""
    path = tmp_path_factory.mktemp("boyolali") / "boyolali.xlsm"
    assert run("isi", BOYOLALI, "--keluaran", path).status == 0
    return path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the small folder. Not to be changed: copy it."""
    folder = tmp_path_factory.mktemp("small")
    path = folder / "kecil.xlsm"
    assert run("isi", write_folder(folder / "csv"), "--keluaran", path).status == 0
    return path


@pytest.fixture(scope="session")
def boyolali_data(boyolali: Path) -> dict[str, Any]:
    """What `ekspor` says of the real report."""
    outcome = run("ekspor", boyolali)
    assert (outcome.status, outcome.err) == (0, "")
    data: dict[str, Any] = json.loads(outcome.out)
    return data
