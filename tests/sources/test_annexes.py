"""The report's annexes: filled by `isi`, read back by `ekspor`, and optional."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjip.model.columns import Column, Kind, Table
from lkjip.model.key import key_of
from lkjip.model.laporan import Laporan, Row
from lkjip.model.prose import default_rows
from lkjip.model.tables import ANNEX_TABLES, TABLES, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.sources import csv_folder, workbook_file
from lkjip.template.workbook import build
from tests.kit.sampling import some
from tests.kit.workbooks import BOYOLALI, Parts, assert_refused, copy_boyolali, edit, run, write_folder
from tests.mail.excel_like import without_results
from xlfuncs.errors import is_error

LSM: Final = "Prosentase LSM yang mempunyai SKT (Surat Keterangan Terdaftar)"
PEMILU: Final = "Tingkat partisipasi masyarakat dalam pemilihan umum"
SLTA: Final = "Cakupan sosialisasi/ fasilitasi wawasan kebangsaan pada sekolah setingkat SLTA"
KECAMATAN: Final = "Fasilitasi Pengembangan Nilai-Nilai Wawasan Kebangsaan di Setiap Kecamatan"
LINGKUNGAN: Final = "Kegiatan Pengendalian Keamanan Lingkungan"
KELOMPOK: Final = "Cakupan Konflik antar Kelompok Masyarakat yang Ditangani"
EVENT: Final = "Kegiatan Event Pengembangan Nilai-Nilai Wawasan Kebangsaan"
AGAMA: Final = "Cakupan Penyelesaian Konflik antar Umat Beragama"
P4GN: Final = "Cakupan Sosialisasi Pencegahan, Pemberantasan, Penyalahgunaan dan Peredaran Gelap Narkoba (P4GN)"

# ---------------------------------------------------------------- what the report prints
TARGETS_2020: Final = (
    (LSM, 98.78, "%"), (PEMILU, 82, "%"), (SLTA, 88.37, "%"), (KECAMATAN, 38, "Kegiatan"), (KELOMPOK, 85.71, "%"),
    (LINGKUNGAN, 19, "Kegiatan"), (EVENT, 20, "Kegiatan"), (AGAMA, 100, "%"), (P4GN, 1.89, "%"),
)  # fmt: skip
TARGET: Final = ("indikator", "target", "satuan")
PRINTED: Final[dict[str, tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]]] = {
    "renstra": (
        ("no", "indikator", *(f"target_tahun_{year}" for year in range(1, 6))),
        (
            (1, LSM, 93.90, 96.34, 97.56, 98.78, 100),
            (2, PEMILU, 78, 80, 80, 82, 82),
            (3, SLTA, 30.32, 65.12, 76.74, 88.37, 100),
            (4, KECAMATAN, 38, 38, 38, 38, 38),
            (5, LINGKUNGAN, 19, 19, 19, 19, 19),
            (6, KELOMPOK, 42.86, 57.14, 71.43, 85.71, 100),
            (7, EVENT, 20, 20, 20, 20, 20),
            (8, AGAMA, 100, 100, 100, 100, 100),
            (9, P4GN, 0.95, 1.26, 1.58, 1.89, 2.21),
        ),
    ),
    "iku": (
        ("indikator", "satuan", "sumber_data", "pelaksana"),
        tuple(
            (name, unit, "Kantor Kesbangpol", "Kantor Kesbangpol")
            for name, unit in (
                (LSM, "%"), (PEMILU, "%"), (SLTA, "%"), (KECAMATAN, "Kegiatan"), (LINGKUNGAN, "Kegiatan"), (KELOMPOK, "%"),
                (EVENT, "Kegiatan"), (AGAMA, "%"), (P4GN, "%"),
            )
        ),
    ),
    "rkt": (
        TARGET,
        (
            (LSM, 98.78, "%"), (PEMILU, 82, "%"), (SLTA, 88.37, "%"), (KECAMATAN, 38, "Kegiatan"), (LINGKUNGAN, 19, "Kegiatan"),
            (KELOMPOK, 57.14, "%"), (EVENT, 20, "Kegiatan"), (AGAMA, 100, "%"), (P4GN, 1.89, "%"),
        ),
    ),
    "rkt_berikut": (
        TARGET,
        (
            (LSM, 100, "%"), (PEMILU, 82, "%"), (SLTA, 100, "%"), (KECAMATAN, 38, "Kegiatan"), (KELOMPOK, 100, "%"),
            (LINGKUNGAN, 19, "Kegiatan"), (EVENT, 20, "Kegiatan"), (AGAMA, 100, "%"), (P4GN, 2.21, "%"),
        ),
    ),
    "pk": (("dokumen", *TARGET), tuple((dokumen, *row) for dokumen in ("murni", "perubahan") for row in TARGETS_2020)),
    "program_pk": (
        ("no", "program", "anggaran_murni", "anggaran_perubahan", "keterangan"),
        (
            (1, "Program Pelayanan Administrasi Perkantoran", 873_966_000, 274_124_000, "APBD"),
            (2, "Program Peningkatan Sarana dan Prasarana Aparatur", 47_500_000, 30_147_000, "APBD"),
            (3, "Program Peningkatan Keamanan dan Kenyamanan Lingkungan", 9_750_000, 0, "APBD"),
            (4, "Program Pengembangan Wawasan Kebangsaan", 372_568_000, 132_698_000, "APBD"),
            (5, "Program Kemitraan Pengembangan Wawasan Kebangsaan", 35_750_000, 0, "APBD"),
            (6, "Program Peningkatan Pemberantasan Penyakit Masyarakat (Pekat)", 4_800_000, 0, "APBD"),
            (7, "Program Pendidikan Politik Masyarakat", 100_300_000, 600_000, "APBD"),
            (8, "Program Perencanaan Pembangunan Daerah", 0, 0, "APBD"),
        ),
    ),
    "penetapan": (
        TARGET,
        (
            (LSM, 100, "%"), (PEMILU, 82, "%"), (SLTA, 100, "%"), (KECAMATAN, 38, "Kegiatan"), (KELOMPOK, 85.71, "%"),
            (LINGKUNGAN, 19, "Kegiatan"), (EVENT, 20, "Kegiatan"), (AGAMA, 100, "%"), (P4GN, 2.21, "%"),
        ),
    ),
    "program_berikut": (
        ("no", "anggaran", "keterangan"),
        (
            (1, 1_954_096_000, "APBD"), (2, 28_485_000, "APBD"), (3, 1_056_018_000, "APBD"), (4, 990_000_000, "APBD"),
            (5, 300_300_000, "APBD"),
        ),
    ),
    "pengukuran": (
        ("indikator", "target", "satuan", "realisasi", "capaian"),
        tuple((name, target, unit, target, 100) for name, target, unit in TARGETS_2020),
    ),
    "rencana_aksi": (
        ("jenis", "satuan", "jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"),
        (
            *(("program", "%", 5, 5, 10, 10, 10, 10, 10, 10, 10, 10, 5, 5),) * 3,
            ("indikator", None, None, None, None, None, None, 2, 4, 6, 6, 2, None, None),
            ("indikator", "%", 20, 30, 20, 30, None, None, None, None, None, None, None, None),
            ("indikator", "%", 0.10, 0.76, 0.19, 0.19, None, 0.19, None, 0.19, 0.09, 0.09, 0.09, None),
        ),
    ),
    "cascading": (
        (*(f"target_tahun_{year}" for year in range(1, 6)), "satuan"),
        (
            (12, 12, 12, 12, 12, "Kegiatan"),
            (100, 60, 60, 100, 100, "orang"),
            (100, 50, 60, 100, 100, "orang"),
            (100, 50, 60, 100, 100, "orang"),
            (1, 1, 1, 1, 1, "kegiatan"),
            (100, 50, 60, 100, 100, "orang"),
            (1, 2, 2, 4, 4, "kegiatan"),
            (100, 50, 120, 100, 100, "orang"),
            (1, 1, 1, 1, 1, "Kegiatan"),
        ),
    ),
    "anggaran": (
        ("uraian", "nilai"),
        (
            ("Anggaran APBD (BTL + BL)", 1_914_251_000),
            ("Realisasi APBD", 1_806_518_343),
            ("Penyerapan tercetak", 94.37),
            ("Efisiensi tercetak", 5.63),
            ("Belanja Tidak Langsung", 1_476_682_000),
            ("Belanja Langsung", 437_569_000),
            ("Anggaran kegiatan (Pengukuran Kinerja)", 437_569_000),
            ("Realisasi kegiatan (Pengukuran Kinerja)", 351_989_306),
            ("Prosentase tercetak", 80.44),
        ),
    ),
    "narasi": (
        ("no", "anggaran_narasi", "digunakan_narasi", "efisiensi_narasi"),
        (
            (1, 0, 0, 100),
            (2, 600_000, 600_000, 100),
            (3, 4_800_000, 4_800_000, 100),
            (4, 28_485_000, 24_200_000, 5.20),
            (5, 0, 0, None),
            (6, 4_400_000, 4_400_000, 100),
            (7, 0, 0, 100),
            (8, 4_000_000, 4_000_000, 100),
            (9, 0, 0, 100),
        ),
    ),
    "rekap": (
        ("kategori", "batas_tercetak", "jumlah_indikator_tercetak", "persen_tercetak"),
        (
            ("Sangat Baik", "Lebih dari 100 %", None, None),
            ("Baik", "75% sampai 100%", 4, 100),
            ("Cukup", "55% sampai 75 %", None, None),
            ("Kurang", "Kurang dari 55 %", None, None),
        ),
    ),
    "predikat": (("daftar", "kode", "nilai"), ()),
    "diterima": (("kode", "alasan"), ()),
    "naskah": (
        ("bagian", "urutan"),
        tuple(
            (part, number)
            for part, count in (
                ("kata_pengantar", 7), ("latar_belakang", 7), ("kedudukan", 7), ("isu_strategis", 11), ("pengantar_bab_ii", 3),
                ("pengantar_bab_iii", 6), ("pengantar_anggaran", 1), ("simpulan", 1), ("saran", 5), ("langkah", 6),
            )
            for number in range(1, count + 1)
        ),
    ),
    "dasar_hukum": (("nomor",), tuple((number,) for number in range(1, 13))),
    "organisasi": (
        ("jabatan", "nama", "nip", "induk"),
        (
            ("Kepala Kantor", "Suratno, SH.MH", "19660430 199503 1 002", None),
            ("Kasubag Tata Usaha", "Sri Mindaryati, SH, MH", None, "Kepala Kantor"),
            ("Kasi Bina Idiologi dan Wawasan Kebangsaan", "Hartuti, SE", None, "Kepala Kantor"),
            ("Kasi Politik dan Kewaspadaan Nasional", "Rulyan Giatmiko, SH", None, "Kepala Kantor"),
            ("Kasi Ketahanan Seni, Budaya, Agama, Kemasyarakatan dan Ekonomi", "Srini Sumardiyanti, SE", None, "Kepala Kantor"),
        ),
    ),
    "lhe": (("rekomendasi",), ()),
    "triwulan": (("indikator", "jenis"), ()),
    "tindak_lanjut": (("indikator", "tw"), ()),
}  # fmt: skip
NEW: Final = {"naskah": default_rows()}
"""What an annex holds that no file fills."""


def test_every_annex_has_figures_of_the_report_to_be_held_against() -> None:
    assert list(PRINTED) == [table.key for table in ANNEX_TABLES]


def test_the_keys_of_the_json_stand_in_the_order_of_the_report(boyolali_data: dict[str, Any]) -> None:
    assert list(boyolali_data) == ["profil", "aturan", "skala", "tabel_2_1", "tabel_3_1", "tabel_3_2", *PRINTED, "ringkasan"]
    assert list(boyolali_data["iku"][0]) == [
        *("no_sasaran", "sasaran", "indikator", "satuan", "sumber_data", "pelaksana", "definisi", "arah")
    ]
    assert list(boyolali_data["narasi"][0]) == [
        *("no", "indikator", "keberhasilan", "hambatan", "solusi", "anggaran_narasi", "digunakan_narasi", "efisiensi_narasi"),
        *("faktor_pendukung", "uraian_efisiensi", "program_penunjang"),
    ]


@pytest.mark.parametrize("key", PRINTED)
def test_an_annex_of_the_real_report_reads_back_as_printed(boyolali_data: dict[str, Any], key: str) -> None:
    columns, rows = PRINTED[key]

    assert [tuple(row[column] for column in columns) for row in boyolali_data[key]] == list(rows)


def test_the_texts_of_the_annexes(boyolali_data: dict[str, Any]) -> None:
    renstra, cascading, narasi = (boyolali_data[key] for key in ("renstra", "cascading", "narasi"))

    assert {(row["tujuan"], row["sasaran"]) for row in renstra} == {
        (
            "Meningkatkan kemitraan pemerintah dan masyarakat untuk kenyamanan dan kesejahteraan sosial",
            "Masyarakat yang tertib, aman, dan mendapat perlindungan jaminan kesejahteraan sosial",
        )
    }
    assert (cascading[7]["iku"], cascading[7]["program"], cascading[7]["indikator_kegiatan"]) == (
        SLTA,
        "Program Peningkatan Pemberantasan Penyakit Masyarakat (Pekat)",
        "Jumlah orang yang mengikuti kegiatan sosialisasi P4GN",
    )
    assert narasi[0]["keberhasilan"] == "Keberhasilan capaian indikator ini diperoleh banyaknya LSM/Ormas yang memiliki SKT."
    assert narasi[3]["hambatan"] == (
        "Hambatan/permasalahan yang dihadapi dalam mencapai target kinerja adalah karena kurangnya sosialisasi dan koordinasi."
    )
    assert narasi[8]["solusi"] == (
        "Alternatif solusi yang dilakukan untuk menghadapi kendala dalam pencapaian target kinerja adalah dengan mengadakan kegiatan "
        "penyuluhan/ sosialisasi pengembangan wawasan kebangsaan"
    )


def test_the_totals_as_printed_are_no_programs(boyolali_data: dict[str, Any]) -> None:
    """Two of the three are not the sum of their rows, and stay as they are printed."""
    profil = boyolali_data["profil"]

    assert profil["total_program_murni"] == 1_444_634_000 == sum(row["anggaran_murni"] for row in boyolali_data["program_pk"])
    assert profil["total_program_perubahan"] == 437_634_000
    assert sum(row["anggaran_perubahan"] for row in boyolali_data["program_pk"]) == 437_569_000
    assert profil["total_program_berikut"] == 4_328_599_000
    assert sum(row["anggaran"] for row in boyolali_data["program_berikut"]) == 4_328_899_000


# ---------------------------------------------------------------- what an office does not use
PROFIL: Final = "kunci,nilai\ninstansi,Kantor Contoh\ntahun,2023\ntahun_awal_renstra,2021\ntahun_akhir_renstra,2026\n"
FILES: Final = {
    "renstra": "renstra_2021_2026",
    "iku": "iku_2021_2026",
    "rkt": "rkt_2023",
    "rkt_berikut": "rkt_2024",
    "pk": "perjanjian_kinerja_2023",
    "program_pk": "program_pk_2023",
    "penetapan": "penetapan_kinerja_2024",
    "program_berikut": "penetapan_program_2024",
    "pengukuran": "pengukuran_kinerja_2023",
    "rencana_aksi": "rencana_aksi_2023",
    "cascading": "cascading_2021_2026",
    "anggaran": "anggaran_2023",
    "narasi": "narasi_efisiensi_2023",
    "rekap": "rekap_bab_iv_2023",
    "predikat": "predikat",
    "diterima": "diterima",
    "naskah": "naskah",
    "dasar_hukum": "dasar_hukum",
    "organisasi": "organisasi",
    "lhe": "lhe",
    "triwulan": "triwulan",
    "tindak_lanjut": "tindak_lanjut",
}
"""The files of that Profil, named as the example's are for 2020."""
HEADINGS: Final = {("cascading", f"target_tahun_{year}"): f"target_{2021 + year}" for year in range(1, 6)}
"""Headings that hold a year; the others are the keys of the JSON."""
VALUES: Final = {"dokumen": "murni", "jenis": "program", "arah": "turun", "satuan": "Orang", "bagian": "saran", "selesai": "proses"}

