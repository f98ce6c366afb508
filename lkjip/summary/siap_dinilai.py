"""The sheet Siap dinilai: what an evaluation of AKIP looks for in a report, and whether this workbook has it.

The criteria are those on reporting of the LKE AKIP (Permen PANRB 88/2021), without their weights: the sheet counts what is filled
in and promises no score. Every state is a native formula over the inputs, so it is right without a sync.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Table
from lkjip.model.formulas import native
from lkjip.model.formulas.references import cell_reference
from lkjip.model.groups import PROFIL
from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import profile_cell
from lkjip.model.tables import IKU, NARASI, PK, RENSTRA, RKT, TABEL_2_1, TABEL_3_1, TABEL_3_2
from lkjip.model.tables.report import REALISASI, RIWAYAT
from lkjip.summary.sheet import LEFT, Block, SummarySheet, column_of, text
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

SIAP_DINILAI: Final = "Siap dinilai"

_NO, _CRITERION, _STATE, _DETAIL, _LINK = range(LEFT, LEFT + 5)
_WIDTHS: Final = (5, 60, 11, 32, 24)
_FILLED, _OPEN = "terisi", "belum"
_COUNT_ROW, _NOTE_ROW, _HEADING_ROW = 1, 2, 4
_NOTE: Final = (
    "Daftar ini menunjukkan apa yang dicari evaluator AKIP di laporan, dan apakah isinya sudah ada di buku kerja ini. Mutunya tetap dinilai"
    " evaluator; lembar ini tidak menjanjikan nilai."
)
_LAST_ROW: Final = 10_000_000
"""More than any row's number."""
_DUE: Final = 228
"""28 February as month and day, the last day to hand the report in."""
_ON_TIME, _LATE = "paling lambat 28 Februari", "sesudah 28 Februari"
_STANDARD: Final = (TABEL_2_1, TABEL_3_1, TABEL_3_2, RENSTRA, IKU, RKT, PK)
"""The tables with the parts that a report has to have (Permen PANRB 53/2014)."""


@dataclass(frozen=True)
class _Criterion:
    """A criterion: what it asks, how many things of how many are there, each with its formula, and the link to what is to be filled in.

    Attributes:
        unit: what is counted.
        detail: what is said of the state, in place of the two counts.
    """

    asks: str
    there: tuple[int, str]
    of: tuple[int, str]
    unit: str
    link: tuple[str, str]
    detail: tuple[Cell, str] | None = None


