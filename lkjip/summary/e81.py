"""The sheet E.81: the evaluation of the year's plan by quarters, after Tabel E.81 of Permendagri 86/2017.

It prints on two pages beside each other, both with the names of the rows. A row is an indicator of the sheet Triwulan with the budget
lines of Tabel 3.2 that are its own; budget lines of no such indicator follow, so that the amounts add up to those of Tabel 3.2. Every
figure is given as K (kinerja, in the indicator's unit) and Rp (rupiah).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lkjip import limits
from lkjip.model import renstra
from lkjip.model.cell import SummaryCell
from lkjip.model.end_targets import TAHUNAN
from lkjip.model.formulas import native
from lkjip.model.formulas.references import cell_reference
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import bare_formula, filled, profile_cell
from lkjip.model.renstra import TARGET_TAHUNAN
from lkjip.model.tables import RENSTRA, TABEL_3_1, TABEL_3_2, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.model.tables.report import REALISASI, REALISASI_TRIWULAN, RIWAYAT
from lkjip.model.triwulan import NILAI, NUMBERS, SENDIRI
from lkjip.model.triwulan import REALISASI as TYPED
from lkjip.summary import state
from lkjip.summary.efisiensi import added, sum_of
from lkjip.summary.renja import (
    FIGURE,
    KINDS_OF,
    LEVELS,
    MORE_LINES,
    MOST_LINES,
    SATUAN,
    Line,
    graded,
    lines_of,
    quarter_of,
    years_before,
)
from lkjip.summary.sasaran import name_formula
from lkjip.summary.sheet import (
    DASH,
    FEWEST_ROWS,
    HIDDEN,
    LEFT,
    PAGE_SIZE,
    STALE,
    Block,
    SummarySheet,
    address,
    column_of,
    heading_height,
    of_row,
    on_page,
    paged,
    text,
    total_of,
    unless_blank,
)
from lkjip.xlsx_kit import fitting, paper
from xlfuncs.angka import Cell
from xlfuncs.skala import SKALA
from xlfuncs.triwulan import JUMLAH, PEMBILANG, POSISI_AKHIR, TRIWULAN

E81: Final = "E.81"
BLOCK: Final = "blok_e81"
"""The defined name of the rows."""


# ---------------------------------------------------------------- the columns
@dataclass(frozen=True)
class _Figure:
    """A column of the form with K and Rp: its number there, its heading, and the widths of both."""

    number: str
    heading: str
    widths: tuple[float, float]


_NAMED: Final = (("No", 3.5), ("Sasaran", 12.5), ("Program/Kegiatan", 23), ("Indikator Kinerja", 15))
"""The columns that both pages have."""
_FIGURES: Final = (
    _Figure("(5)", "Target akhir Renstra[ {tahun_akhir_renstra}]", (7, 6)),
    _Figure("(6)", "Realisasi Renstra s.d. tahun lalu[ ({tahun-1})]", (7, 6)),
    _Figure("(7)", "Target dan anggaran Renja {tahun}", (7.5, 13.5)),
    *(_Figure(f"({7 + number})", f"Realisasi triwulan {name}", (6.2, 12.5)) for number, name in zip(NUMBERS, TRIWULAN, strict=True)),
    _Figure("(12)", "Realisasi Renja {tahun}", (6.7, 13)),
    _Figure("(13) = 6 + 12", "Realisasi Renstra s.d. {tahun}", (6.7, 6)),
    _Figure("(14) = 13/5 x 100", "Tingkat capaian Renstra s.d. {tahun} (%)", (7, 5)),
)
_NO, _SASARAN, _PROGRAM, _INDIKATOR = range(LEFT, LEFT + len(_NAMED))
_K: Final = tuple(_INDIKATOR + 1 + 2 * place for place in range(len(_FIGURES)))
_RP: Final = tuple(column + 1 for column in _K)
"""The columns of K and of Rp, by the place of their figure."""
_END, _BEFORE, _PLAN, *_QUARTERS, _YEAR, _SINCE, _LEVEL = range(len(_FIGURES))
_PENGAMPU: Final = _RP[-1] + 1
_SECOND_PAGE: Final = _K[_QUARTERS[2]]
_NUMBER: Final = _PENGAMPU + 1
"""A hidden column: the number of the row in tbl_triwulan, with a minus sign of one in Tabel 3.2; further ones are all hidden."""
_OF_3_1, _OF_3_2, _UNIT, _ADDED, _END_VALUE, _SINCE_VALUE = range(_NUMBER + 1, _NUMBER + 7)
"""The number of the indicator's row in Tabel 3.1, and again where its budget lines are this row's; its unit; 1 where the years are added
up; and the numbers from which (14) is computed, since K may be a grade."""
_LINES: Final = tuple(range(_SINCE_VALUE + 1, _SINCE_VALUE + 1 + MOST_LINES))
"""The numbers of the budget lines in Tabel 3.2 whose names are shown."""
_LAST: Final = _LINES[-1]
_MOST_RECORDS: Final = 10
_RECORDS: Final = tuple(range(_NUMBER, _NUMBER + _MOST_RECORDS))
"""In the row of the foot with texts: the numbers of the rows of Tindak Lanjut that are the quarter's."""
_WIDTHS: Final = (
    0.5,
    *(width for _, width in _NAMED),
    *(width for figure in _FIGURES for width in figure.widths),
    11.5,
    *(HIDDEN for _ in range(_NUMBER, _LAST + 1)),
)
_TITLE_ROW, _NOTE_ROW, _HEADING_ROW = 0, 1, 2
_FIRST_ROW: Final = _HEADING_ROW + 3
_TW: Final = cell_reference(_TITLE_ROW, _NUMBER, absolute=True)
"""The hidden cell with the number of the quarter; 0 without one."""
_PAST: Final = cell_reference(_NOTE_ROW, _NUMBER, absolute=True)
"""The hidden cell with the number of years that the Renstra has behind it."""
_PLANNED: Final = cell_reference(_HEADING_ROW, _NUMBER, absolute=True)
"""The hidden cell with the number of years that have a target in the Renstra."""
_QUARTER: Final = "CHOOSE({},{})".format(_TW, ",".join(f'"{name}"' for name in TRIWULAN))
# ---------------------------------------------------------------- the words
_TITLE: Final = ("Evaluasi terhadap Hasil Renja[ {kantor}]", "Periode Pelaksanaan", " Tahun {tahun}")
_EMPTY: Final = "Lembar ini disusun dari lembar Triwulan, yang belum diisi. Isi target dan realisasinya di sana, lalu tekan Sinkronkan."
_TOTAL: Final = "Jumlah"
_MEAN: Final = "Rata-rata capaian kinerja (%)"
_PREDIKAT: Final = "Predikat kinerja"
_FACTORS: Final = "Evaluasi triwulan"
_NOTHING: Final = "……………………"
_MORE_RECORDS: Final = "dan {} lainnya di lembar Tindak Lanjut"
_BANDS: Final = tuple((bound, label.title()) for bound, _, label in SKALA["Permendagri 86/2017"])
"""Of the predikat, from their lower bounds: what lies between two printed bands, such as 90,5, belongs to the lower one."""
_NOTES: Final = (
    "K: kinerja, dalam satuan indikatornya; Rp: rupiah. Realisasi triwulan adalah yang dihasilkan triwulan itu; indikator"
    " pembilang/penyebut dalam persen dari penyebut setahun. Rp (5), (6), (13), dan (14) kosong: anggaran Renstra tahun-tahun lain tidak"
    " ada di buku kerja ini.",
    "(6) dan (13): jenis jumlah ditambahkan sejak awal Renstra sejauh realisasinya ada di Tabel 3.1, kecuali bila target akhirnya"
    " target satu tahun; jenis lain memakai angka terakhir. (14) adalah (13) dibagi (5): untuk indikator yang makin rendah makin baik,"
    " lebih dari 100 berarti target akhirnya belum tercapai.",
)
_BAND_NOTES: Final = (
    "Rata-rata capaian kinerja adalah rata-rata kolom (14). Predikat menurut Permendagri 86/2017: Sangat Tinggi mulai 91, Tinggi mulai 76,"
    " Sedang mulai 66, Rendah mulai 51, Sangat Rendah di bawahnya. Angka di antara dua rentang, misalnya 90,5, termasuk yang lebih rendah.",
    "Faktor pendorong: analisis tanpa kendala di lembar Tindak Lanjut; faktor penghambat: kendalanya; tindak lanjut: rencananya. Di"
    " triwulan IV rencana itu juga untuk Renja berikutnya.",
)


