"""Judge printed capaian and categories by the office's own rules, and name the likeliest reason for a difference."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from lkjip.checks.agreement import CLOSE, agrees, decimals
from lkjip.checks.book import Book, Line
from lkjip.checks.registry import check
from lkjip.checks.wording import figure, name, rounded
from lkjip.model import tables
from lkjip.model.finding import Fold, Remark
from lkjip.model.formulas import native
from lkjip.model.positions import is_number
from xlfuncs import aturan, id_format, rules
from xlfuncs.angka import Cell
from xlfuncs.aturan import Aturan
from xlfuncs.errors import RuleError, is_error

_WHOLE: Final = 100.0  # percent
_CAPS: Final = tuple(float(choice) for choice in list(aturan.BY_KUNCI["batas_atas"].pilihan)[1:])
_FORMULAS: Final = {
    rules.RASIO: "rumus rasio, target / realisasi",
    rules.SELISIH: "rumus selisih, (2 x target - realisasi) / target",
    rules.NAIK: "dihitung naik, realisasi / target",
}
"""Other formulas by the direction that chooses them."""
_UNMEASURED: Final = "belum diukur"
_ZERO: Final = "target 0"
_INPUTS: Final = "target atau realisasi yang tercetak sudah dibulatkan atau dipotong"


# ---------------------------------------------------------------- one figure
@dataclass(frozen=True)
class Figures:
    """What the capaian of an indicator is computed from; None for what is blank."""

    target: float
    realisasi: float
    arah: Cell = None
    target_atas: float | None = None
    batas_atas: float | None = None

    def capaian(self, rules_in_force: Aturan) -> float | None:
        return rules.capaian(self.target, self.realisasi, self.arah, rules_in_force, self.target_atas, self.batas_atas)


@dataclass(frozen=True)
class Verdict:
    """Why a printed capaian is not the computed one.

    Attributes:
        reason: the likeliest one; "" if none is known.
        advice: what to do about it, besides mending the document.
        computed: by the office's rules, in percent; None for a blank or an error.
        is_harmless: whether the difference is explained, and nothing is wrong.
        kind: the reason without the figures of the single indicator.
    """

    reason: str
    advice: str
    computed: float | None
    is_harmless: bool
    kind: str


def judge(printed: float, figures: Figures, office: Aturan) -> Verdict | None:
    """Judge a printed capaian (percent); None if it agrees, or cannot be computed for a reason that another check reports."""
    try:
        computed = figures.capaian(office)
    except RuleError:
        computed = None
        if figures.target != 0:
            return None
    if agrees(printed, computed):
        return None
    if figures.target == 0 and printed in (0.0, _WHOLE):
        return Verdict(_ZERO, "Pilih target_nol di lembar Aturan: kosong atau tercapai.", computed, is_harmless=True, kind=_ZERO)
    if computed is None:
        return None
    known = list(_reasons(printed, computed, figures, office))
    exact = next((each for each in known if agrees(printed, _given(each.give, figures))), None)
    if _explains(printed, figures, lambda changed: changed.capaian(office)):
        words, advice = (
            (f"{_INPUTS}, atau {exact.words}", exact.advice) if exact else (_INPUTS, "Ketik angkanya dengan desimal yang lengkap.")
        )
        return Verdict(words, advice, computed, is_harmless=True, kind=words)
    likely = exact or next((each for each in known if _explains(printed, figures, each.give)), None) or _meant(printed, figures, office)
    words, advice, kind = (likely.words, likely.advice, likely.kind or likely.words) if likely else ("", "", "")
    return Verdict(words, advice, computed, is_harmless=False, kind=kind)


_Give: TypeAlias = Callable[[Figures], float | None]


class _Reason(NamedTuple):
    words: str
    advice: str
    """What to do if it is meant."""
    give: _Give
    """The capaian that it gives."""
    kind: str = ""
    """What it is called for several indicators, where the words name figures of one."""


def _given(give: _Give, figures: Figures) -> float | None:
    try:
        return give(figures)
    except (RuleError, ZeroDivisionError):
        return None


def _explains(printed: float, figures: Figures, give: _Give) -> bool:
    """Whether a printed capaian comes from a target and a realisasi that print like these; whole numbers are taken as they are."""
    ends = (_ends(figures.target), _ends(figures.realisasi))
    if max(map(len, ends)) == 1:
        return False
    values = [_given(give, replace(figures, target=target, realisasi=realisasi)) for target, realisasi in product(*ends)]
    numbers = [value for value in values if value is not None]
    unit = 0.1 ** decimals(printed)
    return bool(numbers) and min(numbers) - unit / 2 <= printed + CLOSE and printed - CLOSE <= max(numbers) + unit / 2


def _ends(number: float) -> tuple[float, ...]:
    """The ends of the numbers that print as this one, rounded or cut."""
    places = decimals(number)
    if not places:
        return (number,)
    unit = 0.1**places if number > 0 else -(0.1**places)
    return number - unit / 2, number + unit


def _reasons(printed: float, computed: float, figures: Figures, office: Aturan) -> Iterator[_Reason]:
    """Known reasons, the likeliest first."""
    way = rules.way_of(office, figures.arah)
    yield _Reason("tercetak = realisasi", "Realisasi disalin ke kolom capaian.", lambda at: at.realisasi)
    for cap in _CAPS:
        if printed == cap < computed:
            advice = f"Bila kantor membatasi capaian, isi Batas Atas {figure(cap)} di baris itu, atau batas_atas di lembar Aturan."
            yield _Reason(f"dibatasi {figure(cap)}", advice, partial(_constant, cap))
    if printed == 0 > computed:
        yield _Reason("dibatasi 0", "Bila kantor membatasi capaian, pilih batas_bawah 0 di lembar Aturan.", partial(_constant, 0.0))
    unlimited = replace(office, batas_atas=None)
    yield _Reason("tidak dibatasi", "Periksa batas atasnya.", lambda at: replace(at, batas_atas=None).capaian(unlimited))
    for other, words in _FORMULAS.items():
        if other != way and figures.target_atas is None:
            also = " (atau rumus_turun di lembar Aturan)" if rules.is_falling(way) and rules.is_falling(other) else ""
            yield _Reason(words, f"Bila itu rumus kantor, pilih arah {other}{also}.", partial(_otherwise, office, other))
    yield _Reason("rasio, bukan persen", "Kalikan 100.", lambda at: (at.capaian(office) or 0.0) / _WHOLE)
    yield _Reason("baru selisihnya, |target - realisasi| / target", "Hitung capaiannya.", _difference)
    yield _Reason("tercetak = target", "Target disalin ke kolom capaian.", lambda at: at.target)


def _meant(printed: float, figures: Figures, office: Aturan) -> _Reason | None:
    """The realisasi that gives the printed capaian where it rises with it, with as many decimals as are printed; None if there is none."""
    exact = printed * figures.target / _WHOLE
    if rules.way_of(office, figures.arah) != rules.NAIK or not math.isfinite(exact):
        return None
    for places in sorted({decimals(figures.realisasi), decimals(printed)}):
        meant = float(id_format.rounded(exact, places))
        if agrees(printed, _given(lambda at: at.capaian(office), replace(figures, realisasi=meant))):
            words = f"cocok dengan realisasi {figure(meant)}"
            return _Reason(words, "Periksa realisasinya.", partial(_constant, printed), "cocok dengan realisasi lain")
    return None


def _constant(capaian: float, _: Figures) -> float:
    return capaian


def _otherwise(office: Aturan, arah: str, figures: Figures) -> float | None:
    return replace(figures, arah=arah).capaian(office)


def _difference(figures: Figures) -> float:
    return abs(figures.target - figures.realisasi) / figures.target * 100


# ---------------------------------------------------------------- the printed figures of a workbook
def compared(book: Book) -> list[tuple[Line, str, Verdict]]:
    """The printed capaian that differ: their row, the key of their cell, and why."""
    return book.once(_compared)


def _compared(book: Book) -> list[tuple[Line, str, Verdict]]:
    return [*_annex(book), *_own(book)]


def _annex(book: Book) -> Iterator[tuple[Line, str, Verdict]]:
    """The annex Pengukuran Kinerja, with its own target and realisasi."""
    for line in book.lines(tables.PENGUKURAN):
        printed, target, realisasi = (line.number(key) for key in ("capaian", "target", "realisasi"))
        if printed is None or target is None or realisasi is None or book.aturan is None:
            continue
        other = book.measured.get(book.identity(line))
        by_table = other["capaian"] if other else None
        if isinstance(by_table, float) and agrees(printed, by_table):
            continue  # if a figure differs from Tabel 3.1, that is reported instead
        verdict = judge(printed, _figures(other, target, realisasi), book.aturan)
        if verdict:
            yield line, "capaian", verdict


def _own(book: Book) -> Iterator[tuple[Line, str, Verdict]]:
    """The column Capaian Naskah of Tabel 3.1."""
    for line in book.lines(tables.TABEL_3_1):
        printed = line.number("capaian_naskah")
        if printed is None or book.aturan is None:
            continue
        target, realisasi = line["nilai_target"], line["nilai_realisasi"]
        if not is_number(target) or not is_number(realisasi):
            if line["capaian"] is None:
                advice = "Isi target dan realisasinya bila sudah diukur."
                yield line, "capaian_naskah", Verdict(_UNMEASURED, advice, None, is_harmless=True, kind=_UNMEASURED)
            continue
        verdict = judge(printed, _figures(line, target, realisasi), book.aturan)  # type: ignore[arg-type]
        if verdict:
            yield line, "capaian_naskah", verdict


def _figures(line: Line | None, target: float, realisasi: float) -> Figures:
    if line is None:
        return Figures(target, realisasi)
    return Figures(target, realisasi, line["arah"], line.number("target_atas"), line.number("batas_atas"))


@check(
    "beda-tercetak",
    "info",
    "Capaian yang tercetak (Capaian Naskah di Tabel 3.1, Pengukuran Kinerja) berbeda dari hitungan, tetapi ada penjelasannya: target atau"
    " realisasi tercetak sudah dibulatkan, targetnya 0, atau indikatornya belum diukur. Atau kategori tercetak tidak ada di lembar Skala.",
)
def explained(book: Book) -> Iterator[Remark]:
    for line, key, verdict in compared(book):
        if verdict.is_harmless:
            computed = "kosong" if verdict.computed is None else f"{rounded(verdict.computed)} %"
            yield line.remark(
                key,
                message=f"Capaian {name(line.name)} tercetak {figure(line[key])} %, hasil hitungan {computed}: {verdict.reason}",
                expected=computed,
                advice=verdict.advice,
                fold=Fold(
                    f"Capaian tercetak {{n}} indikator berbeda dari hitungan: {verdict.kind}",
                    f"{name(line.name)} {figure(line[key])} % (hitungan {computed})",
                    one_cause=True,
                ),
            )
    for line in book.lines(tables.TABEL_3_1):
        printed = line["kategori_naskah"]
        if _is_named(book, printed) and book.key(printed) not in codes(book):
            yield line.remark(
                "kategori_naskah",
                message=f"Kategori tercetak {name(printed)} tidak ada di lembar Skala, jadi tidak dibandingkan",
                expected=" atau ".join(band.code for band in book.laporan.bands),
                advice="Bila kantor memakai skala lain, tulis atau salin skalanya di lembar Skala.",
                fold=Fold("Kategori tercetak tidak ada di lembar Skala, jadi tidak dibandingkan", name(printed), one_cause=True),
            )


@check(
    "kategori-tercetak",
    "galat",
    "Kategori yang tercetak (Kategori Naskah di Tabel 3.1) bukan kategori capaiannya menurut lembar Skala. Bila capaian tercetaknya sudah"
    " berbeda, itu yang dilaporkan.",
)
def printed_categories(book: Book) -> Iterator[Remark]:
    known = codes(book)
    for line in book.lines(tables.TABEL_3_1):
        printed, computed = line["kategori_naskah"], line["kategori"]
        code = known.get(book.key(printed)) if _is_named(book, printed) else None
        capaian = line["capaian"]
        if code is None or code == computed or is_error(computed) or not isinstance(capaian, float):
            continue
        if code == _category(book, line.number("capaian_naskah")):
            continue
        yield line.remark(
            "kategori_naskah",
            message=f"Kategori {name(line.name)} tercetak {figure(printed)}, sedangkan capaiannya {rounded(capaian)} % berkategori"
            f" {computed}",
            expected=str(computed),
            advice=f"Betulkan naskahnya menjadi {computed}, atau betulkan target, realisasi, dan skalanya.",
            fold=Fold(
                f"Kategori tercetak {{n}} indikator bukan {computed}, sedangkan menurut capaiannya {computed}",
                f"{name(line.name)} {figure(printed)}",
            ),
        )


def _is_named(book: Book, printed: Cell) -> bool:
    """Whether a cell names a category; "Tidak tercapai" is one where the office's scale has it, and else says that there is none."""
    if printed is None or is_error(printed):
        return False
    return not native.is_blank(str(printed)) or book.key(printed) in codes(book)


def _category(book: Book, capaian: float | None) -> Cell:
    try:
        return rules.kategori(capaian, book.laporan.skala)
    except RuleError:
        return None


def codes(book: Book) -> dict[str, str]:
    """Category codes by the key of their code or label in the office's scale; with the report's codes also by the report's labels."""
    return book.once(_codes)


def _codes(book: Book) -> dict[str, str]:
    own = {book.key(text): band.code for band in reversed(book.laporan.bands) for text in (band.label, band.code)}
    report = {book.key(label): code for _, code, label in rules.SKALA_LKJIP}
    return {**report, **own} if set(own.values()) == set(report.values()) else own
