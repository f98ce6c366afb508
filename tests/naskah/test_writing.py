"""The document as Word and people find it: valid, within its margins, readable aloud, and the same every time."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import docx
import pytest
from lxml import etree

from lkjip.docx_kit import sections
from lkjip.docx_kit.wml import NAMESPACES, W
from lkjip.naskah import house_template, record
from lkjip.naskah.blocks import (
    Align,
    Chart,
    ChartKind,
    Content,
    Equation,
    Fraction,
    Heading,
    Look,
    OrganisationChart,
    PageBreak,
    Paragraph,
    Picture,
    Series,
    Table,
    TableColumn,
    TableRow,
)
from lkjip.naskah.outline import Line, NewSection
from lkjip.naskah.writing import Looks, write
from lkjip.ooxml.archive import Element
from tests.kit.workbooks import Parts
from tests.second_opinions.openxml_sdk import errors

LIST: Final = "Judul Daftar"
OUTLINE: Final = (
    *(Line("LAPORAN KINERJA\nTAHUN [[tahun]]", Look.SAMPUL.value), Line("[[logo]]", Look.TENGAH.value)),
    *(NewSection("depan"), Line("KATA PENGANTAR", LIST), Line("[[kata]]"), Line("DAFTAR ISI", LIST), Line("[[daftar_isi]]")),
    *(Line("DAFTAR TABEL", LIST), Line("[[daftar_tabel]]"), Line("DAFTAR GAMBAR", LIST), Line("[[daftar_gambar]]")),
    *(NewSection("isi"), Line("BAB I\nPENDAHULUAN", "heading 1"), Line("1.1 Organisasi", "heading 2"), Line("[[organisasi]]")),
    *(Line("BAB II\nKOSONG", "heading 1"), Line("2.1 Kosong", "heading 2"), Line("[[kosong]]")),
    *(Line("BAB III\nKINERJA", "heading 1"), Line("3.1 Cara", "heading 2"), Line("[[rumus]]"), Line("3.2 Capaian", "heading 2")),
    *(Line("[[lebar]]"), Line("[[sempit]]"), NewSection("isi"), Line("LAMPIRAN", "heading 1"), Line("[[lampiran]]")),
)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(3 * width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def table(key: str, rows: int = 3, *, landscape: bool = False, columns: int = 5) -> Table:
    head = [
        ["No", "Indikator", *["TAHUN 2020"] * (columns - 2)],
        ["No", "Indikator", *(f"Kolom {number}" for number in range(columns - 2))],
    ]
    lines = [TableRow(f"i{number}", [str(number), "Persentase LSM", *["1.914.251.000"] * (columns - 2)]) for number in range(rows)]
    shape = [TableColumn(1, Align.CENTER), TableColumn(4, grouped=True), *[TableColumn(2, Align.RIGHT)] * (columns - 2)]
    return Table(
        key, f"Judul {key}", shape, head, lines, [str(number + 1) for number in range(columns)], 1, landscape, "Perjanjian Kinerja"
    )


def chart(key: str, kind: ChartKind, count: int) -> Chart:
    values: Sequence[float | None] = [*map(float, range(count - 1)), None]
    return Chart(key, f"Grafik {key}", f"Isi {key}", kind, [f"Indikator {one}" for one in range(count)], [Series("Capaian", values)], "%")


CONTENT: Final = Content(
    {
        "logo": [Picture(png(8, 10), "Logo Kabupaten", 35)],
        "kata": [Paragraph("Puji syukur\x0b & <hormat>.", key="kata/1"), Paragraph("Boyolali\nKEPALA", Look.TANDA_TANGAN)],
        "organisasi": [
            *(Paragraph(f"{each.name} {number}", each) for each in (Look.NOMOR, Look.HURUF, Look.NOMOR, Look.BUTIR) for number in range(2)),
            OrganisationChart("org", "Struktur Organisasi", "Kepala dan staf", [("Kepala", "A", ""), ("Staf", "B", "Kepala")]),
        ],
        "kosong": [],
        "rumus": [
            Heading("3.1.9 Rumus", 3, "judul rumus"),
            *(PageBreak(), Paragraph("Halaman baru.")),
            Equation("Capaian", [Fraction("Realisasi", "Target"), " × 100 %"], "rumus"),
            Table("tanda", "", [TableColumn(1), TableColumn(1)], (), [TableRow("a", ["Pihak Kedua", "Pihak Pertama"])]),
            *(chart(key, kind, count) for key, kind, count in (("batang", ChartKind.BARS, 60), ("garis", ChartKind.LINES, 4))),
        ],
        "lebar": [table("lebar", landscape=True, columns=14), Paragraph("Sumber lain.")],
        "sempit": [PageBreak(), Heading("3.2.1 Berikutnya", 3), table("sempit", columns=7)],
        "lampiran": [table("lampiran", landscape=True)],
    },
    {"tahun": "2020"},
)
LOOKS: Final = Looks("LKjIP Kantor Tahun 2020", "Kantor", sections.F4)


@pytest.fixture(scope="module")
def made() -> bytes:
    return write(house_template.build(sections.F4, outline=OUTLINE), CONTENT, LOOKS)


@pytest.fixture(scope="module")
def root(made: bytes) -> Element:
    return etree.fromstring(Parts.of_bytes(made)["word/document.xml"])


@pytest.mark.process
def test_the_sdk_finds_nothing_wrong(made: bytes, tmp_path: Path) -> None:
    """Ours, the same filled in as the template of next year, and python-docx's template as an office's own."""
    plain = io.BytesIO()
    document = docx.Document()
    for text in ("[[logo]]", "[[kata]]", "[[organisasi]]", "[[rumus]]", "[[lebar]]", "[[sempit]]"):
        document.add_paragraph(text)
    document.save(plain)
    files = {"ours": made, "again": write(made, CONTENT, LOOKS), "own": write(plain.getvalue(), CONTENT, LOOKS)}
    paths = []
    for name, data in files.items():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(data)
    assert {Path(path).stem: found for path, found in errors(paths).items()} == {name: [] for name in files}


def test_the_same_report_gives_the_same_bytes(made: bytes) -> None:
    assert write(house_template.build(sections.F4, outline=OUTLINE), CONTENT, LOOKS) == made


def test_python_docx_opens_it_with_its_properties(made: bytes) -> None:
    document = docx.Document(io.BytesIO(made))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == ("LKjIP Kantor Tahun 2020", "Kantor", "id-ID")
    headings = [(each.text, each.style.name) for each in document.paragraphs if each.style and str(each.style.name).startswith("Heading")]
    assert headings == [
        ("BAB I\nPENDAHULUAN", "Heading 1"),
        ("1.1 Organisasi", "Heading 2"),
        ("BAB II\nKINERJA", "Heading 1"),
        ("2.1 Cara", "Heading 2"),
        ("2.1.1 Rumus", "Heading 3"),
        ("2.2 Capaian", "Heading 2"),
        ("2.2.1 Berikutnya", "Heading 3"),
        ("LAMPIRAN", "Heading 1"),
    ]


def of_sections(root: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Each section's properties with its paragraphs and tables."""
    inside: list[Element] = []
    for each in root[0]:
        if each.tag == f"{W}sectPr":
            yield each, inside
            return
        inside.append(each)
        if (end := each.find(f"{W}pPr/{W}sectPr")) is not None:
            yield end, inside
            inside = []


