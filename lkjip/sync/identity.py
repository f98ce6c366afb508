"""Tell which indicator or sasaran each row of a block is about, from the names that Efisiensi keeps since the last sync. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lkjip.model.columns import key_of
from lkjip.model.formulas.moving import Key
from lkjip.model.tables import TABEL_3_1, TABEL_3_2

RECORD: Final = "catatan_sinkron"
"""The block whose first cell holds the number of indicators at the last sync."""
NAMES: Final = "blok_efisiensi"
"""The block whose last column holds the name for which each row was laid out."""
_ALL: Final = "semua sasaran"


def of_indicators(names: Sequence[object], count: object) -> Mapping[str, Sequence[Key]]:
    """The keys of each block's rows at the last sync, by block name.

    Args:
        names: the last column of `NAMES`.
        count: the first cell of `RECORD`.
    """
    indicators = int(count) if isinstance(count, int | float) or (isinstance(count, str) and count.isdecimal()) else 0
    lines: list[Key] = []
    sasaran: list[Key] = []
    for text in names:
        named = text.split("\n") if isinstance(text, str) and "\n" in text else None
        first = len(sasaran) < indicators
        lines.append(named and ((TABEL_3_1 if first else TABEL_3_2).name, key_of(named[1])))
        if named and first:
            sasaran.append(key_of(named[2]) if len(named) > 2 else None)
    of_31 = [key if isinstance(key, tuple) and key[0] == TABEL_3_1.name else None for key in lines]
    by_sasaran = [*(dict.fromkeys(sasaran) or [None]), _ALL]
    return {NAMES: lines, "blok_pengukuran": of_31, "blok_perbandingan": of_31, "blok_sasaran": by_sasaran}


def of_texts(rows: Iterable[Sequence[str | None]]) -> Sequence[Key]:
    """The keys of rows that hold only texts, as formulas: the texts themselves."""
    return [tuple(row) if any(row) else None for row in rows]
