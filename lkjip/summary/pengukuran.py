"""The sheet Pengukuran Kinerja, annex C of the report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.expressions import native_value
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.model.tables.annexes import ANGGARAN_KEGIATAN, REALISASI_KEGIATAN
from lkjip.summary import state
from lkjip.summary.ringkasan import stated
from lkjip.summary.sheet import (
    HIDDEN,
    LEFT,
    Block,
    SummarySheet,
    address,
    heading_height,
    headings,
    indicator_rows,
    of_row,
    row_number,
    text,
    unless_blank,
    value_of,
)
from xlfuncs.angka import Cell

PENGUKURAN: Final = "Pengukuran Kinerja"

_HEADINGS: Final = (
    ("No", "(1)"),
    ("Sasaran Strategis", "(2)"),
    ("Indikator Kinerja", "(3)"),
    ("Target", "(4)"),
    ("Target", "(4)"),
    ("Realisasi", "(5)"),
    ("Realisasi", "(5)"),
    ("Capaian (%)", "(6)"),
    ("Kategori", "(7)"),
)
_WIDTHS: Final = (5, 34, 44, 11, 11, 11, 11, 12, 10)
_NO, _SASARAN, _INDIKATOR, _TARGET, _SATUAN, _REALISASI, _SATUAN_2, _CAPAIAN, _KATEGORI = range(LEFT, LEFT + len(_HEADINGS))
_NUMBER: Final = _KATEGORI + 1
"""A hidden column: the number of the row in Tabel 3.1."""
_COUNT: Final = _NUMBER + 1
"""A hidden column: the number of the row's sasaran."""
_HEADING_ROW: Final = 4
_NO_ROW: Final[Row] = {}
_FIRST_ROW: Final = _HEADING_ROW + 2
_SIGNED: Final = _TARGET
"""The first column of the signature, which is over all columns from there."""


