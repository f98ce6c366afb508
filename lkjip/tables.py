"""Every table of the workbook, declared once: sheet, name, columns, kinds, formulas, help, heading on paper.

Builder, CSV import, reader, export and documentation read this, and nothing repeats it. Adding a table is adding
a declaration to TABLES. Texts in braces follow the Profil (`lkjip.profile_text`); widths are in characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from lkjip.expressions import Call, ColumnMean, ColumnSum, Expression, Native, RowCell, Scale, TotalCell
from xlfuncs.angka import Cell


class Kind(Enum):
    """What a cell of a column holds, and so how it is typed, checked, shown and read."""

    TEXT = "teks"
    LIST = "daftar"  # several texts, separated by ";", one a line in the cell
    NUMBER = "angka"  # in the unit of its row
    PERCENT = "persen"
    RUPIAH = "rupiah"
    COUNT = "nomor"

    @property
    def is_number(self) -> bool:
        return self not in (Kind.TEXT, Kind.LIST)


@dataclass(frozen=True)
class Column:
    """One column: `key` in JSON and in the code, `name` in the Excel table, `heading` on paper from top to bottom."""

    key: str
    name: str
    heading: tuple[str, ...]
    width: float
    kind: Kind = Kind.TEXT
    csv: str | None = None
    """Heading in the CSV file; None: not imported."""
    required: bool = False
    """Whether the CSV file must have the column."""
    expected: bool = False
    """Whether a row that has its key is incomplete without it."""
    default: str | None = None
    """What an absent or empty field of the CSV file stands for."""
    choices: tuple[str, ...] = ()
    only_choices: bool = False
    formula: Expression | None = None
    total: Expression | str | None = None
    """In the totals row: an expression, or a label."""
    help: str = ""
    on_paper: bool = True
    """Whether it belongs to the report's page; the others stand right of the print area."""
    exported: bool = True
    """Whether `ekspor` shows it; the others repeat an exported one for the formulas of the summaries."""
    grouped: bool = False
    """Whether equal neighbours below each other look like one merged cell, as on the report's page."""

    @property
    def is_input(self) -> bool:
        return self.formula is None


@dataclass(frozen=True)
class Table:
    """One table on its sheet."""

    key: str
    sheet: str
    name: str
    csv: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    row_key: str
    """The column that makes a row somebody's: rows without it do not count."""
    counts_unnamed: bool = False
    """Whether a row with figures counts even without its key: its sums are sums of everything typed."""
    unique: bool = False
    """Whether two rows with the same key are a mistake."""
    landscape: bool = False
    numbering: tuple[str, ...] = ()
    """The row "1 2 3 ..." under the heading; equal neighbours are merged."""
    source: str = ""
    printed_csv: tuple[str, ...] = ()
    """CSV headings of figures as printed: known, never an input."""
    prepared_rows: int = 12

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The columns' names by their keys."""
        return {column.key: column.name for column in self.columns}

    @property
    def has_totals(self) -> bool:
        return any(column.total for column in self.columns)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class ProfileKey:
    """One row of the sheet Profil."""

    key: str
    label: str
    help: str = ""
    is_year: bool = False
    is_count: bool = False
    required: bool = False

    @property
    def is_number(self) -> bool:
        return self.is_year or self.is_count


def key_of(text: object) -> str:
    """What identifies an indicator, sasaran, program or kegiatan: letters and digits only, case ignored.

    By it all nine indicators of the real report match in every one of its tables, though their spelling differs.
    """
    return "".join(c for c in unicodedata.normalize("NFKC", str(text)).casefold() if c.isalnum())


def as_kind(column: Column, value: Cell) -> Cell:
    """A value as its column means it: a list's items in one line, a whole number of order, a number as text in a text."""
    if isinstance(value, str):
        if column.kind is Kind.LIST:
            return "; ".join(item.strip().removesuffix(";") for item in value.splitlines() if item.strip())
    elif isinstance(value, float):
        if column.kind is Kind.COUNT and value.is_integer():
            return int(value)
        if not column.kind.is_number:
            return format(value, ".15g")
    return value


