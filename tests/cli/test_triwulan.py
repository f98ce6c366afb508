"""How a quarter is written on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.workbooks import assert_refused, run


@pytest.mark.parametrize("written", ["V", "0", "5", "", "semester I", "1,5", "II III"])
def test_what_is_no_quarter_is_one_line(small: Path, tmp_path: Path, written: str) -> None:
    outcome = run("kirim", small, "--keluaran", tmp_path / "kiriman", "--triwulan", written)
    assert_refused(outcome, "--triwulan", "I, II, III, atau IV")
    assert not (tmp_path / "kiriman").exists()


@pytest.mark.parametrize("written", ["II", "ii", "2", "tw 2", "TW II", "Triwulan II", " triwulan  ii "])
def test_every_way_to_write_it_is_read(small: Path, tmp_path: Path, written: str) -> None:
    outcome = run("kirim", small, "--keluaran", tmp_path / "kiriman", "--triwulan", written)
    assert_refused(outcome, "untuk triwulan II", "isi target dan realisasi")  # the office has not typed any quarter


def test_the_help_shows_how() -> None:
    page = run("kirim", "--help").out
    assert "lkjip kirim LKjIP_2026.xlsm --triwulan II" in page
    assert "--triwulan TW" in page
