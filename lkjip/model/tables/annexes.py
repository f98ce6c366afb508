"""Declarations of the optional annex tables: plans, agreements, budgets and figures as printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from lkjip.model import end_targets, positions
from lkjip.model.columns import Always, Carry, Column, From, Kind, Role, Table
from lkjip.model.expressions import ColumnSum
from lkjip.model.renstra import TARGET_TAHUNAN, placeholder
from lkjip.model.tables.diterima import DITERIMA
from lkjip.model.tables.helpers import helper
from lkjip.model.tables.predikat import PREDIKAT
from lkjip.model.tables.prose import DASAR_HUKUM, LHE, NASKAH, ORGANISASI
from lkjip.model.tables.scale import KATEGORI_LABELS
from lkjip.model.tables.words import ANGKA_HELP, ARAH, FIGURE_HELP, PICKED_INDIKATOR_HELP, RUPIAH_HELP, SATUAN, SATUAN_HELP

MURNI: Final = "murni"
PERUBAHAN: Final = "perubahan"
DOKUMEN: Final = (MURNI, PERUBAHAN)
JENIS_RENCANA: Final = ("program", "kegiatan", "indikator")
MONTHS: Final = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")
"""The months, as reports write them."""
BULAN: Final = {month[:3].lower(): month[:3] for month in MONTHS}
"""Names of the monthly columns of Rencana Aksi, by column key."""
_YEARS: Final = tuple(TARGET_TAHUNAN.values())
ANGGARAN_APBD: Final = "Anggaran APBD (BTL + BL)"
REALISASI_APBD: Final = "Realisasi APBD"
ANGGARAN_SEJAK_2021: Final = "Anggaran APBD"
"""The name of the whole budget since local budgets have other parts (PP 12/2019, Permendagri 90/2019)."""
BELANJA_SAMPAI_2020: Final = ("Belanja Tidak Langsung", "Belanja Langsung")
BELANJA: Final = ("Belanja Operasi", "Belanja Modal", "Belanja Tidak Terduga", "Belanja Transfer")
"""The parts of a budget up to 2020, and since then; an office states those that it has."""
LAST_YEAR_OF_BTL: Final = 2020
ANGGARAN_KEGIATAN: Final = "Anggaran kegiatan (Pengukuran Kinerja)"
REALISASI_KEGIATAN: Final = "Realisasi kegiatan (Pengukuran Kinerja)"
URAIAN_ANGGARAN: Final = (
    ANGGARAN_APBD,
    REALISASI_APBD,
    "Penyerapan tercetak",
    "Efisiensi tercetak",
    *BELANJA_SAMPAI_2020,
    ANGGARAN_KEGIATAN,
    REALISASI_KEGIATAN,
    "Prosentase tercetak",
)
"""Names, in the column Uraian, of the budget figures that a report up to 2020 states in its text."""
URAIAN_SEJAK_2021: Final = (ANGGARAN_SEJAK_2021, *URAIAN_ANGGARAN[1:4], *BELANJA, *URAIAN_ANGGARAN[6:])

_TERCETAK_HELP: Final = "Boleh kosong. Angka menurut naskah; pemeriksaan membandingkannya dengan tabel lain."
_OFFICE: Final = "{kantor}"


def _column(key: str, name: str, heading: str | tuple[str, ...], width: float, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    """Build a column of an annex; its CSV heading defaults to its key."""
    labels = (heading,) if isinstance(heading, str) else heading
    return Column(key, name, labels, width, kind, **{"csv": key, **more})


def _indikator(heading: str, width: float, *, next_year: Carry) -> Column:
    return _column("indikator", "Indikator", heading, width, role=Role.INDIKATOR, help=PICKED_INDIKATOR_HELP, next_year=next_year)


def _satuan(heading: str, *, unit_of: tuple[str, ...] = (), next_year: Carry) -> Column:
    """Build the column with the unit of a row's figures; `unit_of` as in `Column`."""
    return _column(
        "satuan", "Satuan", heading, 11, role=Role.SATUAN, choices=SATUAN, unit_of=unit_of, help=SATUAN_HELP, next_year=next_year
    )


