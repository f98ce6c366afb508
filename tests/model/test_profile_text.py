"""Texts in formulas, whole and in pieces short enough for Excel."""

from __future__ import annotations

import re

import pytest

from lkjip.model.profile_text import quoted


@pytest.mark.parametrize(
    "text",
    [
        "",
        'kata "dikutip"',
        *("a" * length for length in (254, 255, 256, 600)),
        *("a" * length + '"' + "b" * 10 for length in range(250, 258)),
        *('"' * length for length in (126, 127, 128, 300)),
        "a" * 254 + "\U0001f600" + "b",
        "baris\nbaru " * 60,
        "_x0041_ dan _x000B__x005F_x0041_",
        "a" * 250 + "_x0041_" + "b" * 300,
    ],
    ids=lambda text: f"{len(text)} {text[:3]!a}",
)
def test_pieces_of_a_text_are_short_enough_for_excel(text: str) -> None:
    """Excel takes 255 characters between the quotes, as they stand in the file: both of a doubled quote, both halves of an emoji."""
    written = quoted(text)
    pieces = re.findall(r'"((?:[^"]|"")*)"(?:&|$)', written)

    assert "&".join(f'"{piece}"' for piece in pieces) == written
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= 255
    assert "".join(piece.replace('""', '"') for piece in pieces) == text
    assert not re.search("_x[0-9A-Fa-f]{4}_", written)  # which a program may read as another character


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x1bb", '"a"&CHAR(27)&"b"'),
        ("\x07", "CHAR(7)"),
        ("\x1b\r" + "x" * 300, f'CHAR(27)&CHAR(13)&"{"x" * 255}"&"{"x" * 45}"'),
        ("a\uffffb\x00", '"a\ufffdb\ufffd"'),
    ],
)
def test_what_no_file_can_hold_is_computed(text: str, written: str) -> None:
    """CHAR(0) is an error in Excel, and so are halves of characters."""
    assert quoted(text) == written
