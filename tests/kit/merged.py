"""openpyxl without its slowest part: it spends half of its time on the borders of merged cells, computing few of them again and again."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Border
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.merge import MergedCellRange


def remember_borders() -> None:
    """Let openpyxl compute each border of merged cells once in a workbook; what it reads and writes stays the same."""
    MergedCellRange._get_borders = _take_borders
    MergedCellRange.format = _format


def _take_borders(merged: Any) -> None:
    """As openpyxl's own: the first cell, made where there is none, gets the right and the bottom border of the last one."""
    sheet = merged.ws
    first = merged.start_cell = _styled(sheet.cell(merged.min_row, merged.min_col))
    if (merged.max_row, merged.max_col) not in sheet._cells:
        return
    last = _styled(sheet.cell(merged.max_row, merged.max_col))
    known = _known(merged)
    before = (first._style.borderId, last._style.borderId)
    if before not in known:
        first.border += Border(right=last.border.right, bottom=last.border.bottom)
        known[before] = first._style.borderId
    first._style.borderId = known[before]


def _format(merged: Any) -> None:
    """As openpyxl's own: all cells get the protection of the first one, and those at an edge its border there."""
    first = merged.start_cell
    known = _known(merged)
    for edge in ("top", "left", "right", "bottom"):
        side = getattr(first.border, edge)
        if side and side.style is None:
            continue
        for place in getattr(merged, edge):
            cell = _at(merged, place)
            before = (cell._style.borderId, first._style.borderId, edge)
            if before not in known:
                cell.border += Border(**{edge: side})
                known[before] = cell._style.borderId
            cell._style.borderId = known[before]
    for place in merged.cells:
        cell, protection = _at(merged, place), first._style.protectionId
        if protection not in known:
            cell.protection = copy(first.protection)
            known[protection] = cell._style.protectionId
        cell._style.protectionId = known[protection]


def _known(merged: Any) -> dict[Any, int]:
    known: dict[Any, int] = merged.ws.parent.__dict__.setdefault("_known_of_merged", {})
    return known


def _at(merged: Any, place: tuple[int, int]) -> Any:
    return _styled(merged.ws._cells.get(place) or merged.ws._cells.setdefault(place, MergedCell(merged.ws, *place)))


def _styled(cell: Any) -> Any:
    if not cell._style:
        cell._style = StyleArray()
    return cell