def _sasaran_columns(heading: str = "Sasaran Strategis", *, next_year: Carry) -> tuple[Column, ...]:
    return (
        _column("no_sasaran", "No", "No", 5, Kind.COUNT, grouped=True, borrowed_from="tabel_2_1", next_year=next_year),
        _column("sasaran", "Sasaran", heading, 30, grouped=True, borrowed_from="tabel_2_1", next_year=next_year),
    )


def _target_columns(indikator: str, *, next_year: Carry) -> tuple[Column, ...]:
    """Build the columns sasaran, indikator, target and satuan that RKT, Perjanjian Kinerja and Penetapan Kinerja share."""
    return (
        *_sasaran_columns(next_year=next_year),
        _indikator(indikator, 38, next_year=next_year),
        _column("target", "Target", "Target", 11, Kind.NUMBER, role=Role.TARGET, expected=True, help=FIGURE_HELP, next_year=next_year),
        _satuan("Target", next_year=next_year),
    )


def _yearly_targets(heading: str, before: str, width: float, *, last: str) -> tuple[Column, ...]:
    """Build a column for each target year of the Renstra, headed with its year.

    Args:
        before: what stands before the year.
        last: the heading of the last column; another one than the others' sets it apart, as a column that not every office prints.
    """
    return tuple(
        _column(
            key,
            f"Target Tahun {place}",
            (last if place == len(TARGET_TAHUNAN) else heading, f"{before}{{{placeholder(place)}}}"),
            width,
            Kind.NUMBER,
            role=Role.RENCANA,
            csv=f"target_{{{placeholder(place)}}}",
            csv_also=key,
            printed_if_used=last != heading and place == len(TARGET_TAHUNAN),
            help=FIGURE_HELP,
            next_year=Carry.KEPT_IN_RENSTRA,
        )
        for place, key in TARGET_TAHUNAN.items()
    )


RENSTRA: Final = Table(
    key="renstra",
    sheet="Renstra",
    name="tbl_renstra",
    csv="renstra_{tahun_awal_renstra}_{tahun_akhir_renstra}.csv",
    title="RENCANA STRATEGIS[ TAHUN {tahun_awal_renstra}-{tahun_akhir_renstra}]",
    subtitle=_OFFICE,
    about="Tujuan, sasaran, dan target tiap tahun Renstra.",
    row_key="indikator",
    handed_in=True,
    landscape=True,
    columns=(
        _column("no", "No", "NO", 5, Kind.COUNT, next_year=Carry.KEPT_IN_RENSTRA),
        _column("tujuan", "Tujuan", "TUJUAN", 24, next_year=Carry.KEPT_IN_RENSTRA),
        _column("sasaran", "Sasaran", "SASARAN", 26, next_year=Carry.KEPT_IN_RENSTRA),
        _indikator("INDIKATOR KINERJA", 30, next_year=Carry.KEPT_IN_RENSTRA),
        *_yearly_targets("TARGET KINERJA PADA TAHUN", "", 8.5, last="TARGET TAHUN"),
        _column(
            "baseline",
            "Baseline",
            f"KONDISI AWAL TAHUN {{{placeholder(None)}}}",
            12,
            Kind.NUMBER,
            role=Role.RENCANA,
            csv=f"baseline_{{{placeholder(None)}}}",
            csv_also="baseline",
            printed_if_used=True,
            help=f"Keadaan sebelum tahun target pertama. {FIGURE_HELP}",
            next_year=Carry.KEPT_IN_RENSTRA,
        ),
        helper("baris", "Baris", positions.row_number("indikator")),
        helper("kunci", "Kunci", positions.key("indikator", "baris"), 24),
        helper("jumlah_target", "Jumlah Target", end_targets.planned_sum(_YEARS), 13, Kind.NUMBER),
        helper("target_terakhir", "Target Terakhir", end_targets.planned_last(_YEARS, "jumlah_target"), 13, Kind.NUMBER),
        helper("target_tetap", "Target Tetap", end_targets.planned_same(_YEARS, "jumlah_target"), 13, Kind.NUMBER),
    ),
    next_rows="renstra",
)

