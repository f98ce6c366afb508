"""Bring a workbook into canonical form: its sheets, names, tables, charts, and calculation settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, TypeAlias

from lxml import etree

from lkjip.mail.seal import looks, sheet, spelling
from lkjip.mail.seal.sheet import Shared, Sheet, Trait
from lkjip.mail.seal.volatile import without_varying
from lkjip.model.formulas.references import Area, area
from lkjip.ooxml.parts import Parts

Element: TypeAlias = etree._Element

_REL_IDS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_ON: Final = ("1", "true")
NAME: Final = "nama"
COMPUTING: Final = "penghitungan"
SHAPES: Final = "gambar atau bentuk di atas sel"
_PRINTED: Final = "_XLNM.PRINT_AREA"


@dataclass(frozen=True)
class CanonicalBook:
    """The canonical form of a workbook: its sheets in order, and its other traits."""

    sheets: tuple[Sheet, ...]
    traits: tuple[Trait, ...]

    @cached_property
    def by_title(self) -> Mapping[str, Sheet]:
        """The sheets by title, in the spelling of canonical formulas."""
        return {spelling.title(each.title): each for each in self.sheets}

    @cached_property
    def named(self) -> Mapping[str, tuple[Sheet, Area]]:
        """The areas with a workbook-wide defined name, by that name in capitals."""
        found = {}
        for trait in self.traits:
            title, _, reference = trait.what.rpartition("!")
            where = area(reference)
            if trait.kind == NAME and where is not None and title in self.by_title:
                found[trait.where] = self.by_title[title], where
        return found


def canonical(parts: Parts) -> CanonicalBook:
    """The canonical form of the present parts of a workbook.

    Raises:
        LkjipError: a part is damaged.
    """
    return _Reader(parts).book()


class _Reader:
    """Reads the parts of a workbook, each once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._there = frozenset(parts.names)
        main = parts.package.main
        self._root = parts.peek(main)
        self._relations = {relation.id: relation for relation in parts.relations(main) if not relation.external}
        text = cache(lambda number: spelling.value(parts.package.shared_text(number)))
        styles, theme = self._of_kind("/styles"), self._of_kind("/theme")
        self._shared = Shared(text, {str(number): look for number, look in enumerate(looks.cell_looks(styles, theme))})
        self._conditional = looks.conditional_looks(styles, theme)

    def _of_kind(self, kind: str) -> Element | None:
        names = [relation.target for relation in self._relations.values() if relation.kind.endswith(kind)]
        return self._parts.peek(names[0]) if names and names[0] in self._there else None

    def book(self) -> CanonicalBook:
        declared = list(self._root.iterfind("{*}sheets/{*}sheet"))
        titles = [each.get("name") or "" for each in declared]
        names = list(_names(self._root, titles))
        local: dict[str | None, list[Trait]] = {}
        for title, trait in names:
            local.setdefault(title, []).append(trait)
        sheets = [self._sheet(each, local.get(each.get("name") or "", [])) for each in declared]
        traits = [*local.get(None, []), *_computing(self._root)]
        return CanonicalBook(
            without_varying(sheets, {trait.where: trait.what for _, trait in names if trait.kind == NAME}), tuple(sorted(traits))
        )

    def _sheet(self, declared: Element, names: Iterable[Trait]) -> Sheet:
        title, visible = declared.get("name") or "", (declared.get("state") or "visible") == "visible"
        relation = self._relations.get(next(filter(None, map(declared.get, _REL_IDS)), ""))
        if relation is None or relation.target not in self._there:
            raise self._parts.package.damaged(f'lembar "{title}" tidak punya isi')
        root = self._parts.peek(relation.target)
        found = sheet.SheetCells(root, self._shared)
        traits = [
            *names,
            *found.rows,
            *sheet.unseen_columns(root, {column for _, column in found.looks}),
            *sheet.traits(root),
            *self._tables(relation.target),
            *self._charts(relation.target),
        ]
        unsealed = dict(self._unsealed(relation.target, root))
        return Sheet(title, visible, found.constants, found.formulas, found.looks, tuple(sorted(set(traits))), unsealed)

    # ------------------------------------------------------------ parts of a sheet
    def _targets(self, part: str, kind: str) -> list[str]:
        return [each.target for each in self._parts.relations(part) if each.kind.endswith(kind) and each.target in self._there]

    def _tables(self, part: str) -> Iterator[Trait]:
        for target in self._targets(part, "/table"):
            root = self._parts.peek(target)
            rows = f"{root.get('headerRowCount') or 1} {root.get('totalsRowCount') or 0}"
            columns = ["".join((each.get("name") or "").split()) for each in root.iter("{*}tableColumn")]
            yield Trait("tabel", root.get("displayName") or "", f"{root.get('ref')} {rows} {columns}")

    def _charts(self, part: str) -> Iterator[Trait]:
        number = 0
        for drawing in self._targets(part, "/drawing"):
            shown = {each.get(name) for each in self._parts.peek(drawing).iter("{*}chart") for name in _REL_IDS}
            related = [each for each in self._parts.relations(drawing) if each.kind.endswith("/chart") and each.id in shown]
            for chart in [each.target for each in related if each.target in self._there]:
                number += 1
                yield Trait("grafik", str(number), "\n".join(_series(self._parts.peek(chart))))

    # ------------------------------------------------------------ what is only reported
    def _unsealed(self, part: str, root: Element) -> Iterator[tuple[str, str]]:
        footers = ["".join("".join(map(str, each.itertext())).split()) for each in root.iterfind("{*}headerFooter/*")]
        yield "kepala atau kaki halaman", str(sorted(filter(None, footers)))
        comments = [_texts(each) for target in self._targets(part, "/comments") for each in self._parts.peek(target).iter("{*}comment")]
        yield "komentar", str(sorted(comments))
        yield "warna dari warna bersyarat", str(sorted(sheet.conditional_looks(root, self._conditional)))
        charts = [self._parts.peek(chart) for drawing in self._targets(part, "/drawing") for chart in self._targets(drawing, "/chart")]
        yield "judul grafik", str([_words(title) for chart in charts for title in chart.iterfind(".//{*}title")])
        yield "jenis atau sumbu grafik", str([_drawn_as(chart) for chart in charts])
        points = [point for chart in charts for point in _cached(chart)]
        yield "angka yang tersimpan di grafik", " ".join(points)  # empty if a program saved none
        drawn = [_drawn(self._parts.peek(target)) for target in self._targets(part, "/drawing")]
        yield SHAPES, str(drawn)


