"""The cell functions as staff meet them: names, arguments and help in Bahasa Indonesia.

Declared once: the UDFs, the VBA registration in Excel's function wizard and the documentation read this.
Excel shows at most 255 characters a text; ";" stands only between arguments, so that Excel can be told the
separator of the PC it runs on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KATEGORI_FUNGSI: Final = "LKjIP"
"""The heading under which Excel's function wizard lists them."""


@dataclass(frozen=True)
class Argumen:
    nama: str
    bantuan: str


@dataclass(frozen=True)
class Fungsi:
    nama: str
    bantuan: str
    argumen: tuple[Argumen, ...]


FUNGSI: Final = (
    Fungsi(
        "CAPAIAN",
        'Capaian kinerja dalam persen, tanpa pembulatan. Kosong bila belum diukur. Contoh: =CAPAIAN(90;81;"turun") hasilnya 110.',
        (
            Argumen("target", "Target: angka, sel, atau rentang. Teks seperti 98,78 % juga dibaca."),
            Argumen("realisasi", "Realisasi: angka, sel, atau rentang yang sama besar dengan target."),
            Argumen("arah", '"naik" (bila dikosongkan): makin tinggi makin baik. "turun": makin rendah makin baik.'),
        ),
    ),
    Fungsi(
        "KATEGORI",
        "Kategori dari capaian: SB, B, C, atau K. Capaian dibulatkan dua angka di belakang koma lebih dulu.",
        (
            Argumen("nilai_capaian", "Capaian dalam persen: angka, sel, atau rentang."),
            Argumen("skala", "Skala sendiri: rentang berisi batas bawah, kode, dan label, dari rendah ke tinggi. Boleh dikosongkan."),
            Argumen("bentuk", '"kode" (bila dikosongkan) menghasilkan B. "lengkap" menghasilkan Baik.'),
        ),
    ),
    Fungsi(
        "SERAPAN",
        "Serapan anggaran dalam persen: realisasi dibagi anggaran. Kosong bila anggaran dan realisasi sama-sama 0.",
        (
            Argumen("anggaran", "Anggaran dalam rupiah: angka, sel, atau rentang."),
            Argumen("realisasi", "Realisasi anggaran dalam rupiah: angka, sel, atau rentang."),
        ),
    ),
    Fungsi(
        "EFISIENSI",
        "Efisiensi anggaran dalam persen: sisa anggaran dibagi anggaran. Kosong bila anggaran dan realisasi sama-sama 0.",
        (
            Argumen("anggaran", "Anggaran dalam rupiah: angka, sel, atau rentang."),
            Argumen("realisasi", "Realisasi anggaran dalam rupiah: angka, sel, atau rentang."),
        ),
    ),
    Fungsi(
        "ANGKA",
        "Membaca teks menjadi angka: 98,78 % menjadi 98,78 dan Rp. 600.000,- menjadi 600000. Teks yang bukan satu angka: #VALUE!",
        (Argumen("teks", "Teks atau sel yang dibaca. Koma tanda desimal, titik pemisah ribuan."),),
    ),
    Fungsi(
        "TERBILANG",
        "Angka dalam kata-kata: 9 menjadi sembilan.",
        (Argumen("bilangan", "Angka atau sel, di bawah seribu triliun."),),
    ),
    Fungsi(
        "RUPIAH",
        "Angka sebagai teks rupiah: 1914251000 menjadi Rp 1.914.251.000,00.",
        (Argumen("bilangan", "Angka atau sel dalam rupiah."),),
    ),
)