PROFIL: Final = (
    ProfileKey("instansi", "Nama instansi", "Nama lengkap tanpa nama daerah.", required=True),
    ProfileKey("singkatan", "Nama singkat", "Dipakai di judul tabel dan nama berkas kiriman."),
    ProfileKey("pemerintah_daerah", "Pemerintah daerah", "Misalnya: Kabupaten Boyolali."),
    ProfileKey("tahun", "Tahun laporan", "Tahun kinerja yang dilaporkan, empat angka.", is_year=True, required=True),
    ProfileKey("tahun_awal_renstra", "Tahun awal Renstra", is_year=True),
    ProfileKey("tahun_akhir_renstra", "Tahun akhir Renstra", is_year=True),
    ProfileKey("kepala", "Nama kepala", "Lengkap dengan gelar, seperti di tanda tangan."),
    ProfileKey("jabatan", "Jabatan kepala"),
    ProfileKey("pangkat", "Pangkat"),
    ProfileKey("nip", "NIP", "18 angka; boleh berspasi."),
    ProfileKey("atasan", "Nama atasan langsung", "Yang menandatangani Perjanjian Kinerja."),
    ProfileKey("jabatan_atasan", "Jabatan atasan"),
    ProfileKey("email_atasan", "Alamat surel atasan", "Boleh kosong. Dipakai di surat kiriman."),
    ProfileKey("tempat", "Tempat tanda tangan"),
    ProfileKey("tanggal_laporan", "Tanggal laporan", "Seperti tertulis di laporan, misalnya: Januari 2021."),
    ProfileKey("sumber_tabel_2_1", "Sumber Tabel 2.1", "Tercetak di bawah Tabel 2.1."),
    ProfileKey("tanggal_pengukuran", "Tanggal pengukuran kinerja", "Seperti tertulis di lampiran Pengukuran Kinerja."),
    ProfileKey("jumlah_indikator_bab_ii", "Jumlah indikator menurut BAB II", "Yang tertulis di naskah laporan.", is_count=True),
    ProfileKey("jumlah_indikator_bab_iv", "Jumlah indikator menurut BAB IV", "Yang tertulis di naskah laporan.", is_count=True),
    ProfileKey("jumlah_sasaran_bab_iv", "Jumlah sasaran menurut BAB IV", "Yang tertulis di naskah laporan.", is_count=True),
)

TEMPLATE_VERSION: Final = 1
"""Rises when a workbook of an older template can no longer be synced; its inputs can still be read."""

# Sheet Skala: BAB III 3.1 and BAB IV 1.1 of the report, completed (xlfuncs.rules.SKALA_LKJIP).
SKALA_COLUMNS: Final = ("Batas bawah", "Kode", "Label")
KATEGORI_CODES: Final = ("SB", "B", "C", "K")

ARAH: Final = ("naik", "turun")
KUMULATIF: Final = ("ya", "tidak")
SATUAN: Final = ("%", "Kegiatan", "Orang", "Dokumen", "Laporan", "Nilai", "Indeks", "Unit", "Bulan", "Kali")
_SATUAN_HELP: Final = "Pilih dari daftar atau ketik sendiri."

_INDIKATOR_HELP: Final = "Tulis sama seperti di Perjanjian Kinerja. Baris tanpa indikator tidak dihitung."
_ANGKA_HELP: Final = "Ketik angkanya saja. Untuk 98,78 % ketik 98,78 tanpa tanda persen."
_RUPIAH_HELP: Final = "Ketik angkanya saja dalam rupiah, tanpa Rp dan tanpa titik."

