"""The sentences of a record in a document: found by their text wherever people moved them, and merged."""

from __future__ import annotations

import bisect
import copy
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from rapidfuzz import fuzz, process

from lkjip.docx_kit.wml import NAMESPACES, W
from lkjip.naskah.merging.document import Line, label_of, mark
from lkjip.naskah.merging.pairing import in_order, list_of
from lkjip.naskah.merging.said import TRACKED_CHANGES, Said, contrasted, quoted
from lkjip.naskah.merging.texts import Verdict, drop, holds_only_text, key, rewrite, verdict
from lkjip.ooxml.archive import Element

_NEAR: Final = 50
"""An edited sentence is still like ours to this degree, in percent (`rapidfuzz`), between the same neighbours, and ..."""
_NEAR_ANYWHERE: Final = 85
"""... to this degree elsewhere."""
_MOST_COMPARED: Final = 300_000
"""Pairs of sentences that are compared letter by letter; more would take seconds."""
_BETWEEN: Final = 200
"""Paragraphs between two of ours that are compared; more are a person's own chapter."""
_EQUATIONS: Final = tuple(f"{{{NAMESPACES['m']}}}{name}" for name in ("oMathPara", "oMath"))
_FIXED: Final = ("baris/", "judul/")
"""What the keys of headings and captions begin with, which have no place without what follows them."""
_GONE: Final = "tidak ada lagi di naskah"
_NEW: Final = "baru, belum ada di naskah; ambil dari naskah yang baru disusun"
_NO_LONGER: Final = "tidak ada lagi di buku kerja; dibiarkan, hapus bila tidak diperlukan"


@dataclass
class Located:
    """Sentences of a record in a document.

    Attributes:
        found: the paragraph of each by its key.
        edited: for those that are not found the paragraph that a person has probably made of it.
        problems: why the others have no place, in words for staff.
        free: the paragraphs that none of them is, by their text in the form of `document.mark`.
    """

    found: dict[str, Line] = field(default_factory=dict)
    edited: dict[str, Line] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    free: dict[str, list[Line]] = field(default_factory=dict)


def locate(written: Mapping[str, str], today: Mapping[str, str], lines: Sequence[Line]) -> Located:
    """Find sentences by their text, several with one text by the sentences around them.

    Args:
        written: what we wrote last, by key, in the document's order.
        today: what would be written today for these keys: a person may have typed that already.
    """
    return _Search(written, today, lines).result()


