"""BAB II: vision, mission, aims and sasaran, the main indicators, the agreement of the year and its programmes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lkjip.model.key import key_of
from lkjip.model.laporan import Row
from lkjip.model.profile_text import filled
from lkjip.model.tables import IKU, PK, PROGRAM_PK, RENSTRA, TABEL_2_1, TABEL_3_2
from lkjip.model.tables.annexes import MURNI, PERUBAHAN
from lkjip.naskah import blocks as document
from lkjip.naskah import prose, shown, tables
from lkjip.naskah.blocks import Align, Block, Look, Paragraph, Table, TableColumn
from lkjip.naskah.facts import Facts, numbered
from lkjip.summary.sheet import value_of
from xlfuncs import rules
from xlfuncs.angka import Cell
from xlfuncs.aturan import keyword


def blocks(facts: Facts) -> dict[str, Sequence[Block]]:
    """The marks of BAB II."""
    laporan = facts.laporan
    return {
        "pengantar_bab_ii": prose.paragraphs(prose.part(laporan, "pengantar_bab_ii"), "pengantar_bab_ii"),
        "visi_misi": _vision(facts),
        "tujuan_sasaran": _aims(facts),
        "daftar_iku": _main_indicators(facts),
        "kalimat_perjanjian": _agreed(facts),
        "tabel_2_1": agreement(facts),
        "tabel_perubahan": _changes(facts),
        "tabel_program": programmes(facts) or _budgets_by_programme(facts),
    }


def _vision(facts: Facts) -> list[Paragraph]:
    profil = facts.laporan.profil
    found: list[Paragraph] = []
    if visi := shown.line(profil.get("visi")):
        found += [Paragraph("Visi:", key="visi/pengantar"), Paragraph(f'"{visi.strip(chr(34))}"', Look.TENGAH, "visi", strong=True)]
    if misi := shown.items(profil.get("misi")):
        found += [Paragraph("Misi:", key="misi/pengantar"), *prose.paragraphs(misi, "misi", Look.NOMOR)]
    return found


def _distinct(values: Iterable[Cell]) -> list[str]:
    """The texts among values, each once in whatever spelling."""
    return list({key_of(text): text for value in reversed(list(values)) if (text := shown.line(value))}.values())[::-1]


def _aims(facts: Facts) -> list[Paragraph]:
    """The aims of the Renstra, and the sasaran of each; those of Tabel 2.1 where there is no Renstra."""
    plan = facts.laporan.rows[RENSTRA.key]
    begin = filled("Rencana Strategis {kantor}[ Tahun {tahun_awal_renstra}-{tahun_akhir_renstra}] mempunyai", facts.laporan.profil)
    aims = _distinct(row["tujuan"] for row in plan)
    found: list[Paragraph] = []
    if aims:
        found.append(Paragraph(f"{begin} tujuan:", key="tujuan/pengantar"))
        found += [Paragraph(text, Look.NOMOR, f"tujuan/{key_of(text)}") for text in aims]
    sasaran = _distinct(row["sasaran"] for row in plan) or _distinct(row["sasaran"] for row in facts.laporan.rows[TABEL_2_1.key])
    if sasaran:
        lead = "Tujuan tersebut dijabarkan ke dalam sasaran strategis:" if aims else f"{begin} sasaran strategis:"
        found.append(Paragraph(lead, key="sasaran/pengantar"))
        found += [Paragraph(text, Look.NOMOR, f"sasaran/{key_of(text)}/nama") for text in sasaran]
    return found


def _main_indicators(facts: Facts) -> list[Paragraph]:
    rows = [row for row in facts.laporan.rows[IKU.key] if shown.line(row["indikator"])]
    if not rows:
        return []
    lead = f"{prose.filled('{kantor}', facts.laporan.profil)} mempunyai {shown.in_words(len(rows))} Indikator Kinerja Utama:"
    found = [Paragraph(lead, key="iku/pengantar")]
    for key, row in zip(numbered(key_of(row["indikator"]) for row in rows), rows, strict=True):
        unit = shown.line(row["satuan"])
        found.append(Paragraph(shown.line(row["indikator"]) + (f" (satuan:\u00a0{unit})" if unit else ""), Look.NOMOR, f"iku/{key}"))
    return found


def _agreed(facts: Facts) -> list[Paragraph]:
    rows = facts.laporan.rows[TABEL_2_1.key]
    if not rows:
        return []
    sasaran = _distinct(row["sasaran"] for row in rows)
    of_sasaran = f"{shown.in_words(len(sasaran))} sasaran strategis dengan " if sasaran else ""
    text = f"Perjanjian Kinerja Tahun {facts.tahun} memuat {of_sasaran}{shown.in_words(len(rows))} indikator kinerja."
    return [Paragraph(text, key="kalimat_perjanjian")]


def agreement(facts: Facts) -> list[Table]:
    """Tabel 2.1."""
    source = filled(TABEL_2_1.source, facts.laporan.profil).removeprefix("Sumber").lstrip(" :")
    rows = facts.laporan.rows[TABEL_2_1.key]
    keys = numbered(shown.line(row["kunci_induk"] or row["kunci"]) or shown.line(row["baris"]) or "-" for row in rows)
    return tables.declared(facts.laporan, TABEL_2_1, "Perjanjian Kinerja[ {kantor}] Tahun {tahun}", keys=keys, source=source)


def _changes(facts: Facts) -> list[Table]:
    """The targets of the agreement as it was signed beside those of its change; nothing without a change."""
    murni, perubahan = (_by_indicator(of_agreement(facts, dokumen)) for dokumen in (MURNI, PERUBAHAN))
    if not murni or not perubahan:
        return []
    reasons = any(shown.line(row["alasan"]) for row in perubahan.values())
    rows = []
    for key in dict.fromkeys((*murni, *perubahan)):
        before, after = murni.get(key), perubahan.get(key)
        known = after or before or {}
        targets = [shown.figure(row["target"], row["satuan"]) if row else "-" for row in (before, after)]
        reason = [shown.text(after["alasan"]) if after else ""] if reasons else []
        rows.append(document.TableRow(key, [shown.text(known["indikator"]), *targets, shown.line(known["satuan"]), *reason]))
    right = Align.RIGHT
    columns = [TableColumn(44), TableColumn(14, right), TableColumn(14, right), TableColumn(13, Align.CENTER)]
    return [
        Table(
            key="pk_perubahan",
            title=f"Target Perjanjian Kinerja Murni dan Perubahan Tahun {facts.tahun}",
            columns=[*columns, *([TableColumn(25)] if reasons else [])],
            headings=[("Indikator Kinerja", "Target murni", "Target perubahan", "Satuan", *(["Alasan perubahan"] if reasons else []))],
            rows=rows,
        )
    ]


def of_agreement(facts: Facts, dokumen: str) -> list[Row]:
    """The rows of the agreement as it was signed ("murni"), or of its change."""
    return [row for row in facts.laporan.rows[PK.key] if (keyword(row["dokumen"]) or MURNI) == dokumen]


def _by_indicator(rows: Sequence[Row]) -> dict[str, Row]:
    return dict(zip(numbered(key_of(row["indikator"]) for row in rows), rows, strict=True))


def programmes(facts: Facts, dokumen: str | None = None) -> list[Table]:
    """The programmes of the agreement with their budgets.

    Args:
        dokumen: as it was signed or as it was changed; by default both, beside each other.
    """
    laporan = facts.laporan
    amounts = {MURNI: "anggaran_murni", PERUBAHAN: "anggaran_perubahan"}
    used = [each for each, key in amounts.items() if any(row[key] is not None for row in laporan.rows[PROGRAM_PK.key])]
    if dokumen is not None and dokumen not in used:
        return []
    without = [key for each, key in amounts.items() if each not in used or dokumen not in (None, each)]
    what = f"Perjanjian Kinerja{' Perubahan' if dokumen == PERUBAHAN else ''}"
    title = f"Program dan Anggaran {what} Tahun {{tahun}}" if dokumen is None else f"Program dan Anggaran menurut {what} Tahun {{tahun}}"
    return tables.declared(laporan, PROGRAM_PK, title, key=f"program_pk/{dokumen}" if dokumen else None, without=without)


def _budgets_by_programme(facts: Facts) -> list[Table]:
    """The budget of each programme, added up from Tabel 3.2; nothing if none is named there."""
    sums: dict[str, list[Row]] = {}
    for row in facts.laporan.rows[TABEL_3_2.key]:
        if row["dihitung"] is not None and (name := shown.line(row["program"])):
            sums.setdefault(key_of(name), []).append(row)
    if not sums:
        return []
    rows = [
        document.TableRow(key, [str(number), shown.line(lines[0]["program"]), shown.amount(_sum(lines))])
        for number, (key, lines) in enumerate(sums.items(), 1)
    ]
    whole = shown.amount(_sum([line for lines in sums.values() for line in lines]))
    return [
        Table(
            key="program",
            title=f"Program dan Anggaran Tahun {facts.tahun}",
            columns=(TableColumn(6, Align.CENTER), TableColumn(66), TableColumn(28, Align.RIGHT)),
            headings=[("No", "Program", "Anggaran (rupiah)")],
            rows=[*rows, document.TableRow(tables.TOTAL, ["", "Jumlah", whole], strong=True)],
            key_column=1,
        )
    ]


def _sum(rows: Sequence[Row]) -> Cell:
    return value_of(rules.jumlah, [row["dihitung"] for row in rows])
