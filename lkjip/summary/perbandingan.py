"""The sheet Perbandingan: this year beside earlier years, the Renstra's end and a standard, as in BAB III 3.1 of the report.

It prints on two pages beside each other, both with the names of the indicators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model import choices
from lkjip.model.cell import SummaryCell
from lkjip.model.end_targets import KUMULATIF, TAHUNAN
from lkjip.model.expressions import StepCell, column_values, native_value
from lkjip.model.formulas import aturan, native
from lkjip.model.laporan import Laporan, Row
from lkjip.model.positions import Placed
from lkjip.model.profile_text import profile_cell
from lkjip.model.tables import TABEL_3_1
from lkjip.model.tables.report import REALISASI, RIWAYAT, TARGET
from lkjip.summary import penjelasan, state
from lkjip.summary.sheet import (
    HIDDEN,
    LEFT,
    PAGE_SIZE,
    Block,
    SummarySheet,
    address,
    heading_height,
    headings,
    indicator_rows,
    of_row,
    on_page,
    row_number,
    text,
    unless_blank,
    value_of,
)
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import VALUE, is_error

PERBANDINGAN: Final = "Perbandingan"

_HEADINGS: Final = (
    ("Indikator Kinerja", "(1)"),
    ("Satuan", "(2)"),
    *((f"Realisasi {{tahun-{ago}}}" if ago else "Realisasi {tahun}", f"({number})") for number, ago in enumerate(REALISASI, 3)),
    ("Capaian {tahun} (%)", "(7)"),
    ("Naik/turun dari {tahun-1}", "(8) = (6) - (5)"),
    ("Target akhir Renstra[ {tahun_akhir_renstra}]", "(9)"),
    ("Sifat target akhir", "(10)"),
    ("Kemajuan ke target akhir (%)", "(11)"),
    ("Penjelasan capaian", "(12)"),
)
_WIDTHS: Final = (32, 9, *(9 for _ in REALISASI), 9, 9.5, 9.5, 10, 10, 23)
_MORE_HEADINGS: Final = (
    *(
        each
        for number, ago in enumerate(RIWAYAT)
        for each in (
            (f"Capaian {{tahun-{ago}}} (%)", f"({13 + 2 * number})"),
            (f"Perubahan {{tahun}} dari {{tahun-{ago}}}", f"({14 + 2 * number})"),
        )
    ),
    ("Standar", "(19)"),
    ("Sumber standar", "(20)"),
    ("Realisasi {tahun} terhadap standar", "(21)"),
)
"""Those of the second page."""
_MORE_WIDTHS: Final = (*(width for _ in RIWAYAT for width in (9, 14)), 9, 14, 15)
_INDIKATOR, _SATUAN, *_BEFORE, _REALISASI, _CAPAIAN, _CHANGE, _END, _NATURE, _PROGRESS, _WHY = range(LEFT, LEFT + len(_HEADINGS))
_NUMBER: Final = _WHY + 1
"""A hidden column: the number of the row in Tabel 3.1."""
_SECOND_PAGE: Final = _NUMBER + 1
_STANDARD: Final = _SECOND_PAGE + 2 * len(RIWAYAT)
_SOURCE, _AGAINST = _STANDARD + 1, _STANDARD + 2
_SENSE: Final = _AGAINST + 1
"""A hidden column: 1 if more is better, -1 if less is, else 0."""
_WAY: Final = _SENSE + 1
"""A hidden column: the number of the direction, or why the row has no capaian by the office's choices."""
_LIMIT: Final = _WAY + 1
"""A hidden column: the upper limit of the row's indicator in percent."""


@dataclass(frozen=True)
class _Year:
    """An earlier year, by its columns here.

    Attributes:
        target, percent: hidden columns with the target and with the capaian before rounding and limits.
    """

    ago: int
    realisasi: int
    capaian: int
    change: int
    target: int
    percent: int


_EARLIER: Final = tuple(
    _Year(ago, before, _SECOND_PAGE + 2 * place, _SECOND_PAGE + 2 * place + 1, _LIMIT + 1 + 2 * place, _LIMIT + 2 + 2 * place)
    for place, (ago, before) in enumerate(zip(RIWAYAT, _BEFORE, strict=True))
)
_LAST: Final = _EARLIER[-1].percent
_YEARS: Final = tuple((key, column, ago) for (ago, key), column in zip(REALISASI.items(), (*_BEFORE, _REALISASI), strict=True))
"""Key in Tabel 3.1, column here and how many years ago, the oldest first."""
PROGRESS_COLUMN: Final = _PROGRESS - LEFT + 1
"""The column of the block, from 1, with the progress towards the end target in percent."""
BLOCK: Final = "blok_perbandingan"
"""The defined name of the rows."""
_HEADING_ROW: Final = 2
_FIRST_ROW: Final = _HEADING_ROW + 2
_TITLE: Final = "Perbandingan Kinerja[ {kantor}] Tahun {tahun}"
_NOTE_HEIGHT: Final = 26.0
_PLACES: Final = 4
_LARGE: Final = 1e9
"""Differences that every spreadsheet joins to a text alike: with at most so many decimals, and smaller."""


