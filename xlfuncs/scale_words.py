"""Words that make the number beside them larger: "1,9 Mlr", "500 rb", "(dalam jutaan)", "2 million".

A number with such a word is never read as the number alone. The words are told apart letter by letter, as the VBA twin
has no regular expressions. Source: the amounts of real reports, and the spellings that staff use for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[a-z&/²³]+(?![a-z0-9&/²³])", re.IGNORECASE | re.ASCII)  # m², M2 and M&E are no M
CURRENCIES: Final = ("rp", "idr")
UNITS: Final = ("k/l", "t/ha")
"""Units that only look like a scale: kementerian/lembaga, tons a hectare."""
TIMES: Final[dict[str, int | None]] = {
    "puluh": 10,
    **dict.fromkeys(("ratus", "hundred", "hundreds"), 100),
    **dict.fromkeys(("ribu", "rbu", "rb", "thousand", "thousands"), 10**3),
    **dict.fromkeys(("juta", "jta", "jut", "jt"), 10**6),
    **dict.fromkeys(("tr", "trl", "tril", "trn", "trln"), 10**12),
    **dict.fromkeys(("m", "t")),
}
"""How much larger a word makes a number, by its small letters; None for a word of more than one meaning."""
TIMES_HOWEVER_SPELLED: Final[dict[str, int | None]] = {
    **dict.fromkeys(("mlon", "mlons", "mlun"), 10**6),
    **dict.fromkeys(("mlar", "mlard", "mlart", "mlr", "mlrd", "mld", "blon", "blons"), 10**9),
    "blun": None,
    **dict.fromkeys(("trlun", "trlon", "trlons"), 10**12),
}
"""The same by what `_skeleton` leaves of a word."""
RIGHT_BEHIND: Final = ("k", "b", "bn", "mn", "mio", "bio")
"""Words that are a scale right behind the number only: "5 K", but not "2 rumah sakit tipe B"."""


class Scale(NamedTuple):
    """A word of scale."""

    times: int | None
    """How much larger it makes a number; None for a word of more than one meaning: "5 M" may be million or miliar."""


def words(text: str) -> list[str]:
    """The words of a text in small letters; what is joined by "/" or "&" is one word."""
    return [word.lower() for word in _WORD.findall(text)]


def scales(text: str) -> Iterator[Scale]:
    """The words of scale in a text, wherever they are."""
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
    bare = bare[:-2] if len(bare) > 3 and bare.endswith("an") else bare  # ribuan, rban; but a man is no M
    for known, spelled in ((TIMES, bare), (TIMES_HOWEVER_SPELLED, _skeleton(bare))):
        if spelled in known:
            return Scale(known[spelled])
    return None


def _skeleton(word: str) -> str:
    """A word without i, y, j and with single l: "mlar" is left of miliar, milyar, miliyar and milliar."""
    bare = word.translate(dict.fromkeys(map(ord, "iyj")))
    while "ll" in bare:
        bare = bare.replace("ll", "l")
    return bare
