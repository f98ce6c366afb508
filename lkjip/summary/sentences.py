"""Write the standard sentences of BAB III and BAB IV with this report's figures, ready to be copied.

A number in words has no native formula, so a sync writes each sentence as a text; its formula shows it only while the figures
in it are still right. Texts from the Profil stay references.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lkjip.model.expressions import SKALA_TABLE
from lkjip.model.laporan import Laporan
from lkjip.model.profile_text import bare_formula, filled, quoted
from lkjip.model.scale import MOST, Band
from lkjip.model.tables.annexes import BELANJA, BELANJA_SAMPAI_2020
from lkjip.summary.sheet import BELUM_DISUSUN, value_of
from xlfuncs import id_format
from xlfuncs.angka import Cell, rupiah, terbilang
from xlfuncs.errors import is_error

CHANGED: Final = f"({BELUM_DISUSUN}: angka berubah sejak kalimat ini ditulis; tekan Sinkronkan di lembar Mulai)"
_OFFICE: Final = "{kantor_lengkap}"
_PLAIN: Final = str.maketrans("{}[]", "()()")
_TABLE: Final = ("total_anggaran", "total_realisasi", "total_serapan", "total_efisiensi")
_APBD: Final = ("apbd_anggaran", "apbd_realisasi", "apbd_serapan", "apbd_efisiensi")
PARTS: Final = tuple(f"belanja_{place}" for place, _ in enumerate(BELANJA, 1))
"""The defined names of the parts of the whole budget on Ringkasan, in the order of `parts`."""
OF_TABLE_3_2: Final = "Anggaran pada Tabel 3.2"
"""How the sentence on the budget begins where no other than that of Tabel 3.2 is stated."""
BY_OLD_NAMES: Final = "belanja_sampai_2020"
"""The defined name of a hidden cell of Ringkasan: 1 if the whole budget has the parts that it had up to 2020, else 0."""


def parts(*, is_former: bool) -> Sequence[str | None]:
    """The names of the parts of the whole budget; None for those that there were not up to 2020."""
    former = (*BELANJA_SAMPAI_2020, *[None] * (len(BELANJA) - len(BELANJA_SAMPAI_2020)))
    return former if is_former else BELANJA


def standard(laporan: Laporan, figures: Mapping[str, Cell], sasaran: int, unmeasured: int) -> list[tuple[str, str]]:
    """The sentences, each as text and formula: capaian (BAB III 3.1), budget (3.2), conclusion (BAB IV).

    Args:
        figures: the figures of Ringkasan by defined name, in percent and rupiah.
        sasaran: the number of sasaran.
        unmeasured: the number of indicators without capaian.
    """
    counts = ["jumlah_indikator", *(_name(place) for place in range(MOST))]
    performance = {**{name: figures[name] for name in (*counts, "rata_rata_capaian", "kategori_rata_rata")}, **_scale(laporan)}
    budget: Mapping[str, Cell] = {name: figures[name] for name in (*_TABLE, *_APBD)}
    belanja: Mapping[str, Cell] = {name: figures[name] for name in (BY_OLD_NAMES, *PARTS)}
    written: tuple[tuple[str, Mapping[str, Cell]], ...] = (
        (_performance(figures, unmeasured, laporan.bands), performance),
        (_budget(figures), budget),
        (_conclusion(figures, sasaran, laporan.bands), {**performance, **budget, **belanja}),
    )
    return [(filled(template, laporan.profil), _guarded(template, stated)) for template, stated in written]


def _name(place: int) -> str:
    """The defined name of the count of a band, by its place from the best, from 0."""
    return f"jumlah_kategori_{place + 1}"


def _scale(laporan: Laporan) -> Mapping[str, Cell]:
    """What the sentences take from the sheet Skala, by formula: the number of bands and their labels."""
    labels = {f"INDEX({SKALA_TABLE}[Label],{number})": label for number, (*_, label) in enumerate(laporan.skala, 1)}
    return {f"ROWS({SKALA_TABLE}[Label])": float(len(laporan.skala)), **labels}


# ---------------------------------------------------------------- the sentences
def _performance(figures: Mapping[str, Cell], unmeasured: int, bands: Sequence[Band]) -> str:
    count = figures["jumlah_indikator"]
    if not count:
        return f"Capaian kinerja {_OFFICE} Tahun {{tahun}} belum dapat ditulis: Tabel 3.1 belum berisi indikator."
    begin = f"Capaian kinerja {_OFFICE} Tahun {{tahun}} meliputi {in_words(count)} indikator kinerja"
    average = figures["rata_rata_capaian"]
    if is_error(average):
        return f"{begin}; rata-ratanya belum dapat ditulis karena ada kesalahan di Tabel 3.1."
    if average is None:
        return f"{begin}, semuanya belum diukur."
    begin = f"{begin} dengan capaian rata-rata {_percent(average)}"
    if is_error(figures["kategori_rata_rata"]):
        return f"{begin}; kategorinya belum dapat ditulis karena ada kesalahan di lembar Skala."
    counted = _counted(figures, bands)
    measured = sum(number for _, number in counted)
    recap = ", ".join(
        f"{in_words(number)} indikator kategori {label} ({_percent(number / measured * 100)})" for label, number in counted if number
    )
    rest = f"; {in_words(unmeasured)} indikator belum diukur" if unmeasured else ""
    return f"{begin} (kategori {_category(figures, bands)}), terdiri dari {recap}{rest}."


def _budget(figures: Mapping[str, Cell]) -> str:
    apbd = _is_stated(figures)
    budget, spent, serapan, efisiensi = (figures[name] for name in (_APBD if apbd else _TABLE))
    if any(is_error(figure) for figure in (budget, spent, serapan, efisiensi)):
        return f"Realisasi anggaran belum dapat ditulis karena ada kesalahan di {'lembar Anggaran' if apbd else 'Tabel 3.2'}."
    subject = "Pembiayaan dari APBD Tahun {tahun} untuk " + _OFFICE if apbd else f"{OF_TABLE_3_2} {_OFFICE} Tahun {{tahun}}"
    begin = f"{subject} berjumlah {_amount(budget)}"
    if serapan is None:
        return f"{begin} dan tidak ada realisasinya."
    return (
        f"{begin}, terealisasi {_amount(spent)} dengan penyerapan sebesar {_percent(serapan)} atau efisiensi sebesar {_percent(efisiensi)}."
    )


def _is_stated(figures: Mapping[str, Cell]) -> bool:
    """Whether the sheet Anggaran states budget and realisasi of the whole office, for BAB III 3.2 of the report."""
    return figures["apbd_anggaran"] is not None and figures["apbd_realisasi"] is not None


def _conclusion(figures: Mapping[str, Cell], sasaran: int, bands: Sequence[Band]) -> str:
    count, average = figures["jumlah_indikator"], figures["rata_rata_capaian"]
    if not count or average is None or is_error(average):
        return f"Simpulan {_OFFICE} Tahun {{tahun}} belum dapat ditulis: belum ada indikator yang terukur tanpa kesalahan."
    if is_error(figures["kategori_rata_rata"]):
        return f"Simpulan {_OFFICE} Tahun {{tahun}} belum dapat ditulis karena ada kesalahan di lembar Skala."
    counted = _counted(figures, bands)
    measured = sum(number for _, number in counted)
    recap = "; ".join(
        f"{label}: " + (f"{number} indikator ({_percent(number / measured * 100)})" if number else "tidak ada") for label, number in counted
    )
    whole = f"Secara keseluruhan capaian kinerja {_percent(average)} (kategori {_category(figures, bands)})."
    # an office without any sasaran still has indicators
    of_sasaran = f"dari {in_words(sasaran)} sasaran " if sasaran else ""
    begin = (
        f"Pada tahun {{tahun}}, {_OFFICE} {of_sasaran}dengan {in_words(count)} indikator yang telah ditetapkan"
        f" dalam Perjanjian Kinerja menunjukkan tingkat keberhasilan capaian kinerja sebagai berikut: {recap}."
    )
    return " ".join(filter(None, (begin, whole, _spent(figures))))


def _spent(figures: Mapping[str, Cell]) -> str:
    """The part of the conclusion about the budget; "" if there is none, or it is an error."""
    budget, spent, serapan, _ = (figures[name] for name in (_APBD if _is_stated(figures) else _TABLE))
    if serapan is None or is_error(serapan):
        return ""
    if not _is_stated(figures):
        return f"Dari anggaran {_amount(budget)} terserap {_amount(spent)} atau sebesar {_percent(serapan)}."
    amounts = zip(parts(is_former=bool(figures[BY_OLD_NAMES])), (figures[name] for name in PARTS), strict=True)
    *before, last = [f"{name} {_amount(value)}" for name, value in amounts if isinstance(value, float)] or [""]
    consists = f", terdiri dari {', '.join(before)}{',' if len(before) > 1 else ''} dan {last}," if before else ""
    return (
        f"Sedangkan pembiayaan dari APBD Tahun {{tahun}} berjumlah {_amount(budget)}{consists}"
        f" dengan penyerapan sebesar {_amount(spent)} atau sebesar {_percent(serapan)}."
    )


def _counted(figures: Mapping[str, Cell], bands: Sequence[Band]) -> list[tuple[str, int]]:
    """The label of each category with its number of indicators, best first."""
    counts = (figures[_name(place)] for place in range(len(bands)))
    return [(_label(band), count if isinstance(count, int) else 0) for band, count in zip(bands, counts, strict=True)]


def _category(figures: Mapping[str, Cell], bands: Sequence[Band]) -> str:
    """The label of the mean's category."""
    return next((_label(band) for band in bands if band.code == figures["kategori_rata_rata"]), "-")