def siap_dinilai_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet: a row per criterion, in the order of the evaluation."""
    cells: dict[tuple[int, int], SummaryCell] = {
        (0, LEFT): text(laporan, "Siap dinilai: Laporan Kinerja[ {kantor}] Tahun {tahun}", "title", last_column=_LINK),
        (_NOTE_ROW, LEFT): SummaryCell(_NOTE, ("note",), last_column=_LINK),
    }
    for column, heading in zip(
        range(_NO, _LINK + 1), ("No", "Yang dilihat evaluator", "Keadaan", "Rincian", "Yang perlu diisi"), strict=True
    ):
        cells[_HEADING_ROW, column] = SummaryCell(heading, ("heading",))
    at, number, heights, states = _HEADING_ROW + 1, 0, {}, []
    for title, criteria in (("Laporan", _of_report(laporan)), ("Isi laporan, untuk setiap indikator", _of_indicators(laporan))):
        cells[at, _NO] = SummaryCell(title, ("section", "section_small"), last_column=_LINK)
        heights[at] = 20.0
        first = at + 1
        for at, criterion in enumerate(criteria, first):  # the rows go on below
            number += 1
            cells |= _row(at, number, criterion)
            heights[at] = 21.0
            states.append(cells[at, _STATE].value)
        at += 1
    last = at - 1
    found = f"{cell_reference(_HEADING_ROW, _STATE, absolute=True)}:{cell_reference(last, _STATE, absolute=True)}"
    cells[_COUNT_ROW, LEFT] = SummaryCell(
        f"{states.count(_FILLED)} dari {number} terisi",
        ("strong", "center_text"),
        f'COUNTIF({found},"{_FILLED}")&" dari {number} terisi"',
        _LINK,
    )
    return SummarySheet(
        title=SIAP_DINILAI,
        widths=(0.5, *_WIDTHS),
        cells=cells,
        heights={0: 30, _COUNT_ROW: 20, _NOTE_ROW: 28, _NOTE_ROW + 1: 6, _HEADING_ROW: 22, **heights},
        blocks=[Block("blok_siap_dinilai", _COUNT_ROW, LEFT, last, _LINK, grows=False)],
        handed_in=False,
        landscape=True,
        bears_gaps=True,
        filled=[(_HEADING_ROW + 1, _STATE, last, _STATE)],
    )


def _row(at: int, number: int, criterion: _Criterion) -> dict[tuple[int, int], SummaryCell]:
    (there, there_formula), (of, of_formula) = criterion.there, criterion.of
    there_formula = f"IFERROR({there_formula},0)"  # an office may have deleted an annex
    is_filled = 0 < of <= there
    detail, detail_formula = criterion.detail or (
        f"{there} dari {of} {criterion.unit}",
        f'({there_formula})&" dari "&({of_formula})&" {criterion.unit}"',
    )
    state = cell_reference(at, _STATE, absolute=True)
    link, link_formula = criterion.link
    return {
        (at, _NO): SummaryCell(number, ("cell", "nomor")),
        (at, _CRITERION): SummaryCell(criterion.asks, ("label",)),
        (at, _STATE): SummaryCell(
            _FILLED if is_filled else _OPEN,
            ("cell", "center", "strong"),
            f'IF(AND(({of_formula})>0,({there_formula})>=({of_formula})),"{_FILLED}","{_OPEN}")',
        ),
        (at, _DETAIL): SummaryCell(detail, ("label",), detail_formula),
        (at, _LINK): SummaryCell(None if is_filled else link, ("label", "cell_link"), f'IF({state}="{_FILLED}","",{link_formula})'),
    }


# ---------------------------------------------------------------- the report as a whole
def _of_report(laporan: Laporan) -> Sequence[_Criterion]:
    rows = laporan.rows[TABEL_3_1.key]
    measured = _are_filled(TABEL_3_1, "realisasi")
    agreed = laporan.rows[TABEL_2_1.key]
    count, count_agreed = _count(TABEL_3_1), _count(TABEL_2_1)
    most = max(len(rows), len(agreed)), f"MAX({count},{count_agreed})"
    made = (int(bool(rows)), f"IF({count}>0,1,0)")
    parts = [bool(laporan.rows[table.key]) for table in _STANDARD]
    part_formulas = [f"IF(IFERROR({_count(table)},0)>0,1,0)" for table in _STANDARD]
    return (
        _Criterion(
            "Laporan tersusun: Tabel 3.1 berisi indikator",
            made,
            (1, "1"),
            "",
            _link(TABEL_3_1.sheet, _of_cell(_first(TABEL_3_1, "indikator"))),
            (f"{len(rows)} indikator", f'{count}&" indikator"'),
        ),
        _fact(laporan, "Disusun berkala: triwulan I sampai IV atau semester", "laporan_berkala"),
        _fact(laporan, "Diformalkan: ditetapkan oleh kepala", "tanggal_ditetapkan"),
        _fact(laporan, "Direviu oleh APIP", "tanggal_direviu"),
        _fact(laporan, "Dipublikasikan", "tautan_publikasi"),
        _on_time(laporan),
        _Criterion(
            "Sesuai standar: bagian-bagiannya terisi",
            (sum(parts), "+".join(part_formulas)),
            (len(parts), str(len(parts))),
            "bagian",
            _link_to_part(parts, part_formulas),
        ),
        _Criterion(
            "Seluruh informasi pencapaian: realisasi setiap indikator PK",
            (sum(_is_filled(row["realisasi"]) for row in rows), f"SUMPRODUCT({_rows(TABEL_3_1)}*{measured})"),
            most,
            "indikator",
            _link(TABEL_3_1.sheet, _missing(TABEL_3_1, measured, "realisasi"), _of_cell(_first(TABEL_3_1, "indikator"))),
        ),
    )


def _fact(laporan: Laporan, asks: str, key: str, detail: tuple[Cell, str] | None = None) -> _Criterion:
    """A criterion that a key of the Profil tells about."""
    value, cell = laporan.profil.get(key), profile_cell(key)
    there = int(_is_filled(value)), f"IFERROR(IF(LEN({native.trimmed(cell)})>0,1,0),0)"
    said = detail or (_text(value), f'IFERROR(IF(LEN({cell})=0,"",{cell}&""),"")')
    return _Criterion(asks, there, (1, "1"), "", _link(PROFIL, _of_cell(cell)), said)


def _on_time(laporan: Laporan) -> _Criterion:
    """Whether the report was handed in in time; a date of another form than "26-02-2021" is shown and not judged."""
    key = "tanggal_disampaikan"
    value, cell, year = laporan.profil.get(key), profile_cell(key), laporan.profil.get("tahun")
    said: Cell = _text(value)
    if (day := _day(value)) is not None and isinstance(year, int | float):
        said = f"{value}: {_ON_TIME if day <= (year + 1) * 10_000 + _DUE else _LATE}"
    number = f"VALUE(RIGHT({cell},4))*10000+VALUE(MID({cell},4,2))*100+VALUE(LEFT({cell},2))"
    judged = f'{cell}&": "&IF({number}<=({profile_cell("tahun")}+1)*10000+{_DUE},"{_ON_TIME}","{_LATE}")'
    plain = f'IFERROR(IF(LEN({cell})=0,"",{cell}&""),"")'
    is_judged = f"AND(LEN({cell})=10,ISNUMBER({profile_cell('tahun')}))"
    formula = f"IFERROR(IF({is_judged},{judged},{plain}),{plain})"
    return _fact(laporan, "Tepat waktu: disampaikan paling lambat 28 Februari", key, (said, formula))


def _day(value: Cell) -> int | None:
    """A date such as "26-02-2021" as the number 20210226; None if it has another form."""
    if not isinstance(value, str) or len(value) != len("26-02-2021"):
        return None
    pieces = value[:2], value[3:5], value[6:]
    return int(pieces[2] + pieces[1] + pieces[0]) if all(map(str.isdecimal, pieces)) else None


# ---------------------------------------------------------------- each indicator
def _of_indicators(laporan: Laporan) -> Sequence[_Criterion]:
    def with_columns(asks: str, *keys: str, some: bool = False) -> _Criterion:
        """A criterion for columns of Tabel 3.1: all of them filled, or `some`; the last is the one to fill in."""
        rows = laporan.rows[TABEL_3_1.key]
        choose = any if some else all
        there = sum(choose(_is_filled(row[key]) for key in keys) for row in rows)
        columns = [_are_filled(TABEL_3_1, key) for key in keys]
        filled = f"(({'+'.join(columns)})>0)" if some else "*".join(columns)
        return _Criterion(
            asks,
            (there, f"SUMPRODUCT({_rows(TABEL_3_1)}*{filled})"),
            (len(rows), _count(TABEL_3_1)),
            "indikator",
            _link(TABEL_3_1.sheet, _missing(TABEL_3_1, filled, keys[-1]), _of_cell(_first(TABEL_3_1, "indikator"))),
        )

    before = [REALISASI[ago] for ago in RIWAYAT]
    return (
        with_columns("Realisasi dibandingkan dengan target tahun ini", "target", "realisasi"),
        with_columns("Realisasi dibandingkan dengan target jangka menengah (Renstra)", "realisasi", "target_akhir_renstra"),
        with_columns("Realisasi dibandingkan dengan realisasi tahun-tahun sebelumnya", *before, some=True),
        with_columns("Realisasi dibandingkan dengan tingkat nasional atau internasional", "standar"),
        _narrated(laporan, "Keberhasilan atau kegagalan, beserta upaya dan hambatan", "keberhasilan", "hambatan"),
        _budgeted(laporan),
        _narrated(laporan, "Upaya perbaikan ke depan", "solusi"),
    )


def _narrated(laporan: Laporan, asks: str, *keys: str) -> _Criterion:
    """A criterion that the sheet Narasi tells about, in one of some columns."""
    rows = laporan.rows[TABEL_3_1.key]
    told = {row["kunci"] for row in laporan.rows[NARASI.key] if any(isinstance(row[key], str) and not is_error(row[key]) for key in keys)}
    own, others = column_of(NARASI, "kunci"), column_of(TABEL_3_1, "kunci")
    counted = "+".join(f'COUNTIFS({own},{others},{column_of(NARASI, key)},"?*")' for key in keys)
    filled = f"(({'+'.join(_are_filled(NARASI, key) for key in keys)})>0)"
    free = f"INDEX({column_of(NARASI, 'indikator')},MIN(ROWS({own}),COUNT({column_of(NARASI, 'baris')})+1))"
    return _Criterion(
        asks,
        (
            sum(bool(row["kunci"]) and row["kunci"] in told for row in rows),
            f'SUMPRODUCT({_rows(TABEL_3_1)}*({others}<>"")*(({counted})>0))',
        ),
        (len(rows), _count(TABEL_3_1)),
        "indikator",
        _link(NARASI.sheet, _missing(NARASI, filled, keys[0]), _of_cell(free)),
    )


def _budgeted(laporan: Laporan) -> _Criterion:
    anggaran, realisasi = (_are_filled(TABEL_3_2, key) for key in ("anggaran", "realisasi"))
    rows = [row for row in laporan.rows[TABEL_3_2.key] if row["baris"] is not None and _is_filled(row["anggaran"])]
    lines = f"{_rows(TABEL_3_2)}*{anggaran}"
    return _Criterion(
        "Efisiensi sumber daya: realisasi setiap baris anggaran",
        (sum(_is_filled(row["realisasi"]) for row in rows), f"SUMPRODUCT({lines}*{realisasi})"),
        (len(rows), f"SUMPRODUCT({lines})"),
        "baris anggaran",
        _link(TABEL_3_2.sheet, _missing(TABEL_3_2, realisasi, "realisasi", among=lines), _of_cell(_first(TABEL_3_2, "anggaran"))),
    )


# ---------------------------------------------------------------- links
def _link(sheet: str, *places: str) -> tuple[str, str]:
    """A link to a cell, as text and formula.

    Args:
        places: the cell as arguments of ADDRESS; of several the first that there is.
    """
    target = '"A1"'
    for place in reversed(places):
        target = f"IFERROR(ADDRESS({place},4),{target})"
    return f"Isi di {sheet}", f'HYPERLINK("#\'{sheet}\'!"&{target},"Isi di {sheet}")'


def _link_to_part(there: Sequence[bool], formulas: Sequence[str]) -> tuple[str, str]:
    """A link to the first of the standard's tables that is empty.

    Args:
        there: whether each of them has rows; `formulas` give 1 where it has, else 0.
    """
    links = [_link(table.sheet, _of_cell(_first(table, table.row_key))) for table in _STANDARD]
    first = next((place for place, each in enumerate(there) if not each), len(links) - 1)
    formula = links[-1][1]
    for (_, link), is_there in reversed(list(zip(links[:-1], formulas[:-1], strict=True))):
        formula = f"IF({is_there}=0,{link},{formula})"
    return links[first][0], formula


# ---------------------------------------------------------------- formulas
def _is_filled(value: Cell) -> bool:
    return value is not None and not is_error(value)


def _text(value: Cell) -> str | None:
    return None if value is None else format(value, ".15g") if isinstance(value, float) else str(value)


def _rows(table: Table) -> str:
    """An array that is true in the rows of a table that count."""
    return f"ISNUMBER({column_of(table, 'baris')})"


def _count(table: Table) -> str:
    """A formula that counts them; by their key, where the table does not number its rows."""
    if "baris" in table.names:
        return f"COUNT({column_of(table, 'baris')})"
    return f"SUMPRODUCT(--{_are_filled(table, table.row_key)})"


def _are_filled(table: Table, key: str) -> str:
    """An array that is true where a cell of a column holds something, and not an error."""
    return f"ISNUMBER(1/LEN({native.trimmed(column_of(table, key))}))"


def _missing(table: Table, filled: str, key: str, among: str = "") -> str:
    """The place of the first row of a table that lacks something, in a column, as arguments of ADDRESS; no such place if all have it.

    Args:
        filled: an array that is true where nothing lacks.
        among: an array of the rows that are meant; by default all that count.
    """
    column = column_of(table, key)
    lacking = f"{among or _rows(table)}*(1-{filled})"
    return f"{_LAST_ROW}-SUMPRODUCT(MAX({lacking}*({_LAST_ROW}-ROW({column})))),COLUMN(INDEX({column},1))"


def _first(table: Table, key: str) -> str:
    return f"INDEX({column_of(table, key)},1)"


def _of_cell(cell: str) -> str:
    """The place of a cell as arguments of ADDRESS."""
    return f"ROW({cell}),COLUMN({cell})"