# ---------------------------------------------------------------- the sheet
def e81_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet, laid out for the rows of today."""
    lines = lines_of(laporan)
    shown = [*lines, *[Line()] * max(FEWEST_ROWS - len(lines), 0)]
    # what a page needs is known before it is known where pages begin: with the name of the sasaran in every row
    breaks = _breaks(_laid_out(laporan, shown, range(_FIRST_ROW, _FIRST_ROW + len(shown))), _FIRST_ROW + len(shown))
    return replace(_laid_out(laporan, shown, breaks), breaks=breaks)


def _breaks(sheet: SummarySheet, total: int) -> list[int]:
    """The rows that begin a new page: sums stay with the last row, and signatures with the texts above them where a page has room.

    Args:
        total: the row of the sums.
    """
    last = max(row for row, _ in sheet.cells)
    heights = [sheet.heights.get(row) or sheet.height(row) for row in range(last + 1)]
    heading = sum(heights[_HEADING_ROW:_FIRST_ROW])
    texts, notes = total + 3, total + 5
    bound = {*range(1, _FIRST_ROW + 1), *range(total, texts), texts + 1, *range(notes + 1, last + 1)}
    if heading + sum(heights[texts:]) <= paper.filled(landscape=True):
        bound.add(notes)
    return paged(heights, bound, heading, landscape=True)


def _laid_out(laporan: Laporan, lines: Sequence[Line], starts: Collection[int]) -> SummarySheet:
    """The sheet with the sasaran named where it begins, and again in some rows."""
    cells = _head(laporan)
    counts = _Counts(laporan)
    above: Line | None = None
    for at, line in enumerate(lines, _FIRST_ROW):
        cells |= _row(counts, at, line, None if at in starts else above)
        above = line
    last = _FIRST_ROW + len(lines)
    foot, foot_heights = _foot(laporan, last + 1, lines)
    tail, tail_heights = _tail(laporan, last + 5)
    cells |= _total(laporan, last, lines) | foot | tail
    one = fitting.of_lines(1, PAGE_SIZE)
    return SummarySheet(
        title=E81,
        widths=_WIDTHS,
        cells=cells,
        heights={
            _TITLE_ROW: 34,
            _NOTE_ROW: state.NOTE_HEIGHT,
            _HEADING_ROW: heading_height(cells, _HEADING_ROW, _WIDTHS, PAGE_SIZE),
            _HEADING_ROW + 1: one,
            _HEADING_ROW + 2: one,
        },
        blocks=[Block(BLOCK, _FIRST_ROW, LEFT, last, _LAST, about=_INDIKATOR - LEFT)],
        foot=foot_heights | tail_heights,
        handed_in=False,
        landscape=True,
        size=PAGE_SIZE,
        begins=(_SECOND_PAGE,),
        repeated=(_NO, _INDIKATOR),
        heading_rows=(_HEADING_ROW, _HEADING_ROW + 2),
        bears_gaps=True,
        with_unit=[(_FIRST_ROW, column, last, column, _UNIT) for column in _K[:_LEVEL]],
        unsynced=[(_FIRST_ROW, _PROGRAM, last, _PROGRAM)],
    )


def _head(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    """The title, what is said of the sheet's state, the headings, and the hidden cells that all rows read."""
    tw, past = quarter_of(laporan), years_before(laporan)
    years = len(renstra.target_years(laporan.profil) or ())
    before, period, after = _TITLE
    name = f" Triwulan {TRIWULAN[tw - 1]}" if tw else ""
    title = f"{filled(before, laporan.profil)}\n{period}{name}{filled(after, laporan.profil)}"
    quarter = f'IF({_TW}=0,""," Triwulan "&{_QUARTER})'
    formula = f'{bare_formula(before)}&CHAR(10)&"{period}"&{quarter}&{bare_formula(after)}'
    number = f"IFERROR(MAX({column_of(TRIWULAN_TABLE, 'tw')}),0)"
    cells: dict[tuple[int, int], SummaryCell] = {
        (_TITLE_ROW, _K[0]): SummaryCell(title, ("title",), formula, _SECOND_PAGE - 1),
        (_TITLE_ROW, _SECOND_PAGE): SummaryCell(title, ("title",), formula, _PENGAMPU),
        (_TITLE_ROW, _NUMBER): SummaryCell(tw, ("record",), number),
        (_NOTE_ROW, LEFT): state.note(of_quarters=True),
        (_NOTE_ROW, _K[0]): SummaryCell(
            None if laporan.rows[TRIWULAN_TABLE.key] else _EMPTY,
            ("note",),
            f'IF(IFERROR(COUNT({column_of(TRIWULAN_TABLE, "baris")}),0)=0,"{_EMPTY}","")',
            _SECOND_PAGE - 1,
        ),
        (_NOTE_ROW, _NUMBER): SummaryCell(
            past, ("record",), f"IFERROR(N({profile_cell('tahun')})-N({profile_cell('tahun_awal_renstra')}),0)"
        ),
        (_HEADING_ROW, _NUMBER): SummaryCell(years, ("record",), renstra.count_formula()),
    }
    singles = [*zip(range(_NO, _INDIKATOR + 1), (name for name, _ in _NAMED), ("(1)", "(2)", "(3)", "(4)"), strict=True)]
    for column, label, numbered in (*singles, (_PENGAMPU, "{judul_penanggung_jawab|Penanggung jawab}", "(15)")):
        cells[_HEADING_ROW, column] = text(laporan, label, "heading", "page", "upper")
        cells[_HEADING_ROW + 1, column] = SummaryCell(None, ("heading", "page", "lower"))
        cells[_HEADING_ROW + 2, column] = SummaryCell(numbered, ("numbering", "page"))
    for figure, column in zip(_FIGURES, _K, strict=True):
        cells[_HEADING_ROW, column] = text(laporan, figure.heading, "heading", "page", last_column=column + 1)
        cells[_HEADING_ROW + 1, column] = SummaryCell("K", ("heading", "page"))
        cells[_HEADING_ROW + 1, column + 1] = SummaryCell("Rp", ("heading", "page"))
        cells[_HEADING_ROW + 2, column] = SummaryCell(figure.number, ("numbering", "page"), last_column=column + 1)
    return cells


