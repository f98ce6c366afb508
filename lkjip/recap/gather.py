"""Read all workbooks of a folder and decide which of them count. Only a head of each stays in memory, not its rows."""

from __future__ import annotations

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeAlias

from lkjip.errors import LkjipError
from lkjip.model.laporan import Row
from lkjip.recap.engines import Engine
from lkjip.recap.period import YEAR, Entry, Period
from lkjip.recap.read_one import Head, Reading, read_all
from lkjip.recap.schema import REKAP_BERKAS, Recap
from lkjip.recap.store import Kept, Store, unpacked
from lkjip.recap.walk import Found, Source, files_under
from xlfuncs import id_format
from xlfuncs.angka import Cell

_CHUNK: Final = 8
"""Files per task: enough to make the transfer to another process cheap."""
_AHEAD: Final = 3
"""Queued tasks per process: enough to keep it busy without filling the memory."""
_TRIES: Final = 3
"""Most attempts to start a pool that fails before its first task."""

COUNTED: Final = "dihitung"
COPY: Final = "salinan"
OLDER: Final = "versi lama"
SKIPPED: Final = "dilewati"
FAILED: Final = "tidak terbaca"

Tell: TypeAlias = Callable[[int, int], None]
"""Called after every file with the number of files read and their total."""


@dataclass(frozen=True)
class File:
    """A file that was found, and its status."""

    name: str
    status: str
    reason: str
    head: Head | None = None


@dataclass(frozen=True)
class Rollup:
    """The recap of a folder: the files in the order found, the offices of each year from the best down, those without a file last."""

    folder: Path
    period: Period
    files: Sequence[File]
    offices: Sequence[Entry]
    store: Store
    kept: Kept

    @property
    def counted(self) -> Sequence[Entry]:
        """The offices with a file that counts."""
        return [entry for entry in self.offices if not entry.missing]

    @property
    def fingerprint(self) -> str:
        """A digest of everything that determines the recap: the files, their status and their contents."""
        met = [(file.name, file.status, file.reason, file.head and file.head.digest) for file in self.files]
        return hashlib.sha256(json.dumps([self.period.name, met]).encode()).hexdigest()

    def count(self, status: str) -> int:
        """The number of files with a status."""
        return sum(file.status == status for file in self.files)

    def rows(self) -> Iterator[tuple[Recap, Row]]:
        """Every row of the recap with its table: office by office, then the files."""
        for entry in self.offices:
            yield from self.period.rows(entry, unpacked(self.kept.get(entry.head.digest)))
        for file in self.files:
            yield REKAP_BERKAS, _file_row(file)

    def size(self, table: Recap) -> int:
        """The number of rows of a table."""
        if table is REKAP_BERKAS:
            return len(self.files)
        if table not in self.period.several:
            return len(self.offices)
        number = self.period.several.index(table)
        return sum(self.period.sizes(entry.head)[number] for entry in self.counted)


def roll_up(
    folder: Path,
    store: Store,
    engine: Engine,
    *,
    period: Period = YEAR,
    passed_over: Path | None = None,
    tell: Tell = lambda done, total: None,
) -> Rollup:
    """Read every workbook under a folder, and decide which of them count.

    Args:
        passed_over: a path to skip: the recap itself, if it is in the folder.

    Raises:
        LkjipError: there is no such folder, or the engine cannot be started. Problems with files are listed in the recap.
    """
    met = list(files_under(folder, passed_over))
    sources = [found.source for found in met if not found.reason]
    heads: dict[Source, Head] = {}
    kept = Kept()
    for head, packed, known in _read(sources, store.folder, engine):
        if packed and not known:
            store.put(head.digest, packed)
        if not head.reason:
            kept.put(head.digest, packed)
        heads[head.source] = head
        tell(len(heads), len(sources))
    chosen = _chosen(heads.values(), period)
    files = [_judged(found, heads.get(found.source), chosen, period) for found in met]
    counted = (file.head for file in files if file.status == COUNTED and file.head)
    missing = _missing(heads.values(), chosen, period) if period.lists_missing else ()
    return Rollup(folder, period, files, list(_ranked(counted, missing, period)), store, kept)


