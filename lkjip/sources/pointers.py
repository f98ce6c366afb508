"""Find formulas of the user's that refer to single rows of a summary sheet, which show whatever is at that place of a table. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias

from lkjip.model.formulas.moving import Move, followed
from lkjip.model.formulas.references import Area, reference
from lkjip.summary import empty_sheets

Located: TypeAlias = tuple[tuple[int, int], str]
"""A formula: its cell (0-based row and column), and its text without "="."""
Blocks: TypeAlias = Mapping[str, Move]
"""The blocks by name, each as the move that leaves no row as it is."""

_NUMBER: Final = "[1-9][0-9]{0,6}"
_CELL: Final = rf"\$?[A-Za-z]{{1,3}}\$?({_NUMBER})"  # not re.IGNORECASE, which takes twice as long
_ROW: Final = rf"\$?({_NUMBER})"
_SPAN: Final = re.compile(rf"{_CELL}(?::{_CELL})?|{_ROW}:{_ROW}")
_PAIR: Final = re.compile(f"{_CELL}:{_CELL}")
_CORNER: Final = re.compile(rf"{_CELL}\s*:|:\s*{_CELL}")
_END: Final = re.compile(f"[A-Za-z$:]({_NUMBER})")
"""Where a reference to cells or rows ends, and much else: quick to find."""


def block_names() -> Sequence[str]:
    """The blocks whose rows show rows of a table by their position."""
    shown = [block for summary in empty_sheets() if summary.hidden_columns for block in summary.blocks]
    return [block.name for block in shown if block.grows and block.record is None]  # what has records is no table's rows, but findings


class Pointer(NamedTuple):
    """A formula that refers to a row of a block by its place."""

    sheet: str
    cell: str
    title: str
    """The title of the block's sheet."""
    block: str
    position: int
    """The row within the block, from 0; the first of several."""


def blocks(places: Mapping[str, tuple[str, Area]], titles: Sequence[str]) -> Blocks:
    """The blocks whose rows show rows of a table.

    Args:
        places: the sheet and the area of defined names.
        titles: all sheets in order, for references that span several sheets.
    """
    found = ((name, *places[name]) for name in block_names() if name in places)
    return {name: Move(title, where, 0, range(where[0], where[2] + 1), titles) for name, title, where in found}


def of_sheet(sheet: str, formulas: Iterable[Located], blocks: Blocks) -> Iterator[Pointer]:
    """The formulas of a sheet that refer to some but not all rows of a block; a formula beside a row may refer to that row."""
    own = {name for name, move in blocks.items() if move.means(sheet)}
    for cell, formula in formulas:
        if any(blocks[name].holds(cell) for name in own):
            continue
        for name, move in blocks.items():
            is_own = name in own
            if not (_may_mean(formula, move.block) if is_own else move.may_be_named(formula)):
                continue
            if followed(formula, move, own=is_own, cell=cell).doubtful:
                rows = (row for row in move.changed if followed(formula, replace(move, changed=(row,)), own=is_own, cell=cell).doubtful)
                yield Pointer(sheet, reference((*cell, *cell)), move.title, name, next(rows, move.block[0]) - move.block[0])
                break


def _may_mean(formula: str, block: Area) -> bool:
    """Whether a formula on a block's own sheet may mean cells of it; a quick search without parsing."""
    if ":" not in formula and not any(block[0] < int(row) <= block[2] + 1 for row in _END.findall(formula)):
        return False  # so it is with nearly all formulas of ours
    spans = [[int(row) - 1 for row in found.groups() if row] for found in _SPAN.finditer(formula)]
    if spans and _CORNER.search(_PAIR.sub("", formula)):  # the other corner of the area is a function's, as in A1:INDEX(...)
        spans = [[row for span in spans for row in span]]
    return any(min(span) <= block[2] and max(span) >= block[0] for span in spans)