@dataclass(frozen=True)
class _Here:
    """Cells of the sheet by key, as a formula of a table's row names them."""

    cells: Mapping[str, str]

    def cell(self, key: str) -> str:
        return self.cells[key]


class _Counts:
    """Counts rows as they are laid out: the how manieth of tbl_triwulan, or of the counted ones of Tabel 3.2, a row is.

    A row keeps its place when blank rows of the tables come or go.
    """

    def __init__(self, laporan: Laporan) -> None:
        quarters = [row["baris"] for row in laporan.rows[TRIWULAN_TABLE.key]]
        counted = [row["baris_dihitung"] for row in laporan.rows[TABEL_3_2.key] if row["baris_dihitung"]]
        self._places = {number: place for place, number in enumerate(quarters, 1)} | {
            -number: place  # type: ignore[operator]
            for place, number in enumerate(counted, 1)
        }

    def formula(self, at: int, number: Cell) -> str:
        """The formula of the number of a row."""
        if number is None:
            return f'IFERROR(SMALL({column_of(TRIWULAN_TABLE, "baris")},{at - _FIRST_ROW + 1}),"")'
        place = self._places[number]
        if float(number) > 0:  # type: ignore[arg-type]
            return f'IFERROR(SMALL({column_of(TRIWULAN_TABLE, "baris")},{place}),"")'
        found = f"SMALL({column_of(TABEL_3_2, 'baris_dihitung')},{place})"
        indicator = f"INDEX({column_of(TABEL_3_2, 'baris_3_1')},{found})"
        return f'IFERROR(IF(ISNUMBER(MATCH({indicator},{column_of(TRIWULAN_TABLE, "baris_3_1")},0)),"",-{found}),"")'


