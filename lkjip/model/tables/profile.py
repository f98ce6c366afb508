"""Declarations of the rows of the sheet Profil."""

from __future__ import annotations

from typing import Final

from lkjip.model.columns import Carry, From, ProfileKey
from xlfuncs.triwulan import TRIWULAN

KEPUTUSAN: Final = (1, 2, 3)
"""Numbers of the decisions that an office may ask of its superior."""
KERTAS: Final = ("A4", "F4")
"""The paper of the printed report; the first one if the Profil names none."""
HURUF: Final = ("Arial", "Bookman Old Style", "Calibri", "Cambria", "Tahoma", "Times New Roman")
"""Fonts that the Profil offers; another one may be typed."""

PROFIL: Final = (
    ProfileKey(
        "instansi",
        "Nama instansi",
        "Nama lengkap; nama daerah ditambahkan sendiri bila belum disebut.",
        required=True,
        next_year=Carry.KEPT,
    ),
    ProfileKey("singkatan", "Nama singkat", "Dipakai di judul tabel dan nama berkas kiriman. Kosong: nama instansi.", next_year=Carry.KEPT),
    ProfileKey("pemerintah_daerah", "Pemerintah daerah", "Misalnya: Kabupaten Boyolali. Boleh kosong.", next_year=Carry.KEPT),
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
        in_text=True,
        next_year=Carry.EMPTIED,
    ),
    ProfileKey(
        "jumlah_indikator_bab_iv",
        "Jumlah indikator menurut BAB IV",
        "Yang tertulis di naskah laporan.",
        is_count=True,
        in_text=True,
        next_year=Carry.EMPTIED,
    ),
    ProfileKey(
        "jumlah_sasaran_bab_iv",
        "Jumlah sasaran menurut BAB IV",
        "Yang tertulis di naskah laporan.",
        is_count=True,
        in_text=True,
        next_year=Carry.EMPTIED,
    ),
    ProfileKey(
        "total_program_murni",
        "Total anggaran PK murni",
        "Yang tercetak di Perjanjian Kinerja, dalam rupiah.",
        is_rupiah=True,
        in_text=True,
        next_year=From("total_program_berikut"),
    ),
    ProfileKey(
        "total_program_perubahan",
        "Total anggaran PK perubahan",
        "Yang tercetak di perubahannya, dalam rupiah.",
        is_rupiah=True,
        in_text=True,
        next_year=Carry.EMPTIED,
    ),
    ProfileKey(
        "total_program_berikut",
        "Jumlah anggaran tahun berikut",
        "Yang tercetak di Penetapan Kinerja, dalam rupiah.",
        is_rupiah=True,
        in_text=True,
        next_year=Carry.EMPTIED,
    ),
    ProfileKey(
        "tahun_target_pertama",
        "Tahun target pertama Renstra",
        "Boleh kosong. Tahun kolom target yang pertama di Renstra; bila kosong, lima tahun terakhir periodenya.",
        is_year=True,
        next_year=Carry.KEPT_IN_RENSTRA,
    ),
    ProfileKey(
        "tahun_target_terakhir",
        "Tahun target terakhir Renstra",
        "Boleh kosong. Diisi bila targetnya tidak berakhir di tahun akhir Renstra.",
        is_year=True,
        next_year=Carry.KEPT_IN_RENSTRA,
    ),
    ProfileKey(
        "tahun_baseline",
        "Tahun kondisi awal Renstra",
        "Boleh kosong. Tahun baseline di Renstra; bila kosong, tahun sebelum target pertama.",
        is_year=True,
        next_year=Carry.KEPT_IN_RENSTRA,
    ),
    ProfileKey("kode", "Kode instansi", "Nomor instansi di pemerintah daerah, bila ada.", next_year=Carry.KEPT),
    ProfileKey(
        "judul_penanggung_jawab",
        "Judul kolom penanggung jawab",
        "Di Tabel 3.1, misalnya: KASI PENGAMPU. Kosong: PENANGGUNG JAWAB.",
        next_year=Carry.KEPT,
    ),
    ProfileKey(
        "tujuan_kiriman",
        "Tujuan kiriman",
        "Boleh kosong. Kepada siapa surat kiriman ditulis, misalnya: Bupati Boyolali. Kosong: jabatan atasan.",
        next_year=Carry.KEPT,
    ),
    *(
        ProfileKey(
            f"keputusan_{number}",
            f"Keputusan yang diminta {number}",
            "Boleh kosong. Tercetak di Lembar Pimpinan.",
            next_year=Carry.EMPTIED,
        )
        for number in KEPUTUSAN
    ),
    *(
        ProfileKey(key, label, f"Boleh kosong. {help}", next_year=Carry.EMPTIED)
        for key, label, help in (
            ("laporan_berkala", "Laporan berkala yang disusun", "Misalnya: TW I, TW II, TW III, TW IV."),
            ("tanggal_ditetapkan", "Tanggal laporan ditetapkan", "Saat kepala menandatangani laporan, misalnya: 15-02-2021."),
            ("tanggal_direviu", "Tanggal laporan direviu", "Saat reviu oleh APIP selesai."),
            ("tautan_publikasi", "Tautan publikasi", "Alamat web tempat laporan dapat dibaca umum."),
            ("tanggal_disampaikan", "Tanggal laporan disampaikan", "Saat laporan dikirim; paling lambat 28 Februari tahun berikutnya."),
        )
    ),
    ProfileKey("visi", "Visi", "Boleh kosong. Tercetak di BAB II naskah.", is_long=True, next_year=Carry.KEPT_IN_RENSTRA),
    ProfileKey(
        "misi", "Misi", 'Boleh kosong. Beberapa misi dipisahkan ";" atau baris baru.', is_long=True, next_year=Carry.KEPT_IN_RENSTRA
    ),
    ProfileKey(
        "logo", "Berkas logo", "Boleh kosong. Nama berkas PNG atau JPG di folder buku kerja ini, untuk sampul naskah.", next_year=Carry.KEPT
    ),
    ProfileKey("kertas", "Kertas naskah", "A4 atau F4. Kosong: A4.", choices=KERTAS, only_choices=True, next_year=Carry.KEPT),
    ProfileKey("huruf", "Huruf naskah", "Misalnya Arial atau Bookman Old Style. Kosong: Arial.", choices=HURUF, next_year=Carry.KEPT),
    ProfileKey(
        "triwulan_laporan",
        "Triwulan laporan",
        "Boleh kosong. Triwulan yang dibaca lembar Triwulan; kosong: triwulan terakhir yang realisasinya diisi.",
        choices=TRIWULAN,
        only_choices=True,
        next_year=Carry.EMPTIED,
    ),
)
