"""Escape codes for characters that XML cannot hold: _x000B_ is a vertical tab, _x005F_ a literal "_".

ECMA-376 Part 1, 22.9.2.19 (ST_Xstring). Code that reads a text from a part decodes it; code that writes one encodes it.
"""

from __future__ import annotations

import re
from typing import Final

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNSTORABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Characters that need an escape code: those that XML cannot hold, a carriage return (XML readers turn it into a line feed), and a
"_" that would be read as the beginning of an escape code."""
_UNSHOWABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT: Final = "\ufffd"


def decoded(text: str) -> str:
    """Decode a text from a part; a lone surrogate becomes U+FFFD."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return whole(text)


def encoded(text: str) -> str:
    """Encode a text for a part; `decoded` restores it, except for lone surrogates."""
    return _UNSTORABLE.sub(_as_stored, text)


def _as_stored(found: re.Match[str]) -> str:
    character = found[0]
    return REPLACEMENT if _SURROGATE.match(character) else f"_x{ord(character):04X}_"


def whole(text: str) -> str:
    """Join surrogate pairs into characters and replace lone surrogates by U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain(text: str) -> str:
    """Replace characters that XML cannot hold by U+FFFD, for texts without escape codes such as descriptions of pictures."""
    return _UNSHOWABLE.sub(REPLACEMENT, text)
