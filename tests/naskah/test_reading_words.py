"""`periksa-naskah` on a report in other words: sentences that offices write, right and wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from lkjip.checks.book import Book
from lkjip.naskah import reading
from lkjip.naskah.reading import Reading, opened
from lkjip.sources import csv_folder, workbook_file
from lkjip.template.workbook import build
from scripts import printed_report as printed
from tests.kit.workbooks import BOYOLALI

TEXT: Final = """= BAB I \\ PENDAHULUAN

Kantor Kesbangpol berdiri sejak tahun 2008 dan pada tahun 2019 memperoleh nilai SAKIP 65,40 (B) dari Inspektorat. Jumlah pegawai per \
31 Desember 2020 sebanyak 23 orang, terdiri atas 14 laki-laki dan 9 perempuan.

Luas wilayah Kabupaten Boyolali 1.015,10 km2 dengan 22 kecamatan dan 267 desa/kelurahan. Jumlah penduduk 1.062.713 jiwa.

LHE AKIP Tahun 2019 merekomendasikan 3 hal sebagai berikut. Visi RPJPD 2005-2025 dan RPJMN 2020-2024 menjadi acuan.

= BAB II \\ PERENCANAAN KINERJA

Renstra 2016-2021 memuat 1 tujuan, 1 sasaran dan 9 indikator kinerja. Dalam Perjanjian Kinerja Tahun 2020 ditetapkan 9 (sembilan) \
indikator.

Pagu anggaran semula Rp1.444.634.000,- menjadi Rp437.569.000,- setelah refocusing karena pandemi COVID-19.

= BAB III \\ AKUNTABILITAS KINERJA

= 3.1 Capaian Kinerja

Dari 9 indikator, seluruhnya atau 9 indikator (100%) mencapai target. Capaian rata-rata 100 persen termasuk kategori Baik.

Terdapat 2 indikator yang perlu perhatian khusus dan 3 kegiatan yang ditunda.

= Indikator 2: Tingkat partisipasi masyarakat dalam pemilihan umum

Target tahun 2020 sebesar 82,00% dan terealisasi 82,00%, sehingga capaiannya 100%. Dibandingkan tahun 2019 yang realisasinya 80,00%, \
terjadi kenaikan sebesar 2 poin.

Jumlah pemilih yang hadir 650.123 orang dari 792.833 pemilih terdaftar. Partisipasi pemilih nasional 76,09%.

Terhadap target akhir Renstra sebesar 82%, capaian tahun ini sudah 100%.

Anggaran yang dialokasikan Rp 600.000 dan terserap seluruhnya Rp600.000 (100%). Sosialisasi diikuti 100 orang dengan anggaran Rp 6.000 \
per orang. Bimtek KPPS dengan anggaran sebesar Rp 15.000.000 didanai KPU.

= Indikator 4: Fasilitasi Pengembangan Nilai-Nilai Wawasan Kebangsaan di Setiap Kecamatan

Target 38 kegiatan, realisasi 38 kegiatan atau 100%. Realisasi anggaran mencapai Rp 24.605.000 dari pagu Rp 28.485.000 atau 86,38%, \
sehingga terdapat efisiensi sebesar 13,62% (Rp 3.880.000).

Program Pengembangan Wawasan Kebangsaan dilaksanakan melalui 5 kegiatan dan pada tahun 2018 mendapat Rp 500.000.000 dari APBD Provinsi.

= 3.2 Realisasi Anggaran

Pada tahun 2020 Kantor Kesbangpol mengelola anggaran sebesar Rp1,91 miliar dan terserap Rp1,81 miliar (94,37%). Sisa anggaran \
Rp107.732.657. Anggaran tahun 2019 sebesar Rp 3.500.000.000 dengan serapan 97,10%. Kegiatan rehabilitasi gedung dengan anggaran sebesar \
Rp 50.000.000 terserap 98,00%.

Belanja Tidak Langsung sebesar Rp1.476.682.000 dan Belanja Langsung sebesar Rp437.569.000.

= BAB IV \\ PENUTUP

Secara umum 9 indikator kinerja telah tercapai dengan rata-rata 100%. Tahun 2021 ditargetkan 5 inovasi baru. Vaksinasi pegawai tercapai 95%.
"""
OTHERS: Final = """= BAB I PENDAHULUAN

Berdasarkan Peraturan Bupati Boyolali Nomor 12 Tahun 2021 tentang IKU, Kantor Kesbangpol menyusun LKjIP setiap tahun sejak 2008.

LKjIP Tahun 2020 merupakan tahun kelima pelaksanaan RPJMD Kabupaten Boyolali Tahun 2016-2021. Perjanjian Kinerja Tahun 2021 telah \
ditandatangani pada Januari 2021.

Hasil evaluasi LKjIP Tahun 2019 memperoleh nilai 70,12 kategori BB. Nilai AKIP Tahun 2019 sebesar 70,12, naik dibanding tahun 2018 \
sebesar 68,20.

RPJMD memuat 45 indikator dan 12 sasaran. Kepala Seksi Politik memiliki 3 indikator.

= BAB III AKUNTABILITAS KINERJA

Capaian kinerja tahun 2019 sebesar 97,5 persen. Capaian kinerja pada triwulan I sebesar 25%. Capaian kinerja program rata-rata \
95%. Rata-rata capaian nasional sebesar 91,2%.

