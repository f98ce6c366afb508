"""Write the sheet of one declared table: it prints like the report's page and holds an Excel table.

From top to bottom: title, the official heading, the numbering row, the table (its own header row is off), its totals row, the
source line. Rows fit their text, and Excel keeps fitting them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Final

from xlsxwriter.utility import xl_range_abs

from lkjip.model import expressions, grades, renstra, taking
from lkjip.model.columns import Column, Kind, Role, Table
from lkjip.model.laporan import Laporan, Row
from lkjip.model.profile_text import filled, formula_values
from lkjip.model.tables import PREDIKAT, REPORT_TABLES, TABEL_2_1, words
from lkjip.summary.sheet import LABEL_RANGE
from lkjip.template import looks
from lkjip.template.back import put_back_link
from lkjip.xlsx_kit import fitting, paper
from lkjip.xlsx_kit.cells import put, put_formula, put_text
from lkjip.xlsx_kit.sheet import AMBIL_INDIKATOR, BANTUAN, BUTTON_GAP, CELL_PADDING, PIXELS_OF_DIGIT, TAMBAH_BARIS, Button, Sheet
from lkjip.xlsx_kit.styles import MISSING_FILL, WRONG_FILL, Styles
from xlfuncs.angka import BLANKS, NOT_MEASURED, Cell

_LEFT: Final = 1  # column A is a margin
_TITLE_ROW: Final = 0
_HEADING_ROW: Final = 2
_LIMIT: Final = 10.0**15
INDICATORS: Final = "daftar_indikator"
"""The defined name of the indicators of Tabel 2.1, from which every other table offers its own."""
_MOST_GRADES: Final = 999
"""Rows of the sheet Predikat, below its first, that the check while typing looks at."""
_MOST_PERCENT: Final = 1000
"""A percentage above this is hardly meant: 98,78 becomes 9878 where the PC's decimal sign is the point."""
_LONGEST_NOTHING: Final = 5
_NOTHINGS: Final = [*NOT_MEASURED, *dict.fromkeys(word for word in (*BLANKS, *grades.UNMEASURED) if 0 < len(word) <= _LONGEST_NOTHING)]
"""Words in place of a number, as long as the beginnings of `NOT_MEASURED`; array constants are not allowed in a check while typing."""


@dataclass(frozen=True)
class Extent:
    """The area of a table on its sheet: 0-based rows and columns, ends included."""

    heading: int
    numbering: int
    first: int
    last: int
    totals: int | None
    left: int
    right: int
    paper_right: int

    @property
    def bottom(self) -> int:
        return self.last if self.totals is None else self.totals


def extent(table: Table, rows: int) -> Extent:
    """The area of a table with a given number of rows."""
    numbering = _HEADING_ROW + _levels(table)
    first = numbering + 1
    last = numbering + max(rows, 1)
    on_paper = sum(column.on_paper for column in table.columns)
    return Extent(
        heading=_HEADING_ROW,
        numbering=numbering,
        first=first,
        last=last,
        totals=last + 1 if table.has_totals else None,
        left=_LEFT,
        right=_LEFT + len(table.columns) - 1,
        paper_right=_LEFT + on_paper - 1,
    )


def write(sheet: Sheet, table: Table, laporan: Laporan, styles: Styles) -> None:
    """Write a table with the report's rows, or with prepared empty rows if it has none."""
    table = _as_printed(table, laporan)
    rows = laporan.laid_out(table)
    at = extent(table, len(rows) or table.prepared_rows)
    titles_left, titles_right = _set_up_page(sheet, table, at)
    put_back_link(sheet, styles)
    ours = (AMBIL_INDIKATOR, TAMBAH_BARIS, BANTUAN) if taking.takes(table) else (TAMBAH_BARIS, BANTUAN)
    if table.landscape and not table.handed_in:  # on a page that is handed in the title stands in the middle of the page
        titles_left = max(titles_left, min(_right_of(ours, table, at), titles_right))
    for line, text in enumerate(filter(None, (table.title, table.subtitle)), _TITLE_ROW):
        put_text(sheet, (line, titles_left, line, titles_right), text, laporan.profil, styles, "title")
    # beside the title if there is room, else (on a narrow page) right of the table
    sheet.put_buttons(_TITLE_ROW, at.left if table.landscape else at.right + 1, *ours)
    _write_heading(sheet, table, at, laporan.profil, styles)
    if not rows:
        _write_example(sheet, table, at, styles)
    _declare_table(sheet, table, at)
    # the same in every row, and long
    computed = {
        column.key: "=" + expressions.formula(column.formula, table.name, table.names)
        for column in table.columns
        if column.formula is not None
    }
    for number in range(at.last - at.first + 1):
        row = rows[number] if number < len(rows) else {}
        _write_row(sheet, table, at.first + number, row, computed, styles)
        sheet.fit_row(at.first + number, _row_height(table, row))
    if at.totals is not None:
        _write_totals(sheet, table, at.totals, laporan.totals(table), styles)
    if table.source:
        put_text(sheet, (at.bottom + 1, at.left, at.bottom + 1, titles_right), table.source, laporan.profil, styles, "source")
    for offset, column in enumerate(table.columns):
        _guide_typing(sheet, table, column, at, at.left + offset, laporan.profil)
    _mark(sheet, table, at, styles)