TABEL_2_1: Final = Table(
    key="tabel_2_1",
    sheet="Tabel 2.1",
    name="tbl_21",
    csv="tabel_2_1.csv",
    title="Tabel 2.1",
    subtitle="Perjanjian Kinerja {singkatan} {pemerintah_daerah} Tahun {tahun}",
    row_key="indikator",
    unique=True,
    source="Sumber : {sumber_tabel_2_1}",
    numbering=("1", "2", "3", "4", "4"),
    columns=(
        Column(
            "no_sasaran",
            "No",
            ("No",),
            5,
            Kind.COUNT,
            csv="no_sasaran",
            required=True,
            grouped=True,
            help="Nomor sasaran strategis: sama untuk semua indikator sasaran itu.",
        ),
        Column(
            "sasaran",
            "Sasaran",
            ("Sasaran Strategis",),
            32,
            csv="sasaran",
            required=True,
            expected=True,
            grouped=True,
            help="Tulis di setiap baris; yang sama dengan baris di atasnya tidak ikut terlihat.",
        ),
        Column("indikator", "Indikator", ("Indikator kinerja (Outcome)",), 42, csv="indikator", required=True, help=_INDIKATOR_HELP),
        Column("target", "Target", ("Target",), 11, Kind.NUMBER, csv="target", required=True, expected=True, help=_ANGKA_HELP),
        Column("satuan", "Satuan", ("Target",), 11, csv="satuan", required=True, expected=True, choices=SATUAN, help=_SATUAN_HELP),
    ),
)

TABEL_3_1: Final = Table(
    key="tabel_3_1",
    sheet="Tabel 3.1",
    name="tbl_31",
    csv="tabel_3_1.csv",
    title="Tabel 3.1",
    subtitle="Pencapaian Kinerja {singkatan} {pemerintah_daerah} Tahun {tahun}",
    row_key="indikator",
    unique=True,
    landscape=True,
    printed_csv=("capaian_persen", "kategori"),
    columns=(
        Column(
            "indikator",
            "Indikator",
            ("INDIKATOR KINERJA",),
            40,
            csv="indikator",
            required=True,
            total="RATA-RATA CAPAIAN",
            help=_INDIKATOR_HELP,
        ),
        Column("satuan", "Satuan", ("SATUAN",), 10, csv="satuan", required=True, expected=True, choices=SATUAN, help=_SATUAN_HELP),
        Column(
            "target_akhir_renstra",
            "Target Akhir Renstra",
            ("TARGET KONDISI AKHIR RENSTRA TAHUN {tahun_akhir_renstra}",),
            14,
            Kind.NUMBER,
            csv="target_akhir_renstra_{tahun_akhir_renstra}",
            help=_ANGKA_HELP,
        ),
        *(
            Column(
                f"realisasi_{ago}",
                f"Realisasi {ago}",
                (f"REALISASI TAHUN {{tahun-{ago}}}",),
                12,
                Kind.NUMBER,
                csv=f"realisasi_{{tahun-{ago}}}",
                help=_ANGKA_HELP,
            )
            for ago in (3, 2, 1)
        ),
        Column(
            "target",
            "Target",
            ("TAHUN {tahun}", "TARGET"),
            11,
            Kind.NUMBER,
            csv="target_{tahun}",
            required=True,
            expected=True,
            help=_ANGKA_HELP,
        ),
        Column(
            "realisasi",
            "Realisasi",
            ("TAHUN {tahun}", "REALISASI"),
            12,
            Kind.NUMBER,
            csv="realisasi_{tahun}",
            required=True,
            expected=True,
            help=_ANGKA_HELP,
        ),
        Column(
            "capaian",
            "Capaian",
            ("TAHUN {tahun}", "CAPAIAN %"),
            12,
            Kind.PERCENT,
            formula=Call("CAPAIAN", (RowCell("target"), RowCell("realisasi"), RowCell("arah"))),
            total=ColumnMean("capaian", named_by="indikator"),
        ),
        Column(
            "kategori",
            "Kategori",
            ("TAHUN {tahun}", "KATEGORI"),
            12,
            formula=Call("KATEGORI", (RowCell("capaian"), Scale())),
            total=Call("KATEGORI", (TotalCell("capaian"), Scale())),
        ),
        Column("pengampu", "Pengampu", ("KASI PENGAMPU",), 32, csv="pengampu"),
        Column(
            "sasaran",
            "Sasaran",
            ("SASARAN (tidak dicetak)",),
            60,
            csv="sasaran",
            on_paper=False,
            help="Sasaran strategis indikator ini, untuk rata-rata per sasaran.",
        ),
        Column(
            "arah",
            "Arah",
            ("ARAH (tidak dicetak)",),
            12,
            csv="arah",
            default="naik",
            choices=ARAH,
            only_choices=True,
            on_paper=False,
            help="naik: makin tinggi makin baik. turun: makin rendah makin baik. Kosong berarti naik.",
        ),
        Column(
            "kumulatif",
            "Kumulatif",
            ("KUMULATIF (tidak dicetak)",),
            13,
            csv="kumulatif",
            choices=KUMULATIF,
            only_choices=True,
            on_paper=False,
            help="ya: target akhir Renstra adalah jumlah target tiap tahun. tidak: target satu tahun. Kosong: dikenali dari angkanya.",
        ),
        Column(
            "persen_capaian",
            "Persen Capaian",
            ("CAPAIAN % (rumus bawaan)",),
            13,
            Kind.PERCENT,
            formula=Native("CAPAIAN", (RowCell("target"), RowCell("realisasi"), RowCell("arah")), named_by="indikator"),
            on_paper=False,
            exported=False,
        ),
        Column(
            "kode_kategori",
            "Kode Kategori",
            ("KATEGORI (rumus bawaan)",),
            13,
            formula=Native("KATEGORI", (RowCell("persen_capaian"), Scale()), named_by="indikator"),
            on_paper=False,
            exported=False,
        ),
    ),
)

