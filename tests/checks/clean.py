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
