"""The sheet Lembar Pimpinan: the year on one page, for whoever decides and does not read tables.

Its shape is fixed, so that it is one page for any number of indicators and right without a sync: it shows so many rows and no
more, and each finds its row of a table by a number in a hidden column.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.expressions import SCALE_REFERENCE, native_value
from lkjip.model.formulas import native
from lkjip.model.formulas.references import cell_reference
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import profile_cell
from lkjip.model.scale import MOST
from lkjip.model.tables import NARASI, TABEL_3_1, TABEL_3_2
from lkjip.model.tables.profile import KEPUTUSAN
from lkjip.summary import perbandingan
from lkjip.summary.sasaran import WITHOUT_SASARAN, by_sasaran, mean_formula, name_formula, next_sasaran
from lkjip.summary.sheet import (
    HIDDEN,
    KATEGORI_RANGE,
    LABEL_RANGE,
    LEFT,
    Block,
    SummarySheet,
    address,
    column_of,
    count_equal,
    count_named,
    of_row,
    text,
    unless_blank,
    value_of,
)
from xlfuncs import id_format, rules
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

PIMPINAN: Final = "Lembar Pimpinan"

_NAME, _TARGET, _REALISASI, _CAPAIAN, _PERCENT, _KODE, _GAP, _BESIDE, _MORE, _FIGURE = range(LEFT, LEFT + 10)
_WIDTHS: Final = (23, 7.3, 7.3, 7.3, 6.5, 3.8, 0.8, 9.7, 14, 8.3)
_CODE, _NUMBER, _UNIT, _TOLD, _OTHER, _OTHER_CODE = range(_FIGURE + 1, _FIGURE + 7)
"""Hidden columns: code and number of the row on the left, unit, number of the row in Narasi, number and code of the row on the right."""
_TILES: Final = ((_NAME, _NAME), (_TARGET, _CAPAIAN), (_PERCENT, _BESIDE), (_MORE, _FIGURE))
"""First and last column of each of the four figures."""

_BANNER, _PERIOD, _, _LABEL, _LARGE, _NOTE, _, _BARS_HEAD = range(8)
_BARS: Final = _BARS_HEAD + 1
_COMPARED: Final = 8
_FEWEST: Final = 2
"""Fewest sasaran that are compared with each other."""
_OTHERS: Final = _BARS + _COMPARED
_LOW_HEAD: Final = _OTHERS + 2
_LOW: Final = _LOW_HEAD + 2
_LOWEST: Final = 5
_ASKED_HEAD: Final = _LOW + _LOWEST + 1
_SEAL: Final = _ASKED_HEAD + len(KEPUTUSAN) + 1
_EXCEEDED: Final = 2
_END_HEAD: Final = _BARS + _EXCEEDED
_SPREAD_HEAD: Final = _END_HEAD + 3
_HEIGHTS: Final = {
    **{_BANNER: 34, _PERIOD: 17, _PERIOD + 1: 6, _LABEL: 15, _LARGE: 32, _NOTE: 24, _NOTE + 1: 6, _BARS_HEAD: 18},
    **dict.fromkeys(range(_BARS, _OTHERS + 1), 28),
    **{_OTHERS + 1: 6, _LOW_HEAD: 18, _LOW_HEAD + 1: 15},
    **dict.fromkeys(range(_LOW, _LOW + _LOWEST), 39),
    **{_LOW + _LOWEST: 6, _ASKED_HEAD: 18, _SEAL: 15},
    **dict.fromkeys(range(_ASKED_HEAD + 1, _SEAL), 24),
}
"""Points; together they are within the printed height of A4, so of F4 too."""
_LONGEST_NAME: Final = 75
_LONGEST_TEXT: Final = 96
_LONGEST_DECISION: Final = 110
"""Most characters of what a row has room for."""
_FULL, _HALF = "█", "▌"
_HALVES: Final = 32
"""Halves of letters that fill the cells up to 100 percent."""
_BEYOND: Final = 50.0
"""Percent above 100 for which bars have room."""
_PERSEN, _BARIS, _BARIS_SASARAN, _URUTAN = (column_of(TABEL_3_1, key) for key in ("persen_capaian", "baris", "baris_sasaran", "urutan"))
_SECTION: Final = ("section", "section_small")
_NOTHING: Final = "belum ada"
_UNWRITTEN: Final = "belum ditulis"
_UNNEEDED: Final = "-"
_ALL: Final = "semua tercapai"
_STALE: Final = "tekan Sinkronkan"
_PROGRESS: Final = f"INDEX({perbandingan.BLOCK},0,{perbandingan.PROGRESS_COLUMN})"


def pimpinan_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet, whose figures are those of Ringkasan."""
    cells = {
        **_head(laporan),
        **_tiles(laporan),
        **_compared(laporan),
        **_exceeded(laporan),
        **_to_the_end(laporan),
        **_spread(laporan),
        **_lowest(laporan),
        **_asked(laporan),
        **_signature(laporan),
    }
    return SummarySheet(
        title=PIMPINAN,
        widths=(0.5, *_WIDTHS, *(HIDDEN for _ in range(_CODE, _OTHER_CODE + 1))),
        cells=cells,
        heights=_HEIGHTS,
        blocks=[Block("blok_pimpinan", 0, LEFT, _SEAL, _OTHER_CODE, grows=False)],
        button=_MORE,
        kategori_by=[
            (_NOTE, _NAME, _NOTE, _NAME, _CODE),
            (_BARS, _KODE, _OTHERS, _KODE, _CODE),
            (_LOW, _CAPAIAN, _LOW + _LOWEST - 1, _CAPAIAN, _CODE),
            (_BARS, _FIGURE, _BARS + _EXCEEDED - 1, _FIGURE, _OTHER_CODE),
        ],
        letter_bars=[(_BARS, _TARGET, _OTHERS, _CAPAIAN, _CODE)],
        unit_look={"bottom": 4, "bottom_color": "#BFBFBF"},
        with_unit=[(_LOW, column, _LOW + _LOWEST - 1, column, _UNIT) for column in (_TARGET, _REALISASI)],
    )


