"""The empty template, as a file and open in LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lkjip.template.workbook import build
from tests.kit.sharing import made_once
from tests.office.client import Document, Office


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty template, built anew. Not to be changed: copy it."""
    return made_once(tmp_path_factory, "templat", lambda folder: (folder / "kosong.xlsm").write_bytes(build())) / "kosong.xlsm"


@pytest.fixture(scope="module")
def _open_template(empty_template: Path, office_no_macros: Office) -> Iterator[Document]:
    with office_no_macros.open(empty_template) as document:
        yield document


@pytest.fixture
def open_template(_open_template: Document) -> Iterator[Document]:
    """The empty template, macros blocked; what a test changes in it is taken back."""
    with _open_template.taken_back():
        yield _open_template
