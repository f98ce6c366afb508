"""Every formula in the guide, typed into the example workbook in LibreOffice, gives the printed result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from scripts.books import EXAMPLE
from tests.office.client import Cell, Document, Office
from tests.office.copying import make_test_copy
from tests.panduan.pages import PAGES, Example, examples
from xlfuncs.angka import angka
from xlfuncs.errors import is_error
from xlfuncs.functions import FUNCTIONS

EXAMPLES: Final = list(examples())
FREE_COLUMN: Final = "Z"


@pytest.fixture(scope="module")
def cells(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Example, Cell]]:
    """What the cell of each example shows."""
    copy = tmp_path_factory.mktemp("contoh") / "contoh.xlsm"
    make_test_copy(EXAMPLE, copy)
    with office.open(copy) as document:
        yield {example: _typed(document, row, example) for row, example in enumerate(EXAMPLES, 1)}


def _typed(document: Document, row: int, example: Example) -> Cell:
    document.localised("Mulai", f"{FREE_COLUMN}{row}", [[example.formula]])
    return document.read("Mulai", f"{FREE_COLUMN}{row}")[0][0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.formula)
def test_an_example_gives_what_the_guide_shows(example: Example, cells: dict[Example, Cell]) -> None:
    cell, shown = cells[example], example.shown

    if shown == "(kosong)":
        assert (cell.value, cell.error) in (("", None), (None, None))
    elif is_error(shown):
        assert cell.error == shown
    elif isinstance(cell.value, str):
        assert cell.value == shown
    else:
        assert cell.value is not None, cell
        decimals = len(shown.partition(",")[2])
        assert round(cell.value, decimals) == angka(shown)


def test_every_function_has_examples() -> None:
    used = {name for example in EXAMPLES for name in re.findall(r"[A-Z_]{4,}", example.formula)}
    assert {function.name for function in FUNCTIONS} <= used


def test_no_formula_stands_outside_the_examples() -> None:
    """A formula in running text is one of the examples, or only a function's name with dots."""
    typed = {example.formula for example in EXAMPLES}
    for page in PAGES:
        for formula in re.findall(r"`(=[^`]*)`", page.read_text(encoding="utf-8")):
            assert formula in typed or re.fullmatch(r"=@?[A-Z]+(\(\.\.\.\))?", formula), f"{page.name}: {formula}"