"""What columns with choices hold; `OF_QUARTERS` in the tables of the quarters."""
OF_QUARTERS: Final = {"jenis": "rata-rata", "cara_isi": "triwulan itu", "tw": "II"}


def values(table: Table) -> dict[str, Any]:
    """A row for a table by its keys, the figures 1, 2, 3, ..."""
    inputs = [column for column in table.columns if column.is_input]
    chosen = VALUES | OF_QUARTERS if table in (TRIWULAN_TABLE, TINDAK_LANJUT) else VALUES
    return {
        column.key: chosen.get(column.key, number if column.kind.is_number else f"Isi {column.name}")
        for number, column in enumerate(inputs, 1)
    }


def filled(table: Table, *, without: str = "") -> str:
    """A file with a row for a table, one of its columns left out."""
    row = {HEADINGS.get((table.key, key), key): value for key, value in values(table).items() if key != without}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, row, lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    return text.getvalue()


def in_folder(folder: Path, **files: str) -> csv_folder.CsvFolder:
    return csv_folder.read(write_folder(folder, **{"profil": PROFIL, **files}))


def test_without_their_files_the_annexes_are_empty_and_nothing_complains(tmp_path: Path) -> None:
    folder, book = write_folder(tmp_path / "csv"), tmp_path / "kecil.xlsm"

    assert run("isi", folder, "--keluaran", book).err == ""
    outcome = run("ekspor", book)
    data = json.loads(outcome.out)
    assert outcome.err == ""
    assert [data[table.key] for table in ANNEX_TABLES] == [[]] * len(PRINTED)
    assert len(data["tabel_3_1"]) == 2


