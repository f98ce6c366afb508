"""The drawn organisations of a record in a document: found by the texts of their boxes, and drawn again where nobody changed them."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.docx_kit.organisation import boxes_of
from lkjip.docx_kit.wml import NAMESPACES, W
from lkjip.naskah.merging.document import Document, Line, label_of
from lkjip.naskah.merging.matching import Pairs
from lkjip.naskah.merging.pairing import in_order
from lkjip.naskah.merging.said import TRACKED_CHANGES, Said, quoted
from lkjip.naskah.merging.texts import drop, key
from lkjip.naskah.record import WrittenChart
from lkjip.ooxml.archive import Element

_DRAWN: Final = (f"{{{NAMESPACES['mc']}}}AlternateContent", W + "drawing")
_NUMBERED: Final = tuple(f"{{{NAMESPACES[prefix]}}}{name}" for prefix, name in (("wp", "docPr"), ("wps", "cNvPr"), ("wpg", "cNvPr")))


@dataclass(eq=False)
class _Bagan:
    line: Line
    element: Element
    boxes: frozenset[str]
    caption: str


def merge(
    old: Mapping[str, WrittenChart],
    new: Mapping[str, WrittenChart],
    before_of: Mapping[str, str],
    edited: Document,
    fresh: Document,
    said: Said,
) -> tuple[dict[str, WrittenChart], set[str]]:
    """Bring the drawn organisations up to date; returns what counts as written then, and what is not there."""
    there, made = list(_drawn(edited)), list(_drawn(fresh))
    as_before, as_today = _places(old, there), _places(new, there)
    record: dict[str, WrittenChart] = {}
    absent = set()
    for name, bagan in new.items():
        called = f"Bagan {quoted(bagan.title)}" if bagan.title else "Bagan organisasi"
        now = as_today[name]
        before = old.get(before_of.get(name, ""))
        ours = as_before.get(before_of.get(name, ""), [])
        source = next((each for each in made if each.boxes == _boxes(bagan)), None)
        if len(now) == 1 or (before is not None and now and _boxes(before) == _boxes(bagan)):
            record[name] = bagan
            continue
        if before is not None:
            record[name] = before
        if before is None or not ours:
            absent.add(name)
            what = "baru, belum ada di naskah" if before is None else "tidak ada lagi di naskah, atau kotaknya diubah; dibiarkan"
            said.left.append(f"{called}: {what}; ambil dari naskah yang baru disusun")
        elif len(ours) > 1:
            said.left.append(f"{called}: ada {len(ours)} kali di naskah; dibiarkan")
        elif ours[0].line.tracked:
            said.left.append(f"{called}: {TRACKED_CHANGES}; terima atau tolak dulu, lalu ulangi")
        elif source is not None:
            _draw_again(edited, ours[0].element, source.element)
            said.updated.append(f"{called}: digambar ulang menurut buku kerja")
            record[name] = bagan
    today_of = {before: name for name, before in before_of.items()}
    stay = {name: bagan for name, bagan in old.items() if name not in today_of and as_before[name]}
    for bagan in stay.values():
        said.left.append(f"Bagan {quoted(bagan.title)}: tidak ada lagi di buku kerja; dibiarkan, hapus bila tidak diperlukan")
    return in_order(record, old, today_of, stay), absent


def _places(written: Mapping[str, WrittenChart], there: Sequence[_Bagan]) -> dict[str, list[_Bagan]]:
    """The drawings with the boxes of each; those with the same boxes by their captions, and last in their order."""
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for name, bagan in written.items():
        alike[_boxes(bagan)].append(name)
    found: dict[str, list[_Bagan]] = {}
    for boxes, names in alike.items():
        places = [each for each in there if each.boxes == boxes]
        pairs = Pairs(len(names), len(places))
        pairs.by(lambda n, names=names: key(written[names[n]].title) or None, lambda n, places=places: places[n].caption)  # type: ignore[misc]
        pairs.by(lambda n: True, lambda n: True, in_order=True)
        copies = [places[n] for n in pairs.free_theirs]
        found |= {name: ([places[pairs.of_ours[n]]] if n in pairs.of_ours else []) + copies for n, name in enumerate(names)}
    return found


def _boxes(bagan: WrittenChart) -> frozenset[str]:
    return frozenset(map(key, bagan.categories))


def _drawn(document: Document) -> Iterator[_Bagan]:
    lines = document.lines
    for place, line in enumerate(lines):
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        for run in line.element.iter(W + "r"):
            for element in run.iterchildren(*_DRAWN):
                if boxes := boxes_of(element):
                    yield _Bagan(line, element, frozenset(map(key, boxes)), key(below[label_of(below) :]))


def _draw_again(document: Document, before: Element, source: Element) -> None:
    """Put another drawing in the place of one, with numbers that no other drawing of the document has."""
    made = copy.deepcopy(source)
    number = max((_number(each) for each in document.root.iter(*_NUMBERED)), default=0)
    for each in made.iter(*_NUMBERED):
        number += 1
        each.set("id", str(number))
    before.addprevious(made)
    drop(before)


def _number(element: Element) -> int:
    text = element.get("id") or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
