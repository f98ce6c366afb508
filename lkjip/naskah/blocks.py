"""What a document is made of, as plain data: headings, paragraphs, tables, charts, equations, pictures.

`lkjip.naskah.content` makes them from a report; `lkjip.naskah.writing` turns them into a Word document. A block with a key is
remembered in the document (`lkjip.naskah.record`), so that it can be written again after people have edited the document; a key is
the same in every run for the same thing of the same report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias


class Look(Enum):
    """How a paragraph looks, by the name of its style in a template."""

    TEKS = "Teks Naskah"
    BUTIR = "Butir Naskah"
    """An item of a bulleted list."""
    NOMOR = "Nomor Naskah"
    """An item of a list numbered 1., 2., 3.; the numbers begin anew after any other block."""
    HURUF = "Huruf Naskah"
    """An item of a list lettered a., b., c.; the letters begin anew after any other block."""
    TENGAH = "Tengah Naskah"
    SUMBER = "Sumber Naskah"
    TANDA_TANGAN = "Tanda Tangan Naskah"
    SAMPUL = "Sampul Naskah"


@dataclass(frozen=True)
class Heading:
    """A heading of the contents: level 1 is a BAB, 2 a section "1.1", 3 "1.1.1", 4 an unnumbered one."""

    text: str
    level: int
    key: str | None = None


@dataclass(frozen=True)
class Paragraph:
    text: str
    look: Look = Look.TEKS
    key: str | None = None
    strong: bool = False


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class TableColumn:
    """A column: its share of the table's width, and how its cells are aligned."""

    width: float
    align: Align = Align.LEFT
    grouped: bool = False
    """Whether vertically adjacent equal cells are merged."""


@dataclass(frozen=True)
class TableRow:
    """A row of a table: its key, the same in every run for the same thing, and the text of each cell."""

    key: str
    cells: Sequence[str]
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption above it ("Tabel 3.1 ..."), heading rows that repeat on each page, and a source below it.

    Attributes:
        title: the caption without its number; "" for a table without a caption, such as a list of names.
        headings: the heading rows, top first, each with a text for every column; adjacent equal ones are merged, to the right and down.
            A table without any has no lines, such as signatures beside each other.
        numbering: the row "1 2 3 ..." below them; () for none.
        key_column: 0-based column whose text tells people which row is which.
        landscape: whether it is too wide for an upright page.
        source: what stands below it after "Sumber: "; "" for none.
    """

    key: str
    title: str
    columns: Sequence[TableColumn]
    headings: Sequence[Sequence[str]]
    rows: Sequence[TableRow]
    numbering: Sequence[str] = ()
    key_column: int = 0
    landscape: bool = False
    source: str = ""


class ChartKind(Enum):
    BARS = "batang"
    LINES = "garis"


@dataclass(frozen=True)
class Series:
    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """A native chart with a caption below it ("Gambar 3.1 ...").

    Attributes:
        alt: what the chart shows, for those who cannot see it.
        unit: of the values, as written at the axis, such as "%".
    """

    key: str
    title: str
    alt: str
    kind: ChartKind
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""


@dataclass(frozen=True)
class Fraction:
    over: Expression
    under: Expression


Expression: TypeAlias = "str | Fraction | Sequence[str | Fraction]"
"""What stands on a side of an equation: a text, a fraction, or several of these one after the other."""


@dataclass(frozen=True)
class Equation:
    """An equation on a line of its own (OMML): `left` = `right`."""

    left: Expression
    right: Expression
    key: str | None = None


@dataclass(frozen=True)
class Picture:
    """A picture, `height` in millimetres; `data` is a PNG or a JPEG."""

    data: bytes
    alt: str
    height: float


@dataclass(frozen=True)
class OrganisationChart:
    """The organisation as boxes and lines; `posts` are (post, holder, post above or "") in their order."""

    key: str
    title: str
    alt: str
    posts: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class PageBreak:
    pass


Block: TypeAlias = Heading | Paragraph | Table | Chart | Equation | Picture | OrganisationChart | PageBreak


@dataclass(frozen=True)
class Content:
    """What the marks of a template stand for.

    Attributes:
        blocks: by the name of a mark on a line of its own, `[[tabel_3_2]]`; no blocks for a part that this report does not have.
        texts: by the name of a mark within a line, such as `[[tahun]]`; always on one line.
        repeats: by the name in `[[ulang sasaran]]`: a content for each time that the lines up to `[[akhir sasaran]]` are written.
            A mark inside that it does not know is looked up in the content around it.
    """

    blocks: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    repeats: Mapping[str, Sequence[Content]] = field(default_factory=dict)