@pytest.mark.parametrize("table", ANNEX_TABLES, ids=lambda table: table.key)
def test_an_annex_alone_with_the_years_of_its_own_profil(tmp_path: Path, table: Table) -> None:
    found = in_folder(tmp_path, **{FILES[table.key]: filled(table)})

    assert found.notes == []
    assert found.laporan.inputs[table.key] == [values(table)]
    assert [each.key for each in ANNEX_TABLES if found.laporan.inputs[each.key] != NEW.get(each.key, [])] == [table.key]


@pytest.mark.parametrize("table", ANNEX_TABLES, ids=lambda table: table.key)
def test_every_column_of_an_annex_but_its_name_may_be_absent(tmp_path: Path, table: Table) -> None:
    for key in values(table).keys() - {table.row_key}:
        found = in_folder(tmp_path, **{FILES[table.key]: filled(table, without=key)})
        assert found.notes == []
        assert found.laporan.inputs[table.key] == [{**values(table), key: None}]


@pytest.mark.parametrize("table", ANNEX_TABLES, ids=lambda table: table.key)
def test_a_file_whose_rows_have_no_name_is_noted_and_left_out(tmp_path: Path, table: Table) -> None:
    found = in_folder(tmp_path, **{FILES[table.key]: filled(table, without=table.row_key)})

    assert found.laporan.inputs[table.key] == []
    assert len(found.notes) == 1
    assert f"{FILES[table.key]}.csv" in found.notes[0]
    assert f'"{table.row_key}"' in found.notes[0]


