"""What a recap is about, a year or one of its quarters: which files count for it, which figures, which tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from lkjip.model.laporan import Row
from lkjip.recap.quarter import is_of_quarter
from lkjip.recap.read_one import SEALED, Head
from lkjip.recap.schema import (
    INDIKATOR_TRIWULAN,
    QUARTER_RECAPS,
    RECAPS,
    REKAP_ANGGARAN,
    REKAP_BERKAS,
    REKAP_INDIKATOR,
    REKAP_INSTANSI,
    REKAP_KATEGORI,
    REKAP_TEMUAN,
    REKAP_TINDAK_LANJUT,
    REKAP_TRIWULAN,
    Recap,
)
from xlfuncs.triwulan import TRIWULAN

SENT: Final = "sudah"
MISSING: Final = "belum"


class Entry(NamedTuple):
    """An office and year of the recap."""

    head: Head
    """The file that counts; of an office without one its newest file."""
    rank: int | None = None
    """None if nothing was measured."""
    missing: str = ""
    """Why the office's newest file does not count, where none does."""


@dataclass(frozen=True)
class Year:
    """A recap of yearly reports."""

    name: str = "tahun"
    tables: Sequence[Recap] = RECAPS
    several: Sequence[Recap] = (REKAP_INDIKATOR, REKAP_ANGGARAN, REKAP_TEMUAN, REKAP_KATEGORI)
    """The tables with several rows of an office, in the order of `sizes`."""
    lists_missing: bool = False
    """Whether an office without a file that counts has a row."""

    def outcome(self, counted: int, offices: int) -> str:
        """How many offices have a file that counts, for the user."""
        return f"{counted} laporan"

    def refusal(self, head: Head) -> str:
        """Why a file that could be read does not count; "" if it does."""
        sent = head.quarter.sent
        return f"kiriman triwulan {TRIWULAN[sent - 1]}; direkap dengan --triwulan {TRIWULAN[sent - 1]}" if sent else ""

    def weight(self, head: Head) -> tuple[object, ...]:
        """Of an office's files the one with the greatest weight counts: the newest with an intact seal, else the newest."""
        return head.seal == SEALED, head.source.changed, head.source.name

    def inputs(self, head: Head) -> str:
        """Digest of the inputs, the same for files that say the same."""
        return head.inputs

    def average(self, head: Head) -> float | None:
        """The mean by which offices are ranked (percent)."""
        return head.average

    def sizes(self, head: Head) -> Sequence[int]:
        """The numbers of rows in the tables of `several`."""
        return head.rows

    def rows(self, entry: Entry, record: Mapping[str, Any]) -> Iterator[tuple[Recap, Row]]:
        """The rows of an office with their tables."""
        office = _office(entry)
        yield REKAP_INSTANSI, {"peringkat": entry.rank, **office, **record["rekap"]}
        for table in self.several:
            for row in record[table.key]:
                yield table, {**office, **row}


@dataclass(frozen=True)
class Quarter:
    """A recap of a quarter, from 1: who has sent it, and who has only sent something else."""

    number: int
    tables: Sequence[Recap] = QUARTER_RECAPS
    several: Sequence[Recap] = (INDIKATOR_TRIWULAN, REKAP_TINDAK_LANJUT, REKAP_TEMUAN)
    lists_missing: bool = True

    @property
    def name(self) -> str:
        """The numeral, such as "II"."""
        return TRIWULAN[self.number - 1]

    def outcome(self, counted: int, offices: int) -> str:
        """As `Year.outcome`."""
        missing = f" {offices - counted} kantor belum," if offices > counted else ""
        return f"triwulan {self.name} sudah dikirim {counted} kantor,{missing}"

    def refusal(self, head: Head) -> str:
        """As `Year.refusal`."""
        said = head.quarter
        if said.number == self.number:
            return ""
        if said.number is None:
            return said.reason
        what = "kiriman triwulan" if said.sent else "buku kerja triwulan"
        return f"{what} {TRIWULAN[said.number - 1]}"

    def weight(self, head: Head) -> tuple[object, ...]:
        """As `Year.weight`; a copy of the quarter before another file."""
        return head.seal == SEALED, head.quarter.sent is not None, head.source.changed, head.source.name

    def inputs(self, head: Head) -> str:
        """As `Year.inputs`."""
        return head.quarter.inputs

    def average(self, head: Head) -> float | None:
        """As `Year.average`: the mean against the targets up to the quarter."""
        return head.quarter.average

    def sizes(self, head: Head) -> Sequence[int]:
        """As `Year.sizes`."""
        return head.quarter.rows

    def rows(self, entry: Entry, record: Mapping[str, Any]) -> Iterator[tuple[Recap, Row]]:
        """As `Year.rows`."""
        office = _office(entry)
        row = {**office, "triwulan": self.name, "sebab": entry.missing or None}
        if entry.missing:
            yield REKAP_TRIWULAN, {field.key: row.get(field.key) for field in REKAP_TRIWULAN.fields} | {"terkirim": MISSING}
            return
        yield REKAP_TRIWULAN, {**row, "terkirim": SENT, **record["rekap_triwulan"][0]}
        found = {**record, REKAP_TEMUAN.key: filter(is_of_quarter, record[REKAP_TEMUAN.key])}
        for table in self.several:
            for each in found[table.key]:
                yield table, {**office, **each}


Period = Year | Quarter
YEAR: Final = Year()


def _office(entry: Entry) -> Row:
    daerah, instansi, tahun = entry.head.office
    return {"pemerintah_daerah": daerah, "instansi": instansi, "tahun": tahun, REKAP_BERKAS.key: entry.head.source.name}