def _label(band: Band) -> str:
    # braces and brackets would be taken for a key of the Profil and a part that may be left out
    return (band.label or band.code).translate(_PLAIN)


def in_words(count: Cell) -> str:
    """A count with its words: "9 (sembilan)"."""
    return f"{id_format.fixed(_number(count), 0)} ({terbilang(count)})"


def _amount(value: Cell) -> str:
    """An amount of any size (rupiah) as text; anything else as RUPIAH gives it."""
    return id_format.rupiah(value) if isinstance(value, float) else str(value_of(rupiah, value))


def _percent(value: Cell) -> str:
    return id_format.percent_in_text(_number(value))


def _number(value: Cell) -> float:
    return float(value)  # type: ignore[arg-type]  # blanks and errors were excluded before


# ---------------------------------------------------------------- shown only while it holds
def _guarded(template: str, figures: Mapping[str, Cell]) -> str:
    same = ",".join(_still(name, value) for name, value in figures.items())
    return f"IF(IFERROR(AND({same}),FALSE),{bare_formula(template) or quoted(template)},{quoted(CHANGED)})"


def _still(name: str, value: Cell) -> str:
    """A condition that a figure is unchanged, to the two decimals that a sentence shows."""
    if is_error(value):
        return f"ISERROR({name})"
    if value is None:
        return f"LEN(TRIM({name}))=0"
    if isinstance(value, str):
        return f"EXACT({name},{quoted(value)})"
    return f"ROUND({name},2)={float(id_format.rounded(_number(value))):.15g}"
