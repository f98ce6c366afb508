"""Mutants of the clean workbook: for each check, edits of single cells that it must find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from lkjip import checks
from lkjip.model.key import key_of
from lkjip.model.laporan import Row
from lkjip.model.tables import TABLES
from lkjip.sources import workbook_file
from tests.kit.workbooks import Parts, text_cell
from tests.sync.edits import added, reordered

BLANK: Final = "<c/>"
_STYLE: Final = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
_OWN_FORMAT: Final = 9999
DATE: Final = (14, "[$-421]dd\\ mmmm\\ yyyy;@")
PERCENT: Final = (10, '0.0\\ %;[Red]"minus "0.0\\ %')
"""A format that is built in, and one of the file's own."""


def number(value: float) -> str:
    return f"<c><v>{value!r}</v></c>"


def error(code: str) -> str:
    return f'<c t="e"><v>{code}</v></c>'


def formula(text: str, value: float) -> str:
    return f"<c><f>{text}</f><v>{value!r}</v></c>"


@dataclass(frozen=True)
class Edit:
    """A cell of an Excel table put in place of another; row -1 is the totals row, rows from -2 down are below the table."""

    table: str
    column: str
    row: int
    cell: str
    shown_as: tuple[int, str] | None = None
    """The number formats that the cell has one of."""

    def put(self, parts: Parts) -> None:
        if self.row < -1:
            parts.type_in(self.table, at(parts, self.table, self.column, self.row), self.cell)
        else:
            parts.put(self.table, self.column, self.row, self.cell)
        if self.shown_as:
            _show_as(parts, self, *self.shown_as)


@dataclass(frozen=True)
class EmptyRow:
    """An empty row put into an Excel table, at this place from 0; those from there on move down."""

    table: str
    row: int

    def put(self, parts: Parts) -> None:
        added(parts, self.table, [{}])
        first = int(re.findall(r"\d+", parts.at(self.table, "Indikator", 0))[0])
        count = int(re.findall(r"\d+", parts.at(self.table, "Indikator", -1))[0]) - first
        reordered(parts, self.table, [*range(self.row), count, *range(self.row, count)])


@dataclass(frozen=True)
class Mutant:
    """Edits that together make one thing wrong, and where its finding belongs; without a column, anywhere on the table's sheet."""

    code: str
    edits: Sequence[Edit | EmptyRow]
    table: str
    column: str | None = None
    row: int = 0

    def save(self, clean: Parts, path: Path) -> tuple[str, str | None]:
        """The broken workbook as a file; the sheet and the cell of the finding."""
        parts = Parts(clean)
        for edit in self.edits:
            edit.put(parts)
        parts.save(path)
        sheet = next(title for title in titles(parts) if parts.sheet(title) == parts.sheet_of(self.table))
        return sheet, None if self.column is None else at(parts, self.table, self.column, self.row)


def at(parts: Parts, table: str, column: str, row: int) -> str:
    """The address of an edit's cell."""
    letters, digits = re.findall(r"[A-Z]+|\d+", parts.at(table, column, max(row, -1)))
    return f"{letters}{int(digits) - min(row + 1, 0)}"


def trouble(mutant: Mutant, clean: Parts, path: Path) -> str | None:
    """What is wrong with what the checks say of a mutant: its finding is not there, or another mistake is. None for nothing."""
    sheet, cell = mutant.save(clean, path)
    found = checks.check(workbook_file.read(path))
    mine = [each.cell.partition(":")[0] for each in found if each.code == mutant.code and each.sheet == sheet]
    others = {each.code for each in found if each.level == "galat"} - {mutant.code}
    if not mine or (cell is not None and cell not in mine):
        return f"{mutant}: not found at {sheet} {cell}, but {found}"
    return f"{mutant}: {others} besides" if others else None


def titles(parts: Parts) -> list[str]:
    return re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"].decode())


def _show_as(parts: Parts, edit: Edit, built_in: int, code: str) -> None:
    """Give a cell a look of its own: by a built-in format, or by one of the file's own, as the row may be.

    Programs number the formats of conditional looks apart, so the same number may stand for another format there.
    """
    styles = parts["xl/styles.xml"].decode()
    count = re.search(r'<cellXfs count="(\d+)">', styles)
    assert count
    for old, new in (
        (count[0], f'<cellXfs count="{int(count[1]) + 1}">'),
        ("</cellXfs>", _STYLE.format(built_in if edit.row % 2 else _OWN_FORMAT) + "</cellXfs>"),
        ("</numFmts>", f'<numFmt numFmtId="{_OWN_FORMAT}" formatCode={quoteattr(code)}/></numFmts>'),
        ("</dxfs>", f'<dxf><numFmt numFmtId="{_OWN_FORMAT}" formatCode="0.00"/></dxf></dxfs>'),
    ):
        assert old in styles
        styles = styles.replace(old, new)
    parts["xl/styles.xml"] = styles.encode()
    part, at = parts.sheet_of(edit.table), parts.at(edit.table, edit.column, edit.row)
    sheet = parts[part].decode()
    cell = re.search(rf'<c [^>]*r="{at}"[^>]*>', sheet)
    assert cell
    parts[part] = sheet.replace(cell[0], re.sub(r' s="\d+"', "", cell[0]).replace("<c ", f'<c s="{count[1]}" ', 1)).encode()


@dataclass(frozen=True)
class Clean:
    """The clean workbook: what its tables hold, by the name of the Excel table."""

    workbook: workbook_file.Workbook

    def rows(self, key: str) -> Sequence[Row]:
        return self.workbook.laporan.rows[key]

    def value(self, key: str, row: int, column: str) -> float:
        value = self.rows(key)[row][column]
        assert isinstance(value, float)
        return value


Way = Callable[[Clean], Iterator[Mutant]]
WAYS: Final[dict[str, list[Way]]] = {}


def breaks(code: str) -> Callable[[Way], Way]:
    """Register ways to break what a check guards."""

    def register(way: Way) -> Way:
        WAYS.setdefault(code, []).append(way)
        return way

    return register


def _one(code: str, table: str, column: str, row: int, cell: str, *also: Edit, shown_as: tuple[int, str] | None = None) -> Mutant:
    """One cell changed, and the finding at that cell."""
    return Mutant(code, (Edit(table, column, row, cell, shown_as), *also), table, column, row)


