"""The sheet Efisiensi: capaian beside the budget spent on it, and the record of the last sync."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Table, key_of
from lkjip.model.expressions import native_value
from lkjip.model.formulas import native
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.summary.sheet import (
    BELUM_SINKRON,
    HIDDEN,
    LEFT,
    Block,
    SummarySheet,
    address,
    count_named,
    headings,
    indicator_rows,
    input_cell,
    name_formula,
    text,
    unless_blank,
    value_of,
)
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import VALUE, is_error

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
HIDDEN_COLUMN: Final = len(_WIDTHS) + 2
"""The hidden column (1-based) that records for which names the rows were laid out."""
_INDIKATOR, _CAPAIAN, _ANGGARAN, _REALISASI, _SERAPAN, _EFISIENSI, _STATE = range(LEFT, LEFT + len(_HEADINGS))
_NAMES: Final = _STATE + 1
"""A hidden column: the names for which the row was laid out, as a text to compare with the present names."""
_HEADING_ROW: Final = 2
_FIRST_ROW: Final = _HEADING_ROW + 2
_RECORD_ROW: Final = 1
_NO_BUDGET: Final = "tanpa anggaran"
_NO_INDICATOR: Final = "tidak ada di Tabel 3.1"
_SEVERAL: Final = "{} baris anggaran"


def efisiensi_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet: a row per indicator of Tabel 3.1 with the sum of its budget lines, then budget lines without an indicator."""
    cells: dict[tuple[int, int], SummaryCell] = {
        (0, LEFT): text(laporan, "Efisiensi Penggunaan Sumber Daya {singkatan} Tahun {tahun}", "title", last_column=_STATE)
    }
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan)
    lines = _budget_lines(laporan)
    rows = indicator_rows(laporan)
    used = set()
    at = _FIRST_ROW
    for place, row in rows:
        key = key_of(row["indikator"]) if row else ""
        used.add(key)
        cells |= _line(at, TABEL_3_1, place, row, lines.get(key, []))
        at += 1
    for key, left_over in lines.items():
        if key not in used or not key:
            for place, row in left_over:
                cells |= _line(at, TABEL_3_2, place, row, [(place, row)])
                at += 1
    counts = (len(laporan.rows[TABEL_3_1.key]), sum(row["indikator"] is not None for row in laporan.rows[TABEL_3_2.key]))
    for offset, count in enumerate(counts):
        cells[_RECORD_ROW, _ANGGARAN + offset] = SummaryCell(count, ("record",))
    return SummarySheet(
        title=EFISIENSI,
        widths=(1.5, *_WIDTHS, HIDDEN),
        cells=cells,
        heights={0: 30, _RECORD_ROW: 6, _HEADING_ROW: 30},
        blocks=[
            Block("catatan_sinkron", _RECORD_ROW, _ANGGARAN, _RECORD_ROW, _REALISASI, grows=False),
            Block("blok_efisiensi", _FIRST_ROW, LEFT, at - 1, _NAMES),
        ],
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        unsynced=[(_FIRST_ROW, _STATE, at - 1, _STATE)],
    )


def state_formula() -> str:
    """A formula that is TRUE while the summaries are in sync: counts and names are those of the last sync."""
    recorded = [f"INDEX(catatan_sinkron,1,{number})" for number in (1, 2)]
    same = ",".join(f"{count_named(table)}={count}" for table, count in zip((TABEL_3_1, TABEL_3_2), recorded, strict=True))
    return f'IFERROR(AND({same},COUNTIF(INDEX(blok_efisiensi,0,{len(_HEADINGS)}),"{BELUM_SINKRON}")=0),FALSE)'


def _budget_lines(laporan: Laporan) -> dict[str, list[tuple[int, Row]]]:
    """The rows of Tabel 3.2 with their 0-based index, by indicator key."""
    lines: dict[str, list[tuple[int, Row]]] = {}
    for place, row in zip(laporan.places_in(TABEL_3_2), laporan.rows[TABEL_3_2.key], strict=True):
        lines.setdefault(key_of(row["indikator"] or ""), []).append((place, row))
    return lines