def number(parent: Element, path: str, name: str) -> int:
    found = parent.find(path, {"w": NAMESPACES["w"]})
    assert found is not None
    return int(found.get(f"{W}{name}", ""))


def test_no_table_is_wider_than_its_text(root: Element) -> None:
    seen = 0
    for properties, inside in of_sections(root):
        room = number(properties, "w:pgSz", "w") - number(properties, "w:pgMar", "left") - number(properties, "w:pgMar", "right")
        for each in inside:
            if each.tag == f"{W}tbl":
                seen += 1
                columns = [int(column.get(f"{W}w", "")) for column in each.iterfind(f"{W}tblGrid/{W}gridCol")]
                assert number(each, "w:tblPr/w:tblW", "w") == sum(columns) == room
                for row in each.iterfind(f"{W}tr"):
                    assert sum(number(cell, "w:tcPr/w:tcW", "w") for cell in row.iterfind(f"{W}tc")) == room
    assert seen == 4


def test_only_pages_with_a_wide_table_are_landscape_and_page_numbers_go_on(root: Element) -> None:
    shapes = []
    for properties, inside in of_sections(root):
        wide = number(properties, "w:pgSz", "w") > number(properties, "w:pgSz", "h")
        numbers = properties.find(f"{W}pgNumType")
        tables = [text for each in inside for text in ["".join(map(str, each.itertext(f"{W}t")))] if each.tag == f"{W}tbl"]
        shapes.append((wide, None if numbers is None else numbers.get(f"{W}start"), len(tables)))
    #        cover               front                isi: 3.1            3.2, wide           the next, upright    lampiran
    assert shapes == [(False, None, 0), (False, "1", 0), (False, "1", 1), (True, None, 1), (False, None, 1), (True, None, 1)]


def test_headings_of_tables_repeat_and_everything_drawn_is_described(root: Element) -> None:
    for each in root.iter(f"{W}tbl"):
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in each.iterfind(f"{W}tr")]
        assert repeated == ([True] * 3 + [False] * 3 if len(repeated) > 1 else [False])
    drawn = root.iter(f"{{{NAMESPACES['wp']}}}docPr")
    assert [(each.get("descr"), each.get("id")) for each in drawn] == [
        (text, str(10_001 + place)) for place, text in enumerate(("Logo Kabupaten", "Kepala dan staf", "Isi batang", "Isi garis"))
    ]


