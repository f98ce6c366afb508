"""Judge the printed serapan and efisiensi of budget lines, and name the likeliest reason for a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lkjip.checks.agreement import agrees, share
from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, name, rounded
from lkjip.model import levels, tables
from lkjip.model.finding import Remark
from xlfuncs import rules

_RULES: Final = {"serapan_naskah": rules.serapan, "efisiensi_naskah": rules.efisiensi}
_WHOLE: Final = 100.0  # percent


@check(
    "serapan-tercetak",
    "galat",
    "Serapan atau efisiensi yang tercetak (Serapan Naskah dan Efisiensi Naskah di Tabel 3.2) bukan hasil anggaran dan realisasi barisnya."
    " Yang dibulatkan atau dipotong ke banyaknya desimal yang tercetak dianggap benar.",
)
def printed_shares(book: Book) -> Iterator[Remark]:
    lines = book.lines(tables.TABEL_3_2)
    parents = book.once(_parents)
    total = levels.added((line.values for line in lines), "dihitung")
    for line in lines:
        anggaran, realisasi = line.number("anggaran"), line.number("realisasi")
        if anggaran is None or realisasi is None:
            continue
        for key, rule in _RULES.items():
            printed = line.number(key)
            computed = share(rule, anggaran, realisasi)
            if printed is None or agrees(printed, computed) or (anggaran == 0 and printed == 0):
                continue
            what = key.removesuffix("_naskah")
            whole = parents.get(line["baris"])
            known = _reasons(what, anggaran, realisasi, whole.number("anggaran") if whole else None, total, _capaian(book, line))
            reason, advice = next(((why, do) for why, (given, do) in known.items() if agrees(printed, given)), ("", ""))
            wanted = "kosong" if computed is None else rounded(computed)
            result = "anggarannya 0" if computed is None else f"{figure(realisasi)} dari {figure(anggaran)} menghasilkan {wanted} %"
            yield line.remark(
                key,
                message=f"{what.capitalize()} {name(_label(line))} tercetak {figure(printed)} %, sedangkan {result}"
                f"{f': {reason}' if reason else ''}",
                expected=wanted,
                advice=f"Tulis {wanted} di naskah, atau betulkan anggaran dan realisasinya. {advice}".strip(),
            )


def _label(line: Line) -> str:
    """What a budget line is about: its deepest name."""
    return next((str(line[key]) for key in ("sub_kegiatan", "kegiatan", "program", "indikator") if line[key] is not None), "(tanpa nama)")


def _capaian(book: Book, line: Line) -> float | None:
    """The capaian of the line's indicator (percent)."""
    other = book.measured.get(book.indicator(line.name)) if line.name is not None else None
    capaian = other["capaian"] if other else None
    return capaian if isinstance(capaian, float) else None


def _parents(book: Book) -> Mapping[object, Line]:
    """The row of the program or kegiatan that each row is a part of, by the row's number."""
    lines = book.lines(tables.TABEL_3_2)
    found = levels.in_parts([line.values for line in lines])
    return {lines[place]["baris"]: lines[each.whole[0]] for each in found for place in each.parts}


def _reasons(
    what: str, anggaran: float, realisasi: float, of_parent: float | None, total: float | None, capaian: float | None
) -> Mapping[str, tuple[float | None, str]]:
    """Known reasons with the percentage that each gives and what to do, the likeliest first.

    Args:
        what: "serapan" or "efisiensi".
        of_parent, total: the budgets of the program above and of the office (rupiah).
        capaian: of the line's indicator (percent).
    """

    def share(part: float, whole: float | None) -> float | None:
        return part / whole * _WHOLE if whole else None

    serapan, rest = share(realisasi, anggaran), share(anggaran - realisasi, anggaran)
    own, other = (serapan, rest) if what == "serapan" else (rest, serapan)
    part = realisasi if what == "serapan" else anggaran - realisasi
    turned = share(anggaran, realisasi) if what == "serapan" else share(anggaran - realisasi, realisasi)
    words = "tercetak anggaran / realisasi" if what == "serapan" else "dibagi realisasi, bukan anggaran"
    found: dict[str, tuple[float | None, str]] = {
        "yang tercetak efisiensinya, 100 - serapan" if what == "serapan" else "yang tercetak serapannya": (
            other,
            "Dua kolom itu tertukar.",
        ),
        "rasio, bukan persen": (None if own is None else own / _WHOLE, "Kalikan 100."),
        words: (turned, "Bagi dengan anggaran."),
        "dihitung dari anggaran induknya": (share(part, of_parent), "Bagi dengan anggaran baris ini sendiri."),
        "dihitung dari seluruh anggaran": (share(part, total), "Bagi dengan anggaran baris ini sendiri."),
    }
    if what == "efisiensi":
        found["selisih capaian kinerja dan serapan"] = (
            None if capaian is None or serapan is None else capaian - serapan,
            "Efisiensi di laporan ini ialah sisa anggaran dibagi anggaran.",
        )
    return found