def _texts(element: Element) -> str:
    return f"{element.get('ref')} {_words(element)}"


def _words(element: Element) -> str:
    return " ".join("".join(each.text or "" for each in element.iter("{*}t")).split())


def _cached(chart: Element) -> Iterator[str]:
    """The cached figures of a chart; some programs save 0 for a blank."""
    for point in chart.iterfind(".//{*}numRef/{*}numCache/{*}pt"):
        try:
            kept = float(point.findtext("{*}v") or "")
        except ValueError:
            continue
        if kept:
            yield f"{point.get('idx')}={kept:.6g}"


def _drawn_as(chart: Element) -> list[str]:
    """The kinds of a chart and, of its axes, what makes the same figures look otherwise: bounds, direction, powers."""
    kinds = [
        etree.QName(each).localname for each in chart.iterfind("{*}chart/{*}plotArea/*") if etree.QName(each).localname.endswith("Chart")
    ]
    turned = [f"terbalik {number}" for number, each in enumerate(chart.iter("{*}orientation")) if each.get("val") == "maxMin"]
    bounds = [
        f"{etree.QName(each).localname} {each.get('val')}"
        for scaling in chart.iter("{*}scaling")
        for name in ("logBase", "max", "min")
        for each in scaling.iterfind(f"{{*}}{name}")
    ]
    return [*kinds, *turned, *bounds]


def _drawn(root: Element) -> list[str]:
    """The anchor, the kind and the text of each picture or shape; charts are left out."""
    return sorted(
        f"{kind} {anchor.findtext('{*}from/{*}col')} {anchor.findtext('{*}from/{*}row')} {_words(anchor)}"
        for anchor in root
        for kind in ("pic", "sp", "cxnSp", "grpSp")
        if anchor.find(f"{{*}}{kind}") is not None
    )


def _series(root: Element) -> Iterator[str]:
    """The cells that a chart shows, series by series; series names that are plain texts are left out."""
    for each in root.iter("{*}f"):
        reference = spelling.formula(each.text or "")
        if reference and not reference.startswith('"'):
            yield reference


def _names(root: Element, titles: list[str]) -> Iterator[tuple[str | None, Trait]]:
    """The defined names, with the sheet's title for local ones; names that programs create for themselves are left out."""
    for each in root.iterfind("{*}definedNames/{*}definedName"):
        name, number = (each.get("name") or "").upper(), spelling.index(each.get("localSheetId"), len(titles))
        if name.startswith("_XLNM.") and name != _PRINTED:
            continue
        title = titles[number] if number < len(titles) else None
        text = spelling.formula(each.text or "")
        yield title, Trait("daerah cetak", "", text) if name == _PRINTED else Trait(NAME, name, text)


def _computing(root: Element) -> Iterator[Trait]:
    calc, properties = root.find("{*}calcPr"), root.find("{*}workbookPr")
    if calc is not None and (calc.get("calcMode") or "auto") == "manual":
        yield Trait(COMPUTING, "manual, jadi hasil rumus bisa usang")
    if calc is not None and calc.get("fullPrecision") not in (None, *_ON):
        yield Trait(COMPUTING, "dengan ketelitian seperti yang tampak")
    if properties is not None and properties.get("date1904") in _ON:
        yield Trait("tanggal", "sejak 1904")
