"""Tell whether the summary sheets have as many rows as the tables need, which is all that a sync lays out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Table
from lkjip.model.formulas import native
from lkjip.model.laporan import Laporan
from lkjip.model.tables import TABEL_3_1, TABEL_3_2
from lkjip.summary.sheet import BELUM_DISUSUN, column_of, count_equal

NOTE_HEIGHT: Final = 13.0
"""Points of the row with the note."""
DECIMAL_SIGN: Final = '"Di komputer ini ditulis: "&98.78'
"""A formula that shows which decimal sign this PC writes; a file opened elsewhere shows another."""
DECIMAL_SIGN_HERE: Final = "Di komputer ini ditulis: 98,78"
"""Its value on a PC in Indonesia."""
_RECORD: Final = "catatan_sinkron"
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


def formula() -> str:
    """A formula that is TRUE while the counts are those of the last sync and every filled row has the formulas to be counted."""
    same = [f"{count}=INDEX({_RECORD},1,{number})" for number, (_, count) in enumerate(counts(Laporan()), 1)]
    complete = [f"{_without_formulas(table)}=0" for table in (TABEL_3_1, TABEL_3_2)]
    return f"IFERROR(AND({','.join([*same, *complete])}),FALSE)"


def _without_formulas(table: Table) -> str:
    """A formula that counts the filled rows without a row number: some programs insert rows without the formulas of the table."""
    # the length of an error is no number, and that of a blank is no divisor
    filled = [f"ISNUMBER(1/LEN({native.trimmed(column_of(table, table.row_key))}))"]
    if table.counts_unnamed:
        filled += [
            f"ISNUMBER({column_of(table, column.key)})" for column in table.columns if column.total and column.is_input and column.expected
        ]
    return f"SUMPRODUCT(ISBLANK({column_of(table, 'baris')})*({'+'.join(filled)}))"


def note() -> SummaryCell:
    """A cell that says when the sheet it is on has to be laid out again."""
    return SummaryCell(None, ("stale",), f'IF({formula()},"","{_STALE}")')
