"""The workbook that the tests of the checks start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip.sources import workbook_file
from tests.checks import clean
from tests.checks.mutants import Clean
from tests.kit.sharing import made_once
from tests.kit.workbooks import Parts, run


@pytest.fixture(scope="session")
def clean_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its twin with everything mended. Not to be changed."""
    return made_once(tmp_path_factory, "bersih", _build) / "LKjIP.xlsm"


@pytest.fixture(scope="session")
def clean_parts(clean_book: Path) -> Parts:
    return Parts.of(clean_book)


@pytest.fixture(scope="session")
def clean_report(clean_book: Path) -> Clean:
    return Clean(workbook_file.read(clean_book))


def _build(folder: Path) -> None:
    outcome = run("isi", clean.write(folder / "csv"), "--keluaran", folder / "LKjIP.xlsm")
    assert (outcome.status, outcome.err) == (0, "")
