"""What the tests of every room share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import tests.pipeline.pywin32_stubs  # noqa: F401  # xlwings must be imported there first
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
