"""The sheet Monitoring: what a quarter brought, per sasaran, and what is done where it fell short.

Above stand a sentence and the four quarters in a few figures, in cells of fixed places, which the charts read. Below them is one
block of lines: the indicators up to the quarter, what each has reached up to each quarter, and the follow-ups of the quarter and of
the one before. Which row of its table a line shows is a formula, so the sheet speaks of another quarter as soon as Profil does; only
more rows need a sync.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from lkjip.model import triwulan
from lkjip.model.cell import SummaryCell
from lkjip.model.formulas import aturan as helper_cells
from lkjip.model.formulas import native
from lkjip.model.formulas import triwulan as forms
from lkjip.model.formulas.references import cell_reference
from lkjip.model.key import key_of, native_key
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import bare_formula, filled, quoted
from lkjip.model.scale import MOST
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.model.tables.report import REALISASI_TRIWULAN
from lkjip.summary import progress, state
from lkjip.summary.progress import COLOURS, EARLIER, ROWS, UNKNOWN, Indicator, Quarters
from lkjip.summary.sheet import (
    FEWEST_ROWS,
    HIDDEN,
    LEFT,
    PAGE_SIZE,
    Block,
    SummarySheet,
    address,
    column_of,
    of_row,
    on_page,
    text,
    total_of,
    unless_blank,
)
from lkjip.xlsx_kit import fitting, paper
from xlfuncs import id_format
from xlfuncs.angka import DAY_ZERO, Cell, rupiah
from xlfuncs.errors import is_error
from xlfuncs.triwulan import TIDAK_TERISI, TRIWULAN

MONITORING: Final = "Monitoring"
BLOCK: Final = "blok_monitoring"

_WIDTHS: Final = (4, 22, 27, 14, 14, 15, 13, 10.2, 10.2, 10.2, 10.2)
_NO, _SASARAN, _INDIKATOR, _SATUAN, _PK, _TARGET, _REALISASI, _CAPAIAN, _CAPAIAN_PK, _STATUS, _SISA = range(LEFT, LEFT + len(_WIDTHS))
_NUMBER: Final = _SISA + 1
"""A hidden column: the number of the line's row in its table."""
_KIND: Final = _NUMBER + 1
"""A hidden column: what the line is."""
_EACH: Final = len(triwulan.Steps._fields) - 1
_SHADED: Final = range(_CAPAIAN, _SISA + 1)
"""The columns with the capaian up to each quarter, or with the status among other figures."""
_COLOURS: Final = range(_KIND + 1, _KIND + 1 + len(_SHADED))
"""Hidden columns with their colours, of which a figure is a percentage."""
_PERCENT: Final = "#,##0.00_)"
_HARD, _RAW, _ORDER, _SORTED, _BARIS_3_1, _GROUP, _BOBOT, _COPY_PK = range(_COLOURS.stop, _COLOURS.stop + 8)
"""Hidden columns of an indicator: 1 if what is left is out of reach, a row of the table in its order, the place of that among the
sasaran, the place of the row that is shown, its row in Tabel 3.1, the row of its sasaran, its weight, its capaian against the target of
the year."""
_KODE, _PENYEBUT, _ARAH, _ATAS, _BATAS = range(_COPY_PK + 1, _COPY_PK + 6)
_TARGETS: Final = range(_BATAS + 1, _BATAS + 1 + len(EARLIER))
_DONE: Final = range(_TARGETS.stop, _TARGETS.stop + len(EARLIER))
_STEPS: Final = range(_DONE.stop, _DONE.stop + _EACH * len(EARLIER))
_REACHED: Final = range(_STEPS.stop, _STEPS.stop + len(TRIWULAN))
"""Hidden columns with the capaian up to each quarter (percent)."""
_SHADES: Final = range(_REACHED.stop, _REACHED.stop + len(TRIWULAN))
"""Hidden columns with their colours."""
_LAST: Final = _SHADES.stop - 1

_TITLE_ROW, _OFFICE_ROW, _NOTE_ROW, _SENTENCE_ROW, _GAP_ROW, _HEADING_ROW, _MEAN_ROW, _FIRST_STATUS = range(8)
_SPENT_ROW: Final = _FIRST_STATUS + 4
_SERAPAN_ROW: Final = _SPENT_ROW + 1
_FIRST_ROW: Final = _SERAPAN_ROW + 2
_HEIGHTS: Final = {
    **{_TITLE_ROW: 20.0, _OFFICE_ROW: 18.0, _NOTE_ROW: state.NOTE_HEIGHT, _SENTENCE_ROW: 44.0, _GAP_ROW: 6.0, _HEADING_ROW: 15.0},
    **dict.fromkeys(range(_MEAN_ROW, _SERAPAN_ROW + 1), 14.0),
    _SERAPAN_ROW + 1: 8.0,
}
_QUARTERS: Final = range(_SATUAN, _SATUAN + len(TRIWULAN))
"""The columns of the four quarters above the block."""
_COLOUR_ROWS: Final = {number: _FIRST_STATUS + place for place, number in enumerate(COLOURS)}
"""The row with the number of indicators of each colour, the best first."""
_TW: Final = cell_reference(_SENTENCE_ROW, _NUMBER, absolute=True)
_NUMERAL: Final = cell_reference(_GAP_ROW, _NUMBER, absolute=True)
_MEAN_PK: Final = cell_reference(_MEAN_ROW, _NUMBER, absolute=True)
_BUDGET: Final = cell_reference(_SPENT_ROW, _NUMBER, absolute=True)
"""Hidden cells: the quarter that the sheet speaks of, its numeral, the mean of capaian against the target of the year, the budget."""
_COUNT: Final = f"IFERROR(COUNT({column_of(TRIWULAN_TABLE, 'baris')}),0)"
_CODES: Final = f"{triwulan.SKALA}[Kode]"
_SIGNED: Final = _REALISASI
_SIGNATURE: Final = (
    (1, "[{tempat}, ]\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026\u2026", ()),
    (2, "{jabatan}", ()),
    (6, "{kepala}", ("strong",)),
    (7, "{pangkat}", ()),
    (8, "[NIP {nip}]", ()),
)
_SIGNATURE_ROWS: Final = 9
_SHORT: Final = 0.5
"""The share of a page up to which a part of the block is not parted."""
_SIGNED_HEIGHT: Final = 15.0
_EMPTY: Final = (
    "Lembar Triwulan belum diisi. Isi target dan realisasi tiap triwulan di sana, lalu tekan Sinkronkan di lembar Mulai; isi lembar ini"
    " tersusun sendiri."
)
_NO_QUARTER: Final = "Triwulan laporan di lembar Profil tidak dikenal. Pilih I, II, III, atau IV."
_NOT_NOTED: Final = "belum dicatat"
_FOLLOW_UPS: Final = "Tindak lanjut triwulan"
_NONE_NOTED: Final = ": belum ada catatan di lembar Tindak Lanjut"
_NONE_BEFORE: Final = "Tindak lanjut triwulan sebelumnya: tidak ada di tahun ini"
_FIRST_DAY, _NO_DAY = 36526, 73051
"""The numbers of days of this century; any other number, such as a year, is no date."""


