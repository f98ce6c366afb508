"""Rewrite the copy's formulas: each call of ours becomes a native formula, or its value if no native formula gives the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from lkjip.escapes import encoded
from lkjip.mail import calls
from lkjip.mail.allowed import LOCAL_FILE
from lkjip.mail.calls import NotNativeError, UnknownError
from lkjip.mail.functions import EXCEL
from lkjip.mail.left_out import NOTHING, LeftOut
from lkjip.mail.references import Origin, ReferencedBook, is_elsewhere
from lkjip.model import expressions
from lkjip.model.cell import SummaryCell
from lkjip.model.expressions import Call
from lkjip.model.formulas import syntax
from lkjip.model.formulas.references import Area, area, cell_reference
from lkjip.model.formulas.syntax import FormulaError, Group, Leaf, Nodes
from lkjip.model.tables import TABLES
from lkjip.ooxml.package import StoredTable, Unsaved
from lkjip.ooxml.parts import Parts
from lkjip.ooxml.sheet_part import SheetPart, same
from lkjip.summary.pemeriksaan import GUIDE_LINK
from lkjip.summary.state import DECIMAL_SIGN
from lkjip.template.front_sheets import ENGINE_FORMULA
from xlfuncs.angka import Cell

Element = etree._Element

_LETTER: Final = r"[^\s\"'()\[\]{},;+\-*/^&=<>%#@!:]"
_WORD: Final = re.compile(rf"{_LETTER}+")
_CALLED: Final = re.compile(rf"\(\s*({_LETTER}+)")
"""What is called, in a formula read backwards: from its brackets, which is told much faster than from its words."""
_ELSEWHERE: Final = re.compile(r"\[[0-9]+\]|'[^'<>\[\]!,(]*\[|\[[^\[\]]*\][^\[\]'!,;()+\-*/&=<>^\s]*!|\||\\")
"""Texts that look like a reference to another workbook; the formula's tree tells whether they are."""
_PREFIX: Final = re.compile(r"(?:_XL[A-Z]*\.)+")
_FROM_OUTSIDE: Final = ("_XLL.", "_XLUDF.", "_XLDUDF")
"""Prefixes of functions from outside: add-ins, macros, scripts."""
_LOCAL: Final = "_XLPM."
"""Prefix of names that a formula defines itself (LET, LAMBDA)."""
_NATIVE_NAMES: Final = frozenset((prefix + name)[::-1] for name in EXCEL for prefix in ("", "_XLFN.", "_XLFN._XLWS."))
"""Backwards."""
_FORMULAS: Final = ("{*}f", "{*}formula", "{*}formula1", "{*}formula2", "{*}calculatedColumnFormula", "{*}totalsRowFormula")
_ENGINE_CALLS: Final = (f"{calls.ENGINE}()", ENGINE_FORMULA.removeprefix("=").upper())
"""What Mulai asks for the engine, in earlier templates and in this one."""
ENGINE_TEXT: Final = "Salinan kiriman tanpa makro: semua angka dihitung dengan rumus bawaan."
"""Replaces the text that says which engine computes the workbook."""
_OTHER_BOOK: Final = "merujuk ke buku kerja lain"
_LOCAL_ADDRESS: Final = "memuat alamat berkas di komputer atau jaringan ini"
_LEFT_OUT: Final = "merujuk ke lembar yang tidak ikut"
_ARRAY: Final = "rumus larik tidak punya rumus bawaan"
_MOST_PLACES: Final = 20_000


@dataclass(frozen=True)
class _Rewrite:
    """How to rewrite a formula in any place: its tree, its replacement, or why it has none."""

    tree: Nodes
    written: str | None
    why: str = ""


