"""Every table of the workbook, declared once: sheet, name, columns, kinds, formulas, help, heading on paper.

Builder, CSV import, reader, export and documentation read this, and nothing repeats it. Adding a table is adding
a declaration to TABLES. Texts in braces follow the Profil (`lkjip.model.profile_text`); widths are in characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, Final, TypeAlias

from lkjip.model.expressions import Call, ColumnMean, ColumnSum, Expression, Native, RowCell, Scale, TotalCell
from xlfuncs.angka import Cell
from xlfuncs.rules import SKALA_LKJIP


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

    @property
    def is_figure(self) -> bool:
        """Whether it is somebody's work: a number of order alone is a prepared row."""
        return self.is_number and self is not Kind.COUNT


class Carry(Enum):
    """What becomes of a value in next year's workbook."""

    KEPT = "tetap"
    EMPTIED = "kosong"
    KEPT_IN_RENSTRA = "tetap selama masa Renstra"
    """Kept, but empty where the Renstra has ended and there is a new one to fill in."""
    PLANNED = "dari rencana"
    """The target that next year's plans give the indicator of the row."""
    COUNTED_ON = "tahun berikutnya"
    COMPUTED = "dihitung"
    """No input: the rules give it."""


@dataclass(frozen=True)
class From:
    """Next year's value is what stands in another column of the row, or in another row of the Profil."""

    key: str


@dataclass(frozen=True)
class Always:
    """Next year's value is this, whatever stood there."""

    value: str


NextYear: TypeAlias = Carry | From | Always


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
    """Whether the CSV file must have the column; a workbook must, too."""
    expected: bool = False
    """Whether a row that has its key is incomplete without it."""
    default: str | None = None
    """What an absent or empty field of the CSV file stands for, where nothing is borrowed."""
    borrowed_from: str | None = None
    """The key of the table whose column of the same key `isi` takes for the same indicator, where the CSV file gives none."""
    borrowed_when_read: bool = False
    """Whether a blank cell of a workbook counts as what that table lends, too; the sync writes it there."""
    unit_of: tuple[str, ...] = ()
    """The columns whose figures the CSV file prints with this unit, as "38 Kegiatan", where it has no column of its own."""
    printed_total: str | None = None
    """The Profil key of the total as printed, which the CSV file has in a row "Total" or "Jumlah"."""
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
    next_year: NextYear = field(kw_only=True)
    """What becomes of it in next year's workbook; a table whose row key is emptied begins empty."""
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
    columns: tuple[Column, ...]
    row_key: str
    """The column that makes a row somebody's: rows without it do not count."""
    next_rows: str = field(kw_only=True)
    """The key of the table whose rows are this table's in next year's workbook: its own, or that of next year's plan."""
    subtitle: str = ""
    """A second line under the title."""
    about: str = ""
    """What staff fill in here, as Mulai says it."""
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
    is_rupiah: bool = False
    required: bool = False
    next_year: NextYear = field(kw_only=True)
    """What becomes of it in next year's workbook."""

    @property
    def is_number(self) -> bool:
        return self.is_year or self.is_count or self.is_rupiah


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
    ProfileKey("instansi", "Nama instansi", "Nama lengkap tanpa nama daerah.", required=True, next_year=Carry.KEPT),
    ProfileKey("singkatan", "Nama singkat", "Dipakai di judul tabel dan nama berkas kiriman.", next_year=Carry.KEPT),
    ProfileKey("pemerintah_daerah", "Pemerintah daerah", "Misalnya: Kabupaten Boyolali.", next_year=Carry.KEPT),
    ProfileKey(
        "tahun", "Tahun laporan", "Tahun kinerja yang dilaporkan, empat angka.", is_year=True, required=True, next_year=Carry.COUNTED_ON
    ),
    ProfileKey("tahun_awal_renstra", "Tahun awal Renstra", is_year=True, next_year=Carry.KEPT_IN_RENSTRA),
    ProfileKey("tahun_akhir_renstra", "Tahun akhir Renstra", is_year=True, next_year=Carry.KEPT_IN_RENSTRA),
    ProfileKey("kepala", "Nama kepala", "Lengkap dengan gelar, seperti di tanda tangan.", next_year=Carry.KEPT),
    ProfileKey("jabatan", "Jabatan kepala", next_year=Carry.KEPT),
    ProfileKey("pangkat", "Pangkat", next_year=Carry.KEPT),
    ProfileKey("nip", "NIP", "18 angka; boleh berspasi.", next_year=Carry.KEPT),
    ProfileKey("atasan", "Nama atasan langsung", "Yang menandatangani Perjanjian Kinerja.", next_year=Carry.KEPT),
    ProfileKey("jabatan_atasan", "Jabatan atasan", next_year=Carry.KEPT),
    ProfileKey("email_atasan", "Alamat surel atasan", "Boleh kosong. Dipakai di surat kiriman.", next_year=Carry.KEPT),
    ProfileKey("tempat", "Tempat tanda tangan", next_year=Carry.KEPT),
    ProfileKey("tanggal_laporan", "Tanggal laporan", "Seperti tertulis di laporan, misalnya: Januari 2021.", next_year=Carry.EMPTIED),
    ProfileKey("sumber_tabel_2_1", "Sumber Tabel 2.1", "Tercetak di bawah Tabel 2.1.", next_year=Carry.EMPTIED),
    ProfileKey(
        "tanggal_pengukuran", "Tanggal pengukuran kinerja", "Seperti tertulis di lampiran Pengukuran Kinerja.", next_year=Carry.EMPTIED
    ),
    ProfileKey(
        "jumlah_indikator_bab_ii",
        "Jumlah indikator menurut BAB II",
        "Yang tertulis di naskah laporan.",
        is_count=True,
        next_year=Carry.EMPTIED,
    ),
    ProfileKey(
        "jumlah_indikator_bab_iv",
        "Jumlah indikator menurut BAB IV",
        "Yang tertulis di naskah laporan.",
        is_count=True,
        next_year=Carry.EMPTIED,
    ),
    ProfileKey(
        "jumlah_sasaran_bab_iv", "Jumlah sasaran menurut BAB IV", "Yang tertulis di naskah laporan.", is_count=True, next_year=Carry.EMPTIED
    ),
    ProfileKey(
        "total_program_murni",
        "Total anggaran PK murni",
        "Yang tercetak di Perjanjian Kinerja, dalam rupiah.",
        is_rupiah=True,
        next_year=From("total_program_berikut"),
    ),
    ProfileKey(
        "total_program_perubahan",
        "Total anggaran PK perubahan",
        "Yang tercetak di perubahannya, dalam rupiah.",
        is_rupiah=True,
        next_year=Carry.EMPTIED,
    ),
    ProfileKey(
        "total_program_berikut",
        "Jumlah anggaran tahun berikut",
        "Yang tercetak di Penetapan Kinerja, dalam rupiah.",
        is_rupiah=True,
        next_year=Carry.EMPTIED,
    ),
)