def _right_of(buttons: Sequence[Button], table: Table, at: Extent) -> int:
    """The first column that buttons at the left of a table's sheet leave free."""
    taken = sum(button.width + BUTTON_GAP for button in buttons)
    edges = accumulate(PIXELS_OF_DIGIT * column.width + CELL_PADDING for column in table.columns)
    return at.left + sum(edge < taken for edge in edges) + 1


def _as_printed(table: Table, laporan: Laporan) -> Table:
    """The table without the last columns on paper that the report has no use for."""
    columns = list(table.columns)
    for number in reversed(range(len(columns))):
        column = columns[number]
        if not column.on_paper:
            continue
        if not column.printed_if_used or renstra.has_use_for(laporan, table.key, column.key):
            break
        columns[number] = replace(column, on_paper=False)
    return replace(table, columns=tuple(columns))


def indicators() -> str:
    """The formula of the name `INDICATORS`: Tabel 2.1 down to its last indicator.

    Without the rows that are still blank: Excel lets any text through a list in which a blank is.
    """
    column = f"{TABEL_2_1.name}[{TABEL_2_1.names[TABEL_2_1.row_key]}]"
    return f'=INDEX({column},1):INDEX({column},MAX(1,COUNTIF({column},"?*")))'


def formulas(table: Table, laporan: Laporan) -> dict[str, Cell]:
    """The values of the formulas above and below a table, by formula without "="."""
    templates = (table.title, table.subtitle, table.source, *(label for column in table.columns for label in column.heading))
    examples = {} if laporan.rows[table.key] else {_example(table, column).removeprefix("="): column.example for column in table.columns}
    return formula_values(templates, laporan.profil) | examples


