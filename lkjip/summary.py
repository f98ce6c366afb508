"""The summaries, pure: Laporan in, sheets as plain data out. No Excel, no file.

Every figure is a native formula over the raw inputs, never over a cell that calls a function of ours, so it is right on
any PC the moment an input changes; each comes with the value the rules give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from lkjip import native
from lkjip.expressions import SCALE_REFERENCE
from lkjip.profile_text import as_formula, filled
from lkjip.report import Laporan, Row, ringkasan
from lkjip.tables import KATEGORI_CODES, TABEL_3_1, TABEL_3_2
from xlfuncs.angka import Cell

PENGUKURAN: Final = "Pengukuran Kinerja"
RINGKASAN: Final = "Ringkasan"

_LEFT: Final = 1  # column A is a margin
_NAMES: Final = TABEL_3_1.names


@dataclass(frozen=True)
class SummaryCell:
    """One cell: its value, the names of its styles, and the native formula (without "=") that gives the value, if one does."""

    value: Cell
    style: tuple[str, ...]
    formula: str | None = None
    last_column: int | None = None
    """Where a merged box ends, counted from 0."""


@dataclass(frozen=True)
class SummarySheet:
    """A sheet as data. Rows and columns count from 0; boxes are first row, first column, last row, last column."""

    title: str
    widths: Sequence[float]
    cells: Mapping[tuple[int, int], SummaryCell]
    heights: Mapping[int, float] = field(default_factory=dict)
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Defined names of single cells."""
    landscape: bool = False
    heading_rows: tuple[int, int] | None = None
    """First and last row that repeat on every page."""
    kategori: Sequence[tuple[int, int, int, int]] = ()
    """Boxes whose category codes are coloured."""
    with_unit: Sequence[tuple[int, int, int, int]] = ()
    """Boxes of figures whose unit stands in the next column: whole counts show no decimals."""
    grouped: Sequence[tuple[int, int, int, int]] = ()
    """Boxes of one column whose equal neighbours look merged."""


def summaries(laporan: Laporan) -> list[SummarySheet]:
    """The summary sheets in the workbook's order."""
    pengukuran = pengukuran_kinerja(laporan)
    return [ringkasan_bab_iv(laporan, pengukuran), pengukuran]


# ---------------------------------------------------------------- Pengukuran Kinerja
_HEADINGS: Final = (
    ("No", "(1)", 5),
    ("Sasaran Strategis", "(2)", 34),
    ("Indikator Kinerja", "(3)", 44),
    ("Target", "(4)", 11),
    ("Target", "(4)", 11),
    ("Realisasi", "(5)", 11),
    ("Realisasi", "(5)", 11),
    ("Capaian (%)", "(6)", 12),
    ("Kategori", "(7)", 10),
)
_NO, _SASARAN, _INDIKATOR, _TARGET, _SATUAN, _REALISASI, _SATUAN_2, _CAPAIAN, _KATEGORI = range(_LEFT, _LEFT + len(_HEADINGS))
_HEADING_ROW: Final = 4
_FIRST_ROW: Final = _HEADING_ROW + 2


def pengukuran_kinerja(laporan: Laporan) -> SummarySheet:
    """Annex C of the report: a row per indicator of Tabel 3.1, in its order."""
    cells: dict[tuple[int, int], SummaryCell] = {}
    for row, text, style in (
        (0, "PENGUKURAN KINERJA", "title"),
        (1, "{instansi} {pemerintah_daerah}", "title"),
        (2, "Tahun Anggaran : {tahun}", "center_text"),
    ):
        cells[row, _LEFT] = _text(laporan, text, (style,), last_column=_KATEGORI)
    for level, style in enumerate(("heading", "numbering")):
        for column, labels in enumerate(_HEADINGS, _LEFT):
            if column not in (_SATUAN, _SATUAN_2):
                merged = column + 1 if column in (_TARGET, _REALISASI) else None
                cells[_HEADING_ROW + level, column] = SummaryCell(labels[level], (style,), last_column=merged)
    rows = laporan.rows[TABEL_3_1.key]
    count = len(rows) or TABEL_3_1.prepared_rows
    number = 0
    above: Row = {}
    for place in range(count):
        indicator: Row = rows[place] if place < len(rows) else {}
        if indicator and (not above or indicator["sasaran"] != above["sasaran"]):
            number += 1
        cells |= _indicator(place, indicator, number if indicator else None)
        above = indicator
    last = _FIRST_ROW + count - 1
    return SummarySheet(
        title=PENGUKURAN,
        widths=(1.5, *(width for _, _, width in _HEADINGS)),
        cells=cells,
        heights={0: 20, 1: 20, 2: 18, 3: 6, _HEADING_ROW: 20},
        landscape=True,
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 1),
        kategori=[(_FIRST_ROW, _KATEGORI, last, _KATEGORI)],
        with_unit=[(_FIRST_ROW, column, last, column) for column in (_TARGET, _REALISASI)],
        grouped=[(_FIRST_ROW, column, last, column) for column in (_NO, _SASARAN)],
    )


