"""What the printed report says: the example's figures, verdicts and comparisons by hand, and nothing in place of what is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABLES
from lkjip.naskah import shown
from lkjip.naskah.blocks import Chart, ChartKind, Content, Equation, Fraction, Look, OrganisationChart, Paragraph, Table
from lkjip.naskah.content import content_of
from lkjip.naskah.outline import OUTLINE, Line
from lkjip.sources import csv_folder
from lkjip.summary import summaries
from tests.kit.sampling import some
from tests.naskah.told import every, row, sentences, tables, texts
from xlfuncs.angka import Cell

EXAMPLE: Final = Path("workbook/contoh/boyolali-2020")
KANTOR: Final = Path("tests/data/kantor")
OFFICES: Final = [EXAMPLE, *sorted(path for path in KANTOR.iterdir() if path.is_dir())]
_MARK: Final = re.compile(r"\[\[(?:(ulang|akhir) )?(\w+)\]\]")
_BY_WRITER: Final = {"daftar_isi", "daftar_tabel", "daftar_gambar", "logo"}
"""Marks that the writer of the document fills."""


@pytest.fixture(scope="module")
def boyolali() -> Content:
    return content_of(csv_folder.read(EXAMPLE).laporan)


# ---------------------------------------------------------------- the printed report of Boyolali 2020
def test_the_figures_of_the_printed_report_are_there(boyolali: Content) -> None:
    said = sentences(boyolali)
    assert "9 (sembilan) indikator kinerja dengan capaian rata-rata 100 % (kategori Baik)" in said["kalimat_capaian"]
    assert (
        "berjumlah Rp 1.914.251.000,00, terealisasi Rp 1.806.518.343,00 dengan penyerapan sebesar 94,37 % atau efisiensi sebesar 5,63 %"
        in said["kalimat_apbd"]
    )
    assert "Belanja Tidak Langsung Rp 1.476.682.000,00 dan Belanja Langsung Rp 437.569.000,00" in said["kalimat_simpulan"]
    (sasaran,) = boyolali.repeats["sasaran"]
    (table,) = sasaran.blocks["tabel_3_1"]
    assert isinstance(table, Table)
    assert table.title.startswith("Pencapaian Kinerja Sasaran 1 ")
    assert list(table.rows[0].cells[1:10]) == ["%", "100,00", "93,90", "96,34", "97,56", "98,78", "98,78", "100,00", "B"]
    assert list(table.rows[3].cells[1:10]) == ["Kegiatan", "190", "38", "38", "38", "38", "38", "100,00", "B"]
    assert list(table.rows[-1].cells) == ["RATA-RATA CAPAIAN", *[""] * 7, "100,00", "B", ""]
    budget = tables(boyolali)["tabel_3_2"]
    assert list(budget.rows[-1].cells[1:7]) == ["Jumlah anggaran", "", "40.485.000", "36.605.000", "90,42", "9,58"]


def test_tables_of_the_report_have_its_columns_and_numbers(boyolali: Content) -> None:
    (table,) = boyolali.blocks["tabel_2_1"]
    assert isinstance(table, Table)
    assert [list(heading) for heading in table.headings] == [["No", "Sasaran Strategis", "Indikator kinerja (Outcome)", "Target", "Target"]]
    assert list(table.numbering) == ["1", "2", "3", "4", "4"]
    assert table.source == "Perjanjian Kinerja Kesbangpol Kabupaten Boyolali Tahun 2020"
    achievements = next(table for key, table in tables(boyolali).items() if key.startswith("tabel_3_1/"))
    assert [heading[6] for heading in achievements.headings] == ["TAHUN 2020", "TARGET"]
    assert achievements.headings[1][-1] == "KASI PENGAMPU"
    assert list(achievements.numbering) == [str(number) for number in range(1, 12)]


def test_the_prose_of_the_report_is_its_own_lists_included(boyolali: Content) -> None:
    preface = [block for block in boyolali.blocks["kata_pengantar"] if isinstance(block, Paragraph)]
    assert preface[0].text.startswith("Segala puji bagi Allah Yang Maha Kuasa")
    assert "Kantor Kesatuan Bangsa dan Politik Kabupaten Boyolali Tahun 2020" in preface[0].text
    listed = [block.text for block in preface if block.look is Look.NOMOR]
    assert [text.split(" ", 1)[0] for text in listed] == ["Mengetahui", "Sebagai"]
    signed = [block.text for block in preface if block.look is Look.TANDA_TANGAN and block.text]
    assert signed == [
        *("Boyolali, Januari 2021", "Kepala Kantor Kesatuan Bangsa dan Politik Kabupaten Boyolali"),
        *("SURATNO, SH.MH", "Pembina Tk I", "NIP 19660430 199503 1 002"),
    ]
    issues = [block for block in boyolali.blocks["isu_strategis"] if isinstance(block, Paragraph)]
    assert [block.look for block in issues] == [Look.TEKS, *[Look.BUTIR] * 10]
    letters = [block for block in boyolali.blocks["saran"] if isinstance(block, Paragraph) and block.look is Look.HURUF]
    assert letters[0].text.startswith("Memberdayakan segala potensi")
    bases = [block for block in boyolali.blocks["dasar_hukum"] if isinstance(block, Paragraph) and block.look is Look.NOMOR]
    assert len(bases) == 12


def test_the_organisation_is_a_list_and_a_chart(boyolali: Content) -> None:
    (chart,) = (block for block in boyolali.blocks["organisasi"] if isinstance(block, OrganisationChart))
    assert list(chart.posts[0]) == ["Kepala Kantor", "Suratno, SH.MH", ""]
    assert {above for _, _, above in chart.posts[1:]} == {"Kepala Kantor"}
    assert "Hartuti, SE" in sentences(boyolali)["organisasi/kasibinaidiologidanwawasankebangsaan"]


def test_the_annexes_are_numbered_and_begin_with_the_agreement(boyolali: Content) -> None:
    annexes = boyolali.repeats["lampiran"]
    assert [each.texts["no_lampiran"] for each in annexes] == [str(number) for number in range(1, len(annexes) + 1)]
    titles = [each.texts["judul_lampiran"] for each in annexes]
    assert titles[:3] == [
        *("Perjanjian Kinerja Tahun 2020", "Perjanjian Kinerja Perubahan Tahun 2020", "Indikator Kinerja Utama 2016-2021"),
    ]
    assert {"Rencana Kerja Tahunan Tahun 2020", "Rencana Strategis Tahun 2016-2021", "Pengukuran Kinerja Tahun 2020"} < set(titles)
    assert [bool(each.blocks["halaman_baru"]) for each in annexes] == [False, *[True] * (len(annexes) - 1)]
    said = sentences(boyolali)
    assert said["lampiran/pk/murni/pihak 1/nama"] == "Nama: SURATNO, SH.MH"
    assert said["lampiran/pk/murni/pihak 2/jabatan"] == "Jabatan: Bupati Boyolali"
    assert tables(boyolali)["lampiran/rencana_aksi"].landscape
    assert said["lampiran/pengukuran/3"] == "Persentase: 80,44 %"


# ---------------------------------------------------------------- a small office, by hand
def indicator(name: str, **cells: object) -> Row:
    return {"indikator": name, "satuan": "%", "arah": "naik", **cells}  # type: ignore[dict-item]


def budget(name: str, anggaran: float | None, realisasi: float | None, **cells: object) -> Row:
    return {"indikator": name, "program": f"Program {name}", "anggaran": anggaran, "realisasi": realisasi, **cells}  # type: ignore[dict-item]


PROFIL: Final[dict[str, Cell]] = {"instansi": "Dinas Contoh", "tahun": 2024, "tahun_akhir_renstra": 2026}
JUDGED: Final = {
    # capaian, then anggaran and realisasi: 100 - 94,99 is more than five points, 100 - 95 is five
    "Lebih lima poin": (80.0, 80.0, 10_000.0, 9_499.0, "efisien"),
    "Tepat lima poin": (80.0, 80.0, 10_000.0, 9_500.0, "cukup efisien"),
    "Kurang lima poin": (80.0, 80.0, 10_000.0, 10_500.0, "cukup efisien"),
    "Boros": (80.0, 80.0, 10_000.0, 10_501.0, "tidak efisien"),
    "Melampaui": (80.0, 96.0, 10_000.0, 10_000.0, "efisien"),
    "Belum tercapai": (80.0, 79.0, 10_000.0, 1_000.0, "target belum tercapai"),
    "Nol rupiah": (80.0, 80.0, 0.0, 0.0, "tanpa anggaran"),
    "Tanpa baris": (80.0, 80.0, None, None, "tanpa anggaran"),
    "Belum diukur": (80.0, None, 10_000.0, 9_000.0, "belum diukur"),
    "Galat": (80.0, "#VALUE!", 10_000.0, 9_000.0, "belum dapat dihitung"),
}


@pytest.fixture(scope="module")
def judged() -> Content:
    rows = [indicator(name, target=target, realisasi=done) for name, (target, done, *_) in JUDGED.items()]
    lines = [budget(name, amount, spent) for name, (_, _, amount, spent, _) in JUDGED.items() if amount is not None]
    return content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows, "tabel_3_2": lines}))


@pytest.mark.parametrize("name", JUDGED)
def test_efficiency_is_judged_with_five_points_between(judged: Content, name: str) -> None:
    *_, verdict = row(judged, "tabel_efisiensi", name.lower().replace(" ", ""))
    assert verdict == JUDGED[name][-1]


def test_the_sentence_on_efficiency_names_the_amounts_and_the_verdict(judged: Content) -> None:
    said = sentences(judged)
    assert said["indikator/lebihlimapoin/efisiensi_anggaran"] == (
        "Dari anggaran sebesar Rp 10.000,00 digunakan Rp 9.499,00 dengan penyerapan sebesar 94,99 % atau efisiensi sebesar 5,01 %."
        " Dibandingkan dengan capaiannya, penggunaan sumber daya efisien."
    )
    assert said["indikator/belumtercapai/efisiensi_anggaran"].endswith("tidak dinilai: target belum tercapai.")
    assert said["indikator/tanpabaris/efisiensi_anggaran"] == "Indikator ini tanpa anggaran."


COMPARED: Final = indicator(
    "Kunjungan",
    **{"target": 90.0, "realisasi": 81.0, "target_akhir_renstra": 120.0, "standar": 88.5, "sumber_standar": "nasional, BPS 2023"},
    **{"target_3": 80.0, "realisasi_3": 70.0, "realisasi_2": 85.0, "target_1": 90.0, "realisasi_1": 81.0},
)
TOLD: Final = {
    "indikator": "Kunjungan",
    "keberhasilan": "Layanan daring",
    "hambatan": "Jalan rusak; petugas kurang\nalat lama",
    "solusi": "Perbaiki jalan:\n1. jalan utama\n2. jalan desa",
    "faktor_pendukung": "Faktor pendukung: dana",
}


@pytest.fixture(scope="module")
def compared() -> Content:
    lines = [
        budget("Kunjungan", 100.0, 90.0, program="Program A", kegiatan="Kegiatan 1; Kegiatan 2"),
        budget("Kunjungan", 50.0, 50.0, program="Program B", kegiatan="Kegiatan 3"),
    ]
    inputs: dict[str, list[Row]] = {"tabel_3_1": [COMPARED], "tabel_3_2": lines, "narasi": [TOLD]}
    return content_of(Laporan(profil=PROFIL, inputs=inputs))


def test_the_seven_comparisons_of_an_indicator(compared: Content) -> None:
    said = {key.removeprefix("indikator/kunjungan/"): text for key, text in sentences(compared).items() if key.startswith("indikator/")}
    assert [text for key, text in said.items() if key in WAYS] == [
        "Perbandingan target dan realisasi Tahun 2024",
        "Perbandingan dengan tahun-tahun sebelumnya",
        "Perbandingan dengan target akhir Renstra",
        "Perbandingan dengan standar nasional atau provinsi",
        "Penyebab keberhasilan atau kegagalan dan solusi",
        "Efisiensi penggunaan sumber daya",
        "Program dan kegiatan yang menunjang",
    ]
    # 81 of 90; 70 of 80; no target in 2022
    assert said["target"] == "Target Tahun 2024 sebesar 90 % dan realisasinya 81 %, sehingga capaiannya 90 % (kategori Baik)."
    assert said["tahun/3"] == "Tahun 2021: target 80 %, realisasi 70 %, capaian 87,50 %; realisasi Tahun 2024 +11 naik, membaik."
    assert said["tahun/2"] == "Tahun 2022: realisasi 85 %; realisasi Tahun 2024 -4 turun, memburuk."
    assert said["tahun/1"] == "Tahun 2023: target 90 %, realisasi 81 %, capaian 90 %; realisasi Tahun 2024 tetap."
    assert said["renstra"].startswith("Target akhir Renstra Tahun 2026 sebesar 120 %.")
    assert said["standar"] == (
        "Standar sebesar 88,50 % (sumber: nasional, BPS 2023). Realisasi Tahun 2024 terhadap standar: -7,5 di bawah, lebih buruk."
    )
    assert said["program/1"] == "Program A, dengan kegiatan: Kegiatan 1; Kegiatan 2."
    assert said["program/2"] == "Program B, dengan kegiatan: Kegiatan 3."
    # 140 of 150
    assert "digunakan Rp 140,00 dengan penyerapan sebesar 93,33 %" in said["efisiensi_anggaran"]


WAYS: Final = (
    *("perbandingan_target", "perbandingan_tahun", "perbandingan_renstra", "perbandingan_standar"),
    *("analisis", "efisiensi", "program_penunjang"),
)


def test_a_list_has_an_item_a_line_or_semicolon_and_keeps_its_own_signs(compared: Content) -> None:
    (sasaran,) = compared.repeats["sasaran"]
    (each,) = sasaran.repeats["indikator"]
    found = [(block.look, block.text) for block in each.blocks["analisis"][1:] if isinstance(block, Paragraph)]
    assert found == [
        (Look.TEKS, "Keberhasilan: Layanan daring"),
        (Look.TEKS, "Faktor pendukung: dana"),
        (Look.TEKS, "Hambatan:"),
        *((Look.BUTIR, text) for text in ("Jalan rusak", "petugas kurang", "alat lama")),
        (Look.TEKS, "Alternatif solusi:"),
        (Look.TEKS, "Perbaiki jalan:"),
        *((Look.NOMOR, text) for text in ("jalan utama", "jalan desa")),
    ]


def test_a_trend_is_drawn_from_three_years_on(compared: Content) -> None:
    (trend,) = (block for block in every(compared) if isinstance(block, Chart) and block.kind is ChartKind.LINES)
    assert list(trend.categories) == ["2021", "2022", "2023", "2024"]
    assert {series.name: list(series.values) for series in trend.series} == {
        "Realisasi": [70.0, 85.0, 81.0, 81.0],
        "Target": [80.0, None, 90.0, 90.0],
    }
    two = {**COMPARED, "realisasi_3": None, "realisasi_2": None}
    blocks = every(content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": [two]})))
    assert not [block for block in blocks if isinstance(block, Chart) and block.kind is ChartKind.LINES]


def test_namesakes_are_told_apart_and_have_their_own_narratives() -> None:
    rows = [
        *(indicator("a. Rawat inap", induk=f"RSUD {which}", target=90.0, realisasi=80.0, sasaran=f"Sasaran {which}") for which in "AB"),
        indicator("a. Rawat inap", induk="RSUD B", target=90.0, realisasi=70.0, sasaran="Sasaran B"),
    ]
    told = [{"indikator": "a. Rawat inap", "hambatan": text} for text in ("listrik", "air", "obat")]
    found = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows, "narasi": told}))
    names = [each.texts["indikator"] for sasaran in found.repeats["sasaran"] for each in sasaran.repeats["indikator"]]
    assert names == ["RSUD A: a. Rawat inap", "RSUD B: a. Rawat inap", "RSUD B: a. Rawat inap"]
    assert [each.cells[0] for each in tables(found)["tabel_3_1/sasaran b"].rows[:2]] == names[1:]
    keys = [block.key for block in every(found) if isinstance(block, Paragraph | Table | Chart) and block.key]
    assert len(keys) == len(set(keys))
    assert [text for key, text in sentences(found).items() if "/hambatan/" in key] == [
        *("Hambatan: listrik", "Hambatan: air", "Hambatan: obat"),
    ]


def test_a_missed_target_without_a_cause_is_marked(judged: Content) -> None:
    assert sentences(judged)["indikator/belumtercapai/analisis belum ditulis"].endswith("[periksa]")
    assert "indikator/melampaui/analisis belum ditulis" not in sentences(judged)


WORDS: Final = (
    # satuan, target, target_atas, realisasi, and what is said
    ("Predikat", "BB", None, "A", "Target Tahun 2024 adalah BB dan realisasinya A; capaiannya belum dapat dihitung."),
    ("%", 80.0, None, "N/A", "Target Tahun 2024 sebesar 80 % dan realisasinya N/A, sehingga capaiannya belum diukur."),
    ("%", 80.0, None, None, "Target Tahun 2024 sebesar 80 % dan realisasinya belum diisi, sehingga capaiannya belum diukur."),
    ("%", "#REF!", None, 80.0, "Target Tahun 2024 belum dapat dihitung dan realisasinya 80 %; capaiannya belum dapat dihitung."),
    ("Orang", 80.0, 90.0, 85.0, "Target Tahun 2024 sebesar 80 sampai 90 Orang dan realisasinya 85 Orang, sehingga capaiannya 100 %"),
    ("%", 0.0, None, 5.0, "Target Tahun 2024 sebesar 0 % dan realisasinya 5 %; capaiannya belum dapat dihitung."),
)


@pytest.mark.parametrize(("satuan", "target", "upper", "realisasi", "said"), WORDS)
def test_words_and_errors_in_place_of_numbers(satuan: str, target: object, upper: object, realisasi: object, said: str) -> None:
    given = indicator("Ukuran", satuan=satuan, target=target, target_atas=upper, realisasi=realisasi)
    found = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": [given]}))
    assert sentences(found)["indikator/ukuran/target"].startswith(said)


# ---------------------------------------------------------------- the office's own rules
def test_the_equations_are_those_of_the_directions_in_use_by_the_office_s_choice() -> None:
    rows = [indicator("A", target=1.0, realisasi=1.0), indicator("B", arah="turun", target=1.0, realisasi=1.0)]
    found = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows}, pilihan={"rumus_turun": "rasio", "batas_atas": 120.0}))
    equations = [block for block in found.blocks["rumus"] if isinstance(block, Equation)]
    assert [fraction(block) for block in equations] == [Fraction("Realisasi", "Target"), Fraction("Target", "Realisasi")]
    assert "Capaian paling tinggi 120 %." in sentences(found).values()
    others = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows[1:]})).blocks["rumus"]
    (default,) = (block for block in others if isinstance(block, Equation))
    assert fraction(default) == Fraction("Target - (Realisasi - Target)", "Target")


def fraction(equation: Equation) -> object:
    """The fraction on the right side of an equation."""
    assert not isinstance(equation.right, str | Fraction)
    return equation.right[0]


def test_the_scale_is_the_office_s_best_first(boyolali: Content) -> None:
    (table,) = (block for block in boyolali.blocks["skala"] if isinstance(block, Table))
    assert [list(each.cells) for each in table.rows] == [
        ["SB", "Sangat baik", "100,01 ke atas"],
        ["B", "Baik", "75,01 sampai 100"],
        ["C", "Cukup", "55 sampai 75"],
        ["K", "Kurang", "sampai 54,99"],
    ]


# ---------------------------------------------------------------- every office
@pytest.mark.parametrize("folder", some(OFFICES, 4), ids=lambda folder: folder.name)
def test_nothing_stands_in_place_of_what_is_missing(folder: Path) -> None:
    whole_and_plain(content_of(csv_folder.read(folder).laporan))


def whole_and_plain(found: Content) -> None:
    """No error, no word of a program, no control character; tables are whole, keys are unlike each other."""
    for text in texts(found):
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|#(?:VALUE|DIV/0|N/A|REF|NUM|NAME|NULL)|[\x00-\x08\x0b-\x1f]", text), text
    for block in every(found):
        if isinstance(block, Table):
            width = len(block.columns)
            assert block.rows, block.key
            assert {len(cells) for cells in (*block.headings, *(each.cells for each in block.rows))} == {width}, block.key
            assert len(block.numbering) in (0, width)
            keys = [each.key for each in block.rows]
            assert len(keys) == len(set(keys)), block.key
    keys = [block.key for block in every(found) if isinstance(block, Paragraph | Table | Chart | Equation) and block.key]
    assert len(keys) == len(set(keys))


FAULTY: Final = ("#VALUE!", "N/A", "BB", -1.0, 0.0, "kata\x0b\x01; {kantor} [a]", None)


@pytest.mark.parametrize("fault", FAULTY, ids=repr)
def test_a_workbook_full_of_faults_has_a_report(fault: Cell) -> None:
    given = csv_folder.read(EXAMPLE).laporan
    inputs = {
        table.key: [{key: cell if key == table.row_key else fault for key, cell in row.items()} for row in given.inputs[table.key]]
        for table in TABLES
    }
    profil = {key: value if isinstance(value, int) else fault for key, value in given.profil.items()}
    whole_and_plain(content_of(replace(given, inputs=inputs, profil=profil, skala=[(fault, fault, fault)] * 3)))


def test_an_empty_workbook_has_a_report_that_says_so() -> None:
    found = content_of(Laporan(profil={"instansi": "Dinas Contoh", "tahun": 2024}))
    assert not found.repeats["sasaran"]
    assert not found.repeats["lampiran"]
    assert "belum berisi indikator" in sentences(found)["kalimat_capaian"]
    assert not found.blocks["kalimat_apbd"]
    assert not found.blocks["pengantar_anggaran"]  # it would speak of a table
    assert not [block for block in every(found) if isinstance(block, Table) and block.key not in ("skala",)]


@pytest.mark.parametrize("count", [1, 60])
def test_an_office_of_one_indicator_and_of_sixty(count: int) -> None:
    rows = [indicator(f"Indikator {number}", target=100.0, realisasi=90.0 + number) for number in range(count)]
    found = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows}))
    (sasaran,) = found.repeats["sasaran"]
    assert len(sasaran.repeats["indikator"]) == count
    assert sasaran.texts["judul_sasaran"] == "Capaian Indikator Kinerja"
    assert len(tables(found)["ikhtisar/terendah"].rows) == min(count, 3)


# ---------------------------------------------------------------- the outline
def test_every_mark_of_the_default_template_is_known(boyolali: Content) -> None:
    known = {"": {*boyolali.blocks, *boyolali.texts}}
    (sasaran,) = boyolali.repeats["sasaran"]
    known["sasaran"] = {*sasaran.blocks, *sasaran.texts}
    known["indikator"] = {*sasaran.repeats["indikator"][0].blocks, *sasaran.repeats["indikator"][0].texts}
    known["lampiran"] = {*boyolali.repeats["lampiran"][0].blocks, *boyolali.repeats["lampiran"][0].texts}
    inside, used = [""], set()
    for line in OUTLINE:
        for word, mark in _MARK.findall(line.text if isinstance(line, Line) else ""):
            if word == "ulang":
                inside.append(mark)
            elif word == "akhir":
                assert inside.pop() == mark
            else:
                assert mark in _BY_WRITER or any(mark in known[each] for each in inside), mark
                used.add(mark)
    assert inside == [""]
    blocks = {*boyolali.blocks, *sasaran.blocks, *sasaran.repeats["indikator"][0].blocks}
    assert blocks <= used, "a part of the report that the default template leaves out"


def test_a_budget_by_levels_is_added_once_and_shows_its_levels() -> None:
    lines = [
        budget("", 100.0, 90.0, program="Program A"),
        budget("", 60.0, 50.0, program="Program A", kegiatan="Kegiatan 1"),
        budget("", 40.0, 40.0, program="Program A", kegiatan="Kegiatan 2"),
        budget("", 7.0, 7.0, program="Program B"),
    ]
    rows = [indicator("Kunjungan", target=1.0, realisasi=1.0)]
    found = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows, "tabel_3_2": lines}))
    table = tables(found)["tabel_3_2"]
    assert list(table.rows[-1].cells[3:7]) == ["107", "97", "90,65", "9,35"]
    assert [each.cells[2].replace("\u00a0", "") for each in table.rows[:-1]] == ["Program A", "– Kegiatan 1", "– Kegiatan 2", "Program B"]
    assert [list(each.cells) for each in tables(found)["program"].rows] == [
        *(["1", "Program A", "100"], ["2", "Program B", "7"], ["", "Jumlah", "107"]),
    ]
    assert sentences(found)["indikator/kunjungan/efisiensi_anggaran"] == "Anggaran indikator ini tidak disebut sendiri."


def test_the_targets_of_an_agreement_stand_beside_those_of_its_change() -> None:
    def agreed(dokumen: str, name: str, target: float, **cells: object) -> Row:
        return {"dokumen": dokumen, "indikator": name, "target": target, "satuan": "Orang", **cells}  # type: ignore[dict-item]

    rows = [
        *(agreed("murni", "Kunjungan", 90.0), agreed("murni", "Dihapus", 5.0)),
        *(agreed("perubahan", "kunjungan", 80.0, alasan="Anggaran dikurangi"), agreed("perubahan", "Baru", 7.0)),
    ]
    found = content_of(Laporan(profil=PROFIL, inputs={"pk": rows}))
    assert [list(each.cells) for each in tables(found)["pk_perubahan"].rows] == [
        ["kunjungan", "90", "80", "Orang", "Anggaran dikurangi"],
        ["Dihapus", "5", "-", "Orang", ""],
        ["Baru", "-", "7", "Orang", ""],
    ]
    assert [each.texts["judul_lampiran"] for each in found.repeats["lampiran"]] == [
        *("Perjanjian Kinerja Tahun 2024", "Perjanjian Kinerja Perubahan Tahun 2024"),
    ]


def test_no_sentence_names_the_number_of_a_table_that_the_document_numbers_otherwise() -> None:
    rows = [indicator(name, target=1.0, realisasi=1.0, sasaran=f"Sasaran {name}") for name in "ABC"]
    found = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows, "tabel_3_2": [budget("A", 100.0, 90.0)]}))
    assert sentences(found)["kalimat_apbd"].startswith("Anggaran program dan kegiatan Dinas Contoh Tahun 2024 berjumlah Rp 100,00")
    assert not [text for text in texts(found) if "Tabel 3" in text]


def test_budget_without_an_indicator_is_named_apart() -> None:
    rows = [indicator("Kunjungan", target=1.0, realisasi=1.0)]
    lines = [budget("Kunjungan", 100.0, 90.0), budget("Lain", 50.0, 50.0), budget("", 10.0, 5.0, program="Rutin")]
    found = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows, "tabel_3_2": lines}))
    assert [list(each.cells) for each in tables(found)["tabel_efisiensi"].rows] == [
        ["Kunjungan", "100,00", "100", "90", "90,00", "10,00", "efisien"],
        ["Lain", "", "50", "50", "100,00", "0,00", "bukan indikator di atas"],
        ["Tidak terbagi per indikator", "", "10", "5", "50,00", "50,00", ""],
    ]


@pytest.mark.parametrize("folder", some(OFFICES, 3), ids=lambda folder: folder.name)
def test_the_document_has_the_figures_of_the_sheets(folder: Path) -> None:
    """Tabel 3.2, Perbandingan and Efisiensi: what the sheets show is in the document's tables, in their order."""
    laporan = csv_folder.read(folder).laporan
    shown_on = {sheet.title: sheet for sheet in summaries(laporan)}
    found = tables(content_of(laporan))

    def column(title: str, heading: str) -> list[Cell]:
        sheet = shown_on[title]
        (at,) = (at for at, cell in sheet.cells.items() if str(cell.value).startswith(heading) and "heading" in cell.style)
        below = [cell.value for (row, number), cell in sorted(sheet.cells.items()) if number == at[1] and row > at[0] + 1]
        return [value for value in below if isinstance(value, float)]

    if "tabel_3_2" in found:
        groups = sum(each.key.startswith("sasaran ") for each in found["tabel_3_2"].rows)
        printed = [each.cells[3] for each in found["tabel_3_2"].rows if each.cells[3]]
        amounts = [shown.amount(value) for value in column("Halaman Tabel 3.2", "Anggaran ")]
        assert printed == (amounts if groups > 1 else [*amounts[:-2], amounts[-1]])  # the sum of the only sasaran is that of all
    if "tabel_efisiensi" in found:
        amounts = [shown.amount(value) for value in column("Efisiensi", "Anggaran ")]
        assert [each.cells[2] for each in found["tabel_efisiensi"].rows if each.cells[2]] == amounts
    progress = [shown.percent(value) for value in column("Perbandingan", "Kemajuan ")]
    (comparison,) = (table for key, table in found.items() if key == "lampiran/perbandingan")
    place = [heading.startswith("Kemajuan") for heading in comparison.headings[0]]
    assert [cell for each in comparison.rows for cell, is_here in zip(each.cells, place, strict=True) if is_here and cell] == progress


