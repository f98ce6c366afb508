"""Remove everything from the copy that may not leave the office; `allowed` lists what may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from lkjip.errors import LkjipError
from lkjip.escapes import plain
from lkjip.mail import allowed, pictures
from lkjip.mail.allowed import IMAGE, KINDS, MC, PACKAGE, WORKBOOK, PartKind
from lkjip.model.choices import KUNCI
from lkjip.model.tables import TABLES
from lkjip.model.tables.words import QUESTIONS
from lkjip.ooxml.parts import Parts, Relation

Element = etree._Element

_OFFICE_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_KIND: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_APP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_TITLE: Final = "LKjIP"

_IGNORABLE: Final = f"{MC}Ignorable"
_CHOICE: Final = f"{MC}Choice"
_CONDITIONAL: Final = frozenset({_CHOICE} | {tag for kind in KINDS.values() for tag in kind.rules if tag.endswith("}ext")})
"""Elements that may stay where they are for something that is known."""
_DECLARED: Final = re.compile(rb"""xmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)["']""")
_SPOKEN: Final = re.compile(rb"<!--|<!\[CDATA\[|<\?(?!xml\s)")
"""Comments, CDATA and processing instructions in a part."""
_KNOWN_SPACES: Final = frozenset(
    {etree.QName(tag).namespace or "" for kind in KINDS.values() for tag in kind.rules}
    | {
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac",
        "http://schemas.microsoft.com/office/drawing/2010/main",
    }
)
_NUMBER: Final = re.compile(r"r?Id[A-Z]?\d{1,5}|R[0-9a-f]{8,32}", re.IGNORECASE)
"""Relationship ids as programs generate them."""

_CODES: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)', re.DOTALL)
_OUR_FOOTER: Final = ("", "Halaman dari")
_OUR_MESSAGES: Final = frozenset(
    (
        *KUNCI,
        *(" ".join(text.split()) for table in TABLES for column in table.columns for text in (column.name, column.help)),
        *(text for question in QUESTIONS for text in question),
    )
)
_OUR_MISTAKES: Final = re.compile(
    r"^Bukan angka(?: atau predikat)?$|^Pilih dari daftar$|^Terlalu panjang$|^Kolom ini hanya menerima angka\.|^Isi dengan "
    r"|: isi dengan angka, misalnya [\d.]+\.$"
    r"|^Ketik angkanya saja, misalnya 98,78, atau predikat yang ada di lembar Predikat untuk satuan ini\.$"
    r"|^Batas bawah ialah angka, misalnya 75,01; hanya baris pertama boleh kosong\.$"
    r"|^Kode ialah 1 sampai 6 huruf atau angka, misalnya SB\.$"
    r"|^Pilih dari daftar; kosong berarti menurut paketnya\.(?: Angka lain boleh diketik\.)?$"
)
_OUR_SHAPE: Final = re.compile(r"LKjIP (?:triwulan )?\d{1,3}")
_OBJECTS: Final = ("sp", "grpSp", "graphicFrame", "cxnSp", "pic")
_ANCHORS: Final = ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor", "relSizeAnchor", "absSizeAnchor")
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("Choice", "extLst", "hyperlinks", "definedNames", "controls", "graphicData", "graphic", "cellStyles"), ()),
    **dict.fromkeys(_ANCHORS, (*_OBJECTS, "AlternateContent")),
    "AlternateContent": ("Choice",),
    "graphicFrame": ("graphic",),
}
"""Elements that are removed unless they contain one of these; with none listed, if they are empty."""


@dataclass(frozen=True)
class Cleaned:
    """The result of cleaning: lines for the sender, and the defined names (in capitals) that were removed."""

    notes: Sequence[str]
    names: frozenset[str]