def _indicator(place: int, row: Row, number: int | None) -> dict[tuple[int, int], SummaryCell]:
    """The cells of one indicator: the one in this place of Tabel 3.1, counted from 0."""
    at = _FIRST_ROW + place
    beyond = f"{place + 1}>ROWS(tbl_31[{_NAMES['indikator']}])"
    raw = {key: f"INDEX(tbl_31[{_NAMES[key]}],{place + 1})" for key in ("sasaran", "indikator", "satuan", "target", "realisasi", "arah")}
    nameless = f"LEN(TRIM({raw['indikator']}))=0"

    def cell(column: int, value: Cell, formula: str, *style: str) -> SummaryCell:
        return SummaryCell(value, ("cell", *style), f'IF({beyond},"",IF({nameless},"",{formula}))')

    def shown(column: int, key: str, *style: str) -> SummaryCell:
        return cell(column, row.get(key), f'IF(LEN({raw[key]})=0,"",{raw[key]})', *style)

    no, sasaran, above = (xl_rowcol_to_cell(r, c) for r, c in ((at - 1, _NO), (at, _SASARAN), (at - 1, _SASARAN)))
    capaian = native.capaian(raw["target"], raw["realisasi"], raw["arah"])
    kategori = native.kategori(xl_rowcol_to_cell(at, _CAPAIAN), SCALE_REFERENCE)
    columns = (
        cell(_NO, number, f"N({no})+IF({sasaran}={above},0,1)", "nomor", "open"),
        shown(_SASARAN, "sasaran", "teks", "open"),
        shown(_INDIKATOR, "indikator", "teks"),
        shown(_TARGET, "target", "angka"),
        shown(_SATUAN, "satuan", "teks", "center"),
        shown(_REALISASI, "realisasi", "angka"),
        shown(_SATUAN_2, "satuan", "teks", "center"),
        cell(_CAPAIAN, row.get("capaian"), capaian, "persen"),
        cell(_KATEGORI, row.get("kategori"), kategori, "center"),
    )
    return {(at, _LEFT + offset): each for offset, each in enumerate(columns)}


# ---------------------------------------------------------------- Ringkasan
def ringkasan_bab_iv(laporan: Laporan, pengukuran: SummarySheet) -> SummarySheet:
    """The figures of BAB IV, each with its defined name."""
    figures = ringkasan(laporan)
    builder = _Figures(laporan)
    ((first, column, last, _),) = pengukuran.kategori
    capaian = _range(pengukuran.title, first, _CAPAIAN, last)
    kategori = _range(pengukuran.title, first, column, last)
    indikator = f"tbl_31[{_NAMES['indikator']}]"

    builder.title("Ringkasan Capaian Kinerja {singkatan} {pemerintah_daerah} Tahun {tahun}")
    builder.section("Capaian kinerja")
    builder.figure("Jumlah indikator", "jumlah_indikator", figures.jumlah_indikator, f"SUMPRODUCT(--(LEN(TRIM({indikator}))>0))", "nomor")
    rata_rata = builder.figure("Rata-rata capaian (%)", "rata_rata_capaian", figures.rata_rata_capaian, native.rata_rata(capaian), "persen")
    builder.figure("Kategori", "kategori_rata_rata", figures.kategori_rata_rata, native.kategori(rata_rata, SCALE_REFERENCE), "center")
    kategori_boxes = [builder.last_box]

    builder.section("Indikator per kategori", "Kode", "Indikator", "Persen")
    measured = sum(figures.jumlah.values())
    top = builder.row
    counts = f"{xl_rowcol_to_cell(top, _VALUE, True, True)}:{xl_rowcol_to_cell(top + len(KATEGORI_CODES) - 1, _VALUE, True, True)}"
    labels = {band[1]: band[-1] for band in laporan.skala}
    for code in KATEGORI_CODES:
        builder.category(code, labels.get(code, code), figures.jumlah[code], kategori, counts, measured)
    kategori_boxes.append((top, _CODE, builder.row - 1, _CODE))
    errors = f"SUMPRODUCT(--ISERROR({capaian}))"
    unmeasured = sum(row["capaian"] is None for row in laporan.rows[TABEL_3_1.key])
    builder.plain("Belum diukur", unmeasured, f"{builder.reference('jumlah_indikator')}-COUNT({capaian})-{errors}", "nomor")

    builder.section("Anggaran")
    amounts = [
        builder.figure(label, name, value, native.jumlah(f"tbl_32[{TABEL_3_2.names[key]}]"), "rupiah")
        for label, name, value, key in (
            ("Anggaran (rupiah)", "total_anggaran", figures.total_anggaran, "anggaran"),
            ("Realisasi (rupiah)", "total_realisasi", figures.total_realisasi, "realisasi"),
        )
    ]
    builder.figure("Serapan (%)", "total_serapan", figures.total_serapan, native.serapan(*amounts), "persen")
    builder.figure("Efisiensi (%)", "total_efisiensi", figures.total_efisiensi, native.efisiensi(*amounts), "persen")
    return SummarySheet(
        title=RINGKASAN,
        widths=(1.5, 34, 10, 20, 12),
        cells=builder.cells,
        heights=builder.heights,
        names=builder.names,
        kategori=kategori_boxes,
    )