def _row(counts: _Counts, at: int, line: Line, above: Line | None) -> dict[tuple[int, int], SummaryCell]:
    """The cells of a row.

    Args:
        above: the row above, whose sasaran is not named again; None where it has to be.
    """
    number, found, unit = (address(at, column) for column in (_NUMBER, _OF_3_1, _UNIT))

    def measured(key: str) -> str:
        return f'IF({found}="","",{unless_blank(of_row(TABEL_3_1, key, found))})'

    of_quarters = f"N({number})>0"
    match = column_of(TRIWULAN_TABLE, "baris_3_1")
    is_first = f"MATCH({found},{match},0)={number}"
    name = f'IF({found}="","",{name_formula(TABEL_3_1, found)})'
    if above is not None:
        group = column_of(TABEL_3_1, "baris_sasaran")
        same = f"INDEX({group},{found})=INDEX({group},{address(at - 1, _OF_3_1)})"
        name = f'IF({found}="","",IF(IFERROR({same},FALSE),"",{name_formula(TABEL_3_1, found)}))'
    is_named = above is None or line.sasaran is None or line.sasaran != above.sasaran
    coordinator = unless_blank(of_row(TABEL_3_2, "koordinator", f"-{number}"))
    label = f'IF({of_quarters},{of_row(TRIWULAN_TABLE, "indikator", number)},{of_row(TABEL_3_2, "indikator", f"-{number}")})&""'
    unit_key = {FIGURE: address(at, _K[_END]), SATUAN: unit}
    shown = line.number is not None
    cells = {
        _NO: SummaryCell(at - _FIRST_ROW + 1 if shown else None, on_page("nomor"), unless_blank(number, str(at - _FIRST_ROW + 1))),
        _SASARAN: SummaryCell(line.sasaran_name if is_named else None, on_page("teks"), name),
        _PROGRAM: SummaryCell(line.programs, on_page("teks"), _programs_formula(at)),
        _INDIKATOR: SummaryCell(line.indikator, on_page("teks"), unless_blank(number, label)),
        _PENGAMPU: SummaryCell(
            line.pengampu,
            on_page("teks"),
            unless_blank(number, f"IF({of_quarters},{measured('pengampu')},{coordinator})"),
        ),
        _NUMBER: SummaryCell(line.number, ("record",), counts.formula(at, line.number)),
        _OF_3_1: SummaryCell(
            line.row["baris_3_1"] if line.row else None, ("record",), f'IF({of_quarters},{of_row(TRIWULAN_TABLE, "baris_3_1", number)},"")'
        ),
        _OF_3_2: SummaryCell(line.budget, ("record",), f'IF({found}="","",IF({is_first},{found},""))'),
        _ADDED: SummaryCell(float(line.is_added) if line.row else None, ("record",), _is_added_formula(at)),
        _UNIT: SummaryCell(line.unit, ("record",), measured("satuan_berlaku")),
        _END_VALUE: SummaryCell(line.end_value, ("record",), f'IF({of_quarters},{graded().formula(_Here(unit_key))},"")'),  # type: ignore[arg-type]
        _SINCE_VALUE: SummaryCell(
            line.since_value,
            ("record",),
            f'IF({of_quarters},IF({address(at, _ADDED)}=1,{address(at, _K[_SINCE])},{of_row(TRIWULAN_TABLE, "realisasi_sd", number)}),"")',
        ),
    }
    for value, formula, column in zip(_line_values(line), _line_formulas(at), _LINES, strict=True):
        cells[column] = SummaryCell(value, ("record",), formula)
    for value, formula, column in zip(line.figures, _figure_formulas(at), _K, strict=True):
        style = "persen" if column == _K[_LEVEL] else "angka"
        cells[column] = SummaryCell(value, on_page(style), f'IF({of_quarters},{formula},"")')
    for amount, known, column in zip(line.amounts, _amount_formulas(at), _RP, strict=True):
        cells[column] = SummaryCell(amount, on_page("persen" if column == _RP[_LEVEL] else "rupiah"), known)
    return {(at, column): cell for column, cell in cells.items()}


