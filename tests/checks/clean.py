"""The clean workbook: the real report with all contradictions mended, in which the checks find nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from tests.kit.workbooks import BOYOLALI

Fields = dict[str, str]


def write(folder: Path) -> Path:
    """The mended report as a folder of CSV files."""
    folder.mkdir(parents=True)
    for path in BOYOLALI.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for mend in (_names, _officials, MENDED.get(path.name, lambda rows: None)):
            mend(rows)
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    for name, (head, lines) in _QUARTERS.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [head.split(","), *([NAMES[number], *(cell.replace("_", " ") for cell in line.split(" "))] for number, line in lines)]
            )
    return folder


# ---------------------------------------------------------------- one wording everywhere
NAMES: Final = (
    "Persentase LSM yang mempunyai SKT (Surat Keterangan Terdaftar)",
    "Tingkat partisipasi masyarakat dalam pemilihan umum",
    "Cakupan sosialisasi/ fasilitasi wawasan kebangsaan pada sekolah setingkat SLTA",
    "Fasilitasi Pengembangan Nilai-Nilai Wawasan Kebangsaan di Setiap Kecamatan",
    "Kegiatan Pengendalian Keamanan Lingkungan",
    "Cakupan Konflik antar Kelompok Masyarakat yang Ditangani",
    "Kegiatan Event Pengembangan Nilai-Nilai Wawasan Kebangsaan",
    "Cakupan Penyelesaian Konflik antar Umat Beragama",
    "Cakupan Sosialisasi Pencegahan, Pemberantasan, Penyalahgunaan dan Peredaran Gelap Narkoba (P4GN)",
)
"""The nine indicators in the order of Tabel 3.1."""
IDEOLOGI: Final = "Kasi Bina Ideologi dan Wasbang"
POLITIK: Final = "Kasi Politik dan Kewaspadaan Nasional"
KETAHANAN: Final = "Kasi Ketahanan Seni, Budaya, Agama, Kemasyarakatan dan Ekonomi"
PENGAMPU: Final = (KETAHANAN, POLITIK, IDEOLOGI, KETAHANAN, POLITIK, POLITIK, POLITIK, KETAHANAN, IDEOLOGI)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower())).replace("prosentase", "persentase")


_BY_LETTERS: Final = {_letters(name): name for name in NAMES}


def _names(rows: list[Fields]) -> None:
    """Indicators are written as in Tabel 3.1, and stand in its order."""
    for row in rows:
        for column in ("indikator", "iku", "uraian"):
            if column in row:
                row[column] = _BY_LETTERS.get(_letters(row[column]), row[column])
    if "indikator" in rows[0]:
        rows.sort(key=lambda row: (row.get("dokumen", ""), NAMES.index(row["indikator"])))


def _officials(rows: list[Fields]) -> None:
    for column in ("pengampu", "koordinator"):
        if column in rows[0]:
            for row, official in zip(rows, PENGAMPU, strict=True):
                row[column] = official


# ---------------------------------------------------------------- one figure everywhere
def _set(column: str, **values: str) -> Callable[[list[Fields]], None]:
    """Other values in a column, by the number of the row: `_2="1,89"` is the third row."""

    def mend(rows: list[Fields]) -> None:
        for number, value in values.items():
            rows[int(number.removeprefix("_"))][column] = value

    return mend


def _profil(rows: list[Fields]) -> None:
    mended = {"tanggal_pengukuran": "Januari 2021", "jumlah_indikator_bab_ii": "9", "jumlah_indikator_bab_iv": "9"}
    for row in rows:
        row["nilai"] = mended.get(row["kunci"], row["nilai"])
    rows.append({"kunci": "triwulan_laporan", "nilai": "IV"})


def _tabel_3_1(rows: list[Fields]) -> None:
    for row in rows:
        row |= {"capaian_persen": "", "kategori": ""}  # an office need not say what it prints
        row["kumulatif"] = "ya" if row["target_akhir_renstra_2021"] in ("190", "95", "120") else ""
    rows[6]["target_akhir_renstra_2021"] = "100"  # five years of 20
    rows[8] |= {"realisasi_2017": "0,95", "realisasi_2018": "1,26"}


def _iku(rows: list[Fields]) -> None:
    for row in rows:
        row["arah"] = "naik"


def _narasi(rows: list[Fields]) -> None:
    budgets = ("0", "600.000", "4.800.000", "28.485.000", "0", "2.200.000", "0", "4.400.000", "0")
    for row, budget in zip(rows, budgets, strict=True):
        used = "24.605.000" if budget == "28.485.000" else budget
        efficiency = {"0": "", "28.485.000": "13,62"}.get(budget, "0")
        row |= {"anggaran_narasi": budget, "digunakan_narasi": used, "efisiensi_narasi": efficiency}


_QUARTERS: Final = {
    "triwulan.csv": (
        "indikator,jenis,target_tw_1,target_tw_2,target_tw_3,target_tw_4,"
        "realisasi_tw_1,realisasi_tw_2,realisasi_tw_3,realisasi_tw_4,penyebut,cara_isi",
        (
            (0, "posisi_akhir 98 98,2 98,5 98,78 97 98,2 98,5 98,78  "),
            (1, "posisi_akhir    82    82  "),
            (2, "pembilang/penyebut 10 10 10 8 10 9 10 9 43 "),
            (3, "jumlah 8 20 30 38 8 18 30 38  s.d._triwulan"),
            (4, "jumlah 4 5 5 5 4 5 5 5  "),
            (5, "rata-rata 85 85 86 86,84 85 85 86 86,84  "),
            (6, "jumlah  2 16 2  2 16 2  "),
            (7, "jumlah 70 30 0 0 70 30 0 0  triwulan_itu"),
            (8, "jumlah 1,05 0,38 0,28 0,18 1,05 0,38 0,28 0,18  "),
        ),
    ),
    "tindak_lanjut.csv": (
        "indikator,tw,kendala,rencana_tindak_lanjut,batas_waktu,bukti,selesai",
        (
            *((number, "IV    berkas.pdf ") for number in range(9)),
            (3, "II Pandemi Daring 30-09-2020  selesai"),
            (4, "IV Pandemi Daring 31-03-2021  "),
        ),
    ),
}
"""The quarters of the nine indicators, up to the figures of the year."""


MENDED: Final[Mapping[str, Callable[[list[Fields]], None]]] = {
    "profil.csv": _profil,
    "tabel_2_1.csv": _set("target", _8="1,89"),
    "tabel_3_1.csv": _tabel_3_1,
    "rkt_2020.csv": _set("target", _5="85,71"),
    "penetapan_kinerja_2021.csv": _set("target", _5="100"),
    "program_pk_2020.csv": _set("anggaran_perubahan", _8="437.569.000"),
    "penetapan_program_2021.csv": _set("anggaran", _5="4.328.899.000"),
    "iku_2016_2021.csv": _iku,
    "narasi_efisiensi_2020.csv": _narasi,
    "rekap_bab_iv_2020.csv": _set("jumlah_indikator_tercetak", _1="9"),
}
