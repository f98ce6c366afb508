"""Which pieces of the record of a document are which pieces of what we would write today, also after something was renamed.

A key says it, unless the key itself follows a name that was changed in the workbook; then the content does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from rapidfuzz import fuzz

from lkjip.naskah.merging.matching import Pairs
from lkjip.naskah.merging.texts import key
from lkjip.naskah.record import Record, WrittenTable

_LIKE: Final = 60
"""Two names are spellings of one, in percent (`rapidfuzz`), where nothing else stands at their place."""
LINES: Final = "baris/"
"""What the keys of a template's lines with marks begin with: headings, mostly."""
_COUNTED: Final = re.compile(r"\s*(?:\d+(?:\.\d+)*[.)]?|[a-zA-Z][.)])\s+")
_MOST: Final = 0.6
"""Sections that share so many of their sentences are one section, under another name."""
_NUMBERED: Final = re.compile(r"(.*/)\d+")


Written = TypeVar("Written")


def in_order(
    today: Mapping[str, Written], former: Iterable[str], today_of: Mapping[str, str], stay: Mapping[str, Written]
) -> dict[str, Written]:
    """What counts as written, with what the workbook no longer has but the document does, in the document's order.

    Args:
        today: what would be written today and is there, in its order.
        former: the keys of what was written before, in their order.
        today_of: the key of today by the former key.
        stay: what the workbook no longer has, by its former key.
    """
    following: dict[str, list[str]] = defaultdict(list)
    last = ""
    for name in former:
        if name in stay:
            following[last].append(name)
        elif today_of.get(name) in today:
            last = today_of[name]
    found: dict[str, Written] = {}

    def put_gone(names: Iterable[str]) -> None:
        for name in names:
            free = name
            while free in today or free in found:  # in a numbered list its key may be another's now
                free += "'"
            found[free] = stay[name]

    put_gone(following[""])
    for name, each in today.items():
        found[name] = each
        put_gone(following[name])
    return found


@dataclass
class Plan:
    """The old key of everything that we would write today, if it was there before; by its key of today."""

    tables: dict[str, str] = field(default_factory=dict)
    charts: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, str] = field(default_factory=dict)


def plan(old: Record, new: Record) -> Plan:
    known = _parts(old)
    renamed: dict[str, str] = {}

    def learn(before: Sequence[str], today: Sequence[str]) -> None:
        if len(before) == len(today):
            pairs = [(one, other) for one, other in zip(before, today, strict=True) if one != other]
            renamed.update({one: other for one, other in pairs if other not in known})

    tables = _tables(old.tables, new.tables)
    for today, before in tables.items():
        learn(before.split("/"), today.split("/"))
        former, present = old.tables[before], new.tables[today]
        keys_before, keys_today = list(former.rows), list(present.rows)
        for left, right in rows_of_records(former, present).items():
            learn([keys_before[left]], [keys_today[right]])
    _learn_sections(old.sentences, new.sentences, renamed)
    return Plan(tables, _named(old.charts, new.charts, renamed), _sentences(old.sentences, new.sentences, renamed))


def _learn_sections(old: Mapping[str, str], new: Mapping[str, str], renamed: dict[str, str]) -> None:
    """Learn what was renamed from the sections that say about the same under another name."""
    before, today = _sections(old), _sections(new)
    gone = [each for each in before if each not in today and each.partition("/")[2] not in renamed]
    come = [each for each in today if each not in before and each.partition("/")[2] not in renamed.values()]
    for left in gone:
        alike = [right for right in come if left.partition("/")[0] == right.partition("/")[0] and _shared(before[left], today[right])]
        if len(alike) == 1:
            renamed[left.partition("/")[2]] = alike[0].partition("/")[2]
            come.remove(alike[0])


