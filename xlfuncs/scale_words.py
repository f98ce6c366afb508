"""Recognize words that scale the number next to them: "1,9 Mlr", "500 rb", "(dalam jutaan)", "2 million".

A number with such a word is never read as the bare number. Words are compared as plain text, since the VBA twin has no
regular expressions. Source: amounts in real reports, and the spellings that staff use for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[a-z&/²³]+(?![a-z0-9&/²³])", re.IGNORECASE | re.ASCII)  # m², M2 and M&E are not M
CURRENCIES: Final = ("rp", "idr")
UNITS: Final = ("k/l", "t/ha")
"""Units that only look like a scale: kementerian/lembaga, tonnes per hectare."""
TIMES: Final[dict[str, int | None]] = {
    "puluh": 10,
    **dict.fromkeys(("ratus", "hundred", "hundreds"), 100),
    **dict.fromkeys(("ribu", "rbu", "rb", "thousand", "thousands"), 10**3),
    **dict.fromkeys(("juta", "jta", "jut", "jt"), 10**6),
    **dict.fromkeys(("tr", "trl", "tril", "trn", "trln"), 10**12),
    **dict.fromkeys(("m", "t")),
}
"""Factor of each scale word, in lower case; None if the word is ambiguous."""
TIMES_HOWEVER_SPELLED: Final[dict[str, int | None]] = {
    **dict.fromkeys(("mlon", "mlons", "mlun"), 10**6),
    **dict.fromkeys(("mlar", "mlard", "mlart", "mlr", "mlrd", "mld", "blon", "blons"), 10**9),
    "blun": None,
    **dict.fromkeys(("trlun", "trlon", "trlons"), 10**12),
}
"""Factors of further scale words, by the result of `_skeleton`."""
RIGHT_BEHIND: Final = ("k", "b", "bn", "mn", "mio", "bio")
"""Words that are a scale only directly after the number: "5 K", but not "2 rumah sakit tipe B"."""


class Scale(NamedTuple):
    """A scale word in a text."""

    times: int | None
    """Factor for the number; None if the word is ambiguous: the M of "5 M" may mean million or miliar."""


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; parts joined by "/" or "&" are one word."""
    return [word.lower() for word in _WORD.findall(text)]


def scales(text: str) -> Iterator[Scale]:
    """Yield all scale words in a text."""
    found = [word for word in words(text) if word not in CURRENCIES]
    for place, word in enumerate(found):
        for part in () if word in UNITS else word.split("/"):
            scale = _scale(part, place == 0)
            if scale:
                yield scale


def _scale(word: str, is_first: bool) -> Scale | None:
    if is_first and word in RIGHT_BEHIND:
        return Scale(None)
    bare = word.removesuffix("rupiah")
    bare = bare[:-2] if len(bare) > 3 and bare.endswith("an") else bare  # ribuan, rban; but "man" must not become M
    for known, spelled in ((TIMES, bare), (TIMES_HOWEVER_SPELLED, _skeleton(bare))):
        if spelled in known:
            return Scale(known[spelled])
    return None


def _skeleton(word: str) -> str:
    """Drop i, y and j and reduce double l: miliar, milyar, miliyar and milliar all become "mlar"."""
    bare = word.translate(dict.fromkeys(map(ord, "iyj")))
    while "ll" in bare:
        bare = bare.replace("ll", "l")
    return bare
