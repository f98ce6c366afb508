"""Declare the recap's tables, once for workbook sheets, CSV and Parquet files, DataFrames and documentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lkjip.errors import LkjipError
from lkjip.model.columns import Column, Kind, Role
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.model.tables.scale import KATEGORI_CODES
from xlfuncs.skala import SKALA_TRIWULAN
from xlfuncs.triwulan import TIDAK_TERISI


@dataclass(frozen=True)
class Total:
    """How a column is summed up over all offices: a rule, and the columns whose totals it takes; by default its own cells."""

    rule: str
    of: tuple[str, ...] = ()


SUM: Final = Total("jumlah")
MEAN: Final = Total("rata_rata")


@dataclass(frozen=True)
class Field:
    """A column: `key` in data files, `heading` on the sheet; percent and rupiah are numbers, widths are in characters."""

    key: str
    heading: str
    kind: Kind
    width: float
    help: str
    role: Role | None = None
    total: Total | None = None
    printed: bool = True
    """Whether the workbook prints the column; the others are the last."""


@dataclass(frozen=True)
class Recap:
    """A table of the recap."""

    key: str
    sheet: str
    title: str
    fields: tuple[Field, ...]
    frozen: str = "instansi"
    """Key of the last frozen column."""


def _of(column: Column) -> Field:
    """The field for a column of the offices' own workbooks."""
    what = f'Kolom "{column.name}" buku kerja' + (", dihitung ulang." if column.formula else ", seperti diketik.")
    return Field(column.key, column.name, column.kind, min(column.width, 34), what, column.role)


_OFFICE: Final = (
    Field("pemerintah_daerah", "Pemerintah daerah", Kind.TEXT, 21, "Dari lembar Profil."),
    Field("instansi", "Instansi", Kind.TEXT, 36, "Dari lembar Profil."),
    Field("tahun", "Tahun", Kind.COUNT, 7, "Tahun laporan, dari lembar Profil."),
)
_FILE: Final = Field(
    "berkas", "Berkas", Kind.TEXT, 44, "Letak berkas di folder yang direkap; isi arsip ditulis ARSIP.zip: NAMA.", printed=False
)
_SEAL: Final = Field("segel", "Segel", Kind.TEXT, 14, "utuh, berubah, atau tanpa segel.")

_AMOUNTS: Final = ("total_anggaran", "total_realisasi")

REKAP_INSTANSI: Final = Recap(
    "rekap",
    "Rekap",
    "Rekap Kinerja dan Anggaran",
    (
        Field(
            "peringkat",
            "Peringkat",
            Kind.COUNT,
            10,
            "Menurut rata-rata capaian, di antara laporan tahun yang sama.",
        ),
        *_OFFICE,
        Field("jumlah_indikator", "Indikator", Kind.COUNT, 10, "Banyaknya indikator di Tabel 3.1.", total=SUM),
        Field("diukur", "Diukur", Kind.COUNT, 9, "Indikator yang capaiannya ada.", total=SUM),
        Field("rata_rata_capaian", "Rata-rata capaian %", Kind.PERCENT, 12, "Rata-rata capaian indikator yang diukur.", total=MEAN),
        Field(
            "kategori_rata_rata",
            "Kategori",
            Kind.TEXT,
            10,
            "Kategori rata-rata itu menurut lembar Skala berkasnya sendiri.",
            Role.KATEGORI,
            Total("kategori", ("rata_rata_capaian",)),
        ),
        Field("label_rata_rata", "Label kategori", Kind.TEXT, 16, "Nama kategori itu di lembar Skala berkasnya."),
        *(
            Field(
                f"jumlah_{code}",
                code,
                Kind.COUNT,
                6,
                f"Banyaknya indikator berkategori {code}; kosong bila skalanya tanpa {code}.",
                total=SUM,
            )
            for code in KATEGORI_CODES
        ),
        Field("jumlah_per_kategori", "Indikator per kategori", Kind.TEXT, 34, "Banyaknya indikator per label di lembar Skala berkasnya."),
        Field("skala", "Skala", Kind.TEXT, 34, "Batas bawah, kode, dan label setiap kategori di lembar Skala berkasnya."),
        Field("total_anggaran", "Anggaran (Rp)", Kind.RUPIAH, 18, "Jumlah anggaran Tabel 3.2.", total=SUM),
        Field("total_realisasi", "Realisasi (Rp)", Kind.RUPIAH, 18, "Jumlah realisasi Tabel 3.2.", total=SUM),
        Field("total_serapan", "Serapan %", Kind.PERCENT, 11, "Realisasi dibagi anggaran.", total=Total("serapan", _AMOUNTS)),
        Field("total_efisiensi", "Efisiensi %", Kind.PERCENT, 11, "Sisa anggaran dibagi anggaran.", total=Total("efisiensi", _AMOUNTS)),
        Field("galat", "Galat", Kind.COUNT, 8, "Banyaknya temuan yang harus diperbaiki.", total=SUM),
        Field("peringatan", "Peringatan", Kind.COUNT, 11, "Banyaknya temuan yang perlu dilihat.", total=SUM),
        Field("info", "Info", Kind.COUNT, 8, "Banyaknya catatan.", total=SUM),
        Field(
            "diterima",
            "Diterima",
            Kind.COUNT,
            9,
            "Banyaknya temuan yang dibiarkan kantornya; tidak ikut di ketiga kolom sebelumnya.",
            total=SUM,
        ),
        _SEAL,
        _FILE,
    ),
)

