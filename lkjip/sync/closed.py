"""Regenerate the summary sheets of a closed workbook; every part that need not change stays byte-identical."""

from __future__ import annotations

import gc
import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import filelock
import platformdirs
from lxml import etree

from lkjip import checks, files, inputs
from lkjip.errors import FileOpenError, LkjipError
from lkjip.escapes import decoded
from lkjip.model import expressions
from lkjip.model.cell import SummaryCell
from lkjip.model.columns import Column, Table
from lkjip.model.formulas.moving import Move, may_name
from lkjip.model.formulas.references import Area, area, named_area, overlap, quoted, reference
from lkjip.model.formulas.syntax import said
from lkjip.model.tables import DITERIMA, TABLES
from lkjip.ooxml import part_names
from lkjip.ooxml.package import Package, Stored, StoredTable, Unsaved
from lkjip.ooxml.parts import serialised
from lkjip.ooxml.sheet_part import SheetPart, StraddledError, same
from lkjip.sources import workbook_file
from lkjip.summary import SummarySheet, empty_sheets, pemeriksaan, summaries
from lkjip.summary.sheet import Block
from lkjip.sync import harvest, plan, references, titles
from lkjip.template import charts as grafik
from lkjip.template import front_sheets, quarter_charts, quarter_steps, rules_sheet, steps, table_sheet
from lkjip.xlsx_kit import fitting
from xlfuncs.angka import Cell

_WAIT: Final = 20.0  # seconds
_FOR_ALL: Final = 0o666  # the lock must be usable by other users of the PC
_NEVER_COMPUTED: Final = "#NAME?"
"""The saved value of our functions after a program without macros has recalculated them."""


@dataclass(frozen=True)
class Synced:
    """The result of a sync: the backup of the old file (None if nothing had to be written), and notes, one line each."""

    changed: bool
    backup: Path | None
    notes: Sequence[str]


def sync(path: Path, moment: datetime | None = None) -> Synced:
    """Regenerate the summary sheets of a workbook file for its current table rows.

    Args:
        moment: the time of the sync that the workbook shows; by default now, or SOURCE_DATE_EPOCH if set.

    Raises:
        LkjipError: the file is open in Excel, encrypted, not ours, of another template, damaged or not writable; it stays as it was.
    """
    files.refuse_open(path)
    with _alone(path), no_search_for_cycles():
        before = _bytes(path)
        with Package(path) as package:
            workbook = workbook_file.of_package(package)
            workbook_file.refuse_part(path, workbook)
            edit = _Edit(package, workbook, checks.check(workbook))
            edit.run(moment or _now(), checks.check)
            if not edit.changes:
                return Synced(False, None, [*edit.notes, *workbook.notes])
            data = package.repacked(edit.changes)
        backup = files.write(path, data, instead_of=before)
        files.prune_backups(path)
        return Synced(True, backup, [*edit.notes, *workbook.notes])


class Looked(NamedTuple):
    """The result of a dry run: whether the workbook is in sync, and the sheets that were read for it, by title.

    In these sheets our formulas have values, even where the file holds none.
    """

    synced: bool
    sheets: Mapping[str, SheetPart]
    stale: frozenset[str]
    """The summary sheets, by the titles they were built with, that a sync would lay out otherwise; all before the first sync."""


def look(package: Package, workbook: workbook_file.Workbook, findings: Sequence[checks.Finding]) -> Looked:
    """Dry run of a sync; nothing is written.

    Args:
        findings: what the checks find in the workbook.

    Raises:
        LkjipError: the workbook is of another template or damaged, or a block is missing.
    """
    edit = _Edit(package, workbook, findings)
    return edit.look()


