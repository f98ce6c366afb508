"""A clean workbook with one thing made wrong: that is found, where it is, and no other mistake with it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest

from lkjip import checks, read
from tests.checks.mutants import WAYS, Clean
from tests.lkjip.workbooks import Parts

SEED: Final = 2020
EACH: Final = 8
ELSEWHERE: Final = {"realisasi-tahun-lalu"}
"""Checks that need more than one workbook: `test_findings.py`."""


def test_every_check_can_be_broken() -> None:
    assert WAYS.keys() | ELSEWHERE == {check.kode for check in checks.CHECKS}


@pytest.mark.parametrize("kode", sorted(WAYS))
def test_one_thing_wrong(kode: str, clean_parts: Parts, clean_report: Clean, tmp_path: Path) -> None:
    mutants = [mutant for way in WAYS[kode] for mutant in way(clean_report)]
    for count, mutant in enumerate(random.Random(f"{SEED} {kode}").sample(mutants, min(EACH, len(mutants)))):
        path = tmp_path / f"{count}.xlsm"
        sheet, cell = mutant.save(clean_parts, path)
        found = checks.check(read.read(path))
        mine = [each for each in found if each.kode == kode and each.lembar == sheet]

        assert mine, (mutant, found)
        if cell is not None:
            assert cell in [each.sel.partition(":")[0] for each in mine], (mutant, mine)
        assert {each.kode for each in found if each.tingkat == "galat"} <= {kode}, (mutant, found)