def _line_values(line: Line) -> list[Cell]:
    """The numbers of the budget lines whose names are shown."""
    return [row["baris_dihitung"] for row in line.lines[:MOST_LINES]] + [None] * (MOST_LINES - len(line.lines))


def _line_formulas(at: int) -> list[str]:
    number, budget, column = address(at, _NUMBER), address(at, _OF_3_2), column_of(TABEL_3_2, "baris_3_1")
    found = [f'IF(N({number})<0,-{number},IF({budget}="","",IFERROR(MATCH({budget},{column},0),"")))']
    for before in _LINES[:-1]:
        above = address(at, before)
        below = f"INDEX({column},{above}+1):INDEX({column},ROWS({column}))"
        found.append(f'IF(OR(N({number})<0,{above}=""),"",IFERROR({above}+MATCH({budget},{below},0),""))')
    return found


def _programs_formula(at: int) -> str:
    parts, before = "", ""
    for column in _LINES:
        line = address(at, column)
        program, kegiatan, sub = (of_row(TABEL_3_2, key, line) for key in LEVELS)
        hidden, part_hidden = [f"LEN({program})=0"], [f"LEN({kegiatan})=0"]
        if before:
            same, same_part = (
                f"{of_row(TABEL_3_2, key, line)}={of_row(TABEL_3_2, key, before)}" for key in ("kunci_program", "kunci_kegiatan")
            )
            hidden.append(f"AND({same},LEN({kegiatan})+LEN({sub})>0)")
            part_hidden.append(f"AND({same},{same_part},LEN({sub})>0)")
        named = f'IF(OR({",".join(hidden)}),"",CHAR(10)&{program})'
        listed = f'SUBSTITUTE({native.items(kegiatan)},CHAR(10),CHAR(10)&"{DASH}")'
        within = f'IF(OR({",".join(part_hidden)}),"",CHAR(10)&"{DASH}"&{listed})&IF(LEN({sub})=0,"",CHAR(10)&"{DASH}"&{sub})'
        parts += f'{"&" if parts else ""}IF({line}="","",{named}&{within})'
        before = line
    count = f"COUNTIF({column_of(TABEL_3_2, 'baris_3_1')},{address(at, _OF_3_2)})-{MOST_LINES}"
    begin, end = MORE_LINES.split("{}")
    more = f'IF({before}="","",IF({count}>0,CHAR(10)&"{begin}"&({count})&"{end}",""))'
    return f"MID({parts}&{more},2,{limits.CELL_CHARACTERS})"


# ---------------------------------------------------------------- the formulas of the figures
def _is_one_of(kind: str, *kinds: str) -> str:
    numbers = ",".join(f"{kind}={number:g}" for each in kinds for number in KINDS_OF[each])
    return f"IFERROR(OR({numbers}),FALSE)"


def _is_added_formula(at: int) -> str:
    number, found = address(at, _NUMBER), address(at, _OF_3_1)
    is_sum = _is_one_of(of_row(TRIWULAN_TABLE, "kode", number), JUMLAH)
    yearly = f'IFERROR({of_row(TABEL_3_1, "sifat_target", found)}="{TAHUNAN}",FALSE)'
    return f'IF(N({number})>0,IF(AND({is_sum},NOT({yearly})),1,0),"")'


def _figure_formulas(at: int) -> list[str]:
    """The formulas of K, for a row with an indicator."""
    number, found, is_added = address(at, _NUMBER), address(at, _OF_3_1), f"{address(at, _ADDED)}=1"
    before, year = (address(at, _K[place]) for place in (_BEFORE, _YEAR))
    kind = of_row(TRIWULAN_TABLE, "kode", number)

    def measured(key: str) -> str:
        return unless_blank(of_row(TABEL_3_1, key, found))

    years = {ago: of_row(TABEL_3_1, REALISASI[ago], found) for ago in RIWAYAT}
    known = "+".join(f"AND({ago}<={_PAST},ISNUMBER({cell}))" for ago, cell in years.items())
    total = "+".join(f"IF({ago}<={_PAST},N({cell}),0)" for ago, cell in years.items())
    so_far = f'IF({_PAST}<1,0,IF(ISERROR({total}),{total},IF({known}=0,"",{total})))'
    done = of_row(TRIWULAN_TABLE, "realisasi_sd", number)
    last = done
    for key in TYPED:
        last = f"IF(ISNUMBER({of_row(TRIWULAN_TABLE, NILAI[key], number)}),{of_row(TRIWULAN_TABLE, key, number)},{last})"
    end_value, since_value = address(at, _END_VALUE), address(at, _SINCE_VALUE)
    return [
        f'IF({found}="","",{_end_formula(at)})',
        f'IF({found}="","",IF({is_added},{so_far},{measured(REALISASI[1])}))',
        f'IF({found}="","",{measured("target_berlaku")})',
        *(_quarter_formula(number, kind, quarter) for quarter in NUMBERS),
        f"IF(ISNUMBER({done}),IF({_is_one_of(kind, POSISI_AKHIR)},{last},{done}),{done})",
        f'IF({is_added},IF(COUNT({before},{year})=2,{before}+{year},""),{year})',
        f'IF(COUNT({end_value},{since_value})=2,IF({end_value}=0,"",{since_value}/{end_value}*100),"")',
    ]


