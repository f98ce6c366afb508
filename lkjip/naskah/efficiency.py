"""The verdict on efficiency: what an indicator or an office has reached, beside the share of the budget that it took.

Source: the comparison of capaian and serapan in BAB III of the reports (Permen PANRB 53/2014, analysis of efficiency), with a
margin of five points.
"""

from __future__ import annotations

from typing import Final

from lkjip.naskah import shown
from lkjip.naskah.facts import Facts
from lkjip.summary.efisiensi import NO_BUDGET, Spending
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

MISSED: Final = "target belum tercapai"
EFFICIENT: Final = "efisien"
FAIRLY: Final = "cukup efisien"
NOT: Final = "tidak efisien"
UNMEASURED: Final = "belum diukur"
NOT_NAMED: Final = "anggaran indikator ini tidak disebut sendiri"
_TARGET: Final = 100
_MARGIN: Final = 5
"""Points between capaian and serapan, both in percent."""


def verdict(capaian: Cell, spent: Spending) -> str:
    """Judge an indicator: its capaian (percent) beside its serapan, both to two decimals."""
    if is_error(capaian) or is_error(spent.serapan) or is_error(spent.anggaran):
        return shown.UNKNOWN
    if not isinstance(capaian, float):
        return UNMEASURED
    if spent.serapan is None and spent.anggaran and id_format.rounded(capaian) >= _TARGET:
        return shown.UNKNOWN  # what was spent is not filled in
    return judged(capaian, spent.serapan)


def judged(capaian: float, serapan: Cell) -> str:
    """Judge a capaian (percent) beside a serapan (percent, blank without a budget), both to two decimals."""
    reached = id_format.rounded(capaian)
    if reached < _TARGET:
        return MISSED
    if not isinstance(serapan, float):
        return NO_BUDGET
    points = reached - id_format.rounded(serapan)
    return EFFICIENT if points > _MARGIN else FAIRLY if points >= -_MARGIN else NOT


def judged_in_words(found: str) -> str:
    """A verdict as a sentence."""
    if found in (EFFICIENT, FAIRLY, NOT):
        return f"Dibandingkan dengan capaiannya, penggunaan sumber daya {found}."
    return f"Efisiensi penggunaan sumber daya tidak dinilai: {found}."


def verdict_of_office(facts: Facts) -> str:
    """The verdict on the whole office as a sentence; "" without a mean or a budget."""
    figures = facts.figures
    name = "apbd_serapan" if isinstance(figures["apbd_serapan"], float) else "total_serapan"
    average, serapan = figures["rata_rata_capaian"], figures[name]
    if not isinstance(average, float) or not isinstance(serapan, float):
        return ""
    figures_in_words = f"rata-rata {shown.percent_in_text(average)} dan penyerapan anggaran {shown.percent_in_text(serapan)}"
    return f"Capaian kinerja {figures_in_words}. {judged_in_words(judged(average, serapan))}"