class Charted(NamedTuple):
    """Where the figures of the four quarters stand, which charts read: rows and columns from 0."""

    heading: int
    mean: int
    serapan: int
    statuses: Mapping[int, int]
    """The row of each status, by its colour (`model.triwulan.colour_of`), the best first."""
    names: int
    """The column with the names of the statuses."""
    quarters: Sequence[int]


CHARTED: Final = Charted(_HEADING_ROW, _MEAN_ROW, _SERAPAN_ROW, _COLOUR_ROWS, _INDIKATOR, _QUARTERS)


class Line(Enum):
    """What a line of the block is; the value stands in a hidden column, by which the line is formatted."""

    TITLE = "S"
    HEADING = "J"
    ROW = "B"
    MEAN = "T"


Figure: TypeAlias = tuple[Cell, str | None]
"""A value with its formula; without one it is a constant."""
Figures: TypeAlias = Mapping[int, Figure]
_NOTHING: Final[Figure] = (None, None)
_EMPTY_ROW: Final[Row] = {}


def monitoring_sheet(laporan: Laporan) -> SummarySheet:
    """Lay the sheet out."""
    indicators = progress.indicators(laporan)
    found = progress.of_indicators(laporan, indicators)
    cells = {**_head(laporan, found), **_above(laporan, found)}
    writer = _Writer(cells, sum(_HEIGHTS.values()))
    _write_development(writer, indicators, _write_indicators(writer, indicators, found))
    _write_follow_ups(writer, laporan, found)
    last = writer.at - 1
    heights = dict(_HEIGHTS)
    for offset, template, style in _SIGNATURE:
        cells[last + offset + 1, _SIGNED] = text(laporan, template, "center_text", *style, last_column=_SISA)
    heights |= {last + 1 + offset: _SIGNED_HEIGHT for offset in range(_SIGNATURE_ROWS)}
    counts = state.quarter_counts(laporan)
    cells |= {(_NOTE_ROW, _KIND + place): SummaryCell(count, ("record",)) for place, (count, _) in enumerate(counts)}

    def box(column: int) -> tuple[int, int, int, int]:
        return _FIRST_ROW, column, last, column

    return SummarySheet(
        title=MONITORING,
        widths=(0.5, *_WIDTHS, *(HIDDEN for _ in range(_NUMBER, _LAST + 1))),
        cells=cells,
        heights=heights,
        blocks=[
            Block(state.QUARTER_RECORD, _NOTE_ROW, _KIND, _NOTE_ROW, _KIND + len(counts) - 1, grows=False),
            Block("blok_perkembangan", _SENTENCE_ROW, LEFT, _SERAPAN_ROW, _NUMBER, grows=False),
            Block(BLOCK, _FIRST_ROW, LEFT, last, _LAST, about=_INDIKATOR - LEFT),
        ],
        handed_in=False,
        landscape=True,
        size=PAGE_SIZE,
        bears_gaps=True,
        breaks=writer.breaks,
        fitted=writer.fitted,
        coloured_by=[
            *((*box(column), shade, _PERCENT) for column, shade in zip(_SHADED, _COLOURS, strict=True)),
            (*box(_SISA), _HARD, ""),
        ],
        with_unit=[(*box(column), _SATUAN) for column in (_PK, _TARGET, _REALISASI, _SISA)],
        lines=(_FIRST_ROW, LEFT, last, _SISA),
    )


# ---------------------------------------------------------------- above the block
def _head(laporan: Laporan, found: Quarters) -> dict[tuple[int, int], SummaryCell]:
    numeral = _numeral(found)
    of_year = "TAHUN {tahun}"
    formula = f'"MONITORING KINERJA TRIWULAN "&IF({_NUMERAL}="","",{_NUMERAL}&" ")&{bare_formula(of_year)}'
    title = f"MONITORING KINERJA TRIWULAN {numeral + ' ' if numeral else ''}{filled(of_year, laporan.profil)}"
    return {
        (_TITLE_ROW, LEFT): SummaryCell(title, ("title",), formula, _SISA),
        (_OFFICE_ROW, LEFT): text(laporan, "{kantor_lengkap}", "title", last_column=_SISA),
        (_NOTE_ROW, LEFT): state.note(of_quarters=True),
    }


