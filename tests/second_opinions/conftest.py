"""The files that the second opinions examine."""

from __future__ import annotations

import pytest

from tests.second_opinions.files import Written


@pytest.fixture(scope="session")
def written_files(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A file of every kind the product writes, by its kind."""
    return Written(tmp_path_factory)
