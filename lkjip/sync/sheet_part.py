"""A worksheet part in the making: cells set, and cells of some columns moved up or down, everything else left as it is."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import Final, TypeAlias

from lxml import etree
from xlsxwriter.utility import xl_col_to_name

from lkjip import limits
from lkjip.escapes import decoded, encoded
from lkjip.package import NAMESPACES, Stored, Unsaved, joined
from lkjip.summary.sheet import SummaryCell
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

Element: TypeAlias = etree._Element
Area: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""

_AREA: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")
_ROW: Final = re.compile(r"[0-9]+$")
_REFERENCE: Final = re.compile(
    r"""
    "(?:[^"]|"")*+"                                 # a text
    | \[(?:[^\[\]]|\[[^\[\]]*+\])*+\]              # the columns of a table, or another file
    | (?<![\w.$\]!])
      (?:(?:(?<!')'(?P<quoted>(?:[^']|'')++)'|(?P<plain>[^\W\d][\w.]*+))!)?
      (?P<place>\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?)
      (?![\w.(!\[])
    | (?<!')'(?:[^']|'')++'!                         # another sheet, whatever follows
    """,
    re.VERBOSE,
)
"""What a reference to cells is in a formula, and what only looks like one."""
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_LETTERS: Final = re.compile("[A-Z]{1,3}")
_ROOTS: Final = tuple(f"{namespace}worksheet" for namespace in NAMESPACES)
_TOLERANCE: Final = 1e-9


class StraddledError(ValueError):
    """Something stands across cells that would move."""


def area(reference: str) -> Area | None:
    """The area that a reference names, "$B$7:$J$15" or "C3"; None for anything else."""
    found = _AREA.fullmatch(reference)
    if not found:
        return None
    row, column = int(found[2]) - 1, _column(found[1])
    where = (row, column, int(found[4]) - 1, _column(found[3])) if found[3] else (row, column, row, column)
    return where if row <= where[2] < limits.ROWS and column <= where[3] else None


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def shifting(block: Area, by: int) -> Area:
    """The cells that move, or are taken away, when a block grows by so many rows: from its last one down, in its columns."""
    _, left, bottom, right = block
    return min(bottom, bottom + by), left, limits.ROWS - 1, right


def reference(where: Area, absolute: bool = False) -> str:
    """An area as a reference."""
    mark = "$" if absolute else ""
    corners = [f"{mark}{xl_col_to_name(column)}{mark}{row + 1}" for row, column in (where[:2], where[2:])]
    return ":".join(dict.fromkeys(corners))


def moved(where: Area, columns: tuple[int, int], at: int, by: int) -> Area:
    """An area after the cells of some columns from row `at` on have moved by so many rows.

    Inside the columns it grows, shrinks or goes along; an area that reaches beyond them stays, as it does in Excel.
    """
    top, left, bottom, right = where
    if left < columns[0] or right > columns[1]:
        return where
    start = min(at, at + by)  # rows from here to `at` are taken away where `by` is negative
    top = top + by if top >= at else min(top, start) if top >= start and by < 0 else top
    bottom = bottom + by if bottom >= at else min(bottom, start - 1) if by < 0 else bottom
    bottom = min(max(top, bottom), limits.ROWS - 1)  # a whole column stays one
    return top, left, bottom, right


def moved_formula(formula: str, columns: tuple[int, int], at: int, by: int, *, sheet: str, own: bool = True) -> str:
    """A formula after cells have moved (see `moved`): its references to the sheet follow them, as in Excel.

    Args:
        sheet: the title of the sheet whose cells have moved.
        own: whether the formula stands on that sheet, so that a reference without a title means it.
    """

    def follow(found: re.Match[str]) -> str:
        title = found["quoted"].replace("''", "'") if found["quoted"] else found["plain"]
        where = area(found["place"]) if found["place"] and (title == sheet if title else own) else None
        if where is None:
            return found[0]
        if by < 0 and at + by <= where[0] and where[2] < at and columns[0] <= where[1] and where[3] <= columns[1]:
            return "#REF!"
        top, _, bottom, _ = moved(where, columns, at, by)
        corners = [_ROW.sub(str(row + 1), corner) for row, corner in zip((top, bottom), found["place"].split(":"), strict=False)]
        return found[0].removesuffix(found["place"]) + ":".join(corners)

    return _REFERENCE.sub(follow, formula)


class SheetPart:
    """The root of a worksheet part; rows and columns count from 0.

    Raises:
        ValueError: no worksheet, or one whose rows and cells do not stand where they say, in their order.
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
        """Whether a formula stands where none stood before, or none where one stood."""
        self._read()
        self._numbers = list(self._rows)

    def _read(self) -> None:
        number = -1
        for row in self._data:
            before, number = number, int(row.get("r") or number + 2) - 1
            self._rows[number] = row
            digits = str(number + 1)
            column = -1
            for cell in row:
                left, given = column, cell.get("r")
                column = left + 1 if given is None else _column(given.removesuffix(digits))
                if column <= left:
                    raise ValueError(given)
                self._cells[number, column] = cell
            if not before < number < limits.ROWS:
                raise ValueError(digits)

    @property
    def last_row(self) -> int:
        """The last row that is there; -1 on an empty sheet."""
        return self._numbers[-1] if self._numbers else -1

    def between(self, first: int, last: int) -> list[int]:
        """The rows that there are from one to another."""
        return self._numbers[bisect.bisect_left(self._numbers, first) : bisect.bisect_right(self._numbers, last)]

    @property
    def last_column(self) -> int:
        """The last column that holds a cell; -1 on an empty sheet."""
        return max((column for _, column in self._cells), default=-1)

    # ------------------------------------------------------------ cells
    def formulas(self, without: Container[int] = ()) -> Iterator[tuple[tuple[int, int], str, Stored]]:
        """Where the sheet has formulas, their texts, and their values; some rows left out."""
        return ((place, formula.text or "", value) for place, formula, value in self.formula_elements(without))

    def formula_elements(self, without: Container[int] = ()) -> Iterator[tuple[tuple[int, int], Element, Stored]]:
        """The same, with the formulas' elements."""
        for place, cell in self._cells.items():
            if place[0] not in without and len(cell):
                formula, value = self._contents(cell)
                if formula is not None:
                    yield place, formula, value

    def stored(self, row: int, column: int) -> tuple[str | None, Stored]:
        """The formula of a cell, if it has one, and its value: None for a blank, an error as its text."""
        cell = self._cells.get((row, column))
        formula, value = (None, None) if cell is None else self._contents(cell)
        return None if formula is None else formula.text or "", value

    def _contents(self, cell: Element) -> tuple[Element | None, Stored]:
        """The formula element and the value."""
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
        if formula is not None and kind != "str" and not text.strip():  # openpyxl writes it so where it has dropped a value
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
        """Give a cell its formula and value where it has others, and say whether it had; its format stays."""
        cell = self._cells.get((row, column))
        formula, value = (None, None) if cell is None else self._contents(cell)
        there = formula is not None
        text = formula.text if formula is not None and formula.get("t") in (None, "normal") else None
        if text == wanted.formula and there == (text is not None) and same(value, wanted.value):
            return False
        if cell is None:
            cell = self._add(row, column)
        self.moved_formulas = self.moved_formulas or there != (wanted.formula is not None)
        self._fill(cell, wanted)
        return True

    def set_value(self, row: int, column: int, value: Cell) -> None:
        """Give a formula's cell another saved value; the formula stays."""
        cell = self._cells[row, column]
        formula, _ = self._contents(cell)
        self._fill(cell, SummaryCell(value, formula="" if formula is None else formula.text), formula)

    def _fill(self, cell: Element, wanted: SummaryCell, formula: Element | None = None) -> None:
        self.changed = True
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
                # a blank that programs take for a saved value, as in the built workbook
                cell.set("t", "str")
                blank = self._child(cell, "v")
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
        """Put a cell into its row, in the order of the columns."""
        self.changed = True
        parent = self._row(row)
        cell.set("r", f"{xl_col_to_name(column)}{row + 1}")
        at = len(parent)
        while at and self._column_of(parent[at - 1], row) > column:
            at -= 1
        parent.insert(at, cell)
        _drop(parent, "spans")
        self._cells[row, column] = cell

    def _column_of(self, cell: Element, row: int) -> int:
        given = cell.get("r")
        if given is not None:
            return _column(given.removesuffix(str(row + 1)))
        return next(column for (of, column), each in self._cells.items() if of == row and each is cell)

    def _row(self, number: int) -> Element:
        row = self._rows.get(number)
        if row is None:
            row = etree.Element(f"{self._namespace}row", {"r": str(number + 1)})
            self._data.insert(bisect.bisect(self._numbers, number), row)
            bisect.insort(self._numbers, number)
            self._rows[number] = row
        return row

    # ------------------------------------------------------------ moving
    def resize(self, block: Area, rows: int) -> None:
        """Give a block so many rows: cells of its columns are put in, or taken away, before its last row.

        New cells look like those above them.

        Raises:
            StraddledError: merged cells stand across what would move.
        """
        top, left, bottom, right = block
        by = rows - (bottom - top + 1)
        if not by:
            return
        self._check_merged(block, by)
        lowest = max((row for row, column in self._cells if left <= column <= right), default=0)
        if lowest + by >= limits.ROWS:
            raise StraddledError(f"{xl_col_to_name(left)}{lowest + 1}")
        self.changed = self.moved_formulas = True
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
        self._move_references((left, right), bottom, by)
        for (row, column), cell in self._cells.items():
            if not (left <= column <= right and top <= row <= bottom + by):  # those of the block are written anew
                for formula in cell.iterchildren(f"{self._namespace}f"):
                    self._move_attribute(formula, "ref", (left, right), bottom, by)
                    self._move_formula(formula, (left, right), bottom, by)

    def fit(self, row: int, height: float) -> None:
        """Give a row a height in points, unless somebody has fixed it; Excel goes on fitting it."""
        element = self._rows.get(row)
        if element is not None and element.get("customHeight") not in ("1", "true") and element.get("ht") != f"{height:g}":
            element.set("ht", f"{height:g}")
            self.changed = True

    def _check_merged(self, block: Area, by: int) -> None:
        _, left, bottom, right = block
        for merged in self.root.iter(f"{self._namespace}mergeCell"):
            where = area(merged.get("ref") or "")
            if where is None:
                continue
            goes_along = where[0] >= bottom and where[1] >= left and where[3] <= right
            if overlap(where, shifting(block, by)) and not goes_along:
                raise StraddledError(merged.get("ref"))

    def _move_references(self, columns: tuple[int, int], at: int, by: int) -> None:
        """Merged cells, conditional looks, checks and links go along with their cells."""
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                continue
            name = etree.QName(element).localname
            if name in ("mergeCell", "hyperlink"):
                self._move_attribute(element, "ref", columns, at, by)
            elif name in ("conditionalFormatting", "dataValidation", "ignoredError"):
                self._move_attribute(element, "sqref", columns, at, by)
            elif name == "sqref" and element.text:  # of Excel's extended looks
                element.text = _moved_list(element.text, columns, at, by)
            elif name in ("formula", "formula1", "formula2") or (name == "f" and not element.tag.startswith(self._namespace)):
                self._move_formula(element, columns, at, by)
        dimension = self.root.find(f"{self._namespace}dimension")
        if dimension is not None and self._cells:
            rows, numbers = zip(*self._cells, strict=True)
            dimension.set("ref", reference((min(rows), min(numbers), max(rows), max(numbers))))

    def _move_formula(self, element: Element, columns: tuple[int, int], at: int, by: int) -> None:
        if element.text:
            element.text = moved_formula(element.text, columns, at, by, sheet=self._title)

    def _move_attribute(self, element: Element, name: str, columns: tuple[int, int], at: int, by: int) -> None:
        given = element.get(name)
        if given:
            element.set(name, _moved_list(given, columns, at, by))


def _moved_list(references: str, columns: tuple[int, int], at: int, by: int) -> str:
    return " ".join(reference(moved(where, columns, at, by)) if (where := area(each)) else each for each in references.split())


def same(saved: Stored, wanted: Cell) -> bool:
    """Whether a saved value is the wanted one; numbers may differ in their last digits, and a space stands for a blank."""
    if isinstance(saved, float) and isinstance(wanted, float | int):
        return math.isclose(saved, wanted, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    one, other = (each.strip() or None if isinstance(each, str) else each for each in (saved, wanted))
    return one == other


def _drop(element: Element, attribute: str) -> None:
    if attribute in element.attrib:
        del element.attrib[attribute]


@cache
def _column(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
