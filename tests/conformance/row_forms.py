"""Random calls as rows of one workbook: the native form in steps, a column each as in Tabel 3.1, and the form for one cell."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from lkjip.model.formulas import aturan, native
from lkjip.model.formulas.steps import STEPS
from tests.conformance.vectors import Call, Cell, Rows
from tests.office.client import Office

ROWS: Final = "Baris"
RULES: Final = "Pilihan"
FORMS: Final = {"steps": "K", "whole": "L"}
"""The columns with the capaian, by form."""
_KEYS: Final = ("target", "realisasi", "arah", "target_atas", "batas_atas", *(step.key for step in STEPS))


def answers(office: Office, path: Path, calls: Sequence[Call]) -> dict[str, list[Rows]]:
    """What LibreOffice computes of calls over columns that give all six arguments, by form: "steps" and "whole"."""
    _write(path, calls)
    height = sum(call.shape[0] for call in calls)
    with office.open(path) as document:
        shown = {form: document.values(ROWS, f"{letter}1:{letter}{height}") for form, letter in FORMS.items()}
    return {form: _by_call(calls, [tuple("" if cell is None else cell for cell in row) for row in rows]) for form, rows in shown.items()}


def _by_call(calls: Sequence[Call], rows: Sequence[tuple[Cell, ...]]) -> list[Rows]:
    found, top = [], 0
    for call in calls:
        found.append(tuple(rows[top : top + call.shape[0]]))
        top += call.shape[0]
    return found


def _write(path: Path, calls: Sequence[Call]) -> None:
    book = Workbook(write_only=True)  # as it passes formulas on unread, which XlsxWriter does not
    rows, rules = book.create_sheet(ROWS), book.create_sheet(RULES)
    top, rules_top = 1, 1
    for call in calls:
        target, realisasi, arah, chosen, upper, limit = call.arguments
        assert isinstance(chosen, tuple)
        helpers = _lay_out(rules, rules_top, chosen)
        rules_top += len(chosen)
        columns = [argument for argument in (target, realisasi, arah, upper, limit) if isinstance(argument, tuple)]
        for row, cells in enumerate(zip(*columns, strict=True), top):
            at = {key: f"{letter}{row}" for key, letter in zip(_KEYS, string.ascii_uppercase, strict=False)}
            forms = [step.form(at, helpers) for step in STEPS]
            forms.append(native.capaian(at["target"], at["realisasi"], at["arah"], helpers, at["target_atas"], at["batas_atas"]))
            rows.append([*(cell for (cell,) in cells), *(f"={form}" for form in forms)])
        top += call.shape[0]
    book.save(path)


def _lay_out(sheet: WriteOnlyWorksheet, top: int, rules: Rows) -> Mapping[str, str]:
    """Put an office's rules below those that are there, and the helper cells beside their first row."""
    helpers = {name: f"{RULES}!${chr(ord('C') + number)}${top}" for number, name in enumerate(aturan.NAMES)}
    keys, chosen = (f"{RULES}!${letter}${top}:${letter}${top + len(rules) - 1}" for letter in "AB")
    formulas = aturan.formulas(aturan.Choices(keys, chosen, helpers))
    for number, row in enumerate(rules):
        sheet.append([*row, *([] if number else [f"={formula}" for formula in formulas.values()])])
    return helpers