NINE: Final = range(9)
PERCENT_ROWS: Final = (0, 1, 2, 5, 7, 8)
COUNT_ROWS: Final = (3, 4, 6)
PROFIL_ROWS: Final = {"tahun_awal_renstra": 4, "tahun_akhir_renstra": 5, "nip": 9, "sumber_tabel_2_1": 15, "tanggal_pengukuran": 16,
                      "jumlah_indikator_bab_ii": 17, "jumlah_indikator_bab_iv": 18, "jumlah_sasaran_bab_iv": 19,
                      "total_program_murni": 20, "total_program_perubahan": 21, "total_program_berikut": 22, "tahun_target_pertama": 23,
                      "tahun_target_terakhir": 24, "logo": 39, "kertas": 40}  # fmt: skip
"""Where keys stand in the sheet Profil, counted from 0."""
TARGETS: Final = (
    ("tabel_2_1", "tbl_21", "Target", "target", 9), ("tabel_3_1", "tbl_31", "Target", "target", 9),
    ("rkt", "tbl_rkt", "Target", "target", 9),
    ("renstra", "tbl_renstra", "Target Tahun 4", "target_tahun_4", 9),
    ("pengukuran", "tbl_pengukuran", "Target", "target", 9), ("rkt_berikut", "tbl_rkt_berikut", "Target", "target", 9),
    ("penetapan", "tbl_penetapan", "Target", "target", 9), ("renstra", "tbl_renstra", "Target Tahun 5", "target_tahun_5", 9),
)  # fmt: skip


def _profil(code: str, key: str, cell: str) -> Mutant:
    return _one(code, "tbl_profil", "nilai", PROFIL_ROWS[key], cell)


# ---------------------------------------------------------------- the same in several documents
@breaks("target-berbeda")
def _(clean: Clean) -> Iterator[Mutant]:
    for key, table, column, column_key, rows in TARGETS:
        for row in range(rows):
            yield _one("target-berbeda", table, column, row, number(round(clean.value(key, row, column_key) * 1.05, 2)))
    for row in NINE:  # the others follow the Perjanjian Kinerja perubahan, which alone differs
        other = Edit("tbl_pk", "Target", 9 + row, number(round(clean.value("pk", 9 + row, "target") * 1.05, 2)))
        yield from (
            Mutant("target-berbeda", [other], table, "Target", _row_of(clean, key, row))
            for key, table in (("tabel_2_1", "tbl_21"), ("tabel_3_1", "tbl_31"), ("pengukuran", "tbl_pengukuran"))
        )


def _row_of(clean: Clean, key: str, revised: int) -> int:
    """The row of a table with the indicator of a row of the Perjanjian Kinerja perubahan."""
    names = [key_of(row["indikator"]) for row in clean.rows(key)]
    return names.index(key_of(clean.rows("pk")[9 + revised]["indikator"]))


@breaks("pk-berubah")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        murni = number(round(clean.value("pk", row, "target") * 1.05, 2))
        yield Mutant("pk-berubah", [Edit("tbl_pk", "Target", row, murni)], "tbl_pk", "Target", 9 + row)
        yield Mutant("pk-berubah", [Edit("tbl_pk", "Satuan", row, text_cell("Orang"))], "tbl_pk", "Satuan", 9 + row)
        yield Mutant("pk-berubah", _emptied(clean, "tbl_pk", row), "tbl_pk", "Indikator", 9 + row)  # added
        yield Mutant("pk-berubah", _emptied(clean, "tbl_pk", 9 + row), "tbl_pk", "Indikator", row)  # no longer listed


@breaks("satuan-berbeda")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, rows in (
        ("tbl_21", 9),
        ("tbl_31", 9),
        ("tbl_rkt", 9),
        ("tbl_iku", 9),
        ("tbl_pengukuran", 9),
        ("tbl_penetapan", 9),
    ):
        for row in range(rows):
            yield _one("satuan-berbeda", table, "Satuan", row, text_cell("Orang"))


@breaks("realisasi-berbeda")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield _one(
            "realisasi-berbeda", "tbl_pengukuran", "Realisasi", row, number(round(clean.value("pengukuran", row, "realisasi") * 0.95, 2))
        )


@breaks("arah-berbeda")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield replace(_one("arah-berbeda", "tbl_31", "Arah", row, ""), edits=(Edit("tbl_iku", "Arah", row, text_cell("turun")),))


@breaks("indikator-hilang")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, rows in (("tbl_21", 9), ("tbl_31", 9), ("tbl_rkt", 9), ("tbl_renstra", 9), ("tbl_pengukuran", 9),
                        ("tbl_narasi", 9), ("tbl_rkt_berikut", 9), ("tbl_penetapan", 9)):  # fmt: skip
        for row in range(rows):
            yield Mutant("indikator-hilang", _emptied(clean, table, row), table)
            yield Mutant("indikator-hilang", [Edit(table, "Indikator", row, text_cell("Jumlah kunjungan kerja"))], table)
    for row in NINE:
        yield Mutant("indikator-hilang", [*_emptied(clean, "tbl_pk", row), *_emptied(clean, "tbl_pk", 9 + row)], "tbl_pk")
        yield _one("indikator-hilang", "tbl_pk", "Indikator", 9 + row, text_cell("Jumlah kunjungan kerja"))
        yield _one("indikator-hilang", "tbl_iku", "Indikator", row, text_cell("Jumlah kunjungan kerja"))
    for row in range(3, 6):
        yield _one("indikator-hilang", "tbl_rencana_aksi", "Uraian", row, text_cell("Jumlah kunjungan kerja"))
    for row in range(9):
        yield _one("indikator-hilang", "tbl_cascading", "IKU", row, text_cell("Jumlah kunjungan kerja"))


def _emptied(clean: Clean, table: str, row: int) -> list[Edit]:
    """A row cleared as staff clear it: everything that was typed."""
    stored, contents = clean.workbook.tables[table], clean.workbook.contents[table]
    computed = contents.formulas.get(stored.first_row + row, {})
    return [Edit(table, column, row, BLANK) for column in stored.columns if column not in computed]