def _line(at: int, table: Table, place: int, row: Row, lines: Sequence[tuple[int, Row]]) -> dict[tuple[int, int], SummaryCell]:
    """One row of the sheet: a row of Tabel 3.1 or 3.2 with its budget lines."""
    is_indicator = table is TABEL_3_1
    anggaran, realisasi = (_sum([line[key] for _, line in lines]) for key in ("anggaran", "realisasi"))

    def cell(value: Cell, formula: str, *style: str) -> SummaryCell:
        return SummaryCell(value, ("cell", *style), unless_blank(address(at, _INDIKATOR), formula) if is_indicator else formula)

    amounts = address(at, _ANGGARAN), address(at, _REALISASI)
    capaian = cell(row.get("persen_capaian"), input_cell(TABEL_3_1, "persen_capaian", place), "persen")
    state, state_formula, names = _state(at, table, place, row, lines)
    columns = (
        SummaryCell(row.get("indikator"), ("cell", "teks"), name_formula(table, "indikator", place)),
        capaian if is_indicator else SummaryCell(None, ("cell", "persen")),
        cell(anggaran, _sum_formula("anggaran", lines), "rupiah"),
        cell(realisasi, _sum_formula("realisasi", lines), "rupiah"),
        cell(value_of(native_value, "SERAPAN", anggaran, realisasi), native.serapan(*amounts), "persen"),
        cell(value_of(native_value, "EFISIENSI", anggaran, realisasi), native.efisiensi(*amounts), "persen"),
        SummaryCell(state, ("cell", "teks"), state_formula),
        SummaryCell(names, ("record",)),
    )
    return {(at, LEFT + offset): each for offset, each in enumerate(columns)}


def _sum(amounts: Sequence[Cell]) -> Cell:
    """A single amount unchanged; for several the sum of the numbers among them, blank if there is none."""
    if len(amounts) <= 1:
        return amounts[0] if amounts else None
    error = next((amount for amount in amounts if is_error(amount)), None)
    if error is not None:
        return error
    if any(isinstance(amount, bool | str) for amount in amounts):
        return VALUE
    return value_of(rules.jumlah, amounts) if any(amount is not None for amount in amounts) else None


def _sum_formula(key: str, lines: Sequence[tuple[int, Row]]) -> str:
    cells = [input_cell(TABEL_3_2, key, place) for place, _ in lines]
    if len(cells) <= 1:
        return unless_blank(cells[0]) if cells else '""'
    total = "+".join(f"N({cell})" for cell in cells)
    refused = "+".join(f"IF(ISNUMBER({cell}),0,LEN({cell}))" for cell in cells)
    filled = "+".join(f"LEN({cell})" for cell in cells)
    return f'IF({refused}>0,#VALUE!,IF({filled}=0,"",{total}))'


def _state(at: int, table: Table, place: int, row: Row, lines: Sequence[tuple[int, Row]]) -> tuple[str | None, str, str | None]:
    """The row's last column: its text (a remark, or that names have changed since the sync), its formula, the recorded names."""
    if not row:
        return None, unless_blank(address(at, _INDIKATOR), f'"{BELUM_SINKRON}"'), None
    remark = _NO_INDICATOR if table is TABEL_3_2 else _NO_BUDGET if not lines else _SEVERAL.format(len(lines)) if len(lines) > 1 else None
    named = [(table, place, row, key) for key in ("indikator", "sasaran")[: 2 if table is TABEL_3_1 else 1]]
    named += [(TABEL_3_2, line_place, line, "indikator") for line_place, line in lines if table is TABEL_3_1]
    # begins with a letter, so that no program takes it for a formula
    names = "\n".join(["Nama saat sinkron:", *(str(each[key] or "") for _, _, each, key in named)])
    there = "&".join(f"CHAR(10)&{input_cell(of, key, where)}" for of, where, _, key in named)
    same = f'EXACT("Nama saat sinkron:"&{there},{address(at, _NAMES)})'
    return remark, f'IF(IFERROR({same},FALSE),"{remark or ""}","{BELUM_SINKRON}")', names