TABEL_3_2: Final = Table(
    key="tabel_3_2",
    sheet="Tabel 3.2",
    name="tbl_32",
    csv="tabel_3_2.csv",
    title="Tabel 3.2",
    subtitle="Capaian Kinerja Keuangan {singkatan} {pemerintah_daerah} Tahun {tahun}",
    row_key="indikator",
    counts_unnamed=True,
    landscape=True,
    columns=(
        Column("no", "No", ("No",), 5, Kind.COUNT, csv="no"),
        Column("sasaran", "Sasaran", ("Sasaran Strategis", "Sasaran"), 24, csv="sasaran"),
        Column(
            "indikator",
            "Indikator",
            ("Sasaran Strategis", "(Indikator)"),
            24,
            csv="indikator",
            required=True,
            total="Jumlah Anggaran",
            help=_INDIKATOR_HELP,
        ),
        Column("program", "Program", ("Program/ Kegiatan", "Program"), 22, csv="program"),
        Column(
            "kegiatan",
            "Kegiatan",
            ("Program/ Kegiatan", "Kegiatan"),
            34,
            Kind.LIST,
            csv="kegiatan",
            help="Satu kegiatan satu baris, dipisah titik koma.",
        ),
        Column(
            "anggaran",
            "Anggaran",
            ("Anggaran tahun {tahun}",),
            15,
            Kind.RUPIAH,
            csv="anggaran_{tahun}",
            required=True,
            expected=True,
            total=ColumnSum("anggaran"),
            help=_RUPIAH_HELP,
        ),
        Column(
            "realisasi",
            "Realisasi",
            ("Realisasi",),
            15,
            Kind.RUPIAH,
            csv="realisasi_{tahun}",
            required=True,
            expected=True,
            total=ColumnSum("realisasi"),
            help=_RUPIAH_HELP,
        ),
        Column(
            "serapan",
            "Serapan",
            ("Serapan %",),
            11,
            Kind.PERCENT,
            formula=Call("SERAPAN", (RowCell("anggaran"), RowCell("realisasi"))),
            total=Call("SERAPAN", (TotalCell("anggaran"), TotalCell("realisasi"))),
        ),
        Column(
            "efisiensi",
            "Efisiensi",
            ("Efisiensi %",),
            11.5,
            Kind.PERCENT,
            formula=Call("EFISIENSI", (RowCell("anggaran"), RowCell("realisasi"))),
            total=Call("EFISIENSI", (TotalCell("anggaran"), TotalCell("realisasi"))),
        ),
        Column("target_program", "Target Program", ("Target", "Program"), 11, csv="target_program"),
        Column("target_kegiatan", "Target Kegiatan", ("Target", "Kegiatan"), 14, Kind.LIST, csv="target_kegiatan"),
        Column("koordinator", "Koordinator", ("Koordinator",), 24, Kind.LIST, csv="koordinator"),
    ),
)

TABLES: Final = (TABEL_2_1, TABEL_3_1, TABEL_3_2)
