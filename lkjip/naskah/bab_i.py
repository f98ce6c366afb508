"""BAB I: background, legal bases, duties and organisation, strategic issues, and what became of evaluations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lkjip.model.key import key_of
from lkjip.model.laporan import Row
from lkjip.model.tables import DASAR_HUKUM, LHE, ORGANISASI
from lkjip.naskah import prose, shown, tables
from lkjip.naskah.blocks import Block, Look, OrganisationChart, Paragraph
from lkjip.naskah.facts import Facts, numbered


def blocks(facts: Facts) -> dict[str, Sequence[Block]]:
    """The marks of BAB I."""
    laporan = facts.laporan
    return {
        "latar_belakang": prose.paragraphs(prose.part(laporan, "latar_belakang"), "latar_belakang"),
        "dasar_hukum": _legal_bases(facts),
        "kedudukan": prose.paragraphs(prose.part(laporan, "kedudukan"), "kedudukan"),
        "organisasi": [*_posts(facts), *organisation(facts, "organisasi")],
        "isu_strategis": _issues(facts),
        "tabel_lhe": [
            replace(table, landscape=False) for table in tables.declared(laporan, LHE, "Tindak Lanjut Laporan Hasil Evaluasi AKIP")
        ],
    }


def _legal_bases(facts: Facts) -> list[Paragraph]:
    rows = [row for row in facts.laporan.rows[DASAR_HUKUM.key] if shown.line(row["peraturan"])]
    ordered = sorted(rows, key=lambda row: float(row["nomor"]) if isinstance(row["nomor"], float | int) else float("inf"))
    keys = numbered(key_of(row["peraturan"]) for row in ordered)
    found = [Paragraph(shown.line(row["peraturan"]), Look.NOMOR, f"dasar_hukum/{key}") for key, row in zip(keys, ordered, strict=True)]
    lead = "Peraturan perundang-undangan yang diacu dalam penyusunan laporan ini:"
    return [Paragraph(lead, key="dasar_hukum/pengantar"), *found] if found else []


def _posts(facts: Facts) -> list[Paragraph]:
    """The posts as a list, each with who holds it."""
    rows = _named(facts)
    found = []
    for key, row in zip(numbered(key_of(row["jabatan"]) for row in rows), rows, strict=True):
        holder, nip = shown.line(row["nama"]), shown.line(row["nip"])
        text = shown.line(row["jabatan"]) + (f": {holder}" if holder else "") + (f", NIP {nip}" if holder and nip else "")
        found.append(Paragraph(text, Look.NOMOR, f"organisasi/{key}"))
    lead = prose.filled("Susunan organisasi {kantor_lengkap}:", facts.laporan.profil)
    return [Paragraph(lead, key="organisasi/pengantar"), *found] if found else []


def _named(facts: Facts) -> list[Row]:
    return [row for row in facts.laporan.rows[ORGANISASI.key] if shown.line(row["jabatan"])]


def organisation(facts: Facts, key: str) -> list[OrganisationChart]:
    """The organisation as a chart; nothing as long as no post is below another."""
    rows = _named(facts)
    names = {key_of(row["jabatan"]): shown.line(row["jabatan"]) for row in reversed(rows)}
    above = {name: names.get(key_of(row["induk"]), "") for row in reversed(rows) if (name := shown.line(row["jabatan"]))}
    posts = [(name, shown.line(row["nama"]), _above(name, above)) for row in rows if (name := shown.line(row["jabatan"]))]
    if not any(upper for _, _, upper in posts):
        return []
    told = "; ".join(f"{name} di bawah {upper}" if upper else name for name, _, upper in posts)
    title = prose.filled("Struktur Organisasi {kantor}", facts.laporan.profil)
    return [OrganisationChart(key=f"bagan/{key}", title=title, alt=f"Bagan organisasi. {told}.", posts=posts)]


def _above(name: str, above: Mapping[str, str]) -> str:
    """The post above another; none if that one is below it, by mistake."""
    seen, upper = {name}, above[name]
    while upper:
        if upper in seen:
            return ""
        seen.add(upper)
        upper = above.get(upper, "")
    return above[name]


def _issues(facts: Facts) -> list[Paragraph]:
    lead = "Permasalahan dan isu strategis yang memengaruhi pencapaian target kinerja antara lain:"
    return prose.listing(prose.part(facts.laporan, "isu_strategis"), "isu_strategis", lead, Look.BUTIR)
