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

from lkjip.model.finding import LEVEL_WORDS, LEVELS, Finding, Level

_COLOURS: Final = {"galat": "bold red", "peringatan": "yellow", "info": "cyan"}


def at_least(findings: Sequence[Finding], level: Level) -> Sequence[Finding]:
    """The findings of a level and of graver ones."""
    return [finding for finding in findings if LEVELS.index(finding.level) <= LEVELS.index(level)]


def lines(book: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> list[str]:
    """One line for each finding that is shown, then the summary of all."""
    return [*map(_line, shown), f"{book}: {summary(findings)}"]


def _line(each: Finding) -> str:
    word = LEVEL_WORDS[each.level]
    return f"{word}: {each.sheet} sel {each.cell}: {each.message}. Seharusnya: {each.expected}. {each.advice} [{each.code}]"


def in_colour(book: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> RenderableType:
    """The findings that are shown, for a terminal: level by level, and sheet by sheet, folded to its width; then the summary of all."""
    parts: list[RenderableType] = []
    for level, of_level in groupby(shown, key=lambda each: each.level):
        found = list(of_level)
        parts.append(Text(f"{LEVEL_WORDS[level].capitalize()} ({len(found)})", _COLOURS[level]))
        for sheet, group in groupby(found, key=lambda each: each.sheet):
            grid = Table.grid(padding=(0, 2))
            grid.add_column(no_wrap=True, style="bold")
            grid.add_column()
            for each in group:
                said = f"Seharusnya: {each.expected}. {each.advice} [{each.code}]"
                grid.add_row(Text(each.cell), Text(f"{each.message}.\n").append(said, "dim"))
            parts += [Padding(Text(sheet, "bold underline"), (0, 0, 0, 2)), Padding(grid, (0, 0, 1, 4))]
    counts = Counter(each.level for each in findings)
    worst = next((level for level in LEVELS if counts[level]), None)
    return Group(*parts, Text(f"{book}: {summary(findings)}", _COLOURS[worst] if worst else "bold green"))


def summary(findings: Sequence[Finding]) -> str:
    """The counts, such as "2 kesalahan, 1 peringatan, 5 catatan", or that nothing was found."""
    counts = Counter(each.level for each in findings)
    return ", ".join(f"{counts[level]} {LEVEL_WORDS[level]}" for level in LEVELS) if findings else "tidak ada temuan"