class Rewriting:
    """Rewrites everything in a package that holds formulas; `notes` lists what could not be rewritten.

    Of what leads to a sheet that was left out, `as_values` lists the cells that became values, without the blank ones, and `dropped`
    counts the conditional formats, validations and sparklines that were removed, both by sheet.

    Args:
        parts: the parts, already cleaned.
        gone: defined names, in capitals, that the copy no longer has.
        left_out: the sheets that it no longer has.
    """

    def __init__(self, parts: Parts, gone: Iterable[str] = (), left_out: LeftOut = NOTHING) -> None:
        self.notes: list[str] = []
        self.as_values: dict[str, list[str]] = {}
        self.dropped: Counter[str] = Counter()
        self._parts = parts
        self._package = parts.package
        (self._workbook,) = parts.of_type("sheet.main+xml")
        defined = list(parts.root(self._workbook).iter("{*}definedName"))
        names = {(name.get("name") or "").lower(): (name.text or "").strip() for name in defined if name.get("localSheetId") is None}
        self._book = ReferencedBook(
            self._package.sheet_parts, parts.sheet, {name.lower(): table for name, table in self._package.tables.items()}, names
        )
        self._left_out = left_out
        self._dead = {*gone, *left_out.words}
        self._named = {(name.get("name") or "").upper() for name in defined}
        self._rewrites: dict[str, _Rewrite | None] = {}
        self._declared = dict(_declared(self._package.tables))

    def run(self) -> None:
        """Rewrite all of them.

        Raises:
            LkjipError: a sheet with such formulas is no whole one, so that they cannot be told from each other.
        """
        self._rewrite_names()
        for title, name in self._parts.sheet_parts.items():
            if self._is_suspect(name):
                sheet = self._parts.sheet(title)
                if sheet is None:
                    raise self._package.damaged(f'lembar "{title}" punya baris atau sel yang kembar atau tidak urut')
                self._rewrite_cells(title, name, sheet)
                self._rewrite_rules(title, name, sheet)
        for name in list(self._parts.of_type("table+xml")):
            if self._is_suspect(name):
                self._rewrite_table(name)
        for name in list(self._parts.of_type("chart+xml")):
            self._rewrite_chart(name)

    def _is_suspect(self, part: str) -> bool:
        """Whether a part may hold a formula to rewrite; most do not, and are not kept in memory."""
        # the rows of a table have the same ones
        return any(map(self._concerns, {str(element.text) for element in self._parts.peek(part).iter(*_FORMULAS) if element.text}))

    # ------------------------------------------------------------ one formula
    def _concerns(self, text: str) -> bool:
        """Whether a formula calls what Excel lacks, leads out of the workbook, uses a name that the copy lacks, or speaks of the PC."""
        if text == DECIMAL_SIGN or text.startswith(GUIDE_LINK):
            return True
        uses_dead = bool(self._dead) and not self._dead.isdisjoint(_WORD.findall(text.upper()))
        return (uses_dead or self._left_out.may_hold(text) or not _is_harmless(text)) and self._rewrite(text) is not None

    def _rewrite(self, text: str) -> _Rewrite | None:
        if text not in self._rewrites:
            self._rewrites[text] = self._rewrite_of(text)
        return self._rewrites[text]

    def _rewrite_of(self, text: str) -> _Rewrite | None:
        try:
            tree = syntax.parse(text)
        except FormulaError:
            return _Rewrite((), None, "rumusnya tidak terbaca")
        if away := self._leads_away(tree):
            return _Rewrite(tree, None, away)
        if not calls.calls_in(tree):
            return None
        try:
            if (declared := self._declared.get(text.casefold())) is not None:
                return declared
            return _Rewrite(tree, calls.native_text(tree))
        except NotNativeError as error:
            return _Rewrite(tree, None, str(error))

    def _leads_away(self, tree: Nodes) -> str | None:
        """Why a formula cannot be computed, or should not be seen, outside this office; None if neither."""
        if (foreign := next(self._foreign(tree, frozenset()), None)) is not None:
            return f"memakai fungsi {foreign}, yang tidak bisa dihitung di luar kantor ini"
        for operand in syntax.operands(tree):
            name = operand.rpartition("!")[2]
            if is_elsewhere(operand) and name.upper() not in calls.OURS:
                return _OTHER_BOOK
            if self._left_out.holds(operand):
                return _LEFT_OUT
            if name.upper() in self._dead:
                return f"memakai nama {name}, yang tidak ikut"
        if any(self._left_out.holds(text[1:-1].removeprefix("#")) for text in _texts(tree)):  # for INDIRECT or HYPERLINK
            return _LEFT_OUT
        if any(LOCAL_FILE.search(text) for text in _texts(tree)):
            return _LOCAL_ADDRESS
        return None

    def _foreign(self, nodes: Nodes, own: frozenset[str]) -> Iterator[str]:
        """The functions that neither Excel nor this workbook has; `own` are names that the formula itself defines."""
        for node in nodes:
            if not isinstance(node, Group):
                continue
            name, written = node.function, node.opening[:-1].strip().upper()
            inner = own | _parameters(node)
            known = name in EXCEL or name in self._named or name in own or written.startswith(_LOCAL)
            if name and name not in calls.OURS and (_from_outside(written) or not known):
                yield name
            for argument in node.arguments:
                yield from self._foreign(argument, inner)

    def _rewritten(self, text: str, place: Origin) -> str:
        """The formula that replaces this one in the copy.

        Raises:
            NotNativeError: no formula gives the same.
        """
        rewrite = self._rewrite(text)
        if rewrite is None:
            return text
        if rewrite.written is None:
            raise NotNativeError(rewrite.why)
        calls.check(rewrite.tree, place)
        return rewrite.written

    # ------------------------------------------------------------ cells
    def _rewrite_cells(self, title: str, name: str, sheet: SheetPart) -> None:
        found = [(place, element) for place, element, _ in sheet.formula_elements()]
        shared = {
            element.get("si"): (place, element.text)
            for place, element in found
            if element.get("t") == "shared" and element.text and self._concerns(element.text)
        }
        for place, element in found:
            text = element.text or ""
            if element.get("t") == "shared" and element.get("si") in shared:
                (row, column), master = shared[element.get("si")]
                text = self._unshared(master or "", place[0] - row, place[1] - column)
                for attribute in {"t", "si", "ref"} & {str(name) for name in element.attrib}:
                    del element.attrib[attribute]
                element.text = text
                self._parts.touch(name)
            if text and self._concerns(text):
                self._rewrite_cell(title, sheet, place, element, text)
                self._parts.touch(name)

    def _unshared(self, master: str, rows: int, columns: int) -> str:
        try:
            return syntax.moved(syntax.parse(master), rows, columns)
        except FormulaError:
            return master

    def _rewrite_cell(self, title: str, sheet: SheetPart, place: tuple[int, int], element: Element, text: str) -> None:
        where = Origin(self._book, title, place[0])
        if text.strip().upper() in _ENGINE_CALLS:
            sheet.set(*place, SummaryCell(ENGINE_TEXT))
            return
        if text == DECIMAL_SIGN:  # it speaks of the PC on which the report is typed
            sheet.set(*place, SummaryCell(None))
            return
        if text.startswith(GUIDE_LINK):  # the guide does not travel with the copy
            sheet.set(*place, SummaryCell(syntax.said(text)))
            return
        if element.get("t") in ("array", "dataTable"):
            rewrite = self._rewrite(text)
            self._keep_value(title, sheet, place, _LEFT_OUT if rewrite and rewrite.why == _LEFT_OUT else _ARRAY)
            return
        try:
            written = self._rewritten(text, where)
            self._compute(title, sheet, place, text, where)
            element.text = written
        except NotNativeError as error:
            self._compute(title, sheet, place, text, where)
            self._keep_value(title, sheet, place, str(error))

    def _compute(self, title: str, sheet: SheetPart, place: tuple[int, int], text: str, where: Origin) -> None:
        """Save the value that the rules give, if the file has none or another one."""
        _, saved = sheet.stored(*place)
        try:
            rewrite = self._rewrite(text)
            value = calls.value(rewrite.tree if rewrite else (), where)
        except (UnknownError, NotNativeError):
            if isinstance(saved, Unsaved):
                self._note(title, place, "rumusnya belum punya nilai tersimpan; buka di Excel, simpan, lalu ulangi")
            return
        if not same(saved, value):
            sheet.set_value(*place, value)

    def _keep_value(self, title: str, sheet: SheetPart, place: tuple[int, int], why: str) -> None:
        _, saved = sheet.stored(*place)
        blank = saved is None or isinstance(saved, Unsaved) or (isinstance(saved, str) and not saved.strip())
        sheet.set(*place, SummaryCell(None if blank else saved))  # type: ignore[arg-type]
        if why == _LEFT_OUT:
            if not blank:
                self.as_values.setdefault(title, []).append(cell_reference(*place))
        else:
            self._note(title, place, f"{why}; yang dikirim nilainya, bukan rumusnya")

    # ------------------------------------------------------------ conditional formats, validations, sparklines
    def _rewrite_rules(self, title: str, name: str, sheet: SheetPart) -> None:
        for element in list(sheet.root.iter("{*}formula", "{*}formula1", "{*}formula2", "{*}f")):
            parent = element.getparent()
            if parent is None or etree.QName(parent).localname == "c" or not element.text or not self._concerns(element.text):
                continue
            self._parts.touch(name)
            holder = next((each for each in element.iterancestors() if etree.QName(each).localname in _HOLDERS), parent)
            where = _where(holder, sheet)
            try:
                element.text = syntax.without_array_constants(self._rewritten_everywhere(element.text, title, where))
            except (NotNativeError, FormulaError) as error:
                why = str(error) if isinstance(error, NotNativeError) else "tidak punya bentuk yang diterima Excel di sini"
                _remove(holder)
                if why == _LEFT_OUT:
                    self.dropped[title] += 1
                    continue
                self._note(
                    title, where[0][:2] if where else None, f"{_HOLDERS.get(etree.QName(holder).localname, 'aturan')} ditinggalkan: {why}"
                )

    def _rewritten_everywhere(self, text: str, title: str, where: list[Area]) -> str:
        """Rewrite the formula of a rule, which must hold in every cell that the rule applies to."""
        written = self._rewritten(text, Origin(self._book, title, where[0][0] if where else None))
        tree, places = syntax.parse(text), list(_places(where))
        if len(places) > _MOST_PLACES:
            raise NotNativeError("berlaku untuk terlalu banyak sel")
        for row, column in places[1:]:
            moved = syntax.moved(tree, row - places[0][0], column - places[0][1])
            calls.check(syntax.parse(moved), Origin(self._book, title, row))
        return written

    # ------------------------------------------------------------ names, tables, charts
    def _rewrite_names(self) -> None:
        """Remove names that lead into another workbook or have no native form; formulas that use them are then rewritten too."""
        root = self._parts.root(self._workbook)
        left = list(root.iter("{*}definedName"))
        again = True
        while again:
            again = False
            for element in list(left):
                text, name = (element.text or "").strip(), element.get("name") or ""
                if not self._concerns(text):
                    continue
                self._parts.touch(self._workbook)
                try:
                    written = self._rewritten(text, Origin(self._book))
                    left.remove(element)
                    element.text = written
                except NotNativeError as error:
                    left.remove(element)
                    _remove(element)
                    self._dead.add(name.upper())
                    self._named.discard(name.upper())
                    self._rewrites.clear()
                    self.notes.append(f"nama {name} ditinggalkan: {error}")
                    again = True

    def _rewrite_table(self, name: str) -> None:
        for element in list(self._parts.root(name).iter("{*}calculatedColumnFormula", "{*}totalsRowFormula")):
            if not element.text or not self._concerns(element.text):
                continue
            self._parts.touch(name)
            rewrite = self._rewrite(element.text)
            if rewrite is not None and rewrite.written is not None:
                element.text = rewrite.written
            else:  # reported with its cells
                column = element.getparent()
                if column is not None and column.get("totalsRowFunction") == "custom" and element.tag.endswith("totalsRowFormula"):
                    del column.attrib["totalsRowFunction"]
                _remove(element)

    def _rewrite_chart(self, name: str) -> None:
        """Turn a series over cells that the copy lacks into constants, and refresh the cached figures of the others."""
        for element in list(self._parts.root(name).iter("{*}f")):
            if not element.text:
                continue
            if self._concerns(str(element.text)):
                self._parts.touch(name)
                rewrite = self._rewrite(str(element.text))
                why = (rewrite.why if rewrite else "") or _OTHER_BOOK
                self.notes.append(f"{name.rsplit('/', 1)[-1]}: grafik {why}; yang dikirim gambarnya terakhir")
                _as_literal(element)
            elif self._refresh(element):
                self._parts.touch(name)

    def _refresh(self, reference: Element) -> bool:
        """Refresh a chart's cached figures from its cells; return whether they changed."""
        holder = reference.getparent()
        saved = next((each for each in holder if etree.QName(each).localname.endswith("Cache")), None) if holder is not None else None
        if holder is None or saved is None:
            return False
        try:
            found = Origin(self._book, "", 0).at((reference.text or "").strip().strip("()"))
        except UnknownError:
            found = None
        if found is None or etree.QName(saved).localname not in ("numCache", "strCache"):
            holder.remove(saved)
            return True
        cells = [cell for row in found for cell in row] if isinstance(found, list) else [found]
        return _fill(saved, cells, numbers=etree.QName(saved).localname == "numCache")

    def _note(self, title: str, place: tuple[int, ...] | None, what: str) -> None:
        at = f" sel {cell_reference(*place[:2])}" if place else ""
        self.notes.append(f'lembar "{title}"{at}: {what}')


