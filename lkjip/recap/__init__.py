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


def collect(folder: Path | str, table: str = "rekap", *, processes: int | None = None) -> pd.DataFrame:
    """The recap of every workbook under a folder as a DataFrame, one row an office and year; `docs/rekap.md` has the columns.

    Args:
        table: which table of the recap: "rekap", "indikator", "anggaran", "temuan" or "berkas".
        processes: how many read; as many as there are cores, where nothing is said. They need the guard
            `if __name__ == "__main__":` in the script that calls. 1 reads in the calling process, where a file that
            takes no end is not given up.

    Raises:
        NotFoundError: no such folder.
        LkjipError: no such table, or pandas is not installed. A file that cannot be read is a row of "berkas".
    """
    from lkjip.recap import engines
    from lkjip.recap.gather import roll_up
    from lkjip.recap.schema import recap
    from lkjip.recap.store import Store

    try:
        from lkjip.recap.frame_out import frame
    except ImportError:
        raise needs_extra("DataFrame") from None
    return frame(recap(table), roll_up(Path(folder), Store.of_user(), engines.local(processes)))


def needs_extra(what: str) -> LkjipError:
    """The error if pandas or dask, which the base install lacks, is not installed."""
    from lkjip.errors import LkjipError

    return LkjipError(f'{what} memerlukan paket tambahan; pasang dengan: pip install "lkjip[rekap]"')
