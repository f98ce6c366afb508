"""Checks of single cells: errors, texts or dates instead of numbers, impossible amounts, blanks among filled cells."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.totals import RUPIAH, stated
from lkjip.checks.wording import figure, listed, name
from lkjip.model import grades, tables
from lkjip.model.columns import Column, Kind, Role, Table
from lkjip.model.expressions import SKALA_SERAPAN_TABLE, SKALA_TABLE, SKALA_TRIWULAN_TABLE
from lkjip.model.finding import Fold, Remark, Words
from lkjip.model.formulas import native
from lkjip.model.tables.profile import PROFIL
from lkjip.model.tables.scale import SKALA_COLUMNS
from lkjip.ooxml.package import Unsaved
from xlfuncs import rules
from xlfuncs.angka import Cell, angka, has_scale, in_full
from xlfuncs.aturan import BY_KUNCI
from xlfuncs.errors import RuleError, is_error

_PERCENT: Final = "%"
_HUGE: Final = 1e15
"""Rupiah; from here on a double does not hold the cents."""
_PERCENTS: Final = (_PERCENT, "persen")
_LIKE_A_SHARE: Final = 1.5
"""Numbers up to this may be percentages typed with a sign (98,78% is saved as 0.9878), for shares of up to 150 %."""
_HIGHEST_SHOWN: Final = 1000.0  # percent
_NO_PERCENT: Final = "Ubah format selnya menjadi angka, lalu ketik ulang angkanya tanpa tanda persen."
_TO_BE_FILLED: Final = "Isilah, atau hapus barisnya bila tidak dipakai."
_TO_BE_MEASURED: Final = "Isilah, atau biarkan bila belum diukur."
_ZERO_CHOICES: Final = " atau ".join(f"{choice} ({what})" for choice, what in list(BY_KUNCI["target_nol"].pilihan.items())[1:])


def _suspects(book: Book) -> list[tuple[Line, Column, Cell]]:
    """Input cells that may be wrong in themselves: error values, and anything but a number in a column of numbers."""
    return [
        (line, column, value)
        for table in book.tables
        for column in table.columns
        if column.is_input
        for line in book.lines(table)
        if (value := line.values[column.key]) is not None
        and (not isinstance(value, float | int) or isinstance(value, bool) if column.kind.is_number else is_error(value))
    ]


@check(
    "nilai-galat",
    "galat",
    "Sel isian berisi nilai kesalahan Excel seperti #REF! atau #N/A, atau rumus yang belum pernah dihitung. Angka dari sel itu tidak"
    " diketahui, sehingga capaian, rata-rata, dan jumlah yang memakainya ikut salah.",
)
def error_values(book: Book) -> Iterator[Remark]:
    for line, column, value in book.once(_suspects):
        if is_error(value):
            unsaved = isinstance(line.saved.get(column.name), Unsaved)
            what = "berisi rumus yang belum dihitung" if unsaved else f"berisi {value}, nilai kesalahan Excel"
            yield line.remark(
                column.key,
                message=f"{column.name} {what}",
                expected="angka" if column.kind.is_number else "teks",
                advice="Buka di Excel lalu simpan, supaya rumusnya dihitung." if unsaved else "Perbaiki rumusnya, atau ketik isinya.",
                fold=Fold(f"{column.name} {{n}} baris {what}"),
            )


@check(
    "teks-di-sel-angka",
    "galat",
    'Sel angka berisi teks, misalnya "98,78 %" atau "38 Kegiatan". Rumus bawaan Excel tidak menghitungnya, sehingga lembar ringkasan'
    " menampilkan #VALUE!. Angka dengan kata seperti ribu, juta, miliar, atau M harus ditulis penuh: Rp1,9 Mlr ialah 1.900.000.000."
    " Tanda - dan kata nihil dianggap kosong dan tidak dipersoalkan, begitu pula predikat yang nilainya ada di lembar Predikat.",
)
def texts_for_numbers(book: Book) -> Iterator[Remark]:
    strange = [
        (line, column, value)
        for line, column, value in book.once(_suspects)
        if not is_error(value) and not (isinstance(value, str) and (native.is_blank(value) or _is_understood(line, column, value)))
    ]
    lacking: dict[str, dict[str, None]] = {}
    for line, column, value in strange:
        if _may_be_grade(line, column, value):
            lacking.setdefault(grades.plain(line.unit), {})[str(value)] = None
    for line, column, value in strange:
        expected, advice = _as_number(value, column.kind is Kind.RUPIAH)
        said = "TRUE/FALSE" if isinstance(value, bool) else f"teks {name(value)}"
        fold = Fold(f"{column.name} {{n}} baris berisi {said}, bukan angka")
        if _may_be_grade(line, column, value):
            expected = "angka, atau predikat yang bernilai"
            advice = f"{advice} {_to_be_graded(str(line.unit), lacking[grades.plain(line.unit)])}"
            fold = Fold(f"Teks dengan satuan {name(line.unit)} bukan angka dan belum bernilai", name(value), one_cause=True)
        yield line.remark(column.key, message=f"{column.name} berisi {said}, bukan angka", expected=expected, advice=advice, fold=fold)

    for key in PROFIL:
        value = book.profil.get(key.key)
        if key.is_number and isinstance(value, str) and not is_error(value) and not native.is_blank(value):
            expected, advice = _as_number(value, key.is_rupiah)
            message = f"{key.label} berisi teks {name(value)}, bukan angka"
            yield book.profil_remark(key.key, message=message, expected=expected, advice=advice)


def _is_understood(line: Line, column: Column, text: str) -> bool:
    """Whether the rules know what a text in a column of numbers means: nothing was measured, or a grade with a value."""
    if column.kind is not Kind.NUMBER:
        return False
    # a grade first, since "B" is also short for a thousand million
    return grades.grade_key(line.unit, text) in line.book.grades or (grades.is_unmeasured(text) and not has_scale(text))


def _may_be_grade(line: Line, column: Column, value: Cell) -> bool:
    """Whether a text in a column of numbers may be a grade that has no value yet."""
    if not isinstance(value, str) or not line.table.takes_grades(column):
        return False
    return line.unit is not None and not is_error(line.unit) and _as_number(value, is_money=False)[0] == "angka"


def _to_be_graded(satuan: str, texts: Collection[str]) -> str:
    """Where the values of grades belong, and the shipped lists that have them all."""
    fitting = [each for each, codes in grades.SHIPPED.items() if {grades.plain(text) for text in texts} <= {*map(grades.plain, codes)}]
    ready = f"; daftar bawaan {' dan '.join(fitting)} ada di panduan" if fitting else ""
    return f'Bila ini predikat, tulis nilainya di lembar Predikat dengan Daftar "{satuan}"{ready}.'


@check(
    "belum-diukur",
    "info",
    'Sel angka berisi n/a, na, atau teks yang diawali "tidak" atau "belum". Artinya belum diukur: dihitung seperti sel kosong. Satu temuan'
    " untuk setiap teks.",
)
def unmeasured(book: Book) -> Iterator[Remark]:
    first: dict[str, str] = {}
    for line, column, value in book.once(_suspects):
        if isinstance(value, str) and _is_understood(line, column, value) and grades.grade_key(line.unit, value) not in book.grades:
            said = first.setdefault(grades.plain(value), name(value))
            yield line.remark(
                column.key,
                message=f"{column.name} {said} berarti belum diukur, jadi dihitung kosong",
                expected="angka, bila sudah diukur",
                advice="Biarkan bila memang belum diukur.",
                fold=Fold(f"{said} di {{n}} sel berarti belum diukur, jadi dihitung kosong", one_cause=True),
            )


@check(
    "predikat",
    "peringatan",
    "Baris di lembar Predikat tidak bisa dipakai: predikatnya tanpa nilai atau tanpa nama daftar, atau predikat yang sama ada dua kali"
    " dalam satu daftar. Yang dipakai ialah baris pertama yang bernilai.",
)
def unusable_grades(book: Book) -> Iterator[Remark]:
    first: dict[Cell, Line] = {}
    for line in book.lines(tables.PREDIKAT):
        key = line["kunci"]
        if key is None:
            missing = "daftar" if line["daftar"] is None else "nilai"
            yield line.remark(
                missing,
                message=f"Predikat {name(line.name)} tanpa {missing}, sehingga tidak dikenali di Target dan Realisasi",
                expected="angka" if missing == "nilai" else "nama daftar",
                advice="Ketik nilainya sebagai angka." if missing == "nilai" else "Tulis daftarnya: sama dengan Satuan indikatornya.",
            )
        elif first.setdefault(key, line) is not line:
            yield line.remark(
                "kode",
                message=f"Predikat {name(line.name)} sudah ada di sel {first[key].cell('kode')}",
                expected="satu kali",
                advice="Hapus salah satu barisnya.",
            )


@check(
    "target-atas",
    "galat",
    "Target Atas lebih rendah daripada Target, atau arahnya rentang tetapi Target Atas kosong. Targetnya lalu dihitung sebagai satu angka.",
)
def upper_targets(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.TABEL_3_1):
        lower, upper = line["nilai_target"], line.number("target_atas")
        if upper is None and line.choice("arah") == "rentang":
            message, advice = f"Target Atas {name(line.name)} belum diisi, sedangkan arahnya rentang", "Isilah batas atas targetnya."
        elif upper is not None and isinstance(lower, float | int) and upper < lower:
            message = f"Target Atas {name(line.name)} {figure(upper)}, lebih rendah dari targetnya {figure(lower)}"
            advice = "Tulis batas bawah di Target dan batas atas di Target Atas; kosongkan bila targetnya satu angka."
        else:
            continue
        yield line.remark("target_atas", message=message, expected="lebih dari Target", advice=advice)


def _as_number(value: Cell, is_money: bool) -> tuple[str, str]:
    """What should replace a text in a column of numbers, and how to mend it."""
    if isinstance(value, str) and has_scale(value):
        unit, full = " dalam rupiah" if is_money else "", in_full(value)
        what = f"Tulis angka penuhnya{unit}, tanpa kata seperti ribu, juta, miliar, atau M"
        return (f"angka penuh{unit}", f"{what}.") if full is None else (figure(full), f"{what}: {figure(full)}.")
    try:
        number = angka(value)
    except RuleError:
        number = None
    if number is None:
        return "angka", "Ketik angkanya saja."
    return figure(number), f"Ketik {figure(number)} sebagai angka, tanpa satuan dan tanda persen."


@check(
    "tanggal-di-sel-angka",
    "peringatan",
    "Sel angka diformat sebagai tanggal. Excel mengubah ketikan seperti 1-9 atau 1/5 menjadi tanggal, dan di baliknya tersimpan angka"
    " puluhan ribu yang ikut dihitung.",
)
def dates(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        if table.key not in book.dates:
            continue
        for line in book.lines(table):
            for column in table.columns:
                if column.is_input and column.kind.is_number and line.values[column.key] is not None and line.is_date(column.key):
                    yield line.remark(
                        column.key,
                        message=f"{column.name} tersimpan sebagai tanggal (angka {figure(line.values[column.key])} di baliknya)",
                        expected="angka",
                        advice="Ubah format selnya menjadi angka, lalu ketik ulang angkanya.",
                        fold=Fold(f"{column.name} {{n}} baris tersimpan sebagai tanggal"),
                    )


@check(
    "format-persen",
    "galat",
    "Sel angka berformat persen: yang tampil 98,78%, tetapi yang tersimpan 0,9878, dan itulah yang dihitung dan dicetak. Laporan menghitung"
    " dalam persen, jadi angkanya diketik tanpa tanda persen di sel berformat angka.",
)
def percent_formats(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        if table.key not in book.percents:
            continue
        for line in book.lines(table):
            for column in table.columns:
                value = line.values[column.key]
                if column.is_input and column.kind.is_figure and type(value) is float and line.is_percent(column.key):
                    in_percent = column.kind is Kind.PERCENT or str(line.unit).strip().casefold() in _PERCENTS
                    called = name(line.name or "(tanpa nama)")
                    what = f"{column.name} {{n}} baris tampil dengan tanda persen karena format selnya, sedangkan yang tersimpan lain"
                    said = _hundredth(f"{column.name} {called}", value, in_percent)
                    yield line.remark(column.key, **said, fold=Fold(what, called, _NO_PERCENT))
    bound = SKALA_COLUMNS[0]
    for scale in (SKALA_TABLE, SKALA_SERAPAN_TABLE, SKALA_TRIWULAN_TABLE):
        if scale in book.workbook.tables:
            skala, contents = book.workbook.tables[scale], book.workbook.contents[scale]
            for row in sorted(row for row, column in contents.percents if column == bound):
                lower = contents.rows[row].get(bound)
                if type(lower) is float and lower != 0 and row <= skala.last_row:
                    cell = skala.cell(row, bound)
                    yield Remark(skala.sheet, cell, **_hundredth(bound, lower, in_percent=True))


def _hundredth(what: str, value: float, in_percent: bool) -> Words:
    """The remark on a number with a percent format: the number to type is the one that a reader sees.

    If that is implausibly large, the number was typed before its cell got the format, and is right as it is.
    """
    shown = round(value * 100, 10)
    meant = shown if abs(value) <= _LIKE_A_SHARE or (in_percent and abs(shown) <= _HIGHEST_SHOWN) else value
    return {
        "message": f"{what} tampil {figure(shown)}% karena format selnya persen, sedangkan yang tersimpan {figure(value)}",
        "expected": figure(meant),
        "advice": f"Ubah format selnya menjadi angka, lalu ketik {figure(meant)} tanpa tanda persen.",
    }


@check(
    "persen-terketik",
    "peringatan",
    "Satuannya %, targetnya di atas 1,5, tetapi angkanya 1,5 atau kurang dan seratus kalinya lebih dekat ke target. Biasanya angka itu"
    " diketik dengan tanda persen: 98,78% disimpan Excel sebagai 0,9878, sedangkan laporan menghitung dalam persen.",
)
def typed_with_percent_sign(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        beside = table.key_with(Role.TARGET)
        if beside is None:
            continue
        keys = [column.key for column in table.columns if column.is_input and column.kind is Kind.NUMBER and column.key != beside]
        for line in book.lines(table) if keys else ():
            target = line.number(beside)
            if line.unit != _PERCENT or target is None or target <= _LIKE_A_SHARE:
                continue
            for key in keys:
                value = line.number(key)
                if value is not None and 0 < value <= _LIKE_A_SHARE and _is_nearer(value * 100, value, target):
                    yield line.remark(
                        key,
                        message=f"{table.column(key).name} {name(line.name)} {figure(value)} %, sedangkan targetnya {figure(target)} %",
                        expected=figure(round(value * 100, 10)),
                        advice=f"Bila yang dimaksud {figure(round(value * 100, 10))} %, ketik angkanya tanpa tanda persen.",
                        fold=Fold(
                            f"{table.column(key).name} {{n}} baris paling banyak {figure(_LIKE_A_SHARE)} %, jauh di bawah targetnya",
                            f"{name(line.name)} {figure(value)}",
                            "Bila yang dimaksud seratus kalinya, ketik angkanya tanpa tanda persen.",
                        ),
                    )


def _is_nearer(value: float, than: float, to: float) -> bool:
    return abs(math.log(value) - math.log(to)) < abs(math.log(than) - math.log(to))


@check(
    "uang-negatif",
    "galat",
    "Anggaran atau realisasi anggaran di bawah nol. Uang di laporan ini tidak pernah negatif; serapan dan efisiensinya menjadi #NUM!.",
)
def negative_money(book: Book) -> Iterator[Remark]:
    for line, key in _money(book):
        value = line.values[key]
        if type(value) is float and value < 0:
            yield line.remark(
                key,
                message=f"{line.table.column(key).name} {name(line.name or '(tanpa nama)')} {figure(value)} rupiah, di bawah nol",
                expected=figure(-value),
                advice="Ketik jumlahnya tanpa tanda kurang, atau betulkan angkanya.",
                fold=Fold(f"{line.table.column(key).name} {{n}} baris di bawah nol", name(line.name or "(tanpa nama)")),
            )


@check(
    "uang-terlalu-besar",
    "galat",
    "Anggaran atau realisasi anggaran seribu triliun (1.000.000.000.000.000) rupiah atau lebih. Uang satu instansi tidak sebesar itu; angka"
    " sebesar itu juga tidak bisa ditulis sampai sen, sehingga RUPIAH dan TERBILANG-nya menjadi #NUM!.",
)
def huge_money(book: Book) -> Iterator[Remark]:
    advice = "Ketik ulang jumlahnya dalam rupiah; periksa nol yang berlebih."
    for line, key in _money(book):
        value = line.values[key]
        if type(value) is float and value >= _HUGE:
            what = f"{line.table.column(key).name} {name(line.name or '(tanpa nama)')}"
            yield line.remark(key, message=f"{what} {figure(value)} rupiah", expected=f"kurang dari {figure(_HUGE)}", advice=advice)
    for each in PROFIL:
        value = book.profil.get(each.key)
        if each.is_rupiah and isinstance(value, float | int) and value >= _HUGE:
            message = f"{book.profil_label(each.key)} {figure(value)} rupiah"
            yield book.profil_remark(each.key, message=message, expected=f"kurang dari {figure(_HUGE)}", advice=advice)


def _money(book: Book) -> Iterator[tuple[Line, str]]:
    for table in book.tables:
        keys = [column.key for column in table.columns if column.is_input and column.kind is Kind.RUPIAH]
        if keys:
            yield from ((line, key) for line in book.lines(table) for key in keys)
    yield from ((line, "nilai") for name, line in stated(book).items() if name in RUPIAH)


@check(
    "target-nol",
    "galat",
    "Target 0 tidak bisa diukur: capaian membagi dengan target, sehingga hasilnya #DIV/0!. Kantor yang memakai target 0, misalnya 0 kasus,"
    " memilih target_nol di lembar Aturan.",
)
def zero_targets(book: Book) -> Iterator[Remark]:
    if book.aturan is not None and book.aturan.target_nol != BY_KUNCI["target_nol"].default:
        return
    for document in (*book.this_year, *book.next_year):
        if document.target is not None:
            for line in document.lines:
                if line.number(document.target) == 0:
                    yield line.remark(
                        document.target,
                        message=f"Target {name(line.name)} 0, sehingga capaiannya tidak bisa dihitung",
                        expected="lebih dari 0",
                        advice="Isi target yang disepakati; bila belum ada target, kosongkan selnya; bila memang 0, pilih target_nol di"
                        f" lembar Aturan: {_ZERO_CHOICES}.",
                        fold=Fold("Target {n} indikator 0, sehingga capaiannya tidak bisa dihitung", name(line.name), one_cause=True),
                    )


@check(
    "pilihan-lain",
    "galat",
    "Sel yang hanya mengenal beberapa pilihan berisi kata lain: arah (naik, turun), kumulatif (ya, tidak), dokumen (murni, perubahan), dan"
    " jenis (program, indikator; di Triwulan jumlah, posisi akhir). Baris seperti itu tidak bisa dihitung atau tidak ikut diperiksa.",
)
def unknown_choices(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        for column in table.columns:
            if column.only_choices:
                for line in book.lines(table):
                    value = line.values[column.key]
                    if value is not None and not is_error(value) and not _is_choice(line, column):
                        yield line.remark(
                            column.key,
                            message=f"{column.name} {figure(value)} tidak dikenal",
                            expected=" atau ".join(column.choices),
                            advice="Pilih dari daftar di sel itu.",
                            fold=Fold(f"{column.name} {{n}} baris tidak dikenal", figure(value)),
                        )


def _is_choice(line: Line, column: Column) -> bool:
    if column.role is not Role.ARAH:
        return line.choice(column.key) in map(str.lower, column.choices)
    try:
        rules.arah_of(line[column.key])
    except RuleError:
        return False
    return True


@check(
    "sel-kosong",
    "info",
    "Sel yang diperlukan belum diisi, sedangkan baris lain di kolom itu terisi; atau baris berisi angka tetapi tidak bernama,"
    " sehingga tidak dihitung.",
)
def blanks(book: Book) -> Iterator[Remark]:
    for table in book.tables:
        lines = book.lines(table)
        used = [each for each in _expected(table) if any(line.values[each.key] is not None for line in lines)]
        headings = book.headings(table)
        for line in lines:
            if line.name is None or line.place in headings:
                continue
            empty = [column for column in used if line.values[column.key] is None]
            for columns in _neighbours(table, empty):
                what = listed(column.name for column in columns)
                yield line.remark(
                    *(column.key for column in columns),
                    message=f"{what} {name(line.name)} belum diisi",
                    expected="terisi",
                    advice=_TO_BE_MEASURED if Role.REALISASI in {column.role for column in columns} else _TO_BE_FILLED,
                    fold=Fold(f"{what} {{n}} baris belum diisi", name(line.name)),
                )
        yield from _unnamed(book, table)


def _expected(table: Table) -> list[Column]:
    """The input columns without which a row is incomplete; empty directions and grades without a value have checks of their own."""
    if table is tables.PREDIKAT:
        return []
    return [column for column in table.columns if column.expected and column.is_input and column.role is not Role.ARAH]


def _neighbours(table: Table, columns: Sequence[Column]) -> list[list[Column]]:
    """Columns in groups of those that stand side by side."""
    groups: list[list[Column]] = []
    for column in columns:
        place = table.columns.index(column)
        if groups and table.columns[place - 1] is groups[-1][-1]:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _unnamed(book: Book, table: Table) -> Iterator[Remark]:
    """Remarks on rows that have figures but no key."""
    key = table.column(table.row_key)
    figures = [column.key for column in table.columns if column.is_input and column.kind.is_figure]
    for place, row in book.workbook.unnamed[table.key].items():
        if any(isinstance(row[each], float) for each in figures):
            yield Line(book, table, row, place).remark(
                key.key,
                message=f"{key.name} belum diisi, sedangkan barisnya berisi angka; baris ini tidak dihitung",
                expected="terisi",
                advice="Isilah namanya, atau kosongkan angkanya.",
                fold=Fold(f"{key.name} {{n}} baris belum diisi, sedangkan barisnya berisi angka; baris-baris ini tidak dihitung"),
            )