TEMPLATE_VERSION: Final = 1
"""Rises when a workbook of an older template can no longer be synced; its inputs can still be read."""

# Sheet Skala: BAB III 3.1 and BAB IV 1.1 of the report, completed (xlfuncs.rules.SKALA_LKJIP).
SKALA_COLUMNS: Final = ("Batas bawah", "Kode", "Label")
KATEGORI_CODES: Final = tuple(code for _, code, _ in reversed(SKALA_LKJIP))
"""From the best on."""

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
    title="Tabel 2.1 Perjanjian Kinerja {singkatan} {pemerintah_daerah} Tahun {tahun}",
    about="Isi sasaran, indikator, dan target dari Perjanjian Kinerja.",
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
            next_year=Carry.KEPT,
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
            next_year=Carry.KEPT,
        ),
        Column(
            "indikator",
            "Indikator",
            ("Indikator kinerja (Outcome)",),
            42,
            csv="indikator",
            required=True,
            help=_INDIKATOR_HELP,
            next_year=Carry.KEPT,
        ),
        Column(
            "target",
            "Target",
            ("Target",),
            11,
            Kind.NUMBER,
            csv="target",
            required=True,
            expected=True,
            help=_ANGKA_HELP,
            next_year=Carry.PLANNED,
        ),
        Column(
            "satuan",
            "Satuan",
            ("Target",),
            11,
            csv="satuan",
            required=True,
            expected=True,
            choices=SATUAN,
            help=_SATUAN_HELP,
            next_year=Carry.KEPT,
        ),
    ),
    next_rows="tabel_2_1",
)