Target PAD sebesar Rp 5.000.000.000 terealisasi Rp 4.800.000.000 atau 96%. Dana Alokasi Khusus sebesar Rp 250.000.000.

Tingkat kehadiran pegawai rata-rata 98%. Hasil survei kepuasan masyarakat mencapai 85,5% dengan 120 responden.

Program Pendidikan Politik Masyarakat didukung anggaran Rp 600.000 dan terealisasi Rp 600.000 (100%).

Pada triwulan IV realisasi anggaran Rp 500.000.000. Sampai dengan semester I anggaran terserap 45,20%.

Pada tahun 2019 anggaran sebesar Rp 2.000.000.000 dan pada tahun 2020 sebesar Rp 1.914.251.000.

= 3) Cakupan sosialisasi/fasilitasi wawasan kebangsaan pada sekolah setingkat SLTA

Jumlah sekolah setingkat SLTA 43 sekolah, yang telah difasilitasi 38 sekolah, sehingga realisasinya 38/43 x 100% = 88,37%. \
Realisasi tahun 2018 sebesar 65,12% dan tahun 2019 sebesar 76,74%, meningkat 11,63 poin pada tahun 2020.

Capaian Kabupaten Klaten 90,00%, sedangkan rata-rata Provinsi Jawa Tengah 85,00%.

Kegiatan sosialisasi di 10 sekolah menghabiskan anggaran Rp 1.200.000.

Target tahun 2021 sebesar 100%.
"""
"""Sentences about other years, other offices, and parts of the office: none is a mistake."""
WRONG: Final = (
    ("1 sasaran", "3 sasaran"),
    ("dan 9 indikator kinerja", "dan 8 indikator kinerja"),
    ("ditetapkan 9 (sembilan)", "ditetapkan 9 (delapan)"),
    ("Renstra 2016-2021", "Renstra 2016-2020"),
    ("Perjanjian Kinerja Tahun 2020", "Perjanjian Kinerja Tahun 2019"),
    ("semula Rp1.444.634.000", "semula Rp1.444.643.000"),
    ("menjadi Rp437.569", "menjadi Rp437.596"),
    ("Dari 9 indikator", "Dari 7 indikator"),
    ("atau 9 indikator (100%)", "atau 6 indikator (100%)"),
    ("9 indikator (100%)", "9 indikator (90%)"),
    ("rata-rata 100 persen", "rata-rata 101 persen"),
    ("kategori Baik", "kategori Cukup"),
    ("Target tahun 2020 sebesar 82,00%", "Target tahun 2020 sebesar 83,00%"),
    ("terealisasi 82,00%", "terealisasi 81,00%"),
    ("capaiannya 100%", "capaiannya 99%"),
    ("realisasinya 80,00%", "realisasinya 79,00%"),
    ("Renstra sebesar 82%", "Renstra sebesar 84%"),
    ("ini sudah 100%", "ini sudah 97%"),
    ("dialokasikan Rp 600.000", "dialokasikan Rp 606.000"),
    ("seluruhnya Rp600.000", "seluruhnya Rp660.000"),
    ("(100%). Sosialisasi", "(98%). Sosialisasi"),
    ("Target 38", "Target 39"),
    ("realisasi 38", "realisasi 36"),
    ("atau 100%. Realisasi", "atau 105%. Realisasi"),
    ("24.605.000 dari", "24.650.000 dari"),
    ("28.485.000 atau", "28.458.000 atau"),
    ("86,38%", "83,86%"),
    ("13,62%", "16,32%"),
    ("(Rp 3.880.000)", "(Rp 3.808.000)"),
    ("Rp1,91 miliar", "Rp1,19 miliar"),
    ("Rp1,81 miliar", "Rp1,18 miliar"),
    ("(94,37%)", "(93,47%)"),
    ("Rp107.732.657", "Rp170.732.657"),
    ("Rp1.476.682.000", "Rp1.467.682.000"),
    ("Langsung sebesar Rp437.569.000", "Langsung sebesar Rp473.569.000"),
    ("umum 9 indikator", "umum 8 indikator"),
    ("rata-rata 100%. Tahun", "rata-rata 99%. Tahun"),
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Reading]:
    folder = tmp_path_factory.mktemp("kata")
    workbook, path = folder / "buku.xlsm", folder / "naskah.docx"
    workbook.write_bytes(build(csv_folder.read(BOYOLALI).laporan))
    book = Book(workbook_file.read(workbook))

    def of(text: str) -> Reading:
        path.write_bytes(printed.document(text))
        return reading.read(opened.read(Path(path)), book)

    return of


def test_figures_of_other_things_are_no_findings(read: Callable[[str], Reading]) -> None:
    result = read(TEXT)
    assert list(result.findings) == []
    assert result.counted.traced > 40


def test_sentences_about_other_years_and_offices_are_no_findings(read: Callable[[str], Reading]) -> None:
    assert list(read(OTHERS).findings) == []


@pytest.mark.parametrize(("right", "wrong"), WRONG, ids=[wrong for _, wrong in WRONG])
def test_a_wrong_figure_is_found_in_other_words_too(read: Callable[[str], Reading], right: str, wrong: str) -> None:
    assert right in TEXT
    (found,) = read(TEXT.replace(right, wrong, 1)).findings
    assert found.expected
    assert found.source or found.code == "naskah-terbilang"
