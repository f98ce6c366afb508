"""The sheet Ringkasan: the figures of BAB IV with their defined names, its sentences, and each sasaran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.expressions import SCALE_REFERENCE, SERAPAN_SCALE_REFERENCE, SKALA_SERAPAN_TABLE, SKALA_TABLE, native_value
from lkjip.model.formulas import native
from lkjip.model.formulas.references import cell_reference
from lkjip.model.laporan import Laporan, Row
from lkjip.model.positions import WITHOUT_NAME
from lkjip.model.profile_text import profile_cell, quoted
from lkjip.model.scale import MOST
from lkjip.model.tables import ANGGARAN, TABEL_3_1, TABEL_3_2
from lkjip.model.tables.annexes import (
    ANGGARAN_APBD,
    ANGGARAN_KEGIATAN,
    ANGGARAN_SEJAK_2021,
    BELANJA,
    BELANJA_SAMPAI_2020,
    LAST_YEAR_OF_BTL,
    REALISASI_APBD,
    REALISASI_KEGIATAN,
)
from lkjip.model.tables.scale import KATEGORI_CODES
from lkjip.summary import sentences
from lkjip.summary.sasaran import WITHOUT_SASARAN, by_sasaran, mean_formula, name_formula, next_sasaran
from lkjip.summary.sheet import (
    HIDDEN,
    KATEGORI_RANGE,
    LABEL_RANGE,
    LEFT,
    MEAN,
    Block,
    SummarySheet,
    address,
    column_of,
    count_named,
    text,
    total_of,
    unless_blank,
    value_of,
)
from lkjip.xlsx_kit import fitting
from lkjip.xlsx_kit.styles import KATEGORI_STEPS, kategori_step
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

RINGKASAN: Final = "Ringkasan"

_LABEL, _CODE, _VALUE, _SHARE, _NUMBER = range(LEFT, LEFT + 5)
"""The last column is hidden: the number of a sasaran's first row in Tabel 3.1."""
_STEP: Final = _NUMBER + 1
"""A hidden column: the step of a sasaran's category from the best, its colour; right of it, its mean in the column of that step."""
_LAST: Final = _STEP + KATEGORI_STEPS + 1
_WIDTHS: Final = (49, 12, 20, 13)
_PERSEN, _KODE, _BARIS, _SASARAN, _KUNCI_SASARAN = (
    column_of(TABEL_3_1, key) for key in ("persen_capaian", "kode_kategori", "baris", "baris_sasaran", "kunci_sasaran")
)
_BANDS: Final = f"ROWS({SKALA_TABLE}[Kode])"
_ALL: Final = "Semua sasaran"
_SENTENCE_HEIGHT: Final = 30
_STATED: Final = (
    ("Anggaran APBD (rupiah)", "apbd_anggaran", ANGGARAN_APBD),
    ("Realisasi APBD (rupiah)", "apbd_realisasi", REALISASI_APBD),
    ("Anggaran kegiatan (rupiah)", "kegiatan_anggaran", ANGGARAN_KEGIATAN),
    ("Realisasi kegiatan (rupiah)", "kegiatan_realisasi", REALISASI_KEGIATAN),
)
"""Figures of BAB III 3.2 and Pengukuran Kinerja that no table adds up to: label, defined name, name in the sheet Anggaran."""
_BELANJA: Final = "Belanja "
_NOTHING: Final = '""'
_SHARES: Final = {
    REALISASI_APBD: (
        "apbd_anggaran",
        (
            ("Serapan APBD (%)", "apbd_serapan", "SERAPAN", native.serapan),
            ("Efisiensi APBD (%)", "apbd_efisiensi", "EFISIENSI", native.efisiensi),
        ),
    ),
    REALISASI_KEGIATAN: ("kegiatan_anggaran", (("Serapan kegiatan (%)", "kegiatan_serapan", "SERAPAN", native.serapan),)),
}
"""Percentages computed from a realisasi and its budget, by the name: label, defined name, rule."""


