"""Read the scales of a CSV folder: skala.csv for capaian, skala_serapan.csv and skala_triwulan.csv, all optional."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from lkjip.errors import LkjipError
from lkjip.model.expressions import Bands
from lkjip.model.scale import faults
from lkjip.model.tables.scale import SKALA_COLUMNS, SKALA_CSV
from xlfuncs.angka import angka
from xlfuncs.errors import RuleError
from xlfuncs.skala import SKALA_LKJIP, SKALA_TRIWULAN

SKALA_FILE: Final = "skala.csv"
SERAPAN_FILE: Final = "skala_serapan.csv"
TRIWULAN_FILE: Final = "skala_triwulan.csv"
FILES: Final = (SKALA_FILE, SERAPAN_FILE, TRIWULAN_FILE)
_BATAS, _KODE, _LABEL = SKALA_CSV


class Scales(NamedTuple):
    """The scales of capaian, of serapan and of the status up to a quarter, and notes on what was left out."""

    skala: Bands
    skala_serapan: Bands
    skala_triwulan: Bands
    notes: Sequence[str]


class File(Protocol):
    """A CSV file as text."""

    @property
    def name(self) -> str: ...

    @property
    def headings(self) -> Sequence[str]: ...

    @property
    def rows(self) -> Sequence[tuple[int, Mapping[str, str]]]:
        """The rows that are not empty, each with its line number."""

    def refuse(self, line: int, column: str, what: str) -> LkjipError: ...


def read(there: Collection[str], opened: Callable[[str], File]) -> Scales:
    """The scales that a folder holds; without a file the report's own scale of capaian, none of serapan, and ours of the quarters.

    Args:
        there: the names of the folder's entries.
        opened: opens one of them.

    Raises:
        LkjipError: a scale cannot be used; the message names file, row and column.
    """
    files = {name: opened(name) for name in FILES if name in there}
    scales = {name: _scale(file) for name, file in files.items()}
    notes = [
        f'{name}: kolom "{heading}" tidak dikenal, jadi dilewati'
        for name, file in files.items()
        for heading in file.headings
        if heading not in SKALA_CSV
    ]
    return Scales(scales.get(SKALA_FILE, SKALA_LKJIP), scales.get(SERAPAN_FILE, ()), scales.get(TRIWULAN_FILE, SKALA_TRIWULAN), notes)


def _scale(file: File) -> Bands:
    for column in SKALA_CSV:
        if column not in file.headings:
            raise file.refuse(1, column, "kolom ini wajib ada")
    scale = [[_bound(file, line, fields[_BATAS]), fields[_KODE] or None, fields[_LABEL] or None] for line, fields in file.rows]
    for fault in faults(scale):
        what = f"{fault.message}; seharusnya {fault.expected}"
        if fault.row is None:
            raise LkjipError(f"{file.name}: {what}")
        raise file.refuse(file.rows[fault.row][0], SKALA_CSV[SKALA_COLUMNS.index(fault.column)], what)
    return scale


def _bound(file: File, line: int, text: str) -> float | None:
    try:
        return angka(text)
    except RuleError:
        raise file.refuse(line, _BATAS, f'"{text}" bukan angka; tulis misalnya 75,01') from None