def test_a_file_of_another_year_and_an_unknown_column_are_noted(tmp_path: Path) -> None:
    found = in_folder(tmp_path, rkt_2022="indikator,target\nA,1\n", rkt_2023="indikator,target,bobot\nA,1,9\n")

    assert [row["target"] for row in found.laporan.inputs["rkt"]] == [1]
    assert len(found.notes) == 2
    assert any("rkt_2022.csv" in note for note in found.notes)
    assert any("rkt_2023.csv" in note and '"bobot"' in note for note in found.notes)


def test_the_narrative_may_have_its_figures_alone(tmp_path: Path) -> None:
    text = 'no,indikator,anggaran_narasi,digunakan_narasi,efisiensi_narasi\n1,A,Rp. 00,"Rp. 4.400.000,00","5,20%"\n'
    (row,) = in_folder(tmp_path, narasi_efisiensi_2023=text).laporan.inputs["narasi"]

    assert (row["anggaran_narasi"], row["digunakan_narasi"], row["efisiensi_narasi"]) == (0, 4_400_000, 5.2)
    assert (row["keberhasilan"], row["hambatan"], row["solusi"]) == (None, None, None)


# ---------------------------------------------------------------- what is borrowed
@pytest.mark.parametrize(
    ("own", "iku", "arah"),
    [(None, "turun", "turun"), ("", "negatif", "turun"), ("naik", "turun", "naik"), (None, "", None), ("turun", "naik", "turun")],
)
def test_the_direction_of_iku_is_offered_to_tabel_3_1(tmp_path: Path, own: str | None, iku: str, arah: str | None) -> None:
    heading, field = ("", "") if own is None else (",arah", f",{own}")
    found = in_folder(
        tmp_path,
        tabel_3_1=f"indikator,satuan,target_2023,realisasi_2023{heading}\nJumlah konflik,Kegiatan,10,9{field}\n",
        iku_2021_2026=f"indikator,arah\nJUMLAH KONFLIK.,{iku}\n",
    )

    (row,) = found.laporan.rows["tabel_3_1"]
    assert row["arah"] == arah
    assert row["capaian"] == pytest.approx({None: 90, "naik": 90, "turun": 110}[arah], rel=1e-12)