def _numeral(found: Quarters) -> str:
    return TRIWULAN[int(found.number) - 1] if isinstance(found.number, float) else ""


def _of_rows(column: int) -> str:
    """The reference to a column of the block."""
    return f"INDEX({BLOCK},0,{column - LEFT + 1})"


def _mean_form(numbers: str) -> str:
    return native.rata_rata_menurut(helper_cells.RATA_RATA, numbers, _of_rows(_GROUP), _of_rows(_BOBOT))


def _above(laporan: Laporan, found: Quarters) -> dict[tuple[int, int], SummaryCell]:
    """The sentence, and the four quarters."""
    first = f"SMALL({column_of(TRIWULAN_TABLE, 'baris')},1)"
    cells = {
        (_SENTENCE_ROW, LEFT): SummaryCell(_sentence(laporan, found), ("sentence",), _sentence_form(), _SISA),
        (_SENTENCE_ROW, _NUMBER): SummaryCell(
            found.number, ("record",), f'IF({_COUNT}=0,"",INDEX({column_of(TRIWULAN_TABLE, "tw")},{first}))'
        ),
        (_GAP_ROW, _NUMBER): SummaryCell(
            _numeral(found) or None, ("record",), f'IF(ISNUMBER({_TW}),CHOOSE({_TW},{",".join(map(quoted, TRIWULAN))}),"")'
        ),
        (_MEAN_ROW, _NUMBER): SummaryCell(found.mean_pk, ("record",), _mean_form(_of_rows(_COPY_PK))),
        (_SPENT_ROW, _NUMBER): SummaryCell(laporan.totals(TABEL_3_2)["anggaran"], ("record",), total_of(TABEL_3_2, "anggaran")),
        (_HEADING_ROW, LEFT): SummaryCell("Perkembangan sampai dengan", ("heading", "page"), last_column=_INDIKATOR),
        (_MEAN_ROW, LEFT): _label("Rata-rata capaian terhadap target triwulan (%)", _INDIKATOR),
        (_SPENT_ROW, LEFT): _label("Realisasi anggaran (rupiah)", _INDIKATOR),
        (_SERAPAN_ROW, LEFT): _label("Serapan anggaran (%)", _INDIKATOR),
    }
    for number, row in _COLOUR_ROWS.items():
        cells[row, LEFT] = _label("Banyaknya indikator berstatus", _SASARAN)
        cells[row, _INDIKATOR] = SummaryCell(_status(number, laporan), ("label", "page"), _status_form(number))
    for place, column in enumerate(_QUARTERS):
        cells[_HEADING_ROW, column] = SummaryCell(f"TW {TRIWULAN[place]}", ("heading", "page"))

        def cell(value: Cell, formula: str, *style: str, number: int = place + 1) -> SummaryCell:
            until = f'IF({_TW}="","",IF({_TW}<{number},"",{formula}))'
            return SummaryCell(value, on_page(*style), until)

        cells[_MEAN_ROW, column] = cell(found.mean[place], _mean_form(_of_rows(_REACHED[place])), "persen")
        for number, row in _COLOUR_ROWS.items():
            counted = f"COUNTIF({_of_rows(_SHADES[place])},{number})"
            cells[row, column] = cell(found.counts[number][place], counted, "rupiah")
        spent = cell_reference(_SPENT_ROW, column, absolute=True)
        cells[_SPENT_ROW, column] = cell(found.spent[place], _spent_form(place), "rupiah")
        serapan = unless_blank(spent, native.serapan(native.Computed(_BUDGET), native.Computed(spent)))
        cells[_SERAPAN_ROW, column] = cell(found.serapan[place], serapan, "persen")
    return cells


def _label(label: str, last_column: int) -> SummaryCell:
    return SummaryCell(label, ("label", "page"), last_column=last_column)


def _spent_form(place: int) -> str:
    """What was spent up to a quarter, from 0; blank where the quarter is not filled in, or an office has deleted its column."""
    counts = column_of(TABEL_3_2, "baris_dihitung")

    def of_column(key: str, formula: str) -> str:
        column = column_of(TABEL_3_2, key)
        return f"IF(ISERROR(ROWS({column})),0,{formula.format(column)})"

    total = "+".join(of_column(key, f'SUMIFS({{}},{counts},">0")') for key in REALISASI_TRIWULAN[: place + 1])
    some = of_column(REALISASI_TRIWULAN[place], f'COUNTIFS({counts},">0",{{}},{native.ANY_NUMBER})')
    return f'IF(ISERROR({total}),{total},IF({some}=0,"",{total}))'


def _status(number: int, laporan: Laporan) -> str | None:
    """What the bands of a colour are called; None if the scale has none of this colour."""
    codes = [str(code) for _, code, _ in laporan.skala_triwulan]
    if number == 0:
        return TIDAK_TERISI
    if number == 1:
        return codes[0]
    if number == 3:
        return codes[-1] if len(codes) > 1 else None
    return ", ".join(reversed(codes[1:-1][-(MOST - 2) :])) or None


def _status_form(number: int) -> str:
    count = f"ROWS({_CODES})"
    if number == 0:
        return quoted(TIDAK_TERISI)
    if number == 1:
        return f'INDEX({_CODES},1)&""'
    if number == 3:
        return f'IF({count}>1,INDEX({_CODES},{count})&"","")'
    between = "&".join(f'IF({count}>{place + 1},", "&INDEX({_CODES},{count}-{place}),"")' for place in range(1, MOST - 1))
    return f"MID({between},3,{ROWS})"


