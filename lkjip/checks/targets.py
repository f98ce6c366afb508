"""Compare target, unit, direction and realisasi of an indicator in several documents, and point at the odd one out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from lkjip.checks.book import Book, Document, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, listed, name
from lkjip.model import grades, tables
from lkjip.model.finding import Fold, Remark
from xlfuncs import rules
from xlfuncs.errors import RuleError, is_error

_SAME_UNIT: Final = {"persen": "%", "prosen": "%"}


class _Said(NamedTuple):
    """A document's statement about an indicator, compared by `value` and shown as `text`."""

    document: str
    line: Line
    key: str
    value: float | str
    text: str

    @property
    def place(self) -> str:
        cell = f"sel {self.line.cell(self.key)}" if self.document == self.line.sheet else self.line.where(self.key)
        return f"{self.document} ({cell})"


@check(
    "target-berbeda",
    "galat",
    "Target indikator yang sama berbeda antara Tabel 2.1, Tabel 3.1, Perjanjian Kinerja (murni dan perubahan), RKT, target Renstra tahun"
    " itu, dan Pengukuran Kinerja; begitu pula antara RKT, Penetapan Kinerja, dan Renstra tahun berikutnya. Yang ditunjuk ialah tabel yang"
    " menyimpang dari kebanyakan tabel lain; bila sama banyak, semua ditunjuk.",
)
def different_targets(book: Book) -> Iterator[Remark]:
    for documents in (book.this_year, book.next_year):
        for said in _by_indicator(documents, _target):
            yield from _odd_ones("target", said)


@check(
    "satuan-berbeda",
    "galat",
    "Satuan indikator yang sama berbeda antara tabel-tabel tahun ini, termasuk IKU, atau antara dokumen tahun berikutnya. Huruf besar dan"
    ' kecil tidak dipersoalkan, dan "persen" sama dengan %.',
)
def units(book: Book) -> Iterator[Remark]:
    for documents in (book.this_year, book.next_year):
        for said in _by_indicator(documents, _unit):
            yield from _odd_ones("satuan", said)


def _target(document: Document, line: Line) -> _Said | None:
    if document.target is None:
        return None
    value = line.number(document.target)
    if value is None and line.grade(document.target) is not None:
        return _Said(document.name, line, document.target, grades.plain(line[document.target]), str(line[document.target]))
    return None if not value else _Said(document.name, line, document.target, value, figure(value))  # another check reports 0


def _alike(said: list[_Said]) -> list[_Said]:
    """Statements with grades as their values where another document has a number; else grades are compared as texts."""
    if len({type(each.value) for each in said}) == 1:
        return said
    return [each._replace(value=each.line.grade(each.key) or 0.0) if isinstance(each.value, str) else each for each in said]


def _unit(document: Document, line: Line) -> _Said | None:
    if document.unit is None:
        return None
    text = " ".join(str(line[document.unit] or "").split())
    if is_error(text):
        return None  # another check reports it
    unit = text.casefold()
    return _Said(document.name, line, document.unit, _SAME_UNIT.get(unit, unit), text) if unit else None


def _by_indicator(documents: Iterable[Document], what: Callable[[Document, Line], _Said | None]) -> Iterable[list[_Said]]:
    """The statements of all documents, grouped by indicator."""
    found: dict[str, list[_Said]] = {}
    for document in documents:
        for indicator, line in document.by_indicator.items():
            said = what(document, line)
            if said is not None:
                found.setdefault(indicator, []).append(said)
    return map(_alike, found.values())


def _odd_ones(what: str, said: Sequence[_Said]) -> Iterator[Remark]:
    """A remark on each document that differs from the majority, or on all documents if there is no majority."""
    counts = Counter(each.value for each in said)
    if len(counts) < 2:
        return
    (first, most), (_, second) = counts.most_common(2)
    usual = first if most > second else None
    for each in said:
        if each.value == usual:
            continue
        others = [other for other in said if (other.value == usual if usual is not None else other.value != each.value)]
        if usual is not None:
            wanted = others[0].text
            advice = f"Samakan menjadi {wanted}, atau betulkan yang lain bila {each.text} yang benar."
        else:
            wanted, advice = "sama di semua tabel", f"Cek dokumen aslinya, lalu samakan {what} di semua tabel."
        message = f"{what.capitalize()} {name(each.line.name)} {each.text}, padahal {_others(others)}"
        said_elsewhere = listed(dict.fromkeys(other.text for other in others))
        fold = Fold(f"{what.capitalize()} {{n}} indikator {each.text}, padahal tabel lain menyebut {said_elsewhere}", name(each.line.name))
        yield each.line.remark(each.key, message=message, expected=wanted, advice=advice, fold=fold)


def _others(others: Sequence[_Said]) -> str:
    """The other statements in words: "Tabel 3.1 (sel H14) dan RKT (sel E13) menyebut 1,89"."""
    by_text: dict[str, list[str]] = {}
    for other in others:
        by_text.setdefault(other.text, []).append(other.place)
    return "; ".join(f"{listed(places)} menyebut {text}" for text, places in by_text.items())


@check(
    "realisasi-berbeda",
    "galat",
    "Realisasi indikator di lampiran Pengukuran Kinerja yang tercetak berbeda dari Tabel 3.1.",
)
def printed_realisasi(book: Book) -> Iterator[Remark]:
    printed = book.document(tables.PENGUKURAN).by_indicator
    for indicator, line in book.measured.items():
        other = printed.get(indicator)
        if other is None:
            continue
        mine, theirs = line.number("realisasi"), other.number("realisasi")
        if mine is not None and theirs is not None and mine != theirs:
            yield other.remark(
                "realisasi",
                message=f"Realisasi {name(other.name)} {figure(theirs)}, padahal {line.where('realisasi')} menyebut {figure(mine)}",
                expected=figure(mine),
                advice=f"Samakan menjadi {figure(mine)}, atau betulkan Tabel 3.1 bila {figure(theirs)} yang benar.",
            )


@check(
    "arah-berbeda",
    "galat",
    "IKU menetapkan arah indikator (naik atau turun), tetapi Tabel 3.1 memakai arah lain. Arah yang salah membalik capaian: indikator yang"
    " makin rendah makin baik dihitung seolah makin tinggi makin baik.",
)
def directions(book: Book) -> Iterator[Remark]:
    agreed = book.document(tables.IKU).by_indicator
    for indicator, line in book.measured.items():
        iku = agreed.get(indicator)
        if iku is None or iku["arah"] is None:
            continue
        try:
            wanted, used = (rules.arah_of(each["arah"]) for each in (iku, line))
        except RuleError:
            continue  # an unknown word, which shows as an error in capaian
        if wanted != used:
            yield line.remark(
                "arah",
                message=f"Arah {name(line.name)} {used}, padahal {iku.where('arah')} menetapkan {wanted}",
                expected=wanted,
                advice=f"Pilih {wanted} di Tabel 3.1, atau betulkan IKU.",
            )
