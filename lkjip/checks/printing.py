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

from lkjip.model.finding import TINGKAT, Temuan

_COLOURS: Final = {"galat": "bold red", "peringatan": "yellow", "info": "cyan"}


def lines(book: str, findings: Sequence[Temuan]) -> list[str]:
    """One line per finding, then the summary."""
    return [
        *(
            f"{each.tingkat}: {each.lembar} sel {each.sel}: {each.pesan}. Seharusnya: {each.seharusnya}. {each.saran} [{each.kode}]"
            for each in findings
        ),
        f"{book}: {summary(findings)}",
    ]


def in_colour(book: str, findings: Sequence[Temuan]) -> RenderableType:
    """The findings for a terminal: sheet by sheet, folded to its width."""
    parts: list[RenderableType] = []
    for sheet, group in groupby(findings, key=lambda each: each.lembar):
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, style="bold")
        grid.add_column(no_wrap=True)
        grid.add_column()
        for each in group:
            text = Text(f"{each.pesan}.\n").append(f"Seharusnya: {each.seharusnya}. {each.saran}", "dim").append(f" [{each.kode}]", "dim")
            grid.add_row(Text(each.sel), Text(each.tingkat, _COLOURS[each.tingkat]), text)
        parts += [Text(sheet, "bold underline"), Padding(grid, (0, 0, 1, 2))]
    counts = Counter(each.tingkat for each in findings)
    worst = next((tingkat for tingkat in TINGKAT if counts[tingkat]), None)
    return Group(*parts, Text(f"{book}: {summary(findings)}", _COLOURS[worst] if worst else "bold green"))


def summary(findings: Sequence[Temuan]) -> str:
    """The counts, such as "2 galat, 1 peringatan, 5 info", or that nothing was found."""
    counts = Counter(each.tingkat for each in findings)
    return ", ".join(f"{counts[tingkat]} {tingkat}" for tingkat in TINGKAT) if findings else "tidak ada temuan"