# ---------------------------------------------------------------- the sentence
def _percent(value: float) -> str:
    """A percentage with two decimals, as `_percent_form` writes it."""
    return f"{id_format.rounded(value)} %".replace(".", ",")


def _percent_form(cell: str) -> str:
    # the only mark in it is the decimal one, which depends on the PC
    return f'SUBSTITUTE(FIXED({cell},2,TRUE),".",",")&" %"'


def _now(row: int) -> str:
    """The reference to the figure of the quarter that is spoken of."""
    cells = ":".join(cell_reference(row, column, absolute=True) for column in (_QUARTERS[0], _QUARTERS[-1]))
    return f"INDEX({cells},{_TW})"


def _sentence(laporan: Laporan, found: Quarters) -> str:
    if found.number is None:
        return _EMPTY
    if not isinstance(found.number, float):
        return _NO_QUARTER
    place = int(found.number) - 1
    until = f"Sampai dengan triwulan {TRIWULAN[place]}{filled('[ tahun {tahun}]', laporan.profil)}"
    mean, counts = found.mean[place], {number: counted[place] for number, counted in found.counts.items()}
    measured = sum(int(count) for number, count in counts.items() if number and isinstance(count, int))
    if is_error(mean):
        return f"{until}, rata-rata capaian belum dapat dihitung karena ada kesalahan di lembar Triwulan, Skala, atau Aturan."
    if not isinstance(mean, float):
        begin = f"{until} belum ada indikator yang terukur"
    else:
        begin = f"{until}, rata-rata capaian terhadap target triwulan {_percent(mean)} dari {measured} indikator yang terukur"
        if isinstance(found.mean_pk, float):
            begin += f" dan terhadap target PK {_percent(found.mean_pk)} dari {found.measured_pk} indikator"
    listed = [f"{counts[number]} {_status(number, laporan)}" for number in (3, 2, 1) if _status(number, laporan)]
    said = f"{begin}; {', '.join(listed)}, {counts[0]} belum terukur."
    spent, serapan, budget = found.spent[place], found.serapan[place], laporan.totals(TABEL_3_2)["anggaran"]
    if isinstance(serapan, float):
        said += f" Realisasi anggaran {rupiah(spent)} dari {rupiah(budget)}, serapan {_percent(serapan)}."
    return said


def _sentence_form() -> str:
    until = f'"Sampai dengan triwulan "&{_NUMERAL}&{bare_formula("[ tahun {tahun}]")}'
    mean = _now(_MEAN_ROW)
    measured = "+".join(_now(_COLOUR_ROWS[number]) for number in (3, 2, 1))
    of_year = f'" dan terhadap target PK "&{_percent_form(_MEAN_PK)}&" dari "&COUNT({_of_rows(_COPY_PK)})&" indikator"'
    begin = (
        f'IF({mean}="",{until}&" belum ada indikator yang terukur",'
        f'{until}&", rata-rata capaian terhadap target triwulan "&{_percent_form(mean)}&" dari "&({measured})&" indikator yang terukur"'
        f'&IF(ISNUMBER({_MEAN_PK}),{of_year},""))'
    )
    labels = {number: cell_reference(_COLOUR_ROWS[number], _INDIKATOR, absolute=True) for number in (3, 2, 1)}
    listed = "&".join(f'IF({label}="","",{_now(_COLOUR_ROWS[number])}&" "&{label}&", ")' for number, label in labels.items())
    amounts = f'{native.rupiah(native.Computed(_now(_SPENT_ROW)))}&" dari "&{native.rupiah(native.Computed(_BUDGET))}'
    serapan = _now(_SERAPAN_ROW)
    spent = f'IF(ISNUMBER({serapan})," Realisasi anggaran "&{amounts}&", serapan "&{_percent_form(serapan)}&".","")'
    whole = f'{begin}&"; "&{listed}&{_now(_COLOUR_ROWS[0])}&" belum terukur."&{spent}'
    wrong = f'{until}&", rata-rata capaian belum dapat dihitung karena ada kesalahan di lembar Triwulan, Skala, atau Aturan."'
    return f'IF({_COUNT}=0,"{_EMPTY}",IF(ISERROR({_TW}),"{_NO_QUARTER}",IF(ISERROR({mean}),{wrong},{whole})))'


# ---------------------------------------------------------------- the lines of the block
_STYLES: Final[Mapping[int, tuple[str, ...]]] = {
    _NO: ("line",),
    **dict.fromkeys((_SASARAN, _INDIKATOR), ("teks",)),
    _SATUAN: (),
    **dict.fromkeys((_PK, _TARGET, _REALISASI, _SISA), ("figure_or_text",)),
    **dict.fromkeys((_CAPAIAN, _CAPAIAN_PK, _STATUS), ("percent_or_text",)),
}
"""The looks of a column, in which lines of one kind have figures and of another one texts."""


