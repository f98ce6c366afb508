"""Sync of a workbook file that nobody has open: its own blocks are written, every other part stays as it is."""

from __future__ import annotations

import gc
import hashlib
import itertools
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import filelock
from lxml import etree

from lkjip import checks, expressions, files, read, report
from lkjip.build import charts as grafik
from lkjip.build import fitting, front_sheets, table_sheet
from lkjip.errors import LkjipError
from lkjip.package import Package, StoredTable, Unsaved
from lkjip.summary import summaries
from lkjip.summary.sheet import SummaryCell
from lkjip.sync import charts, plan
from lkjip.sync.sheet_part import Area, SheetPart, StraddledError, area, moved_formula, overlap, reference, same, shifting
from lkjip.tables import TABLES, Column, Table
from xlfuncs.angka import Cell

_WORKBOOK: Final = "xl/workbook.xml"
_WAIT: Final = 20.0  # seconds
_NEVER_COMPUTED: Final = "#NAME?"
"""What stands where a program without macros has recalculated a function of ours."""
_NAME: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")


@dataclass(frozen=True)
class Outcome:
    """What a sync did: the backup of the file as it was (None: nothing had to be written), and notes, one line each."""

    changed: bool
    backup: Path | None
    notes: Sequence[str]


def sync(path: Path, moment: datetime | None = None) -> Outcome:
    """Lay out the summary sheets of a workbook file for the rows that its tables have.

    Args:
        moment: what the workbook shows as the time of the sync; now, or SOURCE_DATE_EPOCH where that is set.

    Raises:
        LkjipError: open in Excel, encrypted, not ours, of another template, damaged, not writable. The file is as before.
    """
    files.refuse_open(path)
    with _alone(path), no_search_for_cycles():
        before = _bytes(path)
        with Package(path) as package:
            workbook = read.of_package(package)
            edit = _Edit(package, workbook, checks.check(workbook))
            edit.run(moment or _now())
            if not edit.changes:
                return Outcome(False, None, workbook.notes)
            data = package.repacked(edit.changes)
        backup = files.write(path, data, instead_of=before)
        files.prune_backups(path)
        return Outcome(True, backup, [*edit.notes, *workbook.notes])


def look(package: Package, workbook: read.Workbook, findings: Sequence[checks.Temuan]) -> tuple[bool, Mapping[str, SheetPart]]:
    """Whether the summaries stand as a sync lays them out, and the sheets that were read for it, by their title; nothing is written.

    Our formulas have a value there, also where the file holds none.

    Args:
        findings: what the checks find in the workbook.

    Raises:
        LkjipError: of another template, a block is gone, damaged.
    """
    edit = _Edit(package, workbook, findings)
    return edit.look()


