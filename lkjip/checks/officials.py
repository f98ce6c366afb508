"""Checks of the officials in the tables: differing spellings, and who is in charge of an indicator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.spelling import Spellings
from lkjip.checks.wording import listed, name
from lkjip.model import tables
from lkjip.model.finding import Fold, Remark
from xlfuncs.angka import Cell

_COLUMNS: Final = ((tables.TABEL_3_1, "pengampu"), (tables.TABEL_3_2, "koordinator"), (tables.IKU, "pelaksana"))


def _named(text: Cell) -> list[str]:
    """The officials that a cell names: separated by ";", or by "dan" before the same title ("Kasi A dan Kasi B")."""
    found = []
    for part in re.split(r"[;\n]", str(text or "")):
        words = part.split()
        if words:
            found += re.split(rf"\s+dan\s+(?={re.escape(words[0])}\s)", " ".join(words))
    return found


def _spellings(book: Book) -> dict[str, list[tuple[str, Line, str]]]:
    """All spellings of each official with their cells, the most frequent one first."""
    written: dict[str, list[tuple[str, Line, str]]] = {}
    for table, key in _COLUMNS:
        for line in book.lines(table):
            for official in _named(line[key]):
                written.setdefault(book.key(official), []).append((official, line, key))
    known = Spellings()
    clusters: dict[str, list[tuple[str, Line, str]]] = {}
    for official in sorted(written, key=lambda each: -len(written[each])):
        same = known.closest(official)
        if same is None:
            known.add(official)
        clusters.setdefault(same or official, []).extend(written[official])
    return clusters


@check(
    "pejabat-beda-tulis",
    "peringatan",
    "Pejabat atau bidang yang sama ditulis dengan cara berbeda di kolom pengampu, koordinator, atau pelaksana. Satu temuan untuk setiap"
    " pejabat, di sel pertama yang menyimpang.",
)
def written_differently(book: Book) -> Iterator[Remark]:
    for cells in book.once(_spellings).values():
        counts = Counter(text for text, _, _ in cells)
        if len(counts) < 2:
            continue
        usual = counts.most_common(1)[0][0]
        text, line, key = min(
            (cell for cell in cells if cell[0] != usual), key=lambda cell: (tables.TABLES.index(cell[1].table), cell[1].place)
        )
        others = [f'"{each}" ({count} sel)' for each, count in counts.items() if each not in (usual, text)]
        yield line.remark(
            key,
            message=f'"{text}" ditulis lain di sel lain: "{usual}" ({counts[usual]} sel){"".join(f", {each}" for each in others)}',
            expected=usual,
            advice="Pakai satu tulisan untuk jabatan yang sama, seperti dalam peraturan tentang susunan organisasi.",
            anywhere=True,
        )


@check(
    "pengampu-berbeda",
    "info",
    "Pengampu sebuah indikator di Tabel 3.1 bukan koordinator indikator itu di Tabel 3.2.",
)
def different_officials(book: Book) -> Iterator[Remark]:
    same = {book.key(text): official for official, cells in book.once(_spellings).items() for text, _, _ in cells}

    def officials(line: Line, key: str) -> set[str]:
        return {same[book.key(each)] for each in _named(line[key])}

    coordinators: dict[str, list[Line]] = {}
    for line in book.lines(tables.TABEL_3_2):
        if line.name is not None and line["koordinator"] is not None:
            coordinators.setdefault(book.identity(line), []).append(line)
    for indicator, line in book.measured.items():
        others = coordinators.get(indicator, [])
        mine, theirs = officials(line, "pengampu"), {each for other in others for each in officials(other, "koordinator")}
        if mine and theirs and mine != theirs:
            said = listed(dict.fromkeys(each for other in others for each in _named(other["koordinator"])))
            yield line.remark(
                "pengampu",
                message=f"Pengampu {name(line.name)} {line['pengampu']}, sedangkan {others[0].where('koordinator')} menyebut {said}",
                expected=said,
                advice="Samakan pengampu dan koordinator, atau biarkan bila memang berbeda.",
                fold=Fold("Pengampu {n} indikator bukan koordinatornya di Tabel 3.2", name(line.name)),
            )
