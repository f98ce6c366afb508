"""BAB IV: how many indicators each category has, the conclusion, advice and steps, and the signature."""

from __future__ import annotations

from collections.abc import Sequence

from lkjip.naskah import prose, shown, tables
from lkjip.naskah.blocks import Align, Block, Look, Paragraph, Table, TableColumn, TableRow
from lkjip.naskah.facts import Facts, numbered
from lkjip.naskah.measuring import span
from xlfuncs import id_format


def blocks(facts: Facts) -> dict[str, Sequence[Block]]:
    """The marks of BAB IV."""
    laporan = facts.laporan
    return {
        "kalimat_simpulan": [Paragraph(facts.sentences[2], key="kalimat_simpulan")],
        "tabel_rekap": _recap(facts),
        "simpulan": prose.paragraphs(prose.part(laporan, "simpulan"), "simpulan"),
        "saran": _listed(facts, "saran", "Untuk mempertahankan dan meningkatkan capaian kinerja, disarankan:"),
        "langkah": _listed(facts, "langkah", "Langkah perbaikan yang akan dilakukan:"),
        "tanda_tangan": prose.signature(laporan, "penutup"),
    }


def _listed(facts: Facts, bagian: str, lead: str) -> list[Paragraph]:
    """A part that lists what should be done, after a sentence that says so."""
    return prose.listing(prose.part(facts.laporan, bagian), bagian, lead, Look.HURUF)


def _recap(facts: Facts) -> list[Table]:
    """The number and share of the measured indicators in each category of the scale, the best first."""
    laporan = facts.laporan
    count = facts.figures["jumlah_indikator"]
    if not count:
        return []
    counts = [facts.figures.get(f"jumlah_kategori_{place}") for place, _ in enumerate(laporan.bands, 1)]
    measured = sum(each for each in counts if isinstance(each, int))
    rows = []
    keys = numbered(band.code or "-" for band in laporan.bands)
    for place, (band, counted) in enumerate(zip(laporan.bands, counts, strict=True), 1):
        share = shown.percent(counted / measured * 100) if isinstance(counted, int) and measured else ""
        row = [shown.line(band.label or band.code), span(laporan.skala, len(laporan.skala) - place), shown.line(counted), share]
        rows.append(TableRow(keys[place - 1], row))
    unmeasured = int(count) - measured if isinstance(count, int) else 0
    if unmeasured:
        rows.append(TableRow("#belum", ["Belum diukur atau belum dapat dihitung", "", str(unmeasured), ""]))
    rows.append(TableRow(tables.TOTAL, ["Jumlah", "", shown.line(count), id_format.fixed(100) if measured else ""], strong=True))
    right = Align.RIGHT
    return [
        Table(
            key="tabel_rekap",
            title=f"Capaian Kinerja menurut Kategori Tahun {facts.tahun}",
            columns=(TableColumn(40), TableColumn(24, Align.CENTER), TableColumn(18, right), TableColumn(18, right)),
            headings=[("Kategori", "Capaian (%)", "Jumlah indikator", "Persentase dari yang diukur (%)")],
            rows=rows,
        )
    ]