TABEL_3_1: Final = Table(
    key="tabel_3_1",
    sheet="Tabel 3.1",
    name="tbl_31",
    csv="tabel_3_1.csv",
    title="Tabel 3.1 Pencapaian Kinerja {singkatan} {pemerintah_daerah} Tahun {tahun}",
    about="Isi target dan realisasi. Capaian dan kategori dihitung sendiri.",
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
            next_year=Carry.KEPT,
        ),
        Column(
            "satuan",
            "Satuan",
            ("SATUAN",),
            10,
            csv="satuan",
            required=True,
            expected=True,
            choices=SATUAN,
            help=_SATUAN_HELP,
            next_year=Carry.KEPT,
        ),
        Column(
            "target_akhir_renstra",
            "Target Akhir Renstra",
            ("TARGET KONDISI AKHIR RENSTRA TAHUN {tahun_akhir_renstra}",),
            14,
            Kind.NUMBER,
            csv="target_akhir_renstra_{tahun_akhir_renstra}",
            help=_ANGKA_HELP,
            next_year=Carry.KEPT_IN_RENSTRA,
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
                next_year=From(f"realisasi_{ago - 1}" if ago > 1 else "realisasi"),
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
            next_year=Carry.PLANNED,
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
            next_year=Carry.EMPTIED,
        ),
        Column(
            "capaian",
            "Capaian",
            ("TAHUN {tahun}", "CAPAIAN %"),
            12,
            Kind.PERCENT,
            formula=Call("CAPAIAN", (RowCell("target"), RowCell("realisasi"), RowCell("arah"))),
            total=ColumnMean("capaian", named_by="indikator"),
            next_year=Carry.COMPUTED,
        ),
        Column(
            "kategori",
            "Kategori",
            ("TAHUN {tahun}", "KATEGORI"),
            12,
            formula=Call("KATEGORI", (RowCell("capaian"), Scale())),
            total=Call("KATEGORI", (TotalCell("capaian"), Scale())),
            next_year=Carry.COMPUTED,
        ),
        Column("pengampu", "Pengampu", ("KASI PENGAMPU",), 32, csv="pengampu", next_year=Carry.KEPT),
        Column(
            "sasaran",
            "Sasaran",
            ("SASARAN (tidak dicetak)",),
            60,
            csv="sasaran",
            borrowed_from="tabel_2_1",
            borrowed_when_read=True,
            on_paper=False,
            help="Sasaran strategis indikator ini, untuk rata-rata per sasaran.",
            next_year=Carry.KEPT,
        ),
        Column(
            "arah",
            "Arah",
            ("ARAH (tidak dicetak)",),
            12,
            csv="arah",
            default="naik",
            borrowed_from="iku",
            choices=ARAH,
            only_choices=True,
            on_paper=False,
            help="naik: makin tinggi makin baik. turun: makin rendah makin baik. Kosong berarti naik. Tulis sama seperti di IKU.",
            next_year=Carry.KEPT,
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
            next_year=Carry.KEPT_IN_RENSTRA,
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
            next_year=Carry.COMPUTED,
        ),
        Column(
            "kode_kategori",
            "Kode Kategori",
            ("KATEGORI (rumus bawaan)",),
            13,
            formula=Native("KATEGORI", (RowCell("persen_capaian"), Scale()), named_by="indikator"),
            on_paper=False,
            exported=False,
            next_year=Carry.COMPUTED,
        ),
    ),
    next_rows="tabel_3_1",
)

