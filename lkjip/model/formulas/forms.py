"""The native form of each cell function that has one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lkjip.model.formulas import native, quarter_calls

FORMS: Final[Mapping[str, Callable[..., str]]] = {
    "CAPAIAN": native.capaian,
    "KATEGORI": native.kategori,
    "SERAPAN": native.serapan,
    "EFISIENSI": native.efisiensi,
    "RUPIAH": native.rupiah,
    "SAMPAI_TRIWULAN": quarter_calls.sampai_triwulan,
    "SISA_TRIWULAN": quarter_calls.sisa_triwulan,
}
"""Formula builders by cell function; their parameters are named as in `xlfuncs.functions`."""
