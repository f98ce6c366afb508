"""The sheets before the tables: Mulai (the steps, the engine in use), Profil and Skala."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.columns import ProfileKey, Table
from lkjip.model.expressions import SKALA_SERAPAN_TABLE, SKALA_TABLE
from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import formula_values
from lkjip.model.scale import FEWEST, MOST
from lkjip.model.tables import ANNEX_TABLES, TABEL_2_1, TABEL_3_1, TABEL_3_2
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.scale import READY_SCALES, SKALA_COLUMNS
from lkjip.summary import state
from lkjip.summary.ringkasan import of_band
from lkjip.summary.sheet import BELUM_DISUSUN, Block
from lkjip.template import looks
from lkjip.template.table_sheet import F4_PAPER, FOOTER
from lkjip.xlsx_kit import fitting
from lkjip.xlsx_kit.cells import put, put_formula, put_text
from lkjip.xlsx_kit.sheet import BANTUAN, PERIKSA_PEMASANGAN, Sheet
from lkjip.xlsx_kit.styles import ANNEX_TAB, COMPUTED_FILL, INPUT_TAB, MISSING_FILL, SUMMARY_TAB, WRONG_FILL, Styles
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

SYNC_TIME: Final = Block("waktu_sinkron", 3, 4, 3, 4, grows=False)
"""The time of the last sync as a text; empty before the first one."""
ENGINE_UNKNOWN: Final = "Makro belum aktif: tombol belum jalan, tetapi angka tetap dihitung dengan rumus bawaan."
ENGINE_FORMULA: Final = f'=IFERROR(IF(LEN(MESIN_LKJIP())=0,NA(),MESIN_LKJIP()),"{ENGINE_UNKNOWN}")'
_MAILING: Final = "Kiriman untuk atasan: salinan tanpa makro, diperiksa lebih dulu, bersegel, beserta rancangan suratnya."
_BANNER: Final = "LKjIP {tahun}"
_OFFICE: Final = "{kantor_lengkap}"
_PROFIL_TITLE: Final = "Profil[ {nama}]"
_IN_TEXT: Final = (
    "Angka yang tertulis di naskah (BAB II, BAB IV, PK) boleh diisi supaya ikut diperiksa:"
    " baris {} sampai {}, dibuka dan ditutup dengan tanda + di kiri."
)
_LEFT: Final = 1
_SERAPAN_LEFT: Final = _LEFT + 5
_READY_LEFT: Final = _SERAPAN_LEFT + 4
_SKALA_NOTES: Final = (
    "Capaian dibulatkan dua angka di belakang koma, lalu masuk kategori dengan batas bawah tertinggi yang tidak melampauinya."
    " Baris pertama tanpa batas bawah: semua yang lebih rendah dari baris kedua.",
    f"Boleh diubah: {FEWEST} sampai {MOST} baris, batas naik dari atas ke bawah, kode 1 sampai 6 huruf atau angka dan tidak kembar,"
    " label bebas. Ringkasan ikut sendiri; kalimatnya ditulis ulang dengan Sinkronkan.",
    "Memakai skala siap pakai: salin barisnya dari kanan (tanpa judul), tempel di sel pertama tabel, lalu hapus baris tabel yang tersisa"
    " (klik kanan, Hapus, Baris Tabel). Jangan ada baris kosong di dalam tabel.",
)


def write_mulai(sheet: Sheet, laporan: Laporan, styles: Styles, synced: str = "") -> None:
    """Write the start page: office and year, the steps with their state, the engine, the meaning of the colours."""
    _page(sheet, widths=(2, 5, 21, 58, 36))
    profil = laporan.profil
    sheet.set_row(0, 40)
    sheet.set_row(1, 24)
    sheet.set_row(2, 8)
    put_text(sheet, (0, 1, 0, 4), _BANNER, profil, styles, "banner")
    put_text(sheet, (1, 1, 1, 4), _OFFICE, profil, styles, "banner_small")

    row = _section(sheet, SYNC_TIME.first_row, "Keadaan", styles)
    put(sheet, SYNC_TIME.first_row, SYNC_TIME.first_column, synced or None, styles, "section", "record")
    for shown, macro, caption in (
        (sync_state(synced), "LkjipSinkronkan", "Sinkronkan"),
        ((ENGINE_FORMULA, ENGINE_UNKNOWN), "LkjipHitungUlang", "Hitung ulang"),
        (("", _MAILING), "LkjipSiapkanKiriman", "Siapkan kiriman"),
    ):
        sheet.set_row(row, 38)
        sheet.merge_range(row, 1, row, 3, "", styles("text"))
        formula, value = shown
        if formula:
            put_formula(sheet, row, 1, formula, value, styles, "text")
        else:
            put(sheet, row, 1, value, styles, "text")
        _button(sheet, row, macro, caption)
        row += 1
    box = (row - 3, 1, row - 3, 3)
    looks.when(sheet, styles, box, f'ISNUMBER(SEARCH("{BELUM_DISUSUN}",{looks.cell(*box[:2])}))', bg_color=MISSING_FILL)

    sheet.set_row(row, 30)
    sheet.merge_range(row, 1, row, 3, "", styles("text"))
    put(sheet, row, 1, "Panduan ada di setiap lembar. Kalau tombol tidak jalan, periksa pemasangan di komputer ini.", styles, "text")
    sheet.put_buttons(row, 4, BANTUAN, PERIKSA_PEMASANGAN)

    row = _section(sheet, row + 2, "Langkah kerja", styles)
    for number, (target, what, progress) in enumerate(_steps(laporan), 1):
        sheet.set_row(row, 34)
        put(sheet, row, 1, str(number), styles, "step")
        _link(sheet, row, target, styles)
        put(sheet, row, 3, what, styles, "text")
        put_formula(sheet, row, 4, *progress, styles, "state")
        row += 1

    row = _section(sheet, row + 1, "Lampiran laporan: yang tidak dipakai boleh kosong", styles)
    for table in ANNEX_TABLES:
        sheet.set_row(row, 20)
        put(sheet, row, 1, "•", styles, "text", "center")
        _link(sheet, row, table.sheet, styles)
        put(sheet, row, 3, table.about, styles, "text")
        put_formula(sheet, row, 4, *_annex_state(table, laporan), styles, "state")
        row += 1

    row = _section(sheet, row + 1, "Arti warna", styles)
    for fill, text in (
        ("#FFFFFF", "Isian: ketik di sini."),
        (MISSING_FILL, "Belum diisi, padahal diperlukan."),
        (COMPUTED_FILL, "Dihitung sendiri: jangan diketik."),
        (WRONG_FILL, "Angka diketik sebagai teks: ketik ulang angkanya saja."),
        (INPUT_TAB, "Tab lembar yang diisi setiap instansi."),
        (SUMMARY_TAB, "Tab lembar ringkasan, disusun sendiri."),
        (ANNEX_TAB, "Tab lembar lampiran, boleh kosong."),
    ):
        put(sheet, row, 1, None, styles, "swatch", fill=fill)
        sheet.merge_range(row, 2, row, 4, "", styles("text"))
        put(sheet, row, 2, text, styles, "text")
        row += 1
    first = row
    for code, label in _legend(laporan):
        put_formula(sheet, row, 1, *code, styles, "text", "center")
        sheet.merge_range(row, 2, row, 4, "", styles("text"))
        put_formula(sheet, row, 2, *label, styles, "text")
        row += 1
    looks.kategori(sheet, styles, (first, 1, row - 1, 1))

    row = _section(sheet, row + 1, "Baik diketahui", styles)
    for text in (
        "Menambah baris: tombol Tambah baris di atas tabel, atau Tab di sel terakhirnya, atau sisipkan baris di tengah tabel. "
        "Rumus, bentuk, dan daftar pilihan ikut dengan sendirinya.",
        "Menghapus baris: klik kanan di baris itu, Hapus, Baris Tabel. Baris tanpa indikator tidak dihitung.",
        "Semua persen dihitung dari angka 0 sampai 100: 98,78 % diketik 98,78 tanpa tanda persen.",
        "Bila makro diblokir, buku kerja tetap bisa diisi: rumus bawaan menghitung angkanya. Hanya tombol yang menunggu makro aktif.",
    ):
        sheet.set_row(row, 30)
        put(sheet, row, 1, "•", styles, "text", "center")
        sheet.merge_range(row, 2, row, 4, "", styles("text"))
        put(sheet, row, 2, text, styles, "text")
        row += 1
    sheet.print_area(0, 1, row - 1, 4)


def _link(sheet: Sheet, row: int, target: str, styles: Styles) -> None:
    sheet.write_url(row, 2, f"internal:'{target}'!A1", styles("link"), target)


def _button(sheet: Sheet, row: int, macro: str, caption: str) -> None:
    sheet.insert_button(row, 4, {"macro": macro, "caption": caption, "width": 150, "height": 30, "x_offset": 8, "y_offset": 8})


def sync_state(when: str = "") -> tuple[str, str]:
    """The formula on Mulai that tells whether the summaries are in sync, and its value right after a sync at `when`."""
    never = "Lembar ringkasan belum pernah disusun. Tekan Sinkronkan setelah tabel terisi."
    changed = f"Lembar ringkasan {BELUM_DISUSUN}: jumlah barisnya berbeda dari tabel. Tekan Sinkronkan."
    time = SYNC_TIME.name
    formula = f'=IF(LEN({time})=0,"{never}",IF({state.formula()},"Sinkron sejak "&{time}&".","{changed}"))'
    return formula, f"Sinkron sejak {when}." if when else never


def formulas(laporan: Laporan, synced: str) -> dict[str, Cell]:
    """The values of the formulas on these sheets, by formula without "="."""
    states = [state for *_, state in _steps(laporan)]
    states += [_annex_state(table, laporan) for table in ANNEX_TABLES]
    states += [sync_state(synced), (ENGINE_FORMULA, ENGINE_UNKNOWN)]
    states += [cell for cells in _legend(laporan) for cell in cells]
    texts = formula_values((_BANNER, _OFFICE, _PROFIL_TITLE), laporan.profil)
    return texts | {formula.removeprefix("="): value for formula, value in states}


def _steps(laporan: Laporan) -> list[tuple[str, str, tuple[str, Cell]]]:
    """The steps: sheet, what to do, and the state as formula and value."""
    needed = [key.key for key in PROFIL if not key.in_text]
    others = ",".join(f'"{key.key}"' for key in PROFIL if key.in_text)
    count = f"SUMPRODUCT(NOT(ISBLANK(tbl_profil[nilai]))*ISNA(MATCH(tbl_profil[kunci],{{{others}}},0)))"
    filled = sum(laporan.profil.get(key) is not None for key in needed)
    indicators = laporan.rows[TABEL_3_1.key]
    measured = sum(isinstance(row["capaian"], float) for row in indicators)
    return [
        (
            "Profil",
            "Isi nama instansi, tahun, dan pejabat.",
            (f'={count}&" dari {len(needed)} terisi"', f"{filled} dari {len(needed)} terisi"),
        ),
        (
            TABEL_2_1.sheet,
            TABEL_2_1.about,
            _count_state(TABEL_2_1, len(laporan.rows[TABEL_2_1.key]), "indikator"),
        ),
        (
            TABEL_3_1.sheet,
            TABEL_3_1.about,
            (
                '=COUNT(tbl_31[Persen Capaian])&" dari "&COUNT(tbl_31[Baris])&" indikator terukur"',
                f"{measured} dari {len(indicators)} indikator terukur",
            ),
        ),
        (
            TABEL_3_2.sheet,
            TABEL_3_2.about,
            _count_state(TABEL_3_2, len(laporan.rows[TABEL_3_2.key]), "baris anggaran"),
        ),
        (
            "Skala",
            "Ubah hanya bila instansi memakai batas kategori sendiri.",
            (f'=COUNTA({SKALA_TABLE}[Kode])&" kategori"', f"{sum(code is not None for _, code, _ in laporan.skala)} kategori"),
        ),
    ]


def _count_state(table: Table, count: int, what: str) -> tuple[str, Cell]:
    return f'=COUNTA({table.name}[{table.names[table.row_key]}])&" {what}"', f"{count} {what}"


def _annex_state(table: Table, laporan: Laporan) -> tuple[str, Cell]:
    rows, count = f"COUNTA({table.name}[{table.names[table.row_key]}])", len(laporan.rows[table.key])
    return f'=IFERROR(IF({rows}=0,"kosong",{rows}&" baris"),"lembar terhapus")', f"{count} baris" if count else "kosong"


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
    """Write Skala: the bands of capaian (tbl_skala), which every KATEGORI formula reads, those of serapan, and ready-made scales.

    Below each table there is room for as many bands as a scale can have, since a table grows when a longer scale is pasted.
    """
    _page(sheet, widths=(2, 15, 10, 24, 2, 2, 15, 10, 24, 4, 15, 10, 24))
    put_text(sheet, (0, _LEFT, 0, _SERAPAN_LEFT + 2), "Skala kategori", laporan.profil, styles, "title")
    sheet.put_buttons(0, _READY_LEFT, BANTUAN)
    sheet.set_row(0, 30)
    blank = [(None, None, None)] * FEWEST
    for left, name, title, bands in (
        (_LEFT, SKALA_TABLE, "Skala capaian", laporan.skala),
        (_SERAPAN_LEFT, SKALA_SERAPAN_TABLE, "Skala serapan (boleh kosong)", laporan.skala_serapan or blank),
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
        sheet.merge_range(row, _LEFT, row, _SERAPAN_LEFT + 2, "", styles("note"))
        put(sheet, row, _LEFT, text, styles, "note")
        sheet.set_row(row, 26)
        row += 1
    sheet.print_area(0, _LEFT, row - 1, _SERAPAN_LEFT + 2)
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
    for column in range(1, 5):
        put(sheet, row, column, title if column == 1 else None, styles, "section")
    return row + 1


def _page(sheet: Sheet, widths: tuple[float, ...]) -> None:
    sheet.hide_gridlines(2)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(F4_PAPER)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(FOOTER)
