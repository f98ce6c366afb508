"""Benchmark of the checks against reading the workbook, by number of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from lkjip import checks
from lkjip.model import tables
from lkjip.model.columns import Kind, Table
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables.annexes import BULAN, DOKUMEN
from lkjip.sources import workbook_file
from lkjip.template.workbook import build
from tests.bench.measuring import Line, at_most, in_turn
from xlfuncs.angka import Cell

SIZES: Final = (100, 500, 2000)
AGAINST_READING: Final = 500
_PROFIL: Final[Row] = {"instansi": "Kantor", "tahun": 2020, "tahun_awal_renstra": 2016, "tahun_akhir_renstra": 2021}


def annual_report(rows: int) -> Laporan:
    """A report that uses every table, each with so many rows; a tenth of the names in Tabel 3.2 have a letter too many."""
    names = [f"Persentase urusan {_word(number)} yang ditangani di wilayah {_word(number * 7919)}" for number in range(rows)]
    values: Mapping[str, Sequence[Row]] = {
        table.key: [_row(table, number, name) for number, name in enumerate(names)] for table in tables.TABLES if table is not tables.REKAP
    }
    return Laporan(_PROFIL, inputs={**values, "pk": [{**row, "dokumen": each} for each in DOKUMEN for row in values["pk"]]})


def _word(number: int) -> str:
    letters = "bcdfghjklmnprstw"
    return "".join(letters[number >> shift & 15] + "aiueo"[(number >> shift) % 5] for shift in (0, 4, 8, 12))


def _row(table: Table, number: int, name: str) -> Row:
    if table is tables.TABEL_3_2 and number % 10 == 0:
        name += "x"
    filled: dict[Kind, Cell] = {
        Kind.NUMBER: 90.0,
        Kind.PERCENT: 100.0,
        Kind.RUPIAH: 1e6,
        Kind.COUNT: 1,
        Kind.TEXT: name,
        Kind.LIST: "Kasi Umum",
    }
    if table is tables.RENCANA_AKSI:
        return {"jenis": "indikator", "uraian": name, "satuan": "%", **{month.lower(): 7.5 for month in BULAN}}
    said: dict[str, Cell] = {
        "efisiensi_narasi": 0.0,
        "satuan": "%",
        "arah": "naik",
        "jenis": "indikator",
        "kumulatif": "tidak",
        "pengampu": "Kasi Umum",
        "pelaksana": "Kasi Umum",
        "sasaran": "Sasaran",
    }
    return {column.key: said.get(column.key, filled[column.kind]) for column in table.columns if column.is_input}


def lines(folder: Path) -> Iterator[Line]:
    """The checks beside reading at 500 indicators, and the time that a row takes at each size."""
    books = {rows: _book(folder, rows) for rows in SIZES}
    for rows, path in books.items():
        workbook = workbook_file.read(path)
        goal = "under 1" if rows == AGAINST_READING else ""
        pair = in_turn(partial(checks.check, workbook), partial(workbook_file.read, path), runs=5)
        yield at_most(f"all checks, {rows} rows in every table", "reading the workbook", goal, pair)
    small, large = (workbook_file.read(books[rows]) for rows in (min(SIZES), max(SIZES)))
    times = max(SIZES) // min(SIZES)
    pair = in_turn(lambda: checks.check(large), lambda: [checks.check(small) for _ in range(times)], runs=5)
    yield at_most(f"all checks, {max(SIZES)} rows", f"{times} times the checks of {min(SIZES)} rows", "near 1: linear", pair)


def _book(folder: Path, rows: int) -> Path:
    path = folder / f"periksa_{rows}.xlsm"
    path.write_bytes(build(annual_report(rows)))
    return path
