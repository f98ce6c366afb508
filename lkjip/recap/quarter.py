"""What a workbook says of the quarter that it speaks of, as plain rows of the recap."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from lkjip import export
from lkjip.checks import quarters
from lkjip.checks.book import Book
from lkjip.model import triwulan
from lkjip.model.follow_ups import about_quarter
from lkjip.model.groups import OPTIONAL
from lkjip.model.laporan import Laporan
from lkjip.model.scale import Band, best_first, described
from lkjip.model.tables import TABEL_3_1, TABEL_3_2, TINDAK_LANJUT, TRIWULAN_TABLE
from lkjip.recap.schema import STATUS_CODES, status_key
from lkjip.sources import workbook_file
from lkjip.summary import progress
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error
from xlfuncs.triwulan import TIDAK_TERISI, TRIWULAN

_TABLES: Final = (TRIWULAN_TABLE, TINDAK_LANJUT)
_NAMES: Final = tuple(table.name for table in _TABLES)
_SHEETS: Final = next(group.sheets for group in OPTIONAL if TRIWULAN_TABLE.sheet in group.sheets)
_SEAL: Final = "segel-"
"""How the codes of findings on the seal begin, which concern every sheet."""
_UNFILLED: Final = Band(TIDAK_TERISI, "Tidak terisi")
_READ: Final = (TABEL_3_1, TABEL_3_2, *_TABLES)
"""The tables of which a quarter's figures are made."""
FIGURES: Final = (
    "jumlah_indikator",
    "diukur",
    *map(status_key, STATUS_CODES),
    "rata_rata_capaian_triwulan",
    "rata_rata_capaian_pk",
    "anggaran",
    "realisasi",
    "serapan",
    "rencana_terbuka",
    "rencana_lewat",
    "segel",
    "jumlah_per_status",
    "skala",
)
"""The keys of a quarter's row of figures, in order."""
ASK_AGAIN: Final = "minta dikirim ulang"


def of_quarter(workbook: workbook_file.Workbook, seal: str) -> dict[str, Any]:
    """The part of a workbook's record about its quarter.

    "triwulan" has the quarter's number, or why there is none ("sebab"), the quarter of which the file is the mailed copy, and a digest
    of what its figures come from; "rekap_triwulan" a row of figures, the other tables several. Without a quarter they are empty.

    Args:
        seal: the state of the file's seal.
    """
    laporan = workbook.laporan
    number, reason = _number(workbook)
    return {
        "triwulan": {"nomor": number, "kiriman": workbook.triwulan, "sebab": reason, "isi": _inputs(laporan) if number else ""},
        "rekap_triwulan": [_figures(workbook, number, seal)] if number else [],
        "indikator_triwulan": export.rows(laporan, TRIWULAN_TABLE) if number else [],
        "tindak_lanjut": [row for row in export.rows(laporan, TINDAK_LANJUT) if about_quarter(row) == number] if number else [],
    }


def is_of_quarter(finding: Mapping[str, Cell]) -> bool:
    """Whether a finding, as the recap has it, is about the sheets of the quarters, or about the seal."""
    return finding["tabel"] in _NAMES or finding["lembar"] in _SHEETS or str(finding["kode"]).startswith(_SEAL)


def _number(workbook: workbook_file.Workbook) -> tuple[int | None, str]:
    """The quarter that a workbook speaks of, or why it speaks of none."""
    laporan = workbook.laporan
    rows = laporan.rows[TRIWULAN_TABLE.key]
    sent = workbook.triwulan
    number = next((row["tw"] for row in rows), None)
    if is_error(number):
        there = str(laporan.profil.get(triwulan.PROFIL_KEY))[:20]
        return None, f'{workbook.profil_place(triwulan.PROFIL_KEY)}: triwulan laporan "{there}" bukan I, II, III atau IV'
    if not isinstance(number, float):
        return None, f"kiriman triwulan {TRIWULAN[sent - 1]} dengan lembar Triwulan kosong; {ASK_AGAIN}" if sent else _OF_YEAR
    quarter = int(number)
    if sent and sent != quarter:
        marked, said = TRIWULAN[sent - 1], TRIWULAN[quarter - 1]
        return None, f"ditandai kiriman triwulan {marked}, tetapi Profilnya menyebut triwulan {said}; {ASK_AGAIN}"
    measured = any(row[key] is not None for row in rows for key in triwulan.REALISASI[:quarter])
    return (quarter, "") if sent or measured else (None, _OF_YEAR)


_OF_YEAR: Final = "laporan tahunan; lembar Triwulan belum berisi realisasi"


def _inputs(laporan: Laporan) -> str:
    """A digest of what the quarter's figures come from, the same for a workbook and its copy of the quarter."""
    inputs = {table.key: laporan.inputs.get(table.key, ()) for table in _READ}
    read = [laporan.profil, laporan.aturan, laporan.skala_triwulan, inputs]
    return hashlib.sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()


def _figures(workbook: workbook_file.Workbook, number: int, seal: str) -> dict[str, Cell]:
    laporan, book = workbook.laporan, Book(workbook)
    rows = laporan.rows[TRIWULAN_TABLE.key]
    counts = Counter(str(row["status"]) for row in rows)
    bands = [*best_first(laporan.skala_triwulan), _UNFILLED]
    codes = {band.code for band in bands}
    found = progress.quarters(laporan)
    return {
        "jumlah_indikator": len(rows),
        "diukur": sum(isinstance(row["capaian_triwulan"], float) for row in rows),
        **{status_key(code): counts[code] if code in codes else None for code in STATUS_CODES},
        "rata_rata_capaian_triwulan": found.mean[number - 1],
        "rata_rata_capaian_pk": found.mean_pk,
        "anggaran": laporan.totals(TABEL_3_2)["anggaran"],
        "realisasi": found.spent[number - 1],
        "serapan": found.serapan[number - 1],
        "rencana_terbuka": len(quarters.open_plans(book)),
        "rencana_lewat": len(quarters.late_plans(book)),
        "segel": seal,
        "jumlah_per_status": "; ".join(f"{band.label} {counts[band.code]}" for band in bands),
        "skala": described(laporan.skala_triwulan),
    }
