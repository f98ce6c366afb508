"""A user's first minutes, with real keys on a screen: open the template, fill a row, read Ringkasan.

The template is the test copy that LibreOffice can compile; numbers are typed with a decimal comma.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from scripts.books import TEMPLATE
from tests.office.client import Document, Office, Value
from tests.office.copying import make_test_copy
from tests.panduan.screen import Screen

TABLE: Final = "Tabel 3.1"
AGREED: Final = "Tabel 2.1"
NAME: Final = "Tingkat partisipasi masyarakat"
SECONDS: Final = 20.0
PAUSE: Final = 0.5
"""Seconds between two cells, as a person pauses: keys that come while the functions compute are lost."""


@pytest.fixture
def screen() -> Iterator[Screen]:
    with Screen() as screen:
        yield screen


@pytest.fixture
def document(screen: Screen, tmp_path: Path) -> Iterator[Document]:
    path = tmp_path / "LKjIP 2020 Kesbangpol.xlsm"
    make_test_copy(TEMPLATE, path)
    with Office(macros=True, locale="id-ID", screen=screen.name) as office, office.open(path) as document:
        screen.look_at(path.stem)
        yield document


def seen(document: Document, name: str) -> Value:
    """What the cell with this name shows."""
    sheet, _, cell = document.names()[name].replace("$", "").rpartition(".")
    return document.values(sheet.strip("'"), cell)[0][0]


def wait_for(document: Document, sheet: str, cell: str, value: Value) -> None:
    """Keys are worked off in their order, but not at once; while Basic computes, LibreOffice takes every cell for protected."""
    deadline = time.monotonic() + SECONDS
    while document.values(sheet, cell) != [[value]] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert document.values(sheet, cell) == [[value]]


@pytest.mark.office
def test_open_fill_a_row_read_the_summary(document: Document, screen: Screen) -> None:
    assert document.values("Mulai", "B15") == [["VBA bawaan: Python tidak ditemukan di komputer ini, angka tetap benar"]]
    assert seen(document, "jumlah_indikator") == 0

    screen.press(*["ctrl+Next"] * document.sheets().index(AGREED))
    screen.press(*["Down"] * 4, *["Right"] * 3)  # from A1 to the first indicator
    fill(document, screen, AGREED, "D5", NAME, NAME)
    screen.press("ctrl+Next")
    screen.press(*["Down"] * 5, "Right")
    fill(document, screen, TABLE, "B6", NAME, NAME)  # one of Tabel 2.1, so that nothing is asked
    fill(document, screen, TABLE, "C6", "%", "%")
    screen.press(*["Right"] * 5)  # over arah and the earlier years to the target of this year
    fill(document, screen, TABLE, "I6", "82,5", 82.5)
    fill(document, screen, TABLE, "J6", "66", 66)
    wait_for(document, TABLE, "K6", 80)

    assert [cell.text.strip() for cell in document.read(TABLE, "I6:L6")[0]] == ["82,50", "66,00", "80,00", "B"]
    assert (seen(document, "jumlah_indikator"), seen(document, "rata_rata_capaian"), seen(document, "kategori_rata_rata")) == (1, 80, "B")
    assert (seen(document, "jumlah_B"), seen(document, "jumlah_K")) == (1, 0)

    screen.press("Left")
    fill(document, screen, TABLE, "J6", "41,25", 41.25)
    wait_for(document, TABLE, "K6", 50)
    assert (seen(document, "rata_rata_capaian"), seen(document, "kategori_rata_rata")) == (50, "K")


def fill(document: Document, screen: Screen, sheet: str, cell: str, text: str, value: Value) -> None:
    """Type into the cell in view and go on with Tab."""
    screen.type(text)
    screen.press("Tab")
    wait_for(document, sheet, cell, value)
    time.sleep(PAUSE)
