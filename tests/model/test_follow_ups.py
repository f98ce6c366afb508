"""Rows of the sheet Tindak Lanjut: their quarter, and which plans are open."""

from __future__ import annotations

import pytest

from lkjip.model.follow_ups import about_quarter, is_open
from xlfuncs.angka import Cell


@pytest.mark.parametrize(("tw", "number"), [("I", 1), (" iv ", 4), ("III\u00a0", 3), ("V", 0), ("-", 0), (None, 0), (2.0, 0), ("#REF!", 0)])
def test_the_quarter_of_a_row(tw: Cell, number: int) -> None:
    assert about_quarter({"tw": tw}) == number


@pytest.mark.parametrize(
    ("tw", "plan", "until", "done", "expected"),
    [
        ("I", "Rapat", "30-06-2025", None, True),
        ("II", "Rapat", None, "proses", True),
        ("II", None, "30-06-2025", "belum", True),  # a plan that is still to be written
        (None, "Rapat", None, None, True),
        ("III", "Rapat", None, None, False),
        ("I", "Rapat", None, " Selesai", False),
        ("I", None, None, None, False),
    ],
)
def test_open_plans_up_to_the_second_quarter(tw: Cell, plan: Cell, until: Cell, done: Cell, expected: bool) -> None:
    assert is_open({"tw": tw, "rencana_tindak_lanjut": plan, "batas_waktu": until, "selesai": done}, 2) is expected