def _sections(sentences: Mapping[str, str]) -> dict[str, set[tuple[str, str]]]:
    """The sentences by the first two parts of their keys."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, text in sentences.items():
        parts = name.split("/", 2)
        if len(parts) > 2:
            found["/".join(parts[:2])].add((parts[2], key(text)))
    return found


def _shared(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> bool:
    return len(one & other) >= _MOST * max(len(one), len(other))


def _parts(record: Record) -> set[str]:
    """All that keys are made of: nothing was renamed to what was there before."""
    names = (*record.tables, *record.charts, *record.sentences)
    return {part for name in names for part in name.split("/")} | {row for table in record.tables.values() for row in table.rows}


def _tables(old: Mapping[str, WrittenTable], new: Mapping[str, WrittenTable]) -> dict[str, str]:
    """The old key of each table, by the new one."""
    found = {each: each for each in new if each in old}
    before, today = [each for each in old if each not in found], [each for each in new if each not in found]
    pairs = Pairs(len(before), len(today))

    def shape(name: str) -> tuple[str, int]:
        return name.split("/")[0], name.count("/")

    pairs.by(lambda n: (shape(before[n]), key(old[before[n]].title)), lambda n: (shape(today[n]), key(new[today[n]].title)))
    pairs.by(lambda n: (shape(before[n]), tuple(old[before[n]].rows)), lambda n: (shape(today[n]), tuple(new[today[n]].rows)))
    pairs.by(lambda n: (shape(before[n]), *names_of(old[before[n]])), lambda n: (shape(today[n]), *names_of(new[today[n]])))
    return found | {today[right]: before[left] for left, right in pairs.of_ours.items()}


def names_of(table: WrittenTable) -> list[str]:
    """The text of the key column in each row."""
    return [key(cells[table.key_column]) if table.key_column < len(cells) else "" for cells in table.rows.values()]


def rows_of_records(old: WrittenTable, new: WrittenTable) -> dict[int, int]:
    """The position of a row today by its position before.

    A row whose texts are the same is the same; then its key, together with its name or alone; last the only row left at its place, if its
    name is about the same.
    """
    before, today = list(old.rows.items()), list(new.rows.items())
    names = names_of(old), names_of(new)
    pairs = Pairs(len(before), len(today))
    pairs.by(lambda n: (before[n][0], names[0][n]), lambda n: (today[n][0], names[1][n]))
    pairs.by(lambda n: names[0][n] or None, lambda n: names[1][n] or None, in_order=True)
    pairs.by(lambda n: before[n][0], lambda n: today[n][0])
    for lefts, rights in pairs.gaps():
        if len(lefts) == len(rights):
            for left, right in zip(lefts, rights, strict=True):
                if fuzz.ratio(names[0][left], names[1][right]) >= _LIKE:
                    pairs.pair(left, right)
    return pairs.of_ours


def _named(old: Mapping[str, object], new: Mapping[str, object], renamed: Mapping[str, str]) -> dict[str, str]:
    by_name = {_today(each, renamed): each for each in old if each not in new}
    return {each: each if each in old else by_name[each] for each in new if each in old or each in by_name}


def _today(name: str, renamed: Mapping[str, str]) -> str:
    return "/".join(renamed.get(part, part) for part in name.split("/"))


def _sentences(old: Mapping[str, str], new: Mapping[str, str], renamed: Mapping[str, str]) -> dict[str, str]:
    """The old key of each sentence, by the new one; in a numbered list the text counts before the number."""
    called = {each: each if each in new else _today(each, renamed) for each in old}
    found: dict[str, str] = {}
    lists: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for each, name in called.items():
        lists[list_of(name)][0].append(each)
    for each in new:
        lists[list_of(each)][1].append(each)
    for name, (before, today) in lists.items():
        if before and today:
            pairs = Pairs(len(before), len(today))
            _pair_list(pairs, [_uncounted(old[each]) for each in before], [_uncounted(new[each]) for each in today])
            if name.startswith(LINES) and len(before) != len(today):
                pairs.free_ours.clear()  # a heading belongs to what follows it, and never becomes that of something else
            pairs.by(lambda n, before=before: called[before[n]], lambda n, today=today: today[n])  # type: ignore[misc]
            found |= {today[right]: before[left] for left, right in pairs.of_ours.items()}
    known = set(found.values())
    rest = [each for each in old if each not in known and each.count("/") < 2], [each for each in new if each not in found]
    pairs = Pairs(len(rest[0]), len(rest[1]))
    pairs.by(lambda n: (_shape(rest[0][n]), key(old[rest[0][n]])), lambda n: (_shape(rest[1][n]), key(new[rest[1][n]])))
    return found | {rest[1][right]: rest[0][left] for left, right in pairs.of_ours.items()}


def _pair_list(pairs: Pairs, before: Sequence[str], today: Sequence[str]) -> None:
    pairs.by(lambda n: before[n], lambda n: today[n], in_order=True)
    for lefts, rights in pairs.gaps():
        for left, right in zip(lefts, rights, strict=False):
            if fuzz.ratio(before[left], today[right]) >= _LIKE:
                pairs.pair(left, right)


def _uncounted(text: str) -> str:
    """What a text says, without the number or letter that it begins with."""
    found = _COUNTED.match(text)
    return key(text[found.end() :] if found else text)


def list_of(name: str) -> str:
    """The key of the list that a piece belongs to: its own without the number; of a piece that has none its key as it is."""
    found = _NUMBERED.fullmatch(name)
    return found[1] if found else name


def _shape(name: str) -> tuple[str, int]:
    return name.split("/")[0], name.count("/")
