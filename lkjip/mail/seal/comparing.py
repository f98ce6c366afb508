"""List what has changed in a workbook since it was sealed: a line each, with sheet and cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lkjip.mail.seal.form import COMPUTING, CanonicalBook
from lkjip.mail.seal.inherited import may_be_inherited
from lkjip.mail.seal.record import Record, SheetRecord, contents, contents_digest, pointer, short
from lkjip.mail.seal.sheet import LOW_ROW, NARROW_COLUMN, VIEW, Place, Sheet, Trait, address
from lkjip.mail.seal.spelling import nearby

Labels = Callable[[str, Place], str]
"""Returns the name of a cell for messages, such as " (Realisasi)", or ""."""

_MOST: Final = 200
"""Most cells of a sheet that are named one by one."""
_MOST_TITLES: Final = 50
"""Most new sheets among which a renamed one is searched."""
_LONGEST: Final = 80
_LOST_BY_PROGRAMS: Final = (LOW_ROW, NARROW_COLUMN, VIEW, COMPUTING)
"""Traits that a re-save may drop, so that a reader sees more; only a new one is a change."""
_TYPED_OVER: Final = ", diketik di atas rumusnya"


def differences(record: Record, book: CanonicalBook, labels: Labels) -> list[str]:
    """What a reader would see or compute differently than at the sealing; empty if nothing changed."""
    found = list(_sheets(record, book))
    found += [_beside(trait, how, "") for trait, how in _changed(record.traits, book.traits)]
    for before, now in _pairs(record, book):
        found += _capped(list(_cells(before, now, book, labels)), now.title)
        found += [_beside(trait, how, now.title) for trait, how in _changed(before.traits, now.traits)]
    return found


def remarks(record: Record, book: CanonicalBook) -> list[str]:
    """What has changed but is not sealed; an empty text on either side is not a change."""
    return [
        f'lembar "{now.title}": {kind} lain dari saat dikirim (bagian ini tidak disegel)'
        for before, now in _pairs(record, book)
        for kind, text in now.unsealed.items()
        if text and before.unsealed.get(kind) and before.unsealed[kind] != short(text)
    ]


# ---------------------------------------------------------------- sheets
def _pairs(record: Record, book: CanonicalBook) -> list[tuple[SheetRecord, Sheet]]:
    """Pairs of a sealed and a present sheet, matched by title, or by content if renamed."""
    now = {each.title: each for each in book.sheets}
    renamed = _renamed(record, book)
    pairs = [(each, now.get(renamed.get(each.title, each.title))) for each in record.sheets]
    return [(each, sheet) for each, sheet in pairs if sheet is not None]


def _renamed(record: Record, book: CanonicalBook) -> Mapping[str, str]:
    """New titles of renamed sheets, by old title."""
    titles_now, titles_before = {each.title for each in book.sheets}, {each.title for each in record.sheets}
    fresh = [each for each in book.sheets if each.title not in titles_before]
    renamed: dict[str, str] = {}
    for each in record.sheets:
        if each.title not in titles_now:
            alike = next((sheet for sheet in fresh[:_MOST_TITLES] if _alike(each, sheet) and sheet.title not in renamed.values()), None)
            if alike is not None:
                renamed[each.title] = alike.title
    return renamed


def _alike(before: SheetRecord, now: Sheet) -> bool:
    """Whether most constants are the same; formulas may have followed the new title."""
    same = sum(pointer(now.constants[place]) == kept for place, kept in before.constants.items() if place in now.constants)
    return 2 * same >= max(len(before.constants), len(now.constants))


def _sheets(record: Record, book: CanonicalBook) -> Iterator[str]:
    renamed = _renamed(record, book)
    before = [renamed.get(each.title, each.title) for each in record.sheets]
    now = [each.title for each in book.sheets]
    for old, new in renamed.items():
        yield f'lembar "{old}": sekarang bernama "{new}"'
    for each in record.sheets:
        if renamed.get(each.title, each.title) not in now:
            yield f'lembar "{each.title}": tidak ada lagi'
    for sheet in book.sheets:
        if sheet.title not in before:
            yield f'lembar "{sheet.title}": ditambahkan sesudah disegel{"" if sheet.visible else ", tersembunyi"}'
    left = [title for title in before if title in now]
    if left != [title for title in now if title in before]:
        yield "urutan lembar berubah: sekarang " + ", ".join(f'"{title}"' for title in now)
    for one, sheet in _pairs(record, book):
        if one.visible != sheet.visible:
            yield f'lembar "{sheet.title}": sekarang {"tampak, saat dikirim tersembunyi" if sheet.visible else "tersembunyi"}'


# ---------------------------------------------------------------- cells
def _cells(before: SheetRecord, now: Sheet, book: CanonicalBook, labels: Labels) -> Iterator[tuple[Place, str]]:
    """The changed cells, each with a text on its present state."""
    found = dict(_contents(before, now))
    found |= {place: how for place, how in _results(before, now).items() if place not in found}
    for place in sorted(found):
        yield place, f"{_at(now.title, place, labels)}: {found[place]}"
    if not found and not _same(before, now):
        yield (0, 0), f'lembar "{now.title}": isinya tidak sama dengan saat disegel, tetapi selnya tidak dapat ditunjukkan'
    for place, look in now.looks.items():
        kept = before.looks.get(place)
        if kept is None or kept == short(look):
            continue
        formula = now.formulas.get(place)
        if formula is None or place in found or not may_be_inherited(look, kept, formula.text, now, book):
            yield place, f"{_at(now.title, place, labels)}: ditampilkan lain, {_look(look, kept)}"


def _same(before: SheetRecord, now: Sheet) -> bool:
    """Whether the digests match, for a change that no cell shows; that of the results only if all results are saved."""
    likely = {place: _likely(content, before.constants.get(place, 0)) for place, content in now.constants.items()}
    if contents_digest(contents(replace(now, constants=likely))) != before.digest:
        return False
    kept = [(formula.result, before.results[place]) for place, formula in now.formulas.items() if before.results[place]]
    return any(result is None for result, _ in kept) or (
        contents_digest(_likely(result, number) for result, number in kept if result is not None) == before.results_digest
    )


def _contents(before: SheetRecord, now: Sheet) -> Iterator[tuple[Place, str]]:
    for place in before.constants.keys() | before.formulas.keys() | now.constants.keys() | now.formulas.keys():
        formula, constant = now.formulas.get(place), now.constants.get(place)
        was_formula, was_constant = before.formulas.get(place), before.constants.get(place)
        if formula is not None:
            if was_formula is None:
                yield place, f"berubah, sekarang rumus ={_cut(formula.text)}"
            elif was_formula != pointer(f"={formula.text}"):
                yield place, f"rumusnya berubah, sekarang ={_cut(formula.text)}"
        elif constant is None:
            yield place, "berubah, sekarang kosong"
        elif was_formula is not None:
            yield place, f"berubah, sekarang {_value(constant)}{_TYPED_OVER}"
        elif was_constant is None:
            yield place, f"berubah, sekarang {_value(constant)}, saat dikirim kosong"
        elif not any(pointer(each) == was_constant for each in nearby(constant)):
            yield place, f"berubah, sekarang {_value(constant)}"


def _likely(content: str, kept: int) -> str:
    """The spelling of a number that matches its two sealed bytes."""
    return next((each for each in nearby(content) if pointer(each) == kept), content)


def _results(before: SheetRecord, now: Sheet) -> Mapping[Place, str]:
    """The changed results; one that is or was not saved in the file does not count."""
    found = {}
    for place, formula in now.formulas.items():
        kept = before.results.get(place, 0)
        if kept and formula.result is not None and pointer(_likely(formula.result, kept)) != kept:
            found[place] = f"hasil rumusnya berubah, sekarang {_value(formula.result)}"
    return found


def _at(title: str, place: Place, labels: Labels) -> str:
    return f'lembar "{title}" sel {address(place)}{labels(title, place)}'


def _value(content: str) -> str:
    text = {"b1": "TRUE", "b0": "FALSE"}.get(content, content[1:])
    return _cut(text) if text else "kosong"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _look(look: str, kept: str) -> str:
    code, *more = look.split("|")
    before, *less = kept.split("|")
    changes = [each if each not in less else "" for each in more] + [f"tidak lagi {each}" for each in less if each not in more]
    if code != before:
        changes.insert(0, f"jenis format angkanya {_quoted(code)}, saat dikirim {_quoted(before)}")
    return "; ".join(filter(None, changes))


def _quoted(code: str) -> str:
    return f'"{_cut(code)}"' if code else "kosong (tidak ada yang tampak)"


def _capped(found: Sequence[tuple[Place, str]], title: str) -> list[str]:
    lines = [line for _, line in found[:_MOST]]
    return lines if len(found) <= _MOST else [*lines, f'lembar "{title}": dan {len(found) - _MOST} sel lain']


# ---------------------------------------------------------------- beside the cells
def _changed(before: Sequence[Trait], now: Sequence[Trait]) -> Iterator[tuple[Trait, str]]:
    kept = {(each.kind, each.where): each.what for each in before}
    here = {(each.kind, short(each.where)): each for each in now}
    for (kind, where), trait in here.items():
        if (kind, where) not in kept:
            yield trait, "sekarang ada, saat dikirim tidak"
        elif kept[kind, where] != short(trait.what):
            yield trait, "berubah"
    for kind, where in sorted(kept.keys() - here.keys()):
        if kind not in _LOST_BY_PROGRAMS:
            yield Trait(kind, where), "tidak ada lagi"


def _beside(trait: Trait, how: str, title: str) -> str:
    line = f"{trait.kind} {trait.where}".rstrip() + f": {how}"
    if trait.what and how != "tidak ada lagi" and trait.kind != "tabel":
        line += f" ({_cut(trait.what)})"
    return f'lembar "{title}": {line}' if title else line
