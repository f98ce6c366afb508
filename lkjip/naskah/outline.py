"""The default template as lines of text: headings, standard sentences and marks, from the cover to the annexes.

`lkjip.naskah.house_template` makes the Word document of it that is in `workbook/naskah_template.docx`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from lkjip.naskah.blocks import Look
from lkjip.naskah.styles import DAFTAR


@dataclass(frozen=True)
class Line:
    """A paragraph of a template; a line break in a heading is written "\\n".

    Attributes:
        style: the name of its style: a value of `Look`, "heading 1" to "heading 4", or "Judul Daftar" for a heading that the
            contents list but that belongs to no BAB.
    """

    text: str
    style: str = Look.TEKS.value


@dataclass(frozen=True)
class NewSection:
    """The lines after it begin on a new page, numbered as said: "tanpa" on no page, "depan" i, ii, iii, "isi" 1, 2, 3.

    The numbers of the first section of a kind begin at the beginning.
    """

    numbering: str


Part: TypeAlias = Line | NewSection

_BAB, _SECTION, _SUBSECTION, _TOPIC = (f"heading {level}" for level in range(1, 5))

OUTLINE: Final[tuple[Part, ...]] = (
    NewSection("tanpa"),
    Line("[[judul_sampul]]"),
    Line("[[logo]]"),
    Line("[[kaki_sampul]]"),
    NewSection("depan"),
    Line("KATA PENGANTAR", DAFTAR),
    Line("[[kata_pengantar]]"),
    NewSection("depan"),
    Line("DAFTAR ISI", DAFTAR),
    Line("[[daftar_isi]]"),
    NewSection("depan"),
    Line("DAFTAR TABEL", DAFTAR),
    Line("[[daftar_tabel]]"),
    Line("DAFTAR GAMBAR", DAFTAR),
    Line("[[daftar_gambar]]"),
    NewSection("depan"),
    Line("IKHTISAR EKSEKUTIF", DAFTAR),
    Line("[[ikhtisar]]"),
    NewSection("isi"),
    Line("BAB I\nPENDAHULUAN", _BAB),
    Line("1.1 Latar Belakang", _SECTION),
    Line("[[latar_belakang]]"),
    Line("[[dasar_hukum]]"),
    Line("1.2 Gambaran Organisasi", _SECTION),
    Line("1.2.1 Kedudukan, Tugas, dan Fungsi", _SUBSECTION),
    Line("[[kedudukan]]"),
    Line("1.2.2 Susunan Organisasi", _SUBSECTION),
    Line("[[organisasi]]"),
    Line("1.2.3 Aspek Strategis dan Permasalahan Utama", _SUBSECTION),
    Line("[[isu_strategis]]"),
    Line("1.3 Tindak Lanjut Hasil Evaluasi AKIP", _SECTION),
    Line("[[tabel_lhe]]"),
    NewSection("isi"),
    Line("BAB II\nPERENCANAAN DAN PERJANJIAN KINERJA", _BAB),
    Line("[[pengantar_bab_ii]]"),
    Line("2.1 Rencana Strategis Organisasi", _SECTION),
    Line("2.1.1 Visi dan Misi", _SUBSECTION),
    Line("[[visi_misi]]"),
    Line("2.1.2 Tujuan dan Sasaran", _SUBSECTION),
    Line("[[tujuan_sasaran]]"),
    Line("2.1.3 Indikator Kinerja Utama", _SUBSECTION),
    Line("[[daftar_iku]]"),
    Line("2.2 Perjanjian Kinerja Tahun [[tahun]]", _SECTION),
    Line("[[kalimat_perjanjian]]"),
    Line("[[tabel_2_1]]"),
    Line("[[tabel_perubahan]]"),
    Line("[[tabel_program]]"),
    NewSection("isi"),
    Line("BAB III\nAKUNTABILITAS KINERJA", _BAB),
    Line("[[pengantar_bab_iii]]"),
    Line("3.1 Capaian Kinerja Organisasi", _SECTION),
    Line("3.1.1 Cara Pengukuran Kinerja", _SUBSECTION),
    Line("[[rumus]]"),
    Line("[[skala]]"),
    Line("[[kalimat_capaian]]"),
    Line("[[ulang sasaran]]"),
    Line("3.1.2 [[judul_sasaran]]", _SUBSECTION),
    Line("[[kalimat_sasaran]]"),
    Line("[[tabel_3_1]]"),
    Line("[[grafik_capaian]]"),
    Line("[[ulang indikator]]"),
    Line("[[no_indikator]]) [[indikator]]", _TOPIC),
    Line("[[perbandingan_target]]"),
    Line("[[perbandingan_tahun]]"),
    Line("[[perbandingan_renstra]]"),
    Line("[[perbandingan_standar]]"),
    Line("[[analisis]]"),
    Line("[[efisiensi]]"),
    Line("[[program_penunjang]]"),
    Line("[[akhir indikator]]"),
    Line("[[simpulan_sasaran]]"),
    Line("[[akhir sasaran]]"),
    Line("3.2 Realisasi Anggaran", _SECTION),
    Line("[[pengantar_anggaran]]"),
    Line("[[kalimat_apbd]]"),
    Line("[[kalimat_efisiensi]]"),
    Line("[[tabel_3_2]]"),
    Line("[[tabel_efisiensi]]"),
    NewSection("isi"),
    Line("BAB IV\nPENUTUP", _BAB),
    Line("4.1 Simpulan", _SECTION),
    Line("[[kalimat_simpulan]]"),
    Line("[[tabel_rekap]]"),
    Line("[[simpulan]]"),
    Line("4.2 Saran", _SECTION),
    Line("[[saran]]"),
    Line("[[langkah]]"),
    Line("[[tanda_tangan]]"),
    NewSection("isi"),
    Line("LAMPIRAN", _BAB),
    Line("[[ulang lampiran]]"),
    Line("[[halaman_baru]]"),
    Line("Lampiran [[no_lampiran]] [[judul_lampiran]]", _SECTION),
    Line("[[isi_lampiran]]"),
    Line("[[akhir lampiran]]"),
)
"""The default template."""
