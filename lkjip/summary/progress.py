"""The year's four quarters of an office in figures, by the rules: what Monitoring prints, and the letter and the recap say. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.model import triwulan
from lkjip.model.expressions import native_value
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TRIWULAN_TABLE
from lkjip.model.tables.report import REALISASI_TRIWULAN
from lkjip.summary.sheet import value_of
from xlfuncs import aturan, rules
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

EARLIER: Final = triwulan.NUMBERS[:-1]
"""The quarters, from 1, that may be before the one that is spoken of."""
COLOURS: Final = (3, 2, 1, 0)
"""The colours of the statuses (`model.triwulan.colour_of`), the best first."""
UNKNOWN: Final = 10**6
"""What stands for the row of the sasaran of an indicator that Tabel 3.1 lacks: it comes last."""
ROWS: Final = 10**5
"""More than any row's number."""


@dataclass(frozen=True)
class Indicator:
    """An indicator as the sheet shows it.

    Attributes:
        number: of its row in the table, from 1.
        group: the number of the first row of its sasaran in Tabel 3.1.
        steps: of its capaian up to each of the earlier quarters.
        reached, shades: its capaian (percent) and the colour of that, up to each quarter; blank after the one that the sheet speaks of.
    """

    number: int
    row: Row
    group: float
    bobot: Cell
    arah: Cell
    steps: Sequence[triwulan.Steps]
    reached: Sequence[Cell]
    shades: Sequence[Cell]

    @property
    def order(self) -> float:
        """What the lines are sorted by."""
        return self.group * ROWS + self.number


@dataclass(frozen=True)
class Quarters:
    """The four quarters of an office in a few figures; those after the one that is spoken of are blank.

    Attributes:
        number: the quarter that is spoken of, from 1; None without any indicator, an error as its text.
        mean: of the capaian against the target up to each quarter, in percent.
        counts: of the indicators of each colour (`model.triwulan.colour_of`) up to each quarter.
        spent, serapan: of the budget up to each quarter, in rupiah and in percent.
        mean_pk, measured_pk: of the capaian against the target of the year (percent), and of how many indicators.
    """

    number: Cell
    mean: Sequence[Cell]
    counts: Mapping[int, Sequence[Cell]]
    spent: Sequence[Cell]
    serapan: Sequence[Cell]
    mean_pk: Cell
    measured_pk: int


def quarters(laporan: Laporan) -> Quarters:
    """Compute the four quarters of an office.

    The means are those that the office has chosen (rata_rata in Aturan), with the sasaran and the weights of Tabel 3.1: so the mean at
    triwulan IV is the one of the yearly report, if nothing else differs.
    """
    return of_indicators(laporan, indicators(laporan))


def indicators(laporan: Laporan) -> list[Indicator]:
    """The rows of the sheet Triwulan, together by sasaran in the order of Tabel 3.1."""
    office = laporan.chosen_rules
    measured = {place + 1: row for place, row in zip(laporan.places_in(TABEL_3_1), laporan.rows[TABEL_3_1.key], strict=True)}
    found = []
    for place, row in zip(laporan.places_in(TRIWULAN_TABLE), laporan.rows[TRIWULAN_TABLE.key], strict=True):
        if row["baris"] is None:
            continue
        of_year = measured.get(row["baris_3_1"])  # type: ignore[arg-type]
        sasaran = of_year["baris_sasaran"] if of_year is not None else float(UNKNOWN)
        steps = [triwulan.steps_up_to(number, row, office) for number in EARLIER]
        reached = [until(row["tw"], number, value) for number, value in zip(triwulan.NUMBERS, _capaian(steps, row), strict=True)]
        shades = [until(row["tw"], number, triwulan.colour_of(value, laporan.skala_triwulan)) for number, value in enumerate(reached, 1)]
        group = float(sasaran) if isinstance(sasaran, float | int) else 0.0
        bobot, arah = (of_year[key] if of_year is not None else None for key in ("bobot", "arah"))
        found.append(Indicator(place + 1, row, group, bobot, arah, steps, reached, shades))
    return sorted(found, key=lambda each: each.order)


def _capaian(steps: Sequence[triwulan.Steps], row: Row) -> list[Cell]:
    return [*(each.capaian for each in steps), row["capaian_triwulan"]]


def until(tw: Cell, number: int, value: Cell) -> Cell:
    """A value up to a quarter, from 1; blank if it is after the one that the sheet speaks of."""
    return tw if is_error(tw) else value if isinstance(tw, float) and tw >= number else None


def of_indicators(laporan: Laporan, shown: Sequence[Indicator]) -> Quarters:
    """Compute `quarters` of what `indicators` gives."""
    tw = shown[0].row["tw"] if shown else None
    budget = laporan.totals(TABEL_3_2)["anggaran"]
    spent = [until(tw, number, value) for number, value in enumerate(_spent(laporan), 1)]
    percents = [each.row["capaian_pk"] for each in shown]
    return Quarters(
        tw,
        [until(tw, number, _mean(laporan, shown, [each.reached[number - 1] for each in shown])) for number in triwulan.NUMBERS],
        {
            colour: [until(tw, number, sum(each.shades[number - 1] == colour for each in shown)) for number in triwulan.NUMBERS]
            for colour in COLOURS
        },
        spent,
        [None if each is None else value_of(native_value, "SERAPAN", budget, each) for each in spent],
        _mean(laporan, shown, percents) if shown else None,
        sum(isinstance(each, float) for each in percents),
    )


def _mean(laporan: Laporan, shown: Sequence[Indicator], numbers: Sequence[Cell]) -> Cell:
    groups, weights = [each.group for each in shown], [each.bobot for each in shown]
    return value_of(lambda: rules.rata_rata_menurut(aturan.read(laporan.aturan).rata_rata, numbers, groups, weights))


def _spent(laporan: Laporan) -> list[Cell]:
    """What was spent up to each quarter (rupiah), in the budget lines that count; blank for a quarter in which nothing is filled in."""
    lines = [row for row in laporan.rows[TABEL_3_2.key] if row["baris_dihitung"]]
    found: list[Cell] = []
    total: Cell = 0.0
    for key in REALISASI_TRIWULAN:
        amounts = [row[key] for row in lines]
        numbers = [amount for amount in amounts if isinstance(amount, float | int) and not isinstance(amount, bool)]
        wrong = next(filter(is_error, (total, *amounts)), None)
        total = wrong or value_of(rules.jumlah, [total, *numbers])
        found.append(total if wrong or numbers else None)
    return found
