"""The roles that a number in prose may have: the words before it, its unit, and which figure of the workbook it then must be.

The words that stand nearest before a number decide; between them and the number there may only be words that change nothing
(`_BETWEEN`). A number without such words has no role, and nothing is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip.checks.totals import KEGIATAN, REALISASI_KEGIATAN
from lkjip.naskah.reading.numbers import Number, Unit

AMOUNT: Final = "\u25c6"
FIGURE: Final = "\u25c7"
"""What stands in the text before a number in place of each earlier amount in rupiah, and of each other earlier number."""
_RP, _PERCENT, _ANY = (Unit.RUPIAH,), (Unit.PERCENT,), (Unit.PERCENT, Unit.PLAIN, Unit.RUPIAH)
_MONEY: Final = r"(?:anggaran|keuangan|belanja|dana|pagu)"
_NEAR: Final = rf"[^.;{AMOUNT}{FIGURE}]{{0,40}}"
_OR: Final = r"\s*,?\s*(?:\(|atau|=|setara)"
_RATA: Final = r"rata\s*[-\u2013]?\s*rata"
_OF_RESULTS: Final = r"(?:\s+(?:kinerja|indikator|sasaran|target))*(?:nya)?"
_SPENT: Final = rf"(?:di)?realisasi(?:kan)?(?:nya)?(?:\s+{_MONEY}(?:nya)?)?"


@dataclass(frozen=True)
class Role:
    """A role.

    Attributes:
        words: pattern of what stands before the number.
        what: the figure's name in `lkjip.naskah.reading.facts`.
        units: the units that it is printed in.
        of_office: whether the whole office may have it, where no indicator is named.
        needs: pattern of what its sentence must say then.
    """

    words: str
    what: str
    units: Sequence[Unit]
    of_office: bool = True
    needs: str = ""


ROLES: Final = (
    # amounts
    Role(
        rf"{_MONEY}|pagu anggaran|alokasi(?:\s+{_MONEY})?|pembiayaan|berjumlah|didukung|{_MONEY}{_NEAR}{AMOUNT}\s*menjadi",
        "anggaran",
        _RP,
    ),
    Role(
        rf"{_SPENT}|terealisasi(?:kan)?|digunakan|terserap|diserap|terpakai|dipakai|dimanfaatkan|dibelanjakan"
        rf"|(?:penyerapan|serapan|penggunaan|pemakaian|pengeluaran)(?:\s+{_MONEY}(?:nya)?)?",
        "realisasi anggaran",
        _RP,
    ),
    Role(
        rf"(?:sisa|penghematan|efisiensi|selisih)(?:\s+{_MONEY}(?:nya)?)?|silpa|tidak\s+terserap|dihemat"
        rf"|(?:sisa|penghematan|efisiensi){_NEAR}{FIGURE}{_OR}",
        "sisa anggaran",
        _RP,
    ),
    Role("belanja tidak langsung", "Belanja Tidak Langsung", _RP),
    Role("belanja langsung", "Belanja Langsung", _RP),
    Role("belanja operasi", "Belanja Operasi", _RP),
    Role("belanja modal", "Belanja Modal", _RP),
    Role("belanja tidak terduga", "Belanja Tidak Terduga", _RP),
    Role("belanja transfer", "Belanja Transfer", _RP),
    Role(r"jumlah\s+anggaran\s+kegiatan", KEGIATAN, _RP),
    Role(r"jumlah\s+realisasi\s+anggaran\s+kegiatan", REALISASI_KEGIATAN, _RP),
    # shares
    Role(
        rf"efisiensi(?:nya)?(?:\s+(?:{_MONEY}|penggunaan\s+(?:sumber\s+daya|{_MONEY})))?|penghematan|dihemat"
        rf"|(?:sisa|penghematan|efisiensi){_NEAR}{AMOUNT}{_OR}",
        "efisiensi",
        _PERCENT,
    ),
    Role(
        rf"(?:penyerapan|serapan|daya\s+serap|realisasi|capaian(?:\s+kinerja)?|tingkat\s+penyerapan|penggunaan)\s+{_MONEY}(?:nya)?"
        rf"|penyerapan|serapan(?:nya)?|daya\s+serap|terserap"
        rf"|(?:{_SPENT}|penyerapan|serapan|terserap|terealisasi|digunakan){_NEAR}{AMOUNT}(?:{_NEAR}{AMOUNT})?{_OR}",
        "serapan",
        _PERCENT,
    ),
    Role(r"\A\W*(?:persentase|prosentase)", "serapan", _PERCENT),
    Role(
        rf"(?:{_RATA}\s+)?(?:tingkat\s+)?(?:persentase\s+)?(?:pen)?capaian(?:nya)?(?:\s+{_RATA})?{_OF_RESULTS}",
        "capaian",
        _PERCENT,
    ),
    Role(rf"{_RATA}(?:nya)?", "capaian", _PERCENT, needs=r"capaian|kinerja|indikator"),
    Role(rf"tercapai|(?:{_SPENT}|terealisasi|tercapai){_NEAR}{FIGURE}{_NEAR}{_OR}", "capaian", _PERCENT, of_office=False),
    Role(r"kemajuan(?:nya)?", "kemajuan", _PERCENT, of_office=False),
    # figures in the indicator's unit
    Role(r"target(?:nya)?(?:\s+(?:kinerja|indikator|tahunan))*|ditargetkan", "target", _ANY, of_office=False),
    Role(r"(?:di)?realisasi(?:kan)?(?:nya)?(?:\s+(?:kinerja|indikator|target))*|terealisasi(?:kan)?", "realisasi", _ANY, of_office=False),
    Role(
        r"target\s+(?:kondisi\s+)?akhir(?:\s+(?:renstra|rpjmd|periode|jangka\s+menengah))*|target\s+renstra",
        "target akhir",
        _ANY,
        of_office=False,
    ),
)
_BETWEEN: Final = (
    r"(?:\s|[:=(),\"\u201c\u201d]|"
    r"\b(?:sebesar|senilai|sejumlah|sebanyak|adalah|ialah|yaitu|yakni|mencapai|hanya|sekitar|total|tercatat|menjadi|berada|pada|di|angka|dengan"
    r"|nilai|tahun|ini|itu|tersebut|indikator|sasaran|organisasi|kantor|dinas|badan|secara|keseluruhan|rata|kinerja|apbd|telah|dapat|akan|sudah"
    r"|berhasil|kembali|juga|masing|seluruhnya|maksimal|rp|nya|untuk\s+indikator\s+ini|yang|dialokasikan|dianggarkan|disediakan|tersedia"
    r"|ditetapkan|diperjanjikan|dicapai|diperoleh|semula|awal|murni|perubahan|(?:19|20)\d\d)\b"
    r"|-|\u2013|%)*"
)
_FOUND: Final = [(role, re.compile(rf"(?<![a-z])(?P<words>{role.words}){_BETWEEN}\Z", re.IGNORECASE)) for role in ROLES]
_NEAREST: Final = 160
"""Characters before a number that are looked at."""


def of(before: str, number: Number) -> Role | None:
    """The role of a number after some text; None if it has none.

    Args:
        before: the sentence up to the number, with `AMOUNT` or `FIGURE` for each earlier number, and without names.
    """
    tail = before[-_NEAREST:]
    best: tuple[tuple[int, int], Role] | None = None
    for role, pattern in _FOUND:
        for found in _each(pattern, tail) if number.unit in role.units else ():
            rank = found.end("words"), found.end("words") - found.start()
            if best is None or rank > best[0]:
                best = rank, role
    return None if best is None else best[1]


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that ends with the text, from every place where it may begin."""
    start = 0
    while (match := pattern.search(text, start)) is not None:
        yield match
        start = match.start() + 1
