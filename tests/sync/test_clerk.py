"""The clerk's path from the empty template to the mailed copy: what she types, counted, and what comes of it.

Macros on, the button "Ambil dari Tabel 2.1" fills in names, units, targets and sasaran; macros blocked, names are picked from
drop-downs and the rest is borrowed. LibreOffice shows the figures before any sync; sync and mail are the command's.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from lkjip.model.columns import Table
from lkjip.model.tables import TABEL_2_1, TABEL_3_1, TABEL_3_2
from lkjip.model.tables.profile import PROFIL
from lkjip.template.workbook import build
from tests.kit.workbooks import BOYOLALI, MAIN, Parts, run, text_cell
from tests.macros.excel_tables import ExcelTable, PcWithTables
from tests.office.client import Office

Fields = dict[str, str]

LEAST: Final = ("instansi", "tahun")
"""What Profil requires."""
MOST_TYPED: Final = 110
MOST_TYPED_OF_ALL: Final = 170
OTHERS_3_1: Final = {"target_akhir_renstra_2021": "Target Akhir Renstra", "pengampu": "Pengampu"} | {
    f"realisasi_{2020 - ago}": f"Realisasi {ago}" for ago in (3, 2, 1)
}
OTHERS_3_2: Final = {"target_program": "Target Program", "target_kegiatan": "Target Kegiatan", "koordinator": "Koordinator"}


def printed(name: str) -> list[Fields]:
    """A table as the report prints it."""
    with (BOYOLALI / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Clerk:
    """Who fills in a workbook cell by cell; what she types, and what she picks from a drop-down."""

    parts: Parts
    typed: list[str] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)

    def types(self, table: Table, column: str, row: int, value: str) -> None:
        number = next(each for each in table.columns if each.name == column).kind.is_number
        cell = f"<c><v>{value.replace('.', '').replace(',', '.')}</v></c>" if number else text_cell(value)
        self.typed.append(self.parts.put(table.name, column, row, cell))

    def picks(self, table: Table, column: str, row: int, value: str) -> None:
        self.picked.append(self.parts.put(table.name, column, row, text_cell(value)))

    def presses(self, table: Table) -> None:
        """Press "Ambil dari Tabel 2.1" on the table's sheet."""
        given = {each.sheet: self._excel_table(each) for each in (TABEL_2_1, table)}
        before = [list(row) for row in given[table.sheet].rows]
        PcWithTables(given, table.sheet).run("LkjipAmbilIndikator")
        for row, (old, new) in enumerate(zip(before, given[table.sheet].rows, strict=True)):
            for column, was, value in zip(table.columns, old, new, strict=True):
                if value is not None and was is None:
                    self.parts.put(table.name, column.name, row, text_cell(value) if isinstance(value, str) else f"<c><v>{value}</v></c>")

    def _excel_table(self, table: Table) -> ExcelTable:
        root = etree.fromstring(self.parts[self.parts.sheet_of(table.name)])
        cells = {cell.get("r"): cell for cell in root.iter(f"{{{MAIN}}}c")}
        inputs = {column.name: self.parts.at(table.name, column.name, 0) for column in table.columns if column.is_input}
        places = {name: (first.rstrip("0123456789"), int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))) for name, first in inputs.items()}
        rows = [
            [_input(cells[f"{at[0]}{at[1] + row}"]) if (at := places.get(column.name)) else None for column in table.columns]
            for row in range(12)
        ]
        return ExcelTable(table.name, [column.name for column in table.columns], rows)


def _input(cell: etree._Element) -> str | float | None:
    text, number = "".join(map(str, cell.itertext(f"{{{MAIN}}}t"))), cell.findtext(f"{{{MAIN}}}v")
    return text or (float(number) if number else None)


