"""Contents lists that name what is not there, and lists of indicators that leave some out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from lkjip.naskah.reading.document import Paragraph
from lkjip.naskah.reading.facts import OFFICE, Facts
from lkjip.naskah.reading.found import Discrepancy, finding
from lkjip.naskah.reading.names import Names
from lkjip.naskah.reading.sections import Part, Placed, is_contents_line
from xlfuncs import id_format

_LEADER: Final = re.compile(r"\s*(?:\.{3,}|\u2026+|(?:\. ){3,}|\t+)[\s.\u2026]*(?:[0-9]{1,3}|[ivxlc]{1,7})?\s*\Z", re.IGNORECASE)
_NO_SECTION: Final = re.compile(
    r"(?:halaman\s+)?(?:judul|sampul|cover|pengesahan)(?:\s+\w+)?|cover|sampul|judul|halaman|daftar\s+(?:isi|tabel|gambar|grafik|bagan|diagram|lampiran)|isi",
    re.IGNORECASE,
)
"""Contents lines for which there need be no heading: cover, title page, and the lists themselves."""
_CAPTION: Final = re.compile(r"(tabel|gambar|grafik|bagan|diagram)\s+([0-9]+(?:[.\-][0-9]+)*|[a-z][.\-]?[0-9]+)\b", re.IGNORECASE)
_NUMBERING: Final = re.compile(
    r"\A\s*(?:bab\s+(?:[ivxlc]+|[0-9]+)\b[.:]?|[0-9]{1,2}(?:\.[0-9]{1,2})*\.?(?=\s)|[a-z]\.?(?=\s)|lampiran\s+[0-9ivxlc]+\b[.:]?)\s*",
    re.IGNORECASE,
)
_LIKE: Final = 88.0
_LONGEST: Final = 300
_FEWEST: Final = 2
_ITEM: Final = re.compile(r"\s*(?:\(?[0-9]{1,2}[.)]|[a-z][.)]|[-\u2022\u2713])\s+", re.IGNORECASE)
_AGREED: Final = re.compile(r"perjanjian\s+kinerja|penetapan\s+kinerja|indikator\s+kinerja(?!\s+utama)|indikator\s+sasaran", re.IGNORECASE)
_SOME: Final = re.compile(
    r"terendah|tertinggi|belum|tidak|antara\s+lain|di\s*bawah|melampaui|tercapai|kategori|sebagian|beberapa|diantara|di\s+antara|utama|perlu|terutama"
    r"|berhasil|misalnya|khusus|perubahan|tambahan|baru",
    re.IGNORECASE,
)


def missing_sections(blocks: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Contents lines without what they name; numbers before titles do not count, since many documents count them wrongly."""
    lines = [each for each in blocks if each.section.part is Part.CONTENTS and _is_line(each)]
    if not lines:
        return
    texts = [
        each.block.text for each in blocks if isinstance(each.block, Paragraph) and not _is_line(each) and len(each.block.text) <= _LONGEST
    ]
    whole = " ".join(
        _plain(each.block.text) for each in blocks if isinstance(each.block, Paragraph) and each.section.part is not Part.CONTENTS
    )
    titles = list(dict.fromkeys(plain for text in texts for plain in (_plain(text), _plain(_titled(text))) if plain))
    for line in lines:
        text = line.block.text if isinstance(line.block, Paragraph) else ""
        title = _LEADER.sub("", text)
        if not _is_there(title, titles, whole):
            yield finding(
                "naskah-daftar-isi",
                line,
                text,
                f'Daftar isi menyebut "{" ".join(title.split())}", tetapi bagian itu tidak ada di dokumen',
                "bagian itu ditulis, atau barisnya dihapus dari daftar isi",
            )


def _is_line(placed: Placed) -> bool:
    block = placed.block
    return (
        isinstance(block, Paragraph)
        and placed.heading is None
        and len(block.text) <= _LONGEST
        and (block.is_contents or is_contents_line(block))
    )


def _is_there(title: str, titles: Sequence[str], whole: str) -> bool:
    if _NO_SECTION.fullmatch(title.strip()):
        return True
    caption = _CAPTION.match(title.strip())
    if caption and re.search(rf"(?<!\w){re.escape(_plain(caption[0]))}(?!\w)", whole):
        return True
    plain = _plain(_titled(title))
    if not plain:
        return True
    if plain in titles or any(each.startswith(plain) or (len(each) > 8 and plain.startswith(each)) for each in titles):
        return True
    return process.extractOne(plain, titles, scorer=fuzz.token_set_ratio, score_cutoff=_LIKE) is not None


def _titled(text: str) -> str:
    """A heading or caption without its number."""
    text = _CAPTION.sub("", text, count=1) if _CAPTION.match(text) else text
    return _NUMBERING.sub("", text, count=1)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


# ---------------------------------------------------------------- lists of indicators
def short_lists(facts: Facts, names: Names, blocks: Sequence[Placed]) -> Iterator[Discrepancy]:
    """Lists that are said to be the indicators of the Perjanjian Kinerja and have fewer than it."""
    known = facts.of(OFFICE, "jumlah indikator")
    for place, intro in enumerate(blocks):
        if not known or not isinstance(intro.block, Paragraph) or not _introduces(intro):
            continue
        items = []
        for each in blocks[place + 1 :]:
            if (
                not isinstance(each.block, Paragraph)
                or not (each.block.is_item or _ITEM.match(each.block.text))
                or each.heading is not None
            ):
                break
            items.append(each.block.text)
        named = [item for item in items if names.indicator(item)]
        if len(named) < _FEWEST or 2 * len(named) < len(items) or len(items) >= min(fact.value for fact in known):
            continue
        first = known[0]
        yield finding(
            "naskah-jumlah",
            intro,
            intro.block.text,
            f"Daftar ini memuat {len(items)} indikator, sedangkan {first.what} di buku kerja {id_format.fixed(first.value, 0)}",
            f"{id_format.fixed(first.value, 0)} indikator",
            first.place,
        )


def _introduces(placed: Placed) -> bool:
    """Whether a paragraph announces a list of all indicators that were agreed on."""
    block = placed.block
    if not isinstance(block, Paragraph) or placed.section.part is Part.CONTENTS or not block.text.rstrip().endswith(":"):
        return False
    last = re.split(r"[.;]\s+(?=[A-Z])", block.text)[-1]
    plain = re.sub(r"indikator kinerja utama|perjanjian kinerja perubahan", "", last, flags=re.IGNORECASE)
    return _AGREED.search(last) is not None and _SOME.search(plain) is None