def test_a_capaian_that_is_no_plain_share_is_worked_out() -> None:
    rows = [
        indicator("Naik", target=90.0, realisasi=81.0),
        indicator("Turun", arah="turun", target=80.0, realisasi=88.0),
        indicator("Dibatasi", target=50.0, realisasi=100.0, batas_atas=120.0),
    ]
    said = sentences(content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows})))
    assert "Perhitungannya" not in said["indikator/naik/target"]
    # (160 - 88) / 80
    assert said["indikator/turun/target"].endswith("capaiannya 90 % (kategori Baik). Perhitungannya: (2 x 80 - 88) / 80 x 100 = 90,00.")
    assert "100 / 50 x 100 = 200,00, dibatasi 120" in said["indikator/dibatasi/target"]


def test_the_summary_has_each_sasaran_and_the_three_lowest_with_their_causes() -> None:
    reached = {"A": 100.0, "B": 40.0, "C": 120.0, "D": 90.0, "E": 110.0}
    rows = [
        indicator(name, target=100.0, realisasi=done, sasaran=f"Sasaran {'satu' if name < 'C' else 'dua'}")
        for name, done in reached.items()
    ]
    told = [{"indikator": "B", "hambatan": "Hujan", "solusi": "Atap"}]
    found = content_of(Laporan(profil=PROFIL, inputs={"tabel_3_1": rows, "narasi": told}))
    assert [list(each.cells) for each in tables(found)["ikhtisar/terendah"].rows] == [
        ["B", "100 %", "40 %", "40,00", "Hujan", "Atap"],
        ["D", "100 %", "90 %", "90,00", "belum ditulis", "belum ditulis"],
        ["A", "100 %", "100 %", "100,00", "-", "-"],
    ]
    # (100 + 40) / 2, (120 + 90 + 110) / 3, and all five
    assert [list(each.cells) for each in tables(found)["ikhtisar/sasaran"].rows] == [
        ["1", "Sasaran satu", "2", "70,00", "Cukup"],
        ["2", "Sasaran dua", "3", "106,67", "Sangat baik"],
        ["", "Semua sasaran", "5", "92,00", "Baik"],
    ]
    assert [each.texts["judul_sasaran"] for each in found.repeats["sasaran"]] == ["Sasaran 1: Sasaran satu", "Sasaran 2: Sasaran dua"]
    assert sentences(found)["sasaran/sasaran dua/simpulan"] == (
        'Berdasarkan uraian tersebut, rata-rata capaian sasaran "Sasaran dua" adalah 106,67 % atau kategori Sangat baik;'
        " 2 (dua) dari 3 (tiga) indikatornya mencapai target."
    )


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ({"tempat": "Boyolali", "tanggal_laporan": "Januari 2021"}, "Boyolali, Januari 2021"),
        ({"tempat": "Boyolali"}, "Boyolali"),
        ({"tanggal_laporan": "Januari 2021"}, "Januari 2021"),
        ({}, None),
    ],
)
def test_place_and_date_of_a_signature(known: dict[str, Cell], line: str | None) -> None:
    said = sentences(content_of(Laporan(profil={**PROFIL, "kepala": "Ani", **known})))
    assert said.get("kata_pengantar/tanda_tangan/tempat") == line
    assert said["kata_pengantar/tanda_tangan/kepala"] == "Ani"
