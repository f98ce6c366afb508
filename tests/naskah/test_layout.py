"""Which pieces stand on landscape pages, and how their pages are numbered."""

from __future__ import annotations

from lkjip.docx_kit.sections import A4, section
from lkjip.docx_kit.wml import W, elements
from lkjip.naskah.blocks import Heading, Look, PageBreak, Paragraph, Table, TableColumn, TableRow
from lkjip.naskah.layout import laid_out
from lkjip.naskah.template import Piece, SectionEnd
from lkjip.ooxml.archive import Element

WIDE = Table("lebar", "Lebar", [TableColumn(1)], [["a"]], [TableRow("a", ["a"])], landscape=True)
UPRIGHT = Table("tegak", "Tegak", [TableColumn(1)], [["a"]], [TableRow("a", ["a"])])
HEADING = Heading("3.2 Anggaran", 2)
TEXT = Paragraph("Teks. " * 200)
NOTE = Paragraph("Persentase: 80,44 %")
SIGNED = Paragraph("Boyolali, Januari 2021", Look.TANDA_TANGAN)


def level(piece: Piece) -> int | None:
    return piece.level if isinstance(piece, Heading) else None


def end(numbers: str | None = "decimal", start: int | None = None) -> SectionEnd:
    return SectionEnd(elements(section(A4, numbers, start))[0])


def shapes(*pieces: Piece) -> list[tuple[bool, list[Piece]]]:
    """Each section: whether it is landscape, and its pieces."""
    return [(is_wide(each.properties), list(each.pieces)) for each in laid_out([*pieces, end()], level)]


def is_wide(properties: Element) -> bool:
    size = properties.find(f"{W}pgSz")
    assert size is not None
    return size.get(f"{W}orient") == "landscape"


def test_the_heading_above_a_wide_table_goes_with_it_and_the_text_does_not() -> None:
    assert shapes(TEXT, HEADING, WIDE, TEXT) == [(False, [TEXT]), (True, [HEADING, WIDE]), (False, [TEXT])]


def test_wide_tables_side_by_side_share_their_pages() -> None:
    assert shapes(WIDE, WIDE, HEADING, WIDE) == [(True, [WIDE, WIDE, HEADING, WIDE])]


def test_a_note_and_the_signature_below_a_wide_table_stay_with_it() -> None:
    assert shapes(WIDE, NOTE, SIGNED, PageBreak(), HEADING, UPRIGHT) == [
        (True, [WIDE, NOTE, SIGNED]),
        (False, [PageBreak(), HEADING, UPRIGHT]),
    ]
    assert shapes(WIDE, NOTE, UPRIGHT) == [(True, [WIDE]), (False, [NOTE, UPRIGHT])]


def test_a_table_whose_amounts_need_it_is_turned_too() -> None:
    amounts = ["1.914.251.000.000,00"] * 8
    many = Table("banyak", "Banyak", [TableColumn(1)] * 8, [["Rp"] * 8], [TableRow("a", amounts)])
    assert shapes(TEXT, many) == [(False, [TEXT]), (True, [many])]


def test_without_wide_tables_nothing_is_turned() -> None:
    assert shapes(TEXT, UPRIGHT) == [(False, [TEXT, UPRIGHT])]


def numbered(*pieces: Piece) -> list[tuple[str | None, str | None]]:
    found = [each.properties.find(f"{W}pgNumType") for each in laid_out(pieces, level)]
    return [(None, None) if each is None else (each.get(f"{W}fmt"), each.get(f"{W}start")) for each in found]


def test_page_numbers_begin_once_and_go_on_after_landscape_pages() -> None:
    assert numbered(TEXT, WIDE, TEXT, end(start=1)) == [("decimal", "1"), ("decimal", None), ("decimal", None)]


def test_the_section_after_one_of_which_nothing_is_left_begins_to_count() -> None:
    assert numbered(end("lowerRoman", 1), TEXT, end("lowerRoman"), PageBreak(), end(start=1), TEXT, end()) == [
        ("lowerRoman", "1"),
        ("decimal", "1"),
    ]
    assert numbered(end("lowerRoman", 1), TEXT, end()) == [("decimal", None)]


def test_a_document_of_which_nothing_is_left_has_one_section() -> None:
    assert numbered(end("lowerRoman", 1), end()) == [("decimal", None)]
