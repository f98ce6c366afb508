"""Fixtures for all tests."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

import pytest

import tests.pipeline.pywin32_stubs  # noqa: F401  # xlwings must be imported there first
from tests.kit.merged import remember_borders
from tests.kit.sampling import left_for_the_hunt
from tests.kit.sharing import made_once
from tests.kit.workbooks import BOYOLALI, run, write_folder
from tests.office.client import Office

remember_borders()
os.environ["LKJIP_LIBREOFFICE"] = ""  # kirim starts no LibreOffice, except where a test wants its PDF

# ---------------------------------------------------------------- marks
_MARKS: Final = {
    "office": {"Office", "office", "office_no_macros", "office_as_saved", "site"},
    "process": {"subprocess", "killed_runs"},
    "slow": {
        "corpus",
        "inbox",
        "few",
        "site",
        "written_files",
        "run",
        "build",
        "quick_workbook",
        "sent",
        "verify",
        "boyolali",
        "empty_template",
        "clean_parts",
    },
}
"""What a test with this mark asks for as a fixture, or names in its code or in that of a function that it calls."""
_STARTS: Final = frozenset({"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn"})
_started: Final[list[str]] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = set(left_for_the_hunt(items)) if len({item.path for item in items}) > 1 else set()  # one file is run whole
    if left:
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]
    for item in items:
        if isinstance(item, pytest.Function):
            names = _names(item.function).union(item.fixturenames)
            for mark, marked in _MARKS.items():
                if names & marked:
                    item.add_marker(mark)


def pytest_collection_finish() -> None:
    """Thousands of tests and all the modules stay until the end: the garbage collector need not look through them again and again."""
    gc.collect()
    gc.freeze()


@cache
def _names(test: FunctionType) -> frozenset[str]:
    """The names in the code of a test, and of the functions of the tests that it calls."""
    found: dict[FunctionType, frozenset[str]] = {}
    ahead = [test]
    while ahead:
        function = ahead.pop()
        found[function] = _names_in(function.__code__)
        called = (function.__globals__.get(name) for name in found[function])
        ahead += [each for each in called if isinstance(each, FunctionType) and each.__module__.startswith("tests.") and each not in found]
    return frozenset().union(*found.values())


def _names_in(code: CodeType) -> frozenset[str]:
    return frozenset(code.co_names).union(*(_names_in(each) for each in code.co_consts if isinstance(each, CodeType)))


_OF_PYTHON: Final = (("uname",), ("/sbin/ldconfig",))
"""What Python's own `platform` and `ctypes` ask once."""


@sys.addaudithook
def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _STARTS and arguments[:1] not in _OF_PYTHON:
        _started.append(f"{event}{arguments[:1]}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """What a module starts while it is imported is no test's."""
    _started.clear()


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
    return made_once(tmp_path_factory, "boyolali", lambda folder: _filled(BOYOLALI, folder / "boyolali.xlsm")) / "boyolali.xlsm"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the small folder. Not to be changed: copy it."""
    return made_once(tmp_path_factory, "kecil", lambda folder: _filled(write_folder(folder / "csv"), folder / "kecil.xlsm")) / "kecil.xlsm"


def _filled(csv: Path, path: Path) -> None:
    outcome = run("isi", csv, "--keluaran", path)
    assert (outcome.status, outcome.err) == (0, "")


@pytest.fixture(scope="session")
def boyolali_data(boyolali: Path) -> dict[str, Any]:
    """What `ekspor` says of the real report."""
    outcome = run("ekspor", boyolali)
    assert (outcome.status, outcome.err) == (0, "")
    data: dict[str, Any] = json.loads(outcome.out)
    return data
