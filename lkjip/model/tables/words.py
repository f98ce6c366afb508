"""Texts that several tables share: choices of drop-downs, and the help that is shown while typing."""

from __future__ import annotations

from typing import Final

ARAH: Final = ("naik", "turun", "turun selisih", "turun rasio", "rentang")
KUMULATIF: Final = ("ya", "tidak")
SATUAN: Final = ("%", "Kegiatan", "Orang", "Dokumen", "Laporan", "Nilai", "Indeks", "Unit", "Bulan", "Kali")
SATUAN_HELP: Final = "Pilih dari daftar atau ketik sendiri."
INDIKATOR_HELP: Final = "Tulis sama seperti di Perjanjian Kinerja. Baris tanpa indikator tidak dihitung."
ANGKA_HELP: Final = "Ketik angkanya saja. Untuk 98,78 % ketik 98,78 tanpa tanda persen."
RUPIAH_HELP: Final = "Ketik angkanya saja dalam rupiah, tanpa Rp dan tanpa titik."
FIGURE_HELP: Final = f"{ANGKA_HELP} Predikat seperti BB atau WTP boleh, bila nilainya ada di lembar Predikat."
