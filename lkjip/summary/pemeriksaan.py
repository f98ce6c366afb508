"""The sheet Pemeriksaan: the findings of the checks at the last sync, each with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lkjip.escapes import plain
from lkjip.model.cell import SummaryCell
from lkjip.model.finding import LEVEL_WORDS, Level
from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import quoted
from lkjip.summary.sheet import FEWEST_ROWS, HIDDEN, LEFT, Block, SummarySheet, headings, text

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
    ("Kode", "(7)"),
)
_STYLES: Final = (("center",), ("teks",), ("center", "cell_link"), ("teks",), ("teks",), ("teks",), ("teks", "cell_link"))
_WIDTHS: Final = (11, 15, 8, 50, 22, 30, 13)
_TINGKAT, _LEMBAR, _SEL, _TEMUAN, _SEHARUSNYA, _SARAN, _KODE = range(LEFT, LEFT + len(_HEADINGS))
_COUNTS: Final = _KODE + 1
"""The hidden column with the counts that other sheets read."""
_COUNT_ROW: Final = 1
_HINT_ROW: Final = 2
_HEADING_ROW: Final = 4
_FIRST_ROW: Final = _HEADING_ROW + 2
_BLOCK: Final = "blok_pemeriksaan"
COUNT_NAMES: Final[Mapping[Level, str]] = {level: f"temuan_{word}" for level, word in LEVEL_WORDS.items()}
"""The defined names of the numbers of open findings, by level."""
_HINT: Final = (
    "Kesalahan dibetulkan sebelum laporan dikirim, peringatan dilihat sekali lagi, catatan perlu diketahui. Klik selnya untuk menuju ke"
    " sana, klik kodenya untuk penjelasannya di panduan. Temuan ini dari sinkronisasi terakhir (waktunya di lembar Mulai): sesudah"
    " membetulkan isian, tekan Sinkronkan lagi."
)
_GUIDE: Final = "panduan/pemeriksaan.html#"
"""The page about the codes, where the guide is beside the workbook as in the release."""
_NEVER: Final = "Belum diperiksa: tekan Sinkronkan di lembar Mulai."
_NOTHING: Final = "Tidak ada temuan."
_LONGEST: Final = 1000
"""Most characters of a shown text: a formula holds 8,192, and longer texts do not help a reader."""


def pemeriksaan_sheet(laporan: Laporan, findings: Sequence[Finding] | None) -> SummarySheet:
    """The sheet: a row per finding, in the given order.

    Args:
        findings: None if the workbook has not been checked yet.
    """
    shown = Counter(finding.level for finding in findings or ())
    cells: dict[tuple[int, int], SummaryCell] = {
        (0, LEFT): text(laporan, "Pemeriksaan[ {kantor}] Tahun {tahun}", "title", last_column=_KODE),
        (_COUNT_ROW, LEFT): SummaryCell(
            ", ".join(f"{shown[level]} {word}" for level, word in LEVEL_WORDS.items()),
            ("strong", "center_text"),
            '&", "&'.join(f'{COUNT_NAMES[level]}&" {word}"' for level, word in LEVEL_WORDS.items()),
            last_column=_KODE,
        ),
        (_HINT_ROW, LEFT): SummaryCell(_HINT, ("note",), last_column=_KODE),
    }
    for row, (level, word) in enumerate(LEVEL_WORDS.items()):
        cells[row, _COUNTS] = SummaryCell(shown[level], ("record",), f'COUNTIF(INDEX({_BLOCK},0,1),"{word}")')
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan, "page")
    rows = [_finding(finding) for finding in findings or ()]
    if not rows:
        rows.append(_row(None, None, None, _NEVER if findings is None else _NOTHING, None, None, None))
    rows += [_row(*[None] * len(_HEADINGS))] * (FEWEST_ROWS - len(rows))
    for at, row_cells in enumerate(rows, _FIRST_ROW):
        cells |= {(at, LEFT + offset): cell for offset, cell in enumerate(row_cells)}
    last = _FIRST_ROW + len(rows) - 1
    return SummarySheet(
        title=PEMERIKSAAN,
        widths=(0.5, *_WIDTHS, HIDDEN),
        cells=cells,
        heights={0: 30, _COUNT_ROW: 20, _HINT_ROW: 28, _HINT_ROW + 1: 6, _HEADING_ROW: 24},
        names={COUNT_NAMES[level]: (row, _COUNTS) for row, level in enumerate(LEVEL_WORDS)},
        blocks=[Block(_BLOCK, _FIRST_ROW, LEFT, last, _KODE, about=_TEMUAN - LEFT)],
        handed_in=False,
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        tingkat=[(_FIRST_ROW, _TINGKAT, last, _TINGKAT)],
    )


def _finding(finding: Finding) -> list[SummaryCell]:
    word = LEVEL_WORDS[finding.level]
    said = _row(word, finding.sheet, finding.cell, finding.message, finding.expected, finding.advice, finding.code)
    title = finding.sheet.replace("'", "''")
    for column, target in ((_SEL, f"#'{title}'!{finding.cell}"), (_KODE, f"{_GUIDE}{finding.code}")):
        shown = said[column - LEFT]
        said[column - LEFT] = replace(shown, formula=f"HYPERLINK({quoted(target)},{quoted(str(shown.value))})")
    return said


def _row(*texts: str | None) -> list[SummaryCell]:
    return [_said(what, *style) for what, style in zip(texts, _STYLES, strict=True)]


def _said(what: str | None, *style: str) -> SummaryCell:
    """A text as a formula, so that "85,71" stays a text in every program, and no user's text can become a formula."""
    if not what:
        return SummaryCell(None, ("cell", *style, "page"))
    shown = plain(what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…")
    return SummaryCell(shown, ("cell", *style, "page"), quoted(shown))
