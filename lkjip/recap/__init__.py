"""Collect many workbooks into one recap.

`walk` finds the files, `read_one` turns each into plain rows, `gather` sends them through a pool and decides which of them count,
`schema` declares the recap's tables, and `xlsx_out`, `csv_out` and `frame_out` write them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from lkjip.errors import LkjipError


def collect(folder: Path | str, table: str | None = None, *, processes: int | None = None, triwulan: str | None = None) -> pd.DataFrame:
    """The recap of every workbook under a folder as a DataFrame, one row an office and year; `docs/rekap.md` has the columns.

    Args:
        table: which table of the recap: "rekap" (the default), "indikator", "anggaran", "temuan", "kategori" or "berkas"; of a quarter
            "rekap_triwulan" (the default), "indikator_triwulan", "tindak_lanjut", "temuan" or "berkas".
        triwulan: the quarter to put together, such as "II", in place of the year.
        processes: how many read; as many as there are cores, where nothing is said. They need the guard
            `if __name__ == "__main__":` in the script that calls. 1 reads in the calling process, where a file that
            takes no end is not given up.

    Raises:
        NotFoundError: no such folder.
        LkjipError: no such table or quarter, or pandas is not installed. A file that cannot be read is a row of "berkas".
    """
    from lkjip.model.triwulan import asked_for
    from lkjip.recap import engines
    from lkjip.recap.gather import roll_up
    from lkjip.recap.period import YEAR, Quarter
    from lkjip.recap.schema import recap
    from lkjip.recap.store import Store

    try:
        from lkjip.recap.frame_out import frame
    except ImportError:
        raise needs_extra("DataFrame") from None
    period = YEAR if triwulan is None else Quarter(asked_for(triwulan))
    wanted = recap(table or period.tables[0].key, period.tables)
    return frame(wanted, roll_up(Path(folder), Store.of_user(), engines.local(processes), period=period))


def needs_extra(what: str) -> LkjipError:
    """The error if pandas or dask, which the base install lacks, is not installed."""
    from lkjip.errors import LkjipError

    return LkjipError(f'{what} memerlukan paket tambahan; pasang dengan: pip install "lkjip[rekap]"')
