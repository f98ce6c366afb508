"""The sheet Efisiensi: capaian beside the budget spent on it, and the record of the last sync."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.expressions import native_value
from lkjip.model.formulas import native
from lkjip.model.formulas.references import cell_reference
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.summary import state
from lkjip.summary.sheet import (
    HIDDEN,
    LEFT,
    Block,
    SummarySheet,
    address,
    column_of,
    count_named,
    heading_height,
    headings,
    how_many,
    indicator_rows,
    next_number,
    of_row,
    text,
    unless_blank,
    value_of,
)
from xlfuncs import rules
from xlfuncs.angka import Cell

EFISIENSI: Final = "Efisiensi"

_HEADINGS: Final = (
    ("Indikator Kinerja", "(1)"),
    ("Capaian (%)", "(2)"),
    ("Anggaran (rupiah)", "(3)"),
    ("Realisasi (rupiah)", "(4)"),
    ("Serapan (%)", "(5)"),
    ("Efisiensi (%)", "(6)"),
    ("Keterangan", "(7)"),
)
_WIDTHS: Final = (52, 12, 18, 18, 12, 12, 24)
_INDIKATOR, _CAPAIAN, _ANGGARAN, _REALISASI, _SERAPAN, _EFISIENSI, _REMARK = range(LEFT, LEFT + len(_HEADINGS))
_NUMBER: Final = _REMARK + 1
"""A hidden column: the number of the row in Tabel 3.1, with a minus sign of one in Tabel 3.2 whose indicator is not there, or 0 for
all budget lines that are no single indicator's."""
_HEADING_ROW: Final = 2
_FIRST_ROW: Final = _HEADING_ROW + 2
_RECORD_ROW: Final = 1
NO_BUDGET: Final = "tanpa anggaran"
NOT_NAMED: Final = "tidak disebut sendiri di Tabel 3.2"
"""An indicator without a budget line where others are no single indicator's, and may be its own."""
_SHARED: Final = "Tidak terbagi per indikator"
_NO_INDICATOR: Final = "tidak ada di Tabel 3.1"
_SEVERAL: Final = "{} baris anggaran"
_OF_INDICATOR: Final = column_of(TABEL_3_2, "baris_3_1")
_OF_NONE: Final = column_of(TABEL_3_2, "baris_tanpa_indikator")
_SHARED_COUNT: Final = cell_reference(_RECORD_ROW, _NUMBER, absolute=True)


def efisiensi_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet: a row per indicator of Tabel 3.1 with the sum of its budget lines, then budget lines without an indicator there.

    Only lines that count are shown or added. Those that are no single indicator's are one row, so that all rows add up to the total.
    """
    cells: dict[tuple[int, int], SummaryCell] = {
        (0, LEFT): text(laporan, "Efisiensi Penggunaan Sumber Daya[ {nama}] Tahun {tahun}", "title", last_column=_REMARK)
    }
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan)
    indicators, shared = laporan.rows[TABEL_3_1.key], _shared(laporan)
    shown = spending(laporan)
    blank = max(len(indicator_rows(laporan)) - len(shown), 0)
    for at, line in enumerate([*shown, *[Spending()] * blank], _FIRST_ROW):
        cells |= _line(at, line)
    last = _FIRST_ROW + len(shown) + blank - 1
    cells[0, _NUMBER] = SummaryCell(len(indicators), ("record",), count_named(TABEL_3_1))
    cells[_RECORD_ROW, _NUMBER] = SummaryCell(len(shared), ("record",), f"COUNT({_OF_NONE})")
    cells[_RECORD_ROW, LEFT] = state.note()
    counts = state.counts(laporan)
    for offset, (count, _) in enumerate(counts):
        cells[_RECORD_ROW, _CAPAIAN + offset] = SummaryCell(count, ("record",))
    return SummarySheet(
        title=EFISIENSI,
        widths=(0.5, *_WIDTHS, HIDDEN),
        cells=cells,
        heights={0: 30, _RECORD_ROW: state.NOTE_HEIGHT, _HEADING_ROW: heading_height(cells, _HEADING_ROW, (0.5, *_WIDTHS))},
        blocks=[
            Block("catatan_sinkron", _RECORD_ROW, _CAPAIAN, _RECORD_ROW, _CAPAIAN + len(counts) - 1, grows=False),
            Block("blok_efisiensi", _FIRST_ROW, LEFT, last, _NUMBER),
        ],
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
    )


@dataclass(frozen=True)
class Spending:
    """A row of the sheet: its number in the hidden column, its name, the budget lines it adds up, and what is remarked.

    Amounts are in rupiah, shares in percent; blank without a budget line, an error is its text.
    """

    number: Cell = None
    name: Cell = None
    lines: Sequence[Row] = ()
    remark: str | None = None
    capaian: Cell = None

    @cached_property
    def anggaran(self) -> Cell:
        return sum_of([line["dihitung"] for line in self.lines])

    @cached_property
    def realisasi(self) -> Cell:
        return sum_of([line["realisasi_dihitung"] for line in self.lines])

    @cached_property
    def serapan(self) -> Cell:
        return value_of(native_value, "SERAPAN", self.anggaran, self.realisasi)

    @cached_property
    def efisiensi(self) -> Cell:
        return value_of(native_value, "EFISIENSI", self.anggaran, self.realisasi)


def spending(laporan: Laporan) -> list[Spending]:
    """The rows of the sheet: one per indicator in the order of Tabel 3.1, then budget lines without an indicator there."""
    budget = laporan.rows[TABEL_3_2.key]
    lines: dict[Cell, list[Row]] = {}
    for row in budget:
        lines.setdefault(row["baris_3_1"], []).append(row)
    shared = _shared(laporan)
    return [
        *(_indicator(row, lines.get(row["baris"], []), is_known=not shared) for row in laporan.rows[TABEL_3_1.key]),
        *(Spending(-row["baris"], row["indikator"], [row], _NO_INDICATOR) for row in budget if row["baris_lebih"]),  # type: ignore[operator]
        *([Spending(0, _SHARED, shared, _SEVERAL.format(len(shared)))] if shared else ()),
    ]


def _shared(laporan: Laporan) -> list[Row]:
    """The budget lines that are no single indicator's."""
    return [row for row in laporan.rows[TABEL_3_2.key] if row["baris_tanpa_indikator"]]