# ---------------------------------------------------------------- page and heading
def _set_up_page(sheet: Sheet, table: Table, at: Extent) -> tuple[int, int]:
    """Set columns and page up, and return the first and last column of the first page, without those that further pages repeat."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 1.5)
    for offset, column in enumerate(table.columns):
        sheet.set_column(at.left + offset, at.left + offset, column.width)
    printed = {at.left + offset: column.width for offset, column in enumerate(table.columns) if column.on_paper}
    names = range(at.left, at.left + [column.key for column in table.columns].index(table.row_key) + 1)
    pages = paper.set_up(sheet, printed, names, landscape=table.landscape)
    sheet.repeat_rows(at.heading, at.numbering)
    sheet.print_area(_TITLE_ROW, at.left, at.bottom + (1 if table.source else 0), at.paper_right)
    sheet.freeze_panes(at.first, 0)
    sheet.set_row(_TITLE_ROW, 20 if table.subtitle else 30)
    sheet.set_row(_TITLE_ROW + 1, 24 if table.subtitle else 6)
    return (names[-1] + 1, pages[0] - 1) if pages else (at.left, at.paper_right)


def _levels(table: Table) -> int:
    return max(len(column.heading) for column in table.columns)


def _write_heading(sheet: Sheet, table: Table, at: Extent, profil: Mapping[str, Any], styles: Styles) -> None:
    levels = _levels(table)
    labels = [column.heading + (column.heading[-1],) * (levels - len(column.heading)) for column in table.columns]
    grid = [[label[level] for label in labels] for level in range(levels)]
    for first_row, first, last_row, last in _merged(grid):
        column = table.columns[first]
        names = ("heading",) if column.on_paper else ("heading", "helper")
        box = (at.heading + first_row, at.left + first, at.heading + last_row, at.left + last)
        put_text(sheet, box, grid[first_row][first], profil, styles, *names)
    for level in range(levels):
        sheet.set_row(at.heading + level, _heading_height(table, grid, level, profil))
    numbers = table.numbering or tuple(str(number + 1) if column.on_paper else "" for number, column in enumerate(table.columns))
    for _, first, _, last in _merged([numbers]):
        put_text(sheet, (at.numbering, at.left + first, at.numbering, at.left + last), numbers[first], profil, styles, "numbering")


def _merged(grid: Sequence[Sequence[str]]) -> list[tuple[int, int, int, int]]:
    """The boxes of a grid of labels, in which equal neighbours share a box (first row, first column, last row, last column)."""
    boxes = []
    taken: set[tuple[int, int]] = set()
    for row, labels in enumerate(grid):
        for column, label in enumerate(labels):
            if (row, column) in taken:
                continue
            last = column
            while label and last + 1 < len(labels) and labels[last + 1] == label and (row, last + 1) not in taken:
                last += 1
            last_row = row
            while last_row + 1 < len(grid) and all(grid[last_row + 1][each] == label for each in range(column, last + 1)):
                last_row += 1
            taken |= {(r, c) for r in range(row, last_row + 1) for c in range(column, last + 1)}
            boxes.append((row, column, last_row, last))
    return boxes


def _heading_height(table: Table, grid: Sequence[Sequence[str]], level: int, profil: Mapping[str, Any]) -> float:
    """Height in points for the tallest label of a heading row; a label over several rows needs only a share in each."""
    lines = 1
    for first_row, first, last_row, last in _merged(grid):
        if first_row <= level <= last_row:
            width = sum(column.width for column in table.columns[first : last + 1])
            words = filled(grid[first_row][first], profil)
            lines = max(lines, math.ceil(fitting.lines(words, width, bold=True) / (last_row - first_row + 1)))
    return fitting.of_lines(lines)


def _write_example(sheet: Sheet, table: Table, at: Extent, styles: Styles) -> None:
    """Show above the heading what might be typed, for as long as no name is: no row of the table, so that nothing counts it."""
    shown = [(offset, column) for offset, column in enumerate(table.columns) if column.example]
    for offset, column in shown:
        put_formula(sheet, _TITLE_ROW + 1, at.left + offset, _example(table, column), column.example, styles, "example")
    if shown:
        sheet.fit_row(_TITLE_ROW + 1, fitting.height((column.example, column.width) for _, column in shown))


def _example(table: Table, column: Column) -> str:
    return f'=IF(COUNTA({table.name}[{table.names[table.row_key]}])=0,"{column.example}","")'


# ---------------------------------------------------------------- the Excel table
def _declare_table(sheet: Sheet, table: Table, at: Extent) -> None:
    columns = []
    for column in table.columns:
        declared: dict[str, Any] = {"header": column.name}
        if column.formula is not None:
            declared["formula"] = "=" + expressions.formula(column.formula, table.name, table.names)
        if isinstance(column.total, str):
            declared["total_string"] = column.total
        elif column.total is not None:
            # our own formula: Excel's totals use SUBTOTAL, which is wrong as soon as a row is hidden
            declared["total_function"] = "=" + expressions.formula(column.total, table.name, table.names)
        columns.append(declared)
    sheet.add_table(
        at.first,
        at.left,
        at.bottom,
        at.right,
        {
            "name": table.name,
            "header_row": False,
            "autofilter": False,
            "style": None,
            "total_row": table.has_totals,
            "columns": columns,
        },
    )


def _cell_styles(table: Table, column: Column) -> tuple[str, ...]:
    names = ["cell", column.kind.value]
    if column.formula is not None:
        names.append("computed")
        if not column.kind.is_number:
            names += ["computed_text", "center"]
        if not column.on_paper:
            names.append("one_line")  # rows are as high as what is read in them
    elif column.choices and column.key != table.row_key:
        names.append("center")
    if column.grouped:
        names.append("open")
    return tuple(names)


def _write_row(sheet: Sheet, table: Table, row_number: int, row: Row, computed: Mapping[str, str], styles: Styles) -> None:
    for offset, column in enumerate(table.columns):
        value = row.get(column.key)
        if column.formula is not None:
            put_formula(sheet, row_number, _LEFT + offset, computed[column.key], value, styles, *_cell_styles(table, column))
        else:
            if isinstance(value, str):
                value = _as_typed(column, value)
            put(sheet, row_number, _LEFT + offset, value, styles, *_cell_styles(table, column))


def _row_height(table: Table, row: Row) -> float:
    """Height in points for the tallest text of a row that wraps."""
    shown = [column for column in table.columns if column.on_paper or column.formula is None]
    return fitting.height((_as_typed(column, value), column.width) for column in shown if isinstance(value := row.get(column.key), str))


def _above_in_group(table: Table, column: Column) -> Sequence[Column]:
    """The grouped columns left of a column, within whose groups it is grouped."""
    return [each for each in table.columns[: table.columns.index(column)] if each.grouped]


def _as_typed(column: Column, text: str) -> str:
    """A text as staff would type it: a list with one item per line."""
    return text.replace("; ", ";\n") if column.kind is Kind.LIST else text


def _write_totals(sheet: Sheet, table: Table, row_number: int, totals: Row, styles: Styles) -> None:
    for offset, column in enumerate(table.columns):
        names = ("cell", column.kind.value, "total")
        if column.total is None or isinstance(column.total, str):
            put(sheet, row_number, _LEFT + offset, column.total, styles, *names)
        else:
            center = () if column.kind.is_number else ("computed_text", "center")
            formula = "=" + expressions.formula(column.total, table.name, table.names)
            put_formula(sheet, row_number, _LEFT + offset, formula, totals[column.key], styles, *names, "computed", *center)
    sheet.fit_row(row_number, fitting.of_lines(1) + 4)


# ---------------------------------------------------------------- help while typing
def _guide_typing(sheet: Sheet, table: Table, column: Column, at: Extent, number: int, profil: Mapping[str, Cell]) -> None:
    """Add drop-down, number check and input message to an input column."""
    if not column.is_input:
        return
    rule: dict[str, Any] = {"validate": "any"}
    if column.kind.is_number:
        rule = _figure_rule(table, column, at, number)
    elif column.choices:
        # the categories are those of the office's own scale
        source = f"={LABEL_RANGE}" if column.role is Role.KATEGORI else list(column.choices_of(profil.get("tahun")))
        rule = {"validate": "list", "source": source, "show_error": column.only_choices}
        if column.only_choices:
            rule |= {"error_title": "Pilih dari daftar", "error_message": f"Isi dengan {' atau '.join(column.choices)}."}
    elif column.role is Role.INDIKATOR and table.key != TABEL_2_1.key:
        rule = {"validate": "list", "source": f"={INDICATORS}", "show_error": not column.names_others}
        if not column.names_others:
            rule |= _asking(words.NOT_IN_TABEL_2_1, lets_through=True)
    elif not column.help:
        return
    if column.help:
        rule |= {"input_title": column.name, "input_message": column.help}
    sheet.data_validation(at.first, number, at.last, number, rule)


def _figure_rule(table: Table, column: Column, at: Extent, number: int) -> dict[str, Any]:
    """The check while typing of a column of numbers.

    What may be right although it looks wrong (0,5 in percent, a grade that has no value yet) is asked about; other texts are refused.
    """
    this = looks.cell(at.first, number)
    unit = next((looks.cell(at.first, at.left + offset) for offset, each in enumerate(table.columns) if each.role is Role.SATUAN), None)
    in_unit = column.kind is Kind.NUMBER and unit is not None
    if column.kind is Kind.PERCENT:
        usual, question = _like_percent(this), words.NO_PERCENT
    elif in_unit:
        usual, question = f'IF({unit}="%",{_like_percent(this)},{_is_exact(this)})', words.NO_FIGURE
    else:
        usual, question = _is_exact(this), words.NO_RUPIAH if column.kind is Kind.RUPIAH else words.NO_NUMBER
    said = [f'SEARCH("|"&LEFT(TRIM({this}),{_LONGEST_NOTHING})&"|","|{"|".join(_NOTHINGS)}|")']
    if table.takes_grades(column):
        said.append(_graded(this, unit))
        question = words.NO_FIGURE
    rule = {"validate": "custom", "value": f"=IF(ISNUMBER({this}),{usual},COUNT({','.join(said)})>0)"}
    return rule | _asking(question, lets_through=question in (words.NO_FIGURE, words.NO_PERCENT))


def _asking(question: words.Question, *, lets_through: bool) -> dict[str, Any]:
    """What is said of an entry that a rule does not take; one that is let through may be kept nonetheless."""
    return {"error_type": "warning" if lets_through else "stop", "error_title": question.title, "error_message": question.message}


def _is_exact(cell: str) -> str:
    """The condition that a number is one that cells hold exactly."""
    return f"ABS({cell})<={_LIMIT:.0E}"


def _like_percent(cell: str) -> str:
    """The condition that a number may be a percentage: neither a hundredth, typed with the sign, nor one whose comma was not taken."""
    return f"OR({cell}=0,MEDIAN(1,ABS({cell}),{_MOST_PERCENT})=ABS({cell}))"


def _graded(cell: str, unit: str | None) -> str:
    """The place of the grade in a cell among those of its unit's list; without a unit, of any list. An error if there is none.

    MATCH does not tell capitals apart, and what is longer than its keys is at most asked about.
    """
    first = extent(PREDIKAT, 1).first
    key = extent(PREDIKAT, 1).left + [column.key for column in PREDIKAT.columns].index("kunci")
    keys = f"{PREDIKAT.sheet}!{xl_range_abs(first, key, first + _MOST_GRADES, key)}"
    daftar = '"*"' if unit is None else f"TRIM({unit})"
    return f"MATCH({daftar}&CHAR({ord(grades.BETWEEN)})&TRIM({cell}),{keys},0)"


def _is_wrong_text(table: Table, column: Column, this: str, columns: Mapping[str, int], at: Extent) -> str:
    """The condition that a cell of a column of numbers holds a text that nothing understands."""
    if column.graded:
        value = looks.cell(at.first, columns[column.graded])
        return f"AND(ISTEXT({this}),ISTEXT({value}),LEN({value})>0)"
    # a conditional format cannot look a grade up on another sheet, but a grade does not begin like a number
    return f"AND(ISTEXT({this}),ISNUMBER(VALUE(LEFT(TRIM({this}),1))))" if table.takes_grades(column) else f"ISTEXT({this})"


def _mark(sheet: Sheet, table: Table, at: Extent, styles: Styles) -> None:
    """Add conditional formats: missing or wrong values, categories, whole counts, neighbours that look merged."""
    columns = {column.key: at.left + offset for offset, column in enumerate(table.columns)}
    name = looks.cell(at.first, columns[table.row_key])
    unit = next((columns[key] for key in table.keys(Role.SATUAN)), None)
    figures = [columns[column.key] for column in table.columns if column.is_input and column.kind.is_figure]
    # the row to fill next, in the tables that every office fills: the first, or the one below a row that counts
    next_row: list[str] = []
    if table.key in (each.key for each in REPORT_TABLES):
        next_row.append(f"LEN({looks.cell(at.first - 1, columns[table.row_key])})>0")
        if table.counts_unnamed:
            next_row.append(f"COUNT({_list(figures, at.first - 1)})>0")

    for column in table.columns:
        number = columns[column.key]
        box = (at.first, number, at.last, number)
        this = looks.cell(at.first, number)
        if column.is_input and column.kind.is_number:
            looks.when(sheet, styles, box, _is_wrong_text(table, column, this, columns, at), bg_color=WRONG_FILL)
        if column.expected:
            there = looks.cell(at.first, columns[column.in_force]) if column.in_force else this
            looks.when(sheet, styles, box, f"AND(LEN({there})=0,{_any(f'LEN({name})>0', *next_row)})", bg_color=MISSING_FILL)
        if column.key == table.row_key and figures:
            looks.when(
                sheet, styles, box, f"AND(LEN({this})=0,{_any(f'COUNT({_list(figures, at.first)})>0', *next_row)})", bg_color=MISSING_FILL
            )
        if column.coloured_by:
            looks.coloured(sheet, styles, box, columns[column.coloured_by])
        if column.kind is Kind.NUMBER:
            looks.whole_counts(sheet, styles, box, unit)
        if column.role is Role.KATEGORI:
            looks.kategori(sheet, styles, box)
        if column.grouped:
            within = [columns[each.key] for each in _above_in_group(table, column)]
            looks.merged(sheet, styles, box, columns[table.row_key], within, looks.PALE)


def _list(columns: Iterable[int], row: int) -> str:
    """The cells of a row in these columns, as arguments."""
    return ",".join(looks.cell(row, column) for column in columns)


def _any(*conditions: str) -> str:
    """The condition that one of several holds."""
    return f"OR({','.join(conditions)})" if len(conditions) > 1 else conditions[0]
