"""The sheets before the tables: Mulai (the steps, the engine in use), Profil and Skala."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from lkjip.model import groups
from lkjip.model.columns import ProfileKey
from lkjip.model.expressions import SKALA_SERAPAN_TABLE, SKALA_TABLE, SKALA_TRIWULAN_TABLE
from lkjip.model.formulas.references import cell_reference
from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import formula_values
from lkjip.model.prose import UNREAD, written
from lkjip.model.scale import FEWEST, MOST
from lkjip.model.tables import NASKAH, TABLES
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.scale import READY_SCALES, SKALA_COLUMNS
from lkjip.summary import SummarySheet, state
from lkjip.summary.e81 import E81
from lkjip.summary.monitoring import MONITORING
from lkjip.summary.pemeriksaan import PEMERIKSAAN
from lkjip.summary.ringkasan import of_band
from lkjip.summary.sheet import BELUM_DISUSUN, Block
from lkjip.template import looks, quarter_steps, steps
from lkjip.template.back import put_back_link
from lkjip.template.charts import GRAFIK
from lkjip.template.quarter_charts import GRAFIK_TRIWULAN
from lkjip.xlsx_kit import fitting, paper
from lkjip.xlsx_kit.cells import put, put_formula, put_text
from lkjip.xlsx_kit.sheet import BANTUAN, HITUNG_ULANG, KIRIM_TRIWULAN, PERIKSA_PEMASANGAN, SUSUN_NASKAH, Button, Sheet
from lkjip.xlsx_kit.styles import (
    ACCEPTED_INK,
    BOX_LINE,
    COMPUTED_FILL,
    DONE_FILL,
    DONE_TEXT,
    LATE_FILL,
    LATE_TEXT,
    MISSING_FILL,
    NEXT_FILL,
    WRONG_FILL,
    Styles,
)
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

ENGINE_UNKNOWN: Final = "Makro belum aktif: tombol belum jalan, tetapi angka tetap dihitung dengan rumus bawaan."
ENGINE_FORMULA: Final = f'=IFERROR(IF(LEN(MESIN_LKJIP())=0,NA(),MESIN_LKJIP()),"{ENGINE_UNKNOWN}")'
_BANNER: Final = "LKjIP {tahun}"
_OFFICE: Final = "{kantor_lengkap}"
_PROFIL_TITLE: Final = "Profil[ {nama}]"
_IN_TEXT: Final = (
    "Angka yang tertulis di naskah (BAB II, BAB IV, PK) boleh diisi supaya ikut diperiksa:"
    " baris {} sampai {}, dibuka dan ditutup dengan tanda + di kiri."
)
_LEFT: Final = 1
_RIGHT: Final = _LEFT + 6
_STEP_WIDTH: Final = 19
_LIST_ROW: Final = 20
"""The first row of the list of groups and sheets."""
_LISTED: Final = [group for group in groups.GROUPS if groups.MULAI not in group.sheets]
_FOUND: Final = "Temuan pemeriksaan terakhir: "
_NOT_CHECKED: Final = "Isian belum diperiksa; temuan muncul di Pemeriksaan sesudah Sinkronkan."
_HIDDEN_SHEETS: Final = (
    "Lembar yang kosong disembunyikan sampai diperlukan: tekan Tampilkan, sekali lagi untuk menyembunyikan yang kosong."
    " Tanpa makro: klik kanan salah satu tab, pilih Unhide (Tampilkan)."
)
_BUTTONS: Final = ((KIRIM_TRIWULAN, SUSUN_NASKAH), (HITUNG_ULANG, BANTUAN), (PERIKSA_PEMASANGAN,))
"""The buttons beside the state, by row; what is pressed often is above."""
_PRINTED_REPORT: Final = "Susun naskah menulis naskah Word dari isian; yang sudah ada diperbarui, dan tulisan Anda di dalamnya tetap."
_ABOUT: Final = {
    groups.PROFIL: "Nama instansi, tahun, dan pejabat.",
    groups.ATURAN: "Cara menghitung capaian.",
    groups.SKALA: "Batas kategori capaian, serapan, dan status triwulan.",
    "Ringkasan": "Rata-rata capaian, kategori, anggaran, dan kalimat untuk naskah.",
    PEMERIKSAAN: "Hal yang perlu dibetulkan atau dilihat lagi, dengan tautan ke selnya.",
    "Lembar Pimpinan": "Satu halaman untuk pimpinan.",
    "Halaman Tabel 3.1": "Tabel 3.1 sebagaimana dicetak di laporan.",
    "Halaman Tabel 3.2": "Tabel 3.2 sebagaimana dicetak di laporan.",
    "Pengukuran Kinerja": "Lampiran Pengukuran Kinerja.",
    "Perbandingan": "Capaian dibandingkan dengan tahun lalu, akhir Renstra, dan standar.",
    "Efisiensi": "Capaian dibandingkan dengan serapan anggaran.",
    "Grafik Capaian": "Capaian setiap indikator sebagai batang.",
    GRAFIK: "Grafik kategori dan sasaran.",
    "Siap dinilai": "Kelengkapan menurut lembar evaluasi AKIP.",
    MONITORING: "Capaian triwulan tiap sasaran, dengan tindak lanjutnya.",
    E81: "Evaluasi hasil Renja tiap triwulan, Tabel E.81.",
    GRAFIK_TRIWULAN: "Grafik kinerja dan anggaran empat triwulan.",
    **{table.sheet: table.about for table in TABLES},
}
"""What is on each sheet."""
_GOOD_TO_KNOW: Final = (
    "Menambah baris: tombol Tambah baris di atas tabel, atau Tab di sel terakhirnya, atau sisipkan baris di tengah tabel."
    " Rumus, bentuk, dan daftar pilihan ikut dengan sendirinya.",
    "Menghapus baris: klik kanan di baris itu, Hapus, Baris Tabel. Baris tanpa indikator tidak dihitung.",
    "Semua persen dihitung dari angka 0 sampai 100: 98,78 % diketik 98,78 tanpa tanda persen.",
    "Bila makro diblokir, buku kerja tetap bisa diisi: rumus bawaan menghitung angkanya. Hanya tombol yang menunggu makro aktif.",
    "Bila di komputer ini angka ditulis 98.78, ketik titik sebagai pengganti koma; laporannya tetap memakai koma.",
)
_SERAPAN_LEFT: Final = _LEFT + 5
_TRIWULAN_LEFT: Final = _SERAPAN_LEFT + 5
_READY_LEFT: Final = _TRIWULAN_LEFT + 4
_SKALA_NOTES: Final = (
    "Capaian dibulatkan dua angka di belakang koma, lalu masuk kategori dengan batas bawah tertinggi yang tidak melampauinya."
    " Baris pertama tanpa batas bawah: semua yang lebih rendah dari baris kedua.",
    f"Boleh diubah: {FEWEST} sampai {MOST} baris, batas naik dari atas ke bawah, kode 1 sampai 6 huruf atau angka dan tidak kembar,"
    " label bebas. Ringkasan ikut sendiri; kalimatnya ditulis ulang dengan Sinkronkan.",
    "Memakai skala siap pakai: salin barisnya dari kanan (tanpa judul), tempel di sel pertama tabel, lalu hapus baris tabel yang tersisa"
    " (klik kanan, Hapus, Baris Tabel). Jangan ada baris kosong di dalam tabel.",
)


def write_mulai(sheet: Sheet, laporan: Laporan, styles: Styles, code_names: Mapping[str, str]) -> None:
    """Write the start page: the steps with what comes next, the state of the workbook, the groups of sheets, the colours.

    Args:
        code_names: the VBA code name of every sheet by title, by which macros find sheets that were renamed.
    """
    _page(sheet, widths=(2, *[_STEP_WIDTH] * 7))
    profil = laporan.profil
    for row, height in enumerate((34, 22, 6)):
        sheet.set_row(row, height)
    put_text(sheet, (0, _LEFT, 0, _RIGHT), _BANNER, profil, styles, "banner")
    put_text(sheet, (1, _LEFT, 1, _RIGHT), _OFFICE, profil, styles, "banner_small")
    _write_steps(sheet, laporan, styles)
    row = _write_quarters(sheet, laporan, styles)
    _write_state(sheet, row, styles)
    row = _write_groups(sheet, laporan, styles, code_names)
    row = _section(sheet, row + 1, "Arti warna", styles)
    for fill, text in (
        ("#FFFFFF", "Isian: ketik di sini."),
        (MISSING_FILL, "Belum diisi, padahal diperlukan."),
        (COMPUTED_FILL, "Dihitung sendiri: jangan diketik."),
        (WRONG_FILL, "Angka diketik sebagai teks: ketik ulang angkanya saja."),
    ):
        put(sheet, row, _LEFT, None, styles, "swatch", fill=fill)
        _across(sheet, row, _LEFT + 1, _RIGHT, styles, "text")
        put(sheet, row, _LEFT + 1, text, styles, "text")
        row += 1
    first = row
    for code, label in _legend(laporan):
        put_formula(sheet, row, _LEFT, *code, styles, "text", "center")
        _across(sheet, row, _LEFT + 1, _RIGHT, styles, "text")
        put_formula(sheet, row, _LEFT + 1, *label, styles, "text")
        row += 1
    looks.kategori(sheet, styles, (first, _LEFT, row - 1, _LEFT))

    row = _section(sheet, row + 1, "Perlu diketahui", styles)
    for text in _GOOD_TO_KNOW:
        sheet.set_row(row, 30)
        _across(sheet, row, _LEFT, _RIGHT, styles, "text")
        put(sheet, row, _LEFT, text, styles, "text")
        row += 1
    sheet.print_area(0, _LEFT, row - 1, _RIGHT)


def _write_steps(sheet: Sheet, laporan: Laporan, styles: Styles) -> None:
    """Write the strip of steps and the records beside it."""
    found = steps.steps_of(laporan)
    row = _section(sheet, steps.SYNC_TIME.first_row, "Langkah kerja", styles)
    for block in (steps.SYNC_TIME, steps.SENT):
        for place in block.places():
            put(sheet, *place, None, styles, "section", "record")
    for at, height in enumerate((26, 20, 30, 34), row):
        sheet.set_row(at, height)
    for number, step in enumerate(found, 1):
        column = _LEFT + number - 1
        shown = steps.mark(number, step)
        put_formula(sheet, row, column, shown.formula, shown.value, styles, "step")
        sheet.write_url(row + 1, column, f"internal:'{step.sheet}'!A1", styles("step_name"), step.name, f"Buka lembar {step.sheet}")
        put_formula(sheet, row + 2, column, step.said.formula, step.said.value, styles, "step_said")
        put(sheet, row + 3, column, None, styles, "step_foot")
        for at, record in step.records.items():
            put_formula(sheet, at, steps.FIRST_RECORD + number - 1, record.formula, record.value, styles, "record")
        done = cell_reference(steps.DONE_ROW, steps.FIRST_RECORD + number - 1, absolute=True)
        is_next = f"{steps.NEXT}={number}"
        head, body = (row, column, row, column), (row + 1, column, row + 3, column)
        looks.when(sheet, styles, head, is_next, bg_color=NEXT_FILL, font_color="#FFFFFF")
        looks.when(sheet, styles, head, f"{done}=1", bg_color=DONE_FILL, font_color=DONE_TEXT)
        looks.when(sheet, styles, body, is_next, bg_color=MISSING_FILL)
    record = steps.next_step(found)
    put_formula(sheet, steps.DONE_ROW, steps.FIRST_RECORD + len(found), record.formula, record.value, styles, "record")
    for number, macro, caption in ((5, "LkjipSinkronkan", "Sinkronkan"), (7, "LkjipSiapkanKiriman", "Siapkan kiriman")):
        button = {"macro": macro, "caption": caption, "x_offset": 2, "y_offset": 6, "width": 134, "height": 30}
        sheet.insert_button(row + 3, _LEFT + number - 1, button)
    row += 4
    for shown, style in ((steps.advice(found), "next"), (_findings_line(), "text")):
        sheet.set_row(row, 26)
        _across(sheet, row, _LEFT, _RIGHT, styles, style)
        put_formula(sheet, row, _LEFT, shown.formula, shown.value, styles, style)
        row += 1


def _write_quarters(sheet: Sheet, laporan: Laporan, styles: Styles) -> int:
    """Write the strip of quarters, what comes next at its left, and the records beside it; return the row below.

    The boxes are blank and have no look of their own while the office does not use quarters.
    """
    found = quarter_steps.quarters_of(laporan)
    top, below = quarter_steps.ROW, quarter_steps.ROW + 1
    sheet.set_row(top, 22)
    sheet.set_row(below, 60)
    sheet.merge_range(top, _LEFT, below, _RIGHT - len(found.each), "", styles("quarter_next"))
    put_formula(sheet, top, _LEFT, found.advice.formula, found.advice.value, styles, "quarter_next")
    looks.when(sheet, styles, (top, _LEFT, top, _LEFT), f"{quarter_steps.USED}>0", bold=True, font_color=NEXT_FILL)
    for column, quarter in enumerate(found.each, _RIGHT - len(found.each) + 1):
        put_formula(sheet, top, column, quarter.mark.formula, quarter.mark.value, styles, "quarter")
        put_formula(sheet, below, column, quarter.said.formula, quarter.said.value, styles, "quarter_said")
        record = steps.FIRST_RECORD + quarter.number - 1
        for at, shown in quarter.records.items():
            put_formula(sheet, at, record, shown.formula, shown.value, styles, "record")
        _look_of_quarter(sheet, styles, column, quarter.number, record)
    for at, shown in found.others.items():
        put_formula(sheet, at, steps.FIRST_RECORD + len(found.each), shown.formula, shown.value, styles, "record")
    for place in quarter_steps.SENT.places():
        put(sheet, *place, None, styles, "record")
    return below + 1


def _look_of_quarter(sheet: Sheet, styles: Styles, column: int, number: int, record: int) -> None:
    """Give the box of a quarter its look: done, over but not done, next, or later."""
    done, expected, end = (
        cell_reference(row, record, absolute=True) for row in (quarter_steps.DONE_ROW, quarter_steps.EXPECTED_ROW, quarter_steps.END_ROW)
    )
    used, is_next = f"{quarter_steps.USED}>0", f"{quarter_steps.DUE}={number}"
    # which day it is may only be asked here: a cell would say something else every day, in a sealed copy too
    is_late = f"AND({used},{done}=0,ISNUMBER({end}),TODAY()>N({end}))"
    head, body = ((row, column, row, column) for row in (quarter_steps.ROW, quarter_steps.ROW + 1))
    # LibreOffice applies only one condition per cell, so each one sets everything
    sides = {"left": 1, "right": 1, "border_color": BOX_LINE}
    for condition, fill, ink in (
        (f"AND({done}=1,{expected}>0)", DONE_FILL, DONE_TEXT),
        (is_late, LATE_FILL, LATE_TEXT),
        (is_next, NEXT_FILL, "#FFFFFF"),
        (used, COMPUTED_FILL, ACCEPTED_INK),
    ):
        looks.when(sheet, styles, head, condition, bg_color=fill, font_color=ink, **sides, top=1)
    looks.when(sheet, styles, body, is_next, bg_color=MISSING_FILL, **sides, bottom=1)
    looks.when(sheet, styles, body, used, **sides, bottom=1)


def _write_state(sheet: Sheet, row: int, styles: Styles) -> None:
    """Write what holds for the workbook on this PC, with the buttons that look again."""
    row = _section(sheet, row, "Status buku kerja", styles)
    first = row
    for formula, value in (sync_state(), (ENGINE_FORMULA, ENGINE_UNKNOWN), (f"={state.DECIMAL_SIGN}", state.DECIMAL_SIGN_HERE)):
        sheet.set_row(row, 26)
        _across(sheet, row, _LEFT, _RIGHT - 2, styles, "text")
        put_formula(sheet, row, _LEFT, formula, value, styles, "text")
        row += 1
    box = (first, _LEFT, first, _LEFT)
    looks.when(sheet, styles, box, f'ISNUMBER(SEARCH("{BELUM_DISUSUN}",{looks.cell(*box[:2])}))', bg_color=MISSING_FILL)
    sheet.set_row(row, 26)
    _across(sheet, row, _LEFT, _RIGHT - 2, styles, "text")
    put(sheet, row, _LEFT, _PRINTED_REPORT, styles, "text")
    for at, buttons in enumerate(_BUTTONS, first):
        sheet.put_buttons(at, _RIGHT - 1, *buttons)


def sheet_list(titles: Collection[str]) -> Block:
    """The records of the sheets of a workbook, in which the macro that shows and hides groups finds what it may hide."""
    rows = sum(1 + sum(title in titles for title in group.sheets) for group in _LISTED)
    return Block("daftar_lembar", _LIST_ROW, steps.FIRST_RECORD, _LIST_ROW + rows - 1, steps.FIRST_RECORD + 2, grows=False)


def _write_groups(sheet: Sheet, laporan: Laporan, styles: Styles, code_names: Mapping[str, str]) -> int:
    """Write the groups of sheets with a link to each sheet and what is in it; return the row below.

    Right of the page a macro finds what it may hide: the group, the code name and the number of filled cells of each sheet.
    """
    row = _section(sheet, _LIST_ROW - 2, "Lembar", styles)
    sheet.set_h_pagebreaks([_LIST_ROW - 2])
    sheet.set_row(row, 30)
    _across(sheet, row, _LEFT, _RIGHT, styles, "text")
    put(sheet, row, _LEFT, _HIDDEN_SHEETS, styles, "text")
    row = _LIST_ROW
    for group in _LISTED:
        titles = [title for title in group.sheets if title in code_names]
        sheet.set_row(row, 26)
        _across(sheet, row, _LEFT, _LEFT + 1, styles, "group", fill=group.colour)
        put(sheet, row, _LEFT, group.label, styles, "group", fill=group.colour)
        _across(sheet, row, _LEFT + 2, _RIGHT - 1, styles, "state")
        put(sheet, row, _LEFT + 2, group.about, styles, "state")
        if not group.always:
            sheet.put_buttons(row, _RIGHT, Button("Tampilkan", group.macro, 110))
        row += 1
        for title in titles:
            sheet.set_row(row, 18)
            _across(sheet, row, _LEFT, _LEFT + 1, styles, "link")
            sheet.write_url(row, _LEFT, f"internal:'{title}'!A1", styles("link"), title)
            _across(sheet, row, _LEFT + 2, _RIGHT - 1, styles, "text")
            put(sheet, row, _LEFT + 2, _ABOUT.get(title), styles, "text")
            shown = _sheet_state(title, laporan)
            if shown is not None:
                put_formula(sheet, row, _RIGHT, *shown, styles, "state")
            if not group.always:
                put(sheet, row, steps.FIRST_RECORD, group.key, styles, "record")
                put(sheet, row, steps.FIRST_RECORD + 1, code_names[title], styles, "record")
                put_formula(sheet, row, steps.FIRST_RECORD + 2, *_filled(title, laporan), styles, "record")
            row += 1
    return row


def _across(sheet: Sheet, row: int, first: int, last: int, styles: Styles, *names: str, fill: str | None = None) -> None:
    sheet.merge_range(row, first, row, last, "", styles(*names, fill=fill))


def _findings_line(synced: str = "", shown: Sequence[SummarySheet] = ()) -> steps.Shown:
    """How many findings the last sync listed."""
    found = steps.findings(shown)
    formula = '&", "&'.join(f'{count.formula.removeprefix("=")}&" {word}"' for word, count in found)
    value = ", ".join(f"{count.value} {word}" for word, count in found)
    formula = f'=IF(LEN({steps.SYNC_TIME.name})=0,"{_NOT_CHECKED}","{_FOUND}"&{formula}&".")'
    return steps.Shown(formula, f"{_FOUND}{value}." if synced else _NOT_CHECKED)


def sync_state(when: str = "") -> tuple[str, str]:
    """The formula on Mulai that tells whether the summaries are in sync, and its value right after a sync at `when`."""
    never = f"Lembar ringkasan {BELUM_DISUSUN}. Tekan Sinkronkan setelah tabel terisi."
    changed = f"Lembar ringkasan {BELUM_DISUSUN}: jumlah barisnya berbeda dari tabel. Tekan Sinkronkan."
    time = steps.SYNC_TIME.name
    formula = f'=IF(LEN({time})=0,"{never}",IF({state.formula()},"Sinkron sejak "&{time}&".","{changed}"))'
    return formula, f"Sinkron sejak {when}." if when else never


def formulas(
    laporan: Laporan, synced: str, sent: Sequence[str], sent_quarters: Sequence[str], shown: Sequence[SummarySheet]
) -> dict[str, Cell]:
    """The values of the formulas on these sheets, by formula without "=".

    Args:
        synced, sent, shown: as of `steps.steps_of`.
        sent_quarters: as `sent` of `quarter_steps.quarters_of`.
    """
    found = steps.steps_of(laporan, synced, sent, shown)
    cells = [each for step in found for each in (step.said, *step.records.values())]
    cells += [steps.mark(number, step) for number, step in enumerate(found, 1)]
    cells += [steps.next_step(found), steps.advice(found), _findings_line(synced, shown)]
    cells += quarter_steps.quarters_of(laporan, sent_quarters).shown
    titles = [title for group in _LISTED for title in group.sheets]
    states = [(each.formula, each.value) for each in cells]
    states += [each for each in (_sheet_state(title, laporan) for title in titles) if each is not None]
    states += [_filled(title, laporan) for title in titles]
    states += [sync_state(synced), (ENGINE_FORMULA, ENGINE_UNKNOWN), (state.DECIMAL_SIGN, state.DECIMAL_SIGN_HERE)]
    states += [cell for cells in _legend(laporan) for cell in cells]
    texts = formula_values((_BANNER, _OFFICE, _PROFIL_TITLE), laporan.profil)
    return texts | {formula.removeprefix("="): value for formula, value in states}


def _filled(title: str, laporan: Laporan) -> tuple[str, Cell]:
    return f"=IFERROR({groups.filled_formula(title)},0)", groups.filled(title, laporan)


def _sheet_state(title: str, laporan: Laporan) -> tuple[str, Cell] | None:
    """What is on a sheet, in a word, as formula and value; None for a sheet that a sync lays out."""
    table = next((each for each in TABLES if each.sheet == title), None)
    if table is not None:
        rows, count = f"COUNTA({table.name}[{table.names[table.row_key]}])", len(written(table, laporan.rows[table.key]))
        if table is NASKAH:
            rows = f"({rows}-SUMPRODUCT(--{UNREAD}))"
        return f'=IFERROR(IF({rows}=0,"kosong",{rows}&" baris"),"lembar terhapus")', f"{count} baris" if count else "kosong"
    if title in (groups.ATURAN, groups.SKALA):
        changed = groups.filled(title, laporan)
        return f'=IF({groups.filled_formula(title)}=0,"seperti biasa","diubah")', "diubah" if changed else "seperti biasa"
    return None


def _legend(laporan: Laporan) -> list[tuple[tuple[str, Cell], tuple[str, Cell]]]:
    """Code and label of each band that a scale can have, as formula and value; blank for those that this one lacks."""
    found: list[tuple[tuple[str, Cell], tuple[str, Cell]]] = []
    for place in range(MOST):
        band = laporan.bands[place] if place < len(laporan.bands) else None
        code, label = (f"={of_band(column, place)}" for column in SKALA_COLUMNS[1:])
        shown = f'=IF(ROWS({SKALA_TABLE}[Kode])<={place},"","Kategori "&{label.removeprefix("=")})'
        named = None if band is None else band.label if is_error(band.label) else f"Kategori {band.label}"
        found.append(((code, band.code if band else None), (shown, named)))
    return found


def write_profil(sheet: Sheet, laporan: Laporan, styles: Styles) -> None:
    """Write Profil, with label, key, value and advice in each row; formulas find a value in tbl_profil by its key."""
    _page(sheet, widths=(2, 32, 22, 54, 42))
    put_back_link(sheet, styles)
    put_text(sheet, (0, 1, 0, 4), _PROFIL_TITLE, laporan.profil, styles, "title")
    sheet.put_buttons(0, 1, BANTUAN)
    sheet.set_row(0, 30)
    for column, heading in enumerate(("Uraian", "Kunci", "Isian", "Petunjuk"), _LEFT):
        put(sheet, 2, column, heading, styles, "heading")
    first = 3
    last = first + len(PROFIL) - 1
    in_text = [row for row, key in enumerate(PROFIL, first) if key.in_text]
    folded = all(laporan.profil.get(key.key) is None for key in PROFIL if key.in_text)
    sheet.add_table(
        first,
        2,
        last,
        3,
        {
            "name": "tbl_profil",
            "header_row": False,
            "autofilter": False,
            "style": None,
            "columns": [{"header": "kunci"}, {"header": "nilai"}],
        },
    )
    for row, key in enumerate(PROFIL, first):
        # the sign with which Excel opens a group of rows stands beside the row below them
        group = {"level": 1, "hidden": folded} if key.in_text else {"collapsed": folded and row == in_text[-1] + 1}
        sheet.fit_row(row, max(20, fitting.height([(str(laporan.profil.get(key.key) or ""), 54), (key.help, 42)])), **group)
        put(sheet, row, 1, key.label, styles, "label")
        put(sheet, row, 2, key.key, styles, "key")
        put(sheet, row, 3, laporan.profil.get(key.key), styles, "field", _form(key))
        put(sheet, row, 4, key.help or None, styles, "note", "label")
        if key.choices:
            rule = {"validate": "list", "source": list(key.choices), "show_error": key.only_choices}
            if key.only_choices:
                rule |= {"error_title": "Pilih dari daftar", "error_message": f"Isi dengan {' atau '.join(key.choices)}."}
            sheet.data_validation(row, 3, row, 3, rule)
        if key.is_number:
            bounds, example = ((1900, 2200), 2020) if key.is_year else ((0, 10**15), 437569000) if key.is_rupiah else ((0, 10_000), 9)
            sheet.data_validation(
                row,
                3,
                row,
                3,
                {
                    "validate": "integer",
                    "criteria": "between",
                    "minimum": bounds[0],
                    "maximum": bounds[1],
                    "error_title": "Bukan angka",
                    "error_message": f"{key.label}: isi dengan angka, misalnya {example}.",
                },
            )
        if key.required:
            looks.when(sheet, styles, (row, 3, row, 3), f"LEN({looks.cell(row, 3)})=0", bg_color=MISSING_FILL)
    put(sheet, last + 1, 1, _IN_TEXT.format(in_text[0] + 1, in_text[-1] + 1), styles, "aside")
    sheet.freeze_panes(first, 0)
    sheet.print_area(0, 1, last, 4)


def _form(key: ProfileKey) -> str:
    """The style name for a value of the Profil."""
    return "amount" if key.is_rupiah else "year" if key.is_number else "teks"


def write_skala(sheet: Sheet, laporan: Laporan, styles: Styles) -> None:
    """Write Skala: the bands of capaian (tbl_skala), which every KATEGORI formula reads, of serapan and of the quarters, and ready ones.

    Below each table there is room for as many bands as a scale can have, since a table grows when a longer scale is pasted.
    """
    _page(sheet, widths=(2, 15, 10, 20, 2, 2, 15, 10, 20, 2, 2, 15, 10, 20, 4, 15, 10, 24), right=_TRIWULAN_LEFT + 2)
    put_back_link(sheet, styles)
    put_text(sheet, (0, _LEFT, 0, _TRIWULAN_LEFT + 2), "Skala kategori", laporan.profil, styles, "title")
    sheet.put_buttons(0, _READY_LEFT, BANTUAN)
    sheet.set_row(0, 30)
    blank = [(None, None, None)] * FEWEST
    for left, name, title, bands in (
        (_LEFT, SKALA_TABLE, "Skala capaian", laporan.skala),
        (_SERAPAN_LEFT, SKALA_SERAPAN_TABLE, "Skala serapan (boleh kosong)", laporan.skala_serapan or blank),
        (_TRIWULAN_LEFT, SKALA_TRIWULAN_TABLE, "Skala status triwulan", laporan.skala_triwulan),
    ):
        put(sheet, 1, left, title, styles, "section")
        _scale_heading(sheet, 2, left, styles)
        last = 3 + len(bands) - 1
        columns = [{"header": column} for column in SKALA_COLUMNS]
        sheet.add_table(
            3, left, last, left + 2, {"name": name, "header_row": False, "autofilter": False, "style": None, "columns": columns}
        )
        for row, band in enumerate(bands, 3):
            _band(sheet, row, left, band, styles)
        number = {"validate": "decimal", "criteria": "between", "minimum": -(10**6), "maximum": 10**6}
        refused = "Batas bawah ialah angka, misalnya 75,01; hanya baris pertama boleh kosong."
        sheet.data_validation(3, left, 3 + MOST - 1, left, {**number, "error_title": "Bukan angka", "error_message": refused})
        length = {"validate": "length", "criteria": "between", "minimum": 1, "maximum": 6}
        refused = "Kode ialah 1 sampai 6 huruf atau angka, misalnya SB."
        sheet.data_validation(3, left + 1, 3 + MOST - 1, left + 1, {**length, "error_title": "Terlalu panjang", "error_message": refused})
    looks.kategori(sheet, styles, (3, _LEFT + 1, 3 + MOST - 1, _LEFT + 1))
    row = 3 + MOST + 1
    for text in _SKALA_NOTES:
        sheet.merge_range(row, _LEFT, row, _TRIWULAN_LEFT + 2, "", styles("note"))
        put(sheet, row, _LEFT, text, styles, "note")
        sheet.set_row(row, 26)
        row += 1
    sheet.print_area(0, _LEFT, row - 1, _TRIWULAN_LEFT + 2)
    put(sheet, 1, _READY_LEFT, "Skala siap pakai, untuk disalin", styles, "section")
    at = 2
    for name, bands in READY_SCALES.items():
        put(sheet, at, _READY_LEFT, name, styles, "text", "strong", "one_line")
        _scale_heading(sheet, at + 1, _READY_LEFT, styles)
        for row, band in enumerate(bands, at + 2):
            _band(sheet, row, _READY_LEFT, band, styles)
        at += len(bands) + 3


def _scale_heading(sheet: Sheet, row: int, left: int, styles: Styles) -> None:
    for column, heading in enumerate(("Batas bawah (%)", "Kode", "Label"), left):
        put(sheet, row, column, heading, styles, "heading")


def _band(sheet: Sheet, row: int, left: int, band: Sequence[Cell], styles: Styles) -> None:
    for column, (value, look) in enumerate(zip(band, (("persen",), ("teks", "center"), ("teks",)), strict=True), left):
        put(sheet, row, column, value, styles, "cell", *look)


def _section(sheet: Sheet, row: int, title: str, styles: Styles) -> int:
    sheet.set_row(row, 24)
    for column in range(_LEFT, _RIGHT + 1):
        put(sheet, row, column, title if column == _LEFT else None, styles, "section")
    return row + 1


def _page(sheet: Sheet, widths: tuple[float, ...], right: int | None = None) -> None:
    """Set columns and page up.

    Args:
        right: the last column on paper, if it is not the last one.
    """
    sheet.hide_gridlines(2)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    paper.set_up(sheet, dict(list(enumerate(widths))[_LEFT : None if right is None else right + 1]))