def ringkasan_sheet(laporan: Laporan) -> SummarySheet:
    """The sheet: the figures of BAB IV, which read whole tables and so do not depend on the layout."""
    builder = _Figures(laporan)
    indicators = laporan.rows[TABEL_3_1.key]
    persen = [row["persen_capaian"] for row in indicators]
    sasaran = by_sasaran(indicators)
    totals = laporan.totals(TABEL_3_2)

    builder.title("Ringkasan Capaian Kinerja[ {kantor}] Tahun {tahun}")
    builder.section("Capaian kinerja")
    named = count_sasaran(laporan)
    count_formula = f'SUMPRODUCT(ISNUMBER({_BARIS})*({_BARIS}={_SASARAN})*({_KUNCI_SASARAN}<>"{WITHOUT_NAME}"))'
    builder.plain("Jumlah sasaran", named, count_formula, "nomor")
    builder.figure("Jumlah indikator", "jumlah_indikator", len(indicators), count_named(TABEL_3_1), "nomor")
    average = value_of(laporan.mean, indicators)
    rata_rata = builder.figure("Rata-rata capaian (%)", "rata_rata_capaian", average, MEAN, "persen")
    category = value_of(native_value, "KATEGORI", average, laporan.skala)
    builder.figure("Kategori", "kategori_rata_rata", category, native.kategori(rata_rata, SCALE_REFERENCE), "center")
    kategori_boxes = [builder.last_box]

    builder.section("Indikator per kategori", "Kode", "Indikator", "Persen")
    top = builder.row
    builder.categories([row["kode_kategori"] for row in indicators])
    codes = (top, _CODE, builder.row - 1, _CODE)
    kategori_boxes.append(codes)
    errors = f"SUMPRODUCT(--ISERROR({_PERSEN}))"
    unmeasured = sum(value is None for value in persen)
    builder.plain("Belum diukur", unmeasured, f"{builder.reference('jumlah_indikator')}-COUNT({_PERSEN})-{errors}", "nomor")

    builder.section("Anggaran")
    amounts = [
        builder.figure(label, f"total_{key}", totals[key], total_of(TABEL_3_2, key), "rupiah")
        for label, key in (("Anggaran (rupiah)", "anggaran"), ("Realisasi (rupiah)", "realisasi"))
    ]
    for label, key, rule in (("Serapan (%)", "serapan", native.serapan), ("Efisiensi (%)", "efisiensi", native.efisiensi)):
        value = value_of(native_value, key.upper(), totals["anggaran"], totals["realisasi"])
        builder.figure(label, f"total_{key}", value, rule(*amounts), "persen")
        if key == "serapan":
            builder.category_of_serapan(value)

    builder.section("Anggaran menurut naskah (lembar Anggaran)")
    for label, name, uraian in _STATED:
        names = (uraian, ANGGARAN_SEJAK_2021) if uraian == ANGGARAN_APBD else (uraian,)
        builder.figure(label, name, stated(laporan, *names), _stated_formula(*names), "rupiah")
        if uraian == ANGGARAN_APBD:
            builder.parts()
        if uraian in _SHARES:
            budget, shares = _SHARES[uraian]
            cells = [builder.reference(each) for each in (budget, name)]
            for label_of_share, share, key, rule in shares:
                value = value_of(native_value, key, builder.values[budget], builder.values[name])
                builder.figure(label_of_share, share, value, rule(*cells), "persen")

    builder.section("Kalimat untuk laporan")
    first_sentence = builder.row
    for sentence in sentences.standard(laporan, builder.values, named, unmeasured):
        builder.sentence(sentence)
    sentence_block = Block("blok_kalimat", first_sentence, _LABEL, builder.row - 1, _LABEL, grows=False)

    builder.section("Capaian per sasaran", "Indikator", "Rata-rata (%)", "Kategori")
    first = builder.row
    for rows in sasaran or [[]]:
        builder.sasaran(rows, first)
    builder.all_sasaran(len(indicators), average)
    last = builder.row - 1
    kategori_boxes.append((first, _SHARE, last, _SHARE))
    return SummarySheet(
        title=RINGKASAN,
        widths=(0.5, *_WIDTHS, *(HIDDEN for _ in range(_NUMBER, _LAST + 1))),
        cells=builder.cells,
        heights=builder.heights,
        names=builder.names,
        ranges={KATEGORI_RANGE: codes, LABEL_RANGE: (top, _LABEL, codes[2], _LABEL)},
        boxed=[(top, _LABEL, codes[2], _SHARE, _CODE)],
        blocks=[sentence_block, Block("blok_sasaran", first, _LABEL, last, _LAST)],
        kategori=kategori_boxes,
        unsynced=[(first_sentence, _LABEL, builder.row - 1, _LABEL)],
    )


def figures(laporan: Laporan) -> Mapping[str, Cell]:
    """The figures of the sheet by their defined names, in percent and rupiah; those of bands that the scale lacks are blank."""
    sheet = ringkasan_sheet(laporan)
    return {name: sheet.cells[at].value for name, at in sheet.names.items()}


def count_sasaran(laporan: Laporan) -> int:
    """The number of sasaran of Tabel 3.1 that have a name."""
    return sum(rows[0]["kunci_sasaran"] != WITHOUT_NAME for rows in by_sasaran(laporan.rows[TABEL_3_1.key]))