class _Edit:
    """The changes to one package.

    Args:
        findings: what the checks find in the workbook.
    """

    def __init__(self, package: Package, workbook: workbook_file.Workbook, findings: Sequence[checks.Finding]) -> None:
        self.changes: dict[str, bytes | None] = {}
        self.notes: list[str] = []
        self._package = package
        self._workbook = workbook
        self._laporan = workbook.laporan
        self._findings = findings
        self._sheets: Sequence[SummarySheet] = ()
        self._titles = {title.casefold(): title for title in package.sheet_parts}
        self._homes = plan.homes(empty_sheets())
        self._book = package.xml(package.main)
        self._names = _defined_names(self._book)
        self._names_before = _texts(self._book)
        self._lacking = workbook_file.lacking(workbook.tables)
        self._parts: dict[str, SheetPart] = {}
        self._roots: dict[str, etree._Element] = {}
        self._touched: set[str] = set()
        self._touched_book = False
        self._only_values = False
        """Whether no formula is written, and only missing values are computed."""

    def run(self, moment: datetime, check: Callable[[workbook_file.Workbook], Sequence[checks.Finding]]) -> None:
        """Write everything.

        Args:
            check: what the checks find in a workbook; asked again where findings have been accepted.
        """
        taken = self._harvest(plan.time_text(moment).partition(" pukul")[0])
        if taken.rows:
            self._laporan = taken.laporan(self._laporan)
            self._findings = check(replace(self._workbook, laporan=self._laporan))
        self._sheets = summaries(self._laporan, self._findings, taken.typed)
        regions = self._regions()
        places = {region.name: self._block(region.name) for region in regions}
        moves = plan.moves(regions, places, self._stored, list(self._package.sheet_parts))
        for region in regions:
            self._write(region, moves.get(region.name))
        self._follow([move for move in moves.values() if not move.is_nothing])
        self._fill_borrowed()
        self._write_accepted(taken)
        laid_out = any(part.changed for part in self._parts.values())
        time_sheet, time_area = self._block(plan.TIME_NAME)
        if time_area[:2] != time_area[2:]:
            raise plan.lost(str(self._package.path), plan.TIME_NAME)
        mulai = self._part(time_sheet)
        _, when = mulai.stored(*time_area[:2])
        self._show_sheets(plan.to_show(self._laporan, is_first=not when, is_accepting=bool(taken.rows)))
        if laid_out or not when:
            when = plan.time_text(moment)
            mulai.set(*time_area[:2], SummaryCell(when))
        self._save_values(str(when))
        self._collect()

    def _show_sheets(self, as_built: Sequence[str]) -> None:
        wanted = {titles.now(self._package, title) for title in as_built}
        for sheet in self._book.iter("{*}sheet"):
            if sheet.get("state") == "hidden" and decoded(sheet.get("name", "")) in wanted:
                del sheet.attrib["state"]
                self._touched_book = True

    def look(self) -> Looked:
        """Whether the workbook was synced and every block holds what `run` would write; with the sheets that were read."""
        self._only_values = True
        taken = self._harvest("")
        self._sheets = summaries(self._laporan, self._findings, taken.typed)
        found = [(region.sheet, self._standing(region)) for region in self._regions()]
        for part, row, column, value in itertools.chain.from_iterable(cells for _, cells in found if cells):
            part.set_value(row, column, value)
        time_sheet, time_area = self._block(plan.TIME_NAME)
        _, when = self._part(time_sheet).stored(*time_area[:2])
        self._save_values(str(when or ""))
        stale = frozenset(sheet for sheet, cells in found if cells is None) if when else frozenset(sheet.title for sheet in self._sheets)
        return Looked(bool(when) and not stale and not self._borrowed() and not taken.rows, self._parts, stale)

    def _regions(self) -> list[plan.Region]:
        regions = plan.regions(str(self._package.path), self._sheets, self._lacking)
        self._refuse_overlap([region.name for region in regions])
        found = {name: self._block(name)[0] for name in self._homes}
        inputs = {table.sheet for table in self._workbook.tables.values()}
        plan.check_homes(str(self._package.path), self._homes, found, self._package.sheet_parts, inputs)
        self._refuse_exchanged(list(dict.fromkeys(self._homes.values())), list(dict.fromkeys(found.values())))
        return regions

    # ------------------------------------------------------------ answers beside the findings
    def _harvest(self, date: str) -> harvest.Harvest:
        """What the clerk has answered since the last sync."""
        version = self._names.get(plan.VERSION_NAME)
        plan.check_version(str(self._package.path), None if version is None else (version.text or "").strip())
        sheet, (top, left, bottom, right) = self._block(pemeriksaan.BLOCK)
        part = self._part(sheet)
        shown = ([part.stored(row, column)[1] for column in range(left, right + 1)] for row in range(top, bottom + 1))
        if right - left != pemeriksaan.ANSWER_COLUMNS[-1]:
            raise plan.lost(str(self._package.path), pemeriksaan.BLOCK)
        stored = self._workbook.tables.get(DITERIMA.name)
        rows = dict(zip(self._laporan.places_in(DITERIMA), self._laporan.rows[DITERIMA.key], strict=True))
        free = harvest.free_rows(stored, self._workbook.contents[DITERIMA.name]) if stored else ()
        return harvest.harvested(map(harvest.Answered.of, shown), self._findings, rows, free, date)

    def _write_accepted(self, taken: harvest.Harvest) -> None:
        self.notes += [f"{self._package.path.name}: {note}" for note in taken.notes]
        stored = self._workbook.tables.get(DITERIMA.name)
        if stored is None or not taken.rows:
            return
        part = self._part(stored.sheet)
        for place, row in taken.rows.items():
            for column in DITERIMA.columns:
                if column.name in stored.columns:
                    at = stored.first_row - 1 + place, stored.number(column.name) - 1
                    part.set(*at, SummaryCell(row[column.key] or None if row else None))
                    part.look_like(at, (stored.last_row - 1, at[1]))
            texts = [(row[column.key], column.width) for column in DITERIMA.columns] if row else []
            part.fit(stored.first_row - 1 + place, fitting.height(texts))
        bottom = max(stored.bottom, stored.first_row + max(taken.rows))
        if bottom > stored.bottom:
            where = reference((stored.top - 1, stored.left - 1, bottom - 1, stored.right - 1))
            name = next(name for name in self._package.targets(stored.part, kind="/table").values() if self._is_table(name, stored.name))
            for element in (root := self._root(name), *root.iterchildren("{*}autoFilter")):
                element.set("ref", where)
            self._touched.add(name)

    def _is_table(self, part: str, name: str) -> bool:
        return self._root(part).get("displayName") == name

    # ------------------------------------------------------------ blanks that another table fills
    def _borrowed(self) -> list[plan.Borrowed]:
        return plan.borrowed(self._laporan, self._workbook.tables, self._workbook.contents)

    def _fill_borrowed(self) -> None:
        for table, column, values in self._borrowed():
            stored = self._workbook.tables[table.name]
            number = stored.number(column.name) - 1
            for place, value in values.items():
                self._part(stored.sheet).set(stored.first_row - 1 + place, number, SummaryCell(value))
            self.notes.append(
                f'{self._package.path.name}: lembar "{stored.sheet}": {column.name} {len(values)} indikator yang kosong diisi dari'
                f" {_sheet_of(column.borrowed_from)}"
            )

    # ------------------------------------------------------------ blocks
    def _standing(self, region: plan.Region) -> list[tuple[SheetPart, int, int, Cell]] | None:
        """The formulas of a block whose values are wrong; None if the block is laid out differently."""
        sheet, (top, left, bottom, right) = self._block(region.name)
        if (bottom - top + 1, right - left + 1) != (len(region.cells), len(region.cells[0])):
            return None
        part = self._part(sheet)
        others = []
        for row, cells in enumerate(region.cells, top):
            for column, cell in enumerate(cells, left):
                formula, value = part.stored(row, column)
                right_value = same(value, cell.value)
                if formula is None and right_value and (cell.formula or "").startswith(pemeriksaan.GUIDE_LINK):
                    continue  # a mailed copy has the code without the link
                if formula != cell.formula or (formula is None and not right_value):
                    if column - left == region.record:
                        continue
                    return None
                if not right_value:
                    others.append((part, row, column, cell.value))
        return others

    def _refuse_overlap(self, names: Sequence[str]) -> None:
        for one, other in itertools.combinations(names, 2):
            (sheet, where), (other_sheet, other_where) = self._block(one), self._block(other)
            if sheet == other_sheet and overlap(where, other_where):
                raise plan.lost(str(self._package.path), other)

    def _refuse_exchanged(self, homes: Sequence[str], found: Sequence[str]) -> None:
        """Refuse a workbook whose sheets swapped titles while the defined names did not follow."""
        numbers = [titles.number(self._part(title).root) for title in found]
        given = [number for number in numbers if number is not None]
        if given == sorted(given):
            return
        for home in homes:
            now = titles.by_macros(self._package, home)
            if now != home:
                raise plan.renamed(str(self._package.path), home, now)

    def _write(self, region: plan.Region, move: Move | None) -> None:
        sheet, where = self._block(region.name)
        top, left, bottom, right = where
        if right - left + 1 != len(region.cells[0]):
            raise plan.lost(str(self._package.path), region.name)
        part = self._part(sheet)
        by = len(region.cells) - (bottom - top + 1)
        if by:
            if move is None or bottom == top:
                raise plan.lost(str(self._package.path), region.name)
            self._resize(part, move)
            self._names[region.name].text = _named(sheet, (top, left, bottom + by, right))
        for row, cells in enumerate(region.cells):
            changed = [part.set(top + row, column, cell) for column, cell in enumerate(cells, left)]
            if region.grows and any(changed):
                part.fit(top + row, region.height(row))
        for row, height in region.foot.items():
            part.fit(top + row, height)
        if region.breaks is not None:
            part.set_breaks(top, top + region.laid_out - 1, [top + row for row in region.breaks()])

    # ------------------------------------------------------------ rows that move
    def _stored(self, name: str, column: int) -> list[Stored]:
        """The values of a block's column as the file holds them; None where one was never computed."""
        sheet, (top, left, bottom, _) = self._block(name)
        values = (self._part(sheet).stored(row, left + column) for row in range(top, bottom + 1))
        return [(value or "") if value is not Unsaved.UNSAVED else None for _, value in values]

    def _resize(self, part: SheetPart, move: Move) -> None:
        try:
            self._refuse_comments(move)
            self._refuse_tables(move)
            part.resize(move)
        except StraddledError as error:
            raise LkjipError(
                f'{self._package.path}: lembar "{move.title}" sel {error}: ada isian Anda di tempat baris ringkasan perlu bergeser;'
                " pindahkan ke lembar lain, lalu ulangi"
            ) from None
        references.move_drawings(self._package, self._package.sheet_parts[move.title], self._root, self._touched.add, move)

    def _refuse_comments(self, move: Move) -> None:
        for target in self._package.targets(self._package.sheet_parts[move.title], kind="/comments").values():
            for comment in self._package.xml(target).iter("{*}comment"):
                self._refuse(area(comment.get("ref") or ""), move)

    def _refuse_tables(self, move: Move) -> None:
        for table in self._package.tables.values():
            if table.sheet == move.title:
                self._refuse((table.top - 1, table.left - 1, table.bottom - 1, table.right - 1), move)

    @staticmethod
    def _refuse(thing: Area | None, move: Move) -> None:
        if thing and overlap(thing, move.shifting):
            raise StraddledError(reference(thing))

    def _follow(self, moves: Sequence[Move]) -> None:
        """Let all references to moved rows follow them, as Excel would; where that is unsafe, a note names the cell to look at."""
        if not moves:
            return
        doubts: dict[Move, list[str]] = {}
        for title, name in self._package.sheet_parts.items():
            if title in self._parts or may_name(self._package.part(name), [move.title for move in moves]):
                by_move: dict[Move, list[str]] = {}
                for cell, move in self._follow_sheet(title, moves):
                    by_move.setdefault(move, []).append(cell)
                for move, cells in by_move.items():
                    doubts.setdefault(move, []).append(plan.in_cells(title, cells))
        others = references.follow_parts(self._package, self._root, self._touched.add, moves)
        for what, move in (*others, *references.follow_names(self._book, moves, self._homes)):
            doubts.setdefault(move, []).append(what)
        name = self._package.path.name
        self.notes += [f"{name}: {plan.doubt(what, move)}" for move in moves for what in doubts.get(move, ())]

    def _follow_sheet(self, title: str, moves: Sequence[Move]) -> Sequence[tuple[str, Move]]:
        if title not in self._parts:
            name = self._package.sheet_parts[title]
            root = self._package.xml(name)
            if etree.QName(root).localname != "worksheet":  # it has no cells
                return ()
            try:
                self._parts[title] = SheetPart(root, title, self._package.shared_text)
            except ValueError:
                raise self._package.damaged(f'lembar "{title}" punya baris atau sel yang kembar atau tidak urut') from None
        return self._parts[title].follow(moves)

    # ------------------------------------------------------------ saved values
    def _save_values(self, when: str) -> None:
        """Save the values that the rules give with our formulas, for programs that do not recalculate."""
        known = (
            front_sheets.formulas(self._laporan, when, self._sent(steps.SENT), self._sent(quarter_steps.SENT), self._sheets)
            | rules_sheet.formulas(self._laporan)
            | grafik.formulas(self._laporan)
            | quarter_charts.formulas(self._laporan)
        )
        done: dict[str, set[int]] = {}
        for summary in self._sheets:
            for sheet, (top, _, bottom, _) in map(self._block, (block.name for block in summary.blocks if block.grows)):
                done.setdefault(sheet, set()).update(range(top, bottom + 1))
            inside = {place for block in summary.blocks for place in block.places()}
            known |= {cell.formula: cell.value for place, cell in summary.cells.items() if cell.formula and place not in inside}
        lacking = set(filter(self._may_lack_values, self._package.sheet_parts))
        for table in TABLES:
            known |= table_sheet.formulas(table, self._laporan)
            stored = self._workbook.tables.get(table.name)
            if stored is not None and stored.sheet in lacking:
                self._save_table(table, stored)
                done.setdefault(stored.sheet, set()).update(self._part(stored.sheet).between(stored.first_row - 1, stored.bottom - 1))
        ours = (*(self._block(name)[0] for name in self._homes), *(table.sheet for table in self._workbook.tables.values()))
        charted = (titles.now(self._package, title) for title in (grafik.GRAFIK, quarter_charts.GRAFIK_TRIWULAN))
        for title in dict.fromkeys((*ours, *charted)):
            if title is not None and title in lacking:
                part = self._part(title)
                for place, formula, saved in part.formulas(without=done.get(title, ())):
                    if formula in known and not same(saved, known[formula]):
                        part.set_value(*place, known[formula])
                if self._only_values:  # rows of a block that is laid out otherwise say what they said
                    for place, formula, saved in list(part.formulas()):
                        if saved is Unsaved.UNSAVED and (text := said(formula)) is not None:
                            part.set_value(*place, text)

    def _sent(self, block: Block) -> tuple[str, ...]:
        """What Mulai holds in a row of its own about copies that were made; "" where nothing is noted."""
        columns = range(block.last_column - block.first_column + 1)
        if block.name not in self._names:
            return ("",) * len(columns)
        sheet, (top, left, *_) = self._block(block.name)
        return tuple(str(self._part(sheet).stored(top, left + number)[1] or "") for number in columns)

    def _may_lack_values(self, sheet: str) -> bool:
        """Whether a sheet may lack values; a cheap look, since most sheets lack none."""
        if not self._only_values:
            return True
        root = self._parts[sheet].root if sheet in self._parts else self._package.xml(self._package.sheet_parts[sheet])
        return any(map(_lacks_value, root.iter("{*}f")))

    def _save_table(self, table: Table, stored: StoredTable) -> None:
        part = self._part(stored.sheet)
        numbers = {column.key: stored.number(column.name) - 1 for column in table.columns if column.name in stored.columns}
        rows = dict(zip(self._laporan.places_in(table), self._laporan.rows[table.key], strict=True))
        named = set(rows)
        # only rows in the sheet: a table may claim more, down to the sheet's end
        first = stored.first_row - 1
        others = [row - first for row in part.between(first, stored.last_row - 1) if row - first not in rows]
        if others:
            blank = [self._workbook.unnamed[table.key].get(place, {}) for place in others]
            rows |= dict(zip(others, self._laporan.uncounted(table, blank, others), strict=True))
        formulas = plan.column_formulas(str(self._package.path), table, self._lacking)
        for column in table.columns:
            if column.formula is not None and column.key in numbers:
                expected = formulas[column.name]
                for place, row in rows.items():
                    cell = (stored.first_row - 1 + place, numbers[column.key])
                    if not self._only_values and place in named and part.stored(*cell) == (None, None):
                        part.set(*cell, SummaryCell(row[column.key], formula=expected))  # a row that was pasted without its formulas
                    else:
                        self._save(part, cell, column, expected, row[column.key])
        if stored.totals_rows:
            totals = self._laporan.totals(table)
            for column in table.columns:
                if column.total is not None and not isinstance(column.total, str) and column.key in numbers:
                    expected = expressions.formula(column.total, table.name, table.names)
                    self._save(part, (stored.last_row, numbers[column.key]), column, expected, totals[column.key])

    @staticmethod
    def _save(part: SheetPart, place: tuple[int, int], column: Column, expected: str, value: Cell) -> None:
        """Save a value only in a cell of ours: with the column's own formula, or one that programs without macros cannot compute."""
        formula, saved = part.stored(*place)
        if formula is None:
            return
        uncomputed = saved in (Unsaved.UNSAVED, _NEVER_COMPUTED)
        if (formula == expected and (uncomputed or not same(saved, value))) or (uncomputed and _calls(formula, column)):
            part.set_value(*place, value)

    # ------------------------------------------------------------ parts
    def _block(self, name: str) -> tuple[str, Area]:
        found = named_area((self._names[name].text or "") if name in self._names else "")
        title = self._titles.get(found[0].casefold()) if found else None
        if found is not None and title is not None:
            return title, found[1]
        home = self._homes[name]
        now = titles.now(self._package, home)
        if now is None or (title is None and found is not None and now != home):
            raise plan.renamed(str(self._package.path), home, now)
        raise plan.lost(str(self._package.path), name)

    def _part(self, sheet: str) -> SheetPart:
        if sheet not in self._parts:
            name = self._package.sheet_parts[sheet]
            try:
                self._parts[sheet] = SheetPart(self._package.xml(name), sheet, self._package.shared_text)
            except ValueError:
                raise self._package.damaged(f"bagian {name} bukan lembar kerja yang utuh") from None
        return self._parts[sheet]

    def _root(self, part: str) -> etree._Element:
        """The root of a part other than a worksheet, to be changed; report a change to `_touched`."""
        if part not in self._roots:
            self._roots[part] = self._package.xml(part)
        return self._roots[part]

    def _collect(self) -> None:
        self.changes |= {name: serialised(self._roots[name]) for name in self._touched}
        for sheet, part in self._parts.items():
            if part.changed:
                self.changes[self._package.sheet_parts[sheet]] = serialised(part.root)
        if not self.changes:
            return
        if any(part.moved_formulas for part in self._parts.values()):
            self._drop_calc_chain()
        if self._touched_book or self._names_before != _texts(self._book):
            self.changes[self._package.main] = serialised(self._book)
        if any("digital-signature" in name or name.startswith("_xmlsignatures/") for name in self._package.names):
            self.notes.append(f"{self._package.path.name}: tanda tangan digitalnya tidak berlaku lagi; tanda tangani ulang")

    def _drop_calc_chain(self) -> None:
        """Remove the calculation chain: Excel rebuilds a missing one, but reports a wrong one as damage."""
        main = self._package.main
        rels = part_names.relations_of(main)
        for target in self._package.targets(main, kind="/calcChain").values():
            self.changes[target] = None
            for name, attribute in ((rels, "Target"), ("[Content_Types].xml", "PartName")):
                root = self._package.xml(name)
                for each in list(root):
                    of = main if name == rels else ""
                    if self._package.name(part_names.leads_to(of, each.get(attribute) or "")) == target:
                        root.remove(each)
                self.changes[name] = serialised(root)