def _end_formula(at: int) -> str:
    number, found = address(at, _NUMBER), address(at, _OF_3_1)
    typed, planned = of_row(TABEL_3_1, "target_akhir_renstra", found), of_row(TABEL_3_1, "baris_renstra", found)
    count = "+".join(f"(LEN({of_row(RENSTRA, key, planned)})>0)" for key in TARGET_TAHUNAN.values())
    is_sum = _is_one_of(of_row(TRIWULAN_TABLE, "kode", number), JUMLAH)
    whole = f"IF({is_sum},{of_row(RENSTRA, 'jumlah_target', planned)},{of_row(RENSTRA, 'target_terakhir', planned)})"
    return f'IF(LEN({typed})>0,{typed},IFERROR(IF(AND({_PLANNED}>0,{count}={_PLANNED}),{whole},""),""))'


def _quarter_formula(number: str, kind: str, quarter: int) -> str:
    own, whole = of_row(TRIWULAN_TABLE, SENDIRI[quarter - 1], number), of_row(TRIWULAN_TABLE, "nilai_penyebut", number)
    share = f'IF(AND(ISNUMBER({own}),N({whole})>0),{own}/{whole}*100,"")'
    typed = unless_blank(of_row(TRIWULAN_TABLE, TYPED[quarter - 1], number))
    found = f"IF({_is_one_of(kind, JUMLAH)},{own},IF({_is_one_of(kind, PEMBILANG)},{share},{typed}))"
    return f'IF({_TW}<{quarter},"",{found})'


def _amount_formulas(at: int) -> list[str | None]:
    """The formulas of Rp; None where the workbook never knows it."""
    first, second = (address(at, column) for column in _LINES[:2])
    several = f"{column_of(TABEL_3_2, 'baris_3_1')},{address(at, _OF_3_2)}"

    def amount(key: str) -> str:
        one, column = of_row(TABEL_3_2, key, first), column_of(TABEL_3_2, key)
        single = f'IF(ISNUMBER({one}),{one},IF(ISERROR({one}),{one},""))'
        # an office may have deleted a column of a quarter
        return f'IF({first}="","",IF({second}="",{single},IF(ISERROR(ROWS({column})),"",{added(key, several)})))'

    cells = ",".join(address(at, _RP[place]) for place in _QUARTERS)
    whole = f'IF({_TW}={len(TRIWULAN)},{amount("realisasi_dihitung")},"")'
    year = f"IF(ISERROR(SUM({cells})),SUM({cells}),IF(COUNT({cells})=0,{whole},SUM({cells})))"
    return [
        None,
        f'IF({first}="","",IF({_PAST}<1,0,""))',
        amount("dihitung"),
        *(f'IF({_TW}<{quarter},"",{amount(key)})' for quarter, key in zip(NUMBERS, REALISASI_TRIWULAN, strict=True)),
        year,
        f'IF({first}="","",IF({_PAST}<1,{address(at, _RP[_YEAR])},""))',
        None,
    ]


# ---------------------------------------------------------------- below the rows
def _total(laporan: Laporan, at: int, lines: Sequence[Line]) -> dict[tuple[int, int], SummaryCell]:
    """The sums of the amounts, with a name that says whether the rows are those of the tables."""
    cells = {(at, column): SummaryCell(None, (*on_page(), "strong")) for column in range(_NO, _PENGAMPU + 1)}
    for place, column in enumerate(_RP[:_LEVEL]):
        if place == _END:
            continue
        rows = f"{address(_FIRST_ROW, column)}:{address(at - 1, column)}"
        formula = f'IF(ISERROR(SUM({rows})),SUM({rows}),IF(COUNT({rows})=0,"",SUM({rows})))'
        cells[at, column] = SummaryCell(sum_of([line.amounts[place] for line in lines]), (*on_page("rupiah"), "strong"), formula)
    quarters, counted = (column_of(*each) for each in ((TRIWULAN_TABLE, "baris"), (TABEL_3_2, "baris_dihitung")))
    indicators = len(laporan.rows[TRIWULAN_TABLE.key])
    # without indicators no budget line is shown, and the sheet is as it was built
    count = sum(bool(row["baris_dihitung"]) for row in laporan.rows[TABEL_3_2.key]) if indicators else 0
    same = f"COUNT({quarters})={indicators},COUNT({counted})={count}"
    plan = f"ABS(N({address(at, _RP[_PLAN])})-N({total_of(TABEL_3_2, 'anggaran')}))<0.5"
    label = f'IFERROR(IF(OR(COUNT({quarters})=0,AND({same},{plan})),"{_TOTAL}","{STALE}"),"{_TOTAL}")'
    cells[at, _PROGRAM] = SummaryCell(_TOTAL, (*on_page("teks"), "strong"), label)
    return cells | {(at, column): SummaryCell(None, ("record",)) for column in range(_NUMBER, _LAST + 1)}


