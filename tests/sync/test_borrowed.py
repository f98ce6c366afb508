"""A sasaran that only Tabel 2.1 gives is read for Tabel 3.1 too, and a sync writes it into the blank cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.laporan import Laporan, Row
from lkjip.summary import summaries
from lkjip.template.workbook import build
from tests.kit import reading
from tests.kit.workbooks import run
from tests.sync.test_closed import block


def row(name: str, realisasi: float, sasaran: str | None = None) -> Row:
    return {"indikator": name, "satuan": "%", "target": 80.0, "realisasi": realisasi, "arah": "naik", "sasaran": sasaran}


def laporan(*indicators: Row, agreed: tuple[str | None, ...] = ("Tertib", "Tertib", "Rukun")) -> Laporan:
    named = zip("ABC", agreed, strict=True)
    rows = [{"sasaran": sasaran, "indikator": f"angka {name}", "target": 80.0, "satuan": "%"} for name, sasaran in named]
    return Laporan({"instansi": "Kantor", "tahun": 2024}, inputs={"tabel_2_1": rows, "tabel_3_1": indicators})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Tabel 3.1 names one sasaran of three, and that another one than Tabel 2.1 does."""
    path = tmp_path / "F.xlsm"
    path.write_bytes(build(laporan(row("Angka A", 60.0), row("Angka B", 72.0, "Maju"), row("Angka C", 40.0))))
    return path


def exported(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("ekspor", path).out)["tabel_3_1"]
    return rows


def cells(path: Path) -> list[object]:
    return [row[13] for row in reading.typed(path, "Tabel 3.1")[5:8]]


def test_a_blank_sasaran_is_read_from_tabel_2_1(path: Path) -> None:
    assert [each["sasaran"] for each in exported(path)] == ["Tertib", "Maju", "Rukun"]
    assert cells(path) == [None, "Maju", None]


def test_a_sync_fills_what_is_blank_and_nothing_else(path: Path) -> None:
    outcome = run("sinkron", path)

    assert cells(path) == ["Tertib", "Maju", "Rukun"]
    assert 'F.xlsm: lembar "Tabel 3.1": Sasaran 2 indikator yang kosong diisi dari Tabel 2.1' in outcome.lines
    # 60, 72 and 40 of 80
    assert [row[:4] for row in block(path, "blok_sasaran")] == [
        ["Tertib", 1, 75, "C"],
        ["Maju", 1, 90, "B"],
        ["Rukun", 1, 50, "K"],
        ["Semua sasaran", 3, pytest.approx(215 / 3), "C"],
    ]
    assert "sudah sinkron" in run("sinkron", path).out


def test_what_is_not_filled_yet_is_not_in_sync(path: Path, tmp_path: Path) -> None:
    outcome = run("kirim", path, "--keluaran", tmp_path / "kiriman")
    assert outcome.status == 1
    assert any("belum sesuai" in line for line in outcome.lines)


def test_the_sentence_counts_the_sasaran_or_says_nothing_of_them() -> None:
    named = "dari 2 (dua) sasaran dengan 2 (dua) indikator"
    agreed = laporan(row("Angka A", 60.0, "Tertib"), row("Angka C", 40.0, "Rukun"))
    nowhere = laporan(row("Angka A", 60.0), row("Angka C", 40.0), agreed=(None, None, None))
    conclusions = [
        next(str(cell.value) for sheet in summaries(each) for cell in sheet.cells.values() if str(cell.value).startswith("Pada tahun"))
        for each in (agreed, nowhere)
    ]

    assert named in conclusions[0]
    assert "sasaran" not in conclusions[1]
    assert "dengan 2 (dua) indikator yang telah ditetapkan" in conclusions[1]
