"""The time to read any file is in proportion to its size."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from typing import Final

import pytest

import lkjip
from lkjip import escapes
from lkjip.checks import profile
from lkjip.model.formulas import syntax
from lkjip.model.formulas.moving import Move, followed
from lkjip.model.formulas.syntax import FormulaError, SharedFormulas
from lkjip.ooxml import part_names

_UNITS: Final = ("a", "A", "9", " ", ".", "'", '"', "[", "[a", "'[a", "a'", "''", '""', "(", "A1", "a.", "Jan ", "1 ", "_x", "[]", "{", "#")
_BEFORE: Final = ("", "'", '"', "[", '{"', "1", "A", "=")
MOVE: Final = Move("Lembar", (4, 0, 6, 9), 3, {4: 4, 5: 6, 6: 9})
_AFTER: Final = ("", "'", "!", "]", "}", "x")


def hard() -> Iterator[Callable[[int], str]]:
    """Texts of any length that a careless pattern goes through again and again."""
    for before in _BEFORE:
        for unit in _UNITS:
            for after in _AFTER:
                yield lambda length, before=before, unit=unit, after=after: before + unit * (length // len(unit)) + after  # type: ignore[misc]


def seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def parsed(text: str) -> None:
    try:
        syntax.parse(text)
    except FormulaError:
        return


@pytest.mark.parametrize(
    ("what", "work", "length", "most"),
    [
        ("parsing", parsed, 8_192, 0.5),
        ("moving", lambda text: followed(text, MOVE), 8_192, 0.5),
        ("escapes", lambda text: escapes.decoded(escapes.encoded(text)), 32_767, 0.5),
        ("dates", profile._latest, 8_192, 0.5),
    ],
)
def test_nothing_that_reads_a_text_is_quadratic(what: str, work: Callable[[str], object], length: int, most: float) -> None:
    for make in hard():
        text = make(length)
        assert seconds(work, text) < most, f"{what}: {text[:20]!r} ... {text[-5:]!r}"


def test_excels_limits_are_written_in_one_place() -> None:
    numbers = re.compile(r"(?<![\w.])(?:1_?048_?576|16_?384|32_?767|8_?192)(?![\w.])")
    for module in pkgutil.walk_packages(lkjip.__path__, "lkjip."):
        if not module.name.endswith(("__main__", ".limits")):
            source = importlib.util.find_spec(module.name)
            assert source is not None
            assert source.loader is not None
            text = source.loader.get_source(module.name) or ""  # type: ignore[attr-defined]
            assert not numbers.search(text), module.name


# ---------------------------------------------------------------- escapes
@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("biasa saja", "biasa saja"),
        ("satu\ndua\ttiga", "satu\ndua\ttiga"),
        ("a\x0bb", "a_x000B_b"),
        ("a\rb", "a_x000D_b"),
        ("\x00", "_x0000_"),
        ("\ufffe\uffff", "_xFFFE__xFFFF_"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x005F_", "_x005F_x005F_"),
        ("_x00", "_x00"),
        ("_X0041_", "_X0041_"),
        ("__x0041_", "__x005F_x0041_"),
        ("_\x0bx0041_", "__x000B_x0041_"),
    ],
)
def test_what_xml_cannot_hold_is_written_otherwise_and_read_back(text: str, stored: str) -> None:
    """The forms are those of ECMA-376 Part 1, 22.9.2.19."""
    assert escapes.encoded(text) == stored
    assert escapes.decoded(stored) == text


def test_half_a_character_is_none() -> None:
    assert escapes.encoded("a\ud83db") == "a\ufffdb"
    assert escapes.decoded("a_xD83D_b_xDE00_") == "a\ufffdb\ufffd"
    assert escapes.decoded("_xD83D__xDE00_") == "\U0001f600"


# ---------------------------------------------------------------- names of parts
@pytest.mark.parametrize(
    ("part", "target", "name"),
    [
        ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "../tables/table1.xml", "xl/tables/table1.xml"),
        ("xl/workbook.xml", "./x/../worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("xl/workbook.xml", "../../../etc/passwd", "etc/passwd"),
        ("", "xl/workbook.xml", "xl/workbook.xml"),
        ("", "//xl//workbook.xml", "xl/workbook.xml"),
    ],
)
def test_where_a_reference_leads(part: str, target: str, name: str) -> None:
    assert part_names.leads_to(part, target) == name


def test_names_that_are_the_same() -> None:
    assert len({part_names.key(name) for name in ("xl/lembar satu.xml", "/XL\\Lembar%20Satu.xml", "xl/lembar%20satu.xml")}) == 1
    assert part_names.key("xl/a.xml") != part_names.key("xl/b.xml")


# ---------------------------------------------------------------- formulas that cells share
def test_a_name_that_looks_like_a_cell_does_not_move() -> None:
    shared = SharedFormulas()
    shared.text("0", "XFE1+ZZZ2020+A1048577+XFD1", 0, 0)

    assert shared.text("0", "", 1, 0) == "XFE1+ZZZ2020+A1048577+XFD2"


def test_a_group_may_begin_again() -> None:
    shared = SharedFormulas()

    assert shared.text("0", "A1", 0, 0) == "A1"
    assert shared.text("0", "", 2, 1) == "B3"
    assert shared.text("0", "C1", 5, 0) == "C1"
    assert shared.text("0", "", 6, 0) == "C2"
    assert shared.text("9", "", 6, 0) == ""