class _Edit:
    """The changes to one package.

    Args:
        findings: what the checks find in the workbook.
    """

    def __init__(self, package: Package, workbook: read.Workbook, findings: Sequence[checks.Temuan]) -> None:
        self.changes: dict[str, bytes | None] = {}
        self.notes: list[str] = []
        self._package = package
        self._workbook = workbook
        self._laporan = workbook.laporan
        self._sheets = summaries(workbook.laporan, findings)
        self._book = package.xml(_WORKBOOK)
        self._names = _defined_names(self._book)
        self._names_before = _texts(self._book)
        self._parts: dict[str, SheetPart] = {}
        self._only_values = False
        """Whether no formula is put in anywhere, and only values that are missing are computed."""

    def run(self, moment: datetime) -> None:
        for region in self._regions():
            self._write(region)
        laid_out = any(part.changed for part in self._parts.values())
        time_sheet, time_area = self._block(plan.TIME_NAME)
        if time_sheet != _MULAI or time_area[:2] != time_area[2:]:
            raise plan.lost(str(self._package.path), plan.TIME_NAME)
        mulai = self._part(time_sheet)
        _, when = mulai.stored(*time_area[:2])
        if laid_out or not when:
            when = plan.time_text(moment)
            mulai.set(*time_area[:2], SummaryCell(when))
        self._save_values(str(when))
        self.changes |= charts.stretched(self._package, self._workbook.tables.values())
        self._collect()

    def look(self) -> tuple[bool, Mapping[str, SheetPart]]:
        """Whether there was a sync and every block holds what `run` would write; the sheets that were read, their formulas with a value."""
        self._only_values = True
        found = [self._standing(region) for region in self._regions()]
        for part, row, column, value in itertools.chain.from_iterable(filter(None, found)):
            part.set_value(row, column, value)
        time_sheet, time_area = self._block(plan.TIME_NAME)
        _, when = self._part(time_sheet).stored(*time_area[:2])
        self._save_values(str(when or ""))
        return bool(when) and None not in found, self._parts

    def _regions(self) -> list[plan.Region]:
        version = self._names.get(plan.VERSION_NAME)
        plan.check_version(str(self._package.path), None if version is None else (version.text or "").strip())
        regions = plan.regions(self._sheets)
        self._refuse_overlap([region.name for region in regions])
        return regions

    # ------------------------------------------------------------ blocks
    def _standing(self, region: plan.Region) -> list[tuple[SheetPart, int, int, Cell]] | None:
        """The formulas of a block that have other values than they should; None where it is laid out otherwise."""
        sheet, (top, left, bottom, right) = self._block(region.name)
        if (bottom - top + 1, right - left + 1) != (len(region.cells), len(region.cells[0])):
            return None
        part = self._part(sheet)
        others = []
        for row, cells in enumerate(region.cells, top):
            for column, cell in enumerate(cells, left):
                formula, value = part.stored(row, column)
                right_value = same(value, cell.value)
                if formula != cell.formula or (formula is None and not right_value):
                    return None
                if not right_value:
                    others.append((part, row, column, cell.value))
        return others

    def _refuse_overlap(self, names: Sequence[str]) -> None:
        for one, other in itertools.combinations(names, 2):
            (sheet, where), (other_sheet, other_where) = self._block(one), self._block(other)
            if sheet == other_sheet and overlap(where, other_where):
                raise plan.lost(str(self._package.path), other)

    def _write(self, region: plan.Region) -> None:
        sheet, where = self._block(region.name)
        top, left, bottom, right = where
        if sheet != region.sheet or right - left + 1 != len(region.cells[0]):
            raise plan.lost(str(self._package.path), region.name)
        part = self._part(sheet)
        by = len(region.cells) - (bottom - top + 1)
        if by:
            if not region.grows or bottom == top:
                raise plan.lost(str(self._package.path), region.name)
            self._resize(part, sheet, where, by)
            self._names[region.name].text = _named(sheet, (top, left, bottom + by, right))
        for row, cells in enumerate(region.cells):
            changed = [part.set(top + row, column, cell) for column, cell in enumerate(cells, left)]
            if region.grows and any(changed):
                part.fit(top + row, fitting.height(region.texts(row)))

    def _resize(self, part: SheetPart, sheet: str, where: Area, by: int) -> None:
        top, left, bottom, right = where
        try:
            self._refuse_comments(sheet, where, by)
            self._refuse_tables(sheet, where, by)
            part.resize(where, bottom - top + 1 + by)
        except StraddledError as error:
            raise LkjipError(
                f'{self._package.path}: lembar "{sheet}" sel {error}: ada isian sendiri yang menghalangi baris ringkasan bergeser;'
                " pindahkan ke lembar lain, lalu ulangi"
            ) from None
        for name in self._book.iter("{*}definedName"):
            name.text = moved_formula(name.text or "", (left, right), bottom, by, sheet=sheet, own=False)
        self._note_references(sheet)

    def _refuse_comments(self, sheet: str, where: Area, by: int) -> None:
        for target in self._package.targets(self._package.sheet_parts[sheet], kind="/comments").values():
            for comment in self._package.xml(target).iter("{*}comment"):
                self._refuse(area(comment.get("ref") or ""), where, by)

    def _refuse_tables(self, sheet: str, where: Area, by: int) -> None:
        for table in self._package.tables.values():
            if table.sheet == sheet:
                self._refuse((table.top - 1, table.left - 1, table.bottom - 1, table.right - 1), where, by)

    @staticmethod
    def _refuse(thing: Area | None, where: Area, by: int) -> None:
        if thing and overlap(thing, shifting(where, by)):
            raise StraddledError(reference(thing))

    def _note_references(self, sheet: str) -> None:
        """Formulas and charts of the user's that refer to a sheet whose rows have moved: Excel would have adjusted them."""
        ours = {self._package.sheet_parts[name] for name in (each.title for each in self._sheets)}
        wanted = f"'{sheet}'!".encode()
        for part in sorted(self._package.names - ours):
            if part.startswith(("xl/worksheets/sheet", "xl/charts/chart")) and wanted in self._package.part(part).replace(b"&apos;", b"'"):
                title = next((title for title, each in self._package.sheet_parts.items() if each == part), part)
                self.notes.append(
                    f'{self._package.path.name}: "{title}" merujuk ke lembar "{sheet}" yang barisnya bergeser; periksa rujukannya'
                )

    # ------------------------------------------------------------ saved values
    def _save_values(self, when: str) -> None:
        """Our formulas have the values that the rules give, for whoever opens the file without recalculating it."""
        known = front_sheets.formulas(self._laporan, when) | grafik.formulas(self._laporan)
        done: dict[str, set[int]] = {}
        for summary in self._sheets:
            areas = (self._block(block.name)[1] for block in summary.blocks)
            done[summary.title] = {row for top, _, bottom, _ in areas for row in range(top, bottom + 1)}
            inside = {place for block in summary.blocks for place in block.places()}
            known |= {cell.formula: cell.value for place, cell in summary.cells.items() if cell.formula and place not in inside}
        lacking = set(filter(self._may_lack_values, self._package.sheet_parts))
        for table in TABLES:
            known |= table_sheet.formulas(table, self._laporan)
            stored = self._workbook.tables.get(table.name)
            if stored is not None and stored.sheet in lacking:
                self._save_table(table, stored)
                done.setdefault(stored.sheet, set()).update(range(stored.first_row - 1, stored.bottom))
        sheets = (*(each.title for each in self._sheets), grafik.GRAFIK, *_FRONT, *(table.sheet for table in TABLES))
        for sheet in dict.fromkeys(sheets):
            if sheet in lacking:
                part = self._part(sheet)
                for place, formula, saved in part.formulas(without=done.get(sheet, ())):
                    if formula in known and not same(saved, known[formula]):
                        part.set_value(*place, known[formula])

    def _may_lack_values(self, sheet: str) -> bool:
        """Whether a sheet must be gone through. Where only missing values are wanted, most sheets have them all."""
        if not self._only_values:
            return True
        root = self._parts[sheet].root if sheet in self._parts else self._package.xml(self._package.sheet_parts[sheet])
        return any(map(_lacks_value, root.iter("{*}f")))

    def _save_table(self, table: Table, stored: StoredTable) -> None:
        part = self._part(stored.sheet)
        numbers = {
            column.key: stored.left - 1 + stored.columns.index(column.name) for column in table.columns if column.name in stored.columns
        }
        rows = dict(zip(self._laporan.places_in(table), self._laporan.rows[table.key], strict=True))
        named = set(rows)
        others = [place for place in range(stored.last_row - stored.first_row + 1) if place not in rows]
        if others:
            blank = [self._workbook.unnamed[table.key].get(place, {}) for place in others]
            rows |= dict(zip(others, report.computed(table, blank, self._laporan.skala), strict=True))
        for column in table.columns:
            if column.formula is not None and column.key in numbers:
                expected = expressions.formula(column.formula, table.name, table.names)
                for place, row in rows.items():
                    cell = (stored.first_row - 1 + place, numbers[column.key])
                    if not self._only_values and place in named and part.stored(*cell) == (None, None):
                        part.set(*cell, SummaryCell(row[column.key], formula=expected))  # a row that came without its formulas
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
        """Only what is ours: the column's own formula, or one that no program without macros could compute."""
        formula, saved = part.stored(*place)
        if formula is None:
            return
        uncomputed = saved in (Unsaved.UNSAVED, _NEVER_COMPUTED)
        if (formula == expected and (uncomputed or not same(saved, value))) or (uncomputed and _calls(formula, column)):
            part.set_value(*place, value)

    # ------------------------------------------------------------ parts
    def _block(self, name: str) -> tuple[str, Area]:
        found = _NAME.fullmatch((self._names[name].text or "") if name in self._names else "")
        where = area(found[3]) if found else None
        if found is None or where is None or _unquoted(found) not in self._package.sheet_parts:
            raise plan.lost(str(self._package.path), name)
        return _unquoted(found), where

    def _part(self, sheet: str) -> SheetPart:
        if sheet not in self._parts:
            name = self._package.sheet_parts[sheet]
            try:
                self._parts[sheet] = SheetPart(self._package.xml(name), sheet, self._package.shared_text)
            except ValueError:
                raise self._package.damaged(f"bagian {name} bukan lembar kerja yang utuh") from None
        return self._parts[sheet]

    def _collect(self) -> None:
        for sheet, part in self._parts.items():
            if part.changed:
                self.changes[self._package.sheet_parts[sheet]] = _serialised(part.root)
        if not self.changes:
            return
        if any(part.moved_formulas for part in self._parts.values()):
            self._drop_calc_chain()
        if self._names_before != _texts(self._book):
            self.changes[_WORKBOOK] = _serialised(self._book)
        if any("digital-signature" in name or name.startswith("_xmlsignatures/") for name in self._package.names):
            self.notes.append(f"{self._package.path.name}: tanda tangan digitalnya tidak berlaku lagi; tanda tangani ulang")

    def _drop_calc_chain(self) -> None:
        """Excel makes the order of calculation anew where the file has none; one that is wrong it calls damage."""
        rels = "xl/_rels/workbook.xml.rels"
        for target in self._package.targets(_WORKBOOK, kind="/calcChain").values():
            self.changes[target] = None
            for name, attribute in ((rels, "Target"), ("[Content_Types].xml", "PartName")):
                root = self._package.xml(name)
                for each in list(root):
                    if (each.get(attribute) or "").endswith(target.rsplit("/", 1)[-1]):
                        root.remove(each)
                self.changes[name] = _serialised(root)


