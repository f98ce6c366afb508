"""Which yearly target column of Renstra and Cascading is which year. Everything that needs to know asks here. Pure.

The first column is the first target year. Profil may give the first and the last (`tahun_target_pertama`, `tahun_target_terakhir`);
else the targets are those of the period's last five years, or of all its years if it is shorter. A Renstra with a target for each
of six years, such as 2021-2026, cannot be told from one of five that starts a year later, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from lkjip.model.key import key_of
from xlfuncs.angka import Cell

if TYPE_CHECKING:
    from lkjip.model.laporan import Laporan

TARGET_TAHUNAN: Final = {place: f"target_tahun_{place}" for place in range(1, 7)}
"""Keys of the yearly target columns of Renstra and Cascading, by 1-based place."""
FIRST: Final = "tahun_target_pertama"
LAST: Final = "tahun_target_terakhir"
BASELINE: Final = "tahun_baseline"
START: Final = "tahun_awal_renstra"
END: Final = "tahun_akhir_renstra"
TABLES: Final = ("renstra", "cascading")
"""Keys of the tables with yearly targets."""
NO_YEAR: Final = "-"
"""Heading of a column that has no year."""
_BASELINE_HEADING: Final = "tahun_baseline_renstra"
_TARGET_HEADING: Final = "tahun_target_ke_"
_USUAL: Final = 5
"""Target years of a Renstra, where nothing else is said."""
_YEARS: Final = range(1900, 2201)


def target_years(profil: Mapping[str, Cell]) -> range | None:
    """Return the years with a target as Profil gives them, at most as many as there are columns; None where it does not."""
    start, end = year_of(profil, START), year_of(profil, END)
    last = year_of(profil, LAST) or end
    first = year_of(profil, FIRST) or (None if end is None else max(start or 0, end - _USUAL + 1))
    if first is None or last is None:
        return None
    return range(first, min(last, first + len(TARGET_TAHUNAN) - 1) + 1)


def baseline_year(profil: Mapping[str, Cell]) -> int | None:
    """Return the year of the baseline: the one before the first target, where Profil gives no other."""
    years = target_years(profil)
    return year_of(profil, BASELINE) or (None if years is None else years.start - 1)


def is_asked(laporan: Laporan) -> bool:
    """Return whether the years have to be asked for: Profil gives a period of six years and no more, and there may be six targets.

    So it is if the sixth column is filled, or if the targets of the report's year stand where they would if the first column were
    the period's first year.
    """
    start, end = (year_of(laporan.profil, key) for key in (START, END))
    if start is None or end is None or end - start + 1 != len(TARGET_TAHUNAN):
        return False
    if any(year_of(laporan.profil, key) for key in (FIRST, LAST)):
        return False
    sixth = TARGET_TAHUNAN[len(TARGET_TAHUNAN)]
    if any(row.get(sixth) is not None for key in TABLES for row in laporan.inputs.get(key, ())):
        return True
    year = year_of(laporan.profil, "tahun") or end
    usual, other = (TARGET_TAHUNAN.get(year - first + 1) for first in (end - _USUAL + 1, start))
    return _agreeing(laporan, other) > _agreeing(laporan, usual)


def _agreeing(laporan: Laporan, column: str | None) -> int:
    """The number of indicators that have the same target in Tabel 3.1 and in a column of the Renstra."""
    if column is None:
        return 0
    planned = {key_of(row.get("indikator")): row.get(column) for row in laporan.inputs.get("renstra", ())}
    measured = ((row.get("indikator"), row.get("target")) for row in laporan.inputs.get("tabel_3_1", ()))
    return sum(isinstance(target, float) and planned.get(key_of(indikator)) == target for indikator, target in measured)


def columns(laporan: Laporan) -> Mapping[int, str]:
    """Return the key of the target column of each year; empty as long as the years are not known."""
    years = None if is_asked(laporan) else target_years(laporan.profil)
    return dict(zip(years or (), TARGET_TAHUNAN.values(), strict=False))


def has_use_for(laporan: Laporan, table: str, column: str) -> bool:
    """Return whether a column of the Renstra or the Cascading holds something or, as one of the targets, has a year or may have one."""
    years = target_years(laporan.profil)
    targets = list(TARGET_TAHUNAN.values())
    has_year = column in targets and (years is None or column in targets[: len(years)])
    return has_year or any(row.get(column) is not None for row in laporan.inputs.get(table, ()))


def as_older(profil: Mapping[str, Cell], inputs: Mapping[str, Sequence[Mapping[str, Cell]]]) -> Mapping[str, Cell]:
    """Return the Profil of a workbook of an earlier template, whose fifth and last target column was the last year of the Renstra.

    It differs only in a period of fewer than five years, and only if the columns past its length are filled.
    """
    years, end = target_years(profil), year_of(profil, END)
    if years is None or end is None:
        return profil
    past = list(TARGET_TAHUNAN.values())[max(len(years), 0) : _USUAL]
    used = any(row.get(key) is not None for table in TABLES for row in inputs.get(table, ()) for key in past)
    return {**profil, FIRST: end - _USUAL + 1} if used else profil


def headings(profil: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """Return the years that head the columns, for the placeholders of `placeholder`: a column without a year is headed "-"."""
    years = target_years(profil)
    if years is None:
        return {}
    named = dict(zip(TARGET_TAHUNAN, years, strict=False))
    return {_BASELINE_HEADING: baseline_year(profil), **{placeholder(place): named.get(place, NO_YEAR) for place in TARGET_TAHUNAN}}


def placeholder(place: int | None) -> str:
    """Return what stands for the year of a target column in a heading, or for that of the baseline, without braces."""
    return _BASELINE_HEADING if place is None else f"{_TARGET_HEADING}{place}"


def heading_formula(key: str, unknown: str) -> str | None:
    """Return the formula over the sheet Profil that gives what `headings` gives for a placeholder; None for another key.

    Args:
        unknown: the text for a year that Profil does not give.
    """
    if key != _BASELINE_HEADING and not key.startswith(_TARGET_HEADING):
        return None
    first, last = _first_formula(), _last_formula()
    if key == _BASELINE_HEADING:
        year = f"IF({_typed(BASELINE)}>0,{_typed(BASELINE)},{first}-1)"
    else:
        ahead = int(key.removeprefix(_TARGET_HEADING)) - 1
        year = f'IF({first}+{ahead}>{last},"{NO_YEAR}",{first}+{ahead})'
    return f'IF(AND({first}>0,{last}>0),{year}&"","{unknown}")'


def count_formula() -> str:
    """Return the formula over the sheet Profil that gives the number of target years, as `target_years`; 0 where they are not known."""
    first, last = _first_formula(), _last_formula()
    return f"IF(AND({first}>0,{last}>0),MAX(0,MIN({last}-{first}+1,{len(TARGET_TAHUNAN)})),0)"


def _first_formula() -> str:
    return f"IF({_typed(FIRST)}>0,{_typed(FIRST)},IF({_typed(END)}>0,MAX({_typed(START)},{_typed(END)}-{_USUAL - 1}),0))"


def _last_formula() -> str:
    return f"IF({_typed(LAST)}>0,{_typed(LAST)},{_typed(END)})"


def _typed(key: str) -> str:
    """The formula of a year of Profil; 0 for a blank, a text, or a key that is not there."""
    return f'SUMIF(tbl_profil[kunci],"{key}",tbl_profil[nilai])'


def year_of(profil: Mapping[str, Cell], key: str) -> int | None:
    """Return a year of the Profil; None if it gives none."""
    value = profil.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _YEARS else None
