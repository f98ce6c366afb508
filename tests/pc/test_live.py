"""The button "Periksa pemasangan", with xlwings' own calls against a fake PC and a fake Excel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Any

import pytest
import xlwings as xw
from xlwings import base_classes

from lkjip import buttons
from tests.pc.windows_pc import BOOK, GUIDE, PYTHON, WindowsPc


class Excel(base_classes.App):  # type: ignore[misc]
    """What the person sees."""

    def __init__(self) -> None:
        self.alerts: list[tuple[str, str, str]] = []

    @property
    def engine(self) -> xw.Engine:
        return xw.Engine(impl=None)

    @property
    def pid(self) -> int:
        return 0

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> None:
        self.alerts.append((prompt, title, mode))


class Book(base_classes.Book):  # type: ignore[misc]
    """The workbook that the button stands in; on OneDrive xlwings may not find its folder."""

    def __init__(self, excel: Excel, path: str | None) -> None:
        self._excel, self._path = excel, path

    @property
    def app(self) -> Excel:
        return self._excel

    @property
    def fullname(self) -> str:
        if self._path is None:
            raise xw.XlwingsError("Couldn't find your local OneDrive file.")
        return self._path


@pytest.fixture
def press() -> Iterator[Any]:
    """Press the button in a workbook at a path; what was shown."""

    def button(path: str | None = BOOK) -> tuple[str, str]:
        excel = Excel()
        xw.Book(impl=Book(excel, path)).set_mock_caller()
        buttons.periksa_pemasangan()
        ((message, title, mode),) = excel.alerts
        assert title == "LKjIP"
        return message, mode

    yield button
    del xw.Book._mock_caller


def test_all_is_well(ready: WindowsPc, press: Any) -> None:
    assert press() == ("Semua beres (15 hal diperiksa).", "info")


def test_what_is_wrong_comes_first(ready: WindowsPc, press: Any) -> None:
    ready.running = ["excel.exe", "excel.exe"]
    ready.local(PureWindowsPath(GUIDE + r"\index.html")).unlink()
    ready.put(BOOK + ":Zone.Identifier", "[ZoneTransfer]\r\nZoneId=3\r\n")
    message, mode = press()
    lines = message.split("\n\n")

    assert mode == "critical"
    assert [line.split(":")[0] for line in lines] == ["salah", "salah", "catatan", "12 hal beres."]
    assert "Unblock" in lines[0]
    assert "2 Excel" in lines[1]


@pytest.mark.parametrize("path", [None, "https://d.docs.live.net/abc/LKjIP.xlsm", "Buku1"])
def test_a_workbook_without_a_folder_here_is_left_out(ready: WindowsPc, press: Any, path: str | None) -> None:
    assert press(path) == ("Semua beres (12 hal diperiksa).", "info")


def test_a_workbook_that_cannot_be_read_is_named(ready: WindowsPc, press: Any) -> None:
    ready.put(BOOK, b"tidak utuh")
    message, mode = press()

    assert mode == "info"
    assert "catatan: Buku kerja: " in message
    assert "LKjIP 2026.xlsm" in message


def test_python_that_does_not_answer(ready: WindowsPc, press: Any) -> None:
    ready.answer = None
    message, mode = press()

    assert mode == "critical"
    assert message.startswith("salah: Python menjawab: " + PYTHON)
