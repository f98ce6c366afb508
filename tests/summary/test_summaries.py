"""The summary sheets as plain data, against the report's printed figures and hand calculations."""

from __future__ import annotations

from typing import Any

import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.sources import csv_folder
from lkjip.summary import SummarySheet, summaries
from scripts.books import EXAMPLE_CSV
from xlfuncs.angka import Cell


def sheets(laporan: Laporan) -> dict[str, SummarySheet]:
    return {sheet.title: sheet for sheet in summaries(laporan)}


@pytest.fixture(scope="module")
def boyolali() -> dict[str, SummarySheet]:
    return sheets(csv_folder.read(EXAMPLE_CSV).laporan)


def block(sheet: SummarySheet, name: str) -> list[list[Cell]]:
    """What a block shows: its cells without the hidden columns."""
    found = next(each for each in sheet.blocks if each.name == name)
    widths = sheet.widths[found.first_column : found.last_column + 1]
    return [[cell.value for cell, width in zip(row, widths, strict=True) if width] for row in sheet.written(found)]


def figures(sheet: SummarySheet) -> dict[str, Cell]:
    """The figures of Ringkasan by their label."""
    labels = {row: cell.value for (row, column), cell in sheet.cells.items() if column == 1}
    return {str(labels[row]): cell.value for (row, column), cell in sheet.cells.items() if column == 3 and labels.get(row)}


def sentences(laporan: Laporan) -> list[str]:
    return [str(text) for (text,) in block(sheets(laporan)["Ringkasan"], "blok_kalimat")]


def indicator(name: str, target: Cell, realisasi: Cell, **more: Cell) -> Row:
    return {"indikator": name, "satuan": "%", "target": target, "realisasi": realisasi, "arah": "naik", **more}


def budget(name: str, anggaran: Cell, realisasi: Cell) -> Row:
    return {"indikator": name, "anggaran": anggaran, "realisasi": realisasi}


def report(indicators: list[Row], budgets: list[Row] = [], **profil: Any) -> Laporan:  # noqa: B006  # never changed
    office = {"instansi": "Dinas Uji", "pemerintah_daerah": "Kota Contoh", "tahun": 2024, "tahun_awal_renstra": 2021, **profil}
    return Laporan(office, inputs={"tabel_3_1": indicators, "tabel_3_2": budgets})


# ---------------------------------------------------------------- the real report
def test_ringkasan_has_the_printed_figures(boyolali: dict[str, SummarySheet]) -> None:
    found = figures(boyolali["Ringkasan"])
    assert (found["Jumlah sasaran"], found["Jumlah indikator"]) == (1, 9)
    assert (found["Rata-rata capaian (%)"], found["Kategori"]) == (100, "B")
    assert [found[label] for label in ("Sangat baik", "Baik", "Cukup", "Kurang", "Belum diukur")] == [0, 9, 0, 0, 0]
    assert (found["Anggaran (rupiah)"], found["Realisasi (rupiah)"]) == (40_485_000, 36_605_000)
    assert found["Serapan APBD (%)"] == pytest.approx(94.37, abs=0.005)
    assert found["Efisiensi APBD (%)"] == pytest.approx(5.63, abs=0.005)
    assert found["Serapan kegiatan (%)"] == pytest.approx(80.44, abs=0.005)


def test_the_sentences_say_what_the_report_prints(boyolali: dict[str, SummarySheet]) -> None:
    """BAB III 3.1, 3.2 and BAB IV; the report prints 4 indicators in BAB IV, which are 9."""
    performance, amounts, conclusion = (str(text) for (text,) in block(boyolali["Ringkasan"], "blok_kalimat"))
    assert "meliputi 9 (sembilan) indikator kinerja dengan capaian rata-rata 100 % (kategori Baik)" in performance
    assert "terdiri dari 9 (sembilan) indikator kategori Baik (100 %)" in performance
    assert amounts.startswith("Pembiayaan dari APBD Tahun 2020")
    assert "berjumlah Rp 1.914.251.000,00, terealisasi Rp 1.806.518.343,00" in amounts
    assert "penyerapan sebesar 94,37 % atau efisiensi sebesar 5,63 %." in amounts
    assert "dari 1 (satu) sasaran dengan 9 (sembilan) indikator" in conclusion
    assert "Secara keseluruhan capaian kinerja 100 % (kategori Baik)." in conclusion
    assert "Belanja Tidak Langsung Rp 1.476.682.000,00 dan Belanja Langsung Rp 437.569.000,00" in conclusion


