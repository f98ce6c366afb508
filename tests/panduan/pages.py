"""Read the guide's pages and their examples.

A table headed "Rumus | Hasil" is a list of examples: a formula as an Indonesian office types it, and what its cell shows in the
example workbook. "(kosong)" is an empty cell; a number is shown rounded to the decimals it is written with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.kit.workbooks import ROOT

GUIDE: Final = ROOT / "docs" / "panduan"
PAGES: Final = sorted(GUIDE.rglob("*.md"))
_EXAMPLES: Final = re.compile(r"^\| Rumus \| Hasil \|\n\| --- \| --- \|\n((?:\|.*\n?)+)", re.MULTILINE)
_EXAMPLE: Final = re.compile(r"\| `(=.*)` \| (.*) \|")


@dataclass(frozen=True)
class Example:
    page: str
    formula: str
    shown: str


def name_of(page: Path) -> str:
    return page.relative_to(GUIDE).as_posix()


def examples() -> Iterator[Example]:
    """Every example of the guide."""
    for page in PAGES:
        for table in _EXAMPLES.findall(page.read_text(encoding="utf-8")):
            for line in table.splitlines():
                found = _EXAMPLE.fullmatch(line)
                assert found, f"{name_of(page)}: an example that cannot be read: {line}"
                yield Example(name_of(page), found[1], found[2])
