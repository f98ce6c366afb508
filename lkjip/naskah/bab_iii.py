"""BAB III: how capaian is measured, each sasaran with its table, chart and indicators, and the budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.tables import TABEL_3_1
from lkjip.naskah import budget, measuring, prose, shown, tables
from lkjip.naskah.blocks import Block, Chart, ChartKind, Content, Paragraph, Series, Table
from lkjip.naskah.comparisons import of_indicator
from lkjip.naskah.facts import Facts, Sasaran
from xlfuncs import id_format
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error

_LONGEST: Final = 60
"""Most letters of a name beside a bar."""


def blocks(facts: Facts) -> dict[str, Sequence[Block]]:
    """The marks of BAB III that are written once."""
    laporan = facts.laporan
    return {
        "pengantar_bab_iii": prose.paragraphs(prose.part(laporan, "pengantar_bab_iii"), "pengantar_bab_iii"),
        "rumus": measuring.formulas(facts),
        "skala": measuring.scale(facts),
        "kalimat_capaian": [Paragraph(facts.sentences[0], key="kalimat_capaian")],
        "pengantar_anggaran": budget.introduction(facts),
        "kalimat_apbd": budget.sentence(facts),
        "tabel_3_2": budget.table(facts),
        "tabel_efisiensi": budget.efficiency_table(facts),
        "kalimat_efisiensi": budget.efficiency_sentence(facts),
    }


# ---------------------------------------------------------------- a sasaran
def of_sasaran(facts: Facts) -> list[Content]:
    """What is written for each sasaran, with its indicators."""
    return [
        Content(
            blocks={
                "tabel_3_1": _achievements(facts, sasaran),
                "grafik_capaian": _bars(facts, sasaran),
                "kalimat_sasaran": [Paragraph(_summed_up(facts, sasaran), key=f"sasaran/{sasaran.key}/kalimat")],
                "simpulan_sasaran": [Paragraph(_concluded(facts, sasaran), key=f"sasaran/{sasaran.key}/simpulan")],
            },
            texts={"judul_sasaran": _heading(facts, sasaran), "sasaran": sasaran.name},
            repeats={"indikator": [of_indicator(facts, each, number) for number, each in enumerate(sasaran.indicators, 1)]},
        )
        for sasaran in facts.sasaran
    ]


def _heading(facts: Facts, sasaran: Sasaran) -> str:
    if sasaran.number is not None:
        return f"Sasaran {sasaran.number}: {sasaran.name}"
    return "Capaian Indikator Kinerja" if len(facts.sasaran) == 1 else "Indikator tanpa Sasaran"


def called(facts: Facts, sasaran: Sasaran) -> str:
    """What captions call a sasaran, after a blank; "" where there is only what has none."""
    if sasaran.number is not None:
        return f" Sasaran {sasaran.number}"
    return "" if len(facts.sasaran) == 1 else " Indikator tanpa Sasaran"


def _achievements(facts: Facts, sasaran: Sasaran) -> list[Table]:
    laporan = facts.laporan
    mean = dict.fromkeys((column.key for column in TABEL_3_1.columns), None) | {
        "indikator": TABEL_3_1.column("indikator").total,
        "capaian": sasaran.mean,
        "kategori": sasaran.kategori,
    }
    return tables.declared(
        laporan,
        TABEL_3_1,
        f"Pencapaian Kinerja{called(facts, sasaran)}[ {{kantor}}] Tahun {{tahun}}",
        key=f"tabel_3_1/{sasaran.key}",
        rows=[each.row for each in sasaran.indicators],
        keys=[each.key for each in sasaran.indicators],
        totals=mean,
    )


def _bars(facts: Facts, sasaran: Sasaran) -> list[Chart]:
    if not any(isinstance(each.capaian, float) for each in sasaran.indicators):
        return []
    values = "; ".join(f"{each.name}: {shown.percent_in_text(each.capaian) or 'belum diukur'}" for each in sasaran.indicators)
    return [
        Chart(
            key=f"grafik_capaian/{sasaran.key}",
            title=f"Capaian Kinerja{called(facts, sasaran)} Tahun {facts.tahun}",
            alt=f"Grafik batang capaian indikator dalam persen. {values}.",
            kind=ChartKind.BARS,
            categories=[short(each.name) for each in sasaran.indicators],
            series=[Series("Capaian (%)", [_point(each.capaian) for each in sasaran.indicators])],
            unit="%",
        )
    ]


def short(name: str) -> str:
    """A name cut where a chart has no more room for it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _point(value: Cell) -> float | None:
    return float(id_format.rounded(value)) if isinstance(value, float) else None


def _summed_up(facts: Facts, sasaran: Sasaran) -> str:
    """How many indicators a sasaran has, their mean, and how many are in each category."""
    rows = [each.row for each in sasaran.indicators]
    begin = f"Capaian kinerja sasaran ini meliputi {shown.in_words(len(rows))} indikator kinerja"
    if is_error(sasaran.mean):
        return f"{begin}; rata-ratanya {shown.UNKNOWN} karena ada indikator yang {shown.UNKNOWN}."
    if sasaran.mean is None:
        return f"{begin}, semuanya belum diukur."
    begin = f"{begin} dengan capaian rata-rata {shown.percent_in_text(sasaran.mean)}"
    if is_error(sasaran.kategori):
        return f"{begin}; kategorinya {shown.UNKNOWN} karena ada kesalahan di lembar Skala."
    counted = {band.code: sum(row["kategori"] == band.code for row in rows) for band in facts.laporan.bands if band.code}
    recap = ", ".join(f"{shown.in_words(count)} indikator kategori {facts.label(code)}" for code, count in counted.items() if count)
    unmeasured = sum(row["capaian"] is None for row in rows)
    rest = f"; {shown.in_words(unmeasured)} indikator belum diukur" if unmeasured else ""
    return f"{begin} (kategori {facts.label(sasaran.kategori)}), terdiri dari {recap}{rest}."


def _concluded(facts: Facts, sasaran: Sasaran) -> str:
    """The conclusion of a sasaran: its mean and category, and how many of its indicators have reached their target."""
    of = f'sasaran "{sasaran.name}"' if sasaran.number is not None else "indikator di atas"
    if not isinstance(sasaran.mean, float):
        return f"Berdasarkan uraian tersebut, capaian {of} {shown.UNKNOWN if is_error(sasaran.mean) else 'belum diukur'}."
    reached = sum(each.is_reached for each in sasaran.indicators)
    category = f" atau kategori {facts.label(sasaran.kategori)}" if sasaran.kategori and not is_error(sasaran.kategori) else ""
    count = len(sasaran.indicators)
    met = (
        "semua indikatornya"
        if reached == count
        else f"{shown.in_words(reached)} dari {shown.in_words(count)} indikatornya"
        if reached
        else "belum ada indikatornya yang"
    )
    return (
        f"Berdasarkan uraian tersebut, rata-rata capaian {of} adalah {shown.percent_in_text(sasaran.mean)}{category};"
        f" {met} mencapai target."
    )