_HOLDERS: Final = {"cfRule": "warna bersyarat", "dataValidation": "pemeriksaan isian", "sparkline": "grafik mini"}

_EMPTIED: Final = {
    "conditionalFormatting": "cfRule",
    "conditionalFormattings": "conditionalFormatting",
    "dataValidations": "dataValidation",
    "sparklines": "sparkline",
    "sparklineGroup": "sparklines",
    "sparklineGroups": "sparklineGroup",
    "definedNames": "definedName",
}
"""Elements that must not be in a file without any of these inside."""


def _declared(tables: Mapping[str, StoredTable]) -> Iterator[tuple[str, _Rewrite]]:
    """The native form of each of our tables' own formulas, some of which stand in the row already; formulas are in small letters."""
    for table in TABLES:
        if table.name in tables and set(table.names.values()) <= set(tables[table.name].columns):
            for column in table.columns:
                for expression in (column.formula, column.total):
                    if isinstance(expression, Call):
                        bare, whole, native_form = (
                            written(expression, table.name, table.names)
                            for written in (expressions.bare_call, expressions.formula, expressions.native_formula)
                        )
                        rewrite = _Rewrite(syntax.parse(bare), native_form)  # the call alone says what such a cell gives
                        yield from ((text.casefold(), rewrite) for text in (bare, whole))


