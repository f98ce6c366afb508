"""A report's scale of categories: its bands in the order of the summaries, and what makes a scale unfit for a report. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model.tables.scale import SKALA_COLUMNS
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

FEWEST: Final = 2
MOST: Final = 8
"""Fewest and most bands of a scale."""
_BATAS, _KODE, _LABEL = SKALA_COLUMNS
_LONGEST: Final = 30
"""Most letters of a code that a message repeats."""
_CHECKED: Final = 20
"""Most rows of a scale that are looked at one by one."""
_CODE: Final = re.compile(r"[A-Za-z0-9]{1,6}")


@dataclass(frozen=True)
class Band:
    """A category: its code and its label as cells show them; "" for a blank, an error as its text."""

    code: str
    label: str


def best_first(skala: Sequence[Sequence[Cell]]) -> list[Band]:
    """The bands of a scale from the best down; of more than `MOST` only the best, as many as the summaries have rows for."""
    return [Band(_shown(code), _shown(label)) for _, code, label in reversed(skala)][:MOST]


def described(skala: Sequence[Sequence[Cell]]) -> str:
    """A scale in one line, the lowest band first: "K Kurang; 55 C Cukup"; of more than `MOST` bands only the best."""
    return "; ".join(" ".join(filter(None, (_bound(bound), _shown(code), _shown(label)))) for bound, code, label in skala[-MOST:])


def _bound(cell: Cell) -> str:
    return id_format.typed(cell) if isinstance(cell, float) else _shown(cell)


def _shown(cell: Cell) -> str:
    """A cell as the text that a formula makes of it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    return cell if isinstance(cell, str) else format(cell, ".15g")


@dataclass(frozen=True)
class Fault:
    """What makes a scale unfit: where, and in Bahasa Indonesia what is there, what should be, and how to mend it."""

    row: int | None
    """The band, from 0; None for the whole scale."""
    column: str
    """A name of `SKALA_COLUMNS`."""
    message: str
    expected: str
    advice: str


def faults(skala: Sequence[Sequence[Cell]]) -> Iterator[Fault]:
    """What makes a scale unfit for a report, the gravest first, one fault a cell.

    KATEGORI itself takes more: any number of bands and any names. But codes head columns, are counted and are mailed, so those
    of a report are short, plain and unlike each other.
    """
    filled = sum(any(cell is not None for cell in band) for band in skala)
    if not FEWEST <= filled <= MOST:
        yield Fault(
            None,
            _BATAS,
            f"Skala berisi {filled} kategori",
            f"{FEWEST} sampai {MOST} kategori",
            "Tambah atau hapus baris tabel skala, atau salin salah satu skala siap pakai.",
        )
    highest: float | None = None
    codes: dict[str, str] = {}
    for row, (bound, code, label) in enumerate(skala[:_CHECKED]):
        if bound is None and code is None and label is None:
            yield Fault(row, _KODE, "Baris skala kosong", "tidak ada baris kosong", "Hapus barisnya: klik kanan, Hapus, Baris Tabel.")
            continue
        yield from _bound_fault(row, bound, highest)
        highest = bound if isinstance(bound, float | int) and not isinstance(bound, bool) else highest
        shown = _shown(code)
        if not _CODE.fullmatch(shown):
            what = f'Kode kategori "{shown[:_LONGEST]}"' if shown else "Kode kategori kosong"
            yield Fault(row, _KODE, what, "1 sampai 6 huruf atau angka", "Tulis kode pendek tanpa spasi dan tanda baca, misalnya SB.")
        elif (key := shown.lower()) in codes:
            expected = "kode yang berbeda di setiap baris, juga tanpa melihat huruf besar dan kecil"
            yield Fault(row, _KODE, f'Kode kategori "{shown}" sama dengan "{codes[key]}"', expected, "Ganti salah satu kodenya.")
        else:
            codes[key] = shown
        if label is None or is_error(label):
            what = f"Label kategori {shown[:_LONGEST] or 'ini'} {'kosong' if label is None else f'berisi {label}, nilai kesalahan Excel'}"
            yield Fault(row, _LABEL, what, "nama kategori, misalnya Baik", "Tulis nama kategorinya; kalimat laporan memakainya.")


def _bound_fault(row: int, bound: Cell, below: float | None) -> Iterator[Fault]:
    advice = "Urutkan batas bawah dari yang terendah; hanya baris pertama boleh kosong."
    if bound is None and row == 0:
        return
    if not isinstance(bound, float | int) or isinstance(bound, bool):
        what = "Batas bawah kategori kosong" if bound is None else f"Batas bawah kategori {_shown(bound)[:_LONGEST]} bukan angka"
        yield Fault(row, _BATAS, f"{what}, sehingga semua kategori menjadi #VALUE!", "angka, misalnya 75,01", advice)
    elif below is not None and bound <= below:
        what = f"Batas bawah kategori {id_format.typed(bound)} tidak lebih tinggi dari {id_format.typed(below)} di atasnya"
        yield Fault(row, _BATAS, f"{what}, sehingga semua kategori menjadi #VALUE!", f"lebih tinggi dari {id_format.typed(below)}", advice)
