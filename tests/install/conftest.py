"""The PC that the tests of the installer set up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.install.windows_pc import WindowsPc


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WindowsPc:
    """A fresh PC, which the command line takes for the one it runs on."""
    played = WindowsPc(tmp_path / "pc")
    monkeypatch.setattr("lkjip.install.pc.this_pc", lambda: played)
    return played