def test_a_direction_of_iku_alone_asks_nothing_of_other_indicators(tmp_path: Path) -> None:
    found = in_folder(tmp_path, iku_2021_2026="indikator,arah\nJumlah konflik,turun\n")

    assert [row["arah"] for row in found.laporan.inputs["tabel_3_1"]] == [None, "turun"]


@pytest.mark.parametrize("key", ["iku", "rkt", "rkt_berikut", "pk", "penetapan", "pengukuran"])
def test_the_annexes_stand_under_the_sasaran_of_tabel_2_1(boyolali_data: dict[str, Any], key: str) -> None:
    sasaran = "Masyarakat yang tertib, aman dan mendapat perlindungan jaminan kesejahteraan sosial"

    assert {(row["no_sasaran"], row["sasaran"]) for row in boyolali_data[key]} == {(1, sasaran)}


def test_a_sasaran_of_the_annex_itself_stays(tmp_path: Path) -> None:
    found = in_folder(tmp_path, rkt_2023="no_sasaran,sasaran,indikator\n7,Sasaran lain,Jumlah konflik\n")

    (row,) = found.laporan.inputs["rkt"]
    assert (row["no_sasaran"], row["sasaran"]) == (7, "Sasaran lain")


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("38 Kegiatan", 38, "Kegiatan"),
        ('"98,78%"', 98.78, "%"),
        ('"98,78 %"', 98.78, "%"),
        ("1.234", 1234, None),
        ("-", None, None),
        ("20 Kali/Tahun", 20, "Kali/Tahun"),
    ],
)
def test_the_unit_that_a_figure_is_printed_with(tmp_path: Path, text: str, number: float | None, unit: str | None) -> None:
    (row,) = in_folder(tmp_path, pengukuran_kinerja_2023=f"indikator,target\nJumlah konflik,{text}\n").laporan.inputs["pengukuran"]

    assert (row["target"], row["satuan"]) == (number, unit)