def _foot(laporan: Laporan, at: int, lines: Sequence[Line]) -> tuple[dict[tuple[int, int], SummaryCell], dict[int, float]]:
    """Mean and predikat, then the factors and what is done next; with the heights of rows."""
    cells = {(row, column): SummaryCell(None, on_page()) for row in (at, at + 1) for column in range(_K[0], _PENGAMPU + 1)}
    for row, label in ((at, _MEAN), (at + 1, _PREDIKAT)):
        cells[row, _NO] = SummaryCell(label, (*on_page("teks"), "strong"), last_column=_INDIKATOR)
    for column, values in ((_K[_LEVEL], [line.level for line in lines]), (_RP[_LEVEL], [])):
        numbers = [value for value in values if isinstance(value, float)]
        mean = sum(numbers) / len(numbers) if numbers else None
        rows = f"INDEX({BLOCK},0,{column - LEFT + 1})"
        place = address(at, column)
        bounds = ",".join("-1E+300" if bound is None else f"{bound:g}" for bound, _ in _BANDS)
        labels = ",".join(f'"{label}"' for _, label in _BANDS)
        cells[at, column] = SummaryCell(mean, (*on_page("persen"), "strong"), f'IF(COUNT({rows})=0,"",SUM({rows})/COUNT({rows}))')
        cells[at + 1, column] = SummaryCell(
            _predikat(mean),
            (*on_page("center"), "strong"),
            f'IF(ISNUMBER({place}),LOOKUP(ROUND({place},2),{{{bounds}}},{{{labels}}}),"")',
        )
    texts, height = _texts(laporan, at + 2)
    two = fitting.of_lines(2, PAGE_SIZE)
    return cells | texts, {at + 1: two, at + 2: two, at + 3: height}


def _predikat(mean: Cell) -> Cell:
    if not isinstance(mean, float):
        return None
    return [label for bound, label in _BANDS if bound is None or bound <= round(mean, 2)][-1]


@dataclass(frozen=True)
class _Text:
    """A text of the foot: its heading, its columns, and the column of Tindak Lanjut that it takes from each row of the quarter.

    Attributes:
        only: whether only rows without a kendala.
        last: whether only of the last quarter.
    """

    heading: str
    columns: tuple[int, int]
    key: str
    only: bool = False
    last: bool = False


_TEXTS: Final = (
    _Text("Faktor pendorong keberhasilan kinerja", (_K[_END], _RP[_PLAN]), "analisis", only=True),
    _Text("Faktor penghambat pencapaian kinerja", (_K[_QUARTERS[0]], _RP[_QUARTERS[1]]), "kendala"),
    _Text(
        "Tindak lanjut yang diperlukan dalam triwulan berikutnya",
        (_K[_QUARTERS[2]], _RP[_YEAR]),
        "rencana_tindak_lanjut",
    ),
    _Text("Tindak lanjut yang diperlukan dalam Renja berikutnya", (_K[_SINCE], _PENGAMPU), "rencana_tindak_lanjut", last=True),
)
_ROOM: Final = 48.0
"""Points that the texts have at least, for what is written by hand."""


