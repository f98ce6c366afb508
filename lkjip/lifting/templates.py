"""What the templates themselves hold, so that it is not taken for the user's: records of the earlier ones, kept with the program.

A record `templat_N.json` is made once, when that version is frozen, and never again: `python -m scripts.templat_lama`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from lkjip.lifting.inventory import Thing, ThingKind

_KEPT: Final = 60
"""Characters; longer keys are kept as digests."""
_Key: TypeAlias = tuple[ThingKind, str, str]


@dataclass(frozen=True)
class Template:
    """One template: the names of tables and cells on each of its sheets, and where each of its things stands."""

    sheets: Mapping[str, Collection[str]]
    places: Mapping[_Key, Sequence[str]]


class Known:
    """What is the templates' own.

    Args:
        present: the things of the new workbook.
    """

    def __init__(self, present: Iterable[Thing]) -> None:
        self._places: dict[_Key, list[Sequence[str]]] = {}
        for key, places in _by_key(present).items():
            self._add(*key, places)

    def learn(self, template: Template, homes: Mapping[str, str]) -> None:
        """Take in an earlier template.

        Args:
            homes: what its sheets are called in the new workbook.
        """
        for (kind, sheet, key), places in template.places.items():
            self._add(kind, homes.get(sheet, sheet), key, places)
        for title in template.sheets:
            self._add(ThingKind.TITLE, title, title, ())

    def _add(self, kind: ThingKind, sheet: str, key: str, places: Sequence[str]) -> None:
        self._places.setdefault((kind, sheet, key), []).append(places)
        if kind is ThingKind.COMPUTED_FORMULA:  # a column that a later template has no more
            self._places.setdefault((ThingKind.FORMULA, sheet, key), []).append(places)

    def unknown(self, found: Sequence[Thing]) -> list[Thing]:
        """Those things that are no template's, in their order."""
        modules = {key for kind, _, key in self._places if kind is ThingKind.MODULE}
        by_key: dict[_Key, list[int]] = {}
        for number, thing in enumerate(found):
            by_key.setdefault(_key(thing), []).append(number)
        left: set[int] = set()
        for key, numbers in by_key.items():
            known = self._places.get(key, [])
            if not known:
                left |= {number for number in numbers if found[number].kind is not ThingKind.CODE or _module(found[number]) in modules}
            elif key[0].is_counted:
                usual = {place for places in known for place in places}
                here = sorted(numbers, key=lambda number: found[number].where not in usual)
                left |= set(here[max(map(len, known)) :])
        return [thing for number, thing in enumerate(found) if number in left]


def _module(thing: Thing) -> str:
    return thing.content.casefold()


def _key(thing: Thing) -> _Key:
    return thing.kind, thing.sheet, thing.key if len(thing.key) <= _KEPT else hashlib.sha256(thing.key.encode()).hexdigest()[:16]


def _by_key(found: Iterable[Thing]) -> Mapping[_Key, Sequence[str]]:
    places: dict[_Key, list[str]] = {}
    for thing in found:
        places.setdefault(_key(thing), []).append(thing.where if thing.kind.is_counted else "")
    return places


# ---------------------------------------------------------------- records
def record(workbooks: Iterable[tuple[Mapping[str, Sequence[str]], Iterable[Thing]]]) -> dict[str, Any]:
    """The record of a template, from the sheets and the things of some workbooks of it."""
    sheets: dict[str, list[str]] = {}
    known: dict[str, dict[str, dict[str, list[str]]]] = {}
    for names, found in workbooks:
        sheets |= {title: list(each) for title, each in names.items()}
        for (kind, sheet, key), places in _by_key(found).items():
            if kind is ThingKind.HIDDEN_SHEET:  # a template hides what nobody has filled in yet
                continue
            kept = known.setdefault(sheet, {}).setdefault(kind.name, {})
            if kind.is_counted and len(places) > len(kept.get(key, [])):
                kept[key] = list(places)
            else:
                kept.setdefault(key, [])
    return {"sheets": sheets, "things": known}


@cache
def earlier() -> Sequence[Template]:
    """The templates before this one."""
    records = sorted(each.name for each in files(__package__).iterdir() if each.name.startswith("templat_"))
    return [_template(json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))) for name in records]


def _template(given: Mapping[str, Any]) -> Template:
    places = {
        (ThingKind[kind], sheet, key): places
        for sheet, kinds in given["things"].items()
        for kind, keys in kinds.items()
        for key, places in keys.items()
    }
    return Template(given["sheets"], places)