_LABEL, _CODE, _VALUE, _SHARE = range(_LEFT, _LEFT + 4)


class _Figures:
    """Rows of the sheet Ringkasan, laid out one below the other."""

    def __init__(self, laporan: Laporan) -> None:
        self._laporan = laporan
        self.cells: dict[tuple[int, int], SummaryCell] = {}
        self.heights: dict[int, float] = {}
        self.names: dict[str, tuple[int, int]] = {}
        self.row = 0

    @property
    def last_box(self) -> tuple[int, int, int, int]:
        return self.row - 1, _VALUE, self.row - 1, _VALUE

    def title(self, text: str) -> None:
        self.cells[0, _LABEL] = _text(self._laporan, text, ("title",), last_column=_SHARE)
        self.heights[0] = 34
        self.row = 1

    def section(self, title: str, *headings: str) -> None:
        self.row += 1
        labels = (title, *(headings or ("", "", "")))
        for column, label in enumerate(labels, _LABEL):
            self.cells[self.row, column] = SummaryCell(label or None, ("section",) if column == _LABEL else ("section", "center"))
        self.heights[self.row] = 24
        self.row += 1

    def figure(self, label: str, name: str, value: Cell, formula: str, style: str) -> str:
        """A figure with its defined name; gives the reference to its cell."""
        self.names[name] = (self.row, _VALUE)
        self.plain(label, value, formula, style)
        return self.reference(name)

    def plain(self, label: str, value: Cell, formula: str, style: str) -> None:
        self.cells[self.row, _LABEL] = SummaryCell(label, ("label",), last_column=_CODE)
        self.cells[self.row, _VALUE] = SummaryCell(value, ("cell", style, "strong"), formula)
        self.heights[self.row] = 20
        self.row += 1

    def category(self, code: str, label: Cell, count: int, kategori: str, counts: str, measured: int) -> None:
        count_cell = xl_rowcol_to_cell(self.row, _VALUE, True, True)
        self.names[f"jumlah_{code}"] = (self.row, _VALUE)
        found = f'INDEX(tbl_skala[Label],MATCH("{code}",tbl_skala[Kode],0))'
        self.cells[self.row, _LABEL] = SummaryCell(label, ("label",), found)
        self.cells[self.row, _CODE] = SummaryCell(code, ("cell", "center"))
        self.cells[self.row, _VALUE] = SummaryCell(count, ("cell", "nomor", "strong"), f'COUNTIF({kategori},"{code}")')
        share = count / measured * 100 if measured else None
        self.cells[self.row, _SHARE] = SummaryCell(share, ("cell", "persen"), f'IF(SUM({counts})=0,"",{count_cell}/SUM({counts})*100)')
        self.heights[self.row] = 20
        self.row += 1

    def reference(self, name: str) -> str:
        row, column = self.names[name]
        return str(xl_rowcol_to_cell(row, column, True, True))


def _text(laporan: Laporan, template: str, style: tuple[str, ...], last_column: int) -> SummaryCell:
    formula = as_formula(template)
    return SummaryCell(filled(template, laporan.profil), style, formula and formula.removeprefix("="), last_column)


def _range(sheet: str, first: int, column: int, last: int) -> str:
    """An absolute reference to part of a column of a sheet."""
    return f"'{sheet}'!{xl_rowcol_to_cell(first, column, True, True)}:{xl_rowcol_to_cell(last, column, True, True)}"