def stated(laporan: Laporan, *names: str) -> Cell:
    """A figure of the sheet Anggaran (rupiah) under the first of its names that is there, found as MATCH does: in any case."""
    rows = laporan.rows[ANGGARAN.key]
    return next((row["nilai"] for name in names for row in rows if str(row["uraian"]).lower() == name.lower()), None)


def _stated_formula(*names: str) -> str:
    formula = '""'
    for name in reversed(names):
        found = f"MATCH({quoted(name)},{ANGGARAN.name}[{ANGGARAN.names['uraian']}],0)"
        value = f"INDEX({ANGGARAN.name}[{ANGGARAN.names['nilai']}],{found})"
        formula = f"IF(ISERROR({found}),{formula},{unless_blank(value)})"
    return formula


def _by_old_names(laporan: Laporan) -> bool:
    """Whether the budget has the parts that it had up to 2020: as the sheet Anggaran states them, else by the year."""
    former, present = (sum(stated(laporan, name) is not None for name in names) for names in (BELANJA_SAMPAI_2020, BELANJA))
    year = laporan.profil.get("tahun")
    return former > 0 or (present == 0 and isinstance(year, float | int) and year <= LAST_YEAR_OF_BTL)


def _old_names_formula() -> str:
    former, present = ("+".join(f"IFERROR(LEN({_stated_formula(name)}),1)" for name in names) for names in (BELANJA_SAMPAI_2020, BELANJA))
    year = profile_cell("tahun")
    return f"IF(OR({former}>0,AND({present}=0,ISNUMBER({year}),{year}<={LAST_YEAR_OF_BTL})),1,0)"