TABEL_3_2: Final = Table(
    key="tabel_3_2",
    sheet="Tabel 3.2",
    name="tbl_32",
    csv="tabel_3_2.csv",
    title="Tabel 3.2 Capaian Kinerja Keuangan {singkatan} {pemerintah_daerah} Tahun {tahun}",
    about="Isi anggaran dan realisasinya. Serapan dan efisiensi dihitung sendiri.",
    row_key="indikator",
    counts_unnamed=True,
    landscape=True,
    columns=(
        Column("no", "No", ("No",), 5, Kind.COUNT, csv="no", next_year=Carry.KEPT),
        Column("sasaran", "Sasaran", ("Sasaran Strategis", "Sasaran"), 24, csv="sasaran", borrowed_from="tabel_3_1", next_year=Carry.KEPT),
        Column(
            "indikator",
            "Indikator",
            ("Sasaran Strategis", "(Indikator)"),
            24,
            csv="indikator",
            required=True,
            total="Jumlah Anggaran",
            help=_INDIKATOR_HELP,
            next_year=Carry.KEPT,
        ),
        Column("program", "Program", ("Program/ Kegiatan", "Program"), 22, csv="program", next_year=Carry.KEPT),
        Column(
            "kegiatan",
            "Kegiatan",
            ("Program/ Kegiatan", "Kegiatan"),
            34,
            Kind.LIST,
            csv="kegiatan",
            help="Satu kegiatan satu baris, dipisah titik koma.",
            next_year=Carry.KEPT,
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
            next_year=Carry.EMPTIED,
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
            next_year=Carry.EMPTIED,
        ),
        Column(
            "serapan",
            "Serapan",
            ("Serapan %",),
            11,
            Kind.PERCENT,
            formula=Call("SERAPAN", (RowCell("anggaran"), RowCell("realisasi"))),
            total=Call("SERAPAN", (TotalCell("anggaran"), TotalCell("realisasi"))),
            next_year=Carry.COMPUTED,
        ),
        Column(
            "efisiensi",
            "Efisiensi",
            ("Efisiensi %",),
            11.5,
            Kind.PERCENT,
            formula=Call("EFISIENSI", (RowCell("anggaran"), RowCell("realisasi"))),
            total=Call("EFISIENSI", (TotalCell("anggaran"), TotalCell("realisasi"))),
            next_year=Carry.COMPUTED,
        ),
        Column("target_program", "Target Program", ("Target", "Program"), 11, csv="target_program", next_year=Carry.EMPTIED),
        Column("target_kegiatan", "Target Kegiatan", ("Target", "Kegiatan"), 14, Kind.LIST, csv="target_kegiatan", next_year=Carry.EMPTIED),
        Column("koordinator", "Koordinator", ("Koordinator",), 24, Kind.LIST, csv="koordinator", next_year=Carry.KEPT),
    ),
    next_rows="tabel_3_2",
)


# ---------------------------------------------------------------- the annexes
DOKUMEN: Final = ("murni", "perubahan")
JENIS_RENCANA: Final = ("program", "kegiatan", "indikator")
BULAN: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ANGGARAN_APBD: Final = "Anggaran APBD (BTL + BL)"
REALISASI_APBD: Final = "Realisasi APBD"
BELANJA_TIDAK_LANGSUNG: Final = "Belanja Tidak Langsung"
BELANJA_LANGSUNG: Final = "Belanja Langsung"
ANGGARAN_KEGIATAN: Final = "Anggaran kegiatan (Pengukuran Kinerja)"
REALISASI_KEGIATAN: Final = "Realisasi kegiatan (Pengukuran Kinerja)"
URAIAN_ANGGARAN: Final = (
    ANGGARAN_APBD,
    REALISASI_APBD,
    "Penyerapan tercetak",
    "Efisiensi tercetak",
    BELANJA_TIDAK_LANGSUNG,
    BELANJA_LANGSUNG,
    ANGGARAN_KEGIATAN,
    REALISASI_KEGIATAN,
    "Prosentase tercetak",
)
"""The budget figures that a report of this form states in its text, by their name in the column Uraian."""

_TERCETAK_HELP: Final = "Seperti tercetak di laporan; pemeriksaan membandingkannya dengan tabel lain."
_TAHUN_RENSTRA: Final = range(1, 6)
_OFFICE: Final = "{singkatan} {pemerintah_daerah}"


