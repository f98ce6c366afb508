"""The standard sentences of BAB III and BAB IV with this report's figures, ready to be copied.

A number in words has no native formula, so sync writes each sentence as a text; the formula shows it only while the
figures it was written from still hold. What follows the Profil stays a reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lkjip.profile_text import as_formula, filled, quoted
from lkjip.report import Laporan
from lkjip.summary.sheet import BELUM_SINKRON, value_of
from lkjip.tables import KATEGORI_CODES
from xlfuncs.angka import Cell, round2, rupiah, terbilang
from xlfuncs.errors import is_error

CHANGED: Final = f"({BELUM_SINKRON}: angka berubah sejak kalimat ini ditulis; tekan Sinkronkan di lembar Mulai)"
_OFFICE: Final = "{instansi} {pemerintah_daerah}"
_BUDGET: Final = ("total_anggaran", "total_realisasi", "total_serapan", "total_efisiensi")


def sentences(laporan: Laporan, figures: Mapping[str, Cell], sasaran: int, unmeasured: int) -> list[tuple[str, str]]:
    """Each sentence as its text and its formula: capaian (BAB III 3.1), budget (3.2), conclusion (BAB IV).

    Args:
        figures: the figures of Ringkasan by their defined name, percent and rupiah; sasaran, unmeasured: counts.
    """
    counts = [name for name in figures if name.startswith("jumlah_")]
    performance = [*counts, "rata_rata_capaian", "kategori_rata_rata"]
    labels = {str(band[1]): str(band[-1]) for band in laporan.skala}
    written = (
        (_performance(figures, unmeasured, labels), performance),
        (_budget(figures), _BUDGET),
        (_conclusion(figures, sasaran, labels), [*performance, *_BUDGET]),
    )
    return [(filled(template, laporan.profil), _guarded(template, {name: figures[name] for name in names})) for template, names in written]


# ---------------------------------------------------------------- the sentences
def _performance(figures: Mapping[str, Cell], unmeasured: int, labels: Mapping[str, str]) -> str:
    count = figures["jumlah_indikator"]
    if not count:
        return f"Capaian kinerja {_OFFICE} Tahun {{tahun}} belum dapat ditulis: Tabel 3.1 belum berisi indikator."
    begin = f"Capaian kinerja {_OFFICE} Tahun {{tahun}} meliputi {_in_words(count)} indikator kinerja"
    average = figures["rata_rata_capaian"]
    if is_error(average):
        return f"{begin}; rata-ratanya belum dapat ditulis karena ada galat di Tabel 3.1."
    if average is None:
        return f"{begin}, semuanya belum diukur."
    category = labels.get(str(figures["kategori_rata_rata"]), "-")
    measured = sum(_count(figures, code) for code in KATEGORI_CODES)
    counted = [(labels.get(code, code), number) for code in KATEGORI_CODES if (number := _count(figures, code))]
    recap = ", ".join(f"{_in_words(number)} indikator kategori {label} ({_percent(number / measured * 100)})" for label, number in counted)
    rest = f"; {_in_words(unmeasured)} indikator belum diukur" if unmeasured else ""
    return f"{begin} dengan capaian rata-rata {_percent(average)} (kategori {category}), terdiri dari {recap}{rest}."


def _budget(figures: Mapping[str, Cell]) -> str:
    budget, spent, serapan, efisiensi = (figures[name] for name in _BUDGET)
    if any(is_error(figure) for figure in (budget, spent, serapan, efisiensi)):
        return "Realisasi anggaran belum dapat ditulis karena ada galat di Tabel 3.2."
    begin = f"Anggaran pada Tabel 3.2 {_OFFICE} Tahun {{tahun}} berjumlah {_amount(budget)}"
    if serapan is None:
        return f"{begin} dan tidak ada realisasinya."
    return (
        f"{begin}, terealisasi {_amount(spent)} dengan penyerapan sebesar {_percent(serapan)} atau efisiensi sebesar {_percent(efisiensi)}."
    )


def _conclusion(figures: Mapping[str, Cell], sasaran: int, labels: Mapping[str, str]) -> str:
    count, average = figures["jumlah_indikator"], figures["rata_rata_capaian"]
    if not count or average is None or is_error(average):
        return f"Simpulan {_OFFICE} Tahun {{tahun}} belum dapat ditulis: belum ada indikator yang terukur tanpa galat."
    measured = sum(_count(figures, code) for code in KATEGORI_CODES)
    recap = "; ".join(
        f"{labels.get(code, code)}: "
        + (f"{counted} indikator ({_percent(counted / measured * 100)})" if (counted := _count(figures, code)) else "tidak ada")
        for code in KATEGORI_CODES
    )
    whole = f"Secara keseluruhan capaian kinerja {_percent(average)} (kategori {labels.get(str(figures['kategori_rata_rata']), '-')})."
    spent = "" if figures["total_serapan"] is None or is_error(figures["total_serapan"]) else f" {_spent(figures)}"
    return (
        f"Pada tahun {{tahun}}, {_OFFICE} dari {_in_words(sasaran)} sasaran dengan {_in_words(count)} indikator yang telah ditetapkan"
        f" dalam Perjanjian Kinerja menunjukkan tingkat keberhasilan capaian kinerja sebagai berikut: {recap}. {whole}{spent}"
    )


def _spent(figures: Mapping[str, Cell]) -> str:
    return (
        f"Dari anggaran {_amount(figures['total_anggaran'])} terserap {_amount(figures['total_realisasi'])}"
        f" atau sebesar {_percent(figures['total_serapan'])}."
    )


def _count(figures: Mapping[str, Cell], code: str) -> int:
    return int(figures[f"jumlah_{code}"])  # type: ignore[arg-type]


def _in_words(count: Cell) -> str:
    """ "9 (sembilan)" """
    return f"{count} ({terbilang(count)})"


def _amount(value: Cell) -> str:
    return str(value_of(rupiah, value))


def _percent(value: Cell) -> str:
    """ "100 %", "94,37 %": two decimals, none for a whole number"""
    return format(round2(_number(value)), "f").removesuffix(".00").replace(".", ",") + " %"


def _number(value: Cell) -> float:
    return float(value)  # type: ignore[arg-type]  # blanks and errors have been told apart before


# ---------------------------------------------------------------- shown only while it holds
def _guarded(template: str, figures: Mapping[str, Cell]) -> str:
    same = ",".join(_still(name, value) for name, value in figures.items())
    formula = as_formula(template)
    return f"IF(IFERROR(AND({same}),FALSE),{formula.removeprefix('=') if formula else quoted(template)},{quoted(CHANGED)})"


def _still(name: str, value: Cell) -> str:
    """That a figure is what it was; two decimals are what a sentence shows."""
    if is_error(value):
        return f"ISERROR({name})"
    if value is None:
        return f"LEN({name})=0"
    if isinstance(value, str):
        return f"EXACT({name},{quoted(value)})"
    return f"ROUND({name},2)={float(round2(_number(value))):.15g}"
