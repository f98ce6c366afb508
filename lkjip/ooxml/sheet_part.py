"""Edit a worksheet part: set cells, insert or delete cells in some columns, and leave everything else as it is."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Final, NamedTuple, TypeAlias

from lxml import etree

from lkjip import limits
from lkjip.escapes import decoded, encoded
from lkjip.model.cell import SummaryCell
from lkjip.model.formulas import syntax
from lkjip.model.formulas.moving import Formula, Move, followed
from lkjip.model.formulas.references import Area, area, column_letters, column_number, overlap, reference
from lkjip.model.formulas.syntax import FormulaError, Nodes
from lkjip.ooxml.package import NAMESPACES, Stored, Unsaved, joined
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error
from xlfuncs.functions import is_called_in

__all__ = ["Area", "SheetPart", "StraddledError", "area", "same"]

Element: TypeAlias = etree._Element

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_LETTERS: Final = re.compile("[A-Z]{1,3}")
_ROOTS: Final = tuple(f"{namespace}worksheet" for namespace in NAMESPACES)
_TOLERANCE: Final = 1e-9


class StraddledError(ValueError):
    """A merged area or array formula lies partly inside the cells that would move."""


class SheetPart:
    """An editable worksheet part; rows and columns are 0-based.

    Raises:
        ValueError: it is no worksheet, or its rows and cells are not in the order that their references state.
    """

    def __init__(self, root: Element, title: str, shared_text: Callable[[str], str]) -> None:
        self.root = root
        self._title = title
        self._shared_text = shared_text
        if root.tag not in _ROOTS:
            raise ValueError(root.tag)
        self._namespace = root.tag.removesuffix("worksheet")
        self._tags = [f"{self._namespace}{name}" for name in ("f", "v", "is")]
        found = root.find(f"{self._namespace}sheetData")
        if found is None:
            raise ValueError("sheetData")
        self._data: Element = found
        self._rows: dict[int, Element] = {}
        self._cells: dict[tuple[int, int], Element] = {}
        self.changed = False
        self.moved_formulas = False
        """Whether formulas were added to or removed from cells."""
        self._read()
        self._numbers = list(self._rows)

    def _read(self) -> None:
        """Index every row and cell; those without a reference get one, since cells may be inserted before them."""
        number = -1
        for row in self._data:
            before, number = number, int(row.get("r") or number + 2) - 1
            self._rows[number] = row
            digits = str(number + 1)
            if row.get("r") is None:
                row.set("r", digits)
            column = -1
            for cell in row:
                left, given = column, cell.get("r")
                if given is None:
                    given = f"{column_letters(left + 1)}{digits}"
                    cell.set("r", given)
                column = _column(given.removesuffix(digits))
                if column <= left:
                    raise ValueError(given)
                self._cells[number, column] = cell
            if not before < number < limits.ROWS:
                raise ValueError(digits)

    @property
    def last_row(self) -> int:
        """The last row in the part; -1 on an empty sheet."""
        return self._numbers[-1] if self._numbers else -1

    def between(self, first: int, last: int) -> list[int]:
        """The rows in the part from `first` to `last`."""
        return self._numbers[bisect.bisect_left(self._numbers, first) : bisect.bisect_right(self._numbers, last)]

    @property
    def last_column(self) -> int:
        """The last column that holds a cell; -1 on an empty sheet."""
        return max((column for _, column in self._cells), default=-1)

    # ------------------------------------------------------------ cells
    def formulas(self, without: Container[int] = ()) -> Iterator[tuple[tuple[int, int], str, Stored]]:
        """Cell, text and value of each formula, except in the rows `without`; shared formulas are expanded."""
        return ((place, self._formula_text(place, formula), value) for place, formula, value in self.formula_elements(without))

    def formula_elements(self, without: Container[int] = ()) -> Iterator[tuple[tuple[int, int], Element, Stored]]:
        """Like `formulas`, with elements instead of texts."""
        for place, cell in self._cells.items():
            if place[0] not in without and len(cell):
                formula, value = self._contents(cell)
                if formula is not None:
                    yield place, formula, value

    def _formulas_but(self, but: Sequence[Area] = ()) -> Iterator[tuple[tuple[int, int], Element]]:
        tag = self._tags[0]
        for place, cell in self._cells.items():
            if len(cell) and not any(top <= place[0] <= bottom and left <= place[1] <= right for top, left, bottom, right in but):
                formula = cell.find(tag)
                if formula is not None:
                    yield place, formula

    def filled(self) -> Iterator[tuple[tuple[int, int], str | None, Stored]]:
        """Every cell that holds something: its place, its formula or None, and its value; shared formulas are expanded."""
        for place, cell in self._cells.items():
            if len(cell):
                formula, value = self._contents(cell)
                yield place, None if formula is None else self._formula_text(place, formula), value

    def stored(self, row: int, column: int) -> tuple[str | None, Stored]:
        """A cell's formula, or None, and its value: None for a blank, an error value as its text."""
        cell = self._cells.get((row, column))
        formula, value = (None, None) if cell is None else self._contents(cell)
        return None if formula is None else self._formula_text((row, column), formula), value

    def _formula_text(self, place: tuple[int, int], formula: Element) -> str:
        shared = self._shared.get(place) if formula.get("t") == "shared" else None
        return (formula.text or "") if shared is None else shared.at(place)

    @property
    def _shares(self) -> bool:
        return any(formula.get("t") == "shared" for formula in self._data.iter(self._tags[0]))

    @cached_property
    def _shared(self) -> dict[tuple[int, int], _Shared]:
        """The shared formula of each cell that has one."""
        shared: dict[tuple[int, int], _Shared] = {}
        known: dict[str | None, _Shared] = {}
        for place, formula in self._formulas_but() if self._shares else ():
            if formula.get("t") == "shared":
                if formula.text:
                    known[formula.get("si")] = _Shared(place, formula.text)
                if formula.get("si") in known:
                    shared[place] = known[formula.get("si")]
        return shared

    def _touch(self) -> None:
        """Expand shared formulas before the first change, since the cell that holds their text may be deleted or moved."""
        if self.changed:
            return
        self.changed = True
        for place, shared in self._shared.items():
            for formula in self._cells[place].iterchildren(self._tags[0]):
                formula.text = shared.at(place)
                for attribute in ("t", "si", "ref"):
                    _drop(formula, attribute)
        self._shared.clear()

    def _contents(self, cell: Element) -> tuple[Element | None, Stored]:
        """A cell's formula element, or None, and its value."""
        formula, text = None, None
        formula_tag, value_tag, inline_tag = self._tags
        for child in cell:
            tag = child.tag
            if tag == value_tag:
                text = child.text or ""
            elif tag == formula_tag:
                formula = child
            elif tag == inline_tag:
                return formula, joined(child)
        if text is None:
            return formula, None if formula is None else Unsaved.UNSAVED
        kind = cell.get("t", "n")
        if kind == "s":
            return formula, self._shared_text(text.strip())
        if formula is not None and kind != "str" and not text.strip():  # openpyxl writes an empty value where it dropped one
            return formula, Unsaved.UNSAVED
        if not text.strip():
            return formula, None
        if kind == "b":
            return formula, text.strip() in ("1", "true")
        try:
            return formula, float(text) if kind == "n" else decoded(text)
        except ValueError:
            return formula, text

    def set(self, row: int, column: int, wanted: SummaryCell) -> bool:
        """Set a cell's formula and value, keep its format, and return whether anything changed."""
        cell = self._cells.get((row, column))
        formula, value = (None, None) if cell is None else self._contents(cell)
        there = formula is not None
        text = (
            self._formula_text((row, column), formula) if formula is not None and formula.get("t") not in ("array", "dataTable") else None
        )
        if text == wanted.formula and there == (text is not None) and same(value, wanted.value):
            return False
        if cell is None:
            cell = self._add(row, column)
        self._touch()
        self.moved_formulas = self.moved_formulas or there != (wanted.formula is not None)
        self._fill(cell, wanted)
        return True

    def look_like(self, place: tuple[int, int], other: tuple[int, int]) -> None:
        """Give a cell the format of another one, if it has none."""
        cell, model = self._cells.get(place), self._cells.get(other)
        if cell is not None and model is not None and cell.get("s") is None and model.get("s") is not None:
            self._touch()
            cell.set("s", str(model.get("s")))

    def set_value(self, row: int, column: int, value: Cell) -> None:
        """Set the saved value of a formula's cell; the formula stays."""
        self._touch()
        cell = self._cells[row, column]
        formula, _ = self._contents(cell)
        self._fill(cell, SummaryCell(value, formula="" if formula is None else formula.text), formula)

    def _fill(self, cell: Element, wanted: SummaryCell, formula: Element | None = None) -> None:
        for child in list(cell):
            cell.remove(child)
        _drop(cell, "t")
        _drop(cell, "cm")
        value = wanted.value
        if wanted.formula is not None:
            if formula is not None:
                cell.append(formula)
            else:
                self._child(cell, "f").text = wanted.formula
            if value is None or value == "":
                cell.set("t", "str")
                blank = self._child(cell, "v")
                if is_called_in(cell[0].text or ""):  # a space: programs without our macros keep it, as in the built workbook
                    blank.text = " "
                    blank.set(_SPACE, "preserve")
                return
        elif value is None:
            return
        if isinstance(value, str):
            if wanted.formula is None:
                cell.set("t", "inlineStr")
                self._text(self._child(self._child(cell, "is"), "t"), value)
                return
            cell.set("t", "e" if is_error(value) else "str")
            self._text(self._child(cell, "v"), value)
        else:
            self._child(cell, "v").text = repr(float(value)).removesuffix(".0")  # type: ignore[arg-type]

    def _child(self, parent: Element, name: str) -> Element:
        return etree.SubElement(parent, f"{self._namespace}{name}")

    def _text(self, element: Element, text: str) -> None:
        element.text = encoded(text)
        if text != text.strip():
            element.set(_SPACE, "preserve")

    def _add(self, row: int, column: int) -> Element:
        cell = etree.Element(f"{self._namespace}c")
        self._place(cell, row, column)
        return cell

    def _place(self, cell: Element, row: int, column: int) -> None:
        """Insert a cell into its row, in column order."""
        self._touch()
        parent = self._row(row)
        cell.set("r", f"{column_letters(column)}{row + 1}")
        at = len(parent)
        while at and _column((parent[at - 1].get("r") or "").removesuffix(str(row + 1))) > column:
            at -= 1
        parent.insert(at, cell)
        _drop(parent, "spans")
        self._cells[row, column] = cell

    def _row(self, number: int) -> Element:
        row = self._rows.get(number)
        if row is None:
            row = etree.Element(f"{self._namespace}row", {"r": str(number + 1)})
            self._data.insert(bisect.bisect(self._numbers, number), row)
            bisect.insort(self._numbers, number)
            self._rows[number] = row
        return row

    # ------------------------------------------------------------ moving
    def resize(self, move: Move) -> None:
        """Insert or delete cells in a block's columns before its last row; what belongs to the cells below moves along.

        New cells take the format of those above them.

        Raises:
            StraddledError: a merged area or array formula lies partly inside the cells that would move.
        """
        _, left, bottom, right = move.block
        by = move.by
        if not by:
            return
        self._refuse_straddling(move)
        lowest = max((row for row, column in self._cells if left <= column <= right), default=0)
        if lowest + by >= limits.ROWS:
            raise StraddledError(f"{column_letters(left)}{lowest + 1}")
        self._touch()
        self.moved_formulas = True
        for (row, column), cell in sorted(self._cells.items(), reverse=by > 0):
            if left <= column <= right and row >= min(bottom, bottom + by):
                parent = self._rows[row]
                parent.remove(cell)
                del self._cells[row, column]
                if row >= bottom:
                    self._place(cell, row + by, column)
        looks = {
            column: self._cells[bottom - 1, column].get("s") for column in range(left, right + 1) if (bottom - 1, column) in self._cells
        }
        for row in range(bottom, bottom + by):
            for column in range(left, right + 1):
                cell = self._add(row, column)
                if looks.get(column):
                    cell.set("s", str(looks[column]))
        self._move_belongings(move)

    def fit(self, row: int, height: float) -> None:
        """Set a row's height in points, unless the user has fixed it; Excel keeps fitting it automatically."""
        element = self._rows.get(row)
        if element is not None and element.get("customHeight") not in ("1", "true") and element.get("ht") != f"{height:g}":
            self._touch()
            element.set("ht", f"{height:g}")

    def set_breaks(self, first: int, last: int, rows: Sequence[int]) -> None:
        """Let exactly these of the rows from `first` to `last` begin a new page; breaks elsewhere stay."""
        tag = f"{self._namespace}rowBreaks"
        holder = self.root.find(tag)
        there = {number: each for each in (() if holder is None else holder) if (number := _number(each.get("id"))) is not None}
        inside = {number for number in there if first <= number <= last}
        if inside == set(rows):
            return
        self._touch()
        if holder is None:
            holder = etree.Element(tag)
            before = [each for each in self.root if etree.QName(each).localname in _BEFORE_BREAKS]
            before[-1].addnext(holder)
        for number in inside - set(rows):
            holder.remove(there.pop(number))
        for number in set(rows) - inside:
            there[number] = etree.SubElement(
                holder, f"{self._namespace}brk", {"id": str(number), "max": str(limits.COLUMNS - 1), "man": "1"}
            )
        holder[:] = [there[number] for number in sorted(there)]
        self._count_breaks(holder)

    def _refuse_straddling(self, move: Move) -> None:
        """Refuse to split merged cells and array formulas: they move whole or not at all."""
        _, left, bottom, right = move.block
        merged = self.root.iter(f"{self._namespace}mergeCell")
        arrays = (formula for _, formula, _ in self.formula_elements() if formula.get("t") in ("array", "dataTable"))
        for element in (*merged, *arrays):
            where = area(element.get("ref") or "")
            if where is None or where[:2] == where[2:]:
                continue
            goes_along = where[0] >= bottom and where[1] >= left and where[3] <= right
            if overlap(where, move.shifting) and not goes_along:
                raise StraddledError(element.get("ref"))

    def _move_belongings(self, move: Move) -> None:
        """Move everything else in the part that refers to the moved cells: merges, links, filters, formats, validations, breaks."""
        for element in list(self.root.iter()):
            if not isinstance(element.tag, str):
                continue
            name = etree.QName(element).localname
            for attribute in _PLACED.get(name, ()):
                self._move_places(element, attribute, move)
            if name == "sqref" and element.text:  # in Excel's extended conditional formats
                element.text = " ".join(_moved_list(element.text, move)) or element.text
        self._move_breaks(move)
        dimension = self.root.find(f"{self._namespace}dimension")
        if dimension is not None and self._cells:
            rows, numbers = zip(*self._cells, strict=True)
            dimension.set("ref", reference((min(rows), min(numbers), max(rows), max(numbers))))

    def _move_breaks(self, move: Move) -> None:
        """Move the page breaks below a block, and drop those before rows that are deleted."""
        bottom, by = move.block[2], move.by
        holder = self.root.find(f"{self._namespace}rowBreaks")
        for each in [] if holder is None else list(holder):
            number = _number(each.get("id"))
            if number is not None and number >= bottom:
                each.set("id", str(number + by))
            elif number is not None and number >= bottom + by:
                holder.remove(each)  # type: ignore[union-attr]  # it has children
        if holder is not None:
            self._count_breaks(holder)

    def _count_breaks(self, holder: Element) -> None:
        for count in ("count", "manualBreakCount"):
            holder.set(count, str(len(holder)))
        if not len(holder):
            self.root.remove(holder)

    def _move_places(self, element: Element, attribute: str, move: Move) -> None:
        """Move the references in an attribute; remove an element whose references are all gone."""
        given = element.get(attribute)
        if not given:
            return
        places = _moved_list(given, move)
        parent = element.getparent()
        if places:
            element.set(attribute, " ".join(places))
        if places or parent is None or element.tag == self._tags[0]:
            return
        parent.remove(element)
        if "count" in parent.attrib:
            parent.set("count", str(len(parent)))
        above = parent.getparent()
        if not len(parent) and above is not None:
            above.remove(parent)

    def follow(self, moves: Sequence[Move]) -> list[tuple[str, Move]]:
        """Rewrite every formula of the sheet, outside the blocks, to follow the cells it refers to.

        Returns the cells that the user should look at, each with the move that made it doubtful.
        """
        own = next((move for move in moves if move.means(self._title)), None)
        doubtful: list[tuple[str, Move]] = []
        wanted: list[tuple[Element, str, bool]] = []

        @cache  # the rows of a table have the same formulas
        def concerning(formula: str) -> Sequence[Move]:
            return [move for move in moves if move is own or move.may_be_named(formula)]

        def follow(before: str, where: str, cell: tuple[int, int] | None, *, relative: bool = False, linked: bool = False) -> Formula:
            text, doubt = before, False
            for move in concerning(before):
                formula = followed(text, move, own=move is own and not linked, cell=cell, relative=relative)
                text, doubt = formula.text, doubt or formula.doubtful
                if formula.doubtful:
                    doubtful.append((where or reference((*cell, *cell)) if cell else where, move))
            return Formula(text, doubt)

        refers = own is not None or self._shares or any("!" in (element.text or "") for element in self._data.iter(self._tags[0]))
        block = [] if own is None else [_after(own)]  # the sync writes these itself
        for cell, element in self._formulas_but(block) if refers else ():
            before = self._formula_text(cell, element)
            if not concerning(before):
                continue
            formula = follow(before, "", cell)
            if formula.text != before or formula.doubtful:
                wanted.append((element, formula.text, formula.doubtful))
        for element, where, is_sparkline in self._rules():
            cells = area(where.partition(" ")[0]) if is_sparkline else None
            formula = follow(element.text or "", where, cells and cells[:2], relative=not is_sparkline)
            if formula.text != element.text:
                wanted.append((element, formula.text, False))
        links = [
            (link, follow(link.get("location") or "", link.get("ref") or "", None, linked=True).text)
            for link in self.root.iter(f"{self._namespace}hyperlink")
            if link.get("location")
        ]
        if wanted or any(text != link.get("location") for link, text in links):
            self._touch()
        for element, text, doubt in wanted:
            element.text = text
            if doubt:
                element.set("ca", "1")  # Excel recalculates it on opening the file and drops the mark
        for link, text in links:
            link.set("location", text)
        return list(dict.fromkeys(doubtful))

    def _rules(self) -> Iterator[tuple[Element, str, bool]]:
        """Formulas of conditional formats, validations and sparklines: element, the cells it applies to, whether it is a sparkline."""
        names = ("formula", "formula1", "formula2")
        for element in self.root.iter(*(f"{self._namespace}{name}" for name in names), _EXTENDED_FORMULA):
            if not element.text:
                continue
            holders = list(element.iterancestors())[:3]
            inner = next((found.text for holder in holders for found in holder.iterchildren("{*}sqref")), None)
            where = inner or next((str(holder.get("sqref")) for holder in holders if holder.get("sqref")), "")
            yield element, where, etree.QName(holders[0]).localname.startswith("sparkline")