class _Search:
    def __init__(self, written: Mapping[str, str], today: Mapping[str, str], lines: Sequence[Line]) -> None:
        self.lines = lines
        self.today = today
        self.texts = {name: text for name, text in ((name, mark(written[name])) for name in written) if text}
        self.places: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            for text in line.keys:
                self.places[text].append(number)
        self.taken: dict[int, str] = {}
        self.located = Located()

    def result(self) -> Located:
        same: dict[str, list[str]] = defaultdict(list)
        for name, text in self.texts.items():
            same[text].append(name)
        for text, names in same.items():
            if len(names) == 1 and len(self.places.get(text, ())) == 1:
                self._take(names[0], self.places[text][0])
        certain, taken = dict(self.located.found), sorted(self.taken)
        before: dict[str, str] = {}
        last = ""
        for name in self.texts:
            before[name] = last
            last = name if name in certain else last
        for text, names in same.items():
            if names[0] not in certain:
                self._by_neighbours(names, self.places.get(text, []), before, taken)
        for name in self.texts:
            text = mark(self.today.get(name, ""))
            free = [number for number in self.places.get(text, ()) if number not in self.taken] if text and text not in same else []
            if name not in self.located.found and len(free) == 1:
                self.located.problems.pop(name, None)
                self._take(name, free[0])
        self._guess_edited()
        for number, line in enumerate(self.lines):
            if number not in self.taken:
                self.located.free.setdefault(mark(line.text), []).append(line)
        return self.located

    def _take(self, name: str, number: int) -> None:
        self.taken[number] = name
        self.located.found[name] = self.lines[number]

    def _by_neighbours(self, names: list[str], places: list[int], before: Mapping[str, str], taken: list[int]) -> None:
        """Tell sentences with one text apart by the certain sentence before each."""
        if not places:
            self.located.problems.update(dict.fromkeys(names, _GONE))
            return
        if len(names) == 1:  # a person has copied it
            self.located.problems[names[0]] = f"ada {len(places)} kali di naskah"
            return
        ours: dict[str, list[str]] = defaultdict(list)
        for name in names:
            ours[before[name]].append(name)
        theirs: dict[str, list[int]] = defaultdict(list)
        for number in places:
            at = bisect.bisect_left(taken, number)
            theirs[self.taken[taken[at - 1]] if at else ""].append(number)
        rest: tuple[list[str], list[int]] = ([], [])
        for neighbour in {**ours, **theirs}:
            if len(ours.get(neighbour, ())) == len(theirs.get(neighbour, ())):
                for name, number in zip(ours[neighbour], theirs[neighbour], strict=True):
                    self._take(name, number)
            else:
                rest[0].extend(ours.get(neighbour, ()))
                rest[1].extend(theirs.get(neighbour, ()))
        if len(rest[0]) == len(rest[1]):
            for name, number in zip(*rest, strict=True):
                self._take(name, number)
        elif rest[1]:
            self.located.problems.update(dict.fromkeys(rest[0], f"ada {len(places)} kali di naskah"))
        else:
            self.located.problems.update(dict.fromkeys(rest[0], _GONE))

    def _guess_edited(self) -> None:
        """Find what people made of our sentences: something like it between the same neighbours, or very like it elsewhere."""
        order = list(self.texts)
        number_of = {name: number for number, name in self.taken.items()}
        missing = [name for name in order if name not in number_of and self.located.problems.get(name, _GONE) == _GONE]
        free = [number for number, line in enumerate(self.lines) if number not in self.taken and line.text.strip()]
        after: dict[str, int] = {}
        following = len(self.lines)
        for name in reversed(order):
            after[name] = following
            following = number_of.get(name, following)
        before, compared = -1, 0
        lost = []
        unfound = set(missing)
        for name in order:
            before = number_of.get(name, before)
            if name not in unfound:
                continue
            between = free[bisect.bisect_right(free, before) : bisect.bisect_left(free, after[name])]
            between = [number for number in between if number not in self.taken]
            compared += len(between[:_BETWEEN])
            if compared > _MOST_COMPARED:
                break
            texts = {number: key(self.lines[number].text) for number in between[:_BETWEEN]}
            best = process.extractOne(self.texts[name], texts, scorer=fuzz.ratio, score_cutoff=_NEAR)
            if best is None:
                lost.append(name)
            else:
                self._edited(name, int(best[2]))
        if len(lost) * len(free) > _MOST_COMPARED:
            lost = []
        for name in lost:
            texts = {number: key(self.lines[number].text) for number in free if number not in self.taken}
            best = process.extractOne(self.texts[name], texts, scorer=fuzz.ratio, score_cutoff=_NEAR_ANYWHERE)
            if best is not None:
                self._edited(name, int(best[2]))
        for name in missing:
            if name not in self.located.edited:
                self.located.problems[name] = _GONE

    def _edited(self, name: str, number: int) -> None:
        self.taken[number] = name
        self.located.edited[name] = self.lines[number]
        self.located.problems.pop(name, None)


