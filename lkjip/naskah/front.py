"""What stands before BAB I: the cover, the preface with its signature, and the executive summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.profile_text import office
from lkjip.naskah import prose, shown
from lkjip.naskah.blocks import Align, Block, Look, Paragraph, Table, TableColumn, TableRow
from lkjip.naskah.facts import Facts, Indikator
from lkjip.summary.pimpinan import lowest_first

_LOWEST: Final = 3
_UNWRITTEN: Final = "belum ditulis"


def blocks(facts: Facts) -> dict[str, Sequence[Block]]:
    """The marks of the pages before BAB I."""
    laporan = facts.laporan
    preface = prose.paragraphs(prose.part(laporan, "kata_pengantar"), "kata_pengantar")
    return {
        "judul_sampul": _cover(
            facts, "judul_sampul", "LAPORAN KINERJA INSTANSI PEMERINTAH", "(LKjIP)", *_office(facts, "kantor"), "TAHUN {tahun}"
        ),
        "kaki_sampul": _cover(facts, "kaki_sampul", *_office(facts, "kantor_lengkap"), "TAHUN {tahun+1}"),
        "kata_pengantar": [*preface, *prose.signature(laporan, "kata_pengantar")],
        "ikhtisar": _summary(facts),
    }


def _office(facts: Facts, placeholder: str) -> list[str]:
    """The office's name and its region, each on a line of its own; the region alone where the name has it already."""
    profil = facts.laporan.profil
    whole, region = office(profil, placeholder), shown.line(profil.get("pemerintah_daerah"))
    name = whole.removesuffix(region).rstrip()
    return [name, region] if name and region and name != whole else [whole]


def _cover(facts: Facts, key: str, *templates: str) -> list[Paragraph]:
    lines = [shown.line(prose.filled(template, facts.laporan.profil)) for template in templates]
    capitals = [line if line == "(LKjIP)" else line.upper() for line in lines]
    return [Paragraph(line, Look.SAMPUL, f"{key}/{number}", strong=True) for number, line in enumerate(capitals, 1) if line]


def _summary(facts: Facts) -> list[Block]:
    own = prose.paragraphs(prose.part(facts.laporan, "ikhtisar"), "ikhtisar")
    budget = [] if not facts.has_budget else [Paragraph(facts.sentences[1], key="ikhtisar/kalimat_apbd")]
    return [
        *own,
        Paragraph(facts.sentences[0], key="ikhtisar/kalimat_capaian"),
        *_by_sasaran(facts),
        *_lowest(facts),
        *budget,
    ]


def _by_sasaran(facts: Facts) -> list[Table]:
    """The mean and category of each sasaran, then of all indicators."""
    if not facts.sasaran:
        return []
    rows = [
        TableRow(
            each.key,
            [
                "" if each.number is None else str(each.number),
                each.name,
                str(len(each.indicators)),
                shown.percent(each.mean),
                facts.label(each.kategori),
            ],
        )
        for each in facts.sasaran
    ]
    figures = facts.figures
    mean = shown.percent(figures["rata_rata_capaian"])
    whole = ["", "Semua sasaran", shown.line(figures["jumlah_indikator"]), mean, facts.label(figures["kategori_rata_rata"])]
    return [
        Table(
            key="ikhtisar/sasaran",
            title=f"Capaian Kinerja per Sasaran Tahun {facts.tahun}",
            columns=(
                TableColumn(6, Align.CENTER),
                TableColumn(50),
                TableColumn(13, Align.CENTER),
                TableColumn(15, Align.RIGHT),
                TableColumn(16, Align.CENTER),
            ),
            headings=[("No", "Sasaran Strategis", "Jumlah indikator", "Rata-rata capaian (%)", "Kategori")],
            rows=[*rows, TableRow("#semua", whole, strong=True)],
            key_column=1,
        )
    ]


def _lowest(facts: Facts) -> list[Table]:
    """The indicators with the lowest capaian, with their cause and what is done."""
    by_row = {each.row["baris"]: each for each in facts.indicators}
    found = [by_row[row["baris"]] for row in lowest_first(facts.laporan)[:_LOWEST]]
    if not found:
        return []
    return [
        Table(
            key="ikhtisar/terendah",
            title=f"Indikator dengan Capaian Terendah Tahun {facts.tahun}",
            columns=(
                TableColumn(26),
                TableColumn(12, Align.RIGHT),
                TableColumn(12, Align.RIGHT),
                TableColumn(11, Align.RIGHT),
                TableColumn(22),
                TableColumn(22),
            ),
            headings=[("Indikator Kinerja", "Target", "Realisasi", "Capaian (%)", "Sebab (hambatan)", "Tindak lanjut")],
            rows=[TableRow(each.key, _low(each)) for each in found],
        )
    ]


def _low(each: Indikator) -> list[str]:
    silent = "-" if each.is_reached else _UNWRITTEN
    told = [shown.text(each.narasi.get(key)) or silent for key in ("hambatan", "solusi")]
    figures = [shown.measured(value, each.satuan) for value in (each.target, each.row["realisasi"])]
    return [each.name, *figures, shown.percent(each.capaian), *told]
