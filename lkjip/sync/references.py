"""Update references to summary cells outside worksheet parts: names, charts, drawings, tables, pivot tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from html import unescape
from typing import Final

from lxml import etree

from lkjip.model.formulas.moving import Move, followed
from lkjip.model.formulas.references import area, reference
from lkjip.ooxml.package import Package

Element = etree._Element
Doubt = tuple[str, Move]
"""Where the user should look, in Bahasa Indonesia, and the move that caused it."""

_FORMULAS: Final = {"xl/charts/": ("{*}f",), "xl/tables/": ("{*}calculatedColumnFormula", "{*}totalsRowFormula")}
_LINKS: Final = ("xl/drawings/drawing", "xl/ctrlProps/")
_LINKED: Final = ("textlink", "fmlaLink", "fmlaRange")
_OLD_LINK: Final = re.compile(rb"<x:Fmla(?:Link|Range|Pict)>([^<]*)<")
"""The cell of a control in a VML drawing, which need not be well-formed XML; so it is reported and not changed."""
_CALLED: Final = {"xl/charts/": "grafik", "xl/tables/": "rumus kolom tabel"}
_PIVOT: Final = "xl/pivotCache/pivotCacheDefinition"


def follow_names(book: Element, moves: Sequence[Move], blocks: Collection[str]) -> Iterator[Doubt]:
    """Let defined names, except those of the blocks, follow their rows; Excel's built-in names move with the cells."""
    for name in book.iter("{*}definedName"):
        title = name.get("name") or ""
        if title in blocks and name.get("localSheetId") is None:
            continue
        for move in moves:
            formula = followed(name.text or "", move, own=False, relative=True)
            name.text = formula.text
            if formula.doubtful and not title.startswith("_xlnm."):
                yield f'nama "{title}"', move


def follow_parts(package: Package, root: Callable[[str], Element], touch: Callable[[str], None], moves: Sequence[Move]) -> Iterator[Doubt]:
    """Let the references in the other parts follow their rows.

    Args:
        root: returns a part's root, to be changed; `touch` is called with the name of a changed part.
    """
    for part in sorted(package.names):
        if part.startswith(_PIVOT):
            yield from _follow_pivot(root(part), lambda part=part: touch(part), moves)  # type: ignore[misc]  # the default binds `part` now
        elif part.endswith(".xml") and part.startswith((*_FORMULAS, *_LINKS)) and b"!" in package.part(part):
            for move in moves:
                found = [_follow(slot, move) for slot in _slots(part, root(part))]
                if any(changed for changed, _ in found):
                    touch(part)
                if any(doubtful for _, doubtful in found):
                    yield _owner(package, part), move
        elif part.endswith(".vml"):
            linked = [unescape(each.decode("utf-8", "replace")) for each in _OLD_LINK.findall(package.part(part))]
            yield from ((_owner(package, part), move) for move in moves if any(map(move.changes, linked)))


def _slots(part: str, root: Element) -> Iterator[tuple[Element, str | None]]:
    """Every formula of a part: the element, and the attribute that holds it, or None for the element's text."""
    names = next((names for folder, names in _FORMULAS.items() if part.startswith(folder)), None)
    if names is not None:
        yield from ((element, None) for element in root.iter(*names))
        return
    for element in root.iter():
        yield from ((element, attribute) for attribute in _LINKED if attribute in element.attrib)


def _follow(slot: tuple[Element, str | None], move: Move) -> tuple[bool, bool]:
    """Let a formula follow a move; return whether it changed, and whether the user should look at it."""
    element, attribute = slot
    before = (element.text if attribute is None else element.get(attribute)) or ""
    formula = followed(before, move, own=False)
    if formula.text == before:
        return False, formula.doubtful
    if attribute is None:
        element.text = formula.text
    else:
        element.set(attribute, formula.text)
    return True, formula.doubtful


def _follow_pivot(root: Element, touch: Callable[[], None], moves: Iterable[Move]) -> Iterator[Doubt]:
    for source in root.iter("{*}worksheetSource"):
        where = area(source.get("ref") or "")
        for move in moves:
            if where is not None and move.means(source.get("sheet") or ""):
                now, sure = move.followed(where)
                if now is not None and now != where:
                    source.set("ref", reference(now))
                    touch()
                if now is None or not sure:
                    yield "sumber tabel pivot", move


def _owner(package: Package, part: str) -> str:
    """A description of a part that helps the user find it."""
    what = next((what for folder, what in _CALLED.items() if part.startswith(folder)), "gambar atau tombol")
    for title, sheet in package.sheet_parts.items():
        near = package.targets(sheet).values()
        if part in near or any(part in package.targets(each).values() for each in near):
            return f'{what} di lembar "{title}"'
    return f"{what} di {part}"


def _drawings(package: Package, sheet: str) -> Iterable[str]:
    return package.targets(sheet, kind="/drawing").values()


# ---------------------------------------------------------------- pictures
def move_drawings(package: Package, sheet: str, root: Callable[[str], Element], touch: Callable[[str], None], move: Move) -> None:
    """Move pictures and charts along with the cells below them, unless they are fixed to the page."""
    left, right = move.columns
    start, bottom = min(move.block[2], move.block[2] + move.by), move.block[2]
    for part in _drawings(package, sheet):
        for anchor in root(part).iter("{*}twoCellAnchor", "{*}oneCellAnchor"):
            begin, end = anchor.find("{*}from"), anchor.find("{*}to")
            first = _number(begin, "row")
            if first is None or begin is None or anchor.get("editAs") == "absolute" or not left <= (_number(begin, "col") or 0) <= right:
                continue
            last = _number(end, "row")
            if first >= start:
                by = max(move.by, start - first) if first < bottom else move.by
                _set(begin, first + by)
                if end is not None and last is not None:
                    _set(end, last + by)
                touch(part)
            elif end is not None and last is not None and last >= bottom and anchor.get("editAs", "twoCell") == "twoCell":
                _set(end, last + move.by)
                touch(part)


def _number(corner: Element | None, what: str) -> int | None:
    text = "" if corner is None else (corner.findtext(f"{{*}}{what}") or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 7 else None


def _set(corner: Element, row: int) -> None:
    found = corner.find("{*}row")
    if found is not None:
        found.text = str(max(row, 0))