class _Figures:
    """Rows of the sheet Ringkasan, added one below the other."""

    def __init__(self, laporan: Laporan) -> None:
        self._laporan = laporan
        self.cells: dict[tuple[int, int], SummaryCell] = {}
        self.heights: dict[int, float] = {}
        self.names: dict[str, tuple[int, int]] = {}
        self.values: dict[str, Cell] = {}
        self.row = 0

    @property
    def last_box(self) -> tuple[int, int, int, int]:
        return self.row - 1, _VALUE, self.row - 1, _VALUE

    def title(self, template: str) -> None:
        self.cells[0, _LABEL] = text(self._laporan, template, "title", last_column=_SHARE)
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
        """Add a figure with its defined name, and return the reference to its cell."""
        self.names[name] = (self.row, _VALUE)
        self.values[name] = value
        self.plain(label, value, formula, style)
        return self.reference(name)

    def parts(self) -> None:
        """Add the parts of the whole budget in two rows: the first part, and the others, which are apart in the hidden column."""
        laporan, former = self._laporan, _by_old_names(self._laporan)
        names = sentences.parts(is_former=former)
        self._hidden(self.row - 1, sentences.BY_OLD_NAMES, float(former), _old_names_formula())
        flag = self.reference(sentences.BY_OLD_NAMES)
        values = [stated(laporan, name) if name else None for name in names]
        formulas = [
            f"IF({flag}=1,{_stated_formula(old) if old else _NOTHING},{_stated_formula(new)})"
            for old, new in zip(sentences.parts(is_former=True), BELANJA, strict=True)
        ]
        first, *others = sentences.PARTS
        for row, (name, value, formula) in enumerate(zip(others, values[1:], formulas[1:], strict=True), self.row):
            self._hidden(row, name, value, formula)
        self.figure("", first, values[0], formulas[0], "rupiah")
        old, new = (f'"{each[0]} (rupiah)"' for each in (BELANJA_SAMPAI_2020, BELANJA))
        self._label_above(f"{names[0]} (rupiah)", f"IF({flag}=1,{old},{new})")
        cells = [self.reference(name) for name in others]
        total = value_of(rules.jumlah, values[1:]) if any(value is not None for value in values[1:]) else None
        summed = f"IF(LEN({'&'.join(cells)})=0,{_NOTHING},{native.jumlah(f'{cells[0]}:{cells[-1]}')})"
        self.plain("", total, summed, "rupiah")
        kinds = [name.removeprefix(_BELANJA) for name in BELANJA[1:]]
        stated_kinds = [kind for kind, value in zip(kinds, values[1:], strict=True) if value is not None] or kinds[:1]
        label = BELANJA_SAMPAI_2020[1] if former else _BELANJA + ", ".join(stated_kinds)
        listed = "&".join(f'IF(IFERROR(LEN({cell}),1),", {kind}","")' for cell, kind in zip(cells, kinds, strict=True))
        listed = f'IF(IFERROR(LEN({"&".join(cells)}),1)=0,", {kinds[0]}",{listed})'
        named = f'"{_BELANJA}"&MID({listed},3,99)'
        self._label_above(f"{label} (rupiah)", f'IF({flag}=1,"{BELANJA_SAMPAI_2020[1]}",{named})&" (rupiah)"')

    def _hidden(self, row: int, name: str, value: Cell, formula: str) -> None:
        """Add a figure that only formulas read."""
        self.names[name] = (row, _NUMBER)
        self.values[name] = value
        self.cells[row, _NUMBER] = SummaryCell(value, ("record",), formula)

    def _label_above(self, label: str, formula: str) -> None:
        """Give the last row a label that follows the tables."""
        at = self.row - 1, _LABEL
        self.cells[at] = replace(self.cells[at], value=label, formula=formula)

    def plain(self, label: str, value: Cell, formula: str, style: str) -> None:
        self.cells[self.row, _LABEL] = SummaryCell(label, ("label",), last_column=_CODE)
        self.cells[self.row, _VALUE] = SummaryCell(value, ("cell", style, "strong"), formula)
        self.heights[self.row] = 20
        self.row += 1

    def categories(self, given: Sequence[Cell]) -> None:
        """Add a row for each band that a scale can have, the best first; those that this one lacks are blank.

        Args:
            given: the category code of each indicator.
        """
        top, bands = self.row, self._laporan.bands
        counts = f"{cell_reference(top, _VALUE, absolute=True)}:{cell_reference(top + MOST - 1, _VALUE, absolute=True)}"
        codes = f"{cell_reference(top, _CODE, absolute=True)}:{cell_reference(top + MOST - 1, _CODE, absolute=True)}"
        counted = [_count(band.code, given) for band in bands]
        shares = _shares(counted)
        for place in range(MOST):
            code_cell, count_cell = (cell_reference(self.row, column, absolute=True) for column in (_CODE, _VALUE))
            used = place < len(bands)
            name = f"jumlah_kategori_{place + 1}"
            self.names[name] = (self.row, _VALUE)
            self.values[name] = counted[place] if used else None
            share = f'IF(SUM({counts})=0,"",{count_cell}/SUM({counts})*100)'
            for column, value, formula, style in (
                (_LABEL, bands[place].label or None if used else None, of_band("Label", place), ("text",)),
                (_CODE, bands[place].code or None if used else None, of_band("Kode", place), ("band", "center")),
                (_VALUE, counted[place] if used else None, _if_used(code_cell, _count_formula(code_cell)), ("band", "nomor", "strong")),
                (_SHARE, shares[place] if used else None, _if_used(count_cell, share), ("band", "persen")),
            ):
                self.cells[self.row, column] = SummaryCell(value, style, formula)
            if used:  # the others keep the sheet's own height, which is enough for a line if the scale grows
                self.heights[self.row] = 20
            self.row += 1
        for row, code in enumerate(KATEGORI_CODES, top):
            value = next((count for band, count in zip(bands, counted, strict=True) if band.code == code), None)
            found = f"SUMPRODUCT({_is_equal(codes, quoted(code))})"
            self.names[f"jumlah_{code}"] = (row, _NUMBER)
            self.cells[row, _NUMBER] = SummaryCell(value, ("record",), f'IF({found}=0,"",{_count_formula(quoted(code))})')

    def category_of_serapan(self, serapan: Cell) -> None:
        """Add the category beside the serapan above (percent), by the office's own scale of serapan if it has one."""
        skala = self._laporan.skala_serapan
        value = value_of(native_value, "KATEGORI", serapan, skala, "lengkap") if skala else None
        label = native.kategori(self.reference("total_serapan"), SERAPAN_SCALE_REFERENCE, '"lengkap"')
        formula = f'IF(SUMPRODUCT(--(LEN(TRIM({SKALA_SERAPAN_TABLE}[Kode]))>0))=0,"",{label})'
        self.cells[self.row - 1, _SHARE] = SummaryCell(value, ("band", "center"), formula)

    def sentence(self, sentence: tuple[str | None, str]) -> None:
        """Add a sentence over the whole width, ready to be copied into the report."""
        value, formula = sentence
        self.cells[self.row, _LABEL] = SummaryCell(value, ("sentence",), formula, last_column=_SHARE)
        self.heights[self.row] = max(_SENTENCE_HEIGHT, fitting.height([(value or "", sum(_WIDTHS))]))
        self.row += 1

    def sasaran(self, rows: Sequence[Row], first: int) -> None:
        """Add a sasaran: number of indicators, mean of the measured ones (percent), category.

        Args:
            rows: its indicators; none in a report without indicators.
            first: the first row of the block.
        """
        place = address(self.row, _NUMBER)
        above = address(self.row - 1, _NUMBER) if self.row > first else None
        label = (rows[0]["sasaran_berlaku"] or WITHOUT_SASARAN) if rows else None
        average = value_of(rules.rata_rata, [row["persen_capaian"] for row in rows])
        self.cells[self.row, _NUMBER] = SummaryCell(rows[0]["baris"] if rows else None, ("record",), next_sasaran(TABEL_3_1, above))
        self._mean(
            SummaryCell(label, (), unless_blank(place, name_formula(TABEL_3_1, place))),
            SummaryCell(len(rows) or None, (), unless_blank(place, f"COUNTIF({_SASARAN},{place})")),
            SummaryCell(average, (), mean_formula(place)),
        )

    def all_sasaran(self, count: int, average: Cell) -> None:
        """Add the last row of the block, which always exists: all indicators together."""
        self._mean(
            SummaryCell(_ALL),
            SummaryCell(count, (), self.reference("jumlah_indikator")),
            SummaryCell(average, (), self.reference("rata_rata_capaian")),
            "strong",
        )

    def _mean(self, name: SummaryCell, count: SummaryCell, average: SummaryCell, *style: str) -> None:
        kategori = SummaryCell(
            value_of(native_value, "KATEGORI", average.value, self._laporan.skala),
            (),
            native.kategori(address(self.row, _VALUE), SCALE_REFERENCE),
        )
        for column, cell, kind in zip(
            range(_LABEL, _SHARE + 1), (name, count, average, kategori), ("teks", "nomor", "persen", "center"), strict=True
        ):
            self.cells[self.row, column] = SummaryCell(cell.value, ("cell", kind, *style), cell.formula)
        self._drawn(average.value, kategori.value)
        self.row += 1

    def _drawn(self, average: Cell, kategori: Cell) -> None:
        """Add what the chart of the sasaran draws: the mean in the series of its colour, 0 in the others."""
        codes = [band.code for band in self._laporan.bands]
        step = next((kategori_step(place, len(codes)) for place, code in enumerate(codes) if code == kategori), None)
        place, bands = f"MATCH({address(self.row, _SHARE)},{KATEGORI_RANGE},0)-1", f"SUMPRODUCT(--(LEN(TRIM({KATEGORI_RANGE}))>0))-1"
        found = unless_blank(address(self.row, _SHARE), f"ROUND(({place})*{KATEGORI_STEPS}/({bands}),0)")
        self.cells[self.row, _STEP] = SummaryCell(step, ("record",), f'IFERROR({found},"")')
        for each, column in enumerate(range(_STEP + 1, _LAST + 1)):
            shown = f"IF({address(self.row, _STEP)}={each},{address(self.row, _VALUE)},0)"
            self.cells[self.row, column] = SummaryCell(average if step == each else 0.0, ("record",), shown)

    def reference(self, name: str) -> str:
        row, column = self.names[name]
        return cell_reference(row, column, absolute=True)


