"""Read the choices of an office from a CSV folder: aturan.csv, which is optional."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple

from lkjip.model import choices
from lkjip.model.choices import Pilihan
from lkjip.sources.scale_csv import File
from xlfuncs import aturan
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError

FILE: Final = "aturan.csv"
_KUNCI, _PILIHAN = "kunci", "pilihan"


class Choices(NamedTuple):
    """The choices by key, and notes on what is no choice or was left out."""

    pilihan: Pilihan
    notes: Sequence[str]


def read(there: Collection[str], opened: Callable[[str], File]) -> Choices:
    """The choices that a folder holds; without a file there are none, and the rules are those of the report of Boyolali 2020.

    What is no choice is kept, so that the workbook shows it where it is to be mended, and noted.

    Args:
        there: the names of the folder's entries.
        opened: opens one of them.

    Raises:
        LkjipError: the file lacks a column.
    """
    if FILE not in there:
        return Choices({}, ())
    file = opened(FILE)
    for column in (_KUNCI, _PILIHAN):
        if column not in file.headings:
            raise file.refuse(1, column, "kolom ini wajib ada")
    pilihan: dict[str, Cell] = {}
    notes = [f'{FILE}: kolom "{heading}" tidak dikenal, jadi dilewati' for heading in file.headings if heading not in (_KUNCI, _PILIHAN)]
    for line, fields in file.rows:
        kunci = str(aturan.keyword(fields[_KUNCI]))
        if kunci not in choices.KUNCI:
            notes.append(f'{FILE}: baris {line}: kunci "{fields[_KUNCI]}" tidak dikenal, jadi dilewati')
            continue
        if kunci in pilihan:
            notes.append(f'{FILE}: baris {line}: kunci "{kunci}" ada dua kali; yang dipakai baris ini')
        pilihan[kunci] = choices.as_typed(kunci, fields[_PILIHAN]) or None
        try:
            aturan.read(choices.in_force({kunci: pilihan[kunci]}))
        except RuleError:
            notes.append(f'{FILE}: baris {line}: "{fields[_PILIHAN]}" bukan pilihan untuk {kunci}; ganti di lembar Aturan')
    return Choices(pilihan, notes)
