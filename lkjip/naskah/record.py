"""What was written last into a document, kept in a custom XML part of it, so that it can be told from what people wrote since.

A custom XML part survives Word and LibreOffice. A document without one, or with one of a later release, has no record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from lkjip.docx_kit.wml import shown, small_number

NAMESPACE: Final = "urn:lkjip:naskah"
VERSION: Final = "1"
_N: Final = f"{{{NAMESPACE}}}"
ROOT: Final = f"{_N}naskah"
"""The tag of the part's root."""


@dataclass(frozen=True)
class WrittenTable:
    """A table as it was written: its caption without the number, its heading rows, and its rows by key, each with its cells' texts."""

    title: str
    headings: Sequence[Sequence[str]]
    rows: Mapping[str, Sequence[str]]
    key_column: int = 0


@dataclass(frozen=True)
class WrittenChart:
    """A chart as it was written: the texts of its categories, and by the name of each series its values as texts, "" for a gap.

    An organisation has its boxes as categories, and no series.

    Attributes:
        alt: what it says to those who cannot see it.
    """

    title: str
    categories: Sequence[str]
    series: Mapping[str, Sequence[str]]
    alt: str = ""


@dataclass(frozen=True)
class Record:
    """Tables, charts and sentences (paragraphs, headings, captions) by their keys, in the document's order, of the report of a year."""

    tables: Mapping[str, WrittenTable] = field(default_factory=dict)
    charts: Mapping[str, WrittenChart] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    year: str = ""


def as_xml(record: Record) -> bytes:
    """The record as the content of its custom XML part."""
    root = etree.Element(ROOT, {"versi": VERSION, "tahun": shown(record.year)}, {"n": NAMESPACE})
    for key, table in record.tables.items():
        about = {"kunci": shown(key), "judul": shown(table.title), "kolom_kunci": str(table.key_column)}
        whole = etree.SubElement(root, f"{_N}tabel", about)
        for heading in table.headings:
            _cells(etree.SubElement(whole, f"{_N}kepala"), heading)
        for row_key, cells in table.rows.items():
            _cells(etree.SubElement(whole, f"{_N}baris", {"kunci": shown(row_key)}), cells)
    for key, chart in record.charts.items():
        about = {"kunci": shown(key), "judul": shown(chart.title), "teks_alternatif": shown(chart.alt)}
        whole = etree.SubElement(root, f"{_N}grafik", about)
        _cells(etree.SubElement(whole, f"{_N}kategori"), chart.categories)
        for name, values in chart.series.items():
            _cells(etree.SubElement(whole, f"{_N}deret", {"nama": shown(name)}), values)
    for key, text in record.sentences.items():
        etree.SubElement(root, f"{_N}kalimat", {"kunci": shown(key)}).text = shown(text)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cells(parent: etree._Element, texts: Sequence[str]) -> None:
    for text in texts:
        etree.SubElement(parent, f"{_N}sel").text = shown(text)


def of_xml(root: etree._Element) -> Record | None:
    """The record in a custom XML part; None if the part is none of ours, or of a later release."""
    if root.tag != ROOT or root.get("versi") != VERSION:
        return None
    tables = {
        each.get("kunci", ""): WrittenTable(
            each.get("judul", ""),
            [_texts(heading) for heading in each.iterfind(f"{_N}kepala")],
            {row.get("kunci", ""): _texts(row) for row in each.iterfind(f"{_N}baris")},
            small_number(each.get("kolom_kunci", "")),
        )
        for each in root.iterfind(f"{_N}tabel")
    }
    charts = {
        each.get("kunci", ""): WrittenChart(
            each.get("judul", ""),
            [text for categories in each.iterfind(f"{_N}kategori") for text in _texts(categories)],
            {series.get("nama", ""): _texts(series) for series in each.iterfind(f"{_N}deret")},
            each.get("teks_alternatif", ""),
        )
        for each in root.iterfind(f"{_N}grafik")
    }
    sentences = {each.get("kunci", ""): each.text or "" for each in root.iterfind(f"{_N}kalimat")}
    return Record(tables, charts, sentences, root.get("tahun", ""))


def _texts(parent: etree._Element) -> list[str]:
    return [cell.text or "" for cell in parent.iterfind(f"{_N}sel")]