@dataclass(frozen=True)
class _Words:
    """What is said of a figure that is more or less than another, or equal to it, and which of these is better."""

    more: str
    less: str
    equal: str
    better: str
    worse: str


_CHANGE_WORDS: Final = _Words("naik", "turun", "tetap", "membaik", "memburuk")
_AGAINST_WORDS: Final = _Words("di atas", "di bawah", "sama", "lebih baik", "lebih buruk")
_NOTES: Final = (
    "Kumulatif: target akhir Renstra adalah jumlah target tiap tahun; kemajuannya dihitung dari jumlah realisasi tahun-tahun yang tercatat"
    " di tabel ini sejak awal Renstra.",
    "Tahunan: kemajuannya adalah capaian tahun ini terhadap target akhir. Kolom Kumulatif di Tabel 3.1 menentukan; bila kosong, yang"
    " terbukti dari target tiap tahun di Renstra. Bila tidak terbukti, sifat dan kemajuannya kosong.",
)


def perbandingan_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet: a row per indicator, in the order of Tabel 3.1."""
    cells: dict[tuple[int, int], SummaryCell] = {
        # not over the columns that both pages have, which would show half of it
        (0, _BEFORE[0]): text(laporan, _TITLE, "title", last_column=_WHY),
        (0, _SECOND_PAGE): text(laporan, _TITLE, "title", last_column=_AGAINST),
    }
    cells[1, LEFT] = state.note()
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan, "page") | headings(_MORE_HEADINGS, _HEADING_ROW, laporan, "page", left=_SECOND_PAGE)
    rows = indicator_rows(laporan)
    helpers = choices.helper_values(laporan.pilihan)
    earlier = [*_earlier(laporan, "rumus"), *earlier_capaian(laporan)]
    for place, row in enumerate(rows):
        at = _FIRST_ROW + place
        cells |= _indicator(laporan, helpers, at, row)
        cells |= _more(helpers, at, row, [values[place] if row else None for values in earlier])
    last = _FIRST_ROW + len(rows) - 1
    for offset, note in enumerate(_NOTES, 1):
        cells[last + offset, _BEFORE[0]] = SummaryCell(note, ("note",), last_column=_WHY)
    widths = (0.5, *_WIDTHS, HIDDEN, *_MORE_WIDTHS, *(HIDDEN for _ in range(_SENSE, _LAST + 1)))
    return SummarySheet(
        title=PERBANDINGAN,
        widths=widths,
        cells=cells,
        heights={
            0: 30,
            1: state.NOTE_HEIGHT,
            _HEADING_ROW: heading_height(cells, _HEADING_ROW, widths, PAGE_SIZE),
            last + 1: _NOTE_HEIGHT,
            last + 2: _NOTE_HEIGHT,
        },
        blocks=[Block(BLOCK, _FIRST_ROW, LEFT, last, _LAST)],
        landscape=True,
        size=PAGE_SIZE,
        begins=(_SECOND_PAGE,),
        repeated=(LEFT, _SATUAN),
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        with_unit=[(_FIRST_ROW, column, last, column, _SATUAN) for column in (*_BEFORE, _REALISASI, _END, _STANDARD)],
    )


def earlier_capaian(laporan: Laporan) -> list[list[Cell]]:
    """The capaian of each year of `RIWAYAT` by the office's rules (percent), for every row of Tabel 3.1.

    Blank unless the year's target and realisasi are both there.
    """
    return _earlier(laporan, "persen_capaian")


def change_since(row: Row, ago: int) -> Cell:
    """How the realisasi of a row of Tabel 3.1 has changed since some years ago, in words; blank if either is not a number."""
    return _worded(row.get(REALISASI[0]), row.get(REALISASI[ago]), _sense(row), _CHANGE_WORDS)


def against_standard(row: Row) -> Cell:
    """The realisasi of a row of Tabel 3.1 beside its national or provincial figure, in words; blank if either is not a number."""
    return _worded(row.get(REALISASI[0]), row.get("standar"), _sense(row), _AGAINST_WORDS)


def _earlier(laporan: Laporan, step: str) -> list[list[Cell]]:
    """A step of the capaian of each earlier year by the office's rules, for every indicator; blank unless both numbers are there."""
    rows, numbers = laporan.rows[TABEL_3_1.key], [place + 1 for place in laporan.places_in(TABEL_3_1)]
    found = []
    for year in _EARLIER:
        keys = TARGET[year.ago], REALISASI[year.ago]
        then = [{**row, "nilai_target": row[keys[0]], "nilai_realisasi": row[keys[1]], "target_atas": None} for row in rows]
        computed = column_values(StepCell(step, "indikator"), Placed(then, numbers), laporan.skala, {}, laporan.aturan)
        both = [[row[key] for key in keys] for row in rows]
        found.append(
            [
                value if all(isinstance(each, float) for each in pair) else next(filter(is_error, pair), None)
                for pair, value in zip(both, computed, strict=True)
            ]
        )
    return found


