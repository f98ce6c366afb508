"""Declarations of the required tables of the report itself: Tabel 2.1, 3.1 and 3.2."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lkjip.model import end_targets, levels, positions
from lkjip.model.columns import Carry, Column, From, Kind, Role, Table
from lkjip.model.expressions import Call, ColumnMean, CountedSum, Native, OrderCell, RowCell, Rules, Scale, StepCell, TotalCell
from lkjip.model.formulas.steps import STEPS
from lkjip.model.positions import HelperColumn, Names
from lkjip.model.tables.annexes import RENSTRA
from lkjip.model.tables.helpers import helper
from lkjip.model.tables.predikat import GRADES
from lkjip.model.tables.words import (
    ANGKA_HELP,
    ARAH,
    FIGURE_HELP,
    INDIKATOR_HELP,
    KUMULATIF,
    LENT_HELP,
    PICKED_INDIKATOR_HELP,
    RUPIAH_HELP,
    SATUAN,
    SATUAN_HELP,
)
from xlfuncs.triwulan import TRIWULAN

RIWAYAT: Final = (3, 2, 1)
"""Earlier years whose realisasi Tabel 3.1 shows, as years before the report's year, oldest first."""
REALISASI: Final = {ago: f"realisasi_{ago}" if ago else "realisasi" for ago in (*RIWAYAT, 0)}
"""Keys of the realisasi columns of Tabel 3.1, by years before the report's year (0 is that year itself), oldest first."""
TARGET: Final = {ago: f"target_{ago}" if ago else "target" for ago in (*RIWAYAT, 0)}
"""Keys of its target columns likewise."""

REALISASI_TRIWULAN: Final = tuple(f"realisasi_tw_{number}" for number, _ in enumerate(TRIWULAN, 1))
"""Keys of the columns of Tabel 3.2 with what was spent in each quarter."""

_MEASURED: Final = (
    *(RowCell("nilai_target"), RowCell("nilai_realisasi"), RowCell("arah"), Rules()),
    *(RowCell("target_atas"), RowCell("batas_atas")),
)
"""What the capaian of a row of Tabel 3.1 is computed from."""
_INDUK: Final = Column(
    "induk",
    "Induk",
    ("INDUK (tidak dicetak)",),
    32,
    csv="induk",
    on_paper=False,
    help="Hanya bila nama indikator berulang, misalnya a. Rawat inap: nama indikator atau judul di atasnya.",
    next_year=Carry.KEPT,
)
"""What tells apart indicators of one name, such as "a. Rawat inap" of two hospitals."""
_STEPS: Final = ("kode_arah", "patokan", "rumus")
"""The steps of the native capaian that no other column has."""


def _sasaran_helpers(number: str) -> tuple[Column, ...]:
    """Build the columns that group rows by sasaran.

    Args:
        number: key of the column with the number of each row that a sasaran has.
    """
    key = positions.text_key("sasaran_berlaku", number, end=positions.WITHOUT_NAME)
    former = positions.key("sasaran", "baris", end=positions.WITHOUT_NAME).formula
    first = positions.first_row("kunci_sasaran", number)
    return (
        helper("kunci_sasaran", "Kunci Sasaran", replace(key, former=former), 24),
        helper("baris_sasaran", "Baris Sasaran", replace(first, former=positions.first_row("kunci_sasaran", "baris").formula)),
    )


TABEL_2_1: Final = Table(
    key="tabel_2_1",
    sheet="Tabel 2.1",
    name="tbl_21",
    csv="tabel_2_1.csv",
    title="Tabel 2.1 Perjanjian Kinerja[ {kantor}] Tahun {tahun}",
    about="Isi sasaran, indikator, dan target dari Perjanjian Kinerja.",
    row_key="indikator",
    unique=True,
    source="[Sumber : {sumber_tabel_2_1}]",
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
            example="1",
            next_year=Carry.KEPT,
        ),
        Column(
            "sasaran",
            "Sasaran",
            ("Sasaran Strategis",),
            30,
            csv="sasaran",
            required=True,
            expected=True,
            grouped=True,
            help="Tulis di setiap baris; yang sama dengan baris di atasnya tidak ikut terlihat.",
            example="Masyarakat yang tertib dan aman",
            next_year=Carry.KEPT,
        ),
        Column(
            "indikator",
            "Indikator",
            ("Indikator kinerja (Outcome)",),
            38,
            role=Role.INDIKATOR,
            csv="indikator",
            required=True,
            help=INDIKATOR_HELP,
            example="Contoh: Persentase organisasi yang terdaftar",
            next_year=Carry.KEPT,
        ),
        Column(
            "target",
            "Target",
            ("Target",),
            11,
            Kind.NUMBER,
            role=Role.TARGET,
            csv="target",
            required=True,
            expected=True,
            help=FIGURE_HELP,
            example="98,78",
            next_year=Carry.PLANNED,
        ),
        Column(
            "satuan",
            "Satuan",
            ("Target",),
            11,
            role=Role.SATUAN,
            csv="satuan",
            required=True,
            expected=True,
            choices=SATUAN,
            help=SATUAN_HELP,
            example="%",
            next_year=Carry.KEPT,
        ),
        _INDUK,
        # only rows that have a sasaran can lend one
        helper("baris", "Baris", positions.row_number("sasaran")),
        helper("kunci", "Kunci", positions.key("indikator", "baris"), 24),
        helper("kunci_induk", "Kunci Induk", positions.joined_key("induk", "kunci", "baris"), 24),
    ),
    next_rows="tabel_2_1",
)