def refuse_hidden(parts: Parts) -> None:
    """Refuse sheets that Excel never shows.

    Raises:
        LkjipError: there are very hidden sheets, macro sheets or dialog sheets.
    """
    path = parts.package.path
    workbook = _workbook(parts)
    kinds = {relation.id: relation.kind for relation in parts.relations(workbook)}
    for sheet in parts.root(workbook).iter("{*}sheet"):
        title, state = sheet.get("name"), sheet.get("state")
        kind = next((kinds[str(sheet.get(name))] for name in allowed.REFERENCES if sheet.get(name) in kinds), "")
        if kind not in allowed.RELATIONS:
            raise LkjipError(
                f'{path}: lembar "{title}" berisi makro Excel 4 atau dialog lama, yang ditolak penerima surel;'
                " hapus lembar itu, lalu ulangi"
            )
        if state == "veryHidden":
            raise LkjipError(
                f'{path}: lembar "{title}" disembunyikan sangat dalam, sehingga tidak terlihat sebelum dikirim;'
                " tampilkan lewat penyunting VBA atau hapus, lalu ulangi"
            )


def clean(parts: Parts, office: str) -> Cleaned:
    """Remove from the parts everything that may not leave the office.

    Args:
        office: named as the author, instead of persons.

    Raises:
        LkjipError: an indispensable part is damaged.
    """
    cleaning = _Cleaning(parts)
    cleaning.run()
    _put_properties(parts, office)
    return Cleaned(cleaning.lines(), frozenset(cleaning.dead_names))


def _workbook(parts: Parts) -> str:
    for relation in parts.relations(PACKAGE):
        if allowed.RELATIONS.get(relation.kind) == WORKBOOK:
            return relation.target
    raise parts.package.damaged("tidak ada bagian utama")


