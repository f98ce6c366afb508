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


def at_least(findings: Sequence[Finding], level: Level, *, accepted: bool) -> Sequence[Finding]:
    """The findings of a level and of graver ones, with or without those that the office accepts."""
    return [each for each in findings if LEVELS.index(each.level) <= LEVELS.index(level) and (accepted or each.accepted is None)]


def lines(book: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> list[str]:
    """One line for each finding that is shown, then the summary of all."""
    said = (f"{_kind(each)}: {each.sheet} sel {each.cell}: {each.message}. {' '.join(_about(each))}" for each in shown)
    return [*said, *(f"{book}: {line}" for line in summary(findings, shown))]


def in_colour(book: str, shown: Sequence[Finding], findings: Sequence[Finding]) -> RenderableType:
    """The findings that are shown, for a terminal: level by level, and sheet by sheet, folded to its width; then the summary of all."""
    parts: list[RenderableType] = []
    for kind, of_kind in groupby(shown, key=_kind):
        found = list(of_kind)
        colour = _COLOURS[found[0].level] if found[0].accepted is None else "dim"
        parts.append(Text(f"{kind.capitalize()} ({len(found)})", colour))
        for sheet, group in groupby(found, key=lambda each: each.sheet):
            grid = Table.grid(padding=(0, 2))
            grid.add_column(no_wrap=True, style="bold")
            grid.add_column()
            for each in group:
                grid.add_row(Text(each.cell), Text(f"{each.message}.\n").append(" ".join(_about(each)), "dim"))
            parts += [Padding(Text(sheet, "bold underline"), (0, 0, 0, 2)), Padding(grid, (0, 0, 1, 4))]
    worst = next((each.level for each in findings if each.accepted is None), None)  # the gravest comes first
    said = [f"{book}: {line}" for line in summary(findings, shown)]
    return Group(*parts, *map(Text, said[:-1]), Text(said[-1], _COLOURS[worst] if worst else "bold green"))


def summary(findings: Sequence[Finding], shown: Sequence[Finding]) -> list[str]:
    """What is accepted and not shown, and the counts of open findings, such as "2 kesalahan, 1 peringatan, 5 catatan"."""
    if not findings:
        return ["tidak ada temuan"]
    counts = Counter(each.level for each in findings if each.accepted is None)
    accepted = Counter(each.level for each in findings if each.accepted is not None)
    said = ", ".join(f"{counts[level]} {LEVEL_WORDS[level]}" for level in LEVELS)
    if not accepted:
        return [said]
    which = ", ".join(f"{accepted[level]} {LEVEL_WORDS[level]}" for level in LEVELS if accepted[level])
    more = "" if any(each.accepted for each in shown) else "; --semua menampilkannya"
    return [f"{accepted.total()} temuan diterima ({which}){more}", said]


def _kind(finding: Finding) -> str:
    word = LEVEL_WORDS[finding.level]
    return word if finding.accepted is None else f"{word} yang diterima"


def _about(finding: Finding) -> list[str]:
    """What should be there, how to mend it, why it is or was accepted, and its code."""
    code = f"[{finding.code}]"
    if finding.accepted is not None:
        return [f"Diterima {finding.accepted.date}".strip() + f": {finding.accepted.reason or 'tanpa alasan'}.", code]
    earlier = finding.earlier
    before = [f"Pernah diterima {earlier.date}".strip() + f": {earlier.reason or 'tanpa alasan'}."] if earlier is not None else []
    return [f"Seharusnya: {finding.expected}.", finding.advice, *before, code]