def _indicator(row: Row, lines: Sequence[Row], *, is_known: bool) -> Spending:
    """The row of an indicator.

    Args:
        is_known: whether an indicator without a budget line is one without a budget.
    """
    remark = (NO_BUDGET if is_known else NOT_NAMED) if not lines else _SEVERAL.format(len(lines)) if len(lines) > 1 else None
    return Spending(row["baris"], row["indikator"], lines, remark, row["persen_capaian"])


def _line(at: int, shown: Spending) -> dict[tuple[int, int], SummaryCell]:
    """The cells of a row of the sheet."""
    place = address(at, _NUMBER)

    def cell(value: Cell, formula: str, *style: str) -> SummaryCell:
        return SummaryCell(value, ("cell", *style), unless_blank(place, formula))

    def either(of_indicator: str, of_line: str, of_none: str) -> str:
        return f"IF({place}>0,{of_indicator},IF({place}<0,{of_line},{of_none}))"

    def amount(key: str) -> str:
        shared = added(key, f'{_OF_NONE},">0"')
        return either(_sum_formula(key, place, remark), of_row(TABEL_3_2, key, f"-{place}"), shared)

    amounts, remark = (address(at, _ANGGARAN), address(at, _REALISASI)), address(at, _REMARK)
    names = either(of_row(TABEL_3_1, "indikator", place), of_row(TABEL_3_2, "indikator", f"-{place}"), f'"{_SHARED}"')
    several = _SEVERAL.format(f'{_SHARED_COUNT}&"')
    columns = (
        cell(shown.name, f'{names}&""', "teks"),
        cell(shown.capaian, f'IF({place}>0,{of_row(TABEL_3_1, "persen_capaian", place)},"")', "persen"),
        cell(shown.anggaran, amount("dihitung"), "rupiah"),
        cell(shown.realisasi, amount("realisasi_dihitung"), "rupiah"),
        cell(shown.serapan, native.serapan(*amounts), "persen"),
        cell(shown.efisiensi, native.efisiensi(*amounts), "persen"),
        cell(shown.remark, either(_remark_formula(place), f'"{_NO_INDICATOR}"', f'{several}"'), "teks"),
        SummaryCell(shown.number, ("record",), _row_number(at)),
    )
    return {(at, LEFT + offset): each for offset, each in enumerate(columns)}


def _row_number(at: int) -> str:
    # counted once, above the table: every row would count all rows again
    position, indicators = how_many(at, _FIRST_ROW, _NUMBER), cell_reference(0, _NUMBER, absolute=True)
    after = f"{position}-{indicators}"
    lines = column_of(TABEL_3_2, "baris_lebih")
    of_none = f'IF(AND({_SHARED_COUNT}>0,{after}=COUNT({lines})+1),0,"")'
    of_line = f"IFERROR(-SMALL({lines},{after}),{of_none})"
    of_indicator = next_number(at, _NUMBER, f"SMALL({column_of(TABEL_3_1, 'baris')},{position})")
    return f'IFERROR(IF({position}<={indicators},{of_indicator},{of_line}),"")'


def sum_of(amounts: Sequence[Cell]) -> Cell:
    """The sum of the numbers among some amounts (rupiah), blank if there is none; an error is the result."""
    return value_of(rules.jumlah, amounts) if any(amount is not None for amount in amounts) else None


def added(key: str, condition: str) -> str:
    """A formula of the sum of a column of Tabel 3.2 in the rows that meet a condition in SUMIFS syntax; blank without a number."""
    amounts = column_of(TABEL_3_2, key)
    total = f"SUMIFS({amounts},{condition})"
    return f'IF(ISERROR({total}),{total},IF(COUNTIFS({condition},{amounts},">-1E+300")=0,"",{total}))'


def _sum_formula(key: str, place: str, remark: str) -> str:
    none = f'OR({remark}="{NO_BUDGET}",{remark}="{NOT_NAMED}")'
    several = added(key, f"{_OF_INDICATOR},{place}")
    # most indicators have one budget line, and then nothing is remarked; adding up looks at all lines
    return f'IF({remark}="",{of_row(TABEL_3_2, key, f"MATCH({place},{_OF_INDICATOR},0)")},IF({none},"",{several}))'


def _remark_formula(place: str) -> str:
    lines = f"COUNTIF({_OF_INDICATOR},{place})"
    several = _SEVERAL.format(f'"&{lines}&"')
    has_none = f"ISNA(MATCH({place},{_OF_INDICATOR},0))"
    none = f'IF({_SHARED_COUNT}=0,"{NO_BUDGET}","{NOT_NAMED}")'
    return f'IF({has_none},{none},IF({lines}=1,"","{several}"))'.replace('""&', "")