class _Writer:
    """Writes the lines of the block one below the other, and begins a new page, with the last heading again, where one is full.

    Args:
        used: points of the first page that are filled above the block.
    """

    def __init__(self, cells: dict[tuple[int, int], SummaryCell], used: float) -> None:
        self._cells = cells
        self._used = used
        self._headings: Sequence[str] = ()
        self.at = _FIRST_ROW
        self.breaks: list[int] = []
        self.fitted: dict[int, float] = {}

    def section(self, title: Figure, headings: Sequence[str], heights: Sequence[float], below: float = 0.0) -> None:
        """Begin a part with its title and headings, on the page of its first line; a short one is on one page.

        Args:
            heights: points of its lines.
            below: points of what stays on the page of the last line.
        """
        first = heights[0] + (below if len(heights) == 1 else 0.0)
        whole = sum(heights) + below
        first = whole if whole < _SHORT * paper.filled(landscape=True) else first
        self._headings = headings
        if self.at > _FIRST_ROW:
            self.line(None, {}, _height({}))
        if self._is_full(_height({}) + _heading_height(headings) + first):
            self._break()
        self.line(Line.TITLE, {_NO: title}, _height({}))
        self._heading()

    def make_room(self, height: float, below: float = 0.0) -> bool:
        """Begin a new page if a line does not fit on this one; return whether it did.

        Args:
            height: points of the line.
            below: points of what stays on its page.
        """
        is_full = self._is_full(height + below)
        if is_full:
            self._break()
            self._heading()
        return is_full

    def _is_full(self, height: float) -> bool:
        return self._used + height > paper.filled(landscape=True)

    def _break(self) -> None:
        self.breaks.append(self.at)
        self._used = 0.0

    def _heading(self) -> None:
        if self._headings:
            figures: Figures = {_NO + place: (heading, None) for place, heading in enumerate(self._headings) if heading}
            self.line(Line.HEADING, figures, _heading_height(self._headings))

    def line(self, kind: Line | None, figures: Figures, height: float) -> None:
        """Add a line of this height (points)."""
        for column in range(_NO, _LAST + 1):
            value, formula = figures.get(column, _NOTHING)
            if column in _STYLES:
                self._cells[self.at, column] = SummaryCell(value, (*on_page(*_STYLES[column]), "open_line"), formula)
            elif formula is not None:
                self._cells[self.at, column] = SummaryCell(value, ("record",), formula)
        self._cells[self.at, _KIND] = SummaryCell(kind.value if kind else None, ("record",))
        self.fitted[self.at] = height
        self._used += height
        self.at += 1


def _height(figures: Figures, *, bold: bool = False) -> float:
    """Points of a line; what stands in the first column is one line, over the others."""
    texts = ((value, _WIDTHS[column - LEFT]) for column, (value, _) in figures.items() if isinstance(value, str) and _NO < column <= _SISA)
    return fitting.height(texts, PAGE_SIZE, bold=bold)


def _heading_height(headings: Sequence[str]) -> float:
    return _height({_NO + place: (heading, None) for place, heading in enumerate(headings)}, bold=True)


# ---------------------------------------------------------------- the indicators
_INDICATOR_HEADINGS: Final = (
    *("No", "Sasaran", "Indikator Kinerja", "Satuan", "Target PK", "Target s.d. triwulan", "Realisasi s.d. triwulan"),
    *("Capaian thd target triwulan (%)", "Capaian thd target PK (%)", "Status", "Sisa per triwulan"),
)
_DEVELOPMENT_HEADINGS: Final = (
    *("No", "Sasaran", "Indikator Kinerja", "Satuan", "Target PK", "Jenis", "Arah"),
    *(f"Capaian s.d. TW {numeral} (%)" for numeral in TRIWULAN),
)


def _write_indicators(writer: _Writer, indicators: Sequence[Indicator], found: Quarters) -> list[int]:
    """Add a line for each indicator and one with the means, and return the rows of the former."""
    rows: list[Indicator | None] = [*indicators, *[None] * (FEWEST_ROWS - len(indicators))]
    in_table = sorted(indicators, key=lambda each: each.number)
    numeral = _numeral(found)
    title = f"Capaian kinerja sampai dengan triwulan {numeral}" if numeral else "Capaian kinerja triwulanan"
    formula = f'IF({_NUMERAL}="","Capaian kinerja triwulanan","Capaian kinerja sampai dengan triwulan "&{_NUMERAL})'
    heights = [_height(_shown(0, place, each, above)) for place, (above, each) in enumerate(zip([None, *rows], rows, strict=False))]
    mean_height = _height({}, bold=True)
    writer.section((title, formula), _INDICATOR_HEADINGS, heights)
    places = []
    for place, each in enumerate(rows):
        begins = writer.make_room(heights[place], below=mean_height if place + 1 == len(rows) else 0.0) or place == 0
        figures = _shown(writer.at, place, each, None if begins else rows[place - 1], is_first=begins)
        hidden = _hidden(writer.at, place, each, in_table[place] if each else None)
        places.append(writer.at)
        writer.line(Line.ROW, {**figures, **hidden}, max(heights[place], _height(figures)))
    now = int(found.number) - 1 if isinstance(found.number, float) else None
    mean = (found.mean[now] if now is not None else None), f'IF(ISNUMBER({_TW}),{_now(_MEAN_ROW)},"")'
    figures = {_SASARAN: ("Rata-rata capaian", None), _CAPAIAN: mean, _CAPAIAN_PK: (found.mean_pk, _MEAN_PK)}
    writer.line(Line.MEAN, figures, mean_height)
    return places


def _copied(at: int, shown: Indicator | None) -> Callable[[str], Figure]:
    """A function that gives what the row of a line has in a column of the sheet Triwulan."""
    row = shown.row if shown else _EMPTY_ROW
    number = address(at, _NUMBER)
    return lambda key: (row.get(key), unless_blank(number, of_row(TRIWULAN_TABLE, key, number)))


