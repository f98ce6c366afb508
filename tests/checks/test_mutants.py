"""Each mutant of the clean workbook gives its finding, at its cell, and no other mistake."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest

from lkjip import checks
from tests.checks.mutants import WAYS, Clean, trouble
from tests.kit.workbooks import Parts

SEED: Final = 2020
EACH: Final = 2
"""Mutants of each check; `make hunt` takes all."""
ELSEWHERE: Final = {
    *("realisasi-tahun-lalu", "rujukan-menurut-letak", "baris-judul"),
    *("induk-anggaran", "kegiatan-tanpa-induk", "mirip-baris-jumlah", "anggaran-cara-lama"),
}
"""Checks that need more than one workbook, a formula outside the tables, rows that no table of the report has, or a budget of another
form or template: `test_findings.py`, `test_pointers.py`, `test_namesakes.py`, `test_budget_levels.py`."""


def test_every_check_can_be_broken() -> None:
    assert WAYS.keys() | ELSEWHERE == {check.code for check in checks.CHECKS}


@pytest.mark.parametrize("code", sorted(WAYS))
def test_one_thing_wrong(code: str, clean_parts: Parts, clean_report: Clean, tmp_path: Path) -> None:
    mutants = [mutant for way in WAYS[code] for mutant in way(clean_report)]
    for count, mutant in enumerate(random.Random(f"{SEED} {code}").sample(mutants, min(EACH, len(mutants)))):
        assert trouble(mutant, clean_parts, tmp_path / f"{count}.xlsm") is None