@cache
def filled_in(*, macros: bool, everything: bool) -> Clerk:
    """The empty template, filled in as staff would. Not to be changed."""
    clerk = Clerk(Parts.of_bytes(build()))
    profil = {row["kunci"]: row["nilai"] for row in printed("profil")}
    for place, key in enumerate(PROFIL):
        if key.key in LEAST:
            cell = f"<c><v>{profil[key.key]}</v></c>" if key.is_number else text_cell(profil[key.key])
            clerk.typed.append(clerk.parts.put("tbl_profil", "nilai", place, cell))
    agreed, measured, budget = (printed(name) for name in ("tabel_2_1", "tabel_3_1", "tabel_3_2"))
    for row, line in enumerate(agreed):
        target = measured[row]["target_2020"]  # the report prints another target of the last one in Tabel 2.1, which is a mistake
        for column, value in (("No", line["no_sasaran"]), ("Sasaran", line["sasaran"]), ("Indikator", line["indikator"])):
            clerk.types(TABEL_2_1, column, row, value)
        clerk.types(TABEL_2_1, "Target", row, target)
        clerk.types(TABEL_2_1, "Satuan", row, line["satuan"])
    for table in (TABEL_3_1, TABEL_3_2):
        if macros:
            clerk.presses(table)
        else:
            for row, line in enumerate(agreed):
                clerk.picks(table, "Indikator", row, line["indikator"])
    for row, line in enumerate(measured):
        clerk.picks(TABEL_3_1, "Arah", row, "naik")
        clerk.types(TABEL_3_1, "Realisasi", row, line["realisasi_2020"])
        for heading, column in OTHERS_3_1.items() if everything else ():
            clerk.types(TABEL_3_1, column, row, line[heading])
    for row, line in enumerate(budget):
        columns = {"program": "Program", "kegiatan": "Kegiatan", "anggaran_2020": "Anggaran", "realisasi_2020": "Realisasi"}
        for heading, column in (columns | (OTHERS_3_2 if everything else {})).items():
            clerk.types(TABEL_3_2, column, row, line[heading])
    return clerk


def figures(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    return {str(row[0]): row[2] for row in rows if row[0]}


@pytest.mark.parametrize("macros", [True, False], ids=["macros on", "macros blocked"])
@pytest.mark.parametrize("everything", [False, True], ids=["what is needed", "every column"])
def test_what_is_typed(*, macros: bool, everything: bool) -> None:
    clerk = filled_in(macros=macros, everything=everything)

    directions = len(printed("tabel_3_1"))  # picked from a drop-down
    assert len(clerk.picked) == directions + (0 if macros else 2 * len(printed("tabel_2_1")))
    if everything:
        assert len(clerk.typed) <= MOST_TYPED_OF_ALL
    else:
        assert len(clerk.typed) + directions < MOST_TYPED


@pytest.mark.parametrize("macros", [True, False], ids=["macros on", "macros blocked"])
def test_the_figures_come_out_before_a_sync_and_after(tmp_path: Path, office_no_macros: Office, *, macros: bool) -> None:
    path = filled_in(macros=macros, everything=False).parts.save(tmp_path / "LKjIP.xlsm")
    with office_no_macros.open(path) as document:
        document.recalculate()
        shown = figures(document.values("Ringkasan", "B1:D24"))
    assert shown["Jumlah indikator"] == 9
    assert shown["Rata-rata capaian (%)"] == pytest.approx(100)
    assert shown["Serapan (%)"] == pytest.approx(90.4162, abs=1e-4)  # 36.605.000 of 40.485.000

    assert run("sinkron", path).status == 0
    data = json.loads(run("ekspor", path).out)
    assert [row["capaian"] for row in data["tabel_3_1"]] == [pytest.approx(100)] * 9
    assert {row["sasaran"] for row in data["tabel_3_1"] + data["tabel_3_2"]} == {printed("tabel_2_1")[0]["sasaran"]}
    assert [(row["target"], row["satuan"]) for row in data["tabel_3_1"]] == [(row["target"], row["satuan"]) for row in data["tabel_2_1"]]
    figures_now = data["ringkasan"]
    assert (figures_now["rata_rata_capaian"], figures_now["kategori_rata_rata"]) == (pytest.approx(100), "B")
    assert (figures_now["total_anggaran"], figures_now["total_realisasi"]) == (40_485_000, 36_605_000)

    sent = run("kirim", path, "--keluaran", tmp_path / "kiriman")
    assert sent.status == 0, sent.err
    assert run("periksa-kiriman", sent.out.splitlines()[0]).status == 0