def merge(
    old: Mapping[str, str],
    new: Mapping[str, str],
    before_of: Mapping[str, str],
    lines: Sequence[Line],
    fresh: Sequence[Line],
    said: Said,
    unsaid: Set[str] = frozenset(),
) -> dict[str, str]:
    """Bring the sentences of a document up to date; returns what counts as written then, by key.

    Args:
        before_of: the old key of each new one that was there before.
        fresh: the paragraphs of the document that would be written today, from which equations are taken.
        unsaid: new ones that need no line if they are missing.
    """
    today = {before: new[name] for name, before in before_of.items()}
    located = locate(old, today, lines)
    record: dict[str, str] = {}
    last: dict[str, Element] = {}
    quiet = Said()
    coming, going = _sections(new, set(before_of)), _sections(old, set(before_of.values()))
    previous = ""
    for name, text in new.items():
        before = before_of.get(name)
        if not key(text) and not (before and key(old[before])):
            record[name] = text
        elif before is not None:
            missing = before not in located.found and before not in located.edited
            record[name] = _one(before, old[before], text, located, quiet if missing and name in unsaid else said)
            if mark(record[name]) != mark(text) and before in located.found and _equations(located.found[before].element):
                record[name] = _equation(old[before], text, located.found[before], fresh, said)
            if (line := located.found.get(before)) is not None and not line.tracked and key(record[name]) == key(text):
                last[list_of(name)] = line.element
        elif _section_of(name) not in coming:
            _add(name, text, previous, located, last, record, quiet if name in unsaid else said)
        elif coming[_section_of(name)][0] == name:
            _come(coming[_section_of(name)], new, previous, located, record, said)
        previous = text if key(text) else previous
    today_of = {before: name for name, before in before_of.items()}
    alone = [name for name in old if name not in today_of and _section_of(name) not in going]
    stay = {name: old[name] for name in alone if _stays(name, old[name], located, said)}
    for names in going.values():
        there = {name: old[name] for name in names if name in located.found or name in located.edited}
        _tell_of_section(list(there.values()), _NO_LONGER, said)
        stay |= there
    ordered = {name: record[name] for name in new if name in record}
    return in_order(ordered, old, today_of, stay)


def _section_of(name: str) -> str:
    """The part of a report that a sentence belongs to, such as that of an indicator: the first two parts of its key."""
    first, _, rest = name.partition("/")
    second, _, rest = rest.partition("/")
    return f"{first}/{second}" if rest and not name.startswith(_FIXED) else ""


def _sections(sentences: Mapping[str, str], paired: Set[str]) -> dict[str, list[str]]:
    """The sections that only one of two states has, each with its sentences."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sentences:
        found[_section_of(name)].append(name)
    return {section: names for section, names in found.items() if section and len(names) > 1 and paired.isdisjoint(names)}


def _come(names: Sequence[str], new: Mapping[str, str], previous: str, located: Located, record: dict[str, str], said: Said) -> None:
    """A section that was not written before: a person may have put it in, else it is named."""
    there = [name for name in names if len(located.free.get(mark(new[name]), ())) == 1]
    record.update({name: new[name] for name in there})
    _tell_of_section([new[name] for name in names if name not in record and key(new[name])], _NEW + _after(previous), said)


def _tell_of_section(texts: Sequence[str], what: str, said: Said) -> None:
    if len(texts) == 1:
        said.left.append(f"Kalimat {quoted(texts[0])}: {what}")
    elif texts:
        said.left.append(f"{len(texts)} kalimat, dari {quoted(texts[0])} sampai {quoted(texts[-1])}: {what}")


def _one(name: str, old: str, new: str, located: Located, said: Said) -> str:
    line = located.found.get(name)
    if line is None:
        if (edited := located.edited.get(name)) is not None:
            shown = contrasted(edited.text, new)
            said.left.append(f"Kalimat {shown[0]}: diubah di naskah, menurut buku kerja {shown[1]}; dibiarkan")
        else:
            problem = located.problems.get(name, _GONE)
            if problem == _GONE or mark(old) != mark(new):
                said.left.append(f"Kalimat {quoted(old)}: {problem}{_now(old, new)}; dibiarkan")
        return old
    numbered = line.label if label_of(old) else 0
    now, before, after = line.text[numbered:], _bare(old), _bare(new)
    what = verdict(before, now, after)
    if what is Verdict.FITS:
        return new
    if line.tracked:
        if key(before) == key(after):
            return old
        said.left.append(f"Kalimat {quoted(old)}: {TRACKED_CHANGES}{_now(old, new)}; terima atau tolak dulu, lalu ulangi")
        return old
    if what is Verdict.WRITE and _equations(line.element):
        return old  # written as a whole
    if what is Verdict.WRITE and rewrite(line.element, after, before, offset=numbered):
        said.updated.append(f"Kalimat {' menjadi '.join(contrasted(now, after))}")
        said.contents |= line.listed
        return new
    shown = contrasted(now, after)
    said.left.append(f"Kalimat {shown[0]}: tidak bisa diganti tanpa menghapus isian otomatis, menurut buku kerja {shown[1]}; dibiarkan")
    return old


def _equations(paragraph: Element) -> list[Element]:
    """The equations of a paragraph, each with what centres it on a line of its own."""
    return [each for each in paragraph.iter(*_EQUATIONS) if next(each.iterancestors(*_EQUATIONS), None) is None]


def _equation(old: str, new: str, line: Line, fresh: Sequence[Line], said: Said) -> str:
    """Put today's equation in the place of one that nobody changed; returns what counts as written then."""
    there = _equations(line.element)
    made = [_equations(each.element) for each in fresh if mark(each.text) == mark(new)]
    if line.tracked or verdict(old, line.text, new) is not Verdict.WRITE or not made or len(made[0]) != len(there):
        return old
    for before, after in zip(there, made[0], strict=True):
        before.addnext(copy.deepcopy(after))
        drop(before)
    said.updated.append(f"Rumus {' menjadi '.join(contrasted(old, new))}")
    return new


