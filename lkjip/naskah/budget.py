"""The budget in BAB III 3.2: its sentence, Tabel 3.2, and how efficiently each indicator used it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lkjip.model.key import key_of
from lkjip.model.profile_text import filled
from lkjip.model.prose import is_unread
from lkjip.model.tables import TABEL_3_2
from lkjip.naskah import efficiency, prose, shown, tables
from lkjip.naskah.blocks import Align, Paragraph, Table, TableColumn, TableRow
from lkjip.naskah.facts import Facts, Indikator, numbered
from lkjip.summary import halaman
from lkjip.summary.efisiensi import NOT_NAMED, Spending
from lkjip.summary.sasaran import by_sasaran
from xlfuncs.angka import Cell

_OTHER: Final = "bukan indikator di atas"
"""What is said of the budget of an indicator that Tabel 3.1 lacks."""
_INDENT: Final = re.compile("\u00a0*")


def introduction(facts: Facts) -> list[Paragraph]:
    """What introduces the budget; a text of ours, which speaks of a table, only where there is one."""
    texts = prose.part(facts.laporan, "pengantar_anggaran")
    is_ours = all(map(is_unread, texts))
    return prose.paragraphs(texts, "pengantar_anggaran") if facts.has_budget or not is_ours else []


def sentence(facts: Facts) -> list[Paragraph]:
    """The sentence on the whole budget; nothing where the report has none."""
    return [Paragraph(facts.sentences[1], key="kalimat_apbd")] if facts.has_budget else []


def table(facts: Facts) -> list[Table]:
    """Tabel 3.2 by sasaran, as the sheet Halaman Tabel 3.2 prints it."""
    lines = halaman.budget_lines(facts.laporan)
    if not lines:
        return []
    rows, group = [], 0
    keys = iter(_keys(lines))
    for line in _without_repetition(facts, lines):
        group += line.kind is halaman.Line.SASARAN
        key = {
            halaman.Line.SASARAN: f"sasaran {group}",
            halaman.Line.SUM: f"jumlah {group}",
            halaman.Line.TOTAL: tables.TOTAL,
        }.get(line.kind) or next(keys)
        rows.append(TableRow(key, _cells(line), strong=line.kind is not halaman.Line.ROW))
    right, center = Align.RIGHT, Align.CENTER
    widths = (
        (5, center),
        (28, Align.LEFT),
        (40, Align.LEFT),
        (15, right),
        (15, right),
        (9, right),
        (9, right),
        (12, Align.LEFT),
        (17, Align.LEFT),
    )
    return [
        Table(
            key="tabel_3_2",
            title=filled("Capaian Kinerja Keuangan[ {kantor}] Tahun {tahun}", facts.laporan.profil),
            columns=[TableColumn(width, align) for width, align in widths],
            headings=[halaman.budget_headings(facts.laporan)],
            rows=rows,
            numbering=[str(number) for number in range(1, len(widths) + 1)],
            key_column=1,
            landscape=True,
        )
    ]


def _without_repetition(facts: Facts, lines: Sequence[halaman.BudgetLine]) -> list[halaman.BudgetLine]:
    """The lines without the sum of the only sasaran, which is that of all, and without a heading over what has no sasaran at all."""
    groups = by_sasaran(facts.laporan.rows[TABEL_3_2.key])
    left_out = [halaman.Line.SUM] if len(groups) == 1 else []
    if len(groups) == 1 and not shown.line(groups[0][0]["sasaran_berlaku"]):
        left_out.append(halaman.Line.SASARAN)
    return [line for line in lines if line.kind not in left_out]


def _keys(lines: Sequence[halaman.BudgetLine]) -> list[str]:
    return numbered(
        "/".join(filter(None, (shown.line(line.row[key]) for key in ("kunci_berlaku", "kunci_program", "kunci_kegiatan", "kunci_sub"))))
        or f"baris {line.row['baris']}"
        for line in lines
        if line.kind is halaman.Line.ROW and line.row is not None
    )


def _cells(line: halaman.BudgetLine) -> list[str]:
    if line.kind is halaman.Line.SASARAN:  # its name is long, and the second column is not
        number, _, name_of_sasaran = shown.line(line.cells[1]).partition(": ")
        return ["", number, name_of_sasaran, *[""] * (len(line.cells) - 3)]
    no, name, program, anggaran, realisasi, serapan, efisiensi, *rest = line.cells
    return [
        shown.line(no),
        shown.text(name),
        _kept(program),
        shown.amount(anggaran),
        shown.amount(realisasi),
        shown.percent(serapan),
        shown.percent(efisiensi),
        *map(shown.text, rest),
    ]


def _kept(value: Cell) -> str:
    """A text whose indents are kept."""
    lines = str(value or "").split("\n")
    return "\n".join(f"{_INDENT.match(line)[0]}{shown.line(line)}" for line in lines)  # type: ignore[index]


def efficiency_table(facts: Facts) -> list[Table]:
    """Capaian beside the budget spent, with the verdict, for each indicator; then the budget that is no indicator's of Tabel 3.1."""
    if not any(each.spent.lines for each in facts.indicators):
        return []
    rows = [TableRow(each.key, [each.name, shown.percent(each.capaian), *_spent(each.spent), _verdict(each)]) for each in facts.indicators]
    keys = numbered(f"#{key_of(other.name)}" for other in facts.other_spending)
    others = zip(keys, facts.other_spending, strict=True)
    rows += [TableRow(key, [shown.line(other.name), "", *_spent(other), _OTHER if other.number else ""]) for key, other in others]
    right = Align.RIGHT
    widths = ((46, Align.LEFT), (11, right), (17, right), (17, right), (11, right), (11, right), (20, Align.LEFT))
    return [
        Table(
            key="tabel_efisiensi",
            title=f"Efisiensi Penggunaan Sumber Daya Tahun {facts.tahun}",
            columns=[TableColumn(width, align) for width, align in widths],
            headings=[
                (
                    "Indikator Kinerja",
                    "Capaian (%)",
                    "Anggaran (rupiah)",
                    "Realisasi (rupiah)",
                    "Serapan (%)",
                    "Efisiensi (%)",
                    "Tingkat efisiensi",
                )
            ],
            rows=rows,
            numbering=[str(number) for number in range(1, len(widths) + 1)],
            landscape=True,
        )
    ]


def _spent(spent: Spending) -> list[str]:
    return [*map(shown.amount, (spent.anggaran, spent.realisasi)), *map(shown.percent, (spent.serapan, spent.efisiensi))]


def _verdict(each: Indikator) -> str:
    return efficiency.NOT_NAMED if each.spent.remark == NOT_NAMED else efficiency.verdict(each.capaian, each.spent)


def efficiency_sentence(facts: Facts) -> list[Paragraph]:
    """The verdict on the whole office: its mean capaian beside the share of its budget that it spent."""
    said = efficiency.verdict_of_office(facts)
    return [Paragraph(said, key="kalimat_efisiensi")] if said else []
