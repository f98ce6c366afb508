"""Monitoring: the quarter that Profil names, the ones before it, and what is done about them; figures by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.model.formulas.references import column_letters
from lkjip.model.laporan import Laporan, Row
from lkjip.sources import csv_folder, workbook_file
from lkjip.summary.monitoring import CHARTED, monitoring_sheet
from lkjip.summary.progress import quarters
from lkjip.summary.sheet import HIDDEN, SummarySheet
from lkjip.sync import closed, opened
from tests.kit import reading
from tests.kit.workbooks import Parts, run
from tests.office.client import Document, Office
from tests.sync import edits
from tests.sync.spreadsheet import Spreadsheet
from tests.template.older import without_column
from xlfuncs.angka import Cell

KANTOR: Final = Path(__file__).parents[1] / "data" / "kantor-triwulan"
F = Fraction
CAPAIAN: Final[Mapping[str, Sequence[Fraction | None]]] = {
    # 2 of 2, 7 of 8, 15 of 14, 21 of 20
    "Sosialisasi kebencanaan": (F(100), F(700, 8), F(1500, 14), F(105)),
    # 2 of 2, 5 of 6, 9 of 9, 12 of 12 villages
    "Persentase desa tangguh bencana": (F(100), F(500, 6), F(100), F(100)),
    # less is better: 17 for 16; 16 for 15,75; 46/3 for 46/3; 14,75 for 15 minutes
    "Rata-rata waktu tanggap": (F(1500, 16), F(1550 * 100, 1575), F(100), F(1525, 15)),
    # not measured in the first and third quarter: 81,5 for 82, then 86 for 85
    "Indeks kepuasan masyarakat": (None, F(8150, 82), F(8150, 82), F(8600, 85)),
    # less is better: 16,2 for 16; 15,2 for 15,5; 14,9 for 15; 14 for 14,5
    "Keluarga rentan yang belum terlayani": (F(1580, 16), F(15800, 155), F(1510, 15), F(15000, 145)),
    # typed from January on: 90 of 100, 210 of 200, 310 of 300, 405 of 400
    "Bantuan logistik tersalurkan": (F(90), F(105), F(31000, 300), F(40500, 400)),
    "Survei budaya kerja": (None, None, None, F(100)),
}
COUNTS: Final = {"hijau": (2, 2, 5, 7), "kuning": (3, 2, 1, 0), "merah": (0, 2, 0, 0), "abu-abu": (2, 1, 1, 0)}
SPENT: Final = (170e6, 475e6, 815e6, 1181e6)
BUDGET: Final = 1200e6
PK: Final = {  # against the target of the year, up to triwulan II
    "Sosialisasi kebencanaan": F(700, 20),
    "Persentase desa tangguh bencana": F(2500, 60),  # 5 of 20 villages are 25 %
    "Rata-rata waktu tanggap": None,  # falling, and the year is not over
    "Indeks kepuasan masyarakat": F(8150, 85),
    "Keluarga rentan yang belum terlayani": F(13800, 145),
    "Bantuan logistik tersalurkan": F(21000, 400),
    "Survei budaya kerja": F(0),
}


@pytest.fixture(scope="module")
def kantor() -> Laporan:
    return csv_folder.read(KANTOR).laporan


def of_quarter(laporan: Laporan, numeral: Cell) -> Laporan:
    return replace(laporan, profil={**laporan.profil, "triwulan_laporan": numeral})


def lines(sheet: SummarySheet) -> list[list[Cell]]:
    """What is seen in each row, left to right; blanks as None."""
    seen = [column for column, width in enumerate(sheet.widths) if column and width != HIDDEN]
    last = max(row for row, _ in sheet.cells)
    cells = [[sheet.cells.get((row, column)) for column in seen] for row in range(last + 1)]
    return [[None if cell is None else cell.value for cell in row] for row in cells]


def part(sheet: SummarySheet, begins: str) -> list[list[Cell]]:
    """The lines of a part that show something, below its title and headings."""
    found = lines(sheet)
    at = next(number for number, line in enumerate(found) if str(line[0]).startswith(begins))
    rest = found[at + 2 :]
    end = next((number for number, line in enumerate(rest) if not any(cell is not None for cell in line)), len(rest))
    return rest[:end]


def mean(values: Sequence[Fraction | None]) -> float:
    there = [value for value in values if value is not None]
    return float(sum(there) / len(there))


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_each_quarter_is_shown_as_far_as_the_year_has_come(kantor: Laporan, number: int) -> None:
    sheet = monitoring_sheet(of_quarter(kantor, ("I", "II", "III", "IV")[number - 1]))
    reached = {str(line[2]): line[7:11] for line in part(sheet, "Perkembangan capaian")}
    assert list(reached) == list(CAPAIAN)
    for name, expected in CAPAIAN.items():
        wanted = [None if value is None or place >= number else pytest.approx(float(value)) for place, value in enumerate(expected)]
        assert reached[name] == wanted, name
    above = {(line[0], line[2]): line[3:7] for line in lines(sheet)[CHARTED.mean : CHARTED.serapan + 1]}
    means = [mean([each[place] for each in CAPAIAN.values()]) for place in range(number)]
    blank = [None] * (4 - number)
    assert above["Rata-rata capaian terhadap target triwulan (%)", None] == [*map(pytest.approx, means), *blank]
    for status, counts in COUNTS.items():
        assert above["Banyaknya indikator berstatus", status] == [*counts[:number], *blank]
    assert above["Realisasi anggaran (rupiah)", None] == [*SPENT[:number], *blank]
    assert above["Serapan anggaran (%)", None] == [*(pytest.approx(spent / BUDGET * 100) for spent in SPENT[:number]), *blank]


def test_the_form_of_the_quarter_is_that_of_the_sheet_triwulan(kantor: Laporan) -> None:
    form = part(monitoring_sheet(kantor), "Capaian kinerja sampai dengan triwulan II")
    first, second, *_, total = form
    assert first[:7] == [1, "Meningkatnya kesiapsiagaan masyarakat", "Sosialisasi kebencanaan", "kegiatan", 20, 8, 7]
    assert first[7:] == [87.5, 35, "merah", 6.5]
    assert second[:7] == [2, None, "Persentase desa tangguh bencana", "%", 60, 30, 25]  # its sasaran stands above
    assert {str(line[2]): line[8] for line in form[:-1]} == {
        name: None if value is None else pytest.approx(float(value)) for name, value in PK.items()
    }
    assert total[7:9] == [pytest.approx(mean([each[1] for each in CAPAIAN.values()])), pytest.approx(mean(list(PK.values())))]


def test_the_sentence_says_both_means(kantor: Laporan) -> None:
    assert lines(monitoring_sheet(kantor))[3][0] == (
        "Sampai dengan triwulan II tahun 2025, rata-rata capaian terhadap target triwulan 95,93 % dari 6 indikator yang terukur dan"
        " terhadap target PK 53,37 % dari 6 indikator; 2 hijau, 2 kuning, 2 merah, 1 belum terukur. Realisasi anggaran Rp"
        " 475.000.000,00 dari Rp 1.200.000.000,00, serapan 39,58 %."
    )


def test_the_next_quarter_prints_the_last_ones_plan_with_what_became_of_it(kantor: Laporan) -> None:
    sheet = monitoring_sheet(kantor)
    now, before = part(sheet, "Tindak lanjut triwulan II"), part(sheet, "Tindak lanjut triwulan I dan hasilnya")
    assert [line[1] for line in now] == ["Sosialisasi kebencanaan", "Persentase desa tangguh bencana"]
    assert now[0][2:8] == [
        *("Satu kegiatan tertunda.", "Jadwal bersamaan dengan pemilihan kepala desa.", "Menjadwalkan ulang."),
        *("Melaksanakannya di triwulan III.", "Kepala Bidang Pencegahan", "30-09-2025"),
    ]
    assert [(line[1], *line[8:11]) for line in before] == [
        ("Rata-rata waktu tanggap", pytest.approx(float(F(155000, 1575))), "kuning", "selesai"),
        ("Bantuan logistik tersalurkan", 105, "hijau", "proses"),
    ]
    first = lines(monitoring_sheet(of_quarter(kantor, "I")))
    assert ["Tindak lanjut triwulan sebelumnya: tidak ada di tahun ini", *[None] * 10] in first
    last = lines(monitoring_sheet(of_quarter(kantor, "IV")))
    assert any(str(line[0]).startswith("Tindak lanjut triwulan IV: belum ada catatan") for line in last)


def test_what_became_of_a_plan_may_be_unknown(kantor: Laporan) -> None:
    noted: list[Row] = [{"indikator": "Survei budaya kerja", "tw": "I", "batas_waktu": "45838"}]
    (line,) = part(monitoring_sheet(replace(kantor, inputs={**kantor.inputs, "tindak_lanjut": noted})), "Tindak lanjut triwulan I dan")
    assert (line[7], line[10]) == ("30-06-2025", "belum dicatat")


def test_the_mean_is_the_one_that_the_office_has_chosen(kantor: Laporan) -> None:
    chosen = replace(kantor, pilihan={"rata_rata": "per sasaran"})
    by_sasaran = [mean([F(700, 8), F(500, 6)]), mean([F(155000, 1575), F(8150, 82), F(15800, 155)]), 105.0]
    assert quarters(chosen).mean[1] == pytest.approx(sum(by_sasaran) / 3)


def test_indicators_stand_together_by_sasaran_in_the_order_of_tabel_3_1(kantor: Laporan) -> None:
    typed = [*kantor.inputs["triwulan"]][::-1]
    unknown: Row = {**typed[0], "indikator": "Tidak dikenal"}
    sheet = monitoring_sheet(replace(kantor, inputs={**kantor.inputs, "triwulan": [unknown, *typed]}))
    form = part(sheet, "Capaian kinerja sampai dengan triwulan II")
    assert [line[1] for line in form if line[1]] == [
        *("Meningkatnya kesiapsiagaan masyarakat", "Meningkatnya mutu penanganan darurat", "Meningkatnya tata kelola"),
        "Rata-rata capaian",
    ]
    assert form[-2][2] == "Tidak dikenal"


def test_an_office_without_quarters_sees_a_kind_sentence() -> None:
    sheet = monitoring_sheet(Laporan({"instansi": "Kantor", "tahun": 2025.0}))
    seen = [cell for line in lines(sheet) for cell in line if cell is not None]
    assert any(str(cell).startswith("Lembar Triwulan belum diisi.") for cell in seen)
    assert not any(str(cell).startswith("#") for cell in seen)
    assert quarters(Laporan()).number is None


def test_another_scale_names_its_own_statuses(kantor: Laporan) -> None:
    bands = [(None, "R", "Rendah"), (85.0, "C", "Cukup"), (95.0, "B", "Baik"), (100.0, "T", "Tinggi")]
    sheet = monitoring_sheet(replace(kantor, skala_triwulan=bands))
    above = {line[2]: line[4] for line in lines(sheet)[CHARTED.mean : CHARTED.serapan + 1]}
    assert {name: above[name] for name in ("T", "B, C", "R", "abu-abu")} == {"T": 2, "B, C": 3, "R": 1, "abu-abu": 1}
    assert "2 T, 3 B, C, 1 R, 1 belum terukur" in str(lines(sheet)[3][0])


# ---------------------------------------------------------------- in the workbook
@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("monitoring") / "kantor.xlsm"
    assert run("isi", KANTOR, "--keluaran", path).status == 0
    closed.sync(path)
    return path


def differing(document: Document, sheet: SummarySheet) -> list[str]:
    """The cells of the sheet, hidden ones too, in which LibreOffice shows something else."""
    last, right = max(row for row, _ in sheet.cells), max(column for _, column in sheet.cells)
    shown = document.values(sheet.title, f"A1:{column_letters(right)}{last + 1}")
    found = []
    for (row, column), cell in sorted(sheet.cells.items()):
        there, wanted = shown[row][column] or None, cell.value or None
        is_same = math.isclose(there, wanted, rel_tol=1e-12) if isinstance(there, float) and isinstance(wanted, float) else there == wanted
        if not is_same:
            found.append(f"{column_letters(column)}{row + 1}: {there!r} instead of {wanted!r}")
    return found


def with_row(laporan: Laporan, table: str, place: int, **typed: Any) -> Laporan:
    rows = [{**row, **typed} if number == place else row for number, row in enumerate(laporan.inputs[table])]
    return replace(laporan, inputs={**laporan.inputs, table: rows})


def test_the_sheet_is_right_without_a_sync(book: Path, office_no_macros: Office) -> None:
    workbook = workbook_file.read(book)
    laporan, tables = workbook.laporan, workbook.tables

    def address(table: str, name: str, place: int) -> str:
        stored = tables[table]
        return f"{column_letters(stored.left - 1 + stored.columns.index(name))}{stored.first_row + place}"

    kunci = workbook.contents["tbl_profil"].rows
    quarter = f"{column_letters(tables['tbl_profil'].left)}{next(n for n, row in kunci.items() if row.get('kunci') == 'triwulan_laporan')}"
    with office_no_macros.open(book) as document:
        for numeral in ("II", "I", "III", "IV", "V", None):
            document.write("Profil", quarter, [[numeral]])
            assert differing(document, monitoring_sheet(of_quarter(laporan, numeral))) == [], numeral
        document.write("Profil", quarter, [["III"]])
        laporan = of_quarter(laporan, "III")
        changes: Sequence[tuple[str, str, str, str, int, str, Any]] = (
            ("Triwulan", "tbl_triwulan", "triwulan", "Realisasi TW II", 0, "realisasi_tw_2", 9.0),
            ("Triwulan", "tbl_triwulan", "triwulan", "Realisasi TW I", 5, "realisasi_tw_1", "sembilan"),  # a text where a number belongs
            ("Tabel 3.2", "tbl_32", "tabel_3_2", "Realisasi TW II", 3, "realisasi_tw_2", 60e6),
            ("Tabel 3.1", "tbl_31", "tabel_3_1", "Target", 0, "target", 25.0),
            ("Tindak Lanjut", "tbl_tindak_lanjut", "tindak_lanjut", "Selesai", 2, "selesai", "proses"),
        )
        for title, table, key, name, place, column, typed in changes:
            document.write(title, address(table, name, place), [[typed]])
            laporan = with_row(laporan, key, place, **{column: typed})
            assert differing(document, monitoring_sheet(laporan)) == [], name
        assert "kesalahan di lembar Triwulan" in str(document.values("Monitoring", "B4")[0][0])
        assert document.values("Monitoring", "B3")[0][0] == ""
        document.write("Profil", quarter, [["I"]])
        document.write("Tindak Lanjut", address("tbl_tindak_lanjut", "TW", 3), [[None]])  # of no quarter, as what was before the first
        assert differing(document, monitoring_sheet(of_quarter(with_row(laporan, "tindak_lanjut", 3, tw=None), "I"))) == []
        document.write("Profil", quarter, [["III"]])
        document.write("Tindak Lanjut", address("tbl_tindak_lanjut", "TW", 3), [["I"]])
        assert "belum disusun" in str(document.values("Monitoring", "B3")[0][0])  # three of one quarter, and room for two
        document.recalculate()
        assert opened.sync(Spreadsheet(document, book).book)
        sheet = monitoring_sheet(with_row(laporan, "tindak_lanjut", 3, tw="I"))
        assert len(part(sheet, "Tindak lanjut triwulan III")) == 0
        assert differing(document, sheet) == []
        assert document.values("Monitoring", "B3")[0][0] == ""


def test_rows_are_added_by_a_sync(book: Path, tmp_path: Path) -> None:
    parts = Parts.of(book)
    more: Mapping[str, edits.Value] = {
        "Indikator": "Desa siaga",
        "Jenis": "jumlah",
        "Target TW I": 1.0,
        "Target TW II": 2.0,
        "Realisasi TW I": 1.0,
    }
    edits.added(parts, "tbl_triwulan", [{**more, "Realisasi TW II": 2.0}, {**more, "Indikator": "Posko"}])
    edits.added(parts, "tbl_tindak_lanjut", [{"Indikator": "Posko", "TW": "II", "Kendala": "Hujan"}])
    path = parts.save(tmp_path / "kantor.xlsm")
    assert closed.sync(path).changed
    assert not closed.sync(path).changed

    laporan = workbook_file.read(path).laporan
    form = part(monitoring_sheet(laporan), "Capaian kinerja sampai dengan triwulan II")
    assert [(line[0], line[2], line[7]) for line in form[-3:-1]] == [(8, "Desa siaga", 100), (9, "Posko", None)]
    synced = closed_values(path)
    expected = monitoring_sheet(laporan)
    assert {place: cell.value for place, cell in expected.cells.items() if cell.value} == {
        place: pytest.approx(synced.get(place)) for place, cell in expected.cells.items() if cell.value
    }


def closed_values(path: Path) -> Mapping[tuple[int, int], Any]:
    """What the file has saved in the cells of Monitoring."""
    sheet = reading.sheet(path, "Monitoring", saved=True)
    return {(cell.row - 1, cell.column - 1): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


@pytest.mark.parametrize("table", ["tbl_triwulan", "tbl_tindak_lanjut"])
def test_an_office_that_has_deleted_a_sheet_is_synced(book: Path, tmp_path: Path, office_no_macros: Office, table: str) -> None:
    parts = Parts.of(book)
    edits.deleted(parts, table)
    path = parts.save(tmp_path / "kantor.xlsm")
    assert run("sinkron", path).status == 0
    assert "sudah sinkron" in run("sinkron", path).out
    with office_no_macros.open(path) as document:
        assert differing(document, monitoring_sheet(workbook_file.read(path).laporan)) == []


def test_a_column_that_the_office_has_deleted_is_blank(book: Path, tmp_path: Path, office_no_macros: Office) -> None:
    parts = Parts.of(book)
    for table, column in (("tbl_32", "Realisasi TW I"), ("tbl_tindak_lanjut", "Analisis"), ("tbl_31", "Arah")):
        without_column(parts, table, column)
    path = parts.save(tmp_path / "kantor.xlsm")
    assert run("sinkron", path).status == 0
    assert "sudah sinkron" in run("sinkron", path).out
    laporan = workbook_file.read(path).laporan
    assert quarters(laporan).spent == [None, 305e6, None, None]
    with office_no_macros.open(path) as document:
        assert differing(document, monitoring_sheet(laporan)) == []