def _shown(at: int, place: int, shown: Indicator | None, above: Indicator | None, *, is_first: bool = True) -> Figures:
    """The cells of an indicator's line that are seen.

    Args:
        place: of the indicator, from 0.
        above: the indicator of the line above.
        is_first: whether the line shows its sasaran in any case.
    """
    copied, number = _copied(at, shown), address(at, _NUMBER)
    name = f'{of_row(TRIWULAN_TABLE, "sasaran", number)}&""'
    again = above is not None and shown is not None and above.group == shown.group
    once = name if is_first else f'IF({address(at, _GROUP)}={address(at - 1, _GROUP)},"",{name})'
    return {
        _NO: (float(place + 1) if shown else None, unless_blank(number, str(place + 1))),
        _SASARAN: (shown.row["sasaran"] if shown and not again else None, unless_blank(number, once)),
        _INDIKATOR: copied("indikator"),
        _SATUAN: copied("satuan"),
        _PK: copied("target_pk"),
        _TARGET: copied("target_sd"),
        _REALISASI: copied("realisasi_sd"),
        _CAPAIAN: copied("capaian_triwulan"),
        _CAPAIAN_PK: copied("capaian_pk"),
        _STATUS: copied("status"),
        _SISA: copied("sisa"),
    }


def _hidden(at: int, place: int, shown: Indicator | None, in_order: Indicator | None) -> Figures:
    """The hidden cells of an indicator's line: which row it shows, and the steps of its capaian up to each quarter.

    Args:
        place: of the line, from 0.
        in_order: the indicator of this place in the order of the sheet Triwulan.
    """
    copied = _copied(at, shown)
    raw, order, chosen, baris_3_1 = (address(at, column) for column in (_RAW, _ORDER, _SORTED, _BARIS_3_1))
    found = f"INDEX({column_of(TRIWULAN_TABLE, 'baris_3_1')},{raw})"
    group = f'IF({found}="",{UNKNOWN},N(INDEX({column_of(TABEL_3_1, "baris_sasaran")},{found})))'
    return {
        _RAW: (float(in_order.number) if in_order else None, f'IFERROR(SMALL({column_of(TRIWULAN_TABLE, "baris")},{place + 1}),"")'),
        _ORDER: (in_order.order if in_order else None, unless_blank(raw, f"{group}*{ROWS}+{raw}")),
        _SORTED: (shown.order if shown else None, unless_blank(order, f"SMALL({_of_rows(_ORDER)},{place + 1})")),
        _NUMBER: (float(shown.number) if shown else None, unless_blank(chosen, f"MOD({chosen},{ROWS})")),
        _GROUP: (shown.group if shown else None, unless_blank(chosen, f"INT({chosen}/{ROWS})")),
        _BARIS_3_1: copied("baris_3_1"),
        _BOBOT: (shown.bobot if shown else None, unless_blank(baris_3_1, unless_blank(of_row(TABEL_3_1, "bobot", baris_3_1)))),
        _COPY_PK: copied("capaian_pk"),
        _COLOURS[_SHADED.index(_STATUS)]: copied("warna"),
        _HARD: copied("sisa_berat"),
        **_steps(at, shown),
    }


def _steps(at: int, shown: Indicator | None) -> Figures:
    """The steps of the capaian up to each quarter before the last, as the sheet Triwulan has them for the quarter that it speaks of."""
    copied, number = _copied(at, shown), address(at, _NUMBER)
    row = shown.row if shown else _EMPTY_ROW
    kode, penyebut, arah, atas, batas, pk = (address(at, column) for column in (_KODE, _PENYEBUT, _ARAH, _ATAS, _BATAS, _PK))
    added = "&".join(of_row(TRIWULAN_TABLE, key, number) for key in ("jumlah_target", "jumlah_realisasi"))
    is_used = row.get("jumlah_target") is not None or row.get("jumlah_realisasi") is not None
    cells: dict[int, Figure] = {
        # where nothing is typed, nothing has been added up
        _KODE: (
            row.get("kode") if is_used else None,
            unless_blank(number, f'IF(LEN({added})=0,"",{of_row(TRIWULAN_TABLE, "kode", number)})'),
        ),
        _PENYEBUT: copied("nilai_penyebut"),
        _ARAH: copied("arah_berlaku"),
        _ATAS: copied("target_atas"),
        _BATAS: copied("batas_atas"),
    }
    for typed, columns in ((triwulan.TARGET, _TARGETS), (triwulan.REALISASI, _DONE)):
        cells |= {column: copied(triwulan.NILAI[key]) for key, column in zip(typed, columns, strict=False)}
    for place in range(len(EARLIER)):
        planned_sum, done_sum, target, done, nearest, percent = (address(at, _STEPS[place * _EACH + step]) for step in range(_EACH))
        planned, reached = (_quarters_to(at, columns[: place + 1]) for columns in (_TARGETS, _DONE))
        formulas = (
            forms.added_target(kode, None, planned, reached),
            forms.added_realisasi(kode, None, planned, reached),
            forms.of_whole(kode, planned_sum, penyebut),
            forms.of_whole(kode, done_sum, penyebut),
            forms.nearest_of_quarter(target, done, pk, arah, atas),
            native.step_formula(nearest, target, done, native.Way(arah), helper_cells.NAMES, atas, batas),
        )
        values = shown.steps[place][:_EACH] if shown else [None] * _EACH
        cells |= {_STEPS[place * _EACH + step]: pair for step, pair in enumerate(zip(values, formulas, strict=True))}
        cells[_REACHED[place]] = shown.reached[place] if shown else None, native.step_limited(percent, helper_cells.NAMES, batas)
    last = _REACHED[-1]
    cells[last] = shown.reached[-1] if shown else None, of_row(TRIWULAN_TABLE, "capaian_triwulan", number)
    for place, (column, shade) in enumerate(zip(_REACHED, _SHADES, strict=True)):
        value, formula = cells[column]
        until = f'IF({_TW}<{place + 1},"",{{}})'
        cells[column] = value, unless_blank(number, until.format(formula))
        colour = forms.colour_of(address(at, column), f"{triwulan.SKALA}[Batas bawah]", helper_cells.SKALA_TRIWULAN_AWAL)
        cells[shade] = shown.shades[place] if shown else None, unless_blank(number, until.format(colour))
    return cells


