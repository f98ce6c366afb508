"""A whole document merged: its tables, charts, captions and sentences, and the record of what is then written in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lxml import etree

from lkjip.docx_kit.settings import asking_for_fields
from lkjip.docx_kit.wml import W
from lkjip.errors import LkjipError
from lkjip.naskah import record
from lkjip.naskah.merging import bagan, charts, finding, pairing, sentences, tables
from lkjip.naskah.merging.document import Document, label_of
from lkjip.naskah.merging.finding import Placed
from lkjip.naskah.merging.said import Said, contrasted, quoted
from lkjip.naskah.merging.texts import key
from lkjip.naskah.record import Record, WrittenChart, WrittenTable
from lkjip.ooxml.parts import serialised

_CAPTION: Final = "judul/"
"""What the key of a caption begins with, before that of its table or chart."""
_CONTENTS: Final = (
    "Daftar isi, daftar tabel, dan daftar gambar: jawab Ya saat Word bertanya, supaya judul dan nomor halamannya ikut diperbarui"
)
_NO_RECORD: Final = (
    "Naskah ini tidak membawa catatan tentang apa yang terakhir ditulis lkjip (disimpan dengan program lain, atau disusun lkjip"
    " yang lebih baru), jadi tidak ada yang diubah"
)


@dataclass(frozen=True)
class Merged:
    """A document after its merge.

    Attributes:
        data: the file; the very bytes that were given if nothing in it had to change; None if it has no record, so that nothing
            can be written into it.
        updated: a line for everything that is new in it.
        left: a line for everything that differs from what would be written today and was left as people made it.
    """

    data: bytes | None
    updated: Sequence[str]
    left: Sequence[str]


def merged(edited: bytes, fresh: bytes, path: Path = Path("naskah.docx")) -> Merged:
    """Bring a document that people have edited up to date with what would be written today.

    Args:
        edited: the document, with our record of what was written last.
        fresh: the document that would be written today, with its record.
        path: the name of the first one, for messages.

    Raises:
        LkjipError: `edited` is no .docx that can be read within the limits, or the report of another year.
    """
    with Document(edited, path) as now, Document(fresh, path) as today:
        new = today.record or Record()
        if now.record is None:
            return Merged(None, (), _differences(now, new))
        if now.record.year != new.year:
            raise LkjipError(
                f"{path}: naskah ini dari tahun {now.record.year}, sedangkan buku kerjanya tahun {new.year};"
                " susun naskah baru dengan --keluaran"
            )
        return _Merge(now, today, now.record, new).result(edited)


class _Merge:
    def __init__(self, now: Document, today: Document, old: Record, new: Record) -> None:
        self.now, self.today, self.old, self.new = now, today, old, new
        self.plan = pairing.plan(old, new)
        self.said = Said()
        self.places, self.problems = finding.tables(old.tables, now.grids)
        self.sources, _ = finding.tables(new.tables, today.grids)

    def result(self, given: bytes) -> Merged:
        before = etree.tostring(self.now.root)
        ours = {placed.grid.element for placed in self.places.values()}
        lines = [line for line in self.now.lines if line.table is None]
        lines += [line for line in self.now.lines if line.table is not None and line.table not in ours]
        written_tables = self._tables()
        (old, new, before_of), (old_boxes, new_boxes, boxes_before) = self._drawn(with_series=True), self._drawn(with_series=False)
        written_charts, parts, absent = charts.merge(old, new, before_of, self.now, self.today, self.said)
        written_boxes, absent_boxes = bagan.merge(old_boxes, new_boxes, boxes_before, self.now, self.today, self.said)
        absent |= absent_boxes
        drawn = written_charts | written_boxes
        written_charts = {name: drawn[name] for name in (*self.new.charts, *drawn) if name in drawn}
        absent |= {name for name in self.new.tables if self.plan.tables.get(name) not in self.places}
        captions = {f"{_CAPTION}{name}" for name in absent}
        written = sentences.merge(self.old.sentences, self.new.sentences, self.plan.sentences, lines, self.today.lines, self.said, captions)
        written_tables = {name: replace(each, title=_title(name, each.title, written)) for name, each in written_tables.items()}
        written_charts = {name: replace(each, title=_title(name, each.title, written)) for name, each in written_charts.items()}
        changes: dict[str, bytes | None] = dict(parts)
        if etree.tostring(self.now.root) != before:
            changes[self.now.package.main] = serialised(self.now.root)
            if self.said.contents:
                changes |= self._contents()
        kept = Record(written_tables, written_charts, written, self.new.year)
        if record.as_xml(kept) != record.as_xml(self.old):
            changes[self.now.record_part] = record.as_xml(kept)
        data = self.now.package.repacked(changes) if changes else given
        return Merged(data, self.said.updated, self.said.left)

    def _drawn(self, *, with_series: bool) -> tuple[dict[str, WrittenChart], dict[str, WrittenChart], dict[str, str]]:
        """The charts, or the organisations: those of before, those of today, and the old key of each that was there before."""
        old, new = ({name: each for name, each in some.charts.items() if bool(each.series) is with_series} for some in (self.old, self.new))
        return old, new, {name: before for name, before in self.plan.charts.items() if name in new and before in old}

    # ------------------------------------------------------------ tables
    def _tables(self) -> dict[str, WrittenTable]:
        written: dict[str, WrittenTable] = {}
        free = [grid for grid in self.now.grids if grid.element not in {each.grid.element for each in self.places.values()}]
        typed, _ = finding.tables({name: each for name, each in self.new.tables.items() if name not in self.plan.tables}, free)
        for name, table in self.new.tables.items():
            called = _called(table)
            before = self.plan.tables.get(name)
            if before is None:
                if (placed := typed.get(name)) is not None and placed.texts == _texts(table):
                    written[name] = table
                else:
                    self.said.left.append(f"{called}: baru, belum ada di naskah; ambil dari naskah yang baru disusun")
                continue
            old = self.old.tables[before]
            if before not in self.places:
                problem = self.problems[before]
                if _differ(old, table) or "kali" not in problem:
                    self.said.left.append(f"{called}: {problem}; dibiarkan")
                written[name] = old
                continue
            written[name] = tables.merge(called, self.places[before], self.sources[name], old, table, self.said)
        today_of = {before: name for name, before in self.plan.tables.items()}
        stay = {}
        for name, table in self.old.tables.items():
            if name not in today_of and (name in self.places or "kali" in self.problems[name]):
                self.said.left.append(f"{_called(table)}: tidak ada lagi di buku kerja; dibiarkan, hapus bila tidak diperlukan")
                stay[name] = table
        return pairing.in_order(written, self.old.tables, today_of, stay)

    # ------------------------------------------------------------ contents lists
    def _contents(self) -> Mapping[str, bytes]:
        """Let Word ask to update the contents lists; nothing if there are none."""
        has_lists = any((each.text or "").split()[:1] == ["TOC"] for each in self.now.root.iter(W + "instrText"))
        changes = asking_for_fields(self.now.package, asks=True) if has_lists else {}
        if changes:
            self.said.updated.append(_CONTENTS)
        return changes


def _called(table: WrittenTable) -> str:
    """What a table is called in a line for staff: its title, or its headings."""
    if table.title:
        return f"Tabel {quoted(table.title)}"
    texts = [text for row in (*table.headings, *table.rows.values()) for text in row if text.strip()]
    return f"Tabel yang dimulai {quoted(', '.join(dict.fromkeys(texts[:3])))}"


def _title(name: str, title: str, sentences: Mapping[str, str]) -> str:
    """The title in the caption that is now written above a table or below a chart."""
    caption = sentences.get(f"{_CAPTION}{name}", title)
    return caption[label_of(caption) :]


def _texts(table: WrittenTable) -> list[tuple[str, ...]]:
    return [tuple(map(key, cells)) for cells in table.rows.values()]


def _differ(one: WrittenTable, other: WrittenTable) -> bool:
    return _texts(one) != _texts(other) or key(one.title) != key(other.title)


# ---------------------------------------------------------------- a document without a record
def _differences(now: Document, new: Record) -> list[str]:
    """What of today's texts a document says otherwise, as far as its tables and sentences can be recognised."""
    lines = [_NO_RECORD]
    places, problems = finding.tables(new.tables, now.grids)
    for name, table in new.tables.items():
        if name in places:
            lines += _table_differences(places[name], table)
        else:
            lines.append(f"{_called(table)}: {problems[name].replace('tidak ada lagi', 'tidak ditemukan')}")
    ours = {placed.grid.element for placed in places.values()}
    located = sentences.locate(new.sentences, {}, [line for line in now.lines if line.table not in ours])
    for name, text in new.sentences.items():
        if name in located.edited:
            shown = contrasted(located.edited[name].text, text)
            lines.append(f"Kalimat {shown[0]}: menurut buku kerja {shown[1]}")
        elif name not in located.found and key(text):
            lines.append(f"Kalimat {quoted(text)}: tidak ditemukan di naskah")
    return lines


def _table_differences(placed: Placed, table: WrittenTable) -> list[str]:
    probe = Said()
    tables.compare(_called(table), placed, table, probe)
    return probe.left
