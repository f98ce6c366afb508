"""Pack a workbook's canonical form into a seal, and store the seal in the file's custom properties.

A digest per sheet tells whether it has changed; two bytes per cell tell which cell has. Sheets, looks and other traits are kept
as short texts, so that a change can be named.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, TypeAlias

from lxml import etree

from lkjip.mail.seal.form import CanonicalBook
from lkjip.mail.seal.sheet import Place, Sheet, Trait
from lkjip.ooxml.parts import Parts

Element: TypeAlias = etree._Element

KINDS: Final = ("/custom-properties", "/customProperties")
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PART: Final = "docProps/custom.xml"
PREFIX: Final = "lkjip_segel"
"""Prefix of all custom properties of a seal, of either kind."""
_SEAL: Final = "lkjip_segel_2"
_PIECES: Final = "lkjip_segel_2_isi_"
_LONGEST: Final = 240  # characters; Excel accepts 255 in a property
_MOST: Final = 6_000_000  # bytes of an unpacked record
_SHORT: Final = 60
"""Characters; longer texts are kept as digests."""


@dataclass(frozen=True)
class SheetRecord:
    """The record of a sheet. `results` has an entry per formula, 0 if it had no result; `looks` has one per cell."""

    title: str
    visible: bool
    digest: str
    """Digest of constants and formulas."""
    results_digest: str
    constants: Mapping[Place, int]
    formulas: Mapping[Place, int]
    results: Mapping[Place, int]
    looks: Mapping[Place, str]
    traits: Sequence[Trait]
    unsealed: Mapping[str, str]


@dataclass(frozen=True)
class Record:
    """The record of a workbook: its sheets in order, and its other traits."""

    sheets: Sequence[SheetRecord]
    traits: Sequence[Trait]


@lru_cache(maxsize=20_000)
def pointer(content: str) -> int:
    """Two bytes that help to find a changed cell but do not prove a change; never 0."""
    return zlib.crc32(content.encode("utf-8", "surrogatepass")) & 0xFFFF or 1


def contents_digest(contents: Iterable[str]) -> str:
    """A digest over cell contents in order; their positions are kept separately."""
    return hashlib.sha256("\x00".join(contents).encode("utf-8", "surrogatepass")).hexdigest()


def contents(sheet: Sheet) -> Iterator[str]:
    """Constants and formulas of a sheet in record order, each marked as one or the other."""
    formulas, constants = sheet.formulas, sheet.constants
    return (f"={formulas[place].text}" if place in formulas else constants[place] for place in sheet.looks)


def short(text: str) -> str:
    """A text to keep: itself if short, else its digest."""
    return text if len(text) <= _SHORT and "\n" not in text else f"#{contents_digest([text])[:16]}"


def _short(trait: Trait) -> Trait:
    return Trait(trait.kind, short(trait.where), short(trait.what))


# ---------------------------------------------------------------- as bytes
def packed(book: CanonicalBook) -> bytes:
    """The record of a canonical form as bytes; equal forms give equal bytes."""
    known: dict[str, int] = {}
    numbers = array("H")
    sheets = []
    for each in book.sheets:
        kept = list(contents(each))
        results = [formula.result for formula in each.formulas.values()]
        numbers.extend(map(pointer, kept))
        numbers.extend(0 if result is None else pointer(result) for result in results)
        numbers.extend(known.setdefault(look, len(known)) & 0xFFFF for look in each.looks.values())
        digests = contents_digest(kept), contents_digest(result for result in results if result is not None)
        unsealed = {kind: short(text) for kind, text in each.unsealed.items()}
        sheets.append([each.title, each.visible, *digests, list(_rows(each.looks, each.formulas)), _shortened(each.traits), unsealed])
    head = {"lembar": sheets, "sifat": _shortened(book.traits), "rupa": [short(each) for each in known]}
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return zlib.compress(len(text).to_bytes(4, "little") + text + _little(numbers), 6)


def _shortened(traits: Iterable[Trait]) -> list[list[str]]:
    return [[each.kind, short(each.where), short(each.what)] for each in traits]


def unpacked(data: bytes) -> Record:
    """Unpack a record.

    Raises:
        ValueError: it is no record, or an incomplete one.
    """
    try:
        return _unpacked(data)
    except (KeyError, IndexError, TypeError, AttributeError, OverflowError, zlib.error, RecursionError) as error:
        raise ValueError("record") from error


def _unpacked(data: bytes) -> Record:
    engine = zlib.decompressobj()
    raw = engine.decompress(data, _MOST)
    if engine.unconsumed_tail or not engine.eof:
        raise ValueError("size")
    length = int.from_bytes(raw[:4], "little")
    head = json.loads(raw[4 : 4 + length])
    rest = raw[4 + length :]
    numbers = array("H", rest)
    if _little(numbers) != rest:
        numbers.byteswap()
    given = iter(numbers)
    looks = [str(each) for each in head["rupa"]]
    sheets = [_unpacked_sheet(each, given, looks, len(numbers)) for each in head["lembar"]]
    if next(given, None) is not None:
        raise ValueError("rest")
    return Record(sheets, [_trait(each) for each in head["sifat"]])


def _unpacked_sheet(given: Sequence[Any], numbers: Iterator[int], looks: Sequence[str], most: int) -> SheetRecord:
    title, visible, digest, results, rows, traits, unsealed = given
    cells = list(_cells(rows, most))
    pointed = {place: next(numbers, 0) for place, _ in cells}
    formulas = [place for place, is_formula in cells if is_formula]
    pointed_results = {place: next(numbers, 0) for place in formulas}
    return SheetRecord(
        str(title),
        bool(visible),
        str(digest),
        str(results),
        {place: pointed[place] for place, is_formula in cells if not is_formula},
        {place: pointed[place] for place in formulas},
        pointed_results,
        {place: looks[next(numbers, 0)] for place, _ in cells},
        [_trait(each) for each in traits],
        {str(kind): str(text) for kind, text in unsealed.items()},
    )


def _trait(given: Sequence[Any]) -> Trait:
    kind, where, what = map(str, given)
    return Trait(kind, where, what)


def _little(numbers: array[int]) -> bytes:
    return b"".join(number.to_bytes(2, "little") for number in numbers) if _BIG else numbers.tobytes()


_BIG: Final = array("H", [1]).tobytes() != b"\x01\x00"


def _rows(places: Iterable[Place], formulas: Mapping[Place, object]) -> Iterator[list[Any]]:
    """Runs of rows with cells in the same columns, [first, count, columns]; columns as runs [first, count, formulas or not]."""
    before: list[Any] = []
    for row, cells in groupby(places, key=lambda place: place[0]):
        columns = list(_runs((column, (row, column) in formulas) for row, column in cells))
        if before and before[2] == columns and before[0] + before[1] == row:
            before[1] += 1
            continue
        if before:
            yield before
        before = [row, 1, columns]
    if before:
        yield before


def _runs(columns: Iterable[tuple[int, bool]]) -> Iterator[list[int]]:
    run: list[int] = []
    for column, is_formula in columns:
        if run and run[0] + run[1] == column and run[2] == is_formula:
            run[1] += 1
            continue
        if run:
            yield run
        run = [column, 1, int(is_formula)]
    if run:
        yield run


def _cells(rows: Sequence[Any], most: int) -> Iterator[tuple[Place, bool]]:
    """The cells, and whether each is a formula; refuses more than `most`, and places before the first row or column."""
    left_over = most
    for first, how_many, columns in rows:
        widths = [int(each[1]) for each in columns]
        left_over -= int(how_many) * sum(widths)
        starts = [int(first), *(int(each[0]) for each in columns)]
        if min([int(how_many), *widths]) <= 0 or not widths or left_over < 0 or min(starts) < 0:
            raise ValueError("cells")
        for row in range(int(first), int(first) + int(how_many)):
            for left, count, is_formula in columns:
                yield from (((row, column), bool(is_formula)) for column in range(int(left), int(left) + int(count)))


# ---------------------------------------------------------------- in the file
@dataclass(frozen=True)
class Seal:
    """A packed record and its digest."""

    digest: str
    data: bytes

    @property
    def shown(self) -> str:
        """The seal as people compare it: "1F2E 3D4C 5B6A 7988"."""
        return shown(self.digest)


def shown(digest: str) -> str:
    """The beginning of a digest, as people compare it."""
    return " ".join(digest[start : start + 4].upper() for start in range(0, 16, 4))


def seal_of(book: CanonicalBook) -> Seal:
    """Compute the seal over a canonical form."""
    data = packed(book)
    return Seal(hashlib.sha256(data).hexdigest(), data)


def put(parts: Parts, seal: Seal) -> None:
    """Store the seal in the file's custom properties, in the one part where every program looks for them."""
    kept = [each for each in _holders(parts, parts.root) if not (each.get("name") or "").startswith(PREFIX)]
    parts.set_relations("", [each for each in parts.relations("") if not each.kind.endswith(KINDS) or each.target == _PART])
    root = etree.Element(f"{{{_NS}}}Properties", nsmap={None: _NS, "vt": _VT})  # type: ignore[dict-item]  # lxml-stubs know no default namespace
    root.extend(kept)
    encoded = base64.b64encode(seal.data).decode("ascii")
    pieces = [encoded[start : start + _LONGEST] for start in range(0, len(encoded), _LONGEST)]
    for name, text in {_SEAL: seal.digest, **{f"{_PIECES}{number:05}": piece for number, piece in enumerate(pieces, 1)}}.items():
        entry = etree.SubElement(root, f"{{{_NS}}}property", {"fmtid": _FORMAT, "name": name})
        etree.SubElement(entry, f"{{{_VT}}}lpwstr").text = text
    for number, entry in enumerate(root, 2):
        entry.set("pid", str(number))
    parts.put(_PART, root)
    parts.set_type(_PART, _TYPE)
    parts.relate("", _KIND, _PART)


def _holders(parts: Parts, root: Callable[[str], Element]) -> Iterator[Element]:
    """The elements of the custom properties, from whichever parts hold them."""
    targets = [each.target for each in parts.relations("") if each.kind.endswith(KINDS) and not each.external]
    for target in dict.fromkeys(targets):
        if target in parts.names:
            yield from root(target)


def properties(parts: Parts) -> Mapping[str, str]:
    """The custom properties that belong to a seal of either kind, by name."""
    texts = {each.get("name") or "": "".join(map(str, each.itertext())).strip() for each in _holders(parts, parts.peek)}
    return {name: text for name, text in texts.items() if name.startswith(PREFIX)}


def found_in(kept: Mapping[str, str]) -> Seal | None:
    """Find the seal in custom properties; None if there is none, or it is incomplete."""
    encoded = "".join(kept[name] for name in sorted(kept) if name.startswith(_PIECES))
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        return None
    seal = Seal(hashlib.sha256(data).hexdigest(), data)
    return seal if kept.get(_SEAL) == seal.digest else None