def _put_properties(parts: Parts, office: str) -> None:
    """Write new file properties that name the office instead of persons, and nothing else."""
    core = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    for tag, text in ((f"{{{_DC}}}title", _TITLE), (f"{{{_DC}}}creator", office), (f"{{{_CORE}}}lastModifiedBy", office)):
        etree.SubElement(core, tag).text = plain(text)
    app = etree.Element(f"{{{_APP}}}Properties", nsmap={None: _APP})  # type: ignore[dict-item]  # lxml-stubs know no default namespace
    for name, text in (("Application", "Microsoft Excel"), ("DocSecurity", "0"), ("AppVersion", "12.0000")):
        etree.SubElement(app, f"{{{_APP}}}{name}").text = text  # programs trust the saved values of a file by this program
    for part, root, kind, content_type in (
        ("docProps/core.xml", core, _CORE_KIND, "application/vnd.openxmlformats-package.core-properties+xml"),
        (
            *("docProps/app.xml", app, f"{_OFFICE_DOCUMENT}/extended-properties"),
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    ):
        parts.put(part, root)
        parts.set_type(part, content_type)
        parts.relate(PACKAGE, kind, part)


@dataclass
class _Cleaning:
    """A walk along the allowed relationships, from the package on; parts that it does not reach are not in the copy."""

    parts: Parts
    dead_names: set[str] = field(default_factory=set)
    _notes: dict[str, None] = field(default_factory=dict)
    _missed: dict[str, dict[str, int]] = field(default_factory=dict)
    """What was removed, by its name for the sender: the sheets where it was, and how often."""
    _found: dict[str, str] = field(default_factory=dict)
    """The parts that stay, with their kinds."""
    _titles: dict[str, str] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    """The sheet to which each part belongs."""
    _endings: dict[str, str] = field(default_factory=dict)
    _used_texts: set[str] = field(default_factory=set)
    """The numbers of the shared texts that cells show."""
    _spills: bool = True

    def run(self) -> None:
        self._titles.update((part, title) for title, part in self.parts.package.sheet_parts.items())
        waiting = [PACKAGE]
        self._found[PACKAGE] = PACKAGE
        for part in waiting:  # grows during the loop
            waiting += self._clean_part(part, KINDS[self._found[part]])
        del self._found[PACKAGE]
        for part in [part for part, kind in self._found.items() if kind == "sharedStrings"]:
            self._empty_unused_texts(part)
        self._name_table_styles()
        self.parts.keep({part: self._type(part, kind) for part, kind in self._found.items()}, self._new_names())

    def lines(self) -> list[str]:
        missed = []
        for what, places in self._missed.items():
            where = ", ".join(f'"{title}"' for title in places if title)
            many = f"{sum(places.values())} " if what == _COMMENTS else ""
            missed.append(f"{many}{what} tidak ikut terkirim" + (f" (lembar {where})" if where else ""))
        return [*missed, *self._notes]

    # ------------------------------------------------------------ parts and relationships
    def _clean_part(self, part: str, kind: PartKind) -> list[str]:
        """Clean one part, and return the new parts that it refers to."""
        relations = self.parts.relations(part)
        kept: dict[str, Relation] = {}
        if not kind.rules:
            for relation in relations:
                if self._accepted(part, relation, kind):
                    kept[relation.id] = relation
                elif part == PACKAGE:
                    self._miss(relation, part)
        else:
            root = self.parts.peek(part)
            if root.tag not in kind.roots:
                raise self.parts.package.damaged(f"bagian {part} bukan yang seharusnya")
            changed = self._prepare(part, root)
            changed |= self._filter(part, root, kind)
            references = list(_references(root, kind))
            needed = {value for _, _, value in references}
            for relation in relations:
                explicit = allowed.RELATIONS.get(relation.kind) not in _IMPLICIT
                if relation.id not in kept and (not explicit or relation.id in needed) and self._accepted(part, relation, kind):
                    kept[relation.id] = relation
                elif relation.kind not in allowed.RELATIONS:
                    self._miss(relation, part)
            changed |= _cut_references(references, kept)
            changed |= self._finish(part, root)
            renamed = _numbers(kept)
            for element, attribute, value in references:
                if value in renamed and renamed[value] != value:
                    element.set(attribute, renamed[value])
                    changed = True
            if changed or self._speaks(part, root):
                _tidy_namespaces(root)
                self.parts.put(part, root)
            kept = {number: Relation(renamed[number], each.kind, each.target, each.external) for number, each in kept.items()}
        self.parts.set_relations(part, list(kept.values()))
        place = self._place_of(part)
        new = []
        for relation in kept.values():
            if not relation.external and relation.target not in self._found:
                self._found[relation.target] = allowed.RELATIONS[relation.kind]
                self._places[relation.target] = place
                new.append(relation.target)
        return new

    def _place_of(self, part: str) -> str:
        return self._titles.get(part) or self._places.get(part, "")

    def _accepted(self, part: str, relation: Relation, kind: PartKind) -> bool:
        """Whether a relationship may stay and leads to a part of its kind."""
        word = allowed.RELATIONS.get(relation.kind)
        if word not in kind.refers:
            return False
        if relation.external:
            return word == allowed.HYPERLINK and self._may_link(relation.target, part)
        if word not in KINDS or relation.target not in self.parts.names or self._found.get(relation.target, word) != word:
            return False
        if word == IMAGE:
            return self._accepted_picture(relation.target, part)
        if word not in _MISSABLE:
            return True  # the content is examined when the part is cleaned
        try:
            root = self.parts.peek(relation.target)
        except LkjipError:
            self._note(part, "ada gambar atau grafik yang rusak; gambar itu tidak ikut terkirim")
            return False
        if word == "sheetMetadata":
            self._spills = {each.get("name") for each in root.iter("{*}metadataType")} <= allowed.RICH_VALUES
            return self._spills
        return root.tag in KINDS[word].roots

    def _accepted_picture(self, picture: str, part: str) -> bool:
        if picture in self._endings:
            return True
        data = self.parts.package.part(picture)
        cleaned = pictures.cleaned(data)
        if cleaned is None:
            ending = PurePosixPath(picture).suffix[1:].upper()[:8]
            why = "karena keterangan di dalamnya tidak bisa dibersihkan; tempelkan sebagai PNG atau JPEG bila perlu"
            self._note(part, f"gambar berjenis {ending or 'tak dikenal'} tidak ikut terkirim, {why}")
            return False
        self._endings[picture] = cleaned[0]
        if cleaned[1] != data:
            self.parts.put_bytes(picture, cleaned[1])
        return True

    def _may_link(self, target: str, part: str) -> bool:
        """Whether a link leads to a public address, and not to a file of this office."""
        try:
            address = urlsplit(target)
            public = address.scheme.lower() in ("http", "https", "mailto") and "@" not in address.netloc and "\\" not in target
        except ValueError:
            public = False
        if public or target.startswith("#"):
            return True
        self._note(part, "ada tautan ke berkas di komputer atau jaringan ini; tulisannya ikut terkirim, tautannya tidak")
        return False

    def _miss(self, relation: Relation, part: str) -> None:
        word = relation.kind.rsplit("/", 1)[-1]
        what = allowed.TOLD.get(word)
        if what is None or word == "threadedComment":  # each threaded comment has an old-style comment beside it, which is counted
            return
        if word == "custom-properties" and self._is_sealed_alone(relation.target):
            return
        self._count_missed(what, part, self._comments(relation.target) if word == "comments" else 1)

    def _count_missed(self, what: str, part: str, many: int = 1) -> None:
        places = self._missed.setdefault(what, {})
        place = self._place_of(part)
        places[place] = places.get(place, 0) + many

    def _comments(self, part: str) -> int:
        try:
            return sum(1 for _ in self.parts.package.xml(part).iter("{*}comment"))
        except LkjipError:
            return 1

    def _is_sealed_alone(self, part: str) -> bool:
        """Whether the custom properties hold only a seal, as in a copy that is forwarded."""
        try:
            return all((each.get("name") or "").startswith("lkjip_") for each in self.parts.package.xml(part))
        except LkjipError:
            return False

    def _note(self, part: str, what: str) -> None:
        place = self._place_of(part)
        line = f'lembar "{place}": {what}' if place else what
        self._notes[line] = None  # once

    def _type(self, part: str, kind: str) -> str:
        return allowed.PICTURES[self._endings[part]] if kind == IMAGE else KINDS[kind].content_type

    def _new_names(self) -> Mapping[str, str]:
        """New names for parts whose names reveal more than their kind."""
        taken = {part.lower() for part in self._found}
        numbers: dict[str, Iterator[int]] = {}
        renamed = {}
        for part, kind in self._found.items():
            stem, ending = KINDS[kind].stem, self._endings.get(part, "xml")
            alike = {"jpeg": "jpe?g", "tiff": "tiff?"}.get(ending, ending)
            if re.fullmatch(rf"{stem}\d{{0,5}}\.{alike}", part):
                continue
            free = (f"{stem}{number or ''}.{ending}" for number in numbers.setdefault(stem, count(kind not in _SINGLE)))
            renamed[part] = next(name for name in free if name.lower() not in taken)
            taken.add(renamed[part].lower())
        return renamed

    # ------------------------------------------------------------ elements
    def _filter(self, part: str, root: Element, kind: PartKind) -> bool:
        """Remove elements, attributes and texts that are not allowed; return whether anything was removed."""
        rules = kind.rules
        if not self._spills:
            rules = {tag: attributes - {"cm"} for tag, attributes in rules.items()}
        doomed: list[Element] = []
        conditional: list[Element] = []
        changed = False
        with_text = allowed.WITH_TEXT
        for element in root.iter():
            tag = element.tag
            attributes = rules.get(tag)
            if attributes is None:
                doomed.append(element)
                continue
            if tag in _CONDITIONAL:
                conditional.append(element)
            if (keys := element.keys()) and not attributes.issuperset(keys):
                for name in set(keys) - attributes - {_IGNORABLE}:
                    del element.attrib[name]
                    changed = True
            if tag not in with_text and (text := element.text) and not text.isspace():
                element.text = None
                changed = True
            if (tail := element.tail) and not tail.isspace():
                element.tail = None
                changed = True
        for element in doomed:
            what = allowed.TOLD.get(etree.QName(element).localname)
            if what is not None and etree.QName(element).localname not in _TOLD_BY_RELATION:
                self._count_missed(what, part)
            _take(element)
        for element in conditional:
            if element.tag == _CHOICE:
                known = all(element.nsmap.get(prefix) in _KNOWN_SPACES for prefix in (element.get("Requires") or "").split())
            else:
                known = "uri" not in element.attrib or (element.get("uri") or "").upper() in allowed.EXTENSIONS
            if not known:
                _take(element)
                changed = True
        return changed or bool(doomed)

    def _speaks(self, part: str, root: Element) -> bool:
        """Whether a part's bytes hold comments, or names of namespaces that are not used in it."""
        data = self.parts.package.part(part) if part in self.parts.package.names else b""
        if not data.startswith((b"<", b"\xef\xbb\xbf<")):
            return True
        return bool(_SPOKEN.search(data)) or not {each.decode("utf-8", "replace") for each in _DECLARED.findall(data)} <= _KNOWN_SPACES

    def _prepare(self, part: str, root: Element) -> bool:
        """Collect what must be known before anything is removed from a part."""
        kind = self._found[part]
        if kind == WORKBOOK:
            return self._drop_names(root)
        if kind == "drawing":
            return _drop_control_shapes(root)
        return False

    def _finish(self, part: str, root: Element) -> bool:
        kind = self._found[part]
        changed = _keep_patterns(root) if kind in (WORKBOOK, "worksheet", "chartsheet") else False
        if kind in ("worksheet", "chartsheet"):
            changed |= self._look_at_sheet(part, root)
        elif kind in ("theme", "themeOverride"):
            changed |= _name_theme(root)
        elif kind == "styles":
            changed |= _name_styles(root) | _drop_unused_formats(root)
        elif kind in _DRAWN:
            changed |= _clean_shapes(root)
        return changed

    # ------------------------------------------------------------ the workbook and its sheets
    def _drop_names(self, root: Element) -> bool:
        """Remove defined names of macros, hidden names, and names of what was removed."""
        changed = False
        for element in list(root.iter("{*}definedName")):
            name = element.get("name") or ""
            hidden = element.get("hidden") in _TRUE and not name.lower().startswith("_xlnm.")
            macro = any(element.get(each) in _TRUE for each in ("function", "vbProcedure", "xlm"))
            if hidden or macro or "#REF!" in (element.text or ""):
                self.dead_names.add(name.upper())
                _take(element)
                changed = True
        return changed

    def _look_at_sheet(self, part: str, root: Element) -> bool:
        changed = False
        for link in root.iter("{*}hyperlink"):
            for attribute in ("tooltip", "location"):
                if allowed.LOCAL_FILE.search(link.get(attribute) or ""):
                    del link.attrib[attribute]
                    changed = True
        texts = {
            text
            for element in root.iter("{*}headerFooter")
            for each in element
            if (text := " ".join(_CODES.sub(" ", str(each.text or "")).split())) not in _OUR_FOOTER
        }
        for text in sorted(texts):
            self._note(part, f'kepala atau kaki halaman berisi "{text[:60]}" dan ikut terkirim; hapus bila tidak untuk diketahui penerima')
        for text in sorted(_messages(root)):
            self._note(part, f'pesan saat mengisi sel berisi "{text[:60]}" dan ikut terkirim; hapus bila tidak untuk diketahui penerima')
        numbers: set[str | None] = set()
        local: list[str] = []
        for cell in root.iter("{*}c"):
            if not len(cell):
                continue
            changed |= _drop_unread(cell)
            kind = cell.get("t")
            if kind == "s":
                if len(cell):
                    numbers.add(cell[-1].text)
            elif kind in _OWN_TEXT and len(cell) and _is_local(_own_text(cell[-1])):
                local.append(cell.get("r") or "?")
        if numbers:
            local += self._local_addresses(root, {(number or "").strip() for number in numbers})
        if local:
            what = "isinya alamat berkas di komputer atau jaringan ini, dan ikut terkirim; hapus bila tidak perlu"
            self._note(part, f"sel {listed(local)}: {what}")
        return changed

    def _local_addresses(self, root: Element, numbers: Set[str]) -> list[str]:
        """The cells whose shared text is an address of a file here; these shared texts are used from now on."""
        self._used_texts |= numbers
        local = {number for number in numbers if _is_local(self.parts.package.shared_text(number))}
        cells = (cell for row in root.iter("{*}row") for cell in row if cell.get("t") == "s" and len(cell)) if local else ()
        return [cell.get("r") or "?" for cell in cells if (cell[-1].text or "").strip() in local]

    def _empty_unused_texts(self, part: str) -> None:
        """Empty shared texts that no cell uses; they are not deleted, so that the indices of the others stay."""
        root = self.parts.peek(part)
        changed = False
        for number, item in enumerate(root.iterchildren("{*}si")):
            if str(number) not in self._used_texts and (len(item) != 1 or item[0].text):
                tag = item.tag.removesuffix("si") + "t"
                item[:] = [etree.Element(tag)]
                changed = True
        if changed:
            self.parts.put(part, root)

    def _name_table_styles(self) -> None:
        roots = {self.parts.peek(part): part for part, kind in self._found.items() if kind in ("table", "styles")}
        for styles in [root for root, part in roots.items() if self._found[part] == "styles"]:
            for root in _name_table_styles(styles, [root for root in roots if root is not styles]):
                self.parts.put(roots[root], root)


_TRUE: Final = ("1", "true")
_OWN_TEXT: Final = ("str", "inlineStr")
"""The types of cells that hold a text themselves."""
_COMMENTS: Final = allowed.TOLD["comments"]
_IMPLICIT: Final = frozenset({"styles", "theme", "sharedStrings", "sheetMetadata", "themeOverride", "diagramDrawing"})
"""Relationships that no element refers to by id."""
_MISSABLE: Final = frozenset(KINDS) - {WORKBOOK, "worksheet", "chartsheet", "table", "sharedStrings", "styles", "theme"}
_DRAWN: Final = ("drawing", "chart", "chartUserShapes", "diagramData", "diagramDrawing")
_SINGLE: Final = frozenset({WORKBOOK, "styles", "sharedStrings", "sheetMetadata"})
_TOLD_BY_RELATION: Final = frozenset({"oleObject", "control", "package", "pivotTable", "connections"})
_CODED: Final = ("codeName", "appName", "lastEdited", "lowestEdited", "rupBuild", "defaultThemeVersion")


def _references(root: Element, kind: PartKind) -> Iterator[tuple[Element, str, str]]:
    """Where a part refers to its relationships: element, attribute, id."""
    tags = _referring(kind.stem)
    for element in root.iter(*tags) if tags else ():
        for attribute in allowed.REFERENCES:
            value = element.get(attribute)
            if value is not None:
                yield element, attribute, str(value)


@cache
def _referring(stem: str) -> tuple[str, ...]:
    """The tags that may refer to relationships, in parts of this stem."""
    rules = [rule for kind in KINDS.values() if kind.stem == stem for rule in kind.rules.items()]
    return tuple(tag for tag, attributes in rules if not attributes.isdisjoint(allowed.REFERENCES))


def _cut_references(references: Iterable[tuple[Element, str, str]], kept: Mapping[str, Relation]) -> bool:
    """Remove what refers to removed relationships: a picture as a whole, of a shape only its fill."""
    changed = False
    for element, attribute, value in references:
        if value in kept:
            continue
        changed = True
        if etree.QName(element).localname == "blip":
            del element.attrib[attribute]
            holder = next((each for each in element.iterancestors("{*}pic")), None)
            if holder is not None:
                _take(holder)
        else:
            _take(element)
    return changed


def _numbers(kept: Iterable[str]) -> Mapping[str, str]:
    """New ids for relationships whose ids are words."""
    taken = {number for number in kept if _NUMBER.fullmatch(number)}
    free = (new for number in count(1) if (new := f"rId{number}") not in taken)
    return {number: number if number in taken else next(free) for number in kept}


def _tidy_namespaces(root: Element) -> None:
    """Remove unused namespace declarations, also from the list of ignorable ones."""
    given = root.get(_IGNORABLE)
    prefixes = [prefix for prefix in (given or "").split() if root.nsmap.get(prefix) in _KNOWN_SPACES]
    if given is not None:
        if prefixes:
            root.set(_IGNORABLE, " ".join(prefixes))
        else:
            del root.attrib[_IGNORABLE]
    needed = {prefix for element in root.iter(f"{MC}Choice") for prefix in (element.get("Requires") or "").split()}
    etree.cleanup_namespaces(root, keep_ns_prefixes=[*prefixes, *needed])


def _take(element: Element) -> None:
    """Remove an element, and its parents that are meaningless without it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    name = etree.QName(parent).localname
    emptied = name in _NEEDS and not any(not _NEEDS[name] or etree.QName(each).localname in _NEEDS[name] for each in parent)
    if emptied or (name == "ext" and "uri" in parent.attrib and not len(parent)):
        _take(parent)


def _keep_patterns(root: Element) -> bool:
    changed = False
    for tag in ("workbookPr", "fileVersion", "sheetPr"):
        for element in root.iterchildren(f"{{*}}{tag}"):
            for name in _CODED:
                value = element.get(name)
                if value is not None and not allowed.PATTERNS[name].fullmatch(value):
                    del element.attrib[name]
                    changed = True
    return changed


def _name_theme(root: Element) -> bool:
    changed = False
    for element in root.iter("{*}theme", "{*}clrScheme", "{*}fontScheme", "{*}fmtScheme"):
        if element.get("name") not in (None, "Office", "Office Theme"):
            element.set("name", "Office")
            changed = True
    return changed


def _name_styles(root: Element) -> bool:
    """Replace the names of user-defined cell styles by numbers."""
    changed = False
    for number, element in enumerate(root.iter("{*}cellStyle"), 1):
        if element.get("builtinId") is None and element.get("name") != f"Gaya {number}":
            element.set("name", f"Gaya {number}")
            changed = True
    return changed


def _drop_unused_formats(root: Element) -> bool:
    """Number formats that no look has any more: an office writes words into them."""
    used = {each.get("numFmtId") for each in root.iter("{*}xf")} | {each.get("numFmtId") for each in root.iterfind("{*}dxfs//{*}numFmt")}
    unused = [each for each in root.iterfind("{*}numFmts/{*}numFmt") if each.get("numFmtId") not in used]
    for each in unused:
        _take(each)
    return bool(unused)


def _name_table_styles(root: Element, tables: Sequence[Element]) -> list[Element]:
    """Looks of tables that an office has named: numbers instead, in the tables too; what was changed."""
    styles = list(root.iterfind("{*}tableStyles/{*}tableStyle"))
    named = {each.get("name") or "": f"Gaya Tabel {number}" for number, each in enumerate(styles, 1)}
    changed: dict[Element, None] = {}
    for holder, part, attribute in (
        *((each, root, "name") for each in styles),
        *((each, root, name) for each in root.iterfind("{*}tableStyles") for name in ("defaultTableStyle", "defaultPivotStyle")),
        *((each, table, "name") for table in tables for each in table.iterfind("{*}tableStyleInfo")),
    ):
        name = holder.get(attribute)
        if name is not None and not allowed.TABLE_STYLE.fullmatch(name) and _set(holder, attribute, named.get(name)):
            changed[part] = None
    return list(changed)


# ---------------------------------------------------------------- drawings
def _drop_control_shapes(root: Element) -> bool:
    """Remove the shapes of controls and embedded objects, which are removed themselves."""
    changed = False
    for element in list(root.iter("{*}compatExt", "{*}contentPart")):
        anchor = next((each for each in element.iterancestors() if etree.QName(each).localname in _ANCHORS), None)
        if anchor is not None and anchor.getparent() is not None:
            _take(anchor)
            changed = True
    return changed


def _clean_shapes(root: Element) -> bool:
    """Remove hidden shapes, and macros and invisible names and descriptions of the others."""
    changed = False
    for frame in list(root.iter("{*}graphicData")):
        if frame.get("uri") not in allowed.GRAPHICS or not len(frame):
            changed = True
            _take(next(frame.iterancestors("{*}graphicFrame"), frame))
    for picture in list(root.iter("{*}pic")):
        if all(blip.get(name) is None for blip in picture.iter("{*}blip") for name in allowed.REFERENCES):
            changed = True
            _take(picture)
    number = 0
    for element in list(root.iter("{*}cNvPr")):
        if element.get("hidden") in _TRUE:
            changed = True
            _take(next((each for each in element.iterancestors() if etree.QName(each).localname in _OBJECTS), element))
            continue
        number += 1
        if _OUR_SHAPE.fullmatch(element.get("name") or "") and not allowed.LOCAL_FILE.search(element.get("descr") or ""):
            continue
        changed |= _set(element, "name", f"Objek {number}") | _set(element, "descr", None) | _set(element, "title", None)
    for element in list(root.iter("{*}hlinkClick")):
        if not any(element.get(name) for name in allowed.REFERENCES):
            changed = True
            _take(element)
    for element in root.iter():
        attributes = element.attrib
        if "macro" in attributes:
            changed |= _set(element, "macro", "")
        if "[" in attributes.get("textlink", ""):
            changed |= _set(element, "textlink", None)
        if allowed.LOCAL_FILE.search(str(attributes.get("tooltip", ""))):
            changed |= _set(element, "tooltip", None)
    return changed


def _set(element: Element, name: str, value: str | None) -> bool:
    """Change or remove an existing attribute; return whether it changed."""
    if element.get(name) in (None, value):
        return False
    if value is None:
        del element.attrib[name]
    else:
        element.set(name, value)
    return True


# ---------------------------------------------------------------- sheets
def _own_text(content: Element) -> str:
    return "".join(map(str, content.itertext())) if len(content) else content.text or ""


def _is_local(text: str) -> bool:
    return any(mark in text for mark in _MARKS) and allowed.LOCAL_FILE.search(text) is not None


_MARKS: Final = ("\\", ":/", "//", "%5", "file:", "FILE:", "File:")
"""Every file address contains one of these; a fast test before the pattern."""


def _messages(root: Element) -> set[str]:
    """Input messages and error messages of validations that are not those of the template."""
    rules = root.iter("{*}dataValidation")
    texts = {" ".join(rule.get(name, "").split()) for rule in rules for name in ("prompt", "promptTitle", "error", "errorTitle")}
    return {text for text in texts - _OUR_MESSAGES if text and not _OUR_MISTAKES.search(text)}


def _drop_unread(cell: Element) -> bool:
    """Take out of a cell what no program shows: a text beside a number, a second value; whether there was any."""
    if len(cell) == 1 or (len(cell) == 2 and cell[0].tag.endswith("}f") and not cell[1].tag.endswith("}f")):
        return False
    last = {etree.QName(child).localname: child for child in cell}
    read = "is" if "is" in last and (cell.get("t") == "inlineStr" or "v" not in last) else "v"
    kept = [last[name] for name in ("f", read) if name in last]
    unread = [child for child in cell if child not in kept]
    for child in unread:
        cell.remove(child)
    return bool(unread)


def listed(names: Sequence[str], most: int = 10) -> str:
    return ", ".join(names[:most]) + (f" dan {len(names) - most} lainnya" if len(names) > most else "")
