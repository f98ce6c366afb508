"""Bring a sheet into canonical form: what a reader sees and what it computes, unchanged by a re-save in any program."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias, cast

from lxml import etree

from lkjip import limits
from lkjip.mail.seal import spelling
from lkjip.model.formulas import syntax
from lkjip.model.formulas.references import Area, area, column_letters
from lkjip.model.formulas.syntax import FormulaError
from lkjip.ooxml.package import joined
from xlfuncs.angka import angka
from xlfuncs.errors import EXCEL_ERRORS

Element: TypeAlias = etree._Element
Place: TypeAlias = tuple[int, int]
"""1-based row and column."""

HIDDEN_ROW: Final = "baris tersembunyi"
LOW_ROW: Final = "baris terlalu rendah untuk dibaca"
HIDDEN_COLUMN: Final = "kolom tersembunyi"
NARROW_COLUMN: Final = "kolom terlalu sempit untuk dibaca"
VIEW: Final = "tampilan"
_LOWEST: Final = 3.0
"""Points; a lower row cannot be read."""
_NARROWEST: Final = 0.5
"""Characters; a narrower column cannot be read."""
_ON: Final = ("1", "true")
_FILLED: Final = cast("Callable[[Element], list[Element]]", etree.XPath("*[*]"))
"""Finds the filled cells of a row."""
_LITERAL: Final = {"TRUE": "b1", "FALSE": "b0"} | {error: f"e{error}" for error in EXCEL_ERRORS}
"""Formulas that LibreOffice writes for constants, with the constants."""
_SPILLS: Final = 100
"""Most array formulas per sheet whose areas are evaluated."""
_BY_FORMULA: Final = (
    *("expression", "cellIs", "containsText", "notContainsText", "beginsWith", "endsWith"),
    *("containsBlanks", "notContainsBlanks", "containsErrors", "notContainsErrors"),
)
"""Kinds of conditional formats that differ only in their formula; LibreOffice treats some as one."""
_LETTERS: Final = {chr(65 + number): number + 1 for number in range(26)}


class Trait(NamedTuple):
    """A property of a sheet or workbook other than its cells: its kind, its place or name, its value."""

    kind: str
    where: str
    what: str = ""


class SealedFormula(NamedTuple):
    """A formula's canonical spelling, and its saved result or None."""

    text: str
    result: str | None


@dataclass(frozen=True)
class Sheet:
    """The canonical form of a sheet, without blank cells."""

    title: str
    visible: bool = True
    constants: Mapping[Place, str] = field(default_factory=dict)
    formulas: Mapping[Place, SealedFormula] = field(default_factory=dict)
    looks: Mapping[Place, str] = field(default_factory=dict)
    """The look of every filled cell."""
    traits: Sequence[Trait] = ()
    unsealed: Mapping[str, str] = field(default_factory=dict)
    """Traits whose change is only reported, by kind."""


def address(place: Place) -> str:
    """ "B7", and "B0" of a file that says so."""
    row, column = place
    return f"{column_letters(column - 1)}{row}"


class Shared(NamedTuple):
    """What cells refer to by index: the canonical shared texts, and the look of each style."""

    text: Callable[[str], str]
    looks: Mapping[str, str]


