"""The sheet Pemeriksaan: the findings of the checks at the last sync, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lkjip.escapes import plain
from lkjip.model.cell import SummaryCell
from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import quoted
from lkjip.summary.sheet import FEWEST_ROWS, LEFT, Block, SummarySheet, headings, text

if TYPE_CHECKING:
    from lkjip.model.finding import Finding

PEMERIKSAAN: Final = "Pemeriksaan"

_HEADINGS: Final = (
    ("Tingkat", "(1)"),
    ("Lembar", "(2)"),
    ("Sel", "(3)"),
    ("Temuan", "(4)"),
    ("Seharusnya", "(5)"),
    ("Saran", "(6)"),
)
_STYLES: Final = (("center",), ("teks",), ("center", "cell_link"), ("teks",), ("teks",), ("teks",))
_WIDTHS: Final = (11, 17, 9, 55, 24, 33)
_TINGKAT, _LEMBAR, _SEL, _TEMUAN, _, _SARAN = range(LEFT, LEFT + len(_HEADINGS))
_COUNT_ROW: Final = 1
_HINT_ROW: Final = 2
_HEADING_ROW: Final = 4
_FIRST_ROW: Final = _HEADING_ROW + 2
_BLOCK: Final = "blok_pemeriksaan"
_COUNTED: Final = (("galat", _TINGKAT), ("peringatan", _LEMBAR), ("info", _SEL))
_HINT: Final = (
    "Galat harus dibetulkan sebelum laporan dikirim; peringatan perlu dilihat lagi; info baik diketahui. Klik selnya untuk menuju ke sana."
    " Temuan ini dari sinkronisasi terakhir (waktunya di lembar Mulai): sesudah membetulkan isian, tekan Sinkronkan lagi."
)
_NEVER: Final = "Belum diperiksa: tekan Sinkronkan di lembar Mulai."
_NOTHING: Final = "Tidak ada temuan."
_LONGEST: Final = 1000
"""Most characters of a shown text: a formula holds 8,192, and longer texts do not help a reader."""


def pemeriksaan_sheet(laporan: Laporan, findings: Sequence[Finding] | None) -> SummarySheet:
    """The sheet: a row per finding, in the given order.

    Args:
        findings: None if the workbook has not been checked yet.
    """
    cells: dict[tuple[int, int], SummaryCell] = {
        (0, LEFT): text(laporan, "Pemeriksaan[ {kantor}] Tahun {tahun}", "title", last_column=_SARAN),
        (_HINT_ROW, LEFT): SummaryCell(_HINT, ("note",), last_column=_SARAN),
    }
    for tingkat, column in _COUNTED:
        count = sum(finding.level == tingkat for finding in findings or ())
        cells[_COUNT_ROW, column] = SummaryCell(
            f"{count} {tingkat}", ("strong", "center_text"), f'COUNTIF(INDEX({_BLOCK},0,1),"{tingkat}")&" {tingkat}"'
        )
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan)
    rows = [_finding(finding) for finding in findings or ()]
    if not rows:
        rows.append(_row(None, None, None, _NEVER if findings is None else _NOTHING, None, None))
    rows += [_row(*[None] * len(_HEADINGS))] * (FEWEST_ROWS - len(rows))
    for at, row in enumerate(rows, _FIRST_ROW):
        cells |= {(at, LEFT + offset): cell for offset, cell in enumerate(row)}
    last = _FIRST_ROW + len(rows) - 1
    return SummarySheet(
        title=PEMERIKSAAN,
        widths=(0.5, *_WIDTHS),
        cells=cells,
        heights={0: 30, _COUNT_ROW: 20, _HINT_ROW: 28, _HINT_ROW + 1: 6, _HEADING_ROW: 24},
        blocks=[Block(_BLOCK, _FIRST_ROW, LEFT, last, _SARAN, about=_TEMUAN - LEFT)],
        handed_in=False,
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        tingkat=[(_FIRST_ROW, _TINGKAT, last, _TINGKAT)],
    )


def _finding(finding: Finding) -> list[SummaryCell]:
    target = f"#'{finding.sheet.replace(chr(39), 2 * chr(39))}'!{finding.cell}"
    said = _row(finding.level, finding.sheet, finding.cell, finding.message, finding.expected, finding.advice)
    said[_SEL - LEFT] = replace(said[_SEL - LEFT], formula=f"HYPERLINK({quoted(target)},{quoted(finding.cell)})")
    return said


def _row(*texts: str | None) -> list[SummaryCell]:
    return [_said(what, *style) for what, style in zip(texts, _STYLES, strict=True)]


def _said(what: str | None, *style: str) -> SummaryCell:
    """A text as a formula, so that "85,71" stays a text in every program, and no user's text can become a formula."""
    if not what:
        return SummaryCell(None, ("cell", *style))
    shown = plain(what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…")
    return SummaryCell(shown, ("cell", *style), quoted(shown))