def _indicator(laporan: Laporan, helpers: Mapping[str, Cell], at: int, row: Row) -> dict[tuple[int, int], SummaryCell]:
    number = address(at, _NUMBER)

    def cell(value: Cell, formula: str, *style: str) -> SummaryCell:
        return SummaryCell(value, on_page(*style), unless_blank(number, formula))

    def shown(key: str, *style: str) -> SummaryCell:
        return cell(row.get(key), unless_blank(of_row(TABEL_3_1, key, number)), *style)

    change, change_formula = _change(at, row)
    progress, progress_formula = _progress(laporan, at, row)
    columns = (
        shown("indikator", "teks"),
        shown("satuan", "teks", "center"),
        *(shown(key, "angka") for key, _, _ in _YEARS),
        cell(row.get("persen_capaian"), of_row(TABEL_3_1, "persen_capaian", number), "persen"),
        cell(change, change_formula, "change"),
        shown("target_akhir_renstra", "angka"),
        cell(row.get("sifat_target"), of_row(TABEL_3_1, "sifat_target", number), "center"),
        cell(progress, progress_formula, "persen"),
        cell(penjelasan.value(row, helpers) if row else None, penjelasan.formula(number, address(at, _CAPAIAN)), "teks"),
        SummaryCell(row.get("baris"), ("record",), row_number(at, _FIRST_ROW, _NUMBER)),
    )
    return {(at, LEFT + offset): each for offset, each in enumerate(columns)}


def _more(helpers: Mapping[str, Cell], at: int, row: Row, earlier: Sequence[Cell]) -> dict[tuple[int, int], SummaryCell]:
    """The cells of the second page, and the hidden ones behind them.

    Args:
        earlier: the percentages of the earlier years before rounding and limits, then their capaian.
    """
    number, sense, way, limit, this = (address(at, column) for column in (_NUMBER, _SENSE, _WAY, _LIMIT, _REALISASI))

    def of(key: str) -> str:
        return of_row(TABEL_3_1, key, number)

    def cell(value: Cell, formula: str, *style: str) -> SummaryCell:
        return SummaryCell(value, style, unless_blank(number, formula))

    direction = of("kode_arah")
    cells = {
        _SENSE: SummaryCell(_sense(row), ("record",), f"IFERROR(CHOOSE({direction},1,-1,-1,0),0)"),
        _WAY: cell(_way(row, helpers), native.usable_way(native.Way(direction), aturan.NAMES, limit), "record"),
        _LIMIT: cell(row.get("batas_atas"), unless_blank(of("batas_atas")), "record"),
        _STANDARD: cell(row.get("standar"), unless_blank(of("standar")), *on_page("angka")),
        _SOURCE: cell(row.get("sumber_standar"), unless_blank(of("sumber_standar")), *on_page("teks")),
        # what these read is blank in a row without an indicator
        _AGAINST: SummaryCell(
            against_standard(row),
            on_page("center"),
            _worded_formula(this, address(at, _STANDARD), sense, _AGAINST_WORDS),
        ),
    }
    for year, unlimited, value in zip(_EARLIER, earlier[: len(_EARLIER)], earlier[len(_EARLIER) :], strict=True):
        before, target, percent = (address(at, column) for column in (year.realisasi, year.target, year.percent))
        reached = native.step_of_numbers(target, before, native.Way(way), aturan.NAMES, limit)
        cells |= {
            year.target: cell(row.get(TARGET[year.ago]), unless_blank(of(TARGET[year.ago])), "record"),
            year.percent: SummaryCell(unlimited, ("record",), reached),
            year.capaian: SummaryCell(value, on_page("persen"), native.step_limited(percent, aturan.NAMES, limit)),
            year.change: SummaryCell(
                change_since(row, year.ago),
                on_page("center"),
                _worded_formula(this, before, sense, _CHANGE_WORDS),
            ),
        }
    return {(at, column): each for column, each in cells.items()}


def _way(row: Row, helpers: Mapping[str, Cell]) -> Cell:
    """The number of a row's direction, or the error that its capaian would be."""
    code, limit = row.get("kode_arah"), row.get("batas_atas")
    if is_error(code) or code is None:
        return code
    if helpers["aturan_galat"] is not None:
        return VALUE
    if is_error(limit):
        return limit
    refused = isinstance(limit, bool) or (isinstance(limit, str) and not native.is_blank(limit))
    return VALUE if refused or code == 0 else code


