"""Declarations of the tables of the year's quarters: targets and realisasi, and what is done where they are not reached."""

from __future__ import annotations

from typing import Any, Final

from lkjip.model import positions, triwulan
from lkjip.model.columns import Carry, Column, Kind, Role, Table
from lkjip.model.positions import HelperColumn
from lkjip.model.tables.helpers import helper
from lkjip.model.tables.predikat import GRADES
from lkjip.model.tables.prose import SELESAI
from lkjip.model.tables.report import MEASURED_ROWS
from lkjip.model.tables.words import ANGKA_HELP, FIGURE_HELP, PICKED_INDIKATOR_HELP
from xlfuncs.triwulan import CARA_ISI, JENIS, TRIWULAN

_OFFICE: Final = "{kantor}"
_UNTIL: Final = "S.D. TRIWULAN[ {triwulan_laporan}]"


def _column(key: str, name: str, heading: str | tuple[str, ...], width: float, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    """Build an input column, which starts the next year empty."""
    labels = (heading,) if isinstance(heading, str) else heading
    return Column(key, name, labels, width, kind, **{"csv": key, "next_year": Carry.EMPTIED, **more})


def _computed(
    key: str, name: str, heading: str | tuple[str, ...], width: float, formula: HelperColumn, kind: Kind = Kind.TEXT, **more: Any
) -> Column:
    labels = (heading,) if isinstance(heading, str) else heading
    return Column(key, name, labels, width, kind, formula=formula, next_year=Carry.COMPUTED, **more)


def _quarters(keys: tuple[str, ...], name: str, role: Role, help: str) -> tuple[Column, ...]:
    return tuple(
        _column(key, f"{name} TW {number}", (f"{name.upper()} TRIWULAN", number), 7.6, Kind.NUMBER, role=role, help=help)
        for key, number in zip(keys, TRIWULAN, strict=True)
    )


TRIWULAN_TABLE: Final = Table(
    key="triwulan",
    sheet="Triwulan",
    name="tbl_triwulan",
    csv="triwulan.csv",
    title="TARGET DAN REALISASI KINERJA TRIWULANAN TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Target dan realisasi tiap triwulan. Capaian, status, dan sisanya dihitung sendiri.",
    row_key="indikator",
    landscape=True,
    handed_in=True,
    columns=(
        _computed("sasaran", "Sasaran", "SASARAN", 20, triwulan.lent("sasaran_berlaku", MEASURED_ROWS), grouped=True),
        _column(
            "indikator",
            "Indikator",
            "INDIKATOR KINERJA",
            24,
            role=Role.INDIKATOR,
            required=True,
            help=PICKED_INDIKATOR_HELP,
            next_year=Carry.KEPT,
        ),
        _computed("satuan", "Satuan", "SATUAN", 9, triwulan.lent("satuan_berlaku", MEASURED_ROWS), role=Role.SATUAN),
        _computed("target_pk", "Target PK", "TARGET PK", 8.5, triwulan.lent_number("nilai_target", MEASURED_ROWS), Kind.NUMBER),
        _column(
            "jenis",
            "Jenis",
            "JENIS",
            11,
            expected=True,
            choices=JENIS,
            only_choices=True,
            help="jumlah: triwulan dijumlahkan. posisi akhir: triwulan terakhir yang berlaku, misalnya indeks. rata-rata: dirata-rata."
            " pembilang/penyebut: yang diketik pembilangnya, dibagi kolom Penyebut.",
            next_year=Carry.KEPT,
        ),
        _column(
            "cara_isi",
            "Cara Isi",
            "CARA ISI",
            10.5,
            choices=CARA_ISI,
            only_choices=True,
            help="Hanya untuk jumlah dan pembilang/penyebut. triwulan itu (atau kosong): angka triwulan itu saja. s.d. triwulan:"
            " angka sejak Januari.",
            next_year=Carry.KEPT,
        ),
        *_quarters(triwulan.TARGET, "Target", Role.RENCANA, FIGURE_HELP),
        *_quarters(
            triwulan.REALISASI, "Realisasi", Role.REALISASI, f"{FIGURE_HELP} 0 bila memang nol; kosong bila triwulannya belum diukur."
        ),
        _computed("target_sd", "Target SD", (_UNTIL, "TARGET"), 9, triwulan.TARGET_SD, Kind.NUMBER),
        _computed("realisasi_sd", "Realisasi SD", (_UNTIL, "REALISASI"), 10.5, triwulan.REALISASI_SD, Kind.NUMBER),
        _computed("capaian_triwulan", "Capaian TW", ("CAPAIAN % TERHADAP TARGET", "TRIWULAN"), 10, triwulan.CAPAIAN, Kind.PERCENT),
        _computed("capaian_pk", "Capaian PK", ("CAPAIAN % TERHADAP TARGET", "PK"), 10, triwulan.CAPAIAN_PK, Kind.PERCENT),
        _computed("status", "Status", "STATUS", 9, triwulan.STATUS, coloured_by="warna"),
        _computed("sisa", "Sisa", "SISA PER TRIWULAN", 10, triwulan.SISA, Kind.NUMBER, coloured_by="sisa_berat"),
        _column(
            "penyebut",
            "Penyebut",
            "PENYEBUT SETAHUN (tidak dicetak)",
            13,
            Kind.NUMBER,
            on_paper=False,
            help=f"Hanya untuk pembilang/penyebut: penyebut setahun, misalnya jumlah seluruh desa. {ANGKA_HELP}",
        ),
        _column(
            "induk",
            "Induk",
            "INDUK (tidak dicetak)",
            32,
            on_paper=False,
            help="Hanya bila nama indikator berulang: Induk yang sama seperti di Tabel 3.1.",
            next_year=Carry.KEPT,
        ),
        helper("baris", "Baris", positions.row_number("indikator")),
        helper("kunci", "Kunci", positions.key("indikator", "baris"), 24),
        helper("kunci_induk", "Kunci Induk", positions.joined_key("induk", "kunci", "baris"), 24),
        helper("baris_3_1", "Baris 3.1", positions.first_row_by(("kunci_induk", "kunci"), "baris", of=MEASURED_ROWS)),
        helper("tw", "TW", triwulan.QUARTER),
        *(
            helper(triwulan.NILAI[key], f"{what}{number}", triwulan.counted(key, "satuan", GRADES), 9, Kind.NUMBER)
            for what, keys in (("T", triwulan.TARGET), ("R", triwulan.REALISASI))
            for number, key in zip(triwulan.NUMBERS, keys, strict=True)
        ),
        helper("nilai_penyebut", "Nilai Penyebut", positions.amount("penyebut", "baris"), 9, Kind.NUMBER),
        helper("kode", "Kode", triwulan.KODE),
        helper("jumlah_target", "Jumlah T", triwulan.JUMLAH_TARGET, 9, Kind.NUMBER),
        helper("jumlah_realisasi", "Jumlah R", triwulan.JUMLAH_REALISASI, 9, Kind.NUMBER),
        *(
            helper(key, f"S{number}", column, 9, Kind.NUMBER)
            for key, number, column in zip(triwulan.SENDIRI, triwulan.NUMBERS, triwulan.SENDIRI_COLUMNS, strict=True)
        ),
        helper("target_atas", "Target Atas", triwulan.lent("nilai_target_atas", MEASURED_ROWS), 9, Kind.NUMBER),
        helper("batas_atas", "Batas Atas", triwulan.lent("nilai_batas_atas", MEASURED_ROWS), 9, Kind.PERCENT),
        helper("kode_arah", "Kode Arah", triwulan.kode_arah(MEASURED_ROWS)),
        helper("arah_berlaku", "Arah Berlaku", triwulan.ARAH_BERLAKU),
        helper("patokan", "Patokan", triwulan.PATOKAN, 9, Kind.NUMBER),
        helper("rumus", "Rumus", triwulan.RUMUS, 9, Kind.PERCENT),
        helper("patokan_pk", "Patokan PK", triwulan.PATOKAN_PK, 9, Kind.NUMBER),
        helper("rumus_pk", "Rumus PK", triwulan.RUMUS_PK, 9, Kind.PERCENT),
        helper("sisa_berat", "Sisa Berat", triwulan.SISA_BERAT),
        helper("warna", "Warna", triwulan.WARNA),
    ),
    next_rows="triwulan",
    prepared_rows=4,  # a row has 22 kB of formulas, and few offices use the sheet
)

TINDAK_LANJUT: Final = Table(
    key="tindak_lanjut",
    sheet="Tindak Lanjut",
    name="tbl_tindak_lanjut",
    csv="tindak_lanjut.csv",
    title="TINDAK LANJUT HASIL PENGUKURAN KINERJA TRIWULANAN TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Kendala, solusi, dan rencana tindak lanjut tiap triwulan; triwulan berikutnya mencatat hasilnya.",
    row_key="indikator",
    repeats=True,
    landscape=True,
    handed_in=True,
    columns=(
        _column("indikator", "Indikator", "INDIKATOR KINERJA", 21, role=Role.INDIKATOR, help=PICKED_INDIKATOR_HELP),
        _column(
            "tw", "TW", "TW", 6, expected=True, choices=TRIWULAN, only_choices=True, help="Triwulan yang dianalisis: I, II, III, atau IV."
        ),
        _column("analisis", "Analisis", "ANALISIS", 20, help="Mengapa tercapai atau tidak tercapai."),
        _column("kendala", "Kendala", "KENDALA", 16, help="Yang menghambat; tulis juga rencana tindak lanjutnya."),
        _column("solusi", "Solusi", "SOLUSI", 16, help="Yang sudah dilakukan di triwulan itu."),
        _column(
            "rencana_tindak_lanjut",
            "Rencana Tindak Lanjut",
            "RENCANA TINDAK LANJUT",
            18,
            help="Yang akan dilakukan di triwulan berikutnya.",
        ),
        _column("penanggung_jawab", "Penanggung Jawab", "PENANGGUNG JAWAB", 13, help="Jabatan yang melaksanakannya."),
        _column("batas_waktu", "Batas Waktu", "BATAS WAKTU", 11, help="Tanggal selesainya, misalnya 30-09-2025 atau 30 September 2025."),
        _column("bukti", "Bukti", "BUKTI (TAUTAN)", 14, help="Alamat web atau nama berkas bukti realisasi."),
        _column(
            "selesai",
            "Selesai",
            "SELESAI",
            9,
            choices=SELESAI,
            only_choices=True,
            help="Hasil rencananya: selesai, proses, atau belum.",
        ),
    ),
    next_rows="tindak_lanjut",
)
