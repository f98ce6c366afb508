"""Tell whether the summary sheets have as many rows as the tables need, which is all that a sync lays out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Table
from lkjip.model.follow_ups import about_quarter
from lkjip.model.formulas import native
from lkjip.model.laporan import Laporan, Row
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.model.triwulan import NUMBERS
from lkjip.summary.sheet import BELUM_DISUSUN, column_of, count_equal
from xlfuncs.triwulan import TRIWULAN

NOTE_HEIGHT: Final = 13.0
"""Points of the row with the note."""
DECIMAL_SIGN: Final = '"Di komputer ini ditulis: "&98.78'
"""A formula that shows which decimal sign this PC writes; a file opened elsewhere shows another."""
DECIMAL_SIGN_HERE: Final = "Di komputer ini ditulis: 98,78"
"""Its value on a PC in Indonesia."""
_RECORD: Final = "catatan_sinkron"
QUARTER_RECORD: Final = "blok_catatan_triwulan"
"""The defined name of the cells with the counts of the sheets of the quarters, of the last sync."""
_STALE: Final = f"Lembar ini {BELUM_DISUSUN}: jumlah barisnya berbeda dari tabel. Tekan Sinkronkan di lembar Mulai."


def counts(laporan: Laporan) -> Sequence[tuple[int, str]]:
    """What decides how many rows the summary sheets have: each count with the formula that counts it in the workbook."""
    found = []
    for table, key in ((TABEL_3_1, "baris"), (TABEL_3_2, "baris"), (TABEL_3_2, "baris_lebih")):
        found.append((sum(row[key] is not None for row in laporan.rows[table.key]), f"COUNT({column_of(table, key)})"))
    shared = column_of(TABEL_3_2, "baris_tanpa_indikator")
    found.append((int(any(row["baris_tanpa_indikator"] for row in laporan.rows[TABEL_3_2.key])), f"MIN(COUNT({shared}),1)"))
    for table in (TABEL_3_1, TABEL_3_2):
        numbers = (column_of(table, key) for key in ("baris", "baris_sasaran"))
        found.append((sum(row["baris"] == row["baris_sasaran"] for row in laporan.rows[table.key]), count_equal(*numbers)))
    return found


def quarter_counts(laporan: Laporan) -> Sequence[tuple[int, str]]:
    """What decides how many rows the sheets of the quarters have, as `counts`: indicators, and the most follow-ups of a quarter."""
    indicators = sum(row["baris"] is not None for row in laporan.rows[TRIWULAN_TABLE.key])
    noted = max(len(follow_ups(laporan, number)) for number in NUMBERS)
    each = ",".join(f"SUMPRODUCT({are_follow_ups(_quoted(name))})" for name in TRIWULAN)
    return [(indicators, f"COUNT({column_of(TRIWULAN_TABLE, 'baris')})"), (noted, f"IFERROR(MAX({each}),0)")]


def _quoted(word: str) -> str:
    return f'"{word}"'


def follow_ups(laporan: Laporan, number: int) -> Sequence[tuple[int, Row]]:
    """The rows of the sheet Tindak Lanjut about a quarter, from 1; each with its number in the table, from 1."""
    rows = zip(laporan.places_in(TINDAK_LANJUT), laporan.rows[TINDAK_LANJUT.key], strict=True)
    return [(place + 1, row) for place, row in rows if about_quarter(row) == number]


def are_follow_ups(numeral: str) -> str:
    """An array of 1 in the rows of the sheet Tindak Lanjut about a quarter, and 0 in the others.

    Args:
        numeral: the formula of the quarter's numeral.
    """
    quarter, name = (native.trimmed(column_of(TINDAK_LANJUT, key)) for key in ("tw", "indikator"))
    # an error is neither of the quarter nor a blank name
    return f"ISNUMBER(1/({quarter}={numeral}))*(1-ISNUMBER(1/(LEN({name})=0)))"


def formula() -> str:
    """A formula that is TRUE while all summary sheets have the rows that the tables need."""
    return f"AND({_of_year()},{_of_quarters()})"


def _of_year() -> str:
    """A formula that is TRUE while the counts are those of the last sync and every filled row has the formulas to be counted."""
    same = [f"{count}=INDEX({_RECORD},1,{number})" for number, (_, count) in enumerate(counts(Laporan()), 1)]
    complete = [f"{_without_formulas(table)}=0" for table in (TABEL_3_1, TABEL_3_2)]
    return f"IFERROR(AND({','.join([*same, *complete])}),FALSE)"


def _of_quarters() -> str:
    """The same of the sheets of the quarters; TRUE in an office that has deleted the sheet Triwulan, which has nothing to lay out."""
    same = [f"{count}=INDEX({QUARTER_RECORD},1,{number})" for number, (_, count) in enumerate(quarter_counts(Laporan()), 1)]
    return f"IFERROR(AND({','.join(same)}),TRUE)"


def _without_formulas(table: Table) -> str:
    """A formula that counts the filled rows without a row number: some programs insert rows without the formulas of the table."""
    # the length of an error is no number, and that of a blank is no divisor
    filled = [f"ISNUMBER(1/LEN({native.trimmed(column_of(table, table.row_key))}))"]
    if table.counts_unnamed:
        filled += [
            f"ISNUMBER({column_of(table, column.key)})" for column in table.columns if column.total and column.is_input and column.expected
        ]
    return f"SUMPRODUCT(ISBLANK({column_of(table, 'baris')})*({'+'.join(filled)}))"


def note(*, of_quarters: bool = False) -> SummaryCell:
    """A cell that says when the sheet it is on has to be laid out again.

    Args:
        of_quarters: whether the sheet speaks of a quarter, and not of the year.
    """
    return SummaryCell(None, ("stale",), f'IF({_of_quarters() if of_quarters else _of_year()},"","{_STALE}")')
