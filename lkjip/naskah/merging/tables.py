"""A table of a document merged cell by cell and row by row."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from lkjip.docx_kit.wml import W
from lkjip.naskah.merging.finding import Placed
from lkjip.naskah.merging.grids import Grid, GridRow, Slot, merge_of, set_merge
from lkjip.naskah.merging.matching import Pairs, rows_paired
from lkjip.naskah.merging.pairing import in_order, rows_of_records
from lkjip.naskah.merging.said import TRACKED_CHANGES, Said, contrasted, quoted
from lkjip.naskah.merging.texts import TRACKED, Verdict, drop, key, rewrite_cell, verdict
from lkjip.naskah.record import WrittenTable
from lkjip.ooxml.archive import Element

_ANCHORS: Final = tuple(
    W + name
    for name in (
        "commentRangeStart",
        "commentReference",
        "footnoteReference",
        "endnoteReference",
        "drawing",
        "pict",
        "object",
        "tbl",
        "sdt",
    )
)
"""What a person may have put into a row besides text."""


@dataclass
class _Row:
    """A row that would be written today: its old texts if it was there before, its place in the document if it is there."""

    name: str
    texts: Sequence[str]
    before: Sequence[str] | None
    there: int | None = None
    times: int = 1


def merge(name: str, placed: Placed, fresh: Placed, old: WrittenTable, new: WrittenTable, said: Said) -> WrittenTable:
    """Bring a table of a document up to date; returns what is then written in it, for the record.

    Args:
        name: what the table is called in lines for staff.
        fresh: the same table in the document that would be written today.
    """
    if placed.grid.tracked:
        if _differs(placed, new):
            said.left.append(f"{name}: {TRACKED_CHANGES} di dalamnya; terima atau tolak dulu, lalu ulangi")
        return old
    columns = _columns(old, new)
    if columns is None:
        said.left.append(f"{name}: kolomnya berubah di buku kerja; ambil tabelnya dari naskah yang baru disusun")
        return old
    return _Merge(name, placed, fresh, old, new, columns, said).done()


def _differs(placed: Placed, new: WrittenTable) -> bool:
    return placed.texts != [tuple(map(key, cells)) for cells in new.rows.values()]


def _columns(old: WrittenTable, new: WrittenTable) -> list[int] | None:
    """For each column of today the one of before: those with its heading, the others by their place; None if their number changed."""
    widths = {len(row) for table in (old, new) for row in (*table.headings, *table.rows.values())}
    if len(widths) != 1 or len(old.headings) != len(new.headings):
        return None
    width = widths.pop()
    pairs = Pairs(width, width)
    before, today = ([tuple(key(row[n]) for row in table.headings) for n in range(width)] for table in (old, new))
    pairs.by(lambda n: before[n], lambda n: today[n], in_order=True)
    for left, right in zip(list(pairs.free_ours), list(pairs.free_theirs), strict=True):
        pairs.pair(left, right)
    of_today = {right: left for left, right in pairs.of_ours.items()}
    return [of_today[n] for n in range(width)]


class _Merge:
    def __init__(
        self, name: str, placed: Placed, fresh: Placed, old: WrittenTable, new: WrittenTable, columns: list[int], said: Said
    ) -> None:
        self.name, self.placed, self.fresh, self.old, self.new, self.said = name, placed, fresh, old, new, said
        self.before_of = columns
        self.column = [placed.columns[each] for each in columns]
        """For each column of today the column of the grid in the document."""
        self.called = _titles(new)
        self.of_element: dict[Element, int] = {}
        """The row of today that a row of the document is."""
        self.fixed: set[Element] = set()
        """The cells that a person changed."""
        self.written: set[Element] = set()
        """The cells and rows that are new."""
        self.moved = False
        """Whether rows came or went."""

    def done(self) -> WrittenTable:
        headings = self._headings()
        rows, gone = self._matched()
        record: dict[str, Sequence[str]] = {}
        keys = list(self.new.rows)
        pending = {number: None for number, row in enumerate(rows) if row.before is None and row.there is None}
        for number, row in enumerate(rows):
            if number in pending:
                continue
            record[keys[number]] = self._row(row, number)
        before_of = rows_of_records(self.old, self.new)
        self._reorder({right: left for left, right in before_of.items()})
        for number in pending:
            self._insert(number, rows[number])
            record[keys[number]] = rows[number].texts
        today = {name: record[name] for name in keys}
        former = list(self.old.rows)
        order = in_order(today, former, {former[left]: keys[right] for left, right in before_of.items()}, self._gone(gone))
        self._regroup()
        for each in self.placed.grid.element.iterfind(f"{W}tblPr/{W}tblCaption"):  # read to those who cannot see the table
            if each.get(W + "val") == self.old.title:
                each.set(W + "val", self.new.title)
        return WrittenTable(self.old.title, headings, order, self.new.key_column)

    # ------------------------------------------------------------ headings
    def _headings(self) -> list[list[str]]:
        kept = []
        for level, texts in enumerate(self.new.headings):
            line = []
            for place, text in enumerate(texts):
                before = self.old.headings[level][self.before_of[place]]
                slot = self.placed.grid.rows[level].slots[self.column[place]]
                line.append(self._cell(f"judul kolom {quoted(before)}", slot, before, text))
            kept.append(line)
        return kept

    # ------------------------------------------------------------ rows
    def _matched(self) -> tuple[list[_Row], list[tuple[str, int | None, int]]]:
        """The rows of today, and those that the workbook no longer has: key, place in the document, times that they are there."""
        old_keys, old_cells = list(self.old.rows), list(self.old.rows.values())
        there = self.placed.texts
        in_document = rows_paired([tuple(map(key, cells)) for cells in old_cells], there, self.old.key_column)
        in_record = {right: left for left, right in rows_of_records(self.old, self.new).items()}
        free = set(in_document.free_theirs)
        rows = []
        for number, texts in enumerate(self.new.rows.values()):
            left = in_record.get(number)
            row = _Row(_row_called(texts, self.new.key_column, number), texts, None if left is None else old_cells[left])
            if left is not None:
                row.there, row.times = in_document.of_ours.get(left), in_document.twice.get(left, 1)
                if row.there is None and row.times == 1:  # a person may have typed today's name already
                    row.there = self._typed_already(texts, free)
            else:
                row.there = self._typed_already(texts, free)
            if row.there is not None:
                free.discard(row.there)
                self.of_element[self.placed.body[row.there].element] = number
            rows.append(row)
        known = set(in_record.values())
        gone = [(old_keys[n], in_document.of_ours.get(n), in_document.twice.get(n, 1)) for n in range(len(old_keys)) if n not in known]
        return rows, gone

    def _typed_already(self, texts: Sequence[str], free: set[int]) -> int | None:
        """The row of the document that says what a row of today does, although we did not write it."""
        name = key(texts[self.new.key_column])
        place = self.before_of[self.new.key_column]
        same = [number for number in sorted(free) if name and self.placed.texts[number][place] == name]
        return same[0] if len(same) == 1 else None

    def _row(self, row: _Row, number: int) -> Sequence[str]:
        if row.times > 1:
            if row.before is not None and list(map(key, self._of_before(row))) != list(map(key, row.texts)):
                self.said.left.append(f"{self.name}, baris {row.name}: ada {row.times} kali di naskah; dibiarkan")
            return self._of_before(row)
        if row.there is None:
            self.said.left.append(f"{self.name}, baris {row.name}: dihapus di naskah; tidak ditulis lagi")
            return self._of_before(row)
        grid_row = self.placed.body[row.there]
        before = self._of_before(row) if row.before is not None else [""] * len(row.texts)
        cells = []
        for place, text in enumerate(row.texts):
            where = f"baris {row.name}, kolom {quoted(self.called[place])}"
            cells.append(self._cell(where, grid_row.slots[self.column[place]], before[place], text))
        return cells

    def _of_before(self, row: _Row) -> list[str]:
        return [(row.before or [""] * len(self.before_of))[column] for column in self.before_of]

    def _cell(self, where: str, slot: Slot | None, before: str, text: str) -> str:
        """Write a text into a cell, if it is still what was written before; returns what counts as written then."""
        if slot is None or not slot.first or slot.above is not None:
            return text
        now = slot.own_text
        what = verdict(before, now, text)
        if what is Verdict.LEAVE and slot.orphan and not now.strip():
            what = Verdict.WRITE  # the row that showed this text for several was deleted, and its text with it
        if what is Verdict.FITS:
            return text
        if what is Verdict.WRITE and rewrite_cell(slot.cell, text, before):
            slot.own_text = text
            self.written.add(slot.cell)
            self.said.updated.append(f"{self.name}, {where}: {' menjadi '.join(contrasted(now, text))}")
            return text
        shown = contrasted(now, text)
        self.fixed.add(slot.cell)
        self.said.left.append(f"{self.name}, {where}: diubah di naskah menjadi {shown[0]}, menurut buku kerja {shown[1]}; dibiarkan")
        return before

    # ------------------------------------------------------------ rows that move, come and go
    def _reorder(self, before_of: Mapping[int, int]) -> None:
        """Put the rows into today's order, such as that of the lowest first, unless a person has put them into another."""
        ours = [row for row in self.placed.body if self.of_element.get(row.element) in before_of]
        numbers = [self.of_element[row.element] for row in ours]
        places = [before_of[number] for number in numbers]
        if numbers == sorted(numbers) or places != sorted(places):
            return
        shown = [(slot.cell, slot.owner.cell, slot.text) for row in ours for slot in row.slots if slot is not None and _is_merged(slot)]
        for cell, owner, text in reversed(shown):  # merged again afterwards, where they still follow one another
            if cell is not owner:
                _take_over(cell, owner, text)
            self.written.add(cell)
        marks = []
        for row in ours:
            marks.append(row.element.makeelement(W + "tr"))
            row.element.addprevious(marks[-1])
        for mark, (_, element) in zip(marks, sorted((self.of_element[row.element], row.element) for row in ours), strict=True):
            mark.addnext(element)
            drop(mark)
        self.moved = True
        self.said.updated.append(f"{self.name}: barisnya diurutkan seperti di buku kerja")

    def _insert(self, number: int, row: _Row) -> None:
        element_of = self.element_of
        before = next((element_of[n] for n in range(number - 1, -1, -1) if n in element_of), None)
        after = next((element_of[n] for n in range(number + 1, len(self.new.rows)) if n in element_of), None)
        model = self._model(number)
        made = _copied_row(model, self.placed, [row.texts[self.column.index(n)] for n in range(self.placed.grid.width)])
        if before is not None:
            before.addnext(made)
        elif after is not None:
            after.addprevious(made)
        elif self.placed.first:
            self.placed.grid.rows[self.placed.first - 1].element.addnext(made)
        else:
            self.placed.grid.element.append(made)
        self.of_element[made] = number
        element_of[number] = made
        self.written.add(made)
        self.said.updated.append(f"{self.name}, baris {row.name}: baris baru")

    @cached_property
    def element_of(self) -> dict[int, Element]:
        """The row of the document by the row of today that it is."""
        return {there: element for element, there in self.of_element.items()}

    def _model(self, number: int) -> GridRow:
        """The row that a new one should look like: of those that look as most of their kind do the one nearest to its place."""
        usual = self._usual.get(self._kinds[number] if number < len(self._kinds) else False)
        if usual:
            return min(usual, key=lambda row: (abs(self.of_element[row.element] - number), self.of_element[row.element]))
        return self.fresh.body[number] if number < len(self.fresh.body) else self.placed.grid.rows[-1]

    @cached_property
    def _kinds(self) -> list[bool]:
        """For each row of today whether it is bold, as sums are."""
        return [_strong(row) for row in self.fresh.body]

    @cached_property
    def _usual(self) -> dict[bool, list[GridRow]]:
        """The rows that look as most of their kind do, which is as we made them; a person coloured the others."""
        looks: dict[bool, dict[bytes, list[GridRow]]] = {False: {}, True: {}}
        for row in self.placed.body:
            number = self.of_element.get(row.element, len(self._kinds))
            if number < len(self._kinds) and _whole(row):
                looks[self._kinds[number]].setdefault(_looks(row), []).append(row)
        return {kind: max(each.items(), key=lambda item: (len(item[1]), -len(item[0])))[1] for kind, each in looks.items() if each}

    def _gone(self, gone: Sequence[tuple[str, int | None, int]]) -> dict[str, Sequence[str]]:
        """Remove the rows that the workbook no longer has, where nobody changed them; returns those that stay, for the record."""
        kept: dict[str, Sequence[str]] = {}
        for name, there, times in gone:
            cells = [self.old.rows[name][column] for column in self.before_of]
            called = _row_called(cells, self.new.key_column, list(self.old.rows).index(name))
            if there is None:
                if times > 1:
                    kept[name] = cells
                    self.said.left.append(
                        f"{self.name}, baris {called}: tidak ada lagi di buku kerja, ada {times} kali di naskah; dibiarkan"
                    )
                continue
            row = self.placed.body[there]
            slots = [row.slots[column] for column in self.column]
            same = all(slot is None or key(slot.text) == key(text) or slot.orphan for slot, text in zip(slots, cells, strict=True))
            if same and next(row.element.iter(*_ANCHORS), None) is None:
                self._remove(there)
                self.moved = True
                self.said.updated.append(f"{self.name}, baris {called}: dihapus, karena tidak ada lagi di buku kerja")
            else:
                kept[name] = cells
                self.said.left.append(f"{self.name}, baris {called}: tidak ada lagi di buku kerja, tetapi diubah di naskah; dibiarkan")
        return kept

    def _remove(self, there: int) -> None:
        """Take a row away; the next row takes over the cells that it shared with it."""
        below = self.placed.body[there + 1].slots if there + 1 < len(self.placed.body) else []
        for slot, under in zip(self.placed.body[there].slots, below, strict=False):
            if slot is not None and under is not None and under.above is slot and slot.first and slot.above is None:
                for paragraph in under.cell.findall(W + "p"):
                    under.cell.remove(paragraph)
                for paragraph in slot.cell.findall(W + "p"):
                    under.cell.append(paragraph)
                set_merge(under.cell, "restart")
        drop(self.placed.body[there].element)

    # ------------------------------------------------------------ merged cells
    def _regroup(self) -> None:
        """Merge cells downwards as today's table does, wherever two rows of it still follow one another."""
        fresh = self.fresh.body
        if len(fresh) != len(self.new.rows):
            return
        grid = Grid(self.placed.grid.element, 0, None, False)
        texts = list(self.new.rows.values())
        for upper, lower in zip(grid.rows, grid.rows[1:], strict=False):
            above, below = self.of_element.get(upper.element), self.of_element.get(lower.element)
            if above is None or below is None or above >= below:
                continue
            for place, column in enumerate(self.column):
                one, other = upper.slots[column], lower.slots[column]
                there = [fresh[n].slots[self.fresh.columns[place]] for n in range(above + 1, below + 1)]
                if one is None or other is None or not one.first or not other.first:
                    continue
                wanted = all(slot is not None and slot.above is not None for slot in there)
                if wanted and other.orphan and merge_of(one.cell):  # it goes on with a row that has come between
                    other.above, other.orphan = one, False
                merged = other.above is not None
                is_new = not self.written.isdisjoint((upper.element, lower.element, one.cell, other.cell))
                if wanted and not merged and is_new and key(other.text) == key(one.text) and other.cell not in self.fixed:
                    if next(other.cell.iter(*_ANCHORS), None) is None:
                        set_merge(one.cell, "continue" if one.above is not None else "restart")
                        set_merge(other.cell, "continue")
                        other.above, other.orphan = one, False
                        for run in list(other.cell.iter(W + "r")):
                            drop(run)
                elif merged and not wanted and key(one.text) != key(texts[below][place]):
                    other.above = None
                    shown = contrasted(one.text, texts[below][place])
                    _take_over(other.cell, one.owner.cell, texts[below][place])
                    other.own_text = texts[below][place]
                    self.written.add(other.cell)
                    where = f"baris {_row_called(texts[below], self.new.key_column, below)}, kolom {quoted(self.called[place])}"
                    self.said.updated.append(f"{self.name}, {where}: {' menjadi '.join(shown)}")
        if self.written or self.moved:
            _settle(Grid(self.placed.grid.element, 0, None, False))