def _bare(text: str) -> str:
    """A text without the number of a caption, which Word counts by itself."""
    return text[label_of(text) :]


def _now(old: str, new: str) -> str:
    return "" if mark(old) == mark(new) else f", menurut buku kerja sekarang {contrasted(old, new)[1]}"


def _after(previous: str) -> str:
    """The place that a new sentence would have, in words."""
    return f" (sesudah {quoted(previous)})" if previous else ""


def _add(name: str, text: str, previous: str, located: Located, last: dict[str, Element], record: dict[str, str], said: Said) -> None:
    """A sentence that was not written before: put after the one before it in its list, or named."""
    there = located.free.get(mark(text), [])
    if len(there) == 1:  # a person has put it in already
        record[name] = text
        last[list_of(name)] = there[0].element
        return
    before = last.get(list_of(name)) if _is_item(name) else None
    if before is None:
        said.left.append(f"Kalimat {quoted(text)}: {_NEW}{_after(previous)}")
        return
    made = _like(before, text)
    before.addnext(made)
    last[list_of(name)] = made
    record[name] = text
    said.updated.append(f"Kalimat {quoted(text)}: baru")


def _like(paragraph: Element, text: str) -> Element:
    """A paragraph that looks like another and says something else."""
    made = paragraph.makeelement(W + "p")
    properties = paragraph.find(W + "pPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
        for section in made.findall(f"{W}pPr/{W}sectPr"):
            drop(section)
    looks = paragraph.find(f".//{W}r/{W}rPr")
    run = etree.SubElement(made, W + "r")
    if looks is not None:
        run.append(copy.deepcopy(looks))
    etree.SubElement(run, W + "t")
    rewrite(made, text, "")
    return made


def _stays(name: str, text: str, located: Located, said: Said) -> bool:
    """Remove a sentence of a list that the workbook no longer has, if it is as we wrote it; returns whether it is still there."""
    line = located.found.get(name)
    if line is None:
        if (edited := located.edited.get(name)) is not None:
            said.left.append(f"Kalimat {quoted(edited.text)}: tidak ada lagi di buku kerja, tetapi diubah di naskah; dibiarkan")
        return name in located.edited or located.problems.get(name, _GONE) != _GONE
    if _is_item(name) and not line.tracked and holds_only_text(line.element) and _may_go(line.element):
        drop(line.element)
        said.updated.append(f"Kalimat {quoted(text)}: dihapus, karena tidak ada lagi di buku kerja")
        return False
    said.left.append(f"Kalimat {quoted(text)}: {_NO_LONGER}")
    return True


def _may_go(paragraph: Element) -> bool:
    """Whether what is around a paragraph stays as it is without it: a cell must have a paragraph, and two tables must be apart."""
    before, after = paragraph.getprevious(), paragraph.getnext()
    return before is not None and before.tag == W + "p" and after is not None and after.tag in (W + "p", W + "tbl", W + "sectPr")


def _is_item(name: str) -> bool:
    """Whether a sentence belongs to a list of like ones, in which any may come and go."""
    return list_of(name) != name and not name.startswith(_FIXED)