@breaks("ganda")
def _(clean: Clean) -> Iterator[Mutant]:
    for key, table, column, name, rows in (
        ("program_pk", "tbl_program_pk", "Program", "program", range(1, 8)),
        ("program_berikut", "tbl_program_berikut", "Program", "program", range(1, 5)),
        ("rencana_aksi", "tbl_rencana_aksi", "Uraian", "uraian", (1, 2, 4, 5)),
    ):
        for row in rows:
            yield _one("ganda", table, column, row, text_cell(str(clean.rows(key)[row - 1][name]).upper()))


@breaks("daftar-terpotong")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in range(len(clean.rows("tabel_2_1"))):
        yield Mutant("daftar-terpotong", [EmptyRow("tbl_21", row)], "tbl_21", "Indikator", row)


# ---------------------------------------------------------------- printed figures
@breaks("total-tercetak")
def _(clean: Clean) -> Iterator[Mutant]:
    for key, table, column, column_key, rows, total in (
        ("program_pk", "tbl_program_pk", "Anggaran Murni", "anggaran_murni", 8, "total_program_murni"),
        ("program_pk", "tbl_program_pk", "Anggaran Perubahan", "anggaran_perubahan", 8, "total_program_perubahan"),
        ("program_berikut", "tbl_program_berikut", "Anggaran", "anggaran", 5, "total_program_berikut"),
    ):
        yield _profil("total-tercetak", total, number(1e9))
        for row in range(rows):
            changed = Edit(table, column, row, number(clean.value(key, row, column_key) + 65_000))
            yield replace(_profil("total-tercetak", total, ""), edits=(changed,))
    for row in (0, 4, 5):
        changed = Edit("tbl_anggaran", "Nilai", row, number(clean.value("anggaran", row, "nilai") + 300_000))
        yield replace(_one("total-tercetak", "tbl_anggaran", "Nilai", 0, ""), edits=(changed,))


@breaks("persen-tercetak")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in (2, 3, 8):
        for by in (-2.5, 0.02, 40.0):
            yield _one("persen-tercetak", "tbl_anggaran", "Nilai", row, number(round(clean.value("anggaran", row, "nilai") + by, 2)))
    for row in NINE:
        yield _one("persen-tercetak", "tbl_pengukuran", "Capaian", row, number(97.5))
        yield _one("persen-tercetak", "tbl_31", "Capaian Naskah", row, number(97.5))
    yield _one("persen-tercetak", "tbl_rekap", "Persen Tercetak", 1, number(44.44))


@breaks("kategori-tercetak")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        for text in ("C", "sangat baik"):
            printed = Edit("tbl_31", "Capaian Naskah", row, number(100.0))
            yield _one("kategori-tercetak", "tbl_31", "Kategori Naskah", row, text_cell(text), printed)


@breaks("beda-tercetak")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield _one("beda-tercetak", "tbl_31", "Kategori Naskah", row, text_cell("Hijau"))
        unmeasured = Edit("tbl_31", "Realisasi", row, text_cell("belum rilis"))
        yield _one("beda-tercetak", "tbl_31", "Capaian Naskah", row, number(100.0), unmeasured)


@breaks("jumlah-tercetak")
def _(clean: Clean) -> Iterator[Mutant]:
    for claimed in (4, 8, 10):
        for key in ("jumlah_indikator_bab_ii", "jumlah_indikator_bab_iv", "jumlah_sasaran_bab_iv"):
            yield _profil("jumlah-tercetak", key, number(claimed))
        for row in (0, 1, 2, 3):
            yield _one("jumlah-tercetak", "tbl_rekap", "Jumlah Indikator Tercetak", row, number(claimed))


# ---------------------------------------------------------------- narratives and budgets
@breaks("narasi-anggaran")
def _(clean: Clean) -> Iterator[Mutant]:
    for column, key in (("Anggaran Narasi", "anggaran_narasi"), ("Digunakan Narasi", "digunakan_narasi")):
        for row in NINE:
            yield _one("narasi-anggaran", "tbl_narasi", column, row, number(clean.value("narasi", row, key) + 500_000))


@breaks("narasi-efisiensi")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield _one("narasi-efisiensi", "tbl_narasi", "Efisiensi Narasi", row, number(100.0))


@breaks("realisasi-melebihi-anggaran")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in (1, 2, 3, 5, 7):
        spent = number(clean.value("tabel_3_2", row, "anggaran") + 100_000)
        narrative = Edit("tbl_narasi", "Digunakan Narasi", row, spent), Edit("tbl_narasi", "Efisiensi Narasi", row, BLANK)
        yield _one("realisasi-melebihi-anggaran", "tbl_32", "Realisasi", row, spent, *narrative)


@breaks("indikator-tanpa-anggaran")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield replace(_one("indikator-tanpa-anggaran", "tbl_31", "Indikator", row, ""), edits=_emptied(clean, "tbl_32", row))


@breaks("anggaran-tanpa-indikator")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        for cell in (BLANK, text_cell("Pelayanan tamu kantor")):
            yield _one("anggaran-tanpa-indikator", "tbl_32", "Indikator", row, cell)


@breaks("serapan-tercetak")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in (1, 2, 3, 5, 7):
        for column in ("Serapan Naskah", "Efisiensi Naskah"):
            yield _one("serapan-tercetak", "tbl_32", column, row, number(41.27))


# ---------------------------------------------------------------- formulas
COMPUTED: Final = (("tbl_31", "Capaian"), ("tbl_31", "Persen Capaian"), ("tbl_32", "Serapan"), ("tbl_32", "Efisiensi"))
TOTALS: Final = (("tbl_31", "Capaian"), ("tbl_32", "Anggaran"), ("tbl_32", "Efisiensi"), ("tbl_program_pk", "Anggaran Murni"))


@breaks("rumus-ditimpa")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, column in (*COMPUTED, ("tbl_31", "Baris"), ("tbl_31", "Kunci Sasaran"), ("tbl_32", "Baris 3.1")):
        for row in NINE:
            yield _one("rumus-ditimpa", table, column, row, number(99.0))
    for row in NINE:
        yield _one("rumus-ditimpa", "tbl_31", "Kategori", row, text_cell("B"))
    for table, column in TOTALS:
        yield _one("rumus-ditimpa", table, column, -1, number(99.0))


