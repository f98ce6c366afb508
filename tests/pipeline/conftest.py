"""Fixtures for tests that call cell functions through xlwings."""

from __future__ import annotations

import pytest

from tests.pipeline.server import Server


@pytest.fixture(scope="session")
def server() -> Server:
    return Server()
