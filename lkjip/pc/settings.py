"""Read an xlwings settings file as Excel's macros do, and edit it without touching other settings.

xlwings reads the file with VBA's `Input #`: pairs of a name and a value, each quoted or up to the next comma or line end. A blank
line is a value too, and shifts every pair after it; the first pair with a name wins. So our lines go to the top.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

Settings = Mapping[str, str]

_NEWLINE = "\r\n"
_TOKEN = re.compile(r'[ \t]*(?:"(?P<quoted>[^"]*)"?[^,\r\n]*|(?P<bare>[^,\r\n]*))(?P<end>,|\r\n|\r|\n|\Z)')


def tokens(text: str) -> Iterator[str]:
    """Names and values, alternating."""
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:  # cannot happen: the pattern matches any text
            return
        yield found["bare"].strip() if found["quoted"] is None else found["quoted"]
        place = found.end()


def whole(text: str) -> bool:
    """Whether the file consists of whole pairs; half a pair at its end makes the macros fail on a missing name."""
    return sum(1 for _ in tokens(text)) % 2 == 0


def pairs(text: str) -> Settings:
    """The settings as Excel sees them, by name in capitals."""
    found: dict[str, str] = {}
    stream = tokens(text)
    for name, value in zip(stream, stream, strict=False):
        found.setdefault(name.upper(), value)
    return found


def with_settings(text: str, wanted: Settings) -> str:
    """The text with these settings in front; other lines stay as they are, in order."""
    seen = pairs(text)
    if all(seen.get(name) == value for name, value in wanted.items()):
        return text
    ours = "".join(f'"{name}","{value}"{_NEWLINE}' for name, value in wanted.items())
    return ours + _without(text, wanted.keys())


def restored(text: str, before: str, wanted: Settings) -> str:
    """Undo `with_settings`: remove its settings and restore the lines of `before`.

    A setting that was changed since stays.
    """
    if text == with_settings(before, wanted):
        return before
    seen = pairs(text)
    ours = [name for name, value in wanted.items() if seen.get(name) == value != pairs(before).get(name)]
    old = "".join(line for line in _lines(before) if _name(line) in ours)
    return old + _without(text, ours)


def _without(text: str, names: Collection[str]) -> str:
    return "".join(line for line in _lines(text) if _name(line) not in names)


def _lines(text: str) -> Sequence[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)


def _name(line: str) -> str:
    """The name on a line that holds exactly one pair; "" for other lines."""
    found = list(tokens(line))
    return found[0].upper() if len(found) == 2 else ""