@breaks("rumus-berbeda")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        here, below = 6 + row, 7 + row
        for table, column, text in (
            ("tbl_31", "Capaian", f"I{here}/H{here}*100"),
            ("tbl_31", "Capaian", f"CAPAIAN(V{below},W{below},N{below})"),
            ("tbl_31", "Capaian", 'CAPAIAN(tbl_31[[#This Row],[Nilai Target]],tbl_31[[#This Row],[Nilai Realisasi]],"naik")'),
            ("tbl_32", "Serapan", f"H{here}/G{here}"),
            ("tbl_32", "Efisiensi", "EFISIENSI(tbl_32[[#This Row],[Realisasi]],tbl_32[[#This Row],[Anggaran]])"),
        ):
            yield _one("rumus-berbeda", table, column, row, formula(text, 100.0))
    yield _one("rumus-berbeda", "tbl_31", "Capaian", -1, formula("SUBTOTAL(101,tbl_31[Capaian])", 100.0))
    yield _one("rumus-berbeda", "tbl_32", "Anggaran", -1, formula("SUM(G6:G13)", 40_485_000.0))


@breaks("kategori-salah")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        for column in ("Kategori", "Kode Kategori"):
            for code in ("SB", "C", "Sangat baik"):
                yield _one("kategori-salah", "tbl_31", column, row, text_cell(code))
    for row in range(4):
        for code in ("<50", "A*", "S B", "TUJUHAN"):
            yield Mutant("kategori-salah", [Edit("tbl_skala", "Kode", row, text_cell(code))], "tbl_skala", "Kode", row)
        yield Mutant("kategori-salah", [Edit("tbl_skala", "Label", row, text_cell(" "))], "tbl_skala", "Label", row)
    yield Mutant("kategori-salah", [Edit("tbl_skala", "Kode", 2, text_cell("c"))], "tbl_skala", "Kode", 2)
    for row in (2, 3):
        yield Mutant("kategori-salah", [Edit("tbl_skala", "Batas bawah", row, number(10.0))], "tbl_skala", "Batas bawah", row)


# ---------------------------------------------------------------- single cells
FIGURES: Final = (
    ("tbl_21", "Target", 9), ("tbl_31", "Target", 9), ("tbl_31", "Realisasi", 9), ("tbl_31", "Realisasi 2", 9), ("tbl_32", "Anggaran", 9),
    ("tbl_32", "Realisasi", 9), ("tbl_renstra", "Target Tahun 4", 9), ("tbl_rkt", "Target", 9), ("tbl_pk", "Target", 18),
    ("tbl_program_pk", "Anggaran Murni", 8), ("tbl_pengukuran", "Realisasi", 9), ("tbl_rencana_aksi", "Mar", 6),
    ("tbl_anggaran", "Nilai", 9),
    ("tbl_narasi", "Anggaran Narasi", 9), ("tbl_cascading", "Target Tahun 1", 9), ("tbl_rekap", "Jumlah Indikator Tercetak", 4),
)  # fmt: skip


@breaks("nilai-galat")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, column, rows in FIGURES:
        for row in range(rows):
            yield _one("nilai-galat", table, column, row, error("#REF!" if row % 2 else "#N/A"))
            yield _one("nilai-galat", table, column, row, "<c><f>A1</f></c>")
    for row in NINE:
        yield _one("nilai-galat", "tbl_21", "Satuan", row, error("#NAME?"))


@breaks("teks-di-sel-angka")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, column, rows in FIGURES:
        for row in range(rows):
            for cell in (text_cell("98,78 %"), text_cell("Level 3 Plus"), '<c t="b"><v>1</v></c>'):
                yield _one("teks-di-sel-angka", table, column, row, cell)
    for key in ("total_program_murni", "total_program_perubahan", "jumlah_indikator_bab_ii", "tahun_awal_renstra"):
        yield _profil("teks-di-sel-angka", key, text_cell("Rp1,9 Mlr"))


@breaks("tanggal-di-sel-angka")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, column, rows in FIGURES:
        for row in range(rows):
            yield _one("tanggal-di-sel-angka", table, column, row, number(43840.0), shown_as=DATE)


@breaks("format-persen")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in PERCENT_ROWS:
        for ago in (1, 2, 3):
            typed = number(clean.value("tabel_3_1", row, f"realisasi_{ago}") / 100)
            yield _one("format-persen", "tbl_31", f"Realisasi {ago}", row, typed, shown_as=PERCENT)
        yield _one("format-persen", "tbl_pengukuran", "Realisasi", row, number(0.095), shown_as=PERCENT)
    yield _one("format-persen", "tbl_anggaran", "Nilai", 2, number(0.9437), shown_as=PERCENT)


# ---------------------------------------------------------------- outside the tables
BELOW: Final = (
    ("tbl_21", "Indikator", "Target", "Satuan"), ("tbl_31", "Indikator", "Realisasi", "Satuan"),
    ("tbl_32", "Indikator", "Anggaran", "Program"), ("tbl_rkt", "Indikator", "Target", "Satuan"),
    ("tbl_program_pk", "Program", "Anggaran Murni", "Keterangan"), ("tbl_narasi", "Indikator", "Anggaran Narasi", "Solusi"),
    ("tbl_skala", "Kode", "Batas bawah", "Label"),
)  # fmt: skip
"""The column with the name, one of figures and one of texts."""


@breaks("isian-di-luar-tabel")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, key, figures, texts in BELOW:
        for row in (-2, -3, -9):
            named, figure = Edit(table, key, row, text_cell("Indikator tambahan")), Edit(table, figures, row, number(90.0))
            yield Mutant("isian-di-luar-tabel", (named, figure), table, key, row)
            yield Mutant("isian-di-luar-tabel", (figure,), table, figures, row)
            yield Mutant("isian-di-luar-tabel", (named, replace(figure, cell=text_cell("98,78 %"))), table, key, row)
        yield Mutant(
            "isian-di-luar-tabel", (Edit(table, key, -2, text_cell("Baru")), Edit(table, texts, -2, text_cell("%"))), table, key, -2
        )
    for table, key, figures in (("tbl_31", "Indikator", "Realisasi"), ("tbl_program_pk", "Program", "No")):
        yield _one("isian-di-luar-tabel", table, key, -1, text_cell("Kunjungan tamu"), Edit(table, figures, -1, number(90.0)))


