"""The default template as lines of text: headings, standard sentences and marks, from the cover to the annexes.

`lkjip.naskah.house_template` makes the Word document of it that is in `workbook/naskah_template.docx`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from lkjip.naskah.blocks import Look


@dataclass(frozen=True)
class Line:
    """A paragraph of a template; a line break in a heading is written "\\n".

    Attributes:
        style: the name of its style: a value of `Look`, "heading 1" to "heading 4", or "Judul Daftar" for a heading that the
            contents list but that belongs to no BAB.
    """

    text: str
    style: str = Look.TEKS.value


@dataclass(frozen=True)
class NewSection:
    """The lines after it begin on a new page, numbered as said: "tanpa" on no page, "depan" i, ii, iii, "isi" 1, 2, 3.

    The numbers of the first section of a kind begin at the beginning.
    """

    numbering: str


Part: TypeAlias = Line | NewSection

OUTLINE: Final[tuple[Part, ...]] = ()
