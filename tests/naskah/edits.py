"""What people do to a document in Word, and what changes in a workbook meanwhile; each by a seeded choice of its place."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from lxml import etree

from lkjip.model.laporan import Laporan

Element: TypeAlias = etree._Element
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AUTHOR: Final = {W + "id": "901", W + "author": "Kasubbag", W + "date": "2026-01-05T08:00:00Z"}


@dataclass
class Edited:
    """A document in the hands of a person, and what must be found in it whatever happens.

    Attributes:
        typed: texts that the person typed.
        deleted: tables and rows by a text of theirs that must not come back.
    """

    root: Element
    draw: random.Random
    typed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def words(self) -> str:
        """Words that stand nowhere else."""
        words = f"ketikan{self.draw.randrange(10**9):09d}"
        self.typed.append(words)
        return words

    @property
    def body(self) -> Element:
        return self.root[0]

    def paragraphs(self) -> list[Element]:
        """Paragraphs of the text, outside tables and contents lists."""
        return [each for each in self.body.iterchildren(W + "p") if said(each) and next(each.iter(W + "instrText"), None) is None]

    def tables(self) -> list[Element]:
        return [each for each in self.body.iterchildren(W + "tbl") if len(rows(each)) > 2]


def said(element: Element) -> str:
    """All text below an element."""
    return "".join(each.text or "" for each in element.iter(W + "t"))


def rows(table: Element) -> list[Element]:
    """The rows of a table below its headings."""
    return [each for each in table.iterchildren(W + "tr") if each.find(f"{W}trPr/{W}tblHeader") is None]


def cells(row: Element) -> list[Element]:
    return list(row.iterchildren(W + "tc"))


def type_into(parent: Element, text: str) -> None:
    """Replace the text of a paragraph or cell, as somebody who types over it."""
    texts = list(parent.iter(W + "t"))
    if not texts:
        run = etree.SubElement(next(parent.iter(W + "p")), W + "r")
        texts = [etree.SubElement(run, W + "t")]
    texts[0].text = text
    for each in texts[1:]:
        each.text = ""


def made(text: str) -> Element:
    paragraph = etree.Element(W + "p")
    etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = text
    return paragraph


# ---------------------------------------------------------------- what people do
def add_a_paragraph(it: Edited) -> None:
    it.draw.choice(it.paragraphs()).addnext(made(it.words()))


def go_on_in_a_paragraph(it: Edited) -> None:
    run = etree.SubElement(it.draw.choice(it.paragraphs()), W + "r")
    etree.SubElement(run, W + "t").text = f" {it.words()}"


def colour_a_row(it: Edited) -> None:
    for cell in cells(it.draw.choice(rows(it.draw.choice(it.tables())))):
        properties = cell.find(W + "tcPr")
        assert properties is not None
        for old in properties.findall(W + "shd"):
            properties.remove(old)
        etree.SubElement(properties, W + "shd", {W + "val": "clear", W + "color": "auto", W + "fill": "FFFF00"})


def change_a_cell(it: Edited) -> None:
    row = it.draw.choice(rows(it.draw.choice(it.tables())))
    type_into(it.draw.choice([each for each in cells(row) if each.find(f"{W}tcPr/{W}vMerge") is None]), it.words())


def delete_a_row(it: Edited) -> None:
    row = it.draw.choice(rows(it.draw.choice(it.tables())))
    above = row.getparent()
    assert above is not None
    above.remove(row)


def add_a_row(it: Edited) -> None:
    row = it.draw.choice(rows(it.draw.choice(it.tables())))
    added = copy.deepcopy(row)
    for cell in cells(added):
        type_into(cell, it.words())
    row.addnext(added)


def move_a_table(it: Edited) -> None:
    table = it.draw.choice(it.tables())
    it.draw.choice(it.paragraphs()).addnext(table)
    table.addnext(etree.Element(W + "p"))


def copy_a_table(it: Edited) -> None:
    table = it.draw.choice(it.tables())
    place = it.draw.choice(it.paragraphs())
    place.addnext(copy.deepcopy(table))
    place.addnext(made(it.words()))


def remove_a_column(it: Edited) -> None:
    table = it.draw.choice([each for each in it.tables() if next(each.iter(W + "gridSpan"), None) is None])
    for row in table.iterchildren(W + "tr"):
        row.remove(cells(row)[-1])


def track_a_change(it: Edited) -> None:
    paragraph = it.draw.choice(it.paragraphs() + [next(each.iter(W + "p")) for table in it.tables() for each in rows(table)[:1]])
    inserted = etree.SubElement(paragraph, W + "ins", _AUTHOR)
    etree.SubElement(etree.SubElement(inserted, W + "r"), W + "t").text = it.words()


def strike_under_tracking(it: Edited) -> None:
    paragraph = it.draw.choice([each for each in it.paragraphs() if each.find(W + "r") is not None])
    run = paragraph.find(W + "r")
    assert run is not None
    deleted = etree.Element(W + "del", _AUTHOR)
    run.addprevious(deleted)
    deleted.append(run)
    for each in run.iter(W + "t"):
        each.tag = W + "delText"


def comment(it: Edited) -> None:
    paragraph = it.draw.choice(it.paragraphs())
    start = etree.Element(W + "commentRangeStart", {W + "id": "77"})
    paragraph.insert(1 if paragraph.find(W + "pPr") is not None else 0, start)
    etree.SubElement(paragraph, W + "commentRangeEnd", {W + "id": "77"})
    etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "commentReference", {W + "id": "77"})


def embolden_a_word(it: Edited) -> None:
    """Split a run in three, the middle one bold, as Word does."""
    runs = [run for each in it.paragraphs() for run in each.iterchildren(W + "r") if len((said(run)).split()) > 4 and len(run) <= 2]
    run = it.draw.choice(runs)
    words = said(run).split(" ")
    at = it.draw.randrange(1, len(words) - 1)
    parts = " ".join(words[:at]) + " ", words[at], " " + " ".join(words[at + 1 :])
    for number, part in enumerate(parts):
        new = copy.deepcopy(run)
        text = next(new.iter(W + "t"))
        text.text = part
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if number == 1:
            looks = new.find(W + "rPr")
            if looks is None:
                looks = etree.Element(W + "rPr")
                new.insert(0, looks)
            etree.SubElement(looks, W + "b")
        run.addprevious(new)
    above = run.getparent()
    assert above is not None
    above.remove(run)


def delete_a_paragraph(it: Edited) -> None:
    paragraph = it.draw.choice([each for each in it.paragraphs() if each.find(f"{W}pPr/{W}sectPr") is None])
    it.body.remove(paragraph)


def let_word_correct_it(it: Edited) -> None:
    """Other quotes, spaces and dashes, as Word's corrections make them."""
    for each in it.draw.sample(list(it.root.iter(W + "t")), 40):
        each.text = re.sub(r'"(\w)', r"“\1", each.text or "").replace('"', "”").replace(" - ", " – ").replace(" %", "\u00a0%")