_PLANNED: Final = Names(RENSTRA.name, RENSTRA.names)
_AGREED: Final = Names(TABEL_2_1.name, TABEL_2_1.names)


def _graded(figure: str, former: str) -> HelperColumn:
    """The number of a figure of Tabel 3.1 by the unit in force; workbooks of template 3 took the row's own cells."""
    own = positions.graded(former, "satuan", GRADES).formula
    return replace(positions.graded(figure, "satuan_berlaku", GRADES), former=own)


TABEL_3_1: Final = Table(
    key="tabel_3_1",
    sheet="Tabel 3.1",
    name="tbl_31",
    csv="tabel_3_1.csv",
    title="Tabel 3.1 Pencapaian Kinerja[ {kantor}] Tahun {tahun}",
    about="Isi target dan realisasi. Capaian dan kategori dihitung sendiri.",
    row_key="indikator",
    unique=True,
    landscape=True,
    # the report does not number what it does not print
    numbering=("1", "2", "", *map(str, range(3, 12))),
    columns=(
        Column(
            "indikator",
            "Indikator",
            ("INDIKATOR KINERJA",),
            40,
            role=Role.INDIKATOR,
            csv="indikator",
            required=True,
            total="RATA-RATA CAPAIAN",
            help=PICKED_INDIKATOR_HELP,
            example="Contoh: Persentase organisasi yang terdaftar",
            next_year=Carry.KEPT,
        ),
        Column(
            "satuan",
            "Satuan",
            ("SATUAN",),
            10,
            role=Role.SATUAN,
            csv="satuan",
            borrowed_from="tabel_2_1",
            borrowed_when_read=True,
            in_force="satuan_berlaku",
            required=True,
            expected=True,
            choices=SATUAN,
            help=f"{SATUAN_HELP} {LENT_HELP}",
            example="%",
            next_year=Carry.KEPT,
        ),
        Column(
            "arah",
            "Arah",
            ("ARAH",),
            12,
            role=Role.ARAH,
            csv="arah",
            expected=True,
            borrowed_from="iku",
            choices=ARAH,
            only_choices=True,
            help="naik: makin tinggi makin baik. turun: makin rendah makin baik. Kosong berarti naik. Tulis sama seperti di IKU.",
            example="naik",
            next_year=Carry.KEPT,
        ),
        Column(
            "target_akhir_renstra",
            "Target Akhir Renstra",
            ("TARGET KONDISI AKHIR RENSTRA[ TAHUN {tahun_akhir_renstra}]",),
            14,
            Kind.NUMBER,
            role=Role.RENCANA,
            csv="target_akhir_renstra_{tahun_akhir_renstra}",
            help=ANGKA_HELP,
            example="100",
            next_year=Carry.KEPT_IN_RENSTRA,
        ),
        *(
            Column(
                REALISASI[ago],
                f"Realisasi {ago}",
                (f"REALISASI TAHUN {{tahun-{ago}}}",),
                12,
                Kind.NUMBER,
                role=Role.REALISASI,
                csv=f"realisasi_{{tahun-{ago}}}",
                help=FIGURE_HELP,
                next_year=From(REALISASI[ago - 1]),
            )
            for ago in RIWAYAT
        ),
        Column(
            "target",
            "Target",
            ("TAHUN {tahun}", "TARGET"),
            11,
            Kind.NUMBER,
            role=Role.TARGET,
            csv="target_{tahun}",
            borrowed_from="tabel_2_1",
            borrowed_when_read=True,
            in_force="target_berlaku",
            required=True,
            expected=True,
            upper="target_atas",
            graded="nilai_target",
            help=f"{FIGURE_HELP} {LENT_HELP}",
            example="98,78",
            next_year=Carry.PLANNED,
        ),
        Column(
            REALISASI[0],
            "Realisasi",
            ("TAHUN {tahun}", "REALISASI"),
            12,
            Kind.NUMBER,
            role=Role.REALISASI,
            csv="realisasi_{tahun}",
            required=True,
            expected=True,
            graded="nilai_realisasi",
            help=FIGURE_HELP,
            example="97,5",
            next_year=Carry.EMPTIED,
        ),
        Column(
            "capaian",
            "Capaian",
            ("TAHUN {tahun}", "CAPAIAN %"),
            12,
            Kind.PERCENT,
            formula=Call("CAPAIAN", _MEASURED, native=RowCell("persen_capaian")),
            total=ColumnMean("capaian", named_by="indikator", sasaran="baris_sasaran", bobot="bobot"),
            next_year=Carry.COMPUTED,
        ),
        Column(
            "kategori",
            "Kategori",
            ("TAHUN {tahun}", "KATEGORI"),
            12,
            role=Role.KATEGORI,
            formula=Call("KATEGORI", (RowCell("capaian"), Scale()), native=RowCell("kode_kategori")),
            total=Call("KATEGORI", (TotalCell("capaian"), Scale())),
            next_year=Carry.COMPUTED,
        ),
        Column(
            "pengampu",
            "Pengampu",
            ("{judul_penanggung_jawab|PENANGGUNG JAWAB}",),
            32,
            csv="pengampu",
            example="Kepala Seksi Politik",
            next_year=Carry.KEPT,
        ),
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
            "kumulatif",
            "Kumulatif",
            ("KUMULATIF (tidak dicetak)",),
            13,
            csv="kumulatif",
            choices=KUMULATIF,
            only_choices=True,
            on_paper=False,
            help="ya: target akhir Renstra adalah jumlah target tiap tahun. tidak: target satu tahun. Kosong: yang terbukti dari Renstra.",
            next_year=Carry.KEPT_IN_RENSTRA,
        ),
        Column(
            "target_atas",
            "Target Atas",
            ("TARGET ATAS (tidak dicetak)",),
            13,
            Kind.NUMBER,
            csv="target_atas_{tahun}",
            on_paper=False,
            help="Hanya bila targetnya rentang: untuk 80-90 ketik 80 di Target dan 90 di sini.",
            next_year=Carry.EMPTIED,
        ),
        Column(
            "batas_atas",
            "Batas Atas",
            ("BATAS ATAS % (tidak dicetak)",),
            13,
            Kind.PERCENT,
            csv="batas_atas",
            on_paper=False,
            help="Capaian tertinggi indikator ini dalam persen, misalnya 100. Kosong: seperti indikator lain.",
            next_year=Carry.KEPT,
        ),
        Column(
            "bobot",
            "Bobot",
            ("BOBOT (tidak dicetak)",),
            13,
            Kind.PERCENT,
            csv="bobot",
            on_paper=False,
            help="Bobot indikator ini dalam rata-rata berbobot. Isi untuk semua indikator, atau kosongkan semua.",
            next_year=Carry.KEPT,
        ),
        Column(
            "catatan",
            "Catatan",
            ("CATATAN (tidak dicetak)",),
            40,
            role=Role.CATATAN,
            csv="catatan",
            on_paper=False,
            help="Keterangan yang tercetak di samping angka, misalnya >= 85 atau 76,16 (BB).",
            next_year=Carry.EMPTIED,
        ),
        _INDUK,
        *(helper(step.key, step.name, StepCell(step.key, named_by="indikator"), 13) for step in STEPS if step.key in _STEPS),
        Column(
            "persen_capaian",
            "Persen Capaian",
            ("CAPAIAN % (rumus bawaan)",),
            13,
            Kind.PERCENT,
            formula=StepCell("persen_capaian", named_by="indikator"),
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
        helper("urutan", "Urutan", OrderCell("persen_capaian", "baris"), 13),
        helper("baris", "Baris", positions.row_number("indikator")),
        helper("kunci", "Kunci", positions.key("indikator", "baris"), 24),
        helper("kunci_induk", "Kunci Induk", positions.joined_key("induk", "kunci", "baris"), 24),
        helper("baris_renstra", "Baris Renstra", positions.first_row("kunci", "baris", of=_PLANNED)),
        helper(
            "sifat_target",
            "Sifat Target",
            end_targets.nature("target_akhir_renstra", "kumulatif", "target", "satuan", end_targets.Plan(_PLANNED, "baris_renstra")),
            12,
        ),
        helper("baris_2_1", "Baris 2.1", positions.first_row_by(("kunci_induk", "kunci"), "baris", of=_AGREED)),
        helper("satuan_berlaku", "Satuan Berlaku", positions.in_force("satuan", "baris_2_1", _AGREED), 13),
        helper("target_berlaku", "Target Berlaku", positions.in_force("target", "baris_2_1", _AGREED), 13, Kind.NUMBER),
        helper("nilai_target", "Nilai Target", _graded("target_berlaku", "target"), 13, Kind.NUMBER),
        helper("nilai_realisasi", "Nilai Realisasi", _graded("realisasi", "realisasi"), 13, Kind.NUMBER),
        helper("sasaran_berlaku", "Sasaran Berlaku", positions.borrowed("sasaran", "baris_2_1", _AGREED, "sasaran"), 24),
        *_sasaran_helpers("baris"),
        helper("kunci_lengkap", "Kunci Lengkap", positions.numbered_key("kunci", "baris_sasaran"), 24),
        Column(
            "capaian_naskah",
            "Capaian Naskah",
            ("CAPAIAN % MENURUT NASKAH (tidak dicetak)",),
            16,
            Kind.PERCENT,
            csv="capaian_persen",
            on_paper=False,
            help="Boleh kosong. Capaian yang tercetak di naskah; pemeriksaan membandingkannya dengan hasil hitungan.",
            next_year=Carry.EMPTIED,
        ),
        Column(
            "kategori_naskah",
            "Kategori Naskah",
            ("KATEGORI MENURUT NASKAH (tidak dicetak)",),
            16,
            csv="kategori",
            on_paper=False,
            help="Boleh kosong. Kategori yang tercetak di naskah, kode atau namanya.",
            next_year=Carry.EMPTIED,
        ),
        *(
            Column(
                TARGET[ago],
                f"Target {ago}",
                (f"TARGET TAHUN {{tahun-{ago}}} (tidak dicetak)",),
                13,
                Kind.NUMBER,
                role=Role.RENCANA,
                csv=f"target_{{tahun-{ago}}}",
                on_paper=False,
                help=f"Boleh kosong. {ANGKA_HELP} Perbandingan menghitung capaian tahun itu darinya.",
                # of a range of targets the lower end alone would give another capaian
                next_year=From(TARGET[ago - 1], unless=None if ago > 1 else "target_atas"),
            )
            for ago in RIWAYAT
        ),
        Column(
            "standar",
            "Standar",
            ("STANDAR NASIONAL ATAU PROVINSI (tidak dicetak)",),
            16,
            Kind.NUMBER,
            csv="standar",
            on_paper=False,
            help=f"Boleh kosong. Angka nasional atau provinsi untuk indikator yang sama. {ANGKA_HELP}",
            next_year=Carry.EMPTIED,
        ),
        Column(
            "sumber_standar",
            "Sumber Standar",
            ("SUMBER STANDAR (tidak dicetak)",),
            24,
            csv="sumber_standar",
            on_paper=False,
            help="Misalnya: nasional, BPS 2024.",
            next_year=Carry.EMPTIED,
        ),
        helper("nilai_target_atas", "Nilai Target Atas", positions.figure("target_atas"), 13, Kind.NUMBER),
        helper("nilai_batas_atas", "Nilai Batas Atas", positions.figure("batas_atas"), 13, Kind.PERCENT),
    ),
    next_rows="tabel_3_1",
)