def compare(name: str, placed: Placed, new: WrittenTable, said: Said) -> None:
    """Say where a table of a document differs from what would be written today."""
    titles = _titles(new)
    there = rows_paired([tuple(map(key, cells)) for cells in new.rows.values()], placed.texts, new.key_column)
    for number, cells in enumerate(new.rows.values()):
        row = f"{name}, baris {_row_called(cells, new.key_column, number)}"
        if number not in there.of_ours:
            said.left.append(f"{row}: tidak ditemukan di naskah")
            continue
        found = placed.body[there.of_ours[number]]
        for place, text in enumerate(cells):
            now = found.text(placed.columns[place])
            if key(now) != key(text):
                shown = contrasted(now, text)
                said.left.append(f"{row}, kolom {quoted(titles[place])}: di naskah {shown[0]}, menurut buku kerja {shown[1]}")


def _row_called(cells: Sequence[str], key_column: int, number: int) -> str:
    """What a row is called in a line for staff: the text of its key column, else its first text, else its number."""
    text = next((text for text in (cells[key_column], *cells) if text.strip()), "")
    return quoted(text) if text else f"ke-{number + 1}"


def _titles(table: WrittenTable) -> list[str]:
    """What each column is called: its lowest heading that says something."""
    width = max(map(len, (*table.headings, *table.rows.values())), default=0)
    return [next((row[n] for row in reversed(table.headings) if row[n].strip()), f"kolom {n + 1}") for n in range(width)]


