"""Change the text of a paragraph between two places, whichever runs it is split over."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip.docx_kit.wml import BREAKS, SPACE, W, is_hidden, shown
from lkjip.ooxml.archive import Element


def replaced(paragraph: Element, start: int, end: int, text: str) -> None:
    """Replace a part of a paragraph's text, as `text_of` gives it; the new text looks as the first letter of the old did."""
    at, written = 0, False
    for node in list(_nodes(paragraph)):
        length = len(node.text or "") if node.tag == f"{W}t" else 1
        first, last = max(start, at), min(end, at + length)
        if first < last:
            new = "" if written else shown(text)
            if node.tag == f"{W}t":
                old = node.text or ""
                node.text = old[: first - at] + new + old[last - at :]
                node.set(SPACE, "preserve")
            else:
                parent = node.getparent()
                if parent is None:
                    continue
                if new:
                    made = node.makeelement(f"{W}t")
                    made.text = new
                    made.set(SPACE, "preserve")
                    parent.replace(node, made)
                else:
                    parent.remove(node)
            written = True
        at += length


def _nodes(parent: Element) -> Iterator[Element]:
    """The elements that a paragraph's text is made of, in order."""
    for child in parent:
        if child.tag == f"{W}t" or child.tag in BREAKS:
            yield child
        elif not is_hidden(child):
            yield from _nodes(child)
