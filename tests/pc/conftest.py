"""The fake PC for the tests of the installer."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip.template.workbook import build
from tests.kit.workbooks import run
from tests.pc.windows_pc import BOOK, RELEASE_GUIDE, TEMPLATE, WindowsPc


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WindowsPc:
    """A fresh PC, which the command line takes for the one it runs on."""
    played = WindowsPc(tmp_path / "pc")
    monkeypatch.setattr("lkjip.pc.pc.this_pc", lambda: played)
    return played


@pytest.fixture(scope="session")
def template() -> bytes:
    return build()


@pytest.fixture
def ready(pc: WindowsPc, template: bytes) -> WindowsPc:
    """The PC after pasang, with a workbook."""
    pc.put(RELEASE_GUIDE + r"\index.html", "<html>")
    pc.put(TEMPLATE, template)  # pasang leaves it alone, and has none to build
    run("pasang", "--panduan", RELEASE_GUIDE)
    pc.put(BOOK, template)
    return pc