@breaks("teks-di-bawah-tabel")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, key, _figures, _texts in BELOW[:-1]:
        for row in (-4, -30):
            yield _one("teks-di-bawah-tabel", table, key, row, text_cell("Kunjungan tamu dari luar daerah"))


# ---------------------------------------------------------------- directions
def _renamed(clean: Clean, row: int, text: str) -> list[Edit]:
    """An indicator called otherwise in every table that names it."""
    old = key_of(str(clean.rows("tabel_3_1")[row]["indikator"]))
    return [
        Edit(table.name, column.name, number, text_cell(text))
        for table in TABLES
        for number, each in enumerate(clean.rows(table.key))
        for column in table.columns
        if column.key in ("indikator", "iku", "uraian") and key_of(str(each[column.key])) == old
    ]


@breaks("arah-terbalik")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        for text in ("Angka kematian ibu", "Prevalensi stunting", "Tingkat inflasi", "Waktu tunggu pelayanan"):
            yield replace(_one("arah-terbalik", "tbl_31", "Arah", row, ""), edits=_renamed(clean, row, text))
            blank = Edit("tbl_31", "Arah", row, BLANK)
            yield replace(_one("arah-terbalik", "tbl_31", "Arah", row, ""), edits=[*_renamed(clean, row, text), blank])


@breaks("arah-meragukan")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield replace(
            _one("arah-meragukan", "tbl_31", "Arah", row, ""), edits=_renamed(clean, row, "Desa dengan prevalensi stunting tinggi")
        )


@breaks("arah-kosong")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield _one("arah-kosong", "tbl_31", "Arah", row, BLANK)


@breaks("arah-tanda")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        for text in ("<= 5", 'lihat LHE; Target tercetak "maks. 5"'):
            yield replace(_one("arah-tanda", "tbl_31", "Arah", row, ""), edits=(Edit("tbl_31", "Catatan", row, text_cell(text)),))


@breaks("belum-diukur")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        for text in ("N/A", "na", "Tidak diadakan karena Covid19", "belum rilis"):
            yield _one("belum-diukur", "tbl_31", "Realisasi 2", row, text_cell(text))


@breaks("predikat")
def _(clean: Clean) -> Iterator[Mutant]:
    opini = [Edit("tbl_predikat", "Daftar", row, text_cell("Opini")) for row in (0, 1)]
    for kode in ("WTP", "wtp"):
        kodes = [Edit("tbl_predikat", "Kode", row, text_cell(text)) for row, text in enumerate(("WTP", kode))]
        values = [Edit("tbl_predikat", "Nilai", row, number(4.0)) for row in (0, 1)]
        yield Mutant("predikat", [*opini, *kodes, *values], "tbl_predikat", "Kode", 1)
        yield Mutant("predikat", [opini[0], kodes[0]], "tbl_predikat", "Nilai", 0)
        yield Mutant("predikat", [kodes[0], values[0]], "tbl_predikat", "Daftar", 0)


@breaks("target-atas")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield _one("target-atas", "tbl_31", "Target Atas", row, number(0.5))


@breaks("baris-jumlah")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in (1, 2, 3, 5, 7):
        for column, text in (("Program", "JUMLAH"), ("Kegiatan", "Total Anggaran"), ("Kegiatan", "Jumlah :")):
            yield _one("baris-jumlah", "tbl_32", column, row, text_cell(text))


@breaks("uang-negatif")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, column, rows in (("tbl_32", "Anggaran", 9), ("tbl_32", "Realisasi", 9), ("tbl_program_pk", "Anggaran Murni", 8),
                                ("tbl_program_berikut", "Anggaran", 5), ("tbl_narasi", "Anggaran Narasi", 9)):  # fmt: skip
        for row in range(rows):
            yield _one("uang-negatif", table, column, row, number(-600_000.0))
    for row in (0, 1, 4, 5, 6, 7):
        yield _one("uang-negatif", "tbl_anggaran", "Nilai", row, number(-600_000.0))


@breaks("uang-terlalu-besar")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in range(9):  # budget and spending together, in table and narrative, so that nothing else is wrong
        edits = [Edit("tbl_32", name, row, number(2e15)) for name in ("Anggaran", "Realisasi")]
        edits += [Edit("tbl_narasi", name, row, number(2e15)) for name in ("Anggaran Narasi", "Digunakan Narasi")]
        edits.append(Edit("tbl_narasi", "Efisiensi Narasi", row, number(0.0)))
        yield Mutant("uang-terlalu-besar", edits, "tbl_32", "Anggaran", row)
        yield Mutant("uang-terlalu-besar", edits, "tbl_narasi", "Digunakan Narasi", row)


@breaks("target-nol")
def _(clean: Clean) -> Iterator[Mutant]:
    for _, table, column, _, rows in TARGETS:
        for row in range(rows):
            yield _one("target-nol", table, column, row, number(0.0))


@breaks("pilihan-lain")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, column, rows in (
        ("tbl_31", "Arah", 9),
        ("tbl_31", "Kumulatif", 9),
        ("tbl_iku", "Arah", 9),
        ("tbl_rencana_aksi", "Jenis", 6),
    ):
        for row in range(rows):
            yield _one("pilihan-lain", table, column, row, text_cell("mendatar"))


@breaks("sel-kosong")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, column in (
        ("tbl_21", "Target"),
        ("tbl_21", "Satuan"),
        ("tbl_31", "Realisasi"),
        ("tbl_rkt", "Target"),
        ("tbl_pengukuran", "Target"),
    ):
        for row in NINE:
            yield _one("sel-kosong", table, column, row, BLANK)


@breaks("persen-terketik")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in PERCENT_ROWS:
        for ago in (1, 2, 3):
            typed = clean.value("tabel_3_1", row, f"realisasi_{ago}") / 100
            yield _one("persen-terketik", "tbl_31", f"Realisasi {ago}", row, number(typed))


@breaks("realisasi-di-atas-100")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in PERCENT_ROWS:
        for ago in (1, 2, 3):
            yield _one("realisasi-di-atas-100", "tbl_31", f"Realisasi {ago}", row, number(100.5))


