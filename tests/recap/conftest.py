"""Fixtures for the tests of the recap: workbooks of many made-up offices, three hundred in the hunt, and a cache for each test."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from lkjip.recap import engines
from scripts.offices import Office, broken, office, quick_workbook
from tests.kit.sampling import some
from tests.kit.sharing import made_once
from tests.recap.tables import Tables, recap

OFFICES = 300
"""Every ninth of them has still a mistake of each kind."""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command reads in this process: it says the same, and to start others takes longer than to read a few files."""
    local = engines.local
    monkeypatch.setattr(engines, "local", lambda: local(1))


@pytest.fixture(scope="session")
def offices() -> Sequence[Office]:
    return [office(number) for number in some(range(OFFICES), 9)]


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
    """Six offices without a mistake, for this worker alone, as a recap is written beside them. Not to be changed: copy it."""

    def write(folder: Path) -> None:
        for number in range(6):
            made = office(number, mistakes=False)
            (folder / made.file_name).write_bytes(quick_workbook(made))

    return shutil.copytree(made_once(tmp_path_factory, "enam", write), tmp_path_factory.mktemp("salinan") / "enam")


@pytest.fixture(scope="session")
def few_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of a recap of the six, once `few_tables` has been made. Not to be changed: copy it."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def few_tables(few: Path, few_cache: Path) -> Tables:
    """What a recap of the six says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(few_cache))
        return recap(few)[1]


@pytest.fixture
def few_copy(few: Path, tmp_path: Path) -> Path:
    """The six in the folder of the test, where no recap lies beside them that would be left as it is."""
    return shutil.copytree(few, tmp_path / "masuk")


@pytest.fixture
def few_records(few_cache: Path, few_tables: object, tmp_path: Path) -> list[Path]:
    """The records of that recap in the cache of the test: what is done to them must change nothing that the next recap says."""
    shutil.copytree(few_cache, tmp_path / "cache")
    return sorted(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