def of_band(column: str, place: int) -> str:
    """A formula for a column of a band (Kode, Label) by its place from the best, from 0; blank if the scale has fewer."""
    return f'IF({_BANDS}<={place},"",INDEX({SKALA_TABLE}[{column}],{_BANDS}-{place})&"")'


def _if_used(cell: str, formula: str) -> str:
    """A formula that applies in rows of used bands."""
    return f'IF(LEN(TRIM({cell}))=0,"",{formula})'


def _is_equal(texts: str, text: str) -> str:
    """An array of 1 where a text of a range is exactly this one, else 0, also for an error.

    COUNTIF would take "<50" for a comparison, "A*" for a pattern, and "b" for "B".
    """
    return f"--ISNUMBER(1/EXACT({texts},{text}))"


def _count_formula(code: str) -> str:
    return f"SUMPRODUCT({_is_equal(_KODE, code)})"


def _count(code: str, given: Sequence[Cell]) -> Cell:
    """The number of indicators of a category; None for a band without a code, an error for one with an error."""
    return code if is_error(code) else sum(each == code for each in given) if code else None


def _shares(counted: Sequence[Cell]) -> list[Cell]:
    """The share of each category (percent of the measured indicators); None if there are none."""
    error = next(filter(is_error, counted), None)
    numbers = [count for count in counted if isinstance(count, int)]
    measured = sum(numbers)
    return [None if count is None else error or (count / measured * 100 if measured else None) for count in counted]  # type: ignore[operator]