@breaks("tanpa-realisasi")
def _(clean: Clean) -> Iterator[Mutant]:
    printed = [Edit("tbl_rekap", column, row, BLANK) for column in ("Jumlah Indikator Tercetak", "Persen Tercetak") for row in range(4)]
    yield Mutant("tanpa-realisasi", (*(Edit("tbl_31", "Realisasi", row, BLANK) for row in NINE), *printed), "tbl_31", "Realisasi")


@breaks("capaian-tidak-wajar")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in COUNT_ROWS:
        for times, code, capaian in ((2.0, 0, 200.0), (-0.5, 3, -50.0)):
            realisasi = number(clean.value("tabel_3_1", row, "target") * times)
            told = (
                Edit("tbl_31", "Realisasi", row, realisasi),
                Edit("tbl_pengukuran", "Realisasi", row, realisasi),
                Edit("tbl_pengukuran", "Capaian", row, number(capaian)),
                Edit("tbl_rekap", "Jumlah Indikator Tercetak", 1, number(8)),
                Edit("tbl_rekap", "Persen Tercetak", 1, number(88.89)),
                Edit("tbl_rekap", "Jumlah Indikator Tercetak", code, number(1)),
                Edit("tbl_rekap", "Persen Tercetak", code, number(11.11)),
            )
            yield replace(_one("capaian-tidak-wajar", "tbl_31", "Capaian", row, ""), edits=told)


# ---------------------------------------------------------------- the office's rules
ATURAN_ROWS: Final = {"rumus_turun": 1, "batas_atas": 2, "batas_bawah": 3, "target_nol": 4, "realisasi_nol": 5, "pembulatan": 6,
                      "rata_rata": 7}  # fmt: skip
"""Where keys stand on the sheet Aturan, counted from 0; before them stands the package."""


def _chosen(key: str, cell: str) -> Edit:
    return Edit("tbl_aturan", "Pilihan", ATURAN_ROWS[key], cell)


@breaks("aturan")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in ATURAN_ROWS.values():
        for cell in (text_cell("entah"), error("#REF!"), text_cell("120 %%")):
            yield _one("aturan", "tbl_aturan", "Pilihan", row, cell)
        yield _one("aturan", "tbl_aturan", "Kunci", row, text_cell("batas"))
        yield _one("aturan", "tbl_aturan", "Kunci", row, text_cell("paket"))
        yield _one("aturan", "tbl_aturan", "Berlaku", row, text_cell("rasio"))


@breaks("capaian-tanpa-aturan")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        for text in ("CAPAIAN(90,81)", 'IF(TRUE,capaian(90,81,"turun")+1,"")', "CAPAIAN(90,81,,)"):
            limit = _chosen("batas_atas", number(120.0))
            yield _one("capaian-tanpa-aturan", "tbl_31", "Catatan", row, formula(text, 90.0).replace('"', "&quot;"), limit)


@breaks("bobot")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        weighted = [
            _chosen("rata_rata", text_cell("berbobot")),
            *(Edit("tbl_31", "Bobot", each, number(10.0)) for each in NINE if each != row),
        ]
        for cell in (BLANK, number(0.0), number(-5.0)):
            yield _one("bobot", "tbl_31", "Bobot", row, cell, *weighted)


def _never(clean: Clean, row: int, capaian: str) -> tuple[Edit, ...]:
    """An indicator of which nothing was reached."""
    return (
        Edit("tbl_31", "Realisasi", row, number(0.0)),
        Edit("tbl_pengukuran", "Realisasi", row, number(0.0)),
        Edit("tbl_pengukuran", "Capaian", row, capaian),
    )


@breaks("realisasi-nol")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        falls = [Edit(table, "Arah", row, text_cell("turun rasio")) for table in ("tbl_31", "tbl_iku")]
        yield replace(_one("realisasi-nol", "tbl_31", "Realisasi", row, ""), edits=[*_never(clean, row, BLANK), *falls])
        office = [Edit(table, "Arah", row, text_cell("turun")) for table in ("tbl_31", "tbl_iku")]
        office.append(_chosen("rumus_turun", text_cell("rasio")))
        yield replace(_one("realisasi-nol", "tbl_31", "Realisasi", row, ""), edits=[*_never(clean, row, BLANK), *office])


@breaks("rata-rata-geometrik")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        told = (
            *_never(clean, row, number(0.0)),
            _chosen("rata_rata", text_cell("geometrik")),
            Edit("tbl_rekap", "Jumlah Indikator Tercetak", 1, number(8)),
            Edit("tbl_rekap", "Persen Tercetak", 1, number(88.89)),
            Edit("tbl_rekap", "Jumlah Indikator Tercetak", 3, number(1)),
            Edit("tbl_rekap", "Persen Tercetak", 3, number(11.11)),
        )
        yield replace(_one("rata-rata-geometrik", "tbl_31", "Capaian", row, ""), edits=told)


# ---------------------------------------------------------------- plans
@breaks("target-akhir-renstra")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in COUNT_ROWS:
        yield replace(
            _one("target-akhir-renstra", "tbl_31", "Target Akhir Renstra", row, ""), edits=(Edit("tbl_31", "Kumulatif", row, BLANK),)
        )
    for row in NINE:
        yield _one("target-akhir-renstra", "tbl_31", "Target Akhir Renstra", row, number(77.0))


@breaks("kumulatif-kosong")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in COUNT_ROWS:
        end = Edit("tbl_31", "Target Akhir Renstra", row, number(clean.value("tabel_3_1", row, "target") * 2))
        yield _one("kumulatif-kosong", "tbl_31", "Kumulatif", row, BLANK, end)


@breaks("realisasi-melampaui-renstra")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in COUNT_ROWS:
        for ago in (1, 2, 3):
            reached = clean.value("tabel_3_1", row, f"realisasi_{ago}") + 1
            yield _one("realisasi-melampaui-renstra", "tbl_31", f"Realisasi {ago}", row, number(reached))


@breaks("rencana-bulanan")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in range(6):
        for month in ("Jan", "Mei", "Des"):
            mutant = _one("rencana-bulanan", "tbl_rencana_aksi", "Jan", row, "")
            yield replace(mutant, edits=(Edit("tbl_rencana_aksi", month, row, number(31.0)),))