def test_a_new_page_begins_once(root: Element) -> None:
    """Not again where a section begins one already, as after the landscape pages."""
    begun = [each.getparent() for each in root.iter(f"{W}pageBreakBefore")]
    lines = [each.getparent() for each in begun if each is not None]
    assert ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in lines if each is not None] == ["Halaman baru."]


def test_the_language_is_indonesian(made: bytes) -> None:
    defaults = etree.fromstring(Parts.of_bytes(made)["word/styles.xml"]).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults is not None
    assert defaults.get(f"{W}val") == "id-ID"


def test_numbered_lists_begin_anew(root: Element) -> None:
    lists = [each.get(f"{W}val") for each in root.iter(f"{W}numId")]
    assert [lists[place] == lists[place + 1] for place in (0, 2, 4, 6)] == [True] * 4
    assert len(set(lists)) == 4


def test_the_lists_lead_to_what_they_name(root: Element) -> None:
    entries = {}
    for each in root.iter(f"{W}hyperlink"):
        text = "".join(run.text or "" for run in each.iter(f"{W}t"))
        entries[each.get(f"{W}anchor")] = text.replace("\u00a0", "")
    marks = {each.get(f"{W}name"): each.getparent() for each in root.iter(f"{W}bookmarkStart")}
    for anchor, text in entries.items():
        line = marks[anchor]
        assert line is not None
        assert "".join(each.text or " " for each in line.iter(f"{W}t", f"{W}br")).replace(" ", "") == text.replace(" ", "")
    assert list(entries.values()) == [
        *(
            "KATA PENGANTAR",
            "DAFTAR ISI",
            "DAFTAR TABEL",
            "DAFTAR GAMBAR",
            "BAB I PENDAHULUAN",
            "1.1Organisasi",
            "BAB II KINERJA",
            "2.1Cara",
        ),
        *("2.1.1Rumus", "2.2Capaian", "2.2.1Berikutnya", "LAMPIRAN", "Tabel 2.1Judul lebar", "Tabel 2.2Judul sempit"),
        *("Gambar 1.1Struktur Organisasi", "Gambar 2.1Grafik batang", "Gambar 2.2Grafik garis"),
    ]


def test_what_was_written_is_remembered(made: bytes, root: Element) -> None:
    parts = Parts.of_bytes(made)
    found = [record.of_xml(etree.fromstring(data)) for name, data in parts.items() if name.startswith("customXml/item1")]
    (kept,) = found
    assert kept is not None
    assert list(kept.tables) == ["tanda", "lebar", "sempit", "lampiran"]
    assert kept.tables["lebar"].title == "Judul lebar"
    assert kept.tables["sempit"].rows["i1"][:3] == ["1", "Persentase LSM", "1.914.251.000"]
    assert kept.charts["garis"].series == {"Capaian": ["0", "1", "2", ""]}
    assert kept.sentences == {
        "kata/1": "Puji syukur & <hormat>.",
        "judul/org": "Gambar 1.1 Struktur Organisasi",
        "judul rumus": "2.1.1 Rumus",
        "rumus": "Capaian = RealisasiTarget × 100 %",
        "judul/batang": "Gambar 2.1 Grafik batang",
        "judul/garis": "Gambar 2.2 Grafik garis",
        "judul/lebar": "Tabel 2.1 Judul lebar",
        "judul/sempit": "Tabel 2.2 Judul sempit",
        "judul/lampiran": "Judul lampiran",
        # a line of the template with a mark in it, known by the line
        "baris/LAPORAN KINERJA TAHUN [[tahun]]/1": "LAPORAN KINERJA\nTAHUN 2020",
    }
    lines = {"".join(each.text or "" for each in line.iter(f"{W}t", f"{{{NAMESPACES['m']}}}t")) for line in root.iter(f"{W}p")}
    assert {text.replace("\n", "") for text in kept.sentences.values()} <= lines


def test_last_years_report_as_a_template_keeps_one_record(made: bytes) -> None:
    again = Parts.of_bytes(write(made, CONTENT, LOOKS))
    roots = [etree.fromstring(data).tag for name, data in again.items() if name.startswith("customXml/item") and "Props" not in name]
    assert roots == [record.ROOT]


def test_nothing_of_a_table_of_many_rows_is_lost() -> None:
    many = write(
        house_template.build(outline=(Line("BAB I\nA", "heading 1"), Line("[[banyak]]"))),
        Content({"banyak": [table("banyak", 800)]}),
        LOOKS,
    )
    (one,) = docx.Document(io.BytesIO(many)).tables
    assert len(one._tbl.tr_lst) == 803
