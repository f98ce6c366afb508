"""Text replaced in a paragraph whose runs Word has split anywhere."""

from __future__ import annotations

import pytest

from lkjip.docx_kit.edits import replaced
from lkjip.docx_kit.wml import element, text_of

SPLIT = (
    "<w:p><w:r><w:t>Tahun [</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>[tah</w:t></w:r><w:hyperlink><w:r><w:t>un]</w:t></w:r></w:hyperlink>"
    "<w:r><w:t>] selesai</w:t><w:br/><w:t>baris</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("start", "end", "text", "after"),
    [
        (6, 15, "2020", "Tahun 2020 selesai\nbaris"),
        (0, 5, "", " [[tahun]] selesai\nbaris"),
        (23, 24, " ", "Tahun [[tahun]] selesai baris"),
        (0, 29, "semua", "semua"),
        (24, 29, "\x01A & <B>", "Tahun [[tahun]] selesai\nA & <B>"),
    ],
)
def test_the_part_between_two_places_is_replaced(start: int, end: int, text: str, after: str) -> None:
    line = element(SPLIT)
    assert text_of(line) == "Tahun [[tahun]] selesai\nbaris"
    replaced(line, start, end, text)
    assert text_of(line) == after