def _read(sources: Sequence[Source], folder: Path, engine: Engine) -> Iterator[Reading]:
    """The result of reading each file, in order.

    If a reading process ends, the files that were being read are read again one at a time, to find the one that ends it.
    """
    tries = 0
    suspected: set[Source] = set()
    waiting = deque(sources[start : start + _CHUNK] for start in range(0, len(sources), _CHUNK))
    pending: deque[tuple[Sequence[Source], Future[list[Reading]]]] = deque()
    while waiting:
        try:
            with engine(len(waiting)) as (executor, at_once, seconds):
                executor.submit(read_all, (), folder).result()
                while waiting or pending:
                    while waiting and _may_join(waiting[0], pending, _AHEAD * at_once):
                        began = time.monotonic()
                        pending.append((waiting[0], executor.submit(read_all, waiting[0], folder)))
                        waiting.popleft()
                    yield from pending[0][1].result()
                    pending.popleft()
        except LkjipError:
            raise
        except Exception as error:
            tries = 0 if pending else tries + 1
            if tries == _TRIES:
                raise LkjipError(f"pembaca berkas tidak bisa dijalankan ({type(error).__name__}); mulai ulang komputer") from error
            under_way = []
            for chunk, future in pending:
                if future.done() and not future.exception():
                    yield from future.result()
                else:
                    under_way.append(chunk)
            pending.clear()
            if under_way and under_way[0][0] in suspected:
                yield Reading(Head(under_way[0][0], "", _given_up(time.monotonic() - began, seconds)))
            else:
                # also a file that was read alone for want of others: its process may have died of something else
                suspected.update(source for chunk in under_way for source in chunk)
                waiting.extendleft([source] for chunk in reversed(under_way) for source in reversed(chunk))


def _given_up(took: float, seconds: float | None) -> str:
    """The reason to list for a file whose reading process ended."""
    if seconds is not None and took >= seconds:
        return f"belum selesai dibaca setelah {id_format.fixed(seconds, 0)} detik; minta berkas aslinya"
    return "program pembacanya berhenti mendadak; laporkan berkas ini"


def _may_join(chunk: Sequence[Source], pending: Sequence[tuple[Sequence[Source], object]], most: int) -> bool:
    """Whether a chunk may be read now: a suspected file is read alone."""
    return not pending or (len(pending) < most and len(chunk) > 1 and len(pending[-1][0]) > 1)


_Chosen: TypeAlias = Mapping[tuple[str, str, int], Head]
"""The file that counts for each office and year."""


def _chosen(heads: Iterable[Head], period: Period) -> _Chosen:
    return _heaviest((head for head in heads if not head.reason and not period.refusal(head)), period.weight)


def _missing(heads: Iterable[Head], chosen: _Chosen, period: Period) -> Iterator[Entry]:
    """The offices and years of which files were read and none counts, with their newest."""
    others = (head for head in heads if not head.reason and head.key not in chosen)
    for head in _heaviest(others, lambda head: (head.source.changed, head.source.name)).values():
        yield Entry(head, missing=period.refusal(head))


def _heaviest(heads: Iterable[Head], weight: Callable[[Head], Any]) -> _Chosen:
    """The file of each office and year with the greatest weight."""
    found: dict[tuple[str, str, int], Head] = {}
    for head in heads:
        if head.key not in found or weight(head) > weight(found[head.key]):
            found[head.key] = head
    return found


def _judged(found: Found, head: Head | None, chosen: _Chosen, period: Period) -> File:
    name = found.source.name
    if head is None:
        return File(name, FAILED if found.failed else SKIPPED, found.reason)
    if head.reason:
        return File(name, FAILED, head.reason)
    if refusal := period.refusal(head):
        return File(name, SKIPPED, refusal, head)
    counted = chosen[head.key]
    if counted is head:
        return File(name, COUNTED, "", head)
    if period.inputs(counted) == period.inputs(head):
        return File(name, COPY, f"isinya sama dengan {counted.source.name}", head)
    return File(name, OLDER, f"kantor dan tahun yang sama; yang dihitung {counted.source.name}", head)


def _ranked(heads: Iterable[Head], missing: Iterable[Entry], period: Period) -> Iterator[Entry]:
    """The offices with their ranks, the latest year first, in each year from the best down; equal averages share a rank."""

    def place(entry: Entry) -> tuple[int, bool, bool, float, str, str]:
        daerah, instansi, tahun = entry.head.office
        average = None if entry.missing else period.average(entry.head)
        return -tahun, bool(entry.missing), average is None, -stored(average or 0.0), daerah, instansi

    for _, year in groupby(sorted([*map(Entry, heads), *missing], key=place), key=lambda entry: entry.head.office[2]):
        rank, before = 0, None
        for number, entry in enumerate(year, 1):
            average = None if entry.missing else period.average(entry.head)
            if average is not None and stored(average) != before:
                rank, before = number, stored(average)
            yield entry._replace(rank=None if average is None else rank)


def stored(number: float) -> float:
    """A number as it is saved in a workbook file, with 16 digits."""
    return float(f"{number:.16g}")


def _file_row(file: File) -> dict[str, Cell]:
    daerah, instansi, tahun = file.head.office if file.head else (None, None, None)
    return {
        "berkas": file.name,
        "status": file.status,
        "sebab": file.reason or None,
        "pemerintah_daerah": daerah,
        "instansi": instansi,
        "tahun": tahun,
        "segel": file.head.seal if file.head else None,
    }
