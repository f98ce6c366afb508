"""The two workbooks from which the tests of the checks start."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip.sources import workbook_file
from tests.checks import clean
from tests.checks.mutants import Clean
from tests.kit.workbooks import BOYOLALI, Parts, run


@pytest.fixture(scope="session")
def boyolali(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the real report. Not to be changed."""
    return _built(BOYOLALI, tmp_path_factory.mktemp("boyolali"))


@pytest.fixture(scope="session")
def clean_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its twin with everything mended. Not to be changed."""
    folder = tmp_path_factory.mktemp("bersih")
    return _built(clean.write(folder / "csv"), folder)


@pytest.fixture(scope="session")
def clean_parts(clean_book: Path) -> Parts:
    return Parts.of(clean_book)


@pytest.fixture(scope="session")
def clean_report(clean_book: Path) -> Clean:
    return Clean(workbook_file.read(clean_book))


def _built(csv: Path, folder: Path) -> Path:
    path = folder / "LKjIP.xlsm"
    outcome = run("isi", csv, "--keluaran", path)
    assert (outcome.status, outcome.err) == (0, "")
    return path
