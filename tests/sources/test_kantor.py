"""The tables of twelve real offices go through every command: each figure is in its cell or listed, and comes out as printed."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from lkjip.model.profile_text import filled
from lkjip.model.tables import REPORT_TABLES
from lkjip.sources import csv_folder
from tests.kit.workbooks import ROOT, run
from xlfuncs.angka import angka
from xlfuncs.errors import RuleError

KANTOR: Final = ROOT / "tests" / "data" / "kantor"
OFFICES: Final = sorted(path.name for path in KANTOR.iterdir() if path.is_dir())
BY_DEFAULT: Final = ("realisasi/target*100", "(2T-R)/T*100 (turun)", "turun, paling tinggi 100", "serapan")
"""Rules in `tercetak.csv` that need no choice of the office."""


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=OFFICES)
def office(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def exported(office: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `ekspor` says of a workbook that was filled, synced and checked."""
    book = tmp_path_factory.mktemp(office) / "F.xlsm"
    assert run("isi", KANTOR / office, "--keluaran", book).status == 0
    assert run("sinkron", book).status == 0
    assert "sudah sinkron" in run("sinkron", book).out
    findings = run("periksa", book, "--format", "json")
    assert findings.status in (0, 1)
    assert not [each for each in json.loads(findings.out) if each["kode"] in ("arah-terbalik", "arah-meragukan", "rumus-berbeda")]
    assert run("tahun-baru", book, "--keluaran", book.with_name("G.xlsm")).status == 0
    outcome = run("ekspor", book)
    assert outcome.status == 0
    data: dict[str, Any] = json.loads(outcome.out)
    return data


def test_every_figure_is_in_its_cell_or_listed(office: str) -> None:
    folder = KANTOR / office
    given = csv_folder.read(folder)
    for table in REPORT_TABLES:
        lines, rows = csv_rows(folder / table.csv), given.laporan.inputs[table.key]
        assert len(lines) == len(rows)
        columns = {filled(column.csv, given.laporan.profil): column for column in table.columns if column.csv}
        for number, (fields, row) in enumerate(zip(lines, rows, strict=True), 2):
            for heading, text in fields.items():
                listed = any(note.startswith(f'{table.csv}: baris {number}, kolom "{heading}"') for note in given.notes)
                if text and heading in columns and not listed:
                    value = row[columns[heading].key]
                    assert value == (angka(text) if columns[heading].kind.is_number else text.strip()), (table.csv, number, heading)


def test_the_averages_take_every_row(exported: dict[str, Any], office: str) -> None:
    assert exported["ringkasan"]["jumlah_indikator"] == len(csv_rows(KANTOR / office / "tabel_3_1.csv"))


def agrees(printed: str, value: float) -> bool:
    """Whether a figure is the printed one, rounded or cut to its decimals."""
    found = re.match(r"-?\d+(?:[.,](\d+))?", printed)
    assert found
    unit = 10.0 ** -len(found[1] or "")
    wanted = angka(printed)
    assert wanted is not None
    return abs(wanted - value) <= unit / 2 + 1e-9 or abs(math.floor(value / unit + 1e-9) * unit - wanted) < 1e-9


def computed(data: Mapping[str, Any], indikator: str) -> Iterator[object]:
    """The capaian of an indicator, or the serapan of a "[anggaran] " program or kegiatan."""
    name = indikator.removeprefix("[anggaran] ")
    if name == indikator:
        yield from (row["capaian"] for row in data["tabel_3_1"] if row["indikator"] == name)
    else:
        yield from (row["serapan"] for row in data["tabel_3_2"] if name == (row["kegiatan"] or row["program"]))


def test_figures_by_the_default_rules_come_out_as_printed(exported: dict[str, Any], office: str) -> None:
    for printed in csv_rows(KANTOR / "tercetak.csv"):
        said = printed["capaian_tercetak"]
        if printed["case"] == office and said and printed["rule"] in BY_DEFAULT:
            values = list(computed(exported, printed["indikator"]))
            assert values, printed
            try:
                angka(said)
            except RuleError:  # N/A
                assert values == [None], printed
            else:
                assert all(isinstance(value, float) and agrees(said, value) for value in values), (printed, values)


def test_most_of_what_is_printed_is_held_against_it() -> None:
    """82 figures, and three that are printed N/A; two more are right by another rule than theirs."""
    printed = [row for row in csv_rows(KANTOR / "tercetak.csv") if row["capaian_tercetak"] and row["rule"] in BY_DEFAULT]

    assert len(printed) == 85