# ---------------------------------------------------------------- the head and the four figures
def _head(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    period = "Lembar Pimpinan: kinerja tahun {tahun}[, Renstra {tahun_awal_renstra}-{tahun_akhir_renstra}]"
    return {
        (_BANNER, LEFT): text(laporan, "{kantor_lengkap}", "banner", "banner_fitted", last_column=_FIGURE),
        (_PERIOD, LEFT): text(laporan, period, "banner_small", last_column=_FIGURE),
    }


def _tiles(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    indicators = laporan.rows[TABEL_3_1.key]
    persen = [row["persen_capaian"] for row in indicators]
    average = value_of(laporan.mean, indicators)
    category = value_of(native_value, "KATEGORI", average, laporan.skala)
    band = next((each for each in laporan.bands if each.code == category), None)
    totals = laporan.totals(TABEL_3_2)
    serapan = value_of(native_value, "SERAPAN", totals["anggaran"], totals["realisasi"])
    measured, reached = sum(isinstance(each, float) for each in persen), sum(map(is_reached, persen))
    unmeasured = sum(each is None for each in persen)
    reached_formula = _count_reached(_PERSEN)
    below, without = f"COUNT({_PERSEN})-{reached_formula}", f"{count_named(TABEL_3_1)}-COUNT({_PERSEN})-SUMPRODUCT(--ISERROR({_PERSEN}))"
    label = f"INDEX({LABEL_RANGE},MATCH(kategori_rata_rata,{KATEGORI_RANGE},0))"
    more = f", {unmeasured} belum diukur" if unmeasured else ""
    missed = f'{below}&" di bawah target"&IF({without}=0,"",", "&({without})&" belum diukur")'
    shown = (
        (
            "Rata-rata capaian",
            (_NOTHING if average is None else average, _or_nothing("rata_rata_capaian"), ()),
            (
                f"{band.label or ''} ({band.code})" if band else None,
                f'IFERROR(IF(LEN(kategori_rata_rata)=0,"",{label}&" ("&kategori_rata_rata&")"),"")',
                ("strong",),
            ),
        ),
        (
            "Indikator yang mencapai target",
            (f"{reached} dari {len(indicators)}", f'{reached_formula}&" dari "&jumlah_indikator', ()),
            (
                f"{measured - reached} di bawah target{more}" if reached < len(indicators) or not indicators else _ALL,
                f'IF(AND(jumlah_indikator>0,{reached_formula}=jumlah_indikator),"{_ALL}",{missed})',
                (),
            ),
        ),
        (
            "Serapan anggaran",
            (_NOTHING if serapan is None else serapan, _or_nothing("total_serapan"), ()),
            (totals["anggaran"], unless_blank("total_anggaran"), ("tile_rupiah",)),
        ),
        (
            "Efisiensi",
            (*_judged(average, serapan, [word for word, _ in _VERDICTS], _NOTHING), ("tile_words",)),
            (*_judged(average, serapan, [why for _, why in _VERDICTS], None), ()),
        ),
    )
    cells = {(_NOTE, _CODE): SummaryCell(category, ("record",), "kategori_rata_rata")}
    for (first, last), (name, (value, formula, figure), (note, note_formula, small)) in zip(_TILES, shown, strict=True):
        wide = last if last > first else None
        cells |= {
            (_LABEL, first): SummaryCell(name, ("tile", "tile_label"), last_column=wide),
            (_LARGE, first): SummaryCell(value, ("tile", "tile_figure", *figure), formula, wide),
            (_NOTE, first): SummaryCell(note, ("tile", "tile_note", *small), note_formula, wide),
        }
    return cells


def _or_nothing(name: str) -> str:
    return f'IF(LEN({name})=0,"{_NOTHING}",{name})'


def is_reached(persen: Cell) -> bool:
    """Whether a percentage is 100 or more, to two decimals."""
    return isinstance(persen, float) and id_format.rounded(persen) >= 100


def _count_reached(column: str) -> str:
    """A formula that counts them in a column, in which blanks and errors are none."""
    return f"SUMPRODUCT(--ISNUMBER(1/(ROUND({column},2)>=100)))"


_VERDICTS: Final = (
    ("Efisien", "capaian lebih tinggi dari serapan"),
    ("Seimbang", "capaian sama dengan serapan"),
    ("Belum efisien", "capaian lebih rendah dari serapan"),
)
"""What is said of an average capaian above the serapan, equal to it, and below it, and why."""


def _judged(average: Cell, serapan: Cell, said: Sequence[str], otherwise: str | None) -> tuple[Cell, str]:
    """What is said of the average capaian beside the serapan, both in percent to two decimals, as value and formula.

    Args:
        said: the words for more, equal and less; `otherwise` those for figures that are no numbers.
    """
    value = otherwise
    if isinstance(average, float) and isinstance(serapan, float):
        reached, spent = id_format.rounded(average), id_format.rounded(serapan)
        value = said[0] if reached > spent else said[1] if reached == spent else said[2]
    reached_cell, spent_cell = "ROUND(rata_rata_capaian,2)", "ROUND(total_serapan,2)"
    compared = f'IF({reached_cell}>{spent_cell},"{said[0]}",IF({reached_cell}={spent_cell},"{said[1]}","{said[2]}"))'
    return value, f'IF(COUNT(rata_rata_capaian,total_serapan)=2,{compared},"{otherwise or ""}")'


# ---------------------------------------------------------------- the bars
def _compared(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    """A bar for each sasaran; for each indicator where there is one sasaran, whose bar would be the average once more."""
    rows, found = laporan.rows[TABEL_3_1.key], by_sasaran(laporan.rows[TABEL_3_1.key])
    alone = len(found) < _FEWEST
    is_alone = f"{cell_reference(_BARS_HEAD, _NUMBER, absolute=True)}<{_FEWEST}"
    title = "Capaian per indikator", "Capaian per sasaran"
    cells = {
        (_BARS_HEAD, _NUMBER): SummaryCell(len(found), ("record",), count_equal(_BARIS, _BARIS_SASARAN)),
        (_BARS_HEAD, _NAME): SummaryCell(
            title[0] if alone else title[1], _SECTION, f'IF({is_alone},"{title[0]}","{title[1]}")', last_column=_KODE
        ),
    }
    groups: Sequence[Sequence[Row]] = [[row] for row in rows] if alone else found

    def name_of(group: Sequence[Row]) -> Cell:
        return group[0]["indikator"] if alone else group[0]["sasaran_berlaku"] or WITHOUT_SASARAN

    for place in range(_COMPARED):
        at, group = _BARS + place, groups[place] if place < len(groups) else ()
        number, above = address(at, _NUMBER), address(at - 1, _NUMBER) if place else None
        average = _mean(group)
        name = f"IF({is_alone},{of_row(TABEL_3_1, 'indikator', number)},{name_formula(TABEL_3_1, number)})"
        which = f'IF({is_alone},IFERROR(SMALL({_BARIS},{place + 1}),""),{next_sasaran(TABEL_3_1, above)})'
        single = unless_blank(number, of_row(TABEL_3_1, "persen_capaian", number))
        cells[at, _NUMBER] = SummaryCell(group[0]["baris"] if group else None, ("record",), which)
        cells[at, _NAME] = _short(name_of(group) if group else None, unless_blank(number, name), _LONGEST_NAME, "plain", "small")
        cells |= _bar(laporan, at, average, f"IF({is_alone},{single},{mean_formula(number)})")
    others = groups[_COMPARED:]
    last, number = address(_OTHERS - 1, _NUMBER), address(_OTHERS, _NUMBER)
    more_sasaran = f"SUMPRODUCT(ISNUMBER({_BARIS})*({_BARIS}={_BARIS_SASARAN})*({_BARIS}>{last}))"
    later = f'IF({last}="",0,IF({is_alone},COUNTIF({_BARIS},">"&{last}),{more_sasaran}))'
    kind = "indikator" if alone else "sasaran"
    named = f'{number}&IF({is_alone}," indikator"," sasaran")&" lainnya"'
    mean = f"IF({is_alone},{_mean_after(_BARIS, last)},{_mean_after(_BARIS_SASARAN, last)})"
    cells[_OTHERS, _NUMBER] = SummaryCell(len(others), ("record",), later)
    cells[_OTHERS, _NAME] = SummaryCell(
        f"{len(others)} {kind} lainnya" if others else None, ("plain", "small"), f'IF({number}=0,"",{named})'
    )
    average = _mean([row for group in others for row in group])
    return cells | _bar(laporan, _OTHERS, average, f'IF({number}=0,"",{mean})')


def _mean(rows: Sequence[Row]) -> Cell:
    return value_of(rules.rata_rata, [row["persen_capaian"] for row in rows]) if rows else None


def _mean_after(numbers: str, last: str) -> str:
    """A formula for the mean capaian of the rows with a greater number than the last one shown."""
    later = f'{numbers},">"&{last}'
    total = f"SUMIFS({_PERSEN},{later})"
    count = f'COUNTIFS({later},{_PERSEN},">-1E+300")'
    return f'IF(ISERROR({total}),{total},IF({count}=0,"",{total}/{count}))'


def _bar(laporan: Laporan, at: int, persen: Cell, formula: str) -> dict[tuple[int, int], SummaryCell]:
    """A bar with its percentage and category; what is above 100 percent is a bar of its own, right of a line."""
    category = value_of(native_value, "KATEGORI", persen, laporan.skala)
    shown, code = address(at, _PERCENT), address(at, _CODE)
    reached = persen if isinstance(persen, float) else 0.0
    beyond = max(reached - 100, 0.0)
    return {
        (at, _TARGET): SummaryCell(_letters(reached, 100), ("letter_bar", "until"), _letters_formula(shown, shown, 100), _REALISASI),
        (at, _CAPAIAN): SummaryCell(_letters(beyond, _BEYOND), ("letter_bar",), _letters_formula(shown, f"{shown}-100", _BEYOND)),
        (at, _PERCENT): SummaryCell(persen, ("small", "plain", "persen", "strong"), formula),
        (at, _KODE): SummaryCell(
            None if is_error(category) else category, ("small", "plain", "center"), f'IFERROR({unless_blank(code)},"")'
        ),
        (at, _CODE): SummaryCell(category, ("record",), native.kategori(shown, SCALE_REFERENCE)),
    }


def _letters(percent: float, most: float) -> str | None:
    halves = int(id_format.rounded(min(max(percent, 0.0), most) * _HALVES / 100, 0))
    return (_FULL * (halves // 2) + _HALF * (halves % 2)) or None


def _letters_formula(shown: str, percent: str, most: float) -> str:
    halves = f"ROUND(MIN(MAX({percent},0),{most:g})*{_HALVES}/100,0)"
    return f'IF(ISNUMBER({shown}),REPT("{_FULL}",INT({halves}/2))&REPT("{_HALF}",MOD({halves},2)),"")'


# ---------------------------------------------------------------- beside the bars
def _exceeded(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    cells = _section(_BARS_HEAD, "Paling melampaui target", _BESIDE, _FIGURE)
    ordered = sorted(lowest_first(laporan), key=lambda row: -_order(row))
    for place in range(_EXCEEDED):
        at = _BARS + place
        row = ordered[place] if place < len(ordered) else {}
        if not (is_reached(row.get("persen_capaian")) and id_format.rounded(_order(row)) > 100):
            row = {}
        number, none = address(at, _OTHER), "Belum ada indikator yang melampaui target." if place == 0 else None
        found = f"MATCH(LARGE({_URUTAN},{place + 1}),{_URUTAN},0)"
        name = _short(row.get("indikator"), of_row(TABEL_3_1, "indikator", number), _LONGEST_NAME, "row")
        cells |= {
            (at, _OTHER): SummaryCell(row.get("baris"), ("record",), f'IFERROR(IF(ROUND(INDEX({_PERSEN},{found}),2)>100,{found},""),"")'),
            (at, _BESIDE): SummaryCell(name.value if row else none, ("row",), f'IF(LEN({number})=0,"{none or ""}",{name.formula})', _MORE),
            (at, _FIGURE): SummaryCell(
                row.get("persen_capaian"),
                ("row", "persen_mark", "strong"),
                unless_blank(number, of_row(TABEL_3_1, "persen_capaian", number)),
            ),
            (at, _OTHER_CODE): SummaryCell(
                row.get("kode_kategori"), ("record",), unless_blank(number, of_row(TABEL_3_1, "kode_kategori", number))
            ),
        }
    return cells


def _to_the_end(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    """How many indicators have reached the Renstra's end target, and which one is furthest from it, by Perbandingan."""
    cells = _section(_END_HEAD, "Menuju akhir Renstra[ {tahun_akhir_renstra}]", _BESIDE, _FIGURE, laporan)
    rows = laporan.rows[TABEL_3_1.key]
    progress = [perbandingan.progress(laporan, row) for row in rows]
    known = [each for each in progress if isinstance(each, float)]
    counted, reached = f"COUNT({_PROGRESS})", _count_reached(_PROGRESS)
    first, second = _END_HEAD + 1, _END_HEAD + 2
    stale = f"{count_named(TABEL_3_1)}>ROWS({perbandingan.BLOCK})"
    furthest = None if any(map(is_error, progress)) else min(known, default=None)
    name = rows[progress.index(furthest)]["indikator"] if furthest is not None else None
    place = address(second, _OTHER)
    where = f'IFERROR(MATCH(SMALL({_PROGRESS},1),{_PROGRESS},0),"")'
    named = _short(name, f"INDEX({perbandingan.BLOCK},{place},1)", _LONGEST_NAME - len("Terjauh: "), "row")
    return cells | {
        (first, _BESIDE): SummaryCell("Indikator yang sudah mencapai target akhir", ("row",), last_column=_MORE),
        (first, _FIGURE): SummaryCell(
            f"{sum(map(is_reached, known))} dari {len(known)}" if known else _NOTHING,
            ("row", "center", "strong"),
            f'IF({stale},"{_STALE}",IF({counted}=0,"{_NOTHING}",{reached}&" dari "&{counted}))',
        ),
        (second, _OTHER): SummaryCell(None if furthest is None else progress.index(furthest) + 1, ("record",), f'IF({stale},"",{where})'),
        (second, _BESIDE): SummaryCell(
            f"Terjauh: {named.value}" if name is not None else None, ("row",), unless_blank(place, f'"Terjauh: "&{named.formula}'), _MORE
        ),
        (second, _FIGURE): SummaryCell(furthest, ("row", "persen_mark", "strong"), unless_blank(place, f"INDEX({_PROGRESS},{place})")),
    }


def _spread(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    """How many indicators each category has, in one line."""
    cells = _section(_SPREAD_HEAD, "Indikator per kategori", _BESIDE, _FIGURE)
    given = [row["kode_kategori"] for row in laporan.rows[TABEL_3_1.key]]
    codes = [f"INDEX({KATEGORI_RANGE},{place})" for place in range(1, MOST + 1)]
    each = [f'IF(LEN(TRIM({code}))=0,"",",   "&{code}&" "&jumlah_kategori_{place})' for place, code in enumerate(codes, 1)]
    wrong = next((band.code for band in laporan.bands if is_error(band.code)), None)
    counted = ",   ".join(f"{band.code} {given.count(band.code)}" for band in laporan.bands if band.code)
    cells[_SPREAD_HEAD + 1, _BESIDE] = SummaryCell(
        wrong or counted or None, ("row", "strong", "center"), f"MID({'&'.join(each)},5,200)", _FIGURE
    )
    return cells


# ---------------------------------------------------------------- the lowest
def lowest_first(laporan: Laporan) -> list[Row]:
    """The measured rows of Tabel 3.1, the lowest capaian first."""
    return sorted((row for row in laporan.rows[TABEL_3_1.key] if row["urutan"] is not None), key=_order)


def _order(row: Row) -> float:
    value = row.get("urutan")
    return value if isinstance(value, float) else 0.0


def _lowest(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    cells = _section(_LOW_HEAD, "Capaian terendah: sebab dan tindak lanjut", _NAME, _FIGURE)
    for first, last, heading in (
        (_NAME, _NAME, "Indikator"),
        (_TARGET, _TARGET, "Target"),
        (_REALISASI, _REALISASI, "Realisasi"),
        (_CAPAIAN, _CAPAIAN, "Capaian %"),
        (_PERCENT, _BESIDE, "Sebab (hambatan)"),
        (_MORE, _FIGURE, "Tindak lanjut"),
    ):
        cells[_LOW_HEAD + 1, first] = SummaryCell(heading, ("heading", "small"), last_column=last if last > first else None)
    told: dict[Cell, Row] = {}
    for row in laporan.rows[NARASI.key]:
        told.setdefault(row["kunci"], row)
    ordered = lowest_first(laporan)
    for place in range(_LOWEST):
        row = ordered[place] if place < len(ordered) else {}
        cells |= _low(_LOW + place, place + 1, row, told.get(row.get("kunci"), {}) if row.get("kunci") else {})
    return cells


def _low(at: int, place: int, row: Row, told: Row) -> dict[tuple[int, int], SummaryCell]:
    number, narasi = address(at, _NUMBER), address(at, _TOLD)

    def shown(key: str) -> str:
        return unless_blank(number, unless_blank(of_row(TABEL_3_1, key, number)))

    def because(key: str) -> SummaryCell:
        text = _short(told.get(key), f'{of_row(NARASI, key, narasi)}&""', _LONGEST_TEXT, "row")
        silent = _UNNEEDED if is_reached(row.get("persen_capaian")) else _UNWRITTEN
        formula = f'IF({number}="","",IF(ROUND({address(at, _CAPAIAN)},2)>=100,"{_UNNEEDED}","{_UNWRITTEN}"))'
        written = f'IF({narasi}="","",{text.formula})'
        said = f"IF(IFERROR(LEN({written}),1)=0,{formula},{written})"
        return SummaryCell((text.value or silent) if row else None, ("row", "words"), said, _BESIDE if key == "hambatan" else _FIGURE)

    name = _short(row.get("indikator"), of_row(TABEL_3_1, "indikator", number), _LONGEST_NAME)
    key, keys = of_row(TABEL_3_1, "kunci", number), column_of(NARASI, "kunci")
    found = f'IF({number}="","",IF({key}="","",IFERROR(MATCH({key},{keys},0),"")))'
    return {
        (at, _NUMBER): SummaryCell(row.get("baris"), ("record",), f'IFERROR(MATCH(SMALL({_URUTAN},{place}),{_URUTAN},0),"")'),
        (at, _UNIT): SummaryCell(row.get("satuan"), ("record",), shown("satuan")),
        (at, _CODE): SummaryCell(row.get("kode_kategori"), ("record",), shown("kode_kategori")),
        (at, _TOLD): SummaryCell(told.get("baris"), ("record",), found),
        (at, _NAME): SummaryCell(
            _joined(name.value, row.get("satuan")) if row else None,
            ("row",),
            unless_blank(number, f"{name.formula}&{_with_unit(address(at, _UNIT))}"),
        ),
        (at, _TARGET): SummaryCell(row.get("target"), ("row", "angka"), shown("target")),
        (at, _REALISASI): SummaryCell(row.get("realisasi"), ("row", "angka"), shown("realisasi")),
        (at, _CAPAIAN): SummaryCell(row.get("persen_capaian"), ("row", "persen", "strong"), shown("persen_capaian")),
        (at, _PERCENT): because("hambatan"),
        (at, _MORE): because("solusi"),
    }


def _joined(name: Cell, unit: Cell) -> Cell:
    """A name with its unit; an error among them is the result."""
    wrong = next(filter(is_error, (name, unit)), None)
    return wrong or f"{name or ''}{'' if unit is None else f' ({unit})'}"


def _with_unit(unit: str) -> str:
    return f'IF(LEN({unit})=0,""," ("&{unit}&")")'


# ---------------------------------------------------------------- what is asked, and by whom
def _asked(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    cells = _section(_ASKED_HEAD, "Keputusan yang diminta", _NAME, _CAPAIAN)
    for number in KEPUTUSAN:
        key = f"keputusan_{number}"
        asked = _short(laporan.profil.get(key), profile_cell(key), _LONGEST_DECISION)
        value = f"{number}. {asked.value or ''}"
        cells[_ASKED_HEAD + number, _NAME] = SummaryCell(value, ("pencil",), f'"{number}. "&{asked.formula}', _CAPAIAN)
    cells[_SEAL, _NAME] = SummaryCell("Segel kiriman: lihat surat pengantar.", ("note", "small"), last_column=_CAPAIAN)
    return cells


def _signature(laporan: Laporan) -> dict[tuple[int, int], SummaryCell]:
    lines = (
        ("{tempat}[, {tanggal_laporan}]", ()),
        ("{jabatan}", ()),
        (None, ()),
        ("{kepala}", ("strong", "underline", "foot")),
        ("[NIP {nip}]", ()),
    )
    return {
        (_ASKED_HEAD + offset, _PERCENT): text(laporan, template, "signed", *style, last_column=_FIGURE)
        for offset, (template, style) in enumerate(lines)
        if template
    }


# ---------------------------------------------------------------- pieces
def _section(row: int, title: str, first: int, last: int, laporan: Laporan | None = None) -> dict[tuple[int, int], SummaryCell]:
    if laporan is not None:
        return {(row, first): text(laporan, title, *_SECTION, last_column=last)}
    return {(row, first): SummaryCell(title, _SECTION, last_column=last)}


def _short(value: Cell, formula: str, most: int, *style: str) -> SummaryCell:
    """A text in one paragraph, cut where the page has no more room for it."""
    flat = f'TRIM(SUBSTITUTE(SUBSTITUTE({formula},CHAR(10)," "),CHAR(13)," "))'
    cut = f'IF(LEN({flat})>{most},LEFT({flat},{most - 1})&"…",{flat})'
    if value is None or is_error(value):
        return SummaryCell(value, style, cut)
    plain = format(value, ".15g") if isinstance(value, float) else str(value)
    words = " ".join(filter(None, plain.replace("\n", " ").replace("\r", " ").split(" ")))
    return SummaryCell((words if len(words) <= most else f"{words[: most - 1]}…") or None, style, cut)