def pengukuran_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet: a row per indicator in the order of Tabel 3.1, the budget lines, the signature."""
    cells: dict[tuple[int, int], SummaryCell] = {}
    for row, template, style in (
        (0, "PENGUKURAN KINERJA", "title"),
        (1, "{kantor_lengkap}", "title"),
        (2, "Tahun Anggaran : {tahun}", "center_text"),
    ):
        cells[row, LEFT] = text(laporan, template, style, last_column=_KATEGORI)
    cells[_HEADING_ROW - 1, LEFT] = state.note()
    cells |= headings(_HEADINGS, _HEADING_ROW, laporan)
    rows = indicator_rows(laporan)
    last = _FIRST_ROW + len(rows) - 1
    tail = _budget(laporan, last + 2) | _signature(laporan, last + 6)
    sheet = _sheet(cells | _indicators(rows) | tail, last)
    breaks = sheet.page_breaks()
    return replace(sheet, cells={**sheet.cells, **_indicators(rows, breaks)}, breaks=breaks)


def _indicators(rows: Sequence[Row], breaks: Collection[int] = ()) -> dict[tuple[int, int], SummaryCell]:
    """The cells of the block."""
    cells: dict[tuple[int, int], SummaryCell] = {}
    number, above = 0, _NO_ROW
    for at, row in enumerate(rows, _FIRST_ROW):
        is_new = bool(row) and (not above or row["baris_sasaran"] != above["baris_sasaran"])
        number += is_new
        cells |= _indicator(at, row, number if row else None, is_new=is_new, again=at in breaks)
        above = row
    return cells


def _sheet(cells: Mapping[tuple[int, int], SummaryCell], last: int) -> SummarySheet:
    return SummarySheet(
        title=PENGUKURAN,
        widths=(0.5, *_WIDTHS, HIDDEN, HIDDEN),
        cells=cells,
        heights={0: 20, 1: 20, 2: 18, 3: state.NOTE_HEIGHT, _HEADING_ROW: heading_height(cells, _HEADING_ROW, (0.5, *_WIDTHS))},
        blocks=[Block("blok_pengukuran", _FIRST_ROW, LEFT, last, _COUNT, about=_INDIKATOR - LEFT)],
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        kategori=[(_FIRST_ROW, _KATEGORI, last, _KATEGORI)],
        with_unit=[(_FIRST_ROW, column, last, column, column + 1) for column in (_TARGET, _REALISASI)],
        grouped=[(_FIRST_ROW, column, last, column) for column in (_NO, _SASARAN)],
    )


def _indicator(at: int, row: Row, number: int | None, *, is_new: bool, again: bool) -> dict[tuple[int, int], SummaryCell]:
    """The cells of a row of the block.

    Args:
        is_new: whether its sasaran is another one than above.
        again: whether the row begins a page, which shows its sasaran in any case.
    """
    place, above = address(at, _NUMBER), address(at - 1, _NUMBER)

    def cell(value: Cell, formula: str, *style: str) -> SummaryCell:
        return SummaryCell(value, ("cell", *style), unless_blank(place, formula))

    def shown(key: str, *style: str) -> SummaryCell:
        return cell(row.get(key), unless_blank(of_row(TABEL_3_1, key, place)), *style)

    def computed(key: str, *style: str) -> SummaryCell:
        return cell(row.get(key), of_row(TABEL_3_1, key, place), *style)

    # above the first row is the heading, whose number of a row is blank
    sasaran, sasaran_above = (of_row(TABEL_3_1, "baris_sasaran", each) for each in (place, above))
    is_first = f"IF(N({above})=0,1,IF({sasaran}={sasaran_above},0,1))"
    count, count_above = address(at, _COUNT), address(at - 1, _COUNT)

    def once(value: Cell, formula: str, *style: str) -> SummaryCell:
        """What stands in the first row of a sasaran and of a page."""
        hidden = "" if again else f'IF({count}=N({count_above}),"",{formula})'
        return cell(value if is_new or again else None, hidden or formula, *style)

    columns = (
        once(number, count, "nomor", "open"),
        once(row.get("sasaran_berlaku"), unless_blank(of_row(TABEL_3_1, "sasaran_berlaku", place)), "teks", "open"),
        shown("indikator", "teks"),
        shown("target", "angka"),
        shown("satuan", "teks", "center"),
        shown("realisasi", "angka"),
        shown("satuan", "teks", "center"),
        computed("persen_capaian", "persen"),
        computed("kode_kategori", "center"),
        SummaryCell(row.get("baris"), ("record",), row_number(at, _FIRST_ROW, _NUMBER)),
        SummaryCell(number, ("record",), unless_blank(place, f"N({count_above})+{is_first}")),
    )
    return {(at, LEFT + offset): each for offset, each in enumerate(columns)}


def budget_figures(laporan: Laporan) -> Sequence[tuple[str, Cell]]:
    """The budget, what was spent (rupiah) and the share spent (percent), each with its label, a template."""
    totals = laporan.totals(TABEL_3_2)
    stated_values = [stated(laporan, uraian) for uraian in (ANGGARAN_KEGIATAN, REALISASI_KEGIATAN)]
    is_stated = all(value is not None for value in stated_values)
    budget, spent = stated_values if is_stated else (totals["anggaran"], totals["realisasi"])
    return (
        ("Jumlah Anggaran Kegiatan Tahun {tahun} (rupiah)", budget),
        ("Jumlah Realisasi Anggaran Kegiatan Tahun {tahun} (rupiah)", spent),
        ("Persentase", value_of(native_value, "SERAPAN", budget, spent)),
    )


def _budget(laporan: Laporan, row: int) -> dict[tuple[int, int], SummaryCell]:
    """The budget lines: of the kegiatan if the sheet Anggaran states them, as the report's annex does, else of Tabel 3.2.

    They refer to no cell of this sheet, since they move when rows are added above.
    """
    figures = budget_figures(laporan)

    def either(name: str) -> str:
        return f"IF(OR(LEN(kegiatan_anggaran)=0,LEN(kegiatan_realisasi)=0),total_{name},kegiatan_{name})"

    cells = {}
    for offset, ((template, value), (name, style)) in enumerate(
        zip(figures, (("anggaran", "rupiah"), ("realisasi", "rupiah"), ("serapan", "persen")), strict=True)
    ):
        formula = either(name)
        cells[row + offset, _SASARAN] = text(laporan, template, "plain")
        cells[row + offset, _INDIKATOR] = SummaryCell(value, (style, "plain", "left"), formula)
    return cells


def _signature(laporan: Laporan, row: int) -> dict[tuple[int, int], SummaryCell]:
    lines = {
        0: "[{tempat}, ]{tanggal_laporan}",
        1: "{jabatan}",
        5: "{kepala}",
        6: "{pangkat}",
        7: "[NIP {nip}]",
    }
    return {
        (row + offset, _SIGNED): text(laporan, template, "center_text", *(("strong",) if offset == 5 else ()), last_column=_KATEGORI)
        for offset, template in lines.items()
    }