def _worded(now: Cell, other: Cell, sense: float, words: _Words) -> Cell:
    """A difference with its words; blank if either is not a number.

    Args:
        sense: 1 if more is better, -1 if less is, else 0.
    """
    if not isinstance(now, float) or not isinstance(other, float):
        return None
    rounded = id_format.rounded(now - other, _PLACES)
    if not rounded:
        return words.equal
    is_more = now > other
    figure = f"{'+' if is_more else ''}{format(rounded.normalize(), 'f').replace('.', ',')} " if abs(now - other) < _LARGE else ""
    judged = f", {words.better if is_more == (sense > 0) else words.worse}" if sense else ""
    return f"{figure}{words.more if is_more else words.less}{judged}"


def _worded_formula(this: str, other: str, sense: str, words: _Words) -> str:
    rounded, is_more = f"ROUND({this}-{other},{_PLACES})", f"{this}>{other}"
    # a number joined to a text has the decimal mark of the PC
    figure = f'IF({is_more},"+","")&SUBSTITUTE({rounded},".",",")&" "'
    shown = f'IF(ABS({this}-{other})<{_LARGE:.15g},{figure},"")'
    judged = f'IF({sense}=0,"",IF(({is_more})=({sense}=1),", {words.better}",", {words.worse}"))'
    worded = f'IF({rounded}=0,"{words.equal}",{shown}&IF({is_more},"{words.more}","{words.less}")&{judged})'
    return f'IF(COUNT({this},{other})=2,{worded},"")'


def _sense(row: Row) -> float:
    """Whether more is better (1) or less (-1); 0 if neither, or not known."""
    return {1.0: 1.0, 2.0: -1.0, 3.0: -1.0}.get(_number(row.get("kode_arah")), 0.0)


def _change(at: int, row: Row) -> tuple[Cell, str]:
    """This year's realisasi minus last year's, in the indicator's unit; blank if either is not a number."""
    now, before = row.get(REALISASI[0]), row.get(REALISASI[1])
    value = now - before if isinstance(now, float) and isinstance(before, float) else None
    last, this = address(at, _BEFORE[-1]), address(at, _REALISASI)
    return value, f'IF(AND(ISNUMBER({last}),ISNUMBER({this})),{this}-{last},"")'


def progress(laporan: Laporan, row: Row) -> Cell:
    """The progress of an indicator, a row of Tabel 3.1, towards its end target in percent; blank if it is not known."""
    return _progress(laporan, _FIRST_ROW, row)[0]


def _progress(laporan: Laporan, at: int, row: Row) -> tuple[Cell, str]:
    """Percent of the end target: of all recorded years if it is cumulative, of this year by its direction if it is a year's.

    Blank as long as nothing tells which it is.
    """
    nature = row.get("sifat_target")
    end = row.get("target_akhir_renstra")
    year, start = (laporan.profil.get(key) for key in ("tahun", "tahun_awal_renstra"))
    counted = [row.get(key) for key, _, ago in _YEARS if ago == 0 or _number(year) - ago >= _number(start)]
    value: Cell = None
    if nature == TAHUNAN:
        value = value_of(native_value, "CAPAIAN", end, row.get("realisasi"), row.get("arah"))
    elif nature == KUMULATIF and isinstance(row.get("realisasi"), float):
        wrong = next((each for each in counted if is_error(each)), None)
        value = wrong or value_of(native_value, "CAPAIAN", end, sum(map(_number, counted)))
    elif nature == KUMULATIF and is_error(row.get("realisasi")):
        value = row.get("realisasi")
    end_cell, this = address(at, _END), address(at, _REALISASI)
    begin = f"N({profile_cell('tahun_awal_renstra')})"
    years = [f"IF(N({profile_cell('tahun')})-{ago}>={begin},N({address(at, column)}),0)" for _, column, ago in _YEARS[:-1]]
    share = f"IF({end_cell}=0,#DIV/0!,({'+'.join([*years, this])})/{end_cell}*100)"
    cumulative = f'IF(ISNUMBER({this}),{share},IF(ISERROR({this}),{this},""))'
    yearly = native.capaian(end_cell, this, of_row(TABEL_3_1, "arah", address(at, _NUMBER)))
    told = address(at, _NATURE)
    return value, f'IF({told}="{KUMULATIF}",{cumulative},IF({told}="{TAHUNAN}",{yearly},""))'


def _number(value: Cell) -> float:
    """Like the spreadsheet function N: anything but a number counts as 0."""
    return float(value) if isinstance(value, float | int) else 0.0
