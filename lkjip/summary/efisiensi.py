"""The sheet Efisiensi: capaian beside the budget spent on it, and the record of the last sync."""

from __future__ import annotations

from collections.abc import Sequence
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
"""A hidden column: the number of the row in Tabel 3.1, or with a minus sign in Tabel 3.2 where no indicator has the budget."""
_HEADING_ROW: Final = 2
_FIRST_ROW: Final = _HEADING_ROW + 2
_RECORD_ROW: Final = 1
_NO_BUDGET: Final = "tanpa anggaran"
_NO_INDICATOR: Final = "tidak ada di Tabel 3.1"
_SEVERAL: Final = "{} baris anggaran"
_OF_INDICATOR: Final = column_of(TABEL_3_2, "baris_3_1")


def efisiensi_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet: a row per indicator of Tabel 3.1 with the sum of its budget lines, then budget lines without an indicator."""
    cells: dict[tuple[int, int], SummaryCell] = {
        (0, LEFT): text(laporan, "Efisiensi Penggunaan Sumber Daya[ {nama}] Tahun {tahun}", "title", last_column=_REMARK)
    }
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan)
    lines = _budget_lines(laporan)
    indicators, others = laporan.rows[TABEL_3_1.key], lines.get(None, [])
    shown: list[tuple[Cell, Row, Sequence[Row]]] = [
        *((row["baris"], row, lines.get(row["baris"], [])) for row in indicators),
        *((-row["baris"], row, [row]) for row in others),  # type: ignore[operator]  # it counts, so it has a number
    ]
    blank = max(len(indicator_rows(laporan)) - len(shown), 0)
    for at, line in enumerate([*shown, *[(None, {}, ())] * blank], _FIRST_ROW):
        cells |= _line(at, *line)
    last = _FIRST_ROW + len(shown) + blank - 1
    cells[0, _NUMBER] = SummaryCell(len(indicators), ("record",), count_named(TABEL_3_1))
    cells[_RECORD_ROW, LEFT] = state.note()
    counts = state.counts(laporan)
    for offset, (count, _) in enumerate(counts):
        cells[_RECORD_ROW, _CAPAIAN + offset] = SummaryCell(count, ("record",))
    return SummarySheet(
        title=EFISIENSI,
        widths=(1.5, *_WIDTHS, HIDDEN),
        cells=cells,
        heights={0: 30, _RECORD_ROW: state.NOTE_HEIGHT, _HEADING_ROW: 30},
        blocks=[
            Block("catatan_sinkron", _RECORD_ROW, _CAPAIAN, _RECORD_ROW, _CAPAIAN + len(counts) - 1, grows=False),
            Block("blok_efisiensi", _FIRST_ROW, LEFT, last, _NUMBER),
        ],
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
    )


def _budget_lines(laporan: Laporan) -> dict[Cell, list[Row]]:
    """The rows of Tabel 3.2, by the number of their indicator's row in Tabel 3.1; None if there is none."""
    lines: dict[Cell, list[Row]] = {}
    for row in laporan.rows[TABEL_3_2.key]:
        lines.setdefault(row["baris_3_1"], []).append(row)
    return lines


def _line(at: int, number: Cell, row: Row, lines: Sequence[Row]) -> dict[tuple[int, int], SummaryCell]:
    """One row of the sheet: an indicator with the sum of its budget lines, or a budget line without an indicator."""
    place = address(at, _NUMBER)
    is_indicator = bool(row) and row.get("baris") == number
    anggaran, realisasi = (_sum([line[key] for line in lines]) for key in ("nilai_anggaran", "nilai_realisasi"))

    def cell(value: Cell, formula: str, *style: str) -> SummaryCell:
        return SummaryCell(value, ("cell", *style), unless_blank(place, formula))

    def either(of_indicator: str, of_line: str) -> str:
        return f"IF({place}>0,{of_indicator},{of_line})"

    amounts, remark = (address(at, _ANGGARAN), address(at, _REALISASI)), address(at, _REMARK)
    names = either(of_row(TABEL_3_1, "indikator", place), of_row(TABEL_3_2, "indikator", f"-{place}"))
    columns = (
        cell(row.get("indikator"), f'{names}&""', "teks"),
        cell(row.get("persen_capaian"), either(of_row(TABEL_3_1, "persen_capaian", place), '""'), "persen"),
        cell(anggaran, either(_sum_formula("nilai_anggaran", place, remark), of_row(TABEL_3_2, "nilai_anggaran", f"-{place}")), "rupiah"),
        cell(
            realisasi, either(_sum_formula("nilai_realisasi", place, remark), of_row(TABEL_3_2, "nilai_realisasi", f"-{place}")), "rupiah"
        ),
        cell(value_of(native_value, "SERAPAN", anggaran, realisasi), native.serapan(*amounts), "persen"),
        cell(value_of(native_value, "EFISIENSI", anggaran, realisasi), native.efisiensi(*amounts), "persen"),
        cell(_remark(is_indicator, len(lines)) if row else None, either(_remark_formula(place), f'"{_NO_INDICATOR}"'), "teks"),
        SummaryCell(number, ("record",), _row_number(at)),
    )
    return {(at, LEFT + offset): each for offset, each in enumerate(columns)}


def _row_number(at: int) -> str:
    # counted once, above the table: every row would count all rows again
    position, indicators = how_many(at, _FIRST_ROW, _NUMBER), cell_reference(0, _NUMBER, absolute=True)
    of_line = f"-SMALL({column_of(TABEL_3_2, 'baris_lebih')},{position}-{indicators})"
    of_indicator = next_number(at, _NUMBER, f"SMALL({column_of(TABEL_3_1, 'baris')},{position})")
    return f'IFERROR(IF({position}<={indicators},{of_indicator},{of_line}),"")'


def _sum(amounts: Sequence[Cell]) -> Cell:
    """The sum of the numbers among some amounts (rupiah), blank if there is none; an error is the result."""
    return value_of(rules.jumlah, amounts) if any(amount is not None for amount in amounts) else None


def _sum_formula(key: str, place: str, remark: str) -> str:
    amounts = column_of(TABEL_3_2, key)
    total = f"SUMIFS({amounts},{_OF_INDICATOR},{place})"
    several = f'IF(ISERROR({total}),{total},IF(COUNTIFS({_OF_INDICATOR},{place},{amounts},">-1E+300")=0,"",{total}))'
    # most indicators have one budget line, and then nothing is remarked; adding up looks at all lines
    return f'IF({remark}="",{of_row(TABEL_3_2, key, f"MATCH({place},{_OF_INDICATOR},0)")},IF({remark}="{_NO_BUDGET}","",{several}))'


def _remark(is_indicator: bool, lines: int) -> str | None:
    if not is_indicator:
        return _NO_INDICATOR
    return _NO_BUDGET if not lines else _SEVERAL.format(lines) if lines > 1 else None


def _remark_formula(place: str) -> str:
    lines = f"COUNTIF({_OF_INDICATOR},{place})"
    several = _SEVERAL.format(f'"&{lines}&"')
    has_none = f"ISNA(MATCH({place},{_OF_INDICATOR},0))"
    return f'IF({has_none},"{_NO_BUDGET}",IF({lines}=1,"","{several}"))'.replace('""&', "")
