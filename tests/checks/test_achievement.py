"""Averages that single indicators carry, and reports in which nothing was measured, are named: in the checks and in the letter."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from lkjip.model.laporan import Laporan, Row
from tests.kit.typed import typed
from tests.kit.workbooks import run
from xlfuncs.angka import Cell


def indicator(name: str, target: Cell, realisasi: Cell, **more: Cell) -> Row:
    return {"indikator": name, "satuan": "Indeks", "target": target, "realisasi": realisasi, "arah": "naik", **more}


FAR = indicator("Penurunan sisa perkara", 3.0, 50.0)  # 1.666,67 %


def of(tmp_path: Path, rows: list[Row], pilihan: Mapping[str, Cell] | None = None, **inputs: list[Row]) -> list[list[str]]:
    """Level, code, cell and message of the findings about the achievements in the workbook F.xlsm of these rows."""
    book = tmp_path / "F.xlsm"
    profil: dict[str, Cell] = {"tahun": 2024, "instansi": "Kantor Contoh"}
    book.write_bytes(typed(Laporan(profil, inputs={"tabel_3_1": rows, **inputs}, pilihan=pilihan or {})))
    found = json.loads(run("periksa", book, "--format", "json").out)
    about = ("capaian-tidak-wajar", "tanpa-realisasi")
    return [[each[key] for key in ("tingkat", "kode", "sel", "pesan")] for each in found if each["kode"] in about]


def letter_of(tmp_path: Path) -> str:
    """The text of the letter with which that workbook is sent."""
    assert run("kirim", tmp_path / "F.xlsm", "--keluaran", tmp_path / "kiriman", "--tetap").status == 0
    (letter,) = (tmp_path / "kiriman").glob("*.eml")
    body = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default).get_body()
    assert body is not None
    return str(body.get_content()).replace("\r", "")


def test_an_average_that_one_indicator_carries_says_what_it_is_without_it(tmp_path: Path) -> None:
    """(103,16 + 1.666,67) / 2 = 884,91."""
    found = of(tmp_path, [indicator("Tepat waktu", 95.0, 98.0), FAR])

    ((level, code, cell, message),) = found
    assert (level, code, cell) == ("peringatan", "capaian-tidak-wajar", "K7")
    assert message.endswith('rata-rata 884,91 % terangkat oleh "Penurunan sisa perkara" (1.666,67 %); tanpa itu 103,16 %')
    said = '- Rata-rata capaian: 884,91 % (SB); terangkat oleh "Penurunan sisa perkara" (1.666,67 %), tanpa itu 103,16 %'
    assert f"{said}\n" in letter_of(tmp_path)


def test_several_that_carry_it_are_said_once(tmp_path: Path) -> None:
    """(90 + 250 + 300) / 3 = 213,33."""
    found = of(tmp_path, [indicator("Satu", 100.0, 90.0), indicator("Dua", 100.0, 250.0), indicator("Tiga", 100.0, 300.0)])

    assert [each[2] for each in found] == ["K7", "K8"]
    assert found[0][3].endswith('rata-rata 213,33 % terangkat oleh "Dua" (250 %) dan "Tiga" (300 %); tanpa itu 90 %')
    assert "terangkat" not in found[1][3]
    assert 'terangkat oleh "Dua" (250,00 %), "Tiga" (300,00 %), tanpa itu 90,00 %' in letter_of(tmp_path)


def test_many_that_carry_it_are_one_finding(tmp_path: Path) -> None:
    """(4 x 300 + 160 + 90) / 6 = 241,67, and (160 + 90) / 2 = 125."""
    rows = [indicator(f"Jauh {number}", 100.0, 300.0) for number in range(4)]
    ((_, _, cell, message),) = of(tmp_path, [*rows, indicator("Dekat", 100.0, 160.0), indicator("Biasa", 100.0, 90.0)])

    assert cell == "K6"
    assert message.startswith("Capaian 5 indikator di atas 150 %; rata-rata 241,67 % terangkat oleh ")
    assert "tanpa itu 125 %" in message
    assert message.endswith("(sel K6:K10)")


def test_it_is_the_offices_own_average(tmp_path: Path) -> None:
    """Weighted: (1 x 250 + 9 x 90) / 10 = 106."""
    rows = [indicator("Satu", 100.0, 250.0, bobot=1.0), indicator("Dua", 100.0, 90.0, bobot=9.0)]
    ((*_, message),) = of(tmp_path, rows, {"rata_rata": "berbobot"})

    assert message.endswith('rata-rata 106 % terangkat oleh "Satu" (250 %); tanpa itu 90 %')


def test_a_grade_can_carry_it(tmp_path: Path) -> None:
    """AA 7 against D 1 by one list is 700 %."""
    grades: list[Row] = [{"daftar": "Predikat", "kode": kode, "nilai": nilai} for kode, nilai in (("AA", 7.0), ("D", 1.0))]
    ((*_, message),) = of(
        tmp_path, [indicator("Nilai SAKIP", "D", "AA", satuan="Predikat"), indicator("Biasa", 80.0, 80.0)], predikat=grades
    )

    assert 'target "D"' in message
    assert message.endswith('rata-rata 400 % terangkat oleh "Nilai SAKIP" (700 %); tanpa itu 100 %')


@pytest.mark.parametrize(
    "rows", [[indicator("Satu", 100.0, 200.0), indicator("Dua", 100.0, 90.0)], [FAR], [FAR, indicator("Dua", 0.0, 1.0)]]
)
def test_nothing_is_said_at_200_percent_or_without_another_average(tmp_path: Path, rows: list[Row]) -> None:
    found = of(tmp_path, rows)

    assert not any("terangkat" in message for *_, message in found)
    assert "terangkat" not in letter_of(tmp_path)


@pytest.mark.parametrize("realisasi", [None, "-", "belum rilis", "N/A"])
def test_a_report_in_which_nothing_was_measured_is_warned_of(tmp_path: Path, realisasi: Cell) -> None:
    found = of(tmp_path, [indicator("Satu", 80.0, realisasi), indicator("Dua", 90.0, realisasi)])

    ((level, code, cell, message),) = found
    assert (level, code, cell) == ("peringatan", "tanpa-realisasi", "J6:J7")
    assert message.startswith("Belum satu pun dari 2 indikator punya realisasi")
    assert "- Rata-rata capaian: belum ada; belum satu pun indikator punya realisasi\n" in letter_of(tmp_path)


@pytest.mark.parametrize("rows", [[], [indicator("Satu", 80.0, None), indicator("Dua", 90.0, 81.0)], [indicator("Satu", None, 81.0)]])
def test_one_realisasi_or_no_indicator_is_no_such_report(tmp_path: Path, rows: list[Row]) -> None:
    found = of(tmp_path, rows)

    assert found == []
    assert "belum satu pun" not in letter_of(tmp_path)