class SheetCells:
    """The filled cells of a worksheet; rows have the numbers that the file gives."""

    def __init__(self, root: Element, shared: Shared) -> None:
        self.constants: dict[Place, str] = {}
        self.formulas: dict[Place, SealedFormula] = {}
        self.looks: dict[Place, str] = {}
        self.rows: list[Trait] = []
        """The invisible rows among the filled ones."""
        self._shared = shared
        self._masters: dict[str | None, tuple[Place, str]] = {}
        self._arrays: list[Area] = []
        namespace = root.tag.removesuffix("worksheet")
        self._tags = f"{namespace}v", f"{namespace}f", f"{namespace}is"
        data = root.find(f"{namespace}sheetData")
        self._read(() if data is None else data, _default_rows(root))

    def _read(self, rows: Iterable[Element], shown_by_default: bool) -> None:
        number = 0
        for row in rows:
            number = spelling.index(row.get("r"), number + 1)
            before = len(self.looks)
            self._read_row(row, number)
            if len(self.looks) > before and (kind := _unseen(row, shown_by_default)):
                self.rows.append(Trait(kind, str(number)))
        self._forget_spilled()

    def _read_row(self, row: Element, number: int) -> None:
        digits, value_tag = str(number), self._tags[0]
        counted: Mapping[Element, int] = {}
        for cell in _FILLED(row):  # most cells of a sheet are blank
            column, kind = _column((cell.get("r") or "").removesuffix(digits)), cell.get("t", "n")
            if not column:
                counted = counted or _counted(row)
                column = counted[cell]
            place = number, column
            only = cell[0]
            if only.tag == value_tag and len(cell) == 1:  # as most of the others
                if not (saved := only.text):
                    continue
                content = self._shared.text(saved) if kind == "s" else _saved(kind, saved)
                if not content:
                    continue
                self.constants[place] = content
            elif not self._read_cell(cell, kind, place):
                continue
            self.looks[place] = self._shared.looks.get(cell.get("s", "0"), "")

    def _read_cell(self, cell: Element, kind: str, place: Place) -> bool:
        """Whether a cell holds something; what it is, is kept."""
        value_tag, formula_tag, inline_tag = self._tags
        formula, saved, inline = None, None, None
        for child in cell:
            tag = child.tag
            if tag == value_tag:
                saved = child.text
            elif tag == formula_tag:
                formula = child
            elif tag == inline_tag:
                inline = child
        content: str | None
        if saved:
            content = self._shared.text(saved) if kind == "s" else _saved(kind, saved)
        elif inline is not None:
            content = spelling.value(joined(inline))
        else:  # a formula with a blank result is marked as text; openpyxl writes an empty value where it dropped one
            content = "" if kind == "str" and any(child.tag == value_tag for child in cell) else None
        if formula is not None:
            text = self._formula(formula, place)
            if text in _LITERAL:
                self.constants[place] = _LITERAL[text]
            else:
                self.formulas[place] = SealedFormula(text, content)
        elif content:
            self.constants[place] = content
        else:
            return False
        return True

    def _formula(self, element: Element, place: Place) -> str:
        text, kind = element.text or "", element.get("t")
        if kind == "shared":
            number = element.get("si")
            if text:
                self._masters.setdefault(number, (place, text))
            elif number in self._masters:
                text = _followed(*self._masters[number], place)
        elif kind == "array":
            where = area((element.get("ref") or "").upper())
            if where is not None and where[:2] != where[2:]:
                self._arrays.append(where)
            return f"{{{spelling.formula(text)}}} {spelling.ranges(element.get('ref') or '')}"
        elif kind == "dataTable":
            return "{TABLE} " + " ".join(element.get(name) or "" for name in ("ref", "r1", "r2"))
        return spelling.formula(text)

    def _forget_spilled(self) -> None:
        """Drop the other cells of an array formula: they are results, not constants."""
        for top, left, bottom, right in self._arrays[:_SPILLS]:
            inside = [place for place in self.constants if top < place[0] <= bottom + 1 and left < place[1] <= right + 1]
            for place in inside:
                del self.constants[place], self.looks[place]


def _followed(origin: Place, master: str, place: Place) -> str:
    """A shared formula's text for another cell."""
    rows, columns = place[0] - origin[0], place[1] - origin[1]
    try:
        return syntax.moved(syntax.parse(master), rows, columns)
    except FormulaError:
        return f"{master} {rows} {columns}"


def _counted(row: Element) -> Mapping[Element, int]:
    """The columns of a row's cells; one that does not say follows the one before it."""
    counted = {}
    column = 0
    for cell in row:
        column = _column((cell.get("r") or "").rstrip("0123456789")) or column + 1
        counted[cell] = column
    return counted


@lru_cache(maxsize=65_536)
def _saved(kind: str, text: str) -> str:
    if kind == "n":
        try:
            given = float(text)
        except ValueError:
            return f"x{text}"
        return spelling.number(given) if math.isfinite(given) else f"x{text}"
    if kind == "b":
        return f"b{text.strip() in _ON:d}"
    if kind == "e":
        return f"e{text.strip()}"
    if kind == "d":
        try:
            return spelling.value(angka(datetime.fromisoformat(text)))
        except ValueError:
            return f"x{text}"
    return spelling.value(_joined(text) if "_x" in text else text)


def _joined(text: str) -> str:
    """A text that a cell holds in its own value, decoded."""
    holder = etree.Element("is")
    etree.SubElement(holder, "{x}t").text = text
    return joined(holder)


@lru_cache(maxsize=limits.COLUMNS)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + _LETTERS.get(letter, 0)
    return number