_MULAI: Final = "Mulai"
_FRONT: Final = (_MULAI, "Profil", "Skala")


def _lacks_value(formula: etree._Element) -> bool:
    """Whether a formula's cell has no value, or one of a program that does not know our functions."""
    value = formula.getnext()
    return value is None or not value.text or value.text == _NEVER_COMPUTED


def _calls(formula: str, column: Column) -> bool:
    expression = column.formula
    return isinstance(expression, expressions.Call) and f"{expression.function}(" in formula.upper()


def _defined_names(book: etree._Element) -> Mapping[str, etree._Element]:
    return {name.get("name") or "": name for name in book.iter("{*}definedName") if name.get("localSheetId") is None}


def _texts(book: etree._Element) -> list[str]:
    """What the defined names stand for."""
    return [name.text or "" for name in book.iter("{*}definedName")]


def _unquoted(found: re.Match[str]) -> str:
    return found[1].replace("''", "'") if found[1] else found[2]


def _named(sheet: str, where: Area) -> str:
    return "'" + sheet.replace("'", "''") + "'!" + reference(where, absolute=True)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # Package says what is the matter


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One run at a time for a file on this PC; the lock stands with the temporary files, and ends with its process."""
    key = hashlib.sha256(os.path.normcase(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    try:
        with filelock.FileLock(Path(tempfile.gettempdir()) / f"lkjip-{key}.kunci", timeout=_WAIT):
            yield
    except filelock.Timeout:
        raise LkjipError(f"{path}: sedang disinkronkan oleh proses lain; tunggu sebentar, lalu ulangi") from None


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """All cells of all sheets are in memory at once and none refers back: looking at them again and again takes half the time."""
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
