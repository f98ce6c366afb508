"""A table of a Word document as rows and columns, whatever cells were merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from lkjip.docx_kit.wml import W
from lkjip.naskah.merging.texts import cell_text, key, tracked
from lkjip.ooxml.archive import Element

if TYPE_CHECKING:
    from lkjip.naskah.merging.document import Line


_MOST_COLUMNS: Final = 63
"""Columns that a table can have in Word."""


@dataclass(eq=False)
class Slot:
    """A cell at one of the columns that it covers.

    Attributes:
        first: whether this is the first of those columns.
        above: the slot of the row above with which it is merged.
        orphan: whether it says to be merged with a cell above, but that is gone.
    """

    cell: Element
    first: bool
    above: Slot | None = None
    orphan: bool = False

    @property
    def owner(self) -> Slot:
        """The slot whose text this one shows."""
        slot = self
        while slot.above is not None:
            slot = slot.above
        return slot

    @cached_property
    def own_text(self) -> str:
        return cell_text(self.cell)

    @property
    def text(self) -> str:
        return self.owner.own_text


@dataclass(eq=False)
class GridRow:
    element: Element
    slots: list[Slot | None]

    def text(self, column: int) -> str:
        slot = self.slots[column]
        return "" if slot is None else slot.text


class Grid:
    """A table: its rows, each with a slot for every column.

    Args:
        place: its number among the paragraphs and tables of the document.
        before: the paragraph before it.
        inner: whether it is inside another table.
    """

    def __init__(self, element: Element, place: int, before: Line | None, inner: bool) -> None:
        self.element = element
        self.place = place
        self.before = before
        self.inner = inner

    @cached_property
    def tracked(self) -> bool:
        return tracked(self.element)

    @cached_property
    def rows(self) -> list[GridRow]:
        laid = [(row, list(_laid(row))) for row in children(self.element, "tr")]
        edges = sorted({start for _, cells in laid for start, _, _ in cells})
        if len(edges) > _MOST_COLUMNS:
            return []
        column = {edge: number for number, edge in enumerate(edges)}
        rows: list[GridRow] = []
        for element, cells in laid:
            slots: list[Slot | None] = [None] * len(edges)
            for start, end, cell in cells:
                covered = [number for edge, number in column.items() if start <= edge < end] or [column[start]]
                for number in covered:
                    slots[number] = Slot(cell, number == covered[0])
                if merge_of(cell) == "continue":
                    above = rows[-1].slots[covered[0]] if rows else None
                    goes_on = above is not None and above.first and (above.above is not None or above.orphan or merge_of(above.cell) != "")
                    for number in covered:
                        if (slot := slots[number]) is not None:
                            slot.above, slot.orphan = (rows[-1].slots[number], False) if goes_on else (None, True)
            rows.append(GridRow(element, slots))
        return rows

    @property
    def width(self) -> int:
        return len(self.rows[0].slots) if self.rows else 0

    def signatures(self, height: int) -> list[tuple[str, ...]]:
        """What each column is called in the first `height` rows."""
        return [signature(row.text(column) for row in self.rows[:height]) for column in range(self.width)]

    def texts(self, row: int, columns: list[int]) -> list[str]:
        return [self.rows[row].text(column) for column in columns]


def signature(headings: Iterator[str]) -> tuple[str, ...]:
    """The headings of a column, top first, each once: cells that are merged downwards may say it once or in every row."""
    return tuple(dict.fromkeys(text for text in map(key, headings) if text))


def merge_of(cell: Element) -> str:
    """ "restart" or "continue" for a cell that is merged vertically, else ""."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if merge is None else merge.get(W + "val") or "continue"


def set_merge(cell: Element, value: str) -> None:
    """Say that a cell begins ("restart") or goes on with ("continue") a vertical merge, or is on its own ("")."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        properties = cell.makeelement(W + "tcPr")
        cell.insert(0, properties)
    merge = properties.find(W + "vMerge")
    if not value:
        if merge is not None:
            properties.remove(merge)
        return
    if merge is None:
        merge = properties.makeelement(W + "vMerge")
        before = {W + name for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}
        at = sum(1 for each in properties if each.tag in before)
        properties.insert(at, merge)
    if value == "continue":
        for name in list(merge.attrib):  # none means just this, as programs write it
            del merge.attrib[name]
    else:
        merge.set(W + "val", value)


def children(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in content controls."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif element.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from children(element, name)


def _laid(row: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of a row with the columns of the grid that they cover: first, and last plus one."""
    at = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in children(row, "tc"):
        end = at + _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        yield at, end, cell
        at = end


def _count(element: Element | None, otherwise: int) -> int:
    text = "" if element is None else element.get(W + "val") or ""
    return max(int(text), otherwise) if text.isascii() and text.isdigit() and len(text) < 4 else otherwise