REKAP_INDIKATOR: Final = Recap(
    "indikator",
    "Indikator",
    "Semua Indikator",
    (*_OFFICE, *(_of(column) for column in TABEL_3_1.columns if column.exported), _FILE),
)

REKAP_KATEGORI: Final = Recap(
    "kategori",
    "Kategori",
    "Indikator per Kategori",
    (
        *_OFFICE,
        Field("urutan", "Urutan", Kind.COUNT, 9, "1 untuk kategori terbaik."),
        Field("kode", "Kode", Kind.TEXT, 10, "Kode kategori di lembar Skala berkasnya.", Role.KATEGORI),
        Field("label", "Label", Kind.TEXT, 26, "Nama kategori di sana."),
        Field("batas_bawah", "Batas bawah %", Kind.PERCENT, 12, "Batas bawahnya; kosong untuk kategori terendah."),
        Field("jumlah", "Indikator", Kind.COUNT, 10, "Banyaknya indikator di kategori itu."),
        _FILE,
    ),
)

REKAP_ANGGARAN: Final = Recap(
    "anggaran",
    "Anggaran",
    "Anggaran per Indikator",
    (*_OFFICE, *(_of(column) for column in TABEL_3_2.columns if column.exported), _FILE),
)

REKAP_TEMUAN: Final = Recap(
    "temuan",
    "Temuan",
    "Temuan Pemeriksaan",
    (
        *_OFFICE,
        Field("tingkat", "Tingkat", Kind.TEXT, 12, "galat, peringatan atau info."),
        Field("kode", "Kode", Kind.TEXT, 16, "Pemeriksaan yang menemukannya."),
        Field("lembar", "Lembar", Kind.TEXT, 16, "Lembar di buku kerja kantor."),
        Field("sel", "Sel", Kind.TEXT, 10, "Sel di lembar itu."),
        Field("pesan", "Temuan", Kind.TEXT, 60, "Apa yang ditemukan."),
        Field("seharusnya", "Seharusnya", Kind.TEXT, 24, "Apa yang seharusnya ada di sana."),
        Field("saran", "Saran", Kind.TEXT, 44, "Cara memperbaikinya."),
        Field("tabel", "Tabel", Kind.TEXT, 14, "Nama tabel di buku kerja kantor."),
        Field("diterima", "Diterima", Kind.TEXT, 9, "ya bila kantornya membiarkan temuan ini."),
        Field("alasan", "Alasan", Kind.TEXT, 40, "Mengapa dibiarkan."),
        Field("alasan_lama", "Alasan Lama", Kind.TEXT, 40, "Mengapa dulu dibiarkan, sebelum angkanya berubah."),
        _FILE,
    ),
)

REKAP_BERKAS: Final = Recap(
    "berkas",
    "Berkas",
    "Semua Berkas yang Ditemui",
    (
        Field("berkas", "Berkas", Kind.TEXT, 70, _FILE.help),
        Field("status", "Status", Kind.TEXT, 14, "dihitung, salinan, versi lama, dilewati atau tidak terbaca."),
        Field("sebab", "Sebab", Kind.TEXT, 70, "Mengapa tidak dihitung, atau berkas mana yang dihitung sebagai gantinya."),
        *_OFFICE,
        _SEAL,
    ),
    frozen="berkas",
)

STATUS_CODES: Final = (*(code for _, code, _ in reversed(SKALA_TRIWULAN)), TIDAK_TERISI)
"""The codes of the shipped statuses of an indicator up to a quarter, best first, and that of one without a capaian."""


def status_key(code: str) -> str:
    """The key of the column that counts a status."""
    return f"jumlah_{code.replace('-', '_')}"


