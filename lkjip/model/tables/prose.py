"""Declarations of the tables whose texts go into the printed report: its prose, legal bases, organisation and evaluation results."""

from __future__ import annotations

from typing import Final

from lkjip.model.columns import Carry, Column, Kind, Role, Table

BAGIAN: Final = {
    "kata_pengantar": "Kata Pengantar",
    "ikhtisar": "Ikhtisar Eksekutif",
    "latar_belakang": "1.1 Latar Belakang",
    "kedudukan": "1.2 Kedudukan, Tugas, dan Fungsi",
    "isu_strategis": "1.2 Isu Strategis",
    "pengantar_bab_ii": "BAB II, pembuka",
    "pengantar_bab_iii": "BAB III, pembuka",
    "pengantar_anggaran": "3.2 Realisasi Anggaran, pembuka",
    "simpulan": "4.1 Simpulan",
    "saran": "4.2 Saran",
    "langkah": "4.2 Langkah perbaikan",
}
"""The parts of the report that take free text, in the report's order, each with where it is printed."""
PERIKSA: Final = "[periksa]"
"""The end of a text that nobody has looked at yet: a default of ours, or one that last year's report had."""
_OFFICE: Final = "{kantor}"
SELESAI: Final = ("selesai", "proses", "belum")


def _column(
    key: str, name: str, heading: str, width: float, kind: Kind = Kind.TEXT, *, help: str, next_year: Carry, **more: object
) -> Column:
    return Column(key, name, (heading,), width, kind, csv=key, help=help, next_year=next_year, **more)  # type: ignore[arg-type]


NASKAH: Final = Table(
    key="naskah",
    sheet="Naskah",
    name="tbl_naskah",
    csv="naskah.csv",
    title="TEKS NASKAH LAPORAN KINERJA TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Kata pengantar, latar belakang, isu strategis, simpulan, dan saran: satu baris satu paragraf.",
    row_key="teks",
    repeats=True,
    landscape=True,
    columns=(
        _column(
            "bagian",
            "Bagian",
            "BAGIAN",
            22,
            role=Role.BAGIAN,
            expected=True,
            choices=tuple(BAGIAN),
            only_choices=True,
            help="Bagian laporan tempat teks ini dicetak; pilih dari daftar.",
            next_year=Carry.KEPT,
        ),
        _column("urutan", "Urutan", "URUTAN", 9, Kind.COUNT, help="Boleh kosong: urutan baris di lembar ini.", next_year=Carry.KEPT),
        _column(
            "teks",
            "Teks",
            "TEKS",
            100,
            help=f"Satu paragraf atau satu butir. Hapus {PERIKSA} di akhirnya bila sudah sesuai.",
            next_year=Carry.KEPT,
        ),
    ),
    next_rows="naskah",
)

DASAR_HUKUM: Final = Table(
    key="dasar_hukum",
    sheet="Dasar Hukum",
    name="tbl_dasar_hukum",
    csv="dasar_hukum.csv",
    title="DASAR HUKUM PENYUSUNAN LAPORAN KINERJA TAHUN {tahun}",
    subtitle=_OFFICE,
    about="Peraturan yang diacu laporan.",
    row_key="peraturan",
    columns=(
        _column("nomor", "Nomor", "No", 6, Kind.COUNT, help="Nomor urut; boleh kosong.", next_year=Carry.KEPT),
        _column("peraturan", "Peraturan", "Peraturan", 90, help="Nama lengkap peraturan, seperti dicetak di BAB I.", next_year=Carry.KEPT),
    ),
    next_rows="dasar_hukum",
)

ORGANISASI: Final = Table(
    key="organisasi",
    sheet="Organisasi",
    name="tbl_organisasi",
    csv="organisasi.csv",
    title="SUSUNAN ORGANISASI",
    subtitle=f"{_OFFICE} Tahun {{tahun}}",
    about="Jabatan, pejabat, dan atasannya; menjadi daftar dan bagan di laporan.",
    row_key="jabatan",
    repeats=True,
    columns=(
        _column("jabatan", "Jabatan", "Jabatan", 29, help="Nama jabatan atau unit.", next_year=Carry.KEPT),
        _column("nama", "Nama", "Nama", 22, help="Boleh kosong. Lengkap dengan gelar.", next_year=Carry.KEPT),
        _column("nip", "NIP", "NIP", 23, help="Boleh kosong. 18 angka; boleh berspasi.", next_year=Carry.KEPT),
        _column("induk", "Induk", "Di bawah jabatan", 22, help="Jabatan di atasnya; kosong untuk pimpinan.", next_year=Carry.KEPT),
    ),
    next_rows="organisasi",
)

LHE: Final = Table(
    key="lhe",
    sheet="Tindak Lanjut LHE",
    name="tbl_lhe",
    csv="lhe.csv",
    title="TINDAK LANJUT LAPORAN HASIL EVALUASI AKIP",
    subtitle=f"{_OFFICE} Tahun {{tahun}}",
    about="Rekomendasi evaluasi AKIP dan tindak lanjutnya.",
    row_key="rekomendasi",
    repeats=True,
    landscape=True,
    columns=(
        _column("tahun", "Tahun", "Tahun LHE", 9, Kind.COUNT, help="Tahun laporan hasil evaluasinya, misalnya 2019.", next_year=Carry.KEPT),
        _column("rekomendasi", "Rekomendasi", "Rekomendasi", 50, help="Seperti tertulis di LHE.", next_year=Carry.KEPT),
        _column("tindak_lanjut", "Tindak Lanjut", "Tindak lanjut", 50, help="Yang sudah dilakukan.", next_year=Carry.KEPT),
        _column(
            "selesai",
            "Selesai",
            "Selesai",
            11,
            choices=SELESAI,
            only_choices=True,
            help="selesai, proses, atau belum.",
            next_year=Carry.KEPT,
        ),
    ),
    next_rows="lhe",
)
