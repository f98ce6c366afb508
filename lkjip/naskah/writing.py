"""Write a report's content into a template: the finished Word document, with the record of what was written."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from lxml import etree

from lkjip.docx_kit import charts, drawings, equations, organisation, sections, tables
from lkjip.docx_kit.numbering import List, Numbering
from lkjip.docx_kit.package import Document
from lkjip.docx_kit.styles import completed, speak
from lkjip.docx_kit.wml import (
    LANGUAGE,
    NAMESPACES,
    PART_TYPES,
    RELATIONS,
    W,
    attribute,
    bookmarked,
    element,
    elements,
    link,
    paragraph,
    run,
    text_of,
)
from lkjip.docx_kit.wml import field as field_of
from lkjip.naskah import headings, house_template, layout, record, styles, template
from lkjip.naskah.blocks import (
    Chart,
    ChartKind,
    Content,
    Equation,
    Expression,
    Fraction,
    Heading,
    Look,
    OrganisationChart,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from lkjip.naskah.template import ContentsList, Piece, SectionEnd
from lkjip.ooxml import part_names
from lkjip.ooxml.archive import Element
from lkjip.ooxml.parts import ArchiveParts, serialised

_LISTED: Final = 3
"""Levels of headings that the contents list."""
_TABLES: Final = "Tabel"
_FIGURES: Final = "Gambar"
_INSTRUCTIONS: Final = {
    ContentsList.HEADINGS: r"TOC \o \h \z \u".replace(r"\o", rf'\o "1-{_LISTED}"'),
    ContentsList.TABLES: rf'TOC \h \z \c "{_TABLES}"',
    ContentsList.FIGURES: rf'TOC \h \z \c "{_FIGURES}"',
}
_KINDS: Final = {Look.BUTIR: List.BULLETS, Look.NOMOR: List.NUMBERS, Look.HURUF: List.LETTERS}
_TINY: Final = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""The look of a paragraph that only ends a section."""
_GAP: Final = '<w:spacing w:before="0" w:after="120" w:line="120" w:lineRule="exact"/>'
_BEFORE_BREAK: Final = frozenset(f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines"))
_BESIDE_BODY: Final = ("/header", "/footer", "/footnotes", "/endnotes")
_PLACE: Final = "lkjip"
_PLACES: Final = re.compile(rb"<\?lkjip ([0-9]+)\?>")
"""Where tables belong; a template has none of these, since no processing instruction is read."""
_OURS: Final = 1_000_000
"""The first number of our bookmarks, until all are numbered through."""
_CREATED: Final = "1980-01-01T00:00:00Z"


@dataclass(frozen=True)
class Looks:
    """How a document looks, and what it says of itself in its properties; a template of an office's own has its own paper and font."""

    title: str
    office: str
    paper: sections.Paper = sections.A4
    font: str = house_template.FONT


def write(own: bytes | None, content: Content, looks: Looks, name: Path = Path(template.NAME)) -> bytes:
    """The bytes of the finished document; its lists have no page numbers yet (`lkjip.naskah.pages`).

    Args:
        own: the template; None for ours.
        name: of the template, for messages.

    Raises:
        LkjipError: the template is no Word document, damaged, or has a mark that is unknown or in a wrong place.
    """
    with Document(name, house_template.build(looks.paper, looks.font) if own is None else own) as document:
        return _Writer(document, content, looks).written()


@dataclass(frozen=True)
class _Entry:
    """A line of a list of contents: where it leads, its text, and its level from 1."""

    bookmark: str
    text: str
    level: int = 1


@dataclass
class _Numbers:
    """What is counted while a document is written."""

    bookmarks: Iterator[str]
    marks: Iterator[int] = field(default_factory=lambda: itertools.count(_OURS))
    parts: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    drawings: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    chapter: int | None = None
    captions: dict[str, int] = field(default_factory=dict)


class _Writer:
    """A document in the making."""

    def __init__(self, document: Document, content: Content, looks: Looks) -> None:
        self.document, self.content, self.looks = document, content, looks
        self.parts = ArchiveParts(document)
        types = document.content_types
        named = {part: types[part_names.key(part)] for part in document.names}
        named = {part: kind for part, kind in named.items() if kind and not part.endswith(".rels") and part != "[Content_Types].xml"}
        self.parts.keep(named, {})
        self.parts.set_type(document.main, f"{PART_TYPES}.document.main+xml")  # also if it is a .dotx
        for part in ("", *named):
            for relation in self.parts.relations(part):
                if not relation.external and relation.target not in named:
                    raise document.damaged(f"bagian {relation.target} tidak ada")
        self.main = document.main
        self.root = self.parts.root(self.main)
        self.tables: dict[str, record.WrittenTable] = {}
        self.charts: dict[str, record.WrittenChart] = {}
        self.sentences: dict[str, str] = {}
        self.entries: dict[ContentsList, list[_Entry]] = {each: [] for each in ContentsList}
        self.room, self.height = sections.A4.room, sections.A4.height
        self.made: list[Element] = []
        self.texts: list[str] = []
        """XML of tables, by the number of their place in the document."""
        self.lists: list[tuple[Element, ContentsList]] = []
        self.look: Look | None = None
        self.list_number = 0
        self.pending_break = False
        self.gap: Element | None = None
        """The empty line below the table that was written last."""

    # ------------------------------------------------------------ the whole
    def written(self) -> bytes:
        pieces = list(template.pieces(self.document, self.root, self.content))
        self._styles(next((sections.room(each.properties) for each in reversed(pieces) if isinstance(each, SectionEnd)), sections.A4.room))
        self.numbering = Numbering(self._related("numbering"))
        self._count()
        body = self.root.find(f"{W}body")
        assert body is not None  # noqa: S101
        kept = headings.consecutive(headings.kept(pieces, self._level), self._level)
        laid_out = layout.laid_out(kept, self._level)
        body.clear()
        for number, section in enumerate(laid_out):
            self.room, self.height = sections.room(section.properties), sections.height(section.properties)
            start = len(self.made)
            for piece in itertools.dropwhile(lambda each: isinstance(each, PageBreak), section.pieces):  # a section begins a page
                self._put(piece)
            self.pending_break = False
            if number < len(laid_out) - 1:
                self._end(section.properties, start)
        body.extend(self._with_lists())
        body.append(laid_out[-1].properties)
        self._unique()
        self._headers()
        self._related("settings")
        self._properties()
        self._remember()
        self.parts.put_bytes(self.main, self._document())
        return self.parts.packed()

    def _with_lists(self) -> Iterator[Element]:
        places = {id(place): which for place, which in self.lists}
        for each in self.made:
            if id(each) in places:
                yield from self._contents(places[id(each)], each)
            else:
                yield each

    # ------------------------------------------------------------ styles, lists and what is counted
    def _related(self, kind: str) -> Element:
        """The root of the part of styles, numbering or settings, made where there is none."""
        known = next(
            (each.target for each in self.parts.relations(self.main) if each.kind.endswith(f"/{kind}") and not each.external), None
        )
        if known is None or known not in self.document.names:
            known = part_names.leads_to(self.main, f"{kind}.xml")
            self.parts.attach(self.main, f"{RELATIONS}/{kind}", known)
            self.parts.set_type(known, f"{PART_TYPES}.{kind}+xml")
            self.parts.put(known, element(f"<w:{kind}/>"))
        self.parts.touch(known)
        return self.parts.root(known)

    def _part(self, name: str, ending: str) -> str:
        """A name for a new part, which the template may have already."""
        while True:
            made = part_names.leads_to(self.main, f"{name}_{next(self.numbers.parts)}.{ending}")
            if made not in self.document.names:
                return made

    def _styles(self, room: int) -> None:
        root = self._related("styles")
        self.ids = completed(root, styles.of_report(room))
        self.levels = headings.levels(root)
        speak(root)

    def _count(self) -> None:
        self.numbers = _Numbers(self._bookmarks())

    def _bookmarks(self) -> Iterator[str]:
        taken = {each.get(f"{W}name", "") for each in self.root.iter(f"{W}bookmarkStart")}
        return (name for number in itertools.count(1) if (name := f"_Toc{200_000_000 + number}") not in taken)

    def _level(self, piece: Piece) -> int | None:
        """The level of a heading; None for anything else."""
        if isinstance(piece, Heading):
            return piece.level
        return self.levels.get(headings.style_of(piece)) if isinstance(piece, Element) and piece.tag == f"{W}p" else None

    # ------------------------------------------------------------ pieces
    def _put(self, piece: Piece) -> None:
        look = piece.look if isinstance(piece, Paragraph) else None
        if look is not self.look or look not in _KINDS:
            self.list_number = 0
        self.look = look
        if isinstance(piece, PageBreak):
            self.pending_break = True
        elif isinstance(piece, Element):
            self._put_line(piece)
        elif isinstance(piece, ContentsList):
            place = element("<w:p/>")
            self.lists.append((place, piece))
            self._add(place)
        elif isinstance(piece, Heading):
            self._put_heading(piece)
        elif isinstance(piece, Paragraph):
            self._put_paragraph(piece)
        elif isinstance(piece, Table):
            self._put_table(piece)
        elif isinstance(piece, Chart):
            self._put_chart(piece)
        elif isinstance(piece, OrganisationChart):
            self._put_organisation(piece)
        elif isinstance(piece, Equation):
            self._put_equation(piece)
        elif isinstance(piece, Picture):
            self._put_picture(piece)

    def _add(self, *made: Element) -> None:
        for each in made:
            if self.pending_break and each.tag == f"{W}p":
                _begin_page(each)
                self.pending_break = False
            self.made.append(each)

    def _add_paragraph(self, runs: str, style: str, properties: str = "") -> Element:
        made = element(paragraph(runs, self.ids[style], properties))
        self._add(made)
        return made

    def _remember_sentence(self, key: str | None, text: str) -> None:
        if key is not None:
            self.sentences[key] = text

    def _put_line(self, line: Element) -> None:
        if (key := line.get(template.KEY)) is not None:
            del line.attrib[template.KEY]
            self._remember_sentence(key, text_of(line))
        level = self._level(line)
        if level is not None:
            self._number(text_of(line), level)
            if level <= _LISTED:
                name = next(self.numbers.bookmarks)
                self.entries[ContentsList.HEADINGS].append(_Entry(name, _joined(text_of(line)), level))
                number = next(self.numbers.marks)
                start = element(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>')
                properties = line.find(f"{W}pPr")
                line.insert(0, start) if properties is None else properties.addnext(start)
                line.append(element(f'<w:bookmarkEnd w:id="{number}"/>'))
        self._add(line)

    def _number(self, text: str, level: int) -> None:
        if level == 1:
            self.numbers.chapter = headings.chapter_of(text)
            self.numbers.captions = {}

    def _put_heading(self, heading: Heading) -> None:
        self._number(heading.text, heading.level)
        runs = run(heading.text)
        if heading.level <= _LISTED:
            name = next(self.numbers.bookmarks)
            self.entries[ContentsList.HEADINGS].append(_Entry(name, _joined(heading.text), heading.level))
            runs = bookmarked(name, next(self.numbers.marks), runs)
        self._add_paragraph(runs, styles.heading(min(heading.level, styles.DEEPEST)))
        self._remember_sentence(heading.key, heading.text)

    def _put_paragraph(self, each: Paragraph) -> None:
        # a bold line is a small heading, which never ends a page
        properties = "<w:keepNext/>" if each.strong and each.look is Look.TEKS else ""
        if each.look is Look.TANDA_TANGAN and self.made and self.made[-1].tag == f"{W}p":
            _keep_with_next(self.made[-1])
        if (kind := _KINDS.get(each.look)) is not None:
            self.list_number = self.list_number or self.numbering.begun(kind)
            properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.list_number}"/></w:numPr>'
        self._add_paragraph(run(each.text, bold=each.strong), each.look.value, properties)
        self._remember_sentence(each.key, each.text)

    def _put_table(self, each: Table) -> None:
        if each.title:
            self._caption(_TABLES, each.key, each.title)
        grid = layout.grid(each)
        if self.pending_break:
            self._add(element(paragraph("", None, _TINY)))
        # a table without headings only sets texts beside one another, such as two signatures
        look, cell = (styles.TABLE, styles.CELL) if each.headings else (styles.PLAIN_TABLE, styles.PLAIN_CELL)
        self._add(self._as_text(tables.table(grid, self.room, self.ids[look], self.ids[cell], each.title)))
        if each.source:
            self._add_paragraph(run(f"Sumber: {each.source}"), Look.SUMBER.value)
        else:
            self.gap = element(paragraph("", None, _GAP))
            self._add(self.gap)
        rows = {row.key: list(row.cells) for row in each.rows}
        written = record.WrittenTable(each.title, [list(row) for row in each.headings], rows, each.key_column)
        self.tables[each.key] = written

    def _as_text(self, xml: str) -> Element:
        """A place in the document for XML that is written as it is: moving some ten thousand elements takes lxml seconds."""
        self.texts.append(xml)
        return cast("Element", etree.ProcessingInstruction(_PLACE, str(len(self.texts) - 1)))

    def _document(self) -> bytes:
        """The finished main part."""
        return _PLACES.sub(lambda found: self.texts[int(found[1])].encode(), serialised(self.root))

    def _caption(self, kind: str, key: str, title: str, *, below: bool = False) -> None:
        """A caption with its number; before BAB I and after the last BAB it has none."""
        properties = '<w:keepNext w:val="0"/><w:spacing w:before="80" w:after="240"/>' if below else ""
        chapter = self.numbers.chapter
        if chapter is None:
            self._add_paragraph(run(title), styles.CAPTION, properties)
            self._remember_sentence(f"judul/{key}", title)
            return
        number = self.numbers.captions[kind] = self.numbers.captions.get(kind, 0) + 1
        again = r" \r 1" if number == 1 else ""
        text = f"{kind} {chapter}.{number} {title}"
        name = next(self.numbers.bookmarks)
        runs = run(f"{kind} {chapter}.") + field_of(rf"SEQ {kind} \* ARABIC{again}", run(str(number))) + run(f" {title}")
        self._add_paragraph(bookmarked(name, next(self.numbers.marks), runs), styles.CAPTION, properties)
        which = ContentsList.TABLES if kind == _TABLES else ContentsList.FIGURES
        self.entries[which].append(_Entry(name, _joined(text)))
        self._remember_sentence(f"judul/{key}", text)

    def _put_chart(self, each: Chart) -> None:
        data = charts.Data(
            each.categories, [(series.name, series.values) for series in each.series], each.unit, each.kind is ChartKind.LINES
        )
        root, book = charts.parts(data, self.looks.font)
        number = next(self.numbers.drawings)
        chart, workbook = self._part("charts/chart_lkjip", "xml"), self._part("embeddings/grafik_lkjip", "xlsx")
        self.parts.set_type(chart, charts.CONTENT_TYPE)
        self.parts.put(chart, root)
        self.parts.set_type(workbook, charts.BOOK_TYPE)
        self.parts.put_bytes(workbook, book)
        self.parts.attach(chart, charts.BOOK_RELATION, workbook)
        identifier = self.parts.attach(self.main, charts.RELATION, chart)
        size = charts.size(data, self.room * drawings.TWIP, self.height * drawings.TWIP)
        self._drawing(drawings.chart(size, number, each.alt, identifier), keep=True)
        self._caption(_FIGURES, each.key, each.title, below=True)
        values = {series.name: ["" if value is None else format(value, "g") for value in series.values] for series in each.series}
        self.charts[each.key] = record.WrittenChart(each.title, list(each.categories), values, each.alt)

    def _put_organisation(self, each: OrganisationChart) -> None:
        number = next(self.numbers.drawings)
        for _ in range(200):  # the shapes inside have numbers too
            next(self.numbers.drawings)
        room, height = self.room * drawings.TWIP, round(0.85 * self.height * drawings.TWIP)
        made = self._drawing(organisation.drawing(each.posts, room, height, number, each.alt), keep=bool(each.title))
        self.charts[each.key] = record.WrittenChart(each.title, organisation.boxes_of(made), {}, each.alt)
        if each.title:
            self._caption(_FIGURES, each.key, each.title, below=True)

    def _put_picture(self, each: Picture) -> None:
        kind = drawings.kind_of(each.data)
        number = next(self.numbers.drawings)
        part = self._part("media/gambar_lkjip", kind.ending)
        self.parts.set_type(part, kind.content_type)
        self.parts.put_bytes(part, each.data)
        identifier = self.parts.attach(self.main, f"{RELATIONS}/image", part)
        height = round(each.height * drawings.EMU)
        size = drawings.Size(max(1, round(height * kind.ratio)), height).within(self.room * drawings.TWIP, self.height * drawings.TWIP)
        self._drawing(drawings.picture(size, number, each.alt, identifier), keep=False)

    def _drawing(self, drawing: str, *, keep: bool) -> Element:
        return self._add_paragraph(f"<w:r>{drawing}</w:r>", Look.TENGAH.value, "<w:keepNext/>" if keep else "")

    def _put_equation(self, each: Equation) -> None:
        terms = [*_terms(each.left), " = ", *_terms(each.right)]
        made = self._add_paragraph(equations.equation(terms), Look.TENGAH.value)
        self._remember_sentence(each.key, "".join(text.text or "" for text in made.iter(f"{{{NAMESPACES['m']}}}t")))

    # ------------------------------------------------------------ sections and lists
    def _end(self, properties: Element, start: int) -> None:
        """Put a section's properties into its last paragraph, or into a tiny one where the last piece is none."""
        last = self.made[-1] if len(self.made) > start else None
        if last is not None and last is self.gap:
            self.made.pop()
            last = None
        if last is None or last.tag != f"{W}p" or any(last is place for place, _ in self.lists):
            last = element(paragraph("", None, _TINY))
            self.made.append(last)
        look = last.find(f"{W}pPr")
        if look is None:
            look = last.makeelement(f"{W}pPr")
            last.insert(0, look)
        after = look.find(f"{W}pPrChange")
        look.append(properties) if after is None else after.addprevious(properties)

    def _contents(self, which: ContentsList, place: Element) -> Iterator[Element]:
        """The lines of a list, together one field that Word can bring up to date."""
        entries = self.entries[which]
        breaks = place.find(f"{W}pPr") is not None
        for number, entry in enumerate(entries):
            style = styles.contents(entry.level) if which is ContentsList.HEADINGS else styles.FIGURES
            head, tab, rest = _numbered(entry.text)
            # hard spaces keep the last word away from the number in lines that are full
            text = run((f"{head}\t{rest}" if tab else entry.text) + "\u00a0\u00a0")
            runs = link(entry.bookmark, text + run("\t") + field_of(rf"PAGEREF {entry.bookmark} \h", run("")))
            if number == 0:
                begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                code = f'<w:r><w:instrText xml:space="preserve"> {_INSTRUCTIONS[which]} </w:instrText></w:r>'
                runs = f'{begin}{code}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs}'
            if number == len(entries) - 1:
                runs += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            made = element(paragraph(runs, self.ids[style]))
            if number == 0 and breaks:
                _begin_page(made)
            yield made

    # ------------------------------------------------------------ the other parts
    def _unique(self) -> None:
        """Number bookmarks and drawings through the document: a template may have numbers that ours meet."""
        numbers: dict[str, str] = {}
        ours = itertools.count(1)
        for each in self.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            old = each.get(f"{W}id", "")
            if each.tag == f"{W}bookmarkStart":
                numbers[old] = str(next(ours))
            each.set(f"{W}id", numbers.get(old, old))
        for number, each in enumerate(self.root.iter(f"{{{NAMESPACES['wp']}}}docPr"), 1):
            each.set("id", str(10_000 + number))

    def _headers(self) -> None:
        for relation in self.parts.relations(self.main):
            part = relation.target
            if not relation.kind.endswith(_BESIDE_BODY) or part not in self.document.names:
                continue
            if template.fill(self.document, self.parts.root(part), self.content):
                self.parts.touch(part)

    def _properties(self) -> None:
        """Title and author of the document; fixed dates, so that the same report gives the same file."""
        name = "docProps/core.xml"
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        made = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{_escaped(self.looks.title)}</dc:title><dc:creator>{_escaped(self.looks.office)}</dc:creator>"
            f"<cp:lastModifiedBy>{_escaped(self.looks.office)}</cp:lastModifiedBy><dc:language>{LANGUAGE}</dc:language>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:modified></cp:coreProperties>'
        )
        known = next((each.target for each in self.parts.relations("") if each.kind == kind), None)
        if known is None:
            self.parts.attach("", kind, name)
        self.parts.set_type(known or name, "application/vnd.openxmlformats-package.core-properties+xml")
        self.parts.put(known or name, elements(made)[0])

    def _remember(self) -> None:
        """The record of what was written, as a custom XML part."""
        custom = [
            each for each in self.parts.relations(self.main) if each.kind.endswith("/customXml") and each.target in self.document.names
        ]
        for relation in custom:
            if self.parts.peek(relation.target).tag == record.ROOT:  # a report of last year as a template has a record of its own
                for about in list(self.parts.relations(relation.target)):
                    self.parts.drop(relation.target, about)
                self.parts.drop(self.main, relation)
        number = next(number for number in itertools.count(1) if f"customXml/item{number}.xml" not in self.parts.names)
        item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
        self.parts.set_type(item, "application/xml")
        self.parts.put_bytes(
            item, record.as_xml(record.Record(self.tables, self.charts, self.sentences, self.content.texts.get("tahun", "")))
        )
        self.parts.set_type(properties, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
        self.parts.put_bytes(
            properties,
            b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="{6C6B6A69-706E-4173-8B61-680000000001}"'
            b' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
            + f'<ds:schemaRef ds:uri="{record.NAMESPACE}"/>'.encode()
            + b"</ds:schemaRefs></ds:datastoreItem>",
        )
        self.parts.attach(self.main, f"{RELATIONS}/customXml", item)
        self.parts.attach(item, f"{RELATIONS}/customXmlProps", properties)


def _escaped(text: str) -> str:
    return attribute(text)[1:-1]


def _joined(text: str) -> str:
    return " ".join(text.split())


def _terms(expression: Expression) -> list[str | equations.Fraction]:
    if isinstance(expression, str):
        return [expression]
    if isinstance(expression, Fraction):
        return [equations.Fraction(_terms(expression.over), _terms(expression.under))]
    return [term for each in expression for term in _terms(each)]


def _numbered(text: str) -> tuple[str, bool, str]:
    """An entry's number and its words, with whether it has a number."""
    found = headings.NUMBERED_ENTRY.match(text)
    return (found[1], True, text[found.end() :]) if found else (text, False, "")


def _keep_with_next(line: Element) -> None:
    """Let a paragraph stay on the page of the next one."""
    look = line.find(f"{W}pPr")
    if look is None:
        look = line.makeelement(f"{W}pPr")
        line.insert(0, look)
    for each in look.findall(f"{W}keepNext"):
        look.remove(each)
    look.insert(sum(each.tag == f"{W}pStyle" for each in look), element("<w:keepNext/>"))


def _begin_page(line: Element) -> None:
    """Let a paragraph begin a new page."""
    look = line.find(f"{W}pPr")
    if look is None:
        look = line.makeelement(f"{W}pPr")
        line.insert(0, look)
    for each in look.findall(f"{W}pageBreakBefore"):
        look.remove(each)
    place = sum(each.tag in _BEFORE_BREAK for each in look)
    look.insert(place, element("<w:pageBreakBefore/>"))
