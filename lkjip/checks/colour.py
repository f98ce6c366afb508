"""Findings as a terminal shows them: coloured, and grouped by sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lkjip.checks.printing import about, kind, summary
from lkjip.model.finding import Finding

_COLOURS: Final = {"galat": "bold red", "peringatan": "yellow", "info": "cyan"}


def in_colour(book: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> RenderableType:
    """The findings that are shown, for a terminal: level by level, and sheet by sheet, folded to its width; then the summary of all."""
    parts: list[RenderableType] = []
    for word, of_kind in groupby(shown, key=kind):
        found = list(of_kind)
        colour = _COLOURS[found[0].level] if found[0].accepted is None else "dim"
        parts.append(Text(f"{word.capitalize()} ({len(found)})", colour))
        for sheet, group in groupby(found, key=lambda each: each.sheet):
            grid = Table.grid(padding=(0, 2))
            grid.add_column(no_wrap=True, style="bold")
            grid.add_column()
            for each in group:
                grid.add_row(Text(each.cell), Text(f"{each.message}.\n").append(" ".join(about(each)), "dim"))
            parts += [Padding(Text(sheet, "bold underline"), (0, 0, 0, 2)), Padding(grid, (0, 0, 1, 4))]
    worst = next((each.level for each in findings if each.accepted is None), None)  # the gravest comes first
    said = [f"{book}: {line}" for line in summary(findings, shown)]
    return Group(*parts, *map(Text, said[:-1]), Text(said[-1], _COLOURS[worst] if worst else "bold green"))
