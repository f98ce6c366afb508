"""Fixtures for the tests of the recap: workbooks of many made-up offices, three hundred in the hunt, and a cache for each test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts.offices import Office, broken, office, quick_workbook
from tests.kit.sampling import some
from tests.kit.sharing import made_once

OFFICES = 300


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def offices() -> Sequence[Office]:
    return [office(number) for number in some(range(OFFICES), 5)]


@pytest.fixture(scope="session")
def inbox(offices: Sequence[Office], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a folder for each regency and three files that are no workbooks. Not to be changed."""

    def write(folder: Path) -> None:
        for made in offices:
            path = folder / str(made.laporan.profil["pemerintah_daerah"]) / made.file_name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(quick_workbook(made))
        for name, data in broken(quick_workbook(offices[0])).items():
            (folder / name).write_bytes(data)

    return made_once(tmp_path_factory, "masuk", write)


@pytest.fixture(scope="session")
def few(offices: Sequence[Office], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six offices without a mistake. Not to be changed: copy it."""
    folder = tmp_path_factory.mktemp("enam")
    for number in range(6):
        made = office(number, mistakes=False)
        (folder / made.file_name).write_bytes(quick_workbook(made))
    return folder