def test_pengukuran_kinerja_is_annex_c(boyolali: dict[str, SummarySheet]) -> None:
    rows = block(boyolali["Pengukuran Kinerja"], "blok_pengukuran")
    assert [row[2:] for row in rows[3:5]] == [
        ["Fasilitasi Pengembangan Nilai-Nilai Wawasan Kebangsaan di Setiap Kecamatan", 38, "Kegiatan", 38, "Kegiatan", 100, "B"],
        ["Kegiatan Pengendalian Keamanan Lingkungan", 19, "Kegiatan", 19, "Kegiatan", 100, "B"],
    ]
    below = [cell.value for (row, _), cell in sorted(boyolali["Pengukuran Kinerja"].cells.items()) if row >= 6 + len(rows)]
    assert below[1:6:2] == [437_569_000, 351_989_306, pytest.approx(80.44, abs=0.005)]
    assert "SURATNO, SH.MH" in below


def test_perbandingan_marks_what_is_cumulative(boyolali: dict[str, SummarySheet]) -> None:
    rows = {str(row[0])[:22]: row for row in block(boyolali["Perbandingan"], "blok_perbandingan")}
    assert rows["Fasilitasi Pengembanga"][7:11] == [0, 190, "kumulatif", 80]  # 4 x 38 of 5 x 38
    assert rows["Kegiatan Pengendalian "][7:11] == [0, 95, "kumulatif", 80]
    assert rows["Kegiatan Event Pengemb"][8:11] == [120, "kumulatif", pytest.approx(200 / 3)]  # 4 x 20 of the printed 120
    assert rows["Tingkat partisipasi ma"][7:11] == [2, 82, "tahunan", 100]
    assert rows["Cakupan Konflik antar "][5:8] == [85.71, 100, pytest.approx(14.28)]  # 85,71 after 71,43


def test_efisiensi_pairs_what_the_report_spells_differently(boyolali: dict[str, SummarySheet]) -> None:
    rows = [row[1:7] for row in block(boyolali["Efisiensi"], "blok_efisiensi")]
    assert len(rows) == 9
    assert rows[0] == [100, 0, 0, None, None, None], "no budget and nothing spent is neither 100 % nor 0 %"
    assert rows[2] == [100, 4_800_000, 4_800_000, 100, 0, None]
    assert rows[3] == [100, 28_485_000, 24_605_000, pytest.approx(86.3787958574), pytest.approx(13.6212041425), None]


# ---------------------------------------------------------------- by hand
def test_several_sasaran_falling_unmeasured_and_an_error() -> None:
    laporan = report(
        [
            indicator("A", 38.0, 19.0, sasaran="Satu"),  # 50
            indicator("B", 90.0, 81.0, sasaran="satu", arah="turun"),  # 110; the same sasaran by the key
            indicator("C", 10.0, None, sasaran="Dua"),
            indicator("D", 100.0, 80.0, sasaran="Dua"),  # 80
            indicator("E", 5.0, 5.0),  # 100, without a sasaran
        ]
    )
    ringkasan = sheets(laporan)["Ringkasan"]
    found = figures(ringkasan)
    assert (found["Jumlah sasaran"], found["Jumlah indikator"], found["Belum diukur"]) == (2, 5, 1)
    assert found["Rata-rata capaian (%)"] == pytest.approx(85)  # (50 + 110 + 80 + 100) / 4
    assert [found[label] for label in ("Sangat baik", "Baik", "Cukup", "Kurang")] == [1, 2, 0, 1]
    assert block(ringkasan, "blok_sasaran") == [
        ["Satu", 2, pytest.approx(80), "B"],
        ["Dua", 2, 80, "B"],
        ["(tanpa sasaran)", 1, 100, "B"],
        ["Semua sasaran", 5, pytest.approx(85), "B"],
    ]
    assert "meliputi 5 (lima) indikator kinerja dengan capaian rata-rata 85 % (kategori Baik)" in sentences(laporan)[0]
    assert sentences(laporan)[0].endswith("1 (satu) indikator kategori Kurang (25 %); 1 (satu) indikator belum diukur.")


def test_an_error_in_a_row_is_the_average_and_no_sentence_hides_it() -> None:
    laporan = report([indicator("A", 38.0, 19.0, sasaran="Satu"), indicator("B", "#REF!", 19.0, sasaran="Dua")])
    ringkasan = sheets(laporan)["Ringkasan"]
    assert figures(ringkasan)["Rata-rata capaian (%)"] == "#REF!"
    assert [row[2] for row in block(ringkasan, "blok_sasaran")] == [50, "#REF!", "#REF!"]
    assert sentences(laporan)[0].endswith("rata-ratanya belum dapat ditulis karena ada kesalahan di Tabel 3.1.")
    assert "belum dapat ditulis" in sentences(laporan)[2]