MEASURED_ROWS: Final = Names(TABEL_3_1.name, TABEL_3_1.names)
"""The references to the columns of Tabel 3.1, for tables that find their indicators there."""
_BARIS_3_1: Final = replace(
    positions.first_row_in_group(
        "kunci_berlaku",
        "sasaran_tertulis",
        "baris_dihitung",
        MEASURED_ROWS,
        of_key="kunci",
        groups="kunci_sasaran",
        numbered="kunci_lengkap",
    ),
    former=positions.first_row("kunci", "baris", of=MEASURED_ROWS).formula,
)
_AMOUNTS: Final = positions.Amounts("anggaran", "realisasi", "nilai_anggaran", "nilai_realisasi")
_BUDGET_FIGURES: Final = ("anggaran", "realisasi", "serapan_naskah", "efisiensi_naskah")
"""The figures by which a budget line counts even without the name of an indicator."""
_FORMER_ROW: Final = positions.row_number("indikator", figures=("anggaran", "realisasi"))


def _former_left_over(names: Names) -> str:
    return f'IF({names.cell("baris_3_1")}="",{names.cell("baris")},"")'


TABEL_3_2: Final = Table(
    key="tabel_3_2",
    sheet="Tabel 3.2",
    name="tbl_32",
    csv="tabel_3_2.csv",
    title="Tabel 3.2 Capaian Kinerja Keuangan[ {kantor}] Tahun {tahun}",
    about="Isi anggaran dan realisasinya. Serapan dan efisiensi dihitung sendiri.",
    row_key="indikator",
    counts_unnamed=True,
    repeats=True,
    landscape=True,
    columns=(
        Column("no", "No", ("No",), 5, Kind.COUNT, csv="no", next_year=Carry.KEPT),
        Column(
            "sasaran",
            "Sasaran",
            ("Sasaran Strategis", "Sasaran"),
            24,
            csv="sasaran",
            borrowed_from="tabel_3_1",
            borrowed_when_read=True,
            next_year=Carry.KEPT,
        ),
        Column(
            "indikator",
            "Indikator",
            ("Sasaran Strategis", "(Indikator)"),
            24,
            role=Role.INDIKATOR,
            csv="indikator",
            required=True,
            total="Jumlah Anggaran",
            help=PICKED_INDIKATOR_HELP,
            example="Contoh: Persentase organisasi yang terdaftar",
            next_year=Carry.KEPT,
        ),
        Column(
            "program",
            "Program",
            ("Program/ Kegiatan", "Program"),
            22,
            csv="program",
            example="Program Pendidikan Politik",
            next_year=Carry.KEPT,
        ),
        Column(
            "kegiatan",
            "Kegiatan",
            ("Program/ Kegiatan", "Kegiatan"),
            34,
            Kind.LIST,
            csv="kegiatan",
            help="Satu kegiatan satu baris, dipisah titik koma.",
            example="Pendataan organisasi",
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
            total=CountedSum("dihitung", typed="anggaran", number="baris"),
            help=RUPIAH_HELP,
            example="15000000",
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
            total=CountedSum("realisasi_dihitung", typed="realisasi", number="baris"),
            help=RUPIAH_HELP,
            example="14250000",
            next_year=Carry.EMPTIED,
        ),
        Column(
            "serapan",
            "Serapan",
            ("Serapan %",),
            11,
            Kind.PERCENT,
            formula=Call("SERAPAN", (RowCell("anggaran"), RowCell("realisasi")), native=RowCell("persen_serapan")),
            total=Call("SERAPAN", (TotalCell("anggaran"), TotalCell("realisasi"))),
            next_year=Carry.COMPUTED,
        ),
        Column(
            "efisiensi",
            "Efisiensi",
            ("Efisiensi %",),
            11.5,
            Kind.PERCENT,
            formula=Call("EFISIENSI", (RowCell("anggaran"), RowCell("realisasi")), native=RowCell("persen_efisiensi")),
            total=Call("EFISIENSI", (TotalCell("anggaran"), TotalCell("realisasi"))),
            next_year=Carry.COMPUTED,
        ),
        Column("target_program", "Target Program", ("Target", "Program"), 11, csv="target_program", next_year=Carry.EMPTIED),
        Column("target_kegiatan", "Target Kegiatan", ("Target", "Kegiatan"), 14, Kind.LIST, csv="target_kegiatan", next_year=Carry.EMPTIED),
        Column("koordinator", "Koordinator", ("Koordinator",), 24, Kind.LIST, csv="koordinator", next_year=Carry.KEPT),
        Column(
            "sub_kegiatan",
            "Sub Kegiatan",
            ("SUB KEGIATAN (tidak dicetak)",),
            34,
            csv="sub_kegiatan",
            on_paper=False,
            help="Hanya bila anggarannya per sub kegiatan: satu baris satu sub kegiatan, dengan program dan kegiatannya.",
            next_year=Carry.KEPT,
        ),
        helper("baris", "Baris", replace(positions.row_number("indikator", figures=_BUDGET_FIGURES), former=_FORMER_ROW.formula)),
        helper("kunci", "Kunci", positions.key("indikator", "baris"), 24),
        helper("nilai_anggaran", "Nilai Anggaran", positions.amount("anggaran", "baris"), 15, Kind.RUPIAH),
        helper("nilai_realisasi", "Nilai Realisasi", positions.amount("realisasi", "baris"), 15, Kind.RUPIAH),
        helper("persen_serapan", "Persen Serapan", positions.serapan(_AMOUNTS), 13, Kind.PERCENT),
        helper("persen_efisiensi", "Persen Efisiensi", positions.efisiensi(_AMOUNTS, "persen_serapan"), 13, Kind.PERCENT),
        helper("kunci_program", "Kunci Program", positions.key("program", "baris"), 24),
        helper("kunci_sub", "Kunci Sub", levels.SUB, 24),
        helper("kunci_kegiatan", "Kunci Kegiatan", positions.key("kegiatan", "baris"), 24),
        Column(
            "jenjang",
            "Jenjang",
            ("JENJANG (tidak dicetak)",),
            13,
            formula=levels.LEVEL,
            on_paper=False,
            next_year=Carry.COMPUTED,
        ),
        helper("baris_tampil", "Baris Tampil", levels.SHOWN),
        helper("baris_program", "Baris Program", positions.first_row("kunci_program", "baris")),
        helper("baris_kegiatan", "Baris Kegiatan", positions.first_row("kunci_kegiatan", "baris")),
        helper("baris_indikator", "Baris Indikator", positions.first_row("kunci", "baris")),
        helper("induk_program", "Induk Program", levels.parent(levels.PROGRAM, with_indicator=False), 12),
        helper("induk_program_indikator", "Induk Program Indikator", levels.parent(levels.PROGRAM, with_indicator=True), 12),
        helper("induk_kegiatan", "Induk Kegiatan", levels.parent(levels.KEGIATAN, with_indicator=False), 12),
        helper("induk_kegiatan_indikator", "Induk Kegiatan Indikator", levels.parent(levels.KEGIATAN, with_indicator=True), 12),
        helper("baris_dihitung", "Baris Dihitung", levels.COUNTED),
        helper("program_lagi", "Program Lagi", levels.AGAIN),
        helper("baris_induk", "Baris Induk", levels.ABOVE),
        helper("baris_atas", "Baris Atas", levels.HIGHER),
        helper("baris_bernama", "Baris Bernama", levels.NAMED),
        helper("kunci_berlaku", "Kunci Berlaku", levels.KEY_OF_NAMED, 24),
        helper("sasaran_tertulis", "Sasaran Tertulis", levels.taken_over("sasaran"), 24),
        helper("baris_3_1", "Baris 3.1", _BARIS_3_1),
        helper(
            "sasaran_berlaku", "Sasaran Berlaku", positions.borrowed("sasaran_tertulis", "baris_3_1", MEASURED_ROWS, "sasaran_berlaku"), 24
        ),
        *_sasaran_helpers("baris_tampil"),
        helper("dihitung", "Dihitung", levels.counted_amount("nilai_anggaran"), 15, Kind.RUPIAH),
        helper("realisasi_dihitung", "Realisasi Dihitung", levels.counted_amount("nilai_realisasi"), 15, Kind.RUPIAH),
        helper("baris_lebih", "Baris Lebih", replace(levels.unmapped(named=True), former=_former_left_over)),
        helper("baris_tanpa_indikator", "Baris Tanpa Indikator", levels.unmapped(named=False)),
        *(
            Column(
                f"{what}_naskah",
                f"{what.capitalize()} Naskah",
                (f"{what.upper()} % MENURUT NASKAH (tidak dicetak)",),
                16,
                Kind.PERCENT,
                csv=what,
                on_paper=False,
                help=f"Boleh kosong. {what.capitalize()} yang tercetak di naskah; pemeriksaan membandingkannya dengan hasil hitungan.",
                next_year=Carry.EMPTIED,
            )
            for what in ("serapan", "efisiensi")
        ),
        *(
            Column(
                key,
                f"Realisasi TW {number}",
                (f"REALISASI TRIWULAN {number} (tidak dicetak)",),
                15,
                Kind.RUPIAH,
                csv=key,
                on_paper=False,
                help=f"Boleh kosong. Realisasi triwulan itu saja; keempatnya berjumlah Realisasi. {RUPIAH_HELP}",
                next_year=Carry.EMPTIED,
            )
            for key, number in zip(REALISASI_TRIWULAN, TRIWULAN, strict=True)
        ),
    ),
    next_rows="tabel_3_2",
)

REPORT_TABLES: Final = (TABEL_2_1, TABEL_3_1, TABEL_3_2)
"""Required tables."""