def test_a_unit_of_its_own_column_stays(tmp_path: Path) -> None:
    text = "indikator,target,satuan\nJumlah konflik,38 Kegiatan,Kali\n"

    assert in_folder(tmp_path, pengukuran_kinerja_2023=text).laporan.inputs["pengukuran"][0]["satuan"] == "Kali"


# ---------------------------------------------------------------- totals as printed
def program_pk(tmp_path: Path, total: str, profil: str = PROFIL) -> csv_folder.CsvFolder:
    text = f"no,program,anggaran_murni,anggaran_perubahan\n1,Program A,100,40\n2,Program B,200,50\n{total}\n"
    return in_folder(tmp_path, profil=profil, program_pk_2023=text)


@pytest.mark.parametrize(
    "line",
    ["Total,,300,95", "Jumlah,,300,95", ",JUMLAH,300,95", ",Total Anggaran Perubahan,300,95", ",Total :,300,95", "total,Total,300,95"],
)
def test_a_total_is_no_program_and_stands_in_the_profil(tmp_path: Path, line: str) -> None:
    found = program_pk(tmp_path, line)

    assert [row["program"] for row in found.laporan.inputs["program_pk"]] == ["Program A", "Program B"]
    assert (found.laporan.profil["total_program_murni"], found.laporan.profil["total_program_perubahan"]) == (300, 95)
    assert found.notes == []


def test_a_program_that_only_begins_like_a_total_is_a_program(tmp_path: Path) -> None:
    found = program_pk(tmp_path, "3,Jumlah Penduduk Terdata,5,5")

    assert len(found.laporan.inputs["program_pk"]) == 3
    assert found.laporan.profil["total_program_murni"] is None


def test_a_total_in_the_profil_itself_counts_and_one_that_differs_is_noted(tmp_path: Path) -> None:
    found = program_pk(tmp_path, "Total,,300,95", PROFIL + "total_program_murni,300\ntotal_program_perubahan,Rp. 90\n")

    assert (found.laporan.profil["total_program_murni"], found.laporan.profil["total_program_perubahan"]) == (300, 90)
    assert len(found.notes) == 1
    assert "program_pk_2023.csv" in found.notes[0]
    assert "total_program_perubahan" in found.notes[0]


