"""The buttons in workbooks of older templates still work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from unittest import mock

import pytest
import xlwings as xw
from oletools.olevba import VBA_Parser

FROZEN: Final = Path(__file__).parents[1] / "fixtures" / "templat-1-boyolali-2020.xlsm"


class PressedError(Exception):
    """A button has asked for the workbook that it is in."""


def commands() -> list[str]:
    """What the macros of the frozen workbook have Python do."""
    parser = VBA_Parser(str(FROZEN))
    sources = [code for _, _, _, code in parser.extract_macros()]
    parser.close()
    return [command for source in sources for command in re.findall(r'JalankanPython\("([^"]+)"\)', source)]


COMMANDS: Final = commands()


def test_the_frozen_workbook_has_three_buttons_for_python() -> None:
    assert len(COMMANDS) == 3


@pytest.mark.parametrize("command", COMMANDS)
def test_a_button_is_pressed(command: str) -> None:
    with mock.patch.object(xw.Book, "caller", side_effect=PressedError), pytest.raises(PressedError):
        exec(command, {})  # noqa: S102  # as xlwings' RunPython does