# ---------------------------------------------------------------- quarters
@breaks("triwulan-pk")
def _(clean: Clean) -> Iterator[Mutant]:
    for row, column in ((0, "Target TW IV"), (1, "Target TW IV"), (2, "Target TW II"), (4, "Target TW I"), (5, "Target TW III")):
        mutant = _one("triwulan-pk", "tbl_triwulan", "Target TW I", row, "")
        yield replace(mutant, edits=(Edit("tbl_triwulan", column, row, number(3.5)),))
    yield replace(
        _one("triwulan-pk", "tbl_triwulan", "Target TW I", 0, ""),
        edits=(Edit("tbl_triwulan", "Target TW IV", 0, BLANK), Edit("tbl_triwulan", "Realisasi TW IV", 0, number(98.78))),
    )


@breaks("triwulan-realisasi")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        mutant = _one("triwulan-realisasi", "tbl_triwulan", "Realisasi TW I", row, "")
        yield replace(mutant, edits=(Edit("tbl_triwulan", "Realisasi TW IV", row, number(50.0)),))


@breaks("triwulan-kosong")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in (4, 5, 8):
        for quarter in ("I", "II", "III"):
            mutant = _one("triwulan-kosong", "tbl_triwulan", f"Realisasi TW {quarter}", row, BLANK)
            if row == 5:  # the mean of the others has to be the year's still
                others = (each for each in ("I", "II", "III", "IV") if each != quarter)
                mutant = replace(mutant, edits=(*mutant.edits, *(_done(row, each, 85.71) for each in others)))
            yield mutant


def _done(row: int, quarter: str, value: float) -> Edit:
    return Edit("tbl_triwulan", f"Realisasi TW {quarter}", row, number(value))


@breaks("triwulan-jenis")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield _one("triwulan-jenis", "tbl_triwulan", "Jenis", row, BLANK)
    for cell in (BLANK, number(0.0), number(-4.0)):
        yield _one("triwulan-jenis", "tbl_triwulan", "Penyebut", 2, cell)


@breaks("rencana-triwulan")
def _(clean: Clean) -> Iterator[Mutant]:
    for row, first, other in ((3, "Jun", "Sep"), (5, "Jan", "Jun")):
        mutant = _one("rencana-triwulan", "tbl_rencana_aksi", {3: "Apr", 5: "Jan"}[row], row, "")
        months = {month: clean.rows("rencana_aksi")[row][month.lower()] or 0.0 for month in (first, other)}
        moved = [number(months[first] + 0.05), number(months[other] - 0.05)]  # type: ignore[operator]
        yield replace(mutant, edits=tuple(Edit("tbl_rencana_aksi", *each) for each in ((first, row, moved[0]), (other, row, moved[1]))))


@breaks("anggaran-triwulan")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in range(3):
        mutant = _one("anggaran-triwulan", "tbl_32", "Realisasi TW I", row, "")
        yield replace(mutant, edits=(Edit("tbl_32", "Realisasi TW II", row, number(17.0)),))


@breaks("kendala-tanpa-rencana")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in (9, 10):
        yield _one("kendala-tanpa-rencana", "tbl_tindak_lanjut", "Rencana Tindak Lanjut", row, BLANK)


@breaks("rencana-lewat-waktu")
def _(clean: Clean) -> Iterator[Mutant]:
    for cell in (BLANK, text_cell("proses"), text_cell("belum")):
        yield _one("rencana-lewat-waktu", "tbl_tindak_lanjut", "Selesai", 9, cell)
    for day in ("31-12-2020", "2020-12-31", "1/12/2020", "31 Desember 2020", "5 Agu 2020"):
        mutant = _one("rencana-lewat-waktu", "tbl_tindak_lanjut", "Selesai", 10, "")
        yield replace(mutant, edits=(Edit("tbl_tindak_lanjut", "Batas Waktu", 10, text_cell(day)),))
    mutant = _one("rencana-lewat-waktu", "tbl_tindak_lanjut", "Selesai", 10, "")
    yield replace(mutant, edits=(Edit("tbl_tindak_lanjut", "Batas Waktu", 10, number(44196.0), DATE),))


@breaks("realisasi-tanpa-bukti")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        mutant = _one("realisasi-tanpa-bukti", "tbl_triwulan", "Realisasi TW IV", row, "")
        yield replace(mutant, edits=(Edit("tbl_tindak_lanjut", "Bukti", row, BLANK),))
        yield replace(mutant, edits=(Edit("tbl_tindak_lanjut", "TW", row, text_cell("III")),))


# ---------------------------------------------------------------- Profil, officials, names
@breaks("tanggal-pengukuran")
def _(clean: Clean) -> Iterator[Mutant]:
    for cell in (
        text_cell("Januari 2020"),
        text_cell("30 Desember 2020"),
        text_cell("5-10-2020"),
        number(43831.0),
        text_cell("Boyolali, Nov 2019"),
    ):
        yield _profil("tanggal-pengukuran", "tanggal_pengukuran", cell)


@breaks("tahun-judul")
def _(clean: Clean) -> Iterator[Mutant]:
    yield _profil("tahun-judul", "sumber_tabel_2_1", text_cell("Perjanjian Kinerja Kesbangpol Kabupaten Boyolali Tahun 2019"))


@breaks("periode-renstra")
def _(clean: Clean) -> Iterator[Mutant]:
    for key, year in (("tahun_akhir_renstra", 2019), ("tahun_akhir_renstra", 2016), ("tahun_akhir_renstra", 2015)):
        yield _profil("periode-renstra", key, number(year))
    yield Mutant("periode-renstra", [Edit("tbl_profil", "nilai", PROFIL_ROWS["tahun_awal_renstra"], number(2022))], "tbl_profil")


