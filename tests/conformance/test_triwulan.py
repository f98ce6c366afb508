"""The native steps of the sheet Triwulan in LibreOffice, against the rules: every worked example, and rows at random."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Final

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lkjip import limits
from lkjip.model import choices, expressions, triwulan
from lkjip.model.expressions import formula
from lkjip.model.formulas import syntax
from lkjip.model.formulas.aturan import SKALA_TRIWULAN_AWAL
from lkjip.model.grades import grade_key
from lkjip.model.positions import HelperColumn, Names, Placed
from lkjip.model.tables import PREDIKAT, TABEL_3_1
from lkjip.model.tables.quarters import TRIWULAN_TABLE
from tests.kit.quarters import VECTORS
from tests.office.client import Office, Value
from tests.second_opinions.array_evaluation import array_parts
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error
from xlfuncs.skala import SKALA_TRIWULAN
from xlfuncs.triwulan import CARA_ISI, JENIS

KEYS: Final = [column.key for column in TRIWULAN_TABLE.columns]
GIVEN: Final = [key for key in KEYS if key not in TRIWULAN_TABLE.computed]
LOOKED_UP: Final = (
    *("baris", "kunci", "kunci_induk", "baris_3_1", "sasaran", "satuan", "target_pk", "tw"),
    *("target_atas", "batas_atas", "kode_arah"),
)
"""The columns that read another table or Profil, written as the rules give them."""
STEPS: Final = [key for key in TRIWULAN_TABLE.computed if key not in LOOKED_UP]
OFFICES: Final[Sequence[Mapping[str, str]]] = (
    {},
    {"rumus_turun": "rasio"},
    {"target_nol": "tercapai"},
    {"batas_atas": "120"},
    {"batas_atas": "110", "batas_bawah": "0", "target_nol": "kosong", "realisasi_nol": "kosong", "pembulatan": "2 desimal"},
)
"""What offices have chosen; a sheet for each."""
GRADES: Final = {grade_key("Orang", "BB"): 70.0, grade_key("Orang", "A"): 80.0}
ELSEWHERE: Final = {
    f"{triwulan.SKALA}[Batas bawah]": "Skala!$A$1:$A$3",
    f"{triwulan.SKALA}[Kode]": "Skala!$B$1:$B$3",
    SKALA_TRIWULAN_AWAL: "1",
    f"{PREDIKAT.name}[Kunci]": "Skala!$D$1:$D$2",
    f"{PREDIKAT.name}[Nilai]": "Skala!$E$1:$E$2",
}
"""Where the formulas of the test find what other sheets hold."""
NUMBERED: Final = {key: place for place, key in enumerate(KEYS, 1)}


def as_typed(office: Mapping[str, str]) -> dict[str, Cell]:
    return {key: choices.as_typed(key, choice) for key, choice in office.items()}


class OnSheet(Names):
    """The columns of the table as cells of one row of a sheet."""

    row: int

    def cell(self, key: str) -> str:
        return f"{get_column_letter(NUMBERED[key])}{self.row}"

    def cells(self, first: str, last: str) -> str:
        return f"{self.cell(first)}:{self.cell(last)}"


def on_row(row: int) -> OnSheet:
    names = OnSheet(TRIWULAN_TABLE.name, TRIWULAN_TABLE.names)
    names.row = row
    return names


Typed = tuple[dict[str, Cell], dict[str, Cell], int]
"""What is typed in a row of Triwulan and in its row of Tabel 3.1, and the quarter."""


def examples(office: Mapping[str, str]) -> list[Typed]:
    rows: list[Typed] = []
    for vector in VECTORS:
        if vector.pilihan == office:
            figures = zip((*triwulan.TARGET, *triwulan.REALISASI), (*vector.target, *vector.realisasi), strict=True)
            typed = {"jenis": vector.jenis, "cara_isi": vector.cara_isi, "penyebut": vector.penyebut, **dict(figures)}
            measured = {"nilai_target": vector.target_pk, "arah": vector.arah, "nilai_target_atas": vector.target_atas}
            rows.append((typed, measured, vector.triwulan))
    return rows


def at_random(count: int, seed: int) -> list[Typed]:
    source = random.Random(seed)

    def figure(blank: float, most: int = 40) -> Cell:
        chance = source.random()
        if chance > 0.96:
            return source.choice(("BB", "A", "n/a", "-", "belum diukur"))
        return None if chance < blank else 0.0 if chance > 0.9 else source.randrange(1, most * 4) / 4

    rows: list[Typed] = []
    for _ in range(count):
        typed: dict[str, Cell] = {
            "jenis": source.choice(JENIS),
            "cara_isi": source.choice((None, *CARA_ISI)),
            "penyebut": source.choice((None, 0.0, 7.0, 40.0)),
        }
        targets = [figure(0.15) for _ in triwulan.TARGET]
        done = [figure(0.1 if source.random() < 0.7 else 0.8) for _ in triwulan.REALISASI]
        typed |= dict(zip((*triwulan.TARGET, *triwulan.REALISASI), (*targets, *done), strict=True))
        whole = source.choice(
            [source.choice((None, 0.0, 25.0, 80.0, 97.5)), next((each for each in targets if isinstance(each, float) and each), 4.0)]
        )
        arah = source.choice(("naik", "turun", "turun selisih", "turun rasio", "rentang", None))
        upper = source.choice((None, None, 30.0, 90.0))
        limit = source.choice((None, None, None, 100.0))
        rows.append(
            (typed, {"nilai_target": whole, "arah": arah, "nilai_target_atas": upper, "nilai_batas_atas": limit}, source.randrange(1, 5))
        )
    return rows


def by_the_rules(rows: Sequence[Typed], office: Mapping[str, str]) -> list[dict[str, Cell]]:
    """The rows with all columns."""
    aturan = choices.in_force(as_typed(office))
    measured = [{"indikator": "x", **row, "sasaran_berlaku": "s", "satuan_berlaku": "Orang"} for _, row, _ in rows]
    numbers = range(1, len(rows) + 1)
    ways = expressions.column_values(expressions.StepCell("kode_arah", "indikator"), Placed(measured, numbers), [], {}, aturan)
    tabel_3_1 = Placed([{**row, "kode_arah": way} for row, way in zip(measured, ways, strict=True)], numbers)
    others = {
        TABEL_3_1.name: tabel_3_1,
        PREDIKAT.name: Placed([{"kunci": key, "nilai": value} for key, value in GRADES.items()], range(len(GRADES))),
        triwulan.ATURAN: Placed([{"kunci": kunci, "berlaku": berlaku} for kunci, berlaku in aturan], range(len(aturan))),
    }
    found: list[dict[str, Cell]] = [dict.fromkeys(KEYS) | typed | {"indikator": "x"} for typed, _, _ in rows]
    given: dict[str, list[Cell]] = {
        "baris": [float(number) for number in numbers],
        "baris_3_1": [float(number) for number in numbers],
        "tw": [float(number) for _, _, number in rows],
        "kunci": ["x"] * len(rows),
        "kunci_induk": ["x"] * len(rows),
    }
    for key, expression in TRIWULAN_TABLE.computed.items():
        assert isinstance(expression, HelperColumn)
        values: Sequence[Cell] = given.get(key) or expression.values(Placed(found, numbers), others)
        for row, value in zip(found, values, strict=True):
            row[key] = value
    return found


def write(sheet: Worksheet, rows: Sequence[Mapping[str, Cell]], office: Mapping[str, str]) -> None:
    top = len(rows) + 1
    places = dict(ELSEWHERE)
    for number, (name, helper) in enumerate(choices.helper_values(as_typed(office)).items(), 1):
        sheet.cell(top, number).value = '=""' if helper is None else f"={helper}" if is_error(helper) else helper
        places[name] = f"${get_column_letter(number)}${top}"
    named = re.compile("|".join(rf"{re.escape(name)}(?![a-z_])" for name in places))
    for number, row in enumerate(rows, 1):
        for key in KEYS:
            value: Cell = row[key]
            if key in STEPS:
                expression = TRIWULAN_TABLE.computed[key]
                assert isinstance(expression, HelperColumn)
                value = "=" + expression.formula(on_row(number))
                value = named.sub(lambda found: places[found[0]], value)
            elif value is None and key in LOOKED_UP:
                value = '=""'
            sheet.cell(number, NUMBERED[key]).value = value


@pytest.fixture(scope="module")
def compared(office_no_macros: Office, tmp_path_factory: pytest.TempPathFactory) -> Sequence[tuple[dict[str, Cell], dict[str, Value]]]:
    """Every row by the rules and in LibreOffice."""
    book = Workbook()
    scale = book.create_sheet("Skala")
    for band, grade in zip_longest(SKALA_TRIWULAN, GRADES.items(), fillvalue=()):
        scale.append([*band, *grade])
    path = tmp_path_factory.mktemp("triwulan") / "triwulan.xlsx"
    expected = []
    for number, office in enumerate(OFFICES):
        rows = by_the_rules([*examples(office), *at_random(120, seed=number)], office)
        expected.append(rows)
        write(book.create_sheet(f"Kantor {number}"), rows, office)
    book.save(path)
    last = get_column_letter(len(KEYS))
    with office_no_macros.open(path) as document:
        document.recalculate()  # the first pass leaves a few cells of so long a chain behind; tests/template/test_quarters.py has none
        shown = [document.values(f"Kantor {number}", f"A1:{last}{len(rows)}") for number, rows in enumerate(expected)]
    return [
        (row, dict(zip(KEYS, cells, strict=True)))
        for rows, sheet in zip(expected, shown, strict=True)
        for row, cells in zip(rows, sheet, strict=True)
    ]


def test_every_office_of_the_examples_is_computed() -> None:
    assert all(vector.pilihan in OFFICES for vector in VECTORS)


@pytest.mark.parametrize("key", STEPS)
def test_a_step_is_the_same_in_a_spreadsheet(key: str, compared: Sequence[tuple[dict[str, Cell], dict[str, Value]]]) -> None:
    wrong = []
    for row, cells in compared:
        wanted, found = row[key], "" if cells[key] is None else cells[key]
        same = found == ("" if wanted is None else wanted)
        if isinstance(wanted, float) and isinstance(found, float):
            same = found == pytest.approx(wanted, rel=1e-12, abs=1e-12)
        if not same:
            wrong.append(
                f"{found!r} instead of {wanted!r}: { {name: row[name] for name in (*GIVEN, 'tw', 'target_pk', 'arah_berlaku', 'kode')} }"
            )
    assert wrong[:3] == []


@pytest.mark.parametrize("key", TRIWULAN_TABLE.computed)
def test_a_formula_is_one_that_excel_takes(key: str) -> None:
    written = formula(TRIWULAN_TABLE.computed[key], TRIWULAN_TABLE.name, TRIWULAN_TABLE.names)
    assert len(written) <= limits.FORMULA_CHARACTERS
    assert syntax.levels(syntax.parse(written)) <= limits.FORMULA_LEVELS
    assert array_parts(written) == []