def _sheet_of(key: str | None) -> str:
    return next(table.sheet for table in TABLES if table.key == key)


def _lacks_value(formula: etree._Element) -> bool:
    """Whether a formula's cell has no value, or the error of a program that does not know our functions."""
    value = formula.getnext()
    return value is None or not value.text or value.text == _NEVER_COMPUTED


def _calls(formula: str, column: Column) -> bool:
    expression = column.formula
    return isinstance(expression, expressions.Call) and f"{expression.function}(" in formula.upper()


def _defined_names(book: etree._Element) -> Mapping[str, etree._Element]:
    return {name.get("name") or "": name for name in book.iter("{*}definedName") if name.get("localSheetId") is None}


def _texts(book: etree._Element) -> list[str]:
    """The formulas of the defined names."""
    return [name.text or "" for name in book.iter("{*}definedName")]


def _named(sheet: str, where: Area) -> str:
    return f"{quoted(sheet)}!{reference(where, absolute=True)}"


def _bytes(path: Path) -> bytes | None:
    try:
        with inputs.opened(path) as file:
            return file.read()
    except OSError:
        return None  # Package reports what is wrong


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Allow one run at a time for a file on this PC; the lock ends with its process.

    The lock is a file in the temporary folder, which all users share, or else in the user's cache. Where neither can be
    written, the comparison before the file is replaced has to suffice.
    """
    key = hashlib.sha256(os.path.normcase(os.path.realpath(path)).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    with ExitStack() as held:
        for folder in (Path(tempfile.gettempdir()), platformdirs.user_cache_path("lkjip")):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                held.enter_context(filelock.FileLock(folder / f"lkjip-{key}.kunci", timeout=_WAIT, mode=_FOR_ALL))
                break
            except filelock.Timeout:
                raise FileOpenError(f"{path}: sedang disinkronkan di jendela lain; tunggu sebentar, lalu ulangi") from None
            except OSError:
                continue
        yield


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Pause garbage collection: all cells are in memory, none is in a cycle, and scanning them takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _now() -> datetime:
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now()