# ---------------------------------------------------------------- what cannot be seen
def _default_rows(root: Element) -> bool:
    """Whether rows without a height of their own are visible."""
    given = root.find("{*}sheetFormatPr")
    return given is None or (given.get("zeroHeight") not in _ON and _size(given.get("defaultRowHeight"), 15.0) >= _LOWEST)


def _unseen(row: Element, by_default: bool) -> str:
    """Why a row is invisible; "" if it is visible."""
    hidden, height = row.get("hidden"), row.get("ht")
    if hidden in _ON or (hidden is None and height is None and not by_default):
        return HIDDEN_ROW
    return LOW_ROW if _size(height, 15.0) < _LOWEST else ""


def _size(given: str | None, otherwise: float) -> float:
    try:
        return otherwise if given is None else float(given)
    except ValueError:
        return otherwise


def unseen_columns(root: Element, filled: Iterable[int]) -> Iterator[Trait]:
    """The invisible columns among the filled ones."""
    given = root.find("{*}sheetFormatPr")
    narrow = given is not None and _size(given.get("defaultColWidth"), 8.0) < _NARROWEST
    columns = root.iterfind("{*}cols/{*}col")
    declared = sorted((spelling.index(each.get("min")), spelling.index(each.get("max")), _unseen_column(each)) for each in columns)
    for column in sorted(filled):
        at = bisect_right(declared, column, key=lambda each: each[0]) - 1
        kind = declared[at][2] if at >= 0 and column <= declared[at][1] else NARROW_COLUMN if narrow else ""
        if kind:
            yield Trait(kind, column_letters(column - 1))


def _unseen_column(column: Element) -> str:
    if column.get("hidden") in _ON:
        return HIDDEN_COLUMN
    return NARROW_COLUMN if _size(column.get("width"), 8.0) < _NARROWEST else ""


# ---------------------------------------------------------------- beside the cells
def traits(root: Element) -> Iterator[Trait]:
    """Properties of a sheet, other than cells, that change what a reader sees or types; unordered."""
    for view in root.iterfind("{*}sheetViews/{*}sheetView"):
        if view.get("showFormulas") in _ON:
            yield Trait(VIEW, "rumus alih-alih hasilnya")
        if view.get("showZeros") not in (None, *_ON):
            yield Trait(VIEW, "nol tidak diperlihatkan")
    for merged in root.iterfind("{*}mergeCells/{*}mergeCell"):
        where = spelling.ranges(merged.get("ref") or "")
        one, _, other = where.partition(":")
        if other and one != other:
            yield Trait("sel gabungan", where)
    yield from _grouped("warna bersyarat", _conditions(root))
    yield from _grouped("pemeriksaan isian", _validations(root))


def _conditions(root: Element) -> Iterator[tuple[str, str]]:
    for holder in root.iterfind("{*}conditionalFormatting"):
        where = spelling.ranges(holder.get("sqref") or "")
        for rule in holder.iterfind("{*}cfRule"):
            kind = rule.get("type") or ""
            texts = [spelling.condition(each.text or "") for each in rule.iterfind("{*}formula")] if kind in _BY_FORMULA else [kind]
            bare = any(each.get("showValue") in ("0", "false") for each in rule.iter())
            operator = rule.get("operator") if kind == "cellIs" else ""
            yield where, " ".join(filter(None, (operator, *texts, "tanpa angka" if bare else "")))


def conditional_looks(root: Element, looks: Sequence[str]) -> Iterator[str]:
    """What conditional formats change, and in which cells."""
    for holder in root.iterfind("{*}conditionalFormatting"):
        for rule in holder.iterfind("{*}cfRule"):
            number = spelling.index(rule.get("dxfId"), len(looks))
            if number < len(looks) and looks[number]:
                yield f"{spelling.ranges(holder.get('sqref') or '')} {looks[number]}"


def _validations(root: Element) -> Iterator[tuple[str, str]]:
    for each in root.iterfind("{*}dataValidations/{*}dataValidation"):
        if (each.get("type") or "none") != "none":
            yield from ((where, each.get("type") or "") for where in spelling.ranges(each.get("sqref") or "").split())


def _grouped(kind: str, found: Iterable[tuple[str, str]]) -> Iterator[Trait]:
    """One trait per range, for all of its rules."""
    by_range: dict[str, list[str]] = {}
    for where, what in found:
        by_range.setdefault(where, []).append(what)
    for where, rules in by_range.items():
        yield Trait(kind, where, "\n".join(sorted(rules)))