def _texts(laporan: Laporan, at: int) -> tuple[dict[tuple[int, int], SummaryCell], float]:
    tw = quarter_of(laporan)
    name = f" {TRIWULAN[tw - 1]}" if tw else ""
    cells: dict[tuple[int, int], SummaryCell] = {
        (at, _NO): SummaryCell(f"{_FACTORS}{name}", ("heading", "page"), f'"{_FACTORS}"&IF({_TW}=0,""," "&{_QUARTER})', _INDIKATOR),
        (at + 1, _NO): SummaryCell(_SOURCE, (*on_page("teks"), "top"), last_column=_INDIKATOR),
    }
    heights = [_ROOM]
    of_quarters = {quarter: _records(laporan, quarter) for quarter in NUMBERS}
    for each in _TEXTS:
        first, last = each.columns
        cells[at, first] = SummaryCell(each.heading, ("heading", "page"), last_column=last)
        cells[at + 1, first] = SummaryCell(
            _said(each, of_quarters.get(tw, []), tw), (*on_page("teks"), "top"), _said_formula(each, at + 1), last
        )
        width = sum(_WIDTHS[first : last + 1])
        # high enough for any quarter, since another one needs no sync
        heights += [fitting.height([(_said(each, rows, quarter), width)], PAGE_SIZE) for quarter, rows in of_quarters.items()]
    places = {id(row): place + 1 for row, place in zip(laporan.rows[TINDAK_LANJUT.key], laporan.places_in(TINDAK_LANJUT), strict=True)}
    records = of_quarters.get(tw, [])
    column = column_of(TINDAK_LANJUT, "tw")
    for place, hidden in enumerate(_RECORDS):
        above = address(at + 1, hidden - 1)
        below = f"INDEX({column},{above}+1):INDEX({column},ROWS({column}))"
        later = f'IF({above}="","",IFERROR({above}+MATCH({_QUARTER},{below},0),""))'
        formula = later if place else f'IFERROR(MATCH({_QUARTER},{column},0),"")'
        cells[at + 1, hidden] = SummaryCell(places[id(records[place])] if place < len(records) else None, ("record",), formula)
    return cells, min(max(heights), limits.ROW_POINTS)


_SOURCE: Final = "Dari lembar Tindak Lanjut."


def _records(laporan: Laporan, quarter: int) -> list[Row]:
    """The rows of Tindak Lanjut of a quarter."""
    # as MATCH finds them: unlike in `follow_ups.about_quarter`, a numeral with a space beside it is another word
    return [row for row in laporan.rows[TINDAK_LANJUT.key] if str(row.get("tw") or "").upper() == TRIWULAN[quarter - 1]]


def _said(told: _Text, records: Sequence[Row], quarter: int) -> str:
    if told.last and quarter < len(TRIWULAN):
        return _NOTHING
    shown = records[:_MOST_RECORDS]
    parts = [f"{DASH}{row['indikator']}: {row[told.key]}" for row in shown if row.get(told.key) and not (told.only and row.get("kendala"))]
    more = len(records) - _MOST_RECORDS
    return "\n".join([*parts, *([_MORE_RECORDS.format(more)] if more > 0 else [])]) or _NOTHING


def _said_formula(told: _Text, at: int) -> str:
    parts = []
    for column in _RECORDS:
        row = address(at, column)
        said = of_row(TINDAK_LANJUT, told.key, row)
        hidden = [f"LEN({said})=0", *([f"LEN({of_row(TINDAK_LANJUT, 'kendala', row)})>0"] if told.only else [])]
        name = of_row(TINDAK_LANJUT, "indikator", row)
        parts.append(f'IF({row}="","",IF(OR({",".join(hidden)}),"",CHAR(10)&"{DASH}"&{name}&": "&{said}))')
    count = f"COUNTIF({column_of(TINDAK_LANJUT, 'tw')},{_QUARTER})-{_MOST_RECORDS}"
    begin, end = _MORE_RECORDS.split("{}")
    more = f'IF({address(at, _RECORDS[-1])}="","",IF({count}>0,CHAR(10)&"{begin}"&({count})&"{end}",""))'
    found = f"MID({'&'.join(parts)}&{more},2,{limits.CELL_CHARACTERS})"
    shown = f'IF(LEN({found})=0,"{_NOTHING}",{found})'
    return f'IF({_TW}<{len(TRIWULAN)},"{_NOTHING}",{shown})' if told.last else shown


def _tail(laporan: Laporan, at: int) -> tuple[dict[tuple[int, int], SummaryCell], dict[int, float]]:
    """What the figures mean, and the signatures: of the office on the first page, of those who evaluate on the second."""
    pages = ((_K[_END], _SECOND_PAGE - 1), (_SECOND_PAGE, _PENGAMPU))
    cells: dict[tuple[int, int], SummaryCell] = {}
    heights: dict[int, float] = {}
    for (first, last), notes in zip(pages, (_NOTES, _BAND_NOTES), strict=True):
        width = sum(_WIDTHS[first : last + 1])
        for row, note in enumerate(notes, at):
            cells[row, first] = SummaryCell(note, ("note", "page"), last_column=last)
            heights[row] = max(heights.get(row, 0.0), fitting.height([(note, width)], PAGE_SIZE))
    signed = at + len(_NOTES) + 1
    made = {
        0: "Disusun[ di {tempat}], tanggal ……………………",
        1: "Kepala[ {kantor}]",
        5: "{kepala|……………………………………}",
        6: "{pangkat}",
        7: "NIP[ {nip}]",
    }
    judged = {0: "Dievaluasi, tanggal ……………………", 1: "Kepala Bappeda[ {pemerintah_daerah}]", 5: "……………………………………", 7: "NIP"}
    for lines, first, last in ((made, _K[_PLAN], _SECOND_PAGE - 1), (judged, _K[_YEAR], _PENGAMPU)):
        for offset, template in lines.items():
            style = ("center_text", "page", *(("strong",) if offset == 5 else ()))
            cells[signed + offset, first] = text(laporan, template, *style, last_column=last)
    return cells, heights
