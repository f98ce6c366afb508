"""The text of paragraphs and cells of a Word document, when two texts say the same, and new text put into the runs that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

from lxml import etree

from lkjip.docx_kit.wml import NAMESPACES, SPACE, W
from lkjip.ooxml.archive import Element

_M: Final = f"{{{NAMESPACES['m']}}}"
_MC: Final = f"{{{NAMESPACES['mc']}}}"

TRACKED: Final = tuple(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "tblGridChange", "numberingChange"),
    )
)
"""What tracked changes leave in a document until somebody accepts or rejects them."""
_GONE: Final = (W + "del", W + "moveFrom")
_COME: Final = (W + "ins", W + "moveTo")
_NOT_TEXT: Final = frozenset(
    (W + "pPr", W + "rPr", W + "tblPr", W + "instrText", W + "drawing", W + "pict", W + "object", W + "txbxContent", _MC + "Fallback")
)
_SIGNS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
    W + "sym": "\ufffc",
}
_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t\n\r\v\f", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_TOKENS: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\s+|.", re.DOTALL)
_MOST_TOKENS: Final = 1_500
"""Length of a changed stretch that is still compared word by word; a longer one is put in as a whole."""


def plain(text: str) -> str:
    """A text without what Word's corrections and LibreOffice change by themselves: kinds of spaces, quotes and dashes."""
    return " ".join(text.translate(_SAME).split())


def key(text: str) -> str:
    """Equal for two texts that say the same; Word also makes the first letter of a sentence or a cell a capital by itself."""
    text = plain(text)
    return text[:1].casefold() + text[1:]


class Verdict(Enum):
    """What is to be done with a text in a document."""

    FITS = "fits"
    """It says already what it should."""
    WRITE = "write"
    """It is as we wrote it last, and should be something else now."""
    LEAVE = "leave"
    """A person changed it."""


def verdict(old: str, now: str, new: str) -> Verdict:
    """Compare what we wrote last, what the document says now, and what we would write today."""
    if now == new:
        return Verdict.FITS
    if now == old:
        return Verdict.WRITE
    if key(now) == key(new):
        return Verdict.FITS
    return Verdict.WRITE if key(now) == key(old) else Verdict.LEAVE


def tracked(element: Element) -> bool:
    """Whether an element holds a tracked change."""
    return next(element.iter(*TRACKED), None) is not None


@dataclass(eq=False)
class Piece:
    """A stretch of the text of a paragraph: the element it comes from, and whether it may be rewritten."""

    element: Element | None
    text: str
    free: bool


def pieces(paragraph: Element, *, original: bool = False) -> list[Piece]:
    """The text of a paragraph in stretches, fields with their results, without deleted text, text boxes and notes.

    Args:
        original: as it was before the tracked changes in it.
    """
    found: list[Piece] = []
    depth = 0
    hidden = _COME if original else _GONE

    def walk(parent: Element, fixed: bool) -> None:
        nonlocal depth
        for element in parent:
            tag = element.tag
            if tag in _NOT_TEXT or tag in hidden:
                continue
            if tag == W + "t" or (original and tag == W + "delText"):
                found.append(Piece(element, element.text or "", not fixed and depth == 0 and tag == W + "t"))
            elif tag == _M + "t":
                found.append(Piece(element, element.text or "", False))
            elif tag in _SIGNS:
                if element.get(W + "type") not in ("page", "column"):
                    found.append(Piece(element, _SIGNS[tag], False))
            elif tag == W + "fldChar":
                kind = element.get(W + "fldCharType")
                depth = depth + 1 if kind == "begin" else max(depth - 1, 0) if kind == "end" else depth
            elif len(element):
                walk(element, fixed or tag == W + "fldSimple")

    walk(paragraph, False)
    return found


def text_of(paragraph: Element, *, original: bool = False) -> str:
    return "".join(piece.text for piece in pieces(paragraph, original=original))


def cell_text(cell: Element) -> str:
    """The text of a table's cell, a line a paragraph, with the tables inside it."""
    return "\n".join(text_of(paragraph) for paragraph in cell.iter(W + "p") if not _boxed(paragraph, cell))


def _boxed(paragraph: Element, cell: Element) -> bool:
    return any(above.tag in _NOT_TEXT for above in _between(paragraph, cell))


def _between(element: Element, top: Element) -> Iterator[Element]:
    above = element.getparent()
    while above is not None and above is not top:
        yield above
        above = above.getparent()


def changes(now: str, new: str, *, loose: bool) -> list[tuple[int, int, str]]:
    """The stretches of a text to replace so that it becomes another one, as start, end and replacement, in their order.

    Args:
        loose: whether other spaces, quotes and dashes are no difference.
    """
    before, after = _TOKENS.findall(now), _TOKENS.findall(new)
    left, right = ([plain(token) if loose else token for token in tokens] for tokens in (before, after))
    if loose:
        for tokens in (left, right):
            tokens[:1] = [key(token) for token in tokens[:1]]
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < min(len(left), len(right)) - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    middle = left[head : len(left) - tail], right[head : len(right) - tail]
    if max(map(len, middle)) > _MOST_TOKENS:
        return [(starts[head], starts[len(left) - tail], "".join(after[head : len(right) - tail]))]
    return [
        (starts[head + a], starts[head + b], "".join(after[head + c : head + d]))
        for kind, a, b, c, d in SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
        if kind != "equal"
    ]