IKU: Final = Table(
    key="iku",
    sheet="IKU",
    name="tbl_iku",
    csv="iku_{tahun_awal_renstra}_{tahun_akhir_renstra}.csv",
    title="INDIKATOR KINERJA UTAMA[ {tahun_awal_renstra}-{tahun_akhir_renstra}]",
    subtitle=_OFFICE,
    about="Satuan, sumber data, pelaksana, definisi, dan arah tiap indikator.",
    row_key="indikator",
    handed_in=True,
    landscape=True,
    columns=(
        *_sasaran_columns("Sasaran", next_year=Carry.KEPT_IN_RENSTRA),
        _indikator("Indikator", 44, next_year=Carry.KEPT_IN_RENSTRA),
        _satuan("Satuan", next_year=Carry.KEPT_IN_RENSTRA),
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
            role=Role.ARAH,
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
    handed_in=True,
    numbering=("1", "2", "3", "4", "4"),
    columns=_target_columns("Indikator kinerja (Outcome)", next_year=Carry.KEPT),
    next_rows="rkt_berikut",
)

RKT_BERIKUT: Final = replace(
    RKT,
    key="rkt_berikut",
    sheet="RKT Tahun Depan",
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
    handed_in=True,
    numbering=("", "1", "2", "3", "4", "4"),
    columns=(
        _column(
            "dokumen",
            "Dokumen",
            "Dokumen",
            12,
            role=Role.BAGIAN,
            expected=True,
            choices=DOKUMEN,
            only_choices=True,
            grouped=True,
            when_taken=MURNI,
            help="murni: yang ditandatangani di awal tahun. perubahan: penggantinya; target perubahan yang berlaku.",
            next_year=Always(MURNI),
        ),
        *_target_columns("Indikator Kinerja Utama", next_year=Carry.KEPT),
        _column(
            "alasan",
            "Alasan",
            "ALASAN PERUBAHAN (tidak dicetak)",
            40,
            on_paper=False,
            help="Hanya untuk perubahan: mengapa targetnya diubah, atau indikatornya ditambahkan.",
            next_year=Carry.EMPTIED,
        ),
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
    about="Anggaran program, murni dan perubahan. Total menurut naskah ditulis di Profil.",
    row_key="program",
    handed_in=True,
    counts_unnamed=True,
    columns=(
        _column("no", "No", "No", 5, Kind.COUNT, next_year=Carry.KEPT),
        _column("program", "Program", "Program", 40, total="Total Anggaran", next_year=Carry.KEPT),
        _column(
            "anggaran_murni",
            "Anggaran Murni",
            "Anggaran",
            19,
            Kind.RUPIAH,
            total=ColumnSum("anggaran_murni"),
            printed_total="total_program_murni",
            help=RUPIAH_HELP,
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
            help=RUPIAH_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column("keterangan", "Keterangan", "Ket", 12, next_year=Carry.KEPT),
    ),
    next_rows="program_berikut",
)

PENETAPAN: Final = Table(
    key="penetapan",
    sheet="PK Tahun Depan",
    name="tbl_penetapan",
    csv="penetapan_kinerja_{tahun+1}.csv",
    title="PENETAPAN KINERJA TAHUN {tahun+1}",
    subtitle=_OFFICE,
    about="Target Penetapan Kinerja tahun berikutnya.",
    row_key="indikator",
    handed_in=True,
    numbering=("1", "2", "3", "4", "4"),
    columns=_target_columns("Indikator kinerja", next_year=Carry.EMPTIED),
    next_rows="penetapan",
)

PROGRAM_BERIKUT: Final = Table(
    key="program_berikut",
    sheet="Program Tahun Depan",
    name="tbl_program_berikut",
    csv="penetapan_program_{tahun+1}.csv",
    title="PROGRAM DAN ANGGARAN PENETAPAN KINERJA TAHUN {tahun+1}",
    subtitle=_OFFICE,
    about="Anggaran program tahun berikutnya. Jumlah menurut naskah ditulis di Profil.",
    row_key="program",
    handed_in=True,
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
            help=RUPIAH_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column("keterangan", "Keterangan", "KETERANGAN", 17, next_year=Carry.EMPTIED),
    ),
    next_rows="program_berikut",
)

PENGUKURAN: Final = Table(
    key="pengukuran",
    sheet="Angka Naskah Lampiran C",
    name="tbl_pengukuran",
    csv="pengukuran_kinerja_{tahun}.csv",
    title="PENGUKURAN KINERJA TAHUN ANGGARAN {tahun}",
    subtitle=_OFFICE,
    about="Angka lampiran Pengukuran Kinerja menurut naskah.",
    row_key="indikator",
    numbering=("1", "2", "3", "4", "4", "5", "6"),
    columns=(
        *_sasaran_columns(next_year=Carry.KEPT),
        _indikator("Indikator Kinerja", 42, next_year=Carry.KEPT),
        _column("target", "Target", "Target", 11, Kind.NUMBER, role=Role.TARGET, expected=True, help=FIGURE_HELP, next_year=Carry.EMPTIED),
        _satuan("Target", unit_of=("target", "realisasi"), next_year=Carry.KEPT),
        _column(
            "realisasi",
            "Realisasi",
            "Realisasi",
            11,
            Kind.NUMBER,
            role=Role.REALISASI,
            expected=True,
            help=FIGURE_HELP,
            next_year=Carry.EMPTIED,
        ),
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
    handed_in=True,
    landscape=True,
    columns=(
        _column(
            "jenis",
            "Jenis",
            "Jenis",
            10,
            role=Role.BAGIAN,
            choices=JENIS_RENCANA,
            only_choices=True,
            when_taken=JENIS_RENCANA[-1],
            help="program, kegiatan: bagian pekerjaan tiap bulan, dalam persen. indikator: target tiap bulan, dalam satuannya.",
            next_year=Carry.KEPT,
        ),
        _column(
            "uraian",
            "Uraian",
            "Program / Indikator Kinerja",
            40,
            role=Role.INDIKATOR,
            names_others=True,
            help="Nama program atau indikator.",
            next_year=Carry.KEPT,
        ),
        _satuan("Satuan", unit_of=tuple(BULAN), next_year=Carry.KEPT),
        *(_column(key, month, ("Target", month), 7, Kind.NUMBER, help=ANGKA_HELP, next_year=Carry.EMPTIED) for key, month in BULAN.items()),
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
    handed_in=True,
    repeats=True,
    landscape=True,
    columns=(
        _column(
            "iku",
            "IKU",
            "INDIKATOR KINERJA UTAMA",
            22,
            role=Role.INDIKATOR,
            grouped=True,
            help=PICKED_INDIKATOR_HELP,
            next_year=Carry.KEPT_IN_RENSTRA,
        ),
        _column("program", "Program", "PROGRAM", 21, grouped=True, next_year=Carry.KEPT_IN_RENSTRA),
        _column("kegiatan", "Kegiatan", "KEGIATAN", 23, next_year=Carry.KEPT_IN_RENSTRA),
        _column("indikator_kegiatan", "Indikator Kegiatan", "INDIKATOR KEGIATAN", 30, next_year=Carry.KEPT_IN_RENSTRA),
        *_yearly_targets("TARGET", "TH ", 7, last="TARGET"),
        _satuan("SATUAN", next_year=Carry.KEPT_IN_RENSTRA),
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
        _column(
            "uraian",
            "Uraian",
            "Uraian",
            52,
            choices=URAIAN_SEJAK_2021,
            choices_until=(LAST_YEAR_OF_BTL, URAIAN_ANGGARAN),
            help="Pilih dari daftar.",
            next_year=Carry.KEPT,
        ),
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
    handed_in=True,
    landscape=True,
    columns=(
        _column("no", "No", "No", 5, Kind.COUNT, next_year=Carry.KEPT),
        _indikator("Indikator Kinerja", 24, next_year=Carry.KEPT),
        _column("keberhasilan", "Keberhasilan", "Keberhasilan", 27, next_year=Carry.EMPTIED),
        _column("hambatan", "Hambatan", "Hambatan / permasalahan", 27, next_year=Carry.EMPTIED),
        _column("solusi", "Solusi", "Alternatif solusi", 27, next_year=Carry.EMPTIED),
        _column(
            "anggaran_narasi",
            "Anggaran Narasi",
            ("Efisiensi menurut naskah", "Anggaran"),
            14,
            Kind.RUPIAH,
            help=_TERCETAK_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column(
            "digunakan_narasi",
            "Digunakan Narasi",
            ("Efisiensi menurut naskah", "Digunakan"),
            14,
            Kind.RUPIAH,
            help=_TERCETAK_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column(
            "efisiensi_narasi",
            "Efisiensi Narasi",
            ("Efisiensi menurut naskah", "Efisiensi %"),
            11,
            Kind.PERCENT,
            help=_TERCETAK_HELP,
            next_year=Carry.EMPTIED,
        ),
        *(
            _column(key, name, heading, width, help=f"Boleh kosong. {help}", next_year=Carry.EMPTIED)
            for key, name, heading, width, help in (
                ("faktor_pendukung", "Faktor Pendukung", "Faktor pendukung", 24, "Yang membantu tercapainya target."),
                ("uraian_efisiensi", "Uraian Efisiensi", "Uraian efisiensi", 40, "Cara menghemat sumber daya. Angkanya dihitung sendiri."),
                (
                    "program_penunjang",
                    "Program Penunjang",
                    "Program dan kegiatan penunjang",
                    60,
                    "Program dan kegiatan yang menunjang. Beberapa butir: tiap butir di baris baru (Alt+Enter), diawali tanda -.",
                ),
            )
        ),
        helper("baris", "Baris", positions.row_number("indikator")),
        helper("kunci", "Kunci", positions.key("indikator", "baris"), 24),
    ),
    next_rows="narasi",
)

REKAP: Final = Table(
    key="rekap",
    sheet="Angka Naskah BAB IV",
    name="tbl_rekap",
    csv="rekap_bab_iv_{tahun}.csv",
    title="CAPAIAN KINERJA MENURUT BAB IV TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Jumlah indikator tiap kategori menurut BAB IV.",
    row_key="kategori",
    prepared_rows=4,
    columns=(
        _column("kategori", "Kategori", "Kategori", 22, role=Role.KATEGORI, choices=KATEGORI_LABELS, next_year=Carry.KEPT),
        _column(
            "batas_tercetak", "Batas Tercetak", "Batas", 30, help="Seperti di naskah, misalnya: 75% sampai 100%.", next_year=Carry.KEPT
        ),
        _column(
            "jumlah_indikator_tercetak",
            "Jumlah Indikator Tercetak",
            "Jumlah indikator",
            16,
            Kind.COUNT,
            help=_TERCETAK_HELP,
            next_year=Carry.EMPTIED,
        ),
        _column("persen_tercetak", "Persen Tercetak", "Persentase", 14, Kind.PERCENT, help=_TERCETAK_HELP, next_year=Carry.EMPTIED),
    ),
    next_rows="rekap",
)

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
    PREDIKAT,
    DITERIMA,
    NASKAH,
    DASAR_HUKUM,
    ORGANISASI,
    LHE,
)
"""The optional tables, but for those that read the report's own (`lkjip.model.tables.quarters`)."""
