"""What the tests of every room share."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, Final

import pytest

import tests.pipeline.pywin32_stubs  # noqa: F401  # xlwings must be imported there first
from tests.kit.workbooks import BOYOLALI, run, write_folder
from tests.office.client import Office

# ---------------------------------------------------------------- marks
_OFFICE: Final = frozenset({"Office", "office", "office_no_macros", "office_as_saved"})
_PROCESS: Final = frozenset({"subprocess", "run_process", "run_python", "killed_runs"})
"""What a test that needs LibreOffice, or a process of its own, asks for as a fixture or names in its code."""
_STARTS: Final = frozenset({"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn"})
_started: Final[list[str]] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function):
            names = _names(item.function.__code__).union(item.fixturenames)
            for mark, known in (("office", _OFFICE), ("process", _PROCESS)):
                if names & known:
                    item.add_marker(mark)


@cache
def _names(code: CodeType) -> frozenset[str]:
    return frozenset(code.co_names).union(*(_names(each) for each in code.co_consts if isinstance(each, CodeType)))


@sys.addaudithook
def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _STARTS:
        _started.append(f"{event}{arguments[:1]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test that starts a process is marked so: `make check` is quick because it leaves those out."""
    yield
    started, _started[:] = _started[:], ()
    if started and not {mark.name for mark in item.iter_markers()} & {"office", "process"}:
        pytest.fail(f"it starts a process, so it needs @pytest.mark.process: {started[0]}")


# ---------------------------------------------------------------- LibreOffice and the workbooks
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
