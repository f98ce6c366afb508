"""Find what an old workbook holds and the new one made of it does not, and say it in lines for staff."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from lkjip.lifting import templates
from lkjip.lifting.inventory import Thing, ThingKind, anchors, things
from lkjip.lifting.templates import Known
from lkjip.model.groups import group_of
from lkjip.model.laporan import Row, shown
from lkjip.model.tables import TABLES
from lkjip.model.tables.profile import PROFIL
from lkjip.ooxml.package import Package
from lkjip.sources import workbook_file
from lkjip.sources.workbook_file import PROFIL_COLUMNS, PROFIL_TABLE, Workbook
from lkjip.sync import titles

_SHOWN: Final = 5
"""Most cells in a line where a list is folded."""
_LONGEST: Final = 50
"""Characters of a cell's content that are shown."""
_ALONE: Final = (
    ThingKind.SHEET,
    ThingKind.TITLE,
    ThingKind.HIDDEN_SHEET,
    ThingKind.UNREAD,
    ThingKind.COLUMN,
    ThingKind.PROFIL_ROW,
    ThingKind.LOOKS,
)
"""Kinds that have a line each, without a cell."""
_HERE: Final = (ThingKind.NAME, ThingKind.MODULE, ThingKind.CODE, ThingKind.PROPERTY, ThingKind.PART)
"""Kinds that belong to no sheet."""


def left_behind(old: Package, book: Workbook, new: Package, *, unnamed: bool) -> list[Thing]:
    """Everything in an old workbook that is not in the new one, in workbook order.

    Args:
        book: the old workbook's contents.
        unnamed: whether rows without a name are left behind, too.

    Raises:
        LkjipError: a part of a file cannot be read.
    """
    present = anchors(new)
    earlier = templates.earlier()
    known = Known(things(new, workbook_file.of_package(new).contents, {title: title for title in new.sheet_parts}))
    for template in earlier:
        known.learn(template, _homes(template.sheets, present, {}, ()))
    former = {title for template in earlier for title in template.sheets}
    homes = _homes(anchors(old), present, titles.as_built(old), former)
    found = [*things(old, book.contents, homes), *_rows(book, homes, unnamed=unnamed)]
    # a sheet that an earlier template called otherwise is named as its own workbook has it
    called = {home: title for title, home in homes.items() if title in former and title != home}
    return [
        thing._replace(sheet=called.get(thing.sheet, thing.sheet)) for thing in known.unknown(found) if not _is_shown_when_filled(thing)
    ]


def _is_shown_when_filled(thing: Thing) -> bool:
    """Whether a sheet was hidden because no sync had laid it out yet."""
    return thing.kind is ThingKind.HIDDEN_SHEET and thing.sheet in group_of(thing.sheet).laid_out


def _homes(
    sheets: Mapping[str, Collection[str]], present: Mapping[str, Collection[str]], built: Mapping[str, str], former: Collection[str]
) -> Mapping[str, str]:
    """What each of our sheets is called in the new workbook, by its title; a sheet that the new one lacks keeps its own.

    Args:
        sheets: the names of tables and cells on each sheet of the old workbook.
        present: the same of the new workbook.
        built: the title that each sheet was built with, as its macros tell.
        former: titles of sheets of earlier templates.
    """
    by_anchor = {anchor: title for title, each in present.items() for anchor in each}
    homes: dict[str, str] = {}
    for title, each in sheets.items():
        found = next((by_anchor[anchor] for anchor in each if anchor in by_anchor), None)
        home = found or (title if title in present or title in former or not built else built.get(title, title))
        if home in present or title in former or not built:
            homes[title] = home
    return homes


# ---------------------------------------------------------------- rows
def _rows(book: Workbook, homes: Mapping[str, str], *, unnamed: bool) -> Iterator[Thing]:
    """Rows of the Profil that are not read, or not by the new workbook; and rows without a name."""
    profil = book.tables[PROFIL_TABLE]
    contents = book.contents[PROFIL_TABLE]
    key, value = PROFIL_COLUMNS
    numbers = contents.between(profil.first_row, profil.last_row)
    last = {contents.rows[number].get(key): number for number in numbers}
    declared = {each.key for each in PROFIL}
    for number in numbers:
        row = contents.rows[number]
        if row.get(key) not in declared or (last[row.get(key)] != number and row.get(value) is not None):
            name = row.get(key) if row.get(key) is not None else row.get(value)
            yield Thing(ThingKind.PROFIL_ROW, homes.get(profil.sheet, profil.sheet), f"{number}", str(name), f"{name} {number}")
    for table in TABLES if unnamed else ():
        for place, unread in book.unnamed.get(table.key, {}).items():
            stored = book.tables[table.name]
            named = {column.name: unread.get(column.key) for column in table.columns}
            first = next((name for name in stored.columns if named.get(name) is not None), None)
            if first is not None and _holds_work(unread, [each.key for each in table.columns if each.is_input and not each.choices]):
                where = stored.cell(stored.first_row + place, first)
                said = ", ".join(shown(each) for each in named.values() if each is not None)
                yield Thing(ThingKind.UNNAMED, homes.get(stored.sheet, stored.sheet), where, said, "")


def _holds_work(row: Row, keys: Sequence[str]) -> bool:
    """Whether more was typed in a row than what is chosen from a list, as a prepared row has it."""
    return any(row.get(key) is not None for key in keys)


# ---------------------------------------------------------------- in words
def lines(found: Iterable[Thing], *, folded: bool) -> Iterator[str]:
    """What was left behind, in Bahasa Indonesia.

    Args:
        folded: one line for all of a kind on a sheet, with the first cells and a count; else a line each.
    """
    for (kind, sheet), group in groupby(found, lambda thing: (thing.kind, thing.sheet)):
        each = list(group)
        if kind in _ALONE:
            yield from map(_alone, each)
        elif folded:
            yield _together(kind, sheet, each[:_SHOWN], len(each) - _SHOWN)
        else:
            yield from (_together(kind, sheet, [thing], 0) for thing in each)


def _alone(thing: Thing) -> str:
    said = thing.kind.value.format(_shortened(thing.content))
    if not thing.sheet:
        return f"makro: {said}" if thing.kind is ThingKind.UNREAD else said
    return f'lembar "{thing.sheet}"{":" if thing.content else ""} {said}'


def _together(kind: ThingKind, sheet: str, shown_ones: Sequence[Thing], more: int) -> str:
    rest = f" dan {more} lainnya" if more > 0 else ""
    if kind in _HERE:
        return f"{kind.value}: {', '.join(_shortened(thing.content) for thing in shown_ones)}{rest}"
    if kind is ThingKind.HIDDEN:
        return f'lembar "{sheet}" {", ".join(f"{thing.content} {thing.where}" for thing in shown_ones)}{rest}: {kind.value}'
    cells = ", ".join(f"{thing.where} ({_shortened(thing.content)})" if thing.content else thing.where for thing in shown_ones)
    return f'lembar "{sheet}" sel {cells}{rest}: {kind.value}'


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
