"""The sheet Aturan: what an office chooses (tbl_aturan), what each choice does with an example, and the helper cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lkjip.model import choices
from lkjip.model.expressions import SKALA_TABLE, SKALA_TRIWULAN_TABLE, Bands
from lkjip.model.formulas import aturan as cells
from lkjip.model.laporan import Laporan
from lkjip.model.tables.scale import SKALA_COLUMNS
from lkjip.template import looks
from lkjip.template.back import put_back_link
from lkjip.xlsx_kit import fitting, paper
from lkjip.xlsx_kit.cells import put, put_formula
from lkjip.xlsx_kit.sheet import BANTUAN, Sheet
from lkjip.xlsx_kit.styles import WRONG_FILL, Styles
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.aturan import BY_KUNCI, PAKET, PAKETS
from xlfuncs.errors import RuleError

_LEFT: Final = 1
_KUNCI, _BERLAKU, _PILIHAN, _ARTI, _CONTOH = range(_LEFT, _LEFT + 5)
_WIDTHS: Final = (2, 15, 21, 21, 46, 50)
_HEADINGS: Final = ("Kunci", "Berlaku", "Pilihan", "Arti", "Contoh")
_FIRST: Final = 4
_HELPERS: Final = _FIRST + len(choices.KUNCI) + 6
"""The row above the helper cells."""
_PACKAGE_MEANS: Final = "Kumpulan pilihan yang dikenal; pilihan di bawahnya yang diisi sendiri tetap berlaku. Skala tidak ikut berganti."
_NOTES: Final = (
    "Kosongkan kolom Pilihan bila aturan kantor sama dengan LKjIP Boyolali 2020: semua angka tetap seperti biasa.",
    "Yang diisi hanya kolom Pilihan. Aturan di sini berlaku untuk seluruh buku kerja, juga di salinan kiriman. Pengecualian per indikator"
    " (Batas Atas, Bobot, Target Atas) diisi di Tabel 3.1.",
)
_ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "rumus_turun": ("(2 x 14 - 12,5) / 14 x 100 = 110,71", "14 / 12,5 x 100 = 112,00"),
    "target_nol": (
        "target 0, realisasi 0: #DIV/0!",
        "target 0, realisasi 0: kosong",
        "target 0, realisasi 0: 100",
    ),
    "realisasi_nol": ("target 80, realisasi 0: 0,00", "target 80, realisasi 0: kosong"),
    "pembulatan": (
        "94,3757 tetap 94,3757, tampil 94,38",
        "94,3757 menjadi 94,38",
        "94,3757 menjadi 94",
        "94,3757 menjadi 94,37",
    ),
    "rata_rata": (
        "100, 100, dan 70 di dua sasaran: (100 + 100 + 70) / 3 = 90,00",
        "100, 100, dan 70 di dua sasaran: (100 + 70) / 2 = 85,00",
        "100 berbobot 60 dan 70 berbobot 40: (6.000 + 2.800) / 100 = 88,00",
        "100 dan 90: akar dari 100 x 90 = 94,87",
    ),
}
"""A worked example for every choice, by key, in the order of the choices."""
_HELPER_OF: Final = {kunci: name for name, kunci in cells.WORDS.items()}


def write_aturan(sheet: Sheet, laporan: Laporan, styles: Styles) -> None:
    """Write the table of choices with their drop-downs, an example beside each, and the helper cells below."""
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    put_back_link(sheet, styles)
    sheet.merge_range(0, _LEFT, 0, _CONTOH, "", styles("title"))
    put(sheet, 0, _LEFT, "Aturan menghitung capaian", styles, "title")
    sheet.put_buttons(0, _LEFT, BANTUAN)
    sheet.set_row(0, 30)
    sheet.merge_range(1, _LEFT, 1, _CONTOH, "", styles("note"))
    put(sheet, 1, _LEFT, _NOTES[0], styles, "note")
    sheet.set_row(2, 6)
    for column, heading in enumerate(_HEADINGS, _LEFT):
        put(sheet, _FIRST - 1, column, heading, styles, "heading")
    last = _FIRST + len(choices.KUNCI) - 1
    columns = [{"header": name} for name in choices.ATURAN_COLUMNS]
    area = (_FIRST, _LEFT, last, _ARTI)
    sheet.add_table(*area, {"name": choices.ATURAN_TABLE, "header_row": False, "autofilter": False, "style": None, "columns": columns})
    in_force = {str(kunci): berlaku for kunci, berlaku in laporan.aturan}
    for row, kunci in enumerate(choices.KUNCI, _FIRST):
        means = _PACKAGE_MEANS if kunci == PAKET else _means(kunci)
        put(sheet, row, _KUNCI, kunci, styles, "cell", "teks")
        put_formula(sheet, row, _BERLAKU, f"={choices.berlaku_formula(kunci)}", in_force[kunci], styles, "cell", "computed", "center")
        put(sheet, row, _PILIHAN, laporan.pilihan.get(kunci), styles, "cell", "center")
        put(sheet, row, _ARTI, means, styles, "cell", "teks")
        put_formula(sheet, row, _CONTOH, f"={_example(kunci)}", _example_value(kunci, laporan), styles, "cell", "teks")
        sheet.data_validation(row, _PILIHAN, row, _PILIHAN, _drop_down(kunci))
        sheet.fit_row(row, fitting.height([(means, _WIDTHS[_ARTI]), ("x" * 90, _WIDTHS[_CONTOH])]))
    looks.when(sheet, styles, (_FIRST, _PILIHAN, last, _PILIHAN), "LEN(aturan_galat)>0", bg_color=WRONG_FILL)
    sheet.merge_range(last + 1, _LEFT, last + 1, _CONTOH, "", styles("note"))
    put(sheet, last + 1, _LEFT, _NOTES[1], styles, "note")
    sheet.set_row(last + 1, 30)
    _write_helpers(sheet, laporan, styles)
    paper.set_up(sheet, dict(list(enumerate(_WIDTHS))[_LEFT:]))
    sheet.print_area(0, _LEFT, last + 1, _CONTOH)
    sheet.freeze_panes(_FIRST, 0)


def helper_places() -> Mapping[str, tuple[int, int]]:
    """The cell (0-based row and column) of every helper cell of the sheet, by its defined name."""
    return {name: (_HELPERS + 1 + number, _BERLAKU) for number, name in enumerate(_helper_formulas())}


def formulas(laporan: Laporan) -> dict[str, Cell]:
    """The values of the formulas on the sheet, by formula without "="; those of the column Berlaku belong to the table."""
    values = {
        **choices.helper_values(laporan.pilihan),
        cells.SKALA_AWAL: _skala_awal(laporan.skala),
        cells.SKALA_TRIWULAN_AWAL: _skala_awal(laporan.skala_triwulan),
    }
    return {
        **{formula: values[name] for name, formula in _helper_formulas().items()},
        **{_example(kunci): _example_value(kunci, laporan) for kunci in choices.KUNCI},
        **{choices.berlaku_formula(str(kunci)): berlaku for kunci, berlaku in laporan.aturan if kunci in choices.KUNCI},
    }


def _helper_formulas() -> Mapping[str, str]:
    scales = {cells.SKALA_AWAL: SKALA_TABLE, cells.SKALA_TRIWULAN_AWAL: SKALA_TRIWULAN_TABLE}
    judged = {name: cells.skala_awal(*(f"{table}[{column}]" for column in SKALA_COLUMNS)) for name, table in scales.items()}
    return cells.formulas() | judged


def _write_helpers(sheet: Sheet, laporan: Laporan, styles: Styles) -> None:
    meanings = {helper.nama: helper.arti for helper in cells.ATURAN_HELPERS}
    meanings |= dict.fromkeys((cells.SKALA_AWAL, cells.SKALA_TRIWULAN_AWAL), "1 bila tingkat terbawah tanpa batas bawah")
    known = formulas(laporan)
    put(sheet, _HELPERS, _KUNCI, "Sel pembantu: dihitung sendiri, jangan diubah", styles, "section")
    written = _helper_formulas()
    for name, (row, column) in helper_places().items():
        put(sheet, row, _KUNCI, name, styles, "key")
        put_formula(sheet, row, column, f"={written[name]}", known[written[name]], styles, "key", "center")
        put(sheet, row, _ARTI, meanings[name], styles, "note")


def _skala_awal(skala: Bands) -> Cell:
    try:
        rules.kategori(100.0, skala)
    except RuleError as error:
        return error.code
    return 0.0 if isinstance(skala[0][0], float) else 1.0


def _means(kunci: str) -> str:
    declared = BY_KUNCI[kunci]
    return f"{declared.arti} " + "; ".join(f"{name}: {what}" for name, what in declared.pilihan.items()) + "."


def _drop_down(kunci: str) -> dict[str, Any]:
    options = [package.nama for package in PAKETS] if kunci == PAKET else list(BY_KUNCI[kunci].pilihan)
    any_number = kunci != PAKET and BY_KUNCI[kunci].any_number
    also = " Angka lain boleh diketik." if any_number else ""
    return {
        "validate": "list",
        "source": options,
        "show_error": not any_number,
        "error_title": "Pilih dari daftar",
        "error_message": f"Isi dengan {' atau '.join(options)}, atau kosongkan.",
        "input_title": kunci,
        "input_message": f"Pilih dari daftar; kosong berarti menurut paketnya.{also}",
    }


# ---------------------------------------------------------------- examples
def _example(kunci: str) -> str:
    """The formula of an example, which changes with the choice."""
    if kunci == PAKET:
        offered = ",".join(f'"{_offer(package.skala)}"' for package in PAKETS)
        return f'IFERROR(CHOOSE(aturan_paket,{offered}),"")'
    if kunci in _HELPER_OF:
        answers = ",".join(f'"{answer}"' for answer in _ANSWERS[kunci])
        return f'IFERROR(CHOOSE({_HELPER_OF[kunci]},{answers}),"pilihan tidak dikenal")'
    if kunci == "batas_atas":
        return (
            'IF(aturan_atas="!","pilihan tidak dikenal",IF(aturan_atas<130.93,'
            '"98,2 / 75 x 100 = 130,93, ditulis "&aturan_atas,"98,2 / 75 x 100 = 130,93"))'
        )
    return (
        'IF(aturan_bawah="!","pilihan tidak dikenal",IF(aturan_bawah>-16.67,'
        '"turun, target 120, realisasi 260: -16,67, ditulis "&aturan_bawah,"turun, target 120, realisasi 260: -16,67"))'
    )


def _example_value(kunci: str, laporan: Laporan) -> Cell:
    values = choices.helper_values(laporan.pilihan)
    if kunci == PAKET:
        number = values["aturan_paket"]
        return _offer(PAKETS[int(number) - 1].skala) if isinstance(number, float) and number else None
    if kunci in _HELPER_OF:
        number = values[_HELPER_OF[kunci]]
        return _ANSWERS[kunci][int(number) - 1] if isinstance(number, float) and number else "pilihan tidak dikenal"
    name, bound, shown = (
        ("aturan_atas", 130.93, "98,2 / 75 x 100 = 130,93")
        if kunci == "batas_atas"
        else ("aturan_bawah", -16.67, "turun, target 120, realisasi 260: -16,67")
    )
    limit = values[name]
    if not isinstance(limit, float):
        return "pilihan tidak dikenal"
    applies = limit < bound if kunci == "batas_atas" else limit > bound
    return f"{shown}, ditulis {limit:.15g}" if applies else shown


def _offer(skala: str) -> str:
    return f"Skalanya: {skala}, ada di lembar Skala untuk disalin"
