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
