"""Characters that XML cannot hold, as the workbook format writes them: _x000B_ is a vertical tab, _x005F_ a mere "_".

ECMA-376 Part 1, 22.9.2.19 (ST_Xstring). Whatever reads a text out of a part decodes it, whatever writes one encodes it.
"""

from __future__ import annotations

import re
from typing import Final

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNSTORABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What is written otherwise: what XML cannot hold, a carriage return, which XML readers make a line end, and a "_" that would be
read as the beginning of such a form."""
_UNSHOWABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT: Final = "\ufffd"


def decoded(text: str) -> str:
    """The text that a part means; half of a character, which is no text, is U+FFFD."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return whole(text)


def encoded(text: str) -> str:
    """The text as a part holds it: `decoded` gives it back, but for halves of characters."""
    return _UNSTORABLE.sub(_as_stored, text)


def _as_stored(found: re.Match[str]) -> str:
    character = found[0]
    return REPLACEMENT if _SURROGATE.match(character) else f"_x{ord(character):04X}_"


def whole(text: str) -> str:
    """The text with the two halves of a character as that character, and a lone half as U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain(text: str) -> str:
    """The text where no form stands for what XML cannot hold, as in descriptions of pictures: U+FFFD for each such character."""
    return _UNSHOWABLE.sub(REPLACEMENT, text)
