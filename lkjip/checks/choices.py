"""Checks of the office's choices on the sheet Aturan, and of what single rows lack for the chosen rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, listed, name, rounded
from lkjip.model import choices, tables
from lkjip.model.choices import ATURAN_COLUMNS, ATURAN_TABLE
from lkjip.model.finding import Fold, Remark
from lkjip.ooxml.package import Stored, Unsaved
from xlfuncs import aturan, rules
from xlfuncs.angka import Cell
from xlfuncs.aturan import BY_KUNCI, PAKET, PAKETS
from xlfuncs.errors import RuleError, is_error

_KUNCI, _BERLAKU, _PILIHAN, _ = ATURAN_COLUMNS


@check(
    "aturan",
    "galat",
    "Lembar Aturan tidak bisa dipakai, sehingga semua capaian menjadi #VALUE!: pilihannya tidak dikenal, kuncinya tidak dikenal atau ada"
    " dua kali, atau rumus di kolom Berlaku tertimpa.",
)
def unusable_choices(book: Book) -> Iterator[Remark]:
    stored = book.workbook.tables.get(ATURAN_TABLE)
    if stored is None or not {_KUNCI, _BERLAKU, _PILIHAN} <= set(stored.columns):
        return
    contents = book.workbook.contents[ATURAN_TABLE]
    first: dict[str, str] = {}
    found = False

    def remark(column: str, row: int, message: str, expected: str, advice: str) -> Remark:
        return Remark(stored.sheet, stored.cell(row, column), message, expected, advice)

    for number in contents.between(stored.first_row, stored.last_row):
        row = contents.rows[number]
        key, chosen = _cell(row, _KUNCI), _cell(row, _PILIHAN)
        kunci = aturan.word(key)
        if kunci == "" and aturan.word(chosen) == "":
            continue
        if kunci not in choices.KUNCI:
            found = True
            yield remark(
                _KUNCI, number, f"Kunci {figure(key)} tidak dikenal", listed(choices.KUNCI), "Betulkan kuncinya, atau hapus barisnya."
            )
        elif kunci in first:
            found = True
            message = f'Kunci "{kunci}" sudah ada di sel {first[kunci]}'
            yield remark(_KUNCI, number, message, "satu kali", "Hapus salah satu barisnya.")
        else:
            first[kunci] = remark(_KUNCI, number, "", "", "").cell
            if not _is_choice(kunci, chosen):
                found = True
                message = f"Pilihan {figure(chosen)} untuk {kunci} tidak dikenal"
                yield remark(_PILIHAN, number, message, _options(kunci), "Pilih dari daftar di sel itu, atau kosongkan.")
            berlaku = _cell(row, _BERLAKU)
            if _BERLAKU not in contents.formulas.get(number, {}) and not _says(kunci, berlaku, book.laporan.aturan):
                found = True
                message = f"Rumus Berlaku untuk {kunci} tertimpa ketikan {figure(berlaku)}"
                yield remark(_BERLAKU, number, message, "rumus", "Salin rumus dari baris lain di kolom ini, lalu pilih di kolom Pilihan.")
    if book.aturan is None and not found:
        yield remark(
            _KUNCI, stored.first_row, "Pilihan di lembar Aturan tidak bisa dibaca", "kunci dan pilihan", "Salin lembar Aturan dari templat."
        )


def _cell(row: Mapping[str, Stored], column: str) -> Cell:
    value = row.get(column)
    return None if isinstance(value, Unsaved) else value


def _is_choice(kunci: str, chosen: Cell) -> bool:
    try:
        aturan.read(choices.in_force({kunci: chosen}))
    except RuleError:
        return False
    return True


def _says(kunci: str, berlaku: Cell, in_force: object) -> bool:
    """Whether a typed cell of the column Berlaku says what is in force; a blank one is filled again by a sync."""
    return berlaku is None or [kunci, berlaku] in [list(row) for row in in_force]  # type: ignore[attr-defined]


def _options(kunci: str) -> str:
    if kunci == PAKET:
        return " atau ".join(package.nama for package in PAKETS)
    declared = BY_KUNCI[kunci]
    return " atau ".join([*declared.pilihan, *(["angka lain"] if declared.any_number else [])])


@check(
    "capaian-tanpa-aturan",
    "peringatan",
    "Rumus buatan sendiri memanggil CAPAIAN tanpa aturan kantor, sedangkan aturan di lembar Aturan bukan aturan bawaan. Hasilnya menurut"
    " aturan bawaan, jadi bisa berbeda dari Tabel 3.1.",
)
def calls_without_rules(book: Book) -> Iterator[Remark]:
    for call in book.workbook.bare:
        yield Remark(
            call.sheet,
            call.cell,
            "Rumus memanggil CAPAIAN tanpa aturan kantor, jadi hasilnya menurut aturan bawaan",
            call.formula,
            f"Tulis {call.formula}",
        )


@check(
    "bobot",
    "galat",
    "Rata-rata kantor berbobot, tetapi bobot sebuah indikator kosong di antara bobot yang terisi, atau 0 ke bawah. Indikator tanpa bobot"
    " tidak ikut dihitung; bila semua bobot kosong, rata-ratanya biasa.",
)
def weights(book: Book) -> Iterator[Remark]:
    if book.aturan is None or book.aturan.rata_rata != "berbobot":
        return
    lines = [line for line in book.lines(tables.TABEL_3_1) if line.name is not None]
    if all(line["bobot"] is None for line in lines):
        return
    for line in lines:
        bobot = line.number("bobot")
        if line["bobot"] is None:
            message = f"Bobot {name(line.name)} belum diisi, sedangkan indikator lain berbobot"
        elif bobot is not None and bobot <= 0:
            message = f"Bobot {name(line.name)} {figure(bobot)}"
        else:
            continue
        kind = "0 ke bawah" if line["bobot"] is not None else "belum diisi, sedangkan indikator lain berbobot"
        yield line.remark(
            "bobot",
            message=message,
            expected="lebih dari 0",
            advice="Isilah bobotnya, atau kosongkan bobot semua indikator.",
            fold=Fold(f"Bobot {{n}} indikator {kind}", name(line.name)),
        )


@check(
    "realisasi-nol",
    "galat",
    "Arah turun dihitung target / realisasi, realisasinya 0, dan capaian tidak dibatasi: hasilnya #DIV/0!.",
)
def unlimited_zero(book: Book) -> Iterator[Remark]:
    for line in book.lines(tables.TABEL_3_1) if book.aturan else ():
        numbers = _measured(book, line)
        if numbers is None or numbers.way != rules.RASIO or numbers.limit is not None:
            continue
        if numbers.realisasi == 0 and numbers.target != 0 and numbers.nearest != 0:
            yield line.remark(
                "realisasi",
                message=f"Realisasi {name(line.name)} 0 dengan arah turun rasio, sehingga capaiannya #DIV/0!",
                expected="batas atas",
                advice="Pilih batas atas: batas_atas di lembar Aturan untuk semua indikator, atau Batas Atas indikator ini; atau pakai"
                " turun selisih.",
                fold=Fold(
                    "Realisasi {n} indikator 0 dengan arah turun rasio, sehingga capaiannya #DIV/0!", name(line.name), one_cause=True
                ),
            )


def _measured(book: Book, line: Line) -> rules.Measured | None:
    cells = (line[key] for key in ("nilai_target", "nilai_realisasi", "arah", "target_atas", "batas_atas"))
    try:
        return rules.measured(book.aturan or aturan.DEFAULT, *cells)
    except RuleError:
        return None  # other checks report the cell


@check(
    "rata-rata-geometrik",
    "galat",
    "Rata-rata kantor geometrik, tetapi capaian sebuah indikator 0 ke bawah. Rata-rata ukur hanya ada untuk angka di atas 0, sehingga"
    " rata-rata capaiannya #NUM!.",
)
def geometric(book: Book) -> Iterator[Remark]:
    if book.aturan is None or book.aturan.rata_rata != "geometrik":
        return
    for line in book.lines(tables.TABEL_3_1):
        capaian = line["capaian"]
        if isinstance(capaian, float) and not is_error(capaian) and capaian <= 0:
            yield line.remark(
                "capaian",
                message=f"Capaian {name(line.name)} {rounded(capaian)} %, sehingga rata-rata geometrik #NUM!",
                expected="lebih dari 0",
                advice="Betulkan target dan realisasinya, kosongkan bila belum diukur, atau pilih rata_rata lain di lembar Aturan.",
                fold=Fold("Capaian {n} indikator 0 % ke bawah, sehingga rata-rata geometrik #NUM!", name(line.name), one_cause=True),
            )
