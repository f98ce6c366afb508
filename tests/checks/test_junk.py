"""Junk in the cells never stops the checks, and gives sensible findings."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Final

import pytest

from lkjip import checks
from lkjip.model import tables
from lkjip.model.columns import Kind
from lkjip.model.laporan import Laporan, Row
from lkjip.sources import workbook_file
from tests.checks.mutants import BLANK, Clean, error, formula, number
from tests.kit.sampling import some
from tests.kit.typed import typed
from tests.kit.workbooks import Parts, text_cell

JUNK: Final = (
    *(error(code) for code in ("#REF!", "#N/A", "#DIV/0!", "#NAME?")),
    *(number(value) for value in (0.0, -1.0, 1e-300, 1.7e308, -1e15, 0.5, 43831.0, 20200.0, 99999.0)),
    *(
        text_cell(text)
        for text in (" ", "-", "nihil", "=1+1", "12 dari 20", "Januari 2020", "'", '"', "\n", "1" * 400, "naik", "Total", "\u00a0")
    ),
    '<c t="b"><v>1</v></c>',
    "<c><f>A1</f></c>",
    formula("1/0", 1.0),
    BLANK,
)
NAMES: Final = ("tbl_profil", "tbl_skala", *(table.name for table in tables.TABLES))


@pytest.mark.parametrize("seed", range(25))
def test_junk_in_many_cells(clean_parts: Parts, clean_report: Clean, tmp_path: Path, seed: int) -> None:
    source = random.Random(seed)
    parts, workbook = Parts(clean_parts), clean_report.workbook
    for _ in range(source.choice((3, 30))):
        stored = workbook.tables[source.choice(NAMES)]
        column = source.choice([name for name in stored.columns if name not in ("kunci", "Kunci")])
        parts.put(stored.name, column, source.randrange(stored.last_row - stored.first_row + 1), source.choice(JUNK))
    junk = workbook_file.read(parts.save(tmp_path / "kacau.xlsm"))

    for finding in checks.check(junk, workbook):
        assert re.fullmatch(r"[A-Z]+[1-9]\d*(:[A-Z]+[1-9]\d*)?", finding.cell), finding
        assert all((finding.code, finding.level, finding.sheet, finding.message, finding.expected, finding.advice)), finding


def test_a_sheet_with_another_title(clean_parts: Parts, tmp_path: Path) -> None:
    parts = Parts(clean_parts)
    parts.replace("xl/workbook.xml", '<sheet name="Tabel 2.1"', '<sheet name="PK 2020"')
    parts.put("tbl_21", "Target", 8, number(1.58))
    findings = checks.check(workbook_file.read(parts.save(tmp_path / "judul.xlsm")))

    assert [(each.code, each.sheet, each.cell) for each in findings] == [("target-berbeda", "PK 2020", "E13")]


def test_workbooks_with_hardly_a_row(tmp_path: Path) -> None:
    """One row in one table, every table in turn, without percentages that could be wrong."""
    for table in some(tables.TABLES, 3):
        filled = [column for column in table.columns if column.is_input and not column.choices and column.kind is not Kind.PERCENT]
        row: Row = {column.key: 1.0 if column.kind.is_number else "x" for column in filled}
        path = tmp_path / f"{table.key}.xlsm"
        path.write_bytes(typed(Laporan({"tahun": 2020}, inputs={table.key: [row]})))

        assert not checks.has_galat(checks.check(workbook_file.read(path))), table.key