REKAP_TRIWULAN: Final = Recap(
    "rekap_triwulan",
    "Rekap Triwulan",
    "Rekap Kinerja dan Anggaran",
    (
        *_OFFICE,
        Field("triwulan", "Triwulan", Kind.TEXT, 9, "Triwulan yang direkap: I, II, III, atau IV."),
        Field("terkirim", "Terkirim", Kind.TEXT, 10, "sudah, atau belum bila yang ada hanya triwulan lain atau laporan tahunan."),
        Field("sebab", "Sebab", Kind.TEXT, 24, "Bila belum: apa yang ada dari kantor itu."),
        Field("jumlah_indikator", "Indikator", Kind.COUNT, 10, "Banyaknya indikator di lembar Triwulan.", total=SUM),
        Field("diukur", "Diukur", Kind.COUNT, 9, "Indikator yang capaiannya terhadap target triwulan ada.", total=SUM),
        *(
            Field(
                status_key(code),
                code,
                Kind.COUNT,
                9,
                "Banyaknya indikator tanpa capaian."
                if code == TIDAK_TERISI
                else f"Banyaknya indikator berstatus {code}; kosong bila skalanya tanpa {code}.",
                total=SUM,
            )
            for code in STATUS_CODES
        ),
        Field(
            "rata_rata_capaian_triwulan",
            "Rata-rata capaian terhadap target TW %",
            Kind.PERCENT,
            15,
            "Rata-rata capaian terhadap target s.d. triwulan, seperti di lembar Monitoring.",
            total=MEAN,
        ),
        Field(
            "rata_rata_capaian_pk",
            "Rata-rata capaian terhadap target PK %",
            Kind.PERCENT,
            15,
            "Rata-rata capaian terhadap target setahun, seperti di lembar Monitoring.",
            total=MEAN,
        ),
        Field("anggaran", "Anggaran (Rp)", Kind.RUPIAH, 18, "Jumlah anggaran setahun di Tabel 3.2.", total=SUM),
        Field("realisasi", "Realisasi s.d. TW (Rp)", Kind.RUPIAH, 18, "Jumlah Realisasi TW s.d. triwulan di Tabel 3.2.", total=SUM),
        Field(
            "serapan",
            "Serapan %",
            Kind.PERCENT,
            11,
            "Realisasi s.d. triwulan dibagi anggaran.",
            total=Total("serapan", ("anggaran", "realisasi")),
        ),
        Field("rencana_terbuka", "Rencana terbuka", Kind.COUNT, 10, "Rencana tindak lanjut s.d. triwulan yang belum selesai.", total=SUM),
        Field(
            "rencana_lewat",
            "Rencana lewat waktu",
            Kind.COUNT,
            10,
            "Di antaranya yang batas waktunya sudah lewat di akhir triwulan.",
            total=SUM,
        ),
        _SEAL,
        Field(
            "jumlah_per_status",
            "Indikator per status",
            Kind.TEXT,
            62,
            "Banyaknya indikator per label di lembar Skala berkasnya.",
            printed=False,
        ),
        Field("skala", "Skala", Kind.TEXT, 62, "Batas bawah, kode, dan label setiap status di lembar Skala berkasnya.", printed=False),
        _FILE,
    ),
)

INDIKATOR_TRIWULAN: Final = Recap(
    "indikator_triwulan",
    "Indikator Triwulan",
    "Semua Indikator",
    (*_OFFICE, *(replace(_of(column), printed=column.on_paper) for column in TRIWULAN_TABLE.columns if column.exported), _FILE),
)

REKAP_TINDAK_LANJUT: Final = Recap(
    "tindak_lanjut",
    "Tindak Lanjut",
    "Tindak Lanjut",
    (*_OFFICE, *(_of(column) for column in TINDAK_LANJUT.columns if column.exported), _FILE),
)

RECAPS: Final = (REKAP_INSTANSI, REKAP_INDIKATOR, REKAP_ANGGARAN, REKAP_TEMUAN, REKAP_KATEGORI, REKAP_BERKAS)
"""The tables of a year: a row an office, those with several rows of an office, the files."""
QUARTER_RECAPS: Final = (REKAP_TRIWULAN, INDIKATOR_TRIWULAN, REKAP_TINDAK_LANJUT, REKAP_TEMUAN, REKAP_BERKAS)
"""The tables of a quarter, in the same order."""


def recap(key: str, tables: Sequence[Recap] = RECAPS) -> Recap:
    """Find a table by name.

    Raises:
        LkjipError: there is no such table.
    """
    for table in tables:
        if table.key == key:
            return table
    raise LkjipError(f"tabel {key} tidak ada; yang ada: {', '.join(table.key for table in tables)}")
