"""The sheet Pemeriksaan: the findings of the checks at the last sync, each with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from lkjip.escapes import plain
from lkjip.model.acceptance import mark, token
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
    ("Diterima", "(8)"),
    ("Alasan", "(9)"),
)
_STYLES: Final = (("center",), ("teks",), ("center", "cell_link"), ("teks",), ("teks",), ("teks",), ("teks", "cell_link"))
_WIDTHS: Final = (11, 12, 8, 35, 17, 24, 13, 9, 19)
_TINGKAT, _LEMBAR, _SEL, _TEMUAN, _SEHARUSNYA, _SARAN, _KODE, _DITERIMA, _ALASAN = range(LEFT, LEFT + len(_HEADINGS))
_KUNCI: Final = _ALASAN + 1
"""The hidden column with the counts that other sheets read, and beside each finding with what it is about."""
ACCEPTED: Final = "ya"
"""What is chosen in the column Diterima."""
ANSWER_COLUMNS: Final = tuple(column - LEFT for column in (_DITERIMA, _ALASAN, _KUNCI))
"""Where a row of the block has what the clerk answers, and what it is about, from 0."""
FINDING_COLUMNS: Final = tuple(column - LEFT for column in (_KODE, _TEMUAN, _SEHARUSNYA))
"""Where it has the finding's code, what was found, and what should be."""
_COUNT_ROW: Final = 1
_HINT_ROW: Final = 2
_HEADING_ROW: Final = 4
_FIRST_ROW: Final = _HEADING_ROW + 2
BLOCK: Final = "blok_pemeriksaan"
COUNT_NAMES: Final[Mapping[Level, str]] = {level: f"temuan_{word}" for level, word in LEVEL_WORDS.items()}
"""The defined names of the numbers of open findings, by level."""
ACCEPTED_NAME: Final = "temuan_diterima"
"""The defined name of the number of accepted findings."""
_HINT: Final = (
    "Kesalahan dibetulkan sebelum laporan dikirim, peringatan dilihat sekali lagi, catatan perlu diketahui. Klik selnya untuk menuju ke"
    " sana, kodenya untuk penjelasannya di panduan. Bila temuan memang dibiarkan, pilih ya di Diterima dan tulis alasannya. Sesudah"
    " membetulkan atau menerima, tekan Sinkronkan; temuan yang angkanya berubah terbuka lagi."
)
_EARLIER: Final = "Pernah diterima{}, waktu angkanya lain."
GUIDE: Final = "panduan/pemeriksaan.html#"
"""The page about the codes, where the guide is beside the workbook as in the release."""
GUIDE_LINK: Final = f'HYPERLINK("{GUIDE}'
"""How a formula begins that leads there."""
_NEVER: Final = "Belum diperiksa: tekan Sinkronkan di lembar Mulai."
_NOTHING: Final = "Tidak ada temuan."
_LONGEST: Final = 1000
"""Most characters of a shown text: a formula holds 8,192, and longer texts do not help a reader."""
_MOST_MEMBERS: Final = 1_400
"""Most findings that one row can stand for: a cell holds 32,767 characters."""
Answer: TypeAlias = tuple[str, str]
"""What stands in Diterima and Alasan beside a finding."""
NOTHING_TYPED: Final[Mapping[str, Answer]] = MappingProxyType({})


