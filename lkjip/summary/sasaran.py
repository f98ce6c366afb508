"""The formulas by which sheets find and sum up a sasaran: it is known by the number of its first row in the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.columns import Table
from lkjip.model.laporan import Row
from lkjip.model.tables import TABEL_3_1
from lkjip.summary.sheet import column_of, of_row, unless_blank

WITHOUT_SASARAN: Final = "(tanpa sasaran)"


def by_sasaran(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a table, together by sasaran, in the order of the table; without printed totals, which have none."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        if row["baris_sasaran"] is not None:
            found.setdefault(row["baris_sasaran"], []).append(row)
    return list(found.values())


def next_sasaran(table: Table, above: str | None) -> str:
    """A formula for the first row of the sasaran that begins next; blank if there is none.

    Args:
        above: the reference to the number of the sasaran before; None for the first.
    """
    sasaran = column_of(table, "baris_sasaran")
    if above is None:
        return f'IFERROR(SMALL({sasaran},1),"")'
    return unless_blank(above, f'IFERROR(SMALL({sasaran},COUNTIF({sasaran},"<="&{above})+1),"")')


def name_formula(table: Table, number: str) -> str:
    """A formula for the name of the sasaran of a row, which may be blank.

    Args:
        number: the reference to the row's number.
    """
    name = of_row(table, "sasaran_berlaku", number)
    return f'IF(LEN(TRIM({name}))=0,"{WITHOUT_SASARAN}",{name})'


def mean_formula(number: str) -> str:
    """A formula for the mean capaian of a sasaran (percent); an error among its indicators is the result.

    Args:
        number: the reference to the number of the sasaran's first row in Tabel 3.1.
    """
    persen, sasaran = (column_of(TABEL_3_1, key) for key in ("persen_capaian", "baris_sasaran"))
    total = f"SUMIFS({persen},{sasaran},{number})"
    count = f'COUNTIFS({sasaran},{number},{persen},">-1E+300")'
    return unless_blank(number, f'IF(ISERROR({total}),{total},IF({count}=0,"",{total}/{count}))')
