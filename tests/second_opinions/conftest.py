"""The files that the second opinions examine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.sharing import made_once
from tests.second_opinions.files import files, write


@pytest.fixture(scope="session")
def written_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of every kind the product writes, by its kind."""
    return files(made_once(tmp_path_factory, "ditulis", write))
