"""The styles of the printed report, by the names that a template may give its own look to."""

from __future__ import annotations

from typing import Final

from lkjip.docx_kit.styles import Style
from lkjip.naskah.blocks import Look

DAFTAR: Final = "Judul Daftar"
"""A heading that the contents list but that belongs to no BAB: kata pengantar, contents, annexes."""
CAPTION: Final = "caption"
CELL: Final = "Isi Tabel Naskah"
TABLE: Final = "Tabel Naskah"
PLAIN_CELL: Final = "Isi Polos Naskah"
PLAIN_TABLE: Final = "Tabel Polos Naskah"
"""A table without lines, such as two signatures beside each other."""
FOOTER: Final = "footer"
FIGURES: Final = "table of figures"
DEEPEST: Final = 4
"""Levels of headings."""

_LINES: Final = 'w:line="360" w:lineRule="auto"'
_ONE: Final = 'w:line="240" w:lineRule="auto"'
_LIST: Final = f'<w:spacing w:after="60" {_LINES}/><w:jc w:val="both"/>'
_EDGE: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def heading(level: int) -> str:
    return f"heading {level}"


def contents(level: int) -> str:
    return f"toc {level}"


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


def of_report(room: int) -> tuple[Style, ...]:
    """The styles for a text of this width in twips, at whose right edge the contents have their page numbers."""
    body = Look.TEKS.value
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{room}"/></w:tabs>'

    def entry(name: str, left: int, hanging: int, run: str = "") -> Style:
        return Style(
            name,
            f'{dots}<w:spacing w:before="40" w:after="40" {_ONE}/><w:ind w:left="{left + hanging}" w:right="0" w:hanging="{hanging}"/>',
            run,
            own=False,
        )

    def headed(level: int, before: int, run: str) -> Style:
        properties = (
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120" {_LINES}/><w:outlineLvl w:val="{level - 1}"/>'
        )
        return Style(heading(level), properties, run, following=body, own=False)

    top = (
        f'<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before="0" w:after="360" {_LINES}/>'
        '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>'
    )
    return (
        Style(body, f'<w:spacing w:after="120" {_LINES}/><w:ind w:firstLine="709"/><w:jc w:val="both"/>'),
        Style(Look.BUTIR.value, f'<w:spacing w:after="60" {_LINES}/><w:ind w:left="709" w:hanging="425"/><w:jc w:val="both"/>'),
        Style(Look.NOMOR.value, f'<w:spacing w:after="60" {_LINES}/><w:ind w:left="709" w:hanging="425"/><w:jc w:val="both"/>'),
        Style(Look.HURUF.value, f'<w:spacing w:after="60" {_LINES}/><w:ind w:left="1134" w:hanging="425"/><w:jc w:val="both"/>'),
        Style(Look.TENGAH.value, f'<w:spacing w:after="120" {_LINES}/><w:jc w:val="center"/>'),
        Style(Look.SUMBER.value, f'<w:spacing w:before="60" w:after="240" {_ONE}/>', f"<w:i/>{_size(9)}"),
        Style(
            Look.TANDA_TANGAN.value,
            f'<w:keepNext/><w:keepLines/><w:spacing w:after="0" {_ONE}/><w:ind w:left="{room * 55 // 100}"/><w:jc w:val="center"/>',
        ),
        Style(Look.SAMPUL.value, '<w:spacing w:after="60" w:line="320" w:lineRule="auto"/><w:jc w:val="center"/>', f"<w:b/>{_size(16)}"),
        Style(heading(1), top, f"<w:b/>{_size(14)}", following=body, own=False),
        headed(2, 240, f"<w:b/>{_size(12)}"),
        headed(3, 180, f"<w:b/>{_size(12)}"),
        headed(4, 120, f"<w:b/><w:i/>{_size(12)}"),
        Style(DAFTAR, top, f"<w:b/>{_size(14)}", following=body),
        Style(
            CAPTION,
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="180" w:after="80" {_ONE}/><w:jc w:val="center"/>',
            f"<w:b/>{_size(10)}",
            own=False,
        ),
        Style(PLAIN_TABLE, table="<w:tblPr/>"),
        Style(PLAIN_CELL, f"<w:keepNext/><w:spacing {_ONE}/>"),
        Style(CELL, f'<w:spacing w:before="20" w:after="20" {_ONE}/>', _size(9)),
        entry(contents(1), 0, 0, "<w:b/>"),
        entry(contents(2), 284, 567),
        entry(contents(3), 567, 850),
        entry(FIGURES, 0, 1_474),
        Style(FOOTER, '<w:jc w:val="center"/>', _size(10), own=False),
        Style(
            TABLE,
            table=f'<w:tblPr><w:tblBorders>{_EDGE}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
            '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        ),
    )
