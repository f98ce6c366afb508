"""Compare target, unit, direction and realisasi of an indicator in several documents, and point at the odd one out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from lkjip.checks.book import Book, Document, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, listed, name
from lkjip.model import grades, tables
from lkjip.model.finding import Fold, Remark
from lkjip.model.tables.annexes import PERUBAHAN
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


_Statement: TypeAlias = Callable[[Document, Line], _Said | None]


@check(
    "target-berbeda",
    "galat",
    "Target indikator yang sama berbeda antara Tabel 2.1, Tabel 3.1, Perjanjian Kinerja, RKT, target Renstra tahun itu, dan Pengukuran"
    " Kinerja; begitu pula antara RKT, Penetapan Kinerja, dan Renstra tahun berikutnya. Yang ditunjuk ialah tabel yang menyimpang dari"
    " kebanyakan tabel lain; bila sama banyak, semua ditunjuk. Bila Perjanjian Kinerja perubahan mengubah targetnya, Tabel 2.1, Tabel 3.1,"
    " dan Pengukuran Kinerja harus mengikuti perubahan itu.",
)
def different_targets(book: Book) -> Iterator[Remark]:
    yield from _disagreements(book, "target", _target)


@check(
    "satuan-berbeda",
    "galat",
    "Satuan indikator yang sama berbeda antara tabel-tabel tahun ini, termasuk IKU, atau antara dokumen tahun berikutnya. Huruf besar dan"
    ' kecil tidak dipersoalkan, dan "persen" sama dengan %. Bila Perjanjian Kinerja perubahan mengubah satuannya, Tabel 2.1, Tabel 3.1,'
    " dan Pengukuran Kinerja harus mengikuti perubahan itu.",
)
def units(book: Book) -> Iterator[Remark]:
    yield from _disagreements(book, "satuan", _unit)


@check(
    "pk-berubah",
    "info",
    "Perjanjian Kinerja perubahan mengubah target atau satuan indikator, menambahkan indikator, atau tidak memuat lagi yang ada di murni."
    " Bukan kesalahan: yang berlaku ialah perubahan. Penilai biasanya menanyakan alasannya, yang ditulis di kolom Alasan.",
)
def revised(book: Book) -> Iterator[Remark]:
    for what, statement in (("target", _target), ("satuan", _unit)):
        for said in _by_indicator(book.this_year, statement):
            revision = _revision(said)
            if revision:
                yield _changed(what, revision)
    for indicator, line in book.perubahan.by_indicator.items():
        if indicator in book.added:
            yield _explained(line, book.perubahan.indicator, f"Indikator {name(line.name)} ditambahkan Perjanjian Kinerja perubahan")
    repeats = book.murni.by_indicator.keys() & book.perubahan.by_indicator.keys()
    is_whole = any(_same_target(book.murni.by_indicator[each], book.perubahan.by_indicator[each]) for each in repeats)
    for indicator, line in book.murni.by_indicator.items():
        if indicator in book.dropped:
            yield _explained(line, book.murni.indicator, f"Indikator {name(line.name)} tidak ada lagi di Perjanjian Kinerja perubahan")
        elif is_whole and indicator not in book.perubahan.by_indicator:
            message = f"Indikator {name(line.name)} tidak ada di Perjanjian Kinerja perubahan; yang murni dianggap tetap berlaku"
            yield line.remark(
                book.murni.indicator,
                message=message,
                expected="ada di perubahan, atau tidak dilaporkan lagi",
                advice="Tambahkan barisnya sebagai perubahan; bila memang dicabut, hapus juga dari Tabel 2.1 dan Tabel 3.1.",
                fold=Fold(
                    "{n} indikator tidak ada di Perjanjian Kinerja perubahan; yang murni dianggap tetap berlaku",
                    name(line.name),
                    one_cause=True,
                ),
            )


def _same_target(one: Line, other: Line) -> bool:
    return one["target"] is not None and one["target"] == other["target"]


_HELD: Final = (tables.TABEL_2_1, tables.TABEL_3_1, tables.PENGUKURAN)
"""The tables that follow the Perjanjian Kinerja in force; the other documents of the year were made before it was revised."""


class _Revision(NamedTuple):
    """A figure or a unit that the Perjanjian Kinerja perubahan changed."""

    now: _Said
    before: Sequence[_Said]
    """The earlier documents that still say what it was."""
    held: Sequence[_Said]


def _revision(said: Sequence[_Said]) -> _Revision | None:
    """What the Perjanjian Kinerja perubahan changed of an indicator; None if it changed nothing.

    It did if the murni says otherwise; where that does not list the indicator, if all plans say otherwise.
    """
    now = next((each for each in said if _is_perubahan(each.line)), None)
    if now is None:
        return None
    earlier = [each for each in said if each is not now and each.line.table not in _HELD]
    before = [each for each in earlier if each.value != now.value]
    murni = [each for each in earlier if each.line.table is tables.PK]
    if not before or any(each.value == now.value for each in murni or earlier):
        return None
    return _Revision(now, before, [each for each in said if each.line.table in _HELD])


def _is_perubahan(line: Line) -> bool:
    return line.table is tables.PK and line.choice("dokumen") == PERUBAHAN


def _disagreements(book: Book, what: str, statement: _Statement) -> Iterator[Remark]:
    for said in _by_indicator(book.next_year, statement):
        yield from _odd_ones(what, said)
    for said in _by_indicator(book.this_year, statement):
        revision = _revision(said)
        if revision is None:
            yield from _odd_ones(what, said)
            continue
        for each in revision.held:
            if each.value != revision.now.value:
                yield _odd_one(what, each, [revision.now])
        yield from _odd_ones(what, revision.before)


def _changed(what: str, revision: _Revision) -> Remark:
    now, before = revision.now, revision.before
    former = next((each for each in before if each.line.table is tables.PK), before[0])
    places = listed(each.place for each in before if each.value == former.value)
    message = f"{what.capitalize()} {name(now.line.name)} berubah dari {former.text} ke {now.text}"
    return _explained(now.line, now.key, message, f"; {former.text} di {places}")


def _explained(line: Line, key: str, message: str, places: str = "") -> Remark:
    """A remark on something that the Perjanjian Kinerja perubahan changed, with the reason that its row gives."""
    reason = line["alasan"]
    if reason is None or is_error(reason):
        advice = "Tidak perlu diubah bila benar; tulis alasannya di kolom Alasan, dan jelaskan di BAB II."
        return line.remark(key, message=f"{message}{places}", expected="alasannya tertulis", advice=advice)
    reason = " ".join(str(reason).split())
    return line.remark(key, message=f"{message}, karena: {reason}{places}", expected=figure(line[key]), advice="Jelaskan juga di BAB II.")


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


def _by_indicator(documents: Iterable[Document], what: _Statement) -> Iterable[list[_Said]]:
    """The statements of all documents, grouped by indicator."""
    found: dict[str, list[_Said]] = {}
    for document in documents:
        for indicator, line in document.by_indicator.items():
            said = what(document, line)
            if said is not None:
                found.setdefault(indicator, []).append(said)
    return [_alike(each) for each in found.values()]


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
        yield _odd_one(what, each, others, agree=usual is not None)


def _odd_one(what: str, odd: _Said, others: Sequence[_Said], *, agree: bool = True) -> Remark:
    if agree:
        wanted = others[0].text
        advice = f"Samakan menjadi {wanted}, atau betulkan yang lain bila {odd.text} yang benar."
    else:
        wanted, advice = "sama di semua tabel", f"Cek dokumen aslinya, lalu samakan {what} di semua tabel."
    message = f"{what.capitalize()} {name(odd.line.name)} {odd.text}, sedangkan {_others(others)}"
    said_elsewhere = listed(dict.fromkeys(other.text for other in others))
    fold = Fold(f"{what.capitalize()} {{n}} indikator {odd.text}, sedangkan tabel lain menyebut {said_elsewhere}", name(odd.line.name))
    return odd.line.remark(odd.key, message=message, expected=wanted, advice=advice, fold=fold)


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
                message=f"Realisasi {name(other.name)} {figure(theirs)}, sedangkan {line.where('realisasi')} menyebut {figure(mine)}",
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
                message=f"Arah {name(line.name)} {used}, sedangkan {iku.where('arah')} menetapkan {wanted}",
                expected=wanted,
                advice=f"Pilih {wanted} di Tabel 3.1, atau betulkan IKU.",
            )
