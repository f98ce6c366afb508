"""Print findings on the command line: coloured and grouped by sheet in a terminal, a line each elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lkjip.model.finding import LEVELS, Finding, Level

_COLOURS: Final = {"galat": "bold red", "peringatan": "yellow", "info": "cyan"}


def at_least(findings: Sequence[Finding], level: Level) -> Sequence[Finding]:
    """The findings of a level and of graver ones."""
    return [finding for finding in findings if LEVELS.index(finding.level) <= LEVELS.index(level)]


def lines(book: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> list[str]:
    """One line for each finding that is shown, then the summary of all."""
    return [
        *(
            f"{each.level}: {each.sheet} sel {each.cell}: {each.message}. Seharusnya: {each.expected}. {each.advice} [{each.code}]"
            for each in shown
        ),
        f"{book}: {summary(findings)}",
    ]


def in_colour(book: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> RenderableType:
    """The findings that are shown, for a terminal: sheet by sheet, folded to its width; then the summary of all."""
    parts: list[RenderableType] = []
    for sheet, group in groupby(shown, key=lambda each: each.sheet):
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, style="bold")
        grid.add_column(no_wrap=True)
        grid.add_column()
        for each in group:
            text = Text(f"{each.message}.\n").append(f"Seharusnya: {each.expected}. {each.advice}", "dim").append(f" [{each.code}]", "dim")
            grid.add_row(Text(each.cell), Text(each.level, _COLOURS[each.level]), text)
        parts += [Text(sheet, "bold underline"), Padding(grid, (0, 0, 1, 2))]
    counts = Counter(each.level for each in findings)
    worst = next((level for level in LEVELS if counts[level]), None)
    return Group(*parts, Text(f"{book}: {summary(findings)}", _COLOURS[worst] if worst else "bold green"))


def summary(findings: Sequence[Finding]) -> str:
    """The counts, such as "2 galat, 1 peringatan, 5 info", or that nothing was found."""
    counts = Counter(each.level for each in findings)
    return ", ".join(f"{counts[level]} {level}" for level in LEVELS) if findings else "tidak ada temuan"
