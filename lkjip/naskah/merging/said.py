"""What is said of a merge: a line for everything that was updated, and for everything that was left as people made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lkjip.naskah.merging.texts import changes, plain

TRACKED_CHANGES: Final = "ada perubahan terlacak (Track Changes)"
_MOST: Final = 90
_AROUND: Final = 30


@dataclass
class Said:
    updated: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    contents: bool = False
    """Whether something that the contents list was updated."""


def quoted(text: str) -> str:
    """A text on one line, in quotation marks; a long one only from its beginning."""
    text = plain(text)
    if len(text) > _MOST:
        text = text[:_MOST].rsplit(" ", 1)[0] + " ..."
    return f'"{text}"'


def contrasted(now: str, new: str) -> tuple[str, str]:
    """Two texts likewise, long ones only from a little before to a little after where they differ."""
    now, new = plain(now), plain(new)
    if max(len(now), len(new)) <= _MOST:
        return quoted(now), quoted(new)
    spans = changes(now, new, loose=True)
    if not spans:
        return quoted(now), quoted(new)
    start = max(spans[0][0] - _AROUND, 0)
    start = now.rfind(" ", 0, start) + 1 if start else 0
    tail = max(len(now) - spans[-1][1] - _AROUND, 0)
    return _cut(now, start, tail), _cut(new, start, tail)


def _cut(text: str, start: int, tail: int) -> str:
    middle = text[start : len(text) - tail]
    if len(middle) > 2 * _MOST:
        middle = middle[:_MOST] + " ... " + middle[-_MOST:]
    return f'"{"... " if start else ""}{middle}{" ..." if tail else ""}"'