def _where(holder: Element, sheet: SheetPart) -> list[Area]:
    """The cells that a rule applies to, within the used part of the sheet."""
    element: Element | None = holder
    given = ""
    while element is not None and not given:
        given = element.get("sqref") or element.findtext("{*}sqref") or ""
        element = element.getparent()
    areas = [where for each in given.split() if (where := area(each)) is not None]
    return [
        (top, left, min(bottom, max(sheet.last_row, top)), min(right, max(sheet.last_column, left))) for top, left, bottom, right in areas
    ]


def _places(areas: list[Area]) -> Iterator[tuple[int, int]]:
    for top, left, bottom, right in areas:
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


@lru_cache(maxsize=50_000)  # asked again of the copy, in the same order, so all of a large office have to stay
def _is_harmless(text: str) -> bool:
    """Whether a formula calls nothing but what Excel has, and has nothing that looks as if it led out of this workbook."""
    if not _NATIVE_NAMES.issuperset(_CALLED.findall(text.upper()[::-1])):
        return False
    # these are in whatever looks so, which is told much faster
    looks_so = ("[" in text and "!" in text) or "|" in text or "\\" in text or "//" in text or ":/" in text or "file:" in text.lower()
    return not (looks_so and (_ELSEWHERE.search(text) or LOCAL_FILE.search(text)))


