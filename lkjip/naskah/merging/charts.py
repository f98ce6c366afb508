"""The charts of a record in a document: found by their figures, caption or description, and merged."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from lkjip.docx_kit.charts import PARTS, WHOLE
from lkjip.docx_kit.wml import C
from lkjip.naskah.merging.document import Document, Drawn
from lkjip.naskah.merging.pairing import in_order
from lkjip.naskah.merging.said import TRACKED_CHANGES, Said, contrasted, quoted
from lkjip.naskah.merging.texts import Verdict, key, verdict
from lkjip.naskah.record import WrittenChart
from lkjip.ooxml.archive import Element

_CACHES: Final = (C + "strCache", C + "numCache", C + "strLit", C + "numLit")
_WORKBOOK: Final = "/package"


@dataclass(eq=False)
class _Series:
    element: Element

    @property
    def name(self) -> str:
        return key("".join(_points(self.element.find(C + "tx"))))

    @property
    def categories(self) -> list[str]:
        return _points(self.element.find(C + "cat"))

    @property
    def values(self) -> list[str]:
        return _points(self.element.find(C + "val"))


@dataclass(eq=False)
class _Chart:
    drawn: Drawn
    root: Element
    caption: str
    """The caption below or above it without its number, in the form of `texts.key`."""

    @property
    def series(self) -> list[_Series]:
        return [_Series(each) for each in self.root.iter(C + "ser")]

    def shows(self, chart: WrittenChart) -> bool:
        """Whether it shows these figures."""
        return _figures(self) == _written(chart)


def merge(
    old: Mapping[str, WrittenChart],
    new: Mapping[str, WrittenChart],
    before_of: Mapping[str, str],
    edited: Document,
    fresh: Document,
    said: Said,
) -> tuple[dict[str, WrittenChart], dict[str, bytes], set[str]]:
    """Bring the charts of a document up to date; returns what counts as written then, the parts that changed, and what is not there."""
    absent = set()
    charts, made = _charts(edited), _charts(fresh)
    places = _located({before: old[before] for before in old}, charts)
    sources = _located(dict(new), made)
    record: dict[str, WrittenChart] = {}
    parts: dict[str, bytes] = {}
    for name, chart in new.items():
        before = before_of.get(name)
        called = f"Grafik {quoted(chart.title)}"
        if before is None:
            if len([each for each in charts if each.shows(chart)]) == 1:
                record[name] = chart
            else:
                absent.add(name)
                said.left.append(f"{called}: baru, belum ada di naskah; ambil dari naskah yang baru disusun")
            continue
        there = places[before]
        if not there:
            absent.add(name)
        if len(there) != 1:
            if not there or _written(old[before]) != _written(chart):
                problem = f"ada {len(there)} kali di naskah" if there else "tidak ada lagi di naskah"
                said.left.append(f"{called}: {problem}; dibiarkan")
            record[name] = old[before]
            continue
        (now,) = there
        if now.shows(chart):
            record[name] = replace(chart, alt=_described(called, now, old[before].alt, chart.alt, said))
        elif now.drawn.line.tracked:
            said.left.append(f"{called}: {TRACKED_CHANGES}; terima atau tolak dulu, lalu ulangi")
            record[name] = old[before]
        elif not now.shows(old[before]):
            said.left.append(f"{called}: angkanya diubah di naskah; dibiarkan{_difference(now, chart)}")
            record[name] = old[before]
        elif len(sources[name]) != 1 or not _fill(now, sources[name][0]):
            said.left.append(f"{called}: deretnya berubah di buku kerja; ambil grafiknya dari naskah yang baru disusun")
            record[name] = old[before]
        else:
            parts[now.drawn.part] = etree.tostring(now.root, xml_declaration=True, encoding="UTF-8", standalone=True)
            parts.update(_workbook(edited, now, fresh, sources[name][0]))
            said.updated.append(f"{called}: angkanya diperbarui")
            record[name] = replace(chart, alt=_described(called, now, old[before].alt, chart.alt, said))
    today_of = {before: name for name, before in before_of.items()}
    stay = {name: chart for name, chart in old.items() if name not in today_of and places[name]}
    for chart in stay.values():
        said.left.append(f"Grafik {quoted(chart.title)}: tidak ada lagi di buku kerja; dibiarkan, hapus bila tidak diperlukan")
    return in_order(record, old, today_of, stay), parts, absent


def _described(called: str, chart: _Chart, old: str, new: str, said: Said) -> str:
    """Bring a chart's alt text up to date, which other programs may have lost; returns what counts as written then."""
    now = chart.drawn.alt
    what = verdict(old, now, new)
    if what is Verdict.LEAVE and now.strip():
        if key(old) != key(new):
            shown = contrasted(now, new)
            said.left.append(f"{called}: teks alternatifnya diubah di naskah menjadi {shown[0]}, menurut buku kerja {shown[1]}; dibiarkan")
        return old
    if what is not Verdict.FITS:
        chart.drawn.describe(new)
        said.updated.append(f"{called}: teks alternatifnya diperbarui")
    return new


def _charts(document: Document) -> list[_Chart]:
    lines = document.lines
    place = {id(line.element): number for number, line in enumerate(lines)}
    found = []
    for drawn in document.charts:
        at = place[id(drawn.line.element)]
        near = [line for line in (drawn.line, *lines[at + 1 : at + 3], *lines[max(at - 2, 0) : at]) if line.label]
        caption = key(near[0].text[near[0].label :]) if near else ""
        found.append(_Chart(drawn, document.package.xml(drawn.part), caption))
    return found


