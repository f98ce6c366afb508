"""Findings on budgets by program, kegiatan and sub kegiatan, and on older workbooks that count them otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip import checks
from lkjip.model.laporan import Laporan, Row
from lkjip.sources import csv_folder, workbook_file
from tests.kit.typed import typed
from tests.kit.workbooks import Parts, run, text_cell

KANTOR: Final = Path(__file__).parents[1] / "data" / "kantor"
OLDER: Final = Path(__file__).parents[1] / "fixtures" / "templat-2-boyolali-2020.xlsm"


def found(folder: Path, laporan: Laporan, *codes: str) -> list[tuple[str, str]]:
    """Cell and message of the findings with these codes."""
    path = folder / "laporan.xlsm"
    path.write_bytes(typed(laporan))
    return [(each.cell, each.message) for each in checks.check(workbook_file.read(path)) if each.code in codes]


def line(program: str | None, kegiatan: str | None, anggaran: Any, indikator: str | None = None, **more: Any) -> Row:
    return {"indikator": indikator, "program": program, "kegiatan": kegiatan, "anggaran": anggaran, "realisasi": anggaran, **more}


def laporan(*lines: Row) -> Laporan:
    indicators = [{"indikator": each, "satuan": "%", "target": 1.0, "realisasi": 1.0} for each in ("Satu", "Dua", "Tiga")]
    return Laporan({"instansi": "Kantor", "tahun": 2024}, inputs={"tabel_3_1": indicators, "tabel_3_2": lines})


def test_muncar(tmp_path: Path) -> None:
    """The program is more than its kegiatan, and JUMLAH is of all programs while one is transcribed."""
    given = csv_folder.read(KANTOR / "kec-muncar-2024").laporan
    (_, total), (_, program) = found(tmp_path, given, "baris-jumlah", "induk-anggaran")
    assert "anggaran 3.831.102.351, sedangkan yang dihitung 2.937.230.051; lebih 893.872.300" in total
    assert "realisasi 3.361.311.356, sedangkan yang dihitung 2.556.974.921; lebih 804.336.435" in total
    assert "anggaran 2.964.713.651, sedangkan kegiatannya (baris 8 sampai 12) berjumlah 2.937.230.051; lebih 27.483.600" in program
    assert "realisasi 2.581.170.421, sedangkan kegiatannya (baris 8 sampai 12) berjumlah 2.556.974.921; lebih 24.195.500" in program


def test_sums_that_are_right_are_no_finding(tmp_path: Path) -> None:
    rows = (
        line("A", None, 30.0),
        line("A", "K", 20.0),
        line("A", "K", 20.0, sub_kegiatan="S"),
        line("A", "L", 10.0),
        line("Jumlah", None, 30.0),
        line("B", None, 5.0),
        line("Jumlah", None, 5.0),
        line("TOTAL", None, 35.0),
    )
    assert not found(tmp_path, laporan(*rows), "induk-anggaran", "baris-jumlah", "mirip-baris-jumlah", "kegiatan-tanpa-induk")


def test_a_kegiatan_that_is_less_than_its_sub_kegiatan(tmp_path: Path) -> None:
    rows = (line("A", None, 20.0), line("A", "K", 20.0), line("A", "K", 25.0, sub_kegiatan="S"))
    ((_, message),) = found(tmp_path, laporan(*rows), "induk-anggaran")
    assert "anggaran 20, sedangkan sub kegiatannya (baris 8) berjumlah 25; kurang 5" in message


def test_a_budget_that_may_count_twice_is_named(tmp_path: Path) -> None:
    rows = (line("A", None, 30.0), line(None, "K", 20.0), line("B", None, 5.0, "Satu"), line("B", "L", 5.0, "Dua"))
    assert len(found(tmp_path, laporan(*rows), "kegiatan-tanpa-induk")) == 2


def test_indicators_without_a_budget_are_one_line(tmp_path: Path) -> None:
    both = ("indikator-tanpa-anggaran", "anggaran-tanpa-indikator")
    assert not found(tmp_path, laporan(line("A", None, 30.0), line("B", None, 30.0)), *both)
    ((_, message),) = found(tmp_path, laporan(line("A", None, 30.0, "Satu")), *both)
    assert message == '2 indikator tidak punya baris anggaran di Tabel 3.2: "Dua" dan "Tiga" (sel B7:B8)'
    assert not found(tmp_path, laporan(line("A", None, 30.0, "Satu; dua"), line("B", None, 30.0, "Tiga")), *both)
    rows = (line("A", None, 30.0, "Satu; Empat"), line("B", None, 30.0, "Dua"), line("C", None, 30.0), line("D", None, 30.0, "Tiga"))
    messages = [each for _, each in found(tmp_path, laporan(*rows), *both)]
    assert messages == [
        'Baris anggaran menyebut indikator "Empat", yang tidak ada di Tabel 3.1',
        "Baris anggaran tidak menyebut indikator",
    ]


def test_an_older_workbook_never_gets_another_total_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "lama.xlsm"
    path.write_bytes(OLDER.read_bytes())
    assert not [each for each in checks.check(workbook_file.read(path)) if each.code == "anggaran-cara-lama"]
    parts = Parts.of(path)
    parts.put("tbl_32", "Indikator", 3, text_cell("JUMLAH"))
    parts.save(path)
    (galat,) = [each for each in checks.check(workbook_file.read(path)) if each.code == "anggaran-cara-lama"]
    assert galat.level == "galat"
    for said in ("Baris 9", "anggaran 40.485.000 menjadi 12.000.000", "realisasi 36.605.000 menjadi 12.000.000"):
        assert said in galat.message
    outcome = run("naikkan", path, "--keluaran", tmp_path / "baru.xlsm")
    assert outcome.status == 0
    assert "anggaran 40.485.000 menjadi 12.000.000" in outcome.err


def test_a_name_that_may_be_a_total_is_asked_about(tmp_path: Path) -> None:
    rows = (line("A", None, 30.0), line("Jumlah Anggaran Program A", None, 30.0))
    assert len(found(tmp_path, laporan(*rows), "mirip-baris-jumlah")) == 1


def test_printed_percentages_that_are_right_rounded_or_cut(tmp_path: Path) -> None:
    more = {"realisasi": 24_605_000.0, "serapan_naskah": 86.37, "efisiensi_naskah": 13.6}  # 86,3787 and 13,6212
    zero = line("B", None, 0.0, serapan_naskah=0.0)
    assert not found(tmp_path, laporan({**line("A", None, 28_485_000.0), **more}, zero), "serapan-tercetak")


@pytest.mark.parametrize(
    ("key", "printed", "reason"),
    [
        ("serapan_naskah", 20.0, "100 - serapan"),
        ("serapan_naskah", 0.8, "rasio, bukan persen"),
        ("serapan_naskah", 125.0, "anggaran / realisasi"),
        ("serapan_naskah", 53.33, "dari anggaran induknya"),
        ("serapan_naskah", 40.0, "dari seluruh anggaran"),
        ("serapan_naskah", 77.0, "400 menghasilkan 80 %"),
        ("efisiensi_naskah", 80.0, "yang tercetak serapannya"),
        ("efisiensi_naskah", 25.0, "dibagi realisasi"),
        ("efisiensi_naskah", 40.0, "selisih capaian kinerja dan serapan"),
    ],
)
def test_printed_percentages_that_are_not(tmp_path: Path, key: str, printed: float, reason: str) -> None:
    part = {**line("A", "K", 400.0, "Satu"), "realisasi": 320.0, key: printed}
    rows = (line("A", None, 600.0), part, line("A", "L", 200.0), line("B", None, 200.0))
    given = laporan(*rows)
    given = replace(given, inputs={**given.inputs, "tabel_3_1": [{**given.inputs["tabel_3_1"][0], "realisasi": 1.2}]})
    ((_, message),) = found(tmp_path, given, "serapan-tercetak")
    assert reason in message