def _texts(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Leaf):
            if node.kind in ("text", "array"):
                yield node.text
        else:
            for argument in node.arguments:
                yield from _texts(argument)


def _from_outside(written: str) -> bool:
    return any(mark in written for mark in _FROM_OUTSIDE)


def _parameters(call: Group) -> frozenset[str]:
    """The names that LET and LAMBDA define, in capitals."""
    if call.function == "LET":
        given = call.given[:-1:2]
    elif call.function == "LAMBDA":
        given = call.given[:-1]
    else:
        return frozenset()
    return frozenset(_PREFIX.sub("", syntax.text(each).upper().strip("[]")) for each in given)


def _as_literal(reference: Element) -> None:
    """Replace a chart's reference by the values cached with it."""
    holder = reference.getparent()
    if holder is None:
        return
    if not etree.QName(holder).localname.endswith("Ref"):
        _remove(holder)  # a reference of labels, whose values are stored beside it
        return
    namespace = holder.tag.removesuffix(etree.QName(holder).localname)
    parent = holder.getparent()
    cache_of = next((each for each in holder.iter(f"{namespace}numCache", f"{namespace}strCache", f"{namespace}lvl")), None)
    if parent is not None and etree.QName(parent).localname == "tx":
        text = etree.Element(f"{namespace}v")
        text.text = holder.findtext(f".//{namespace}v") or ""
        parent.replace(holder, text)
        return
    literal = "numLit" if etree.QName(holder).localname == "numRef" else "strLit"
    holder.tag = f"{namespace}{literal}"
    kept = list(cache_of) if cache_of is not None else []
    for child in list(holder):
        holder.remove(child)
    holder.extend(kept)


