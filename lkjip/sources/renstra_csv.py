"""The years that the headings of a CSV folder give the Renstra's targets: `target_2026`, `baseline_2024`. Pure.

They win over Profil, which is filled from them where it says something else or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lkjip.model import renstra
from xlfuncs.angka import Cell

_TARGET: Final = re.compile(r"target_((?:19|20)\d\d)")
_BASELINE: Final = re.compile(r"baseline_((?:19|20)\d\d)")
_SIXTH: Final = renstra.TARGET_TAHUNAN[len(renstra.TARGET_TAHUNAN)]


class Said(NamedTuple):
    """A year of Profil that a file's headings give."""

    file: str
    key: str
    year: int


def years(profil: Mapping[str, Cell], headings: Mapping[str, tuple[str, Sequence[str]]]) -> Iterator[Said]:
    """Yield the years that headings say otherwise than Profil.

    Args:
        headings: file name and headings of Renstra and Cascading, by table key; a missing file is left out.
    """
    of_renstra = headings.get("renstra", ("", ()))[1]
    # the columns of a Renstra that are only numbered are those of its Cascading where Profil leaves their years open
    numbered = any(key in of_renstra for key in renstra.TARGET_TAHUNAN.values()) and _SIXTH not in of_renstra
    for table in renstra.TABLES:
        name, found = headings.get(table, ("", ()))
        targets = sorted(int(match[1]) for heading in found if (match := _TARGET.fullmatch(heading)))
        if targets and not (table != renstra.TABLES[0] and numbered):
            said = list(_first_and_last(profil, targets))
            yield from (Said(name, key, year) for key, year in said)
            profil = {**profil, **dict(said)}
            break
    name, found = headings.get("renstra", ("", ()))
    baseline = next((int(match[1]) for heading in found if (match := _BASELINE.fullmatch(heading))), None)
    if baseline is not None and renstra.baseline_year(profil) != baseline:
        yield Said(name, renstra.BASELINE, baseline)


def _first_and_last(profil: Mapping[str, Cell], targets: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Yield the keys of Profil that would leave one of these years without a column, with the year that gives it one."""
    known = renstra.target_years(profil)
    if known is not None and all(year in known for year in targets):
        return
    first, last = targets[0], min(targets[-1], targets[0] + len(renstra.TARGET_TAHUNAN) - 1)
    if known is None or known.start != first:
        yield renstra.FIRST, first
        known = renstra.target_years({**profil, renstra.FIRST: first})
    if known is None or known.stop - 1 != last:
        yield renstra.LAST, last