def rewrite(paragraph: Element, new: str, old: str, *, offset: int = 0) -> bool:
    """Make a paragraph say something else, changing as few letters of its runs as possible.

    Args:
        old: what was written into it last; where it says that to the letter, every letter of `new` counts.
        offset: the number of letters at its beginning that are none of this text, such as a caption's number.

    Returns:
        Whether that was possible; False, and nothing changed, where a field, a symbol or an equation would have to go.
    """
    there = pieces(paragraph)
    now = "".join(piece.text for piece in there)[offset:]
    if not any(piece.free for piece in there):
        if now:
            return False
        _new_run(paragraph, new)
        return True
    return _put(there, changes(now, new, loose=now != old), offset)


def rewrite_cell(cell: Element, new: str, old: str) -> bool:
    """Make a cell of a table say something else, likewise."""
    paragraphs = cell.findall(W + "p")
    if len(list(cell.iter(W + "p"))) != len(paragraphs) or not paragraphs:  # a table, or a control, inside the cell
        return False
    filled = [paragraph for paragraph in paragraphs if text_of(paragraph)] or paragraphs[:1]
    if len(filled) == 1:
        return rewrite(filled[0], new, old)
    if any(_more_than_text(paragraph) for paragraph in filled):
        return False
    if not rewrite(filled[0], new, old):
        return False
    for paragraph in filled[1:]:
        cell.remove(paragraph)
    return True


def _more_than_text(paragraph: Element) -> bool:
    """Whether a paragraph holds anything but text and its looks."""
    plain_tags = {W + name for name in ("r", "t", "tab", "br", "cr", "proofErr", "lastRenderedPageBreak")}
    return any(element.tag not in plain_tags for element in _below(paragraph))


def _below(parent: Element) -> Iterator[Element]:
    for element in parent:
        if element.tag not in (W + "pPr", W + "rPr"):
            yield element
            yield from _below(element)


def holds_only_text(paragraph: Element) -> bool:
    """Whether nothing is lost with a paragraph but its text: no note, comment, picture, field or section."""
    properties = paragraph.find(W + "pPr")
    ends_section = properties is not None and properties.find(W + "sectPr") is not None
    return not ends_section and not _more_than_text(paragraph)


def _put(there: Sequence[Piece], spans: Iterable[tuple[int, int, str]], offset: int) -> bool:
    places = [0]
    for piece in there:
        places.append(places[-1] + len(piece.text))
    plan: list[tuple[int, int, str, int]] = []
    for start, end, text in spans:
        first, last = start + offset, end + offset
        touched = [n for n in range(len(there)) if places[n] < last and places[n + 1] > first]
        free = [n for n in touched if there[n].free]
        if any(not there[n].free and not _is_sign(there[n]) for n in touched):
            return False
        home = free[0] if free else _beside(there, places, first)
        if home is None:
            return False
        plan.append((first, last, text, home))
    for first, last, text, home in reversed(plan):
        for n in range(len(there) - 1, -1, -1):
            if places[n] < last and places[n + 1] > first and first < last:
                piece = there[n]
                keep = piece.text[: max(first - places[n], 0)], piece.text[max(last - places[n], 0) :]
                piece.text = (keep[0] + text + keep[1]) if n == home else "".join(keep)
            elif n == home:
                at = min(max(first - places[n], 0), len(piece_text := there[n].text))
                there[n].text = piece_text[:at] + text + piece_text[at:]
    for piece in there:
        _written(piece)
    _tidy(there)
    return True


def _is_sign(piece: Piece) -> bool:
    return piece.element is not None and piece.element.tag in (W + "tab", W + "br", W + "cr", W + "noBreakHyphen")


def _beside(there: Sequence[Piece], places: Sequence[int], at: int) -> int | None:
    """The run that a text at this place goes into: the one that ends there before the one that begins there."""
    for n in reversed(range(len(there))):
        if there[n].free and places[n] < at <= places[n + 1]:
            return n
    for n in range(len(there)):
        if there[n].free and places[n] == at:
            return n
    return next((n for n in reversed(range(len(there))) if there[n].free and places[n + 1] <= at), None)


def _written(piece: Piece) -> None:
    element = piece.element
    if element is None or not piece.free:
        if element is not None and _is_sign(piece) and not piece.text:
            _drop_text(element)
        return
    if element.text == piece.text:
        return
    lines = re.split("([\n\t])", piece.text)
    element.text = lines[0]
    element.set(SPACE, "preserve")
    for text in lines[1:]:
        if text in ("\n", "\t"):
            added = etree.Element(W + ("br" if text == "\n" else "tab"))
        elif text:
            added = etree.Element(W + "t", {SPACE: "preserve"})
            added.text = text
        else:
            continue
        element.addnext(added)
        element = added


def _tidy(there: Sequence[Piece]) -> None:
    """Take away runs that nothing is left in, but for one."""
    empty = [piece.element for piece in there if piece.free and not piece.text and piece.element is not None]
    if len(empty) == sum(piece.free for piece in there):
        del empty[:1]
    for element in empty:
        _drop_text(element)


def _drop_text(element: Element) -> None:
    """Take a text away, and its run if nothing else is in it."""
    run = element.getparent()
    drop(element)
    if run is not None and run.tag == W + "r" and all(child.tag == W + "rPr" for child in run):
        drop(run)


def drop(element: Element) -> None:
    """Take an element out of its document."""
    if (above := element.getparent()) is not None:
        above.remove(element)


def _new_run(paragraph: Element, text: str) -> None:
    """A run at the end of a paragraph without one, looking as its paragraph mark says."""
    run = etree.SubElement(paragraph, W + "r")
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is not None:
        looks = etree.SubElement(run, W + "rPr")
        for each in mark:
            if each.tag not in TRACKED:
                looks.append(etree.fromstring(etree.tostring(each)))
    piece = Piece(etree.SubElement(run, W + "t"), text, True)
    _written(piece)
