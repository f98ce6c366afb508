"""Texts that several tables share: choices of drop-downs, and the help that is shown while typing."""

from __future__ import annotations

from typing import Final, NamedTuple

ARAH: Final = ("naik", "turun", "turun selisih", "turun rasio", "rentang")
KUMULATIF: Final = ("ya", "tidak")
SATUAN: Final = ("%", "Kegiatan", "Orang", "Dokumen", "Laporan", "Nilai", "Indeks", "Unit", "Bulan", "Kali")
SATUAN_HELP: Final = "Pilih dari daftar atau ketik sendiri."
INDIKATOR_HELP: Final = "Tulis sama seperti di Perjanjian Kinerja. Baris tanpa indikator tidak dihitung."
PICKED_INDIKATOR_HELP: Final = "Pilih dari daftar, yang berisi indikator Tabel 2.1. Baris tanpa indikator tidak dihitung."
LENT_HELP: Final = "Kosong berarti seperti di Tabel 2.1."
ANGKA_HELP: Final = "Ketik angkanya saja. Untuk 98,78 % ketik 98,78 tanpa tanda persen."
RUPIAH_HELP: Final = "Ketik angkanya saja dalam rupiah, tanpa Rp dan tanpa titik."
FIGURE_HELP: Final = f"{ANGKA_HELP} Predikat seperti BB atau WTP boleh, bila nilainya ada di lembar Predikat."


class Question(NamedTuple):
    """What a cell says of an entry that is hardly meant."""

    title: str
    message: str


NOT_IN_TABEL_2_1: Final = Question(
    "Tidak ada di Tabel 2.1",
    "Nama ini tidak ada di Tabel 2.1. Pilih dari daftar, supaya tulisannya sama. Teruskan bila memang indikator lain.",
)
NO_FIGURE: Final = Question(
    "Periksa angkanya",
    "Ketik angkanya saja: 98,78 tanpa tanda persen. Bila menjadi 9878, ketik 98.78. Boleh juga -, nihil, atau predikat dari lembar"
    " Predikat. Teruskan bila memang begitu.",
)
NO_PERCENT: Final = Question(
    "Periksa persennya",
    "Ketik persennya tanpa tanda persen: 9,5 dan bukan 9,5% atau 0,095. Bila 98,78 menjadi 9878, ketik 98.78. Teruskan bila memang begitu.",
)
NO_RUPIAH: Final = Question(
    "Bukan rupiah",
    "Ketik jumlah rupiahnya saja, misalnya 437569000: tanpa Rp dan tanpa titik. Kosongkan atau ketik - bila tidak ada.",
)
NO_NUMBER: Final = Question("Bukan angka", "Kolom ini hanya menerima angka, misalnya 9. Kosongkan atau ketik - bila tidak ada.")
QUESTIONS: Final = (NOT_IN_TABEL_2_1, NO_FIGURE, NO_PERCENT, NO_RUPIAH, NO_NUMBER)
"""Every question of the tables; a mailed copy takes along texts like these without a word."""
