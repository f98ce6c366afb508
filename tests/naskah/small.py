"""Small documents as the writer makes them, of a few blocks, with their record."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

import docx

from lkjip.naskah.blocks import Block, Content, Table, TableColumn, TableRow
from lkjip.naskah.writing import Looks, write

COLUMNS = ("No", "Indikator", "Target", "Realisasi")


@cache
def _template() -> bytes:
    template = docx.Document()
    template.add_heading("BAB III\nAKUNTABILITAS KINERJA", 1)
    template.add_paragraph("[[isi]]")
    template.add_paragraph("Demikian laporan ini.")
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def document(*blocks: Block) -> bytes:
    """A document of these blocks, between a heading and a last line of its template."""
    return write(_template(), Content(blocks={"isi": blocks}), Looks("Laporan", "Kantor"))


def table(*rows: Sequence[str], title: str = "Capaian Kinerja", key: str = "tabel", grouped: bool = False) -> Table:
    """A table of indicators: number, name, target, realisasi; the name is the key of a row."""
    columns = [TableColumn(1, grouped=grouped), TableColumn(4), TableColumn(2), TableColumn(2)]
    return Table(key, title, columns, [COLUMNS], [TableRow(cells[1].lower(), cells) for cells in rows], ("1", "2", "3", "4"), key_column=1)
