"""300 formulas around our functions give the same numbers in the copy, recalculated from scratch without macros."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from lkjip.mail.calls import OURS
from tests.kit.workbooks import Parts, run
from tests.mail import books
from tests.mail.generated import TITLE, Made, Maker, inputs
from tests.office.client import Office, Value
from xlfuncs.angka import Cell

_EACH = 150
_OURS = re.compile(rf"(?<![\w.])(?:_xl\w+\.)?(?:{'|'.join(OURS)})\s*\(", re.IGNORECASE)


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """Half of them of numbers alone."""
    makers = [Maker(20260125, texts=texts) for texts in (False, True)]
    return [maker.formula() for maker in makers for _ in range(_EACH)]


def test_the_copy_recalculates_to_the_same(small: Path, tmp_path: Path, made: list[Made], office_no_macros: Office) -> None:
    path = _with_formulas(small, tmp_path / "buku.xlsm", made)
    outcome = run("kirim", path, "--keluaran", tmp_path, "--tetap")
    assert outcome.status == 0, outcome.err
    copy = Path(outcome.out.splitlines()[0])
    parts = Parts.of(copy)
    assert not [formula for formula in books.formulas(parts) if _OURS.search(_without_texts(formula))]
    kept = set(re.findall(r"sel F(\d+): [^\n]*yang dikirim nilainya", outcome.err))
    assert kept <= {str(row) for row, each in enumerate(made, 1) if _may_be_kept(each)}
    with office_no_macros.open(copy) as document:
        values = [row[0] for row in document.values(TITLE, f"F1:F{len(made)}")]
    wrong = [(each.text, each.value, value) for each, value in zip(made, values, strict=True) if not _same(value, each.value)]
    assert not wrong, "\n".join(map(str, wrong[:10]))


def _may_be_kept(made: Made) -> bool:
    """Numbers typed as texts, functions without a native form, calls inside calls that grow too long."""
    return bool(re.search(r"(?i)terbilang|angka|rupiah|A\$?(?:18|19|20)\b", made.text)) or len(_OURS.findall(made.text)) > 1


def _with_formulas(source: Path, path: Path, made: list[Made]) -> Path:
    cells = {address: _input(value) for address, value in inputs().items() if value is not None}
    for row, each in enumerate(made, 1):
        cells[f"F{row}"] = books.formula(each.text, "" if each.value is None else each.value)  # type: ignore[arg-type]
    parts = Parts.of(source)
    books.add_sheet(parts, TITLE, cells)
    return parts.save(path)


def _input(value: Cell) -> str:
    match value:
        case bool():
            return f'<c t="b"><v>{value:d}</v></c>'
        case str() if value.startswith("#"):
            return f'<c t="e"><v>{value}</v></c>'
        case str():
            return books.text(value)
        case _:
            return books.number(float(value))  # type: ignore[arg-type]


def _same(found: Value, expected: Cell) -> bool:
    if isinstance(found, float) and isinstance(expected, float | int):
        return math.isclose(found, expected, rel_tol=1e-11, abs_tol=1e-11)
    return (found.strip() if isinstance(found, str) else found or "") == ("" if expected is None else expected)


def _without_texts(formula: str) -> str:
    return re.sub(r'(?:"|&quot;)(?:(?!"|&quot;).)*(?:"|&quot;)', '""', formula)