def _column(key: str, name: str, heading: str | tuple[str, ...], width: float, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    """A column of an annex: its heading in the CSV file is its key, unless said otherwise."""
    labels = (heading,) if isinstance(heading, str) else heading
    return Column(key, name, labels, width, kind, **{"csv": key, **more})


def _sasaran_columns(heading: str = "Sasaran Strategis", *, next_year: Carry) -> tuple[Column, ...]:
    return (
        _column("no_sasaran", "No", "No", 5, Kind.COUNT, grouped=True, borrowed_from="tabel_2_1", next_year=next_year),
        _column("sasaran", "Sasaran", heading, 32, grouped=True, borrowed_from="tabel_2_1", next_year=next_year),
    )


def _target_columns(indikator: str, *, next_year: Carry) -> tuple[Column, ...]:
    """Sasaran, indikator and target with its unit, as RKT, Perjanjian Kinerja and Penetapan Kinerja have them."""
    return (
        *_sasaran_columns(next_year=next_year),
        _column("indikator", "Indikator", indikator, 42, help=_INDIKATOR_HELP, next_year=next_year),
        _column("target", "Target", "Target", 11, Kind.NUMBER, expected=True, help=_ANGKA_HELP, next_year=next_year),
        _column("satuan", "Satuan", "Target", 11, choices=SATUAN, help=_SATUAN_HELP, next_year=next_year),
    )


RENSTRA: Final = Table(
    key="renstra",
    sheet="Renstra",
    name="tbl_renstra",
    csv="renstra_{tahun_awal_renstra}_{tahun_akhir_renstra}.csv",
    title="RENCANA STRATEGIS TAHUN {tahun_awal_renstra}-{tahun_akhir_renstra}",
    subtitle=_OFFICE,
    about="Tujuan, sasaran, dan target lima tahun.",
    row_key="indikator",
    landscape=True,
    columns=(
        _column("no", "No", "NO", 5, Kind.COUNT, next_year=Carry.KEPT_IN_RENSTRA),
        _column("tujuan", "Tujuan", "TUJUAN", 34, next_year=Carry.KEPT_IN_RENSTRA),
        _column("sasaran", "Sasaran", "SASARAN", 34, next_year=Carry.KEPT_IN_RENSTRA),
        _column("indikator", "Indikator", "INDIKATOR KINERJA", 36, help=_INDIKATOR_HELP, next_year=Carry.KEPT_IN_RENSTRA),
        *(
            _column(
                f"target_tahun_{year}",
                f"Target Tahun {year}",
                ("TARGET KINERJA PADA TAHUN KE-", f"{year}"),
                10,
                Kind.NUMBER,
                help=_ANGKA_HELP,
                next_year=Carry.KEPT_IN_RENSTRA,
            )
            for year in _TAHUN_RENSTRA
        ),
    ),
    next_rows="renstra",
)

IKU: Final = Table(
    key="iku",
    sheet="IKU",
    name="tbl_iku",
    csv="iku_{tahun_awal_renstra}_{tahun_akhir_renstra}.csv",
    title="INDIKATOR KINERJA UTAMA {tahun_awal_renstra}-{tahun_akhir_renstra}",
    subtitle=_OFFICE,
    about="Satuan, sumber data, pelaksana, definisi, dan arah tiap indikator.",
    row_key="indikator",
    landscape=True,
    columns=(
        *_sasaran_columns("Sasaran", next_year=Carry.KEPT_IN_RENSTRA),
        _column("indikator", "Indikator", "Indikator", 44, help=_INDIKATOR_HELP, next_year=Carry.KEPT_IN_RENSTRA),
        _column("satuan", "Satuan", "Satuan", 11, choices=SATUAN, help=_SATUAN_HELP, next_year=Carry.KEPT_IN_RENSTRA),
        _column("sumber_data", "Sumber Data", "Sumber Data", 22, next_year=Carry.KEPT_IN_RENSTRA),
        _column("pelaksana", "Pelaksana", "Pelaksana", 22, next_year=Carry.KEPT_IN_RENSTRA),
        _column(
            "definisi",
            "Definisi",
            "DEFINISI (tidak dicetak)",
            50,
            on_paper=False,
            help="Apa yang diukur dan rumusnya.",
            next_year=Carry.KEPT_IN_RENSTRA,
        ),
        _column(
            "arah",
            "Arah",
            "ARAH (tidak dicetak)",
            12,
            choices=ARAH,
            only_choices=True,
            on_paper=False,
            help="naik: makin tinggi makin baik. turun: makin rendah makin baik. Tulis sama di Tabel 3.1, yang dipakai menghitung.",
            next_year=Carry.KEPT_IN_RENSTRA,
        ),
    ),
    next_rows="iku",
)

RKT: Final = Table(
    key="rkt",
    sheet="RKT",
    name="tbl_rkt",
    csv="rkt_{tahun}.csv",
    title="RENCANA KERJA TAHUNAN",
    subtitle=f"{_OFFICE} Tahun {{tahun}}",
    about="Target Rencana Kerja Tahunan tahun laporan.",
    row_key="indikator",
    numbering=("1", "2", "3", "4", "4"),
    columns=_target_columns("Indikator kinerja (Outcome)", next_year=Carry.KEPT),
    next_rows="rkt_berikut",
)

RKT_BERIKUT: Final = replace(
    RKT,
    key="rkt_berikut",
    sheet="RKT Berikut",
    name="tbl_rkt_berikut",
    csv="rkt_{tahun+1}.csv",
    subtitle=f"{_OFFICE} Tahun {{tahun+1}}",
    about="Target Rencana Kerja Tahunan tahun berikutnya.",
    columns=_target_columns("Indikator kinerja (Outcome)", next_year=Carry.EMPTIED),
    next_rows="rkt_berikut",
)

PK: Final = Table(
    key="pk",
    sheet="PK",
    name="tbl_pk",
    csv="perjanjian_kinerja_{tahun}.csv",
    title="PERJANJIAN KINERJA TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Target Perjanjian Kinerja murni dan perubahan.",
    row_key="indikator",
    numbering=("", "1", "2", "3", "4", "4"),
    columns=(
        _column(
            "dokumen",
            "Dokumen",
            "Dokumen",
            12,
            expected=True,
            choices=DOKUMEN,
            only_choices=True,
            grouped=True,
            help="murni: yang ditandatangani di awal tahun. perubahan: penggantinya.",
            next_year=Always("murni"),
        ),
        *_target_columns("Indikator Kinerja Utama", next_year=Carry.KEPT),
    ),
    next_rows="penetapan",
)

PROGRAM_PK: Final = Table(
    key="program_pk",
    sheet="Program PK",
    name="tbl_program_pk",
    csv="program_pk_{tahun}.csv",
    title="PROGRAM DAN ANGGARAN PERJANJIAN KINERJA TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Anggaran program, murni dan perubahan. Total yang tercetak ditulis di Profil.",
    row_key="program",
    counts_unnamed=True,
    columns=(
        _column("no", "No", "No", 5, Kind.COUNT, next_year=Carry.KEPT),
        _column("program", "Program", "Program", 50, total="Total Anggaran", next_year=Carry.KEPT),
        _column(
            "anggaran_murni",
            "Anggaran Murni",
            "Anggaran",
            19,
            Kind.RUPIAH,
            total=ColumnSum("anggaran_murni"),
            printed_total="total_program_murni",
            help=_RUPIAH_HELP,
            next_year=From("anggaran"),
        ),
        _column(
            "anggaran_perubahan",
            "Anggaran Perubahan",
            "Anggaran Perubahan",
            19,
            Kind.RUPIAH,
            total=ColumnSum("anggaran_perubahan"),
            printed_total="total_program_perubahan",
            help=_RUPIAH_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column("keterangan", "Keterangan", "Ket", 12, next_year=Carry.KEPT),
    ),
    next_rows="program_berikut",
)

PENETAPAN: Final = Table(
    key="penetapan",
    sheet="Penetapan Berikut",
    name="tbl_penetapan",
    csv="penetapan_kinerja_{tahun+1}.csv",
    title="PENETAPAN KINERJA TAHUN {tahun+1}",
    subtitle=_OFFICE,
    about="Target Penetapan Kinerja tahun berikutnya.",
    row_key="indikator",
    numbering=("1", "2", "3", "4", "4"),
    columns=_target_columns("Indikator kinerja", next_year=Carry.EMPTIED),
    next_rows="penetapan",
)

PROGRAM_BERIKUT: Final = Table(
    key="program_berikut",
    sheet="Program Berikut",
    name="tbl_program_berikut",
    csv="penetapan_program_{tahun+1}.csv",
    title="PROGRAM DAN ANGGARAN PENETAPAN KINERJA TAHUN {tahun+1}",
    subtitle=_OFFICE,
    about="Anggaran program tahun berikutnya. Jumlah yang tercetak ditulis di Profil.",
    row_key="program",
    counts_unnamed=True,
    columns=(
        _column("no", "No", "No", 5, Kind.COUNT, next_year=Carry.EMPTIED),
        _column("program", "Program", "PROGRAM", 54, total="Jumlah", next_year=Carry.EMPTIED),
        _column(
            "anggaran",
            "Anggaran",
            "ANGGARAN",
            20,
            Kind.RUPIAH,
            total=ColumnSum("anggaran"),
            printed_total="total_program_berikut",
            help=_RUPIAH_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column("keterangan", "Keterangan", "KETERANGAN", 17, next_year=Carry.EMPTIED),
    ),
    next_rows="program_berikut",
)

PENGUKURAN: Final = Table(
    key="pengukuran",
    sheet="Pengukuran (cetak)",
    name="tbl_pengukuran",
    csv="pengukuran_kinerja_{tahun}.csv",
    title="PENGUKURAN KINERJA TAHUN ANGGARAN {tahun}",
    subtitle=_OFFICE,
    about="Angka lampiran Pengukuran Kinerja, seperti tercetak.",
    row_key="indikator",
    numbering=("1", "2", "3", "4", "4", "5", "6"),
    columns=(
        *_sasaran_columns(next_year=Carry.KEPT),
        _column("indikator", "Indikator", "Indikator Kinerja", 42, help=_INDIKATOR_HELP, next_year=Carry.KEPT),
        _column("target", "Target", "Target", 11, Kind.NUMBER, expected=True, help=_ANGKA_HELP, next_year=Carry.EMPTIED),
        _column("satuan", "Satuan", "Target", 11, choices=SATUAN, unit_of=("target", "realisasi"), help=_SATUAN_HELP, next_year=Carry.KEPT),
        _column("realisasi", "Realisasi", "Realisasi", 11, Kind.NUMBER, expected=True, help=_ANGKA_HELP, next_year=Carry.EMPTIED),
        _column("capaian", "Capaian", "Capaian (%)", 11, Kind.PERCENT, help=_TERCETAK_HELP, next_year=Carry.EMPTIED),
    ),
    next_rows="pengukuran",
)

RENCANA_AKSI: Final = Table(
    key="rencana_aksi",
    sheet="Rencana Aksi",
    name="tbl_rencana_aksi",
    csv="rencana_aksi_{tahun}.csv",
    title="RENCANA AKSI KINERJA TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Rencana tiap bulan, untuk program dan indikator.",
    row_key="uraian",
    landscape=True,
    columns=(
        _column(
            "jenis",
            "Jenis",
            "Jenis",
            10,
            choices=JENIS_RENCANA,
            only_choices=True,
            help="program, kegiatan: bagian pekerjaan tiap bulan, dalam persen. indikator: target tiap bulan, dalam satuannya.",
            next_year=Carry.KEPT,
        ),
        _column("uraian", "Uraian", "Program / Indikator Kinerja", 40, help="Nama program atau indikator.", next_year=Carry.KEPT),
        _column(
            "satuan",
            "Satuan",
            "Satuan",
            11,
            choices=SATUAN,
            unit_of=tuple(month.lower() for month in BULAN),
            help=_SATUAN_HELP,
            next_year=Carry.KEPT,
        ),
        *(_column(month.lower(), month, ("Target", month), 7, Kind.NUMBER, help=_ANGKA_HELP, next_year=Carry.EMPTIED) for month in BULAN),
    ),
    next_rows="rencana_aksi",
)

CASCADING: Final = Table(
    key="cascading",
    sheet="Cascading",
    name="tbl_cascading",
    csv="cascading_{tahun_awal_renstra}_{tahun_akhir_renstra}.csv",
    title="INDIKATOR KINERJA UTAMA, PROGRAM, KEGIATAN, INDIKATOR KEGIATAN, DAN TARGET KEGIATAN",
    subtitle=_OFFICE,
    about="Dari indikator ke program, kegiatan, dan target kegiatannya.",
    row_key="indikator_kegiatan",
    landscape=True,
    columns=(
        _column("iku", "IKU", "INDIKATOR KINERJA UTAMA", 28, grouped=True, help=_INDIKATOR_HELP, next_year=Carry.KEPT_IN_RENSTRA),
        _column("program", "Program", "PROGRAM", 24, grouped=True, next_year=Carry.KEPT_IN_RENSTRA),
        _column("kegiatan", "Kegiatan", "KEGIATAN", 28, next_year=Carry.KEPT_IN_RENSTRA),
        _column("indikator_kegiatan", "Indikator Kegiatan", "INDIKATOR KEGIATAN", 34, next_year=Carry.KEPT_IN_RENSTRA),
        *(
            _column(
                f"target_tahun_{year}",
                f"Target Tahun {year}",
                ("TARGET", f"TH {{tahun_awal_renstra+{year}}}"),
                7.5,
                Kind.NUMBER,
                csv=f"target_{{tahun_awal_renstra+{year}}}",
                help=_ANGKA_HELP,
                next_year=Carry.KEPT_IN_RENSTRA,
            )
            for year in _TAHUN_RENSTRA
        ),
        _column("satuan", "Satuan", "SATUAN", 11, choices=SATUAN, help=_SATUAN_HELP, next_year=Carry.KEPT_IN_RENSTRA),
    ),
    next_rows="cascading",
)

ANGGARAN: Final = Table(
    key="anggaran",
    sheet="Anggaran",
    name="tbl_anggaran",
    csv="anggaran_{tahun}.csv",
    title="ANGGARAN DAN REALISASI TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Angka anggaran yang disebut di naskah BAB III, BAB IV, dan Pengukuran Kinerja.",
    row_key="uraian",
    columns=(
        _column("uraian", "Uraian", "Uraian", 52, choices=URAIAN_ANGGARAN, help="Pilih dari daftar.", next_year=Carry.KEPT),
        _column(
            "nilai",
            "Nilai",
            "Nilai (rupiah atau persen)",
            24,
            Kind.NUMBER,
            expected=True,
            help="Rupiah atau persen, angkanya saja. Untuk 94,37 % ketik 94,37 tanpa tanda persen.",
            next_year=Carry.EMPTIED,
        ),
    ),
    next_rows="anggaran",
)

NARASI: Final = Table(
    key="narasi",
    sheet="Narasi",
    name="tbl_narasi",
    csv="narasi_efisiensi_{tahun}.csv",
    title="ANALISIS CAPAIAN KINERJA PER INDIKATOR TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Keberhasilan, hambatan, solusi, dan efisiensi yang ditulis di BAB III.",
    row_key="indikator",
    landscape=True,
    columns=(
        _column("no", "No", "No", 5, Kind.COUNT, next_year=Carry.KEPT),
        _column("indikator", "Indikator", "Indikator Kinerja", 26, help=_INDIKATOR_HELP, next_year=Carry.KEPT),
        _column("keberhasilan", "Keberhasilan", "Keberhasilan", 32, next_year=Carry.EMPTIED),
        _column("hambatan", "Hambatan", "Hambatan / permasalahan", 32, next_year=Carry.EMPTIED),
        _column("solusi", "Solusi", "Alternatif solusi", 32, next_year=Carry.EMPTIED),
        _column(
            "anggaran_narasi",
            "Anggaran Narasi",
            ("Efisiensi menurut naskah", "Anggaran"),
            15,
            Kind.RUPIAH,
            help=_TERCETAK_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column(
            "digunakan_narasi",
            "Digunakan Narasi",
            ("Efisiensi menurut naskah", "Digunakan"),
            15,
            Kind.RUPIAH,
            help=_TERCETAK_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column(
            "efisiensi_narasi",
            "Efisiensi Narasi",
            ("Efisiensi menurut naskah", "Efisiensi %"),
            12,
            Kind.PERCENT,
            help=_TERCETAK_HELP,
            next_year=Carry.EMPTIED,
        ),
    ),
    next_rows="narasi",
)

REKAP: Final = Table(
    key="rekap",
    sheet="Rekap (cetak)",
    name="tbl_rekap",
    csv="rekap_bab_iv_{tahun}.csv",
    title="CAPAIAN KINERJA MENURUT BAB IV TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Jumlah indikator tiap kategori, seperti tercetak di BAB IV.",
    row_key="kategori",
    prepared_rows=4,
    columns=(
        _column("kategori", "Kategori", "Kategori", 22, choices=("Sangat Baik", "Baik", "Cukup", "Kurang"), next_year=Carry.KEPT),
        _column("batas_tercetak", "Batas Tercetak", "Batas", 30, help="Seperti tercetak, misalnya: 75% sampai 100%.", next_year=Carry.KEPT),
        _column(
            "jumlah_indikator_tercetak",
            "Jumlah Indikator Tercetak",
            "Jumlah indikator",
            16,
            Kind.COUNT,
            help=_TERCETAK_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column("persen_tercetak", "Persen Tercetak", "Persen", 14, Kind.PERCENT, help=_TERCETAK_HELP, next_year=Carry.EMPTIED),
    ),
    next_rows="rekap",
)

REPORT_TABLES: Final = (TABEL_2_1, TABEL_3_1, TABEL_3_2)
"""What every office fills in."""
ANNEX_TABLES: Final = (
    RENSTRA,
    IKU,
    RKT,
    RKT_BERIKUT,
    PK,
    PROGRAM_PK,
    PENETAPAN,
    PROGRAM_BERIKUT,
    PENGUKURAN,
    RENCANA_AKSI,
    CASCADING,
    ANGGARAN,
    NARASI,
    REKAP,
)
"""What an office may leave empty; a workbook without their sheets, or a folder without their files, is whole."""
TABLES: Final = (*REPORT_TABLES, *ANNEX_TABLES)