def _quarters_to(at: int, columns: Sequence[int]) -> forms.Quarters:
    cells = [address(at, column) for column in columns]
    return forms.Quarters(cells, ":".join(dict.fromkeys((cells[0], cells[-1]))))


# ---------------------------------------------------------------- what each quarter has reached
def _write_development(writer: _Writer, indicators: Sequence[Indicator], places: Sequence[int]) -> None:
    """Add a line for each indicator with its capaian up to each quarter.

    Args:
        places: the rows with the lines of the indicators.
    """
    rows: list[Indicator | None] = [*indicators, *[None] * (len(places) - len(indicators))]
    heights = [
        _height(_development(place, 0, each, (above, place) if above else None))
        for place, above, each in zip(places, [None, *rows], rows, strict=False)
    ]
    title = "Perkembangan capaian terhadap target triwulan (%)"
    writer.section((title, None), _DEVELOPMENT_HEADINGS, heights)
    for place, (of, each) in enumerate(zip(places, rows, strict=True)):
        begins = writer.make_room(heights[place]) or place == 0
        above = None if begins else (rows[place - 1], places[place - 1])
        figures = _development(of, place, each, above)
        writer.line(Line.ROW, figures, max(heights[place], _height(figures)))


def _development(of: int, place: int, shown: Indicator | None, above: tuple[Indicator | None, int] | None) -> Figures:
    """The cells of a line with what an indicator has reached up to each quarter.

    Args:
        of: the row with the line of the indicator.
        above: the indicator of the line above and the row with that one's line; None where the line shows its sasaran in any case.
    """
    row = shown.row if shown else _EMPTY_ROW
    number, baris_3_1 = address(of, _NUMBER), address(of, _BARIS_3_1)

    def of_line(column: int) -> str:
        return unless_blank(address(of, column))

    name = f'{of_row(TRIWULAN_TABLE, "sasaran", number)}&""'
    once = name if above is None else f'IF({address(of, _GROUP)}={address(above[1], _GROUP)},"",{name})'
    again = above is not None and above[0] is not None and shown is not None and above[0].group == shown.group
    return {
        _NUMBER: (float(shown.number) if shown else None, of_line(_NUMBER)),
        _NO: (float(place + 1) if shown else None, unless_blank(number, str(place + 1))),
        _SASARAN: (shown.row["sasaran"] if shown and not again else None, unless_blank(number, once)),
        _INDIKATOR: (row.get("indikator"), of_line(_INDIKATOR)),
        _SATUAN: (row.get("satuan"), of_line(_SATUAN)),
        _PK: (row.get("target_pk"), of_line(_PK)),
        _TARGET: (row.get("jenis"), unless_blank(number, unless_blank(of_row(TRIWULAN_TABLE, "jenis", number)))),
        _REALISASI: (shown.arah if shown else None, unless_blank(baris_3_1, unless_blank(of_row(TABEL_3_1, "arah", baris_3_1)))),
        **{
            column: (values[quarter] if values else None, of_line(wanted[quarter]))
            for columns, wanted, values in (
                (_SHADED, _REACHED, shown and shown.reached),
                (_COLOURS, _SHADES, shown and shown.shades),
            )
            for quarter, column in enumerate(columns)
        },
    }


# ---------------------------------------------------------------- the follow-ups
_FOLLOWED: Final = ("indikator", "analisis", "kendala", "solusi", "rencana_tindak_lanjut", "penanggung_jawab", "batas_waktu")
_FOLLOW_HEADINGS: Final = ("No", *(TINDAK_LANJUT.column(key).heading[-1].capitalize() for key in _FOLLOWED))
_KEY, _IN_TABLE = _RAW, _SORTED
"""Hidden columns of a follow-up: the key of its indicator, and the row of that in the sheet Triwulan."""


@dataclass(frozen=True)
class _FollowUp:
    """A row of the sheet Tindak Lanjut.

    Attributes:
        number: of the row there, from 1.
        key: of its indicator; "" if it names none.
        indicator: the row of its indicator in the sheet Triwulan with the number of it; None unless there is just one.
    """

    number: int
    row: Row
    key: str
    indicator: tuple[int, Row] | None


def _noted(laporan: Laporan, number: int, row: Row) -> _FollowUp:
    name = row["indikator"]
    key = "" if name is None or is_error(name) else key_of(name)
    places = zip(laporan.places_in(TRIWULAN_TABLE), laporan.rows[TRIWULAN_TABLE.key], strict=True)
    found = [(place + 1, each) for place, each in places if key and each["kunci"] == key]
    return _FollowUp(number, row, key, found[0] if len(found) == 1 else None)


def _write_follow_ups(writer: _Writer, laporan: Laporan, found: Quarters) -> None:
    """Add the follow-ups of the quarter and of the one before it, with room for those of any quarter."""
    noted = [[_noted(laporan, *each) for each in state.follow_ups(laporan, number)] for number in triwulan.NUMBERS]
    now = int(found.number) if isinstance(found.number, float) else 0
    before = f'IF({_TW}>1,CHOOSE({_TW}-1,{",".join(map(quoted, TRIWULAN[:-1]))}),"")'
    _follow_ups(
        writer,
        noted,
        now,
        _NUMERAL,
        (
            f"{_FOLLOW_UPS} {TRIWULAN[now - 1]}{'' if noted[now - 1] else _NONE_NOTED}" if now else _FOLLOW_UPS,
            f'IF({_NUMERAL}="","{_FOLLOW_UPS}","{_FOLLOW_UPS} "&{_NUMERAL}&{_none_noted(_NUMERAL)})',
        ),
        below=0.0,
        is_done=False,
    )
    _follow_ups(
        writer,
        noted,
        now - 1,
        f'IF(ISNUMBER({_TW}),{before},"")',
        (
            f"{_FOLLOW_UPS} {TRIWULAN[now - 2]} dan hasilnya{'' if noted[now - 2] else _NONE_NOTED}" if now > 1 else _NONE_BEFORE,
            f'IF(IF(ISNUMBER({_TW}),{_TW},0)<2,"{_NONE_BEFORE}","{_FOLLOW_UPS} "&{before}&" dan hasilnya"&{_none_noted(before)})',
        ),
        below=_SIGNATURE_ROWS * _SIGNED_HEIGHT,
        is_done=True,
    )


