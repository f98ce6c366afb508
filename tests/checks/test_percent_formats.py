"""A number with a percent format is a hundredth of what the cell shows; the finding names the number to type."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from lkjip import checks
from lkjip.model.laporan import Laporan, Row
from lkjip.sources import workbook_file
from tests.checks.mutants import PERCENT, Edit, number
from tests.kit.typed import typed
from tests.kit.workbooks import Parts

ROW: Final[Row] = {"indikator": "Angka partisipasi", "satuan": "%", "target": 98.0, "realisasi": 97.0, "arah": "naik"}


def found(tmp_path: Path, *edits: Edit, satuan: str = "%") -> list[tuple[str, str, str, str]]:
    path = tmp_path / "persen.xlsm"
    rows: list[Row] = [{**ROW, "satuan": satuan}, {**ROW, "satuan": satuan, "indikator": "Angka kehadiran"}]
    path.write_bytes(typed(Laporan({"tahun": 2020}, inputs={"tabel_3_1": rows})))
    parts = Parts.of(path)
    for edit in edits:
        edit.put(parts)
    findings = checks.check(workbook_file.read(parts.save(path)))
    return [(each.code, each.cell, each.expected, each.message + each.advice) for each in findings]


@pytest.mark.parametrize(
    ("stored", "satuan", "shown", "wanted"),
    [
        (0.98, "%", "98%", "98"),
        (0.9878, "%", "98,78%", "98,78"),
        (0.095, "%", "9,50%", "9,50"),
        (1.0033, "%", "100,33%", "100,33"),
        (0.9, "Indeks", "90%", "90"),
        (2.5, "Persen", "250%", "250"),
        (98.78, "%", "9.878%", "98,78"),  # typed first, its cell made to show percent afterwards
        (5.0, "Kegiatan", "500%", "5"),
    ],
)
@pytest.mark.parametrize("row", [0, 1])  # a format that is built in, and one of the file's own
def test_the_number_to_type(tmp_path: Path, stored: float, satuan: str, shown: str, wanted: str, row: int) -> None:
    ((kode, sel, seharusnya, said),) = found(tmp_path, Edit("tbl_31", "Realisasi", row, number(stored), shown_as=PERCENT), satuan=satuan)

    assert (kode, sel, seharusnya) == ("format-persen", f"J{6 + row}", wanted)
    assert f"tampil {shown} " in said
    assert "arah" not in said


def test_a_target_in_percent_is_not_called_an_achievement_that_cannot_be(tmp_path: Path) -> None:
    """0.98 for 98 makes a capaian of 9,898 %: the target is the mistake, not the direction."""
    findings = found(tmp_path, Edit("tbl_31", "Target", 0, number(0.98), shown_as=PERCENT))

    assert [(kode, sel, seharusnya) for kode, sel, seharusnya, _ in findings] == [("format-persen", "I6", "98")]


def test_nothing_is_nothing_in_percent_too(tmp_path: Path) -> None:
    assert found(tmp_path, Edit("tbl_31", "Realisasi", 0, number(0.0), shown_as=PERCENT)) == []


def test_the_bounds_of_the_scale(tmp_path: Path) -> None:
    ((kode, sel, seharusnya, _),) = found(tmp_path, Edit("tbl_skala", "Batas bawah", 1, number(0.55), shown_as=PERCENT))

    assert (kode, sel, seharusnya) == ("format-persen", "B5", "55")
