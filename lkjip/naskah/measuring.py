"""How capaian is measured, for BAB III: the office's rules as equations, and its scale of categories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lkjip.model import explain
from lkjip.naskah import shown
from lkjip.naskah.blocks import Align, Block, Equation, Fraction, Look, Paragraph, Table, TableColumn, TableRow
from lkjip.naskah.facts import Facts, numbered
from xlfuncs import aturan as choices
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.errors import RuleError

_ACHIEVED: Final = "Capaian Indikator Kinerja"
_HUNDRED: Final = " × 100 %"
_HIGHER: Final = "Semakin tinggi realisasi menunjukkan kinerja yang semakin baik (arah naik):"
_LOWER: Final = "Semakin rendah realisasi menunjukkan kinerja yang semakin baik (arah turun):"
_INSIDE: Final = (
    "Target berupa rentang (arah rentang): realisasi di dalam rentang mendapat 100 %. Di bawah rentang, dengan target ujung terdekatnya:"
)
_ABOVE: Final = "Di atas rentang, dengan target ujung terdekatnya:"
_RISES: Final = Fraction("Realisasi", "Target")
_FALLS: Final = Fraction("Target - (Realisasi - Target)", "Target")
_DIVIDES: Final = Fraction("Target", "Realisasi")
_WAYS: Final = {
    rules.NAIK: ((_HIGHER, _RISES),),
    rules.SELISIH: ((_LOWER, _FALLS),),
    rules.RASIO: ((_LOWER, _DIVIDES),),
    rules.RENTANG: ((_INSIDE, _RISES), (_ABOVE, _FALLS)),
}
"""The equations of each direction, with what is said before them."""
_NOTES: Final = {
    ("target_nol", "kosong"): "Indikator dengan target 0 tidak ikut dihitung.",
    ("target_nol", "tercapai"): (
        "Bila targetnya 0, realisasi 0 dinilai 100 %, yang lebih baik dinilai dengan batas atas atau 100 %, dan yang lebih buruk dengan"
        " batas bawah atau 0 %."
    ),
    ("realisasi_nol", "kosong"): "Indikator arah naik dengan realisasi 0 tidak ikut dihitung.",
    ("pembulatan", "2 desimal"): "Capaian dibulatkan menjadi dua desimal.",
    ("pembulatan", "bulat"): "Capaian dibulatkan menjadi bilangan bulat.",
    ("pembulatan", "potong"): "Capaian dipotong menjadi dua desimal.",
    ("rata_rata", "biasa"): "Rata-rata capaian adalah jumlah capaian dibagi banyaknya indikator yang diukur.",
    ("rata_rata", "per sasaran"): "Rata-rata capaian adalah rata-rata dari rata-rata capaian tiap sasaran.",
    ("rata_rata", "berbobot"): "Rata-rata capaian adalah rata-rata berbobot: jumlah bobot x capaian dibagi jumlah bobot.",
    ("rata_rata", "geometrik"): "Rata-rata capaian adalah rata-rata ukur (geometrik).",
}
"""What is said of a choice; nothing of the others."""


def formulas(facts: Facts) -> list[Block]:
    """The office's rules: an equation for each direction that its indicators have, and the choices that change a capaian."""
    office = facts.aturan
    if office is None:
        return [Paragraph("Cara menghitung capaian belum dapat ditulis: ada pilihan di lembar Aturan yang tidak dikenal.", key="rumus")]
    found: list[Block] = []
    for way in _used_ways(facts, office):
        for place, (lead, fraction) in enumerate(_WAYS[way], 1):
            key = f"rumus/{way}/{place}"
            found += [Paragraph(lead, key=key), Equation(_ACHIEVED, [fraction, _HUNDRED], f"{key}/persamaan")]
    notes = list(_notes(facts, office)) if found else []
    return [*found, *(Paragraph(text, Look.BUTIR, f"rumus/{name}") for name, text in notes)]


def _used_ways(facts: Facts, office: choices.Aturan) -> list[str]:
    used = set()
    for each in facts.indicators:
        try:
            used.add(rules.way_of(office, each.row["arah"]))
        except RuleError:
            continue  # an unknown word; its capaian is an error
    return [way for way in _WAYS if way in used]


def _notes(facts: Facts, office: choices.Aturan) -> Iterator[tuple[str, str]]:
    rows = [each.row for each in facts.indicators]
    if any(isinstance(row["target_atas"], float) and row["arah"] != rules.RENTANG for row in rows):
        yield "rentang", "Target yang berupa rentang tercapai 100 % bila realisasi ada di dalamnya; di luarnya dipakai ujung yang terdekat."
    if office.batas_atas is not None:
        yield "batas_atas", f"Capaian paling tinggi {shown.percent_in_text(office.batas_atas)}."
    if office.batas_bawah is not None:
        yield "batas_bawah", f"Capaian paling rendah {shown.percent_in_text(office.batas_bawah)}."
    for kunci in ("target_nol", "realisasi_nol", "pembulatan", "rata_rata"):
        if note := _NOTES.get((kunci, getattr(office, kunci))):
            yield kunci, note


def scale(facts: Facts) -> list[Block]:
    """The scale of categories as a table without a caption, the best first, and that of serapan if the office has its own."""
    laporan = facts.laporan
    found: list[Block] = []
    for key, skala, what in (("skala", laporan.skala, "capaian"), ("skala_serapan", laporan.skala_serapan, "penyerapan anggaran")):
        keys = numbered(shown.line(code) or "-" for _, code, _ in skala)
        rows = [
            TableRow(keys[place], [shown.line(code), shown.line(label), span(skala, place)]) for place, (_, code, label) in enumerate(skala)
        ]
        if rows:
            lead = f"Kategori {what} dibagi menjadi {shown.in_words(len(rows))}:"
            columns = (TableColumn(15, Align.CENTER), TableColumn(45), TableColumn(40, Align.CENTER))
            found.append(Paragraph(lead, key=f"{key}/pengantar"))
            found.append(Table(key, "", columns, [("Kode", "Kategori", f"{what.capitalize()} (%)")], rows[::-1]))
    return found


def span(skala: Sequence[Sequence[Cell]], place: int) -> str:
    """The percentages of a band of a scale, by its place from the lowest, from 0."""
    try:
        return explain.band(skala, place)
    except RuleError:
        return shown.UNKNOWN