_EXTENDED_FORMULA: Final = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_PLACED: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("mergeCell", "hyperlink", "autoFilter", "sortState", "sortCondition"), ("ref",)),
    **dict.fromkeys(("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange"), ("sqref",)),
    **dict.fromkeys(("cellWatch", "inputCells"), ("r",)),
    "f": ("ref", "r1", "r2"),
}
"""Elements that refer to cells, and the attributes in which they do."""


_BEFORE_BREAKS: Final = (
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
    *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
    *("pageMargins", "pageSetup", "headerFooter"),
)
"""The parts of a worksheet that stand before its page breaks."""


class _Shared(NamedTuple):
    """A shared formula, and the cell for which its text is written."""

    place: tuple[int, int]
    text: str

    def at(self, place: tuple[int, int]) -> str:
        """The formula's text for another cell."""
        try:
            return syntax.moved(_tree(self.text), place[0] - self.place[0], place[1] - self.place[1])
        except FormulaError:
            return self.text


@lru_cache(maxsize=64)
def _tree(formula: str) -> Nodes:
    return syntax.parse(formula)


def _after(move: Move) -> Area:
    """The block as it is after the move."""
    top, left, bottom, right = move.block
    return top, left, bottom + move.by, right


def _moved_list(references: str, move: Move) -> list[str]:
    moved = []
    for each in references.split():
        where = area(each)
        now = where and move.shifted(where)
        moved += [each] if where is None else [reference(now)] if now else []
    return moved


def same(saved: Stored, wanted: Cell) -> bool:
    """Whether a saved value equals the wanted one; numbers may differ in the last digits, and a space equals a blank."""
    if saved == wanted:
        return True
    if isinstance(saved, float) and isinstance(wanted, float | int):
        return math.isclose(saved, wanted, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    one, other = (each.strip() or None if isinstance(each, str) else each for each in (saved, wanted))
    return one == other


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= len(str(limits.ROWS)) else None


def _drop(element: Element, attribute: str) -> None:
    if attribute in element.attrib:
        del element.attrib[attribute]


@cache
def _column(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        raise ValueError(letters)
    return column_number(letters)
