"""The seven comparisons of an indicator in BAB III.

Source: Permen PANRB 53/2014, annex II: target and realisasi, earlier years, the medium-term target, the national standard, causes and
solutions, efficiency, and the programmes that helped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip.model.tables.prose import PERIKSA
from lkjip.model.tables.report import REALISASI, RIWAYAT
from lkjip.naskah import efficiency, prose, shown
from lkjip.naskah.blocks import Block, Chart, ChartKind, Content, Look, Paragraph, Series
from lkjip.naskah.facts import Facts, Indikator
from lkjip.summary import perbandingan
from lkjip.summary.efisiensi import NO_BUDGET, NOT_NAMED
from xlfuncs.angka import Cell
from xlfuncs.errors import is_error
from xlfuncs.rules import NAIK, arah_of

_FEWEST_YEARS: Final = 3
"""Years with a realisasi from which on a trend is drawn."""


def of_indicator(facts: Facts, each: Indikator, number: int) -> Content:
    """What is written of an indicator, the `number`-th of its sasaran: each comparison below its small heading, if there is anything."""
    parts: dict[str, tuple[str, Sequence[Block]]] = {
        "perbandingan_target": (f"Perbandingan target dan realisasi Tahun {facts.tahun}", _against_target(facts, each)),
        "perbandingan_tahun": ("Perbandingan dengan tahun-tahun sebelumnya", [*_against_years(facts, each), *_trend(facts, each)]),
        "perbandingan_renstra": ("Perbandingan dengan target akhir Renstra", _against_end(facts, each)),
        "perbandingan_standar": ("Perbandingan dengan standar nasional atau provinsi", _against_standard(facts, each)),
        "analisis": ("Penyebab keberhasilan atau kegagalan dan solusi", _causes(each)),
        "efisiensi": ("Efisiensi penggunaan sumber daya", _efficiency(each)),
        "program_penunjang": ("Program dan kegiatan yang menunjang", _programmes(each)),
    }
    found: dict[str, Sequence[Block]] = {}
    for name, (lead, content) in parts.items():
        title = Paragraph(lead, key=f"indikator/{each.key}/{name}", strong=True) if content else None
        found[name] = [title, *content] if title else []
    return Content(blocks=found, texts={"no_indikator": str(number), "indikator": each.name})


def _key(each: Indikator, *parts: object) -> str:
    return "/".join(("indikator", each.key, *map(str, parts)))


def _valued(value: Cell, unit: Cell) -> str:
    """A figure with the word before it: "sebesar 98,78 %", "adalah BB"."""
    if is_error(value):
        return shown.UNKNOWN
    return f"{'sebesar' if isinstance(value, float | int) else 'adalah'} {shown.measured(value, unit)}"


def _against_target(facts: Facts, each: Indikator) -> list[Block]:
    row, unit, target = each.row, each.satuan, each.target
    upper = row["target_atas"]
    wanted = "belum diisi" if target is None else _valued(target, unit)
    if isinstance(target, float) and isinstance(upper, float):
        wanted = f"sebesar {shown.figure(target, unit)} sampai {shown.measured(upper, unit)}"
    realisasi = row["realisasi"]
    done = "realisasinya belum diisi" if realisasi is None else f"realisasinya {shown.measured(realisasi, unit)}"
    begin = f"Target Tahun {facts.tahun} {wanted} dan {done}"
    if is_error(each.capaian):
        return [Paragraph(f"{begin}; capaiannya {shown.UNKNOWN}.", key=_key(each, "target"))]
    if not isinstance(each.capaian, float):
        return [Paragraph(f"{begin}, sehingga capaiannya belum diukur.", key=_key(each, "target"))]
    kategori = row["kategori"]
    category = f" (kategori {facts.label(kategori)})" if kategori is not None and not is_error(kategori) else ""
    sentences = [f"{begin}, sehingga capaiannya {shown.percent_in_text(each.capaian)}{category}."]
    if isinstance(row["batas_atas"], float):
        sentences.append(f"Capaian indikator ini paling tinggi {shown.percent_in_text(row['batas_atas'])}.")
    if isinstance(row["bobot"], float) and facts.aturan and facts.aturan.rata_rata == "berbobot":
        sentences.append(f"Bobotnya {shown.figure(row['bobot'])}.")
    if note := shown.line(row["catatan"]):
        sentences.append(f"Catatan: {note}{'' if note.endswith('.') else '.'}")
    if not _is_plain(facts, each):
        sentences.append(f"Perhitungannya: {each.worked}.")
    return [Paragraph(" ".join(sentences), key=_key(each, "target"))]


def _is_plain(facts: Facts, each: Indikator) -> bool:
    """Whether anybody sees how a capaian comes about: it is the share of the target."""
    row = each.row
    numbers = isinstance(each.target, float) and isinstance(row["realisasi"], float)
    is_share = arah_of(row["arah"]) == NAIK and bool(each.target) and row["target_atas"] is None and row["batas_atas"] is None
    return numbers and is_share and not facts.laporan.is_measured_otherwise


def _against_years(facts: Facts, each: Indikator) -> list[Block]:
    found: list[Block] = []
    for ago in RIWAYAT:
        before, planned, reached = each.row[REALISASI[ago]], each.row[f"target_{ago}"], each.earlier[ago]
        if before is None and planned is None:
            continue
        parts = [] if planned is None else [f"target {shown.measured(planned, each.satuan)}"]
        parts.append("realisasi belum diisi" if before is None else f"realisasi {shown.measured(before, each.satuan)}")
        parts += [] if reached is None else [f"capaian {shown.percent_in_text(reached)}"]
        change = perbandingan.change_since(each.row, ago)
        since = f"; realisasi Tahun {facts.tahun} {shown.line(change)}" if change is not None else ""
        found.append(Paragraph(f"Tahun {facts.year(ago)}: {', '.join(parts)}{since}.", Look.BUTIR, _key(each, "tahun", ago)))
    return found


def _trend(facts: Facts, each: Indikator) -> list[Block]:
    years = [*RIWAYAT, 0]
    realisasi = [value if isinstance(value := each.row[REALISASI[ago]], float) else None for ago in years]
    target = [value if isinstance(value := (each.row[f"target_{ago}"] if ago else each.target), float) else None for ago in years]
    known = [(facts.year(ago), value) for ago, value in zip(years, realisasi, strict=True) if value is not None]
    if len(known) < _FEWEST_YEARS:
        return []
    told = "; ".join(f"{year}: {shown.measured(value, each.satuan)}" for year, value in known)
    series = [Series("Realisasi", realisasi)]
    if sum(value is not None for value in target) > 1:
        series.append(Series("Target", target))
    return [
        Chart(
            key=f"grafik_tren/{each.key}",
            title=f"Perkembangan {each.name} Tahun {known[0][0]}-{known[-1][0]}",
            alt=f"Grafik garis realisasi {each.name}. {told}.",
            kind=ChartKind.LINES,
            categories=[facts.year(ago) for ago in years],
            series=series,
            unit=shown.line(each.satuan),
        )
    ]


def _against_end(facts: Facts, each: Indikator) -> list[Block]:
    end = each.row["target_akhir_renstra"]
    if end is None:
        return []
    year = shown.line(facts.laporan.profil.get("tahun_akhir_renstra"))
    nature = {"kumulatif": ", yang merupakan jumlah target tiap tahun", "tahunan": ""}.get(str(each.row["sifat_target"]), "")
    sentences = [f"Target akhir Renstra{f' Tahun {year}' if year else ''} {_valued(end, each.satuan)}{nature}."]
    if is_error(each.progress):
        sentences.append(f"Kemajuannya {shown.UNKNOWN}.")
    elif each.progress is not None:
        sentences.append(
            f"Sampai dengan Tahun {facts.tahun} kemajuannya {shown.percent_in_text(each.progress)} dari target akhir tersebut."
        )
    return [Paragraph(" ".join(sentences), key=_key(each, "renstra"))]


def _against_standard(facts: Facts, each: Indikator) -> list[Block]:
    standard, source = each.row["standar"], shown.line(each.row["sumber_standar"])
    if standard is None:
        return []
    told = perbandingan.against_standard(each.row)
    sentences = [f"Standar {_valued(standard, each.satuan)}{f' (sumber: {source})' if source else ''}."]
    if told is not None:
        sentences.append(f"Realisasi Tahun {facts.tahun} terhadap standar: {shown.line(told)}.")
    return [Paragraph(" ".join(sentences), key=_key(each, "standar"))]


_TOLD: Final = (
    ("keberhasilan", "Keberhasilan"),
    ("faktor_pendukung", "Faktor pendukung"),
    ("hambatan", "Hambatan"),
    ("solusi", "Alternatif solusi"),
)


def _causes(each: Indikator) -> list[Block]:
    """What Narasi says of causes and solutions; that nothing is written yet, where a target was missed."""
    found: list[Block] = [block for key, lead in _TOLD for block in prose.listed(each.narasi.get(key), _key(each, key), lead)]
    if found or each.is_reached or not isinstance(each.capaian, float):
        return found
    return [Paragraph(f"Penyebab target belum tercapai dan solusinya belum ditulis. {PERIKSA}", key=_key(each, "analisis belum ditulis"))]


def _efficiency(each: Indikator) -> list[Block]:
    found = prose.listed(each.narasi.get("uraian_efisiensi"), _key(each, "uraian_efisiensi"))
    return [Paragraph(_spent(each), key=_key(each, "efisiensi_anggaran")), *found]


def _spent(each: Indikator) -> str:
    spent = each.spent
    if spent.remark == NOT_NAMED:
        return f"{efficiency.NOT_NAMED.capitalize()}."
    if any(is_error(value) for value in (spent.anggaran, spent.realisasi, spent.serapan, spent.efisiensi)):
        return f"Efisiensi anggaran indikator ini {shown.UNKNOWN}."
    if not spent.anggaran:
        return f"Indikator ini {NO_BUDGET}."
    begin = f"Dari anggaran sebesar {shown.rupiah(spent.anggaran)}"
    if spent.serapan is None:
        return f"{begin} realisasinya belum diisi."
    return (
        f"{begin} digunakan {shown.rupiah(spent.realisasi)} dengan penyerapan sebesar {shown.percent_in_text(spent.serapan)} atau efisiensi"
        f" sebesar {shown.percent_in_text(spent.efisiensi)}. {efficiency.judged_in_words(efficiency.verdict(each.capaian, spent))}"
    )


def _programmes(each: Indikator) -> list[Block]:
    """What Narasi says of programmes and kegiatan, else those of the indicator's budget lines."""
    if told := prose.listed(each.narasi.get("program_penunjang"), _key(each, "program_penunjang")):
        return [*told]
    found: list[Block] = []
    named: dict[str, list[str]] = {}
    for row in each.spent.lines:
        below = named.setdefault(shown.line(row["program"]), [])
        below += [name for name in [*shown.items(row["kegiatan"]), shown.line(row["sub_kegiatan"])] if name and name not in below]
    for place, (program, below) in enumerate(named.items(), 1):
        text = f"{program}, dengan kegiatan: {'; '.join(below)}" if program and below else program or "; ".join(below)
        if text:
            found.append(Paragraph(text + ("" if text.endswith(".") else "."), Look.BUTIR, _key(each, "program", place)))
    return found