def _fill(saved: Element, cells: Sequence[Cell], *, numbers: bool) -> bool:
    """Set a chart's cached figures; return whether they changed."""
    namespace = saved.tag.removesuffix(etree.QName(saved).localname)
    wanted = {
        str(place): repr(cell).removesuffix(".0") if isinstance(cell, float) else encoded(str(cell))
        for place, cell in enumerate(cells)
        if (type(cell) is float if numbers else cell is not None)
    }
    points = saved.findall(f"{namespace}pt")
    there = {point.get("idx") or "": point.findtext(f"{namespace}v") or "" for point in points}
    if there.keys() == wanted.keys() and all(_alike(there[place], wanted[place]) for place in wanted):
        return False
    for point in points:
        saved.remove(point)
    count = saved.find(f"{namespace}ptCount")
    if count is not None:
        count.set("val", str(len(cells)))
    at = len(saved) if count is None else saved.index(count) + 1
    for offset, (place, text) in enumerate(wanted.items()):
        point = etree.Element(f"{namespace}pt", {"idx": place})
        etree.SubElement(point, f"{namespace}v").text = text
        saved.insert(at + offset, point)
    return True


def _alike(saved: str, wanted: str) -> bool:
    try:
        return saved == wanted or float(saved) == float(wanted)
    except ValueError:
        return False


def _remove(element: Element) -> None:
    """Remove an element, and its parents that are empty without it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    name = etree.QName(parent).localname
    if parent.get("count") is not None:
        parent.set("count", str(len(parent)))
    if name in _EMPTIED and not any(etree.QName(each).localname == _EMPTIED[name] for each in parent):
        _remove(parent)