def _located(written: Mapping[str, WrittenChart], charts: Sequence[_Chart]) -> dict[str, list[_Chart]]:
    """The charts that may be each of the record's: those with its figures and caption, with its figures, or with its caption."""
    found: dict[str, list[_Chart]] = {name: [] for name in written}
    free = list(charts)

    def take(marks: Mapping[str, object], mark_of: Sequence[object]) -> None:
        ours: dict[object, list[str]] = defaultdict(list)
        theirs: dict[object, list[_Chart]] = defaultdict(list)
        for name, mark in marks.items():
            if not found[name] and mark is not None:
                ours[mark].append(name)
        for chart, mark in zip(free, mark_of, strict=True):
            theirs[mark].append(chart)
        for mark, names in ours.items():
            if len(names) == len(theirs[mark]):
                for name, chart in zip(names, theirs[mark], strict=True):
                    found[name] = [chart]
            elif len(names) == 1 and len(theirs[mark]) > 1:
                found[names[0]] = theirs[mark]
        used = {id(chart) for each in found.values() for chart in each}
        free[:] = [chart for chart in free if id(chart) not in used]

    take({name: (_written(each), key(each.title)) for name, each in written.items()}, [(_figures(each), each.caption) for each in free])
    take({name: _written(each) for name, each in written.items()}, [_figures(each) for each in free])
    take({name: key(each.title) or None for name, each in written.items()}, [each.caption for each in free])
    copies: dict[object, list[_Chart]] = defaultdict(list)
    for chart in free:
        copies[_figures(chart)].append(chart)
    for name, each in written.items():
        if found[name]:
            found[name] = [*found[name], *copies.get(_written(each), ())]
    return found


def _written(chart: WrittenChart) -> object:
    categories = tuple(map(key, chart.categories))
    return tuple((key(name), categories, tuple(map(_figure, values))) for name, values in chart.series.items())


def _figures(chart: _Chart) -> object:
    return tuple((each.name, tuple(map(key, each.categories)), tuple(map(_figure, each.values))) for each in chart.series)


def _figure(text: str) -> str:
    """A number in one spelling: 12 digits, since programs write doubles in different ways."""
    text = text.strip()
    try:
        number = float(text)
    except ValueError:
        return text
    return f"{number:.12g}" if math.isfinite(number) else ""


def _points(parent: Element | None) -> list[str]:
    """The texts of a cache in their order, "" for gaps."""
    cache = next(parent.iter(*_CACHES), None) if parent is not None else None
    if cache is None:
        found = parent.find(C + "v") if parent is not None else None
        return [] if found is None else [found.text or ""]
    count = cache.find(C + "ptCount")
    texts = {each.get("idx") or "": each.findtext(C + "v") or "" for each in cache.iter(C + "pt")}
    declared = "" if count is None else count.get("val") or ""
    length = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 5 else len(texts)
    return [texts.get(str(number), "") for number in range(length)]


def _difference(now: _Chart, chart: WrittenChart) -> str:
    """The first figure that differs, in words."""
    for series, (name, values) in zip(now.series, chart.series.items(), strict=False):
        for place, (one, other) in enumerate(zip(series.values, values, strict=False)):
            if _figure(one) != _figure(other):
                category = chart.categories[place] if place < len(chart.categories) else ""
                return f" ({name}, {category}: di naskah {quoted(one)}, menurut buku kerja {quoted(other)})"
    return ""


# ---------------------------------------------------------------- new figures
def _fill(chart: _Chart, source: _Chart) -> bool:
    """Put the figures of one chart into another, which keeps its looks; False if they have not the same series."""
    ours, theirs = chart.series, source.series
    if len(ours) != len(theirs):
        return False
    for one, other in zip(ours, theirs, strict=True):
        for part in ("tx", "cat", "val"):
            here, there = one.element.find(C + part), other.element.find(C + part)
            if here is None or there is None:
                if here is not there:
                    return False
                continue
            _copy_points(here, there)
        _copy_formats(one.element, other.element)
    return True


def _copy_formats(here: Element, there: Element) -> None:
    """Write the figures beside a series as its numbers need it, unless a person chose another format."""
    ours, theirs = here.find(f"{C}dLbls/{C}numFmt"), there.find(f"{C}dLbls/{C}numFmt")
    if ours is not None and theirs is not None and ours.get("formatCode") in (WHOLE, PARTS):
        ours.set("formatCode", theirs.get("formatCode") or PARTS)


def _copy_points(here: Element, there: Element) -> None:
    kept, given = next(here.iter(*_CACHES), None), next(there.iter(*_CACHES), None)
    if kept is None or given is None:
        kept_value, given_value = here.find(C + "v"), there.find(C + "v")
        if kept_value is not None and given_value is not None:
            kept_value.text = given_value.text
        return
    form = next(here.iter(C + "f"), None)
    other = next(there.iter(C + "f"), None)
    if form is not None and other is not None:
        form.text = other.text
    for each in list(kept):
        if each.tag in (C + "pt", C + "ptCount"):
            kept.remove(each)
    at = next((place for place, each in enumerate(kept) if each.tag == C + "extLst"), len(kept))
    for each in given:
        if each.tag in (C + "pt", C + "ptCount"):
            kept.insert(at, etree.fromstring(etree.tostring(each)))
            at += 1


def _workbook(edited: Document, chart: _Chart, fresh: Document, source: _Chart) -> dict[str, bytes]:
    """The workbook inside the file that a chart's figures are edited in."""
    here = list(edited.package.targets(chart.drawn.part, _WORKBOOK).values())
    there = list(fresh.package.targets(source.drawn.part, _WORKBOOK).values())
    if len(here) == len(there) == 1 and here[0] in edited.package.names and there[0] in fresh.package.names:
        return {here[0]: fresh.package.part(there[0])}
    return {}
