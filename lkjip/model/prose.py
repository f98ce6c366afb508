"""The texts that a report begins with, until an office writes its own on the sheet Naskah.

They name no figure. "{kantor}" and other placeholders are filled from the Profil when the document is written, so that next year's
report says its own year.

A text is a paragraph. One that begins with "1.", "a." or "-" is an item of a list. In `LISTS` each text is an item whatever it begins
with, unless it ends in ":", which introduces the items after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lkjip.model.tables.prose import PERIKSA

LISTS: Final = ("isu_strategis", "saran", "langkah")
"""The parts whose texts are items."""
_TEXTS: Final[Mapping[str, Sequence[str]]] = {
    "kata_pengantar": (
        "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa, karena Laporan Kinerja Instansi Pemerintah (LKjIP) {kantor_lengkap}"
        " Tahun {tahun} dapat diselesaikan.",
        "Laporan ini disusun untuk memenuhi Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi"
        " Pemerintah dan Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk"
        " Teknis Perjanjian Kinerja, Pelaporan Kinerja, dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah.",
        "Semoga laporan ini bermanfaat sebagai pertanggungjawaban kinerja dan sebagai bahan perbaikan di tahun berikutnya.",
    ),
    "latar_belakang": (
        "Setiap instansi pemerintah wajib mempertanggungjawabkan kinerjanya dalam mencapai sasaran strategis yang telah diperjanjikan."
        " Laporan kinerja ini membandingkan target dalam Perjanjian Kinerja Tahun {tahun} dengan realisasinya.",
        "Laporan ini merupakan bagian dari Sistem Akuntabilitas Kinerja Instansi Pemerintah, bersama Rencana Strategis, Indikator"
        " Kinerja Utama, Rencana Kerja Tahunan, dan Perjanjian Kinerja.",
    ),
    "isu_strategis": ("Isu strategis dan permasalahan utama {kantor} belum ditulis.",),
    "pengantar_bab_ii": ("Perencanaan kinerja {kantor} Tahun {tahun} berpedoman pada Rencana Strategis dan Perjanjian Kinerja.",),
    "pengantar_bab_iii": (
        "Akuntabilitas kinerja adalah kewajiban {kantor_lengkap} untuk mempertanggungjawabkan keberhasilan dan kegagalan pelaksanaan"
        " tugas dan fungsinya dalam mencapai sasaran yang telah ditetapkan.",
        "Pengukuran kinerja membandingkan realisasi setiap indikator dengan targetnya dalam Perjanjian Kinerja, dengan realisasi"
        " tahun-tahun sebelumnya, dengan target akhir Renstra, dan dengan standar nasional atau provinsi bila ada.",
    ),
    "pengantar_anggaran": ("Anggaran dan realisasi program dan kegiatan yang mendukung sasaran tersaji dalam tabel berikut.",),
    "saran": ("Meningkatkan koordinasi, pemantauan, dan evaluasi pelaksanaan program dan kegiatan secara berkala.",),
    "langkah": ("Memanfaatkan hasil evaluasi kinerja ini sebagai bahan perbaikan perencanaan dan pelaksanaan tahun berikutnya.",),
}

DEFAULTS: Final[Mapping[str, Sequence[str]]] = {part: tuple(f"{text} {PERIKSA}" for text in texts) for part, texts in _TEXTS.items()}
"""The texts of each part that has any, each with the mark of a text that nobody has looked at yet."""


def is_unread(text: object) -> bool:
    """Whether a text still has the mark of one that nobody has looked at yet."""
    return isinstance(text, str) and text.rstrip().casefold().endswith(PERIKSA)
