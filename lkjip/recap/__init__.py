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


def collect(folder: Path | str, tabel: str = "rekap", proses: int | None = None) -> pd.DataFrame:
    """Collect every workbook under a folder and return one table of the recap as a DataFrame.

    `docs/rekap.md` describes the columns.

    Args:
        tabel: the table: "rekap" (a row per office and year), "indikator", "anggaran", "temuan" or "berkas".
        proses: the number of reading processes, by default one per core. The calling script then needs the guard
            `if __name__ == "__main__":`. With 1 the calling process reads, and cannot give up on a file that takes forever.

    Raises:
        LkjipError: there is no such folder or table, or pandas is not installed. An unreadable file is a row of "berkas".
    """
    from lkjip.recap import engines
    from lkjip.recap.gather import roll_up
    from lkjip.recap.schema import recap
    from lkjip.recap.store import Store

    try:
        from lkjip.recap.frame_out import frame
    except ImportError:
        raise needs_extra("DataFrame") from None
    table = recap(tabel)
    return frame(table, roll_up(Path(folder), Store.of_user(), engines.local(proses)))


def needs_extra(what: str) -> LkjipError:
    """The error if pandas or dask, which the base install lacks, is not installed."""
    from lkjip.errors import LkjipError

    return LkjipError(f'{what} memerlukan paket tambahan; pasang dengan: pip install "lkjip[rekap]"')
