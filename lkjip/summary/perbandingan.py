"""The sheet Perbandingan: this year beside earlier years and the Renstra's end, as in BAB III 3.1 of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lkjip.model import choices
from lkjip.model.cell import SummaryCell
from lkjip.model.end_targets import KUMULATIF, TAHUNAN
from lkjip.model.expressions import native_value
from lkjip.model.formulas import native
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import profile_cell
from lkjip.model.tables import TABEL_3_1
from lkjip.model.tables.report import REALISASI
from lkjip.summary import penjelasan, state
from lkjip.summary.sheet import (
    HIDDEN,
    LEFT,
    Block,
    SummarySheet,
    address,
    headings,
    indicator_rows,
    of_row,
    row_number,
    text,
    unless_blank,
    value_of,
)
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

PERBANDINGAN: Final = "Perbandingan"

_HEADINGS: Final = (
    ("Indikator Kinerja", "(1)"),
    ("Satuan", "(2)"),
    *((f"Realisasi {{tahun-{ago}}}" if ago else "Realisasi {tahun}", f"({number})") for number, ago in enumerate(REALISASI, 3)),
    ("Capaian {tahun} (%)", "(7)"),
    ("Naik/turun dari {tahun-1}", "(8) = (6) - (5)"),
    ("Target akhir Renstra {tahun_akhir_renstra}", "(9)"),
    ("Sifat target akhir", "(10)"),
    ("Kemajuan ke target akhir (%)", "(11)"),
    ("Penjelasan capaian", "(12)"),
)
_WIDTHS: Final = (44, 10, *(12 for _ in REALISASI), 12, 13, 14, 12, 13, 34)
_INDIKATOR, _SATUAN, *_BEFORE, _REALISASI, _CAPAIAN, _CHANGE, _END, _NATURE, _PROGRESS, _WHY = range(LEFT, LEFT + len(_HEADINGS))
_NUMBER: Final = _WHY + 1
"""A hidden column: the number of the row in Tabel 3.1."""
_YEARS: Final = tuple((key, column, ago) for (ago, key), column in zip(REALISASI.items(), (*_BEFORE, _REALISASI), strict=True))
"""Key in Tabel 3.1, column here and how many years ago, the oldest first."""
_HEADING_ROW: Final = 2
_FIRST_ROW: Final = _HEADING_ROW + 2
_NOTES: Final = (
    "Kumulatif: target akhir Renstra adalah jumlah target tiap tahun; kemajuannya dihitung dari jumlah realisasi tahun-tahun yang tercatat"
    " di tabel ini sejak awal Renstra.",
    "Tahunan: kemajuannya adalah capaian tahun ini terhadap target akhir. Kolom Kumulatif di Tabel 3.1 menentukan; bila kosong, yang"
    " terbukti dari target tiap tahun di Renstra. Bila tidak terbukti, sifat dan kemajuannya kosong.",
)


def perbandingan_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet: a row per indicator, in the order of Tabel 3.1."""
    cells: dict[tuple[int, int], SummaryCell] = {
        (0, LEFT): text(laporan, "Perbandingan Kinerja {singkatan} {pemerintah_daerah} Tahun {tahun}", "title", last_column=_WHY)
    }
    cells[1, LEFT] = state.note()
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan)
    rows = indicator_rows(laporan)
    helpers = choices.helper_values(laporan.pilihan)
    for at, row in enumerate(rows, _FIRST_ROW):
        cells |= _indicator(laporan, helpers, at, row)
    last = _FIRST_ROW + len(rows) - 1
    for offset, note in enumerate(_NOTES, 1):
        cells[last + offset, LEFT] = SummaryCell(note, ("source",))
    return SummarySheet(
        title=PERBANDINGAN,
        widths=(1.5, *_WIDTHS, HIDDEN),
        cells=cells,
        heights={0: 30, 1: state.NOTE_HEIGHT, _HEADING_ROW: 44},
        blocks=[Block("blok_perbandingan", _FIRST_ROW, LEFT, last, _NUMBER)],
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        with_unit=[(_FIRST_ROW, column, last, column, _SATUAN) for column in (*_BEFORE, _REALISASI, _END)],
    )


def _indicator(laporan: Laporan, helpers: Mapping[str, Cell], at: int, row: Row) -> dict[tuple[int, int], SummaryCell]:
    number = address(at, _NUMBER)

    def cell(value: Cell, formula: str, *style: str) -> SummaryCell:
        return SummaryCell(value, ("cell", *style), unless_blank(number, formula))

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


def _change(at: int, row: Row) -> tuple[Cell, str]:
    """This year's realisasi minus last year's, in the indicator's unit; blank if either is not a number."""
    now, before = row.get(REALISASI[0]), row.get(REALISASI[1])
    value = now - before if isinstance(now, float) and isinstance(before, float) else None
    last, this = address(at, _BEFORE[-1]), address(at, _REALISASI)
    return value, f'IF(AND(ISNUMBER({last}),ISNUMBER({this})),{this}-{last},"")'


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