# ---------------------------------------------------------------- mistakes
@pytest.mark.parametrize(
    ("stem", "text", "named"),
    [
        ("rkt_2023", "indikator,target\nA,1\nB,WTP\n", ("baris 3", '"target"', '"WTP"')),
        ("renstra_2021_2026", "indikator,target_tahun_5\nA,80 - 90%\n", ("baris 2", '"target_tahun_5"')),
        ("cascading_2021_2026", "indikator_kegiatan,target_2022\nA,1/2\n", ("baris 2", '"target_2022"')),
        ("rencana_aksi_2023", "uraian,jan\nA,5%\nB,rutin\n", ("baris 3", '"jan"')),
        ("anggaran_2023", "uraian,nilai\nBelanja,12 dari 20\n", ("baris 2", '"nilai"')),
        ("rekap_bab_iv_2023", "kategori,jumlah_indikator_tercetak\nBaik,empat\n", ("baris 2", '"jumlah_indikator_tercetak"')),
        ("rkt_2024", "indikator,target\n,1\n", ("baris 2", '"indikator"', "kosong")),
        ("program_pk_2023", "no,program,anggaran_murni\nTotal,,lima\n", ("baris 2", '"anggaran_murni"')),
        ("penetapan_program_2024", "no,program,anggaran\nTotal,,5\nJumlah,,5\n", ("baris 3", "dua kali")),
        ("perjanjian_kinerja_2023", "dokumen,indikator\nawal,A\n", ("baris 2", '"dokumen"', "murni atau perubahan")),
        ("iku_2021_2026", "indikator,arah\nA,miring\n", ("baris 2", '"arah"', "naik atau turun")),
        ("narasi_efisiensi_2023", "indikator,anggaran_narasi\nA,satu juta\n", ("baris 2", '"anggaran_narasi"')),
        ("pengukuran_kinerja_2023", "indikator,target\nA\n", ("baris 2", '"target"')),
        ("profil", PROFIL + "total_program_murni,banyak\n", ("baris 6", '"nilai"')),
    ],
)  # fmt: skip
def test_a_mistake_in_an_annex_is_one_line_and_the_rest_is_there(tmp_path: Path, stem: str, text: str, named: tuple[str, ...]) -> None:
    folder = write_folder(tmp_path / "csv", **{"profil": PROFIL, stem: text})
    outcome = run("isi", folder, "--keluaran", tmp_path / "baru.xlsm")

    assert outcome.status == 0
    (line,) = outcome.lines
    assert all(text in line for text in (f"{stem}.csv", *named)), line
    assert run("ekspor", tmp_path / "baru.xlsm").status == 0


def test_a_file_that_nobody_can_open_is_no_absent_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv")
    (folder / "rkt_2023.csv").symlink_to(folder / "rkt_2023.csv")

    assert_refused(run("isi", folder, "--keluaran", tmp_path / "baru.xlsm"), "rkt_2023.csv", folder=tmp_path)


def test_the_same_indicator_twice_is_for_the_checks_to_say(tmp_path: Path) -> None:
    rows = in_folder(tmp_path, rkt_2023="indikator,target\nA,1\nA,2\n").laporan.inputs["rkt"]

    assert [row["target"] for row in rows] == [1, 2]


