"""Impossibly large amounts: a finding names the cell, and the letter of a forced sending gives them in full."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path
from typing import Any

import pytest

from lkjip.model.tables.annexes import ANGGARAN_APBD, REALISASI_APBD, URAIAN_ANGGARAN
from tests.checks.mutants import number
from tests.kit.workbooks import Parts, run


@pytest.mark.parametrize(
    ("amount", "named", "written"),
    [
        (1e15, "1.000.000.000.000.000", "Rp 1.000.000.040.485.000"),
        (2e15, "2.000.000.000.000.000", "Rp 2.000.000.040.485.000"),
        (9.9e307, "9,9E+307", "Rp 9,9E+307"),
    ],
)
def test_amount_beyond_15_digits(boyolali: Path, tmp_path: Path, amount: float, named: str, written: str) -> None:
    parts = Parts.of(boyolali)
    sel = parts.put("tbl_32", "Anggaran", 0, number(amount))  # the row has no budget in the report
    book = parts.save(tmp_path / "buku.xlsm")

    refused = run("kirim", book, "--keluaran", tmp_path / "kiriman")
    assert refused.status == 1
    (line,) = (line for line in refused.lines if f"{named} rupiah" in line)
    assert f'lembar "Tabel 3.2" sel {sel}' in line

    assert run("sinkron", book).status == 0
    outcome = run("kirim", book, "--keluaran", tmp_path, "--tetap")
    assert outcome.status == 0, outcome.err
    (draft,) = tmp_path.glob("*.eml")
    content: Any = email.message_from_bytes(draft.read_bytes(), policy=policy.default).get_body()
    assert f"- Anggaran: {written}" in content.get_content()


def test_amounts_that_add_up_to_more_than_a_double_holds(boyolali: Path, tmp_path: Path) -> None:
    parts = Parts.of(boyolali)
    for row in range(9):
        for column in ("Anggaran", "Realisasi"):
            parts.put("tbl_32", column, row, number(9.9e307))
    for row, name in enumerate(URAIAN_ANGGARAN):
        parts.put("tbl_anggaran", "Nilai", row, number({ANGGARAN_APBD: 1e-300, REALISASI_APBD: 9.9e307}.get(name, 9.9e307)))
    book = parts.save(tmp_path / "buku.xlsm")
    calls: list[tuple[str | Path, ...]] = [("periksa", book), ("sinkron", book), ("ekspor", book)]
    for arguments in (*calls, ("kirim", book, "--keluaran", tmp_path, "--tetap")):
        outcome = run(*arguments)
        assert outcome.status in (0, 1)
        assert "kesalahan di dalam program" not in outcome.err
    (draft,) = tmp_path.glob("*.eml")
    content: Any = email.message_from_bytes(draft.read_bytes(), policy=policy.default).get_body()
    assert "- Anggaran: #NUM!" in content.get_content()