def pemeriksaan_sheet(laporan: Laporan, findings: Sequence[Finding] | None, typed: Mapping[str, Answer] = NOTHING_TYPED) -> SummarySheet:
    """The sheet: a row per finding, in the given order.

    Args:
        findings: None if the workbook has not been checked yet.
        typed: what the clerk has typed beside findings and no table has, by the finding's token; it stays there.
    """
    answers = [_answer(finding, typed) for finding in findings or ()]
    shown = Counter(finding.level for finding, (accepted, _) in zip(findings or (), answers, strict=True) if accepted != ACCEPTED)
    counts = [(COUNT_NAMES[level], word, shown[level]) for level, word in LEVEL_WORDS.items()]
    counts.append((ACCEPTED_NAME, "diterima", len(answers) - shown.total()))
    cells: dict[tuple[int, int], SummaryCell] = {
        (0, LEFT): text(laporan, "Pemeriksaan[ {kantor}] Tahun {tahun}", "title", last_column=_ALASAN),
        (_COUNT_ROW, LEFT): SummaryCell(
            ", ".join(f"{count} {word}" for _, word, count in counts),
            ("strong", "center_text"),
            '&", "&'.join(f'{name}&" {word}"' for name, word, _ in counts),
            last_column=_ALASAN,
        ),
        (_HINT_ROW, LEFT): SummaryCell(_HINT, ("note",), last_column=_ALASAN),
    }
    answered = f"INDEX({BLOCK},0,{_DITERIMA - LEFT + 1})"
    for row, (name, word, count) in enumerate(counts):
        condition = f'"{word}",{answered},"<>{ACCEPTED}"' if name != ACCEPTED_NAME else f'"?*",{answered},"{ACCEPTED}"'
        cells[row, _KUNCI] = SummaryCell(count, ("record",), f"COUNTIFS(INDEX({BLOCK},0,1),{condition})")
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan, "page")
    rows = [_finding(finding, answer) for finding, answer in zip(findings or (), answers, strict=True)]
    if not rows:
        rows.append(_row(None, None, None, _NEVER if findings is None else _NOTHING, None, None, None))
    rows += [_row(*[None] * len(_STYLES))] * (FEWEST_ROWS - len(rows))
    for at, row_cells in enumerate(rows, _FIRST_ROW):
        cells |= {(at, LEFT + offset): cell for offset, cell in enumerate(row_cells)}
    last = _FIRST_ROW + len(rows) - 1
    return SummarySheet(
        title=PEMERIKSAAN,
        widths=(0.5, *_WIDTHS, HIDDEN),
        cells=cells,
        heights={0: 30, _COUNT_ROW: 20, _HINT_ROW: 40, _HINT_ROW + 1: 6, _HEADING_ROW: 24},
        names={name: (row, _KUNCI) for row, (name, *_) in enumerate(counts)},
        handed_in=False,
        blocks=[Block(BLOCK, _FIRST_ROW, LEFT, last, _KUNCI, about=_TEMUAN - LEFT, record=_KUNCI - LEFT)],
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        tingkat=[(_FIRST_ROW, _TINGKAT, last, _TINGKAT)],
        accepted=[(_FIRST_ROW, _TINGKAT, last, _ALASAN, _DITERIMA)],
    )


def _answer(finding: Finding, typed: Mapping[str, Answer]) -> Answer:
    """What stands in Diterima and Alasan beside a finding."""
    return next((typed[key] for member in finding.members if (key := token(member)) in typed), _known(finding))


def _known(finding: Finding) -> Answer:
    """What the table of accepted findings says of one."""
    if finding.accepted is not None:
        return ACCEPTED, finding.accepted.reason
    return "", finding.earlier.reason if finding.earlier else ""


def _finding(finding: Finding, answer: Answer) -> list[SummaryCell]:
    word = LEVEL_WORDS[finding.level]
    advice = finding.advice
    if finding.earlier is not None:
        advice = f"{_EARLIER.format(f' {finding.earlier.date}' if finding.earlier.date else '')} {advice}"
    tokens = [token(member) for member in finding.members[:_MOST_MEMBERS]]
    key = " ".join([mark(*_known(finding)), *tokens])
    said = _row(
        word,
        finding.sheet,
        finding.cell,
        finding.message,
        finding.expected,
        advice,
        finding.code,
        accepted=answer[0],
        reason=answer[1],
        key=key,
    )
    title = finding.sheet.replace("'", "''")
    for column, target in ((_SEL, f"#'{title}'!{finding.cell}"), (_KODE, f"{GUIDE}{finding.code}")):
        shown = said[column - LEFT]
        said[column - LEFT] = replace(shown, formula=f"HYPERLINK({quoted(target)},{quoted(str(shown.value))})")
    return said


def _row(*texts: str | None, accepted: str = "", reason: str = "", key: str | None = None) -> list[SummaryCell]:
    answers = (SummaryCell(accepted or None, ("cell", "teks", "center", "page")), SummaryCell(reason or None, ("cell", "teks", "page")))
    said = [_said(what, *style) for what, style in zip(texts, _STYLES, strict=True)]
    return [*said, *answers, SummaryCell(key, ("record",))]


def _said(what: str | None, *style: str) -> SummaryCell:
    """A text as a formula, so that "85,71" stays a text in every program, and no user's text can become a formula."""
    styles = ("cell", *style, "computed_text", "page")
    if not what:
        return SummaryCell(None, styles)
    shown = plain(what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…")
    return SummaryCell(shown, styles, quoted(shown))