def test_budgets_without_an_indicator_and_several_for_one() -> None:
    laporan = report(
        [indicator("Cakupan A", 1.0, 1.0), indicator("B", 1.0, 1.0)],
        [budget("cakupan  a", 100.0, 60.0), budget("Cakupan A.", 300.0, 140.0), budget("Lain", 50.0, 60.0)],
    )
    rows = [row[:7] for row in block(sheets(laporan)["Efisiensi"], "blok_efisiensi")]
    assert rows == [
        ["Cakupan A", 100, 400, 200, 50, 50, "2 baris anggaran"],
        ["B", 100, None, None, None, None, "tanpa anggaran"],
        ["Lain", None, 50, 60, 120, -20, "tidak ada di Tabel 3.1"],
    ]
    assert "Rp 450,00, terealisasi Rp 260,00 dengan penyerapan sebesar 57,78 % atau efisiensi sebesar 42,22 %." in sentences(laporan)[1]


def test_a_cumulative_target_counts_the_years_since_the_renstra_began() -> None:
    years = {"realisasi_3": 5.0, "realisasi_2": 10.0, "realisasi_1": 20.0}
    rows = [
        indicator("A", 25.0, 30.0, target_akhir_renstra=100.0, kumulatif="ya", **years),
        indicator("B", 25.0, 30.0, target_akhir_renstra=100.0, kumulatif="tidak", **years),
    ]
    assert [row[9:11] for row in block(sheets(report(rows))["Perbandingan"], "blok_perbandingan")] == [["kumulatif", 65], ["tahunan", 30]]
    later = report(rows, tahun_awal_renstra=2023)  # only last year and this one belong to it
    assert block(sheets(later)["Perbandingan"], "blok_perbandingan")[0][10] == 50


@pytest.mark.parametrize(
    ("satuan", "end", "years", "shown"),
    [
        ("Dokumen", 40.0, (), (None, None)),  # 20 of 40: nothing tells
        ("Dokumen", 100.0, (20.0,) * 5, ("kumulatif", 63)),  # 12 + 16 + 15 + 20 of the sum of the years
        ("Dokumen", 120.0, (20.0,) * 5, ("kumulatif", 52.5)),  # six times what stays the same
        ("Dokumen", 40.0, (20.0,) * 5, (None, None)),
        ("Dokumen", 40.0, (16.0, 20.0, 25.0, 30.0, 40.0), ("tahunan", 50)),  # that of the last year
        ("Dokumen", 40.0, (16.0, 20.0, 25.0, 30.0, "empat puluh"), (None, None)),
        ("Dokumen", 20.0, (), ("tahunan", 100)),  # no more than this year's
        ("%", 40.0, (), ("tahunan", 50)),
        ("Indeks", 40.0, (), ("tahunan", 50)),
        ("%", 100.0, (20.0,) * 5, ("kumulatif", 63)),
    ],
)
def test_whether_an_end_target_is_cumulative_is_proven_or_left_open(
    satuan: str, end: float, years: tuple[Cell, ...], shown: tuple[Cell, Cell]
) -> None:
    past = {"realisasi_3": 12.0, "realisasi_2": 16.0, "realisasi_1": 15.0}
    row: Row = {**indicator("Jumlah A", 20.0, 20.0, target_akhir_renstra=end, **past), "satuan": satuan}
    plan: Row = {"indikator": "jumlah a", **{f"target_tahun_{year}": target for year, target in enumerate(years, 1)}}
    laporan = report([row])
    told = Laporan(laporan.profil, inputs={**laporan.inputs, "renstra": [plan]})
    assert tuple(block(sheets(told)["Perbandingan"], "blok_perbandingan")[0][9:11]) == shown


def test_no_indicator_at_all() -> None:
    laporan = report([])
    assert figures(sheets(laporan)["Ringkasan"])["Rata-rata capaian (%)"] is None
    assert sentences(laporan) == [
        "Capaian kinerja Dinas Uji Kota Contoh Tahun 2024 belum dapat ditulis: Tabel 3.1 belum berisi indikator.",
        "Anggaran pada Tabel 3.2 Dinas Uji Kota Contoh Tahun 2024 berjumlah Rp 0,00 dan tidak ada realisasinya.",
        "Simpulan Dinas Uji Kota Contoh Tahun 2024 belum dapat ditulis: belum ada indikator yang terukur tanpa kesalahan.",
    ]


def test_one_indicator_that_nobody_has_measured() -> None:
    assert sentences(report([indicator("A", 10.0, None)]))[0].endswith("meliputi 1 (satu) indikator kinerja, semuanya belum diukur.")