def _is_merged(slot: Slot) -> bool:
    return slot.first and merge_of(slot.cell) != ""


def _strong(row: GridRow) -> bool:
    return next(row.element.iter(W + "b"), None) is not None


def _whole(row: GridRow) -> bool:
    return all(slot is not None and slot.first for slot in row.slots)


def _looks(row: GridRow) -> bytes:
    """Everything of a row's look but its text, its widths and its merges."""
    looks = []
    for cell in (slot.cell for slot in row.slots if slot is not None):
        for properties in (cell.find(W + "tcPr"), cell.find(f"{W}p/{W}pPr"), cell.find(f".//{W}r/{W}rPr")):
            if properties is not None:
                looks += [etree.tostring(each) for each in properties if each.tag not in (W + "vMerge", W + "tcW")]
    return b"".join(looks)


def _copied_row(model: GridRow, placed: Placed, texts: Sequence[str]) -> Element:
    """A row that looks like another and holds other texts, without its notes, comments, marks and merges."""
    made = model.element.makeelement(W + "tr")
    properties = model.element.find(W + "trPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    cells = [slot.cell for slot in model.slots if slot is not None and slot.first]
    for cell, text in zip(cells, texts, strict=False):
        new = etree.SubElement(made, W + "tc")
        properties = cell.find(W + "tcPr")
        if properties is not None:
            new.append(copy.deepcopy(properties))
            set_merge(new, "")
        paragraph = etree.SubElement(new, W + "p")
        _like(paragraph, cell)
        if text:
            rewrite_cell(new, text, "")
        else:
            paragraph[:] = paragraph.findall(W + "pPr")
    for change in list(made.iter(*TRACKED)):
        drop(change)
    return made


def _like(paragraph: Element, cell: Element) -> None:
    """Give a paragraph the look of a cell's first paragraph, and a run without text the look of its first run."""
    first = cell.find(W + "p")
    if first is None:
        return
    properties = first.find(W + "pPr")
    if properties is not None:
        paragraph.append(copy.deepcopy(properties))
    looks = first.find(f".//{W}r/{W}rPr")
    run = etree.SubElement(paragraph, W + "r")
    if looks is not None:
        run.append(copy.deepcopy(looks))
    etree.SubElement(run, W + "t")


def _take_over(cell: Element, owner: Element, text: str) -> None:
    """Let a cell that was merged with one above stand on its own."""
    set_merge(cell, "restart")
    for paragraph in cell.findall(W + "p"):
        cell.remove(paragraph)
    _like(etree.SubElement(cell, W + "p"), owner)
    rewrite_cell(cell, text, "")


def _settle(grid: Grid) -> None:
    """Let no cell begin a merge that nothing goes on with."""
    rows = grid.rows
    for number, row in enumerate(rows):
        below = rows[number + 1].slots if number + 1 < len(rows) else [None] * len(row.slots)
        for slot, under in zip(row.slots, below, strict=True):
            if slot is None or not slot.first or slot.above is not None:
                continue
            goes_on = under is not None and under.above is slot
            properties = slot.cell.find(f"{W}tcPr/{W}vMerge")
            if properties is not None and not goes_on:
                set_merge(slot.cell, "")