def draw_a_text_box(it: Edited) -> None:
    run = etree.SubElement(it.draw.choice(it.paragraphs()), W + "r")
    box = etree.SubElement(etree.SubElement(run, W + "pict"), "{urn:schemas-microsoft-com:vml}textbox")
    etree.SubElement(box, W + "txbxContent").append(made(it.words()))


EDITS: Final[tuple[Callable[[Edited], None], ...]] = (
    add_a_paragraph,
    go_on_in_a_paragraph,
    colour_a_row,
    change_a_cell,
    delete_a_row,
    add_a_row,
    move_a_table,
    copy_a_table,
    remove_a_column,
    track_a_change,
    strike_under_tracking,
    comment,
    embolden_a_word,
    delete_a_paragraph,
    let_word_correct_it,
    draw_a_text_box,
)


def edited(data: bytes, draw: random.Random, edits: int) -> tuple[bytes, Edited]:
    """A document after some edits of a person."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        it = Edited(etree.fromstring(archive.read("word/document.xml")), draw)
    for _ in range(edits):
        draw.choice(EDITS)(it)
    return with_part(data, "word/document.xml", etree.tostring(it.root)), it


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A package with another content of one part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copied:
        for entry in archive.infolist():
            copied.writestr(entry, content if entry.filename == name else archive.read(entry))
    return written.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


# ---------------------------------------------------------------- what changes in the workbook
Rows: TypeAlias = list[dict[str, Any]]


def _changed(laporan: Laporan, **tables: Rows) -> Laporan:
    return replace(laporan, inputs={**laporan.inputs, **tables})


def rows_of(laporan: Laporan, table: str) -> Rows:
    return [dict(row) for row in laporan.inputs[table]]


def other_realisasi(laporan: Laporan, draw: random.Random) -> Laporan:
    rows = rows_of(laporan, "tabel_3_1")
    draw.choice(rows)["realisasi"] = round(draw.uniform(1, 120), 2)
    return _changed(laporan, tabel_3_1=rows)


def other_budget(laporan: Laporan, draw: random.Random) -> Laporan:
    rows = rows_of(laporan, "tabel_3_2")
    row = draw.choice(rows)
    row["anggaran"], row["realisasi"] = 1_000_000.0 * draw.randrange(10, 90), 1_000_000.0 * draw.randrange(1, 10)
    return _changed(laporan, tabel_3_2=rows)


def renamed_indicator(laporan: Laporan, draw: random.Random) -> Laporan:
    """An indicator that is spelt otherwise in every table."""
    name = draw.choice(rows_of(laporan, "tabel_3_1"))["indikator"]
    tables = {}
    for table in laporan.inputs:
        rows = rows_of(laporan, table)
        if any(row.get("indikator") == name for row in rows):
            tables[table] = [{**row, "indikator": f"{name} se-Kabupaten"} if row.get("indikator") == name else row for row in rows]
    return _changed(laporan, **tables)


def removed_indicator(laporan: Laporan, draw: random.Random) -> Laporan:
    rows = rows_of(laporan, "tabel_3_1")
    del rows[draw.randrange(len(rows))]
    return _changed(laporan, tabel_3_1=rows)


def new_indicator(laporan: Laporan, draw: random.Random) -> Laporan:
    rows = rows_of(laporan, "tabel_3_1")
    at = draw.randrange(len(rows))
    rows.insert(at, {**rows[at], "indikator": f"Indeks kerukunan nomor {draw.randrange(1000)}", "realisasi": 71.5})
    return _changed(laporan, tabel_3_1=rows)


def more_obstacles(laporan: Laporan, draw: random.Random) -> Laporan:
    rows = rows_of(laporan, "narasi")
    row = draw.choice(rows)
    row["hambatan"] = f"{row['hambatan']}; Terbatasnya tenaga penyuluh sebanyak {draw.randrange(100)} orang"
    return _changed(laporan, narasi=rows)


def other_prose(laporan: Laporan, draw: random.Random) -> Laporan:
    rows = rows_of(laporan, "naskah")
    row = draw.choice(rows)
    row["teks"] = str(row["teks"]).replace(" dan ", " serta ", 1) + " Demikian juga Tahun 2019."
    return _changed(laporan, naskah=rows)


def one_paragraph_less(laporan: Laporan, draw: random.Random) -> Laporan:
    rows = rows_of(laporan, "naskah")
    del rows[draw.randrange(len(rows))]
    return _changed(laporan, naskah=rows)


def another_head(laporan: Laporan, draw: random.Random) -> Laporan:
    profil: Mapping[str, Any] = {**laporan.profil, "kepala": f"Drs. SUTRISNO {draw.randrange(100)}, M.M."}
    return replace(laporan, profil=profil)


CHANGES: Final[tuple[Callable[[Laporan, random.Random], Laporan], ...]] = (
    other_realisasi,
    other_budget,
    renamed_indicator,
    removed_indicator,
    new_indicator,
    more_obstacles,
    other_prose,
    one_paragraph_less,
    another_head,
)
