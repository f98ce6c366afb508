"""A report that uses every table of the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lkjip.model import tables
from lkjip.model.columns import Kind, Table
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables.annexes import BULAN, DOKUMEN
from xlfuncs.angka import Cell

_PROFIL: Final[Row] = {"instansi": "Kantor", "tahun": 2020, "tahun_awal_renstra": 2016, "tahun_akhir_renstra": 2021}


def annual_report(rows: int, ending: str = "") -> Laporan:
    """A report with so many rows in every table; a tenth of the names in Tabel 3.2 have a letter too many.

    Args:
        ending: what every name ends with.
    """
    names = [f"Persentase urusan {_word(number)} yang ditangani di wilayah {_word(number * 7919)}{ending}" for number in range(rows)]
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
