"""Worked examples of the quarters, read from `tests/data/triwulan.csv`.

`target` and `realisasi` are the four quarters, "." for a blank; results are numbers, fractions, texts, or nothing for a blank.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from xlfuncs.angka import Cell

OUTCOMES: Final = ("target_sd", "realisasi_sd", "capaian", "capaian_pk", "status", "sisa", "berat")
_FILE: Final = Path(__file__).parent.parent / "data" / "triwulan.csv"


@dataclass(frozen=True)
class Vector:
    """What is typed for an indicator, and what has to come out of it."""

    catatan: str
    triwulan: int
    jenis: Cell
    cara_isi: Cell
    target: Sequence[Cell]
    realisasi: Sequence[Cell]
    penyebut: Cell
    target_pk: Cell
    arah: Cell
    target_atas: Cell
    pilihan: Mapping[str, str]
    """The office's choices that are not the defaults, by key."""
    expected: Mapping[str, Fraction | str | None]

    @property
    def aturan(self) -> list[list[Cell]]:
        return [[key, choice] for key, choice in self.pilihan.items()]


def _cell(text: str) -> Cell:
    try:
        return float(text)
    except ValueError:
        return None if text in ("", ".") else text


def _outcome(text: str) -> Fraction | str | None:
    if not text:
        return None
    above, _, below = text.partition("/")
    try:
        return Fraction(above) / Fraction(below or "1")
    except ValueError:
        return text


def _read() -> Sequence[Vector]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [
            Vector(
                row["catatan"],
                int(row["tw"]),
                row["jenis"] or None,
                row["cara_isi"] or None,
                [_cell(text) for text in row["target"].split(" ")],
                [_cell(text) for text in row["realisasi"].split(" ")],
                _cell(row["penyebut"]),
                _cell(row["target_pk"]),
                _cell(row["arah"]),
                _cell(row["target_atas"]),
                dict(pair.split("=") for pair in row["aturan"].split(";") if pair),
                {key: _outcome(row[key]) for key in OUTCOMES},
            )
            for row in csv.DictReader(file)
        ]


VECTORS: Final = _read()