@breaks("tahun-target-renstra")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, rows in (("tbl_renstra", 9), ("tbl_cascading", 9)):
        for row in range(rows):
            sixth = Edit(table, "Target Tahun 6", row, number(100.0))
            yield Mutant("tahun-target-renstra", [sixth], "tbl_profil", "nilai", PROFIL_ROWS["tahun_target_pertama"])
            first = Edit("tbl_profil", "nilai", PROFIL_ROWS["tahun_target_pertama"], number(2017.0))
            yield Mutant("tahun-target-renstra", [sixth, first], table, "Target Tahun 6", row)
    for key, year in (("tahun_target_pertama", 2022.0), ("tahun_target_pertama", 2011.0), ("tahun_target_terakhir", 2016.0)):
        yield Mutant("tahun-target-renstra", _profil("", key, number(year)).edits, "tbl_profil", "nilai", PROFIL_ROWS[key])


@breaks("nip")
def _(clean: Clean) -> Iterator[Mutant]:
    yield _one("nip", "tbl_organisasi", "NIP", 1, text_cell("19660430 199503 3 002"))
    for nip in ("19660430 199503 1 02", "19661330 199503 1 002", "19660430 199513 1 002", "19660430 199503 3 002", "19660430 197003 1 002",
                "NIP 196604301995031002"):  # fmt: skip
        yield _profil("nip", "nip", text_cell(nip))
    yield _profil("nip", "nip", number(1.9660430199503e17))


@breaks("pejabat-beda-tulis")
def _(clean: Clean) -> Iterator[Mutant]:
    for table, column, key, row_key in (
        ("tbl_31", "Pengampu", "tabel_3_1", "pengampu"),
        ("tbl_32", "Koordinator", "tabel_3_2", "koordinator"),
    ):
        for row in NINE:
            official = str(clean.rows(key)[row][row_key])
            for written in (official.upper(), official.replace("i", "y", 1), official.replace(" dan ", " & ")):
                yield _one("pejabat-beda-tulis", table, column, row, text_cell(written))


@breaks("pengampu-berbeda")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in NINE:
        yield _one("pengampu-berbeda", "tbl_31", "Pengampu", row, text_cell("Kepala Subbagian Tata Usaha"))


@breaks("ejaan")
def _(clean: Clean) -> Iterator[Mutant]:
    for key, table in (
        ("tabel_2_1", "tbl_21"),
        ("tabel_3_1", "tbl_31"),
        ("tabel_3_2", "tbl_32"),
        ("rkt", "tbl_rkt"),
        ("renstra", "tbl_renstra"),
    ):
        for row in NINE:
            name = str(clean.rows(key)[row]["indikator"])
            for written in (name.upper(), f"{name}.", name.replace("n", "m", 1), name.replace(" ", "", 1)):
                yield _one("ejaan", table, "Indikator", row, text_cell(written))


@breaks("ejaan-sasaran")
def _(clean: Clean) -> Iterator[Mutant]:
    for key, table in (("tabel_3_1", "tbl_31"), ("tabel_3_2", "tbl_32")):
        for row in NINE:
            yield _one("ejaan-sasaran", table, "Sasaran", row, text_cell(f"{clean.rows(key)[row]['sasaran']}."))


@breaks("kata-baku")
def _(clean: Clean) -> Iterator[Mutant]:
    for table in ("tbl_21", "tbl_31", "tbl_rkt"):
        yield _one("kata-baku", table, "Indikator", 0, text_cell("Prosentase LSM yang mempunyai SKT (Surat Keterangan Terdaftar)"))


@breaks("urutan")
def _(clean: Clean) -> Iterator[Mutant]:
    for key, table in (("tabel_2_1", "tbl_21"), ("rkt", "tbl_rkt"), ("pengukuran", "tbl_pengukuran"), ("penetapan", "tbl_penetapan")):
        for row in range(8):
            one, other = (clean.rows(key)[each] for each in (row, row + 1))
            edits = [
                Edit(table, column, at, number(value) if isinstance(value, float) else text_cell(str(value)))
                for at, values in ((row, other), (row + 1, one))
                for column, name in (("Indikator", "indikator"), ("Target", "target"), ("Satuan", "satuan"))
                for value in [values[name]]
            ]
            if table == "tbl_pengukuran":
                edits += [
                    Edit(table, "Realisasi", at, number(float(str(each["realisasi"])))) for at, each in ((row, other), (row + 1, one))
                ]
            yield replace(_one("urutan", table, "Indikator", row, ""), edits=edits)


# ---------------------------------------------------------------- the printed report
@breaks("teks-belum-diperiksa")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in range(len(clean.rows("naskah"))):
        for ending in ("[periksa]", " [Periksa] "):
            yield _one("teks-belum-diperiksa", "tbl_naskah", "Teks", row, text_cell(f"Sebuah teks {row}. {ending}"))


@breaks("sisipan-naskah")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in range(len(clean.rows("naskah"))):
        yield _one("sisipan-naskah", "tbl_naskah", "Teks", row, text_cell(f"Teks {row} untuk {{pimpinan}} tahun {{tahun+1}}."))


@breaks("naskah-ganda")
def _(clean: Clean) -> Iterator[Mutant]:
    rows = clean.rows("naskah")
    for row in range(1, len(rows)):
        if rows[row]["bagian"] == rows[row - 1]["bagian"]:
            yield _one("naskah-ganda", "tbl_naskah", "Teks", row, text_cell(str(rows[row - 1]["teks"]).upper()))
            yield _one("naskah-ganda", "tbl_naskah", "Urutan", row, number(float(str(rows[row - 1]["urutan"]))))


@breaks("induk-organisasi")
def _(clean: Clean) -> Iterator[Mutant]:
    for row in range(1, 5):
        post = str(clean.rows("organisasi")[row]["jabatan"])
        for name in ("Sekretaris", post.upper()):
            yield _one("induk-organisasi", "tbl_organisasi", "Induk", row, text_cell(name))
        yield _one("induk-organisasi", "tbl_organisasi", "Induk", 0, text_cell(post))
        twice = Edit("tbl_organisasi", "Jabatan", row, text_cell("Kepala Kantor"))
        yield replace(_one("induk-organisasi", "tbl_organisasi", "Induk", 1 + row % 4, ""), edits=(twice,))


@breaks("isian-naskah")
def _(clean: Clean) -> Iterator[Mutant]:
    for key, text in (("kertas", "Folio"), ("logo", "logo.gif"), ("logo", "C:\\gambar\\logo.png"), ("logo", "../logo.png")):
        yield _profil("isian-naskah", key, text_cell(text))
