"""Equal findings of many rows are one line, which says how many and where; what differs, and two rows of one kind, stays apart."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.sync import closed
from tests.checks.test_sheet import rows as shown_rows
from tests.kit.typed import typed
from tests.kit.workbooks import run
from xlfuncs.angka import Cell


def indicators(count: int, **more: Cell) -> list[dict[str, Cell]]:
    return [
        {"indikator": f"Cakupan layanan {number}", "satuan": "Indeks", "target": 80.0, "realisasi": 72.0, "arah": "naik", **more}
        for number in range(1, count + 1)
    ]


def planned(rows: Sequence[Row]) -> list[Row]:
    """The same indicators in Tabel 2.1."""
    return [{"no_sasaran": 1, "sasaran": "Sasaran", **{key: row[key] for key in ("indikator", "target", "satuan")}} for row in rows]


def book_of(tmp_path: Path, **inputs: Sequence[Row]) -> Path:
    path = tmp_path / "F.xlsm"
    path.write_bytes(typed(Laporan({"tahun": 2024}, inputs=inputs)))
    return path


def found(path: Path, code: str) -> list[dict[str, Any]]:
    return [each for each in json.loads(run("periksa", path, "--format", "json").out) if each["kode"] == code]


def test_a_blank_column_is_one_line_that_names_some_rows_and_lists_all_cells(tmp_path: Path) -> None:
    rows = indicators(8)
    for row in (*rows[1:4], *rows[5:7]):
        row["satuan"] = None
    (finding,) = found(book_of(tmp_path, tabel_3_1=rows), "sel-kosong")

    assert (finding["lembar"], finding["sel"], finding["seharusnya"]) == ("Tabel 3.1", "C7", "terisi")
    assert finding["pesan"] == (
        'Satuan 5 baris belum diisi: "Cakupan layanan 2", "Cakupan layanan 3", "Cakupan layanan 4", dan 2 lainnya (sel C7:C9, C11:C12)'
    )


def test_two_rows_stay_two_findings(tmp_path: Path) -> None:
    rows = indicators(4)
    rows[0]["satuan"] = rows[2]["satuan"] = None

    assert [each["sel"] for each in found(book_of(tmp_path, tabel_3_1=rows), "sel-kosong")] == ["C6", "C8"]


def test_target_0_in_two_tables_is_one_finding(tmp_path: Path) -> None:
    rows = indicators(4, target=0.0)
    (finding,) = found(book_of(tmp_path, tabel_2_1=planned(rows), tabel_3_1=rows), "target-nol")

    assert (finding["lembar"], finding["sel"]) == ("Tabel 2.1", "E5")
    assert finding["pesan"].startswith("Target 4 indikator 0,")
    assert "(Tabel 2.1 sel E5:E8; Tabel 3.1 sel I6:I9)" in finding["pesan"]


def test_one_indicator_in_two_tables_keeps_its_own_words(tmp_path: Path) -> None:
    rows = indicators(1, target=0.0)
    (finding,) = found(book_of(tmp_path, tabel_2_1=planned(rows), tabel_3_1=rows), "target-nol")

    assert finding["pesan"] == 'Target "Cakupan layanan 1" 0, sehingga capaiannya tidak bisa dihitung (juga di Tabel 3.1 sel I6)'


def test_an_indicator_that_is_twice_in_two_tables_is_one_finding(tmp_path: Path) -> None:
    rows = [*indicators(2), *indicators(1)]
    (finding,) = found(book_of(tmp_path, tabel_2_1=planned(rows), tabel_3_1=rows), "ganda")

    assert (finding["lembar"], finding["sel"]) == ("Tabel 2.1", "D7")
    assert finding["pesan"] == '"Cakupan layanan 1" sudah ada di sel D5 (juga di Tabel 3.1 sel B8)'


def test_grades_without_a_value_ask_for_one_list(tmp_path: Path) -> None:
    rows = indicators(3, satuan="Level", target="Level 3", realisasi="Level 2")
    rows[2]["realisasi"] = "Level 9"
    (finding,) = found(book_of(tmp_path, tabel_2_1=planned(rows), tabel_3_1=rows), "teks-di-sel-angka")

    assert (finding["tingkat"], finding["lembar"], finding["sel"]) == ("galat", "Tabel 2.1", "E5")
    assert '"Level 3", "Level 2", dan "Level 9" (Tabel 2.1 sel E5:E7; Tabel 3.1 sel I6:I8, J6:J8)' in finding["pesan"]
    assert 'Daftar "Level"' in finding["saran"]
    assert "daftar bawaan" not in finding["saran"]  # none has "Level 9"
    rows[2]["realisasi"] = "Level 1"
    (finding,) = found(book_of(tmp_path, tabel_2_1=planned(rows), tabel_3_1=rows), "teks-di-sel-angka")
    assert "daftar bawaan Level" in finding["saran"]


def test_other_units_are_other_lists(tmp_path: Path) -> None:
    rows = [*indicators(1, satuan="Level", target="Level 3"), *indicators(1, satuan="Opini", target="WTP", indikator="Opini BPK")]

    assert [each["sel"] for each in found(book_of(tmp_path, tabel_3_1=rows), "teks-di-sel-angka")] == ["I6", "I7"]


@pytest.mark.parametrize(
    ("printed", "reason", "advised"),
    [(100.0, "dibatasi 100", "Batas Atas 100"), (104.15, "tercetak = realisasi", "Realisasi disalin")],
)
def test_a_mistake_in_five_printed_capaian_is_advised_once(tmp_path: Path, printed: float, reason: str, advised: str) -> None:
    rows = indicators(6, target=75.0, realisasi=78.11, capaian_naskah=100.0)
    for row in rows[:5]:
        row["capaian_naskah"] = printed if printed == 100.0 else row["realisasi"]
    rows[5]["capaian_naskah"] = 104.15  # right
    (finding,) = found(book_of(tmp_path, tabel_3_1=rows), "persen-tercetak")

    assert finding["pesan"].startswith(f"Capaian tercetak 5 indikator bukan hasil target dan realisasinya ({reason}): ")
    assert re.search(r"dan 2 lainnya \(sel ([A-Z]+)6:\1(10)\)$", finding["pesan"])
    assert finding["seharusnya"] == "104,15"
    assert finding["saran"].count(advised) == 1


def test_figures_that_differ_are_all_said(tmp_path: Path) -> None:
    rows = indicators(3)
    for row, realisasi in zip(rows, (90.0, 84.0, 60.0), strict=True):
        row.update({"realisasi": realisasi, "capaian_naskah": realisasi})
    (finding,) = found(book_of(tmp_path, tabel_3_1=rows), "persen-tercetak")

    assert all(text in finding["pesan"] for text in ("90 % (hitungan 112,50 %)", "84 % (hitungan 105 %)", "60 % (hitungan 75 %)"))
    assert finding["seharusnya"] == "112,50, 105, dan 75"


def test_every_second_of_many_rows_is_a_list_that_ends(tmp_path: Path) -> None:
    rows = indicators(100)
    for row in rows[::2]:
        row["satuan"] = None
    (finding,) = found(book_of(tmp_path, tabel_3_1=rows), "sel-kosong")

    assert "Satuan 50 baris" in finding["pesan"]
    assert len(re.findall(r"\bC\d+", finding["pesan"])) == 20
    assert finding["pesan"].endswith("dan 30 tempat lain)")


def test_the_sheet_and_its_counts_follow(tmp_path: Path) -> None:
    rows = indicators(9, target=0.0)
    path = book_of(tmp_path, tabel_2_1=planned(rows), tabel_3_1=rows)
    closed.sync(path)
    mistakes = [row for row in shown_rows(path) if row[0] == "kesalahan"]

    assert [row[1:3] for row in mistakes] == [("Tabel 2.1", "E5")]
    assert "9 indikator" in str(mistakes[0][3])
    assert "1 kesalahan" in run("periksa", path).out


def test_a_list_of_indicators_that_another_table_lacks_is_one_line(tmp_path: Path) -> None:
    rows = indicators(12)
    agreement = [{"dokumen": "murni", **row} for row in planned(rows[:4])]
    (finding,) = found(book_of(tmp_path, tabel_2_1=planned(rows), tabel_3_1=rows, pk=agreement), "indikator-hilang")

    assert (finding["lembar"], finding["sel"]) == ("PK", "E5:E8")
    assert "tidak memuat 8 indikator yang ada di Tabel 2.1 dan Tabel 3.1: " in finding["pesan"]
    assert '"Cakupan layanan 5"' in finding["pesan"]


def test_one_other_unit_in_many_rows_is_one_line(tmp_path: Path) -> None:
    rows = indicators(5)
    plan = [{**row, "satuan": "Nilai"} for row in planned(rows)]
    found_units = found(book_of(tmp_path, tabel_2_1=plan, tabel_3_1=rows, rkt=planned(rows)), "satuan-berbeda")

    assert [(each["lembar"], each["sel"]) for each in found_units] == [("Tabel 2.1", "F5")]
    assert found_units[0]["pesan"].startswith("Satuan 5 indikator Nilai, sedangkan tabel lain menyebut Indeks: ")
    assert found_units[0]["pesan"].endswith("(sel F5:F9)")


def test_a_word_that_is_not_standard_lists_its_cells(tmp_path: Path) -> None:
    rows = [{**row, "indikator": f"Prosentase layanan {number}"} for number, row in enumerate(indicators(3))]
    (finding,) = found(book_of(tmp_path, tabel_2_1=planned(rows), tabel_3_1=rows), "kata-baku")

    assert (finding["lembar"], finding["sel"]) == ("Tabel 3.1", "B6")
    assert finding["pesan"] == 'Kata "prosentase" tidak baku di 6 sel (Tabel 3.1 sel B6:B8; Tabel 2.1 sel D5:D7)'