# ---------------------------------------------------------------- workbooks
def test_every_table_reads_back_equal_to_its_folder(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv", **{"profil": PROFIL, **{FILES[table.key]: filled(table) for table in ANNEX_TABLES}})
    book = tmp_path / "penuh.xlsm"
    assert run("isi", folder, "--keluaran", book).err == ""
    expected, found = csv_folder.read(folder).laporan, workbook_file.read(book)

    assert found.notes == []
    assert found.laporan.profil == expected.profil
    for table in TABLES:
        assert list(found.laporan.inputs[table.key]) == list(expected.inputs[table.key]), table.key


def without_annexes(book: Path, target: Path) -> Path:
    """A workbook of a template that knew no annex: its sheets hold no tables."""
    parts = Parts.of(book)
    for table in ANNEX_TABLES:
        del parts[parts.relations(parts.sheet_of(table.name))]
    return parts.save(target)


def test_a_workbook_without_annexes_is_whole(boyolali: Path, tmp_path: Path, boyolali_data: dict[str, Any]) -> None:
    outcome = run("ekspor", without_annexes(boyolali, tmp_path / "lama.xlsm"))

    assert (outcome.status, outcome.err) == (0, "")
    annexes: dict[str, Any] = {table.key: [] for table in ANNEX_TABLES}
    assert json.loads(outcome.out) == {**boyolali_data, **annexes}


def test_a_workbook_without_annexes_can_be_synced(boyolali: Path, tmp_path: Path, boyolali_data: dict[str, Any]) -> None:
    book = without_annexes(boyolali, tmp_path / "lama.xlsm")

    assert run("sinkron", book).status == 0
    assert json.loads(run("ekspor", book).out)["ringkasan"] == boyolali_data["ringkasan"]


def test_a_figure_without_a_name_in_an_annex_is_noted(boyolali: Path, tmp_path: Path, boyolali_data: dict[str, Any]) -> None:
    parts = Parts.of(boyolali)
    place = parts.put("tbl_rkt", "Indikator", 0, "<c/>")
    outcome = run("ekspor", parts.save(tmp_path / "tanpa.xlsm"))

    assert len(outcome.lines) == 1
    assert f'lembar "RKT" sel {place}' in outcome.err
    assert json.loads(outcome.out)["rkt"] == boyolali_data["rkt"][1:]


def test_a_program_added_in_the_folder_is_in_the_sum_beside_the_printed_total(tmp_path: Path) -> None:
    folder = copy_boyolali(tmp_path / "csv")
    edit(folder / "program_pk_2020.csv", "Total,,", '9,Program Baru,"Rp. 1.000,00",Rp. 65.000,APBD\nTotal,,')
    laporan = csv_folder.read(folder).laporan
    totals: Row = laporan.totals(next(table for table in TABLES if table.key == "program_pk"))

    assert (totals["anggaran_murni"], totals["anggaran_perubahan"]) == (1_444_635_000, 437_634_000)
    assert laporan.profil["total_program_murni"] == 1_444_634_000
    assert csv_folder.read(BOYOLALI).laporan.profil == laporan.profil


# What a cell of a kind may hold: figures of at most 15 digits, texts that Excel keeps as they are.
_TEXTS: Final = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12).filter(
    lambda text: key_of(text) and not is_error(text)
)
_FIGURES: Final = st.integers(-(10**13), 10**13).map(lambda cents: cents / 100)


def cells(table: Table, column: Column) -> st.SearchStrategy[Any]:
    """What may stand in a column; its name is never blank, for a row without one is nobody's."""
    if column.key == table.row_key:
        return _TEXTS
    if column.only_choices:
        return st.sampled_from([None, *column.choices])
    filled = st.integers(0, 10**9) if column.kind is Kind.COUNT else _FIGURES if column.kind.is_number else _TEXTS
    return st.none() | filled


@st.composite
def reports(draw: st.DrawFn) -> Mapping[str, Sequence[Row]]:
    """Rows for every annex, none of them in some."""
    return {
        table.key: draw(
            st.lists(st.fixed_dictionaries({each.key: cells(table, each) for each in table.columns if each.is_input}), max_size=3)
        )
        for table in ANNEX_TABLES
    }


@pytest.mark.slow
@settings(deadline=None, max_examples=len(some(range(15), 5)))
@given(reports())
def test_whatever_an_annex_holds_reads_back_equal(inputs: Mapping[str, Sequence[Row]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acak.xlsm"
        path.write_bytes(build(Laporan({"instansi": "Kantor", "tahun": 2024}, inputs=inputs)))
        found = workbook_file.read(path)

    assert found.notes == []
    assert {table.key: found.laporan.inputs[table.key] for table in ANNEX_TABLES} == inputs


def test_a_sync_gives_the_annexes_the_values_that_another_program_dropped(boyolali: Path, tmp_path: Path) -> None:
    parts = Parts.of(boyolali)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = without_results(parts[name])
    path = parts.save(tmp_path / "tanpa_nilai.xlsm")
    assert run("sinkron", path).status == 0

    saved = openpyxl.load_workbook(path, data_only=True)
    assert saved["Renstra"]["B1"].value == "RENCANA STRATEGIS TAHUN 2016-2021"
    assert saved["Cascading"]["F4"].value == "TH 2017"
    assert [saved["Program PK"].cell(13, column).value for column in (4, 5)] == [1_444_634_000, 437_569_000]
    assert "18 baris" in [row[7].value for row in saved["Mulai"].iter_rows(max_col=8)]