def _none_noted(numeral: str) -> str:
    return f'IF(IFERROR(SUMPRODUCT({state.are_follow_ups(numeral)}),0)=0,"{_NONE_NOTED}","")'


def _follow_ups(
    writer: _Writer,
    noted: Sequence[Sequence[_FollowUp]],
    number: int,
    numeral: str,
    title: Figure,
    *,
    below: float,
    is_done: bool,
) -> None:
    """Add the follow-ups of a quarter.

    Args:
        noted: the rows of the sheet Tindak Lanjut about each quarter.
        number, numeral: the quarter, from 1 (below that there is none), and the formula of its numeral.
        below: points of what stays on the page of the last line.
        is_done: whether what became of them is known by now.
    """
    room = max(1, *map(len, noted))
    heights = [
        max((_height(_follow_up(0, each[place], is_done=is_done)) for each in noted if place < len(each)), default=_height({}))
        for place in range(room)
    ]
    shown = noted[number - 1] if number > 0 else ()
    rows = column_of(TINDAK_LANJUT, "tw")
    position = f"(ROW({rows})-ROW(INDEX({rows},1))+1)"
    then = " sekarang" if is_done else ""
    writer.section(title, [*_FOLLOW_HEADINGS, f"Capaian{then} (%)", f"Status{then}", "Selesai"], heights, below)
    above = ""
    for place, height in enumerate(heights):
        writer.make_room(height, below=below if place + 1 == room else 0.0)
        each = shown[place] if place < len(shown) else None
        here = address(writer.at, _NUMBER)
        later = f"*({position}>{above})" if above else ""
        # the first of the rows that are left, as what is most of its distance from the end
        first = f"{ROWS}-SUMPRODUCT(MAX({state.are_follow_ups(numeral)}{later}*({ROWS}-{position})))"
        search = f'IFERROR(1/(1/MOD({first},{ROWS})),"")'
        search = unless_blank(above or f"({numeral})", search)
        figures = {
            _NO: (float(place + 1) if each else None, unless_blank(here, str(place + 1))),
            **_follow_up(writer.at, each, is_done=is_done),
            _NUMBER: (float(each.number) if each else None, search),
        }
        writer.line(Line.ROW, figures, height)
        above = here


def _follow_up(at: int, noted: _FollowUp | None, *, is_done: bool) -> Figures:
    """The cells of a follow-up that are seen, and the row of its indicator."""
    row = noted.row if noted else _EMPTY_ROW
    number, name, key, of_table = (address(at, column) for column in (_NUMBER, _SASARAN, _KEY, _IN_TABLE))
    cells: dict[int, Figure] = {}
    for column, of in enumerate(_FOLLOWED, _SASARAN):
        cell = of_row(TINDAK_LANJUT, of, number)
        is_date = of == "batas_waktu"
        cells[column] = (
            _date(row.get(of)) if is_date else row.get(of),
            unless_blank(number, _date_form(cell) if is_date else unless_blank(cell)),
        )
    done = of_row(TINDAK_LANJUT, "selesai", number)
    unknown = _NOT_NOTED if is_done else ""
    cells[_SISA] = (row.get("selesai") or unknown or None) if noted else None, unless_blank(number, f'IF(LEN({done})=0,"{unknown}",{done})')
    keys = column_of(TRIWULAN_TABLE, "kunci")
    cells[_KEY] = noted.key or None if noted else None, unless_blank(number, f'IFERROR({native_key(name)},"")')
    found = f'IF(COUNTIF({keys},{key})=1,MATCH({key},{keys},0),"")'
    indicator = noted.indicator if noted and noted.indicator else None
    cells[_IN_TABLE] = float(indicator[0]) if indicator else None, unless_blank(key, f'IFERROR({found},"")')
    for column, of_column in ((_CAPAIAN_PK, "capaian_triwulan"), (_STATUS, "status"), (_COLOURS[_SHADED.index(_STATUS)], "warna")):
        value = indicator[1][of_column] if indicator else None
        cells[column] = value, unless_blank(of_table, of_row(TRIWULAN_TABLE, of_column, of_table))
    return cells


def _date(value: Cell) -> Cell:
    """A date as "30-09-2025"; a text as it was typed. The number of a day is a text in a column of texts."""
    if isinstance(value, str) and value.isdecimal() and _FIRST_DAY < int(value[:9]) < _NO_DAY:
        return (DAY_ZERO + timedelta(days=int(value))).strftime("%d-%m-%Y")
    return value


def _date_form(cell: str) -> str:
    # the letters of a format for TEXT depend on the PC
    said = f'RIGHT("0"&DAY({cell}),2)&"-"&RIGHT("0"&MONTH({cell}),2)&"-"&YEAR({cell})'
    return f'IF(ISNUMBER({cell}),IF(AND({cell}>{_FIRST_DAY},{cell}<{_NO_DAY}),{said},{cell}&""),{unless_blank(cell)})'
